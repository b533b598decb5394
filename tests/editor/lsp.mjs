// A session of an editor with `shikii lsp`, by a real client library: what a person does with a model, in order. FOLDER is a copy
// of assessments/, under git.
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {open, place, step, stepped} from './client.mjs';

const [, , shikii, folder] = process.argv;
const file = (name) => path.join(folder, name);
const uriOf = (name) => pathToFileURL(file(name)).href;
const read = (name) => fs.readFileSync(file(name), 'utf8');
const json = (value) => JSON.stringify(value);

const editor = await open(shikii, ['lsp'], pathToFileURL(folder).href);
const has = editor.capabilities;
step('positions are in UTF-16', has.positionEncoding === 'utf-16', has);
step('changes are incremental', has.textDocumentSync.change === 2, has);
for (const name of ['hover', 'completion', 'definition', 'references', 'rename', 'codeAction', 'documentSymbol', 'foldingRange', 'codeLens'])
	step(`it can ${name}`, has[name + 'Provider'], has);

// ---- a model is opened; its folder has Japanese in its name ----
const model = '見本市/予防接種 事務/assessment.yaml', uri = uriOf(model);
let text = read(model);
let findings = editor.next(uri);
await editor.open(uri, text);
const at = (words, behind) => place(text, words, behind);
// Types at a place, as an editor does: a change of a range.
const type = async (position, typed, end = position) => {
	const lines = text.split('\n'), offset = (p) => lines.slice(0, p.line).reduce((sum, line) => sum + line.length + 1, 0) + p.character;
	text = text.slice(0, offset(position)) + typed + text.slice(offset(end));
	findings = editor.next(uri);
	await editor.change(uri, {range: {start: position, end}, text: typed});
	return await findings;
};
const codes = (list) => list.map((finding) => finding.code);
step('a sound sample has no errors', (await findings).every((finding) => finding.severity > 1), await findings);

// ---- typing a mistake, and taking it back ----
const count = at('count:', true);
let told = await type({...count, character: count.character + 1}, '約');
step('a count with words is an error', codes(told).includes('model.count'), told);
let mistake = told.find((finding) => finding.code === 'model.count');
step('its line is that of the count', mistake.range.start.line === count.line, mistake);
step('its place is that of the number', mistake.range.start.character === count.character + 1, mistake);
step('the message is Japanese, with a hint', /単位を付けず/.test(mistake.message), mistake);
step('findings name their program', mistake.source === 'shikii', mistake);
told = await type({...count, character: count.character + 1}, '', {...count, character: count.character + 2});
step('taken back, it is gone', !codes(told).includes('model.count'), told);
step('the version is that of the text', editor.told.get(uri).version === 3, editor.told.get(uri).version);

// ---- characters of two units, of half width and with marks, in front of a mistake on the same line ----
const head = {line: 1, character: 0};
told = await type(head, 'ended: {reason: 𠮷野家のｶﾞｲﾄﾞ𠮷, dat: 令和7年12月1日}\n');
mistake = told.find((finding) => finding.code === 'model.unknown-key');
step('the place of a key behind 𠮷 and ｶﾞ', mistake?.range.start.character === 'ended: {reason: 𠮷野家のｶﾞｲﾄﾞ𠮷, '.length, told);
step('and its end', mistake.range.end.character === 'ended: {reason: 𠮷野家のｶﾞｲﾄﾞ𠮷, dat'.length, mistake);
step('it says what was meant', /date/.test(mistake.message), mistake);
told = await type({line: 1, character: 'ended: {reason: 𠮷'.length}, '𩸽', {line: 1, character: 'ended: {reason: 𠮷野'.length});
step('a change between them is made where the editor says', editor.told.get(uri).diagnostics.length > 0 && text.includes('{reason: 𠮷𩸽家'), text.slice(0, 200));
let hover = await editor.at('hover', uri, {line: 1, character: 'ended: {reason: 𠮷𩸽家のｶﾞｲﾄﾞ'.length});
step('hover there is about the reason', json(hover).includes('理由'), hover);
step('its range ends behind the text', hover.range.end.character === 'ended: {reason: 𠮷𩸽家のｶﾞｲﾄﾞ𠮷'.length, hover);
told = await type(head, '', {line: 2, character: 0});
step('the line is gone again', text === read(model) && !codes(told).includes('model.unknown-key'), told);

// ---- hover ----
const hoverAt = async (words, more = 1) => {
	const position = at(words);
	return json(await editor.at('hover', uri, {...position, character: position.character + more}));
};
step('hover of a key: official label and help', /対象人数/.test(await hoverAt('subjects:')), await hoverAt('subjects:'));
const day = await hoverAt('as_of:');
step('hover of an answer: where the form prints it', /様式2 Ⅱ 1\./.test(day), day);
step('hover of an answer: what is printed', /印刷: 令和/.test(day), day);
const cited = await hoverAt('番号法第9条第1項');
step('hover of a citation: its canonical form', /番号法第9条第1項/.test(cited), cited);
step('hover of a citation: its state and day', /現行（令和/.test(cited), cited);
step('hover beside everything is nothing', await editor.at('hover', uri, {line: 100000, character: 5}) === null);

// ---- old law: a certain mend ----
const basis = at('番号法第9条第1項');
const lineLength = text.split('\n')[basis.line].length;
const old = text.split('\n')[basis.line].slice(basis.character);
told = await type(basis, '番号法第9条第1項　別表第一の30の項', {line: basis.line, character: lineLength});
step('a repealed schedule is told', codes(told).some((code) => code.startsWith('citation.')), told);
hover = await hoverAt('別表第一の30', 0);
step('hover names the successor', /いまの規定: 番号法別表の44の項/.test(hover), hover);
step('and the day', /令和6年5月27日/.test(hover), hover);
const wholeLine = {start: {line: basis.line, character: 0}, end: {line: basis.line, character: 200}};
let actions = await editor.ask('textDocument/codeAction', {textDocument: {uri}, range: wholeLine, context: {diagnostics: told}});
const mend = actions.find((action) => /改める/.test(action.title));
step('a mend is offered before others', mend?.kind === 'quickfix' && mend.isPreferred, actions);
const edits = mend.edit.changes[uri];
for (const edit of [...edits].reverse())
	told = await type(edit.range.start, edit.newText, edit.range.end);
step('it makes the citation right', text.split('\n')[basis.line].includes('別表の44の項'), text.split('\n')[basis.line]);
step('and the finding is gone', !codes(told).some((code) => code === 'citation.repealed' || code === 'citation.moved'), told);
await type(basis, old, {line: basis.line, character: text.split('\n')[basis.line].length});
step('the text is as it was', text === read(model));

// ---- completion ----
const last = () => ({line: text.split('\n').length - 1, character: text.split('\n').at(-1).length});
const complete = async (typed) => {
	const start = last();
	await type(start, typed);
	const items = await editor.at('completion', uri, last());
	await type(start, '', last());
	return items;
};
const labels = (items) => items.map((item) => item.label);
let items = await complete('linkage:\n  ');
step('completion of keys', labels(items).includes('performed'), labels(items));
step('with their official labels', items.find((item) => item.label === 'basis').detail === '法令上の根拠', items);
items = await complete('linkage:\n  performed: ');
step('completion of options', labels(items).join() === '実施する,実施しない,未定', labels(items));
items = await complete('threshold: {subjects: {stated: ');
step('an option with a comma is quoted in braces', items[0].textEdit.newText === "'1,000人未満'", items[0]);
items = await complete('number_use:\n  basis: 番号法第9条第1項　別表の');
const row = items.find((item) => item.label === '14の項');
step('rows of 別表 with their Act', row?.detail?.includes('予防接種法'), row ?? labels(items).slice(0, 5));
step('a row is put in at the cursor', row.textEdit.range.start.character === '  basis: 番号法第9条第1項　別表の'.length, row);
items = await complete('number_use:\n  basis: |\n    𠮷 番号法別表の1');
step('in a block, behind 𠮷, the number typed is replaced',
	items.find((item) => item.label === '14の項')?.textEdit.range.start.character === '    𠮷 番号法別表の'.length, items[0]);
items = await complete('blocks:\n- files: [');
step('completion of ids of the model', labels(items).length > 0 && items[0].detail, items);
items = await complete('reason:\n  necessity: {passage: ');
step('completion of passages of the body', labels(items).includes('tokei'), labels(items));
items = await complete('reason:\n  necessity: {');
step('completion of references', labels(items).includes('passage') && labels(items).includes('desk'), labels(items));
items = await complete('systems:\n  - shared: ');
step('completion of what the body shares', labels(items).length > 0, labels(items));
items = await complete('suppress:\n- rule: ');
step('completion of rules with their titles', items.some((item) => item.label === 'threshold.near' && item.detail), labels(items).slice(0, 5));
items = await complete('sheets:\n  zenkomoku:\n    items:\n      ');
step('completion of numbers of items', items.some((item) => item.label === 'I.1.1' && item.detail === '①事務の名称'), labels(items).slice(0, 5));

// ---- ids ----
const big = '見本市/国保/assessment.yaml', bigUri = uriOf(big);
const bigText = read(big);
findings = editor.next(bigUri);
await editor.open(bigUri, bigText);
await findings;
const passage = place(bigText, '- {passage: ', true);
let places = await editor.at('definition', bigUri, passage);
step('the definition of a passage is in shikii.yaml', places.length === 1 && places[0].uri === uriOf('見本市/shikii.yaml'), places);
places = await editor.at('references', bigUri, passage, {context: {includeDeclaration: false}});
step('its uses are in several models', new Set(places.map((one) => one.uri)).size > 1, places);
const contract = place(bigText, 'contracts:\n  - id: ', true);
let renamed = await editor.at('prepareRename', bigUri, contract);
step('an id can be renamed', renamed.placeholder.length > 0, renamed);
renamed = await editor.at('rename', bigUri, contract, {newName: 'atarashii-id'});
step('in this file alone', Object.keys(renamed.changes).join() === bigUri, Object.keys(renamed.changes));
const refused = await editor.at('rename', bigUri, contract, {newName: '二つの 言葉'}).catch((error) => error);
step('a name with a space is refused', /id には/.test(refused.message), refused);
step('there is nothing to rename in a word', await editor.at('prepareRename', bigUri, {line: 0, character: 3}) === null);

// ---- what stands beside and above ----
const symbols = await editor.ask('textDocument/documentSymbol', {textDocument: {uri: bigUri}});
step('symbols by sheets', symbols.length === 2 && /全項目評価書/.test(symbols[1].name), symbols.map((symbol) => symbol.name));
step('and by parts of the form', symbols[1].children.some((part) => /^Ⅱ/.test(part.name)), symbols[1].children.map((part) => part.name));
const folds = await editor.ask('textDocument/foldingRange', {textDocument: {uri: bigUri}});
step('folding', folds.length > 100 && folds.every((fold) => fold.endLine > fold.startLine), folds.length);
const lenses = async () => (await editor.ask('textDocument/codeLens', {textDocument: {uri: bigUri}})).map((lens) => lens.command.title);
step('the lens of the threshold', (await lenses())[0] === 'しきい値: 全項目（128,400人）', await lenses());
step('no lens of rows where nothing changed', (await lenses()).length === 1, await lenses());
findings = editor.next(bigUri);
await editor.change(bigUri, {text: bigText.replace(/(\n {4}name: )国民健康保険システムの運用保守/, '$1国民健康保険システムの運用、保守')});
await findings;
step('the name of a contract of two blocks changed without rows', (await lenses())[1] === '2 件の変更に行がない', await lenses());

// ---- the body is open, too ----
const body = uriOf('見本市/shikii.yaml'), bodyText = read('見本市/shikii.yaml');
findings = editor.next(body);
await editor.open(body, bodyText.replace('name: 見本市長', 'nmae: 見本市長'));
told = await findings;
step('a mistake in shikii.yaml is told there', told.some((finding) => /name/.test(finding.message)), told);
hover = await editor.at('hover', body, place(bodyText, 'departments:'));
step('hover in shikii.yaml', json(hover).includes('担当部署'), hover);

// ---- requests that are taken back, and such as are none ----
const cancelled = await Promise.allSettled([
	editor.ask('textDocument/documentSymbol', {textDocument: {uri: bigUri}}), editor.ask('textDocument/hover', {textDocument: {uri}}),
	editor.ask('shikii/none', {}), editor.ask('textDocument/hover', {textDocument: {uri: 'file:///none.yaml'}, position: {line: 0, character: 0}}),
]);
step('a request without a position is refused', cancelled[1].reason?.code === -32602, cancelled[1]);
step('one that there is not is refused', cancelled[2].reason?.code === -32601, cancelled[2]);
step('one about a file that is not open has no answer', cancelled[3].value === null, cancelled[3]);

// ---- the end ----
await editor.tell('textDocument/didClose', {textDocument: {uri}});
await editor.ask('textDocument/foldingRange', {textDocument: {uri: bigUri}});
step('closed, it has no findings', editor.told.get(uri).diagnostics.length === 0, editor.told.get(uri));
step('the server ends as it should', await editor.close() === 0);
console.log(`${stepped()} steps: shikii lsp`);
