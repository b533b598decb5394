/* shikii explain: what a rule says, why, and its examples; without one, all rules. The catalogue docs/rules.md is
 * made here. */
#include "base/message.h"
#include "check/example.h"
#include "report/report_json.h"
#include "report/report_text.h"
#include "report/table.h"
#include "rules/policy.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/reading.h"

#include <jansson.h>
#include <string.h>

/* What is told of a rule, or of a finding of the engine (rule NULL). */
struct explain_entry {
	const struct rule *rule;
	const char *id;
	const char *title;
	const char *message; /* of a rule */
	const char *hint;    /* what to do, or NULL */
	enum severity severity;
};

struct catalogue {
	struct explain_entry *entries;
	size_t count;
};

static const char *written(const struct rule *rule, const char *key)
{
	const struct node *node = node_get(rule->node, key);
	return node && node->kind == NODE_SCALAR ? node->text : NULL;
}

/* The words for people: what a finding puts in is a value of the model, which no reader of {text(day)} would guess. */
static const char *phrase_words(struct arena *arena, const struct phrase *phrase)
{
	struct buf words = BUF_INIT;
	for (size_t i = 0; i < phrase->count; i++) {
		buf_puts(&words, phrase->parts[i].words);
		buf_puts(&words, phrase->parts[i].value ? msg(MSG_EXPLAIN_VALUE) : "");
	}
	const char *text = arena_copy(arena, buf_text(&words), words.length);
	buf_free(&words);
	return text;
}

static struct explain_entry entry_of(struct arena *arena, const struct rule *rule)
{
	return (struct explain_entry){
	    .rule = rule,
	    .id = rule->id,
	    .title = rule->title,
	    .message = phrase_words(arena, &rule->message),
	    .hint = phrase_words(arena, &rule->hint),
	    .severity = rule->severity,
	};
}

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
	struct catalogue catalogue = {arena_array(project->arena, struct explain_entry, rules->count + DIAG_COUNT), 0};
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = rules->items[i];
		if (is_asked(project->options, rule->id))
			catalogue.entries[catalogue.count++] = entry_of(project->arena, rule);
	}
	for (int i = 0; i < DIAG_COUNT; i++) {
		enum diag_id id = (enum diag_id)i;
		if (is_asked(project->options, diag_rule(id)))
			catalogue.entries[catalogue.count++] =
			    (struct explain_entry){NULL, diag_rule(id), diag_title(id), NULL, diag_advice(id), diag_severity(id)};
	}
	return catalogue;
}

/* ---- text ---- */

static void print_indented(struct buf *out, const char *text)
{
	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
		buf_printf(out, "      %.*s\n", (int)strcspn(line, "\n"), line);
}

static void print_examples(struct buf *out, const char *heading, const struct node *const *examples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_printf(out, "    %s\n", heading);
		print_indented(out, examples[i]->text);
	}
}

static void print_line(struct buf *out, const char *label, const char *text)
{
	if (text && *text)
		buf_printf(out, "    %s: %s\n", label, text);
}

static void print_validity(struct buf *out, struct arena *arena, const struct rule *rule)
{
	const char *from = written(rule, "from"), *until = written(rule, "until");
	if (from || until)
		buf_printf(
		    out, "    %s\n",
		    msg_explain_period(arena, from ? from : msg(MSG_EXPLAIN_BEGINNING), until ? until : msg(MSG_EXPLAIN_NOW)));
}

static void explain_text(struct buf *out, struct arena *arena, const struct explain_entry *entry)
{
	const struct rule *rule = entry->rule;
	buf_printf(out, "%s（%s）\n    %s\n", entry->id, severity_label(entry->severity), entry->title);
	if (!rule) {
		print_line(out, msg(MSG_REPORT_HINT), entry->hint);
		buf_printf(out, "    %s\n", msg(MSG_EXPLAIN_STRUCTURE));
		if (policy_is_fixed(entry->id))
			buf_printf(out, "    %s\n", msg(MSG_EXPLAIN_FIXED));
		buf_putc(out, '\n');
		return;
	}
	print_line(out, msg(MSG_EXPLAIN_FINDING), entry->message);
	print_line(out, msg(MSG_REPORT_HINT), entry->hint);
	print_line(out, msg(MSG_EXPLAIN_WHY), rule->why);
	print_line(out, msg(MSG_REPORT_GROUND), rule->source);
	print_validity(out, arena, rule);
	print_examples(out, msg(MSG_EXPLAIN_FAILING), rule->failing, rule->failing_count);
	print_examples(out, msg(MSG_EXPLAIN_PASSING), rule->passing, rule->passing_count);
	buf_putc(out, '\n');
}

static void list_text(struct project *project, struct buf *out, const struct catalogue *catalogue)
{
	struct table table;
	table_init(&table, project->arena, 3);
	table_add(&table, msg(MSG_EXPLAIN_RULE));
	table_add(&table, msg(MSG_EXPLAIN_SEVERITY));
	table_add(&table, msg(MSG_EXPLAIN_TITLE));
	for (size_t i = 0; i < catalogue->count; i++) {
		table_add(&table, catalogue->entries[i].id);
		table_add(&table, severity_label(catalogue->entries[i].severity));
		table_add(&table, catalogue->entries[i].title);
	}
	table_print(&table, out);
}

/* ---- Markdown ---- */

static void print_fence(struct buf *out, const char *heading, const struct node *const *examples, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s:\n\n```yaml\n%s\n```\n\n", heading, examples[i]->text);
}

/* Words in which < and > are words. */
static void print_escaped(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '<' || *text == '>' || *text == '*' || *text == '_' || *text == '[' || *text == ']' ||
		    *text == '|')
			buf_putc(out, '\\');
		buf_putc(out, (char)(*text == '\n' ? ' ' : *text));
	}
}

static void print_item(struct buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, "- %s: ", label);
	print_escaped(out, text);
	buf_putc(out, '\n');
}

static void explain_md(struct buf *out, const struct explain_entry *entry)
{
	const struct rule *rule = entry->rule;
	buf_printf(out, "### %s\n\n%s — ", entry->id, severity_label(entry->severity));
	print_escaped(out, entry->title);
	buf_puts(out, "\n\n");
	if (rule->why) {
		print_escaped(out, rule->why);
		buf_puts(out, "\n\n");
	}
	print_item(out, msg(MSG_EXPLAIN_FINDING), entry->message);
	print_item(out, msg(MSG_REPORT_HINT), entry->hint);
	print_item(out, msg(MSG_REPORT_GROUND), rule->source);
	print_item(out, msg(MSG_EXPLAIN_FROM), written(rule, "from"));
	print_item(out, msg(MSG_EXPLAIN_UNTIL), written(rule, "until"));
	buf_putc(out, '\n');
	print_fence(out, msg(MSG_EXPLAIN_FAILING), rule->failing, rule->failing_count);
	print_fence(out, msg(MSG_EXPLAIN_PASSING), rule->passing, rule->passing_count);
}

static void list_md(struct buf *out, const struct catalogue *catalogue)
{
	bool opened = false;
	if (catalogue->count > 1)
		buf_printf(out, "%s\n\n", msg(MSG_EXPLAIN_RULES_PAGE));
	for (size_t i = 0; i < catalogue->count; i++)
		if (catalogue->entries[i].rule)
			explain_md(out, &catalogue->entries[i]);
	for (size_t i = 0; i < catalogue->count; i++) {
		const struct explain_entry *entry = &catalogue->entries[i];
		if (entry->rule)
			continue;
		if (!opened)
			buf_printf(out, "%s\n|---|---|---|---|---|\n", msg(MSG_EXPLAIN_ENGINE_PAGE));
		opened = true;
		buf_printf(out, "| %s | %s | %s | ", entry->id, severity_label(entry->severity),
		           policy_is_fixed(entry->id) ? msg(MSG_EXPLAIN_CANNOT_SUPPRESS) : msg(MSG_EXPLAIN_CAN_SUPPRESS));
		print_escaped(out, entry->title);
		buf_puts(out, " | ");
		print_escaped(out, entry->hint);
		buf_puts(out, " |\n");
	}
}

/* ---- JSON ---- */

static json_t *json_examples(const struct node *const *examples, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_string(examples[i]->text));
	return array;
}

/* The rule's value of a key, null where there is none. */
static json_t *json_written(const struct rule *rule, const char *key)
{
	const char *text = rule ? written(rule, key) : NULL;
	return text ? json_string(text) : json_null();
}

/* The same keys for all. */
static json_t *explain_json(const struct explain_entry *entry)
{
	const struct rule *rule = entry->rule;
	json_t *object =
	    json_pack("{s:s, s:s, s:s, s:b, s:b}", "rule", entry->id, "severity", severity_name(entry->severity), "title",
	              entry->title, "engine", rule == NULL, "suppressible", !policy_is_fixed(entry->id));
	static const char *const keys[] = {"message", "hint", "source", "why", "from", "until"}; /* as they are written */
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_object_set_new(object, keys[i], json_written(rule, keys[i]));
	if (!rule && entry->hint)
		json_object_set_new(object, "hint", json_string(entry->hint));
	json_object_set_new(object, "failing", json_examples(rule ? rule->failing : NULL, rule ? rule->failing_count : 0));
	json_object_set_new(object, "passing", json_examples(rule ? rule->passing : NULL, rule ? rule->passing_count : 0));
	return object;
}

static void list_json(struct buf *out, const struct catalogue *catalogue)
{
	json_t *array = json_array();
	for (size_t i = 0; i < catalogue->count; i++)
		json_array_append_new(array, explain_json(&catalogue->entries[i]));
	json_t *root = json_pack("{s:i, s:o}", "version", 1, "rules", array);
	report_json_write(out, root, JSON_INDENT(2));
	buf_putc(out, '\n');
	json_decref(root);
}

/* ---- the command ---- */

static void print_catalogue(struct project *project, struct buf *out, const struct catalogue *catalogue)
{
	if (strcmp(project->format, "json") == 0)
		list_json(out, catalogue);
	else if (strcmp(project->format, "md") == 0)
		list_md(out, catalogue);
	else if (project->options->path_count == 0)
		list_text(project, out, catalogue);
	else
		for (size_t i = 0; i < catalogue->count; i++)
			explain_text(out, project->arena, &catalogue->entries[i]);
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
		rule_test(project->arena, &diags, official, catalogue->entries[i].rule);
		count += catalogue->entries[i].rule->failing_count + catalogue->entries[i].rule->passing_count;
	}
	struct buf out = BUF_INIT;
	report_text(&out, &diags, project->receiver->colour);
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
	if (!names_exist(project, rules))
		return STATUS_FAILED;
	struct catalogue catalogue = catalogue_of(project, rules);
	if (project->options->test)
		return test_rules(project, official, &catalogue);
	struct buf out = BUF_INIT;
	print_catalogue(project, &out, &catalogue);
	bool written = run_write(project, &out);
	buf_free(&out);
	return written ? STATUS_OK : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "test", "schema", "rules", NULL};
static const char *const formats[] = {"text", "md", "json", NULL};

const struct command command_explain = {
    .name = "explain",
    .options = option_names,
    .formats = formats,
    .names_rules = true,
    .run = run_explain,
};
