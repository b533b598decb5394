/* Sheets and plain texts → citations with their places. Texts are read in print order, for a sheet defines its abbreviations
 * in one item and uses them in the next. */
#include "check/citations.h"

#include "base/list.h"
#include "base/messages/mend.h"
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
static bool is_meant(const struct citation *citation, const struct status *status, struct date day)
{
	const struct schedule *schedule = citation->schedule;
	if (!citation->between || !schedule)
		return true;
	const struct law_row *row = schedule_row_on(schedule, citation->row, day);
	bool there = row && (row->from_unknown || period_holds(row->from, row->until, day));
	bool gone_alone = status_is_stale(status) && !status->successor_schedule && !schedule->until.year && !there;
	return status->state != LAW_NOT_YET && !gone_alone;
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
		if (is_meant(&citations.items[i], &statuses[i], collector->day))
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
static void drop_repetitions(struct arena *arena, struct cited_list *list)
{
	struct map seen;
	size_t kept = 0;
	map_init(&seen, arena);
	for (size_t i = 0; i < list->count; i++) {
		const struct cited *cited = &list->items[i];
		const uint64_t numbers[] = {(uintptr_t)cited->span.source, cited->span.start, (uint64_t)cited->status.state};
		const char *key = map_key(arena, numbers, sizeof numbers / sizeof *numbers, cited->citation.canonical);
		if (!map_put(&seen, key, arena) && kept++ < i)
			list->items[kept - 1] = *cited;
	}
	list->count = kept;
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
	drop_repetitions(arena, &collector.list);
	return collector.list;
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
		if (!is_meant(citation, &statuses[i], text->day))
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
