/* The expression of an item, read backwards → the place of its answer in the tree of the model. */
#include "answer/target.h"

#include "base/buf.h"
#include "lang/expr.h"
#include "model/draft.h"
#include "model/text.h"

#include <stdlib.h>
#include <string.h>

enum { TARGET_LIMIT = 8, DEPTH_LIMIT = 16 };

/* The sections around a row, or down to a section, from the outside in; NULL behind them. */
struct chain {
	const struct sheet_section *sections[DEPTH_LIMIT];
};

static bool find_chain(const struct sheet_section *sections, size_t count, const struct row *row,
                       const struct sheet_section *last, struct chain *chain, size_t depth)
{
	for (size_t i = 0; i < count && depth < DEPTH_LIMIT - 1; i++) {
		const struct sheet_section *section = &sections[i];
		chain->sections[depth] = section;
		chain->sections[depth + 1] = NULL;
		bool here = section == last || (row && row >= section->rows && row < section->rows + section->row_count);
		if (here || find_chain(section->sections, section->section_count, row, last, chain, depth + 1))
			return true;
	}
	chain->sections[depth] = NULL;
	return false;
}

/* The tree that a variable stands for. */
static const struct node *member_of(const struct chain *chain, const char *name)
{
	for (size_t i = 0; chain->sections[i]; i++)
		if (chain->sections[i]->form->variable && strcmp(chain->sections[i]->form->variable, name) == 0)
			return chain->sections[i]->member ? chain->sections[i]->member->node : NULL;
	return NULL;
}

/* A step of a path, name or name[2]. NULL: it is not there. */
static const struct node *step(struct arena *arena, const struct node *at, const char *path, size_t length)
{
	size_t name = strcspn(path, ".[");
	const struct node *next = node_get(at, arena_copy(arena, path, name));
	if (!next || name == length)
		return next;
	size_t index = strtoul(path + name + 1, NULL, 10);
	return next->kind == NODE_SEQUENCE && index < next->count ? next->items[index] : NULL;
}

/* Can what is missing of a path be made? Of a list its first member, where the list is not there. */
static bool can_make(struct arena *arena, const struct node *at, const char *path, size_t length)
{
	size_t name = strcspn(path, ".[");
	const struct node *next = node_get(at, arena_copy(arena, path, name));
	return (!next || node_is_null(next)) && (name == length || strncmp(path + name, "[0]", length - name) == 0);
}

/* Follows the names of a path from a mapping on. */
static bool follow(struct arena *arena, const struct node *at, const char *path, struct target *target)
{
	while (at && *path && at->kind == NODE_MAPPING) {
		size_t length = strcspn(path, ".");
		const struct node *next = step(arena, at, path, length);
		if (!next || (path[length] && next->kind != NODE_MAPPING)) {
			*target = (struct target){.mapping = at, .rest = path};
			return can_make(arena, at, path, length);
		}
		at = next;
		path += length + (path[length] == '.');
	}
	*target = (struct target){.node = at};
	return at && !*path;
}

/* `sheet` is sheets.<kind>, which need not be there. */
static bool find_target(const struct answering *answering, const struct chain *chain, const char *path,
                        struct target *target)
{
	struct arena *arena = answering->arena;
	const struct sheet *sheet = answering->sheet;
	size_t length = strcspn(path, ".");
	const char *first = arena_copy(arena, path, strcspn(path, ".[")), *rest = path + length + (path[length] == '.');
	const struct node *member = member_of(chain, first);
	if (member)
		return follow(arena, member, rest, target);
	if (strcmp(first, "sheet") == 0)
		return follow(arena, sheet->model->node, arena_printf(arena, "sheets.%s.%s", sheet->form->kind, rest), target);
	return type_field(&answering->schema->process->type, first) >= 0 && follow(arena, sheet->model->node, path, target);
}

static struct chain chain_of(const struct answering *answering, const struct row *row)
{
	struct chain chain = {0};
	find_chain(answering->sheet->sections, answering->sheet->section_count, row, NULL, &chain, 0);
	return chain;
}

/* ---- answers ---- */

/* What stands in the row now, if that is an answer of the model as it is written; words of the body are none that can be replaced. */
static bool stands_there(const struct answering *answering, const struct row *row, struct target *target)
{
	bool written =
	    !row->derived && !row->stated && row->place && row->place->kind == NODE_SCALAR && !node_is_null(row->place);
	if (written && answering->replaces)
		written = row->place->span.source == answering->sheet->model->node->span.source;
	if (!row->stand_in && !written)
		return false;
	*target = (struct target){.node = row->stand_in ? row->stand_in : row->place};
	return true;
}

static size_t targets_of(const struct answering *answering, const struct row *row, struct expr_target *targets)
{
	const struct expr *expr = row->stated ? row->item->stated : row->item->value;
	return expr ? expr_targets(answering->arena, expr, targets, TARGET_LIMIT) : 0;
}

bool target_plain(const struct answering *answering, const struct row *row, struct target *target)
{
	struct expr_target targets[TARGET_LIMIT];
	if (stands_there(answering, row, target))
		return true;
	struct chain chain = chain_of(answering, row);
	size_t count = targets_of(answering, row, targets);
	for (int chosen = 0; chosen <= 1; chosen++)
		for (size_t i = 0; i < count; i++)
			if (targets[i].plain && targets[i].chosen == (chosen == 1) &&
			    find_target(answering, &chain, targets[i].path, target))
				return true;
	return false;
}

static bool can_measure(const struct answering *answering, const struct chain *chain, const struct expr_target *from,
                        struct target *target)
{
	bool good = from->measured && find_target(answering, chain, from->path, target) &&
	            (!target->node || target->node->kind == NODE_SCALAR);
	target->kind = TARGET_MEASURED;
	return good;
}

/* Only where the words are all that the sheet prints of the members. */
static bool has_members(const struct answering *answering, const struct row *row, const struct chain *chain,
                        const struct expr_target *from, struct target *target)
{
	if (!from->member || from->equals || from->list || !find_target(answering, chain, from->path, target))
		return false;
	target->kind = TARGET_MEMBERS;
	target->member = from->member;
	target->separator = from->separator;
	bool list = !target->node || target->node->kind == NODE_SEQUENCE || node_is_null(target->node);
	return list && (row->state != STATE_ANSWERED || strcmp(target_members(answering->arena, target), row->value) == 0);
}

static bool can_choose(const struct answering *answering, const struct row *row, const struct chain *chain,
                       const struct expr_target *from, struct target *target)
{
	struct draft draft = draft_new(answering->arena, answering->schema->process);
	const struct answer_type *type = from->equals && !from->member ? draft_type(&draft, from->path) : NULL;
	if (row->item->type != ITEM_FLAG || !type || !type->options || !find_target(answering, chain, from->path, target))
		return false;
	target->kind = TARGET_EQUALS;
	target->equals = from->equals;
	for (size_t i = 0; type->options->count == 2 && i < 2; i++)
		if (strcmp(type->options->options[i].value, from->equals) != 0)
			target->other = type->options->options[i].value;
	return true;
}

/* 公表日: that of the newest publication, or the first of all. */
static bool can_publish(const struct answering *answering, const struct row *row, struct target *target)
{
	const struct sheet *sheet = answering->sheet;
	if (row->item->type != ITEM_DATE || !row->item->value || !expr_reads(row->item->value, SLOT_PUBLISHED))
		return false;
	struct value newest = sheet_published(sheet->record);
	const char *path = arena_printf(answering->arena, "sheets.%s.publications", sheet->form->kind);
	bool there = follow(answering->arena, sheet->model->node, path, target);
	bool none = !target->node || (target->node->kind == NODE_SEQUENCE && !target->node->count);
	target->kind = TARGET_PUBLISHED;
	if (newest.node)
		*target = (struct target){.node = newest.node};
	return newest.node || (there && none);
}

/* The place of what a published sheet printed in the place of what cannot be worked out. */
static bool can_state(const struct answering *answering, const struct row *row, const struct chain *chain,
                      struct target *target)
{
	struct expr_target stated;
	return row->item->stated && !row->stated && expr_targets(answering->arena, row->item->stated, &stated, 1) &&
	       stated.plain && find_target(answering, chain, stated.path, target);
}

bool target_any(const struct answering *answering, const struct row *row, struct target *target)
{
	struct expr_target targets[TARGET_LIMIT];
	struct chain chain = chain_of(answering, row);
	size_t count = targets_of(answering, row, targets);
	if (stands_there(answering, row, target))
		return true;
	for (size_t i = 0; i < count; i++)
		if (can_measure(answering, &chain, &targets[i], target) ||
		    can_choose(answering, row, &chain, &targets[i], target) ||
		    has_members(answering, row, &chain, &targets[i], target))
			return true;
	return target_plain(answering, row, target) || can_publish(answering, row, target) ||
	       (row->state == STATE_ABSENT && can_state(answering, row, &chain, target));
}

bool target_takes_words(const struct row *row, const struct target *target)
{
	return row->item->type == ITEM_TEXT && target->kind == TARGET_PLAIN && !row->stated;
}

const char *target_members(struct arena *arena, const struct target *target)
{
	struct buf words = BUF_INIT;
	bool any = false;
	for (size_t i = 0; target->node && i < target->node->count; i++) {
		const struct node *word = node_get(target->node->items[i], target->member);
		if (word && text_proposed(word))
			word = text_proposed(word);
		const char *text = word && word->kind == NODE_SCALAR ? word->text : "";
		buf_printf(&words, "%s%s", i ? target->separator : "", text);
		any |= *text != '\0';
	}
	const char *text = any ? arena_copy(arena, buf_text(&words), words.length) : "";
	buf_free(&words);
	return text;
}

bool target_path(const struct answering *answering, const char *path, struct target *target)
{
	return follow(answering->arena, answering->sheet->model->node, path, target);
}

/* ---- lists ---- */

bool target_list(const struct answering *answering, const struct sheet_section *outer, const struct form_section *form,
                 struct target *target, const char **member, const char **equals)
{
	struct expr_target from;
	struct chain chain = {0};
	if (!form->each || expr_targets(answering->arena, form->each, &from, 1) == 0)
		return false;
	*member = from.equals ? from.member : NULL;
	*equals = from.equals;
	if (outer)
		find_chain(answering->sheet->sections, answering->sheet->section_count, NULL, outer, &chain, 0);
	return find_target(answering, &chain, from.path, target) &&
	       (!target->node || target->node->kind == NODE_SEQUENCE || node_is_null(target->node));
}
