/* Answers that differ from what was printed → edits of the model. An answer is changed only where it was changed in the workbook,
 * and only when the model still says what the workbook was made from. */
#include "filled/apply.h"

#include "base/message.h"
#include "base/utf8.h"
#include "import/marks.h"
#include "model/withhold.h"
#include "yaml/node_write.h"

#include <string.h>

enum { TARGET_LIMIT = 8, DEPTH_LIMIT = 16, DIGIT_LIMIT = 15 };

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

/* ---- places of the model ---- */

/* Where a value stands, or is to stand: below `mapping`, at keys that it does not have yet. */
struct target {
	const struct node *node; /* what is there; or NULL */
	const struct node *mapping;
	const char *rest; /* block.name below mapping */
};

static bool find_scope(const struct sheet_section *sections, size_t count, const struct row *row,
                       const struct sheet_section **chain, size_t depth)
{
	for (size_t i = 0; i < count && depth < DEPTH_LIMIT - 1; i++) {
		chain[depth] = &sections[i];
		chain[depth + 1] = NULL;
		bool here = row >= sections[i].rows && row < sections[i].rows + sections[i].row_count;
		if (here || find_scope(sections[i].sections, sections[i].section_count, row, chain, depth + 1))
			return true;
	}
	return false;
}

/* The tree that the first name of a path stands for. */
static const struct node *root_of(const struct applying *applying, const struct row *row, const char *name)
{
	const struct sheet_section *chain[DEPTH_LIMIT] = {NULL};
	find_scope(applying->sheet->sections, applying->sheet->section_count, row, chain, 0);
	for (size_t i = 0; chain[i]; i++)
		if (chain[i]->form->variable && strcmp(chain[i]->form->variable, name) == 0)
			return chain[i]->member ? chain[i]->member->node : NULL;
	if (strcmp(name, "sheet") == 0)
		return applying->sheet->record ? applying->sheet->record->node : NULL;
	return NULL;
}

static bool find_target(const struct applying *applying, const struct row *row, const char *path, struct target *target)
{
	size_t length = strcspn(path, ".");
	const struct node *at = root_of(applying, row, arena_copy(applying->arena, path, length));
	if (at)
		path += length + (path[length] == '.');
	else if (type_field(&applying->schema->process->type, arena_copy(applying->arena, path, length)) >= 0)
		at = applying->sheet->model->node;
	while (at && *path && at->kind == NODE_MAPPING) {
		length = strcspn(path, ".");
		const char *name = arena_copy(applying->arena, path, length);
		const struct node *next = node_get(at, name);
		if (!next || (path[length] && next->kind != NODE_MAPPING)) {
			*target = (struct target){.mapping = at, .rest = path};
			return !next || node_is_null(next);
		}
		at = next;
		path += length + (path[length] == '.');
	}
	*target = (struct target){.node = at};
	return at && !*path;
}

/* The place in which the answer stands now, or could: the first of these that it can be read from. */
static bool choose_target(const struct applying *applying, const struct row *row, struct target *target)
{
	const struct expr *expr = row->stated ? row->item->stated : row->item->value;
	struct expr_target targets[TARGET_LIMIT];
	if (row->stand_in) {
		*target = (struct target){.node = row->stand_in};
		return true;
	}
	if (!row->derived && !row->stated && row->place && row->place->kind == NODE_SCALAR && !node_is_null(row->place)) {
		*target = (struct target){.node = row->place};
		return true;
	}
	size_t count = expr ? expr_targets(applying->arena, expr, targets, TARGET_LIMIT) : 0;
	for (int chosen = 0; chosen <= 1; chosen++)
		for (size_t i = 0; i < count; i++)
			if (targets[i].plain && targets[i].chosen == (chosen == 1) &&
			    find_target(applying, row, targets[i].path, target))
				return true;
	return false;
}

/* ---- values ---- */

static struct node *text_node(const struct applying *applying, const char *text)
{
	return node_scalar(applying->arena, *text ? NODE_LITERAL : NODE_PLAIN, text);
}

/* Without the words that the form prints around it: 令和7年9月1日 時点. */
static const char *without_format(const struct applying *applying, const char *format, const char *text)
{
	const char *mark = format ? strstr(format, "{}") : NULL;
	size_t before = mark ? (size_t)(mark - format) : 0, length = strlen(text), behind = mark ? strlen(mark + 2) : 0;
	bool around = mark && length >= before + behind && strncmp(text, format, before) == 0 &&
	              strcmp(text + length - behind, mark + 2) == 0;
	return around ? arena_copy(applying->arena, text + before, length - before - behind) : text;
}

static struct node *date_node(const struct applying *applying, const char *text, const char **problem)
{
	struct date date;
	enum date_problem found = date_parse(&applying->schema->calendar, text, &date);
	if (*text && found != DATE_OK && found != DATE_ERA_YEAR_ONE)
		*problem = msg_unknown_no_date(applying->arena, text);
	return node_scalar(applying->arena, NODE_PLAIN, text);
}

static struct node *count_node(const struct applying *applying, const char *text, const char **problem)
{
	const char *folded = utf8_fold(applying->arena, text);
	char *digits = arena_alloc(applying->arena, strlen(folded) + 1);
	size_t count = 0, other = 0;
	for (; *folded; folded++) {
		if (*folded >= '0' && *folded <= '9')
			digits[count++] = *folded;
		else
			other += !strchr(",()", *folded) && strncmp(folded, "件", strlen("件")) != 0 &&
			         ((unsigned char)*folded & 0xc0) != 0x80;
	}
	if (other || count > DIGIT_LIMIT)
		*problem = msg_unknown_no_number(applying->arena, text);
	return node_scalar(applying->arena, NODE_PLAIN, digits);
}

static struct node *choice_node(const struct applying *applying, const struct item *item, const char *text,
                                const char **problem)
{
	const char *folded = utf8_fold(applying->arena, text);
	for (size_t i = 0; i < item->option_count; i++)
		if (strcmp(utf8_fold(applying->arena, item->options[i].label), folded) == 0 ||
		    strcmp(utf8_fold(applying->arena, item->options[i].value), folded) == 0)
			return text_node(applying, item->options[i].value);
	if (*folded)
		*problem = msg_unknown_no_option(applying->arena, text);
	return node_scalar(applying->arena, NODE_PLAIN, "");
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
		struct node *option = text_node(applying, value);
		if (!ticked && *words)
			*problem = msg_filled_words_without_mark(applying->arena, value, words);
		if (ticked && *words) {
			option = node_collection(applying->arena, NODE_MAPPING, NODE_FLOW);
			node_append(applying->arena, option, value, text_node(applying, words));
		}
		if (ticked)
			node_append(applying->arena, list, NULL, option);
	}
	return list;
}

static struct node *value_of(const struct applying *applying, const struct row *row, const struct parts *parts,
                             const char **problem)
{
	const char *text = without_format(applying, row->item->format, parts->items[0].is);
	switch (row->item->type) {
	case ITEM_CHOICE:
		return choice_node(applying, row->item, text, problem);
	case ITEM_BOXES:
		return boxes_node(applying, row, parts, problem);
	case ITEM_DATE:
		return date_node(applying, text, problem);
	case ITEM_COUNT:
		return count_node(applying, text, problem);
	case ITEM_FLAG:
		return node_scalar(applying->arena, NODE_PLAIN, is_ticked(applying, text, problem) ? "true" : "false");
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_ATTACHMENT:
	case ITEM_RESULT:
	case ITEM_REF:
		break;
	}
	return text_node(applying, text);
}

/* ---- edits ---- */

/* The value at the end of keys that are not there yet. */
static const char *put_below(struct applying *applying, const struct target *target, struct node *value)
{
	char *keys = arena_string(applying->arena, target->rest);
	for (char *dot; (dot = strrchr(keys, '.')); *dot = '\0') {
		struct node *around = node_collection(applying->arena, NODE_MAPPING, NODE_BLOCK);
		node_append(applying->arena, around, dot + 1, value);
		value = around;
	}
	return edit_put(applying->edits, target->mapping, keys, value);
}

/* A list in the style of the one before it. */
static void take_style(struct node *list, enum node_style style)
{
	list->style = style;
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->kind == NODE_MAPPING)
			list->items[i]->style = style;
}

static const char *put_value(struct applying *applying, struct target *target, struct node *value)
{
	const struct node *node = target->node;
	if (!node)
		return put_below(applying, target, value);
	if (node->span.source != applying->edits->source)
		return msg(MSG_FILLED_IN_ANOTHER_FILE);
	bool plain_text = node->kind == NODE_SCALAR && value->kind == NODE_SCALAR && !node_is_null(node) && *value->text;
	if (plain_text && !edit_add(applying->edits, node, 0, node->length, value->text))
		return NULL;
	if (node->kind == NODE_SEQUENCE && value->kind == NODE_SEQUENCE)
		take_style(value, value->count ? node->style : NODE_FLOW);
	bool special = node->kind == NODE_MAPPING && !node_get(node, "unknown");
	return special ? msg(MSG_FILLED_NOT_PLAIN) : edit_set(applying->edits, node, value);
}

/* Why this answer is none that the workbook may change, or NULL. */
static const char *guard(const struct applying *applying, const struct row *row, const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		if (part->changed && part->is && strcmp(part->is, withheld_words) == 0)
			return msg(MSG_FILLED_WITHHELD_WORDS);
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
		    (!part->now || strcmp(fingerprint_of(applying->arena, part->now), part->answer->fingerprint)))
			return msg_filled_conflict(applying->arena, part->now ? part->now : "");
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
	if (!choose_target(applying, row, &target))
		return row->path ? msg_filled_derived(applying->arena, row->path) : msg(MSG_FILLED_DERIVED_FROM_OTHERS);
	return put_value(applying, &target, value);
}

/* ---- all of them ---- */

/* The words of a cell without what makes no other answer: 〇 for ○, 128,400 for 128400, a date without 時点. */
static const char *plain_words(const struct applying *applying, const struct row *row, const char *text)
{
	const char *problem = NULL, *inside = without_format(applying, row->item->format, text);
	switch (row->item->type) {
	case ITEM_FLAG:
		return is_ticked(applying, text, &problem) ? "1" : problem ? text : "";
	case ITEM_COUNT:
		return count_node(applying, inside, &problem)->text;
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
