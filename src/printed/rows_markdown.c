/* Our own Markdown -> rows: a label and the block quote with its answer are a row. The comment in front of each answer
 * (<!-- I.1.2 -->) tells where one begins, so that words of an answer are never taken for labels. */
#include "base/buf.h"
#include "base/list.h"
#include "base/messages/sheet.h"
#include "printed/markup.h"
#include "printed/rows_own.h"

#include <string.h>

enum { COMMENTS_ENOUGH = 3, COMMENT_LIMIT = 200 };

static const char comment_start[] = "<!-- ", comment_end[] = " -->";

struct reader {
	struct arena *arena;
	LIST(struct text_row) rows;
	size_t tables;
	bool open;         /* an answer has begun */
	bool lost;         /* and is unknown */
	const char *label; /* NULL: none yet */
	size_t line;       /* of the label */
	bool quoted;       /* words have begun */
	bool block;        /* they are a block quote */
	bool picture;      /* in that of a process, and what is said of it: up to its steps, which are a block quote */
	struct buf words;
};

static bool begins(const char *text, size_t length, const char *start)
{
	return length >= strlen(start) && strncmp(text, start, strlen(start)) == 0;
}

/* <!-- II[1].2.3 --> or <!-- II[1].2.3 unknown --> */
static bool is_comment(const char *text, size_t length)
{
	size_t end = strlen(comment_end);
	return length < COMMENT_LIMIT && length > strlen(comment_start) + end && begins(text, length, comment_start) &&
	       strncmp(text + length - end, comment_end, end) == 0;
}

bool markdown_likely(const struct source *source)
{
	size_t found = 0;
	for (size_t line = 1; line <= source->line_count && found < COMMENTS_ENOUGH; line++) {
		struct span span = source_line(source, line);
		found += is_comment(source->text + span.start, span.end - span.start);
	}
	return found == COMMENTS_ENOUGH;
}

static void add_row(struct reader *reader, const char *const *cells, size_t count, size_t line, bool table)
{
	struct text_cell *copy = arena_array(reader->arena, struct text_cell, count);
	for (size_t i = 0; i < count; i++)
		copy[i] = (struct text_cell){cells[i], line};
	list_push(reader->arena, &reader->rows, ((struct text_row){copy, count, table, false, NULL}));
	reader->tables += table;
}

/* Text without what Markdown writes for signs, and with the line break that a backslash at its end stands for. */
static const char *plain(struct arena *arena, const char *text, size_t length)
{
	length -= length && text[length - 1] == '\\';
	char *copy = arena_copy(arena, text, length);
	size_t count = 0;
	for (size_t i = 0; i < length; i++) {
		i += text[i] == '\\' && i + 1 < length && strchr("\\`*_{}[]()#+-.!|<>~&\"':;/@$%^=?,", text[i + 1]);
		copy[count++] = text[i];
	}
	copy[count] = '\0';
	return markup_text(arena, copy, count, true);
}

static void end_answer(struct reader *reader)
{
	const char *words = arena_copy(reader->arena, buf_text(&reader->words), reader->words.length);
	if (reader->label && !reader->lost)
		add_row(reader, (const char *const[]){reader->label, words}, 2, reader->line, true);
	else if (reader->quoted && !reader->lost)
		add_row(reader, &words, 1, reader->line, true);
	buf_clear(&reader->words);
	reader->open = reader->lost = reader->quoted = reader->block = false;
	reader->label = NULL;
}

static void add_words(struct reader *reader, const char *text, size_t length)
{
	size_t dash = begins(text, length, "- [") ? strlen("- ") : 0;
	if (reader->quoted)
		buf_putc(&reader->words, '\n');
	buf_puts(&reader->words, plain(reader->arena, text + dash, length - dash));
	reader->quoted = true;
}

/* What stands in bold: **①部署** */
static size_t bold_length(const char *text, size_t length)
{
	bool bold = length > 4 && begins(text, length, "**") && strncmp(text + length - 2, "**", 2) == 0;
	return bold ? length - 4 : 0;
}

static void read_cells(struct reader *reader, const char *text, size_t length, size_t line)
{
	LIST(const char *) cells = {0};
	bool rule = true;
	for (size_t i = 1, start = 1; i < length; i++) {
		if (text[i] == '\\') {
			i++;
		} else if (text[i] == '|') {
			const char *cell = plain(reader->arena, text + start, i - start);
			rule &= strspn(cell, "-: ") == strlen(cell) && strstr(cell, "---");
			list_push(reader->arena, &cells, cell);
			start = i + 1;
		}
	}
	if (!rule && cells.count)
		add_row(reader, cells.items, cells.count, line, true);
}

static void read_line(struct reader *reader, const char *text, size_t length, size_t line)
{
	size_t marks = strspn(text, "#"), bold = bold_length(text, length);
	if (is_comment(text, length)) {
		static const char unknown[] = " unknown -->";
		size_t tail = strlen(unknown);
		end_answer(reader);
		reader->open = true;
		reader->lost = length > tail && strncmp(text + length - tail, unknown, tail) == 0;
		reader->line = line;
	} else if (begins(text, length, ">") && reader->open) {
		size_t skip = begins(text, length, "> ") ? 2 : 1;
		add_words(reader, text + skip, length - skip);
		reader->block = true;
	} else if (bold && reader->open && !reader->label && !reader->quoted) {
		reader->label = plain(reader->arena, text + 2, bold);
	} else if (bold && reader->block) { /* the label of the frame around the next answers */
		const char *frame = plain(reader->arena, text + 2, bold);
		end_answer(reader);
		add_row(reader, &frame, 1, line, false);
	} else if ((marks && marks < length && text[marks] == ' ') || (begins(text, length, "- ") && !reader->label)) {
		size_t skip = marks ? marks + 1 : 2; /* a heading, or a line of 項目一覧 */
		const char *heading = plain(reader->arena, text + skip, length - skip);
		end_answer(reader);
		add_row(reader, &heading, 1, line, false);
	} else if (begins(text, length, "|")) {
		end_answer(reader);
		read_cells(reader, text, length, line);
	} else if (!reader->open) { /* the title of a further table of 別添, a note on a section (*…*) */
		size_t skip = bold ? 2 : length > 2 && *text == '*' && text[length - 1] == '*';
		const char *words = plain(reader->arena, text + skip, length - 2 * skip);
		add_row(reader, &words, 1, line, false);
	} else if (reader->label && !begins(text, length, msg(MSG_SHEET_CHOICES))) { /* 別添 */
		add_words(reader, text + (bold ? 2 : 0), bold ? bold : length);
	}
}

/* A block of Mermaid and what stands behind it, up to the next answer. */
static bool is_picture(struct reader *reader, const char *text, size_t length)
{
	if (begins(text, length, "```mermaid"))
		reader->picture = true;
	else if (begins(text, length, ">") || is_comment(text, length))
		reader->picture = false;
	return reader->picture;
}

struct text_rows markdown_rows(struct arena *arena, const struct source *source)
{
	struct reader reader = {.arena = arena, .words = BUF_INIT};
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span span = source_line(source, line);
		const char *text = source->text + span.start;
		size_t length = span.end - span.start;
		length -= length && text[length - 1] == '\r';
		if (length && !is_picture(&reader, text, length))
			read_line(&reader, text, length, line);
	}
	end_answer(&reader);
	buf_free(&reader.words);
	return (struct text_rows){reader.rows.items, reader.rows.count, reader.tables};
}
