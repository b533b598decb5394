/* Edits → the unified diff of the file with itself. */
#include "yaml/edit.h"

#include "base/clean.h"

#include <stdbool.h>
#include <string.h>

enum { CONTEXT = 3 };

/* Lines as diff counts them: LF alone ends one. */
static size_t line_start(const struct source *source, size_t at)
{
	while (at && source->text[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the LF of the line of `at`, or the end of the text. */
static size_t line_end(const struct source *source, size_t at)
{
	at += strcspn(source->text + at, "\n");
	return at < source->length ? at + 1 : at;
}

static size_t count_lines(const char *text, size_t length)
{
	size_t count = 0;
	for (const char *at = text; (at = memchr(at, '\n', length - (size_t)(at - text))); at++)
		count++;
	return count + (length && text[length - 1] != '\n');
}

static void put_lines(struct buf *out, char sign, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		const char *end = memchr(text + at, '\n', length - at);
		size_t size = end ? (size_t)(end - text) + 1 - at : length - at;
		buf_putc(out, sign);
		buf_append(out, text + at, size);
		if (!end)
			buf_puts(out, "\n\\ No newline at end of file\n");
		at += size;
	}
}

/* The edits [edit, edit_end) with the lines that they are in: bytes [start, end) of the source. */
struct changed {
	size_t start;
	size_t end;
	size_t edit;
	size_t edit_end;
};

/* Whole lines that come, go, or take the place of others leave the line behind them as it is. */
static size_t change_end(const struct source *source, const struct edit *edit)
{
	size_t length = strlen(edit->written);
	bool whole = line_start(source, edit->from) == edit->from && line_start(source, edit->to) == edit->to &&
	             (length ? edit->written[length - 1] == '\n' : edit->from < edit->to);
	return whole ? edit->to : line_end(source, edit->to);
}

static struct changed next_change(const struct edits *edits, size_t edit)
{
	const struct source *source = edits->source;
	struct changed changed = {.edit = edit, .start = line_start(source, edits->items[edit].from)};
	do {
		changed.end = change_end(source, &edits->items[edit++]);
	} while (edit < edits->count && line_start(source, edits->items[edit].from) <= changed.end);
	changed.edit_end = edit;
	return changed;
}

static void put_new(const struct edits *edits, const struct changed *changed, struct buf *out)
{
	size_t at = changed->start;
	for (size_t i = changed->edit; i < changed->edit_end; i++) {
		buf_append(out, edits->source->text + at, edits->items[i].from - at);
		buf_puts(out, edits->items[i].written);
		at = edits->items[i].to;
	}
	buf_append(out, edits->source->text + at, changed->end - at);
}

/* A file that ends without a line break gets new lines behind its last one, which stays as it is. */
static bool is_behind_end(const struct edits *edits, const struct changed *changed)
{
	const struct source *source = edits->source;
	for (size_t i = changed->edit; i < changed->edit_end; i++)
		if (edits->items[i].from != source->length || !edits->items[i].member || edits->items[i].sets)
			return false;
	return changed->end == source->length && changed->start < changed->end;
}

size_t edits_lines(const struct edits *edits, size_t first, struct edit_lines *lines)
{
	const struct source *source = edits->source;
	struct changed changed = next_change(edits, first);
	struct buf text = BUF_INIT;
	bool behind_end = is_behind_end(edits, &changed);
	put_new(edits, &changed, &text);
	const char *now = buf_text(&text);
	if (behind_end) { /* past the last line and its new line break */
		now += changed.end - changed.start;
		now += strcspn(now, "\n");
		now += *now == '\n';
		changed.start = changed.end;
	}
	lines->line = count_lines(source->text, changed.start);
	lines->count = count_lines(source->text + changed.start, changed.end - changed.start);
	bool broken = !*now || now[strlen(now) - 1] == '\n';
	lines->text = arena_printf(edits->arena, "%s%s", now, broken ? "" : "\n");
	buf_free(&text);
	return changed.edit_end;
}

/* The start of the line that is CONTEXT lines before `at`, which begins a line. */
static size_t context_before(const struct source *source, size_t at)
{
	for (int i = 0; i < CONTEXT && at; i++)
		at = line_start(source, at - 1);
	return at;
}

static size_t context_behind(const struct source *source, size_t at)
{
	for (int i = 0; i < CONTEXT && at < source->length; i++)
		at = line_end(source, at);
	return at;
}

/* One hunk: the changes from `edit` on whose contexts touch. Returns the edit behind them; *shift is by how many lines
 * the new file is longer so far. */
static size_t put_hunk(const struct edits *edits, size_t edit, long *shift, struct buf *out)
{
	const char *text = edits->source->text;
	struct changed changed = next_change(edits, edit);
	size_t start = context_before(edits->source, changed.start), at = start, end;
	struct buf body = BUF_INIT, now = BUF_INIT;
	long more = 0;
	for (;;) {
		put_lines(&body, ' ', text + at, changed.start - at);
		put_lines(&body, '-', text + changed.start, changed.end - changed.start);
		buf_clear(&now);
		put_new(edits, &changed, &now);
		put_lines(&body, '+', buf_text(&now), now.length);
		more += (long)count_lines(buf_text(&now), now.length) -
		        (long)count_lines(text + changed.start, changed.end - changed.start);
		at = changed.end;
		end = context_behind(edits->source, at);
		if (changed.edit_end == edits->count)
			break;
		struct changed next = next_change(edits, changed.edit_end);
		if (context_before(edits->source, next.start) > end)
			break;
		changed = next;
	}
	put_lines(&body, ' ', text + at, end - at);
	size_t line = count_lines(text, start) + 1, lines = count_lines(text + start, end - start);
	buf_printf(out, "@@ -%zu,%zu +%ld,%ld @@\n", line, lines, (long)line + *shift, (long)lines + more);
	buf_append(out, buf_text(&body), body.length);
	buf_free(&body);
	buf_free(&now);
	*shift += more;
	return changed.edit_end;
}

/* A name that would end its line or act on a terminal is written as git and patch have it. */
static void put_name(const struct edits *edits, const char *mark, struct buf *out)
{
	const char *path = edits->source->path;
	bool quoted = clean_text(edits->arena, CLEAN_TERMINAL, path) != path;
	buf_printf(out, quoted ? "%s \"" : "%s ", mark);
	for (const char *at = path; *at; at++) {
		unsigned char byte = (unsigned char)*at;
		if (quoted && (byte < ' ' || byte >= 0x7f || strchr("\"\\", *at)))
			buf_printf(out, "\\%03o", byte);
		else
			buf_putc(out, *at);
	}
	buf_puts(out, quoted ? "\"\n" : "\n");
}

void edits_diff(const struct edits *edits, struct buf *out)
{
	long shift = 0;
	if (edits->count) {
		put_name(edits, "---", out);
		put_name(edits, "+++", out);
	}
	for (size_t edit = 0; edit < edits->count;)
		edit = put_hunk(edits, edit, &shift, out);
}
