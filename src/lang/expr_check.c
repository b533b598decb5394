/* Second stage of an expression: names become slots, every node gets its type, literals are held against the options
 * of what they are compared with. After it, evaluation cannot go wrong. A node whose operands are wrong reports
 * nothing of its own. */
#include "base/messages/expr.h"
#include "base/messages/row.h"
#include "base/messages/type.h"
#include "base/utf8.h"
#include "lang/expr_tree.h"
#include "yaml/fields.h"

#include <assert.h>
#include <string.h>

static const struct type any_list = {.kind = TYPE_LIST};

static const struct type *check(struct compiler *c, struct expr *expr);

struct diag *expr_report(struct compiler *c, enum diag_id id, const struct expr *expr, const char *message)
{
	struct span span = scalar_span(c->node, expr->start, expr->end);
	if (id == DIAG_EXPR_NAME && expr->name)
		span = scalar_span(c->node, expr->name_start, expr->name_start + strlen(expr->name));
	return diag_add(c->diags, id, span, message);
}

static const char *describe(struct compiler *c, const struct type *type)
{
	if (type->kind == TYPE_LIST && type->element)
		return msg_type_list_of(c->arena, describe(c, type->element));
	if (type->kind == TYPE_RECORD)
		return msg_row_beside(c->arena, type_label(type), type->name);
	return type_label(type);
}

static const char *nearest_name(const struct compiler *c, const char *name)
{
	struct nearest nearest = {.written = name};
	for (const struct local *local = c->locals; local; local = local->outer)
		nearest_offer(&nearest, local->name);
	for (size_t i = 0; i < c->scope->variable_count; i++)
		nearest_offer(&nearest, c->scope->variables[i].name);
	if (c->scope->root)
		for (size_t i = 0; i < c->scope->root->field_count; i++)
			nearest_offer(&nearest, c->scope->root->fields[i].name);
	return nearest.name;
}

static const struct type *resolve(struct expr *expr, enum expr_kind kind, size_t slot, const struct type *type)
{
	expr->kind = kind;
	expr->slot = (uint32_t)slot;
	return type;
}

static const struct type *check_name(struct compiler *c, struct expr *expr)
{
	for (const struct local *local = c->locals; local; local = local->outer)
		if (strcmp(local->name, expr->name) == 0)
			return resolve(expr, EXPR_LOCAL, local->slot, local->type);
	for (size_t i = 0; i < c->scope->variable_count; i++)
		if (strcmp(c->scope->variables[i].name, expr->name) == 0)
			return resolve(expr, EXPR_VARIABLE, i, c->scope->variables[i].type);
	int field = c->scope->root ? type_field(c->scope->root, expr->name) : -1;
	if (field >= 0)
		return resolve(expr, EXPR_ROOT, (size_t)field, c->scope->root->fields[field].type);
	struct diag *diag = expr_report(c, DIAG_EXPR_NAME, expr, msg_expr_no_name(c->diags->arena, expr->name));
	diag_suggest(c->diags, diag, nearest_name(c, expr->name));
	return NULL;
}

static const struct type *check_field(struct compiler *c, struct expr *expr)
{
	const struct type *record = check(c, expr->operands[0]);
	if (!record)
		return NULL;
	if (record->kind != TYPE_RECORD) {
		struct diag *diag = expr_report(c, DIAG_EXPR_NAME, expr,
		                                msg_expr_no_field_in_type(c->diags->arena, describe(c, record), expr->name));
		if (record->kind == TYPE_LIST)
			diag->hint = msg(MSG_EXPR_CHOOSE_ONE);
		return NULL;
	}
	int field = type_field(record, expr->name);
	if (field >= 0)
		return resolve(expr, EXPR_FIELD, (size_t)field, record->fields[field].type);
	struct diag *diag =
	    expr_report(c, DIAG_EXPR_NAME, expr, msg_expr_no_field(c->diags->arena, record->name, expr->name));
	diag_suggest(c->diags, diag, type_nearest_field(record, expr->name));
	return NULL;
}

/* Reports when the operand's type is not `wanted`. */
static bool require(struct compiler *c, const struct expr *operand, const struct type *wanted)
{
	if (type_equal(operand->type, wanted))
		return true;
	expr_report(c, DIAG_EXPR_TYPE, operand,
	            msg_expr_wrong_type(c->diags->arena, describe(c, wanted), describe(c, operand->type)));
	return false;
}

const struct type *expr_element_type(struct compiler *c, const struct expr *list)
{
	if (!list->type->element)
		expr_report(c, DIAG_EXPR_TYPE, list, msg(MSG_EXPR_EMPTY_LIST));
	return list->type->element;
}

static bool check_operands(struct compiler *c, struct expr *expr)
{
	bool good = true;
	for (size_t i = 0; i < expr->count; i++)
		good = check(c, expr->operands[i]) && good;
	return good;
}

static const struct type *check_index(struct compiler *c, struct expr *expr)
{
	if (!check_operands(c, expr) || !require(c, expr->operands[0], &any_list) ||
	    !require(c, expr->operands[1], &type_number))
		return NULL;
	return expr_element_type(c, expr->operands[0]);
}

/* The type of a place where either may stand; options remain only where both have the same. NULL: there is none. */
static const struct type *common_type(const struct type *a, const struct type *b)
{
	static const struct type texts = {.kind = TYPE_LIST, .element = &type_text};
	if (!type_equal(a, b))
		return NULL;
	if (a->kind == TYPE_TEXT && a->options != b->options)
		return &type_text;
	if (a->kind != TYPE_LIST || !b->element)
		return a;
	if (a->element && a->element->kind == TYPE_TEXT && a->element->options != b->element->options)
		return &texts;
	return b;
}

const struct type *expr_list_type(struct compiler *c, const struct type *element)
{
	struct type *type = arena_new_object(c->arena, struct type);
	type->kind = TYPE_LIST;
	type->element = element;
	return type;
}

static const struct type *report_pair(struct compiler *c, const struct expr *expr, const struct type *a,
                                      const struct type *b, const char *words)
{
	struct diag *diag = expr_report(c, DIAG_EXPR_TYPE, expr, words);
	if ((a->kind == TYPE_DATE && b->kind == TYPE_TEXT) || (a->kind == TYPE_TEXT && b->kind == TYPE_DATE))
		diag->hint = msg(MSG_EXPR_WRITE_DATE_CALL);
	if (a->kind == TYPE_DATE && b->kind == TYPE_NUMBER)
		diag->hint = msg(MSG_EXPR_WRITE_DURATION);
	return NULL;
}

static const struct type *check_list(struct compiler *c, struct expr *expr)
{
	if (!check_operands(c, expr))
		return NULL;
	const struct type *element = expr->count > 0 ? expr->operands[0]->type : NULL;
	for (size_t i = 1; i < expr->count; i++) {
		const struct type *common = common_type(element, expr->operands[i]->type);
		if (!common)
			return report_pair(
			    c, expr->operands[i], element, expr->operands[i]->type,
			    msg_expr_not_one_list(c->diags->arena, describe(c, element), describe(c, expr->operands[i]->type)));
		element = common;
	}
	return expr_list_type(c, element);
}

/* 「a」「b」のどれかを書いてください; NULL when there are too many to read. */
static const char *list_options(struct compiler *c, const struct option_list *options)
{
	enum { READABLE = 8 };
	if (options->count > READABLE)
		return NULL;
	const char *list = "";
	for (size_t i = 0; i < options->count; i++)
		list = msg_row_beside(c->diags->arena, list, options->options[i].value);
	return msg_expr_one_of_options(c->diags->arena, list);
}

static bool check_option(struct compiler *c, const struct expr *literal, const struct option_list *options)
{
	const char *text = literal->constant->text;
	for (size_t i = 0; i < options->count; i++)
		if (strcmp(options->options[i].value, text) == 0)
			return true;
	struct diag *diag =
	    expr_report(c, DIAG_EXPR_TYPE, literal, msg_expr_no_option(c->diags->arena, text, options->name));
	diag->hint = list_options(c, options);
	diag_suggest(c->diags, diag, type_nearest_option(options, text));
	return false;
}

bool expr_check_options(struct compiler *c, const struct expr *expr, const struct type *type)
{
	const struct type *text = type->kind == TYPE_LIST ? type->element : type;
	if (!text || text->kind != TYPE_TEXT || !text->options)
		return true;
	size_t first = 0, end = 0; /* the operands that the expression's value may come from */
	if (expr->kind == EXPR_LITERAL && expr->constant->kind == VALUE_TEXT)
		return check_option(c, expr, text->options);
	if (expr->kind == EXPR_LIST)
		end = expr->count;
	if (expr->kind == EXPR_CONDITIONAL)
		first = 1, end = 3;
	if (expr->kind == EXPR_CALL && (expr->function->flags & SELECTS))
		end = 1;
	bool good = true;
	for (size_t i = first; i < end; i++)
		good = expr_check_options(c, expr->operands[i], text) && good;
	return good;
}

static bool is_comparable(const struct type *type)
{
	return type->kind == TYPE_LIST ? !type->element || is_comparable(type->element) : type->kind != TYPE_RECORD;
}

/* Both sides of ==, != and in; `element` is the type of the right one, or of its members. */
static const struct type *check_equality(struct compiler *c, const struct expr *expr, const struct type *element)
{
	const struct expr *left = expr->operands[0], *right = expr->operands[1];
	if (element && (!type_equal(left->type, element) || !is_comparable(left->type)))
		return report_pair(c, expr, left->type, element,
		                   msg_expr_not_comparable(c->diags->arena, describe(c, left->type), describe(c, element)));
	bool good = expr_check_options(c, left, right->type);
	return expr_check_options(c, right, left->type) && good ? &type_bool : NULL;
}

static const struct type *check_order(struct compiler *c, const struct expr *expr)
{
	const struct type *left = expr->operands[0]->type, *right = expr->operands[1]->type;
	if (left->kind == right->kind && (left->kind == TYPE_NUMBER || left->kind == TYPE_DATE))
		return &type_bool;
	return report_pair(c, expr, left, right, msg_expr_no_order(c->diags->arena, describe(c, left), describe(c, right)));
}

static const struct type *check_sum(struct compiler *c, const struct expr *expr)
{
	bool add = expr->operation == OPERATION_ADD;
	const struct type *left = expr->operands[0]->type, *right = expr->operands[1]->type;
	if (left->kind == TYPE_NUMBER && right->kind == TYPE_NUMBER)
		return &type_number;
	if (left->kind == TYPE_DATE && right->kind == TYPE_DURATION)
		return &type_date;
	if (add && left->kind == TYPE_TEXT && right->kind == TYPE_TEXT)
		return &type_text;
	const char *first = describe(c, left), *second = describe(c, right);
	return report_pair(c, expr, left, right,
	                   add ? msg_expr_no_sum(c->diags->arena, first, second)
	                       : msg_expr_no_difference(c->diags->arena, first, second));
}

static const struct type *check_operation(struct compiler *c, struct expr *expr)
{
	if (!check_operands(c, expr))
		return NULL;
	const struct expr *left = expr->operands[0], *right = expr->operands[expr->count - 1];
	switch (expr->operation) {
	case OPERATION_OR:
	case OPERATION_AND: {
		bool good = require(c, left, &type_bool);
		return require(c, right, &type_bool) && good ? &type_bool : NULL;
	}
	case OPERATION_NOT:
		return require(c, left, &type_bool) ? &type_bool : NULL;
	case OPERATION_NEGATE:
		return require(c, left, &type_number) ? &type_number : NULL;
	case OPERATION_EQUAL:
	case OPERATION_UNEQUAL:
		return check_equality(c, expr, right->type);
	case OPERATION_IN:
		return require(c, right, &any_list) ? check_equality(c, expr, right->type->element) : NULL;
	case OPERATION_LESS:
	case OPERATION_LESS_EQUAL:
	case OPERATION_GREATER:
	case OPERATION_GREATER_EQUAL:
		return check_order(c, expr);
	case OPERATION_ADD:
	case OPERATION_SUBTRACT:
		return check_sum(c, expr);
	}
	return NULL;
}

static const struct type *check_conditional(struct compiler *c, struct expr *expr)
{
	if (!check_operands(c, expr) || !require(c, expr->operands[0], &type_bool))
		return NULL;
	const struct expr *then = expr->operands[1], *otherwise = expr->operands[2];
	const struct type *common = common_type(then->type, otherwise->type);
	return common ? common
	              : report_pair(c, expr, then->type, otherwise->type,
	                            msg_expr_not_one_result(c->diags->arena, describe(c, then->type),
	                                                    describe(c, otherwise->type)));
}

/* The letters of builtin.parameters. */
static const struct parameter {
	char letter;
	const struct message *label;
	unsigned kinds; /* bit k: type_kind k will do */
} parameters[] = {
    {'t', MSG_TYPE_TEXT, 1 << TYPE_TEXT},
    {'q', MSG_TYPE_QUOTED_TEXT, 1 << TYPE_TEXT},
    {'n', MSG_TYPE_NUMBER, 1 << TYPE_NUMBER},
    {'d', MSG_TYPE_DATE, 1 << TYPE_DATE},
    {'l', MSG_TYPE_LIST, 1 << TYPE_LIST},
    {'L', MSG_TYPE_LIST_OF_TEXTS, 1 << TYPE_LIST},
    {'s', MSG_TYPE_TEXT_OR_LIST, 1 << TYPE_TEXT | 1 << TYPE_LIST},
    {'r', MSG_TYPE_RECORD, 1 << TYPE_RECORD},
    {'b', MSG_TYPE_BOOL, 1 << TYPE_BOOL},
    {'p', MSG_TYPE_FIELD, ~0u},
    {'*', MSG_TYPE_VALUE, ~0u},
    {'e', MSG_TYPE_VALUE, ~0u},
};

static bool accepts(const struct parameter *parameter, const struct expr *argument)
{
	const struct type *type = argument->type;
	bool good = parameter->kinds >> type->kind & 1;
	if (parameter->letter == 'q')
		return good && argument->kind == EXPR_LITERAL;
	if (parameter->letter == 'L')
		return good && (!type->element || type->element->kind == TYPE_TEXT);
	if (parameter->letter == 'p')
		return argument->kind != EXPR_LITERAL && argument->kind != EXPR_LIST && argument->kind != EXPR_OPERATION;
	return good;
}

static bool check_argument(struct compiler *c, const struct expr *call, size_t index)
{
	struct expr *argument = call->operands[index];
	const struct parameter *parameter = parameters;
	while (parameter->letter != call->function->parameters[index])
		parameter++;
	if (!check(c, argument))
		return false;
	if (accepts(parameter, argument))
		return true;
	expr_report(c, DIAG_EXPR_TYPE, argument,
	            msg_expr_wrong_argument(c->diags->arena, call->name, index + 1, msg(parameter->label),
	                                    describe(c, argument->type)));
	return false;
}

/* The x of exists(list, x, condition): a name that is in sight for the rest of the call. */
static bool declare(struct compiler *c, struct expr *call, size_t index, struct local *local)
{
	const struct expr *name = call->operands[index];
	if (name->kind != EXPR_NAME) {
		expr_report(c, DIAG_EXPR_TYPE, name, msg_expr_variable_wanted(c->diags->arena, call->name, index + 1))->hint =
		    msg(MSG_EXPR_WRITE_EXISTS);
		return false;
	}
	call->slot = c->locals ? (uint32_t)c->locals->slot + 1 : 0;
	*local = (struct local){name->name, expr_element_type(c, call->operands[index - 1]), call->slot, c->locals};
	c->locals = local;
	return local->type != NULL;
}

static const struct builtin *find_function(struct compiler *c, const struct expr *call)
{
	for (size_t i = 0; i < builtin_count; i++)
		if (strcmp(builtins[i].name, call->name) == 0)
			return &builtins[i];
	struct nearest nearest = {.written = call->name};
	for (size_t i = 0; i < builtin_count; i++)
		nearest_offer(&nearest, builtins[i].name);
	struct diag *diag = expr_report(c, DIAG_EXPR_NAME, call, msg_expr_no_function(c->diags->arena, call->name));
	diag_suggest(c->diags, diag, nearest.name);
	return NULL;
}

static const struct type *check_call(struct compiler *c, struct expr *call)
{
	const struct builtin *function = call->function = find_function(c, call);
	if (!function)
		return NULL;
	if (call->count != strlen(function->parameters)) {
		expr_report(c, DIAG_EXPR_TYPE, call,
		            msg_expr_wrong_count(c->diags->arena, call->name, strlen(function->parameters), call->count));
		return NULL;
	}
	const struct local *outer = c->locals;
	struct local local;
	bool good = true;
	for (size_t i = 0; i < call->count && (good || !strchr("xbe", function->parameters[i])); i++) {
		bool declares = function->parameters[i] == 'x';
		good = (declares ? declare(c, call, i, &local) : check_argument(c, call, i)) && good;
	}
	c->locals = outer;
	if (!good)
		return NULL;
	return function->check ? function->check(c, call) : function->result;
}

static const struct type *literal_type(const struct value *constant)
{
	return constant->kind == VALUE_TEXT ? &type_text : constant->kind == VALUE_NUMBER ? &type_number : &type_bool;
}

static const struct type *check_kind(struct compiler *c, struct expr *expr)
{
	switch (expr->kind) {
	case EXPR_LITERAL:
		return literal_type(expr->constant);
	case EXPR_LIST:
		return check_list(c, expr);
	case EXPR_NAME:
	case EXPR_LOCAL:
	case EXPR_VARIABLE:
	case EXPR_ROOT:
		return check_name(c, expr);
	case EXPR_FIELD:
		return check_field(c, expr);
	case EXPR_INDEX:
		return check_index(c, expr);
	case EXPR_OPERATION:
		return check_operation(c, expr);
	case EXPR_CONDITIONAL:
		return check_conditional(c, expr);
	case EXPR_CALL:
		return check_call(c, expr);
	case EXPR_LATER:
		break;
	}
	return NULL;
}

static const struct type *check(struct compiler *c, struct expr *expr)
{
	expr->type = check_kind(c, expr);
	expr->reads = expr->kind == EXPR_VARIABLE ? expr->slot + 1 : 0;
	for (size_t i = 0; i < expr->count; i++)
		if (expr->operands[i]->reads > expr->reads)
			expr->reads = expr->operands[i]->reads;
	return expr->type;
}

/* Of bytes [c->start, c->end) of the scalar. */
static struct expr *compile(struct compiler *c, const struct type *expected)
{
	struct expr *expr = expr_parse(c);
	if (!expr || !check(c, expr))
		return NULL;
	if (expected && (!require(c, expr, expected) || !expr_check_options(c, expr, expected)))
		return NULL;
	return expr;
}

struct expr *expr_compile(struct arena *arena, struct diags *diags, const struct scope *scope, const struct node *node,
                          const struct type *expected)
{
	return expr_compile_part(arena, diags, scope, node, 0, node->length, expected);
}

struct expr *expr_compile_part(struct arena *arena, struct diags *diags, const struct scope *scope,
                               const struct node *node, size_t start, size_t end, const struct type *expected)
{
	struct compiler c = {.arena = arena, .diags = diags, .scope = scope, .node = node, .start = start, .end = end};
	if (node->kind != NODE_SCALAR) {
		diag_add(diags, DIAG_EXPR_SYNTAX, node_place(node), msg(MSG_EXPR_NO_EXPRESSION));
		return NULL;
	}
	return compile(&c, expected);
}

/* What is needed to compile an expression. */
struct later {
	struct expr expr; /* of the kind EXPR_LATER */
	struct expr *compiled;
	struct arena *arena;
	const struct scope *scope;
	const struct node *node;
};

struct expr *expr_compile_later(struct arena *arena, struct diags *diags, const struct scope *scope,
                                const struct node *node, size_t start, size_t end, const struct type *expected)
{
	if (!node->span.source->packed || node->kind != NODE_SCALAR)
		return expr_compile_part(arena, diags, scope, node, start, end, expected);
	struct later *later = arena_new_object(arena, struct later);
	later->expr = (struct expr){.kind = EXPR_LATER,
	                            .operands = &later->compiled,
	                            .start = (uint32_t)start,
	                            .end = (uint32_t)end,
	                            .type = expected};
	later->arena = arena;
	later->scope = scope;
	later->node = node;
	return &later->expr;
}

bool expr_is_ready(const struct expr *expr)
{
	return expr->kind != EXPR_LATER || expr->operands[0];
}

const struct expr *expr_ready(const struct expr *expr)
{
	if (expr->kind != EXPR_LATER)
		return expr;
	if (!expr->operands[0]) {
		struct diags diags;
		const struct later *later = (const struct later *)(const void *)expr;
		struct compiler c = {later->arena, &diags, later->scope, later->node, expr->start, expr->end, NULL};
		diags_init(&diags, c.arena);
		expr->operands[0] = compile(&c, expr->type);
		assert(expr->operands[0]);
	}
	return expr->operands[0];
}

const struct type *expr_type(const struct expr *expr)
{
	return expr_ready(expr)->type;
}
