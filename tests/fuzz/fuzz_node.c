/* Any bytes -> source, tree, paths and positions of all nodes, findings as text. Nothing may crash, and what is
 * printed is UTF-8 without control characters. */
#include "base/diag.h"
#include "base/utf8.h"
#include "report/report_text.h"
#include "yaml/node.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static void visit(const struct node *node, struct buf *path)
{
	struct span place = node_place(node);
	require(node->span.start <= node->span.end && node->span.end <= node->span.source->length);
	require(source_position(node->span.source, node->span.start).line <= node->span.source->line_count);
	require(source_position(place.source, place.end).column > 0);
	buf_clear(path);
	node_path(node, path);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];
		require(item->parent == node);
		require(node->kind == NODE_SEQUENCE ? item->position == i : node_get(node, item->key->text) == item);
		visit(item, path);
	}
}

static void check_report(const struct buf *report)
{
	require(utf8_valid(buf_text(report), report->length) == report->length);
	for (size_t i = 0; i < report->length; i++) {
		unsigned char byte = (unsigned char)report->data[i];
		require(byte >= ' ' || byte == '\n');
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	diags.limit = 100;
	const struct source *source = source_from_memory(arena, &diags, "fuzz.yaml", (const char *)data, size);
	const struct node *root = source ? node_read(arena, &diags, source) : NULL;

	struct buf text = BUF_INIT;
	if (root)
		visit(root, &text);
	else
		require(diags.count > 0);
	diags_sort(&diags);
	buf_clear(&text);
	report_text(&text, &diags, (struct text_look){0});
	check_report(&text);
	buf_free(&text);
	arena_free(arena);
	return 0;
}
