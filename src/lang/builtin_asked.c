/* The functions that ask those for whom an expression is evaluated. */
#include "base/messages/expr.h"
#include "lang/builtin.h"

static const struct type *report_unavailable(struct compiler *c, const struct expr *call)
{
	expr_report(c, DIAG_EXPR_NAME, call, msg_expr_not_here(c->diags->arena, call->name));
	return NULL;
}

const struct type *asked_check_answer(struct compiler *c, struct expr *call)
{
	if (!c->scope->find_answer)
		return report_unavailable(c, call);
	const struct type *type = NULL;
	int index = c->scope->find_answer(c->scope->context, builtin_literal(call, 0), &type);
	if (index < 0) {
		expr_report(c, DIAG_EXPR_NAME, call->operands[0],
		            msg_expr_no_item_before(c->diags->arena, builtin_literal(call, 0)));
		return NULL;
	}
	call->slot = (uint32_t)index;
	return type;
}

struct value asked_eval_answer(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)arguments;
	return e->env->answer(e->env->context, (int)call->slot);
}

const struct type *asked_check_members(struct compiler *c, struct expr *call)
{
	if (!c->scope->can_belong)
		return report_unavailable(c, call);
	const struct type *list = call->operands[0]->type, *owner = call->operands[1]->type;
	if (list->element && c->scope->can_belong(c->scope->context, list->element, owner))
		return list;
	expr_report(c, DIAG_EXPR_TYPE, call, msg_expr_no_members(c->diags->arena, owner->name));
	return NULL;
}

struct value asked_eval_members(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!expr_spend(e, arguments[0].list->count))
		return value_unknown();
	return e->env->members(e->env->context, e->env->arena, &arguments[0], &arguments[1]);
}

const struct type *asked_check_cited(struct compiler *c, struct expr *call)
{
	return c->scope->has_citations ? expr_list_type(c, &type_text) : report_unavailable(c, call);
}

struct value asked_eval_cited(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text))
		return value_unknown();
	return e->env->cited(e->env->context, e->env->arena, &arguments[0]);
}

struct value asked_eval_cited_after(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text))
		return value_unknown();
	return e->env->cited_after(e->env->context, e->env->arena, &arguments[0], arguments[1].text);
}

struct value asked_eval_stray_rows(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text) || !builtin_spend_text(e, arguments[1].text))
		return value_unknown();
	return e->env->stray_rows(e->env->context, e->env->arena, &arguments[0], arguments[1].text);
}

struct value asked_eval_row_bodies(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text))
		return value_unknown();
	return e->env->row_bodies(e->env->context, e->env->arena, &arguments[0], arguments[1].text);
}

const struct type *asked_check_moved_row(struct compiler *c, struct expr *call)
{
	return asked_check_cited(c, call) ? &type_text : NULL;
}

struct value asked_eval_moved_row(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text) || !builtin_spend_text(e, arguments[1].text))
		return value_unknown();
	return e->env->moved_row(e->env->context, e->env->arena, &arguments[0], &arguments[1]);
}
