/* A row's Act against the Acts that the words beside the citation name: a row too far is the usual slip. */
#include "check/stray_rows.h"

#include "base/utf8.h"
#include "law/folded.h"

#include <string.h>

/* The name of an Act at the place; one that is only guessed to be in use decides nothing. */
static const struct law_name *name_at(const struct registry *registry, const char *at, size_t rest)
{
	const struct law_name *name = registry_name(registry, NULL, at, rest);
	return name && !name->guess ? name : NULL;
}

/* An Act with tables of its own is named for these, and is not what a row is about. */
static bool has_tables(const struct registry *registry, const struct act *act)
{
	for (size_t i = 0; i < registry->schedule_count; i++)
		if (registry->schedules[i]->act == act)
			return true;
	return false;
}

/* Do the words name Acts, and the row's not among them? */
static bool names_others_only(struct arena *arena, const struct registry *registry, const struct law_row *row,
                              const char *words)
{
	struct folded text = fold_text(arena, words, strlen(words), false);
	bool others = false;
	for (size_t at = 0; at < text.length;) {
		const struct law_name *name = name_at(registry, text.text + at, text.length - at);
		if (name && row_is_of(row, name->act->title))
			return false;
		others = others || (name && !has_tables(registry, name->act));
		at += name ? name->length : utf8_step(text.text + at);
	}
	return others;
}

const char *stray_row_law(struct arena *arena, const struct registry *registry, const struct cited *cited,
                          const char *words)
{
	const struct citation *citation = &cited->citation;
	if (!citation->schedule || !citation->row || citation->range || cited->status.state != LAW_IN_FORCE)
		return NULL;
	const struct law_row *row = schedule_row_on(citation->schedule, citation->row, cited->day);
	bool other = row && row->law && names_others_only(arena, registry, row, words);
	return other ? row->law : NULL;
}
