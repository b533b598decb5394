/* Citations that do not hold on the day of their sheet → findings: those of one list or one cause in one. */
#include "check/citations.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/citations.h"
#include "base/messages/cite.h"
#include "base/messages/row.h"
#include "check/fixes.h"
#include "check/suggest.h"
#include "model/row_name.h"

#include <string.h>

struct citation_finder {
	struct arena *arena;
	struct diags *diags;
	const struct calendar *calendar;
	const struct fix_list *fixes;
};

static const char *print_day(const struct citation_finder *finder, struct date day)
{
	struct value value = value_date(day);
	return value_print(finder->arena, finder->calendar, &value);
}

/* Is the same to be told of both? */
static bool is_alike(const struct status *a, const struct status *b)
{
	return a->state == b->state && a->class == b->class && a->sure == b->sure &&
	       !a->known_to.year == !b->known_to.year && !a->formerly == !b->formerly;
}

/* How many citations from items[0] on are of one list and in the same state. */
static size_t group_size(const struct cited *items, size_t count)
{
	size_t size = 1;
	while (items[0].citation.group && size < count && items[size].citation.group == items[0].citation.group &&
	       is_alike(&items[size].status, &items[0].status))
		size++;
	return size;
}

/* Stale citations of one answer that the same change of law made so: that of their table, or of the whole Act. */
struct cause {
	const struct cited **items;
	size_t count;
	size_t capacity;
};

static const char *cause_key(struct arena *arena, const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	const struct status *status = &cited->status;
	bool of_act = !citation->schedule && (status->class == LAW_REPEALED_ACT || status->class == LAW_RENAMED);
	const uint64_t numbers[] = {(uintptr_t)cited->node,
	                            (uintptr_t)cited->sheet,
	                            (uint64_t)status->state,
	                            status->sure,
	                            (uintptr_t)citation->schedule,
	                            of_act ? (uintptr_t)citation->act : 0,
	                            of_act ? (uint64_t)status->class : 0};
	return map_key(arena, numbers, sizeof numbers / sizeof *numbers,
	               citation->schedule || of_act ? NULL : citation->canonical);
}

/* Of each citation its cause; NULL where it is not stale. */
static struct cause **find_causes(struct arena *arena, const struct cited_list *list)
{
	struct cause **causes = arena_array(arena, struct cause *, list->count);
	struct map known;
	map_init(&known, arena);
	for (size_t i = 0; i < list->count; i++) {
		const struct cited *cited = &list->items[i];
		if (!status_is_stale(&cited->status))
			continue;
		const char *key = cause_key(arena, cited);
		causes[i] = map_get(&known, key);
		if (!causes[i])
			map_put(&known, key, causes[i] = arena_new_object(arena, struct cause));
		list_push(arena, causes[i], cited);
	}
	return causes;
}

/* The citations of one cause that one finding tells of, the given one in front; NULL: that of an earlier one does. A few are told
 * one by one, as each has its own mend. */
static const struct cited *same_cause(struct arena *arena, const struct cited *at, const struct cause *cause,
                                      size_t *count)
{
	enum { MANY = 5 };
	*count = 0;
	if (!cause || cause->count < MANY)
		return at;
	if (cause->items[0] != at)
		return NULL;
	struct cited *all = arena_array(arena, struct cited, cause->count);
	for (size_t i = 0; i < cause->count; i++)
		all[(*count)++] = *cause->items[i];
	return all;
}

/* Does the list stay as it is when citations are mended? */
static const char *reason_to_keep(const struct cited *items, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (items[i].status.kept)
			return items[i].status.kept;
	return NULL;
}

/* 「…第2条の表」の項に改めてください（42→69、43→70）. */
static const char *hint_for_list(const struct citation_finder *finder, const struct cited *items, size_t size,
                                 const char *kept)
{
	const struct schedule *old = items[0].citation.schedule;
	const struct schedule *now = old && old->successor ? old->successor : old;
	const char *rows = NULL;
	for (size_t i = 0; i < size; i++) {
		if (!items[i].citation.row)
			continue; /* the table itself */
		const char *row = items[i].status.successor_row;
		const char *moved =
		    arena_printf(finder->arena, "%s→%s", items[i].citation.row, row ? row : msg(MSG_CITATIONS_NOWHERE));
		rows = rows ? msg_row_more(finder->arena, rows, moved) : moved;
	}
	if (!now || !rows)
		return msg(MSG_CITATIONS_CHECK_LAW);
	const char *table = arena_printf(finder->arena, "%s%s", now->act->short_name, now->name);
	return kept ? msg_citations_rows_kept(finder->arena, table, rows, kept)
	            : msg_citations_rows(finder->arena, table, rows);
}

/* 「…」「…」 */
static const char *quote_successors(const struct citation_finder *finder, const struct status *status)
{
	const char *all = "";
	for (size_t i = 0; i < status->successor_count; i++)
		all = msg_row_beside(finder->arena, all, status->successors[i]);
	return all;
}

static const char *hint_for(const struct citation_finder *finder, const struct cited *items, size_t size)
{
	const struct status *status = &items[0].status;
	const char *kept = reason_to_keep(items, size);
	if (status->class == LAW_SPLIT && size == 1)
		return msg_citations_split_hint(finder->arena, quote_successors(finder, status));
	if (size > 1)
		return hint_for_list(finder, items, size, kept);
	if (kept && status->successor)
		return msg_citations_kept(finder->arena, status->successor, kept);
	if (status->replacement)
		return msg_citations_change_to(finder->arena, status->replacement);
	if (status->successor)
		return msg_citations_change_to(finder->arena, status->successor);
	return msg(MSG_CITATIONS_CHECK_LAW);
}

static const char *ended_message(const struct citation_finder *finder, const struct status *status, const char *what)
{
	const char *since = status->since.year ? msg_citations_since(finder->arena, print_day(finder, status->since)) : "";
	switch (status->class) {
	case LAW_RENAMED:
		return msg_citations_renamed(finder->arena, what, since);
	case LAW_SPLIT:
		return msg_citations_split(finder->arena, what, since);
	case LAW_GONE:
		return msg_citations_gone(finder->arena, what, since);
	case LAW_REPEALED_ACT:
		return msg_citations_repealed_act(finder->arena, what, since);
	case LAW_ONE:
	case LAW_CLASS_NONE:
		break;
	}
	return status->state == LAW_STATE_MOVED ? msg_citations_moved(finder->arena, what, since)
	                                        : msg_citations_repealed(finder->arena, what, since);
}

static struct diag *report_ended(const struct citation_finder *finder, const struct cited *cited, const char *what)
{
	const struct status *status = &cited->status;
	enum diag_id id = status->state == LAW_STATE_MOVED ? DIAG_CITE_MOVED : DIAG_CITE_REPEALED;
	struct diag *diag = diag_add(finder->diags, id, cited->span, ended_message(finder, status, what));
	if (!status->sure)
		diag->severity = SEVERITY_NOTE; /* the day is inferred */
	return diag;
}

/* What the registry does not have by its last day: it may have come since. */
static struct diag *report_unknown(const struct citation_finder *finder, const struct cited *cited, const char *what)
{
	if (!cited->status.known_to.year)
		return NULL;
	struct diag *diag =
	    diag_add(finder->diags, DIAG_CITE_NO_SUCH, cited->span,
	             msg_citations_not_confirmed(finder->arena, what, print_day(finder, cited->status.known_to)));
	diag->severity = SEVERITY_NOTE;
	diag->hint = msg(MSG_CITATIONS_CHECK_NUMBER);
	return diag;
}

/* The number is of another row than before: whoever dates an old sheet anew may mean that one. */
static struct diag *report_renumbered(const struct citation_finder *finder, const struct cited *cited, const char *what)
{
	const struct status *status = &cited->status;
	if (!status->formerly)
		return NULL;
	struct diag *diag = diag_add(finder->diags, DIAG_CITE_RENUMBERED, cited->span,
	                             msg_citations_renumbered(finder->arena, what, print_day(finder, status->since)));
	const char *law = status->formerly_law ? status->formerly_law : cited->citation.canonical;
	diag->hint = msg_citations_renumbered_hint(finder->arena, law, status->formerly);
	return diag;
}

static struct diag *report_no_such(const struct citation_finder *finder, const struct cited *cited, const char *what)
{
	struct diag *diag =
	    diag_add(finder->diags, DIAG_CITE_NO_SUCH, cited->span, msg_citations_none(finder->arena, what));
	if (cited->status.state == LAW_WRONG_LEVEL || cited->assumed)
		diag->severity = SEVERITY_WARNING;
	return diag;
}

static struct diag *report_state(const struct citation_finder *finder, const struct cited *cited, const char *what)
{
	switch (cited->status.state) {
	case LAW_STATE_REPEALED:
	case LAW_STATE_MOVED:
		return report_ended(finder, cited, what);
	case LAW_NO_SUCH:
	case LAW_WRONG_LEVEL:
		return report_no_such(finder, cited, what);
	case LAW_NOT_YET:
		return diag_add(finder->diags, DIAG_CITE_NOT_YET, cited->span,
		                msg_citations_not_yet(finder->arena, what, print_day(finder, cited->status.since)));
	case LAW_IN_FORCE:
		return report_renumbered(finder, cited, what);
	case LAW_UNKNOWN:
		return report_unknown(finder, cited, what);
	case LAW_HISTORY:
	case LAW_FORMER:
		break;
	}
	return NULL;
}

void cited_describe(struct arena *arena, const struct calendar *calendar, struct diag *diag, const struct cited *cited)
{
	struct buf path = BUF_INIT;
	node_path(cited->node, &path);
	diag->path = arena_copy(arena, buf_text(&path), path.length);
	buf_free(&path);
	if (cited->row) {
		diag->item = cited->row->item->id;
		diag->item_name = row_name(arena, calendar, cited->sheet, cited->row);
	}
}

static const char *add_planned_day(const struct citation_finder *finder, const char *hint, struct date day)
{
	const char *words = msg_citations_no_planned_day(finder->arena, print_day(finder, day));
	return hint ? msg_citations_sentences(finder->arena, hint, words) : words;
}

/* What changes the citation; with it all others of its scalar that change. */
static const struct remedy *remedy_of(const struct citation_finder *finder, const struct cited *items, size_t size)
{
	const struct answer_fixes *answer = fixes_of_scalar(finder->fixes, items[0].node);
	for (size_t i = 0; answer && i < size; i++)
		if (status_text(&items[i].status))
			return fixes_remedy(finder->arena, answer);
	return NULL;
}

/* `places`: of the items, those of the first one's list are in front; the others stand elsewhere in its answer. */
static void check_state(const struct citation_finder *finder, const struct cited *items, size_t size, size_t places)
{
	const char *first = items[0].citation.canonical;
	const char *what = places > size ? msg_citations_and_places(finder->arena, first, places - 1)
	                   : size > 1    ? msg_citations_and_more(finder->arena, first, size - 1)
	                                 : msg_row_quoted(finder->arena, first);
	bool table = places > size && items[0].citation.schedule;
	struct diag *diag = report_state(finder, &items[0], what);
	if (!diag)
		return;
	if (status_is_stale(&items[0].status) || items[0].status.state == LAW_WRONG_LEVEL)
		diag->hint = hint_for(finder, items, table ? places : size);
	if (items[0].status.state == LAW_NO_SUCH ||
	    (items[0].status.state == LAW_WRONG_LEVEL && !items[0].status.successor))
		diag->hint = msg(MSG_CITATIONS_CHECK_NUMBER);
	if (items[0].assumed)
		diag->hint = add_planned_day(finder, diag->hint, items[0].day);
	diag->source = items[0].status.by;
	if (status_is_stale(&items[0].status))
		diag->remedy = remedy_of(finder, items, size);
	cited_describe(finder->arena, finder->calendar, diag, &items[0]);
}

/* 別表の44の項（介護保険法…）: the row belongs to another law than the one named beside it. */
static void check_row(const struct citation_finder *finder, const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	const struct law_row *row =
	    citation->schedule && citation->row ? schedule_row_on(citation->schedule, citation->row, cited->day) : NULL;
	if (!row || !row->law || !citation->beside || cited->status.state != LAW_IN_FORCE)
		return;
	for (const struct law_row *one = schedule_row(citation->schedule, citation->row); one; one = one->next)
		if (row_is_under(one, citation->beside))
			return; /* or that of the row which has the number on another day */
	struct diag *diag =
	    diag_add(finder->diags, DIAG_CITE_ROW, cited->span,
	             msg_citations_row(finder->arena, citation->canonical, row->law, citation->beside->short_name));
	diag->hint = msg(MSG_CITATIONS_ROW_HINT);
	cited_describe(finder->arena, finder->calendar, diag, cited);
}

/* 行政手続きにおける…: read as the act, but its title is another. */
static void check_title(const struct citation_finder *finder, const struct cited *cited)
{
	if (!cited->citation.misspelt || cited->status.state == LAW_HISTORY || cited->status.state == LAW_FORMER)
		return;
	struct diag *diag =
	    diag_add(finder->diags, DIAG_CITE_TITLE, cited->span, msg_cite_title(finder->arena, cited->text));
	diag->hint = msg_cite_title_right(finder->arena, cited->citation.act->title);
	cited_describe(finder->arena, finder->calendar, diag, cited);
}

static bool any_stale(const struct cited_list *list)
{
	bool any = false;
	for (size_t i = 0; i < list->count && !any; i++)
		any = status_is_stale(&list->items[i].status);
	return any;
}

void check_citations(struct arena *arena, struct diags *diags, const struct official *official,
                     const struct assessment *assessment, const struct cited_list *list)
{
	struct fix_list fixes;
	struct citation_finder finder = {arena, diags, &official->schema->calendar, &fixes};
	fixes_init(&fixes, arena);
	struct cause **causes = find_causes(arena, list);
	if (any_stale(list))
		fixes_of_citations(&fixes, list);
	for (size_t i = 0, size; i < list->count; i += size) {
		size = group_size(&list->items[i], list->count - i);
		check_title(&finder, &list->items[i]);
		size_t places;
		const struct cited *alike = same_cause(arena, &list->items[i], causes[i], &places);
		if (alike)
			check_state(&finder, alike, size, places);
		for (size_t j = 0; j < size; j++)
			check_row(&finder, &list->items[i + j]);
	}
	if (official->law)
		check_strangers(arena, diags, official, assessment, list);
}
