/* Questions to the registry. */
#include "law/registry.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool period_holds(struct date from, struct date until, struct date day)
{
	return (!from.year || date_compare(from, day) <= 0) && (!until.year || date_compare(day, until) <= 0);
}

const struct schedule *registry_schedule(const struct registry *registry, const struct act *act, const char *name,
                                         const char *article)
{
	for (size_t i = 0; act && i < registry->schedule_count; i++) {
		const struct schedule *schedule = registry->schedules[i];
		if (schedule->act != act)
			continue;
		if (name ? strcmp(schedule->folded, name) == 0
		         : schedule->article && article && strcmp(schedule->article, article) == 0)
			return schedule;
	}
	return NULL;
}

const struct law_row *schedule_row(const struct schedule *schedule, const char *number)
{
	return map_get(&schedule->index, number);
}

const struct law_row *schedule_row_on(const struct schedule *schedule, const char *number, struct date day)
{
	const struct law_row *first = schedule_row(schedule, number);
	for (const struct law_row *row = first; row; row = row->next)
		if (row->from_unknown || period_holds(row->from, row->until, day))
			return row;
	return first;
}

bool row_is_of(const struct law_row *row, const char *title)
{
	for (size_t i = 0; i < words_count(row->laws); i++)
		if (strstr(words_at(row->laws, i), title))
			return true;
	return false;
}

bool row_is_under(const struct law_row *row, const struct act *act)
{
	for (size_t i = 0; i < words_count(row->laws); i++)
		if (strncmp(act->title, words_at(row->laws, i), strlen(words_at(row->laws, i))) == 0)
			return true;
	return row_is_of(row, act->title);
}

const struct act *registry_title(const struct registry *registry, const char *title)
{
	for (size_t i = 0; i < registry->act_count; i++)
		if (strcmp(registry->acts[i]->title, title) == 0)
			return registry->acts[i];
	return NULL;
}

const struct provision_step *registry_step(const struct registry *registry, const struct act *act, const char *cite)
{
	char key[128];
	int length = snprintf(key, sizeof key, "%s%s", act->id, cite);
	return length < (int)sizeof key ? map_get(&registry->cites, key) : NULL;
}
