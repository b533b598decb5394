/* A process's YAML tree → a record of typed values, by the vocabulary. Every value keeps its node, so that a
 * finding of any later stage can point to where the words stand; for words taken from the body that is
 * shikii.yaml. */
#include "model/model.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/answer.h"
#include "base/messages/forgotten.h"
#include "base/messages/mistaken.h"
#include "base/messages/model.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "model/forgotten.h"
#include "model/mistaken.h"
#include "model/text.h"
#include "model/unknown.h"
#include "yaml/fields.h"
#include "yaml/keyboard.h"

#include <string.h>

enum { QUOTE_LIMIT = 60 }; /* bytes of an answer that a message quotes */

struct pending_id {
	const struct node *node;
	const char *target;
};

struct binder {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	const struct body *body;
	bool in_body;                /* it is shikii.yaml that is read */
	int forgotten;               /* the root's field whose line seems to be left out, from 1; 0: none */
	LIST(struct pending_id) ids; /* checked when the whole model is read */
	LIST(const struct node *) proposals;
};

static struct value bind(struct binder *binder, const struct answer_type *type, const struct node *node);

static struct value invalid(const struct node *node)
{
	return (struct value){.kind = VALUE_INVALID, .node = node};
}

static struct value text_value(const struct node *node, const char *text)
{
	return (struct value){.kind = VALUE_TEXT, .node = node, .text = text};
}

static const char *answer_label(const struct answer_type *type)
{
	static const struct message *const labels[] = {
	    [ANSWER_LINE] = MSG_ANSWER_LINE,   [ANSWER_TEXT] = MSG_ANSWER_TEXT,     [ANSWER_DATE] = MSG_ANSWER_DATE,
	    [ANSWER_COUNT] = MSG_ANSWER_COUNT, [ANSWER_BOOL] = MSG_ANSWER_BOOL,     [ANSWER_CHOICE] = MSG_ANSWER_CHOICE,
	    [ANSWER_BOXES] = MSG_ANSWER_BOXES, [ANSWER_RECORD] = MSG_ANSWER_RECORD, [ANSWER_LIST] = MSG_ANSWER_LIST,
	    [ANSWER_REF] = MSG_ANSWER_REF,     [ANSWER_SHARED] = MSG_ANSWER_SHARED, [ANSWER_MAP] = MSG_ANSWER_MAP,
	    [ANSWER_RAW] = MSG_ANSWER_RAW,
	};
	return msg(labels[type->kind]);
}

/* Words of a line that a sign from the keyboard made into one text: 「desk：…」, 「－ 自己点検」. */
static bool report_slip(struct binder *binder, struct span span)
{
	struct keyboard_slip slip;
	if (!span.source || !span.source->lines ||
	    !keyboard_slip_in(binder->diags->arena, span.source, source_position(span.source, span.start).line, &slip))
		return false;
	diag_add(binder->diags, DIAG_YAML_SYNTAX, slip.span, slip.message)->hint = slip.hint;
	return true;
}

static struct value wrong_kind(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	const char *row = mistaken_row(binder->diags->arena, binder->schema, type, node);
	if (row) {
		diag_add(binder->diags, DIAG_MODEL_KIND, node->span, msg(MSG_MISTAKEN_TABBED))->hint = row;
		return invalid(node);
	}
	if (node->kind == NODE_SCALAR && node->style == NODE_PLAIN && report_slip(binder, node->span))
		return invalid(node);
	struct diag *diag = diag_add(binder->diags, DIAG_MODEL_KIND, node_place(node),
	                             msg_model_kind(binder->diags->arena, answer_label(type)));
	if (type->kind == ANSWER_BOXES && node->kind == NODE_SCALAR && type->options->count)
		diag->hint = msg_model_boxes_hint(binder->diags->arena, type->options->options[0].value,
		                                  mistaken_options(binder->diags->arena, type->options));
	if (node->kind != NODE_SCALAR)
		diag->hint = mistaken_brackets(binder->diags->arena, type, node);
	if (type->kind == ANSWER_LIST)
		diag->hint = mistaken_list(binder->diags->arena, binder->schema, type->element);
	if (type->kind == ANSWER_RECORD && type->record->type.field_count)
		diag->hint = mistaken_record(binder->diags->arena, binder->schema, type->record);
	return invalid(node);
}

/* ---- text ---- */

/* {passage: id}: the words stand in the body. */
static struct value reference_value(struct binder *binder, const struct reference *reference, const struct node *id)
{
	struct value text;
	if (text_referred(reference, binder->body, id, &text))
		return text;
	struct diag *diag = diag_add(binder->diags, DIAG_MODEL_ID, id->span,
	                             msg_model_no_shared(binder->diags->arena, reference->list, id->text));
	if (binder->in_body) {
		diag->message = msg_model_not_in_body(binder->diags->arena, reference->list);
		diag->hint = msg(MSG_MODEL_NOT_IN_BODY_HINT);
	}
	return invalid(id);
}

static struct value bind_text(struct binder *binder, const struct answer_type *type, const struct node *node);

/* {proposed: …} is the answer, for a person to confirm. What it proposes, or NULL where it is something else. */
static const struct node *take_proposal(struct binder *binder, const struct node *node)
{
	const struct node *answer = text_proposed(node);
	if (answer)
		list_push(binder->arena, &binder->proposals, node);
	return answer;
}

/* {markdown: …} or one of the vocabulary's references. */
static struct value marked_text(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	const struct node *proposed = take_proposal(binder, node);
	if (proposed)
		return bind_text(binder, type, proposed);
	const struct node *inner = node->count == 1 ? node->items[0] : NULL;
	if (!inner || inner->kind != NODE_SCALAR)
		return wrong_kind(binder, type, node);
	if (inner->refused)
		return invalid(inner);
	if (node_is(inner->key, "markdown")) {
		struct value value = text_value(inner, inner->text);
		value.markdown = true;
		return value;
	}
	const struct reference *reference = text_reference(binder->schema, inner);
	if (reference)
		return reference_value(binder, reference, inner);
	struct diag *diag = diag_add(binder->diags, DIAG_MODEL_KEY, inner->key->span,
	                             msg_model_text_key(binder->diags->arena, inner->key->text));
	diag->hint = msg(MSG_MODEL_TEXT_KEY_HINT);
	return invalid(node);
}

/* A sequence of parts is one text, joined by line breaks: passages between words of one's own. */
static struct value joined_text(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct buf buf = BUF_INIT;
	struct value result = {.kind = VALUE_TEXT, .node = node};
	for (size_t i = 0; i < node->count; i++) {
		struct value part = bind_text(binder, type, node->items[i]);
		if (part.kind != VALUE_TEXT && part.kind != VALUE_BLANK)
			result.kind = VALUE_INVALID;
		if (i > 0)
			buf_putc(&buf, '\n');
		if (part.kind == VALUE_TEXT)
			buf_puts(&buf, part.text);
		result.markdown |= part.markdown;
	}
	result.text = arena_copy(binder->arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return result;
}

/* ｜ on the line of the key and the words below it: the bar was meant to begin a block. */
static bool begins_wide_block(const struct node *node)
{
	const char *text = node->span.source->text + node->span.start;
	return (strncmp(text, "｜", 3) == 0 || strncmp(text, "＞", 3) == 0) && text[3] && strchr("\r\n", text[3]);
}

static struct value bind_text(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->kind == NODE_MAPPING)
		return marked_text(binder, type, node);
	if (node->kind == NODE_SEQUENCE)
		return type->kind == ANSWER_TEXT && node->count ? joined_text(binder, type, node)
		                                                : wrong_kind(binder, type, node);
	if (type->kind == ANSWER_LINE && strchr(node->text, '\n')) {
		diag_add(binder->diags, DIAG_MODEL_LINE, node->span, msg(MSG_MODEL_ONE_LINE));
		return invalid(node);
	}
	if (node->style == NODE_PLAIN && begins_wide_block(node) && report_slip(binder, node->span))
		return invalid(node);
	return node->length ? text_value(node, node->text) : (struct value){.kind = VALUE_BLANK, .node = node};
}

/* ---- dates, counts, choices ---- */

static const char *date_hint(enum date_problem problem)
{
	switch (problem) {
	case DATE_NO_SUCH_DAY:
		return msg(MSG_MODEL_NO_SUCH_DAY);
	case DATE_OUTSIDE_ERA:
		return msg(MSG_MODEL_OUTSIDE_ERA);
	case DATE_OK:
	case DATE_ERA_YEAR_ONE:
	case DATE_NOT_A_DATE:
		break;
	}
	return msg(MSG_MODEL_DATE_HINT);
}

/* Is it written for machines (2025-12-01)? Then it is printed as 和暦; every other spelling is kept. */
static bool is_iso(const char *text)
{
	return strspn(text, "0123456789-") == strlen(text);
}

/* What the person meant in place of an answer, or else what is usually said. */
static const char *hint_of(const struct binder *binder, const struct answer_type *type, const struct node *node,
                           const char *usual)
{
	const char *hint = mistaken_value(binder->diags->arena, binder->schema, type, node);
	return hint ? hint : usual;
}

static struct value bind_date(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct value value = {.kind = VALUE_DATE, .node = node};
	enum date_problem problem = date_parse(&binder->schema->calendar, node->text, &value.date);
	if (problem != DATE_OK && problem != DATE_ERA_YEAR_ONE) {
		diag_add(binder->diags, DIAG_MODEL_DATE, node->span,
		         msg_model_date(binder->diags->arena, utf8_cut(binder->diags->arena, node->text, QUOTE_LIMIT)))
		    ->hint = problem == DATE_NOT_A_DATE ? hint_of(binder, type, node, date_hint(problem)) : date_hint(problem);
		return invalid(node);
	}
	value.detail = is_iso(node->text) ? NULL : node->text;
	return value;
}

enum { COUNT_DIGITS = 15 };

/* 61234, 61,234 or in full width; separators stand before each third digit from the right or nowhere. */
static bool count_parse(struct arena *arena, const char *text, int64_t *number)
{
	const char *folded = utf8_fold(arena, text);
	size_t digits = strspn(folded, "0123456789");
	bool separated = folded[digits] == ',' && digits >= 1 && digits <= 3;
	size_t total = digits;
	*number = 0;
	for (size_t i = 0; i < digits && i < COUNT_DIGITS; i++)
		*number = *number * 10 + (folded[i] - '0');
	const char *rest = folded + digits;
	while (separated && rest[0] == ',' && total + 3 <= COUNT_DIGITS && strspn(rest + 1, "0123456789") == 3) {
		for (size_t i = 1; i <= 3; i++)
			*number = *number * 10 + (rest[i] - '0');
		rest += 4;
		total += 3;
	}
	return *rest == '\0' && total >= 1 && total <= COUNT_DIGITS;
}

static struct value bind_count(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct value value = {.kind = VALUE_NUMBER, .node = node};
	if (strlen(node->text) <= 64 && count_parse(binder->arena, node->text, &value.number))
		return value;
	diag_add(binder->diags, DIAG_MODEL_COUNT, node->span,
	         msg_model_count(binder->diags->arena, utf8_cut(binder->diags->arena, node->text, QUOTE_LIMIT)))
	    ->hint = hint_of(binder, type, node, msg(MSG_MODEL_COUNT_HINT));
	return invalid(node);
}

static struct value bind_bool(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (!node_is(node, "true") && !node_is(node, "false"))
		return wrong_kind(binder, type, node);
	return (struct value){.kind = VALUE_BOOL, .node = node, .truth = node_is(node, "true")};
}

static struct value bind_choice(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	const char *wording = options_find(binder->arena, type->options, node->text);
	if (wording)
		return text_value(node, wording);
	struct diag *diag =
	    diag_add(binder->diags, DIAG_MODEL_OPTION, node->span,
	             msg_model_option(binder->diags->arena, utf8_cut(binder->diags->arena, node->text, 2 * QUOTE_LIMIT)));
	const char *nearest = type_nearest_option(type->options, node->text);
	diag->hint = hint_of(binder, type, node, NULL);
	if (diag->hint)
		return invalid(node);
	if (nearest)
		diag_suggest(binder->diags, diag, nearest);
	else
		diag->hint = msg_model_options(binder->diags->arena, mistaken_options(binder->diags->arena, type->options));
	return invalid(node);
}

/* One ticked box: the option, or {option: words in its brackets}. */
static struct value bind_tick(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		return bind_choice(binder, type, node);
	if (node->kind != NODE_MAPPING || node->count != 1 || node->items[0]->kind != NODE_SCALAR)
		return wrong_kind(binder, type, node);
	struct value value = bind_choice(binder, type, node->items[0]->key);
	if (value.kind == VALUE_TEXT) {
		value.node = node->items[0];
		value.detail = node->items[0]->text;
	}
	return value;
}

static const struct value_list *bind_ticks(struct binder *binder, const struct answer_type *type,
                                           const struct node *node)
{
	struct value_list *list = arena_new_object(binder->arena, struct value_list);
	list->items = arena_array(binder->arena, struct value, node->count);
	for (size_t i = 0; i < node->count; i++) {
		struct value tick = bind_tick(binder, type, node->items[i]);
		for (size_t j = 0; j < list->count && tick.kind == VALUE_TEXT; j++) {
			if (list->items[j].kind == VALUE_TEXT && strcmp(list->items[j].text, tick.text) == 0) {
				diag_add(binder->diags, DIAG_MODEL_TWICE, tick.node->span,
				         msg_model_twice(binder->diags->arena, tick.text));
				tick.kind = VALUE_INVALID;
			}
		}
		list->items[list->count++] = tick;
		if (list->count > type->options->count)
			break; /* each option at most once: the rest has been or would be reported as repeated */
	}
	return list;
}

static struct value bind_boxes(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->kind != NODE_SEQUENCE)
		return wrong_kind(binder, type, node);
	struct value value = {.kind = VALUE_LIST, .node = node, .list = bind_ticks(binder, type, node)};
	for (size_t i = 0; i < value.list->count; i++)
		if (value.list->items[i].kind == VALUE_INVALID)
			value.kind = VALUE_INVALID;
	return value;
}

/* {unknown: reason}; for boxes whose ticks are lost, {unknown: reason, texts: {option: words}} keeps the words. */
static struct value bind_unknown(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct value value = {.kind = VALUE_UNKNOWN, .node = node};
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];
		if (node_is(item->key, "unknown") && item->kind == NODE_SCALAR) {
			value.detail = item->text;
		} else if (type->kind == ANSWER_BOXES && node_is(item->key, "texts") && item->kind == NODE_MAPPING) {
			struct value_list *list = arena_new_object(binder->arena, struct value_list);
			list->items = arena_array(binder->arena, struct value, item->count);
			for (size_t j = 0; j < item->count; j++) {
				if (item->items[j]->kind != NODE_SCALAR)
					return wrong_kind(binder, type, item);
				struct value tick = bind_choice(binder, type, item->items[j]->key);
				tick.detail = item->items[j]->text;
				list->items[list->count++] = tick;
			}
			value.list = list;
		} else {
			return wrong_kind(binder, type, node);
		}
	}
	return value;
}

/* ---- records and lists ---- */

static void fill_absent(const struct record *record, struct value value)
{
	for (size_t i = 0; i < record->type->field_count; i++)
		if (record->values[i].kind == VALUE_ABSENT && strcmp(record->type->fields[i].name, "id") != 0)
			record->values[i] = value;
}

/* Fills what is not written in record from the body's member that its `shared` names. Where that is a mistake, what
 * is not written is not missing as well. */
static void take_shared(struct binder *binder, const struct answer_type *type, const struct node *id,
                        const struct record *record)
{
	struct value members = binder->body ? record_get(&binder->body->value, type->target) : value_absent();
	for (size_t i = 0; members.kind == VALUE_LIST && i < members.list->count; i++) {
		const struct value *member = &members.list->items[i];
		struct value member_id = record_get(member, "id");
		if (member->kind != VALUE_RECORD || member_id.kind != VALUE_TEXT || !node_is(id, member_id.text))
			continue;
		for (size_t j = 0; j < record->type->field_count; j++)
			if (record->values[j].kind == VALUE_ABSENT && strcmp(record->type->fields[j].name, "id") != 0)
				record->values[j] = record_get(member, record->type->fields[j].name);
		return;
	}
	diag_add(binder->diags, DIAG_MODEL_ID, id->span, msg_model_no_shared(binder->diags->arena, type->target, id->text));
	fill_absent(record, invalid(id));
}

static bool is_unwritten(const struct node *node)
{
	return !node || node_is_null(node);
}

/* The keys that are none of the record are those of another one, whose line was left out: it is told once, at the first of
 * them, and that other one is not missing as well. */
static bool report_forgotten(struct binder *binder, const struct record_type *type, const struct node *node, size_t at,
                             const struct record *record)
{
	struct arena *arena = binder->diags->arena;
	const struct node *stranger = node->items[at];
	struct forgotten_key forgotten =
	    binder->in_body ? (struct forgotten_key){0} : forgotten_find(binder->schema, type, node);
	if (!forgotten.key)
		return false;
	diag_add(binder->diags, DIAG_MODEL_KEY, stranger->key->span,
	         msg_unknown_key(arena, type->label, utf8_cut(arena, stranger->key->text, QUOTE_LIMIT)))
	    ->hint = forgotten_hint(arena, forgotten.key, forgotten.indent);
	if (forgotten.top)
		binder->forgotten = forgotten.field + 1;
	else
		record->values[forgotten.field] = invalid(stranger);
	return true;
}

static struct value bind_record(struct binder *binder, const struct record_type *type, const struct node *node)
{
	struct record *record = arena_new_object(binder->arena, struct record);
	record->type = &type->type;
	record->node = node;
	record->values = arena_array(binder->arena, struct value, type->type.field_count);
	int before = -1; /* the field that was written before */
	bool unknown = false, forgotten = false;
	for (size_t i = 0; i < node->count; i++) {
		int index = type_field(&type->type, node->items[i]->key->text);
		if (index < 0 && !unknown)
			forgotten = report_forgotten(binder, type, node, i, record);
		unknown |= index < 0;
		if (index < 0 && forgotten)
			continue;
		int meant = index < 0 ? unknown_key_report(binder->diags, binder->schema, type, node->items[i]) : -1;
		if (index >= 0)
			record->values[index] = bind(binder, type->answers[index], node->items[i]);
		else if (meant >= 0 && is_unwritten(node_get(node, type->type.fields[meant].name)))
			record->values[meant] = invalid(node->items[i]); /* reported by its name: it is not missing as well */
		if (index >= 0)
			before = index;
		else if (before >= 0 && unknown_key_cuts_number(node->items[i]))
			record->values[before] = invalid(record->values[before].node); /* its number was cut in two */
	}
	for (size_t i = 0; i < type->type.field_count; i++) {
		const struct value *value = &record->values[i];
		if (type->answers[i]->kind == ANSWER_SHARED && value->kind == VALUE_TEXT)
			take_shared(binder, type->answers[i], value->node, record);
		else if (type->answers[i]->kind == ANSWER_SHARED && value->kind == VALUE_INVALID)
			fill_absent(record, *value);
	}
	return (struct value){.kind = VALUE_RECORD, .node = node, .record = record};
}

static void report_twice(const struct binder *binder, const char *id, const struct node *node, const struct node *first)
{
	struct diags *diags = binder->diags;
	const char *list = binder->in_body ? NULL : forgotten_list(binder->schema, node->parent);
	struct position position = source_position(first->span.source, first->span.start);
	struct diag *diag = diag_add(diags, DIAG_MODEL_DUPLICATE_ID, node->span,
	                             msg_mistaken_twice_id(diags->arena, id, (int)position.line));
	diag->hint = list ? msg_forgotten_list(diags->arena, list) : msg(MSG_MISTAKEN_SAME_ID);
	diag->related = first->span;
	diag->related_message = msg_mistaken_first_id(diags->arena, id);
}

/* Members of a list that have an `id` have one each. */
static void check_ids(struct binder *binder, const struct value_list *list)
{
	struct map seen;
	map_init(&seen, binder->arena);
	for (size_t i = 0; i < list->count; i++) {
		struct value id = record_get(&list->items[i], "id");
		if (id.kind != VALUE_TEXT || !id.node)
			continue;
		const struct node *first = map_put(&seen, id.text, (void *)(uintptr_t)id.node);
		if (first)
			report_twice(binder, id.text, id.node, first);
	}
}

/* Its keys without any answer behind them, or nothing at all. */
static bool is_empty_row(const struct record_type *type, const struct node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (!is_unwritten(node->items[i]) || type_field(&type->type, node->items[i]->key->text) < 0)
			return false;
	return node->count || node_is_null(node);
}

/* A row that nobody filled in, of a list whose members have names. */
static struct value bind_row(struct binder *binder, const struct answer_type *element, const struct node *node)
{
	bool named = element->kind == ANSWER_RECORD && type_field(&element->record->type, "id") >= 0;
	if (!named || node->refused || node->kind == NODE_SEQUENCE || !is_empty_row(element->record, node))
		return bind(binder, element, node);
	diag_add(binder->diags, DIAG_ANSWER_BLANK, node_place(node), msg(MSG_MISTAKEN_EMPTY_ROW))->hint =
	    msg(MSG_MISTAKEN_EMPTY_ROW_HINT);
	return invalid(node);
}

static struct value bind_members(struct binder *binder, const struct answer_type *element, const struct node *node)
{
	struct value_list *list = arena_new_object(binder->arena, struct value_list);
	list->items = arena_array(binder->arena, struct value, node->count);
	list->count = node->count;
	for (size_t i = 0; i < node->count; i++)
		list->items[i] = node->kind == NODE_SEQUENCE ? bind_row(binder, element, node->items[i])
		                                             : bind(binder, element, node->items[i]);
	if (element->kind == ANSWER_RECORD)
		check_ids(binder, list);
	return (struct value){.kind = VALUE_LIST, .node = node, .list = list};
}

static struct value bind_map(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct answer_type element = {.kind = ANSWER_RECORD, .type = &type->record->type, .record = type->record};
	for (size_t i = 0; i < node->count; i++)
		list_push(binder->arena, &binder->ids, ((struct pending_id){node->items[i]->key, type->target}));
	return bind_members(binder, &element, node);
}

static struct value bind_ref(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (type->kind == ANSWER_REF)
		list_push(binder->arena, &binder->ids, ((struct pending_id){node, type->target}));
	return text_value(node, node->text);
}

static struct value bind_scalar(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	switch (type->kind) {
	case ANSWER_LINE:
	case ANSWER_TEXT:
		return bind_text(binder, type, node);
	case ANSWER_DATE:
		return bind_date(binder, type, node);
	case ANSWER_COUNT:
		return bind_count(binder, type, node);
	case ANSWER_BOOL:
		return bind_bool(binder, type, node);
	case ANSWER_CHOICE:
		return bind_choice(binder, type, node);
	case ANSWER_REF:
	case ANSWER_SHARED:
		return bind_ref(binder, type, node);
	case ANSWER_BOXES:
	case ANSWER_RECORD:
	case ANSWER_LIST:
	case ANSWER_MAP:
		return wrong_kind(binder, type, node);
	case ANSWER_RAW:
		break;
	}
	return text_value(node, "");
}

static struct value bind_collection(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	bool mapping = node->kind == NODE_MAPPING;
	switch (type->kind) {
	case ANSWER_LINE:
	case ANSWER_TEXT:
		return bind_text(binder, type, node);
	case ANSWER_BOXES:
		return bind_boxes(binder, type, node);
	case ANSWER_RECORD:
		return mapping ? bind_record(binder, type->record, node) : wrong_kind(binder, type, node);
	case ANSWER_MAP:
		return mapping ? bind_map(binder, type, node) : wrong_kind(binder, type, node);
	case ANSWER_LIST:
		return mapping ? wrong_kind(binder, type, node) : bind_members(binder, type->element, node);
	case ANSWER_DATE:
	case ANSWER_COUNT:
	case ANSWER_BOOL:
	case ANSWER_CHOICE:
	case ANSWER_REF:
	case ANSWER_SHARED:
		return wrong_kind(binder, type, node);
	case ANSWER_RAW:
		break;
	}
	return text_value(node, "");
}

static struct value bind(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->refused)
		return invalid(node);
	if (node_is_null(node))
		return (struct value){.kind = VALUE_BLANK, .node = node};
	if (node->kind == NODE_MAPPING && node->count && node_is(node->items[0]->key, "unknown"))
		return bind_unknown(binder, type, node);
	const struct node *proposed = take_proposal(binder, node);
	if (proposed)
		return bind(binder, type, proposed);
	return node->kind == NODE_SCALAR ? bind_scalar(binder, type, node) : bind_collection(binder, type, node);
}

/* ---- ids that point somewhere ---- */

static struct map ids_of(struct binder *binder, const struct value *list)
{
	struct map ids;
	map_init(&ids, binder->arena);
	for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list->count; i++) {
		struct value id = record_get(&list->list->items[i], "id");
		if (id.kind == VALUE_TEXT)
			map_put(&ids, id.text, &list->list->items[i]);
	}
	return ids;
}

static void check_references(struct binder *binder, const struct record *root)
{
	struct map ids = {0};
	const char *target = NULL; /* whose ids these are: references into one list mostly follow each other */
	for (size_t i = 0; i < binder->ids.count; i++) {
		const struct pending_id *pending = &binder->ids.items[i];
		if (!target || strcmp(target, pending->target) != 0)
			ids = ids_of(binder, record_field(root, pending->target));
		target = pending->target;
		const struct value *list = record_field(root, pending->target);
		bool misread = list && list->kind == VALUE_INVALID; /* which has been reported */
		if (misread || map_get(&ids, pending->node->text))
			continue;
		bool last = diags_full(binder->diags); /* the next one tells that there are more */
		diag_add(binder->diags, DIAG_MODEL_ID, pending->node->span,
		         msg_model_no_id(binder->diags->arena, pending->target,
		                         utf8_cut(binder->diags->arena, pending->node->text, QUOTE_LIMIT)));
		if (last)
			return;
	}
}

/* ---- the module's functions ---- */

bool model_is(const struct node *node)
{
	return node_get(node, "shikii") != NULL;
}

/* Before all else is read: what another version means by its keys is not known. */
static bool is_version(struct arena *arena, const struct schema *schema, const struct node *node)
{
	return node->kind == NODE_SCALAR &&
	       strcmp(utf8_fold(arena, node->text), arena_printf(arena, "%lld", (long long)schema->version)) == 0;
}

const struct body *body_bind(struct arena *arena, struct diags *diags, const struct schema *schema,
                             const struct node *node)
{
	struct binder binder = {.arena = arena, .diags = diags, .schema = schema, .in_body = true};
	struct body *body = arena_new_object(arena, struct body);
	body->node = node;
	if (node && node->kind == NODE_MAPPING)
		body->value = bind_record(&binder, schema->body, node);
	else if (node)
		diag_add(diags, DIAG_MODEL_KIND, node->span, msg(MSG_MODEL_BODY));
	body->proposals = binder.proposals.items;
	body->proposal_count = binder.proposals.count;
	return body;
}

const struct model *model_bind(struct arena *arena, struct diags *diags, const struct schema *schema,
                               const struct body *body, const struct node *node)
{
	struct binder binder = {.arena = arena, .diags = diags, .schema = schema, .body = body};
	if (!model_is(node)) {
		diag_add(diags, DIAG_NO_MODEL, node->span, msg(MSG_MODEL_NONE))->hint = msg(MSG_MODEL_NONE_HINT);
		return NULL;
	}
	if (!is_version(arena, schema, node_get(node, "shikii"))) {
		long long version = (long long)schema->version;
		diag_add(diags, DIAG_MODEL_VERSION, node_get(node, "shikii")->span, msg_model_version(diags->arena, version))
		    ->hint = msg_model_version_hint(diags->arena, version);
		return NULL;
	}
	struct model *model = arena_new_object(arena, struct model);
	struct value root = bind_record(&binder, schema->process, node);
	if (binder.forgotten && root.record->values[binder.forgotten - 1].kind == VALUE_ABSENT)
		root.record->values[binder.forgotten - 1] = invalid(node);
	check_references(&binder, root.record);
	*model = (struct model){.node = node,
	                        .body = body,
	                        .root = root.record,
	                        .proposals = binder.proposals.items,
	                        .proposal_count = binder.proposals.count};
	return model;
}

struct value model_answer(struct arena *arena, struct diags *diags, const struct schema *schema,
                          const struct body *body, const struct answer_type *type, const struct node *node)
{
	struct binder binder = {.arena = arena, .diags = diags, .schema = schema, .body = body};
	return bind(&binder, type, node);
}

const struct record_type *record_type_of(const struct record *record)
{
	return (const struct record_type *)record->type; /* its first member */
}

const struct value *record_field(const struct record *record, const char *name)
{
	int index = type_field(record->type, name);
	return index < 0 ? NULL : &record->values[index];
}

struct value record_get(const struct value *value, const char *name)
{
	const struct value *field = value->kind == VALUE_RECORD ? record_field(value->record, name) : NULL;
	return field ? *field : value_absent();
}

/* ---- members of an owner ---- */

/* Is the text id one of the list's, or is there no list (then all owners are meant)? */
static bool belongs(const struct value *owners, const char *id)
{
	if (owners->kind != VALUE_LIST)
		return true;
	for (size_t i = 0; i < owners->list->count; i++)
		if (owners->list->items[i].kind == VALUE_TEXT && strcmp(owners->list->items[i].text, id) == 0)
			return true;
	return false;
}

/* A copy of record with what `other` has written laid over it, records in records too. */
static const struct record *overlay(struct arena *arena, const struct record *record, const struct record *other)
{
	struct record *copy = arena_new_object(arena, struct record);
	*copy = *record;
	copy->values = arena_array(arena, struct value, record->type->field_count);
	for (size_t i = 0; i < record->type->field_count; i++) {
		const struct value *under = &record->values[i];
		const struct value *over = &other->values[i];
		copy->values[i] = over->kind == VALUE_ABSENT ? *under : *over;
		if (under->kind == VALUE_RECORD && over->kind == VALUE_RECORD)
			copy->values[i].record = overlay(arena, under->record, over->record);
	}
	return copy;
}

static struct value seen_from(struct arena *arena, const struct value *member, const char *id)
{
	struct value differences = record_get(member, "differences");
	for (size_t i = 0; differences.kind == VALUE_LIST && i < differences.list->count; i++) {
		const struct value *difference = &differences.list->items[i];
		if (difference->kind == VALUE_RECORD && node_is(difference->node->key, id)) {
			struct value seen = *member;
			seen.record = overlay(arena, member->record, difference->record);
			return seen;
		}
	}
	return *member;
}

struct value model_members(struct arena *arena, const struct value *list, const struct value *owner)
{
	if (list->kind != VALUE_LIST)
		return *list;
	struct value id = record_get(owner, "id");
	struct value_list *members = arena_new_object(arena, struct value_list);
	members->items = arena_array(arena, struct value, list->list->count);
	for (size_t i = 0; i < list->list->count; i++) {
		const struct value *member = &list->list->items[i];
		if (member->kind != VALUE_RECORD)
			continue;
		struct value owners = record_get(member, record_type_of(member->record)->belongs_to);
		if (id.kind != VALUE_TEXT)
			members->items[members->count++] = *member;
		else if (belongs(&owners, id.text))
			members->items[members->count++] = seen_from(arena, member, id.text);
	}
	struct value result = *list;
	result.list = members;
	return result;
}
