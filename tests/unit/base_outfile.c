#define _XOPEN_SOURCE 700 /* SIGXFSZ; NOLINT(bugprone-reserved-identifier) */
#include "base/outfile.h"

#include "support/folder.h"

#include <criterion/criterion.h>

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena *arena;
static const char *folder;

static void open_folder(void)
{
	arena = arena_new();
	umask(022);
	folder = folder_new(arena);
}

static void close_folder(void)
{
	arena_free(arena);
}

TestSuite(base_outfile, .init = open_folder, .fini = close_folder);

static const char *in_folder(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static size_t count_files(void)
{
	size_t count = 0;
	DIR *directory = opendir(folder);
	for (struct dirent *entry; (entry = readdir(directory));)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(directory);
	return count;
}

static const char *content(const char *path)
{
	const char *text = file_text(arena, path);
	return text ? text : "(none)";
}

static mode_t mode(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 ? status.st_mode & 07777 : 0;
}

/* Opens, writes and closes; NULL or the reason. */
static const char *output(const char *path, FILE *standard, const char *text)
{
	struct outfile out;
	const char *reason = outfile_open(&out, arena, path, standard);
	if (reason)
		return reason;
	outfile_write(&out, text, strlen(text));
	return outfile_close(&out);
}

Test(base_outfile, the_target_changes_only_when_all_is_there)
{
	const char *path = folder_write(arena, folder, "a.md", "old");
	struct outfile out;
	cr_assert_null(outfile_open(&out, arena, path, stdout));
	outfile_write(&out, "新", strlen("新"));
	fflush(out.stream);
	cr_expect_str_eq(content(path), "old");
	cr_expect_eq(mode(out.temporary), 0600);
	cr_expect_eq(count_files(), 2);
	cr_assert_null(outfile_close(&out));
	cr_expect_str_eq(content(path), "新");
	cr_expect_eq(count_files(), 1);
}

/* Two who change the same file at the same time: the one that is late is told. */
Test(base_outfile, what_others_wrote_since_stays)
{
	static const struct {
		const char *there;
		bool replaced;
	} cases[] = {{"old", true}, {"\xef\xbb\xbfold", true}, {"olD", false}, {"old ", false}, {"ol", false}, {"", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = folder_write(arena, folder, "a.md", "old");
		struct outfile out;
		cr_assert_null(outfile_open(&out, arena, path, stdout));
		outfile_expect(&out, "old", strlen("old"));
		outfile_write(&out, "new", strlen("new"));
		folder_write(arena, folder, "a.md", cases[i].there);
		const char *reason = outfile_close(&out);
		cr_expect_str_eq(content(path), cases[i].replaced ? "new" : cases[i].there, "%zu", i);
		cr_expect_eq(reason == NULL, cases[i].replaced, "%zu: %s", i, reason ? reason : "");
		cr_expect_eq(count_files(), 1);
	}
}

Test(base_outfile, what_is_given_up_leaves_nothing)
{
	struct outfile out;
	cr_assert_null(outfile_open(&out, arena, in_folder("a.md"), stdout));
	outfile_write(&out, "x", 1);
	outfile_discard(&out);
	cr_expect_eq(count_files(), 0);
	cr_expect_null(output(in_folder("b.md"), stdout, "next"), "another one can be opened");
	cr_expect_str_eq(content(in_folder("b.md")), "next");
}

Test(base_outfile, modes)
{
	const char *old = folder_write(arena, folder, "old", ""), *new = in_folder("new");
	chmod(old, 0604);
	umask(027);
	cr_assert_null(output(old, stdout, "x"));
	cr_assert_null(output(new, stdout, "x"));
	cr_expect_eq(mode(old), 0604);
	cr_expect_eq(mode(new), 0640);
	cr_expect_eq(umask(0), 027);
}

Test(base_outfile, a_link_stays_a_link)
{
	const char *path = folder_write(arena, folder, "real", "old"), *link = in_folder("link");
	struct stat status;
	cr_assert_eq(symlink("real", link), 0);
	cr_assert_null(output(link, stdout, "new"));
	cr_expect(lstat(link, &status) == 0 && S_ISLNK(status.st_mode));
	cr_expect_str_eq(content(path), "new");
}

Test(base_outfile, the_callers_stream_stays_open)
{
	char *text = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&text, &length);
	cr_expect_null(output("-", stream, "a"));
	cr_expect_null(output(NULL, stream, "b"));
	fclose(stream);
	cr_expect_str_eq(text, "ab");
	free(text);
}

Test(base_outfile, reasons)
{
	char long_name[300];
	memset(long_name, 'a', sizeof long_name - 1);
	long_name[sizeof long_name - 1] = '\0';
	folder_write(arena, folder, "file", "");
	const struct {
		const char *path;
		const char *reason;
	} cases[] = {
	    {in_folder("none/a.md"), "フォルダーがありません"},
	    {in_folder("file/a.md"), "途中にフォルダーでないものがあります"},
	    {folder, "ファイルではなくフォルダーです"},
	    {in_folder(long_name), "名前が長すぎます"},
	    {"/dev/full", "ディスクに空きがありません"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *reason = output(cases[i].path, stdout, "x");
		cr_expect_str_eq(reason ? reason : "(none)", cases[i].reason, "%s: %s", cases[i].path, reason);
	}
	cr_expect_eq(count_files(), 1);
	struct stat status;
	cr_expect(stat("/dev/full", &status) == 0 && S_ISCHR(status.st_mode), "a device is not replaced");
}

/* In another process, for root may write everywhere. */
Test(base_outfile, a_protected_file_is_not_replaced)
{
	const char *path = folder_write(arena, folder, "a.md", "old");
	chmod(path, 0444);
	chmod(folder, 0777);
	pid_t child = fork();
	if (child == 0) {
		bool user = geteuid() != 0 || setuid(65534) == 0;
		const char *reason = user ? output(path, stdout, "new") : NULL;
		_Exit(reason && strcmp(reason, "書き込む権限がありません") == 0 ? 0 : 1);
	}
	int status = 1;
	waitpid(child, &status, 0);
	cr_expect_eq(status, 0);
	cr_expect_str_eq(content(path), "old");
	cr_expect_eq(count_files(), 1);
}

Test(base_outfile, a_full_disk_leaves_the_target_as_it_was)
{
	const char *path = folder_write(arena, folder, "a.md", "old");
	char text[5000] = {0};
	struct outfile out;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){4096, 4096});
	cr_assert_null(outfile_open(&out, arena, path, stdout));
	for (int i = 0; i < 10; i++)
		outfile_write(&out, text, sizeof text);
	const char *reason = outfile_close(&out);
	cr_assert(reason);
	cr_expect_str_eq(reason, "ファイルの大きさの上限を超えます");
	cr_expect_str_eq(content(path), "old");
	cr_expect_eq(count_files(), 1);
}

Test(base_outfile, a_closed_pipe_is_an_error)
{
	int ends[2];
	cr_assert_eq(pipe(ends), 0);
	signal(SIGPIPE, SIG_IGN);
	FILE *stream = fdopen(ends[1], "wb");
	close(ends[0]);
	const char *reason = output("-", stream, "x");
	cr_assert(reason);
	cr_expect_str_eq(reason, "出力の受け手が先に閉じました");
	fclose(stream);
}

/* Writes half of a file in another process, which then gets a signal; gives how it ended. */
static int end_halfway(const char *path, int number)
{
	pid_t child = fork();
	if (child == 0) {
		struct outfile out;
		outfile_open(&out, arena, path, stdout);
		outfile_write(&out, "half", 4);
		fflush(out.stream);
		raise(number);
		outfile_write(&out, " whole", 6);
		outfile_close(&out);
		_Exit(0);
	}
	int status = 0;
	waitpid(child, &status, 0);
	return status;
}

Test(base_outfile, signals_leave_nothing_behind)
{
	const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
	const char *path = folder_write(arena, folder, "a.md", "old");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		int status = end_halfway(path, numbers[i]);
		cr_expect(WIFSIGNALED(status) && WTERMSIG(status) == numbers[i], "signal %d, status %d", numbers[i], status);
		cr_expect_str_eq(content(path), "old", "signal %d", numbers[i]);
		cr_expect_eq(count_files(), 1, "signal %d", numbers[i]);
	}
}

Test(base_outfile, a_signal_that_is_ignored_stays_so)
{
	const char *path = in_folder("a.md");
	signal(SIGHUP, SIG_IGN);
	cr_expect_eq(end_halfway(path, SIGHUP), 0);
	cr_expect_str_eq(content(path), "half whole");
}

Test(base_outfile, handlers_are_put_back)
{
	struct sigaction action;
	cr_assert_null(output(in_folder("a.md"), stdout, "x"));
	sigaction(SIGTERM, NULL, &action);
	cr_expect(action.sa_handler == SIG_DFL);
}

Test(base_outfile, folders)
{
	folder_write(arena, folder, "file", "");
	const struct {
		const char *path;
		const char *reason;
	} cases[] = {
	    {in_folder("a/b/c"), NULL},
	    {in_folder("a/b/c"), NULL},
	    {in_folder("d//e/"), NULL},
	    {"/", NULL},
	    {in_folder("file"), "同じ名前のファイルがあります"},
	    {in_folder("file/a"), "同じ名前のファイルがあります"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct stat status;
		const char *reason = folder_make(cases[i].path);
		if (cases[i].reason)
			cr_expect_str_eq(reason ? reason : "(none)", cases[i].reason, "%s", cases[i].path);
		else
			cr_expect(!reason && stat(cases[i].path, &status) == 0 && S_ISDIR(status.st_mode), "%s", cases[i].path);
	}
}
