/* Messages of the client → answers: JSON-RPC 2.0 and the Language Server Protocol 3.17. */
#include "lsp/server.h"

#include "base/memory.h"
#include "base/messages/lsp.h"
#include "base/messages/memory.h"
#include "lsp/document.h"
#include "lsp/feature.h"
#include "lsp/frame.h"
#include "report/report_json.h"

#include <stdlib.h>
#include <string.h>

enum { QUEUE_LIMIT = 10000 }; /* messages that wait: a client that sends more without listening is refused */

enum error_code {
	ERROR_PARSE = -32700,
	ERROR_REQUEST = -32600,
	ERROR_METHOD = -32601,
	ERROR_PARAMS = -32602,
	ERROR_NOT_OPENED = -32002,
	ERROR_FAILED = -32803,
	ERROR_CANCELLED = -32800
};

struct server {
	struct session session;
	const struct options *options;
	struct documents documents;
	struct frames frames;
	json_t **queue;
	size_t queue_start, queue_end, queue_room;
	struct buf output;
	bool opened; /* initialize was answered */
	bool shut;   /* shutdown was */
	bool ended;  /* exit came */
};

/* ---- sending ---- */

static void send_json(struct server *server, json_t *message)
{
	struct buf body = BUF_INIT;
	json_object_set_new(message, "jsonrpc", json_string("2.0"));
	report_json_write(&body, message, JSON_COMPACT);
	json_decref(message);
	frame_write(&server->output, &body);
	buf_free(&body);
}

static void send_error(struct server *server, json_t *id, enum error_code code, const char *message)
{
	send_json(server, json_pack("{s: O, s: {s: i, s: o}}", "id", id ? id : json_null(), "error", "code", (int)code,
	                            "message", report_json_text(message)));
}

static void send_result(struct server *server, json_t *id, json_t *result)
{
	send_json(server, json_pack("{s: O, s: o}", "id", id, "result", result ? result : json_null()));
}

static void send_notice(struct server *server, const char *method, json_t *params)
{
	send_json(server, json_pack("{s: s, s: o}", "method", method, "params", params));
}

/* ---- findings ---- */

/* All that is known of a file, from whatever document it was found. */
static json_t *findings_in(const struct server *server, const char *uri)
{
	json_t *all = json_array(), *one;
	for (size_t i = 0; i < server->documents.count; i++) {
		json_t *list = json_object_get(server->documents.items[i].findings, uri);
		size_t j;
		json_array_foreach (list, j, one) {
			bool told = false;
			for (size_t k = 0; k < json_array_size(all) && !told; k++)
				told = i > 0 && json_equal(json_array_get(all, k), one);
			if (!told)
				json_array_append(all, one);
		}
	}
	return all;
}

static void publish(struct server *server, const char *uri)
{
	const struct document_open *document = document_find(&server->documents, uri);
	json_t *params = json_pack("{s: o, s: o}", "uri", report_json_text(uri), "diagnostics", findings_in(server, uri));
	if (document)
		json_object_set_new(params, "version", json_integer(document->version));
	send_notice(server, "textDocument/publishDiagnostics", params);
}

/* Takes `findings` (or NULL) for those of the document, and tells all files in which there are or were some. */
static void replace_findings(struct server *server, struct document_open *document, json_t *findings)
{
	json_t *before = document->findings, *list;
	const char *uri;
	document->findings = findings;
	json_object_foreach (findings, uri, list) {
		publish(server, uri);
	}
	json_object_foreach (before, uri, list) {
		if (!json_object_get(findings, uri))
			publish(server, uri);
	}
	json_decref(before);
}

bool server_has_changes(const struct server *server)
{
	for (size_t i = 0; i < server->documents.count; i++)
		if (server->documents.items[i].changed)
			return true;
	return false;
}

bool server_check(struct server *server)
{
	for (size_t i = 0; i < server->documents.count; i++) {
		struct document_open *document = &server->documents.items[i];
		if (!document->changed)
			continue;
		struct question question = {.documents = &server->documents, .document = document, .options = server->options};
		document->changed = false;
		bool done = feature_findings(&question);
		json_t *findings = done && question.result ? question.result : json_object();
		if (!json_object_get(findings, document->uri))
			json_object_set_new(findings, document->uri, json_array());
		replace_findings(server, document, findings);
		return true;
	}
	return false;
}

/* ---- documents ---- */

static const char *uri_of(const json_t *params)
{
	return json_string_value(json_object_get(json_object_get(params, "textDocument"), "uri"));
}

/* A body stands over other documents, whose findings change with it. */
static void touched(struct server *server, const char *uri)
{
	if (path_is_body(uri))
		documents_touch(&server->documents);
}

static void did_open(struct server *server, const json_t *params)
{
	const char *uri, *text;
	size_t length;
	json_int_t version = 0;
	if (json_unpack((json_t *)(uintptr_t)params, "{s: {s: s, s: s%, s?: I}}", "textDocument", "uri", &uri, "text",
	                &text, &length, "version", &version) == 0 &&
	    document_put(&server->documents, uri, version, text, length))
		touched(server, uri);
}

static void did_change(struct server *server, const json_t *params)
{
	const char *uri = uri_of(params);
	struct document_open *document = uri ? document_find(&server->documents, uri) : NULL;
	const json_t *version = json_object_get(json_object_get(params, "textDocument"), "version"), *change;
	size_t i;
	if (!document)
		return;
	json_array_foreach (json_object_get(params, "contentChanges"), i, change)
		if (!document_change(&server->documents, document, change))
			break;
	if (json_is_integer(version))
		document->version = json_integer_value(version);
	touched(server, uri);
}

static void did_close(struct server *server, const json_t *params)
{
	const char *uri = uri_of(params);
	struct document_open *document = uri ? document_find(&server->documents, uri) : NULL;
	if (!document)
		return;
	replace_findings(server, document, NULL);
	touched(server, uri);
	document_close(&server->documents, document);
}

/* Something on the disk is another now. */
static void did_save(struct server *server, const json_t *params)
{
	(void)params;
	documents_touch(&server->documents);
}

static void did_nothing(struct server *server, const json_t *params)
{
	(void)server, (void)params;
}

static void did_exit(struct server *server, const json_t *params)
{
	(void)params;
	server->ended = true;
}

static const struct notice {
	const char *method;
	void (*take)(struct server *server, const json_t *params);
} notices[] = {
    {"initialized", did_nothing},
    {"exit", did_exit},
    {"$/cancelRequest", did_nothing}, /* its request was taken out of the queue, or is answered already */
    {"$/setTrace", did_nothing},
    {"workspace/didChangeConfiguration", did_nothing},
    {"workspace/didChangeWatchedFiles", did_save},
    {"textDocument/didOpen", did_open},
    {"textDocument/didChange", did_change},
    {"textDocument/didSave", did_save},
    {"textDocument/didClose", did_close},
};

/* ---- requests ---- */

static json_t *capabilities(void)
{
	return json_pack(
	    "{s: {s: s, s: {s: b, s: i, s: b}, s: b, s: {s: [s, s, s, s, s]}, s: b, s: b, s: {s: b}, s: {s: [s]}, s: b, "
	    "s: b, s: {s: b}}, s: {s: s, s: s}}",
	    "capabilities", "positionEncoding", "utf-16", "textDocumentSync", "openClose", 1, "change", 2, "save", 1,
	    "hoverProvider", 1, "completionProvider", "triggerCharacters", " ", "の", "第", "[", "{", "definitionProvider",
	    1, "referencesProvider", 1, "renameProvider", "prepareProvider", 1, "codeActionProvider", "codeActionKinds",
	    "quickfix", "documentSymbolProvider", 1, "foldingRangeProvider", 1, "codeLensProvider", "resolveProvider", 0,
	    "serverInfo", "name", "shikii", "version", SHIKII_VERSION);
}

static const struct ask {
	const char *method;
	feature *ask;
	bool position; /* it needs one */
} asks[] = {
    {"textDocument/hover", feature_hover, true},
    {"textDocument/completion", feature_completion, true},
    {"textDocument/definition", feature_definition, true},
    {"textDocument/references", feature_references, true},
    {"textDocument/prepareRename", feature_prepare_rename, true},
    {"textDocument/rename", feature_rename, true},
    {"textDocument/codeAction", feature_actions, false},
    {"textDocument/documentSymbol", feature_symbols, false},
    {"textDocument/foldingRange", feature_folding, false},
    {"textDocument/codeLens", feature_lenses, false},
};

static void answer_ask(struct server *server, json_t *id, const struct ask *ask, const json_t *params)
{
	const char *uri = uri_of(params);
	struct question question = {.documents = &server->documents, .params = params, .options = server->options};
	question.document = uri ? document_find(&server->documents, uri) : NULL;
	if (!uri || (ask->position && !json_is_object(json_object_get(params, "position")))) {
		send_error(server, id, ERROR_PARAMS, msg(MSG_LSP_BAD_PARAMS));
		return;
	}
	bool done = !question.document || ask->ask(&question);
	if (done && !question.refused) {
		send_result(server, id, question.result);
		return;
	}
	json_decref(question.result);
	send_error(server, id, ERROR_FAILED, msg(question.refused ? question.refused : MSG_MEMORY_EXHAUSTED));
}

/* Those that come in the right order: initialize first, nothing behind shutdown. */
static bool is_in_order(struct server *server, json_t *id, const char *method)
{
	bool first = strcmp(method, "initialize") == 0;
	if (server->shut || (first && server->opened))
		send_error(server, id, ERROR_REQUEST, msg(MSG_LSP_NOT_NOW));
	else if (!first && !server->opened)
		send_error(server, id, ERROR_NOT_OPENED, msg(MSG_LSP_NOT_NOW));
	else
		return true;
	return false;
}

static void answer_request(struct server *server, json_t *id, const char *method, const json_t *params)
{
	if (!is_in_order(server, id, method))
		return;
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
		if (strcmp(asks[i].method, method) != 0)
			continue;
		answer_ask(server, id, &asks[i], params);
		return;
	}
	if (strcmp(method, "initialize") == 0) {
		server->opened = true;
		send_result(server, id, capabilities());
	} else if (strcmp(method, "shutdown") == 0) {
		server->shut = true;
		send_result(server, id, NULL);
	} else {
		struct arena *arena = arena_new();
		send_error(server, id, ERROR_METHOD, msg_lsp_no_method(arena, method));
		arena_free(arena);
	}
}

static void take_notice(struct server *server, const char *method, const json_t *params)
{
	if (!server->opened && strcmp(method, "exit") != 0)
		return;
	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
		if (strcmp(notices[i].method, method) == 0)
			notices[i].take(server, params);
}

static bool is_id(const json_t *id)
{
	return json_is_integer(id) || json_is_string(id);
}

static void take_message(struct server *server, const json_t *message)
{
	json_t *id = json_object_get(message, "id");
	const char *method = json_string_value(json_object_get(message, "method"));
	const json_t *params = json_object_get(message, "params");
	if (!method && id && (json_object_get(message, "result") || json_object_get(message, "error")))
		return; /* the answer to something that was never asked */
	if (!method || (id && !is_id(id)))
		send_error(server, is_id(id) ? id : NULL, ERROR_REQUEST, msg(MSG_LSP_NO_REQUEST));
	else if (json_object_get(message, "cancelled"))
		send_error(server, id, ERROR_CANCELLED, msg(MSG_LSP_CANCELLED));
	else if (id)
		answer_request(server, id, method, params);
	else
		take_notice(server, method, params);
}

/* ---- the queue ---- */

/* $/cancelRequest: the request with this id, if it still waits. */
static void cancel(struct server *server, const json_t *params)
{
	json_t *id = json_object_get(params, "id");
	for (size_t i = server->queue_start; is_id(id) && i < server->queue_end; i++)
		if (json_equal(json_object_get(server->queue[i], "id"), id))
			json_object_set_new(server->queue[i], "cancelled", json_true());
}

static bool has_room(struct server *server)
{
	if (server->queue_start == server->queue_end)
		server->queue_start = server->queue_end = 0;
	if (server->queue_end < server->queue_room)
		return true;
	if (server->queue_end - server->queue_start >= QUEUE_LIMIT)
		return false;
	server->queue_room = server->queue_room ? 2 * server->queue_room : 16;
	server->queue = memory_resize(server->queue, server->queue_room * sizeof(json_t *));
	return true;
}

static void receive(struct server *server, const char *body, size_t length)
{
	json_t *message = json_loadb(body, length, 0, NULL);
	if (!message) {
		send_error(server, NULL, ERROR_PARSE, msg(MSG_LSP_NO_JSON));
		return;
	}
	json_object_del(message, "cancelled");
	const char *method = json_string_value(json_object_get(message, "method"));
	if (method && strcmp(method, "$/cancelRequest") == 0)
		cancel(server, json_object_get(message, "params"));
	if (has_room(server)) {
		server->queue[server->queue_end++] = message;
		return;
	}
	send_error(server, json_object_get(message, "id"), ERROR_FAILED, msg(MSG_LSP_TOO_MANY_REQUESTS));
	json_decref(message);
}

void server_take(struct server *server, const char *bytes, size_t length)
{
	const char *body;
	size_t size;
	enum frame_found found;
	frames_add(&server->frames, bytes, length);
	while ((found = frames_next(&server->frames, &body, &size)) != FRAME_MORE) {
		if (found == FRAME_MESSAGE)
			receive(server, body, size);
		else
			send_error(server, NULL, ERROR_PARSE, msg(MSG_LSP_NO_FRAME));
	}
}

bool server_work(struct server *server)
{
	if (server->ended || server->queue_start == server->queue_end)
		return false;
	json_t *message = server->queue[server->queue_start++];
	take_message(server, message);
	json_decref(message);
	return true;
}

/* ---- the server ---- */

struct server *server_new(const struct options *options, bool disk)
{
	struct server *server = memory_get(sizeof *server);
	*server = (struct server){.options = options};
	session_init(&server->session);
	server->session.files.memory_only = !disk;
	server->documents.session = &server->session;
	return server;
}

void server_free(struct server *server)
{
	while (server->queue_start < server->queue_end)
		json_decref(server->queue[server->queue_start++]);
	memory_release(server->queue);
	documents_free(&server->documents);
	frames_free(&server->frames);
	buf_free(&server->output);
	session_clear(&server->session);
	memory_release(server);
}

struct buf *server_output(struct server *server)
{
	return &server->output;
}

bool server_ended(const struct server *server, bool *orderly)
{
	*orderly = server->shut;
	return server->ended;
}
