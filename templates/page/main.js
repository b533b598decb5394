// The page: events, files and focus. What is true of a sheet is known by the program in the worker.
import {Documents, isModel, textOf} from "./documents.js";
import {download, readDropped, readFiles, readFolder, unzip, writeBack, zip} from "./files.js";
import {answerOf, drawForm, grow} from "./form.js";
import {drawButtons, drawChanges, drawGuide, drawLeft, drawQuestions, judgementsIn, make, openRows} from "./panels.js";

/** @typedef {import("./engine.js").Answer} Answer */
/** @typedef {import("./files.js").OpenedFile} OpenedFile */

const PAUSE = 400; // of typing, before it is checked, where half an answer would be refused: a date, a number; and in YAML
const WORDS_PAUSE = 0; // of typing words
const QUIET = 1000; // after which it is asked what changed
const JOINED = 1500; // words typed no later than this behind others of the same field go back with these

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", {ignoreBOM: true});
const documents = new Documents();
let model = "";
let kind = "";
let sourceTimer = 0; // not 0: YAML was typed and not yet taken over
let opened = {text: "", day: ""}; // the model as it was opened, and its 公表日: saving it changes neither
let older = ""; // the path of the version to compare with; "": none was chosen

/** @template {HTMLElement} T @param {string} id @returns {T} */
function element(id) {
	return /** @type {T} */ (document.getElementById(id));
}

/** Words of the page, with what is put into them. @param {string} name @param {Record<string, string | number>} [values] */
function word(name, values = {}) {
	const term = [...element("words").querySelectorAll("dt")].find((dt) => dt.textContent === name);
	return (term?.nextElementSibling?.textContent ?? name).replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

/** @param {string} text */
function say(text) {
	const box = element("message");
	/** @type {HTMLElement} */ (box.firstElementChild).textContent = text;
	box.hidden = !text;
}

/* ---- the worker ---- */

/** @type {Worker} */
let worker;
let lastRequest = 0;
/** @type {Map<number, {take: (answer: any) => void, refuse: (error: Error) => void}>} */
const waiting = new Map();

/** @param {object} request @returns {Promise<any>} */
function ask(request) {
	return new Promise((take, refuse) => {
		waiting.set(++lastRequest, {take, refuse});
		worker.postMessage({id: lastRequest, request});
	});
}

/** @param {string} command @param {string[][]} options @param {string[]} paths @returns {Promise<Answer>} */
function run(command, options, paths) {
	return ask({op: "run", command, options, paths});
}

/** A command whose files become those of the page. @type {typeof run} */
function runEdit(command, options, paths) {
	return enqueue(async () => {
		const answer = await run(command, options, paths);
		if (answer.status < 2) for (const {path, bytes} of answer.files) await replaceText(path, decoder.decode(bytes));
		return answer;
	});
}

/** @param {string} id */
async function unpacked(id) {
	const packed = Uint8Array.from(atob(element(id).textContent ?? ""), (c) => c.charCodeAt(0));
	return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function startWorker() {
	const script = URL.createObjectURL(new Blob([element("engine").textContent ?? ""], {type: "text/javascript"}));
	worker = new Worker(script);
	worker.onmessage = ({data}) => {
		const request = waiting.get(data.id);
		waiting.delete(data.id);
		if (data.error) request?.refuse(new Error(data.error));
		else request?.take(data.answer);
	};
	worker.onerror = (event) => say(word("engine-lost", {text: event.message}));
	const version = await ask({op: "open", wasm: await unpacked("wasm")});
	URL.revokeObjectURL(script);
	element("version").textContent = version;
	await offerProcesses();
	element("loading").hidden = true;
	document.documentElement.dataset.state = "ready";
}

/* ---- what is shown ---- */

/** Why something was not done. @param {Pick<Answer, "messages">} answer */
function reasonOf({messages}) {
	const findings = messages.findings.map((/** @type {any} */ finding) => finding.message);
	return [messages.usage, ...messages.notes, ...findings].filter(Boolean).join(" ");
}

/** What a model is called. @param {string} path */
function nameOf(path) {
	return /^name:[ \t]*(?:"(.*)"|'(.*)'|([^#\r\n|>]+))/m.exec(documents.text(path))?.slice(1).find(Boolean)?.trim() || path;
}

function showState() {
	const {unsaved} = documents;
	element("unsaved").textContent = unsaved ? word("unsaved", {n: unsaved}) : "";
	element("file-name").textContent = model && nameOf(model);
	document.title = `${unsaved ? "● " : ""}${model ? nameOf(model) : document.title.replace(/^● /, "")}`;
	for (const button of document.querySelectorAll("[data-needs=model]")) /** @type {HTMLButtonElement} */ (button).disabled = !model;
	/** @type {HTMLButtonElement} */ (document.querySelector("[data-do=undo]")).disabled = !documents.done.length;
	/** @type {HTMLButtonElement} */ (document.querySelector("[data-do=redo]")).disabled = !documents.undone.length;
}

/** @param {{drawing: import("./form.js").Drawing?, messages: Answer["messages"]}} form */
function showForm({drawing, messages}) {
	if (drawing) {
		drawForm(drawing);
	} else {
		say(`${word("broken")} ${reasonOf({messages})}`);
		showSource(true);
	}
	showState();
	showSourceText();
	showItem();
}

async function refresh() {
	if (!model) return;
	held.push(await ask({op: "form", path: model, kind}));
	settle();
}

/** @param {string} other */
async function showKind(other) {
	if (other === kind) return;
	await takeTyped();
	kind = other;
	await refresh();
	scrollTo(0, 0);
}

/* ---- edits ---- */

/** Edits, one after the other: each is made in the text that the one before left. */
let queue = Promise.resolve();
let queued = 0;
/** The field that was changed and not yet taken over. @type {Element?} */
let typed = null;
/** When the first of the edits that are under way came; 0: there are none. */
let since = 0;
/** Forms to be drawn when no edit is under way: an older form must not stand where somebody has gone on typing. @type {Parameters<typeof showForm>[0][]} */
const held = [];

function busy() {
	return typed !== null || queued > 0;
}

function startEdit() {
	since ||= performance.now();
	delete document.documentElement.dataset.took;
}

/** Draws what was held, if no edit is under way. */
function settle() {
	if (busy()) return;
	for (const form of held.splice(0)) showForm(form);
	askSoon();
	if (since) document.documentElement.dataset.took = String(Math.round(performance.now() - since));
	since = 0;
}

/** @template T @param {() => Promise<T>} edit @returns {Promise<T>} */
function enqueue(edit) {
	startEdit();
	queued++;
	const done = queue.then(edit).finally(() => {
		queued--;
		settle();
	});
	queue = done.then(() => {}, (error) => say(word("engine-lost", {text: error.message})));
	return done;
}

/** What mends a finding: parts of the file, in bytes, become other words. What is being typed goes first. @param {HTMLElement} button */
async function mend(button) {
	const {file: path = "", mend: parts = "[]"} = button.dataset;
	await takeTyped();
	const row = document.getElementById(itemRow);
	if (![...document.querySelectorAll("[data-mend]")].some((other) => other.getAttribute("data-mend") === parts)) return row && focusRow(row);
	const bytes = encoder.encode(documents.text(path));
	let at = 0;
	let text = "";
	for (const [from, to, words] of JSON.parse(parts)) {
		text += decoder.decode(bytes.subarray(at, from)) + words;
		at = to;
	}
	await enqueue(() => replaceText(path, text + decoder.decode(bytes.subarray(at))));
	const mended = document.getElementById(button.closest("tr")?.id ?? itemRow);
	if (mended) focusRow(mended);
}

/** Part of an edit. @param {string} path @param {string} text */
async function replaceText(path, text) {
	if (!documents.change(path, text)) return;
	await ask({op: "put", path, bytes: encoder.encode(text)});
	await refresh();
}

/* ---- typing ---- */

let typingTimer = 0;
/** What was taken over last, and when its last words were typed. @type {{field: Element?, at: number}} */
let taken = {field: null, at: 0};
/** When somebody began to type what is not yet taken over, and last went on. */
let typing = {from: 0, to: 0};
/** Takes over an answer. @param {string[][]} options @param {boolean} [joins] it goes on with the one before */
function fill(options, joins) {
	return enqueue(async () => {
		const {done, form} = await ask({op: "fill", path: model, kind, options});
		const about = options[0][1].split("=")[0];
		const field = document.querySelector(`#sheet [data-key="${about}"], #sheet [data-boxes="${about}"]`);
		const place = field?.closest("tr[id]")?.querySelector(".notes") ?? field?.parentElement;
		place?.querySelector(".refused")?.remove();
		if (!form) {
			const reason = word(place ? "refused" : "not-done", {text: reasonOf(done)});
			if (place) place.prepend(Object.assign(make("p", reason), {className: "finding error refused", role: "alert"}));
			else say(reason);
			return false;
		}
		say("");
		for (const file of done.files) documents.change(file.path, decoder.decode(file.bytes), joins);
		held.push(form);
		return true;
	});
}

/** Takes over what stands in the field that was changed last; then no edit is under way. */
async function takeTyped() {
	clearTimeout(typingTimer);
	const answer = typed && answerOf(typed);
	const joins = typed === taken.field && typing.from - taken.at < JOINED;
	if (typed) taken = {field: typed, at: typing.to};
	typed = null;
	const {field} = taken;
	if (answer) fill([["answer", `${answer.key}=${answer.words}`], ...(answer.shared ? [["shared"]] : [])], joins).then((done) => {
		if (done) field?.removeAttribute("aria-invalid");
		else field?.setAttribute("aria-invalid", "true");
	}, () => {}); // the queue tells
	else settle();
	await queue;
}

/** Behind the edits that are under way: until then more may be typed. */
async function takeBehind() {
	while (queued) await queue;
	await takeTyped();
}

/** @param {Event} event */
function takeSoon(event) {
	const field = /** @type {Element} */ (event.target);
	if (!answerOf(field)) return; // of a question, or beside an answer
	startEdit();
	typing = {from: typed === field ? typing.from : event.timeStamp, to: event.timeStamp};
	typed = field;
	grow(field);
	clearTimeout(typingTimer);
	if (event instanceof InputEvent && event.isComposing) return; // compositionend comes
	const chosen = field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && field.type !== "text");
	typingTimer = chosen ? setTimeout(takeTyped, 0) : setTimeout(takeBehind, field.matches(".date, .number") ? PAUSE : WORDS_PAUSE);
}
element("sheet").addEventListener("input", takeSoon);
element("sheet").addEventListener("compositionend", takeSoon);

element("sheet").addEventListener("focusout", () => typed && takeTyped());

element("sheet").addEventListener("click", async (event) => {
	const button = /** @type {Element} */ (event.target).closest("button[data-add], button[data-remove], button[data-up], button[data-confirm]");
	if (!(button instanceof HTMLElement)) return;
	await takeTyped();
	const {add, remove, up, place, confirm: draft} = button.dataset;
	const fields = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#sheet [data-key]"))];
	const before = new Set(fields().map((field) => field.dataset.key));
	const own = button.closest("tr[id]")?.id ?? "";
	if (!(await fill([draft ? ["confirm", draft] : up ? ["move-up", up] : add ? ["append", add] : ["remove", remove ?? ""]]))) return;
	if (remove) say(word("removed"));
	if (add) return fields().find((field) => !before.has(field.dataset.key))?.focus();
	const bar = up && document.querySelector(`[data-remove="${place}"]`)?.parentElement;
	const same = bar && ([...bar.children].find((other) => other.textContent === button.textContent) ?? bar.firstElementChild);
	const row = document.getElementById(own);
	if (same instanceof HTMLElement) same.focus();
	else if (row) focusRow(row);
});

/** What to write, by the item of a form. @type {Map<string, Map<string, {help: string?, source: string?}>>} */
const guides = new Map();

/** @param {string} key */
async function guideOf(key) {
	let guide = guides.get(kind);
	if (!guide) {
		const {items} = JSON.parse(decoder.decode((await run("explain", [["form", kind], ["format", "json"]], [])).report));
		guide = new Map(items.map((/** @type {any} */ item) => [item.id, item]));
		guides.set(kind, guide);
	}
	return guide.get(key.replace(/\[\d+\]/g, "[]"));
}

/** The row that had the focus last. */
let itemRow = "";

/** Which of the open sheets use the words of the body that stand in a field. @param {Element} row */
function nameUsers(row) {
	const place = row.querySelector("[data-users]");
	const uses = new RegExp(`\\b${place?.getAttribute("data-users")}["']?\\s*[,}\\n\\r]`);
	if (place) place.textContent = `（${documents.models().filter((path) => uses.test(documents.text(path))).map(nameOf).join("、")}）`;
}

/** Beside the field that has the focus: how to write it, and what is found. */
async function showItem() {
	const row = document.getElementById(itemRow);
	if (!row) return;
	nameUsers(row);
	const guide = await guideOf(row.dataset.item ?? "");
	if (!row.isConnected || row.id !== itemRow) return;
	const notes = row.querySelector(".notes")?.cloneNode(true);
	if (notes instanceof Element) {
		notes.removeAttribute("id");
		if (guide?.help) notes.querySelector(".help")?.remove();
		for (const button of notes.querySelectorAll("button:not([data-mend])")) (button.closest(".lack") ?? button).remove();
	}
	element("choose").hidden = !row.querySelector("[data-words]");
	drawGuide(element("item"), row.querySelector("th:not(.frame)")?.textContent ?? "", guide, notes);
}

element("sheet").addEventListener("focusin", (event) => {
	itemRow = /** @type {Element} */ (event.target).closest("tr[id]")?.id ?? itemRow;
	showItem();
});

/* ---- opening ---- */

/** @param {OpenedFile[]} files */
async function openFiles(files) {
	const yaml = files.filter(({path}) => /\.ya?ml$/i.test(path));
	const others = files.filter((file) => !yaml.includes(file));
	if (yaml.length) await openYaml(yaml);
	for (const file of others) await openSheet(file);
}

/** @param {OpenedFile[]} files @param {boolean} [unsaved] they are in no file yet */
async function openYaml(files, unsaved = false) {
	await takeTyped();
	const texts = files.map((file) => ({...file, text: textOf(file.bytes) ?? ""})).filter(({text, bytes}) => text || !bytes.length);
	if (!texts.some(({text}) => isModel(text))) return say(word(texts.length ? "no-model" : "not-utf8"));
	if (documents.unsaved && !confirm(word("leave"))) return;
	for (const path of documents.files.keys()) await ask({op: "drop", path});
	documents.clear(unsaved);
	model = "";
	showWork(false);
	for (const {path, bytes, text, handle} of texts) {
		await ask({op: "put", path, bytes});
		documents.open(path, text, handle);
	}
	const models = documents.models();
	if (models.length === 1) return openModel(models[0]);
	drawButtons(element("pick-list"), models, nameOf, openModel);
	dialog("pick").showModal();
}

/** @param {boolean} shown */
function showWork(shown) {
	element("start").hidden = shown;
	element("work").hidden = !shown;
	showState();
}

/** @param {string} path */
async function openModel(path) {
	for (const open of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (open).close();
	model = path;
	older = "";
	const judged = await run("judge", [["format", "json"]], [path]);
	kind = (judged.report.length && JSON.parse(decoder.decode(judged.report))[0]?.judgement?.made[0]) || "kiso";
	say("");
	showWork(true);
	fillSourceFiles();
	await refresh();
	opened = {text: documents.text(path), day: /** @type {HTMLInputElement?} */ (document.querySelector('[data-item="cover.published"] input'))?.value ?? ""};
	scrollTo(0, 0);
	document.documentElement.dataset.state = "open";
}

/** A workbook that was filled in goes into the open model; what is no workbook of ours becomes a new one. @param {OpenedFile} file */
async function openSheet(file) {
	await ask({op: "put", path: file.path, bytes: file.bytes});
	if (model && /\.xlsx$/i.test(file.path)) {
		await takeTyped();
		const into = await runEdit("import", [["into", model]], [file.path]);
		if (into.status < 2) return say([word("merged"), ...into.messages.notes].join(" "));
	}
	const imported = await run("import", [], [file.path]);
	await ask({op: "drop", path: file.path});
	const text = decoder.decode(imported.report);
	if (!text) return say(word("not-read", {text: reasonOf(imported)}));
	const path = file.path.replace(/[^/]*$/, "assessment.yaml");
	await openYaml([{path, bytes: imported.report}], true);
	say(word("imported"));
}

/* ---- a new one ---- */

/** The usual processes, if the program has them. */
async function offerProcesses() {
	const {status, report} = await run("new", [["list"], ["format", "json"]], []);
	if (status !== 0) return;
	const groups = new Map();
	for (const {id, name, group, law} of JSON.parse(decoder.decode(report)).processes) {
		if (!groups.has(group)) groups.set(group, Object.assign(document.createElement("optgroup"), {label: group}));
		const option = new Option(name, id);
		option.dataset.law = law ?? "";
		groups.get(group).append(option);
	}
	element("new-process").replaceChildren(new Option("", ""), ...groups.values());
	/** @type {HTMLElement} */ (document.querySelector("[data-do=new]")).hidden = false;
}

/** @returns {Promise<Answer>} */
function runNew() {
	const fields = new FormData(/** @type {HTMLFormElement} */ (element("new-form")));
	const options = [...fields].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
	return run("new", [...options, ["out-dir", "."]], []);
}

element("new-form").addEventListener("input", async () => {
	const chosen = /** @type {HTMLSelectElement} */ (element("new-process")).selectedOptions[0];
	element("new-law").textContent = chosen?.dataset.law ?? "";
	const complete = /** @type {HTMLFormElement} */ (element("new-form")).checkValidity();
	const answer = complete ? await runNew() : null;
	element("new-judgement").textContent = answer ? (answer.status < 2 ? answer.messages.notes[0] : reasonOf(answer)) : "";
});

async function begin() {
	if (!(/** @type {HTMLFormElement} */ (element("new-form")).reportValidity())) return;
	const answer = await runNew();
	if (answer.status > 1) element("new-judgement").textContent = reasonOf(answer);
	else await openYaml(answer.files, true);
}

/* ---- saving ---- */

/** Back into their files where the browser lets us, else as one file or archive. */
async function save() {
	await takeTyped();
	const files = [...documents.files].map(([path, {text, handle}]) => ({path, handle, bytes: encoder.encode(text)}));
	if (files.every(({handle}) => handle)) {
		const changed = new Set([...documents.done, ...documents.undone].map(({path}) => path));
		for (const {path, handle, bytes} of files) if (changed.has(path)) await writeBack(handle, bytes);
	} else if (files.length === 1) {
		download(leafOf(files[0].path), new Blob([files[0].bytes]));
	} else {
		download(word("archive"), zip(files));
	}
	documents.saved();
	showState();
	say(word(files.every(({handle}) => handle) ? "saved-back" : "saved", {name: files.length > 1 && !files[0].handle ? word("archive") : leafOf(model)}));
}

/** @param {string} path */
function leafOf(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}

/** What a saved sheet is called: process, sheet, what it is for, and that it is no more than a draft. @param {string} of its kind @param {string} path @param {boolean} submission */
function nameOfSheet(of, path, submission) {
	const tab = document.querySelector(`#tabs [data-kind=${of}]`);
	const draft = tab?.hasAttribute("data-draft");
	const purpose = draft ? (submission ? ["submission", "draft"] : ["draft"]) : [submission ? "submission" : "publication"];
	return `${fileNameOf(nameOf(model))}_${tab?.querySelector("span")?.textContent ?? of}（${purpose.map((name) => word(name)).join("・")}）${path.slice(path.lastIndexOf("."))}`;
}

/** Without what Windows takes for no name. @param {string} words */
const fileNameOf = (words) => words.replace(/[\\/:*?"<>|\p{Cc}]/gu, "_").slice(0, 60);

/** @param {string} what */
async function exportAs(what) {
	const [format, submission] = what.split("-");
	dialog("export").close();
	await takeTyped();
	if (format === "zip") return download(word("archive"), zip([...documents.files].map(([path, {text}]) => ({path, bytes: encoder.encode(text)}))));
	const answer = await run("render", [["format", format], ["form", kind], ["out-dir", "."], ...(submission ? [["for", "submission"]] : []), ...(format === "html" ? [["drafts"]] : [])], [model]);
	if (!answer.files.length) return say(word("not-done", {text: reasonOf(answer)}));
	const files = answer.files.filter((file) => !/index\.html$/.test(file.path));
	const names = files.map(({path}) => nameOfSheet(kind, path, !!submission));
	for (const [i, {bytes}] of files.entries()) download(names[i], new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]));
	const notes = answer.messages.notes.filter((note) => !answer.files.some(({path}) => path === note));
	say([word("exported", {text: names.join("」「")}), ...notes].join(" "));
}

/** The sheet as it is printed, in a frame of its own. */
async function print() {
	await takeTyped();
	const answer = await run("render", [["format", "html"], ["form", kind]], [model]);
	const frame = /** @type {HTMLIFrameElement} */ (element("printed"));
	frame.onload = () => frame.contentWindow?.print();
	frame.hidden = false;
	frame.srcdoc = decoder.decode(answer.report);
}

/* ---- an earlier version ---- */

/** @param {OpenedFile[]} files */
async function openOlder(files) {
	const found = files.find(({path, bytes}) => /\.ya?ml$/i.test(path) && /^\s*shikii\s*:/m.test(decoder.decode(bytes)));
	if (!found) return say(word("no-model"));
	await setOlder(found.bytes, found.path);
	await compare();
}

/** @param {Uint8Array} bytes @param {string} name */
async function setOlder(bytes, name) {
	older = `${model.slice(0, model.length - leafOf(model).length)}.older.yaml`; // beside the model: it has the same shikii.yaml
	element("older-name").textContent = name;
	await ask({op: "put", path: older, bytes});
}

/** What changed since the older version, by sheets. */
async function changesSince() {
	if (!older) await setOlder(encoder.encode(opened.text), word(opened.day ? "as-published" : "as-opened", opened));
	const answer = await run("diff", [["format", "json"]], [older, model]);
	return {answer, sheets: answer.report.length ? JSON.parse(decoder.decode(answer.report)).files[0]?.sheets : undefined};
}

let askTimer = 0;

/** When nobody types: what changes of ※ items ask, at these. */
function askSoon() {
	clearTimeout(askTimer);
	if (!older && !documents.done.length) return;
	askTimer = setTimeout(async () => {
		const {sheets} = await changesSince();
		if (!busy() && sheets) drawQuestions(sheets, kind);
	}, QUIET);
}

/** Writes rows of 変更箇所, with what was judged of them. @param {HTMLElement} place @param {string} date @param {string[][]} options */
function writeRows(place, date, options) {
	return runEdit("history", [["format", "text"], ["compare", older], ...options, ...(date ? [["date", date]] : []), ...judgementsIn(place)], ["add", model]);
}

/** The answer to the question at an item. @param {HTMLElement} button */
async function judge(button) {
	const row = /** @type {HTMLElement} */ (button.closest("tr"));
	const answer = await writeRows(row, /** @type {HTMLInputElement} */ (row.querySelector(".change-date")).value.trim(), [["judged-only"]]);
	if (!answer.files.length) return say(word("not-done", {text: reasonOf(answer)}));
	document.querySelector(`#${row.id} .ask`)?.remove();
	focusRow(document.getElementById(row.id) ?? row);
	say(word("added-rows"));
}

/** The rows of 変更箇所 that are due. */
async function compare() {
	const shown = dialog("changes").open; // who closes it meanwhile does not want it again
	await takeTyped();
	const {answer, sheets} = await changesSince();
	due = sheets ?? [];
	drawChanges(element("changes-report"), sheets ?? [], sheetLabel, sheets ? word(followsPublication() ? "no-changes" : "first-sheet") : reasonOf(answer));
	element("changes-said").textContent = "";
	offerRows();
	if (!shown && !dialog("changes").open) dialog("changes").showModal();
}

/** The changes that the panel shows. @type {import("./panels.js").DueSheet[]} */
let due = [];
/** How many rows the button writes: those of ※ items only once they are judged. */
function offerRows() {
	const later = openRows(due, true) - judgementsIn(element("changes-report")).length;
	const n = openRows(due) - later;
	element("add-rows").textContent = (n || later ? word("add-rows", {n}) : word("no-rows")) + (later ? word("later", {n: later}) : "");
	/** @type {HTMLButtonElement} */ (element("add-rows")).disabled = !n;
}
element("changes-report").addEventListener("input", offerRows);

async function addRows() {
	const answer = await writeRows(element("changes-report"), valueOf("change-date"), [["decided-only"]]);
	if (answer.files.length) await compare();
	const later = openRows(due, true);
	element("changes-said").textContent = answer.files.length ? word("added-rows") + (later ? word("not-judged", {n: later}) : "") : word("not-done", {text: reasonOf(answer)});
}

/* ---- publication ---- */

/** @param {string} id */
const valueOf = (id) => /** @type {HTMLInputElement} */ (element(id)).value.trim();

const madeKinds = () => [...document.querySelectorAll("#tabs [data-kind]")].map((tab) => /** @type {HTMLElement} */ (tab).dataset.kind ?? "");

/** @param {string} kind */
function sheetLabel(kind) {
	return document.querySelector(`#tabs [data-kind=${kind}]`)?.textContent ?? kind;
}

/** Of a sheet: what is still to be written, as the form tells it beside itself. @param {string} name */
async function missingOf(name) {
	const {report} = await run("render", [["format", "form"], ["with-findings"], ["form", name]], [model]);
	const template = /** @type {HTMLTemplateElement} */ (make("template"));
	template.innerHTML = decoder.decode(report);
	return [...template.content.querySelectorAll("#form-missing a")].map((link) => ({message: `${madeKinds().length > 1 ? `${sheetLabel(name)}: ` : ""}${link.textContent}`, item: null, kind: name, row: link.getAttribute("href")?.slice(1)}));
}

/** Changes since the published version of which 変更箇所 has no row; ※ items that somebody decides later are among them. */
async function openChanges() {
	const {sheets} = documents.done.length || older ? await changesSince() : {sheets: []};
	return (followsPublication() ? sheets ?? [] : []).filter((/** @type {import("./panels.js").DueSheet} */ sheet) => openRows([sheet])).map((/** @type {import("./panels.js").DueSheet} */ sheet) =>
		({message: word("open-rows", {sheet: sheetLabel(sheet.kind), n: openRows([sheet])}) + (openRows([sheet], true) ? word("open-judged", {m: openRows([sheet], true)}) : ""), item: null, kind: sheet.kind, row: "history"}));
}

/** Is what is compared with a version that was published, or chosen by somebody? */
const followsPublication = () => opened.day || element("older-name").textContent !== word("as-opened");

/** What is left before publication, and what is done then. */
async function preparePublication() {
	const shown = dialog("publish").open;
	await takeTyped();
	const missing = (await Promise.all(madeKinds().map(missingOf))).flat();
	const answer = await run("check", [["for", "publication"], ["format", "json"]], [model]);
	const files = answer.report.length ? JSON.parse(decoder.decode(answer.report)).files : [];
	const told = files.flatMap((/** @type {any} */ file) => file.findings).filter((/** @type {any} */ {severity, rule}) => severity !== "note" && !/^answer\.(sample|proposed|missing|blank)$/.test(rule));
	missing.push(...(await openChanges()));
	element("publish-count").textContent = String(missing.length);
	element("publish-found").textContent = String(told.length);
	const errors = told.filter((/** @type {any} */ {severity}) => severity === "error").length;
	element("publish-open").textContent = missing.length || told.length ? word("open", {n: missing.length, errors, warnings: told.length - errors}) : "";
	drawLeft(element("publish-left"), [...missing, ...told], jumpTo, word("nothing-left"));
	const day = /** @type {HTMLInputElement} */ (element("publish-date"));
	day.value ||= document.querySelector("#strip [data-planned]")?.getAttribute("data-planned") ?? "";
	element("publish-sheets").replaceChildren(...madeKinds().map((value) =>
		make("label", "", Object.assign(make("input"), {type: "checkbox", value, checked: true}), ` ${sheetLabel(value)}`)));
	element("publish-said").textContent = "";
	if (!shown && !dialog("publish").open) dialog("publish").showModal();
}

/** To the item of a finding, in whatever sheet it is. @param {import("./panels.js").Finding} finding */
async function jumpTo({item, message, kind: own, row: id}) {
	dialog("publish").close();
	for (const name of new Set([own ?? kind, ...madeKinds()])) {
		await showKind(name);
		const row = id ? document.getElementById(id) : rowOfFinding(item, message);
		if (row) return focusRow(row);
	}
	say(message);
}

async function publish() {
	for (const box of element("publish-sheets").querySelectorAll("input")) {
		if (!box.checked) continue;
		const answer = await runEdit("fill", [["form", box.value], ["publish", `${valueOf("publish-kind")}=${valueOf("publish-date")}`]], [model]);
		if (!answer.files.length) return void (element("publish-said").textContent = word("not-done", {text: reasonOf(answer)}));
	}
	await preparePublication();
	element("publish-said").textContent = word("published");
}

const publicationFiles = [
	{folder: "publication", options: [["format", "xlsx"]]},
	{folder: "publication", options: [["format", "html"], ["drafts"]]},
	{folder: "submission", options: [["format", "xlsx"], ["for", "submission"]]},
];

/** All sheets for the public, and for submission. */
async function savePublication() {
	/** @type {OpenedFile[]} */
	const files = [];
	const notes = new Set();
	for (const name of madeKinds()) {
		for (const {folder, options} of publicationFiles) {
			const answer = await run("render", [...options, ["form", name], ["out-dir", "."]], [model]);
			if (answer.status > 1) return void (element("publish-said").textContent = word("not-done", {text: reasonOf(answer)}));
			for (const {path, bytes} of answer.files.filter((file) => !/index\.html$/.test(file.path))) files.push({path: `${word(folder)}/${nameOfSheet(name, path, folder === "submission")}`, bytes});
			for (const note of answer.messages.notes) if (!answer.files.some(({path}) => path === note)) notes.add(note);
		}
	}
	const archive = word("publication-zip", {name: fileNameOf(nameOf(model))});
	download(archive, zip(files));
	element("publish-said").textContent = [word("exported", {text: archive}), ...files.map(({path}) => path), ...notes].join("\n");
}

/* ---- YAML ---- */

/** @param {boolean} show */
function showSource(show) {
	element("source").hidden = !show;
	element("work").classList.toggle("with-source", show);
	document.querySelector("[data-do=yaml]")?.setAttribute("aria-pressed", String(show));
	showSourceText();
}

function fillSourceFiles() {
	element("source-file").replaceChildren(...[...documents.files.keys()].map((path) => new Option(path, path, path === model, path === model)));
}

function showSourceText() {
	const area = /** @type {HTMLTextAreaElement} */ (element("source-text"));
	const text = documents.text(/** @type {HTMLSelectElement} */ (element("source-file")).value);
	if (element("source").hidden || sourceTimer || area.value === text.replaceAll("\r\n", "\n")) return;
	const {selectionStart, selectionEnd} = area;
	area.value = text;
	if (document.activeElement === area) area.setSelectionRange(selectionStart, selectionEnd);
}

element("source-text").addEventListener("input", () => {
	clearTimeout(sourceTimer);
	sourceTimer = setTimeout(() => {
		sourceTimer = 0;
		const path = /** @type {HTMLSelectElement} */ (element("source-file")).value;
		const text = /** @type {HTMLTextAreaElement} */ (element("source-text")).value;
		say("");
		enqueue(() => replaceText(path, /\r\n/.test(documents.text(path)) ? text.replaceAll("\n", "\r\n") : text));
	}, PAUSE);
});
element("source-file").addEventListener("change", showSourceText);

/* ---- the way back ---- */

/** @param {"undo" | "redo"} which */
async function step(which) {
	await takeTyped();
	await enqueue(async () => {
		const path = documents[which]();
		if (!path) return;
		await ask({op: "put", path, bytes: encoder.encode(documents.text(path))});
		if (document.activeElement instanceof HTMLElement && element("sheet").contains(document.activeElement)) document.activeElement.blur();
		await refresh();
	});
}

/* ---- commands ---- */

/** @param {string} id */
function dialog(id) {
	return /** @type {HTMLDialogElement} */ (element(id));
}

/** Reads files and hands them over; tells what cannot be read. @param {() => Promise<OpenedFile[]>} read @param {(files: OpenedFile[]) => Promise<any>} then */
async function opening(read, then) {
	try {
		await then(await read());
	} catch (error) {
		say(word("not-read", {text: word(/** @type {Error} */ (error).message)}));
	}
}

/** @param {(files: OpenedFile[]) => Promise<any>} then */
function pickFiles(then) {
	const input = /** @type {HTMLInputElement} */ (element("files"));
	input.value = "";
	input.onchange = () => opening(() => readFiles(input.files ?? []), then);
	input.click();
}

const BLANK = "shikii: 1\n";

/** Words of the body become the answer of the item. @param {string} words */
async function refer(words) {
	dialog("passages").close();
	await takeTyped();
	const row = document.getElementById(itemRow);
	if (row && (await fill([["refer", `${row.dataset.item}=${words}`]]))) focusRow(document.getElementById(itemRow) ?? row);
}

/** @type {Record<string, (button: HTMLElement) => any>} */
const commands = {
	open: () => pickFiles(openFiles),
	"open-folder": async () => {
		// @ts-ignore: not every browser has it
		const folder = await window.showDirectoryPicker({mode: "readwrite"});
		await openFiles(await readFolder(folder, ""));
	},
	samples: async () => openYaml(await unzip(new Uint8Array(await unpacked("samples")))),
	new: () => dialog("new").showModal(),
	begin,
	blank: () => openYaml([{path: "assessment.yaml", bytes: encoder.encode(BLANK)}]),
	save,
	undo: () => step("undo"),
	redo: () => step("redo"),
	export: () => dialog("export").showModal(),
	print,
	compare,
	"pick-older": () => pickFiles(openOlder),
	publish: preparePublication,
	"publish-date": publish,
	"publish-files": savePublication,
	"add-rows": addRows,
	judge,
	passages: () => dialog("passages").showModal(),
	yaml: () => showSource(element("source").hidden),
	help: () => dialog("about").showModal(),
	dismiss: () => say(""),
};

document.addEventListener("click", async (event) => {
	const button = /** @type {Element} */ (event.target).closest("button");
	if (!button) return;
	const {do: name, export: what, kind: other} = button.dataset;
	try {
		if (button.dataset.mend) await mend(button);
		else if (name === "close") button.closest("dialog")?.close();
		else if (button.dataset.refer) await refer(button.dataset.refer);
		else if (name) await commands[name](button);
		else if (what) await exportAs(what);
		else if (other) await showKind(other);
	} catch (error) {
		if (/** @type {Error} */ (error).name !== "AbortError") say(word("not-done", {text: String(error)}));
	}
});

/** To the next finding, or the one before. @param {number} by */
function toFinding(by) {
	const rows = [...document.querySelectorAll("#sheet tr[id]")].filter((row) => row.querySelector(".finding, .lack"));
	const here = document.activeElement ?? document.body;
	const side = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
	const ahead = rows.filter((row) => !row.contains(here) && here.compareDocumentPosition(row) & side);
	const next = (ahead.length ? ahead : rows).at(by > 0 ? 0 : -1);
	if (next) focusRow(next);
}

/** The row that a finding is about: where it stands, or else its item. @param {string?} item @param {string} message */
function rowOfFinding(item, message) {
	const rows = [...document.querySelectorAll("#sheet tr[id]")];
	const own = rows.filter((row) => item && (row.getAttribute("data-item") ?? "").replace(/\[\d+\]/g, "[]") === item);
	return rows.find((row) => [...row.querySelectorAll(".finding")].some((finding) => finding.textContent?.includes(message))) ?? own[0];
}

/** @param {Element} row */
function focusRow(row) {
	const field = row.querySelector("input, textarea, select, button");
	row.scrollIntoView({block: row.clientHeight > innerHeight * 0.8 ? "start" : "center"});
	if (field instanceof HTMLElement) return field.focus({preventScroll: true});
	row.setAttribute("tabindex", "-1");
	/** @type {HTMLElement} */ (row).focus({preventScroll: true});
}

document.addEventListener("keydown", (event) => {
	const control = event.ctrlKey || event.metaKey;
	const inText = event.target instanceof HTMLTextAreaElement && event.target.id === "source-text";
	const words = event.altKey && event.key === "ArrowDown" && event.target instanceof Element && event.target.matches("[data-words]");
	const name = words ? "passages" : event.key === "F8" ? "" : control && !event.altKey ? {s: "save", o: "open", p: "print", z: event.shiftKey ? "redo" : "undo", y: "redo"}[event.key.toLowerCase()] : undefined;
	if (event.key === "F8") toFinding(event.shiftKey ? -1 : 1);
	else if (!name || (inText && /do$/.test(name)) || (!model && name !== "open")) return;
	else if (/do$/.test(name) && typed) return; // what is being typed is the browser's
	else commands[name](document.body);
	event.preventDefault();
});

/** Links to items put the focus into their fields. */
document.addEventListener("click", (event) => {
	const link = /** @type {Element} */ (event.target).closest("a[href^='#']");
	const target = link && document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""));
	if (!target || link?.classList.contains("skip")) return;
	event.preventDefault();
	if (target.matches("tr")) return focusRow(target);
	target.scrollIntoView();
	target.setAttribute("tabindex", "-1");
	target.focus({preventScroll: true});
});

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", async (event) => {
	event.preventDefault();
	const transfer = event.dataTransfer;
	if (transfer) await opening(() => readDropped(transfer), openFiles);
});

window.addEventListener("beforeunload", (event) => {
	if (documents.unsaved || sourceTimer || busy()) event.preventDefault();
});

if (typeof DecompressionStream === "undefined" || typeof WebAssembly === "undefined") {
	say(word("old-browser"));
} else {
	// @ts-ignore
	/** @type {HTMLElement} */ (document.querySelector("[data-do=open-folder]")).hidden = !window.showDirectoryPicker;
	showState();
	startWorker().catch((error) => say(word("engine-lost", {text: error.message})));
}
