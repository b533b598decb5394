// walk.mjs PROGRAM PAGE: the page in Chromium, from the samples and from nothing. Prints what is wrong; exit status 1 when
// anything is.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import {execFile, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {promisify} from 'node:util';
import {download, openPage, pick, startBrowser, state, taken} from './browser.mjs';

const [program, file] = process.argv.slice(2).map((path) => resolve(path));
const only = process.env.SHIKII_PAGE_WALK;
const problems = [];
const work = mkdtempSync(join(tmpdir(), 'shikii-page-'));
const browser = await startBrowser();

function native(...parameters) {
	return spawnSync(program, parameters, {maxBuffer: 1 << 28, encoding: 'utf8'});
}

/** WCAG 2.2 AA of the page, or of a dialog over it: what is behind was looked at before. */
async function audit(page, name, place = 'html') {
	if (!(await page.evaluate(() => 'axe' in window)))
		await page.evaluate(axe.source);
	const violations = await page.evaluate(async ([rules, root]) => {
		const parts = [...document.querySelectorAll('#sheet section.part')];
		const bars = ['bar', 'tabs'].map((id) => document.getElementById(id));
		for (const bar of bars)
			bar.style.position = 'static'; // what is half below it is scrolled to
		for (const part of parts)
			part.style.contentVisibility = 'visible'; // what is not laid out has no size that could be measured
		const found = await window.axe.run(root, {runOnly: rules, resultTypes: ['violations']});
		for (const part of parts)
			part.style.contentVisibility = '';
		for (const bar of bars)
			bar.style.position = '';
		return found.violations;
	}, [['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], place]);
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
	await page.context().close();
}

/** The picture of 別添1 on the screen, and the sheet that is printed: both with the style of the program's pages. */
async function drawsAndPrints() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const ground = (place) => place.locator('.drawing g[class] rect').first().evaluate((box) => getComputedStyle(box).fill);
	assert.equal(await ground(page), 'rgb(255, 255, 255)');
	await page.click('#bar [data-do=print]');
	const printed = page.frameLocator('#printed');
	assert.equal(await ground(printed), 'rgb(255, 255, 255)');
	assert.equal(await printed.locator('table.items th[scope=row]').first().evaluate((cell) => getComputedStyle(cell).borderTopWidth), '1px');
	await page.context().close();
}

/** Words typed in one go are found fault with at once, and go back in one step. */
async function checksWhileTyping() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const field = page.locator('[data-key="I.6.2"]');
	const before = await field.inputValue();
	await field.focus();
	await page.keyboard.press('Control+End');
	await taken(page, () => page.keyboard.type('\n番号法別表第二の42の項', {delay: 120}));
	await page.locator('#item-I-6-2 .finding.error button').waitFor();
	await page.locator('#item .finding.error button').waitFor();
	assert.match(await page.locator('#unsaved').textContent(), / 1$/);
	await page.click('[data-do=undo]');
	await page.waitForFunction((text) => document.querySelector('[data-key="I.6.2"]').value === text, before);
	await field.focus();
	const took = [];
	for (const letter of 'あいうえお')
		took.push(await taken(page, () => page.keyboard.insertText(letter)));
	console.log(`zenkomoku of the samples: from a keystroke to its findings ${took.join(', ')} ms`);
	await page.context().close();
}

/** The records of 別添2 as lines of a spreadsheet: what is pasted is printed at once, and the rest of the YAML stays. Another 別添 comes and goes. */
async function editsAnnexes() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const row = page.locator('#item-annex2');
	await row.locator('.lines summary').first().click();
	const lines = row.locator('.lines textarea').first();
	const before = await lines.inputValue();
	await taken(page, () => lines.fill(`${before}\n51\t国保資格ファイル\t識別情報\t旧世帯番号`));
	assert.match(await row.locator('.scroll').first().locator('tr').last().textContent(), /旧世帯番号/);
	await page.locator('#found a', {hasText: '記録される項目'}).waitFor();
	await taken(page, () => row.locator('[data-add]').click());
	assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'attachments[4].title');
	await taken(page, () => page.keyboard.insertText('国保賦課・収納ファイル'));
	await taken(page, () => page.click('[data-remove="attachments[4]"]'));
	const yaml = await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml');
	const added = '        - [51, 国保資格ファイル, 識別情報, 旧世帯番号]\n';
	assert.ok(yaml.includes(added), yaml);
	assert.equal(yaml.replace(added, ''), readFileSync('assessments/mihon-kokuho/assessment.yaml', 'utf8'));
	await page.context().close();
}

/** Answers given faster than they are taken over, a choice that goes back, and one in the YAML right after: all are there. */
async function losesNothing() {
	const page = await openPage(browser, file, problems);
	await page.click('#start [data-do=blank]');
	await state(page, 'open');
	await taken(page, async () => {
		const choices = page.locator('#item-IV-2 input[type=radio]');
		for (const i of [0, 1, 0])
			await choices.nth(i).check();
		for (const [key, words] of [['I.1.1', '一つ目'], ['I.1.2', '二つ目'], ['II.1.asof', '令和7年9月1日'], ['I.1.1', '見本の事務']]) {
			await page.locator(`[data-key="${key}"]`).fill(words);
			await page.waitForTimeout(120);
		}
	});
	await page.click('[data-do=yaml]');
	const yaml = await page.locator('#source-text').inputValue();
	for (const answer of ['特に力を入れている', '見本の事務', '二つ目', '令和7年9月1日'])
		assert.ok(yaml.includes(answer), `${answer} is lost: ${yaml}`);
	assert.ok(!yaml.includes('十分である'), yaml);
	await taken(page, async () => {
		await page.locator('[data-key="I.1.2"]').fill('三つ目');
		await page.locator('#source-text').focus();
	});
	assert.match(await page.locator('#source-text').inputValue(), /三つ目/);
	await page.context().close();
}

/** A new sheet by the dialog: what is to be made is told, and made. */
async function beginsByDialog() {
	const page = await openPage(browser, file, problems);
	await page.click('#start [data-do=new]');
	await audit(page, 'new', '#new');
	await page.selectOption('#new-process', 'juki');
	await page.fill('#new-agency', '見本市長');
	await page.fill('#new-subjects', '61234');
	await page.fill('#new-handlers', '60');
	await page.fill('#new-as-of', '令和8年4月');
	assert.equal(await page.locator('#new-judgement').textContent(), '', 'incidents are told by the person');
	await page.selectOption('#new-incident', '発生なし');
	await page.waitForFunction(() => /令和8年4月/.test(document.getElementById('new-judgement').textContent), null, {timeout: 30000});
	await page.fill('#new-as-of', '令和8年4月1日');
	await page.waitForFunction(() => /基礎項目/.test(document.getElementById('new-judgement').textContent), null, {timeout: 30000});
	await page.click('#new [data-do=begin]');
	await state(page, 'open');
	assert.match(await page.locator('#sheet').innerHTML(), /住民基本台帳/);
	assert.equal(await page.locator('[data-key="cover.agency"]').inputValue(), '見本市長');
	assert.notEqual(await page.locator('#unsaved').textContent(), '');
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

/** The answers of a sample's sheet, by the item: what a person would type, choose or tick. */
function answersOf(folder, kind) {
	const {stdout} = native('render', `assessments/${folder}`, '--form', kind, '--format', 'json');
	const answers = new Map();
	const visit = ({rows = [], cover = [], sections = []}) => {
		for (const row of [...cover, ...rows])
			answers.set(row.id, row);
		sections.forEach(visit);
	};
	visit(JSON.parse(stdout));
	return answers;
}

/** What has the focus: the item, and which of its fields. */
function focused(page) {
	return page.evaluate(() => {
		const field = document.activeElement;
		const boxes = field.closest('[data-boxes]');
		return {
			key: boxes?.dataset.boxes ?? field.dataset?.key ?? '', type: field.type ?? '', tag: field.tagName,
			label: boxes ? field.closest('li')?.querySelector('label')?.textContent.trim() : '',
			value: field.value, words: field.classList.contains('words'),
			options: field.tagName === 'SELECT' ? [...field.options].map((option) => option.textContent.replace(/^[\d０-９]+[)）] ?/, '')) : [],
			checked: field.type === 'radio' ? [...document.getElementsByName(field.name)].findIndex((radio) => radio.checked) : -1,
			radios: field.type === 'radio' ? [...document.getElementsByName(field.name)].map((radio) => radio.parentElement.textContent.trim().replace(/^[\d０-９]+[)）] ?/, '')) : [],
		};
	});
}

/** Gives the field with the focus its answer, by keys alone. */
async function answerByKeys(page, field, row, numbers) {
	const selected = row.selected[0] ?? '';
	if (field.key in numbers)
		return taken(page, () => page.keyboard.insertText(numbers[field.key]));
	if (field.type === 'checkbox') {
		const ticked = field.label ? row.selected.includes(field.label) : row.selected.length > 0;
		return ticked && taken(page, () => page.keyboard.press('Space'));
	}
	if (field.words)
		return row.texts[field.label] && taken(page, () => page.keyboard.insertText(row.texts[field.label]));
	if (field.type === 'radio') {
		const sides = field.radios.length === 3 && /しない$/.test(field.radios[0]); // of a box: ticked, or not
		const at = sides ? (row.selected.length ? 0 : 1) : field.radios.indexOf(selected);
		return at >= 0 && at !== field.checked && taken(page, async () => { // Ⅳ11 shows the answer of another item, too
			for (let i = field.checked; i !== at; i = (i + 1) % field.radios.length)
				await page.keyboard.press('ArrowDown');
		});
	}
	if (field.tag === 'SELECT') {
		const at = field.options.indexOf(selected);
		return at > 0 && taken(page, async () => {
			for (let i = 0; i < at; i++)
				await page.keyboard.press('ArrowDown');
		});
	}
	return row.value && taken(page, () => page.keyboard.insertText(row.value));
}

/** From an empty page to a published 様式2, by keys alone; its YAML is clean under the program's own check. */
async function beginsWithNothing() {
	const page = await openPage(browser, file, problems);
	const answers = answersOf('mihon-kaigo', 'kiso');
	for (const [id, row] of answersOf('mihon-yobosesshu', 'kiso')) // which makes no 様式3, either
		if (id.startsWith('IV.11'))
			answers.set(id, row);
	const numbers = {'II.1.count': '61234', 'II.2.count': '60', 'cover.published': '令和7年12月1日', 'cover.agency': '見本市長'};
	await audit(page, 'first sight');
	await page.locator('[data-do=blank]').focus();
	await page.keyboard.press('Enter');
	await state(page, 'open');
	await audit(page, 'empty');
	await page.locator('.skip').focus();
	await page.keyboard.press('Enter');
	for (let steps = 0, last = ''; steps < 400; steps++) {
		await page.keyboard.press('Tab');
		const field = await focused(page);
		if (!field.key && last && (await page.evaluate(() => !document.getElementById('sheet').contains(document.activeElement))))
			break;
		const row = answers.get(field.key);
		last = field.key || last;
		if (row && !field.key.startsWith('history'))
			await answerByKeys(page, field, row, numbers);
	}
	await page.keyboard.press('Control+Home');
	await page.waitForTimeout(1000);
	await audit(page, 'filled in');
	const left = await page.locator('#lacks').textContent();
	assert.match(left, /残り（0）/, `${left} ${await page.locator('#message').textContent()}`);
	const yaml = await download(page, () => page.keyboard.press('Control+S'));
	const saved = join(work, 'saved');
	mkdirSync(saved);
	cpSync(yaml.path, join(saved, 'assessment.yaml'));
	writeFileSync(join(saved, 'shikii.yaml'), 'name: 見本市長\nkind: 地方公共団体等\nincidents: []\n');
	const checked = native('check', saved, '--fail-on', 'warning');
	assert.equal(checked.status, 0, `${checked.stdout}\n${readFileSync(yaml.path, 'utf8')}`);
	await page.locator('#bar [data-do=export]').focus();
	await page.keyboard.press('Enter');
	await audit(page, 'export');
	const book = await download(page, () => page.keyboard.press('Enter'));
	assert.match(book.name, /\.xlsx$/);
	native('render', join(saved, 'assessment.yaml'), '--form', 'kiso', '--format', 'xlsx', '--output', join(work, 'kiso.xlsx'));
	await page.context().close();
}

/** What the named file of the panel holds. */
async function sourceOf(page, path) {
	if (await page.locator('#source').isHidden())
		await page.click('[data-do=yaml]');
	await page.selectOption('#source-file', path);
	return page.locator('#source-text').inputValue();
}

/** A contractor and a ※ item change: the question, the rows of 変更箇所, the steps that are due, and the publication. */
async function takesChanges() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const contractor = page.locator('[data-key^="II[1].4.c[1]."]').filter({hasText: '見本情報システム'}).first();
	await taken(page, () => contractor.fill('株式会社見本データ'));
	await taken(page, () => page.locator('[data-key="I.5"]').fill('番号法第9条第1項　別表の44の項'));
	await page.click('#bar [data-do=compare]');
	await page.waitForSelector('#changes[open]', {timeout: 60000});
	await audit(page, 'comparing', '#changes');
	assert.match(await page.locator('#changes-report').textContent(), /株式会社見本データ/);
	assert.match(await page.locator('#changes-report').textContent(), /評価書を速やかに修正して/);
	assert.equal(await page.locator('#changes [data-row]').count(), 1, 'one ※ item');
	await page.click('#add-rows');
	await page.waitForFunction(() => /変更日|date/.test(document.getElementById('changes-said').textContent), null, {timeout: 60000});
	await page.fill('#change-date', '令和8年1月15日');
	const rows = await page.locator('#sheet [id^="history-"]').count();
	assert.match(await page.locator('#add-rows').textContent(), /あとで決める1行は残す/);
	await page.click('#add-rows');
	await page.waitForFunction((before) => document.querySelectorAll('#sheet [id^="history-"]').length > before, rows, {timeout: 60000});
	await page.waitForFunction(() => /決めていない※の変更 1件/.test(document.getElementById('changes-said').textContent), null, {timeout: 60000});
	assert.equal(await page.locator('#changes [data-row]').count(), 1, 'what is to be judged is still asked');
	await page.click('#changes [data-do=close]');
	await page.click('#bar [data-do=publish]');
	await page.waitForSelector('#publish[open]', {timeout: 60000});
	assert.match(await page.locator('#publish-left').textContent(), /決めていない※ 1件/);
	await page.click('#publish [data-do=close]');
	await page.click('#bar [data-do=compare]');
	await page.waitForSelector('#changes[open]', {timeout: 60000});
	await page.selectOption('#changes [data-row] select', '形式的');
	await page.fill('#changes [data-row] textarea', '省令の名称を除いただけのため');
	await page.click('#add-rows');
	await page.waitForFunction(() => !document.querySelector('#changes [data-row]'), null, {timeout: 60000});
	await page.waitForFunction(() => document.getElementById('add-rows').disabled, null, {timeout: 60000});
	const written = await page.locator('#sheet [id^="history-"] td.after textarea').evaluateAll((fields) => fields.map((field) => field.value));
	assert.ok(written.some((words) => /株式会社見本データ/.test(words)), written.join('／'));
	await pick(page, '[data-do=pick-older]', ['assessments/mihon-kokuho/assessment.yaml']);
	await page.waitForFunction(() => /assessment.yaml/.test(document.getElementById('older-name').textContent));
	await page.click('#changes [data-do=close]');
	await page.click('#bar [data-do=publish]');
	await page.waitForSelector('#publish[open]', {timeout: 60000});
	await page.fill('#publish-date', '令和8年1月20日');
	await page.selectOption('#publish-kind', '修正');
	await page.click('[data-do=publish-date]');
	await page.waitForFunction(() => document.getElementById('publish-said').textContent, null, {timeout: 60000});
	assert.equal(await page.locator('#publish-count').textContent(), '0');
	await audit(page, 'published', '#publish');
	await page.click('#publish [data-do=close]');
	const yaml = await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml');
	assert.equal(yaml.match(/date: 令和8年1月20日, kind: 修正/g).length, 2);
	assert.match(yaml, /reason: 省令の名称を除いただけのため/);
	await page.context().close();
}

/** A new sheet by the dialog, its drafts confirmed or written, one after the other in the order of what is left: it can be published. */
async function confirmsDrafts() {
	const page = await openPage(browser, file, problems);
	await page.click('#start [data-do=new]');
	await page.selectOption('#new-process', 'juki');
	for (const [field, words] of [['agency', '見本市長'], ['subjects', '61234'], ['handlers', '60'], ['as-of', '令和8年4月1日']])
		await page.fill(`#new-${field}`, words);
	await page.selectOption('#new-incident', '発生なし');
	await page.click('#new [data-do=begin]');
	await state(page, 'open');
	await audit(page, 'drafts');
	assert.equal(await page.locator('#sheet .radios input:checked:not([value=""])').evaluateAll((chosen) => chosen.filter((radio) => !radio.closest('tr').querySelector('[data-confirm]')).length), 0, 'nothing is chosen that nobody proposed');
	assert.equal(await page.locator('#item-IV-2 [data-confirm]').count(), 0);
	assert.match(await page.locator('#item-IV-2 .lack').textContent(), /選んでください/);
	await page.click('#bar [data-do=publish]');
	await page.waitForSelector('#publish[open]', {timeout: 60000});
	await audit(page, 'to be published', '#publish');
	assert.equal(await page.locator('#publish-count').textContent(), (await page.locator('#missing').textContent()).replace(/\D/g, ''), 'one number of what is left');
	assert.match(await page.locator('#publish-open').textContent(), new RegExp(`残っていること ${await page.locator('#publish-count').textContent()}件、`));
	const early = await download(page, () => page.click('[data-do=publish-files]'));
	assert.ok(early, 'it can be made all the same');
	assert.match(await page.locator('#publish-said').textContent(), /（下書き）\.xlsx[^]*（提出用・下書き）\.xlsx/);
	await page.click('#publish-left button >> nth=0');
	const left = () => page.locator('#sheet tr.missing:not(#item-cover-published)');
	for (let steps = 0; steps < 60 && (await left().count()) > 0; steps++) {
		const row = left().first();
		const id = await row.getAttribute('id');
		if (await row.locator('[data-confirm]').count()) {
			await taken(page, () => row.locator('[data-confirm]').click());
		} else if (await row.locator('input[type=radio], [data-boxes] input').count()) {
			await taken(page, () => row.locator('input').first().check());
		} else if (await row.locator('select').count()) {
			await taken(page, () => row.locator('select').selectOption({index: 1}));
		} else {
			const field = row.locator('[data-key]').first();
			const day = await field.evaluate((input) => input.classList.contains('date'));
			await taken(page, () => field.fill(day ? '令和8年3月1日' : '見本の言葉'));
			await page.keyboard.press('Tab');
			await page.waitForTimeout(100);
		}
		assert.equal(await page.locator(`#sheet tr.missing[id="${id}"]`).count(), 0, `${id}: ${await page.locator('#message').textContent()}`);
	}
	await page.click('#bar [data-do=publish]');
	await page.waitForSelector('#publish[open]', {timeout: 60000});
	assert.equal(await page.locator('#publish-count').textContent(), '1', await page.locator('#publish-left').textContent());
	assert.equal(await page.locator('#publish-date').inputValue(), '令和8年4月1日', 'the day that was planned');
	await page.click('[data-do=publish-date]');
	await page.waitForFunction(() => document.getElementById('publish-said').textContent, null, {timeout: 60000});
	assert.equal(await page.locator('#publish-count').textContent(), '0', await page.locator('#publish-left').textContent());
	const made = await download(page, () => page.click('[data-do=publish-files]'));
	assert.match(made.name, /^住民基本台帳に関する事務_公表用と提出用\.zip$/);
	assert.match(await page.locator('#publish-said').textContent(), /公表用\/住民基本台帳に関する事務_基礎項目評価書（公表用）\.xlsx[^]*提出用\/住民基本台帳に関する事務_基礎項目評価書（提出用）\.xlsx/);
	assert.equal(await page.locator('#publish-open').textContent(), '', 'nothing is left');
	const folder = join(work, 'published');
	mkdirSync(folder);
	assert.equal(spawnSync('python3', ['-m', 'zipfile', '-e', made.path, folder]).status, 0);
	assert.deepEqual(readdirSync(folder).sort(), ['公表用', '提出用'].sort());
	await page.click('#publish [data-do=close]');
	await page.click('#bar [data-do=compare]');
	await page.waitForSelector('#changes[open]', {timeout: 60000});
	assert.match(await page.locator('#changes-report').textContent(), /まだ公表していない|公表/);
	await page.click('#changes [data-do=close]');
	for (const path of await page.locator('#source-file option').evaluateAll((options) => options.map((option) => option.value))) {
		mkdirSync(join(folder, dirname(path)), {recursive: true});
		writeFileSync(join(folder, path), await sourceOf(page, path));
	}
	const checked = native('check', folder, '--for', 'publication', '--fail-on', 'warning');
	assert.equal(checked.status, 0, checked.stdout);
	await page.context().close();
}

/** A contract changes its place; words of the body change for all. */
async function movesAndShares() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const names = async () => [await page.locator('[data-key="II[1].4.c[1].name"]').inputValue(), await page.locator('[data-key="II[1].4.c[2].name"]').inputValue()];
	const before = await names();
	await taken(page, () => page.click('[data-up="II[1].4.c[2]"][data-place="II[1].4.c[2]"]'));
	assert.deepEqual(await names(), before.reverse());
	assert.equal(await page.evaluate(() => document.activeElement.dataset.place), 'II[1].4.c[3]', 'the same button of the same contract');
	await taken(page, () => page.click('[data-do=undo]'));
	assert.deepEqual(await names(), before.reverse());
	const field = page.locator('[data-key="II[1].3.8.stat"]');
	const shared = page.locator('#item-II_1-3-8-stat [data-shared]');
	await shared.check();
	await taken(page, async () => {
		await field.focus();
		await page.keyboard.press('Control+End');
		await page.keyboard.insertText('見本の一文。');
	});
	assert.match(await sourceOf(page, 'assessments/shikii.yaml'), /見本の一文。/);
	assert.equal(await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml'), readFileSync('assessments/mihon-kokuho/assessment.yaml', 'utf8'));
	await page.context().close();
}

/** Departments and words of the body are chosen from what there is, or written anew, by keys. */
async function choosesShared() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const department = page.locator('[data-key="departments[1].shared"]');
	await taken(page, () => department.selectOption('kaigo-hoken'));
	assert.match(await page.locator('#item-I-7-1 .now').textContent(), /介護保険課（資格の管理/);
	assert.match(await page.locator('#item-I-7-2').textContent(), /介護保険課長/);
	await taken(page, () => page.locator('[data-key="departments[2].duty"]').fill('収納'));
	await taken(page, () => page.click('[data-up="departments[2]"][data-place="departments[1]"]'));
	await taken(page, () => page.click('[data-add="departments"]'));
	assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'departments[3].shared');
	await page.keyboard.press('Tab');
	await taken(page, () => page.keyboard.insertText('見本課'));
	await page.locator('[data-key="II[1].3.8.stat"]').focus();
	await page.keyboard.press('Alt+ArrowDown');
	await page.waitForSelector('#passages[open]');
	await audit(page, 'words to choose from', '#passages');
	await page.locator('#passages [data-refer]').first().focus();
	await taken(page, () => page.keyboard.press('Enter'));
	assert.equal(await page.evaluate(() => document.activeElement.dataset.key), 'II[1].3.8.stat');
	const yaml = await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml');
	assert.match(yaml, /departments:\n {2}- shared: saiken-kanri\n {4}duty: 収納\n {2}- shared: kaigo-hoken\n {4}duty: 資格.*\n {2}- id: department-3\n {4}office: 見本課\n/);
	assert.match(yaml, /statistics: \{passage: itakusaki-kakunin\}/);
	await page.context().close();
}

/** The flow of 別添1: its steps are changed, added, moved and removed in place, systems by their names; the picture follows. */
async function editsFlow() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const row = page.locator('#item-annex1');
	await row.locator('.members summary').click();
	await taken(page, () => page.locator('[data-key="flow[1].from"]').fill('窓口に来た人'));
	await taken(page, () => page.locator('[data-key="flow[1].to"]').fill('統合宛名システム'));
	assert.match(await row.locator('svg.drawing').first().textContent(), /窓口に来た/);
	assert.match(await row.locator('.now').textContent(), /①窓口に来た人 → 統合宛名システム：届出/);
	await taken(page, () => page.click('[data-up="flow[2]"][data-place="flow[1]"]'));
	assert.equal(await page.locator('[data-key="flow[2].from"]').inputValue(), '窓口に来た人');
	const steps = await row.locator('[data-remove^="flow["]').count();
	await taken(page, () => row.locator('[data-add="flow"]').click());
	assert.equal(await page.evaluate(() => document.activeElement.dataset.key), `flow[${steps + 1}].from`);
	await taken(page, () => page.keyboard.insertText('本人'));
	await audit(page, 'flow', '#item-annex1 .members');
	await taken(page, () => page.click(`[data-remove="flow[${steps + 1}]"]`));
	await taken(page, () => page.click('[data-do=undo]'));
	assert.equal(await page.locator(`[data-key="flow[${steps + 1}].from"]`).inputValue(), '本人');
	assert.match(await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml'), /- \{from: 窓口に来た人, to: togo-atena, what: 届出, means: 紙, blocks/);
	await page.context().close();
}

/** A ※ item that changed asks at its place; the answer writes its row of 変更箇所, and no other. */
async function asksAtItem() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	await taken(page, () => page.locator('[data-key="I.1.1"]').fill('国保の事務'));
	await taken(page, () => page.locator('[data-key="I.5"]').fill('番号法第9条第1項　別表の44の項'));
	const question = page.locator('#item-I-5 .ask');
	await question.waitFor();
	await audit(page, 'question at its item', '#item-I-5');
	const rows = await page.locator('#sheet [id^="history-"]').count();
	await question.locator('select').selectOption('形式的');
	await question.locator('textarea').fill('省令の名称を除いただけのため');
	await question.locator('[data-do=judge]').click();
	await page.waitForFunction(() => /変更日/.test(document.getElementById('message').textContent));
	await question.locator('.change-date').fill('令和8年1月15日');
	await question.locator('[data-do=judge]').click();
	await page.waitForFunction((before) => document.querySelectorAll('#sheet [id^="history-"]').length > before, rows, {timeout: 60000});
	await page.waitForFunction(() => !document.querySelector('#item-I-5 .ask'));
	assert.equal(await page.locator('#sheet [id^="history-"]').count(), rows + 1, 'of the name, which is no ※ item, nothing is written');
	const yaml = await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml');
	assert.match(yaml, /significance: 形式的\n\s+reason: 省令の名称を除いただけのため/);
	await page.context().close();
}

/** A folder that the browser lets the page write to, of the files that are given; what is written stands in window.written. */
function mockFolder(files) {
	window.written = {};
	const fileHandle = (path, name, text) => ({
		kind: 'file', name, getFile: async () => new File([text], name),
		createWritable: async () => ({write: async (bytes) => (window.written[path] = new TextDecoder().decode(bytes)), close: async () => {}}),
	});
	const folderHandle = (prefix, name) => ({
		kind: 'directory', name,
		async *values() {
			const names = new Set(files.filter(([path]) => path.startsWith(prefix)).map(([path]) => path.slice(prefix.length).split('/')[0]));
			for (const inner of names) {
				const file = files.find(([path]) => path === prefix + inner);
				yield file ? fileHandle(file[0], inner, file[1]) : folderHandle(`${prefix}${inner}/`, inner);
			}
		},
	});
	window.showDirectoryPicker = async () => folderHandle('', 'folder');
}

/** A folder opens and is saved into its own files: only into those that changed. */
async function opensFolder() {
	const paths = ['shikii.yaml', 'mihon-kaigo/assessment.yaml', 'mihon-yobosesshu/assessment.yaml'];
	const page = await openPage(browser, file, problems);
	await page.evaluate(mockFolder, [...paths.map((path) => [path, readFileSync(`assessments/${path}`, 'utf8')]), ['.git/config.yaml', 'a: 1\n'], ['notes.txt', '']]);
	await page.click('[data-do=open-folder]');
	await page.click('#pick-list button:has-text("予防接種")');
	await state(page, 'open');
	await taken(page, () => page.locator('[data-key="I.1.1"]').fill('予防接種の事務'));
	await page.keyboard.press('Control+S');
	await page.waitForFunction(() => !document.getElementById('unsaved').textContent, null, {timeout: 60000});
	const written = await page.evaluate(() => window.written);
	assert.deepEqual(Object.keys(written), ['mihon-yobosesshu/assessment.yaml']);
	const before = readFileSync('assessments/mihon-yobosesshu/assessment.yaml', 'utf8');
	assert.equal(written['mihon-yobosesshu/assessment.yaml'], before.replace(/^name: .*$/m, 'name: 予防接種の事務'));
	await page.context().close();
}

/** Opens files by the picker of the first sight; one of several models is chosen by its title. */
async function openFiles(page, paths, title) {
	await pick(page, '#start [data-do=open]', paths);
	if (title)
		await page.click(`#pick-list button:has-text("${title}")`);
	await state(page, 'open');
}

/** A ZIP; a page and a text of a published sheet; each becomes a model with its answers. */
async function opensWhatThereIs() {
	const archive = join(work, 'samples.zip');
	assert.equal(spawnSync('python3', ['-c', 'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED)\nfor p in sys.argv[2:]: z.write(p)', archive,
		'assessments/shikii.yaml', 'assessments/mihon-kaigo/assessment.yaml', 'assessments/mihon-yobosesshu/assessment.yaml']).status, 0);
	const zipped = await openPage(browser, file, problems);
	await openFiles(zipped, [archive], '予防接種');
	assert.match(await zipped.locator('[data-key="I.1.1"]').inputValue(), /予防接種/);
	await zipped.context().close();
	for (const format of ['html', 'md', 'xlsx']) {
		const published = join(work, `published.${format}`);
		native('render', 'assessments/mihon-yobosesshu', '--form', 'kiso', '--format', format, '--output', published);
		const page = await openPage(browser, file, problems);
		await openFiles(page, [published]);
		assert.match(await page.locator('[data-key="I.1.1"]').inputValue(), /予防接種/, format);
		assert.notEqual(await page.locator('#unsaved').textContent(), '', 'it is in no file yet');
		await page.context().close();
	}
}

/** Files that cannot be opened: each is told in words, and what is open stays. */
async function refusesFiles() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '予防接種');
	await taken(page, () => page.locator('[data-key="I.1.2"]').fill('書きかけ'));
	const python = (script) => assert.equal(spawnSync('python3', ['-c', `import os, zipfile\nos.chdir(${JSON.stringify(work)})\n${script}`]).status, 0);
	python('z = zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED)\nfor i in range(80): z.writestr(f"{i}.yaml", b"a" * (1 << 20))');
	python('z = zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED)\nz.writestr("[Content_Types].xml", "<Types/>")\nz.writestr("xl/workbook.xml", b"<a>" * (200 << 20))');
	python('open("large.xlsx", "wb").write(b"PK" + os.urandom(30 << 20))');
	python('open("broken.zip", "wb").write(b"PK")\nopen("other.docx", "wb").write(b"PK")\nopen("empty.txt", "wb")\nopen("sjis.yaml", "wb").write("shikii: 1\\nname: 事務\\n".encode("cp932"))');
	python('open("text.txt", "w").write("見本の文章。" * 60000)\nopen("other.yaml", "w").write("name: x\\n")\nopen("noise.pdf", "wb").write(b"%PDF-1.4" + os.urandom(1000))');
	const refusals = {'bomb.zip': /大きすぎます/, 'bomb.xlsx': /読めませんでした/, 'large.xlsx': /読めませんでした/, 'broken.zip': /ZIP として/, 'other.docx': /読めませんでした/, 'empty.txt': /読めませんでした/,
		'sjis.yaml': /UTF-8/, 'other.yaml': /見つかりません/, 'noise.pdf': /読めませんでした/};
	for (const [name, words] of Object.entries(refusals)) {
		const started = Date.now();
		await pick(page, '#bar [data-do=open]', [join(work, name)]);
		await page.waitForFunction((source) => new RegExp(source).test(document.getElementById('message').textContent), words.source, {timeout: 60000})
			.catch(async () => assert.fail(`${name}: ${await page.locator('#message').textContent()}`));
		console.log(`${name}: ${Date.now() - started} ms, ${(await page.locator('#message p').textContent()).slice(0, 120)}`);
		assert.equal(await page.locator('[data-key="I.1.2"]').inputValue(), '書きかけ', name);
		assert.doesNotMatch(await page.locator('#message').textContent(), /pdftotext|shikii (import|check|cite)/, 'commands are not of the page');
		await page.click('#message [data-do=dismiss]');
	}
	assert.match(await page.locator('#unsaved').textContent(), / 1$/);
	await taken(page, () => page.locator('[data-key="I.1.2"]').fill('続き'));
	await page.context().close();
}

/** What is pasted stays as it is, typed fast or slowly, and comes back after members were moved. */
async function keepsWhatIsTyped() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '国民健康保険');
	await chooseSheet(page, 'zenkomoku');
	const field = page.locator('[data-key="I.1.2"]');
	const words = '𠮷野家👨‍👩‍👧 ｶﾞｷﾞ が\n\t表\u3000\n  - 一\n# 注: "引用" \'  {a: b}\n%終わり';
	await taken(page, () => field.fill(words));
	await page.locator('#strip').click();
	await taken(page, () => page.click('[data-up="II[1].4.c[2]"][data-place="II[1].4.c[2]"]'));
	await taken(page, () => page.locator('[data-key="II[1].4.c[2].1"]').fill('あ'.repeat(20000)));
	for (let i = 0; i < 3; i++)
		await taken(page, () => page.click('[data-do=undo]'));
	for (let i = 0; i < 3; i++)
		await taken(page, () => page.click('[data-do=redo]'));
	assert.equal(await field.inputValue(), words);
	assert.equal((await page.locator('[data-key="II[1].4.c[2].1"]').inputValue()).length, 20000);
	await field.focus();
	await page.keyboard.press('Control+End');
	await taken(page, async () => {
		for (const letter of '速く打った言葉の全て')
			await page.keyboard.insertText(letter);
	});
	assert.equal(await field.inputValue(), `${words}速く打った言葉の全て`);
	await taken(page, () => page.locator('[data-key="I.1.1"]').fill('国保\u000bの\u0007事務\u0000'));
	assert.ok((await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml')).includes('\nname: 国保 の事務\n'), 'what was pasted is plain');
	const yaml = await sourceOf(page, 'assessments/mihon-kokuho/assessment.yaml');
	assert.match(yaml, /速く打った言葉の全て/);
	mkdirSync(join(work, 'typed/kokuho'), {recursive: true});
	cpSync('assessments/shikii.yaml', join(work, 'typed/shikii.yaml'));
	writeFileSync(join(work, 'typed/kokuho/assessment.yaml'), yaml);
	const {status, stdout} = native('render', join(work, 'typed/kokuho'), '--form', 'zenkomoku', '--format', 'json');
	assert.ok(status < 2, stdout.slice(0, 500));
	assert.ok(JSON.stringify(JSON.parse(stdout)).includes(JSON.stringify(`${words}速く打った言葉の全て`).slice(1, -1)), 'the words are in the sheet as they were typed');
	await page.context().close();
}

/** A workbook that the page saved, and LibreOffice changed, goes back into the model that is open: that answer alone. */
async function takesWorkbooks() {
	if (spawnSync('/usr/bin/python3', ['-c', 'import uno']).status !== 0)
		return console.log('skipped: page, workbooks that LibreOffice changed: libreoffice-calc and python3-uno are not installed');
	const page = await openPage(browser, file, problems);
	await openSample(page, '予防接種');
	await page.click('#bar [data-do=export]');
	const book = await download(page, () => page.click('[data-export=xlsx]'));
	const books = join(work, 'books');
	mkdirSync(books);
	cpSync(book.path, join(books, 'kiso.xlsx'));
	writeFileSync(join(work, 'edits.tsv'), 'kiso.xlsx\tset\tI.1.2\t概要を改めた。\n');
	await promisify(execFile)('/usr/bin/python3', ['tests/office/edit.py', books, join(work, 'edits.tsv')], {timeout: 300000});
	await taken(page, () => pick(page, '#bar [data-do=open]', [join(books, 'saved', 'kiso.xlsx')]));
	await page.waitForFunction(() => document.querySelector('[data-key="I.1.2"]').value === '概要を改めた。', null, {timeout: 60000});
	const source = await sourceOf(page, 'assessments/mihon-yobosesshu/assessment.yaml');
	const lines = source.split('\n').filter((line) => !readFileSync('assessments/mihon-yobosesshu/assessment.yaml', 'utf8').split('\n').includes(line));
	assert.equal(lines.length, 1, lines.join('\n'));
	await page.context().close();
}

/** Hundreds of answers: what the page holds does not grow. */
async function staysSmall() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '予防接種');
	const cdp = await page.context().newCDPSession(page);
	const held = async () => {
		await cdp.send('HeapProfiler.collectGarbage');
		const {nodes} = await cdp.send('Memory.getDOMCounters');
		return {heap: (await cdp.send('Runtime.getHeapUsage')).usedSize, nodes};
	};
	const edits = async (count, mark) => {
		for (let i = 0; i < count; i++)
			await taken(page, async () => {
				await page.locator('[data-key="I.1.2"]').fill(`${mark}${i}`);
				await page.keyboard.press('Tab');
			});
	};
	await edits(20, 'あ');
	const before = await held();
	await edits(150, 'い');
	const after = await held();
	console.log(`150 answers: the heap of the page from ${before.heap >> 10} to ${after.heap >> 10} KB, nodes from ${before.nodes} to ${after.nodes}`);
	assert.ok(after.heap < before.heap * 1.2 + (1 << 20), 'the heap grows');
	assert.ok(after.nodes < before.nodes * 1.2 + 500, 'nodes are kept');
	await page.context().close();
}

/** A mistake shows at its item; one in the YAML leaves the page usable. */
async function showsMistakes() {
	const page = await openPage(browser, file, problems);
	await openSample(page, '予防接種');
	await taken(page, () => page.locator('[data-key="II.1.asof"]').fill('令和7年13月1日')).catch(() => {});
	const refused = page.locator('#item-II-1-asof .refused');
	assert.match(await refused.textContent(), /令和7年13月1日/);
	assert.ok(await page.locator('#message').isHidden(), 'what is wrong with an answer is told at its field');
	await audit(page, 'refused', '#item-II-1-asof');
	await taken(page, () => page.locator('[data-key="II.1.asof"]').fill('令和7年12月1日'));
	assert.equal(await refused.count(), 0);
	await page.click('[data-do=yaml]');
	await audit(page, 'yaml');
	const text = await page.locator('#source-text').inputValue();
	await page.locator('#source-text').fill(text.replace('name: ', 'nmae: '));
	await page.waitForFunction(() => /nmae/.test(document.getElementById('found').textContent), null, {timeout: 60000});
	await page.locator('#source-text').fill(`${text}\n  : [`);
	await page.waitForFunction(() => !document.getElementById('message').hidden, null, {timeout: 60000});
	await audit(page, 'broken YAML');
	await page.locator('#source-text').fill(text);
	await page.waitForFunction(() => !/nmae/.test(document.getElementById('found').textContent), null, {timeout: 60000});
	await page.context().close();
}

const walks = {beginsWithNothing, losesNothing, beginsByDialog, confirmsDrafts, takesChanges, movesAndShares, choosesShared, editsFlow, asksAtItem, opensFolder, opensWhatThereIs, refusesFiles, keepsWhatIsTyped, takesWorkbooks, staysSmall, showsMistakes, drawsAndPrints, checksWhileTyping, editsAnnexes, writesTheSame, changesInPlace, repeatsParts};
const names = Object.keys(walks).filter((name) => !only || only.split(',').includes(name));

// Takes walks until there is none left: each has a context of its own.
async function takeWalks() {
	for (let name; (name = names.shift());) {
		const started = Date.now();
		try {
			await walks[name]();
		} catch (error) {
			problems.push(`${name}: ${error.stack}`);
		}
		console.log(`${name}: ${Date.now() - started} ms`);
	}
}

await Promise.all(Array.from({length: availableParallelism()}, takeWalks));
await browser.close();
rmSync(work, {recursive: true});
for (const problem of problems)
	console.log(problem);
process.exit(problems.length ? 1 : 0);
