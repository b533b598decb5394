/* 別添 and 別紙: text and tables over the whole width of a page. The table's columns share a grid of equal columns, as
 * their words need it. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/messages/workbook.h"
#include "render/wrap.h"

#include <string.h>

/* Words longer than this count as this long when columns are shared out, in hundredths of an em. */
enum { WORDY = 2400, SHORT = 300 };

/* Hundredths of a millimetre and pixels in an inch; how high a picture may be; points of the rows that it lies over. */
enum { INCH = 2540, PIXELS = 96, PICTURE_HEIGHT = 22000, PICTURE_ROW = 12 };

static const char *text_of(const struct value *value)
{
	const char *text = value_words(value);
	return text ? text : "";
}

static size_t list_size(const struct value *value)
{
	return value->kind == VALUE_LIST ? value->list->count : 0;
}

static const char *member(const struct value *list, size_t i)
{
	return i < list_size(list) ? text_of(&list->list->items[i]) : "";
}

static struct columns whole(const struct planner *planner)
{
	return (struct columns){0, (uint16_t)(planner->page->column_count - 1)};
}

/* ---- tables ---- */

struct grid {
	size_t count;
	struct columns *columns;
	size_t *needs;
};

static void need(struct grid *grid, const struct value *cells)
{
	for (size_t i = 0; i < grid->count; i++) {
		const char *text = member(cells, i);
		size_t width = wrap_width(text, strlen(text));
		width = width < SHORT ? SHORT : width > WORDY ? WORDY : width;
		if (width > grid->needs[i])
			grid->needs[i] = width;
	}
}

/* Each column gets one unit, and of the others its part. */
static void share(struct grid *grid, size_t units)
{
	size_t spare = units - grid->count, total = 0, given = 0, before = 0;
	for (size_t i = 0; i < grid->count; i++)
		total += grid->needs[i];
	for (size_t i = 0; i < grid->count; i++) {
		before += grid->needs[i];
		size_t end = i + 1 + spare * before / total;
		grid->columns[i] = (struct columns){(uint16_t)given, (uint16_t)(end - 1)};
		given = end;
	}
}

/* A row of cells, and further rows below it when Excel could not show it whole. */
static void put_row(struct planner *planner, const struct grid *grid, const struct value *cells,
                    enum xlsx_style_id style)
{
	size_t *done = arena_array(planner->arena, size_t, grid->count), most = page_most_lines(planner, style);
	for (bool more = true; more;) {
		uint32_t row = page_add_row(planner, style, 1);
		more = false;
		for (size_t i = 0; i < grid->count; i++) {
			struct columns columns = grid->columns[i];
			size_t first = planner->page->cells.count, width = page_width(planner, columns, style);
			const char *text = member(cells, i);
			size_t length = strlen(text);
			struct piece piece = page_piece(planner, text, length, done[i], width, most, most);
			page_fit(planner, row, columns, style, piece.text);
			page_piece_cell(planner, row, columns, style, &piece)->answer = style == STYLE_CELL;
			page_frame(planner, first, columns);
			done[i] = piece.next;
			more |= piece.next < length;
		}
	}
}

/* As many as its heading or its longest row has. */
static size_t columns_of(const struct value *table)
{
	struct value columns = record_get(table, "columns"), rows = record_get(table, "rows");
	size_t count = list_size(&columns);
	for (size_t i = 0; i < list_size(&rows); i++)
		count = list_size(&rows.list->items[i]) > count ? list_size(&rows.list->items[i]) : count;
	return count;
}

static void need_table(struct grid *grid, const struct value *table)
{
	struct value columns = record_get(table, "columns"), rows = record_get(table, "rows");
	need(grid, &columns);
	for (size_t i = 0; i < list_size(&rows); i++)
		need(grid, &rows.list->items[i]);
}

/* Tables that stand below one another, with as many columns, have them at the same places. */
static void need_alike(struct grid *grid, const struct value_list *attachments)
{
	for (size_t i = 0; i < attachments->count; i++) {
		struct value table = record_get(&attachments->items[i], "table");
		if (table.kind == VALUE_RECORD && columns_of(&table) == grid->count)
			need_table(grid, &table);
	}
}

static void put_table(struct planner *planner, const struct value *table, const struct value_list *attachments)
{
	struct value columns = record_get(table, "columns"), rows = record_get(table, "rows");
	struct grid grid = {.count = columns_of(table)};
	if (grid.count == 0)
		return;
	grid.columns = arena_array(planner->arena, struct columns, grid.count);
	grid.needs = arena_array(planner->arena, size_t, grid.count);
	need_alike(&grid, attachments);
	share(&grid, planner->page->column_count > grid.count ? planner->page->column_count : grid.count);
	uint32_t head = page_row(planner) + 1;
	if (list_size(&columns))
		put_row(planner, &grid, &columns, STYLE_COLUMN);
	bool repeated = page_row(planner) == head; /* headings of one row */
	for (size_t i = 0; i < list_size(&rows); i++) {
		uint32_t first = page_row(planner);
		put_row(planner, &grid, &rows.list->items[i], STYLE_CELL);
		for (uint32_t row = first; repeated && row < page_row(planner); row++)
			planner->page->rows.items[row].head = head;
	}
}

/* ---- attachments ---- */

static bool has_note(const struct sheet_section *section, const struct row *row)
{
	const char *note = NULL;
	for (size_t i = 0; i < section->row_count && !note; i++)
		if (strcmp(section->rows[i].item->label, msg(MSG_SHEET_REMARKS)) == 0 && &section->rows[i] != row)
			note = section->rows[i].item->id;
	return note != NULL;
}

/* As wide as the page or as it is, and no higher than most of a page; over rows that stay together. */
static void put_picture(struct planner *planner, const struct value *attachment)
{
	struct value figure = record_get(attachment, "figure"), words = record_get(attachment, "figure_text");
	const struct picture *picture = figure.kind == VALUE_TEXT ? picture_named(planner->pictures, figure.text) : NULL;
	if (!picture) {
		if (*text_of(&words))
			page_text(planner, whole(planner), STYLE_NOTE, text_of(&words));
		return;
	}
	int64_t width = picture->width * (int64_t)INCH / PIXELS, whole = 0;
	for (size_t i = 0; i < planner->page->column_count; i++)
		whole += xlsx_column_real(planner->layout, planner->page->widths[i]);
	whole -= whole / 50; /* programs round columns */
	width = width < whole ? width : whole;
	int64_t height = width * picture->height / picture->width;
	if (height > PICTURE_HEIGHT) {
		height = PICTURE_HEIGHT;
		width = height * picture->width / picture->height;
	}
	struct plan_picture item = {picture, text_of(&words), page_row(planner), width > 0 ? width : 1};
	list_push(planner->arena, &planner->page->pictures, item);
	for (int64_t points = height * 72 / INCH + PICTURE_ROW; points > 0; points -= PICTURE_ROW) {
		struct plan_row row = {.height = PICTURE_ROW, .keep = points > PICTURE_ROW ? KEEP_ALWAYS : KEEP_NOT};
		list_push(planner->arena, &planner->page->rows, row);
	}
}

static void put_attachment(struct planner *planner, const struct value_list *attachments, size_t i, const char *key,
                           bool remarks)
{
	const struct value *attachment = &attachments->items[i];
	struct value title = record_get(attachment, "title"), text = record_get(attachment, "text");
	struct value table = record_get(attachment, "table"), file = record_get(attachment, "file");
	struct value note = record_get(attachment, "remarks");
	if (*text_of(&title))
		page_text(planner, whole(planner), STYLE_GROUP, text_of(&title));
	struct value rows = record_get(&table, "rows");
	bool withheld = value_withheld(&rows) || attachment_figure_withheld(attachment);
	const char *words = !value_words(&text) && withheld ? withheld_words : value_words(&text);
	if (words) {
		size_t cells = planner->page->cells.count;
		page_answer(planner, whole(planner), STYLE_ANSWER, words, key);
		page_frame(planner, cells, whole(planner));
	}
	if (table.kind == VALUE_RECORD)
		put_table(planner, &table, attachments);
	put_picture(planner, attachment);
	if (value_words(&file))
		page_text(planner, whole(planner), STYLE_NOTE, msg_sheet_attached(planner->arena, value_words(&file)));
	if (remarks && value_words(&note))
		page_text(planner, whole(planner), STYLE_NOTE,
		          arena_printf(planner->arena, "%s%s", msg(MSG_SHEET_REMARKS), value_words(&note)));
}

static void put_text(struct planner *planner, const struct row *row)
{
	size_t cells = planner->page->cells.count;
	plan_answer(planner, row, whole(planner));
	page_frame(planner, cells, whole(planner));
}

/* The widest table decides how many columns the page has. */
static size_t most_columns(const struct sheet_section *section)
{
	size_t most = 0;
	for (size_t i = 0; i < section->row_count; i++) {
		const struct row *row = &section->rows[i];
		for (size_t j = 0; row->attachments && j < row->attachments->count; j++) {
			struct value table = record_get(&row->attachments->items[j], "table");
			most = columns_of(&table) > most ? columns_of(&table) : most;
		}
	}
	return most;
}

/* Together with pads at `pads` places. */
static int64_t real_width(const struct planner *planner, const int64_t *widths, size_t count, size_t pads)
{
	int64_t width = (int64_t)pads * xlsx_column_real(planner->layout, planner->layout->pad);
	for (size_t i = 0; i < count; i++)
		width += xlsx_column_real(planner->layout, widths[i]);
	return width;
}

/* Of the form's pages, beside which the annex's lie: the cover is one. */
static int64_t form_width(const struct planner *planner)
{
	const struct plan_sheet *cover = planner->plan->sheets.items[0];
	size_t pads = 0;
	for (size_t i = 0; i <= cover->column_count; i++)
		pads += cover->pads[i];
	return real_width(planner, cover->widths, cover->column_count, pads);
}

/* Columns are whole millimetres and pixels: some get one more, so that all are together as wide as the form's. */
static void widen(const struct planner *planner, int64_t *widths, size_t count)
{
	int64_t whole = form_width(planner);
	for (size_t i = count / 2; i < count; i++) {
		widths[i]++;
		if (real_width(planner, widths, count, 2) > whole) {
			widths[i]--;
			return;
		}
	}
}

static void begin_annex(struct planner *planner, const struct sheet_section *section, const char *name,
                        const char *heading)
{
	const struct xlsx_annex_page *annex = &planner->layout->annex;
	size_t count = (size_t)annex->columns > most_columns(section) ? (size_t)annex->columns : most_columns(section);
	int64_t *widths = arena_array(planner->arena, int64_t, count);
	for (size_t i = 0; i < count; i++)
		widths[i] = annex->width;
	if (annex->landscape == planner->layout->form.landscape)
		widen(planner, widths, count);
	page_begin(planner, name, annex->landscape, widths, count);
	bool *pads = arena_array(planner->arena, bool, count + 1);
	pads[0] = pads[count] = true;
	planner->page->pads = pads;
	page_text(planner, whole(planner), STYLE_PART, heading);
}

static bool has_figure(const struct sheet_section *section)
{
	for (size_t i = 0; i < section->row_count; i++)
		if (section->rows[i].flow)
			return true;
	return false;
}

/* A picture has a worksheet of its own in front: `import` reads the steps, and leaves it alone by its name. */
void plan_annex(struct planner *planner, const struct sheet_section *section)
{
	const char *heading = section->heading;
	if (has_figure(section)) {
		begin_annex(planner, section, msg(MSG_WORKBOOK_FIGURE), section->heading);
		heading = arena_printf(planner->arena, "%s%s", heading, msg(MSG_SHEET_CONTINUED));
		plan_figures(planner);
	}
	begin_annex(planner, section, section->number, heading);
	for (size_t i = 0; i < section->row_count; i++) {
		const struct row *row = &section->rows[i];
		bool attached = row->attachments || row->flow;
		if (section->row_count > 1 || !attached)
			page_text(planner, whole(planner), STYLE_LABEL, row->item->label);
		if (!attached)
			put_text(planner, row);
		for (size_t j = 0; row->flow && j < row->flow->count; j++)
			page_text(planner, whole(planner), STYLE_NOTE, flow_step_text(planner->arena, &row->flow->steps[j]));
		for (size_t j = 0; row->attachments && j < row->attachments->count; j++)
			put_attachment(planner, row->attachments, j, row->key, !has_note(section, row));
	}
}
