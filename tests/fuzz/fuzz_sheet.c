/* Bytes → shikii.yaml and a model (parted by a line of ===; without one, the model alone) → judgement, sheets,
 * findings as text and JSON, sheets as Markdown and JSON: the whole way. Nothing may crash, whatever is printed is
 * UTF-8 without control characters, JSON reads back, and the JSON of a sheet holds its answers to the letter. */
#include "base/utf8.h"
#include "check/check.h"
#include "render/render.h"
#include "report/report_json.h"
#include "report/report_text.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

/* Read once, as in a run. */
static struct official *the_official(void)
{
	static struct official *official;
	static struct diags diags;
	if (!official) {
		struct arena *arena = arena_new();
		diags_init(&diags, arena);
		official = official_load(arena, &diags, &(struct data_folders){0});
		require(official && !diags.count, "the built-in data is sound");
	}
	return official;
}

static const struct node *read(struct arena *arena, struct diags *diags, const char *path, const char *text,
                               size_t length)
{
	const struct source *source = source_from_memory(arena, diags, path, text, length);
	return source ? node_read(arena, diags, source) : NULL;
}

static void check_findings(struct diags *diags, const struct judgement *judgement)
{
	struct buf text = BUF_INIT;
	diags_sort(diags);
	report_text(&text, diags, (struct text_look){0});
	require(utf8_valid(buf_text(&text), text.length) == text.length, "findings are UTF-8");
	for (size_t i = 0; i < text.length; i++)
		require((unsigned char)text.data[i] >= ' ' || text.data[i] == '\n', "no control character is printed");
	buf_free(&text);
	json_t *file = report_json_file("a.yaml", diags, judgement ? report_json_judgement(judgement) : json_null());
	json_t *findings = json_object_get(file, "findings");
	require(json_array_size(findings) == diags->count, "every finding is in the JSON");
	for (size_t i = 0; i < diags->count; i++)
		require(json_object_size(json_array_get(findings, i)) >= 11, "every key of a finding is there");
	char *dump = json_dumps(file, 0);
	require(dump != NULL, "findings are JSON");
	free(dump);
	json_decref(file);
}

/* The rows of the sections of a sheet's JSON, in print order, against those of the sheet. */
static void compare_rows(json_t *rows, const struct sheet *sheet, size_t *at)
{
	size_t i;
	json_t *row;
	json_array_foreach (rows, i, row) {
		require(*at < sheet->row_count, "the JSON has the sheet's rows");
		const struct row *expected = sheet->rows[(*at)++];
		require(strcmp(json_string_value(json_object_get(row, "id")), expected->item->id) == 0,
		        "rows stand in their order");
		require(strcmp(json_string_value(json_object_get(row, "value")), expected->value) == 0, "a value is kept");
	}
}

static void check_sections(json_t *sections, const struct sheet *sheet, size_t *at)
{
	size_t i;
	json_t *section;
	json_array_foreach (sections, i, section) {
		compare_rows(json_object_get(section, "rows"), sheet, at);
		check_sections(json_object_get(section, "sections"), sheet, at);
	}
}

static void check_json(const struct sheet *sheet, const struct buf *text)
{
	json_t *json = json_loadb(text->data, text->length, 0, NULL);
	require(json != NULL, "a sheet is JSON");
	size_t at = 0;
	compare_rows(json_object_get(json, "cover"), sheet, &at);
	check_sections(json_object_get(json, "sections"), sheet, &at);
	require(at == sheet->row_count, "no row is lost");
	require(json_array_size(json_object_get(json, "history")) == sheet->history_count, "no change is lost");
	json_decref(json);
}

static void check_sheet(struct arena *arena, const struct official *official, const struct sheet *sheet)
{
	for (const char *const *format = render_formats(arena); *format; format++) {
		if (strcmp(*format, "xlsx") == 0)
			continue; /* no text, and its cells are those of the plan */
		struct buf out = BUF_INIT;
		struct diags told; /* without a limit: past it nothing is added */
		diags_init(&told, arena);
		struct renderer *renderer = renderer_new(arena, &told, &official->folders, render_format_named(*format));
		bool rendered = render_sheet(renderer, sheet, &out);
		require(rendered || told.count, "a sheet that is not rendered says why");
		require(utf8_valid(buf_text(&out), out.length) == out.length, "a sheet is UTF-8");
		if (rendered && strcmp(*format, "json") == 0)
			check_json(sheet, &out);
		buf_free(&out);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const forms[] = {NULL, "kiso-2019", "juten", "zenkomoku"};
	static const char line[] = "\n===\n";
	struct official *official = the_official();
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	diags.limit = 200;
	const char *text = arena_copy(arena, (const char *)data, size);
	const char *parting = strstr(text, line);
	size_t start = parting ? (size_t)(parting - text) + strlen(line) : 0;
	const struct node *body_node = parting ? read(arena, &diags, "shikii.yaml", text, (size_t)(parting - text)) : NULL;
	const struct body *body = body_bind(arena, &diags, official->schema, body_node);
	const struct node *node = read(arena, &diags, "a.yaml", text + start, size - start);
	const struct model *model = node ? model_bind(arena, &diags, official->schema, body, node) : NULL;
	require(model || diags.count > 0, "what is no model is told");
	const struct judgement *judgement = NULL;
	if (model) {
		struct assess_options options = {.form = forms[size % 4], .for_publication = size % 3 == 0, .paths = true};
		const struct assessment *assessment = assess(arena, &diags, official, model, &options);
		judgement = assessment->judgement;
		check_assessment(arena, &diags, official, assessment);
		for (size_t i = 0; i < assessment->sheet_count; i++)
			check_sheet(arena, official, assessment->sheets[i]);
	}
	check_findings(&diags, judgement);
	arena_free(arena);
	return 0;
}
