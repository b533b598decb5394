/* What `check` found → JUnit's XML, as Jenkins, GitLab and GitHub read it: a suite for each file, a case for each rule that was
 * held against it. A rule fails by --fail-on; what it says below that stands in the output of its case. */
#include "base/clean.h"
#include "render/escape.h"
#include "report/explain_report.h"
#include "report/finding.h"
#include "report/table.h"

#include <string.h>

/* One case, while it is put together. */
struct junit_case {
	struct explained entry;
	struct buf failed; /* the findings that fail it */
	struct buf told;   /* others */
	const char *excuse;
	size_t failures;
};

/* A suite. */
struct junit {
	const struct report *report;
	const struct checked_file *file;
	struct buf cases;
	struct map done; /* ids of rules that have their case */
	size_t tests, failures, skipped;
};

/* What escape_html makes of the five signs is XML, too. */
static void put_value(struct buf *out, struct arena *arena, const char *text)
{
	escape_html(out, clean_text(arena, CLEAN_SHEET, one_line(arena, text)));
}

static void put_finding(struct junit *suite, struct junit_case *one, const struct diag *diag)
{
	bool fails = diag->severity >= suite->report->fail_on;
	struct buf *out = fails ? &one->failed : &one->told;
	struct buf line = BUF_INIT;
	finding_line(&line, suite->file, diag);
	put_value(out, suite->file->arena, buf_text(&line));
	buf_putc(out, '\n');
	buf_free(&line);
	one->failures += fails;
}

static void gather(struct junit *suite, struct junit_case *one)
{
	const struct checked_file *file = suite->file;
	for (size_t i = 0; i < file->diags->count; i++)
		if (strcmp(file->diags->items[i]->rule, one->entry.id) == 0)
			put_finding(suite, one, file->diags->items[i]);
	for (size_t i = 0; file->hidden && i < file->hidden->count; i++)
		if (strcmp(file->hidden->items[i]->rule, one->entry.id) == 0)
			one->excuse = file->hidden->items[i]->excuse;
}

static void put_outcome(struct junit *suite, const struct junit_case *one)
{
	struct arena *arena = suite->file->arena;
	struct buf *out = &suite->cases;
	bool skipped = one->excuse && !one->failures && !one->told.length;
	suite->failures += one->failures > 0;
	suite->skipped += skipped;
	if (skipped) {
		buf_puts(out, "<skipped message=\"");
		put_value(out, arena, one->excuse);
		buf_puts(out, "\"/>");
	}
	if (one->failures) {
		buf_puts(out, "<failure message=\"");
		put_value(out, arena, one->entry.title);
		buf_printf(out, "\" type=\"%s\">%s</failure>", severity_name(one->entry.severity), buf_text(&one->failed));
	}
	if (one->told.length)
		buf_printf(out, "<system-out>%s</system-out>", buf_text(&one->told));
}

static void put_case(struct junit *suite, struct explained entry)
{
	struct arena *arena = suite->file->arena;
	struct junit_case one = {.entry = entry};
	char *id = arena_string(arena, entry.id);
	if (map_put(&suite->done, id, id))
		return;
	suite->tests++;
	buf_puts(&suite->cases, "  <testcase classname=\"");
	put_value(&suite->cases, arena, suite->file->path);
	buf_puts(&suite->cases, "\" name=\"");
	put_value(&suite->cases, arena, entry.id);
	buf_puts(&suite->cases, "\">");
	gather(suite, &one);
	put_outcome(suite, &one);
	buf_puts(&suite->cases, "</testcase>\n");
	buf_free(&one.failed);
	buf_free(&one.told);
}

static void put_found(struct junit *suite, const struct diags *diags)
{
	for (size_t i = 0; diags && i < diags->count; i++)
		put_case(suite, explained_find(suite->file->arena, suite->file->rules, diags->items[i]->rule));
}

static bool was_held(const struct checked_file *file, const char *id)
{
	return policy_asks(file->policy, id) && !policy_is_fixed(id) && !policy_is_off(file->body, id);
}

/* Those that found nothing. */
static void put_passed(struct junit *suite)
{
	const struct checked_file *file = suite->file;
	for (size_t i = 0; i < file->rules->count; i++)
		if (was_held(file, file->rules->items[i]->id))
			put_case(suite, explained_rule(file->arena, file->rules->items[i]));
	for (int i = 0; i < DIAG_COUNT; i++)
		if (was_held(file, diag_rule((enum diag_id)i)))
			put_case(suite, explained_diag((enum diag_id)i));
}

static void put_suite(struct report *report, struct junit *suite)
{
	struct buf *out = &report->out;
	buf_puts(out, " <testsuite name=\"");
	put_value(out, suite->file->arena, suite->file->path);
	buf_printf(out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n%s </testsuite>\n", suite->tests,
	           suite->failures, suite->skipped, buf_text(&suite->cases));
}

static void put_file(struct report *report, const struct checked_file *file)
{
	struct junit suite = {.report = report, .file = file};
	map_init(&suite.done, file->arena);
	put_found(&suite, file->diags);
	put_found(&suite, file->hidden);
	if ((file->judgement || file->judged) && file->rules)
		put_passed(&suite);
	put_suite(report, &suite);
	buf_free(&suite.cases);
}

static void put_head(struct report *report)
{
	buf_puts(&report->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"shikii\">\n");
}

/* What is wrong with the rules themselves: nothing was held against anything. */
static void put_troubles(struct report *report, const struct diags *troubles)
{
	const struct checked_file file = {.arena = report->arena, .path = "", .diags = troubles};
	buf_printf(&report->out, " <testsuite name=\"shikii\" tests=\"%zu\" failures=\"0\" errors=\"%zu\" skipped=\"0\">\n",
	           troubles->count, troubles->count);
	for (size_t i = 0; i < troubles->count; i++) {
		struct buf line = BUF_INIT;
		finding_line(&line, &file, troubles->items[i]);
		buf_puts(&report->out, "  <testcase classname=\"shikii\" name=\"");
		put_value(&report->out, report->arena, troubles->items[i]->rule);
		buf_puts(&report->out, "\"><error>");
		put_value(&report->out, report->arena, buf_text(&line));
		buf_puts(&report->out, "</error></testcase>\n");
		buf_free(&line);
	}
	buf_puts(&report->out, " </testsuite>\n");
}

static void put_end(struct report *report, const struct check_summary *summary)
{
	if (summary->troubles && summary->troubles->count)
		put_troubles(report, summary->troubles);
	buf_puts(&report->out, "</testsuites>\n");
}

const struct check_reporter check_junit = {.begin = put_head, .file = put_file, .end = put_end, .rules = true};
