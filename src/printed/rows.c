/* Lines -> rows of cells. Each line says by itself what it is: cells between tabs, between the bars of a Markdown
 * table, the start of an HTML table that goes on over lines, or just text. */
#include "printed/rows.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/utf8.h"
#include "printed/marks.h"
#include "printed/markup.h"
#include "printed/rows_own.h"

#include <string.h>

enum {
	QUOTED_LIMIT = 32 * 1024, /* bytes of a cell: what is longer is an answer that begins with a mark */
	COPIED_LIMIT = 4096,      /* cells of a row */
	SPAN_COLUMNS = 16         /* in which cells may reach down: as many as tables of sheets have */
};

/* A cell of HTML that reaches into the rows below. */
struct spanned {
	const char *text;
	size_t width;
	size_t rows; /* that are still to come */
};

struct reader {
	struct arena *arena;
	const struct source *source;
	LIST(struct text_row) rows;
	LIST(struct text_cell) cells; /* of the row being read */
	size_t tables;
	struct spanned spans[SPAN_COLUMNS]; /* of the table being read, by their first column */
	size_t column;                      /* of the next cell */
	const char *above[SPAN_COLUMNS];    /* of the row being read, as text_row has them */
	size_t reached;                     /* how many of them may be set */
};

/* The line on which a place of the text stands, when rows have gone over lines. */
static size_t line_at(const struct reader *reader, const char *at)
{
	return source_position(reader->source, (size_t)(at - reader->source->text)).line;
}

/* **①部署** → ①部署: what is all in bold is no part of the words. */
static const char *without_bold(struct arena *arena, const char *text)
{
	size_t length = strlen(text);
	bool bold = length > 4 && strncmp(text, "**", 2) == 0 && strcmp(text + length - 2, "**") == 0;
	const char *inner = bold ? arena_copy(arena, text + 2, length - 4) : text;
	return strstr(inner, "**") ? text : inner;
}

static void add_cell(struct reader *reader, const char *bytes, size_t length, size_t line, bool breaks)
{
	const char *text = markup_text(reader->arena, bytes, length, breaks);
	struct text_cell cell = {without_bold(reader->arena, text), line};
	list_push(reader->arena, &reader->cells, cell);
}

/* Is the row the rule under the head of a Markdown table? One dash or a single cell of dashes is an answer. */
static bool is_rule(const struct text_cell *cells, size_t count)
{
	size_t ruled = 0;
	for (size_t i = 0; i < count; i++) {
		const char *text = cells[i].text;
		if (strspn(text, "-: ") != strlen(text) || (*text && !strstr(text, "--") && !strstr(text, ":-")))
			return false;
		ruled += *text != '\0';
	}
	return ruled > 1;
}

/* A copy, for the next row needs as much room; of a row that is far longer than others, the list itself. */
static const struct text_cell *take_cells(struct reader *reader)
{
	struct text_cell *cells = reader->cells.items;
	if (reader->cells.count > COPIED_LIMIT) {
		reader->cells.items = NULL;
		reader->cells.capacity = 0;
		return cells;
	}
	cells = arena_array(reader->arena, struct text_cell, reader->cells.count);
	return memcpy(cells, reader->cells.items, reader->cells.count * sizeof *cells);
}

const struct text_merges *text_merges(struct arena *arena, const char *const *above, const char *const *across)
{
	if (!above && !across)
		return NULL;
	struct text_merges *merges = arena_new_object(arena, struct text_merges);
	*merges = (struct text_merges){above, across};
	return merges;
}

/* NULL when no cell from above reaches into the row. */
static const char *const *take_above(struct reader *reader)
{
	if (!reader->reached)
		return NULL;
	const char **above = arena_array(reader->arena, const char *, reader->cells.count);
	memcpy(above, reader->above, reader->reached * sizeof *above);
	return above;
}

static void end_row(struct reader *reader, bool table)
{
	bool empty = true;
	for (size_t i = 0; i < reader->cells.count; i++)
		empty &= !*reader->cells.items[i].text;
	if (!empty && !(table && is_rule(reader->cells.items, reader->cells.count))) {
		uint32_t count = (uint32_t)reader->cells.count;
		const struct text_merges *merges = text_merges(reader->arena, take_above(reader), NULL);
		list_push(reader->arena, &reader->rows, ((struct text_row){take_cells(reader), count, table, false, merges}));
		reader->tables += table;
	}
	reader->cells.count = 0;
	memset(reader->above, 0, reader->reached * sizeof *reader->above);
	reader->reached = 0;
}

/* ---- HTML tables ---- */

/* Finds `<table` in a line; text in front of it is a row of its own. */
static const char *table_start(const char *line, size_t length)
{
	for (const char *at = line; (at = memchr(at, '<', length - (size_t)(at - line))); at++) {
		size_t taken;
		bool closes;
		if (tag_read(at, length - (size_t)(at - line), &taken, &closes) == TAG_TABLE && !closes)
			return at;
	}
	return NULL;
}

/* A cell of a table: its words begin behind its tag. */
struct html_cell {
	const char *start; /* NULL: outside of cells */
	size_t width, rows;
};

static struct html_cell cell_begin(const char *tag, size_t length)
{
	return (struct html_cell){tag + length, tag_number(tag, length, "colspan"), tag_number(tag, length, "rowspan")};
}

/* Where cells from above reach into the row, from its next column on, it has empty ones. */
static void add_spanned(struct reader *reader, size_t line)
{
	while (reader->column < SPAN_COLUMNS && reader->cells.count < SPAN_COLUMNS && reader->spans[reader->column].rows) {
		struct spanned *span = &reader->spans[reader->column];
		reader->above[reader->cells.count] = span->text;
		list_push(reader->arena, &reader->cells, ((struct text_cell){"", line}));
		reader->reached = reader->cells.count;
		reader->column += span->width;
		span->rows--;
	}
}

static void end_cell(struct reader *reader, struct html_cell *cell, const char *end)
{
	if (!cell->start)
		return;
	size_t line = line_at(reader, cell->start);
	add_spanned(reader, line);
	add_cell(reader, cell->start, (size_t)(end - cell->start), line, false);
	const char *text = reader->cells.items[reader->cells.count - 1].text;
	if (reader->column < SPAN_COLUMNS)
		reader->spans[reader->column] = (struct spanned){text, cell->width, cell->rows - 1};
	reader->column += cell->width;
	cell->start = NULL;
}

/* Words in a table outside of its cells, as a <caption>: a line of their own, which browsers show in front of the row. */
static void put_stray(struct reader *reader, const char *start, const char *end)
{
	static const char comment[] = "<!--";
	while (start < end && strchr(" \t\r\n\f", *start))
		start++;
	size_t length = (size_t)(end - start);
	bool noted = length >= strlen(comment) && strncmp(start, comment, strlen(comment)) == 0;
	const char *text = length && !noted ? markup_text(reader->arena, start, length, false) : "";
	if (!*text)
		return;
	struct text_cell *cell = arena_new_object(reader->arena, struct text_cell);
	*cell = (struct text_cell){text, line_at(reader, start)};
	list_push(reader->arena, &reader->rows, ((struct text_row){.cells = cell, .count = 1}));
}

static void end_html_row(struct reader *reader, const char *at)
{
	add_spanned(reader, line_at(reader, at));
	end_row(reader, true);
	reader->column = 0;
}

/* Reads the table at `at`; tables inside of its cells are text of the cells. Returns where it ends, or the end of the
 * source. */
static const char *read_html_table(struct reader *reader, const char *at)
{
	const char *end = reader->source->text + reader->source->length;
	struct html_cell cell = {0};
	const char *outside = NULL; /* where words outside of cells may begin */
	size_t depth = 0;
	memset(reader->spans, 0, sizeof reader->spans);
	reader->column = 0;
	while (at < end) {
		size_t taken = 1;
		bool closes;
		enum tag tag = *at == '<' ? tag_read(at, (size_t)(end - at), &taken, &closes) : TAG_NONE;
		const char *behind = at + (tag == TAG_NONE ? 1 : taken);
		bool frame = tag == TAG_TABLE || tag == TAG_ROW || tag == TAG_CELL;
		if (frame && depth == 1 && !cell.start && outside)
			put_stray(reader, outside, at);
		outside = frame ? behind : outside;
		if (tag == TAG_TABLE && !closes) {
			depth++;
		} else if (tag == TAG_TABLE && --depth == 0) {
			end_cell(reader, &cell, at);
			end_html_row(reader, at);
			return behind;
		} else if (depth == 1 && (tag == TAG_CELL || tag == TAG_ROW)) {
			end_cell(reader, &cell, at);
			if (tag == TAG_ROW && (closes || reader->column))
				end_html_row(reader, at);
			else if (tag == TAG_CELL && !closes)
				cell = cell_begin(at, taken);
		}
		at = behind;
	}
	end_cell(reader, &cell, end);
	end_html_row(reader, end);
	return end;
}

/* ---- lines ---- */

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\f';
}

/* A bar or bracket behind a backslash stands for itself. */
static const char *unescape(struct arena *arena, const char *text, size_t *length)
{
	char *result = arena_copy(arena, text, *length);
	size_t count = 0;
	for (size_t i = 0; i < *length; i++) {
		bool escape = text[i] == '\\' && i + 1 < *length && strchr("\\`*_{}[]()#+-.!|<>~&", text[i + 1]);
		i += escape;
		result[count++] = text[i];
	}
	*length = count;
	return result;
}

static void read_markdown_row(struct reader *reader, const char *text, size_t length, size_t line)
{
	size_t start = 1;
	for (size_t i = 1; i < length; i++) {
		if (text[i] == '\\' && i + 1 < length) {
			i++;
		} else if (text[i] == '|' || i + 1 == length) {
			size_t count = i - start + (text[i] != '|');
			const char *cell = unescape(reader->arena, text + start, &count);
			add_cell(reader, cell, count, line, true);
			start = i + 1;
		}
	}
	end_row(reader, true);
}

static void read_tab_row(struct reader *reader, const char *text, size_t length, size_t line)
{
	for (const char *at = text, *end = text + length; at <= end;) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		const char *stop = tab ? tab : end;
		add_cell(reader, at, (size_t)(stop - at), line, true);
		at = stop + 1;
	}
	end_row(reader, true);
}

/* ---- cells copied from a spreadsheet, those with line breaks in quotation marks ---- */

static bool ends_cell(const char *at, const char *end)
{
	return at == end || *at == '\t' || *at == '\n' || *at == '\r' || *at == '\f';
}

/* The mark that ends a quoted cell, which begins at `at`; NULL: it is none. Two marks stand for one. */
static const char *quote_end(const char *at, const char *end)
{
	const char *limit = (size_t)(end - at) > QUOTED_LIMIT ? at + QUOTED_LIMIT : end;
	if (at == end || *at != '"')
		return NULL;
	for (at++; (at = memchr(at, '"', (size_t)(limit - at))); at += 2) {
		if (ends_cell(at + 1, end))
			return at;
		if (at + 1 == limit || at[1] != '"')
			return NULL;
	}
	return NULL;
}

static void add_quoted(struct reader *reader, const char *text, size_t length, size_t line)
{
	struct buf plain = BUF_INIT;
	for (size_t i = 0; i < length; i++) {
		buf_append(&plain, text + i, text[i] != '\r');
		i += text[i] == '"'; /* the second of two */
	}
	add_cell(reader, buf_text(&plain), plain.length, line, true);
	buf_free(&plain);
}

/* Is a cell of this line quoted and goes on below, or is a row of quoted cells? */
static bool has_quoted(const char *text, const char *line_end, const char *end)
{
	for (const char *at = text; at < line_end; at++) {
		const char *close = quote_end(at, end);
		if (close && (close > line_end || memchr(text, '\t', (size_t)(line_end - text))))
			return true;
		at = memchr(at, '\t', (size_t)(line_end - at));
		if (!at)
			return false;
	}
	return false;
}

/* Reads a row whose quoted cells may go on over lines; returns where it ends. */
static const char *read_quoted_row(struct reader *reader, const char *text, size_t line)
{
	const char *end = reader->source->text + reader->source->length, *at = text;
	for (;;) {
		const char *close = quote_end(at, end), *stop = close ? close + 1 : at;
		while (!ends_cell(stop, end))
			stop++;
		if (close)
			add_quoted(reader, at + 1, (size_t)(close - at - 1), line);
		else
			add_cell(reader, at, (size_t)(stop - at), line, true);
		for (const char *byte = at; byte < stop; byte++)
			line += *byte == '\n';
		at = stop;
		if (at == end || *at != '\t')
			break;
		at++;
	}
	end_row(reader, memchr(text, '\t', (size_t)(at - text)) != NULL);
	return at;
}

static void read_text(struct reader *reader, const char *text, size_t length, size_t line)
{
	size_t marks = strspn(text, "#");
	if (marks && marks <= 6 && marks < length && space_length(text + marks)) {
		text += marks;
		length -= marks;
	}
	add_cell(reader, text, length, line, true);
	end_row(reader, false);
}

/* Wide spaces in front of what Markdown begins a heading or row with; before words they are the sheet's own. */
static size_t wide_indent(const char *text, size_t length)
{
	size_t taken = space_length(text);
	return taken < length && (text[taken] == '#' || text[taken] == '|') ? taken : 0;
}

static void read_line(struct reader *reader, const char *text, size_t length, size_t line)
{
	if (memchr(text, '\t', length)) {
		read_tab_row(reader, text, length, line);
		return;
	}
	while (length && is_space(*text)) {
		text++;
		length--;
	}
	while (length && is_space(text[length - 1]))
		length--;
	size_t wide = wide_indent(text, length);
	text += wide;
	length -= wide;
	if (length > 1 && *text == '|')
		read_markdown_row(reader, text, length, line);
	else if (length)
		read_text(reader, text, length, line);
}

/* Columns that are empty in all rows, in front of the sheet's own. */
static void drop_margin(struct text_row *rows, size_t count)
{
	size_t margin = count ? SIZE_MAX : 0;
	for (size_t i = 0; i < count && margin; i++) {
		size_t empty = 0;
		while (empty < rows[i].count && !*rows[i].cells[empty].text)
			empty++;
		margin = empty < margin ? empty : margin;
	}
	for (size_t i = 0; i < count; i++) {
		rows[i].cells += margin;
		rows[i].count -= (uint32_t)margin;
	}
}

struct text_rows rows_read(struct arena *arena, const struct source *given)
{
	if (markdown_likely(given))
		return markdown_rows(arena, given);
	const struct source *content = html_content(arena, given), *source = content ? content : given;
	struct reader reader = {.arena = arena, .source = source};
	reader.rows.items = arena_array(arena, struct text_row, source->line_count); /* most lines are a row */
	reader.rows.capacity = source->line_count;
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span span = source_line(source, line);
		const char *text = source->text + span.start;
		size_t length = span.end - span.start;
		if (has_quoted(text, text + length, source->text + source->length)) {
			line = line_at(&reader, read_quoted_row(&reader, text, line));
			continue;
		}
		const char *table = memchr(text, '\t', length) ? NULL : table_start(text, length);
		while (table) {
			read_line(&reader, text, (size_t)(table - text), line);
			text = read_html_table(&reader, table);
			line = line_at(&reader, text);
			span = source_line(source, line);
			length = span.end - (size_t)(text - source->text);
			table = table_start(text, length);
		}
		read_line(&reader, text, length, line);
	}
	struct text_rows rows = {reader.rows.items, reader.rows.count, reader.tables};
	drop_margin(reader.rows.items, reader.rows.count);
	rows_drop_heads(arena, &rows);
	return rows;
}
