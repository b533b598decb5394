/* shikii check --fix: findings that are told → their remedies → edits of the models, each read again before it is written. A body's
 * shikii.yaml is changed at the end: its texts are printed by several models, which must agree on a citation. */
#include "session/check_fix.h"

#include "base/list.h"
#include "base/messages/check.h"
#include "base/messages/usage.h"
#include "check/citations.h"
#include "check/fixes.h"
#include "check/mends.h"
#include "session/answer.h"
#include "session/findings.h"
#include "session/parallel.h"
#include "session/rewrite.h"

#include <string.h>

struct mending {
	struct gate gate;
	struct file_fixes *shared; /* citations in shikii.yaml, as all models would have them */
	struct diags told;         /* findings in shikii.yaml with a remedy, of the run's arena */
	struct files *over;
	struct buf diff;
	bool failed;
};

/* ---- writing ---- */

static void write_edits(struct project *project, struct mending *mending, struct edits *edits, size_t mended)
{
	struct buf whole = BUF_INIT;
	bool done = rewrite_file(project, edits, &mending->diff, &whole);
	mending->failed |= !done;
	if (done) {
		*mending->over = files_over(project->arena, mending->over, edits->source->path, buf_text(&whole), whole.length);
		const char *path = edits->source->path;
		project_say(project, "%s",
		            project->options->diff ? msg_check_mendable(project->arena, path, mended)
		                                   : msg_check_mended(project->arena, path, mended));
	}
	buf_free(&whole);
}

/* ---- a model ---- */

/* A copy for the end of the run. */
static const struct remedy *keep_remedy(struct arena *arena, const struct remedy *remedy)
{
	struct remedy *copy = arena_new_object(arena, struct remedy);
	*copy = *remedy;
	copy->parts = arena_array(arena, struct remedy_part, remedy->count);
	for (size_t i = 0; i < remedy->count; i++)
		copy->parts[i] = (struct remedy_part){remedy->parts[i].start, remedy->parts[i].end,
		                                      arena_string(arena, remedy->parts[i].text)};
	return copy;
}

static void keep_shared(struct project *project, struct mending *mending, const struct reading *reading)
{
	const struct source *own = reading->assessment->model->node->span.source;
	for (size_t i = 0; i < reading->diags.count; i++) {
		const struct diag *diag = reading->diags.items[i];
		if (!diag->remedy || diag->remedy->node->span.source == own)
			continue;
		struct diag *kept = arena_new_object(project->arena, struct diag);
		kept->remedy = keep_remedy(project->arena, diag->remedy);
		list_push(project->arena, &mending->told, kept);
	}
}

/* What this model would have of the citations in shikii.yaml. */
static void keep_citations(struct project *project, struct mending *mending, struct reading *reading)
{
	const struct source *own = reading->assessment->model->node->span.source;
	const struct law *law = official_law(reading->official);
	struct fix_list fixes;
	fixes_init(&fixes, reading->arena);
	if (!law || !reading->body)
		return;
	struct cited_list list =
	    citations_of_assessment(reading->arena, reading->official, law, reading->assessment, &project->assess.as_of);
	fixes_of_citations(&fixes, &list);
	for (size_t i = 0; i < fixes.count; i++) {
		const struct source *place = fixes.items[i]->node->span.source;
		if (place != own)
			fixes_merge(&fixes_of_file(project->arena, &mending->shared, place)->fixes, fixes.items[i]);
	}
}

static void mend_model(struct project *project, struct reading *reading, void *context)
{
	struct mending *mending = context;
	gate_check(&mending->gate, reading);
	if (!reading->assessment)
		return;
	struct edits edits = edits_new(reading->arena, reading->assessment->model->node->span.source);
	size_t mended = mends_note(&edits, &reading->diags);
	if (edits.count)
		write_edits(project, mending, &edits, mended);
	keep_shared(project, mending, reading);
	keep_citations(project, mending, reading);
}

/* ---- shikii.yaml ---- */

/* Is it a citation about which the models do not agree? */
static bool is_disputed(const struct mending *mending, const struct remedy *remedy)
{
	const struct answer_fixes *answer = NULL;
	for (struct file_fixes *file = mending->shared; file && !answer; file = file->next)
		answer = fixes_of_scalar(&file->fixes, remedy->node);
	for (size_t i = 0; answer && answer->kept && i < answer->count; i++)
		if (remedy->parts[0].start < answer->items[i].end && answer->items[i].start < remedy->parts[0].end)
			return true;
	return false;
}

static void settle_shared(struct mending *mending)
{
	size_t kept = 0;
	for (size_t i = 0; i < mending->told.count; i++)
		if (!is_disputed(mending, mending->told.items[i]->remedy))
			mending->told.items[kept++] = mending->told.items[i];
	mending->told.count = kept;
}

static void mend_shared(struct project *project, struct mending *mending)
{
	settle_shared(mending);
	for (const struct project_body *body = project->bodies; body; body = body->next) {
		if (!body->body->node)
			continue;
		struct edits edits = edits_new(project->arena, body->body->node->span.source);
		size_t mended = mends_note(&edits, &mending->told);
		if (edits.count)
			write_edits(project, mending, &edits, mended);
	}
}

/* ---- all ---- */

/* What cannot be changed where it stands. */
static const char *refusal(const struct project *project)
{
	if (project->options->sets.count)
		return msg(MSG_USAGE_FIX_SET);
	if (project->options->diff && project->options->wish_count)
		return msg(MSG_USAGE_DIFF_ALONE);
	for (size_t i = 0; i < project->file_count && !project->options->diff; i++)
		if (project->files[i].standard)
			return msg(MSG_USAGE_FIX_STANDARD_DIFF);
	return NULL;
}

enum outcome check_fix(struct project *project, struct files *over)
{
	struct mending mending = {.over = over};
	const char *reason = refusal(project);
	const struct options *given = project->options;
	struct options *options = arena_new_object(project->arena, struct options);
	*options = *given;
	options->since = NULL; /* what changes make due, a person writes */
	diags_init(&mending.told, project->arena);
	buf_puts(&project->problem, reason ? reason : "");
	if (reason || !gate_open(&mending.gate, project))
		return STATUS_FAILED;
	project->options = options;
	parallel_run(project, &(struct file_work){.examine = gate_examine, .visit = mend_model, .context = &mending});
	mend_shared(project, &mending);
	project->options = given;
	bool written = !given->diff || run_write(project, &mending.diff);
	bool found = given->diff && mending.diff.length && !given->exit_zero;
	buf_free(&mending.diff);
	return !written || mending.failed ? STATUS_FAILED : found ? STATUS_FOUND : STATUS_OK;
}
