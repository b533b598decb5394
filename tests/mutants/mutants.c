/* Do the examples of the rules tell of each part of them? A rule is changed in one place (a conjunct, an alternative or a
 * guard left out, a bound moved by one, a word taken away), and its examples are run alone: one of them must then say
 * otherwise. What stays the same is in mutants.tsv with the reason; all else is a part that nobody would miss. */
#include "check/example.h"
#include "lang/expr_tree.h"
#include "rules/rule_load.h"
#include "support/examples.h"
#include "support/findings.h"
#include "support/folder.h"
#include "support/patterns.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

static struct official *official;
static struct more_examples more;

static void open_rules(void)
{
	set_up();
	official = official_load(arena, &diags, &(struct data_folders){0});
	cr_assert(official && official_rules(official), "%s", findings_text(&diags, ""));
	more = more_examples_load(arena, &diags);
}

TestSuite(mutants, .init = open_rules, .fini = tear_down, .timeout = 600);

/* A line of the list. */
struct known {
	const char *change;
	const char *reason;
	bool met;
};

/* One rule that is being changed. */
struct breeder {
	const struct rule *rule;
	const struct assessment **examples; /* its examples, and what they find */
	size_t *expected;
	size_t example_count;
	const struct node *scalar; /* of its node, that is changed */
	struct map known;          /* changes that the list names: struct known */
	struct arena *work;        /* of one change, reset by the next */
	struct buf list;           /* what no example tells of */
	size_t count;
};

/* ---- a changed rule ---- */

static struct node *copy_of(struct arena *work, const struct source *source, const struct node *node,
                            const struct node *scalar, const char *text)
{
	struct node *copy = arena_new_object(work, struct node);
	*copy = *node;
	copy->span.source = source;
	if (node == scalar) {
		copy->text = text;
		copy->length = strlen(text);
	}
	copy->items = arena_array(work, struct node *, node->count);
	for (size_t i = 0; i < node->count; i++) {
		copy->items[i] = copy_of(work, source, node->items[i], scalar, text);
		copy->items[i]->parent = copy;
	}
	copy->index = NULL;
	return copy;
}

/* `node` with the text of `scalar`, somewhere in it, changed. That is no part of the program: its expressions and patterns are
 * compiled at once, so that what is wrong is known. */
static struct node *with_text(struct arena *work, const struct node *node, const struct node *scalar, const char *text)
{
	struct source *loose = arena_new_object(work, struct source);
	*loose = *node->span.source;
	loose->packed = NULL;
	return copy_of(work, loose, node, scalar, text);
}

/* `node` with the list `list`, one of its values, without the member at `index`. */
static struct node *without_member(struct arena *work, const struct node *node, const struct node *list, size_t index)
{
	struct node *copy = with_text(work, node, NULL, NULL);
	struct node *members = node_get(copy, list->key->text);
	members->count--;
	for (size_t i = index; i < members->count; i++)
		members->items[i] = members->items[i + 1];
	return copy;
}

static const struct form *find_form(void *context, const char *name)
{
	const struct value day = value_absent();
	const struct form *form = official_form(context, name);
	return form ? form : official_form_of(context, name, &day);
}

/* The rule of the entry, or NULL: it says nothing that makes sense. */
static const struct rule *rule_of(struct arena *work, const struct rule *rule, const struct node *entry)
{
	const struct form_finder forms = {find_form, official};
	struct rule_set set = *official->rules;
	struct diags mistakes;
	diags_init(&mistakes, work);
	struct rule_loader loader = {.reader = {work, &mistakes, &loader.patterns},
	                             .schema = official->schema,
	                             .judgement = official->judge->type,
	                             .forms = &forms,
	                             .set = &set,
	                             .tables = rule->tables,
	                             .table_count = rule->table_count};
	map_init(&loader.by_id, work);
	map_init(&loader.patterns, work);
	rule_load(&loader, entry);
	return loader.rules.count ? loader.rules.items[0] : NULL;
}

static size_t example_count(const struct rule *rule, const char *list)
{
	size_t count = 0;
	while (rule_example(rule, list, count))
		count++;
	return count;
}

/* The examples of a rule, each by itself: those that are to fire, those that are not, and those of tests/examples.yaml. */
static const struct node *next_example(const struct rule *rule, size_t *at)
{
	size_t index = (*at)++;
	size_t failing = example_count(rule, "failing"), passing = example_count(rule, "passing");
	if (index < failing + passing)
		return index < failing ? rule_example(rule, "failing", index) : rule_example(rule, "passing", index - failing);
	for (index -= failing + passing; index < more.count; index++, (*at)++)
		if (strcmp(more.items[index].rule, rule->id) == 0)
			return &more.items[index].model;
	return NULL;
}

/* The examples are judged once for all changes of their rule. */
static void open_examples(struct breeder *breeder, struct arena *work)
{
	const struct rule *rule = breeder->rule;
	size_t most = example_count(rule, "failing") + example_count(rule, "passing") + more.count, at = 0;
	struct diags found;
	diags_init(&found, work);
	breeder->examples = arena_array(work, const struct assessment *, most);
	breeder->expected = arena_array(work, size_t, most);
	breeder->example_count = 0;
	for (const struct node *example; (example = next_example(rule, &at));) {
		const struct assessment *assessment = example_assess(work, &found, official, rule, example);
		cr_assert(assessment, "%s: %s", rule->id, example->text);
		breeder->examples[breeder->example_count] = assessment;
		breeder->expected[breeder->example_count++] = example_run(work, official, rule, assessment);
	}
}

/* Do all examples find as many with the changed rule? */
static bool is_unseen(const struct breeder *breeder, struct arena *work, const struct rule *changed)
{
	for (size_t i = 0; i < breeder->example_count; i++)
		if (example_run(work, official, changed, breeder->examples[i]) != breeder->expected[i])
			return false;
	return true;
}

/* ---- what is told ---- */

/* Words over several lines, in one. */
static char *one_line(char *text)
{
	for (char *at = text; (at = strchr(at, '\n'));)
		*at = ' ';
	return text;
}

/* The entry of the changed rule is run: `change` is a line of the list, when no example tells of it. */
static void try_entry(struct breeder *breeder, struct arena *work, const struct node *entry, const char *change)
{
	const struct rule *rule = rule_of(work, breeder->rule, entry);
	if (!rule)
		return;
	breeder->count++;
	if (!is_unseen(breeder, work, rule))
		return;
	const char *name = arena_printf(arena, "%s\t%s", breeder->rule->id, change);
	struct known *known = map_get(&breeder->known, name);
	if (known && known->met) /* the same words stand twice in the rule */
		return;
	if (!known) {
		cr_expect_fail("no example tells of: %s", name);
		known = arena_new_object(arena, struct known);
		known->reason = "";
		map_put(&breeder->known, name, known);
	}
	known->met = true;
	buf_printf(&breeder->list, "%s\t%s\n", name, known->reason);
}

/* Bytes [start, end) of the scalar become `instead`. */
static void change_text(void *context, size_t start, size_t end, const char *instead)
{
	struct breeder *breeder = context;
	struct arena *work = breeder->work;
	arena_reset(work);
	const char *text = breeder->scalar->text, *was = arena_copy(work, text + start, end - start);
	const char *changed = arena_printf(work, "%.*s%s%s", (int)start, text, instead, text + end);
	try_entry(breeder, work, with_text(work, breeder->rule->node, breeder->scalar, changed),
	          one_line(arena_printf(work, "%s\t%s\t%s", breeder->scalar->key->text, was, instead)));
}

/* ---- expressions ---- */

static const char *part(const struct breeder *breeder, const struct expr *expr)
{
	return arena_printf(arena, "(%.*s)", (int)(expr->end - expr->start), breeder->scalar->text + expr->start);
}

static void change_comparison(struct breeder *breeder, const struct expr *expr)
{
	static const char *const signs[][2] = {[OPERATION_EQUAL] = {"==", "!="},  [OPERATION_UNEQUAL] = {"!=", "=="},
	                                       [OPERATION_LESS] = {"<", "<="},    [OPERATION_LESS_EQUAL] = {"<=", "<"},
	                                       [OPERATION_GREATER] = {">", ">="}, [OPERATION_GREATER_EQUAL] = {">=", ">"}};
	const char *between = breeder->scalar->text + expr->operands[0]->end;
	const char *sign = strstr(between, signs[expr->operation][0]);
	if (!sign)
		return;
	size_t start = (size_t)(sign - breeder->scalar->text);
	change_text(breeder, start, start + strlen(signs[expr->operation][0]), signs[expr->operation][1]);
}

static void change_operation(struct breeder *breeder, const struct expr *expr)
{
	switch (expr->operation) {
	case OPERATION_OR:
	case OPERATION_AND:
		for (size_t i = 0; i < expr->count; i++)
			change_text(breeder, expr->start, expr->end, part(breeder, expr->operands[i]));
		break;
	case OPERATION_NOT:
		change_text(breeder, expr->start, expr->end, part(breeder, expr->operands[0]));
		break;
	case OPERATION_EQUAL:
	case OPERATION_UNEQUAL:
	case OPERATION_LESS:
	case OPERATION_LESS_EQUAL:
	case OPERATION_GREATER:
	case OPERATION_GREATER_EQUAL:
		change_comparison(breeder, expr);
		break;
	case OPERATION_IN:
	case OPERATION_ADD:
	case OPERATION_SUBTRACT:
	case OPERATION_NEGATE:
		break;
	}
}

/* Leaves out each member of a list of several. */
static void change_list(struct breeder *breeder, const struct expr *expr)
{
	for (size_t i = 0; expr->count > 1 && i < expr->count; i++) {
		size_t start = i ? expr->operands[i - 1]->end : expr->operands[0]->start;
		size_t end = i ? expr->operands[i]->end : expr->operands[1]->start;
		change_text(breeder, start, end, "");
	}
}

static void change_number(struct breeder *breeder, const struct expr *expr)
{
	for (int step = -1; step <= 1; step += 2)
		change_text(breeder, expr->start, expr->end,
		            arena_printf(arena, "%lld", (long long)expr->constant->number + step));
}

/* The pattern of matches(text, 'pattern'), between its quotation marks. */
static void change_pattern(struct breeder *breeder, const struct expr *literal)
{
	const char *text = breeder->scalar->text;
	size_t start = literal->start + (text[literal->start] == 'r') + 1;
	pattern_changes(text, start, literal->end - 1, change_text, breeder);
}

static void change_expr(struct breeder *breeder, const struct expr *expr)
{
	if (expr->kind == EXPR_OPERATION)
		change_operation(breeder, expr);
	else if (expr->kind == EXPR_LIST)
		change_list(breeder, expr);
	else if (expr->kind == EXPR_LITERAL && expr->constant->kind == VALUE_NUMBER)
		change_number(breeder, expr);
	else if (expr->kind == EXPR_CALL && strcmp(expr->name, "matches") == 0)
		change_pattern(breeder, expr->operands[1]);
	for (size_t i = expr->kind == EXPR_CONDITIONAL ? 1 : expr->count; i < expr->count; i++)
		change_text(breeder, expr->start, expr->end, part(breeder, expr->operands[i]));
	for (size_t i = 0; i < expr->count; i++)
		change_expr(breeder, expr->operands[i]);
}

/* ---- rules ---- */

static void change_scalar(struct breeder *breeder, const struct node *scalar, const struct expr *expr)
{
	breeder->scalar = scalar;
	if (expr)
		change_expr(breeder, expr_ready(expr));
	else
		pattern_changes(scalar->text, 0, scalar->length, change_text, breeder);
}

/* Each member of a list is left out. A list of hundreds is a dictionary: its words are facts, of which examples show a few. */
static void change_list_of(struct breeder *breeder, const struct node *list)
{
	enum { DICTIONARY = 200 };
	for (size_t i = 0; list->count > 1 && list->count < DICTIONARY && i < list->count; i++) {
		struct arena *work = breeder->work;
		arena_reset(work);
		const struct node *member = list->items[i];
		const char *word = member->key                   ? member->key->text
		                   : member->kind == NODE_SCALAR ? member->text
		                                                 : member->items[0]->text;
		try_entry(breeder, work, without_member(work, breeder->rule->node, list, i),
		          arena_printf(work, "%s\t%s\t", list->key->text, word));
	}
}

static void change_rule(struct breeder *breeder, const struct rule *rule)
{
	static const char *const patterns[][2] = {{"pattern", NULL},
	                                          {"copies", "except"},
	                                          {"definitions", "short"},
	                                          {"definitions", "long"},
	                                          {"definitions", "except"}};
	static const char *const lists[] = {"words", "spellings", "terms", "brackets", "outside"};
	struct arena *work = arena_new();
	breeder->rule = rule;
	node_open_all(rule->node);
	open_examples(breeder, work);
	if (rule->when)
		change_scalar(breeder, node_get(rule->node, "when"), rule->when);
	for (size_t i = 0; i < rule->each_count; i++)
		change_scalar(breeder, node_get(rule->node, "each")->items[i], rule->each[i].list);
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		const struct node *node = node_get(rule->node, patterns[i][0]);
		node = node && patterns[i][1] ? node_get(node, patterns[i][1]) : node;
		if (node)
			change_scalar(breeder, node, NULL);
	}
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct node *list = node_get(rule->node, lists[i]);
		if (list && list->kind != NODE_SCALAR)
			change_list_of(breeder, list);
	}
	arena_free(work);
}

static const char list_file[] = "tests/mutants/mutants.tsv";

static const char *project(void)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	return root ? root : ".";
}

/* The lines `rule, key, words, instead, reason`. */
static struct known *read_known(struct map *map, size_t *count)
{
	const char *text = file_text(arena, arena_printf(arena, "%s/%s", project(), list_file));
	struct known *all = arena_array(arena, struct known, text ? strlen(text) : 0);
	map_init(map, arena);
	for (const char *line = text; line && *line;) {
		size_t length = strcspn(line, "\n"), name = 0;
		for (size_t tabs = 0; name < length && (line[name] != '\t' || ++tabs < 4); name++)
			continue;
		struct known *known = &all[(*count)++];
		*known =
		    (struct known){arena_copy(arena, line, name), arena_copy(arena, line + name + 1, length - name - 1), false};
		map_put(map, known->change, known);
		line += length + (line[length] == '\n');
	}
	return all;
}

/* MUTANTS_OF: a rule or family, to try it alone. UPDATE_FACTS=1 writes the list anew, with the reasons that are there. */
Test(mutants, each_part_of_a_rule_has_an_example)
{
	struct breeder breeder = {.work = arena_new(), .list = BUF_INIT};
	size_t known_count = 0;
	struct known *known = read_known(&breeder.known, &known_count);
	const char *only = getenv("MUTANTS_OF");
	for (size_t i = 0; i < official->rules->count; i++)
		if (!only || rule_matches(official->rules->items[i]->id, only))
			change_rule(&breeder, official->rules->items[i]);
	for (size_t i = 0; !only && i < known_count; i++)
		cr_expect(known[i].met, "an example tells of this now: %s", known[i].change);
	cr_expect(only || breeder.count > 1500, "%zu", breeder.count);
	if (!only && getenv("UPDATE_FACTS"))
		folder_write(arena, project(), list_file, buf_text(&breeder.list));
	buf_free(&breeder.list);
	arena_free(breeder.work);
}
