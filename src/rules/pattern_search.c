/* A pattern and the texts of a model → where it is found. To look for a word is a hundredth of the work of a pattern. */
#include "rules/pattern_search.h"

#include "base/memo.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { AT_WORD = 1 /* bytes that a search at one word counts for: such patterns are long to compile, and soon fail */ };

/* The piece at this place; returns where it ends. */
static size_t want(struct pattern_search *search, uint32_t at)
{
	const struct piece *piece = corpus_piece_before(search->corpus, at);
	if (piece)
		search->wanted[piece - search->corpus->pieces] = search->any = true;
	return piece ? piece->start + piece->length : 0;
}

static void want_words(struct pattern_search *search, const struct node *words)
{
	struct places *places = search->corpus->places;
	for (size_t i = 0; words && i < words->count; i++) {
		size_t length, end = 0;
		const char *word = node_member_text(words, i, &length);
		uint32_t letter, at = places_first(places, word, length, &letter);
		for (; at != PLACES_NONE; at = places_next(places, word, length, &letter))
			if (at >= end)
				end = want(search, at);
	}
}

static void want_twice(struct pattern_search *search, size_t least)
{
	uint32_t letter = 0, at;
	while (least && (at = places_twice(search->corpus->places, least, &letter)) != PLACES_NONE)
		want(search, at);
}

static int by_place(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return (left > right) - (left < right);
}

/* Where the words begin, all of them. */
static void list_words(struct pattern_search *search, struct arena *arena, const struct node *words)
{
	struct places *places = search->corpus->places;
	for (size_t i = 0; i < words->count; i++) {
		size_t length;
		const char *word = node_member_text(words, i, &length);
		uint32_t letter, at = places_first(places, word, length, &letter);
		for (; at != PLACES_NONE; at = places_next(places, word, length, &letter))
			list_push(arena, &search->starts, at);
	}
	if (search->starts.count > 0)
		qsort(search->starts.items, search->starts.count, sizeof *search->starts.items, by_place);
}

void pattern_search_open(struct pattern_search *search, struct rule_run *run, const struct corpus *corpus,
                         const struct regex *pattern, uint32_t limit)
{
	const struct rule *rule = run->rule;
	bool everywhere = !rule->with && !rule->twice;
	*search = (struct pattern_search){.corpus = corpus, .pattern = pattern, .memo = run->env.memo};
	matcher_open(&search->matcher, limit);
	search->at_words = rule->at_words && rule->with;
	if (search->at_words) {
		list_words(search, run->arena, rule->with);
	} else if (!everywhere) {
		search->wanted = arena_array(run->arena, bool, corpus->piece_count);
		want_words(search, rule->with);
		want_twice(search, rule->twice);
	}
	search->as_one = rule->whole && (everywhere || search->any);
	if (search->as_one)
		regex_prepare(pattern, corpus->length);
}

void pattern_search_close(struct pattern_search *search)
{
	matcher_close(&search->matcher);
}

/* Behind what was found; behind the next letter where that is empty. */
static void step_on(struct pattern_search *search, size_t start, size_t end)
{
	search->at = end > start ? end : end + utf8_step(search->corpus->text + end);
}

static int find(struct pattern_search *search, size_t length, const PCRE2_SIZE **places)
{
	if (search->at > length)
		return PCRE2_ERROR_NOMATCH;
	int result = matcher_find(&search->matcher, search->pattern, search->corpus->text, length, search->at);
	if (result >= 0) {
		*places = pcre2_get_ovector_pointer(search->matcher.data);
		step_on(search, (*places)[0], (*places)[1]);
	}
	return result;
}

/* From here on, the end of the line before the piece: the pattern sees the borders around it, and if it does not ask for more, what
 * it finds depends on the text alone. */
static int find_first(struct pattern_search *search, const struct piece *piece, size_t start, const PCRE2_SIZE **places)
{
	uint64_t mark = memo_join(piece->mark, search->pattern->mark);
	const void *value;
	if (memo_find(search->memo, mark, &value))
		return PCRE2_ERROR_NOMATCH;
	search->at = start;
	regex_prepare(search->pattern, piece->length);
	int result = find(search, piece->start + piece->length + CORPUS_BORDER_LENGTH, places);
	if (result == PCRE2_ERROR_NOMATCH && regex_reach(search->pattern) < CORPUS_BORDER_LENGTH)
		memo_keep_none(search->memo, mark);
	return result;
}

/* In a text the pattern sees what stands before it, and the border behind it; it may begin with the line's end before
 * it: [。\n]. */
static int find_in_piece(struct pattern_search *search, const PCRE2_SIZE **places)
{
	const struct piece *piece = &search->corpus->pieces[search->piece];
	size_t end = piece->start + piece->length, start = piece->start > 0 ? piece->start - 1 : 0;
	if (search->at <= start)
		return find_first(search, piece, start, places);
	return search->at > end ? PCRE2_ERROR_NOMATCH : find(search, end + CORPUS_BORDER_LENGTH, places);
}

/* From one of the words on; not within what was found before. */
static int find_at_words(struct pattern_search *search, const PCRE2_SIZE **places)
{
	int result = PCRE2_ERROR_NOMATCH;
	while (result == PCRE2_ERROR_NOMATCH && search->start < search->starts.count) {
		size_t at = search->starts.items[search->start++];
		const struct piece *piece = corpus_piece_before(search->corpus, at);
		if (!piece || at < search->at)
			continue;
		search->at = at;
		regex_prepare(search->pattern, AT_WORD);
		result = find(search, piece->start + piece->length + CORPUS_BORDER_LENGTH, places);
	}
	return result;
}

int pattern_search_next(struct pattern_search *search, const PCRE2_SIZE **places)
{
	int result = PCRE2_ERROR_NOMATCH;
	*places = NULL;
	if (search->as_one)
		return find(search, search->corpus->length, places);
	if (search->at_words)
		return find_at_words(search, places);
	for (; search->piece < search->corpus->piece_count; search->piece++) {
		if (!search->wanted || search->wanted[search->piece])
			result = find_in_piece(search, places);
		if (result != PCRE2_ERROR_NOMATCH)
			break;
	}
	return result;
}
