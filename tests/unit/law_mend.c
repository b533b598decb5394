/* What is written instead of stale citations, and what stays as it is. */
#include "unit/law_fixture.h"

#include "base/buf.h"
#include "law/folded.h"
#include "law/mend.h"

static void set_up(void)
{
	fixture_open();
	law_open();
}

TestSuite(law_mend, .init = set_up, .fini = fixture_close);

static const char *mended_in(struct arena *memory, const char *text, const char *day, const char **kept)
{
	struct citation_list list = {0};
	struct reader *reader = reader_new(memory, law->registry, law->patterns);
	struct mend_text read = {text, strlen(text), false, day_of(day)};
	reader_read(reader, text, read.length, false, &list);
	const struct status *statuses = mend_citations(memory, law, reader, &read, &list);
	for (size_t i = 0; kept && i < list.count; i++)
		if (statuses[i].kept)
			*kept = statuses[i].kept;
	return mend_apply(memory, &read, &list, statuses);
}

static const char *mended(const char *text)
{
	return mended_in(arena, text, "2025-12-01", NULL);
}

Test(law_mend, as_an_official_writes)
{
	static const struct {
		const char *before, *after;
	} cases[] = {
	    {"番号法第19条第8号 別表第二の42の項", "番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法第19条第7号 別表第二の42の項", "番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法第19条8号 別表第二の42の項", "番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法第19条第8号に基づき別表第二の1の項", "番号法第19条第8号に基づく主務省令第2条の表の1の項"},
	    {"番号法第19条第8号 番号法別表第二の42の項", "番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号利用法第１９条第８号　別表第二の４２の項",
	     "番号利用法第１９条第８号に基づく主務省令第２条の表の６９の項"},
	    {"番号法第十九条第八号の別表第二の四十二の項", "番号法第十九条第八号に基づく主務省令第二条の表の六十九の項"},
	    {"番号利用法第19条第8号、別表第二の42の項",
	     "番号利用法第19条第8号、番号利用法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法別表第一の16の項、第19条第7号", "番号法別表の24の項、第19条第7号"},
	    {"番号法別表第二（第74の項、第75の項）", "番号法第19条第8号に基づく主務省令第2条の表（第106の項、第107の項）"},
	    {"番号法別表第二（項番：42、43）", "番号法第19条第8号に基づく主務省令第2条の表（項番：69、70）"},
	    {"番号法別表第二（42、43）", "番号法第19条第8号に基づく主務省令第2条の表（69、70）"},
	    {"番号法別表第二のNo.42", "番号法第19条第8号に基づく主務省令第2条の表のNo.69"},
	    {"番号法別表第二の16ノ2の項", "番号法第19条第8号に基づく主務省令第2条の表の25の項"},
	    {"番号法別表第二の16-2の項", "番号法第19条第8号に基づく主務省令第2条の表の25の項"},
	    {"1．番号法別表第一の30の項\n2．番号法別表第一の主務省令で定める事務を定める命令第24条、第25条",
	     "1．番号法別表の44の項\n2．番号法別表の主務省令で定める事務を定める命令第24条、第25条"},
	    {"番号法別表第二の42の項、番号法第19条9号",
	     "番号法第19条第8号に基づく主務省令第2条の表の69の項、番号法第19条9号"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_str_eq(mended(cases[i].before), cases[i].after, "%s: %s", cases[i].before, mended(cases[i].before));
		cr_expect_str_eq(mended(cases[i].after), cases[i].after, "once is enough: %s", mended(cases[i].after));
	}
}

Test(law_mend, stays_and_says_why)
{
	static const struct {
		const char *text, *kept;
	} cases[] = {
	    {"番号法別表第一　16", "改めると、ほかの引用になります"},
	    {"番号法別表第二の㊷", "そばの「の㊷」を読めません"},
	    {"番号法別表第一の三十、三十一", "そばの「の三十」を読めません"},
	    {"番号法別表第二の四十二及び四十三の項", "そばの「の四十二」を読めません"},
	    {"番号法別表第二 1 健康保険法 2 健康保険法", "そばの「1」を読めません"},
	    {"番号法別表第二\n・42\n・43", "そばの「・42」を読めません"},
	    {"番号法別表第一\n30　国民健康保険", "そばの「30」を読めません"},
	    {"番号法別表第二 行番号42", "そばの「行番号42」を読めません"},
	    {"番号法別表第二（照会42、43／提供1、2）", "そばの「（照会42」を読めません"},
	    {"番号法別表第二における42及び43", "そばの「における42」を読めません"},
	    {"番号法別表第二の42の項等（43、44を除く）", "そばの「等（43」を読めません"},
	    {"番号法別表第二の42の項の2", "そばの「の2」を読めません"},
	    {"番号法別表第二第42項-2", "そばの「-2」を読めません"},
	    {"42の項（番号法別表第二）", "そばの「42の項（」を読めません"},
	    {"番号法別表第二の主務省令で定める事務を定める命令（第25条）", "そばの「の主務省令」を読めません"},
	    {"番号法別表第二で定める事務", "そばの「で定める」を読めません"},
	    {"番号法別表第二関係省令第25条", "そばの「関係省令」を読めません"},
	    {"番号法第19条第7号及び第8号 別表第二", "改めると、ほかの引用になります"},
	    {"番号法別表第二の45の項、42の項", "いっしょに改めるものの中に、行き先の確かでないものがあります"},
	    {"番号法別表第二の42項～43項", "この書き方のままでは、番号を改められません"},
	    {"番号法別表2の42の項", "この書き方のままでは、番号を改められません"},
	    {"番号法別表第一 第八四項", "改めると、ほかの引用になります"},
	    {"番号法別表 第 二の42の項", "この書き方のままでは、番号を改められません"},
	    {"番号法別表第二の45の項", "行き先の規定がありません"},
	    {"改正前の番号法別表第二の42の項", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *kept = "";
		cr_expect_str_eq(mended_in(arena, cases[i].text, "2025-12-01", &kept), cases[i].text);
		cr_expect_str_eq(kept, cases[i].kept, "%s: %s", cases[i].text, kept);
	}
}

/* The sheet's own 別表, what tells of the past or of the change, and half of a pair. */
Test(law_mend, nothing_that_is_no_law_of_today)
{
	static const char *const cases[] = {
	    "番号法第9条第1項により利用する。\n記録項目は別表第2のとおり。",
	    "番号法第9条第1項に基づき利用する。\n記録項目は別表第1のとおり。",
	    "番号法第9条第1項により利用する。ファイルの項目は、別表第1の30の項のとおり。",
	    "番号法第9条第1項。記録項目は別紙「別表第1」30の項参照",
	    "番号法第9条第1項により利用する。別表第1参照。",
	    "番号法別表の44の項により利用し、保有する項目は別表第1に記載",
	    "番号法第9条第1項\n対象者の範囲：別表第1",
	    "番号法第9条第1項（様式は別表第1に定める。）",
	    "番号法第9条第1項により処理する。職員の権限は、別表第1の3の項に定める。",
	    "番号法第9条第1項、要領別表第一の30の項",
	    "番号法第9条第1項、基準（別表第一の30の項）",
	    "番号法別表の44の項（改正前は別表第一の30の項、番号法第19条第8号は別表第二の42の項）",
	    "番号法（令和5年法律第48号による改正前のもの）別表第一の30の項",
	    "過去には番号法別表第二の42の項に基づき照会を行った",
	    "番号法別表第一の30の項を根拠としていた",
	    "番号法別表第二の42の項に基づき照会していた。",
	    "「番号法別表第一の30の項」を「番号法別表の44の項」に修正した。",
	    "番号法別表策一の30の項",
	    "番号法別表第一八の項",
	    "番号法別表の44の項（旧：別表第一の30の項）",
	    "番号法別表の44の項（改正前：別表第一の30の項）",
	    "番号法別表の44の項（変更前は別表第一の30の項）",
	    "番号法別表の44の項（従前の別表第一の30の項）",
	    "番号法別表の44の項（元の別表第一の30の項）",
	    "番号法別表の44の項（平成27年当時の別表第一の30の項）",
	    "番号法別表の44の項（←別表第一の30の項）",
	    "番号法別表の44の項（別表第一の30の項から変更）",
	    "番号法別表第一の30の項から別表の44の項に変更された",
	    "（旧）番号法別表第一の30の項\n（新）番号法別表の44の項",
	    "旧　番号法別表第一の30の項　新　番号法別表の44の項",
	    "番号法（旧）別表第一の30の項",
	    "令和6年5月26日まで　番号法別表第一の30の項\n令和6年5月27日から　番号法別表の44の項",
	    "令和６年５月２６日まで：番号法第9条第1項、別表第一の30の項",
	    "番号法（令和6年5月26日以前）別表第一の30の項",
	    "番号法別表第一の30の項（令和6年5月27日施行前）",
	    "番号法別表第一の30の項（令和6年5月26日まで）",
	    "令和6年5月27日前の番号法別表第一の30の項",
	    "番号法別表第一の30の項（令和6年5月27日以降は別表の44の項）",
	    "番号法別表第一の30の項、59の項（令和6年5月27日以降は別表の44の項、85の項）",
	    "番号法別表第一の30の項（現：別表の44の項）",
	    "番号法別表第一の30の項→別表の44の項",
	    "令和6年5月27日に番号法別表第一の30の項が別表の44の項に改められた。",
	    "番号法別表第一は令和6年5月27日に別表に改められた。",
	    "番号法別表第二は令和6年5月27日に廃止された。",
	    "番号法第19条第7号は、令和3年9月1日から第19条第8号（別表第二）となった。",
	    "廃止された番号法別表第一の30の項",
	    "変更前の根拠は番号法第9条第1項、別表第一の30の項",
	    "番号法別表第一の30の項／番号法別表の44の項",
	    "番号法別表第一の44の項（国民健康保険法）",
	    "番号法別表第一の85の項（高齢者の医療の確保に関する法律）",
	    "番号法別表第二の48の項（地方税法）",
	    "国民健康保険法（番号法別表第一の44の項）",
	    "番号法別表第一又は第二の上欄",
	    "番号法別表第一・第二の主務省令",
	    "番号法の別表第一、第二に基づく主務省令で定める事務",
	    "番号法別表第一（第二）",
	    "番号法別表第一の壱六の項",
	    "番号法別表第一の30の項及び第二の42の項",
	    "番号法別表第一、二の主務省令",
	    "番号法別表第一及び同第二",
	    "番号法別表第一と第二の項",
	    "旧根拠：番号法別表第一の30の項",
	    "R6.5.26まで　番号法別表第一の30の項",
	    "2024/5/26以前 番号法別表第一の30の項",
	    "番号法別表第二は令和6年5月27日をもって廃止となった。",
	    "番号法別表の44の項（もとは別表第一の30の項）",
	    "番号法別表の44の項（別表第一の30の項より変更）",
	    "番号法第9条第1項による。\n記録項目は別表第1の30の項",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(mended(cases[i]), cases[i], "%s", mended(cases[i]));
}

/* What only looks like that. */
Test(law_mend, what_is_said_of_today)
{
	static const struct {
		const char *before, *after;
	} cases[] = {
	    {"番号法第9条第1項\n別表第一の30の項", "番号法第9条第1項\n別表の44の項"},
	    {"番号法第9条第1項\n根拠：別表第一の30の項", "番号法第9条第1項\n根拠：別表の44の項"},
	    {"番号法第9条第1項により利用する。\nこの事務は別表第一の30の項",
	     "番号法第9条第1項により利用する。\nこの事務は別表の44の項"},
	    {"番号法第19条第8号に基づく。\n照会する事務及び情報は別表第二の42の項",
	     "番号法第19条第8号に基づく。\n照会する事務及び情報は番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法別表第一の30の項が根拠となっている。", "番号法別表の44の項が根拠となっている。"},
	    {"番号法別表第一の30の項は、資格の変更に伴う事務", "番号法別表の44の項は、資格の変更に伴う事務"},
	    {"令和8年3月31日まで保管する。番号法別表第一の30の項", "令和8年3月31日まで保管する。番号法別表の44の項"},
	    {"改正前後の番号法別表第一の30の項", "改正前後の番号法別表の44の項"},
	    {"番号法別表第一の30の項、5年間保管する", "番号法別表の44の項、5年間保管する"},
	    {"番号法別表第一の30の項及び2市", "番号法別表の44の項及び2市"},
	    {"番号法別表第一30の項", "番号法別表の44の項"},
	    {"番号法別表第1-30の項", "番号法別表の44の項"},
	    {"番号法別表第一の三〇の項", "番号法別表の四四の項"},
	    {"番号法別表第一の九三の二の項", "番号法別表の一二六の項"},
	    {"番号法別表第一の八、一六、五九の項", "番号法別表の九、二四、八五の項"},
	    {"番号法別表第一の十六の項", "番号法別表の二十四の項"},
	    {"番号法第19条第1項第7号 別表第二の42の項", "番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法19条1項7号別表第二の42の項", "番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法第19条第8号 主務省令第2条の表の69の項\n番号法別表第一の30の項",
	     "番号法第19条第8号 主務省令第2条の表の69の項\n番号法別表の44の項"},
	    {"番号法別表第一第30項\n番号法第19条第8号", "番号法別表第44項\n番号法第19条第8号"},
	    {"番号法第9条第1項　別表第一\n30の項", "番号法第9条第1項　別表\n44の項"},
	    {"令和6年5月27日以降も番号法別表第一の30の項による。", "令和6年5月27日以降も番号法別表の44の項による。"},
	    {"従来の紙による事務に加え、番号法別表第一の30の項に基づき利用する。",
	     "従来の紙による事務に加え、番号法別表の44の項に基づき利用する。"},
	    {"番号法第9条第1項　別表第一「94の項」", "番号法第9条第1項　別表「127の項」"},
	    {"番号法第9条第1項　別表第一、項番94", "番号法第9条第1項　別表、項番127"},
	    {"番号法別表第一［8の項、9の項］", "番号法別表［9の項、10の項］"},
	    {"番号法別表第一【8・9・12】", "番号法別表【9・10・21】"},
	    {"番号法別表第一　7／8／9の項", "番号法別表　8／9／10の項"},
	    {"番号法別表第一（第9条関係）の30の項", "番号法別表（第9条関係）の44の項"},
	    {"番号法別表第二（第十九条、第二十一条関係）四十二の項",
	     "番号法第十九条第八号に基づく主務省令第二条の表（第十九条、第二十一条関係）六十九の項"},
	    {"番号法別表第二百八の項", "番号法第十九条第八号に基づく主務省令第二条の表の百四十四の項"},
	    {"番号法別表Ⅱの42の項", "番号法第19条第8号に基づく主務省令第2条の表の69の項"},
	    {"番号法別表第Ⅰの30の項", "番号法別表の44の項"},
	    {"番号法別表第二 56-2", "番号法第19条第8号に基づく主務省令第2条の表 80"},
	    {"番号法別表第二の56-2の項", "番号法第19条第8号に基づく主務省令第2条の表の80の項"},
	    {"番号法別表第二の第56項の2", "番号法第19条第8号に基づく主務省令第2条の表の第80項"},
	    {"番号法第19条第7号（情報連携）", "番号法第19条第8号（情報連携）"},
	    {"番号法第2条第9項に規定する特定個人情報ファイル", "番号法第2条第10項に規定する特定個人情報ファイル"},
	    {"特定個人\n番号法別表第一の30の項", "特定個人\n番号法別表の44の項"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_str_eq(mended(cases[i].before), cases[i].after, "%s: %s", cases[i].before, mended(cases[i].before));
		cr_expect_str_eq(mended(cases[i].after), cases[i].after, "once is enough: %s", mended(cases[i].after));
	}
}

/* On 1 June 2026 rows took the numbers of others: each goes by its own law. */
Test(law_mend, each_row_by_its_own_law)
{
	static const struct {
		const char *before, *after;
	} cases[] = {
	    {"建築基準法（番号法別表の23の2の項）、クリーニング業法（番号法別表の23の5の項）",
	     "建築基準法（番号法別表の23の5の項）、クリーニング業法（番号法別表の23の8の項）"},
	    {"番号法別表の23の2の項（建築基準法）、23の5の項（クリーニング業法）",
	     "番号法別表の23の5の項（建築基準法）、23の8の項（クリーニング業法）"},
	    {"番号法別表の44の項（国民健康保険法）、23の2の項（建築基準法）",
	     "番号法別表の44の項（国民健康保険法）、23の5の項（建築基準法）"},
	    {"建築基準法による番号法別表の23の2の項、クリーニング業法による番号法別表の23の5の項",
	     "建築基準法による番号法別表の23の2の項、クリーニング業法による番号法別表の23の5の項"},
	    {"番号法別表第23の2項（建築基準法）", "番号法別表第23の5項（建築基準法）"},
	    {"番号法別表第23項の2（建築基準法）", "番号法別表第23項の5（建築基準法）"},
	    {"番号法別表の39の3の項（水道法。令和8年5月31日まで）", "番号法別表の39の3の項（水道法。令和8年5月31日まで）"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(mended_in(arena, cases[i].before, "2026-07-01", NULL), cases[i].after, "%s",
		                 mended_in(arena, cases[i].before, "2026-07-01", NULL));
}

/* What has digits beside a citation and is no part of it does not hold it up. */
Test(law_mend, goes_on_beside_other_numbers)
{
	static const char *const cases[] = {
	    "番号法別表第一の30の項（令和3年9月1日施行）",
	    "番号法別表第一の30の項（昭和33年法律第192号）",
	    "（1）番号法別表第一の30の項\n（2）番号法第9条第2項\n（3）その他",
	    "番号法別表第一の30の項\n２　番号法施行令第１条",
	    "①番号法別表第一の30の項 ②番号法第9条第2項",
	    "番号法別表第一の30の項の第三欄",
	    "番号法別表第一の30の項（様式2、別添1）",
	    "1 番号法別表第一の30の項 2 国民健康保険法第9条 3 その他",
	    "番号法別表第一の30の項　ほか3項目",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect(strstr(mended(cases[i]), "番号法別表の44の項") != NULL, "%s", mended(cases[i]));
}

/* A row that moved on within its new table is named where it stands on the day. */
Test(law_mend, through_two_moves)
{
	law_file("later.yaml", "known_to: 2026-10-01\nschedules:\n  bango-0:\n    rows:\n"
	                       "      - {row: 44, until: 2026-09-30, to: 44の3, by: 改正法}\n"
	                       "      - {row: 44の3, law: 国民健康保険法, body: 市町村長, from: 2026-10-01}\n");
	law_open();
	cr_expect_str_eq(mended_in(arena, "番号法別表第一の30の項", "2026-10-02", NULL), "番号法別表の44の3の項");
	cr_expect_str_eq(mended_in(arena, "番号法別表第一の30の項", "2026-09-30", NULL), "番号法別表の44の項");
	cr_expect_str_eq(mended_in(arena, "番号法別表の44の項", "2026-10-02", NULL), "番号法別表の44の3の項");
}

/* ---- all rows in many spellings ---- */

enum style { HALF, FULL, KANJI };

/* T: the table with its Act, N and M: a row and the next one. */
static const struct {
	enum style style;
	const char *text;
} spellings[] = {
    /* lists and single rows that are read */
    {HALF, "TのNの項"},
    {FULL, "TのNの項"},
    {KANJI, "TのNの項"},
    {HALF, "T 第N項"},
    {HALF, "T（第N項）"},
    {HALF, "T（Nの項）"},
    {HALF, "T　項番N"},
    {FULL, "T 項番N、M"},
    {HALF, "TのN、Mの項"},
    {FULL, "TのN，Mの項"},
    {HALF, "TのN,Mの項"},
    {HALF, "TのN・Mの項"},
    {HALF, "TのN及びMの項"},
    {HALF, "TのNの項、Mの項"},
    {HALF, "TのNの項及びMの項"},
    {HALF, "TのNの項並びにMの項"},
    {HALF, "TのNの項又はMの項"},
    {HALF, "TのNの項　Mの項"},
    {HALF, "TのNの項\nMの項"},
    {HALF, "T\n・Nの項\n・Mの項"},
    {HALF, "T 第N項、第M項"},
    {HALF, "T（第N項、第M項）"},
    {HALF, "T（第Nの項、第Mの項）"},
    {HALF, "T（N、Mの項）"},
    {HALF, "TのNの項（市町村長）、Mの項（都道府県知事）"},
    {HALF, "Tにおける情報照会の根拠（N、Mの項）"},
    {HALF, "TのNの項、TのMの項"},
    {HALF, "TのNの項（3件）、Mの項（令和3年9月1日施行）"},
    {HALF, "1．TのNの項\n2．TのMの項"},
    {HALF, "①TのNの項 ②TのMの項"},
    {KANJI, "TのNの項及びMの項"},
    {HALF, "「TのNの項」"},
    {HALF, "TのNの項、番号法第9条第1項"},
    {HALF, "番号法第9条第1項、TのNの項"},
    {HALF, "T①Nの項②Mの項"},
    /* those that may be read or not */
    {HALF, "T（項番：N、M）"},
    {HALF, "T　N"},
    {HALF, "TのNo.N"},
    {HALF, "T：N、M"},
    {HALF, "T（N、M）"},
    {HALF, "T【N】"},
    {HALF, "TN"},
    {HALF, "T\nN\nM"},
    {HALF, "T\n・N\n・M"},
    {HALF, "TのN/Mの項"},
    {HALF, "TのN；Mの項"},
    {HALF, "TのNとMの項"},
    {HALF, "TのN～Mの項"},
    {HALF, "TのNの項の2"},
    {KANJI, "TのN、M"},
    {KANJI, "TのN及びMの項"},
    {HALF, "Nの項（T）"},
    {HALF, "TのNの項等（Mを除く）"},
    {HALF, "Tに掲げるN及びM"},
    {HALF, "Tで定めるNの項"},
    {HALF, "Tの主務省令で定める事務を定める命令（第N条、第M条）"},
    {HALF, "TのN番、M番"},
};
enum { SPELLINGS = sizeof spellings / sizeof *spellings, ENOUGH = 30 };

static void put_number(struct buf *out, const char *number, enum style style)
{
	for (const char *at = number; *at;) {
		size_t digits = strspn(at, "0123456789");
		if (digits && style == KANJI)
			numeral_print((int)strtol(at, NULL, 10), out);
		for (size_t i = 0; i < digits && style != KANJI; i++)
			buf_printf(out, style == FULL ? "\xef\xbc%c" : "%c", style == FULL ? 0x90 + at[i] - '0' : at[i]);
		if (!digits)
			buf_putc(out, *at++);
		at += digits;
	}
}

static const char *spell(struct arena *memory, size_t spelling, const char *table, const char *row, const char *next)
{
	struct buf out = BUF_INIT;
	enum style style = spellings[spelling].style;
	for (const char *at = spellings[spelling].text; *at; at++) {
		if (*at == 'T')
			strstr(table, "第19") ? put_number(&out, table, style) : buf_puts(&out, table);
		else if (*at == 'N' && at[1] != 'o')
			put_number(&out, row, style);
		else if (*at == 'M')
			put_number(&out, next, style);
		else
			buf_putc(&out, *at);
	}
	const char *text = arena_copy(memory, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* The next row from *at on that stands elsewhere now. */
static const struct law_row *moved_row(const struct schedule *schedule, size_t *at)
{
	while (*at < schedule->row_count)
		if (schedule->rows[(*at)++]->to)
			return schedule->rows[*at - 1];
	return NULL;
}

static void try_spellings(const struct schedule *schedule, const char *table, const char *now, size_t *rows,
                          size_t changed[SPELLINGS])
{
	size_t at = 0;
	const struct law_row *row = moved_row(schedule, &at), *next;
	for (; (next = moved_row(schedule, &at)); row = next) {
		struct arena *memory = arena_new();
		bool plain = !strstr(row->number, "の") && !strstr(next->number, "の"); /* 第6の2項 is not read */
		*rows += plain;
		for (size_t i = 0; i < SPELLINGS; i++) {
			const char *text = spell(memory, i, table, row->number, next->number);
			const char *right = spell(memory, i, now, row->to, next->to);
			const char *result = mended_in(memory, text, "2025-12-01", NULL);
			changed[i] += plain && strcmp(result, text) != 0;
			cr_expect(strcmp(result, text) == 0 || strcmp(result, right) == 0, "%s: %s", text, result);
		}
		arena_free(memory);
	}
}

Test(law_mend, every_row_in_many_spellings_is_right_or_untouched)
{
	size_t rows = 0, changed[SPELLINGS] = {0}, known = 0;
	const struct act *act = law->registry->acts[0];
	try_spellings(registry_schedule(law->registry, act, "別表第1", NULL), "番号法別表第一", "番号法別表", &rows,
	              changed);
	try_spellings(registry_schedule(law->registry, act, "別表第2", NULL), "番号法別表第二",
	              "番号法第19条第8号に基づく主務省令第2条の表", &rows, changed);
	for (size_t i = 0; i < SPELLINGS; i++) {
		known += changed[i] == rows;
		if (i < ENOUGH)
			cr_expect_eq(changed[i], rows, "%s: %zu of %zu", spellings[i].text, changed[i], rows);
	}
	cr_expect(rows > 150 && known >= ENOUGH, "%zu rows, %zu spellings", rows, known);
}
