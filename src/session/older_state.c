#include "session/older_state.h"

#include "session/answer.h"

#include "base/list.h"
#include "base/messages/revision.h"
#include "base/messages/since.h"
#include "base/messages/state.h"
#include "git/revision.h"
#include "session/model_files.h"

#include <string.h>

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

/* *name: the commit of the last publication of the model that stands at `path` of HEAD; NULL when there was none. Returns NULL
 * or a reason. */
static const char *find_publication(struct arena *arena, const struct calendar *calendar, const struct revision *head,
                                    const char *path, const char **name)
{
	struct publication_search search = {.calendar = calendar, .arena = arena};
	const char *problem = revision_walk(arena, head, path, visit_state, &search);
	*name = search.hash;
	return problem;
}

/* ---- the model then ---- */

struct then {
	struct project *project;
	struct reading *reading;
	struct revision *revision;
	const char *path;   /* where the model stood */
	const char *number; /* of a model that was not at its path */
	struct diags diags;
};

static const struct node *read_tree(struct then *then, const char *path, const char **problem)
{
	struct arena *arena = then->reading->arena;
	struct revision_file file;
	*problem = revision_read(arena, then->revision, path, &file);
	if (*problem && strcmp(path, then->reading->file->path) != 0)
		*problem = msg_since_of_file(arena, path, *problem); /* who tells it names the model */
	if (*problem || !file.bytes)
		return NULL;
	const char *name = arena_printf(arena, "%s:%s", revision_name(then->revision), path);
	const struct source *source = source_from_memory(arena, &then->diags, name, file.bytes, file.length);
	return source ? node_read(arena, &then->diags, source) : NULL;
}

/* The nearest shikii.yaml of then; none is looked for outside the repository. */
static const struct body *read_body(struct then *then, const struct schema *schema, const char **problem)
{
	struct arena *arena = then->reading->arena;
	struct buf folder = BUF_INIT;
	const struct node *node = NULL;
	buf_append(&folder, then->path, (size_t)(path_name(then->path) - then->path));
	do {
		const char *path = arena_printf(arena, "%sshikii.yaml", buf_text(&folder));
		if (!revision_holds(then->revision, path))
			break;
		node = read_tree(then, path, problem);
	} while (!node && !*problem && project_go_up(&folder));
	buf_free(&folder);
	return node ? body_bind(arena, &then->diags, schema, node) : NULL;
}

/* What is the same for all models of a run is said once. */
static bool fail(struct project *project, const char *path, const char *problem)
{
	if (!project->since_problem || strcmp(project->since_problem, problem) != 0)
		project_say(project, "%s: %s", path, problem);
	project->since_problem = arena_string(project->arena, problem);
	project->incomplete = true;
	return false;
}

/* ---- models that moved ---- */

/* 評価書番号 of a model, by which it is known when its file moved; NULL: it has none. */
static const char *number_of(const struct node *model)
{
	const struct node *number = node_get(model, "number");
	return number && number->kind == NODE_SCALAR && number->length ? number->text : NULL;
}

/* Reads a file of the revision, if it was a model; false: it was none, or cannot be read: then *problem says why. *model: NULL
 * when its YAML was broken. *bytes: its length is added. */
static bool read_model(struct arena *arena, const struct revision *revision, const char *path,
                       const struct node **model, size_t *bytes, const char **problem)
{
	struct diags ignored;
	struct revision_file file;
	diags_init(&ignored, arena);
	if (!is_model_file(path, "shikii:"))
		return false;
	const char *unread = revision_read(arena, revision, path, &file);
	if (unread)
		*problem = arena_printf(arena, "「%s」: %s", path, unread);
	*bytes += file.length;
	if (unread || !file.bytes || !is_model_file(path, file.bytes))
		return false;
	const struct source *source = source_from_memory(arena, &ignored, path, file.bytes, file.length);
	*model = source ? node_read(arena, &ignored, source) : NULL;
	return true;
}

/* Such files are not searched in the work tree, either. */
static bool is_hidden(const char *path)
{
	return *path == '.' || strstr(path, "/.");
}

/* A small repository can hold one file at very many places, and a large one that is packed small. */
enum { GONE_LIMIT = 20000 };
static const size_t gone_bytes = (size_t)8 * SOURCE_LIMIT;

/* Files of a revision that are gone now. */
struct gone_files {
	struct arena *arena;
	const char *folder; /* with a slash at its end, or empty */
	const struct project *project;
	bool (*is_here)(const struct project *project, const char *path);
	LIST(const char *) paths; /* at most one more than GONE_LIMIT */
};

static void list_gone(void *context, const char *path)
{
	struct gone_files *gone = context;
	if (gone->paths.count > GONE_LIMIT || is_hidden(path) || !is_model_file(path, "shikii:"))
		return;
	const char *whole = arena_printf(gone->arena, "%s%s", gone->folder, path);
	if (!gone->is_here(gone->project, whole))
		list_push(gone->arena, &gone->paths, whole);
}

/* Shows the models that stood below the folder and are gone, with their number, which may be NULL, until `visit` has seen enough.
 * They are read one at a time, once it is known that there are not too many. Returns NULL, or why it cannot be done: when nothing
 * was found, also of a file that cannot be read. */
static const char *read_gone(struct gone_files *gone, const struct revision *revision, const char *folder,
                             bool (*visit)(void *context, const char *path, const char *number), void *context)
{
	bool goes_on = true;
	size_t bytes = 0;
	const char *unread = NULL, *problem = revision_list(gone->arena, revision, folder, list_gone, gone);
	if (!problem && gone->paths.count > GONE_LIMIT)
		problem = msg(MSG_REVISION_FOLDER_TOO_LARGE);
	for (size_t i = 0; i < gone->paths.count && !problem && goes_on; i++) {
		struct arena *scratch = arena_new();
		const struct node *model;
		const char *reason = NULL;
		if (read_model(scratch, revision, gone->paths.items[i], &model, &bytes, &reason))
			goes_on = visit(context, gone->paths.items[i], number_of(model));
		if (reason)
			unread = arena_string(gone->arena, reason);
		if (bytes > gone_bytes)
			problem = msg(MSG_REVISION_FOLDER_TOO_LARGE);
		arena_free(scratch);
	}
	return !goes_on ? NULL : problem ? problem : unread;
}

struct move_search {
	const char *number;
	const char *found; /* a path that is no more */
};

static bool visit_moved(void *context, const char *path, const char *number)
{
	struct move_search *search = context;
	if (number && strcmp(number, search->number) == 0)
		search->found = path;
	return !search->found;
}

static bool is_on_disk(const struct project *project, const char *path)
{
	return files_kind(project->documents, path) != FILE_NONE;
}

/* Where the model of the reading stood then: at its path, or where one with its number stood that is gone now. */
static const char *place_then(struct then *then)
{
	struct arena *arena = then->reading->arena;
	const char *path = then->reading->file->path, *number = number_of(then->reading->assessment->model->node);
	struct move_search search = {.number = number};
	struct revision_file file;
	const char *problem = revision_read(arena, then->revision, path, &file);
	if (!problem && !file.bytes && number) {
		const char *folder = revision_work_tree(then->revision);
		struct gone_files gone = {.arena = arena, .folder = folder, .project = then->project, .is_here = is_on_disk};
		problem = read_gone(&gone, then->revision, folder, visit_moved, &search);
		then->number = number;
	}
	then->path = search.found ? search.found : path;
	return problem;
}

/* ---- reading ---- */

/* Where git hands the text over in a file, it is that. */
static const struct node *read_model_tree(struct then *then, const char **problem)
{
	const struct project_file *file = then->reading->file;
	if (!file->text)
		return read_tree(then, then->path, problem);
	const struct source *source = source_load(then->reading->arena, &then->diags, file->text);
	return source ? node_read(then->reading->arena, &then->diags, source) : NULL;
}

static const struct assessment *assess_then(struct then *then, const char **problem)
{
	struct arena *arena = then->reading->arena;
	const struct node *node = read_model_tree(then, problem);
	if (*problem || !node || !model_is(node))
		return NULL;
	const struct schema *schema = then->reading->official->schema;
	const struct body *now = then->reading->body ? then->reading->body->body : NULL;
	const struct body *body = then->revision ? read_body(then, schema, problem) : now;
	const struct model *model = *problem ? NULL : model_bind(arena, &then->diags, schema, body, node);
	struct assess_options options = then->project->assess;
	options.beside = then->reading->assessment ? then->reading->assessment->shown : NULL;
	return model ? assess(arena, &then->diags, then->reading->official, model, &options) : NULL;
}

/* Opens --since until `opened` is freed, and finds the place of the model there. *name: the revision, NULL when nothing had been
 * published. */
static const char *open_then(struct then *then, struct arena *opened, const char **name)
{
	struct arena *arena = then->reading->arena;
	const char *path = then->reading->file->path;
	bool published = strcmp(*name, SINCE_PUBLISHED) == 0;
	const char *problem = revision_open(opened, path, published ? "HEAD" : *name, &then->revision);
	if (!problem)
		problem = place_then(then);
	if (problem || !published)
		return problem;
	const struct calendar *calendar = &then->project->official->schema->calendar;
	problem = find_publication(arena, calendar, then->revision, then->path, name);
	return problem || !*name ? problem : revision_open(opened, path, *name, &then->revision);
}

/* --compare: the older state is another file. */
static bool read_compared(struct project *project, struct reading *reading, struct since_state *state)
{
	struct project_file *file = arena_new_object(reading->arena, struct project_file);
	struct reading *old = arena_new_object(reading->arena, struct reading);
	struct tally tally = {0};
	*file = project_file_named(reading->arena, project->options->compare);
	*old = (struct reading){.file = file, .arena = reading->arena};
	bool sound = run_read_sound(project, old, &tally);
	*state = (struct since_state){.name = file->path, .path = file->path, .assessment = sound ? old->assessment : NULL};
	return sound || fail(project, file->path, msg(MSG_SINCE_BEFORE_WRONG));
}

/* Fills in the state. What libgit2 has opened is closed by the thread that opened it. */
static const char *read_then(struct then *then, struct since_state *state)
{
	struct arena *arena = then->reading->arena, *opened = arena_new();
	const char *name = then->project->options->since, *problem = open_then(then, opened, &name);
	state->name = name ? name : state->name;
	if (!problem && name) {
		state->path = arena_printf(arena, "%s:%s", name, then->path);
		state->assessment = assess_then(then, &problem);
	}
	problem = problem ? arena_string(arena, problem) : NULL;
	arena_free(opened);
	return problem;
}

static void read_since(struct project *project, struct reading *reading, struct since_state *state)
{
	struct then then = {.project = project, .reading = reading, .path = reading->file->path};
	*state = (struct since_state){.name = project->options->since, .path = then.path};
	diags_init(&then.diags, reading->arena);
	state->problem = strcmp(then.path, "-") == 0 ? msg(MSG_SINCE_STANDARD_INPUT) : read_then(&then, state);
	state->number = then.number;
	state->diags = then.diags;
}

void since_compare(struct project *project, struct reading *reading, struct since_state *state)
{
	read_since(project, reading, state);
	if (state->assessment && !state->problem)
		state->due = since_due(project, reading->arena, reading->official, state->assessment, reading->assessment);
}

bool since_tell(struct project *project, const struct reading *reading, const struct since_state *state)
{
	const char *path = reading->file->path;
	struct diags diags = state->diags;
	if (state->number)
		map_put(&project->moved, arena_string(project->arena, state->number), project);
	if (state->problem)
		return fail(project, path, state->problem);
	if (diags_count(&diags, SEVERITY_ERROR) == 0)
		return true;
	project_report(project, &diags);
	if (!state->assessment)
		return fail(project, path, msg(MSG_SINCE_BEFORE_WRONG));
	project_say(project, "%s", msg_since_before_partly_wrong(project->arena, path));
	return true;
}

bool since_read(struct project *project, struct reading *reading, struct since_state *state)
{
	if (project->options->compare)
		return read_compared(project, reading, state);
	read_since(project, reading, state);
	return since_tell(project, reading, state);
}

void state_read(struct project *project, struct reading *reading, struct since_state *state)
{
	const struct project_file *file = reading->file;
	struct then then = {.project = project, .reading = reading, .path = file->path};
	const char *problem = NULL;
	*state = (struct since_state){.name = file->revision, .path = file->path};
	diags_init(&then.diags, reading->arena);
	if (file->revision) {
		problem = revision_open(reading->arena, file->path, file->revision, &then.revision);
		state->path = arena_printf(reading->arena, "%s:%s", file->revision, file->path);
	}
	if (!problem)
		state->assessment = assess_then(&then, &problem);
	if (!problem && !state->assessment && !then.diags.count)
		problem = msg(MSG_STATE_NO_MODEL);
	project_report(project, &then.diags);
	if (problem)
		fail(project, state->path, problem);
}

/* ---- models that are gone ---- */

struct gone_search {
	struct project *project;
	const struct revision *revision;
	void (*visit)(void *context, const char *name, const char *path);
	void *context;
};

static bool is_here(const struct project *project, const char *path)
{
	for (size_t i = 0; i < project->found_count; i++)
		if (strcmp(project->files[i].path, path) == 0)
			return true;
	return false;
}

static bool visit_gone(void *context, const char *path, const char *number)
{
	const struct gone_search *search = context;
	if (!number || !map_get(&search->project->moved, number))
		search->visit(search->context, revision_name(search->revision), path);
	return true;
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
		bool there = files_kind(project->documents, folder) == FILE_FOLDER &&
		             !revision_open(arena, folder, commit_of_gone(project), &revision);
		if (there) { /* what cannot be opened, each model has said */
			struct gone_search search = {project, revision, visit, context};
			bool slash = *folder && folder[strlen(folder) - 1] == '/';
			struct gone_files gone = {.arena = arena,
			                          .folder = arena_printf(arena, "%s%s", folder, slash ? "" : "/"),
			                          .project = project,
			                          .is_here = is_here};
			problem = read_gone(&gone, revision, folder, visit_gone, &search);
		}
		if (problem)
			fail(project, folder, problem);
		arena_free(arena);
	}
}

/* ---- models that one side has ---- */

const char *since_new_words(const struct project *project, struct arena *arena)
{
	const char *name = project->options->since;
	bool published = strcmp(name, SINCE_PUBLISHED) == 0;
	return published ? msg(MSG_SINCE_NOT_PUBLISHED) : msg_since_new_here(arena, name);
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
