/* Written dates of the Gregorian calendar and of the eras -> year, month, day, and back; arithmetic of the Civil Code. */
#include "base/date.h"

#include "base/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LAST_YEAR = 9999, DATE_TEXT_LIMIT = 64 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static struct date first_day(struct date date)
{
	return (struct date){date.year, date.month ? date.month : 1, date.day ? date.day : 1};
}

static struct date last_day(struct date date)
{
	int month = date.month ? date.month : 12;
	return (struct date){date.year, month, date.day ? date.day : month_days(date.year, month)};
}

/* Days since 1 March of the year 0. Years are counted from March, so that the leap day is a year's last. */
static int64_t day_number(struct date date)
{
	struct date day = first_day(date);
	int64_t year = day.month > 2 ? day.year : day.year - 1;
	int64_t month = (day.month + 9) % 12; /* from March */
	return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day.day - 1;
}

static struct date date_from_number(int64_t number)
{
	const int64_t era_days = 146097; /* of 400 years */
	int64_t rest = number % era_days;
	int64_t year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
	int64_t day = rest - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * day + 2) / 153;
	year += number / era_days * 400 + (month > 9);
	return (struct date){(int)year, (int)(month > 9 ? month - 9 : month + 3), (int)(day - (153 * month + 2) / 5 + 1)};
}

int date_compare(struct date a, struct date b)
{
	a = first_day(a);
	b = first_day(b);
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

struct date date_add(struct date date, int years, int months, int days)
{
	const struct date first = {1, 1, 1}, last = {LAST_YEAR, 12, 31};
	struct date start = first_day(date);
	int64_t month = 12 * ((int64_t)start.year + years) + start.month - 1 + months;
	if (month < 12)
		return first;
	if (month / 12 > LAST_YEAR)
		return last;

	struct date sum = {(int)(month / 12), (int)(month % 12) + 1, start.day};
	if (sum.day > month_days(sum.year, sum.month))
		sum.day = month_days(sum.year, sum.month);
	int64_t number = day_number(sum) + days;
	if (number < day_number(first))
		return first;
	if (number > day_number(last))
		return last;
	sum = date_from_number(number);

	/* As exact as the date was, unless something finer was added. */
	if (!date.day && !days)
		sum.day = 0;
	if (!date.month && !months && !days)
		sum.month = 0;
	return sum;
}

long date_days_inclusive(struct date a, struct date b)
{
	return (long)(day_number(b) - day_number(a)) + 1;
}

/* 0 to 9 of a numeral in kanji, 10 of the sign for ten; -1: it is none. */
static int kanji_digit(int32_t point)
{
	static const int32_t digits[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
	                                 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341};
	for (int i = 0; i <= 10; i++)
		if (digits[i] == point)
			return i;
	return -1;
}

/* Appends the numeral that text begins with (二十八, 二〇一八) in digits; its bytes, or 0. */
static size_t narrow_numeral(const char *text, size_t length, struct buf *out)
{
	int number = 0, digit = -1, point_digit;
	int32_t point;
	size_t i = 0;
	for (size_t taken; i < length && number <= LAST_YEAR; i += taken) {
		taken = utf8_decode(text + i, length - i, &point);
		point_digit = kanji_digit(utf8_without_radical(point));
		if (point_digit < 0)
			break;
		number = point_digit == 10 ? number - (digit > 0 ? digit : 0) + (digit > 0 ? digit : 1) * 10
		         : digit == 10     ? number + point_digit
		                           : number * 10 + point_digit;
		digit = point_digit;
	}
	if (i)
		buf_printf(out, "%d", number);
	return i;
}

/* Copies text with full-width signs, digits and spaces made ASCII, numerals made digits; false when it is too long for
 * a date. */
static bool narrow_text(const char *text, struct buf *out)
{
	size_t length = strlen(text);
	for (size_t i = 0, taken; i < length; i += taken) {
		int32_t point;
		char kanji[4];
		taken = narrow_numeral(text + i, length - i, out);
		if (taken)
			continue;
		taken = utf8_decode(text + i, length - i, &point);
		if (utf8_is_unseen(point))
			continue;
		if (point > ' ' && utf8_sort(point) == SORT_SPACE)
			buf_putc(out, ' ');
		else if (point >= 0xff01 && point <= 0xff5e)
			buf_putc(out, (char)(point - 0xff01 + '!'));
		else
			buf_append(out, kanji, utf8_write(utf8_without_radical(point), kanji));
	}
	return !out->overflow;
}

static void skip_spaces(const char **text)
{
	*text += strspn(*text, " \t");
}

static bool skip_word(const char **text, const char *word)
{
	skip_spaces(text);
	size_t length = strlen(word);
	if (strncmp(*text, word, length) != 0)
		return false;
	*text += length;
	return true;
}

/* Reads a number of `least` to `most` digits. */
static bool read_number(const char **text, size_t least, size_t most, int *number)
{
	skip_spaces(text);
	size_t count = strspn(*text, "0123456789");
	if (count < least || count > most)
		return false;
	*number = 0;
	for (size_t i = 0; i < count; i++)
		*number = 10 * *number + (*text)[i] - '0';
	*text += count;
	return true;
}

/* What was read of a date; a part that is not written is ABSENT, so that month 0 can be told from no month. */
struct date_parts {
	const struct era *era; /* NULL: Gregorian */
	bool year_one;         /* 令和1年, where 令和元年 is right */
	struct date date;      /* the year is that of the era */
};

enum { ABSENT = -1 };

/* An era in one character, as ㋿: by the year in which it began. */
static const struct era *read_square(const struct calendar *calendar, const char **text)
{
	static const struct {
		int32_t point;
		int year;
	} squares[] = {{0x32ff, 2019}, {0x337b, 1989}, {0x337c, 1926}, {0x337d, 1912}, {0x337e, 1868}};
	int32_t point = 0;
	size_t taken = **text ? utf8_decode(*text, strlen(*text), &point) : 0;
	for (size_t i = 0; i < sizeof squares / sizeof *squares; i++) {
		for (size_t j = 0; squares[i].point == point && j < calendar->count; j++) {
			if (calendar->eras[j].start.year != squares[i].year)
				continue;
			*text += taken;
			return &calendar->eras[j];
		}
	}
	return NULL;
}

/* year := era (元 | 1-2 digits) | 4 digits */
static bool read_year(const struct calendar *calendar, const char **text, struct date_parts *parts)
{
	parts->era = read_square(calendar, text);
	bool named = parts->era != NULL;
	for (size_t i = 0; i < calendar->count && !parts->era; i++) {
		named = skip_word(text, calendar->eras[i].name);
		if (named || skip_word(text, calendar->eras[i].letter))
			parts->era = &calendar->eras[i];
	}
	if (!parts->era)
		return read_number(text, 4, 4, &parts->date.year);
	if (skip_word(text, "元")) {
		parts->date.year = 1;
		return true;
	}
	if (!read_number(text, 1, 2, &parts->date.year))
		return false;
	parts->year_one = named && parts->date.year == 1; /* R1 is how the letter is used */
	return true;
}

/* rest := 年 [month 月 [day 日]] */
static bool read_rest_in_words(const char **text, struct date *date)
{
	skip_spaces(text);
	if (!**text)
		return true;
	if (!read_number(text, 1, 2, &date->month) || !skip_word(text, "月"))
		return false;
	skip_spaces(text);
	return !**text || (read_number(text, 1, 2, &date->day) && skip_word(text, "日"));
}

/* rest := [mark month [mark day]], where mark is - / or . and the same both times */
static bool read_rest(const char **text, struct date *date)
{
	if (skip_word(text, "年"))
		return read_rest_in_words(text, date);
	const char mark[2] = {**text, '\0'};
	if (!*mark || !strchr("-/.", *mark))
		return true;
	skip_word(text, mark);
	if (!read_number(text, 1, 2, &date->month))
		return false;
	return !skip_word(text, mark) || read_number(text, 1, 2, &date->day);
}

/* tail := [( weekday [曜日] )] [現在] */
static void skip_tail(const char **text)
{
	static const char *const weekdays[] = {"月", "火", "水", "木", "金", "土", "日"};
	const char *rest = *text;
	if (skip_word(&rest, "(")) {
		bool found = false;
		for (size_t i = 0; i < sizeof weekdays / sizeof *weekdays && !found; i++)
			found = skip_word(&rest, weekdays[i]);
		skip_word(&rest, "曜");
		skip_word(&rest, "日");
		if (found && skip_word(&rest, ")"))
			*text = rest;
	}
	skip_word(text, "現在");
}

static bool read_parts(const struct calendar *calendar, const char *text, struct date_parts *parts)
{
	if (!read_year(calendar, &text, parts) || !read_rest(&text, &parts->date))
		return false;
	if (parts->date.day != ABSENT)
		skip_tail(&text);
	skip_spaces(&text);
	return !*text;
}

/* Is any day of date one of the era's? */
static bool is_inside(const struct era *era, struct date date)
{
	return date_compare(last_day(date), era->start) >= 0 &&
	       (!era->end.year || date_compare(first_day(date), era->end) <= 0);
}

static enum date_problem judge_parts(const struct date_parts *parts, struct date *date)
{
	struct date found = parts->date;
	if (parts->era)
		found.year += parts->era->start.year - 1;
	if (!parts->date.year || !found.month || found.month > 12 || !found.day)
		return DATE_NO_SUCH_DAY;
	if (found.day != ABSENT && found.day > month_days(found.year, found.month))
		return DATE_NO_SUCH_DAY;

	found.month = found.month == ABSENT ? 0 : found.month;
	found.day = found.day == ABSENT ? 0 : found.day;
	if (parts->era && !is_inside(parts->era, found))
		return DATE_OUTSIDE_ERA;
	*date = found;
	return parts->year_one ? DATE_ERA_YEAR_ONE : DATE_OK;
}

enum date_problem date_parse(const struct calendar *calendar, const char *text, struct date *date)
{
	struct buf narrow = {.limit = DATE_TEXT_LIMIT};
	struct date_parts parts = {.date = {ABSENT, ABSENT, ABSENT}};
	bool is_narrow = !text[strspn(text, "0123456789-")]; /* as data files have them */
	bool read = is_narrow ? read_parts(calendar, text, &parts)
	                      : narrow_text(text, &narrow) && read_parts(calendar, buf_text(&narrow), &parts);
	buf_free(&narrow);
	return read ? judge_parts(&parts, date) : DATE_NOT_A_DATE;
}

/* Does it begin as a year does, with a digit or an era? Most texts do not. */
static bool may_begin(const struct calendar *calendar, const char *text)
{
	struct buf narrow = {.limit = DATE_TEXT_LIMIT};
	narrow_text(text, &narrow);
	const char *at = buf_text(&narrow);
	skip_spaces(&at);
	bool may = (*at >= '0' && *at <= '9') || read_square(calendar, &at);
	for (size_t i = 0; i < calendar->count && !may; i++)
		may = skip_word(&at, calendar->eras[i].name) || skip_word(&at, calendar->eras[i].letter);
	buf_free(&narrow);
	return may;
}

size_t date_leading(const struct calendar *calendar, const char *text, struct date *date)
{
	enum { LONGEST = 40, BYTES = 4 * LONGEST + 1 }; /* characters: more than any date has */
	size_t length = utf8_prefix(text, strlen(text), LONGEST);
	for (size_t count = utf8_count(text, length), first = count; count > 0; count--) {
		char beginning[BYTES];
		size_t taken = utf8_prefix(text, length, count);
		memcpy(beginning, text, taken);
		beginning[taken] = '\0';
		if (count == first && !may_begin(calendar, beginning))
			break;
		enum date_problem problem = date_parse(calendar, beginning, date);
		if (problem == DATE_OK || problem == DATE_ERA_YEAR_ONE)
			return taken;
		if (problem != DATE_NOT_A_DATE)
			break;
	}
	return 0;
}

/* A whole day that the text begins with; without its year it is of the year of `before`, whose words are these. */
static size_t leading_day(const struct calendar *calendar, const char *before, const char *text, struct date *date)
{
	enum { WORDS = 200 };
	size_t taken = date_leading(calendar, text, date), year = 0;
	if (taken || !before)
		return taken && date->day ? taken : 0;
	struct date of_year = {0};
	for (size_t count = 1; count < 12; count++) { /* the longest beginning that is a year: 令和６年 */
		char words[WORDS];
		size_t length = utf8_prefix(before, strlen(before), count);
		memcpy(words, before, length);
		words[length] = '\0';
		if (date_parse(calendar, words, &of_year) == DATE_OK && !of_year.month)
			year = length;
	}
	char whole[WORDS];
	if (!year || snprintf(whole, sizeof whole, "%.*s%s", (int)year, before, text) < 0)
		return 0;
	taken = date_leading(calendar, whole, date);
	return taken > year && date->day ? taken - year : 0;
}

/* The first day in the text: where it begins, and how long it is; or 0. */
static size_t first_day_in(const struct calendar *calendar, const char *before, const char **text, struct date *date)
{
	for (; **text; *text += utf8_step(*text)) {
		size_t taken = leading_day(calendar, before, *text, date);
		if (taken)
			return taken;
	}
	return 0;
}

/* Behind the mark between two ends of a period, and 同年; or the text itself. */
static const char *skip_through(const char *text)
{
	static const char *const marks[] = {"から", "より", "～", "〜", "~", "－", "-", "―"};
	const char *rest = text;
	rest += strspn(rest, " ");
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!skip_word(&rest, marks[i]))
			continue;
		skip_word(&rest, "、");
		skip_word(&rest, "同年");
		return rest;
	}
	return text;
}

bool date_period(const struct calendar *calendar, const char *text, struct date *from, struct date *to)
{
	const char *begin = text;
	struct date other;
	*to = (struct date){0};
	size_t taken = first_day_in(calendar, NULL, &begin, from);
	if (!taken)
		return false;
	const char *rest = begin + taken, *end = skip_through(rest);
	if (end != rest) {
		end += strspn(end, " ");
		taken = leading_day(calendar, begin, end, to);
		if (!taken)
			return false;
		rest = end + taken;
	}
	return !first_day_in(calendar, begin, &rest, &other);
}

void date_print_era(const struct calendar *calendar, struct date date, struct buf *out)
{
	const struct era *era = NULL;
	for (size_t i = 0; i < calendar->count; i++) {
		if (date_compare(date, calendar->eras[i].start) >= 0)
			era = &calendar->eras[i];
	}
	int year = era ? date.year - era->start.year + 1 : date.year;
	if (era)
		buf_puts(out, era->name);
	if (era && year == 1)
		buf_puts(out, "元年");
	else
		buf_printf(out, "%d年", year);
	if (date.month)
		buf_printf(out, "%d月", date.month);
	if (date.day)
		buf_printf(out, "%d日", date.day);
}

void date_print_iso(struct date date, struct buf *out)
{
	buf_printf(out, "%04d", date.year);
	if (date.month)
		buf_printf(out, "-%02d", date.month);
	if (date.day)
		buf_printf(out, "-%02d", date.day);
}
