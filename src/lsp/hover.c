/* A place → what the form says about it, what a citation is on the day, what a rule rests on. In Markdown. */
#include "base/messages/lsp.h"
#include "base/messages/row.h"
#include "base/utf8.h"
#include "check/citations.h"
#include "lsp/feature.h"
#include "lsp/place.h"
#include "lsp/position.h"
#include "model/row_name.h"
#include "model/text.h"
#include "report/report_json.h"

#include <string.h>

enum { QUOTE_LIMIT = 300, ROW_LIMIT = 12 }; /* bytes of what is printed, places where it is */

/* Words that are no Markdown of their own. */
static void put_plain(struct buf *out, const char *words)
{
	for (; *words; words++) {
		if (strchr("\\`*_{}[]<>#|~", *words))
			buf_putc(out, '\\');
		if (*words == '\n')
			buf_puts(out, "  ");
		buf_putc(out, *words);
	}
}

static void put_paragraph(struct buf *out, const char *words)
{
	if (!words || !*words)
		return;
	buf_puts(out, out->length ? "\n\n" : "");
	put_plain(out, words);
}

static void put_heading(struct buf *out, const char *words)
{
	buf_puts(out, out->length ? "\n\n**" : "**");
	put_plain(out, words);
	buf_puts(out, "**");
}

/* ---- citations ---- */

static const char *day_words(struct arena *arena, const struct question *question, struct date day)
{
	struct value value = value_date(day);
	return value_print(arena, &question->official->schema->calendar, &value);
}

static void put_status(struct question *question, struct buf *out, const struct cited *cited)
{
	struct arena *arena = question->arena;
	const struct status *status = &cited->status;
	put_heading(out, cited->citation.canonical);
	put_paragraph(out, cited->day.year ? msg_lsp_state_on(arena, law_state_label(status->state),
	                                                      day_words(arena, question, cited->day))
	                                   : law_state_label(status->state));
	if (status->since.year)
		put_paragraph(out, msg_lsp_since(arena, day_words(arena, question, status->since)));
	if (status->successor)
		put_paragraph(out, msg_lsp_successor(arena, status->successor));
	for (size_t i = 0; i < status->successor_count; i++)
		put_paragraph(out, msg_lsp_successor(arena, status->successors[i]));
	if (status->stops.year)
		put_paragraph(out, msg_lsp_stops(arena, day_words(arena, question, status->stops)));
	if (status->stops_to)
		put_paragraph(out, msg_lsp_successor(arena, status->stops_to));
	if (status->known_to.year)
		put_paragraph(out, msg_lsp_known_to(arena, day_words(arena, question, status->known_to)));
	if (status->by)
		put_paragraph(out, msg_lsp_ground(arena, status->by));
	if (status->source)
		put_paragraph(out, msg_lsp_ground(arena, status->source->title));
}

/* True: there is a citation here, and it was told about. */
static bool put_citation(struct question *question, struct buf *out, struct span *span)
{
	const struct reading *reading = &question->reading;
	const struct law *law = reading->assessment ? official_law(question->official) : NULL;
	if (!law)
		return false;
	struct cited_list list = citations_of_assessment(question->arena, question->official, law, reading->assessment,
	                                                 &question->project->assess.as_of);
	bool found = false;
	for (size_t i = 0; i < list.count; i++) {
		const struct cited *cited = &list.items[i];
		bool here = cited->span.source == question->source && cited->span.start <= question->offset &&
		            question->offset < cited->span.end;
		if (here && !cited->citation.between) {
			put_status(question, out, cited);
			*span = cited->span;
			found = true;
		}
	}
	return found;
}

/* ---- answers ---- */

static bool is_row_of(const struct row *row, const struct node *node, const char *path)
{
	return row->stand_in == node || row->place == node || (row->path && strcmp(row->path, path) == 0);
}

/* Where the sheets print the answer, and what. */
static void put_rows(struct question *question, struct buf *out, const struct node *node)
{
	const struct assessment *assessment = question->reading.assessment;
	struct arena *arena = question->arena;
	struct buf path = BUF_INIT;
	size_t told = 0;
	node_path(node, &path);
	for (size_t i = 0; assessment && i < assessment->sheet_count; i++) {
		const struct sheet *sheet = assessment->sheets[i];
		for (size_t j = 0; j < sheet->row_count && told < ROW_LIMIT; j++) {
			const struct row *row = sheet->rows[j];
			if (!is_row_of(row, node, buf_text(&path)))
				continue;
			told++;
			put_heading(out, row_place(arena, sheet, row));
			put_paragraph(out, row->item->help);
			if (row->item->significant)
				put_paragraph(out, msg(MSG_LSP_SIGNIFICANT));
			if (row->printed && *row->printed)
				put_paragraph(out, msg_lsp_printed(arena, utf8_cut(arena, row->printed, QUOTE_LIMIT)));
		}
	}
	buf_free(&path);
}

static void put_field(struct question *question, struct buf *out, const struct place *place)
{
	struct arena *arena = question->arena;
	const struct option_list *options = place->type ? place->type->options : NULL;
	if (!place->record)
		return;
	put_heading(out, place->record->type.fields[place->field].label);
	put_paragraph(out, place->record->helps[place->field]);
	const char *names = NULL;
	for (size_t i = 0; options && i < options->count; i++)
		names = names ? msg_row_more(arena, names, options->options[i].value) : options->options[i].value;
	if (names)
		put_paragraph(out, msg_lsp_options(arena, names));
}

/* {passage: id}: its words, which stand in shikii.yaml. */
static void put_passage(struct question *question, struct buf *out, const struct node *node)
{
	struct value text;
	const struct reference *reference =
	    node->kind == NODE_SCALAR && node->key ? text_reference(question->official->schema, node) : NULL;
	if (reference && question->body && text_referred(reference, question->body->body, node, &text) &&
	    text.kind == VALUE_TEXT)
		put_paragraph(out, text.text);
}

/* ---- rules ---- */

/* The title, the reason and the ground of a rule that is named here: of `suppress`, or by a key of `severity`. */
static void put_rule(struct question *question, struct buf *out, const struct node *node)
{
	const struct rule_set *rules = official_rules(question->official);
	const struct rule *rule = rules && node->kind == NODE_SCALAR ? rule_find(rules, node->text) : NULL;
	if (rule) {
		put_heading(out, rule->title);
		put_paragraph(out, rule->why);
		put_paragraph(out, msg_lsp_ground(question->arena, rule->source));
	}
	for (int i = 0; !rule && node->kind == NODE_SCALAR && i < DIAG_COUNT; i++) {
		if (strcmp(diag_rule((enum diag_id)i), node->text) != 0)
			continue;
		put_heading(out, diag_title((enum diag_id)i));
		put_paragraph(out, diag_advice((enum diag_id)i));
	}
}

/* ---- all of it ---- */

static bool names_rule(const struct place *place)
{
	return place->record && !place->on_key && strcmp(place->record->type.name, "suppression") == 0 &&
	       strcmp(place->record->type.fields[place->field].name, "rule") == 0;
}

static void put_place(struct question *question, struct buf *out, const struct place *place)
{
	put_field(question, out, place);
	put_passage(question, out, place->node);
	if (names_rule(place))
		put_rule(question, out, place->node);
	put_rows(question, out, place->node);
}

static void answer_hover(struct question *question)
{
	struct buf out = BUF_INIT;
	struct place place = place_at(question->arena, question->root, question->type, question->offset);
	if (!question->official || !place.node)
		return;
	struct span span = place.on_key ? place.node->key->span : place.node->span;
	if (place.on_key || !put_citation(question, &out, &span))
		put_place(question, &out, &place);
	if (out.length)
		question->result = json_pack("{s: {s: s, s: o}, s: o}", "contents", "kind", "markdown", "value",
		                             report_json_text(buf_text(&out)), "range", range_json(&span));
	buf_free(&out);
}

bool feature_hover(struct question *question)
{
	return question_ask(question, DEPTH_PLACED, answer_hover);
}
