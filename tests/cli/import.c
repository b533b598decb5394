/* shikii import as a user calls it: what it writes is taken by the other commands as it is. */
#include "base/buf.h"
#include "cli/fixture.h"

TestSuite(cli_import, .init = fixture_open, .fini = fixture_close);

static const char published[] = "特定個人情報保護評価書(基礎項目評価書)\n"
                                "評価書番号\t評価書名\n"
                                "5\t住民税に関する事務 基礎項目評価書\n"
                                "評価実施機関名\n見本市長\n公表日\n令和6年1月31日\n"
                                "I 関連情報\n"
                                "1. 特定個人情報ファイルを取り扱う事務\t\n"
                                "①事務の名称\t住民税に関する事務\n"
                                "②事務の概要\t<p>賦課する。</p> <p>　徴収する。</p>\n"
                                "知らない欄\t\x1b[31m何か\n"
                                "4. 情報提供ネットワークシステムによる情報連携\t\t\n"
                                "①実施の有無\t[実施する]\t<選択肢> 1) 実施する 2) 実施しない 3) 未定\n"
                                "II しきい値判断項目\n"
                                "1. 対象人数\t\n"
                                "評価対象の事務の対象人数は何人が\t<選択肢> 1) 1,000人未満(任意実施)\n"
                                "いつの時点の計数か\t令和5年4月1日 時点\n";

Test(cli_import, what_is_written_is_taken)
{
	const char *text = write_file("a.txt", published);
	const char *model = arena_printf(arena, "%s/a.yaml", folder);
	cr_assert_eq(RUN(ARG("import"), ARG(text), ARG("--output"), ARG(model)), 0, "%s", err_text);
	cr_expect_str_eq(out_text, "");
	cr_expect(
	    says(err_text, "不明 II.1.count 評価対象の事務の対象人数は何人か（17行目）: 選んだ答えが文章に残っていない\n"),
	    "%s", err_text);
	cr_expect(says(err_text, "12行目: 「知らない欄」がどの項目の答えか分からないので、注釈に残しました\n"), "%s",
	          err_text);
	cr_expect(says(err_text, "12行目: 「 [31m何か」が"), "%s", err_text);
	cr_expect(!says(err_text, "見つかった I.1.1"), "%s", err_text);
	RUN(ARG("check"), ARG(model), ARG("--format"), ARG("json"));
	cr_expect(!says(out_text, "model.") && !says(out_text, "yaml."), "%s", out_text);
	cr_expect_eq(RUN(ARG("render"), ARG(model), ARG("--form"), ARG("kiso"), ARG("--format"), ARG("json")), 0, "%s",
	             err_text);
	cr_expect(says(out_text, "賦課する。\\n　徴収する。"), "%s", out_text);
	cr_expect_eq(RUN(ARG("list"), ARG(model)), 0, "%s", err_text);
	cr_expect(says(out_text, "住民税に関する事務"), "%s", out_text);
}

Test(cli_import, to_standard_output_with_a_report)
{
	const char *text = write_file("a.txt", published);
	cr_assert_eq(RUN(ARG("import"), ARG("--report"), ARG(text)), 0, "%s", err_text);
	cr_expect(says(out_text, "\nshikii: 1\nnumber: '5'\nname: 住民税に関する事務\nagency: 見本市長\n"), "%s", out_text);
	cr_expect(says(out_text, "\n# 12行目:\n  # 知らない欄\n"), "%s", out_text);
	cr_expect(says(err_text, "見つかった I.1.2 ②事務の概要（11行目）\n"), "%s", err_text);
	cr_expect(says(err_text, "\n  評価書の項目名: 評価対象の事務の対象人数は何人が\n"), "%s", err_text);
	cr_expect(says(err_text, "不明 I.1.3 ③システムの名称: 取り込んだ文章に見当たらない\n"), "%s", err_text);
	const char *first = arena_string(arena, out_text);
	RUN(ARG("import"), ARG(text));
	cr_expect_str_eq(out_text, first);
}

Test(cli_import, report_as_json)
{
	const char *text = write_file("a.txt", arena_printf(arena, "%s\f知らない文\n", published));
	cr_assert_eq(RUN(ARG("import"), ARG("--report"), ARG("--format"), ARG("json"), ARG(text)), 0, "%s", err_text);
	cr_expect(says(out_text, "\nshikii: 1\n"), "%s", out_text);
	cr_expect(says(err_text, "\"item\": \"I.1.2\""), "%s", err_text);
	cr_expect(says(err_text, "\"state\": \"unknown\""), "%s", err_text);
	cr_expect(says(err_text, "\"page\": 1"), "%s", err_text);
	cr_expect(says(err_text, "\"unplaced\": ["), "%s", err_text);
}

Test(cli_import, one_of_two_sheets)
{
	const char *second = "特定個人情報保護評価書(基礎項目評価書)\n評価書番号\t評価書名\n6\t二つ目の評価書\n";
	const char *text = write_file("a.txt", arena_printf(arena, "%s%s", published, second));
	cr_assert_eq(RUN(ARG("import"), ARG(text)), 0, "%s", err_text);
	cr_expect(says(err_text, "2 つの評価書が続いている文章です。1 番目を取り込みました"), "%s", err_text);
	cr_expect(says(out_text, "number: '5'") && !says(out_text, "二つ目の評価書"), "%s", out_text);
	cr_assert_eq(RUN(ARG("import"), ARG("--sheet"), ARG("2"), ARG(text)), 0, "%s", err_text);
	cr_expect(says(out_text, "number: '6'"), "%s", out_text);
	cr_expect_eq(RUN(ARG("import"), ARG("--sheet=3"), ARG(text)), 2);
	cr_expect(says(err_text, "この文章の評価書は 2 つです"), "%s", err_text);
	cr_expect_eq(RUN(ARG("import"), ARG("--sheet=x"), ARG(text)), 2);
	cr_expect(says(err_text, "--sheet には"), "%s", err_text);
}

Test(cli_import, stamp_of_another_year_is_told)
{
	const char *text =
	    write_file("a.txt", "特定個人情報保護評価書(基礎項目評価書)\n[令和9年4月　様式２]\n"
	                        "Ⅰ　関連情報\n５．評価実施機関における担当部署\n①部署\t市民課\n②所属長\t課長\n");
	cr_assert_eq(RUN(ARG("import"), ARG(text)), 0, "%s", err_text);
	cr_expect(says(err_text,
	               "2行目: 「[令和9年4月　様式２]」の様式は登録されていないので、最も近い「[令和6年10月　様式２]」"),
	          "%s", err_text);
	cr_expect(says(out_text, "head: 課長"), "%s", out_text);
}

Test(cli_import, refused)
{
	const struct {
		const char *text, *words;
	} cases[] = {
	    {"買い物\t牛乳\n", "公表された評価書の文章ではありません"},
	    {"特定個人情報保護評価書(基礎項目評価書)\n①事務の名称\n", "項目の答えが一つも見当たりません"},
	    {"\xff\n", "UTF-8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = write_file("a.txt", cases[i].text);
		cr_expect_eq(RUN(ARG("import"), ARG(text)), 2, "%s", cases[i].words);
		cr_expect(says(err_text, cases[i].words), "%s", err_text);
		cr_expect_str_eq(out_text, "");
	}
	cr_expect_eq(RUN(ARG("import")), 2);
	cr_expect_eq(RUN(ARG("import"), ARG("/nowhere/a.txt")), 2);
	cr_expect_eq(RUN(ARG("import"), ARG("a"), ARG("b")), 2);
	cr_expect(says(err_text, "import が読むファイルは一つです"), "%s", err_text);
}

Test(cli_import, too_large)
{
	enum { SIZE = 33 * 1024 * 1024 };
	char *bytes = arena_alloc(arena, SIZE);
	memset(bytes, 'x', SIZE);
	const char *path = folder_write_bytes(arena, folder, "a.txt", bytes, SIZE);
	cr_expect_eq(RUN(ARG("import"), ARG(path)), 2);
	cr_expect(says(err_text, "ファイルが上限の 32 MiB を超えています"), "%s", err_text);
}

/* Markup that a stranger made: soon done, nothing but text comes of it. */
Test(cli_import, hostile_markup)
{
	static const char *const pieces[] = {"<table><tr><td>",       "<p", "<p>",      "&amp;", "&#x", "[",           "[]",
	                                     "<input type=checkbox ", "\t", "</table>", "<选",   "| ",  "1) 実施する "};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf text = BUF_INIT;
		buf_puts(&text, published);
		for (size_t j = 0; j < 200000; j++)
			buf_puts(&text, pieces[i]);
		const char *path = folder_write_bytes(arena, folder, "a.txt", buf_text(&text), text.length);
		cr_expect_eq(RUN(ARG("import"), ARG(path)), 0, "%s: %.500s", pieces[i], err_text);
		buf_free(&text);
	}
}
