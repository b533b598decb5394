/* 変更箇所, as the form prints it. */
#include "base/messages/workbook.h"
#include "render/xlsx_page.h"

#include <string.h>

/* Columns as narrow as this, in millimetres, stay as they are. */
enum { ADJUST_LEAST = 20 };

static const char *field_text(const struct history_row *row, const char *field)
{
	const struct {
		const char *field, *text;
	} fields[] = {
	    {"date", row->date},   {"item", row->item},     {"before", row->before},
	    {"after", row->after}, {"timing", row->timing}, {"note", row->note},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].field, field) == 0)
			return fields[i].text;
	return "";
}

static void put_change(struct planner *planner, const struct history_row *row)
{
	const struct form *form = planner->sheet->form;
	const char **texts = arena_array(planner->arena, const char *, form->column_count);
	struct table_row cells = {
	    .texts = texts, .count = form->column_count, .before = form->column_count, .after = form->column_count};
	for (size_t i = 0; i < form->column_count; i++) {
		const char *field = form->columns[i].field;
		texts[i] = field_text(row, field);
		if (strcmp(field, "before") == 0)
			cells.before = i;
		if (strcmp(field, "after") == 0)
			cells.after = i;
	}
	if (strcmp(row->before, withheld_words) == 0 || strcmp(row->after, withheld_words) == 0)
		cells.before = cells.after = cells.count;
	plan_table_row(planner, &cells);
}

static int64_t *column_of(const struct form *form, int64_t *widths, const char *field)
{
	for (size_t i = 0; i < form->column_count; i++)
		if (strcmp(form->columns[i].field, field) == 0)
			return &widths[i];
	return NULL;
}

static size_t faults_of(const struct planner *planner, int64_t width)
{
	size_t faults = 0;
	for (size_t i = 0; i < planner->sheet->history_count; i++) {
		const struct history_row *row = &planner->sheet->history[i];
		faults +=
		    page_faults(planner, width, STYLE_CELL, row->before) + page_faults(planner, width, STYLE_CELL, row->after);
	}
	return faults;
}

/* The columns 変更前 and 変更後 a little wider, where lines begin and end better so; that of the item gives
 * it: wider by more, or narrower, and rows would be higher. */
static void adjust(const struct planner *planner, int64_t *before, int64_t *after, int64_t *item)
{
	static const int64_t steps[] = {0, 1};
	size_t fewest = SIZE_MAX;
	int64_t best = 0;
	if (*before != *after)
		return;
	for (size_t i = 0; i < sizeof steps / sizeof *steps && fewest > 0; i++) {
		size_t faults = faults_of(planner, xlsx_column_real(planner->layout, *before + steps[i]));
		if (faults < fewest) {
			fewest = faults;
			best = steps[i];
		}
	}
	*before += best;
	*after += best;
	*item -= 2 * best;
}

void plan_history(struct planner *planner)
{
	static const struct history_row none = {"", "", "", "", "", "", "", NULL};
	const struct form *form = planner->sheet->form;
	int64_t *widths = arena_array(planner->arena, int64_t, form->column_count);
	const char **labels = arena_array(planner->arena, const char *, form->column_count);
	for (size_t i = 0; i < form->column_count; i++) {
		widths[i] = xlsx_column_width(&planner->layout->history, form->columns[i].field);
		labels[i] = form->columns[i].label;
	}
	int64_t *before = column_of(form, widths, "before"), *after = column_of(form, widths, "after");
	int64_t *item = column_of(form, widths, "item");
	if (before && after && item && *before > ADJUST_LEAST && *item > ADJUST_LEAST)
		adjust(planner, before, after, item);
	page_begin(planner, msg(MSG_WORKBOOK_HISTORY), planner->layout->history.landscape, widths, form->column_count);
	uint16_t last = (uint16_t)(form->column_count - 1);
	page_text(planner, (struct columns){0, last}, STYLE_PART, form->history_heading);
	uint32_t first = page_row(planner);
	plan_table_headings(planner, labels, form->column_count);
	for (size_t i = 0; i < planner->sheet->history_count; i++)
		put_change(planner, &planner->sheet->history[i]);
	if (planner->sheet->history_count == 0)
		put_change(planner, &none);
	plan_table_end(planner, first);
	page_name(planner, first + 1, 0, form->history_id, "");
	struct plan_name *name = &planner->plan->names.items[planner->plan->names.count - 1];
	name->range.last_column = last;
	name->changes = true;
}
