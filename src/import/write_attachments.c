/* The words and tables of 別添 -> attachments of the model. */
#include "import/write_parts.h"

#include <string.h>

/* The lines of one attachment: words, of which the first are its title where a table follows, and rows with tabs. */
struct attachment {
	const char *words;
	size_t words_length;
	const char *table;
	size_t table_length;
};

static size_t lines_length(const char *text, bool tabs)
{
	size_t length = 0;
	while (text[length] && (memchr(text + length, '\t', strcspn(text + length, "\n")) != NULL) == tabs) {
		length += strcspn(text + length, "\n");
		length += text[length] == '\n';
	}
	return length;
}

static const char *next_attachment(const char *text, struct attachment *attachment)
{
	attachment->words = text;
	attachment->words_length = lines_length(text, false);
	attachment->table = text + attachment->words_length;
	attachment->table_length = lines_length(attachment->table, true);
	return attachment->table + attachment->table_length;
}

static struct node *cells_node(struct transfer *transfer, const char *line, size_t length)
{
	struct node *cells = node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW);
	for (const char *end = line + length; line <= end;) {
		const char *tab = memchr(line, '\t', (size_t)(end - line));
		size_t taken = (size_t)((tab ? tab : end) - line);
		node_append(transfer->arena, cells, NULL,
		            transfer_text_node(transfer, arena_copy(transfer->arena, line, taken)));
		line += taken + 1;
	}
	return cells;
}

/* The first row has the headings of the columns. */
static struct node *table_node(struct transfer *transfer, const char *text, size_t length)
{
	struct node *table = node_collection(transfer->arena, NODE_MAPPING, NODE_BLOCK);
	struct node *rows = node_collection(transfer->arena, NODE_SEQUENCE, NODE_BLOCK);
	for (size_t i = 0, taken; i < length; i += taken + 1) {
		taken = strcspn(text + i, "\n");
		taken = taken > length - i ? length - i : taken;
		if (i == 0)
			node_append(transfer->arena, table, "columns", cells_node(transfer, text, taken));
		else
			node_append(transfer->arena, rows, NULL, cells_node(transfer, text + i, taken));
	}
	node_append(transfer->arena, table, "rows", rows);
	return table;
}

static bool put_words(struct transfer *transfer, const char *member, const char *key, const char *text, size_t length)
{
	const char *words = arena_copy(transfer->arena, text, length && text[length - 1] == '\n' ? length - 1 : length);
	return !*words || draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.%s", member, key),
	                            transfer_text_node(transfer, words));
}

/* `member`: where it stands in the model. */
static bool put_member(struct transfer *transfer, const struct attachment *attachment, const char *member)
{
	size_t title = attachment->table_length ? strcspn(attachment->words, "\n") + 1 : 0;
	title = title > attachment->words_length ? attachment->words_length : title;
	return put_words(transfer, member, "title", attachment->words, title) &&
	       put_words(transfer, member, "text", attachment->words + title, attachment->words_length - title) &&
	       (!attachment->table_length || draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.table", member),
	                                               table_node(transfer, attachment->table, attachment->table_length)));
}

/* Members of the list that say what they are, one for each table. */
bool transfer_put_attachment(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	struct arena *arena = transfer->arena;
	const struct node *list = draft_get(&transfer->draft, target->path);
	size_t count = list ? list->count : 0;
	if (reading->value.kind != VALUE_TEXT)
		return !list && transfer_put_value(transfer, reading, target->path);
	const char *printed = NULL;
	for (const char *at = reading->value.text; *at; count++) {
		struct attachment attachment;
		const char *start = at, *member = arena_printf(arena, "%s[%zu]", target->path, count);
		at = next_attachment(at, &attachment);
		if (!draft_put(&transfer->draft, arena_printf(arena, "%s.%s", member, target->member),
		               transfer_text_node(transfer, target->equals)) ||
		    !put_member(transfer, &attachment, member))
			return false;
		const char *own = arena_copy(arena, start, (size_t)(at - start) - (at[-1] == '\n'));
		printed = printed ? arena_printf(arena, "%s\n\n%s", printed, own) : own;
	}
	reading->value.text = printed ? printed : "";
	return printed != NULL;
}
