#include "law/folded.h"

#include "base/buf.h"

#include <criterion/criterion.h>
#include <string.h>

Test(law_folded, one_spelling)
{
	static const struct {
		const char *text, *folded;
	} cases[] = {
	    {"第１９条第８号（特定）", "第19条第8号(特定)"},
	    {"第十九条第八号", "第19条第8号"},
	    {"第百十三条の三第一項", "第113条の3第1項"},
	    {"別表第一の三十の項", "別表第1の30の項"},
	    {"番号法 第9条　第1項", "番号法第9条第1項"},
	    {"番号\n法", "番号法"},
	    {"別表第1 68項", "別表第1 68項"},
	    {"１、１\n３の項", "1、13の項"},
	    {"8項\n2 別の話", "8項2別の話"},
	    {"項目１\n2. 次", "項目1\v2.次"},
	    {"第百\n三十八条", "第138条"},
	    {"根拠\n・番号法", "根拠\v・番号法"},
	    {"あ\tい", "あ\fい"},
	    {"<p>あ</p> <p>い</p>", "あ\vい\v"},
	    {"a<b", "a<b"},
	    {"别表｢法｣42～45", "別表「法」42~45"},
	    {"十分な項目、第一種", "十分な項目、第1種"},
	    {"住⺠、⽣活、福祉", "住民、生活、福祉"},
	    {"第⼗九条第⼋号", "第19条第8号"},
	    {"ﾏｲﾅﾝﾊﾞｰ法、ハ\u3099ス", "マイナンバー法、バス"},
	    {"番\u200b号\u00ad法\ufe00", "番号法"},
	    {"別表Ⅱ、別表第Ｉ、別表II", "別表2、別表第1、別表2"},
	    {"56ノ2、第八号之二、ノート", "56の2、第8号の2、ノート"},
	    {"別表第二１６", "別表第2 16"},
	    {"第二の四十二、四十三の項", "第2の42、43の項"},
	    {"別表一、一部", "別表1、一部"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct folded folded = fold_text(arena, cases[i].text, strlen(cases[i].text), false);
		cr_expect_str_eq(folded.text, cases[i].folded, "%s: %s", cases[i].text, folded.text);
	}
	arena_free(arena);
}

Test(law_folded, every_byte_knows_its_place)
{
	const char *text = "第十\n九条の　２";
	struct arena *arena = arena_new();
	struct folded folded = fold_text(arena, text, strlen(text), false);
	cr_assert_str_eq(folded.text, "第19条の2");
	const char *nine = strchr(folded.text, '9');
	cr_expect_eq(folded.from[nine - folded.text], 3, "the number begins behind 第");
	cr_expect_eq(folded.to[nine - folded.text], 10, "and ends behind 九, the line break within");
	cr_expect_eq(folded.to[folded.length - 1], strlen(text));
	arena_free(arena);
}

Test(law_folded, kanji_numbers_print_and_read_back)
{
	for (int value = 1; value <= 9999; value++) {
		struct buf buf = BUF_INIT;
		numeral_print(value, &buf);
		cr_assert_eq(numeral_value(buf_text(&buf), buf.length), value, "%s", buf_text(&buf));
		buf_free(&buf);
	}
}

Test(law_folded, what_is_no_kanji_number)
{
	static const char *const cases[] = {"", "十十", "一二十", "百千", "一", "二〇", "一二三四五"};
	static const int values[] = {-1, -1, -1, -1, 1, 20, -1};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(numeral_value(cases[i], strlen(cases[i])), values[i], "%s", cases[i]);
}
