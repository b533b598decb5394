/* Any YAML -> a new member for one of its collections: either refused, or the file with that member and nothing else. */
#include "base/diag.h"
#include "base/edit.h"
#include "base/node_write.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

/* The collection with the number `wanted` in the order of the source, or the last. */
static const struct node *pick(const struct node *node, size_t *wanted)
{
	const struct node *found = node->kind == NODE_SCALAR ? NULL : node;
	if (found && (*wanted)-- == 0)
		return found;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *inside = pick(node->items[i], wanted);
		found = inside ? inside : found;
		if (*wanted == SIZE_MAX)
			break;
	}
	return found;
}

static void insert(struct arena *arena, const struct node *root, const struct node *node, const char *text)
{
	struct edits edits = edits_new(arena, root->span.source);
	struct node *record = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct buf out = BUF_INIT;
	node_append(arena, record, "date", node_scalar(arena, NODE_LITERAL, text));
	node_append(arena, record, "text", node_scalar(arena, NODE_LITERAL, "a\nb"));
	const char *reason =
	    node->kind == NODE_SEQUENCE ? edit_append(&edits, node, record) : edit_put(&edits, node, "a-new-key", record);
	if (!reason && !edits_print(&edits, &out)) {
		size_t mark = root->span.source->marked ? 3 : 0;
		require(out.length > root->span.source->length);
		require(memcmp(out.data + mark, root->span.source->text, edits.items[0].from) == 0);
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
		insert(arena, root, pick(root, &wanted), text ? text->text : "x");
	arena_free(arena);
	return 0;
}
