/* A row's Act against the Acts that the words beside the citation name: a row too far is the usual slip. */
#include "check/stray_rows.h"

#include "base/utf8.h"
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

struct stray_words *stray_words_read(struct arena *arena, const struct registry *registry, const char *words)
{
	struct stray_words *read = arena_new_object(arena, struct stray_words);
	*read = (struct stray_words){.words = words, .folded = fold_text(arena, words, strlen(words), false)};
	const struct folded *text = &read->folded;
	for (size_t at = 0; at < text->length;) {
		const struct law_name *name = name_at(registry, text->text + at, text->length - at);
		if (name)
			list_push(arena, &read->acts, name->act);
		at += name ? name->length : utf8_step(text->text + at);
	}
	return read;
}

/* The Acts that the words name: is the row's among them? */
static enum naming naming_of(const struct registry *registry, const struct law_row *row,
                             const struct stray_words *words)
{
	enum naming naming = NAMES_NONE;
	for (size_t i = 0; i < words->acts.count; i++) {
		const struct act *act = words->acts.items[i];
		if (row_is_of(row, act->title))
			return NAMES_ITS_OWN;
		if (!has_tables(registry, act))
			naming = NAMES_OTHERS;
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

const char *stray_row_law(const struct registry *registry, const struct cited *cited, const struct stray_words *words)
{
	const struct citation *citation = &cited->citation;
	if (!citation->schedule || !citation->row || citation->range || cited->status.state != LAW_IN_FORCE)
		return NULL;
	const struct law_row *row = schedule_row_on(citation->schedule, citation->row, cited->day);
	if (!row || !row->law)
		return NULL;
	enum naming naming = naming_of(registry, row, words);
	if (naming == NAMES_NONE)
		naming = matter_of(registry, row, &words->folded);
	return naming == NAMES_OTHERS ? row->law : NULL;
}
