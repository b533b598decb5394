/* `near`: words that are one letter off a term, or off a name that the model itself has.
 *
 * Of a word that is one edit off, one half of the term stands unchanged. So halves are looked for by their first two
 * letters, at every place of the texts, and only what stands beside one is compared. */
#include "base/list.h"
#include "base/map.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/kind.h"

#include <string.h>

enum {
	TERM_LIMIT = 2000,
	SHORTEST = 6, /* letters of a term: of shorter ones, one letter makes another word */
	LONGEST = 60,
	LONG = 9,   /* letters of a term of which no word is left without the last one */
	PREFIX = 4, /* letters in front of the name of a system that make it another one */
	WHOLE = 8,  /* of one that another first letter does not make another word */
	BUCKET_COUNT = 4096,
	COST = 8 /* letters of the texts for a step of the run's budget */
};

struct near_subject {
	const struct node *terms; /* official: they end where they end; or NULL */
	const struct node *names; /* "systems.name": names of the model; or NULL */
	const struct regex *except;
};

struct term {
	const char *text;
	const int32_t *points;
	size_t count;
	bool official;
	bool system; /* a name that the model has, and no other word may stand in front of: 申請管理システム */
};

/* A half of a term, in a chain of those whose first two letters are much the same. */
struct half {
	const struct term *term;
	bool second;
	const struct half *next;
};

/* The text has `has` letters at `at` where the term has `wants`. */
struct edit {
	size_t at, has, wants;
};

struct near_search {
	struct rule_run *run;
	const struct corpus *corpus;
	struct letters letters;
	struct map known; /* terms and names, and what was found */
	const struct half *buckets[BUCKET_COUNT];
	LIST(struct text_finding) found;
};

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct near_entry {
		const struct node *terms, *names, *except;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"terms", FIELD_LIST, false, offsetof(struct near_entry, terms)},
	    {"names", FIELD_LIST, false, offsetof(struct near_entry, names)},
	    {"except", FIELD_SCALAR, false, offsetof(struct near_entry, except)},
	};
	struct near_subject *subject = arena_new_object(reader->arena, struct near_subject);
	if (!fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	const struct node *lists[] = {entry.terms, entry.names};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (lists[i] && !rule_few_enough(reader, lists[i], TERM_LIMIT))
			return NULL;
		for (size_t j = 0; lists[i] && j < lists[i]->count; j++)
			if (lists[i]->items[j]->kind != NODE_SCALAR) {
				rule_refuse(reader, lists[i]->items[j], msg(MSG_RULE_WORD_HERE));
				return NULL;
			}
	}
	*subject = (struct near_subject){entry.terms, entry.names, NULL};
	subject->except = entry.except ? regex_compile(reader->arena, reader->diags, entry.except) : NULL;
	return entry.except && !subject->except ? NULL : subject;
}

/* ---- letters ---- */

/* Of the words that names are made of: katakana and kanji, no signs. */
static bool is_letter(int32_t point)
{
	return point >= 0x30a0 && point != 0x30fb && point < 0xff00;
}

/* ---- terms ---- */

static size_t bucket_of(const int32_t *points)
{
	return ((size_t)points[0] * 31 + (size_t)points[1]) % BUCKET_COUNT;
}

static void add_half(struct near_search *search, const struct term *term, bool second)
{
	struct half *half = arena_new_object(search->run->arena, struct half);
	const struct half **bucket = &search->buckets[bucket_of(term->points + (second ? term->count / 2 : 0))];
	*half = (struct half){term, second, *bucket};
	*bucket = half;
}

static void add_term(struct near_search *search, const char *text, size_t length, bool official)
{
	struct arena *arena = search->run->arena;
	const char *copy = arena_copy(arena, text, length);
	struct letters letters = letters_of(arena, copy, length);
	bool system = !official && text_ends_with(copy, "システム");
	struct term *term = map_get(&search->known, copy);
	if (term)
		term->system |= system;
	if (letters.count < SHORTEST || letters.count > LONGEST || term)
		return;
	term = arena_new_object(arena, struct term);
	*term = (struct term){copy, letters.points, letters.count, official, system};
	map_put(&search->known, copy, term);
	add_half(search, term, false);
	add_half(search, term, true);
}

/* A name as it stands in a field: its parts between signs, spaces and hiragana. */
static void add_parts(struct near_search *search, const char *text)
{
	struct letters letters = letters_of(search->run->arena, text, strlen(text));
	for (size_t i = 0, start = 0; i <= letters.count; i++) {
		if (i < letters.count && is_letter(letters.points[i]))
			continue;
		add_term(search, text + letters.offsets[start], letters.offsets[i] - letters.offsets[start], false);
		start = i < letters.count ? i + 1 : i;
	}
}

/* "systems.name": the field of each member of the list; "body.systems.name": of a list of the body. */
static void add_names(struct near_search *search, const char *path)
{
	static const char prefix[] = "body.";
	const struct model *model = search->run->model;
	const struct record *root = model->root;
	if (strncmp(path, prefix, strlen(prefix)) == 0) {
		bool there = model->body && model->body->value.kind == VALUE_RECORD;
		root = there ? model->body->value.record : NULL;
		path += strlen(prefix);
	}
	const char *dot = strchr(path, '.');
	const struct value *list =
	    dot && root ? record_field(root, arena_copy(search->run->arena, path, (size_t)(dot - path))) : NULL;
	for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list->count; i++) {
		const struct value *member = &list->list->items[i];
		const struct value *name = member->kind == VALUE_RECORD ? record_field(member->record, dot + 1) : NULL;
		if (name && name->kind == VALUE_TEXT)
			add_parts(search, name->text);
	}
}

/* ---- one letter off ---- */

static bool same(const int32_t *a, const int32_t *b, size_t count)
{
	return memcmp(a, b, count * sizeof *a) == 0;
}

/* Do `count` letters and the next ones stand the other way round? */
static bool is_swapped(const int32_t *a, const int32_t *b, size_t count)
{
	return same(a, b + count, count) && same(a + count, b, count);
}

/* Is the text at `a` the `count` letters of `b` but for one edit, which is not at the end? The text is long enough. */
static bool is_near(const int32_t *a, const int32_t *b, size_t count, struct edit *edit)
{
	size_t k = 0;
	while (k < count && a[k] == b[k])
		k++;
	if (k + 1 >= count)
		return false;
	/* swapped: one letter and the next, two and two; other, missing, too much */
	static const size_t edits[][2] = {{2, 2}, {4, 4}, {1, 1}, {0, 1}, {1, 0}};
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		*edit = (struct edit){k, edits[i][0], edits[i][1]};
		if (k + edit->wants <= count && (i > 1 || is_swapped(a + k, b + k, edit->wants / 2)) &&
		    same(a + k + edit->has, b + k + edit->wants, count - k - edit->wants))
			return true;
	}
	return false;
}

/* The same before `a` and `b`, read backwards: of them, copies the other way round. */
static bool is_near_before(const int32_t *a, size_t room, const int32_t *b, size_t count, struct edit *edit)
{
	int32_t text[LONGEST + 4] = {0}, term[LONGEST];
	for (size_t i = 0; i < count + 2 && i < room; i++)
		text[i] = a[-1 - (ptrdiff_t)i];
	for (size_t i = 0; i < count; i++)
		term[i] = b[-1 - (ptrdiff_t)i];
	if (!is_near(text, term, count, edit))
		return false;
	edit->at = count - edit->at - edit->wants; /* from the term's beginning */
	return true;
}

static const char *print_points(struct arena *arena, const char *text, const struct letters *letters, size_t at,
                                size_t count)
{
	return arena_copy(arena, text + letters->offsets[at], letters->offsets[at + count] - letters->offsets[at]);
}

static bool is_excepted(const struct near_search *search, const struct term *term, size_t start,
                        const struct edit *edit)
{
	const struct near_subject *subject = search->run->rule->subject;
	struct arena *arena = search->run->arena;
	struct letters letters = letters_of(arena, term->text, strlen(term->text));
	const char *difference = arena_printf(
	    arena, "%s/%s", print_points(arena, search->corpus->text, &search->letters, start + edit->at, edit->has),
	    print_points(arena, term->text, &letters, edit->at, edit->wants));
	return subject->except && regex_match(subject->except, difference, strlen(difference)) != REGEX_NONE;
}

/* A name stands by itself: 健康保険連合 is a part of 国民健康保険連合会. */
static bool stands_alone(const struct near_search *search, size_t start, size_t end)
{
	const struct letters *letters = &search->letters;
	return (start == 0 || !is_letter(letters->points[start - 1])) &&
	       (end == letters->count || !is_letter(letters->points[end]));
}

static void add_found(struct near_search *search, const struct term *term, size_t start, const struct edit *edit)
{
	size_t end = start + term->count - edit->wants + edit->has;
	const uint32_t *offsets = search->letters.offsets;
	const char *text =
	    arena_copy(search->run->arena, search->corpus->text + offsets[start], offsets[end] - offsets[start]);
	bool meant = term->official || stands_alone(search, start, end);
	if (!meant || map_get(&search->known, text) || is_excepted(search, term, start, edit) ||
	    search->found.count >= RULE_FOUND_LIMIT)
		return;
	map_put(&search->known, text, (void *)(uintptr_t)text);
	struct text_finding finding = {offsets[start], offsets[end], term->text, 1, 0};
	list_push(search->run->arena, &search->found, finding);
}

/* A long official term that lacks its last letter, where the text goes on with a sign or hiragana, or ends; at the end of a
 * line the next one may have it. */
static bool lacks_end(const struct term *term, const int32_t *rest, size_t count)
{
	int32_t next = rest[count - 1];
	return term->official && term->count >= LONG && same(rest, term->points + term->count - count, count - 1) &&
	       !is_letter(next) && (next != '\n' || rest[count] == CORPUS_BORDER);
}

/* 総合宛名システム: another kanji where the term begins, and nothing in front of it. */
static void try_first(struct near_search *search, const struct term *term, size_t at, size_t first)
{
	size_t start = at >= first ? at - first : 0;
	const int32_t *text = search->letters.points + start;
	struct edit edit = {0, 1, 1};
	if (at < first || term->count < WHOLE || !utf8_is_kanji(text[0]) || !utf8_is_kanji(term->points[0]) ||
	    text[0] == term->points[0] || !same(text + 1, term->points + 1, first - 1) ||
	    (start > 0 && is_letter(text[-1])))
		return;
	add_found(search, term, start, &edit);
}

/* 支払基本: another kanji where a long official term ends, and nothing behind it. */
static void try_last(struct near_search *search, const struct term *term, size_t at)
{
	const int32_t *text = search->letters.points + at;
	size_t last = term->count - 1;
	struct edit edit = {last, 1, 1};
	if (term->official && term->count >= LONG && same(text, term->points, last) && utf8_is_kanji(text[last]) &&
	    utf8_is_kanji(term->points[last]) && text[last] != term->points[last] && !is_letter(text[last + 1]))
		add_found(search, term, at, &edit);
}

/* Does the word stand in one place alone? */
static bool is_alone(struct places *places, const char *word)
{
	size_t length = strlen(word);
	uint32_t letter, first = places_first(places, word, length, &letter);
	return first != PLACES_NONE && places_next(places, word, length, &letter) == PLACES_NONE;
}

/* 電子申請管理システム: the name of a system with a word in front of it, which stands nowhere else. */
static void try_longer(struct near_search *search, const struct term *term, size_t at)
{
	const int32_t *points = search->letters.points;
	size_t start = at, end = at + term->count;
	while (start > 0 && at - start <= PREFIX && is_letter(points[start - 1]))
		start--;
	struct edit edit = {0, at - start, 0};
	if (edit.has < 2 || edit.has > PREFIX || is_letter(points[end]))
		return;
	const char *text = print_points(search->run->arena, search->corpus->text, &search->letters, start, end - start);
	if (is_alone(search->corpus->places, text))
		add_found(search, term, start, &edit);
}

static void try_half(struct near_search *search, const struct half *half, size_t at)
{
	const struct term *term = half->term;
	size_t first = term->count / 2, second = term->count - first, left = search->letters.count - at;
	const int32_t *text = search->letters.points + at;
	struct edit edit;
	if (half->second) {
		if (at >= first - 1 && left >= second && same(text, term->points + first, second) &&
		    is_near_before(text, at, term->points + first, first, &edit))
			add_found(search, term, at - first - edit.has + edit.wants, &edit);
		if (left >= second && same(text, term->points + first, second))
			try_first(search, term, at, first);
		return;
	}
	if (left < first + second + 1 || !same(text, term->points, first))
		return;
	try_last(search, term, at);
	if (term->system && same(text + first, term->points + first, second))
		try_longer(search, term, at);
	bool near = is_near(text + first, term->points + first, second, &edit);
	if (!near && lacks_end(term, text + first, second)) {
		edit = (struct edit){second - 1, 0, 1};
		near = true;
	}
	edit.at += first;
	if (near)
		add_found(search, term, at, &edit);
}

static struct text_findings find(struct rule_run *run, const struct corpus *corpus)
{
	const struct near_subject *subject = run->rule->subject;
	struct near_search *search = arena_new_object(run->arena, struct near_search);
	*search = (struct near_search){.run = run, .corpus = corpus};
	map_init(&search->known, run->arena);
	search->letters = *places_letters(corpus->places);
	for (size_t i = 0; subject->terms && i < subject->terms->count; i++)
		add_term(search, subject->terms->items[i]->text, strlen(subject->terms->items[i]->text), true);
	for (size_t i = 0; subject->names && i < subject->names->count; i++)
		add_names(search, subject->names->items[i]->text);
	size_t cost = search->letters.count / COST;
	run->budget = run->budget > cost ? run->budget - cost : 0;
	for (size_t at = 0; run->budget && at + 1 < search->letters.count; at++)
		for (const struct half *half = search->buckets[bucket_of(search->letters.points + at)]; half; half = half->next)
			try_half(search, half, at);
	return (struct text_findings){corpus, search->found.items, search->found.count};
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	text_rule_report_found(run, corpus, find);
}

const struct rule_kind kind_near = {.name = "near", .field = FIELD_MAP, .rows = true, .load = load, .run = run};
