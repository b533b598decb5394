/* Rules about texts: patterns, lists of words, spellings, short forms, brackets, odd characters and copies,
 * searched in all of a model's texts at once. */
#include "base/list.h"
#include "base/utf8.h"
#include "check/copies.h"
#include "check/matcher.h"
#include "check/rule_run.h"

#include <iconv.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	MATCH_LIMIT = 2000000, /* backtracks: patterns that are fit for prose stay far below */
	BYTES_PER_STEP = 8,    /* of the run's budget, to search the texts once */
	MATCH_STEPS = 200,     /* the same, for each place that is found */
	WORDS_LIMIT = 20000,   /* words that one rule finds */
	JIT_FROM = 4000,       /* bytes searched: to search less takes no longer than to compile a pattern for it */
	EXCEPT_LIMIT = 10000,  /* the same, for a few characters */
	FOUND_LIMIT = 200      /* places that one rule tells of: nobody reads more */
};

struct found {
	size_t start, end; /* in the corpus */
	const struct word *word;
};

struct search {
	struct run *run;
	const struct corpus *corpus;
	LIST(struct found) found;
};

static const struct value *match_value(const struct run *run, enum match_slot slot)
{
	return &run->variables[RULE_SLOT_TABLES + run->rule->table_count + slot];
}

void run_set_match(struct run *run, enum match_slot slot, struct value value)
{
	run->variables[match_value(run, slot) - run->variables] = value;
}

struct diag *run_text_finding(struct run *run, const struct corpus *corpus, const struct text_finding *finding)
{
	size_t start = finding->start, end = finding->end, before = run->diags->count;
	const struct piece *piece = corpus_piece(corpus, start, end);
	if (!piece)
		return NULL; /* begins in one text and ends in another */
	run_set_match(run, MATCH_TEXT, value_text(arena_copy(run->arena, corpus->text + start, end - start)));
	run_set_match(run, MATCH_INSTEAD, finding->instead ? value_text(finding->instead) : value_absent());
	run_set_match(run, MATCH_COUNT, value_number((int64_t)finding->count));
	run_set_match(run, MATCH_OTHERS, value_number((int64_t)finding->others));
	run_set_match(run, MATCH_MARKDOWN, value_bool(piece->node->key && node_is(piece->node->key, "markdown")));
	if (run->rule->when && !expr_true(run->rule->when, &run->env))
		return NULL;
	struct buf path = BUF_INIT;
	node_path(piece->node, &path);
	run_finding(run, corpus_span(corpus, start, end), piece->node,
	            arena_copy(run->arena, buf_text(&path), path.length));
	buf_free(&path);
	return run->diags->count > before ? run->diags->items[before] : NULL;
}

/* `count` and `others` are for the message. */
static bool report(struct search *search, const struct found *found, const char *instead, size_t count, size_t others)
{
	struct text_finding finding = {found->start, found->end, instead, count, others};
	return run_text_finding(search->run, search->corpus, &finding) != NULL;
}

/* Each word once, at its first place. */
static void report_each_word(struct search *search)
{
	const struct rule *rule = search->run->rule;
	size_t *counts = arena_array(search->run->arena, size_t, rule->word_count);
	for (size_t i = 0; i < search->found.count; i++)
		counts[search->found.items[i].word - rule->words]++;
	for (size_t i = 0; i < search->found.count; i++) {
		const struct found *found = &search->found.items[i];
		size_t *count = &counts[found->word - rule->words];
		if (*count && report(search, found, found->word->instead, *count, *count - 1))
			*count = 0;
	}
}

/* All that was found, or with `once` the first of it. */
static void report_all(struct search *search)
{
	size_t count = search->found.count;
	for (size_t i = 0; i < count; i++) {
		const struct found *found = &search->found.items[i];
		bool told = report(search, found, found->word ? found->word->instead : NULL, count, count - 1);
		if (told && search->run->rule->once)
			return;
	}
}

/* ---- patterns ---- */

void run_prepare_pattern(struct run *run, size_t length)
{
	*run->rule->searched += length;
	if (*run->rule->searched >= JIT_FROM)
		pcre2_jit_compile(run->rule->compiled, PCRE2_JIT_COMPLETE); /* does nothing the second time */
}

/* The rest of the text was not searched: nobody should take that for a clean one. */
static void report_given_up(const struct run *run)
{
	struct diag *diag = diag_add(run->diags, DIAG_RULE_LIMIT, (struct span){0},
	                             "規則「%s」の正規表現は、探すのに手間がかかりすぎるので打ち切りました", run->rule->id);
	diag->file = run->assessment->model->node->span.source->path;
	diag->hint = "(a+)+ のような、繰返しの繰返しがないか確かめてください";
	diag->related = node_get(run->rule->node, "pattern")->span;
	diag->related_message = "この正規表現です";
}

static void find_pattern(struct search *search)
{
	pcre2_code *code = search->run->rule->compiled;
	const struct corpus *corpus = search->corpus;
	struct matcher matcher;
	matcher_open(&matcher, MATCH_LIMIT);
	run_prepare_pattern(search->run, corpus->length);
	for (size_t at = 0;
	     at <= corpus->length && search->found.count < FOUND_LIMIT && search->run->budget > MATCH_STEPS;) {
		search->run->budget -= MATCH_STEPS;
		int result = matcher_find(&matcher, code, corpus->text, corpus->length, at);
		if (result < 0) {
			if (result != PCRE2_ERROR_NOMATCH)
				report_given_up(search->run);
			break;
		}
		const PCRE2_SIZE *place = pcre2_get_ovector_pointer(matcher.data);
		size_t start = place[0] <= place[1] ? place[0] : place[1];
		if (place[1] > start && corpus_piece(corpus, start, place[1]))
			list_push(search->run->arena, &search->found, ((struct found){start, place[1], NULL}));
		int32_t point;
		at = place[1];
		if (place[1] <= start) /* empty: go on behind the next character */
			at = place[1] < corpus->length ? at + utf8_decode(corpus->text + at, corpus->length - at, &point) : at + 1;
	}
	matcher_close(&matcher);
}

/* ---- words ---- */

enum { BUCKETS = 4096 };

/* Of the first character: quick to work out, as it is for every character of the model. */
static size_t bucket_at(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t bucket = bytes[0];
	for (size_t i = 1; i < utf8_step(text); i++)
		bucket = bucket << 6 ^ bytes[i];
	return bucket % BUCKETS;
}

/* The rule's words by their first character: numbers of words, from 1. */
struct word_index {
	uint16_t first[BUCKETS];
	uint16_t *next; /* of each word */
	size_t *lengths;
};

static struct word_index *index_words(struct arena *arena, const struct rule *rule)
{
	struct word_index *index = arena_new_object(arena, struct word_index);
	index->next = arena_array(arena, uint16_t, rule->word_count + 1);
	index->lengths = arena_array(arena, size_t, rule->word_count);
	for (size_t i = 0; i < rule->word_count && i < UINT16_MAX; i++) {
		size_t bucket = bucket_at(rule->words[i].text);
		index->lengths[i] = strlen(rule->words[i].text);
		index->next[i + 1] = index->first[bucket];
		index->first[bucket] = (uint16_t)(i + 1);
	}
	return index;
}

/* The longest word that begins at text, or NULL. */
static const struct word *word_at(const struct rule *rule, const struct word_index *index, const char *text)
{
	const struct word *longest = NULL;
	size_t length = 0;
	for (size_t number = index->first[bucket_at(text)]; number; number = index->next[number]) {
		const struct word *word = &rule->words[number - 1];
		size_t its = index->lengths[number - 1];
		if (its > length && strncmp(text, word->text, its) == 0) {
			longest = word;
			length = its;
		}
	}
	return longest;
}

static bool is_katakana(const char *text)
{
	int32_t point = 0;
	utf8_decode(text, strlen(text), &point);
	return (point >= 0x30a1 && point <= 0x30fa) || point == 0x30fc; /* ー, too */
}

/* A word of Latin letters stands by itself (CS, not SCSI), and one of katakana goes no further (ユーザ, not
 * ユーザビリティ). */
static bool stands_alone(const struct corpus *corpus, size_t start, size_t end)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	const char *text = corpus->text;
	if (end - start >= 3 && corpus->length - end >= 3 && is_katakana(text + end - 3))
		return !is_katakana(text + end);
	bool before = start > 0 && strchr(letters, text[start - 1]) && strchr(letters, text[start]);
	bool after = text[end] && strchr(letters, text[end]) && strchr(letters, text[end - 1]);
	return !before && !after;
}

static void find_words(struct search *search)
{
	const struct rule *rule = search->run->rule;
	const struct corpus *corpus = search->corpus;
	const struct word_index *index = index_words(search->run->arena, rule);
	for (size_t at = 0; at < corpus->length;) {
		const struct word *word = word_at(rule, index, corpus->text + at);
		size_t length = word ? index->lengths[word - rule->words] : utf8_step(corpus->text + at);
		if (word && stands_alone(corpus, at, at + length) && search->found.count < WORDS_LIMIT)
			list_push(search->run->arena, &search->found, ((struct found){at, at + length, word}));
		at += length;
	}
}

/* ---- spellings ---- */

/* A group of which two spellings are used: the rarer ones are told, each at its first place. */
static void report_group(struct search *search, size_t group)
{
	const struct rule *rule = search->run->rule;
	size_t *counts = arena_array(search->run->arena, size_t, rule->word_count);
	const struct word *most = NULL;
	for (size_t i = 0; i < search->found.count; i++) {
		const struct word *word = search->found.items[i].word;
		if (word->group != group)
			continue;
		size_t count = ++counts[word - rule->words];
		if (!most || count > counts[most - rule->words])
			most = word;
	}
	for (size_t i = 0; most && i < search->found.count; i++) {
		const struct word *word = search->found.items[i].word;
		size_t *count = &counts[word - rule->words];
		if (word->group != group || word == most || *count == 0)
			continue;
		report(search, &search->found.items[i], most->text, *count, counts[most - rule->words]);
		*count = 0;
	}
}

/* ---- terms ---- */

static bool corpus_has(const struct corpus *corpus, const char *before, const char *term, const char *after)
{
	char text[512];
	int length = snprintf(text, sizeof text, "%s%s%s", before, term, after);
	return length < 0 || (size_t)length >= sizeof text || strstr(corpus->text, text);
}

/* Does 以下 or 以降 stand just before it: 以降、国保法と記す? */
static bool follows_hereafter(const struct corpus *corpus, size_t start)
{
	enum { REACH = 15 }; /* bytes: five characters */
	char before[REACH + 1] = "";
	size_t length = start < REACH ? start : REACH;
	memcpy(before, corpus->text + start - length, length);
	return strstr(before, "以下") || strstr(before, "以降");
}

/* 「国保法」という, （国保法）, 以下国保法: the short form is introduced somewhere. */
static bool is_introduced(const struct search *search, const struct word *word)
{
	static const char *const quotes[][2] = {{"「", "」"}, {"（", "）"}, {"(", ")"}, {"｢", "｣"}, {"『", "』"}};
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (corpus_has(search->corpus, quotes[i][0], word->text, quotes[i][1]))
			return true;
	for (size_t i = 0; i < search->found.count; i++)
		if (search->found.items[i].word == word && follows_hereafter(search->corpus, search->found.items[i].start))
			return true;
	return false;
}

static void report_terms(struct search *search)
{
	const struct rule *rule = search->run->rule;
	for (size_t i = 0; i < rule->word_count; i++) {
		const struct found *first = NULL;
		size_t count = 0;
		if (!rule->words[i].instead)
			continue; /* a long form */
		for (size_t j = 0; j < search->found.count; j++) {
			if (search->found.items[j].word != &rule->words[i])
				continue;
			first = first ? first : &search->found.items[j];
			count++;
		}
		if (first && !is_introduced(search, &rule->words[i]))
			report(search, first, rule->words[i].instead, count, count - 1);
	}
}

/* ---- brackets ---- */

enum { OPEN_LIMIT = 64 };

/* Opening or closing one of the rule's pairs. */
struct bracket {
	const char *text;
	size_t length;
	size_t pair;
	bool closes;
};

/* The rule's brackets by the bucket of their character; two of one bucket are put one behind the other. */
struct bracket_index {
	unsigned char first[BUCKETS]; /* number of a bracket, from 1 */
	struct bracket *brackets;
	size_t count;
};

static struct bracket_index *index_brackets(struct arena *arena, const struct rule *rule)
{
	struct bracket_index *index = arena_new_object(arena, struct bracket_index);
	index->brackets = arena_array(arena, struct bracket, 2 * rule->pair_count);
	for (size_t i = 0; i < rule->pair_count; i++) {
		const char *opening = rule->pairs[i], *closing = opening + utf8_step(opening);
		index->brackets[index->count++] = (struct bracket){opening, utf8_step(opening), i, false};
		index->brackets[index->count++] = (struct bracket){closing, utf8_step(closing), i, true};
	}
	for (size_t i = index->count; i > 0; i--)
		index->first[bucket_at(index->brackets[i - 1].text)] = (unsigned char)i;
	return index;
}

/* The bracket at text, or NULL. */
static const struct bracket *bracket_at(const struct bracket_index *index, const char *text)
{
	size_t first = index->first[bucket_at(text)];
	for (size_t i = first; first && i <= index->count; i++)
		if (strncmp(text, index->brackets[i - 1].text, index->brackets[i - 1].length) == 0)
			return &index->brackets[i - 1];
	return NULL;
}

/* 1) and ア）at the head of an item are no brackets: what stands before the closing one is a number or a letter. */
static bool is_item_mark(const struct piece *piece, size_t at)
{
	static const char *const marks =
	    "0123456789０１２３４５６７８９abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZａｂｃｄｅｆｇｈｉｊ"
	    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十"
	    "※";
	const char *text = piece->node->text;
	size_t start = at;
	while (start > 0 && ((unsigned char)text[--start] & 0xc0) == 0x80)
		;
	if (start >= at)
		return false;
	char before[8] = "";
	memcpy(before, text + start, at - start < sizeof before ? at - start : 0);
	return *before && strstr(marks, before);
}

static void report_bracket(struct search *search, const struct piece *piece, size_t at)
{
	size_t step = utf8_prefix(piece->node->text + at, piece->length - at, 1);
	struct found found = {piece->start + at, piece->start + at + step, NULL};
	if (search->run->budget > MATCH_STEPS) {
		search->run->budget -= MATCH_STEPS;
		report(search, &found, NULL, 1, 0);
	}
}

static void check_piece(struct search *search, const struct bracket_index *index, const struct piece *piece)
{
	const char *text = piece->node->text;
	struct {
		size_t pair, at;
	} open[OPEN_LIMIT];
	size_t depth = 0;
	for (size_t at = 0; at < piece->length && depth < OPEN_LIMIT; at += utf8_step(text + at)) {
		const struct bracket *bracket = bracket_at(index, text + at);
		if (!bracket)
			continue;
		if (!bracket->closes) {
			open[depth].pair = bracket->pair;
			open[depth++].at = at;
		} else if (depth > 0 && open[depth - 1].pair == bracket->pair) {
			depth--;
		} else if (!is_item_mark(piece, at)) {
			report_bracket(search, piece, depth > 0 ? open[depth - 1].at : at);
			return; /* what follows is seen from a wrong beginning */
		}
	}
	if (depth > 0)
		report_bracket(search, piece, open[depth - 1].at);
}

static void check_brackets(struct search *search)
{
	const struct bracket_index *index = index_brackets(search->run->arena, search->run->rule);
	for (size_t i = 0; i < search->corpus->piece_count; i++)
		check_piece(search, index, &search->corpus->pieces[i]);
}

/* ---- characters outside of character sets ---- */

enum { BMP_END = 0x10000 };

/* Has the character set of this conversion the character? */
static bool encodes(iconv_t conversion, const char *character, size_t length)
{
	char input[4], output[16], *from = input, *to = output;
	size_t left = length, room = sizeof output;
	memcpy(input, character, length);
	iconv(conversion, NULL, NULL, NULL, NULL); /* forget what may have been kept of the one before */
	return iconv(conversion, &from, &left, &to, &room) == 0;
}

/* Has the character been met? Beyond the BMP only what was found is remembered. */
static bool is_met(const struct search *search, uint64_t *met, int32_t point, const char *character, size_t length)
{
	if (point < BMP_END) {
		uint64_t bit = (uint64_t)1 << (point % 64), before = met[point / 64] & bit;
		met[point / 64] |= bit;
		return before != 0;
	}
	for (size_t i = 0; i < search->found.count; i++)
		if (memcmp(search->corpus->text + search->found.items[i].start, character, length) == 0)
			return true;
	return false;
}

/* Each character once, at its first place. */
static void find_outside_of(struct search *search, const iconv_t *conversions)
{
	const struct corpus *corpus = search->corpus;
	uint64_t *met = arena_array(search->run->arena, uint64_t, BMP_END / 64);
	for (size_t at = 0, length; at < corpus->length && search->found.count < FOUND_LIMIT; at += length) {
		int32_t point;
		length = utf8_decode(corpus->text + at, corpus->length - at, &point);
		if (point < 0x80 || is_met(search, met, point, corpus->text + at, length))
			continue;
		bool known = false;
		for (size_t i = 0; i < search->run->rule->encoding_count && !known; i++)
			known = encodes(conversions[i], corpus->text + at, length);
		if (!known)
			list_push(search->run->arena, &search->found, ((struct found){at, at + length, NULL}));
	}
}

struct conversions {
	struct holding held;
	iconv_t *items;
	size_t count; /* that are open */
};

static void close_conversions(struct holding *holding)
{
	struct conversions *conversions = (struct conversions *)(void *)holding;
	while (conversions->count > 0)
		iconv_close(conversions->items[--conversions->count]);
}

/* Where the system cannot convert to one of the sets, nothing is known of any character. */
static void find_outside(struct search *search)
{
	const struct rule *rule = search->run->rule;
	struct conversions open = {.items = arena_array(search->run->arena, iconv_t, rule->encoding_count)};
	memory_hold(&open.held, close_conversions);
	while (open.count < rule->encoding_count &&
	       (open.items[open.count] = iconv_open(rule->encodings[open.count], "UTF-8")) != (iconv_t)-1)
		open.count++;
	if (open.count == rule->encoding_count)
		find_outside_of(search, open.items);
	memory_let_go(&open.held);
	close_conversions(&open.held);
}

/* ---- sentences that are nearly copies ---- */

enum match_result run_match(const void *compiled, const char *text, size_t length)
{
	struct matcher matcher;
	matcher_open(&matcher, EXCEPT_LIMIT);
	int result = matcher_find(&matcher, compiled, text, length, 0);
	matcher_close(&matcher);
	return result >= 0 ? MATCH_FOUND : result == PCRE2_ERROR_NOMATCH ? MATCH_NONE : MATCH_NOT_KNOWN;
}

/* Is it a difference by which sentences may well differ (numbers, opposites)? Not known: yes. */
static bool is_excepted(const struct rule *rule, const char *difference)
{
	return rule->compiled_except && run_match(rule->compiled_except, difference, strlen(difference)) != MATCH_NONE;
}

/* With the place of the first of the others as a second one. */
static void report_copy(struct search *search, const struct copy *copy)
{
	const char *instead =
	    arena_copy(search->run->arena, copy->standard->text + copy->other_start, copy->other_end - copy->other_start);
	struct text_finding finding = {copy->start, copy->end, instead, copy->times, copy->others};
	struct diag *diag = run_text_finding(search->run, search->corpus, &finding);
	if (!diag)
		return;
	diag->related = corpus_span(copy->standard, copy->other_start, copy->other_end);
	diag->related_message = "ほかの同じ文";
}

static void check_copies(struct search *search)
{
	struct run *run = search->run;
	const struct body *body = run->assessment->model->body;
	const struct corpus *standards = body ? corpus_of_body(run->arena, run->official->schema, body) : NULL;
	struct copies copies =
	    copies_find(run->arena, search->corpus, standards, run->rule->copy_length, run->rule->copy_times, &run->budget);
	for (size_t i = 0; i < copies.count && i < FOUND_LIMIT; i++)
		if (!is_excepted(run->rule, copies.items[i].difference))
			report_copy(search, &copies.items[i]);
}

/* ---- all kinds ---- */

void wording_run(struct run *run)
{
	if (!run_in_force(run))
		return;
	const struct corpus **corpus = run->rule->history ? &run->whole : &run->corpus;
	if (!*corpus)
		*corpus = corpus_new(run->arena, run->official->schema, run->assessment->model, run->rule->history);
	struct search search = {.run = run, .corpus = *corpus};
	size_t cost = (*corpus)->length / BYTES_PER_STEP;
	if (cost >= run->budget) {
		run->budget = 0;
		return;
	}
	run->budget -= cost;
	switch (run->rule->kind) {
	case RULE_CONDITION: /* not about texts */
		break;
	case RULE_PATTERN:
		find_pattern(&search);
		report_all(&search);
		break;
	case RULE_WORDS:
		find_words(&search);
		(run->rule->once ? report_each_word : report_all)(&search);
		break;
	case RULE_SPELLINGS:
		find_words(&search);
		for (size_t i = 0; i < run->rule->group_count; i++)
			report_group(&search, i);
		break;
	case RULE_TERMS:
		find_words(&search);
		report_terms(&search);
		break;
	case RULE_BRACKETS:
		check_brackets(&search);
		break;
	case RULE_OUTSIDE:
		find_outside(&search);
		report_all(&search);
		break;
	case RULE_COPIES:
		check_copies(&search);
		break;
	case RULE_DEFINITIONS:
		definitions_run(run);
		break;
	case RULE_COMMENTS:
		comments_run(run);
		break;
	case RULE_JOINS:
		joins_run(run);
		break;
	}
}
