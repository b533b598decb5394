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
	    {"schedules:\n  s: {act: bango, name: 別表第九, to: gone}\n",
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
