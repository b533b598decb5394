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
	LETTERS_PER_HEADING_SLIP = 4, /* more slips, as the number is right */
	WORDS_BEFORE_REST = 4,        /* letters of a label without a number, for words to stand behind it */
	HIRAGANA_FIRST = 0x3041,
	HIRAGANA_LAST = 0x3096,
	BETWEEN_DIGITS = '\x03', /* in a key: the sign of １・２, without which it would be 12 */
	CIRCLED_FIRST = 0x2460,  /* ① */
	CIRCLED_LAST = 0x2473    /* ⑳ */
};

/* What a way of writing a heading or label costs. */
enum cost {
	COST_FULL,
	COST_WORDS,
	COST_NUMBER,
	COST_LEFT_OUT,
	COST_SLIP,
	COST_JOINED = 1,
	COST_REST = 8,
	COST_NONE = 4000
};

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
	bool loose;                       /* its keys have no hiragana: people leave them out, or write more of them */
	const struct item_names *loosely; /* the same with such keys, or NULL */
	struct item_key *items;           /* by item.order */
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

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_left_out(int32_t point, bool loose)
{
	return is_punctuation(point) || (loose && point >= HIRAGANA_FIRST && point <= HIRAGANA_LAST);
}

static char *without_punctuation(char *text, bool loose)
{
	size_t length = strlen(text), kept = 0;
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (!is_left_out(point, loose)) {
			memmove(text + kept, text + i, taken);
			kept += taken;
		} else if (kept && is_digit(text[kept - 1]) && is_digit(text[i + taken])) {
			text[kept++] = BETWEEN_DIGITS;
		}
		i += taken;
	}
	text[kept] = '\0';
	return text;
}

static char *normalise(struct arena *arena, const char *text, size_t length, bool loose)
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
	char *key = without_punctuation(utf8_fold(arena, buf_text(&out)), loose);
	buf_free(&out);
	return key;
}

/* What stands behind ※ in a heading (（７．②を除く。）) is a remark. `number` NULL: a circled digit is the number. */
static struct key key_make(struct arena *arena, const char *printed, const char *number, bool loose)
{
	const char *sign = strstr(printed, "※");
	size_t length = sign && sign > printed ? (size_t)(sign - printed) : strlen(printed);
	struct key key = {.full = normalise(arena, printed, length, loose)};
	const char *end = key.full[0] == '\x01' ? strchr(key.full, '\x02') + 1 : key.full;
	if (number) {
		const char *start = normalise(arena, number, strlen(number), loose);
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
		*key = (struct section_key){&sections[i], key_make(names->arena, heading, number, names->loose), end, 0};
		list_sections(names, sections[i].sections, sections[i].section_count);
		key->behind = names->section_count;
	}
}

static struct item_names *names_of(struct arena *arena, const struct form *form, bool loose)
{
	struct item_names *names = arena_new_object(arena, struct item_names);
	names->arena = arena;
	names->form = form;
	names->loose = loose;
	names->items = arena_array(arena, struct item_key, form->item_count);
	for (size_t i = 0; i < form->item_count; i++) {
		const struct item *item = form->items[i], *lead = lead_of(item);
		names->items[i].label = key_make(arena, item->label, NULL, loose);
		if (item->under || lead)
			names->items[i].lead = key_make(arena, item->under ? item->under : lead->label, NULL, loose);
	}
	names->sections = arena_array(arena, struct section_key, count_sections(form->sections, form->section_count));
	list_sections(names, form->sections, form->section_count);
	return names;
}

const struct item_names *item_names_new(struct arena *arena, const struct form *form)
{
	struct item_names *names = names_of(arena, form, false);
	names->loosely = names_of(arena, form, true);
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
	bool rests;  /* words may stand behind a label: the last way */
	bool loose;  /* the best way was a loose one */
};

/* One way along the tree, so far. */
struct way {
	const char *rest; /* of the name */
	size_t cost;
	size_t index[ITEM_NAME_DEPTH];
	size_t index_count;
	bool named;  /* something of the name has been read */
	bool member; /* brackets behind a part that repeats have been read */
	bool loose;  /* a heading was not the one of the form, or of another section */
};

/* One more item that the name may mean as well; a section, or one too many, makes it unclear. */
static void add_candidate(struct item_name *best, const struct item *item)
{
	if (best->kind != ITEM_NAME_AMBIGUOUS) {
		best->kind = ITEM_NAME_AMBIGUOUS;
		best->may_count = best->item != NULL;
		best->may[0] = best->item;
	}
	for (size_t i = 0; i < best->may_count; i++)
		if (best->may[i] == item)
			return;
	if (item && best->may_count && best->may_count < ITEM_NAME_MAY)
		best->may[best->may_count++] = item;
	else
		best->may_count = 0;
}

static void offer(struct reading *reading, const struct way *way, const struct form_section *section,
                  const struct item *item, bool official)
{
	if (way->cost > reading->cost)
		return;
	bool same = reading->best.section == section && reading->best.item == item;
	if (way->cost == reading->cost) {
		if (!same)
			add_candidate(&reading->best, item);
		return;
	}
	reading->cost = way->cost;
	reading->loose = way->loose;
	reading->best = (struct item_name){
	    .kind = item ? ITEM_NAME_ITEM : ITEM_NAME_SECTION,
	    .section = section,
	    .item = item,
	    .index_count = way->index_count,
	    .official = official && !way->loose,
	    .rest = *way->rest,
	    .member = way->member,
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
	if (*rest == BETWEEN_DIGITS)
		rest++;
	return length && strncmp(rest, start, length) == 0 ? rest + length : NULL;
}

static bool take_repetition(struct way *way, const char *end)
{
	char *behind;
	if (!is_digit(*way->rest))
		return false;
	unsigned long n = strtoul(way->rest, &behind, 10);
	if (!n || n > REPETITION_LIMIT || strncmp(behind, end, strlen(end)) != 0)
		return false;
	way->index[way->index_count - 1] = n;
	way->rest = behind + strlen(end);
	return true;
}

/* （２） behind the number or the heading of a part that repeats, or the name of what it is about. */
static void take_bracketed(struct way *way)
{
	struct way inner = *way;
	const char *end = strchr(way->rest, ')');
	if (*inner.rest++ != '(' || !end)
		return;
	if (!take_repetition(&inner, ")")) {
		inner.rest = end + 1;
		inner.member = true;
	}
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

/* Reads a heading whose number is right and whose words are nearly so: ４．特定個人情報の取扱いの委託. */
static bool take_nearly(struct way *way, const struct key *key)
{
	struct way inner = *way;
	size_t count = utf8_count(key->words, strlen(key->words)), limit = count / LETTERS_PER_HEADING_SLIP,
	       best = limit + 1;
	if (!limit || !take_key(&inner, key, COST_NUMBER))
		return false;
	struct arena *scratch = arena_new();
	const char *start = inner.rest;
	for (size_t taken = count - limit; taken <= count + limit; taken++) {
		size_t length = utf8_prefix(start, strlen(start), taken);
		size_t distance = utf8_distance(arena_copy(scratch, start, length), key->words, limit);
		if (distance >= best)
			continue;
		best = distance;
		inner.rest = start + length;
	}
	arena_free(scratch);
	if (best > limit)
		return false;
	inner.cost = way->cost + COST_SLIP;
	inner.loose = true;
	*way = inner;
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

/* May words stand behind the label? Not behind a short one without a number. */
static bool is_telling(const struct key *label, enum cost cost)
{
	return cost != COST_NUMBER &&
	       (*label->number || utf8_count(label->words, strlen(label->words)) >= WORDS_BEFORE_REST);
}

/* Another item of the section behind this one: a part of it (①自己点検　具体的なチェック方法), or a second one. */
static void read_next_label(struct reading *reading, const struct way *way, const struct item *item)
{
	size_t count;
	const struct item *items = items_of(reading->names->form, item->section, &count);
	for (const struct item *next = item + 1; next < items + count; next++) {
		const struct key *label = &reading->names->items[next->order].label;
		for (int cost = COST_FULL; cost <= COST_NUMBER; cost++) {
			struct way last = *way;
			last.cost += COST_JOINED;
			if (!take_key(&last, label, (enum cost)cost) || *last.rest)
				continue;
			offer(reading, &last, next->section, next, cost != COST_NUMBER);
			if (*label->number)
				offer(reading, &last, item->section, item, cost != COST_NUMBER);
		}
	}
}

static void read_label(struct reading *reading, const struct way *way, const struct item *item)
{
	const struct key *label = &reading->names->items[item->order].label;
	for (int cost = COST_FULL; cost <= COST_NUMBER; cost++) {
		struct way last = *way;
		if (!take_key(&last, label, (enum cost)cost))
			continue;
		if (!*last.rest)
			offer(reading, &last, item->section, item, cost != COST_NUMBER);
		else
			read_next_label(reading, &last, item);
		if (*last.rest && reading->rests && is_telling(label, (enum cost)cost)) {
			last.cost += COST_REST + strlen(last.rest);
			offer(reading, &last, item->section, item, true);
		}
	}
	if (reading->slips && *way->rest && is_slip(label, way->rest)) {
		struct way last = *way;
		last.cost += COST_SLIP;
		last.rest = "";
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

/* A section with one answer is named for it: ３．個人番号の利用. `worded`: by more than its number. */
static void end_at(struct reading *reading, const struct way *way, const struct form_section *section, bool worded)
{
	bool lone = section->item_count == 1 && section->section_count == 0 && !is_counted(section);
	struct way last = *way;
	if (*way->rest && (!reading->rests || !lone || !worded))
		return;
	last.cost += *way->rest ? COST_REST + strlen(way->rest) : 0;
	offer(reading, &last, section, lone ? section->items : NULL, true);
}

/* １．対象人数　２．取扱者数　いつの時点の計数か: the item of each of the sections. */
static void read_joined(struct reading *reading, const struct way *way, const struct section_key *key)
{
	const struct item_names *names = reading->names;
	const struct form_section *parent = key->section->parent;
	for (size_t i = key->behind; i < names->section_count; i = names->sections[i].behind) {
		const struct section_key *next = &names->sections[i];
		struct way last = *way;
		if (next->section->parent != parent)
			return;
		if (!take_key(&last, &next->heading, COST_FULL) && !take_key(&last, &next->heading, COST_NUMBER))
			continue;
		last.cost += COST_JOINED;
		last.loose = true;
		read_inside(reading, &last, key);
		read_inside(reading, &last, next);
	}
}

static void read_section(struct reading *reading, const struct way *way, const struct section_key *key)
{
	const struct form_section *section = key->section;
	bool counted = is_counted(section);
	struct way start = *way;
	if (section->each && start.index_count < ITEM_NAME_DEPTH)
		start.index[start.index_count++] = 0;
	struct way nearly = start;
	if ((reading->slips || reading->rests) && !section->each && take_nearly(&nearly, &key->heading))
		read_inside(reading, &nearly, key);
	for (int cost = COST_FULL; cost <= COST_NUMBER; cost++) {
		struct way next = start;
		if (!take_key(&next, &key->heading, (enum cost)cost) || (counted && !take_repetition(&next, key->end)))
			continue;
		if (section->each && !counted)
			take_bracketed(&next);
		end_at(reading, &next, section, cost != COST_NUMBER);
		read_inside(reading, &next, key);
		if (!section->each && *next.rest)
			read_joined(reading, &next, key);
		if (section->each && !counted && cost == COST_NUMBER &&
		    take_key(&next, &(struct key){key->heading.words, "", key->heading.words}, COST_FULL)) {
			next.cost = start.cost;
			end_at(reading, &next, section, true);
			read_inside(reading, &next, key);
		}
	}
	start.cost += *key->heading.full ? COST_LEFT_OUT : COST_FULL;
	read_inside(reading, &start, key);
}

/* （別添１） is printed behind Ⅰ, and may be named as a part of it. */
static void read_annex(struct reading *reading, const struct way *way, const struct section_key *key)
{
	const struct section_key *before = key - 1;
	struct way inner = *way;
	while (before->section->parent)
		before--;
	if (*key->heading.number == '(' &&
	    (take_key(&inner, &before->heading, COST_FULL) || take_key(&inner, &before->heading, COST_NUMBER)))
		read_section(reading, &inner, key);
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
	for (size_t i = first; *way->rest && i < behind; i = names->sections[i].behind) {
		read_section(reading, way, &names->sections[i]);
		if (!key && i > 0)
			read_annex(reading, way, &names->sections[i]);
	}
}

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), its = strlen(end);
	return length >= its && strcmp(text + length - its, end) == 0;
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

/* Reads a single name: the stages from the strict to the lenient one, up to the first that gives something. */
static struct item_name read_one(const struct item_names *names, const char *text)
{
	const struct stage {
		const struct item_names *names;
		bool slips, rests;
	} stages[] = {{names, false, false},
	              {names->loosely, false, false},
	              {names, true, false},
	              {names, false, true},
	              {names->loosely, false, true}};
	struct arena *scratch = arena_new();
	struct reading reading = {.cost = COST_NONE};
	for (size_t i = 0; i < sizeof stages / sizeof *stages && reading.best.kind == ITEM_NAME_UNKNOWN; i++) {
		bool loose = stages[i].names->loose;
		struct way way = {.rest = normalise(scratch, text, strlen(text), loose)};
		reading =
		    (struct reading){stages[i].names, .cost = COST_NONE, .slips = stages[i].slips, .rests = stages[i].rests};
		read_inside(&reading, &way, NULL);
		if (loose && reading.best.item && !reading.best.rest && !reading.loose)
			reading.best.official = ends_with(normalise(scratch, text, strlen(text), false),
			                                  names->items[reading.best.item->order].label.words);
	}
	if (reading.best.kind == ITEM_NAME_UNKNOWN || reading.best.kind == ITEM_NAME_AMBIGUOUS) {
		reading.best.item = NULL;
		reading.best.index_count = 0;
		reading.best.section = outermost(names, normalise(scratch, text, strlen(text), false));
	}
	arena_free(scratch);
	return reading.best;
}

size_t item_name_length(const char *text, size_t *sign)
{
	static const char *const signs[] = {"、", "，", ",", "・", "\n", "及び"};
	size_t length = strlen(text);
	*sign = 0;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		const char *found = strstr(text, signs[i]);
		if (found && (size_t)(found - text) < length) {
			length = (size_t)(found - text);
			*sign = strlen(signs[i]);
		}
	}
	return length;
}

/* Several names, each of an item: Ⅰ３、Ⅰ５. Where one of them is none, nothing is known. */
static struct item_name read_several(const struct item_names *names, const char *text)
{
	struct item_name all = {.kind = ITEM_NAME_UNKNOWN};
	size_t sign = 1;
	for (const char *at = text; sign; at += sign) {
		size_t length = item_name_length(at, &sign);
		struct arena *scratch = arena_new();
		struct item_name one = read_one(names, arena_copy(scratch, at, length));
		arena_free(scratch);
		at += length;
		if (one.kind != ITEM_NAME_ITEM || one.rest)
			return (struct item_name){.kind = ITEM_NAME_UNKNOWN};
		if (all.kind == ITEM_NAME_UNKNOWN)
			all = one;
		else
			add_candidate(&all, one.item);
	}
	all.item = NULL;
	return all.kind == ITEM_NAME_AMBIGUOUS ? all : (struct item_name){.kind = ITEM_NAME_UNKNOWN};
}

struct item_name item_name_read(const struct item_names *names, const char *text)
{
	size_t sign;
	if (strlen(text) > KEY_LIMIT)
		return (struct item_name){.kind = ITEM_NAME_UNKNOWN};
	struct item_name one = read_one(names, text);
	item_name_length(text, &sign);
	if (!sign || (one.kind != ITEM_NAME_UNKNOWN && !one.rest))
		return one;
	struct item_name several = read_several(names, text);
	if (several.kind == ITEM_NAME_UNKNOWN)
		return one;
	several.section = one.section;
	return several;
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
		struct key heading = key_make(arena, section->heading, section->number, false);
		if (strcmp(heading.words, key_make(arena, label, NULL, false).full) == 0)
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
