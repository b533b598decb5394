/* Bytes, taken as one expression and as a YAML file of expressions → compiled, evaluated on a full and on an empty
 * model, and placed. Nothing may crash; mistakes must point into the source; results must be of the type that was
 * promised, and the same each time. */
#include "../unit/lang_fixture.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>

static const char full_model[] = "name: 国民健康保険\n"
                                 "note: {markdown: '*強調*'}\n"
                                 "state: 実施する\n"
                                 "other_state: 読めない\n"
                                 "means: [紙, その他: 郵便]\n"
                                 "draft: 誤り\n"
                                 "number: 12\n"
                                 "published: 2025-12\n"
                                 "subjects: {count: 61234, as_of: 2025-09-01}\n"
                                 "systems:\n"
                                 "- {id: a, name: 基幹, means: [紙], shared: true, users: {count: 5}}\n"
                                 "- {id: b, name: , means: 読めない, since: 2020}\n"
                                 "tags: [a, 読めない, b]\n"
                                 "numbers: [1, 2, 誤り]\n"
                                 "dates: [2025-09, 2025-08-01]\n"
                                 "transfers:\n"
                                 "- {id: t1, system: a}\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static bool has_type(const struct value *value, const struct type *type)
{
	static const enum value_kind kinds[] = {
	    [TYPE_BOOL] = VALUE_BOOL,     [TYPE_NUMBER] = VALUE_NUMBER,     [TYPE_TEXT] = VALUE_TEXT,
	    [TYPE_DATE] = VALUE_DATE,     [TYPE_DURATION] = VALUE_DURATION, [TYPE_LIST] = VALUE_LIST,
	    [TYPE_RECORD] = VALUE_RECORD,
	};
	if (!value_answered(value))
		return true;
	if (value->kind != kinds[type->kind])
		return false;
	if (value->kind == VALUE_TEXT)
		return utf8_valid(value->text, strlen(value->text)) == strlen(value->text);
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->list->count; i++)
		if (!type->element || !has_type(&value->list->items[i], type->element))
			return false;
	return true;
}

static void evaluate(const struct expr *expr, struct fixture *fixture)
{
	struct value first = expr_eval(expr, &fixture->env), again = expr_eval(expr, &fixture->env);
	require(has_type(&first, expr_type(expr)), "the value is not of the expression's type");
	require(value_equal(&first, &again), "two evaluations differ");
	const char *path;
	const struct node *node = expr_place(expr, &fixture->env, &path);
	require(!node == !path, "a place has a node and a path, or neither");
}

static void check_findings(const struct diags *diags, const struct source *source)
{
	for (size_t i = 0; i < diags->count; i++) {
		struct span span = diags->items[i]->span;
		require(span.source == source && span.start <= span.end && span.end <= source->length, "a place outside");
		bool splits = ((unsigned char)source->text[span.start] & 0xc0) == 0x80 ||
		              ((unsigned char)source->text[span.end] & 0xc0) == 0x80;
		require(!splits, "a place inside a character");
	}
}

static void compile(const struct node *node, struct fixture *full, struct fixture *empty)
{
	for (size_t i = 0; i < node->count; i++)
		compile(node->items[i], full, empty);
	diags_init(&full->diags, full->arena);
	struct expr *expr = expr_compile(full->arena, &full->diags, &fixture_scope, node, NULL);
	require(!expr == (full->diags.count > 0), "an expression or findings, not both");
	check_findings(&full->diags, node->span.source);
	if (!expr)
		return;
	evaluate(expr, full);
	evaluate(expr, empty);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fixture full, empty;
	fixture_open(&full, full_model);
	fixture_open(&empty, "{}");
	struct source *source = source_from_memory(full.arena, &full.diags, "fuzz.yaml", (const char *)data, size);
	if (source) {
		struct node whole = {
		    .style = NODE_FOLDED, .text = source->text, .length = source->length, .span = {source, 0, source->length}};
		compile(&whole, &full, &empty);
		const struct node *root = node_read(full.arena, &full.diags, source);
		if (root)
			compile(root, &full, &empty);
	}
	fixture_close(&empty);
	fixture_close(&full);
	return 0;
}
