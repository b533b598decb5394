/* Text -> boxes with the words behind them. */
#include "printed/marks.h"

#include "base/buf.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "printed/markup.h"

#include <string.h>

/* What may stand between brackets, or alone. */
static const struct {
	const char *sign;
	enum mark_state state;
	bool alone; /* also without brackets */
} signs[] = {
    {MARK_LOST, MARK_UNSURE, true}, {"○", MARK_ON, false}, {"〇", MARK_ON, false}, {"◯", MARK_ON, false},
    {"●", MARK_ON, false},          {"◎", MARK_ON, false}, {"レ", MARK_ON, false}, {"✓", MARK_ON, false},
    {"✔", MARK_ON, false},          {"☑", MARK_ON, true},  {"☒", MARK_ON, true},   {"■", MARK_ON, true},
    {"☐", MARK_OFF, true},          {"□", MARK_OFF, true},
};

size_t paren_open(const char *text)
{
	return *text == '(' ? 1 : strncmp(text, "（", strlen("（")) == 0 ? strlen("（") : 0;
}

size_t space_length(const char *text)
{
	size_t i = 0;
	for (;;) {
		size_t ascii = strspn(text + i, " \t\n");
		bool wide = strncmp(text + i + ascii, "　", 3) == 0;
		bool fixed = strncmp(text + i + ascii, "\xC2\xA0", 2) == 0;
		i += ascii + (wide ? 3 : fixed ? 2 : 0);
		if (!wide && !fixed)
			return i;
	}
}

static size_t bracket(const char *text, bool opens, bool round)
{
	static const char *const narrow[] = {"]", "[", ")", "("}, *const wide[] = {"］", "［", "）", "（"};
	size_t kind = (size_t)2 * round + opens;
	for (const char *const *sign = (const char *const[]){narrow[kind], wide[kind], NULL}; *sign; sign++)
		if (strncmp(text, *sign, strlen(*sign)) == 0)
			return strlen(*sign);
	return 0;
}

static size_t sign_at(const char *text, bool alone, enum mark_state *state)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t length = strlen(signs[i].sign);
		if ((!alone || signs[i].alone) && strncmp(text, signs[i].sign, length) == 0) {
			*state = signs[i].state;
			return length;
		}
	}
	return 0;
}

/* The length of the brackets at text with a sign or nothing between them, or 0. */
static size_t bracketed(const char *text, bool round, enum mark_state *state)
{
	size_t open = bracket(text, true, round);
	*state = MARK_OFF;
	size_t i = open + space_length(text + open);
	i += sign_at(text + i, false, state);
	i += space_length(text + i);
	size_t close = open ? bracket(text + i, false, round) : 0;
	return close ? i + close : 0;
}

/* The length of the mark at text, or 0. */
static size_t mark_at(const char *text, enum mark_state *state)
{
	return bracket(text, true, false) ? bracketed(text, false, state) : sign_at(text, true, state);
}

size_t mark_round(const char *text, enum mark_state *state)
{
	return bracketed(text, true, state);
}

const char *marks_squared(struct arena *arena, const char *text)
{
	enum mark_state state;
	struct buf squared = BUF_INIT;
	if (!mark_round(text, &state))
		return text;
	for (bool fresh = true; *text;) {
		size_t length = fresh ? mark_round(text, &state) : 0, space = space_length(text);
		if (length)
			buf_puts(&squared, state == MARK_ON ? "[○]" : "[ ]");
		else
			buf_append(&squared, text, length = space ? space : utf8_step(text));
		fresh = space > 0;
		text += length;
	}
	const char *result = arena_copy(arena, buf_text(&squared), squared.length);
	buf_free(&squared);
	return result;
}

size_t mark_length(const char *text, enum mark_state *state)
{
	size_t length = mark_at(text, state);
	return length ? length : sign_at(text, false, state);
}

bool mark_alone(const char *text, enum mark_state *state)
{
	text += space_length(text);
	size_t length = mark_length(text, state);
	return length && !text[length + space_length(text + length)];
}

bool mark_begins(const char *text)
{
	enum mark_state state;
	return mark_at(text + space_length(text), &state) > 0;
}

bool mark_next(const char *text, size_t *at, struct mark *mark)
{
	size_t taken = 0;
	for (; text[*at] && !(taken = mark_at(text + *at, &mark->state)); ++*at)
		;
	if (!taken)
		return false;
	size_t start = *at + taken, end = start;
	enum mark_state other;
	while (text[end] && !mark_at(text + end, &other))
		end++;
	*mark = (struct mark){mark->state, text + start, end - start};
	*at = end;
	return true;
}

size_t words_front_of_continued(const char *text)
{
	const char *more = msg(MSG_SHEET_CONTINUED);
	size_t front = strlen(text), end = strlen(more);
	while (end && front) {
		front--;
		if (strchr(" \n", text[front])) /* a narrow label breaks there, too */
			continue;
		if (text[front] != more[--end])
			return 0;
	}
	return end ? 0 : front;
}

size_t words_skip(struct arena *arena, const char *text, size_t length, const char *folded)
{
	size_t i = 0;
	while (*folded && i < length) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		const char *piece = utf8_fold(arena, arena_copy(arena, text + i, taken));
		if (strncmp(folded, piece, strlen(piece)) != 0)
			return 0;
		folded += strlen(piece);
		i += taken;
	}
	if (*folded)
		return 0;
	size_t space = space_length(text + i);
	return i + (space < length - i ? space : length - i);
}

const struct item *flag_named(struct arena *arena, const struct item *items, size_t count, const char *words,
                              size_t length, size_t *taken)
{
	const struct item *best = NULL;
	*taken = 0;
	for (size_t i = 0; i < count; i++) {
		size_t skipped = 0;
		if (items[i].type == ITEM_FLAG)
			skipped = words_skip(arena, words, length, utf8_fold(arena, items[i].label));
		if (skipped > *taken) {
			*taken = skipped;
			best = &items[i];
		}
	}
	return best;
}
