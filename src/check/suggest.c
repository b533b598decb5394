/* Name, overviews or citations of a process → its laws → the rows that are in force for them. A law counts where no
 * longer name of another one stands around its own: 健康保険法 is not named by 国民健康保険法. */
#include "check/suggest.h"

#include "base/list.h"

#include <string.h>

enum { STEM = 12 }; /* bytes of a name without 法 that say enough: 介護保険, but not 医師 */

struct candidate {
	const char *law; /* title */
	bool meant;
};

/* One of the names of a candidate. */
struct called {
	const char *text;
	size_t candidate;
	bool title;
};

struct suggesting {
	struct arena *arena;
	const struct registry *registry;
	LIST(struct candidate) candidates;
	LIST(struct called) names;
	struct map cited; /* canonical forms */
};

static void add_name(struct suggesting *suggesting, const char *text, bool title)
{
	list_push(suggesting->arena, &suggesting->names, ((struct called){text, suggesting->candidates.count - 1, title}));
}

static void add_candidate(struct suggesting *suggesting, const char *law, const struct act *act)
{
	const struct node *const lists[] = {act ? act->aliases : NULL, act ? act->guesses : NULL};
	list_push(suggesting->arena, &suggesting->candidates, ((struct candidate){law, false}));
	add_name(suggesting, law, true);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (size_t j = 0; lists[i] && j < lists[i]->count; j++)
			add_name(suggesting, lists[i]->items[j]->text, false);
}

/* The laws of all rows, and those that words in the names of processes mean. */
static void collect_candidates(struct suggesting *suggesting)
{
	static char seen;
	const struct registry *registry = suggesting->registry;
	struct map laws, titles;
	map_init(&laws, suggesting->arena);
	map_init(&titles, suggesting->arena);
	for (size_t i = 0; i < registry->act_count; i++)
		map_put(&titles, registry->acts[i]->title, registry->acts[i]);
	for (size_t i = 0; i < registry->schedule_count; i++) {
		const struct schedule *schedule = registry->schedules[i];
		for (size_t j = 0; j < schedule->row_count; j++)
			for (size_t k = 0; k < words_count(schedule->rows[j]->laws); k++) {
				const char *law = words_at(schedule->rows[j]->laws, k);
				if (!map_put(&laws, law, &seen))
					add_candidate(suggesting, law, map_get(&titles, law));
			}
	}
	for (size_t i = 0; i < registry->process_count; i++)
		if (!map_put(&laws, registry->processes[i].law, &seen))
			add_candidate(suggesting, registry->processes[i].law, map_get(&titles, registry->processes[i].law));
}

static bool has_law(const struct suggesting *suggesting)
{
	for (size_t i = 0; i < suggesting->candidates.count; i++)
		if (suggesting->candidates.items[i].meant)
			return true;
	return false;
}

/* Bytes of a name that must stand in a text: in the name of a process the 法 of a title may be left out. */
static size_t name_length(const struct called *name, bool short_form)
{
	size_t length = strlen(name->text), suffix = strlen("法");
	if (short_form && name->title && length >= STEM + suffix && strcmp(name->text + length - suffix, "法") == 0)
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
	for (size_t i = 0; i < suggesting->names.count; i++) {
		const struct called *name = &suggesting->names.items[i];
		size_t longer = name_length(name, short_form);
		for (const char *there = text; longer > length && (there = find(there, name->text, longer)); there++)
			if (there <= at && at + length <= there + longer)
				return true;
	}
	return false;
}

/* An abbreviation is a word of its own: no kanji or katakana stands before 「機構法」. */
static bool begins_within_word(const char *text, const char *at)
{
	const unsigned char *before = (const unsigned char *)at - 3;
	if (at - text < 3)
		return false;
	bool katakana = before[0] == 0xe3 && (before[1] == 0x83 || (before[1] == 0x82 && before[2] >= 0xa1));
	return katakana || (before[0] >= 0xe4 && before[0] <= 0xe9);
}

static void read_text(struct suggesting *suggesting, const char *text, bool short_form)
{
	for (size_t i = 0; i < suggesting->names.count; i++) {
		const struct called *name = &suggesting->names.items[i];
		struct candidate *candidate = &suggesting->candidates.items[name->candidate];
		size_t length = name_length(name, short_form);
		for (const char *at = text; !candidate->meant && (at = find(at, name->text, length)); at++)
			candidate->meant = (name->title || !begins_within_word(text, at)) &&
			                   !is_part_of_another(suggesting, text, at, length, short_form);
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
		if (citation->history)
			continue;
		const struct citation article = {.law = citation->law, .article = citation->article};
		if (citation->article)
			map_put(&suggesting->cited, citation_print(suggesting->arena, &article), &seen);
		const struct law_row *row = citation->schedule && citation->row
		                                ? schedule_row_on(citation->schedule, citation->row, citations->items[i].day)
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

/* The law of the row that is meant; NULL: none of them. */
static const char *law_meant(const struct suggesting *suggesting, const struct law_row *row)
{
	for (size_t i = 0; i < words_count(row->laws); i++)
		if (is_meant(suggesting, words_at(row->laws, i)))
			return words_at(row->laws, i);
	return NULL;
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
		const char *law = law_meant(suggesting, row);
		if (!law || !(row->from_unknown || period_holds(row->from, row->until, list->day)) ||
		    citation_judge(suggesting->arena, suggesting->registry, &citation, "", list->day).state != LAW_IN_FORCE)
			continue;
		struct suggestion suggestion = {
		    .canonical = citation_print(suggesting->arena, &citation), .law = law, .body = row->body};
		suggestion.cited = map_get(&suggesting->cited, suggestion.canonical) != NULL;
		list_push(suggesting->arena, list, suggestion);
	}
}

/* ---- words in the name of a process ---- */

static bool is_named_by(const struct law_process *process, const char *name)
{
	for (size_t i = 0; i < process->words->count; i++)
		if (strstr(name, process->words->items[i]->text))
			return true;
	return false;
}

/* 第12条の4 → 12の4 */
static const char *article_number(struct arena *arena, const char *cite)
{
	const char *number = cite + strlen("第"), *unit = strstr(number, "条");
	return arena_printf(arena, "%.*s%s", (int)(unit - number), number, unit + strlen("条"));
}

static void add_articles(struct suggesting *suggesting, const struct law_process *process, struct suggestion_list *list)
{
	const struct act *act = registry_title(suggesting->registry, process->law);
	for (size_t i = 0; process->cites && i < process->cites->count; i++) {
		struct citation citation = {.act = act,
		                            .law = act->short_name,
		                            .article = article_number(suggesting->arena, process->cites->items[i]->text)};
		enum law_state state = citation_judge(suggesting->arena, suggesting->registry, &citation, "", list->day).state;
		if (state != LAW_IN_FORCE && state != LAW_UNKNOWN)
			continue;
		struct suggestion suggestion = {.canonical = citation_print(suggesting->arena, &citation), .law = process->law};
		suggestion.cited = map_get(&suggesting->cited, suggestion.canonical) != NULL;
		list_push(suggesting->arena, list, suggestion);
	}
	if (process->say)
		list_push(suggesting->arena, &list->notes, process->say);
}

static void read_name(struct suggesting *suggesting, const char *name)
{
	read_text(suggesting, name, true);
	for (size_t i = 0; i < suggesting->registry->process_count; i++)
		for (size_t j = 0; is_named_by(&suggesting->registry->processes[i], name) && j < suggesting->candidates.count;
		     j++)
			suggesting->candidates.items[j].meant |=
			    strcmp(suggesting->candidates.items[j].law, suggesting->registry->processes[i].law) == 0;
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

struct suggestion_list suggest_rows(struct arena *arena, const struct law *law, const struct assessment *assessment,
                                    const struct cited_list *citations, const struct value *as_of)
{
	struct suggesting suggesting = {.arena = arena, .registry = law->registry};
	struct suggestion_list list = {.day = day_of(law->registry, assessment, as_of)};
	map_init(&suggesting.cited, arena);
	collect_candidates(&suggesting);
	const struct value *value = record_field(assessment->model->root, "name");
	const char *name = value && value->kind == VALUE_TEXT && value->node ? value->text : "";
	read_name(&suggesting, name);
	const bool named = has_law(&suggesting);
	for (size_t i = 0; !named && i < assessment->sheet_count; i++) {
		const struct record *record = assessment->sheets[i]->record;
		const struct value *overview = record ? record_field(record, "overview") : NULL;
		if (overview && overview->kind == VALUE_TEXT && overview->node)
			read_node(&suggesting, overview->node);
	}
	read_citations(&suggesting, citations);
	for (size_t i = 0; i < law->registry->schedule_count; i++)
		if (period_holds(law->registry->schedules[i]->from, law->registry->schedules[i]->until, list.day))
			add_rows(&suggesting, law->registry->schedules[i], &list);
	for (size_t i = 0; i < law->registry->process_count; i++)
		if (is_named_by(&law->registry->processes[i], name))
			add_articles(&suggesting, &law->registry->processes[i], &list);
	return list;
}
