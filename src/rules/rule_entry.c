/* One entry of `rules:` → a rule. */
#include "base/messages/assess.h"
#include "base/messages/data.h"
#include "base/messages/rule.h"
#include "model/draft.h"
#include "rules/rule_load.h"
#include "yaml/fields.h"

#include <string.h>

enum { EXAMPLE_LIMIT = 100 };

/* A rule as it is written. */
struct rule_entry {
	const char *id, *severity, *title, *message, *hint, *lines, *source, *why, *sure, *blind, *draft, *from, *until,
	    *form, *at, *mark, *beside;
	const struct node *each, *when, *with, *unless;
	const struct node *subject; /* of a text rule: the last one, where there are several */
	int64_t twice;
	bool whole;
	bool at_words;
	bool in_sentence;
	bool once;
	bool history;
	bool rows;
	bool mend;
	bool compounds;
};

static const struct field_spec entry_specs[] = {
    {"id", FIELD_TEXT, true, offsetof(struct rule_entry, id)},
    {"severity", FIELD_TEXT, true, offsetof(struct rule_entry, severity)},
    {"title", FIELD_TEXT, true, offsetof(struct rule_entry, title)},
    {"message", FIELD_TEXT, true, offsetof(struct rule_entry, message)},
    {"hint", FIELD_TEXT, false, offsetof(struct rule_entry, hint)},
    {"lines", FIELD_TEXT, false, offsetof(struct rule_entry, lines)},
    {"source", FIELD_TEXT, true, offsetof(struct rule_entry, source)},
    {"why", FIELD_TEXT, false, offsetof(struct rule_entry, why)},
    {"sure", FIELD_TEXT, false, offsetof(struct rule_entry, sure)},
    {"blind", FIELD_TEXT, false, offsetof(struct rule_entry, blind)},
    {"draft", FIELD_TEXT, false, offsetof(struct rule_entry, draft)},
    {"from", FIELD_TEXT, false, offsetof(struct rule_entry, from)},
    {"until", FIELD_TEXT, false, offsetof(struct rule_entry, until)},
    {"form", FIELD_TEXT, false, offsetof(struct rule_entry, form)},
    {"each", FIELD_MAP, false, offsetof(struct rule_entry, each)},
    {"when", FIELD_SCALAR, false, offsetof(struct rule_entry, when)},
    {"with", FIELD_CLOSED_LIST, false, offsetof(struct rule_entry, with)},
    {"twice", FIELD_NUMBER, false, offsetof(struct rule_entry, twice)},
    {"whole", FIELD_BOOL, false, offsetof(struct rule_entry, whole)},
    {"at_words", FIELD_BOOL, false, offsetof(struct rule_entry, at_words)},
    {"in_sentence", FIELD_BOOL, false, offsetof(struct rule_entry, in_sentence)},
    {"unless", FIELD_SCALAR, false, offsetof(struct rule_entry, unless)},
    {"at", FIELD_TEXT, false, offsetof(struct rule_entry, at)},
    {"mark", FIELD_TEXT, false, offsetof(struct rule_entry, mark)},
    {"beside", FIELD_TEXT, false, offsetof(struct rule_entry, beside)},
    {"once", FIELD_BOOL, false, offsetof(struct rule_entry, once)},
    {"history", FIELD_BOOL, false, offsetof(struct rule_entry, history)},
    {"rows", FIELD_BOOL, false, offsetof(struct rule_entry, rows)},
    {"compounds", FIELD_BOOL, false, offsetof(struct rule_entry, compounds)},
    {"mend", FIELD_BOOL, false, offsetof(struct rule_entry, mend)},
    {"failing", FIELD_LATER, true, 0},
    {"passing", FIELD_LATER, true, 0},
};

enum { COMMON = sizeof entry_specs / sizeof *entry_specs };

static const struct field_spec *specs_new(struct arena *arena)
{
	struct field_spec *specs = arena_array(arena, struct field_spec, COMMON + rule_kind_count);
	memcpy(specs, entry_specs, sizeof entry_specs);
	for (size_t i = 0; i < rule_kind_count; i++)
		specs[COMMON + i] =
		    (struct field_spec){rule_kinds[i]->name, rule_kinds[i]->field, false, offsetof(struct rule_entry, subject)};
	return specs;
}

static bool entry_read(struct rule_loader *loader, const struct node *node, struct rule_entry *entry)
{
	if (!loader->specs)
		loader->specs = specs_new(loader->reader.arena);
	return fields_read(loader->reader.diags, node, loader->specs, COMMON + rule_kind_count, entry);
}

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
static void report_same_id(struct rule_loader *loader, const struct node *id, const struct node *other)
{
	bool swapped = is_built_in(id) && !is_built_in(other);
	struct diag *diag = diag_add(loader->reader.diags, DIAG_DATA_VALUE, swapped ? other->span : id->span,
	                             msg_rule_id_twice(loader->reader.diags->arena, id->text));
	diag->related = swapped ? id->span : other->span;
	diag->related_message = msg(MSG_RULE_OTHER);
	if (is_built_in(id) || is_built_in(other))
		diag->hint = msg(MSG_RULE_ANOTHER_ID);
}

/* The value of a key of the rule that is read: for the place of a mistake. */
static const struct node *value_of(const struct rule_loader *loader, const char *key)
{
	return node_get(loader->rule->node, key);
}

static bool id_load(struct rule_loader *loader, const char *id)
{
	loader->rule->id = id;
	if (!is_id(id)) {
		rule_refuse(&loader->reader, value_of(loader, "id"), msg(MSG_RULE_BAD_ID))->hint = msg(MSG_RULE_WRITE_ID);
		return false;
	}
	for (int i = 0; i < DIAG_COUNT && !is_built_in(loader->rule->node); i++) {
		if (strcmp(diag_rule((enum diag_id)i), id) == 0) {
			rule_refuse(&loader->reader, value_of(loader, "id"), msg(MSG_RULE_ID_OF_PROGRAM));
			return false;
		}
	}
	const struct rule *other = map_put(&loader->by_id, id, loader->rule);
	if (!other)
		return true;
	report_same_id(loader, value_of(loader, "id"), node_get(other->node, "id"));
	return false;
}

static bool severity_load(struct rule_loader *loader, const char *key, const char *text, enum severity *severity)
{
	if (severity_parse(text, severity))
		return true;
	diag_add(loader->reader.diags, DIAG_DATA_VALUE, value_of(loader, key)->span, msg(MSG_RULE_SEVERITIES));
	return false;
}

const char *const sureness_names[SURE_COUNT] = {
    [SURE_MAYBE] = "maybe", [SURE_LIKELY] = "likely", [SURE_CERTAIN] = "certain"};

static bool sure_load(struct rule_loader *loader, const char *text)
{
	static const enum sureness by_severity[] = {
	    [SEVERITY_NOTE] = SURE_MAYBE, [SEVERITY_WARNING] = SURE_LIKELY, [SEVERITY_ERROR] = SURE_CERTAIN};
	loader->rule->sure = by_severity[loader->rule->severity];
	for (int i = 0; text && i < SURE_COUNT; i++) {
		if (strcmp(text, sureness_names[i]) != 0)
			continue;
		loader->rule->sure = (enum sureness)i;
		return true;
	}
	if (text)
		rule_refuse(&loader->reader, value_of(loader, "sure"), msg(MSG_RULE_SURE));
	return !text;
}

static bool date_load(struct rule_loader *loader, const char *key, const char *text, struct date *date)
{
	if (!text || (date_parse(&(struct calendar){0}, text, date) == DATE_OK && date->day))
		return true;
	rule_refuse(&loader->reader, value_of(loader, key), msg(MSG_RULE_NO_DATE))->hint = msg(MSG_RULE_WRITE_DATE);
	return false;
}

static bool period_check(struct rule_loader *loader)
{
	const struct rule *rule = loader->rule;
	if (!rule->from.year || !rule->until.year || date_compare(rule->from, rule->until) <= 0)
		return true;
	rule_refuse(&loader->reader, value_of(loader, "until"), msg(MSG_RULE_UNTIL_BEFORE_FROM));
	return false;
}

static bool variable_add(struct rule_loader *loader, const struct node *key, const struct type *type)
{
	for (size_t i = 0; i < loader->scope->variable_count; i++) {
		if (strcmp(loader->variables[i].name, key->text) == 0) {
			diag_add(loader->reader.diags, DIAG_DATA_VALUE, key->span,
			         msg_rule_name_used(loader->reader.diags->arena, key->text));
			return false;
		}
	}
	loader->variables[loader->scope->variable_count++] = (struct variable){key->text, type};
	return true;
}

static bool each_load(struct rule_loader *loader, const struct node *node)
{
	struct rule *rule = loader->rule;
	size_t count = node ? node->count : 0;
	if (count > RULE_EACH_LIMIT) {
		rule_refuse(&loader->reader, node, msg(MSG_RULE_EACH_LIMIT));
		return false;
	}
	rule->each = arena_array(loader->reader.arena, struct rule_each, count);
	for (size_t i = 0; i < count; i++) {
		const struct node *item = node->items[i];
		const struct expr *list = rule_compile(loader, item, 0, item->length, NULL);
		if (!list)
			return false;
		const struct type *type = expr_type(list);
		if (type->kind != TYPE_LIST || !type->element) {
			diag_add(loader->reader.diags, DIAG_EXPR_TYPE, item->span,
			         msg_rule_each_wants_list(loader->reader.diags->arena, type_label(type)));
			return false;
		}
		rule->each[i] = (struct rule_each){item->key->text, list};
		rule->each_count = i + 1;
		if (!variable_add(loader, item->key, type->element))
			return false;
	}
	return true;
}

static bool form_load_of(struct rule_loader *loader, const char *name)
{
	loader->form = NULL;
	if (!name)
		return true;
	loader->rule->form = name;
	loader->form = loader->forms->find(loader->forms->context, name);
	if (!loader->form)
		diag_add(loader->reader.diags, DIAG_DATA_VALUE, value_of(loader, "form")->span,
		         msg_assess_no_form(loader->reader.diags->arena, name))
		    ->hint = msg(MSG_RULE_WRITE_FORM);
	return loader->form != NULL;
}

static bool lines_load(struct rule_loader *loader, const char *path)
{
	struct draft draft = draft_new(loader->reader.arena, loader->schema->process);
	if (path && !draft_type(&draft, path)) {
		diag_add(loader->reader.diags, DIAG_DATA_VALUE, value_of(loader, "lines")->span,
		         msg_rule_lines(loader->reader.diags->arena, path));
		return false;
	}
	loader->rule->lines = path;
	return true;
}

/* ---- kinds of text rules ---- */

/* pattern、words、…: for messages. */
static const char *kind_names(struct arena *arena)
{
	const char *names = "";
	for (size_t i = 0; i < rule_kind_count; i++)
		names = arena_printf(arena, "%s%s%s", names, i ? msg(MSG_RULE_BETWEEN_KINDS) : "", rule_kinds[i]->name);
	return names;
}

/* Exactly one of `when` (without the others), or the key of a kind. */
static bool subject_load(struct rule_loader *loader, const struct node *node, const struct rule_entry *entry)
{
	struct arena *arena = loader->reader.diags->arena;
	struct rule *rule = loader->rule;
	size_t found = 0;
	bool good = true;
	for (size_t i = 0; entry->subject && i < rule_kind_count; i++) {
		bool last = node_is(entry->subject->key, rule_kinds[i]->name);
		const struct node *other = is_built_in(node) ? NULL : node_get(node, rule_kinds[i]->name);
		const struct node *subject = last ? entry->subject : other;
		if (!subject)
			continue;
		found++;
		rule->kind = rule_kinds[i];
		if (rule->kind->field < FIELD_CLOSED_LIST)
			node_open_all(subject);
		rule->history |= rule->kind->history;
		rule->subject = rule->kind->load(&loader->reader, subject);
		good = rule->subject && good;
	}
	bool misplaced = found && (entry->each || entry->at || entry->mark || entry->beside || entry->form);
	if (found > 1 || misplaced) {
		rule_refuse(&loader->reader, node,
		            found > 1 ? msg_rule_one_kind(arena, kind_names(arena)) : msg(MSG_RULE_TEXT_RULE));
		return false;
	}
	if (!found && !entry->when) {
		diag_add(loader->reader.diags, DIAG_DATA_MISSING, node_place(node), msg_data_missing(arena, "when"))->hint =
		    msg_rule_write_when(arena, kind_names(arena));
		return false;
	}
	return good;
}

static bool words_load(struct rule_loader *loader, const struct node *list)
{
	size_t count = list ? list->count : 0, length;
	struct rule_word *words = list ? arena_array(loader->reader.arena, struct rule_word, count) : NULL;
	for (size_t i = 0; i < count; i++) {
		const char *word = node_member_text(list, i, &length);
		if (!word || !*word) {
			rule_refuse(&loader->reader, node_member(list, i), msg(MSG_RULE_WORD_HERE));
			return false;
		}
		words[i] = (struct rule_word){word, length, places_key(word, length)};
	}
	loader->rule->with = words;
	loader->rule->with_count = count;
	return true;
}

static bool twice_load(struct rule_loader *loader, int64_t letters)
{
	enum { LEAST = 2, MOST = 20 };
	if (letters && (letters < LEAST || letters > MOST)) {
		rule_refuse(&loader->reader, value_of(loader, "twice"), msg(MSG_RULE_TWICE));
		return false;
	}
	loader->rule->twice = (size_t)letters;
	return true;
}

/* ---- examples ---- */

static bool examples_check(struct rule_loader *loader, const struct node *node)
{
	bool many = node->kind == NODE_SEQUENCE;
	size_t limit = many ? node->count : 1;
	if (node->kind == NODE_MAPPING || limit == 0 || limit > EXAMPLE_LIMIT) {
		rule_refuse(&loader->reader, node, msg(MSG_RULE_EXAMPLES));
		return false;
	}
	for (size_t i = 0; i < limit; i++) {
		const struct node *example = many ? node->items[i] : node;
		if (example->kind != NODE_SCALAR) {
			rule_refuse(&loader->reader, example, msg(MSG_RULE_EXAMPLES));
			return false;
		}
	}
	return true;
}

const struct node *rule_example(const struct rule *rule, const char *list, size_t i)
{
	const struct node *node = node_get(rule->node, list);
	if (node->kind == NODE_SEQUENCE)
		return i < node->count ? node_member(node, i) : NULL;
	return i ? NULL : node;
}

/* ---- rules ---- */

static bool parts_load(struct rule_loader *loader, const struct rule_entry *entry, const struct node *node)
{
	struct rule *rule = loader->rule;
	if (!form_load_of(loader, entry->form))
		return false;
	rule_scope_begin(loader, entry->subject, entry->each ? entry->each->count : 0);
	bool good = each_load(loader, entry->each) && subject_load(loader, node, entry);
	if (!good)
		return false;
	if (rule->kind && !(good = words_load(loader, entry->with) && twice_load(loader, entry->twice)))
		return false;
	if (rule->kind && entry->unless)
		good = (rule->unless[0] = regex_compile(loader->reader.arena, loader->reader.diags, entry->unless));
	if (entry->when)
		good = (rule->when = rule_compile(loader, entry->when, 0, entry->when->length, &type_bool)) && good;
	good = rule_phrases_load(loader) && good;
	good = lines_load(loader, entry->lines) && good;
	rule->variable_count = loader->scope->variable_count;
	rule->items = loader->items.items;
	rule->item_types = loader->item_types.items;
	rule->item_count = loader->items.count;
	loader->items.items = NULL; /* the rule has it now */
	loader->items.capacity = 0;
	loader->item_types.items = NULL;
	loader->item_types.capacity = 0;
	return good;
}

void rule_load(struct rule_loader *loader, const struct node *node)
{
	struct rule_entry entry = {0};
	struct rule *rule = loader->rule = arena_new_object(loader->reader.arena, struct rule);
	rule->node = node;
	if (!entry_read(loader, node, &entry))
		return;
	rule->title = entry.title;
	rule->source = entry.source;
	rule->why = entry.why;
	rule->blind = entry.blind;
	rule->once = entry.once;
	rule->whole = entry.whole;
	rule->at_words = entry.at_words;
	rule->in_sentence = entry.in_sentence;
	rule->history |= entry.history;
	rule->unless[1] = loader->unless;
	rule->tables = loader->tables;
	rule->table_count = loader->table_count;
	bool good = id_load(loader, entry.id);
	good = severity_load(loader, "severity", entry.severity, &rule->severity) && good;
	rule->draft = rule->severity;
	good = (!entry.draft || severity_load(loader, "draft", entry.draft, &rule->draft)) && good;
	good = sure_load(loader, entry.sure) && good;
	good = date_load(loader, "from", entry.from, &rule->from) && good;
	good = date_load(loader, "until", entry.until, &rule->until) && period_check(loader) && good;
	good = parts_load(loader, &entry, node) && good;
	rule->compounds = entry.compounds;
	rule->mend = entry.mend && rule->kind && !rule->history;
	rule->rows = entry.rows && rule->kind && rule->kind->rows;
	if (!is_built_in(node)) {
		good = examples_check(loader, value_of(loader, "failing")) && good;
		good = examples_check(loader, value_of(loader, "passing")) && good;
	}
	if (good)
		list_push(loader->reader.arena, &loader->rules, rule);
}
