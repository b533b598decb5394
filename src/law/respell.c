/* A stale citation and its successor → what to write instead, as the sheet writes: its digits, its name of the Act, its
 * 「第…項」 or 「…の項」. */
#include "law/respell.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "law/folded.h"
#include "law/words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char schedule_word[] = WORD_SCHEDULE;
enum { SCHEDULE_WORD = sizeof schedule_word - 1 };

/* ---- numbers ---- */

enum spelling spelling_of(const char *number, size_t length)
{
	if (length && number[0] >= '0' && number[0] <= '9')
		return SPELT_HALF;
	return length >= 2 && memcmp(number, "\xef\xbc", 2) == 0 ? SPELT_FULL : SPELT_KANJI;
}

static enum spelling spelling_of_row(const char *text, size_t start, size_t end)
{
	enum spelling spelling = spelling_of(text + start, end - start);
	return spelling == SPELT_KANJI && numeral_is_by_place(text + start, end - start) ? SPELT_PLACES : spelling;
}

enum spelling spelling_of_table(const struct citation *citation, const char *text)
{
	if (citation->row)
		return spelling_of_row(text, citation->number_start, citation->number_end);
	for (size_t at = citation->start; at < citation->end; at += utf8_step(text + at)) {
		enum spelling spelling = spelling_of(text + at, citation->end - at);
		if (spelling != SPELT_KANJI)
			return spelling;
	}
	return SPELT_HALF; /* 別表第二 is written so beside any digits */
}

/* Words with the numbers in them as the sheet writes numbers. */
static void put_numbers(struct buf *out, const char *words, enum spelling spelling)
{
	for (const char *at = words; *at;) {
		size_t digits = strspn(at, "0123456789");
		if (!digits) {
			buf_putc(out, *at++);
			continue;
		}
		if (spelling == SPELT_KANJI)
			numeral_print((int)strtol(at, NULL, 10), out);
		if (spelling == SPELT_PLACES)
			numeral_print_places(at, digits, out);
		for (size_t i = 0; i < digits && spelling < SPELT_KANJI; i++)
			if (spelling == SPELT_FULL)
				buf_printf(out, "\xef\xbc%c", (char)(0x90 + at[i] - '0'));
			else
				buf_putc(out, at[i]);
		at += digits;
	}
}

static const char *take(struct arena *arena, struct buf *buf)
{
	const char *text = arena_copy(arena, buf_text(buf), buf->length);
	buf_free(buf);
	return text;
}

/* ---- tables ---- */

static bool is_space(const char *at, const char *end, size_t *width)
{
	*width = at < end && (*at == ' ' || *at == '\n') ? 1 : 3;
	return *width == 1 || (end - at >= 3 && memcmp(at, WORD_SPACE, 3) == 0);
}

/* Length of the 第一 of 別表第一 at `at`, with white space before it; 0 when it has none. */
static size_t ordinal_length(const char *at, const char *end)
{
	static const char *const ordinals[] = {WORDS_SCHEDULE_NUMBERS};
	const char *start = at;
	for (size_t width; is_space(at, end, &width);)
		at += width;
	for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++) {
		size_t length = strlen(ordinals[i]);
		if ((size_t)(end - at) >= length && memcmp(at, ordinals[i], length) == 0)
			return (size_t)(at - start) + length;
	}
	return 0;
}

/* The words for the successor's table: 別表, or the order's usual name with the Act as the sheet calls it. */
static void put_table(struct buf *out, const struct schedule *successor, const char *law, size_t law_length,
                      const struct table_words *words)
{
	const struct act *act = successor->act;
	enum spelling spelling = words->spelling == SPELT_PLACES ? SPELT_KANJI : words->spelling;
	if (act->parent && act->under && act->under->count) {
		const char *order = node_member_text(act->under, 0, NULL);
		const char *name = words->act ? words->act : act->parent->short_name;
		if (words->article)
			order += strlen(words->article);
		else
			buf_append(out, law_length ? law : name, law_length ? law_length : strlen(name));
		put_numbers(out, order, spelling);
	} else if (law_length) {
		buf_append(out, law, law_length);
	}
	put_numbers(out, successor->name, spelling);
}

/* Is it counted as rows are: の項, 項? */
static bool is_counted(const char *behind)
{
	return word_at(behind, WORD_ROW) || word_at(behind, WORD_PARAGRAPH);
}

/* How a row is joined to its table: as it is written, but の where the table's name lost what it needs (第一30の項, 第1-30の項);
 * NULL: 第130の項, of which nobody knows where the table ends, and 第一30. */
static const char *joint_of(const char *ordinal_end, const char *number, const char *behind)
{
	static const char *const dashes[] = {WORDS_DASHES};
	bool kanji = spelling_of(ordinal_end - 1, 1) == SPELT_KANJI && memcmp(ordinal_end - 3, "\xef\xbc", 2) != 0;
	size_t length = (size_t)(number - ordinal_end);
	if (!length)
		return kanji && is_counted(behind) ? WORD_BRANCH : NULL;
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
		if (length == strlen(dashes[i]) && memcmp(ordinal_end, dashes[i], length) == 0)
			return is_counted(behind) ? WORD_BRANCH : NULL;
	return "";
}

/* A number of one digit is written as the others of its list are. */
static enum spelling spelling_of_new(const struct citation *citation, const char *text, enum spelling list)
{
	enum spelling spelling = spelling_of_row(text, citation->number_start, citation->number_end);
	bool digit = citation->number_end - citation->number_start == strlen(WORD_ONE);
	return spelling == SPELT_KANJI && digit && list == SPELT_PLACES ? SPELT_PLACES : spelling;
}

/* The row's new number in the place of the old one. One in pieces has its branch behind the counter: 第56項の2 → 第80項. Returns
 * where the text of the citation goes on. */
static const char *put_row(struct arena *arena, struct buf *out, const struct citation *citation, const char *text,
                           const char *row, enum spelling spelling)
{
	static const char joint[] = WORD_BRANCH;
	const char *behind = text + citation->number_end, *end = text + citation->end;
	const char *old = citation->pieces ? find_word(behind, end, joint) : NULL,
	           *branch = old ? strstr(row, joint) : NULL;
	if (!old) {
		put_numbers(out, row, spelling);
		return behind;
	}
	put_numbers(out, branch ? arena_copy(arena, row, (size_t)(branch - row)) : row, spelling);
	buf_append(out, behind, (size_t)(old - behind));
	put_numbers(out, branch ? branch : "", spelling);
	return end;
}

/* A schedule, or a row of it, whose successor is another one. */
static const char *respell_row(struct arena *arena, const struct citation *citation, const struct status *status,
                               const char *text, const struct table_words *words)
{
	const char *start = text + citation->start, *end = text + citation->end;
	const char *row = status->successor_row;
	const char *number = row ? text + citation->number_start : end;
	const char *number_end = row ? text + citation->number_end : end;
	const char *word = find_word(start, number, schedule_word);
	struct buf out = BUF_INIT;
	if (word) {
		const char *behind = word + SCHEDULE_WORD;
		size_t ordinal = ordinal_length(behind, number);
		const char *joint = ordinal && row ? joint_of(behind + ordinal, number, number_end) : "";
		if (!ordinal || !joint)
			return NULL;
		put_table(&out, status->successor_schedule, start, (size_t)(word - start), words);
		buf_puts(&out, joint);
		start = *joint ? number : behind + ordinal;
	} else if (start != number && find_word(start, number, WORD_TABLE)) {
		return NULL; /* 同表 */
	}
	buf_append(&out, start, (size_t)(number - start));
	if (row)
		number_end = put_row(arena, &out, citation, text, row, spelling_of_new(citation, text, words->spelling));
	buf_append(&out, number_end, (size_t)(end - number_end));
	return take(arena, &out);
}

/* ---- articles ---- */

/* A row that moved within its table. */
static const char *respell_number(struct arena *arena, const struct citation *citation, const char *text,
                                  const char *number)
{
	size_t from = citation->number_start, to = citation->number_end;
	struct buf out = BUF_INIT;
	buf_append(&out, text + citation->start, from - citation->start);
	const char *behind = put_row(arena, &out, citation, text, number, spelling_of_row(text, from, to));
	buf_append(&out, behind, (size_t)(text + citation->end - behind));
	return take(arena, &out);
}

/* The text with its last number changed: 第19条第７号 → 第19条第８号. */
static const char *respell_last(struct arena *arena, const struct citation *citation, const char *text,
                                const char *number)
{
	const char *start = text + citation->start;
	size_t length = citation->end - citation->start;
	struct folded folded = fold_text(arena, start, length, false);
	size_t last = folded.length;
	while (last && (folded.text[last - 1] < '0' || folded.text[last - 1] > '9'))
		last--;
	size_t first = last;
	while (first && folded.text[first - 1] >= '0' && folded.text[first - 1] <= '9')
		first--;
	if (!last)
		return NULL;
	size_t from = folded.from[first], to = folded.to[last - 1];
	struct buf out = BUF_INIT;
	buf_append(&out, start, from);
	put_numbers(&out, number, spelling_of(start + from, to - from));
	buf_append(&out, start + to, length - to);
	return take(arena, &out);
}

/* Is it a name of the order, behind that of its Act? */
static bool is_name(const struct act *order, const char *name)
{
	for (size_t i = 0; order->under && i < order->under->count; i++)
		if (strcmp(node_member_text(order->under, i, NULL), name) == 0)
			return true;
	return false;
}

/* An order that goes on under a name without the 第一 of 別表第一. An article that does not name it goes on with the one
 * before, as it is written. */
static const char *respell_order(struct arena *arena, const struct citation *citation, const struct act *successor,
                                 const char *text)
{
	const char *start = text + citation->start, *end = text + citation->end;
	const char *word = find_word(start, end, schedule_word);
	size_t ordinal = word ? ordinal_length(word + SCHEDULE_WORD, end) : 0;
	if (!word)
		return arena_copy(arena, start, citation->end - citation->start);
	const char *behind = word + SCHEDULE_WORD + ordinal, *article = find_word(behind, end, WORD_ORDINAL);
	if (!ordinal || !article)
		return NULL;
	const char *name = arena_printf(arena, "%s%.*s", schedule_word, (int)(article - behind), behind);
	if (!is_name(successor, name) && !name[strcspn(name, " \n")] && successor->under && successor->under->count)
		name = node_member_text(successor->under, 0, NULL);
	return arena_printf(arena, "%.*s%s%.*s", (int)(word - start), start, name, (int)(end - article), article);
}

const char *respell(struct arena *arena, const struct citation *citation, const struct status *status, const char *text,
                    const struct table_words *words)
{
	if (citation->range)
		return NULL;
	if (status->successor_schedule)
		return respell_row(arena, citation, status, text, words);
	if (status->successor_number)
		return (citation->row ? respell_number : respell_last)(arena, citation, text, status->successor_number);
	return status->successor_act ? respell_order(arena, citation, status->successor_act, text) : NULL;
}

size_t act_length(const char *text, size_t length)
{
	static const char *const ends[] = {WORD_ORDINAL, WORD_SCHEDULE, WORD_SUPPLEMENTARY, WORD_SAME_ARTICLE,
	                                   " ",          "\n",          WORD_SPACE,         NULL};
	size_t act = 0;
	for (; act < length; act += utf8_step(text + act)) {
		if (spelling_of(text + act, length - act) != SPELT_KANJI)
			return act;
		for (const char *const *end = ends; *end; end++)
			if (strncmp(text + act, *end, strlen(*end)) == 0)
				return act;
	}
	return length;
}

const char *respell_article(struct arena *arena, const char *text, size_t length, const char *cite)
{
	struct buf out = BUF_INIT;
	size_t act = act_length(text, length);
	const char *number = find_word(text + act, text + length, WORD_ORDINAL) == text + act
	                         ? text + act + strlen(WORD_ORDINAL)
	                         : text + act;
	buf_append(&out, text, act);
	put_numbers(&out, cite, spelling_of(number, (size_t)(text + length - number)));
	return take(arena, &out);
}
