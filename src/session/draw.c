/* shikii draw: the picture of a process, for itself. */
#include "base/clean.h"
#include "base/messages/help.h"
#include "base/messages/usage.h"
#include "render/figure_view.h"
#include "render/render.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/reading.h"

#include <string.h>

struct drawing {
	struct tally tally;
	struct withheld withheld;
	struct diags diags; /* mistakes in templates */
	struct buf out;
	size_t count;
	bool failed;
};

/* A line for each format: whose template makes it, and whether several stand in one text. */
static const struct draw_format {
	const char *name, *of, *template;
	bool joins;
} draw_formats[] = {{"svg", "html", "drawing", false}, {"mermaid", "md", "diagram", true}};
enum { FORMAT_COUNT = sizeof draw_formats / sizeof *draw_formats };

static const char *const *format_names(struct arena *arena)
{
	const char **names = arena_array(arena, const char *, FORMAT_COUNT + 1);
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		names[i] = draw_formats[i].name;
	return names;
}

static const struct draw_format *format_of(const struct project *project)
{
	size_t i = 0;
	while (i + 1 < FORMAT_COUNT && strcmp(draw_formats[i].name, project->format) != 0)
		i++;
	return &draw_formats[i];
}

static void draw_file(struct project *project, struct reading *reading, void *context)
{
	struct drawing *drawing = context;
	const struct draw_format *format = format_of(project);
	run_report(project, reading, &drawing->tally);
	if (!run_is_sound(reading) || drawing->failed)
		return;
	struct renderer *renderer =
	    renderer_new(project->arena, &drawing->diags, &reading->official->folders, render_format_named(format->of));
	renderer_set_extras(renderer, (struct render_extras){.purpose = run_purpose(project)});
	const struct figure_style *style = renderer_figure_style(renderer);
	json_t *view = style ? drawing_json(style, reading->assessment->answered) : NULL;
	drawing->failed |= !view || !render_page(renderer, format->template, view, &drawing->out);
	json_decref(view);
	withheld_add(&drawing->withheld, reading->assessment);
	drawing->count++;
}

/* What no XML may have, and would act on a terminal. */
static void clean(struct project *project, struct buf *text)
{
	const char *harmless = clean_text(project->arena, CLEAN_WORKBOOK, buf_text(text));
	if (harmless == buf_text(text))
		return;
	buf_clear(text);
	buf_puts(text, harmless);
}

static enum outcome run_draw(struct project *project)
{
	struct drawing drawing = {0};
	diags_init(&drawing.diags, project->arena);
	project->assess.withhold = run_purpose(project) == PURPOSE_PUBLICATION;
	run_files(project, draw_file, &drawing);
	if (drawing.count > 1 && !format_of(project)->joins) {
		buf_puts(&project->problem, msg_usage_one_drawing(project->arena, project->format));
		drawing.failed = true;
	} else if (drawing.count && !drawing.failed) {
		clean(project, &drawing.out);
		drawing.failed = !run_write_document(project, project->options->output, &drawing.out);
	}
	withheld_tell(project, &drawing.withheld);
	project_report(project, &drawing.diags);
	buf_free(&drawing.out);
	return drawing.failed ? STATUS_FAILED : run_status(project, &drawing.tally);
}

static const char *const option_names[] = {"format", "output",    "as-of",          "for", "schema", "rules",
                                           "trust",  "templates", "stdin-filename", NULL};

const struct command draw_command = {
    .name = "draw",
    .arguments = "PATH",
    .summary = MSG_HELP_DRAW,
    .description = MSG_HELP_DRAW_MORE,
    .options = option_names,
    .formats = format_names,
    .run = run_draw,
};
