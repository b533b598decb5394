/* Name, overviews or citations of a process → its laws → the rows that are in force for them. A law counts where no
 * longer name of another one stands around its own: 健康保険法 is not named by 国民健康保険法. */
#include "check/suggest.h"

#include "base/list.h"
#include "base/message.h"
#include "base/utf8.h"
#include "check/corpus.h"

#include <string.h>

enum { STEM = 12 }; /* bytes of a name without 法 that say enough: 介護保険, but not 医師 */

struct candidate {
	const char *law;
	bool meant;
};

struct suggesting {
	struct arena *arena;
	const struct registry *registry;
	LIST(struct candidate) candidates;
	struct map cited; /* canonical forms */
};

static void collect_candidates(struct suggesting *suggesting)
{
	static char seen;
	struct map laws;
	map_init(&laws, suggesting->arena);
	for (size_t i = 0; i < suggesting->registry->schedule_count; i++) {
		const struct schedule *schedule = suggesting->registry->schedules[i];
		for (size_t j = 0; j < schedule->row_count; j++) {
			const char *law = schedule->rows[j]->law;
			if (law && !map_put(&laws, law, &seen))
				list_push(suggesting->arena, &suggesting->candidates, ((struct candidate){law, false}));
		}
	}
}

static bool has_law(const struct suggesting *suggesting)
{
	for (size_t i = 0; i < suggesting->candidates.count; i++)
		if (suggesting->candidates.items[i].meant)
			return true;
	return false;
}

/* Bytes of the law's name that must stand in a text: in the name of a process 法 may be left out. */
static size_t name_length(const char *law, bool short_form)
{
	size_t length = strlen(law), suffix = strlen("法");
	if (short_form && length >= STEM + suffix && strcmp(law + length - suffix, "法") == 0)
		return length - suffix;
	return length;
}

static const char *find(const char *text, const char *law, size_t length)
{
	for (; *text; text++)
		if (strncmp(text, law, length) == 0)
			return text;
	return NULL;
}

/* Does a longer name stand around the one at `at`? */
static bool is_part_of_another(const struct suggesting *suggesting, const char *text, const char *at, size_t length,
                               bool short_form)
{
	for (size_t i = 0; i < suggesting->candidates.count; i++) {
		const char *law = suggesting->candidates.items[i].law;
		size_t longer = name_length(law, short_form);
		for (const char *there = text; longer > length && (there = find(there, law, longer)); there++)
			if (there <= at && at + length <= there + longer)
				return true;
	}
	return false;
}

static void read_text(struct suggesting *suggesting, const char *text, bool short_form)
{
	for (size_t i = 0; i < suggesting->candidates.count; i++) {
		struct candidate *candidate = &suggesting->candidates.items[i];
		size_t length = name_length(candidate->law, short_form);
		for (const char *at = text; !candidate->meant && (at = find(at, candidate->law, length)); at++)
			candidate->meant = !is_part_of_another(suggesting, text, at, length, short_form);
	}
}

static void read_node(struct suggesting *suggesting, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		read_text(suggesting, node->text, false);
	for (size_t i = 0; i < node->count; i++)
		read_node(suggesting, node->items[i]);
}

static void read_citations(struct suggesting *suggesting, const struct cited_list *citations)
{
	static char seen;
	const bool found = has_law(suggesting);
	for (size_t i = 0; i < citations->count; i++) {
		const struct citation *citation = &citations->items[i].citation;
		const struct law_row *row = citation->schedule && citation->row && !citation->history
		                                ? schedule_row(citation->schedule, citation->row)
		                                : NULL;
		if (!row)
			continue;
		map_put(&suggesting->cited, citation->canonical, &seen);
		for (size_t j = 0; !found && row->law && !citation->schedule->article && j < suggesting->candidates.count; j++)
			suggesting->candidates.items[j].meant |= strcmp(suggesting->candidates.items[j].law, row->law) == 0;
	}
}

/* ---- rows ---- */

static bool is_meant(const struct suggesting *suggesting, const char *law)
{
	for (size_t i = 0; law && i < suggesting->candidates.count; i++)
		if (suggesting->candidates.items[i].meant && strcmp(suggesting->candidates.items[i].law, law) == 0)
			return true;
	return false;
}

static void add_rows(struct suggesting *suggesting, const struct schedule *schedule, struct suggestion_list *list)
{
	for (size_t i = 0; i < schedule->row_count; i++) {
		const struct law_row *row = schedule->rows[i];
		struct citation citation = {.act = schedule->act,
		                            .law = schedule->act->short_name,
		                            .schedule = schedule,
		                            .schedule_name = schedule->name,
		                            .row = row->number};
		if (!is_meant(suggesting, row->law) || !(row->from_unknown || period_holds(row->from, row->until, list->day)) ||
		    citation_judge(suggesting->arena, suggesting->registry, &citation, "", list->day).state != LAW_IN_FORCE)
			continue;
		struct suggestion suggestion = {
		    .canonical = citation_print(suggesting->arena, &citation), .law = row->law, .body = row->body};
		suggestion.cited = map_get(&suggesting->cited, suggestion.canonical) != NULL;
		list_push(suggesting->arena, list, suggestion);
	}
}

static struct date day_of(const struct registry *registry, const struct assessment *assessment,
                          const struct value *as_of)
{
	struct date day = {0};
	if (as_of->kind == VALUE_DATE)
		return as_of->date;
	for (size_t i = 0; i < assessment->sheet_count; i++) {
		const struct occasion *occasion = &assessment->sheets[i]->occasion;
		const struct value *own = occasion->published.kind == VALUE_DATE ? &occasion->published : &occasion->as_of;
		if (own->kind == VALUE_DATE && own->date.month && date_compare(day, own->date) < 0)
			day = own->date;
	}
	return day.year ? day : registry->known_to;
}

/* What the name of the process says of its laws; where it says nothing, what its overviews say. */
static void read_process(struct suggesting *suggesting, const struct assessment *assessment)
{
	collect_candidates(suggesting);
	const struct value *name = record_field(assessment->model->root, "name");
	if (name && name->kind == VALUE_TEXT && name->node)
		read_text(suggesting, name->text, true);
	const bool named = has_law(suggesting);
	for (size_t i = 0; !named && i < assessment->sheet_count; i++) {
		const struct record *record = assessment->sheets[i]->record;
		const struct value *overview = record ? record_field(record, "overview") : NULL;
		if (overview && overview->kind == VALUE_TEXT && overview->node)
			read_node(suggesting, overview->node);
	}
}

struct suggestion_list suggest_rows(struct arena *arena, const struct law *law, const struct assessment *assessment,
                                    const struct cited_list *citations, const struct value *as_of)
{
	struct suggesting suggesting = {.arena = arena, .registry = law->registry};
	struct suggestion_list list = {.day = day_of(law->registry, assessment, as_of)};
	map_init(&suggesting.cited, arena);
	read_process(&suggesting, assessment);
	read_citations(&suggesting, citations);
	for (size_t i = 0; i < law->registry->schedule_count; i++)
		if (period_holds(law->registry->schedules[i]->from, law->registry->schedules[i]->until, list.day))
			add_rows(&suggesting, law->registry->schedules[i], &list);
	return list;
}

/* ---- strangers ---- */

/* Kana only join the words of a law's name. */
static bool is_word(const char *text)
{
	int32_t point = 0;
	utf8_decode(text, utf8_step(text), &point);
	return *text && utf8_is_wide(point) && utf8_sort(point) == SORT_OTHER && (point < 0x3041 || point > 0x309f);
}

/* Has the text three letters of one of the words in the law's name? 児童手, 童手当, 手当法 */
static bool has_word_of(const char *text, const char *law)
{
	for (const char *at = law; *at; at += utf8_step(at)) {
		const char *second = at + utf8_step(at), *third = *second ? second + utf8_step(second) : second;
		if (!is_word(at) || !is_word(second) || !is_word(third))
			continue;
		if (find(text, at, (size_t)(third + utf8_step(third) - at)))
			return true;
	}
	return false;
}

static bool is_under(const struct node *node, const char *key)
{
	while (node->parent && node->parent->parent)
		node = node->parent;
	return node->key && node_is(node->key, key);
}

/* The law of a row of 別表 that a model gives for 個人番号の利用, or NULL. */
static const char *law_used(const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	if (cited->status.state != LAW_IN_FORCE || !citation->schedule || citation->schedule->article || !citation->row ||
	    !is_under(cited->node, "number_use"))
		return NULL;
	const struct law_row *row = schedule_row(citation->schedule, citation->row);
	return row ? row->law : NULL;
}

void check_strangers(struct arena *arena, struct diags *diags, const struct official *official,
                     const struct assessment *assessment, const struct cited_list *citations)
{
	struct suggesting suggesting = {.arena = arena, .registry = official->law->registry};
	const struct corpus *corpus = NULL;
	for (size_t i = 0; i < citations->count; i++) {
		const struct cited *cited = &citations->items[i];
		const char *law = law_used(cited);
		if (law && !corpus) {
			read_process(&suggesting, assessment);
			corpus = corpus_new(arena, official->schema, assessment->model, false);
		}
		if (!law || !has_law(&suggesting) || is_meant(&suggesting, law) || has_word_of(corpus->text, law))
			continue;
		struct diag *diag = diag_add(diags, DIAG_CITE_STRANGER, cited->span,
		                             msg_suggest_stranger(diags->arena, cited->citation.canonical, law));
		diag->hint = msg(MSG_SUGGEST_OWN_ROWS);
		cited_describe(arena, &official->schema->calendar, diag, cited);
	}
}
