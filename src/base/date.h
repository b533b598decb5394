#ifndef SHIKII_BASE_DATE_H
#define SHIKII_BASE_DATE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A date of the Gregorian calendar that may lack its day, or month and day. */
struct date {
	int year;
	int month; /* 1 to 12; 0 when only the year is known */
	int day;   /* 1 to 31; 0 when only the month is known */
};

/* One era (元号) and the days on which it began and ended; `end.year` is 0 for the era that goes on. */
struct era {
	const char *name;   /* 令和 */
	const char *letter; /* R, for R7.12.1 */
	struct date start;
	struct date end;
};

/* The eras, in order; read from schema/calendar.yaml. */
struct calendar {
	const struct era *eras;
	size_t count;
};

enum date_problem {
	DATE_OK,
	DATE_NOT_A_DATE,  /* the text is no date */
	DATE_NO_SUCH_DAY, /* 令和7年2月30日 */
	DATE_OUTSIDE_ERA, /* 平成31年5月1日 */
	DATE_ERA_YEAR_ONE /* 令和1年 for 令和元年: *date is set all the same */
};

/* Reads 2025-12-01, 2025-12, 2025/12/1, 2025年12月1日, 令和7年12月1日, 令和元年5月, 平成３０年５月, R7.12.1;
 * full-width digits, numerals in kanji, radicals for kanji (⽉), an era in one character (㋿) and spaces between and around the parts are accepted;
 * behind a day its weekday in brackets and 現在 (as of). Other words before or after are not. */
enum date_problem date_parse(const struct calendar *calendar, const char *text, struct date *date);

/* The date that a text begins with, as date_parse reads it: of 平成28年4月1日時点 the day. What is longest decides, so that of a
 * day that there is not the month is not taken. Its length in bytes, 0 where there is none. */
size_t date_leading(const struct calendar *calendar, const char *text, struct date *date);

/* The days that a sentence about one occasion names: 令和6年9月15日から10月15日までの31日間; `to` is zero where it is a single
 * day. False where there is none, or more than a person must read. */
bool date_period(const struct calendar *calendar, const char *text, struct date *from, struct date *to);

/* Appends 令和7年12月1日 (元年 for the first year; without day or month where the date lacks them); before the
 * first era 1867年…. */
void date_print_era(const struct calendar *calendar, struct date date, struct buf *out);

/* Appends 2025-12-01, 2025-12 or 2025. */
void date_print_iso(struct date date, struct buf *out);

/* Below, equal or above 0. A date without day or month stands for its first day. */
int date_compare(struct date a, struct date b);

/* Moves by whole years, months and days; 29 February and 31st days fall back to the month's last day (民法143条). */
struct date date_add(struct date date, int years, int months, int days);

/* Days from a to b; both ends counted: 1 when they are equal. Dates without a day count as their first day. */
long date_days_inclusive(struct date a, struct date b);

#endif
