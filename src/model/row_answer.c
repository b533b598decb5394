/* A value of the model → what a row of the sheet shows of it: its state, its words, its boxes. */
#include "model/row_answer.h"

#include "base/buf.h"
#include "base/messages/sheet.h"

#include <string.h>

static const char *formatted(struct arena *arena, const char *format, const char *text)
{
	const char *mark = format && *text ? strstr(format, "{}") : NULL;
	return mark ? arena_printf(arena, "%.*s%s%s", (int)(mark - format), format, text, mark + 2) : text;
}

static bool is_derived_nothing(const struct value *value)
{
	return !value->node &&
	       ((value->kind == VALUE_TEXT && !*value->text) || (value->kind == VALUE_LIST && value->list->count == 0));
}

static enum answer_state state_of(const struct value *value)
{
	if (value_answered(value))
		return is_derived_nothing(value) ? STATE_ABSENT : STATE_ANSWERED;
	if (value->kind == VALUE_INVALID)
		return STATE_INVALID;
	if (value_withheld(value))
		return STATE_WITHHELD;
	if (value->kind == VALUE_BLANK)
		return STATE_BLANK;
	return value->kind == VALUE_UNKNOWN && value->node ? STATE_UNKNOWN : STATE_ABSENT;
}

static const struct item_option *option_of(const struct item *item, const char *value)
{
	for (size_t i = 0; i < item->option_count; i++)
		if (strcmp(item->options[i].value, value) == 0)
			return &item->options[i];
	return NULL;
}

/* Is it ticked in this list, and with which words? */
static struct tick tick_in(const struct value_list *list, const struct item_option *option, bool ticked)
{
	for (size_t i = 0; list && i < list->count; i++)
		if (list->items[i].kind == VALUE_TEXT && strcmp(list->items[i].text, option->value) == 0)
			return (struct tick){option, ticked, list->items[i].detail};
	return (struct tick){option, false, NULL};
}

static void set_boxes(struct arena *arena, struct row *row, const struct value *value)
{
	const struct item *item = row->item;
	bool known = value->kind == VALUE_LIST;
	const struct value_list *list = known || value->kind == VALUE_UNKNOWN ? value->list : NULL;
	struct tick *ticks = arena_array(arena, struct tick, item->option_count);
	for (size_t i = 0; i < item->option_count; i++)
		ticks[i] = tick_in(list, &item->options[i], known);
	for (size_t i = 0; list && i < list->count; i++)
		if (list->items[i].kind == VALUE_TEXT && !option_of(item, list->items[i].text))
			row->unlisted = list->items[i].text;
	row->ticks = ticks;
	row->tick_count = item->option_count;
}

static void set_choice(struct arena *arena, struct row *row, const struct value *value)
{
	const struct item *item = row->item;
	struct tick *ticks = arena_array(arena, struct tick, item->option_count);
	const struct item_option *chosen = value->kind == VALUE_TEXT ? option_of(item, value->text) : NULL;
	for (size_t i = 0; i < item->option_count; i++)
		ticks[i] = (struct tick){&item->options[i], &item->options[i] == chosen, NULL};
	if (value->kind == VALUE_TEXT && !chosen && item->option_count && item->type == ITEM_CHOICE)
		row->unlisted = value->text;
	row->ticks = ticks;
	row->tick_count = item->option_count;
}

static void set_flag(struct arena *arena, struct row *row, const struct value *value)
{
	struct item_option *option = arena_new_object(arena, struct item_option);
	*option = (struct item_option){row->item->label, row->item->label, false};
	struct tick *tick = arena_new_object(arena, struct tick);
	*tick = (struct tick){option, value->kind == VALUE_BOOL && value->truth, NULL};
	row->ticks = tick;
	row->tick_count = 1;
}

/* The ticked options as text: A、B（words）. */
static const char *ticks_text(struct arena *arena, const struct row *row)
{
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < row->tick_count; i++) {
		const struct tick *tick = &row->ticks[i];
		if (!tick->ticked)
			continue;
		buf_printf(&buf, "%s%s", buf.length ? "、" : "", tick->option->label);
		if (tick->text && *tick->text)
			buf_printf(&buf, "（%s）", tick->text);
	}
	const char *text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

static void print_table(struct buf *buf, const struct value *table)
{
	struct value columns = record_get(table, "columns");
	struct value rows = record_get(table, "rows");
	for (size_t i = 0; columns.kind == VALUE_LIST && i < columns.list->count; i++)
		buf_printf(buf, "%s%s", i ? "\t" : "",
		           columns.list->items[i].kind == VALUE_TEXT ? columns.list->items[i].text : "");
	for (size_t i = 0; rows.kind == VALUE_LIST && i < rows.list->count; i++) {
		const struct value *cells = &rows.list->items[i];
		buf_putc(buf, '\n');
		for (size_t j = 0; cells->kind == VALUE_LIST && j < cells->list->count; j++)
			buf_printf(buf, "%s%s", j ? "\t" : "",
			           cells->list->items[j].kind == VALUE_TEXT ? cells->list->items[j].text : "");
	}
}

/* An attachment as text: its title, then words, table or the name of the file. */
static void print_attachment(struct arena *arena, struct buf *buf, const struct value *attachment)
{
	struct value title = record_get(attachment, "title");
	struct value text = record_get(attachment, "text");
	struct value table = record_get(attachment, "table");
	struct value file = record_get(attachment, "file");
	struct value figure = record_get(attachment, "figure"), words = record_get(attachment, "figure_text");
	if (value_words(&title))
		buf_printf(buf, "%s\n", value_words(&title));
	if (value_words(&text))
		buf_puts(buf, value_words(&text));
	if (table.kind == VALUE_RECORD)
		print_table(buf, &table);
	if (value_words(&file))
		buf_puts(buf, msg_sheet_attached(arena, value_words(&file)));
	if (value_words(&figure))
		buf_puts(buf, msg_sheet_picture(arena, value_words(&figure), value_words(&words) ? value_words(&words) : ""));
	else if (value_words(&words))
		buf_puts(buf, value_words(&words));
}

static const char *attachments_text(struct arena *arena, const struct value_list *list)
{
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < list->count; i++) {
		if (i)
			buf_puts(&buf, "\n\n");
		print_attachment(arena, &buf, &list->items[i]);
	}
	const char *text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

/* The words of a value as this item prints them. */
static const char *answer_text(struct arena *arena, const struct calendar *calendar, const struct item *item,
                               const struct value *value)
{
	const struct item_option *option = NULL;
	if (item->type == ITEM_CHOICE && value->kind == VALUE_TEXT)
		option = option_of(item, value->text);
	if (option)
		return option->label;
	if (item->type == ITEM_ATTACHMENT && value->kind == VALUE_LIST)
		return attachments_text(arena, value->list);
	return value_print(arena, calendar, value);
}

static void set_ticks(struct arena *arena, struct row *row, const struct value *value)
{
	row->unlisted = NULL;
	switch (row->item->type) {
	case ITEM_BOXES:
		set_boxes(arena, row, value);
		break;
	case ITEM_FLAG:
		set_flag(arena, row, value);
		break;
	case ITEM_CHOICE:
	case ITEM_RESULT:
		set_choice(arena, row, value);
		break;
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_DATE:
	case ITEM_COUNT:
	case ITEM_REF:
	case ITEM_ATTACHMENT:
		break;
	}
}

void row_withhold(struct arena *arena, struct row *row)
{
	struct value nothing = {.kind = VALUE_UNKNOWN, .detail = withheld_words};
	row->state = STATE_WITHHELD;
	row->answer = nothing;
	row->derived = true;
	row->markdown = false;
	row->stated = NULL;
	row->attachments = NULL;
	set_ticks(arena, row, &nothing);
	row->value = row->printed = withheld_words;
}

void row_show_no_example(struct arena *arena, struct row *row)
{
	row->example = true;
	row->state = STATE_BLANK;
	row->stated = NULL;
	row->value = row->printed = "";
	set_ticks(arena, row, &(struct value){.kind = VALUE_BLANK});
}

void row_answer(struct arena *arena, const struct calendar *calendar, struct row *row, const struct value *value,
                const struct value *stated)
{
	if (value_withheld(value) || value_withheld(stated)) {
		row_withhold(arena, row);
		return;
	}
	bool told = value_answered(stated);
	const struct value *shown = told ? stated : value;
	row->state = state_of(shown);
	row->answer = *shown;
	row->markdown = shown->markdown;
	row->derived = !shown->node;
	set_ticks(arena, row, shown);
	bool boxes = row->item->type == ITEM_BOXES || row->item->type == ITEM_FLAG;
	if (told) {
		row->stated = boxes ? ticks_text(arena, row) : answer_text(arena, calendar, row->item, stated);
		row->value = value_answered(value) ? answer_text(arena, calendar, row->item, value) : row->stated;
	} else {
		row->value = boxes ? ticks_text(arena, row) : answer_text(arena, calendar, row->item, value);
	}
	row->printed = formatted(arena, row->item->format, told ? row->stated : row->value);
	if (row->item->type == ITEM_ATTACHMENT && shown->kind == VALUE_LIST)
		row->attachments = shown->list;
}

void row_add_flow(struct arena *arena, const struct model *model, struct row *row)
{
	struct flow *flow = arena_new_object(arena, struct flow);
	*flow = flow_of(arena, model);
	if (flow->count == 0 || row->state == STATE_WITHHELD)
		return;
	const char *text = flow_text(arena, flow);
	row->flow = flow;
	row->value = row->printed = *row->printed ? arena_printf(arena, "%s\n\n%s", text, row->printed) : text;
	row->state = STATE_ANSWERED;
	row->derived = true;
}
