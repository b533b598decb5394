#ifndef SHIKII_RULES_RULE_H
#define SHIKII_RULES_RULE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "lang/expr.h"
#include "model/data.h"
#include "model/form.h"
#include "model/schema.h"
#include "rules/places.h"

#include <stdbool.h>
#include <stddef.h>

/* Rules about the content of assessments: the entries of `rules:` in the files of rules/ and in a body's own folder. What
 * they look like is described in docs/house-rules.md; every expression is checked when they are loaded. */

/* A message or hint: words, and between them expressions whose values are put in. */
struct phrase {
	struct phrase_part {
		const char *words;
		const struct expr *value; /* behind the words, or NULL */
	} * parts;
	size_t count;
};

/* One level of `each`. */
struct rule_each {
	const char *variable;
	const struct expr *list;
};

struct rule_kind;
struct regex;

/* Without the key, what the severity says: errors are certain. */
enum sureness { SURE_MAYBE, SURE_LIKELY, SURE_CERTAIN, SURE_COUNT };
extern const char *const sureness_names[SURE_COUNT];

struct rule {
	const char *id; /* outsourcing.subcontract-consent */
	const char *title;
	const char *source; /* law, guideline or other ground */
	const char *why;    /* for `explain`, or NULL */
	const char *blind;  /* what it cannot see, for `explain`, or NULL */
	enum severity severity;
	enum severity draft;          /* where no sheet is published yet */
	enum sureness sure;           /* how often what it tells is a mistake indeed */
	const struct rule_kind *kind; /* of a text rule (rules/kind.h); NULL: a condition */
	const void *subject;          /* of a text rule: what its kind looks for */
	struct date from;             /* year 0: always */
	struct date until;
	const char *form;             /* kind or id of the forms whose answers it reads with answer(), or NULL */
	struct rule_phrases *phrases; /* rule_message, rule_hint, rule_at, rule_beside */
	const char *lines;            /* the place in the model for which the finding shows lines to type, or NULL */
	struct rule_each *each;
	size_t each_count;
	const struct expr *when; /* NULL: always (text rules) */
	size_t variable_count;
	const struct rule_table **tables; /* behind the fixed slots */
	size_t table_count;
	/* a condition with `form`: the items that answer() names */
	const char **items;
	const struct type **item_types;
	size_t item_count;
	/* text rules */
	bool once;      /* one finding a model (of `words`: for each word), with the number of places; of a condition: one
	                 for each member of the outermost list */
	bool compounds; /* a word of two kanji is not found across the bound of two others */
	bool mend;      /* the words to write instead are certain: they may be put in */
	bool history;   /* 変更箇所 is searched, too */
	bool rows;      /* so is the column 変更後, where one finding is enough */
	const struct rule_word {
		const char *text;
		size_t length;
		struct places_key key;
	} * with; /* its patterns are looked for in texts with one of these words, or with a phrase of … */
	size_t with_count;
	size_t twice;     /* … so many letters that stands twice; NULL and 0: in all texts */
	bool whole;       /* one such text is enough: all are searched, as one */
	bool at_words;    /* the pattern is tried only where one of the words of `with` begins */
	bool in_sentence; /* only in the sentences that have one, or a phrase of `twice`, and at the sign before them */
	const struct regex *unless[2]; /* what is found in a sentence that fits one is none: its own, its file's; or NULL */
	const struct node *node;       /* closed, of what is built in (yaml/node.h) */
};

/* Its message; its hint: of no parts where there is none; its place: NULL: the first that `when` reads. Of a rule that is built in
 * they are read when they are first asked for. */
const struct phrase *rule_message(const struct rule *rule);
const struct phrase *rule_hint(const struct rule *rule);
const struct expr *rule_at(const struct rule *rule);

/* The words of its place at which it points, or NULL. */
const struct expr *rule_mark(const struct rule *rule);

/* The other place that may be the wrong one, told beside the finding; or NULL. */
const struct expr *rule_beside(const struct rule *rule);

/* One of its examples, a fragment of a model as YAML text; NULL: there are no more. `list`: failing or passing. */
const struct node *rule_example(const struct rule *rule, const char *list, size_t i);

/* `tables:` of a rule file: rows of words that its rules run over. */
struct rule_table {
	const char *name;
	const struct type *type; /* list of records of text */
	struct value value;
};

struct rule_set {
	const struct rule **items; /* in the order of files and of entries */
	size_t count;
	const struct type *printed; /* record of a sheet in the variable `printed` */
	const struct type *row;     /* of its rows */
	const struct type *change;  /* of its rows of 変更箇所 */
};

/* Fixed slots of the scope; tables and the variables of `each` follow. */
enum rule_slot {
	RULE_SLOT_BODY,
	RULE_SLOT_AS_OF, /* the day of judgement */
	RULE_SLOT_TODAY, /* --as-of, else absent */
	RULE_SLOT_JUDGEMENT,
	RULE_SLOT_PRINTED, /* the sheets that are made, as records */
	RULE_SLOT_TABLES
};

/* What the members of `printed` have besides the fields of `sheets.<kind>` that all sheets share; and of a row. */
enum printed_field {
	PRINTED_KIND,
	PRINTED_FORM,
	PRINTED_STYLE,
	PRINTED_PUBLISHED,
	PRINTED_DAY, /* of publication: the planned one where that is later */
	PRINTED_PUBLISHING,
	PRINTED_OWED,
	PRINTED_ROWS,
	PRINTED_CHANGES,
	PRINTED_SHARED
};
enum row_field {
	ROW_ID,
	ROW_NUMBER,
	ROW_LABEL,
	ROW_TEXT,
	ROW_REQUIRED,
	ROW_ANSWERED,
	ROW_SIGNIFICANT,
	ROW_UNFILLED,
	ROW_BLANK,
	ROW_FIELDS
};

/* Behind the tables of a text rule: what was found. */
enum match_slot { MATCH_TEXT, MATCH_INSTEAD, MATCH_COUNT, MATCH_OTHERS, MATCH_MARKDOWN, MATCH_SLOTS };

/* The model and body over which the examples of rules are laid. */
#define RULE_EXAMPLE_FILE "rules/example.yaml"

/* Finds a form by id or kind, to look up the items that rules name; NULL: there is none. */
struct form_finder {
	const struct form *(*find)(void *context, const char *name);
	void *context;
};

/* Reads all rule files. Reports mistakes, returns NULL when there were any. */
const struct rule_set *rules_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                                  const struct type *judgement, const struct data_folders *folders,
                                  const struct form_finder *forms);

const struct rule *rule_find(const struct rule_set *rules, const char *id);

/* The nearest id of a rule or of the engine's own findings, or NULL; and is there such a rule or finding? */
const char *rule_nearest(const struct rule_set *rules, const char *id);
bool rule_exists(const struct rule_set *rules, const char *id);

/* Is `id` the rule `name`, or one of the family `name` (all before the dot)? */
bool rule_matches(const char *id, const char *name);

#endif
