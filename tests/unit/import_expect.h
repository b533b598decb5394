#ifndef SHIKII_TESTS_IMPORT_EXPECT_H
#define SHIKII_TESTS_IMPORT_EXPECT_H

/* What a text becomes, and what is expected of it. */
#include "import_fixture.h"

#include "base/buf.h"

#include <criterion/criterion.h>

#include <string.h>

/* The YAML of an import that has ended, or why there is none. */
static inline const char *import_end(const char *reason)
{
	const char *yaml = arena_copy(arena, buf_text(&import.yaml), import.yaml.length);
	buf_free(&import.yaml);
	return reason ? reason : yaml;
}

static inline const char *imported(const char *text)
{
	const struct source *source = source_from_memory(arena, &diags, "a.txt", text, strlen(text));
	return import_end(import_text(arena, official, source, 1, &import));
}

/* What became of an item, by its place in the form. */
static inline const struct import_item *item(const char *key)
{
	for (size_t i = 0; i < import.item_count; i++)
		if (strcmp(import.items[i].key, key) == 0)
			return &import.items[i];
	cr_assert_fail("%s is no item", key);
	return NULL;
}

static inline void expect_in(const char *yaml, const char *words)
{
	cr_expect(strstr(yaml, words), "「%s」 is not in\n%s", words, yaml);
}

static inline void expect_not_in(const char *yaml, const char *words)
{
	cr_expect(!strstr(yaml, words), "「%s」 is in\n%s", words, yaml);
}

#endif
