/* The files of rules/ → rules whose expressions, patterns and words are compiled and checked. A file without the key `rules`
 * that holds a decision table or periods is not for us. */
#include "rules/rule.h"

#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/change_record.h"
#include "rules/rule_load.h"
#include "yaml/fields.h"
#include "yaml/node.h"

#include <string.h>

enum { RULE_LIMIT = 2000 };

struct diag *rule_refuse(const struct rule_reader *reader, const struct node *node, const char *message)
{
	return diag_add(reader->diags, DIAG_DATA_VALUE, node_place(node), message);
}

bool rule_few_enough(const struct rule_reader *reader, const struct node *node, size_t limit)
{
	if (node->count <= limit)
		return true;
	diag_add(reader->diags, DIAG_DATA_VALUE, node_place(node), msg_rule_too_many(reader->diags->arena, limit));
	return false;
}

static void file_load(struct rule_loader *loader, const struct source *source)
{
	struct rule_file {
		const struct node *rules, *tables, *unless;
	} file = {0};
	static const struct field_spec specs[] = {
	    {"rules", FIELD_CLOSED_LIST, true, offsetof(struct rule_file, rules)},
	    {"tables", FIELD_CLOSED_MAP, false, offsetof(struct rule_file, tables)},
	    {"unless", FIELD_SCALAR, false, offsetof(struct rule_file, unless)},
	};
	size_t before = loader->reader.diags->count;
	const struct node *root = node_read_closed(loader->reader.arena, loader->reader.diags, source);
	if (!root || loader->reader.diags->count > before)
		return;
	if (!fields_read(loader->reader.diags, root, specs, sizeof specs / sizeof *specs, &file) ||
	    !rule_tables_load(loader, file.tables))
		return;
	loader->shared[false] = loader->shared[true] = NULL;
	loader->unless = NULL;
	if (file.unless && !(loader->unless = regex_compile(loader->reader.arena, loader->reader.diags, file.unless)))
		return;
	for (size_t i = 0; rule_few_enough(&loader->reader, file.rules, RULE_LIMIT) && i < file.rules->count; i++)
		rule_load(loader, node_member(file.rules, i));
}

/* A file of another loader? Those of folders inside (rules/law/) all are. */
static bool is_foreign(const char *name)
{
	static const char *const foreign[] = {"rules/threshold.yaml", "rules/periods.yaml", "rules/cells.yaml",
	                                      "rules/consequences.yaml", RULE_EXAMPLE_FILE};
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (strcmp(name, foreign[i]) == 0)
			return true;
	return strchr(name + strlen("rules/"), '/') != NULL;
}

const struct rule_set *rules_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                                  const struct type *judgement, const struct data_folders *folders,
                                  const struct form_finder *forms)
{
	struct rule_set *set = arena_new_object(arena, struct rule_set);
	struct rule_loader *loader =
	    arena_new_object(arena, struct rule_loader); /* expressions that are compiled later ask it */
	*loader = (struct rule_loader){.reader = {arena, diags, &loader->patterns},
	                               .schema = schema,
	                               .judgement = judgement,
	                               .forms = forms,
	                               .set = set};
	size_t before = diags_count(diags, SEVERITY_ERROR);
	map_init(&loader->by_id, arena);
	map_init(&loader->patterns, arena);
	set->row = rule_row_type(arena);
	set->change = change_record_type(arena, schema);
	set->printed = rule_printed_type(arena, schema, set->row, set->change);
	struct data_names names = data_list(arena, folders, "rules/");
	for (size_t i = 0; i < names.count; i++) {
		const struct source *source =
		    is_foreign(names.items[i]) ? NULL : data_load(arena, diags, folders, names.items[i]);
		if (source)
			file_load(loader, source);
	}
	set->items = loader->rules.items;
	set->count = loader->rules.count;
	return diags_count(diags, SEVERITY_ERROR) == before ? set : NULL;
}

const struct rule *rule_find(const struct rule_set *rules, const char *id)
{
	for (size_t i = 0; i < rules->count; i++)
		if (strcmp(rules->items[i]->id, id) == 0)
			return rules->items[i];
	return NULL;
}

const char *rule_nearest(const struct rule_set *rules, const char *id)
{
	struct nearest nearest = {.written = id};
	for (size_t i = 0; i < rules->count; i++)
		nearest_offer(&nearest, rules->items[i]->id);
	for (int i = 0; i < DIAG_COUNT; i++)
		nearest_offer(&nearest, diag_rule((enum diag_id)i));
	return nearest.name;
}

bool rule_matches(const char *id, const char *name)
{
	size_t length = strlen(name);
	return strncmp(id, name, length) == 0 && (id[length] == '\0' || id[length] == '.');
}

bool rule_exists(const struct rule_set *rules, const char *name)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rule_matches(rules->items[i]->id, name))
			return true;
	for (int i = 0; i < DIAG_COUNT; i++)
		if (rule_matches(diag_rule((enum diag_id)i), name))
			return true;
	return false;
}
