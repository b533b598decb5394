/* Plan → what its workbook remembers of it. */
#include "render/xlsx_origin.h"

#include "base/list.h"

#include <inttypes.h>
#include <string.h>

static const char mark[] = "shikii", version[] = "1", for_publication[] = "publication", whole[] = "whole";
static const char change_name[] = "change";
enum { DAY, ITEM }; /* the columns of 変更箇所 that begin a row */

/* FNV-1a; a line break is the same however it is written. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		if (*text != '\r')
			hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

static const char *spell(struct arena *arena, uint64_t hash)
{
	return arena_printf(arena, "%016" PRIx64, hash);
}

const char *fingerprint_of(struct arena *arena, const char *text)
{
	return spell(arena, hash_text(UINT64_C(0xcbf29ce484222325), text));
}

/* Without line breaks: one that stands where a page ends is in neither cell. */
const char *change_fingerprint(struct arena *arena, const struct origin_change *change, size_t columns)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < columns; i++) {
		for (const char *at = change->texts[i]; *at; at++)
			if (*at != '\n' && *at != '\r')
				hash = (hash ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
		hash = hash_text(hash, "\x1f");
	}
	return spell(arena, hash);
}

const char *origin_text(struct arena *arena, const char *const *texts, size_t count, const char *joins)
{
	struct buf text = BUF_INIT;
	size_t joint_count = strlen(joins);
	for (size_t i = 0; i < count; i++) {
		bool breaks = i > 0 && (count == joint_count + 1 ? joins[i - 1] == 'p' : strchr(joins, 'p') != NULL);
		buf_puts(&text, breaks ? "\n" : "");
		buf_puts(&text, texts[i]);
	}
	const char *result = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return result;
}

/* ---- rows of 変更箇所 ---- */

static void add_text(struct arena *arena, const char **text, const char *more)
{
	*text = **text ? arena_printf(arena, "%s\n%s", *text, more) : more;
}

struct origin_changes origin_changes(struct arena *arena, const struct origin_cell *cells, size_t count,
                                     uint16_t column, size_t columns)
{
	struct origin_changes changes = {0};
	for (size_t i = 0, end; i < count; i = end) {
		bool begins = changes.count == 0;
		for (end = i; end < count && cells[end].row == cells[i].row; end++)
			begins |= *cells[end].text && cells[end].column >= column && cells[end].column - column <= ITEM;
		if (begins) {
			struct origin_change change = {arena_array(arena, const char *, columns), cells[i].row, cells[i].row};
			for (size_t j = 0; j < columns; j++)
				change.texts[j] = "";
			list_push(arena, &changes, change);
		}
		struct origin_change *change = &changes.items[changes.count - 1];
		change->last = cells[i].row;
		for (size_t j = i; j < end; j++)
			if (cells[j].column >= column && (size_t)(cells[j].column - column) < columns && *cells[j].text)
				add_text(arena, &change->texts[cells[j].column - column], cells[j].text);
	}
	return changes;
}

/* ---- plans ---- */

struct cell_list {
	const struct plan_cell **items;
	size_t count;
	size_t capacity;
};

/* The place among the sheet's words where those of the row begin. */
static size_t words_from(const struct plan_sheet *sheet, uint32_t row)
{
	size_t low = 0, high = sheet->words.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (sheet->words.items[middle]->range.row < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The cells of the range that have words, in order. */
static struct cell_list cells_in(struct arena *arena, const struct plan_sheet *sheet, const struct plan_range *range)
{
	struct cell_list cells = {0};
	for (size_t i = words_from(sheet, range->row); i < sheet->words.count; i++) {
		const struct plan_cell *cell = sheet->words.items[i];
		if (cell->range.row > range->last_row)
			break;
		if (cell->range.column >= range->column && cell->range.column <= range->last_column)
			list_push(arena, &cells, cell);
	}
	return cells;
}

const char *plan_name_text(struct arena *arena, const struct plan *plan, const struct plan_name *name,
                           const char **joins)
{
	static const char signs[] = {[END_TEXT] = 't', [END_PARAGRAPH] = 'p', [END_LINE] = 'l'};
	struct cell_list cells = cells_in(arena, plan->sheets.items[name->sheet], &name->range);
	const char **texts = arena_array(arena, const char *, cells.count + 1);
	char *joints = arena_alloc(arena, cells.count + 1);
	for (size_t i = 0; i < cells.count; i++) {
		texts[i] = cells.items[i]->text;
		if (i + 1 < cells.count)
			joints[i] = signs[cells.items[i]->end];
	}
	*joins = joints;
	return origin_text(arena, texts, cells.count, joints);
}

const struct plan_name *plan_changes_name(const struct plan *plan)
{
	for (size_t i = 0; i < plan->names.count; i++)
		if (plan->names.items[i].changes)
			return &plan->names.items[i];
	return NULL;
}

static size_t width_of(const struct plan_name *name)
{
	return (size_t)(name->range.last_column - name->range.column) + 1;
}

struct origin_changes plan_changes(struct arena *arena, const struct plan *plan)
{
	const struct plan_name *name = plan_changes_name(plan);
	if (!name)
		return (struct origin_changes){0};
	struct cell_list found = cells_in(arena, plan->sheets.items[name->sheet], &name->range);
	struct origin_cell *cells = arena_array(arena, struct origin_cell, found.count + 1);
	for (size_t i = 0; i < found.count; i++)
		cells[i] = (struct origin_cell){found.items[i]->range.row, found.items[i]->range.column, found.items[i]->text};
	return origin_changes(arena, cells, found.count, name->range.column, width_of(name));
}

struct origin *plan_origin(struct arena *arena, const struct plan *plan)
{
	struct origin *origin = arena_new_object(arena, struct origin);
	struct origin_changes changes = plan_changes(arena, plan);
	const struct plan_name *table = plan_changes_name(plan);
	origin->form = plan->form;
	origin->published = plan->published;
	for (size_t i = 0; i < plan->names.count; i++) {
		const struct plan_name *name = &plan->names.items[i];
		struct origin_answer answer = {.name = name->name, .key = name->key};
		if (name->changes)
			continue;
		answer.fingerprint = fingerprint_of(arena, plan_name_text(arena, plan, name, &answer.joins));
		list_push(arena, &origin->answers, answer);
	}
	for (size_t i = 0; i < changes.count; i++)
		list_push(arena, &origin->changes, change_fingerprint(arena, &changes.items[i], width_of(table)));
	return origin;
}

/* ---- the hidden worksheet ---- */

struct origin_line *origin_write(struct arena *arena, const struct origin *origin, size_t *count)
{
	struct origin_line *lines =
	    arena_array(arena, struct origin_line, 1 + origin->answers.count + origin->changes.count);
	size_t at = 0;
	lines[at++] = (struct origin_line){{mark, version, origin->form, origin->published ? for_publication : whole}};
	for (size_t i = 0; i < origin->answers.count; i++) {
		const struct origin_answer *answer = &origin->answers.items[i];
		lines[at++] = (struct origin_line){{answer->name, answer->key, answer->fingerprint, answer->joins}};
	}
	for (size_t i = 0; i < origin->changes.count; i++)
		lines[at++] = (struct origin_line){{change_name, "", origin->changes.items[i], ""}};
	*count = at;
	return lines;
}

struct origin *origin_read(struct arena *arena, const struct origin_line *lines, size_t count)
{
	if (!count || strcmp(lines[0].texts[0], mark) != 0 || strcmp(lines[0].texts[1], version) != 0)
		return NULL;
	struct origin *origin = arena_new_object(arena, struct origin);
	origin->form = lines[0].texts[2];
	origin->published = strcmp(lines[0].texts[3], whole) != 0;
	for (size_t i = 1; i < count; i++) {
		const char *const *texts = lines[i].texts;
		struct origin_answer answer = {texts[0], texts[1], texts[2], texts[3]};
		if (strcmp(texts[0], change_name) == 0)
			list_push(arena, &origin->changes, texts[2]);
		else
			list_push(arena, &origin->answers, answer);
	}
	return origin;
}
