/* Sheet + layout → plan of a workbook: 表紙, 項目一覧, a worksheet for each part of the form, 変更箇所. */
#include "render/xlsx_plan.h"

#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/messages/workbook.h"
#include "render/xlsx_page.h"

#include <stdlib.h>
#include <string.h>

/* ---- 表紙 ---- */

static void put_value(struct planner *planner, const struct row *row)
{
	const char *text = answer_words(planner->arena, row);
	size_t cells = planner->page->cells.count;
	uint32_t first = page_row(planner);
	if (row->item->type != ITEM_TEXT) {
		page_answer(planner, all_columns, STYLE_CENTER, text, row->key);
	} else {
		page_answer(planner, all_columns, STYLE_ANSWER, text, row->key);
		int64_t least = planner->layout->cover_lines * planner->layout->styles[STYLE_ANSWER].line;
		for (uint32_t i = first; i < page_row(planner); i++)
			least -= planner->page->rows.items[i].height;
		if (least > 0)
			planner->page->rows.items[page_row(planner) - 1].height += least;
	}
	page_frame(planner, cells, all_columns);
}

/* 評価書番号 and 評価書名 stand side by side. */
static const struct columns cover_sides[] = {{COLUMN_GROUP, COLUMN_LABEL}, {COLUMN_OPEN, COLUMN_END}};

static void put_side_by_side(struct planner *planner, const struct row *left, const struct row *right)
{
	const struct row *rows[] = {left, right};
	uint32_t row = page_add_row(planner, STYLE_HEADING, 1);
	for (size_t i = 0; i < 2; i++)
		page_cell(planner, row, cover_sides[i], STYLE_HEADING, rows[i]->item->label)->edges = 15;
	row = page_add_row(planner, STYLE_CENTER, 1);
	for (size_t i = 0; i < 2; i++) {
		const char *text = answer_words(planner->arena, rows[i]);
		page_fit(planner, row, cover_sides[i], STYLE_CENTER, text);
		struct plan_cell *cell = page_cell(planner, row, cover_sides[i], STYLE_CENTER, text);
		cell->answer = true;
		cell->edges = 15;
		page_name(planner, row, cover_sides[i].first, rows[i]->key, "");
	}
}

static bool fits(const struct planner *planner, struct columns columns, const struct row *row)
{
	return page_lines(planner, columns, STYLE_CENTER, row->printed) <= (size_t)planner->layout->pieces.most;
}

static bool stands_beside(const struct planner *planner, const struct row *left, const struct row *right)
{
	return right && cover_side_by_side(left, right) && fits(planner, cover_sides[0], left) &&
	       fits(planner, cover_sides[1], right);
}

static void put_gap(struct planner *planner)
{
	page_add_row(planner, STYLE_NOTE, 1);
}

static void plan_cover(struct planner *planner, const char *purpose)
{
	const struct sheet *sheet = planner->sheet;
	page_begin_form(planner, msg(MSG_WORKBOOK_COVER));
	if (*purpose)
		page_cell(planner, page_add_row(planner, STYLE_STAMP, 1), all_columns, STYLE_STAMP, purpose);
	page_cell(planner, page_add_row(planner, STYLE_TITLE, 2), all_columns, STYLE_TITLE, planner->plan->title);
	put_gap(planner);
	for (size_t i = 0; i < sheet->cover_count; i++) {
		const struct row *row = &sheet->cover[i];
		const struct row *next = i + 1 < sheet->cover_count ? row + 1 : NULL;
		if (row->item->type == ITEM_REF) {
			uint32_t at = page_add_row(planner, STYLE_STAMP, 1);
			page_cell(planner, at, all_columns, STYLE_STAMP, row->printed);
			page_name(planner, at, all_columns.first, row->key, "");
			continue;
		}
		if (stands_beside(planner, row, next)) {
			put_side_by_side(planner, row, next);
			i++;
		} else {
			page_text(planner, all_columns, STYLE_HEADING, row->item->label);
			put_value(planner, row);
		}
		put_gap(planner);
	}
}

/* 項目一覧, below what stands on the cover where that leaves room for it. */
static void plan_contents(struct planner *planner)
{
	const struct form *form = planner->sheet->form;
	if (!form->contents_heading)
		return;
	put_gap(planner);
	uint32_t first = page_row(planner);
	page_text(planner, all_columns, STYLE_PART, form->contents_heading);
	for (size_t i = 0; i < form->content_count; i++)
		page_text(planner, all_columns, STYLE_CONTENTS, form->contents[i]);
	for (uint32_t row = first; row + 1 < page_row(planner); row++)
		page_keep_row(planner, row, KEEP_ALWAYS);
}

/* ---- parts ---- */

/* The heading, and beside it the flags that the section begins with, or the answer that it names: gives their number. */
static size_t put_heading(struct planner *planner, const struct sheet_section *section, enum xlsx_style_id style)
{
	static const struct columns left = {COLUMN_GROUP, COLUMN_WORDS_REST}, right = {COLUMN_OPEN_2, COLUMN_END};
	const char *heading =
	    arena_printf(planner->arena, "%s%s", section->annex ? msg(MSG_SHEET_ANNEX) : "", section->heading);
	if (section_names_first(section)) {
		plan_named_row(planner, section, heading);
		return 1;
	}
	size_t flags = *section->heading ? plan_leading_flags(section) : 0;
	if (*section->heading && !flags)
		page_text(planner, all_columns, style, heading);
	if (!flags)
		return 0;
	size_t cells = planner->page->cells.count;
	uint32_t first = page_row(planner);
	for (size_t i = 0; i < flags; i++) {
		page_add_row(planner, style, 1);
		plan_flag(planner, &section->rows[i], true);
	}
	page_frame(planner, cells, right);
	cells = planner->page->cells.count;
	page_fit(planner, first, left, style, heading);
	for (uint32_t row = first; row < page_row(planner); row++)
		page_keep_row(planner, row, KEEP_ALWAYS);
	page_cell(planner, first, left, style, heading);
	page_frame(planner, cells, left);
	return flags;
}

/* システム2～5 over the second of the repetitions. */
static void put_banner(struct planner *planner, const struct sheet_section *section, size_t n)
{
	const struct form_section *form = section->form;
	for (size_t i = 0; i < form->frame_count; i++) {
		size_t first = i ? form->frames[i - 1].last + 1 : 1;
		if (n == first && strcmp(form->frames[i].label, section->heading) != 0)
			page_text(planner, all_columns, STYLE_FRAME, form->frames[i].label);
	}
}

static enum xlsx_style_id heading_style(size_t depth)
{
	return depth == 0 ? STYLE_PART : depth == 1 ? STYLE_SECTION : STYLE_GROUP;
}

bool plan_is_group(const struct sheet_section *section)
{
	const struct form_section *outer = section->form->parent;
	return outer && outer->parent;
}

static void plan_section(struct planner *planner, const struct sheet_section *section, size_t depth)
{
	uint32_t first = page_row(planner);
	size_t flags = put_heading(planner, section, heading_style(depth));
	if (section->form->note)
		page_text(planner, all_columns, STYLE_NOTE, section->form->note);
	plan_rows(planner, section, flags);
	size_t n = 0;
	for (size_t i = 0; i < section->section_count; i++) {
		const struct sheet_section *inner = &section->sections[i];
		n = i && inner->form == section->sections[i - 1].form ? n + 1 : 1;
		if (inner->annex && !(i && section->sections[i - 1].annex))
			page_text(planner, all_columns, STYLE_FRAME, msg(MSG_SHEET_ANNEX_NAME));
		put_banner(planner, inner, n);
		plan_section(planner, inner, depth + 1);
	}
	if (plan_is_group(section) && *section->heading)
		page_say_again(planner, first, section->heading);
}

static bool has_attachment(const struct sheet_section *section)
{
	for (size_t i = 0; i < section->row_count; i++)
		if (section->rows[i].item->type == ITEM_ATTACHMENT)
			return true;
	return false;
}

static const char *part_name(const struct sheet_section *section)
{
	return *section->number ? section->number : section->heading;
}

/* Is it one of several repetitions of a part, an Ⅱ for each file? */
static bool is_repeated(const struct sheet *sheet, size_t i)
{
	const struct form_section *form = sheet->sections[i].form;
	return (i > 0 && sheet->sections[i - 1].form == form) ||
	       (i + 1 < sheet->section_count && sheet->sections[i + 1].form == form);
}

static bool stands_alone(const struct sheet *sheet, size_t i)
{
	return has_attachment(&sheet->sections[i]) || is_repeated(sheet, i);
}

/* Parts that follow one another flow on in one worksheet; an annex and each repetition have their own. Returns where the next
 * begins. */
static size_t plan_parts(struct planner *planner, size_t first)
{
	const struct sheet *sheet = planner->sheet;
	size_t end = first + 1;
	if (has_attachment(&sheet->sections[first])) {
		plan_annex(planner, &sheet->sections[first]);
		return end;
	}
	while (!is_repeated(sheet, first) && end < sheet->section_count && !stands_alone(sheet, end))
		end++;
	const char *from = part_name(&sheet->sections[first]), *to = part_name(&sheet->sections[end - 1]);
	page_begin_form(planner, strcmp(from, to) == 0 ? from : msg_workbook_parts(planner->arena, from, to));
	for (size_t i = first; i < end; i++)
		plan_section(planner, &sheet->sections[i], 0);
	return end;
}

/* ---- the workbook ---- */

/* Midnight of the 公表日, or for a draft of the day on which the form came into use: never the clock. Excel's library
 * takes 0 for «now». */
int64_t plan_time(struct date day)
{
	static const struct date epoch = {1970, 1, 1};
	long days = date_days_inclusive(epoch, day) - 1;
	return days > 0 ? (int64_t)days * 24 * 60 * 60 : 1;
}

/* Behind a name: （提出用） */
const char *plan_suffix(struct arena *arena, const char *purpose)
{
	return *purpose ? arena_printf(arena, "（%s）", purpose) : "";
}

struct plan *plan_new(struct planner *planner, struct arena *arena, const struct xlsx_layout *layout)
{
	struct plan *plan = arena_new_object(arena, struct plan);
	*planner = (struct planner){.arena = arena, .layout = layout, .plan = plan};
	map_init(&planner->sheet_names, arena);
	map_init(&planner->names, arena);
	map_init(&planner->lists, arena);
	map_put(&planner->sheet_names, msg(MSG_WORKBOOK_CHOICES), plan); /* the hidden worksheets */
	map_put(&planner->sheet_names, msg(MSG_WORKBOOK_ORIGIN), plan);
	plan->layout = layout;
	return plan;
}

struct plan *plan_begin(struct planner *planner, struct arena *arena, const struct xlsx_layout *layout,
                        const struct sheet *sheet)
{
	struct plan *plan = plan_new(planner, arena, layout);
	const char *draft = sheet->draft ? msg(MSG_SHEET_DRAFT) : "";
	const struct value *published = &sheet->occasion.published;
	planner->sheet = sheet;
	plan->title = arena_printf(arena, "%s%s", sheet->title, draft);
	plan->author = sheet_printed(sheet, "cover.agency");
	plan->created = plan_time(published->kind == VALUE_DATE ? published->date : sheet->form->from);
	plan->number = sheet_printed(sheet, "cover.number");
	plan->name = arena_printf(arena, "%s%s", sheet_printed(sheet, "cover.name"), draft);
	return plan;
}

static int compare_cells(const void *a, const void *b)
{
	const struct plan_cell *first = *(const struct plan_cell *const *)a, *second = *(const struct plan_cell *const *)b;
	if (first->range.row != second->range.row)
		return first->range.row < second->range.row ? -1 : 1;
	return (first->range.column > second->range.column) - (first->range.column < second->range.column);
}

/* By place: cells come in any order, and each name asks for its own. */
static void list_words(struct planner *planner)
{
	struct plan_sheet *page = planner->page;
	for (size_t i = 0; i < page->cells.count; i++)
		if (*page->cells.items[i].text)
			list_push(planner->arena, &page->words, &page->cells.items[i]);
	if (page->words.count)
		qsort(page->words.items, page->words.count, sizeof(const struct plan_cell *), compare_cells);
}

void plan_end(struct planner *planner)
{
	for (size_t i = 0; i < planner->plan->sheets.count; i++) {
		planner->page = planner->plan->sheets.items[i];
		page_paginate(planner);
		page_settle(planner);
		page_pad(planner, i);
		list_words(planner);
	}
}

const struct plan *xlsx_plan(struct arena *arena, const struct xlsx_layout *layout, const struct figure_style *figures,
                             const struct sheet *sheet, const struct pictures *pictures, const char *purpose)
{
	struct planner planner;
	struct plan *plan = plan_begin(&planner, arena, layout, sheet);
	planner.figures = figures;
	planner.pictures = pictures;
	plan->form = sheet->form->id;
	plan->published = !*purpose;
	plan->name = arena_printf(arena, "%s%s", plan->name, plan_suffix(arena, purpose));
	plan_cover(&planner, purpose);
	plan_contents(&planner);
	for (size_t i = 0; i < sheet->section_count;)
		i = plan_parts(&planner, i);
	plan_history(&planner);
	plan_end(&planner);
	return plan;
}
