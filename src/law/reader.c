/* Text → citations. The patterns find the parts from left to right; what stands here decides what belongs together:
 * which law an article without a name belongs to, which numbers are rows, where a list ends.
 *
 * Two things are remembered while reading. `article` is the last citation of an article: 第5項 behind 「、」 or 「及び」
 * goes on with it, and a bracket that cites another law ends without disturbing it. `table` is the last schedule: lists
 * of rows often stand far behind it, under headings and in brackets. `latest` says which of the two came last. */
#include "base/memo.h"
#include "base/utf8.h"
#include "law/forms.h"
#include "law/reader_state.h"
#include "law/words.h"

#include <string.h>

struct reader *reader_new(struct arena *arena, const struct registry *registry, const struct patterns *patterns)
{
	struct reader *reader = arena_new_object(arena, struct reader);
	reader->own = reader->arena = arena;
	reader->history = SIZE_MAX;
	reader->registry = registry;
	reader->patterns = patterns;
	return reader;
}

/* Where a subject may stand beside an article: 第2条第9項に規定する…, 情報連携（番号法第19条第7号）. */
static void find_subject(struct reader *reader, struct citation *citation, size_t start, size_t end)
{
	struct match match;
	bool behind =
	    reader_matches(reader, reader->patterns->subject_behind, end, &match) && match.end < reader->text.length;
	citation->subject = behind ? reader->text.from[match.end] : citation->end;
	citation->subject_end = reader_find_before(reader, reader->patterns->subject_before, start, &match) && match.start
	                            ? reader->text.to[match.start - 1]
	                            : 0;
}

void reader_emit_article(struct reader *reader, size_t start, size_t end)
{
	struct citation citation = reader_citation(reader, &reader->article.law, start, end);
	citation.article = reader->article.article;
	citation.paragraph = reader->article.paragraph;
	citation.item = reader->article.item;
	citation.supplementary = reader->article.law.supplementary;
	find_subject(reader, &citation, start, end);
	reader_push(reader, &citation);
	reader->article.law.misspelt = false; /* it is told once */
	reader->article.law.end = end;
	reader->latest = LATEST_ARTICLE;
}

/* The paragraph and the item at `at`; returns where they end. */
static size_t read_parts_at(struct reader *reader, size_t at)
{
	struct match match;
	bool there = reader_matches(reader, reader->patterns->parts, at, &match);
	if (!there || (!match.group_end[1] && !match.group_end[2]))
		return at;
	if (match.group_end[1])
		reader->article.paragraph = reader_group_number(reader, &match, 1);
	if (match.group_end[2])
		reader->article.item = reader_number(reader, match.group_start[2], match.end);
	return match.end;
}

/* 第19条8: a paragraph or an item, nobody knows which. */
static bool is_stray(struct reader *reader, size_t at)
{
	bool spaced = reader->text.to[at - 1] < reader->text.from[at];
	return at < reader->text.length && !spaced && reader_is(reader, reader->patterns->stray, at);
}

/* Reads what follows an article, and the table that it may have. */
size_t reader_finish_article(struct reader *reader, size_t start, size_t end)
{
	struct match match;
	end = read_parts_at(reader, end);
	const struct schedule *schedule =
	    registry_schedule(reader->registry, reader->article.law.act, NULL, reader->article.article);
	if (schedule && reader_matches(reader, reader->patterns->article_table, end, &match)) {
		struct table table = {reader->article.law, schedule, schedule->name, true, start, match.end};
		reader->article.law.end = match.end;
		return reader_open_table(reader, table);
	}
	size_t list = reader->article.item ? 0 : reader_shared_parts(reader, start, end);
	if (list)
		return list;
	if (!reader->article.item && is_stray(reader, end))
		return end;
	reader_emit_article(reader, start, end);
	return end;
}

/* Does an article at `at` go on with a list that a citation before it began? */
bool reader_goes_on(struct reader *reader, size_t at)
{
	return reader->latest == LATEST_ARTICLE && reader->article.article &&
	       reader_between(reader, reader->patterns->list, reader->article.law.end, at);
}

static size_t read_article(struct reader *reader, const struct match *match, bool bare)
{
	struct named law;
	size_t start;
	bool listed = reader_goes_on(reader, match->start), known = reader_law_at(reader, match->start, &law, &start);
	if (bare && !(known && (listed || (reader->name.valid && start == reader->name.start))))
		return match->end; /* 7条通 */
	law.former |= reader_is(reader, reader->patterns->former, match->start);
	reader->article = (struct context){.law = law,
	                                   .article = reader_number(reader, match->start, match->end),
	                                   .bullet = reader_is(reader, reader->patterns->bullet, start)};
	return reader_finish_article(reader, start, match->end);
}

/* 第5項, 第8号 behind an article: the same one. */
static size_t read_part(struct reader *reader, const struct match *match)
{
	if (!reader_goes_on(reader, match->start))
		return match->end;
	const char *number = reader_number(reader, match->start, match->end);
	size_t end = match->end;
	reader->article.item = match->kind == TOKEN_ITEM ? number : NULL;
	if (match->kind == TOKEN_PARAGRAPH) {
		reader->article.paragraph = number;
		size_t list = reader_shared_parts(reader, match->start, end);
		if (list)
			return list;
		struct match item;
		if (reader_matches(reader, reader->patterns->parts, end, &item) && !item.group_end[1])
			end = read_parts_at(reader, end);
	}
	reader_emit_article(reader, match->start, end);
	return end;
}

/* 同条第2項, 同項第3号. */
static size_t same_article(struct reader *reader, const struct match *match)
{
	static const char paragraph[] = WORD_SAME_PARAGRAPH;
	if (!reader->article.law.valid || !reader->article.article)
		return match->end;
	if (strncmp(reader->text.text + match->start, paragraph, strlen(paragraph)) != 0)
		reader->article.paragraph = NULL;
	reader->article.item = NULL;
	reader->latest = LATEST_ARTICLE;
	struct match parts;
	if (reader_matches(reader, reader->patterns->parts, match->end, &parts) && parts.end > match->end)
		return reader_finish_article(reader, match->start, match->end);
	reader->article.law.end = match->end;
	return match->end;
}

void reader_open_bracket(struct reader *reader)
{
	if (reader->depth < BRACKETS)
		reader->saved[reader->depth] =
		    (struct saved){reader->article, reader->name, reader->last_law, reader->table, reader->latest};
	reader->depth++;
}

/* What a bracket says of old law ends with it: （旧別表第一の30の項）、別表の44の項. */
static void forget_former(struct reader *reader, const struct saved *saved)
{
	bool outside = saved->article.law.former || saved->name.former || saved->table.law.former;
	if (reader->table.law.former && !outside)
		reader->table = saved->table;
	if (reader->last_law.former && !outside && saved->last_law.valid && !saved->last_law.former)
		reader->last_law = saved->last_law;
}

static void close_bracket(struct reader *reader)
{
	if (!reader->depth)
		return;
	if (--reader->depth >= BRACKETS)
		return;
	const struct saved *saved = &reader->saved[reader->depth];
	forget_former(reader, saved);
	reader->article = saved->article;
	reader->name = saved->name;
	if (reader->latest == LATEST_ARTICLE)
		reader->latest = saved->latest;
}

/* A full stop ends lists, a new cell or page everything. */
static void stop(struct reader *reader, size_t at)
{
	char sign = reader->text.text[at];
	if (sign != FOLD_STOP && reader->depth)
		return; /* （…を含む。）、 */
	reader->sentence = at;
	reader->depth = 0;
	reader->name.valid = false;
	if (sign != FOLD_STOP)
		return;
	reader->article = (struct context){0};
	reader->table = (struct table){0};
	reader->latest = LATEST_NONE;
}

static void supplementary(struct reader *reader, const struct match *match)
{
	struct named law;
	size_t start;
	reader_law_at(reader, match->start, &law, &start);
	law.supplementary = true;
	law.start = start;
	law.end = match->end;
	reader->name = law;
}

/* Is 第42項 or 第30号 a row? Not in a new sentence, nor of 前条. */
static bool is_row(const struct reader *reader, const struct match *match)
{
	if (reader->latest != LATEST_TABLE)
		return false;
	if (match->kind == TOKEN_ITEM)
		return reader->table.end == match->start;
	bool of_article = match->start >= 3 && memcmp(reader->text.text + match->start - 3, WORD_ARTICLE, 3) == 0;
	return !of_article && reader->table.end >= reader->sentence;
}

/* 第9条第1項（別表の23の項）及び第2項: behind the bracket a paragraph of the article, written in another way than the row. */
static bool leaves_bracket(struct reader *reader, const struct match *match)
{
	return match->kind == TOKEN_PARAGRAPH && reader->article.article &&
	       reader_is(reader, reader->patterns->leaves_row, match->start) &&
	       reader_between(reader, reader->patterns->list, reader->article.law.end, match->start);
}

/* Handles one part; returns where reading goes on. */
static size_t read_token(struct reader *reader, const struct match *match)
{
	if (leaves_bracket(reader, match))
		reader->latest = LATEST_ARTICLE;
	switch (match->kind) {
	case TOKEN_DEFINITION:
		reader_define(reader, match);
		break;
	case TOKEN_ARTICLE:
		return read_article(reader, match, false);
	case TOKEN_BARE_ARTICLE:
		return read_article(reader, match, true);
	case TOKEN_PARAGRAPH:
	case TOKEN_ITEM:
		if (is_row(reader, match)) {
			size_t end = reader_numbers(reader, match->start, match->start, true);
			return end > match->start ? end : match->end;
		}
		return read_part(reader, match);
	case TOKEN_SUPPLEMENTARY:
		supplementary(reader, match);
		break;
	case TOKEN_SCHEDULE:
		return reader_schedule(reader, match);
	case TOKEN_ROWS: {
		bool bracket = reader->text.text[match->end - 1] == '('; /* 項（1、2、3）: the word is none of the citation's */
		size_t end = reader_numbers(reader, bracket ? match->end : match->start, match->end, true);
		return end > match->start ? end : match->end;
	}
	case TOKEN_NUMBER: {
		size_t end = reader_numbers(reader, match->start, match->start, false);
		return end > match->start ? end : match->end;
	}
	case TOKEN_SAME_LAW:
		reader_same_law(reader, match);
		return reader->name.end;
	case TOKEN_SAME_ITEM:
		return reader_order_of_item(reader, match);
	case TOKEN_SAME_ARTICLE:
		return same_article(reader, match);
	case TOKEN_SAME_SCHEDULE:
		if (reader_find_table(reader)) {
			reader->table.start = match->start;
			reader->table.end = match->end;
			reader->latest = LATEST_TABLE;
		}
		break;
	case TOKEN_OPEN:
		reader_open_bracket(reader);
		break;
	case TOKEN_CLOSE:
		close_bracket(reader);
		break;
	case TOKEN_STOP:
		stop(reader, match->start);
		break;
	case TOKEN_LAW_NUMBER:
		reader_name_by_number(reader, match);
		break;
	case TOKEN_COLUMN:
	case TOKEN_TABLE:
	case TOKEN_COUNT:
		break;
	}
	return match->end;
}

static bool is_structure(enum token_kind kind)
{
	return kind == TOKEN_OPEN || kind == TOKEN_CLOSE || kind == TOKEN_LAW_NUMBER;
}

/* The first name of a law from *at on, up to limit; its end, or 0 with *at behind limit. */
static size_t find_name(struct reader *reader, size_t *at, size_t limit)
{
	while (*at <= limit && *at < reader->text.length) {
		bool may_begin = (unsigned char)reader->text.text[*at] >= 0xe0, taken = false;
		size_t end = may_begin ? reader_name(reader, *at, &taken) : *at;
		if (taken)
			return end;
		*at = end <= *at ? *at + 1 : end < limit ? end : limit; /* no name begins within that of a longer word */
		if (*at == limit && end > limit)
			return 0;
	}
	return 0;
}

static void read_parts(struct reader *reader)
{
	struct match match = {0};
	bool more = true, fresh = false;
	for (size_t at = 0; at < reader->text.length;) {
		if (more && !fresh)
			more = pattern_match(reader->patterns->tokens, reader->text.text, reader->text.length, at, MATCH_SEARCH,
			                     &match);
		size_t name = find_name(reader, &at, more ? match.start : reader->text.length);
		if (name) {
			at = reader->consumed = name;
		} else if (more) {
			at = read_token(reader, &match);
			if (!is_structure(match.kind))
				reader->consumed = at;
		}
		fresh = match.start >= at;
	}
}

static void read_text(struct reader *reader, const char *text, size_t length, bool plain)
{
	struct match match;
	reader->original = text;
	reader->text = fold_text(reader->arena, text, length, plain);
	reader->history = reader->history_before ? 0 : SIZE_MAX;
	if (plain && !reader->history_before &&
	    pattern_match(reader->patterns->history, reader->text.text, reader->text.length, 0, MATCH_SEARCH, &match))
		reader->history = reader->text.from[match.start];
	reader->consumed = reader->no_list = reader->sentence = reader->depth = 0;
	reader->name = reader->last_law = (struct named){0};
	reader->article = (struct context){0};
	reader->table = (struct table){0};
	reader->latest = LATEST_NONE;
	read_parts(reader);
}

/* Most texts cite nothing, and to see that takes no folding. */
static bool may_cite(const struct reader *reader, const char *text, size_t length)
{
	struct match match;
	return pattern_match(reader->patterns->signs, text, length, 0, MATCH_SEARCH, &match) ||
	       forms_has_rare(text, length);
}

/* ---- what is known of a text ---- */

/* Citations of a text; behind them the names that it defines, and behind these the words of both. */
struct reading {
	size_t groups; /* that its lists began */
	size_t names;
	size_t count;
	struct citation citations[];
};

static struct defined_name *names_of(struct reading *reading)
{
	return (struct defined_name *)(void *)(reading->citations + reading->count);
}

/* The name of a law that the registry does not know; else NULL. */
static const char *own_words(const struct defined_name *name)
{
	return name->law.act ? NULL : name->law.law;
}

/* The words of a citation. */
static const size_t words[] = {offsetof(struct citation, law),      offsetof(struct citation, schedule_name),
                               offsetof(struct citation, article),  offsetof(struct citation, paragraph),
                               offsetof(struct citation, item),     offsetof(struct citation, row),
                               offsetof(struct citation, canonical)};
enum { WORDS = sizeof words / sizeof *words };

static const char **word_of(struct citation *citation, size_t index)
{
	return (const char **)(void *)((char *)citation + words[index]);
}

static uint64_t mark_definition(uint64_t mark, const struct defined_name *name)
{
	const struct named *law = &name->law;
	const unsigned flags = law->valid | law->loose << 1 | law->guess << 2 | law->supplementary << 3 | law->former << 4;
	mark = memo_join(memo_join(mark, memo_mark(name->text, name->length)), (uintptr_t)law->act);
	return memo_join(memo_join(mark, flags), law->law ? memo_mark(law->law, strlen(law->law)) : 0);
}

static void recall_citation(struct reader *reader, struct citation citation)
{
	for (size_t i = 0; i < WORDS; i++)
		if (*word_of(&citation, i))
			*word_of(&citation, i) = arena_string(reader->arena, *word_of(&citation, i));
	citation.group += citation.group ? reader->groups : 0;
	list_push(reader->arena, reader->out, citation);
}

static void recall_name(struct reader *reader, struct defined_name name)
{
	name.text = arena_copy(reader->own, name.text, name.length);
	if (own_words(&name))
		name.law.law = arena_string(reader->own, name.law.law);
	reader->definitions[reader->definition_count++] = name;
}

static bool recall(struct reader *reader, uint64_t mark)
{
	const void *value;
	if (!memo_find(reader->patterns->memo, mark, &value))
		return false;
	struct reading *known = (struct reading *)(uintptr_t)value;
	for (size_t i = 0; known && i < known->count; i++)
		recall_citation(reader, known->citations[i]);
	for (size_t i = 0; known && i < known->names; i++)
		recall_name(reader, names_of(known)[i]);
	reader->groups += known ? known->groups : 0;
	return true;
}

/* Puts a copy of the word, which may be NULL, at *end; returns where it stands. */
static const char *put_word(char **end, const char *word, size_t length)
{
	char *copy = word ? memcpy(*end, word, length) : NULL;
	if (!copy)
		return NULL;
	copy[length] = '\0';
	*end += length + 1;
	return copy;
}

static size_t size_of(const char *word)
{
	return word ? strlen(word) + 1 : 0;
}

static size_t size_of_words(struct citation *citations, size_t count, const struct defined_name *names,
                            size_t name_count)
{
	size_t size = 0;
	for (size_t i = 0; i < count * WORDS; i++)
		size += size_of(*word_of(&citations[i / WORDS], i % WORDS));
	for (size_t i = 0; i < name_count; i++)
		size += names[i].length + 1 + size_of(own_words(&names[i]));
	return size;
}

static void keep(struct reader *reader, uint64_t mark, size_t first, size_t groups)
{
	size_t count = reader->out->count - first, name_count = reader->definition_count - reader->defined_before;
	struct citation *read = count ? reader->out->items + first : NULL;
	const struct defined_name *names = reader->definitions + reader->defined_before;
	if (!count && !name_count && groups == reader->groups) {
		memo_keep_none(reader->patterns->memo, mark);
		return;
	}
	size_t size = sizeof(struct reading) + count * sizeof *read + name_count * sizeof *names;
	struct reading *known =
	    memo_keep(reader->patterns->memo, mark, size + size_of_words(read, count, names, name_count));
	*known = (struct reading){.groups = reader->groups - groups, .names = name_count, .count = count};
	char *end = (char *)known + size;
	for (size_t i = 0; i < count; i++) {
		known->citations[i] = read[i];
		known->citations[i].group -= read[i].group ? groups : 0;
		for (size_t j = 0; j < WORDS; j++) {
			const char *word = *word_of(&read[i], j);
			*word_of(&known->citations[i], j) = put_word(&end, word, word ? strlen(word) : 0);
		}
	}
	for (size_t i = 0; i < name_count; i++) {
		struct defined_name *name = &names_of(known)[i];
		*name = names[i];
		name->text = put_word(&end, name->text, name->length);
		if (own_words(name))
			name->law.law = put_word(&end, name->law.law, strlen(name->law.law));
	}
}

/* read_text, unless the same was read with the same names before. */
static void read_once(struct reader *reader, const char *text, size_t length)
{
	uint64_t mark = memo_join(memo_mark(text, length), reader->defined + reader->history_before);
	size_t first = reader->out->count, groups = reader->groups;
	bool known = recall(reader, mark);
	if (!known && may_cite(reader, text, length))
		read_text(reader, text, length, false);
	for (size_t i = reader->defined_before; i < reader->definition_count; i++)
		reader->defined = mark_definition(reader->defined, &reader->definitions[i]);
	if (!known)
		keep(reader, mark, first, groups);
}

void reader_read(struct reader *reader, const char *text, size_t length, bool plain, struct citation_list *out)
{
	if (length >= UINT32_MAX)
		return;
	reader->defined_before = reader->definition_count;
	reader->history_before = reader->history != SIZE_MAX;
	reader->out = out;
	if (plain)
		read_text(reader, text, length, true);
	else
		read_once(reader, text, length);
}

void reader_use(struct reader *reader, struct arena *arena)
{
	reader->arena = arena;
}

/* The end of the last sign between two places, 0: none is there. */
static size_t end_of_last(const char *text, size_t from, size_t to, const char *sign)
{
	size_t length = strlen(sign);
	for (size_t at = to; at >= from + length; at--)
		if (memcmp(text + at - length, sign, length) == 0)
			return at;
	return 0;
}

size_t reader_piece(const char *text, size_t length)
{
	enum { PIECE = 256 * 1024 };
	static const char *const signs[] = {"\n\n", "\f", "\n", WORD_STOP, WORD_COMMA};
	size_t to = PIECE, end = 0;
	if (length <= PIECE)
		return length;
	for (size_t i = 0; i < sizeof signs / sizeof *signs && !end; i++)
		end = end_of_last(text, PIECE / 2, to, signs[i]);
	while (!end && utf8_is_within(text[to]))
		to--;
	return end ? end : to;
}

static bool defines_the_same(const struct defined_name *a, const struct defined_name *b)
{
	const struct act *before = a->law.act, *now = b->law.act;
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0 &&
	       (before == now || (before && now && before->successor == now));
}

bool reader_read_changed(const struct reader *reader, const char *text, size_t length, bool plain,
                         struct citation_list *out)
{
	struct reader again = *reader;
	again.definition_count = reader->defined_before;
	again.out = out;
	read_text(&again, text, length, plain);
	bool same = again.definition_count == reader->definition_count;
	for (size_t i = reader->defined_before; same && i < again.definition_count; i++)
		same = defines_the_same(&reader->definitions[i], &again.definitions[i]);
	return same;
}
