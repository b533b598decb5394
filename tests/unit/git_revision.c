#include "git/revision.h"

#include "base/deadline.h"
#include "base/messages/revision.h"
#include "base/source.h"
#include "support/folder.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static struct arena *arena;
static const char *folder;

static void open_folder(void)
{
	arena = arena_new();
	folder = folder_new(arena);
}

static void close_folder(void)
{
	arena_free(arena);
}

TestSuite(revision_revision, .init = open_folder, .fini = close_folder, .timeout = 60);

static void shell(const char *commands)
{
	folder_shell(arena, folder, commands);
}

static void commit(const char *text)
{
	folder_write(arena, folder, "a.yaml", text);
	shell("git init -q -b main; git add -A && git commit -q -m 版");
}

static const char *path(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

/* What stood at the path, "-" when nothing did, or the reason. */
static const char *read_at(const char *name, const char *file)
{
	struct revision *revision;
	struct revision_file content;
	const char *problem = revision_open(arena, path("a.yaml"), name, &revision);
	if (!problem)
		problem = revision_read(arena, revision, file, &content);
	return problem ? problem : content.bytes ? content.bytes : "-";
}

Test(revision_revision, a_file_as_it_was)
{
	commit("一\n");
	commit("二\n");
	shell("git tag v2");
	folder_write(arena, folder, "a.yaml", "三\n");
	cr_expect_str_eq(read_at("HEAD", path("a.yaml")), "二\n");
	cr_expect_str_eq(read_at("HEAD~1", path("a.yaml")), "一\n");
	cr_expect_str_eq(read_at("v2", path("a.yaml")), "二\n");
	cr_expect_str_eq(read_at("main", path("none.yaml")), "-");
	cr_expect(strstr(read_at("HEAD:a.yaml", path("a.yaml")), "git に「HEAD:a.yaml」という版はありません"), "%s",
	          read_at("HEAD:a.yaml", path("a.yaml")));
	cr_expect(strstr(read_at("HEAD~9", path("a.yaml")), "git に「HEAD~9」という版はありません"));
	cr_expect(strstr(read_at("", path("a.yaml")), "git"));
	cr_expect(strstr(read_at("HEAD", "/none/a.yaml"), "の外にあります"));
}

Test(revision_revision, in_a_linked_work_tree_and_below_a_link)
{
	commit("一\n");
	shell("git worktree add -q other HEAD && ln -s . link");
	cr_expect_str_eq(read_at("HEAD", path("link/a.yaml")), "一\n");
	struct revision *revision;
	struct revision_file content;
	cr_assert_null(revision_open(arena, path("other/a.yaml"), "HEAD", &revision));
	cr_assert_null(revision_read(arena, revision, path("other/a.yaml"), &content));
	cr_expect_str_eq(content.bytes, "一\n");
}

Test(revision_revision, what_is_no_file)
{
	commit("一\n");
	shell("mkdir b && echo 1 >b/c && ln -s b/c d && git add -A && git commit -q -m 二");
	cr_expect(strstr(read_at("HEAD", path("b")), "普通のファイルではありません"));
	cr_expect(strstr(read_at("HEAD", path("d")), "普通のファイルではありません"));
	shell("git clone -q --bare . bare.git");
	struct revision *revision;
	cr_expect_str_eq(revision_open(arena, path("bare.git/x"), "HEAD", &revision),
	                 "git のリポジトリーに作業ツリーがありません");
}

/* Objects that are broken or larger than any model: a reason, no crash. */
Test(revision_revision, hostile_objects)
{
	commit("一\n");
	shell("head -c 34000000 /dev/zero | tr '\\0' a >big && git add -A && git commit -q -m 大");
	cr_assert(34000000 > SOURCE_LIMIT);
	cr_expect_str_eq(read_at("HEAD", path("big")), "その版のファイルが大きすぎます");
	shell("f=.git/objects/$(git rev-parse HEAD:a.yaml | sed 's,^..,&/,'); chmod u+w $f && echo broken >$f");
	cr_expect(strstr(read_at("HEAD", path("a.yaml")), "git の履歴を読めません"), "%s", read_at("HEAD", path("a.yaml")));
	shell("f=.git/objects/$(git rev-parse HEAD^{tree} | sed 's,^..,&/,'); chmod u+w $f && echo broken >$f");
	cr_expect(strstr(read_at("HEAD", path("a.yaml")), "git の履歴を読めません"));
	shell("echo 'ref: ' >.git/HEAD");
	cr_expect(strstr(read_at("HEAD", path("a.yaml")), "git"));
}

struct seen {
	size_t count;
	const char *texts[8];
};

static bool see(void *context, const struct revision_file *file, const char *hash)
{
	struct seen *seen = context;
	cr_assert(strlen(hash) == 10);
	seen->texts[seen->count++] = file->bytes ? arena_string(arena, file->bytes) : "-";
	return seen->count < 3;
}

/* Each state once, however many commits have it. */
Test(revision_revision, walking_back)
{
	struct revision *revision;
	struct seen seen = {0};
	shell("git init -q -b main; echo 1 >x; git add -A; git commit -q -m 零");
	commit("一\n");
	shell("echo 2 >x; git add -A; git commit -q -m ほか");
	commit("二\n");
	shell("echo 3 >x; git add -A; git commit -q -m ほか");
	cr_assert_null(revision_open(arena, path("a.yaml"), "HEAD", &revision));
	cr_assert_null(revision_walk(arena, revision, path("a.yaml"), see, &seen));
	cr_assert_eq(seen.count, 3);
	cr_expect_str_eq(seen.texts[0], "二\n");
	cr_expect_str_eq(seen.texts[1], "一\n");
	cr_expect_str_eq(seen.texts[2], "-");
}

static bool see_all(void *context, const struct revision_file *file, const char *hash)
{
	struct seen *seen = context;
	(void)file;
	(void)hash;
	seen->count++;
	return true;
}

/* A history without an end, made without a file. */
Test(revision_revision, walking_too_far)
{
	struct revision *revision;
	struct seen seen = {0};
	/* fast-import asks the system for each object when it may keep no memory. */
	shell(arena_printf(arena,
	                   "git init -q -b main && { printf 'blob\\nmark :1\\ndata 2\\n1\\n'; seq 1 %d | sed 's/.*/commit "
	                   "refs\\/heads\\/main\\n"
	                   "committer a <a> & +0000\\ndata 0\\nM 100644 :1 a.yaml/'; } | "
	                   "MALLOC_TOP_PAD_=99999999 git fast-import --quiet",
	                   REVISION_WALK_LIMIT + 1));
	cr_assert_null(revision_open(arena, path("a.yaml"), "main", &revision));
	const char *problem = revision_walk(arena, revision, path("a.yaml"), see_all, &seen);
	cr_assert(problem && strstr(problem, "20000個より前の版は調べられません"), "%s", problem ? problem : "");
	cr_expect_eq(seen.count, 1);
	cr_assert_null(revision_open(arena, path("a.yaml"), "main~1", &revision));
	cr_expect_null(revision_walk(arena, revision, path("a.yaml"), see_all, &seen), "exactly the limit");
}

static void count_file(void *context, const char *name)
{
	(void)name;
	++*(size_t *)context;
}

/* Each folder holds the one below ten times: ten objects, and more files than anybody could walk through. */
Test(revision_revision, a_tree_without_an_end)
{
	struct revision *revision;
	size_t count = 0;
	commit("一\n");
	shell(
	    "t=$(git rev-parse HEAD^{tree}); for i in 1 2 3 4 5 6 7 8 9 10; do t=$(for j in 0 1 2 3 4 5 6 7 8 9; do "
	    "printf '040000 tree %s\\t%s\\n' $t $j; done | git mktree); done; "
	    "git tag bomb $(git commit-tree -m 大 $t) && "
	    "t=$(git rev-parse HEAD^{tree}); for i in $(seq 200); do t=$(printf '040000 tree %s\\td\\n' $t | git mktree); "
	    "done; git tag well $(git commit-tree -m 深 $t)");
	cr_assert_null(revision_open(arena, folder, "bomb", &revision));
	const char *problem = revision_list(arena, revision, folder, count_file, &count);
	cr_expect(problem && strstr(problem, "多すぎる"), "%s", problem ? problem : "");
	cr_assert_null(revision_open(arena, folder, "well", &revision));
	problem = revision_list(arena, revision, folder, count_file, &count);
	cr_expect(problem && strstr(problem, "深すぎる"), "%s", problem ? problem : "");
	cr_assert_null(revision_open(arena, folder, "HEAD", &revision));
	count = 0;
	cr_assert_null(revision_list(arena, revision, folder, count_file, &count));
	cr_expect_eq(count, 1);
}

/* libgit2 waits for a pipe to be written, and reads an object that is cut off for ever. */
Test(revision_revision, a_repository_that_is_never_read_to_its_end)
{
	static const char *const spoilt[] = {"mkfifo $object", "head -c 20 whole >$object"};
	for (size_t i = 0; i < sizeof spoilt / sizeof *spoilt; i++) {
		int status = 0;
		commit(arena_printf(arena, "%zu\n", i));
		shell(arena_printf(arena, "object=.git/objects/$(git rev-parse HEAD | sed 's|..|&/|'); mv $object whole; %s",
		                   spoilt[i]));
		pid_t child = fork();
		if (child == 0) {
			if (freopen(path("told"), "w", stderr))
				deadline_allow(1);
			read_at("HEAD", path("a.yaml"));
			_exit(0);
		}
		cr_assert(child > 0 && waitpid(child, &status, 0) == child);
		cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 2, "%s: %x", spoilt[i], (unsigned)status);
		cr_expect(strstr(file_text(arena, path("told")), "git fsck"), "%s", spoilt[i]);
		shell("rm -rf .git");
	}
}

/* A call within a call does not put its end off. */
Test(revision_revision, a_call_within_a_call)
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		if (!freopen(path("told"), "w", stderr))
			_exit(1);
		deadline_allow(1);
		deadline_begin(MSG_REVISION_ENDLESS);
		for (int i = 0; i < 50; i++) {
			deadline_begin(MSG_REVISION_ENDLESS);
			deadline_end();
			nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
		}
		_exit(0);
	}
	cr_assert(child > 0 && waitpid(child, &status, 0) == child);
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 2, "%x", (unsigned)status);
}

/* ---- indexes of packs ---- */

/* Two commits in a pack. */
static void pack(void)
{
	commit("一\n");
	commit("二\n");
	shell("git repack -a -d -q && chmod -R u+w .git/objects");
}

/* Writes the bytes (as printf has them) over the file that the pattern names, `at` from its beginning, or from its end below 0. */
static void overwrite(const char *file, long at, const char *bytes)
{
	shell(arena_printf(arena,
	                   "f=$(echo %s); at=%ld; [ $at -ge 0 ] || at=$(($(wc -c <$f) + at)); "
	                   "printf '%s' | dd of=$f bs=1 seek=$at conv=notrunc status=none",
	                   file, at, bytes));
}

static void expect_broken(const char *file)
{
	const char *told = read_at("HEAD", path("a.yaml"));
	cr_expect(strstr(told, "git の索引「") && strstr(told, file) && strstr(told, "が壊れています"), "%s", told);
}

#define INDEX ".git/objects/pack/*.idx"
enum { OBJECTS = 6, TRAILER = 40 };

/* The numbers of an index lead out of it, and out of its pack. */
Test(revision_revision, an_index_whose_numbers_are_wrong)
{
	pack();
	cr_expect_str_eq(read_at("HEAD~1", path("a.yaml")), "一\n");
	shell("cp " INDEX " whole; head -c 1000 /dev/zero | tr '\\0' '\\377' | dd of=$(echo " INDEX
	      ") bs=1 seek=40 conv=notrunc status=none");
	expect_broken(".idx");
	for (long object = 0; object < OBJECTS; object++) {
		shell("cp whole $(echo " INDEX ")");
		overwrite(INDEX, -TRAILER - 4 * (object + 1), "\\177");
		expect_broken(".idx");
		overwrite(INDEX, -TRAILER - 4 * (object + 1), "\\200"); /* there are no offsets of 8 bytes */
		expect_broken(".idx");
	}
	shell("cp whole $(echo " INDEX ") && echo x >>$(echo " INDEX ")");
	expect_broken(".idx");
	shell("cp whole $(echo " INDEX ") && rm whole");
	cr_expect_str_eq(read_at("HEAD", path("a.yaml")), "二\n");
}

Test(revision_revision, an_index_of_version_1)
{
	pack();
	shell("git index-pack --index-version=1 -o new .git/objects/pack/*.pack >/dev/null && mv -f new $(echo " INDEX
	      ") && chmod u+w " INDEX);
	cr_expect_str_eq(read_at("HEAD", path("a.yaml")), "二\n");
	overwrite(INDEX, 256 * 4, "\\177");
	expect_broken(".idx");
}

/* Offsets of 8 bytes are looked up in their table. */
Test(revision_revision, an_index_with_large_offsets)
{
	pack();
	shell("git index-pack --index-version=2,0x20 -o new .git/objects/pack/*.pack >/dev/null && mv -f new $(echo " INDEX
	      ") && chmod u+w " INDEX);
	cr_expect_str_eq(read_at("HEAD", path("a.yaml")), "二\n");
	overwrite(INDEX, -TRAILER - 8, "\\001");
	expect_broken(".idx");
}

Test(revision_revision, an_index_of_many_packs)
{
	pack();
	shell("git multi-pack-index write && chmod -R u+w .git/objects");
	cr_expect_str_eq(read_at("HEAD", path("a.yaml")), "二\n");
	overwrite(".git/objects/pack/multi-pack-index", -20 - 4, "\\177"); /* the last offset */
	expect_broken("multi-pack-index");
}

Test(revision_revision, an_index_of_another_repository)
{
	pack();
	shell("git clone -q -s . other && cp a.yaml other");
	struct revision *revision;
	cr_expect_null(revision_open(arena, path("other/a.yaml"), "HEAD", &revision));
	overwrite(INDEX, -TRAILER - 4, "\\177");
	const char *told = revision_open(arena, path("other/a.yaml"), "HEAD", &revision);
	cr_expect(told && strstr(told, ".idx」が壊れています"), "%s", told ? told : "");
}
