/* Name, overviews or citations of a process → its laws → the rows that are in force for them. A law counts where no
 * longer name of another one stands around its own: 健康保険法 is not named by 国民健康保険法. */
#include "check/suggest.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/messages/suggest.h"
#include "base/utf8.h"
#include "law/folded.h"
#include "law/words.h"
#include "rules/corpus.h"

#include <string.h>

enum { STEM = 12 }; /* bytes of a name without 法 that say enough: 介護保険, but not 医師 */

struct candidate {
	const char *law; /* title */
	bool meant;
};

struct suggesting {
	struct arena *arena;
	const struct registry *registry;
	LIST(struct candidate) candidates;
	struct map indexes; /* title → its number among the candidates, from 1 */
	struct map cited;   /* canonical forms */
};

static void add_candidate(struct suggesting *suggesting, const char *law)
{
	size_t *index = arena_new_object(suggesting->arena, size_t);
	*index = suggesting->candidates.count;
	if (!map_put(&suggesting->indexes, law, index))
		list_push(suggesting->arena, &suggesting->candidates, ((struct candidate){law, false}));
}

/* The laws of all rows, and those that words in the names of processes mean. */
static void collect_candidates(struct suggesting *suggesting)
{
	const struct registry *registry = suggesting->registry;
	map_init(&suggesting->indexes, suggesting->arena);
	for (size_t i = 0; i < registry->schedule_count; i++) {
		const struct schedule *schedule = registry->schedules[i];
		for (size_t j = 0; j < schedule->row_count; j++)
			for (size_t k = 0; k < words_count(schedule->rows[j]->laws); k++)
				add_candidate(suggesting, words_at(schedule->rows[j]->laws, k));
	}
	for (size_t i = 0; i < registry->process_count; i++)
		add_candidate(suggesting, registry->processes[i].law);
}

static void mean_law(struct suggesting *suggesting, const char *title)
{
	const size_t *index = map_get(&suggesting->indexes, title);
	if (index)
		suggesting->candidates.items[*index].meant = true;
}

static bool is_meant(const struct suggesting *suggesting, const char *law)
{
	const size_t *index = law ? map_get(&suggesting->indexes, law) : NULL;
	return index && suggesting->candidates.items[*index].meant;
}

static bool has_law(const struct suggesting *suggesting)
{
	for (size_t i = 0; i < suggesting->candidates.count; i++)
		if (suggesting->candidates.items[i].meant)
			return true;
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

/* Titles and abbreviations, the longest at each place: 国民健康保険法 does not name 健康保険法. */
static void read_text(struct suggesting *suggesting, const char *text)
{
	const struct folded folded = fold_text(suggesting->arena, text, strlen(text), false);
	for (const char *at = folded.text; *at;) {
		size_t rest = folded.length - (size_t)(at - folded.text);
		const struct law_name *name = registry_name(suggesting->registry, NULL, at, rest);
		if (!name) {
			at += utf8_step(at);
			continue;
		}
		const struct act *act = name->act;
		if (name->length == strlen(act->title) || !begins_within_word(folded.text, at)) {
			mean_law(suggesting, act->title);
			if (act->parent)
				mean_law(suggesting, act->parent->title);
		}
		at += name->length;
	}
}

/* ---- names of processes ---- */

/* Bytes of a title without 法 that say enough in the name of a process; 0: all of it has to stand there. */
static size_t stem_length(const char *law)
{
	size_t length = strlen(law), suffix = strlen(WORD_LAW);
	return length >= STEM + suffix && strcmp(law + length - suffix, WORD_LAW) == 0 ? length - suffix : 0;
}

static const char *find(const char *text, const char *law, size_t length)
{
	for (; *text; text++)
		if (strncmp(text, law, length) == 0)
			return text;
	return NULL;
}

/* Does a longer stem stand around the one at `at`? */
static bool is_part_of_another(const struct suggesting *suggesting, const char *text, const char *at, size_t length)
{
	for (size_t i = 0; i < suggesting->candidates.count; i++) {
		const char *law = suggesting->candidates.items[i].law;
		size_t longer = stem_length(law);
		for (const char *there = text; longer > length && (there = find(there, law, longer)); there++)
			if (there <= at && at + length <= there + longer)
				return true;
	}
	return false;
}

static void read_stems(struct suggesting *suggesting, const char *name)
{
	for (size_t i = 0; i < suggesting->candidates.count; i++) {
		struct candidate *candidate = &suggesting->candidates.items[i];
		size_t length = stem_length(candidate->law);
		for (const char *at = name; length && !candidate->meant && (at = find(at, candidate->law, length)); at++)
			candidate->meant = !is_part_of_another(suggesting, name, at, length);
	}
}

static bool is_named_by(const struct law_process *process, const char *name)
{
	for (size_t i = 0; i < process->words->count; i++)
		if (strstr(name, process->words->items[i]->text))
			return true;
	return false;
}

static void read_name(struct suggesting *suggesting, const char *name)
{
	const struct registry *registry = suggesting->registry;
	read_text(suggesting, name);
	read_stems(suggesting, name);
	for (size_t i = 0; i < registry->process_count; i++)
		if (is_named_by(&registry->processes[i], name))
			mean_law(suggesting, registry->processes[i].law);
}

/* ---- overviews and citations ---- */

static void read_node(struct suggesting *suggesting, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		read_text(suggesting, node->text);
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
		if (!found && row->law && !citation->schedule->article)
			mean_law(suggesting, row->law);
	}
}

/* ---- rows ---- */

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

/* ---- articles ---- */

/* 第12条の4 → 12の4 */
static const char *article_number(struct arena *arena, const char *cite)
{
	const char *number = cite + strlen(WORD_ORDINAL), *unit = strstr(number, WORD_ARTICLE);
	return arena_printf(arena, "%.*s%s", (int)(unit - number), number, unit + strlen(WORD_ARTICLE));
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

/* What the name of the process says of its laws; where it says nothing, what its overviews say. Returns the name. */
static const char *read_process(struct suggesting *suggesting, const struct assessment *assessment)
{
	collect_candidates(suggesting);
	const struct value *value = record_field(assessment->model->root, "name");
	const char *name = value && value->kind == VALUE_TEXT && value->node ? value->text : "";
	read_name(suggesting, name);
	const bool named = has_law(suggesting);
	for (size_t i = 0; !named && i < assessment->sheet_count; i++) {
		const struct record *record = assessment->sheets[i]->record;
		const struct value *overview = record ? record_field(record, "overview") : NULL;
		if (overview && overview->kind == VALUE_TEXT && overview->node)
			read_node(suggesting, overview->node);
	}
	return name;
}

struct suggestion_list suggest_rows(struct arena *arena, const struct law *law, const struct assessment *assessment,
                                    const struct cited_list *citations, const struct value *as_of)
{
	struct suggesting suggesting = {.arena = arena, .registry = law->registry};
	struct suggestion_list list = {.day = day_of(law->registry, assessment, as_of)};
	map_init(&suggesting.cited, arena);
	const char *name = read_process(&suggesting, assessment);
	read_citations(&suggesting, citations);
	for (size_t i = 0; i < law->registry->schedule_count; i++)
		if (period_holds(law->registry->schedules[i]->from, law->registry->schedules[i]->until, list.day))
			add_rows(&suggesting, law->registry->schedules[i], &list);
	for (size_t i = 0; i < law->registry->process_count; i++)
		if (is_named_by(&law->registry->processes[i], name))
			add_articles(&suggesting, &law->registry->processes[i], &list);
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

/* The row of 別表 that a model gives for 個人番号の利用, or NULL. */
static const struct law_row *row_used(const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	if (cited->status.state != LAW_IN_FORCE || !citation->schedule || citation->schedule->article || !citation->row ||
	    !is_under(cited->node, "number_use"))
		return NULL;
	const struct law_row *row = schedule_row_on(citation->schedule, citation->row, cited->day);
	return row && row->law ? row : NULL;
}

/* Has one of the row's laws a word in the texts? */
static bool is_spoken_of(const struct law_row *row, const char *text)
{
	size_t i = 0;
	while (i < words_count(row->laws) && !has_word_of(text, words_at(row->laws, i)))
		i++;
	return i < words_count(row->laws);
}

/* Is none of the row's laws one of the process? Which those are is read when a row is first asked about, for few are. */
static bool is_stranger(struct suggesting *suggesting, const struct assessment *assessment, const struct law_row *row)
{
	if (!suggesting->candidates.count)
		read_process(suggesting, assessment);
	return has_law(suggesting) && !law_meant(suggesting, row);
}

/* The rows of the schedule that are of the process's laws, as a hint; where there are none or many, only to look again. */
static const char *own_rows(struct arena *arena, struct suggesting *suggesting, const struct cited *cited)
{
	enum { FEW = 4 };
	struct suggestion_list list = {.day = cited->day};
	struct buf rows = BUF_INIT;
	add_rows(suggesting, cited->citation.schedule, &list);
	for (size_t i = 0; i < list.count; i++)
		buf_printf(&rows, "%s%s", i ? msg(MSG_SUGGEST_BETWEEN) : "", list.items[i].canonical);
	const char *hint =
	    list.count && list.count <= FEW ? msg_suggest_own_rows(arena, buf_text(&rows)) : msg(MSG_SUGGEST_LOOK_AGAIN);
	buf_free(&rows);
	return hint;
}

void check_strangers(struct arena *arena, struct diags *diags, const struct official *official,
                     const struct assessment *assessment, const struct cited_list *citations)
{
	struct suggesting suggesting = {.arena = arena, .registry = official->law->registry};
	const struct corpus *corpus = NULL;
	map_init(&suggesting.cited, arena);
	for (size_t i = 0; i < citations->count; i++) {
		const struct cited *cited = &citations->items[i];
		const struct law_row *row = row_used(cited);
		if (row && !corpus)
			corpus = corpus_new(arena, official->schema, assessment->model, false);
		if (!row || is_spoken_of(row, corpus->text) || !is_stranger(&suggesting, assessment, row))
			continue;
		struct diag *diag = diag_add(diags, DIAG_CITE_STRANGER, cited->span,
		                             msg_suggest_stranger(diags->arena, cited->citation.canonical, row->law));
		diag->hint = own_rows(diags->arena, &suggesting, cited);
		cited_describe(arena, &official->schema->calendar, diag, cited);
	}
}
