#ifndef SHIKII_TESTS_UNIT_FINDINGS_FIXTURE_H
#define SHIKII_TESTS_UNIT_FINDINGS_FIXTURE_H

/* An arena and the findings of a test: .init = set_up, .fini = tear_down. */

#include "base/arena.h"
#include "base/diag.h"

static struct arena *arena;
static struct diags diags;

static inline void set_up(void)
{
	arena = arena_new();
	diags_init(&diags, arena);
}

static inline void tear_down(void)
{
	arena_free(arena);
}

#endif
