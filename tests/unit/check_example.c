/* Every built-in rule does as its examples say: the failing ones fire it, the passing ones are its guards. */
#include "check/example.h"
#include "support/examples.h"
#include "support/facts.h"
#include "support/findings.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;
static struct diags diags;
static struct official *official;

static void set_up(void)
{
	arena = arena_new();
	diags_init(&diags, arena);
	official = official_load(arena, &diags, &(struct data_folders){0});
	cr_assert(official && official_rules(official), "%s", findings_text(&diags, ""));
}

static void tear_down(void)
{
	arena_free(arena);
}

TestSuite(check_example, .init = set_up, .fini = tear_down, .timeout = 120);

Test(check_example, every_rule_does_as_its_examples_say)
{
	for (size_t i = 0; i < official->rules->count; i++)
		rule_test(arena, &diags, official, official->rules->items[i]);
	cr_assert_eq(diags.count, 0, "%s", findings_text(&diags, ""));
}

/* How many findings each example makes: one that has several shows several parts of its rule. */
Test(check_example, findings_of_examples)
{
	struct buf facts = BUF_INIT;
	for (size_t i = 0; i < official->rules->count; i++) {
		const struct rule *rule = official->rules->items[i];
		const char *counts = "";
		const struct node *example;
		for (size_t j = 0; (example = rule_example(rule, "failing", j)); j++)
			counts = arena_printf(arena, "%s%s%zu", counts, j ? " " : "",
			                      example_findings(arena, &diags, official, rule, example));
		facts_add(&facts, rule->id, counts, FACTS_END);
	}
	facts_expect(arena, "examples", &facts);
	buf_free(&facts);
}

/* Words that an answer must have for the pattern to be looked for leave nothing out that it would find (where they are also where it
 * begins, it finds nothing without them). */
Test(check_example, words_that_are_asked_first_hide_nothing)
{
	for (size_t i = 0; i < official->rules->count; i++) {
		struct rule all = *official->rules->items[i];
		bool asked = !all.at_words && (all.with || all.twice);
		all.with = NULL;
		all.twice = 0;
		for (size_t list = 0; asked && list < 2; list++) {
			const struct node *example;
			for (size_t j = 0; (example = rule_example(&all, list ? "passing" : "failing", j)); j++)
				cr_expect_eq(example_findings(arena, &diags, official, official->rules->items[i], example),
				             example_findings(arena, &diags, official, &all, example), "%s: %s", all.id, example->text);
		}
	}
}

/* What the rules look for, and what they offer instead. */
Test(check_example, words_of_rules)
{
	static const char *const keys[] = {"words", "spellings", "terms", "brackets", "outside"};
	struct buf facts = BUF_INIT;
	for (size_t i = 0; i < official->rules->count; i++)
		for (size_t j = 0; j < sizeof keys / sizeof *keys; j++) {
			const struct node *words = node_get(official->rules->items[i]->node, keys[j]);
			if (words)
				node_open_all(words);
			for (size_t k = 0; words && k < words->count; k++)
				facts_add(&facts, official->rules->items[i]->id, words->items[k]->key ? words->items[k]->key->text : "",
				          facts_words(arena, words->items[k]), FACTS_END);
		}
	facts_expect(arena, "words", &facts);
	buf_free(&facts);
}

Test(check_example, more_examples)
{
	struct more_examples more = more_examples_load(arena, &diags);
	for (size_t i = 0; i < more.count; i++) {
		const struct more_example *example = &more.items[i];
		const struct rule *rule = rule_find(official->rules, example->rule);
		cr_assert(rule, "%s", example->rule);
		size_t count = example_findings(arena, &diags, official, rule, &example->model);
		cr_expect_eq(count, example->finds, "%s: %zu findings, not %zu, in\n%s", rule->id, count, example->finds,
		             example->model.text);
		cr_expect_eq(diags.count, 0, "%s\n%s", findings_text(&diags, ""), example->model.text);
		diags_init(&diags, arena);
	}
}

/* Errors only where there is no doubt: this list is read whenever it grows. */
Test(check_example, the_rules_that_are_errors)
{
	static const char *const errors[] = {
	    "answer.dash",
	    "citation.item-order",
	    "citation.schedule-article",
	    "citation.table-article",
	    "history.same",
	    "history.same-shown",
	    "history.significance-noted",
	    "history.significant-after",
	    "history.undated",
	    "history.untimed",
	    "incident.known-before",
	    "incident.no-content",
	    "outsourcing.declared-but-none",
	    "outsourcing.none-but-described",
	    "outsourcing.subcontract-consent",
	    "people.head-name",
	    "sharing.declared-but-none",
	    "sharing.none-but-described",
	    "sheet.title-kind",
	    "threshold.as-of-before",
	    "threshold.handlers-of-block",
	    "threshold.handlers-of-contractor",
	    "wording.placeholder",
	    "wording.to-be-written",
	};
	size_t found = 0;
	for (size_t i = 0; i < official->rules->count; i++) {
		const struct rule *rule = official->rules->items[i];
		if (rule->severity != SEVERITY_ERROR)
			continue;
		bool known = false;
		for (size_t j = 0; j < sizeof errors / sizeof *errors; j++)
			known |= strcmp(errors[j], rule->id) == 0;
		cr_expect(known, "%s", rule->id);
		found++;
	}
	cr_assert_eq(found, sizeof errors / sizeof *errors);
}

/* An example that says otherwise, or is no model, is told. */
Test(check_example, examples_that_are_wrong)
{
	const struct rule *rule = rule_find(official->rules, "threshold.near");
	struct rule other = *rule;
	struct node failing = *rule_example(rule, "failing", 0), passing = *rule_example(rule, "passing", 0);
	const struct node *fails = node_get(rule->node, "failing")->key, *passes = node_get(rule->node, "passing")->key;
	struct node *examples[] = {&failing, &passing};
	const struct node entry = {.kind = NODE_MAPPING, .span = rule->node->span, .count = 2, .items = examples};
	failing.key = passes;
	passing.key = fails;
	other.node = &entry;
	rule_test(arena, &diags, official, &other);
	cr_assert_eq(diags.count, 2);
	cr_assert_str_eq(diags.items[0]->rule, "rule.example");
	cr_assert_str_eq(diags.items[0]->message, "「threshold.near」の failing の例で、規則が何も知らせません");
	cr_assert_str_eq(diags.items[1]->message, "「threshold.near」の passing の例で、規則が指摘をします");

	diags_init(&diags, arena);
	passing.text = "threshold: {subjects: {cuont: 1}}"; /* that of `failing` */
	passing.length = strlen(passing.text);
	failing.text = "threshold: {subjects: {count: 1}}";
	failing.length = strlen(failing.text);
	rule_test(arena, &diags, official, &other);
	cr_assert_eq(diags.count, 1);
	cr_assert_str_eq(diags.items[0]->rule, "model.unknown-key");
}
