/* The tools with which a worksheet is laid out: rows with their heights, cells, borders, names and drop-downs. */
#include "render/xlsx_page.h"

#include "base/clean.h"
#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/messages/workbook.h"
#include "base/utf8.h"
#include "render/wrap.h"

#include <string.h>

/* Excel's limits; the heights up to which an answer is not parted between pages, and rather not, in points. */
enum { TAB_NAME_LIMIT = 31, ROW_HEIGHT_LIMIT = 409, KEEP_LIMIT = 80, RATHER_LIMIT = 240 };

/* The size in points below which letters get no smaller to save a line, and by how many tenths; the number of sizes of small letters,
 * and of others where no number is parted in them. */
enum { SIZE_LEAST = 9, SIZE_SAVING = 3, SMALL_SIZES = 3, USUAL_SIZES = 7 };

/* The width of a step in millimetres: a letter and a bit, so that the steps leave room for different parts of one. What LibreOffice,
 * which breaks lines anywhere, leaves free on both sides of a cell, in hundredths of a millimetre, and what any program does; the part of a cell that may be given up for the sake of 禁則. */
enum { STEP = 4, MARGINS = 70, MARGINS_MOST = 130, NARROWEST = 90 };

/* The air on the right of a cell of a table, in hundredths of an em; what it counts beside WRAP_FAULT. */
enum { AIR = 30, WRAP_CLOSE = 1 };

/* Labels of lines shorter than this. */
enum { NARROW = 5 * WRAP_EM };

/* ---- pages ---- */

/* Without what Excel refuses: []:*?/\ and ' at the ends; our parentheses around 別添１ go, too. */
static const char *tab_name(struct planner *planner, const char *name)
{
	struct buf buf = BUF_INIT;
	size_t points = 0;
	name = clean_text(planner->arena, CLEAN_SHEET, name);
	for (size_t i = 0, length = strlen(name); i < length && points < TAB_NAME_LIMIT - 4;) {
		int32_t point;
		size_t taken = utf8_decode(name + i, length - i, &point);
		if (point >= ' ' && !(point < 0x80 && strchr("[]:*?/\\'", (int)point)) && point != U'（' && point != U'）') {
			buf_append(&buf, name + i, taken);
			points += point > 0xffff ? 2 : 1;
		}
		i += taken;
	}
	const char *base = arena_string(planner->arena, buf.length ? buf_text(&buf) : msg(MSG_WORKBOOK_PART));
	const char *unlike = base;
	buf_free(&buf);
	for (size_t n = 2; map_put(&planner->sheet_names, unlike, planner); n++)
		unlike = arena_printf(planner->arena, "%s_%zu", base, n);
	return unlike;
}

void page_begin(struct planner *planner, const char *name, bool landscape, const int64_t *widths, size_t count)
{
	struct plan_sheet *page = arena_new_object(planner->arena, struct plan_sheet);
	page->name = tab_name(planner, name);
	page->landscape = landscape;
	page->widths = widths;
	page->column_count = count;
	planner->page = page;
	list_push(planner->arena, &planner->plan->sheets, page);
}

void page_begin_form(struct planner *planner, const char *name)
{
	static const bool pads[COLUMN_COUNT + 1] = {
	    [COLUMN_GROUP] = true, [COLUMN_LABEL] = true, [COLUMN_OPEN] = true, [COLUMN_COUNT] = true};
	const struct xlsx_form_page *form = &planner->layout->form;
	int64_t *widths = arena_array(planner->arena, int64_t, COLUMN_COUNT);
	widths[COLUMN_GROUP] = form->group;
	widths[COLUMN_LABEL] = form->label;
	for (size_t i = COLUMN_OPEN; i < COLUMN_COUNT; i++)
		widths[i] = form->bracket;
	widths[COLUMN_MARK] = widths[COLUMN_MARK_2] = form->mark;
	int64_t step = form->words_2 / 12 < STEP ? form->words_2 / 12 : STEP;
	widths[COLUMN_STEP_1] = widths[COLUMN_STEP_2] = step;
	widths[COLUMN_WORDS_2] = form->words_2 - 2 * step;
	widths[COLUMN_WORDS] = form->chosen;
	widths[COLUMN_WORDS_REST] = form->words - form->chosen - form->bracket;
	page_begin(planner, name, form->landscape, widths, COLUMN_COUNT);
	planner->page->pads = pads;
}

uint32_t page_row(const struct planner *planner)
{
	return (uint32_t)planner->page->rows.count;
}

/* ---- text and its height ---- */

static int64_t real_width(const struct planner *planner, struct columns columns)
{
	int64_t width = 0;
	for (size_t i = columns.first; i <= columns.last; i++)
		width += xlsx_column_real(planner->layout, planner->page->widths[i]);
	return width;
}

/* Hundredths of a millimetre → hundredths of the style's em, which is smaller by so many tenths of a point. */
static size_t in_ems(const struct planner *planner, enum xlsx_style_id style, unsigned smaller, int64_t width)
{
	int64_t tenths = 10 * planner->layout->styles[style].size - smaller;
	int64_t hundredths = width * 72000 / 2540 / (tenths > 0 ? tenths : 1); /* 72 points are 25.4 mm */
	return hundredths > WRAP_EM ? (size_t)hundredths : WRAP_EM;
}

static size_t width_at(const struct planner *planner, struct columns columns, enum xlsx_style_id style,
                       unsigned smaller)
{
	return in_ems(planner, style, smaller, real_width(planner, columns) - 100 * planner->layout->padding);
}

size_t page_width(const struct planner *planner, struct columns columns, enum xlsx_style_id style)
{
	return width_at(planner, columns, style, 0);
}

size_t page_width_of(const struct planner *planner, enum xlsx_style_id style, int64_t width)
{
	return in_ems(planner, style, 0, xlsx_column_real(planner->layout, width) - 100 * planner->layout->padding);
}

unsigned page_smaller(const struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text,
                      size_t *width)
{
	size_t lines;
	*width = page_width(planner, columns, style);
	if (planner->layout->styles[style].size < SIZE_LEAST || (lines = wrap_count(text, *width)) == 1)
		return 0;
	for (unsigned size = 1; size <= SIZE_SAVING; size++) {
		size_t wider = width_at(planner, columns, style, size);
		if (wrap_count(text, wider) >= lines)
			continue;
		*width = wider;
		return size;
	}
	return 0;
}

/* In a table, lines of wide letters are to leave air before the next column. */
static size_t faults_at(const struct planner *planner, int64_t width, enum xlsx_style_id style, const char *text,
                        unsigned smaller, bool table)
{
	size_t ems = in_ems(planner, style, smaller, width - MARGINS);
	bool close = table && ems % WRAP_EM < AIR && wrap_count(text, ems) > 1;
	return wrap_faults(text, ems) + (close ? WRAP_CLOSE : 0);
}

/* Small letters are not made much smaller yet. */
static unsigned sizes_of(const struct planner *planner, enum xlsx_style_id style)
{
	return planner->layout->styles[style].size < SIZE_LEAST ? SMALL_SIZES : PLAN_SIZES;
}

/* Is a size tried, where the best so far has so many faults? */
static bool goes_on(unsigned size, size_t fewest)
{
	return fewest >= (size < USUAL_SIZES ? 1 : WRAP_NUMBER_FAULT);
}

/* The fewest, and in `best` at which size. */
static size_t page_faults(const struct planner *planner, int64_t width, enum xlsx_style_id style,
                          const char *const *texts, size_t count, bool table, unsigned *best)
{
	size_t fewest = SIZE_MAX;
	for (unsigned size = 0; size < sizes_of(planner, style) && goes_on(size, fewest); size++) {
		size_t faults = 0;
		for (size_t i = 0; i < count && faults < fewest; i++)
			faults += faults_at(planner, width, style, texts[i], size, table);
		*best = faults < fewest ? size : *best;
		fewest = faults < fewest ? faults : fewest;
	}
	return fewest;
}

size_t page_faults_of(const struct planner *planner, enum xlsx_style_id style, int64_t width, const char *const *texts,
                      size_t count)
{
	unsigned best = 0;
	return page_faults(planner, xlsx_column_real(planner->layout, width), style, texts, count, false, &best);
}

/* Letters that are smaller anyway are a little smaller still where that saves a line. */
static unsigned saving(const struct planner *planner, struct columns columns, enum xlsx_style_id style,
                       const char *text, unsigned smaller)
{
	unsigned best = smaller;
	size_t least = smaller ? wrap_count(text, width_at(planner, columns, style, smaller)) : 1;
	for (unsigned size = smaller + 1; least > 1 && size <= smaller + 2 && size < USUAL_SIZES; size++) {
		size_t lines = wrap_count(text, width_at(planner, columns, style, size));
		best = lines < least ? size : best;
		least = lines < least ? lines : least;
	}
	return best;
}

/* No setting of a workbook brings 禁則 about in every program, but a line breaks elsewhere in a cell that is a little
 * narrower, or in letters that are a little smaller: the columns among those that end with the page's in which the fewest
 * lines begin or end badly, and by how much smaller the letters are there. */
static struct columns narrowed(const struct planner *planner, struct columns columns, enum xlsx_style_id style,
                               const char *text, unsigned *smaller)
{
	struct columns best = columns, tried = columns;
	*smaller = 0;
	bool open = planner->page->pads && columns.last + 1U == planner->page->column_count;
	if (!open || planner->layout->styles[style].align != ALIGN_LEFT)
		return columns;
	int64_t least = real_width(planner, columns) * NARROWEST / 100;
	for (size_t faults = SIZE_MAX; faults >= WRAP_FAULT && real_width(planner, tried) >= least; tried.last--) {
		unsigned size = 0;
		size_t found = page_faults(planner, real_width(planner, tried), style, &text, 1, false, &size);
		if (found >= faults)
			continue;
		faults = found;
		best = tried;
		*smaller = size < SIZE_SAVING ? size : SIZE_SAVING;
	}
	return best;
}

/* A label is no answer: its lines may be ours. */
static bool has_own_lines(const struct plan_cell *cell)
{
	return cell->style == STYLE_LABEL || cell->style == STYLE_BOX || cell->style == STYLE_FRAME ||
	       cell->style == STYLE_HEADING;
}

/* Would a label of two lines be one with somewhat smaller letters? */
static bool put_in_one_line(const struct planner *planner, struct plan_cell *cell, struct columns columns)
{
	for (unsigned size = 2; size < USUAL_SIZES; size++) {
		if (wrap_count(cell->text, in_ems(planner, cell->style, size, real_width(planner, columns) - MARGINS_MOST)) > 1)
			continue;
		cell->smaller = size;
		return true;
	}
	return false;
}

/* A label of a few letters a line, beside a frame, has one line less where somewhat smaller letters allow it: its width then. */
static size_t wider(const struct planner *planner, struct plan_cell *cell, struct columns columns, size_t lines,
                    size_t width)
{
	for (unsigned size = 0; size < USUAL_SIZES; size++) {
		size_t found = in_ems(planner, cell->style, size, real_width(planner, columns) - MARGINS_MOST);
		if (wrap_count(cell->text, found) >= lines)
			continue;
		cell->smaller = size;
		return found;
	}
	return width;
}

static void put_lines(struct planner *planner, struct plan_cell *cell, struct columns columns)
{
	size_t width = page_width(planner, columns, cell->style);
	size_t lines = wrap_count(cell->text, width);
	if (lines == 2 && put_in_one_line(planner, cell, columns))
		return;
	if (lines > 2 && width < NARROW)
		width = wider(planner, cell, columns, lines, width);
	struct buf buf = BUF_INIT;
	wrap_even(&buf, cell->text, width);
	cell->text = arena_string(planner->arena, buf_text(&buf));
	buf_free(&buf);
}

/* The letters of cells first … end get one size: as much smaller as one of them is, or more, where fewest lines break badly. */
static void settle_size(struct planner *planner, size_t first, size_t end)
{
	struct plan_cell *cells = planner->page->cells.items;
	unsigned least = 0, sizes = PLAN_SIZES, best;
	for (size_t i = first; i < end; i++) {
		least = cells[i].smaller > least ? cells[i].smaller : least;
		sizes = sizes_of(planner, cells[i].style) < sizes ? sizes_of(planner, cells[i].style) : sizes;
	}
	size_t fewest = SIZE_MAX;
	best = least;
	for (unsigned size = least; size < sizes && goes_on(size, fewest); size++) {
		size_t faults = 0;
		for (size_t i = first; i < end && faults < fewest; i++) {
			struct columns columns = {cells[i].range.column, cells[i].range.last_column};
			faults += faults_at(planner, real_width(planner, columns), cells[i].style, cells[i].text, size,
			                    planner->page->has_table && cells[i].style == STYLE_CELL);
		}
		best = faults < fewest ? size : best;
		fewest = faults < fewest ? faults : fewest;
	}
	for (size_t i = first; i < end; i++)
		cells[i].smaller = best;
}

/* Behind the cells that are of one size with cell `first`: those beside it in a table that are as wide (変更前 and 変更後). */
static size_t alike_end(const struct plan_sheet *page, size_t first)
{
	const struct plan_range *range = &page->cells.items[first].range;
	size_t end = first + 1;
	while (page->has_table && end < page->cells.count && page->cells.items[end].range.row == range->row &&
	       page->widths[page->cells.items[end].range.column] == page->widths[range->column])
		end++;
	return end;
}

void page_settle(struct planner *planner)
{
	struct plan_sheet *page = planner->page;
	for (size_t i = 0, end; i < page->cells.count; i = end) {
		struct plan_cell *cell = &page->cells.items[i];
		end = alike_end(page, i);
		if (has_own_lines(cell))
			put_lines(planner, cell, (struct columns){cell->range.column, cell->range.last_column});
		else
			settle_size(planner, i, end);
	}
}

size_t page_lines(const struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text)
{
	return wrap_count(text, page_width(planner, columns, style));
}

size_t page_most_lines(const struct planner *planner, enum xlsx_style_id style)
{
	return (size_t)((ROW_HEIGHT_LIMIT - planner->layout->room) / planner->layout->styles[style].line);
}

static int64_t height_of(const struct planner *planner, enum xlsx_style_id style, size_t lines)
{
	int64_t height = (int64_t)lines * planner->layout->styles[style].line + planner->layout->room;
	return height < ROW_HEIGHT_LIMIT ? height : ROW_HEIGHT_LIMIT;
}

/* A heading at the foot of a page would be a mistake. */
static bool is_heading(enum xlsx_style_id style)
{
	return style == STYLE_PART || style == STYLE_SECTION || style == STYLE_FRAME || style == STYLE_GROUP ||
	       style == STYLE_LABEL || style == STYLE_HEADING || style == STYLE_COLUMN;
}

uint32_t page_add_row(struct planner *planner, enum xlsx_style_id style, size_t lines)
{
	struct plan_row row = {.height = height_of(planner, style, lines),
	                       .keep = is_heading(style) ? KEEP_ALWAYS : KEEP_NOT};
	list_push(planner->arena, &planner->page->rows, row);
	return page_row(planner) - 1;
}

void page_fit(struct planner *planner, uint32_t first, struct columns columns, enum xlsx_style_id style,
              const char *text)
{
	page_fit_lines(planner, first, style, page_lines(planner, columns, style, text));
}

void page_fit_lines(struct planner *planner, uint32_t first, enum xlsx_style_id style, size_t lines)
{
	int64_t needed = height_of(planner, style, lines);
	for (uint32_t row = first; row < page_row(planner); row++)
		needed -= planner->page->rows.items[row].height;
	if (needed <= 0)
		return;
	int64_t *last = &planner->page->rows.items[page_row(planner) - 1].height;
	*last = *last + needed < ROW_HEIGHT_LIMIT ? *last + needed : ROW_HEIGHT_LIMIT;
}

/* ---- cells ---- */

struct plan_cell *page_cell(struct planner *planner, uint32_t first, struct columns columns, enum xlsx_style_id style,
                            const char *text)
{
	struct plan_cell cell = {
	    .range = {first, page_row(planner) - 1, columns.first, columns.last},
	    .style = style,
	    .text = text,
	};
	list_push(planner->arena, &planner->page->cells, cell);
	return &planner->page->cells.items[planner->page->cells.count - 1];
}

void page_frame(struct planner *planner, size_t cells, struct columns columns)
{
	struct plan_sheet *page = planner->page;
	if (cells == page->cells.count)
		return;
	uint32_t first = page->cells.items[cells].range.row;
	for (size_t i = cells; i < page->cells.count; i++) {
		struct plan_cell *cell = &page->cells.items[i];
		cell->framed = true;
		cell->edges |= (cell->range.row == first ? EDGE_TOP : 0U) |
		               (cell->range.last_row == page_row(planner) - 1 ? EDGE_BOTTOM : 0U) |
		               (cell->range.column == columns.first ? EDGE_LEFT : 0U) |
		               (cell->range.last_column == columns.last ? EDGE_RIGHT : 0U);
	}
}

void page_keep_row(struct planner *planner, uint32_t row, enum plan_keep keep)
{
	enum plan_keep *now = &planner->page->rows.items[row].keep;
	*now = *now < keep ? keep : *now;
}

/* From `first` on as many rows as reach the height stay together. */
static void keep_down(struct planner *planner, uint32_t first, int64_t height)
{
	for (uint32_t row = first; row + 1 < page_row(planner); row++) {
		height -= planner->page->rows.items[row].height;
		if (height <= 0)
			return;
		page_keep_row(planner, row, KEEP_ALWAYS);
	}
}

static void keep_up(struct planner *planner, uint32_t first, int64_t height)
{
	for (uint32_t row = page_row(planner) - 1; row > first; row--) {
		height -= planner->page->rows.items[row].height;
		if (height <= 0)
			return;
		page_keep_row(planner, row - 1, KEEP_ALWAYS);
	}
}

static void keep(struct planner *planner, uint32_t first, enum plan_keep most)
{
	int64_t height = 0, two = 3 * planner->layout->styles[STYLE_ANSWER].line / 2;
	for (uint32_t row = first; row < page_row(planner); row++)
		height += planner->page->rows.items[row].height;
	enum plan_keep how = height <= KEEP_LIMIT ? KEEP_ALWAYS : height <= RATHER_LIMIT ? most : KEEP_NOT;
	for (uint32_t row = first; row + 1 < page_row(planner); row++)
		page_keep_row(planner, row, how);
	keep_down(planner, first, two);
	keep_up(planner, first, two);
}

void page_keep(struct planner *planner, uint32_t first)
{
	keep(planner, first, KEEP_RATHER);
}

void page_keep_group(struct planner *planner, uint32_t first)
{
	keep(planner, first, KEEP_FIRMLY);
}

void page_label(struct planner *planner, uint32_t first, struct columns columns, const char *text)
{
	size_t cells = planner->page->cells.count;
	page_fit(planner, first, columns, STYLE_LABEL, text);
	page_cell(planner, first, columns, STYLE_LABEL, text);
	page_frame(planner, cells, columns);
	if (!*text)
		return;
	const char *more = arena_printf(planner->arena, "%s%s", text, msg(MSG_SHEET_CONTINUED));
	keep_down(planner, first, height_of(planner, STYLE_LABEL, page_lines(planner, columns, STYLE_LABEL, text)));
	keep_up(planner, first, height_of(planner, STYLE_LABEL, page_lines(planner, columns, STYLE_LABEL, more)));
}

void page_say_again(struct planner *planner, uint32_t first, const char *heading)
{
	struct plan_again *again = arena_new_object(planner->arena, struct plan_again);
	size_t width;
	again->text = arena_printf(planner->arena, "%s%s", heading, msg(MSG_SHEET_CONTINUED));
	again->smaller = page_smaller(planner, all_columns, STYLE_GROUP, again->text, &width);
	again->height = height_of(planner, STYLE_GROUP, wrap_count(again->text, width));
	for (uint32_t row = first + 1; row < page_row(planner); row++)
		if (!planner->page->rows.items[row].again)
			planner->page->rows.items[row].again = again;
}

/* What narrower columns leave of a cell. */
static void put_rest(struct planner *planner, uint32_t first, struct columns inner, struct columns columns,
                     enum xlsx_style_id style)
{
	if (inner.last < columns.last)
		page_cell(planner, first, (struct columns){(uint16_t)(inner.last + 1), columns.last}, style, "");
}

void page_text(struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text)
{
	size_t cells = planner->page->cells.count;
	unsigned smaller;
	struct columns inner = narrowed(planner, columns, style, text, &smaller);
	size_t width;
	smaller = page_smaller(planner, inner, style, text, &width);
	uint32_t row = page_add_row(planner, style, wrap_count(text, width));
	page_cell(planner, row, inner, style, text)->smaller = smaller;
	put_rest(planner, row, inner, columns, style);
	page_frame(planner, cells, columns);
}

static struct piece piece_of(const struct planner *planner, const char *text, size_t length, size_t from, size_t width,
                             size_t least, size_t most, bool lists)
{
	size_t at = from, lines = 0, listed = 0;
	bool paragraph = false, heading = false;
	while (at < length && lines < most && !listed && !(paragraph && lines >= least && !heading)) {
		size_t line = at;
		bool begins = lines == 0 || paragraph;
		listed = lists ? wrap_list(text, length, at, width) : 0;
		at = listed ? listed : wrap_line(text, length, at, width);
		paragraph = text[at - 1] == '\n';
		heading = begins && paragraph && wrap_is_heading(text, length, line, at);
		if (heading && lines > 0 && lines + 1 == most) { /* it stands with what is below it */
			at = line;
			break;
		}
		lines++;
	}
	struct piece piece = {.text = text, .next = at, .lines = lines, .continued = from > 0, .listed = listed > 0};
	if (at < length)
		piece.end = paragraph ? END_PARAGRAPH : END_LINE;
	else
		piece.lines += lines == 0 || paragraph;
	if (piece.continued || at < length)
		piece.text = arena_copy(planner->arena, text + from, at - from - (piece.end == END_PARAGRAPH));
	return piece;
}

struct piece page_piece(const struct planner *planner, const char *text, size_t length, size_t from, size_t width,
                        size_t least, size_t most)
{
	return piece_of(planner, text, length, from, width, least, most, false);
}

struct plan_cell *page_piece_cell(struct planner *planner, uint32_t first, struct columns columns,
                                  enum xlsx_style_id style, const struct piece *piece)
{
	struct plan_cell *cell = page_cell(planner, first, columns, style, piece->text);
	cell->continued = piece->continued;
	cell->listed = piece->listed;
	cell->end = piece->end;
	return cell;
}

static size_t lines_left(const char *text, size_t length, size_t from, size_t width, size_t most)
{
	size_t lines = 0;
	while (from < length && lines <= most) {
		from = wrap_line(text, length, from, width);
		lines++;
	}
	return lines;
}

void page_answer(struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text,
                 const char *key)
{
	size_t least = (size_t)planner->layout->pieces.least, most = (size_t)planner->layout->pieces.most;
	unsigned smaller;
	struct columns inner = narrowed(planner, columns, style, text, &smaller);
	smaller = saving(planner, inner, style, text, smaller);
	size_t width = width_at(planner, inner, style, smaller), length = strlen(text), from = 0;
	uint32_t first = page_row(planner);
	do {
		/* No short piece is left over at the end. */
		bool last = lines_left(text, length, from, width, least + least / 2) <= least + least / 2;
		struct piece piece = piece_of(planner, text, length, from, width, last ? most : least, most, true);
		uint32_t row = page_add_row(planner, style, piece.lines);
		if (piece.next <
		    length) /* no gap between the pieces, but for what programs lose where they round heights down */
			planner->page->rows.items[row].height -= planner->layout->room / 2;
		struct plan_cell *cell = page_piece_cell(planner, row, inner, style, &piece);
		cell->answer = true;
		cell->smaller = smaller;
		from = piece.next;
	} while (from < length);
	put_rest(planner, first, inner, columns, style);
	page_name(planner, first, columns.first, key, "");
}
