// pictures.mjs PAGE FOLDER: the pictures of docs/page.md, made anew (docs/page.md says how).
import {join} from 'node:path';
import {openPage, startBrowser, state, taken} from './browser.mjs';

const [file, folder] = process.argv.slice(2);
const problems = [];
const browser = await startBrowser();
const page = await openPage(browser, file, problems);
const picture = (name) => page.screenshot({path: join(folder, name)});

await page.click('#start [data-do=samples]');
await page.click('#pick-list button:has-text("国民健康保険")');
await state(page, 'open');
await page.click('#tabs [data-kind=zenkomoku]');
await page.waitForSelector('#tabs [data-kind=zenkomoku][aria-pressed=true]');
const contractor = page.locator('[data-key^="II[1].4.c[1]."]').filter({hasText: '見本情報システム'}).first();
await taken(page, () => contractor.fill('株式会社見本データ'));
await taken(page, () => page.locator('[data-key="I.5"]').fill('番号法第9条第1項　別表第一の30の項'));
await page.locator('#item .finding button').waitFor();
await page.locator('#item-I-5').scrollIntoViewIfNeeded();
await picture('page.png');
await page.locator('#item .finding button').click();
await page.waitForFunction(() => !document.querySelector('#item-I-5 .finding.error'));
await page.click('#bar [data-do=compare]');
await page.locator('#changes [data-row]').scrollIntoViewIfNeeded();
await picture('page-changes.png');
await page.click('#changes [data-do=close]');
await page.locator('#item-annex2 .lines summary').first().click();
await page.locator('#item-annex2 .lines textarea').first().scrollIntoViewIfNeeded();
await picture('page-annex.png');
await browser.close();
for (const problem of problems)
	console.log(problem);
process.exit(problems.length ? 1 : 0);
