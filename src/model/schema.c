/* schema/model.yaml and schema/calendar.yaml → record types, option lists, bands and eras. Everything is resolved
 * here, so that binding a model and compiling expressions only follow pointers. */
#include "model/schema.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/schema.h"
#include "base/utf8.h"
#include "yaml/fields.h"

#include <stdlib.h>
#include <string.h>

struct schema_loader {
	struct arena *arena;
	struct diags *diags;
	struct schema *schema;
	struct map by_name; /* record name → struct record_type */
	bool with_body;
};

/* ---- calendar ---- */

static bool era_read(struct schema_loader *loader, const struct node *node, struct era *era)
{
	static const struct field_spec specs[] = {
	    {"name", FIELD_STRING, true, offsetof(struct era, name)},
	    {"letter", FIELD_STRING, true, offsetof(struct era, letter)},
	    {"start", FIELD_DATE, true, offsetof(struct era, start)},
	    {"end", FIELD_DATE, false, offsetof(struct era, end)},
	};
	return fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, era);
}

static bool calendar_load(struct schema_loader *loader, const struct data_folders *folders)
{
	const struct source *source = data_load(loader->arena, loader->diags, folders, "schema/calendar.yaml");
	const struct node *root = source ? node_read(loader->arena, loader->diags, source) : NULL;
	const struct node *list = NULL;
	const struct field_spec spec = {"eras", FIELD_LIST, true, 0};
	if (!root || !fields_read(loader->diags, root, &spec, 1, &list))
		return false;
	struct era *eras = arena_array(loader->arena, struct era, list->count);
	for (size_t i = 0; i < list->count; i++)
		if (!era_read(loader, list->items[i], &eras[i]))
			return false;
	loader->schema->calendar = (struct calendar){eras, list->count};
	return true;
}

/* ---- options and bands ---- */

struct option_spec {
	const char *value;
	int64_t from;
};

static bool option_read(struct schema_loader *loader, const struct node *node, struct option_spec *option)
{
	static const struct field_spec specs[] = {
	    {"value", FIELD_STRING, true, offsetof(struct option_spec, value)},
	    {"from", FIELD_NUMBER, true, offsetof(struct option_spec, from)},
	};
	if (node->kind == NODE_SCALAR) {
		option->value = node->text;
		return true;
	}
	return fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, option);
}

static bool option_list_read(struct schema_loader *loader, const char *name, const struct node *node,
                             struct option_list *list, struct band_table *table)
{
	if (node->kind != NODE_SEQUENCE) {
		diag_add(loader->diags, DIAG_DATA_KIND, node->span, msg(MSG_SCHEMA_OPTIONS));
		return false;
	}
	struct option *options = arena_array(loader->arena, struct option, node->count);
	struct band *bands = arena_array(loader->arena, struct band, node->count);
	bool banded = false;
	for (size_t i = 0; i < node->count; i++) {
		struct option_spec option = {0};
		const struct node item = node_member_alone(node, i);
		banded = i ? banded : item.kind == NODE_MAPPING;
		if (!option_read(loader, &item, &option))
			return false;
		options[i].value = option.value;
		bands[i] = (struct band){option.value, option.from};
	}
	*list = (struct option_list){name, options, node->count};
	*table = (struct band_table){name, bands, banded ? node->count : 0};
	return true;
}

static bool options_load(struct schema_loader *loader, const struct node *node)
{
	struct option_list *lists = arena_array(loader->arena, struct option_list, node->count);
	struct band_table *tables = arena_array(loader->arena, struct band_table, node->count);
	size_t banded = 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct node list = node_member_alone(node, i);
		if (!option_list_read(loader, node_member_key(node, i), &list, &lists[i], &tables[banded]))
			return false;
		banded += tables[banded].count > 0;
	}
	loader->schema->options = lists;
	loader->schema->option_count = node->count;
	loader->schema->bands = tables;
	loader->schema->band_count = banded;
	return true;
}

const struct record_type *schema_record(const struct schema *schema, const char *name)
{
	for (size_t i = 0; i < schema->record_count; i++)
		if (strcmp(schema->records[i].type.name, name) == 0)
			return &schema->records[i];
	return NULL;
}

const struct option_list *schema_options(const struct schema *schema, const char *name)
{
	for (size_t i = 0; i < schema->option_count; i++)
		if (strcmp(schema->options[i].name, name) == 0)
			return &schema->options[i];
	return NULL;
}

const char *options_find(struct arena *arena, const struct option_list *options, const char *wording)
{
	for (size_t i = 0; i < options->count; i++)
		if (strcmp(options->options[i].value, wording) == 0)
			return options->options[i].value;
	const char *folded = utf8_fold(arena, wording);
	for (size_t i = 0; i < options->count; i++)
		if (strcmp(utf8_fold(arena, options->options[i].value), folded) == 0)
			return options->options[i].value;
	return NULL;
}

/* ---- types ---- */

static const struct type *list_of(struct arena *arena, const struct type *element)
{
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){.kind = TYPE_LIST, .element = element};
	return type;
}

static const struct type *text_of(struct arena *arena, const struct option_list *options)
{
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){.kind = TYPE_TEXT, .options = options};
	return type;
}

/* If spec begins with prefix, what follows it; else NULL. */
static const char *after(const char *spec, const char *prefix)
{
	size_t length = strlen(prefix);
	return strncmp(spec, prefix, length) == 0 ? spec + length : NULL;
}

/* One of the types without an argument, or false. */
static bool plain_type(const char *spec, struct answer_type *answer)
{
	static const struct {
		const char *name;
		enum answer_kind kind;
		const struct type *type;
	} table[] = {
	    {"line", ANSWER_LINE, &type_text},     {"text", ANSWER_TEXT, &type_text}, {"date", ANSWER_DATE, &type_date},
	    {"count", ANSWER_COUNT, &type_number}, {"bool", ANSWER_BOOL, &type_bool}, {"raw", ANSWER_RAW, &type_text},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (strcmp(spec, table[i].name) == 0) {
			answer->kind = table[i].kind;
			answer->type = table[i].type;
			return true;
		}
	}
	return false;
}

/* map of RECORD by LIST: splits at " by ". */
static bool map_type(struct schema_loader *loader, const char *spec, struct answer_type *answer)
{
	const char *by = strstr(spec, " by ");
	if (!by)
		return false;
	answer->kind = ANSWER_MAP;
	answer->record = map_get(&loader->by_name, arena_copy(loader->arena, spec, (size_t)(by - spec)));
	answer->target = by + 4;
	if (answer->record)
		answer->type = list_of(loader->arena, &answer->record->type);
	return answer->record != NULL;
}

/* spec:
 *   line | text | date | count | bool | raw | RECORD | choice of OPTIONS | boxes of OPTIONS | list of spec
 *   | ref LIST | shared LIST | map of RECORD by LIST */
static const struct answer_type *type_parse(struct schema_loader *loader, const char *spec)
{
	struct answer_type *answer = arena_new_object(loader->arena, struct answer_type);
	const char *rest;
	if (plain_type(spec, answer))
		return answer;
	if ((rest = after(spec, "choice of ")) || (rest = after(spec, "boxes of "))) {
		answer->kind = spec[0] == 'c' ? ANSWER_CHOICE : ANSWER_BOXES;
		answer->options = schema_options(loader->schema, rest);
		answer->type = text_of(loader->arena, answer->options);
		if (answer->kind == ANSWER_BOXES)
			answer->type = list_of(loader->arena, answer->type);
		return answer->options ? answer : NULL;
	}
	if ((rest = after(spec, "list of "))) {
		answer->kind = ANSWER_LIST;
		answer->element = type_parse(loader, rest);
		if (answer->element)
			answer->type = list_of(loader->arena, answer->element->type);
		return answer->element ? answer : NULL;
	}
	if ((rest = after(spec, "ref ")) || (rest = after(spec, "shared "))) {
		answer->kind = spec[0] == 'r' ? ANSWER_REF : ANSWER_SHARED;
		answer->type = &type_text;
		answer->target = rest;
		return answer;
	}
	if ((rest = after(spec, "map of ")))
		return map_type(loader, rest, answer) ? answer : NULL;
	answer->kind = ANSWER_RECORD;
	answer->record = map_get(&loader->by_name, spec);
	if (answer->record)
		answer->type = &answer->record->type;
	return answer->record ? answer : NULL;
}

/* ---- records ---- */

struct field_row {
	const char *label;
	const char *type;
	const char *help;
	bool required;
};

static bool field_load(struct schema_loader *loader, const char *name, const struct node *node, struct field *field,
                       const struct answer_type **answer, const char **help, bool *required)
{
	static const struct field_spec specs[] = {
	    {"label", FIELD_STRING, true, offsetof(struct field_row, label)},
	    {"type", FIELD_TEXT, true, offsetof(struct field_row, type)},
	    {"help", FIELD_STRING, false, offsetof(struct field_row, help)},
	    {"required", FIELD_BOOL, false, offsetof(struct field_row, required)},
	};
	struct field_row row = {0};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	*answer = type_parse(loader, row.type);
	if (!*answer) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node_get(node, "type")->span,
		         msg_schema_no_type(loader->diags->arena, row.type));
		return false;
	}
	*field = (struct field){name, row.label, (*answer)->type};
	*help = row.help;
	*required = row.required;
	return true;
}

/* Fills the record's fields: its own, then those of the record it extends (which end with long lists). */
static bool record_load(struct schema_loader *loader, struct record_type *record, const struct node *fields)
{
	const struct record_type *base = NULL;
	if (record->extends && !(base = map_get(&loader->by_name, record->extends))) {
		diag_add(loader->diags, DIAG_DATA_VALUE, record->node->span,
		         msg_schema_no_record(loader->diags->arena, record->extends));
		return false;
	}
	size_t inherited = base ? base->type.field_count : 0;
	size_t count = inherited + fields->count;
	struct field *all = arena_array(loader->arena, struct field, count);
	record->answers = arena_alloc_array(loader->arena, count, sizeof *record->answers);
	record->helps = arena_alloc_array(loader->arena, count, sizeof *record->helps);
	bool *required = arena_array(loader->arena, bool, count);
	record->required = required;
	for (size_t i = 0; i < inherited; i++) {
		size_t at = fields->count + i;
		all[at] = base->type.fields[i];
		record->answers[at] = base->answers[i];
		record->helps[at] = base->helps[i];
		required[at] = base->required[i];
	}
	for (size_t i = 0; i < fields->count; i++) {
		const struct node field = node_member_alone(fields, i);
		if (!field_load(loader, node_member_key(fields, i), &field, &all[i], &record->answers[i], &record->helps[i],
		                &required[i]))
			return false;
	}
	record->type.fields = all;
	record->type.field_count = count;
	return true;
}

struct record_row {
	const char *label;
	const char *extends;
	const char *belongs_to;
	const struct node *row;
	const struct node *fields;
};

/* The names of fields with which a row is written. */
static bool row_load(struct schema_loader *loader, struct record_type *record, const struct node *names)
{
	size_t *row = arena_array(loader->arena, size_t, names ? names->count : 0);
	for (size_t i = 0; names && i < names->count; i++) {
		const struct node *name = names->items[i];
		int field = name->kind == NODE_SCALAR ? type_field(&record->type, name->text) : -1;
		if (field < 0) {
			diag_add(loader->diags, DIAG_DATA_VALUE, name->span,
			         msg_schema_no_field(loader->diags->arena, record->type.name, name->text ? name->text : ""));
			return false;
		}
		row[record->row_count++] = (size_t)field;
	}
	record->row = row;
	return true;
}

static bool records_load(struct schema_loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"label", FIELD_STRING, true, offsetof(struct record_row, label)},
	    {"extends", FIELD_STRING, false, offsetof(struct record_row, extends)},
	    {"belongs_to", FIELD_STRING, false, offsetof(struct record_row, belongs_to)},
	    {"row", FIELD_LIST, false, offsetof(struct record_row, row)},
	    {"fields", FIELD_CLOSED_MAP, true, offsetof(struct record_row, fields)},
	};
	struct record_type *records = arena_array(loader->arena, struct record_type, node->count);
	struct record_row *rows = arena_array(loader->arena, struct record_row, node->count);
	map_init(&loader->by_name, loader->arena);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *value = node_member(node, i);
		if (!fields_read(loader->diags, value, specs, sizeof specs / sizeof *specs, &rows[i]))
			return false;
		records[i].type.kind = TYPE_RECORD;
		records[i].type.name = value->key->text;
		records[i].label = rows[i].label;
		records[i].extends = rows[i].extends;
		records[i].belongs_to = rows[i].belongs_to;
		records[i].node = value;
		map_put(&loader->by_name, value->key->text, &records[i]);
	}
	for (size_t i = 0; i < node->count; i++)
		if (!record_load(loader, &records[i], rows[i].fields) || !row_load(loader, &records[i], rows[i].row))
			return false;
	loader->schema->records = records;
	loader->schema->record_count = node->count;
	return true;
}

static bool references_load(struct schema_loader *loader, const struct node *node)
{
	size_t count = node ? node->count : 0;
	struct reference *references = arena_array(loader->arena, struct reference, count);
	for (size_t i = 0; i < count; i++) {
		if (node->items[i]->kind != NODE_SCALAR) {
			diag_add(loader->diags, DIAG_DATA_KIND, node->items[i]->span, msg(MSG_SCHEMA_REFERENCES));
			return false;
		}
		references[i] = (struct reference){node->items[i]->key->text, node->items[i]->text};
	}
	loader->schema->references = references;
	loader->schema->reference_count = count;
	return true;
}

static bool samples_load(struct schema_loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"text", FIELD_STRING, false, offsetof(struct samples, text)},
	    {"date", FIELD_STRING, false, offsetof(struct samples, date)},
	    {"count", FIELD_STRING, false, offsetof(struct samples, count)},
	    {"mark", FIELD_STRING, false, offsetof(struct samples, mark)},
	};
	return !node || fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &loader->schema->samples);
}

static bool mistaken_load(struct schema_loader *loader, const struct node *node)
{
	static const struct field_spec specs[] = {
	    {"ditto", FIELD_LIST, false, offsetof(struct mistaken_words, ditto)},
	    {"undecided", FIELD_LIST, false, offsetof(struct mistaken_words, undecided)},
	    {"fiscal_year", FIELD_STRING, false, offsetof(struct mistaken_words, fiscal_year)},
	    {"date_ends", FIELD_LIST, false, offsetof(struct mistaken_words, date_ends)},
	    {"months", FIELD_LIST, false, offsetof(struct mistaken_words, months)},
	    {"marks", FIELD_LIST, false, offsetof(struct mistaken_words, marks)},
	    {"ticked", FIELD_LIST, false, offsetof(struct mistaken_words, ticked)},
	    {"unticked", FIELD_LIST, false, offsetof(struct mistaken_words, unticked)},
	    {"joints", FIELD_LIST, false, offsetof(struct mistaken_words, joints)},
	};
	return !node || fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &loader->schema->mistaken);
}

const char *schema_sample(struct arena *arena, const struct schema *schema, const char *label)
{
	const char *sample = schema->samples.text, *mark = sample ? strstr(sample, "{}") : NULL;
	return mark && label ? arena_printf(arena, "%.*s%s%s", (int)(mark - sample), sample, label, mark + 2) : NULL;
}

bool schema_is_sample(const struct schema *schema, const char *text)
{
	const char *sample = schema->samples.text, *mark = sample ? strstr(sample, "{}") : NULL;
	if (!mark)
		return false;
	size_t before = (size_t)(mark - sample), behind = strlen(mark + 2);
	for (const char *line = text; *line; line += strspn(line, "\n")) {
		size_t length = strcspn(line, "\n");
		if (length > before + behind && memcmp(line, sample, before) == 0 &&
		    memcmp(line + length - behind, mark + 2, behind) == 0)
			return true;
		line += length;
	}
	return false;
}

struct vocabulary {
	int64_t version;
	const char *model;
	const char *body;
	const struct node *references;
	const struct node *samples;
	const struct node *mistaken;
	const struct node *options;
	const struct node *records;
};

static bool vocabulary_load(struct schema_loader *loader, const struct node *root)
{
	static const struct field_spec specs[] = {
	    {"version", FIELD_NUMBER, true, offsetof(struct vocabulary, version)},
	    {"model", FIELD_STRING, true, offsetof(struct vocabulary, model)},
	    {"body", FIELD_STRING, false, offsetof(struct vocabulary, body)},
	    {"references", FIELD_MAP, false, offsetof(struct vocabulary, references)},
	    {"samples", FIELD_MAP, false, offsetof(struct vocabulary, samples)},
	    {"mistaken", FIELD_MAP, false, offsetof(struct vocabulary, mistaken)},
	    {"options", FIELD_CLOSED_MAP, true, offsetof(struct vocabulary, options)},
	    {"records", FIELD_CLOSED_MAP, true, offsetof(struct vocabulary, records)},
	};
	struct vocabulary words = {0};
	if (!fields_read(loader->diags, root, specs, sizeof specs / sizeof *specs, &words) ||
	    !options_load(loader, words.options) || !records_load(loader, words.records) ||
	    !references_load(loader, words.references) || !samples_load(loader, words.samples) ||
	    !mistaken_load(loader, words.mistaken))
		return false;
	loader->schema->version = words.version;
	loader->schema->process = map_get(&loader->by_name, words.model);
	loader->schema->body = words.body ? map_get(&loader->by_name, words.body) : NULL;
	bool whole = loader->schema->process && (loader->schema->body || !loader->with_body);
	if (!whole)
		diag_add(loader->diags, DIAG_DATA_VALUE, root->span, msg(MSG_SCHEMA_MODEL_AND_BODY));
	return whole;
}

static const struct schema *load(struct schema_loader *loader, const struct data_folders *folders, const char *name)
{
	const struct source *source = data_load(loader->arena, loader->diags, folders, name);
	const struct node *root = source ? node_read_closed(loader->arena, loader->diags, source) : NULL;
	loader->schema = arena_new_object(loader->arena, struct schema);
	return root && calendar_load(loader, folders) && vocabulary_load(loader, root) ? loader->schema : NULL;
}

const struct schema *schema_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct schema_loader loader = {.arena = arena, .diags = diags, .with_body = true};
	return load(&loader, folders, "schema/model.yaml");
}

const struct schema *schema_load_files(struct arena *arena, struct diags *diags, const struct data_folders *folders,
                                       const char *kind)
{
	struct schema_loader loader = {.arena = arena, .diags = diags};
	return load(&loader, folders, arena_printf(arena, "schema/files/%s.yaml", kind));
}
