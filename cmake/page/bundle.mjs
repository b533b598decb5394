// bundle.mjs ROOT ENGINE.js OUTPUT: the one file of the page, from templates/page/ and what emscripten made. The same sources make
// the same bytes.
import {execFileSync} from "node:child_process";
import {createHash} from "node:crypto";
import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join, relative} from "node:path";
import {openEngine} from "../../templates/page/engine.js";
import {zip} from "../../templates/page/files.js";

const [root, engine, output] = process.argv.slice(2);

function read(name) {
	return readFileSync(join(root, "templates", name), "utf8");
}

/** Modules as one script: each behind those that it imports. */
function bundle(name, done = new Set()) {
	if (done.has(name)) return "";
	done.add(name);
	const text = read(`page/${name}`);
	const imported = [...text.matchAll(/^import .* from "\.\/(.*)";$/gm)].map((match) => bundle(match[1], done));
	const own = text.replace(/^import .*;\n/gm, "").replace(/^export \{.*\};\n/gm, "").replace(/^export /gm, "");
	return imported.join("") + own;
}

/** In one script a name can be given once. */
function checkNames(script) {
	const names = [...script.matchAll(/^(?:async )?(?:function|const|let|class) (\w+)/gm)].map((match) => match[1]);
	const twice = names.find((name, i) => names.indexOf(name) !== i);
	if (twice) throw new Error(`templates/page/: two modules have ${twice}`);
	return script;
}

/** The words of a script in an element of HTML. */
function inline(script) {
	return script.replace(/<\/(script)/gi, "<\\/$1").replace(/<!--/g, "<\\!--");
}

function hash(text) {
	return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function packed(bytes) {
	return execFileSync("gzip", ["-9n"], {input: bytes, maxBuffer: 1 << 28}).toString("base64");
}

function filesBelow(folder) {
	return readdirSync(folder, {withFileTypes: true, recursive: true})
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
		.sort()
		.map((path) => ({path: relative(root, path), bytes: new Uint8Array(readFileSync(path))}));
}

/** The style of the pages that the program writes, partials put in: of the form, and of what is printed. */
async function printedStyle() {
	const program = await openEngine(createRequire(import.meta.url)(engine), wasm);
	program.put("assessment.yaml", new TextEncoder().encode("shikii: 1\n"));
	const {report} = program.run("render", [["format", "html"], ["form", "kiso"]], ["assessment.yaml"]);
	return /<style>([^]*?)<\/style>/.exec(new TextDecoder().decode(report))[1];
}

const wasm = readFileSync(engine.replace(/js$/, "wasm"));
const printed = await printedStyle();
const light = printed.replace(/^@media screen and \(prefers-color-scheme: dark\).*\n/m, "").replace("color-scheme: light dark;", "");
const style = `${light}\n${read("page/style.css")}`;
const script = inline(`"use strict";\n(() => {\n${checkNames(bundle("main.js"))}})();\n`);
const samples = new Uint8Array(await zip(filesBelow(join(root, "assessments"))).arrayBuffer());
const values = {
	style,
	script,
	engine: inline(`"use strict";\n${readFileSync(engine, "utf8")}\n${checkNames(bundle("worker.js"))}`),
	wasm: packed(wasm),
	samples: packed(samples),
	policy: [
		"default-src 'none'",
		`script-src ${hash(script)} 'wasm-unsafe-eval'`,
		`style-src ${hash(style)} ${hash(printed)}`,
		"worker-src blob:",
		"base-uri 'none'",
		"form-action 'none'",
	].join("; "),
};
writeFileSync(output, read("page/page.html").replace(/@(\w+)@/g, (_, name) => values[name]));
