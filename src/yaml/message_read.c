/* A file of texts -> the table that msg() looks into. */
#include "yaml/message_read.h"

#include "base/message_text.h"
#include "base/messages/message_read.h"
#include "base/utf8.h"
#include "yaml/fields.h"
#include "yaml/node.h"

#include <string.h>

const char *const *message_language(const char *code)
{
	for (size_t i = 0; i < language_count; i++)
		if (strcmp(languages[i].code, code) == 0)
			return languages[i].texts;
	return NULL;
}

/* message_count when there is none; *nearest is then like it, or NULL. */
static size_t id_of(const char *name, const char **nearest)
{
	struct nearest like = {.written = name};
	for (size_t id = 0; id < message_count; id++) {
		if (strcmp(message_names[id], name) == 0)
			return id;
		nearest_offer(&like, message_names[id]);
	}
	*nearest = like.name;
	return message_count;
}

static void report_place(struct diags *diags, const struct node *node, enum message_fault fault, const char *name)
{
	const char *words = fault == MESSAGE_UNKNOWN_PLACE ? msg_message_read_unknown_place(diags->arena, name)
	                    : fault == MESSAGE_PLACE_TWICE ? msg_message_read_place_twice(diags->arena, name)
	                                                   : msg_message_read_place_missing(diags->arena, name);
	diag_add(diags, DIAG_DATA_VALUE, node->span, words);
}

static void read_text(struct arena *arena, struct diags *diags, const struct node *node, const char **texts)
{
	const char *nearest = NULL, *name;
	size_t length, id = id_of(node->key->text, &nearest);
	if (id == message_count) {
		const char *words = msg_message_read_unknown_id(diags->arena, node->key->text);
		diag_suggest(diags, diag_add(diags, DIAG_DATA_KEY, node->key->span, words), nearest);
		return;
	}
	if (node->kind != NODE_SCALAR || !node->length || strpbrk(node->text, "\1\2\3\4\5\6\7\b")) {
		diag_add(diags, DIAG_DATA_KIND, node->span, msg_message_read_no_text(diags->arena, node->key->text));
		return;
	}
	char *encoded = arena_alloc(arena, node->length + 1);
	enum message_fault fault = message_encode(node->text, message_places[id], encoded, &name, &length);
	if (fault)
		report_place(diags, node, fault, arena_copy(diags->arena, name, length));
	else
		texts[id] = encoded;
}

const char *const *message_read(struct arena *arena, struct diags *diags, const struct source *source,
                                const char *const *texts)
{
	const struct node *root = node_read(arena, diags, source);
	const char **own = arena_array(arena, const char *, message_count);
	if (!root)
		return NULL;
	memcpy(own, texts, message_count * sizeof *own);
	if (root->kind != NODE_MAPPING)
		diag_add(diags, DIAG_DATA_KIND, root->span, msg(MSG_MESSAGE_READ_NO_MAPPING));
	for (size_t i = 0; root->kind == NODE_MAPPING && i < root->count; i++)
		read_text(arena, diags, root->items[i], own);
	return own;
}
