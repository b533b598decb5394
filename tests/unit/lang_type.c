#include "lang_fixture.h"

#include <criterion/criterion.h>

Test(lang_type, nearest_field)
{
	static const struct {
		const char *written, *nearest;
	} cases[] = {
	    {"publisehd", "published"}, /* two letters swapped */
	    {"sistems", "systems"},     /* one replaced */
	    {"subject", "subjects"},    /* one left out */
	    {"nam", "name"},
	    {"x", NULL},
	    {"completely_different", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *nearest = type_nearest_field(&fixture_process, cases[i].written);
		cr_assert_str_eq(nearest ? nearest : "-", cases[i].nearest ? cases[i].nearest : "-", "%s", cases[i].written);
	}
}

Test(lang_type, nearest_option)
{
	cr_assert_str_eq(type_nearest_option(&fixture_state_options, "実施しな"), "実施しない");
	cr_assert_str_eq(type_nearest_option(&fixture_means_options, "専用綿"), "専用線");
	cr_assert_null(type_nearest_option(&fixture_means_options, "はがき"));
}

Test(lang_type, equal)
{
	static const struct type empty_list = {.kind = TYPE_LIST};
	static const struct type lists = {.kind = TYPE_LIST, .element = &fixture_texts};
	static const struct type same_name = {.kind = TYPE_RECORD, .name = "system"};
	static const struct {
		const struct type *a, *b;
		bool equal;
	} cases[] = {
	    {&type_text, &type_text, true},
	    {&type_text, &type_number, false},
	    {&type_text, &fixture_state, true},
	    {&fixture_texts, &fixture_boxes, true},
	    {&fixture_texts, &fixture_numbers, false},
	    {&fixture_texts, &lists, false},
	    {&empty_list, &fixture_systems, true},
	    {&fixture_system, &same_name, true},
	    {&fixture_system, &fixture_transfer, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		cr_assert_eq(type_equal(cases[i].a, cases[i].b), cases[i].equal, "case %zu", i);
		cr_assert_eq(type_equal(cases[i].b, cases[i].a), cases[i].equal, "case %zu, the other way round", i);
	}
}

Test(lang_type, field)
{
	cr_assert_eq(type_field(&fixture_count, "as_of"), 1);
	cr_assert_eq(type_field(&fixture_count, "asof"), -1);
}
