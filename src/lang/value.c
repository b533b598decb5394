/* Values of the model and of expressions: making them, comparing them, and turning them into text for messages and
 * sheets. */
#include "lang/value.h"

#include "base/buf.h"
#include "base/messages/sheet.h"

#include <string.h>

bool value_answered(const struct value *value)
{
	return value->kind >= VALUE_BOOL;
}

struct value value_absent(void)
{
	return (struct value){.kind = VALUE_ABSENT};
}

struct value value_unknown(void)
{
	return (struct value){.kind = VALUE_UNKNOWN};
}

struct value value_bool(bool truth)
{
	return (struct value){.kind = VALUE_BOOL, .truth = truth};
}

struct value value_number(int64_t number)
{
	return (struct value){.kind = VALUE_NUMBER, .number = number};
}

struct value value_text(const char *text)
{
	return (struct value){.kind = VALUE_TEXT, .text = text};
}

struct value value_date(struct date date)
{
	return (struct value){.kind = VALUE_DATE, .date = date};
}

static bool items_equal(const struct value *a, const struct value *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!value_equal(&a[i], &b[i]))
			return false;
	return true;
}

/* Members of lists and records may be unanswered: those are equal when their state is. */
bool value_equal(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_ABSENT:
	case VALUE_BLANK:
	case VALUE_UNKNOWN:
	case VALUE_INVALID:
		return true;
	case VALUE_BOOL:
		return a->truth == b->truth;
	case VALUE_NUMBER:
		return a->number == b->number;
	case VALUE_TEXT:
		return strcmp(a->text, b->text) == 0;
	case VALUE_DATE:
		return a->date.year == b->date.year && a->date.month == b->date.month && a->date.day == b->date.day;
	case VALUE_DURATION:
		return a->duration.years == b->duration.years && a->duration.months == b->duration.months &&
		       a->duration.days == b->duration.days;
	case VALUE_LIST:
		return a->list->count == b->list->count && items_equal(a->list->items, b->list->items, a->list->count);
	case VALUE_RECORD:
		return a->record->type == b->record->type &&
		       items_equal(a->record->values, b->record->values, a->record->type->field_count);
	}
	return false;
}

static void print_number(int64_t number, struct buf *out)
{
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	char digits[32];
	size_t start = sizeof digits;
	for (int printed = 0; printed == 0 || rest > 0; printed++, rest /= 10) {
		if (printed > 0 && printed % 3 == 0)
			digits[--start] = ',';
		digits[--start] = (char)('0' + rest % 10);
	}
	if (number < 0)
		digits[--start] = '-';
	buf_append(out, digits + start, sizeof digits - start);
}

static void print_date(const struct calendar *calendar, const struct value *value, struct buf *out)
{
	if (value->detail)
		buf_puts(out, value->detail);
	else if (calendar)
		date_print_era(calendar, value->date, out);
	else
		date_print_iso(value->date, out);
}

static void print_duration(struct duration duration, struct buf *out)
{
	if (duration.years != 0)
		buf_printf(out, "%d年", duration.years);
	if (duration.months != 0)
		buf_printf(out, "%dか月", duration.months);
	if (duration.days != 0 || (duration.years == 0 && duration.months == 0))
		buf_printf(out, "%d日", duration.days);
}

static void print_value(const struct calendar *calendar, const struct value *value, struct buf *out);

static void print_list(const struct calendar *calendar, const struct value_list *list, struct buf *out)
{
	bool first = true;
	for (size_t i = 0; i < list->count; i++) {
		if (!value_answered(&list->items[i]))
			continue;
		if (!first)
			buf_puts(out, "、");
		print_value(calendar, &list->items[i], out);
		first = false;
	}
}

const char withheld_words[] = "（非公表）";

bool value_withheld(const struct value *value)
{
	return value->kind == VALUE_UNKNOWN && value->detail == withheld_words;
}

const char *value_words(const struct value *value)
{
	return value->kind == VALUE_TEXT ? value->text : value_withheld(value) ? withheld_words : NULL;
}

static void print_value(const struct calendar *calendar, const struct value *value, struct buf *out)
{
	switch (value->kind) {
	case VALUE_ABSENT:
	case VALUE_BLANK:
	case VALUE_INVALID:
	case VALUE_RECORD: /* has no wording of its own */
		break;
	case VALUE_UNKNOWN:
		if (value_withheld(value))
			buf_puts(out, withheld_words);
		break;
	case VALUE_BOOL:
		buf_puts(out, msg(value->truth ? MSG_SHEET_YES : MSG_SHEET_NO));
		break;
	case VALUE_NUMBER:
		print_number(value->number, out);
		break;
	case VALUE_TEXT:
		buf_puts(out, value->text);
		break;
	case VALUE_DATE:
		print_date(calendar, value, out);
		break;
	case VALUE_DURATION:
		print_duration(value->duration, out);
		break;
	case VALUE_LIST:
		print_list(calendar, value->list, out);
		break;
	}
}

const char *value_print(struct arena *arena, const struct calendar *calendar, const struct value *value)
{
	if (value->kind == VALUE_TEXT)
		return value->text;
	struct buf out = BUF_INIT;
	print_value(calendar, value, &out);
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}
