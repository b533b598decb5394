// The page in Chromium: how tests open it and what they do in it. Nothing may go over the network.
import {chromium} from 'playwright-core';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

export async function startBrowser() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
			'--disable-component-update', '--disable-sync'],
	});
}

/** The page, ready; what it says in the console or sends anywhere is put into `problems`. */
export async function openPage(browser, file, problems, options = {}) {
	const context = await browser.newContext({viewport: {width: 1366, height: 768}, acceptDownloads: true, offline: true, ...options});
	const page = await context.newPage();
	page.setDefaultTimeout(120000); // others run beside it
	page.on('console', (message) => problems.push(`console: ${message.text()}`));
	page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
	page.on('request', (request) => {
		if (!/^(file|blob|data|about):/.test(request.url()))
			problems.push(`request: ${request.url()}`);
	});
	page.on('dialog', (dialog) => dialog.accept());
	await page.goto(pathToFileURL(resolve(file)).href);
	await state(page, 'ready');
	return page;
}

export async function state(page, wanted) {
	await page.waitForFunction((name) => document.documentElement.dataset.state === name, wanted, {timeout: 120000});
}

/** Hands files to the picker that a button opens. */
export async function pick(page, button, files) {
	const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(button)]);
	await chooser.setFiles(files);
}

/** What the browser saves after `act`. */
export async function download(page, act) {
	const [made] = await Promise.all([page.waitForEvent('download'), act()]);
	return {name: made.suggestedFilename(), path: await made.path()};
}

/** Waits until all that was typed has been taken over; the page takes `took` away as soon as an edit begins. */
export async function taken(page, act) {
	await page.evaluate(() => delete document.documentElement.dataset.took);
	await act();
	await page.waitForFunction(() => document.documentElement.dataset.took, null, {timeout: 60000});
	return Number(await page.evaluate(() => document.documentElement.dataset.took));
}
