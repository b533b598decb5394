/* A workbook that came back → edits of its model. The edited model is laid out again: an answer that does not come out as the
 * workbook has it is taken back, and told. */
#include "session/import_into.h"

#include "base/messages/filled.h"
#include "base/utf8.h"
#include "filled/apply.h"
#include "render/render.h"
#include "session/answer.h"
#include "session/reading.h"
#include "session/rewrite.h"

#include <string.h>

enum { ROUND_LIMIT = 64, QUOTE_LIMIT = 120 };

struct returning {
	struct project *project;
	struct reading reading;
	struct filled filled;
	struct renderer *renderer;
	struct applying applying;
	struct edits edits;
	struct map refused;
};

/* ---- proof ---- */

static const struct plan *plan_of(struct returning *returning, const struct assessment *assessment)
{
	const struct sheet *sheet = assessment && assessment->sheet_count ? assessment->sheets[0] : NULL;
	return sheet ? renderer_plan(returning->renderer, returning->reading.arena, sheet) : NULL;
}

static const struct plan *plan_of_text(struct returning *returning, const struct buf *yaml)
{
	struct arena *arena = returning->reading.arena;
	struct official *official = returning->reading.official;
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source =
	    source_from_memory(arena, &diags, returning->edits.source->path, buf_text(yaml), yaml->length);
	const struct node *node = source ? node_read(arena, &diags, source) : NULL;
	const struct model *old = returning->reading.assessment->model;
	const struct model *model = node ? model_bind(arena, &diags, official->schema, old->body, node) : NULL;
	if (!model)
		return NULL;
	return plan_of(returning, assess(arena, &diags, official, model, &returning->project->assess));
}

/* Refuses the newest change that was taken. */
static bool refuse_last(struct returning *returning, const char *reason)
{
	const struct changes *changes = &returning->applying.changes;
	for (size_t i = changes->count; i > 0; i--)
		if (!changes->items[i - 1].problem && changes->items[i - 1].row)
			return !map_put(&returning->refused, changes->items[i - 1].key,
			                arena_string(returning->project->arena, reason));
	return false;
}

/* Refuses what the edited model does not print as the workbook has it; true when there was any. */
static bool refuse_unshown(struct returning *returning, const struct buf *yaml)
{
	const struct plan *plan = plan_of_text(returning, yaml);
	const struct changes *changes = &returning->applying.changes;
	bool any = false;
	if (!plan && !returning->applying.groups_refused) {
		returning->applying.groups_refused = msg(MSG_FILLED_LIST_NOT_PLAIN);
		return true;
	}
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->items[i];
		bool moved =
		    returning->applying.gone.count && strchr(change->key, '['); /* the numbers of groups are others now */
		if (change->problem || !change->row || moved || (plan && apply_shows(&returning->applying, plan, change->key)))
			continue;
		any |= !map_put(&returning->refused, change->key,
		                arena_string(returning->project->arena, msg(MSG_FILLED_NOT_SHOWN)));
	}
	return any;
}

static void apply_all(struct returning *returning)
{
	const struct source *source = returning->reading.assessment->model->node->span.source;
	returning->edits = edits_new(returning->reading.arena, source);
	returning->applying.edits = &returning->edits;
	returning->applying.changes = (struct changes){0};
	returning->applying.gone.count = 0;
	apply_groups(&returning->applying);
	apply_answers(&returning->applying);
	apply_history(&returning->applying);
}

/* Applies until all that is left comes out. */
static void prove(struct returning *returning)
{
	bool again = true;
	for (int round = 0; again && round < ROUND_LIMIT; round++) {
		struct buf yaml = BUF_INIT;
		apply_all(returning);
		const char *reason = returning->edits.count ? edits_print(&returning->edits, &yaml) : NULL;
		again = reason                   ? refuse_last(returning, reason)
		        : returning->edits.count ? refuse_unshown(returning, &yaml)
		                                 : false;
		buf_free(&yaml);
	}
}

/* ---- what is told ---- */

static const char *item_words(struct arena *arena, const struct change *change)
{
	const struct row *row = change->row;
	return row ? arena_printf(arena, "%s %s", row->number, row->item->label) : change->key;
}

static const char *on_one_line(struct arena *arena, const char *text)
{
	size_t length = utf8_prefix(text, strlen(text), QUOTE_LIMIT);
	char *line = arena_printf(arena, "%.*s%s", (int)length, text, text[length] ? "…" : "");
	for (char *at = line; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = ' ';
	return line;
}

static size_t tell_questions(struct returning *returning)
{
	struct arena *arena = returning->reading.arena;
	const struct changes *changes = &returning->applying.changes;
	size_t count = 0;
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->items[i];
		if (!change->problem)
			continue;
		count++;
		project_note(returning->project, "%s",
		             msg_filled_question(arena, change->place, item_words(arena, change),
		                                 on_one_line(arena, change->is), on_one_line(arena, change->problem)));
	}
	return count;
}

static enum outcome write(struct returning *returning)
{
	struct project *project = returning->project;
	struct buf diff = BUF_INIT;
	size_t left = tell_questions(returning), taken = returning->applying.changes.count - left;
	bool done = !returning->edits.count || rewrite_file(project, &returning->edits, &diff, NULL);
	done = done && (!diff.length || run_write(project, &diff));
	buf_free(&diff);
	const char *path = returning->edits.source->path;
	if (done && taken)
		project_say(project, "%s",
		            project->options->dry_run ? msg_filled_would_take(project->arena, taken, path)
		                                      : msg_filled_taken(project->arena, taken, path));
	if (left)
		project_say(project, "%s", msg_filled_left(project->arena, left));
	if (!left && !taken)
		project_say(project, "%s", msg(MSG_FILLED_NOTHING));
	return !done ? STATUS_FAILED : left ? STATUS_FOUND : STATUS_OK;
}

/* ---- the whole ---- */

static bool open_model(struct returning *returning)
{
	struct project *project = returning->project;
	struct project_file *file = arena_new_object(project->arena, struct project_file);
	struct tally tally = {0};
	*file = project_file_named(project->arena, project->options->into);
	project->assess.form = returning->filled.origin->form;
	project->assess.paths = true;
	project->assess.withhold = returning->filled.origin->published;
	returning->reading.file = file;
	return run_read_sound(project, &returning->reading, &tally);
}

static enum outcome fill(struct returning *returning)
{
	struct project *project = returning->project;
	const char *form = returning->filled.origin->form;
	if (!official_form(project->official, form)) {
		project_say(project, "%s", msg_filled_no_sheet(project->arena, form));
		return STATUS_FAILED;
	}
	if (!open_model(returning))
		return STATUS_FAILED;
	const struct assessment *assessment = returning->reading.assessment;
	struct render_extras extras = {.purpose =
	                                   returning->filled.origin->published ? PURPOSE_PUBLICATION : PURPOSE_INTERNAL};
	returning->renderer = renderer_new(returning->reading.arena, &project->diags, &returning->reading.official->folders,
	                                   render_format_named("xlsx"));
	renderer_set_extras(returning->renderer, extras);
	const struct plan *plan = plan_of(returning, assessment);
	if (!plan) {
		project_say(project, "%s", msg_filled_no_sheet(project->arena, form));
		return STATUS_FAILED;
	}
	returning->applying = (struct applying){.arena = returning->reading.arena,
	                                        .filled = &returning->filled,
	                                        .sheet = assessment->sheets[0],
	                                        .plan = plan,
	                                        .schema = returning->reading.official->schema,
	                                        .refused = &returning->refused};
	groups_read(&returning->applying, returning->reading.official);
	prove(returning);
	return write(returning);
}

enum outcome import_into(struct project *project, const struct workbook *workbook)
{
	struct returning returning = {.project = project};
	if (!filled_open(project->arena, workbook, &returning.filled)) {
		project_say(project, "%s", msg(MSG_FILLED_NONE_OF_OURS));
		return STATUS_FAILED;
	}
	map_init(&returning.refused, project->arena);
	returning.reading.arena = project->arena;
	return fill(&returning);
}
