#ifndef SHIKII_RENDER_XLSX_PAGE_H
#define SHIKII_RENDER_XLSX_PAGE_H

#include "base/map.h"
#include "model/sheet.h"
#include "render/xlsx_plan.h"

/* A plan in the making, for xlsx_plan.c and the files that lay out its parts. */
struct planner {
	struct arena *arena;
	const struct xlsx_layout *layout;
	const struct figure_style *figures; /* NULL: the sheet has no picture */
	const struct pictures *pictures;    /* of attachments; or NULL */
	const struct sheet *sheet;
	struct plan *plan;
	struct plan_sheet *page; /* the worksheet that is being filled, from top to bottom */
	struct map sheet_names;
	struct map names;
	struct {
		struct plan_cell *items;
		size_t count;
		size_t capacity;
	} padding;        /* cells of pads, on their way into the page */
	struct map lists; /* key → index + 1, as a pointer into plan.lists is not stable */
};

/* Columns of a page in the layout's `form`. */
enum form_column {
	COLUMN_GROUP,
	COLUMN_LABEL,
	COLUMN_OPEN,
	COLUMN_MARK,
	COLUMN_CLOSE,
	COLUMN_WORDS,        /* as far as a wording that was chosen goes, */
	COLUMN_CLOSE_CHOICE, /* its bracket, */
	COLUMN_WORDS_REST,   /* and on */
	COLUMN_OPEN_2,
	COLUMN_MARK_2,
	COLUMN_CLOSE_2,
	COLUMN_WORDS_2, /* together with two narrow ones, before which a text can end, too */
	COLUMN_STEP_1,
	COLUMN_STEP_2,
	COLUMN_END,
	COLUMN_COUNT
};

/* Columns from `first` to `last`. */
struct columns {
	uint16_t first, last;
};
static const struct columns all_columns = {COLUMN_GROUP, COLUMN_END}, answer_columns = {COLUMN_OPEN, COLUMN_END};

/* Seconds from 1970 to a day, for plan.created; never 0, which the library takes for now. */
int64_t plan_time(struct date day);

/* Begins an empty plan; one that is titled, numbered and dated as the sheet is; ends it by parting its worksheets into pages. */
const char *plan_suffix(struct arena *arena, const char *purpose);
struct plan *plan_new(struct planner *planner, struct arena *arena, const struct xlsx_layout *layout);
struct plan *plan_begin(struct planner *planner, struct arena *arena, const struct xlsx_layout *layout,
                        const struct sheet *sheet);
void plan_end(struct planner *planner);

/* Begins a worksheet; its name is made fit for Excel and unlike the others. */
void page_begin(struct planner *planner, const char *name, bool landscape, const int64_t *widths, size_t count);
void page_begin_form(struct planner *planner, const char *name);

/* The row that the next one added will be. */
uint32_t page_row(const struct planner *planner);

/* Adds a row as high as `lines` lines of the style. */
uint32_t page_add_row(struct planner *planner, enum xlsx_style_id style, size_t lines);

/* Makes rows from `first` to the last one at least as high as the text needs in these columns. */
void page_fit(struct planner *planner, uint32_t first, struct columns columns, enum xlsx_style_id style,
              const char *text);

void page_fit_lines(struct planner *planner, uint32_t first, enum xlsx_style_id style, size_t lines);

/* The width of a line in a column of so many millimetres; how badly LibreOffice breaks texts of one size there, at the size at which it
 * does best. */
size_t page_width_of(const struct planner *planner, enum xlsx_style_id style, int64_t width);
size_t page_faults_of(const struct planner *planner, enum xlsx_style_id style, int64_t width, const char *const *texts,
                      size_t count);

size_t page_lines(const struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text);

/* Lines for which the highest row has room. */
size_t page_most_lines(const struct planner *planner, enum xlsx_style_id style);

/* Adds a cell in rows from `first` to the last one. The result is good until the next cell. */
struct plan_cell *page_cell(struct planner *planner, uint32_t first, struct columns columns, enum xlsx_style_id style,
                            const char *text);

/* Draws a border around what has been added since there were `cells` cells, within these columns. */
void page_frame(struct planner *planner, size_t cells, struct columns columns);

/* Rows from `first` to the last one stay on one page, when they are no more than a tenth of it or so; rather so, when they are no
 * more than a third. Of others no row is alone on a page. */
void page_keep(struct planner *planner, uint32_t first);

/* The same, and firmly so, as a page that begins within them says no name: frames and sub-items. */
void page_keep_group(struct planner *planner, uint32_t first);

/* Row `row` stays with the next, if it is no heading, which always does. */
void page_keep_row(struct planner *planner, uint32_t row, enum plan_keep keep);

/* The label of rows from `first` to the last one, in a border: a page that begins between them leaves room for it on both
 * sides, below with （続き） behind it. */
void page_label(struct planner *planner, uint32_t first, struct columns columns, const char *text);

/* Pages that begin between `first`, the heading of a group, and the last row say the heading again, with （続き） behind it. */
void page_say_again(struct planner *planner, uint32_t first, const char *heading);

/* A row of one text in a border. */
void page_text(struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text);

/* The same as an answer: named, and open to change. Long text is cut into pieces, a row each, between which a page may
 * begin. */
void page_answer(struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text,
                 const char *key);

/* Names the cells in the first of these columns from row `first` to the last one. */
void page_name(struct planner *planner, uint32_t first, uint16_t column, const char *key, const char *suffix);

/* What one cell takes of a long text. */
struct piece {
	const char *text; /* in the planner's arena */
	size_t next;      /* where the next piece begins */
	size_t lines;     /* at least 1 */
	bool continued;
	bool listed; /* it ends within a list of numbers, which programs would break elsewhere */
	enum plan_end end;
};

/* The piece that begins at `from`: it ends with a paragraph once there are `least` lines, or after `most`. */
struct piece page_piece(const struct planner *planner, const char *text, size_t length, size_t from, size_t width,
                        size_t least, size_t most);
struct plan_cell *page_piece_cell(struct planner *planner, uint32_t first, struct columns columns,
                                  enum xlsx_style_id style, const struct piece *piece);

/* Width of columns for wrap_line(), in hundredths of the style's em. */
size_t page_width(const struct planner *planner, struct columns columns, enum xlsx_style_id style);

/* By how many tenths of a point letters are to be smaller so that the text is a line shorter, and for wrap_line() the width that they have
 * then; 0 where as little as that does not help. */
unsigned page_smaller(const struct planner *planner, struct columns columns, enum xlsx_style_id style, const char *text,
                      size_t *width);

/* The drop-down of these words, for plan_cell.list. */
size_t page_list(struct planner *planner, const char *const *items, size_t count);

/* Parts the worksheet into pages: where each begins is written into page->breaks, and no cell lies across. The pieces of
 * a long text that are on one page become one cell, but for those of a table that can be filtered. */
void page_paginate(struct planner *planner);

/* What is left of the page, in points, if it began at the last break that was asked for. */
int64_t page_height_left(const struct planner *planner);

/* Of the worksheet, parted into pages: labels get a line break where each line ends, other texts the size in which programs that know
 * no 禁則 break them best. No letter is put into an answer. */
void page_settle(struct planner *planner);

/* Puts the pads into worksheet `index`, planner->page, which is parted into pages: columns move to the right. */
void page_pad(struct planner *planner, size_t index);

/* The parts. */
void plan_rows(struct planner *planner, const struct sheet_section *section, size_t first);
/* Does the section stand in another's: 委託事項1, リスク１? */
bool plan_is_group(const struct sheet_section *section);
/* The first row with the heading of the repetition for its label, which it stays together with the next. */
void plan_named_row(struct planner *planner, const struct sheet_section *section, const char *heading);
size_t plan_leading_flags(const struct sheet_section *section);
void plan_answer(struct planner *planner, const struct row *row, struct columns columns);
void plan_flag(struct planner *planner, const struct row *row, bool second_pair);
void plan_figures(struct planner *planner);
void plan_annex(struct planner *planner, const struct sheet_section *section);
void plan_history(struct planner *planner);

/* The widths in millimetres of 項目, of the notes, and of 変更前 and 変更後 each: as they are given, or the first two narrower and the
 * others wider where the table gets lower, or as low with lines that break better. */
struct history_widths {
	int64_t item, note, words;
};
void plan_share_widths(struct planner *planner, struct history_widths *widths);

/* A row of a table of changes: a text for each column of the page. Words that differ between the columns `before` and
 * `after` are marked; without these two both are `count`. */
struct table_row {
	const char *const *texts;
	size_t count;
	size_t before, after;
	const enum xlsx_style_id *styles; /* of the columns; NULL: all STYLE_CELL */
	const char *mark;                 /* what is marked where a text ends with it; NULL: nothing */
};
void plan_table_row(struct planner *planner, const struct table_row *row);
void plan_table_headings(struct planner *planner, const char *const *labels, size_t count);

/* The rows from `first`, the headings, to the last one are the page's table. */
void plan_table_end(struct planner *planner, uint32_t first);

/* 「（読み取れていません：理由）」 for an answer that is unknown, else NULL. */
const char *unread_text(struct arena *arena, const struct row *row);

/* That, or what is printed; CommonMark without its marks. */
const char *answer_words(struct arena *arena, const struct row *row);

#endif
