/* Last stage of an expression: the checked tree and an environment give a value. Types are known to fit; what is left
 * to go wrong, an answer that is missing or a sum that does not fit, gives unknown. Every step is counted, so that
 * hostile expressions end, too. */
#include "base/buf.h"
#include "lang/expr_tree.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

struct value expr_undecided(const struct value *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (values[i].kind == VALUE_INVALID)
			return (struct value){.kind = VALUE_INVALID};
	for (size_t i = 0; i < count; i++)
		if (values[i].kind == VALUE_UNKNOWN && values[i].node)
			return values[i]; /* what follows from an unreadable answer is unreadable too */
	return value_unknown();
}

struct value expr_kleene(struct value so_far, struct value next, bool decisive)
{
	if (so_far.kind == VALUE_BOOL && so_far.truth == decisive)
		return so_far;
	if (next.kind == VALUE_BOOL && next.truth == decisive)
		return value_bool(decisive);
	if (so_far.kind == VALUE_BOOL && next.kind == VALUE_BOOL)
		return value_bool(!decisive);
	return expr_undecided((struct value[]){so_far, next}, 2);
}

struct value *expr_items(struct evaluation *e, size_t count)
{
	enum { STEPS_PER_ITEM = 4 }; /* so that no expression fills the memory */
	if (!expr_spend(e, count * STEPS_PER_ITEM))
		return NULL;
	return arena_array(e->env->arena, struct value, count);
}

struct value expr_list(struct evaluation *e, struct value *items, size_t count)
{
	struct value_list *list = arena_new_object(e->env->arena, struct value_list);
	*list = (struct value_list){items, count};
	return (struct value){.kind = VALUE_LIST, .list = list};
}

static struct date first_day(struct date date)
{
	return (struct date){date.year, date.month ? date.month : 1, date.day ? date.day : 1};
}

static struct date last_day(struct date date)
{
	if (date.day)
		return date;
	struct date first = first_day(date);
	return date_add(first, date.month ? 0 : 1, date.month ? 1 : 0, -1);
}

struct value expr_date_precedes(struct date a, struct date b, bool or_equal)
{
	bool same_precision = !a.month == !b.month && !a.day == !b.day;
	int latest = date_compare(same_precision ? a : last_day(a), b);
	int earliest = date_compare(a, same_precision ? b : last_day(b));
	if (latest < 0 || (or_equal && latest == 0))
		return value_bool(true);
	if (earliest > 0 || (!or_equal && earliest == 0))
		return value_bool(false);
	return value_unknown();
}

static struct value date_equals(struct date a, struct date b)
{
	struct value up = expr_date_precedes(a, b, true), down = expr_date_precedes(b, a, true);
	return expr_kleene(up, down, false);
}

struct value expr_equal(struct evaluation *e, const struct value *a, const struct value *b)
{
	if (!value_answered(a) || !value_answered(b))
		return expr_undecided((struct value[]){*a, *b}, 2);
	if (a->kind == VALUE_DATE)
		return date_equals(a->date, b->date);
	if (a->kind == VALUE_TEXT && !expr_spend(e, strlen(a->text) / 64))
		return value_unknown();
	if (a->kind != VALUE_LIST)
		return value_bool(value_equal(a, b));
	if (a->list->count != b->list->count)
		return value_bool(false);
	struct value result = value_bool(true);
	for (size_t i = 0; i < a->list->count && expr_spend(e, 1); i++)
		result = expr_kleene(result, expr_equal(e, &a->list->items[i], &b->list->items[i]), false);
	return result;
}

static struct value evaluate_list(struct evaluation *e, const struct expr *expr)
{
	struct value *items = expr_items(e, expr->count);
	if (!items)
		return value_unknown();
	for (size_t i = 0; i < expr->count; i++)
		items[i] = expr_evaluate(e, expr->operands[i]);
	return expr_list(e, items, expr->count);
}

/* A place inside one that has no answer: what is blank there has nothing written inside. */
static struct value inside_unanswered(const struct value *outer)
{
	if (outer->kind == VALUE_BLANK)
		return value_absent();
	return (struct value){.kind = outer->kind, .detail = outer->detail};
}

static const struct value *value_of(struct evaluation *e, const struct expr *expr, struct value *room);

static const struct value *field_of(struct evaluation *e, const struct expr *expr, struct value *room)
{
	const struct value *record = value_of(e, expr->operands[0], room);
	if (record->kind == VALUE_RECORD)
		return &record->record->values[expr->slot];
	*room = inside_unanswered(record);
	return room;
}

static struct value evaluate_index(struct evaluation *e, const struct expr *expr)
{
	struct value rooms[2];
	const struct value *list = value_of(e, expr->operands[0], &rooms[0]);
	const struct value *index = value_of(e, expr->operands[1], &rooms[1]);
	if (list->kind != VALUE_LIST)
		return inside_unanswered(list);
	if (index->kind != VALUE_NUMBER)
		return expr_undecided(index, 1);
	if ((uint64_t)index->number >= list->list->count) /* or below 0 */
		return value_absent();
	return list->list->items[index->number];
}

/* left && right, left || right: the right side is left out where the left one decides. */
static struct value evaluate_logic(struct evaluation *e, const struct expr *expr, bool decisive)
{
	struct value rooms[2];
	const struct value *left = value_of(e, expr->operands[0], &rooms[0]);
	if (left->kind == VALUE_BOOL && left->truth == decisive)
		return value_bool(decisive);
	const struct value *right = value_of(e, expr->operands[1], &rooms[1]);
	if (left->kind == VALUE_BOOL && right->kind == VALUE_BOOL)
		return value_bool(right->truth);
	return expr_kleene(expr_kleene(value_bool(!decisive), *left, decisive), *right, decisive);
}

static struct value is_member(struct evaluation *e, const struct value *item, const struct value_list *list)
{
	struct value result = value_bool(false);
	for (size_t i = 0; i < list->count && expr_spend(e, 1); i++)
		result = expr_kleene(result, expr_equal(e, item, &list->items[i]), true);
	return result;
}

/* a < b, or a <= b. */
static struct value precedes(const struct value *a, const struct value *b, bool or_equal)
{
	if (a->kind == VALUE_DATE)
		return expr_date_precedes(a->date, b->date, or_equal);
	return value_bool(a->number < b->number || (or_equal && a->number == b->number));
}

static struct value add_numbers(int64_t a, int64_t b)
{
	if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
		return value_unknown();
	return value_number(a + b);
}

static struct value subtract_numbers(int64_t a, int64_t b)
{
	if (b < 0 ? a > INT64_MAX + b : a < INT64_MIN + b)
		return value_unknown();
	return value_number(a - b);
}

/* Unknown where the duration is finer than what is known of the date. */
static struct value add_duration(struct date date, struct duration duration, int sign)
{
	if ((!date.month && duration.months != 0) || (!date.day && duration.days != 0))
		return value_unknown();
	return value_date(date_add(date, sign * duration.years, sign * duration.months, sign * duration.days));
}

static struct value add_texts(struct evaluation *e, const struct value *a, const struct value *b)
{
	enum { BYTES_PER_STEP = 8 };
	size_t first = strlen(a->text), second = strlen(b->text);
	if (!expr_spend(e, (first + second) / BYTES_PER_STEP))
		return value_unknown();
	char *text = arena_alloc(e->env->arena, first + second + 1);
	memcpy(text, a->text, first);
	memcpy(text + first, b->text, second + 1);
	struct value sum = value_text(text);
	sum.markdown = a->markdown || b->markdown;
	return sum;
}

static struct value add(struct evaluation *e, const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_DATE)
		return add_duration(a->date, b->duration, 1);
	if (a->kind == VALUE_TEXT)
		return add_texts(e, a, b);
	return add_numbers(a->number, b->number);
}

static struct value operate(struct evaluation *e, enum operation operation, const struct value *a,
                            const struct value *b)
{
	switch (operation) {
	case OPERATION_OR: /* these two are evaluate_logic's */
	case OPERATION_AND:
		break;
	case OPERATION_EQUAL:
	case OPERATION_UNEQUAL: {
		struct value equal = expr_equal(e, a, b);
		bool negated = operation == OPERATION_UNEQUAL;
		return equal.kind == VALUE_BOOL ? value_bool(equal.truth != negated) : equal;
	}
	case OPERATION_LESS:
	case OPERATION_LESS_EQUAL:
		return precedes(a, b, operation == OPERATION_LESS_EQUAL);
	case OPERATION_GREATER:
	case OPERATION_GREATER_EQUAL:
		return precedes(b, a, operation == OPERATION_GREATER_EQUAL);
	case OPERATION_IN:
		return is_member(e, a, b->list);
	case OPERATION_ADD:
		return add(e, a, b);
	case OPERATION_SUBTRACT:
		if (a->kind == VALUE_DATE)
			return add_duration(a->date, b->duration, -1);
		return subtract_numbers(a->number, b->number);
	case OPERATION_NOT:
		return value_bool(!a->truth);
	case OPERATION_NEGATE:
		return subtract_numbers(0, a->number);
	}
	return value_unknown();
}

static struct value evaluate_operation(struct evaluation *e, const struct expr *expr)
{
	if (expr->operation == OPERATION_OR || expr->operation == OPERATION_AND)
		return evaluate_logic(e, expr, expr->operation == OPERATION_OR);
	struct value rooms[2];
	const struct value *left = value_of(e, expr->operands[0], &rooms[0]);
	const struct value *right = expr->count > 1 ? value_of(e, expr->operands[1], &rooms[1]) : left;
	if (!value_answered(left) || !value_answered(right))
		return expr_undecided((struct value[]){*left, *right}, 2);
	return operate(e, expr->operation, left, right);
}

static struct value evaluate_conditional(struct evaluation *e, const struct expr *expr)
{
	struct value room;
	const struct value *condition = value_of(e, expr->operands[0], &room);
	if (condition->kind != VALUE_BOOL)
		return expr_undecided(condition, 1);
	return expr_evaluate(e, expr->operands[condition->truth ? 1 : 2]);
}

/* How many of a call's operands are evaluated before its function is: those before the variable of exists(). */
static size_t argument_count(const struct expr *call)
{
	const char *letters = call->function->parameters;
	size_t count = 0;
	while (letters[count] && letters[count] != 'x')
		count++;
	return count;
}

static struct value evaluate_call(struct evaluation *e, const struct expr *call)
{
	struct value arguments[EXPR_PARAMETER_LIMIT];
	size_t count = argument_count(call);
	bool answered = true;
	for (size_t i = 0; i < count; i++) {
		arguments[i] = *value_of(e, call->operands[i], &arguments[i]);
		answered = answered && value_answered(&arguments[i]);
	}
	if (!answered && !(call->function->flags & TAKES_UNANSWERED))
		return expr_undecided(arguments, count);
	return call->function->eval(e, call, arguments);
}

/* What an expression that is no place of the model gives. */
static struct value work_out(struct evaluation *e, const struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_LIST:
		return evaluate_list(e, expr);
	case EXPR_INDEX:
		return evaluate_index(e, expr);
	case EXPR_OPERATION:
		return evaluate_operation(e, expr);
	case EXPR_CONDITIONAL:
		return evaluate_conditional(e, expr);
	case EXPR_CALL:
		return evaluate_call(e, expr);
	case EXPR_NAME: /* the check leaves none */
	case EXPR_LATER:
	case EXPR_LITERAL: /* these are value_of's */
	case EXPR_LOCAL:
	case EXPR_VARIABLE:
	case EXPR_ROOT:
	case EXPR_FIELD:
		break;
	}
	return value_unknown();
}

/* The value where it stands already, so that it need not be copied; else in `room`. It holds while no variable changes. */
static const struct value *value_of(struct evaluation *e, const struct expr *expr, struct value *room)
{
	bool enough = expr_spend(e, 1);
	switch (enough ? expr->kind : EXPR_NAME) {
	case EXPR_LITERAL:
		return expr->constant;
	case EXPR_LOCAL:
		return &e->locals[expr->slot];
	case EXPR_VARIABLE:
		return &e->env->variables[expr->slot];
	case EXPR_ROOT:
		return &e->env->root->values[expr->slot];
	case EXPR_FIELD:
		return field_of(e, expr, room);
	default:
		*room = enough ? work_out(e, expr) : value_unknown();
		return room;
	}
}

struct value expr_evaluate(struct evaluation *e, const struct expr *expr)
{
	struct value room;
	return *value_of(e, expr, &room);
}

/* The locals stay as they are: the check lets nothing read one before its function has set it. */
static void evaluation_start(struct evaluation *e, const struct env *env)
{
	e->env = env;
	e->steps = env->budget && *env->budget < EXPR_STEP_LIMIT ? *env->budget : EXPR_STEP_LIMIT;
	e->granted = e->steps;
}

static void evaluation_end(const struct evaluation *e)
{
	if (e->env->budget)
		*e->env->budget -= e->granted - e->steps;
}

struct value expr_eval(const struct expr *expr, const struct env *env)
{
	struct evaluation evaluation;
	evaluation_start(&evaluation, env);
	struct value value = expr_evaluate(&evaluation, expr_ready(expr));
	evaluation_end(&evaluation);
	return evaluation.steps > 0 ? value : value_unknown();
}

bool expr_true(const struct expr *expr, const struct env *env)
{
	struct value value = expr_eval(expr, env);
	return value.kind == VALUE_BOOL && value.truth;
}

static bool holds_within(const struct expr *expr, const struct env *env, size_t first, size_t end)
{
	if (expr->reads <= first && first > 0)
		return true; /* was asked before, with all that is in it */
	if (expr->kind == EXPR_OPERATION && expr->operation == OPERATION_AND)
		return holds_within(expr->operands[0], env, first, end) && holds_within(expr->operands[1], env, first, end);
	return expr->reads > end || expr_true(expr, env);
}

bool expr_true_within(const struct expr *expr, const struct env *env, size_t first, size_t end)
{
	return holds_within(expr_ready(expr), env, first, end);
}

struct read_place {
	const struct node *node;
	const char *path;
};

/* The place `name` in the mapping `node`; the node itself when name is NULL. */
static struct read_place place_of(struct evaluation *e, const struct node *node, const char *name)
{
	struct buf path = BUF_INIT;
	node_path(node, &path);
	if (name)
		buf_printf(&path, "%s%s", path.length > 0 ? "." : "", name);
	struct read_place place = {node, arena_copy(e->env->arena, buf_text(&path), path.length)};
	buf_free(&path);
	return place;
}

/* The record whose field the expression is, when it is one and the record is there. */
static const struct record *record_around(struct evaluation *e, const struct expr *expr)
{
	if (expr->kind == EXPR_ROOT)
		return e->env->root;
	if (expr->kind != EXPR_FIELD)
		return NULL;
	struct value record = expr_evaluate(e, expr->operands[0]);
	return record.kind == VALUE_RECORD ? record.record : NULL;
}

/* The branch of ?: that is taken; NULL when that is not known. */
static const struct expr *branch_taken(struct evaluation *e, const struct expr *expr)
{
	struct value condition = expr_evaluate(e, expr->operands[0]);
	return condition.kind == VALUE_BOOL ? expr->operands[condition.truth ? 1 : 2] : NULL;
}

static bool find_place(struct evaluation *e, const struct expr *expr, bool written, struct read_place *place);

/* Of exists() and its like only the list is looked at: what its condition reads is in there. */
static bool find_in_operands(struct evaluation *e, const struct expr *expr, bool written, struct read_place *place)
{
	size_t count = expr->kind == EXPR_CALL ? argument_count(expr) : expr->count;
	if (expr->kind == EXPR_CONDITIONAL) {
		const struct expr *branch = branch_taken(e, expr);
		if (branch && find_place(e, branch, written, place))
			return true;
		count = 1;
	}
	for (size_t i = 0; i < count; i++)
		if (find_place(e, expr->operands[i], written, place))
			return true;
	return false;
}

/* The first place that the expression reads: of those that are written, or of those that are missing. */
static bool find_place(struct evaluation *e, const struct expr *expr, bool written, struct read_place *place)
{
	if (written) {
		struct value value = expr_evaluate(e, expr);
		const struct node *node = !value.node && value.kind == VALUE_RECORD ? value.record->node : value.node;
		if (node) {
			*place = place_of(e, node, NULL);
			return true;
		}
	}
	const struct record *record = record_around(e, expr);
	if (record) {
		if (written || !record->node)
			return false;
		*place = place_of(e, record->node, expr->name);
		return true;
	}
	if (!find_in_operands(e, expr, written, place))
		return false;
	if (!written && expr->kind == EXPR_FIELD)
		place->path = arena_printf(e->env->arena, "%s.%s", place->path, expr->name);
	if (!written && expr->kind == EXPR_INDEX && expr->operands[1]->kind == EXPR_LITERAL) /* paths count from 1 */
		place->path = arena_printf(e->env->arena, "%s[%" PRIu64 "]", place->path,
		                           (uint64_t)expr->operands[1]->constant->number + 1);
	return true;
}

/* A missing answer belongs to its own place, whatever ?: read to get there. */
static const struct expr *last_branch(struct evaluation *e, const struct expr *expr)
{
	while (expr->kind == EXPR_CONDITIONAL && branch_taken(e, expr))
		expr = branch_taken(e, expr);
	return expr;
}

const char *expr_lacks(const struct expr *expr, const struct env *env)
{
	struct evaluation e;
	struct read_place place = {NULL, NULL};
	expr = expr_ready(expr);
	evaluation_start(&e, env);
	if (!find_place(&e, last_branch(&e, expr), false, &place))
		find_place(&e, expr, false, &place);
	evaluation_end(&e);
	return place.path;
}

const struct node *expr_place(const struct expr *expr, const struct env *env, const char **path)
{
	struct evaluation e;
	expr = expr_ready(expr);
	evaluation_start(&e, env);
	const struct expr *taken = last_branch(&e, expr);
	struct read_place place = {NULL, NULL};
	if (!find_place(&e, taken, true, &place) && !find_place(&e, taken, false, &place) &&
	    !find_place(&e, expr, true, &place))
		find_place(&e, expr, false, &place);
	evaluation_end(&e);
	*path = place.path;
	return place.node;
}

bool expr_reads(const struct expr *expr, size_t variable)
{
	expr = expr_ready(expr);
	if (expr->kind == EXPR_VARIABLE && expr->slot == variable)
		return true;
	for (size_t i = 0; i < expr->count; i++)
		if (expr_reads(expr->operands[i], variable))
			return true;
	return false;
}
