/* Mistakes planted into copies of the samples, one at a time: tests/planted/mistakes.tsv says what finds each, and where;
 * nothing else is told. Most of them have to be found; those that are not stay listed. traps.tsv has what is no mistake. */
#include "cli/fixture.h"

#include "base/list.h"

TestSuite(cli_planted, .init = fixture_open, .fini = fixture_close, .timeout = 600);

enum { COLUMNS = 6, TOGETHER = 24, FOUND_LEAST = 724 };

struct mistake {
	const char *sample, *from, *to, *rule, *path, *others;
};

/* "rule path" of each finding. */
struct findings {
	const char **items;
	size_t count, capacity;
};

/* The next string behind `key` in the report, or NULL where the next finding begins before it. */
static const char *string_behind(const char *at, const char *key)
{
	const char *start = strstr(at, key), *next = strstr(at + 1, "\"rule\":\"");
	if (!start || (next && next < start && strcmp(key, "\"rule\":\"") != 0))
		return "";
	start += strlen(key);
	return arena_copy(arena, start, strcspn(start, "\""));
}

/* The line of the report about a file of this folder at `at` or behind it, with its end cut off; NULL: none. */
static const char *report_of(const char **at, const char *folder_name)
{
	static const char begin[] = "\n  {\"path\":\"";
	while ((*at = strstr(*at, begin))) {
		const char *path = *at += strlen(begin);
		if (strncmp(path, folder_name, strlen(folder_name)) == 0)
			return arena_copy(arena, path, strcspn(path, "\n"));
	}
	return NULL;
}

static struct findings read_findings(const char *report, const char *folder_name)
{
	struct findings findings = {0};
	for (const char *line; (line = report_of(&report, folder_name));)
		for (const char *at = line; (at = strstr(at, "\"rule\":\"")); at++) {
			const char *rule = string_behind(at, "\"rule\":\""), *path = string_behind(at, "\"path\":\"");
			list_push(arena, &findings, arena_printf(arena, "%s %s", rule, path));
		}
	return findings;
}

static void write_body(const char *name, const char *sample, const char *text)
{
	bool insurer = strcmp(sample, "kenpo") == 0;
	write_file(arena_printf(arena, "%s/shikii.yaml", name), sample_file(insurer ? "kenpo/shikii.yaml" : "shikii.yaml"));
	write_file(arena_printf(arena, "%s/assessment.yaml", name), text);
}

static struct findings findings_of(const char *sample, const char *text)
{
	write_body("s/0", sample, text);
	RUN(ARG("check"), ARG("--format"), ARG("json"), ARG(arena_printf(arena, "%s/s", folder)));
	return read_findings(out_text, arena_printf(arena, "%s/s/0/", folder));
}

static bool has(const struct findings *findings, const char *finding)
{
	for (size_t i = 0; i < findings->count; i++)
		if (strcmp(findings->items[i], finding) == 0)
			return true;
	return false;
}

/* Words of the table: \n is the end of a line. */
static const char *unescaped(const char *words)
{
	char *text = arena_string(arena, words);
	for (char *at; (at = strstr(text, "\\n"));) {
		*at = '\n';
		memmove(at + 1, at + 2, strlen(at + 2) + 1);
	}
	return text;
}

static const char *path_of(const char *sample)
{
	static const char *const samples[][2] = {{"kaigo", "mihon-kaigo"},           {"kokuho", "mihon-kokuho"},
	                                         {"yobosesshu", "mihon-yobosesshu"}, {"juki", "mihon-juki"},
	                                         {"juminzei", "mihon-juminzei"},     {"kenpo", "kenpo/tekiyo-kyufu"}};
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		if (strcmp(sample, samples[i][0]) == 0)
			return arena_printf(arena, "%s/assessment.yaml", samples[i][1]);
	cr_assert_fail("%s", sample);
	return "";
}

/* What is told of the sample as it is; worked out once. */
static struct findings findings_before(const char *sample, const char *sound)
{
	static struct known {
		const char *sample;
		struct findings findings;
	} known[6];
	struct known *at = known;
	while (at->sample && strcmp(at->sample, sample) != 0)
		at++;
	if (!at->sample)
		*at = (struct known){sample, findings_of(sample, sound)};
	return at->findings;
}

/* Was it found? What else is told has to be expected. */
static bool is_found(const struct mistake *mistake, struct findings after)
{
	struct findings before = findings_before(mistake->sample, sample_file(path_of(mistake->sample)));
	const char *expected = arena_printf(arena, "%s %s", mistake->rule, mistake->path);
	for (size_t i = 0; i < after.count; i++) {
		const char *finding = after.items[i], *end = strchr(finding, ' ');
		const char *rule = arena_copy(arena, finding, (size_t)(end - finding));
		if (!has(&before, finding) && strcmp(finding, expected) != 0)
			cr_expect(says(mistake->others, rule), "%s: %s", mistake->to, finding);
	}
	bool found = has(&after, expected);
	cr_expect(found || strcmp(mistake->rule, "-") == 0, "%s: %s is not told", mistake->to, expected);
	return found;
}

/* Each in a body of its own, all in one run: how many were found? */
static size_t try_mistakes(const struct mistake *mistakes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct mistake *mistake = &mistakes[i];
		const char *sound = sample_file(path_of(mistake->sample));
		write_body(arena_printf(arena, "b/%zu", i), mistake->sample,
		           replaced(sound, unescaped(mistake->from), unescaped(mistake->to)));
	}
	RUN(ARG("check"), ARG("--format"), ARG("json"), ARG(arena_printf(arena, "%s/b", folder)));
	const char *report = arena_string(arena, out_text);
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += is_found(&mistakes[i], read_findings(report, arena_printf(arena, "%s/b/%zu/", folder, i)));
	return found;
}

static void read_line(const char *line, struct mistake *mistake)
{
	const char **columns[COLUMNS] = {&mistake->sample, &mistake->from, &mistake->to,
	                                 &mistake->rule,   &mistake->path, &mistake->others};
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t length = strcspn(line, "\t\n");
		*columns[i] = arena_copy(arena, line, length);
		line += line[length] == '\t' ? length + 1 : length;
	}
	if (!*mistake->rule)
		mistake->rule = "-"; /* of a trap */
}

static const char *table_text(const char *name)
{
	const char *table = file_text(arena, arena_printf(arena, "%s/tests/planted/%s", getenv("SHIKII_SOURCE_DIR"), name));
	cr_assert(table);
	return table;
}

/* `found`: how many mistakes of the table were. How many there are. */
static size_t try_table(const char *name, size_t *found)
{
	struct mistake mistakes[TOGETHER];
	size_t count = 0, waiting = 0;
	*found = 0;
	for (const char *line = table_text(name); *line; line += strcspn(line, "\n") + 1) {
		if (*line == '#')
			continue;
		read_line(line, &mistakes[waiting]);
		count++;
		if (++waiting < TOGETHER)
			continue;
		*found += try_mistakes(mistakes, waiting);
		waiting = 0;
	}
	*found += try_mistakes(mistakes, waiting);
	return count;
}

Test(cli_planted, nothing_is_told_of_what_only_looks_wrong)
{
	size_t found, count = try_table("traps.tsv", &found);
	cr_expect_eq(found, 0);
	cr_expect_geq(count, 30);
}

Test(cli_planted, mistakes_are_found_and_nothing_else)
{
	size_t found, count = try_table("mistakes.tsv", &found);
	cr_expect_geq(count, 80);
	cr_expect_geq(found, FOUND_LEAST, "%zu of %zu", found, count);
}
