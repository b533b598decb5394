/* Bytes → a language server. The first byte says how: as they are, into the stream; or each line as a message in good headers, in a
 * session that is open and has a model, so that what stands behind the protocol is reached. Nothing may crash or take long, and
 * whatever the server says is messages of JSON. */
#include "lsp/server.h"

#include "lsp/frame.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void send_message(struct server *server, const char *text, size_t length)
{
	struct buf body = BUF_INIT, out = BUF_INIT;
	buf_append(&body, text, length);
	frame_write(&out, &body);
	server_take(server, buf_text(&out), out.length);
	buf_free(&body);
	buf_free(&out);
}

static void send_text(struct server *server, const char *text)
{
	send_message(server, text, strlen(text));
}

static void open_session(struct server *server)
{
	send_text(server, "{\"id\":0,\"method\":\"initialize\",\"params\":{}}");
	send_text(server,
	          "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///c/shikii.yaml\","
	          "\"text\":\"name: 見本市長\\npassages: [{id: p, text: 文}]\\n\"}}}");
	send_text(
	    server,
	    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///c/a.yaml\","
	    "\"text\":\"shikii: 1\\nnumber: 1\\nname: 予防接種に関する事務\\nnumber_use: {basis: 番号法別表の10の項}\\n"
	    "reason: {benefit: {passage: p}}\\nblocks: [{id: b, files: [f]}]\\nfiles: [{id: f, name: 𠮷}]\\n\"}}}");
}

static void send_lines(struct server *server, const char *text, size_t length)
{
	for (size_t i = 0, end; i < length; i = end + 1) {
		const char *line = memchr(text + i, '\n', length - i);
		end = line ? (size_t)(line - text) : length;
		send_message(server, text + i, end - i);
	}
}

/* Does all that waits; what is said is taken apart. */
static void work(struct server *server, struct frames *said)
{
	const char *body;
	size_t length;
	while (server_work(server))
		;
	server_check(server);
	server_check(server);
	frames_add(said, buf_text(server_output(server)), server_output(server)->length);
	buf_clear(server_output(server));
	enum frame_found found;
	while ((found = frames_next(said, &body, &length)) == FRAME_MESSAGE) {
		json_t *message = json_loadb(body, length, 0, NULL);
		if (!message)
			abort();
		json_decref(message);
	}
	if (found == FRAME_REFUSED)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1 || size > 1 << 14)
		return 0;
	struct server *server = server_new(NULL, false);
	struct frames said = {0};
	const char *text = (const char *)data + 1;
	open_session(server);
	if (data[0] % 2)
		server_take(server, text, size - 1);
	else
		send_lines(server, text, size - 1);
	work(server, &said);
	frames_free(&said);
	server_free(server);
	return 0;
}
