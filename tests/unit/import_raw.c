/* Texts of printed sheets, whose words stand in no order, at their places, or in a PDF: what the form makes of them. */
#include "base/buf.h"
#include "import_expect.h"

#include "import/answer.h"
#include "printed/pages.h"
#include "support/outside.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(import_raw, .init = set_up, .fini = tear_down);

static const char *imported_case(const char *variable, const char *name)
{
	const struct source *source =
	    source_load(arena, &diags, arena_printf(arena, "%s/%s", outside_folder(variable), name));
	cr_assert(source, "%s", name);
	return import_end(import_text(arena, official, source, 1, &import));
}

static size_t count_state(enum import_state state)
{
	size_t count = 0;
	for (size_t i = 0; i < import.item_count; i++)
		count += import.items[i].state == state;
	return count;
}

#define TITLE "特定個人情報保護評価書（基礎項目評価書）\n"

Test(import_raw, labels_stand_before_the_words_of_all)
{
	const char *yaml =
	    imported(TITLE "評価書番号\n\n評価書名\n\n7\n\n見本事務 基礎項目評価書\n\n公表日\n\n令和7年12月1日\n"
	                   "\f\nⅠ\n\n関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n②事務の概要\n\n"
	                   "見本税に関する事務\n\n見本税を賦課し、徴収する。\n\n③システムの名称\n\n見本税システム\n");
	expect_in(yaml, "number: '7'\nname: 見本税に関する事務\n");
	expect_in(yaml, "overview: 見本税を賦課し、徴収する。\n");
	expect_in(yaml, "date: 令和7年12月1日");
}

Test(import_raw, brackets_options_and_answers_come_apart)
{
	const char *yaml = imported(
	    TITLE
	    "\f\nⅣ\n\nリスク対策\n３．特定個人情報の使用\n"
	    "目的を超えた紐付け、事務に必要の\nない情報との紐付けが行われるリス\nクへの対策は十分か\n"
	    "権限のない者（元職員、\nアクセス権限のない職員等）によって不正に使用されるリスクへの対策\nは十分か\n\n"
	    "＜選択肢＞\n\n[\n\n] 1) 特に力を入れている\n\n課題が残されている\n\n2) 十分である\n\n3) 課題が残されている\n"
	    "＜選択肢＞\n\n[\n\n] 1) 特に力を入れている\n\n十分である\n\n2) 十分である\n\n3) 課題が残されている\n"
	    "９．監査\n実施の有無\n\n[ ○ ] 自己点検 [\n\n○\n\n] 内部監査\n\n[ ] 外部監査\n");
	expect_in(yaml, "linkage:\n        sufficient: 課題が残されている\n");
	expect_in(yaml, "unauthorized:\n        sufficient: 十分である\n");
	expect_in(yaml, "audits:\n    - 自己点検\n    - 内部監査\n");
}

/* An option that the form prints in other words than the model has. */
Test(import_raw, an_option_with_words_of_the_form)
{
	static const char *const printed[] = {"1,000人未満（任意実施）", "1,000人未満"};
	for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
		const char *yaml = imported(arena_printf(
		    arena,
		    TITLE "Ⅱ　しきい値判断項目\n１．対象人数\n評価対象の事務の対象人数は何人か\n\n＜選択肢＞\n\n[\n\n"
		          "] 1) 1,000人未満（任意実施）\n\n%s\n\n2) 1,000人以上1万人未満\n3) 1万人以上10万人未満\n"
		          "4) 10万人以上30万人未満\n5) 30万人以上\n\nいつ時点の計数か\n\n令和7年4月1日現在\n",
		    printed[i]));
		expect_in(yaml, "stated: 1,000人未満\n");
		cr_expect_eq(import.placing->unplaced.count, 0, "%zu", import.placing->unplaced.count);
	}
}

Test(import_raw, empty_brackets_are_blank_and_nothing_is_invented)
{
	const char *yaml =
	    imported(TITLE "Ⅱ　しきい値判断項目\n２．取扱者数\n特定個人情報ファイル取扱者数は500人以上か\n\n"
	                   "[ ]\n\n＜選択肢＞\n1) 500人以上\n2) 500人未満\n\nいつ時点の計数か\n\n令和7年4月1日現在\n");
	expect_not_in(yaml, "500人");
	expect_in(yaml, "as_of: 令和7年4月1日現在");
	cr_expect_eq(import.placing->unplaced.count, 0);
}

Test(import_raw, broken_lines_are_joined_as_japanese_is)
{
	const char *yaml = imported(
	    TITLE "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n②事務の概要\n\n"
	          "見本市は、見本税の賦課及び徴収に関する事務において、特定個人情報ファ\nイルを取り扱う。\n短い行\n");
	expect_in(yaml, "特定個人情報ファイルを取り扱う。\n");
	expect_in(yaml, "      短い行\n");
}

/* An option's end in front of the next option, and the words of a box in two lines, are no words of another item. */
Test(import_raw, options_that_lines_have_broken)
{
	const char *yaml =
	    imported("特定個人情報保護評価書（重点項目評価書）\n"
	             "\fⅡ　特定個人情報ファイルの概要\n３．特定個人情報の入手・使用\n"
	             "②入手方法\n\n［ ○ ］電子記録媒体（フラッシュメモリを除\nく。）\n［ ］フラッシュメモリ\n\n"
	             "③使用目的\n\n手当の支払\n\n使用部署\n\n見本課\n\n使用者数\n\n＜選択肢＞\n"
	             "1）10人未満 2）10人以上50人未満 3）50人以上100人未満\n以上1,000人未満 6）1,000人以上\n\n"
	             "4）100人以上500人未満\n5）500人\n［ 10人未満 ］\n");
	expect_in(yaml, "means:\n        - 電子記録媒体（フラッシュメモリを除く。）\n");
	expect_in(yaml, "purpose: 手当の支払\n");
	expect_not_in(yaml, "以上1,000人未満");
	cr_expect_eq(import.placing->unplaced.count, 0, "%zu", import.placing->unplaced.count);
}

Test(import_raw, places_kept_by_spaces)
{
	const char *yaml = imported(TITLE "\nⅠ   関連情報\n１．特定個人情報ファイルを取り扱う事務\n"
	                                  "①事務の名称     見本税に関する事務\n"
	                                  "            見本税条例により、見本税の賦課を\n"
	                                  "②事務の概要\n"
	                                  "            行い、徴収する。\n\n"
	                                  "③システムの名称   見本税システム\n\n"
	                                  "４．情報提供ネットワークシステムによる情報連携\n"
	                                  "                              ＜選択肢＞\n"
	                                  "①実施の有無       [    実施しない     ]   1) 実施する       2) 実施しない\n"
	                                  "                              3) 未定\n\n"
	                                  "５．評価実施機関における担当部署\n"
	                                  "①部署          市民部市民課\n"
	                                  "②所属長の役職名     市民課長\n");
	expect_in(yaml, "name: 見本税に関する事務\n");
	expect_in(yaml, "見本税条例により、見本税の賦課を");
	expect_in(yaml, "行い、徴収する。\n");
	expect_in(yaml, "performed: 実施しない\n");
	expect_in(yaml, "head: 市民課長\n");
}

/* A bracket that closes in another line, beside the first option of its list, and one that is empty: no answer goes to
 * another item than that beside it. */
Test(import_raw, brackets_at_their_places)
{
#define LISTED "                                             "
	const char *yaml = imported(
	    TITLE
	    "\nⅣ   リスク対策\n２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）\n\n" LISTED
	    "＜選択肢＞\n目的外の入手が行われるリスクへの対                 1) 特に力を入れている\n"
	    "策は十分か             [       十分である     ]      2) 十分である\n" LISTED "3) 課題が残されている\n\n"
	    "３．特定個人情報の使用\n\n目的を超えた紐付け、事務に必要のな                 ＜選択肢＞\n"
	    "い情報との紐付けが行われるリスクへ [                1) 特に力を入れている\n"
	    "                          十分である     ]      2) 十分である\nの対策は十分か\n" LISTED
	    "3) 課題が残されている\n\n４．特定個人情報ファイルの取扱いの委託                  [   ]委託しない\n\n" LISTED
	    "＜選択肢＞\n委託先における不正な使用等のリスク                 1) 特に力を入れている\n"
	    "への対策は十分か          [                  ]      2) 十分である\n" LISTED "3) 課題が残されている\n\n"
	    "５．特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）    [   "
	    "]提供・移転しない\n\n" LISTED
	    "＜選択肢＞\n不正な提供・移転が行われるリスクへ                 1) 特に力を入れている\n"
	    "の対策は十分か           [     課題が残されている   ]      2) 十分である\n" LISTED "3) 課題が残されている\n");
	expect_in(yaml, "      unintended:\n        sufficient: 十分である\n");
	expect_in(yaml, "      linkage:\n        sufficient: 十分である\n");
	expect_in(yaml, "    outsourcing:\n      sufficient:\n");
	expect_in(yaml, "      unauthorized:\n        sufficient: 課題が残されている\n");
	expect_not_in(yaml, "特に力を入れている");
#undef LISTED
}

/* Words of a label and of an option, which lines break, have come behind the label of a text that is blank. */
Test(import_raw, pieces_of_labels_are_no_answers)
{
	const char *yaml =
	    imported("特定個人情報保護評価書（重点項目評価書）\n\fⅡ　特定個人情報ファイルの概要\n"
	             "１．特定個人情報ファイル名\n\n見本税ファイル\n\n４．特定個人情報ファイルの取扱いの委託\n\n"
	             "委託事項１\n\n①委託内容\n\n印刷\n\n⑥再委託事項\n\n⑤再委託の許諾方\n\n");
	expect_in(yaml, "印刷\n");
	expect_not_in(yaml, "matter: ⑤");
	expect_not_in(yaml, "再委託の許諾方\n        ");
}

Test(import_raw, a_number_at_the_foot_ends_its_page)
{
	const char *yaml = imported(TITLE "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n見本事務\n\n"
	                                  "②事務の概要\n\n見本税を賦課し、徴収する。\n\n12\n\n\n\n ③システムの名称\n\n"
	                                  "見本システム\n\n13\n\n\n\n ２．特定個人情報ファイル名\n\n見本ファイル\n");
	expect_in(yaml, "overview: 見本税を賦課し、徴収する。\n");
	expect_in(yaml, "見本システム\n");
	expect_not_in(yaml, "12");
}

/* A sheet in lines that a viewer has copied, without form feeds; behind each 13 lines the number of the page,
 * with words around it, or nothing where these are NULL. */
static const char *copied_with(const char *before, const char *behind)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, TITLE "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n見本事務\n②事務の概要\n");
	for (int line = 7; line < 55; line++) {
		if (before && line % 13 == 0)
			buf_printf(&text, "%s%d%s\n", before, line / 13, behind);
		buf_printf(&text, "見本税を%d回に分けて徴収する。\n", line);
	}
	buf_puts(&text, "③システムの名称\n見本システム\n２．特定個人情報ファイル名\n見本ファイル\n");
	const char *yaml = imported(buf_text(&text));
	buf_free(&text);
	return yaml;
}

/* They count on from the beginning to the end; what does not is an answer's. */
Test(import_raw, numbers_of_pages_in_a_copy)
{
	const char *whole = copied_with(NULL, NULL);
	cr_expect_str_eq(copied_with("", ""), whole);
	cr_expect_str_eq(copied_with("- ", " -"), whole);
	cr_expect_str_eq(copied_with("", "/4"), whole);
	expect_in(copied_with("2", ""), "21\n");
}

#define RISK4                                                                                                          \
	"特定個人情報保護評価書（全項目評価書）\n"                                                      \
	"\fⅢ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策\n"

/* The label of the method stands on the page behind, and two methods stand in the other order than their labels. */
Test(import_raw, words_in_front_of_their_label)
{
	const char *yaml = imported(
	    RISK4
	    "７．特定個人情報の保管・消去\nリスク１：　特定個人情報の漏えい・滅失・毀損リスク\n⑥技術的対策\n\n"
	    "＜見本システムにおける措置＞\n・見本の措置を講じることにより、技術的な対策とする。\n\n[ 十分に行っている ]\n\n"
	    "\f具体的な対策の内容\n\n＜見本クラウドにおける措置＞\n・見本の環境で運用することにより、技術的な対策とする。"
	    "\n");
	expect_in(yaml, "＜見本システムにおける措置＞\n            ・見本の措置を講じることにより、技術的な対策とする。\n"
	                "            ＜見本クラウドにおける措置＞\n");
	yaml =
	    imported(RISK4 "３．特定個人情報の使用\nリスク２：　権限のない者（元職員、アクセス権限のない職員等）によって"
	                   "不正に使用されるリスク\nユーザ認証の管理 [ 行っている ]\n\n具体的な管理方法\n\n"
	                   "アクセス権限の失効は見本課が行う。\n\nアクセス権限の管理 [ 行っている ]\n\n具体的な管理方法\n\n"
	                   "ユーザ認証は見本カードによる。\n\nアクセス権限の発効・失効の管理 [ 行っている ]\n\n"
	                   "具体的な管理方法\n\n見本課が毎月点検する。\n");
	expect_in(yaml, "authentication:\n          answer: 行っている\n          how: ユーザ認証は見本カードによる。\n");
	expect_in(yaml, "granting:\n          answer: 行っている\n          how: アクセス権限の失効は見本課が行う。\n");
}

#define CHANGES                                                                                                                                                          \
	TITLE "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n見本税の賦課徴収に関する事務\n\n②事務" \
	      "の概要\n\n"                                                                                                                                                \
	      "見本税を賦課し、徴収し、還付する事務を行う。\n\n"                                                                                       \
	      "\f変更箇所\n変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n\n"

static const char *cell_at(size_t row, size_t column)
{
	return chunks_text(arena, &import.placing->history.items[row].cells[column]);
}

/* What stands in no order: an item behind its words, times and notes apart, an item's name and a note in two pieces. */
Test(import_raw, rows_of_changes_that_came_apart)
{
	imported(CHANGES
	         "令和7年4月1日\n\nⅠ１．①事務の名称\n\n見本の事務\n\n見本税の賦課徴収に関する事務\n\n事後\n見本の誤記の修正"
	         "\nによる\n\n"
	         "事前\n重要な変更\n\n令和7年5月1日\n\nⅠ１．③システムの\n\n名称\n\n旧見本システム\n\n新見本システム\n\n"
	         "事後\n\n見本の誤記の修正\n\nによる\n\n令和7年6月1日\n\nⅠ１．②事務の概要\n\n見本税を賦課する。\n"
	         "見本税を賦課し、徴収し、還付する事務を行う。\n");
	cr_assert_eq(import.placing->history.count, 3);
	cr_expect_str_eq(cell_at(1, 1), "Ⅰ１．③システムの名称");
	cr_expect_str_eq(cell_at(1, 5), "見本の誤記の修正による");
	cr_expect_str_eq(cell_at(2, 2), "見本税を賦課する。");
	cr_expect_str_eq(cell_at(2, 3), "見本税を賦課し、徴収し、還付する事務を行う。");
	cr_expect_str_eq(cell_at(2, 4), "事前");
	cr_expect_str_eq(cell_at(2, 5), "重要な変更");
}

/* Words after the change that the sheet has now at the item of another row are that row's. */
Test(import_raw, changed_words_are_what_the_sheet_says_now)
{
	imported(CHANGES
	         "令和7年4月1日\n\nⅠ１．①事務の名称\n\n追加\n\n見本税を賦課し、徴収し、還付する事務を行う。\n\n事後\n\n"
	         "令和7年4月1日\n\nⅠ１．②事務の概要\n\n追加\n\n見本税の賦課徴収に関する事務\n\n事後\n");
	cr_assert_eq(import.placing->history.count, 2);
	cr_expect_str_eq(cell_at(1, 2), "追加");
	cr_expect_str_eq(cell_at(1, 3), "見本税を賦課し、徴収し、還付する事務を行う。");
}

#define WORD(left, top, right, words)                                                                                  \
	"<line><word xMin=\"" #left "\" yMin=\"" #top "\" xMax=\"" #right "\" yMax=\"" #top "9\">" words "</word></line>"

Test(import_raw, xhtml_of_pdftotext)
{
	const char *yaml =
	    imported("<html><body><doc><page width=\"595\" height=\"842\">" WORD(
	        100, 10, 400, "特定個人情報保護評価書（基礎項目評価書）") WORD(10, 30, 60, "Ⅰ　関連情報")
	                 WORD(10, 50, 200, "１．特定個人情報ファイルを取り扱う事務") WORD(10, 70, 60, "①事務の名称")
	                     WORD(90, 70, 200, "見本税 &amp; 事務") "</page></doc></body></html>");
	expect_in(yaml, "name: 見本税 & 事務\n");
	expect_in(imported("<html><page width=\"1\"><word>x"), "XHTML として読めません");
	expect_in(imported("<!DOCTYPE a [<!ENTITY b \"c\">]><html><page width=\"1\"><word>&b;</word></page></html>"),
	          "XHTML として読めません");
}

Test(import_raw, cells_copied_from_a_spreadsheet)
{
	const char *yaml =
	    imported(TITLE "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\t\t\t見本事務\n"
	                   "②事務の概要\t\t\"次を行う。\n①「\"\"届\"\"」の受理\n②通知\"\t\n③システムの名称\t\t\"見本\n");
	expect_in(yaml, "次を行う。\n      ①「\"届\"」の受理\n      ②通知\n");
	expect_in(yaml, "'\"見本'"); /* one mark is no quotation */
}

Test(import_raw, what_each_page_repeats)
{
	const char *yaml =
	    imported(TITLE "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\t見本事務\n- 1 -\n"
	                   "見本市 基礎項目評価書 2/3ページ\n②事務の概要\t概要\n- 2 -\n"
	                   "見本市 基礎項目評価書 3/3ページ\n③システムの名称\t見本システム\n- 3 -\n");
	expect_in(yaml, "overview: 概要\n");
	expect_not_in(yaml, "ページ");
	expect_not_in(yaml, "- 2 -");
}

/* What the form itself prints is no answer of a text, wherever the order of a page puts it. */
Test(import_raw, words_of_the_form_are_no_answers)
{
	const char *yaml = imported(
	    TITLE
	    "評価書番号 評価書名\n7 見本税に関する事務\n\n基礎項目評価書\n\n個人のプライバシー等の権利利益の保護の宣言\n\n"
	    "見本市は、見本税に関する事務で個人番号を取り扱うに当たり、市民の権利利益を守ることを宣言する。\n\n特記事項\n\n"
	    "様式２]\n\n[令和6年10月\n\n"
	    "評価実施機関名\n\n見本市長\n2025/11/4\n\n公表日\n\f\nⅠ\n\n関連情報\n"
	    "１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n見本税\n\f\nⅣ\n\nリスク対策\n"
	    "８．人手を介在させる作業\n人為的ミスが発生するリスクへの対策は十分か\n\n判断の根拠\n\n"
	    "1) 特に力を入れている\n2) 十分である\n3) 課題が残されている\n");
	expect_in(yaml, "number: '7'\n");
	expect_in(yaml, "title: 見本税に関する事務　基礎項目評価書\n");
	expect_in(yaml, "agency: 見本市長\n");
	expect_in(yaml, "date: 2025/11/4");
	expect_not_in(yaml, "remarks: 様式");
	expect_not_in(yaml, "basis: 1");
}

/* Columns that have run into each other are no rows. */
Test(import_raw, brackets_in_lines_of_their_own)
{
	const char *yaml =
	    imported("特定個人情報保護評価書（重点項目評価書）\nⅠ　基本情報\n"
	             "２．特定個人情報ファイルを取り扱う事務において使用するシステム\nシステム1\n①システムの名称\n\n"
	             "見本税システム\n\n③他のシステムとの接続\n\n[ ○ ] 庁内連携システム\n\n[ ] 税務システム\n\n"
	             "[ ○ ] その他\n\n（\n\n申請管理システム\n\n）\n");
	expect_in(yaml, "- その他: 申請管理システム\n");
}

/* Both texts of a row in one line, with their time behind them. */
Test(import_raw, changed_texts_in_one_line)
{
	const char *yaml = imported(
	    TITLE "\f\nⅠ\n\n関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n見本税\n\f\n変更箇所\n"
	          "変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n"
	          "R3.9.1 Ⅰ１．①事務の名称\n\n市税 見本税 事後\n");
	expect_in(yaml, "before: 市税\n");
	expect_in(yaml, "after: 見本税\n");
}

/* A text that is an option of an item without an answer, in whichever part, has strayed: it is left. */
Test(import_raw, options_that_are_missed_are_no_texts)
{
	static const char *const options[] = {"未定", "十分である"};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		const char *yaml = imported(
		    arena_printf(arena,
		                 TITLE "\f\nⅠ\n\n関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n見本税\n\n"
		                       "４．情報提供ネットワークシステムによる情報連携\n①実施の有無\n\n"
		                       "\f\nⅣ\n\nリスク対策\n８．人手を介在させる作業\n判断の根拠\n\n%s\n",
		                 options[i]));
		expect_not_in(yaml, arena_printf(arena, "basis: %s", options[i]));
	}
}

Test(import_raw, rows_of_changes_that_name_nothing)
{
	const char *yaml = imported(
	    TITLE "\f\nⅠ\n\n関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n見本税\n\f\n変更箇所\n"
	          "変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n"
	          "R3.9.1 Ⅰ\n\n市税 見本税\n\n事後\n\nR5.4.1 税目 Ⅰ\n\n一覧 二覧\n\n事後\n");
	expect_in(yaml, "history: {unknown: ");
	expect_in(yaml, "市税 見本税");
}

static const char *with_changes(const char *rows)
{
	return imported(arena_printf(
	    arena,
	    TITLE "\f\nⅠ\n\n関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\n\n見本税\n\f\n変更箇所\n"
	          "変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n\n%s",
	    rows));
}

/* Days and items that their columns have folded, among lines of other columns: no row is made of them, and no line is lost. */
Test(import_raw, rows_of_changes_whose_columns_are_mixed)
{
	static const char *const mixed[] = {
	    "令和3年3月31 "
	    "Ⅰ１．①事務の名称\n日\n\n市税\n\n見本税\n\n事後\n\n令和4年6月15日\n\nⅠ１．②事務の概要\n\n(1)\n\n(2)\n\n事後\n",
	    "令和4年6月15日 Ⅰ１．②事務の概要\n\n(1) (2) 事後\n\n令和3年3月31日 Ⅰ１．①事務の名称\n\n市税 見本税 事後\n\n"
	    "令和4年9月1日 Ⅱ１．対象人数\nの計数か\n\n令和2年 令和3年 事後\n",
	};
	for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++) {
		const char *yaml = with_changes(mixed[i]);
		expect_in(yaml, "history: {unknown: ");
		expect_in(yaml, "Ⅰ１．②事務の概要");
	}
	expect_in(with_changes("令和3年9月1日 Ⅰ１．①事務の名称\n\n市税 見本税 事後\n"), "before: 市税\n");
}

/* Boxes without brackets in front of the options; the line breaks behind a box, and its words stand below. */
Test(import_raw, an_option_below_its_box)
{
	static const char *const boxes[][3] = {{"■", "□", "□"}, {"□", "□", "■"}};
	static const char *const marked[] = {"特に力を入れている", "課題が残されている"};
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
		const char *yaml = imported(arena_printf(
		    arena,
		    TITLE "\f\nⅣ\n\nリスク対策\n３．特定個人情報の使用\n"
		          "目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は十分か\n\n"
		          "%s特に力を入れている %s十分である %s\n課題が残されている\n\n"
		          "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスクへの対策は十分か\n\n"
		          "□特に力を入れている ■十分である □\n課題が残されている\n",
		    boxes[i][0], boxes[i][1], boxes[i][2]));
		expect_in(yaml, arena_printf(arena, "linkage:\n        sufficient: %s\n", marked[i]));
		expect_in(yaml, "unauthorized:\n        sufficient: 十分である\n");
	}
}

/* Brackets now in front of their labels, now behind: what they say is doubted where they do not all say the same. */
Test(import_raw, answers_whose_order_does_not_tell)
{
	static const char *const answers[] = {"十分である", "特に力を入れている"};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		imported(arena_printf(
		    arena,
		    TITLE "\f\nⅣ\n\nリスク対策\n２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）\n"
		          "目的外の入手が行われるリスクへの対策は十分か\n\n[ %s ]\n\n[ 十分である ]\n\n"
		          "３．特定個人情報の使用\n目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は"
		          "十分か\n\n"
		          "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスクへの対策は十分か\n\n[ "
		          "十分である ]\n",
		    answers[i]));
		size_t doubts = 0;
		for (size_t j = 0; j < import.item_count; j++)
			doubts += import.items[j].doubt != NULL;
		cr_expect_eq(doubts, i ? 3 : 0, "%zu", doubts);
	}
}

/* Empty brackets behind the label that has no answer: the order tells all the same. */
Test(import_raw, a_label_with_empty_brackets_among_answers)
{
	imported(TITLE "\f\nⅣ\n\nリスク対策\n２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）\n"
	               "目的外の入手が行われるリスクへの対策は十分か\n[ 特に力を入れている ]\n３．特定個人情報の使用\n"
	               "目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は十分か\n[ ]\n"
	               "権限のない者（元職員、アクセス権限のない職員等）によって不正に使用されるリスクへの対策は十分か\n[ "
	               "十分である ]\n");
	for (size_t i = 0; i < import.item_count; i++)
		cr_expect(!import.items[i].doubt, "%s", import.items[i].doubt);
}

/* Text with places: a wide gap in an answer, also in one whose label stands in a line of its own, is no end of a column; words
 * in the line of a label that have gone to another leave it unknown, and the other doubtful. */
Test(import_raw, gaps_inside_of_answers)
{
	const char *yaml =
	    imported("                特定個人情報保護評価書（基礎項目評価書）\n"
	             "評価書番号             9\n評価書名              見本税に関する事務      基礎項目評価書\n"
	             "                 見本市は、見本税に関する事務における特定個人情報ファイルの取扱いにあたり、\n"
	             "個人のプライバシー等の権利利益の 権利利益に影響を及ぼしかねないことを認識し、適切な措置を\n"
	             "保護の宣言            講じることを宣言する。\n"
	             "                 よって取り組む。\n\n"
	             "                  外部に委託しているが、契約に秘密保持を\n"
	             "特記事項\n                  定めている。\n"
	             "評価実施機関名           見本市長\n公表日               令和４年３月３１日\n"
	             "Ⅰ     関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称            見本税に関する事務\n"
	             "                  見本税を賦課し、徴収する。\n②事務の概要            次の事務に使う。\n"
	             "                  （１）届出の受付\n\n"
	             "                  1．見本税システム\n③システムの名称          2．宛名システム\n"
	             "                  3．中間サーバー\n２．特定個人情報ファイル名\n見本税ファイル\n３．個人番号の利用\n"
	             "                  番号法第９条第１項 別表の16の項\n法令上の根拠\n"
	             "                  番号法別表の主務省令で定める事務を定める命令       第16条\n"
	             "４．情報提供ネットワークシステムによる情報連携\n①実施の有無            ［ 実施する ］\n");
	expect_in(yaml, "事務を定める命令　第16条");
	expect_in(yaml, "agency:\n  unknown: ");
}

/* Text with places: boxes whose words stand behind a gap, or around them in two lines; numbers of labels apart. */
Test(import_raw, boxes_kept_by_spaces)
{
	const char *yaml = imported(
	    "      特定個人情報保護評価書（重点項目評価書）（案）\n\n"
	    "Ⅰ        基本情報\n\n１．       特定個人情報ファイルを取り扱う事務\n\n"
	    "①        事務の名称                 見本税に関する事務\n\n"
	    "２．       特定個人情報ファイルを取り扱う事務において使用するシステム\n\nシステム1\n\n"
	    "①        システムの名称              見本税システム\n\n"
	    "③        他のシステムとの接続           [   ○   ]   庁内連携システム          [       ]   宛名システム等\n\n"
	    "                                 その他（   中間サーバー、\n"
	    "                      [   ○   ]\n"
	    "                                 申請管理システム）\n\n"
	    "                      [       ]   税務システム\n");
	expect_in(yaml, "name: 見本税に関する事務\n");
	expect_in(yaml, "- 庁内連携システム\n");
	expect_in(yaml, "- その他: ");
	expect_in(yaml, "申請管理システム\n");
	expect_not_in(yaml, "- 税務システム\n");
}

/* The words between the brackets are higher than these; brackets in their own column; brackets in the words. */
Test(import_raw, words_in_brackets_beside_their_box)
{
	const char *yaml = imported(
	    "      特定個人情報保護評価書（重点項目評価書）\n\nⅠ   基本情報\n\n１．特定個人情報ファイルを取り扱う事務\n\n"
	    "①事務の名称                 見本税に関する事務\n\n"
	    "２．特定個人情報ファイルを取り扱う事務において使用するシステム\n\nシステム1\n\n"
	    "①システムの名称              見本税システム\n\n"
	    "              [   ] 情報提供ネットワークシステム    [ ○ ] 庁内連携システム\n"
	    "③他のシステムとの接続   [   ] 宛名システム等           [   ] 税務システム\n"
	    "                                              証明書交付センターのシステム、申請管理シ\n"
	    "              [ ○ ] その他                   （                        ）\n"
	    "                                              ステム\n\n"
	    "システム2\n\n①システムの名称              見本台帳システム\n\n"
	    "③他のシステムとの接続   [   ] 宛名システム等           [   ] 税務システム\n"
	    "              [ ○ ] その他                   （ 自部署（見本税システム）     ）\n\n");
	expect_in(yaml, "- その他: 証明書交付センターのシステム、申請管理システム\n");
	expect_in(yaml, "- その他: 自部署（見本税システム）\n");
}

/* The text ends with a box. */
Test(import_raw, a_box_without_its_bracket)
{
	const char *yaml = imported(
	    "      特定個人情報保護評価書（重点項目評価書）\n\nⅠ   基本情報\n\n１．特定個人情報ファイルを取り扱う事務\n\n"
	    "①事務の名称                 見本税に関する事務\n\n"
	    "２．特定個人情報ファイルを取り扱う事務において使用するシステム\n\nシステム1\n\n"
	    "①システムの名称              見本税システム\n\n"
	    "③他のシステムとの接続   [   ] 宛名システム等           [   ] 税務システム\n"
	    "              [ ○ ] その他\n");
	expect_in(yaml, "- その他\n");
}

/* Labels at the top of their words; an option whose lines come apart, which one item alone still lacks. */
Test(import_raw, labels_at_the_top_of_their_words)
{
	const char *yaml = imported(
	    "     特定個人情報保護評価書（基礎項目評価書）\n\nⅠ   関連情報\n\n１．特定個人情報ファイルを取り扱う事務\n\n"
	    "   ①事務の名称              見本税に関する事務\n"
	    "   ②事務の概要              "
	    "見本税条例に基づき、次の事務を行う。事務は税務課が行い、滞納整理は債権管理課が行う。\n"
	    "                       ア　課税客体を調査し、税額を決定する。\n"
	    "                       イ　納税通知書を作成し、送付する。\n"
	    "                       ウ　納付を管理し、滞納を整理する。\n"
	    "   ③システムの名称            見本税システム\n"
	    "                       宛名システム\n"
	    "                       収納システム\n\n"
	    "Ⅱ   しきい値判断項目\n\n１．対象人数\n\n"
	    "   評価対象の事務の対象人数は何人か      [   1万人以上10万人   ]   ＜選択肢＞\n"
	    "                              未満                 1) 1,000人未満（任意実施）\n"
	    "                                                 2) 1,000人以上1万人未満\n"
	    "                                                 3) 1万人以上10万人未満\n"
	    "                                                 4) 10万人以上30万人未満\n");
	expect_in(yaml, "name: 見本税に関する事務\n");
	expect_in(yaml, "ウ　納付を管理し、滞納を整理する。\n");
	expect_in(yaml, "name: 見本税システム");
	expect_not_in(yaml, "name: 見本税条例");
	expect_in(yaml, "stated: 1万人以上10万人未満\n");
}

Test(import_raw, instructions_are_no_answers)
{
	expect_in(
	    imported(TITLE
	             "評価書番号\t評価書名\n・番号を記載してください。\t・名称を記載してください。\n"
	             "Ⅰ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\t・名称を記載してください。\n"),
	    "様式の記載要領です");
}

/* Cases that came out wrong: each gives what the text that they vary gives. */
Test(import_raw, variants_of_one_text)
{
	static const char *const names[] = {"v09_excel_quoted", "v15_paren_numbers", "v17_pages",
	                                    "v20_upper_era",    "w01_hist_quoted",   "w03_some_zwsp",
	                                    "w06_two_sheets",   "w09_r7_stamp",      "w12_date_weekday"};
	imported_case("SHIKII_CASES", "in/v00_base.txt");
	size_t found = count_state(IMPORT_FOUND);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		imported_case("SHIKII_CASES", arena_printf(arena, "in/%s.txt", names[i]));
		cr_expect_eq(count_state(IMPORT_FOUND), found, "%s", names[i]);
		cr_expect_eq(count_state(IMPORT_UNKNOWN), 0, "%s", names[i]);
		cr_expect_eq(import.placing->history.count, 2, "%s", names[i]);
		cr_expect_eq(import.placing->unplaced.count, 1, "%s", names[i]);
	}
}

Test(import_raw, cases_of_other_years_and_kinds)
{
	expect_in(imported_case("SHIKII_CASES", "in/w08_old_2017.txt"), "head: 子育て給付課長\n");
	cr_expect_str_eq(import.form->id, "kiso-2019");
	expect_in(imported_case("SHIKII_CASES", "in/p04_kyosai_2016_tabs.txt"), "head: 総務課長 見本 太郎\n");
	expect_in(imported_case("SHIKII_CASES", "in/p11_kisairyo.txt"), "様式の記載要領です");
	expect_in(imported_case("SHIKII_CASES", "in/p02_kotei_oneline.txt"), "改行がすべて失われ");
	expect_in(imported_case("SHIKII_CASES", "in/p09_docsplayer.txt"), "改行がすべて失われ");
	expect_in(imported_case("SHIKII_CASES", "in/p12_shishin.txt"), "公表された評価書の文章ではありません");
	expect_in(imported_case("SHIKII_CASES", "in/z1_ministry.txt"), "necessity: 正確に名寄せするため。\n");
	expect_in(imported_case("SHIKII_CASES", "in/p05_kokuhokumiai_web.txt"), "agency: 見本薬剤師国民健康保険組合\n");
}

/* Texts of PDFs that were printed from filled-in workbooks. */
Test(import_raw, texts_of_printed_workbooks)
{
	static const struct {
		const char *name;
		size_t found, unknown, changes;
	} cases[] = {
	    {"002.raw.txt", 45, 0, 51}, {"002.layout.txt", 45, 0, 51}, {"002.bbox.html", 44, 1, 51},
	    {"001.raw.txt", 172, 1, 0}, {"001.layout.txt", 172, 1, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		imported_case("SHIKII_SEEDS_WORKBOOKS", cases[i].name);
		cr_expect_geq(count_state(IMPORT_FOUND), cases[i].found, "%s: %zu", cases[i].name, count_state(IMPORT_FOUND));
		cr_expect_leq(count_state(IMPORT_UNKNOWN), cases[i].unknown, "%s: %zu", cases[i].name,
		              count_state(IMPORT_UNKNOWN));
		cr_expect_eq(import.placing->history.count, cases[i].changes, "%s: %zu", cases[i].name,
		             import.placing->history.count);
	}
}
