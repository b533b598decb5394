/* Texts of printed sheets in layouts of many kinds: words at their places, kept by spaces, or in columns one after the other. */
#include "import_expect.h"

TestSuite(import_places, .init = set_up, .fini = tear_down);

#define TITLE "          特定個人情報保護評価書（重点項目評価書）\n\n"
#define KISO "特定個人情報保護評価書（基礎項目評価書）\n"

/* What makes a text one that keeps places. */
#define SYSTEMS                                                                                                                          \
	"Ⅰ   基本情報\n２．特定個人情報ファイルを取り扱う事務において使用するシステム\nシステム1\n" \
	"①システムの名称          見本税システム\n"                                                                          \
	"②システムの機能          税額を計算する機能\n"                                                                    \
	"                  納税通知書を作成する機能\n"                                                                           \
	"                  納付を管理する機能\n"                                                                                    \
	"                  滞納を整理する機能\n"                                                                                    \
	"                  証明書を発行する機能\n"

Test(import_places, a_label_ends_its_lines_one_space_before_other_words)
{
	const char *yaml = imported(
	    TITLE SYSTEMS "Ⅱ   特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n見本税ファイル\n２．基本情報\n"
	                  "③対象となる本人の範 ・見本市に住所を有する者\n"
	                  "囲 ※         ・見本市に事務所又は事業所を有する者\n"
	                  "          その必要性   税額を正しく計算するため。\n"
	                  "５．特定個人情報の提供・移転（委託に伴うものを除く。）\n"
	                  "提供先1       見本県知事\n"
	                  "③提供する情報    課税に関する情報\n"
	                  "⑤提供する情報の対象 県税を課される者\n"
	                  "となる本人の範囲\n"
	                  "⑦時期・頻度     毎月\n");
	expect_in(yaml, "・見本市に住所を有する者\n");
	expect_in(yaml, "・見本市に事務所又は事業所を有する者");
	expect_in(yaml, "県税を課される者\n");
	expect_not_in(yaml, "となる本人の範囲");
	expect_not_in(yaml, "囲 ※");
}

Test(import_places, raw_lines_of_a_label_before_other_words)
{
	const char *yaml =
	    imported("特定個人情報保護評価書（重点項目評価書）\nⅡ 特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n"
	             "見本税ファイル\n２．基本情報\n③ 対象となる本人の範 ・見本市に住所を有する者\n囲 "
	             "※\n・見本市に事務所又は事業所を有する者\n"
	             "⑤ 保有開始日\n令和6年4月1日\n");
	expect_in(yaml, "・見本市に住所を有する者\n");
	expect_in(yaml, "・見本市に事務所又は事業所を有する者");
	expect_in(yaml, "令和6年4月1日\n");
	expect_not_in(yaml, "囲 ※");
}

#define CHANGES "\f変更箇所\n"

/* Dates that a narrow column breaks; words one space behind those of the column before; a head whose labels are broken. */
Test(import_places, changes_at_the_top_of_their_rows)
{
	const char *yaml =
	    imported(TITLE SYSTEMS CHANGES
	             "  変更日       項目            変更前の記載       変更後の記載       提出時期 提出時期に係る\n"
	             "                                                                説明\n"
	             "令和6年4月  Ⅰ基本情報        見本部見本課       市民部見本課       事後   組織の改正に\n"
	             "1日      ６．①部署                                             伴う変更\n"
	             "令和6年11月 Ⅰ基本情報        見本部の窓口で受け付 市民部の窓口で受け付 事前   重要な変更\n"
	             "29日     １．②事務の内容     ける事務        ける事務\n");
	expect_in(yaml, "date: 令和6年4月1日\n");
	expect_in(yaml, "date: 令和6年11月29日\n");
	expect_in(yaml, "before: 見本部見本課\n");
	expect_in(yaml, "after: 市民部の窓口で受け付ける事務\n");
	expect_in(yaml, "timing: 事前\n");
	expect_in(yaml, "note: 組織の改正に伴う変更\n");
}

/* 日 ends the date of the first row, and not the label 変更日 once more. */
Test(import_places, a_date_that_is_broken_below_a_whole_head)
{
	const char *yaml =
	    imported(TITLE SYSTEMS CHANGES
	             "  変更日       項目            変更前の記載       変更後の記載       提出時期 提出時期に係る説明\n"
	             "令和6年11月29 Ⅰ基本情報        見本部見本課       市民部見本課       事後   組織の改正\n"
	             "日       ６．①部署\n"
	             "令和6年12月10 Ⅰ基本情報        見本部の窓口で受け付 市民部の窓口で受け付 事前   重要な変更\n"
	             "日       １．②事務の内容     ける事務        ける事務\n");
	expect_in(yaml, "date: 令和6年11月29日\n");
	expect_in(yaml, "date: 令和6年12月10日\n");
}

/* Words in the middle of their cells: no line is empty between the rows. */
Test(import_places, changes_in_the_middle_of_their_rows)
{
	const char *yaml =
	    imported(TITLE SYSTEMS CHANGES
	             "  変更日       項目            変更前の記載       変更後の記載       提出時期 提出時期に係る説明\n"
	             "                          見本部見本課       市民部見本課\n"
	             "令和6年4月1日  Ⅰ６．①部署        （見本市一番地）     （見本市二番地）     事後   組織の改正\n"
	             "                          電話             電話\n"
	             "                          見本部の窓口で受け   市民部の窓口で受け\n"
	             "令和6年5月1日  Ⅰ１．②事務の内容     付ける事務であり、   付ける事務であり、   事前   重要な変更\n"
	             "                          税額も計算する。     税額も計算する。\n");
	expect_in(yaml, "before: 見本部見本課（見本市一番地）電話\n");
	expect_in(yaml, "after: 市民部の窓口で受け付ける事務であり、税額も計算する。\n");
	expect_not_in(yaml, "- date:\n");
}

/* The end of an item's name that stands as far to the right as the column behind it. */
Test(import_places, an_item_that_reaches_into_the_next_column)
{
	const char *yaml = imported(
	    "          特定個人情報保護評価書（基礎項目評価書）\n\nⅠ   関連情報\n１．特定個人情報ファイルを取り扱う事務\n"
	    "①事務の名称              見本税に関する事務\n"
	    "②事務の概要              税額を計算する。\n"
	    "                    納税通知書を作成する。\n"
	    "                    納付を管理する。\n"
	    "                    滞納を整理する。\n"
	    "                    証明書を発行する。\n"
	    "                    口座を管理する。\n"
	    "                    還付を行う。\n"
	    "                    申告を受け付ける。\n"
	    "                    調査を行う。\n" CHANGES "  変更日        項目                      変更前の記載       "
	    "     変更後の記載            提出時期  提出時期に係る説明\n"
	    "令和7年9月30日  Ⅱ しきい値判断項目 １．対象人数      いつ時点の 令和6年9月1日 時点       令和7年9月1日 時点   "
	    "    事後    計数の更新\n"
	    "             計数か\n");
	expect_in(yaml, "before: 令和6年9月1日 時点\n");
	expect_in(yaml, "after: 令和7年9月1日 時点\n");
	expect_in(yaml, "いつ時点の計数か\n");
}

/* Where labels stand beside the first line of their words, words above all labels are of the page before. */
Test(import_places, words_above_all_labels_go_on)
{
	const char *yaml = imported(TITLE SYSTEMS "\f                  口座を管理する機能\n"
	                                          "③他のシステムとの接 [    ] 税務システム  [ ○ ] 庁内連携システム\n"
	                                          "続           [ ○ ] その他    （ 申請管理システム ）\n"
	                                          "６．評価実施機関における担当部署\n"
	                                          "①部署         市民部市民課\n"
	                                          "②所属長の役職名    市民課長\n");
	expect_in(yaml, "口座を管理する機能\n");
	expect_in(yaml, "- 庁内連携システム\n");
	expect_in(yaml, "- その他: 申請管理システム\n");
	expect_in(yaml, "office: 市民部市民課\n");
	expect_in(yaml, "head: 市民課長\n");
}

/* 項目一覧 whose numbers come apart from their headings: the parts of the form begin on the pages behind. */
Test(import_places, contents_in_two_columns)
{
	const char *yaml = imported("特定個人情報保護評価書（重点項目評価書）\n\f項目一覧\n\nⅠ\n\n基本情報\n（別添１）\n\nⅡ"
	                            "\n\n特定個人情報ファイル記録項目\n\n"
	                            "特定個人情報ファイルの概要\n\nⅢ\n\nリスク対策\n\fⅠ\n\n基本情報\n１．特定個人情報ファイ"
	                            "ルを取り扱う事務\n①事務の名称\n\n"
	                            "見本税に関する事務\n\fⅡ\n\n特定個人情報ファイルの概要\n１．特定個人情報ファイル名\n\n"
	                            "見本税ファイル\n\n２．基本情報\n"
	                            "⑤保有開始日\n\n令和6年4月1日\n");
	expect_in(yaml, "name: 見本税に関する事務\n");
	expect_in(yaml, "name: 見本税ファイル\n");
	expect_in(yaml, "令和6年4月1日\n");
}

/* Labels first, over headings; then the words of all, with the boxes between them. */
Test(import_places, labels_in_a_column_of_their_own)
{
	const char *yaml =
	    imported("特定個人情報保護評価書（重点項目評価書）\nⅠ "
	             "基本情報\n２．特定個人情報ファイルを取り扱う事務において使用するシステム\n"
	             "システム1\n\n①システムの名称\n②システムの機能\n\n③他のシステムとの接続\n\nシステム2\n"
	             "\n①システムの名称\n②システムの機能\n\n"
	             "③他のシステムとの接続\n\n見本税システム\n税額を計算し、納税通知書を作成し、納付を管理"
	             "する。\n\n[ ] 税務システム\n[ ○ "
	             "] 庁内連携システム\n\n見本宛名システム\n宛名を付番し、業務システムの番号と紐付けて管理する。\n\n[ ○ "
	             "] 税務システム\n[ ] 庁内連携システム\n");
	expect_in(yaml, "- id: system-1\n    name: 見本税システム\n");
	expect_in(yaml, "connections:\n      - 庁内連携システム\n  - id: system-2\n    name: 見本宛名システム\n");
	expect_in(yaml, "connections:\n      - 税務システム\n");
	expect_in(yaml, "functions: 宛名を付番し、業務システムの番号と紐付けて管理する。\n");
}

Test(import_places, numbers_of_labels_as_others_write_them)
{
	static const char *const numbers[][2] = {{"１ ", "(1)"}, {"1.", "1)"}, {"（１）", "1 "}};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		const char *yaml =
		    imported(arena_printf(arena,
		                          KISO "Ⅰ 関連情報\n\n%s特定個人情報ファイルを取り扱う事務\n\n%s事務の名称\n\n"
		                               "見本税に関する事務\n",
		                          numbers[i][0], numbers[i][1]));
		expect_in(yaml, "name: 見本税に関する事務\n");
	}
}

/* （手数料額、納付方法：…）: words inside of a label, which have an option's word in them. */
Test(import_places, words_inside_of_a_label)
{
	const char *yaml = imported(
	    "特定個人情報保護評価書（全項目評価書）\nⅤ 開示請求、問合せ\n１．特定個人情報の開示・訂正・利用停止請求\n"
	    "③手数料等\t[有料]\t<選択肢> 1) 有料 2) 無料\t（手数料額、納付方法：　閲覧は無料、写しは1枚10円　）\n");
	expect_in(yaml, "fee: 有料\n");
	expect_in(yaml, "fee_detail: 閲覧は無料、写しは1枚10円\n");
}

/* Cells copied one below the other: 項目一覧 and the names of items in 変更箇所 begin no part of the form. */
Test(import_places, a_cell_in_each_line)
{
	const char *yaml = imported(
	    "特定個人情報保護評価書(基礎項目評価書)\n評価書番号\n評価書名\n7\n見本税に関する事務 基礎項目評価書\n\n# I "
	    "関連情報\n\n"
	    "1. 特定個人情報ファイルを取り扱う事務\n①事務の名称\n見本税に関する事務\n\nII しきい値判断項目\n1. 対象人数\n"
	    "いつ時点の計数か\n令和6年9月1日 "
	    "時点\n\n変更箇所\n\n変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n提出時期に係る説明\n"
	    "令和6年4月1日\nI 関連情報 5.評価実施機関における担当部署 ①部署\n見本課\n市民課\n事後\n組織の改正\n"
	    "令和6年9月30日\nII しきい値判断項目 1.対象人数 いつ時点の計数か\n令和5年9月1日\n令和6年9月1日\n事後\n"
	    "令和6年11月1日\nI 関連情報 1.特定個人情報ファイルを取り扱う事務 "
	    "①事務の名称\n見本事務\n見本税に関する事務\n事前\n名称の変更\n");
	expect_in(yaml, "number: '7'\n");
	expect_in(yaml, "name: 見本税に関する事務\n");
	expect_in(yaml, "date: 令和6年4月1日\n");
	expect_in(yaml, "before: 見本課\n        after: 市民課\n        timing: 事後\n        note: 組織の改正\n");
	expect_in(yaml, "before: 令和5年9月1日\n        after: 令和6年9月1日\n        timing: 事後\n        note:\n");
	expect_in(yaml, "timing: 事前\n        note: 名称の変更\n");
}
