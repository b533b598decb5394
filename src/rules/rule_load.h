#ifndef SHIKII_RULES_RULE_LOAD_H
#define SHIKII_RULES_RULE_LOAD_H

/* What the files that load rules share. */

#include "base/list.h"
#include "base/map.h"
#include "rules/kind.h"
#include "rules/rule.h"

enum { RULE_EACH_LIMIT = 4 };

struct rule_phrases {
	struct rule_loader *loader;
	struct scope *scope;
	const struct node *node; /* of the rule */
	bool read;
	struct phrase message, hint;
	const struct expr *at, *mark, *beside;
};

struct rule_loader {
	struct rule_reader reader;
	const struct field_spec *specs; /* of an entry: the keys of all rules, and those of the kinds */
	const struct schema *schema;
	const struct type *judgement;
	const struct form_finder *forms;
	struct rule_set *set;
	struct map by_id;
	struct map patterns; /* of the reader */
	LIST(const struct rule *) rules;
	const struct rule_table **tables; /* of the file */
	size_t table_count;
	const struct regex *unless; /* of the file, or NULL */
	/* of the rule being read */
	struct rule *rule;
	struct variable *variables;
	struct scope *scope;       /* lives as long as the rule: some of its expressions are compiled later */
	const struct type *sheets; /* of the variable `printed` */
	struct scope *shared[2]; /* of the rules of a file that have no names of their own: of conditions, of text rules */
	const struct form *form;
	LIST(const char *) items;
	LIST(const struct type *) item_types;
};

/* Types of the records in the variable `printed`, and of their rows. */
const struct type *rule_list_type(struct arena *arena, const struct type *element);
const struct type *rule_row_type(struct arena *arena);
const struct type *rule_printed_type(struct arena *arena, const struct schema *schema, const struct type *row,
                                     const struct type *change);

/* What names mean in the rule that is read: in its expressions and phrases. */
void rule_scope_begin(struct rule_loader *loader, bool text_rule, size_t each_count);
const struct expr *rule_compile(struct rule_loader *loader, const struct node *node, size_t start, size_t end,
                                const struct type *expected);
bool rule_phrases_load(struct rule_loader *loader);

/* Adds a rule to the loader's, and the tables of a file; what is wrong is reported. */
void rule_load(struct rule_loader *loader, const struct node *node);
bool rule_tables_load(struct rule_loader *loader, const struct node *node);

#endif
