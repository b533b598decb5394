#include "cli/since.h"

#include "revision/revision.h"

#include <string.h>
#include <sys/stat.h>

/* ---- which commit ---- */

/* The newest 公表日 of a model's tree, of all its sheets; year 0 for none. */
static struct date newest_publication(const struct calendar *calendar, const struct node *model)
{
	const struct node *sheets = node_get(model, "sheets");
	struct date newest = {0};
	for (size_t i = 0; sheets && i < sheets->count; i++) {
		const struct node *list = node_get(sheets->items[i], "publications");
		for (size_t j = 0; list && j < list->count; j++) {
			const struct node *node = node_get(list->items[j], "date");
			struct date date = {0};
			if (node && node->kind == NODE_SCALAR)
				date_parse(calendar, node->text, &date);
			if (date.year && (!newest.year || date_compare(date, newest) > 0))
				newest = date;
		}
	}
	return newest;
}

struct publication_search {
	const struct calendar *calendar;
	struct arena *arena;
	struct date wanted; /* of the newest commit */
	bool begun;
	const char *hash; /* of the oldest commit with the wanted date, or NULL */
};

static bool visit_state(void *context, const struct revision_file *file, const char *hash)
{
	struct publication_search *search = context;
	struct arena *scratch = arena_new();
	struct diags ignored;
	diags_init(&ignored, scratch);
	const struct source *source =
	    file->bytes ? source_from_memory(scratch, &ignored, "", file->bytes, file->length) : NULL;
	const struct node *node = source ? node_read(scratch, &ignored, source) : NULL;
	struct date date = node ? newest_publication(search->calendar, node) : (struct date){0};
	arena_free(scratch);
	if (file->bytes && !node)
		return true; /* a slip in YAML, mended later: says nothing of publications */
	if (!search->begun)
		search->wanted = date;
	search->begun = true;
	if (!date.year || date_compare(date, search->wanted) != 0)
		return false;
	search->hash = arena_string(search->arena, hash);
	return true;
}

/* *name: the commit of the last publication, NULL when there was none. Returns NULL or a reason. */
static const char *find_publication(struct project *project, struct reading *reading, const char **name)
{
	struct publication_search search = {.calendar = &project->official->schema->calendar, .arena = reading->arena};
	struct revision *head;
	const char *problem = revision_open(reading->arena, reading->file->path, "HEAD", &head);
	if (!problem)
		problem = revision_walk(reading->arena, head, reading->file->path, visit_state, &search);
	*name = search.hash;
	return problem;
}

/* ---- the model then ---- */

struct then {
	struct project *project;
	struct reading *reading;
	struct revision *revision;
	struct diags diags;
};

static const struct node *read_tree(struct then *then, const char *path, const char **problem)
{
	struct arena *arena = then->reading->arena;
	struct revision_file file;
	*problem = revision_read(arena, then->revision, path, &file);
	if (*problem || !file.bytes)
		return NULL;
	const char *name = arena_printf(arena, "%s:%s", revision_name(then->revision), path);
	const struct source *source = source_from_memory(arena, &then->diags, name, file.bytes, file.length);
	return source ? node_read(arena, &then->diags, source) : NULL;
}

/* The nearest shikii.yaml of then; none is looked for outside the repository. */
static const struct body *read_body(struct then *then, const struct schema *schema)
{
	struct arena *arena = then->reading->arena;
	const char *path = then->reading->file->path, *slash = strrchr(path, '/'), *problem = NULL;
	const char *folder = slash ? arena_copy(arena, path, (size_t)(slash - path) + 1) : "";
	const struct node *node = NULL;
	while (folder && !node && !problem) {
		node = read_tree(then, arena_printf(arena, "%sshikii.yaml", folder), &problem);
		folder = project_parent_folder(arena, folder);
	}
	return node ? body_bind(arena, &then->diags, schema, node) : NULL;
}

static bool fail(struct project *project, const char *path, const char *problem)
{
	fprintf(project->err, "shikii: %s: %s\n", path, problem);
	project->incomplete = true;
	return false;
}

bool since_read(struct project *project, struct reading *reading, struct since_state *state)
{
	struct arena *arena = reading->arena;
	const char *path = reading->file->path, *name = project->options->since, *problem = NULL;
	struct then then = {.project = project, .reading = reading};
	*state = (struct since_state){.name = name, .path = path};
	diags_init(&then.diags, arena);
	if (strcmp(path, "-") == 0)
		return fail(project, path, "標準入力には git の版がありません");
	bool published = strcmp(name, SINCE_PUBLISHED) == 0;
	if (published)
		problem = find_publication(project, reading, &name);
	if (problem || !name)
		return problem ? fail(project, path, problem) : true;
	problem = revision_open(arena, path, name, &then.revision);
	const struct node *node = problem ? NULL : read_tree(&then, path, &problem);
	if (problem)
		return fail(project, path, problem);
	state->name = name;
	state->path = arena_printf(arena, "%s:%s", name, path);
	if (node && model_is(node)) {
		const struct schema *schema = reading->official->schema;
		const struct body *body = read_body(&then, schema);
		const struct model *model = model_bind(arena, &then.diags, schema, body, node);
		if (model)
			state->assessment = assess(arena, &then.diags, reading->official, model, &project->assess);
	}
	if (diags_count(&then.diags, SEVERITY_ERROR) == 0)
		return true;
	project_report(project, &then.diags);
	return fail(project, path, "前の版に誤りがあるので、比べられません");
}

/* ---- models that are gone ---- */

struct gone_search {
	struct project *project;
	struct arena *arena;
	const struct revision *revision;
	const char *folder;
	void (*visit)(void *context, const char *name, const char *path);
	void *context;
};

static bool is_here(const struct project *project, const char *path)
{
	for (size_t i = 0; i < project->file_count; i++)
		if (strcmp(project->files[i].path, path) == 0)
			return true;
	return false;
}

static void visit_file(void *context, const char *path)
{
	struct gone_search *search = context;
	size_t length = strlen(search->folder);
	bool slash = length && search->folder[length - 1] == '/';
	const char *whole = arena_printf(search->arena, "%s%s%s", search->folder, slash ? "" : "/", path);
	struct revision_file file;
	bool hidden = *path == '.' || strstr(path, "/."); /* not searched in the work tree, either */
	if (!hidden && project_is_model(whole, "shikii:") && !is_here(search->project, whole) &&
	    !revision_read(search->arena, search->revision, whole, &file) && file.bytes &&
	    project_is_model(whole, file.bytes))
		search->visit(search->context, revision_name(search->revision), whole);
}

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static const char *commit_of_gone(const struct project *project)
{
	const char *name = project->options->since;
	return strcmp(name, SINCE_PUBLISHED) == 0 ? "HEAD" : name;
}

void since_gone(struct project *project, void (*visit)(void *context, const char *name, const char *path),
                void *context)
{
	const struct options *options = project->options;
	for (size_t i = 0; i < options->path_count; i++) {
		struct revision *revision;
		struct arena *arena = arena_new();
		const char *folder = options->paths[i], *problem = NULL;
		bool there = is_folder(folder) && !revision_open(arena, folder, commit_of_gone(project), &revision);
		if (there) { /* what cannot be opened, each model has said */
			struct gone_search search = {project, arena, revision, folder, visit, context};
			problem = revision_list(arena, revision, folder, visit_file, &search);
		}
		if (problem)
			fail(project, folder, problem);
		arena_free(arena);
	}
}

/* ---- what is due ---- */

static const struct consequences *consequences_of(struct project *project, const struct official *official)
{
	if (project->consequences_of != official) {
		project->consequences =
		    consequences_load(project->arena, &project->diags, official->schema, &official->folders);
		project->consequences_of = official;
	}
	return project->consequences;
}

const struct due *since_due(struct project *project, struct arena *arena, struct official *official,
                            const struct assessment *old, const struct assessment *new)
{
	const struct consequences *consequences = consequences_of(project, official);
	struct due *due = arena_new_object(arena, struct due);
	if (!consequences)
		return NULL;
	*due = due_of(arena, official, consequences, old, new);
	return due;
}
