// The JSON Schemas: samples and data files are valid by them, typical mistakes are not, and the YAML language server that
// editors run completes, explains and checks by them in Japanese.
import fs from 'node:fs';
import path from 'node:path';
import {execFileSync} from 'node:child_process';
import {pathToFileURL} from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import Ajv from 'ajv';
import {parse} from 'yaml';
import {open, place, step, stepped} from './client.mjs';

const [, , shikii, root, server] = process.argv;
const schemaOf = (...args) => JSON.parse(execFileSync(shikii, ['schema', ...args], {maxBuffer: 1 << 26}));
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const files = (folder, name) => fs.readdirSync(path.join(root, folder), {recursive: true})
	.filter((file) => name.test(file)).map((file) => path.join(folder, file));

const valid = {
	model: files('assessments', /assessment\.yaml$/),
	body: files('assessments', /shikii\.yaml$/),
	rules: files('rules', /^[a-z]+\.yaml$/).filter((file) => /^(rules|tables):/m.test(read(file))),
	form: files('schema/forms', /\.yaml$/),
};
const mistakes = {
	model: [
		'name: 評価', 'shikii: 1\nnmae: 評価', 'shikii: 1\nlinkage: {performed: する}',
		'shikii: 1\nthreshold: {subjects: {count: 約6万人}}', 'shikii: 1\nthreshold: {subjects: {count: 1, as_of: 未定}}',
		'shikii: 1\nthreshold: {subjects: {as_of: 令和7年13月1日}}', 'shikii: 1\nblocks: {id: a}', 'shikii: 1\nname: {a: b}',
		'shikii: 1\nsystems: [{id: a, connections: 紙}]', 'shikii: 1\nsystems: [{id: a, connections: [紙]}]',
		'shikii: 1\nnumber_use: {basis: {pasage: a}}', 'shikii: 1\nsheets: {kiso: {items: {I.9.9: a}}}',
		'shikii: 1\nsheets: {kiso: {voluntary: はい}}', 'shikii: 1\nsuppress: [{rule: a, reason: b, untill: 2025-12-01}]',
	],
	body: ['nmae: 見本市長', 'kind: 市', 'incidents: なし', 'passages: [{id: a, txt: b}]'],
	rules: ['rules: [{id: a.b}]', 'rules: {}', 'rule: []'],
	form: ['form: kiso-2030'],
};
const good = {
	model: [
		'shikii: 1\nlinkage: {performed: }', 'shikii: 1\nlinkage: {performed: {unknown: 印刷が薄い}}', 'shikii: 1\nnumber: 5\nname: 国保',
		'shikii: 1\nnumber_use: {basis: {passage: a}}', 'shikii: 1\nnumber_use:\n  basis:\n    - 番号法\n    - {passage: a}',
		'shikii: 1\nthreshold: {subjects: {count: "128,400", as_of: 令和７年４月１日}}',
		'shikii: 1\nthreshold: {subjects: {count: １２８，４００, as_of: R7.4.1}}',
		'shikii: 1\nthreshold: {subjects: {count: 5, as_of: 平成三十一年四月}}',
		'shikii: 1\nthreshold: {subjects: {count: 5, as_of: 令和7年4月1日（火）現在}}',
		"shikii: 1\nsheets: {zenkomoku: {items: {'II[2].4.c[17].2': }}}",
		'shikii: 1\nblocks: [{id: a, acquisition: {sources: [本人又は本人の代理人, {評価実施機関内の他部署: 市民課}]}}]',
		'shikii: 1\nsheets: {kiso: {publications: [{date: 2025-12-01, kind: 新規}]}, juten: {unknown: 別に公表}}',
	],
};
for (const draft of ['2020-12', '07']) {
	for (const [kind, paths] of Object.entries(valid)) {
		const Validator = draft === '07' ? Ajv : Ajv2020;
		const ajv = new (Validator.default ?? Validator)({strict: false, unicodeRegExp: true});
		const check = ajv.compile(schemaOf(kind, '--draft', draft));
		step(`there are files of the kind ${kind}`, paths.length > 0);
		for (const file of paths)
			step(`${file} is valid (${draft})`, check(parse(read(file))), check.errors);
		for (const text of good[kind] ?? [])
			step(`valid (${draft}): ${text}`, check(parse(text)), check.errors);
		for (const text of mistakes[kind])
			step(`a mistake (${draft}): ${text}`, !check(parse(text)));
	}
}

const sample = 'assessments/mihon-kokuho/assessment.yaml';
const uri = pathToFileURL(path.join(root, sample)).href;
const editor = await open(process.execPath, [server, '--stdio'], pathToFileURL(root).href, {
	yaml: {validate: true, hover: true, completion: true, format: {enable: false}, schemaStore: {enable: false}},
});
const text = read(sample);
let findings = editor.next(uri);
await editor.open(uri, text);
step('the sample has no findings', (await findings).length === 0, await findings);

const hover = async (words) => JSON.stringify(await editor.at('hover', uri, {...place(text, words), character: place(text, words).character + 1}));
step('hover of a key: its official label', (await hover('threshold:')).includes('しきい値判断項目'), await hover('threshold:'));
step('hover of a key: its help', (await hover('as_of:')).includes('いつ時点の計数か'), await hover('as_of:'));

const complete = async (changed, words) => {
	findings = editor.next(uri);
	await editor.change(uri, {text: changed});
	await findings;
	const answer = await editor.at('completion', uri, place(changed, words, true));
	return (answer.items ?? answer).map((item) => item.label);
};
const head = '# yaml-language-server: $schema=../../docs/schema/model.json\nshikii: 1\n';
let labels = await complete(head + 'linkage:\n  performed: \n', 'performed: ');
step('completion of options', labels.includes('実施する') && labels.includes('未定'), labels);
labels = await complete(head + 'linkage:\n  \n', 'linkage:\n  ');
step('completion of keys', labels.includes('performed') && labels.includes('basis'), labels);
labels = await complete(head + 'sheets:\n  kiso:\n    items:\n      \n', 'items:\n      ');
step('completion of numbers of items', labels.includes('I.1.1') && labels.includes('cover.number'), labels);

const problems = async (changed) => {
	findings = editor.next(uri);
	await editor.change(uri, {text: changed});
	return (await findings).map((finding) => `${finding.range.start.line}: ${finding.message}`).join('\n');
};
let told = await problems(head + 'linkage:\n  performed: する\n');
step('an option that there is not', told.startsWith('3: ') && told.includes('実施する'), told);
told = await problems(head + 'threshold:\n  subjects: {count: 約6万人}\n');
step('a count with words: the hint is Japanese', told.includes('単位'), told);
told = await problems(head + 'nmae: 国民健康保険\n');
step('a key that there is not', told.includes('nmae'), told);
step('the server ends', await editor.close() === 0);
console.log(`${stepped()} steps: the JSON Schemas and yaml-language-server`);
