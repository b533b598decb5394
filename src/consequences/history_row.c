#include "consequences/history_row.h"

#include "yaml/node_write.h"

static void put_text(struct arena *arena, struct node *row, const char *key, const char *text)
{
	if (text && *text)
		node_append(arena, row, key, node_scalar(arena, NODE_LITERAL, text));
}

static void put_path(struct arena *arena, struct node *row, const char *path)
{
	struct node *paths = node_collection(arena, NODE_SEQUENCE, NODE_FLOW);
	if (!path)
		return;
	node_append(arena, paths, NULL, node_scalar(arena, NODE_LITERAL, path));
	node_append(arena, row, "paths", paths);
}

static const char *or_blank(const char *text, const char *blank)
{
	return *text ? text : blank;
}

struct node *history_row_node(struct arena *arena, const struct consequences *consequences, const char *kind,
                              const struct due_row *due, const struct history_judgement *judgement)
{
	const char *before, *after;
	const struct due_words *words = consequences_words(consequences);
	const struct due_timing *timing =
	    consequences_timing(consequences, kind, due->significant, judgement->significance, !due->change);
	struct node *row = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	due_row_quote(arena, due, &before, &after);
	if (judgement->date)
		node_append(arena, row, "date", node_scalar(arena, NODE_PLAIN, judgement->date));
	put_text(arena, row, "item", due->item);
	put_path(arena, row, due->path);
	put_text(arena, row, "before", or_blank(before, words->added));
	put_text(arena, row, "after", or_blank(after, words->removed));
	if (timing) {
		put_text(arena, row, "timing", timing->timing);
		put_text(arena, row, "note", timing->note);
	}
	put_text(arena, row, "significance", judgement->significance);
	put_text(arena, row, "reason", judgement->reason);
	return row;
}
