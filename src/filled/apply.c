/* Answers that differ from what was printed → edits of the model. An answer is changed only where it was changed in the workbook,
 * and only when the model still says what the workbook was made from. */
#include "filled/apply.h"

#include "answer/put.h"
#include "base/messages/filled.h"
#include "base/utf8.h"
#include "model/mistaken.h"
#include "model/withhold.h"
#include "printed/marks.h"
#include "yaml/node_write.h"

#include <string.h>

/* The cells of one answer. */
struct part {
	const struct origin_answer *answer;
	const char *is;  /* in the workbook; NULL: gone */
	const char *now; /* as the model prints it; NULL: it does not */
	bool changed;    /* in the workbook */
};

struct parts {
	struct part *items;
	size_t count;
	size_t capacity;
};

static const char *now_text(const struct applying *applying, const struct plan *plan, const char *name)
{
	const char *joins;
	for (size_t i = 0; i < plan->names.count; i++)
		if (strcmp(plan->names.items[i].name, name) == 0)
			return plan_name_text(applying->arena, plan, &plan->names.items[i], &joins);
	return NULL;
}

static const struct row *row_of(const struct sheet *sheet, const char *key)
{
	for (size_t i = 0; i < sheet->row_count; i++)
		if (strcmp(sheet->rows[i]->key, key) == 0)
			return sheet->rows[i];
	return NULL;
}

/* ---- values ---- */

static struct answering answering_of(const struct applying *applying)
{
	return (struct answering){applying->arena, applying->sheet, applying->schema, applying->edits, false};
}

/* Is the cell of a box marked? */
static bool is_ticked(const struct applying *applying, const char *text, const char **problem)
{
	const char *bracketed = arena_printf(applying->arena, "[%s]", text);
	struct mark mark;
	size_t at = 0;
	if (mark_begins(bracketed) && mark_next(bracketed, &at, &mark))
		return mark.state == MARK_ON;
	*problem = msg_filled_no_mark(applying->arena, text);
	return false;
}

/* The text of the part with this end of its name: .box2. */
static const char *part_text(const struct applying *applying, const struct parts *parts, const char *kind, size_t n)
{
	const char *suffix = arena_printf(applying->arena, ".%s%zu", kind, n);
	for (size_t i = 0; i < parts->count; i++) {
		const char *name = parts->items[i].answer->name;
		size_t length = strlen(name), end = strlen(suffix);
		if (length > end && strcmp(name + length - end, suffix) == 0)
			return parts->items[i].is ? parts->items[i].is : "";
	}
	return "";
}

static struct node *boxes_node(const struct applying *applying, const struct row *row, const struct parts *parts,
                               const char **problem)
{
	struct node *list = node_collection(applying->arena, NODE_SEQUENCE, NODE_FLOW);
	for (size_t i = 0; i < row->tick_count; i++) {
		const char *value = row->ticks[i].option->value, *words = part_text(applying, parts, "text", i + 1);
		bool ticked = is_ticked(applying, part_text(applying, parts, "box", i + 1), problem);
		struct node *option = answer_text_node(applying->arena, value);
		if (!ticked && *words)
			*problem = msg_filled_words_without_mark(applying->arena, value, words);
		if (ticked && *words) {
			option = node_collection(applying->arena, NODE_MAPPING, NODE_FLOW);
			node_append(applying->arena, option, value, answer_text_node(applying->arena, words));
		}
		if (ticked)
			node_append(applying->arena, list, NULL, option);
	}
	return list;
}

static struct node *value_of(const struct applying *applying, const struct row *row, const struct parts *parts,
                             const char **problem)
{
	const struct answering answering = answering_of(applying);
	if (row->item->type == ITEM_BOXES)
		return boxes_node(applying, row, parts, problem);
	if (row->item->type == ITEM_FLAG)
		return node_scalar(applying->arena, NODE_PLAIN,
		                   is_ticked(applying, parts->items[0].is, problem) ? "true" : "false");
	return answer_node(&answering, row->item, parts->items[0].is, problem);
}

/* ---- edits ---- */

/* Both sides, by their places: the cell is named before. */
static const char *conflict(const struct applying *applying, const struct row *row, const char *now)
{
	const struct node *node = row->stand_in ? row->stand_in : row->answer.node ? row->answer.node : row->place;
	const struct source *source = applying->sheet->model->node->span.source;
	if (!node || node->span.source != source)
		return msg_filled_conflict(applying->arena, now);
	return msg_filled_conflict_at(applying->arena, source_position(source, node->span.start).line, now);
}

/* Why this answer is none that the workbook may change, or NULL. */
static const char *guard(const struct applying *applying, const struct row *row, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		if (part->changed && part->is && strcmp(part->is, withheld_words) == 0)
			return msg(MSG_FILLED_WITHHELD_WORDS);
		if (part->changed && part->is && mistaken_is_cell_error(part->is))
			return msg(MSG_FILLED_ERROR_OF_CELL);
	}
	if (!row)
		return msg(MSG_FILLED_GONE_FROM_MODEL);
	if (row->state == STATE_WITHHELD || (row->path && path_withheld(applying->sheet->model, row->path)))
		return msg(MSG_FILLED_WITHHELD);
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		if (part->changed && !part->is)
			return msg(MSG_FILLED_CELLS_GONE);
		if (part->changed &&
		    (!part->now || strcmp(fingerprint_of(applying->arena, part->now), part->answer->fingerprint) != 0))
			return conflict(applying, row, part->now ? part->now : "");
	}
	if (row->item->type == ITEM_REF || row->item->type == ITEM_RESULT || (row->derived && !row->stand_in))
		return row->path ? msg_filled_derived(applying->arena, row->path) : msg(MSG_FILLED_DERIVED_FROM_OTHERS);
	return NULL;
}

static const char *apply_answer(struct applying *applying, const struct row *row, const struct parts *parts)
{
	struct target target;
	const char *problem = guard(applying, row, parts);
	if (problem)
		return problem;
	struct node *value = value_of(applying, row, parts, &problem);
	if (problem)
		return problem;
	const struct answering answering = answering_of(applying);
	if (!target_plain(&answering, row, &target))
		return row->path ? msg_filled_derived(applying->arena, row->path) : msg(MSG_FILLED_DERIVED_FROM_OTHERS);
	return answer_put(&answering, &target, value);
}

/* ---- all of them ---- */

/* The words of a cell without what makes no other answer: 〇 for ○, 128,400 for 128400, a date without 時点. */
static const char *plain_words(const struct applying *applying, const struct row *row, const char *text)
{
	const char *problem = NULL, *inside = answer_without_format(applying->arena, row->item->format, text);
	switch (row->item->type) {
	case ITEM_FLAG:
		return is_ticked(applying, text, &problem) ? "1" : problem ? text : "";
	case ITEM_COUNT:
		return answer_count_node(applying->arena, inside, &problem)->text;
	case ITEM_CHOICE:
	case ITEM_DATE:
		return utf8_fold(applying->arena, inside);
	case ITEM_BOXES: {
		bool ticked = is_ticked(applying, text, &problem);
		return problem ? text : ticked ? "1" : "";
	}
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_ATTACHMENT:
	case ITEM_RESULT:
	case ITEM_REF:
		break;
	}
	return inside;
}

/* The model may have the change already: then there is nothing to do. */
static bool is_done(const struct applying *applying, const struct row *row, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		if (!part->changed)
			continue;
		if (!part->is || !part->now ||
		    strcmp(row ? plain_words(applying, row, part->is) : part->is,
		           row ? plain_words(applying, row, part->now) : part->now) != 0)
			return false;
	}
	return true;
}

static struct parts parts_of(const struct applying *applying, const struct plan *plan, const char *key,
                             const char **place)
{
	const struct origin *origin = applying->filled->origin;
	struct parts parts = {0};
	for (size_t i = 0; i < origin->answers.count; i++) {
		struct part part = {.answer = &origin->answers.items[i]};
		const char *where = NULL;
		if (strcmp(part.answer->key, key) != 0)
			continue;
		part.is = filled_text(applying->filled, part.answer, &where);
		part.changed = !part.is || strcmp(fingerprint_of(applying->arena, part.is), part.answer->fingerprint) != 0;
		part.now = now_text(applying, plan, part.answer->name);
		if (part.changed && where && !**place)
			*place = where;
		list_push(applying->arena, &parts, part);
	}
	return parts;
}

static const char *changed_text(const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		if (parts->items[i].changed && parts->items[i].is)
			return parts->items[i].is;
	return "";
}

/* Of a group that was taken out as a whole. */
static bool is_gone(const struct applying *applying, const char *key)
{
	for (size_t i = 0; i < applying->gone.count; i++)
		if (strncmp(key, applying->gone.items[i], strlen(applying->gone.items[i])) == 0)
			return true;
	return false;
}

void apply_answers(struct applying *applying)
{
	const struct origin *origin = applying->filled->origin;
	struct map done;
	map_init(&done, applying->arena);
	for (size_t i = 0; i < origin->answers.count; i++) {
		const struct origin_answer *answer = &origin->answers.items[i];
		const char *place = "", *text = filled_text(applying->filled, answer, &place);
		bool changed = !text || strcmp(fingerprint_of(applying->arena, text), answer->fingerprint) != 0;
		if (!changed || (!text && is_gone(applying, answer->key)) || map_put(&done, answer->key, applying))
			continue;
		place = "";
		struct parts parts = parts_of(applying, applying->plan, answer->key, &place);
		const struct row *row = row_of(applying->sheet, answer->key);
		if (is_done(applying, row, &parts))
			continue;
		struct change change = {.row = row, .key = answer->key, .place = place};
		change.is = changed_text(&parts);
		change.problem = applying->refused ? map_get(applying->refused, answer->key) : NULL;
		if (!change.problem)
			change.problem = apply_answer(applying, change.row, &parts);
		list_push(applying->arena, &applying->changes, change);
	}
}

bool apply_shows(const struct applying *applying, const struct plan *plan, const char *key)
{
	const char *place = "";
	struct parts parts = parts_of(applying, plan, key, &place);
	return is_done(applying, row_of(applying->sheet, key), &parts);
}

bool apply_is_untouched(const struct applying *applying, const char *section)
{
	const struct origin *origin = applying->filled->origin;
	size_t length = strlen(section);
	for (size_t i = 0; i < origin->answers.count; i++) {
		const struct origin_answer *answer = &origin->answers.items[i];
		if (strncmp(answer->key, section, length) != 0 || answer->key[length] != '.')
			continue;
		const char *now = now_text(applying, applying->plan, answer->name);
		if (!now || strcmp(fingerprint_of(applying->arena, now), answer->fingerprint) != 0)
			return false;
	}
	return true;
}
