// The form on the screen: only what differs is drawn again; the field with the focus stays.

/** Parts of what the program renders, and where they stand. */
const parts = [
	["form-strip", "strip"],
	["form-tabs", "tabs"],
	["form-contents", "contents"],
	["form-missing", "lacks"],
	["form-findings", "found"],
	["form-sheet", "sheet"],
];

/** @type {Map<string, string>} what was drawn last, by id of the part or row */
const drawn = new Map();

/** @param {Element} root */
function rowsOf(root) {
	return [...root.querySelectorAll("tr[id]")];
}

/** The skeleton of a sheet: all but its rows. @param {Element} sheet @param {Element[]} rows */
function skeletonOf(sheet, rows) {
	const inner = new Map(rows.map((row) => [row, row.innerHTML]));
	for (const row of rows) row.replaceChildren();
	const skeleton = sheet.innerHTML;
	for (const row of rows) row.innerHTML = inner.get(row) ?? "";
	return skeleton;
}

/** @param {Element} field */
function grow(field) {
	if (!(field instanceof HTMLTextAreaElement) || CSS.supports("field-sizing", "content")) return;
	field.style.height = "auto";
	field.style.height = `${field.scrollHeight + 2}px`;
}

/** A row again, without its field if that has the focus: then only the notes. @param {Element} row @param {Element} fresh */
function redrawRow(row, fresh) {
	row.className = fresh.className;
	const active = document.activeElement;
	if (active && row.contains(active)) {
		const notes = row.querySelector(".notes");
		const freshNotes = fresh.querySelector(".notes");
		const band = row.querySelector(".band");
		if (notes && freshNotes) notes.replaceWith(freshNotes);
		if (band) band.textContent = fresh.querySelector(".band")?.textContent ?? "";
		return;
	}
	row.replaceChildren(...fresh.childNodes);
	for (const field of row.querySelectorAll("textarea")) grow(field);
}

/** Where the focus is, to be found again after a part was replaced. */
function focusPlace() {
	const active = document.activeElement;
	const row = active?.closest("tr[id]");
	const field = active?.getAttribute("data-key");
	const fields = row ? [...row.querySelectorAll("input, textarea, select, button")] : [];
	return {row: row?.id, key: field, at: active ? fields.indexOf(active) : -1, top: row?.getBoundingClientRect().top ?? 0};
}

/** @param {{row?: string, at: number, top: number}} place */
function restoreFocus(place) {
	const row = place.row ? document.getElementById(place.row) : null;
	if (!row) return;
	const field = row.querySelectorAll("input, textarea, select, button")[place.at];
	if (field instanceof HTMLElement) field.focus({preventScroll: true});
	scrollBy(0, row.getBoundingClientRect().top - place.top);
}

/** @param {Element} old @param {Element} fresh */
function drawSheet(old, fresh) {
	const rows = rowsOf(fresh);
	const html = rows.map((row) => [row.id, row.outerHTML]);
	const skeleton = skeletonOf(fresh, rows);
	if (drawn.get("skeleton") === skeleton) {
		rows.forEach((row, i) => {
			const there = document.getElementById(row.id);
			if (there && drawn.get(row.id) !== html[i][1]) redrawRow(there, row);
		});
	} else {
		const place = focusPlace();
		old.replaceChildren(...fresh.childNodes);
		for (const field of old.querySelectorAll("textarea")) grow(field);
		restoreFocus(place);
	}
	drawn.clear();
	drawn.set("skeleton", skeleton);
	for (const [id, text] of html) drawn.set(id, text);
}

/** @param {string} html */
export function drawForm(html) {
	const fresh = document.createElement("template");
	fresh.innerHTML = html;
	for (const [from, to] of parts) {
		const part = fresh.content.getElementById(from);
		const place = document.getElementById(to);
		if (!part || !place) continue;
		if (to === "sheet") drawSheet(place, part);
		else if (place.innerHTML !== part.innerHTML) {
			const open = place.contains(document.activeElement);
			const active = open ? [...place.querySelectorAll("a, button")].indexOf(/** @type {any} */ (document.activeElement)) : -1;
			place.replaceChildren(...part.childNodes);
			const again = place.querySelectorAll("a, button")[active];
			if (again instanceof HTMLElement) again.focus({preventScroll: true});
		}
	}
}

/** Another sheet, or another model: nothing of the old one counts. */
export function forgetForm() {
	drawn.clear();
}

/** The words of a field as `fill` takes them. @param {Element} field @returns {{key: string, words: string}?} */
export function answerOf(field) {
	const boxes = field.closest("[data-boxes]");
	if (boxes) {
		const lines = [...boxes.querySelectorAll("li")].flatMap((line) => {
			const box = /** @type {HTMLInputElement} */ (line.querySelector("input[type=checkbox]"));
			const words = /** @type {HTMLInputElement?} */ (line.querySelector("input.words"))?.value.trim();
			if (words && line.contains(field) && field !== box) box.checked = true;
			return box.checked ? [box.value + (words ? `\t${words}` : "")] : [];
		});
		return {key: boxes.getAttribute("data-boxes") ?? "", words: lines.join("\n")};
	}
	const key = field.getAttribute("data-key");
	if (!key) return null;
	if (field instanceof HTMLInputElement && field.type === "checkbox") return {key, words: String(field.checked)};
	if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) return {key, words: field.value};
	return null;
}

export {grow};
