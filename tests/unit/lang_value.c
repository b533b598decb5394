#include "lang_fixture.h"

#include <criterion/criterion.h>

Test(lang_value, print)
{
	struct value words[] = {value_text("紙"), {.kind = VALUE_BLANK}, value_text("専用線"), value_number(1234)};
	const struct value_list list = {words, 4}, empty = {NULL, 0};
	struct value spelt = value_date((struct date){2025, 12, 1});
	spelt.detail = "令和７年12月1日";
	const struct {
		struct value value;
		const char *text;
	} cases[] = {
	    {value_number(0), "0"},
	    {value_number(999), "999"},
	    {value_number(1000), "1,000"},
	    {value_number(61234), "61,234"},
	    {value_number(1234567), "1,234,567"},
	    {value_number(-1000), "-1,000"},
	    {value_number(INT64_MAX), "9,223,372,036,854,775,807"},
	    {value_number(INT64_MIN), "-9,223,372,036,854,775,808"},
	    {value_date((struct date){2025, 12, 1}), "令和7年12月1日"},
	    {value_date((struct date){2019, 5, 0}), "令和元年5月"},
	    {spelt, "令和７年12月1日"},
	    {{.kind = VALUE_DURATION, .duration = {1, 2, 0}}, "1年2か月"},
	    {{.kind = VALUE_DURATION, .duration = {0, 0, 0}}, "0日"},
	    {value_bool(true), "はい"},
	    {value_bool(false), "いいえ"},
	    {value_text("一行目\n- 二行目"), "一行目\n- 二行目"},
	    {{.kind = VALUE_LIST, .list = &list}, "紙、専用線、1,234"},
	    {{.kind = VALUE_LIST, .list = &empty}, ""},
	    {value_absent(), ""},
	    {{.kind = VALUE_BLANK}, ""},
	    {value_unknown(), ""},
	    {{.kind = VALUE_INVALID}, ""},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		cr_assert_str_eq(value_print(arena, &fixture_calendar, &cases[i].value), cases[i].text);
	struct value date = value_date((struct date){2025, 12, 0});
	cr_assert_str_eq(value_print(arena, NULL, &date), "2025-12", "without a calendar");
	arena_free(arena);
}

Test(lang_value, equal)
{
	struct value a_items[] = {value_text("a"), value_absent()}, b_items[] = {value_text("a"), {.kind = VALUE_BLANK}};
	const struct value_list a_list = {a_items, 2}, shorter = {a_items, 1}, b_list = {b_items, 2};
	const struct record a_record = {&fixture_count, (struct value[]){value_number(1), value_absent()}, NULL};
	const struct record b_record = {&fixture_count, (struct value[]){value_number(2), value_absent()}, NULL};
	struct value boxed = value_text("a");
	boxed.detail = "words";
	const struct {
		struct value a, b;
		bool equal;
	} cases[] = {
	    {value_text("a"), boxed, true},
	    {value_text("a"), value_text("A"), false},
	    {value_text("1"), value_number(1), false},
	    {value_date((struct date){2025, 9, 0}), value_date((struct date){2025, 9, 0}), true},
	    {value_date((struct date){2025, 9, 0}), value_date((struct date){2025, 9, 1}), false},
	    {{.kind = VALUE_LIST, .list = &a_list}, {.kind = VALUE_LIST, .list = &a_list}, true},
	    {{.kind = VALUE_LIST, .list = &a_list}, {.kind = VALUE_LIST, .list = &shorter}, false},
	    {{.kind = VALUE_LIST, .list = &a_list}, {.kind = VALUE_LIST, .list = &b_list}, false},
	    {{.kind = VALUE_RECORD, .record = &a_record}, {.kind = VALUE_RECORD, .record = &a_record}, true},
	    {{.kind = VALUE_RECORD, .record = &a_record}, {.kind = VALUE_RECORD, .record = &b_record}, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		cr_assert_eq(value_equal(&cases[i].a, &cases[i].b), cases[i].equal, "case %zu", i);
}
