#include "support/facts.h"

#include "support/folder.h"

#include <criterion/criterion.h>

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { DIFFERENCES = 5 }; /* that are shown */

/* Line breaks and tabs within a field would end it. */
static void add_field(struct buf *facts, const char *text)
{
	for (; *text; text++)
		if (*text == '\n' || *text == '\t')
			buf_puts(facts, *text == '\n' ? "\\n" : "\\t");
		else
			buf_putc(facts, *text);
}

void facts_add(struct buf *facts, const char *first, ...)
{
	va_list list;
	va_start(list, first);
	add_field(facts, first);
	for (const char *field; (field = va_arg(list, const char *)) != FACTS_END;) {
		buf_putc(facts, '\t');
		add_field(facts, field ? field : "");
	}
	va_end(list);
	buf_putc(facts, '\n');
}

void facts_add_node(struct buf *facts, const struct node *node)
{
	if (node->kind == NODE_SCALAR) {
		struct buf path = BUF_INIT;
		node_path(node, &path);
		facts_add(facts, buf_text(&path), node->text, FACTS_END);
		buf_free(&path);
	}
	for (size_t i = 0; i < node->count; i++)
		facts_add_node(facts, node->items[i]);
}

const char *facts_words(struct arena *arena, const struct node *words)
{
	if (!words || words->kind == NODE_SCALAR)
		return words ? words->text : NULL;
	const char *all = "";
	for (size_t i = 0; i < words->count; i++)
		all = arena_printf(arena, "%s%s%s", all, i ? "|" : "", node_member_text(words, i, NULL));
	return all;
}

/* The next line, cut off; NULL behind the last. */
static const char *next_line(struct arena *arena, const char **at)
{
	if (!**at)
		return NULL;
	size_t length = strcspn(*at, "\n");
	const char *line = arena_copy(arena, *at, length);
	*at += length + ((*at)[length] == '\n');
	return line;
}

void facts_expect(struct arena *arena, const char *name, const struct buf *facts)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *file = arena_printf(arena, "tests/facts/%s.tsv", name);
	if (getenv("UPDATE_FACTS"))
		folder_write(arena, root ? root : ".", file, buf_text(facts));
	const char *table = file_text(arena, arena_printf(arena, "%s/%s", root ? root : ".", file));
	cr_assert(table, "%s", file);
	const char *read = buf_text(facts);
	size_t number = 1, shown = 0;
	while ((*read || *table) && shown < DIFFERENCES) {
		const char *ours = next_line(arena, &read), *theirs = next_line(arena, &table);
		if (!ours || !theirs || strcmp(ours, theirs) != 0) {
			cr_expect_fail("%s:%zu\n  has  %s\n  read %s", file, number, theirs ? theirs : "(end)",
			               ours ? ours : "(end)");
			shown++;
		}
		number++;
	}
}
