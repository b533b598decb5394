/* Workbooks in the official layout: cells as an author leaves them → answers, and published sheets as workbooks against the
 * same sheets as text. The latter are found by SHIKII_SEEDS_WORKBOOKS and SHIKII_SEEDS. */
#include "assess/assess.h"
#include "base/utf8.h"
#include "import_fixture.h"
#include "support/book.h"
#include "support/outside.h"
#include "support/seeds.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(import_workbooks, .init = set_up, .fini = tear_down, .timeout = 120);

static const struct sheet *lay_out(const char *reason)
{
	cr_assert_null(reason, "%s", reason);
	const struct source *source =
	    source_from_memory(arena, &diags, "a.yaml", buf_text(&import.yaml), import.yaml.length);
	buf_free(&import.yaml);
	const struct node *node = node_read(arena, &diags, source);
	const struct body *body = body_bind(arena, &diags, official->schema, NULL);
	const struct model *model = model_bind(arena, &diags, official->schema, body, node);
	struct assess_options options = {.form = import.form->id};
	const struct assessment *assessment = assess(arena, &diags, official, model, &options);
	cr_assert_eq(diags.count, 0, "%s", diags.count ? diags.items[0]->message : "");
	return assessment->sheets[0];
}

static size_t sheet_asked = 1;

/* The cells from this row on are a worksheet of their own; 0: none are. */
static uint32_t next_sheet;

static void part_sheet(struct workbook *workbook)
{
	struct workbook_sheet *sheets = arena_array(arena, struct workbook_sheet, 2);
	sheets[0] = sheets[1] = workbook->sheets[0];
	for (sheets[0].count = 0; sheets[0].cells[sheets[0].count].range.row + 1 < next_sheet;)
		sheets[0].count++;
	sheets[1].cells += sheets[0].count;
	sheets[1].count -= sheets[0].count;
	workbook->sheets = sheets;
	workbook->sheet_count = 2;
}

static const struct sheet *read_workbook(const char *bytes, size_t length)
{
	struct workbook workbook;
	const char *reason = workbook_read(arena, &official->schema->calendar, bytes, length, &workbook);
	if (!reason && next_sheet)
		part_sheet(&workbook);
	return lay_out(reason ? reason : import_workbook(arena, official, &workbook, sheet_asked, &import));
}

/* ---- made by hand ---- */

/* C5 and its words, or C5:D8 where it is merged. */
struct given {
	const char *place, *words;
};

static const struct sheet *read_cells(const struct given *cells, size_t count)
{
	struct buf data = BUF_INIT, merges = BUF_INIT;
	size_t length;
	buf_puts(&data, "<sheetData>");
	for (size_t i = 0; i < count; i++) {
		const char *colon = strchr(cells[i].place, ':');
		const char *first =
		    colon ? arena_copy(arena, cells[i].place, (size_t)(colon - cells[i].place)) : cells[i].place;
		buf_printf(&data, "<c r='%s' t='str'><v>%s</v></c>", first, cells[i].words);
		if (colon)
			buf_printf(&merges, "<mergeCell ref='%s'/>", cells[i].place);
	}
	buf_printf(&data, "</sheetData>%s", buf_text(&merges));
	const char *bytes = book_of(arena, buf_text(&data), NULL, NULL, &length);
	buf_free(&data);
	buf_free(&merges);
	return read_workbook(bytes, length);
}
#define READ(...)                                                                                                      \
	read_cells((struct given[]){__VA_ARGS__}, sizeof((struct given[]){__VA_ARGS__}) / sizeof(struct given))

/* Puts cells, as many as `most` or up to one without a place, behind those that are there; how many they are then. */
static size_t add_cells(struct given *cells, const struct given *more, size_t most)
{
	size_t count = 0;
	while (cells[count].place)
		count++;
	for (size_t i = 0; i < most && more[i].place; i++)
		cells[count++] = more[i];
	return count;
}

static const char *said(const struct sheet *sheet, const char *id)
{
	const struct row *row = sheet_row(sheet, id, NULL, 0);
	return row ? row->printed : "no row";
}

#define HEAD                                                                                                           \
	{"C2:AT2", "特定個人情報保護評価書（基礎項目評価書）"},                                                            \
	{                                                                                                                  \
		"A3", "［令和6年10月　様式２］"                                                                      \
	}

#define NAMED                                                                                                          \
	{"A4", "Ⅰ　関連情報"}, {"A5", "１．特定個人情報ファイルを取り扱う事務"}, {"A6", "①事務の名称"},                    \
	{                                                                                                                  \
		"K6", "住民税"                                                                                              \
	}

Test(import_workbooks, one_of_two_sheets)
{
	static const char *const names[] = {"住民税", "国民年金"};
	for (sheet_asked = 1; sheet_asked <= 2; sheet_asked++) {
		const struct sheet *sheet =
		    READ(HEAD, {"A4", "評価書番号"}, {"M4", "評価書名"}, {"A5", "7"}, {"M5", "住民税に関する事務"},
		         {"A6", "Ⅰ　関連情報"}, {"A7", "１．特定個人情報ファイルを取り扱う事務"}, {"A8", "①事務の名称"},
		         {"K8", "住民税"}, {"A9", "②事務の概要"}, {"K9", "賦課する。"}, {"A10", "③システムの名称"},
		         {"K10", "税システム"}, {"A11", "２．特定個人情報ファイル名"}, {"A12", "税ファイル"},
		         {"A20", "特定個人情報保護評価書（基礎項目評価書）"}, {"A21", "評価書番号"}, {"M21", "評価書名"},
		         {"A22", "8"}, {"M22", "国民年金に関する事務"}, {"A23", "Ⅰ　関連情報"},
		         {"A24", "１．特定個人情報ファイルを取り扱う事務"}, {"A25", "①事務の名称"}, {"K25", "国民年金"});
		cr_expect_str_eq(said(sheet, "cover.number"), sheet_asked == 1 ? "7" : "8");
		cr_expect_str_eq(said(sheet, "I.1.1"), names[sheet_asked - 1]);
		cr_expect_eq(import.sheet, sheet_asked);
		cr_expect_eq(import.sheet_count, 2);
		cr_expect_eq(import.placing->unplaced.count, 0);
	}
	sheet_asked = 1;
}

Test(import_workbooks, cells_that_belong_together)
{
	const struct sheet *sheet =
	    READ(HEAD, {"A4:L4", "評価書番号"}, {"M4:AV4", "評価書名"}, {"A5:L5", "7"}, {"M5:AV5", "住民税に関する事務"},
	         {"A7", "Ⅰ　関連情報"}, {"A8", "１　特定個人情報ファイルを取り扱う事務"}, {"A9:J9", "① 事務の名称"},
	         {"K9", "住民税"}, {"A10:J12", "②事務の\n概要"}, {"K10:AV11", "賦課する。"}, {"K12:AV12", "徴収する。"},
	         {"A13", "（庁内確認欄）"}, {"K13", "確認済"}, {"A14", "４．情報提供ネットワークシステムによる情報連携"},
	         {"A15:J17", "①実施の有無"}, {"K15:K17", "["}, {"L15:U17", "実施する"}, {"V15:V17", "]"},
	         {"W15:AV15", "＜選択肢＞"}, {"W16", "1) 実施する"}, {"AJ16", "2) 実施しない"}, {"W17", "３）未定"},
	         {"A20", "Ⅳ　リスク対策"}, {"A21:AG21", "８．人手を介在させる作業"}, {"AH21", "["},
	         {"AJ21:AV21", "]人手を介在させる作業はない"}, {"A22", "９．監査"}, {"A23", "実施の有無"}, {"O23", "["},
	         {"P23", "○"}, {"Q23", "]自己点検"}, {"Z23", "["}, {"AB23", "]"}, {"AC23", "内部監査"},
	         {"AK23", "［　○　］"}, {"AL23", "外部監査"});
	cr_expect_str_eq(said(sheet, "cover.number"), "7");
	cr_expect_str_eq(said(sheet, "cover.name"), "住民税に関する事務");
	cr_expect_str_eq(said(sheet, "I.1.1"), "住民税");
	cr_expect_str_eq(said(sheet, "I.1.2"), "賦課する。\n徴収する。");
	cr_expect_str_eq(said(sheet, "I.4.1"), "実施する");
	const struct row *audits = sheet_row(sheet, "IV.9", NULL, 0);
	cr_expect(audits->ticks[0].ticked && !audits->ticks[1].ticked);
	cr_expect_eq(import.placing->unplaced.count, 2, "%zu", import.placing->unplaced.count); /* 庁内確認欄 */
}

Test(import_workbooks, rows_of_changes_stand_below_their_heads)
{
	const struct sheet *sheet =
	    READ(HEAD, {"A7", "Ⅰ　関連情報"}, {"A8", "１．特定個人情報ファイルを取り扱う事務"}, {"A9:J9", "①事務の名称"},
	         {"K9", "住民税"}, {"A20", "変更箇所"}, {"A21:D21", "変更日"}, {"E21:I21", "項目"}, {"J21", "変更前の記載"},
	         {"T21", "変更後の記載"}, {"AE21", "提出時期"}, {"AG21", "提出時期に\n係る説明"},
	         {"A22:A23", "令和7年4月1日"}, {"E22:E23", "Ⅰ1．①"}, {"T22", "住民税"}, {"AE22", "事後"}, {"T23", "の事務"},
	         {"E24", "Ⅰ2．"}, {"J24", "同上"}, {"AG24", "—"});
	cr_assert_eq(sheet->history_count, 2);
	cr_expect_str_eq(sheet->history[0].before, "");
	cr_expect_str_eq(sheet->history[0].after, "住民税\nの事務");
	cr_expect_str_eq(sheet->history[0].timing, "事後");
	cr_expect_str_eq(sheet->history[1].date, "");
	cr_expect_str_eq(sheet->history[1].before, "同上");
	cr_expect_str_eq(sheet->history[1].note, "—");
}

/* One date for several rows, the rows numbered, the table's heading said again, heads in other words and another order. */
Test(import_workbooks, rows_of_changes_as_bodies_keep_them)
{
	const struct sheet *sheet = READ(
	    HEAD, {"A7", "Ⅰ　関連情報"}, {"A8", "１．特定個人情報ファイルを取り扱う事務"}, {"A9:J9", "①事務の名称"},
	    {"K9", "住民税"}, {"A20:AV20", "（別添）変更箇所"}, {"A21", "No."}, {"B21", "変更箇所"}, {"J21", "変更前"},
	    {"T21", "変更後"}, {"AC21", "変更年月日"}, {"AE21", "提出時期（事前・事後）"}, {"AG21", "備考"}, {"A22", "1"},
	    {"B22", "Ⅰ１①"}, {"J22", "甲"}, {"T22", "乙"}, {"AC22:AC23", "令和7年4月1日"}, {"AE22:AE23", "事後"},
	    {"A23", "2"}, {"B23", "Ⅰ１②"}, {"J23", "丙"}, {"T23", "丁"}, {"A24:AV24", "（別添）変更箇所（続き）"},
	    {"A25", "3"}, {"B25", "Ⅰ１③"}, {"J25", "戊"}, {"T25", "己"}, {"AC25", "令和7年5月1日"}, {"AE25", "事前"});
	cr_assert_eq(sheet->history_count, 3);
	cr_expect_str_eq(sheet->history[1].date, "令和7年4月1日");
	cr_expect_str_eq(sheet->history[1].item, "Ⅰ１②");
	cr_expect_str_eq(sheet->history[1].timing, "事後");
	cr_expect_str_eq(sheet->history[2].date, "令和7年5月1日");
	cr_expect_str_eq(sheet->history[2].after, "己");
	cr_expect_eq(import.placing->unplaced.count, 0);
}

/* What stands behind the table is no row of it: notes, 別紙, a worksheet of an earlier sheet. On the next page it may go on. */
Test(import_workbooks, rows_of_changes_end)
{
	static const char *const lone[] = {"※令和7年7月1日現在", "別紙", "Ⅰ　関連情報"};
	for (size_t i = 0; i < sizeof lone / sizeof *lone; i++) {
		const struct sheet *sheet = READ(
		    HEAD, NAMED, {"A20", "変更箇所"}, {"A21", "変更日"}, {"E21", "項目"}, {"J21", "変更前の記載"},
		    {"T21", "変更後の記載"}, {"AE21", "提出時期"}, {"AG21", "提出時期に係る説明"}, {"A22", "令和7年4月1日"},
		    {"E22", "Ⅰ1．①"}, {"T22", "住民税"}, {"AE22", "事後"}, {"A23", lone[i]}, {"A24", "①事務の名称"},
		    {"K24", "古い名称"}, {"A25", "令和7年5月1日"}, {"E25", "Ⅰ2．"}, {"J25", "同上"}, {"AE25", "事前"});
		cr_assert_eq(sheet->history_count, 2, "%s: %zu", lone[i], sheet->history_count);
		cr_expect_str_eq(sheet->history[1].item, "Ⅰ2．");
		cr_expect_eq(import.placing->unplaced.count, 3, "%s: %zu", lone[i], import.placing->unplaced.count);
		cr_expect_str_eq(said(sheet, "I.1.1"), "住民税");
	}
}

/* A worksheet that has no label of the form goes on with nothing of the one before it: neither its last answer nor 変更箇所. */
Test(import_workbooks, another_worksheet)
{
	next_sheet = 11;
	const struct sheet *sheet =
	    READ(HEAD, NAMED, {"A7:J7", "②事務の概要"}, {"K7:AV7", "賦課する。"}, {"A8", "２．特定個人情報ファイル名"},
	         {"A9", "税ファイル"}, {"A11", "移転先の一覧"}, {"A12", "甲課"}, {"K12", "庁内"},
	         {"A13", "３．個人番号の利用"}, {"A14", "法令上の根拠"}, {"K14", "番号法"});
	cr_expect_str_eq(said(sheet, "I.2"), "税ファイル");
	cr_expect_str_eq(said(sheet, "I.3"), "番号法");
	cr_expect_eq(import.placing->unplaced.count, 3, "%zu", import.placing->unplaced.count);
	next_sheet = 23;
	sheet =
	    READ(HEAD, NAMED, {"A20", "変更箇所"}, {"A21", "変更日"}, {"E21", "項目"}, {"J21", "変更前の記載"},
	         {"T21", "変更後の記載"}, {"AE21", "提出時期"}, {"AG21", "提出時期に係る説明"}, {"A22", "令和7年4月1日"},
	         {"E22", "Ⅰ1．①"}, {"T22", "住民税"}, {"AE22", "事後"}, {"A23", "(1)"}, {"E23", "受付"}, {"J23", "窓口"});
	next_sheet = 0;
	cr_expect_eq(sheet->history_count, 1, "%zu", sheet->history_count);
	cr_expect_eq(import.placing->unplaced.count, 3, "%zu", import.placing->unplaced.count);
}

/* Words that are struck through were removed: they are no part of an answer, but are told. */
Test(import_workbooks, words_struck_through)
{
	size_t length;
	const char *bytes = book_of(
	    arena,
	    "<sheetData><c r='A3' t='str'><v>［令和6年10月　様式２］</v></c>"
	    "<c r='A4' t='str'><v>Ⅰ　関連情報</v></c><c r='A5' t='str'><v>１．特定個人情報ファイルを取り扱う事務</v></c>"
	    "<c r='A6' t='str'><v>①事務の名称</v></c><c r='K6' t='s'><v>0</v></c><c r='A7' t='str'><v>②事務の概要</v></c>"
	    "<c r='K7' t='inlineStr'><is><r><rPr><strike val='0'/></rPr><t>賦課</t></r><r><t>する。</t></r></is></c>"
	    "<c r='A8' t='str'><v>③システムの名称</v></c><c r='K8' t='s'><v>1</v></c>"
	    "<c r='A9' t='str'><v>変更箇所</v></c><c r='A10' t='str'><v>変更日</v></c><c r='B10' t='str'><v>項目</v></c>"
	    "<c r='C10' t='str'><v>変更前の記載</v></c><c r='D10' t='str'><v>変更後の記載</v></c>"
	    "<c r='A11' t='str'><v>令和7年4月1日</v></c><c r='B11' t='str'><v>Ⅰ1</v></c><c r='C11' t='s'><v>0</v></c>"
	    "<c r='D11' t='str'><v>住民税</v></c></sheetData>",
	    "<si><r><rPr><strike/></rPr><t>町民税</t></r><r><rPr/><t>住民税</t></r></si>"
	    "<si><r><rPr><strike/></rPr><t>旧税</t></r></si>",
	    NULL, &length);
	const struct sheet *sheet = read_workbook(bytes, length);
	cr_expect_str_eq(said(sheet, "I.1.1"), "住民税");
	cr_expect_str_eq(said(sheet, "I.1.2"), "賦課する。");
	cr_expect_str_eq(said(sheet, "I.1.3"), "旧税"); /* all of it: who knows why */
	cr_assert_eq(import.placing->unplaced.count, 1, "%zu", import.placing->unplaced.count);
	cr_expect(strstr(import.placing->unplaced.items[0].text, "：町民税"));
	cr_assert_eq(sheet->history_count, 1); /* what stood before is struck through to show what was changed */
	cr_expect_str_eq(sheet->history[0].before, "町民税住民税");
}

/* A box in 【】, in a cell of its own; other words in them are words. */
Test(import_workbooks, boxes_in_other_brackets)
{
	const struct sheet *sheet = READ(HEAD, NAMED, {"A7", "②事務の概要"}, {"K7", "【税】"}, {"A20", "Ⅳ　リスク対策"},
	                                 {"A22", "９．監査"}, {"A23", "実施の有無"}, {"O23", "【○】"}, {"Q23", "自己点検"},
	                                 {"Z23", "【　】"}, {"AC23", "内部監査"}, {"AK23", "【　】"}, {"AL23", "外部監査"});
	cr_expect_str_eq(said(sheet, "I.1.2"), "【税】");
	const struct row *audits = sheet_row(sheet, "IV.9", NULL, 0);
	cr_expect(audits->state == STATE_ANSWERED && audits->ticks[0].ticked && !audits->ticks[1].ticked);
	cr_expect_eq(import.placing->unplaced.count, 0, "%zu", import.placing->unplaced.count);
}

/* Two by two with one column of labels, and each with its own; an answer for both is merged over their columns. */
Test(import_workbooks, groups_side_by_side)
{
	const struct sheet *sheet = READ(
	    {"C2:AT2", "特定個人情報保護評価書（重点項目評価書）"}, {"A3", "[平成30年５月　様式３]"},
	    {"A4", "Ⅱ　特定個人情報ファイルの概要"}, {"A5:AV5", "４．特定個人情報ファイルの取扱いの委託"},
	    {"K6:T6", "委託事項1　保守業務"}, {"U6:AD6", "委託事項2　印刷業務"}, {"A7:J7", "①委託内容"}, {"K7:T7", "甲"},
	    {"U7:AD7", "乙"}, {"A8:J8", "③委託先名"}, {"K8:AD8", "見本社"}, {"A9:J9", "⑤再委託の許諾方法"},
	    {"K9:T9", "書面"}, {"K10:T10", "委託事項3"}, {"U10:AD10", "委託事項4"}, {"A11:J11", "①委託内容"},
	    {"K11:T11", "丙"}, {"U11:AD11", "丁"}, {"A12:AV12", "５．特定個人情報の提供・移転（委託に伴うものを除く。）"},
	    {"A13:E13", "移転先1"}, {"F13:J13", "戊課"}, {"K13:O13", "移転先2"}, {"P13:T13", "己課"},
	    {"A14:E14", "①法令上の根拠"}, {"F14:J14", "九条"}, {"K14:O14", "①法令上の根拠"}, {"P14:T14", "十九条"});
	static const struct {
		const char *id;
		size_t n;
		const char *words;
	} answers[] = {{"II[].4.c[].name", 1, "保守業務"}, {"II[].4.c[].1", 1, "甲"},
	               {"II[].4.c[].3", 1, "見本社"},      {"II[].4.c[].5", 1, "書面"},
	               {"II[].4.c[].name", 2, "印刷業務"}, {"II[].4.c[].1", 2, "乙"},
	               {"II[].4.c[].3", 2, "見本社"},      {"II[].4.c[].5", 2, ""},
	               {"II[].4.c[].1", 3, "丙"},          {"II[].4.c[].1", 4, "丁"},
	               {"II[].5.t[].name", 1, "戊課"},     {"II[].5.t[].1", 1, "九条"},
	               {"II[].5.t[].name", 2, "己課"},     {"II[].5.t[].1", 2, "十九条"}};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		const size_t index[] = {1, answers[i].n};
		const struct row *row = sheet_row(sheet, answers[i].id, index, 2);
		cr_expect_str_eq(row ? row->printed : "no row", answers[i].words, "%s %zu", answers[i].id, answers[i].n);
	}
	cr_expect_eq(import.placing->unplaced.count, 0, "%zu", import.placing->unplaced.count);
}

/* As we print an answer that goes on over a page: its label is said again, its lines and （続き） broken where the column ends. */
Test(import_workbooks, a_label_said_again_breaks_elsewhere)
{
	const struct sheet *sheet =
	    READ(HEAD, {"A7", "Ⅰ　関連情報"}, {"A8", "１．特定個人情報ファイルを取り扱う事務"}, {"A9:J9", "①事務の名称"},
	         {"K9:AV9", "住民税"}, {"A10:J10", "②事務の概要"}, {"K10:AV10", "賦課する。"},
	         {"A11:AV11", "１．特定個人情報ファイルを取り扱う事務（続き）"}, {"A12:J12", "②事務の\n概要\n（続\nき）"},
	         {"K12:AV12", "徴収する。"}, {"A13:J13", "②事務の概要（続き）"}, {"K13:AV13", "還付する。"});
	cr_expect_str_eq(said(sheet, "I.1.2"), "賦課する。\n徴収する。\n還付する。");
	cr_expect_eq(import.placing->unplaced.count, 0);
}

/* The list in one cell; below it an answer that counts by itself. */
Test(import_workbooks, an_answer_that_counts_below_a_list)
{
	const struct sheet *sheet =
	    READ({"C2:AT2", "特定個人情報保護評価書（重点項目評価書）"}, {"A3", "[平成30年５月　様式３]"},
	         {"A7", "Ⅲ　リスク対策"}, {"A8:AV8", "４．特定個人情報ファイルの取扱いの委託　　（　）委託しない"},
	         {"A9:J9", "委託契約書中の特定個人情報ファイルの取扱いに関する規定"},
	         {"K9:AV9", "＜選択肢＞\n○1) 定めている\n　2) 定めていない"}, {"B10:J10", "規定の内容"},
	         {"K10:AV10", "1) 秘密の保持\n2) 再委託の制限"});
	cr_expect_str_eq(said(sheet, "III.4.contract"), "定めている");
	cr_expect_str_eq(said(sheet, "III.4.contract_what"), "1) 秘密の保持\n2) 再委託の制限");
	cr_expect_eq(import.placing->unplaced.count, 0);
}

/* As another office may have drawn it: numbers in cells of their own, dates without their sheet's second part. */
Test(import_workbooks, numbers_of_labels_stand_apart)
{
	const struct sheet *sheet =
	    READ(HEAD, {"A7", "Ⅰ　関連情報"}, {"B8:C8", "１."}, {"D8:AV8", "特定個人情報ファイルを\n取り扱う事務"},
	         {"B9", "①"}, {"C9:J10", "事務の\n名称"}, {"K9:AV10", "市営住宅の管理"}, {"B11", "②"},
	         {"C11:J12", "事務の概要"}, {"K11:AV12", "①募集\n②入居の決定"}, {"B14", "４"},
	         {"C14", "情報提供ネットワークシステムによる情報連携"}, {"B15:B16", "①"}, {"C15:J16", "実施の有無"},
	         {"K15:K16", "["}, {"L15:U16", "実施しない"}, {"V15:V16", "]"}, {"B20", "Ⅳ　リスク対策"}, {"AR20", "※"},
	         {"B21", "４."}, {"C21", "特定個人情報ファイルの取扱いの委託"}, {"AH21", "[　○　]委託しない"});
	cr_expect_str_eq(said(sheet, "I.1.1"), "市営住宅の管理");
	cr_expect_str_eq(said(sheet, "I.1.2"), "①募集\n②入居の決定");
	cr_expect_str_eq(said(sheet, "I.4.1"), "実施しない");
	cr_expect_str_eq(said(sheet, "IV.4.none"), "委託しない");
	cr_expect_eq(import.placing->unplaced.count, 0);
}

/* Marks as offices use them: each row of cells is one way to say the same. */
Test(import_workbooks, options_are_marked_in_many_ways)
{
	static const struct {
		struct given cells[4];
		const char *said; /* NULL: it cannot be told */
	} ways[] = {
	    {{{"K15", "☑実施する　□実施しない　□未定"}}, "実施する"},
	    {{{"K15", "○実施する　●実施しない　○未定"}}, "実施しない"},
	    {{{"K15", "□ 実施する"}, {"K16", "■ 実施しない"}, {"K17", "□ 未定"}}, "実施しない"},
	    {{{"K15", "レ"}, {"L15", "実施する"}, {"M15", "□"}, {"N15", "実施しない"}}, "実施する"},
	    {{{"L15", "実施する"}, {"K16", "○"}, {"L16", "実施しない"}, {"L17", "未定"}}, "実施しない"},
	    {{{"K15", "実施する"}, {"L15", "○"}, {"K16", "実施しない"}, {"K17", "未定"}}, "実施する"},
	    {{{"K15", "[　未定　]"}, {"M15", "＜選択肢＞１）実施する　２）実施しない　３）未定"}}, "未定"},
	    {{{"K15", "未定"}}, "未定"},
	    {{{"K15", "実施する"}, {"L15", "○"}, {"M15", "実施しない"}, {"N15", "未定"}}, NULL},
	    {{{"K15", "実施する"}, {"K16", "実施しない"}, {"K17", "未定"}}, NULL},
	    {{{"K15", "○実施する　○実施しない　○未定"}}, NULL},
	    {{{"K15", "☑実施する　☑実施しない"}}, NULL},
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct given cells[14] = {
		    HEAD, NAMED, {"A14", "４．情報提供ネットワークシステムによる情報連携"}, {"A15:J15", "①実施の有無"}};
		size_t count = add_cells(cells, ways[i].cells, 4);
		const struct row *row = sheet_row(read_cells(cells, count), "I.4.1", NULL, 0);
		cr_expect_eq(row->state, ways[i].said ? STATE_ANSWERED : STATE_UNKNOWN, "%zu: %s", i, row->printed);
		cr_expect(!ways[i].said || strcmp(row->printed, ways[i].said) == 0, "%zu: %s", i, row->printed);
	}
}

/* A mark in a cell of its own, before the words of its box or behind them; between two that are both without one it may be either's. */
Test(import_workbooks, boxes_of_headings_in_cells_of_their_own)
{
	static const struct {
		struct given cells[5];
		const char *in, *out; /* NULL: it cannot be told */
	} ways[] = {
	    {{{"K14", "[　　]"}, {"L14", "接続しない（入手）"}, {"Q14", "[　○　]"}, {"R14", "接続しない（提供）"}},
	     "",
	     "接続しない（提供）"},
	    {{{"K14", "□"}, {"L14", "接続しない（入手）"}, {"Q14", "☑"}, {"R14", "接続しない（提供）"}},
	     "",
	     "接続しない（提供）"},
	    {{{"K14", "（　）"}, {"L14", "接続しない（入手）"}, {"Q14", "（レ）"}, {"R14", "接続しない（提供）"}},
	     "",
	     "接続しない（提供）"},
	    {{{"K14", "["}, {"L14", "○"}, {"M14", "]"}, {"N14", "接続しない（入手）"}, {"R14", "接続しない（提供）"}},
	     "接続しない（入手）",
	     NULL},
	    {{{"L14", "接続しない（入手）"}, {"P14", "[　○　]"}, {"R14", "接続しない（提供）"}, {"V14", "[　　]"}},
	     "接続しない（入手）",
	     ""},
	    {{{"L14", "接続しない（入手）"}, {"P14", "[　○　]"}, {"R14", "接続しない（提供）"}}, NULL, NULL},
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct given cells[14] = {
		    HEAD, NAMED, {"A7", "Ⅳ　リスク対策"}, {"A14", "６．情報提供ネットワークシステムとの接続"}};
		size_t count = add_cells(cells, ways[i].cells, 5);
		const struct sheet *sheet = read_cells(cells, count);
		const struct {
			const char *id, *said;
		} boxes[] = {{"IV.6.none_in", ways[i].in}, {"IV.6.none_out", ways[i].out}};
		for (size_t j = 0; j < 2; j++) {
			const struct import_item *read = NULL;
			for (size_t k = 0; k < import.item_count; k++)
				read = strcmp(import.items[k].key, boxes[j].id) == 0 ? &import.items[k] : read;
			cr_assert(read);
			cr_expect_eq(read->state == IMPORT_UNKNOWN, !boxes[j].said, "%zu: %s", i, boxes[j].id);
			if (boxes[j].said)
				cr_expect_str_eq(said(sheet, boxes[j].id), boxes[j].said, "%zu: %s", i, boxes[j].id);
		}
	}
}

/* The same with the counts behind them. */
Test(import_workbooks, provision_in_cells_of_its_own)
{
	const struct sheet *sheet = READ(
	    {"C2:AT2", "特定個人情報保護評価書（重点項目評価書）"}, {"A3", "[平成30年５月　様式３]"},
	    {"A7", "Ⅱ　特定個人情報ファイルの概要"}, {"A8:AV8", "１．特定個人情報ファイル名"}, {"A9:AV9", "見本税ファイル"},
	    {"A13:AV13", "５．特定個人情報の提供・移転（委託に伴うものを除く。）"}, {"A14:J14", "提供・移転の有無"},
	    {"K14", "[　○　]"}, {"L14", "提供を行っている"}, {"S14", "（　2　）件"}, {"T14", "[　　]"},
	    {"U14", "移転を行っている"}, {"Z14", "（　　）件"}, {"K15", "[　　]"}, {"L15", "行っていない"});
	cr_expect_str_eq(said(sheet, "II[].5.provide"), "提供を行っている");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s",
	             import.placing->unplaced.count ? import.placing->unplaced.items[0].text : "");
	for (size_t k = 0; k < import.item_count; k++)
		if (strstr(import.items[k].key, ".5.provide") || strstr(import.items[k].key, ".5.move"))
			cr_expect_neq(import.items[k].state, IMPORT_UNKNOWN, "%s", import.items[k].key);
}

Test(import_workbooks, boxes_are_marked_in_many_ways)
{
	static const struct {
		struct given cells[4];
		const char *said;
	} ways[] = {
	    {{{"K15", "☑自己点検　□内部監査　☑外部監査"}}, "自己点検、外部監査"},
	    {{{"K15", "○"}, {"L15", "自己点検"}, {"L16", "内部監査"}, {"L17", "外部監査"}}, "自己点検"},
	    {{{"K15", "[　レ　]"}, {"L15", "自己点検"}, {"K16", "[　　]"}, {"L16", "内部監査"}}, "自己点検"},
	    {{{"K15", "自己点検、内部監査"}}, "自己点検、内部監査"},
	    {{{"K15", "自己点検、内部監査、外部監査"}}, NULL}, /* all that there are */
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct given cells[14] = {HEAD, NAMED, {"A7", "Ⅳ　リスク対策"}, {"A14", "９．監査"}, {"A15:J15", "実施の有無"}};
		size_t count = add_cells(cells, ways[i].cells, 4);
		const struct row *row = sheet_row(read_cells(cells, count), "IV.9", NULL, 0);
		cr_expect_eq(row->state, ways[i].said ? STATE_ANSWERED : STATE_UNKNOWN, "%zu: %s", i, row->value);
		cr_expect(!ways[i].said || strcmp(row->value, ways[i].said) == 0, "%zu: %s", i, row->value);
	}
}

/* What is no answer: numbers of pages and the title in rows of their own, （※） behind labels. */
Test(import_workbooks, rows_that_pages_repeat)
{
	const struct sheet *sheet = READ(
	    HEAD, {"A7", "Ⅰ　関連情報"}, {"A8", "１．特定個人情報ファイルを取り扱う事務"}, {"A9:J9", "①事務の名称（※）"},
	    {"K9", "住民税"}, {"K10", "- 1 -"}, {"A11", "特定個人情報保護評価書（基礎項目評価書）"},
	    {"A12:J12", "②事務の概要"}, {"K12", "賦課"}, {"K13", "2 / 20"},
	    {"A14", "４．情報提供ネットワークシステムによる情報連携"}, {"A15:J15", "①実施の有無"}, {"K15", "未定"},
	    {"A16", "Ⅱ　しきい値判断項目"}, {"A17", "１．対象人数"}, {"A18:J18", "いつ時点の計数か"}, {"K18", "令和"},
	    {"L18", "7"}, {"M18", "年"}, {"N18", "4"}, {"O18", "月"}, {"P18", "1"}, {"Q18", "日 時点"});
	cr_expect_str_eq(said(sheet, "I.1.1"), "住民税");
	cr_expect_str_eq(said(sheet, "I.1.2"), "賦課");
	cr_expect_str_eq(said(sheet, "II.1.asof"), "令和7年4月1日 時点");
	cr_expect_eq(import.placing->unplaced.count, 0);
}

/* 変更前の記載 and 変更後の記載 under one cell, beside cells that are as high as both. */
Test(import_workbooks, a_head_of_two_rows)
{
	const struct sheet *sheet = READ(
	    HEAD, {"A7", "Ⅰ　関連情報"}, {"A8", "１．特定個人情報ファイルを取り扱う事務"}, {"A9:J9", "①事務の名称"},
	    {"K9", "住民税"}, {"A20", "変更箇所"}, {"A21:A22", "変更日"}, {"B21:B22", "項目"}, {"C21:D21", "記載"},
	    {"E21:E22", "提出時期"}, {"F21:F22", "提出時期に係る説明"}, {"C22", "変更前の記載"}, {"D22", "変更後の記載"},
	    {"A23", "令和7年4月1日"}, {"B23", "Ⅰ1．①"}, {"C23", "市税"}, {"D23", "住民税"}, {"E23", "事後"});
	cr_assert_eq(sheet->history_count, 1);
	cr_expect_str_eq(sheet->history[0].before, "市税");
	cr_expect_str_eq(sheet->history[0].after, "住民税");
	cr_expect_str_eq(sheet->history[0].timing, "事後");
}

/* A row that is not shown is not printed; rows that a filter hides are part of the sheet. */
Test(import_workbooks, hidden_rows)
{
	for (int filtered = 0; filtered < 2; filtered++) {
		size_t length;
		const char *data =
		    arena_printf(arena,
		                 "<cols><col min='9' max='9' hidden='1'/></cols><sheetData>"
		                 "<row r='1'><c r='A1' t='str'><v>特定個人情報保護評価書（基礎項目評価書）</v></c></row>"
		                 "<row r='2'><c r='A2' t='str'><v>Ⅰ　関連情報</v></c></row>"
		                 "<row r='3'><c r='A3' t='str'><v>１．特定個人情報ファイルを取り扱う事務</v></c></row>"
		                 "<row r='4'><c r='A4' t='str'><v>②事務の概要</v></c><c r='C4' t='str'><v>賦課</v></c>"
		                 "<c r='I4' t='str'><v>確認済</v></c></row>"
		                 "<row r='5' hidden='1'><c r='C5' t='str'><v>徴収</v></c></row></sheetData>%s",
		                 filtered ? "<autoFilter ref='A1:C5'/>" : "");
		const char *bytes = book_of(arena, data, NULL, NULL, &length);
		cr_expect_str_eq(said(read_workbook(bytes, length), "I.1.2"), filtered ? "賦課\n徴収" : "賦課");
	}
}

Test(import_workbooks, frames_that_nobody_filled_in)
{
	const struct sheet *sheet =
	    READ({"A1", "特定個人情報保護評価書（重点項目評価書）"}, {"A2", "Ⅰ　基本情報"},
	         {"A3", "1. 特定個人情報ファイルを取り扱う事務"}, {"A4", "①事務の名称"}, {"N4", "住民税"},
	         {"A6", "2. 特定個人情報ファイルを取り扱う事務において使用するシステム"}, {"A7", "システム1"},
	         {"A8", "①システムの名称"}, {"A9", "②システムの機能"}, {"A10", "③他のシステムとの接続"}, {"N10", "["},
	         {"P10", "]宛名システム等"}, {"A14", "システム2～5"}, {"A15", "システム2"}, {"A16", "①システムの名称"},
	         {"N16", "税務システム"}, {"A17", "②システムの機能"}, {"A18", "③他のシステムとの接続"}, {"N18", "["},
	         {"O18", "○"}, {"P18", "]その他"}, {"V18", "（"}, {"W18", "印刷"}, {"BH18", "）"}, {"A19", "システム3"},
	         {"A20", "①システムの名称"});
	const size_t first = 1, second = 2;
	const struct row *row = sheet_row(sheet, "I.2[].1", &first, 1);
	cr_assert(row);
	cr_expect_str_eq(row->printed, "税務システム");
	cr_expect_null(sheet_row(sheet, "I.2[].1", &second, 1));
	row = sheet_row(sheet, "I.2[].3", &first, 1);
	cr_expect_str_eq(row->ticks[row->tick_count - 1].text, "印刷");
	cr_expect_eq(import.placing->unplaced.count, 0);
}

/* ---- published sheets ---- */

static const struct sheet *read_published(const char *name)
{
	const char *path = arena_printf(arena, "%s/%s.xlsx", outside_folder("SHIKII_SEEDS_WORKBOOKS"), name);
	size_t length;
	const char *bytes = source_bytes(arena, &diags, path, &length);
	cr_assert(bytes, "%s", path);
	return read_workbook(bytes, length);
}

static const struct sheet *read_seed(const char *number)
{
	const char *path = seed_path(arena, number);
	const struct source *source = path ? source_load(arena, &diags, path) : NULL;
	return source ? lay_out(import_text(arena, official, source, 1, &import)) : NULL;
}

/* Without white space, and without the & that the texts have where their markup was. */
static bool same_words(const char *a, const char *b)
{
	const char *left = utf8_fold(arena, a), *right = utf8_fold(arena, b);
	for (;; left++, right++) {
		left += strspn(left, "&");
		right += strspn(right, "&");
		if (*left != *right || !*left)
			return *left == *right;
	}
}

static bool same_ticks(const struct row *a, const struct row *b)
{
	for (size_t i = 0; i < a->tick_count; i++)
		if (a->ticks[i].ticked != b->ticks[i].ticked)
			return false;
	return true;
}

/* Of the answers that the text gives: how many the workbook gives, too; of those that neither has, none. */
struct agreement {
	size_t asked, same, more;
};

static struct agreement compare(const struct sheet *book, const struct sheet *text)
{
	struct agreement agreement = {0};
	for (size_t i = 0; i < text->row_count; i++) {
		const struct row *row = text->rows[i], *other = NULL;
		for (size_t j = 0; j < book->row_count && !other; j++)
			other = strcmp(book->rows[j]->key, row->key) == 0 ? book->rows[j] : NULL;
		bool answered = row->state == STATE_ANSWERED && row->item->type != ITEM_REF;
		bool same =
		    other && other->state == row->state && same_words(other->printed, row->printed) && same_ticks(other, row);
		agreement.asked += answered;
		agreement.same += answered && same;
		agreement.more += row->state == STATE_BLANK && other && other->state == STATE_ANSWERED;
	}
	for (size_t j = 0; j < book->row_count; j++) {
		bool known = false;
		for (size_t i = 0; i < text->row_count && !known; i++)
			known = strcmp(book->rows[j]->key, text->rows[i]->key) == 0;
		agreement.more += !known;
	}
	return agreement;
}

Test(import_workbooks, published)
{
	const struct {
		const char *name, *number, *form;
		size_t missed, changes, unplaced;
	} cases[] = {
	    {"002", "002", "kiso-2024", 0, 51, 0},
	    {"002-odd", "002", "kiso-2024", 4, 51, 2}, /* Ⅱ, which it does not have; 庁内確認欄 */
	    {"001", "001", "juten-2018", 3, 0, 0},     /* a tick and a count left out; a dash that only the text has */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct sheet *text = read_seed(cases[i].number);
		if (!text)
			continue;
		const struct sheet *book = read_published(cases[i].name);
		struct agreement agreement = compare(book, text);
		cr_expect_str_eq(import.form->id, cases[i].form);
		cr_expect_eq(agreement.asked - agreement.same, cases[i].missed, "%s: %zu of %zu", cases[i].name, agreement.same,
		             agreement.asked);
		cr_expect_eq(agreement.more, 0, "%s: %zu invented", cases[i].name, agreement.more);
		cr_expect_eq(import.placing->unplaced.count, cases[i].unplaced, "%s", cases[i].name);
		cr_expect_eq(book->history_count, cases[i].changes, "%s", cases[i].name);
		for (size_t j = 0; j < book->history_count && j < text->history_count; j++) {
			const struct history_row *a = &book->history[j], *b = &text->history[j];
			cr_expect(same_words(a->date, b->date) && same_words(a->item, b->item) &&
			              same_words(a->before, b->before) && same_words(a->after, b->after) &&
			              same_words(a->timing, b->timing),
			          "%s: row %zu", cases[i].name, j + 1);
		}
	}
}
