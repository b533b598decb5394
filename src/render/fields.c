/* Sheet → keys of the view for a form to fill in. Sheet and view are walked side by side. */
#include "render/fields.h"

#include "answer/annex.h"
#include "answer/confirm.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/message.h"
#include "model/text.h"
#include "render/field_members.h"
#include "render/sheet_json.h"

#include <stdlib.h>
#include <string.h>

enum { FEW_OPTIONS = 5 }; /* that are all shown; more are a list */

struct fielder {
	struct answering answering; /* without edits */
	bool filling;
	json_t *missing; /* in order */
};

static void put_flag(json_t *object, const char *key, bool flag)
{
	object_put(object, key, json_boolean(flag));
}

/* ---- a row ---- */

/* The form is filled in to be published: what that asks for is missing from a draft, too. */
static bool is_missing(const struct row *row)
{
	bool asked = row->required || (row->item->need == NEED_PUBLICATION && !row->item->when);
	return asked && (row->state == STATE_ABSENT || row->state == STATE_BLANK || row->state == STATE_UNKNOWN ||
	                 row->state == STATE_INVALID);
}

static bool is_of_rule(const json_t *finding, enum diag_id id)
{
	return strcmp(json_string_value(json_object_get(finding, "rule")), diag_rule(id)) == 0;
}

/* Is it about words of an example, or a proposal that nobody has confirmed? The answer is still to be written. */
static bool is_of_draft(const json_t *finding)
{
	return is_of_rule(finding, DIAG_ANSWER_SAMPLE) || is_of_rule(finding, DIAG_ANSWER_PROPOSED);
}

static bool mark_to_write(const json_t *findings)
{
	bool any = false;
	for (size_t i = 0; i < json_array_size(findings); i++) {
		bool draft = is_of_draft(json_array_get(findings, i));
		put_flag(json_array_get(findings, i), "to_write", draft);
		any |= draft;
	}
	return any;
}

/* That an answer is still a sample is told by the field itself, which shows none. */
static void leave_out_samples(json_t *findings)
{
	for (size_t i = json_array_size(findings); i-- > 0;)
		if (is_of_rule(json_array_get(findings, i), DIAG_ANSWER_SAMPLE))
			json_array_remove(findings, i);
}

/* Does nothing but a sample stand there: words that say what to write, or an answer below the mark? */
static bool is_sample(const struct fielder *fielder, const struct row *row)
{
	return row->example || (row->state == STATE_ANSWERED && !strchr(row->printed, '\n') &&
	                        schema_is_sample(fielder->answering.schema, row->printed));
}

/* What stands in the model, to be edited. */
static const char *words_of(const struct fielder *fielder, const struct row *row, const struct target *target)
{
	const struct node *node = target->node;
	if (is_sample(fielder, row))
		return "";
	bool number = target->kind == TARGET_MEASURED || row->state == STATE_INVALID;
	if (number)
		return node && node->kind == NODE_SCALAR ? node->text : "";
	if (target->kind == TARGET_MEMBERS)
		return target_members(fielder->answering.arena, target);
	return row->stated ? row->stated : row->state == STATE_ANSWERED ? row->value : "";
}

static json_t *option_json(const struct tick *tick, const char *number)
{
	json_t *object = json_object();
	object_put_text(object, "number", number);
	object_put_text(object, "value", tick->option->value);
	object_put_text(object, "label", tick->option->label);
	put_flag(object, "selected", tick->ticked);
	put_flag(object, "has_text", tick->option->text || (tick->text && *tick->text));
	object_put_text(object, "text", tick->text ? tick->text : "");
	return object;
}

/* Both sides of a question that the form asks by one box: not to tick it is no answer yet. */
static json_t *sides_json(const struct row *row, const struct target *target)
{
	json_t *options = json_array();
	bool known = row->answer.kind == VALUE_BOOL && !row->example, truth = known && row->answer.truth;
	struct item_option yes = {"true", target->equals, false}, no = {"false", target->other, false};
	array_put(options, option_json(&(struct tick){&yes, truth, NULL}, ""));
	array_put(options, option_json(&(struct tick){&no, known && !truth, NULL}, ""));
	return options;
}

static json_t *options_json(const struct row *row, const struct target *target, const json_t *choices)
{
	if (target->other)
		return sides_json(row, target);
	json_t *options = json_array();
	for (size_t i = 0; i < row->tick_count; i++)
		array_put(options, option_json(&row->ticks[i],
		                               json_string_value(json_object_get(json_array_get(choices, i), "number"))));
	return options;
}

/* Options stand in the groups of the form. */
static json_t *groups_json(const struct item *item, json_t *options)
{
	json_t *groups = json_array();
	size_t at = 0, count = json_array_size(options);
	for (size_t i = 0; at < count; i++) {
		bool named = i < item->group_count;
		size_t end = named ? at + item->groups[i].count : count;
		json_t *group = json_object(), *members = json_array();
		for (; at < end && at < count; at++)
			array_put(members, json_incref(json_array_get(options, at)));
		object_put_text(group, "label", named ? item->groups[i].label : "");
		object_put(group, "options", members);
		array_put(groups, group);
	}
	return groups;
}

/* The keys that tell what a field is. */
static const char is[] = "is_";
static const char *const field_kinds[] = {"is_text",   "is_line", "is_date",  "is_number",
                                          "is_radios", "is_list", "is_boxes", "is_flag"};

static const char *kind_of(const struct row *row, const struct target *target)
{
	if (target->kind == TARGET_MEASURED)
		return "is_number";
	if (target->other)
		return "is_radios";
	switch (row->item->type) {
	case ITEM_CHOICE:
		return row->tick_count <= FEW_OPTIONS ? "is_radios" : "is_list";
	case ITEM_BOXES:
		return "is_boxes";
	case ITEM_FLAG:
		return "is_flag";
	case ITEM_COUNT:
		return "is_number";
	case ITEM_DATE:
		return "is_date";
	case ITEM_LINE:
	case ITEM_NUMBER:
		return "is_line";
	case ITEM_TEXT:
	case ITEM_ATTACHMENT:
	case ITEM_RESULT:
	case ITEM_REF:
		break;
	}
	return "is_text";
}

/* How YAML refers to the words of the body that are the whole answer, 「passage: id」 as a pattern; "" where it has others, too, or
 * the id is no plain word. */
static const char *pattern_of_users(const struct fielder *fielder, const struct node *node)
{
	const struct node *id = node && node->kind == NODE_MAPPING && node->count == 1 ? node->items[0] : NULL;
	return id && id->kind == NODE_SCALAR && !strpbrk(id->text, "\\^$.|?*+()[]{}")
	           ? arena_printf(fielder->answering.arena, "%s:\\s*[\"']?%s", id->key->text, id->text)
	           : "";
}

/* Do words of the body stand in the answer? */
static bool refers(const struct fielder *fielder, const struct node *node)
{
	bool any = node && node->kind == NODE_MAPPING && node->count == 1 &&
	           text_reference(fielder->answering.schema, node->items[0]);
	for (size_t i = 0; node && node->kind != NODE_SCALAR && i < node->count; i++)
		any |= refers(fielder, node->items[i]);
	return any;
}

static json_t *field_json(const struct fielder *fielder, const json_t *object, const struct row *row,
                          const struct target *target)
{
	const struct node *node = target->node;
	const char *kind = kind_of(row, target);
	json_t *field = json_object(), *options = options_json(row, target, json_object_get(object, "choices"));
	for (size_t i = 0; i < sizeof field_kinds / sizeof *field_kinds; i++)
		put_flag(field, field_kinds[i], strcmp(field_kinds[i], kind) == 0);
	object_put_text(field, "kind", kind + strlen(is));
	object_put_text(field, "words", words_of(fielder, row, target));
	put_flag(field, "unconfirmed", !row->example && answer_is_unconfirmed(&fielder->answering, target));
	object_put_text(field, "sample", is_sample(fielder, row) && !row->example ? row->printed : "");
	put_flag(field, "measured", target->kind == TARGET_MEASURED);
	put_flag(field, "unset", row->state == STATE_ABSENT || row->state == STATE_BLANK);
	put_flag(field, "shared", refers(fielder, node));
	object_put_text(field, "users", pattern_of_users(fielder, node));
	put_flag(field, "takes_words", target_takes_words(row, target));
	put_flag(field, "whole",
	         row->place && row->place->kind == NODE_SCALAR &&
	             row->place->span.source != fielder->answering.sheet->model->node->span.source);
	object_put(field, "groups", groups_json(row->item, options));
	object_put(field, "options", options);
	return field;
}

/* Null where the answer follows from others, or stands in another file. */
static json_t *field_of(const struct fielder *fielder, const json_t *object, const struct row *row)
{
	const struct source *source = fielder->answering.sheet->model->node->span.source;
	enum item_type type = row->item->type;
	struct target target;
	bool fixed = type == ITEM_REF || type == ITEM_RESULT || type == ITEM_ATTACHMENT || row->markdown;
	if (!fielder->filling || fixed || !target_any(&fielder->answering, row, &target))
		return json_null();
	const struct node *place = target.node ? target.node : target.mapping;
	return place->span.source == source ? field_json(fielder, object, row, &target) : json_null();
}

/* Where the attachments of a row can be changed in place; lines of a table as a spreadsheet has them. */
static void add_to_attachments(const struct fielder *fielder, json_t *object, const struct row *row)
{
	for (size_t i = 0; row->attachments && i < row->attachments->count; i++) {
		const struct value *attachment = &row->attachments->items[i];
		const struct node *node = attachment->kind == VALUE_RECORD ? attachment->record->node : NULL;
		const struct node *text = node_get(node, "text"), *table = node_get(node, "table");
		const char *key = fielder->filling ? annex_key(&fielder->answering, node) : NULL;
		const char *lines = key && table ? annex_table(fielder->answering.arena, table) : NULL;
		json_t *its = json_array_get(json_object_get(object, "attachments"), i);
		object_put_text(its, "annex", key ? key : "");
		put_flag(its, "plain", key && (!text || text->kind == NODE_SCALAR));
		object_put_text(its, "lines", lines ? lines : "");
	}
	put_flag(object, "annexed", fielder->filling && row->item->type == ITEM_ATTACHMENT && !strchr(row->key, '['));
}

static json_t *missing_json(const struct row *row, const json_t *object)
{
	json_t *missing = json_object();
	object_put_text(missing, "number", row->number);
	object_put_text(missing, "label", row->item->label);
	object_put_text(missing, "anchor", json_string_value(json_object_get(object, "anchor")));
	return missing;
}

static size_t add_to_rows(struct fielder *fielder, json_t *array, const struct row *rows, size_t count)
{
	size_t left = 0;
	for (size_t i = 0; i < count; i++) {
		json_t *object = json_array_get(array, i);
		bool typed = false;
		const char *list = fielder->filling ? members_at(&fielder->answering, &rows[i], &typed) : NULL;
		json_t *field = list || typed ? json_null() : field_of(fielder, object, &rows[i]);
		bool sample = !json_is_null(field) && is_sample(fielder, &rows[i]);
		bool unanswered = fielder->filling && (is_missing(&rows[i]) || sample);
		bool unconfirmed = fielder->filling && json_is_true(json_object_get(field, "unconfirmed"));
		if (unanswered)
			leave_out_samples(json_object_get(object, "findings"));
		bool missing =
		    unanswered || unconfirmed || (fielder->filling && mark_to_write(json_object_get(object, "findings")));
		put_flag(object, "filling", fielder->filling);
		add_to_attachments(fielder, object, &rows[i]);
		put_flag(object, "unanswered", unanswered);
		put_flag(object, "chosen_from", json_array_size(json_object_get(field, "options")) > 0);
		put_flag(object, "unconfirmed", unconfirmed);
		put_flag(object, "missing", missing);
		put_flag(object, "derived", fielder->filling && json_is_null(field) && !list && rows[i].item->type != ITEM_REF);
		object_put(object, "listed", list ? members_json(&fielder->answering, list) : json_null());
		if (missing)
			array_put(fielder->missing, missing_json(&rows[i], object));
		object_put(object, "field", field);
		left += missing;
	}
	return left;
}

/* ---- sections ---- */

static const char *label_of(const struct form_section *form)
{
	const char *words = *form->heading ? form->heading : form->number;
	return words;
}

/* Of each repeated part: how a member is added. */
static json_t *adds_json(const struct fielder *fielder, const struct sheet_section *outer,
                         const struct form_section *forms, size_t count)
{
	json_t *adds = json_array();
	for (size_t i = 0; i < count && fielder->filling; i++) {
		struct target target;
		const char *member, *equals;
		if (!forms[i].each || !target_list(&fielder->answering, outer, &forms[i], &target, &member, &equals))
			continue;
		const char *label = label_of(&forms[i]), *mark = strstr(label, "{n}");
		json_t *add = json_object();
		object_put_text(add, "group",
		                outer ? arena_printf(fielder->answering.arena, "%s/%s", outer->key, forms[i].id) : forms[i].id);
		object_put(add, "label",
		           mark ? json_sprintf("%.*s%s", (int)(mark - label), label, mark + 3) : json_string_nocheck(label));
		array_put(adds, add);
	}
	return adds;
}

static bool is_removable(const struct fielder *fielder, const struct sheet_section *section)
{
	const struct node *member = section->member ? section->member->node : NULL;
	return fielder->filling && section->form->each && member && member->parent &&
	       member->parent->kind == NODE_SEQUENCE &&
	       member->span.source == fielder->answering.sheet->model->node->span.source;
}

/* Can these two, one behind the other, change their places? Then the key of the latter, else nothing. */
static const char *swap_of(const struct fielder *fielder, const struct sheet_section *first,
                           const struct sheet_section *second)
{
	bool both = first->form == second->form && is_removable(fielder, first) && is_removable(fielder, second);
	return both && first->member->node->parent == second->member->node->parent &&
	               first->member->node->parent->style == NODE_BLOCK
	           ? second->key
	           : "";
}

static size_t add_to_sections(struct fielder *fielder, json_t *array, const struct sheet_section *sections,
                              size_t count)
{
	size_t left = 0;
	for (size_t i = 0; i < count; i++) {
		const struct sheet_section *section = &sections[i];
		json_t *object = json_array_get(array, i);
		size_t own = add_to_rows(fielder, json_object_get(object, "rows"), section->rows, section->row_count);
		own += add_to_sections(fielder, json_object_get(object, "sections"), section->sections, section->section_count);
		put_flag(object, "removable", is_removable(fielder, section));
		object_put_text(object, "up", i ? swap_of(fielder, section - 1, section) : "");
		object_put_text(object, "above", i ? section[-1].key : "");
		object_put_text(object, "down", i + 1 < count ? swap_of(fielder, section, section + 1) : "");
		object_put(object, "adds", adds_json(fielder, section, section->form->sections, section->form->section_count));
		object_put(object, "left", own ? json_integer((json_int_t)own) : json_string_nocheck(""));
		left += own;
	}
	return left;
}

/* ---- the whole ---- */

static void add_judgement(json_t *view, const struct judgement *judgement)
{
	json_t *facts = json_array(), *results = json_array();
	for (size_t i = 0; judgement && i < judgement->rules->input_count; i++) {
		const struct judge_fact *fact = &judgement->facts[i];
		json_t *object = json_object();
		object_put_text(object, "label", fact->input->label);
		object_put_text(object, "answer", fact->answer ? fact->answer : "");
		array_put(facts, object);
	}
	for (size_t i = 0; judgement && !judgement->row && i < judgement->possible_count; i++)
		array_put_text(results, judgement->possible[i]->result);
	object_put(view, "facts", facts);
	object_put_text(view, "exemption", judgement && judgement->exemption ? judgement->exemption : "");
	object_put_text(view, "result", judgement && judgement->row ? judgement->row->result : "");
	object_put_text(view, "result_source", judgement && judgement->row ? judgement->row->source : "");
	object_put(view, "possible", results);
}

/* Has it a 公表日? */
static bool is_published(const struct model *model, const char *kind)
{
	const struct node *publications = node_get(node_get(node_get(model->node, "sheets"), kind), "publications");
	return publications && publications->kind == NODE_SEQUENCE && publications->count > 0;
}

static json_t *tab_json(struct official *official, const struct sheet *sheet, const char *kind)
{
	const struct form *form = official_form_of(official, kind, &sheet->occasion.published);
	json_t *tab = json_object();
	object_put_text(tab, "kind", kind);
	object_put_text(tab, "style", form ? form->style : kind);
	object_put_text(tab, "label", kind_label(official, kind));
	put_flag(tab, "draft", !is_published(sheet->model, kind));
	put_flag(tab, "current", strcmp(kind, sheet->form->kind) == 0);
	return tab;
}

/* The day for which the publication is planned, as it is spelled. */
static const char *planned_day(const struct sheet *sheet)
{
	const struct node *day = sheet->record ? node_get(sheet->record->node, "planned") : NULL;
	return day && day->kind == NODE_SCALAR ? day->text : "";
}

/* The sheets that are made, and the one that is shown. */
static void add_tabs(json_t *view, const struct sheet *sheet, const struct form_extras *extras)
{
	json_t *tabs = json_array();
	bool shown = false;
	for (const char **kind = extras ? extras->judgement->made : NULL; kind && *kind; kind++) {
		array_put(tabs, tab_json(extras->official, sheet, *kind));
		shown |= strcmp(*kind, sheet->form->kind) == 0;
	}
	if (extras && !shown)
		array_put(tabs, tab_json(extras->official, sheet, sheet->form->kind));
	object_put(view, "tabs", tabs);
}

/* What is still to be written is told once: in the list of what is missing. */
static void leave_out_drafts(struct arena *arena, json_t *view)
{
	json_t *findings = json_object_get(view, "findings");
	for (size_t i = json_array_size(findings); i-- > 0;) {
		const json_t *finding = json_array_get(findings, i);
		if (!is_of_draft(finding))
			continue;
		const char *severity = json_string_value(json_object_get(finding, "severity"));
		const char *count = arena_printf(arena, "%ss", severity); /* errors, warnings, notes */
		json_int_t left = json_integer_value(json_object_get(view, count)) - 1;
		object_put(view, count, json_integer(left));
		json_array_remove(findings, i);
	}
	put_flag(view, "has_findings", json_array_size(findings) > 0);
}

/* A finding in 変更箇所 tells of its row. */
static void place_in_history(struct arena *arena, json_t *findings, const struct sheet *sheet)
{
	const char *prefix = arena_printf(arena, "sheets.%s.history[", sheet->form->kind);
	for (size_t i = 0; i < json_array_size(findings); i++) {
		json_t *finding = json_array_get(findings, i);
		const char *place = json_string_value(json_object_get(finding, "place"));
		if (strncmp(place, prefix, strlen(prefix)) != 0)
			continue;
		object_put(finding, "history_row", json_integer(strtol(place + strlen(prefix), NULL, 10)));
		object_put_text(finding, "place", "");
	}
}

static void number_changes(json_t *history)
{
	for (size_t i = 0; i < json_array_size(history); i++) {
		json_t *fields = json_object_get(json_array_get(history, i), "fields");
		for (size_t j = 0; j < json_array_size(fields); j++) {
			json_t *field = json_array_get(fields, j);
			const char *name = json_string_value(json_object_get(field, "name"));
			object_put(field, "key", json_sprintf("history[%zu].%s", i + 1, name));
			object_put_text(field, "words", json_string_value(json_object_get(json_array_get(history, i), name)));
		}
		object_put(json_array_get(history, i), "row", json_integer((json_int_t)i + 1));
	}
}

void view_add_fields(json_t *view, const struct sheet *sheet, const struct form_extras *extras)
{
	struct arena *arena = arena_new();
	struct fielder fielder = {.filling = extras != NULL, .missing = json_array()};
	fielder.answering = (struct answering){arena, sheet, extras ? extras->official->schema : NULL, NULL, true};
	size_t left = add_to_rows(&fielder, json_object_get(view, "cover"), sheet->cover, sheet->cover_count);
	left += add_to_sections(&fielder, json_object_get(view, "sections"), sheet->sections, sheet->section_count);
	object_put(view, "adds", adds_json(&fielder, NULL, sheet->form->sections, sheet->form->section_count));
	object_put(view, "left", json_integer((json_int_t)left));
	put_flag(view, "has_missing", left > 0);
	object_put(view, "missing_items", fielder.missing);
	if (extras) {
		leave_out_drafts(arena, view);
		place_in_history(arena, json_object_get(view, "findings"), sheet);
		number_changes(json_object_get(view, "history"));
		object_put(view, "passages", passages_json(&fielder.answering));
		add_judgement(view, extras->judgement);
		object_put_text(view, "planned", planned_day(sheet));
		add_tabs(view, sheet, extras);
	}
	arena_free(arena);
}
