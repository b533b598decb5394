/* Plan → workbook, by libxlsxwriter, cell for cell. The library can only write to a file: one without a name, which no
 * signal can leave behind. */
#include "render/xlsx_write.h"

#include "base/clean.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/messages/workbook.h"
#include "base/messages/xlsx.h"
#include "base/stream.h"
#include "base/utf8.h"
#include "render/xlsx_check.h"
#include "render/xlsx_library.h"
#include "render/xlsx_origin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { TEXT_FORMAT = 49, PAPER_A4 = 9, HEADER_LIMIT = 240 };

struct writer {
	struct holding held;
	struct arena *arena;
	const struct plan *plan;
	struct xlsx_library library;
	FILE *file; /* behind the book */
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_worksheet **pages;
	lxw_format *fonts[STYLE_COUNT][PLAN_SIZES];
	lxw_format *formats[STYLE_COUNT][PLAN_SIZES][16][2][2][2]; /* by style, size, edges, dashed, answer, whole */
	lxw_error error;                                           /* the first */
};

static void note(struct writer *writer, lxw_error error)
{
	if (writer->error == LXW_NO_ERROR)
		writer->error = error;
}

/* ---- formats ---- */

/* The first format is the workbook's own. Column widths are counted in digits of its font. */
static void set_normal_font(struct writer *writer)
{
	lxw_format *normal = STAILQ_FIRST(writer->book->formats);
	writer->library.format_set_font_name(normal, writer->plan->layout->font.normal);
	writer->library.format_set_font_size(normal, (double)writer->plan->layout->font.size);
}

/* Black and 0 are not the same to the library: 0 is its «unset», 0x1000000 its black. */
static lxw_color_t color_of(int32_t color)
{
	return color ? (lxw_color_t)color : LXW_COLOR_BLACK;
}

static lxw_format *font_new(struct writer *writer, enum xlsx_style_id id, unsigned smaller)
{
	const struct xlsx_library *library = &writer->library;
	const struct xlsx_style *style = &writer->plan->layout->styles[id];
	lxw_format *format = library->workbook_add_format(writer->book);
	library->format_set_font_name(format, writer->plan->layout->font.name);
	library->format_set_font_size(format, (double)style->size - (double)smaller / 10);
	if (style->color)
		library->format_set_font_color(format, color_of(style->color));
	if (style->bold)
		library->format_set_bold(format);
	if (style->italic)
		library->format_set_italic(format);
	if (style->underline)
		library->format_set_underline(format, LXW_UNDERLINE_SINGLE);
	return format;
}

static void set_edges(const struct xlsx_library *library, lxw_format *format, unsigned edges, bool dashed)
{
	uint8_t line = dashed ? LXW_BORDER_DASHED : LXW_BORDER_THIN;
	if (edges & EDGE_TOP)
		library->format_set_top(format, line);
	if (edges & EDGE_RIGHT)
		library->format_set_right(format, line);
	if (edges & EDGE_BOTTOM)
		library->format_set_bottom(format, line);
	if (edges & EDGE_LEFT)
		library->format_set_left(format, line);
}

static bool is_whole(const struct plan_cell *cell)
{
	return !cell->continued && cell->end == END_TEXT;
}

/* The parts of a text that goes on over a page stand at the top. */
static bool is_middle(const struct plan_cell *cell, const struct xlsx_style *style)
{
	return style->middle && is_whole(cell);
}

static lxw_format *format_new(struct writer *writer, enum xlsx_style_id id, const struct plan_cell *cell)
{
	static const uint8_t aligns[] = {
	    [ALIGN_LEFT] = LXW_ALIGN_LEFT, [ALIGN_CENTER] = LXW_ALIGN_CENTER, [ALIGN_RIGHT] = LXW_ALIGN_RIGHT};
	const struct xlsx_library *library = &writer->library;
	const struct xlsx_style *style = &writer->plan->layout->styles[id];
	lxw_format *format = font_new(writer, id, cell->smaller);
	library->format_set_text_wrap(format);
	library->format_set_align(format, aligns[style->align]);
	library->format_set_align(format, is_middle(cell, style) ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
	if (style->fill >= 0)
		library->format_set_bg_color(format, color_of(style->fill));
	if (cell->answer) { /* as text, so that an answer that begins with = stays one when it is edited */
		library->format_set_num_format_index(format, TEXT_FORMAT);
		library->format_set_unlocked(format);
	}
	set_edges(library, format, cell->edges, cell->dashed);
	return format;
}

static lxw_format *format_of(struct writer *writer, enum xlsx_style_id style, const struct plan_cell *cell)
{
	lxw_format **format =
	    &writer->formats[style][cell->smaller][cell->edges][cell->dashed][cell->answer][is_whole(cell)];
	if (!*format)
		*format = format_new(writer, style, cell);
	return *format;
}

static lxw_format *font_of(struct writer *writer, enum xlsx_style_id style, unsigned smaller)
{
	lxw_format **font = &writer->fonts[style][smaller];
	if (!*font)
		*font = font_new(writer, style, smaller);
	return *font;
}

/* ---- cells ---- */

/* Not const: so the library has it, which does not change it. */
static char *clean(struct writer *writer, enum clean_kind kind, const char *text)
{
	return arena_string(writer->arena, clean_text(writer->arena, kind, text));
}

static lxw_rich_string_tuple fragment(struct writer *writer, const struct plan_cell *cell, enum xlsx_style_id style,
                                      const char *text, size_t length)
{
	return (lxw_rich_string_tuple){font_of(writer, style, cell->smaller),
	                               clean(writer, CLEAN_WORKBOOK, arena_copy(writer->arena, text, length))};
}

/* The fragments of a text with runs in it, NULL at the end; their number is never one. */
static void write_rich(struct writer *writer, const struct plan_cell *cell, lxw_format *format)
{
	size_t length = strlen(cell->text), at = 0, count = 0, most = 2 * cell->runs.count + 2;
	lxw_rich_string_tuple *tuples = arena_array(writer->arena, lxw_rich_string_tuple, most);
	lxw_rich_string_tuple **fragments = arena_array(writer->arena, lxw_rich_string_tuple *, most);
	for (size_t i = 0; at < length; i++) {
		bool last = i >= cell->runs.count;
		size_t start = last ? length : cell->runs.items[i].start, end = last ? length : cell->runs.items[i].end;
		if (start > at) {
			tuples[count++] = fragment(writer, cell, cell->style, cell->text + at, start - at);
		}
		if (end > start) {
			tuples[count++] = fragment(writer, cell, cell->run_style, cell->text + start, end - start);
		}
		at = end;
	}
	for (size_t i = 0; i < count; i++)
		fragments[i] = &tuples[i];
	const struct plan_range *range = &cell->range;
	note(writer,
	     writer->library.worksheet_write_rich_string(writer->page, range->row, range->column, fragments, format));
}

static bool is_run_whole(const struct plan_cell *cell)
{
	return cell->runs.count == 1 && cell->runs.items[0].start == 0 && cell->runs.items[0].end == strlen(cell->text);
}

/* ='sheet'!$C$5:$C$8 */
static const char *reference(struct arena *arena, const char *sheet, const struct plan_range *range)
{
	struct buf buf = BUF_INIT;
	buf_printf(&buf, "='%s'!", sheet);
	plan_put_range(&buf, range, true);
	const char *text = arena_string(arena, buf_text(&buf));
	buf_free(&buf);
	return text;
}

static void set_list(struct writer *writer, const struct plan_cell *cell)
{
	const struct plan_list *list = &writer->plan->lists.items[cell->list - 1];
	struct plan_range words = {(uint32_t)list->first, (uint32_t)(list->first + list->count - 1), 0, 0};
	lxw_data_validation validation = {
	    .validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
	    .ignore_blank = LXW_VALIDATION_ON,
	    .dropdown = LXW_VALIDATION_ON,
	    .show_error = LXW_VALIDATION_ON,
	    .value_formula = arena_string(writer->arena, reference(writer->arena, msg(MSG_WORKBOOK_CHOICES), &words)),
	};
	note(writer, writer->library.worksheet_data_validation_cell(writer->page, cell->range.row, cell->range.column,
	                                                            &validation));
}

static void write_cell(struct writer *writer, const struct plan_cell *cell)
{
	const struct xlsx_library *library = &writer->library;
	const struct plan_range *range = &cell->range;
	bool rich = cell->runs.count > 0 && !is_run_whole(cell);
	enum xlsx_style_id style = cell->runs.count && !rich ? cell->run_style : cell->style;
	lxw_format *format = format_of(writer, style, cell);
	const char *text = rich ? "" : clean_text(writer->arena, CLEAN_WORKBOOK, cell->text);
	if (utf8_count(cell->text, strlen(cell->text)) > CELL_LIMIT) /* merge_range() does not tell */
		note(writer, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
	if (range->row != range->last_row || range->column != range->last_column)
		note(writer, library->worksheet_merge_range(writer->page, range->row, range->column, range->last_row,
		                                            range->last_column, text, format));
	else if (*text)
		note(writer, library->worksheet_write_string(writer->page, range->row, range->column, text, format));
	else if (!rich)
		note(writer, library->worksheet_write_blank(writer->page, range->row, range->column, format));
	if (rich)
		write_rich(writer, cell, format);
	if (cell->list)
		set_list(writer, cell);
}

/* ---- worksheets ---- */

static double inches(int64_t millimetres)
{
	return (double)millimetres / 25.4;
}

/* & begins a code in a header; the whole is short. */
static const char *header_text(struct writer *writer)
{
	struct buf buf = BUF_INIT;
	buf_puts(&buf, "&L&9 ");
	const char *number = writer->plan->number, *name = writer->plan->name;
	const char *words = *number ? msg_workbook_header(writer->arena, number, name) : name;
	for (const char *at = clean_text(writer->arena, CLEAN_SHEET, words); *at; at++)
		buf_printf(&buf, *at == '&' ? "&&" : "%c", *at);
	size_t length = utf8_prefix(buf_text(&buf), buf.length, HEADER_LIMIT);
	const char *text = arena_copy(writer->arena, buf_text(&buf), length);
	buf_free(&buf);
	return text;
}

static void set_page(struct writer *writer, const struct plan_sheet *page)
{
	const struct xlsx_library *library = &writer->library;
	const struct xlsx_margins *margins = &writer->plan->layout->margins;
	lxw_header_footer_options header = {.margin = inches(margins->header)},
	                          footer = {.margin = inches(margins->footer)};
	library->worksheet_set_paper(writer->page, PAPER_A4);
	if (page->landscape)
		library->worksheet_set_landscape(writer->page);
	library->worksheet_set_margins(writer->page, inches(margins->left), inches(margins->right), inches(margins->top),
	                               inches(margins->bottom));
	library->worksheet_fit_to_pages(writer->page, 1, 0);
	library->worksheet_center_horizontally(writer->page);
	library->worksheet_gridlines(writer->page, LXW_HIDE_ALL_GRIDLINES);
	note(writer, library->worksheet_set_header_opt(writer->page, header_text(writer), &header));
	note(writer, library->worksheet_set_footer_opt(writer->page, "&C&9 &P / &N", &footer));
	note(writer, library->worksheet_print_area(writer->page, 0, 0, (lxw_row_t)page->rows.count - 1,
	                                           (lxw_col_t)page->column_count - 1));
}

static void set_breaks(struct writer *writer, const struct plan_sheet *page)
{
	lxw_row_t *breaks = arena_array(writer->arena, lxw_row_t, page->breaks.count + 1); /* 0 at the end */
	for (size_t i = 0; i < page->breaks.count; i++)
		breaks[i] = page->breaks.items[i];
	if (page->breaks.count)
		note(writer, writer->library.worksheet_set_h_pagebreaks(writer->page, breaks));
}

static void set_table(struct writer *writer, const struct plan_sheet *page)
{
	const struct xlsx_library *library = &writer->library;
	const struct plan_range *table = &page->table;
	if (!page->has_table)
		return;
	note(writer,
	     library->worksheet_autofilter(writer->page, table->row, table->column, table->last_row, table->last_column));
	note(writer, library->worksheet_repeat_rows(writer->page, table->row, table->row));
	library->worksheet_freeze_panes(writer->page, table->row + 1, 0);
}

/* The library takes a picture for as wide as it has pixels, at 96 to the inch, and ties it to columns for whose width it reckons
 * with another font. */
static void write_picture(struct writer *writer, const struct plan_picture *item)
{
	const struct picture *picture = item->picture;
	double pixels = (double)item->width / 2540 * 96;
	lxw_image_options options = {
	    .x_scale = pixels * xlsx_column_share(writer->plan->layout) / picture->width,
	    .y_scale = pixels / picture->width,
	    .x_offset = 2,
	    .y_offset = 2, /* off the border above */
	    .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
	    .description = clean(writer, CLEAN_WORKBOOK, item->text),
	};
	note(writer, writer->library.worksheet_insert_image_buffer_opt(
	                 writer->page, item->row, 0, (const unsigned char *)picture->bytes, picture->length, &options));
}

/* The library leaves the usual height out, and programs would choose one anew. */
static double row_height(int64_t points)
{
	double height = (double)points;
	return height == LXW_DEF_ROW_HEIGHT ? height + 0.01 : height;
}

static void write_page(struct writer *writer, const struct plan_sheet *page)
{
	const struct xlsx_library *library = &writer->library;
	lxw_protection protection = {.format_rows = LXW_TRUE, .autofilter = LXW_TRUE};
	set_page(writer, page);
	for (size_t i = 0; i < page->column_count; i++) {
		uint32_t pixels = xlsx_column_pixels(writer->plan->layout, page->widths[i]);
		note(writer, library->worksheet_set_column_pixels(writer->page, (lxw_col_t)i, (lxw_col_t)i, pixels, NULL));
	}
	for (size_t i = 0; i < page->rows.count; i++)
		note(writer,
		     library->worksheet_set_row(writer->page, (lxw_row_t)i, row_height(page->rows.items[i].height), NULL));
	for (size_t i = 0; i < page->cells.count; i++)
		write_cell(writer, &page->cells.items[i]);
	for (size_t i = 0; i < page->pictures.count; i++)
		write_picture(writer, &page->pictures.items[i]);
	set_breaks(writer, page);
	set_table(writer, page);
	library->worksheet_protect(writer->page, NULL, &protection);
}

static void write_lists(struct writer *writer)
{
	const struct plan *plan = writer->plan;
	writer->page = writer->library.workbook_add_worksheet(writer->book, msg(MSG_WORKBOOK_CHOICES));
	for (size_t i = 0; i < plan->lists.count; i++)
		for (size_t j = 0; j < plan->lists.items[i].count; j++)
			note(writer, writer->library.worksheet_write_string(
			                 writer->page, (lxw_row_t)(plan->lists.items[i].first + j), 0,
			                 clean(writer, CLEAN_WORKBOOK, plan->lists.items[i].items[j]), NULL));
	writer->library.worksheet_protect(writer->page, NULL, NULL);
	writer->library.worksheet_hide(writer->page);
}

/* A worksheet that people do not need to see; its texts are for `shikii import --into`. */
static void write_origin(struct writer *writer)
{
	size_t count;
	struct origin_line *lines = origin_write(writer->arena, plan_origin(writer->arena, writer->plan), &count);
	writer->page = writer->library.workbook_add_worksheet(writer->book, msg(MSG_WORKBOOK_ORIGIN));
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < 4; j++)
			if (*lines[i].texts[j])
				note(writer, writer->library.worksheet_write_string(writer->page, (lxw_row_t)i, (lxw_col_t)j,
				                                                    lines[i].texts[j], NULL));
	writer->library.worksheet_protect(writer->page, NULL, NULL);
	writer->library.worksheet_hide(writer->page);
}

static int compare_backwards(const void *a, const void *b)
{
	const struct plan_name *first = *(const struct plan_name *const *)a, *second = *(const struct plan_name *const *)b;
	return strcasecmp(second->name, first->name);
}

/* The library keeps names in order, without regard to case, and looks for the place of each from the front: the last comes
 * first. */
static void define_names(struct writer *writer)
{
	const struct plan *plan = writer->plan;
	const struct plan_name **names = arena_array(writer->arena, const struct plan_name *, plan->names.count + 1);
	for (size_t i = 0; i < plan->names.count; i++)
		names[i] = &plan->names.items[i];
	qsort(names, plan->names.count, sizeof *names, compare_backwards);
	for (size_t i = 0; i < plan->names.count; i++) {
		const char *sheet = plan->sheets.items[names[i]->sheet]->name;
		const char *place = reference(writer->arena, sheet, &names[i]->range);
		note(writer, writer->library.workbook_define_name(writer->book, names[i]->name, place));
	}
}

static void write_book(struct writer *writer)
{
	const struct plan *plan = writer->plan;
	lxw_doc_properties properties = {
	    .title = clean(writer, CLEAN_SHEET, plan->title),
	    .author = clean(writer, CLEAN_SHEET, plan->author),
	    .created = (time_t)plan->created,
	};
	note(writer, writer->library.workbook_set_properties(writer->book, &properties));
	set_normal_font(writer);
	for (size_t i = 0; i < plan->sheets.count; i++) {
		writer->page = writer->library.workbook_add_worksheet(writer->book, plan->sheets.items[i]->name);
		write_page(writer, plan->sheets.items[i]);
	}
	if (plan->lists.count)
		write_lists(writer);
	if (plan->form)
		write_origin(writer);
	define_names(writer);
}

static void take_in(FILE *file, struct buf *out)
{
	char bytes[1 << 16];
	size_t length;
	rewind(file);
	while ((length = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_append(out, bytes, length);
}

static void release(struct holding *holding)
{
	struct writer *writer = (struct writer *)(void *)holding;
	if (writer->book)
		writer->library.lxw_workbook_free(writer->book);
	fclose(writer->file);
}

/* The file that the library writes, and a path to it: that of an open file without a name, or in the page, whose files are in
 * memory and have no such paths, a name of its own. */
static FILE *open_file(struct arena *arena, const char **path)
{
#ifdef __EMSCRIPTEN__
	*path = arena_string(arena, "/tmp/book");
	return fopen(*path, "w+b");
#else
	FILE *file = tmpfile();
	*path = file ? arena_printf(arena, "/dev/fd/%d", fileno(file)) : NULL;
	return file;
#endif
}

const char *xlsx_write(struct arena *arena, const struct plan *plan, struct buf *out)
{
	struct writer *writer = arena_new_object(arena, struct writer);
	writer->arena = arena;
	writer->plan = plan;
	const char *reason = xlsx_library_load(arena, &writer->library);
	if (reason)
		return reason;
	const char *path;
	writer->file = open_file(arena, &path);
	if (!writer->file)
		return msg(MSG_XLSX_CANNOT_MAKE);
	memory_hold(&writer->held, release);
	size_t broken = stream_broken_count();
	writer->book = writer->library.workbook_new_opt(path, NULL);
	bool done = writer->book != NULL;
	if (done) {
		write_book(writer);
		note(writer, writer->library.workbook_close(writer->book)); /* which frees it */
		writer->book = NULL;
		take_in(writer->file, out);
	}
	done = done && writer->error == LXW_NO_ERROR && !ferror(writer->file) && stream_broken_count() == broken &&
	       out->length;
	reason = done ? xlsx_check(arena, plan, path) : msg(MSG_XLSX_CANNOT_MAKE);
	memory_let_go(&writer->held);
	release(&writer->held);
	return reason;
}
