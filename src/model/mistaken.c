/* Hints about answers that are none: what spreadsheets and paper forms lead a person to write. */
#include "model/mistaken.h"

#include "base/messages/fields.h"
#include "base/messages/keyboard.h"
#include "base/messages/lines.h"
#include "base/messages/mistaken.h"
#include "base/messages/model.h"
#include "base/messages/row.h"
#include "base/utf8.h"
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

enum { PLACE_DEPTH = 4, PLACES_LIMIT = 3, SHOWN_FIELDS = 2, TEXT_LIMIT = 200 };

const char *mistaken_options(struct arena *arena, const struct option_list *options)
{
	const char *text = NULL;
	for (size_t i = 0; i < options->count; i++) {
		const char *value = options->options[i].value;
		text = text ? msg_row_more_quoted(arena, text, value) : msg_row_quoted(arena, value);
	}
	return text ? text : "";
}

/* ---- values ---- */

/* Bytes of the first of the words with which the text begins, 0 when there is none. */
static size_t begins_with_any(const char *text, const struct node *words)
{
	for (size_t i = 0; words && i < words->count; i++)
		if (strncmp(text, words->items[i]->text, words->items[i]->length) == 0)
			return words->items[i]->length;
	return 0;
}

static bool is_any(const char *text, const struct node *words)
{
	for (size_t i = 0; words && i < words->count; i++)
		if (strcmp(text, words->items[i]->text) == 0)
			return true;
	return false;
}

/* Words of more than one line, which YAML made one text of. */
static const char *joined_lines(struct arena *arena, const struct node *node)
{
	const struct source *source = node->span.source;
	if (!source || node->style != NODE_PLAIN || source->packed ||
	    !memchr(source->text + node->span.start, '\n', node->span.end - node->span.start))
		return NULL;
	return msg_mistaken_joined(arena, (int)source_position(source, node->span.start).line + 1);
}

/* 3.85E+04 */
static bool is_exponent(const char *text)
{
	const char *at = text + strspn(text, "0123456789.");
	if (at == text || (*at != 'E' && *at != 'e'))
		return false;
	at += 1 + (at[1] == '+' || at[1] == '-');
	return *at && at[strspn(at, "0123456789")] == '\0';
}

bool mistaken_is_cell_error(const char *text)
{
	static const char *const errors[] = {"#REF",  "#N/A",   "#VALUE", "#DIV", "#NAME",         "#NUM", "#NULL",
	                                     "#CALC", "#SPILL", "#FIELD", "####", "#GETTING_DATA", NULL};
	for (const char *const *error = errors; *error; error++)
		if (strncmp(text, *error, strlen(*error)) == 0)
			return true;
	return false;
}

static const char *mistaken_count(const char *folded)
{
	return is_exponent(folded) ? msg(MSG_MISTAKEN_EXPONENT) : NULL;
}

/* 46003 is the day that many days after 1899-12-30. Only days of this century's sheets. */
static const char *day_number(struct arena *arena, const struct calendar *calendar, const char *folded)
{
	enum { FROM = 36526, UNTIL = 73050 }; /* 2000 to 2099 */
	char *end;
	long number = strtol(folded, &end, 10);
	if (*end || number < FROM || number > UNTIL)
		return NULL;
	struct buf day = BUF_INIT;
	date_print_era(calendar, date_add((struct date){1899, 12, 30}, 0, 0, (int)number), &day);
	const char *hint = msg_mistaken_day_number(arena, buf_text(&day));
	buf_free(&day);
	return hint;
}

/* 令和7年12月1日現在 → 令和7年12月1日; NULL where what is left is no date either. */
static const char *without_tail(struct arena *arena, const struct schema *schema, const char *text)
{
	const struct node *ends = schema->mistaken.date_ends;
	for (size_t i = 0; ends && i < ends->count; i++) {
		const char *end = ends->items[i]->text, *at = strstr(text, end), *next;
		while (at && (next = strstr(at + 1, end)))
			at = next;
		const char *head = at ? arena_copy(arena, text, (size_t)(at - text) + strlen(end)) : NULL;
		struct date date;
		if (head && date_parse(&schema->calendar, head, &date) == DATE_OK)
			return head;
	}
	return NULL;
}

/* 自己点検、内部監査: options with a sign between them that YAML does not know; NULL when one of them is none. */
static const char *joined_options(struct arena *arena, const struct node *joints, const struct option_list *options,
                                  const char *text)
{
	for (size_t i = 0; joints && i < joints->count; i++) {
		const char *words = "", *at = text, *joint = joints->items[i]->text;
		for (const char *next; at && *at; at = next ? next + strlen(joint) : NULL) {
			next = strstr(at, joint);
			const char *word = arena_copy(arena, at, next ? (size_t)(next - at) : strlen(at));
			const char *option = options_find(arena, options, word);
			if (!option)
				break;
			words = arena_printf(arena, "%s%s%s", words, *words ? ", " : "", option);
		}
		if (!at && strstr(words, ", "))
			return words;
	}
	return NULL;
}

static const char *mistaken_date(struct arena *arena, const struct schema *schema, const char *text, const char *folded)
{
	const struct mistaken_words *words = &schema->mistaken;
	const char *number = day_number(arena, &schema->calendar, folded);
	if (number)
		return number;
	if (is_any(text, words->undecided))
		return msg(MSG_MISTAKEN_UNDECIDED);
	if (words->fiscal_year && strstr(text, words->fiscal_year))
		return msg(MSG_MISTAKEN_FISCAL_YEAR);
	const char *head = without_tail(arena, schema, text);
	if (head && strcmp(head, text) != 0)
		return msg_mistaken_date_only(arena, head);
	size_t digits = strspn(folded, "0123456789");
	bool month = digits && digits <= 2 && begins_with_any(folded + digits, words->months);
	return month ? msg(MSG_MISTAKEN_NO_YEAR) : NULL;
}

/* ②, (2), ○: the place of an option on paper, or that it is ticked. */
static const char *mistaken_choice(struct arena *arena, const struct mistaken_words *words,
                                   const struct option_list *options, const char *text, const char *folded)
{
	if (is_any(text, words->marks) || (*folded && folded[strspn(folded, "0123456789().")] == '\0'))
		return msg_mistaken_mark(arena, mistaken_options(arena, options));
	if (begins_with_any(text, words->unticked))
		return msg_mistaken_unticked(arena, mistaken_options(arena, options));
	size_t ticked = begins_with_any(text, words->ticked);
	const char *option = ticked ? options_find(arena, options, text + ticked) : NULL;
	const char *several = option ? NULL : joined_options(arena, words->joints, options, text);
	return option ? msg_fields_did_you_mean(arena, option) : several ? msg_mistaken_several(arena, several) : NULL;
}

const char *mistaken_value(struct arena *arena, const struct schema *schema, const struct answer_type *type,
                           const struct node *node)
{
	const char *joined = joined_lines(arena, node);
	if (joined)
		return joined;
	if (node->length > TEXT_LIMIT)
		return NULL;
	const char *text = node->text, *folded = utf8_fold(arena, text);
	if (schema_is_sample(schema, text))
		return type->options ? msg_mistaken_sample_option(arena, mistaken_options(arena, type->options))
		                     : msg(MSG_LINES_WRITE_ANSWER);
	if (is_any(text, schema->mistaken.ditto))
		return msg(MSG_MISTAKEN_DITTO);
	if (*folded == '=')
		return msg(MSG_MISTAKEN_FORMULA);
	if (mistaken_is_cell_error(folded))
		return msg(MSG_MISTAKEN_CELL_ERROR);
	if (type->kind == ANSWER_COUNT)
		return mistaken_count(folded);
	if (type->kind == ANSWER_DATE)
		return mistaken_date(arena, schema, text, folded);
	return type->options ? mistaken_choice(arena, &schema->mistaken, type->options, text, folded) : NULL;
}

/* ---- records ---- */

/* The model's list whose members these records are, or NULL. */
static const char *list_of(const struct schema *schema, const struct record_type *record)
{
	const struct record_type *process = schema->process;
	for (size_t i = 0; i < process->type.field_count; i++) {
		const struct answer_type *answer = process->answers[i];
		if (answer->kind == ANSWER_LIST && answer->element->record == record)
			return process->type.fields[i].name;
	}
	return NULL;
}

static bool points_to(const struct answer_type *answer, const char *list)
{
	while (answer->kind == ANSWER_LIST)
		answer = answer->element;
	return (answer->kind == ANSWER_REF || answer->kind == ANSWER_MAP) && strcmp(answer->target, list) == 0;
}

/* Does anything point to records of this kind by their id? */
static bool needs_id(const struct schema *schema, const struct record_type *record)
{
	const char *list = list_of(schema, record);
	for (size_t i = 0; list && i < schema->record_count; i++)
		for (size_t j = 0; j < schema->records[i].type.field_count; j++)
			if (points_to(schema->records[i].answers[j], list))
				return true;
	return false;
}

static bool is_shown(const struct schema *schema, const struct record_type *record, size_t field)
{
	if (strcmp(record->type.fields[field].name, "id") == 0)
		return needs_id(schema, record);
	return record->answers[field]->kind <= ANSWER_CHOICE;
}

/* office: …, head: …; the first field, where it is a choice, is in *choice. */
static const char *record_keys(struct arena *arena, const struct schema *schema, const struct record_type *record,
                               const struct option_list **options, const char **choice)
{
	const char *keys = "";
	for (size_t i = 0, shown = 0; i < record->type.field_count && shown < SHOWN_FIELDS; i++) {
		if (!is_shown(schema, record, i))
			continue;
		const char *name = record->type.fields[i].name;
		keys = arena_printf(arena, "%s%s%s: …", keys, shown++ ? ", " : "", name);
		if (shown == 1 && record->answers[i]->kind == ANSWER_CHOICE) {
			*choice = name;
			*options = record->answers[i]->options;
		}
	}
	if (*keys)
		return keys;
	return record->type.field_count ? arena_printf(arena, "%s: …", record->type.fields[0].name) : "…";
}

const char *mistaken_record(struct arena *arena, const struct schema *schema, const struct record_type *record)
{
	const struct option_list *options = NULL;
	const char *choice = NULL, *keys = record_keys(arena, schema, record, &options, &choice);
	return choice ? msg_mistaken_record_choice(arena, keys, choice, mistaken_options(arena, options))
	              : msg_mistaken_record(arena, keys);
}

const char *mistaken_list(struct arena *arena, const struct schema *schema, const struct answer_type *member)
{
	const struct option_list *options = NULL;
	const char *choice = NULL;
	return member->kind == ANSWER_RECORD
	           ? msg_mistaken_records(arena, record_keys(arena, schema, member->record, &options, &choice))
	           : msg(MSG_MODEL_LIST_HINT);
}

const char *mistaken_row(struct arena *arena, const struct schema *schema, const struct answer_type *type,
                         const struct node *node)
{
	if (type->kind == ANSWER_LIST)
		type = type->element;
	const char *tab = node->kind == NODE_SCALAR && node->style == NODE_PLAIN ? strchr(node->text, '\t') : NULL;
	if (!tab || type->kind != ANSWER_RECORD)
		return NULL;
	const char *first = arena_copy(arena, node->text, (size_t)(tab - node->text));
	const struct option_list *options = NULL;
	const char *choice = NULL;
	return type_field(&type->record->type, first) >= 0
	           ? NULL /* a key without its colon */
	           : msg_mistaken_tabbed_hint(arena, record_keys(arena, schema, type->record, &options, &choice));
}

/* Without the white space around it, of whatever width. */
static const char *trimmed(struct arena *arena, const char *text)
{
	static const char wide[] = "\u3000";
	size_t start = 0, end = strlen(text), width = strlen(wide);
	while (strncmp(text + start, wide, width) == 0)
		start += width;
	while (end >= start + width && strncmp(text + end - width, wide, width) == 0)
		end -= width;
	return arena_copy(arena, text + start, end - start);
}

const char *mistaken_brackets(struct arena *arena, const struct answer_type *type, const struct node *node)
{
	const struct node *inner = node->count ? node->items[0] : NULL;
	if (type->kind > ANSWER_CHOICE || node->style != NODE_FLOW)
		return NULL;
	if (inner && inner->key)
		inner = node_is_null(inner) ? inner->key : NULL; /* {十分である} */
	const char *text = inner && node->count == 1 && inner->kind == NODE_SCALAR ? trimmed(arena, inner->text) : NULL;
	if (text && *text && (!type->options || options_find(arena, type->options, text)))
		return msg_mistaken_brackets(arena, utf8_cut(arena, text, TEXT_LIMIT));
	return type->options ? msg_mistaken_one_option(arena, mistaken_options(arena, type->options)) : NULL;
}

const char *mistaken_keys(struct arena *arena, const struct record_type *record)
{
	enum { MOST = 8 };
	const char *keys = NULL;
	for (size_t i = 0; i < record->type.field_count; i++) {
		const char *name = record->type.fields[i].name;
		keys = keys ? msg_row_more_quoted(arena, keys, name) : msg_row_quoted(arena, name);
	}
	return keys && record->type.field_count <= MOST ? msg_mistaken_keys(arena, record->label, keys) : NULL;
}

/* ---- keys at the wrong place ---- */

struct places {
	struct arena *arena;
	const char *name;
	const char *words; /* of those found, joined */
	size_t count;
	bool top;
};

static void add_place(struct places *places, const char *path)
{
	places->words =
	    places->count++ ? arena_printf(places->arena, "%s%s%s", places->words, msg(MSG_MISTAKEN_OR), path) : path;
	places->top |= !*path;
}

/* Records `depth` steps below this one that have the key. */
static void find_places(struct places *places, const struct record_type *record, const char *path, int depth)
{
	if (depth == 0 && type_field(&record->type, places->name) >= 0)
		add_place(places, path);
	for (size_t i = 0; depth > 0 && i < record->type.field_count && places->count <= PLACES_LIMIT; i++) {
		const struct answer_type *answer = record->answers[i];
		bool list = answer->kind == ANSWER_LIST;
		if (list)
			answer = answer->element;
		if (answer->kind != ANSWER_RECORD)
			continue;
		const char *name = record->type.fields[i].name;
		const char *step = list ? msg_mistaken_row(places->arena, name) : msg_keyboard_quoted(places->arena, name);
		const char *inner = *path ? msg_mistaken_of(places->arena, path, step) : step;
		find_places(places, answer->record, inner, depth - 1);
	}
}

static const struct record_type *root_of(const struct schema *schema, const struct node *node)
{
	while (node->parent)
		node = node->parent;
	return model_is(node) ? schema->process : schema->body;
}

const char *mistaken_place(struct arena *arena, const struct schema *schema, const struct node *value)
{
	const struct record_type *root = root_of(schema, value);
	struct places places = {.arena = arena, .name = value->key->text};
	for (int depth = 0; depth <= PLACE_DEPTH && !places.count; depth++)
		find_places(&places, root, "", depth);
	if (!places.count || places.count > PLACES_LIMIT)
		return NULL;
	return places.top ? msg_mistaken_place_top(arena, places.name)
	                  : msg_mistaken_place(arena, places.name, places.words);
}
