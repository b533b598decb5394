// walk.mjs PROGRAM PAGE: the page in Chromium, from the samples and from nothing. Prints what is wrong; exit status 1 when
// anything is.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {download, openPage, pick, startBrowser, state, taken} from './browser.mjs';

const [program, file] = process.argv.slice(2).map((path) => resolve(path));
const only = process.env.SHIKII_PAGE_WALK;
const problems = [];
const work = mkdtempSync(join(tmpdir(), 'shikii-page-'));
const browser = await startBrowser();

function native(...parameters) {
	return spawnSync(program, parameters, {maxBuffer: 1 << 28, encoding: 'utf8'});
}

async function audit(page, name) {
	if (!(await page.evaluate(() => 'axe' in window)))
		await page.evaluate(axe.source);
	const {violations} = await page.evaluate((rules) => window.axe.run(document, {runOnly: rules, resultTypes: ['violations']}),
		['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
	for (const {id, help, nodes} of violations)
		problems.push(`${name}: ${help} [${id}] ${nodes.length} times, as in ${nodes[0].html.slice(0, 200)}`);
}

/** Opens a sample by its title. */
async function openSample(page, title) {
	await page.click('#start [data-do=samples]');
	await page.click(`#pick-list button:has-text("${title}")`);
	await state(page, 'open');
}

async function chooseSheet(page, kind) {
	await page.click(`#tabs [data-kind=${kind}]`);
	await page.waitForSelector(`#tabs [data-kind=${kind}][aria-pressed=true]`, {timeout: 60000});
}

/** What the page saves is what the program writes: all sheets of all samples. */
async function writesTheSame() {
	const samples = {mihon: ['国民健康保険', '介護保険', '予防接種', '適用'], folders: ['mihon-kokuho', 'mihon-kaigo', 'mihon-yobosesshu', 'kenpo/tekiyo-kyufu']};
	for (const [i, title] of samples.mihon.entries()) {
		const page = await openPage(browser, file, problems);
		await openSample(page, title);
		const kinds = await page.$$eval('#tabs [data-kind]', (tabs) => tabs.map((tab) => tab.dataset.kind));
		for (const kind of kinds) {
			if (kinds.length > 1)
				await page.click(`#tabs [data-kind=${kind}]`);
			await page.waitForSelector(`#tabs [data-kind=${kind}][aria-pressed=true]`, {timeout: 60000});
			for (const format of ['xlsx', 'html', 'md']) {
				const out = join(work, `same.${format}`);
				native('render', `assessments/${samples.folders[i]}`, '--form', kind, '--format', format, '--output', out);
				await page.click('#bar [data-do=export]');
				const made = await download(page, () => page.click(`[data-export=${format}]`));
				assert.deepEqual(readFileSync(made.path), readFileSync(out), `${title} ${kind} ${format}`);
			}
		}
		await page.context().close();
	}
}

/** One answer, its finding, its mend, and the way back; the YAML differs in that answer alone. */
async function changesInPlace() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	await audit(page, 'zenkomoku');
	const field = page.locator('[data-key="I.6.2"]');
	const before = await field.inputValue();
	const took = await taken(page, async () => {
		await field.focus();
		await page.keyboard.press('Control+End');
		await page.keyboard.insertText('\n番号法別表第二の42の項');
	});
	console.log(`zenkomoku of the samples: an answer is taken over and drawn in ${took} ms`);
	const row = page.locator('#item-I-6-2');
	await row.locator('.finding.error').waitFor();
	assert.match(await row.locator('.finding.error').textContent(), /廃止されています/);
	assert.equal(await field.inputValue(), `${before}\n番号法別表第二の42の項`);
	await row.locator('.finding button').click({timeout: 30000});
	await page.waitForFunction(() => !document.querySelector('#item-I-6-2 .finding.error'), null, {timeout: 60000});
	await page.locator('#strip').click();
	await page.click('[data-do=undo]');
	await row.locator('.finding.error').waitFor();
	await page.click('[data-do=undo]');
	await page.waitForFunction((text) => document.querySelector('[data-key="I.6.2"]').value === text, before);
	await page.click('[data-do=redo]');
	await row.locator('.finding.error').waitFor();
	await page.click('[data-do=undo]');
	await taken(page, () => page.locator('[data-key="I.1.1"]').fill('国保に関する事務'));
	const source = readFileSync('assessments/mihon-kokuho/assessment.yaml', 'utf8');
	await page.click('[data-do=yaml]');
	assert.equal(await page.locator('#source-text').inputValue(), source.replace('name: 国民健康保険に関する事務', 'name: 国保に関する事務'));
	await audit(page, 'yaml');
	await page.context().close();
}

/** A member of a repeated part comes and goes. */
async function repeatsParts() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '介護保険');
	await chooseSheet(page, 'juten');
	const count = () => page.locator('#sheet [data-remove^="I.2["]').count();
	const before = await count();
	await taken(page, () => page.click('[data-add="I.2/I.2[]"]'));
	assert.equal(await count(), before + 1);
	await taken(page, () => page.keyboard.insertText('新しいシステム'));
	await audit(page, 'group added');
	await taken(page, () => page.locator('#sheet [data-remove^="I.2["]').last().click());
	assert.equal(await count(), before);
	await page.context().close();
}

const walks = {writesTheSame, changesInPlace, repeatsParts};
for (const [name, walk] of Object.entries(walks)) {
	if (only && only !== name)
		continue;
	const started = Date.now();
	try {
		await walk();
	} catch (error) {
		problems.push(`${name}: ${error.stack}`);
	}
	console.log(`${name}: ${Date.now() - started} ms`);
}
await browser.close();
rmSync(work, {recursive: true});
for (const problem of problems)
	console.log(problem);
process.exit(problems.length ? 1 : 0);
