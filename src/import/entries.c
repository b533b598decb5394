/* The form -> its headings and labels as a list. */
#include "import/entries.h"

#include "base/list.h"

#include <string.h>

static void list_items(struct arena *arena, struct entries *entries, const struct form_section *section,
                       const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct entry entry = {.section = section, .item = &items[i]};
		entry.label = label_make(arena, items[i].label, NULL);
		if (items[i].under)
			entry.under = label_make(arena, items[i].under, NULL);
		if (items[i].also)
			entry.label.brief = label_make(arena, items[i].also, NULL).full;
		list_push(arena, entries, entry);
	}
}

static void list_sections(struct arena *arena, struct entries *entries, const struct form_section *sections,
                          size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct form_section *section = &sections[i];
		struct entry entry = {.section = section};
		entry.label = label_make(arena, section->heading, section->number);
		list_push(arena, entries, entry);
		list_items(arena, entries, section, section->items, section->item_count);
		list_sections(arena, entries, section->sections, section->section_count);
	}
}

struct entries entries_list(struct arena *arena, const struct form *form)
{
	struct entries entries = {0};
	list_items(arena, &entries, NULL, form->cover, form->cover_count);
	list_sections(arena, &entries, form->sections, form->section_count);
	return entries;
}

bool entry_is_heading(const struct entry *entry)
{
	return !entry->item && *entry->label.full;
}

bool entry_is_implied(const struct entry *heading, const struct label *label)
{
	return strcmp(heading->label.text, label->full) == 0 ||
	       (heading->label.counted && strcmp(heading->label.full, label->full) == 0);
}

const struct form_section *section_top(const struct form_section *section)
{
	while (section && section->parent)
		section = section->parent;
	return section;
}
