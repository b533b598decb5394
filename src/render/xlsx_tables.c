/* Tables that are no sheet, as a workbook: a worksheet for each, with headings that stay. */
#include "render/tables.h"
#include "render/xlsx_page.h"

static void put_table(struct planner *planner, const struct tables *tables, const struct table_page *table,
                      const char *purpose)
{
	const struct xlsx_table_page *layout = &planner->layout->lists;
	int64_t *widths = arena_array(planner->arena, int64_t, table->column_count);
	const char **labels = arena_array(planner->arena, const char *, table->column_count);
	enum xlsx_style_id *styles = arena_array(planner->arena, enum xlsx_style_id, table->column_count);
	struct columns whole = {0, (uint16_t)(table->column_count - 1)};
	for (size_t i = 0; i < table->column_count; i++) {
		widths[i] = xlsx_column_width(layout, table->columns[i].name);
		labels[i] = table->columns[i].label;
		styles[i] = table->columns[i].figures ? STYLE_FIGURES : STYLE_LIST;
	}
	page_begin(planner, table->title, layout->landscape, widths, table->column_count);
	if (*purpose)
		page_text(planner, whole, STYLE_STAMP, purpose);
	page_text(planner, whole, STYLE_PART, table->title);
	page_text(planner, whole, STYLE_NOTE, tables->note);
	uint32_t first = page_row(planner);
	plan_table_headings(planner, labels, table->column_count);
	for (size_t i = 0; i < table->row_count; i++) {
		struct table_row row = {
		    .texts = table->rows[i],
		    .count = table->column_count,
		    .before = table->column_count,
		    .after = table->column_count,
		    .styles = styles,
		    .mark = tables->mark,
		};
		plan_table_row(planner, &row);
	}
	plan_table_end(planner, first);
}

const struct plan *xlsx_tables_plan(struct arena *arena, const struct xlsx_layout *layout, const struct tables *tables,
                                    const char *purpose)
{
	struct planner planner;
	struct plan *plan = plan_new(&planner, arena, layout);
	plan->title = tables->title;
	plan->author = tables->author;
	plan->created = plan_time(tables->day);
	plan->number = "";
	plan->name = arena_printf(arena, "%s%s", tables->title, plan_suffix(arena, purpose));
	for (size_t i = 0; i < tables->page_count; i++)
		put_table(&planner, tables, &tables->pages[i], purpose);
	plan_end(&planner);
	return plan;
}
