/* shikii fill: an answer of a form, or a member of a repeated part, goes into the YAML in place. */
#include "cli/fixture.h"

TestSuite(cli_fill, .init = fixture_open, .fini = fixture_close, .timeout = 60);

static const char model[] = "# 見本市\n"
                            "shikii: 1\n"
                            "name: 介護保険に関する事務 # 名称\n"
                            "threshold:\n"
                            "  subjects: {count: 1200, as_of: 2025-04-01}\n"
                            "departments:\n"
                            "  - {office: 介護課, head: 介護課長}\n"
                            "systems:\n"
                            "  - id: a # 一つ目\n"
                            "    name: 介護システム\n"
                            "    connections: [庁内連携システム]\n"
                            "  - {id: b, name: 宛名システム}\n"
                            "files: [{id: f, name: 資格ファイル}]\n"
                            "blocks:\n"
                            "  - {id: p, files: [f]}\n"
                            "  - {id: q, files: [f]}\n"
                            "contracts:\n"
                            "  - {id: c, name: 保守, blocks: [p]}\n"
                            "  - {id: d, name: 印刷}\n";

static const char *path;

static const char *model_now(void)
{
	return file_text(arena, path);
}

/* The model after one change of this sheet; its exit status is 0. */
static const char *changed(const char *form, const char *option, const char *value)
{
	path = write_file("assessment.yaml", model);
	int status = RUN(ARG("fill"), ARG(path), ARG("--form"), ARG(form), ARG(option), ARG(value));
	cr_assert_eq(status, 0, "%s: %s", value, err_text);
	return model_now();
}

/* Everything stands as before but for these words. */
static void replaces(const char *form, const char *answer, const char *old, const char *new)
{
	const char *now = changed(form, "--answer", answer), *at = strstr(model, old);
	const char *wanted = arena_printf(arena, "%.*s%s%s", (int)(at - model), model, new, at + strlen(old));
	cr_expect_str_eq(now, wanted, "%s", answer);
}

Test(cli_fill, changes_the_answer_alone)
{
	replaces("kiso", "I.1.1=介護の事務", "介護保険に関する事務 #", "介護の事務 #");
	replaces("kiso", "II.1.count=９８,７６５人", "count: 1200", "count: 98765");
	replaces("kiso", "II.1.asof=令和7年9月1日", "2025-04-01", "令和7年9月1日");
	replaces("zenkomoku", "I.2[1].3=庁内連携システム\nその他\t収納", "[庁内連携システム]",
	         "[庁内連携システム, {その他: 収納}]");
	replaces("kiso", "I.5.1=高齢課", "介護課, head", "高齢課, head");
}

Test(cli_fill, makes_what_is_missing)
{
	cr_expect(says(changed("kiso", "--answer", "IV.2=十分である"),
	               "risks:\n  - id: risk-1\n    acquisition:\n      unintended:\n        sufficient: 十分である\n"));
	cr_expect(says(changed("kiso", "--answer", "IV.4.none=true"), "\noutsourcing: 委託しない\n"));
	cr_expect(says(changed("kiso", "--answer", "IV.4.none=false"), "\noutsourcing: 委託する\n"));
	cr_expect(says(changed("kiso", "--answer", "cover.published=令和7年12月1日"),
	               "sheets:\n  kiso:\n    publications:\n      - {date: 令和7年12月1日, kind: 新規}\n"));
	cr_expect(says(changed("kiso", "--answer", "II.3=発生なし"), "incident:\n    stated: 発生なし\n"));
}

Test(cli_fill, members_of_lists)
{
	cr_expect(says(changed("kiso", "--answer", "I.5.1=介護課\n福祉課"), "  - office: 福祉課\n"));
	cr_expect(says(changed("zenkomoku", "--append", "I.2/I.2[]"), "宛名システム}\n  - id: system-3\n"));
	cr_expect(says(changed("zenkomoku", "--append", "I.2[]"), "宛名システム}\n  - id: system-3\n"));
	cr_expect(says(changed("zenkomoku", "--append", "II[2].4/II[].4.c[]"), "  - id: contract-3\n    blocks: [q]\n"));
	cr_expect_not(says(changed("zenkomoku", "--remove", "I.2[2]"), "宛名システム"));
	cr_expect_not(says(changed("zenkomoku", "--remove", "II[1].4.c[1]"), "保守"));
}

Test(cli_fill, members_change_their_places)
{
	cr_expect(says(changed("zenkomoku", "--move-up", "I.2[2]"),
	               "systems:\n  - {id: b, name: 宛名システム}\n  - id: a # 一つ目\n    name: 介護システム\n"));
	cr_expect(says(changed("zenkomoku", "--move-up", "II[1].4.c[2]"),
	               "contracts:\n  - {id: d, name: 印刷}\n  - {id: c, name: 保守, blocks: [p]}\n"));
	cr_expect(says(changed("zenkomoku", "--move-up", "II[2]"),
	               "blocks:\n  - {id: q, files: [f]}\n  - {id: p, files: [f]}\n"));
}

Test(cli_fill, publishes)
{
	cr_expect(says(changed("kiso", "--publish", "新規=令和7年12月1日"),
	               "sheets:\n  kiso:\n    publications:\n      - {date: 令和7年12月1日, kind: 新規}\n"));
	cr_assert_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--publish=修正=2026-04-01")), 0, "%s", err_text);
	cr_expect(says(model_now(), "kind: 新規}\n      - {date: 2026-04-01, kind: 修正}\n"), "%s", model_now());
}

static const char annexed[] = "shikii: 1\n"
                              "attachments:\n"
                              "  - id: a\n"
                              "    part: 特定個人情報ファイル記録項目\n"
                              "    title: 資格\n"
                              "    table:\n"
                              "      columns: [番, 項目]\n"
                              "      rows:\n"
                              "        - [1, 氏名] # 一\n"
                              "        - [2, 住所]\n";

/* The table after these lines were pasted into it. */
static void pastes(const char *lines, const char *table)
{
	path = write_file("assessment.yaml", annexed);
	const char *answer = arena_printf(arena, "attachments[1].table=%s", lines), *at = strstr(annexed, "      columns");
	cr_assert_eq(RUN(ARG("fill"), ARG(path), ARG("--form=zenkomoku"), ARG("--answer"), ARG(answer)), 0, "%s: %s", lines,
	             err_text);
	cr_expect_str_eq(model_now(), arena_printf(arena, "%.*s%s", (int)(at - annexed), annexed, table), "%s", lines);
}

Test(cli_fill, tables_take_lines_of_a_spreadsheet)
{
	pastes("番\t項目\n1\t氏名\n2\t住所", strstr(annexed, "      columns"));
	pastes("番号\t項目\r\n1\t氏名\r\n2\t\"住所\"\"等\"\"\"\r\n3\t001\r\n",
	       "      columns: [番号, 項目]\n      rows:\n        - [1, 氏名] # 一\n        - [2, 住所\"等\"]\n"
	       "        - [3, '001']\n");
	pastes("番\t項目\n1\t氏名", "      columns: [番, 項目]\n      rows:\n        - [1, 氏名] # 一\n");
	pastes("番\t項目\n1\n", "      columns: [番, 項目]\n      rows:\n        - [1]\n");
	pastes("番\n1\n", "      columns: [番]\n      rows:\n        - [1]\n");
}

/* Everything stands as before but for these words, or lines behind the last. */
static void annexes(const char *option, const char *value, const char *old, const char *new)
{
	path = write_file("assessment.yaml", annexed);
	cr_assert_eq(RUN(ARG("fill"), ARG(path), ARG("--form=zenkomoku"), ARG(option), ARG(value)), 0, "%s: %s", value,
	             err_text);
	const char *at = *old ? strstr(annexed, old) : annexed + strlen(annexed);
	const char *wanted =
	    arena_printf(arena, "%.*s%s%s", (int)(at - annexed), annexed, new, *old ? at + strlen(old) : "");
	cr_expect_str_eq(model_now(), wanted, "%s", value);
}

Test(cli_fill, attachments_come_and_go)
{
	annexes("--answer", "attachments[1].title=給付", "資格", "給付");
	annexes("--answer", "attachments[1].remarks=注", "", "    remarks: 注\n");
	annexes("--append", "annex1", "", "  - id: attachment-2\n    part: 事務の内容\n    text:\n");
	annexes("--remove", "attachments[1]", strchr(annexed, '\n') + 1, "attachments: []\n");
}

Test(cli_fill, form_shows_tables_as_lines)
{
	path = write_file("assessment.yaml", annexed);
	RUN(ARG("render"), ARG(path), ARG("--form=zenkomoku"), ARG("--format=form"));
	cr_expect(says(out_text, "data-key=\"attachments[1].table\""), "%s", err_text);
	cr_expect(says(out_text, "\n番\t項目\n1\t氏名\n2\t住所</textarea>"));
	cr_expect(says(out_text, "data-remove=\"attachments[1]\""));
	cr_expect(says(out_text, "data-add=\"annex1\""));
}

static const char drafted[] = "shikii: 1\n"
                              "threshold:\n"
                              "  subjects:\n"
                              "    count: 60\n"
                              "    # 注\n"
                              "    # 【見本】この行を消す:\n"
                              "    #   続き\n"
                              "    as_of: 令和7年12月1日 # 日\n"
                              "systems:\n"
                              "  - {id: a, name: {proposed: 案一}}\n"
                              "  - id: b\n"
                              "    name: 案二\n"
                              "number_use:\n"
                              "  # 選んだ\n"
                              "  basis:\n"
                              "    proposed: |-\n"
                              "      法第1条\n"
                              "      法第2条\n";

/* The draft after one change has one of these texts for the other. */
static void settles(const char *option, const char *value, const char *old, const char *new)
{
	path = write_file("assessment.yaml", drafted);
	cr_assert_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG(option), ARG(value)), 0, "%s: %s", value,
	             err_text);
	const char *at = strstr(drafted, old);
	const char *wanted = arena_printf(arena, "%.*s%s%s", (int)(at - drafted), drafted, new, at + strlen(old));
	cr_expect_str_eq(model_now(), wanted, "%s", value);
}

Test(cli_fill, drafts_become_answers)
{
	static const char mark[] = "    # 【見本】この行を消す:\n    #   続き\n    as_of: 令和7年12月1日";
	settles("--confirm", "II.1.asof", mark, "    as_of: 令和7年12月1日");
	settles("--answer", "II.1.asof=令和8年1月1日", mark, "    as_of: 令和8年1月1日");
	settles("--confirm", "I.1.3", "{proposed: 案一}", "案一");
	settles("--answer", "I.1.3=案一\n名二", "{proposed: 案一}}\n  - id: b\n    name: 案二",
	        "案一}\n  - id: b\n    name: 名二");
	settles("--confirm", "I.3", "\n    proposed: |-\n      法第1条\n      法第2条\n",
	        " |-\n    法第1条\n    法第2条\n");
	settles("--answer", "I.3=法第3条", "\n    proposed: |-\n      法第1条\n      法第2条\n", " 法第3条\n");
	settles("--confirm", "I.1.1", "shikii", "shikii");
}

Test(cli_fill, form_asks_for_drafts)
{
	path = write_file("assessment.yaml", drafted);
	cr_expect_eq(RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=form"), ARG("--with-findings")), 0);
	cr_expect(says(out_text, "data-confirm=\"I.1.3\""));
	cr_expect_not(says(out_text, "data-confirm=\"II.1.asof\""), "a sample is no proposal");
	cr_expect_not(says(out_text, "data-confirm=\"II.1.count\""));
	cr_expect_not(says(out_text, "systems[a].name"));
}

/* What was pasted from elsewhere stands as lines, without control characters. */
Test(cli_fill, pasted_words_are_plain)
{
	path = write_file("assessment.yaml", "shikii: 1\nname: 事務\nsheets: {kiso: {overview: x}}\n");
	RUN(ARG("fill"), ARG(path), ARG("--form=kiso"),
	    ARG("--answer=I.1.2=一\v二\r\n三\r四\a\xe2\x80\xa8\xe2\x80\xae\xc2\x9b\xef\xbf\xbe五\t六"));
	RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--answer=I.1.1=国保\vの\n事務"));
	RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=json"));
	cr_expect(says(out_text, "一\\n二\\n三\\n四\\n五\\t六"), "%s", model_now());
	cr_expect(says(model_now(), "name: 国保 の 事務\n"), "%s", model_now());
}

/* What stands below the mark of a sample is no answer, in the form, in print, and to be published; to choose the same makes it one. */
Test(cli_fill, samples_are_no_answers)
{
	static const char sampled[] =
	    "shikii: 1\n"
	    "threshold: {subjects: {count: 61234}, handlers: {count: 60}, incident: {stated: 発生なし}}\n"
	    "number: ここに評価書番号を書く\n"
	    "# 【見本】次から一つを選ぶ\n"
	    "outsourcing: 委託する\n"
	    "safeguards:\n"
	    "  # 【見本】残す\n"
	    "  audits:\n"
	    "    - 自己点検\n"
	    "  training:\n"
	    "    # 【見本】次から一つを選ぶ\n"
	    "    answer: 十分に行っていない\n";
	path = write_file("assessment.yaml", sampled);
	RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=form"), ARG("--with-findings"));
	cr_expect_not(says(out_text, "data-confirm"));
	cr_expect_not(says(out_text, "value=\"十分に行っていない\" checked"));
	cr_expect_not(says(out_text, "value=\"自己点検\" checked"));
	cr_expect_not(says(out_text, "value=\"false\" checked"));
	cr_expect(says(out_text, "▲ 選んでください"));
	cr_expect(says(out_text, "value=\"\" placeholder=\"ここに評価書番号を書く\""));
	cr_expect(says(out_text, "class=\"blank missing\" data-item=\"IV.9\"") ||
	          says(out_text, "class=\"blank missing whole\" data-item=\"IV.9\""));
	RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=md"));
	cr_expect(says(out_text, "> [ 　 ]\n\n＜選択肢＞　1) 特に力を入れて行っている"), "%s", out_text);
	cr_expect_not(says(out_text, "[○] 自己点検"));
	cr_expect_eq(RUN(ARG("check"), ARG(path), ARG("--for=publication")), 1);
	cr_expect(says(out_text, "【見本】"));
	RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--answer=IV.10=十分に行っていない"));
	RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--answer=IV.9=自己点検"));
	RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--answer=IV.4.none=false"));
	cr_expect_not(says(model_now(), "【見本】"), "%s", model_now());
	RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=form"));
	cr_expect(says(out_text, "value=\"十分に行っていない\" checked"));
	cr_expect(says(out_text, "value=\"false\" checked"));
}

/* Nothing is written, and the reason is told. */
static void refused(const char *form, const char *option, const char *value, const char *words)
{
	path = write_file("assessment.yaml", model);
	int status = form ? RUN(ARG("fill"), ARG(path), ARG("--form"), ARG(form), ARG(option), ARG(value))
	                  : RUN(ARG("fill"), ARG(path), ARG(option), ARG(value));
	cr_expect_eq(status, 2, "%s", value);
	cr_expect(says(err_text, words), "%s: %s", value, err_text);
	cr_expect_str_eq(model_now(), model, "%s", value);
}

Test(cli_fill, words_of_the_body_become_those_of_the_model)
{
	write_file("shikii.yaml", "name: 見本市長\npassages:\n  - {id: t, text: 定型文}\n");
	path = write_file("assessment.yaml", "shikii: 1\nsheets:\n  kiso:\n    declaration: {passage: t} # 宣言\n");
	cr_expect_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--answer=cover.declaration=宣言する")), 0, "%s",
	             err_text);
	cr_expect(says(model_now(), "declaration: 宣言する"), "%s", model_now());
}

Test(cli_fill, words_of_the_body_change_for_all)
{
	const char *text = "shikii: 1\nsheets:\n  kiso:\n    declaration: {passage: t} # 宣言\n";
	write_file("shikii.yaml", "name: 見本市長\npassages:\n  - {id: t, text: 定型文} # 共通\n");
	path = write_file("assessment.yaml", text);
	char *answer = ARG("--answer=cover.declaration=宣言する"), *number = ARG("--answer=cover.number=1");
	cr_expect_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), answer, ARG("--shared")), 0, "%s", err_text);
	cr_expect_str_eq(model_now(), text);
	cr_expect_str_eq(file_text(arena, arena_printf(arena, "%s/shikii.yaml", folder)),
	                 "name: 見本市長\npassages:\n  - {id: t, text: 宣言する} # 共通\n");
	cr_expect_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), number, ARG("--shared")), 2);
	cr_expect(says(err_text, "shikii.yaml の文章ではありません"), "%s", err_text);
}

static const char body[] = "name: 見本市長\n"
                           "departments:\n"
                           "  - {id: a, office: 福祉課, head: 福祉課長} # 一\n"
                           "  - {id: b, office: 介護課, head: 介護課長}\n"
                           "passages:\n"
                           "  - {id: t, text: 定型文}\n"
                           "  - {id: u, text: 続き}\n";
static const char listed[] = "shikii: 1\n"
                             "departments:\n"
                             "  - shared: a # 主\n"
                             "    duty: 給付\n"
                             "  - {office: 税務課, head: 税務課長}\n"
                             "systems:\n"
                             "  - {id: s, name: 介護システム}\n"
                             "flow:\n"
                             "  - {from: 本人, to: s, what: 申請} # 窓口\n"
                             "  - {from: s, to: 本人, what: 通知}\n"
                             "sheets:\n"
                             "  kiso:\n"
                             "    declaration: 宣言 # 文\n";

/* After one change a file of the body's has one of these texts for the other, and the other file is as it was. */
static void lists(const char *option, const char *value, bool shared, const char *old, const char *new)
{
	const char *shared_path = write_file("shikii.yaml", body);
	path = write_file("assessment.yaml", listed);
	int status = shared ? RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG(option), ARG(value), ARG("--shared"))
	                    : RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG(option), ARG(value));
	cr_assert_eq(status, 0, "%s: %s", value, err_text);
	const char *before = shared ? body : listed, *at = strstr(before, old);
	const char *wanted = arena_printf(arena, "%.*s%s%s", (int)(at - before), before, new, at + strlen(old));
	cr_expect_str_eq(shared ? file_text(arena, shared_path) : model_now(), wanted, "%s", value);
	cr_expect_str_eq(shared ? model_now() : file_text(arena, shared_path), shared ? listed : body, "%s", value);
}

Test(cli_fill, departments_are_chosen_or_written)
{
	lists("--answer", "departments[1].shared=b", false, "shared: a #", "shared: b #");
	lists("--answer", "departments[1].duty=賦課", false, "給付", "賦課");
	lists("--answer", "departments[1].office=保険課", false, "duty: 給付", "duty: 給付\n    office: 保険課");
	lists("--answer", "departments[1].office=福祉課", false, "給付", "給付");
	lists("--answer", "departments[1].head=課長", true, "福祉課長", "課長");
	lists("--answer", "departments[1].shared=", false, "shared: a # 主\n    duty: 給付\n",
	      "office: 福祉課\n    head: 福祉課長\n    duty: 給付\n");
	lists("--answer", "departments[2].shared=b", false,
	      "shared: a # 主\n    duty: 給付\n  - {office: 税務課, head: 税務課長}",
	      "shared: a\n    duty: 給付\n  - {shared: b}");
	lists("--append", "departments", false, "税務課長}\n", "税務課長}\n  - id: department-3\n    office:\n");
	lists("--remove", "departments[2]", false, "  - {office: 税務課, head: 税務課長}\n", "");
	refused("kiso", "--answer", "departments[1].shared=none", "none");
	refused("kiso", "--answer", "departments[1].id=x", "「id」という欄はありません");
	refused("kiso", "--answer", "departments[2].office=x", "departments[2].office");
}

Test(cli_fill, steps_of_the_flow_are_rows)
{
	lists("--answer", "flow[1].from=介護システム", false, "from: 本人", "from: s");
	lists("--answer", "flow[2].from=介護システム", false, "s", "s");
	lists("--answer", "flow[2].to=国保連", false, "to: 本人", "to: 国保連");
	lists("--answer", "flow[2].what=決定\n通知", false, "what: 通知", "what: 決定 通知");
	lists("--answer", "flow[2].means=紙", false, "what: 通知", "what: 通知, means: 紙");
	lists("--append", "flow", false, "通知}\n", "通知}\n  - from:\n");
	lists("--remove", "flow[1]", false, "  - {from: 本人, to: s, what: 申請} # 窓口\n", "");
	lists("--move-up", "flow[2]", false,
	      "  - {from: 本人, to: s, what: 申請} # 窓口\n  - {from: s, to: 本人, what: 通知}\n",
	      "  - {from: s, to: 本人, what: 通知}\n  - {from: 本人, to: s, what: 申請} # 窓口\n");
	cr_expect_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--move-up=flow[1]")), 2);
	cr_expect(says(err_text, "初めの組"), "%s", err_text);
	cr_expect(says(changed("zenkomoku", "--append", "flow"), "\nflow:\n  - from:\n"), "%s", model_now());
}

Test(cli_fill, words_of_the_body_are_chosen)
{
	lists("--refer", "cover.declaration=passage:t", false, " 宣言 #", " {passage: t} #");
	lists("--refer", "cover.declaration=+passage:u", false, " 宣言 # 文", " # 文\n      - 宣言\n      - {passage: u}");
	lists("--refer", "cover.remarks=passage:u", false, "# 文\n", "# 文\n    remarks: {passage: u}\n");
	refused("kiso", "--refer", "cover.declaration=passage:x", "「passage:x」という文章はありません");
	refused("kiso", "--refer", "cover.declaration=定型文", "欄=passage:id");
	write_file("shikii.yaml", body);
	path = write_file("assessment.yaml", listed);
	cr_expect_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--refer=I.1.1=passage:t")), 2);
	cr_expect(says(err_text, "引く欄ではありません"), "%s", err_text);
}

Test(cli_fill, form_shows_what_can_be_chosen)
{
	write_file("shikii.yaml", body);
	path = write_file("assessment.yaml", listed);
	RUN(ARG("render"), ARG(path), ARG("--form=zenkomoku"), ARG("--format=form"));
	static const char *const shown[] = {"<option value=\"a\" selected>福祉課</option>",
	                                    "data-key=\"departments[2].office\"",
	                                    "data-key=\"flow[2].from\"",
	                                    "<option value=\"介護システム\">",
	                                    "data-refer=\"+passage:t\"",
	                                    "data-words"};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		cr_expect(says(out_text, shown[i]), "%s", shown[i]);
}

Test(cli_fill, refuses)
{
	refused(NULL, "--answer", "I.1.1=名称", "--form");
	refused("kiso", "--answer", "I.1.1", "欄=答え");
	refused("kiso", "--answer", "I.99=名称", "「I.99」という欄はありません");
	refused("kiso", "--answer", "II.1.count=多い", "多い");
	refused("kiso", "--answer", "III.result=義務付けられない", "ほかの事実から決まる");
	refused("kiso", "--answer", "history[1].note=い", "history[1].note");
	refused("kiso", "--answer", "I.99=名称", "shikii explain --form kiso");
	refused("zenkomoku", "--answer", "attachments[1].text=文章", "attachments[1].text");
	refused("zenkomoku", "--remove", "attachments[1]", "attachments[1]");
	refused("zenkomoku", "--append", "I.9[]", "I.9[]");
	refused("zenkomoku", "--append", "II[].4.c[]", "II[1].4/II[].4.c[]");
	refused("zenkomoku", "--remove", "II[1].4.c[2]", "ほかのⅡでも使っている");
	refused("zenkomoku", "--remove", "I.1", "I.1");
	refused("zenkomoku", "--move-up", "I.2[1]", "初めの組");
	refused("zenkomoku", "--move-up", "I.2", "「I.2」という組");
	refused("kiso", "--publish", "令和7年12月1日", "種類=公表日");
	refused("kiso", "--publish", "改定=令和7年12月1日", "種類=公表日");
	refused("kiso", "--publish", "新規=令和7年13月1日", "「令和7年13月1日」");
}

Test(cli_fill, only_shows_with_dry_run)
{
	path = write_file("assessment.yaml", model);
	cr_expect_eq(RUN(ARG("fill"), ARG(path), ARG("--form=kiso"), ARG("--answer=I.1.1=介護"), ARG("--dry-run")), 0);
	cr_expect(says(out_text, "+name: 介護 # 名称"), "%s", out_text);
	cr_expect_str_eq(model_now(), model);
}

Test(cli_fill, form_shows_fields)
{
	path = write_file("assessment.yaml", model);
	cr_expect_eq(RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=form"), ARG("--with-findings")), 0,
	             "%s", err_text);
	cr_expect(says(out_text, "data-key=\"I.1.1\" aria-label=\"Ⅰ 1. ①事務の名称\""));
	cr_expect(says(out_text, "value=\"1200\""));
	cr_expect(says(out_text, "▲ 答えていません"));
	cr_expect(says(out_text, "<p class=\"facts\" data-planned"));
}

/* What mends a finding comes with it; what is wrong in 変更箇所 leads to its row. */
Test(cli_fill, form_shows_mends_and_rows)
{
	path =
	    write_file("assessment.yaml", "shikii: 1\n"
	                                  "number_use:\n  basis: 番号法別表第二の42の項\n"
	                                  "sheets:\n  kiso:\n"
	                                  "    publications: [{date: 2025-12-01, kind: 新規}]\n"
	                                  "    history:\n"
	                                  "      - {date: 2025-12-01, item: 'Ⅰ　３．個人番号の利用　法令上の根拠', before: "
	                                  "あ, after: い, timing: 事後}\n");
	RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=form"), ARG("--with-findings"));
	cr_expect(says(out_text, "data-mend=\"[["), "%s", out_text);
	cr_expect(says(out_text, "<a href=\"#history-1\">変更箇所 1行目</a>"), "%s", out_text);
	cr_expect_not(says(out_text, "sheets.kiso.history[1]"));
	RUN(ARG("render"), ARG(path), ARG("--form=kiso"), ARG("--format=html"), ARG("--with-findings"));
	cr_expect_not(says(out_text, "data-mend"));
}
