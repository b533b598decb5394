/* The text of strings: xl/sharedStrings.xml, and of cells that have their own. */
#include "workbook/sheet.h"

#include <stdlib.h>
#include <string.h>

static bool is_strike(const char *name, const char **attributes)
{
	const char *value = xml_attribute(attributes, "val");
	return strcmp(name, "strike") == 0 && (!value || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0));
}

void words_start(struct words *words, const char *name, const char **attributes)
{
	bool run = strcmp(name, "r") == 0;
	words->crossed = !run && (words->crossed || is_strike(name, attributes));
	words->phonetic += strcmp(name, "rPh") == 0;
	words->open = strcmp(name, "t") == 0 && !words->phonetic;
}

void words_end(struct words *words, const char *name)
{
	words->phonetic -= strcmp(name, "rPh") == 0 && words->phonetic;
	words->open = false;
	words->crossed &= strcmp(name, "r") != 0;
}

void words_add(struct words *words, const char *bytes, size_t length)
{
	if (!words->open)
		return;
	buf_append(&words->whole, bytes, length);
	buf_append(words->crossed ? &words->struck : &words->text, bytes, length);
}

/* _x000D_: a character that XML or Excel cannot write as itself; a _ before such words is written so, too. */
static bool is_escape(const char *at)
{
	return strncmp(at, "_x00", 4) == 0 && strspn(at + 4, "0123456789abcdefABCDEF") == 2 && at[6] == '_';
}

static char escaped(const char *at)
{
	char digits[5] = {at[2], at[3], at[4], at[5], '\0'};
	unsigned long point = strtoul(digits, NULL, 16);
	return point == '\r' || point == '\n' || point == '\t' || (point >= ' ' && point < 0x7f) ? (char)point : ' ';
}

static size_t read_breaks(const char *raw, char *into)
{
	size_t length = 0;
	for (const char *at = raw; *at; at++) {
		bool escape = is_escape(at);
		char byte = escape ? escaped(at) : *at;
		at += escape ? 6 : 0;
		bool doubled = byte == '\n' && length && into[length - 1] == '\r';
		length -= doubled;
		into[length++] = byte;
	}
	for (size_t i = 0; i < length; i++)
		into[i] = into[i] == '\r' ? '\n' : into[i];
	return length;
}

static const char *taken(struct arena *arena, const struct buf *raw)
{
	char *text = arena_alloc(arena, raw->length + 1);
	text[read_breaks(buf_text(raw), text)] = '\0';
	return text;
}

struct book_string words_take(struct arena *arena, struct words *words)
{
	bool all = !words->text.length, some = !all && words->struck.length;
	struct book_string string = {.text = taken(arena, all ? &words->whole : &words->text)};
	if (some) {
		string.struck = taken(arena, &words->struck);
		string.whole = taken(arena, &words->whole);
	}
	words_clear(words);
	return string;
}

void words_clear(struct words *words)
{
	buf_clear(&words->text);
	buf_clear(&words->struck);
	buf_clear(&words->whole);
	words->phonetic = 0;
	words->crossed = false;
}

void words_free(struct words *words)
{
	buf_free(&words->text);
	buf_free(&words->struck);
	buf_free(&words->whole);
}

/* ---- shared strings ---- */

struct reading {
	struct book_parts *parts;
	struct words words;
	struct xml_reader reader;
};

static void on_start(void *context, const char *name, const char **attributes)
{
	words_start(&((struct reading *)context)->words, name, attributes);
}

static void on_end(void *context, const char *name)
{
	struct reading *reading = context;
	words_end(&reading->words, name);
	if (strcmp(name, "si") != 0)
		return;
	list_push(reading->parts->arena, &reading->parts->strings, words_take(reading->parts->arena, &reading->words));
	if (reading->parts->strings.count > CELL_COUNT_LIMIT) /* no more than cells that show them */
		reading->reader.problem = WORKBOOK_TOO_LARGE;
}

static void on_text(void *context, const char *bytes, size_t length)
{
	words_add(&((struct reading *)context)->words, bytes, length);
}

enum workbook_problem strings_read(struct book_parts *parts, const char *part)
{
	struct reading reading = {.parts = parts};
	reading.reader = (struct xml_reader){.start = on_start, .end = on_end, .text = on_text, .context = &reading};
	enum workbook_problem problem = xml_read(parts->zip, part, &reading.reader);
	words_free(&reading.words);
	return problem;
}
