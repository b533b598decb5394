/* schema/help.yaml: what to write, once for all forms. An item finds its help by its kind of form and id, by its id, by the place
 * of the model that fills it, or by the last name of that place. */
#include "model/help.h"

#include "base/map.h"
#include "yaml/fields.h"

#include <string.h>

enum { TARGET_LIMIT = 8 };

struct helps {
	struct map entries; /* key → struct help */
};

static bool read_entry(struct diags *diags, const struct node *node, struct help *help)
{
	static const struct field_spec specs[] = {
	    {"help", FIELD_STRING, true, offsetof(struct help, text)},
	    {"source", FIELD_STRING, true, offsetof(struct help, source)},
	};
	if (node->kind != NODE_SCALAR)
		return fields_read(diags, node, specs, sizeof specs / sizeof *specs, help);
	help->text = node->text;
	return true;
}

const struct helps *helps_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct head {
		const char *source;
		const struct node *helps;
	} head = {0};
	static const struct field_spec specs[] = {
	    {"source", FIELD_STRING, true, offsetof(struct head, source)},
	    {"helps", FIELD_MAP, true, offsetof(struct head, helps)},
	};
	const struct source *source = data_load(arena, diags, folders, "schema/help.yaml");
	const struct node *root = source ? node_read(arena, diags, source) : NULL;
	if (!root || !fields_read(diags, root, specs, sizeof specs / sizeof *specs, &head))
		return NULL;
	struct helps *helps = arena_new_object(arena, struct helps);
	struct help *entries = arena_array(arena, struct help, head.helps->count);
	bool good = true;
	map_init(&helps->entries, arena);
	for (size_t i = 0; i < head.helps->count; i++) {
		entries[i].source = head.source;
		good &= read_entry(diags, head.helps->items[i], &entries[i]);
		map_put(&helps->entries, head.helps->items[i]->key->text, &entries[i]);
	}
	return good ? helps : NULL;
}

/* risks[0].use → risks.use */
static const char *without_positions(struct arena *arena, const char *path)
{
	char *plain = arena_string(arena, path), *end = plain;
	bool inside = false;
	for (const char *at = path; *at; at++) {
		inside |= *at == '[';
		if (!inside)
			*end++ = *at;
		inside &= *at != ']';
	}
	*end = '\0';
	return plain;
}

static const struct help *find_by_place(struct arena *arena, const struct helps *helps, const struct item *item)
{
	struct expr_target targets[TARGET_LIMIT];
	size_t count = item->value ? expr_targets(arena, item->value, targets, TARGET_LIMIT) : 0;
	const struct help *help = NULL;
	for (size_t i = 0; i < count && !help; i++) {
		const char *path = without_positions(arena, targets[i].path);
		if (targets[i].member)
			path = arena_printf(arena, "%s.%s", path, targets[i].member);
		help = map_get(&helps->entries, path);
		const char *last = strrchr(path, '.');
		if (!help && last)
			help = map_get(&helps->entries, arena_printf(arena, "*%s", last));
	}
	return help;
}

struct help help_of_item(struct arena *arena, const struct helps *helps, const struct form *form,
                         const struct item *item)
{
	const struct help *help = map_get(&helps->entries, arena_printf(arena, "%s:%s", form->kind, item->id));
	if (!help)
		help = map_get(&helps->entries, item->id);
	if (!help)
		help = find_by_place(arena, helps, item);
	return help ? *help : (struct help){0};
}

struct help help_of_column(const struct helps *helps, const char *id)
{
	const struct help *help = map_get(&helps->entries, id);
	return help ? *help : (struct help){0};
}
