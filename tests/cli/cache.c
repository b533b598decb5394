/* What was found before is found again from the cache, to the byte, and never where anything has changed. */
#include "cli/fixture.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "support/rules.h"
#include "support/seeds.h"

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *cache; /* the folder of the program in the test's own */

static void open_cache(void)
{
	fixture_open();
	setenv("XDG_CACHE_HOME", folder, 1);
	cache = arena_printf(arena, "%s/shikii", folder);
}

TestSuite(cli_cache, .init = open_cache, .fini = fixture_close, .timeout = 240);

/* Entries of the cache: calls the visitor with the path of each. */
static size_t entries(void (*visit)(const char *path))
{
	size_t count = 0;
	for (int shelf = 0; shelf < 256; shelf++) {
		const char *path = arena_printf(arena, "%s/%02x", cache, (unsigned)shelf);
		DIR *opened = opendir(path);
		for (const struct dirent *entry; opened && (entry = readdir(opened));) {
			if (*entry->d_name == '.')
				continue;
			count++;
			if (visit)
				visit(arena_printf(arena, "%s/%s", path, entry->d_name));
		}
		if (opened)
			closedir(opened);
	}
	return count;
}

struct told {
	int status;
	const char *out, *err;
};

static struct told check(char *const *arguments, const char *more)
{
	char *all[16] = {ARG("check")};
	size_t count = 1;
	for (; *arguments; arguments++)
		all[count++] = *arguments;
	if (more)
		all[count++] = ARG(more);
	int status = run(all);
	return (struct told){status, out_text, err_text};
}

static void expect_told(const struct told *told, const struct told *wanted, const char *when)
{
	cr_expect_eq(told->status, wanted->status, "%s", when);
	cr_expect_str_eq(told->out, wanted->out, "%s", when);
	cr_expect_str_eq(told->err, wanted->err, "%s", when);
}

/* Without the cache, then with it: the first time, again, and on several threads. */
static void expect_same(char *const *arguments)
{
	struct told wanted = check(arguments, "--no-cache");
	static const char *const ways[] = {"--jobs=1", "--jobs=1", "--jobs=3", NULL};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct told told = check(arguments, ways[i]);
		expect_told(&told, &wanted, arena_printf(arena, "%s %zu", arguments[1] ? arguments[1] : "", i));
	}
}

static const char *with_number(int number)
{
	return replaced(sound_model, "number: 12", arena_printf(arena, "number: %d", number));
}

/* Models of two bodies with findings of all kinds: in the model and in shikii.yaml, with lines to type and mends, suppressed. */
static char *models(void)
{
	write_file("m/shikii.yaml", arena_printf(arena, "%sagreed: 1\n", sound_body));
	write_file("m/b/shikii.yaml", arena_printf(arena,
	                                           "%srules: own\nstamp: 1\nsuppress:\n"
	                                           "  - {rule: wording.placeholder, reason: 課の名は後で決まる}\n"
	                                           "  - {rule: threshold.near, reason: 使われない}\n",
	                                           sound_body));
	write_file("m/b/own/house.yaml", RULE_HEAD "  when: number == '2'\n" RULE_EXAMPLES);
	write_file("m/1/assessment.yaml", with_number(1));
	write_file("m/b/2/assessment.yaml", replaced(with_number(2), "name: 健康管理システム", "name: ○○システム"));
	write_file("m/3/assessment.yaml", replaced(with_number(3), "count: 86500", "count: 301000"));
	write_file("m/4/assessment.yaml",
	           replaced(with_number(4), "番号法第9条第1項", "番号法第19条第7号 別表第二の42の項"));
	write_file("m/5/assessment.yaml", replaced(with_number(5), "disclosure: {desk: 行政情報課}\n", ""));
	write_file("m/6/assessment.yaml", replaced(with_number(6), "概要", "サーバとサーバー、本人確認をを行う"));
	write_file("m/7/assessment.yaml", replaced(with_number(7), "number: 7", "number: [7"));
	return ARG(arena_printf(arena, "%s/m", folder));
}

Test(cli_cache, every_report_is_the_same)
{
	char *path = models();
	static const char *const formats[] = {"text", "json",   "ndjson", "sarif", "junit",
	                                      "md",   "github", "gitlab", "line",  "rdjsonl"};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		expect_same((char *[]){path, ARG("--format"), ARG(formats[i]), NULL});
	expect_same((char *[]){path, ARG("--statistics"), NULL});
	expect_same((char *[]){path, ARG("--for=publication"), ARG("--as-of=today"), NULL});
	expect_same((char *[]){path, ARG("--ignore=wording"), NULL});
	cr_expect_gt(entries(NULL), 6);
	cr_expect(says(check((char *[]){path, NULL}, NULL).out, "[house.test]"), "%s", out_text);
}

Test(cli_cache, samples_are_the_same)
{
	char *path = ARG(arena_printf(arena, "%s/assessments", getenv("SHIKII_SOURCE_DIR")));
	expect_same((char *[]){path, NULL});
	expect_same((char *[]){path, ARG("--format=json"), NULL});
}

/* Some of its kanji and kana are written twice, in each in other places: rules of all kinds find something. */
static const char *with_slips(const char *text, size_t every)
{
	struct buf out = BUF_INIT;
	size_t letters = 0;
	for (size_t at = 0, step; text[at]; at += step) {
		step = utf8_step(text + at);
		letters += step == 3;
		for (size_t times = step == 3 && letters % every == 0 ? 2 : 1; times > 0; times--)
			buf_append(&out, text + at, step);
	}
	const char *slips = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return slips;
}

Test(cli_cache, generated_ones_are_the_same)
{
	enum { SHEETS = 12, EVERY = 89 };
	const char *samples = arena_printf(arena, "%s/assessments", getenv("SHIKII_SOURCE_DIR"));
	const char *text = file_text(arena, arena_printf(arena, "%s/mihon-juminzei/assessment.yaml", samples));
	write_file("m/shikii.yaml", file_text(arena, arena_printf(arena, "%s/shikii.yaml", samples)));
	for (size_t i = 0; i < SHEETS; i++)
		write_file(arena_printf(arena, "m/%zu/assessment.yaml", i), with_slips(text, EVERY + i));
	expect_same((char *[]){ARG(arena_printf(arena, "%s/m", folder)), ARG("--format=json"), NULL});
	cr_expect(says(out_text, "\"wording."), "%s", out_text);
}

Test(cli_cache, published_ones_are_the_same)
{
	static const char *const seeds[] = {"000", "001", "002", "003"};
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		char *model = ARG(write_file(arena_printf(arena, "m/%zu/assessment.yaml", i), ""));
		RUN(ARG("import"), ARG(seed_path(arena, seeds[i])), ARG("--output"), model);
	}
	expect_same((char *[]){ARG(arena_printf(arena, "%s/m", folder)), ARG("--format=json"), NULL});
}

/* ---- what changes ---- */

static void expect_new(char *path, const char *when)
{
	struct told wanted = check((char *[]){path, NULL}, "--no-cache"), told = check((char *[]){path, NULL}, NULL);
	expect_told(&told, &wanted, when);
}

Test(cli_cache, whatever_changes_is_found_anew)
{
	char *path = models();
	check((char *[]){path, NULL}, NULL);
	write_file("m/1/assessment.yaml", replaced(with_number(1), "概要", "第三者を含むを含む"));
	expect_new(path, "a model");
	write_file("m/shikii.yaml", sound_body);
	expect_new(path, "shikii.yaml");
	write_file("m/b/own/house.yaml", RULE_HEAD "  when: number != '2'\n" RULE_EXAMPLES);
	expect_new(path, "a rule of the body");
	cr_expect_not(says(out_text, "[house.test]"), "%s", out_text);
	write_file("m/b/own/house.yaml", "rules: [");
	expect_new(path, "a broken rule of the body");
	write_file("m/b/shikii.yaml", sound_body);
	expect_new(path, "the rules of the body are gone");
	folder_shell(arena, folder,
	             "mv m/5 m/8 && rm m/6/assessment.yaml && ln -s ../8/assessment.yaml m/6/assessment.yaml");
	expect_new(path, "paths");
	write_file("m/4/shikii.yaml", sound_body);
	expect_new(path, "a shikii.yaml nearer by");
}

/* What is told of one file because of another is no matter of that file. */
Test(cli_cache, files_that_depend_on_one_another)
{
	write_file("m/shikii.yaml",
	           replaced(sound_body, "incidents: []\n",
	                    "incidents: []\npassages:\n  - {id: both, text: 番号法別表第二の42の項による。}\n"));
	const char *model = replaced(sound_model, "overview: 概要", "overview: {passage: both}");
	char *one = ARG(write_file("m/1/assessment.yaml", model)), *two = ARG(write_file("m/2/assessment.yaml", model));
	for (int i = 0; i < 2; i++) {
		check((char *[]){one, NULL}, NULL);
		check((char *[]){two, NULL}, NULL);
	}
	expect_same((char *[]){one, two, NULL});
	cr_expect(says(out_text, "[model.duplicate-number]"), "%s", out_text);
	expect_same((char *[]){two, one, NULL});
	expect_same((char *[]){two, NULL});
	cr_expect_not(says(out_text, "[model.duplicate-number]"), "%s", out_text);
}

/* ---- a cache that is not as it should be ---- */

static const char *ruin; /* what happens to each entry, by the shell */

static void ruin_entry(const char *path)
{
	folder_shell(arena, folder, arena_printf(arena, "entry='%s'; %s", path, ruin));
}

Test(cli_cache, broken_entries_are_none)
{
	static const char *const ways[] = {
	    ": >\"$entry\"",
	    "head -c 100 \"$entry\" >x && cat x >\"$entry\"",
	    "printf x >>\"$entry\"",
	    "size=$(wc -c <\"$entry\") && printf Z | dd of=\"$entry\" bs=1 seek=$((size / 2)) conv=notrunc status=none",
	    "printf Z | dd of=\"$entry\" bs=1 seek=3 conv=notrunc status=none",
	    "rm \"$entry\" && mkdir \"$entry\"",
	    "rmdir \"$entry\" 2>/dev/null || mv \"$entry\" x && ln -s ../../x \"$entry\"",
	    "rm \"$entry\"; ln -s /dev/zero \"$entry\"",
	    "rm \"$entry\"; mkfifo -m 600 \"$entry\"",
	};
	char *path = models();
	struct told wanted = check((char *[]){path, NULL}, "--no-cache");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		check((char *[]){path, NULL}, NULL);
		ruin = ways[i];
		cr_assert_gt(entries(ruin_entry), 3, "%s", ruin);
		struct told told = check((char *[]){path, NULL}, NULL);
		expect_told(&told, &wanted, ruin);
	}
}

Test(cli_cache, folders_that_are_not_trusted)
{
	char *path = models();
	struct told wanted = check((char *[]){path, NULL}, "--no-cache");
	static const char *const ways[] = {
	    "rm -rf shikii && mkdir -m 755 shikii",
	    "rm -rf shikii && : >shikii",
	    "rm -rf shikii other && mkdir -m 700 other && ln -s other shikii",
	    "rm -rf shikii && mkdir -m 700 shikii && mkdir shikii/secret",
	};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		folder_shell(arena, folder, ways[i]);
		for (int times = 0; times < 2; times++) {
			struct told told = check((char *[]){path, NULL}, NULL);
			expect_told(&told, &wanted, ways[i]);
		}
		cr_expect_eq(entries(NULL), 0, "%s", ways[i]);
	}
	folder_shell(arena, folder, "rm -rf shikii && mkdir -m 700 shikii && printf short >shikii/secret");
	struct told told = check((char *[]){path, NULL}, NULL);
	expect_told(&told, &wanted, "a secret that is none");
	setenv("XDG_CACHE_HOME", "relative", 1);
	unsetenv("HOME");
	told = check((char *[]){path, NULL}, NULL);
	expect_told(&told, &wanted, "no place");
}

static void expect_private(const char *path)
{
	struct stat status;
	cr_expect_eq(stat(path, &status), 0);
	cr_expect_eq(status.st_mode & 0777, S_ISDIR(status.st_mode) ? 0700u : 0600u, "%s %o", path, status.st_mode);
}

Test(cli_cache, nobody_else_reads_it)
{
	umask(0);
	check((char *[]){models(), NULL}, NULL);
	cr_expect_gt(entries(expect_private), 3);
	expect_private(cache);
	expect_private(arena_printf(arena, "%s/secret", cache));
}

Test(cli_cache, nothing_is_kept_unasked)
{
	char *path = models();
	check((char *[]){path, NULL}, "--no-cache");
	check((char *[]){path, NULL}, "--set=incident=発生あり");
	check((char *[]){path, NULL}, "--diff");
	check((char *[]){path, NULL}, arena_printf(arena, "--baseline=%s/known.yaml", folder));
	cr_expect_eq(entries(NULL), 0);
}

/* Programs that begin at once, with no folder there. */
Test(cli_cache, several_at_once)
{
	enum { PROGRAMS = 4 };
	char *path = models();
	struct told wanted = check((char *[]){path, NULL}, "--no-cache");
	for (int i = 0; i < PROGRAMS; i++) {
		if (fork() != 0)
			continue;
		bool good = true;
		for (int times = 0; times < 3; times++) {
			struct told told = check((char *[]){path, NULL}, NULL);
			good &= told.status == wanted.status && strcmp(told.out, wanted.out) == 0;
		}
		_exit(good ? 0 : 1);
	}
	for (int i = 0; i < PROGRAMS; i++) {
		int status;
		wait(&status);
		cr_expect_eq(status, 0);
	}
}
