/* Lines whose cells are parted by some sign -> lines whose cells are parted by tabs. Which sign it is, is told by the labels of the
 * forms: those that stand in front of one, with words behind it. */
#include "import/parted.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"
#include "import/entries.h"
#include "printed/marks.h"
#include "printed/pages.h"

#include <string.h>

enum { LABELS_ENOUGH = 5, LABEL_LIMIT = 200, CELL_LIMIT = 256 };

/* `sign`, or more of the same. A weak one also stands in answers: it parts labels from each other and from their words, and
 * nothing else but rows of the table of 変更箇所. */
struct separator {
	const char *sign;
	bool repeats, weak, quotes;
	bool mixed; /* may stand in lines between rows of tabs */
};

static const struct separator separators[] = {
    {.sign = "|"},
    {.sign = "｜"},
    {.sign = "　　", .repeats = true},
    {.sign = "  ", .repeats = true},
    {.sign = ",", .quotes = true},
    {.sign = "　", .repeats = true, .weak = true},
    {.sign = "：", .weak = true, .mixed = true},
    {.sign = ":", .weak = true, .mixed = true},
    {.sign = " ", .repeats = true, .weak = true},
};

enum { SEPARATORS = sizeof separators / sizeof *separators };

struct parting {
	struct arena *arena;
	struct arena *scratch; /* of one line */
	const struct source *source;
	struct map labels; /* of items, folded, with and without their number */
	struct map noted;  /* those that forms print with ※ */
	const struct separator *separator;
	const struct form *table; /* the form whose head of 変更箇所 was met, or NULL */
	size_t below;             /* of labels side by side, whose words stand in the line that comes; 0: none */
	bool tabs;                /* some lines have tabs */
	struct official *official;
	bool quoted; /* a cell in quotation marks goes on over lines */
};

/* ---- labels ---- */

static const char counted[] = "{n}"; /* behind labels with a number: 委託事項 */

static const char note_sign[] = "※";

static void add_label(struct parting *parting, const char *key, bool noted)
{
	if (key && *key)
		map_put(&parting->labels, key, parting);
	if (key && *key && noted)
		map_put(&parting->noted, key, parting);
}

/* Headings with a number stand before the name of what they count; 再委託 and the like stand before labels. */
static void add_entry(struct parting *parting, const struct entry *entry)
{
	const struct label *label = &entry->label;
	if (label->counted)
		add_label(parting, arena_printf(parting->arena, "%s%s", label->full, counted), false);
	if (!entry->item || label->counted)
		return;
	bool noted = entry->item->significant;
	add_label(parting, label->full, noted);
	add_label(parting, label->text, noted);
	add_label(parting, label->brief, false);
	add_label(parting, entry->under.full, false);
	add_label(parting, entry->under.text, false);
}

static bool learn_labels(struct parting *parting)
{
	struct official *official = parting->official;
	map_init(&parting->labels, parting->arena);
	map_init(&parting->noted, parting->arena);
	for (size_t i = 0; i < official->form_names.count; i++) {
		const struct form *form = official_form_at(official, i);
		if (!form)
			return false;
		struct entries entries = entries_list(parting->arena, form);
		for (size_t k = 0; k < entries.count; k++)
			add_entry(parting, &entries.items[k]);
	}
	return true;
}

/* The words of a label behind its number: (1), 1., 1). */
static const char *behind_number(const char *key)
{
	size_t open = *key == '(', digits = strspn(key + open, "0123456789");
	const char *behind = key + open + digits;
	return digits ? behind + (*behind && strchr(".)", *behind)) : key;
}

/* 委託事項12 → 委託事項{n} */
static const char *without_count(struct arena *scratch, const char *key)
{
	size_t length = strlen(key);
	while (length && key[length - 1] >= '0' && key[length - 1] <= '9')
		length--;
	return key[length] ? arena_printf(scratch, "%s%s", arena_copy(scratch, key, length), counted) : key;
}

static bool is_among(struct parting *parting, const struct map *labels, const char *text, size_t length)
{
	size_t rest;
	const char *words = length && length < LABEL_LIMIT ? arena_copy(parting->scratch, text, length) : "";
	const char *key = label_key(parting->scratch, words, &rest);
	return key && !words[rest] &&
	       (map_get(labels, key) || map_get(labels, behind_number(key)) ||
	        map_get(labels, without_count(parting->scratch, key)));
}

static bool is_label(struct parting *parting, const char *text, size_t length)
{
	return is_among(parting, &parting->labels, text, length);
}

/* ---- cells ---- */

struct piece {
	const char *text;
	size_t length;
};

static bool starts_with(const char *at, const char *end, const char *sign)
{
	size_t length = strlen(sign);
	return (size_t)(end - at) >= length && strncmp(at, sign, length) == 0;
}

/* The length of the separator at `at`; 0: it is none. */
static size_t separator_length(const struct separator *separator, const char *at, const char *end)
{
	size_t taken = 0, step = strlen(separator->sign);
	if (starts_with(at, end, separator->sign))
		taken = step;
	while (taken && separator->repeats) {
		bool wide = starts_with(at + taken, end, "　");
		if (!wide && !starts_with(at + taken, end, " "))
			break;
		taken += wide ? strlen("　") : 1;
	}
	return taken;
}

/* The first separator of a line; NULL: there is none. */
static const char *find_separator(const struct separator *separator, const char *at, const char *end, size_t *taken)
{
	for (; at < end; at += utf8_step(at))
		if ((*taken = separator_length(separator, at, end)))
			return at;
	return NULL;
}

static struct piece trim(const char *text, const char *end, bool quotes)
{
	while (text < end && (*text == ' ' || (quotes && *text == '"')))
		text++;
	while (end > text && (end[-1] == ' ' || end[-1] == '\r' || (quotes && end[-1] == '"')))
		end--;
	return (struct piece){text, (size_t)(end - text)};
}

/* Stands a label before the first separator, and words behind it? */
static bool is_labelled(struct parting *parting, const struct separator *separator, const char *text, const char *end)
{
	size_t taken;
	const char *sign = find_separator(separator, text, end, &taken);
	if (!sign)
		return false;
	struct piece label = trim(text, sign, separator->quotes), words = trim(sign + taken, end, separator->quotes);
	bool only_sign = words.length == strlen(note_sign) && strncmp(words.text, note_sign, words.length) == 0;
	return words.length && !only_sign && is_label(parting, label.text, label.length);
}

/* ---- which separator ---- */

static bool has_tab(const char *text, const char *end)
{
	return memchr(text, '\t', (size_t)(end - text)) != NULL;
}

/* Labels with words behind the sign; a weak one has to stand behind most labels, for others are alone in their lines. */
static size_t count_labels(struct parting *parting, const struct separator *separator)
{
	size_t labelled = 0, alone = 0;
	for (size_t line = 1; line <= parting->source->line_count; line++) {
		struct span span = source_line(parting->source, line);
		const char *text = parting->source->text + span.start, *end = parting->source->text + span.end;
		struct piece whole = trim(text, end, separator->quotes);
		arena_reset(parting->scratch);
		if (has_tab(text, end))
			continue;
		if (is_labelled(parting, separator, text, end))
			labelled++;
		else if (separator->weak)
			alone += is_label(parting, whole.text, whole.length);
	}
	return labelled > alone ? labelled : 0;
}

static void find_best(struct parting *parting)
{
	size_t most = LABELS_ENOUGH - 1;
	for (size_t i = 0; i < SEPARATORS; i++) {
		if (parting->tabs && !separators[i].mixed)
			continue;
		size_t count = count_labels(parting, &separators[i]);
		if (count > most) {
			most = count;
			parting->separator = &separators[i];
		}
	}
}

/* ---- the text with tabs ---- */

static const char *fold_piece(struct parting *parting, const struct piece *piece)
{
	return utf8_fold(parting->scratch, arena_copy(parting->scratch, piece->text, piece->length));
}

static size_t split_cells(const struct separator *separator, const char *at, const char *end, struct piece *cells,
                          size_t limit)
{
	size_t count = 0, taken = 0;
	for (const char *sign; count + 1 < limit && (sign = find_separator(separator, at, end, &taken)); at = sign + taken)
		cells[count++] = trim(at, sign, false);
	cells[count++] = trim(at, end, false);
	return count;
}

/* Are the cells the head of 変更箇所? Its form, or NULL. */
static const struct form *table_of(struct parting *parting, const struct piece *cells, size_t count)
{
	for (size_t i = 0; i < parting->official->form_names.count; i++) {
		const struct form *form = official_form_at(parting->official, i);
		size_t same = 0;
		for (size_t k = 0; form && count == form->column_count && k < count; k++)
			same += strcmp(fold_piece(parting, &cells[k]), utf8_fold(parting->scratch, form->columns[k].label)) == 0;
		if (same && same == count)
			return form;
	}
	return NULL;
}

static size_t column_of(const struct form *form, const char *field)
{
	size_t column = 0;
	while (column < form->column_count && strcmp(form->columns[column].field, field) != 0)
		column++;
	return column;
}

/* The last cell that is a time of submission; `count`: none is. */
static size_t find_timing(struct parting *parting, const struct piece *cells, size_t count)
{
	const struct option_list *timings = schema_options(parting->official->schema, "timing");
	size_t at = count;
	while (timings && at > 0 && !options_find(parting->scratch, timings, fold_piece(parting, &cells[at - 1])))
		at--;
	return at ? at - 1 : count;
}

/* From the first of the cells to the last, with what parts them. */
static struct piece join(const struct piece *cells, size_t count)
{
	if (!count)
		return (struct piece){"", 0};
	const struct piece *last = &cells[count - 1];
	return (struct piece){cells->text, (size_t)(last->text + last->length - cells->text)};
}

/* A row of 変更箇所 has fewer cells where some are empty, and more where texts have the separator inside. What stands between
 * its item and its time of submission is both texts, or the one after the change. False: which is which cannot be told. */
static bool align_row(struct parting *parting, struct piece *cells, size_t count)
{
	const struct form *form = parting->table;
	size_t before = column_of(form, "before"), timing = column_of(form, "timing");
	size_t at = find_timing(parting, cells, count);
	if (count == form->column_count && at == timing)
		return true;
	if (timing != before + 2 || at == count || at < before)
		return false;
	size_t words = at - before, half = words / 2;
	if (words > 1 && words % 2)
		return false;
	struct piece own = join(cells + before, half), other = join(cells + before + half, words - half);
	struct piece time = cells[at], note = join(cells + at + 1, count - at - 1);
	cells[before] = own;
	cells[before + 1] = other;
	cells[timing] = time;
	for (size_t k = timing + 1; k < form->column_count; k++)
		cells[k] = k == timing + 1 ? note : (struct piece){"", 0};
	return true;
}

/* 評価書番号 and 評価書名, side by side. */
static bool are_labels(struct parting *parting, const struct piece *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_label(parting, cells[i].text, cells[i].length))
			return false;
	return count > 1;
}

static void put_cells(struct buf *text, const struct piece *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_puts(text, i ? "\t" : "");
		buf_append(text, cells[i].text, cells[i].length);
	}
}

/* How far the label from `at` to `sign` reaches: on to its ※, where the form prints it with one and more stands behind. */
static size_t label_length(struct parting *parting, const char *at, const char *sign, const char *end)
{
	size_t taken = separator_length(parting->separator, sign, end), next = 0;
	const char *note = sign + taken, *behind = note + strlen(note_sign);
	if (starts_with(note, end, note_sign))
		next = separator_length(parting->separator, behind, end);
	bool noted = next && behind + next < end && is_among(parting, &parting->noted, at, (size_t)(sign - at));
	return (size_t)((noted ? behind : sign) - at);
}

/* Labels one behind the other, and their words; the first may stand in the second column. */
static void part_labels(struct parting *parting, struct buf *text, const char *at, const char *end)
{
	size_t taken = separator_length(parting->separator, at, end);
	if (taken && is_labelled(parting, parting->separator, at + taken, end)) {
		buf_putc(text, '\t');
		at += taken;
	}
	while (is_labelled(parting, parting->separator, at, end)) {
		const char *sign = find_separator(parting->separator, at, end, &taken);
		size_t length = label_length(parting, at, sign, end);
		buf_append(text, at, length);
		buf_putc(text, '\t');
		at += length + separator_length(parting->separator, at + length, end);
	}
	buf_append(text, at, (size_t)(end - at));
}

/* Is the line a row of 変更箇所, or its head? Then it is put with all of its cells. */
static bool part_change(struct parting *parting, struct buf *text, struct piece *cells, size_t count)
{
	const struct form *table = table_of(parting, cells, count);
	parting->table = table ? table : parting->table;
	if (!parting->table || count < 2 || parting->table->column_count > CELL_LIMIT)
		return false;
	if (!table && !align_row(parting, cells, count)) {
		struct piece line = join(cells, find_timing(parting, cells, count) < count ? count : 0);
		buf_append(text, line.text, line.length); /* in wrong columns it would say what nobody has written */
		return line.length > 0;
	}
	put_cells(text, cells, parting->table->column_count);
	return true;
}

static void part_weakly(struct parting *parting, struct buf *text, const char *at, const char *end)
{
	struct piece *cells = arena_array(parting->scratch, struct piece, CELL_LIMIT);
	size_t limit = parting->below ? parting->below : CELL_LIMIT;
	size_t count = split_cells(parting->separator, at, end, cells, limit);
	bool head = are_labels(parting, cells, count), words = parting->below && count == parting->below;
	bool many = parting->table && count > parting->table->column_count;
	if (head || words)
		put_cells(text, cells, count);
	else if (many || !part_change(parting, text, cells, count))
		part_labels(parting, text, at, end);
	parting->below = head ? count : 0;
}

static void part_strongly(struct parting *parting, struct buf *text, const char *at, const char *end)
{
	const struct separator *separator = parting->separator;
	struct piece *cells = arena_array(parting->scratch, struct piece, CELL_LIMIT);
	if (separator->repeats && part_change(parting, text, cells, split_cells(separator, at, end, cells, CELL_LIMIT)))
		return;
	while (at < end) {
		size_t taken = parting->quoted ? 0 : separator_length(separator, at, end), step = utf8_step(at);
		parting->quoted ^= separator->quotes && *at == '"';
		if (taken)
			buf_putc(text, '\t');
		else
			buf_append(text, at, step);
		at += taken ? taken : step;
	}
}

static const struct source *with_tabs(struct parting *parting)
{
	const struct source *source = parting->source;
	struct buf text = BUF_INIT;
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span span = source_line(source, line);
		const char *start = source->text + span.start, *end = source->text + span.end;
		arena_reset(parting->scratch);
		buf_puts(&text, line > 1 ? "\n" : "");
		if (start == end || has_tab(start, end))
			buf_append(&text, start, (size_t)(end - start));
		else if (parting->separator->weak)
			part_weakly(parting, &text, start, end);
		else
			part_strongly(parting, &text, start, end);
	}
	const struct source *parted =
	    source_from_memory(parting->arena, parting->official->diags, source->path, buf_text(&text), text.length);
	buf_free(&text);
	return parted;
}

/* Has the text rows between bars, or of HTML, which are read as they are? */
static bool has_tables(const struct source *source)
{
	if (strstr(source->text, "<t"))
		return true;
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span span = source_line(source, line);
		struct piece row = trim(source->text + span.start, source->text + span.end, false);
		if (row.length > 1 && *row.text == '|' && row.text[row.length - 1] == '|')
			return true;
	}
	return false;
}

const struct source *parted_text(struct arena *arena, struct official *official, const struct source *source)
{
	if (has_tables(source) || layout_likely(source))
		return source;
	struct parting parting = {.arena = arena, .scratch = arena_new(), .source = source, .official = official};
	parting.tabs = has_tab(source->text, source->text + source->length);
	if (learn_labels(&parting))
		find_best(&parting);
	const struct source *parted = parting.separator ? with_tabs(&parting) : source;
	arena_free(parting.scratch);
	return parted;
}
