/* The data built into the program is that of the folders, byte for byte, and is found by its path. */
#include "base/embedded.h"
#include "base/diag.h"
#include "support/trees.h"
#include "yaml/node.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *root_folder(void)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	return root ? root : ".";
}

static char *file_read(const char *path, size_t *length)
{
	char name[4096];
	snprintf(name, sizeof name, "%s/%s", root_folder(), path);
	FILE *file = fopen(name, "rb");
	cr_assert_not_null(file, "%s", name);
	fseek(file, 0, SEEK_END);
	*length = (size_t)ftell(file);
	rewind(file);
	char *text = calloc(*length + 1, 1);
	cr_assert_eq(fread(text, 1, *length, file), *length, "%s", name);
	fclose(file);
	return text;
}

Test(embedded, files_are_those_of_the_folders)
{
	cr_assert_gt(embedded_file_count, 0);
	for (size_t i = 0; i < embedded_file_count; i++) {
		const struct embedded_file *file = &embedded_files[i];
		size_t length;
		char *text = file_read(file->path, &length);
		cr_assert_eq(file->length, length, "%s", file->path);
		cr_assert_eq(memcmp(file->text, text, length + 1), 0, "%s (with the NUL behind it)", file->path);
		free(text);
	}
}

/* The trees that are built in are those that the files have when they are read. */
Test(embedded, trees_are_those_of_the_files)
{
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	for (size_t i = 0; i < embedded_file_count; i++) {
		const struct embedded_file *file = &embedded_files[i];
		const char *ending = strrchr(file->path, '.');
		bool yaml = ending && strcmp(ending, ".yaml") == 0;
		cr_assert_eq(file->packed != NULL, yaml, "%s", file->path);
		if (!yaml)
			continue;
		const struct node *read =
		    node_read(arena, &diags, source_from_memory(arena, &diags, file->path, file->text, file->length));
		const struct node *unpacked =
		    node_read(arena, &diags, source_built_in(arena, file->path, file->text, file->length, file->packed));
		const char *differs = trees_differ(arena, read, unpacked);
		cr_expect_null(differs, "%s %s", file->path, differs);
	}
	cr_assert_eq(diags.count, 0);
	arena_free(arena);
}

Test(embedded, every_file_is_built_in)
{
	char line[4096];
	snprintf(line, sizeof line,
	         "cd '%s' && find schema rules templates -type f ! -path templates/messages/'*' ! -path templates/page/'*' "
	         "! -path "
	         "templates/words.yaml ! -name '.*' ! -name '*~'",
	         root_folder());
	FILE *found = popen(line, "r");
	cr_assert_not_null(found);
	size_t count = 0;
	for (; fgets(line, sizeof line, found); count++) {
		line[strcspn(line, "\n")] = '\0';
		cr_expect_not_null(embedded_find(line), "%s", line);
	}
	cr_assert_eq(pclose(found), 0);
	cr_assert_eq(embedded_file_count, count);
}

Test(embedded, files_are_sorted_and_found)
{
	for (size_t i = 0; i < embedded_file_count; i++) {
		const struct embedded_file *file = &embedded_files[i];
		cr_assert_eq(embedded_find(file->path), file, "%s", file->path);
		if (i > 0)
			cr_assert_lt(strcmp(file[-1].path, file->path), 0, "%s", file->path);
	}
}

Test(embedded, other_names_are_not_found)
{
	const char *names[] = {"", "schema", "schema/", "schema/model", "/schema/model.yaml", "zzz"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_assert_null(embedded_find(names[i]), "「%s」", names[i]);
}
