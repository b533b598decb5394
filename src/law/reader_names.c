/* Names of laws in the text → the law that the next article belongs to: names of the registry, names that the sheet
 * defines, 同法, and names that nobody knows. */
#include "law/reader_state.h"

#include <string.h>

/* The pattern cannot see white space, for there is none in the folded text: the name begins behind it. */
static struct named unknown_law(struct reader *reader, size_t start, size_t end)
{
	for (size_t i = end - 1; i > start; i--) {
		if (reader_is_after_space(reader, i)) {
			start = i;
			break;
		}
	}
	return (struct named){.law = reader_slice(reader, start, end), .valid = true, .start = start, .end = end};
}

/* The name of a law that the registry does not know, ending just before `at` (but for brackets). */
static bool unknown_before(struct reader *reader, size_t at, struct named *law)
{
	size_t floor = at > WINDOW ? at - WINDOW : 0;
	if (floor < reader->consumed)
		floor = reader->consumed;
	while (floor < at && ((unsigned char)reader->text.text[floor] & 0xc0) == 0x80)
		floor++;
	struct match match = {.end = floor};
	bool found = false;
	for (size_t from = floor;
	     from < at && pattern_match(reader->patterns->law, reader->text.text, at, from, MATCH_SEARCH, &match);
	     from = match.end > from ? match.end : from + 1) {
		if (reader_between(reader, reader->patterns->gap, match.end, at)) {
			*law = unknown_law(reader, match.start, match.end);
			found = true;
		}
	}
	return found;
}

/* Is there a name that the registry does not know between start and end? *law gets the last one. */
bool reader_unknown_between(struct reader *reader, size_t start, size_t end, struct named *law)
{
	struct match match;
	bool found = false;
	for (size_t from = start;
	     from < end && pattern_match(reader->patterns->law, reader->text.text, end, from, MATCH_SEARCH, &match);
	     from = match.end > from ? match.end : from + 1) {
		*law = unknown_law(reader, match.start, match.end);
		found = true;
	}
	return found;
}

/* The last name before `at` may be of a law that the registry does not know; too far behind it is nobody's. */
static void forget_if_unknown_since(struct reader *reader, size_t at)
{
	size_t start = reader->last_law.valid ? reader->last_law.end : 0;
	if (at - start > REACH)
		reader->last_law = (struct named){0};
	else
		reader_unknown_between(reader, start, at, &reader->last_law);
}

/* Takes the name for the one that the next article belongs to; goes on to the names of orders that follow it. */
static size_t take_name(struct reader *reader, struct named law)
{
	struct match match;
	size_t length;
	const struct act *order = law.act ? registry_name(reader->registry, law.act, reader->text.text + law.end,
	                                                  reader->text.length - law.end, &length)
	                                  : NULL;
	if (order && !reader_matches(reader, reader->patterns->not_name, law.end + length, &match)) {
		law.act = order;
		law.law = order->short_name;
		law.defined = law.loose = false;
		law.end += length;
	} else if (reader_matches(reader, reader->patterns->other_law, law.end, &match)) {
		law = unknown_law(reader, law.start, match.end);
	}
	reader->name = reader->last_law = law;
	return law.end;
}

/* A defined name may be the end of the name that it was defined for: 見本市…条例, 「条例」. */
static size_t start_of_full_name(const struct reader *reader, const struct named *law)
{
	size_t length = law->law ? strlen(law->law) : 0;
	bool full =
	    length <= law->end && memcmp(reader->text.text + law->end - length, law->law ? law->law : "", length) == 0;
	return full && length ? law->end - length : law->start;
}

/* The longest name of the registry at `at` that is none of a longer word: of 「番号法第19条第8号に基づく主務省令で定める」 the
 * Act. NULL and *length 0: there is none. */
static const struct act *registered_name(struct reader *reader, size_t at, size_t *length)
{
	size_t rest = reader->text.length - at;
	const struct act *act;
	struct match match;
	*length = 0;
	while ((act = registry_name(reader->registry, NULL, reader->text.text + at, rest, length)) &&
	       reader_matches(reader, reader->patterns->not_name, at + *length, &match))
		rest = *length - 1;
	*length = act ? *length : 0;
	return act;
}

/* The longest name at `at`, of the sheet's own or of the registry; 0 when there is none, else its end. */
size_t reader_name(struct reader *reader, size_t at)
{
	const char *text = reader->text.text + at;
	size_t rest = reader->text.length - at, length;
	const struct act *act = registered_name(reader, at, &length);
	struct named law = {.act = act, .law = act ? act->short_name : NULL, .valid = true, .start = at};
	for (size_t i = reader->definition_count; i > 0; i--) {
		const struct defined_name *name = &reader->definitions[i - 1];
		if (name->length > length && name->length <= rest && memcmp(name->text, text, name->length) == 0) {
			law = name->law;
			law.defined = true;
			law.start = at;
			length = name->length;
		}
	}
	if (!length || reader_is_within_word(reader, at))
		return 0;
	law.end = at + length;
	law.loose = !law.defined && length <= LOOSE;
	law.guess = law.defined ? law.guess : registry_is_guess(reader->registry, text, length);
	if (law.defined)
		law.start = start_of_full_name(reader, &law);
	return take_name(reader, law);
}

/* （以下「番号法」という。）: what stands before it gets another name. */
void reader_define(struct reader *reader, const struct match *match)
{
	int group = match->group_end[1] ? 1 : 2;
	size_t start = match->group_start[group], length = match->group_end[group] - start;
	struct named law = reader->name;
	bool named = law.valid && reader_between(reader, reader->patterns->gap, law.end, match->start);
	if (!named && !unknown_before(reader, match->start, &law))
		return;
	if (!named)
		reader->name = reader->last_law = law; /* 番号法（…）第9条 goes on behind the bracket */
	if (length < 3 || reader->definition_count == DEFINITIONS)
		return;
	reader->definitions[reader->definition_count++] =
	    (struct defined_name){reader_slice(reader, start, start + length), length, law};
}

/* 条例（平成27年条例第65号別表第1…）: within the brackets, too, it is the law that is named before them. */
void reader_name_by_number(struct reader *reader, const struct match *match)
{
	struct named law = reader->name;
	if (!match->start || reader->text.text[match->start - 1] != '(')
		return;
	size_t bracket = match->start - 1;
	if ((law.valid && reader_between(reader, reader->patterns->gap, law.end, bracket)) ||
	    unknown_before(reader, bracket, &law)) {
		law.end = match->end;
		law.start = match->end;
		reader->name = law;
	}
}

/* 同法, 同条例: the last law that was named. */
void reader_same_law(struct reader *reader, const struct match *match)
{
	forget_if_unknown_since(reader, match->start);
	struct named law = reader->last_law;
	if (!law.valid)
		law = (struct named){.valid = true};
	law.start = match->start;
	law.end = match->end;
	law.supplementary = false;
	take_name(reader, law);
}

/* Which law an article or a schedule at `at` belongs to; *start gets where its citation begins. */
bool reader_law_at(struct reader *reader, size_t at, struct named *law, size_t *start)
{
	*start = at;
	if (reader->name.valid && reader_between(reader, reader->patterns->gap, reader->name.end, at)) {
		*law = reader->name;
		bool direct = at - law->end <= 3 && (at == law->end || strncmp(reader->text.text + law->end, "の", 3) == 0);
		bool quoted = strncmp(reader->text.text + law->end, "」", 3) == 0 && at - law->end == 3;
		*start = direct && !quoted ? law->start : at;
		return true;
	}
	if (unknown_before(reader, at, law)) {
		*start = law->end == at ? law->start : at;
		reader->last_law = *law;
		return true;
	}
	if (reader->latest != LATEST_NONE && reader->article.law.valid &&
	    reader_between(reader, reader->patterns->list, reader->article.law.end, at)) {
		*law = reader->article.law;
		return true;
	}
	*law = (struct named){.valid = true};
	return false;
}
