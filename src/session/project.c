/* What all commands begin with: official data, options, paths → files, each file read with its body. */
#include "session/project.h"

#include "base/list.h"
#include "base/messages/project.h"
#include "base/utf8.h"
#include "model/forgotten.h"
#include "session/answer.h"
#include "session/model_files.h"
#include "session/not_found.h"
#include "session/project_body.h"
#include "session/project_options.h"
#include "session/session.h"
#include "session/states.h"
#include "yaml/node.h"

#include <string.h>
#include <strings.h>

/* ---- opening ---- */

/* What is built in never changes: a session keeps it from one request to the next. */
static struct official *official_kept(struct session *session)
{
	const struct data_folders built_in = {0};
	if (!session->kept) {
		session->kept = arena_new();
		diags_init(&session->kept_diags, session->kept);
		session->official = official_load(session->kept, &session->kept_diags, &built_in);
	}
	return session->official;
}

static struct official *official_given(struct project *project, const struct options *options)
{
	struct data_folders folders = {.schema = options->schema,
	                               .rules = options->rules,
	                               .templates = options->templates,
	                               .files = project->documents};
	bool built_in = !folders.schema && !folders.rules && !folders.templates;
	return built_in && project->session ? official_kept(project->session)
	                                    : project_load_official(project, &project->diags, &folders);
}

/* Loads the official data and reads the options. */
static bool open_official(struct project *project)
{
	const struct options *options = project->options;
	diags_init(&project->diags, project->arena);
	map_init(&project->moved, project->arena);
	map_init(&project->written, project->arena);
	project->official = official_given(project, options);
	return project->official && project_read_options(project) && diags_count(&project->diags, SEVERITY_ERROR) == 0;
}

bool project_open_again(struct project *copy, const struct project *project)
{
	copy->options = project->options;
	copy->documents = project->documents;
	copy->format = project->format;
	bool good = open_official(copy);
	const struct judge_trials *trials = copy->assess.trials;
	copy->assess = project->assess; /* today is the same day for all */
	copy->assess.trials = trials;
	buf_free(&copy->problem);
	return good;
}

/* Every n-th of the files, in front; the others stay behind them, for they are there. */
static void take_shard(struct project *project)
{
	struct project_file *all = arena_array(project->arena, struct project_file, project->found_count);
	size_t own = 0, behind = project->found_count;
	for (size_t i = project->found_count; i > 0; i--)
		if ((i - 1) % project->shard_count != project->shard - 1)
			all[--behind] = project->files[i - 1];
	for (size_t i = 0; i < project->found_count; i++)
		if (i % project->shard_count == project->shard - 1)
			all[own++] = project->files[i];
	project->files = all;
	project->file_count = own;
}

/* The two that git hands over. */
static void take_states(struct project *project)
{
	project->file_count = project->found_count = 2;
	project->files = arena_array(project->arena, struct project_file, 2);
	for (size_t i = 0; i < 2; i++)
		project->files[i] = state_handed_over(project, i == 1);
}

bool project_open(struct project *project)
{
	const struct options *options = project->options;
	if (!open_official(project)) {
		project_report(project, &project->diags);
		diags_init(&project->diags, project->arena);
		return false;
	}
	if (project->names_rules)
		return true;
	if (project->revisions && states_are_handed_over(options))
		take_states(project);
	else
		model_files_find(project);
	if (project->shard)
		take_shard(project);
	project_report(project, &project->diags);
	project->incomplete = diags_count(&project->diags, SEVERITY_ERROR) > 0;
	diags_init(&project->diags, project->arena);
	return project->found_count > 0;
}

/* ---- reading ---- */

/* A published page or the words of a sheet, in place of a model: `import` makes one of them. */
static bool report_foreign(struct diags *diags, const struct source *source)
{
	static const char *const names[] = {".txt", ".tsv", ".csv", ".md", ".html", ".htm"};
	const char *text = source->text + strspn(source->text, " \t\r\n");
	bool html = strncasecmp(text, "<!doctype html", 14) == 0 || strncasecmp(text, "<html", 5) == 0;
	bool words = html;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		words |= text_ends_with(source->path, names[i]);
	if (!words || is_model_text(source->text))
		return false;
	const char *what = msg(html ? MSG_PROJECT_HTML : MSG_PROJECT_WORDS);
	struct diag *diag = diag_add(diags, DIAG_NO_MODEL, (struct span){0}, msg_project_foreign(diags->arena, what));
	diag->file = source->path;
	diag->hint = msg(MSG_PROJECT_IMPORT_FIRST);
	return true;
}

struct project_file project_file_named(struct arena *arena, const char *path)
{
	return (struct project_file){.path = path, .name = path, .root = path_folder(arena, path)};
}

/* Does a model's link lead out of the folder that was searched, and of its body's? */
static bool leads_out(struct project *project, const struct project_file *file)
{
	const struct files *files = project->documents;
	if (!files_is_link(files, file->path) || strncmp(file->path, "/dev/", strlen("/dev/")) == 0 ||
	    !files_lead_out(files, file->path, file->root))
		return false;
	const struct project_body *body = project_body(project, file->path);
	return !body || files_lead_out(files, file->path, path_folder(project->arena, body->path));
}

struct source *project_source(struct project *project, struct arena *arena, struct diags *diags,
                              const struct project_file *file)
{
	const struct files *files = project->documents;
	size_t findings = diags->count;
	if (file->standard && project->options->stdin_filename && files->standard_input)
		return source_load_standard(arena, diags, file->path);
	if (leads_out(project, file)) {
		source_report_led_out(diags, file->path);
		return NULL;
	}
	struct source *source = files_load(arena, diags, files, file->path);
	if (!source && diags->count > findings && files_kind(files, file->path) == FILE_NONE)
		diags->items[findings]->hint = not_found_hint(diags->arena, files, file->path);
	return source;
}

const struct model *project_read(struct project *project, struct arena *arena, struct diags *diags,
                                 const struct project_file *file, struct project_body **body)
{
	*body = project_body(project, file->path);
	if (*body && !(*body)->official)
		return NULL; /* without its rules nothing can be said */
	const struct source *source = project_source(project, arena, diags, file);
	if (!source || report_foreign(diags, source))
		return NULL;
	size_t findings = diags->count;
	struct node *node = node_read(arena, diags, source);
	if (!node) {
		forgotten_explain(diags, project_official(project, *body)->schema, findings);
		return NULL;
	}
	if (!model_is(node) && strcmp(path_name(file->path), "shikii.yaml") == 0) {
		diag_add(diags, DIAG_NO_MODEL, node->span, msg(MSG_PROJECT_IS_BODY))->hint = msg(MSG_PROJECT_NAME_A_MODEL);
		return NULL;
	}
	if (!model_is(node))
		diags->environment = true; /* asked for by name, but no model: the run could not be done */
	else
		set_facts_apply(&project->set_facts, arena, node);
	return model_bind(arena, diags, project_official(project, *body)->schema, *body ? (*body)->body : NULL, node);
}
