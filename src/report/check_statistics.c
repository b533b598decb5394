/* What `check` found → how often each rule found something, for whoever takes up a stock of sheets. */
#include "base/list.h"
#include "base/messages/check.h"
#include "base/messages/explain.h"
#include "render/escape.h"
#include "report/explain_report.h"
#include "report/finding.h"
#include "report/report_json.h"
#include "report/reporters.h"
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

struct tallied_rule {
	const char *id;
	const char *title;
	enum severity severity; /* the gravest that was found */
	size_t count;
};

struct statistics {
	struct map by_id;
	LIST(struct tallied_rule *) rules;
};

static void begin(struct report *report)
{
	struct statistics *statistics = arena_new_object(report->arena, struct statistics);
	map_init(&statistics->by_id, report->arena);
	report->state = statistics;
}

static struct tallied_rule *tallied(struct report *report, const struct checked_file *file, const char *id)
{
	struct statistics *statistics = report->state;
	struct tallied_rule *rule = map_get(&statistics->by_id, id);
	if (rule)
		return rule;
	struct explained entry = explained_find(file->arena, file->rules, id);
	rule = arena_new_object(report->arena, struct tallied_rule);
	*rule = (struct tallied_rule){.id = arena_string(report->arena, id), .title = one_line(report->arena, entry.title)};
	map_put(&statistics->by_id, rule->id, rule);
	list_push(report->arena, &statistics->rules, rule);
	return rule;
}

static void count_file(struct report *report, const struct checked_file *file)
{
	for (size_t i = 0; i < file->diags->count; i++) {
		const struct diag *diag = file->diags->items[i];
		struct tallied_rule *rule = tallied(report, file, diag->rule);
		rule->count++;
		if (diag->severity > rule->severity)
			rule->severity = diag->severity;
	}
}

/* The most frequent first. */
static int compare_rules(const void *left, const void *right)
{
	const struct tallied_rule *a = *(struct tallied_rule *const *)left, *b = *(struct tallied_rule *const *)right;
	return a->count != b->count ? (a->count < b->count ? 1 : -1) : strcmp(a->id, b->id);
}

static const struct statistics *sorted(struct report *report)
{
	struct statistics *statistics = report->state;
	if (statistics->rules.count)
		qsort(statistics->rules.items, statistics->rules.count, sizeof(struct tallied_rule *), compare_rules);
	return statistics;
}

static void put_text(struct report *report, const struct check_summary *summary)
{
	const struct statistics *statistics = sorted(report);
	const char *const headings[] = {msg(MSG_CHECK_COUNT), msg(MSG_CHECK_SEVERITY), msg(MSG_CHECK_RULE),
	                                msg(MSG_EXPLAIN_TITLE)};
	report_table(report, headings, sizeof headings / sizeof *headings);
	for (size_t i = 0; i < statistics->rules.count; i++) {
		const struct tallied_rule *rule = statistics->rules.items[i];
		table_add(&report->table, arena_printf(report->arena, "%zu", rule->count));
		table_add(&report->table, severity_label(rule->severity));
		table_add(&report->table, rule->id);
		table_add(&report->table, rule->title);
	}
	if (statistics->rules.count)
		table_print(&report->table, &report->out);
	check_text.end(report, summary);
}

const struct check_reporter statistics_text = {.begin = begin, .file = count_file, .end = put_text, .rules = true};

static void put_markdown(struct report *report, const struct check_summary *summary)
{
	const struct statistics *statistics = sorted(report);
	struct buf *out = &report->out;
	if (statistics->rules.count)
		buf_printf(out, "| %s | %s | %s | %s |\n|---:|---|---|---|\n", msg(MSG_CHECK_COUNT), msg(MSG_CHECK_SEVERITY),
		           msg(MSG_CHECK_RULE), msg(MSG_EXPLAIN_TITLE));
	for (size_t i = 0; i < statistics->rules.count; i++) {
		const struct tallied_rule *rule = statistics->rules.items[i];
		buf_printf(out, "| %zu | %s | ", rule->count, severity_label(rule->severity));
		escape_markdown_cell(out, rule->id);
		buf_puts(out, " | ");
		escape_markdown_cell(out, rule->title);
		buf_puts(out, " |\n");
	}
	check_text.end(report, summary);
}

const struct check_reporter statistics_markdown = {
    .begin = begin, .file = count_file, .end = put_markdown, .rules = true};

static void put_json(struct report *report, const struct check_summary *summary)
{
	const struct statistics *statistics = sorted(report);
	json_t *rules = json_array();
	for (size_t i = 0; i < statistics->rules.count; i++) {
		const struct tallied_rule *rule = statistics->rules.items[i];
		json_array_append_new(rules, json_pack("{s:s, s:s, s:o, s:I}", "rule", rule->id, "severity",
		                                       severity_name(rule->severity), "title", report_json_text(rule->title),
		                                       "count", (json_int_t)rule->count));
	}
	json_t *root =
	    json_pack("{s:i, s:o, s:o}", "version", 1, "statistics", rules, "summary", check_summary_json(summary));
	report_json_write(&report->out, root, JSON_INDENT(2));
	buf_putc(&report->out, '\n');
	json_decref(root);
}

const struct check_reporter statistics_json = {.begin = begin, .file = count_file, .end = put_json, .rules = true};
