/* What `check` shows to type, in text and as JSON, and what it says of files that are no models. */
#include "cli/fixture.h"

TestSuite(cli_lines, .init = fixture_open, .fini = fixture_close);

static const char *check(const char *yaml, const char *format)
{
	write_file("shikii.yaml", sound_body);
	const char *path = write_file("a.yaml", yaml);
	RUN(ARG("check"), ARG("--format"), ARG(format), ARG(path));
	return out_text;
}

Test(cli_lines, lines_stand_at_the_first_column_and_are_shown_once)
{
	const char *yaml = replaced(replaced(sound_model, "disclosure: {desk: 行政情報課}\n", ""),
	                            "inquiries: {contact: 健康推進課}\n", "");
	const char *text = check(yaml, "text");
	cr_assert(says(text, "  書く所: 28行目の次に、下の4行を貼り付け、答えに書き換えてください\n"
	                     "disclosure:\n"
	                     "  desk: ここに請求先を書く\n"
	                     "inquiries:\n"
	                     "  contact: ここに連絡先を書く\n"
	                     "\n"),
	          "%s", text);
	cr_assert(says(text, "  ヒント: 「inquiries」の「contact」に書いてください\n"), "%s", text);
	cr_assert(says(text, "  書く所: 上に示した行の中です\n"), "%s", text);
}

Test(cli_lines, options_stand_above_the_answer)
{
	const char *text = check(replaced(sound_model, "  training: {answer: 十分に行っている}\n", ""), "text");
	cr_assert(says(text, "行目の次に（「safeguards」の中）、下の3行を貼り付け"), "%s", text);
	cr_assert(says(text, "\n  training:\n"
	                     "    # 【見本】次から一つを選び、この行を消す: "
	                     "特に力を入れて行っている、十分に行っている、十分に行っていない\n"
	                     "    answer: 十分に行っていない\n"),
	          "%s", text);
	text = check(replaced(sound_model, "  audits: [自己点検]\n", ""), "text");
	cr_assert(says(text, "\n  # 【見本】当てはまるものを残し、ほかの行とこの行を消す\n"
	                     "  audits:\n    - 自己点検\n    - 内部監査\n    - 外部監査\n"),
	          "%s", text);
}

Test(cli_lines, a_sample_that_looks_like_an_answer_is_told_while_its_comment_stays)
{
	const char *pasted =
	    "  training:\n    # 【見本】次から一つを選び、この行を消す: 十分に行っている\n    answer: 十分に行っている\n";
	const char *text = check(replaced(sound_model, "  training: {answer: 十分に行っている}\n", pasted), "text");
	cr_assert(says(text, "エラー: 見本の上の「【見本】」が残っています [answer.sample]"), "%s", text);
	const char *chosen = "  training:\n    # 十分に行っている\n    answer: 十分に行っている\n";
	text = check(replaced(sound_model, "  training: {answer: 十分に行っている}\n", chosen), "text");
	cr_assert(!says(text, "[answer.sample]"), "%s", text);
}

Test(cli_lines, what_stands_in_braces_is_shown_as_a_new_line)
{
	const char *text = check(replaced(sound_model, "{desk: 行政情報課}", "{}"), "text");
	cr_assert(says(text, "行目の代わりに（「disclosure」の中）、下の"), "%s", text);
	cr_assert(says(text, "desk: ここに請求先を書く"), "%s", text);
	text = check(replaced(sound_model, "{count: 86500, as_of: 2025-04-01}", "{count: 86500}"), "text");
	cr_assert(says(text, "\n  subjects: {count: 86500, as_of: ここにいつ時点の計数かを書く}\n"), "%s", text);
}

Test(cli_lines, json_has_the_lines_and_their_place)
{
	const char *text = check(replaced(sound_model, "number: 12\n", ""), "json");
	cr_assert(says(text, "\"insert\":{\"after\":29,\"count\":0,\"text\":\"number: ここに評価書番号を書く\\n\","
	                     "\"inside\":\"\"}"),
	          "%s", text);
}

Test(cli_lines, a_file_without_a_last_line_break)
{
	const char *yaml = "shikii: 1\nnumber: 3\nname: 試験に関する事務";
	const char *text = check(yaml, "text");
	cr_assert(says(text, "書く所: 3行目の次に、下の"), "%s", text);
}

Test(cli_lines, a_sample_is_no_answer)
{
	const char *text = check(replaced(sound_model, "行政情報課", "ここに請求先を書く"), "text");
	cr_assert(says(text, "エラー: 「請求先」が見本の言葉のままです [answer.sample]"), "%s", text);
}

Test(cli_lines, a_path_as_a_key_shows_its_nested_lines)
{
	const char *text =
	    check(replaced(sound_model, "disclosure: {desk: 行政情報課}", "disclosure.desk: 行政情報課"), "text");
	cr_assert(says(text, "下の2行を貼り付け、答えに書き換えてください\ndisclosure:\n  desk: 行政情報課\n"), "%s", text);
	cr_assert(!says(text, "answer.missing"), "%s", text);
	text = check(replaced(sound_model, "risks:\n  - id: risk\n", "risks[1]:\n    id: risk\n"), "text");
	cr_assert(says(text, "\nrisks:\n  - id: risk\n    acquisition:"), "%s", text);
}

Test(cli_lines, files_of_other_kinds_say_what_they_are)
{
	static const struct {
		const char *name, *bytes, *check, *import;
	} cases[] = {
	    {"a.xlsx", "PK\003\004 xl/workbook.xml", "Excel のブック（.xlsx）で", "Excel のブックとして読めません"},
	    {"a.docx", "PK\003\004 word/document.xml", "Word の文書（.docx）で", "Word で開いて"},
	    {"a.zip", "PK\003\004 a.txt", "zip などの圧縮されたファイルで", "展開し"},
	    {"a.xls", "\xd0\xcf\x11\xe0 x", "古い形式の Office の文書", "Office で開いて"},
	    {"a.pdf", "%PDF-1.7\n", "PDFで", "pdftotext"},
	    {"a.html", "<!DOCTYPE html>\n<p>x", "HTML のファイルで、評価書のモデル（YAML）ではありません",
	     "評価書の文章ではありません"},
	    {"a.txt", "基礎項目評価書\n", "文章のファイルで、評価書のモデル（YAML）ではありません",
	     "評価書の文章ではありません"},
	    {"a.yaml", "shikii: 1\n", "しきい値判断", "もう評価書のモデルです。shikii check で調べ"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = write_file(cases[i].name, cases[i].bytes);
		RUN(ARG("check"), ARG(path));
		cr_assert(says(out_text, cases[i].check), "%s: %s%s", cases[i].name, out_text, err_text);
		RUN(ARG("import"), ARG(path));
		cr_assert(says(err_text, cases[i].import), "%s: %s", cases[i].name, err_text);
	}
}

/* The day goes into the row that is there without one, not into another row. */
Test(cli_lines, the_day_of_a_publication_is_written_into_its_row)
{
	write_file("shikii.yaml", sound_body);
	const char *path = write_file("a.yaml", replaced(sound_model, "{date: 2025-06-01, kind: 新規}", "{kind: 新規}"));
	cr_expect_eq(RUN(ARG("check"), ARG("--for"), ARG("publication"), ARG(path)), 1);
	cr_expect(says(out_text, "「公表日」の答えがありません [answer.missing]"), "%s", out_text);
	cr_expect(says(out_text, "「publications」の1番目の「date」に書いてください"), "%s", out_text);
	cr_expect(says(out_text, "ここに公表日を書く"), "%s", out_text);
}
