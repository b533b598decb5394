/* An expression read backwards: where in the model does an answer have to stand for the expression to give it? Places
 * and what only joins, compares or measures them can be turned round; what is worked out otherwise cannot. */
#include "lang/expr_tree.h"

#include <string.h>

struct target_finder {
	struct arena *arena;
	struct expr_target *targets;
	size_t limit;
	size_t count;
	bool chosen;
};

static bool is_call(const struct expr *expr, const char *name)
{
	return expr->kind == EXPR_CALL && strcmp(expr->name, name) == 0;
}

static bool put_place(const struct expr *expr, struct buf *path)
{
	switch (expr->kind) {
	case EXPR_ROOT:
	case EXPR_VARIABLE:
		buf_puts(path, expr->name);
		return true;
	case EXPR_FIELD:
		if (!put_place(expr->operands[0], path))
			return false;
		buf_printf(path, ".%s", expr->name);
		return true;
	case EXPR_INDEX:
		if (expr->operands[1]->kind != EXPR_LITERAL || !put_place(expr->operands[0], path))
			return false;
		buf_printf(path, "[%lld]", (long long)expr->operands[1]->constant->number);
		return true;
	case EXPR_LITERAL:
	case EXPR_LIST:
	case EXPR_NAME:
	case EXPR_LOCAL:
	case EXPR_OPERATION:
	case EXPR_CONDITIONAL:
	case EXPR_CALL:
	case EXPR_LATER:
		break;
	}
	return false;
}

/* linkage.performed; NULL when the expression is no place of the model. */
static const char *place(struct arena *arena, const struct expr *expr)
{
	struct buf path = BUF_INIT;
	const char *result = put_place(expr, &path) ? arena_copy(arena, buf_text(&path), path.length) : NULL;
	buf_free(&path);
	return result;
}

static const char *literal_text(const struct expr *expr)
{
	return expr->kind == EXPR_LITERAL && expr->constant->kind == VALUE_TEXT ? expr->constant->text : NULL;
}

/* f.name, where f stands for each member of a list: name. Of two ways to write a member the plainer one, which is
 * behind the colon. */
static const char *member_field(const struct expr *expr)
{
	while (expr->kind == EXPR_CONDITIONAL)
		expr = expr->operands[2];
	return expr->kind == EXPR_FIELD && expr->operands[0]->kind == EXPR_LOCAL ? expr->name : NULL;
}

static void add(struct target_finder *finder, struct expr_target target)
{
	target.chosen = finder->chosen;
	if (target.path && finder->count < finder->limit)
		finder->targets[finder->count++] = target;
}

/* files.filter(f, f.id in block.files): the ids stand in block.files. */
static bool chosen_by_id(const struct expr *expr)
{
	return is_call(expr, "filter") && expr->operands[2]->kind == EXPR_OPERATION &&
	       expr->operands[2]->operation == OPERATION_IN && member_field(expr->operands[2]->operands[0]);
}

/* join(systems.map(s, s.name), '、') */
static void find_joined(struct target_finder *finder, const struct expr *call)
{
	const struct expr *map = call->operands[0];
	struct expr_target target = {.separator = literal_text(call->operands[1])};
	if (!is_call(map, "map") || !target.separator)
		return;
	const struct expr *list = map->operands[0];
	target.member = member_field(map->operands[2]);
	if (chosen_by_id(list)) {
		target.path = place(finder->arena, list->operands[2]->operands[1]);
		target.list = place(finder->arena, list->operands[0]);
	} else {
		target.path = place(finder->arena, list);
	}
	if (target.member)
		add(finder, target);
}

/* attachments.filter(a, a.part == '別紙') */
static void find_filtered(struct target_finder *finder, const struct expr *call)
{
	const struct expr *condition = call->operands[2];
	if (condition->kind != EXPR_OPERATION || condition->operation != OPERATION_EQUAL)
		return;
	struct expr_target target = {
	    .path = place(finder->arena, call->operands[0]),
	    .member = member_field(condition->operands[0]),
	    .equals = literal_text(condition->operands[1]),
	};
	if (target.member && target.equals)
		add(finder, target);
}

static void find_call(struct target_finder *finder, const struct expr *call)
{
	if (is_call(call, "join"))
		find_joined(finder, call);
	else if (is_call(call, "filter"))
		find_filtered(finder, call);
	else if (is_call(call, "members"))
		add(finder, (struct expr_target){.path = place(finder->arena, call->operands[0])});
	else if (is_call(call, "band"))
		add(finder, (struct expr_target){.path = place(finder->arena, call->operands[0]), .measured = true});
}

static void find(struct target_finder *finder, const struct expr *expr)
{
	struct expr_target target = {.path = place(finder->arena, expr)};
	if (expr->kind == EXPR_CONDITIONAL) {
		finder->chosen = true;
		find(finder, expr->operands[2]);
		find(finder, expr->operands[1]);
	} else if (expr->kind == EXPR_CALL) {
		find_call(finder, expr);
	} else if (expr->kind == EXPR_OPERATION && expr->operation == OPERATION_EQUAL) {
		target.path = place(finder->arena, expr->operands[0]);
		target.equals = literal_text(expr->operands[1]);
		if (target.equals)
			add(finder, target);
	} else {
		target.plain = true;
		add(finder, target);
	}
}

size_t expr_targets(struct arena *arena, const struct expr *expr, struct expr_target *targets, size_t limit)
{
	struct target_finder finder = {arena, targets, limit, 0, false};
	find(&finder, expr_ready(expr));
	return finder.count;
}
