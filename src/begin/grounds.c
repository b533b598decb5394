/* A process of the catalogue → the rows and articles that are in force for it on a day. The catalogue numbers rows as the
 * schedules did when they began (令和6年5月27日); the registry says where they stood before, and where they moved. */
#include "begin/grounds.h"

#include "base/list.h"
#include "base/messages/begin.h"
#include "law/status.h"

#include <string.h>

static const char beppyo[] = "bango-0", teikyo[] = "teikyo-2";

struct finder {
	struct arena *arena;
	const struct registry *registry;
	struct date day;
};

struct row_list {
	const struct law_row **items;
	size_t count;
	size_t capacity;
};

static bool is_in_force(const struct finder *finder, const struct citation *citation)
{
	return citation_judge(finder->arena, finder->registry, citation, "", finder->day).state == LAW_IN_FORCE;
}

static bool row_is_in_force(const struct finder *finder, const struct schedule *schedule, const struct law_row *row)
{
	const struct citation citation = {.act = schedule->act,
	                                  .law = schedule->act->short_name,
	                                  .schedule = schedule,
	                                  .schedule_name = schedule->name,
	                                  .row = row->number};
	return !row->deleted && !row->from_unknown && period_holds(row->from, row->until, finder->day) &&
	       is_in_force(finder, &citation);
}

/* The schedule that did its work on the day. */
static const struct schedule *schedule_on(const struct finder *finder, const char *id)
{
	const struct schedule *schedule = map_get(&finder->registry->schedule_index, id);
	for (size_t i = 0; schedule && i < finder->registry->schedule_count; i++) {
		const struct schedule *other = finder->registry->schedules[i];
		if (!period_holds(schedule->from, schedule->until, finder->day) && other->successor == schedule)
			schedule = other;
	}
	return schedule && period_holds(schedule->from, schedule->until, finder->day) ? schedule : NULL;
}

/* Does the row say that it is this number now? */
static bool leads_to(const struct law_row *row, const char *number)
{
	for (size_t i = 0; i < words_count(row->tos); i++)
		if (strcmp(words_at(row->tos, i), number) == 0)
			return true;
	return false;
}

/* Rows of the day that are the catalogue's row `number`: itself, where it moved to within its schedule, or what became it. */
static void add_rows(const struct finder *finder, const struct schedule *schedule, bool earlier, const char *number,
                     struct row_list *rows)
{
	const struct law_row *own = schedule_row(schedule, number);
	if (!earlier && !own)
		return;
	bool moved = !earlier && !row_is_in_force(finder, schedule, own);
	for (size_t i = 0; i < schedule->row_count; i++) {
		const struct law_row *row = schedule->rows[i];
		bool meant = earlier ? leads_to(row, number) : moved ? leads_to(own, row->number) : row == own;
		if (meant && row_is_in_force(finder, schedule, row))
			list_push(finder->arena, rows, row);
	}
}

static struct row_list rows_on(const struct finder *finder, const struct schedule *schedule, const char *id,
                               const struct node *numbers)
{
	struct row_list rows = {0};
	bool earlier = schedule && strcmp(schedule->id, id) != 0;
	for (size_t i = 0; schedule && numbers && i < numbers->count; i++)
		add_rows(finder, schedule, earlier, numbers->items[i]->text, &rows);
	return rows;
}

/* ---- what is handed over ---- */

/* Does the word stand in the list of information, and not as the end of another: 児童扶養手当… in 特別児童扶養手当…? */
static bool lists(const char *text, const char *word)
{
	for (const char *at = text; (at = strstr(at, word)); at++) {
		const unsigned char *before = (const unsigned char *)at - 3;
		if (at - text < 3 || before[0] < 0xe4 || before[0] > 0xe9)
			return true;
	}
	return false;
}

static bool gives(const struct law_row *row, const char *by, const struct node *information)
{
	for (size_t i = 0; row->gives && i < row->gives->count; i++) {
		const struct node *given = node_member(row->gives, i);
		for (size_t j = 0; strstr(given->key->text, by) && j < information->count; j++)
			if (lists(given->text, information->items[j]->text))
				return true;
	}
	return false;
}

static struct row_list rows_given(const struct finder *finder, const struct schedule *schedule,
                                  const struct node *entry)
{
	struct row_list rows = {0};
	const struct node *by = node_get(entry, "by"), *information = node_get(entry, "information");
	for (size_t i = 0; by && information && i < schedule->row_count; i++)
		if (gives(schedule->rows[i], by->text, information) && row_is_in_force(finder, schedule, schedule->rows[i]))
			list_push(finder->arena, &rows, schedule->rows[i]);
	return rows;
}

/* ---- words ---- */

static const char *numbers_of(const struct finder *finder, const struct row_list *rows)
{
	const char *words = NULL;
	for (size_t i = 0; i < rows->count; i++)
		words = words ? msg_begin_more(finder->arena, words, rows->items[i]->number)
		              : arena_string(finder->arena, rows->items[i]->number);
	return words;
}

static const char *title_of(struct arena *arena, const struct act *act)
{
	return act->number ? msg_begin_title(arena, act->title, act->number) : act->title;
}

/* 番号法第9条第1項 別表の100の項, and the articles of its order. */
static const char *use_of(const struct finder *finder, const struct process *process)
{
	const struct schedule *schedule = schedule_on(finder, beppyo);
	struct row_list rows = rows_on(finder, schedule, beppyo, process->use);
	if (!schedule || !rows.count)
		return NULL;
	const char *words = msg_begin_use(finder->arena, schedule->name, numbers_of(finder, &rows));
	for (size_t i = 0; schedule->order && i < rows.count; i++) {
		const char *article = rows.items[i]->order_article;
		const struct citation citation = {
		    .act = schedule->order, .law = title_of(finder->arena, schedule->order), .article = article};
		if (article && is_in_force(finder, &citation))
			words = arena_printf(finder->arena, "%s\n%s", words, citation_print(finder->arena, &citation));
	}
	return words;
}

/* What published sheets cite where 別表 has no row. */
static const char *usual_articles(const struct finder *finder, const struct process *process)
{
	const char *words = NULL;
	for (size_t i = 0; process->law && i < finder->registry->process_count; i++) {
		const struct law_process *usual = &finder->registry->processes[i];
		for (size_t j = 0; strcmp(usual->law, process->law) == 0 && usual->cites && j < usual->cites->count; j++) {
			const char *article = usual->cites->items[j]->text;
			words = words ? msg_begin_more(finder->arena, words, article)
			              : arena_printf(finder->arena, "%s%s", process->law, article);
		}
	}
	return words;
}

static const char *item_on(const struct finder *finder, const char *topic)
{
	const struct provision *provision = map_get(&finder->registry->provision_index, topic);
	for (size_t i = 0; provision && i < provision->step_count; i++)
		if (period_holds(provision->steps[i].from, provision->steps[i].until, finder->day))
			return provision->steps[i].cite;
	return NULL;
}

static const char *table_of(const struct finder *finder, const struct schedule *schedule, const char *item)
{
	return schedule->article
	           ? msg_begin_order_table(finder->arena, item, title_of(finder->arena, schedule->act), schedule->name)
	           : msg_begin_own_table(finder->arena, item, schedule->name);
}

static const char *linkage_of(const struct finder *finder, const struct process *process, const char *unknown)
{
	const struct schedule *schedule = schedule_on(finder, teikyo);
	const char *item = item_on(finder, msg(MSG_BEGIN_LINKAGE_TOPIC));
	if (!schedule || !item || (!process->asks && !process->gives))
		return NULL;
	struct row_list asked = rows_on(finder, schedule, teikyo, process->asks);
	struct row_list given = rows_given(finder, schedule, process->gives);
	const char *words = table_of(finder, schedule, item);
	if (asked.count)
		words = msg_begin_asked(finder->arena, words, numbers_of(finder, &asked));
	if (given.count)
		words = msg_begin_given(finder->arena, words, numbers_of(finder, &given));
	else if (process->gives) /* older tables: the registry does not know who handed over what */
		words = msg_begin_given_unknown(finder->arena, words, unknown);
	return words;
}

struct grounds grounds_of(struct arena *arena, const struct registry *registry, const struct process *process,
                          struct date day, const char *unknown)
{
	const struct finder finder = {arena, registry, day};
	const struct act *act = process->law ? registry_title(registry, process->law) : NULL;
	const struct schedule *schedule = schedule_on(&finder, beppyo);
	bool is_own = schedule && strcmp(schedule->id, beppyo) == 0; /* the schedule whose words the catalogue has */
	struct grounds grounds = {.affair = is_own ? process->affair : NULL,
	                          .title = act ? title_of(arena, act) : process->law,
	                          .use = use_of(&finder, process),
	                          .linkage = linkage_of(&finder, process, unknown)};
	if (!grounds.use && !process->use) {
		grounds.use = usual_articles(&finder, process);
		grounds.use_is_usual = grounds.use != NULL;
	}
	return grounds;
}
