/* Lists of articles, one for a day (「1-6 6の2 9:6 19:1:17」) → what is known of an article on another day. */
#include "law/registry.h"

#include <stdlib.h>
#include <string.h>

/* Splits 38の2の3 into its parts; 0 where there are fewer. */
static void split_number(const char *text, size_t length, int parts[3])
{
	parts[0] = parts[1] = parts[2] = 0;
	for (size_t i = 0, part = 0; i < length && part < 3; i++) {
		if (text[i] >= '0' && text[i] <= '9' && parts[part] < 100000)
			parts[part] = parts[part] * 10 + (text[i] - '0');
		else if ((unsigned char)text[i] == 0xe3) /* の */
			part++;
	}
}

/* Finds an article in a list such as 「1-6 6の2 9:6 19:1:17」; *rest points behind it at its parts. */
static bool list_has(const char *list, const char *article, const char **rest)
{
	int wanted[3], first[3], last[3];
	split_number(article, strlen(article), wanted);
	while (*list) {
		size_t length = strcspn(list, " \n");
		size_t number = strcspn(list, " \n:-");
		split_number(list, number, first);
		memcpy(last, first, sizeof last);
		if (list[number] == '-')
			split_number(list + number + 1, length - number - 1, last);
		bool within = memcmp(first, last, sizeof first) == 0
		                  ? memcmp(first, wanted, sizeof first) == 0
		                  : wanted[1] == 0 && wanted[0] >= first[0] && wanted[0] <= last[0];
		if (within) {
			*rest = list + number;
			return true;
		}
		list += length + strspn(list + length, " \n");
	}
	return false;
}

static struct date day_of_list(const struct node *list)
{
	struct date day = {0};
	date_parse(&(struct calendar){0}, list->key->text, &day);
	return day;
}

/* Does the list say that there are other articles, too? */
static bool is_partial(const char *list)
{
	return strstr(list, "…") != NULL;
}

/* The highest article of a list, without branches. */
static int last_article(const char *list)
{
	int last = 0;
	for (; *list; list += strspn(list, " \n")) {
		int number = (int)strtol(list, NULL, 10);
		size_t length = strcspn(list, " \n"), dash = strcspn(list, "- \n");
		if (dash < length)
			number = (int)strtol(list + dash + 1, NULL, 10);
		last = number > last ? number : last;
		list += length;
	}
	return last;
}

static enum presence presence_in(const char *list, const char *article)
{
	const char *rest;
	if (list_has(list, article, &rest))
		return PRESENT;
	return is_partial(list) ? PRESENCE_UNKNOWN : NOT_PRESENT;
}

/* The lists around a day that say something of an article. */
struct lists {
	const struct node *before, *after; /* or NULL */
	const struct node *newest;         /* of all that are whole */
};

static struct lists lists_around(const struct act *act, const char *article, struct date day)
{
	struct lists lists = {0};
	for (size_t i = 0; act->articles && i < act->articles->count; i++) {
		const struct node *list = node_member(act->articles, i);
		struct date made = day_of_list(list);
		if (!is_partial(list->text) && (!lists.newest || date_compare(day_of_list(lists.newest), made) <= 0))
			lists.newest = list;
		if (presence_in(list->text, article) == PRESENCE_UNKNOWN)
			continue;
		if (date_compare(made, day) <= 0 && (!lists.before || date_compare(day_of_list(lists.before), made) <= 0))
			lists.before = list;
		if (date_compare(made, day) >= 0 && (!lists.after || date_compare(made, day_of_list(lists.after)) < 0))
			lists.after = list;
	}
	return lists;
}

/* What the list after the day tells of it: all, when nothing was amended between; that an article was there already, for
 * a year; that one was not, only behind the end, for others may have been deleted since. */
static enum presence presence_before(const struct act *act, const struct lists *lists, const char *article,
                                     struct date day)
{
	const struct node *after = lists->after;
	enum presence presence = presence_in(after->text, article);
	if (after == lists->newest && act->since.year && date_compare(act->since, day) <= 0)
		return presence;
	bool recent = date_compare(date_add(day_of_list(after), -1, 0, 0), day) <= 0;
	bool behind = strtol(article, NULL, 10) > last_article(after->text);
	return recent && (presence == PRESENT || behind) ? presence : PRESENCE_UNKNOWN;
}

enum presence act_article(const struct act *act, const char *article, struct date day, bool *sure)
{
	struct lists lists = lists_around(act, article, day);
	*sure = true;
	if (!lists.before && !lists.after)
		return PRESENCE_UNKNOWN;
	if (!lists.after) {
		*sure = date_compare(day, act->known_to) <= 0 || date_compare(day, day_of_list(lists.before)) == 0;
		return presence_in(lists.before->text, article);
	}
	if (lists.before && presence_in(lists.before->text, article) == presence_in(lists.after->text, article))
		return presence_in(lists.after->text, article);
	return presence_before(act, &lists, article, day);
}

bool act_article_parts(const struct act *act, const char *article, struct date day, struct article_parts *parts)
{
	*parts = (struct article_parts){0};
	for (size_t i = 0; act->articles && i < act->articles->count; i++) {
		const struct node *list = node_member(act->articles, i);
		const char *rest;
		if (!strchr(list->text, ':') || date_compare(date_add(day_of_list(list), -1, 0, 0), day) > 0)
			continue;
		if (!list_has(list->text, article, &rest) || *rest != ':')
			continue;
		char *end;
		parts->paragraphs = (int)strtol(rest + 1, &end, 10);
		parts->items = *end == ':' ? end + 1 : NULL;
		parts->later = date_compare(day, day_of_list(list)) < 0;
	}
	return parts->paragraphs > 0;
}

int article_items(const struct article_parts *parts, int paragraph)
{
	const char *at = parts->items;
	if (!at)
		return -1;
	for (int i = 1; i < paragraph; i++) {
		at += strspn(at, "0123456789");
		if (*at++ != ',')
			return 0; /* a list ends with the last paragraph that has items */
	}
	return (int)strtol(at, NULL, 10);
}
