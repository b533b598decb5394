#include "unit/law_fixture.h"

TestSuite(law_registry, .init = fixture_open, .fini = fixture_close);

Test(law_registry, the_built_in_law_is_sound)
{
	law_open();
	cr_expect_str_eq(findings_text(&diags, ""), "");
	cr_expect_gt(law->registry->act_count, 70);
	cr_expect_eq(law->registry->schedule_count, 4);
}

Test(law_registry, mistakes_are_told_with_their_place)
{
	static const struct {
		const char *text, *finding;
	} cases[] = {
	    {"acts:\n  x: {number: 令和8年法律第1号}\n", "2:6 law.registry 法令「x」に title か number がありません"},
	    {"acts:\n  x: {title: 甲法, number: 令和8年法律第1号, of: nobody}\n",
	     "2:6 law.registry 法令「nobody」がありません"},
	    {"acts:\n  x: {title: 番号法, number: 令和8年法律第1号}\n",
	     "2:3 law.registry 「番号法」は、別の法令「bango」の名でもあります"},
	    {"acts:\n  x: {title: 甲法, number: n, from: 2026-01-02, until: 2026-01-01}\n",
	     "2:6 law.registry 終わりの日が始まりの日より前です"},
	    {"schedules:\n  s: {act: nobody, name: 別表}\n", "2:6 law.registry 法令「nobody」がありません"},
	    {"schedules:\n  s: {act: bango, name: 別表第九, until: 2026-01-01, to: gone}\n",
	     "2:6 law.registry 行き先の表「gone」がありません"},
	    {"schedules:\n  bango-1:\n    rows:\n      - {row: 30, to: 999}\n",
	     "4:9 law.registry 行き先の「999の項」が別表にありません"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 44, from: 2026-10-01}\n",
	     "4:9 law.registry 「44の項」の期間が、同じ番号の項の期間と重なっています"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 44, form: 2026-10-01}\n",
	     "4:19 data.unknown-key 「form」というキーはありません → 「from」ではありませんか"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 500, from: 来年}\n",
	     "4:26 data.wrong-kind 「from」には日付か unknown を書きます"},
	    {"provisions:\n  - topic: 甲\n    act: bango\n    steps:\n      - {cite: 第1条, from: 2020-01-01}\n"
	     "      - {cite: 第2条, from: 2021-01-01}\n",
	     "6:9 law.registry 「甲」の期間が、前の行の期間と重なっています"},
	    {"provisions:\n  - topic: 甲\n    act: bango\n    steps:\n      - {cite: 第1条, from: 2020-01-01}\n"
	     "      - {cite: 第1条, from: 2020-01-01}\n",
	     "6:9 law.registry 「甲」の期間が、前の行の期間と重なっています"},
	    {"provisions:\n  - topic: 甲\n    act: bango\n    steps: [{cite: 第1条, from: 2020-01-01}]\n"
	     "  - topic: 甲\n    act: bango\n    steps: [{cite: 第2条, from: 2020-01-01}]\n",
	     "5:5 law.registry 「甲」が二つあります"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 500, from: 2026-10-01}\n      - {row: 500, law: 甲法}\n",
	     "5:9 law.registry 「500の項」が二つあります"},
	    {"provisions:\n  - topic: 甲\n    act: bango\n    steps: [{cite: 19条8号, from: 2020-01-01}]\n",
	     "4:13 law.registry 「cite」は「第19条第8号」のように、半角の数字で書きます"},
	    {"provisions:\n  - topic: 甲\n    act: bango\n    steps: [{cite: 第19条第８号, from: 2020-01-01}]\n",
	     "4:13 law.registry 「cite」は「第19条第8号」のように、半角の数字で書きます"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 五百}\n",
	     "4:9 law.registry 項の番号は「30」「30の2」のように、半角の数字で書きます"},
	    {"schedules:\n  bango-1:\n    rows:\n      - {row: 500, from: 2025-01-01}\n",
	     "4:9 law.registry 項の始まりの日が、別表第一の終わりの日より後です"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 500, until: 2024-01-01}\n",
	     "4:9 law.registry 終わりの日が始まりの日より前です"},
	    {"acts:\n  x: {title: 甲法, number: n, source: S9}\n", "2:6 law.registry sources に「S9」がありません"},
	    {"sources: {S1: {title: 条文}}\nsource: S9\nschedules:\n  bango-0: {act: bango}\n",
	     "4:12 law.registry sources に「S9」がありません"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 500, law: {a: b}}\n",
	     "4:25 data.wrong-kind ここには言葉を一つか、言葉の並びを書きます"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 44, until: 2026-09-30, to: [45, 999]}\n",
	     "4:9 law.registry 行き先の「999の項」が別表にありません"},
	    {"processes:\n  - {words: [甲], law: 乙法}\n", "2:5 law.registry 法令「乙法」がありません"},
	    {"processes:\n  - {words: [甲], law: 地方税法, cites: [20条]}\n",
	     "2:37 law.registry 「20条」は「第12条の4」のような条ではありません"},
	    {"acts:\n  x: {title: 甲法, number: n, guesses: [番号法]}\n",
	     "2:3 law.registry 「番号法」は、別の法令「bango」の名でもあります"},
	    {"acts:\n  x: {title: 甲法, number: n, aliases: [[乙法]]}\n", "2:39 law.registry ここには言葉を書きます"},
	    {"acts:\n  x: {title: 甲法, number: n, under: [施行令]}\n",
	     "2:6 law.registry 「under」には、どの法令の名に続くかを書く「of」が要ります"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		law_file("own.yaml", cases[i].text);
		diags_init(&diags, arena);
		cr_expect_null(law_load(arena, &diags, &folders), "%s", cases[i].text);
		const char *path = arena_printf(arena, "%s/law/own.yaml", folders.rules);
		const char *found = findings_text(&diags, path);
		cr_expect(strncmp(found, cases[i].finding, strlen(cases[i].finding)) == 0, "%s\n%s", cases[i].finding, found);
	}
}

/* What has gone on to something that is gone by then itself, or comes back to it. */
Test(law_registry, what_moves_goes_on)
{
	static const struct {
		const char *text, *findings;
	} cases[] = {
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 44, until: 2026-09-30, to: 45}\n"
	     "      - {row: 45, until: 2026-09-30, to: 44}\n",
	     "4:9 law.registry 行き先の「45の項」も、2026-09-30 までに終わっています\n"
	     "5:9 law.registry 行き先の「44の項」も、2026-09-30 までに終わっています\n"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 44, to: 45}\n      - {row: 45, to: 44}\n",
	     "4:9 law.registry 「until」がないので、「to」は働きません\n"
	     "5:9 law.registry 「until」がないので、「to」は働きません\n"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 44, until: 2026-09-30, to: 44}\n",
	     "4:9 law.registry 行き先の「44の項」も、2026-09-30 までに終わっています\n"},
	    {"schedules:\n  bango-0:\n    rows:\n      - {row: 44, until: 2026-09-30, to: 500}\n"
	     "      - {row: 500, deleted: true}\n",
	     "4:9 law.registry 行き先の「500の項」は、別表で削除されています\n"},
	    {"acts:\n  x: {title: 甲法, number: n, until: 2020-01-01, to: y}\n"
	     "  y: {title: 乙法, number: n, until: 2020-01-01, to: x}\n",
	     "2:6 law.registry 行き先の「y」も、2020-01-01 までに終わっています\n"
	     "3:6 law.registry 行き先の「x」も、2020-01-01 までに終わっています\n"},
	    {"acts:\n  x: {title: 甲法, number: n, to: bango}\n",
	     "2:6 law.registry 「until」がないので、「ended」と「to」は働きません\n"},
	    {"schedules:\n  bango-0: {until: 2026-09-30, ended: moved, to: s}\n"
	     "  s: {act: bango, name: 別表第九, until: 2026-09-30, ended: moved, to: bango-0}\n",
	     "2:12 law.registry 行き先の「s」も、2026-09-30 までに終わっています\n"
	     "3:6 law.registry 行き先の「bango-0」も、2026-09-30 までに終わっています\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		law_file("own.yaml", cases[i].text);
		diags_init(&diags, arena);
		cr_expect_null(law_load(arena, &diags, &folders), "%s", cases[i].text);
		const char *path = arena_printf(arena, "%s/law/own.yaml", folders.rules);
		cr_expect_str_eq(findings_text(&diags, path), cases[i].findings, "%s\n%s", cases[i].text,
		                 findings_text(&diags, path));
	}
}

Test(law_registry, rows_may_change_places)
{
	law_file("own.yaml", "schedules:\n  bango-0:\n    rows:\n"
	                     "      - {row: 44, until: 2026-09-30, to: 45}\n"
	                     "      - {row: 45, until: 2026-09-30, to: 44}\n"
	                     "      - {row: 44, law: 見本法, from: 2026-10-01}\n"
	                     "      - {row: 45, law: 国民健康保険法, from: 2026-10-01}\n");
	law_open();
	cr_expect_str_eq(states("番号法別表の44の項", "2026-10-01"), "in-force");
}

/* From table to table and then to another number: a successor goes through both steps. */
Test(law_registry, a_row_is_followed_through_all_its_moves)
{
	law_file("own.yaml", "schedules:\n  bango-1:\n    rows: [{row: 30, to: 39の3}, {row: 15, to: 23の2}]\n");
	law_open();
	cr_expect_str_eq(states("番号法別表第一の30の項", "2026-05-31"), "moved→番号法別表の39の3の項");
	cr_expect_str_eq(states("番号法別表第一の30の項", "2026-06-01"), "moved→番号法別表の39の5の項");
	cr_expect_str_eq(states("番号法別表第一の15の項", "2026-12-01"), "moved→番号法別表の23の5の項");
}

Test(law_registry, a_row_may_be_split)
{
	law_file("own.yaml", "schedules:\n  bango-0:\n    rows:\n"
	                     "      - {row: 44, until: 2026-09-30, to: [44の2, 44の3]}\n"
	                     "      - {row: 44の2, law: 国民健康保険法, from: 2026-10-01}\n"
	                     "      - {row: 44の3, law: [国民健康保険法, 見本法], from: 2026-10-01}\n");
	law_open();
	cr_expect_str_eq(states("番号法別表の44の項", "2026-10-01"), "moved");
	cr_expect_str_eq(states("番号法別表第一の30の項", "2026-10-01"), "moved");
	struct citation_list list = citations_in("番号法別表の44の項 別表第一の30の項");
	for (size_t i = 0; i < list.count; i++) {
		struct status status = citation_judge(arena, law->registry, &list.items[i], "", day_of("2026-10-01"));
		cr_expect_eq(status.class, LAW_SPLIT);
		cr_assert_eq(status.successor_count, 2);
		cr_expect_str_eq(status.successors[0], "番号法別表の44の2の項");
		cr_expect_str_eq(status.successors[1], "番号法別表の44の3の項");
	}
	cr_expect(row_is_of(schedule_row(list.items[0].schedule, "44の3"), "見本法"));
}

Test(law_registry, a_provision_may_come_back)
{
	law_file("own.yaml", "acts:\n  x: {title: 見本法, number: n}\nprovisions:\n  - topic: 甲\n    act: x\n    steps:\n"
	                     "      - {cite: 第1条, from: 2020-01-01, until: 2020-12-31}\n"
	                     "      - {cite: 第2条, from: 2021-01-01, until: 2021-12-31}\n"
	                     "      - {cite: 第1条, from: 2022-01-01}\n");
	law_open();
	cr_expect_str_eq(states("見本法第1条", "2020-06-01"), "in-force");
	cr_expect_str_eq(states("見本法第1条", "2021-06-01"), "moved");
	cr_expect_str_eq(states("見本法第2条", "2022-06-01"), "moved");
}

Test(law_registry, lists_of_articles)
{
	static const struct {
		const char *list, *finding;
	} cases[] = {
	    {"x-y", "「x-y」は条の一覧に書けません → 条は「6の2」「1-6」「19:1:17」のように、半角の数字で書きます"},
	    {"1-6 9-7", "「9-7」は条の一覧に書けません → 範囲の終わりの条が、始まりの条より前です"},
	    {"1-6の2", "「1-6の2」は条の一覧に書けません → 範囲は「1-6」のように、枝番のない条で書きます"},
	    {"１ 2", "「１」は条の一覧に書けません"},
	    {"1,2", "「1,2」は条の一覧に書けません"},
	    {"'6:1:2:3'", "「6:1:2:3」は条の一覧に書けません"},
	    {"''", "条の一覧が空です"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		law_file("own.yaml",
		         arena_printf(arena, "acts:\n  bango:\n    articles:\n      2026-10-01: %s\n", cases[i].list));
		diags_init(&diags, arena);
		cr_expect_null(law_load(arena, &diags, &folders), "%s", cases[i].list);
		cr_expect(strstr(findings_text(&diags, ""), cases[i].finding), "%s", findings_text(&diags, ""));
		cr_expect_eq(diags.count, 1, "%s", cases[i].list);
	}
	law_file("own.yaml", "acts:\n  bango:\n    articles:\n      2026-10-01: 1-6 9-7\n");
	diags_init(&diags, arena);
	law_load(arena, &diags, &folders);
	cr_expect(
	    strstr(findings_text(&diags, arena_printf(arena, "%s/law/own.yaml", folders.rules)), "4:23 law.registry"));
	law_file("own.yaml", "acts:\n  bango:\n    articles:\n      2026-10-01: >\n        1-6 6の2\n        19:1:17\n");
	diags_init(&diags, arena);
	law_open();
	cr_expect_str_eq(states("番号法第6条の2", "2026-10-01"), "in-force");
	cr_expect_str_eq(states("番号法第7条", "2026-10-01"), "no-such");
}

/* An amendment by YAML alone: of 1 October 2026, row 44 becomes 44の3, a row is new, the Act has another abbreviation. */
Test(law_registry, a_body_lays_an_amendment_over_the_law)
{
	law_file("amendment.yaml", "known_to: 2026-10-01\n"
	                           "acts:\n"
	                           "  bango: {aliases: [番号利用法, 見本番号法]}\n"
	                           "schedules:\n"
	                           "  bango-0:\n"
	                           "    rows:\n"
	                           "      - {row: 44, until: 2026-09-30, to: 44の3, by: 令和8年法律第1号}\n"
	                           "      - {row: 44の3, law: 国民健康保険法, body: 市町村長, from: 2026-10-01}\n"
	                           "      - {row: 178, law: 見本法, body: 市町村長, from: 2026-10-01}\n");
	law_open();
	cr_expect_str_eq(states("番号法別表の44の項", "2026-09-30"), "in-force");
	cr_expect_str_eq(states("番号法別表の44の項", "2026-10-01"), "moved→番号法別表の44の3の項");
	cr_expect_str_eq(states("番号法別表の44の3の項", "2026-09-30"), "not-yet");
	cr_expect_str_eq(states("見本番号法別表の178の項", "2026-10-01"), "in-force");
	cr_expect_str_eq(states("番号法別表の45の項", "2026-10-01"), "in-force", "the rest stays");
}

Test(law_registry, a_broken_pattern_has_its_place)
{
	const char *text = "number: '[0-9]+'\ntokens: {article: '第([0-9]'}\n";
	law_file("patterns.yaml", text);
	cr_expect_null(law_load(arena, &diags, &folders));
	cr_expect(strstr(findings_text(&diags, ""), "patterns.yaml"), "%s", findings_text(&diags, ""));
}

/* One mistake, one finding: a wrong key, or a file that holds only the pattern that its author wants to change. */
Test(law_registry, patterns_that_are_missing)
{
	static const struct {
		const char *text, *finding;
	} cases[] = {
	    {"artcle: x\n", "「artcle」というキーはありません"},
	    {"number: '[0-9]+'\n", "1:1 data.missing-key 「tokens」「gap」「list」「bullet」"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		law_file("patterns.yaml", cases[i].text);
		diags_init(&diags, arena);
		cr_expect_null(law_load(arena, &diags, &folders));
		const char *found = findings_text(&diags, arena_printf(arena, "%s/law/patterns.yaml", folders.rules));
		cr_expect(strstr(found, cases[i].finding), "%s", found);
		cr_expect_eq(diags.count, 1, "%s", found);
	}
}
