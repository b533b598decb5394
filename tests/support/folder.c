#define _XOPEN_SOURCE 700 /* nftw */

#include "support/folder.h"

#include "base/outfile.h"

#include <criterion/criterion.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status, (void)kind, (void)place;
	return remove(path);
}

static void folder_remove(void *folder)
{
	nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(folder);
}

const char *folder_new(struct arena *arena)
{
	const char *base = getenv("TMPDIR");
	char *folder = strdup(arena_printf(arena, "%s/shikii-test-XXXXXX", base ? base : "/tmp"));
	cr_assert(folder && mkdtemp(folder));
	arena_defer(arena, folder_remove, folder);
	return arena_string(arena, folder);
}

const char *folder_write_bytes(struct arena *arena, const char *folder, const char *name, const char *bytes,
                               size_t length)
{
	const char *path = arena_printf(arena, "%s/%s", folder, name);
	folder_make(arena_copy(arena, path, (size_t)(strrchr(path, '/') - path)));
	FILE *file = fopen(path, "wb");
	cr_assert(file, "%s", path);
	cr_assert_eq(fwrite(bytes, 1, length, file), length);
	fclose(file);
	return path;
}

const char *folder_write(struct arena *arena, const char *folder, const char *name, const char *text)
{
	return folder_write_bytes(arena, folder, name, text, strlen(text));
}

const char *file_text(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	size_t length = (size_t)ftell(file);
	rewind(file);
	char *text = arena_alloc(arena, length + 1);
	cr_assert_eq(fread(text, 1, length, file), length);
	fclose(file);
	return text;
}

void folder_shell(struct arena *arena, const char *folder, const char *commands)
{
	const char *line =
	    arena_printf(arena,
	                 "cd '%s' && export HOME='%s' GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=見本 GIT_AUTHOR_EMAIL=a "
	                 "GIT_COMMITTER_NAME=見本 GIT_COMMITTER_EMAIL=a && { %s; } >/dev/null 2>&1",
	                 folder, folder, commands);
	cr_assert_eq(system(line), 0, "%s", commands);
}
