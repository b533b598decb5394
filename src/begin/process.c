/* schema/processes/ → the catalogue of the usual processes. */
#include "begin/process.h"

#include "base/list.h"
#include "base/utf8.h"
#include "yaml/fields.h"

#include <stdlib.h>
#include <string.h>

static const char folder[] = "schema/processes/";

/* schema/processes/kaigo.yaml → kaigo */
static const char *id_of(struct arena *arena, const char *name)
{
	const char *file = name + strlen(folder), *dot = strrchr(file, '.');
	return arena_copy(arena, file, dot ? (size_t)(dot - file) : strlen(file));
}

static bool process_read(struct diags *diags, const struct node *node, struct process *process)
{
	static const struct field_spec specs[] = {
	    {"name", FIELD_STRING, true, offsetof(struct process, name)},
	    {"order", FIELD_NUMBER, false, offsetof(struct process, order)},
	    {"group", FIELD_STRING, true, offsetof(struct process, group)},
	    {"bodies", FIELD_LIST, true, offsetof(struct process, bodies)},
	    {"law", FIELD_STRING, false, offsetof(struct process, law)},
	    {"affair", FIELD_STRING, false, offsetof(struct process, affair)},
	    {"use", FIELD_LIST, false, offsetof(struct process, use)},
	    {"asks", FIELD_LIST, false, offsetof(struct process, asks)},
	    {"gives", FIELD_MAP, false, offsetof(struct process, gives)},
	    {"systems", FIELD_LIST, true, offsetof(struct process, systems)},
	    {"files", FIELD_LIST, true, offsetof(struct process, files)},
	    {"exemption", FIELD_STRING, false, offsetof(struct process, exemption)},
	    {"note", FIELD_STRING, false, offsetof(struct process, note)},
	};
	return fields_read(diags, node, specs, sizeof specs / sizeof *specs, process);
}

static int compare(const void *a, const void *b)
{
	const struct process *left = a, *right = b;
	return left->order != right->order ? (left->order > right->order) - (left->order < right->order)
	                                   : strcmp(left->id, right->id);
}

struct process_list processes_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct data_names names = data_list(arena, folders, folder);
	struct process_list list = {arena_array(arena, struct process, names.count + 1), 0};
	for (size_t i = 0; i < names.count; i++) {
		const struct source *source = data_load(arena, diags, folders, names.items[i]);
		const struct node *node = source ? node_read(arena, diags, source) : NULL;
		struct process process = {.id = id_of(arena, names.items[i])};
		if (node && process_read(diags, node, &process))
			list.items[list.count++] = process;
	}
	qsort(list.items, list.count, sizeof *list.items, compare);
	return list;
}

const struct process *process_named(const struct process_list *list, const char *id, const char **nearest)
{
	struct nearest offer = {.written = id};
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->items[i].id, id) == 0 || strcmp(list->items[i].name, id) == 0)
			return &list->items[i];
		nearest_offer(&offer, list->items[i].id);
	}
	if (nearest)
		*nearest = offer.name;
	return NULL;
}
