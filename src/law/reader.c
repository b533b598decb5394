/* Text → citations. The patterns find the parts from left to right; what stands here decides what belongs together:
 * which law an article without a name belongs to, which numbers are rows, where a list ends.
 *
 * Two things are remembered while reading. `article` is the last citation of an article: 第5項 behind 「、」 or 「及び」
 * goes on with it, and a bracket that cites another law ends without disturbing it. `table` is the last schedule: lists
 * of rows often stand far behind it, under headings and in brackets. `latest` says which of the two came last. */
#include "law/reader_state.h"

#include <string.h>

struct reader *reader_new(struct arena *arena, const struct registry *registry, const struct patterns *patterns)
{
	struct reader *reader = arena_new_object(arena, struct reader);
	reader->arena = arena;
	reader->registry = registry;
	reader->patterns = patterns;
	return reader;
}

static void emit_article(struct reader *reader, size_t start, size_t end, const char *item)
{
	struct citation citation = reader_citation(reader, &reader->article.law, start, end);
	citation.article = reader->article.article;
	citation.paragraph = reader->article.paragraph;
	citation.item = item;
	citation.supplementary = reader->article.law.supplementary;
	reader_push(reader, &citation);
	reader->article.law.end = end;
	reader->latest = LATEST_ARTICLE;
}

/* Reads what follows an article, and the table that it may have. */
static size_t finish_article(struct reader *reader, size_t start, size_t end)
{
	struct match match;
	const char *item = NULL;
	if (reader_matches(reader, reader->patterns->parts, end, &match) && match.end > end) {
		end = match.end;
		if (match.group_end[1])
			reader->article.paragraph = reader_group_number(reader, &match, 1);
		item = reader_group_number(reader, &match, 2);
	}
	const struct schedule *schedule =
	    registry_schedule(reader->registry, reader->article.law.act, NULL, reader->article.article);
	if (schedule && reader_matches(reader, reader->patterns->tokens, end, &match) && match.kind == TOKEN_TABLE) {
		struct table table = {reader->article.law, schedule, schedule->name, true, start, match.end};
		reader->article.law.end = match.end;
		return reader_open_table(reader, table);
	}
	emit_article(reader, start, end, item);
	return end;
}

static size_t read_article(struct reader *reader, const struct match *match, bool bare)
{
	struct named law;
	size_t start;
	bool known = reader_law_at(reader, match->start, &law, &start);
	if (bare && !(known && reader->name.valid && start == reader->name.start))
		return match->end; /* 7条通 */
	reader->article = (struct context){.law = law, .article = reader_number(reader, match->start, match->end)};
	return finish_article(reader, start, match->end);
}

/* 第5項, 第8号 behind an article: the same one. */
static size_t read_part(struct reader *reader, const struct match *match)
{
	bool goes_on = reader->latest == LATEST_ARTICLE && reader->article.article &&
	               reader_between(reader, reader->patterns->list, reader->article.law.end, match->start);
	if (!goes_on)
		return match->end;
	size_t start = match->start;
	if (match->kind == TOKEN_PARAGRAPH) {
		reader->article.paragraph = reader_number(reader, match->start, match->end);
		struct match item;
		bool more = reader_matches(reader, reader->patterns->parts, match->end, &item) && item.group_end[2] &&
		            !item.group_end[1];
		emit_article(reader, start, more ? item.end : match->end, more ? reader_group_number(reader, &item, 2) : NULL);
		return more ? item.end : match->end;
	}
	emit_article(reader, start, match->end, reader_number(reader, match->start, match->end));
	return match->end;
}

static size_t same_article(struct reader *reader, const struct match *match)
{
	if (!reader->article.law.valid || !reader->article.article)
		return match->end;
	reader->article.paragraph = NULL;
	reader->latest = LATEST_ARTICLE;
	struct match parts;
	if (reader_matches(reader, reader->patterns->parts, match->end, &parts) && parts.end > match->end)
		return finish_article(reader, match->start, match->end);
	reader->article.law.end = match->end;
	return match->end;
}

static void open_bracket(struct reader *reader)
{
	if (reader->depth < BRACKETS)
		reader->saved[reader->depth] = (struct saved){reader->article, reader->name, reader->latest};
	reader->depth++;
}

static void close_bracket(struct reader *reader)
{
	if (!reader->depth)
		return;
	if (--reader->depth >= BRACKETS)
		return;
	const struct saved *saved = &reader->saved[reader->depth];
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
	bool of_article = match->start >= 3 && memcmp(reader->text.text + match->start - 3, "条", 3) == 0;
	return !of_article && reader->table.end >= reader->sentence;
}

/* Handles one part; returns where reading goes on. */
static size_t read_token(struct reader *reader, const struct match *match)
{
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
			size_t end = reader_numbers(reader, match->start, match->start, false);
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
		open_bracket(reader);
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
	for (; *at <= limit && *at < reader->text.length; ++*at) {
		bool may_begin = (unsigned char)reader->text.text[*at] >= 0xe0;
		size_t end = may_begin ? reader_name(reader, *at) : 0;
		if (end)
			return end;
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

void reader_read(struct reader *reader, const char *text, size_t length, bool plain, struct citation_list *out)
{
	struct match match;
	if (length >= UINT32_MAX)
		return;
	reader->original = text;
	reader->defined_before = reader->definition_count;
	reader->text = fold_text(reader->arena, text, length, plain);
	reader->out = out;
	reader->history = SIZE_MAX;
	if (plain && pattern_match(reader->patterns->history, text, length, 0, MATCH_SEARCH, &match))
		reader->history = match.start;
	reader->consumed = reader->no_list = reader->sentence = reader->depth = 0;
	reader->name = reader->last_law = (struct named){0};
	reader->article = (struct context){0};
	reader->table = (struct table){0};
	reader->latest = LATEST_NONE;
	read_parts(reader);
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
	reader_read(&again, text, length, plain, out);
	bool same = again.definition_count == reader->definition_count;
	for (size_t i = reader->defined_before; same && i < again.definition_count; i++)
		same = defines_the_same(&reader->definitions[i], &again.definitions[i]);
	return same;
}
