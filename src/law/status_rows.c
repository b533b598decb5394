/* Schedules and their rows: what one is on a day, and where it stands now. */
#include "law/judging.h"

#include "law/folded.h"

#include <string.h>

static const char *print_row(const struct judging *judging, const struct schedule *schedule, const char *row)
{
	struct citation citation = {.law = schedule->act->short_name, .schedule_name = schedule->name, .row = row};
	return citation_print(judging->arena, &citation);
}

static struct date row_end(const struct schedule *schedule, const struct law_row *row)
{
	return row->until.year ? row->until : schedule->until;
}

/* The table in which the destinations of a row stand. */
static const struct schedule *row_target(const struct schedule *schedule, const struct law_row *row)
{
	return row->until.year ? schedule : schedule->successor;
}

/* Follows a row from table to table, and to other numbers in one table, as far as it goes by the day. *schedule gets the
 * table in which it stands last. */
static const struct law_row *row_now(const struct schedule **schedule, const struct law_row *row, struct date day)
{
	enum { MOVES = 16 };
	for (size_t moves = 0; moves < MOVES; moves++) {
		struct date end = row_end(*schedule, row);
		const struct schedule *target = row_target(*schedule, row);
		if (!end.year || !date_is_before(end, day) || !row->to || !target)
			break;
		const struct law_row *next = schedule_row_on(target, row->to, date_add(end, 0, 0, 1));
		if (!next)
			break;
		*schedule = target;
		row = next;
	}
	return row;
}

static void list_successors(const struct judging *judging, const struct schedule *target, const struct node *rows,
                            struct status *status)
{
	status->class = LAW_SPLIT;
	status->successor_count = words_count(rows);
	status->successors = arena_array(judging->arena, const char *, status->successor_count);
	for (size_t i = 0; i < status->successor_count; i++)
		status->successors[i] = print_row(judging, target, words_at(rows, i));
}

/* Says where a row that ended stands now. */
static void follow_row(const struct judging *judging, const struct schedule *schedule, const struct law_row *row,
                       struct status *status)
{
	const struct schedule *at = schedule;
	const struct law_row *now = row_now(&at, row, judging->day);
	struct date end = row_end(at, now);
	status->class = LAW_GONE;
	if (end.year && date_is_before(end, judging->day)) {
		if (words_count(now->tos) > 1 && row_target(at, now))
			list_successors(judging, row_target(at, now), now->tos, status);
		return;
	}
	status->class = LAW_ONE;
	status->successor = print_row(judging, at, now->number);
	status->successor_row = now->number;
	if (at == schedule)
		status->successor_number = now->number;
	else
		status->successor_schedule = at;
	status->sure = status->sure && status_is_confirmed(now->source, judging->day);
}

/* The law that stands with the row: in the brackets behind it, or with the row in its own. */
static const struct act *law_with(const struct citation *citation)
{
	return citation->beside ? citation->beside : citation->ahead;
}

/* 別表第一の44の項（国民健康保険法）: by its law the number is that of the table that followed. What stands with a row of a table
 * that did not move as a whole (別表第二) may be the law of what is asked for. */
static void doubt_row(const struct judging *judging, const struct schedule *schedule, const struct law_row *row,
                      struct status *status)
{
	const struct act *law = law_with(judging->citation);
	if (!law || !row->laws || row_is_under(row, law))
		return;
	status->other_law = schedule->end == LAW_MOVED;
	const struct schedule *next = schedule->successor;
	const struct law_row *now = next ? schedule_row_on(next, row->number, judging->day) : NULL;
	if (!now || !row_is_under(now, law))
		return;
	status->other_law = true;
	status->class = LAW_ONE;
	status->successor = print_row(judging, next, now->number);
	status->successor_row = now->number;
	status->successor_schedule = next;
}

/* The schedule is gone: its row may stand in another one. */
static struct status judge_ended_schedule(const struct judging *judging, const struct schedule *schedule)
{
	struct status status = status_plain(status_ended(schedule->end));
	const char *row_number = judging->citation->row;
	const struct law_row *row = row_number ? schedule_row_on(schedule, row_number, schedule->until) : NULL;
	if (row_number && !row)
		return status_plain(LAW_NO_SUCH);
	status.by = schedule->by;
	status.since = date_add(schedule->until, 0, 0, 1);
	status.source = row ? row->source : schedule->source;
	if (row) {
		follow_row(judging, schedule, row, &status);
		doubt_row(judging, schedule, row, &status);
	} else if (schedule->successor) {
		status.class = LAW_ONE;
		status.successor = print_row(judging, schedule->successor, NULL);
		status.successor_schedule = schedule->successor;
	}
	if (status.class == LAW_GONE && schedule->end == LAW_MOVED)
		status.state = LAW_STATE_REPEALED;
	return status;
}

/* The periods of a number: the one that holds on the day, the last that ended before, the first that comes. */
struct periods {
	const struct law_row *holds, *gone, *coming;
};

static struct periods find_periods(const struct law_row *row, struct date day)
{
	struct periods periods = {0};
	for (; row; row = row->next) {
		if (row->from_unknown || period_holds(row->from, row->until, day))
			periods.holds = row;
		else if (date_is_before(day, row->from))
			periods.coming = !periods.coming || date_is_before(row->from, periods.coming->from) ? row : periods.coming;
		else if (!periods.gone || date_is_before(periods.gone->until, row->until))
			periods.gone = row;
	}
	return periods;
}

/* The text near the citation, within its paragraph. */
static void find_nearby(const struct judging *judging, const char **start, const char **end)
{
	enum { WITHIN = 180 };
	const struct citation *citation = judging->citation;
	const char *at = judging->text + citation->start, *behind = judging->text + citation->end;
	for (*start = at; *start > judging->text && at - *start < WITHIN && strncmp(*start - 1, "\n\n", 2) != 0;)
		--*start;
	const char *paragraph = find_word(behind, behind + strnlen(behind, WITHIN), "\n\n");
	*end = paragraph ? paragraph : behind + strnlen(behind, WITHIN);
}

/* Is a law of the row named near the citation? */
static bool names_law_of(const struct judging *judging, const struct law_row *row)
{
	const struct citation *citation = judging->citation;
	const char *start, *end;
	const struct act *law = law_with(citation);
	if (law && row_is_under(row, law))
		return true;
	find_nearby(judging, &start, &end);
	for (size_t i = 0; i < words_count(row->laws); i++)
		if (find_word(start, end, words_at(row->laws, i)))
			return true;
	return false;
}

static struct status judge_gone_row(const struct judging *judging, const struct schedule *schedule,
                                    const struct law_row *gone)
{
	struct status status = status_plain(gone->tos ? LAW_STATE_MOVED : LAW_STATE_REPEALED);
	status.since = date_add(gone->until, 0, 0, 1);
	status.by = gone->by;
	status.source = gone->source;
	status.sure = status_is_confirmed(gone->source, judging->day);
	follow_row(judging, schedule, gone, &status);
	return status;
}

/* Another row has the number now. Which of them is meant, the law that stands near may say; else it is only told. */
static struct status judge_renumbered(const struct judging *judging, const struct schedule *schedule,
                                      const struct periods *periods, struct status holds)
{
	const struct act *law = law_with(judging->citation);
	bool old = law && row_is_under(periods->gone, law), new = law &&row_is_under(periods->holds, law);
	if (!old && !new) {
		old = names_law_of(judging, periods->gone);
		new = names_law_of(judging, periods->holds);
	}
	struct status gone = judge_gone_row(judging, schedule, periods->gone);
	if (old && !new)
		return gone;
	if (!new && !judging->citation->range) {
		holds.formerly = gone.successor;
		holds.formerly_law = periods->gone->law;
		holds.since = gone.since;
		holds.by = gone.by;
	}
	return holds;
}

static struct status judge_row(const struct judging *judging, const struct schedule *schedule)
{
	const struct law_row *first = schedule_row(schedule, judging->citation->row);
	struct date known_to = schedule->until.year ? schedule->until : schedule->known_to;
	struct periods periods = find_periods(first, judging->day);
	const struct law_row *row = periods.holds ? periods.holds : periods.coming;
	struct status status = status_plain(LAW_NO_SUCH);
	bool open = first && (first->deleted || first->from_unknown);
	bool seen =
	    open && !date_is_before(judging->day,
	                            first->source && first->source->revision.year ? first->source->revision : known_to);
	if (open && !seen)
		return status_plain(LAW_UNKNOWN);
	if (first && first->deleted) {
		status = status_plain(LAW_STATE_REPEALED);
		status.class = LAW_GONE;
		status.source = first->source;
		return status;
	}
	if (!periods.holds && periods.gone)
		return judge_gone_row(judging, schedule, periods.gone);
	if (row) {
		status = status_plain(periods.holds ? LAW_IN_FORCE : LAW_NOT_YET);
		status.sure = status_is_confirmed(row->source, judging->day);
		status.source = row->source;
	}
	if (periods.holds)
		status_note_stop(&status, row->until, row->source);
	else if (row) {
		status.since = row->from;
		status.by = row->by;
	}
	if (periods.holds && periods.gone && periods.gone->tos)
		status = judge_renumbered(judging, schedule, &periods, status);
	return status_as_known(status, known_to, judging->day);
}

/* Does the registry know the schedules of this act, so that one that is not there does not exist? */
static bool has_schedules(const struct registry *registry, const struct act *act)
{
	for (size_t i = 0; i < registry->schedule_count; i++)
		if (registry->schedules[i]->act == act && !registry->schedules[i]->article)
			return true;
	return false;
}

struct status status_of_schedule(const struct judging *judging)
{
	const struct schedule *schedule = judging->citation->schedule;
	if (!schedule)
		return status_plain(has_schedules(judging->registry, judging->citation->act) ? LAW_NO_SUCH : LAW_UNKNOWN);
	if (date_is_before(judging->day, schedule->from)) {
		/* 「別表」 without a row may mean the schedules of the time, too. */
		struct status status = status_plain(judging->citation->row ? LAW_NOT_YET : LAW_UNKNOWN);
		status.since = schedule->from;
		status.by = schedule->by;
		return status;
	}
	if (schedule->until.year && date_is_before(schedule->until, judging->day))
		return judge_ended_schedule(judging, schedule);
	struct status status = judging->citation->row ? judge_row(judging, schedule) : status_plain(LAW_IN_FORCE);
	if (judging->citation->row && judging->citation->item && status.state == LAW_IN_FORCE)
		return status_plain(LAW_UNKNOWN); /* nobody has counted the items of a row */
	status_note_stop(&status, schedule->until, schedule->source);
	return status;
}
