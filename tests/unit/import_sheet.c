/* Texts of sheets -> models: what is found, what is unknown, and that nothing is invented. */
#include "import_expect.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(import_sheet, .init = set_up, .fini = tear_down);

#define KISO "特定個人情報保護評価書(基礎項目評価書)\n評価書番号\t評価書名\n5\t住民税に関する事務 基礎項目評価書\n"
#define PART_1                                                                                                         \
	"I 関連情報\n1. 特定個人情報ファイルを取り扱う事務\t\n①事務の名称\t住民税に関する事務\n②事務の概要\t概要の文\n"
#define PART_4 "4. 情報提供ネットワークシステムによる情報連携\t\n"
#define JUTEN "特定個人情報保護評価書(重点項目評価書)\nII 特定個人情報ファイルの概要\n"

Test(import_sheet, the_same_tables_in_other_markup)
{
	static const char *const texts[] = {
	    KISO PART_1,
	    "# 特定個人情報保護評価書（基礎項目評価書）\n\n| 評価書番号 | 評価書名 |\n|---|---|\n| 5 | 住民税に関する事務 "
	    "基礎項目評価書 |\n\n## Ⅰ　関連情報\n\n| １．特定個人情報ファイルを取り扱う事務 | |\n|---|---|\n| ① 事務の名称 "
	    "| "
	    "住民税に関する事務 |\n| ②事務の 概要 | 概要の文 |\n",
	    "<h1>特定個人情報保護評価書（基礎項目評価書）</"
	    "h1><table><tr><th>評価書番号<th>評価書名<tr><td>5<td>住民税に関する事務 "
	    "基礎項目評価書</table>\n<h2>Ⅰ 関連情報</h2>\n<table>\n<tr><td colspan=2>1. "
	    "特定個人情報ファイルを取り扱う事務</td></tr>\n"
	    "<tr><td>①事務の名称</td>\n<td>\n  "
	    "住民税に関する事務\n</td></tr><tr><td>②事務の概要<td><p>概要の文</p></table>\n",
	    "<h1>特定個人情報保護評価書（基礎項目評価書）</h1><table><tr><th>評価書番号<th>評価書名<tr><td>5<td>"
	    "住民税に関する事務 基礎項目評価書</table>\n<details open><summary><span "
	    "class='b'>Ⅰ　関連情報</span></summary>\n"
	    "<div><h3>1．特定個人情報ファイルを取り扱う事務</h3>\n<table><tr><td>①事務の名称<td>住民税に関する事務<tr>"
	    "<td>②事務の概要<td>概要の文</table></div></details>\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *yaml = imported(texts[i]);
		expect_in(yaml, "number: '5'\nname: 住民税に関する事務\n");
		expect_in(yaml, "    overview: 概要の文\n");
		expect_not_in(yaml, "    title:"); /* follows from the name */
		cr_expect_eq(import.placing->unplaced.count, 0, "%s", yaml);
	}
}

/* Ours print it behind a heading that goes on behind a picture; an answer may end with the same word. */
Test(import_sheet, headings_that_go_on)
{
	const char *yaml = imported(KISO "I 関連情報（続き）\n1. 特定個人情報ファイルを取り扱う事務（続き）\n"
	                                 "①事務の名称\t住民税に関する事務\n②事務の概要\t概要の文\n前の概要（続き）\n");
	expect_in(yaml, "name: 住民税に関する事務\n");
	expect_in(yaml, "    overview: |-\n      概要の文\n      前の概要（続き）\n");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s", yaml);
	yaml = imported("特定個人情報保護評価書(全項目評価書)\nI 基本情報\n1. 特定個人情報ファイルを取り扱う事務\n"
	                "①事務の名称\t住民税に関する事務\n（別添１）　事務の内容（続き）\n事務の内容\n①本人 → 市：届出\n");
	expect_in(yaml, "届出");
	expect_not_in(yaml, "続き");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s", yaml);
}

/* At the head of a page ours say in which group, and within whose sub-items, it begins; an answer goes on behind that. */
Test(import_sheet, groups_that_go_on)
{
	const char *yaml = imported("特定個人情報保護評価書(全項目評価書)\nI 基本情報\n"
	                            "2. 特定個人情報ファイルを取り扱う事務において使用するシステム\nシステム1\n"
	                            "①システムの名称\t甲システム\n②システムの機能\t一の文\nシステム1（続き）\n二の文\n"
	                            "システム2\n①システムの名称\t乙システム\nシステム2　①システムの名称（続き）\n"
	                            "②システムの機能\t三の文\n");
	expect_in(yaml, "一の文\n      二の文\n");
	expect_in(yaml, "name: 乙システム\n");
	expect_in(yaml, "三の文");
	expect_not_in(yaml, "続き");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s", yaml);
}

Test(import_sheet, choices)
{
	static const struct {
		const char *cell, *yaml;
	} cases[] = {
	    {"[実施する]\t<選択肢> 1) 実施する 2) 実施しない 3) 未定", "performed: 実施する\n"},
	    {"[　実施しない　] ＜選択肢＞ １）実施する ２）実施しない", "performed: 実施しない\n"},
	    {"[ 3) 未定 ]", "performed: 未定\n"},
	    {"[　２　]\t＜選択肢＞ １）実施する ２）実施しない ３）未定", "performed: 実施しない\n"},
	    {"②\t＜選択肢＞ ① 実施する ② 実施しない ③ 未定", "performed: 実施しない\n"},
	    {"【実施しない】\t＜選択肢＞ 1) 実施する 2) 実施しない 3) 未定", "performed: 実施しない\n"},
	    {"（　）実施する　（○）実施しない　（　）未定", "performed: 実施しない\n"},
	    {"＜選択肢＞ ① 実施する ② 実施しない ③ 未定", "performed: {unknown: 選んだ答えが文章に残っていない}\n"},
	    {"[ 4 ]\t1) 実施する 2) 実施しない 3) 未定", "performed: {unknown: 「4」は選択肢にありません}\n"},
	    {"<選択肢> 1) 実施する 2) 実施しない 3) 未定", "performed: {unknown: 選んだ答えが文章に残っていない}\n"},
	    {"[ ] <選択肢> 1) 実施する 2) 実施しない 3) 未定", "performed:\n"},
	    {"", "performed:\n"},
	    {"[検討する] <選択肢> 1) 実施する", "performed: {unknown: 「検討する」は選択肢にありません}\n"},
	    {"<p><選択肢></p> <table><tr><td>[実施する]</td><td>1) 実施する</td></tr></table>", "performed: 実施する\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = arena_printf(arena, "%s%s%s①実施の有無\t%s\n", KISO, PART_1, PART_4, cases[i].cell);
		expect_in(imported(text), cases[i].yaml);
		cr_expect_eq(import.placing->unplaced.count, 0, "%s", cases[i].cell);
	}
}

Test(import_sheet, boxes_flags_and_counts)
{
	const char *yaml = imported(
	    JUTEN
	    "3. 特定個人情報の入手・使用\t\n"
	    "①入手元 ※\t[○] 本人又は本人の代理人 [○]評価実施機関内の他部署（　税務課(市民税係)　）\t[ ] 民間事業者 ( )\n"
	    "②入手方法\t[<input type=\"checkbox\"/>] 紙 [] 専用線 [] その他 (窓口)\n"
	    "5. 特定個人情報の提供・移転（委託に伴うものを除く。）\t\n"
	    "提供・移転の有無\t[ ○ ] 提供を行っている ( 2 ) 件 [ ] 移転を行っている ( ) 件\t[ ] 行っていない\n"
	    "提供先1\t甲\n①法令上の根拠\t根拠\n");
	expect_in(
	    yaml,
	    "      sources:\n        - 本人又は本人の代理人\n        - 評価実施機関内の他部署: 　税務課(市民税係)　\n");
	expect_in(yaml,
	          "      means:\n        unknown: ○の有無が文章から読み取れない\n        texts:\n          その他: 窓口\n");
	expect_in(yaml, "stated_provisions: 2\n"); /* one is described */
	expect_in(yaml, "transfers: []\n");
	expect_in(yaml, "provisions:\n  - id: provision-1\n    name: 甲\n");
	cr_expect_eq(item("II[1].5.provide")->state, IMPORT_FOUND);
}

Test(import_sheet, nothing_is_invented)
{
	const char *yaml = imported(KISO PART_1 PART_4 "知らない欄\t何かの答え\n②法令上の根拠\t番号法\n\t続きの段落\n");
	expect_in(yaml, "  performed: {unknown: 取り込んだ文章に見当たらない}\n");
	expect_in(yaml, "  basis: |-\n    番号法\n    続きの段落\n");
	expect_in(yaml, "threshold:\n  subjects:\n    count: {unknown: 取り込んだ文章に見当たらない}\n");
	expect_in(yaml, "    history: {unknown: 取り込んだ文章に見当たらない}\n");
	expect_in(yaml, "\n# 取り込んだ文章のうち、どの項目の答えか分からないもの\n# 9行目:\n  # 知らない欄\n# 9行目:\n  # "
	                "何かの答え\n");
	cr_expect_eq(item("I.4.2")->line, 10);
	cr_expect_eq(item("I.4.1")->state, IMPORT_UNKNOWN);
	for (size_t i = 0; i < import.item_count; i++)
		cr_expect(import.items[i].state == IMPORT_UNKNOWN || import.items[i].line, "%s", import.items[i].key);
}

/* 移転先2 has lost its heading, 移転先3 is missing: the groups stay apart, and in their places. */
Test(import_sheet, groups_without_heading)
{
	const char *yaml = imported(JUTEN "5. 特定個人情報の提供・移転（委託に伴うものを除く。）\t\n"
	                                  "移転先1\t甲課\n①法令上の根拠\t一\n②移転先における用途\t用途一\n"
	                                  "①法令上の根拠\t二\n②移転先における用途\t用途二\n"
	                                  "移転先4\t丁課\n①法令上の根拠\t四\n");
	expect_in(yaml, "    name: 甲課\n    basis: 一\n    use: 用途一\n");
	expect_in(
	    yaml,
	    "  - id: transfer-2\n    name: {unknown: 取り込んだ文章に見当たらない}\n    basis: 二\n    use: 用途二\n");
	expect_in(yaml, "  - id: transfer-3\n    name: {unknown: 取り込んだ文章に見当たらない}\n    basis: {unknown:");
	expect_in(yaml, "  - id: transfer-4\n    name: 丁課\n    basis: 四\n");
	cr_expect(item("II[1].5.t[2].1")->doubt);
	cr_expect(!item("II[1].5.t[4].1")->doubt);
	const char *doubts = strstr(yaml, "    doubts:\n");
	cr_assert(doubts, "%s", yaml);
	expect_in(doubts, "'II[1].5.t[2].1': ");
	expect_not_in(doubts, "II[1].5.t[4].1");
}

Test(import_sheet, two_blocks)
{
	const char *yaml = imported(
	    JUTEN
	    "1. 特定個人情報ファイル名\t\n甲ファイル\t\n4. 特定個人情報ファイルの取扱いの委託\t\n委託の有無 ※\t[委託する]\n"
	    "委託事項1\t印刷\nII 特定個人情報ファイルの概要\n1. 特定個人情報ファイル名\t\n乙ファイル\t\n"
	    "4. 特定個人情報ファイルの取扱いの委託\t\n委託の有無 ※\t[委託する]\n委託事項1\t保守\n");
	expect_in(yaml, "  - id: block-1\n    name: 甲ファイル\n");
	expect_in(yaml, "  - id: block-2\n    name: 乙ファイル\n");
	expect_in(yaml, "  - id: contract-1\n    blocks: [block-1]\n    name: 印刷\n");
	expect_in(yaml, "  - id: contract-2\n    blocks: [block-2]\n    name: 保守\n");
}

#define PART_AUDIT(file, own, internal)                                                                                \
	"III リスク対策 ※(7.②を除く。)\n1. 特定個人情報ファイル名\t\n" file "ファイル\t\n8. 監査\t\n実施の有無\t[" own     \
	"] 自己点検 [" internal "] 内部監査 [ ] 外部監査\n"

/* What the model holds once and the sheets of two files print differently is kept for the sheet. */
Test(import_sheet, files_that_differ)
{
	const char *yaml = imported(JUTEN "1. 特定個人情報ファイル名\t\n甲ファイル\t\n" PART_AUDIT("甲", "○", "○")
	                                PART_AUDIT("乙", "○", " "));
	expect_in(yaml, "  audits:\n    - 自己点検\n  ");
	expect_in(yaml, "'III[1].8':\n        - 自己点検\n        - 内部監査\n");
}

Test(import_sheet, history)
{
	const char *yaml = imported(KISO PART_1 "変更箇所\n"
	                                        "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
	                                        "令和1年5月7日\tⅠ 1\t前\t後\t事後\t説明\n"
	                                        "\tⅠ 2\t<p>前一</p><p>前二</p>\t\t事前\t\n"
	                                        "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
	                                        "\t\t前三\t後\t\t\n"
	                                        "未定\t同上\t同上\t1. 対象人数\tその他\t\n");
	expect_in(
	    yaml,
	    "      - date: 令和1年5月7日\n        item: Ⅰ 1\n        before: 前\n        after: 後\n        timing: 事後\n"
	    "        note: 説明\n"
	    "      - date:\n        item: Ⅰ 2\n        before: |-\n          前一\n          前二\n          前三\n"
	    "        after: 後\n        timing: 事前\n        note:\n"
	    "      - date: {unknown: 「未定」は日付として読めません}\n        item: 同上\n        before: 同上\n"
	    "        after: 1. 対象人数\n        timing: {unknown: 「その他」は選択肢にありません}\n");
	cr_expect_eq(import.placing->history.count, 3);
}

/* As a city's page has them: cells that reach down, and as they are copied from it: cells broken over lines. */
Test(import_sheet, history_of_pages)
{
	const char *yaml =
	    imported(KISO PART_1
	             "変更箇所\n<table><tr><th>変更日</th><th>項目</th><th>変更前</th><th>変更後</th><th>提出時期</th>"
	             "<th>提出時期に係る説明</th></tr>\n"
	             "<tr><td rowspan=\"2\">令和7年4月1日</td><td>Ⅰ 1</td><td>甲</td><td>乙</td><td rowspan='2'>事後</td>"
	             "<td>改組</td></tr>\n<tr><td>Ⅰ 2</td><td>丙</td><td>丁</td><td>改称</td></tr></table>\n");
	expect_in(
	    yaml,
	    "      - date: 令和7年4月1日\n        item: Ⅰ 2\n        before: 丙\n        after: 丁\n        timing: 事後\n"
	    "        note: 改称\n");
	yaml = imported(KISO PART_1 "変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
	                            "令和7年4月1日\tⅠ 1\t甲\n乙\n丙\t甲\n丁\t事後\t\n令和7年5月1日\tⅠ 2\t戊\t己\t事前\t\n");
	expect_in(
	    yaml,
	    "        before: |-\n          甲\n          乙\n          丙\n        after: |-\n          甲\n          丁\n"
	    "        timing: 事後\n");
	expect_in(yaml, "      - date: 令和7年5月1日\n        item: Ⅰ 2\n        before: 戊\n");
	cr_expect_eq(import.placing->history.count, 2);
}

/* A row that the end of the page cuts in its item goes on below the head that is said again; without a date, but with a change of its
 * own, it is another. */
Test(import_sheet, rows_of_history_cut_by_a_page)
{
#define COLUMNS "変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
	const char *yaml =
	    imported(KISO PART_1 "変更箇所\n" COLUMNS "令和7年4月1日\tⅠ 1 事務の\t甲\t乙\t事後\t改組\n" COLUMNS
	                         "\t概要\t\t\t\t\n\tⅠ 2\t丙\t丁\t事後\t\n" COLUMNS "\tⅠ 3\t戊\t己\t\t\n");
#undef COLUMNS
	cr_expect_eq(import.placing->history.count, 3, "%zu", import.placing->history.count);
	expect_in(yaml, "Ⅰ 1 事務の");
	expect_not_in(yaml, "item: 概要");
}

/* A list of all sheets in front has the labels of the cover, too: its rows are those of others. */
Test(import_sheet, a_list_of_sheets_in_front)
{
	const char *yaml = imported("評価書番号\t評価書名\t公表日\n8\t国民年金に関する事務\t令和7年3月31日\n"
	                            "5\t住民税に関する事務\t令和7年7月18日\n" KISO PART_1);
	expect_in(yaml, "number: '5'\nname: 住民税に関する事務\n");
	expect_not_in(yaml, "published: 2025-03-31");
	cr_expect_eq(import.placing->unplaced.count, 6, "%s", yaml);
}

/* A page has the number and the name of a group in one heading; an answer may name a group, too. */
Test(import_sheet, headings_with_the_name_of_a_group)
{
	const char *yaml = imported(JUTEN "4. 特定個人情報ファイルの取扱いの委託\n委託の有無\t[委託する]\n"
	                                  "委託事項1　保守業務\n①委託内容\t保守の内容\n"
	                                  "委託事項2　印刷業務\n①委託内容\t印刷の内容\n委託事項1　とは別の者が行う。\n");
	expect_in(yaml, "name: 保守業務\n");
	expect_in(yaml, "name: 印刷業務\n");
	expect_in(yaml, "保守の内容\n");
	expect_in(yaml, "印刷の内容\n");
	expect_in(yaml, "委託事項1　とは別の者が行う。\n");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s", yaml);
}

/* A stamp in two cells, as a print parts it where its space is wide. */
Test(import_sheet, a_stamp_in_two_cells)
{
	imported("特定個人情報保護評価書(基礎項目評価書)\n公表日\t平成27年11月30日\n［平成26年４月\t様式２］\n" PART_1);
	cr_expect_str_eq(import.form->id, "kiso-2019");
	cr_assert_not_null(import.stamp);
	cr_expect_str_eq(import.stamp, "［平成26年４月　様式２］");
}

/* What a sheet printed against what follows from its facts: one place for it, else the item itself. */
Test(import_sheet, printed_answers)
{
	const char *yaml = imported(
	    KISO PART_1 "IV リスク対策\n1. 提出する特定個人情報保護評価書の種類\t\n[基礎項目評価書及び全項目評価書]\t\n"
	                "4. 特定個人情報ファイルの取扱いの委託 [○]委託しない\t\n");
	expect_in(yaml, "outsourcing: 委託しない\n");
	expect_in(yaml, "  submitted:\n    stated: 基礎項目評価書及び全項目評価書\n");
	expect_in(yaml, "  zenkomoku: {unknown: 別に公表されている}\n");
	yaml = imported(JUTEN "5. 特定個人情報の提供・移転（委託に伴うものを除く。）\t\n"
	                      "提供・移転の有無\t[ ] 提供を行っている [ ] 移転を行っている\t[ ] "
	                      "行っていない\n移転先1\t甲\n①法令上の根拠\t一\n");
	expect_in(yaml, "      # モデルからは「移転を行っている」となる\n      'II[1].5.move': false\n");
	cr_expect_eq(item("II[1].5.move")->state, IMPORT_STAND_IN);
	expect_in(yaml, "  kiso: {unknown: 別に公表されている}\n");
}

Test(import_sheet, revisions)
{
	static const struct {
		const char *text, *form;
	} cases[] = {
	    {KISO "公表日\n令和6年1月31日\n" PART_1, "kiso-2019"},
	    {KISO "公表日\n令和7年1月31日\n" PART_1, "kiso-2024"},
	    {KISO "公表日\n令和7年1月31日\n[平成31年１月　様式２]\n" PART_1, "kiso-2019"},
	    {KISO "公表日\n令和6年1月31日\n" PART_1 "9. 規則第9条第2項の適用\t[ ]適用した\n", "kiso-2024"},
	    {"特定個人情報保護評価書（全項目評価書）\nⅠ 基本情報\n1. "
	     "特定個人情報ファイルを取り扱う事務\t\n①事務の名称\t事務\n",
	     "zenkomoku-2018"},
	    {"Ⅰ 関連情報\n1. 特定個人情報ファイルを取り扱う事務\t\n①事務の名称\tx\n3. 個人番号の利用\t\n5. "
	     "評価実施機関における担当部署\t\n",
	     "kiso-2024"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *yaml = imported(cases[i].text);
		cr_expect_str_eq(import.form ? import.form->id : "none", cases[i].form, "%zu", i);
		bool named = i == 2 || i == 3; /* not the form of its day */
		cr_expect_eq(strstr(yaml, "    form: ") != NULL, named, "%s", yaml);
	}
}

Test(import_sheet, refused)
{
	static const struct {
		const char *text, *reason;
	} cases[] = {
	    {"", "公表された評価書の文章ではありません"},
	    {"買い物\n\t牛乳\t1\n", "公表された評価書の文章ではありません"},
	    {"特定個人情報保護評価書(基礎項目評価書)\n①事務の名称\n事務\n", "項目の答えが一つも見当たりません"},
	    {"特定個人情報保護評価書(基礎項目評価書)\na\tb\n", "項目の答えが一つも見当たりません"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_in(imported(cases[i].text), cases[i].reason);
}

/* A word processor's gaps between wide and narrow letters are no spaces, where all letters have them; columns stay. */
Test(import_sheet, gaps_between_letters_of_two_widths)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, KISO
	         "I 関連情報\n1. 特定個人情報ファイルを取り扱う事務\t\n①事務の名称\t住民税に関する事務\n②事務の概要\t");
	for (size_t i = 0; i < 11; i++)
		buf_puts(&text, "第 19 条の事務。");
	buf_puts(&text, "見本の紙 2枚\n");
	const char *gaps = arena_copy(arena, buf_text(&text), text.length);
	const char *yaml = imported(gaps);
	expect_in(yaml, "第19条の事務。第19条");
	expect_in(yaml, "の紙2枚");
	buf_puts(&text, "③システムの名称\t");
	for (size_t i = 0; i < 3; i++)
		buf_puts(&text, "第3");
	buf_puts(&text, "\n"); /* a writer who does without them, too */
	expect_in(imported(buf_text(&text)), "第 19 条の事務。第 19 条");
	buf_free(&text);
}

/* ---- pages that are no tables ---- */

/* A dt, a strong line and 「label：」 are labels as well as the cell of a table, where enough of the lines are so. */
Test(import_sheet, labels_outside_of_tables)
{
	static const char *const given[][2] = {
	    {"<dl><dt>", "</dt><dd>"}, {"<p><strong>", "</strong><br>"}, {"<ul><li>", "："}};
	static const char *const ends[] = {"</dd></dl>", "</p>", "</li></ul>"};
	static const char *const items[][3] = {{"<h2>Ⅰ　基本情報</h2>\n<h3>１．特定個人情報ファイルを取り扱う事務</h3>\n",
	                                        "①事務の名称", "見本税に関する事務"},
	                                       {"", "②事務の内容", "賦課する。<br>注：徴収も"},
	                                       {"", "③対象人数", "1万人以上10万人未満"},
	                                       {"<h3>６．評価実施機関における担当部署</h3>\n", "①部署", "税務課"},
	                                       {"", "②所属長の役職名", "税務課長"},
	                                       {"<h2>Ⅱ　特定個人情報ファイルの概要</h2>\n<h3>１．特定個人情報ファイル名</"
	                                        "h3>\n<p>見本税ファイル</p>\n<h3>３．特定個人情報の入手・使用</h3>\n",
	                                        "④使用の主体　使用部署", "税務課窓口"}};
	for (size_t way = 0; way < 3; way++) {
		struct buf page = BUF_INIT;
		for (size_t i = 0; i < sizeof items / sizeof *items; i++)
			buf_printf(&page, "%s%s%s%s%s%s\n", items[i][0], given[way][0], items[i][1], given[way][1], items[i][2],
			           ends[way]);
		const char *yaml = imported(arena_printf(arena,
		                                         "<!DOCTYPE "
		                                         "html>\n<html><body>\n<h1>特定個人情報保護評価書（重点項目評価書）</"
		                                         "h1>\n%s<table><tr><td>変更日</td></tr></table>\n</body></html>\n",
		                                         buf_text(&page)));
		buf_free(&page);
		expect_in(yaml, "name: 見本税に関する事務\n");
		expect_in(yaml, "注：徴収も\n");
		expect_in(yaml, "税務課長");
		expect_in(yaml, "税務課窓口\n");
		cr_expect_eq(item("I.1.3")->state, IMPORT_FOUND, "%zu", way);
	}
}

/* Words that are left out right behind a label may be its answer, which is then not blank. */
Test(import_sheet, words_left_out_are_no_blank)
{
	imported(KISO PART_1
	         "５．評価実施機関における担当部署\t\n①部署\n\t見本課\t甲\n②所属長の役職名\n\n６．他の評価実施機関\t\n");
	cr_expect_eq(item("I.5.1")->state, IMPORT_UNKNOWN);
	cr_expect_eq(item("I.5.2")->state, IMPORT_BLANK);
}

/* What stands in a table outside of its cells is kept; browsers show it. */
Test(import_sheet, words_beside_cells)
{
	const char *yaml = imported("<!DOCTYPE "
	                            "html>\n<html><body>\n<h1>特定個人情報保護評価書（基礎項目評価書）</"
	                            "h1>\n<table>\n<caption>Ⅰ　関連情報</caption>\n"
	                            "<tr><th>１．特定個人情報ファイルを取り扱う事務</th></tr>\n<p>迷子</"
	                            "p>\n<tr><th>①事務の名称</th><td>見本税</td></tr>\n<!-- 注 -->\n"
	                            "</table></body></html>\n");
	expect_in(yaml, "name: 見本税\n");
	expect_in(yaml, "  # 迷子\n");
	expect_not_in(yaml, "注 --");
}

/* 10) 定められていない: the last option of the list, printed over the edge of the cell below. */
Test(import_sheet, an_option_in_front_of_the_next_answer)
{
	static const char *const answers[][2] = {{"6) 1,000人以上窓口で照会する。", " 窓口で照会する。\n"},
	                                         {"1) 10人未満の班で照会する。", " 1) 10人未満の班で照会する。\n"},
	                                         {"6) 1,000人以上", " 6) 1,000人以上\n"}};
	for (size_t i = 0; i < 3; i++)
		expect_in(imported(arena_printf(
		              arena,
		              JUTEN "Ⅱ　特定個人情報ファイルの概要\t\n１．特定個人情報ファイル名\t\n見本税ファイル\t\n"
		                    "３．特定個人情報の入手・使用\t\n使用者数\t[10人未満]\n⑤使用方法\t%s\n",
		              answers[i][0])),
		          answers[i][1]);
}
