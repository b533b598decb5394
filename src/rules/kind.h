#ifndef SHIKII_RULES_KIND_H
#define SHIKII_RULES_KIND_H

#include "base/diag.h"
#include "lang/expr.h"
#include "lang/matcher.h"
#include "model/model.h"
#include "model/sheet.h"
#include "rules/corpus.h"
#include "rules/rule.h"
#include "yaml/fields.h"

/* Kinds of text rules. Each is a file kind_<name>.c with one `const struct rule_kind`, and a line of kinds.def. Its key
 * in a rule is its name; what stands behind the key is its subject, which is loaded once and then run over the texts of
 * each assessment. */

/* What loads a rule, for the kinds: where they put things and report mistakes. */
struct rule_reader {
	struct arena *arena;
	struct diags *diags;
	struct map *patterns; /* text → regex: those that several rules have alike */
};

/* Reports at the node (at its key, of a collection); returns the finding. */
struct diag *rule_refuse(const struct rule_reader *reader, const struct node *node, const char *message);

/* Has the collection at most `limit` members? Else reports. */
bool rule_few_enough(const struct rule_reader *reader, const struct node *node, size_t limit);

/* One assessment that is held against the rules. */
struct rule_run {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	const struct model *model;
	const struct sheet **sheets;
	size_t sheet_count;
	const struct corpus *corpus;         /* NULL until a text rule asks for it */
	const struct corpus *whole;          /* the same, with 変更箇所 */
	const struct corpus *rows;           /* the column 変更後 alone; the same */
	const struct corpus **sheet_corpora; /* in print order, of each sheet; the same */
	const struct sentences *sentences;   /* of the corpus that the rules of `alike` read last; the same */
	const struct rule *rule;             /* the one that runs */
	struct value *variables;             /* of its scope */
	struct env env;                      /* its memo is that of all rules */
	size_t budget;                       /* steps that all rules may still take */
	/* Adds a finding of the rule that runs; path is where node stands in the model, or NULL. */
	void (*report)(struct rule_run *run, struct span span, const struct node *node, const char *path);
};

struct rule_kind {
	const char *name;
	enum field_kind field; /* what stands behind the key */
	bool history;          /* 変更箇所 is always searched, too */
	bool rows;             /* the key `rows` of a rule is heard */
	/* Reads the subject; NULL after reporting. */
	const void *(*load)(const struct rule_reader *reader, const struct node *node);
	/* Searches `corpus`, the texts of the model. */
	void (*run)(struct rule_run *run, const struct corpus *corpus);
};

#define KIND(name) extern const struct rule_kind kind_##name;
#include "rules/kinds.def"
#undef KIND

extern const struct rule_kind *const rule_kinds[];
extern const size_t rule_kind_count;

enum {
	RULE_MATCH_STEPS = 200, /* of the run's budget, for each place that is found */
	RULE_FOUND_LIMIT = 200  /* places that one rule tells of: nobody reads more */
};

/* Runs a text rule over the assessment. */
void text_rule_run(struct rule_run *run);

/* Words of a text, and what messages may say of them. */
struct text_finding {
	size_t start, end;   /* in the corpus */
	const char *instead; /* or NULL */
	size_t count, others;
};

/* Adds a finding of the text rule that runs, if its condition holds; else returns NULL. */
struct diag *text_rule_report(struct rule_run *run, const struct corpus *corpus, const struct text_finding *finding);

/* Does a finding tell of these words, or of some of them, already? Of words that begin in one text and end in another, too. */
bool text_rule_is_told(const struct rule_run *run, const struct corpus *corpus, size_t start, size_t end);

/* With `rows`: the column 変更後, in which the rule is to look, too; else NULL. */
const struct corpus *text_rule_rows(struct rule_run *run);

struct text_findings {
	const struct corpus *corpus;
	const struct text_finding *items;
	size_t count;
};

/* Reports what was found in the rows, each word once, unless it was found in the texts: one cause, one finding. With
 * `once` the first of it; in all no more than a few. */
void text_rule_report_row(struct rule_run *run, const struct text_findings *texts, const struct text_findings *rows);

/* Reports all that `find` finds in the texts, and then what it finds in the rows. */
void text_rule_report_found(struct rule_run *run, const struct corpus *corpus,
                            struct text_findings (*find)(struct rule_run *run, const struct corpus *corpus));

/* The same as text_rule_report of a place in a scalar's file, behind `count` alike. */
void text_rule_report_place(struct rule_run *run, const struct node *node, struct span place, size_t count);

#endif
