/* Official data by name: a body's own folder first, then the files built into the program. */
#include "model/data.h"

#include "base/embedded.h"
#include "base/list.h"
#include "base/messages/data.h"
#include "base/utf8.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char templates[] = "templates/";

/* The folder that stands for the first part of name, and in *rest what follows that part; NULL when there is none. */
static const char *folder_of(const struct data_folders *folders, const char *name, const char **rest)
{
	const struct {
		const char *prefix;
		const char *folder;
	} table[] = {
	    {"schema/", folders->schema},
	    {"rules/", folders->rules},
	    {templates, folders->templates},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		size_t length = strlen(table[i].prefix);
		if (strncmp(name, table[i].prefix, length) == 0) {
			*rest = name + length;
			return table[i].folder;
		}
	}
	return NULL;
}

/* Where the body's file would stand; NULL: it has no such folder. */
static const char *own_path(struct arena *arena, const struct data_folders *folders, const char *name)
{
	const char *rest;
	const char *folder = folder_of(folders, name, &rest);
	return folder ? arena_printf(arena, "%s/%s", folder, rest) : NULL;
}

static struct source *own_load(struct arena *arena, struct diags *diags, const struct data_folders *folders,
                               const char *name)
{
	const char *rest;
	const char *folder = folder_of(folders, name, &rest);
	bool of_body = folders->body && !files_lead_out(folders->files, folder, folders->body);
	return files_load_within(arena, diags, folders->files, own_path(arena, folders, name),
	                         of_body ? folders->body : folder);
}

bool data_is_own(struct arena *arena, const struct data_folders *folders, const char *name)
{
	const char *path = own_path(arena, folders, name);
	return path && files_kind(folders->files, path) != FILE_NONE;
}

bool data_find(struct arena *arena, struct diags *diags, const struct data_folders *folders, const char *name,
               const struct source **source)
{
	if (data_is_own(arena, folders, name)) {
		*source = own_load(arena, diags, folders, name);
		return true;
	}
	const struct embedded_file *file = embedded_find(name);
	*source = file ? source_built_in(arena, file->path, file->text, file->length, file->packed) : NULL;
	return file != NULL;
}

const struct source *data_load(struct arena *arena, struct diags *diags, const struct data_folders *folders,
                               const char *name)
{
	const struct source *source;
	if (data_find(arena, diags, folders, name, &source))
		return source;
	struct diag *diag = diag_add(diags, DIAG_CANNOT_READ, (struct span){0}, msg_data_missing(diags->arena, name));
	diag->file = arena_string(diags->arena, name);
	return NULL;
}

static int name_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Forms are found by their id, which is the name before .yaml; rules and law are whatever stands in the folder. */
static bool is_data(const char *prefix, const char *name)
{
	bool any_name = strncmp(prefix, "rules/", strlen("rules/")) == 0;
	return fnmatch("?*.yaml", name, 0) == 0 || (any_name && fnmatch("?*.yml", name, 0) == 0);
}

struct data_names data_list(struct arena *arena, const struct data_folders *folders, const char *prefix)
{
	LIST(const char *) names = {0};
	for (size_t i = 0; i < embedded_file_count; i++)
		if (strncmp(embedded_files[i].path, prefix, strlen(prefix)) == 0)
			list_push(arena, &names, embedded_files[i].path);
	const char *rest;
	const char *folder = folder_of(folders, prefix, &rest);
	struct file_names own = {0};
	if (folder)
		files_list(arena, folders->files, arena_printf(arena, "%s/%s", folder, rest), &own);
	for (size_t i = 0; i < own.count; i++)
		if (is_data(prefix, own.items[i]))
			list_push(arena, &names, arena_printf(arena, "%s%s", prefix, own.items[i]));
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, name_compare);
	size_t count = 0;
	for (size_t i = 0; i < names.count; i++)
		if (i == 0 || strcmp(names.items[i], names.items[i - 1]) != 0)
			names.items[count++] = names.items[i];
	return (struct data_names){names.items, count};
}

/* ---- names that are mistyped ---- */

static bool has_same_ending(const char *a, const char *b)
{
	const char *end = strrchr(a, '.'), *other = strrchr(b, '.');
	return end && other && strcasecmp(end, other) == 0;
}

/* The built-in template of the same folder whose name is one letter away (md/sheets.md, md/Sheet.md), or of the same name in
 * another one (sheet.md for md/sheet.md); NULL: none. Copies that an editor leaves have other endings (row.md~). */
static const char *meant_template(const char *inner, const char *name)
{
	const char *moved = NULL;
	for (size_t i = 0; i < embedded_file_count; i++) {
		const char *path = embedded_files[i].path, *below = path + strlen(templates);
		if (strncmp(path, templates, strlen(templates)) != 0 || !has_same_ending(below, name))
			continue;
		const char *slash = strrchr(below, '/'), *leaf = slash ? slash + 1 : below;
		bool beside = (size_t)(leaf - below) == strlen(inner) && strncmp(below, inner, strlen(inner)) == 0;
		if (beside && (strcasecmp(leaf, name) == 0 || utf8_distance(leaf, name, 1) <= 1))
			return below;
		moved = strcmp(leaf, name) == 0 ? below : moved;
	}
	return moved;
}

/* Does one of the templates take this one in? {{> name}} */
static bool is_taken_in(struct arena *arena, const struct data_folders *folders, const char *inner,
                        const struct file_names *names, const char *name)
{
	struct diags unused;
	size_t length = strcspn(name, ".");
	diags_init(&unused, arena);
	for (size_t i = 0; i < names->count; i++) {
		const char *each = arena_printf(arena, "%s%s%s", templates, inner, names->items[i]);
		bool readable = files_kind(folders->files, own_path(arena, folders, each)) == FILE_REGULAR;
		const struct source *source = readable ? own_load(arena, &unused, folders, each) : NULL;
		const char *at = source ? source->text : "";
		for (const char *tag = strstr(at, "{{>"); tag; tag = strstr(tag, "{{>")) {
			tag += strlen("{{>");
			tag += strspn(tag, " ");
			if (strncmp(tag, name, length) == 0 && strcspn(tag + length, " }") == 0)
				return true;
		}
	}
	return false;
}

/* In one folder of templates: "" or "md/". */
static void find_unread(struct arena *arena, const struct data_folders *folders, const char *inner,
                        struct data_names *messages)
{
	struct file_names names = {0};
	files_list(arena, folders->files, own_path(arena, folders, arena_printf(arena, "%s%s", templates, inner)), &names);
	const char **items = arena_array(arena, const char *, messages->count + names.count);
	if (messages->count)
		memcpy(items, messages->items, messages->count * sizeof *items);
	messages->items = items;
	for (size_t i = 0; i < names.count; i++) {
		const char *name = arena_printf(arena, "%s%s%s", templates, inner, names.items[i]);
		const char *path = own_path(arena, folders, name), *meant = meant_template(inner, names.items[i]);
		if (meant && !embedded_find(name) && files_kind(folders->files, path) == FILE_REGULAR &&
		    !is_taken_in(arena, folders, inner, &names, names.items[i]))
			items[messages->count++] = msg_data_not_read(arena, path, meant);
	}
}

struct data_names data_unread_templates(struct arena *arena, const struct data_folders *folders)
{
	struct data_names messages = {0};
	struct file_names names = {0};
	if (!folders->templates)
		return messages;
	find_unread(arena, folders, "", &messages);
	files_list(arena, folders->files, folders->templates, &names);
	for (size_t i = 0; i < names.count; i++)
		if (files_kind(folders->files, arena_printf(arena, "%s/%s", folders->templates, names.items[i])) == FILE_FOLDER)
			find_unread(arena, folders, arena_printf(arena, "%s/", names.items[i]), &messages);
	return messages;
}
