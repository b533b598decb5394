// The files that are open, their changes, and the way back. Each change is a patch of one text.

/** @typedef {{path: string, at: number, old: string, new: string}} Patch */

/** @param {string} path @param {string} before @param {string} after @returns {Patch} */
export function patchOf(path, before, after) {
	let at = 0;
	let end = 0;
	const most = Math.min(before.length, after.length);
	while (at < most && before[at] === after[at]) at++;
	while (end < most - at && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
	return {path, at, old: before.slice(at, before.length - end), new: after.slice(at, after.length - end)};
}

/** The text before the patch. @param {string} text @param {Patch} patch */
function without(text, patch) {
	return text.slice(0, patch.at) + patch.old + text.slice(patch.at + patch.new.length);
}

/** The words of a file, or null: it is not in UTF-8. @param {Uint8Array} bytes */
export function textOf(bytes) {
	try {
		return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
	} catch {
		return null;
	}
}

/** Is it a model: has it the key shikii at its top? @param {string?} text */
export function isModel(text) {
	return text !== null && /^\uFEFF?(#.*\r?\n|\s*\r?\n|---.*\r?\n)*shikii\s*:/.test(text);
}

const STEPS = 1000; // of undo

export class Documents {
	/** @type {Map<string, {text: string, handle?: any}>} */
	files = new Map();
	/** @type {Patch[]} */
	done = [];
	/** @type {Patch[]} */
	undone = [];
	/** How many steps were done when it was saved. */
	savedAt = 0;

	/** @param {boolean} unsaved what is opened next is in no file yet */
	clear(unsaved) {
		Object.assign(this, new Documents(), {savedAt: unsaved ? -1 : 0});
	}

	/** @param {string} path */
	text(path) {
		return this.files.get(path)?.text ?? "";
	}

	/** @param {string} path @param {string} text @param {any} [handle] */
	open(path, text, handle) {
		this.files.set(path, {text, handle});
	}

	/** False: nothing differs. @param {string} path @param {string} text @param {boolean} [joins] one step with the change before */
	change(path, text, joins = false) {
		const file = this.files.get(path) ?? {text: ""};
		if (file.text === text && this.files.has(path)) return false;
		const last = this.done.at(-1);
		const joined = joins && last?.path === path && this.savedAt < this.done.length;
		if (joined) this.done.pop();
		this.done.push(patchOf(path, joined ? without(file.text, last) : file.text, text));
		this.undone = [];
		if (this.savedAt >= this.done.length) this.savedAt = -1;
		if (this.done.length > STEPS) {
			this.done.shift();
			this.savedAt--;
		}
		this.files.set(path, {...file, text});
		return true;
	}

	/** The path that is another now, or null. */
	undo() {
		const patch = this.done.pop();
		if (!patch) return null;
		this.undone.push(patch);
		this.#set(patch.path, without(this.text(patch.path), patch));
		return patch.path;
	}

	redo() {
		const patch = this.undone.pop();
		if (!patch) return null;
		const text = this.text(patch.path);
		this.done.push(patch);
		this.#set(patch.path, text.slice(0, patch.at) + patch.new + text.slice(patch.at + patch.old.length));
		return patch.path;
	}

	/** @param {string} path @param {string} text */
	#set(path, text) {
		this.files.set(path, {...this.files.get(path), text});
	}

	get unsaved() {
		return this.savedAt < 0 ? Math.max(1, this.done.length) : Math.abs(this.done.length - this.savedAt);
	}

	saved() {
		this.savedAt = this.done.length;
	}

	models() {
		return [...this.files.keys()].filter((path) => isModel(this.text(path)));
	}
}
