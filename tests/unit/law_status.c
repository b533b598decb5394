#include "unit/law_fixture.h"

static void set_up(void)
{
	fixture_open();
	law_open();
}

TestSuite(law_status, .init = set_up, .fini = fixture_close);

Test(law_status, as_of_a_day)
{
	static const struct {
		const char *text, *day, *states;
	} cases[] = {
	    /* 別表第一 and 別表第二 end on 26 May 2024. */
	    {"番号法別表第一の30の項", "2024-05-26", "in-force"},
	    {"番号法別表第一の30の項", "2024-05-27", "moved→番号法別表の44の項"},
	    {"番号法別表第１ 項番３０", "2025-12-01", "moved→番号法別表 項番４４"},
	    {"番号法別表第一の三十の項", "2025-12-01", "moved→番号法別表の四十四の項"},
	    {"番号法別表第二の42の項", "2024-05-27", "repealed→番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号利用法別表第二の45の項", "2024-05-27", "repealed"},
	    {"番号法別表第二の42、43の項", "2024-05-27",
	     "repealed→番号法第19条第8号に基づく主務省令第2条の表の69 repealed→70の項"},
	    {"番号法別表第二の42項～43項", "2024-05-27", "repealed repealed"},
	    {"番号法別表第一の103の項", "2024-05-26", "no-such"},
	    {"番号法別表第三の1の項", "2025-12-01", "no-such"},
	    {"番号法別表の44の項", "2024-05-26", "not-yet"},
	    {"番号法別表の44の項", "2024-05-27", "in-force"},
	    {"番号法別表の137の項", "2025-09-30", "not-yet"},
	    {"番号法別表の137の項", "2025-10-01", "in-force"},
	    {"番号法別表の139の項", "2025-12-01", "no-such"},
	    {"番号法別表", "2021-05-31", "unknown"},
	    /* 第19条第7号 became 第8号; what stands there now is in force, unless it is said to be the old matter. */
	    {"番号法第19条第7号 別表第二", "2021-08-31", "in-force in-force"},
	    {"番号法第19条第７号（別表第二）", "2021-09-01", "moved→番号法第19条第８号 in-force"},
	    {"番号法第19条第7号", "2021-09-01", "in-force"},
	    {"番号法第19条第8号", "2021-09-01", "in-force"},
	    {"番号法第19条第18号", "2025-12-01", "no-such"},
	    {"番号法第19条第8項", "2025-12-01", "wrong-level"},
	    {"番号法第9条第7項", "2025-12-01", "no-such"},
	    {"番号法第99条", "2025-12-01", "no-such"},
	    {"番号法第28条第1項", "2025-12-01", "in-force"},
	    /* Articles: two lists that agree tell of the time between them, one list of a year around it. */
	    {"国民健康保険法第9条", "2021-05-31", "in-force"},
	    {"国民健康保険法第39条", "2021-05-31", "no-such"},
	    {"国民健康保険法第113条の3", "2021-05-31", "unknown"},
	    {"国民健康保険法第113条の3", "2025-12-01", "in-force"},
	    {"児童福祉法第19条の7", "2021-05-31", "unknown"},
	    /* Orders. */
	    {"番号法別表第一の主務省令で定める事務を定める命令第24条", "2025-12-01",
	     "moved→番号法別表の主務省令で定める事務を定める命令第24条"},
	    {"番号法別表第二主務省令第25条", "2025-12-01", "repealed"},
	    {"番号法第19条第8号に基づく主務省令第2条の表の69の項", "2024-05-26", "not-yet"},
	    {"番号法第19条第8号に基づく主務省令で定めるもの", "2025-12-01", "in-force"},
	    /* What the registry does not know. */
	    {"番号法附則第6条第4項", "2025-12-01", "unknown"},
	    {"規則第99条", "2025-12-01", "unknown"},
	    {"規則第9条第2項", "2025-12-01", "in-force"},
	    {"見本市個人番号条例第4条", "2025-12-01", "unknown"},
	    {"住民基本台帳法別表第一の73の2の項", "2025-12-01", "unknown"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(states(cases[i].text, cases[i].day), cases[i].states, "%s %s: %s", cases[i].text, cases[i].day,
		                 states(cases[i].text, cases[i].day));
}

Test(law_status, after_the_last_known_day_only_dated_ends_are_sure)
{
	static const struct {
		const char *text;
		enum law_state state;
		bool sure;
	} cases[] = {
	    {"番号法別表の139の項", LAW_UNKNOWN, false},
	    {"番号法別表の44の項", LAW_IN_FORCE, false},
	    {"番号法別表第一の30の項", LAW_STATE_MOVED, true},
	    {"番号法別表第二の42の項", LAW_STATE_REPEALED, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct citation_list list = citations_in(cases[i].text);
		struct status status =
		    citation_judge(arena, law->registry, &list.items[0], cases[i].text, day_of("2027-01-01"));
		cr_expect_eq(status.state, cases[i].state, "%s", cases[i].text);
		cr_expect_eq(status.sure, cases[i].sure, "%s", cases[i].text);
	}
}
