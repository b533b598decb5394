/* Findings and judgements as JSON, in the stable form that docs/json.md describes. */
#include "report/report_json.h"

#include "base/buf.h"
#include "base/clean.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

json_t *report_json_text(const char *text)
{
	if (!text)
		return json_null();
	size_t length = strlen(text);
	if (utf8_valid(text, length) == length)
		return json_stringn(text, length);
	struct arena *arena = arena_new();
	json_t *string = json_string(clean_text(arena, CLEAN_TEXT, text));
	arena_free(arena);
	return string;
}

static void put_unit(struct buf *out, int32_t unit)
{
	buf_printf(out, "\\u%04x", (unsigned)unit);
}

/* jansson itself escapes the controls of ASCII. */
static void put_character(struct buf *out, const char *bytes, size_t length, int32_t point)
{
	if (point < 0x7f || !clean_is_harmful(point)) {
		buf_append(out, bytes, length);
	} else if (point < 0x10000) {
		put_unit(out, point);
	} else {
		put_unit(out, 0xd800 + ((point - 0x10000) >> 10));
		put_unit(out, 0xdc00 + ((point - 0x10000) & 0x3ff));
	}
}

/* Gets whole characters: jansson parts a text only where it escapes one. */
static int append(const char *bytes, size_t length, void *out)
{
	size_t plain = 0;
	while (plain < length && (signed char)bytes[plain] >= 0 && bytes[plain] != 0x7f)
		plain++;
	buf_append(out, bytes, plain);
	for (size_t at = plain, taken; at < length; at += taken) {
		int32_t point;
		taken = utf8_decode(bytes + at, length - at, &point);
		put_character(out, bytes + at, taken, point);
	}
	return 0;
}

void report_json_write(struct buf *out, const json_t *json, size_t flags)
{
	if (json_dump_callback(json, append, out, flags) != 0)
		memory_exhausted();
}

static void set_place(json_t *object, const struct span *span)
{
	static const char *const keys[] = {"line", "column", "end_line", "end_column"};
	if (!span->source) {
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			json_object_set_new(object, keys[i], json_null());
		return;
	}
	struct position start = source_position(span->source, span->start);
	struct position end = source_position(span->source, span->end);
	const size_t values[] = {start.line, start.column, end.line, end.column};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_object_set_new(object, keys[i], json_integer((json_int_t)values[i]));
}

/* Of a place in another file than that of the finding's model. */
static void set_file(json_t *object, const char *file, const char *path)
{
	if (*file && strcmp(file, path) != 0)
		json_object_set_new(object, "file", report_json_text(file));
}

static json_t *related(const struct diag *diag, const char *path)
{
	if (!diag->related.source)
		return json_null();
	json_t *object = json_object();
	json_object_set_new(object, "message", report_json_text(diag->related_message));
	set_place(object, &diag->related);
	set_file(object, diag->related.source->path, path);
	return object;
}

/* Lines to type: `text` stands for `count` lines behind line `after`. */
static json_t *insert(const struct diag *diag, const char *path)
{
	const struct diag_lines *lines = diag->lines;
	if (!lines)
		return json_null();
	json_t *object = json_object();
	json_object_set_new(object, "after", json_integer((json_int_t)lines->line));
	json_object_set_new(object, "count", json_integer((json_int_t)lines->count));
	json_object_set_new(object, "text", report_json_text(lines->text));
	json_object_set_new(object, "inside", report_json_text(lines->inside));
	set_file(object, lines->source->path, path);
	return object;
}

/* What mends it: all of the changes or none. */
static json_t *fix(const struct diag *diag, const char *path)
{
	const struct diag_mend *mend = diag->mend;
	if (!mend)
		return json_null();
	json_t *changes = json_array();
	for (size_t i = 0; i < mend->count; i++) {
		const struct diag_change *change = &mend->items[i];
		json_t *object = json_object();
		set_place(object, &(struct span){mend->source, change->from, change->to});
		json_object_set_new(object, "text", report_json_text(change->text));
		json_array_append_new(changes, object);
	}
	json_t *object = json_pack("{s:o}", "changes", changes);
	set_file(object, mend->source->path, path);
	return object;
}

json_t *report_json_diag(const struct diag *diag, const char *path)
{
	json_t *object = json_object();
	json_object_set_new(object, "rule", json_string(diag->rule));
	json_object_set_new(object, "severity", json_string(severity_name(diag->severity)));
	json_object_set_new(object, "message", report_json_text(diag->message));
	json_object_set_new(object, "hint", report_json_text(diag->hint));
	json_object_set_new(object, "source", report_json_text(diag->source));
	set_place(object, &diag->span);
	json_object_set_new(object, "path", report_json_text(diag->path));
	json_object_set_new(object, "item", report_json_text(diag->item));
	json_object_set_new(object, "related", related(diag, path));
	json_object_set_new(object, "insert", insert(diag, path));
	json_object_set_new(object, "fix", fix(diag, path));
	set_file(object, diag_file(diag), path);
	return object;
}

static json_t *words(const char *const *list)
{
	json_t *array = json_array();
	for (; list && *list; list++)
		json_array_append_new(array, json_string(*list));
	return array;
}

static json_t *facts(const struct judgement *judgement)
{
	json_t *object = json_object();
	for (size_t i = 0; i < judgement->rules->input_count; i++) {
		const struct judge_fact *fact = &judgement->facts[i];
		json_t *entry =
		    json_pack("{s:s?, s:s?, s:s?}", "answer", fact->answer, "derived", fact->derived, "stated", fact->stated);
		json_object_set_new(object, fact->input->name, entry);
	}
	return object;
}

json_t *report_json_judgement(const struct judgement *judgement)
{
	json_t *object = json_object();
	struct buf day = BUF_INIT;
	if (judgement->as_of.kind == VALUE_DATE)
		date_print_iso(judgement->as_of.date, &day);
	json_object_set_new(object, "as_of", report_json_text(day.length ? buf_text(&day) : NULL));
	buf_free(&day);
	json_object_set_new(object, "exemption", report_json_text(judgement->exemption));
	json_object_set_new(object, "facts", facts(judgement));
	json_object_set_new(object, "result", report_json_text(judgement->row ? judgement->row->result : NULL));
	json_object_set_new(object, "source", report_json_text(judgement->row ? judgement->row->source : NULL));
	json_object_set_new(object, "owed", judgement->row ? words(judgement->row->owed) : json_null());
	json_object_set_new(object, "made", words(judgement->made));
	json_t *possible = json_array();
	for (size_t i = 0; i < judgement->possible_count; i++)
		json_array_append_new(possible, json_string(judgement->possible[i]->result));
	json_object_set_new(object, "possible", possible);
	return object;
}

json_t *report_json_file(const char *path, const struct diags *diags, json_t *judgement)
{
	json_t *findings = json_array();
	for (size_t i = 0; i < diags->count; i++)
		json_array_append_new(findings, report_json_diag(diags->items[i], path));
	json_t *object = json_object();
	json_object_set_new(object, "path", report_json_text(path));
	json_object_set_new(object, "findings", findings);
	json_object_set_new(object, "judgement", judgement);
	return object;
}
