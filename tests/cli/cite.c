#include "base/buf.h"
#include "fixture.h"

#include "base/diag.h"

#include <jansson.h>
#include <unistd.h>

TestSuite(cli_cite, .init = fixture_open, .fini = fixture_close);

static const char text[] = "公表日\n令和7年12月1日\n\n"
                           "法令上の根拠\t番号法第9条第1項 別表第一の30の項\n\n"
                           "変更日\t項目\t変更前の記載\n令和6年\tⅠ\t番号法別表第二の42の項\n";

static const char model[] =
    "shikii: 1\n"
    "number: 12\n"
    "name: 国民健康保険に関する事務\n"
    "number_use:\n"
    "  basis: |\n"
    "    根拠は次のとおり。\n"
    "    番号法第9条第1項\n"
    "    別表第一の30の項\n"
    "linkage:\n"
    "  performed: 実施する\n"
    "  basis: '番号法第19条第8号 別表第二 第42項、第43項'\n"
    "sheets:\n"
    "  kiso:\n"
    "    publications: [{date: 2025-12-01, kind: 新規}]\n"
    "    history:\n"
    "      - {date: 2025-12-01, item: Ⅰ, before: 番号法別表第二の42の項, after: 略, timing: 事後}\n";

static void release(void *root)
{
	json_decref(root);
}

static json_t *citations(void)
{
	json_t *root = json_loads(out_text, 0, NULL);
	cr_assert(root, "%s", out_text);
	arena_defer(arena, release, root);
	return json_object_get(root, "citations");
}

/* The fields of one citation of the last JSON, joined by |. */
static const char *shown(const json_t *citation)
{
	const char *replacement = json_string_value(json_object_get(citation, "replacement"));
	const char *path = json_string_value(json_object_get(citation, "path"));
	return arena_printf(arena, "%lld:%lld|%s|%s|%s|%s", json_integer_value(json_object_get(citation, "line")),
	                    json_integer_value(json_object_get(citation, "column")),
	                    json_string_value(json_object_get(citation, "canonical")),
	                    json_string_value(json_object_get(citation, "state")), replacement ? replacement : "-",
	                    path ? path : "-");
}

static void expect_citations(const char *const *expected, size_t count)
{
	json_t *list = citations();
	cr_expect_eq(json_array_size(list), count, "%s", out_text);
	for (size_t i = 0; i < count && i < json_array_size(list); i++)
		cr_expect_str_eq(shown(json_array_get(list, i)), expected[i]);
}

Test(cli_cite, a_plain_text_by_its_own_day)
{
	static const char *const expected[] = {
	    "4:8|番号法第9条第1項|in-force|-|-",
	    "4:18|番号法別表第一の30の項|moved|別表の44の項|-",
	    "7:8|番号法別表第二の42の項|history|-|-",
	};
	const char *file = write_file("a.txt", text);
	cr_assert_eq(RUN(ARG("cite"), ARG("--text"), ARG("--format=json"), ARG(file)), 0, "%s", err_text);
	expect_citations(expected, 3);
}

Test(cli_cite, as_of_another_day)
{
	const char *file = write_file("a.txt", text);
	cr_assert_eq(RUN(ARG("cite"), ARG("--text"), ARG("--format=json"), ARG("--as-of=2023-04-01"), ARG(file)), 0);
	json_t *list = citations();
	cr_expect_str_eq(json_string_value(json_object_get(json_array_get(list, 1), "state")), "in-force");
}

Test(cli_cite, a_model_with_its_places)
{
	static const char *const expected[] = {
	    "7:5|番号法第9条第1項|in-force|-|number_use.basis",
	    "8:5|番号法別表第一の30の項|moved|別表の44の項|number_use.basis",
	    "11:11|番号法第19条第8号|in-force|-|linkage.basis",
	    "11:22|番号法別表第二の42の項|repealed|番号法第19条第8号に基づく主務省令第2条の表 第69項|linkage.basis",
	    "11:32|番号法別表第二の43の項|repealed|第70項|linkage.basis",
	    "16:45|番号法別表第二の42の項|history|-|sheets.kiso.history[1].before",
	};
	const char *file = write_file("a.yaml", model);
	cr_assert_eq(RUN(ARG("cite"), ARG("--format=json"), ARG(file)), 0, "%s", err_text);
	expect_citations(expected, 6);
}

Test(cli_cite, table_and_csv)
{
	const char *file = write_file("a.txt", text);
	cr_assert_eq(RUN(ARG("cite"), ARG("--text"), ARG(file)), 0);
	cr_expect(says(err_text, "--as-of today"), "%s", err_text);
	cr_expect(strstr(out_text, "移動      番号法別表第一の30の項  番号法別表の44の項"), "%s", out_text);
	cr_assert_eq(RUN(ARG("cite"), ARG("--text"), ARG("--format=csv"), ARG(file)), 0);
	cr_expect(strstr(out_text, ",4,18,\"\",\"\",\"別表第一の30の項\",\"番号法別表第一の30の項\",\"番号法\",\"moved\","
	                           "\"別表の44の項\"\r\n"),
	          "%s", out_text);
}

Test(cli_cite, a_formula_stays_text_in_csv)
{
	const char *file = write_file("a.txt", "番号法第9条");
	cr_assert_eq(RUN(ARG("cite"), ARG("--text"), ARG("--format=csv"), ARG(file)), 0);
	cr_expect_null(strstr(out_text, ",="));
}

Test(cli_cite, what_cannot_be_done)
{
	const char *file = write_file("a.txt", text);
	cr_expect_eq(RUN(ARG("cite"), ARG("--text"), ARG("/nowhere/a.txt")), 2);
	cr_expect(strstr(err_text, "file.unreadable"), "%s", err_text);
	cr_expect_eq(RUN(ARG("cite"), ARG("--text"), ARG("--format=xml"), ARG(file)), 2);
	cr_expect_eq(RUN(ARG("cite"), ARG("--as-of=来年"), ARG(file)), 2);
	cr_expect(strstr(err_text, "使い方は shikii cite --help で見られます"), "%s", err_text);
	const char *broken = write_file("broken/a.yaml", "shikii: 1\nname: [\n");
	const char *actions[] = {"--format=table", "--fix", "--suggest"};
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		cr_expect_eq(RUN(ARG("cite"), ARG(actions[i]), ARG(broken)), 1, "%s: %s", actions[i], err_text);
		cr_expect_eq(RUN(ARG("cite"), ARG(actions[i]), ARG("/nowhere"), ARG(broken)), 2, "%s", actions[i]);
	}
	write_file("rules/law/own.yaml", "acts: {x: {title: 甲法}}\n");
	const char *rules = arena_printf(arena, "--rules=%s/rules", folder);
	cr_expect_eq(RUN(ARG("cite"), ARG("--text"), ARG(rules), ARG(file)), 2);
	cr_expect(strstr(err_text, "own.yaml:1:11: エラー: 法令「x」に title か number がありません"), "%s", err_text);
}

/* check says what cite knows: one finding for the rows of a list, nothing of 変更箇所. */
Test(cli_cite, findings_of_check)
{
	const char *file = write_file("a.yaml", model);
	RUN(ARG("check"), ARG(file));
	cr_expect(strstr(out_text, "a.yaml:8:5: エラー: 「番号法別表第一の30の項」は令和6年5月27日に別の所に移っています "
	                           "[citation.moved]"),
	          "%s", out_text);
	cr_expect(strstr(out_text, "ヒント: 「別表の44の項」に改めてください"), "%s", out_text);
	cr_expect(strstr(out_text,
	                 "a.yaml:11:22: エラー: 「番号法別表第二の42の項」ほか1項は令和6年5月27日に廃止されています "
	                 "[citation.repealed]"),
	          "%s", out_text);
	cr_expect(strstr(out_text, "ヒント: 「利用特定個人情報提供命令第2条の表」の項に改めてください（42→69、43→70）"),
	          "%s", out_text);
	cr_expect(strstr(out_text, "根拠: 令和5年法律第48号"), "%s", out_text);
	cr_expect_null(strstr(out_text, "a.yaml:16"), "%s", out_text);
	RUN(ARG("check"), ARG("--as-of=2024-05-26"), ARG(file));
	cr_expect_null(strstr(out_text, "エラー: 「番号法"), "%s", out_text);
}

/* A missing citation, one that nobody knows, and old law under another body's ordinance are no findings. */
Test(cli_cite, what_check_does_not_say)
{
	static const char *const cases[] = {
	    "番号法第9条",
	    "番号法",
	    "見本市個人番号条例別表第二の3の項",
	    "番号法第9条第2項に基づき、見本市条例で定める事務（別表第二の3の項）",
	    "住民基本台帳法別表第一の999の項",
	    "規則第99条",
	    "番号法第19条第7号",
	    "番号法別表の44の項及び番号法附則第99条",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *yaml = arena_printf(arena,
		                                "shikii: 1\nname: 事務\nnumber_use: {basis: %s}\nsheets:\n  kiso:\n"
		                                "    publications: [{date: 2025-12-01, kind: 新規}]\n",
		                                cases[i]);
		RUN(ARG("check"), ARG(write_file("a.yaml", yaml)));
		cr_expect_null(strstr(out_text, "citation."), "%s\n%s", cases[i], out_text);
	}
}

Test(cli_cite, a_row_of_another_law)
{
	static const struct {
		const char *basis;
		bool told;
	} cases[] = {
	    {"番号法別表の44の項（介護保険法による保険給付）", true},
	    {"番号法別表の44の項（国民健康保険法による保険給付）", false},
	    {"番号法別表の44の項（国保法）", false},
	    {"番号法別表の44の項（国民健康保険法施行令）", false},
	    {"番号法別表の23の5の項（建築基準法）", false}, /* its row from 1 June 2026 on */
	    {"番号法別表の44の項（以下略）", false},
	    {"番号法別表の999の項（介護保険法）", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *yaml = arena_printf(arena,
		                                "shikii: 1\nname: 事務\nnumber_use: {basis: %s}\nsheets:\n  kiso:\n"
		                                "    publications: [{date: 2025-12-01, kind: 新規}]\n",
		                                cases[i].basis);
		RUN(ARG("check"), ARG(write_file("a.yaml", yaml)));
		cr_expect_eq(strstr(out_text, "citation.row-mismatch") != NULL, cases[i].told, "%s\n%s", yaml, out_text);
	}
}

/* ---- --fix ---- */

static const char stale[] = "# 見本\n"
                            "shikii: 1\n"
                            "number: 12\n"
                            "name: 国民健康保険に関する事務 # 名\n"
                            "number_use:\n"
                            "  basis: |\n"
                            "    番号法第９条第１項 別表第一の３０の項\n"
                            "linkage:\n"
                            "  performed: 実施する\n"
                            "  basis: '番号法第19条第7号、別表第二\n"
                            "    第42項、第43項'\n"
                            "sheets:\n"
                            "  kiso:\n"
                            "    publications: [{date: 2025-12-01, kind: 新規}]\n"
                            "    history:\n"
                            "      - {date: 2025-12-01, item: Ⅰ, before: 番号法別表第二の42の項, after: "
                            "番号法別表第一の30の項, timing: 事後}\n";

static const char fresh[] = "-    番号法第９条第１項 別表第一の３０の項\n"
                            "+    番号法第９条第１項 別表の４４の項\n"
                            " linkage:\n"
                            "   performed: 実施する\n"
                            "-  basis: '番号法第19条第7号、別表第二\n"
                            "-    第42項、第43項'\n"
                            "+  basis: '番号法第19条第8号、番号法第19条第8号に基づく主務省令第2条の表\n"
                            "+    第69項、第70項'\n";

static const char *read_text(const char *path)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_load(arena, &diags, path);
	cr_assert(source);
	return arena_printf(arena, "%s%s", source->marked ? "\xef\xbb\xbf" : "", source->text);
}

Test(cli_cite, fix_changes_what_is_certain_and_nothing_else)
{
	const char *file = write_file("a.yaml", stale);
	cr_assert_eq(RUN(ARG("cite"), ARG("--fix"), ARG("--dry-run"), ARG(file)), 0, "%s", err_text);
	cr_expect(says(out_text, fresh), "%s", out_text);
	cr_expect_str_eq(read_text(file), stale);
	const char *diff = out_text;
	cr_assert_eq(RUN(ARG("cite"), ARG("--fix"), ARG(file)), 0, "%s", err_text);
	cr_expect_str_eq(out_text, diff);
	cr_expect(says(err_text, "の引用を4か所改めました"), "%s", err_text);
	const char *expected = replaced(stale, "別表第一の３０", "別表の４４");
	expected = replaced(expected, "第7号、別表第二", "第8号、番号法第19条第8号に基づく主務省令第2条の表");
	expected = replaced(expected, "第42項、第43項", "第69項、第70項");
	cr_expect_str_eq(read_text(file), expected);
	RUN(ARG("check"), ARG(file));
	cr_expect_not(says(out_text, "citation.moved") || says(out_text, "citation.repealed"), "%s", out_text);
	cr_assert_eq(RUN(ARG("cite"), ARG("--fix"), ARG(file)), 0);
	cr_expect_str_eq(out_text, "", "nothing is left to change");
}

Test(cli_cite, fix_leaves_what_is_not_certain)
{
	static const char *const cases[] = {
	    "番号法別表第二の42の項、45の項",       /* 45 has no successor */
	    "番号法別表第二の42項～45項",           /* a range */
	    "番号法別表第二の42の項。また、第45項", /* governed by the same name */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *yaml = arena_printf(arena,
		                                "shikii: 1\nname: 事務\nlinkage: {performed: 実施する, basis: '%s'}\nsheets:\n"
		                                "  kiso:\n    publications: [{date: 2025-12-01, kind: 新規}]\n",
		                                cases[i]);
		const char *file = write_file("a.yaml", yaml);
		cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG(file)), 0, "%s", err_text);
		cr_expect_str_eq(out_text, "");
		cr_expect(says(err_text, "か所残っています"), "%s: %s", cases[i], err_text);
		cr_expect_str_eq(read_text(file), yaml);
	}
}

/* What is left has a place and a reason, and is counted; check does not propose it either. */
Test(cli_cite, fix_tells_what_is_left)
{
	static const char yaml[] = "shikii: 1\nname: 事務\nlinkage:\n  performed: 実施する\n  basis: |\n"
	                           "    番号法第19条第8号 別表第二の42の項\n"
	                           "    番号法第19条第8号 別表第二（照会42、43）\n"
	                           "    番号法別表第二の45の項\n"
	                           "sheets:\n  kiso:\n    publications: [{date: 2025-12-01, kind: 新規}]\n";
	const char *file = write_file("a.yaml", yaml);
	RUN(ARG("check"), ARG(file));
	cr_expect(says(out_text, "「番号法第19条第8号に基づく主務省令第2条の表の69の項」に改めてください"), "%s", out_text);
	cr_expect(says(out_text, "確かめて改めてください。そばの「（照会42」を読めません"), "%s", out_text);
	cr_expect_not(says(out_text, "「番号法第19条第8号に基づく主務省令第2条の表」に改めてください"), "%s", out_text);
	RUN(ARG("cite"), ARG("--format=json"), ARG(file));
	cr_expect(says(out_text, "\"kept\": \"そばの「（照会42」を読めません\""), "%s", out_text);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG(file)), 0, "%s", err_text);
	cr_expect(says(err_text, "a.yaml:7:16: 「別表第二」はそのままです: そばの「（照会42」を読めません"), "%s",
	          err_text);
	cr_expect(says(err_text, "a.yaml:8:5: 「番号法別表第二の45の項」はそのままです: 行き先の規定がありません"), "%s",
	          err_text);
	cr_expect(says(err_text, "の引用を1か所改めました") && says(err_text, "2か所残っています"), "%s", err_text);
	cr_expect_str_eq(read_text(file),
	                 replaced(yaml, "第8号 別表第二の42の項", "第8号に基づく主務省令第2条の表の69の項"));
}

/* A passage of the body: once, for two models that agree; not at all when one of them is older. */
Test(cli_cite, fix_of_a_shared_text)
{
	static const char body[] = "name: 見本市長\npassages:\n  - {id: kyotsu, text: 番号法別表第一の30の項}\n";
	static const char yaml[] = "shikii: 1\nname: 事務\nnumber_use: {basis: {passage: kyotsu}}\nsheets:\n  kiso:\n"
	                           "    publications: [{date: 2025-12-01, kind: 新規}]\n";
	const char *shared = write_file("shikii.yaml", body);
	const char *first = write_file("a.yaml", yaml), *second = write_file("b.yaml", replaced(yaml, "2025", "2023"));
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG(first), ARG(second)), 0, "%s", err_text);
	cr_expect_str_eq(read_text(shared), body);
	write_file("b.yaml", yaml);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG(first), ARG(second)), 0, "%s", err_text);
	cr_expect_str_eq(read_text(shared), replaced(body, "別表第一の30", "別表の44"));
	cr_expect(says(err_text, "shikii.yaml」は、ほかの評価書にも使われる文章です"), "%s", err_text);
	cr_expect_str_eq(read_text(first), yaml);
}

Test(cli_cite, fix_keeps_the_bytes_of_the_file)
{
	const char *lines = "\xef\xbb\xbfshikii: 1\r\nname: 事務\r\nnumber_use:\r\n  basis: |-\r\n    根拠は\r\n    "
	                    "番号法別表第一の30の項\r\nsheets: {kiso: {publications: [{date: 2025-12-01, kind: 新規}]}}";
	const char *file = write_file("a.yaml", lines);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG(file)), 0, "%s", err_text);
	cr_expect_str_eq(read_text(file), replaced(lines, "別表第一の30", "別表の44"));
}

/* One of a list that YAML does not allow keeps the whole list as it is. */
Test(cli_cite, fix_of_a_list_is_all_or_nothing)
{
	static const char yaml[] = "shikii: 1\nname: 事務\nlinkage:\n  performed: 実施する\n"
	                           "  basis: \"番号法別\\\n    表第二の42の項、43の項\"\nsheets:\n"
	                           "  kiso:\n    publications: [{date: 2025-12-01, kind: 新規}]\n";
	const char *file = write_file("a.yaml", yaml);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG(file)), 0, "%s", err_text);
	cr_expect(says(err_text, "はそのままです: 書き換える文字が行をまたいでいます"), "%s", err_text);
	cr_expect(says(err_text, "2か所残っています"), "%s", err_text);
	cr_expect_str_eq(read_text(file), yaml);
}

Test(cli_cite, fix_where_it_cannot_be)
{
	const char *file = write_file("a.yaml", stale);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG("--text"), ARG(file)), 2);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG("--set=name=x"), ARG(file)), 2);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG("-")), 2);
	cr_expect(says(err_text, "標準入力は書き換えられません"), "%s", err_text);
	cr_expect_str_eq(read_text(file), stale);
}

Test(cli_cite, fix_tells_of_other_names_of_the_file)
{
	const char *file = write_file("a.yaml", stale);
	const char *other = arena_printf(arena, "%s/b.yaml", folder);
	cr_assert_eq(link(file, other), 0);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG(file)), 0, "%s", err_text);
	cr_expect(says(err_text, "a.yaml にはほかの名（ハードリンク）があり、そちらは元の中身のままです"), "%s", err_text);
	cr_expect_str_eq(read_text(other), stale);
	cr_expect(strcmp(read_text(file), stale) != 0);
}

/* ---- --suggest ---- */

Test(cli_cite, suggests_the_rows_of_the_law)
{
	const char *file = write_file("a.yaml", stale);
	cr_assert_eq(RUN(ARG("cite"), ARG("--suggest"), ARG(file)), 0, "%s", err_text);
	cr_expect(says(out_text, "番号法別表の44の項                         なし  国民健康保険法"), "%s", out_text);
	cr_expect(says(out_text, "利用特定個人情報提供命令第2条の表の69の項"), "%s", out_text);
	cr_expect_not(says(out_text, "別表第一"), "%s", out_text);
	cr_expect_not(says(out_text, "  健康保険法"), "%s", out_text);
	cr_assert_eq(RUN(ARG("cite"), ARG("--suggest"), ARG("--format=json"), ARG("--as-of=2023-04-01"), ARG(file)), 0);
	json_t *root = json_loads(out_text, 0, NULL);
	json_t *first = json_array_get(json_object_get(root, "suggestions"), 0);
	cr_expect_str_eq(json_string_value(json_object_get(first, "canonical")), "番号法別表第一の30の項");
	cr_expect_str_eq(json_string_value(json_object_get(first, "as_of")), "2023-04-01");
	cr_expect(json_is_true(json_object_get(first, "cited")));
	json_decref(root);
}

/* An overview names its law in full; a process of no law of the tables gets nothing. */
Test(cli_cite, suggests_by_the_overview_or_not_at_all)
{
	static const char yaml[] =
	    "shikii: 1\nname: 事務\nsheets:\n  kiso:\n    overview: 介護保険法による保険給付。医師の診断\n"
	    "    publications: [{date: 2025-12-01, kind: 新規}]\n";
	const char *file = write_file("a.yaml", yaml);
	cr_assert_eq(RUN(ARG("cite"), ARG("--suggest"), ARG(file)), 0, "%s", err_text);
	cr_expect(says(out_text, "介護保険法") && !says(out_text, "医師法"), "%s", out_text);
	write_file("a.yaml", replaced(yaml, "介護保険法", "何か"));
	RUN(ARG("cite"), ARG("--suggest"), ARG(file));
	cr_expect_not(says(out_text, "番号法"), "%s", out_text);
	write_file("a.yaml", replaced(yaml, "介護保険法", "番号法別表の44の項"));
	RUN(ARG("cite"), ARG("--suggest"), ARG(file));
	cr_expect(says(out_text, "番号法別表の45の項"), "%s", out_text);
	cr_expect_eq(RUN(ARG("cite"), ARG("--suggest"), ARG("--text"), ARG(file)), 2);
	cr_expect_eq(RUN(ARG("cite"), ARG("--suggest"), ARG("--format=csv"), ARG(file)), 2);
}

/* ---- how rows are cited, and the articles beside them ---- */

static const char *checked_on(const char *basis, const char *day)
{
	const char *yaml = arena_printf(arena,
	                                "shikii: 1\nname: 事務\nnumber_use: {basis: '%s'}\n"
	                                "sheets:\n  kiso:\n    publications: [{date: %s, kind: 新規}]\n",
	                                basis, day);
	RUN(ARG("check"), ARG(write_file("a.yaml", yaml)));
	return out_text;
}

static const char *checked(const char *basis)
{
	return checked_on(basis, "2025-12-01");
}

Test(cli_cite, the_style_of_rows)
{
	static const struct {
		const char *basis, *told; /* NULL: nothing */
	} cases[] = {
	    {"番号法別表の44の項、別表の45の項", NULL},
	    {"番号法別表の44、45の項、番号法第19条第8号", NULL},
	    {"番号法別表 第44項、第45項", NULL},
	    {"番号法別表 項番44", "注意: 表の項が「番号法別表 項番44」と書かれています [citation.style]"},
	    {"番号法別表 第44号", "注意: 表の項が「番号法別表 第44号」と書かれています [citation.style]"},
	    {"番号法別表の44の項、別表 第45項", "表の項の書き方が2通りあります（「番号法別表の44の項」「別表 第45項」）"},
	    /* one list, one way */
	    {"番号法第19条第8号に基づく主務省令第2条 表2、3、6項",
	     "表の項が「番号法第19条第8号に基づく主務省令第2条 表2」と書かれています"},
	    {"番号法別表 項番44、番号法第19条第8号に基づく主務省令第2条 表2、3、6項",
	     "表の項の書き方が2通りあります（「番号法別表 項番44」「番号法第19条第8号に基づく主務省令第2条 表2」）"},
	    {"見本市条例別表第二 項番3", NULL},
	    {"番号法第9条第1項", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *out = checked(cases[i].basis);
		cr_expect_eq(says(out, "citation.style"), cases[i].told != NULL, "%s\n%s", cases[i].basis, out);
		cr_expect(!cases[i].told || says(out, cases[i].told), "%s\n%s", cases[i].basis, out);
	}
	const char *past = replaced(stale, "before: 番号法別表第二の42の項", "before: 番号法別表第二 項番42");
	RUN(ARG("check"), ARG("--as-of=2020-01-01"),
	    ARG(write_file("a.yaml", replaced(past, "第42項、第43項", "の42の項"))));
	cr_expect_not(says(out_text, "citation.style"), "変更箇所 is left out: %s", out_text);
}

Test(cli_cite, the_article_beside_a_row)
{
	static const struct {
		const char *basis;
		bool told;
	} cases[] = {
	    {"番号法別表の44の項、番号法別表の主務省令で定める事務を定める命令第24条", false},
	    {"番号法別表の44の項、番号法別表の主務省令で定める事務を定める命令第16条", true},
	    {"番号法別表の44の項、番号法別表の主務省令で定める事務を定める命令第1条", true},
	    {"番号法別表の44の項、番号法施行令第16条", false},
	    {"番号法別表の44、100の項、番号法別表の主務省令で定める事務を定める命令第16条", false},
	    {"番号法別表の44の項、番号法別表の主務省令で定める事務を定める命令第16条、第24条", false},
	    {"番号法第19条第8号に基づく主務省令第2条の表の69の項、番号法第19条第8号に基づく主務省令第71条", false},
	    {"番号法第19条第8号に基づく主務省令第2条の表の69の項、番号法第19条第8号に基づく主務省令第69条", true},
	    {"番号法第19条第8号に基づく主務省令第2条の表の69の項、番号法第19条第8号に基づく主務省令第1条", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *out = checked(cases[i].basis);
		cr_expect_eq(says(out, "citation.article-mismatch"), cases[i].told, "%s\n%s", cases[i].basis, out);
	}
	cr_expect(says(checked(cases[1].basis),
	               "警告: 「番号法別表の44の項」の事務の条は「番号法別表の主務省令で定める事務を"
	               "定める命令第16条」ではありません"),
	          "%s", out_text);
	cr_expect(says(out_text, "定める命令第24条」か、項のどちらかを改めてください"), "%s", out_text);
	cr_expect(says(checked("番号法別表の44の項、番号法別表の主務省令で定める事務を定める命令第24条の2"),
	               "定める命令第24条の2」ではありません"),
	          "%s", out_text);
}

/* Of the order of the schedule that ended, the articles are inferred. */
Test(cli_cite, the_article_beside_a_row_of_former_law)
{
	static const char wrong[] = "番号法別表第一の30の項、番号法別表第一の主務省令で定める事務を定める命令第16条";
	static const char right[] = "番号法別表第一の30の項、番号法別表第一の主務省令で定める事務を定める命令第24条";
	cr_expect(says(checked_on(wrong, "2023-12-01"), "注意: 「番号法別表第一の30の項」の事務の条は"), "%s", out_text);
	cr_expect_not(says(checked_on(right, "2023-12-01"), "citation.article-mismatch"), "%s", out_text);
	cr_expect_not(says(checked(wrong), "citation.article-mismatch"), "what is stale is told as that: %s", out_text);
}

/* Where the old number rests on memory, the move is a note. */
Test(cli_cite, a_move_that_is_remembered)
{
	cr_expect(says(checked("番号法第28条の4"), "注意: 「番号法第28条の4」は平成29年5月30日に"), "%s", out_text);
	cr_expect(says(checked("番号法第9条第3項（個人番号関係事務）"), "注意: 「番号法第9条第3項」は"), "%s", out_text);
	cr_expect(says(checked("番号法第2条第9項に規定する特定個人情報ファイル"), "エラー: 「番号法第2条第9項」は"), "%s",
	          out_text);
}

Test(cli_cite, what_tells_of_the_past_is_no_finding)
{
	static const char *const cases[] = {
	    "番号法別表の44の項（旧：別表第一の30の項）",
	    "番号法別表の44の項（変更前は別表第一の30の項）",
	    "番号法別表第一の30の項（令和6年5月27日以降は別表の44の項）",
	    "令和6年5月27日に番号法別表第一の30の項が別表の44の項に改められた。",
	    "番号法第9条第1項により利用する。記録項目は別表第1のとおり。",
	    "番号法別表第8の2項",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_not(says(checked(cases[i]), "citation."), "%s\n%s", cases[i], out_text);
	const char *renewed = checked("番号法別表第一の44の項（国民健康保険法）");
	cr_expect(says(renewed, "エラー: 「番号法別表第一の44の項」は"), "%s", renewed);
	cr_expect(says(renewed, "「番号法別表の44の項」"), "%s", renewed);
	cr_expect_not(says(renewed, "64"), "%s", renewed);
}

/* ---- the renumbering of 1 June 2026 ---- */

static const char *renumbered_model(const char *day, const char *basis)
{
	const char *yaml =
	    arena_printf(arena,
	                 "shikii: 1\nnumber: 12\nname: 見本の事務\nnumber_use:\n  basis: %s\nsheets:\n  kiso:\n"
	                 "    publications: [{date: %s, kind: 新規}]\n",
	                 basis, day);
	return write_file("a.yaml", yaml);
}

Test(cli_cite, a_sheet_dated_anew_is_told_where_the_row_stands_now)
{
	const char *file = renumbered_model("2026-04-01", "番号法別表の39の3の項");
	RUN(ARG("check"), ARG("--only=citation"), ARG(file));
	cr_expect_null(strstr(out_text, "citation."), "%s", out_text);
	file = renumbered_model("2026-12-01", "番号法別表の39の3の項");
	RUN(ARG("check"), ARG("--only=citation"), ARG(file));
	cr_expect(strstr(out_text, "注意: 「番号法別表の39の3の項」は、令和8年6月1日から、それまでとは別の項です"), "%s",
	          out_text);
	cr_expect(strstr(out_text, "それまでの項（水道法）のことなら、「番号法別表の39の5の項」に改めてください"), "%s",
	          out_text);
	file = renumbered_model("2026-12-01", "番号法別表の39の3の項（水道法）");
	RUN(ARG("check"), ARG("--only=citation"), ARG(file));
	cr_expect(strstr(out_text, "エラー: 「番号法別表の39の3の項」は令和8年6月1日に別の所に移っています"), "%s",
	          out_text);
	cr_expect(strstr(out_text, "「番号法別表の39の5の項」に改めてください"), "%s", out_text);
	file = renumbered_model("2026-06-15", "番号法別表の39の3の項（水道法）");
	RUN(ARG("check"), ARG("--only=citation"), ARG(file));
	cr_expect(strstr(out_text, "注意: 「番号法別表の39の3の項」は令和8年6月1日に別の所に移っています"), "%s", out_text);
}

Test(cli_cite, what_stops_soon_is_told_on_request)
{
	const char *file = renumbered_model("2026-04-01", "番号法別表の39の3の項と44の項");
	RUN(ARG("check"), ARG("--only=citation"), ARG("--ahead=1m"), ARG(file));
	cr_expect_null(strstr(out_text, "citation.ends"), "%s", out_text);
	RUN(ARG("check"), ARG("--only=citation"), ARG("--ahead=6m"), ARG(file));
	cr_expect(strstr(out_text, "警告: 「番号法別表の39の3の項」は、令和8年6月1日（推定）に移るか廃止されます"), "%s",
	          out_text);
	cr_expect(strstr(out_text, "その日からは「番号法別表の39の5の項」です"), "%s", out_text);
	file = renumbered_model("2024-01-31", "番号法別表第二の45の項");
	RUN(ARG("check"), ARG("--only=citation"), ARG("--ahead"), ARG("120d"), ARG(file));
	cr_expect(strstr(out_text, "は、令和6年5月27日に移るか廃止されます"), "%s", out_text);
	cr_expect(strstr(out_text, "その日からの根拠を確かめてください"), "%s", out_text);
	cr_expect_eq(RUN(ARG("check"), ARG("--ahead=soon"), ARG(file)), 2);
	cr_expect(strstr(err_text, "6m（月）"), "%s", err_text);
	cr_expect_eq(RUN(ARG("check"), ARG("--ahead=6"), ARG(file)), 2);
}

Test(cli_cite, what_was_changed_is_told_on_request)
{
	const char *file = renumbered_model("2025-12-01", "番号法別表の70の項、番号法第2条第9項");
	RUN(ARG("check"), ARG("--only=citation"), ARG(file));
	cr_expect_null(strstr(out_text, "citation.changed"), "%s", out_text);
	RUN(ARG("check"), ARG("--only=citation"), ARG("--changed-since=2024-06-01"), ARG(file));
	cr_expect(strstr(out_text, "注意: 「番号法別表の70の項」は、令和6年9月19日に改められています"), "%s", out_text);
	cr_expect(strstr(out_text, "「番号法第2条第9項」は、令和7年4月1日に改められています（特定個人情報の定義）"), "%s",
	          out_text);
	RUN(ARG("check"), ARG("--only=citation"), ARG("--changed-since=2025-04-01"), ARG(file));
	cr_expect_null(strstr(out_text, "citation.changed"), "%s", out_text);
	cr_expect_eq(RUN(ARG("check"), ARG("--changed-since=2025"), ARG(file)), 2);
}

Test(cli_cite, what_ends_at_the_last_known_day_says_so)
{
	const char *file = renumbered_model("2026-08-03", "番号法別表の133の2の項");
	RUN(ARG("check"), ARG("--only=citation"), ARG(file));
	cr_expect_null(strstr(out_text, "citation."), "%s", out_text);
	file = renumbered_model("2026-08-03", "番号法別表の138の項");
	RUN(ARG("check"), ARG("--only=citation"), ARG(file));
	cr_expect(
	    strstr(out_text, "注意: 「番号法別表の138の項」は、登録した法令（令和8年7月17日まで確認）では確かめられません"),
	    "%s", out_text);
	cr_expect_null(strstr(out_text, "138の項」はありません"));
}

/* A range means the rows of the day: none that came later, none that is gone. */
Test(cli_cite, a_range_means_the_rows_of_its_day)
{
	static const char *const days[] = {"2025-01-01", "2025-12-01", "2026-12-01"};
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		const char *file = renumbered_model(days[i], "番号法別表の1項～137項");
		RUN(ARG("check"), ARG("--only=citation"), ARG(file));
		const char *found = strstr(out_text, "[citation.");
		cr_expect(!found || (i == 0 && strstr(out_text, "「番号法別表の137の項」は令和7年10月1日から施行されます")),
		          "%s", out_text);
	}
}

Test(cli_cite, json_tells_what_came_and_what_comes)
{
	static const char words[] = "番号法別表第一の30の項\n\n番号法別表の39の3の項\n\n番号法別表の138の項\n";
	const char *file = write_file("a.txt", words);
	RUN(ARG("cite"), ARG("--text"), ARG("--format=json"), ARG("--as-of=2026-04-01"), ARG(file));
	const json_t *old = json_array_get(citations(), 0), *row = json_array_get(citations(), 1);
	cr_expect_str_eq(json_string_value(json_object_get(old, "class")), "moved");
	cr_expect_str_eq(json_string_value(json_object_get(old, "since")), "2024-05-27");
	cr_expect_eq(json_array_size(json_object_get(old, "successors")), 0);
	cr_expect_str_eq(json_string_value(json_object_get(row, "stops")), "2026-06-01");
	cr_expect_str_eq(json_string_value(json_object_get(row, "stops_to")), "番号法別表の39の5の項");
	cr_expect_str_eq(json_string_value(json_object_get(row, "certainty")), "inferred");
	RUN(ARG("cite"), ARG("--text"), ARG("--as-of=2026-04-01"), ARG(file));
	cr_expect(strstr(out_text, "現行（2026-06-01から変わる）"), "%s", out_text);
	RUN(ARG("cite"), ARG("--text"), ARG("--format=json"), ARG("--as-of=2026-12-01"), ARG(file));
	row = json_array_get(citations(), 1);
	cr_expect_str_eq(json_string_value(json_object_get(row, "formerly")), "番号法別表の39の5の項");
	cr_expect_str_eq(json_string_value(json_object_get(json_array_get(citations(), 2), "known_to")), "2026-07-17");
	RUN(ARG("cite"), ARG("--text"), ARG("--as-of=2026-12-01"), ARG(file));
	cr_expect(strstr(out_text, "不明（2026-07-17まで確認）"), "%s", out_text);
}

/* Lists of any length are written as they come: what the parts say must be what one piece would say. */
Test(cli_cite, a_long_list)
{
	enum { LINES = 5000 };
	struct buf words = BUF_INIT;
	for (int i = 0; i < LINES; i++)
		buf_printf(&words, "番号法第%d条\n", i % 40 + 1);
	const char *file = write_file("\xff.txt", buf_text(&words));
	RUN(ARG("cite"), ARG("--text"), ARG("--format=json"), ARG("--as-of=2026-04-01"), ARG(file));
	cr_expect_eq(json_array_size(citations()), LINES);
	const json_t *last = json_array_get(citations(), LINES - 1);
	cr_expect_str_eq(json_string_value(json_object_get(last, "canonical")), "番号法第40条");
	cr_expect(strstr(json_string_value(json_object_get(last, "file")), "\uFFFD.txt"));
	RUN(ARG("cite"), ARG("--text"), ARG("--as-of=2026-04-01"), ARG(file));
	size_t lines = 0;
	for (const char *c = out_text; (c = strchr(c, '\n')); c++)
		lines++;
	cr_expect_eq(lines, LINES + 1, "%zu", lines);
	buf_free(&words);
}

static const char *suggested(const char *name, const char *overview)
{
	const char *file = write_file(
	    "a.yaml",
	    arena_printf(arena,
	                 "shikii: 1\nnumber: 1\nname: %s\nnumber_use: {basis: 住民基本台帳法第5条}\nsheets:\n  kiso:\n"
	                 "    overview: %s\n    publications: [{date: 2025-12-01, kind: 新規}]\n",
	                 name, overview));
	RUN(ARG("cite"), ARG("--suggest"), ARG(file));
	return out_text;
}

Test(cli_cite, suggestions_by_short_names)
{
	const char *list = suggested("障害福祉サービス等の支給に関する事務", "障害者総合支援法に基づく。難病法も使う。");
	cr_expect(strstr(list, "番号法別表の117の項"), "%s", list);
	cr_expect(strstr(list, "番号法別表の131の項"), "%s", list);
	cr_expect_null(strstr(list, "番号法別表の44の項"), "%s", list);
	list = suggested("見本の事務", "地方公共団体情報システム機構法による");
	cr_expect_null(strstr(list, "番号法別表の115の項"), "機構法: %s", list);
	list = suggested("軽自動車税の賦課に関する事務", "概要");
	cr_expect(strstr(list, "番号法別表の24の項"), "%s", list);
	cr_expect(strstr(list, "番号法の別表の項は地方税法の項です"), "%s", list);
	list = suggested("住基事務", "概要");
	cr_expect(strstr(list, "住民基本台帳法第5条 "), "%s", list);
	cr_expect(strstr(list, "住民基本台帳法第30条の10"), "%s", list);
	cr_expect(strstr(list, "番号法の別表に住民基本台帳法の項はありません"), "%s", list);
}
