/* Pages of a PDF with drawn cells: words at their places and the lines around them → the answers. */
#include "import_expect.h"

#include "base/utf8.h"
#include "printed/drawing.h"
#include "printed/pages.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(import_ruled, .init = set_up, .fini = tear_down);

enum { LETTER = 10, HEIGHT = 12 };

/* Words with their upper left corner; ten points a wide letter. */
struct given {
	int left, top;
	const char *words;
};

static void put_words(struct buf *page, const struct given *words, size_t count)
{
	buf_puts(page, "<page width=\"596\" height=\"842\">");
	for (size_t i = 0; i < count; i++) {
		int right = words[i].left + (int)utf8_width(words[i].words, strlen(words[i].words)) * LETTER / 2;
		buf_printf(page, "<line><word xMin=\"%d\" yMin=\"%d\" xMax=\"%d\" yMax=\"%d\">%s</word></line>\n",
		           words[i].left, words[i].top, right, words[i].top + HEIGHT, words[i].words);
	}
	buf_puts(page, "</page>");
}

/* Edges as cairo writes them, from the upper left corner of a sheet of A4. */
static void put_edges(struct buf *drawing, size_t page, const char *edges)
{
	buf_printf(drawing,
	           "%%%%Page: %zu %zu\n%%%%BeginPageSetup\n596 842 cairo_set_page_size\n%%%%EndPageSetup\n"
	           "1 0 0 -1 0 842 cm q\n%s\nQ\n",
	           page, page, edges);
}

#define PAGE(words, ...)                                                                                               \
	put_words(&(words), (struct given[]){__VA_ARGS__}, sizeof((struct given[]){__VA_ARGS__}) / sizeof(struct given))

/* The YAML of one sheet, or why there is none. */
static const char *imported_sheet(struct buf *words, struct buf *edges, size_t sheet)
{
	const char *text = arena_printf(arena, "<html><body><doc>%s</doc></body></html>", buf_text(words));
	struct drawing drawing = drawing_read(arena, buf_text(edges), edges->length);
	struct pages pages = bbox_pages(arena, text, strlen(text), &drawing);
	cr_assert(pages.items);
	const char *reason = import_pages(arena, official, &pages, sheet, &import);
	const char *yaml = arena_copy(arena, buf_text(&import.yaml), import.yaml.length);
	buf_free(&import.yaml);
	buf_free(words);
	buf_free(edges);
	return reason ? reason : yaml;
}

static const char *imported_pages(struct buf *words, struct buf *edges)
{
	return imported_sheet(words, edges, 1);
}

#define TITLE                                                                                                          \
	{                                                                                                                  \
		150, 20, "特定個人情報保護評価書（基礎項目評価書）"                                        \
	}

/* A table of two columns, 40 to 160 to 500, with rows that end at these heights. */
#define SIDES(top, bottom)                                                                                             \
	"40 " top " m 40 " bottom " l S 160 " top " m 160 " bottom " l S 500 " top " m 500 " bottom " l S "
#define LEVEL(y) "40 " y " m 160 " y " l S 160 " y " m 500 " y " l S "

Test(import_ruled, cells_go_on_over_pages)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅰ　関連情報"}, {42, 70, "１．特定個人情報ファイルを取り扱う事務"},
	     {42, 90, "①事務の名称"}, {162, 90, "見本税に関する事務"}, {42, 118, "②事務の概要"},
	     {162, 105, "見本税の賦課をする。"}, {182, 118, "・申告の受付"},
	     {162, 131, "納付を受けた額を記録し、過誤納があるときは還付す"}, {290, 800, "1"});
	put_edges(&edges, 1,
	          LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("104") LEVEL("146") SIDES("86", "146")
	              SIDES("48", "86") "162 116 m 220 116 l S"); /* under words, of no cell */
	PAGE(words, {162, 50, "る。"}, {42, 70, "③システムの名称"}, {162, 70, "見本税システム"}, {290, 800, "2"});
	put_edges(&edges, 2, LEVEL("66") LEVEL("86") SIDES("40", "86"));
	PAGE(words, {42, 50, "２．特定個人情報ファイル名"}, {42, 70, "見本税ファイル"}, {290, 800, "3"});
	put_edges(&edges, 3, LEVEL("48") LEVEL("66") LEVEL("86") "40 48 m 40 86 l S 500 48 m 500 86 l S");
	const char *yaml = imported_pages(&words, &edges);
	expect_in(yaml, "name: 見本税に関する事務\n");
	expect_in(
	    yaml,
	    "      見本税の賦課をする。\n      　　・申告の受付\n      納付を受けた額を記録し、過誤納があるときは還付す\n"
	    "      る。\n");
	expect_in(yaml, "見本税システム\n");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s",
	             import.placing->unplaced.count ? import.placing->unplaced.items[0].text : "");
}

Test(import_ruled, lines_that_nobody_begins_or_leaves_so)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅰ　関連情報"}, {42, 70, "１．特定個人情報ファイルを取り扱う事務"},
	     {42, 105, "②事務の概要"}, {162, 92, "・"}, {162, 105, "2、3"}, {162, 118, "、4の項"},
	     {162, 131, "・申告の受付"});
	put_edges(&edges, 1, LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("146") SIDES("86", "146") SIDES("48", "86"));
	expect_in(imported_pages(&words, &edges), "      ・2、3、4の項\n      ・申告の受付\n");
}

Test(import_ruled, one_of_two_sheets)
{
	static const char *const names[] = {"見本税に関する事務", "見本年金に関する事務"};
	for (size_t sheet = 1; sheet <= 3; sheet++) {
		struct buf words = BUF_INIT, edges = BUF_INIT;
		for (size_t i = 0; i < 2; i++) {
			PAGE(words, TITLE, {42, 40, "評価書番号"}, {162, 40, "評価書名"}, {42, 53, i ? "8" : "7"},
			     {162, 53, names[i]}, {42, 90, "Ⅰ　関連情報"});
			put_edges(&edges, 2 * i + 1, "");
			PAGE(words, {42, 50, "１．特定個人情報ファイルを取り扱う事務"}, {42, 70, "①事務の名称"},
			     {162, 70, names[i]});
			put_edges(&edges, 2 * i + 2, LEVEL("66") LEVEL("86") SIDES("40", "86"));
		}
		const char *yaml = imported_sheet(&words, &edges, sheet);
		if (sheet == 3) {
			cr_expect_str_eq(yaml, "このファイルの評価書は 2 つです。--sheet にはその内の番号を指定してください");
			continue;
		}
		expect_in(yaml, arena_printf(arena, "name: %s\n", names[sheet - 1]));
		cr_expect_null(strstr(yaml, names[2 - sheet]), "%s", yaml);
		cr_expect_eq(import.sheet_count, 2);
	}
}

#define BRACKETS(y, words)                                                                                             \
	{162, (y), "["}, {230, (y), (words)},                                                                              \
	{                                                                                                                  \
		300, (y), "]"                                                                                                  \
	}

Test(import_ruled, words_of_several_lines_stand_around_their_brackets)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅳ　リスク対策"}, {42, 70, "３．特定個人情報の使用"},
	     {42, 100, "目的を超えた紐付け、事務"}, {42, 113, "に必要のない情報との紐付"},
	     {42, 126, "けが行われるリスクへの対"}, {42, 139, "策は十分か"}, BRACKETS(120, "十分である"),
	     {320, 107, "＜選択肢＞"}, {320, 120, "1) 特に力を入れている"}, {320, 133, "2) 十分である"},
	     {320, 146, "3) 課題が残されている"}, {42, 166, "５．特定個人情報の提供・移転（委託や情報提供"},
	     {42, 179, "ネットワークシステムを通じた提供を除く。）"}, {320, 172, "["}, {350, 172, "○"}, {380, 172, "]"},
	     {390, 172, "提供・移転しない"}, {42, 200, "９．監査"}, {42, 220, "実施の有無"}, {162, 220, "["},
	     {200, 220, "○"}, {230, 220, "]"}, {240, 213, "自己"}, {240, 226, "点検"}, {320, 220, "["}, {380, 220, "]"},
	     {390, 220, "内部監査"});
	put_edges(&edges, 1,
	          LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("160") LEVEL("196") LEVEL("216") LEVEL("242") SIDES("86", "160")
	              SIDES("216", "242") "40 48 m 40 242 l S 500 48 m 500 242 l S");
	const char *yaml = imported_pages(&words, &edges);
	expect_in(yaml, "linkage:\n        sufficient: 十分である\n");
	expect_in(yaml, "audits:\n    - 自己点検\n");
	cr_expect(!strstr(yaml, "内部監査"), "%s", yaml);
	cr_expect_eq(import.placing->unplaced.count, 0, "%s",
	             import.placing->unplaced.count ? import.placing->unplaced.items[0].text : "");
}

/* Bold letters may be drawn, and not written: their strokes are no edges. */
Test(import_ruled, strokes_of_letters_are_no_edges)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅰ　関連情報"}, {42, 70, "４．情報提供ネットワークシステムによる情報連携"},
	     {42, 90, "②法令上の根拠"}, {162, 90, "番号法第19条第8号"}, {42, 110, "９"}, {66, 110, "規則第9条第2項の適用"},
	     {400, 110, "［○］適用した"}, {42, 130, "適用した理由"}, {162, 130, "災害のため"});
	put_edges(&edges, 1,
	          LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("106") LEVEL("126") LEVEL("146") SIDES("86", "106")
	              SIDES("126", "146") "40 48 m 40 146 l S 500 48 m 500 146 l S "
	                                  "46 112 m 46 121 l S 49 112 m 49 121 l S 43 116 m 51 116 l S " /* of ９ */
	                                  "70 112 m 70 121 l S 76 112 m 76 121 l S 67 113 m 77 113 l S");
	const char *yaml = imported_pages(&words, &edges);
	expect_in(yaml, "basis: 番号法第19条第8号\n");
	expect_in(yaml, "reason: 災害のため\n");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s",
	             import.placing->unplaced.count ? import.placing->unplaced.items[0].text : "");
}

/* As another office may have drawn it: a mark in one word with its bracket, and the other bracket in one with its words. */
Test(import_ruled, brackets_that_hang_on_words)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅳ　リスク対策"}, {42, 70, "９．監査"}, {42, 90, "実施の有無"}, {162, 90, "［○"},
	     {210, 84, "］自己"}, {210, 97, "点検"}, {300, 90, "［"}, {340, 90, "］内部監査"},
	     {42, 110, "１０．従業者に対する教育・啓発"}, {42, 130, "従業者に対する教育・啓発"}, {162, 130, "［"},
	     {172, 130, "十分に行っている"}, {260, 130, "］"});
	put_edges(&edges, 1,
	          LEVEL("48") LEVEL("66") LEVEL("82") LEVEL("108") LEVEL("126") LEVEL("146") SIDES("82", "108")
	              SIDES("126", "146") "40 48 m 40 146 l S 500 48 m 500 146 l S");
	const char *yaml = imported_pages(&words, &edges);
	expect_in(yaml, "audits:\n    - 自己点検\n");
	expect_in(yaml, "answer: 十分に行っている\n");
	cr_expect_eq(import.placing->unplaced.count, 0, "%s",
	             import.placing->unplaced.count ? import.placing->unplaced.items[0].text : "");
}

/* Two pairs of brackets side by side with two lines each, of which the second pair's stand lower than it. */
Test(import_ruled, pairs_of_brackets_with_lines_beside_each_other)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅰ　関連情報"}, {42, 70, "４．情報提供ネットワークシステムによる情報連携"},
	     {42, 90, "②法令上の根拠"}, {162, 96, "["}, {172, 90, "番号法第19条"}, {172, 103, "第8号"}, {240, 96, "]"},
	     {300, 96, "["}, {310, 96, "見本市規則第3"}, {310, 109, "条"}, {400, 96, "]"});
	put_edges(&edges, 1,
	          LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("126")
	              SIDES("86", "126") "40 48 m 40 126 l S 500 48 m 500 126 l S");
	const char *yaml = imported_pages(&words, &edges);
	expect_in(yaml, "番号法第19条第8号");
	expect_in(yaml, "見本市規則第3条");
}

/* What a word processor puts between wide and narrow letters is no space; what a writer put between words is one. */
Test(import_ruled, gaps_between_letters_of_two_widths)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅰ　関連情報"}, {42, 70, "４．情報提供ネットワークシステムによる情報連携"},
	     {42, 90, "②法令上の根拠"});
	words.length -= strlen("</page>");
	buf_puts(&words, "<line><word xMin=\"162\" yMin=\"90\" xMax=\"202\" yMax=\"102\">番号法第</word>"
	                 "<word xMin=\"204\" yMin=\"90\" xMax=\"214\" yMax=\"102\">19</word>"
	                 "<word xMin=\"216\" yMin=\"90\" xMax=\"226\" yMax=\"102\">条</word>"
	                 "<word xMin=\"231\" yMin=\"90\" xMax=\"251\" yMax=\"102\">No</word></line></page>");
	put_edges(&edges, 1,
	          LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("106")
	              SIDES("86", "106") "40 48 m 40 106 l S 500 48 m 500 106 l S");
	const char *yaml = imported_pages(&words, &edges);
	expect_in(yaml, "basis: 番号法第19条 No\n");
}

/* What stands in cells of each page is no running head, what stands outside of them is. */
Test(import_ruled, rows_of_changes_that_look_alike)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅰ　関連情報"}, {42, 70, "１．特定個人情報ファイルを取り扱う事務"},
	     {42, 90, "①事務の名称"}, {162, 90, "見本税に関する事務"});
	put_edges(&edges, 1,
	          LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("106")
	              SIDES("86", "106") "40 48 m 40 106 l S 500 48 m 500 106 l S");
	for (size_t page = 2; page <= 5; page++) {
		PAGE(words, {42, 20, "見本市の評価書"}, {42, 50, "変更日"}, {122, 50, "項目"}, {202, 50, "変更前の記載"},
		     {282, 50, "変更後の記載"}, {362, 50, "提出時期"}, {422, 50, "提出時期に係る"}, {422, 63, "説明"},
		     {42, 80, "令和7年4月1日"}, {122, 80, "Ⅰ 1. ①"}, {202, 80, "見本"}, {282, 80, "見本税"}, {362, 80, "事後"},
		     {422, 80, "重要でない"});
		put_edges(&edges, page,
		          "40 48 460 30 re S 40 78 460 16 re S 120 48 m 120 94 l S 200 48 m 200 94 l S 280 48 m 280 94 l S "
		          "360 48 m 360 94 l S 420 48 m 420 94 l S");
	}
	imported_pages(&words, &edges);
	cr_assert_eq(import.placing->history.count, 4);
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < import.form->column_count; k++)
			cr_expect_eq(import.placing->history.items[i].cells[k].count, 1, "row %zu, column %zu", i, k);
	cr_expect_eq(import.placing->unplaced.count, 0, "%s",
	             import.placing->unplaced.count ? import.placing->unplaced.items[0].text : "");
}

/* What is below in a row of brackets stands under its own column, whatever table was above. */
Test(import_ruled, boxes_in_rows_of_changes)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅰ　関連情報"}, {42, 70, "１．特定個人情報ファイルを取り扱う事務"},
	     {42, 90, "①事務の名称"}, {162, 90, "見本税に関する事務"});
	put_edges(&edges, 1, LEVEL("48") LEVEL("66") LEVEL("86") LEVEL("106") SIDES("86", "106") SIDES("48", "86"));
	PAGE(words, {172, 30, "変更箇所"}, {172, 50, "変更日"}, {242, 50, "項目"}, {312, 50, "変更前の記載"},
	     {382, 50, "変更後の記載"}, {452, 50, "提出時期"}, {502, 50, "説明"}, {172, 80, "令和7年4月1日"},
	     {242, 80, "Ⅱ3②"}, {312, 80, "［○］紙"}, {382, 80, "［○］紙"}, {382, 93, "［○］専用線"}, {452, 80, "事後"},
	     {502, 80, "重要でない"});
	put_edges(&edges, 2,
	          "170 48 400 30 re S 170 78 400 30 re S 240 48 m 240 108 l S 310 48 m 310 108 l S 380 48 m 380 108 l S "
	          "450 48 m 450 108 l S 500 48 m 500 108 l S");
	imported_pages(&words, &edges);
	cr_assert_eq(import.placing->history.count, 1);
	const struct chunks *cells = import.placing->history.items[0].cells;
	cr_expect_eq(cells[2].count, 1);
	cr_expect_eq(cells[3].count, 2);
}

/* A heading on two lines; the second may be set into the row below it. */
Test(import_ruled, folded_headings)
{
	for (int set_over = 0; set_over < 2; set_over++) {
		struct buf words = BUF_INIT, edges = BUF_INIT;
		PAGE(words, {150, 20, "特定個人情報保護評価書（全項目評価書）"},
		     {42, 70, "Ⅲ　特定個人情報ファイルの取扱いプロセスにおけるリスク対策　※（７．リスク１⑨"},
		     {42, 90, set_over ? "を除く。）　１．特定個人情報ファイル名" : "を除く。）"},
		     {42, 110, set_over ? "見本税ファイル" : "１．特定個人情報ファイル名"},
		     {42, 130, set_over ? "２．特定個人情報の入手" : "見本税ファイル"});
		put_edges(&edges, 1, "40 66 460 20 re S 40 86 460 20 re S 40 106 460 20 re S 40 126 460 20 re S");
		const char *yaml = imported_pages(&words, &edges);
		expect_in(yaml, "見本税ファイル");
		expect_not_in(yaml, "除く。");
	}
}

/* Broken by the width of the cell: behind a box, within the brackets of an answer. */
Test(import_ruled, boxes_and_answers_folded_in_their_cells)
{
	struct buf words = BUF_INIT, edges = BUF_INIT;
	PAGE(words, TITLE, {42, 50, "Ⅳ　リスク対策"}, {42, 77, "８．人手を介在させる作業"}, {362, 70, "["}, {366, 70, "○"},
	     {383, 70, "]人手を介在させる作業"}, {362, 83, "はない"}, {42, 105, "１１．最も優先度が高いと考えられる対策"},
	     {42, 132, "最も優先度が"}, {42, 145, "高いと考えられ"}, {42, 158, "る対策"}, {162, 132, "["},
	     {172, 132, "特定個人情報の漏えい・滅失・毀損リ"}, {162, 145, "スクへの対策"}, {322, 145, "]"},
	     {360, 132, "＜選択肢＞"}, {360, 145, "8) 特定個人情報の漏えい・滅失・毀損リスクへの対策"});
	put_edges(
	    &edges, 1,
	    "40 48 460 18 re S 40 66 460 34 re S 360 66 m 360 100 l S 40 100 460 20 re S 40 120 460 60 re S 160 120 m "
	    "160 180 l S 350 120 m 350 180 l S");
	const char *yaml = imported_pages(&words, &edges);
	cr_expect(!strstr(yaml, "# はない") && !strstr(yaml, "# スク"), "%s", yaml);
	cr_assert_gt(import.item_count, 0);
	cr_expect_eq(item("IV.8.none")->state, IMPORT_FOUND);
	cr_expect_eq(item("IV.11.priority")->state, IMPORT_FOUND);
}

/* ---- the drawing ---- */

static struct page_rules drawn(const char *operators)
{
	struct buf text = BUF_INIT;
	put_edges(&text, 1, operators);
	struct drawing drawing = drawing_read(arena, buf_text(&text), text.length);
	buf_free(&text);
	cr_assert_eq(drawing.count, 1);
	return drawing.items[0];
}

static void expect_rule(const struct page_rules *rules, float left, float right, float top, float bottom)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct page_rule *rule = &rules->items[i];
		if (rule->left == left && rule->right == right && rule->top == top && rule->bottom == bottom)
			return;
	}
	cr_expect(false, "no line from %g, %g to %g, %g", (double)left, (double)top, (double)right, (double)bottom);
}

Test(import_ruled, lines_of_every_kind)
{
	struct page_rules rules = drawn("q 1 0 0 -1 0 0 cm 10 -20 m 100 -20 l S Q 100 20 m 150 20 l S");
	cr_expect_eq(rules.count, 1); /* pieces of one */
	expect_rule(&rules, 10, 150, 20, 20);
	rules = drawn("10 30 50 0.5 re f 10 40 50 30 re f* 0 0 596 842 re W n"); /* a thin box; a ground; what is cut out */
	expect_rule(&rules, 10, 60, 30, 30);
	cr_expect_leq(rules.count, 4);
	rules = drawn("10 10 20 20 re S (\\) 1 1 m 9 1 l S) Tj <0102> [(a) -5 (b)]TJ 1 1 m 5 9 l S"); /* words; aslant */
	cr_expect_eq(rules.count, 4);
}

Test(import_ruled, a_page_on_its_side)
{
	const char *text = "%%Page: 1 1\n%%BeginPageSetup\n%%PageOrientation: Landscape\n596 842 cairo_set_page_size\n"
	                   "%%EndPageSetup\n1 0 0 -1 0 842 cm 50 800 m 50 40 l S\n";
	struct drawing drawing = drawing_read(arena, text, strlen(text));
	cr_assert_eq(drawing.count, 1);
	expect_rule(&drawing.items[0], 42, 802, 50, 50);
}

Test(import_ruled, broken_drawings)
{
	static const char *const texts[] = {"", "%%Page: 1", "1 1 m 2 2 l S", "%%Page: 1 1\n%%EndPageSetup\n(((",
	                                    "%%Page: 1 1\n%%EndPageSetup\n< 1 m l S re f h q q Q Q Q Q cm\n) ] > }"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct drawing drawing = drawing_read(arena, texts[i], strlen(texts[i]));
		cr_expect(!drawing.count || !drawing.items[0].count, "%s", texts[i]);
	}
}
