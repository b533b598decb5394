/* Small questions to the folded text, and a citation with its canonical form. */
#include "law/reader_state.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

const char *reader_slice(struct reader *reader, size_t start, size_t end)
{
	return arena_copy(reader->arena, reader->text.text + start, end - start);
}

bool reader_matches(struct reader *reader, const struct pattern *pattern, size_t at, struct match *match)
{
	return pattern_match(pattern, reader->text.text, reader->text.length, at, MATCH_ANCHORED, match);
}

bool reader_is(struct reader *reader, const struct pattern *pattern, size_t at)
{
	struct match match;
	return reader_matches(reader, pattern, at, &match);
}

/* Is there nothing between start and end but what the pattern allows? */
bool reader_between(struct reader *reader, const struct pattern *pattern, size_t start, size_t end)
{
	struct match match;
	if (end < start || end - start > GAP_LIMIT)
		return false;
	return start == end || pattern_match(pattern, reader->text.text, end, start, MATCH_WHOLE, &match);
}

bool reader_find_before(const struct reader *reader, const struct pattern *pattern, size_t at, struct match *match)
{
	enum { NEAR = 48 };
	size_t from = at > NEAR ? at - NEAR : 0;
	while (from < at && utf8_is_within(reader->text.text[from]))
		from++;
	return pattern_match(pattern, reader->text.text, at, from, MATCH_SEARCH, match);
}

/* Does の of a branch stand here (or the - of 56-2), before a digit? */
static bool is_branch(const char *text, const char *end)
{
	const char *digit = *text == '-' ? text + 1 : strncmp(text, "の", 3) == 0 ? text + 3 : end;
	return digit < end && *digit >= '0' && *digit <= '9';
}

/* The digits of a part: 第113条の3 → 113の3. */
const char *reader_number(struct reader *reader, size_t start, size_t end)
{
	struct buf number = BUF_INIT;
	const char *text = reader->text.text;
	for (size_t i = start; i < end; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			buf_putc(&number, text[i]);
		else if (number.length && is_branch(text + i, text + end))
			buf_puts(&number, "の");
	}
	const char *copy = arena_copy(reader->arena, buf_text(&number), number.length);
	buf_free(&number);
	return copy;
}

const char *reader_group_number(struct reader *reader, const struct match *match, int group)
{
	return match->group_end[group] ? reader_number(reader, match->group_start[group], match->group_end[group]) : NULL;
}

/* Does a paragraph begin behind the white space: a line that is set in by an ideographic space (字下げ)? */
static bool begins_paragraph(const char *space, const char *end)
{
	static const char indentation[] = "\u3000";
	size_t width = sizeof indentation - 1;
	for (; end >= space + width && end[-1] != '\n'; end--)
		if (memcmp(end - width, indentation, width) == 0)
			return true;
	return false;
}

/* Does white space stand before `at` that ends a word: a space, the indentation of a paragraph, or the end of a line that is
 * as short as a label? Other line breaks stand anywhere in a word. */
bool reader_is_after_space(const struct reader *reader, size_t at)
{
	enum { LABEL = 36 };
	if (!at || reader->text.to[at - 1] >= reader->text.from[at])
		return false;
	const char *start = reader->original + reader->text.to[at - 1], *end = reader->original + reader->text.from[at];
	const char *line = memchr(start, '\n', (size_t)(end - start));
	if (!line || begins_paragraph(line, end))
		return true;
	size_t length = 0;
	while (start > reader->original && start[-1] != '\n' && length <= LABEL) {
		start--;
		length++;
	}
	return length <= LABEL;
}

/* Does a line begin at `at` that is set in by whatever? A known name may begin there. One that is unknown may as well go on:
 * texts taken from pages are set in by their layout. */
static bool begins_indented(const struct reader *reader, size_t at)
{
	const char *start = reader->original + reader->text.to[at - 1], *end = reader->original + reader->text.from[at];
	const char *line = start < end ? memchr(start, '\n', (size_t)(end - start)) : NULL;
	return line && line + 1 < end;
}

/* Is the character before `at` a kanji or katakana, so that a name cannot begin here? */
bool reader_is_within_word(struct reader *reader, size_t at)
{
	if (at == reader->consumed || at < 3 || reader_is_after_space(reader, at) || begins_indented(reader, at) ||
	    reader_is(reader, reader->patterns->prefix, at))
		return false;
	int32_t point;
	utf8_decode(reader->text.text + at - 3, 3, &point); /* U+FFFD where a shorter one ends there */
	return utf8_is_kanji(point) || (point >= 0x30a1 && point <= 0x30fa) || point == 0x30fc || point == 0x3005;
}

static void print_number(struct buf *out, const char *number, const char *counter)
{
	const char *branch = strstr(number, "の");
	if (branch)
		buf_printf(out, "第%.*s%s%s", (int)(branch - number), number, counter, branch);
	else
		buf_printf(out, "第%s%s", number, counter);
}

const char *citation_print(struct arena *arena, const struct citation *citation)
{
	struct buf out = BUF_INIT;
	buf_puts(&out, citation->law ? citation->law : "");
	buf_puts(&out, citation->supplementary ? "附則" : "");
	if (citation->schedule_name)
		buf_puts(&out, citation->schedule_name);
	if (citation->schedule_name && citation->row)
		buf_puts(&out, "の");
	if (citation->row)
		buf_printf(&out, "%sの項", citation->row);
	if (citation->article)
		print_number(&out, citation->article, "条");
	if (citation->paragraph)
		print_number(&out, citation->paragraph, "項");
	if (citation->item)
		print_number(&out, citation->item, "号");
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

struct citation reader_citation(const struct reader *reader, const struct named *law, size_t start, size_t end)
{
	return (struct citation){.start = reader->text.from[start],
	                         .end = reader->text.to[end - 1],
	                         .act = law->act,
	                         .law = law->law,
	                         .loose = law->loose,
	                         .former = law->former,
	                         .misspelt = law->misspelt,
	                         .guess = law->guess};
}

void reader_push(struct reader *reader, struct citation *citation)
{
	struct citation_list *out = reader->out;
	citation->history = citation->start >= reader->history;
	citation->canonical = citation_print(reader->arena, citation);
	list_push(reader->arena, out, *citation);
}
