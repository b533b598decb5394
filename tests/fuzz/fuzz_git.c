/* Bytes, taken as one of the files of a git repository or as an object in it: the first byte says which → opened, and a file read at HEAD and at its
 * revisions before. What cannot be read is told. */
#include "base/arena.h"
#include "base/outfile.h"
#include "git/revision.h"

#include <git2.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void); /* NOLINT(bugprone-reserved-identifier): names of the sanitizer */

/* Of which function of libgit2 a leak is can be told only so (tests/lsan.supp). */
const char *__asan_default_options(void) /* NOLINT(bugprone-reserved-identifier) */
{
	return "fast_unwind_on_malloc=0";
}

/* Of a repository with one commit; what the fuzzer writes stands over it for one input. The bytes of an object's file are not among
 * them: libgit2 reads a stream that is cut for ever, which the program's deadline ends (base/deadline.h). */
static const char *const files[] = {
    "HEAD", "config", "packed-refs", "refs/heads/master", "index", "shallow", "objects/info/alternates"};
enum { FILES = sizeof files / sizeof *files };

static const char *repository(struct arena *arena)
{
	static char folder[512];
	if (*folder)
		return folder;
	git_libgit2_init();
	const char *base = getenv("TMPDIR");
	snprintf(folder, sizeof folder, "%s/shikii-fuzz-git-%ld", base ? base : "/tmp", (long)getpid());
	static const char *const inner[] = {"refs/heads", "objects/12", "objects/info", "objects/pack"};
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		if (folder_make(arena_printf(arena, "%s/.git/%s", folder, inner[i])))
			abort();
	return folder;
}

static void write_all(const char *path, const void *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, length, file) < length || fclose(file) != 0)
		abort();
}

static void restore(struct arena *arena, const char *folder)
{
	static const char *const texts[FILES] = {"ref: refs/heads/master\n", "[core]\n\trepositoryformatversion = 0\n",
	                                         NULL, "1234567890123456789012345678901234567890\n"};
	for (size_t i = 0; i < FILES; i++) {
		const char *path = arena_printf(arena, "%s/.git/%s", folder, files[i]);
		if (texts[i])
			write_all(path, texts[i], strlen(texts[i]));
		else
			remove(path);
	}
}

/* ---- objects ---- */

static char *write_object(struct arena *arena, const char *folder, const void *bytes, size_t length, git_object_t type)
{
	git_odb *objects;
	git_oid id;
	char *name = arena_alloc(arena, GIT_OID_HEXSZ + 1);
	if (git_odb_open(&objects, arena_printf(arena, "%s/.git/objects", folder)) ||
	    git_odb_write(&id, objects, bytes, length, type))
		abort();
	git_odb_free(objects);
	return git_oid_tostr(name, GIT_OID_HEXSZ + 1, &id);
}

static const char *object_file(struct arena *arena, const char *folder, const char *name)
{
	return arena_printf(arena, "%s/.git/objects/%.2s/%s", folder, name, name + 2);
}

/* HEAD is a commit whose text the bytes are, or of whose tree they are. */
static void put_object(struct arena *arena, const char *folder, const void *bytes, size_t length, bool is_tree,
                       const char *made[2])
{
	const char *tree = write_object(arena, folder, is_tree ? bytes : "", is_tree ? length : 0, GIT_OBJECT_TREE);
	const char *text = arena_printf(arena, "tree %s\nauthor x <x> 0 +0000\ncommitter x <x> 0 +0000\n\nx\n", tree);
	const char *commit = is_tree ? write_object(arena, folder, text, strlen(text), GIT_OBJECT_COMMIT)
	                             : write_object(arena, folder, bytes, length, GIT_OBJECT_COMMIT);
	write_all(arena_printf(arena, "%s/.git/HEAD", folder), commit, strlen(commit));
	made[0] = object_file(arena, folder, tree);
	made[1] = object_file(arena, folder, commit);
}

static void visit(void *context, const char *path)
{
	*(size_t *)context += strlen(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	struct arena *arena = arena_new();
	struct revision *revision = NULL;
	const char *folder = repository(arena);
	restore(arena, folder);
	size_t kind = *data % (FILES + 2);
	const char *made[2] = {NULL, NULL};
	if (kind < FILES)
		write_all(arena_printf(arena, "%s/.git/%s", folder, files[kind]), data + 1, size - 1);
	else
		put_object(arena, folder, data + 1, size - 1, kind == FILES, made);
	const char *problem = revision_open(arena, folder, "HEAD", &revision);
	if (problem ? !*problem : !revision)
		abort();
	size_t sum = 0;
	if (!problem)
		revision_list(arena, revision, folder, visit, &sum);
	for (size_t i = 0; i < 2 && made[i]; i++)
		remove(made[i]);
	arena_free(arena);
	return 0;
}
