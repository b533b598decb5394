/* Rules and what they say → text, Markdown (docs/rules.md), JSON. */
#include "report/explain_report.h"

#include "base/messages/explain.h"
#include "base/messages/report.h"
#include "report/report_json.h"
#include "rules/policy.h"

#include <string.h>

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

struct explained explained_rule(struct arena *arena, const struct rule *rule)
{
	return (struct explained){
	    .rule = rule,
	    .id = rule->id,
	    .title = rule->title,
	    .message = phrase_words(arena, rule_message(rule)),
	    .hint = phrase_words(arena, rule_hint(rule)),
	    .severity = rule->severity,
	};
}

struct explained explained_diag(enum diag_id id)
{
	return (struct explained){NULL, diag_rule(id), diag_title(id), NULL, diag_advice(id), diag_severity(id)};
}

struct explained explained_find(struct arena *arena, const struct rule_set *rules, const char *id)
{
	const struct rule *rule = rules ? rule_find(rules, id) : NULL;
	int at = 0;
	while (!rule && at < DIAG_COUNT && strcmp(diag_rule((enum diag_id)at), id) != 0)
		at++;
	if (rule)
		return explained_rule(arena, rule);
	return at < DIAG_COUNT ? explained_diag((enum diag_id)at) : (struct explained){.id = id, .title = id};
}

static const char *written(const struct rule *rule, const char *key)
{
	const struct node *node = node_get(rule->node, key);
	return node && node->kind == NODE_SCALAR ? node->text : NULL;
}

/* ---- text ---- */

static void print_indented(struct buf *out, const char *text)
{
	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
		buf_printf(out, "      %.*s\n", (int)strcspn(line, "\n"), line);
}

static void print_examples(struct buf *out, const char *heading, const struct rule *rule, const char *list)
{
	const struct node *example;
	for (size_t i = 0; (example = rule_example(rule, list, i)); i++) {
		buf_printf(out, "    %s\n", heading);
		print_indented(out, example->text);
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

/* Of the engine's findings, what the severity says. */
static const char *sure_words(const struct rule *rule)
{
	static const struct message *const words[] = {[SURE_MAYBE] = MSG_EXPLAIN_SURE_MAYBE,
	                                              [SURE_LIKELY] = MSG_EXPLAIN_SURE_LIKELY,
	                                              [SURE_CERTAIN] = MSG_EXPLAIN_SURE_CERTAIN};
	return msg(words[rule->sure]);
}

/* The severity of drafts, where that is another. */
static const char *draft_words(const struct rule *rule)
{
	return rule->draft == rule->severity ? NULL : severity_label(rule->draft);
}

static void put_text(struct buf *out, struct arena *arena, const struct explained *entry)
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
	print_line(out, msg(MSG_EXPLAIN_SURE), sure_words(rule));
	print_line(out, msg(MSG_EXPLAIN_BLIND), rule->blind);
	print_line(out, msg(MSG_EXPLAIN_DRAFT), draft_words(rule));
	print_line(out, msg(MSG_REPORT_GROUND), rule->source);
	print_validity(out, arena, rule);
	print_examples(out, msg(MSG_EXPLAIN_FAILING), rule, "failing");
	print_examples(out, msg(MSG_EXPLAIN_PASSING), rule, "passing");
	buf_putc(out, '\n');
}

static void put_list(struct report *report, const struct catalogue *catalogue)
{
	const char *const headings[] = {msg(MSG_EXPLAIN_RULE), msg(MSG_EXPLAIN_SEVERITY), msg(MSG_EXPLAIN_TITLE)};
	report_table(report, headings, sizeof headings / sizeof *headings);
	for (size_t i = 0; i < catalogue->count; i++) {
		table_add(&report->table, catalogue->entries[i].id);
		table_add(&report->table, severity_label(catalogue->entries[i].severity));
		table_add(&report->table, catalogue->entries[i].title);
	}
	table_print(&report->table, &report->out);
}

static void all_text(struct report *report, const struct catalogue *catalogue)
{
	if (catalogue->is_whole)
		put_list(report, catalogue);
	else
		for (size_t i = 0; i < catalogue->count; i++)
			put_text(&report->out, report->arena, &catalogue->entries[i]);
}

const struct explain_reporter explain_text = {all_text};

/* ---- Markdown ---- */

static void print_fence(struct buf *out, const char *heading, const struct rule *rule, const char *list)
{
	const struct node *example;
	for (size_t i = 0; (example = rule_example(rule, list, i)); i++)
		buf_printf(out, "%s:\n\n```yaml\n%s\n```\n\n", heading, example->text);
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

void explained_markdown(struct buf *out, const struct explained *entry)
{
	const struct rule *rule = entry->rule;
	buf_printf(out, "### %s\n\n%s — ", entry->id, severity_label(entry->severity));
	print_escaped(out, entry->title);
	buf_puts(out, "\n\n");
	if (rule && rule->why) {
		print_escaped(out, rule->why);
		buf_puts(out, "\n\n");
	}
	print_item(out, msg(MSG_EXPLAIN_FINDING), entry->message);
	print_item(out, msg(MSG_REPORT_HINT), entry->hint);
	if (!rule)
		return;
	print_item(out, msg(MSG_REPORT_GROUND), rule->source);
	print_item(out, msg(MSG_EXPLAIN_SURE), sure_words(rule));
	print_item(out, msg(MSG_EXPLAIN_BLIND), rule->blind);
	print_item(out, msg(MSG_EXPLAIN_DRAFT), draft_words(rule));
	print_item(out, msg(MSG_EXPLAIN_FROM), written(rule, "from"));
	print_item(out, msg(MSG_EXPLAIN_UNTIL), written(rule, "until"));
	buf_putc(out, '\n');
	print_fence(out, msg(MSG_EXPLAIN_FAILING), rule, "failing");
	print_fence(out, msg(MSG_EXPLAIN_PASSING), rule, "passing");
}

static void all_markdown(struct report *report, const struct catalogue *catalogue)
{
	struct buf *out = &report->out;
	bool opened = false;
	if (catalogue->count > 1)
		buf_printf(out, "%s\n\n", msg(MSG_EXPLAIN_RULES_PAGE));
	for (size_t i = 0; i < catalogue->count; i++)
		if (catalogue->entries[i].rule)
			explained_markdown(out, &catalogue->entries[i]);
	for (size_t i = 0; i < catalogue->count; i++) {
		const struct explained *entry = &catalogue->entries[i];
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

const struct explain_reporter explain_markdown = {all_markdown};

/* ---- JSON ---- */

static json_t *json_examples(const struct rule *rule, const char *list)
{
	json_t *array = json_array();
	const struct node *example;
	for (size_t i = 0; rule && (example = rule_example(rule, list, i)); i++)
		json_array_append_new(array, json_string(example->text));
	return array;
}

/* The rule's value of a key, null where there is none. */
static json_t *json_written(const struct rule *rule, const char *key)
{
	const char *text = rule ? written(rule, key) : NULL;
	return text ? json_string(text) : json_null();
}

/* The same keys for all. */
static json_t *json_of(const struct explained *entry)
{
	const struct rule *rule = entry->rule;
	json_t *object =
	    json_pack("{s:s, s:s, s:s, s:b, s:b}", "rule", entry->id, "severity", severity_name(entry->severity), "title",
	              entry->title, "engine", rule == NULL, "suppressible", !policy_is_fixed(entry->id));
	static const char *const keys[] = {"message", "hint",  "source", "why",
	                                   "blind",   "draft", "from",   "until"}; /* as they are written */
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_object_set_new(object, keys[i], json_written(rule, keys[i]));
	json_object_set_new(object, "sure", rule ? json_string(sureness_names[rule->sure]) : json_null());
	if (!rule && entry->hint)
		json_object_set_new(object, "hint", json_string(entry->hint));
	json_object_set_new(object, "failing", json_examples(rule, "failing"));
	json_object_set_new(object, "passing", json_examples(rule, "passing"));
	return object;
}

static void all_json(struct report *report, const struct catalogue *catalogue)
{
	json_t *array = json_array();
	for (size_t i = 0; i < catalogue->count; i++)
		json_array_append_new(array, json_of(&catalogue->entries[i]));
	json_t *root = json_pack("{s:i, s:o}", "version", 1, "rules", array);
	report_json_write(&report->out, root, JSON_INDENT(2));
	buf_putc(&report->out, '\n');
	json_decref(root);
}

const struct explain_reporter explain_json = {all_json};
