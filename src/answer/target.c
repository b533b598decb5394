/* The expression of an item, read backwards → the place of its answer in the tree of the model. */
#include "answer/target.h"

#include "base/buf.h"
#include "lang/expr.h"

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

/* Follows the names of a path from a mapping on. */
static bool follow(struct arena *arena, const struct node *at, const char *path, struct target *target)
{
	while (at && *path && at->kind == NODE_MAPPING) {
		size_t length = strcspn(path, ".");
		const char *name = arena_copy(arena, path, length);
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

/* `sheet` is sheets.<kind>, which need not be there. */
static bool find_target(const struct answering *answering, const struct chain *chain, const char *path,
                        struct target *target)
{
	struct arena *arena = answering->arena;
	const struct sheet *sheet = answering->sheet;
	size_t length = strcspn(path, ".");
	const char *first = arena_copy(arena, path, length), *rest = path + length + (path[length] == '.');
	const struct node *member = member_of(chain, first);
	if (member)
		return follow(arena, member, rest, target);
	if (strcmp(first, "sheet") == 0)
		return follow(arena, sheet->model->node, arena_printf(arena, "sheets.%s.%s", sheet->form->kind, rest), target);
	return type_field(&answering->schema->process->type, first) >= 0 &&
	       follow(arena, sheet->model->node, path, target);
}

static struct chain chain_of(const struct answering *answering, const struct row *row)
{
	struct chain chain = {0};
	find_chain(answering->sheet->sections, answering->sheet->section_count, row, NULL, &chain, 0);
	return chain;
}

/* ---- answers ---- */

/* What stands in the row now, if that is an answer of the model as it is written. */
static bool stands_there(const struct row *row, struct target *target)
{
	bool written = !row->derived && !row->stated && row->place && row->place->kind == NODE_SCALAR && !node_is_null(row->place);
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
	if (stands_there(row, target))
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
	return list && strcmp(target_members(answering->arena, target), row->value) == 0;
}

bool target_any(const struct answering *answering, const struct row *row, struct target *target)
{
	struct expr_target targets[TARGET_LIMIT];
	struct chain chain = chain_of(answering, row);
	size_t count = targets_of(answering, row, targets);
	if (stands_there(row, target))
		return true;
	for (size_t i = 0; i < count; i++)
		if (can_measure(answering, &chain, &targets[i], target) ||
		    has_members(answering, row, &chain, &targets[i], target))
			return true;
	return target_plain(answering, row, target);
}

const char *target_members(struct arena *arena, const struct target *target)
{
	struct buf words = BUF_INIT;
	for (size_t i = 0; target->node && i < target->node->count; i++) {
		const struct node *word = node_get(target->node->items[i], target->member);
		buf_puts(&words, i ? target->separator : "");
		buf_puts(&words, word && word->kind == NODE_SCALAR ? word->text : "");
	}
	const char *text = arena_copy(arena, buf_text(&words), words.length);
	buf_free(&words);
	return text;
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
