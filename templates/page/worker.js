// The worker: the program, and requests to it one after the other. The page never waits for it.
import {openEngine} from "./engine.js";

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {{op: string, path: string, bytes: Uint8Array, command: string, options: string[][], paths: string[], kind: string}} Request */

/** @type {Engine} */
let engine;

/**
 * The form to fill in: what of it differs from what was drawn last. No drawing: the model cannot be read.
 * @param {string} model @param {string} kind
 */
function form(model, kind) {
	const {messages, drawing} = engine.run("render", [["format", "form"], ["with-findings"], ["form", kind]], [model], `${kind} ${model}`);
	return {messages, drawing};
}

/** @type {Record<string, (request: Request) => any>} */
const operations = {
	put({path, bytes}) {
		engine.put(path, bytes);
	},
	drop({path}) {
		engine.drop(path);
	},
	run({command, options, paths}) {
		return engine.run(command, options, paths);
	},
	form({path, kind}) {
		return form(path, kind);
	},
	/** Edits a model by `fill` and shows the form again, in one go. */
	fill({path, kind, options}) {
		const done = engine.run("fill", [["form", kind], ...options], [path]);
		for (const file of done.files) engine.put(file.path, file.bytes);
		return {done, form: done.status === 0 ? form(path, kind) : null};
	},
};

self.onmessage = async ({data}) => {
	const {id, request} = data;
	try {
		if (request.op === "open") {
			// @ts-ignore: of the script that emscripten made, which stands in front of this one
			engine = await openEngine(loadEngine, request.wasm);
			self.postMessage({id, answer: engine.version()});
			return;
		}
		self.postMessage({id, answer: operations[request.op](request)});
	} catch (error) {
		self.postMessage({id, error: String(error)});
	}
};
