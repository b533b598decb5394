/* Rows + form -> places with the words of each item. The form's headings and labels stand in a list, in print order; a
 * cursor moves along it as they are met in the text. A label is looked for in the section where the cursor is, a
 * heading in the part of the form around it: the same words (リスクに対する措置の内容) stand in many sections. */
#include "import/place.h"

#include "base/buf.h"
#include "base/messages/import.h"
#include "base/messages/purpose.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "import/entries.h"
#include "import/marks.h"
#include "import/recognise.h"

#include <stdlib.h>
#include <string.h>

enum { UNIQUE_LENGTH = 6, COLUMN_LIMIT = 256, GAP_LIMIT = 20, FIXED_LIMIT = 300 };

struct placer {
	struct arena *arena;
	struct arena *scratch; /* keys of one row */
	const struct form *form;
	struct placing *placing;
	struct entries entries;
	size_t at;                             /* the entry met last */
	struct reading *open;                  /* takes the words that come, or NULL */
	bool lost;                             /* words follow a label that has no place */
	struct reading *columns[COLUMN_LIMIT]; /* the last row was a head of columns: whose words come next */
	size_t column_count;
	bool in_history;
	size_t history_columns[COLUMN_LIMIT]; /* cell → index in form.columns, plus one */
	size_t contents_left;                 /* lines of 項目一覧 that are still to come */
	struct label title, draft_title, stamp, contents, history;
	const struct label *column_labels; /* of form.columns */
};

/* ---- places ---- */

/* Where we are in a section, as far as the text has come to it; NULL: not yet. */
static struct place *place_reached(const struct placer *placer, const struct form_section *section)
{
	if (!section)
		return placer->placing->root;
	return place_found(place_reached(placer, section->parent), section);
}

static struct place *place_of(struct placer *placer, const struct form_section *section)
{
	if (!section)
		return placer->placing->root;
	return place_inside(placer->arena, place_of(placer, section->parent), section);
}

static struct reading *reading_of(struct placer *placer, const struct entry *entry)
{
	struct place *place = place_of(placer, entry->section);
	const struct item *items = entry->section ? entry->section->items : placer->form->cover;
	return &place->readings[entry->item - items];
}

static bool is_filled(struct placer *placer, const struct entry *entry)
{
	const struct place *place = place_reached(placer, entry->section);
	const struct item *items = entry->section ? entry->section->items : placer->form->cover;
	const struct reading *reading = place ? &place->readings[entry->item - items] : NULL;
	return reading && reading->chunks.count > 0 && !reading->guessed;
}

static void leave_out(struct placer *placer, const char *text, size_t line)
{
	chunk_add(placer->arena, &placer->placing->unplaced, text, line);
}

/* ---- finding labels ---- */

/* The entries between the last heading and the next: [*start, *end). */
static void scope(const struct placer *placer, size_t *start, size_t *end)
{
	*start = placer->at;
	while (*start > 0 && !entry_is_heading(&placer->entries.items[*start]))
		--*start;
	*end = placer->at + 1;
	while (*end < placer->entries.count && !entry_is_heading(&placer->entries.items[*end]))
		++*end;
}

/* The best so far of several entries; two different labels that are equally near are none. */
struct match {
	const struct entry *entry;
	size_t distance;
	bool ambiguous;
};

static void offer(struct match *match, const struct entry *entry, size_t distance)
{
	if (distance >= LABEL_FAR || distance > match->distance)
		return;
	if (distance < match->distance || !match->entry)
		*match = (struct match){entry, distance, false};
	else if (strcmp(match->entry->label.full, entry->label.full) != 0)
		match->ambiguous |= distance > 1;
}

/* In the section: first what comes next, then what is behind us and still empty, then what has words already. */
static void offer_items(struct placer *placer, const char *key, struct match *match)
{
	size_t start, end;
	scope(placer, &start, &end);
	for (int filled = 0; filled <= 1 && !match->entry; filled++) {
		for (size_t i = 0; i < end - start; i++) {
			size_t index = placer->at + 1 + i < end ? placer->at + 1 + i : start + (placer->at + 1 + i - end);
			const struct entry *entry = &placer->entries.items[index];
			if (entry->item && is_filled(placer, entry) == (filled == 1))
				offer(match, entry, label_match(&entry->label, key));
		}
	}
}

/* Headings of the part of the form where we are: ahead of us also with slips; behind us those that repeat or have not
 * been met. Headings of other parts (Ⅱ) have to stand alone on their line. */
static void offer_headings(struct placer *placer, const char *key, bool alone, struct match *match)
{
	const struct form_section *here = section_top(placer->entries.items[placer->at].section);
	for (size_t i = 0; i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		if (!entry_is_heading(entry))
			continue;
		const struct form_section *section = entry->section;
		bool top = !section->parent;
		if (top ? !alone : section_top(section) != here)
			continue;
		size_t distance = label_match(&entry->label, key);
		bool behind = i <= placer->at;
		if (behind && (distance > 0 || (!section->each && place_reached(placer, section))))
			continue;
		offer(match, entry, distance);
	}
}

/* Where a heading is missing: a label that stands only once in the rest of this part of the form. */
static const struct entry *lone_item(struct placer *placer, const char *key)
{
	const struct form_section *here = section_top(placer->entries.items[placer->at].section);
	const struct entry *found = NULL;
	for (size_t i = placer->at; i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		if (!entry->item || section_top(entry->section) != here || entry->label.length < UNIQUE_LENGTH ||
		    label_match(&entry->label, key) > 0)
			continue;
		if (found)
			return NULL;
		found = entry;
	}
	return found;
}

static bool is_known(const struct placer *placer, const char *key)
{
	for (size_t i = 0; i < placer->entries.count; i++)
		if (label_match(&placer->entries.items[i].label, key) == 0)
			return true;
	return false;
}

static bool is_frame(const struct placer *placer, const char *key)
{
	size_t start, end;
	scope(placer, &start, &end);
	for (size_t i = start; i < end; i++) {
		const struct label *under = &placer->entries.items[i].under;
		if (under->full && label_match(under, key) <= 1)
			return true;
	}
	for (size_t i = 0; i < placer->entries.count; i++)
		if (label_spans(&placer->entries.items[i].label, key))
			return true;
	return false;
}

/* ---- moving along ---- */

static void open_item(struct placer *placer, const struct entry *entry, size_t line, bool table)
{
	struct reading *reading = reading_of(placer, entry);
	if (reading->guessed) {
		for (size_t i = 0; i < reading->chunks.count; i++)
			leave_out(placer, reading->chunks.items[i].text, reading->chunks.items[i].line);
		reading->chunks.count = 0;
		reading->guessed = false;
		reading->doubt = NULL;
	}
	reading->seen = true;
	reading->tabled = table;
	reading->line = line;
	placer->at = (size_t)(entry - placer->entries.items);
	placer->open = reading;
	placer->lost = false;
}

/* Begins the next repetition. Those that its printed number says to be missing are there, without words. */
static void repeat_section(struct placer *placer, const struct form_section *section, size_t printed)
{
	struct place *outer = place_of(placer, section->parent);
	struct place *place = place_repeat(placer->arena, outer, section);
	while (place->n < printed && printed - place->n <= GAP_LIMIT)
		place = place_repeat(placer->arena, outer, section);
	if (printed && place->n != printed && place->reading_count)
		place->readings[0].doubt = msg(MSG_IMPORT_NUMBER_OUT_OF_ORDER);
}

static size_t printed_number(const struct label *label, const char *key)
{
	return label->counted ? strtoul(key + strlen(label->full), NULL, 10) : 0;
}

static void enter_section(struct placer *placer, const struct entry *entry, const char *key, size_t line, bool table)
{
	if (entry->section->each)
		repeat_section(placer, entry->section, printed_number(&entry->label, key));
	else
		place_of(placer, entry->section);
	placer->at = (size_t)(entry - placer->entries.items);
	placer->open = NULL;
	placer->lost = false;
	for (const struct entry *next = entry + 1; next < placer->entries.items + placer->entries.count; next++) {
		if (!next->item || next->section != entry->section)
			break;
		if (entry_is_implied(entry, &next->label)) {
			size_t at = placer->at;
			open_item(placer, next, line, table);
			placer->at = at;
		}
	}
}

/* A label whose item has its words already: in a repeated section the next repetition begins, whose heading is lost;
 * elsewhere what follows has no place. */
static bool reopen(struct placer *placer, const struct entry *entry)
{
	if (!is_filled(placer, entry))
		return true;
	if (!entry->section || !entry->section->each)
		return false;
	repeat_section(placer, entry->section, 0);
	reading_of(placer, entry)->doubt = msg(MSG_IMPORT_NO_HEADING_ABOVE);
	return true;
}

/* Is the cell a heading or label? Then the cursor is there. `first`: the first words of the row; `alone`: the only. */
static bool meet(struct placer *placer, const struct text_cell *cell, bool table, bool first, bool alone)
{
	size_t rest;
	const char *key = label_key(placer->scratch, cell->text, &rest);
	if (!key)
		return false;
	struct match match = {NULL, LABEL_FAR, false};
	offer_items(placer, key, &match);
	if (first)
		offer_headings(placer, key, alone, &match);
	if (match.ambiguous || (!first && match.distance > 1))
		match.entry = NULL;
	if (!match.entry && first && (match.entry = lone_item(placer, key)))
		reading_of(placer, match.entry)->doubt = msg(MSG_IMPORT_NO_HEADING_ABOVE);
	if (match.entry && match.entry->item && !reopen(placer, match.entry)) {
		placer->lost |= first;
		return false;
	}
	if (match.entry && match.entry->item) {
		open_item(placer, match.entry, cell->line, table);
		if (match.distance > 1 && match.distance < LABEL_FAR)
			placer->open->printed = arena_copy(placer->arena, cell->text, rest);
	} else if (match.entry) {
		enter_section(placer, match.entry, key, cell->line, table);
	} else if (is_frame(placer, key)) {
		placer->open = NULL;
		placer->lost = false;
	} else {
		placer->lost |= first && is_known(placer, key);
		return false;
	}
	struct place *place = place_of(placer, placer->entries.items[placer->at].section);
	chunk_add(placer->arena, &place->loose, cell->text + rest, cell->line);
	return true;
}

/* ---- words ---- */

static bool is_note(struct placer *placer, const char *text)
{
	const struct form_section *section = placer->entries.items[placer->at].section;
	for (; section; section = section->parent)
		if (section->note && strcmp(utf8_fold(placer->scratch, text), utf8_fold(placer->scratch, section->note)) == 0)
			return true;
	return false;
}

/* A box of the section itself (委託しない), wherever it stands. */
static bool is_flag(struct placer *placer, const char *text)
{
	const struct form_section *section = placer->entries.items[placer->at].section;
	struct mark mark;
	size_t at = 0, taken;
	return section && mark_begins(text) && mark_next(text, &at, &mark) &&
	       flag_named(placer->scratch, section->items, section->item_count, mark.words, mark.length, &taken);
}

/* May an answer of this kind go on in the next row? */
static bool goes_on(const struct item *item)
{
	return item->type == ITEM_TEXT || item->type == ITEM_CHOICE || item->type == ITEM_BOXES ||
	       item->type == ITEM_ATTACHMENT;
}

/* Words without a label behind an answer that is complete: they are the next item's, if that takes text. */
static bool guess_next(struct placer *placer, const struct text_cell *cell)
{
	const struct entry *next = &placer->entries.items[placer->at + 1];
	if (placer->at + 1 >= placer->entries.count || !next->item || next->item->type != ITEM_TEXT ||
	    next->section != placer->open->place->section || is_filled(placer, next))
		return false;
	open_item(placer, next, cell->line, true);
	placer->open->guessed = true;
	placer->open->doubt = msg(MSG_IMPORT_BY_ORDER);
	chunk_add(placer->arena, &placer->open->chunks, cell->text, cell->line);
	return true;
}

/* Where words stand in their row. */
struct setting {
	bool labelled; /* their label stands in the same row */
	bool table;
	bool indented; /* in a table whose cell for the label is empty */
};

/* Is it part of the answer before it? Below a label and its words side by side, only what is indented. */
static bool belongs(const struct reading *open, const struct setting *setting)
{
	if (setting->labelled)
		return true;
	if (setting->indented && !open->tabled)
		return false;
	if (!open->chunks.count)
		return true;
	bool below = setting->table && !setting->indented && open->beside && open->item->type == ITEM_TEXT;
	return goes_on(open->item) && !below;
}

/* Lines outside of a table that follow an answer are most likely more of it. */
static void add_words(struct placer *placer, struct reading *reading, const struct text_cell *cell,
                      const struct setting *setting)
{
	if (reading->chunks.count && !setting->table && reading->item->type == ITEM_TEXT)
		reading->doubt = msg(MSG_IMPORT_GOES_ON_BELOW);
	reading->beside |= setting->labelled;
	chunk_add(placer->arena, &reading->chunks, cell->text, cell->line);
}

static void take(struct placer *placer, const struct text_cell *cell, const struct setting *setting)
{
	struct reading *open = placer->open;
	struct place *place = place_of(placer, placer->entries.items[placer->at].section);
	if (is_note(placer, cell->text))
		return;
	bool loose = !placer->lost && (!open || is_flag(placer, cell->text));
	bool taken = !placer->lost && !loose && belongs(open, setting);
	if (loose)
		chunk_add(placer->arena, &place->loose, cell->text, cell->line);
	else if (taken)
		add_words(placer, open, cell, setting);
	else if (placer->lost || !setting->indented || !open->tabled || !guess_next(placer, cell))
		leave_out(placer, cell->text, cell->line);
}

/* ---- rows ---- */

static size_t count_filled(const struct text_row *row)
{
	size_t count = 0;
	for (size_t i = 0; i < row->count; i++)
		count += *row->cells[i].text != '\0';
	return count;
}

/* The row's only words; NULL: there are more, or none. */
static const struct text_cell *lone_cell(const struct text_row *row)
{
	const struct text_cell *lone = NULL;
	for (size_t i = 0; i < row->count; i++) {
		if (*row->cells[i].text && lone)
			return NULL;
		lone = *row->cells[i].text ? &row->cells[i] : lone;
	}
	return lone;
}

/* [十分である], [○] …, <選択肢>, 1) …: what can only be an answer or its options. */
static bool is_answer(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	static const char *const starts[] = {"[", "［", "<選択肢>", "＜選択肢＞"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncmp(text, starts[i], strlen(starts[i])) == 0)
			return true;
	return mark_begins(text) || (digits && text[digits] == ')');
}

static bool are_answers(const struct text_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (*row->cells[i].text && !is_answer(row->cells[i].text))
			return false;
	return true;
}

/* 評価書番号 | 評価書名: labels side by side, whose words stand in the row below. */
static bool read_column_head(struct placer *placer, const struct text_row *row)
{
	if (!row->table || row->count > COLUMN_LIMIT || count_filled(row) < 2)
		return false;
	const struct entry *entries[COLUMN_LIMIT] = {NULL};
	for (size_t i = 0; i < row->count; i++) {
		size_t rest;
		const char *key = label_key(placer->scratch, row->cells[i].text, &rest);
		struct match match = {NULL, LABEL_FAR, false};
		if (key)
			offer_items(placer, key, &match);
		if (*row->cells[i].text && (!match.entry || match.distance > 1 || is_filled(placer, match.entry)))
			return false;
		entries[i] = match.entry;
	}
	placer->column_count = row->count;
	for (size_t i = 0; i < row->count; i++) {
		placer->columns[i] = NULL;
		if (!entries[i])
			continue;
		open_item(placer, entries[i], row->cells[i].line, true);
		placer->columns[i] = placer->open;
	}
	placer->open = NULL;
	return true;
}

static bool read_columns(struct placer *placer, const struct text_row *row)
{
	size_t count = placer->column_count;
	placer->column_count = 0;
	if (!count || !row->table)
		return false;
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		if (i < count && placer->columns[i])
			chunk_add(placer->arena, &placer->columns[i]->chunks, cell->text, cell->line);
		else
			leave_out(placer, cell->text, cell->line);
	}
	return true;
}

/* Is the row's first filled cell a label or heading? */
static bool begins_with_label(struct placer *placer, const struct text_row *row)
{
	size_t first = 0, rest;
	while (first < row->count && !*row->cells[first].text)
		first++;
	const char *key = first < row->count ? label_key(placer->scratch, row->cells[first].text, &rest) : NULL;
	struct match match = {NULL, LABEL_FAR, false};
	if (key) {
		offer_items(placer, key, &match);
		offer_headings(placer, key, false, &match);
	}
	return match.entry && match.distance <= 1;
}

/* A row of a table that is an answer itself (別添): its cells stay side by side, parted by tabs. */
static bool read_table_row(struct placer *placer, const struct text_row *row)
{
	struct reading *open = placer->open;
	if (!open || open->item->type != ITEM_ATTACHMENT || placer->lost || !row->table || count_filled(row) < 2 ||
	    begins_with_label(placer, row))
		return false;
	struct buf text = BUF_INIT;
	size_t count = row->count;
	while (!*row->cells[count - 1].text)
		count--;
	for (size_t i = 0; i < count; i++) {
		buf_puts(&text, i ? "\t" : "");
		for (const char *at = row->cells[i].text; *at; at++)
			buf_putc(&text, strchr("\t\n", *at) ? ' ' : *at);
	}
	chunk_add(placer->arena, &open->chunks, arena_copy(placer->arena, buf_text(&text), text.length),
	          row->cells[0].line);
	buf_free(&text);
	return true;
}

static void read_row(struct placer *placer, const struct text_row *row)
{
	size_t filled = count_filled(row), met = 0, words = 0;
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		if (!*cell->text)
			continue;
		if (meet(placer, cell, row->table, !met && !words, filled == 1)) {
			met++;
			continue;
		}
		bool foreign = row->table && i == 0 && filled > 1 && !is_flag(placer, cell->text) && !are_answers(row);
		placer->lost |= foreign; /* a label that the form does not have */
		take(placer, cell, &(struct setting){met > 0, row->table, i > 0});
		words++;
	}
}

/* ---- 変更箇所 ---- */

static bool read_history_head(struct placer *placer, const struct text_row *row)
{
	size_t columns[COLUMN_LIMIT] = {0}, found = 0;
	for (size_t i = 0; row->table && i < row->count && i < COLUMN_LIMIT; i++) {
		size_t rest;
		const char *key = label_key(placer->scratch, row->cells[i].text, &rest);
		for (size_t j = 0; key && j < placer->form->column_count; j++) {
			if (label_match(&placer->column_labels[j], key) == 0) {
				columns[i] = j + 1;
				found++;
			}
		}
	}
	if (found * 2 <= placer->form->column_count)
		return false;
	memcpy(placer->history_columns, columns, sizeof columns);
	placer->in_history = placer->placing->has_history = true;
	return true;
}

/* The cells of a row without date and item are the rest of those above, which did not fit on the page before. */
static bool goes_on_above(const struct placer *placer, const struct text_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		size_t column = i < COLUMN_LIMIT ? placer->history_columns[i] : 0;
		if ((column == 1 || column == 2) && *row->cells[i].text)
			return false;
	}
	return placer->placing->history.count > 0;
}

static void read_change(struct placer *placer, const struct text_row *row)
{
	struct placing *placing = placer->placing;
	if (!goes_on_above(placer, row)) {
		struct change_row change = {arena_array(placer->arena, struct chunks, placer->form->column_count)};
		list_push(placer->arena, &placing->history, change);
	}
	struct change_row *change = &placing->history.items[placing->history.count - 1];
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		size_t column = i < COLUMN_LIMIT ? placer->history_columns[i] : 0;
		if (column)
			chunk_add(placer->arena, &change->cells[column - 1], cell->text, cell->line);
		else
			leave_out(placer, cell->text, cell->line);
	}
}

/* ---- the whole ---- */

static bool is_words(const struct label *label, const char *key)
{
	return label->full && *label->full && label_match(label, key) <= 1;
}

/* 項目一覧 has the headings of all parts, which begin nothing there. */
static bool skip_contents(struct placer *placer, const char *key)
{
	const struct form *form = placer->form;
	for (size_t i = form->content_count - placer->contents_left; i < form->content_count; i++) {
		struct label label = label_make(placer->scratch, form->contents[i], NULL);
		if (is_words(&label, key)) {
			placer->contents_left = form->content_count - i - 1;
			return true;
		}
	}
	placer->contents_left = 0;
	return false;
}

static void begin_history(struct placer *placer)
{
	placer->in_history = placer->placing->has_history = true;
	for (size_t i = 0; i < COLUMN_LIMIT; i++)
		placer->history_columns[i] = i < placer->form->column_count ? i + 1 : 0;
}

/* What the form prints by itself: title, stamp, 項目一覧, the heading of 変更箇所. */
static bool read_fixed(struct placer *placer, const struct text_row *row)
{
	const struct text_cell *cell = lone_cell(row);
	if (!cell || strlen(cell->text) > FIXED_LIMIT)
		return false;
	const char *key = label_make(placer->scratch, cell->text, "").full;
	if (placer->contents_left && skip_contents(placer, key))
		return true;
	if (is_words(&placer->contents, key)) {
		placer->contents_left = placer->form->content_count;
		return true;
	}
	if (is_words(&placer->history, key)) {
		begin_history(placer);
		return true;
	}
	if (strcmp(key, utf8_fold(placer->scratch, msg(MSG_PURPOSE_SUBMISSION))) == 0 ||
	    strcmp(key, utf8_fold(placer->scratch, msg(MSG_PURPOSE_INTERNAL))) == 0)
		return true;
	return is_words(&placer->stamp, key) || stamp_likely(placer->scratch, placer->form, cell->text) ||
	       (placer->at == 0 && (is_words(&placer->title, key) || is_words(&placer->draft_title, key)));
}

/* A heading of the form ends 変更箇所. */
static bool leaves_history(struct placer *placer, const struct text_row *row)
{
	struct match match = {NULL, LABEL_FAR, false};
	size_t rest;
	const struct text_cell *cell = lone_cell(row);
	const char *key = cell ? label_key(placer->scratch, cell->text, &rest) : NULL;
	if (key)
		offer_headings(placer, key, true, &match);
	placer->in_history = !(match.entry && match.distance == 0 && !match.entry->section->parent);
	return !placer->in_history;
}

/* （別紙）提供先21: what stands on a sheet of its own goes on where the form leaves off. */
static struct text_row without_annex(struct placer *placer, const struct text_row *row)
{
	const char *annex = msg(MSG_SHEET_ANNEX);
	const struct text_cell *lone = lone_cell(row);
	if (!lone || strncmp(lone->text, annex, strlen(annex)) != 0)
		return *row;
	struct text_cell *cell = arena_new_object(placer->arena, struct text_cell);
	*cell = (struct text_cell){lone->text + strlen(annex), lone->line};
	return (struct text_row){cell, 1, row->table};
}

static void read_any(struct placer *placer, const struct text_row *whole)
{
	struct text_row stripped = without_annex(placer, whole);
	const struct text_row *row = &stripped;
	if (read_fixed(placer, row) || read_history_head(placer, row))
		return;
	if (placer->in_history && !leaves_history(placer, row)) {
		if (row->table)
			read_change(placer, row);
		else
			leave_out(placer, row->cells[0].text, row->cells[0].line);
		return;
	}
	if (!read_columns(placer, row) && !read_column_head(placer, row) && !read_table_row(placer, row))
		read_row(placer, row);
}

/* The words of a heading behind its number, as （別添２）　変更箇所: what stands in front of the wide space. */
static const char *front_part(struct arena *arena, const char *heading)
{
	const char *space = strstr(heading, "　");
	return space ? arena_copy(arena, heading, (size_t)(space - heading)) : "";
}

struct placing *place_rows(struct arena *arena, const struct form *form, const struct text_rows *rows)
{
	struct placer placer = {.arena = arena, .form = form, .scratch = arena_new()};
	struct placing *placing = placing_new(arena, form);
	placer.placing = placing;
	placer.title = label_make(arena, form->title, "");
	placer.draft_title = label_make(arena, arena_printf(arena, "%s%s", form->title, msg(MSG_SHEET_DRAFT)), "");
	placer.stamp = label_make(arena, form->stamp ? form->stamp : "", "");
	placer.history = label_make(arena, form->history_heading, front_part(arena, form->history_heading));
	if (form->contents_heading)
		placer.contents = label_make(arena, form->contents_heading, "");
	struct label *columns = arena_array(arena, struct label, form->column_count);
	for (size_t i = 0; i < form->column_count; i++)
		columns[i] = label_make(arena, form->columns[i].label, NULL);
	placer.column_labels = columns;
	placer.entries = entries_list(arena, form);
	for (size_t i = 0; placer.entries.count && i < rows->count; i++) {
		read_any(&placer, &rows->items[i]);
		arena_reset(placer.scratch);
	}
	arena_free(placer.scratch);
	return placing;
}
