/* new: a model to begin with, of a process of the catalogue; and the shikii.yaml around it where there is none. */
#include "base/messages/new.h"
#include "base/clean.h"
#include "base/messages/help.h"
#include "base/messages/import.h"
#include "base/messages/row.h"
#include "base/messages/run.h"
#include "begin/begin.h"
#include "check/citations.h"
#include "model/draft.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "yaml/node_write.h"

#include <string.h>

enum { YEARS_AHEAD = 10 };

/* What is made, and where. */
struct making {
	struct project *project;
	struct official *official;
	const char *model_path; /* NULL: standard output */
	const char *body_path;  /* NULL: there is one */
	struct beginning beginning;
	struct begun begun;
	struct buf model, body;
};

/* An answer to a question at the terminal is refused beside it, not as wrong usage. */
static bool refuse(struct project *project, const char *message)
{
	if (project->options->asked)
		project_say(project, "%s", message);
	else
		buf_puts(&project->problem, message);
	return false;
}

/* ---- the catalogue ---- */

static enum outcome write_report(struct project *project, struct report *report)
{
	bool written = run_write(project, &report->out);
	report_free(report);
	return written ? STATUS_OK : STATUS_FAILED;
}

static enum outcome list_processes(struct project *project, const struct process_list *list)
{
	struct report report = run_new_report(project);
	project->reporter->new->list(&report, list);
	return write_report(project, &report);
}

/* ---- what was given ---- */

static const char *options_joined(struct arena *arena, const struct answer_type *type)
{
	const char *text = type->options && type->options->count ? type->options->options[0].value : NULL;
	for (size_t i = 1; text && i < type->options->count; i++)
		text = msg_row_more(arena, text, type->options->options[i].value);
	return text;
}

/* Takes the answer that an option gives to a place of the vocabulary: a choice as the vocabulary has it. False: it is none. */
static bool read_answer(struct making *making, const struct record_type *record, const char *path,
                        const struct message *name, const char *given, const char **answer)
{
	struct project *project = making->project;
	struct arena *arena = project->arena;
	struct draft draft = draft_new(arena, record);
	const struct answer_type *type = draft_type(&draft, path);
	struct diags unused;
	if (!given)
		return true;
	diags_init(&unused, arena);
	const struct value value =
	    model_answer(arena, &unused, making->official->schema, NULL, type, node_scalar(arena, NODE_PLAIN, given));
	*answer = value.kind == VALUE_TEXT ? value.text : given;
	if (value.kind == VALUE_TEXT || value.kind == VALUE_NUMBER)
		return true;
	const char *choices = options_joined(arena, type);
	return refuse(project, choices ? msg_new_no_choice(arena, msg(name), given, choices)
	                               : msg_new_no_count(arena, msg(name), given));
}

static bool has_incidents(const struct body *body)
{
	return body && record_get(&body->value, "incidents").kind != VALUE_ABSENT;
}

/* The judgement cannot do without them, unless nothing is assessed anyway. Of one question only its own answer counts. */
static bool is_complete(const struct making *making)
{
	const struct beginning *beginning = &making->beginning;
	struct project *project = making->project;
	const struct {
		const char *option;
		const struct message *name;
		bool lacks;
	} needed[] = {
	    {"subjects", MSG_NEW_NAME_SUBJECTS, !beginning->subjects},
	    {"handlers", MSG_NEW_NAME_HANDLERS, !beginning->handlers},
	    {"incident", MSG_NEW_NAME_INCIDENT, !beginning->incident && !has_incidents(beginning->body)},
	};
	const char *asked = project->options->asked;
	for (size_t i = 0; i < sizeof needed / sizeof *needed && !beginning->process->exemption; i++)
		if (needed[i].lacks && (!asked || strcmp(asked, needed[i].option) == 0))
			return refuse(project, msg_new_wanted(project->arena, msg(needed[i].name)));
	return true;
}

static bool find_process(struct making *making, const struct process_list *list)
{
	struct project *project = making->project;
	const char *id = project->options->process, *nearest = NULL;
	if (!id)
		return refuse(project, msg(MSG_NEW_PROCESS_WANTED));
	making->beginning.process = process_named(list, id, &nearest);
	if (making->beginning.process)
		return true;
	return refuse(project, nearest ? msg_new_no_process_but(project->arena, id, nearest)
	                               : msg_new_no_process(project->arena, id));
}

/* ---- where it goes ---- */

static const char *in_folder(struct arena *arena, const char *folder, const char *path)
{
	size_t length = folder ? strlen(folder) : 0;
	return length ? arena_printf(arena, "%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", path) : path;
}

static bool settle_paths(struct making *making, const char *id)
{
	struct project *project = making->project;
	const struct options *options = project->options;
	struct arena *arena = project->arena;
	if (options->output && options->out_dir)
		return refuse(project, msg(MSG_NEW_OUTPUT_OR_FOLDER));
	bool standard = options->output && strcmp(options->output, "-") == 0;
	const char *model = in_folder(arena, options->out_dir, arena_printf(arena, "%s/assessment.yaml", id));
	const char *slash = options->output ? strrchr(options->output, '/') : NULL;
	const char *folder = slash ? arena_copy(arena, options->output, (size_t)(slash - options->output)) : NULL;
	making->model_path = standard ? NULL : options->output ? options->output : model;
	struct project_body *body = project_body(project, standard ? "-" : making->model_path);
	making->official = project_official(project, body);
	making->beginning.body = body ? body->body : NULL;
	making->beginning.own_body = !body && !standard;
	if (making->beginning.own_body)
		making->body_path = in_folder(arena, options->output ? folder : options->out_dir, "shikii.yaml");
	if (body && !body->official)
		project_report(project, &body->diags);
	return !body || body->official;
}

/* What is there may be something that somebody has worked on. */
static bool is_free(struct project *project, const char *path)
{
	if (!path || files_kind(project->documents, path) == FILE_NONE)
		return true;
	project_say(project, "%s", msg_run_cannot_write(project->arena, path, msg(MSG_IMPORT_NOT_OVERWRITTEN)));
	return false;
}

/* ---- the answer ---- */

static bool hand_over(struct making *making, const char *path, const struct buf *text)
{
	struct made_file file = {
	    .path = path, .bytes = buf_text(text), .length = text->length, .makes_folder = true, .is_new = true};
	return making->project->receiver->file(making->project->receiver, &file);
}

static const char *sheets_of(const struct making *making)
{
	struct arena *arena = making->project->arena;
	const char *words = NULL;
	for (const char **kind = making->begun.kinds; *kind; kind++) {
		const char *label = kind_label(making->official, *kind);
		words = words ? msg_row_more(arena, words, label) : label;
	}
	if (words && making->begun.voluntary)
		return msg_new_voluntary(arena, words);
	return words ? words : msg(MSG_NEW_NO_SHEETS);
}

static void tell_made(const struct making *making)
{
	struct project *project = making->project;
	struct arena *arena = project->arena;
	const struct judgement *judgement = making->begun.judgement;
	project_say(project, "%s", msg_new_judged(arena, judgement->row->result, sheets_of(making)));
	if (making->beginning.process->note)
		project_say(project, "%s", making->beginning.process->note);
	if (making->body_path)
		project_say(project, "%s", msg_new_made(arena, making->body_path));
	if (!making->model_path)
		return;
	project_say(project, "%s", msg_new_made(arena, making->model_path));
	project_say(project, "%s", msg_new_next(arena, making->model_path));
}

static bool report_made(struct making *making)
{
	struct project *project = making->project;
	struct report report = run_new_report(project);
	const struct made_model made = {making->beginning.process, making->model_path, making->body_path, &making->begun};
	if (making->model_path && project->reporter->new->made)
		project->reporter->new->made(&report, &made);
	return write_report(project, &report) == STATUS_OK;
}

static bool write_all(struct making *making)
{
	struct project *project = making->project;
	if (!is_free(project, making->model_path) || !is_free(project, making->body_path))
		return false;
	if (!making->model_path && !run_write(project, &making->model))
		return false;
	if (making->model_path && !hand_over(making, making->model_path, &making->model))
		return false;
	if (making->body_path && !hand_over(making, making->body_path, &making->body))
		return false;
	tell_made(making);
	return report_made(making);
}

/* ---- the command ---- */

/* A name or number; it is printed in one line. */
static bool read_line(struct making *making, const struct message *name, const char *given, const char **answer)
{
	struct arena *arena = making->project->arena;
	*answer = given;
	return !given || clean_text(arena, CLEAN_TERMINAL, given) == given ||
	       refuse(making->project, msg_new_one_line(arena, msg(name)));
}

/* The law of a day that is far away is not known; such a day is mistyped. */
static bool is_near(const struct making *making, const struct law *law)
{
	struct project *project = making->project;
	int last = law->registry->known_to.year + YEARS_AHEAD;
	return project->assess.as_of.kind != VALUE_DATE || project->assess.as_of.date.year <= last ||
	       refuse(project, msg_new_too_far(project->arena, project->options->as_of, last));
}

static bool read_given(struct making *making)
{
	const struct options *options = making->project->options;
	const struct schema *schema = making->official->schema;
	struct beginning *beginning = &making->beginning;
	return read_line(making, MSG_NEW_NAME_NUMBER, options->number, &beginning->number) &&
	       read_line(making, MSG_NEW_NAME_AGENCY, options->agency, &beginning->agency) &&
	       read_answer(making, schema->body, "kind", MSG_NEW_NAME_KIND, options->kind, &beginning->kind) &&
	       read_answer(making, schema->process, "threshold.subjects.count", MSG_NEW_NAME_SUBJECTS, options->subjects,
	                   &beginning->subjects) &&
	       read_answer(making, schema->process, "threshold.handlers.count", MSG_NEW_NAME_HANDLERS, options->handlers,
	                   &beginning->handlers) &&
	       read_answer(making, schema->process, "threshold.incident.stated", MSG_NEW_NAME_INCIDENT, options->incident,
	                   &beginning->incident) &&
	       is_complete(making);
}

static bool make(struct making *making)
{
	struct project *project = making->project;
	const struct law *law = official_law(making->official);
	struct diags diags;
	if (!law || !is_near(making, law))
		return false;
	if (project->options->asked) /* and there are more questions */
		return true;
	making->beginning.day = project->assess.as_of;
	making->beginning.law_day =
	    project->assess.as_of.kind == VALUE_DATE ? project->assess.as_of.date : law->registry->known_to;
	diags_init(&diags, project->arena);
	bool made =
	    begin_model(project->arena, &diags, making->official, &making->beginning, &making->model, &making->begun);
	if (made && making->body_path)
		begin_body(project->arena, making->official, &making->beginning, &making->body);
	project_report(project, &diags);
	return made && write_all(making);
}

static enum outcome run_new(struct project *project)
{
	struct making making = {.project = project, .official = project->official};
	struct process_list list = processes_load(project->arena, &project->diags, &project->official->folders);
	if (project->diags.count)
		return STATUS_FAILED;
	if (project->options->list)
		return list_processes(project, &list);
	if (project->options->path_count) {
		refuse(project, msg(MSG_NEW_NO_PATHS));
		return STATUS_FAILED;
	}
	bool made = find_process(&making, &list) && settle_paths(&making, making.beginning.process->id) &&
	            read_given(&making) && make(&making);
	buf_free(&making.model);
	buf_free(&making.body);
	return made ? STATUS_OK : STATUS_FAILED;
}

static const struct prompt prompts[] = {
    {"process", MSG_NEW_ASK_PROCESS, .needed = true, .lists = true},
    {"subjects", MSG_NEW_ASK_SUBJECTS, .needed = true},
    {"handlers", MSG_NEW_ASK_HANDLERS, .needed = true},
    {"incident", MSG_NEW_ASK_INCIDENT, .needed = false},
    {"as-of", MSG_NEW_ASK_DAY, .needed = false},
    {"number", MSG_NEW_ASK_NUMBER, .needed = false},
    {"agency", MSG_NEW_ASK_AGENCY, .needed = false},
    {"kind", MSG_NEW_ASK_KIND, .needed = false},
    {.option = NULL},
};

static const char *const option_names[] = {"process", "list",  "subjects", "handlers", "incident", "number",
                                           "agency",  "kind",  "as-of",    "output",   "out-dir",  "format",
                                           "schema",  "rules", "trust",    NULL};

const struct command new_command = {
    .name = "new",
    .arguments = "",
    .summary = MSG_HELP_NEW,
    .description = MSG_HELP_NEW_MORE,
    .options = option_names,
    .reports = true,
    .names_rules = true,
    .prompts = prompts,
    .run = run_new,
};
