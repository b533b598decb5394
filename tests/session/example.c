/* What an editor or a page in a browser does, with nothing but the public header: documents that are on no disk are checked, one
 * is changed, and the sheet is made of it. Prints what it got; tests/CMakeLists.txt says what that has to be. */
#include "shikii.h"

#include <stdio.h>
#include <string.h>

static const char body[] = "name: 見本市長\nkind: 地方公共団体等\nincidents: []\n";

static const char model[] = "shikii: 1\n"
                            "number: 12\n"
                            "name: 予防接種に関する事務\n"
                            "threshold:\n"
                            "  subjects: {count: 86500, as_of: 2025-04-01}\n"
                            "  handlers: {count: 60, as_of: 2025-04-01}\n"
                            "number_use: {basis: 番号法第9条第1項}\n"
                            "sheets:\n"
                            "  kiso:\n"
                            "    overview: 予防接種法による予防接種の記録\n";

static void put(shikii_session *session, const char *path, const char *text)
{
	if (!shikii_put(session, path, text, strlen(text)))
		fputs("no memory\n", stderr);
}

/* Runs a command over the folder, shows its status and the first line of the report that has the words. */
static void ask(shikii_session *session, const char *command, const shikii_option *options, size_t count,
                const char *words)
{
	const char *paths[] = {"city"};
	shikii_result *result = shikii_run(session, command, options, count, paths, 1);
	const char *found = strstr(shikii_report(result, NULL), words);
	printf("%s: %d, %s: %s\n", command, (int)shikii_status(result), words, found ? "yes" : "no");
	for (size_t i = 0; i < shikii_file_count(result); i++) {
		size_t length;
		shikii_file_bytes(result, i, &length);
		printf("  %s%s\n", shikii_file_path(result, i), length ? "" : " (empty)");
	}
	shikii_free(result);
}

int main(void)
{
	const shikii_option site[] = {{"format", "html"}, {"out-dir", "site"}, {"drafts", NULL}};
	const shikii_option tried[] = {{"set", "threshold.subjects.count=310000"}};
	const shikii_option wrong[] = {{"as-of", "昨日"}};
	shikii_session *session = shikii_open();
	shikii_use_disk(session, 0);
	put(session, "city/shikii.yaml", body);
	put(session, "city/yobo/assessment.yaml", "shikii: 1\nnumber: 12\nnmae: 予防接種\n");
	ask(session, "check", NULL, 0, "unknown-key");
	put(session, "city/yobo/assessment.yaml", model);
	ask(session, "check", NULL, 0, "unknown-key");
	ask(session, "judge", NULL, 0, "基礎項目評価の実施が");
	ask(session, "judge", tried, 1, "基礎項目評価及び全項目評価");
	ask(session, "judge", wrong, 1, "result");
	ask(session, "render", site, 3, "");
	shikii_drop(session, "city/yobo/assessment.yaml");
	ask(session, "check", NULL, 0, "unknown-key");
	shikii_close(session);
	return 0;
}
