/* Words of a row -> the headings and labels of the form that they may be. */
#include "import/placer.h"

#include <string.h>

enum { UNIQUE_LENGTH = 6 };

/* Where we are in a section, as far as the text has come to it; NULL: not yet. */
struct place *placer_reached(const struct placer *placer, const struct form_section *section)
{
	if (!section)
		return placer->placing->root;
	return place_found(placer_reached(placer, section->parent), section);
}

struct place *placer_place(struct placer *placer, const struct form_section *section)
{
	if (!section)
		return placer->placing->root;
	return place_inside(placer->arena, placer_place(placer, section->parent), section);
}

struct reading *placer_reading(struct placer *placer, const struct entry *entry)
{
	struct place *place = placer_place(placer, entry->section);
	const struct item *items = entry->section ? entry->section->items : placer->form->cover;
	return &place->readings[entry->item - items];
}

bool placer_filled(struct placer *placer, const struct entry *entry)
{
	const struct place *place = placer_reached(placer, entry->section);
	const struct item *items = entry->section ? entry->section->items : placer->form->cover;
	const struct reading *reading = place ? &place->readings[entry->item - items] : NULL;
	return reading && reading->chunks.count > 0 && !reading->guessed;
}

void placer_leave_out(struct placer *placer, const char *text, size_t line)
{
	chunk_add(placer->arena, &placer->placing->unplaced, text, line);
}

/* The entries between the last heading and the next: [*start, *end). */
static void scope(const struct placer *placer, size_t *start, size_t *end)
{
	*start = placer->at;
	while (*start > 0 && !entry_is_heading(&placer->entries.items[*start]))
		--*start;
	*end = placer->at + 1;
	while (*end < placer->entries.count && !entry_is_heading(&placer->entries.items[*end]))
		++*end;
}

static void offer(struct match *match, const struct entry *entry, size_t distance)
{
	if (distance >= LABEL_FAR || distance > match->distance)
		return;
	if (distance < match->distance || !match->entry)
		*match = (struct match){entry, distance, false};
	else if (strcmp(match->entry->label.full, entry->label.full) != 0)
		match->ambiguous |= distance > 1;
}

void placer_offer_items(struct placer *placer, const char *key, struct match *match)
{
	size_t start, end;
	scope(placer, &start, &end);
	for (int filled = 0; filled <= 1 && !match->entry; filled++) {
		for (size_t i = 0; i < end - start; i++) {
			size_t index = placer->at + 1 + i < end ? placer->at + 1 + i : start + (placer->at + 1 + i - end);
			const struct entry *entry = &placer->entries.items[index];
			if (entry->item && placer_filled(placer, entry) == (filled == 1))
				offer(match, entry, label_match(&entry->label, key));
		}
	}
}

/* Headings of the part of the form where we are: ahead of us also with slips; behind us those that repeat or have not
 * been met. Headings of other parts (Ⅱ) have to stand alone on their line. */
void placer_offer_headings(struct placer *placer, const char *key, bool alone, struct match *match)
{
	const struct form_section *here = section_top(placer->entries.items[placer->at].section);
	for (size_t i = 0; i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		if (!entry_is_heading(entry))
			continue;
		const struct form_section *section = entry->section;
		bool top = !section->parent;
		if (top ? !alone : section_top(section) != here)
			continue;
		size_t distance = label_match(&entry->label, key);
		bool behind = i <= placer->at;
		if (behind && (distance > 0 || (!section->each && placer_reached(placer, section))))
			continue;
		offer(match, entry, distance);
	}
}

const struct entry *placer_lone_item(struct placer *placer, const char *key)
{
	const struct form_section *here = section_top(placer->entries.items[placer->at].section);
	const struct entry *found = NULL;
	for (size_t i = placer->at; i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		if (!entry->item || section_top(entry->section) != here || entry->label.length < UNIQUE_LENGTH ||
		    label_match(&entry->label, key) > 0)
			continue;
		if (found)
			return NULL;
		found = entry;
	}
	return found;
}

bool placer_known(const struct placer *placer, const char *key)
{
	for (size_t i = 0; i < placer->entries.count; i++)
		if (label_match(&placer->entries.items[i].label, key) == 0)
			return true;
	return false;
}

bool placer_frame(const struct placer *placer, const char *key)
{
	size_t start, end;
	scope(placer, &start, &end);
	for (size_t i = start; i < end; i++) {
		const struct label *under = &placer->entries.items[i].under;
		if (under->full && label_match(under, key) <= 1)
			return true;
	}
	for (size_t i = 0; i < placer->entries.count; i++)
		if (label_spans(&placer->entries.items[i].label, key))
			return true;
	return false;
}
