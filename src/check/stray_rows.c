/* A row's Act against the Acts that the words beside the citation name: a row too far is the usual slip. */
#include "check/stray_rows.h"

#include "base/utf8.h"
#include "law/folded.h"
#include "law/words.h"

#include <string.h>

enum { MATTER_LENGTH = 4 /* letters */ };

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

enum naming { NAMES_NONE, NAMES_ITS_OWN, NAMES_OTHERS };

/* The Acts that the words name: is the row's among them? */
static enum naming naming_of(const struct registry *registry, const struct law_row *row, const struct folded *words)
{
	enum naming naming = NAMES_NONE;
	for (size_t at = 0; at < words->length;) {
		const struct law_name *name = name_at(registry, words->text + at, words->length - at);
		if (name && row_is_of(row, name->act->title))
			return NAMES_ITS_OWN;
		if (name && !has_tables(registry, name->act))
			naming = NAMES_OTHERS;
		at += name ? name->length : utf8_step(words->text + at);
	}
	return naming;
}

/* Does the process begin with the name of the Act's matter: 生活保護の決定, of 生活保護法? */
static bool begins_with_matter(const char *words, const char *title)
{
	size_t length = strlen(title), stem = length > strlen(WORD_LAW) ? length - strlen(WORD_LAW) : 0;
	return utf8_count(title, stem) >= MATTER_LENGTH && strcmp(title + stem, WORD_LAW) == 0 &&
	       strncmp(words, title, stem) == 0;
}

/* The same of words that name no Act, where they begin with the matter of one. */
static enum naming matter_of(const struct registry *registry, const struct law_row *row, const struct folded *words)
{
	const char *start = words->text + strspn(words->text, " \v\f");
	enum naming naming = NAMES_NONE;
	for (size_t i = 0; i < registry->act_count && naming != NAMES_ITS_OWN; i++)
		if (begins_with_matter(start, registry->acts[i]->title))
			naming = row_is_of(row, registry->acts[i]->title) ? NAMES_ITS_OWN : NAMES_OTHERS;
	return naming;
}

const char *stray_row_law(struct arena *arena, const struct registry *registry, const struct cited *cited,
                          const char *words)
{
	const struct citation *citation = &cited->citation;
	if (!citation->schedule || !citation->row || citation->range || cited->status.state != LAW_IN_FORCE)
		return NULL;
	const struct law_row *row = schedule_row_on(citation->schedule, citation->row, cited->day);
	if (!row || !row->law)
		return NULL;
	struct folded text = fold_text(arena, words, strlen(words), false);
	enum naming naming = naming_of(registry, row, &text);
	if (naming == NAMES_NONE)
		naming = matter_of(registry, row, &text);
	return naming == NAMES_OTHERS ? row->law : NULL;
}
