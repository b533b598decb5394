/* The vocabulary → JSON Schema. Each record and each list of options is a definition; what YAML makes a number or a truth value
 * of is text to us, so that texts are whatever is written in one piece. */
#include "report/json_schema.h"

#include "base/messages/json_schema.h"
#include "base/messages/model.h"
#include "report/report_json.h"

#include <string.h>

static json_t *text(const char *words)
{
	return report_json_text(words);
}

static const char *definitions(const struct json_schema_plan *plan)
{
	return plan->draft07 ? "definitions" : "$defs";
}

static json_t *refer(const struct json_schema_plan *plan, const char *family, const char *name)
{
	const char *at = arena_printf(plan->arena, "#/%s/%s%s", definitions(plan), family, name);
	return json_pack("{s: o}", "$ref", text(at));
}

/* ---- answers ---- */

/* {"anyOf": [schema, nothing or unknown]} of a model's answer; of other files the schema as it is. */
static json_t *left_open(const struct json_schema_plan *plan, json_t *schema)
{
	return plan->answers ? json_pack("{s: [o, o]}", "anyOf", schema, refer(plan, "", "open")) : schema;
}

static json_t *schema_of(const struct json_schema_plan *plan, const struct answer_type *type);

static json_t *list_schema(const struct json_schema_plan *plan, const struct answer_type *element)
{
	return json_pack("{s: s, s: o}", "type", "array", "items", schema_of(plan, element));
}

/* [option, {option: words in its brackets}] */
static json_t *boxes_schema(const struct json_schema_plan *plan, const struct option_list *options)
{
	json_t *option = refer(plan, "options.", options->name);
	json_t *with_words = json_pack(
	    "{s: s, s: O, s: {s: s}, s: i, s: i}", "type", "object", "propertyNames", option, "additionalProperties",
	    "$ref", arena_printf(plan->arena, "#/%s/line", definitions(plan)), "minProperties", 1, "maxProperties", 1);
	return json_pack("{s: s, s: {s: [o, o]}}", "type", "array", "items", "anyOf", option, with_words);
}

static json_t *schema_of(const struct json_schema_plan *plan, const struct answer_type *type)
{
	switch (type->kind) {
	case ANSWER_LINE:
	case ANSWER_REF:
	case ANSWER_SHARED:
		return left_open(plan, refer(plan, "", "line"));
	case ANSWER_TEXT:
		return left_open(plan, refer(plan, "", "text"));
	case ANSWER_DATE:
		return left_open(plan, refer(plan, "", "date"));
	case ANSWER_COUNT:
		return left_open(plan, refer(plan, "", "count"));
	case ANSWER_BOOL:
		return left_open(plan, json_pack("{s: s}", "type", "boolean"));
	case ANSWER_CHOICE:
		return left_open(plan, refer(plan, "options.", type->options->name));
	case ANSWER_BOXES:
		return left_open(plan, boxes_schema(plan, type->options));
	case ANSWER_RECORD:
		return left_open(plan, refer(plan, "", type->record->type.name));
	case ANSWER_LIST:
		return left_open(plan, list_schema(plan, type->element));
	case ANSWER_MAP:
		return left_open(plan, json_pack("{s: s, s: o}", "type", "object", "additionalProperties",
		                                 refer(plan, "", type->record->type.name)));
	case ANSWER_RAW:
		break;
	}
	return json_object();
}

/* ---- answers by the number of an item ---- */

/* II[].4.c[].2 → ^II\[[0-9]+\]\.4\.c\[[0-9]+\]\.2$ */
static const char *id_pattern(struct arena *arena, const char *id)
{
	struct buf buf = BUF_INIT;
	buf_putc(&buf, '^');
	for (const char *at = id; *at; at++) {
		if (*at == '[')
			buf_puts(&buf, "\\[[0-9]+");
		else if (*at == ']' || *at == '.')
			buf_printf(&buf, "\\%c", *at);
		else
			buf_putc(&buf, *at);
	}
	buf_putc(&buf, '$');
	const char *pattern = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return pattern;
}

static json_t *option_words(const struct option_list *options)
{
	json_t *words = json_array();
	for (size_t i = 0; i < options->count; i++)
		json_array_append_new(words, text(options->options[i].value));
	return json_pack("{s: s, s: o}", "type", "string", "enum", words);
}

/* Its options are its own, and have no name to refer to. */
static json_t *item_schema(const struct json_schema_plan *plan, const struct item *item)
{
	json_t *schema = NULL;
	if (item->answer->kind == ANSWER_CHOICE && item->option_count)
		schema = left_open(plan, option_words(item->answer->options));
	else if (item->answer->kind == ANSWER_CHOICE || item->answer->kind == ANSWER_BOXES)
		schema = json_object();
	else
		schema = schema_of(plan, item->answer);
	json_object_set_new(schema, "title", text(item->label));
	if (item->help || item->section)
		json_object_set_new(schema, "description", text(item->help ? item->help : item->section->heading));
	return schema;
}

/* The revisions of a form may ask for the same item in other ways. */
static void add_item(const struct json_schema_plan *plan, const struct item *item, json_t *plain, json_t *repeated)
{
	bool repeats = strchr(item->id, '[') != NULL;
	const char *key = repeats ? id_pattern(plan->arena, item->id) : item->id;
	json_t *among = repeats ? repeated : plain;
	json_t *schema = item_schema(plan, item), *older = json_object_get(among, key);
	if (older && json_equal(older, schema))
		json_decref(schema);
	else if (older)
		json_object_set_new(among, key, json_pack("{s: [O, o]}", "anyOf", older, schema));
	else
		json_object_set_new(among, key, schema);
}

/* sheets.<kind>.items, by all revisions of the form, the newest first; NULL when the kind has no form. */
static json_t *items_schema(const struct json_schema_plan *plan, const char *kind)
{
	json_t *plain = json_object(), *repeated = json_object();
	size_t count = plan->official ? plan->official->form_names.count : 0;
	for (size_t i = count; i > 0; i--) {
		const struct form *form = official_form_at(plan->official, i - 1);
		for (size_t j = 0; form && strcmp(form->kind, kind) == 0 && j < form->item_count; j++)
			add_item(plan, form->items[j], plain, repeated);
	}
	bool any = json_object_size(plain) || json_object_size(repeated);
	json_t *schema = json_pack("{s: s, s: o, s: o, s: b}", "type", "object", "properties", plain, "patternProperties",
	                           repeated, "additionalProperties", 0);
	if (any)
		return left_open(plan, schema);
	json_decref(schema);
	return NULL;
}

/* ---- records ---- */

/* A sheet's record, which has answers by items that are those of its kind. */
static json_t *with_items(const struct json_schema_plan *plan, json_t *schema, const char *kind)
{
	json_t *items = items_schema(plan, kind);
	return items ? json_pack("{s: [o, {s: {s: o}}]}", "allOf", schema, "properties", "items", items) : schema;
}

static json_t *field_schema(const struct json_schema_plan *plan, const struct record_type *record, size_t index)
{
	const struct field *field = &record->type.fields[index];
	json_t *schema = schema_of(plan, record->answers[index]);
	if (plan->official && strcmp(record->type.name, "sheets") == 0)
		schema = with_items(plan, schema, field->name);
	json_object_set_new(schema, "title", text(field->label));
	if (record->helps[index])
		json_object_set_new(schema, "description", text(record->helps[index]));
	return schema;
}

static json_t *record_schema(const struct json_schema_plan *plan, const struct record_type *record)
{
	json_t *properties = json_object(), *required = json_array();
	for (size_t i = 0; i < record->type.field_count; i++) {
		json_object_set_new(properties, record->type.fields[i].name, field_schema(plan, record, i));
		if (record->required[i])
			json_array_append_new(required, text(record->type.fields[i].name));
	}
	json_t *schema = json_pack("{s: o, s: s, s: o, s: b}", "title", text(record->label), "type", "object", "properties",
	                           properties, "additionalProperties", 0);
	if (json_array_size(required))
		json_object_set(schema, "required", required);
	json_decref(required);
	return schema;
}

/* ---- what all have in common ---- */

static json_t *pattern_schema(const char *type, const char *pattern, const char *description)
{
	return json_pack("{s: [s, s], s: s, s: s, s: o}", "type", "string", type, "pattern", pattern, "patternErrorMessage",
	                 description, "description", text(description));
}

#define DIGIT "[0-9０-９〇一二三四五六七八九十]"
#define MONTH "([0０]?[1-9１-９]|[1１][0-2０-２]|十?[一二三四五六七八九]|十)"
#define DAY "([0０]?[1-9１-９]|[12１２][0-9０-９]|[3３][01０１]|[〇一二三四五六七八九十]{1,3})"
#define MARK "\\s*[-/.－／．]\\s*"

/* The spellings that base/date.h reads; that a day is in the calendar and its era, only the program knows. */
static json_t *date_schema(const struct json_schema_plan *plan)
{
	const struct calendar *calendar = &plan->schema->calendar;
	struct buf eras = BUF_INIT;
	for (size_t i = 0; i < calendar->count; i++) {
		const struct era *era = &calendar->eras[i];
		int wide = 0xff01 + (era->letter[0] - '!');
		buf_printf(&eras, "%s|%s|\\u%04x|", era->name, era->letter, (unsigned)wide);
	}
	const char *pattern =
	    arena_printf(plan->arena,
	                 "^\\s*((%s㋿|㍻|㍼|㍽|㍾)\\s*(元|" DIGIT "{1,3})|" DIGIT "{4})\\s*"
	                 "(年\\s*(" MONTH "\\s*月\\s*(" DAY "\\s*日\\s*)?)?|" MARK MONTH "(" MARK DAY ")?\\s*)?"
	                 "([(（]\\s*[月火水木金土日]\\s*(曜日?)?\\s*[)）])?\\s*(現在)?\\s*$",
	                 buf_text(&eras));
	buf_free(&eras);
	return pattern_schema("integer", pattern, msg(MSG_MODEL_DATE_HINT));
}

static json_t *count_schema(void)
{
	json_t *schema = pattern_schema("integer", "^([0-9０-９]{1,15}|[0-9０-９]{1,3}([,，][0-9０-９]{3}){1,4})$",
	                                msg(MSG_MODEL_COUNT_HINT));
	json_object_set_new(schema, "minimum", json_integer(0));
	return schema;
}

static json_t *line_schema(const struct json_schema_plan *plan)
{
	json_t *schema = json_pack("{s: [s, s, s]}", "type", "string", "number", "boolean");
	if (plan->answers)
		json_object_set_new(schema, "pattern", json_string("^[^\\n]*$"));
	return schema;
}

/* {markdown: words}: an object with this key alone. */
static json_t *marked_schema(const char *key, const char *title)
{
	return json_pack("{s: s, s: o, s: [s], s: {s: {s: o, s: o}}, s: b}", "type", "object", "title", text(title),
	                 "required", key, "properties", key, "title", text(title), "anyOf",
	                 json_pack("[{s: [s, s, s]}]", "type", "string", "number", "boolean"), "additionalProperties", 0);
}

static const char *list_label(const struct schema *schema, const char *list)
{
	int field = schema->body ? type_field(&schema->body->type, list) : -1;
	return field < 0 ? list : schema->body->type.fields[field].label;
}

/* Words, what is marked, or a list of these. */
static json_t *text_schema(const struct json_schema_plan *plan)
{
	json_t *ways = json_pack("[{s: [s, s, s]}]", "type", "string", "number", "boolean");
	if (plan->answers)
		json_array_append_new(ways, marked_schema("markdown", msg(MSG_JSON_SCHEMA_MARKDOWN)));
	for (size_t i = 0; plan->answers && i < plan->schema->reference_count; i++) {
		const struct reference *reference = &plan->schema->references[i];
		json_array_append_new(ways, marked_schema(reference->key, list_label(plan->schema, reference->list)));
	}
	json_t *parts = json_pack("{s: s, s: i, s: o}", "type", "array", "minItems", 1, "items",
	                          left_open(plan, refer(plan, "", "text")));
	json_array_append_new(ways, parts);
	return json_pack("{s: o}", "anyOf", ways);
}

/* {proposed: answer}, whatever the answer is. */
static json_t *proposed_schema(void)
{
	return json_pack("{s: s, s: o, s: [s], s: {s: {}}, s: b}", "type", "object", "title",
	                 text(msg(MSG_JSON_SCHEMA_PROPOSED)), "required", "proposed", "properties", "proposed",
	                 "additionalProperties", 0);
}

/* Nothing behind the key, {unknown: reason}, of boxes with the words in their brackets, or a proposal. */
static json_t *open_schema(void)
{
	return json_pack("{s: [{s: s}, {s: s, s: o, s: [s], s: {s: {s: o}, s: {s: s}}, s: b}, o]}", "anyOf", "type", "null",
	                 "type", "object", "title", text(msg(MSG_JSON_SCHEMA_UNKNOWN)), "required", "unknown", "properties",
	                 "unknown", "title", text(msg(MSG_JSON_SCHEMA_UNKNOWN_REASON)), "texts", "type", "object",
	                 "additionalProperties", 0, proposed_schema());
}

static json_t *definitions_of(const struct json_schema_plan *plan)
{
	json_t *all = json_object();
	const struct schema *schema = plan->schema;
	json_object_set_new(all, "line", line_schema(plan));
	json_object_set_new(all, "text", text_schema(plan));
	json_object_set_new(all, "date", date_schema(plan));
	json_object_set_new(all, "count", count_schema());
	if (plan->answers)
		json_object_set_new(all, "open", open_schema());
	for (size_t i = 0; i < schema->option_count; i++)
		json_object_set_new(all, arena_printf(plan->arena, "options.%s", schema->options[i].name),
		                    option_words(&schema->options[i]));
	for (size_t i = 0; i < schema->record_count; i++)
		if (&schema->records[i] != plan->root)
			json_object_set_new(all, schema->records[i].type.name, record_schema(plan, &schema->records[i]));
	return all;
}

json_t *json_schema_make(const struct json_schema_plan *plan)
{
	json_t *root = json_object();
	json_object_set_new(root, "$schema",
	                    json_string(plan->draft07 ? "http://json-schema.org/draft-07/schema#"
	                                              : "https://json-schema.org/draft/2020-12/schema"));
	json_object_set_new(root, "$id", json_sprintf("urn:shikii:%s:%lld", plan->name, (long long)plan->schema->version));
	json_t *record = record_schema(plan, plan->root);
	json_object_update(root, record);
	json_decref(record);
	if (plan->schema->process == plan->root && plan->answers)
		json_object_set_new(root, "required", json_pack("[s]", "shikii"));
	json_object_set_new(root, definitions(plan), definitions_of(plan));
	return root;
}
