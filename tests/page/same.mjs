// same.mjs PROGRAM ENGINE.js: what the engine of the page writes is byte for byte what the program writes, for all samples.
import {spawnSync} from "node:child_process";
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {openEngine} from "../../templates/page/engine.js";

const [program, script] = process.argv.slice(2).map((path) => resolve(path));
const loadEngine = createRequire(import.meta.url)(script);
const engine = await openEngine(loadEngine, readFileSync(script.replace(/js$/, "wasm")));
const work = mkdtempSync(join(tmpdir(), "shikii-page-"));
let compared = 0;
let wrong = 0;

/** Files below a folder, by their path. */
function filesBelow(folder) {
	return readdirSync(folder, {withFileTypes: true, recursive: true})
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.sort();
}

function same(what, ours, theirs) {
	compared++;
	if (Buffer.compare(Buffer.from(ours), Buffer.from(theirs)) === 0) return;
	wrong++;
	console.log(`differs: ${what}: ${ours.length} and ${theirs.length} bytes`);
}

/** The report and all files of a command. */
function compare(command, options, paths) {
	const what = [command, ...options.flat(), ...paths].join(" ");
	const flags = options.map(([name, value]) => (value === undefined ? `--${name}` : `--${name}=${value}`));
	const native = spawnSync(program, [command, ...flags, ...paths], {maxBuffer: 1 << 28});
	const answer = engine.run(command, options, paths);
	same(`${what}: status`, Buffer.from([answer.status]), Buffer.from([native.status]));
	same(what, answer.report, native.stdout);
	for (const file of answer.files) same(file.path, file.bytes, readFileSync(file.path));
	return answer;
}

const samples = filesBelow("assessments");
for (const path of samples) engine.put(path, readFileSync(path));
const models = samples.filter((path) => path.endsWith("assessment.yaml"));

compare("check", [["format", "json"]], ["assessments"]);
compare("cite", [["format", "json"]], ["assessments"]);
compare("list", [["format", "json"]], ["assessments"]);
compare("explain", [["form", "zenkomoku"], ["format", "json"]], []); // that of rules has advice, which the page words otherwise
for (const model of models) {
	compare("check", [["format", "text"], ["for", "publication"]], [model]);
	compare("judge", [["format", "json"]], [model]);
}
for (const format of ["html", "md", "json", "xlsx"]) {
	const folder = join(work, format);
	const made = compare("render", [["format", format], ["out-dir", folder], ...(format === "html" ? [["drafts"]] : [])], models);
	const written = filesBelow(folder);
	same(`${format}: names`, Buffer.from(made.files.map((file) => file.path).sort().join("\n")), Buffer.from(written.join("\n")));
	for (const path of written) {
		engine.put(path, readFileSync(path));
		const old = samples.includes(path);
		if (!old && format !== "json") compare("import", [["output", join(work, `${format}.yaml`)], ["force"]].slice(0, 1), [path]);
		rmSync(join(work, `${format}.yaml`), {force: true});
	}
}

rmSync(work, {recursive: true});
console.log(`${compared} answers compared, ${wrong} of them differ`);
process.exit(wrong ? 1 : 0);
