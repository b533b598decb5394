/* Names of laws in the text → the law that the next article belongs to: names of the registry, names that the sheet
 * defines, 同法, and names that nobody knows. */
#include "base/utf8.h"
#include "law/reader_state.h"

#include <string.h>

/* The pattern cannot see white space, for there is none in the folded text: the name begins behind it, but for 「見本市 個人
 * 番号の…」. It may be that of an act with a slip in it. */
static struct named unknown_law(struct reader *reader, size_t start, size_t end)
{
	for (size_t i = end - 1; i > start; i--) {
		if (reader_is_after_space(reader, i) && !reader_is(reader, reader->patterns->goes_on, i)) {
			start = i;
			break;
		}
	}
	struct named law = {.law = reader_slice(reader, start, end), .valid = true, .start = start, .end = end};
	law.act = registry_similar(reader->registry, law.law);
	law.misspelt = law.act != NULL;
	if (law.act)
		law.law = law.act->short_name;
	law.former = reader_is(reader, reader->patterns->former, start);
	return law;
}

/* The name of a law that the registry does not know, ending just before `at` (but for brackets). */
static bool unknown_before(struct reader *reader, size_t at, struct named *law)
{
	size_t floor = at > WINDOW ? at - WINDOW : 0;
	if (floor < reader->consumed)
		floor = reader->consumed;
	while (floor < at && utf8_is_within(reader->text.text[floor]))
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

static void become(struct named *law, const struct act *act)
{
	law->act = act;
	law->law = act->short_name;
	law->defined = law->loose = false;
}

/* What a name becomes by the word behind it: 国保法施行令, 同法施行規則. By its title it may be one of the registry's. */
static struct named law_with_suffix(struct reader *reader, struct named law, size_t end)
{
	static const char same[] = "同", order[] = "施行";
	const char *suffix = reader_slice(reader, law.end, end), *base = law.act ? law.act->title : law.law;
	size_t length = strlen(base ? base : "");
	const char *cut = length && strncmp(suffix, order, strlen(order)) == 0 ? strstr(base, order) : NULL;
	if (cut)
		length = (size_t)(cut - base); /* 国民年金法施行令、同施行規則 */
	const char *title = arena_printf(reader->arena, "%.*s%s", (int)length, base ? base : "", suffix);
	const struct law_name *name = registry_name(reader->registry, NULL, title, strlen(title));
	bool former = law.former, short_form = strncmp(reader->text.text + law.start, same, strlen(same)) == 0;
	if (name && name->length == strlen(title)) {
		become(&law, name->act);
		law.end = end;
		return law;
	}
	struct named unknown = unknown_law(reader, law.start, end);
	if (short_form && length)
		unknown.law = title;
	unknown.former |= former;
	return unknown;
}

/* Takes the name for the one that the next article belongs to; goes on to the names of orders that follow it. */
static size_t take_name(struct reader *reader, struct named law)
{
	struct match match;
	const struct law_name *order =
	    law.act ? registry_name(reader->registry, law.act, reader->text.text + law.end, reader->text.length - law.end)
	            : NULL;
	if (order && !reader_is(reader, reader->patterns->not_name, law.end + order->length)) {
		become(&law, order->act);
		law.end += order->length;
	}
	if (reader_matches(reader, reader->patterns->other_law, law.end, &match))
		law = law_with_suffix(reader, law, match.end);
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

/* Does a line end before `at`? */
static bool is_after_line(const struct reader *reader, size_t at)
{
	size_t from = at ? reader->text.to[at - 1] : 0, to = reader->text.from[at];
	return from < to && memchr(reader->original + from, '\n', to - from);
}

static bool has_line_end(const struct reader *reader, size_t start, size_t end)
{
	for (size_t i = start + 1; i < end; i++)
		if (is_after_line(reader, i))
			return true;
	return false;
}

/* The longest name of the registry at `at` that is none of a longer word: of 「番号法第19条第8号に基づく主務省令で定める」 the
 * Act. */
static const struct law_name *registered_name(struct reader *reader, size_t at)
{
	size_t rest = reader->text.length - at;
	const struct law_name *name;
	while ((name = registry_name(reader->registry, NULL, reader->text.text + at, rest)) &&
	       reader_is(reader, reader->patterns->not_name, at + name->length))
		rest = name->length - 1;
	bool broken = name && name->guess && has_line_end(reader, at, at + name->length);
	return broken ? NULL : name; /* 特定個人↵番号法 */
}

/* Is the act the one whose schedules the registry has? No longer name ends with its name. */
static bool has_schedules(const struct registry *registry, const struct act *act)
{
	return act && registry_schedule(registry, act, "別表", NULL);
}

/* Is the name only a part of a longer one that nobody knows: …に関する規則, 見本市 番号法に基づく…条例? */
static bool is_part_of_title(struct reader *reader, const struct named *law, size_t end)
{
	const struct patterns *patterns = reader->patterns;
	size_t at = law->start;
	if (reader_is_within_word(reader, at) &&
	    !(is_after_line(reader, at) && !law->misspelt && has_schedules(reader->registry, law->act)))
		return true;
	if (law->loose || law->misspelt)
		return reader_is(reader, patterns->title_part, at);
	return reader_is(reader, patterns->goes_on, at) && reader_is(reader, patterns->ordinance, end);
}

size_t reader_name(struct reader *reader, size_t at, bool *taken)
{
	const char *text = reader->text.text + at;
	const struct law_name *name = registered_name(reader, at);
	size_t rest = reader->text.length - at, length = name ? name->length : 0;
	struct named law = {.valid = true, .start = at};
	if (name) {
		become(&law, name->act);
		law.misspelt = name->misspelt;
	}
	for (size_t i = reader->definition_count; i > 0; i--) {
		const struct defined_name *own = &reader->definitions[i - 1];
		if (own->length > length && own->length <= rest && memcmp(own->text, text, own->length) == 0) {
			law = own->law;
			law.defined = true;
			law.start = at;
			length = own->length;
		}
	}
	law.loose = !law.defined && length && length <= LOOSE;
	*taken = length && !is_part_of_title(reader, &law, at + length);
	if (!*taken)
		return at + length;
	law.end = at + length;
	law.guess = law.defined ? law.guess : name && name->guess;
	law.former |= reader_is(reader, reader->patterns->former, at);
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
	law.former |= strncmp(reader->text.text + start, "旧", strlen("旧")) == 0;
	law.misspelt = false; /* the name that it gets is right */
	if (length < 3 || reader->definition_count == DEFINITIONS)
		return;
	if (!law.act && law.law)
		law.law = arena_string(reader->own, law.law);
	reader->definitions[reader->definition_count++] =
	    (struct defined_name){arena_copy(reader->own, reader->text.text + start, length), length, law};
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
	law.supplementary = law.misspelt = false;
	take_name(reader, law);
}

/* 第19条第8号、同号に基づく主務省令: an order of the registry by the words 第19条第8号に基づく…. */
size_t reader_order_of_item(struct reader *reader, const struct match *match)
{
	enum { NAME_LIMIT = 150 };
	const struct context *article = &reader->article;
	if (!article->law.act || !article->article || !article->item)
		return match->end;
	struct citation item = {.article = article->article, .paragraph = article->paragraph, .item = article->item};
	static const char same[] = "同号", by[] = "に基づく";
	bool named = strncmp(reader->text.text + match->start, same, strlen(same)) != 0; /* 主務省令 */
	const char *cite = citation_print(reader->arena, &item);
	size_t at = named ? match->start : match->end;
	if (named)
		cite = arena_printf(reader->arena, "%s%s", cite, by);
	size_t rest = reader->text.length - at;
	const char *words = arena_printf(reader->arena, "%s%.*s", cite, (int)(rest < NAME_LIMIT ? rest : NAME_LIMIT),
	                                 reader->text.text + at);
	const struct law_name *order = registry_name(reader->registry, article->law.act, words, strlen(words));
	if (!order || order->length < strlen(cite))
		return match->end;
	struct named law = {.valid = true, .start = match->start, .end = at + order->length - strlen(cite)};
	if (reader_is(reader, reader->patterns->not_name, law.end))
		return match->end;
	become(&law, order->act);
	return take_name(reader, law);
}

/* Does an item of a list begin at `at` that goes on with the law of the item before it? */
static bool is_next_item(struct reader *reader, size_t at)
{
	const struct context *before = &reader->article;
	struct named other;
	bool reaches = before->bullet && before->law.valid && before->law.end <= at && at - before->law.end <= REACH;
	return reaches && reader_is(reader, reader->patterns->bullet, at) && reader->last_law.end <= before->law.end &&
	       !reader_unknown_between(reader, before->law.end, at, &other);
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
		law->former |= reader_is(reader, reader->patterns->former, at);
		return true;
	}
	if (unknown_before(reader, at, law)) {
		*start = law->end == at ? law->start : at;
		reader->last_law = *law;
		return true;
	}
	if (is_next_item(reader, at) || (reader->latest != LATEST_NONE && reader->article.law.valid &&
	                                 reader_between(reader, reader->patterns->list, reader->article.law.end, at))) {
		*law = reader->article.law;
		return true;
	}
	const struct table *table = &reader->table;
	bool of_article = table->schedule && table->schedule->article;
	if (reader->latest == LATEST_TABLE && table->law.law && !of_article &&
	    reader_between(reader, reader->patterns->list, table->end, at)) {
		*law = table->law; /* 番号法別表第一の16の項、第19条第7号 */
		law->end = reader->table.end;
		return true;
	}
	*law = (struct named){.valid = true};
	return false;
}
