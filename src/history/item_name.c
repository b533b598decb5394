/* 項目 → items of a form. A name is read along the form's tree: each heading may stand in full, as its words, as its
 * number, or not at all; the way that leaves out least is what is meant, and two equally good ways are ambiguous. */
#include "history/item_name.h"

#include "base/buf.h"
#include "base/memo.h"
#include "base/utf8.h"
#include "history/item_keys.h"

#include <stdlib.h>
#include <string.h>

enum {
	KEY_LIMIT = 1000, /* bytes of a name; the longest official one has about 600 */
	REPETITION_LIMIT = 1000,
	LETTERS_PER_SLIP = 8,
	LETTERS_PER_HEADING_SLIP = 4, /* more slips, as the number is right */
	LETTERS_OF_PART = 2,          /* of a heading, behind its number */
	LETTERS_BESIDE_LABEL = 3,     /* ①部署名, ①担当部署: the number is right */
	WORDS_BEFORE_REST = 4         /* letters of a label without a number, for words to stand behind it */
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

struct reading {
	const struct item_names *names;
	struct item_name best;
	size_t cost;        /* of best */
	bool slips;         /* labels that are nearly written will do: asked for only where none is written rightly */
	bool rests;         /* words may stand behind a label: the last way */
	bool wrong_numbers; /* a heading may have the number of another one */
	bool loose;         /* the best way was a loose one */
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
	if (*rest == KEY_BETWEEN_DIGITS)
		rest++;
	return length && strncmp(rest, start, length) == 0 ? rest + length : NULL;
}

static bool take_repetition(struct way *way, const char *end)
{
	char *behind;
	if (!key_is_digit(*way->rest))
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

static bool has_part(const char *words, const char *part, size_t length)
{
	for (; strlen(words) >= length; words++)
		if (strncmp(words, part, length) == 0)
			return true;
	return false;
}

/* Reads a heading of which a part is written, behind its number: ５．担当部署. */
static bool take_part(struct way *way, const struct key *key)
{
	struct way inner = *way;
	size_t length = 0;
	if (!take_key(&inner, key, COST_NUMBER))
		return false;
	for (size_t next = utf8_step(inner.rest); inner.rest[length]; next = length + utf8_step(inner.rest + length)) {
		if (!has_part(key->words, inner.rest, next))
			break;
		length = next;
	}
	if (utf8_count(inner.rest, length) < LETTERS_OF_PART)
		return false;
	inner.rest += length;
	inner.cost = way->cost + COST_SLIP;
	*way = inner;
	return true;
}

/* A few letters more than the label, before it or behind it. */
static bool is_beside(const char *label, const char *written)
{
	size_t most = utf8_count(label, strlen(label)) + LETTERS_BESIDE_LABEL;
	return *label && utf8_count(written, strlen(written)) <= most &&
	       (text_ends_with(written, label) || strncmp(written, label, strlen(label)) == 0);
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
	return begins || (behind && is_beside(label->words, behind)) ||
	       (limit && alike && utf8_distance(written, label->words, limit) <= limit);
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
	const struct item *items = section_items(reading->names->form, item->section, &count);
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
	bool lone = section->item_count == 1 && section->section_count == 0 && !section_is_counted(section);
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

/* Reads a heading with another number than its own: ６．評価実施機関における担当部署. */
static bool take_misnumbered(struct way *way, const struct key *key)
{
	struct way inner = *way;
	if (!key_is_digit(*key->number) || !key_is_digit(*inner.rest))
		return false;
	while (key_is_digit(*inner.rest))
		inner.rest++;
	if (!take_key(&inner, key, COST_WORDS))
		return false;
	inner.cost += COST_SLIP;
	inner.loose = true;
	*way = inner;
	return true;
}

static void read_section(struct reading *reading, const struct way *way, const struct section_key *key)
{
	const struct form_section *section = key->section;
	bool counted = section_is_counted(section);
	struct way start = *way;
	if (section->each && start.index_count < ITEM_NAME_DEPTH)
		start.index[start.index_count++] = 0;
	struct way nearly = start;
	if ((reading->slips || reading->rests) && !section->each &&
	    (take_nearly(&nearly, &key->heading) || take_part(&nearly, &key->heading))) {
		end_at(reading, &nearly, section, true);
		read_inside(reading, &nearly, key);
	}
	if (reading->wrong_numbers && !section->each && take_misnumbered(&nearly, &key->heading)) {
		end_at(reading, &nearly, section, true);
		read_inside(reading, &nearly, key);
	}
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
	const struct item *items = section_items(names->form, key ? key->section : NULL, &count);
	for (size_t i = 0; *way->rest && i < count; i++)
		read_item(reading, way, &items[i]);
	for (size_t i = first; *way->rest && i < behind; i = names->sections[i].behind) {
		read_section(reading, way, &names->sections[i]);
		if (!key && i > 0)
			read_annex(reading, way, &names->sections[i]);
	}
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

/* The number in brackets that `at` begins with, or 0; *behind is what follows. */
static unsigned long number_in_brackets(const char *at, const char **behind)
{
	char *end = NULL;
	const char *digits = at + (*at == '(');
	unsigned long n = key_is_digit(*digits) ? strtoul(digits, &end, 10) : 0;
	*behind = end && *end == ')' ? end + 1 : at;
	return *behind > at ? n : 0;
}

/* （Ⅰ）１（2）事務の概要 → Ⅰ１②事務の概要: of the key of a name, and a key. */
static const char *without_brackets(struct arena *arena, const char *key)
{
	struct buf out = BUF_INIT;
	while (*key) {
		const char *behind;
		unsigned long n = number_in_brackets(key, &behind);
		if (n && (!out.length || !key_is_digit(buf_text(&out)[out.length - 1]) || *key == '('))
			buf_printf(&out, "\x01%lu\x02", n);
		else if (*key != '(' && *key != ')')
			buf_append(&out, key, 1);
		key = n ? behind : key + 1;
	}
	const char *bare = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return bare;
}

/* Reads a single name: the stages from the strict to the lenient one, up to the first that gives something. */
static struct item_name read_one(const struct item_names *names, const char *text)
{
	const struct stage {
		const struct item_names *names;
		bool slips, rests, wrong_numbers, bare;
	} stages[] = {{.names = names},
	              {.names = names->loosely},
	              {.names = names, .wrong_numbers = true},
	              {.names = names, .bare = true},
	              {.names = names, .slips = true},
	              {.names = names, .rests = true},
	              {.names = names->loosely, .rests = true}};
	struct arena *scratch = arena_new();
	struct reading reading = {.cost = COST_NONE};
	for (size_t i = 0; i < sizeof stages / sizeof *stages && reading.best.kind == ITEM_NAME_UNKNOWN; i++) {
		bool loose = stages[i].names->loose;
		struct way way = {.rest = key_normalise(scratch, text, strlen(text), loose)};
		if (stages[i].bare)
			way.rest = without_brackets(scratch, way.rest);
		reading = (struct reading){stages[i].names, .cost = COST_NONE, .slips = stages[i].slips,
		                           .rests = stages[i].rests, .wrong_numbers = stages[i].wrong_numbers};
		read_inside(&reading, &way, NULL);
		if (loose && reading.best.item && !reading.best.rest && !reading.loose)
			reading.best.official = text_ends_with(key_normalise(scratch, text, strlen(text), false),
			                                       names->items[reading.best.item->order].label.words);
	}
	if (reading.best.kind == ITEM_NAME_UNKNOWN || reading.best.kind == ITEM_NAME_AMBIGUOUS) {
		reading.best.item = NULL;
		reading.best.index_count = 0;
		reading.best.section = outermost(names, key_normalise(scratch, text, strlen(text), false));
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

/* The item of the section that has the label of another one, or NULL. */
static const struct item *item_like(const struct form_section *section, const struct item *other)
{
	for (size_t i = 0; i < section->item_count; i++)
		if (strcmp(section->items[i].label, other->label) == 0)
			return &section->items[i];
	return NULL;
}

/* Several names, each of an item: Ⅰ３、Ⅰ５. Where one of them is none, nothing is known. The first may be a section with an
 * item of the same label as that of the second: Ⅱ１、Ⅱ２いつ時点の計数か. */
static struct item_name read_several(const struct item_names *names, const char *text)
{
	struct item_name all = {.kind = ITEM_NAME_UNKNOWN};
	const struct form_section *before = NULL;
	size_t sign = 1;
	for (const char *at = text; sign; at += sign) {
		size_t length = item_name_length(at, &sign);
		struct arena *scratch = arena_new();
		struct item_name one = read_one(names, arena_copy(scratch, at, length));
		arena_free(scratch);
		at += length;
		if (one.kind == ITEM_NAME_SECTION && !before && all.kind == ITEM_NAME_UNKNOWN) {
			before = one.section;
			continue;
		}
		if (one.kind != ITEM_NAME_ITEM || one.rest)
			return (struct item_name){.kind = ITEM_NAME_UNKNOWN};
		if (all.kind == ITEM_NAME_UNKNOWN)
			all = one;
		else
			add_candidate(&all, one.item);
	}
	if (before && all.kind == ITEM_NAME_ITEM && item_like(before, all.item))
		add_candidate(&all, item_like(before, all.item));
	all.item = NULL;
	return all.kind == ITEM_NAME_AMBIGUOUS ? all : (struct item_name){.kind = ITEM_NAME_UNKNOWN};
}

static struct item_name read_new(const struct item_names *names, const char *text)
{
	size_t sign;
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

struct item_name item_name_read(const struct item_names *names, const char *text)
{
	size_t length = strlen(text);
	uint64_t mark = memo_mark(text, length);
	const void *known;
	if (length > KEY_LIMIT)
		return (struct item_name){.kind = ITEM_NAME_UNKNOWN};
	if (memo_find(names->memo, mark, &known))
		return *(const struct item_name *)known;
	struct item_name name = read_new(names, text);
	*(struct item_name *)memo_keep(names->memo, mark, sizeof name) = name;
	return name;
}
