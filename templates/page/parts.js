// The HTML of a form → what of it is other than the last time, so that the page draws that alone.

/** @typedef {{parts: [string, string][], sheet: string?, rows: [string, string][]}} Drawing */

const ROW = /<tr id="([^"]+)"[^]*?\n<\/tr>/g;
const PART = /^<div id="form-(\w+)">\n([^]*?)^<\/div>\n/gm;

export class Parts {
	constructor() {
		/** @type {Map<string, string>} by the name of the part, or the id of the row */
		this.last = new Map();
	}

	/** @param {string} html @returns {Drawing} */
	difference(html) {
		const now = new Map();
		/** @type {Drawing} */
		const drawing = {parts: [], sheet: null, rows: []};
		const end = html.indexOf('<div id="form-sheet">');
		for (const [, name, text] of html.slice(0, end).matchAll(PART)) {
			now.set(name, text);
			if (this.last.get(name) !== text) drawing.parts.push([name, text]);
		}
		const sheet = html.slice(end);
		const skeleton = sheet.replace(ROW, (row, id) => {
			now.set(id, row);
			return id;
		});
		now.set("sheet", skeleton);
		if (this.last.get("sheet") !== skeleton) drawing.sheet = sheet;
		else drawing.rows = [...now].filter(([id, text]) => text.startsWith("<tr") && this.last.get(id) !== text);
		this.last = now;
		return drawing;
	}
}
