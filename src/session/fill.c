/* shikii fill: answers of a form's items, and members of its repeated groups → edits of the model. */
#include "base/messages/fill.h"
#include "answer/annex.h"
#include "answer/confirm.h"
#include "answer/members.h"
#include "answer/put.h"
#include "base/clean.h"
#include "base/messages/filled.h"
#include "base/messages/help.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "model/draft.h"
#include "model/text.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/reading.h"
#include "session/rewrite.h"
#include "yaml/node_write.h"

#include <stdlib.h>
#include <string.h>

struct filling {
	struct project *project;
	struct reading reading;
	struct edits edits;
	struct answering answering;
};

/* ---- answers ---- */

static const struct row *row_with(const struct sheet *sheet, const char *key)
{
	for (size_t i = 0; i < sheet->row_count; i++)
		if (strcmp(sheet->rows[i]->key, key) == 0)
			return sheet->rows[i];
	return NULL;
}

/* The options that are ticked, one on a line, words for its brackets behind a tab. */
static struct node *boxes_node(const struct answering *answering, const char *text)
{
	struct node *list = node_collection(answering->arena, NODE_SEQUENCE, NODE_FLOW);
	for (const char *line = text; *line; line += *line != '\0') {
		size_t length = strcspn(line, "\n"), option = strcspn(line, "\t\n");
		const char *value = arena_copy(answering->arena, line, option);
		struct node *member = answer_text_node(answering->arena, value);
		if (length > option + 1) {
			const char *words = arena_copy(answering->arena, line + option + 1, length - option - 1);
			member = node_collection(answering->arena, NODE_MAPPING, NODE_FLOW);
			node_append(answering->arena, member, value, answer_text_node(answering->arena, words));
		}
		if (option)
			node_append(answering->arena, list, NULL, member);
		line += length;
	}
	return list;
}

/* The words of the body that an answer is taken from: there, for all that take it. */
static const char *put_shared(const struct answering *answering, const struct row *row, const char *text)
{
	const struct node *place = row->place;
	if (!place || place->kind != NODE_SCALAR || place->span.source == answering->sheet->model->node->span.source)
		return msg_fill_not_shared(answering->arena, row->key);
	*answering->edits = edits_new(answering->arena, place->span.source);
	return answer_put(answering, &(struct target){.node = place}, answer_text_node(answering->arena, text));
}

static const char *confirm(const struct answering *answering, const char *key)
{
	const struct row *row = row_with(answering->sheet, key);
	struct target target;
	if (!row)
		return msg_fill_no_item(answering->arena, key, answering->sheet->form->id);
	return target_any(answering, row, &target) ? answer_confirm(answering, &target)
	                                           : msg(MSG_FILLED_DERIVED_FROM_OTHERS);
}

static const char *put_row(const struct answering *answering, const struct row *row, const char *text)
{
	struct target target;
	bool fixed = row->item->type == ITEM_REF || row->item->type == ITEM_RESULT || row->item->type == ITEM_ATTACHMENT;
	if (fixed || !target_any(answering, row, &target))
		return row->path ? msg_filled_derived(answering->arena, row->path) : msg(MSG_FILLED_DERIVED_FROM_OTHERS);
	if (row->item->type == ITEM_BOXES)
		return answer_put(answering, &target, boxes_node(answering, text));
	return answer_put_words(answering, row, &target, text);
}

/* ITEM=passage:ID: the words of the body of this id become the answer, or, behind +, stand behind it. */
static const char *refer(const struct answering *answering, const char *given)
{
	struct arena *arena = answering->arena;
	size_t length = strcspn(given, "=");
	const char *key = arena_copy(arena, given, length), *words = given + length + (given[length] == '=');
	bool behind = *words == '+';
	words += behind;
	const char *id = words + strcspn(words, ":");
	const struct row *row = row_with(answering->sheet, key);
	struct target target;
	struct value text;
	struct node *reference = node_collection(arena, NODE_MAPPING, NODE_FLOW);
	if (!*id)
		return msg_fill_refer_form(arena, given);
	node_append(arena, reference, arena_copy(arena, words, (size_t)(id - words)), answer_text_node(arena, id + 1));
	const struct reference *kind = text_reference(answering->schema, reference->items[0]);
	if (!kind || !text_referred(kind, answering->sheet->model->body, reference->items[0], &text))
		return msg_fill_no_words(arena, words);
	if (!row || !target_any(answering, row, &target) || !target_takes_words(row, &target))
		return msg_fill_takes_no_words(arena, key);
	return behind ? answer_put_behind(answering, &target, reference) : answer_put(answering, &target, reference);
}

/* history[3].before: of the row that it has, or a new one behind the last. */
static const char *put_history(const struct answering *answering, const char *key, const char *text)
{
	const struct sheet *sheet = answering->sheet;
	char *end;
	size_t number = strtoul(key + strlen("history["), &end, 10);
	const char *field = strncmp(end, "].", 2) == 0 ? end + 2 : "";
	if (!number || number > sheet->history_count || !form_column(sheet->form, field))
		return msg_fill_no_item(answering->arena, key, answering->sheet->form->id);
	const struct record *record = sheet->history[number - 1].record;
	const struct node *node = record ? record->node : NULL, *there = node ? node_get(node, field) : NULL;
	struct target target = {.node = there, .mapping = node, .rest = field};
	return node ? answer_put(answering, &target, answer_text_node(answering->arena, text))
	            : msg(MSG_FILLED_LIST_NOT_PLAIN);
}

/* Words that were pasted: line breaks of any kind are one kind, a space where the answer is one line; what cannot be seen or is no
 * character goes. */
static const char *without_controls(struct arena *arena, const char *text, bool one_line)
{
	size_t length = strlen(text), at = 0;
	char *words = arena_string(arena, text), *to = words;
	while (at < length) {
		int32_t point;
		size_t taken = utf8_decode(text + at, length - at, &point);
		if (strncmp(text + at, "\r\n", 2) == 0)
			taken = 2;
		bool breaks = (point >= '\n' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
		if (breaks)
			*to++ = one_line ? ' ' : '\n';
		else if (point == '\t' || !clean_is_harmful(point))
			for (size_t i = 0; i < taken; i++)
				*to++ = text[at + i];
		at += taken;
	}
	*to = '\0';
	return words;
}

/* ITEM=WORDS */
static const char *fill_answer(const struct answering *answering, const char *given, bool shared)
{
	const char *equals = strchr(given, '=');
	if (!equals)
		return msg_fill_answer_form(answering->arena, given);
	const char *key = arena_copy(answering->arena, given, (size_t)(equals - given)), *field;
	const struct row *row = row_with(answering->sheet, key);
	const char *words = without_controls(answering->arena, equals + 1, row && row->item->type == ITEM_LINE);
	if (row)
		return (shared ? put_shared : put_row)(answering, row, words);
	const struct node *attachment = annex_named(answering, key, &field);
	if (attachment)
		return annex_put(answering, attachment, field, words);
	const struct node *member = member_named(answering, key, &field);
	if (member)
		return member_put(answering, member, field, words, shared);
	return strncmp(key, "history[", strlen("history[")) == 0
	           ? put_history(answering, key, words)
	           : msg_fill_no_item(answering->arena, key, answering->sheet->form->id);
}

/* ---- groups ---- */

static const struct sheet_section *section_with(const struct sheet_section *sections, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(sections[i].key, key) == 0)
			return &sections[i];
		const struct sheet_section *inner = section_with(sections[i].sections, sections[i].section_count, key);
		if (inner)
			return inner;
	}
	return NULL;
}

static const struct form_section *form_with(const struct form_section *sections, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (sections[i].each && strcmp(sections[i].id, id) == 0)
			return &sections[i];
	return NULL;
}

/* How many sections have such a group inside; *outer is the last of them. */
static size_t sections_around(const struct sheet_section *sections, size_t count, const char *id,
                              const struct sheet_section **outer)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++) {
		if (form_with(sections[i].form->sections, sections[i].form->section_count, id)) {
			*outer = &sections[i];
			found++;
		}
		found += sections_around(sections[i].sections, sections[i].section_count, id, outer);
	}
	return found;
}

/* [OUTER/]GROUP: II[1].4/II[].4.c[], or I.2[] where that is in one section alone, *outer, or in none. NULL: there is none. */
static const struct form_section *group_with(const struct answering *answering, const char *group,
                                             const struct sheet_section **outer)
{
	const struct sheet *sheet = answering->sheet;
	const char *slash = strrchr(group, '/'), *id = slash ? slash + 1 : group;
	if (slash)
		*outer = section_with(sheet->sections, sheet->section_count,
		                      arena_copy(answering->arena, group, (size_t)(slash - group)));
	else if (sections_around(sheet->sections, sheet->section_count, id, outer) != 1)
		*outer = NULL;
	if (*outer)
		return form_with((*outer)->form->sections, (*outer)->form->section_count, id);
	return slash ? NULL : form_with(sheet->form->sections, sheet->form->section_count, id);
}

/* The block that a section repeats for, where there are several of them: a contract of it is one of no other. */
static const char *owner_of(const struct answering *answering, const struct sheet_section *outer)
{
	const struct sheet *sheet = answering->sheet;
	for (size_t i = 0; i < sheet->section_count; i++) {
		const struct sheet_section *section = &sheet->sections[i];
		const struct node *id = section->member ? node_get(section->member->node, "id") : NULL;
		bool several = (i > 0 && section[-1].form == section->form) ||
		               (i + 1 < sheet->section_count && section[1].form == section->form);
		size_t length = strlen(section->key);
		bool around = strncmp(section->key, outer->key, length) == 0 && strchr(".", outer->key[length]);
		if (id && several && around)
			return id->text;
	}
	return NULL;
}

static struct node *new_member(const struct answering *answering, const struct sheet_section *outer,
                               const struct target *target, const char *name)
{
	struct arena *arena = answering->arena;
	struct draft draft = draft_new(arena, answering->schema->process);
	struct node *member = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	size_t number = target->node ? target->node->count : 0;
	const char *owner = outer ? owner_of(answering, outer) : NULL;
	if (draft_type(&draft, arena_printf(arena, "%s[0].id", name))) {
		while (draft_has_id(target->node, draft_member_id(arena, name, number)))
			number++;
		node_append(arena, member, "id", answer_text_node(arena, draft_member_id(arena, name, number)));
	}
	if (owner && draft_type(&draft, arena_printf(arena, "%s[0].blocks", name))) {
		struct node *owners = node_collection(arena, NODE_SEQUENCE, NODE_FLOW);
		node_append(arena, owners, NULL, answer_text_node(arena, owner));
		node_append(arena, member, "blocks", owners);
	}
	return member;
}

static const char *add_member(const struct answering *answering, const char *group)
{
	const struct sheet_section *outer = NULL;
	const struct form_section *form = group_with(answering, group, &outer);
	const struct row *row = form ? NULL : row_with(answering->sheet, group);
	const char *field, *equals;
	struct target target;
	if (row && row->item->type == ITEM_ATTACHMENT)
		return annex_add(answering, row);
	if (!form && member_type(answering, group))
		return member_add(answering, group);
	if (!form)
		return msg_fill_no_group(answering->arena, group, answering->sheet->form->id);
	if (!target_list(answering, outer, form, &target, &field, &equals))
		return msg(MSG_FILLED_LIST_NOT_PLAIN);
	bool there = target.node && !node_is_null(target.node);
	const char *name = target.node ? target.node->key->text : target.rest;
	struct node *member = new_member(answering, outer, &target, name);
	if (field)
		node_append(answering->arena, member, field, answer_text_node(answering->arena, equals));
	if (there && target.node->count)
		return edit_append(answering->edits, target.node, member);
	struct node *list = node_collection(answering->arena, NODE_SEQUENCE, NODE_BLOCK);
	node_append(answering->arena, list, NULL, member);
	return answer_put(answering, &target, list);
}

/* One of several blocks that share a member is left, or the member goes. */
static const char *remove_node(const struct answering *answering, const struct node *member, const char *owner)
{
	const struct node *owners = node_get(member, "blocks");
	if (owner && (!owners || owners->kind != NODE_SEQUENCE || owners->count != 1))
		return msg(MSG_FILL_OTHER_OWNERS);
	if (member->parent->count > 1)
		return edit_remove(answering->edits, member);
	return edit_set(answering->edits, member->parent, node_collection(answering->arena, NODE_SEQUENCE, NODE_FLOW));
}

static const char *remove_member(const struct answering *answering, const char *key)
{
	const struct sheet *sheet = answering->sheet;
	const struct sheet_section *section = section_with(sheet->sections, sheet->section_count, key);
	const struct node *member = section && section->member ? section->member->node : NULL;
	const char *field;
	const struct node *listed = member_named(answering, key, &field);
	if (listed)
		return remove_node(answering, listed, NULL);
	if (!section || !section->form->each)
		return msg_fill_no_group(answering->arena, key, answering->sheet->form->id);
	if (!member || member->span.source != answering->edits->source || !member->parent ||
	    member->parent->kind != NODE_SEQUENCE)
		return msg(MSG_FILLED_LIST_NOT_PLAIN);
	return remove_node(answering, member,
	                   record_type_of(section->member)->belongs_to ? owner_of(answering, section) : NULL);
}

/* The member before a section's own, of the same list and the same section around it. */
static const struct node *member_above(const struct sheet_section *sections, size_t count,
                                       const struct sheet_section *section)
{
	for (size_t i = 0; i < count; i++) {
		bool follows = i && &sections[i] == section && sections[i - 1].form == section->form;
		if (follows && sections[i - 1].member)
			return sections[i - 1].member->node;
		const struct node *above = member_above(sections[i].sections, sections[i].section_count, section);
		if (above)
			return above;
	}
	return NULL;
}

static const char *move_member(const struct answering *answering, const char *key)
{
	const struct sheet *sheet = answering->sheet;
	const struct sheet_section *section = section_with(sheet->sections, sheet->section_count, key);
	const char *field;
	const struct node *listed = member_named(answering, key, &field);
	if (listed)
		return listed->position ? edit_move(answering->edits, listed, listed->parent->items[listed->position - 1])
		                        : msg_fill_is_first(answering->arena, key);
	if (!section || !section->form->each || !section->member)
		return msg_fill_no_group(answering->arena, key, sheet->form->id);
	const struct node *above = member_above(sheet->sections, sheet->section_count, section);
	return above ? edit_move(answering->edits, section->member->node, above) : msg_fill_is_first(answering->arena, key);
}

/* ---- publications ---- */

/* KIND=DATE, behind the publications that there are. */
static const char *publish(const struct answering *answering, const char *given)
{
	struct arena *arena = answering->arena;
	const struct sheet *sheet = answering->sheet;
	const char *equals = strchr(given, '=');
	const struct option_list *kinds = schema_options(answering->schema, "publication_kind");
	const char *kind = equals ? options_find(arena, kinds, arena_copy(arena, given, (size_t)(equals - given))) : NULL;
	struct date date;
	if (!kind)
		return msg_fill_publish_form(arena, given);
	enum date_problem problem = date_parse(&answering->schema->calendar, equals + 1, &date);
	if ((problem != DATE_OK && problem != DATE_ERA_YEAR_ONE) || !date.day)
		return msg_unknown_no_date(arena, equals + 1);
	struct node *entry = node_collection(arena, NODE_MAPPING, NODE_FLOW);
	node_append(arena, entry, "date", node_scalar(arena, NODE_PLAIN, equals + 1));
	node_append(arena, entry, "kind", answer_text_node(arena, kind));
	struct target target;
	const char *path = arena_printf(arena, "sheets.%s.publications", sheet->form->kind);
	if (!target_path(answering, path, &target))
		return msg(MSG_FILLED_LIST_NOT_PLAIN);
	if (target.node && target.node->kind == NODE_SEQUENCE && target.node->count)
		return edit_append(answering->edits, target.node, entry);
	struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	node_append(arena, list, NULL, entry);
	return answer_put(answering, &target, list);
}

/* ---- the command ---- */

static bool open_sheet(struct filling *filling)
{
	struct project *project = filling->project;
	struct reading *reading = &filling->reading;
	project->assess.paths = true;
	*reading = (struct reading){.file = project->files, .arena = project->arena};
	run_read(project, reading);
	const struct assessment *assessment = reading->assessment;
	if (!assessment || assessment->sheet_count != 1) {
		project_report(project, &reading->diags);
		project_say(project, "%s", msg(MSG_FILL_UNREAD));
		return false;
	}
	filling->edits = edits_new(project->arena, assessment->model->node->span.source);
	filling->answering =
	    (struct answering){project->arena, assessment->sheets[0], reading->official->schema, &filling->edits, true};
	return true;
}

static bool fill(struct filling *filling)
{
	const struct options *options = filling->project->options;
	const char *reason = options->answer    ? fill_answer(&filling->answering, options->answer, options->shared)
	                     : options->refer   ? refer(&filling->answering, options->refer)
	                     : options->confirm ? confirm(&filling->answering, options->confirm)
	                     : options->append  ? add_member(&filling->answering, options->append)
	                     : options->move_up ? move_member(&filling->answering, options->move_up)
	                     : options->publish ? publish(&filling->answering, options->publish)
	                                        : remove_member(&filling->answering, options->remove);
	if (reason)
		project_say(filling->project, "%s", reason);
	return !reason;
}

static const char *conflict(const struct project *project)
{
	const struct options *options = project->options;
	if (!options->form)
		return msg(MSG_FILL_NO_FORM);
	if (project->file_count != 1)
		return msg(MSG_FILL_ONE_MODEL);
	int changes = !!options->answer + !!options->refer + !!options->confirm + !!options->append + !!options->remove +
	              !!options->move_up + !!options->publish;
	return changes == 1 && (!options->shared || options->answer) ? NULL : msg(MSG_FILL_ONE_CHANGE);
}

static enum outcome run_fill(struct project *project)
{
	struct filling filling = {.project = project};
	const char *problem = conflict(project);
	if (problem) {
		buf_puts(&project->problem, problem);
		return STATUS_FAILED;
	}
	if (!open_sheet(&filling) || !fill(&filling))
		return STATUS_FAILED;
	if (!filling.edits.count) {
		project_say(project, "%s", msg(MSG_FILL_NO_CHANGE));
		return STATUS_OK;
	}
	struct buf diff = BUF_INIT;
	put_internal(&diff);
	bool done = rewrite_file(project, &filling.edits, &diff, NULL) && run_write(project, &diff);
	buf_free(&diff);
	return done ? STATUS_OK : STATUS_FAILED;
}

static const char *const option_names[] = {"form",   "answer", "shared",  "refer",   "confirm",
                                           "append", "remove", "move-up", "publish", "dry-run",
                                           "as-of",  "schema", "rules",   "trust",   NULL};

const struct command fill_command = {
    .name = "fill",
    .arguments = "PATH",
    .summary = MSG_HELP_FILL,
    .description = MSG_HELP_FILL_MORE,
    .options = option_names,
    .run = run_fill,
};
