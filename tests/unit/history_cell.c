#include "history/cell.h"

#include "support/findings.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;
static struct diags diags;
static const struct cell_words *words;

static void open_words(void)
{
	static const struct data_folders none;
	arena = arena_new();
	diags_init(&diags, arena);
	words = cell_words_load(arena, &diags, &none);
	cr_assert(words, "%s", findings_text(&diags, ""));
}

static void close_words(void)
{
	arena_free(arena);
}

TestSuite(history_cell, .init = open_words, .fini = close_words);

/* text: 一|二, part: 一, word, above, blank */
static const char *shown(const char *text)
{
	static const char *const names[] = {[CELL_BLANK] = "blank", [CELL_ABOVE] = "above", [CELL_OMITTED] = "omitted",
	                                    [CELL_WORD] = "word",   [CELL_PART] = "part",   [CELL_TEXT] = "text"};
	struct cell cell = cell_read(arena, words, text);
	const char *line = names[cell.kind];
	for (size_t i = 0; i < cell.piece_count; i++)
		line = arena_printf(arena, "%s%s%s", line, i ? "|" : ": ", cell.pieces[i]);
	return line;
}

Test(history_cell, words_that_stand_for_the_text)
{
	static const char *const cases[][2] = {
	    {"", "blank"},
	    {" 　\n", "blank"},
	    {"（記載なし）", "word"},
	    {"(記載なし)", "word"},
	    {"削除", "word"},
	    {"－", "word"},
	    {"略", "omitted"},
	    {"（略）", "omitted"},
	    {"※様式の変更による", "word"},
	    {"同上", "above"},
	    {"「同上」", "above"},
	    {"同上の事務", "text: 同上の事務"},
	    {"見本の事務を行う。", "text: 見本の事務を行う"},
	    {"１　届出の受理\n２　届出・申請の審査", "text: 1届出の受理|2届出申請の審査"},
	    {"個人番号の利用を省略する", "text: 個人番号の利用を省略する"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(shown(cases[i][0]), cases[i][1], "%s: %s", cases[i][0], shown(cases[i][0]));
}

/* What is left of a cell with passages left out: only what is long enough to be compared. */
Test(history_cell, passages_left_out)
{
	static const char *const cases[][2] = {
	    {"1から8　略", "part"},
	    {"1から8　略　9医療保険者等向け中間サーバー等", "part: 9医療保険者等向け中間サーバー等"},
	    {"前略\n公金受取口座情報の照会及び回答", "part: 公金受取口座情報の照会及び回答"},
	    {"公金受取口座情報の照会及び回答（以下略）", "part: 公金受取口座情報の照会及び回答"},
	    {"申請を受け付け、内容を審査し（中略）結果を本人に通知した後に支給する。",
	     "part: 申請を受け付け内容を審査し|結果を本人に通知した後に支給する"},
	    {"【追加部分1】公金受取口座情報の照会及び回答", "part: 公金受取口座情報の照会及び回答"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(shown(cases[i][0]), cases[i][1], "%s: %s", cases[i][0], shown(cases[i][0]));
}
