#ifndef SHIKII_LANG_EXPR_H
#define SHIKII_LANG_EXPR_H

#include "base/arena.h"
#include "base/diag.h"
#include "lang/type.h"
#include "lang/value.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>

/* Expressions of forms, judgement and rules: a subset of CEL (Common Expression Language,
 * https://github.com/google/cel-spec), described in docs/expressions.md. Names and types are resolved when an expression is compiled;
 * a mistake is reported at its place in the YAML. Evaluation always ends: no loops but those over lists.
 *
 * Logic is three-valued, which differs from CEL: an operation on an answer that is absent, blank or unknown gives
 * VALUE_UNKNOWN (&& and || as Kleene has them), on an invalid one VALUE_INVALID. */

/* A name that an expression may use besides the fields of the scope's records. */
struct variable {
	const char *name;
	const struct type *type;
};

/* Named tables of the vocabulary that turn a number into one of several wordings: band(n, 'subjects'). */
struct band_table {
	const char *name;
	struct band {
		const char *value; /* the wording */
		int64_t from;      /* smallest number that belongs to it */
	} * bands;             /* ascending by from */
	size_t count;
};

/* What names mean. Names are looked up in lambda variables, then variables, then the fields of `root`.
 * Scopes live as long as the expressions compiled with them. */
struct scope {
	const struct type *root;          /* record; its fields are top-level names; may be NULL */
	const struct variable *variables; /* slots of struct env.variables, in this order */
	size_t variable_count;
	const struct band_table *bands;
	size_t band_count;
	/* answer('I.6.1'): index of a form's item that stands before this one, or -1; *type is the type of its answer. NULL: no such function. */
	int (*find_answer)(void *context, const char *id, const struct type **type);
	/* members(list, owner): is the list's element type declared to belong to that of owner? NULL: no such function. */
	bool (*can_belong)(void *context, const struct type *element, const struct type *owner);
	bool
	    has_citations; /* else there are no functions cited(text), citedAfter(text, words), strayRows(text, words), rowBodies(text, words) and movedRow(before, after) */
	void *context;
};

/* What the names stand for in one evaluation. */
struct env {
	struct arena *arena; /* results and intermediate lists */
	const struct calendar *calendar;
	const struct record *root;
	const struct value *variables; /* one for each of the scope's */
	struct value (*answer)(void *context, int index);
	/* The members of list that belong to owner, each as it is seen from there. */
	struct value (*members)(void *context, struct arena *arena, const struct value *list, const struct value *owner);
	/* The canonical forms of the citations in a text of the model, each once, as a list of texts. */
	struct value (*cited)(void *context, struct arena *arena, const struct value *text);
	/* Of them, those behind the words. */
	struct value (*cited_after)(void *context, struct arena *arena, const struct value *text, const char *words);
	/* Of them, the rows that are of an Act which the words do not name although they name another. */
	struct value (*stray_rows)(void *context, struct arena *arena, const struct value *text, const char *words);
	/* Of them, the rows before the words, or all where these do not stand there, with whose affairs they are. */
	struct value (*row_bodies)(void *context, struct arena *arena, const struct value *text, const char *words);
	/* A row of an ended table in one text that the other one has not under its new number; or absent. */
	struct value (*moved_row)(void *context, struct arena *arena, const struct value *before,
	                          const struct value *after);
	struct memo *memo; /* of what patterns find; or NULL */
	void *context;
	size_t *budget; /* steps that are left for several evaluations, or NULL: each has its own */
};

struct expr;

/* Compiles the text of a scalar node. `expected` may be NULL (any type). Reports mistakes (DIAG_EXPR_…) with their
 * place inside the scalar and returns NULL. Literals are limited to what fits, depth to 64. */
struct expr *expr_compile(struct arena *arena, struct diags *diags, const struct scope *scope, const struct node *node,
                          const struct type *expected);

/* The same of bytes [start, end) of its text: an expression between words. */
struct expr *expr_compile_part(struct arena *arena, struct diags *diags, const struct scope *scope,
                               const struct node *node, size_t start, size_t end, const struct type *expected);

/* The same of what is built into the program, where the tests have found no mistake in it: it is compiled when it is first asked
 * for. What a stranger wrote is compiled at once. */
struct expr *expr_compile_later(struct arena *arena, struct diags *diags, const struct scope *scope,
                                const struct node *node, size_t start, size_t end, const struct type *expected);

const struct type *expr_type(const struct expr *expr);

/* Is it compiled already? */
bool expr_is_ready(const struct expr *expr);

struct value expr_eval(const struct expr *expr, const struct env *env);

/* As expr_eval, then: is it true? Anything but true is false. */
bool expr_true(const struct expr *expr, const struct env *env);

/* Of a condition, a && b && …: is each part true whose last variable is one of those from `first` on, before `end`? (From 0 on:
 * the parts without variables, too.) The whole is true where all parts are: a loop that sets one variable after the other asks
 * for each part once its variables are there. */
bool expr_true_within(const struct expr *expr, const struct env *env, size_t first, size_t end);

/* Where a finding about the expression's value belongs: the node of the first place of the model that it reads (of
 * ?: in the branch taken) and that is written, else the nearest mapping around it; *path gets the model's path of that
 * place, also of a missing one (blocks[shikaku].recorded.count). NULL when it reads no place of the model. */
const struct node *expr_place(const struct expr *expr, const struct env *env, const char **path);

/* Of an expression without a value: the path of the first place that it reads, whether or not another one is written.
 * NULL when it reads no place of the model. */
const char *expr_lacks(const struct expr *expr, const struct env *env);

/* Does it read the scope's variable with this index? */
bool expr_reads(const struct expr *expr, size_t variable);

/* A place of the model to which an answer can be written so that an expression gives it. */
struct expr_target {
	const char *path;      /* linkage.performed, block.kind: begins with a variable or a field of the scope's root */
	bool plain;            /* the answer itself stands there */
	bool chosen;           /* the expression reads it on one side of c ? a : b only */
	bool measured;         /* the place holds a number, the expression gives the band in which it is */
	const char *equals;    /* the expression asks whether the place (or its `member`) is this wording; else NULL */
	const char *member;    /* the place is a list whose members have the words in this field; else NULL */
	const char *separator; /* between the words of the members */
	const char *list;      /* the place holds the ids of members of this list; else NULL */
};

/* Reads an expression backwards: puts up to `limit` places into targets, of c ? a : b those of b first, and returns
 * how many. What is worked out by more than joining, comparing and measuring has none. */
size_t expr_targets(struct arena *arena, const struct expr *expr, struct expr_target *targets, size_t limit);

#endif
