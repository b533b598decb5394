/* shikii cite --fix: the stale citations that have a certain successor, changed in the models' own YAML. The diff goes to
 * standard output, what was done and what is left for a person to standard error. A body's shikii.yaml is changed once,
 * at the end, for its texts are printed by several sheets: all that are read must agree. */
#include "base/messages/cite.h"
#include "base/messages/mend.h"
#include "base/messages/usage.h"
#include "check/fixes.h"
#include "session/answer.h"
#include "session/cite.h"
#include "session/reading.h"
#include "session/rewrite.h"
#include "yaml/edit.h"
#include "yaml/scalar.h"

#include <string.h>

struct fixing {
	struct tally tally;
	struct file_fixes *shared; /* a body's shikii.yaml with what is to change in it */
	struct buf diff;
	bool failed;
};

/* ---- one file ---- */

/* The places of a file that change, and the stale ones that stay. */
struct figures {
	size_t changed;
	size_t left;
};

/* The first reason why YAML does not allow all changes of a scalar; *place gets the one that it does not. NULL: they are noted. */
static const char *add_edits(struct edits *edits, const struct answer_fixes *answer, const struct fix **place)
{
	const struct remedy *remedy = fixes_remedy(edits->arena, answer);
	size_t refused;
	const char *reason = remedy ? edit_add_remedy(edits, remedy, &refused) : NULL;
	for (size_t i = 0; reason && i < answer->count; i++)
		if (answer->items[i].end == remedy->parts[refused].end)
			*place = &answer->items[i];
	return reason;
}

static void report_left(struct project *project, const struct answer_fixes *answer, const struct fix *fix,
                        const char *reason)
{
	const struct node *node = answer->node;
	struct position place = source_position(node->span.source, scalar_span(node, fix->start, fix->start).start);
	const char *words = arena_copy(project->arena, node->text + fix->start, fix->end - fix->start);
	project_note(project, "%s:%zu:%zu: %s", node->span.source->path, place.line, place.column,
	             msg_cite_stays(project->arena, words, reason));
}

/* Of one scalar: all that can be changed is, or nothing. */
static void fix_answer(struct project *project, struct edits *edits, const struct answer_fixes *answer,
                       struct figures *figures)
{
	const struct fix *place = NULL;
	const char *refused = answer->kept ? NULL : add_edits(edits, answer, &place);
	for (size_t i = 0; i < answer->count; i++) {
		const struct fix *fix = &answer->items[i];
		if (fix->text && !refused && !answer->kept) {
			figures->changed++;
			continue;
		}
		if (!fix->stale && fix != place)
			continue;
		figures->left++;
		report_left(project, answer, fix,
		            !fix->text     ? fix->kept
		            : answer->kept ? answer->kept
		            : fix == place ? refused
		                           : msg(MSG_MEND_BESIDE));
	}
}

static bool write_edits(struct project *project, struct fixing *fixing, struct edits *edits, size_t changed)
{
	bool done = rewrite_file(project, edits, &fixing->diff, NULL);
	if (done && !project->options->dry_run)
		project_say(project, "%s", msg_cite_fixed(project->arena, edits->source->path, changed));
	return done;
}

static void fix_file(struct project *project, struct fixing *fixing, struct arena *arena, const struct source *source,
                     const struct fix_list *fixes)
{
	struct edits edits = edits_new(arena, source);
	struct figures figures = {0};
	for (size_t i = 0; i < fixes->count; i++)
		if (fixes->items[i]->node->span.source == source)
			fix_answer(project, &edits, fixes->items[i], &figures);
	if (edits.count && !write_edits(project, fixing, &edits, figures.changed))
		fixing->failed = true;
	if (figures.left)
		project_say(project, "%s", msg_cite_left(project->arena, source->path, figures.left));
}

/* ---- all of them ---- */

static void fix_model(struct project *project, struct reading *reading, void *context)
{
	struct fixing *fixing = context;
	const struct law *law = reading->assessment ? official_law(reading->official) : NULL;
	run_report(project, reading, &fixing->tally);
	if (!law)
		return;
	struct cited_list list =
	    citations_of_assessment(reading->arena, reading->official, law, reading->assessment, &project->assess.as_of);
	const struct source *source = reading->assessment->model->node->span.source;
	struct fix_list fixes;
	fixes_init(&fixes, reading->arena);
	fixes_of_citations(&fixes, &list);
	for (size_t i = 0; i < fixes.count; i++) {
		const struct source *place = fixes.items[i]->node->span.source;
		if (place != source)
			fixes_merge(&fixes_of_file(project->arena, &fixing->shared, place)->fixes, fixes.items[i]);
	}
	fix_file(project, fixing, reading->arena, source, &fixes);
}

static void fix_shared(struct project *project, struct fixing *fixing)
{
	for (struct file_fixes *shared = fixing->shared; shared; shared = shared->next) {
		size_t before = fixing->diff.length;
		fix_file(project, fixing, project->arena, shared->source, &shared->fixes);
		if (fixing->diff.length > before)
			project_say(project, "%s", msg_cite_shared(project->arena, shared->source->path));
	}
}

/* What cannot be changed where it stands. */
static const char *refusal(const struct project *project)
{
	if (project->options->text)
		return msg(MSG_USAGE_FIX_MODELS);
	if (project->options->sets.count)
		return msg(MSG_USAGE_FIX_SET);
	for (size_t i = 0; i < project->file_count && !project->options->dry_run; i++)
		if (project->files[i].standard)
			return msg(MSG_USAGE_FIX_STANDARD);
	return NULL;
}

enum outcome cite_fix(struct project *project)
{
	struct fixing fixing = {0};
	const char *reason = refusal(project);
	if (reason) {
		project_say(project, "%s", reason);
		return STATUS_FAILED;
	}
	run_files(project, fix_model, &fixing);
	fix_shared(project, &fixing);
	bool written = run_write(project, &fixing.diff);
	buf_free(&fixing.diff);
	return written && !fixing.failed ? run_status(project, &fixing.tally) : STATUS_FAILED;
}
