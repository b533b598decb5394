#include "report/finding.h"

#include "base/messages/report.h"
#include "check/baseline.h"
#include "report/table.h"

#include <string.h>

struct finding_place finding_place(const struct checked_file *file, const struct diag *diag)
{
	const char *path = diag_file(diag);
	struct finding_place place = {baseline_path(*path ? path : file->path), {1, 1}, {1, 1}};
	if (diag->span.source) {
		place.start = source_position(diag->span.source, diag->span.start);
		place.end = source_position(diag->span.source, diag->span.end);
	}
	return place;
}

const char *finding_message(struct arena *arena, const struct diag *diag)
{
	return one_line(arena, diag->message);
}

static void put_line(struct buf *out, struct arena *arena, const char *word, const char *text)
{
	if (text)
		buf_printf(out, "\n%s%s%s", word, *word ? ": " : "", one_line(arena, text));
}

static void put_related(struct buf *out, struct arena *arena, const struct diag *diag)
{
	if (!diag->related.source)
		return;
	size_t line = source_position(diag->related.source, diag->related.start).line;
	const char *words = diag->related_message ? diag->related_message : msg(MSG_REPORT_RELATED);
	buf_printf(out, "\n%s:%zu: %s", one_line(arena, diag->related.source->path), line, one_line(arena, words));
}

const char *finding_words(struct arena *arena, const struct diag *diag)
{
	struct buf out = BUF_INIT;
	buf_puts(&out, finding_message(arena, diag));
	put_line(&out, arena, "", diag->item_name);
	put_line(&out, arena, msg(MSG_REPORT_HINT), diag->hint);
	put_line(&out, arena, msg(MSG_REPORT_GROUND), diag->source);
	put_related(&out, arena, diag);
	const char *words = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return words;
}

void finding_line(struct buf *out, const struct checked_file *file, const struct diag *diag)
{
	struct finding_place place = finding_place(file, diag);
	buf_printf(out, "%s:%zu:%zu: %s: %s [%s]", one_line(file->arena, place.file), place.start.line, place.start.column,
	           severity_name(diag->severity), finding_message(file->arena, diag), one_line(file->arena, diag->rule));
}

static bool is_plain(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
	       (byte && strchr("-._~/", byte));
}

void finding_put_uri(struct buf *out, const char *path)
{
	buf_puts(out, *path == '/' ? "file://" : "");
	for (path = baseline_path(path); *path; path++)
		buf_printf(out, is_plain(*path) ? "%c" : "%%%02X", (unsigned char)*path);
}

const char *finding_uri(struct arena *arena, const char *path)
{
	struct buf out = BUF_INIT;
	finding_put_uri(&out, path);
	const char *uri = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return uri;
}

void finding_fingerprint(struct fingerprints *fingerprints, const struct checked_file *file, const struct diag *diag,
                         char print[17])
{
	struct arena *arena = fingerprints->seen.arena;
	char words[17];
	diag_hash(diag, words);
	const char *at = diag->path ? diag->path : diag->item ? diag->item : "";
	const char *key = arena_printf(arena, "%s\n%s\n%s\n%s", diag->rule, finding_place(file, diag).file, at, words);
	size_t *count = map_get(&fingerprints->seen, key);
	if (!count)
		map_put(&fingerprints->seen, key, count = arena_new_object(arena, size_t));
	if (++*count > 1)
		key = arena_printf(arena, "%s\n%zu", key, *count);
	words_hash(key, strlen(key), print);
}
