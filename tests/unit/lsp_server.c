/* The language server without its streams: scripted sessions, and messages that are none. */
#include "lsp/server.h"

#include "base/arena.h"
#include "base/memory.h"
#include "lsp/document.h"
#include "lsp/frame.h"
#include "support/folder.h"

#include <criterion/criterion.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct server *server;
static struct frames answers;
static json_t *last; /* the message that came last, but for findings */
static json_t *told; /* findings by URI */

static void begin(void)
{
	server = server_new(NULL, false);
	told = json_object();
	last = NULL;
	answers = (struct frames){0};
}

static void end(void)
{
	server_free(server);
	frames_free(&answers);
	json_decref(last);
	json_decref(told);
}

TestSuite(lsp_server, .init = begin, .fini = end, .timeout = 60);

/* Takes what the server says apart: whatever it is, it is well-formed. */
static void hear(void)
{
	const char *body;
	size_t length;
	struct buf *output = server_output(server);
	frames_add(&answers, buf_text(output), output->length);
	buf_clear(output);
	enum frame_found found;
	while ((found = frames_next(&answers, &body, &length)) != FRAME_MORE) {
		cr_assert_eq(found, FRAME_MESSAGE);
		json_t *message = json_loadb(body, length, 0, NULL);
		cr_assert(message, "%.*s", (int)length, body);
		cr_assert_str_eq(json_string_value(json_object_get(message, "jsonrpc")), "2.0");
		json_t *params = json_object_get(message, "params");
		if (params) {
			json_object_set(told, json_string_value(json_object_get(params, "uri")),
			                json_object_get(params, "diagnostics"));
			json_decref(message);
			continue;
		}
		json_decref(last);
		last = message;
	}
}

static void work(void)
{
	while (server_work(server))
		;
	hear();
}

static void send_bytes(const char *bytes, size_t length)
{
	server_take(server, bytes, length);
}

static void send_message(const char *text)
{
	struct buf body = BUF_INIT, out = BUF_INIT;
	buf_puts(&body, text);
	frame_write(&out, &body);
	send_bytes(buf_text(&out), out.length);
	buf_free(&body);
	buf_free(&out);
}

/* Sends a message and has everything done that it asks for. */
static void say(const char *text)
{
	send_message(text);
	work();
}

static int error_code(void)
{
	return (int)json_integer_value(json_object_get(json_object_get(last, "error"), "code"));
}

static const char *answer(void)
{
	static char *text;
	free(text);
	text = json_dumps(json_object_get(last, "result"), JSON_ENCODE_ANY);
	return text;
}

static const char *findings(const char *uri)
{
	static char *text;
	while (server_check(server))
		;
	hear();
	free(text);
	text = json_dumps(json_object_get(told, uri), JSON_ENCODE_ANY);
	return text;
}

static void initialize(void)
{
	say("{\"id\":0,\"method\":\"initialize\",\"params\":{}}");
	cr_assert(json_object_get(json_object_get(last, "result"), "capabilities"));
	say("{\"method\":\"initialized\",\"params\":{}}");
}

#define MODEL "file:///city/a.yaml"
#define BODY "file:///city/shikii.yaml"
#define AT(uri, line, character)                                                                                       \
	"{\"textDocument\":{\"uri\":\"" uri "\"},\"position\":{\"line\":" #line ",\"character\":" #character "}}"

static void open_document(const char *uri, const char *text)
{
	json_t *message = json_pack("{s:s, s:{s:{s:s, s:s, s:i, s:s}}}", "method", "textDocument/didOpen", "params",
	                            "textDocument", "uri", uri, "languageId", "yaml", "version", 1, "text", text);
	char *dumped = json_dumps(message, 0);
	say(dumped);
	free(dumped);
	json_decref(message);
}

static const char model[] = "shikii: 1\n"
                            "number: 12\n"
                            "name: 予防接種に関する事務\n"
                            "threshold: {subjects: {count: 86500, as_of: 2025-04-01}, handlers: {count: 60}}\n"
                            "number_use: {basis: 番号法第9条第1項 別表第一の10の項}\n"
                            "files: [{id: f, name: 台帳}]\n"
                            "blocks: [{id: b, files: [f]}]\n"
                            "outsourcing: 委託しない\n"
                            "reason: {necessity: {passage: p}}\n"
                            "sheets: {kiso: {overview: 概要, publications: [{date: 2025-06-01, kind: 新規}]}}\n";
static const char body[] =
    "name: 見本市長\nkind: 地方公共団体等\nincidents: []\npassages: [{id: p, text: 𠮷野の文章}]\n";

static void open_both(void)
{
	initialize();
	open_document(BODY, body);
	open_document(MODEL, model);
}

/* ---- order ---- */

Test(lsp_server, nothing_before_initialize)
{
	say("{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{}}");
	cr_assert_eq(error_code(), -32002);
	open_document(MODEL, model);
	cr_assert_not(server_has_changes(server));
}

Test(lsp_server, initialize_once_and_nothing_behind_shutdown)
{
	bool orderly;
	initialize();
	say("{\"id\":1,\"method\":\"initialize\",\"params\":{}}");
	cr_assert_eq(error_code(), -32600);
	say("{\"id\":2,\"method\":\"shutdown\"}");
	cr_assert_str_eq(answer(), "null");
	say("{\"id\":3,\"method\":\"textDocument/hover\",\"params\":" AT(MODEL, 0, 0) "}");
	cr_assert_eq(error_code(), -32600);
	cr_assert_not(server_ended(server, &orderly));
	say("{\"method\":\"exit\"}");
	cr_assert(server_ended(server, &orderly) && orderly);
}

Test(lsp_server, exit_without_shutdown_is_no_orderly_end)
{
	bool orderly = true;
	say("{\"method\":\"exit\"}");
	cr_assert(server_ended(server, &orderly) && !orderly);
}

/* ---- messages that are none ---- */

Test(lsp_server, bad_messages_are_answered_and_the_next_one_is_done)
{
	static const struct {
		const char *message;
		int code;
	} cases[] = {
	    {"", -32700},
	    {"{", -32700},
	    {"{\"id\":1,\"method\":\"x\",\"params\":\"\\ud800\"}", -32700},
	    {"{\"id\":1,\"method\":\"a\\u0000b\"}", -32700},
	    {"[]", -32600},
	    {"[{\"id\":1,\"method\":\"shutdown\"}]", -32600},
	    {"{}", -32600},
	    {"{\"id\":1}", -32600},
	    {"{\"id\":{},\"method\":\"shutdown\"}", -32600},
	    {"{\"id\":[1],\"method\":\"shutdown\"}", -32600},
	    {"{\"id\":1,\"method\":5}", -32600},
	    {"{\"id\":1,\"method\":\"none/such\"}", -32601},
	    {"{\"id\":1,\"method\":\"textDocument/hover\"}", -32602},
	    {"{\"id\":1,\"method\":\"textDocument/hover\",\"params\":[]}", -32602},
	    {"{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":5}}}", -32602},
	    {"{\"id\":1,\"method\":\"textDocument/hover\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	     "\"},\"position\":7}}",
	     -32602},
	    {"{\"id\":1,\"method\":\"textDocument/rename\",\"params\":" AT(MODEL, 5, 13) "}", -32803},
	};
	open_both();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		json_decref(last);
		last = NULL;
		say(cases[i].message);
		cr_expect_eq(error_code(), cases[i].code, "%s: %d", cases[i].message, error_code());
	}
	say("{\"id\":\"語\",\"method\":\"textDocument/hover\",\"params\":" AT(MODEL, 1, 1) "}");
	cr_assert_str_eq(json_string_value(json_object_get(last, "id")), "語");
	cr_assert(strstr(answer(), "評価書番号"), "%s", answer());
}

Test(lsp_server, deep_json_is_refused)
{
	static char deep[200000];
	memset(deep, '[', sizeof deep - 1);
	initialize();
	say(deep);
	cr_assert_eq(error_code(), -32700);
}

/* Notifications have no answer, whatever they hold. */
Test(lsp_server, bad_notifications_change_nothing)
{
	static const char *const cases[] = {
	    "{\"method\":\"textDocument/didOpen\"}",
	    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL "\"}}}",
	    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///%zz\",\"text\":\"\"}}}",
	    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///a%00b\",\"text\":\"\"}}}",
	    "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\"},\"contentChanges\":[{}]}}",
	    "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\"},\"contentChanges\":[{\"range\":{\"start\":{\"line\":5,\"character\":0},\"end\":{\"line\":1,\"character\":"
	    "0}},"
	    "\"text\":\"x\"}]}}",
	    "{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///none\"},"
	    "\"contentChanges\":[{\"text\":\"x\"}]}}",
	    "{\"method\":\"textDocument/didClose\",\"params\":{\"textDocument\":{\"uri\":\"file:///none\"}}}",
	    "{\"method\":\"$/cancelRequest\",\"params\":{\"id\":99}}",
	    "{\"method\":\"$/cancelRequest\"}",
	    "{\"method\":\"none/such\",\"params\":{}}",
	    "{\"id\":7,\"result\":null}",
	};
	open_both();
	findings(MODEL);
	json_decref(last);
	last = NULL;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		say(cases[i]);
		cr_expect_null(last, "%s", cases[i]);
	}
	say("{\"id\":1,\"method\":\"textDocument/hover\",\"params\":" AT(MODEL, 1, 1) "}");
	cr_assert(strstr(answer(), "評価書番号"), "%s", answer());
}

Test(lsp_server, headers_that_are_none_are_answered)
{
	static const char bytes[] = "hello\r\n\r\n";
	initialize();
	send_bytes(bytes, strlen(bytes));
	work();
	cr_assert_eq(error_code(), -32700);
	say("{\"id\":2,\"method\":\"shutdown\"}");
	cr_assert_str_eq(answer(), "null");
}

Test(lsp_server, a_request_that_waits_can_be_taken_back)
{
	open_both();
	send_message("{\"id\":1,\"method\":\"textDocument/hover\",\"params\":" AT(MODEL, 1, 1) "}");
	send_message("{\"id\":2,\"method\":\"textDocument/hover\",\"params\":" AT(MODEL, 1, 1) "}");
	send_message("{\"method\":\"$/cancelRequest\",\"params\":{\"id\":1}}");
	cr_assert(server_work(server));
	hear();
	cr_assert_eq(error_code(), -32800);
	work();
	cr_assert_eq(json_integer_value(json_object_get(last, "id")), 2);
	cr_assert(strstr(answer(), "評価書番号"), "%s", answer());
	say("{\"id\":3,\"method\":\"textDocument/hover\",\"cancelled\":true,\"params\":" AT(MODEL, 1, 1) "}");
	cr_assert(strstr(answer(), "評価書番号"), "%s", answer());
}

/* ---- documents ---- */

Test(lsp_server, findings_follow_the_text)
{
	open_both();
	cr_assert(strstr(findings(MODEL), "citation."), "%s", findings(MODEL));
	say("{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\",\"version\":2},\"contentChanges\":[{\"range\":{\"start\":{\"line\":1,\"character\":8},"
	    "\"end\":{\"line\":1,\"character\":10}},\"text\":\"[\"}]}}");
	cr_assert(strstr(findings(MODEL), "yaml.syntax"), "%s", findings(MODEL));
	say("{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\",\"version\":3},\"contentChanges\":[{\"text\":\"a: b\"}]}}");
	cr_assert_str_eq(findings(MODEL), "[]", "it is no model any more");
}

Test(lsp_server, a_body_that_changes_is_told_where_it_is_used)
{
	open_both();
	findings(MODEL);
	say("{\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"" BODY
	    "\",\"version\":2},\"contentChanges\":[{\"range\":{\"start\":{\"line\":3,\"character\":16},"
	    "\"end\":{\"line\":3,\"character\":17}},\"text\":\"q\"}]}}");
	cr_assert(strstr(findings(MODEL), "model.unknown-id"), "%s", findings(MODEL));
}

Test(lsp_server, closed_documents_are_those_of_the_disk_again)
{
	open_both();
	findings(MODEL);
	say("{\"method\":\"textDocument/didClose\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL "\"}}}");
	cr_assert_str_eq(findings(MODEL), "[]");
	say("{\"id\":1,\"method\":\"textDocument/hover\",\"params\":" AT(MODEL, 1, 1) "}");
	cr_assert_str_eq(answer(), "null");
}

Test(lsp_server, uris_and_paths)
{
	static const struct {
		const char *uri, *path;
	} cases[] = {
	    {"file:///a/b.yaml", "/a/b.yaml"},
	    {"file:///%E8%A9%95%e4%be%a1/a%20b.yaml", "/評価/a b.yaml"},
	    {"file://localhost/a", "/a"},
	    {"untitled:Untitled-1", "untitled:Untitled-1"},
	    {"file:///a%", NULL},
	    {"file:///a%0", NULL},
	    {"file:///%00", NULL},
	    {"file:///%ff", NULL},
	    {"file://", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *path = uri_path(cases[i].uri);
		cr_expect(path ? cases[i].path && strcmp(path, cases[i].path) == 0 : !cases[i].path, "%s: %s", cases[i].uri,
		          path ? path : "none");
		memory_release(path);
	}
	struct documents none = {0};
	json_t *uri = path_uri(&none, "/評価/a b#.yaml");
	cr_assert_str_eq(json_string_value(uri), "file:///%E8%A9%95%E4%BE%A1/a%20b%23.yaml");
	json_decref(uri);
}

/* ---- what is told of a place ---- */

Test(lsp_server, the_parts_of_an_answer_to_each_request)
{
	static const struct {
		const char *message, *part;
	} cases[] = {
	    {"textDocument/hover\",\"params\":" AT(MODEL, 4, 35), "いまの規定: 番号法別表の14の項"},
	    {"textDocument/hover\",\"params\":" AT(MODEL, 8, 30), "𠮷野の文章"},
	    {"textDocument/definition\",\"params\":" AT(MODEL, 6, 26), "\"line\": 5"},
	    {"textDocument/definition\",\"params\":" AT(MODEL, 8, 30), BODY},
	    {"textDocument/references\",\"params\":" AT(BODY, 3, 16), MODEL},
	    {"textDocument/prepareRename\",\"params\":" AT(MODEL, 5, 13), "\"placeholder\": \"f\""},
	    {"textDocument/documentSymbol\",\"params\":" AT(MODEL, 0, 0), "様式2"},
	    {"textDocument/documentSymbol\",\"params\":" AT(BODY, 0, 0), "定型の文章"},
	    {"textDocument/codeLens\",\"params\":" AT(MODEL, 0, 0), "しきい値: 基礎項目（86,500人）"},
	    {"textDocument/completion\",\"params\":" AT(MODEL, 7, 13), "委託しない"},
	    {"textDocument/codeAction\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	     "\"},\"range\":{\"start\":{\"line\":4,\"character\":0},\"end\":{\"line\":4,\"character\":60}}}",
	     "改める"},
	};
	open_both();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf message = BUF_INIT;
		buf_printf(&message, "{\"id\":%zu,\"method\":\"%s}", i, cases[i].message);
		say(buf_text(&message));
		buf_free(&message);
		cr_expect(strstr(answer(), cases[i].part), "%s: %s", cases[i].message, answer());
	}
}

/* Of a number that has been begun the rows are offered as of none. */
Test(lsp_server, rows_of_a_schedule_are_offered)
{
	static const char *const begun[] = {"", "1", "14"};
	open_both();
	for (size_t i = 0; i < sizeof begun / sizeof *begun; i++) {
		struct buf text = BUF_INIT, message = BUF_INIT;
		buf_printf(&text, "shikii: 1\nname: 見本\nnumber_use:\n  basis: 番号法別表の%s\n", begun[i]);
		open_document("file:///city/b.yaml", buf_text(&text));
		buf_printf(&message,
		           "{\"id\":1,\"method\":\"textDocument/completion\",\"params\":{\"textDocument\":{\"uri\":"
		           "\"file:///city/b.yaml\"},\"position\":{\"line\":3,\"character\":%zu}}}",
		           15 + strlen(begun[i]));
		say(buf_text(&message));
		cr_expect(strstr(answer(), "\"14の項\"") && strstr(answer(), "\"20の項\""), "%s: %.300s", begun[i], answer());
		cr_expect(strstr(answer(), "\"start\": {\"line\": 3, \"character\": 15}"), "%s: %.300s", begun[i], answer());
		buf_free(&text);
		buf_free(&message);
	}
}

Test(lsp_server, suppressions_and_missing_lines_are_offered)
{
	open_both();
	say("{\"id\":1,\"method\":\"textDocument/codeAction\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\"},\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":99,\"character\":0}}}}");
	cr_assert(strstr(answer(), "理由を書いて止める"), "%s", answer());
	cr_assert(strstr(answer(), "suppress:\\n"), "%s", answer());
	cr_assert(strstr(answer(), "足りない行を書き足す"), "%s", answer());
}

Test(lsp_server, rename_changes_paths_too)
{
	initialize();
	open_document(MODEL,
	              "shikii: 1\ncontracts:\n- {id: unyo, name: 保守}\nwithhold:\n- {path: 'contracts[unyo].content', "
	              "reason: 安全}\n");
	say("{\"id\":1,\"method\":\"textDocument/rename\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\"},\"position\":{\"line\":2,\"character\":8},\"newName\":\"hoshu\"}}");
	json_t *edits = json_object_get(json_object_get(json_object_get(last, "result"), "changes"), MODEL);
	cr_assert_eq(json_array_size(edits), 2, "%s", answer());
	say("{\"id\":2,\"method\":\"textDocument/rename\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\"},\"position\":{\"line\":2,\"character\":8},\"newName\":\"a: b\"}}");
	cr_assert_eq(error_code(), -32803);
}

Test(lsp_server, a_new_name_is_a_name_in_yaml)
{
	static const char *const refused[] = {"null", "~", "a\\u0007", "a\\u0085", "\\ufeffa", "", "-a", "a b"},
	                         *const taken[] = {"hoshu-2", "保守", "2026"};
	struct arena *arena = arena_new();
	initialize();
	open_document(MODEL, "shikii: 1\ncontracts:\n- {id: unyo, name: 保守}\n");
	for (size_t i = 0; i < sizeof refused / sizeof *refused + sizeof taken / sizeof *taken; i++) {
		bool good = i >= sizeof refused / sizeof *refused;
		const char *name = good ? taken[i - sizeof refused / sizeof *refused] : refused[i];
		say(arena_printf(arena,
		                 "{\"id\":1,\"method\":\"textDocument/rename\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
		                 "\"},\"position\":{\"line\":2,\"character\":8},\"newName\":\"%s\"}}",
		                 name));
		cr_expect_eq(error_code(), good ? 0 : -32803, "%s: %s", name, answer());
	}
	arena_free(arena);
}

/* A new name for the passage that the third line uses. */
static void ask_for_name(struct arena *arena, const char *uri)
{
	say(arena_printf(arena,
	                 "{\"id\":1,\"method\":\"textDocument/rename\",\"params\":{\"textDocument\":{\"uri\":\"%s\"},"
	                 "\"position\":{\"line\":2,\"character\":33},\"newName\":\"honbun\"}}",
	                 uri));
}

/* An id of the body is renamed in all models or in none: one that cannot be read may use it. */
Test(lsp_server, what_cannot_be_read_stops_a_new_name)
{
	static const char uses[] = "shikii: 1\nname: 見本に関する事務\nnumber_use: {basis: {passage: kihon}}\n";
	static const struct {
		const char *name, *text, *commands;
		int code;
	} cases[] = {
	    {"b.yaml", uses, "true", 0},
	    {"b.yaml", "shikii: 1\nname: [\n", "true", -32803},
	    {"b.yaml", uses, "mkdir -p far/models && ln -s far/models link && mv b.yaml far/models/", 0},
	    {"../outside/b.yaml", uses, "ln -s ../outside link", -32803},
	};
	server_free(server);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		const char *folder = folder_new(arena), *city = arena_printf(arena, "%s/city", folder);
		folder_write(
		    arena, city, "shikii.yaml",
		    "name: 見本市長\nkind: 地方公共団体等\nincidents: []\npassages: [{id: kihon, text: 番号法第9条第1項}]\n");
		folder_write(arena, city, "a.yaml", uses);
		folder_write(arena, city, cases[i].name, cases[i].text);
		folder_shell(arena, city, cases[i].commands);
		const char *uri = arena_printf(arena, "file://%s/a.yaml", city);
		server = server_new(NULL, true);
		initialize();
		open_document(uri, uses);
		ask_for_name(arena, uri);
		cr_expect_eq(error_code(), cases[i].code, "%zu: %s", i, answer());
		cr_expect(cases[i].code || strstr(answer(), "shikii.yaml"), "%zu: %s", i, answer());
		server_free(server);
		arena_free(arena);
	}
	server = server_new(NULL, false);
}

/* A folder below that has a shikii.yaml of its own is another body's. */
Test(lsp_server, a_new_name_is_none_for_another_body)
{
	static const char uses[] = "shikii: 1\nname: 見本に関する事務\nnumber_use: {basis: {passage: kihon}}\n";
	static const char *const bodies[] = {".", "ward"};
	struct arena *arena = arena_new();
	const char *folder = folder_new(arena), *uri = arena_printf(arena, "file://%s/a.yaml", folder);
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		folder_write(
		    arena, folder, arena_printf(arena, "%s/shikii.yaml", bodies[i]),
		    "name: 見本市長\nkind: 地方公共団体等\nincidents: []\npassages: [{id: kihon, text: 番号法第9条第1項}]\n");
		folder_write(arena, folder, arena_printf(arena, "%s/a.yaml", bodies[i]), uses);
		folder_write(arena, folder, arena_printf(arena, "%s/b.yaml", bodies[i]), uses);
	}
	server_free(server);
	server = server_new(NULL, true);
	initialize();
	open_document(uri, uses);
	ask_for_name(arena, uri);
	cr_expect(strstr(answer(), "/shikii.yaml") && strstr(answer(), "/b.yaml"), "%s", answer());
	cr_expect(!strstr(answer(), "ward"), "%s", answer());
	server_free(server);
	server = server_new(NULL, false);
	arena_free(arena);
}

/* The words of a file are those of a question alone, and gone with it. */
Test(lsp_server, a_refusal_outlives_its_question)
{
	struct arena *arena = arena_new();
	const char *words = folder_write(arena, folder_new(arena), "words.yaml", "lsp.name-taken: 見本の断り\n");
	const struct options options = {.language = words};
	server_free(server);
	server = server_new(&options, true);
	initialize();
	open_document(MODEL, "shikii: 1\ncontracts:\n- {id: unyo, name: 保守}\n- {id: hoshu, name: 保守}\n");
	say("{\"id\":1,\"method\":\"textDocument/rename\",\"params\":{\"textDocument\":{\"uri\":\"" MODEL
	    "\"},\"position\":{\"line\":2,\"character\":8},\"newName\":\"hoshu\"}}");
	cr_expect_eq(error_code(), -32803);
	cr_expect(strstr(json_string_value(json_object_get(json_object_get(last, "error"), "message")), "もう使われて"));
	arena_free(arena);
}

/* Half-typed models of every length: nothing is crashed by them, and every request is answered. */
Test(lsp_server, every_beginning_of_a_model)
{
	static const char *const methods[] = {"hover",          "completion",   "codeLens",
	                                      "documentSymbol", "foldingRange", "prepareRename"};
	initialize();
	for (size_t length = 0; length < strlen(model); length += 7) {
		struct arena *arena = arena_new();
		size_t end = length;
		while ((model[end] & 0xc0) == 0x80)
			end++;
		open_document(MODEL, arena_copy(arena, model, end));
		for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
			say(arena_printf(arena, "{\"id\":%zu,\"method\":\"textDocument/%s\",\"params\":" AT(MODEL, 99, 99) "}",
			                 i + 1, methods[i]));
			cr_assert_eq(json_integer_value(json_object_get(last, "id")), (json_int_t)i + 1);
		}
		findings(MODEL);
		arena_free(arena);
	}
}

/* ---- the transcript of the docs ---- */

/* Each line with an arrow to the right is said, each to the left is what comes of it. */
Test(lsp_server, the_transcript_in_the_docs_is_true)
{
	struct arena *arena = arena_new();
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *text = file_text(arena, arena_printf(arena, "%s/docs/editor.md", root ? root : "."));
	size_t heard = 0;
	initialize();
	for (const char *line = text; line && *line; line += strcspn(line, "\n"), line += *line == '\n') {
		const char *words = arena_copy(arena, line, strcspn(line, "\n"));
		if (strncmp(words, "→ {", 5) == 0) {
			say(words + strlen("→ "));
		} else if (strncmp(words, "← {", 5) == 0) {
			json_t *expected = json_loads(words + strlen("← "), 0, NULL);
			json_object_del(last, "jsonrpc");
			cr_expect(json_equal(last, expected), "%s", answer());
			json_decref(expected);
			heard++;
		}
	}
	cr_assert_geq(heard, 3);
	arena_free(arena);
}
