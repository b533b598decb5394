#ifndef SHIKII_TESTS_IMPORT_FIXTURE_H
#define SHIKII_TESTS_IMPORT_FIXTURE_H

/* What each test of an import begins with, and what it makes. */
#include "base/diag.h"
#include "import/import.h"

static struct arena *arena;
static struct diags diags;
static struct official *official;
static struct import import;

static void set_up(void)
{
	arena = arena_new();
	diags_init(&diags, arena);
	official = official_load(arena, &diags, &(struct data_folders){0});
}

static void tear_down(void)
{
	arena_free(arena);
}

#endif
