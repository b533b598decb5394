/* A text with its citations → the same with signs in the place of all that needs no second look before it is mended. */
#include "law/mask.h"

#include "law/folded.h"
#include "law/words.h"

#include <string.h>

static void mask(char *text, size_t start, size_t end, char sign)
{
	memset(text + start, sign, end - start);
}

static int number_value(const char *text, size_t start, size_t end)
{
	int value = 0;
	for (; start < end; start++)
		if (((unsigned char)text[start] & 0xf0) == 0x30 || ((unsigned char)text[start] & 0xf0) == 0x90)
			value = value * 10 + (text[start] & 0x0f); /* the last byte of a digit, half or full */
	return value;
}

/* 1. 2. 3. at the beginnings of lines count the lines; 42. among them does not. Within a line they count what is said only
 * behind a row: 「別表第二 1 健康保険法」 may be one. */
static void mask_bullets(const struct patterns *patterns, char *masked, size_t length)
{
	struct match match;
	int last = 0;
	for (size_t at = 0; at < length && pattern_match(patterns->mend_bullet, masked, length, at, MATCH_SEARCH, &match) &&
	                    match.end > at;
	     at = match.end) {
		int group = match.group_end[1] ? 1 : 2;
		int value = number_value(masked, match.group_start[group], match.group_end[group]);
		if (value != 1 && value != last + 1)
			continue;
		last = value;
		mask(masked, match.group_start[group], match.group_end[group], group == 1 ? MASK_ASIDE : MASK_BULLET);
	}
}

const char *mask_text(struct arena *arena, const struct patterns *patterns, const struct mend_text *text,
                      const struct citation_list *list)
{
	size_t length = text->length;
	char *masked = arena_copy(arena, text->text, length);
	struct match match;
	for (size_t i = 0; i < list->count; i++) {
		const struct citation *citation = &list->items[i];
		const char *start = text->text + citation->start, *end = text->text + citation->end;
		bool name = find_word(start, end, WORD_TABLE) || find_word(start, end, WORD_ARTICLE);
		mask(masked, citation->start, citation->end, name ? MASK_NAME : MASK_NUMBER);
	}
	mask_bullets(patterns, masked, length);
	for (size_t at = 0;
	     at < length && pattern_match(patterns->mend_aside, masked, length, at, MATCH_SEARCH, &match) && match.end > at;
	     at = match.end)
		mask(masked, match.start, match.end, MASK_ASIDE);
	return masked;
}
