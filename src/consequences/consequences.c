#include "consequences/consequences.h"

#include "base/messages/consequences.h"
#include "base/messages/data.h"
#include "base/utf8.h"
#include "lang/expr.h"
#include "yaml/fields.h"

#include <string.h>

enum { ENTRY_LIMIT = 1000 };

struct conditional {
	const struct expr *when;
	union {
		struct due_timing timing;
		struct due_step step;
	};
};

struct consequences {
	const struct schema *schema;
	struct conditional *timings;
	size_t timing_count;
	struct conditional *steps;
	size_t step_count;
	struct due_words words;
	const char *important;
	const char *form_item;
	const struct node *form_words;
};

/* ---- what expressions see ---- */

enum timing_slot { TIMING_KIND, TIMING_SIGNIFICANT, TIMING_SIGNIFICANCE, TIMING_FORM_CHANGED, TIMING_SLOTS };
enum step_slot {
	STEP_KIND,
	STEP_BODY,
	STEP_CHANGES,
	STEP_IMPORTANT,
	STEP_UNDECIDED,
	STEP_OWED,
	STEP_OWED_BEFORE,
	STEP_MADE,
	STEP_MADE_BEFORE,
	STEP_RESULT,
	STEP_RESULT_BEFORE,
	STEP_FORM,
	STEP_FORM_BEFORE,
	STEP_PUBLISHED,
	STEP_PUBLISHED_BEFORE,
	STEP_SLOTS
};

static struct scope timing_scope(struct arena *arena, const struct schema *schema)
{
	struct type *judged = arena_new_object(arena, struct type);
	struct variable *variables = arena_array(arena, struct variable, TIMING_SLOTS);
	*judged = type_text;
	judged->options = schema_options(schema, "significance");
	variables[TIMING_KIND] = (struct variable){"kind", &type_text};
	variables[TIMING_SIGNIFICANT] = (struct variable){"significant", &type_bool};
	variables[TIMING_SIGNIFICANCE] = (struct variable){"significance", judged};
	variables[TIMING_FORM_CHANGED] = (struct variable){"form_changed", &type_bool};
	return (struct scope){.variables = variables, .variable_count = TIMING_SLOTS};
}

static struct scope step_scope(struct arena *arena, const struct schema *schema)
{
	struct variable *variables = arena_array(arena, struct variable, STEP_SLOTS);
	variables[STEP_KIND] = (struct variable){"kind", &type_text};
	variables[STEP_BODY] = (struct variable){"body", &schema->body->type};
	variables[STEP_CHANGES] = (struct variable){"changes", &type_number};
	variables[STEP_IMPORTANT] = (struct variable){"important", &type_number};
	variables[STEP_UNDECIDED] = (struct variable){"undecided", &type_number};
	variables[STEP_OWED] = (struct variable){"owed", &type_bool};
	variables[STEP_OWED_BEFORE] = (struct variable){"owed_before", &type_bool};
	variables[STEP_MADE] = (struct variable){"made", &type_bool};
	variables[STEP_MADE_BEFORE] = (struct variable){"made_before", &type_bool};
	variables[STEP_RESULT] = (struct variable){"result", &type_text};
	variables[STEP_RESULT_BEFORE] = (struct variable){"result_before", &type_text};
	variables[STEP_FORM] = (struct variable){"form", &type_text};
	variables[STEP_FORM_BEFORE] = (struct variable){"form_before", &type_text};
	variables[STEP_PUBLISHED] = (struct variable){"published", &type_date};
	variables[STEP_PUBLISHED_BEFORE] = (struct variable){"published_before", &type_date};
	return (struct scope){.variables = variables, .variable_count = STEP_SLOTS};
}

static struct value text_or_absent(const char *text)
{
	return text ? value_text(text) : value_absent();
}

/* ---- loading ---- */

struct consequence_entry {
	const struct node *when;
	const char *first; /* timing, or id */
	const char *second;
	const char *third;
};

static bool few_enough(struct diags *diags, const struct node *list)
{
	if (list->count <= ENTRY_LIMIT)
		return true;
	diag_add(diags, DIAG_DATA_VALUE, node_place(list), msg_consequences_too_many(diags->arena, ENTRY_LIMIT));
	return false;
}

static bool timings_load(struct consequences *all, struct arena *arena, struct diags *diags, const struct node *list)
{
	static const struct field_spec specs[] = {
	    {"when", FIELD_SCALAR, true, offsetof(struct consequence_entry, when)},
	    {"timing", FIELD_STRING, true, offsetof(struct consequence_entry, first)},
	    {"note", FIELD_STRING, true, offsetof(struct consequence_entry, second)},
	};
	struct scope scope = timing_scope(arena, all->schema);
	const struct option_list *options = schema_options(all->schema, "timing");
	bool good = few_enough(diags, list);
	all->timings = arena_array(arena, struct conditional, good ? list->count : 0);
	for (size_t i = 0; good && i < list->count; i++) {
		struct consequence_entry entry = {0};
		good = fields_read(diags, list->items[i], specs, sizeof specs / sizeof *specs, &entry);
		if (good && !options_find(arena, options, entry.first)) {
			diag_add(diags, DIAG_DATA_VALUE, node_place(list->items[i]),
			         msg_consequences_no_timing(diags->arena, entry.first));
			good = false;
		}
		struct conditional *timing = &all->timings[all->timing_count++];
		timing->when = good ? expr_compile(arena, diags, &scope, entry.when, &type_bool) : NULL;
		timing->timing = (struct due_timing){entry.first, entry.second};
		good = timing->when != NULL;
	}
	return good;
}

static bool steps_load(struct consequences *all, struct arena *arena, struct diags *diags, const struct node *list)
{
	static const struct field_spec specs[] = {
	    {"id", FIELD_STRING, true, offsetof(struct consequence_entry, first)},
	    {"when", FIELD_SCALAR, true, offsetof(struct consequence_entry, when)},
	    {"text", FIELD_STRING, true, offsetof(struct consequence_entry, second)},
	    {"source", FIELD_STRING, true, offsetof(struct consequence_entry, third)},
	};
	struct scope scope = step_scope(arena, all->schema);
	bool good = few_enough(diags, list);
	all->steps = arena_array(arena, struct conditional, good ? list->count : 0);
	for (size_t i = 0; good && i < list->count; i++) {
		struct consequence_entry entry = {0};
		good = fields_read(diags, list->items[i], specs, sizeof specs / sizeof *specs, &entry);
		struct conditional *step = &all->steps[all->step_count++];
		step->when = good ? expr_compile(arena, diags, &scope, entry.when, &type_bool) : NULL;
		step->step = (struct due_step){entry.first, entry.second, entry.third};
		good = step->when != NULL;
	}
	return good;
}

static bool form_row_load(struct consequences *all, struct diags *diags, const struct node *node)
{
	struct form_row {
		const char *item;
		const struct node *words;
	} row = {0};
	static const struct field_spec specs[] = {
	    {"item", FIELD_STRING, true, offsetof(struct form_row, item)},
	    {"words", FIELD_LIST, true, offsetof(struct form_row, words)},
	};
	if (!fields_read(diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	all->form_item = row.item;
	all->form_words = row.words;
	return true;
}

static bool words_load(struct diags *diags, const struct node *node, struct due_words *words)
{
	static const struct field_spec specs[] = {
	    {"added", FIELD_STRING, true, offsetof(struct due_words, added)},
	    {"removed", FIELD_STRING, true, offsetof(struct due_words, removed)},
	    {"left_out", FIELD_STRING, true, offsetof(struct due_words, left_out)},
	};
	return fields_read(diags, node, specs, sizeof specs / sizeof *specs, words);
}

static bool important_load(struct consequences *all, struct arena *arena, struct diags *diags, const struct node *node)
{
	all->important = options_find(arena, schema_options(all->schema, "significance"), node->text);
	if (!all->important)
		diag_add(diags, DIAG_DATA_VALUE, node->span, msg_consequences_no_significance(diags->arena, node->text));
	return all->important != NULL;
}

const struct consequences *consequences_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                                             const struct data_folders *folders)
{
	struct parts_entry {
		const struct node *timing, *form_row, *words, *important, *steps;
	} parts = {0};
	static const struct field_spec specs[] = {
	    {"timing", FIELD_LIST, true, offsetof(struct parts_entry, timing)},
	    {"form_row", FIELD_MAP, true, offsetof(struct parts_entry, form_row)},
	    {"words", FIELD_MAP, true, offsetof(struct parts_entry, words)},
	    {"important", FIELD_SCALAR, true, offsetof(struct parts_entry, important)},
	    {"steps", FIELD_LIST, true, offsetof(struct parts_entry, steps)},
	};
	const struct source *source = data_load(arena, diags, folders, "rules/consequences.yaml");
	const struct node *root = source ? node_read(arena, diags, source) : NULL;
	const struct node *node = node_get(root, "consequences");
	struct consequences *all = arena_new_object(arena, struct consequences);
	all->schema = schema;
	if (root && !node)
		diag_add(diags, DIAG_DATA_MISSING, root->span, msg_data_missing(diags->arena, "consequences"));
	bool good = node && fields_read(diags, node, specs, sizeof specs / sizeof *specs, &parts) &&
	            timings_load(all, arena, diags, parts.timing) && form_row_load(all, diags, parts.form_row) &&
	            words_load(diags, parts.words, &all->words) && important_load(all, arena, diags, parts.important) &&
	            steps_load(all, arena, diags, parts.steps);
	return good ? all : NULL;
}

/* ---- asking ---- */

const struct due_timing *consequences_timing(const struct consequences *consequences, const char *kind,
                                             bool significant, const char *significance, bool form_changed)
{
	struct arena *scratch = arena_new();
	struct value values[TIMING_SLOTS] = {
	    [TIMING_KIND] = value_text(kind),
	    [TIMING_SIGNIFICANT] = value_bool(significant),
	    [TIMING_SIGNIFICANCE] = text_or_absent(significance),
	    [TIMING_FORM_CHANGED] = value_bool(form_changed),
	};
	struct env env = {.arena = scratch, .calendar = &consequences->schema->calendar, .variables = values};
	const struct due_timing *found = NULL;
	for (size_t i = 0; !found && i < consequences->timing_count; i++)
		if (expr_true(consequences->timings[i].when, &env))
			found = &consequences->timings[i].timing;
	arena_free(scratch);
	return found;
}

const char *consequences_form_item(const struct consequences *consequences)
{
	return consequences->form_item;
}

const struct due_words *consequences_words(const struct consequences *consequences)
{
	return &consequences->words;
}

const char *consequences_important(const struct consequences *consequences)
{
	return consequences->important;
}

bool consequences_is_form_item(const struct consequences *consequences, const char *item)
{
	for (size_t i = 0; i < consequences->form_words->count; i++) {
		const struct node *word = consequences->form_words->items[i];
		if (word->kind == NODE_SCALAR && word->length && strstr(item, word->text))
			return true;
	}
	return false;
}

struct due_steps consequences_steps(struct arena *arena, const struct consequences *consequences,
                                    const struct due_facts *facts)
{
	struct value values[STEP_SLOTS] = {
	    [STEP_KIND] = value_text(facts->kind),
	    [STEP_BODY] = facts->body ? facts->body->value : value_absent(),
	    [STEP_CHANGES] = value_number((int64_t)facts->changes),
	    [STEP_IMPORTANT] = value_number((int64_t)facts->important),
	    [STEP_UNDECIDED] = value_number((int64_t)facts->undecided),
	    [STEP_OWED] = value_bool(facts->owed),
	    [STEP_OWED_BEFORE] = value_bool(facts->owed_before),
	    [STEP_MADE] = value_bool(facts->made),
	    [STEP_MADE_BEFORE] = value_bool(facts->made_before),
	    [STEP_RESULT] = text_or_absent(facts->result),
	    [STEP_RESULT_BEFORE] = text_or_absent(facts->result_before),
	    [STEP_FORM] = text_or_absent(facts->form),
	    [STEP_FORM_BEFORE] = text_or_absent(facts->form_before),
	    [STEP_PUBLISHED] = facts->published,
	    [STEP_PUBLISHED_BEFORE] = facts->published_before,
	};
	struct env env = {.arena = arena, .calendar = &consequences->schema->calendar, .variables = values};
	struct due_steps steps = {.items = arena_array(arena, const struct due_step *, consequences->step_count)};
	for (size_t i = 0; i < consequences->step_count; i++)
		if (expr_true(consequences->steps[i].when, &env))
			steps.items[steps.count++] = &consequences->steps[i].step;
	return steps;
}
