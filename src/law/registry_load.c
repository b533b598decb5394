/* The files of rules/law/ → acts, schedules and provisions with their dates. The built-in files come first, the body's are laid
 * over them: an entry that is there already gets the keys that are written anew, one that is not is added. */
#include "law/registry.h"

#include "base/embedded.h"
#include "base/list.h"
#include "base/messages/registry.h"
#include "base/utf8.h"
#include "law/folded.h"
#include "law/registry_check.h"
#include "yaml/fields.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = "rules/law/";
static const char patterns_file[] = "rules/law/patterns.yaml";

/* What stands at the head of a file, for all that is in it. */
struct file {
	struct date known_to;
	const struct node *source_nodes;
	const char *source; /* of entries that name none */
	struct law_source *sources;
	const struct node *acts, *schedules, *provisions, *processes;
};

struct registry_loader {
	struct arena *arena;
	struct arena *scratch; /* of one name */
	struct diags *diags;
	struct registry *registry;
	const struct file *file; /* that is being read */
	LIST(struct law_process) processes;
	LIST(struct act *) acts;
	LIST(struct schedule *) schedules;
	LIST(struct provision *) provisions;
};

/* ---- what the head of a file says ---- */

static void read_source(struct registry_loader *loader, const struct node *node, struct law_source *source)
{
	static const struct field_spec specs[] = {
	    {"title", FIELD_STRING, true, offsetof(struct law_source, title)},
	    {"revision", FIELD_DATE, false, offsetof(struct law_source, revision)},
	    {"certainty", FIELD_STRING, false, offsetof(struct law_source, word)},
	};
	source->key = node->key->text;
	fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, source);
	source->certainty = source->word && strcmp(source->word, "confirmed") != 0 ? LAW_INFERRED : LAW_CONFIRMED;
}

static void read_sources(struct registry_loader *loader, struct file *file)
{
	size_t count = file->source_nodes ? file->source_nodes->count : 0;
	file->sources = arena_array(loader->arena, struct law_source, count);
	for (size_t i = 0; i < count; i++)
		read_source(loader, file->source_nodes->items[i], &file->sources[i]);
}

/* The source of the file with this key; without one, the file's own. */
static const struct law_source *find_source(struct registry_loader *loader, const struct node *node, const char *key)
{
	const struct file *file = loader->file;
	const char *wanted = key ? key : file->source;
	for (size_t i = 0; wanted && file->source_nodes && i < file->source_nodes->count; i++)
		if (strcmp(file->sources[i].key, wanted) == 0)
			return &file->sources[i];
	if (wanted)
		diag_add(loader->diags, DIAG_LAW_REGISTRY, node_place(node),
		         msg_registry_no_source(loader->diags->arena, wanted));
	return NULL;
}

/* The last day of an entry: its own, or the file's. What a body's file says nothing about stays. */
static void settle_known_to(struct registry_loader *loader, const struct node *node, struct date *known_to)
{
	if (node_get(node, "known_to"))
		return;
	if (loader->file->known_to.year)
		*known_to = loader->file->known_to;
	else if (!known_to->year)
		*known_to = loader->registry->known_to;
}

/* ---- acts ---- */

static void read_act(struct registry_loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"title", FIELD_STRING, false, offsetof(struct act, title)},
	    {"short", FIELD_STRING, false, offsetof(struct act, short_name)},
	    {"number", FIELD_STRING, false, offsetof(struct act, number)},
	    {"egov", FIELD_STRING, false, offsetof(struct act, egov)},
	    {"aliases", FIELD_CLOSED_LIST, false, offsetof(struct act, aliases)},
	    {"misspelt", FIELD_CLOSED_LIST, false, offsetof(struct act, misspelt)},
	    {"guesses", FIELD_CLOSED_LIST, false, offsetof(struct act, guesses)},
	    {"of", FIELD_STRING, false, offsetof(struct act, of)},
	    {"under", FIELD_CLOSED_LIST, false, offsetof(struct act, under)},
	    {"from", FIELD_DATE, false, offsetof(struct act, from)},
	    {"until", FIELD_DATE, false, offsetof(struct act, until)},
	    {"ended", FIELD_STRING, false, offsetof(struct act, ended)},
	    {"to", FIELD_STRING, false, offsetof(struct act, to)},
	    {"by", FIELD_STRING, false, offsetof(struct act, by)},
	    {"articles", FIELD_CLOSED_MAP, false, offsetof(struct act, articles)},
	    {"known_to", FIELD_DATE, false, offsetof(struct act, known_to)},
	    {"since", FIELD_DATE, false, offsetof(struct act, since)},
	    {"source", FIELD_STRING, false, offsetof(struct act, source_key)},
	};
	struct act *act = map_get(&loader->registry->act_index, node->key->text);
	if (!act) {
		act = arena_new_object(loader->arena, struct act);
		act->id = node->key->text;
		map_put(&loader->registry->act_index, act->id, act);
		list_push(loader->arena, &loader->acts, act);
	}
	act->node = node;
	act->source_key = NULL;
	fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, act);
	act->source = find_source(loader, node, act->source_key);
	settle_known_to(loader, node, &act->known_to);
}

/* ---- schedules ---- */

static bool same_date(struct date a, struct date b)
{
	return date_compare(a, b) == 0;
}

/* `from` of a row: a date, or unknown. */
static void read_from(struct registry_loader *loader, const struct schedule *schedule, struct law_row *row)
{
	row->from = schedule->from;
	if (!row->from_node)
		return;
	row->from_unknown = node_is(row->from_node, "unknown");
	if (!row->from_unknown && date_parse(&(struct calendar){0}, row->from_node->text, &row->from) != DATE_OK)
		diag_add(loader->diags, DIAG_DATA_KIND, row->from_node->span, msg(MSG_REGISTRY_FROM));
}

/* Puts row where it belongs: over the entry of the same number and beginning, or beside the others. */
static struct law_row *row_place(struct registry_loader *loader, struct schedule *schedule, const struct law_row *row,
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

size_t words_count(const struct node *words)
{
	return !words ? 0 : words->kind == NODE_SCALAR ? 1 : words->count;
}

const char *words_at(const struct node *words, size_t i)
{
	return words->kind == NODE_SCALAR ? words->text : words->items[i]->text;
}

/* Is it one word or a list of words? */
static void check_one_or_more(struct registry_loader *loader, const struct node *node)
{
	bool good = !node || node->kind == NODE_SCALAR || (node->kind == NODE_SEQUENCE && node->count);
	for (size_t i = 0; good && node && node->kind == NODE_SEQUENCE && i < node->count; i++)
		good = node->items[i]->kind == NODE_SCALAR;
	if (!good)
		diag_add(loader->diags, DIAG_DATA_KIND, node->span, msg(MSG_REGISTRY_ONE_OR_MORE));
}

/* What the keys of a row mean together. */
static void settle_row(struct registry_loader *loader, const struct schedule *schedule, struct law_row *row)
{
	size_t before = loader->diags->count;
	check_one_or_more(loader, row->laws);
	check_one_or_more(loader, row->tos);
	if (loader->diags->count > before)
		row->laws = row->tos = NULL;
	row->law = row->laws ? words_at(row->laws, 0) : NULL;
	row->to = words_count(row->tos) == 1 ? words_at(row->tos, 0) : NULL;
	row->source = row->source_key ? find_source(loader, row->node, row->source_key) : schedule->source;
}

static void read_rows(struct registry_loader *loader, struct schedule *schedule, const struct node *nodes)
{
	static const struct field_spec specs[] = {
	    {"row", FIELD_STRING, true, offsetof(struct law_row, number)},
	    {"law", FIELD_NODE, false, offsetof(struct law_row, laws)},
	    {"body", FIELD_STRING, false, offsetof(struct law_row, body)},
	    {"from", FIELD_SCALAR, false, offsetof(struct law_row, from_node)},
	    {"until", FIELD_DATE, false, offsetof(struct law_row, until)},
	    {"deleted", FIELD_BOOL, false, offsetof(struct law_row, deleted)},
	    {"to", FIELD_NODE, false, offsetof(struct law_row, tos)},
	    {"by", FIELD_STRING, false, offsetof(struct law_row, by)},
	    {"changed", FIELD_CLOSED_MAP, false, offsetof(struct law_row, changed)},
	    {"gives", FIELD_CLOSED_MAP, false, offsetof(struct law_row, gives)},
	    {"source", FIELD_STRING, false, offsetof(struct law_row, source_key)},
	    {"order_article", FIELD_STRING, false, offsetof(struct law_row, order_article)},
	};
	LIST(struct law_row *) rows = {schedule->rows, schedule->row_count, schedule->row_count};
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = node_member(nodes, i);
		struct law_row read = {0};
		bool is_new;
		if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &read))
			continue;
		read_from(loader, schedule, &read);
		struct law_row *row = row_place(loader, schedule, &read, &is_new);
		if (!is_new && row->node->parent == nodes)
			diag_add(loader->diags, DIAG_LAW_REGISTRY, node->span,
			         msg_registry_row_twice(loader->diags->arena, read.number));
		row->source_key = read.source_key;
		if (!is_new)
			fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, row);
		row->node = node;
		settle_row(loader, schedule, row);
		if (is_new)
			list_push(loader->arena, &rows, row);
	}
	schedule->rows = rows.items;
	schedule->row_count = rows.count;
}

static void read_schedule(struct registry_loader *loader, const struct node *node)
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
	    {"rows", FIELD_CLOSED_LIST, false, offsetof(struct schedule, row_nodes)},
	    {"known_to", FIELD_DATE, false, offsetof(struct schedule, known_to)},
	    {"source", FIELD_STRING, false, offsetof(struct schedule, source_key)},
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
	schedule->source_key = NULL;
	bool good = fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, schedule);
	schedule->source = find_source(loader, node, schedule->source_key);
	settle_known_to(loader, node, &schedule->known_to);
	if (good && schedule->row_nodes)
		read_rows(loader, schedule, schedule->row_nodes);
}

/* ---- provisions ---- */

static void read_steps(struct registry_loader *loader, struct provision *provision, const struct node *nodes)
{
	static const struct field_spec specs[] = {
	    {"cite", FIELD_STRING, true, offsetof(struct provision_step, cite)},
	    {"from", FIELD_DATE, true, offsetof(struct provision_step, from)},
	    {"until", FIELD_DATE, false, offsetof(struct provision_step, until)},
	    {"by", FIELD_STRING, false, offsetof(struct provision_step, by)},
	    {"sure", FIELD_STRING, false, offsetof(struct provision_step, sure)},
	    {"source", FIELD_STRING, false, offsetof(struct provision_step, source_key)},
	};
	size_t before = provision->step_count, size = before + nodes->count;
	struct provision_step *steps = arena_array(loader->arena, struct provision_step, size);
	if (provision->step_count)
		memcpy(steps, provision->steps, provision->step_count * sizeof *steps);
	provision->steps = steps;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = node_member(nodes, i), *cite = before ? node_get(node, "cite") : NULL;
		struct provision_step *step = NULL;
		for (size_t j = 0; j < before; j++) /* in one list, the second of a place is a way back */
			if (cite && node_is(cite, steps[j].cite))
				step = &steps[j];
		if (!step)
			step = &steps[provision->step_count++];
		step->node = node;
		step->source_key = NULL;
		if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, step) && !step->cite)
			step->cite = "";
		step->source = find_source(loader, step->node, step->source_key);
	}
}

static void read_provision(struct registry_loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"topic", FIELD_STRING, true, offsetof(struct provision, topic)},
	    {"act", FIELD_STRING, false, offsetof(struct provision, act_id)},
	    {"words", FIELD_LIST, false, offsetof(struct provision, words)},
	    {"subjects", FIELD_LIST, false, offsetof(struct provision, subjects)},
	    {"steps", FIELD_CLOSED_LIST, true, offsetof(struct provision, step_nodes)},
	    {"known_to", FIELD_DATE, false, offsetof(struct provision, known_to)},
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
	settle_known_to(loader, node, &provision->known_to);
	read_steps(loader, provision, provision->step_nodes);
}

/* ---- processes ---- */

static void read_process(struct registry_loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"words", FIELD_LIST, true, offsetof(struct law_process, words)},
	    {"law", FIELD_STRING, true, offsetof(struct law_process, law)},
	    {"say", FIELD_STRING, false, offsetof(struct law_process, say)},
	    {"cites", FIELD_LIST, false, offsetof(struct law_process, cites)},
	};
	struct law_process process = {.node = node};
	if (fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &process))
		list_push(loader->arena, &loader->processes, process);
}

/* ---- files ---- */

static void read_file(struct registry_loader *loader, const struct source *source)
{
	struct file file = {0};
	static const struct field_spec specs[] = {
	    {"known_to", FIELD_DATE, false, offsetof(struct file, known_to)},
	    {"sources", FIELD_MAP, false, offsetof(struct file, source_nodes)},
	    {"source", FIELD_STRING, false, offsetof(struct file, source)},
	    {"processes", FIELD_CLOSED_LIST, false, offsetof(struct file, processes)},
	    {"acts", FIELD_CLOSED_MAP, false, offsetof(struct file, acts)},
	    {"schedules", FIELD_CLOSED_MAP, false, offsetof(struct file, schedules)},
	    {"provisions", FIELD_CLOSED_LIST, false, offsetof(struct file, provisions)},
	};
	const struct node *root = source ? node_read_closed(loader->arena, loader->diags, source) : NULL;
	if (!root || !fields_read(loader->diags, root, specs, sizeof specs / sizeof *specs, &file))
		return;
	read_sources(loader, &file);
	loader->file = &file;
	if (date_compare(loader->registry->known_to, file.known_to) < 0)
		loader->registry->known_to = file.known_to;
	for (size_t i = 0; file.acts && i < file.acts->count; i++)
		read_act(loader, node_member(file.acts, i));
	for (size_t i = 0; file.schedules && i < file.schedules->count; i++)
		read_schedule(loader, node_member(file.schedules, i));
	for (size_t i = 0; file.provisions && i < file.provisions->count; i++)
		read_provision(loader, node_member(file.provisions, i));
	for (size_t i = 0; file.processes && i < file.processes->count; i++)
		read_process(loader, node_member(file.processes, i));
	loader->file = NULL;
}

/* The built-in files, then those of the body. A body's file may have the name of a built-in one. */
static void read_files(struct registry_loader *loader, const struct data_folders *folders)
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

enum { NAME_BUCKETS = 1024, SIGN = 3 };

static size_t bucket_of(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	return (at[0] * 31u * 31u + at[1] * 31u + at[2]) % NAME_BUCKETS;
}

static void add_name(struct registry_loader *loader, const struct act *act, const struct act *parent,
                     const char *written, bool misspelt, bool guess)
{
	struct folded folded = fold_text(loader->scratch, written, strlen(written), false);
	if (folded.length < SIGN)
		return;
	struct law_name *name = arena_new_object(loader->arena, struct law_name);
	const char *text = arena_copy(loader->arena, folded.text, folded.length);
	arena_reset(loader->scratch);
	*name = (struct law_name){text, folded.length, act, parent, misspelt, guess, NULL};
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

static void add_list(struct registry_loader *loader, const struct act *act, const struct act *parent,
                     const struct node *names, bool misspelt, bool guess)
{
	for (size_t i = 0; names && i < names->count; i++) {
		const char *name = node_member_text(names, i, NULL);
		if (name)
			add_name(loader, act, parent, name, misspelt, guess);
	}
}

static void add_names(struct registry_loader *loader)
{
	struct registry *registry = loader->registry;
	loader->scratch = arena_new();
	registry->names = arena_array(loader->arena, struct law_name *, NAME_BUCKETS);
	for (size_t i = 0; i < registry->act_count; i++) {
		const struct act *act = registry->acts[i];
		add_name(loader, act, NULL, act->title, false, false);
		if (strcmp(act->short_name, act->title) != 0)
			add_name(loader, act, NULL, act->short_name, false, false);
		add_list(loader, act, NULL, act->aliases, false, false);
		add_list(loader, act, NULL, act->misspelt, true, false);
		add_list(loader, act, NULL, act->guesses, false, true);
		if (act->parent)
			add_list(loader, act, act->parent, act->under, false, false);
	}
	arena_free(loader->scratch);
}

const struct law_name *registry_name(const struct registry *registry, const struct act *parent, const char *text,
                                     size_t rest)
{
	if (rest < SIGN)
		return NULL;
	for (const struct law_name *name = registry->names[bucket_of(text)]; name; name = name->next)
		if (name->parent == parent && name->length <= rest && memcmp(name->text, text, name->length) == 0)
			return name;
	return NULL;
}

/* One slip in a title of middle length, two or three in a long one; its first two signs and its last four are right, for
 * there titles of different laws differ: 行政機関…/独立行政法人…, …施行令/…施行規則. */
static bool is_similar(const char *name, size_t length, const struct law_name *title)
{
	enum { HEAD = 6, TAIL = 12, SLIPS = 3, SIGNS_PER_SLIP = 12 };
	size_t signs = title->length / SIGN, slips = signs / SIGNS_PER_SLIP < SLIPS ? signs / SIGNS_PER_SLIP : SLIPS;
	size_t difference = length > title->length ? length - title->length : title->length - length;
	if (!slips || title->parent || length < HEAD + TAIL || difference > slips * SIGN)
		return false;
	return memcmp(name, title->text, HEAD) == 0 &&
	       memcmp(name + length - TAIL, title->text + title->length - TAIL, TAIL) == 0 &&
	       utf8_distance(name, title->text, slips) <= slips;
}

const struct act *registry_similar(const struct registry *registry, const char *name)
{
	size_t length = strlen(name);
	for (const struct law_name *title = length >= SIGN ? registry->names[bucket_of(name)] : NULL; title;
	     title = title->next)
		if (is_similar(name, length, title))
			return title->act;
	return NULL;
}

/* ---- loading ---- */

const struct registry *registry_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct registry *registry = arena_new_object(arena, struct registry);
	struct registry_loader loader = {.arena = arena, .diags = diags, .registry = registry};
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
	registry->processes = loader.processes.items;
	registry->process_count = loader.processes.count;
	if (diags_count(diags, SEVERITY_ERROR) == before)
		registry_link(arena, diags, registry);
	if (diags_count(diags, SEVERITY_ERROR) == before)
		add_names(&loader);
	return diags_count(diags, SEVERITY_ERROR) == before ? registry : NULL;
}
