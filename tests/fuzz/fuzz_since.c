/* Bytes → two states of a model (parted by a line of ===; without one, the same twice) → what changed, what it owes to
 * 変更箇所, findings, and all reports. Nothing may crash or take long, and the rows that are owed are YAML that says the same
 * when it is read again. */
#include "assess/assess.h"
#include "consequences/due.h"
#include "report/diff_report.h"

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

static struct official *official;
static const struct consequences *consequences;

/* Read once, as in a run. */
static void load(void)
{
	static struct diags diags;
	struct arena *arena = arena_new();
	diags_init(&diags, arena);
	official = official_load(arena, &diags, &(struct data_folders){0});
	consequences = official ? consequences_load(arena, &diags, official->schema, &official->folders) : NULL;
	require(consequences && !diags.count, "the built-in data is sound");
}

static const struct assessment *state_of(struct arena *arena, const char *text, size_t length)
{
	struct diags diags;
	diags_init(&diags, arena);
	diags.limit = 100;
	const struct source *source = source_from_memory(arena, &diags, "a.yaml", text, length);
	const struct node *node = source ? node_read(arena, &diags, source) : NULL;
	const struct model *model = node && model_is(node) ? model_bind(arena, &diags, official->schema, NULL, node) : NULL;
	struct assess_options options = {.as_of = value_absent(), .paths = true};
	return model ? assess(arena, &diags, official, model, &options) : NULL;
}

static void check_yaml(struct arena *arena, const struct diff_pair *pair)
{
	struct buf out = BUF_INIT;
	struct diags diags;
	diags_init(&diags, arena);
	diff_report_yaml(&out, pair);
	if (out.length) {
		const struct source *source = source_from_memory(arena, &diags, "rows.yaml", buf_text(&out), out.length);
		const struct node *node = source ? node_read(arena, &diags, source) : NULL;
		require(node && !diags.count, "the rows are YAML");
		for (size_t i = 0; i < pair->due->count; i++) {
			const struct node *sheet = node_get(node_get(node, "sheets"), pair->due->sheets[i].kind);
			const struct node *rows = node_get(sheet, "history");
			require((rows ? rows->count : 0) == pair->due->sheets[i].coverage.due.count, "every row is there");
		}
	}
	buf_free(&out);
}

static void report(struct arena *arena, const struct due *due)
{
	struct diff_pair pair = {arena, official, consequences, "old", "new", due, true};
	struct buf out = BUF_INIT;
	struct diags diags;
	diags_init(&diags, arena);
	diags.limit = 100;
	for (size_t i = 0; i < due->count; i++)
		coverage_check(arena, &diags, &due->sheets[i].coverage);
	for (size_t i = 0; i < diags.count; i++) {
		struct span span = diags.items[i]->span;
		require(!span.source || (span.start <= span.end && span.end <= span.source->length),
		        "a place is in its source");
	}
	diff_report_text(&out, &pair, (struct diff_style){.side_by_side = true});
	for (size_t i = 0; i < out.length; i++)
		require((unsigned char)out.data[i] >= ' ' || out.data[i] == '\n', "no control character is printed");
	diff_report_text(&out, &pair, (struct diff_style){.colour = true});
	diff_report_markdown(&out, &pair);
	buf_free(&out);
	json_decref(diff_report_json(&pair));
	check_yaml(arena, &pair);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!official)
		load();
	struct arena *arena = arena_new();
	const char *text = arena_copy(arena, (const char *)data, size);
	const char *bar = strstr(text, "\n===\n");
	size_t first = bar ? (size_t)(bar - text) + 1 : size;
	const char *second = bar ? bar + strlen("\n===\n") : text;
	const struct assessment *old = state_of(arena, text, first);
	const struct assessment *new = state_of(arena, second, size - (size_t)(second - text));
	if (old && new) {
		struct due due = due_of(arena, official, consequences, old, new);
		report(arena, &due);
	}
	arena_free(arena);
	return 0;
}
