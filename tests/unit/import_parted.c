/* Tables that a text keeps by another sign than tabs, and small slips of those who copied it: the answers are the same. */
#include "import_expect.h"

#include "base/buf.h"
#include "import/parted.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(import_parted, .init = set_up, .fini = tear_down);

static const char *with_sign(const char *text, const char *tab)
{
	struct buf out = BUF_INIT;
	for (; *text; text++)
		buf_append(&out, *text == '\t' ? tab : text, *text == '\t' ? strlen(tab) : 1);
	const char *result = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return result;
}

static const char *parted(const char *text)
{
	const struct source *source = source_from_memory(arena, &diags, "a.txt", text, strlen(text));
	const struct source *result = parted_text(arena, official, source);
	return result == source ? "as it is" : result->text;
}

#define LABELS                                                                                                         \
	"①事務の名称\t見本事務\n①部署\t見本部 見本課\n②所属長の役職名\t見本課長\n請求先\t総務課\n連絡先\t見本課\n"
#define TABLE                                                                                                              \
	"変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n" \
	"令和6年4月1日\tⅠ５．①部署\t古い課\t新しい課\t事後\t組織の改正\n"

Test(import_parted, each_sign_is_as_good_as_a_tab)
{
	static const char *const strong[] = {"|", "｜", "　　", "　　　", "  ", "     ", ","};
	for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
		cr_expect_str_eq(parted(with_sign(LABELS TABLE, strong[i])), LABELS TABLE, "「%s」: %s", strong[i],
		                 parted(with_sign(LABELS TABLE, strong[i])));
	cr_expect_str_eq(parted(with_sign(LABELS TABLE, "　")), LABELS TABLE);
	cr_expect_str_eq(parted(with_sign(LABELS, "：")), LABELS);
}

Test(import_parted, quoted_commas_and_breaks_stay)
{
	expect_in(imported("特定個人情報保護評価書（基礎項目評価書）\nⅠ "
	                   "関連情報\n１．特定個人情報ファイルを取り扱う事務\n\"①事務の名称\",\"見本,事務\"\n②事務の概要,"
	                   "\"一行\n二行\"\n"
	                   "①部署,見本課\n②所属長の役職名,見本課長\n請求先,総務課\n"),
	          "name: 見本,事務\n");
}

Test(import_parted, weak_signs_part_labels_alone)
{
	cr_expect_str_eq(
	    parted(
	        "評価書番号　評価書名\n3　見本事務　基礎項目評価書\n①事務の名称　見本　事務\n再委託　④再委託の有無　する\n"
	        "　⑥再委託事項　一部\n委託事項1　入力　作業\nこれは　文章\n①部署　見本課\n請求先　総務課\n"),
	    "評価書番号\t評価書名\n3\t見本事務　基礎項目評価書\n①事務の名称\t見本　事務\n再委託\t④再委託の有無\tする\n"
	    "\t⑥再委託事項\t一部\n委託事項1\t入力　作業\nこれは　文章\n①部署\t見本課\n請求先\t総務課\n");
}

/* Of an item that forms print with ※ it is the label's; of others it begins the answer. */
Test(import_parted, signs_of_significant_items)
{
	cr_expect_str_eq(
	    parted("評価書番号 評価書名\n①部署 見本課\n請求先 総務課\n連絡先 見本課\n②所属長の役職名 課長\n"
	           "③対象となる本人の範囲 ※ 住民 及び除票の者\n保管場所 ※ 電算室\n③使用目的 ※\n①部署 ※ 令和6年から\n"),
	    "評価書番号\t評価書名\n①部署\t見本課\n請求先\t総務課\n連絡先\t見本課\n②所属長の役職名\t課長\n"
	    "③対象となる本人の範囲 ※\t住民 及び除票の者\n保管場所 ※\t電算室\n③使用目的 ※\n①部署\t※ 令和6年から\n");
}

Test(import_parted, a_colon_between_rows_of_tabs)
{
	cr_expect_str_eq(parted("①実施の有無\t[実施する]\t1) 実施する\n"
	                        "①事務の名称：見本事務：甲\n①部署：見本課\n②所属長の役職名：課長\n"
	                        "請求先：総務課\n連絡先：見本課\n注：文章\n"),
	                 "①実施の有無\t[実施する]\t1) 実施する\n"
	                 "①事務の名称\t見本事務：甲\n①部署\t見本課\n②所属長の役職名\t課長\n"
	                 "請求先\t総務課\n連絡先\t見本課\n注：文章\n");
}

/* Empty cells leave no trace where one sign is as good as several: the time of submission tells where they are. */
Test(import_parted, rows_of_changes_are_aligned)
{
	static const struct {
		const char *row, *right;
	} cases[] = {
	    {"令和6年4月1日  様式の変更  事後  様式の改正のため\n",
	     "令和6年4月1日\t様式の変更\t\t\t事後\t様式の改正のため\n"},
	    {"令和6年4月1日  Ⅰ５．①部署  新しい課  事後\n", "令和6年4月1日\tⅠ５．①部署\t\t新しい課\t事後\t\n"},
	    {"令和6年4月1日  Ⅰ５．①部署  古い  課  新しい  課  事後\n",
	     "令和6年4月1日\tⅠ５．①部署\t古い  課\t新しい  課\t事後\t\n"},
	    /* which part is which cannot be told: the words stay together, for a person */
	    {"令和6年4月1日  Ⅰ５．①部署  古い  課  新しい課  事後\n",
	     "令和6年4月1日  Ⅰ５．①部署  古い  課  新しい課  事後\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = arena_printf(arena, "%s%s", with_sign(LABELS TABLE, "  "), cases[i].row);
		cr_expect_str_eq(parted(text), arena_printf(arena, "%s%s", LABELS TABLE, cases[i].right));
	}
}

Test(import_parted, other_texts_stay_as_they_are)
{
	static const char *const texts[] = {
	    "", "文章だけ\n", "①事務の名称\n見本事務\n①部署\n見本課\n", LABELS, "| ①部署 | 見本課 |\n| 請求先 | 総務課 |\n",
	    "<table><tr><td>①部署</td><td>見本課</td></tr></table>",
	    /* labels in lines of their own: most of a printed text, where some stand before their words by chance */
	    "①事務の名称　甲\n①部署　甲\n請求先　甲\n連絡先　甲\n②所属長の役職名　甲\n①事務の名称\n①部署\n請求先\n連絡先\n②"
	    "事務の概要\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cr_expect_str_eq(parted(texts[i]), "as it is", "%s", texts[i]);
}

#define SHEET                                                                                                                                                   \
	"特定個人情報保護評価書（基礎項目評価書）\n"                                                                                            \
	"評価書番号\t評価書名\n7\t見本事務 基礎項目評価書\n公表日\n令和7年12月1日\n"                                                    \
	"Ⅰ 関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称\t見本事務\n"                                           \
	"４．情報提供ネットワークシステムによる情報連携\n①実施の有無\t[実施する]\t1) 実施する 2) 実施しない 3) 未定\n" \
	"５．評価実施機関における担当部署\n①部署\t見本課\n"

static const char *replaced(const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);
	return at ? arena_printf(arena, "%s%s%s", arena_copy(arena, text, (size_t)(at - text)), new, at + strlen(old)) : "";
}

static const char *indented(const char *text)
{
	struct buf out = BUF_INIT;
	for (; *text; text++) {
		buf_append(&out, text, 1);
		if (*text == '\n' && text[1])
			buf_putc(&out, '\t');
	}
	const char *result = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return result;
}

Test(import_parted, slips_of_copying_change_no_answer)
{
	const struct {
		const char *what, *text;
	} cases[] = {
	    {"as it is", SHEET},
	    {"other brackets", replaced(SHEET, "[実施する]", "〔実施する〕")},
	    {"brackets in cells", replaced(SHEET, "[実施する]", "[\t実施する\t]")},
	    {"bold labels", replaced(SHEET, "①実施の有無", "**①実施の有無**")},
	    {"radicals", replaced(SHEET, "12月1日", "12⽉1⽇")},
	    {"heading behind a wide space", replaced(SHEET, "Ⅰ 関連情報", "　# Ⅰ 関連情報")},
	    {"an empty column", arena_printf(arena, "\t%s", indented(SHEET))},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *yaml = imported(cases[i].text);
		expect_in(yaml, "performed: 実施する\n");
		expect_in(yaml, "office: 見本課\n");
		cr_expect(!strstr(yaml, "unknown: 「令和"), "%s", cases[i].what);
	}
}
