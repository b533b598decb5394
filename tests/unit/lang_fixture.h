#ifndef SHIKII_TESTS_LANG_FIXTURE_H
#define SHIKII_TESTS_LANG_FIXTURE_H

/* A small vocabulary, a model read from YAML with it, and expressions evaluated on it as text; for the tests of
 * src/lang and the fuzzer of expressions. All of it is in this header because the fuzzer is one file. */

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "lang/expr.h"
#include "yaml/node.h"

#include <stdlib.h>
#include <string.h>

static const struct option fixture_states[] = {{"実施する"}, {"実施しない"}, {"未定"}};
static const struct option_list fixture_state_options = {"state", fixture_states, 3};
static const struct option fixture_means[] = {{"専用線"}, {"紙"}, {"電子メール"}, {"その他"}};
static const struct option_list fixture_means_options = {"means", fixture_means, 4};

static const struct type fixture_state = {.kind = TYPE_TEXT, .options = &fixture_state_options};
static const struct type fixture_mean = {.kind = TYPE_TEXT, .options = &fixture_means_options};
static const struct type fixture_boxes = {.kind = TYPE_LIST, .element = &fixture_mean};
static const struct type fixture_texts = {.kind = TYPE_LIST, .element = &type_text};
static const struct type fixture_numbers = {.kind = TYPE_LIST, .element = &type_number};
static const struct type fixture_dates = {.kind = TYPE_LIST, .element = &type_date};

static const struct field fixture_count_fields[] = {
    {"count", "人数", &type_number},
    {"as_of", "時点", &type_date},
};
static const struct type fixture_count = {
    .kind = TYPE_RECORD, .name = "subjects", .fields = fixture_count_fields, .field_count = 2};

static const struct field fixture_system_fields[] = {
    {"id", "id", &type_text},          {"name", "名称", &type_text},  {"means", "方法", &fixture_boxes},
    {"users", "人数", &fixture_count}, {"since", "開始", &type_date}, {"shared", "共用", &type_bool},
};
static const struct type fixture_system = {
    .kind = TYPE_RECORD, .name = "system", .fields = fixture_system_fields, .field_count = 6};
static const struct type fixture_systems = {.kind = TYPE_LIST, .element = &fixture_system};

static const struct field fixture_transfer_fields[] = {{"id", "id", &type_text}, {"system", "システム", &type_text}};
static const struct type fixture_transfer = {
    .kind = TYPE_RECORD, .name = "transfer", .fields = fixture_transfer_fields, .field_count = 2};
static const struct type fixture_transfers = {.kind = TYPE_LIST, .element = &fixture_transfer};

static const struct field fixture_process_fields[] = {
    {"name", "名称", &type_text},         {"note", "備考", &type_text},
    {"state", "実施", &fixture_state},    {"other_state", "実施", &fixture_state},
    {"means", "方法", &fixture_boxes},    {"draft", "案", &type_bool},
    {"number", "番号", &type_number},     {"published", "公表日", &type_date},
    {"subjects", "対象", &fixture_count}, {"systems", "システム", &fixture_systems},
    {"tags", "語", &fixture_texts},       {"numbers", "数", &fixture_numbers},
    {"dates", "日付", &fixture_dates},    {"transfers", "移転", &fixture_transfers},
};
static const struct type fixture_process = {
    .kind = TYPE_RECORD, .name = "process", .fields = fixture_process_fields, .field_count = 14};

static const struct variable fixture_variables[] = {{"block", &fixture_system}, {"today", &type_date}};
static struct band fixture_bands[] = {{"千人未満", 0}, {"千人以上", 1000}, {"一万人以上", 10000}};
static const struct band_table fixture_band_tables[] = {{"subjects", fixture_bands, 3}};

static const struct era fixture_eras[] = {
    {"平成", "H", {1989, 1, 8}, {2019, 4, 30}},
    {"令和", "R", {2019, 5, 1}, {0, 0, 0}},
};
static const struct calendar fixture_calendar = {fixture_eras, 2};

static inline int fixture_find_answer(void *context, const char *id, const struct type **type)
{
	(void)context;
	*type = strcmp(id, "I.2") == 0 ? &fixture_boxes : &type_text;
	return strcmp(id, "I.1") == 0 ? 0 : strcmp(id, "I.2") == 0 ? 1 : -1;
}

static inline bool fixture_can_belong(void *context, const struct type *element, const struct type *owner)
{
	(void)context;
	return element == &fixture_transfer && owner == &fixture_system;
}

static const struct scope fixture_scope = {
    .root = &fixture_process,
    .variables = fixture_variables,
    .variable_count = 2,
    .bands = fixture_band_tables,
    .band_count = 1,
    .find_answer = fixture_find_answer,
    .can_belong = fixture_can_belong,
};

struct fixture {
	struct arena *arena;
	struct diags diags;
	struct env env;
	struct record root;
	struct value variables[2];
};

static inline struct value fixture_value(struct arena *arena, const struct node *node, const struct type *type);

static inline struct value *fixture_fields(struct arena *arena, const struct node *node, const struct type *type)
{
	struct value *values = arena_array(arena, struct value, type->field_count);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct node *item = node_get(node, type->fields[i].name);
		values[i] = item ? fixture_value(arena, item, type->fields[i].type) : value_absent();
	}
	return values;
}

/* {markdown: …} is a text in Markdown, {その他: 郵便} a box ticked with words. */
static inline struct value fixture_text(const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		return value_text(node->text);
	const struct node *item = node->items[0];
	bool markdown = node_is(item->key, "markdown");
	struct value value = value_text(markdown ? item->text : item->key->text);
	value.markdown = markdown;
	value.detail = markdown ? NULL : item->text;
	return value;
}

static inline struct value fixture_answer(struct arena *arena, const struct node *node, const struct type *type)
{
	struct value value = {.kind = VALUE_INVALID};
	switch (type->kind) {
	case TYPE_BOOL:
		return value_bool(node_is(node, "true"));
	case TYPE_NUMBER:
		return value_number(strtoll(node->text, NULL, 10));
	case TYPE_TEXT:
		return fixture_text(node);
	case TYPE_DATE:
		value = value_date((struct date){0});
		if (date_parse(&fixture_calendar, node->text, &value.date) != DATE_OK)
			abort();
		value.detail = node->text;
		return value;
	case TYPE_DURATION:
		break;
	case TYPE_LIST: {
		struct value_list *list = arena_new_object(arena, struct value_list);
		list->items = arena_array(arena, struct value, node->count);
		for (; list->count < node->count; list->count++)
			list->items[list->count] = fixture_value(arena, node->items[list->count], type->element);
		return (struct value){.kind = VALUE_LIST, .list = list};
	}
	case TYPE_RECORD: {
		struct record *record = arena_new_object(arena, struct record);
		*record = (struct record){type, fixture_fields(arena, node, type), node};
		return (struct value){.kind = VALUE_RECORD, .record = record};
	}
	}
	return value;
}

/* 読めない and 誤り stand for answers in those states. */
static inline struct value fixture_value(struct arena *arena, const struct node *node, const struct type *type)
{
	struct value value = {.kind = VALUE_BLANK};
	if (node_is(node, "読めない"))
		value.kind = VALUE_UNKNOWN;
	else if (node_is(node, "誤り"))
		value.kind = VALUE_INVALID;
	else if (!node_is_null(node))
		value = fixture_answer(arena, node, type);
	value.node = node;
	return value;
}

static inline struct value fixture_env_answer(void *context, int index)
{
	(void)context;
	return index == 0 ? value_text("一番") : value_absent();
}

/* The transfers whose `system` is the owner's id. */
static inline struct value fixture_env_members(void *context, struct arena *arena, const struct value *list,
                                               const struct value *owner)
{
	(void)context;
	struct value_list *members = arena_new_object(arena, struct value_list);
	members->items = arena_array(arena, struct value, list->list->count);
	for (size_t i = 0; i < list->list->count; i++) {
		const struct value *item = &list->list->items[i];
		if (item->kind == VALUE_RECORD && item->record->values[1].kind == VALUE_TEXT &&
		    value_equal(&item->record->values[1], &owner->record->values[0]))
			members->items[members->count++] = *item;
	}
	return (struct value){.kind = VALUE_LIST, .list = members};
}

/* The model of `yaml`; the variable block is its first system, today is 2025-12-01. */
static inline void fixture_open(struct fixture *fixture, const char *yaml)
{
	fixture->arena = arena_new();
	diags_init(&fixture->diags, fixture->arena);
	struct source *source = source_from_memory(fixture->arena, &fixture->diags, "model.yaml", yaml, strlen(yaml));
	const struct node *node = node_read(fixture->arena, &fixture->diags, source);
	if (!node || fixture->diags.count > 0)
		abort();
	fixture->root = (struct record){&fixture_process, fixture_fields(fixture->arena, node, &fixture_process), node};
	const struct value *systems = &fixture->root.values[type_field(&fixture_process, "systems")];
	bool any = systems->kind == VALUE_LIST && systems->list->count > 0;
	fixture->variables[0] = any ? systems->list->items[0] : value_absent();
	fixture->variables[1] = value_date((struct date){2025, 12, 1});
	fixture->env = (struct env){
	    .arena = fixture->arena,
	    .calendar = &fixture_calendar,
	    .root = &fixture->root,
	    .variables = fixture->variables,
	    .answer = fixture_env_answer,
	    .members = fixture_env_members,
	};
}

static inline void fixture_close(struct fixture *fixture)
{
	arena_free(fixture->arena);
}

static inline struct expr *fixture_compile(struct fixture *fixture, const char *text, const struct type *expected)
{
	struct source *source = source_from_memory(fixture->arena, &fixture->diags, "rule.yaml", text, strlen(text));
	struct node *node = arena_new_object(fixture->arena, struct node);
	*node = (struct node){.text = source->text, .length = source->length, .span = {source, 0, source->length}};
	return expr_compile(fixture->arena, &fixture->diags, &fixture_scope, node, expected);
}

static inline void fixture_show_value(const struct value *value, struct buf *out)
{
	static const char *const states[] = {
	    [VALUE_ABSENT] = "absent", [VALUE_BLANK] = "blank", [VALUE_UNKNOWN] = "unknown", [VALUE_INVALID] = "invalid"};
	switch (value->kind) {
	case VALUE_ABSENT:
	case VALUE_BLANK:
	case VALUE_UNKNOWN:
	case VALUE_INVALID:
		buf_puts(out, states[value->kind]);
		break;
	case VALUE_BOOL:
		buf_puts(out, value->truth ? "true" : "false");
		break;
	case VALUE_NUMBER:
		buf_printf(out, "%lld", (long long)value->number);
		break;
	case VALUE_TEXT:
		buf_printf(out, "%s'%s'", value->markdown ? "md" : "", value->text);
		if (value->detail)
			buf_printf(out, "(%s)", value->detail);
		break;
	case VALUE_DATE:
		date_print_iso(value->date, out);
		break;
	case VALUE_DURATION:
		buf_printf(out, "%dy%dm%dd", value->duration.years, value->duration.months, value->duration.days);
		break;
	case VALUE_LIST:
		buf_putc(out, '[');
		for (size_t i = 0; i < value->list->count; i++) {
			buf_puts(out, i > 0 ? ", " : "");
			fixture_show_value(&value->list->items[i], out);
		}
		buf_putc(out, ']');
		break;
	case VALUE_RECORD:
		buf_printf(out, "{%s}", value->record->type->name);
		break;
	}
}

/* What the expression gives, written out: 12, 'text', 'box'(words), [a, b], unknown …; of a mistake message and hint. */
static inline const char *fixture_show(struct fixture *fixture, const char *text)
{
	diags_init(&fixture->diags, fixture->arena);
	const struct expr *expr = fixture_compile(fixture, text, NULL);
	if (!expr) {
		const struct diag *diag = fixture->diags.items[0];
		return diag->hint ? arena_printf(fixture->arena, "%s / %s", diag->message, diag->hint) : diag->message;
	}
	struct value value = expr_eval(expr, &fixture->env);
	struct buf out = BUF_INIT;
	fixture_show_value(&value, &out);
	const char *shown = arena_copy(fixture->arena, buf_text(&out), out.length);
	buf_free(&out);
	return shown;
}

/* A table of tests: what each expression shows on the model of `yaml`. */
struct shown {
	const char *expr, *result;
};

#define EXPECT_SHOWN(yaml, cases)                                                                                      \
	do {                                                                                                               \
		struct fixture shown_fixture;                                                                                  \
		fixture_open(&shown_fixture, (yaml));                                                                          \
		for (size_t shown_i = 0; shown_i < sizeof(cases) / sizeof(cases)[0]; shown_i++) {                              \
			const char *shown_result = fixture_show(&shown_fixture, (cases)[shown_i].expr);                            \
			cr_expect_str_eq(shown_result, (cases)[shown_i].result, "%s\n  gives %s\n  not   %s",                      \
			                 (cases)[shown_i].expr, shown_result, (cases)[shown_i].result);                            \
		}                                                                                                              \
		fixture_close(&shown_fixture);                                                                                 \
	} while (0)

#endif
