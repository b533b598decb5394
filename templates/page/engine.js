// The program itself: bytes in, JSON and bytes out (src/page/engine.h).

/**
 * @typedef {object} Answer
 * @property {number} status 0 nothing found, 1 something, 2 it could not be done
 * @property {{usage: string?, findings: object[], notes: string[]}} messages
 * @property {Uint8Array} report
 * @property {import("./form.js").Drawing?} [drawing]
 * @property {{path: string, bytes: Uint8Array}[]} files
 * @property {{path: string, start: number, end: number, text: string}[]} edits
 */
/**
 * @typedef {object} Engine
 * @property {(path: string, bytes: Uint8Array) => void} put
 * @property {(path: string) => void} drop
 * @property {() => string} version
 * @property {(command: string, options: string[][], paths: string[], about?: string) => Answer} run about: of which form; then there is a drawing instead of a report
 */

/**
 * @param {(settings: object) => Promise<any>} loadEngine what emscripten made
 * @param {ArrayBuffer} wasmBinary
 * @returns {Promise<Engine>}
 */
export async function openEngine(loadEngine, wasmBinary) {
	const c = await loadEngine({wasmBinary, print() {}, printErr() {}});
	const encoder = new TextEncoder();
	const decoder = new TextDecoder();

	/** @param {Uint8Array} bytes with a NUL behind them */
	function lend(bytes) {
		const place = c._malloc(bytes.length + 1);
		if (!place) throw new Error("no memory");
		c.HEAPU8.set(bytes, place);
		c.HEAPU8[place + bytes.length] = 0;
		return place;
	}

	/** @param {number} place */
	function textAt(place) {
		return decoder.decode(c.HEAPU8.subarray(place, c.HEAPU8.indexOf(0, place)));
	}

	/** @param {number} index */
	function bytesOf(index) {
		const place = c._page_bytes(index);
		return c.HEAPU8.slice(place, place + c._page_length(index));
	}

	return {
		put(path, bytes) {
			const name = lend(encoder.encode(path));
			const place = lend(bytes);
			const done = c._page_put(name, place, bytes.length);
			c._free(name);
			c._free(place);
			if (!done) throw new Error("no memory");
		},
		version() {
			return textAt(c._page_version());
		},
		drop(path) {
			const name = lend(encoder.encode(path));
			c._page_drop(name);
			c._free(name);
		},
		run(command, options, paths, about) {
			const plain = options.map((option) => option.map((words) => words.replaceAll("\0", ""))); // C ends a text there
			const request = lend(encoder.encode(JSON.stringify({command, options: plain, paths})));
			const place = c._page_run(request);
			c._free(request);
			if (!place) throw new Error("no memory");
			const {status, messages, files, edits} = JSON.parse(textAt(place));
			const bytes = files.map((/** @type {string} */ path, /** @type {number} */ i) => ({path, bytes: bytesOf(i)}));
			if (about === undefined) return {status, messages, edits, report: bytesOf(-1), files: bytes};
			const name = lend(encoder.encode(about));
			const drawing = c._page_difference(name);
			c._free(name);
			return {status, messages, edits, report: new Uint8Array(), files: bytes, drawing: drawing ? JSON.parse(textAt(drawing)) : null};
		},
	};
}
