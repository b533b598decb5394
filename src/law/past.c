/* A stale citation in its text → does the text mean the law as it was? What is said of the past or of a change is true, and
 * would be false with the numbers of today. */
#include "law/past.h"

#include "base/utf8.h"
#include "law/words.h"

#include <string.h>

/* Where the last sentence before `at` begins that begins behind `from`; no pattern reaches over its full stop. */
static size_t sentence_before(const char *text, size_t from, size_t at)
{
	size_t length = strlen(WORD_STOP);
	for (; at >= from + length; at--)
		if (memcmp(text + at - length, WORD_STOP, length) == 0)
			return at;
	return from;
}

static bool is_told_before(const struct patterns *patterns, const struct citation *citation, const char *text)
{
	enum { NEAR = 400 };
	struct match match;
	size_t from = sentence_before(text, citation->start > NEAR ? citation->start - NEAR : 0, citation->start);
	while (from < citation->start && utf8_is_within(text[from]))
		from++;
	return pattern_match(patterns->past_before, text, citation->start, from, MATCH_SEARCH, &match);
}

static bool is_told_behind(const struct patterns *patterns, const struct citation *citation, const char *text,
                           size_t length)
{
	struct match match;
	return pattern_match(patterns->past_after, text, length, citation->end, MATCH_ANCHORED, &match);
}

struct status citation_judge_told(struct arena *arena, const struct law *law, const struct citation *citation,
                                  const char *text, size_t length, struct date day)
{
	struct status status = citation_judge(arena, law->registry, citation, text, day);
	if (!status_is_stale(&status))
		return status;
	bool told = is_told_before(law->patterns, citation, text) || is_told_behind(law->patterns, citation, text, length);
	return told ? (struct status){.state = LAW_FORMER, .sure = true} : status;
}
