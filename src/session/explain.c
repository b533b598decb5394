/* shikii explain: what a rule says, why, and its examples; without one, all rules. The catalogue docs/rules.md is
 * made here. */
#include "base/messages/explain.h"
#include "base/messages/help.h"
#include "base/messages/policy.h"
#include "check/example.h"
#include "report/report_text.h"
#include "report/reporters.h"
#include "rules/policy.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/explain_items.h"
#include "session/reading.h"

static bool is_asked(const struct options *options, const char *id)
{
	for (size_t i = 0; i < options->path_count; i++)
		if (rule_matches(id, options->paths[i]))
			return true;
	return options->path_count == 0;
}

/* Rules in the order of the files, then the engine's own findings. */
static struct catalogue catalogue_of(struct project *project, const struct rule_set *rules)
{
	struct catalogue catalogue = {arena_array(project->arena, struct explained, rules->count + DIAG_COUNT), 0,
	                              project->options->path_count == 0};
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = rules->items[i];
		if (is_asked(project->options, rule->id))
			catalogue.entries[catalogue.count++] = explained_rule(project->arena, rule);
	}
	for (int i = 0; i < DIAG_COUNT; i++) {
		enum diag_id id = (enum diag_id)i;
		if (is_asked(project->options, diag_rule(id)))
			catalogue.entries[catalogue.count++] = explained_diag(id);
	}
	return catalogue;
}

/* --test: the examples of the rules that are asked for. */
static enum outcome test_rules(struct project *project, struct official *official, const struct catalogue *catalogue)
{
	struct diags diags;
	size_t count = 0;
	diags_init(&diags, project->arena);
	for (size_t i = 0; i < catalogue->count; i++) {
		if (!catalogue->entries[i].rule)
			continue;
		count += rule_test(project->arena, &diags, official, catalogue->entries[i].rule);
	}
	struct buf out = BUF_INIT;
	report_text(&out, &diags, (struct text_look){project->receiver->colour, project->receiver->links});
	buf_printf(&out, "%s\n", msg_explain_tested(project->arena, count, diags.count));
	bool written = run_write(project, &out);
	buf_free(&out);
	return !written ? STATUS_FAILED : diags.count ? STATUS_FOUND : STATUS_OK;
}

static bool names_exist(struct project *project, const struct rule_set *rules)
{
	for (size_t i = 0; i < project->options->path_count; i++) {
		const char *name = project->options->paths[i];
		if (rule_exists(rules, name))
			continue;
		const char *nearest = rule_nearest(rules, name);
		buf_puts(&project->problem, nearest ? msg_explain_no_rule_but(project->arena, name, nearest)
		                                    : msg_policy_no_rule(project->arena, name));
		return false;
	}
	return true;
}

/* The rules that hold in the working folder; NULL when something is broken (reported). */
static const struct rule_set *rules_here(struct project *project, struct official **official)
{
	struct project_body *body = project_body(project, "-");
	*official = project_official(project, body);
	bool there = !body || body->official;
	const struct rule_set *rules = there ? official_rules(*official) : NULL;
	if (!rules && body && body->official != project->official)
		project_report(project, &body->diags);
	return rules;
}

static enum outcome run_explain(struct project *project)
{
	struct official *official;
	const struct rule_set *rules = rules_here(project, &official);
	if (!rules)
		return STATUS_FAILED;
	if (project->options->form)
		return explain_items(project, official, project->options->form);
	if (!names_exist(project, rules))
		return STATUS_FAILED;
	struct catalogue catalogue = catalogue_of(project, rules);
	if (project->options->test)
		return test_rules(project, official, &catalogue);
	struct report report = run_new_report(project);
	project->reporter->explain->all(&report, &catalogue);
	bool written = run_write(project, &report.out);
	report_free(&report);
	return written ? STATUS_OK : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "form", "test", "schema", "rules", "trust", NULL};

const struct command explain_command = {
    .name = "explain",
    .arguments = "[RULE…]",
    .summary = MSG_HELP_EXPLAIN,
    .description = MSG_HELP_EXPLAIN_MORE,
    .options = option_names,
    .reports = true,
    .names_rules = true,
    .run = run_explain,
};
