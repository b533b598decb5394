/* Two states of a model → their sheets in pairs, one for each kind → the 新旧対照表. */
#include "session/compare.h"

#include "base/list.h"
#include "base/messages/compare.h"
#include "base/messages/since.h"
#include "base/messages/usage.h"
#include "render/render.h"
#include "session/answer.h"
#include "session/older_state.h"
#include "session/reading.h"

struct comparing {
	struct tally tally;
	struct withheld withheld;
	bool failed;
};

struct pairs {
	struct sheet_pair *items;
	size_t count;
	size_t capacity;
};

/* `old`: NULL where there was no model. */
static struct pairs pairs_of(const struct assessment *old, const struct reading *new)
{
	struct pairs pairs = {0};
	for (const char **kind = new->official->judge->kinds; *kind; kind++) {
		const struct sheet *before = old ? assessment_sheet(old, *kind) : NULL;
		const struct sheet *after = assessment_sheet(new->assessment, *kind);
		if (before || after)
			list_push(new->arena, &pairs, sheet_pair_of(new->arena, before, after));
	}
	return pairs;
}

static bool write_table(struct project *project, const struct reading *new, const struct pairs *pairs)
{
	struct diags diags;
	struct buf text = BUF_INIT;
	bool in_folder = project->options->out_dir != NULL;
	diags_init(&diags, new->arena);
	struct renderer *renderer =
	    renderer_new(new->arena, &diags, &new->official->folders, render_format_named(project->format));
	renderer_set_extras(renderer, (struct render_extras){.purpose = run_purpose(project)});
	bool done = render_comparison(renderer, pairs->items, pairs->count, &text);
	project_report(project, &diags);
	const char *path = project->options->output;
	if (done && in_folder)
		path = run_path_in_folder(project, new->file,
		                          arena_printf(new->arena, "compare%s.%s", run_suffix(project), project->format));
	done = done && (path || !in_folder) && run_write_document(project, path, &text);
	if (done && in_folder)
		project_note(project, "%s", path);
	buf_free(&text);
	return done;
}

static void compare(struct project *project, struct comparing *comparing, const struct assessment *old,
                    const struct reading *new)
{
	struct pairs pairs = pairs_of(old, new);
	if (old)
		withheld_add(&comparing->withheld, old);
	withheld_add(&comparing->withheld, new->assessment);
	if (pairs.count == 0)
		project_note(project, "%s", msg_compare_none_made(project->arena, new->file->path));
	else if (!write_table(project, new, &pairs))
		comparing->failed = true;
}

/* ---- --compare ---- */

static void compare_files(struct project *project, struct comparing *comparing)
{
	struct arena *arena = arena_new();
	struct project_file old_file = project_file_named(arena, project->options->compare);
	struct reading old = {.file = &old_file, .arena = arena}, new = {.file = &project->files[0], .arena = arena};
	bool sound = run_read_sound(project, &new, &comparing->tally);
	project->assess.beside = new.assessment ? new.assessment->shown : NULL;
	sound = run_read_sound(project, &old, &comparing->tally) && sound;
	project->assess.beside = NULL;
	if (sound)
		compare(project, comparing, old.assessment, &new);
	arena_free(arena);
}

/* ---- --since ---- */

static void compare_since(struct project *project, struct reading *reading, void *context)
{
	struct comparing *comparing = context;
	struct since_state state;
	run_report(project, reading, &comparing->tally);
	if (comparing->failed || !run_is_sound(reading) || !since_read(project, reading, &state))
		return;
	if (!state.assessment)
		project_say(project, "%s: %s", reading->file->path, since_new_words(project, reading->arena));
	compare(project, comparing, state.assessment, reading);
}

static void tell_gone(void *context, const char *name, const char *path)
{
	struct project *project = context;
	project_say(project, "%s:%s: %s", name, path, msg(MSG_SINCE_GONE));
}

/* ---- both ---- */

static const char *refusal(const struct project *project)
{
	const struct options *options = project->options;
	if (options->compare && project->file_count != 1)
		return msg(MSG_USAGE_ONE_NEW_MODEL);
	if (options->since && !options->out_dir && project->file_count != 1)
		return msg(MSG_USAGE_COMPARE_ONE);
	return NULL;
}

enum outcome compare_render(struct project *project)
{
	struct comparing comparing = {0};
	const char *reason = refusal(project);
	if (reason) {
		buf_puts(&project->problem, reason);
		return STATUS_FAILED;
	}
	if (project->options->since) {
		run_files(project, compare_since, &comparing);
		since_gone(project, tell_gone, project);
	} else {
		compare_files(project, &comparing);
	}
	withheld_tell(project, &comparing.withheld);
	return comparing.failed ? STATUS_FAILED : run_status(project, &comparing.tally);
}
