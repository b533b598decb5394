/* Which cells of 変更箇所 tell what is withheld: by the item that the row names, by its `paths`, and by their words. The words
 * are those of the withheld answers, and those of the cells that are withheld by their item: what these answers once were. Words
 * that the sheet prints openly, in an answer or as a part of the form, are no secret. */
#include "assess/conceal.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/conceal.h"
#include "base/utf8.h"
#include "history/cell.h"
#include "model/row_name.h"
#include "model/withhold.h"

#include <string.h>

enum {
	SECRET_LENGTH = 2,   /* letters of an answer that is looked for in cells, */
	SENTENCE_LENGTH = 6, /* characters of one of its sentences, */
	EXCERPT_LENGTH = 15, /* and of any part of it: fewer are in common by chance */
	TOLD_LENGTH = 8,     /* and of one that is told when another answer has it */
	LABEL_LENGTH = 2
};

/* One revision of the form, filled in. */
struct revision {
	const struct sheet *shown;
	const struct sheet *whole;
};

struct concealer {
	struct arena *arena;
	struct official *official;
	const struct model *model;
	struct revision now;
	LIST(struct revision) others;
	struct buf open;            /* what may be read, folded */
	LIST(const char *) secrets; /* folded */
	struct map excerpts;
	size_t cells;
};

/* ---- rows of the sheet ---- */

static bool is_hidden(const struct revision *revision, size_t i)
{
	const struct row *row = revision->shown->rows[i];
	bool alike = revision->shown->row_count == revision->whole->row_count;
	return row->state == STATE_WITHHELD || (alike && strcmp(row->printed, revision->whole->rows[i]->printed) != 0);
}

/* The form of a day may be another revision, in which numbers and labels mean other items. */
static struct revision revision_of(struct concealer *c, const struct form *form)
{
	if (!form || form == c->now.shown->form)
		return c->now;
	for (size_t i = 0; i < c->others.count; i++)
		if (c->others.items[i].shown->form == form)
			return c->others.items[i];
	struct diags ignored;
	diags_init(&ignored, c->arena);
	const struct schema *schema = c->official->schema;
	struct revision other = {
	    sheet_build(c->arena, &ignored, schema, c->now.shown->model, form, &c->now.shown->occasion),
	    sheet_build(c->arena, &ignored, schema, c->now.whole->model, form, &c->now.whole->occasion),
	};
	list_push(c->arena, &c->others, other);
	return other;
}

static bool is_in(const struct form_section *section, const struct form_section *outer)
{
	while (section && section != outer)
		section = section->parent;
	return section != NULL;
}

/* The repetitions that the name gives; 0 is any. */
static bool same_place(const struct row *row, const struct item_name *name)
{
	for (size_t i = 0; i < name->index_count && i < row->index_count; i++)
		if (name->index[i] && name->index[i] != row->index[i])
			return false;
	return true;
}

static bool name_means(const struct item_name *name, const struct row *row)
{
	if (name->kind == ITEM_NAME_ITEM)
		return row->item == name->item && same_place(row, name);
	return name->kind == ITEM_NAME_SECTION && is_in(row->item->section, name->section) && same_place(row, name);
}

/* ②法令上の根拠 → 法令上の根拠 */
static const char *label_words(struct arena *arena, const char *label)
{
	const char *words = cell_fold(arena, label);
	return words + strspn(words, "0123456789.()");
}

/* A name that cannot be read for sure means a hidden item when it has its label in it. */
static bool may_mean(struct arena *arena, const char *name, const struct row *row)
{
	const char *label = label_words(arena, row->item->label);
	return utf8_count(label, strlen(label)) >= LABEL_LENGTH && strstr(cell_fold(arena, name), label);
}

/* Does the column 項目 of the row, or a part of it, name a hidden item? *read: it names items of the form for sure. */
static bool name_is_hidden(struct concealer *c, const struct history_row *row, const char *text, bool *read)
{
	const struct value *day = row->record ? record_field(row->record, "date") : NULL;
	const struct sheet *shown = c->now.shown;
	const struct form *form =
	    day && day->kind == VALUE_DATE ? official_form_of(c->official, shown->form->kind, day) : shown->form;
	struct revision revision = revision_of(c, form);
	struct item_name name = item_name_read(official_names(c->official, revision.shown->form), text);
	if (name.kind == ITEM_NAME_UNKNOWN && revision.shown != shown) { /* written ahead of the new form */
		revision = c->now;
		name = item_name_read(official_names(c->official, shown->form), text);
	}
	*read = (name.kind == ITEM_NAME_ITEM || name.kind == ITEM_NAME_SECTION) && !name.rest;
	for (size_t i = 0; i < revision.shown->row_count; i++) {
		const struct row *other = revision.shown->rows[i];
		if (is_hidden(&revision, i) && (*read ? name_means(&name, other) : may_mean(c->arena, text, other)))
			return true;
	}
	return false;
}

/* One name, or several: Ⅰ３、Ⅰ５ */
static bool item_is_hidden(struct concealer *c, const struct history_row *row)
{
	bool read, hidden = name_is_hidden(c, row, row->item, &read);
	size_t sign;
	for (const char *at = row->item; !read && !hidden && *at; at += sign) {
		size_t length = item_name_length(at, &sign);
		hidden = name_is_hidden(c, row, arena_copy(c->arena, at, length), &(bool){false});
		at += length;
	}
	return hidden;
}

static bool paths_are_hidden(struct concealer *c, const struct value *paths)
{
	for (size_t i = 0; paths && paths->kind == VALUE_LIST && i < paths->list->count; i++) {
		const struct value *path = &paths->list->items[i];
		if (path->kind == VALUE_TEXT &&
		    path_tells_withheld(c->model, path_spelled(c->arena, c->now.whole->model, path->text)))
			return true;
	}
	return false;
}

/* Row i of 変更箇所; 同上 is what the row above is. */
static bool change_is_hidden(struct concealer *c, size_t i, bool above)
{
	const struct history_row *row = &c->now.shown->history[i];
	const struct cell_words *words = official_cells(c->official);
	const struct value *paths = row->record ? record_field(row->record, "paths") : NULL;
	if (!words || paths_are_hidden(c, paths))
		return true;
	if (i > 0 && cell_is_above(c->arena, words, row->item))
		return above;
	return item_is_hidden(c, row);
}

/* ---- words ---- */

static void put_open(struct concealer *c, const char *text)
{
	buf_puts(&c->open, cell_fold(c->arena, text));
	buf_putc(&c->open, '\x01');
}

static void read_open(struct concealer *c)
{
	const struct sheet *sheet = c->now.shown;
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct item *item = sheet->rows[i]->item;
		put_open(c, sheet->rows[i]->printed);
		put_open(c, item->label);
		for (size_t j = 0; j < item->option_count; j++)
			put_open(c, item->options[j].label);
	}
}

static bool is_open(const struct concealer *c, const char *folded)
{
	return strstr(buf_text(&c->open), folded) != NULL;
}

/* A number or a date says nothing: 3 stands in most cells. */
static bool has_letters(const struct concealer *c, const char *folded)
{
	struct date date;
	size_t letters = 0;
	for (const char *at = folded; *at; at += utf8_step(at)) {
		unsigned char byte = (unsigned char)*at;
		letters += byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
	}
	return letters >= SECRET_LENGTH && date_parse(&c->official->schema->calendar, folded, &date) != DATE_OK;
}

static void add_part(struct concealer *c, const char *start, size_t length, size_t least)
{
	const char *folded = cell_fold(c->arena, arena_copy(c->arena, start, length));
	if (utf8_count(folded, strlen(folded)) >= least && has_letters(c, folded) && !is_open(c, folded))
		list_push(c->arena, &c->secrets, folded);
}

/* Bytes up to the end of a sentence or paragraph. */
static size_t sentence_length(const char *text)
{
	const char *stop = strstr(text, "。");
	size_t line = strcspn(text, "\n");
	return stop && (size_t)(stop - text) < line ? (size_t)(stop - text) + strlen("。") : line;
}

static void add_secret(struct concealer *c, const char *text)
{
	add_part(c, text, strlen(text), SECRET_LENGTH);
	for (const char *at = text; *at;) {
		size_t length = sentence_length(at);
		add_part(c, at, length, SENTENCE_LENGTH);
		at += length + (at[length] == '\n');
	}
	const char *folded = cell_fold(c->arena, text), *at = folded;
	for (size_t count = utf8_count(folded, strlen(folded)); count >= EXCERPT_LENGTH; count--) {
		const char *excerpt = arena_copy(c->arena, at, utf8_prefix(at, strlen(at), EXCERPT_LENGTH));
		map_put(&c->excerpts, excerpt, c);
		at += utf8_step(at);
	}
}

/* What stands under sheets.<kind>.items has its type from the form. */
static void add_stand_ins(struct concealer *c)
{
	for (size_t i = 0; i < c->now.whole->row_count; i++) {
		const struct row *row = c->now.whole->rows[i];
		bool same = i < c->now.shown->row_count && strcmp(row->key, c->now.shown->rows[i]->key) == 0;
		if (row->stand_in && same && is_hidden(&c->now, i) && row->item->type != ITEM_DATE)
			add_secret(c, row->printed);
	}
}

static bool has_excerpt(struct concealer *c, const char *folded)
{
	const char *at = folded;
	for (size_t count = utf8_count(folded, strlen(folded)); count >= EXCERPT_LENGTH; count--) {
		const char *excerpt = arena_copy(c->arena, at, utf8_prefix(at, strlen(at), EXCERPT_LENGTH));
		if (map_get(&c->excerpts, excerpt) && !is_open(c, excerpt))
			return true;
		at += utf8_step(at);
	}
	return false;
}

static bool tells_secret(struct concealer *c, const char *text)
{
	const char *folded = cell_fold(c->arena, text);
	for (size_t i = 0; i < c->secrets.count; i++)
		if (strstr(folded, c->secrets.items[i]))
			return true;
	return has_excerpt(c, folded);
}

/* ---- other answers ---- */

/* These are printed: their author has to say whether they should be. */
static void tell_elsewhere(struct concealer *c, struct diags *diags, const char *secret)
{
	const struct sheet *sheet = c->now.shown;
	const char *folded = cell_fold(c->arena, secret);
	if (utf8_count(folded, strlen(folded)) < TOLD_LENGTH || !has_letters(c, folded))
		return;
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		if (row->item->fixed || row->item->option_count || !row->place ||
		    !strstr(cell_fold(c->arena, row->printed), folded))
			continue;
		struct diag *diag = diag_add(diags, DIAG_MODEL_WITHHELD_ELSEWHERE, node_place(row->place),
		                             msg_conceal_elsewhere(diags->arena, row->item->label));
		diag->path = row->path;
		diag->item = row->item->id;
		diag->item_name = row_name(c->arena, &c->official->schema->calendar, sheet, row);
		diag->hint = msg(MSG_CONCEAL_WITHHOLD_IT);
	}
}

/* ---- the cells ---- */

static void hide(struct concealer *c, const char **cell)
{
	if (!**cell || strcmp(*cell, withheld_words) == 0)
		return;
	*cell = withheld_words;
	c->cells++;
}

static void conceal_history(struct concealer *c, struct history_row *rows, size_t count)
{
	bool hidden = false;
	for (size_t i = 0; i < count; i++) {
		hidden = change_is_hidden(c, i, hidden);
		if (!hidden)
			continue;
		add_secret(c, rows[i].before);
		add_secret(c, rows[i].after);
		hide(c, &rows[i].before);
		hide(c, &rows[i].after);
	}
	for (size_t i = 0; i < count; i++) {
		const char **cells[] = {&rows[i].item, &rows[i].before, &rows[i].after, &rows[i].note};
		for (size_t j = 0; j < sizeof cells / sizeof *cells; j++)
			if (tells_secret(c, *cells[j]))
				hide(c, cells[j]);
	}
}

struct concealed sheet_conceal(struct arena *arena, struct diags *diags, struct official *official,
                               const struct sheet *shown, const struct sheet *whole)
{
	struct concealer c = {.arena = arena, .official = official, .model = shown->model, .now = {shown, whole}};
	struct sheet *sheet = arena_new_object(arena, struct sheet);
	struct concealed result = {.sheet = sheet};
	*sheet = *shown;
	for (size_t i = 0; i < shown->row_count; i++)
		result.answers += is_hidden(&c.now, i);
	for (size_t i = 0; i < c.model->withheld_text_count; i++)
		tell_elsewhere(&c, diags, c.model->withheld_texts[i]);
	if (!shown->history_count)
		return result;
	map_init(&c.excerpts, arena);
	read_open(&c);
	for (size_t i = 0; i < c.model->withheld_text_count; i++)
		add_secret(&c, c.model->withheld_texts[i]);
	add_stand_ins(&c);
	sheet->history = arena_array(arena, struct history_row, shown->history_count);
	memcpy(sheet->history, shown->history, shown->history_count * sizeof *sheet->history);
	conceal_history(&c, sheet->history, sheet->history_count);
	buf_free(&c.open);
	result.cells = c.cells;
	return result;
}
