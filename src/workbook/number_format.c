/* A number and its format → words. Of formats we know what sheets of words use: days, whole numbers with words around
 * them; all else is shown as the number itself. */
#include "workbook/styles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT_LIMIT = 255, NUMBER_LIMIT = 32, DAYS_TO_1904 = 1462, LAST_DAY = 2958465 /* of the year 9999 */ };

/* The first of a format's parts: what is for negative numbers, zero and text is left out, and so are colours, conditions
 * and languages in brackets, and room of a character's width. Literal characters are marked by a \ before them. */
static void take_literals(const char *format, struct buf *out)
{
	bool quoted = false;
	for (const char *at = format; *at && (quoted || *at != ';'); at++) {
		if (*at == '"') {
			quoted = !quoted;
		} else if (quoted || (*at == '\\' && at[1])) {
			at += !quoted;
			buf_putc(out, '\\');
			buf_putc(out, *at);
		} else if (*at == '[') {
			at += strcspn(at, "]");
			if (!*at)
				return;
		} else if ((*at == '_' || *at == '*') && at[1]) {
			at++;
		} else {
			buf_putc(out, *at);
		}
	}
}

/* Has the format one of these letters that is no literal? */
static bool has_any(const char *format, const char *letters)
{
	for (const char *at = format; *at; at++) {
		if (*at == '\\')
			at++;
		else if (strchr(letters, *at))
			return true;
	}
	return false;
}

/* ---- days ---- */

static size_t run_of(const char *at)
{
	size_t length = 1;
	while (at[length] == at[0])
		length++;
	return length;
}

static const struct era *era_of(const struct calendar *calendar, struct date date)
{
	const struct era *found = NULL;
	for (size_t i = 0; i < calendar->count; i++)
		if (date_compare(calendar->eras[i].start, date) <= 0)
			found = &calendar->eras[i];
	return found;
}

static void put_part(struct buf *out, const struct calendar *calendar, struct date date, char letter, size_t run)
{
	const struct era *era = era_of(calendar, date);
	if (letter == 'g' && era)
		buf_puts(out, run < 3 ? era->letter : era->name);
	else if (letter == 'e' && era)
		buf_printf(out, "%d", date.year - era->start.year + 1);
	else if (letter == 'y')
		buf_printf(out, run < 3 ? "%02d" : "%d", run < 3 ? date.year % 100 : date.year);
	else if (letter == 'm')
		buf_printf(out, run == 2 ? "%02d" : "%d", date.month);
	else if (letter == 'd' && run < 3)
		buf_printf(out, run == 2 ? "%02d" : "%d", date.day);
}

/* Without the time of the day and the day of the week. */
static void put_day(struct buf *out, const struct calendar *calendar, struct date date, const char *format)
{
	static const char parts[] = "geymd", ignored[] = "hsaAP";
	for (const char *at = format; *at && !strchr("hH", *at); at++) {
		size_t run = run_of(at);
		char letter = (char)(*at >= 'A' && *at <= 'Z' ? *at + 'a' - 'A' : *at);
		if (*at == '\\') {
			buf_putc(out, *++at);
		} else if (strchr(parts, letter)) {
			put_part(out, calendar, date, letter, run);
			at += run - 1;
		} else if (!strchr(ignored, *at)) {
			buf_putc(out, *at);
		}
	}
}

/* A format that gives no date that can be read again, as 令和1年 or one with the day of the week, is put into ours. */
static const char *show_day(struct arena *arena, const struct calendar *calendar, const char *format, long days)
{
	struct date date = date_add((struct date){1899, 12, 30}, 0, 0, (int)(days < 60 ? days + 1 : days)), read;
	struct buf words = BUF_INIT;
	put_day(&words, calendar, date, format);
	while (words.length && words.data[words.length - 1] == ' ')
		words.data[--words.length] = '\0';
	bool whole = has_any(format, "yYeEgG") && has_any(format, "dD");
	if (whole && date_parse(calendar, buf_text(&words), &read) != DATE_OK) {
		buf_clear(&words);
		date_print_era(calendar, date, &words);
	}
	const char *text = arena_copy(arena, buf_text(&words), words.length);
	buf_free(&words);
	return text;
}

/* ---- numbers ---- */

static void put_digits(struct buf *out, const char *digits, bool parted)
{
	size_t length = strlen(digits), whole = strspn(digits, "0123456789");
	for (size_t i = 0; i < length; i++) {
		if (parted && i > 0 && i < whole && (whole - i) % 3 == 0)
			buf_putc(out, ',');
		buf_putc(out, digits[i]);
	}
}

static const char *show_number(struct arena *arena, const char *format, const char *number)
{
	struct buf words = BUF_INIT;
	size_t digits = 0;
	while (format[digits] && !strchr("0#", format[digits]))
		digits += format[digits] == '\\' ? 2 : 1;
	size_t behind = digits + strspn(format + digits, "0#,");
	if (!format[digits] || has_any(format + behind, "0#.%E/?") || strspn(number, "0123456789") != strlen(number))
		return number;
	for (const char *at = format; *at; at++) {
		if (at == format + digits) {
			put_digits(&words, number, memchr(at, ',', behind - digits));
			at = format + behind - 1;
		} else {
			at += *at == '\\';
			buf_putc(&words, *at);
		}
	}
	const char *text = arena_copy(arena, buf_text(&words), words.length);
	buf_free(&words);
	return text;
}

const char *format_number(struct arena *arena, const struct calendar *calendar, bool from_1904, const char *format,
                          const char *number)
{
	struct buf plain = BUF_INIT;
	double value = strtod(number, NULL);
	const char *text = number;
	if (strlen(format) <= FORMAT_LIMIT && strlen(number) <= NUMBER_LIMIT && strcmp(format, "General") != 0) {
		take_literals(format, &plain);
		const char *codes = buf_text(&plain);
		double days = floor(value) + (from_1904 ? DAYS_TO_1904 : 0);
		if (!has_any(codes, "0#?") && has_any(codes, "yYmMdDeEgG")) {
			if (days >= 1 && days <= LAST_DAY)
				text = show_day(arena, calendar, codes, (long)days);
		} else {
			text = show_number(arena, codes, number);
		}
	}
	buf_free(&plain);
	return text;
}
