#ifndef SHIKII_TESTS_LAW_FIXTURE_H
#define SHIKII_TESTS_LAW_FIXTURE_H

/* The built-in law, or with files of the test's own laid over it. */

#include "law/law.h"
#include "law/mend.h"
#include "law/reader.h"
#include "law/status.h"
#include "support/findings.h"
#include "support/folder.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct diags diags;
static struct data_folders folders; /* .rules: a folder of the test, once law_file has written one */
static const struct law *law;

static inline void fixture_open(void)
{
	arena = arena_new();
	folders = (struct data_folders){0};
	diags_init(&diags, arena);
}

static inline void fixture_close(void)
{
	arena_free(arena);
}

static inline void law_file(const char *name, const char *text)
{
	if (!folders.rules)
		folders.rules = folder_new(arena);
	folder_write(arena, folders.rules, arena_printf(arena, "law/%s", name), text);
}

static inline void law_open(void)
{
	law = law_load(arena, &diags, &folders);
	cr_assert(law, "%s", findings_text(&diags, ""));
}

static inline struct date day_of(const char *iso)
{
	struct date day = {0};
	date_parse(&(struct calendar){0}, iso, &day);
	return day;
}

static inline struct citation_list citations_in(const char *text)
{
	struct citation_list list = {0};
	reader_read(reader_new(arena, law->registry, law->patterns), text, strlen(text), false, &list);
	return list;
}

/* The canonical forms, joined by a space. */
static inline const char *canonicals(const char *text)
{
	struct citation_list list = citations_in(text);
	const char *all = "";
	for (size_t i = 0; i < list.count; i++)
		all = arena_printf(arena, "%s%s%s", all, i ? " " : "", list.items[i].canonical);
	return all;
}

/* state, or state→replacement, of each citation. */
static inline const char *states(const char *text, const char *day)
{
	struct citation_list list = {0};
	struct reader *reader = reader_new(arena, law->registry, law->patterns);
	struct mend_text read = {text, strlen(text), false, day_of(day)};
	reader_read(reader, text, read.length, false, &list);
	const struct status *statuses = mend_citations(arena, law, reader, &read, &list);
	const char *all = "";
	for (size_t i = 0; i < list.count; i++) {
		const char *to = statuses[i].replacement;
		all = arena_printf(arena, "%s%s%s%s%s", all, i ? " " : "", law_state_name(statuses[i].state), to ? "→" : "",
		                   to ? to : "");
	}
	return all;
}

#endif
