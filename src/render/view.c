/* Sheet → what templates see: the JSON of the sheet with keys added that save templates from thinking. The two are
 * walked side by side. */
#include "render/view.h"

#include "base/messages/sheet.h"
#include "base/textdiff.h"
#include "render/counts.h"
#include "render/figure_view.h"
#include "render/links.h"
#include "render/pieces.h"
#include "render/sheet_json.h"

#include <string.h>

enum { FIRST_LEVEL = 2, LAST_LEVEL = 6 }; /* of headings; 1 is the title */

struct viewer {
	const struct sheet *sheet;
	const struct figure_style *style; /* NULL: no row has a picture */
	const struct pictures *pictures;
	void (*print_block)(struct buf *out, const char *text, bool markdown);
	struct arena *arena;
	struct reader *reader; /* of citations, in print order; NULL: they are not linked */
};

static void put_buf(json_t *object, const char *key, struct buf *buf)
{
	object_put_text(object, key, buf_text(buf));
	buf_free(buf);
}

static void put_flag(json_t *object, const char *key, bool flag)
{
	object_put(object, key, json_boolean(flag));
}

static void put_block(const struct viewer *viewer, json_t *object, const char *text, bool markdown)
{
	struct buf buf = BUF_INIT;
	if (viewer->reader && !markdown)
		links_html(&buf, viewer->arena, viewer->reader, text);
	else
		viewer->print_block(&buf, text, markdown);
	put_buf(object, "block", &buf);
}

/* A key as the id of a place on a page: II[2].4.c[17].3 -> II_2-4-c_17-3. */
static void put_anchor(json_t *object, const char *key)
{
	struct buf buf = BUF_INIT;
	for (; *key; key++)
		if (*key != ']')
			buf_putc(&buf, *key == '[' ? '_' : *key == '.' ? '-' : *key);
	put_buf(object, "anchor", &buf);
}

static const char *text_of(const struct value *value)
{
	const char *text = value_words(value);
	return text ? text : "";
}

/* ---- options ---- */

static const char *tick_mark(const struct tick *tick, enum answer_state state)
{
	if (tick->ticked)
		return "○";
	return state == STATE_UNKNOWN || state == STATE_INVALID ? msg(MSG_SHEET_UNREAD_MARK) : "　";
}

/* 1) for the first option: the section's option_mark with the number put in. */
static json_t *option_number(const char *format, size_t n)
{
	const char *mark = strstr(format, "{n}");
	if (!mark)
		return json_string_nocheck(format);
	struct buf buf = BUF_INIT;
	buf_append(&buf, format, (size_t)(mark - format));
	buf_printf(&buf, "%zu", n);
	buf_puts(&buf, mark + strlen("{n}"));
	json_t *number = json_string_nocheck(buf_text(&buf));
	buf_free(&buf);
	return number;
}

static json_t *choices_json(const struct viewer *viewer, const struct row *row)
{
	const struct form_section *section = row->item->section;
	const char *mark = section ? section->option_mark : viewer->sheet->form->option_mark;
	json_t *choices = json_array();
	for (size_t i = 0; i < row->tick_count; i++) {
		const struct tick *tick = &row->ticks[i];
		const char *words = tick->text ? tick->text : "";
		json_t *choice = json_object();
		object_put_text(choice, "label", tick->option->label);
		object_put(choice, "number", option_number(mark, i + 1));
		put_flag(choice, "selected", tick->ticked);
		object_put_text(choice, "mark", tick_mark(tick, row->state));
		object_put_text(choice, "text", words);
		put_flag(choice, "has_text", tick->option->text || *words);
		array_put(choices, choice);
	}
	return choices;
}

static json_t *group_json(const char *label, json_t *choices, size_t first, size_t count)
{
	json_t *group = json_object(), *members = json_array();
	for (size_t i = first; i < first + count && i < json_array_size(choices); i++)
		array_put(members, json_incref(json_array_get(choices, i)));
	object_put_text(group, "label", label);
	put_flag(group, "first", first == 0);
	object_put(group, "choices", members);
	return group;
}

/* All options stand in a group; one without label where the form prints no groups. */
static json_t *groups_json(const struct item *item, json_t *choices)
{
	json_t *groups = json_array();
	size_t first = 0;
	for (size_t i = 0; i < item->group_count; i++) {
		array_put(groups, group_json(item->groups[i].label, choices, first, item->groups[i].count));
		first += item->groups[i].count;
	}
	if (first < json_array_size(choices))
		array_put(groups, group_json("", choices, first, json_array_size(choices) - first));
	return groups;
}

static void add_options(const struct viewer *viewer, json_t *object, const struct row *row)
{
	json_t *choices = choices_json(viewer, row);
	object_put(object, "groups", groups_json(row->item, choices));
	object_put(object, "choices", choices);
	object_put_text(object, "unlisted", row->unlisted ? row->unlisted : "");
}

/* ---- 別添 ---- */

static size_t list_size(const struct value *value)
{
	return value->kind == VALUE_LIST ? value->list->count : 0;
}

/* Rows may be longer or shorter than the line of headings: nothing is dropped, the table is made even. */
static size_t table_width(const struct value *columns, const struct value *rows)
{
	size_t width = list_size(columns);
	for (size_t i = 0; i < list_size(rows); i++)
		if (list_size(&rows->list->items[i]) > width)
			width = list_size(&rows->list->items[i]);
	return width;
}

static json_t *cells_json(const struct value *cells, size_t width)
{
	json_t *array = json_array();
	for (size_t i = 0; i < width; i++)
		array_put_text(array, i < list_size(cells) ? text_of(&cells->list->items[i]) : "");
	return array;
}

static void add_table(json_t *object, const struct value *table)
{
	struct value columns = record_get(table, "columns"), rows = record_get(table, "rows");
	size_t width = table_width(&columns, &rows);
	json_t *array = json_array();
	for (size_t i = 0; i < list_size(&rows); i++)
		array_put(array, cells_json(&rows.list->items[i], width));
	put_flag(object, "has_table", width > 0);
	object_put(object, "columns", cells_json(&columns, width));
	object_put(object, "rows", array);
}

/* Some forms print the remarks in a row of their own: annex1.note for annex1. */
static bool has_note(const struct row *row, const struct sheet_section *section)
{
	size_t length = strlen(row->item->id);
	for (size_t i = 0; section && i < section->row_count; i++) {
		const char *id = section->rows[i].item->id;
		if (strncmp(id, row->item->id, length) == 0 && strcmp(id + length, ".note") == 0)
			return true;
	}
	return false;
}

/* The picture within the page itself: it has no other file. */
static void add_picture(const struct viewer *viewer, json_t *object, const struct value *attachment)
{
	struct value figure = record_get(attachment, "figure"), words = record_get(attachment, "figure_text");
	const char *name = figure.kind == VALUE_TEXT ? figure.text : "";
	const struct picture *picture = picture_named(viewer->pictures, name);
	struct buf address = BUF_INIT;
	if (picture) {
		buf_puts(&address, "data:image/png;base64,");
		buf_base64(&address, picture->bytes, picture->length);
	}
	object_put_text(object, "figure", name);
	object_put_text(object, "figure_text", text_of(&words));
	put_buf(object, "figure_data", &address);
}

static json_t *attachment_json(const struct viewer *viewer, const struct value *attachment, bool with_remarks)
{
	struct value title = record_get(attachment, "title"), text = record_get(attachment, "text");
	struct value table = record_get(attachment, "table"), file = record_get(attachment, "file");
	struct value remarks = record_get(attachment, "remarks");
	json_t *object = json_object();
	object_put_text(object, "title", text_of(&title));
	struct value table_rows = record_get(&table, "rows");
	bool withheld = value_withheld(&table_rows) || attachment_figure_withheld(attachment);
	const char *words = withheld && !*text_of(&text) ? withheld_words : text_of(&text);
	object_put_text(object, "text", words);
	put_block(viewer, object, words, text.markdown);
	add_table(object, &table);
	object_put_text(object, "file", text_of(&file));
	add_picture(viewer, object, attachment);
	object_put_text(object, "remarks", with_remarks ? text_of(&remarks) : "");
	return object;
}

static json_t *attachments_json(const struct viewer *viewer, const struct row *row, const struct sheet_section *section)
{
	bool with_remarks = !has_note(row, section);
	json_t *array = json_array();
	for (size_t i = 0; row->attachments && i < row->attachments->count; i++)
		array_put(array, attachment_json(viewer, &row->attachments->items[i], with_remarks));
	return array;
}

/* ---- the picture of `flow` ---- */

bool sheet_has_figure(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->row_count; i++)
		if (sheet->rows[i]->flow)
			return true;
	return false;
}

static void add_figures(const struct viewer *viewer, json_t *object, const struct row *row)
{
	json_t *array = json_array();
	if (row->flow && viewer->style) {
		struct figures figures = figures_of(viewer->arena, viewer->style, viewer->sheet->model);
		json_decref(array);
		array = figures_json(&figures);
	}
	object_put(object, "figures", array);
	struct buf buf = BUF_INIT;
	if (row->flow)
		viewer->print_block(&buf, flow_text(viewer->arena, row->flow), false);
	put_buf(object, "flow_block", &buf);
}

/* ---- rows ---- */

/* What the answer is decides which of the keys say it: printed, choices, groups, block or attachments. */
static void add_answer(const struct viewer *viewer, json_t *object, const struct row *row,
                       const struct sheet_section *section)
{
	enum item_type type = row->item->type;
	bool choice = type == ITEM_CHOICE, boxes = type == ITEM_BOXES, flag = type == ITEM_FLAG;
	bool attachment = row->attachments || row->flow, text = !choice && !boxes && !flag && !attachment;
	put_flag(object, "is_choice", choice);
	put_flag(object, "is_boxes", boxes);
	put_flag(object, "is_flag", flag);
	put_flag(object, "is_attachment", attachment);
	put_flag(object, "is_text", text);
	object_put_text(object, "printed", row->printed);
	put_block(viewer, object, text ? row->printed : "", row->markdown);
	add_options(viewer, object, row);
	object_put(object, "attachments", attachments_json(viewer, row, section));
	add_figures(viewer, object, row);
}

static void add_state(json_t *object, const struct row *row)
{
	const char *state = answer_state_name(row->state);
	const char *reason = row->answer.kind == VALUE_UNKNOWN && !value_withheld(&row->answer) ? row->answer.detail : NULL;
	put_flag(object, "answered", strcmp(state, "answered") == 0);
	put_flag(object, "blank", strcmp(state, "blank") == 0);
	put_flag(object, "absent", strcmp(state, "absent") == 0);
	put_flag(object, "unknown", strcmp(state, "unknown") == 0);
	put_flag(object, "withheld", strcmp(state, "withheld") == 0);
	object_put_text(object, "reason", reason ? reason : "");
}

/* ※ stands beside the label when it does not stand in the heading of its section already. */
static bool is_marked(const struct item *item)
{
	return item->significant && !(item->section && item->section->significant);
}

static bool same_frame(const struct row *a, const struct row *b)
{
	return a->item->under && b->item->under && strcmp(a->item->under, b->item->under) == 0;
}

static bool is_joined(const struct viewer *viewer, const struct row *rows, size_t at)
{
	return at > 0 && count_continues(viewer->arena, &rows[at], &rows[at - 1]);
}

/* The frame around neighbouring items; `under_size` is how many it has from this one on, `under_printed` without those that stand
 * in the row before them. */
static void add_frame(const struct viewer *viewer, json_t *object, const struct row *rows, size_t count, size_t at)
{
	size_t joined = 0;
	const char *under = rows[at].item->under;
	size_t end = at + 1;
	while (end < count && same_frame(&rows[at], &rows[end]))
		joined += is_joined(viewer, rows, end++);
	object_put_text(object, "under", under ? under : "");
	put_flag(object, "under_begins", under && !(at > 0 && same_frame(&rows[at - 1], &rows[at])));
	object_put(object, "under_size", json_integer(under ? (json_int_t)(end - at) : 0));
	object_put(object, "under_printed", json_integer(under ? (json_int_t)(end - at - joined) : 0));
}

/* （ 12 ）件; a wording of a published sheet may bring its own bracket. */
static const char *count_words(struct arena *arena, const struct row *row)
{
	const char *before, *behind = "", *number = row->printed;
	if (strstr(number, "（"))
		return number;
	if (row->state == STATE_UNKNOWN || row->state == STATE_INVALID)
		number = msg(MSG_SHEET_UNREAD_MARK);
	count_label(arena, row->item->label, &before, &behind);
	return arena_printf(arena, "（ %s %s", number, behind);
}

/* The count that goes on in this row, and whether the row is one. */
static void add_count(const struct viewer *viewer, json_t *array, const struct row *rows, size_t count, size_t at)
{
	json_t *object = json_array_get(array, at), *next = json_array_get(array, at + 1);
	bool joined = is_joined(viewer, rows, at), joins = at + 1 < count && is_joined(viewer, rows, at + 1);
	put_flag(object, "joined", joined);
	object_put_text(object, "count_words", joined ? count_words(viewer->arena, &rows[at]) : "");
	object_put(object, "count", joins ? json_incref(next) : json_null());
}

static void add_row(const struct viewer *viewer, json_t *object, const struct row *row,
                    const struct sheet_section *section)
{
	const struct item *item = row->item;
	object_put_text(object, "key", row->key);
	put_anchor(object, row->key);
	add_state(object, row);
	add_answer(viewer, object, row, section);
	put_flag(object, "marked", is_marked(item));
	put_flag(object, "sub", item->sub);
	object_put_text(object, "help", item->help ? item->help : "");
}

static bool have_frame(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].item->under)
			return true;
	return false;
}

/* The form's own shape of the cover, of which there are `count` rows: labels above their answers, two of them side by side, the
 * stamp alone. */
static void add_sides(json_t *object, const struct row *rows, size_t count, size_t at)
{
	bool cover = at < count;
	put_flag(object, "is_left", cover && cover_side_by_side(&rows[at], at + 1 < count ? &rows[at + 1] : NULL));
	put_flag(object, "is_right", cover && at > 0 && cover_side_by_side(&rows[at - 1], &rows[at]));
	put_flag(object, "is_stamp", cover && rows[at].item->type == ITEM_REF);
}

static void add_rows(const struct viewer *viewer, json_t *array, const struct row *rows, size_t count,
                     const struct sheet_section *section)
{
	bool frames = have_frame(rows, count);
	for (size_t i = 0; i < count; i++) {
		json_t *object = json_array_get(array, i);
		add_row(viewer, object, &rows[i], section);
		add_frame(viewer, object, rows, count, i);
		add_count(viewer, array, rows, count, i);
		add_sides(object, rows, section ? 0 : count, i);
		put_flag(object, "beside_frame", frames && !rows[i].item->under);
	}
}

/* ---- sections ---- */

static bool have_heading(const struct sheet_section *sections, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (*sections[i].heading)
			return true;
	return false;
}

static bool has_twin(const struct sheet_section *sections, size_t count, size_t at)
{
	for (size_t i = 0; i < count; i++)
		if (i != at && strcmp(sections[i].heading, sections[at].heading) == 0)
			return true;
	return false;
}

/* Ⅱ of one file and Ⅱ of another have one heading; their first answers, the names of the files, tell them apart. */
static void add_which(json_t *object, const struct sheet_section *sections, size_t count, size_t at)
{
	const struct row *row = has_twin(sections, count, at) ? section_first_row(&sections[at]) : NULL;
	struct buf words = BUF_INIT;
	for (const char *line = row ? row->printed : ""; *line; line += strspn(line, "\r\n")) {
		size_t length = strcspn(line, "\r\n");
		buf_puts(&words, words.length && length ? "、" : "");
		buf_append(&words, line, length);
		line += length;
	}
	put_buf(object, "which", &words);
}

static bool have_attachment(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].attachments || rows[i].flow)
			return true;
	return false;
}

static void add_sections(const struct viewer *viewer, json_t *array, const struct sheet_section *sections, size_t count,
                         int level)
{
	for (size_t i = 0; i < count; i++) {
		const struct sheet_section *section = &sections[i];
		json_t *object = json_array_get(array, i);
		object_put_text(object, "key", section->key);
		put_anchor(object, section->key);
		add_which(object, sections, count, i);
		object_put_text(object, "number", section->number);
		object_put_text(object, "note", section->form->note ? section->form->note : "");
		object_put(object, "level", json_integer(level));
		object_put(object, "hashes", json_sprintf("%.*s", level, "######"));
		put_flag(object, "annex", section->annex);
		put_flag(object, "applies", section->applies);
		put_flag(object, "repeated", section->form->variable != NULL);
		put_flag(object, "has_rows", section->row_count > 0);
		put_flag(object, "has_parts", have_heading(section->sections, section->section_count));
		put_flag(object, "has_frames", have_frame(section->rows, section->row_count));
		put_flag(object, "has_attachments", have_attachment(section->rows, section->row_count));
		add_rows(viewer, json_object_get(object, "rows"), section->rows, section->row_count, section);
		add_sections(viewer, json_object_get(object, "sections"), section->sections, section->section_count,
		             level < LAST_LEVEL ? level + 1 : level);
	}
}

/* ---- the sheet ---- */

static void add_contents(json_t *object, const struct form *form)
{
	json_t *lines = json_array();
	for (size_t i = 0; i < form->content_count; i++)
		array_put_text(lines, form->contents[i]);
	object_put_text(object, "contents_heading", form->contents_heading ? form->contents_heading : "");
	object_put(object, "contents", lines);
}

static const char *change_field(json_t *change, const char *field)
{
	const char *text = json_string_value(json_object_get(change, field));
	return text ? text : "";
}

static void add_fields(json_t *change, const struct form *form)
{
	struct arena *arena = arena_new();
	const char *before = change_field(change, "before"), *after = change_field(change, "after");
	bool comparable = texts_comparable(before, after);
	struct text_diff diff = text_diff(arena, before, after);
	json_t *fields = json_array();
	for (size_t i = 0; i < form->column_count; i++) {
		const char *name = form->columns[i].field;
		bool is_before = strcmp(name, "before") == 0, is_after = strcmp(name, "after") == 0;
		bool marked = comparable && (is_before || is_after);
		json_t *field = json_object();
		object_put_text(field, "name", name);
		object_put_text(field, "label", form->columns[i].label);
		object_put(field, "pieces",
		           marked ? pieces_json(&diff, is_before ? PIECE_OLD : PIECE_NEW)
		                  : whole_json(change_field(change, name)));
		array_put(fields, field);
	}
	object_put(change, "fields", fields);
	arena_free(arena);
}

static void add_history(json_t *object, const struct form *form)
{
	json_t *columns = json_array(), *history = json_object_get(object, "history");
	for (size_t i = 0; i < form->column_count; i++)
		array_put_text(columns, form->columns[i].label);
	for (size_t i = 0; i < json_array_size(history); i++) {
		json_t *change = json_array_get(history, i), *cells = json_array();
		for (size_t j = 0; j < form->column_count; j++)
			array_put_text(cells, change_field(change, form->columns[j].field));
		object_put(change, "cells", cells);
		add_fields(change, form);
	}
	object_put_text(object, "history_heading", form->history_heading);
	object_put(object, "history_columns", columns);
	put_flag(object, "has_history", json_array_size(history) > 0);
}

/* What the cover calls the sheet, for the title of a page. */
static const char *name_of(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->cover_count; i++)
		if (strcmp(sheet->cover[i].item->id, "cover.name") == 0 && *sheet->cover[i].printed)
			return sheet->cover[i].printed;
	return sheet->title;
}

json_t *view_json(const struct sheet *sheet, void (*print_block)(struct buf *out, const char *text, bool markdown),
                  const struct law *law, const struct figure_style *style, const struct pictures *pictures)
{
	struct viewer viewer = {
	    .sheet = sheet, .style = style, .pictures = pictures, .print_block = print_block, .arena = arena_new()};
	if (law)
		viewer.reader = reader_new(viewer.arena, law->registry, law->patterns);
	const struct form *form = sheet->form;
	json_t *object = sheet_json(sheet);
	object_put_text(object, "kind", form->kind);
	object_put_text(object, "name", name_of(sheet));
	object_put_text(object, "style", form->style);
	object_put_text(object, "stamp", form->stamp ? form->stamp : "");
	put_flag(object, "draft", sheet->draft);
	add_contents(object, form);
	add_rows(&viewer, json_object_get(object, "cover"), sheet->cover, sheet->cover_count, NULL);
	add_sections(&viewer, json_object_get(object, "sections"), sheet->sections, sheet->section_count, FIRST_LEVEL);
	add_history(object, form);
	arena_free(viewer.arena);
	return object;
}
