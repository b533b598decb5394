/* Words of an item with options -> the one that was chosen. */
#include "import/answer.h"

#include "base/messages/sheet.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "import/answering.h"
#include "import/marked.h"
#include "printed/marks.h"
#include "printed/markup.h"

#include <string.h>

enum { ANSWER_LIMIT = 400 }; /* bytes of an option */

/* What stands above a list of options, folded. */
static const char *option_list(struct arena *arena)
{
	return utf8_fold(arena, msg(MSG_SHEET_CHOICES));
}

static const struct item_option *option_exact(struct arena *arena, const struct item *item, const char *folded)
{
	for (size_t i = 0; i < item->option_count; i++)
		if (strcmp(utf8_fold(arena, item->options[i].label), folded) == 0 ||
		    strcmp(utf8_fold(arena, item->options[i].value), folded) == 0)
			return &item->options[i];
	return NULL;
}

/* The only option within a few slips of reading. */
static const struct item_option *option_near(struct arena *arena, const struct item *item, const char *folded)
{
	const struct item_option *found = NULL;
	size_t limit = utf8_count(folded, strlen(folded)) / 8;
	for (size_t i = 0; limit && i < item->option_count; i++) {
		if (utf8_distance(utf8_fold(arena, item->options[i].label), folded, limit) > limit)
			continue;
		if (found)
			return NULL;
		found = &item->options[i];
	}
	return found;
}

/* A folded answer without brackets, lost marks and the option's number: [9)従業者…] → 従業者…. */
static const char *bare_answer(struct arena *arena, const char *text, size_t length)
{
	char *bare = arena_alloc(arena, length + 1);
	size_t count = 0;
	for (size_t i = 0; i < length;) {
		bool lost = strncmp(text + i, MARK_LOST, strlen(MARK_LOST)) == 0;
		if (!lost && text[i] != '[' && text[i] != ']')
			bare[count++] = text[i];
		i += lost ? strlen(MARK_LOST) : 1;
	}
	size_t digits = strspn(bare, "0123456789");
	return digits && bare[digits] == ')' ? bare + digits + 1 : bare;
}

char *answer_folded(struct arena *arena, const char *text)
{
	static const char *const pairs[][2] = {{"〔", "〕"}, {"【", "】"}, {"〈", "〉"}, {"《", "》"}};
	char *folded = utf8_fold(arena, text);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t open = strlen(pairs[i][0]), close = strlen(pairs[i][1]);
		char *end = strncmp(folded, pairs[i][0], open) == 0 ? strstr(folded, pairs[i][1]) : NULL;
		if (!end)
			continue;
		memmove(end + 1, end + close, strlen(end + close) + 1);
		*end = ']';
		memmove(folded + 1, folded + open, strlen(folded + open) + 1);
		*folded = '[';
	}
	return folded;
}

const struct item_option *option_numbered(const struct item *item, const char *answer)
{
	size_t number = (size_t)(*answer - '0');
	bool alone = *answer >= '1' && *answer <= '9' && !answer[1] && number <= item->option_count;
	return alone ? &item->options[number - 1] : NULL;
}

/* What stands in the first brackets that hold one of the options. */
static const struct item_option *option_in_brackets(struct arena *arena, const struct item *item, const char *folded)
{
	for (const char *close = strchr(folded, ']'), *end = folded; close; close = strchr(close + 1, ']')) {
		const char *open = close;
		while (open > end && *open != '[' && close - open <= ANSWER_LIMIT)
			open--;
		const struct item_option *option = NULL;
		if (*open == '[' && close > open + 1)
			option = option_exact(arena, item, bare_answer(arena, open, (size_t)(close - open)));
		if (option)
			return option;
		end = close;
	}
	return NULL;
}

/* What a list of options consists of besides their numbers, folded. */
struct phrases {
	const char **items;
	size_t count;
};

static struct phrases phrases_of(struct arena *arena, const struct reading *reading)
{
	const struct item *item = reading->item;
	const struct form_section *section = reading->place->section;
	struct phrases phrases = {arena_array(arena, const char *, 2 * item->option_count + 3), 0};
	for (size_t i = 0; i < item->option_count; i++) {
		phrases.items[phrases.count++] = utf8_fold(arena, item->options[i].label);
		phrases.items[phrases.count++] = utf8_fold(arena, item->options[i].value);
	}
	phrases.items[phrases.count++] = option_list(arena);
	phrases.items[phrases.count++] = MARK_LOST;
	if (section && section->note)
		phrases.items[phrases.count++] = utf8_fold(arena, section->note);
	return phrases;
}

/* The length of what belongs to the list at folded; 0: it is something else. */
static size_t option_part(const struct phrases *phrases, const char *folded)
{
	size_t longest = strspn(folded, "[]-");
	for (size_t i = 0; i < phrases->count; i++) {
		size_t length = strlen(phrases->items[i]);
		if (length > longest && strncmp(folded, phrases->items[i], length) == 0)
			longest = length;
	}
	size_t digits = strspn(folded, "0123456789");
	return longest ? longest : digits && folded[digits] == ')' ? digits + 1 : 0;
}

/* What is left of a folded text without the options, their numbers and the section's note. */
static const char *beside_options(struct answering *reader, const struct reading *reading, const char *folded)
{
	struct phrases phrases = phrases_of(reader->arena, reading);
	struct buf rest = BUF_INIT;
	for (size_t length = strlen(folded), i = 0; i < length;) {
		size_t part = option_part(&phrases, folded + i);
		if (!part) {
			int32_t point;
			part = utf8_decode(folded + i, length - i, &point);
			buf_append(&rest, folded + i, part);
		}
		i += part;
	}
	const char *result = arena_copy(reader->arena, buf_text(&rest), rest.length);
	buf_free(&rest);
	return result;
}

static struct value chosen(struct answering *reader, struct reading *reading, const char *folded)
{
	struct arena *arena = reader->arena;
	const struct item *item = reading->item;
	const char *list = strstr(folded, option_list(arena));
	const char *close = strchr(folded, ']');
	size_t length = list ? (size_t)(list - folded) : strlen(folded);
	if (close && (size_t)(close - folded) < length)
		length = (size_t)(close - folded);
	const char *answer = bare_answer(arena, folded, length);
	const struct item_option *option = option_exact(arena, item, answer);
	if (!option)
		option = option_in_brackets(arena, item, folded);
	if (!option)
		option = option_numbered(item, answer);
	if (option)
		return value_text(option->value);
	if (!*answer && folded[0] == '[')
		return (struct value){.kind = VALUE_BLANK};
	if (!*answer)
		return answer_unknown(msg(MSG_UNKNOWN_ANSWER_LOST));
	option = option_near(arena, item, answer);
	reading->doubt = msg_unknown_no_option(arena, text_start(arena, answer));
	return option ? value_text(option->value) : answer_unknown(reading->doubt);
}

const struct item_option *answer_option_at(struct arena *arena, const struct item *item, const struct mark *mark,
                                           size_t *taken)
{
	const struct item_option *best = NULL;
	*taken = 0;
	for (size_t i = 0; i < item->option_count; i++) {
		size_t skipped = words_skip(arena, mark->words, mark->length, utf8_fold(arena, item->options[i].label));
		if (skipped > *taken) {
			*taken = skipped;
			best = &item->options[i];
		}
	}
	return best;
}

/* The option that is marked; none: the answer is blank. */
static struct value chosen_by_mark(struct answering *reader, struct reading *reading, const struct marked *marked)
{
	const struct item_option *option = NULL;
	struct mark mark;
	size_t at = 0, taken, chosen = 0;
	while (mark_next(marked->text, &at, &mark)) {
		chosen += mark.state != MARK_OFF;
		option = mark.state == MARK_ON ? answer_option_at(reader->arena, reading->item, &mark, &taken) : option;
	}
	char *left = utf8_fold(reader->arena, marked->left);
	answer_take_count(reader, answer_count_behind(reading), left, reading->line);
	answer_leave_out(reader, reading, beside_options(reader, reading, left));
	if (!chosen)
		return (struct value){.kind = VALUE_BLANK};
	return chosen == 1 && option ? value_text(option->value) : answer_unknown(msg(MSG_UNKNOWN_MARK_LOST));
}

/* Is what is left of a folded answer its number and those of the list, which stand in front of options without a bracket:
 * ② ＜選択肢＞ ①定めている ②定めていない? */
static bool are_numbers(const struct item *item, const char *answer, const char *left)
{
	const struct item_option *option = option_numbered(item, (char[]){*left, '\0'});
	left += option && option->value == answer;
	for (size_t i = 1; *left && i <= item->option_count; i++)
		if (*left++ != (char)('0' + i))
			return false;
	return !*left;
}

struct value answer_choice(struct answering *reader, struct reading *reading, const char *text)
{
	if (!reading->chunks.count)
		return (struct value){.kind = VALUE_BLANK};
	struct marked marked = options_marked(reader->arena, reading->item, &reading->chunks);
	if (marked.text)
		return chosen_by_mark(reader, reading, &marked);
	char *folded = answer_folded(reader->arena, text);
	answer_take_count(reader, answer_count_behind(reading), folded, reading->line);
	struct value value = chosen(reader, reading, folded);
	if (value.kind == VALUE_UNKNOWN && reading->doubt)
		return value;
	const char *left = beside_options(reader, reading, folded);
	if (!are_numbers(reading->item, value.kind == VALUE_TEXT ? value.text : NULL, left))
		answer_leave_out(reader, reading, left);
	return value;
}

struct value answer_result(struct answering *reader, struct reading *reading, const char *text)
{
	struct arena *arena = reader->arena;
	struct marked marked = options_marked(arena, reading->item, &reading->chunks);
	if (marked.text)
		return chosen_by_mark(reader, reading, &marked);
	const char *folded = answer_folded(arena, text), *list = strstr(folded, option_list(arena));
	size_t length = list ? (size_t)(list - folded) : strlen(folded);
	const struct item_option *option = option_exact(arena, reading->item, bare_answer(arena, folded, length));
	if (!option)
		option = option_in_brackets(arena, reading->item, folded);
	if (!option && !*bare_answer(arena, folded, length))
		return (struct value){.kind = VALUE_BLANK};
	return value_text(option ? option->value : text);
}
