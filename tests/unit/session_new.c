/* "new" through the public header, as a page in a browser asks for it: nothing is on a disk. */
#include "session/session.h"
#include "shikii.h"

#include <criterion/criterion.h>

#include <string.h>

static shikii_result *begin(shikii_session *session)
{
	static const shikii_option options[] = {{"process", "kaigo"},      {"subjects", "120,000"}, {"handlers", "40"},
	                                        {"incident", "発生なし"},  {"as-of", "2026-02-01"}, {"agency", "見本市長"},
	                                        {"kind", "地方公共団体等"}};
	return shikii_run(session, "new", options, sizeof options / sizeof *options, NULL, 0);
}

static void keep(shikii_session *session, const shikii_result *result)
{
	for (size_t i = 0; i < shikii_file_count(result); i++) {
		size_t length;
		const char *bytes = shikii_file_bytes(result, i, &length);
		cr_assert(shikii_put(session, shikii_file_path(result, i), bytes, length));
	}
}

Test(session_new, files_are_handed_over_and_check)
{
	shikii_session *session = shikii_open();
	shikii_use_disk(session, 0);
	shikii_result *begun = begin(session);
	cr_assert_eq(shikii_status(begun), SHIKII_OK, "%s", shikii_messages(begun, NULL));
	cr_assert_eq(shikii_file_count(begun), 2);
	cr_expect_str_eq(shikii_file_path(begun, 0), "kaigo/assessment.yaml");
	cr_expect_str_eq(shikii_file_path(begun, 1), "shikii.yaml");
	cr_expect(strstr(shikii_report(begun, NULL), "\"sheets\": [\n    \"kiso\",\n    \"juten\"\n  ]"), "%s",
	          shikii_report(begun, NULL));
	keep(session, begun);
	const char *paths[] = {"kaigo"};
	shikii_result *checked = shikii_run(session, "check", NULL, 0, paths, 1);
	cr_expect_eq(shikii_status(checked), SHIKII_OK, "%s", shikii_report(checked, NULL));
	shikii_result *again = begin(session);
	cr_expect_eq(shikii_status(again), SHIKII_FAILED);
	cr_expect_eq(shikii_file_count(again), 0);
	shikii_free(again);
	shikii_free(checked);
	shikii_free(begun);
	shikii_close(session);
}

Test(session_new, the_catalogue_is_data)
{
	shikii_session *session = shikii_open();
	const shikii_option list = {"list", NULL};
	shikii_result *result = shikii_run(session, "new", &list, 1, NULL, 0);
	cr_expect_eq(shikii_status(result), SHIKII_OK);
	cr_expect(strstr(shikii_report(result, NULL), "\"id\": \"juki\""));
	shikii_free(result);
	shikii_close(session);
}

/* A usage error quotes what was given, which need not be text. */
Test(session_new, usage_errors_are_told_whatever_they_quote)
{
	shikii_session *session = shikii_open();
	shikii_use_disk(session, 0);
	const shikii_option options[] = {{"set", "name: \x8c]"}};
	const char *paths[] = {"a.yaml"};
	shikii_result *result = shikii_run(session, "judge", options, 1, paths, 1);
	cr_expect_eq(shikii_status(result), SHIKII_FAILED);
	cr_expect(strstr(shikii_messages(result, NULL), "\"usage\":\"--set は"), "%s", shikii_messages(result, NULL));
	cr_expect(strstr(shikii_messages(result, NULL), "name: \xef\xbf\xbd]"), "%s", shikii_messages(result, NULL));
	shikii_free(result);
	shikii_close(session);
}

/* A slip in the rules that are built in would not be the user's, but the answer lacks them all the same. */
Test(session_new, built_in_data_that_is_broken_is_told)
{
	static const char model[] = "shikii: 1\nname: 見本\n";
	const char *paths[] = {"a.yaml"};
	shikii_session *session = shikii_open();
	shikii_use_disk(session, 0);
	cr_assert(shikii_put(session, "a.yaml", model, strlen(model)));
	shikii_free(shikii_run(session, "check", NULL, 0, paths, 1));
	struct session *inner = (struct session *)(void *)session; /* its first member */
	cr_assert(inner->kept && !inner->kept_diags.count);
	diag_add(&inner->kept_diags, DIAG_DATA_MISSING, (struct span){0}, "規則が壊れています");
	shikii_result *result = shikii_run(session, "check", NULL, 0, paths, 1);
	cr_expect_eq(shikii_status(result), SHIKII_FAILED);
	cr_expect(strstr(shikii_messages(result, NULL), "規則が壊れています"), "%s", shikii_messages(result, NULL));
	shikii_free(result);
	shikii_close(session);
}
