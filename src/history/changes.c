/* Rows of 変更箇所 → what each is about, and whether it holds. A row quotes a whole item or only a clause of it, which
 * nobody says: so texts that differ much prove nothing, and only what is nearly the same is told. */
#include "history/changes.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/textdiff.h"
#include "base/utf8.h"
#include "history/window.h"

#include <string.h>

enum {
	ROWS_ABOVE = 20,   /* rows about one item that are looked back at */
	NEAR_PERCENT = 80, /* in common, for two texts to be one with a slip */
	HOME_LENGTH =
	    20, /* characters of a paragraph that is looked for in other items: an office's name stands in several */
	OLD_LENGTH = 15,    /* characters of a sentence of an older row that is looked for, */
	RUN_LENGTH = 12,    /* of what two texts share when one may change the other, */
	ANSWER_LENGTH = 20, /* of words under the name of a choice that are its text, */
	PART_LENGTH = 20,   /* of a paragraph held against those of earlier rows */
	OVERLAP_PERCENT = 60,
	KEPT_LENGTH = 8,     /* characters of one that is looked for where it should be gone */
	CUT_LENGTH = 30,     /* characters of a text that breaks off */
	WINDOW_COST = 9,     /* bytes compared that cost as much as one searched */
	EXCERPT_LENGTH = 40, /* characters of a text that is shown, */
	EXCERPT_LEAD = 12,   /* those of them in front of the difference */
	ANY_INDEX = 0,
	WORK_LIMIT = 50000000 /* bytes searched; beyond it nothing more is said of a sheet */
};

struct change_reader {
	struct arena *arena;
	const struct cell_words *words;
	const struct form_history *forms;
	const struct sheet *sheet;
	const struct item_names *names; /* of the sheet's form */
	struct map known;               /* "form\1name" → struct item_name */
	struct map written;             /* names, to the first row of a known form that has them */
	struct history_change *changes;
	size_t count;
	size_t work;
	const char **folded; /* what each row of the sheet prints, folded; NULL until it is asked for */
};

/* ---- names ---- */

static struct date day_of(const struct history_row *row)
{
	const struct value *date = row->record ? record_field(row->record, "date") : NULL;
	return date && date->kind == VALUE_DATE ? date->date : (struct date){0};
}

static bool is_later(const struct history_change *a, const struct history_change *b)
{
	return a->day.year && b->day.year && date_compare(a->day, b->day) > 0;
}

static const struct item_name *name_in(struct change_reader *reader, const struct item_names *names, const char *text)
{
	const char *key = arena_printf(reader->arena, "%s\1%s", item_names_form(names)->id, text);
	const struct item_name *known = map_get(&reader->known, key);
	if (known)
		return known;
	struct item_name *name = arena_new_object(reader->arena, struct item_name);
	*name = item_name_read(names, text);
	map_put(&reader->known, key, name);
	return name;
}

/* The items that an ambiguous name may mean, in the sheet's form: all of them, or it is unclear. */
static struct item_name may_here(const struct change_reader *reader, const struct item_name *name)
{
	struct item_name here = *name;
	for (size_t i = 0; i < here.may_count; i++) {
		const struct item *item = form_item(reader->sheet->form, name->may[i]->id);
		if (!item || strcmp(item->label, name->may[i]->label) != 0)
			here.may_count = 0;
		else
			here.may[i] = item;
	}
	return here;
}

/* The same item in the sheet's form, or none, as numbers mean other items in another revision; then at least the section. */
static struct item_name name_here(struct change_reader *reader, const struct item_name *name, const char *text)
{
	struct item_name here = *name;
	if (name->kind == ITEM_NAME_AMBIGUOUS)
		return may_here(reader, name);
	const struct item *item = name->item ? form_item(reader->sheet->form, name->item->id) : NULL;
	if (!item || strcmp(item->label, name->item->label) != 0) {
		const struct item_name *again = name_in(reader, reader->names, text);
		return (struct item_name){.section = again->section};
	}
	here.item = item;
	here.section = item->section;
	return here;
}

static void read_name(struct change_reader *reader, struct history_change *change)
{
	struct date day = change->day;
	const struct form *form = reader->sheet->form;
	const struct form *then = day.year ? reader->forms->form_on(reader->forms->context, form->kind, day) : form;
	const struct item_name *name =
	    name_in(reader, then ? reader->forms->names(reader->forms->context, then) : reader->names, change->row->item);
	bool other = then && then != form;
	if (other && name->kind == ITEM_NAME_UNKNOWN) { /* written ahead of the new form */
		name = name_in(reader, reader->names, change->row->item);
		other = false;
	} else {
		change->dated_form = day.year && then && date_compare(then->from, day) <= 0;
	}
	change->named = name->kind != ITEM_NAME_UNKNOWN;
	change->labelled = name->official;
	change->repeated = change->dated_form && map_put(&reader->written, change->row->item, change);
	if (name->kind == ITEM_NAME_ITEM)
		change->official_name = item_name_print(reader->arena, name->item, name->index, name->index_count);
	change->name = other ? name_here(reader, name, change->row->item) : *name;
	change->significant = change->name.kind == ITEM_NAME_ITEM      ? change->name.item->significant
	                      : change->name.kind == ITEM_NAME_SECTION ? section_significant(change->name.section)
	                                                               : false;
}

static bool is_answer(const struct item *item, const struct cell *cell)
{
	for (size_t i = 0; i < item->option_count; i++)
		if (cell_same(item->options[i].label, cell->text) || cell_same(item->options[i].value, cell->text))
			return true;
	return utf8_count(cell->text, strlen(cell->text)) < ANSWER_LENGTH;
}

static bool is_numbered(const struct item *item)
{
	int32_t point;
	utf8_decode(item->label, strlen(item->label), &point);
	return point >= 0x2460 && point <= 0x2473; /* ① to ⑳ */
}

/* Words under the name of a choice (⑤物理的対策) are the text that belongs to it (具体的な対策の内容). */
static void take_text_item(struct history_change *change)
{
	const struct item *item = change->name.item;
	if (!item || item->type != ITEM_CHOICE || !item->section || change->after.kind < CELL_PART ||
	    is_answer(item, &change->after))
		return;
	const struct item *end = item->section->items + item->section->item_count;
	for (const struct item *next = item + 1; next < end && !is_numbered(next); next++)
		if (next->type == ITEM_TEXT) {
			change->name.item = next;
			return;
		}
}

static bool is_inside(const struct item *item, const struct form_section *section)
{
	const struct form_section *at = item->section;
	while (at && at != section)
		at = at->parent;
	return at != NULL;
}

static const struct form_section *outermost(const struct form_section *section)
{
	while (section && section->parent)
		section = section->parent;
	return section;
}

static const char *folded_row(struct change_reader *reader, size_t index);

/* The repetition that is called so (Ⅱ（見本ファイル））, where one line of one of them has its name. */
static size_t member_called(struct change_reader *reader, const struct form_section *section, const char *name)
{
	size_t found = ANY_INDEX;
	for (size_t i = 0; i < reader->sheet->row_count; i++) {
		const struct row *row = reader->sheet->rows[i];
		if (row->item->type != ITEM_LINE || row->index_count != 1 || !is_inside(row->item, section) ||
		    !strstr(folded_row(reader, i), name))
			continue;
		if (found && found != row->index[0])
			return ANY_INDEX;
		found = row->index[0];
	}
	return found;
}

static void take_member(struct change_reader *reader, struct history_change *change)
{
	struct item_name *name = &change->name;
	const char *text = change->row->item ? cell_fold(reader->arena, change->row->item) : "", *start = strchr(text, '(');
	if (!name->member || !name->section || !name->index_count || name->index[0] || !start || !strchr(start, ')'))
		return;
	const char *member = arena_copy(reader->arena, start + 1, (size_t)(strchr(start, ')') - start - 1));
	name->index[0] = member_called(reader, outermost(name->section), member);
}

/* A row without name, day and time goes on where the one above was cut, as tables are between two pages. */
static bool goes_on_above(const struct history_row *row, const struct history_change *above)
{
	const struct value *timing = row->record ? record_field(row->record, "timing") : NULL;
	return above && (!row->item || !*row->item) && !day_of(row).year && (!timing || timing->kind != VALUE_TEXT) &&
	       row->record && record_field(row->record, "date")->kind != VALUE_DATE;
}

static void join_cell(struct change_reader *reader, struct cell *cell, const char *more)
{
	if (more && *more)
		*cell = cell_read(reader->arena, reader->words, arena_printf(reader->arena, "%s%s", cell->text, more));
}

static bool join_row(struct change_reader *reader, struct history_change *change)
{
	struct history_change *above = change;
	if (change == reader->changes || !goes_on_above(change->row, change - 1))
		return false;
	do
		above--;
	while (above->joined);
	join_cell(reader, &above->before, change->row->before);
	join_cell(reader, &above->after, change->row->after);
	change->before = change->after = cell_read(reader->arena, reader->words, "");
	return true;
}

/* 同上: the name of the row above. */
static void read_row(struct change_reader *reader, struct history_change *change)
{
	const struct history_row *row = change->row;
	const struct history_change *above = change > reader->changes ? change - 1 : NULL;
	change->joined = join_row(reader, change);
	if (change->joined)
		return;
	change->before = cell_read(reader->arena, reader->words, row->before);
	change->after = cell_read(reader->arena, reader->words, row->after);
	if (above && cell_is_above(reader->arena, reader->words, row->item)) {
		change->name = above->name;
		change->named = above->named;
		change->official_name = above->official_name;
		change->dated_form = above->dated_form;
		change->labelled = above->labelled;
		change->significant = above->significant;
		change->repeated = true;
	} else {
		read_name(reader, change);
	}
	take_text_item(change);
	take_member(reader, change);
}

/* ---- rows about one item ---- */

/* The items that the row is about: one, or those that it may mean. */
static size_t aims_of(const struct history_change *change, const struct item *const **aims)
{
	bool one = change->name.kind == ITEM_NAME_ITEM;
	*aims = one ? &change->name.item : change->name.may;
	return one ? 1 : change->name.kind == ITEM_NAME_AMBIGUOUS ? change->name.may_count : 0;
}

static bool aims_at(const struct history_change *change, const struct item *item)
{
	const struct item *const *aims;
	size_t count = aims_of(change, &aims), i = 0;
	while (i < count && aims[i] != item)
		i++;
	return i < count;
}

static bool share_aim(const struct history_change *a, const struct history_change *b)
{
	const struct item *const *aims;
	size_t count = aims_of(a, &aims), i = 0;
	while (i < count && !aims_at(b, aims[i]))
		i++;
	return i < count;
}

/* Does `later` tell of a change after the other row's? On one day, or where a day is missing, rows follow each other. */
static bool follows(const struct history_change *later, const struct history_change *change)
{
	int order = later->day.year && change->day.year ? date_compare(later->day, change->day) : 0;
	return later != change && (order > 0 || (order == 0 && later > change));
}

/* A row tells that a member of the counted part (提供先{n}) was taken away or put in: their numbers have moved. */
static bool numbers_moved(const struct change_reader *reader, const struct history_change *change)
{
	const struct form_section *section = change->name.index_count ? change->name.item->section : NULL;
	for (size_t i = 0; section && i < reader->count; i++)
		if (reader->changes[i].name.kind == ITEM_NAME_SECTION && reader->changes[i].name.section == section)
			return true;
	return false;
}

/* Links each row to those about the same item: of a repeated part, of the same repetition. */
static void link_rows(struct change_reader *reader)
{
	struct map last;
	map_init(&last, reader->arena);
	for (size_t i = 0; i < reader->count; i++) {
		struct history_change *change = &reader->changes[i];
		const struct item_name *name = &change->name;
		struct buf key = BUF_INIT;
		bool exact = name->kind == ITEM_NAME_ITEM;
		buf_puts(&key, exact ? name->item->id : "");
		for (size_t j = 0; j < name->index_count; j++) {
			exact = exact && name->index[j] != ANY_INDEX;
			buf_printf(&key, " %zu", name->index[j]);
		}
		struct history_change **place = exact ? map_get(&last, buf_text(&key)) : NULL;
		if (place) {
			change->above = *place;
			(*place)->below = change;
			*place = change;
		} else if (exact) {
			place = arena_new_object(reader->arena, struct history_change *);
			*place = change;
			map_put(&last, arena_string(reader->arena, buf_text(&key)), place);
		}
		buf_free(&key);
	}
}

/* Counts the work of a search; false when it is too much for one sheet. */
static bool may_search(struct change_reader *reader, const char *in, const char *text)
{
	reader->work += strlen(in) + strlen(text);
	return reader->work <= WORK_LIMIT;
}

static bool contain(const char *a, const char *b)
{
	return strstr(a, b) || strstr(b, a);
}

/* Percent of the longer text that both have, one behind the other. */
static int common_percent(struct arena *arena, const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b), longer = a_length > b_length ? a_length : b_length, same = 0;
	size_t shorter = a_length > b_length ? b_length : a_length;
	if (longer == 0)
		return 100;
	struct text_diff diff = text_diff(arena, a, b);
	for (size_t i = 0; i < diff.count; i++)
		same += diff.items[i].kind == PIECE_SAME ? diff.items[i].length : 0;
	return (int)((same < shorter ? same : shorter) * 100 / longer);
}

static bool nearly_same(struct arena *arena, const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	size_t shorter = a_length > b_length ? b_length : a_length, longer = a_length > b_length ? a_length : b_length;
	return shorter * 100 >= longer * NEAR_PERCENT && common_percent(arena, a, b) >= NEAR_PERCENT;
}

/* A long text is shown around the first difference; `side` is the text's own pieces. */
static const char *excerpt(struct arena *arena, const struct text_diff *diff, enum piece_kind side)
{
	struct buf out = BUF_INIT;
	size_t at = 0;
	bool found = false;
	for (size_t i = 0; i < diff->count; i++) {
		const struct text_piece *piece = &diff->items[i];
		if (!found && piece->kind != PIECE_SAME) {
			found = true;
			at = out.length;
		}
		if (piece->kind == PIECE_SAME || piece->kind == side)
			buf_append(&out, piece->text, piece->length);
	}
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	size_t length = out.length, before = utf8_count(text, at), count = utf8_count(text, length);
	buf_free(&out);
	if (count <= EXCERPT_LENGTH)
		return text;
	size_t first = before > EXCERPT_LEAD ? before - EXCERPT_LEAD : 0;
	size_t start = utf8_prefix(text, length, first);
	size_t end = start + utf8_prefix(text + start, length - start, EXCERPT_LENGTH);
	return arena_printf(arena, "%s%.*s%s", start ? "…" : "", (int)(end - start), text + start, end < length ? "…" : "");
}

/* Is the item always told whole, so that two rows about it cannot be about two clauses? */
static bool is_told_whole(const struct item_name *name, const struct item *item)
{
	return name->index_count == 0 && item->type != ITEM_TEXT && item->type != ITEM_BOXES && item->type != ITEM_FLAG;
}

static bool same_day(const struct history_change *a, const struct history_change *b)
{
	return a->day.year && b->day.year && date_compare(a->day, b->day) == 0;
}

/* What the two texts are where they differ: of cells that say much the same, or where one has a slip within the other. */
static bool find_differing(struct change_reader *reader, const struct history_change *above,
                           const struct history_change *change, const char **old, const char **new)
{
	const char *after = above->after.folded, *before = change->before.folded;
	*old = above->after.text;
	*new = change->before.text;
	if (is_told_whole(&change->name, change->name.item) || nearly_same(reader->arena, after, before))
		return true;
	struct window window;
	bool longer = strlen(after) >= strlen(before);
	reader->work += strlen(after) / WINDOW_COST * strlen(before);
	if (reader->work > WORK_LIMIT ||
	    !window_find(reader->arena, longer ? after : before, longer ? before : after, &window))
		return false;
	*old = longer ? window.text : window.other;
	*new = longer ? window.other : window.text;
	return true;
}

/* Notes what the rows of the day before left the item as, if 変更前 says nearly that, but not it. Rows of one day may be
 * about different clauses; where none of them says nearly the same, nothing is known. */
static void find_left(struct change_reader *reader, struct history_change *change)
{
	const struct history_change *above = change->above, *last;
	const char *old = NULL, *new = NULL;
	bool differs = false;
	size_t looked = 0;
	for (; above && same_day(above, change) && looked < ROWS_ABOVE; looked++)
		above = above->above;
	last = above;
	if (change->before.kind != CELL_TEXT || !above || is_later(above, change) || numbers_moved(reader, change))
		return;
	for (; above && (above == last || same_day(above, last)); above = above->above) {
		if (++looked > ROWS_ABOVE || above->after.kind != CELL_TEXT ||
		    !may_search(reader, above->after.folded, change->before.folded) ||
		    contain(above->after.folded, change->before.folded))
			return;
		differs = differs || find_differing(reader, above, change, &old, &new);
	}
	if (!differs)
		return;
	struct text_diff diff = text_diff(reader->arena, old, new);
	change->left = excerpt(reader->arena, &diff, PIECE_OLD);
	change->left_as = excerpt(reader->arena, &diff, PIECE_NEW);
}

/* Told from the bottom up. */
static bool is_newest(const struct history_change *change)
{
	const struct history_change *below = change->below;
	return !below || (below->newest && same_day(below, change));
}

/* ---- what the sheet says now ---- */

static const char *folded_row(struct change_reader *reader, size_t index)
{
	const struct row *row = reader->sheet->rows[index];
	if (!reader->folded)
		reader->folded = arena_array(reader->arena, const char *, reader->sheet->row_count);
	if (!reader->folded[index])
		reader->folded[index] =
		    row->state == STATE_ANSWERED && row->printed ? cell_fold(reader->arena, row->printed) : "";
	return reader->folded[index];
}

/* Does one of the item's rows have the text? Any repetition will do: their numbers move. *answered: has it any? */
static bool item_has(struct change_reader *reader, const struct item *item, const char *text, bool *answered)
{
	*answered = false;
	for (size_t i = 0; i < reader->sheet->row_count; i++) {
		if (reader->sheet->rows[i]->item != item || !*folded_row(reader, i))
			continue;
		*answered = may_search(reader, folded_row(reader, i), text);
		if (strstr(folded_row(reader, i), text))
			return true;
	}
	return false;
}

/* A row that may be about the item, as it is about all of its section, or nobody can tell which items it is about. */
static bool may_be_about(const struct history_change *change, const struct item *item)
{
	const struct item_name *name = &change->name;
	bool told = change->before.kind >= CELL_PART || change->after.kind >= CELL_PART;
	bool member = name->kind == ITEM_NAME_SECTION && name->index_count && item->section == name->section;
	bool unclear = name->kind == ITEM_NAME_AMBIGUOUS && name->may_count == 0;
	return member ||
	       (told && (name->kind == ITEM_NAME_SECTION || unclear) && (!name->section || is_inside(item, name->section)));
}

/* Do the texts have a run of letters in common that is no chance? */
static bool share_run(struct arena *arena, const char *a, const char *b)
{
	size_t length = strlen(b);
	for (const char *at = b; utf8_count(at, length - (size_t)(at - b)) >= RUN_LENGTH; at += utf8_step(at)) {
		size_t run = utf8_prefix(at, length - (size_t)(at - b), RUN_LENGTH);
		if (strstr(a, arena_copy(arena, at, run)))
			return true;
	}
	return false;
}

/* Most of the shorter text stands in the longer one. */
static bool overlap(struct arena *arena, const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b), same = 0;
	size_t shorter = a_length < b_length ? a_length : b_length;
	struct text_diff diff = text_diff(arena, a, b);
	for (size_t i = 0; i < diff.count; i++)
		same += diff.items[i].kind == PIECE_SAME ? diff.items[i].length : 0;
	return same * 100 >= shorter * OVERLAP_PERCENT;
}

/* A row whose name fits nothing may be about the text only if it has words of it. */
static bool may_mean(struct change_reader *reader, const struct history_change *change, const char *text)
{
	const struct cell *cells[] = {&change->before, &change->after};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		if (cells[i]->kind >= CELL_PART &&
		    (!may_search(reader, cells[i]->folded, text) || share_run(reader->arena, cells[i]->folded, text)))
			return true;
	return false;
}

/* A later row about the same item that may have changed the text: it leaves out what it is about, or says much of it. */
static bool may_rewrite(struct change_reader *reader, const struct history_change *later, const char *text)
{
	const struct cell *before = &later->before;
	if (before->kind == CELL_ABOVE || before->kind == CELL_OMITTED || before->kind == CELL_PART)
		return true;
	for (size_t i = 0; before->kind == CELL_TEXT && i < before->piece_count; i++)
		if (!may_search(reader, before->pieces[i], text) || overlap(reader->arena, before->pieces[i], text))
			return true;
	return false;
}

/* A later row takes the text away or changes it, or may. */
static bool is_changed_later(struct change_reader *reader, const struct history_change *change, const char *text)
{
	const struct item *const *aims;
	size_t aim_count = aims_of(change, &aims);
	for (const struct history_change *later = reader->changes; later < reader->changes + reader->count; later++) {
		if (!follows(later, change))
			continue;
		for (size_t i = 0; i < aim_count; i++)
			if (may_be_about(later, aims[i]))
				return true;
		if (later->name.kind == ITEM_NAME_UNKNOWN && may_mean(reader, later, text))
			return true;
		if (share_aim(later, change) && may_rewrite(reader, later, text))
			return true;
		for (size_t i = 0; i < later->before.piece_count; i++)
			if (!may_search(reader, later->before.pieces[i], text) || contain(later->before.pieces[i], text))
				return true;
	}
	return false;
}

static const struct row *home_of(struct change_reader *reader, const struct history_change *change, const char *text)
{
	if (utf8_count(text, strlen(text)) < HOME_LENGTH)
		return NULL;
	for (size_t i = 0; i < reader->sheet->row_count; i++)
		if (!aims_at(change, reader->sheet->rows[i]->item) && may_search(reader, folded_row(reader, i), text) &&
		    strstr(folded_row(reader, i), text))
			return reader->sheet->rows[i];
	return NULL;
}

/* The words, shown where they first differ from what the item says. */
static const char *lost_words(struct change_reader *reader, const struct history_change *change, const char *words)
{
	const char *now = "";
	for (size_t i = 0; i < reader->sheet->row_count && !*now; i++)
		if (aims_at(change, reader->sheet->rows[i]->item) && *folded_row(reader, i))
			now = reader->sheet->rows[i]->printed;
	struct text_diff diff = text_diff(reader->arena, now, words);
	return excerpt(reader->arena, &diff, PIECE_NEW);
}

/* Has one of the items that the row is about the text? Where one of them has no answer, nobody can tell. */
static bool is_there(struct change_reader *reader, const struct history_change *change, const char *text)
{
	const struct item *const *aims;
	size_t count = aims_of(change, &aims);
	bool answered;
	for (size_t i = 0; i < count; i++)
		if (item_has(reader, aims[i], text, &answered) || !answered)
			return true;
	return false;
}

static void find_lost(struct change_reader *reader, struct history_change *change)
{
	for (size_t i = 0; i < change->after.piece_count; i++) {
		const char *piece = change->after.pieces[i];
		if (is_there(reader, change, piece) || is_changed_later(reader, change, piece))
			continue;
		change->home = home_of(reader, change, piece);
		change->lost = lost_words(reader, change, change->after.words[i]);
		return;
	}
}

/* The same of a row that later ones about the item follow: sentence by sentence, as they may stand apart by now. */
static void find_old_lost(struct change_reader *reader, struct history_change *change)
{
	for (size_t i = 0; i < change->after.piece_count; i++)
		for (const char *at = change->after.words[i]; *at;) {
			const char *stop = strstr(at, "。");
			size_t length = stop ? (size_t)(stop - at) + strlen("。") : strlen(at);
			const char *words = arena_copy(reader->arena, at, length), *folded = cell_fold(reader->arena, words);
			at += length;
			if (utf8_count(folded, strlen(folded)) < OLD_LENGTH || is_there(reader, change, folded) ||
			    is_changed_later(reader, change, folded))
				continue;
			change->home = home_of(reader, change, folded);
			change->lost = lost_words(reader, change, words);
			return;
		}
}

static void find_kept(struct change_reader *reader, struct history_change *change, const struct item *item)
{
	bool both = change->before.kind == CELL_TEXT && change->after.kind == CELL_TEXT, answered;
	if (change->name.index_count)
		return; /* another repetition may well say the same */
	for (size_t i = 0; both && !change->kept && i < change->before.piece_count; i++) {
		const char *piece = change->before.pieces[i];
		if (utf8_count(piece, strlen(piece)) >= KEPT_LENGTH && may_search(reader, change->after.folded, piece) &&
		    !strstr(change->after.folded, piece) && item_has(reader, item, piece, &answered) &&
		    !is_changed_later(reader, change, piece))
			change->kept = change->before.words[i];
	}
}

/* Ticks are printed in another way than people write them, and a choice is one of its options. */
static bool is_comparable(const struct history_change *change, const struct item *item)
{
	bool prose = item->type == ITEM_CHOICE && change->after.kind == CELL_TEXT && !is_answer(item, &change->after);
	return item->type != ITEM_BOXES && item->type != ITEM_FLAG && item->type != ITEM_ATTACHMENT && !prose;
}

static bool is_followed(const struct change_reader *reader, const struct history_change *change)
{
	for (const struct history_change *later = reader->changes; later < reader->changes + reader->count; later++)
		if (follows(later, change) && share_aim(later, change))
			return true;
	return false;
}

static void compare_with_sheet(struct change_reader *reader, struct history_change *change)
{
	const struct item *const *aims;
	size_t count = aims_of(change, &aims);
	bool comparable = count > 0, whole = false;
	for (size_t i = 0; i < count; i++) {
		comparable = comparable && is_comparable(change, aims[i]);
		whole = whole || is_told_whole(&change->name, aims[i]);
	}
	bool followed = is_followed(reader, change);
	if (!comparable || (followed && whole))
		return;
	if (followed)
		find_old_lost(reader, change);
	else
		find_lost(reader, change);
	if (change->newest && change->name.item)
		find_kept(reader, change, change->name.item);
}

/* ---- texts that break off ---- */

static bool ends_sentence(const char *folded)
{
	static const char *const ends[] = {"。", "」", ")", "]", "』", "】", ">", "."};
	size_t length = strlen(folded);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (length >= strlen(ends[i]) && strcmp(folded + length - strlen(ends[i]), ends[i]) == 0)
			return true;
	return false;
}

/* How `whole` goes on within the line where `folded` ends, or NULL. */
static const char *goes_on(struct arena *arena, const char *folded, const char *whole)
{
	const char *text = cell_fold(arena, whole);
	size_t length = strlen(folded), read = 0;
	if (strncmp(text, folded, length) != 0 || !text[length])
		return NULL;
	for (const char *line = whole; *line && read < length;) {
		const char *end = line + strcspn(line, "\n");
		read += strlen(cell_fold(arena, arena_copy(arena, line, (size_t)(end - line))));
		line = *end ? end + 1 : end;
	}
	return read == length ? NULL : text + length; /* at the end of a paragraph it does not break off */
}

/* How a line of `whole` that begins with `folded` goes on; NULL: none does, or one is just that. */
static const char *line_goes_on(struct arena *arena, const char *folded, const char *whole)
{
	const char *rest = NULL;
	for (const char *line = whole; *line;) {
		const char *end = line + strcspn(line, "\n");
		const char *text = cell_fold(arena, arena_copy(arena, line, (size_t)(end - line)));
		if (strcmp(text, folded) == 0)
			return NULL;
		if (!rest && strncmp(text, folded, strlen(folded)) == 0)
			rest = text + strlen(folded);
		line = *end ? end + 1 : end;
	}
	return rest;
}

static bool is_long(const char *folded)
{
	return utf8_count(folded, strlen(folded)) >= CUT_LENGTH;
}

/* The next row about the item says it whole, or the sheet does: the cell's beginning, or a paragraph that its last line
 * is the beginning of. */
static void find_cut(struct change_reader *reader, struct history_change *change)
{
	const struct cell *after = &change->after;
	if (after->kind != CELL_TEXT || !change->name.item || !is_long(after->folded) || ends_sentence(after->folded))
		return;
	if (change->below && change->below->before.kind == CELL_TEXT)
		change->cut = goes_on(reader->arena, after->folded, change->below->before.text);
	const char *line = strrchr(after->text, '\n');
	const char *last = line ? cell_fold(reader->arena, line + 1) : after->folded;
	for (size_t i = 0; i < reader->sheet->row_count && !change->cut; i++) {
		const struct row *row = reader->sheet->rows[i];
		if (row->item != change->name.item || !*folded_row(reader, i))
			continue;
		if (!change->below && !is_changed_later(reader, change, after->folded))
			change->cut = goes_on(reader->arena, after->folded, row->printed);
		bool one = change->name.index_count == 0; /* another repetition may well say more */
		if (!change->cut && one && is_long(last) && may_search(reader, folded_row(reader, i), last) &&
		    strstr(folded_row(reader, i), last) && !is_changed_later(reader, change, last))
			change->cut = line_goes_on(reader->arena, last, row->printed);
	}
}

/* ---- all rows ---- */

struct history_changes history_changes_read(struct arena *arena, const struct cell_words *words,
                                            const struct form_history *forms, const struct sheet *sheet)
{
	struct change_reader reader = {
	    .arena = arena,
	    .words = words,
	    .forms = forms,
	    .sheet = sheet,
	    .count = sheet->history_count,
	};
	map_init(&reader.known, arena);
	map_init(&reader.written, arena);
	reader.names = forms->names(forms->context, sheet->form);
	reader.changes = arena_array(arena, struct history_change, reader.count);
	for (size_t i = 0; i < reader.count; i++) {
		reader.changes[i].row = &sheet->history[i];
		reader.changes[i].day = day_of(&sheet->history[i]);
		read_row(&reader, &reader.changes[i]);
	}
	link_rows(&reader);
	for (size_t i = reader.count; i-- > 0;) {
		struct history_change *change = &reader.changes[i];
		find_left(&reader, change);
		change->newest = is_newest(change);
		compare_with_sheet(&reader, change);
		find_cut(&reader, change);
	}
	return (struct history_changes){reader.changes, reader.count};
}
