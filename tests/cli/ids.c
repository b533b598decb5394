/* Findings of the engine that other tests meet by their message only: each fires, by its id. */
#include "cli/fixture.h"

#include "support/rules.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

TestSuite(cli_ids, .init = fixture_open, .fini = fixture_close, .timeout = 120);

/* What check says of the sound model with another basis, published on a day. */
static void check_basis(const char *basis, const char *day)
{
	write_file("b/shikii.yaml", sound_body);
	const char *model = replaced(sound_model, "番号法第9条第1項", basis);
	RUN(ARG("check"), ARG(write_file("b/a.yaml", replaced(model, "2025-06-01", day))), ARG("--only"), ARG("citation"));
}

Test(cli_ids, citations)
{
	static const struct {
		const char *basis, *day, *says;
	} cases[] = {
	    {"番号法別表の999の項", "2025-06-01", "「番号法別表の999の項」はありません [citation.no-such]"},
	    {"番号法別表の44の項", "2023-06-01",
	     "「番号法別表の44の項」は令和6年5月27日から施行されます [citation.not-yet]"},
	    {"番号法第19条第7号 別表第二", "2023-06-01", "[citation.moved]"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		check_basis(cases[i].basis, cases[i].day);
		cr_expect(says(out_text, cases[i].says), "%s: %s", cases[i].basis, out_text);
	}
}

Test(cli_ids, broken_data)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *patterns = file_text(arena, arena_printf(arena, "%s/rules/law/patterns.yaml", root ? root : "."));
	write_file("own/law/patterns.yaml", replaced(patterns, "supplementary: '附則'", "supplementary: '(附則'"));
	char *rules = ARG(arena_printf(arena, "%s/own", folder));
	char *path = ARG(write_file("a.yaml", sound_model));
	cr_assert_eq(RUN(ARG("check"), path, ARG("--rules"), rules), 2);
	cr_assert(says(err_text, "[law.pattern]") || says(out_text, "[law.pattern]"), "%s%s", out_text, err_text);

	char deep[101] = "";
	memset(deep, '!', sizeof deep - 1);
	const char *rule = arena_printf(arena, "%s  when: \"%strue\"\n%s", RULE_HEAD, deep, RULE_EXAMPLES);
	write_file("house/house.yaml", rule);
	cr_assert_eq(RUN(ARG("check"), path, ARG("--rules"), ARG(arena_printf(arena, "%s/house", folder))), 2);
	cr_assert(says(err_text, "house.yaml:7:") && says(err_text, "[expr.too-deep]"), "%s%s", out_text, err_text);
}

/* A workbook is put together in a file of its own before any byte of it is written: there is no room for one. */
Test(cli_ids, no_room_for_a_workbook)
{
	struct rlimit before, none = {0};
	write_file("shikii.yaml", sound_body);
	char *path = ARG(write_file("a.yaml", sound_model)), *book = ARG(arena_printf(arena, "%s/a.xlsx", folder));
	cr_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR && getrlimit(RLIMIT_FSIZE, &before) == 0);
	none.rlim_max = before.rlim_max;
	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
	int status = RUN(ARG("render"), path, ARG("--format=xlsx"), ARG("--output"), book);
	setrlimit(RLIMIT_FSIZE, &before);
	cr_assert_eq(status, 2);
	cr_assert(says(err_text, "Excel のファイルを作れません [file.unwritable]"), "%s", err_text);
	cr_assert_neq(access(book, F_OK), 0);
}
