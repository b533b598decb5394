/* shikii import as a user calls it: what it writes is taken by the other commands as it is. */
#include "base/buf.h"
#include "cli/fixture.h"
#include "support/seeds.h"

#include <jansson.h>

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
	const char *model = arena_printf(arena, "%s/new/folder/a.yaml", folder);
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

/* The title of a table stands in front of it, in a line that ends there. */
Test(cli_import, a_table_with_its_title)
{
	const char *model = write_file(
	    "a.yaml",
	    arena_printf(arena,
	                 "%sattachments:\n- {id: a, part: 特定個人情報ファイル記録項目, title: 見本の項目, table: "
	                 "{columns: [分類, 記録項目], rows: [[識別情報, 個人番号], [連絡先, 住所]]}}\n",
	                 replaced(sound_model, "sheets:\n", "sheets:\n  juten: {voluntary: true}\n")));
	const char *sheet = arena_printf(arena, "%s/a.md", folder);
	cr_assert_eq(RUN(ARG("render"), ARG(model), ARG("--form"), ARG("juten"), ARG("--output"), ARG(sheet)), 0, "%s",
	             err_text);
	cr_assert_eq(RUN(ARG("import"), ARG(sheet)), 0, "%s", err_text);
	cr_expect(says(out_text, "    title: 見本の項目\n    table:\n      columns: [分類, 記録項目]\n      rows:\n"
	                         "        - [識別情報, 個人番号]\n        - [連絡先, 住所]\n"),
	          "%s", out_text);
}

/* ---- our own sheets ---- */

static const char *sample(const char *name)
{
	return arena_printf(arena, "%s/assessments/%s", getenv("SHIKII_SOURCE_DIR"), name);
}

static const char *in_folder(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void put_rows(struct buf *out, json_t *node)
{
	json_t *value;
	const char *key;
	size_t i;
	if (json_is_object(node) && json_object_get(node, "state")) {
		bool stated = json_is_string(json_object_get(node, "stated"));
		const char *const keys[] = {"id", "index", stated ? "stated" : "value", "selected", "texts"};
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			char *text = json_dumps(json_object_get(node, keys[k]), JSON_ENCODE_ANY | JSON_SORT_KEYS);
			buf_printf(out, "%s ", text);
			free(text);
		}
		buf_putc(out, '\n');
	} else if (json_is_object(node)) {
		json_object_foreach (node, key, value)
			put_rows(out, value);
	} else {
		json_array_foreach (node, i, value)
			put_rows(out, value);
	}
}

/* Each answer that the sheet prints, and the rows of 変更箇所. */
static const char *printed(const char *model, const char *form)
{
	RUN(ARG("render"), ARG(model), ARG("--form"), ARG(form), ARG("-fjson"), ARG("--for"), ARG("submission"));
	json_t *sheet = json_loads(out_text, 0, NULL);
	cr_assert(sheet, "%s", err_text);
	struct buf out = BUF_INIT;
	put_rows(&out, json_object_get(sheet, "cover"));
	put_rows(&out, json_object_get(sheet, "sections"));
	char *history = json_dumps(json_object_get(sheet, "history"), 0);
	buf_puts(&out, history ? history : "");
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	free(history);
	json_decref(sheet);
	buf_free(&out);
	return text;
}

/* The sheet of a sample, printed in a format and read again; its path. */
static const char *read_again(const char *model, const char *form, const char *format)
{
	const char *file = in_folder(arena_printf(arena, "%s.%s", form, format));
	const char *again = in_folder(arena_printf(arena, "%s-%s.yaml", form, format));
	remove(again);
	RUN(ARG("render"), ARG(model), ARG("--form"), ARG(form), ARG("-f"), ARG(format), ARG("--for"), ARG("submission"),
	    ARG("-o"), ARG(file));
	cr_assert_eq(RUN(ARG("import"), ARG(file), ARG("-o"), ARG(again)), 0, "%s", err_text);
	return again;
}

Test(cli_import, our_own_sheets_come_back)
{
	static const char *const models[] = {"mihon-kaigo/assessment.yaml", "kenpo/tekiyo-kyufu/assessment.yaml"},
	                         *const formats[] = {"xlsx", "html", "md"};
	static const char *const forms[] = {"kiso", "juten", "zenkomoku"};
	for (size_t i = 0; i < 2 * 3 * 3; i++) {
		const char *model = sample(models[i / 9]), *form = forms[i / 3 % 3], *format = formats[i % 3];
		const char *again = read_again(model, form, format);
		cr_expect(strcmp(printed(again, form), printed(model, form)) == 0, "%s %s %s", model, form, format);
	}
}

/* The published sheet that lacks most: what could not be read of it is no answer of ours either. */
Test(cli_import, a_seed_comes_back_from_our_sheets)
{
	const char *text = seed_path(arena, "001");
	static const char *const formats[] = {"xlsx", "html"};
	const char *model = in_folder("seed.yaml");
	cr_assert_eq(RUN(ARG("import"), ARG(text), ARG("-o"), ARG(model)), 0, "%s", err_text);
	for (size_t i = 0; i < 2; i++) {
		const char *yaml = file_text(arena, read_again(model, "juten", formats[i]));
		cr_expect(!says(yaml, "\n  # （読み取れていません"), "%s", formats[i]);
		cr_expect(says(yaml, "{unknown: ○の有無が文章から読み取れない}"), "%s", formats[i]);
		cr_expect(!says(yaml, "（続き）"), "%s", formats[i]);
	}
}

/* Beyond twenty frames a form goes on on a 別紙, where headings have their names beside them, too. */
Test(cli_import, names_on_a_further_sheet_come_back)
{
	static const char *const lists[] = {"contracts", "provisions", "transfers"}, *const formats[] = {"xlsx", "html",
	                                                                                                 "md"};
	struct buf yaml = BUF_INIT;
	buf_puts(&yaml, replaced(replaced(replaced(sound_model, "sheets:\n", "sheets:\n  juten: {voluntary: true}\n"),
	                                  "outsourcing: 委託しない", "outsourcing: 委託する"),
	                         "sharing: 提供・移転しない", "sharing: 提供・移転する"));
	buf_puts(&yaml, "blocks: [{id: b, files: [file], kind: システム用ファイル}]\n");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		buf_printf(&yaml, "%s:\n", lists[i]);
		for (int n = 1; n <= 22; n++)
			buf_printf(&yaml, "- {id: %.4s%d, name: 見本%c%d}\n", lists[i], n, 'A' + (char)i, n);
	}
	const char *model = write_file("a.yaml", buf_text(&yaml));
	buf_free(&yaml);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		const char *again = printed(read_again(model, "juten", formats[i]), "juten");
		cr_expect_str_eq(again, printed(model, "juten"), "%s", formats[i]);
		cr_expect(says(again, "見本A21") && says(again, "見本B21") && says(again, "見本C22"), "%s", formats[i]);
	}
}

Test(cli_import, what_we_print_in_place_of_an_answer_is_none)
{
	const char *yaml = file_text(arena, sample("mihon-kaigo/assessment.yaml")), *file = in_folder("public.xlsx");
	const char *model =
	    write_file("m.yaml", arena_printf(arena, "%swithhold: [{path: systems, reason: 見本}]\n", yaml));
	write_file("shikii.yaml", file_text(arena, sample("shikii.yaml")));
	RUN(ARG("render"), ARG(model), ARG("--form"), ARG("juten"), ARG("-fxlsx"), ARG("-o"), ARG(file));
	cr_assert_eq(RUN(ARG("import"), ARG(file)), 0, "%s", err_text);
	cr_expect(!says(out_text, "非公表") && says(out_text, "name: {unknown: 公表されていない}"), "%s", out_text);
}

/* 様式2 and 様式3 of one process, one behind the other, in either order: one model that prints both. */
Test(cli_import, two_sheets_become_one_model)
{
	static const char *const forms[] = {"kiso", "juten"};
	const char *model = sample("mihon-kaigo/assessment.yaml");
	for (size_t i = 0; i < 2; i++) {
		const char *first = read_again(model, forms[i], "xlsx");
		read_again(model, forms[1 - i], "xlsx");
		const char *other = in_folder(arena_printf(arena, "%s.xlsx", forms[1 - i]));
		cr_assert_eq(RUN(ARG("import"), ARG("--add"), ARG(first), ARG(other)), 0, "%s", err_text);
		for (size_t j = 0; j < 2; j++)
			cr_expect_str_eq(printed(first, forms[j]), printed(model, forms[j]));
		RUN(ARG("import"), ARG("--add"), ARG(first), ARG(other));
		cr_expect(says(err_text, "もう"), "%s", err_text);
		remove(first);
		remove(in_folder(arena_printf(arena, "%s-xlsx.yaml", forms[1 - i])));
	}
}

Test(cli_import, what_contradicts_is_told_with_both_places)
{
	const char *sheets[] = {"kiso", "juten"};
	for (size_t i = 0; i < 2; i++)
		read_again(sample("mihon-kaigo/assessment.yaml"), sheets[i], "md");
	const char *path = in_folder("kiso-md.yaml"), *file = in_folder("juten.md");
	char *yaml = arena_string(arena, file_text(arena, path)), *agency = strstr(yaml, "agency: 見本市長\n");
	cr_assert(agency);
	memcpy(agency, "agency: 見本町長\n", strlen("agency: 見本町長\n"));
	const char *model = write_file("m.yaml", yaml);
	cr_expect_eq(RUN(ARG("import"), ARG("--add"), ARG(model), ARG("--dry-run"), ARG(file)), 1, "%s", err_text);
	cr_expect(says(out_text, "cover.agency: 見本市長"), "%s", out_text);
	cr_expect(says(err_text, "m.yaml:5:9: 警告: 取り込んだ評価書（"), "%s", err_text);
	cr_expect(says(err_text, "行目）では「見本市長」、モデルでは「見本町長」です [import.differs]"), "%s", err_text);
	cr_expect(!says(printed(model, "juten"), "介護保険システムの運用保守"));
	RUN(ARG("import"), ARG("--add"), ARG(model), ARG(file));
	cr_expect(says(printed(model, "juten"), "見本市長") && says(printed(model, "kiso"), "見本町長"));
	const char *other = write_file("o.yaml", "shikii: 1\nnumber: 99\nname: 別の事務\n");
	cr_expect_eq(RUN(ARG("import"), ARG("--add"), ARG(other), ARG(file)), 2);
	cr_expect(says(err_text, "別の事務の評価書のようなので、足しません"), "%s", err_text);
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
	cr_expect(says(err_text, "2 つの評価書があるファイルです。1 番目を取り込みました"), "%s", err_text);
	cr_expect(says(out_text, "number: '5'") && !says(out_text, "二つ目の評価書"), "%s", out_text);
	cr_assert_eq(RUN(ARG("import"), ARG("--sheet"), ARG("2"), ARG(text)), 0, "%s", err_text);
	cr_expect(says(out_text, "number: '6'"), "%s", out_text);
	cr_expect_eq(RUN(ARG("import"), ARG("--sheet=3"), ARG(text)), 2);
	cr_expect(says(err_text, "このファイルの評価書は 2 つです"), "%s", err_text);
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
