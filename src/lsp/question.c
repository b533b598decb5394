/* A question of the editor → a request of the session about one document or a folder. */
#include "lsp/question.h"

#include "base/list.h"
#include "lsp/position.h"
#include "session/model_files.h"

#include <string.h>

/* The receiver of the question is its first member. */
static struct question *question_of(struct receiver *receiver)
{
	return (struct question *)(void *)receiver;
}

/* ---- what a request hands over: findings alone count ---- */

static bool drop_report(struct receiver *receiver, const char *bytes, size_t length)
{
	(void)receiver, (void)bytes, (void)length;
	return true;
}

static void keep_findings(struct receiver *receiver, const struct diags *diags)
{
	struct question *question = question_of(receiver);
	for (size_t i = 0; i < diags->count; i++)
		question->unread |= strcmp(diags->items[i]->rule, diag_rule(DIAG_CANNOT_READ)) == 0;
	if (!question->run.arena)
		return; /* before anything could be read: the official data itself is broken */
	for (size_t i = 0; i < diags->count; i++)
		list_push(question->run.arena, &question->run, diags->items[i]);
}

static void drop_note(struct receiver *receiver, const char *words, bool sentence)
{
	(void)receiver, (void)words, (void)sentence;
}

static void drop_usage(struct receiver *receiver, const char *message)
{
	(void)receiver, (void)message;
}

static bool drop_file(struct receiver *receiver, const struct made_file *file)
{
	(void)receiver, (void)file;
	return true;
}

static void drop_edits(struct receiver *receiver, const struct edits *edits)
{
	(void)receiver, (void)edits;
}

/* ---- reading ---- */

bool path_is_body(const char *path)
{
	return strcmp(path_name(path), "shikii.yaml") == 0;
}

static void read_text(struct question *question)
{
	struct diags unheard;
	diags_init(&unheard, question->arena);
	question->source = files_load(question->arena, &unheard, question->project->documents, question->document->path);
}

/* What the document is, by its name and text. */
static const struct record_type *type_of(const struct question *question)
{
	const struct official *official = question->official ? question->official : question->project->official;
	if (path_is_body(question->document->path))
		return official->schema->body;
	bool model = question->source && is_model_file(question->document->path, question->source->text);
	return model ? official->schema->process : NULL;
}

static void read_root(struct question *question)
{
	struct reading *reading = &question->reading;
	bool model = question->type && !path_is_body(question->document->path);
	struct diags unheard;
	diags_init(&unheard, question->arena);
	if (question->depth != DEPTH_TEXT && model)
		run_read(question->project, reading);
	if (!reading->assessment) {
		question->root = question->source ? node_read(question->arena, &unheard, question->source) : NULL;
		return;
	}
	question->root = reading->assessment->model->node;
	question->source = question->root->span.source;
}

static void read_position(struct question *question)
{
	const struct buf *text = &question->document->text;
	const json_t *position = json_object_get(question->params, "position");
	if (!position_read(position, buf_text(text), text->length, &question->offset))
		question->offset = 0;
	if (question->source && question->source->marked)
		question->offset =
		    question->offset < 3 ? 0 : question->offset - 3; /* the text of the source begins behind the mark */
}

static void begin(struct project *project, struct question *question)
{
	question->project = project;
	question->arena = project->arena;
	diags_init(&question->run, project->arena);
}

/* One document: it is named to the session, but nothing is searched. */
static enum outcome run_document(struct project *project)
{
	struct question *question = question_of(project->receiver);
	const char *path = question->document->path;
	struct project_file *file = arena_new_object(project->arena, struct project_file);
	*file = project_file_named(project->arena, path);
	begin(project, question);
	project->files = file;
	project->file_count = 1;
	project->assess.paths = question->depth == DEPTH_PLACED;
	question->body = project_body(project, path);
	question->official = project_official(project, question->body);
	question->official = question->body && !question->body->official ? NULL : question->official;
	question->reading = (struct reading){.file = file, .arena = project->arena};
	diags_init(&question->reading.diags, project->arena);
	read_text(question);
	question->type = type_of(question);
	read_root(question);
	read_position(question);
	question->answer(question);
	return STATUS_OK;
}

static enum outcome run_folder(struct project *project)
{
	struct question *question = question_of(project->receiver);
	begin(project, question);
	question->answer(question);
	return STATUS_OK;
}

static const char *const option_names[] = {NULL};

static const struct command ask_document = {
    .name = "lsp", .options = option_names, .names_rules = true, .run = run_document};
static const struct command ask_folder = {.name = "lsp", .options = option_names, .run = run_folder};

static bool ask(struct question *question, const struct command *command, const char *path)
{
	const char *paths[] = {path};
	question->run = (struct diags){0}; /* those of a question before are gone with its arena */
	struct options options = question->options ? *question->options : (struct options){0};
	options.paths = paths;
	options.path_count = 1;
	options.since = question->since;
	question->receiver = (struct receiver){.report = drop_report,
	                                       .findings = keep_findings,
	                                       .note = drop_note,
	                                       .usage = drop_usage,
	                                       .file = drop_file,
	                                       .edits = drop_edits};
	return session_run(question->documents->session, command, &options, &question->receiver) != STATUS_NO_MEMORY;
}

bool question_ask(struct question *question, enum question_depth depth, question_answer *answer)
{
	question->depth = depth;
	question->answer = answer;
	return ask(question, &ask_document, question->document->path);
}

bool question_ask_folder(struct question *question, const char *folder, question_answer *answer)
{
	question->answer = answer;
	return ask(question, &ask_folder, folder);
}

json_t *location_json(const struct question *question, const struct span *span)
{
	if (!span->source || !span->source->lines || span->source->packed)
		return NULL;
	return json_pack("{s: o, s: o}", "uri", path_uri(question->documents, span->source->path), "range",
	                 range_json(span));
}
