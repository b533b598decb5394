/* The findings about a document, as `shikii check` tells them → diagnostics, by the files that they stand in. */
#include "session/findings.h"
#include "base/messages/lsp.h"
#include "lsp/feature.h"
#include "lsp/position.h"
#include "report/report_json.h"

/* The message, and what a person does about it. */
static json_t *words_of(struct arena *arena, const struct diag *diag)
{
	const char *words = diag->message;
	if (diag->item_name)
		words = msg_lsp_finding_item(arena, words, diag->item_name);
	if (diag->hint)
		words = msg_lsp_finding_hint(arena, words, diag->hint);
	if (diag->source)
		words = msg_lsp_finding_source(arena, words, diag->source);
	return report_json_text(words);
}

struct span finding_span(const struct question *question, const struct diag *diag)
{
	struct span span = diag->span;
	const struct node *root = question->root;
	bool whole =
	    root && span.source && span.source->lines && span.start == root->span.start && span.end == root->span.end;
	if (whole)
		span.end = source_line(span.source, source_position(span.source, span.start).line).end;
	return span;
}

json_t *finding_json(const struct question *question, const struct diag *diag)
{
	static const int severities[] = {[SEVERITY_ERROR] = 1, [SEVERITY_WARNING] = 2, [SEVERITY_NOTE] = 3};
	const struct span span = finding_span(question, diag);
	json_t *json =
	    json_pack("{s: o, s: i, s: o, s: s, s: o}", "range", range_json(&span), "severity", severities[diag->severity],
	              "code", report_json_text(diag->rule), "source", "shikii", "message", words_of(question->arena, diag));
	json_t *related = location_json(question, &diag->related);
	if (related)
		json_object_set_new(
		    json, "relatedInformation",
		    json_pack("[{s: o, s: o}]", "location", related, "message", report_json_text(diag->related_message)));
	if (diag->path)
		json_object_set_new(json, "data", json_pack("{s: o}", "path", report_json_text(diag->path)));
	return json;
}

/* Findings of no file, or of built-in data, stand in the document itself. */
static json_t *uri_of(const struct question *question, const struct diag *diag)
{
	const char *path = diag->span.source ? diag->span.source->path : diag->file;
	bool own = !path || !*path || *path != '/';
	return own ? report_json_text(question->document->uri) : path_uri(question->documents, path);
}

static void add_findings(struct question *question, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		json_t *uri = uri_of(question, diags->items[i]);
		json_t *list = json_object_get(question->result, json_string_value(uri));
		if (!list)
			json_object_set_new(question->result, json_string_value(uri), list = json_array());
		json_array_append_new(list, finding_json(question, diags->items[i]));
		json_decref(uri);
	}
}

bool question_check(struct question *question)
{
	struct gate gate;
	struct reading *reading = &question->reading;
	if (!reading->official || !gate_open(&gate, question->project))
		return false;
	gate_examine(question->project, reading);
	gate_check(&gate, reading);
	diags_sort(&reading->diags);
	return !gate.broken;
}

static void answer_findings(struct question *question)
{
	bool body = path_is_body(question->document->path);
	question->result = json_object();
	if (question->type && !body) {
		question_check(question);
		add_findings(question, &question->reading.diags);
	}
	if (question->body && (question->type || body))
		add_findings(question, &question->body->diags);
	add_findings(question, &question->project->diags);
	add_findings(question, &question->run);
}

bool feature_findings(struct question *question)
{
	return question_ask(question, DEPTH_ASSESSED, answer_findings);
}
