#include "base/date.h"

#include <criterion/criterion.h>

#include <string.h>

static const struct era eras[] = {
    {"明治", "M", {1868, 1, 25}, {1912, 7, 29}}, {"大正", "T", {1912, 7, 30}, {1926, 12, 24}},
    {"昭和", "S", {1926, 12, 25}, {1989, 1, 7}}, {"平成", "H", {1989, 1, 8}, {2019, 4, 30}},
    {"令和", "R", {2019, 5, 1}, {0, 0, 0}},
};
static const struct calendar calendar = {eras, sizeof eras / sizeof *eras};

static void assert_date(struct date date, int year, int month, int day, const char *text)
{
	cr_assert(date.year == year && date.month == month && date.day == day, "「%s」: %d-%d-%d", text, date.year,
	          date.month, date.day);
}

Test(base_date, spellings)
{
	const struct {
		const char *text;
		struct date date;
	} cases[] = {
	    {"2025-12-01", {2025, 12, 1}},
	    {"2025-12", {2025, 12, 0}},
	    {"2025", {2025, 0, 0}},
	    {"2025/12/1", {2025, 12, 1}},
	    {"2025.12.1", {2025, 12, 1}},
	    {"2025年12月1日", {2025, 12, 1}},
	    {"2025年12月", {2025, 12, 0}},
	    {"2025年", {2025, 0, 0}},
	    {"令和7年12月1日", {2025, 12, 1}},
	    {"令和07年12月01日", {2025, 12, 1}},
	    {"令和元年5月", {2019, 5, 0}},
	    {"令和元年", {2019, 0, 0}},
	    {"令和7年", {2025, 0, 0}},
	    {"平成３０年５月", {2018, 5, 0}},
	    {"平成２８年１月１日", {2016, 1, 1}},
	    {"R7.12.1", {2025, 12, 1}},
	    {"H28.1", {2016, 1, 0}},
	    {"H28/1/4", {2016, 1, 4}},
	    {"R1.5.1", {2019, 5, 1}},
	    {"R元.5.1", {2019, 5, 1}},
	    {"Ｒ７．１２．１", {2025, 12, 1}},
	    {"２０２５－１２－０１", {2025, 12, 1}},
	    {" 令和 7 年 12 月 1 日 ", {2025, 12, 1}},
	    {"　令和　７年１２月", {2025, 12, 0}},
	    {"2024-02-29", {2024, 2, 29}},
	    {"2000-02-29", {2000, 2, 29}},
	    {"平成31年4月30日", {2019, 4, 30}},
	    {"令和元年5月1日", {2019, 5, 1}},
	    {"平成31年4月", {2019, 4, 0}},
	    {"平成31年", {2019, 0, 0}},
	    {"昭和64年1月7日", {1989, 1, 7}},
	    {"昭和64年1月", {1989, 1, 0}},
	    {"平成元年1月8日", {1989, 1, 8}},
	    {"平成元年1月", {1989, 1, 0}},
	    {"大正15年12月24日", {1926, 12, 24}},
	    {"明治45年7月29日", {1912, 7, 29}},
	    {"令和99年1月1日", {2117, 1, 1}},
	    {"㋿7年12月1日", {2025, 12, 1}},
	    {"㍻28年4月", {2016, 4, 0}},
	    {"令和七年十二月二十八日", {2025, 12, 28}},
	    {"二〇二五年十月十日", {2025, 10, 10}},
	    {"令和7年12月1日（月）", {2025, 12, 1}},
	    {"令和7年12月1日(月曜日)", {2025, 12, 1}},
	    {"令和7年4月1日現在", {2025, 4, 1}},
	    {"令和7年\u200b12月1日", {2025, 12, 1}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date = {0};
		cr_assert_eq(date_parse(&calendar, cases[i].text, &date), DATE_OK, "「%s」", cases[i].text);
		assert_date(date, cases[i].date.year, cases[i].date.month, cases[i].date.day, cases[i].text);
	}
}

Test(base_date, problems)
{
	const struct {
		const char *text;
		enum date_problem problem;
	} cases[] = {
	    {"", DATE_NOT_A_DATE},
	    {" ", DATE_NOT_A_DATE},
	    {"なし", DATE_NOT_A_DATE},
	    {"令和", DATE_NOT_A_DATE},
	    {"令和年", DATE_NOT_A_DATE},
	    {"25-12-01", DATE_NOT_A_DATE},
	    {"20251201", DATE_NOT_A_DATE},
	    {"02025-12-01", DATE_NOT_A_DATE},
	    {"2025-12-01T00:00", DATE_NOT_A_DATE},
	    {"2025-12/01", DATE_NOT_A_DATE},
	    {"2025-12-", DATE_NOT_A_DATE},
	    {"2025-", DATE_NOT_A_DATE},
	    {"2025-123", DATE_NOT_A_DATE},
	    {"2025年12", DATE_NOT_A_DATE},
	    {"2025年12月1", DATE_NOT_A_DATE},
	    {"2025年12月1日頃", DATE_NOT_A_DATE},
	    {"約2025年", DATE_NOT_A_DATE},
	    {"令和7年度", DATE_NOT_A_DATE},
	    {"令和7年12月1日から", DATE_NOT_A_DATE},
	    {"令和七年度", DATE_NOT_A_DATE},
	    {"令和7年12月（月）", DATE_NOT_A_DATE},
	    {"令和7年12月1日（祝）", DATE_NOT_A_DATE},
	    {"令和123年", DATE_NOT_A_DATE},
	    {"-2025-12-01", DATE_NOT_A_DATE},
	    {"+2025", DATE_NOT_A_DATE},
	    {"2 025-12-01", DATE_NOT_A_DATE},
	    {"R", DATE_NOT_A_DATE},
	    {"X7.12.1", DATE_NOT_A_DATE},
	    {"2025-13-01", DATE_NO_SUCH_DAY},
	    {"2025-00-01", DATE_NO_SUCH_DAY},
	    {"2025-00", DATE_NO_SUCH_DAY},
	    {"2025-12-00", DATE_NO_SUCH_DAY},
	    {"2025-12-32", DATE_NO_SUCH_DAY},
	    {"2025-04-31", DATE_NO_SUCH_DAY},
	    {"2025-02-29", DATE_NO_SUCH_DAY},
	    {"1900-02-29", DATE_NO_SUCH_DAY},
	    {"0000-01-01", DATE_NO_SUCH_DAY},
	    {"令和7年2月30日", DATE_NO_SUCH_DAY},
	    {"令和0年1月1日", DATE_NO_SUCH_DAY},
	    {"平成31年5月1日", DATE_OUTSIDE_ERA},
	    {"平成31年5月", DATE_OUTSIDE_ERA},
	    {"平成32年", DATE_OUTSIDE_ERA},
	    {"令和元年4月30日", DATE_OUTSIDE_ERA},
	    {"令和元年4月", DATE_OUTSIDE_ERA},
	    {"昭和64年1月8日", DATE_OUTSIDE_ERA},
	    {"昭和64年2月", DATE_OUTSIDE_ERA},
	    {"H31.5.1", DATE_OUTSIDE_ERA},
	    {"R1.4", DATE_OUTSIDE_ERA},
	    {"明治元年1月1日", DATE_OUTSIDE_ERA},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date date = {1, 2, 3};
		cr_assert_eq(date_parse(&calendar, cases[i].text, &date), cases[i].problem, "「%s」", cases[i].text);
		assert_date(date, 1, 2, 3, cases[i].text);
	}
	char endless[100000];
	memset(endless, '1', sizeof endless - 1);
	endless[sizeof endless - 1] = '\0';
	struct date date;
	cr_assert_eq(date_parse(&calendar, endless, &date), DATE_NOT_A_DATE);
}

Test(base_date, the_first_year_of_an_era_is_written_gannen)
{
	const char *const texts[] = {"令和1年5月1日", "令和１年５月１日", "令和01年5月1日"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct date date = {0};
		cr_assert_eq(date_parse(&calendar, texts[i], &date), DATE_ERA_YEAR_ONE, "「%s」", texts[i]);
		assert_date(date, 2019, 5, 1, texts[i]);
	}
	struct date date = {0};
	cr_assert_eq(date_parse(&calendar, "令和1年4月1日", &date), DATE_OUTSIDE_ERA, "what is wrong comes first");
}

Test(base_date, days_of_an_occasion)
{
	static const struct {
		const char *text;
		struct date from, to;
	} cases[] = {
	    {"令和６年９月１５日から令和６年１０月１５日までの３１日間", {2024, 9, 15}, {2024, 10, 15}},
	    {"令和6年9月15日～10月15日", {2024, 9, 15}, {2024, 10, 15}},
	    {"令和6年9月15日(日)から同年10月15日(火)まで", {2024, 9, 15}, {2024, 10, 15}},
	    {"意見公募：2024年12月20日 から 2025年1月20日まで（32日間）", {2024, 12, 20}, {2025, 1, 20}},
	    {"令和６年１１月１４日", {2024, 11, 14}, {0, 0, 0}},
	    {"令和6年11月14日に審査会を開いた。", {2024, 11, 14}, {0, 0, 0}},
	};
	static const char *const none[] = {"—",
	                                   "令和6年9月",
	                                   "令和6年11月14日、12月3日",
	                                   "令和6年2月30日から3月30日まで",
	                                   "令和6年9月15日から",
	                                   "令和6年9月15日から10月15日まで及び11月1日から11月30日まで"};
	struct date from, to;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert(date_period(&calendar, cases[i].text, &from, &to), "「%s」", cases[i].text);
		assert_date(from, cases[i].from.year, cases[i].from.month, cases[i].from.day, cases[i].text);
		assert_date(to, cases[i].to.year, cases[i].to.month, cases[i].to.day, cases[i].text);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		cr_assert_not(date_period(&calendar, none[i], &from, &to), "「%s」", none[i]);
}

Test(base_date, print)
{
	const struct {
		struct date date;
		const char *era, *iso;
	} cases[] = {
	    {{2025, 12, 1}, "令和7年12月1日", "2025-12-01"},
	    {{2025, 12, 0}, "令和7年12月", "2025-12"},
	    {{2025, 0, 0}, "令和7年", "2025"},
	    {{2019, 5, 1}, "令和元年5月1日", "2019-05-01"},
	    {{2019, 4, 30}, "平成31年4月30日", "2019-04-30"},
	    {{1989, 1, 7}, "昭和64年1月7日", "1989-01-07"},
	    {{1989, 1, 8}, "平成元年1月8日", "1989-01-08"},
	    {{1868, 1, 25}, "明治元年1月25日", "1868-01-25"},
	    {{1868, 1, 24}, "1868年1月24日", "1868-01-24"},
	    {{1867, 10, 0}, "1867年10月", "1867-10"},
	    {{987, 0, 0}, "987年", "0987"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf era = BUF_INIT, iso = BUF_INIT;
		date_print_era(&calendar, cases[i].date, &era);
		date_print_iso(cases[i].date, &iso);
		cr_assert_str_eq(buf_text(&era), cases[i].era);
		cr_assert_str_eq(buf_text(&iso), cases[i].iso);
		buf_free(&era);
		buf_free(&iso);
	}
}

Test(base_date, every_day_is_read_back_and_follows_the_one_before)
{
	struct date previous = {1868, 1, 24};
	for (struct date day = {1868, 1, 25}; day.year < 2101; day = date_add(day, 0, 0, 1)) {
		struct buf text = BUF_INIT;
		struct date read = {0};
		date_print_era(&calendar, day, &text);
		cr_assert_eq(date_parse(&calendar, buf_text(&text), &read), DATE_OK, "%s", buf_text(&text));
		assert_date(read, day.year, day.month, day.day, buf_text(&text));
		cr_assert_eq(date_compare(previous, day), -1, "%s", buf_text(&text));
		cr_assert_eq(date_days_inclusive(previous, day), 2, "%s", buf_text(&text));
		buf_free(&text);
		previous = day;
	}
	assert_date(previous, 2100, 12, 31, "the last day");
}

Test(base_date, compare)
{
	cr_assert_eq(date_compare((struct date){2025, 12, 1}, (struct date){2025, 12, 1}), 0);
	cr_assert_eq(date_compare((struct date){2025, 12, 0}, (struct date){2025, 12, 1}), 0);
	cr_assert_eq(date_compare((struct date){2025, 0, 0}, (struct date){2025, 1, 1}), 0);
	cr_assert_lt(date_compare((struct date){2025, 12, 0}, (struct date){2025, 12, 2}), 0);
	cr_assert_gt(date_compare((struct date){2026, 0, 0}, (struct date){2025, 12, 31}), 0);
	cr_assert_gt(date_compare((struct date){2025, 11, 1}, (struct date){2025, 10, 31}), 0);
}

Test(base_date, add)
{
	const struct {
		struct date date;
		int years, months, days;
		struct date sum;
	} cases[] = {
	    {{2025, 12, 1}, 0, 0, 0, {2025, 12, 1}},
	    {{2025, 12, 1}, 5, 0, 0, {2030, 12, 1}},
	    {{2024, 2, 29}, 1, 0, 0, {2025, 2, 28}},
	    {{2024, 2, 29}, 4, 0, 0, {2028, 2, 29}},
	    {{2025, 1, 31}, 0, 1, 0, {2025, 2, 28}},
	    {{2025, 8, 31}, 0, 1, 0, {2025, 9, 30}},
	    {{2025, 12, 31}, 0, 1, 0, {2026, 1, 31}},
	    {{2025, 1, 31}, 0, -1, 0, {2024, 12, 31}},
	    {{2025, 3, 31}, 0, -1, 0, {2025, 2, 28}},
	    {{2025, 12, 31}, 0, 0, 1, {2026, 1, 1}},
	    {{2024, 2, 28}, 0, 0, 1, {2024, 2, 29}},
	    {{2025, 1, 1}, 0, 0, -1, {2024, 12, 31}},
	    {{2025, 1, 1}, 0, 0, 365, {2026, 1, 1}},
	    {{2000, 1, 1}, 0, 0, 146097, {2400, 1, 1}},
	    {{2025, 6, 15}, 1, 1, 30, {2026, 8, 14}},
	    {{2025, 12, 0}, 1, 0, 0, {2026, 12, 0}},
	    {{2025, 12, 0}, 0, 2, 0, {2026, 2, 0}},
	    {{2025, 12, 0}, 0, 0, 30, {2025, 12, 31}},
	    {{2025, 0, 0}, 3, 0, 0, {2028, 0, 0}},
	    {{2025, 0, 0}, 0, 1, 0, {2025, 2, 0}},
	    {{9999, 12, 31}, 0, 0, 1, {9999, 12, 31}},
	    {{2025, 1, 1}, 2147483647, 2147483647, 2147483647, {9999, 12, 31}},
	    {{2025, 1, 1}, -2147483647, -2147483647, -2147483647, {1, 1, 1}},
	    {{1, 1, 1}, 0, 0, -1, {1, 1, 1}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date sum = date_add(cases[i].date, cases[i].years, cases[i].months, cases[i].days);
		struct buf name = BUF_INIT;
		buf_printf(&name, "case %zu", i);
		assert_date(sum, cases[i].sum.year, cases[i].sum.month, cases[i].sum.day, buf_text(&name));
		buf_free(&name);
	}
}

Test(base_date, days_count_both_ends)
{
	cr_assert_eq(date_days_inclusive((struct date){2025, 12, 1}, (struct date){2025, 12, 1}), 1);
	cr_assert_eq(date_days_inclusive((struct date){2025, 12, 1}, (struct date){2025, 12, 30}), 30);
	cr_assert_eq(date_days_inclusive((struct date){2024, 2, 28}, (struct date){2024, 3, 1}), 3);
	cr_assert_eq(date_days_inclusive((struct date){2025, 0, 0}, (struct date){2026, 0, 0}), 366);
	cr_assert_eq(date_days_inclusive((struct date){2025, 12, 2}, (struct date){2025, 12, 1}), 0);
	cr_assert_eq(date_days_inclusive((struct date){1, 1, 1}, (struct date){9999, 12, 31}), 3652059);
}
