// A language client: vscode-jsonrpc over the standard streams of a server, with what the tests ask for most.
import {spawn} from 'node:child_process';
import {createMessageConnection, StreamMessageReader, StreamMessageWriter} from 'vscode-jsonrpc/node.js';

export async function open(command, args, rootUri, settings) {
	const server = spawn(command, args, {stdio: ['pipe', 'pipe', 'inherit']});
	const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
	const told = new Map(), waiting = new Map();
	connection.onNotification('textDocument/publishDiagnostics', (params) => {
		told.set(params.uri, params);
		(waiting.get(params.uri) ?? []).splice(0).forEach((resolve) => resolve(params.diagnostics));
	});
	connection.onRequest('workspace/configuration', ({items}) => items.map(({section}) => settings?.[section] ?? null));
	connection.onRequest('client/registerCapability', () => null);
	connection.onRequest('window/workDoneProgress/create', () => null);
	connection.listen();
	const ask = (method, params) => connection.sendRequest(method, params);
	const tell = (method, params) => connection.sendNotification(method, params);
	const capabilities = await ask('initialize', {
		processId: process.pid,
		rootUri,
		capabilities: {
			general: {positionEncodings: ['utf-16']},
			workspace: {workspaceEdit: {documentChanges: true}, configuration: true, didChangeConfiguration: {dynamicRegistration: true}},
			textDocument: {
				hover: {contentFormat: ['markdown', 'plaintext']},
				completion: {completionItem: {snippetSupport: false, documentationFormat: ['markdown', 'plaintext']}},
				codeAction: {codeActionLiteralSupport: {codeActionKind: {valueSet: ['quickfix']}}},
				documentSymbol: {hierarchicalDocumentSymbolSupport: true},
				publishDiagnostics: {relatedInformation: true, versionSupport: true},
				rename: {prepareSupport: true},
			},
		},
	});
	await tell('initialized', {});
	if (settings)
		await tell('workspace/didChangeConfiguration', {settings});
	const versions = new Map();
	return {
		server, connection, ask, tell, told, capabilities: capabilities.capabilities,
		// The findings that come next for a document.
		next: (uri) => new Promise((resolve, reject) => {
			waiting.set(uri, [...(waiting.get(uri) ?? []), resolve]);
			setTimeout(() => reject(new Error('no findings for ' + uri)), 20000).unref();
		}),
		open: (uri, text) => {
			versions.set(uri, 1);
			return tell('textDocument/didOpen', {textDocument: {uri, languageId: 'yaml', version: 1, text}});
		},
		change: (uri, ...contentChanges) => {
			versions.set(uri, versions.get(uri) + 1);
			return tell('textDocument/didChange', {textDocument: {uri, version: versions.get(uri)}, contentChanges});
		},
		at: (method, uri, position, more) => ask('textDocument/' + method, {textDocument: {uri}, position, ...more}),
		close: async () => {
			await ask('shutdown');
			await tell('exit');
			const code = server.exitCode ?? await new Promise((resolve) => server.once('exit', resolve));
			connection.dispose();
			return code;
		},
	};
}

// The place of `words` in a text (behind them with `behind`), in UTF-16 units as editors count.
export function place(text, words, behind = false) {
	const index = text.indexOf(words);
	if (index < 0)
		throw new Error('not found: ' + words);
	const before = text.slice(0, index + (behind ? words.length : 0));
	return {line: before.split('\n').length - 1, character: before.length - (before.lastIndexOf('\n') + 1)};
}

// Steps with names; the first that fails ends the session with its number.
let steps = 0;
export function step(name, good, seen) {
	steps++;
	if (good)
		return;
	console.error(`step ${steps} failed: ${name}`);
	if (seen !== undefined)
		console.error(JSON.stringify(seen, null, 1).slice(0, 4000));
	process.exit(1);
}
export const stepped = () => steps;
