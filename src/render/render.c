/* Sheet → an output format: JSON as it is, a view of the sheet filled into the templates of templates/<format>/, or a
 * workbook laid out by templates/xlsx/. The same for the 新旧対照表 of two states of a model. */
#include "render/render.h"

#include "base/memory.h"
#include "base/messages/purpose.h"
#include "base/messages/row.h"
#include "render/compare.h"
#include "render/escape.h"
#include "render/fields.h"
#include "render/markdown.h"
#include "render/review.h"
#include "render/sheet_json.h"
#include "render/template.h"
#include "render/view.h"
#include "render/xlsx_layout.h"
#include "render/xlsx_plan.h"
#include "render/xlsx_write.h"

#include <assert.h>
#include <string.h>

const char *purpose_label(enum render_purpose purpose)
{
	switch (purpose) {
	case PURPOSE_PUBLICATION:
		break;
	case PURPOSE_SUBMISSION:
		return msg(MSG_PURPOSE_SUBMISSION);
	case PURPOSE_INTERNAL:
		return msg(MSG_PURPOSE_INTERNAL);
	}
	return "";
}

struct format {
	struct render_format is; /* first */
	bool (*render)(struct renderer *renderer, const struct sheet *sheet, struct buf *out);
	/* The 新旧対照表, or NULL. */
	bool (*compare)(struct renderer *renderer, const struct sheet_pair *pairs, size_t count, struct buf *out);
	/* Of formats that are written as templates: {{words}} within a line, and a text that stands by itself. */
	void (*escape)(struct buf *out, const char *text);
	void (*print_block)(struct buf *out, const char *text, bool markdown);
	bool dumps; /* workbooks: as text */
};

struct renderer {
	struct arena *arena;
	struct diags *diags;
	const struct data_folders *folders;
	const struct format *format;
	struct template_set *templates;
	const struct xlsx_layout *layout;        /* read when it is first needed, */
	const struct figure_style *figure_style; /* and so is this */
	struct render_extras extras;
};

static const struct source *load_template(void *context, const char *name)
{
	const struct renderer *renderer = context;
	const char *format = renderer->format->is.fills ? "html" : renderer->format->is.name;
	const char *path = arena_printf(renderer->arena, "templates/%s/%s.%s", format, name, format);
	const struct source *source;
	return data_find(renderer->arena, renderer->diags, renderer->folders, path, &source) ? source : NULL;
}

static int append(const char *bytes, size_t length, void *out)
{
	buf_append(out, bytes, length);
	return 0;
}

static bool render_json(struct renderer *renderer, const struct sheet *sheet, struct buf *out)
{
	json_t *json = sheet_json(sheet);
	if (renderer->extras.purpose == PURPOSE_SUBMISSION)
		object_put_text(json, "for", "submission");
	if (json_dump_callback(json, append, out, JSON_INDENT(2)) != 0)
		memory_exhausted();
	json_decref(json);
	buf_putc(out, '\n');
	return true;
}

const struct figure_style *renderer_figure_style(struct renderer *renderer)
{
	if (!renderer->figure_style) {
		const struct source *source =
		    data_load(renderer->arena, renderer->diags, renderer->folders, "templates/figure.yaml");
		renderer->figure_style = source ? figure_style_load(renderer->arena, renderer->diags, source) : NULL;
	}
	return renderer->figure_style;
}

static bool render_templates(struct renderer *renderer, const struct sheet *sheet, struct buf *out)
{
	const struct render_extras *extras = &renderer->extras;
	const struct figure_style *style = NULL;
	if (sheet_has_figure(sheet) && !(style = renderer_figure_style(renderer)))
		return false;
	json_t *view = view_json(sheet, renderer->format->print_block, renderer->format->is.pages ? extras->law : NULL,
	                         style, extras->pictures);
	view_add_findings(view, sheet, extras->findings);
	view_add_fields(view, sheet, renderer->format->is.fills ? extras->form : NULL);
	object_put_text(view, "index_address", extras->index_address ? extras->index_address : "");
	bool done = render_page(renderer, renderer->format->is.fills ? "form" : "sheet", view, out);
	view_release(view);
	return done;
}

static const char *label_of(const struct renderer *renderer)
{
	return purpose_label(renderer->extras.purpose);
}

static const struct xlsx_layout *layout_of(struct renderer *renderer)
{
	if (!renderer->layout) {
		const struct source *source =
		    data_load(renderer->arena, renderer->diags, renderer->folders, "templates/xlsx/default.yaml");
		renderer->layout = source ? xlsx_layout_load(renderer->arena, renderer->diags, source) : NULL;
	}
	return renderer->layout;
}

/* The plan as text or as a workbook. */
static bool put_plan(struct renderer *renderer, struct arena *arena, const struct plan *plan, struct buf *out)
{
	const char *reason = NULL;
	if (renderer->format->dumps)
		xlsx_plan_dump(plan, out);
	else
		reason = xlsx_write(arena, plan, out);
	if (reason)
		diag_add(renderer->diags, DIAG_CANNOT_WRITE, (struct span){0},
		         arena_copy(renderer->diags->arena, reason, strlen(reason)));
	return !reason;
}

const struct plan *renderer_plan(struct renderer *renderer, struct arena *arena, const struct sheet *sheet)
{
	const struct xlsx_layout *layout = layout_of(renderer);
	const struct figure_style *style = NULL;
	if (!layout || (sheet_has_figure(sheet) && !(style = renderer_figure_style(renderer))))
		return NULL;
	return xlsx_plan(arena, layout, style, sheet, renderer->extras.pictures, label_of(renderer));
}

static bool render_workbook(struct renderer *renderer, const struct sheet *sheet, struct buf *out)
{
	struct arena *arena = arena_new();
	const struct plan *plan = renderer_plan(renderer, arena, sheet);
	bool done = plan && put_plan(renderer, arena, plan, out);
	arena_free(arena);
	return done;
}

static bool compare_templates(struct renderer *renderer, const struct sheet_pair *pairs, size_t count, struct buf *out)
{
	json_t *view = compare_view(pairs, count);
	bool done = render_page(renderer, "compare", view, out);
	json_decref(view);
	return done;
}

static bool compare_workbook(struct renderer *renderer, const struct sheet_pair *pairs, size_t count, struct buf *out)
{
	const struct xlsx_layout *layout = layout_of(renderer);
	if (!layout)
		return false;
	struct arena *arena = arena_new();
	bool done = put_plan(renderer, arena, xlsx_compare_plan(arena, layout, pairs, count, label_of(renderer)), out);
	arena_free(arena);
	return done;
}

bool render_page(struct renderer *renderer, const char *template, json_t *view, struct buf *out)
{
	object_put_text(view, "purpose", label_of(renderer));
	return template_render(renderer->templates, template, view, renderer->format->escape, out);
}

/* A line for each format, the default first; then endings that are no format of ours. */
static const struct format formats[] = {
    {.is = {"md", .text = true, .joins = true, .compares = true},
     .render = render_templates,
     .compare = compare_templates,
     .escape = escape_markdown_cell,
     .print_block = markdown_block},
    {.is = {"html", .pages = true, .text = true, .compares = true},
     .render = render_templates,
     .compare = compare_templates,
     .escape = escape_html,
     .print_block = markdown_html},
    {.is = {"form", .text = true, .fills = true},
     .render = render_templates,
     .escape = escape_html,
     .print_block = markdown_html},
    {.is = {"xlsx", .compares = true}, .render = render_workbook, .compare = compare_workbook},
    {.is = {"json", .text = true}, .render = render_json},
    {.is = {"plan", .text = true, .compares = true},
     .render = render_workbook,
     .compare = compare_workbook,
     .dumps = true},
};
enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

const char *const *render_formats(struct arena *arena)
{
	const char **names = arena_array(arena, const char *, FORMAT_COUNT + 1);
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		names[i] = formats[i].is.name;
	return names;
}

const struct render_format *render_format_named(const char *name)
{
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		if (strcmp(formats[i].is.name, name) == 0)
			return &formats[i].is;
	return NULL;
}

struct renderer *renderer_new(struct arena *arena, struct diags *diags, const struct data_folders *folders,
                              const struct render_format *format)
{
	struct renderer *renderer = arena_new_object(arena, struct renderer);
	*renderer =
	    (struct renderer){.arena = arena, .diags = diags, .folders = folders, .format = (const struct format *)format};
	renderer->templates = template_set_new(arena, diags, load_template, renderer);
	return renderer;
}

void renderer_set_extras(struct renderer *renderer, struct render_extras extras)
{
	renderer->extras = extras;
}

bool render_sheet(struct renderer *renderer, const struct sheet *sheet, struct buf *out)
{
	return renderer->format->render(renderer, sheet, out);
}

bool render_tables(struct renderer *renderer, const struct tables *tables, struct buf *out)
{
	if (renderer->format->render != render_workbook) {
		json_t *view = tables_view(tables);
		bool done = render_page(renderer, "lists", view, out);
		json_decref(view);
		return done;
	}
	const struct xlsx_layout *layout = layout_of(renderer);
	struct arena *arena = arena_new();
	bool done = layout && put_plan(renderer, arena, xlsx_tables_plan(arena, layout, tables, label_of(renderer)), out);
	arena_free(arena);
	return done;
}

bool render_comparison(struct renderer *renderer, const struct sheet_pair *pairs, size_t count, struct buf *out)
{
	assert(renderer->format->compare && count > 0);
	return renderer->format->compare(renderer, pairs, count, out);
}
