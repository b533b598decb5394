/* Names and types: what is refused when an expression is compiled, and what the finding says. */
#include "lang_fixture.h"

#include <criterion/criterion.h>

Test(lang_expr_check, names)
{
	static const struct shown cases[] = {
	    {"nmae", "「nmae」という名前はありません / 「name」ではありませんか"},
	    {"bloc.name", "「bloc」という名前はありません / 「block」ではありませんか"},
	    {"null", "「null」という名前はありません"},
	    {"subjects.cuont", "「subjects」に項目「cuont」はありません / 「count」ではありませんか"},
	    {"systems[0].users.zzz", "「subjects」に項目「zzz」はありません"},
	    {"name.length", "文字列に項目「length」はありません"},
	    {"systems.name",
	     "項目の組「system」のリストに項目「name」はありません / [0] や first() で一つを選ぶか、map() や "
	     "exists() を使ってください"},
	    {"exist(systems, s, true)", "「exist」という関数はありません / 「exists」ではありませんか"},
	    {"name.frobnicate()", "「frobnicate」という関数はありません"},
	    {"systems.exists(s, t.shared)", "「t」という名前はありません / 「s」ではありませんか"},
	    {"systems.exists(s, true) && s.shared", "「s」という名前はありません"},
	    {"band(1, 'subject')", "「subject」という区分の表はありません / 「subjects」ではありませんか"},
	    {"answer('I.9')", "「I.9」という項目はここより前にありません"},
	};
	EXPECT_SHOWN("name: 国保", cases);
}

/* A variable of a function stands before one of the scope, that before a field. */
Test(lang_expr_check, inner_names_first)
{
	static const struct shown cases[] = {
	    {"[1, 2].map(name, name + 1)", "[2, 3]"},
	    {"[1, 2].exists(block, block == 2)", "true"},
	    {"[1, 2].map(x, [10, 20].map(x, x))", "[[10, 20], [10, 20]]"},
	    {"[1, 2].map(x, [10, 20].map(y, x + y))", "[[11, 21], [12, 22]]"},
	    {"[1, 2].filter(x, [x].exists(y, x == y && y == 2))", "[2]"},
	    {"[1].map(x, 2) == [2] && name == '国保'", "true"},
	};
	EXPECT_SHOWN("name: 国保", cases);
}

Test(lang_expr_check, types)
{
	static const struct shown cases[] = {
	    {"name && true", "真偽値があるはずの所に文字列があります"},
	    {"!number", "真偽値があるはずの所に数があります"},
	    {"-name", "数があるはずの所に文字列があります"},
	    {"number == name", "数と文字列は比べられません"},
	    {"published == '2025-01-01'",
	     "日付と文字列は比べられません / 日付は date('2024-05-27') のように書いてください"},
	    {"name < 'あ'", "文字列と文字列は大小を比べられません"},
	    {"published < number",
	     "日付と数は大小を比べられません / 期間は years(1)、months(1)、days(1) のように書いてください"},
	    {"published + 1", "日付と数は足せません / 期間は years(1)、months(1)、days(1) のように書いてください"},
	    {"days(1) + published", "期間と日付は足せません"},
	    {"published - published", "日付と日付は引けません"},
	    {"name - name", "文字列と文字列は引けません"},
	    {"tags + tags", "文字列のリストと文字列のリストは足せません"},
	    {"subjects == subjects", "項目の組「subjects」と項目の組「subjects」は比べられません"},
	    {"subjects in [subjects]", "項目の組「subjects」と項目の組「subjects」は比べられません"},
	    {"tags == numbers", "文字列のリストと数のリストは比べられません"},
	    {"name in numbers", "文字列と数は比べられません"},
	    {"name in name", "リストがあるはずの所に文字列があります"},
	    {"[1, 'a']", "数と文字列は一つのリストに入れられません"},
	    {"true ? 1 : 'a'", "数と文字列は「?」の結果として並べられません"},
	    {"number ? 1 : 2", "真偽値があるはずの所に数があります"},
	    {"name[0]", "リストがあるはずの所に文字列があります"},
	    {"tags['a']", "数があるはずの所に文字列があります"},
	    {"[][0]", "空のリスト [] には取り出せるものがありません"},
	    {"first([])", "空のリスト [] には取り出せるものがありません"},
	    {"[].exists(x, true)", "空のリスト [] には取り出せるものがありません"},
	    {"size(number)", "「size」の1番目には文字列かリストを渡しますが、数があります"},
	    {"size()", "「size」に渡す値は1個ですが、0個あります"},
	    {"name.size(name)", "「size」に渡す値は1個ですが、2個あります"},
	    {"systems.exists(1, true)",
	     "「exists」の2番目には変数の名前を書きます / exists(list, x, x == '…') のように書いてください"},
	    {"systems.exists(s, s.name)", "「exists」の3番目には真偽値を渡しますが、文字列があります"},
	    {"systems.map(s, s)[0].nmae", "「system」に項目「nmae」はありません / 「name」ではありませんか"},
	    {"has('x')", "「has」の1番目には項目を渡しますが、文字列があります"},
	    {"has(1 + 2)", "「has」の1番目には項目を渡しますが、数があります"},
	    {"matches(name, name)", "「matches」の2番目には引用符で囲んだ文字列を渡しますが、文字列があります"},
	    {"join(numbers, '')", "「join」の1番目には文字列のリストを渡しますが、数のリストがあります"},
	    {"text(subjects)", "項目の組は文字列にできません / その中の項目を選んでください"},
	    {"text(systems)", "項目の組は文字列にできません / その中の項目を選んでください"},
	    {"date('2025-02-29')", "「2025-02-29」は日付ではありません / 西暦で 2024-05-27 のように書いてください"},
	    {"date('令和7年1月1日')", "「令和7年1月1日」は日付ではありません / 西暦で 2024-05-27 のように書いてください"},
	    {"members(systems, block)", "このリストには「system」に属するものがありません"},
	    {"members(transfers, name)", "「members」の2番目には項目の組を渡しますが、文字列があります"},
	    {"matches(name, '[')", "正規表現の書き方が誤っています（PCRE2: missing terminating ] for character class）"},
	    {"matches(name, r'\\C')", "正規表現の書き方が誤っています（PCRE2: using \\C is disabled by the application）"},
	};
	EXPECT_SHOWN("name: 国保", cases);
}

Test(lang_expr_check, options)
{
	static const struct shown cases[] = {
	    {"state == '実施する'", "true"},
	    {"state == '実施すろ'", "「実施すろ」は選択肢「state」にありません / 「実施する」ではありませんか"},
	    {"'はい' != state", "「はい」は選択肢「state」にありません / "
	                        "「実施する」「実施しない」「未定」のどれかを書いてください"},
	    {"state in ['未定', '不明な状態']", "「不明な状態」は選択肢「state」にありません / "
	                                        "「実施する」「実施しない」「未定」のどれかを書いてください"},
	    {"state == (true ? '未定' : '末定')", "「末定」は選択肢「state」にありません / 「未定」ではありませんか"},
	    {"'専用腺' in means", "「専用腺」は選択肢「means」にありません / 「専用線」ではありませんか"},
	    {"means == ['紙', '神']", "「神」は選択肢「means」にありません / 「紙」ではありませんか"},
	    {"means.exists(m, m == 'その地')", "「その地」は選択肢「means」にありません / 「その他」ではありませんか"},
	    {"detail(means, 'その也')", "「その也」は選択肢「means」にありません / 「その他」ではありませんか"},
	    {"first(means) == 'かみ'", "「かみ」は選択肢「means」にありません / "
	                               "「専用線」「紙」「電子メール」「その他」のどれかを書いてください"},
	    {"state == other_state", "unknown"},
	    {"state == name", "false"},
	    {"(true ? state : name) == '何でも'", "false"},
	    {"name == '何でも'", "false"},
	};
	EXPECT_SHOWN("{name: 国保, state: 実施する}", cases);
}

Test(lang_expr_check, expected_type)
{
	static const struct {
		const char *expr;
		const struct type *expected;
		const char *message; /* NULL: it compiles */
	} cases[] = {
	    {"number > 1", &type_bool, NULL},
	    {"number", &type_bool, "真偽値があるはずの所に数があります"},
	    {"tags", &fixture_numbers, "数のリストがあるはずの所に文字列のリストがあります"},
	    {"[]", &fixture_numbers, NULL},
	    {"draft ? '実施する' : '未定'", &fixture_state, NULL},
	    {"draft ? '実施する' : '実施せず'", &fixture_state, "「実施せず」は選択肢「state」にありません"},
	    {"name", &fixture_state, NULL},
	    {"['紙', tick('その他', name)]", &fixture_boxes, NULL},
	    {"['髪', tick('ほか', name)]", &fixture_boxes, "「髪」は選択肢「means」にありません"},
	    {"filter(['紙', '専用'], m, draft)", &fixture_boxes, "「専用」は選択肢「means」にありません"},
	};
	struct fixture fixture;
	fixture_open(&fixture, "name: 国保");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		diags_init(&fixture.diags, fixture.arena);
		const struct expr *expr = fixture_compile(&fixture, cases[i].expr, cases[i].expected);
		cr_assert_eq(!cases[i].message, expr != NULL, "%s", cases[i].expr);
		if (cases[i].message)
			cr_assert_str_eq(fixture.diags.items[0]->message, cases[i].message);
		else
			cr_assert(type_equal(expr_type(expr), cases[i].expected), "%s", cases[i].expr);
	}
	fixture_close(&fixture);
}

/* One run tells all independent mistakes, and nothing that only follows from them. */
Test(lang_expr_check, several_mistakes)
{
	static const struct {
		const char *expr;
		size_t count;
	} cases[] = {
	    {"nmae == 1 && nubmer == 2", 2},
	    {"nmae + 1 == 2 || !nmae", 2},
	    {"systms.exists(s, s.nmae == zzz)", 1},
	    {"systems.exists(s, s.nmae == zzz)", 2},
	    {"size(aaa) + size(bbb) + ccc", 3},
	    {"state == 'あ' || 'い' in means || ['う'] == means", 3},
	    {"contains(aaa, bbb)", 2},
	};
	struct fixture fixture;
	fixture_open(&fixture, "name: 国保");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		diags_init(&fixture.diags, fixture.arena);
		cr_assert_null(fixture_compile(&fixture, cases[i].expr, NULL), "%s", cases[i].expr);
		cr_assert_eq(fixture.diags.count, cases[i].count, "%s: %zu findings", cases[i].expr, fixture.diags.count);
	}
	fixture_close(&fixture);
}

/* A scope without forms knows neither answer() nor members(), nor any name. */
Test(lang_expr_check, bare_scope)
{
	static const char *const refused[] = {"answer('I.1')", "members([[1]], block)", "name"};
	static const struct scope scope = {0};
	struct fixture fixture;
	fixture_open(&fixture, "name: 国保");
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct node node = {.text = refused[i], .length = strlen(refused[i]), .style = NODE_FOLDED};
		cr_assert_null(expr_compile(fixture.arena, &fixture.diags, &scope, &node, NULL), "%s", refused[i]);
	}
	struct node node = {.text = "size('国保') == 2", .length = strlen("size('国保') == 2"), .style = NODE_FOLDED};
	const struct expr *expr = expr_compile(fixture.arena, &fixture.diags, &scope, &node, &type_bool);
	struct env env = {.arena = fixture.arena};
	cr_assert(expr && expr_true(expr, &env));
	fixture_close(&fixture);
}

Test(lang_expr_check, reads)
{
	static const struct {
		const char *expr;
		bool block, today;
	} cases[] = {
	    {"name == 'x'", false, false},
	    {"block.name == name", true, false},
	    {"systems.exists(s, s.since > today)", false, true},
	    {"systems.exists(today, today.shared) && block.shared", true, false},
	    {"has(name) ? [today] : [block.since]", true, true},
	};
	struct fixture fixture;
	fixture_open(&fixture, "name: 国保");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct expr *expr = fixture_compile(&fixture, cases[i].expr, NULL);
		cr_assert_eq(expr_reads(expr, 0), cases[i].block, "%s", cases[i].expr);
		cr_assert_eq(expr_reads(expr, 1), cases[i].today, "%s", cases[i].expr);
	}
	fixture_close(&fixture);
}
