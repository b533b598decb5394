/* Citation and day → what it is on that day, and where it stands now. Only what the registry confirms is said:
 * everything else is unknown. */
#include "law/status.h"

#include "base/utf8.h"
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

/* Is what rests on the source sure on the day? A date that is inferred becomes sure with the text in which it was seen. */
static bool is_confirmed(const struct law_source *source, struct date day)
{
	return !source || source->certainty == LAW_CONFIRMED ||
	       (source->revision.year && !is_before(day, source->revision));
}

/* Of a day after known_to nobody knows that there is no such thing, nor that it is in force still. */
static struct status as_far_as_known(struct status status, struct date known_to, struct date day)
{
	if (!is_before(known_to, day) || (status.state != LAW_IN_FORCE && status.state != LAW_NO_SUCH))
		return status;
	if (status.state == LAW_NO_SUCH)
		status.state = LAW_UNKNOWN;
	status.sure = false;
	status.known_to = known_to;
	return status;
}

static void note_stop(struct status *status, struct date until, const struct law_source *source)
{
	struct date stops = date_add(until, 0, 0, 1);
	if (!until.year || (status->stops.year && !is_before(stops, status->stops)))
		return;
	status->stops = stops;
	status->stops_inferred = source && source->certainty == LAW_INFERRED;
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
		if (!end.year || !is_before(end, day) || !row->to || !target)
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
	if (end.year && is_before(end, judging->day)) {
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
	status->sure = status->sure && is_confirmed(now->source, judging->day);
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
	struct status status = plain(ended_state(schedule->end));
	const char *row_number = judging->citation->row;
	const struct law_row *row = row_number ? schedule_row_on(schedule, row_number, schedule->until) : NULL;
	if (row_number && !row)
		return plain(LAW_NO_SUCH);
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
		else if (is_before(day, row->from))
			periods.coming = !periods.coming || is_before(row->from, periods.coming->from) ? row : periods.coming;
		else if (!periods.gone || is_before(periods.gone->until, row->until))
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
	struct status status = plain(gone->tos ? LAW_STATE_MOVED : LAW_STATE_REPEALED);
	status.since = date_add(gone->until, 0, 0, 1);
	status.by = gone->by;
	status.source = gone->source;
	status.sure = is_confirmed(gone->source, judging->day);
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
	struct status status = plain(LAW_NO_SUCH);
	bool open = first && (first->deleted || first->from_unknown);
	bool seen = open && !is_before(judging->day,
	                               first->source && first->source->revision.year ? first->source->revision : known_to);
	if (open && !seen)
		return plain(LAW_UNKNOWN);
	if (first && first->deleted) {
		status = plain(LAW_STATE_REPEALED);
		status.class = LAW_GONE;
		status.source = first->source;
		return status;
	}
	if (!periods.holds && periods.gone)
		return judge_gone_row(judging, schedule, periods.gone);
	if (row) {
		status = plain(periods.holds ? LAW_IN_FORCE : LAW_NOT_YET);
		status.sure = is_confirmed(row->source, judging->day);
		status.source = row->source;
	}
	if (periods.holds)
		note_stop(&status, row->until, row->source);
	else if (row) {
		status.since = row->from;
		status.by = row->by;
	}
	if (periods.holds && periods.gone && periods.gone->tos)
		status = judge_renumbered(judging, schedule, &periods, status);
	return as_far_as_known(status, known_to, judging->day);
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
	struct status status = judging->citation->row ? judge_row(judging, schedule) : plain(LAW_IN_FORCE);
	if (judging->citation->row && judging->citation->item && status.state == LAW_IN_FORCE)
		return plain(LAW_UNKNOWN); /* nobody has counted the items of a row */
	note_stop(&status, schedule->until, schedule->source);
	return status;
}

/* ---- articles ---- */

/* 第19条第8号, for 第19条第1項第8号, too, where the article has one paragraph. */
static const char *print_cite(const struct judging *judging)
{
	struct citation citation = *judging->citation;
	struct article_parts parts;
	citation.law = NULL;
	if (citation.item && citation.paragraph && strcmp(citation.paragraph, "1") == 0 &&
	    act_article_parts(citation.act, citation.article, judging->day, &parts) && parts.paragraphs == 1)
		citation.paragraph = NULL;
	return citation_print(judging->arena, &citation);
}

static const struct provision_step *step_on(const struct provision *provision, struct date day)
{
	for (size_t i = 0; i < provision->step_count; i++)
		if (period_holds(provision->steps[i].from, provision->steps[i].until, day))
			return &provision->steps[i];
	return NULL;
}

/* Is the code point at `at` a letter, which makes a word there longer? */
static bool is_letter(const char *at, bool kana)
{
	int32_t point = 0;
	if (*at)
		utf8_decode(at, utf8_step(at), &point);
	return utf8_is_kanji(point) || (point >= 0x30a1 && point <= 0x30fc) || (kana && point >= 0x3041 && point <= 0x309f);
}

/* Is it said of the citation that it is about the subject: 第2条第9項に規定する特定個人情報ファイル, 情報連携（番号法第19条第7号）? */
static bool is_about(const struct judging *judging, const char *subject)
{
	const struct citation *citation = judging->citation;
	const char *text = judging->text;
	size_t length = strlen(subject), end = citation->subject_end;
	if (!*text)
		return false;
	if (strncmp(text + citation->subject, subject, length) == 0 && !is_letter(text + citation->subject + length, false))
		return true;
	if (end < length || memcmp(text + end - length, subject, length) != 0)
		return false;
	size_t before = end - length;
	while (before && utf8_is_within(text[before - 1]))
		before--;
	return !before || !is_letter(text + before - 1, true);
}

/* Do the words stand close behind the citation, or is it said to be about the subject? */
static bool is_meant(const struct judging *judging, const struct provision *provision)
{
	enum { WITHIN = 120 };
	const char *behind = judging->text + judging->citation->end;
	const char *end = behind + strnlen(behind, WITHIN);
	for (size_t i = 0; provision->words && i < provision->words->count; i++)
		if (find_word(behind, end, provision->words->items[i]->text))
			return true;
	for (size_t i = 0; provision->subjects && i < provision->subjects->count; i++)
		if (is_about(judging, provision->subjects->items[i]->text))
			return true;
	return false;
}

static bool is_sure(const struct provision_step *step)
{
	return !step->sure || strcmp(step->sure, "false") != 0;
}

/* The last part of 第19条第8号: 8号. */
static const char *last_part(const char *cite)
{
	const char *at = cite;
	for (const char *next = cite; (next = strstr(next, "第")); next++)
		at = next + strlen("第");
	return at;
}

/* Do both differ in their last number alone? *number gets that of `to`. */
static bool differ_in_last(struct arena *arena, const char *from, const char *to, const char **number)
{
	const char *old = last_part(from), *new = last_part(to);
	size_t old_digits = strspn(old, "0123456789"), new_digits = strspn(new, "0123456789");
	*number = arena_copy(arena, new, new_digits);
	return old - from == new - to &&strncmp(from, to, (size_t)(old - from)) == 0 &&
	       strcmp(old + old_digits, new + new_digits) == 0;
}

static const char *print_step(const struct judging *judging, const struct provision_step *step)
{
	return arena_printf(judging->arena, "%s%s", step->provision->act->short_name, step->cite);
}

static struct status moved_to(const struct judging *judging, const struct provision_step *from,
                              const struct provision_step *to)
{
	struct status status = plain(LAW_STATE_MOVED);
	status.since = date_add(from->until, 0, 0, 1);
	status.by = to->by;
	status.successor = print_step(judging, to);
	const char *number;
	bool part = judging->citation->item || judging->citation->paragraph;
	if (part && differ_in_last(judging->arena, from->cite, to->cite, &number))
		status.successor_number = number;
	status.class = LAW_ONE;
	status.source = is_confirmed(from->source, judging->day) ? to->source : from->source;
	status.sure = is_sure(to) && is_confirmed(status.source, judging->day);
	return status;
}

/* Is it known by the day where a provision stands, whenever it came there? */
static bool is_settled(const struct provision_step *step, struct date day)
{
	return is_sure(step) || (step->source && !is_before(day, step->source->revision));
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
		*status = is_settled(now, judging->day) ? moved_to(judging, gone, now) : plain(LAW_UNKNOWN);
	} else if (holds) {
		*status = as_far_as_known(plain(LAW_IN_FORCE), holds->provision->known_to, judging->day);
		status->source = holds->source;
		note_stop(status, holds->until, NULL);
		const struct provision_step *next = status->stops.year ? step_on(holds->provision, status->stops) : NULL;
		status->stops_inferred = next && (!is_sure(next) || (next->source && next->source->certainty == LAW_INFERRED));
		status->stops_to = next ? print_step(judging, next) : NULL;
	} else if (coming && !gone) {
		*status = plain(is_sure(coming) ? LAW_NOT_YET : LAW_UNKNOWN);
		status->since = coming->from;
		status->by = coming->by;
	} else {
		return false;
	}
	return true;
}

static int to_number(const char *number)
{
	return number ? (int)strtol(number, NULL, 10) : 0;
}

static struct status wrong_level(const struct judging *judging, const char *paragraph, const char *item)
{
	struct status status = plain(LAW_WRONG_LEVEL);
	struct citation meant = *judging->citation;
	meant.paragraph = paragraph;
	meant.item = item;
	if (paragraph || item)
		status.successor = citation_print(judging->arena, &meant);
	return status;
}

/* An item of the article's paragraph (0: none is named). */
static struct status judge_item(const struct judging *judging, const struct article_parts *parts, int paragraph)
{
	const struct citation *citation = judging->citation;
	int item = to_number(citation->item);
	if (paragraph || parts->paragraphs == 1) {
		int items = article_items(parts, paragraph ? paragraph : 1);
		bool branch = strstr(citation->item, "の") != NULL; /* the registry counts none */
		if (items < 0 || (branch && item <= items))
			return plain(LAW_UNKNOWN);
		return item <= items ? plain(LAW_IN_FORCE) : wrong_level(judging, NULL, NULL);
	}
	for (int i = 1; i <= parts->paragraphs; i++)
		if (article_items(parts, i) < 0 || article_items(parts, i) >= item)
			return plain(LAW_UNKNOWN); /* of a paragraph that goes without saying */
	return wrong_level(judging, !parts->later && item <= parts->paragraphs ? citation->item : NULL, NULL);
}

/* The paragraph and the item of an article that is there. What nobody has counted is unknown, but every article has a first
 * paragraph. */
static struct status judge_parts(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	struct article_parts parts;
	int paragraph = to_number(citation->paragraph);
	if (!citation->item && paragraph <= 1)
		return plain(LAW_IN_FORCE);
	if (!act_article_parts(citation->act, citation->article, judging->day, &parts))
		return plain(LAW_UNKNOWN);
	if (paragraph > parts.paragraphs) {
		bool item_meant =
		    parts.paragraphs == 1 && !parts.later && !citation->item && paragraph <= article_items(&parts, 1);
		return wrong_level(judging, NULL, item_meant ? citation->paragraph : NULL);
	}
	return citation->item ? judge_item(judging, &parts, paragraph) : plain(LAW_IN_FORCE);
}

/* The order goes on under another name, and its articles keep their numbers. */
static struct status judge_renamed(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	const struct act *act = citation->act;
	struct status status = plain(ended_state(act->end));
	status.since = date_add(act->until, 0, 0, 1);
	status.by = act->by;
	status.class = act->end == LAW_MOVED ? LAW_RENAMED : LAW_REPEALED_ACT;
	status.source = act->source;
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
	bool sure;
	enum presence presence = act_article(act, citation->article, judging->day, &sure);
	if (presence == PRESENCE_UNKNOWN)
		return plain(LAW_UNKNOWN);
	status = presence == PRESENT ? judge_parts(judging) : plain(LAW_NO_SUCH);
	status.source = act->source;
	return sure ? status : as_far_as_known(status, act->known_to, judging->day);
}

static struct status judge(const struct judging *judging)
{
	const struct act *act = judging->citation->act;
	struct status status;
	if (act->until.year && is_before(act->until, judging->day))
		return judge_renamed(judging);
	if (act->from.year && is_before(judging->day, act->from)) {
		status = plain(LAW_NOT_YET);
		status.since = act->from;
		status.by = act->by;
		return status;
	}
	status = judging->citation->schedule_name ? judge_schedule(judging) : judge_article(judging);
	note_stop(&status, act->until, act->source);
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
		return plain(LAW_HISTORY);
	if (citation->former)
		return plain(LAW_FORMER);
	if (!citation->act || !day.year || citation->guess)
		return plain(LAW_UNKNOWN);
	struct status status = judge(&judging);
	if (citation->loose && status.state != LAW_IN_FORCE)
		return plain(LAW_UNKNOWN);
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
