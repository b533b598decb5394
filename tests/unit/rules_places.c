/* Where words stand in a text: the same as a search letter by letter. */
#include "rules/places.h"

#include "base/utf8.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(rules_places, .init = set_up, .fini = tear_down, .timeout = 120);

static struct places *places_of(const char *text)
{
	return places_new(arena, text, strlen(text));
}

/* The places of the word, as "3 9". */
static const char *found(struct places *places, const char *word)
{
	const char *all = "";
	uint32_t letter, at = places_first(places, word, strlen(word), &letter);
	for (; at != PLACES_NONE; at = places_next(places, word, strlen(word), &letter))
		all = arena_printf(arena, "%s%s%u", all, *all ? " " : "", (unsigned)at);
	return all;
}

static const char *expected(const struct places *places, const char *word)
{
	const char *all = "";
	size_t length = strlen(word);
	for (size_t at = 0; at + length <= places->length; at += utf8_step(places->text + at))
		if (memcmp(places->text + at, word, length) == 0)
			all = arena_printf(arena, "%s%s%zu", all, *all ? " " : "", at);
	return all;
}

Test(rules_places, words_are_found_wherever_they_stand)
{
	struct places *places = places_of("番号法の番号、番号法番号法 abcabc 々々々CS\n");
	cr_expect_str_eq(found(places, "番号"), "0 12 21 30");
	cr_expect_str_eq(found(places, "番号法"), "0 21 30");
	cr_expect_str_eq(found(places, "々々"), "47 50");
	cr_expect_str_eq(found(places, "法"), "6 27 36");
	cr_expect_str_eq(found(places, "a"), "40 43");
	cr_expect_str_eq(found(places, "S\n"), "57");
	cr_expect_str_eq(found(places, "法律"), "");
	cr_expect_str_eq(found(places, "番号法番号法番号法"), "");
	cr_expect_str_eq(found(places, "CS\nのその先"), "", "it reaches beyond the end");
	cr_expect_str_eq(found(places_of(""), "番号"), "");
	cr_expect_str_eq(found(places_of("番"), "番"), "0");
}

Test(rules_places, what_stands_behind_a_nul_is_found)
{
	static const char text[] = "番号\0番号、番\0番";
	struct places *places = places_new(arena, text, sizeof text - 1);
	cr_expect_str_eq(found(places, "番号"), "0 7");
	cr_expect_str_eq(found(places, "番"), "0 7 16 20");
}

/* A text of few letters, in which much stands again. */
static const char *text_of(unsigned seed, size_t letters)
{
	static const char *const alphabet[] = {"番", "号", "の", "a", "é", "\U00020000", "\n"};
	const char *text = "";
	for (size_t i = 0; i < letters; i++) {
		seed = seed * 1103515245U + 12345U;
		text = arena_printf(arena, "%s%s", text, alphabet[(seed >> 16) % (sizeof alphabet / sizeof *alphabet)]);
	}
	return text;
}

Test(rules_places, any_word_of_any_text)
{
	for (unsigned seed = 0; seed < 40; seed++) {
		struct places *places = places_of(text_of(seed, 200));
		for (unsigned i = 0; i < 40; i++) {
			const char *word = text_of(1000 * seed + i, 1 + i % 5);
			cr_expect_str_eq(found(places, word), expected(places, word), "%s in %s", word, places->text);
		}
	}
}

static const char *twice(const char *text, size_t least)
{
	const char *all = "";
	struct places *places = places_of(text);
	uint32_t letter = 0, at;
	while ((at = places_twice(places, least, &letter)) != PLACES_NONE)
		all = arena_printf(arena, "%s%s%u", all, *all ? " " : "", (unsigned)at);
	return all;
}

Test(rules_places, phrases_that_stand_twice)
{
	cr_expect_str_eq(twice("届出を確認して確認して登録", 4), "21", "確認して, again");
	cr_expect_str_eq(twice("届出を確認して確認して登録", 5), "");
	cr_expect_str_eq(twice("証明書の証明書を", 3), "12", "with one letter in between");
	cr_expect_str_eq(twice("証明書のの証明書を", 3), "", "with two");
	cr_expect_str_eq(twice("証明証明", 2), "6");
	cr_expect_str_eq(twice("証明、証明", 2), "9");
	cr_expect_str_eq(twice("証証", 2), "");
	cr_expect_str_eq(twice("", 2), "");
	cr_expect_str_eq(twice("ああああああ", 2), "6 9 12", "of each beginning the nearest");
}
