// What stands in the panels: changes since an earlier version with the questions that they ask, and what is left before publication.
import {patchOf} from "./documents.js";

/** @typedef {{item: string?, key: string?, significant: boolean, before: string, after: string, covered: boolean, significance: string?}} DueRow */
/** @typedef {{kind: string, rows: DueRow[], steps: {text: string, source: string}[]}} DueSheet */
/** @typedef {{message: string, item: string?, kind?: string, row?: string}} Finding */

/** @param {string} name @param {string} [text] @param {(Element | string)[]} inside */
export function make(name, text = "", ...inside) {
	const made = document.createElement(name);
	made.append(...(text ? [text] : []), ...inside);
	return made;
}

/** A text whose words that differ from the other are marked. @param {string} name @param {string} text @param {string} other */
function marked(name, text, other) {
	const {at, old} = patchOf("", text, other);
	return make("p", text.slice(0, at), ...(old ? [make(name, old)] : []), text.slice(at + old.length));
}

/** @param {DueRow} row @param {string} key */
function rowOfChange(row, key) {
	const template = /** @type {HTMLTemplateElement} */ (document.getElementById("change-row"));
	const item = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
	const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (item.querySelector(`.${name}`));
	const name = row.item?.replace(/\s+/g, " ") ?? template.dataset.form ?? "";
	part("name").textContent = name + (row.significant ? " ※" : "");
	part("before").replaceChildren(marked("del", row.before, row.after));
	part("after").replaceChildren(marked("ins", row.after, row.before));
	part("told").hidden = !row.covered;
	part("ask").hidden = row.covered || !row.significant;
	const [significance, reason] = /** @type {NodeListOf<HTMLSelectElement | HTMLTextAreaElement>} */ (item.querySelectorAll("select, textarea"));
	significance.setAttribute("aria-label", `${name}: ${significance.getAttribute("aria-label")}`);
	reason.setAttribute("aria-label", `${name}: ${reason.getAttribute("aria-label")}`);
	if (!part("ask").hidden) part("ask").dataset.row = key;
	return item;
}

/** The questions that changes of ※ items ask, each at its item. @param {DueSheet[]} sheets @param {string} kind */
export function drawQuestions(sheets, kind) {
	for (const old of document.querySelectorAll("#sheet .ask")) if (!old.contains(document.activeElement)) old.remove();
	for (const [i, row] of (sheets.find((sheet) => sheet.kind === kind)?.rows ?? []).entries()) {
		const notes = document.querySelector(`#sheet tr[data-item="${row.key}"] .notes:not(.ask ~ *)`);
		if (notes && row.significant && !row.covered) notes.before(/** @type {Element} */ (rowOfChange(row, `${kind}[${i + 1}]`).querySelector(".ask")));
	}
}

/** How many rows are not written yet. @param {DueSheet[]} sheets @param {boolean} [judged] only of those that somebody has to judge */
export function openRows(sheets, judged = false) {
	return sheets.reduce((sum, {rows}) => sum + rows.filter(({covered, significant}) => !covered && (significant || !judged)).length, 0);
}

/** @param {HTMLElement} place @param {DueSheet[]} sheets @param {(kind: string) => string} label @param {string} nothing */
export function drawChanges(place, sheets, label, nothing) {
	const parts = sheets.filter(({rows}) => rows.length).map(({kind, rows, steps}) => make("section", "",
		make("h3", label(kind)),
		make("ol", "", ...rows.map((row, i) => rowOfChange(row, `${kind}[${i + 1}]`))),
		...(steps.length ? [make("h4", place.dataset.steps), make("ul", "", ...steps.map(({text, source}) => make("li", `${text}（${source}）`)))] : []),
	));
	place.replaceChildren(...(parts.length ? parts : [make("p", nothing)]));
}

/** What was chosen, as `history add` takes it. @param {HTMLElement} place */
export function judgementsIn(place) {
	return [...place.querySelectorAll("[data-row]")].flatMap((item) => {
		const [significance, reason] = /** @type {NodeListOf<HTMLSelectElement | HTMLTextAreaElement>} */ (item.querySelectorAll("select, textarea"));
		const words = reason.value.trim();
		return significance.value ? [["judge", `${item.getAttribute("data-row")}=${significance.value}${words ? `: ${words}` : ""}`]] : [];
	});
}

/** A list to choose from. @template T @param {HTMLElement} list @param {T[]} items @param {(item: T) => string} words @param {(item: T) => void} act @param {string} [style] */
export function drawButtons(list, items, words, act, style = "") {
	list.replaceChildren(...items.map((item) => make("li", "", Object.assign(make("button", words(item)), {type: "button", className: style, onclick: () => act(item)}))));
}

/** @param {HTMLElement} place @param {Finding[]} findings @param {(finding: Finding) => void} jump @param {string} nothing */
export function drawLeft(place, findings, jump, nothing) {
	const list = make("ol");
	drawButtons(list, findings, ({message}) => message, jump, "link");
	place.replaceChildren(findings.length ? list : make("p", nothing));
}

/** @param {HTMLElement} place @param {string} title @param {{help: string?, source: string?} | undefined} guide @param {Node | undefined} notes */
export function drawGuide(place, title, guide, notes) {
	const source = make("p", `${place.dataset.source}${guide?.source}`);
	source.className = "quiet";
	place.replaceChildren(make("h2", title), ...(guide?.help ? [make("p", guide.help), source] : []), ...(notes ? [notes] : []));
}
