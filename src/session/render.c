/* shikii render: the official sheets, to standard output, one file, or a folder with a file for each. */
#include "render/render.h"

#include "base/list.h"
#include "base/messages/help.h"
#include "base/messages/render.h"
#include "base/messages/site.h"
#include "base/messages/usage.h"
#include "check/citations.h"
#include "check/mends.h"
#include "render/fields.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/compare.h"
#include "session/ending.h"
#include "session/findings.h"
#include "session/parallel.h"
#include "session/reading.h"
#include "session/site.h"

#include <string.h>

/* The templates of one body, as a thread has read them. */
struct templates {
	struct renderer *renderer;
	const struct official *official;
	struct diags diags; /* mistakes in them that one sheet has shown */
};

/* A sheet that a thread has rendered, until its file is visited. */
struct rendered_sheet {
	const struct sheet *sheet;
	bool left_out;     /* of a site: it is a draft */
	const char *bytes; /* NULL: there is a mistake in a template */
	size_t length;
	struct diags diags; /* mistakes in templates */
};

struct rendered_sheets {
	struct rendered_sheet *items;
	size_t count;
};

struct rendering {
	struct tally tally;
	struct official *official; /* of the last reading */
	struct diags diags;        /* mistakes in templates */
	struct buf out;            /* of all sheets, without --out-dir */
	size_t sheets;
	size_t drafts; /* left out of a site */
	struct withheld withheld;
	bool has_index; /* a folder's pages: they make up a site */
	struct site site;
	bool incomplete; /* a model could not be rendered */
	bool failed;
};

static void add_diags(struct diags *diags, const struct diags *more)
{
	for (size_t i = 0; i < more->count; i++)
		list_push(diags->arena, diags, more->items[i]);
}

static const struct render_format *format_of(const struct project *project)
{
	return render_format_named(project->format);
}

/* Is there room for one sheet only? */
static bool holds_one(const struct project *project)
{
	return !project->options->out_dir && !format_of(project)->joins;
}

/* A folder's pages make up a site. */
static bool makes_site(const struct project *project)
{
	const struct options *options = project->options;
	bool folder = false;
	for (size_t i = 0; i < options->path_count && !folder; i++)
		folder = files_kind(project->documents, options->paths[i]) == FILE_FOLDER;
	return folder && options->out_dir && format_of(project)->pages && run_purpose(project) != PURPOSE_SUBMISSION;
}

static void write_file(struct project *project, struct rendering *rendering, const char *path, const char *bytes,
                       size_t length)
{
	struct buf text = BUF_INIT;
	buf_append(&text, bytes, length);
	rendering->failed |= !run_write_document(project, path, &text);
	buf_free(&text);
}

/* The project's, read anew for another body's. */
static struct templates *templates_of(struct project *project, const struct official *official)
{
	struct templates *templates = project->templates;
	if (!templates)
		templates = project->templates = arena_new_object(project->arena, struct templates);
	if (templates->official != official) {
		templates->official = official;
		templates->renderer = renderer_new(project->arena, &templates->diags, &official->folders, format_of(project));
		const struct data_names unread = data_unread_templates(project->arena, &official->folders);
		for (size_t i = 0; i < unread.count; i++)
			project_say(project, "%s", unread.items[i]);
	}
	diags_init(&templates->diags, project->arena);
	return templates;
}

/* <out-dir>/<name>/<form>.<format>; for submission <form>-提出用.<format> */
static void write_in_folder(struct project *project, struct rendering *rendering, const struct reading *reading,
                            const struct rendered_sheet *made)
{
	const char *form = made->sheet->form->id;
	const char *leaf = arena_printf(reading->arena, "%s%s.%s", form, run_suffix(project), project->format);
	const char *path = run_path_in_folder(project, reading->file, leaf);
	if (path)
		write_file(project, rendering, path, made->bytes, made->length);
	else
		rendering->failed = true;
	if (rendering->failed)
		return;
	project_note(project, "%s", path);
	if (rendering->has_index)
		site_add(&rendering->site, reading, made->sheet);
}

static void write_index(struct project *project, struct rendering *rendering)
{
	struct templates *templates = templates_of(project, rendering->official);
	renderer_set_extras(templates->renderer, (struct render_extras){.purpose = run_purpose(project)});
	const char *path = arena_printf(project->arena, "%s/index.html", project->options->out_dir);
	struct buf text = BUF_INIT;
	json_t *view = site_view(&rendering->site);
	if (render_page(templates->renderer, "index", view, &text))
		write_file(project, rendering, path, buf_text(&text), text.length);
	else
		rendering->failed = true;
	add_diags(&rendering->diags, &templates->diags);
	if (!rendering->failed)
		project_note(project, "%s", path);
	json_decref(view);
	buf_free(&text);
}

static void render_one(struct project *project, const struct reading *reading, struct rendered_sheet *made)
{
	struct buf text = BUF_INIT;
	struct templates *templates = templates_of(project, reading->official);
	const struct form_extras form = {reading->official, reading->assessment->judgement};
	renderer_set_extras(
	    templates->renderer,
	    (struct render_extras){
	        .purpose = run_purpose(project),
	        .findings = project->options->with_findings ? &reading->diags : NULL,
	        .index_address = makes_site(project) ? site_index_address(reading->arena, reading->file->name) : NULL,
	        .pictures = reading->pictures,
	        .law = format_of(project)->pages ? official_law(reading->official) : NULL,
	        .form = &form,
	    });
	if (render_sheet(templates->renderer, made->sheet, &text))
		made->bytes = arena_copy(reading->arena, buf_text(&text), text.length);
	made->length = text.length;
	made->diags = templates->diags;
	buf_free(&text);
}

static void write_one(struct project *project, struct rendering *rendering, const struct reading *reading,
                      const struct rendered_sheet *made)
{
	add_diags(&rendering->diags, &made->diags);
	if (!made->bytes) {
		rendering->failed = true;
	} else if (project->options->out_dir) {
		write_in_folder(project, rendering, reading, made);
	} else {
		if (rendering->sheets)
			buf_putc(&rendering->out, '\n');
		buf_append(&rendering->out, made->bytes, made->length);
	}
	rendering->sheets++;
}

/* A site is for the public: what is not published yet has no page in it. */
static bool is_for_site(const struct project *project, const struct sheet *sheet)
{
	const struct options *options = project->options;
	bool site = options->out_dir && format_of(project)->pages;
	return !site || !sheet->draft || options->drafts || run_purpose(project) != PURPOSE_PUBLICATION;
}

/* A page that an earlier run wrote stays: the files of a folder are their owner's. */
static void leave_out(struct project *project, struct rendering *rendering, const struct reading *reading,
                      const struct sheet *sheet)
{
	const char *folder = project->options->out_dir;
	const char *path = arena_printf(reading->arena, "%s/%s/%s.html", folder, reading->file->name, sheet->form->id);
	rendering->drafts++;
	if (files_kind(project->documents, path) != FILE_NONE)
		project_say(project, "%s", msg_site_old_draft(reading->arena, path));
}

/* In the model, and in the texts of the body. */
static void add_mends(struct reading *reading)
{
	const struct model *model = reading->assessment->model;
	mends_add(reading->arena, &reading->diags, model->node->span.source);
	if (model->body)
		mends_add(reading->arena, &reading->diags, model->body->node->span.source);
}

/* What check finds, for the margin; false when the rules are broken. */
static bool find_all(struct project *project, struct reading *reading)
{
	struct gate gate;
	if (!gate_open(&gate, project)) /* one for each model: what is told of shikii.yaml belongs into each copy */
		return false;
	gate_examine(project, reading);
	gate_check(&gate, reading);
	if (reading->body && !gate.broken)
		policy_check_body(&gate.policy, &reading->diags, reading->body->body);
	diags_sort(&reading->diags);
	if (format_of(project)->fills && reading->assessment)
		add_mends(reading);
	return !gate.broken;
}

/* A model with malformed answers is not printed: what it would print is not what its author wrote. Where they can be mended, it
 * is shown. */
static bool is_shown(const struct project *project, const struct reading *reading)
{
	return run_is_sound(reading) || (reading->assessment && format_of(project)->fills);
}

static void render_sheets(struct project *project, struct reading *reading)
{
	const struct assessment *assessment = reading->assessment;
	struct rendered_sheets *made = arena_new_object(reading->arena, struct rendered_sheets);
	made->items = arena_array(reading->arena, struct rendered_sheet, assessment->sheet_count);
	for (size_t i = 0; i < assessment->sheet_count; i++) {
		struct rendered_sheet *item = &made->items[made->count++];
		item->sheet = assessment->sheets[i];
		item->left_out = !is_for_site(project, item->sheet);
		if (!item->left_out)
			render_one(project, reading, item);
	}
	reading->rendered = made;
}

/* On any thread. What check finds goes into the pages only when the thread of the run has settled what is told, and it counts the
 * sheets where there may be one. */
static void examine_file(struct project *project, struct reading *reading)
{
	bool links = format_of(project)->pages, later = project->options->with_findings || holds_one(project);
	if (!later && is_shown(project, reading) && (!links || official_law(reading->official)))
		render_sheets(project, reading);
}

static void render_file(struct project *project, struct reading *reading, void *context)
{
	struct rendering *rendering = context;
	bool links = format_of(project)->pages && reading->assessment;
	run_report(project, reading, &rendering->tally);
	if (!is_shown(project, reading) || (links && !official_law(reading->official))) {
		rendering->incomplete = true;
		return;
	}
	const struct assessment *assessment = reading->assessment;
	rendering->official = reading->official;
	if (assessment->sheet_count == 0)
		project_note(project, "%s",
		             msg_render_nothing(reading->arena, reading->file->path,
		                                assessment->judgement->row ? assessment->judgement->row->result
		                                                           : msg(MSG_RENDER_NO_JUDGEMENT)));
	if (holds_one(project) && rendering->sheets + assessment->sheet_count > 1) { /* that will be refused */
		rendering->sheets += assessment->sheet_count;
		return;
	}
	if (project->options->with_findings && !find_all(project, reading)) {
		rendering->incomplete = rendering->tally.environment = true;
		return;
	}
	if (!reading->rendered)
		render_sheets(project, reading);
	withheld_add(&rendering->withheld, assessment);
	const struct rendered_sheets *made = reading->rendered;
	for (size_t i = 0; i < made->count && !rendering->failed; i++) {
		if (made->items[i].left_out)
			leave_out(project, rendering, reading, made->items[i].sheet);
		else
			write_one(project, rendering, reading, &made->items[i]);
	}
}

/* Where it can be written: a workbook is no text. */
static bool check_target(struct project *project)
{
	const struct options *options = project->options;
	bool to_standard = !options->output || strcmp(options->output, "-") == 0;
	if (!format_of(project)->text && !options->output && !options->out_dir)
		buf_puts(&project->problem, msg(MSG_USAGE_WORKBOOK_TARGET));
	else if (!format_of(project)->text && to_standard && !options->out_dir && project->receiver->terminal)
		buf_puts(&project->problem, msg(MSG_USAGE_WORKBOOK_TERMINAL));
	return project->problem.length == 0;
}

static enum outcome finish(struct project *project, struct rendering *rendering)
{
	const struct options *options = project->options;
	if (rendering->site.count && rendering->incomplete)
		project_say(project, "%s", msg_site_incomplete(project->arena, options->out_dir));
	else if (rendering->site.count && !rendering->failed)
		write_index(project, rendering);
	if (rendering->failed)
		return STATUS_FAILED;
	if (options->out_dir || rendering->tally.environment || rendering->sheets == 0)
		return run_status(project, &rendering->tally);
	if (rendering->sheets > 1 && holds_one(project)) {
		buf_puts(&project->problem, msg_usage_one_sheet(project->arena, project->format));
		return STATUS_FAILED;
	}
	write_file(project, rendering, options->output, buf_text(&rendering->out), rendering->out.length);
	return rendering->failed ? STATUS_FAILED : run_status(project, &rendering->tally);
}

static bool is_comparison(const struct options *options)
{
	return options->compare || options->since;
}

/* render A B.md: the name of a sheet, where only models are read; or NULL. */
static const char *sheet_as_path(const struct project *project)
{
	const struct options *options = project->options;
	for (size_t i = 1; i < options->path_count; i++) {
		const char *path = options->paths[i];
		if (ending_is_sheet(path) && files_kind(project->documents, path) != FILE_FOLDER)
			return path;
	}
	return NULL;
}

/* Why these options do not go together, or NULL. */
static const char *conflict(const struct project *project)
{
	const struct options *options = project->options;
	if (options->output && options->out_dir)
		return msg(MSG_USAGE_ONE_TARGET);
	const char *sheet = sheet_as_path(project);
	if (sheet)
		return msg_usage_sheet_as_path(project->arena, sheet, sheet);
	if (options->with_findings && !format_of(project)->pages && !format_of(project)->fills)
		return msg(MSG_USAGE_FINDINGS_IN_HTML);
	if (options->with_findings && options->purpose)
		return msg(MSG_USAGE_FINDINGS_FOR_NOBODY);
	if (options->drafts && !format_of(project)->pages)
		return msg(MSG_USAGE_DRAFTS_IN_HTML);
	if (options->compare && options->since)
		return msg(MSG_USAGE_ONE_OLDER);
	if (is_comparison(options) && !format_of(project)->compares)
		return msg(MSG_USAGE_COMPARE_FORMATS);
	if (is_comparison(options) && (options->with_findings || options->sets.count))
		return msg(MSG_USAGE_COMPARE_ALONE);
	return NULL;
}

static enum outcome run_render(struct project *project)
{
	struct rendering rendering = {.site = {.arena = project->arena}};
	const char *problem = conflict(project);
	if (problem) {
		buf_puts(&project->problem, problem);
		return STATUS_FAILED;
	}
	if (!check_target(project))
		return STATUS_FAILED;
	project->assess.paths = true;
	project->assess.for_publication = false; /* what a draft lacks is for check to say */
	project->assess.withhold = run_purpose(project) == PURPOSE_PUBLICATION;
	if (is_comparison(project->options))
		return compare_render(project);
	rendering.has_index = makes_site(project);
	diags_init(&rendering.diags, project->arena);
	parallel_run(project, &(struct file_work){.examine = examine_file, .visit = render_file, .context = &rendering});
	enum outcome status = finish(project, &rendering);
	if (rendering.drafts)
		project_say(project, "%s", msg_site_drafts(project->arena, rendering.drafts));
	withheld_tell(project, &rendering.withheld);
	project_report(project, &rendering.diags);
	buf_free(&rendering.out);
	return status;
}

static const char *const option_names[] = {
    "format",        "form",   "output", "out-dir", "as-of", "for",       "set",  "compare",        "since",
    "with-findings", "drafts", "schema", "rules",   "trust", "templates", "jobs", "stdin-filename", NULL};

const struct command render_command = {
    .name = "render",
    .arguments = "PATH…",
    .summary = MSG_HELP_RENDER,
    .description = MSG_HELP_RENDER_MORE,
    .options = option_names,
    .formats = render_formats,
    .run = run_render,
};
