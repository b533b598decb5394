/* A pattern and the texts of a model → where it is found. To look for a word is a hundredth of the work of a pattern. */
#include "rules/pattern_search.h"

#include "base/memo.h"
#include "base/utf8.h"

#include <stdlib.h>

/* The sentence around a word, with the sign that ends the one before. */
static struct stretch sentence_at(const struct corpus *corpus, uint32_t at, size_t length)
{
	size_t start = at, end = at + length;
	corpus_sentence(corpus, &start, &end);
	return (struct stretch){(uint32_t)utf8_back(corpus->text, start), (uint32_t)end - 1};
}

/* What is to be searched because of the word at this place; returns where that ends. */
static size_t want(struct pattern_search *search, struct rule_run *run, uint32_t at, size_t length)
{
	const struct piece *piece = corpus_piece_before(search->corpus, at);
	if (!piece)
		return 0;
	if (!search->in_stretches) {
		search->wanted[piece - search->corpus->pieces] = search->any = true;
		return piece->start + piece->length;
	}
	struct stretch stretch = {at, at};
	if (run->rule->in_sentence)
		stretch = sentence_at(search->corpus, at, length);
	list_push(run->arena, &search->stretches, stretch);
	return stretch.last;
}

static void want_words(struct pattern_search *search, struct rule_run *run)
{
	struct places *places = search->corpus->places;
	const struct rule_word *words = run->rule->with;
	for (size_t i = 0; words && i < run->rule->with_count; i++) {
		const struct rule_word *word = &words[i];
		size_t end = 0;
		if (!places_may_have(places, word->key))
			continue;
		uint32_t letter, at = places_first(places, word->text, word->length, &letter);
		for (; at != PLACES_NONE; at = places_next(places, word->text, word->length, &letter))
			if (at >= end)
				end = want(search, run, at, word->length);
	}
}

static void want_twice(struct pattern_search *search, struct rule_run *run)
{
	size_t least = run->rule->twice, end = 0;
	uint32_t letter = 0, at;
	while (least && (at = places_twice(search->corpus->places, least, &letter)) != PLACES_NONE)
		if (at >= end)
			end = want(search, run, at, 1);
}

static int by_place(const void *a, const void *b)
{
	uint32_t left = ((const struct stretch *)a)->first, right = ((const struct stretch *)b)->first;
	return (left > right) - (left < right);
}

void pattern_search_open(struct pattern_search *search, struct rule_run *run, const struct corpus *corpus,
                         const struct regex *pattern, uint32_t limit)
{
	const struct rule *rule = run->rule;
	bool everywhere = !rule->with && !rule->twice;
	*search = (struct pattern_search){.corpus = corpus, .pattern = pattern, .memo = run->env.memo};
	matcher_open(&search->matcher, limit);
	search->in_stretches = !everywhere && !rule->whole && (rule->at_words || rule->in_sentence) &&
	                       pattern->options & PCRE2_USE_OFFSET_LIMIT;
	if (!everywhere && !search->in_stretches)
		search->wanted = arena_array(run->arena, bool, corpus->piece_count);
	want_words(search, run);
	want_twice(search, run);
	if (search->stretches.count > 0)
		qsort(search->stretches.items, search->stretches.count, sizeof *search->stretches.items, by_place);
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

/* From where the stretch begins, but behind what was found before. */
static int find_in_stretch(struct pattern_search *search, const struct stretch *stretch, const PCRE2_SIZE **places)
{
	const struct piece *piece = corpus_piece_before(search->corpus, stretch->last);
	if (search->at < stretch->first)
		search->at = stretch->first;
	if (!piece || search->at > stretch->last)
		return PCRE2_ERROR_NOMATCH;
	pcre2_set_offset_limit(search->matcher.limits, stretch->last);
	regex_prepare(search->pattern, stretch->last - search->at + 1);
	int result = find(search, piece->start + piece->length + CORPUS_BORDER_LENGTH, places);
	if (result == PCRE2_ERROR_NOMATCH)
		search->at = stretch->last + 1;
	return result;
}

static int find_in_stretches(struct pattern_search *search, const PCRE2_SIZE **places)
{
	int result = PCRE2_ERROR_NOMATCH;
	for (; search->stretch < search->stretches.count; search->stretch++) {
		result = find_in_stretch(search, &search->stretches.items[search->stretch], places);
		if (result != PCRE2_ERROR_NOMATCH)
			break;
	}
	return result;
}

int pattern_search_next(struct pattern_search *search, const PCRE2_SIZE **places)
{
	int result = PCRE2_ERROR_NOMATCH;
	*places = NULL;
	if (search->as_one)
		return find(search, search->corpus->length, places);
	if (search->in_stretches)
		return find_in_stretches(search, places);
	for (; search->piece < search->corpus->piece_count; search->piece++) {
		if (!search->wanted || search->wanted[search->piece])
			result = find_in_piece(search, places);
		if (result != PCRE2_ERROR_NOMATCH)
			break;
	}
	return result;
}
