/* The files of rules/law/ → acts, schedules and provisions with their dates. The built-in files come first, the body's are laid
 * over them: an entry that is there already gets the keys that are written anew, one that is not is added. */
#include "law/registry.h"

#include "base/embedded.h"
#include "base/fields.h"
#include "base/list.h"
#include "base/message.h"
#include "law/folded.h"
#include "law/registry_check.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char folder[] = "rules/law/";
static const char patterns_file[] = "rules/law/patterns.yaml";

struct loader {
	struct arena *arena;
	struct diags *diags;
	struct registry *registry;
	LIST(struct act *) acts;
	LIST(struct schedule *) schedules;
	LIST(struct provision *) provisions;
};

/* ---- acts ---- */

static void read_act(struct loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"title", FIELD_STRING, false, offsetof(struct act, title)},
	    {"short", FIELD_STRING, false, offsetof(struct act, short_name)},
	    {"number", FIELD_STRING, false, offsetof(struct act, number)},
	    {"egov", FIELD_STRING, false, offsetof(struct act, egov)},
	    {"aliases", FIELD_LIST, false, offsetof(struct act, aliases)},
	    {"of", FIELD_STRING, false, offsetof(struct act, of)},
	    {"under", FIELD_LIST, false, offsetof(struct act, under)},
	    {"from", FIELD_DATE, false, offsetof(struct act, from)},
	    {"until", FIELD_DATE, false, offsetof(struct act, until)},
	    {"ended", FIELD_STRING, false, offsetof(struct act, ended)},
	    {"to", FIELD_STRING, false, offsetof(struct act, to)},
	    {"by", FIELD_STRING, false, offsetof(struct act, by)},
	    {"articles", FIELD_MAP, false, offsetof(struct act, articles)},
	};
	struct act *act = map_get(&loader->registry->act_index, node->key->text);
	if (!act) {
		act = arena_new_object(loader->arena, struct act);
		act->id = node->key->text;
		map_put(&loader->registry->act_index, act->id, act);
		list_push(loader->arena, &loader->acts, act);
	}
	act->node = node;
	fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, act);
}

/* ---- schedules ---- */

static bool same_date(struct date a, struct date b)
{
	return date_compare(a, b) == 0;
}

/* `from` of a row: a date, or unknown. */
static void read_from(struct loader *loader, const struct schedule *schedule, struct law_row *row)
{
	row->from = schedule->from;
	if (!row->from_node)
		return;
	row->from_unknown = node_is(row->from_node, "unknown");
	if (!row->from_unknown && date_parse(&(struct calendar){0}, row->from_node->text, &row->from) != DATE_OK)
		diag_add(loader->diags, DIAG_DATA_KIND, row->from_node->span, msg(MSG_REGISTRY_FROM));
}

/* Puts row where it belongs: over the entry of the same number and beginning, or beside the others. */
static struct law_row *row_place(struct loader *loader, struct schedule *schedule, const struct law_row *row,
                                 bool *is_new)
{
	struct law_row *first = map_get(&schedule->index, row->number);
	for (struct law_row *other = first; other; other = other->next) {
		if (!row->from_node || same_date(other->from, row->from)) {
			*is_new = false;
			return other;
		}
	}
	struct law_row *added = arena_new_object(loader->arena, struct law_row);
	*added = *row;
	if (first) {
		added->next = first->next;
		first->next = added;
	} else {
		map_put(&schedule->index, added->number, added);
	}
	*is_new = true;
	return added;
}

static void read_rows(struct loader *loader, struct schedule *schedule, const struct node *nodes)
{
	static const struct field_spec specs[] = {
	    {"row", FIELD_STRING, true, offsetof(struct law_row, number)},
	    {"law", FIELD_STRING, false, offsetof(struct law_row, law)},
	    {"body", FIELD_STRING, false, offsetof(struct law_row, body)},
	    {"from", FIELD_SCALAR, false, offsetof(struct law_row, from_node)},
	    {"until", FIELD_DATE, false, offsetof(struct law_row, until)},
	    {"deleted", FIELD_BOOL, false, offsetof(struct law_row, deleted)},
	    {"to", FIELD_STRING, false, offsetof(struct law_row, to)},
	    {"by", FIELD_STRING, false, offsetof(struct law_row, by)},
	    {"order_article", FIELD_STRING, false, offsetof(struct law_row, order_article)},
	};
	LIST(struct law_row *) rows = {schedule->rows, schedule->row_count, schedule->row_count};
	for (size_t i = 0; i < nodes->count; i++) {
		struct law_row read = {0};
		bool is_new;
		if (!fields_read(loader->diags, nodes->items[i], specs, sizeof specs / sizeof *specs, &read))
			continue;
		read_from(loader, schedule, &read);
		struct law_row *row = row_place(loader, schedule, &read, &is_new);
		if (!is_new && row->node->parent == nodes)
			diag_add(loader->diags, DIAG_LAW_REGISTRY, nodes->items[i]->span,
			         msg_registry_row_twice(loader->diags->arena, read.number));
		if (!is_new)
			fields_read(loader->diags, nodes->items[i], specs, sizeof specs / sizeof *specs, row);
		row->node = nodes->items[i];
		if (is_new)
			list_push(loader->arena, &rows, row);
	}
	schedule->rows = rows.items;
	schedule->row_count = rows.count;
}

static void read_schedule(struct loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"act", FIELD_STRING, false, offsetof(struct schedule, act_id)},
	    {"name", FIELD_STRING, false, offsetof(struct schedule, name)},
	    {"article", FIELD_STRING, false, offsetof(struct schedule, article)},
	    {"from", FIELD_DATE, false, offsetof(struct schedule, from)},
	    {"until", FIELD_DATE, false, offsetof(struct schedule, until)},
	    {"ended", FIELD_STRING, false, offsetof(struct schedule, ended)},
	    {"to", FIELD_STRING, false, offsetof(struct schedule, to)},
	    {"by", FIELD_STRING, false, offsetof(struct schedule, by)},
	    {"order", FIELD_STRING, false, offsetof(struct schedule, order_id)},
	    {"rows", FIELD_LIST, false, offsetof(struct schedule, row_nodes)},
	};
	struct schedule *schedule = map_get(&loader->registry->schedule_index, node->key->text);
	if (!schedule) {
		schedule = arena_new_object(loader->arena, struct schedule);
		schedule->id = node->key->text;
		map_init(&schedule->index, loader->arena);
		map_put(&loader->registry->schedule_index, schedule->id, schedule);
		list_push(loader->arena, &loader->schedules, schedule);
	}
	schedule->node = node;
	schedule->row_nodes = NULL;
	bool good = fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, schedule);
	if (good && schedule->row_nodes)
		read_rows(loader, schedule, schedule->row_nodes);
}

/* ---- provisions ---- */

static void read_steps(struct loader *loader, struct provision *provision, const struct node *nodes)
{
	static const struct field_spec specs[] = {
	    {"cite", FIELD_STRING, true, offsetof(struct provision_step, cite)},
	    {"from", FIELD_DATE, true, offsetof(struct provision_step, from)},
	    {"until", FIELD_DATE, false, offsetof(struct provision_step, until)},
	    {"by", FIELD_STRING, false, offsetof(struct provision_step, by)},
	    {"sure", FIELD_STRING, false, offsetof(struct provision_step, sure)},
	};
	size_t before = provision->step_count, size = before + nodes->count;
	struct provision_step *steps = arena_array(loader->arena, struct provision_step, size);
	if (provision->step_count)
		memcpy(steps, provision->steps, provision->step_count * sizeof *steps);
	provision->steps = steps;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *cite = node_get(nodes->items[i], "cite");
		struct provision_step *step = NULL;
		for (size_t j = 0; j < before; j++) /* in one list, the second of a place is a way back */
			if (cite && node_is(cite, steps[j].cite))
				step = &steps[j];
		if (!step)
			step = &steps[provision->step_count++];
		step->node = nodes->items[i];
		if (!fields_read(loader->diags, nodes->items[i], specs, sizeof specs / sizeof *specs, step) && !step->cite)
			step->cite = "";
	}
}

static void read_provision(struct loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"topic", FIELD_STRING, true, offsetof(struct provision, topic)},
	    {"act", FIELD_STRING, false, offsetof(struct provision, act_id)},
	    {"words", FIELD_LIST, false, offsetof(struct provision, words)},
	    {"steps", FIELD_LIST, true, offsetof(struct provision, step_nodes)},
	};
	struct provision read = {0};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &read))
		return;
	struct provision *provision = map_get(&loader->registry->provision_index, read.topic);
	if (!provision) {
		provision = arena_new_object(loader->arena, struct provision);
		map_put(&loader->registry->provision_index, read.topic, provision);
		list_push(loader->arena, &loader->provisions, provision);
	} else if (provision->node->parent == node->parent) {
		diag_add(loader->diags, DIAG_LAW_REGISTRY, node->span, msg_registry_twice(loader->diags->arena, read.topic));
	}
	fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, provision);
	provision->node = node;
	read_steps(loader, provision, provision->step_nodes);
}

/* ---- files ---- */

static void read_file(struct loader *loader, const struct source *source)
{
	struct file {
		struct date known_to;
		const struct node *acts, *schedules, *provisions;
	} file = {0};
	static const struct field_spec specs[] = {
	    {"known_to", FIELD_DATE, false, offsetof(struct file, known_to)},
	    {"acts", FIELD_MAP, false, offsetof(struct file, acts)},
	    {"schedules", FIELD_MAP, false, offsetof(struct file, schedules)},
	    {"provisions", FIELD_LIST, false, offsetof(struct file, provisions)},
	};
	const struct node *root = source ? node_read(loader->arena, loader->diags, source) : NULL;
	if (!root || !fields_read(loader->diags, root, specs, sizeof specs / sizeof *specs, &file))
		return;
	if (file.known_to.year)
		loader->registry->known_to = file.known_to;
	for (size_t i = 0; file.acts && i < file.acts->count; i++)
		read_act(loader, file.acts->items[i]);
	for (size_t i = 0; file.schedules && i < file.schedules->count; i++)
		read_schedule(loader, file.schedules->items[i]);
	for (size_t i = 0; file.provisions && i < file.provisions->count; i++)
		read_provision(loader, file.provisions->items[i]);
}

/* The built-in files, then those of the body. A body's file may have the name of a built-in one. */
static void read_files(struct loader *loader, const struct data_folders *folders)
{
	static const struct data_folders built_in = {0};
	struct data_names names = data_list(loader->arena, folders, folder);
	for (int own = 0; own < 2; own++) {
		for (size_t i = 0; i < names.count; i++) {
			const struct embedded_file *file = embedded_find(names.items[i]);
			if (strcmp(names.items[i], patterns_file) == 0)
				continue;
			if (own) {
				const struct source *source = data_load(loader->arena, loader->diags, folders, names.items[i]);
				if (source && (!file || strcmp(source->path, file->path) != 0))
					read_file(loader, source);
			} else if (file) {
				read_file(loader, data_load(loader->arena, loader->diags, &built_in, file->path));
			}
		}
	}
}

/* ---- names ---- */

/* A folded name of an act; those with the same first sign are in one chain, longest first. */
struct law_name {
	const char *text;
	size_t length;
	const struct act *act;
	const struct act *parent; /* it follows a name of this act; NULL: it stands alone */
	struct law_name *next;
};

enum { NAME_BUCKETS = 1024, SIGN = 3 };

static size_t bucket_of(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	return (at[0] * 31u * 31u + at[1] * 31u + at[2]) % NAME_BUCKETS;
}

static void add_name(struct loader *loader, const struct act *act, const struct act *parent, const char *written)
{
	struct folded folded = fold_text(loader->arena, written, strlen(written), false);
	if (folded.length < SIGN)
		return;
	struct law_name *name = arena_new_object(loader->arena, struct law_name);
	*name = (struct law_name){folded.text, folded.length, act, parent, NULL};
	struct law_name **at = &loader->registry->names[bucket_of(name->text)];
	while (*at && (*at)->length > name->length)
		at = &(*at)->next;
	for (const struct law_name *other = *at; other && other->length == name->length; other = other->next) {
		if (strcmp(other->text, name->text) == 0 && other->parent == parent && other->act != act) {
			diag_add(loader->diags, DIAG_LAW_REGISTRY, act->node->key->span,
			         msg_registry_name_of_other(loader->diags->arena, written, other->act->id));
			return;
		}
	}
	name->next = *at;
	*at = name;
}

static void add_names(struct loader *loader)
{
	struct registry *registry = loader->registry;
	registry->names = arena_array(loader->arena, struct law_name *, NAME_BUCKETS);
	for (size_t i = 0; i < registry->act_count; i++) {
		const struct act *act = registry->acts[i];
		add_name(loader, act, NULL, act->title);
		if (strcmp(act->short_name, act->title) != 0)
			add_name(loader, act, NULL, act->short_name);
		for (size_t j = 0; act->aliases && j < act->aliases->count; j++)
			if (act->aliases->items[j]->kind == NODE_SCALAR)
				add_name(loader, act, NULL, act->aliases->items[j]->text);
		for (size_t j = 0; act->under && act->parent && j < act->under->count; j++)
			if (act->under->items[j]->kind == NODE_SCALAR)
				add_name(loader, act, act->parent, act->under->items[j]->text);
	}
}

const struct act *registry_name(const struct registry *registry, const struct act *parent, const char *text,
                                size_t rest, size_t *length)
{
	if (rest < SIGN)
		return NULL;
	for (const struct law_name *name = registry->names[bucket_of(text)]; name; name = name->next) {
		if (name->parent == parent && name->length <= rest && memcmp(name->text, text, name->length) == 0) {
			*length = name->length;
			return name->act;
		}
	}
	return NULL;
}

/* ---- loading ---- */

const struct registry *registry_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct registry *registry = arena_new_object(arena, struct registry);
	struct loader loader = {.arena = arena, .diags = diags, .registry = registry};
	size_t before = diags_count(diags, SEVERITY_ERROR);
	registry->arena = arena;
	map_init(&registry->act_index, arena);
	map_init(&registry->schedule_index, arena);
	map_init(&registry->provision_index, arena);
	map_init(&registry->cites, arena);
	read_files(&loader, folders);
	registry->acts = loader.acts.items;
	registry->act_count = loader.acts.count;
	registry->schedules = loader.schedules.items;
	registry->schedule_count = loader.schedules.count;
	registry->provisions = loader.provisions.items;
	registry->provision_count = loader.provisions.count;
	if (diags_count(diags, SEVERITY_ERROR) == before)
		registry_link(arena, diags, registry);
	if (diags_count(diags, SEVERITY_ERROR) == before)
		add_names(&loader);
	return diags_count(diags, SEVERITY_ERROR) == before ? registry : NULL;
}

/* ---- asking ---- */

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

const struct provision_step *registry_step(const struct registry *registry, const struct act *act, const char *cite)
{
	char key[128];
	int length = snprintf(key, sizeof key, "%s%s", act->id, cite);
	return length < (int)sizeof key ? map_get(&registry->cites, key) : NULL;
}

/* ---- articles ---- */

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

/* A list made on a day tells of a year around it; two lists that agree tell of the time between them. */
enum presence act_article(const struct registry *registry, const struct act *act, const char *article, struct date day)
{
	const struct node *lists = act->articles;
	enum presence before = PRESENCE_UNKNOWN, after = PRESENCE_UNKNOWN;
	struct date newest_before = {0}, oldest_after = {0};
	for (size_t i = 0; lists && i < lists->count; i++) {
		struct date of_list = day_of_list(lists->items[i]);
		const char *rest;
		enum presence here = list_has(lists->items[i]->text, article, &rest) ? PRESENT : NOT_PRESENT;
		if (date_compare(of_list, day) <= 0 && date_compare(of_list, newest_before) >= 0) {
			newest_before = of_list;
			before = here;
		}
		if (date_compare(of_list, day) >= 0 && (!oldest_after.year || date_compare(of_list, oldest_after) < 0)) {
			oldest_after = of_list;
			after = here;
		}
	}
	if (before == after)
		return before;
	if (oldest_after.year && date_compare(date_add(oldest_after, -1, 0, 0), day) <= 0)
		return after;
	bool recent = newest_before.year && !oldest_after.year && date_compare(registry->known_to, newest_before) <= 0;
	return recent ? before : PRESENCE_UNKNOWN;
}

void act_article_parts(const struct act *act, const char *article, struct date day, int *paragraphs, int *items)
{
	*paragraphs = *items = 0;
	for (size_t i = 0; act->articles && i < act->articles->count; i++) {
		const struct node *list = act->articles->items[i];
		const char *rest;
		if (!strchr(list->text, ':') || date_compare(date_add(day_of_list(list), -1, 0, 0), day) > 0)
			continue;
		if (!list_has(list->text, article, &rest) || *rest != ':')
			continue;
		int parts[3];
		size_t length = strcspn(rest + 1, " \n:");
		split_number(rest + 1, length, parts);
		*paragraphs = parts[0];
		if (rest[1 + length] == ':') {
			split_number(rest + length + 2, strcspn(rest + length + 2, " \n"), parts);
			*items = parts[0];
		}
	}
}
