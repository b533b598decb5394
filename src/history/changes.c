/* Rows of 変更箇所 → what each is about, and whether it holds. A row quotes a whole item or only a clause of it, which
 * nobody says: so texts that differ much prove nothing, and only what is nearly the same is told. */
#include "history/changes.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/textdiff.h"
#include "base/utf8.h"

#include <string.h>

enum {
	ROWS_ABOVE = 20,   /* rows about one item that are looked back at */
	NEAR_PERCENT = 80, /* in common, for two texts to be one with a slip */
	HOME_LENGTH =
	    20, /* characters of a paragraph that is looked for in other items: an office's name stands in several */
	KEPT_LENGTH = 8,     /* characters of one that is looked for where it should be gone */
	CUT_LENGTH = 30,     /* characters of a text that breaks off */
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

/* The same item in the sheet's form, or none, as numbers mean other items in another revision; then at least the section. */
static struct item_name name_here(struct change_reader *reader, const struct item_name *name, const char *text)
{
	struct item_name here = *name;
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
	change->labelled = name->official;
	change->repeated = change->dated_form && map_put(&reader->written, change->row->item, change);
	if (name->kind == ITEM_NAME_ITEM)
		change->official_name = item_name_print(reader->arena, name->item, name->index, name->index_count);
	change->name = other ? name_here(reader, name, change->row->item) : *name;
	change->significant = change->name.kind == ITEM_NAME_ITEM      ? change->name.item->significant
	                      : change->name.kind == ITEM_NAME_SECTION ? section_significant(change->name.section)
	                                                               : false;
}

/* 同上: the name of the row above. */
static void read_row(struct change_reader *reader, struct history_change *change)
{
	const struct history_row *row = change->row;
	const struct history_change *above = change > reader->changes ? change - 1 : NULL;
	change->before = cell_read(reader->arena, reader->words, row->before);
	change->after = cell_read(reader->arena, reader->words, row->after);
	if (above && cell_is_above(reader->arena, reader->words, row->item)) {
		change->name = above->name;
		change->official_name = above->official_name;
		change->dated_form = above->dated_form;
		change->labelled = above->labelled;
		change->significant = above->significant;
		change->repeated = true;
	} else {
		read_name(reader, change);
	}
}

/* ---- rows about one item ---- */

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
static bool is_told_whole(const struct item_name *name)
{
	return name->index_count == 0 && name->item->type != ITEM_TEXT && name->item->type != ITEM_BOXES &&
	       name->item->type != ITEM_FLAG;
}

static bool same_day(const struct history_change *a, const struct history_change *b)
{
	return a->day.year && b->day.year && date_compare(a->day, b->day) == 0;
}

/* Notes what the rows of the day before left the item as, if 変更前 says nearly that, but not it. Rows of one day may be
 * about different clauses; where none of them says nearly the same, nothing is known. */
static void find_left(struct change_reader *reader, struct history_change *change)
{
	const struct history_change *above = change->above, *last, *differs = NULL;
	size_t looked = 0;
	for (; above && same_day(above, change) && looked < ROWS_ABOVE; looked++)
		above = above->above;
	last = above;
	if (change->before.kind != CELL_TEXT || !above || is_later(above, change))
		return;
	for (; above && (above == last || same_day(above, last)); above = above->above) {
		if (++looked > ROWS_ABOVE || above->after.kind != CELL_TEXT ||
		    !may_search(reader, above->after.folded, change->before.folded) ||
		    contain(above->after.folded, change->before.folded))
			return;
		if (!differs &&
		    (is_told_whole(&change->name) || nearly_same(reader->arena, above->after.folded, change->before.folded)))
			differs = above;
	}
	if (!differs)
		return;
	struct text_diff diff = text_diff(reader->arena, differs->after.text, change->before.text);
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

static bool is_inside(const struct item *item, const struct form_section *section)
{
	const struct form_section *at = item->section;
	while (at && at != section)
		at = at->parent;
	return at != NULL;
}

/* A row that may be about the item, as nobody can tell what it is about or it is about all of its section. */
static bool may_be_about(const struct history_change *change, const struct item *item)
{
	bool told = change->before.kind >= CELL_PART || change->after.kind >= CELL_PART;
	return told && !change->name.item && (!change->name.section || is_inside(item, change->name.section));
}

/* A row below that takes the text away or changes it, or may. */
static bool is_changed_below(struct change_reader *reader, const struct history_change *change, const char *text)
{
	for (const struct history_change *below = change + 1; below < reader->changes + reader->count; below++) {
		if (may_be_about(below, change->name.item))
			return true;
		for (size_t i = 0; i < below->before.piece_count; i++)
			if (!may_search(reader, below->before.pieces[i], text) || contain(below->before.pieces[i], text))
				return true;
	}
	return false;
}

static const struct row *home_of(struct change_reader *reader, const struct history_change *change, const char *text)
{
	if (utf8_count(text, strlen(text)) < HOME_LENGTH)
		return NULL;
	for (size_t i = 0; i < reader->sheet->row_count; i++)
		if (reader->sheet->rows[i]->item != change->name.item && may_search(reader, folded_row(reader, i), text) &&
		    strstr(folded_row(reader, i), text))
			return reader->sheet->rows[i];
	return NULL;
}

/* The paragraph, shown where it first differs from what the item says. */
static const char *lost_words(struct change_reader *reader, const struct history_change *change, size_t piece)
{
	const char *words = change->after.words[piece], *now = "";
	for (size_t i = 0; i < reader->sheet->row_count && !*now; i++)
		if (reader->sheet->rows[i]->item == change->name.item && *folded_row(reader, i))
			now = reader->sheet->rows[i]->printed;
	struct text_diff diff = text_diff(reader->arena, now, words);
	return excerpt(reader->arena, &diff, PIECE_NEW);
}

static void find_lost(struct change_reader *reader, struct history_change *change, const struct item *item)
{
	for (size_t i = 0; i < change->after.piece_count; i++) {
		const char *piece = change->after.pieces[i];
		bool answered;
		if (item_has(reader, item, piece, &answered) || !answered || is_changed_below(reader, change, piece))
			continue;
		change->home = home_of(reader, change, piece);
		change->lost = lost_words(reader, change, i);
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
		    !is_changed_below(reader, change, piece))
			change->kept = change->before.words[i];
	}
}

/* Ticks are printed in another way than people write them. */
static void compare_with_sheet(struct change_reader *reader, struct history_change *change)
{
	const struct item *item = change->name.item;
	if (!change->newest || !item || item->type == ITEM_BOXES || item->type == ITEM_FLAG)
		return;
	find_lost(reader, change, item);
	find_kept(reader, change, item);
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
		if (!change->below && !is_changed_below(reader, change, after->folded))
			change->cut = goes_on(reader->arena, after->folded, row->printed);
		bool one = change->name.index_count == 0; /* another repetition may well say more */
		if (!change->cut && one && is_long(last) && may_search(reader, folded_row(reader, i), last) &&
		    strstr(folded_row(reader, i), last) && !is_changed_below(reader, change, last))
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
