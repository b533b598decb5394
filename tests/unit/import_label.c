/* How near words are to a label. */
#include "import/label.h"

#include "base/arena.h"

#include <criterion/criterion.h>

#include <string.h>

Test(import_label, match)
{
	static const struct {
		const char *printed, *number, *cell;
		bool found;
	} cases[] = {
	    {"１．対象人数", "1.", "1. 対象人数", true},
	    {"１．対象人数", "1.", "１．対象人数　※", true},
	    {"１．対象人数", "1.", "対象人数", true},
	    {"１．対象人数", "1.", "2. 対象人数", false},
	    {"Ⅲ　リスク対策　※（７．②を除く。）", "Ⅲ", "III リスク対策", true},
	    {"Ⅲ　リスク対策　※（７．②を除く。）", "Ⅲ", "III リスク対策 ※(7. ②を除く。)", true},
	    {"Ⅲ　リスク対策", "Ⅲ", "Ⅳ リスク対策", false},
	    {"①部署", NULL, "① 部署", true},
	    {"①部署", NULL, "②部署", false},
	    {"①部署", NULL, "部書", false},
	    {"評価対象の事務の対象人数は何人か", NULL, "評価対象の事務の対象人数は何人が", true},
	    {"いつ時点の計数か", NULL, "いつの時点の計数か", true},
	    {"いつ時点の計数か", NULL, "いつ時点の人員か", false},
	    {"目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスクへの対策は十分か", NULL,
	     "目的を超えた紐付け、事務に必要な情報との紐付けが行われるリスクへの対策は十分か", true},
	    {"委託事項{n}", "委託事項{n}", "委託事項17", true},
	    {"委託事項{n}", "委託事項{n}", "委託事項", false},
	    {"委託事項{n}", "委託事項{n}", "委託事項2～5", false},
	    {"４．特定個人情報ファイルの取扱いの委託", "4.", "4. 特定個人情報ファイルの取扱いの委託 [ ]委託しない", true},
	    {"備考", NULL, "備考\n続き", false},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct label label = label_make(arena, cases[i].printed, cases[i].number);
		size_t rest;
		const char *key = label_key(arena, cases[i].cell, &rest);
		bool found = key && label_match(&label, key) < LABEL_FAR;
		cr_expect_eq(found, cases[i].found, "%s: %s", cases[i].printed, cases[i].cell);
	}
	arena_free(arena);
}

Test(import_label, nearer_words_are_nearer)
{
	struct arena *arena = arena_new();
	struct label label = label_make(arena, "①委託先における取扱者数", NULL);
	size_t rest;
	size_t same = label_match(&label, label_key(arena, "①委託先における取扱者数", &rest));
	size_t bare = label_match(&label, label_key(arena, "委託先における取扱者数", &rest));
	size_t slip = label_match(&label, label_key(arena, "①委託先における取级者数", &rest));
	cr_expect(same < bare && bare < slip && slip < LABEL_FAR, "%zu %zu %zu", same, bare, slip);
	arena_free(arena);
}

/* Digits at the start of a label are part of its words, unless they are said to be its number, or stand in a circle. */
Test(import_label, which_digits_are_a_number)
{
	static const struct {
		const char *printed, *number, *expected;
	} cases[] = {
	    {"1日の件数", NULL, ""},      {"４情報", NULL, ""},     {"②部署", NULL, "2"},
	    {"２．対象人数", "2.", "2."}, {"２．対象人数", "", ""}, {"", NULL, ""},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct label label = label_make(arena, cases[i].printed, cases[i].number);
		cr_expect_str_eq(label.number, cases[i].expected, "%s: %s", cases[i].printed, label.number);
	}
	arena_free(arena);
}
