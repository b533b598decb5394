/* Are the columns of 変更箇所 mixed with each other in a text without places? Then lines that stand together are not of one
 * cell, and whatever rows they make are wrong. */
#include "base/list.h"
#include "import/raw_changes.h"

#include <string.h>

enum { ODD_LEAST = 2, ODD_PART = 4 /* one row of so many */ };

/* No date, and one with the words below it: it was broken by the width of its column. */
static bool is_folded(struct raw *raw, const char *word, const char *below)
{
	return *word && !word_is_date(raw, word) && !word_is_date(raw, below) &&
	       word_is_date(raw, arena_printf(raw->scratch, "%s%s", word, below));
}

static bool has_folded_date(struct raw *raw, const struct page *lines)
{
	for (size_t i = 0; i + 1 < lines->count; i++) {
		const char *text = lines->items[i].text, *below = lines->items[i + 1].text, *last = strrchr(text, ' ');
		const char *first = arena_copy(raw->scratch, text, strcspn(text, " "));
		if (*below && (is_folded(raw, first, below) || (last && is_folded(raw, last + 1, below))))
			return true;
	}
	return false;
}

static bool names_item(struct raw *raw, const struct change *row)
{
	const char *name = lines_join(raw->scratch, row->item.items, row->item.count);
	return row->item.count && item_name_read(raw->names, name).kind != ITEM_NAME_UNKNOWN;
}

/* Rows whose day is on the wrong side of the one above: rows stand in the order of their days, the oldest or the newest first. */
static size_t count_out_of_order(const struct raw *raw, const struct changes *rows)
{
	const struct date *above = NULL;
	struct date *days = arena_array(raw->scratch, struct date, rows->count);
	size_t falls = 0, rises = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const char *day = rows->items[i]->date;
		if (!day || !date_leading(&raw->schema->calendar, day, &days[i]))
			continue;
		int order = above ? date_compare(*above, days[i]) : 0;
		falls += order > 0;
		rises += order < 0;
		above = &days[i];
	}
	return falls < rises ? falls : rises;
}

bool changes_mixed(struct raw *raw, const struct page *lines, const struct changes *rows)
{
	size_t odd = count_out_of_order(raw, rows);
	for (size_t i = 0; i < rows->count; i++)
		odd += !names_item(raw, rows->items[i]);
	return has_folded_date(raw, lines) || (odd >= ODD_LEAST && odd * ODD_PART >= rows->count);
}

void changes_leave(struct raw *raw)
{
	struct placing *placing = raw->placing;
	for (size_t i = 0; i < raw->changes.count; i++)
		if (*raw->changes.items[i].text)
			chunk_add(raw->arena, &placing->unplaced, raw->changes.items[i].text, raw->changes.items[i].line);
	placing->has_history = false;
}
