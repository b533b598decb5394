/* Options, exit statuses and outputs of the commands. */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#include "base/utf8.h"
#include "cli/fixture.h"

#include <jansson.h>

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(cli_commands, .init = fixture_open, .fini = fixture_close);

static const char *sound_folder(void)
{
	write_file("b/shikii.yaml", sound_body);
	write_file("b/yobo/assessment.yaml", sound_model);
	return arena_printf(arena, "%s/b", folder);
}

/* Two sound models and one that is exempt. */
static const char *large_folder(void)
{
	const char *path = sound_folder();
	write_file("b/kokuho/assessment.yaml",
	           replaced(replaced(replaced(sound_model, "予防接種に関する事務", "国保"), "86500", "5000"), "12", "13"));
	write_file(
	    "b/jinji.yaml",
	    "shikii: 1\nnumber: 3\nname: 人事\nexemption: 職員等の人事・給与・福利厚生等のファイル（規則第4条第1号）\n");
	write_file("b/other.yaml", "name: これはモデルではない\n");
	write_file("b/.hidden.yaml", "shikii: 9\n");
	return path;
}

Test(cli_commands, help_and_version)
{
	char *const forms[] = {ARG("--help"), ARG("-h"), ARG("help")};
	for (size_t i = 0; i < 3; i++) {
		cr_assert_eq(RUN(forms[i]), 0);
		const char *const commands[] = {"check", "judge", "list", "render", "終了コード"};
		for (size_t j = 0; j < sizeof commands / sizeof *commands; j++)
			cr_assert(says(out_text, commands[j]), "%s", commands[j]);
		cr_assert_str_empty(err_text);
	}
	char *const commands[] = {ARG("check"), ARG("judge"), ARG("list"), ARG("render")};
	for (size_t i = 0; i < 4; i++) {
		cr_assert_eq(RUN(commands[i], ARG("--help")), 0);
		cr_assert(says(out_text, arena_printf(arena, "使い方: shikii %s ", commands[i])));
		cr_assert(says(out_text, "--format") && says(out_text, "例: shikii"), "%s", out_text);
		cr_assert_eq(RUN(commands[i], ARG("x"), ARG("-h")), 0);
	}
	cr_assert_eq(RUN(ARG("help"), ARG("fill")), 0);
	cr_assert(says(out_text, "使い方: shikii fill "), "%s", out_text);
	cr_assert_eq(RUN(ARG("help"), ARG("chek")), 2);
	cr_assert(says(err_text, "check ではありませんか"), "%s", err_text);
	cr_assert_eq(RUN(ARG("--version")), 0);
	cr_assert_str_eq(out_text, "shikii " SHIKII_VERSION "\n");
}

/* Who types it at a terminal is told what it waits for. */
Test(cli_commands, lsp_at_a_terminal)
{
	int other = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(other >= 0 && !grantpt(other) && !unlockpt(other));
	int terminal = open(ptsname(other), O_RDWR | O_NOCTTY);
	cr_assert(terminal >= 0 && dup2(terminal, STDIN_FILENO) >= 0);
	cr_assert_eq(write(other, "\x04", 1), 1); /* the end of the input */
	cr_expect_eq(RUN(ARG("lsp")), 1);
	cr_expect(says(err_text, "エディターが起動するプログラムです"), "%s", err_text);
	cr_expect(says(err_text, "終わりの知らせ"), "%s", err_text);
}

/* An editor speaks through a pipe, and is answered message by message. */
Test(cli_commands, lsp_through_a_pipe)
{
	static const char *const messages[] = {"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}",
	                                       "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\"}",
	                                       "{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}"};
	int ends[2];
	cr_assert(pipe(ends) == 0 && dup2(ends[0], STDIN_FILENO) >= 0);
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		dprintf(ends[1], "Content-Length: %zu\r\n\r\n%s", strlen(messages[i]), messages[i]);
	close(ends[1]);
	cr_expect_eq(RUN(ARG("lsp")), 0, "%s", err_text);
	cr_expect(says(out_text, "\"capabilities\"") && says(out_text, "\"id\":2"), "%s", out_text);
}

Test(cli_commands, mistakes_of_usage)
{
	const char *good = sound_folder();
	const struct {
		const char *arguments[6];
		const char *words;
	} cases[] = {
	    {{NULL}, "コマンドを指定してください"},
	    {{"chek", good}, "「chek」というコマンドはありません（check ではありませんか）"},
	    {{"frobnicate"}, "「frobnicate」というコマンドはありません\n"},
	    {{"check", "--fromat", "json", good},
	     "オプション「--fromat」は check にありません（--format ではありませんか）"},
	    {{"check", "--form", "kiso", good}, "オプション「--form」は check にありません"},
	    {{"check", "-x", good}, "オプション「-x」は check にありません\n"},
	    {{"check", "--format", "yaml", good},
	     "--format yaml はありません。使えるのは text、json、md、line、ndjson、sarif、junit、github、gitlab、"},
	    {{"check", good, "--format"}, "--format に値（形式）がありません"},
	    {{"check", good, ""}, "空の PATH があります"},
	    {{"check", good, "--only="}, "--only に値（規則）がありません"},
	    {{"check", good, "--only", ""}, "--only に値（規則）がありません"},
	    {{"check", good, "--help=x"}, "--help に値は付きません"},
	    {{"judge", "--format=json", "--format=json", good}, "--format は一度だけ指定してください"},
	    {{"check", good, "--fail-on", "fatal"},
	     "--fail-on に「fatal」はありません。使えるのは error、warning、note です"},
	    {{"check", good, "--for", "fun"}, "--for に「fun」はありません。使えるのは publication、submission です"},
	    {{"check", good, "--as-of", "昨日"},
	     "--as-of 「昨日」: 2025-12-01、令和7年12月1日、today のように、暦にある日を指定してください"},
	    {{"check", good, "--as-of", "2025-12"}, "--as-of 「2025-12」: "},
	    {{"check", good, "--stdin-filename", "a.yaml"}, "--stdin-filename は、標準入力（-）を読むときに使います"},
	    {{"judge"}, "judge には PATH… が要ります"},
	    {{"render"}, "render には PATH… が要ります"},
	    {{"judge", good, "--set", "threshold"}, "--set は「キー=値」の形で指定してください: threshold"},
	    {{"judge", good, "--set", "treshold.x=1"}, "--set treshold.x: そのようなキーはありません"},
	    {{"judge", good, "--set", "body.incident=[]"}, "--set body.incident: そのようなキーはありません"},
	    {{"judge", good, "--set", "incident=多分"}, "--set incident=多分: 選択肢は「発生あり」、「発生なし」です"},
	    {{"judge", good, "--set", "name=[1"}, "yaml.syntax"},
	    {{"render", good, "--form", "kiso-1999"},
	     "様式「kiso-1999」はありません。kiso、juten、zenkomoku、juten-2018、kiso-2019"},
	    {{"render", good, "--output", "a", "--out-dir", "b"}, "--output と --out-dir はどちらか一方です"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *arguments[7] = {0};
		for (size_t j = 0; j < 6 && cases[i].arguments[j]; j++)
			arguments[j] = ARG(cases[i].arguments[j]);
		cr_assert_eq(run(arguments), 2, "%s", cases[i].words);
		cr_assert(says(err_text, cases[i].words), "%s: %s", cases[i].words, err_text);
		cr_assert_str_empty(out_text, "%s", cases[i].words);
	}
}

Test(cli_commands, options_stand_anywhere)
{
	char *path = ARG(sound_folder());
	char *const orders[][6] = {
	    {ARG("check"), ARG("--format"), ARG("json"), path},
	    {ARG("check"), path, ARG("--format"), ARG("json")},
	    {ARG("check"), path, ARG("--format=json")},
	    {ARG("check"), ARG("-f"), ARG("json"), path},
	    {ARG("check"), ARG("-fjson"), path},
	    {ARG("check"), ARG("-fjson"), ARG("--"), path},
	};
	const char *first = NULL;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		char *arguments[7] = {0};
		memcpy(arguments, orders[i], sizeof orders[i]);
		cr_assert_eq(run(arguments), 0, "%zu: %s", i, err_text);
		cr_assert(!first || strcmp(first, out_text) == 0, "%zu", i);
		first = out_text;
	}
	cr_assert_eq(RUN(ARG("check"), ARG("--"), ARG("--format")), 2);
	cr_assert(says(out_text, "--format: エラー: "), "after -- everything is a path: %s", out_text);
}

Test(cli_commands, exit_status_follows_fail_on)
{
	write_file("shikii.yaml", sound_body);
	char *good = ARG(write_file("good.yaml", sound_model));
	char *warning = ARG(write_file(
	    "warning.yaml", replaced(sound_model, "{count: 86500,", "{count: 86500, stated: 10万人以上30万人未満,")));
	char *note = ARG(write_file("note.yaml", replaced(sound_model, "basis: 番号法第9条第1項", "basis: {unknown: x}")));
	char *error = ARG(write_file("error.yaml", replaced(sound_model, "number: 12\n", "")));
	const struct {
		char *path;
		const char *fail_on;
		int status;
	} cases[] = {
	    {good, "note", 0},       {note, "error", 0},   {note, "warning", 0}, {note, "note", 1},  {warning, "error", 0},
	    {warning, "warning", 1}, {warning, "note", 1}, {error, "error", 1},  {error, "note", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_eq(RUN(ARG("check"), cases[i].path, ARG("--fail-on"), ARG(cases[i].fail_on)), cases[i].status,
		             "%zu: %s", i, out_text);
	cr_assert_eq(RUN(ARG("check"), good), 0);
	cr_assert_str_empty(out_text);
	cr_assert_str_eq(err_text, "1 件のモデルを調べました: 指摘はありません\n");
	cr_assert_eq(RUN(ARG("check"), error, warning), 1);
	cr_assert(says(err_text, "2 件のモデルを調べました: エラー 1件、警告 1件、注意 0件"), "%s", err_text);
}

Test(cli_commands, a_finding_as_a_user_sees_it)
{
	write_file("shikii.yaml", sound_body);
	char *path = ARG(write_file("a.yaml", replaced(sound_model, "    overview: 概要\n", "")));
	cr_assert_eq(RUN(ARG("check"), path), 1);
	cr_assert_str_eq(
	    out_text,
	    arena_printf(
	        arena,
	        "内部用\n%s:27:3: エラー: 「②事務の概要」の答えがありません [answer.missing]\n"
	        "   27 |   kiso:\n"
	        "      |   ^^^^\n"
	        "  様式2 Ⅰ 1. ②事務の概要 · 公表日 令和7年6月1日\n"
	        "  ヒント: "
	        "「sheets」の「kiso」の「overview」に書いてください（特定個人情報ファイルを使う場面が分かるように書く）\n"
	        "  根拠: [令和6年10月　様式２]\n"
	        "  書く所: 29行目の次に（「sheets」の「kiso」の中）、下の1行を貼り付け、答えに書き換えてください\n"
	        "    overview: ここに事務の概要を書く\n"
	        "\n",
	        path));
}

Test(cli_commands, runs_that_cannot_be_done)
{
	const char *empty = arena_printf(arena, "%s/empty", folder);
	cr_assert_eq(mkdir(empty, 0700), 0);
	write_file("none/x.yaml", "name: x\n");
	const struct {
		const char *path, *words;
	} cases[] = {
	    {empty, "このフォルダーに評価書のモデルがありません [file.no-model]"},
	    {arena_printf(arena, "%s/none", folder), "このフォルダーに評価書のモデルがありません [file.no-model]"},
	    {arena_printf(arena, "%s/none/x.yaml", folder), "評価書のモデルではありません [file.no-model]"},
	    {arena_printf(arena, "%s/nowhere.yaml", folder), "[file.unreadable]"},
	    {arena_printf(arena, "%s/\x1b[31m.yaml", folder), "␛[31m.yaml: エラー: "},
	};
	char *const commands[] = {ARG("check"), ARG("judge"), ARG("list"), ARG("render")};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (size_t j = 0; j < 4; j++) {
			cr_assert_eq(RUN(commands[j], ARG(cases[i].path)), 2, "%s %s", commands[j], cases[i].path);
			cr_assert(says(out_text, cases[i].words) || says(err_text, cases[i].words), "%s %s: %s%s", commands[j],
			          cases[i].path, out_text, err_text);
		}
	}
	if (geteuid() != 0) {
		const char *locked = write_file("locked.yaml", sound_model);
		chmod(locked, 0);
		cr_assert_eq(RUN(ARG("check"), ARG(locked)), 2);
	}
	char *good = ARG(sound_folder());
	cr_assert_eq(RUN(ARG("check"), good, ARG(cases[3].path)), 2, "one unreadable file among others");
	cr_assert_eq(RUN(ARG("check"), good, ARG("--schema"), ARG(empty)), 0, "a body's folder may be empty");
	write_file("rules/threshold.yaml", "threshold: {}\n");
	cr_assert_eq(RUN(ARG("check"), good, ARG("--rules"), ARG(arena_printf(arena, "%s/rules", folder))), 2);
	cr_assert(says(err_text, "rules/threshold.yaml:1:12: エラー: "), "%s", err_text);
	cr_assert_str_empty(out_text);
}

Test(cli_commands, standard_input)
{
	write_file("shikii.yaml", sound_body);
	char *path = ARG(write_file("a.yaml", replaced(sound_model, "number: 12\n", "")));
	cr_assert_eq(chdir(folder), 0);
	cr_assert(freopen(path, "r", stdin));
	cr_assert_eq(RUN(ARG("check"), ARG("-")), 1);
	cr_assert(says(out_text, "<標準入力>:1:1: エラー: 「評価書番号」の答えがありません"), "%s", out_text);
	cr_assert(!says(out_text, "重大事故"), "the shikii.yaml of the working folder is used: %s", out_text);
}

Test(cli_commands, without_a_path_the_working_folder_is_searched)
{
	cr_assert_eq(chdir(large_folder()), 0);
	cr_assert_eq(RUN(ARG("check")), 0);
	cr_assert(says(err_text, "3 件のモデルを調べました"), "%s", err_text);
	cr_assert_eq(chdir("yobo"), 0);
	cr_assert_eq(RUN(ARG("check")), 0, "the shikii.yaml above is found: %s", out_text);
}

static int write_to(const char *path, char *command)
{
	char *good = ARG(large_folder());
	char *argv[] = {ARG("shikii"), command, good, NULL};
	FILE *out = fopen(path, "w");
	char *err_bytes;
	size_t err_length;
	FILE *err = open_memstream(&err_bytes, &err_length);
	bool is_option = command[0] == '-';
	int status = shikii_main(is_option ? 2 : 3, argv, out, err);
	fclose(out);
	fclose(err);
	err_text = arena_string(arena, err_bytes);
	free(err_bytes);
	return status;
}

Test(cli_commands, a_full_disk_is_told)
{
	char *const commands[] = {ARG("judge"), ARG("list"), ARG("render"), ARG("--help"), ARG("--version")};
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		cr_assert_eq(write_to("/dev/full", commands[i]), 2, "%s", commands[i]);
		cr_assert(says(err_text, "ディスクに空きがありません"), "%s: %s", commands[i], err_text);
	}
	char *good = ARG(write_file("b/lacking.yaml", "shikii: 1\nnmae: x\n"));
	char *argv[] = {ARG("shikii"), ARG("check"), good, NULL};
	FILE *out = fopen("/dev/full", "w");
	cr_assert_eq(shikii_main(3, argv, out, stderr), 2);
	char *help[] = {ARG("shikii"), ARG("check"), ARG("--help"), NULL};
	cr_assert_eq(shikii_main(3, help, out, stderr), 2);
	fclose(out);
}

Test(cli_commands, a_closed_pipe_is_told)
{
	char *good = ARG(large_folder());
	char *const commands[] = {ARG("check"), ARG("judge"), ARG("list")};
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < 3; i++) {
		int ends[2];
		cr_assert_eq(pipe(ends), 0);
		close(ends[0]);
		FILE *out = fdopen(ends[1], "w");
		char *err_bytes;
		size_t err_length;
		FILE *err = open_memstream(&err_bytes, &err_length);
		char *argv[] = {ARG("shikii"), commands[i], good, ARG("--format=json"), NULL};
		cr_assert_eq(shikii_main(4, argv, out, err), 2, "%s", commands[i]);
		fclose(out);
		fclose(err);
		cr_assert_not_null(strstr(err_bytes, "出力の受け手が先に閉じました"), "%s: %s", commands[i], err_bytes);
		cr_assert_null(strstr(strstr(err_bytes, "出力の受け手が先に閉じました") + 1, "出力の受け手が先に閉じました"),
		               "told once");
		free(err_bytes);
	}
}

Test(cli_commands, set_tries_other_facts)
{
	char *path = ARG(large_folder());
	char *one = ARG(arena_printf(arena, "%s/yobo/assessment.yaml", path));
	const struct {
		const char *set, *words;
	} cases[] = {
	    {"name=x", "結果  基礎項目評価の実施が義務付けられる"},
	    {"threshold.subjects.count=310000", "結果  基礎項目評価及び全項目評価の実施が義務付けられる"},
	    {"threshold.subjects.count=310,000", "結果  基礎項目評価及び全項目評価の実施が義務付けられる"},
	    {"threshold={subjects: {count: 310000}}", "結果  基礎項目評価及び全項目評価の実施が義務付けられる"},
	    {"threshold.subjects={count: 500}", "結果  特定個人情報保護評価の実施が義務付けられない"},
	    {"incident=発生あり", "結果  基礎項目評価及び重点項目評価の実施が義務付けられる"},
	    {"incident=発生 あり", "重大事故      発生あり（--set で試した値）"},
	    {"body.incidents=[{date: 2025-05-01, concerns: 特定個人情報}]",
	     "結果  基礎項目評価及び重点項目評価の実施が義務付けられる"},
	    {"body.incidents=[{date: 2020-05-01, concerns: 特定個人情報}]", "結果  基礎項目評価の実施が義務付けられる"},
	    {"exemption=手作業処理用ファイル（規則第4条第2号）", "1. 対象外        手作業処理用ファイル（規則第4条第2号）"},
	    {"subjects=30万人以上", "結果  基礎項目評価及び全項目評価の実施が義務付けられる"},
	    {"threshold.subjects.count=", "まだ決まりません。あり得る結果:"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert_eq(RUN(ARG("judge"), one, ARG("--set"), ARG(cases[i].set)), 0, "%s: %s", cases[i].set, err_text);
		cr_assert(says(out_text, cases[i].words), "%s: %s", cases[i].set, out_text);
	}
	cr_assert_eq(RUN(ARG("judge"), one, ARG("--set"), ARG("threshold.subjects.count=多い")), 1);
	cr_assert(says(err_text, "--set:1:1: エラー: 「多い」は数として読めません"), "%s", err_text);
}

Test(cli_commands, set_serves_every_file_of_a_folder)
{
	char *path = ARG(large_folder());
	cr_assert_eq(RUN(ARG("judge"), path), 0);
	cr_assert(!says(out_text, "発生あり"));
	char *const sets[] = {ARG("incident=発生あり"), ARG("body.incidents=[{date: 2025-05-01, concerns: 特定個人情報}]")};
	for (size_t i = 0; i < 2; i++) {
		cr_assert_eq(RUN(ARG("judge"), path, ARG("--set"), sets[i]), 0, "%s", err_text);
		const char *first = strstr(out_text, "発生あり");
		cr_assert(first && strstr(first + 1, "発生あり"), "%s: %s", sets[i], out_text);
	}
	/* one option that lies within another: the first one's tree must not be written into */
	cr_assert_eq(RUN(ARG("judge"), path, ARG("--set"), ARG("threshold={subjects: {count: 1}, handlers: {count: 1}}"),
	                 ARG("--set"), ARG("threshold.subjects.count=310000")),
	             0);
	const char *first = strstr(out_text, "30万人以上");
	cr_assert(first && strstr(first + 1, "30万人以上") && !says(out_text, "1,000人未満"), "%s", out_text);
}

Test(cli_commands, set_within_one_record_keeps_its_other_answers)
{
	write_file("shikii.yaml", sound_body);
	char *one = ARG(write_file(
	    "a.yaml",
	    "shikii: 1\nname: 多くのキーを持つ\nnumber: 1\nagency: a\nother_agencies: b\noutsourcing: 委託しない\n"
	    "sharing: 提供・移転しない\nsystems: []\nfiles: []\nblocks: []\ncontracts: []\nprovisions: []\n"
	    "transfers: []\nrisks: []\nattachments: []\nreviews: []\ndepartments: []\ninquiries: {}\n"));
	cr_assert_eq(
	    RUN(ARG("judge"), one, ARG("--set=threshold.subjects.count=20000"), ARG("--set=threshold.handlers.count=500")),
	    0);
	cr_assert(says(out_text, "1万人以上10万人未満（20000）") && says(out_text, "500人以上（500）"), "%s", out_text);
}

Test(cli_commands, as_of)
{
	write_file("shikii.yaml", "name: 見本市長\nincidents: [{id: a, date: 2025-03-01, concerns: 特定個人情報}]\n");
	char *path = ARG(write_file("a.yaml", sound_model));
	cr_assert_eq(RUN(ARG("judge"), path), 0);
	cr_assert(says(out_text, "判断の日  令和7年6月1日") && says(out_text, "発生あり"), "%s", out_text);
	cr_assert_eq(RUN(ARG("judge"), path, ARG("--as-of"), ARG("令和8年3月1日")), 0);
	cr_assert(says(out_text, "発生あり"), "%s", out_text);
	cr_assert_eq(RUN(ARG("judge"), path, ARG("--as-of=2026-03-02")), 0);
	cr_assert(says(out_text, "判断の日  令和8年3月2日") && says(out_text, "発生なし"), "%s", out_text);
	cr_assert_eq(RUN(ARG("judge"), path, ARG("--as-of"), ARG("today")), 0);
}

Test(cli_commands, judgement_step_by_step)
{
	char *path = ARG(arena_printf(arena, "%s/yobo/assessment.yaml", sound_folder()));
	cr_assert_eq(RUN(ARG("judge"), path), 0);
	cr_assert_str_eq(out_text, arena_printf(arena,
	                                        "%s: 予防接種に関する事務（評価書番号 12）\n"
	                                        "  判断の日  令和7年6月1日\n"
	                                        "  1. 対象外        当たりません\n"
	                                        "  2. 対象人数      1万人以上10万人未満（86500）\n"
	                                        "  3. 取扱者数      500人未満（60）\n"
	                                        "  4. 重大事故      発生なし\n"
	                                        "  結果  基礎項目評価の実施が義務付けられる（規則第4条第8号ロ及び第5条）\n"
	                                        "  作る評価書  基礎項目評価書\n",
	                                        path));
}

/* Does column `word` of the heading start at the same terminal column in every line, after two spaces? */
static void check_columns(const char *table, const char *const *headings)
{
	size_t heading_length = strcspn(table, "\n");
	for (; *headings; headings++) {
		const char *at = strstr(table, *headings);
		cr_assert(at && at < table + heading_length, "%s", *headings);
		size_t column = utf8_width(table, (size_t)(at - table));
		for (const char *line = table; *line; line += strcspn(line, "\n") + 1) {
			size_t length = strcspn(line, "\n"), i = 0;
			while (i < length && utf8_width(line, i) < column)
				i += utf8_prefix(line + i, length - i, 1);
			cr_assert_eq(utf8_width(line, i), column, "%s", table);
			cr_assert(column == 0 || (line[i - 1] == ' ' && line[i - 2] == ' '), "%s", table);
		}
	}
}

Test(cli_commands, tables_line_up)
{
	char *path = ARG(large_folder());
	const char *const judge_headings[] = {"番号",     "事務",     "対象人数",   "取扱者数",
	                                      "重大事故", "判断結果", "作る評価書", NULL};
	const char *const list_headings[] = {"番号",   "事務",         "義務付けられた評価書", "作る評価書", "最後の評価",
	                                     "公表日", "最後の見直し", "エラー/警告/注意",     NULL};
	cr_assert_eq(RUN(ARG("judge"), path), 0);
	check_columns(out_text, judge_headings);
	cr_assert_eq(RUN(ARG("list"), path), 0);
	cr_assert(strncmp(out_text, "内部用\n", strlen("内部用\n")) == 0, "%s", out_text);
	check_columns(strchr(out_text, '\n') + 1, list_headings);
	cr_assert(says(out_text, "2025-06-01") && says(out_text, "2026-06-01") && says(out_text, "2030-06-01"), "%s",
	          out_text);
	write_file("b/zz.yaml", "shikii: 1\nname: \"\\e[31m\\t赤\"\n");
	RUN(ARG("list"), path);
	cr_assert(!strchr(out_text, '\x1b'));
	check_columns(strchr(out_text, '\n') + 1, list_headings);
}

static json_t *json_of(const char *text)
{
	json_error_t error;
	json_t *json = json_loads(text, 0, &error);
	cr_assert(json, "%d:%d %s\n%s", error.line, error.column, error.text, text);
	return json;
}

Test(cli_commands, check_as_json)
{
	const char *path = large_folder();
	write_file("b/wrong.yaml", "shikii: 1\n予防接種に関する事務の名称を長く長く長く長く長く長く書いたキー: x\n");
	write_file("b/broken.yaml", "shikii: 1\n  a: [\n");
	cr_assert_eq(RUN(ARG("check"), ARG(path), ARG("--format=json")), 1);
	json_t *root = json_of(out_text);
	cr_assert_eq(json_integer_value(json_object_get(root, "version")), 1);
	cr_assert_eq(json_object_size(root), 3);
	json_t *files = json_object_get(root, "files"), *summary = json_object_get(root, "summary");
	cr_assert_eq(json_array_size(files), 5);
	size_t errors = 0;
	for (size_t i = 0; i < json_array_size(files); i++) {
		json_t *file = json_array_get(files, i), *findings = json_object_get(file, "findings");
		cr_assert(json_is_string(json_object_get(file, "path")) && json_is_array(findings));
		cr_assert(json_object_get(file, "judgement"));
		for (size_t j = 0; j < json_array_size(findings); j++) {
			json_t *finding = json_array_get(findings, j);
			const char *const keys[] = {"rule",   "severity", "message",    "hint", "source", "line",
			                            "column", "end_line", "end_column", "path", "item"};
			for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
				cr_assert(json_object_get(finding, keys[k]), "%s: %s", keys[k], out_text);
			errors += strcmp(json_string_value(json_object_get(finding, "severity")), "error") == 0;
		}
	}
	cr_assert_eq((size_t)json_integer_value(json_object_get(summary, "error")), errors);
	cr_assert(json_is_null(json_object_get(json_array_get(files, 0), "judgement")),
	          "a file without a model has no judgement");
	cr_assert(json_object_get(json_object_get(json_array_get(files, 1), "judgement"), "result"));
	json_decref(root);
}

Test(cli_commands, other_json)
{
	char *path = ARG(large_folder());
	cr_assert_eq(RUN(ARG("judge"), path, ARG("-fjson")), 0);
	json_t *judged = json_of(out_text);
	cr_assert_eq(json_array_size(judged), 3);
	cr_assert_str_eq(
	    json_string_value(json_object_get(json_object_get(json_array_get(judged, 2), "judgement"), "result")),
	    "基礎項目評価の実施が義務付けられる");
	json_decref(judged);
	cr_assert_eq(RUN(ARG("list"), path, ARG("-fjson")), 0);
	json_t *listed = json_of(out_text);
	json_t *entry = json_array_get(listed, 2);
	cr_assert_str_eq(json_string_value(json_object_get(entry, "number")), "12");
	cr_assert_str_eq(json_string_value(json_object_get(entry, "next_assessment")), "2030-06-01");
	cr_assert(json_is_null(json_object_get(json_array_get(listed, 0), "published")));
	json_decref(listed);
}

static const char *line_with(const char *text, const char *words)
{
	const char *found = strstr(text, words);
	cr_assert(found, "%s", text);
	const char *start = found;
	while (start > text && start[-1] != '\n')
		start--;
	return arena_copy(arena, start, strcspn(start, "\n"));
}

/* What --as-of has passed is marked as what it is: no duty that is broken. An ended process has no next step; of two sheets
 * the one assessed the longest ago comes first. */
Test(cli_commands, list_marks_what_is_overdue)
{
	static const char model[] = "shikii: 1\nnumber: 1\nname: %s\n"
	                            "threshold: {subjects: {count: 150000, as_of: 2024-12-01}, "
	                            "handlers: {count: 5, as_of: 2024-12-01}, incident: {stated: 発生なし}}\n"
	                            "sheets:\n  kiso: {publications: [{date: 2025-06-01, kind: 再実施}]}\n"
	                            "  juten: {publications: [{date: %s, kind: 再実施}]}\n%s";
	write_file("b/a.yaml", arena_printf(arena, model, "進行中", "2021-03-01", ""));
	write_file("b/b.yaml", arena_printf(arena, model, "終了", "2021-03-01", "ended: {date: 2025-08-01}\n"));
	write_file("b/c.yaml", arena_printf(arena, model, "見直し済", "2025-06-01", "reviews: [{date: 2026-05-31}]\n"));
	char *path = arena_printf(arena, "%s/b", folder);
	RUN(ARG("list"), path);
	cr_assert(says(line_with(out_text, "進行中"), "2026-06-01  2026-03-01 "), "%s", out_text);
	cr_assert(!says(out_text, "超過"), "%s", out_text);
	RUN(ARG("list"), path, ARG("--as-of"), ARG("2026-05-31"));
	cr_assert(says(line_with(out_text, "進行中"), "2026-06-01  2026-03-01 超過"), "%s", out_text);
	RUN(ARG("list"), path, ARG("--as-of"), ARG("2026-06-01"));
	cr_assert(says(line_with(out_text, "進行中"), "2026-06-01 超過  2026-03-01 超過"), "%s", out_text);
	cr_assert(!says(line_with(out_text, "終了"), "超過") && !says(line_with(out_text, "見直し済"), "超過"), "%s",
	          out_text);
	cr_assert(says(out_text, "\n超過: 2026-06-01 までに過ぎた日。見直しも再実施も努力義務で"), "%s", out_text);
	RUN(ARG("list"), path, ARG("--as-of"), ARG("2026-05-31"), ARG("-fjson"));
	cr_assert(says(out_text, "\"overdue\": [\n      \"next_assessment\"\n    ]"), "%s", out_text);
}

Test(cli_commands, same_bytes_everywhere)
{
	char *path = ARG(large_folder());
	write_file("b/lacking.yaml", "shikii: 1\nnmae: x\n");
	char *const commands[][5] = {{ARG("check"), path},
	                             {ARG("check"), path, ARG("-fjson")},
	                             {ARG("judge"), path},
	                             {ARG("list"), path},
	                             {ARG("render"), path}};
	const char *const places[][2] = {
	    {"C", "UTC"}, {"ja_JP.UTF-8", "Asia/Tokyo"}, {"tr_TR.UTF-8", "America/Los_Angeles"}};
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const char *first = NULL;
		for (size_t j = 0; j < sizeof places / sizeof *places; j++) {
			setenv("LC_ALL", places[j][0], 1);
			setenv("TZ", places[j][1], 1);
			setlocale(LC_ALL, "");
			char *arguments[6] = {0};
			memcpy(arguments, commands[i], sizeof commands[i]);
			run(arguments);
			cr_assert(*out_text);
			cr_assert(!first || strcmp(first, out_text) == 0, "%s in %s", commands[i][0], places[j][0]);
			first = out_text;
		}
	}
}

Test(cli_commands, a_folder_of_ones_own_stands_in_front)
{
	char *path = ARG(sound_folder());
	const char *rules = file_text(arena, arena_printf(arena, "%s/rules/threshold.yaml", getenv("SHIKII_SOURCE_DIR")));
	write_file("rules/threshold.yaml",
	           replaced(rules, "result: 基礎項目評価の実施が義務付けられる, source: 規則第4条第8号ロ及び第5条",
	                    "result: 独自の結果, source: 条例"));
	cr_assert_eq(RUN(ARG("judge"), path, ARG("--rules"), ARG(arena_printf(arena, "%s/rules", folder))), 0);
	cr_assert(says(out_text, "結果  独自の結果（条例）"), "%s", out_text);
}

/* Files of the body's own that this run would not need: their mistakes are told all the same, and nothing else. */
Test(cli_commands, own_data_is_read_at_once)
{
	char *path = ARG(sound_folder());
	char *rules = ARG(arena_printf(arena, "%s/rules", folder));
	static const struct {
		const char *name, *text, *told;
	} cases[] = {
	    {"cells.yaml", "cells: {abov: [同上]}\n", "rules/cells.yaml:1:9: エラー: 「abov」というキーはありません"},
	    {"consequences.yaml", "consequences: {step: []}\n",
	     "rules/consequences.yaml:1:16: エラー: 「step」というキーはありません"},
	    {"law/own.yaml", "act: {}\n", "rules/law/own.yaml:1:1: エラー: 「act」というキーはありません"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file(arena_printf(arena, "rules/%s", cases[i].name), cases[i].text);
		cr_expect_eq(RUN(ARG("explain"), ARG("--test"), ARG("--rules"), rules), 2, "%s", cases[i].name);
		cr_expect(says(err_text, cases[i].told), "%s", err_text);
		cr_expect_eq(RUN(ARG("check"), ARG("--rules"), rules, path), 2);
		cr_expect(says(err_text, cases[i].told), "%s", err_text);
		cr_expect_str_eq(out_text, "");
		cr_expect_eq(remove(arena_printf(arena, "%s/%s", rules, cases[i].name)), 0);
	}
	cr_expect_eq(RUN(ARG("check"), ARG("--rules"), rules, path), 0, "%s", err_text);
}

Test(cli_commands, a_broken_form_is_told_once)
{
	char *path = ARG(large_folder());
	char *schema = ARG(arena_printf(arena, "%s/schema", folder));
	const char *form =
	    file_text(arena, arena_printf(arena, "%s/schema/forms/kiso-2024.yaml", getenv("SHIKII_SOURCE_DIR")));
	write_file("schema/forms/kiso-2024.yaml", replaced(form, "value: sheet.overview", "value: sheet.overwiew"));
	const struct {
		const char *command, *body;
	} cases[] = {{"check", NULL}, {"judge", NULL}, {"list", NULL}, {"render", NULL}, {"check", "schema: ../schema\n"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("b/shikii.yaml", arena_printf(arena, "%s%s", sound_body, cases[i].body ? cases[i].body : ""));
		int status = RUN(ARG(cases[i].command), path, ARG(cases[i].body ? "--trust" : "--schema"),
		                 cases[i].body ? NULL : schema);
		const char *first = strstr(err_text, "「overview」ではありませんか");
		cr_assert_eq(status, 2, "%s: %d %s", cases[i].command, status, out_text);
		cr_assert(first && !strstr(first + 1, "「overview」ではありませんか"), "%s: %s", cases[i].command, err_text);
	}
}

Test(cli_commands, words_of_another_language)
{
	char *words = ARG(write_file("en.yaml", "check.models: '{count} models checked'\n"
	                                        "report.counts: '{errors} errors, {warnings} warnings, {notes} notes'\n"
	                                        "severity.error: error\n"
	                                        "usage.jobs: --jobs wants a number\n"));
	char *a = ARG(write_file("a.yaml", "shikii: 1\nnome: a\n")), *b = ARG(write_file("b.yaml", "shikii: 1\nnome: a\n"));
	RUN(ARG("check"), ARG("--language"), words, ARG("--jobs"), ARG("2"), a, b);
	cr_assert(says(out_text, "a.yaml:2:1: error: "), "%s", out_text);
	cr_assert(says(out_text, "b.yaml:2:1: error: "), "%s", out_text);
	cr_assert(says(err_text, "2 models checked: "), "%s", err_text);
	cr_assert_eq(RUN(ARG("check"), ARG("--language"), words, ARG("--jobs"), ARG("x"), a), 2);
	cr_assert(says(err_text, "shikii: --jobs wants a number\n"), "%s", err_text);
	RUN(ARG("check"), ARG("--language=ja"), a);
	cr_assert(says(out_text, "a.yaml:2:1: エラー: "), "%s", out_text);
}

Test(cli_commands, words_that_do_not_fit)
{
	char *model = ARG(write_file("a.yaml", "shikii: 1\n"));
	cr_assert_eq(RUN(ARG("check"), ARG("--language"), ARG("xx"), model), 2);
	cr_assert(says(err_text, "「xx」という言語もファイルもありません"), "%s", err_text);
	char *words = ARG(write_file("en.yaml", "check.models: '{number} models'\n"));
	cr_assert_eq(RUN(ARG("check"), ARG("--language"), words, model), 2);
	cr_assert(says(err_text, "差込みの場所「number」はありません"), "%s", err_text);
	cr_assert_str_eq(out_text, "");
	cr_assert_eq(RUN(ARG("check"), model, ARG("--language")), 2);
	cr_assert(says(err_text, "--language に値（FILE）がありません"), "%s", err_text);
}

Test(cli_commands, the_end_of_a_name_is_its_format)
{
	char *model = ARG(write_file("a.yaml", "shikii: 1\n"));
	char *page = ARG(arena_printf(arena, "%s/a.html", folder)), *old = ARG(arena_printf(arena, "%s/a.xls", folder));
	RUN(ARG("render"), model, ARG("--form=kiso"), ARG("--output"), page);
	cr_assert(strncmp(file_text(arena, page), "<!DOCTYPE html", 14) == 0 ||
	              strncmp(file_text(arena, page), "<!doctype html", 14) == 0,
	          "%s", file_text(arena, page));
	cr_assert_eq(RUN(ARG("render"), model, ARG("--form=kiso"), ARG("--output"), old), 2);
	cr_assert(says(err_text, "a.xls」という名の形式は書けません"), "%s", err_text);
}
