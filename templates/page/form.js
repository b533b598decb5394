// The form on the screen: only what differs is drawn again; the field with the focus stays.

/** What is other than before (src/page/parts.h). @typedef {{parts: [string, string][], sheet: string?, rows: [string, string][]}} Drawing */

/** Parts of what the program renders, and where they stand. @type {Record<string, string>} */
const places = {strip: "strip", tabs: "tabs", contents: "contents", missing: "lacks", findings: "found", passages: "passage-list"};
const fields = "input, textarea, select, button";
const grows = typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/** As high as its words, where the browser does not see to that. @param {Element} field */
export function grow(field) {
	if (grows || !(field instanceof HTMLTextAreaElement)) return;
	field.style.height = "auto";
	field.style.height = `${field.scrollHeight + 2}px`;
}

/** @param {string} html */
function rowOf(html) {
	const template = document.createElement("template");
	template.innerHTML = html;
	return /** @type {Element} */ (template.content.firstElementChild);
}

/** A row again, without its field if somebody writes in it: then only what stands around it. @param {string} id @param {string} html */
function drawRow(id, html) {
	const row = document.getElementById(id);
	const fresh = rowOf(html);
	if (!row) return;
	const active = document.activeElement;
	for (const [i, part] of row.querySelectorAll("details").entries()) if (part.open) fresh.querySelectorAll("details")[i]?.setAttribute("open", "");
	if (!row.contains(active) || !active?.matches("input, textarea, select")) {
		row.replaceWith(fresh);
		for (const field of fresh.querySelectorAll("textarea")) grow(field);
		return;
	}
	row.className = fresh.className;
	for (const part of [".notes", ".band", ".scroll", ".now"]) {
		const now = fresh.querySelectorAll(part);
		for (const [i, old] of [...row.querySelectorAll(part)].entries()) if (now[i]) old.replaceWith(now[i]);
	}
}

/** Another skeleton: all of the sheet, with the focus where it was. @param {string} html */
function drawSheet(html) {
	const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
	const active = document.activeElement;
	const row = active?.closest("#sheet tr[id]");
	const at = row && active ? [...row.querySelectorAll(fields)].indexOf(active) : -1;
	const top = row?.getBoundingClientRect().top ?? 0;
	sheet.innerHTML = html;
	for (const field of sheet.querySelectorAll("textarea")) grow(field);
	const again = row && document.getElementById(row.id);
	if (!again) return;
	const field = again.querySelectorAll(fields)[at];
	if (field instanceof HTMLElement) field.focus({preventScroll: true});
	scrollBy(0, again.getBoundingClientRect().top - top);
}

/** A part beside the sheet. @param {HTMLElement} place @param {string} html */
function drawPart(place, html) {
	const at = [...place.querySelectorAll("a, button")].indexOf(/** @type {any} */ (document.activeElement));
	place.innerHTML = html;
	const again = place.querySelectorAll("a, button")[at];
	if (again instanceof HTMLElement) again.focus({preventScroll: true});
}

/** @param {Drawing} drawing */
export function drawForm({parts, sheet, rows}) {
	for (const [name, html] of parts) {
		const place = document.getElementById(places[name]);
		if (place) drawPart(place, html);
	}
	if (sheet) drawSheet(sheet);
	for (const [id, html] of rows) drawRow(id, html);
}

/** The options that are ticked, as `fill` takes them. @param {Element} boxes @param {Element} field */
function tickedIn(boxes, field) {
	return [...boxes.querySelectorAll("li")].flatMap((line) => {
		const box = /** @type {HTMLInputElement} */ (line.querySelector("input[type=checkbox]"));
		const words = /** @type {HTMLInputElement?} */ (line.querySelector("input.words"))?.value.trim();
		if (words && field !== box && line.contains(field)) box.checked = true; // who writes words means the option
		return box.checked ? [box.value + (words ? `\t${words}` : "")] : [];
	}).join("\n");
}

/**
 * The words of a field as `fill` takes them, and whether they are for all sheets that share them.
 * @param {Element} field @returns {{key: string, words: string, shared: boolean}?}
 */
export function answerOf(field) {
	const boxes = field.closest("[data-boxes]");
	const key = boxes?.getAttribute("data-boxes") ?? field.getAttribute("data-key");
	if (!key) return null;
	const shared = field.closest("tr")?.querySelector("[data-shared]:checked") instanceof Element;
	if (boxes) return {key, words: tickedIn(boxes, field), shared};
	const input = /** @type {HTMLInputElement} */ (field);
	return {key, words: input.type === "checkbox" ? String(input.checked) : input.value, shared};
}
