/* Any YAML -> new members for one of its collections: either refused, or the file with these members, in their order, and
 * nothing else; no comment is lost. */
#include "../support/trees.c" /* the one file of tests/support that this fuzzer needs */

#include "base/diag.h"
#include "yaml/edit.h"
#include "yaml/node_write.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

/* The collection that begins after *left others, or NULL. */
static const struct node *pick(const struct node *node, size_t *left)
{
	if (node->kind == NODE_SCALAR)
		return NULL;
	if ((*left)-- == 0)
		return node;
	const struct node *found = NULL;
	for (size_t i = 0; i < node->count && !found; i++)
		found = pick(node->items[i], left);
	return found;
}

static size_t count_marks(const char *text, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += text[i] == '#';
	return count;
}

static void require_untouched(const struct edits *edits, const struct buf *out)
{
	const struct source *source = edits->source;
	size_t old = 0, now = source->marked ? 3 : 0;
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		size_t length = strlen(edit->written);
		require(memcmp(out->data + now, source->text + old, edit->from - old) == 0);
		require(count_marks(edit->written, length) >= count_marks(source->text + edit->from, edit->to - edit->from));
		now += edit->from - old + length;
		old = edit->to;
	}
	require(out->length - now == source->length - old);
	require(memcmp(out->data + now, source->text + old, source->length - old) == 0);
}

/* `set`: was the first member the answer of a key that had none? Then it is not behind the others. */
static void require_added(struct arena *arena, const struct node *old, const struct buf *out, size_t number,
                          struct node *const added[2], bool set)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "fuzz.yaml", buf_text(out), out->length);
	const struct node *root = source ? node_read(arena, &diags, source) : NULL;
	require(root && diags.count == 0);
	const struct node *now = pick(root, &number);
	require(now && now->kind == old->kind && now->count == old->count + 2 - set);
	for (size_t i = 0; i < old->count; i++) {
		bool filled = set && node_is(old->items[i]->key, added[0]->key->text);
		require(trees_read_alike(filled ? added[0] : old->items[i], now->items[i]));
	}
	if (!set)
		require(trees_read_alike(added[0], now->items[now->count - 2]));
	require(trees_read_alike(added[1], now->items[now->count - 1]));
}

static struct node *new_record(struct arena *arena, const char *text)
{
	struct node *record = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_FLOW);
	node_append(arena, list, NULL, node_scalar(arena, NODE_LITERAL, text));
	node_append(arena, record, "date", node_scalar(arena, NODE_LITERAL, text));
	node_append(arena, record, "paths", list);
	node_append(arena, record, "text", node_scalar(arena, NODE_LITERAL, "a\nb"));
	return record;
}

/* The first key without an answer, or one that is new. */
static const char *key_for(const struct node *mapping, bool *set)
{
	for (size_t i = 0; i < mapping->count; i++)
		if ((*set = node_is_null(mapping->items[i])))
			return mapping->items[i]->key->text;
	return "a-new-key";
}

static void insert(struct arena *arena, const struct node *root, size_t wanted, const char *text)
{
	size_t number = wanted % 64, left = number;
	const struct node *node = pick(root, &left);
	struct edits edits = edits_new(arena, root->span.source);
	struct node *added[] = {new_record(arena, text), node_scalar(arena, NODE_LITERAL, text)};
	struct buf out = BUF_INIT;
	bool set = false;
	if (!node)
		return;
	if (wanted & 64) {
		struct node *swap = added[0];
		added[0] = added[1];
		added[1] = swap;
	}
	const char *reason;
	if (node->kind == NODE_SEQUENCE)
		reason = edit_append(&edits, node, added[0]);
	else
		reason = edit_put(&edits, node, key_for(node, &set), added[0]);
	if (!reason && node->kind == NODE_SEQUENCE)
		reason = edit_append(&edits, node, added[1]);
	else if (!reason)
		reason = edit_put(&edits, node, "another-key", added[1]);
	if (!reason && !edits_print(&edits, &out)) {
		require_untouched(&edits, &out);
		require_added(arena, node, &out, number, added, set);
		buf_clear(&out);
		edits_diff(&edits, &out);
		require(out.length > 0);
	}
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	diags.limit = 100;
	size_t wanted = data[0], length = data[1] % 16;
	length = length > size - 2 ? size - 2 : length;
	struct diags ignored;
	diags_init(&ignored, arena);
	const struct source *text = source_from_memory(arena, &ignored, "", (const char *)data + 2, length);
	const struct source *source = source_from_memory(arena, &diags, "fuzz.yaml", (const char *)data + 2, size - 2);
	const struct node *root = source ? node_read(arena, &diags, source) : NULL;
	if (root && diags.count == 0 && root->kind != NODE_SCALAR)
		insert(arena, root, wanted, text ? text->text : "x");
	arena_free(arena);
	return 0;
}
