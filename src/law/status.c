/* Citation and day → what it is on that day, and where it stands now. Only what the registry confirms is said:
 * everything else is unknown. */
#include "law/status.h"

#include "base/message.h"
#include "law/folded.h"

#include <stdlib.h>
#include <string.h>

struct judging {
	struct arena *arena;
	const struct registry *registry;
	const struct citation *citation;
	const char *text;
	struct date day;
};

static struct status plain(enum law_state state)
{
	return (struct status){.state = state, .sure = true};
}

static bool is_before(struct date a, struct date b)
{
	return date_compare(a, b) < 0;
}

/* ---- schedules ---- */

static const char *print_row(const struct judging *judging, const struct schedule *schedule, const char *row)
{
	struct citation citation = {.law = schedule->act->short_name, .schedule_name = schedule->name, .row = row};
	return citation_print(judging->arena, &citation);
}

static enum law_state ended_state(enum law_end end)
{
	return end == LAW_MOVED ? LAW_STATE_MOVED : LAW_STATE_REPEALED;
}

/* Where a row that came into a table stands on the day, for rows move within a table, too; NULL: nowhere. */
static const char *row_now(const struct schedule *schedule, const char *number, struct date day)
{
	enum { MOVES = 16 };
	for (size_t moves = 0; number && moves < MOVES; moves++) {
		const struct law_row *gone = NULL;
		for (const struct law_row *row = schedule_row(schedule, number); row; row = row->next) {
			if (!row->until.year || !is_before(row->until, day))
				return number;
			if (!gone || is_before(gone->until, row->until))
				gone = row;
		}
		number = gone ? gone->to : NULL;
	}
	return NULL;
}

/* The schedule is gone: its row may stand in another one. */
static struct status judge_ended_schedule(const struct judging *judging, const struct schedule *schedule)
{
	struct status status = plain(ended_state(schedule->end));
	const char *row_number = judging->citation->row;
	const struct law_row *row = row_number ? schedule_row(schedule, row_number) : NULL;
	if (row_number && !row)
		return plain(LAW_NO_SUCH);
	status.by = schedule->by;
	status.since = date_add(schedule->until, 0, 0, 1);
	if (row && !row->to && schedule->end == LAW_MOVED)
		status.state = LAW_STATE_REPEALED;
	const char *now =
	    row && row->to && schedule->successor ? row_now(schedule->successor, row->to, judging->day) : NULL;
	if (now) {
		status.successor = print_row(judging, schedule->successor, now);
		status.successor_row = now;
		status.successor_schedule = schedule->successor;
	} else if (!row && schedule->successor) {
		status.successor = print_row(judging, schedule->successor, NULL);
		status.successor_schedule = schedule->successor;
	}
	return status;
}

static struct status judge_row(const struct judging *judging, const struct schedule *schedule)
{
	const struct law_row *row = schedule_row(schedule, judging->citation->row);
	struct date known_to = schedule->until.year ? schedule->until : judging->registry->known_to;
	struct status status = plain(LAW_NO_SUCH);
	const struct law_row *gone = NULL, *coming = NULL;
	for (; row; row = row->next) {
		bool late = !is_before(judging->day, known_to);
		if (row->deleted)
			return plain(late ? LAW_STATE_REPEALED : LAW_UNKNOWN);
		if (row->from_unknown && !late)
			return plain(LAW_UNKNOWN);
		if (row->from_unknown || period_holds(row->from, row->until, judging->day))
			return plain(LAW_IN_FORCE);
		if (is_before(judging->day, row->from))
			coming = row;
		else if (!gone || is_before(gone->until, row->until))
			gone = row;
	}
	if (gone) {
		const char *now = gone->to ? row_now(schedule, gone->to, judging->day) : NULL;
		status = plain(gone->to ? LAW_STATE_MOVED : LAW_STATE_REPEALED);
		status.since = date_add(gone->until, 0, 0, 1);
		status.by = gone->by;
		status.successor = now ? print_row(judging, schedule, now) : NULL;
		status.successor_row = now;
		status.successor_number = now;
	} else if (coming) {
		status = plain(LAW_NOT_YET);
		status.since = coming->from;
		status.by = coming->by;
	}
	return status;
}

/* Does the registry know the schedules of this act, so that one that is not there does not exist? */
static bool has_schedules(const struct registry *registry, const struct act *act)
{
	for (size_t i = 0; i < registry->schedule_count; i++)
		if (registry->schedules[i]->act == act && !registry->schedules[i]->article)
			return true;
	return false;
}

static struct status judge_schedule(const struct judging *judging)
{
	const struct schedule *schedule = judging->citation->schedule;
	if (!schedule)
		return plain(has_schedules(judging->registry, judging->citation->act) ? LAW_NO_SUCH : LAW_UNKNOWN);
	if (is_before(judging->day, schedule->from)) {
		/* 「別表」 without a row may mean the schedules of the time, too. */
		struct status status = plain(judging->citation->row ? LAW_NOT_YET : LAW_UNKNOWN);
		status.since = schedule->from;
		status.by = schedule->by;
		return status;
	}
	if (schedule->until.year && is_before(schedule->until, judging->day))
		return judge_ended_schedule(judging, schedule);
	return judging->citation->row ? judge_row(judging, schedule) : plain(LAW_IN_FORCE);
}

/* ---- articles ---- */

/* 第19条第8号 */
static const char *print_cite(const struct judging *judging)
{
	struct citation citation = *judging->citation;
	citation.law = NULL;
	return citation_print(judging->arena, &citation);
}

static const struct provision_step *step_on(const struct provision *provision, struct date day)
{
	for (size_t i = 0; i < provision->step_count; i++)
		if (period_holds(provision->steps[i].from, provision->steps[i].until, day))
			return &provision->steps[i];
	return NULL;
}

/* Do the words stand close behind the citation? */
static bool is_meant(const struct judging *judging, const struct provision *provision)
{
	enum { WITHIN = 120 };
	const char *behind = judging->text + judging->citation->end;
	size_t length = strlen(behind);
	const char *end = behind + (length < WITHIN ? length : WITHIN);
	for (size_t i = 0; provision->words && i < provision->words->count; i++)
		if (find_word(behind, end, provision->words->items[i]->text))
			return true;
	return false;
}

static bool is_sure(const struct provision_step *step)
{
	return !step->sure || strcmp(step->sure, "false") != 0;
}

/* The last number of 第19条第8号. */
static const char *last_number(struct arena *arena, const char *cite)
{
	const char *at = NULL;
	for (const char *next = cite; (next = strstr(next, "第")); next++)
		at = next + strlen("第");
	return at ? arena_copy(arena, at, strspn(at, "0123456789")) : "";
}

static struct status moved_to(const struct judging *judging, const struct provision_step *from,
                              const struct provision_step *to)
{
	struct status status = plain(LAW_STATE_MOVED);
	status.since = date_add(from->until, 0, 0, 1);
	status.by = to->by;
	status.successor = arena_printf(judging->arena, "%s%s", to->provision->act->short_name, to->cite);
	const char *old_number = last_number(judging->arena, from->cite),
	           *new_number = last_number(judging->arena, to->cite);
	size_t old_head = strlen(from->cite) - strlen(strstr(from->cite, old_number));
	bool same_head = strncmp(from->cite, to->cite, old_head) == 0 && strstr(from->cite + old_head, old_number);
	if (same_head && judging->citation->item)
		status.successor_number = new_number;
	return status;
}

/* A provision that moved: other matter may stand under its old number now, so that its words must be near. */
static bool judge_steps(const struct judging *judging, const struct provision_step *first, struct status *status)
{
	const struct provision_step *holds = NULL, *gone = NULL, *coming = NULL;
	for (const struct provision_step *step = first; step; step = step->next) {
		if (period_holds(step->from, step->until, judging->day))
			holds = step;
		else if (is_before(judging->day, step->from))
			coming = step;
		else if (!gone || is_meant(judging, step->provision))
			gone = step;
	}
	const struct provision_step *now = gone ? step_on(gone->provision, judging->day) : NULL;
	if (now && (!holds || is_meant(judging, gone->provision))) {
		*status = is_sure(now) ? moved_to(judging, gone, now) : plain(LAW_UNKNOWN);
	} else if (holds) {
		*status = plain(LAW_IN_FORCE);
	} else if (coming && !gone) {
		*status = plain(is_sure(coming) ? LAW_NOT_YET : LAW_UNKNOWN);
		status->since = coming->from;
		status->by = coming->by;
	} else {
		return false;
	}
	return true;
}

static struct status judge_parts(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	int paragraphs, items;
	act_article_parts(citation->act, citation->article, judging->day, &paragraphs, &items);
	int paragraph = citation->paragraph ? (int)strtol(citation->paragraph, NULL, 10) : 0;
	int item = citation->item ? (int)strtol(citation->item, NULL, 10) : 0;
	if (!paragraphs || (paragraph <= paragraphs && (paragraphs > 1 || !items || item <= items)))
		return plain(LAW_IN_FORCE);
	if (paragraphs == 1 && !item && paragraph <= items) {
		struct status status = plain(LAW_WRONG_LEVEL);
		struct citation meant = *citation;
		meant.item = citation->paragraph;
		meant.paragraph = NULL;
		status.successor = citation_print(judging->arena, &meant);
		return status;
	}
	return plain(LAW_NO_SUCH);
}

/* The order goes on under another name, and its articles keep their numbers. */
static struct status judge_renamed(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	const struct act *act = citation->act;
	struct status status = plain(ended_state(act->end));
	status.since = date_add(act->until, 0, 0, 1);
	status.by = act->by;
	bool same_number = citation->article && !strstr(citation->article, "の");
	if (act->end != LAW_MOVED || !act->successor || !same_number)
		return status;
	struct citation now = *citation;
	now.law = act->successor->short_name;
	status.successor = citation_print(judging->arena, &now);
	status.successor_act = act->successor;
	return status;
}

static struct status judge_article(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	const struct act *act = citation->act;
	struct status status;
	if (citation->supplementary || !citation->article)
		return plain(LAW_UNKNOWN);
	const struct provision_step *first = registry_step(judging->registry, act, print_cite(judging));
	if (first && judge_steps(judging, first, &status))
		return status;
	switch (act_article(judging->registry, act, citation->article, judging->day)) {
	case PRESENT:
		return judge_parts(judging);
	case NOT_PRESENT:
		return plain(LAW_NO_SUCH);
	case PRESENCE_UNKNOWN:
		break;
	}
	return plain(LAW_UNKNOWN);
}

struct status citation_judge(struct arena *arena, const struct registry *registry, const struct citation *citation,
                             const char *text, struct date day)
{
	struct judging judging = {arena, registry, citation, text, day};
	const struct act *act = citation->act;
	struct status status;
	if (citation->history)
		return plain(LAW_HISTORY);
	if (!act || !day.year)
		return plain(LAW_UNKNOWN);
	if (act->until.year && is_before(act->until, day)) {
		status = judge_renamed(&judging);
	} else if (act->from.year && is_before(day, act->from)) {
		status = plain(LAW_NOT_YET);
		status.since = act->from;
		status.by = act->by;
	} else {
		status = citation->schedule_name ? judge_schedule(&judging) : judge_article(&judging);
	}
	if (citation->loose && status.state != LAW_IN_FORCE)
		return plain(LAW_UNKNOWN);
	if (is_before(registry->known_to, day) && (status.state == LAW_NO_SUCH || status.state == LAW_IN_FORCE))
		status.sure = false;
	return status;
}

const char *status_text(const struct status *status)
{
	return status->joined ? status->joined : status->replacement;
}

bool status_is_stale(const struct status *status)
{
	return status->state == LAW_STATE_MOVED || status->state == LAW_STATE_REPEALED;
}

static const struct {
	const char *name;
	enum message_id label;
} states[] = {
    [LAW_IN_FORCE] = {"in-force", MSG_LAW_STATE_IN_FORCE},
    [LAW_NOT_YET] = {"not-yet", MSG_LAW_STATE_NOT_YET},
    [LAW_STATE_REPEALED] = {"repealed", MSG_LAW_STATE_REPEALED},
    [LAW_STATE_MOVED] = {"moved", MSG_LAW_STATE_MOVED},
    [LAW_NO_SUCH] = {"no-such", MSG_LAW_STATE_NO_SUCH},
    [LAW_WRONG_LEVEL] = {"wrong-level", MSG_LAW_STATE_WRONG_LEVEL},
    [LAW_UNKNOWN] = {"unknown", MSG_LAW_STATE_UNKNOWN},
    [LAW_HISTORY] = {"history", MSG_LAW_STATE_HISTORY},
};

const char *law_state_name(enum law_state state)
{
	return states[state].name;
}

const char *law_state_label(enum law_state state)
{
	return msg(states[state].label);
}
