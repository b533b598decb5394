/* What an editor shows beside and above the text: the parts of the forms, what can be folded, and lenses with the threshold
 * judgement and the rows that 変更箇所 lacks. */
#include "base/messages/lsp.h"
#include "base/utf8.h"
#include "lsp/feature.h"
#include "lsp/position.h"
#include "model/row_name.h"
#include "report/report_json.h"

#include <string.h>

enum { KIND_MODULE = 2, KIND_NAMESPACE = 3, KIND_STRING = 15, DETAIL_LIMIT = 90 };

/* ---- symbols ---- */

static json_t *symbol_json(const char *name, const char *detail, int kind, const struct span *span, json_t *children)
{
	return json_pack("{s: o, s: o, s: i, s: o, s: o, s: o}", "name", report_json_text(*name ? name : "-"), "detail",
	                 report_json_text(detail ? detail : ""), "kind", kind, "range", range_json(span), "selectionRange",
	                 range_json(span), "children", children ? children : json_array());
}

static void widen(struct span *span, const struct span *other)
{
	if (!span->source) {
		*span = *other;
		return;
	}
	span->start = other->start < span->start ? other->start : span->start;
	span->end = other->end > span->end ? other->end : span->end;
}

/* Rows of which something stands in this file; *span gets all of it. */
static void add_rows(struct question *question, const struct row *rows, size_t count, json_t *list, struct span *span)
{
	for (size_t i = 0; i < count; i++) {
		const struct node *place = rows[i].place;
		if (!place || place->span.source != question->source || rows[i].state == STATE_ABSENT)
			continue;
		widen(span, &place->span);
		json_array_append_new(
		    list, symbol_json(rows[i].item->label,
		                      utf8_cut(question->arena, rows[i].printed ? rows[i].printed : "", DETAIL_LIMIT),
		                      KIND_STRING, &place->span, NULL));
	}
}

static void add_sections(struct question *question, const struct sheet_section *sections, size_t count, json_t *list,
                         struct span *span)
{
	for (size_t i = 0; i < count; i++) {
		const struct sheet_section *section = &sections[i];
		struct span own = {0};
		json_t *children = json_array();
		add_rows(question, section->rows, section->row_count, children, &own);
		add_sections(question, section->sections, section->section_count, children, &own);
		if (!own.source) {
			json_decref(children);
			continue;
		}
		widen(span, &own);
		json_array_append_new(list, symbol_json(*section->heading ? section->heading : section->number, NULL,
		                                        KIND_NAMESPACE, &own, children));
	}
}

static void add_sheet(struct question *question, const struct sheet *sheet)
{
	struct span span = {0};
	json_t *children = json_array();
	add_rows(question, sheet->cover, sheet->cover_count, children, &span);
	add_sections(question, sheet->sections, sheet->section_count, children, &span);
	json_array_append_new(question->result,
	                      symbol_json(sheet->form->title, sheet->form->style, KIND_MODULE, &span, children));
}

/* Of a shikii.yaml, and of a model that has no sheet: the keys at the top by their names. */
static void add_keys(struct question *question)
{
	for (size_t i = 0; question->root && question->type && i < question->root->count; i++) {
		const struct node *item = question->root->items[i];
		int field = item->key ? type_field(&question->type->type, item->key->text) : -1;
		struct span span = item->key ? item->key->span : item->span;
		widen(&span, &item->span);
		if (field >= 0)
			json_array_append_new(question->result, symbol_json(question->type->type.fields[field].label,
			                                                    item->key->text, KIND_NAMESPACE, &span, NULL));
	}
}

static void answer_symbols(struct question *question)
{
	const struct assessment *assessment = question->reading.assessment;
	question->result = json_array();
	for (size_t i = 0; assessment && i < assessment->sheet_count; i++)
		add_sheet(question, assessment->sheets[i]);
	if (!json_array_size(question->result))
		add_keys(question);
}

bool feature_symbols(struct question *question)
{
	return question_ask(question, DEPTH_PLACED, answer_symbols);
}

/* ---- folding ---- */

static size_t line_of(const struct source *source, size_t offset)
{
	return source_position(source, offset).line;
}

/* From the line of the key, or of the first key of a member, to the last line that is not empty. */
static void fold(struct question *question, const struct node *node)
{
	const struct source *source = node->span.source;
	size_t end = node->span.end;
	while (end > node->span.start && strchr(" \t\r\n", source->text[end - 1]))
		end--;
	size_t first = line_of(source, node->key ? node->key->span.start : node->span.start), last = line_of(source, end);
	if (last > first)
		json_array_append_new(question->result, json_pack("{s: I, s: I}", "startLine", (json_int_t)first - 1, "endLine",
		                                                  (json_int_t)last - 1));
	for (size_t i = 0; i < node->count; i++)
		fold(question, node->items[i]);
}

static void answer_folding(struct question *question)
{
	question->result = json_array();
	for (size_t i = 0; question->root && i < question->root->count; i++)
		fold(question, question->root->items[i]);
}

bool feature_folding(struct question *question)
{
	return question_ask(question, DEPTH_TEXT, answer_folding);
}

/* ---- lenses ---- */

static void add_lens(struct question *question, const struct node *place, const char *title)
{
	const struct span span = place && place->key ? place->key->span : (struct span){question->source, 0, 0};
	json_array_append_new(question->result, json_pack("{s: o, s: {s: o, s: s}}", "range", range_json(&span), "command",
	                                                  "title", report_json_text(title), "command", ""));
}

/* 全項目評価書 → 全項目 */
static const char *kind_words(struct question *question, const char *kind)
{
	const char *label = kind_label(question->official, kind), *word = msg(MSG_LSP_SHEET_WORD);
	size_t length = strlen(label), end = strlen(word);
	bool ends = length > end && strcmp(label + length - end, word) == 0;
	return ends ? arena_copy(question->arena, label, length - end) : label;
}

static void add_threshold(struct question *question)
{
	struct arena *arena = question->arena;
	const struct assessment *assessment = question->reading.assessment;
	const struct judge_row *row = assessment->judgement->row;
	const struct value *threshold = record_field(assessment->model->root, "threshold");
	const struct value subjects = record_get(threshold, "subjects"), count = record_get(&subjects, "count");
	const char *kind = NULL;
	for (size_t i = 0; row && row->owed[i]; i++)
		kind = row->owed[i];
	const char *words = !row ? msg(MSG_LSP_UNDECIDED) : kind ? kind_words(question, kind) : row->result;
	const char *title =
	    count.kind == VALUE_NUMBER
	        ? msg_lsp_threshold_count(arena, words, value_print(arena, &question->official->schema->calendar, &count))
	        : msg_lsp_threshold(arena, words);
	add_lens(question, node_get(question->root, "threshold"), title);
}

static void answer_threshold(struct question *question)
{
	question->result = json_array();
	if (question->reading.assessment && question->official)
		add_threshold(question);
}

/* The findings of --since published; where there is no git, or nothing was published, there are none. */
static void answer_rows(struct question *question)
{
	if (!question->reading.assessment || !question->official || !question_check(question))
		return;
	const struct diags *diags = &question->reading.diags;
	size_t missing = 0;
	for (size_t i = 0; i < diags->count; i++)
		missing += strcmp(diags->items[i]->rule, diag_rule(DIAG_ROW_MISSING)) == 0;
	if (missing)
		add_lens(question, node_get(question->root, "sheets"), msg_lsp_rows_missing(question->arena, missing));
}

bool feature_lenses(struct question *question)
{
	if (!question_ask(question, DEPTH_ASSESSED, answer_threshold))
		return false;
	question->since = "published";
	return !json_array_size(question->result) || question_ask(question, DEPTH_PLACED, answer_rows);
}
