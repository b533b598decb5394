/* Options with marks of any kind → options with a box in front of each. */
#include "import/marked.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "printed/marks.h"
#include "printed/markup.h"

#include <string.h>

enum { TEXT_LIMIT = 16 * 1024 };

enum part_kind { PART_MARK, PART_OPTION, PART_OTHER };

struct part {
	enum part_kind kind;
	const char *text;
	size_t length;
	enum mark_state state;            /* of a mark; of an option: MARK_ON once a mark says so */
	bool circle;                      /* ○, which stands for no where others have ● */
	const struct item_option *option; /* of an option */
	size_t row;                       /* parts of one row and line have the same */
};

struct parts {
	struct part *items;
	size_t count;
	size_t capacity;
};

struct reader {
	struct arena *arena;
	const struct item *item;
	struct parts parts;
	size_t row;
};

static size_t any_of(const char *text, const char *const *signs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strncmp(text, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

/* What may stand between options: 、 ・ / and the like. */
static size_t separator(const char *text)
{
	static const char *const signs[] = {"、", "，", ",", "・", "/", "／", "|", "｜"};
	return any_of(text, signs, sizeof signs / sizeof *signs);
}

/* 1) １． ①: the number of an option that is written out. */
static size_t option_number(struct arena *arena, const char *text)
{
	size_t first = utf8_step(text);
	const char *folded = utf8_fold(arena, arena_copy(arena, text, first));
	bool circled =
	    first > 1 && *folded && strspn(folded, "0123456789") == strlen(folded) && strncmp(text, "\xE2", 1) == 0;
	if (circled || !*folded || strspn(folded, "0123456789") != strlen(folded))
		return circled ? first : 0;
	static const char *const ends[] = {")", "）", ".", "．"};
	size_t end = any_of(text + first, ends, sizeof ends / sizeof *ends);
	return end ? first + end : 0;
}

/* （…）: the words in the brackets behind an option, with them. */
static size_t bracket_length(const char *text)
{
	static const char *const opens[] = {"(", "（"}, *const closes[] = {")", "）"};
	size_t depth = 0, i = 0;
	do {
		size_t open = any_of(text + i, opens, 2), close = any_of(text + i, closes, 2);
		depth = depth + (open > 0) - (close > 0);
		i += open ? open : close ? close : utf8_step(text + i);
	} while (depth && text[i]);
	return depth ? 0 : i;
}

/* Do the words end here, so that they are an option and not the begin of something else? */
static bool ends_words(struct reader *reader, const char *text)
{
	enum mark_state state;
	return !*text || *text == '\n' || space_length(text) || separator(text) || mark_length(text, &state) ||
	       any_of(text, (const char *const[]){"(", "（"}, 2) || option_number(reader->arena, text);
}

static bool ends_in_space(const char *text, size_t length)
{
	static const char *const spaces[] = {" ", "\t", "\n", "　", "\xC2\xA0"};
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
		size_t space = strlen(spaces[i]);
		if (length >= space && memcmp(text + length - space, spaces[i], space) == 0)
			return true;
	}
	return false;
}

/* The longest option that begins here, with the words in brackets behind it where it may have some. */
static size_t take_option(struct reader *reader, const char *text, const struct item_option **option)
{
	size_t best = 0, length = strlen(text);
	for (size_t i = 0; i < reader->item->option_count; i++) {
		const char *label = utf8_fold(reader->arena, reader->item->options[i].label);
		size_t taken = words_skip(reader->arena, text, length, label);
		if (taken > best && (ends_in_space(text, taken) || ends_words(reader, text + taken))) {
			best = taken;
			*option = &reader->item->options[i];
		}
	}
	bool inside = best && (*option)->text && any_of(text + best, (const char *const[]){"(", "（"}, 2);
	return inside ? best + bracket_length(text + best) : best;
}

static void add(struct reader *reader, enum part_kind kind, const char *text, size_t length, struct part part)
{
	struct parts *parts = &reader->parts;
	struct part *last = parts->count ? &parts->items[parts->count - 1] : NULL;
	if (kind == PART_OTHER && last && last->kind == PART_OTHER && last->text + last->length == text) {
		last->length += length;
		return;
	}
	part.kind = kind;
	part.text = text;
	part.length = length;
	part.row = reader->row;
	list_push(reader->arena, parts, part);
}

/* The next part at text: its length. `fresh`: words may begin here. */
static size_t take_part(struct reader *reader, const char *text, bool *fresh)
{
	struct part part = {.state = MARK_OFF};
	size_t length;
	if ((length = space_length(text)) || (length = separator(text))) {
		*fresh = true;
	} else if (*fresh && ((length = mark_length(text, &part.state)) || (length = mark_round(text, &part.state)))) {
		part.circle = strncmp(text, "○", strlen("○")) == 0 || strncmp(text, "〇", strlen("〇")) == 0 ||
		              strncmp(text, "◯", strlen("◯")) == 0;
		add(reader, PART_MARK, text, length, part);
	} else if (*fresh && (length = take_option(reader, text, &part.option))) {
		add(reader, PART_OPTION, text, length, part);
	} else if (!*fresh || !(length = option_number(reader->arena, text))) {
		length = utf8_step(text);
		add(reader, PART_OTHER, text, length, part);
		*fresh = false;
	}
	reader->row += memchr(text, '\n', length) != NULL;
	return length;
}

/* Reads the chunks as one text, for lines may break an option; those of another row begin a line. */
static void read_parts(struct reader *reader, const struct chunks *chunks)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < chunks->count; i++) {
		if (i)
			buf_putc(&text, chunks->items[i].line == chunks->items[i - 1].line ? ' ' : '\n');
		buf_puts(&text, chunks->items[i].text);
	}
	bool fresh = true;
	for (const char *at = arena_copy(reader->arena, buf_text(&text), text.length); *at;)
		at += take_part(reader, at, &fresh);
	buf_free(&text);
}

/* The option beside the mark, before or behind it in its row; NULL: none. */
static struct part *beside(const struct parts *parts, size_t i, bool behind)
{
	size_t at = behind ? i + 1 : i - 1;
	struct part *part = at < parts->count ? &parts->items[at] : NULL;
	return part && part->kind == PART_OPTION && part->row == parts->items[i].row ? part : NULL;
}

/* Has each mark an option beside it, on this side? */
static bool all_beside(const struct parts *parts, bool behind)
{
	size_t marks = 0;
	for (size_t i = 0; i < parts->count; i++) {
		if (parts->items[i].kind != PART_MARK)
			continue;
		marks++;
		if (!beside(parts, i, behind))
			return false;
	}
	return marks > 0;
}

/* Is one option there twice, as in a list of them beside the chosen one? */
static bool repeats(const struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		for (size_t j = 0; j < i; j++)
			if (parts->items[i].kind == PART_OPTION && parts->items[j].option == parts->items[i].option)
				return true;
	return false;
}

static void mark_options(const struct parts *parts, bool behind)
{
	bool solid = false; /* ● or ◎: then ○ is no */
	for (size_t i = 0; i < parts->count; i++)
		solid |= parts->items[i].kind == PART_MARK && parts->items[i].state == MARK_ON && !parts->items[i].circle;
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *mark = &parts->items[i];
		struct part *option = mark->kind == PART_MARK ? beside(parts, i, behind) : NULL;
		if (option)
			option->state = solid && mark->circle ? MARK_OFF : mark->state;
	}
}

/* 自己点検、内部監査: some of the boxes' words side by side, and nothing else: those that were ticked. */
static bool only_ticked(const struct item *item, const struct parts *parts, const struct chunks *chunks)
{
	if (item->type != ITEM_BOXES || chunks->count != 1 || !parts->count || parts->count >= item->option_count)
		return false;
	for (size_t i = 0; i < parts->count; i++)
		if (parts->items[i].kind != PART_OPTION)
			return false;
	for (size_t i = 0; i < parts->count; i++)
		parts->items[i].state = MARK_ON;
	return true;
}

static struct marked spell(struct arena *arena, const struct parts *parts)
{
	struct buf text = BUF_INIT, left = BUF_INIT;
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		if (part->kind == PART_OPTION) {
			buf_puts(&text, part->state == MARK_ON ? "[○]" : part->state == MARK_OFF ? "[ ]" : MARK_LOST);
			buf_append(&text, part->text, part->length);
			buf_putc(&text, '\n');
		} else if (part->kind == PART_OTHER) {
			buf_append(&left, part->text, part->length);
			buf_putc(&left, '\n');
		}
	}
	struct marked marked = {arena_copy(arena, buf_text(&text), text.length),
	                        arena_copy(arena, buf_text(&left), left.length), false};
	buf_free(&text);
	buf_free(&left);
	return marked;
}

struct marked options_marked(struct arena *arena, const struct item *item, const struct chunks *chunks)
{
	struct reader reader = {.arena = arena, .item = item};
	size_t length = 0;
	for (size_t i = 0; i < chunks->count; i++)
		length += strlen(chunks->items[i].text);
	if (!item->option_count || length > TEXT_LIMIT)
		return (struct marked){0};
	read_parts(&reader, chunks);
	bool behind = all_beside(&reader.parts, true), before = all_beside(&reader.parts, false);
	if (repeats(&reader.parts))
		return (struct marked){0};
	bool bare = only_ticked(item, &reader.parts, chunks);
	if (behind == before && !bare)
		return (struct marked){0};
	if (!bare)
		mark_options(&reader.parts, behind);
	struct marked marked = spell(arena, &reader.parts);
	marked.bare = bare;
	return marked;
}
