/* Lines in a cell of a known width -> its text. A line was broken by the width when what comes next would not have
 * fitted behind it. */
#include "base/buf.h"
#include "base/utf8.h"
#include "printed/ruled_cells.h"

#include <math.h>
#include <string.h>
#include <utf8proc.h>

/* In widths of a wide letter: what may be left at the end of a broken line; how far a start may be off. */
static const float slack = 0.7F, off = 0.25F;
enum {
	SPACE_LIMIT = 9,
	MIDDLE_DOT = 0x30fb,
	COMMA = 0x3001,
	FULL_STOP = 0x3002,
	WIDE_COMMA = 0xff0c,
	WIDE_FULL_STOP = 0xff0e
};

static float right_of(const struct ruled_line *line)
{
	return line->items[line->count - 1]->right;
}

static const char *first_words(const struct ruled_line *line)
{
	return line->items[0]->text;
}

/* How wide a wide letter is here. */
static float letter_width(const struct ruled_cell *cell)
{
	float width = 0;
	size_t most = 0;
	for (size_t i = 0; i < cell->lines.count; i++) {
		for (size_t k = 0; k < cell->lines.items[i].count; k++) {
			const struct page_line *piece = cell->lines.items[i].items[k];
			size_t columns = utf8_width(piece->text, strlen(piece->text));
			if (columns > most) {
				most = columns;
				width = 2 * (piece->right - piece->left) / (float)columns;
			}
		}
	}
	return width;
}

static bool is_narrow(const char *text)
{
	return *text > ' ' && (unsigned char)*text < 0x7f;
}

static utf8proc_category_t category_of(const char *text)
{
	int32_t point;
	utf8_decode(text, strlen(text), &point);
	return utf8proc_category(point);
}

/* Is it of the signs that no line begins with (most of them: closing ones, commas, marks of length)? */
static bool hangs(const char *text)
{
	switch (category_of(text)) {
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_LM:
		return true;
	default:
		return false;
	}
}

/* Columns of the start of a line that cannot be parted from its first letter: a word, numbers with what parts them. */
static size_t head_columns(const char *text)
{
	size_t i = 0;
	bool narrow = false;
	do {
		narrow = is_narrow(text + i) || (narrow && hangs(text + i));
		i += utf8_step(text + i);
	} while (text[i] && (hangs(text + i) || (narrow && is_narrow(text + i))));
	return utf8_width(text, i);
}

static bool ends_with(const struct ruled_line *line, int32_t wanted)
{
	const char *text = line->items[line->count - 1]->text;
	int32_t point = 0;
	while (*text)
		text += utf8_decode(text, strlen(text), &point);
	return point == wanted;
}

/* A middle dot begins no broken line; other signs of a list, and numbers, may, but hardly behind a sentence. */
static bool begins_entry(const struct ruled_line *line, const struct ruled_line *next)
{
	int32_t point;
	const char *text = first_words(next);
	utf8_decode(text, strlen(text), &point);
	utf8proc_category_t category = category_of(text);
	return point == MIDDLE_DOT || (category > UTF8PROC_CATEGORY_LO && ends_with(line, FULL_STOP));
}

/* Nobody begins a line with a comma or a stop, or leaves the sign of a list alone on one. */
static bool is_torn(const struct ruled_line *line, const struct ruled_line *next)
{
	int32_t point = utf8_point(first_words(next));
	bool sign = line->count == 1 && strcmp(first_words(line), "・") == 0;
	return sign || point == COMMA || point == FULL_STOP || point == WIDE_COMMA || point == WIDE_FULL_STOP;
}

static bool was_broken(const struct ruled_cell *cell, const struct ruled_line *line, const struct ruled_line *next,
                       float letter)
{
	float room = cell->right - right_of(line);
	return is_torn(line, next) ||
	       (!begins_entry(line, next) && room < letter * ((float)head_columns(first_words(next)) / 2 + slack));
}

/* Nearly a whole number of wide letters; 0: it is none. */
static int whole_letters(float width, float letter)
{
	float letters = letter > 0 ? width / letter : 0, whole = roundf(letters);
	return fabsf(letters - whole) < off && whole < SPACE_LIMIT ? (int)whole : 0;
}

static void put_spaces(struct buf *out, int count)
{
	while (count-- > 0)
		buf_puts(out, "　");
}

static void put_pieces(struct buf *out, const struct ruled_line *line, float letter)
{
	for (size_t i = 0; i < line->count; i++) {
		int spaces = i ? whole_letters(line->items[i]->left - line->items[i - 1]->right, letter) : 0;
		put_spaces(out, spaces);
		buf_puts(out, i && !spaces ? " " : "");
		buf_puts(out, line->items[i]->text);
	}
}

const char *ruled_text(struct arena *arena, const struct ruled_cell *cell)
{
	struct buf text = BUF_INIT;
	float letter = letter_width(cell), left = INFINITY;
	for (size_t i = 0; i < cell->lines.count; i++)
		left = fminf(left, cell->lines.items[i].items[0]->left);
	for (size_t i = 0; i < cell->lines.count; i++) {
		const struct ruled_line *line = &cell->lines.items[i];
		bool broken = i && was_broken(cell, line - 1, line, letter);
		if (i && !broken)
			buf_putc(&text, '\n');
		if (!broken)
			put_spaces(&text, whole_letters(line->items[0]->left - left, letter));
		put_pieces(&text, line, letter);
	}
	const char *result = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return result;
}
