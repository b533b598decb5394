#include "base/textdiff.h"

#include "base/buf.h"

#include <criterion/criterion.h>

#include <string.h>

/* 第[-19-][+20+]条 */
static const char *marked(struct arena *arena, const char *before, const char *after)
{
	static const char *const opening[] = {[PIECE_SAME] = "", [PIECE_OLD] = "[-", [PIECE_NEW] = "[+"};
	static const char *const closing[] = {[PIECE_SAME] = "", [PIECE_OLD] = "-]", [PIECE_NEW] = "+]"};
	struct text_diff diff = text_diff(arena, before, after);
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < diff.count; i++) {
		const struct text_piece *piece = &diff.items[i];
		buf_puts(&buf, opening[piece->kind]);
		buf_append(&buf, piece->text, piece->length);
		buf_puts(&buf, closing[piece->kind]);
	}
	const char *text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

Test(base_textdiff, what_changed_reads_as_words)
{
	static const struct {
		const char *before, *after, *expected;
	} cases[] = {
	    {"", "", ""},
	    {"同じ", "同じ", "同じ"},
	    {"", "新設", "[+新設+]"},
	    {"廃止", "", "[-廃止-]"},
	    {"番号法第19条第7号", "番号法第19条第8号", "番号法第19条第[-7-][+8+]号"},
	    {"対象人数は9,980人である", "対象人数は10,240人である", "対象人数は[-9,980-][+10,240+]人である"},
	    {"第１９条", "第１８条", "第[-１９-][+１８+]条"},
	    /* what stays by chance between two changes is part of one change */
	    {"令和6年4月1日から開始する", "令和7年5月2日から開始する", "令和[-6年4月1-][+7年5月2+]日から開始する"},
	    /* replaced words share what they begin or end with */
	    {"健康福祉部国保年金課", "健康福祉部国保年金室", "健康福祉部国保年金[-課-][+室+]"},
	    {"保健福祉部長が定める", "市民環境部長が定める", "[-保健福祉-][+市民環境+]部長が定める"},
	    {"サーバーに保管する", "サーバに保管する", "サーバ[-ー-]に保管する"},
	    {"version1を使う仕組み", "version2を使う仕組み", "version[-1-][+2+]を使う仕組み"},
	    {"紙、電子メール", "紙、電子メール、専用線", "紙、電子メール[+、専用線+]"},
	    /* lines stay lines */
	    {"甲システム\n乙システム\n丙", "甲システム\n丁システム\n丙", "甲システム\n[-乙-][+丁+]システム\n丙"},
	    {"一行目\n三行目", "一行目\n二行目\n三行目", "一行目\n[+二行目\n+]三行目"},
	    /* too little in common */
	    {"該当なし", "窓口で本人から申請書を受け取る", "[-該当なし-][+窓口で本人から申請書を受け取る+]"},
	    {"𠮷川野\xEF\xB8\x80家の分", "𠮷川野家の分", "𠮷川[-野\xEF\xB8\x80家-][+野家+]の分"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = marked(arena, cases[i].before, cases[i].after);
		cr_expect_str_eq(text, cases[i].expected, "%s -> %s: %s", cases[i].before, cases[i].after, text);
	}
	arena_free(arena);
}

static const char *side(struct arena *arena, const struct text_diff *diff, enum piece_kind left_out)
{
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < diff->count; i++)
		if (diff->items[i].kind != left_out)
			buf_append(&buf, diff->items[i].text, diff->items[i].length);
	const char *text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

/* Words drawn by a fixed generator: both texts come back whole, and no two neighbours are of one kind. */
Test(base_textdiff, nothing_is_lost)
{
	static const char *const words[] = {"個人番号",       "の", "12", "ｶﾅ", "\n", "、", "Web", "𠮷", "カ",
	                                    "か\xE3\x82\x99", "　", "."};
	struct arena *arena = arena_new();
	unsigned state = 1;
	for (size_t round = 0; round < 2000; round++) {
		struct buf texts[2] = {BUF_INIT, BUF_INIT};
		for (size_t i = 0; i < 2 * (round % 40); i++) {
			state = state * 1103515245u + 12345u;
			buf_puts(&texts[i % 2], words[(state >> 16) % (sizeof words / sizeof *words)]);
		}
		const char *before = buf_text(&texts[0]), *after = buf_text(&texts[1]);
		struct text_diff diff = text_diff(arena, before, after);
		cr_assert_str_eq(side(arena, &diff, PIECE_NEW), before);
		cr_assert_str_eq(side(arena, &diff, PIECE_OLD), after);
		for (size_t i = 1; i < diff.count; i++)
			cr_assert_neq(diff.items[i].kind, diff.items[i - 1].kind, "%s / %s", before, after);
		buf_free(&texts[0]);
		buf_free(&texts[1]);
	}
	arena_free(arena);
}

/* Half a million words that have nothing in common: without a limit on edits this would not end. */
Test(base_textdiff, long_texts_are_no_burden, .timeout = 30)
{
	struct arena *arena = arena_new();
	struct buf before = BUF_INIT, after = BUF_INIT;
	buf_puts(&before, "前文、");
	buf_puts(&after, "前文、");
	for (size_t i = 0; i < 250000; i++) {
		buf_printf(&before, "%zu,、", 2 * i);
		buf_printf(&after, "%zu,、", 2 * i + 1);
	}
	struct text_diff diff = text_diff(arena, buf_text(&before), buf_text(&after));
	cr_expect_str_eq(side(arena, &diff, PIECE_NEW), buf_text(&before));
	cr_expect_str_eq(side(arena, &diff, PIECE_OLD), buf_text(&after));
	buf_free(&before);
	buf_free(&after);
	arena_free(arena);
}
