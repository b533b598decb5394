/* 変更箇所, as the form prints it. */
#include "base/messages/workbook.h"
#include "render/xlsx_page.h"

#include <string.h>

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

/* As the layout says, shared out as the words of this table want it where the form has all the columns. */
static void set_widths(struct planner *planner, int64_t *widths)
{
	const struct form *form = planner->sheet->form;
	int64_t *places[4] = {NULL};
	static const char *const fields[] = {"item", "note", "before", "after"};
	for (size_t i = 0; i < form->column_count; i++) {
		widths[i] = xlsx_column_width(&planner->layout->history, form->columns[i].field);
		for (size_t j = 0; j < 4; j++)
			if (strcmp(form->columns[i].field, fields[j]) == 0)
				places[j] = &widths[i];
	}
	if (!places[0] || !places[1] || !places[2] || !places[3] || *places[2] != *places[3])
		return;
	struct history_widths shared = {*places[0], *places[1], *places[2]};
	plan_share_widths(planner, &shared);
	*places[0] = shared.item;
	*places[1] = shared.note;
	*places[2] = *places[3] = shared.words;
}

void plan_history(struct planner *planner)
{
	static const struct history_row none = {"", "", "", "", "", "", "", NULL};
	const struct form *form = planner->sheet->form;
	int64_t *widths = arena_array(planner->arena, int64_t, form->column_count);
	const char **labels = arena_array(planner->arena, const char *, form->column_count);
	set_widths(planner, widths);
	for (size_t i = 0; i < form->column_count; i++)
		labels[i] = form->columns[i].label;
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
