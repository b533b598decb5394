/* The files of rules/ → rules whose expressions, patterns and words are compiled and checked. A file without the key `rules`
 * that holds a decision table or periods is not for us. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "rules/rule.h"

#include "base/list.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/utf8.h"
#include "rules/change_record.h"
#include "yaml/fields.h"
#include "yaml/node.h"
#include "yaml/scalar.h"

#include <pcre2.h>

#include <string.h>

enum {
	EACH_LIMIT = 4,
	RULE_LIMIT = 2000,
	EXAMPLE_LIMIT = 100,
	BRACKET_LIMIT = 50,
	CHARACTER_SET_LIMIT = 10,
	WORD_LIMIT = 2000,
	GROUP_LIMIT = 500,
	SPELLING_LIMIT = 10,
	COPY_LENGTH_LEAST = 10,
	COPY_LENGTH_MOST = 1000,
	COPY_TIMES_MOST = 100
};

struct loader {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	const struct type *judgement;
	const struct form_finder *forms;
	struct rule_set *set;
	struct map by_id;
	LIST(const struct rule *) rules;
	const struct rule_table **tables; /* of the file */
	size_t table_count;
	/* of the rule being read */
	struct rule *rule;
	struct variable *variables;
	struct scope scope;
	const struct form *form;
	LIST(const char *) items;
	LIST(const struct type *) item_types;
};

/* A rule as it is written. */
struct entry {
	const struct node *id, *severity, *title, *message, *hint, *source, *why, *from, *until, *form, *each, *when, *at;
	const struct node *pattern, *words, *spellings, *terms, *brackets, *outside, *copies, *definitions, *comments,
	    *joins, *failing, *passing;
	bool once;
	bool history;
};

static const struct field_spec entry_specs[] = {
    {"id", FIELD_SCALAR, true, offsetof(struct entry, id)},
    {"severity", FIELD_SCALAR, true, offsetof(struct entry, severity)},
    {"title", FIELD_SCALAR, true, offsetof(struct entry, title)},
    {"message", FIELD_SCALAR, true, offsetof(struct entry, message)},
    {"hint", FIELD_SCALAR, false, offsetof(struct entry, hint)},
    {"source", FIELD_SCALAR, true, offsetof(struct entry, source)},
    {"why", FIELD_SCALAR, false, offsetof(struct entry, why)},
    {"from", FIELD_SCALAR, false, offsetof(struct entry, from)},
    {"until", FIELD_SCALAR, false, offsetof(struct entry, until)},
    {"form", FIELD_SCALAR, false, offsetof(struct entry, form)},
    {"each", FIELD_MAP, false, offsetof(struct entry, each)},
    {"when", FIELD_SCALAR, false, offsetof(struct entry, when)},
    {"at", FIELD_SCALAR, false, offsetof(struct entry, at)},
    {"pattern", FIELD_SCALAR, false, offsetof(struct entry, pattern)},
    {"words", FIELD_MAP, false, offsetof(struct entry, words)},
    {"spellings", FIELD_LIST, false, offsetof(struct entry, spellings)},
    {"terms", FIELD_MAP, false, offsetof(struct entry, terms)},
    {"brackets", FIELD_LIST, false, offsetof(struct entry, brackets)},
    {"outside", FIELD_LIST, false, offsetof(struct entry, outside)},
    {"copies", FIELD_MAP, false, offsetof(struct entry, copies)},
    {"definitions", FIELD_MAP, false, offsetof(struct entry, definitions)},
    {"comments", FIELD_SCALAR, false, offsetof(struct entry, comments)},
    {"joins", FIELD_SCALAR, false, offsetof(struct entry, joins)},
    {"once", FIELD_BOOL, false, offsetof(struct entry, once)},
    {"history", FIELD_BOOL, false, offsetof(struct entry, history)},
    {"failing", FIELD_NODE, true, offsetof(struct entry, failing)},
    {"passing", FIELD_NODE, true, offsetof(struct entry, passing)},
};

#define SUBJECTS "pattern、words、spellings、terms、brackets、outside、copies、definitions、comments、joins"

static struct diag *bad_value(struct loader *loader, const struct node *node, const char *message)
{
	return diag_add(loader->diags, DIAG_DATA_VALUE, node_place(node), message);
}

/* ---- types ---- */

static const struct type *list_of(struct arena *arena, const struct type *element)
{
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){.kind = TYPE_LIST, .element = element};
	return type;
}

static const struct type *row_type(struct arena *arena)
{
	struct field *fields = arena_array(arena, struct field, ROW_FIELDS);
	fields[ROW_ID] = (struct field){"id", NULL, &type_text};                   /* of the item */
	fields[ROW_NUMBER] = (struct field){"number", NULL, &type_text};           /* official */
	fields[ROW_LABEL] = (struct field){"label", NULL, &type_text};             /* of the item */
	fields[ROW_TEXT] = (struct field){"text", NULL, &type_text};               /* as printed */
	fields[ROW_REQUIRED] = (struct field){"required", NULL, &type_bool};       /* is an answer needed? */
	fields[ROW_ANSWERED] = (struct field){"answered", NULL, &type_bool};       /* is there one? */
	fields[ROW_SIGNIFICANT] = (struct field){"significant", NULL, &type_bool}; /* an item with ※? */
	fields[ROW_UNFILLED] =
	    (struct field){"unfilled", NULL, list_of(arena, &type_text)}; /* boxes whose brackets are empty */
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){.kind = TYPE_RECORD, .name = "row", .fields = fields, .field_count = ROW_FIELDS};
	return type;
}

/* The record of `printed`: our own fields, then those that the sheets of all kinds have. */
static const struct type *printed_type(struct arena *arena, const struct schema *schema, const struct type *row,
                                       const struct type *change)
{
	const struct record_type *shared = schema_record(schema, "sheet");
	size_t count = shared ? shared->type.field_count : 0;
	struct field *fields = arena_array(arena, struct field, PRINTED_SHARED + count);
	fields[PRINTED_KIND] = (struct field){"kind", NULL, &type_text};     /* kiso, juten, zenkomoku */
	fields[PRINTED_FORM] = (struct field){"revision", NULL, &type_text}; /* id of the form */
	fields[PRINTED_STYLE] = (struct field){"style", NULL, &type_text};   /* 様式2 */
	fields[PRINTED_PUBLISHED] = (struct field){"published", NULL, &type_date};
	fields[PRINTED_DAY] = (struct field){"day", NULL, &type_date}; /* of publication, or the one it is judged as of */
	fields[PRINTED_PUBLISHING] = (struct field){"publishing", NULL, &type_bool}; /* is it to be published? */
	fields[PRINTED_OWED] = (struct field){"owed", NULL, &type_bool};
	fields[PRINTED_ROWS] = (struct field){"rows", NULL, list_of(arena, row)};
	fields[PRINTED_CHANGES] = (struct field){"changes", NULL, list_of(arena, change)}; /* rows of 変更箇所 */
	for (size_t i = 0; i < count; i++)
		fields[PRINTED_SHARED + i] = shared->type.fields[i];
	struct type *type = arena_new_object(arena, struct type);
	*type =
	    (struct type){.kind = TYPE_RECORD, .name = "printed", .fields = fields, .field_count = PRINTED_SHARED + count};
	return type;
}

/* ---- what names mean ---- */

static bool can_belong(void *context, const struct type *element, const struct type *owner)
{
	const struct loader *loader = context;
	const struct record_type *record = element->name ? schema_record(loader->schema, element->name) : NULL;
	if (!record || &record->type != element || !record->belongs_to)
		return false;
	int field = type_field(&loader->schema->process->type, record->belongs_to);
	return field >= 0 && loader->schema->process->type.fields[field].type->element == owner;
}

/* Items that stand in repeated parts around one another: II[].4.c[].7 and II[].4, not II[].4.c[].7 and II[].5.p[].1. */
static bool nested(const char *a, const char *b)
{
	const char *last_a = strrchr(a, ']'), *last_b = strrchr(b, ']');
	size_t length_a = last_a ? (size_t)(last_a - a) : 0, length_b = last_b ? (size_t)(last_b - b) : 0;
	return strncmp(a, b, length_a < length_b ? length_a : length_b) == 0;
}

static int find_answer(void *context, const char *id, const struct type **type)
{
	struct loader *loader = context;
	const struct item *item = loader->form ? form_item(loader->form, id) : NULL;
	*type = item ? item_answer_type(item) : NULL;
	if (!*type)
		return -1;
	for (size_t i = 0; i < loader->items.count; i++) {
		if (strcmp(loader->items.items[i], id) == 0)
			return (int)i;
		if (!nested(loader->items.items[i], id))
			return -1;
	}
	list_push(loader->arena, &loader->items, item->id);
	list_push(loader->arena, &loader->item_types, *type);
	return (int)loader->items.count - 1;
}

static void scope_begin(struct loader *loader)
{
	const struct type *sheets = list_of(loader->arena, loader->set->printed);
	loader->variables =
	    arena_array(loader->arena, struct variable, RULE_SLOT_TABLES + loader->table_count + EACH_LIMIT + MATCH_SLOTS);
	loader->variables[RULE_SLOT_BODY] = (struct variable){"body", &loader->schema->body->type};
	loader->variables[RULE_SLOT_AS_OF] = (struct variable){"as_of", &type_date};
	loader->variables[RULE_SLOT_TODAY] = (struct variable){"today", &type_date};
	loader->variables[RULE_SLOT_JUDGEMENT] = (struct variable){"judgement", loader->judgement};
	loader->variables[RULE_SLOT_PRINTED] = (struct variable){"printed", sheets};
	for (size_t i = 0; i < loader->table_count; i++)
		loader->variables[RULE_SLOT_TABLES + i] = (struct variable){loader->tables[i]->name, loader->tables[i]->type};
	loader->scope = (struct scope){
	    .root = &loader->schema->process->type,
	    .variables = loader->variables,
	    .variable_count = RULE_SLOT_TABLES + loader->table_count,
	    .bands = loader->schema->bands,
	    .band_count = loader->schema->band_count,
	    .find_answer = loader->form ? find_answer : NULL,
	    .can_belong = can_belong,
	    .has_citations = true,
	    .context = loader,
	};
	loader->items.count = 0;
	loader->item_types.count = 0;
}

static const struct expr *compile(struct loader *loader, const struct node *node, const struct type *expected)
{
	return expr_compile(loader->arena, loader->diags, &loader->scope, node, expected);
}

/* ---- phrases ---- */

static bool phrase_load(struct loader *loader, const struct node *node, struct phrase *phrase)
{
	LIST(struct phrase_part) parts = {0};
	bool good = true;
	for (size_t at = 0; at < node->length;) {
		size_t open = at + strcspn(node->text + at, "{");
		struct phrase_part part = {arena_copy(loader->arena, node->text + at, open - at), NULL};
		size_t close = open + strcspn(node->text + open, "}");
		if (node->text[open] && !node->text[close]) {
			bad_value(loader, node, msg(MSG_RULE_OPEN_BRACE));
			return false;
		}
		if (node->text[open]) {
			part.value = expr_compile_part(loader->arena, loader->diags, &loader->scope, node, open + 1, close, NULL);
			good = good && part.value;
		}
		list_push(loader->arena, &parts, part);
		at = node->text[open] ? close + 1 : open;
	}
	*phrase = (struct phrase){parts.items, parts.count};
	return good;
}

/* ---- parts of a rule ---- */

static bool is_id(const char *text)
{
	const char *dot = strchr(text, '.');
	return dot && dot != text && dot[1] && !strchr(dot + 1, '.') &&
	       strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen(text) && strlen(text) <= 64;
}

static bool is_built_in(const struct node *node)
{
	return node->span.source->packed != NULL;
}

/* The place to mend is in the body's file, whichever was read first. */
static void report_same_id(struct loader *loader, const struct node *id, const struct node *other)
{
	bool swapped = is_built_in(id) && !is_built_in(other);
	struct diag *diag = diag_add(loader->diags, DIAG_DATA_VALUE, swapped ? other->span : id->span,
	                             msg_rule_id_twice(loader->diags->arena, id->text));
	diag->related = swapped ? id->span : other->span;
	diag->related_message = msg(MSG_RULE_OTHER);
	if (is_built_in(id) || is_built_in(other))
		diag->hint = msg(MSG_RULE_ANOTHER_ID);
}

static bool id_load(struct loader *loader, const struct node *node)
{
	loader->rule->id = node->text;
	if (!is_id(node->text)) {
		bad_value(loader, node, msg(MSG_RULE_BAD_ID))->hint = msg(MSG_RULE_WRITE_ID);
		return false;
	}
	for (int i = 0; i < DIAG_COUNT; i++) {
		if (strcmp(diag_rule((enum diag_id)i), node->text) == 0) {
			bad_value(loader, node, msg(MSG_RULE_ID_OF_PROGRAM));
			return false;
		}
	}
	if (!map_put(&loader->by_id, node->text, loader->rule))
		return true;
	report_same_id(loader, node, node_get(((const struct rule *)map_get(&loader->by_id, node->text))->node, "id"));
	return false;
}

static bool severity_load(struct loader *loader, const struct node *node)
{
	if (severity_parse(node->text, &loader->rule->severity))
		return true;
	diag_add(loader->diags, DIAG_DATA_VALUE, node->span, msg(MSG_RULE_SEVERITIES));
	return false;
}

static bool date_load(struct loader *loader, const struct node *node, struct date *date)
{
	if (!node || (date_parse(&(struct calendar){0}, node->text, date) == DATE_OK && date->day))
		return true;
	bad_value(loader, node, msg(MSG_RULE_NO_DATE))->hint = msg(MSG_RULE_WRITE_DATE);
	return false;
}

static bool period_check(struct loader *loader, const struct node *until)
{
	const struct rule *rule = loader->rule;
	if (!until || !rule->from.year || !rule->until.year || date_compare(rule->from, rule->until) <= 0)
		return true;
	bad_value(loader, until, msg(MSG_RULE_UNTIL_BEFORE_FROM));
	return false;
}

static bool variable_add(struct loader *loader, const struct node *key, const struct type *type)
{
	for (size_t i = 0; i < loader->scope.variable_count; i++) {
		if (strcmp(loader->variables[i].name, key->text) == 0) {
			diag_add(loader->diags, DIAG_DATA_VALUE, key->span, msg_rule_name_used(loader->diags->arena, key->text));
			return false;
		}
	}
	loader->variables[loader->scope.variable_count++] = (struct variable){key->text, type};
	return true;
}

static bool each_load(struct loader *loader, const struct node *node)
{
	struct rule *rule = loader->rule;
	size_t count = node ? node->count : 0;
	if (count > EACH_LIMIT) {
		bad_value(loader, node, msg(MSG_RULE_EACH_LIMIT));
		return false;
	}
	rule->each = arena_array(loader->arena, struct rule_each, count);
	for (size_t i = 0; i < count; i++) {
		const struct node *item = node->items[i];
		const struct expr *list = compile(loader, item, NULL);
		if (!list)
			return false;
		const struct type *type = expr_type(list);
		if (type->kind != TYPE_LIST || !type->element) {
			diag_add(loader->diags, DIAG_EXPR_TYPE, item->span,
			         msg_rule_each_wants_list(loader->diags->arena, type_label(type)));
			return false;
		}
		rule->each[i] = (struct rule_each){item->key->text, list};
		rule->each_count = i + 1;
		if (!variable_add(loader, item->key, type->element))
			return false;
	}
	return true;
}

static bool form_load_of(struct loader *loader, const struct node *node)
{
	loader->form = NULL;
	if (!node)
		return true;
	loader->rule->form = node->text;
	loader->form = loader->forms->find(loader->forms->context, node->text);
	if (!loader->form)
		diag_add(loader->diags, DIAG_DATA_VALUE, node->span, msg_assess_no_form(loader->diags->arena, node->text))
		    ->hint = msg(MSG_RULE_WRITE_FORM);
	return loader->form != NULL;
}

/* ---- what text rules look for ---- */

static void free_pattern(void *pattern)
{
	pcre2_code_free(pattern);
}

/* Reports what is wrong with a regular expression, then returns NULL. */
static pcre2_code *pattern_compile(struct loader *loader, const struct node *node)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code =
	    pcre2_compile((PCRE2_SPTR)node->text, node->length,
	                  PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &error, &offset, NULL);
	if (!code && error == PCRE2_ERROR_HEAP_FAILED)
		memory_exhausted();
	if (!code) {
		PCRE2_UCHAR problem[128] = "";
		pcre2_get_error_message(error, problem, sizeof problem);
		size_t at = offset < node->length ? offset : node->length;
		diag_add(loader->diags, DIAG_EXPR_SYNTAX, scalar_span(node, at, at),
		         msg_expr_bad_pattern(loader->diags->arena, (const char *)problem));
		return NULL;
	}
	arena_defer(loader->arena, free_pattern, code);
	return code;
}

static bool pattern_load(struct loader *loader, const struct node *node)
{
	loader->rule->pattern = node->text;
	loader->rule->searched = arena_new_object(loader->arena, size_t);
	loader->rule->compiled = pattern_compile(loader, node);
	return loader->rule->compiled != NULL;
}

static bool few_enough(struct loader *loader, const struct node *node, size_t limit)
{
	if (node->count <= limit)
		return true;
	diag_add(loader->diags, DIAG_DATA_VALUE, node_place(node), msg_rule_too_many(loader->diags->arena, limit));
	return false;
}

static bool word_check(struct loader *loader, const struct node *node, const char *text)
{
	if (*text && strlen(text) <= 400)
		return true;
	bad_value(loader, node, msg(MSG_RULE_WORD_LENGTH));
	return false;
}

/* {wrong: right}; an empty value says nothing of the right word. */
static bool words_load(struct loader *loader, const struct node *node)
{
	struct rule *rule = loader->rule;
	if (!few_enough(loader, node, WORD_LIMIT))
		return false;
	rule->words = arena_array(loader->arena, struct word, 2 * node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];
		if (item->kind != NODE_SCALAR || !word_check(loader, item->key, item->key->text)) {
			if (item->kind != NODE_SCALAR)
				bad_value(loader, item, msg(MSG_RULE_WORD_INSTEAD));
			return false;
		}
		rule->words[rule->word_count++] = (struct word){item->key->text, *item->text ? item->text : NULL, i};
	}
	rule->group_count = node->count;
	return true;
}

/* {short: long}: long forms are looked for, too, so that what is short in them counts as theirs. */
static bool terms_load(struct loader *loader, const struct node *node)
{
	struct rule *rule = loader->rule;
	if (!words_load(loader, node))
		return false;
	for (size_t i = 0; i < node->count; i++) {
		if (!rule->words[i].instead) {
			bad_value(loader, node->items[i], msg(MSG_RULE_LONG_FORM));
			return false;
		}
		rule->words[rule->word_count++] = (struct word){rule->words[i].instead, NULL, i};
	}
	return true;
}

static bool spelling_check(struct loader *loader, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		return word_check(loader, node, node->text);
	bad_value(loader, node, msg(MSG_RULE_WORD_HERE));
	return false;
}

static bool spellings_load(struct loader *loader, const struct node *node)
{
	struct rule *rule = loader->rule;
	LIST(struct word) words = {0};
	if (!few_enough(loader, node, GROUP_LIMIT))
		return false;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *group = node->items[i];
		if (group->kind != NODE_SEQUENCE || group->count < 2) {
			bad_value(loader, group, msg(MSG_RULE_SPELLINGS));
			return false;
		}
		if (!few_enough(loader, group, SPELLING_LIMIT))
			return false;
		for (size_t j = 0; j < group->count; j++) {
			if (!spelling_check(loader, group->items[j]))
				return false;
			list_push(loader->arena, &words, ((struct word){group->items[j]->text, NULL, i}));
		}
	}
	rule->words = words.items;
	rule->word_count = words.count;
	rule->group_count = node->count;
	return true;
}

static bool brackets_load(struct loader *loader, const struct node *node)
{
	struct rule *rule = loader->rule;
	if (!few_enough(loader, node, BRACKET_LIMIT))
		return false;
	rule->pairs = arena_array(loader->arena, const char *, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *pair = node->items[i];
		if (pair->kind != NODE_SCALAR || utf8_count(pair->text, pair->length) != 2) {
			bad_value(loader, pair, msg(MSG_RULE_BRACKETS));
			return false;
		}
		rule->pairs[rule->pair_count++] = pair->text;
	}
	return true;
}

/* What iconv calls a character set that rules may name, or NULL. */
static const char *encoding_of(const char *name)
{
	static const char *const encodings[][2] = {{"JIS X 0213", "EUC-JISX0213"}, {"CP932", "CP932"}};
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (strcmp(encodings[i][0], name) == 0)
			return encodings[i][1];
	return NULL;
}

static bool outside_load(struct loader *loader, const struct node *node)
{
	struct rule *rule = loader->rule;
	if (!few_enough(loader, node, CHARACTER_SET_LIMIT))
		return false;
	rule->encodings = arena_array(loader->arena, const char *, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *set = node->items[i];
		const char *encoding = set->kind == NODE_SCALAR ? encoding_of(set->text) : NULL;
		if (!encoding) {
			bad_value(loader, set, msg(MSG_RULE_CHARACTER_SETS));
			return false;
		}
		rule->encodings[rule->encoding_count++] = encoding;
	}
	return true;
}

static bool copies_load(struct loader *loader, const struct node *node)
{
	struct entry {
		int64_t length, times;
		const struct node *except;
	} entry = {.times = 2};
	static const struct field_spec specs[] = {
	    {"length", FIELD_NUMBER, true, offsetof(struct entry, length)},
	    {"times", FIELD_NUMBER, false, offsetof(struct entry, times)},
	    {"except", FIELD_SCALAR, false, offsetof(struct entry, except)},
	};
	struct rule *rule = loader->rule;
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return false;
	if (entry.length < COPY_LENGTH_LEAST || entry.length > COPY_LENGTH_MOST || entry.times < 2 ||
	    entry.times > COPY_TIMES_MOST) {
		bad_value(loader, node, msg(MSG_RULE_COPIES));
		return false;
	}
	rule->copy_length = (size_t)entry.length;
	rule->copy_times = (size_t)entry.times;
	rule->compiled_except = entry.except ? pattern_compile(loader, entry.except) : NULL;
	return !entry.except || rule->compiled_except;
}

static bool fault_load(struct loader *loader, const struct node *node)
{
	static const char *const faults[] = {
	    [DEFINITION_UNUSED] = "unused", [DEFINITION_LATE] = "late", [DEFINITION_TWICE] = "twice"};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		if (strcmp(node->text, faults[i]) == 0) {
			loader->rule->fault = (enum definition_fault)i;
			return true;
		}
	}
	bad_value(loader, node, msg(MSG_RULE_FAULTS));
	return false;
}

/* A pattern whose first group is what it finds. */
static pcre2_code *group_pattern_compile(struct loader *loader, const struct node *node)
{
	uint32_t groups = 0;
	pcre2_code *code = pattern_compile(loader, node);
	if (code && (pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups) != 0 || groups == 0)) {
		bad_value(loader, node, msg(MSG_RULE_CAPTURE));
		return NULL;
	}
	return code;
}

static bool definitions_load(struct loader *loader, const struct node *node)
{
	struct entry {
		const struct node *fault, *short_form, *long_form;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"fault", FIELD_SCALAR, true, offsetof(struct entry, fault)},
	    {"short", FIELD_SCALAR, true, offsetof(struct entry, short_form)},
	    {"long", FIELD_SCALAR, true, offsetof(struct entry, long_form)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return false;
	bool good = fault_load(loader, entry.fault);
	loader->rule->searched = arena_new_object(loader->arena, size_t);
	loader->rule->compiled = group_pattern_compile(loader, entry.short_form);
	loader->rule->compiled_long = group_pattern_compile(loader, entry.long_form);
	return good && loader->rule->compiled && loader->rule->compiled_long;
}

/* Rules about comments and joined lines see all texts. */
static bool layout_load(struct loader *loader, const struct node *node)
{
	loader->rule->history = true;
	return pattern_load(loader, node);
}

/* Exactly one of when (without the others), or the subjects of text rules. */
static bool subject_load(struct loader *loader, const struct node *node, const struct entry *entry)
{
	const struct {
		const struct node *node;
		enum rule_kind kind;
		bool (*load)(struct loader *, const struct node *);
	} kinds[] = {
	    {entry->pattern, RULE_PATTERN, pattern_load},       {entry->words, RULE_WORDS, words_load},
	    {entry->spellings, RULE_SPELLINGS, spellings_load}, {entry->terms, RULE_TERMS, terms_load},
	    {entry->brackets, RULE_BRACKETS, brackets_load},    {entry->outside, RULE_OUTSIDE, outside_load},
	    {entry->copies, RULE_COPIES, copies_load},          {entry->definitions, RULE_DEFINITIONS, definitions_load},
	    {entry->comments, RULE_COMMENTS, layout_load},      {entry->joins, RULE_JOINS, layout_load},
	};
	size_t found = 0;
	bool good = true;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!kinds[i].node)
			continue;
		found++;
		loader->rule->kind = kinds[i].kind;
		good = kinds[i].load(loader, kinds[i].node) && good;
	}
	bool misplaced = found && (entry->each || entry->at || entry->form);
	if (found > 1 || misplaced) {
		bad_value(loader, node,
		          found > 1 ? msg_rule_one_kind(loader->diags->arena, SUBJECTS) : msg(MSG_RULE_TEXT_RULE));
		return false;
	}
	if (!found && !entry->when) {
		diag_add(loader->diags, DIAG_DATA_MISSING, node_place(node), msg_data_missing(loader->diags->arena, "when"))
		    ->hint = msg_rule_write_when(loader->diags->arena, SUBJECTS);
		return false;
	}
	return good;
}

static void match_variables(struct loader *loader)
{
	struct variable *variables = loader->variables + loader->scope.variable_count;
	variables[MATCH_TEXT] = (struct variable){"match", &type_text};
	variables[MATCH_INSTEAD] = (struct variable){"instead", &type_text};
	variables[MATCH_COUNT] = (struct variable){"count", &type_number};
	variables[MATCH_OTHERS] = (struct variable){"others", &type_number};
	variables[MATCH_MARKDOWN] = (struct variable){"markdown", &type_bool};
	loader->scope.variable_count += MATCH_SLOTS;
}

/* ---- examples ---- */

static bool examples_load(struct loader *loader, const struct node *node, const struct node ***list, size_t *count)
{
	bool many = node->kind == NODE_SEQUENCE;
	size_t limit = many ? node->count : 1;
	if (node->kind == NODE_MAPPING || limit == 0 || limit > EXAMPLE_LIMIT) {
		bad_value(loader, node, msg(MSG_RULE_EXAMPLES));
		return false;
	}
	*list = arena_array(loader->arena, const struct node *, limit);
	*count = limit;
	for (size_t i = 0; i < limit; i++) {
		(*list)[i] = many ? node->items[i] : node;
		if ((*list)[i]->kind != NODE_SCALAR) {
			bad_value(loader, (*list)[i], msg(MSG_RULE_EXAMPLES));
			return false;
		}
	}
	return true;
}

/* ---- rules, tables, files ---- */

static bool parts_load(struct loader *loader, const struct entry *entry, const struct node *node)
{
	struct rule *rule = loader->rule;
	if (!form_load_of(loader, entry->form))
		return false;
	scope_begin(loader);
	bool good = each_load(loader, entry->each) && subject_load(loader, node, entry);
	if (!good)
		return false;
	if (rule->kind != RULE_CONDITION)
		match_variables(loader);
	if (entry->when)
		good = (rule->when = compile(loader, entry->when, &type_bool)) && good;
	if (entry->at)
		good = (rule->at = compile(loader, entry->at, NULL)) && good;
	good = phrase_load(loader, entry->message, &rule->message) && good;
	if (entry->hint)
		good = phrase_load(loader, entry->hint, &rule->hint) && good;
	rule->variable_count = loader->scope.variable_count;
	rule->items = loader->items.items;
	rule->item_types = loader->item_types.items;
	rule->item_count = loader->items.count;
	loader->items.items = NULL; /* the rule has it now */
	loader->items.capacity = 0;
	loader->item_types.items = NULL;
	loader->item_types.capacity = 0;
	return good;
}

static void rule_load(struct loader *loader, const struct node *node)
{
	struct entry entry = {0};
	struct rule *rule = loader->rule = arena_new_object(loader->arena, struct rule);
	if (!fields_read(loader->diags, node, entry_specs, sizeof entry_specs / sizeof *entry_specs, &entry))
		return;
	rule->node = node;
	rule->title = entry.title->text;
	rule->source = entry.source->text;
	rule->why = entry.why ? entry.why->text : NULL;
	rule->once = entry.once;
	rule->history |= entry.history;
	rule->tables = loader->tables;
	rule->table_count = loader->table_count;
	bool good = id_load(loader, entry.id);
	good = severity_load(loader, entry.severity) && good;
	good = date_load(loader, entry.from, &rule->from) && good;
	good = date_load(loader, entry.until, &rule->until) && period_check(loader, entry.until) && good;
	good = parts_load(loader, &entry, node) && good;
	good = examples_load(loader, entry.failing, &rule->failing, &rule->failing_count) && good;
	good = examples_load(loader, entry.passing, &rule->passing, &rule->passing_count) && good;
	if (good)
		list_push(loader->arena, &loader->rules, rule);
}

/* name: {columns: [a, b], rows: [[1, 2], …]} → a list of records of text. */
static struct rule_table *table_load(struct loader *loader, const struct node *node)
{
	struct entry {
		const struct node *columns, *rows;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"columns", FIELD_LIST, true, offsetof(struct entry, columns)},
	    {"rows", FIELD_LIST, true, offsetof(struct entry, rows)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	struct field *fields = arena_array(loader->arena, struct field, entry.columns->count);
	for (size_t i = 0; i < entry.columns->count; i++)
		fields[i] = (struct field){entry.columns->items[i]->text, entry.columns->items[i]->text, &type_text};
	struct type *type = arena_new_object(loader->arena, struct type);
	*type = (struct type){
	    .kind = TYPE_RECORD, .name = node->key->text, .fields = fields, .field_count = entry.columns->count};
	struct value_list *list = arena_new_object(loader->arena, struct value_list);
	list->items = arena_array(loader->arena, struct value, entry.rows->count);
	for (size_t i = 0; i < entry.rows->count; i++) {
		const struct node *row = entry.rows->items[i];
		if (row->kind != NODE_SEQUENCE || row->count != type->field_count) {
			bad_value(loader, row, msg(MSG_RULE_COLUMNS));
			return NULL;
		}
		struct record *record = arena_new_object(loader->arena, struct record);
		record->type = type;
		record->values = arena_array(loader->arena, struct value, row->count);
		for (size_t j = 0; j < row->count; j++)
			record->values[j] = value_text(row->items[j]->kind == NODE_SCALAR ? row->items[j]->text : "");
		list->items[list->count++] = (struct value){.kind = VALUE_RECORD, .record = record};
	}
	struct rule_table *table = arena_new_object(loader->arena, struct rule_table);
	*table = (struct rule_table){node->key->text, list_of(loader->arena, type), {.kind = VALUE_LIST, .list = list}};
	return table;
}

static bool tables_load(struct loader *loader, const struct node *node)
{
	size_t count = node ? node->count : 0;
	loader->tables = arena_array(loader->arena, const struct rule_table *, count);
	loader->table_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct rule_table *table = table_load(loader, node->items[i]);
		if (!table)
			return false;
		loader->tables[loader->table_count++] = table;
	}
	return true;
}

static void file_load(struct loader *loader, const struct source *source)
{
	struct file {
		const struct node *rules, *tables;
	} file = {0};
	static const struct field_spec specs[] = {
	    {"rules", FIELD_LIST, true, offsetof(struct file, rules)},
	    {"tables", FIELD_MAP, false, offsetof(struct file, tables)},
	};
	size_t before = loader->diags->count;
	const struct node *root = node_read(loader->arena, loader->diags, source);
	if (!root || loader->diags->count > before)
		return;
	if (!fields_read(loader->diags, root, specs, sizeof specs / sizeof *specs, &file) ||
	    !tables_load(loader, file.tables))
		return;
	for (size_t i = 0; few_enough(loader, file.rules, RULE_LIMIT) && i < file.rules->count; i++)
		rule_load(loader, file.rules->items[i]);
}

/* A file of another loader? Those of folders inside (rules/law/) all are. */
static bool is_foreign(const char *name)
{
	static const char *const foreign[] = {"rules/threshold.yaml", "rules/periods.yaml", "rules/cells.yaml",
	                                      "rules/consequences.yaml", RULE_EXAMPLE_FILE};
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (strcmp(name, foreign[i]) == 0)
			return true;
	return strchr(name + strlen("rules/"), '/') != NULL;
}

const struct rule_set *rules_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                                  const struct type *judgement, const struct data_folders *folders,
                                  const struct form_finder *forms)
{
	struct rule_set *set = arena_new_object(arena, struct rule_set);
	struct loader loader = {
	    .arena = arena, .diags = diags, .schema = schema, .judgement = judgement, .forms = forms, .set = set};
	size_t before = diags_count(diags, SEVERITY_ERROR);
	map_init(&loader.by_id, arena);
	set->row = row_type(arena);
	set->change = change_record_type(arena, schema);
	set->printed = printed_type(arena, schema, set->row, set->change);
	struct data_names names = data_list(arena, folders, "rules/");
	for (size_t i = 0; i < names.count; i++) {
		const struct source *source =
		    is_foreign(names.items[i]) ? NULL : data_load(arena, diags, folders, names.items[i]);
		if (source)
			file_load(&loader, source);
	}
	set->items = loader.rules.items;
	set->count = loader.rules.count;
	return diags_count(diags, SEVERITY_ERROR) == before ? set : NULL;
}

const struct rule *rule_find(const struct rule_set *rules, const char *id)
{
	for (size_t i = 0; i < rules->count; i++)
		if (strcmp(rules->items[i]->id, id) == 0)
			return rules->items[i];
	return NULL;
}

const char *rule_nearest(const struct rule_set *rules, const char *id)
{
	struct nearest nearest = {.written = id};
	for (size_t i = 0; i < rules->count; i++)
		nearest_offer(&nearest, rules->items[i]->id);
	for (int i = 0; i < DIAG_COUNT; i++)
		nearest_offer(&nearest, diag_rule((enum diag_id)i));
	return nearest.name;
}

bool rule_matches(const char *id, const char *name)
{
	size_t length = strlen(name);
	return strncmp(id, name, length) == 0 && (id[length] == '\0' || id[length] == '.');
}

bool rule_exists(const struct rule_set *rules, const char *name)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rule_matches(rules->items[i]->id, name))
			return true;
	for (int i = 0; i < DIAG_COUNT; i++)
		if (rule_matches(diag_rule((enum diag_id)i), name))
			return true;
	return false;
}
