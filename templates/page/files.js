// Files in and out: what was dropped or picked, ZIP archives, and what is handed to the browser to be saved.

/** @typedef {{path: string, bytes: Uint8Array, handle?: any}} OpenedFile */

/* ---- ZIP ---- */

const table = Uint32Array.from({length: 256}, (_, n) => {
	for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
	return n;
});

/** @param {Uint8Array} bytes */
function checksum(bytes) {
	let sum = 0xffffffff;
	for (const byte of bytes) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8);
	return (sum ^ 0xffffffff) >>> 0;
}

/** @param {number[][]} fields pairs of size and value, the low byte first */
function record(fields) {
	return Uint8Array.from(fields.flatMap(([size, value]) => Array.from({length: size}, (_, i) => value >>> (8 * i))));
}

/**
 * The files as they are, with names in UTF-8; the same files make the same bytes.
 * @param {OpenedFile[]} files
 */
export function zip(files) {
	/** @type {Uint8Array[]} */
	const parts = [];
	/** @type {Uint8Array[]} */
	const directory = [];
	let at = 0;
	let directorySize = 0;
	for (const {path, bytes} of files) {
		const name = new TextEncoder().encode(path);
		const common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, checksum(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
		const head = record([[4, 0x04034b50], ...common]);
		const entry = record([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]);
		parts.push(head, name, bytes);
		directory.push(entry, name);
		at += head.length + name.length + bytes.length;
		directorySize += entry.length + name.length;
	}
	const end = record([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, directorySize], [4, at], [2, 0]]);
	return new Blob([...parts, ...directory, end].map((part) => /** @type {Uint8Array<ArrayBuffer>} */ (part)), {type: "application/zip"});
}

const LIMIT = 64 << 20; // of all that is unpacked

/** @param {Uint8Array} packed @param {number} limit */
async function inflate(packed, limit) {
	const stream = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
	const reader = stream.getReader();
	const parts = [];
	let size = 0;
	for (;;) {
		const {done, value} = await reader.read();
		if (done) break;
		size += value.length;
		if (size > limit) throw new Error("zip-large");
		parts.push(value);
	}
	return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<OpenedFile[]>}
 */
export async function unzip(bytes) {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let end = bytes.length - 22;
	while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
	if (end < 0) throw new Error("zip");
	const files = [];
	let left = LIMIT;
	let at = view.getUint32(end + 16, true);
	for (let n = view.getUint16(end + 10, true); n > 0; n--) {
		const method = view.getUint16(at + 10, true);
		const size = view.getUint32(at + 20, true);
		const nameLength = view.getUint16(at + 28, true);
		const path = decodeName(bytes.subarray(at + 46, at + 46 + nameLength));
		const local = view.getUint32(at + 42, true);
		const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
		const packed = bytes.subarray(start, start + size);
		at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
		if (path.endsWith("/")) continue;
		const whole = method ? await inflate(packed, left) : packed.slice();
		if ((left -= whole.length) < 0) throw new Error("zip-large");
		files.push({path, bytes: whole});
	}
	return files;
}

/** Windows writes names in Shift_JIS. @param {Uint8Array} bytes */
function decodeName(bytes) {
	try {
		return new TextDecoder("utf-8", {fatal: true}).decode(bytes).replaceAll("\\", "/");
	} catch {
		return new TextDecoder("shift_jis").decode(bytes).replaceAll("\\", "/");
	}
}

/* ---- opening ---- */

/** @param {File} file @param {string} path @returns {Promise<OpenedFile[]>} */
async function readFile(file, path) {
	const bytes = new Uint8Array(await file.arrayBuffer());
	return /\.zip$/i.test(path) ? unzip(bytes).catch(({message}) => Promise.reject(new Error(message === "zip-large" ? message : "zip"))) : [{path, bytes}];
}

/** @param {Iterable<File>} list */
export async function readFiles(list) {
	const files = [];
	for (const file of list) files.push(...(await readFile(file, file.webkitRelativePath || file.name)));
	return files;
}

const wanted = /\.(ya?ml|xlsx|txt|html?|md|pdf|zip)$/i;

/** All files of a folder that the browser lets us write to. @param {any} folder @param {string} prefix @returns {Promise<OpenedFile[]>} */
export async function readFolder(folder, prefix) {
	/** @type {OpenedFile[]} */
	const files = [];
	for await (const handle of folder.values()) {
		const path = prefix + handle.name;
		if (handle.kind === "directory" && !handle.name.startsWith(".")) files.push(...(await readFolder(handle, `${path}/`)));
		else if (/\.ya?ml$/i.test(path)) files.push({path, handle, bytes: new Uint8Array(await (await handle.getFile()).arrayBuffer())});
	}
	return files;
}

/** @param {any} entry @param {string} prefix @returns {Promise<OpenedFile[]>} */
async function readEntry(entry, prefix) {
	const path = prefix + entry.name;
	if (entry.isFile) return wanted.test(path) ? readFile(await new Promise((take, refuse) => entry.file(take, refuse)), path) : [];
	const reader = entry.createReader();
	const files = [];
	for (;;) {
		/** @type {any[]} */
		const entries = await new Promise((take, refuse) => reader.readEntries(take, refuse));
		if (!entries.length) return files;
		for (const inner of entries) files.push(...(await readEntry(inner, `${path}/`)));
	}
}

/** What was dropped: files and folders. @param {DataTransfer} transfer */
export async function readDropped(transfer) {
	const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
	if (!entries.length) return readFiles(transfer.files);
	const files = [];
	for (const entry of entries) files.push(...(await readEntry(entry, "")));
	return files;
}

/* ---- saving ---- */

/** @param {string} name @param {Blob} blob */
export function download(name, blob) {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(blob);
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Into the file that it came from. @param {any} handle @param {Uint8Array} bytes */
export async function writeBack(handle, bytes) {
	const writable = await handle.createWritable();
	await writable.write(bytes);
	await writable.close();
}
