#ifndef SHIKII_TESTS_CLI_FIXTURE_H
#define SHIKII_TESTS_CLI_FIXTURE_H

/* The whole program, called as a user calls it. */

#include "base/arena.h"
#include "cli/cli.h"
#include "support/folder.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static const char *folder;   /* of the test, gone after it */
static const char *out_text; /* what the last run wrote to standard output … */
static const char *err_text; /* … and to standard error */

static inline void fixture_open(void)
{
	arena = arena_new();
	folder = folder_new(arena);
	setenv("XDG_CACHE_HOME", "/dev/null", 1); /* nothing is kept: cli/cache.c */
}

static inline void fixture_close(void)
{
	arena_free(arena);
}

static inline const char *write_file(const char *name, const char *text)
{
	return folder_write(arena, folder, name, text);
}

/* Runs `shikii` with arguments up to NULL; returns its exit status. */
static inline int run(char **arguments)
{
	char *argv[32] = {arena_string(arena, "shikii")};
	int argc = 1;
	while (arguments[argc - 1]) {
		argv[argc] = arguments[argc - 1];
		argc++;
	}
	char *out_bytes, *err_bytes;
	size_t out_length, err_length;
	FILE *out = open_memstream(&out_bytes, &out_length), *err = open_memstream(&err_bytes, &err_length);
	int status = shikii_main(argc, argv, out, err);
	fclose(out);
	fclose(err);
	out_text = arena_string(arena, out_bytes);
	err_text = arena_string(arena, err_bytes);
	free(out_bytes);
	free(err_bytes);
	return status;
}
/* char * for arguments that are constant. */
#define RUN(...) run((char *[]){__VA_ARGS__, NULL})
#define ARG(text) arena_string(arena, (text))

static inline bool says(const char *text, const char *words)
{
	return strstr(text, words) != NULL;
}

static inline size_t times(const char *text, const char *words)
{
	size_t count = 0;
	for (; (text = strstr(text, words)); text += strlen(words))
		count++;
	return count;
}

static const char sound_body[] = "name: 見本市長\nkind: 地方公共団体等\nincidents: []\n";
static const char sound_model[] =
    "shikii: 1\n"
    "number: 12\n"
    "name: 予防接種に関する事務\n"
    "departments: [{id: ka, office: 健康推進課, head: 健康推進課長}]\n"
    "threshold:\n"
    "  subjects: {count: 86500, as_of: 2025-04-01}\n"
    "  handlers: {count: 60, as_of: 2025-04-01}\n"
    "systems: [{id: kanri, name: 健康管理システム}]\n"
    "files: [{id: file, name: 予防接種情報ファイル}]\n"
    "number_use: {basis: 番号法第9条第1項}\n"
    "linkage: {performed: 実施しない}\n"
    "outsourcing: 委託しない\n"
    "sharing: 提供・移転しない\n"
    "risks:\n"
    "  - id: risk\n"
    "    acquisition: {unintended: {sufficient: 十分である}}\n"
    "    use: {linkage: {sufficient: 十分である}, unauthorized: {sufficient: 十分である}}\n"
    "    storage: {leak: {sufficient: 十分である}}\n"
    "safeguards:\n"
    "  audits: [自己点検]\n"
    "  training: {answer: 十分に行っている}\n"
    "  manual_work: {none: true}\n"
    "  priority: {measure: 従業者に対する教育・啓発, basis: 研修}\n"
    "disclosure: {desk: 行政情報課}\n"
    "inquiries: {contact: 健康推進課}\n"
    "sheets:\n"
    "  kiso:\n"
    "    declaration: 宣言\n"
    "    overview: 概要\n"
    "    publications: [{date: 2025-06-01, kind: 新規}]\n";

/* A file of assessments/. */
static inline const char *sample_file(const char *name)
{
	const char *path = arena_printf(arena, "%s/assessments/%s", getenv("SHIKII_SOURCE_DIR"), name);
	const char *text = file_text(arena, path);
	cr_assert(text, "%s", path);
	return text;
}

/* text with its first `from` replaced. */
static inline const char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	cr_assert(at, "%s", from);
	return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

#endif
