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
	    /* On 1 June 2026 branch rows of 別表 moved, and other rows took their numbers. The law beside says which is meant. */
	    {"番号法別表の39の3の項", "2026-05-31", "in-force"},
	    {"番号法別表の39の3の項", "2026-12-01", "in-force"},
	    {"番号法別表の39の3の項（水道法）", "2026-05-31", "in-force"},
	    {"番号法別表の39の3の項（水道法）", "2026-06-01", "moved→番号法別表の39の5の項"},
	    {"水道法の事務は番号法別表の39の3の項", "2026-12-01", "moved→番号法別表の39の5の項"},
	    {"番号法別表の23の3の項（建築士法）", "2026-12-01", "moved→番号法別表の23の6の項"},
	    {"番号法別表の23の6の項（建築士法）", "2026-12-01", "in-force"},
	    {"番号法別表の23の6の項（家畜改良増殖法）", "2026-12-01", "moved→番号法別表の23の9の項"},
	    {"番号法別表の39の5の項", "2026-05-31", "not-yet"},
	    {"番号法別表の39の5の項", "2026-06-01", "in-force"},
	    {"番号法別表の23の6の項", "2025-08-15", "not-yet"},
	    {"番号法別表の23の6の項", "2025-08-16", "in-force"},
	    {"番号法別表の130の2の項", "2025-09-30", "in-force"},
	    {"番号法別表の130の2の項", "2025-10-01", "moved→番号法別表の137の項"},
	    {"番号法別表の133の2の項", "2026-08-03", "in-force"},
	    /* Nobody has seen what came after the last known day. */
	    {"番号法別表の139の項", "2026-07-17", "no-such"},
	    {"番号法別表の139の項", "2026-07-18", "unknown"},
	    {"利用特定個人情報提供命令第2条の表の180の項", "2026-02-28", "no-such"},
	    {"利用特定個人情報提供命令第2条の表の180の項", "2026-06-01", "unknown"},
	    {"利用特定個人情報提供命令第2条の表の173の2の項", "2025-07-27", "not-yet"},
	    {"利用特定個人情報提供命令第2条の表の173の2の項", "2025-07-28", "in-force"},
	    /* 第19条第7号 became 第8号; what stands there now is in force, unless it is said to be the old matter. */
	    {"番号法第19条第7号 別表第二", "2021-08-31", "in-force in-force"},
	    {"番号法第19条第７号（別表第二）", "2021-09-01", "moved→番号法第19条第８号 in-force"},
	    {"番号法第19条第7号", "2021-09-01", "in-force"},
	    {"番号法第19条第8号", "2021-09-01", "in-force"},
	    {"番号法第19条第18号", "2025-12-01", "wrong-level"},
	    {"番号法第19条第8項", "2025-12-01", "wrong-level"},
	    {"番号法第9条第7項", "2025-12-01", "wrong-level"},
	    {"番号法第99条", "2025-12-01", "no-such"},
	    {"番号法第28条第1項", "2025-12-01", "in-force"},
	    /* Levels: told where the registry has counted, unknown elsewhere. */
	    {"番号法第9条第1号", "2025-12-01", "wrong-level"},
	    {"番号法第9条第1号", "2021-05-31", "unknown"},
	    {"番号法第9条第1項第2号", "2025-12-01", "wrong-level"},
	    {"番号法第3条第1項第4号、第5号", "2025-12-01", "in-force wrong-level"},
	    {"番号法第3条第2号", "2025-12-01", "unknown"},
	    {"番号法第19条第1項第17号、第18号", "2025-12-01", "in-force wrong-level"},
	    {"番号法第16条第3号、第3号の2、第4号の2", "2025-12-01", "in-force unknown wrong-level"},
	    {"番号法第99条第1号", "2025-12-01", "no-such"},
	    {"国民健康保険法第113条の3第1項、第9項", "2025-12-01", "in-force unknown"},
	    {"介護保険法第27条第1号", "2025-12-01", "unknown"},
	    {"番号法別表の24の項第1号", "2025-12-01", "unknown"},
	    {"番号法別表第一の16の項第1号", "2025-12-01", "moved"},
	    /* Old law by intent. */
	    {"旧番号法別表第一の16の項、第19条第7号", "2025-12-01", "former former"},
	    {"番号法別表の44の項（旧別表第一の30の項）、別表の150の項", "2025-12-01", "in-force former no-such"},
	    {"番号法別表の44の項（旧別表第一の30の項）、150の項", "2025-12-01", "in-force former no-such"},
	    {"番号法別表の44の項（旧別表第一の30の項）\n別表の150の項", "2025-12-01", "in-force former no-such"},
	    {"番号法別表の44の項〔旧別表第一の30の項〕、別表の85の項〔旧別表第一の59の項〕", "2025-12-01",
	     "in-force former in-force former"},
	    {"新旧\n番号法第58条", "2025-12-01", "no-such"},
	    {"番号法別表の44の項（旧：別表第一の30の項）", "2025-12-01", "in-force former"},
	    {"番号法別表の44の項（旧：別表第一の150の項）", "2025-12-01", "in-force no-such"},
	    {"番号法別表第一の30の項（令和6年5月27日以降は別表の44の項）", "2025-12-01", "former in-force"},
	    {"番号法別表の150の項、5年間保管する。", "2025-12-01", "no-such"},
	    {"改正前の番号法第19条第7号（別表第二）", "2025-12-01", "former former"},
	    {"番号法（令和3年改正前）第19条第7号", "2025-12-01", "former"},
	    {"番号法第19条第8号、旧別表第二の27の項", "2025-12-01", "in-force former"},
	    {"番号法の一部を改正する法律（以下「旧法」という。）第9条、旧法第3条", "2025-12-01", "unknown former"},
	    {"災害復旧番号法第9条第1項", "2025-12-01", "in-force"},
	    /* Articles: two lists that agree tell of the time between them, one list of a year around it. */
	    {"国民健康保険法第9条", "2021-05-31", "in-force"},
	    {"国民健康保険法第39条", "2021-05-31", "no-such"},
	    {"国民健康保険法第113条の3", "2021-05-31", "unknown"},
	    {"国民健康保険法第113条の3", "2025-12-01", "in-force"},
	    {"児童福祉法第19条の7", "2021-05-31", "unknown"},
	    /* A list that nothing was amended before; one that was: what it lacks may have been deleted since; a partial one. */
	    {"学校保健安全法第99条", "2016-04-01", "no-such"},
	    {"学校保健安全法第9条", "2016-03-31", "unknown"},
	    {"生活保護法第67条", "2026-02-07", "unknown"},
	    {"生活保護法第67条", "2026-02-08", "no-such"},
	    {"生活保護法第67条", "2026-02-09", "unknown"},
	    {"生活保護法第999条", "2025-12-01", "no-such"},
	    {"地方税法第20条の11", "2026-09-24", "unknown"},
	    {"地方税法第20条の13", "2026-09-24", "in-force"},
	    {"番号法第18条の5", "2026-08-03", "in-force"},
	    {"番号法第18条の5（手数料）", "2026-06-13", "in-force"},
	    {"番号法第18条の5（手数料）", "2026-08-03", "moved"},
	    {"番号法第18条の6", "2026-06-13", "not-yet"},
	    {"番号法第2条第7項第2号（住所）", "2026-08-03", "moved→番号法第2条第7項第3号"},
	    {"番号法第2条第16項", "2025-03-31", "not-yet"},
	    {"番号法第2条第16項", "2025-04-01", "in-force"},
	    /* Abbreviations from memory alone. */
	    {"個人番号法第9条第1項", "2025-12-01", "unknown"},
	    {"個人番号法別表第一の30の項", "2025-12-01", "unknown"},
	    {"健保法施行令第1条", "2026-02-08", "unknown"},
	    {"入管法第20条", "2026-02-08", "in-force"},
	    /* Orders. */
	    {"番号法別表第一の主務省令で定める事務を定める命令第24条", "2025-12-01",
	     "moved→番号法別表の主務省令で定める事務を定める命令第24条"},
	    {"番号法別表第二主務省令第25条", "2025-12-01", "repealed"},
	    {"番号法第19条第8号に基づく主務省令第2条の表の69の項", "2024-05-26", "not-yet"},
	    {"番号法第19条第8号に基づく主務省令で定めるもの", "2025-12-01", "in-force"},
	    /* What the registry does not know. */
	    {"番号法附則第6条第4項", "2025-12-01", "unknown"},
	    {"規則第99条", "2025-12-01", "unknown"},
	    {"規則第9条第1項", "2025-12-01", "in-force"},
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

static struct status judged(const char *text, const char *day)
{
	struct citation_list list = citations_in(text);
	cr_assert_gt(list.count, 0, "%s", text);
	return citation_judge(arena, law->registry, &list.items[0], text, day_of(day));
}

static const char *iso(struct date day)
{
	return day.year ? arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day) : "-";
}

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

/* How it ended, what it is now; when it stops, and where it will be; whose number it was. */
Test(law_status, what_came_and_what_comes)
{
	static const struct {
		const char *text, *day, *course;
	} cases[] = {
	    {"番号法別表第一の30の項", "2025-12-01", "moved 番号法別表の44の項 - - -"},
	    {"番号法別表第一の30の項", "2024-01-01", "- - 2024-05-27 番号法別表の44の項 -"},
	    {"番号法別表第二の45の項", "2025-12-01", "gone - - - -"},
	    {"番号法別表第一の13の項", "2025-12-01", "gone - - - -"},
	    {"番号法別表第一の主務省令第24条", "2025-12-01",
	     "renamed 番号法別表の主務省令で定める事務を定める命令第24条 - - -"},
	    {"番号法別表第二の主務省令第25条", "2025-12-01", "repealed-act - - - -"},
	    {"行政機関の保有する個人情報の保護に関する法律第3条", "2025-12-01", "repealed-act - - - -"},
	    {"番号法第19条第7号 別表第二", "2021-09-01", "moved 番号法第19条第8号 - - -"},
	    {"番号法第19条第7号 別表第二", "2021-08-31", "- - 2021-09-01 番号法第19条第8号 -"},
	    {"番号法別表の39の3の項", "2026-04-01", "- - 2026-06-01 番号法別表の39の5の項 -"},
	    {"番号法別表の39の3の項", "2026-12-01", "- - - - 番号法別表の39の5の項"},
	    {"番号法別表の39の3の項（核原料物質、核燃料物質及び原子炉の規制に関する法律）", "2026-12-01", "- - - - -"},
	    {"番号法別表の44の項", "2026-12-01", "- - - - -"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct status status = judged(cases[i].text, cases[i].day);
		const char *course =
		    arena_printf(arena, "%s %s %s %s %s", or_dash(law_class_name(status.class)), or_dash(status.successor),
		                 iso(status.stops), or_dash(status.stops_to), or_dash(status.formerly));
		cr_expect_str_eq(course, cases[i].course, "%s %s: %s", cases[i].text, cases[i].day, course);
	}
}

/* A day that is a version's name only is inferred until the text that has the change. */
Test(law_status, inferred_days_become_sure_with_the_text_that_was_seen)
{
	static const char moved[] = "番号法別表の39の3の項（水道法）", fee[] = "番号法第18条の5（手数料）";
	cr_expect_not(judged(moved, "2026-06-01").sure);
	cr_expect(judged(moved, "2026-07-17").sure);
	cr_expect_not(judged(fee, "2026-06-14").sure);
	cr_expect(judged(fee, "2026-07-17").sure);
	cr_expect(judged("番号法別表第一の30の項", "2024-05-27").sure);
	struct status known = judged("番号法別表の44の項", "2027-01-01");
	cr_expect(!known.sure && strcmp(iso(known.known_to), "2026-07-17") == 0, "%s", iso(known.known_to));
	cr_expect_eq(judged("番号法別表の44の項", "2026-07-17").known_to.year, 0);
	cr_expect(judged("番号法別表の44の項", "2025-12-01").source);
}
