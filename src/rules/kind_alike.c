/* `alike`: a sentence stands in two wordings that differ by hiragana alone: of を and に, or のため and のために, one is a slip.
 *
 * Each sentence is hashed twice in one pass over the bytes: with its hiragana, and without; marks, spaces and width count in
 * neither. Sentences of one hash without and of two with are compared. */
#include "base/list.h"
#include "base/messages/rule.h"
#include "base/messages/wording.h"
#include "base/utf8.h"
#include "rules/kind.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	LENGTH_LEAST = 4,
	LENGTH_MOST = 1000,
	BYTES_MOST = 6000, /* of a sentence: longer ones are tables */
	AROUND = 4,        /* letters shown on each side of what differs */
	COST = 64          /* bytes of the texts for a step of the run's budget */
};

struct alike_subject {
	size_t length;              /* letters besides hiragana, at least */
	const struct regex *except; /* the hiragana of one, U+001E, those of the other; with stops the hiragana; or NULL */
	bool stops;                 /* asks whether 。 stands behind the same sentence everywhere, instead */
};

struct sentence {
	size_t start, end; /* in the corpus */
	uint64_t bones;    /* hash of the letters but hiragana */
	uint64_t words;    /* of all letters */
	size_t length;     /* letters but hiragana */
	bool stopped;      /* 。 stands behind it */
};

struct sentences {
	const struct corpus *corpus;
	struct sentence *items;
	size_t count, capacity;
};

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct alike_entry {
		int64_t length;
		const struct node *except, *stops;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"length", FIELD_NUMBER, true, offsetof(struct alike_entry, length)},
	    {"except", FIELD_SCALAR, false, offsetof(struct alike_entry, except)},
	    {"stops", FIELD_SCALAR, false, offsetof(struct alike_entry, stops)},
	};
	struct alike_subject *subject = arena_new_object(reader->arena, struct alike_subject);
	if (!fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	if (entry.length < LENGTH_LEAST || entry.length > LENGTH_MOST) {
		rule_refuse(reader, node, msg(MSG_RULE_ALIKE));
		return NULL;
	}
	subject->length = (size_t)entry.length;
	subject->stops = entry.stops && node_is(entry.stops, "true");
	subject->except = entry.except ? regex_compile(reader->arena, reader->diags, entry.except) : NULL;
	return entry.except && !subject->except ? NULL : subject;
}

/* ---- letters ---- */

enum letter { LETTER_NONE, LETTER_HIRAGANA, LETTER_BONE };

/* What the character of `step` bytes is, and its code: the same for both widths of ASCII; marks and spaces are none. */
static enum letter letter_at(const unsigned char *at, size_t step, uint32_t *code)
{
	*code = 0;
	for (size_t i = 0; i < step; i++)
		*code = *code << 8 | at[i];
	if (*code >= 0xe4b880 && *code <= 0xe9bfbf) /* kanji, most of all */
		return LETTER_BONE;
	if (*code >= 0xefbc81 && *code <= 0xefbcbf) /* U+FF01 to U+FF3F */
		*code -= 0xefbc81 - 0x21;
	else if (*code >= 0xefbd80 && *code <= 0xefbd9e) /* U+FF40 to U+FF5E */
		*code -= 0xefbd80 - 0x60;
	if (*code < 0x80) {
		bool counts =
		    (*code >= '0' && *code <= '9') || (*code >= 'A' && *code <= 'Z') || (*code >= 'a' && *code <= 'z');
		return counts ? LETTER_BONE : LETTER_NONE;
	}
	if (*code >= 0xe38181 && *code <= 0xe3829f)
		return LETTER_HIRAGANA;
	bool mark = (*code >= 0xe28080 && *code <= 0xe280bf) || (*code >= 0xe38080 && *code <= 0xe38084) ||
	            (*code >= 0xe38086 && *code <= 0xe380bf) || *code == 0xe383bb || *code >= 0xefbd9f;
	return mark || *code < 0xc380 ? LETTER_NONE : LETTER_BONE;
}

static uint64_t mix(uint64_t hash, uint32_t code)
{
	return (hash ^ code) * 0x100000001b3u;
}

/* The sentence from `at` to 。 or the line's end; where it ends. */
static size_t read_sentence(const struct corpus *corpus, size_t at, struct sentence *sentence)
{
	static const uint32_t stop = 0xe38082;
	*sentence = (struct sentence){at, at, 1469598103934665603u, 1469598103934665603u, 0, false};
	for (size_t step; at < corpus->length && corpus->text[at] != '\n'; at += step) {
		uint32_t code;
		step = utf8_step(corpus->text + at);
		enum letter letter = letter_at((const unsigned char *)corpus->text + at, step, &code);
		sentence->stopped = code == stop;
		if (sentence->stopped)
			break;
		if (letter == LETTER_NONE)
			continue;
		sentence->words = mix(sentence->words, code);
		if (letter == LETTER_BONE) {
			sentence->bones = mix(sentence->bones, code);
			sentence->length++;
		}
		sentence->end = at + step;
	}
	return at;
}

static int compare(const void *a, const void *b)
{
	const struct sentence *one = a, *other = b;
	if (one->bones != other->bones)
		return one->bones < other->bones ? -1 : 1;
	if (one->words != other->words)
		return one->words < other->words ? -1 : 1;
	return one->start < other->start ? -1 : one->start > other->start;
}

/* Of all lengths that rules may ask for: there are several rules, and to read the sentences is most of their work. */
static const struct sentences *read_sentences(struct rule_run *run, const struct corpus *corpus)
{
	struct sentences *sentences = arena_new_object(run->arena, struct sentences);
	sentences->corpus = corpus;
	for (size_t at = 0; at < corpus->length; at += utf8_step(corpus->text + at)) {
		struct sentence sentence;
		at = read_sentence(corpus, at, &sentence);
		if (sentence.length >= LENGTH_LEAST && sentence.end - sentence.start < BYTES_MOST)
			list_push(run->arena, sentences, sentence);
		if (at >= corpus->length)
			break;
	}
	if (sentences->count)
		qsort(sentences->items, sentences->count, sizeof *sentences->items, compare);
	return sentences;
}

/* ---- what differs ---- */

/* Letters without marks and spaces; or the hiragana alone. */
static const char *print_letters(struct arena *arena, const struct corpus *corpus, const struct sentence *sentence,
                                 bool hiragana)
{
	struct buf out = BUF_INIT;
	for (size_t at = sentence->start, step; at < sentence->end; at += step) {
		uint32_t code;
		step = utf8_step(corpus->text + at);
		enum letter letter = letter_at((const unsigned char *)corpus->text + at, step, &code);
		if (letter == LETTER_BONE && !hiragana && code < 0x80)
			buf_putc(&out, (char)code);
		else if (letter == LETTER_HIRAGANA || (letter == LETTER_BONE && !hiragana))
			buf_append(&out, corpus->text + at, step);
	}
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* Is one of them only cut, or a noun where the other is a sentence: 保管 and 保管している? Or is the difference excepted? */
static bool is_meant(struct rule_run *run, const struct corpus *corpus, const struct sentence *one,
                     const struct sentence *other)
{
	const struct alike_subject *subject = run->rule->subject;
	const char *a = print_letters(run->arena, corpus, one, false), *b = print_letters(run->arena, corpus, other, false);
	if (strncmp(a, b, strlen(a)) == 0 || strncmp(a, b, strlen(b)) == 0)
		return true;
	const char *hiragana = arena_printf(run->arena, "%s\x1e%s", print_letters(run->arena, corpus, one, true),
	                                    print_letters(run->arena, corpus, other, true));
	return subject->except && regex_match(subject->except, hiragana, strlen(hiragana)) != REGEX_NONE;
}

static size_t back(const struct corpus *corpus, size_t at, size_t least, size_t letters)
{
	for (; at > least && (letters > 0 || utf8_is_within(corpus->text[at])); at--)
		letters -= letters > 0 && !utf8_is_within(corpus->text[at - 1]);
	return at;
}

/* The bytes of `one` that differ from the other's, with some letters around. */
static void place_difference(const struct corpus *corpus, const struct sentence *one, const struct sentence *other,
                             size_t *start, size_t *end)
{
	const char *text = corpus->text;
	size_t a = one->start, b = other->start, a_end = one->end, b_end = other->end;
	while (a < a_end && b < b_end && text[a] == text[b])
		a++, b++;
	while (a_end > a && b_end > b && text[a_end - 1] == text[b_end - 1])
		a_end--, b_end--;
	*start = back(corpus, a, one->start, AROUND);
	while (a_end < one->end && utf8_is_within(text[a_end]))
		a_end++;
	*end = a_end + utf8_prefix(text + a_end, one->end - a_end, AROUND);
}

static bool report(struct rule_run *run, const struct corpus *corpus, const struct sentence *odd,
                   const struct sentence *usual, size_t count, size_t others)
{
	size_t start, end, other_start, other_end;
	if (is_meant(run, corpus, odd, usual))
		return false;
	place_difference(corpus, odd, usual, &start, &end);
	place_difference(corpus, usual, odd, &other_start, &other_end);
	const char *instead = arena_copy(run->arena, corpus->text + other_start, other_end - other_start);
	struct text_finding finding = {start, end, instead, count, others};
	struct diag *diag = text_rule_report(run, corpus, &finding);
	if (diag && corpus_piece(corpus, other_start, other_end)) {
		diag->related = corpus_span(corpus, other_start, other_end);
		diag->related_message = msg(MSG_WORDING_SAME);
	}
	return diag != NULL;
}

/* Sentences from `items` on that are the same in all letters. */
static size_t same_words(const struct sentence *items, size_t count)
{
	size_t same = 1;
	while (same < count && items[same].words == items[0].words)
		same++;
	return same;
}

/* `count` sentences of the same letters but hiragana: the rarer wordings are told. */
static void report_group(struct rule_run *run, const struct corpus *corpus, const struct sentence *items, size_t count)
{
	size_t usual = 0, most = 0;
	for (size_t i = 0, same; i < count; i += same) {
		same = same_words(items + i, count - i);
		if (same > most || (same == most && items[i].start < items[usual].start)) {
			usual = i;
			most = same;
		}
	}
	for (size_t i = 0, same; i < count; i += same) {
		same = same_words(items + i, count - i);
		if (i != usual)
			report(run, corpus, &items[i], &items[usual], same, most);
	}
}

/* Ends the sentence with its line, and begins the next line anew? */
static bool ends_line(const struct corpus *corpus, const struct sentence *sentence)
{
	const char *after = corpus->text + sentence->end;
	uint32_t code;
	after += strspn(after, " ");
	if (*after != '\n')
		return false;
	after++;
	return letter_at((const unsigned char *)after, utf8_step(after), &code) == LETTER_NONE;
}

/* `count` sentences of the same letters: is 。 lacking behind some? */
static void report_stops(struct rule_run *run, const struct corpus *corpus, const struct sentence *items, size_t count)
{
	const struct alike_subject *subject = run->rule->subject;
	const struct sentence *first = NULL;
	size_t without = 0, with = 0;
	for (size_t i = 0; i < count; i++) {
		with += items[i].stopped;
		if (items[i].stopped || !ends_line(corpus, &items[i]))
			continue;
		first = first ? first : &items[i];
		without++;
	}
	const char *hiragana = without && with ? print_letters(run->arena, corpus, first, true) : "";
	if (!*hiragana || (subject->except && regex_match(subject->except, hiragana, strlen(hiragana)) != REGEX_NONE))
		return;
	struct text_finding finding = {back(corpus, first->end, first->start, (size_t)2 * AROUND), first->end, NULL,
	                               without, with};
	text_rule_report(run, corpus, &finding);
}

/* `count` sentences of the same letters but hiragana. */
static void check_group(struct rule_run *run, const struct corpus *corpus, const struct sentence *items, size_t count)
{
	const struct alike_subject *subject = run->rule->subject;
	if (count < 2 || items->length < subject->length || (!subject->stops && same_words(items, count) == count))
		return;
	run->budget -= RULE_MATCH_STEPS;
	if (!subject->stops)
		report_group(run, corpus, items, count);
	for (size_t i = 0, same; subject->stops && i < count; i += same) {
		same = same_words(items + i, count - i);
		report_stops(run, corpus, items + i, same);
	}
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	size_t cost = corpus->length / COST;
	run->budget = run->budget > cost ? run->budget - cost : 0;
	if (!run->budget)
		return;
	if (!run->sentences || run->sentences->corpus != corpus)
		run->sentences = read_sentences(run, corpus);
	const struct sentences *sentences = run->sentences;
	for (size_t i = 0, count; i < sentences->count; i += count) {
		count = 1;
		while (i + count < sentences->count && sentences->items[i + count].bones == sentences->items[i].bones)
			count++;
		if (run->budget <= RULE_MATCH_STEPS)
			break;
		check_group(run, corpus, sentences->items + i, count);
	}
}

const struct rule_kind kind_alike = {.name = "alike", .field = FIELD_MAP, .load = load, .run = run};
