/* shikii history: the rows of 変更箇所, held against the sheets (check), or written for the changes that lack one (add). */
#include "base/messages/history.h"
#include "base/messages/help.h"
#include "base/messages/row.h"
#include "base/messages/usage.h"
#include "consequences/history_row.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/older_state.h"
#include "session/reading.h"
#include "session/rewrite.h"
#include "yaml/node_write.h"

#include <string.h>

/* --judge: of one row. */
struct row_judgement {
	const char *key; /* zenkomoku[2] */
	const char *significance;
	const char *reason; /* or NULL */
	bool used;
};

struct adding {
	struct tally tally;
	struct value date;        /* --date, or absent */
	const char *significance; /* canonical, or NULL */
	struct row_judgement *judgements;
	size_t judgement_count;
	struct buf diff;
	size_t rows;
	size_t undecided; /* of them those that a person has to judge */
	bool failed;
	bool unread; /* a model is not sound, so nobody knows its rows */
};

/* ---- a sheet ---- */

static bool fail(struct project *project, struct adding *adding, const char *path, const char *reason)
{
	project_say(project, "%s: %s", path, reason);
	adding->failed = true;
	return false;
}

/* --date, else the 公表日 that is new since then, as it is spelt; NULL: neither. */
static const char *date_of(struct project *project, const struct adding *adding, struct arena *arena,
                           const struct coverage *coverage)
{
	const struct value *old = &coverage->old->occasion.published, *new = &coverage->new->occasion.published;
	if (adding->date.kind == VALUE_DATE)
		return project->options->date;
	if (new->kind != VALUE_DATE || date_compare(new->date, old->date) <= 0)
		return NULL;
	return value_print(arena, &project->official->schema->calendar, new);
}

/* Puts the rows behind those that are there; a reason when that cannot be done. */
static const char *insert_rows(struct edits *edits, const struct sheet *sheet, struct node *rows)
{
	const struct node *there = node_get(sheet->record->node, "history");
	const char *reason = NULL;
	if (!there || node_is_null(there))
		return edit_put(edits, sheet->record->node, "history", rows);
	for (size_t i = 0; !reason && i < rows->count; i++)
		reason = edit_append(edits, there, rows->items[i]);
	return reason;
}

/* What was judged of a row: by --judge of that row, or else by --significance of all that are marked. */
static struct history_judgement judgement_of(const struct project *project, struct adding *adding, struct arena *arena,
                                             const struct due_sheet *sheet, size_t index, const char *date)
{
	const char *key = arena_printf(arena, "%s[%zu]", sheet->kind, index + 1);
	bool significant = sheet->coverage.due.items[index].significant;
	for (size_t i = 0; significant && i < adding->judgement_count; i++) {
		struct row_judgement *judgement = &adding->judgements[i];
		if (strcmp(judgement->key, key) != 0)
			continue;
		judgement->used = true;
		return (struct history_judgement){date, judgement->significance, judgement->reason};
	}
	const char *significance = significant ? adding->significance : NULL;
	return (struct history_judgement){date, significance, significance ? project->options->reason : NULL};
}

/* Is a row that nobody has judged not to be written? */
static bool is_left_out(const struct options *options, const struct due_row *due)
{
	return options->judged_only || (options->decided_only && due->significant);
}

static bool add_sheet(struct project *project, struct adding *adding, struct reading *reading, struct edits *edits,
                      const struct due_sheet *sheet)
{
	const struct coverage *coverage = &sheet->coverage;
	struct arena *arena = reading->arena;
	struct node *rows = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	const char *date = coverage->begun ? date_of(project, adding, arena, coverage) : NULL;
	for (size_t i = 0; i < coverage->due.count; i++) {
		if (coverage->paid[i])
			continue;
		const struct due_row *due = &coverage->due.items[i];
		struct history_judgement judgement = judgement_of(project, adding, arena, sheet, i, date);
		if (!judgement.significance && is_left_out(project->options, due))
			continue;
		if (!date)
			return fail(project, adding, reading->file->path, msg(MSG_USAGE_DAY_OF_CHANGE));
		node_append(arena, rows, NULL, history_row_node(arena, project->consequences, sheet->kind, due, &judgement));
		adding->undecided += due->significant && !judgement.significance;
	}
	const char *reason = rows->count ? insert_rows(edits, sheet->new, rows) : NULL;
	adding->rows += rows->count;
	return !reason || fail(project, adding, reading->file->path, reason);
}

/* ---- a file ---- */

/* Has every --judge found its row? */
static bool all_used(struct project *project, struct adding *adding, const char *path)
{
	for (size_t i = 0; i < adding->judgement_count; i++)
		if (!adding->judgements[i].used)
			return fail(project, adding, path, msg_history_no_such_row(project->arena, adding->judgements[i].key));
	return true;
}

static void add_file(struct project *project, struct reading *reading, void *context)
{
	struct adding *adding = context;
	struct since_state state;
	run_report(project, reading, &adding->tally);
	adding->unread |= !run_is_sound(reading);
	if (!run_is_sound(reading) || !since_read(project, reading, &state) || !state.assessment)
		return;
	const struct due *due =
	    since_due(project, reading->arena, reading->official, state.assessment, reading->assessment);
	struct edits edits = edits_new(reading->arena, reading->assessment->model->node->span.source);
	size_t before = adding->rows;
	bool good = due != NULL;
	for (size_t i = 0; good && i < due->count; i++)
		good = add_sheet(project, adding, reading, &edits, &due->sheets[i]);
	if (!good || !all_used(project, adding, reading->file->path) || !edits.count)
		return;
	if (!rewrite_file(project, &edits, &adding->diff, NULL))
		adding->failed = true;
	else if (!project->options->dry_run)
		project_say(project, "%s", msg_history_added(project->arena, reading->file->path, adding->rows - before));
}

/* The canonical judgement, or NULL after telling which there are. */
static const char *find_significance(struct project *project, const char *option, const char *words)
{
	const struct option_list *list = schema_options(project->official->schema, "significance");
	const char *found = options_find(project->arena, list, words), *names = NULL;
	for (size_t i = 0; !found && i < list->count; i++)
		names = names ? msg_row_more(project->arena, names, list->options[i].value) : list->options[i].value;
	if (!found)
		buf_puts(&project->problem, msg_usage_no_significance(project->arena, option, words, names));
	return found;
}

/* zenkomoku[2]=形式的: 理由 */
static bool read_judgement(struct project *project, const char *given, struct row_judgement *judgement)
{
	struct arena *arena = project->arena;
	const char *equals = strchr(given, '=');
	if (!equals) {
		buf_puts(&project->problem, msg_usage_judge_form(arena, given));
		return false;
	}
	const char *words = equals + 1, *colon = words + strcspn(words, ":");
	const char *reason = *colon ? colon + 1 + strspn(colon + 1, " ") : "";
	judgement->key = arena_copy(arena, given, (size_t)(equals - given));
	judgement->significance = find_significance(project, "judge", arena_copy(arena, words, (size_t)(colon - words)));
	judgement->reason = *reason ? reason : NULL;
	return judgement->significance != NULL;
}

static bool read_options(struct project *project, struct adding *adding)
{
	const struct options *options = project->options;
	struct date date;
	if (options->date &&
	    (date_parse(&project->official->schema->calendar, options->date, &date) != DATE_OK || !date.day)) {
		buf_puts(&project->problem, msg_usage_date(project->arena, options->date));
		return false;
	}
	if (options->date)
		adding->date = value_date(date);
	adding->judgements = arena_array(project->arena, struct row_judgement, options->judges.count);
	for (size_t i = 0; i < options->judges.count; i++)
		if (!read_judgement(project, options->judges.items[i], &adding->judgements[adding->judgement_count++]))
			return false;
	adding->significance =
	    options->significance ? find_significance(project, "significance", options->significance) : NULL;
	return adding->significance || !options->significance;
}

static enum outcome add(struct project *project)
{
	struct adding adding = {.date = value_absent()};
	if (!read_options(project, &adding))
		return STATUS_FAILED;
	project->assess.paths = true;
	run_files(project, add_file, &adding);
	struct buf out = BUF_INIT;
	if (adding.diff.length)
		put_internal(&out);
	buf_append(&out, buf_text(&adding.diff), adding.diff.length);
	bool written = run_write(project, &out);
	buf_free(&out);
	if (adding.rows == 0 && !adding.failed && !adding.unread && !project->incomplete)
		project_say(project, "%s", msg(MSG_HISTORY_NOTHING_TO_ADD));
	if (adding.undecided)
		project_say(project, "%s", msg_history_to_judge(project->arena, adding.undecided));
	buf_free(&adding.diff);
	return !written || adding.failed ? STATUS_FAILED : run_status(project, &adding.tally);
}

/* ---- the command ---- */

static enum outcome run_history(struct project *project)
{
	struct options *options = arena_new_object(project->arena, struct options);
	*options = *project->options;
	project->options = options;
	if (options->reason && !options->significance) {
		buf_puts(&project->problem, msg(MSG_USAGE_REASON_WITHOUT_SIGNIFICANCE));
		return STATUS_FAILED;
	}
	if (strcmp(options->action, "add") == 0) {
		if (project->reporter != reporter_find("history", NULL)) {
			buf_puts(&project->problem, msg(MSG_USAGE_ADD_WITHOUT_FORMAT));
			return STATUS_FAILED;
		}
		options->since = options->since || options->compare ? options->since : SINCE_PUBLISHED;
		return add(project);
	}
	if (options->date || options->significance || options->reason || options->judges.count || options->judged_only ||
	    options->decided_only || options->dry_run || options->compare) {
		buf_puts(&project->problem, msg(MSG_USAGE_OPTIONS_OF_ADD));
		return STATUS_FAILED;
	}
	options->only = options->only ? options->only : "history";
	return check_command.run(project);
}

static const char *const option_names[] = {"since",       "compare",      "date",    "significance", "reason",  "judge",
                                           "judged-only", "decided-only", "dry-run", "format",       "fail-on", "as-of",
                                           "only",        "ignore",       "schema",  "rules",        "trust",   NULL};
static const char *const actions[] = {"check", "add", NULL};

const struct command history_command = {
    .name = "history",
    .arguments = "check|add [PATH…]",
    .summary = MSG_HELP_HISTORY,
    .description = MSG_HELP_HISTORY_MORE,
    .options = option_names,
    .reports = true,
    .actions = actions,
    .searches_here = true,
    .run = run_history,
};
