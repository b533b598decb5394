/* Citation and day → what it is on that day, and where it stands now. Only what the registry confirms is said:
 * everything else is unknown. */
#include "law/status.h"

#include "law/judging.h"
#include "law/words.h"

#include <string.h>

enum law_state status_ended(enum law_end end)
{
	return end == LAW_MOVED ? LAW_STATE_MOVED : LAW_STATE_REPEALED;
}

bool status_is_confirmed(const struct law_source *source, struct date day)
{
	return !source || source->certainty == LAW_CONFIRMED ||
	       (source->revision.year && !date_is_before(day, source->revision));
}

struct status status_as_known(struct status status, struct date known_to, struct date day)
{
	if (!date_is_before(known_to, day) || (status.state != LAW_IN_FORCE && status.state != LAW_NO_SUCH))
		return status;
	if (status.state == LAW_NO_SUCH)
		status.state = LAW_UNKNOWN;
	status.sure = false;
	status.known_to = known_to;
	return status;
}

void status_note_stop(struct status *status, struct date until, const struct law_source *source)
{
	struct date stops = date_add(until, 0, 0, 1);
	if (!until.year || (status->stops.year && !date_is_before(stops, status->stops)))
		return;
	status->stops = stops;
	status->stops_inferred = source && source->certainty == LAW_INFERRED;
}

/* The order goes on under another name, and its articles keep their numbers. */
static struct status judge_renamed(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	const struct act *act = citation->act;
	struct status status = status_plain(status_ended(act->end));
	status.since = date_add(act->until, 0, 0, 1);
	status.by = act->by;
	status.class = act->end == LAW_MOVED ? LAW_RENAMED : LAW_REPEALED_ACT;
	status.source = act->source;
	bool same_number = citation->article && !strstr(citation->article, WORD_BRANCH);
	if (act->end != LAW_MOVED || !act->successor || !same_number)
		return status;
	struct citation now = *citation;
	now.law = act->successor->short_name;
	status.successor = citation_print(judging->arena, &now);
	status.successor_act = act->successor;
	return status;
}

static struct status judge(const struct judging *judging)
{
	const struct act *act = judging->citation->act;
	struct status status;
	if (act->until.year && date_is_before(act->until, judging->day))
		return judge_renamed(judging);
	if (act->from.year && date_is_before(judging->day, act->from)) {
		status = status_plain(LAW_NOT_YET);
		status.since = act->from;
		status.by = act->by;
		return status;
	}
	status = judging->citation->schedule_name ? status_of_schedule(judging) : status_of_article(judging);
	status_note_stop(&status, act->until, act->source);
	return status;
}

/* Where a citation that is in force will stand when it stops. */
static const char *judge_stop(struct judging judging, struct date stops)
{
	judging.day = stops;
	struct status then = judge(&judging);
	return then.successor ? then.successor : then.formerly;
}

struct status citation_judge(struct arena *arena, const struct registry *registry, const struct citation *citation,
                             const char *text, struct date day)
{
	struct judging judging = {arena, registry, citation, text, day};
	if (citation->history)
		return status_plain(LAW_HISTORY);
	if (citation->former)
		return status_plain(LAW_FORMER);
	if (!citation->act || !day.year || citation->guess)
		return status_plain(LAW_UNKNOWN);
	struct status status = judge(&judging);
	if (citation->loose && status.state != LAW_IN_FORCE)
		return status_plain(LAW_UNKNOWN);
	if (status.state != LAW_IN_FORCE)
		status.stops = (struct date){0};
	if (status.stops.year && !status.stops_to)
		status.stops_to = judge_stop(judging, status.stops);
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
