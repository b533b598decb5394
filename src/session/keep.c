/* A file and all that its findings depend on → a key → what was found. */
#include "session/keep.h"

#include "base/list.h"
#include "report/report_json.h"
#include "session/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- keys ---- */

struct parts {
	struct arena *arena;
	LIST(struct store_part) list;
};

static void add_bytes(struct parts *parts, const void *bytes, size_t length)
{
	list_push(parts->arena, &parts->list, ((struct store_part){bytes, length}));
}

/* A text that is not there is another than an empty one. */
static void add_text(struct parts *parts, const char *text)
{
	if (text)
		add_bytes(parts, text, strlen(text) + 1);
	else
		add_bytes(parts, "", 0);
}

static struct store_key key_of(struct store *store, const struct parts *parts)
{
	return store->key(store, parts->list.items, parts->list.count);
}

/* Options that say where the answer goes and how it looks, not what is found. */
static bool is_about_answer(const char *name)
{
	static const char *const names[] = {"format",    "output", "statistics", "quiet", "fail-on",
	                                    "exit-zero", "jobs",   "color",      "shard", "stdin-filename"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void add_options(struct parts *parts, const struct options *options)
{
	for (size_t i = 0; i < option_spec_count; i++) {
		const struct option_spec *spec = &option_specs[i];
		const char *member = (const char *)options + spec->offset;
		if (is_about_answer(spec->name) || (spec->kind != OPTION_FLAG && spec->kind != OPTION_VALUE))
			continue;
		add_text(parts, spec->name);
		if (spec->kind == OPTION_FLAG)
			add_bytes(parts, *(const bool *)(const void *)member ? "1" : "0", 1);
		else
			add_text(parts, *(const char *const *)(const void *)member);
	}
}

/* --as-of today is another day tomorrow. */
static void add_day(struct parts *parts, const struct value *day)
{
	const struct date date = day->kind == VALUE_DATE ? day->date : (struct date){0};
	add_text(parts, arena_printf(parts->arena, "%d-%d-%d", date.year, date.month, date.day));
}

void keeping_open(struct keeping *keeping, const struct project *project, bool mends)
{
	const struct options *options = project->options;
	bool more = options->since || options->baseline || options->fix || options->diff || options->language ||
	            options->no_cache || options->sets.count;
	*keeping = (struct keeping){.store = more ? NULL : project->receiver->store};
	if (!keeping->store)
		return;
	struct parts parts = {.arena = project->arena};
	add_options(&parts, options);
	add_day(&parts, &project->assess.as_of);
	add_text(&parts, mends ? "mends" : "");
	keeping->run = key_of(keeping->store, &parts);
}

/* ---- data of a body's own ---- */

/* False: it cannot be read. */
static bool add_own_file(struct parts *parts, const struct data_folders *folders, const char *name)
{
	struct diags diags;
	const struct source *source;
	diags_init(&diags, parts->arena);
	if (!data_is_own(parts->arena, folders, name))
		return true;
	if (!data_find(parts->arena, &diags, folders, name, &source) || !source)
		return false;
	add_text(parts, name);
	add_bytes(parts, source->text, source->length);
	return true;
}

static bool add_own_data(struct parts *parts, const struct data_folders *folders)
{
	static const char *const prefixes[] = {"schema/", "schema/forms/", "schema/processes/", "rules/", "rules/law/"};
	bool own = folders->schema || folders->rules, good = true;
	for (size_t i = 0; own && i < sizeof prefixes / sizeof *prefixes; i++) {
		struct data_names names = data_list(parts->arena, folders, prefixes[i]);
		for (size_t j = 0; j < names.count; j++)
			good = good && add_own_file(parts, folders, names.items[j]);
	}
	return good;
}

static const struct source *source_of(const struct project_body *body)
{
	return body && body->body && body->body->node ? body->body->node->span.source : NULL;
}

/* All but the file. */
static bool state_of(const struct keeping *keeping, struct arena *arena, const struct reading *reading,
                     struct store_key *state)
{
	struct parts parts = {.arena = arena};
	const struct source *body = source_of(reading->body);
	add_bytes(&parts, keeping->run.bytes, STORE_KEY);
	add_text(&parts, reading->body ? reading->body->path : NULL);
	add_text(&parts, body ? body->text : NULL);
	bool good = add_own_data(&parts, &reading->official->folders);
	*state = key_of(keeping->store, &parts);
	return good;
}

static struct store_key key_of_file(const struct keeping *keeping, struct arena *arena, const struct reading *reading,
                                    const char *text, size_t length)
{
	struct parts parts = {.arena = arena};
	add_bytes(&parts, reading->state.bytes, STORE_KEY);
	add_text(&parts, reading->file->path);
	add_bytes(&parts, text, length);
	return key_of(keeping->store, &parts);
}

/* ---- recalling ---- */

/* The file as it stands on the disk; what is anything else, or leads elsewhere, is read as ever. */
static const char *text_of(const struct project *project, struct reading *reading, size_t *length)
{
	const struct project_file *file = reading->file;
	struct diags diags;
	diags_init(&diags, reading->arena);
	if (file->standard || file->revision || file->text || files_is_link(project->documents, file->path) ||
	    files_kind(project->documents, file->path) != FILE_REGULAR)
		return NULL;
	const char *bytes = files_bytes(reading->arena, &diags, project->documents, file->path, length);
	if (!bytes || *length > SOURCE_LIMIT)
		return NULL;
	bool marked = *length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
	*length -= marked ? 3 : 0;
	return bytes + (marked ? 3 : 0);
}

/* Without findings, only the path is asked for. */
static const struct source *source_for(struct reading *reading, const char *text, size_t length, bool findings)
{
	return findings ? source_again(reading->arena, reading->file->path, text, length)
	                : source_built_in(reading->arena, reading->file->path, "", 0, NULL);
}

static const struct kept *unpack(struct project *project, struct reading *reading, const struct buf *bytes,
                                 const char *text, size_t length)
{
	if (!project->kept_rules.arena)
		map_init(&project->kept_rules, project->arena);
	const char *own = arena_copy(reading->arena, buf_text(bytes), bytes->length);
	const struct kept_sources sources = {source_for(reading, text, length, kept_has_findings(own, bytes->length)),
	                                     source_of(reading->body)};
	struct kept *kept = arena_new_object(reading->arena, struct kept);
	return kept_unpack(reading->arena, own, bytes->length, &sources, &project->kept_rules, kept) ? kept : NULL;
}

bool keeping_recall(const struct keeping *keeping, struct project *project, struct reading *reading)
{
	size_t length;
	if (!keeping->store)
		return false;
	reading->body = project_body(project, reading->file->path);
	reading->official = project_official(project, reading->body);
	if (!reading->official || (reading->body && !reading->body->official))
		return false;
	const char *text = text_of(project, reading, &length);
	if (!text || !state_of(keeping, reading->arena, reading, &reading->state))
		return false;
	reading->keepable = true;
	struct store_key key = key_of_file(keeping, reading->arena, reading, text, length);
	struct buf bytes = BUF_INIT;
	diags_init(&reading->diags, reading->arena);
	if (keeping->store->get(keeping->store, &key, &bytes))
		reading->kept = unpack(project, reading, &bytes, text, length);
	buf_free(&bytes);
	return reading->kept != NULL;
}

/* ---- storing ---- */

static char *judgement_text(const struct assessment *assessment)
{
	json_t *json = report_json_judgement(assessment->judgement);
	char *text = json_dumps(json, JSON_COMPACT);
	json_decref(json);
	return text;
}

/* Is all as it was when the file was taken: its shikii.yaml, which the thread that read it may have met in another state, and data of
 * the body's own, which is read bit by bit? */
static bool is_settled(const struct keeping *keeping, const struct project *project, const struct reading *reading)
{
	struct store_key now;
	const struct official *official = reading->official;
	return !project->diags.count && !official->diags->count && !reading->diags.environment &&
	       state_of(keeping, reading->arena, reading, &now) && memcmp(&now, &reading->state, sizeof now) == 0;
}

void keeping_store(const struct keeping *keeping, const struct project *project, const struct gate *gate,
                   const struct reading *reading)
{
	if (!reading->keepable || !reading->assessment || gate->broken || !gate->unique ||
	    !is_settled(keeping, project, reading))
		return;
	const struct source *source = reading->assessment->model->node->span.source;
	const struct kept_sources sources = {source, source_of(reading->body)};
	struct kept kept = gate->last;
	char *judgement = judgement_text(reading->assessment);
	kept.judgement = judgement;
	kept.hidden = gate->hidden.items;
	kept.hidden_count = gate->hidden.count;
	struct buf bytes = BUF_INIT;
	if (judgement && kept_pack(&kept, &sources, &bytes)) {
		struct store_key key = key_of_file(keeping, reading->arena, reading, source->text, source->length);
		keeping->store->put(keeping->store, &key, buf_text(&bytes), bytes.length);
	}
	buf_free(&bytes);
	free(judgement);
}
