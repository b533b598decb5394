/* 項目 ⇄ items of a form. A name is read along the form's tree: each heading may stand in full, as its words, as its
 * number, or not at all; the way that leaves out least is what is meant, and two equally good ways are ambiguous. */
#include "history/item_name.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	KEY_LIMIT = 1000, /* bytes of a name; the longest official one has about 600 */
	REPETITION_LIMIT = 1000,
	LETTERS_PER_SLIP = 8,
	CIRCLED_FIRST = 0x2460, /* ① */
	CIRCLED_LAST = 0x2473   /* ⑳ */
};

/* What a way of writing a heading or label costs. */
enum cost { COST_FULL, COST_WORDS, COST_NUMBER, COST_LEFT_OUT, COST_SLIP, COST_NONE = 1000 };

struct key {
	const char *full;
	const char *number; /* a start of full, or "" */
	const char *words;  /* full without it */
};

struct item_key {
	struct key label;
	struct key lead; /* of the item that it belongs to, or of the frame around it; full NULL: none */
};

struct item_names {
	struct arena *arena;
	const struct form *form;
	struct item_key *items; /* by item.order */
	struct section_key {
		const struct form_section *section;
		struct key heading;
		const char *end; /* behind the number of a counted one: （別紙{n}） */
		size_t behind;   /* the index of the next one that is not inside it */
	} * sections;        /* in print order */
	size_t section_count;
};

/* ---- keys ---- */

/* ② is told from the 2 of a section: it is put between two signs that no name has. */
static void put_circled(struct buf *out, int32_t point)
{
	buf_printf(out, "\x01%d\x02", (int)(point - CIRCLED_FIRST + 1));
}

static bool is_punctuation(int32_t point)
{
	static const int32_t signs[] = {'.',    ',',    ':',    '-',    '/',    '~',    0x3001, 0x3002, 0x30fb,
	                                0x2010, 0x2013, 0x2014, 0x2015, 0x2212, 0x203b, 0x300c, 0x300d, 0x301c};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i] == point)
			return true;
	return false;
}

static char *without_punctuation(char *text)
{
	size_t length = strlen(text), kept = 0;
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (!is_punctuation(point)) {
			memmove(text + kept, text + i, taken);
			kept += taken;
		}
		i += taken;
	}
	text[kept] = '\0';
	return text;
}

static char *normalise(struct arena *arena, const char *text, size_t length)
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (point >= CIRCLED_FIRST && point <= CIRCLED_LAST)
			put_circled(&out, point);
		else
			buf_append(&out, text + i, taken);
		i += taken;
	}
	char *key = without_punctuation(utf8_fold(arena, buf_text(&out)));
	buf_free(&out);
	return key;
}

/* What stands behind ※ in a heading (（７．②を除く。）) is a remark. `number` NULL: a circled digit is the number. */
static struct key key_make(struct arena *arena, const char *printed, const char *number)
{
	const char *sign = strstr(printed, "※");
	size_t length = sign && sign > printed ? (size_t)(sign - printed) : strlen(printed);
	struct key key = {.full = normalise(arena, printed, length)};
	const char *end = key.full[0] == '\x01' ? strchr(key.full, '\x02') + 1 : key.full;
	if (number) {
		const char *start = normalise(arena, number, strlen(number));
		end = key.full + (strncmp(key.full, start, strlen(start)) == 0 ? strlen(start) : 0);
	}
	key.number = arena_copy(arena, key.full, (size_t)(end - key.full));
	key.words = end;
	return key;
}

static const struct item *items_of(const struct form *form, const struct form_section *section, size_t *count)
{
	*count = section ? section->item_count : form->cover_count;
	return section ? section->items : form->cover;
}

/* The item whose label has to stand in front, because its own does not tell what it is: その妥当性. */
static const struct item *lead_of(const struct item *item)
{
	const struct form_section *section = item->section;
	size_t alike = 0;
	if (!section)
		return NULL;
	for (size_t i = 0; i < section->item_count; i++)
		alike += strcmp(section->items[i].label, item->label) == 0;
	if (!item->sub && alike == 1)
		return NULL;
	for (const struct item *lead = item; lead-- > section->items;)
		if (!lead->sub && strcmp(lead->label, item->label) != 0)
			return lead;
	return NULL;
}

static size_t count_sections(const struct form_section *sections, size_t count)
{
	size_t all = count;
	for (size_t i = 0; i < count; i++)
		all += count_sections(sections[i].sections, sections[i].section_count);
	return all;
}

/* 委託事項{n} → 委託事項 */
static const char *before_mark(struct arena *arena, const char *heading)
{
	const char *mark = strstr(heading, "{n}");
	return mark ? arena_copy(arena, heading, (size_t)(mark - heading)) : heading;
}

static const char *after_mark(const char *heading)
{
	return strstr(heading, "{n}") + strlen("{n}");
}

static bool is_counted(const struct form_section *section)
{
	return section->each && strstr(section->heading, "{n}");
}

static void list_sections(struct item_names *names, const struct form_section *sections, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *heading = before_mark(names->arena, sections[i].heading);
		bool counted = is_counted(&sections[i]);
		const char *number = counted ? "" : sections[i].number;
		const char *end = counted ? utf8_fold(names->arena, after_mark(sections[i].heading)) : "";
		struct section_key *key = &names->sections[names->section_count++];
		*key = (struct section_key){&sections[i], key_make(names->arena, heading, number), end, 0};
		list_sections(names, sections[i].sections, sections[i].section_count);
		key->behind = names->section_count;
	}
}

const struct item_names *item_names_new(struct arena *arena, const struct form *form)
{
	struct item_names *names = arena_new_object(arena, struct item_names);
	names->arena = arena;
	names->form = form;
	names->items = arena_array(arena, struct item_key, form->item_count);
	for (size_t i = 0; i < form->item_count; i++) {
		const struct item *item = form->items[i], *lead = lead_of(item);
		names->items[i].label = key_make(arena, item->label, NULL);
		if (item->under || lead)
			names->items[i].lead = key_make(arena, item->under ? item->under : lead->label, NULL);
	}
	names->sections = arena_array(arena, struct section_key, count_sections(form->sections, form->section_count));
	list_sections(names, form->sections, form->section_count);
	return names;
}

const struct form *item_names_form(const struct item_names *names)
{
	return names->form;
}

/* ---- reading ---- */

struct reading {
	const struct item_names *names;
	struct item_name best;
	size_t cost; /* of best */
	bool slips;  /* labels that are nearly written will do: asked for only where none is written rightly */
};

/* One way along the tree, so far. */
struct way {
	const char *rest; /* of the name */
	size_t cost;
	size_t index[ITEM_NAME_DEPTH];
	size_t index_count;
	bool named; /* something of the name has been read */
};

static void offer(struct reading *reading, const struct way *way, const struct form_section *section,
                  const struct item *item, bool official)
{
	if (way->cost > reading->cost)
		return;
	bool same = reading->best.section == section && reading->best.item == item;
	if (way->cost == reading->cost) {
		if (!same)
			reading->best.kind = ITEM_NAME_AMBIGUOUS;
		return;
	}
	reading->cost = way->cost;
	reading->best = (struct item_name){
	    .kind = item ? ITEM_NAME_ITEM : ITEM_NAME_SECTION,
	    .section = section,
	    .item = item,
	    .index_count = way->index_count,
	    .official = official,
	};
	memcpy(reading->best.index, way->index, sizeof way->index);
}

/* A number ends where no further letter of a numeral follows: Ⅰ does not begin Ⅱ, nor 1 begin 11. */
static bool numeral_ends(const char *number, const char *rest)
{
	static const char *const alphabets[] = {"IVX", "0123456789"};
	char last = number[strlen(number) - 1];
	for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++)
		if (strchr(alphabets[i], last) && *rest && strchr(alphabets[i], *rest))
			return false;
	return true;
}

static const char *take(const char *rest, const char *start)
{
	size_t length = strlen(start);
	return length && strncmp(rest, start, length) == 0 ? rest + length : NULL;
}

static bool take_repetition(struct way *way, const char *end)
{
	char *behind;
	if (*way->rest < '0' || *way->rest > '9')
		return false;
	unsigned long n = strtoul(way->rest, &behind, 10);
	if (!n || n > REPETITION_LIMIT || strncmp(behind, end, strlen(end)) != 0)
		return false;
	way->index[way->index_count - 1] = n;
	way->rest = behind + strlen(end);
	return true;
}

/* （２） behind the number or the heading of a part that repeats. */
static void take_bracketed(struct way *way)
{
	struct way inner = *way;
	if (*inner.rest++ == '(' && take_repetition(&inner, ")"))
		*way = inner;
}

/* Reads a key in one of its ways; false when the rest does not begin so. */
static bool take_key(struct way *way, const struct key *key, enum cost cost)
{
	const char *start = cost == COST_FULL ? key->full : cost == COST_WORDS ? key->words : key->number;
	const char *rest = take(way->rest, start);
	if (!rest || (cost != COST_FULL && start == key->full) || (cost == COST_NUMBER && !numeral_ends(start, rest)))
		return false;
	way->rest = rest;
	way->cost += cost;
	way->named = true;
	return true;
}

/* The rest is nearly the label: いつの時点の計数か, or its beginning: 所属長. */
static bool is_slip(const struct key *label, const char *rest)
{
	const char *behind = *label->number ? take(rest, label->number) : NULL;
	const char *written = behind ? behind : rest;
	size_t length = strlen(label->words), its = strlen(written);
	size_t limit = utf8_count(label->words, length) / LETTERS_PER_SLIP;
	bool begins = behind && *written && strncmp(label->words, written, its) == 0;
	bool alike = (its > length ? its - length : length - its) <= limit * 4; /* bytes of a letter */
	return begins || (limit && alike && utf8_distance(written, label->words, limit) <= limit);
}

static void read_label(struct reading *reading, const struct way *way, const struct item *item)
{
	const struct key *label = &reading->names->items[item->order].label;
	for (int cost = COST_FULL; cost <= COST_NUMBER; cost++) {
		struct way last = *way;
		if (take_key(&last, label, (enum cost)cost) && !*last.rest)
			offer(reading, &last, item->section, item, cost != COST_NUMBER);
	}
	if (reading->slips && *way->rest && is_slip(label, way->rest)) {
		struct way last = *way;
		last.cost += COST_SLIP;
		offer(reading, &last, item->section, item, false);
	}
}

static void read_item(struct reading *reading, const struct way *way, const struct item *item)
{
	const struct key *lead = &reading->names->items[item->order].lead;
	struct way without = *way;
	without.cost += lead->full ? COST_LEFT_OUT : COST_FULL;
	read_label(reading, &without, item);
	for (int cost = COST_FULL; lead->full && cost <= COST_NUMBER; cost++) {
		struct way with = *way;
		if (take_key(&with, lead, (enum cost)cost))
			read_label(reading, &with, item);
	}
}

static void read_inside(struct reading *reading, const struct way *way, const struct section_key *key);

/* A section with one answer is named for it: ３．個人番号の利用. */
static void end_at(struct reading *reading, const struct way *way, const struct form_section *section)
{
	bool lone = section->item_count == 1 && section->section_count == 0;
	offer(reading, way, section, lone && !is_counted(section) ? section->items : NULL, true);
}

static void read_section(struct reading *reading, const struct way *way, const struct section_key *key)
{
	const struct form_section *section = key->section;
	bool counted = is_counted(section);
	struct way start = *way;
	if (section->each && start.index_count < ITEM_NAME_DEPTH)
		start.index[start.index_count++] = 0;
	for (int cost = COST_FULL; cost <= COST_NUMBER; cost++) {
		struct way next = start;
		if (!take_key(&next, &key->heading, (enum cost)cost) || (counted && !take_repetition(&next, key->end)))
			continue;
		if (section->each && !counted)
			take_bracketed(&next);
		if (!*next.rest)
			end_at(reading, &next, section);
		read_inside(reading, &next, key);
		if (section->each && !counted && cost == COST_NUMBER &&
		    take_key(&next, &(struct key){key->heading.words, "", key->heading.words}, COST_FULL)) {
			next.cost = start.cost;
			if (!*next.rest)
				end_at(reading, &next, section);
			read_inside(reading, &next, key);
		}
	}
	start.cost += *key->heading.full ? COST_LEFT_OUT : COST_FULL;
	read_inside(reading, &start, key);
}

/* key NULL: the whole form. */
static void read_inside(struct reading *reading, const struct way *way, const struct section_key *key)
{
	const struct item_names *names = reading->names;
	size_t count, first = key ? (size_t)(key - names->sections) + 1 : 0;
	size_t behind = key ? key->behind : names->section_count;
	const struct item *items = items_of(names->form, key ? key->section : NULL, &count);
	for (size_t i = 0; *way->rest && i < count; i++)
		read_item(reading, way, &items[i]);
	for (size_t i = first; *way->rest && i < behind; i = names->sections[i].behind)
		read_section(reading, way, &names->sections[i]);
}

/* Ⅳ of 「Ⅳ　リスク対策　全項目を新規記載」. */
static const struct form_section *outermost(const struct item_names *names, const char *name)
{
	for (size_t i = 0; i < names->section_count; i++) {
		struct way way = {.rest = name};
		const struct section_key *key = &names->sections[i];
		if (!key->section->parent &&
		    (take_key(&way, &key->heading, COST_FULL) || take_key(&way, &key->heading, COST_NUMBER)))
			return key->section;
	}
	return NULL;
}

struct item_name item_name_read(const struct item_names *names, const char *text)
{
	struct reading reading = {.names = names, .cost = COST_NONE};
	if (strlen(text) > KEY_LIMIT)
		return reading.best;
	struct arena *scratch = arena_new();
	struct way way = {.rest = normalise(scratch, text, strlen(text))};
	read_inside(&reading, &way, NULL);
	reading.slips = reading.best.kind == ITEM_NAME_UNKNOWN;
	if (reading.slips)
		read_inside(&reading, &way, NULL);
	if (reading.best.kind == ITEM_NAME_UNKNOWN || reading.best.kind == ITEM_NAME_AMBIGUOUS)
		reading.best = (struct item_name){.kind = reading.best.kind, .section = outermost(names, way.rest)};
	arena_free(scratch);
	return reading.best;
}

/* ---- printing ---- */

static void print_number(struct buf *out, size_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%zu", n);
	for (int i = 0; i < length; i++)
		buf_printf(out, "\xef\xbc%c", digits[i] - '0' + 0x90); /* full width */
}

static void print_part(struct buf *out, const char *words)
{
	const char *sign = strstr(words, "※");
	size_t length = sign && sign > words ? (size_t)(sign - words) : strlen(words);
	while (length >= 3 && memcmp(words + length - 3, "　", 3) == 0)
		length -= 3;
	if (length && out->length)
		buf_puts(out, "　");
	buf_append(out, words, length);
}

static size_t count_repetitions(const struct form_section *section)
{
	size_t count = 0;
	for (; section; section = section->parent)
		count += section->each != NULL;
	return count;
}

static void print_section(struct arena *arena, struct buf *out, const struct form_section *section, const size_t *index,
                          size_t count)
{
	if (!section)
		return;
	print_section(arena, out, section->parent, index, count);
	print_part(out, before_mark(arena, section->heading));
	size_t at = count_repetitions(section);
	if (!section->each || at > count || !index[at - 1])
		return;
	bool counted = is_counted(section);
	if (!counted && index[at - 1] == 1)
		return;
	buf_puts(out, counted ? "" : "（");
	print_number(out, index[at - 1]);
	buf_puts(out, counted ? after_mark(section->heading) : "）");
}

const char *section_name_print(struct arena *arena, const struct form_section *section, const size_t *index,
                               size_t count)
{
	struct buf out = BUF_INIT;
	print_section(arena, &out, section, index, count);
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* A heading and the label below it may have the same words: Ⅲ　しきい値判断結果. The name has them once, but behind the number
 * of a member (委託事項２　委託事項), without which it would be the name of all of the member. */
static void print_label(struct arena *arena, struct buf *out, const struct form_section *section, const char *label)
{
	if (section && !is_counted(section)) {
		struct key heading = key_make(arena, section->heading, section->number);
		if (strcmp(heading.words, key_make(arena, label, NULL).full) == 0)
			return;
	}
	print_part(out, label);
}

const char *item_name_print(struct arena *arena, const struct item *item, const size_t *index, size_t count)
{
	struct buf out = BUF_INIT;
	const struct form_section *section = item->section;
	const struct item *lead = lead_of(item);
	print_section(arena, &out, section, index, count);
	if (item->under || lead)
		print_label(arena, &out, section, item->under ? item->under : lead->label);
	print_label(arena, &out, section, item->label);
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}
