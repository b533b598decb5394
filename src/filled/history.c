/* Rows of 変更箇所 in the workbook, held against those that were printed → edits of the model's rows: rows that both have are
 * left alone, of what stands between them the first is an edit of the first, and so on; the rest is new or gone. */
#include "base/messages/filled.h"
#include "base/messages/workbook.h"
#include "filled/apply.h"
#include "model/withhold.h"
#include "yaml/node_write.h"

#include <stdint.h>
#include <string.h>

enum { TABLE_LIMIT = 4000000 };
#define NOTHING SIZE_MAX

/* For each of the first texts the place of the same in the others, in order; NOTHING where it is not among them. */
static size_t *match(struct arena *arena, const char *const *a, size_t a_count, const char *const *b, size_t b_count)
{
	size_t *matched = arena_array(arena, size_t, a_count + 1), start = 0, end = 0;
	for (size_t i = 0; i < a_count; i++)
		matched[i] = NOTHING;
	for (; start < a_count && start < b_count && strcmp(a[start], b[start]) == 0; start++)
		matched[start] = start;
	for (; end < a_count - start && end < b_count - start && strcmp(a[a_count - end - 1], b[b_count - end - 1]) == 0;
	     end++)
		matched[a_count - end - 1] = b_count - end - 1;
	size_t rows = a_count - start - end, columns = b_count - start - end;
	if (!rows || !columns || rows > TABLE_LIMIT / columns)
		return matched;
	uint32_t *longest = arena_array(arena, uint32_t, (rows + 1) * (columns + 1));
	size_t width = columns + 1;
	for (size_t i = rows; i-- > 0;)
		for (size_t j = columns; j-- > 0;) {
			uint32_t down = longest[(i + 1) * width + j], right = longest[i * width + j + 1];
			bool same = strcmp(a[start + i], b[start + j]) == 0;
			longest[i * width + j] = same ? longest[(i + 1) * width + j + 1] + 1 : down > right ? down : right;
		}
	for (size_t i = 0, j = 0; i < rows && j < columns;) {
		if (strcmp(a[start + i], b[start + j]) == 0) {
			matched[start + i] = start + j;
			i++, j++;
		} else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	return matched;
}

static const char **marks_of(struct arena *arena, const struct origin_changes *changes, size_t columns)
{
	const char **marks = arena_array(arena, const char *, changes->count + 1);
	for (size_t i = 0; i < changes->count; i++)
		marks[i] = change_fingerprint(arena, &changes->items[i], columns);
	return marks;
}

struct table {
	struct applying *applying;
	const struct node *list;       /* of the model, or NULL */
	struct origin_changes is, now; /* in the workbook, in the model */
	const char *name;              /* of the table */
	size_t gone;                   /* rows that go */
	struct map known;              /* fingerprints of the model's rows */
};

static void tell(struct table *table, const char *key, const char *text, const char *problem)
{
	struct change change = {.key = key, .place = msg(MSG_WORKBOOK_HISTORY), .is = text, .problem = problem};
	list_push(table->applying->arena, &table->applying->changes, change);
}

static const char *whole_text(struct table *table, const struct origin_change *change)
{
	const char *text = "";
	for (size_t i = 0; i < table->applying->sheet->form->column_count; i++)
		text = arena_printf(table->applying->arena, "%s%s%s", text, *text && *change->texts[i] ? " / " : "",
		                    change->texts[i]);
	return text;
}

static struct node *field_node(struct applying *applying, const char *field, const char *text)
{
	bool plain = !*text || strcmp(field, "date") == 0;
	return node_scalar(applying->arena, plain ? NODE_PLAIN : NODE_LITERAL, text);
}

static const char *edit_field(struct applying *applying, const struct node *row, const char *field, const char *text)
{
	const struct node *there = node_get(row, field);
	struct node *value = field_node(applying, field, text);
	if (!there || node_is_null(there))
		return *text ? edit_put(applying->edits, row, field, value) : NULL;
	if (there->kind == NODE_SCALAR && *text && !edit_add(applying->edits, there, 0, there->length, text))
		return NULL;
	return edit_set(applying->edits, there, value);
}

static const char *edit_row(struct table *table, size_t now, const struct origin_change *is)
{
	struct applying *applying = table->applying;
	const struct form *form = applying->sheet->form;
	const struct node *row = applying->sheet->history[now].record->node;
	const char *problem = NULL;
	for (size_t i = 0; i < form->column_count && !problem; i++) {
		const char *was = table->now.items[now].texts[i], *text = is->texts[i];
		if (strcmp(was, text) == 0)
			continue;
		bool withheld = strcmp(was, withheld_words) == 0 || strcmp(text, withheld_words) == 0;
		problem = withheld ? msg(MSG_FILLED_WITHHELD) : edit_field(applying, row, form->columns[i].field, text);
	}
	return problem;
}

/* Has the model this row already? */
static bool is_there(const struct table *table, const struct origin_change *is)
{
	size_t columns = table->applying->sheet->form->column_count;
	return map_get(&table->known, change_fingerprint(table->applying->arena, is, columns)) != NULL;
}

static void add_row(struct table *table, struct node *rows, const struct origin_change *is)
{
	struct applying *applying = table->applying;
	const struct form *form = applying->sheet->form;
	if (is_there(table, is))
		return;
	struct node *row = node_collection(applying->arena, NODE_MAPPING, NODE_BLOCK);
	for (size_t i = 0; i < form->column_count; i++) {
		if (strcmp(is->texts[i], withheld_words) == 0) {
			tell(table, msg(MSG_FILLED_NEW_HISTORY_ROW), whole_text(table, is), msg(MSG_FILLED_WITHHELD_WORDS));
			return;
		}
		if (*is->texts[i])
			node_append(applying->arena, row, form->columns[i].field,
			            field_node(applying, form->columns[i].field, is->texts[i]));
	}
	node_append(applying->arena, rows, NULL, row);
	tell(table, msg(MSG_FILLED_NEW_HISTORY_ROW), whole_text(table, is), NULL);
}

/* New rows go behind the last one. */
static void put_rows(struct table *table, struct node *rows)
{
	struct applying *applying = table->applying;
	const struct node *record = applying->sheet->record ? applying->sheet->record->node : NULL;
	const char *problem = NULL;
	if (!rows->count || !record)
		return;
	bool empty = !table->list || node_is_null(table->list) || table->list->kind != NODE_SEQUENCE;
	if (empty || table->gone == table->list->count)
		problem = !table->list || node_is_null(table->list) ? edit_put(applying->edits, record, "history", rows)
		                                                    : edit_set(applying->edits, table->list, rows);
	for (size_t i = 0; !empty && table->gone < table->list->count && i < rows->count && !problem; i++)
		problem = edit_append(applying->edits, table->list, rows->items[i]);
	for (size_t i = 0; problem && i < rows->count; i++)
		applying->changes.items[applying->changes.count - 1 - i].problem = problem;
}

static void remove_row(struct table *table, size_t now)
{
	struct applying *applying = table->applying;
	const char *problem = edit_remove(applying->edits, applying->sheet->history[now].record->node);
	table->gone += !problem;
	tell(table, msg_filled_history_row(applying->arena, now + 1), whole_text(table, &table->now.items[now]),
	     problem ? msg(MSG_FILLED_LIST_NOT_PLAIN) : NULL);
}

/* How many words of its cells two rows share. */
static size_t likeness(const struct table *table, const struct origin_change *a, const struct origin_change *b)
{
	size_t count = 0;
	for (size_t i = 0; i < table->applying->sheet->form->column_count; i++)
		count += *a->texts[i] && strcmp(a->texts[i], b->texts[i]) == 0;
	return count;
}

/* was[i] … is gone or became another; is[j] … is new. */
static void change_row(struct table *table, size_t now, const struct origin_change *is)
{
	const char *key, *problem;
	if (now == NOTHING && (!is || is_there(table, is)))
		return;
	if (now == NOTHING) {
		key = msg(MSG_WORKBOOK_HISTORY);
		problem = msg(MSG_FILLED_CHANGE_NOT_FOUND);
	} else {
		key = msg_filled_history_row(table->applying->arena, now + 1);
		problem = is ? edit_row(table, now, is) : NULL;
	}
	if (now != NOTHING && !is)
		remove_row(table, now);
	else
		tell(table, key, is ? whole_text(table, is) : "", problem);
}

/* Is a row more like one of those printed behind row i than like row i? Only as many may be passed over as are too many. */
static bool stands_later(const struct table *table, const size_t *kept, const size_t *known, size_t i, size_t left,
                         const struct origin_change *is)
{
	size_t gone = 0, best = 0, at = i;
	size_t total = table->applying->filled->origin->changes.count;
	for (size_t k = i; k < total && kept[k] == NOTHING; k++)
		gone++;
	for (size_t k = i; k + left <= i + gone && k < total; k++) {
		size_t found = known[k] == NOTHING ? 0 : likeness(table, &table->now.items[known[k]], is);
		if (found > best) {
			best = found;
			at = k;
		}
	}
	return at > i;
}

static bool is_history_known(struct table *table)
{
	const struct sheet *sheet = table->applying->sheet;
	if (table->now.count != sheet->history_count)
		return false;
	for (size_t i = 0; i < sheet->history_count; i++)
		if (!sheet->history[i].record || sheet->history[i].record->node->span.source != table->applying->edits->source)
			return false;
	return true;
}

void apply_history(struct applying *applying)
{
	struct arena *arena = applying->arena;
	const struct plan_name *name = plan_changes_name(applying->plan);
	const struct origin *origin = applying->filled->origin;
	struct table table = {.applying = applying, .now = plan_changes(arena, applying->plan)};
	if (!name)
		return;
	if (!filled_changes(applying->filled, name, &table.is)) {
		if (origin->changes.count)
			tell(&table, msg(MSG_WORKBOOK_HISTORY), "", msg(MSG_FILLED_CHANGES_GONE));
		return;
	}
	size_t columns = applying->sheet->form->column_count;
	const char **is = marks_of(arena, &table.is, columns), **now = marks_of(arena, &table.now, columns);
	const char *const *was = (const char *const *)origin->changes.items;
	size_t *kept = match(arena, was, origin->changes.count, is, table.is.count);
	size_t *known = match(arena, was, origin->changes.count, now, table.now.count);
	struct node *rows = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	table.list = applying->sheet->record ? node_get(applying->sheet->record->node, "history") : NULL;
	bool sound = is_history_known(&table);
	map_init(&table.known, arena);
	for (size_t i = 0; i < table.now.count; i++)
		map_put(&table.known, now[i], &table);
	size_t j = 0;
	for (size_t i = 0; i <= origin->changes.count; i++) {
		bool last = i == origin->changes.count;
		size_t next = last ? table.is.count : kept[i];
		if (!last && next == NOTHING) {
			size_t stop = table.is.count;
			for (size_t k = i; k < origin->changes.count && stop == table.is.count; k++)
				stop = kept[k] == NOTHING ? stop : kept[k];
			bool pairs = j < stop && !stands_later(&table, kept, known, i, stop - j, &table.is.items[j < stop ? j : 0]);
			change_row(&table, sound ? known[i] : NOTHING, pairs ? &table.is.items[j] : NULL);
			j += pairs;
			continue;
		}
		for (; j < next; j++)
			if (sound || !table.now.count)
				add_row(&table, rows, &table.is.items[j]);
		j = last ? j : next + 1;
	}
	put_rows(&table, rows);
}
