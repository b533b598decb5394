#ifndef SHIKII_IMPORT_ENTRIES_H
#define SHIKII_IMPORT_ENTRIES_H

#include "base/arena.h"
#include "import/label.h"
#include "model/form.h"

#include <stdbool.h>
#include <stddef.h>

/* A heading or a label of the form. */
struct entry {
	const struct form_section *section; /* NULL: the cover */
	const struct item *item;            /* NULL: the heading of section */
	struct label label;
	struct label under; /* of items in a frame of their own (④使用の主体); under.full NULL: none */
};

/* All of them, in print order. */
struct entries {
	struct entry *items;
	size_t count;
	size_t capacity;
};

struct entries entries_list(struct arena *arena, const struct form *form);

/* The heading of a section that prints one. */
bool entry_is_heading(const struct entry *entry);

/* Does an item's label only repeat the heading above it (２．特定個人情報ファイル名)? Sheets do not print it again. */
bool entry_is_implied(const struct entry *heading, const struct label *label);

/* The section of the form itself (Ⅱ) that a section stands in; NULL: the cover. */
const struct form_section *section_top(const struct form_section *section);

#endif
