/* Memory runs out at each allocation in turn: the request says so, nothing leaks, and the next one is as if nothing had been. */
#include "session/session.h"
#include "shikii.h"

#include <criterion/criterion.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static const char body[] = "name: 見本市長\n"
                           "kind: 地方公共団体等\n"
                           "incidents: []\n"
                           "suppress:\n"
                           "  - {rule: procedure, reason: 試し}\n";

static const char model[] = "shikii: 1\n"
                            "number: 12\n"
                            "name: 予防接種に関する事務\n"
                            "departments: [{id: ka, office: 健康推進課, head: 健康推進課長}]\n"
                            "threshold:\n"
                            "  subjects: {count: 86500, as_of: 2025-04-01}\n"
                            "  handlers: {count: 60, as_of: 2025-04-01}\n"
                            "number_use: {basis: 番号法第9条第1項 別表第一 10の項}\n"
                            "outsourcing: 委託しない\n"
                            "sheets:\n"
                            "  kiso:\n"
                            "    overview: {markdown: \"予防接種の*記録*\\n\\n- あ\\n- い\"}\n"
                            "    publications: [{date: 2025-06-01, kind: 新規}]\n";

static const char published[] = "特定個人情報保護評価書（基礎項目評価書）\n"
                                "評価書番号\t評価書名\n"
                                "12\t予防接種に関する事務　基礎項目評価書\n"
                                "Ⅰ　関連情報\n"
                                "１．特定個人情報ファイルを取り扱う事務\n"
                                "①事務の名称\t予防接種に関する事務\n";

/* May be asked by several threads. */
static atomic_long budget;

static bool has_budget(void *context)
{
	(void)context;
	return atomic_fetch_sub(&budget, 1) > 0;
}

static shikii_session *session;

static void put(const char *path, const char *text)
{
	cr_assert(shikii_put(session, path, text, strlen(text)), "%s", path);
}

static void begin(void)
{
	session = shikii_open();
	shikii_use_disk(session, 0);
	put("city/shikii.yaml", body);
	put("city/yobo/assessment.yaml", model);
	put("old.yaml", "shikii: 1\nnumber: 12\nname: 予防接種\nsheets: {kiso: {overview: 前}}\n");
	put("published.txt", published);
	struct session *inner = (struct session *)(void *)session; /* its only member */
	inner->memory.allows = has_budget;
}

static void end(void)
{
	shikii_close(session);
}

TestSuite(session_memory, .init = begin, .fini = end, .timeout = 290);

struct request {
	const char *command;
	shikii_option options[3];
	size_t option_count;
	const char *paths[4];
	size_t path_count;
};

static shikii_result *run(const struct request *request, long allowed)
{
	atomic_store(&budget, allowed);
	return shikii_run(session, request->command, request->options, request->option_count, request->paths,
	                  request->path_count);
}

static void assert_same(const shikii_result *a, const shikii_result *b, const char *command, long count)
{
	size_t a_length, b_length;
	const char *a_report = shikii_report(a, &a_length), *b_report = shikii_report(b, &b_length);
	cr_assert_eq(shikii_status(a), shikii_status(b), "%s, %ld: %s", command, count, shikii_messages(b, NULL));
	cr_assert(a_length == b_length && memcmp(a_report, b_report, a_length) == 0, "%s, %ld: the report", command, count);
	cr_assert_str_eq(shikii_messages(a, NULL), shikii_messages(b, NULL), "%s, %ld", command, count);
	cr_assert_eq(shikii_file_count(a), shikii_file_count(b), "%s, %ld", command, count);
	cr_assert_eq(shikii_edit_count(a), shikii_edit_count(b), "%s, %ld", command, count);
}

/* Beyond this many allocations of a request, those that come in thousands (values of JSON) fail one in STRIDE. After LOOK failures
 * the request is made whole: what any of them broke in the session is still broken. */
enum { EACH = 300, STRIDE = 13, LOOK = 8 };

/* `cold`: the official data is to be read each time. */
static void fail_each(const struct request *request, bool cold)
{
	const long enough = 100000000;
	shikii_result *wanted = run(request, enough);
	cr_assert_neq(shikii_status(wanted), SHIKII_NO_MEMORY);
	bool done = false;
	size_t failed = 0;
	for (long count = 0; !done; count += count < EACH ? 1 : STRIDE) {
		if (cold) {
			end();
			begin();
		}
		shikii_result *result = run(request, count);
		done = shikii_status(result) != SHIKII_NO_MEMORY;
		if (done) {
			assert_same(wanted, result, request->command, count);
		} else {
			cr_assert_str_empty(shikii_report(result, NULL));
		}
		shikii_free(result);
		if (cold || ++failed % LOOK == 0) {
			shikii_result *next = run(request, enough);
			assert_same(wanted, next, request->command, count);
			shikii_free(next);
		}
	}
	shikii_free(wanted);
}

Test(session_memory, check)
{
	fail_each(&(struct request){"check", {{"format", "text"}}, 1, {"city"}, 1}, false);
}

Test(session_memory, list_in_threads)
{
	put("city/a.yaml", model);
	fail_each(&(struct request){"list", {{"jobs", "2"}}, 1, {"city"}, 1}, false);
}

Test(session_memory, judge_from_the_start)
{
	fail_each(&(struct request){"judge", {{"set", "incident=発生あり"}}, 1, {"city"}, 1}, true);
}

Test(session_memory, list_and_history)
{
	fail_each(&(struct request){"register", {{0}}, 0, {"city"}, 1}, false);
	fail_each(&(struct request){"draw", {{0}}, 0, {"city"}, 1}, false);
	fail_each(&(struct request){"list", {{0}}, 0, {"city"}, 1}, false);
	fail_each(&(struct request){"history", {{0}}, 0, {"check", "city"}, 2}, false);
}

Test(session_memory, cite)
{
	fail_each(&(struct request){"cite", {{0}}, 0, {"city"}, 1}, false);
	fail_each(&(struct request){"cite", {{"fix", NULL}}, 1, {"city"}, 1}, false);
}

Test(session_memory, explain)
{
	fail_each(&(struct request){"explain", {{0}}, 0, {"threshold"}, 1}, false);
}

Test(session_memory, diff)
{
	fail_each(&(struct request){"diff", {{0}}, 0, {"old.yaml", "city/yobo/assessment.yaml"}, 2}, false);
	fail_each(&(struct request){"diff", {{"format", "text"}}, 1, {"old.yaml", "city/yobo/assessment.yaml"}, 2}, false);
}

Test(session_memory, render)
{
	fail_each(&(struct request){"render", {{"format", "html"}, {"out-dir", "site"}}, 2, {"city"}, 1}, false);
	fail_each(&(struct request){"render", {{0}}, 0, {"city"}, 1}, false);
}

Test(session_memory, workbook)
{
	fail_each(&(struct request){"render", {{"format", "xlsx"}, {"out-dir", "site"}}, 2, {"city"}, 1}, false);
}

Test(session_memory, import)
{
	fail_each(&(struct request){"import", {{0}}, 0, {"published.txt"}, 1}, false);
}

Test(session_memory, broken_files)
{
	put("city/broken.yaml", "shikii: 1\nname: [1,\n");
	put("city/shikii.yaml", "rules: nowhere\n");
	fail_each(&(struct request){"check", {{0}}, 0, {"city", "none"}, 2}, false);
}
