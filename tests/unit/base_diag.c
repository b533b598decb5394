#include "base/diag.h"

#include "base/utf8.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(base_diag, .init = set_up, .fini = tear_down);

Test(base_diag, engine_findings_have_unique_ids_and_titles)
{
	for (int i = 0; i < DIAG_COUNT; i++) {
		const char *rule = diag_rule((enum diag_id)i);
		cr_assert(rule && strspn(rule, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen(rule), "%s", rule);
		cr_assert(*diag_title((enum diag_id)i), "%s", rule);
		cr_assert(diag_advice((enum diag_id)i), "%s", rule);
		for (int j = 0; j < i; j++)
			cr_assert_str_neq(rule, diag_rule((enum diag_id)j));
	}
}

Test(base_diag, severities)
{
	enum severity severity;
	for (int i = SEVERITY_NOTE; i <= SEVERITY_ERROR; i++) {
		cr_assert(severity_parse(severity_name((enum severity)i), &severity));
		cr_assert_eq(severity, (enum severity)i);
	}
	cr_assert_str_eq(severity_label(SEVERITY_ERROR), "エラー");
	cr_assert_str_eq(severity_label(SEVERITY_WARNING), "警告");
	cr_assert_str_eq(severity_label(SEVERITY_NOTE), "注意");
	cr_assert(!severity_parse("Error", &severity));
	cr_assert(!severity_parse("", &severity));
}

Test(base_diag, findings_are_counted_by_severity)
{
	struct span nowhere = {0};
	diag_add(&diags, DIAG_YAML_DUPLICATE, nowhere, "キー「a」");
	diag_add_rule(&diags, "x.y", SEVERITY_NOTE, nowhere, "3件");
	diag_add_rule(&diags, "x.z", SEVERITY_NOTE, nowhere, "z");
	cr_assert_eq(diags_count(&diags, SEVERITY_ERROR), 1);
	cr_assert_eq(diags_count(&diags, SEVERITY_WARNING), 0);
	cr_assert_eq(diags_count(&diags, SEVERITY_NOTE), 2);
	cr_assert_str_eq(diags.items[0]->rule, "yaml.duplicate-key");
	cr_assert_str_eq(diags.items[0]->message, "キー「a」");
	cr_assert_str_eq(diags.items[1]->message, "3件");
	cr_assert(!diags.environment);
	diag_add(&diags, DIAG_CANNOT_READ, nowhere, "x");
	cr_assert(diags.environment);
}

Test(base_diag, past_the_limit_one_finding_says_so)
{
	struct source *source = source_from_memory(arena, &diags, "a.yaml", "a", 1);
	diags.limit = 3;
	for (int i = 0; i < 10; i++) {
		struct diag *diag =
		    diag_add_rule(&diags, "x.y", SEVERITY_NOTE, (struct span){source, 0, 1}, arena_printf(arena, "%d", i));
		cr_assert_not_null(diag);
		diag->hint = "x";
	}
	diag_add(&diags, DIAG_CANNOT_READ, (struct span){0}, "x");
	cr_assert_eq(diags.count, 4);
	cr_assert_str_eq(diags.items[2]->message, "2");
	cr_assert_str_eq(diags.items[3]->rule, "file.too-many");
	cr_assert_str_eq(diags.items[3]->message, "指摘が 3 件を超えたので、残りを省きました");
	cr_assert_str_eq(diags.items[3]->file, "a.yaml");
	cr_assert(diags.environment, "also when the finding itself was left out");
}

Test(base_diag, long_messages_are_cut_between_characters)
{
	char *text = arena_alloc(arena, 30001);
	for (size_t i = 0; i < 10000; i++)
		memcpy(text + 3 * i, "長", 3);
	for (int shift = 0; shift < 3; shift++) {
		const char *words = arena_printf(arena, "%.*s%s", shift, "xx", text);
		const char *message = diag_add(&diags, DIAG_NUL, (struct span){0}, words)->message;
		cr_assert_leq(strlen(message), 2000);
		cr_assert_geq(strlen(message), 1900);
		cr_assert_eq(utf8_valid(message, strlen(message)), strlen(message));
		cr_assert_str_eq(message + strlen(message) - 6, "長…");
	}
}

Test(base_diag, order)
{
	struct source *a = source_from_memory(arena, &diags, "a.yaml", "1\n2\n3", 5);
	struct source *b = source_from_memory(arena, &diags, "b.yaml", "1\n2\n3", 5);
	const struct {
		struct span span;
		const char *rule, *message;
	} findings[] = {
	    {{b, 0, 1}, "a.a", "8"}, {{a, 4, 5}, "a.a", "7"}, {{a, 2, 3}, "b.b", "3"}, {{a, 2, 3}, "b.b", "4"},
	    {{a, 2, 2}, "a.a", "5"}, {{a, 2, 3}, "a.a", "6"}, {{a, 0, 1}, "z.z", "2"}, {{0}, "z.z", "1"},
	};
	for (size_t i = 0; i < sizeof findings / sizeof *findings; i++)
		diag_add_rule(&diags, findings[i].rule, SEVERITY_NOTE, findings[i].span, findings[i].message);
	diags_sort(&diags);
	for (size_t i = 0; i < diags.count; i++)
		cr_assert_eq(diags.items[i]->message[0], "12345678"[i], "place %zu: %s", i, diags.items[i]->message);
}

Test(base_diag, equal_findings_stay_in_the_order_in_which_they_were_made)
{
	const char *hints[1000];
	for (size_t i = 0; i < 1000; i++) {
		hints[i] = arena_printf(arena, "%zu", i);
		diag_add_rule(&diags, i % 2 ? "a" : "b", SEVERITY_NOTE, (struct span){0}, "x")->hint = hints[i];
	}
	diags_sort(&diags);
	for (size_t i = 0; i < 1000; i++)
		cr_assert_str_eq(diags.items[i]->hint, hints[i]);
}
