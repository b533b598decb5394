/* Words of an item -> its answer. */
#include "import/answer.h"

#include "base/messages/import.h"
#include "base/messages/sheet.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "import/answering.h"
#include "import/marked.h"
#include "printed/marks.h"
#include "printed/markup.h"

#include <ctype.h>
#include <string.h>

enum {
	FORMAT_LIMIT = 200, /* bytes of an answer that has a format: a date */
	QUOTE_LIMIT = 60    /* characters of a text that a reason quotes */
};

static const char counter[] = "件";

/* ---- text ---- */

const char *plain_text(struct arena *arena, const char *text)
{
	struct buf plain = BUF_INIT;
	if (!strstr(text, MARK_LOST))
		return text;
	for (const char *mark; (mark = strstr(text, MARK_LOST)); text = mark + strlen(MARK_LOST)) {
		buf_append(&plain, text, (size_t)(mark - text));
		buf_puts(&plain, "☐");
	}
	buf_puts(&plain, text);
	const char *result = arena_copy(arena, buf_text(&plain), plain.length);
	buf_free(&plain);
	return result;
}

const char *text_start(struct arena *arena, const char *text)
{
	size_t length = strlen(text), start = utf8_prefix(text, length, QUOTE_LIMIT);
	return start == length ? text : arena_printf(arena, "%.*s…", (int)start, text);
}

/* Ours part a list of numbers that is longer than a line between two cells: 「…125、128、」 and 「132、144の項」. */
static bool list_goes_on(const char *above, const char *below)
{
	size_t length = strlen(above), comma = strlen("、");
	return length > comma && isdigit((unsigned char)above[length - comma - 1]) && isdigit((unsigned char)*below) &&
	       strcmp(above + length - comma, "、") == 0;
}

const char *chunks_text(struct arena *arena, const struct chunks *chunks)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < chunks->count; i++) {
		if (i && !list_goes_on(chunks->items[i - 1].text, chunks->items[i].text))
			buf_putc(&text, '\n');
		buf_puts(&text, chunks->items[i].text);
	}
	const char *result = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return result;
}

static const char *trimmed(struct arena *arena, const char *text, size_t length)
{
	while (length && strchr(" \t\n", *text)) {
		text++;
		length--;
	}
	while (length && strchr(" \t\n", text[length - 1]))
		length--;
	return arena_copy(arena, text, length);
}

struct value answer_unknown(const char *reason)
{
	return (struct value){.kind = VALUE_UNKNOWN, .detail = reason};
}

void answer_leave_out(struct answering *reader, const struct reading *reading, const char *text)
{
	size_t line = reading->chunks.count ? reading->chunks.items[0].line : reading->line;
	chunk_add(reader->arena, &reader->placing->unplaced, text, line);
}

/* ---- counts that stand behind another answer: (58) 件 ---- */

/* The item behind this one, when it is such a count. */
struct reading *answer_count_behind(const struct reading *reading)
{
	struct place *place = reading->place;
	size_t next = (size_t)(reading - place->readings) + 1;
	if (next < place->reading_count && place->readings[next].item->type == ITEM_COUNT)
		return &place->readings[next];
	return NULL;
}

/* Takes `(3)件` out of a folded text for the count; an empty bracket is a count that was left blank. */
void answer_take_count(struct answering *reader, struct reading *count, char *folded, size_t line)
{
	char *end = strstr(folded, counter);
	char *start;
	if (!count || !end || end == folded || end[-1] != ')')
		return;
	for (start = end - 1; start > folded && strchr("0123456789,", start[-1]);)
		start--;
	if (start == folded || start[-1] != '(')
		return;
	const char *digits = arena_copy(reader->arena, start, (size_t)(end - 1 - start));
	count->seen = true;
	count->line = line;
	count->value = *digits ? value_text(digits) : (struct value){.kind = VALUE_BLANK};
	memmove(start - 1, end + strlen(counter), strlen(end + strlen(counter)) + 1);
}

/* ---- boxes ---- */

struct tick_list {
	struct value *items; /* texts, one for each option of the item; absent until it is met */
	bool unsure;
	bool any;
};

/* 識別情報, ・連絡先等情報: the label of a group of boxes, or nothing. */
static bool is_group(struct arena *arena, const struct item *item, const char *words)
{
	const char *folded = utf8_fold(arena, words);
	for (size_t i = 0; i < item->group_count; i++) {
		const char *label = utf8_fold(arena, item->groups[i].label);
		if (strcmp(folded, label) == 0 || strcmp(folded, label + strspn(label, "・")) == 0 ||
		    (strncmp(label, "・", strlen("・")) == 0 && strcmp(folded, label + strlen("・")) == 0))
			return true;
	}
	return !*folded;
}

/* （兵庫県）: the words in the brackets behind a box; *length is what of the text is not the brackets' any more. */
static const char *bracket_words(struct arena *arena, const char *text, size_t *length)
{
	size_t open = paren_open(text), depth = 0, i = 0, close = 0;
	if (!open)
		return NULL;
	do {
		bool opens = paren_open(text + i);
		close = text[i] == ')' ? 1 : strncmp(text + i, "）", strlen("）")) == 0 ? strlen("）") : 0;
		depth = depth + opens - (close > 0);
		i += close ? close : 1;
	} while (depth && i < *length);
	if (depth)
		return NULL;
	*length = i;
	return trimmed(arena, text + open, i - close - open);
}

static void read_box(struct answering *reader, struct reading *reading, const struct mark *mark, struct tick_list *list)
{
	struct arena *arena = reader->arena;
	size_t taken;
	const char *words = trimmed(arena, mark->words, mark->length);
	const struct mark clean = {mark->state, words, strlen(words)};
	const struct item_option *option = answer_option_at(arena, reading->item, &clean, &taken);
	if (!option) {
		answer_leave_out(reader, reading, words);
		return;
	}
	size_t length = strlen(words + taken);
	const char *inside = bracket_words(arena, words + taken, &length);
	const char *rest = inside ? words + taken + length : words + taken;
	struct value *tick = &list->items[option - reading->item->options];
	list->any = true;
	list->unsure |=
	    mark->state == MARK_UNSURE || (tick->kind != VALUE_ABSENT && tick->truth != (mark->state == MARK_ON));
	*tick = (struct value){.kind = VALUE_BOOL, .truth = mark->state == MARK_ON, .detail = tick->detail};
	if (inside && *inside && option->text)
		tick->detail = inside;
	else if (inside && *inside)
		answer_leave_out(reader, reading, inside);
	if (!is_group(arena, reading->item, rest))
		answer_leave_out(reader, reading, trimmed(arena, rest, strlen(rest)));
}

/* The options that are ticked; where ticks are lost, those with words in their brackets. */
static struct value ticked(struct arena *arena, const struct item *item, const struct tick_list *list)
{
	struct value_list *ticks = arena_new_object(arena, struct value_list);
	ticks->items = arena_array(arena, struct value, item->option_count);
	for (size_t i = 0; i < item->option_count; i++) {
		const struct value *tick = &list->items[i];
		if (list->unsure ? tick->detail == NULL : !(tick->kind == VALUE_BOOL && tick->truth))
			continue;
		struct value option = value_text(item->options[i].value);
		option.detail = tick->detail;
		ticks->items[ticks->count++] = option;
	}
	struct value value = {.kind = VALUE_LIST, .list = ticks};
	if (list->unsure) {
		value = answer_unknown(msg(MSG_UNKNOWN_MARK_LOST));
		value.list = ticks->count ? ticks : NULL;
	}
	return value;
}

/* What stands beside the boxes but the labels of their groups. */
static void leave_out_words(struct answering *reader, const struct reading *reading, const char *text)
{
	for (size_t length; *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		const char *words = trimmed(reader->arena, text, length);
		if (!is_group(reader->arena, reading->item, words))
			answer_leave_out(reader, reading, words);
	}
}

static struct value read_boxes(struct answering *reader, struct reading *reading, const char *text)
{
	struct marked marked = options_marked(reader->arena, reading->item, &reading->chunks);
	if (marked.text) {
		leave_out_words(reader, reading, marked.left);
		text = marked.text;
		reading->doubt = marked.bare ? msg(MSG_IMPORT_WORDS_ALONE) : reading->doubt;
	}
	struct tick_list list = {arena_array(reader->arena, struct value, reading->item->option_count), false, false};
	struct mark mark;
	size_t at = 0;
	while (mark_next(text, &at, &mark))
		read_box(reader, reading, &mark, &list);
	if (!list.any) {
		answer_leave_out(reader, reading, text);
		return answer_unknown(msg(MSG_UNKNOWN_MARK_LOST));
	}
	return ticked(reader->arena, reading->item, &list);
}

/* ---- flags ---- */

static struct value flag_value(enum mark_state state)
{
	return state == MARK_UNSURE ? answer_unknown(msg(MSG_UNKNOWN_MARK_LOST)) : value_bool(state == MARK_ON);
}

/* Boxes of the section itself, and the counts behind them. */
static void read_loose(struct answering *reader, struct place *place, const struct chunk *chunk)
{
	struct arena *arena = reader->arena;
	const struct form_section *section = place->section;
	struct mark mark;
	size_t at = 0, start = 0;
	for (; section && mark_next(chunk->text, &at, &mark); start = at) {
		size_t taken;
		size_t before = (size_t)(mark.words - chunk->text);
		const struct item *item =
		    flag_named(arena, section->items, section->item_count, mark.words, mark.length, &taken);
		if (!item) {
			const char *left = trimmed(arena, chunk->text + start, at - start);
			chunk_add(arena, &reader->placing->unplaced, left, chunk->line);
			continue;
		}
		struct reading *reading = &place->readings[item - section->items];
		reading->seen = true;
		reading->line = chunk->line;
		reading->value = flag_value(mark.state);
		char *rest = utf8_fold(arena, arena_copy(arena, chunk->text + before + taken, at - before - taken));
		answer_take_count(reader, answer_count_behind(reading), rest, chunk->line);
		chunk_add(arena, &reader->placing->unplaced, rest, chunk->line);
	}
	chunk_add(arena, &reader->placing->unplaced, trimmed(arena, chunk->text + start, strlen(chunk->text + start)),
	          chunk->line);
}

/* ---- the other kinds ---- */

/* A text without what the item's format puts around it: 令和7年9月1日 時点. */
static const char *without_format(struct arena *arena, const char *format, const char *text)
{
	const char *mark = format ? strstr(format, "{}") : NULL;
	size_t length = strlen(text);
	if (!mark || length > FORMAT_LIMIT)
		return text;
	const char *suffix = utf8_fold(arena, mark + 2);
	for (size_t i = 0; *suffix && i < length;) {
		int32_t point;
		if (strcmp(utf8_fold(arena, text + i), suffix) == 0)
			return trimmed(arena, text, i);
		i += utf8_decode(text + i, length - i, &point);
	}
	return text;
}

/* The words of cells side by side (令和, 7, 年 …) as they are read. */
static const char *in_one_line(struct arena *arena, const char *text)
{
	char *line = arena_string(arena, text);
	size_t count = 0;
	for (size_t i = 0; line[i]; i++)
		if (line[i] != '\n')
			line[count++] = line[i];
	line[count] = '\0';
	return line;
}

static struct value read_date(struct answering *reader, struct reading *reading, const char *text)
{
	struct date date;
	const char *day = without_format(reader->arena, reading->item->format, text);
	enum date_problem problem = date_parse(reader->calendar, day, &date);
	if (problem != DATE_OK && strchr(text, '\n') && strlen(text) <= FORMAT_LIMIT) {
		day = without_format(reader->arena, reading->item->format, in_one_line(reader->arena, text));
		problem = date_parse(reader->calendar, day, &date);
	}
	if (problem == DATE_OK || problem == DATE_ERA_YEAR_ONE)
		return value_text(day);
	reading->doubt = msg_unknown_no_date(reader->arena, text_start(reader->arena, text));
	return answer_unknown(reading->doubt);
}

static struct value read_count(struct answering *reader, struct reading *reading, const char *text)
{
	const char *folded = utf8_fold(reader->arena, text);
	size_t digits = strspn(folded, "0123456789,");
	if (digits && digits <= 15 && (!folded[digits] || strcmp(folded + digits, counter) == 0))
		return value_text(arena_copy(reader->arena, folded, digits));
	reading->doubt = msg_unknown_no_number(reader->arena, text_start(reader->arena, text));
	return answer_unknown(reading->doubt);
}

static struct value read_flag(struct answering *reader, struct reading *reading, const char *text)
{
	struct mark mark;
	size_t at = 0;
	if (mark_alone(text, &mark.state) || (mark_begins(text) && mark_next(text, &at, &mark)))
		return flag_value(mark.state);
	answer_leave_out(reader, reading, text);
	return answer_unknown(msg(MSG_UNKNOWN_MARK_LOST));
}

static struct value read_words(struct answering *reader, struct reading *reading, const char *text)
{
	switch (reading->item->type) {
	case ITEM_CHOICE:
		return answer_choice(reader, reading, text);
	case ITEM_BOXES:
		return read_boxes(reader, reading, text);
	case ITEM_DATE:
		return read_date(reader, reading, text);
	case ITEM_COUNT:
		return read_count(reader, reading, text);
	case ITEM_FLAG:
		return read_flag(reader, reading, text);
	case ITEM_RESULT:
		return answer_result(reader, reading, text);
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_REF:
	case ITEM_ATTACHMENT:
		break;
	}
	struct date date;
	if (reading->item->type == ITEM_LINE && strlen(text) <= FORMAT_LIMIT &&
	    date_parse(reader->calendar, text, &date) == DATE_OK) {
		answer_leave_out(reader, reading, text);
		return answer_unknown(msg(MSG_UNKNOWN_ONLY_DATE));
	}
	if (text[0] == '-' && text[1] && strspn(text, "-") == strlen(text))
		reading->doubt = msg(MSG_IMPORT_MAYBE_RULE);
	return value_text(plain_text(reader->arena, without_format(reader->arena, reading->item->format, text)));
}

bool answer_is_withheld(struct arena *scratch, const char *text)
{
	const char *folded = utf8_fold(scratch, text), *words = utf8_fold(scratch, withheld_words);
	size_t length = strlen(words);
	if (*folded == '[') /* of a choice */
		folded++;
	return strncmp(folded, words, length) == 0 && (!folded[length] || strcmp(folded + length, "]") == 0);
}

/* The reason in what we print in place of an answer that could not be read; "" where it has none; NULL: it is something else. */
static const char *unread_reason(struct arena *arena, const char *text)
{
	const char *line = arena_copy(arena, text, strcspn(text, "\n"));
	if (strcmp(line, msg(MSG_SHEET_UNREAD)) == 0)
		return "";
	const char *words = msg_sheet_unread_because(arena, "\n"), *gap = strchr(words, '\n');
	size_t length = strlen(line), before = (size_t)(gap - words), behind = strlen(gap + 1);
	if (length < before + behind || strncmp(line, words, before) != 0 || strcmp(line + length - behind, gap + 1) != 0)
		return NULL;
	return arena_copy(arena, line + before, length - before - behind);
}

/* 10) 定められていない: the last option of the item before, which a print has set over the lower edge of its cell; behind it the answer
 * begins. */
static const char *behind_option(struct answering *reader, const struct reading *reading, const char *text)
{
	const struct item *before = reading > reading->place->readings ? reading[-1].item : NULL;
	if (!before || before->type != ITEM_CHOICE || !before->option_count)
		return text;
	size_t count = before->option_count;
	const char *option = arena_printf(reader->arena, "%zu)%s", count, before->options[count - 1].label);
	size_t taken = words_skip(reader->arena, text, strlen(text), utf8_fold(reader->arena, option));
	return text[taken] ? text + taken : text;
}

/* Words that are no answer are quoted in the reason; where that would cut them, they are kept elsewhere. */
static void read_reading(struct answering *reader, struct reading *reading)
{
	const char *text = chunks_text(reader->arena, &reading->chunks);
	if (reading->item->type == ITEM_TEXT)
		text = behind_option(reader, reading, text);
	if (answer_is_withheld(reader->arena, text)) {
		reading->value = answer_unknown(msg(MSG_UNKNOWN_WITHHELD));
		return;
	}
	const char *reason = unread_reason(reader->arena, text);
	if (reason) {
		reading->value = answer_unknown(*reason ? reason : msg(MSG_UNKNOWN_MARK_LOST));
		return;
	}
	reading->value = read_words(reader, reading, text);
	if (reading->value.kind == VALUE_UNKNOWN && reading->doubt && text_start(reader->arena, text) != text)
		answer_leave_out(reader, reading, text);
}

static void read_place(struct answering *reader, struct place *place)
{
	for (size_t i = 0; i < place->loose.count; i++)
		read_loose(reader, place, &place->loose.items[i]);
	for (size_t i = 0; i < place->reading_count; i++) {
		struct reading *reading = &place->readings[i];
		if (reading->value.kind != VALUE_ABSENT)
			continue; /* read behind another */
		if (reading->chunks.count)
			read_reading(reader, reading);
		else if (reading->seen && reading->item->type != ITEM_FLAG && reading->item->type != ITEM_COUNT)
			reading->value =
			    reading->spilt ? answer_unknown(msg(MSG_UNKNOWN_LEFT_OUT)) : (struct value){.kind = VALUE_BLANK};
	}
}

/* Puts the sections inside in the form's order, with those that the text does not have. */
static void read_inner(struct answering *reader, struct place *place, const struct form_section *sections, size_t count)
{
	LIST(struct place *) ordered = {0};
	for (size_t i = 0; i < count; i++) {
		if (!sections[i].each)
			place_inside(reader->arena, place, &sections[i]);
		for (size_t j = 0; j < place->inner.count; j++)
			if (place->inner.items[j]->section == &sections[i])
				list_push(reader->arena, &ordered, place->inner.items[j]);
	}
	place->inner.items = ordered.items;
	place->inner.count = ordered.count;
	place->inner.capacity = ordered.capacity;
	for (size_t i = 0; i < ordered.count; i++) {
		struct place *inner = ordered.items[i];
		read_place(reader, inner);
		read_inner(reader, inner, inner->section->sections, inner->section->section_count);
	}
}

void answers_read(struct arena *arena, const struct calendar *calendar, struct placing *placing)
{
	struct answering reader = {arena, calendar, placing};
	read_place(&reader, placing->root);
	read_inner(&reader, placing->root, placing->form->sections, placing->form->section_count);
}
