// node check.mjs SITE JSON: every page below the folder SITE against the HTML standard (html-validate), WCAG 2.2 AA
// (axe-core in headless Chromium: light, dark, telephone), and the same sheets as JSON below the folder JSON.
// Also what package-lock.json beside this file pins. Prints what is wrong; exit status 1 when anything is.
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import semver from 'semver';

const [site, json] = process.argv.slice(2);
const problems = [];
const counts = { pages: 0, items: 0, cells: 0, validator: 0, axe: 0, unsure: 0 };

function pagesBelow(folder) {
	return readdirSync(folder).sort().flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? pagesBelow(path) : name.endsWith('.html') ? [path] : [];
	});
}

// Whoever has Debian 12's own Node.js runs these tests, and fetches from whichever registry npm is told.
const debianNode = '18.20.4';

function checkPins() {
	const lock = JSON.parse(readFileSync(new URL('package-lock.json', import.meta.url), 'utf8'));
	for (const [name, { engines, resolved }] of Object.entries(lock.packages)) {
		if (engines?.node && !semver.satisfies(debianNode, engines.node))
			problems.push(`${name} asks for Node.js ${engines.node}, Debian 12 has ${debianNode}`);
		if (resolved)
			problems.push(`${name} is pinned to ${resolved}`);
	}
}

const validator = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:document'],
	rules: {
		// Matters of taste, not of the standard.
		'long-title': 'off',
		'no-inline-style': 'error',
		'no-trailing-whitespace': 'off',
	},
});

async function validate(path, name) {
	const report = await validator.validateString(readFileSync(path, 'utf8'), name);
	for (const result of report.results)
		for (const message of result.messages) {
			counts.validator++;
			problems.push(`${name}:${message.line}:${message.column}: ${message.message} [${message.ruleId}]`);
		}
}

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const views = [
	{ name: 'light', viewport: { width: 1280, height: 900 }, colorScheme: 'light', rules: everything },
	{ name: 'dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark', rules: colours }, // nothing else differs
	{ name: 'telephone', viewport: { width: 390, height: 844 }, colorScheme: 'light', rules: everything },
	{ name: 'narrow', viewport: { width: 320, height: 700 }, colorScheme: 'dark' }, // 1.4.10 Reflow
];

async function audit(page, name, rules) {
	const [wide, window_] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
	if (wide > window_)
		problems.push(`${name}: ${wide} px wide in a window of ${window_} px`);
	if (!rules)
		return;
	const result = await page.evaluate((options) => window.axe.run(document, options), {
		runOnly: rules, resultTypes: ['violations'],
	});
	counts.unsure += result.incomplete.length;
	for (const { id, help, nodes } of result.violations)
		for (const node of nodes) {
			counts.axe++;
			problems.push(`${name}: ${help} [${id}] ${node.target.join(' ')}`);
		}
	// Words that are in no cell, paragraph or item: a parser moves them out of tables.
	const stray = await page.evaluate(() => {
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const found = [];
		while (walker.nextNode())
			if (walker.currentNode.data.trim() && walker.currentNode.parentElement.matches(
				'body, header, nav, main, section, table, thead, tbody, tr, ul, ol, .page, .choice, .options'))
				found.push(walker.currentNode.data.trim());
		return found;
	});
	if (stray.length)
		problems.push(`${name}: stray words ${JSON.stringify(stray[0])}`);
}

// What a reader sees of each item and each cell of 変更箇所. Runs in the page.
function readPage() {
	const text = (node, selector) => node.querySelector(selector)?.textContent ?? null;
	const items = [...document.querySelectorAll('.items > tbody > tr')].map((row) => ({
		label: row.querySelector(':scope > th:not(.frame)').textContent,
		text: text(row, ':scope > td > .text'),
		whole: row.querySelector(':scope > td').textContent,
		markdown: row.querySelector(':scope > td > .markdown') !== null,
		chosen: text(row, '.chosen strong'),
		options: [...row.querySelectorAll('.options li')].map((li) => li.textContent),
		boxes: [...row.querySelectorAll('.boxes li')].map((li) => ({
			ticked: text(li, '.box span') === '○', label: li.lastElementChild.textContent, words: text(li, '.words'),
		})),
		flag: text(row, '.flag .box span') === '○',
		attached: row.querySelector('.attachment') !== null,
		counts: [...row.querySelectorAll(':scope > td > .count')].map((count) => count.textContent),
		state: row.classList[0],
	}));
	const headings = [...document.querySelectorAll('.part > :is(h2, h3, h4, h5, h6)')].map((h) => h.textContent);
	const cells = [...document.querySelectorAll('.changes tbody tr')].map((row) =>
		Object.fromEntries([...row.cells].map((cell) => [cell.className, cell.textContent])));
	return { items, headings, cells, title: document.querySelector('h1').textContent };
}

function flatten(sections) {
	return sections.flatMap((section) => [
		{ heading: section.heading }, ...section.rows, ...flatten(section.sections)]);
}

function expectSame(name, what, seen, expected) {
	if (seen !== expected)
		problems.push(`${name}: ${what}: ${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`);
}

function compareItem(name, item, row) {
	const words = row.stated ?? row.value;
	const what = `${row.number} ${row.label}`;
	expectSame(name, `${what} label`, item.label.replace(/　※$/, ''), row.label);
	expectSame(name, `${what} state`, item.state, row.state);
	if (item.chosen !== null) {
		expectSame(name, what, item.chosen === '　' ? '' : item.chosen, words);
		const options = item.options.map((option, i) => (option.endsWith(row.options[i]) ? row.options[i] : option));
		expectSame(name, `${what} options`, options.join('\n'), row.options.join('\n'));
	} else if (item.boxes.length) {
		const ticked = item.boxes.filter((box) => box.ticked);
		for (const option of row.selected) {
			const box = ticked.find(({ label }) => label === option || label.startsWith(`${option}（`));
			expectSame(name, `${what} ${option}`, box ? '○' : '', '○');
			if (row.texts[option] !== undefined)
				expectSame(name, `${what} （）`, box?.words, row.texts[option]);
		}
		expectSame(name, `${what} ○`, ticked.length >= row.selected.length, true);
		expectSame(name, `${what} options`, item.boxes.length >= row.options.length, true);
	} else if (item.text !== null && !item.attached) {
		// Some items print their value in a pattern: （28）件.
		if (!item.text.includes(words))
			expectSame(name, what, item.text, words);
		counts.exact = (counts.exact ?? 0) + (item.text === words ? 1 : 0);
	} else if (item.attached) {
		const seen = item.whole.replace(/\s/g, '');
		for (const line of words.split(/[\n\t]/))
			if (!seen.includes(line.replace(/\s/g, '')))
				problems.push(`${name}: ${what}: no ${JSON.stringify(line)}`);
	} else if (!item.markdown && row.state === 'answered') {
		expectSame(name, `${what} ○`, item.flag, row.selected.length > 0);
	}
	counts.items++;
}

// A count stands in the cell of the item before it: （ 12 ）件
const continues = (row) => row.label.endsWith('（ ）件');

function compareCount(name, row, item) {
	const words = row.stated ?? row.value;
	expectSame(name, `${row.number} ${row.label}`, row.state !== 'answered' || item.counts.some((count) => count.includes(words)), true);
	counts.items++;
}

function compare(name, seen, sheet) {
	const rows = [...sheet.cover, ...flatten(sheet.sections)];
	const all = rows.filter((row) => row.id !== undefined);
	const items = all.filter((row) => !continues(row));
	const headings = rows.filter((row) => row.heading).map((row) => row.heading);
	expectSame(name, 'title', seen.title, sheet.title);
	expectSame(name, 'headings', seen.headings.join('\n'), headings.join('\n'));
	expectSame(name, 'number of items', seen.items.length, items.length);
	for (let i = 0; i < Math.min(items.length, seen.items.length); i++)
		compareItem(name, seen.items[i], items[i]);
	for (const row of all.filter(continues))
		compareCount(name, row, seen.items[items.indexOf(all.slice(0, all.indexOf(row)).findLast((each) => !continues(each)))]);
	for (const [i, change] of sheet.history.entries())
		for (const [field, text] of Object.entries(seen.cells[i] ?? {})) {
			expectSame(name, `変更箇所 ${i + 1} ${field}`, text, change[field]);
			counts.cells++;
		}
	expectSame(name, 'rows of 変更箇所', seen.cells.length, Math.max(1, sheet.history.length));
}

// Controls are for no page: a sign stands for each.
function asShown(key, value) {
	return typeof value === 'string' ? value.replace(/[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd') : value;
}

// A page is loaded once, and then shown in one view after the other.
async function check(page, path) {
	const name = relative(site, path);
	const sheet = join(json, name.replace(/html$/, 'json'));
	const watch = (request) => {
		if (request.url() !== pathToFileURL(path).href)
			problems.push(`${name}: asks for ${request.url()}`);
	};
	await validate(path, name);
	page.on('request', watch);
	await page.goto(pathToFileURL(path).href);
	if ((await page.locator('script, iframe, object, img, link').count()) > 0)
		problems.push(`${name}: is not self-contained`);
	await page.evaluate(axe.source);
	for (const view of views) {
		await page.setViewportSize(view.viewport);
		await page.emulateMedia({ colorScheme: view.colorScheme });
		await audit(page, `${name} (${view.name})`, view.rules);
		if (view === views[0] && existsSync(sheet))
			compare(name, await page.evaluate(readPage), JSON.parse(readFileSync(sheet, 'utf8'), asShown));
	}
	page.off('request', watch);
	counts.pages++;
}

// Takes pages from `paths` until there is none left.
async function work(browser, paths) {
	const context = await browser.newContext({ bypassCSP: true });
	const page = await context.newPage();
	for (let path; (path = paths.shift());)
		await check(page, path);
	await context.close();
}

checkPins();
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
		'--disable-component-update', '--disable-sync'],
});
try {
	const paths = pagesBelow(site).sort((a, b) => statSync(b).size - statSync(a).size);
	await Promise.all(Array.from({ length: availableParallelism() }, () => work(browser, paths)));
} finally {
	await browser.close();
}
for (const problem of problems.sort())
	console.log(problem);
console.log(`${counts.pages} pages, ${counts.items} items and ${counts.cells} cells compared; html-validate ` +
	`${counts.validator}, axe-core ${counts.axe} violations (${counts.unsure} for a person to judge)`);
process.exit(problems.length ? 1 : 0);
