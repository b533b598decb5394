/* Rows + form -> places with the words of each item. The form's headings and labels stand in a list, in print order; a
 * cursor moves along it as they are met in the text. A label is looked for in the section where the cursor is, a
 * heading in the part of the form around it: the same words (リスクに対する措置の内容) stand in many sections. */
#include "import/placer.h"

#include "base/buf.h"
#include "base/messages/import.h"
#include "base/messages/purpose.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "import/answering.h"
#include "import/recognise.h"
#include "printed/marks.h"

#include <string.h>

enum { GAP_LIMIT = 20, FIXED_LIMIT = 300, DATE_PART_LIMIT = 12 };

/* ---- moving along ---- */

static void open_item(struct placer *placer, const struct entry *entry, size_t line, bool table)
{
	struct reading *reading = placer_reading(placer, entry);
	if (reading->guessed || reading->implied) {
		for (size_t i = 0; i < reading->chunks.count; i++)
			placer_leave_out(placer, reading->chunks.items[i].text, reading->chunks.items[i].line);
		reading->chunks.count = 0;
		reading->guessed = reading->implied = false;
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
	struct place *outer = placer_place(placer, section->parent);
	struct place *place = place_repeat(placer->arena, outer, section);
	while (place->n < printed && printed - place->n <= GAP_LIMIT)
		place = place_repeat(placer->arena, outer, section);
	if (printed && place->n != printed && place->reading_count)
		place->readings[0].doubt = msg(MSG_IMPORT_NUMBER_OUT_OF_ORDER);
}

static void enter_section(struct placer *placer, const struct entry *entry, const char *key, size_t line, bool table)
{
	if (entry->section->each)
		repeat_section(placer, entry->section, label_number(&entry->label, key));
	else
		placer_place(placer, entry->section);
	placer->at = (size_t)(entry - placer->entries.items);
	placer->open = NULL;
	placer->lost = false;
	for (const struct entry *next = entry + 1; next < placer->entries.items + placer->entries.count; next++) {
		if (!next->item || next->section != entry->section)
			break;
		if (entry_is_implied(entry, &next->label)) {
			size_t at = placer->at;
			open_item(placer, next, line, table);
			placer->open->implied = true;
			placer->at = at;
		}
	}
}

/* A label whose item has its words already: in a repeated section the next repetition begins, whose heading is lost;
 * elsewhere what follows has no place. */
static bool reopen(struct placer *placer, const struct entry *entry)
{
	if (!placer_filled(placer, entry) || placer_reading(placer, entry)->implied)
		return true;
	if (!entry->section || !entry->section->each)
		return false;
	repeat_section(placer, entry->section, 0);
	placer_reading(placer, entry)->doubt = msg(MSG_IMPORT_NO_HEADING_ABOVE);
	return true;
}

/* Is the cell one of the options of the item that is open? Some have the words of labels. */
static bool is_open_option(struct placer *placer, const char *key)
{
	const struct item *item = placer->open ? placer->open->item : NULL;
	for (size_t i = 0; item && i < item->option_count; i++)
		if (strcmp(utf8_fold(placer->scratch, item->options[i].label), key) == 0)
			return true;
	return false;
}

/* （手数料額、納付方法：10円）: the words that stand inside of the next item's label, which ends with a colon and a bracket; NULL: it
 * has no such label, or the cell is other words. */
static const char *words_inside(struct placer *placer, const struct entry *next, const char *text)
{
	const char *label = next->item ? next->label.full : "", *key = utf8_fold(placer->scratch, text);
	size_t front = strlen(label) - (text_ends_with(label, ":)") ? 1 : strlen(label)), length = strlen(key);
	if (!front || strncmp(key, label, front) != 0 || length <= front + 1 || key[length - 1] != ')')
		return NULL;
	const char *wide = strstr(text, "："), *narrow = strchr(text, ':');
	const char *words = wide && (!narrow || wide < narrow) ? wide + strlen("：") : narrow + 1;
	words += space_length(words);
	size_t left = strlen(words) - (text_ends_with(words, ")") ? 1 : strlen("）"));
	while (left && words[left - 1] == ' ')
		left--;
	while (left >= strlen("　") && strncmp(words + left - strlen("　"), "　", strlen("　")) == 0)
		left -= strlen("　");
	return arena_copy(placer->arena, words, left);
}

static bool take_inside(struct placer *placer, const struct text_cell *cell, bool table)
{
	const struct entry *next = &placer->entries.items[placer->at + 1];
	bool follows = placer->at + 1 < placer->entries.count && next->section == next[-1].section;
	const char *words = follows ? words_inside(placer, next, cell->text) : NULL;
	if (!words || placer_filled(placer, next))
		return false;
	open_item(placer, next, cell->line, table);
	chunk_add(placer->arena, &placer->open->chunks, words, cell->line);
	return true;
}

/* Is the cell a heading or label? Then the cursor is there. `first`: the first words of the row; `alone`: the only. */
static bool meet(struct placer *placer, const struct text_cell *cell, bool table, bool first, bool alone)
{
	size_t rest;
	const char *key = label_key(placer->scratch, cell->text, &rest);
	if (!key || is_open_option(placer, key))
		return false;
	struct match match = {NULL, LABEL_FAR, false};
	placer_offer_items(placer, key, &match);
	if (first)
		placer_offer_headings(placer, key, alone, &match);
	if (match.ambiguous || (!first && match.distance > 1))
		match.entry = NULL;
	if (!match.entry && first && (match.entry = placer_lone_item(placer, key)))
		placer_reading(placer, match.entry)->doubt = msg(MSG_IMPORT_NO_HEADING_ABOVE);
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
	} else if (placer_frame(placer, key)) {
		placer->open = NULL;
		placer->lost = false;
	} else {
		placer->lost |= first && placer_known(placer, key);
		return false;
	}
	struct place *place = placer_place(placer, placer->entries.items[placer->at].section);
	chunk_add(placer->arena, &place->loose, marks_squared(placer->arena, cell->text + rest), cell->line);
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
	       item->type == ITEM_RESULT || item->type == ITEM_ATTACHMENT;
}

/* Words without a label behind an answer that is complete: they are the next item's, if that takes text. */
static bool guess_next(struct placer *placer, const struct text_cell *cell)
{
	const struct entry *next = &placer->entries.items[placer->at + 1];
	if (placer->at + 1 >= placer->entries.count || !next->item || next->item->type != ITEM_TEXT ||
	    next->section != placer->open->place->section || placer_filled(placer, next))
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
static bool belongs(const struct reading *open, const struct setting *setting, size_t line)
{
	if (setting->labelled)
		return true;
	if (setting->indented && !open->tabled)
		return false;
	if (!open->chunks.count)
		return true;
	if (open->item->type == ITEM_DATE && setting->table && open->chunks.items[open->chunks.count - 1].line == line)
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

/* Leaves words out. They may be what is missing behind the label in front of them, unless they have one of their own. */
static void spill(struct placer *placer, const struct text_cell *cell)
{
	if (placer->open && (!placer->lost || placer->open->implied))
		placer->open->spilt = true;
	placer_leave_out(placer, cell->text, cell->line);
}

static void take(struct placer *placer, const struct text_cell *cell, const struct setting *setting)
{
	struct reading *open = placer->open;
	struct place *place = placer_place(placer, placer->entries.items[placer->at].section);
	const char *squared = marks_squared(placer->arena, cell->text);
	if (is_note(placer, cell->text))
		return;
	bool flag = is_flag(placer, squared), loose = !placer->lost && (!open || flag);
	bool taken = !placer->lost && !loose && belongs(open, setting, cell->line);
	if (loose)
		chunk_add(placer->arena, &place->loose, flag ? squared : cell->text, cell->line);
	else if (taken)
		add_words(placer, open, cell, setting);
	else if (placer->lost || !setting->indented || !open->tabled || !guess_next(placer, cell))
		spill(placer, cell);
}

/* ---- rows ---- */

/* [十分である], [○] …, <選択肢>, 1) …: what can only be an answer or its options. */
static bool is_answer(struct placer *placer, const char *text)
{
	const char *folded = answer_folded(placer->scratch, text),
	           *list = utf8_fold(placer->scratch, msg(MSG_SHEET_CHOICES));
	size_t digits = strspn(folded, "0123456789");
	bool bracket = *folded == '[' || *folded == ']', numbered = digits && folded[digits] == ')';
	return bracket || numbered || strncmp(folded, list, strlen(list)) == 0 || mark_begins(text);
}

static bool is_option(struct placer *placer, const struct item *item, const char *text)
{
	enum mark_state state;
	if (mark_alone(text, &state) || option_numbered(item, utf8_fold(placer->scratch, text)))
		return true;
	for (size_t i = 0; i < item->option_count; i++)
		if (words_skip(placer->scratch, text, strlen(text), utf8_fold(placer->scratch, item->options[i].label)))
			return true;
	return false;
}

/* Can the row only be the answer of the item that is open: its options and their marks, the parts of a date? */
static bool are_answers(struct placer *placer, const struct text_row *row)
{
	const struct item *item = placer->open ? placer->open->item : NULL;
	bool date = item && item->type == ITEM_DATE && !placer->open->chunks.count, digits = false;
	for (size_t i = 0; i < row->count; i++) {
		const char *text = row->cells[i].text;
		bool option = item && item->option_count && is_option(placer, item, text);
		bool part = date && strlen(text) <= DATE_PART_LIMIT;
		digits |= part && strpbrk(text, "0123456789");
		if (*text && !is_answer(placer, text) && !option && !part)
			return false;
	}
	return !date || digits;
}

/* 評価書番号 | 評価書名: labels side by side, whose words stand in the row below. */
static bool read_column_head(struct placer *placer, const struct text_row *row)
{
	if (!row->table || row->count > PLACER_COLUMNS || row_filled(row) < 2)
		return false;
	const struct entry *entries[PLACER_COLUMNS] = {NULL};
	for (size_t i = 0; i < row->count; i++) {
		size_t rest;
		const char *key = label_key(placer->scratch, row->cells[i].text, &rest);
		struct match match = {NULL, LABEL_FAR, false};
		if (key)
			placer_offer_items(placer, key, &match);
		if (*row->cells[i].text && (!match.entry || match.distance > 1 || placer_filled(placer, match.entry)))
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

/* Is the row's first filled cell a label or heading? */
static bool begins_with_label(struct placer *placer, const struct text_row *row)
{
	size_t first = 0, rest;
	while (first < row->count && !*row->cells[first].text)
		first++;
	const char *key = first < row->count ? label_key(placer->scratch, row->cells[first].text, &rest) : NULL;
	struct match match = {NULL, LABEL_FAR, false};
	if (key) {
		placer_offer_items(placer, key, &match);
		placer_offer_headings(placer, key, false, &match);
	}
	return match.entry && match.distance <= 1;
}

static void leave_out_row(struct placer *placer, const struct text_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (*row->cells[i].text)
			placer_leave_out(placer, row->cells[i].text, row->cells[i].line);
}

/* A second row of words below labels side by side: they head a list, as of all sheets of a body, and tell nothing of this one. */
static bool is_listed(struct placer *placer, const struct text_row *row, size_t count)
{
	if (!count || !row->table || row->count != count || row_filled(row) < 2 || begins_with_label(placer, row))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct reading *reading = placer->columns[i];
		for (size_t k = 0; reading && k < reading->chunks.count; k++)
			placer_leave_out(placer, reading->chunks.items[k].text, reading->chunks.items[k].line);
		if (reading) {
			reading->chunks.count = 0;
			reading->seen = false;
		}
		placer->columns[i] = NULL;
	}
	leave_out_row(placer, row);
	return true;
}

static bool read_columns(struct placer *placer, const struct text_row *row)
{
	size_t count = placer->column_count, above = placer->columns_read;
	placer->column_count = 0;
	placer->columns_read = count;
	if (is_listed(placer, row, above)) {
		placer->columns_read = above;
		return true;
	}
	if (!count || !row->table)
		return false;
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		if (i < count && placer->columns[i])
			chunk_add(placer->arena, &placer->columns[i]->chunks, cell->text, cell->line);
		else
			placer_leave_out(placer, cell->text, cell->line);
	}
	return true;
}

/* Are these the headings of the table, said again at the head of a page? The first row of a table are its headings. */
static bool repeats_head(struct placer *placer, const struct reading *open, const char *words)
{
	size_t count = open->chunks.count;
	if (count > 0 && strchr(open->chunks.items[count - 1].text, '\t'))
		return placer->table_head && strcmp(words, placer->table_head) == 0;
	placer->table_head = words;
	return false;
}

/* A row of a table that is an answer itself (別添): its cells stay side by side, parted by tabs. */
static bool read_table_row(struct placer *placer, const struct text_row *row)
{
	struct reading *open = placer->open;
	if (!open || open->item->type != ITEM_ATTACHMENT || placer->lost || !row->table || row_filled(row) < 2 ||
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
	const char *words = arena_copy(placer->arena, buf_text(&text), text.length);
	buf_free(&text);
	if (!repeats_head(placer, open, words))
		chunk_add(placer->arena, &open->chunks, words, row->cells[0].line);
	return true;
}

static void read_row(struct placer *placer, const struct text_row *row)
{
	size_t filled = row_filled(row), met = 0, words = 0;
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		if (!*cell->text)
			continue;
		if (take_inside(placer, cell, row->table) || meet(placer, cell, row->table, !met && !words, filled == 1)) {
			met++;
			continue;
		}
		bool flag = is_flag(placer, marks_squared(placer->scratch, cell->text));
		bool foreign = row->table && i == 0 && filled > 1 && !flag && !are_answers(placer, row);
		placer->lost |= foreign; /* a label that the form does not have */
		take(placer, cell, &(struct setting){met > 0, row->table, i > 0});
		words++;
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

/* Its title, also in the head of each page; below the label of the sheet's name, it may be that. */
static bool is_title(const struct placer *placer, const char *key)
{
	const struct reading *open = placer->open;
	bool name = open && open->item->type == ITEM_LINE && !open->chunks.count && placer->at > 0;
	return !name && (is_words(&placer->title, key) || is_words(&placer->draft_title, key));
}

/* What the form prints by itself: title, stamp, 項目一覧, the heading of 変更箇所. */
static bool read_fixed(struct placer *placer, const struct text_row *row)
{
	const struct text_cell *cell = row_lone_cell(row);
	bool titled = placer->titled;
	placer->titled = false;
	if (!cell || strlen(cell->text) > FIXED_LIMIT)
		return false;
	const char *key = label_make(placer->scratch, cell->text, "").full;
	if (placer->contents_left && skip_contents(placer, key))
		return true;
	if (is_words(&placer->contents, key)) {
		placer->contents_left = placer->form->content_count;
		return true;
	}
	if (is_words(&placer->history, key) || history_heading_likely(placer->scratch, placer->form, cell->text)) {
		placer_begin_history(placer);
		return true;
	}
	if (strcmp(key, utf8_fold(placer->scratch, msg(MSG_PURPOSE_SUBMISSION))) == 0 ||
	    strcmp(key, utf8_fold(placer->scratch, msg(MSG_PURPOSE_INTERNAL))) == 0)
		return true;
	bool number = titled && page_number(placer->scratch, cell->text);
	placer->titled = is_title(placer, key);
	return number || placer->titled || is_words(&placer->stamp, key) ||
	       stamp_likely(placer->scratch, placer->form, cell->text);
}

/* A worksheet goes on with no answer of the one before, but with the tables of 別添. */
static void begin_sheet(struct placer *placer)
{
	if (placer->in_history || (placer->open && placer->open->item->type == ITEM_ATTACHMENT))
		return;
	placer->open = NULL;
	placer->lost = true;
}

static void read_any(struct placer *placer, const struct text_row *whole)
{
	const struct text_row plain = placer_plain_row(placer, whole), *row = &plain;
	if (placer_goes_on(placer, whole) || read_fixed(placer, row) || placer_history_head(placer, row))
		return;
	if (placer->in_history && !placer_leaves_history(placer, row)) {
		if (row->table && !placer_behind_history(placer, row))
			placer_read_change(placer, row);
		else
			leave_out_row(placer, row);
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

struct placing *place_rows(struct arena *arena, const struct form *form, const struct calendar *calendar,
                           const struct text_rows *rows)
{
	struct placer placer = {.arena = arena, .form = form, .calendar = calendar, .scratch = arena_new()};
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
	placer.labels_lines = placer_labels_lines(&placer, rows);
	for (size_t i = 0; placer.entries.count && i < rows->count;) {
		struct parted_rows parted;
		size_t beside = placer_part_beside(&placer, &rows->items[i], rows->count - i, &parted);
		if (beside && rows->items[i].begins)
			begin_sheet(&placer);
		for (size_t k = 0; k < parted.rows.count; k++)
			read_any(&placer, &parted.rows.items[k]);
		if (beside) {
			i += beside;
			continue;
		}
		struct unfolded unfolded = placer_unfold(&placer, &rows->items[i], rows->count - i);
		if (rows->items[i].begins)
			begin_sheet(&placer);
		if (unfolded.taken == 1 && placer.in_history && !placer.history_over)
			unfolded.taken = placer_join_change(&placer, &rows->items[i], rows->count - i, &unfolded.rows[0]);
		i += unfolded.taken;
		for (size_t k = 0; k < unfolded.count; k++)
			read_any(&placer, &unfolded.rows[k]);
		arena_reset(placer.scratch);
	}
	arena_free(placer.scratch);
	return placing;
}
