/* What can be done about the findings in a range: the certain mends of citations, the lines that are missing, and to suppress one
 * with a reason. Edits are those of yaml/edit.h, which read their own result again. */
#include "base/messages/lsp.h"
#include "check/fixes.h"
#include "check/lines.h"
#include "lsp/feature.h"
#include "lsp/position.h"
#include "report/report_json.h"
#include "rules/policy.h"
#include "yaml/edit.h"
#include "yaml/scalar.h"

#include <string.h>

struct range {
	size_t start, end;
};

static struct range range_asked(const struct question *question)
{
	struct range range = {0, SIZE_MAX};
	const json_t *asked = json_object_get(question->params, "range");
	const struct buf *text = &question->document->text;
	if (!position_read(json_object_get(asked, "start"), buf_text(text), text->length, &range.start) ||
	    !position_read(json_object_get(asked, "end"), buf_text(text), text->length, &range.end))
		return (struct range){1, 0};
	return range;
}

static bool touches(const struct question *question, const struct range *range, const struct span *span)
{
	return span->source == question->source && span->start <= range->end && range->start <= span->end;
}

/* Without diag it is a certain mend: editors offer it before what takes a finding away. */
static void add_action(struct question *question, const char *title, json_t *edits, const struct diag *diag)
{
	json_t *action = json_pack("{s: o, s: s, s: {s: {s: o}}}", "title", report_json_text(title), "kind", "quickfix",
	                           "edit", "changes", question->document->uri, edits);
	if (diag)
		json_object_set_new(action, "diagnostics", json_pack("[o]", finding_json(question, diag)));
	else
		json_object_set_new(action, "isPreferred", json_true());
	json_array_append_new(question->result, action);
}

static json_t *edit_json(const struct source *source, size_t from, size_t to, const char *text)
{
	const struct span span = {source, from, to};
	return json_pack("{s: o, s: o}", "range", range_json(&span), "newText", report_json_text(text));
}

/* NULL: they cannot be made. */
static json_t *edits_json(struct edits *edits)
{
	struct buf whole = BUF_INIT;
	const char *refused = edits->count ? edits_print(edits, &whole) : "";
	buf_free(&whole);
	if (refused)
		return NULL;
	json_t *list = json_array();
	for (size_t i = 0; i < edits->count; i++)
		json_array_append_new(
		    list, edit_json(edits->source, edits->items[i].from, edits->items[i].to, edits->items[i].written));
	return list;
}

/* ---- citations ---- */

/* A scalar changes as a whole or not at all. */
static void mend(struct question *question, const struct answer_fixes *answer, const struct range *range)
{
	struct edits edits = edits_new(question->arena, question->source);
	const char *text = NULL;
	for (size_t i = 0; i < answer->count; i++) {
		const struct fix *fix = &answer->items[i];
		struct span span = scalar_span(answer->node, fix->start, fix->end);
		if (fix->text && edit_add(&edits, answer->node, fix->start - fix->joint, fix->end, fix->text))
			return;
		if (fix->text && !text && touches(question, range, &span))
			text = fix->text;
	}
	json_t *list = text ? edits_json(&edits) : NULL;
	if (list)
		add_action(question, msg_lsp_change_to(question->arena, text), list, NULL);
}

static void mend_citations_in(struct question *question, const struct range *range)
{
	const struct law *law = official_law(question->official);
	struct fix_list fixes;
	if (!law)
		return;
	struct cited_list list = citations_of_assessment(question->arena, question->official, law,
	                                                 question->reading.assessment, &question->project->assess.as_of);
	fixes_init(&fixes, question->arena);
	fixes_of_citations(&fixes, &list);
	for (size_t i = 0; i < fixes.count; i++)
		if (!fixes.items[i]->kept && touches(question, range, &fixes.items[i]->node->span))
			mend(question, fixes.items[i], range);
}

/* ---- missing lines, suppressions ---- */

static void type_lines(struct question *question, const struct diag *diag)
{
	const struct diag_lines *lines = diag->lines;
	if (!lines || lines->source != question->source)
		return;
	const struct source *source = lines->source;
	size_t after = lines->line + lines->count;
	size_t from = lines->line < source->line_count ? source_line(source, lines->line + 1).start : source->length;
	size_t to = after < source->line_count ? source_line(source, after + 1).start : source->length;
	bool broken = from == source->length && from && source->text[from - 1] != '\n';
	const char *text = broken ? arena_printf(question->arena, "\n%s", lines->text) : lines->text;
	add_action(question, msg(MSG_LSP_TYPE_LINES), json_pack("[o]", edit_json(source, from, to, text)), diag);
}

/* {rule, at, reason}: the reason is for a person to write, and the check tells when it is not. */
static struct node *suppression_of(struct question *question, const struct diag *diag)
{
	struct arena *arena = question->arena;
	const struct schema *schema = question->official->schema;
	const struct record_type *record = schema_record(schema, "suppression");
	int field = record ? type_field(&record->type, "reason") : -1;
	const char *reason = field < 0 ? NULL : schema_sample(arena, schema, record->type.fields[field].label);
	if (!reason)
		return NULL;
	struct node *member = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	node_append(arena, member, "rule", node_scalar(arena, NODE_PLAIN, diag->rule));
	if (diag->path)
		node_append(arena, member, "at", node_scalar(arena, NODE_SINGLE_QUOTED, diag->path));
	node_append(arena, member, "reason", node_scalar(arena, NODE_SINGLE_QUOTED, reason));
	return member;
}

static void suppress(struct question *question, const struct diag *diag)
{
	struct node *member = policy_is_fixed(diag->rule) ? NULL : suppression_of(question, diag);
	const struct node *list = node_get(question->root, "suppress");
	struct edits edits = edits_new(question->arena, question->source);
	if (!member)
		return;
	const char *refused;
	if (list && list->kind == NODE_SEQUENCE) {
		refused = edit_append(&edits, list, member);
	} else {
		struct node *sequence = node_collection(question->arena, NODE_SEQUENCE, NODE_BLOCK);
		node_append(question->arena, sequence, NULL, member);
		refused = edit_put(&edits, question->root, "suppress", sequence);
	}
	json_t *written = refused ? NULL : edits_json(&edits);
	if (written)
		add_action(question, msg_lsp_suppress(question->arena, diag->rule), written, diag);
}

static void answer_actions(struct question *question)
{
	question->result = json_array();
	if (!question->reading.assessment || !question->official)
		return;
	struct range range = range_asked(question);
	mend_citations_in(question, &range);
	struct diags *diags = &question->reading.diags;
	const struct diag_lines *typed = NULL;
	question_check(question);
	lines_add(question->arena, question->official->schema, diags);
	for (size_t i = 0; i < diags->count; i++) {
		const struct span span = finding_span(question, diags->items[i]);
		if (!touches(question, &range, &span))
			continue;
		if (diags->items[i]->lines != typed) /* findings of one place share them, and are neighbours */
			type_lines(question, diags->items[i]);
		typed = diags->items[i]->lines;
		suppress(question, diags->items[i]);
	}
}

bool feature_actions(struct question *question)
{
	return question_ask(question, DEPTH_ASSESSED, answer_actions);
}
