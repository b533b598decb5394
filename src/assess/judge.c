/* Facts of a model → what is owed, by the decision table of rules/threshold.yaml. Where facts are missing, every row
 * that the known ones allow is a possible result. */
#include "assess/judge.h"

#include "base/messages/data.h"
#include "base/messages/judge.h"
#include "model/sheet.h"
#include "yaml/fields.h"

#include <string.h>

enum judge_slot { JUDGE_BODY, JUDGE_AS_OF, JUDGE_SLOTS };

struct judge_loader {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	struct judge_rules *rules;
	struct scope scope;
	struct variable variables[JUDGE_SLOTS];
};

/* ---- loading ---- */

/* A sequence of scalars as strings with a NULL behind them. */
static const char **strings(struct arena *arena, const struct node *node)
{
	size_t count = node ? node->count : 0;
	const char **list = arena_array(arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		list[i] = node->items[i]->kind == NODE_SCALAR ? node->items[i]->text : "";
	return list;
}

static struct expr *compile(struct judge_loader *loader, const struct node *node, const struct type *type)
{
	return expr_compile(loader->arena, loader->diags, &loader->scope, node, type);
}

static bool input_load(struct judge_loader *loader, const struct node *node, struct judge_input *input)
{
	struct row {
		const char *label;
		const struct node *value;
		const struct node *stated;
		const struct node *options;
	} row = {0};
	static const struct field_spec specs[] = {
	    {"label", FIELD_STRING, true, offsetof(struct row, label)},
	    {"value", FIELD_SCALAR, true, offsetof(struct row, value)},
	    {"stated", FIELD_SCALAR, true, offsetof(struct row, stated)},
	    {"options", FIELD_SCALAR, true, offsetof(struct row, options)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	input->name = node->key->text;
	input->label = row.label;
	input->options = schema_options(loader->schema, row.options->text);
	if (!input->options) {
		diag_add(loader->diags, DIAG_DATA_VALUE, row.options->span,
		         msg_judge_no_options(loader->diags->arena, row.options->text));
		return false;
	}
	input->value = compile(loader, row.value, &type_text);
	input->stated = compile(loader, row.stated, &type_text);
	return input->value && input->stated;
}

static bool inputs_load(struct judge_loader *loader, const struct node *node)
{
	struct judge_rules *rules = loader->rules;
	bool good = true;
	rules->input_count = node->count;
	rules->inputs = arena_array(loader->arena, struct judge_input, node->count);
	for (size_t i = 0; i < node->count; i++)
		good &= input_load(loader, node->items[i], &rules->inputs[i]);
	return good;
}

static int input_index(const struct judge_rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->input_count; i++)
		if (strcmp(rules->inputs[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool is_option(const struct option_list *options, const char *value)
{
	for (size_t i = 0; i < options->count; i++)
		if (strcmp(options->options[i].value, value) == 0)
			return true;
	return false;
}

/* One condition of a row: the answers of one input for which it holds. */
static bool condition_load(struct judge_loader *loader, const struct node *node, struct judge_row *row)
{
	int index = input_index(loader->rules, node->key->text);
	if (index < 0 || node->kind != NODE_SEQUENCE) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node->key->span,
		         msg_judge_answers_as_list(loader->diags->arena, node->key->text));
		return false;
	}
	row->conditions[index] = strings(loader->arena, node);
	for (size_t i = 0; i < node->count; i++) {
		if (!is_option(loader->rules->inputs[index].options, row->conditions[index][i])) {
			diag_add(loader->diags, DIAG_DATA_VALUE, node->items[i]->span,
			         msg_judge_no_option(loader->diags->arena, row->conditions[index][i],
			                             loader->rules->inputs[index].label));
			return false;
		}
	}
	return true;
}

static bool row_load(struct judge_loader *loader, const struct node *node, struct judge_row *row)
{
	struct pair {
		struct judge_row row;
		const struct node *when;
		const struct node *owed;
	} pair = {0};
	static const struct field_spec specs[] = {
	    {"when", FIELD_MAP, true, offsetof(struct pair, when)},
	    {"owed", FIELD_LIST, true, offsetof(struct pair, owed)},
	    {"result", FIELD_STRING, true, offsetof(struct pair, row.result)},
	    {"source", FIELD_STRING, true, offsetof(struct pair, row.source)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &pair))
		return false;
	*row = pair.row;
	row->owed = strings(loader->arena, pair.owed);
	row->conditions = arena_array(loader->arena, const char **, loader->rules->input_count);
	bool good = true;
	for (size_t i = 0; i < pair.when->count; i++)
		good &= condition_load(loader, pair.when->items[i], row);
	return good;
}

static bool rows_load(struct judge_loader *loader, const struct node *node)
{
	struct judge_rules *rules = loader->rules;
	bool good = true;
	rules->row_count = node->count;
	rules->rows = arena_array(loader->arena, struct judge_row, node->count);
	for (size_t i = 0; i < node->count; i++)
		good &= row_load(loader, node->items[i], &rules->rows[i]);
	return good;
}

static bool exempt_load(struct judge_loader *loader, const struct node *node)
{
	struct row {
		const struct node *when;
		const struct node *value;
		const char *result;
		const char *source;
	} row = {0};
	static const struct field_spec specs[] = {
	    {"when", FIELD_SCALAR, true, offsetof(struct row, when)},
	    {"value", FIELD_SCALAR, true, offsetof(struct row, value)},
	    {"result", FIELD_STRING, true, offsetof(struct row, result)},
	    {"source", FIELD_STRING, true, offsetof(struct row, source)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	struct judge_rules *rules = loader->rules;
	rules->exempt = compile(loader, row.when, &type_bool);
	rules->exemption = compile(loader, row.value, &type_text);
	rules->exempt_row = (struct judge_row){
	    .owed = strings(loader->arena, NULL),
	    .conditions = arena_array(loader->arena, const char **, 1),
	    .result = row.result,
	    .source = row.source,
	};
	return rules->exempt && rules->exemption;
}

/* The type of the variable `judgement`: an answer for each input, then result, owed, made. */
static const struct type *judgement_type(struct arena *arena, const struct judge_rules *rules)
{
	static const struct type kinds = {.kind = TYPE_LIST, .element = &type_text};
	static const struct field fixed[] = {
	    {"result", NULL, &type_text},
	    {"owed", NULL, &kinds},
	    {"made", NULL, &kinds},
	};
	size_t fixed_count = sizeof fixed / sizeof *fixed;
	struct field *fields = arena_array(arena, struct field, rules->input_count + fixed_count);
	for (size_t i = 0; i < rules->input_count; i++)
		fields[i] = (struct field){rules->inputs[i].name, rules->inputs[i].label, &type_text};
	memcpy(fields + rules->input_count, fixed, sizeof fixed);
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){
	    .kind = TYPE_RECORD,
	    .name = "judgement",
	    .fields = fields,
	    .field_count = rules->input_count + fixed_count,
	};
	return type;
}

struct rules_row {
	const char *title;
	const char *source;
	const struct node *kinds;
	const struct node *exempt;
	const struct node *inputs;
	const struct node *table;
};

static bool rules_read(struct judge_loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"title", FIELD_STRING, true, offsetof(struct rules_row, title)},
	    {"source", FIELD_STRING, true, offsetof(struct rules_row, source)},
	    {"kinds", FIELD_LIST, true, offsetof(struct rules_row, kinds)},
	    {"exempt", FIELD_MAP, true, offsetof(struct rules_row, exempt)},
	    {"inputs", FIELD_MAP, true, offsetof(struct rules_row, inputs)},
	    {"table", FIELD_LIST, true, offsetof(struct rules_row, table)},
	};
	struct rules_row row = {0};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	loader->rules->title = row.title;
	loader->rules->source = row.source;
	loader->rules->kinds = strings(loader->arena, row.kinds);
	bool good = exempt_load(loader, row.exempt) && inputs_load(loader, row.inputs) && rows_load(loader, row.table);
	loader->rules->type = judgement_type(loader->arena, loader->rules);
	return good;
}

const struct judge_rules *judge_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                                     const struct data_folders *folders)
{
	struct judge_loader *loader = arena_new_object(arena, struct judge_loader);
	loader->arena = arena;
	loader->diags = diags;
	loader->schema = schema;
	loader->rules = arena_new_object(arena, struct judge_rules);
	loader->variables[JUDGE_BODY] = (struct variable){"body", &schema->body->type};
	loader->variables[JUDGE_AS_OF] = (struct variable){"as_of", &type_date};
	loader->scope = (struct scope){
	    .root = &schema->process->type,
	    .variables = loader->variables,
	    .variable_count = JUDGE_SLOTS,
	    .bands = schema->bands,
	    .band_count = schema->band_count,
	};
	const struct source *source = data_load(arena, diags, folders, "rules/threshold.yaml");
	const struct node *root = source ? node_read(arena, diags, source) : NULL;
	const struct node *node = node_get(root, "threshold");
	if (root && (!node || node->kind != NODE_MAPPING))
		diag_add(diags, DIAG_DATA_MISSING, root->span, msg_data_missing(diags->arena, "threshold"));
	return node && rules_read(loader, node) ? loader->rules : NULL;
}

/* ---- judging ---- */

static const char *trial_of(const struct judge_trials *trials, const char *input)
{
	for (size_t i = 0; trials && i < trials->count; i++)
		if (strcmp(trials->items[i].input, input) == 0)
			return trials->items[i].answer;
	return NULL;
}

static struct judge_fact find_fact(const struct judge_input *input, const struct env *env,
                                   const struct judge_trials *trials)
{
	struct judge_fact fact = {.input = input};
	struct value derived = expr_eval(input->value, env);
	struct value stated = expr_eval(input->stated, env);
	const char *trial = trial_of(trials, input->name);
	fact.derived = trial ? trial : derived.kind == VALUE_TEXT ? derived.text : NULL;
	fact.stated = stated.kind == VALUE_TEXT ? stated.text : NULL;
	fact.given = trial != NULL;
	fact.answer = fact.derived ? fact.derived : fact.stated;
	fact.malformed = !fact.answer && (derived.kind == VALUE_INVALID || stated.kind == VALUE_INVALID);
	bool printed = fact.stated && !fact.derived;
	fact.place = expr_place(printed ? input->stated : input->value, env, &fact.path);
	if (!fact.path)
		fact.place = expr_place(input->stated, env, &fact.path);
	return fact;
}

static bool holds_for(const char **answers, const char *answer)
{
	for (; *answers; answers++)
		if (strcmp(*answers, answer) == 0)
			return true;
	return false;
}

/* Does the row hold with these facts? Facts that are not known count as `unknown`. */
static bool row_holds(const struct judge_row *row, const struct judge_fact *facts, size_t count, bool unknown)
{
	for (size_t i = 0; i < count; i++) {
		if (!row->conditions[i])
			continue;
		bool holds = facts[i].answer ? holds_for(row->conditions[i], facts[i].answer) : unknown;
		if (!holds)
			return false;
	}
	return true;
}

static void decide(struct arena *arena, struct judgement *judgement)
{
	const struct judge_rules *rules = judgement->rules;
	judgement->possible = arena_array(arena, const struct judge_row *, rules->row_count + 1);
	if (judgement->exemption) {
		judgement->possible[judgement->possible_count++] = &rules->exempt_row;
		judgement->row = &rules->exempt_row;
		return;
	}
	for (size_t i = 0; i < rules->row_count; i++) {
		const struct judge_row *row = &rules->rows[i];
		if (!row_holds(row, judgement->facts, rules->input_count, true))
			continue;
		if (!judgement_allows(judgement, row->result))
			judgement->possible[judgement->possible_count++] = row;
		if (row_holds(row, judgement->facts, rules->input_count, false))
			break; /* the first row that holds decides: later ones are not reached */
	}
	if (judgement->possible_count == 1)
		judgement->row = judgement->possible[0];
}

static bool in_list(const char **list, const char *word)
{
	for (; list && *list; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* Is the sheet owed, voluntary, or (where nothing is decided) in the model? */
static bool is_wanted(const struct judgement *judgement, const struct model *model, const char *kind)
{
	if (judgement_owes(judgement, kind))
		return true;
	struct value sheet = model_sheet_value(model, kind);
	struct value voluntary = record_get(&sheet, "voluntary");
	return sheet.kind == VALUE_RECORD && (!judgement->row || (voluntary.kind == VALUE_BOOL && voluntary.truth));
}

/* The first kind is made whenever any is; of the others only the highest. */
static void choose_sheets(struct arena *arena, struct judgement *judgement, const struct model *model)
{
	const char **kinds = judgement->rules->kinds;
	const char *highest = NULL;
	for (const char **kind = kinds; *kind; kind++)
		if (is_wanted(judgement, model, *kind))
			highest = *kind;
	judgement->made = arena_array(arena, const char *, 3);
	if (!highest)
		return;
	judgement->made[0] = kinds[0];
	if (highest != kinds[0])
		judgement->made[1] = highest;
}

static struct value list_value(struct arena *arena, const char **words)
{
	struct value_list *list = arena_new_object(arena, struct value_list);
	while (words[list->count])
		list->count++;
	list->items = arena_array(arena, struct value, list->count);
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = value_text(words[i]);
	return (struct value){.kind = VALUE_LIST, .list = list};
}

/* The answers as one record, for the expressions of forms and rules. */
static struct value judgement_value(struct arena *arena, const struct judgement *judgement)
{
	const struct judge_rules *rules = judgement->rules;
	struct record *record = arena_new_object(arena, struct record);
	record->type = rules->type;
	record->values = arena_array(arena, struct value, rules->type->field_count);
	for (size_t i = 0; i < rules->input_count; i++)
		if (judgement->facts[i].derived)
			record->values[i] = value_text(judgement->facts[i].derived);
	struct value *fixed = record->values + rules->input_count;
	if (judgement->row) {
		fixed[0] = value_text(judgement->row->result);
		fixed[1] = list_value(arena, judgement->row->owed);
	}
	fixed[2] = list_value(arena, judgement->made);
	return (struct value){.kind = VALUE_RECORD, .record = record};
}

const struct judgement *judge(struct arena *arena, const struct judge_rules *rules, const struct schema *schema,
                              const struct model *model, const struct value *as_of, const struct judge_trials *trials)
{
	struct judgement *judgement = arena_new_object(arena, struct judgement);
	struct value variables[JUDGE_SLOTS] = {
	    [JUDGE_BODY] = model->body ? model->body->value : value_absent(),
	    [JUDGE_AS_OF] = *as_of,
	};
	struct env env = {
	    .arena = arena,
	    .calendar = &schema->calendar,
	    .root = model->root,
	    .variables = variables,
	};
	judgement->rules = rules;
	judgement->as_of = *as_of;
	judgement->facts = arena_array(arena, struct judge_fact, rules->input_count);
	for (size_t i = 0; i < rules->input_count; i++)
		judgement->facts[i] = find_fact(&rules->inputs[i], &env, trials);
	if (expr_true(rules->exempt, &env)) {
		struct value exemption = expr_eval(rules->exemption, &env);
		judgement->exemption = value_print(arena, &schema->calendar, &exemption);
	}
	decide(arena, judgement);
	choose_sheets(arena, judgement, model);
	judgement->value = judgement_value(arena, judgement);
	return judgement;
}

bool judgement_owes(const struct judgement *judgement, const char *kind)
{
	return judgement->row && in_list(judgement->row->owed, kind);
}

bool judgement_makes(const struct judgement *judgement, const char *kind)
{
	return in_list(judgement->made, kind);
}

bool judgement_allows(const struct judgement *judgement, const char *result)
{
	for (size_t i = 0; i < judgement->possible_count; i++)
		if (strcmp(judgement->possible[i]->result, result) == 0)
			return true;
	return false;
}
