/* The YAML of one answer → a typed value. */
#include "base/messages/answer.h"
#include "base/messages/mistaken.h"
#include "base/messages/model.h"
#include "base/utf8.h"
#include "model/binder.h"
#include "model/mistaken.h"
#include "model/text.h"
#include "yaml/fields.h"
#include "yaml/keyboard.h"

#include <string.h>

struct value invalid_value(const struct node *node)
{
	return (struct value){.kind = VALUE_INVALID, .node = node};
}

struct value text_value(const struct node *node, const char *text)
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

struct value report_kind(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	const char *row = mistaken_row(binder->diags->arena, binder->schema, type, node);
	if (row) {
		diag_add(binder->diags, DIAG_MODEL_KIND, node->span, msg(MSG_MISTAKEN_TABBED))->hint = row;
		return invalid_value(node);
	}
	if (node->kind == NODE_SCALAR && node->style == NODE_PLAIN && report_slip(binder, node->span))
		return invalid_value(node);
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
	return invalid_value(node);
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
	return invalid_value(id);
}

struct value bind_text(struct binder *binder, const struct answer_type *type, const struct node *node);

/* {proposed: …} is the answer, for a person to confirm. What it proposes, or NULL where it is something else. */
const struct node *take_proposal(struct binder *binder, const struct node *node)
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
		return report_kind(binder, type, node);
	if (inner->refused)
		return invalid_value(inner);
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
	return invalid_value(node);
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

struct value bind_text(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->kind == NODE_MAPPING)
		return marked_text(binder, type, node);
	if (node->kind == NODE_SEQUENCE)
		return type->kind == ANSWER_TEXT && node->count ? joined_text(binder, type, node)
		                                                : report_kind(binder, type, node);
	if (type->kind == ANSWER_LINE && strchr(node->text, '\n')) {
		diag_add(binder->diags, DIAG_MODEL_LINE, node->span, msg(MSG_MODEL_ONE_LINE));
		return invalid_value(node);
	}
	if (node->style == NODE_PLAIN && begins_wide_block(node) && report_slip(binder, node->span))
		return invalid_value(node);
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

struct value bind_date(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct value value = {.kind = VALUE_DATE, .node = node};
	enum date_problem problem = date_parse(&binder->schema->calendar, node->text, &value.date);
	if (problem != DATE_OK && problem != DATE_ERA_YEAR_ONE) {
		diag_add(binder->diags, DIAG_MODEL_DATE, node->span,
		         msg_model_date(binder->diags->arena, utf8_cut(binder->diags->arena, node->text, QUOTE_LIMIT)))
		    ->hint = problem == DATE_NOT_A_DATE ? hint_of(binder, type, node, date_hint(problem)) : date_hint(problem);
		return invalid_value(node);
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

struct value bind_count(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct value value = {.kind = VALUE_NUMBER, .node = node};
	if (strlen(node->text) <= 64 && count_parse(binder->arena, node->text, &value.number))
		return value;
	diag_add(binder->diags, DIAG_MODEL_COUNT, node->span,
	         msg_model_count(binder->diags->arena, utf8_cut(binder->diags->arena, node->text, QUOTE_LIMIT)))
	    ->hint = hint_of(binder, type, node, msg(MSG_MODEL_COUNT_HINT));
	return invalid_value(node);
}

struct value bind_bool(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (!node_is(node, "true") && !node_is(node, "false"))
		return report_kind(binder, type, node);
	return (struct value){.kind = VALUE_BOOL, .node = node, .truth = node_is(node, "true")};
}

struct value bind_choice(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	const char *wording = options_find(binder->arena, type->options, node->text);
	if (wording)
		return text_value(node, wording);
	struct diag *diag = diag_add(
	    binder->diags, DIAG_MODEL_OPTION, node->span,
	    msg_model_option(binder->diags->arena, utf8_cut(binder->diags->arena, node->text, (size_t)2 * QUOTE_LIMIT)));
	const char *nearest = type_nearest_option(type->options, node->text);
	diag->hint = hint_of(binder, type, node, NULL);
	if (diag->hint)
		return invalid_value(node);
	if (nearest)
		diag_suggest(binder->diags, diag, nearest);
	else
		diag->hint = msg_model_options(binder->diags->arena, mistaken_options(binder->diags->arena, type->options));
	return invalid_value(node);
}

/* One ticked box: the option, or {option: words in its brackets}. */
static struct value bind_tick(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		return bind_choice(binder, type, node);
	if (node->kind != NODE_MAPPING || node->count != 1 || node->items[0]->kind != NODE_SCALAR)
		return report_kind(binder, type, node);
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

struct value bind_boxes(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->kind != NODE_SEQUENCE)
		return report_kind(binder, type, node);
	struct value value = {.kind = VALUE_LIST, .node = node, .list = bind_ticks(binder, type, node)};
	for (size_t i = 0; i < value.list->count; i++)
		if (value.list->items[i].kind == VALUE_INVALID)
			value.kind = VALUE_INVALID;
	return value;
}

/* {unknown: reason}; for boxes whose ticks are lost, {unknown: reason, texts: {option: words}} keeps the words. */
struct value bind_unknown(struct binder *binder, const struct answer_type *type, const struct node *node)
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
					return report_kind(binder, type, item);
				struct value tick = bind_choice(binder, type, item->items[j]->key);
				tick.detail = item->items[j]->text;
				list->items[list->count++] = tick;
			}
			value.list = list;
		} else {
			return report_kind(binder, type, node);
		}
	}
	return value;
}
