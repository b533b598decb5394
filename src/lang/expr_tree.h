#ifndef SHIKII_LANG_EXPR_TREE_H
#define SHIKII_LANG_EXPR_TREE_H

/* What the stages of expressions share among themselves: parse, check, evaluate, and the table of functions. */

#include "base/source.h"
#include "lang/expr.h"
#include "yaml/scalar.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	EXPR_DEPTH_LIMIT = 64,      /* of the tree, so that no stage recurses deeper */
	EXPR_STEP_LIMIT = 10000000, /* of one evaluation: about a tenth of a second */
	EXPR_PARAMETER_LIMIT = 3
};

enum expr_kind {
	EXPR_LITERAL,     /* constant */
	EXPR_LIST,        /* operands: its members */
	EXPR_NAME,        /* name; the check turns it into one of the next three */
	EXPR_LOCAL,       /* slot: variable of a function such as exists, from the outside in */
	EXPR_VARIABLE,    /* slot: of scope.variables */
	EXPR_ROOT,        /* slot: field of scope.root */
	EXPR_FIELD,       /* operands[0], slot: its field called name */
	EXPR_INDEX,       /* operands[0], operands[1] in brackets */
	EXPR_OPERATION,   /* operation, operands */
	EXPR_CONDITIONAL, /* operands: condition, then, else */
	EXPR_CALL,        /* function called name, operands; slot: its local variable, or the answer's index */
	EXPR_LATER        /* at the root, not yet compiled; operands: one, once it is (expr_ready) */
};

enum operation {
	OPERATION_OR,
	OPERATION_AND,
	OPERATION_EQUAL,
	OPERATION_UNEQUAL,
	OPERATION_LESS,
	OPERATION_LESS_EQUAL,
	OPERATION_GREATER,
	OPERATION_GREATER_EQUAL,
	OPERATION_IN,
	OPERATION_ADD,
	OPERATION_SUBTRACT,
	OPERATION_NOT,
	OPERATION_NEGATE
};

/* There are thousands of them: small numbers, and what is asked at each evaluation comes first, where the processor fetches it at
 * once. */
struct expr {
	enum expr_kind kind;
	enum operation operation;
	uint32_t slot;
	uint32_t count; /* of operands */
	struct expr **operands;
	const struct value *constant; /* of a literal, or what a call of literals gives */
	const struct builtin *function;
	const void *prepared; /* what the function made of its literal when it was checked */
	uint32_t depth;       /* of the tree below, at least 1 */
	uint32_t reads; /* the scope's variables up to this one: the slot of the last, and 1; 0: none. Set by the check */
	uint32_t start, end; /* bytes of the scalar's text */
	uint32_t name_start; /* of name in the scalar's text */
	const char *name;
	const struct type *type; /* set by the check */
};

/* A variable of exists(), all(), filter() or map() that is in sight. */
struct local {
	const char *name;
	const struct type *type;
	size_t slot;
	const struct local *outer;
};

/* The compilation of one scalar, or of a part of it. */
struct compiler {
	struct arena *arena;
	struct diags *diags;
	const struct scope *scope;
	const struct node *node;
	size_t start, end;          /* of its text */
	const struct local *locals; /* innermost first */
};

struct evaluation {
	const struct env *env;
	size_t steps;   /* that are left */
	size_t granted; /* that there were */
	struct value locals[EXPR_DEPTH_LIMIT];
};

/* A function of the language; x.f(y) is f(x, y). One letter stands for each parameter:
 * t text, n number, d date, l list, L list of text, s text or list, r record, p a place of the model, * anything,
 * q a text literal, x the variable that stands for each member of the list before it, b a condition and e an expression
 * of that variable. Arguments before an x are evaluated for the function, the others by it. */
struct builtin {
	const char *name;
	const char *parameters;
	const struct type *result; /* NULL: what `check` says */
	/* The result's type; sees to what the letters do not say, prepares literals. NULL after reporting. */
	const struct type *(*check)(struct compiler *compiler, struct expr *call);
	struct value (*eval)(struct evaluation *evaluation, const struct expr *call, const struct value *arguments);
	unsigned flags;
};

enum {
	TAKES_UNANSWERED = 1, /* else arguments without an answer give unknown or invalid before eval is called */
	SELECTS = 2           /* gives the first argument or a part of it, whose literals, too, must be options */
};

extern const struct builtin builtins[];
extern const size_t builtin_count;

/* The tree of the scalar's text, types and names unresolved; NULL after reporting. */
struct expr *expr_parse(struct compiler *compiler);

/* Reports at the place of `expr`; at its name alone when that is what is wrong (DIAG_EXPR_NAME). */
struct diag *expr_report(struct compiler *compiler, enum diag_id id, const struct expr *expr, const char *message);

/* The type of the members of `list`; NULL after reporting that the empty list has none. */
const struct type *expr_element_type(struct compiler *compiler, const struct expr *list);
const struct type *expr_list_type(struct compiler *compiler, const struct type *element);

/* Reports text literals in what the expression may give that are none of the options of `type` (a text or a list of
 * texts; other types have none). */
bool expr_check_options(struct compiler *compiler, const struct expr *expr, const struct type *type);

/* What an expression is, compiled if it was not; all that takes a whole one asks for it first. */
const struct expr *expr_ready(const struct expr *expr);

struct value expr_evaluate(struct evaluation *evaluation, const struct expr *expr);

/* Takes `cost` from the steps that are left; false when there were not enough: what is worked out then is unknown. */
static inline bool expr_spend(struct evaluation *evaluation, size_t cost)
{
	bool enough = cost <= evaluation->steps;
	evaluation->steps = enough ? evaluation->steps - cost : 0;
	return enough;
}

/* What an operation on these gives when one of them is not answered: invalid, else unknown (the unreadable answer
 * itself, where it is that). */
struct value expr_undecided(const struct value *values, size_t count);

/* One step of Kleene's && (decisive false) or || (decisive true) over values: folds `next` into `so_far`. */
struct value expr_kleene(struct value so_far, struct value next, bool decisive);

/* Room for the members of a list that is worked out; NULL when that exceeds the steps that are left. */
struct value *expr_items(struct evaluation *evaluation, size_t count);
struct value expr_list(struct evaluation *evaluation, struct value *items, size_t count);

/* Are two answered values of one type equal? Unknown where dates lack their day or members of lists their answer. */
struct value expr_equal(struct evaluation *evaluation, const struct value *a, const struct value *b);

/* a < b, or a <= b. A date without its day may be any day of its month or year; two such of one precision are
 * compared as they are written. */
struct value expr_date_precedes(struct date a, struct date b, bool or_equal);

#endif
