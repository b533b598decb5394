/* What spreadsheets, paper forms and slips leave in a model or on the command line: the message shows what to type. */
#include "cli/fixture.h"

TestSuite(cli_mistakes, .init = fixture_open, .fini = fixture_close, .timeout = 120);

struct mistake {
	const char *from, *to; /* in the sound model */
	const char *words[3];  /* of the findings */
};

static void expect_all(const struct mistake *mistakes, size_t count)
{
	write_file("b/shikii.yaml", sound_body);
	for (size_t i = 0; i < count; i++) {
		const struct mistake *mistake = &mistakes[i];
		write_file("b/a.yaml", replaced(sound_model, mistake->from, mistake->to));
		RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
		for (size_t j = 0; j < 3 && mistake->words[j]; j++)
			cr_expect(says(out_text, mistake->words[j]), "%s\n%s\n%s", mistake->to, mistake->words[j], out_text);
	}
}

#define EXPECT_ALL(mistakes) expect_all(mistakes, sizeof(mistakes) / sizeof *(mistakes))
#define COUNT "{count: 86500, as_of: 2025-04-01}"
#define AUDITS "audits: [自己点検]"

Test(cli_mistakes, signs_that_yaml_takes_otherwise)
{
	static const struct mistake mistakes[] = {
	    {COUNT,
	     "{count: #REF!, as_of: 2025-04-01}",
	     {":21: エラー: 「 #」から後はコメントとして読まれるので、括弧が閉じていません",
	      "「#REF!」のような表計算の誤り"}},
	    {"name: 予防接種に関する事務", "name: {a: 事務 #2 号}", {":14: エラー: 「 #」から後は"}},
	    {COUNT,
	     "\n    count: #REF!\n    as_of: 2025-04-01",
	     {"\n    count: 123\n", "「#REF!」は、コメントとして読まれ", "正しい答えに書き換えてください"}},
	    {"number: 12",
	     "number: '008",
	     {"b/a.yaml:2:9: エラー: 値の前の「'」が閉じられていません", "「'」を消してください"}},
	    {"number: 12\nname: 予防接種に関する事務",
	     "number: '008\nname: '予防接種に関する事務'",
	     {"b/a.yaml:2:9: エラー: 値の前の「'」"}},
	    {"name: 予防接種に関する事務",
	     "name: \"予防接種\"\"等\"\"に関する事務\"",
	     {"b/a.yaml:3:12: エラー: 引用符「\"」で囲んだ値の中に、「\"」があります", "「\\\"」と書くか"}},
	    {"name: 予防接種に関する事務", "name: 予防接種に関する事務\n  - なし", {"[wording.joined]"}},
	    {COUNT,
	     "{count: '008, as_of: 2025-04-01}",
	     {": エラー: 値の前の「'」が閉じられていません", "「'」を消してください"}},
	    {COUNT, "{count: 86500, as_of: '2025-04-01}", {": エラー: 値の前の「'」が閉じられていません"}},
	};
	EXPECT_ALL(mistakes);
}

Test(cli_mistakes, text_that_left_its_block)
{
	static const char *const lines[] = {"接種の記録", "  接種の記録（台帳）", "\n\n接種の記録",
	                                    "    別の行\n接種の記録"};
	write_file("b/shikii.yaml", sound_body);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		write_file("b/a.yaml", arena_printf(arena, "shikii: 1\nlinkage:\n  basis: |\n%s\nnumber: 12\n", lines[i]));
		RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
		cr_expect(says(out_text, "エラー: 「|」の下の文章が、字下げされていません") &&
		              says(out_text, "3行目のキーより深く"),
		          "%s\n%s", lines[i], out_text);
	}
	write_file("b/a.yaml", "shikii: 1\nlinkage:\n  basis: |\n    接種\nnumber 12\nname: 事務\n");
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
	cr_expect(says(out_text, "キーの後に「:」がありません"), "%s", out_text); /* a key is no text */
}

Test(cli_mistakes, keys_in_the_words_of_the_form)
{
	static const struct mistake mistakes[] = {
	    {"linkage:",
	     "委託: しない\nlinkage:",
	     {"「outsourcing」（委託の有無）か、「contracts」（委託事項）ではありませんか"}},
	    {"linkage:", "公表: 2025-04-01\nlinkage:", {"「公表」というキーはありません"}},
	    {"  kiso:", "  kiso-2024:", {"「kiso:」と書いてください", "「form: kiso-2024」"}},
	    {"  kiso:", "  様式２:", {"「kiso」ではありませんか"}},
	    {"linkage:", "reviews: 2025-04-01\nlinkage:", {"「- {date: …, note: …}」のように", "一つもないときは「[]」"}},
	    {"linkage:", "withhold: [body.name]\nlinkage:", {"{path: …, reason: …} のように"}},
	    {"shikii: 1\n", "shikii: v1\n", {"最初の行には「shikii: 1」と書いてください"}},
	};
	EXPECT_ALL(mistakes);
	cr_expect(!says(out_text, "数として"), "%s", out_text);
}

Test(cli_mistakes, keys_that_became_text)
{
	static const char *const texts[] = {
	    "    overview: |\n      概要\n      publications:\n      - {date: 2025-06-01, kind: 新規}\n",
	    "    overview: |\n      概要\n        publications:\n",
	    "    overview: |\n      概要を行う。outsourcing: 委託しない\n",
	    "    overview: >\n      概要\n        - {date: 2025-06-01}\n",
	};
	write_file("b/shikii.yaml", sound_body);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		write_file("b/a.yaml", replaced(sound_model, "    overview: 概要\n", texts[i]));
		RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
		cr_expect(says(out_text, "は「|」の文章の中にあり、文章として印刷されます [wording.key]"), "%s\n%s", texts[i],
		          out_text);
	}
}

Test(cli_mistakes, lines_that_were_left_out)
{
	static const struct mistake mistakes[] = {
	    {"threshold:\n", "", {"この行の前に、行の頭から書く「threshold:」の行が抜けていませんか"}},
	    {"  kiso:\n", "", {"この行の前に、「kiso:」の行が抜けていませんか（行の頭の空白は2個）"}},
	    {"inquiries: {contact: 健康推進課}\nsheets:\n",
	     "inquiries:\n  contact: 健康推進課\n",
	     {"行の頭から書く「sheets:」の行が抜けていませんか"}},
	    {"systems: [{id: kanri, name: 健康管理システム}]\nfiles: [{id: file, name: 予防接種情報ファイル}]\n",
	     "systems:\n  - {id: a, name: あ}\n  - {id: a, name: い}\n",
	     {"行の頭から書く「files:」の行が抜けていませんか"}},
	    {"    storage: {leak", "  storage: {leak", {"17行目の「use」と同じ段のキーです。行の頭の空白を4個に"}},
	};
	EXPECT_ALL(mistakes);
}

Test(cli_mistakes, signs_of_forms_and_tables)
{
	static const struct mistake mistakes[] = {
	    {"{answer: 十分に行っている}", "{answer: [　十分に行っている　]}", {"括弧を取り、「十分に行っている」とだけ"}},
	    {"{answer: 十分に行っている}", "{answer: [〇, ×]}", {"一つだけを書いてください。選択肢は「特に力を"}},
	    {"{answer: 十分に行っている}",
	     "{answer: 十分に行っている, basis: あ}",
	     {"「取組」のキーは「answer」、「how」です"}},
	    {AUDITS, "audits: [自己点検、内部監査]", {"「[自己点検, 内部監査]」のように書いてください"}},
	    {"[{id: file, name: 予防接種情報ファイル}]",
	     "\n  file\t予防接種情報ファイル",
	     {"表の行が、タブで区切られたまま貼り付けられています", "「- {id: …, name: …}」のように"}},
	    {COUNT, "{count: 86500, as_of: 令和7年度}", {"年度ではなく、日付を書いてください"}},
	    {"{date: 2025-06-01, kind: 新規}", "{date: 未定, kind: 新規}", {"公表の予定日は「planned」に書けます"}},
	    {"{date: 2025-06-01, kind: 新規}", "{date: , kind: 新規}", {"「公表日」の答えがありません [answer.blank]"}},
	    {"{desk: 行政情報課}", "{desk: =A1}", {"「=A1」は、表計算の式か、その誤りです"}},
	    {COUNT, "{count: 86500, as_of: 令和7年4月1日現在}", {"「現在」も付けて印刷されます"}},
	    {"name: 予防接種に関する事務", "name: 予防接種に関する事務 // 要確認", {"「// 要確認」のような仮の文字"}},
	};
	EXPECT_ALL(mistakes);
}

Test(cli_mistakes, marks_before_members)
{
	static const char *const marks[] = {"1.", "2)", "①", "*", "●"};
	write_file("b/shikii.yaml", sound_body);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		write_file("b/a.yaml", arena_printf(arena, "%ssystems:\n  %s {id: a, name: 見本システム}\n",
		                                    "shikii: 1\nnumber: 12\n", marks[i]));
		RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
		cr_expect(says(out_text, arena_printf(arena, "b/a.yaml:4:3: エラー: リストの印に「%s」が", marks[i])), "%s",
		          out_text);
	}
}

Test(cli_mistakes, answers_that_are_none)
{
	static const struct mistake mistakes[] = {
	    {COUNT, "{count: =SUM(A1), as_of: 2025-04-01}", {"表計算の式は読めません"}},
	    {COUNT, "{count: 3.85E+04, as_of: 2025-04-01}", {"表計算ソフトが縮めて示した数です"}},
	    {COUNT, "{count: \"#N/A\", as_of: 2025-04-01}", {"表計算の式の誤りを写したものです"}},
	    {COUNT, "{count: 〃, as_of: 2025-04-01}", {"「同じ」の印ではなく"}},
	    {COUNT, "{count: 86500, as_of: 46003}", {"表計算ソフトの日の番号なら、「令和7年12月12日」です"}},
	    {COUNT, "{count: 86500, as_of: 12月1日現在}", {"年がありません"}},
	    {AUDITS, "audits: [□内部監査]", {"「□」は、選んでいない印です", "選択肢は「自己点検」、「内部監査」"}},
	    {AUDITS, "audits: [■内部監査]", {"「内部監査」ではありませんか"}},
	    {AUDITS, "audits: [②]", {"印や番号ではなく、選択肢の言葉を書いてください。選択肢は「自己点検」"}},
	    {AUDITS, "audits: [×]", {"印や番号ではなく"}},
	    {"number: 12", "number: 12\nthreshold: ×", {NULL}},
	    {"number: 12",
	     "number: 12\noutsourcing: 委託しない\n  - なし",
	     {"b/a.yaml:3:14: エラー: 「委託しない - なし」", "4行目が、この答えの続きとして読まれています"}},
	};
	EXPECT_ALL(mistakes);
}

Test(cli_mistakes, rows_and_keys)
{
	static const struct mistake mistakes[] = {
	    {"number: 12",
	     "number: 12\ncontracts:\n  - {id: , name: }\n  -",
	     {"b/a.yaml:4:5: 警告: 並びのこの行に、答えがありません [answer.blank]", "b/a.yaml:5:4: 警告: "}},
	    {"number: 12",
	     "number: 12\nattachments:\n  - {id: a, title: x}\n  - {id: a, title: y}",
	     {"b/a.yaml:5:10: エラー: id「a」が二度あります（最初は 4 行目）", "一方を別の id にし",
	      "b/a.yaml:4:10: 最初の「a」"}},
	    {"number: 12",
	     "number: 12\npublications: [{date: 2025-12-01, kind: 新規}]",
	     {"「publications」は、「sheets」の「kiso」か、「sheets」の「juten」か、"}},
	    {"number: 12", "number: 12\noverview: あ", {"「overview」は、「sheets」の「kiso」の中に書くキーです"}},
	    {AUDITS, AUDITS "\n  agency: 見本市長", {"「agency」は、字下げをせずに、行の頭から書くキーです"}},
	    {"number: 12",
	     "number: 12\nwithhold: [{path: body.name, reason: あ}]",
	     {"shikii.yaml の文章なら、それを引いているモデルの答え"}},
	};
	EXPECT_ALL(mistakes);
}

Test(cli_mistakes, a_row_without_keys)
{
	static const char *const rows[] = {"こども部,こども課長", "{こども部, こども課長}"};
	write_file("b/shikii.yaml", sound_body);
	for (size_t i = 0; i < 2; i++) {
		write_file("b/a.yaml", arena_printf(arena, "shikii: 1\nnumber: 12\ndepartments:\n  - %s\n", rows[i]));
		RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
		cr_expect(says(out_text, "{office: …, head: …} のように、キーを付けて"), "%s", out_text);
	}
	write_file("b/a.yaml", "shikii: 1\nnumber: 12\nthreshold: {incident: ×}\n");
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
	cr_expect(says(out_text, "{stated: …} のように、キーを付けて書いてください。「stated」の選択肢は「発生あり」、"),
	          "%s", out_text);
}

/* What stands in braces can have no comment above it: the sample is none of the answers. */
Test(cli_mistakes, a_sample_in_braces_or_of_the_body_is_told)
{
	write_file("b/shikii.yaml", arena_printf(arena, "%s# 【見本】実際の答えに書き換え\n", sound_body));
	write_file("b/a.yaml", replaced(sound_model, COUNT, "{count: , as_of: 2025-04-01}"));
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
	cr_expect(says(out_text, "{count: ここに人数を書く , as_of: 2025-04-01}"), "%s", out_text);
	cr_expect(says(out_text, "エラー: 見本の上の「【見本】」が残っています"), "%s", out_text);
	write_file("b/a.yaml", replaced(sound_model, COUNT, "{count: ここに人数を書く, as_of: 2025-04-01}"));
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
	cr_expect(says(out_text, "は数として読めません") && says(out_text, "実際の答えに書き換えてください"), "%s",
	          out_text);
}

Test(cli_mistakes, a_rule_shows_the_lines)
{
	write_file("b/shikii.yaml", replaced(sound_body, "name:", "rules: rules\nname:"));
	write_file("b/rules/house.yaml", "rules:\n- id: house.lines\n  severity: note\n  title: あ\n  message: あ\n"
	                                 "  when: has(number)\n  lines: procedure.approval.approved\n  source: あ\n"
	                                 "  failing: 'number: 1'\n  passing: ''\n");
	write_file("b/a.yaml", sound_model);
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
	cr_expect(says(out_text, "procedure:\n  approval:\n    # 【見本】"), "%s%s", out_text, err_text);
	write_file("b/rules/house.yaml", "rules:\n- id: house.lines\n  severity: note\n  title: あ\n  message: あ\n"
	                                 "  when: has(number)\n  lines: procedure.aproval\n  source: あ\n"
	                                 "  failing: 'number: 1'\n  passing: ''\n");
	cr_expect_eq(RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder))), 2);
	cr_expect(says(out_text, "モデルに「procedure.aproval」という所はありません") ||
	              says(err_text, "モデルに「procedure.aproval」という所はありません"),
	          "%s%s", out_text, err_text);
}

/* ---- the command line ---- */

static const char *path_to(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

Test(cli_mistakes, a_folder_of_other_files_says_why)
{
	write_file("c/a.csv", "a,b\n");
	write_file("c/b.yaml", "number: 1\n");
	write_file("c/c.yaml", "");
	write_file("c/e.yaml.txt", "shikii: 1\n");
	cr_expect_eq(RUN(ARG("check"), ARG(path_to("c"))), 2);
	static const char *const words[] = {
	    "このフォルダーに評価書のモデルがありません",
	    "c/a.csv: エラー: 名の終わりが .yaml でも .yml でもないので",
	    "c/b.yaml: エラー: 「shikii: 1」の行がないので",
	    "c/c.yaml: エラー: 空のファイルなので",
	    "c/e.yaml.txt: エラー: 名の終わりが",
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		cr_expect(says(err_text, words[i]), "%s: %s%s", words[i], out_text, err_text);
	write_file("c/f.yaml", sound_model);
	RUN(ARG("check"), ARG(path_to("c")));
	cr_expect(!says(err_text, "c/a.csv") && !says(out_text, "c/a.csv"), "%s%s", out_text, err_text);
}

Test(cli_mistakes, a_path_that_is_not_there_says_what_is)
{
	static const char *const wrong[] = {"Jidoteate/assessment.yaml", "jidoteate/assessment.yml",
	                                    "jidotaete/Assessment.yaml"};
	write_file("jidoteate/assessment.yaml", sound_model);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		cr_expect_eq(RUN(ARG("check"), ARG(path_to(wrong[i]))), 2);
		cr_expect(says(out_text, "/jidoteate/assessment.yaml」ではありませんか"), "%s%s", out_text, err_text);
	}
	RUN(ARG("check"), ARG(path_to("jidoteate\\assessment.yaml")));
	cr_expect(says(out_text, "「/」を使ってください"), "%s", out_text);
	RUN(ARG("check"), ARG(path_to("jidoteateassessment.yaml")));
	cr_expect(says(out_text, "/jidoteate/assessment.yaml ではありませんか"), "%s", out_text);
	RUN(ARG("check"), ARG(path_to("nothing/like/it.yaml")));
	cr_expect(!says(out_text, "ではありませんか"), "%s", out_text);
}

Test(cli_mistakes, options)
{
	char *good = ARG(write_file("a.yaml", sound_model));
	const struct {
		char *arguments[4];
		const char *words;
	} cases[] = {
	    {{ARG("check"), good, ARG("--only"), ARG("誤り")}, "規則の名は shikii explain で見られます"},
	    {{ARG("check"), good, ARG("-as-of"), ARG("today")}, "（--as-of ではありませんか）"},
	    {{ARG("judge"), good, ARG("--set"), ARG("対象人数=5")}, "（threshold.subjects.count ではありませんか）"},
	    {{ARG("judge"), good, ARG("--set"), ARG("treshold.x=5")}, "（threshold.x ではありませんか）"},
	    {{ARG("judge"), good, ARG("--set"), ARG("count")}, "「=」の前後に空白を入れません"},
	    {{ARG("judge"), good, ARG("--set"), ARG("subjects.count=5")}, "（threshold.subjects.count ではありませんか）"},
	    {{ARG("check　a.yaml"), NULL}, "全角の空白があります"},
	    {{ARG("check"), good, ARG("ーーformat"), ARG("json")}, "（--format ではありませんか）"},
	    {{ARG("check"), good, ARG("—as-of=today"), NULL}, "（--as-of=today ではありませんか）"},
	    {{ARG("check"), good, ARG("－f"), ARG("json")}, "（-f ではありませんか）"},
	    {{ARG("render"), good, ARG("--output"), ARG("b.xls")}, "名の終わりは .md、.html、.xlsx、.json"},
	    {{ARG("render"), good, ARG("--output"), ARG("b.xls")}, "（b.xlsx ではありませんか）"},
	    {{ARG("render"), good, ARG("--output"), ARG("b.docx")}, "（b.html ではありませんか）"},
	    {{ARG("render"), good, ARG("--output"), ARG("b.PDF")}, "（b.html ではありませんか）"},
	    {{ARG("render"), good, ARG("--output"), ARG("b.csv")}, "「b.csv」という名では、md を書けません"},
	    {{ARG("register"), good, ARG("--output"), ARG("b.xls")}, "（b.xlsx ではありませんか）"},
	    {{ARG("check"), good, ARG("--output"), ARG("b.pdf")}, "「b.pdf」という名では、text を書けません"},
	    {{ARG("check"), good, ARG("--format=json"), ARG("--output=b.xlsx")}, "json を書けません"},
	    {{ARG("diff")}, "diff には OLD NEW が要ります"},
	    {{ARG("render"), good, ARG("b.md"), NULL}, "--output b.md としてください"},
	    {{ARG("render"), good, ARG("b.xlsx"), NULL}, "--output b.xlsx としてください"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *const *a = cases[i].arguments;
		cr_expect_eq(RUN(a[0], a[1], a[2], a[3]), 2);
		cr_expect(says(err_text, cases[i].words), "%s: %s", cases[i].words, err_text);
	}
}
