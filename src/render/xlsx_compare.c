/* 新旧対照表 as a workbook: a worksheet for each sheet, with one table. */
#include "render/compare.h"
#include "render/pieces.h"
#include "render/xlsx_page.h"

#include "base/messages/compare.h"
#include "diff/change_text.h"

enum compare_column { COMPARE_ITEM, COMPARE_MARK, COMPARE_CHANGE, COMPARE_BEFORE, COMPARE_AFTER, COMPARE_COUNT };

static const char *const fields[] = {
    [COMPARE_ITEM] = "item",     [COMPARE_MARK] = "significant", [COMPARE_CHANGE] = "change",
    [COMPARE_BEFORE] = "before", [COMPARE_AFTER] = "after",
};
static const struct columns whole = {0, COMPARE_COUNT - 1};

static void put_headings(struct planner *planner, const struct form *form)
{
	const char *labels[COMPARE_COUNT];
	for (size_t i = 0; i < COMPARE_COUNT; i++)
		labels[i] = change_column(form, fields[i]);
	labels[COMPARE_MARK] = "※";
	labels[COMPARE_CHANGE] = msg(MSG_COMPARE_CHANGE);
	plan_table_headings(planner, labels, COMPARE_COUNT);
}

static void put_change(struct planner *planner, const struct sheet_change *change)
{
	const char *texts[] = {
	    [COMPARE_ITEM] = change_place(planner->arena, change),
	    [COMPARE_MARK] = change_significant(change) ? "※" : "",
	    [COMPARE_CHANGE] = change_label(change->kind),
	    [COMPARE_BEFORE] = change_before(planner->arena, change),
	    [COMPARE_AFTER] = change_after(planner->arena, change),
	};
	bool comparable = texts_comparable(texts[COMPARE_BEFORE], texts[COMPARE_AFTER]);
	struct table_row row = {
	    .texts = texts,
	    .count = COMPARE_COUNT,
	    .before = comparable ? COMPARE_BEFORE : COMPARE_COUNT,
	    .after = COMPARE_AFTER,
	};
	plan_table_row(planner, &row);
}

static void put_line(struct planner *planner, const char *text)
{
	if (*text)
		page_text(planner, whole, STYLE_NOTE, text);
}

static void plan_pair(struct planner *planner, const struct sheet_pair *pair, const char *purpose)
{
	struct arena *arena = planner->arena;
	const struct sheet *sheet = compare_sheet(pair);
	int64_t *widths = arena_array(arena, int64_t, COMPARE_COUNT);
	for (size_t i = 0; i < COMPARE_COUNT; i++)
		widths[i] = xlsx_column_width(&planner->layout->compare, fields[i]);
	page_begin(planner, sheet->title, planner->layout->compare.landscape, widths, COMPARE_COUNT);
	if (*purpose)
		page_text(planner, whole, STYLE_STAMP, purpose);
	page_text(planner, whole, STYLE_PART, arena_printf(arena, "%s　%s", msg(MSG_COMPARE_TITLE), sheet->title));
	const char *note = compare_note(pair);
	put_line(planner, arena_printf(arena, "%s%s%s", compare_editions(arena, pair), *note ? "　" : "", note));
	put_line(planner, compare_status(pair));
	if (pair->diff.count == 0)
		return;
	uint32_t first = page_row(planner);
	put_headings(planner, sheet->form);
	for (size_t i = 0; i < pair->diff.count; i++)
		put_change(planner, &pair->diff.changes[i]);
	plan_table_end(planner, first);
}

const struct plan *xlsx_compare_plan(struct arena *arena, const struct xlsx_layout *layout,
                                     const struct sheet_pair *pairs, size_t count, const char *purpose)
{
	struct planner planner;
	struct plan *plan = plan_begin(&planner, arena, layout, compare_sheet(&pairs[0]));
	plan->title = msg(MSG_COMPARE_TITLE);
	plan->name =
	    arena_printf(arena, "%s　%s%s", msg(MSG_COMPARE_TITLE), compare_name(&pairs[0]), plan_suffix(arena, purpose));
	for (size_t i = 0; i < count; i++)
		plan_pair(&planner, &pairs[i], purpose);
	plan_end(&planner);
	return plan;
}
