#ifndef SHIKII_TESTS_MODEL_FIXTURE_H
#define SHIKII_TESTS_MODEL_FIXTURE_H

/* The built-in vocabulary, models read from text with it, and their values as text that a test can compare. */

#include "base/diag.h"
#include "model/model.h"
#include "model/schema.h"
#include "support/findings.h"
#include "yaml/node.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

struct fixture {
	struct arena *arena;
	struct diags diags;
	struct data_folders folders;
	const struct schema *schema;
	const struct body *body;
};

static struct fixture fixture;

static inline void fixture_open(void)
{
	fixture = (struct fixture){.arena = arena_new()};
	diags_init(&fixture.diags, fixture.arena);
	fixture.schema = schema_load(fixture.arena, &fixture.diags, &fixture.folders);
	cr_assert(fixture.schema && fixture.diags.count == 0, "%s", findings_text(&fixture.diags, ""));
}

static inline void fixture_close(void)
{
	arena_free(fixture.arena);
}

static inline struct node *fixture_node(const char *path, const char *text)
{
	const struct source *source = source_from_memory(fixture.arena, &fixture.diags, path, text, strlen(text));
	return source ? node_read(fixture.arena, &fixture.diags, source) : NULL;
}

/* The findings since the last call. */
static inline const char *fixture_findings(void)
{
	const char *text = findings_text(&fixture.diags, "a.yaml");
	diags_init(&fixture.diags, fixture.arena);
	return text;
}

static inline void fixture_body(const char *text)
{
	fixture.body = body_bind(fixture.arena, &fixture.diags, fixture.schema, fixture_node("shikii.yaml", text));
}

static inline const struct model *fixture_model(const char *text)
{
	const struct node *node = fixture_node("a.yaml", text);
	return node ? model_bind(fixture.arena, &fixture.diags, fixture.schema, fixture.body, node) : NULL;
}

/* blocks[1].recorded.count: names and numbers of members, from 1. */
static inline struct value fixture_at(const struct model *model, const char *path)
{
	struct value value = {.kind = VALUE_RECORD, .record = model->root};
	while (*path) {
		path += *path == '.';
		if (*path == '[') {
			size_t number = strtoul(path + 1, NULL, 10);
			cr_assert(value.kind == VALUE_LIST && number >= 1 && number <= value.list->count, "%s", path);
			value = value.list->items[number - 1];
			path = strchr(path, ']') + 1;
		} else {
			size_t length = strcspn(path, ".[");
			value = record_get(&value, arena_copy(fixture.arena, path, length));
			path += length;
		}
	}
	return value;
}

static inline const char *fixture_text(const struct value *value);

static inline const char *fixture_list(const struct value_list *list)
{
	const char *text = "";
	for (size_t i = 0; i < list->count; i++)
		text = arena_printf(fixture.arena, "%s%s%s", text, i ? ", " : "", fixture_text(&list->items[i]));
	return text;
}

static inline const char *fixture_detail(const char *before, const char *detail)
{
	return detail ? arena_printf(fixture.arena, "%s(%s)", before, detail) : before;
}

/* The state, or what was answered: text, 61234, true, 2025-12-01(spelling), [A, B(words)]. */
static inline const char *fixture_text(const struct value *value)
{
	switch (value->kind) {
	case VALUE_ABSENT:
		return "absent";
	case VALUE_BLANK:
		return "blank";
	case VALUE_UNKNOWN: {
		const char *text = fixture_detail("unknown", value->detail);
		return value->list ? arena_printf(fixture.arena, "%s[%s]", text, fixture_list(value->list)) : text;
	}
	case VALUE_INVALID:
		return "invalid";
	case VALUE_BOOL:
		return value->truth ? "true" : "false";
	case VALUE_NUMBER:
		return arena_printf(fixture.arena, "%lld", (long long)value->number);
	case VALUE_TEXT:
		return fixture_detail(arena_printf(fixture.arena, "%s%s", value->markdown ? "md:" : "", value->text),
		                      value->detail);
	case VALUE_DATE: {
		struct buf iso = BUF_INIT;
		date_print_iso(value->date, &iso);
		const char *text = fixture_detail(arena_string(fixture.arena, buf_text(&iso)), value->detail);
		buf_free(&iso);
		return text;
	}
	case VALUE_DURATION:
		return "duration";
	case VALUE_LIST:
		return arena_printf(fixture.arena, "[%s]", fixture_list(value->list));
	case VALUE_RECORD:
		return "{}";
	}
	return "?";
}

#endif
