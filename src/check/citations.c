/* Sheets → citations with their places → findings. Texts are read in print order, for a sheet defines its abbreviations
 * in one item and uses them in the next. */
#include "check/citations.h"
#include "model/row_name.h"

#include "base/list.h"
#include "base/messages/citations.h"
#include "base/messages/cite.h"
#include "base/messages/mend.h"
#include "base/messages/row.h"
#include "base/utf8.h"
#include "check/fixes.h"
#include "check/suggest.h"
#include "model/text.h"
#include "yaml/scalar.h"

#include <string.h>

const struct law *official_law(struct official *official)
{
	if (!official->law && !official->law_broken) {
		official->law = law_load(official->arena, official->diags, &official->folders);
		official->law_broken = !official->law;
		official->diags->environment |= official->law_broken;
	}
	return official->law;
}

struct collector {
	struct arena *arena;
	const struct official *official;
	const struct law *law;
	const struct value *as_of;
	struct reader *reader;
	const struct model *model;
	const struct sheet *sheet;
	const struct row *row;
	struct date day;
	bool assumed; /* see struct cited */
	bool history;
	size_t groups; /* of the texts before */
	struct cited_list list;
	struct map answers; /* scalar → struct answer */
};

/* A text that several sheets may print, on different days. */
struct answer {
	const char *mended; /* as the first of them would have it */
	bool disputed;      /* another would not */
};

/* ---- texts ---- */

static const char *answer_key(struct arena *arena, const struct node *node)
{
	return map_key(arena, &(uint64_t){(uintptr_t)node}, 1, NULL);
}

static void note_answer(struct collector *collector, const struct node *node, const char *mended)
{
	const char *key = answer_key(collector->arena, node);
	struct answer *answer = map_get(&collector->answers, key);
	if (answer) {
		answer->disputed |= strcmp(answer->mended, mended) != 0;
		return;
	}
	answer = arena_new_object(collector->arena, struct answer);
	answer->mended = mended;
	map_put(&collector->answers, key, answer);
}

/* A range means the rows that its table has on the day, besides those that it names. */
static bool is_meant(const struct citation *citation, const struct status *status)
{
	bool gone_alone = status_is_stale(status) && !(citation->schedule && status->successor_schedule) &&
	                  citation->schedule && !citation->schedule->until.year;
	return !citation->between || !(status->state == LAW_NOT_YET || gone_alone);
}

static void add(struct collector *collector, const struct scalar_text *text, const struct citation *citation,
                const struct status *status)
{
	const struct node *node = text->node;
	struct cited cited = {.citation = *citation,
	                      .status = *status,
	                      .node = node,
	                      .sheet = collector->sheet,
	                      .row = collector->row,
	                      .day = collector->day,
	                      .assumed = collector->assumed};
	if (citation->group)
		cited.citation.group += collector->groups;
	cited.text = arena_copy(collector->arena, node->text + citation->start, citation->end - citation->start);
	cited.span = scalar_text_span(text, citation->start, citation->end);
	list_push(collector->arena, &collector->list, cited);
}

static void read_scalar(void *context, const struct node *node)
{
	struct collector *collector = context;
	struct citation_list citations = {0};
	struct mend_text text = {node->text, node->length, false, collector->day};
	reader_read(collector->reader, node->text, node->length, false, &citations);
	for (size_t i = 0; i < citations.count; i++)
		citations.items[i].history = collector->history;
	if (!citations.count)
		return;
	const struct scalar_text places = scalar_text(collector->arena, node);
	const struct status *statuses =
	    mend_citations(collector->arena, collector->law, collector->reader, &text, &citations);
	size_t groups = 0;
	note_answer(collector, node, mend_apply(collector->arena, &text, &citations, statuses));
	for (size_t i = 0; i < citations.count; i++) {
		if (is_meant(&citations.items[i], &statuses[i]))
			add(collector, &places, &citations.items[i], &statuses[i]);
		if (citations.items[i].group > groups)
			groups = citations.items[i].group;
	}
	collector->groups += groups;
}

static void read_node(struct collector *collector, const struct node *node)
{
	struct scalar_taker taker = {read_scalar, collector};
	text_scalars(collector->official->schema, collector->model->body, node, &taker);
}

/* ---- sheets ---- */

static void read_history(struct collector *collector, const struct sheet *sheet)
{
	collector->history = true;
	collector->row = NULL;
	for (size_t i = 0; i < sheet->history_count; i++) {
		static const char *const fields[] = {"before", "after", "note"};
		for (size_t j = 0; sheet->history[i].record && j < sizeof fields / sizeof *fields; j++) {
			const struct value *value = record_field(sheet->history[i].record, fields[j]);
			if (value && value->kind == VALUE_TEXT)
				read_node(collector, value->node);
		}
	}
	collector->history = false;
}

/* A draft comes after all law that is known, as far as anybody can say: of its day nothing is known, or only that it is
 * in that year or a later one. */
static bool is_undated_draft(const struct sheet *sheet, const struct value *day, struct date known_to)
{
	if (sheet->occasion.published.kind == VALUE_DATE)
		return false;
	return day->kind == VALUE_DATE ? !day->date.month && day->date.year >= known_to.year : day->kind != VALUE_INVALID;
}

static void read_sheet(struct collector *collector, const struct sheet *sheet)
{
	const struct value *day = collector->as_of && collector->as_of->kind == VALUE_DATE ? collector->as_of
	                          : sheet->occasion.published.kind == VALUE_DATE           ? &sheet->occasion.published
	                                                                                   : &sheet->occasion.as_of;
	collector->sheet = sheet;
	collector->assumed = is_undated_draft(sheet, day, collector->law->registry->known_to);
	collector->day = collector->assumed                           ? collector->law->registry->known_to
	                 : day->kind == VALUE_DATE && day->date.month ? day->date
	                                                              : (struct date){0};
	collector->reader = reader_new(collector->arena, collector->law->registry, collector->law->patterns);
	for (size_t i = 0; i < sheet->row_count; i++) {
		collector->row = sheet->rows[i];
		if (sheet->rows[i]->stand_in)
			read_node(collector, sheet->rows[i]->stand_in);
		else if (sheet->rows[i]->answer.kind == VALUE_TEXT && !sheet->rows[i]->derived)
			read_node(collector, sheet->rows[i]->answer.node);
	}
	read_history(collector, sheet);
}

/* A replacement that one of the sheets does not want is none. */
static void settle_disputes(struct collector *collector)
{
	for (size_t i = 0; i < collector->list.count; i++) {
		struct cited *cited = &collector->list.items[i];
		const struct answer *answer = map_get(&collector->answers, answer_key(collector->arena, cited->node));
		if (!answer->disputed || !cited->status.replacement)
			continue;
		cited->status.replacement = cited->status.joined = NULL;
		cited->status.joint = 0;
		cited->status.kept = status_is_stale(&cited->status) ? msg(MSG_MEND_DISPUTED) : NULL;
	}
}

/* The same citation of one place is listed for one sheet only, unless its state differs. */
static struct cited_list without_repetitions(struct arena *arena, const struct cited_list *all)
{
	struct map seen;
	struct cited_list list = {0};
	map_init(&seen, arena);
	for (size_t i = 0; i < all->count; i++) {
		const struct cited *cited = &all->items[i];
		const uint64_t numbers[] = {(uintptr_t)cited->span.source, cited->span.start, (uint64_t)cited->status.state};
		const char *key = map_key(arena, numbers, sizeof numbers / sizeof *numbers, cited->citation.canonical);
		if (!map_put(&seen, key, arena))
			list_push(arena, &list, *cited);
	}
	return list;
}

struct cited_list citations_of_assessment(struct arena *arena, const struct official *official, const struct law *law,
                                          const struct assessment *assessment, const struct value *as_of)
{
	struct collector collector = {
	    .arena = arena, .official = official, .law = law, .as_of = as_of, .model = assessment->model};
	map_init(&collector.answers, arena);
	for (size_t i = 0; i < assessment->sheet_count; i++)
		if (assessment->sheets[i]->record)
			read_sheet(&collector, assessment->sheets[i]);
	settle_disputes(&collector);
	return without_repetitions(arena, &collector.list);
}

/* ---- plain texts ---- */

static struct date published_day(struct arena *arena, const struct law *law, const struct calendar *calendar,
                                 const struct source *source)
{
	struct match match;
	struct date day = {0};
	if (pattern_match(law->patterns->published, source->text, source->length, 0, MATCH_SEARCH, &match)) {
		const char *text =
		    arena_copy(arena, source->text + match.group_start[1], match.group_end[1] - match.group_start[1]);
		enum date_problem problem = date_parse(calendar, text, &day);
		if (problem != DATE_OK && problem != DATE_ERA_YEAR_ONE)
			day = (struct date){0};
	}
	return day;
}

/* One piece of a plain text, which begins at `offset` of it. */
struct piece {
	const struct source *source;
	size_t offset;
	struct mend_text text;
};

static void take_piece(struct arena *arena, const struct law *law, struct reader *reader, const struct piece *piece,
                       const struct cited_taker *taker)
{
	struct citation_list citations = {0};
	const struct mend_text *text = &piece->text;
	reader_read(reader, text->text, text->length, text->plain, &citations);
	const struct status *statuses = mend_citations(arena, law, reader, text, &citations);
	for (size_t i = 0; i < citations.count; i++) {
		const struct citation *citation = &citations.items[i];
		if (!is_meant(citation, &statuses[i]))
			continue;
		struct cited cited = {.citation = *citation,
		                      .status = statuses[i],
		                      .text = arena_copy(arena, text->text + citation->start, citation->end - citation->start),
		                      .span = {piece->source, piece->offset + citation->start, piece->offset + citation->end},
		                      .day = text->day};
		taker->take(taker->context, &cited);
	}
}

void citations_of_text(struct arena *arena, const struct law *law, const struct calendar *calendar,
                       const struct source *source, struct date day, const struct cited_taker *taker)
{
	struct reader *reader = reader_new(arena, law->registry, law->patterns);
	if (!day.year)
		day = published_day(arena, law, calendar, source);
	struct arena *of_piece = arena_new();
	reader_use(reader, of_piece);
	for (size_t at = 0, end; at < source->length; at = end) {
		end = at + reader_piece(source->text + at, source->length - at);
		const char *text = arena_copy(of_piece, source->text + at, end - at);
		struct piece piece = {source, at, {text, end - at, true, day}};
		take_piece(of_piece, law, reader, &piece, taker);
		arena_reset(of_piece);
	}
	arena_free(of_piece);
}

/* ---- findings ---- */

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

/* Did the same change of law make both stale: that of their table, or of the whole Act? */
static bool is_one_cause(const struct cited *a, const struct cited *b)
{
	if (!status_is_stale(&a->status) || !status_is_stale(&b->status) || a->status.sure != b->status.sure ||
	    a->status.state != b->status.state)
		return false;
	if (a->citation.schedule || b->citation.schedule)
		return a->citation.schedule == b->citation.schedule;
	bool acts = a->status.class == LAW_REPEALED_ACT || a->status.class == LAW_RENAMED;
	return acts ? a->citation.act == b->citation.act && a->status.class == b->status.class
	            : strcmp(a->citation.canonical, b->citation.canonical) == 0;
}

static bool is_one_answer(const struct cited *a, const struct cited *b)
{
	return a->node == b->node && a->sheet == b->sheet;
}

/* The citations of the first one's answer that one finding tells of, it in front; NULL: an earlier one does. A few are
 * told one by one, as each has its own mend. */
static const struct cited *same_cause(struct arena *arena, const struct cited_list *list, size_t first, size_t *count)
{
	enum { MANY = 5 };
	const struct cited *at = &list->items[first];
	size_t end = first + 1, found = 1, earlier = 0;
	for (size_t i = first; i-- > 0 && is_one_answer(&list->items[i], at);)
		earlier += is_one_cause(&list->items[i], at);
	for (; end < list->count && is_one_answer(&list->items[end], at); end++)
		found += is_one_cause(&list->items[end], at);
	*count = 0;
	if (found + earlier < MANY)
		return at;
	if (earlier)
		return NULL;
	struct cited *all = arena_array(arena, struct cited, found);
	for (size_t i = first; i < end; i++)
		if (i == first || is_one_cause(&list->items[i], at))
			all[(*count)++] = list->items[i];
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
	if (row_is_of(row, citation->beside->title))
		return;
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
	if (any_stale(list))
		fixes_of_citations(&fixes, list);
	for (size_t i = 0, size; i < list->count; i += size) {
		size = group_size(&list->items[i], list->count - i);
		check_title(&finder, &list->items[i]);
		size_t places;
		const struct cited *alike = same_cause(arena, list, i, &places);
		if (alike)
			check_state(&finder, alike, size, places);
		for (size_t j = 0; j < size; j++)
			check_row(&finder, &list->items[i + j]);
	}
	if (official->law)
		check_strangers(arena, diags, official, assessment, list);
}
