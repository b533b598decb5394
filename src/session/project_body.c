/* A file → its shikii.yaml, and the official data that this names. */
#include "session/project.h"

#include "base/messages/project.h"
#include "base/messages/source.h"
#include "check/citations.h"
#include "consequences/consequences.h"
#include "yaml/node.h"

#include <errno.h>
#include <string.h>

enum { FOLDERS_ABOVE_LIMIT = 32 };

bool project_go_up(struct buf *folder)
{
	const char *text = buf_text(folder);
	size_t start = folder->length ? folder->length - 1 : 0;
	if (strcmp(text, "/") == 0)
		return false;
	while (start > 0 && text[start - 1] != '/')
		start--;
	if (folder->length == 0 || strcmp(text + start, "../") == 0)
		buf_puts(folder, "../");
	else
		buf_cut(folder, start);
	return true;
}

/* A body's own consequences and law are read at once, though few runs need them, so that all tell a mistake. */
static bool read_own(struct project *project, struct diags *diags, struct official *official)
{
	const struct data_folders *folders = &official->folders;
	if (data_is_own(project->arena, folders, "rules/consequences.yaml")) {
		project->consequences = consequences_load(project->arena, diags, official->schema, folders);
		project->consequences_of = official;
		if (!project->consequences)
			return false;
	}
	return !data_is_own(project->arena, folders, "rules/law/") || official_law(official);
}

struct official *project_load_official(struct project *project, struct diags *diags, const struct data_folders *folders)
{
	struct official *official = official_load(project->arena, diags, folders);
	return official && read_own(project, diags, official) ? official : NULL;
}

/* A folder that shikii.yaml names, seen from where it stands; the option goes before. */
static const char *folder_named(struct project *project, const struct project_body *body, const struct node *node,
                                const char *key, const char *option)
{
	const struct node *value = node_get(node, key);
	if (option || !value || value->kind != NODE_SCALAR || !value->length)
		return option;
	const char *parent = value->text[0] == '/' ? "" : path_folder(project->arena, body->path);
	return arena_printf(project->arena, "%s%s", parent, value->text);
}

/* A folder that cannot be read is told with the place that names it. */
static void point_to_name(struct diags *diags, const struct node *node, const char *key, const char *folder)
{
	const struct node *value = node_get(node, key);
	for (size_t i = 0; value && folder && i < diags->count; i++) {
		struct diag *diag = diags->items[i];
		if (!diag->file || strcmp(diag->file, folder) != 0)
			continue;
		diag->related = value->span;
		diag->related_message = msg(MSG_PROJECT_NAMED_HERE);
	}
}

/* A folder outside of the body's, which shikii.yaml may not name unless it is trusted. */
static bool stays_inside(struct project *project, struct project_body *body, const struct node *node, const char *key,
                         const char *folder)
{
	const struct node *value = node_get(node, key);
	if (!value || value->kind != NODE_SCALAR ||
	    !files_lead_out(project->documents, folder, path_folder(project->arena, body->path)))
		return true;
	diag_add(&body->diags, DIAG_CANNOT_READ, value->span, msg(MSG_PROJECT_FOLDER_OUTSIDE))->hint =
	    msg(MSG_SOURCE_TRUST);
	return false;
}

/* Official data with the folders of this body, or the project's where it names none. */
static struct official *official_of(struct project *project, struct project_body *body, const struct node *node)
{
	const struct options *options = project->options;
	struct data_folders folders = {
	    .schema = folder_named(project, body, node, "schema", options->schema),
	    .rules = folder_named(project, body, node, "rules", options->rules),
	    .templates = folder_named(project, body, node, "templates", options->templates),
	    .files = project->documents,
	    .body = path_folder(project->arena, body->path),
	};
	bool inside = options->schema || stays_inside(project, body, node, "schema", folders.schema);
	inside &= options->rules || stays_inside(project, body, node, "rules", folders.rules);
	inside &= options->templates || stays_inside(project, body, node, "templates", folders.templates);
	if (!inside)
		return NULL;
	const struct data_folders *given = &project->official->folders;
	if (folders.schema == given->schema && folders.rules == given->rules && folders.templates == given->templates)
		return project->official;
	struct official *official = project_load_official(project, &body->diags, &folders);
	body->diags.environment |= !official; /* broken rules: the run cannot be done */
	point_to_name(&body->diags, node, "schema", folders.schema);
	point_to_name(&body->diags, node, "rules", folders.rules);
	point_to_name(&body->diags, node, "templates", folders.templates);
	if (official)
		official->diags = &project->diags; /* its forms are read later, when the body has been reported */
	return official;
}

struct official *project_official(const struct project *project, const struct project_body *body)
{
	return body && body->official ? body->official : project->official;
}

static struct project_body *body_load(struct project *project, const char *path)
{
	struct project_body *entry = arena_new_object(project->arena, struct project_body);
	entry->path = path;
	diags_init(&entry->diags, project->arena);
	const struct source *source =
	    files_load_within(project->arena, &entry->diags, project->documents, path, path_folder(project->arena, path));
	struct node *node = source ? node_read(project->arena, &entry->diags, source) : NULL;
	if (node)
		set_facts_apply_to_body(&project->set_facts, project->arena, node);
	entry->official = official_of(project, entry, node);
	entry->body = body_bind(project->arena, &entry->diags, project_official(project, entry)->schema, node);
	entry->next = project->bodies;
	project->bodies = entry;
	return entry;
}

/* The shikii.yaml of this path, if there is one. */
static struct project_body *body_at(struct project *project, const char *path)
{
	for (struct project_body *body = project->bodies; body; body = body->next)
		if (strcmp(body->path, path) == 0)
			return body;
	enum file_kind kind = files_kind(project->documents, path);
	bool lost = kind == FILE_UNREADABLE && (errno != EACCES || files_is_link(project->documents, path));
	bool there = kind == FILE_REGULAR || kind == FILE_FOLDER || kind == FILE_OTHER || lost;
	return there ? body_load(project, arena_string(project->arena, path)) : NULL;
}

struct project_body *project_body(struct project *project, const char *path)
{
	struct project_body *body = NULL;
	struct buf folder = BUF_INIT;
	buf_append(&folder, path, (size_t)(path_name(path) - path));
	for (int depth = 0; depth < FOLDERS_ABOVE_LIMIT && !body; depth++) {
		size_t length = folder.length;
		buf_puts(&folder, "shikii.yaml");
		body = body_at(project, buf_text(&folder));
		buf_cut(&folder, length);
		if (!project_go_up(&folder))
			break;
	}
	buf_free(&folder);
	return body;
}
