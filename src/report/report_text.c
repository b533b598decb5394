/* Findings -> the text that a person reads in a terminal.
 * Whatever comes from files goes through glyphs: one character as it is shown, and the columns that it takes. */
#include "report/report_text.h"

#include "base/clean.h"
#include "base/messages/report.h"
#include "base/utf8.h"
#include "report/finding.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	WINDOW = 160,      /* columns of a source line that are printed */
	LEAD = WINDOW / 2, /* columns before the carets when the line is longer */
	TAB = 4            /* columns; the same wherever it stands */
};

static const char ellipsis[] = "…";

static const char *const colours[] = {
    [SEVERITY_NOTE] = "\033[1;36m", [SEVERITY_WARNING] = "\033[1;33m", [SEVERITY_ERROR] = "\033[1;31m"};
static const char colour_off[] = "\033[0m";

struct glyph {
	char bytes[5];
	size_t taken; /* bytes of the source */
	size_t width; /* columns */
};

static struct glyph glyph_at(const char *text, size_t length)
{
	int32_t point;
	struct glyph glyph = {.taken = utf8_decode(text, length, &point)};
	if (point == '\t') {
		memset(glyph.bytes, ' ', TAB);
		glyph.width = TAB;
		return glyph;
	}
	if (point < 0x20)
		point += 0x2400; /* ␀ ␁ ␂ … */
	else if (point == 0x7f)
		point = 0x2421; /* ␡ */
	else if (clean_is_harmful(point))
		point = 0xfffd;
	glyph.width = utf8_width(glyph.bytes, utf8_write(point, glyph.bytes));
	return glyph;
}

static void put_safe_part(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		struct glyph glyph = glyph_at(text + i, length - i);
		buf_puts(out, glyph.bytes);
		i += glyph.taken;
	}
}

static void put_safe(struct buf *out, const char *text)
{
	put_safe_part(out, text, strlen(text));
}

static void put_columns(struct buf *out, char sign, size_t count)
{
	while (count--)
		buf_putc(out, sign);
}

/* The part of the span on its first line. Of a block scalar that is its indicator, without a comment behind it. */
static struct span marked_part(struct span span, struct span line)
{
	const char *text = span.source->text;
	if (span.start > line.end)
		span.start = line.end;
	if (span.end > line.end) {
		span.end = line.end;
		if (text[span.start] == '|' || text[span.start] == '>')
			span.end = span.start + strspn(text + span.start, "|>+-0123456789");
		while (span.end > span.start && strchr(" \t", text[span.end - 1]))
			span.end--;
	}
	return span;
}

/* Columns count at least one a character here: a line may consist of marks without width. */
static size_t cost(struct glyph glyph)
{
	return glyph.width ? glyph.width : 1;
}

/* Does the line fit in the window? */
static bool fits(struct span line)
{
	const char *text = line.source->text;
	size_t used = 0;
	for (size_t i = line.start; i < line.end && used <= WINDOW;) {
		struct glyph glyph = glyph_at(text + i, line.end - i);
		used += cost(glyph);
		i += glyph.taken;
	}
	return used <= WINDOW;
}

/* Where to begin printing a line that does not fit: LEAD columns before `offset`. */
static size_t window_start(struct span line, size_t offset)
{
	const char *text = line.source->text;
	size_t used = 0;
	while (offset > line.start) {
		size_t previous = utf8_back(text, offset);
		used += cost(glyph_at(text + previous, offset - previous));
		if (used > LEAD)
			break;
		offset = previous;
	}
	return offset;
}

/* Appends the line, or what fits of it; *before and *below get the columns before and below the mark. */
static void put_line(struct buf *out, struct span line, struct span mark, size_t *before, size_t *below)
{
	const char *text = line.source->text;
	size_t at = fits(line) ? line.start : window_start(line, mark.start);
	size_t used = 0;
	*before = *below = 0;
	if (at > line.start) {
		buf_puts(out, ellipsis);
		*before = 1;
	}
	while (at < line.end && used < WINDOW) {
		struct glyph glyph = glyph_at(text + at, line.end - at);
		buf_puts(out, glyph.bytes);
		used += cost(glyph);
		if (at < mark.start)
			*before += glyph.width;
		else if (at < mark.end)
			*below += glyph.width;
		at += glyph.taken;
	}
	if (at < line.end)
		buf_puts(out, ellipsis);
}

static void put_source_line(struct buf *out, const struct diag *diag, size_t number, bool colour)
{
	struct span line = source_line(diag->span.source, number);
	struct span mark = marked_part(diag->span, line);
	size_t before, below;

	int gutter = snprintf(NULL, 0, "%5zu", number);
	buf_printf(out, "%*zu |%s", gutter, number, line.end > line.start ? " " : "");
	put_line(out, line, mark, &before, &below);
	buf_printf(out, "\n%*s | ", gutter, "");
	put_columns(out, ' ', before);
	buf_puts(out, colour ? colours[diag->severity] : "");
	put_columns(out, '^', below ? below : 1);
	buf_puts(out, colour ? colour_off : "");
	buf_putc(out, '\n');
}

/* A URI has no character that a terminal could take for its end. */
static void put_place(struct buf *out, const char *links, const struct source *source, struct position position)
{
	bool absolute = *source->path == '/';
	if (links) {
		buf_printf(out, "\033]8;;%s%s", absolute ? "" : links, absolute ? "" : "/");
		finding_put_uri(out, source->path);
		buf_puts(out, "\033\\");
	}
	put_safe(out, source->path);
	buf_printf(out, ":%zu:%zu%s: ", position.line, position.column, links ? "\033]8;;\033\\" : "");
}

/* A line below the finding: two spaces, a word, the text. */
static void put_detail(struct buf *out, const char *word, const char *text)
{
	if (!text)
		return;
	buf_printf(out, "  %s%s", word, *word ? ": " : "");
	put_safe(out, text);
	buf_putc(out, '\n');
}

static void put_related(struct buf *out, const struct diag *diag, const char *links)
{
	if (!diag->related.source)
		return;
	buf_puts(out, "  ");
	put_place(out, links, diag->related.source, source_position(diag->related.source, diag->related.start));
	put_safe(out, diag->related_message ? diag->related_message : msg(MSG_REPORT_RELATED));
	buf_putc(out, '\n');
}

static bool same_place(const struct span *a, const struct span *b)
{
	return a->source == b->source && a->start == b->start && a->end == b->end;
}

static size_t count_lines(const char *text)
{
	size_t count = 0;
	for (; (text = strchr(text, '\n')); text++)
		count++;
	return count;
}

/* Where to put the lines, as an editor shows it: by the number of the line. */
static const char *lines_place(struct arena *arena, const struct diag_lines *lines)
{
	size_t last = lines->line + lines->count;
	if (lines->count > 1)
		return msg_report_lines_instead_of(arena, lines->line + 1, last);
	if (lines->count)
		return msg_report_lines_instead(arena, last);
	return last ? msg_report_lines_behind(arena, last) : msg(MSG_REPORT_LINES_FIRST);
}

/* What to type, from the first column on, so that it can be copied; lines that were shown are not shown again. */
static void put_lines(struct buf *out, struct arena *arena, const struct diag *diag, bool shown)
{
	const struct diag_lines *lines = diag->lines;
	buf_printf(out, "  %s", msg(MSG_REPORT_LINES_PLACE));
	if (shown) {
		buf_printf(out, "%s\n", msg(MSG_REPORT_LINES_SHOWN));
		return;
	}
	if (strcmp(lines->source->path, diag_file(diag)) != 0)
		put_safe(out, msg_report_lines_of_file(arena, lines->source->path));
	put_safe(out, lines_place(arena, lines));
	if (*lines->inside)
		put_safe(out, msg_report_lines_inside(arena, lines->inside));
	buf_printf(out, "%s\n", msg_report_lines_paste(arena, count_lines(lines->text)));
	for (const char *line = lines->text, *end; *line; line = end + 1) {
		end = line + strcspn(line, "\n");
		put_safe_part(out, line, (size_t)(end - line - (end > line && end[-1] == '\r')));
		buf_putc(out, '\n');
	}
	buf_putc(out, '\n');
}

/* Were the lines of finding number `at` shown with one before it? */
static bool were_shown(const struct diags *diags, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (diags->items[i]->lines == diags->items[at]->lines)
			return true;
	return false;
}

/* `previous` is the finding before it, or NULL: the line of one place is shown once. */
static void put_diag(struct buf *out, const struct diag *diag, const struct diag *previous, struct text_look look)
{
	struct position position = {0};
	if (diag->span.source) {
		position = source_position(diag->span.source, diag->span.start);
		put_place(out, look.links, diag->span.source, position);
	} else if (diag->file) {
		put_safe(out, diag->file);
		buf_puts(out, ": ");
	}
	buf_puts(out, look.colour ? colours[diag->severity] : "");
	buf_printf(out, "%s:", severity_label(diag->severity));
	buf_puts(out, look.colour ? colour_off : "");
	buf_putc(out, ' ');
	put_safe(out, diag->message);
	buf_printf(out, " [%s]\n", diag->rule);

	if (diag->span.source && !(previous && same_place(&diag->span, &previous->span)))
		put_source_line(out, diag, position.line, look.colour);
	put_detail(out, "", diag->item_name);
	put_detail(out, msg(MSG_REPORT_HINT), diag->hint);
	put_detail(out, msg(MSG_REPORT_GROUND), diag->source);
	put_related(out, diag, look.links);
}

void report_text(struct buf *out, const struct diags *diags, struct text_look look)
{
	for (size_t i = 0; i < diags->count; i++) {
		put_diag(out, diags->items[i], i ? diags->items[i - 1] : NULL, look);
		if (diags->items[i]->lines)
			put_lines(out, diags->arena, diags->items[i], were_shown(diags, i));
	}
}

void report_text_summary(struct buf *out, struct arena *arena, size_t errors, size_t warnings, size_t notes)
{
	if (!errors && !warnings && !notes)
		buf_puts(out, msg(MSG_REPORT_NOTHING));
	else
		buf_puts(out, msg_report_counts(arena, errors, warnings, notes));
}
