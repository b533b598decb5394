/* Lines of a page -> where the form's labels stand in them, broken over lines or with words of others between. */
#include "import/raw_labels.h"
#include "base/list.h"
#include "base/utf8.h"
#include "printed/marks.h"

#include <stdlib.h>
#include <string.h>

enum {
	LABEL_LINES = 8,   /* over which a label may be broken */
	SPLIT_BYTES = 24,  /* what of it may stand in a block of its own */
	HEAD_BYTES = 18,   /* what of it stands in front of words of others */
	BETWEEN_LINES = 3, /* such words */
	PART_POINTS = 2,   /* of a label in one line */
	PART_BYTES = 300   /* more are no label */
};

size_t skip_blank(const char *text)
{
	size_t i = 0;
	for (;;) {
		if (text[i] == ' ' || text[i] == '\t')
			i++;
		else if (strncmp(text + i, "　", strlen("　")) == 0)
			i += strlen("　");
		else
			return i;
	}
}

size_t skip_sign(const char *text)
{
	size_t i = skip_blank(text);
	while (strncmp(text + i, "※", strlen("※")) == 0)
		i += strlen("※") + skip_blank(text + i + strlen("※"));
	return i;
}

/* May a label end here, with more in the same line? */
static bool is_boundary(const char *text, size_t taken)
{
	static const char *const starts[] = {"※", "[", "［", "（", "("};
	bool space = taken && (text[taken - 1] == ' ' || (taken >= 3 && strncmp(text + taken - 3, "　", 3) == 0));
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		space |= strncmp(text + taken, starts[i], strlen(starts[i])) == 0;
	return space || !text[taken];
}

/* The number behind a counted label: システム10. */
static size_t read_number(struct arena *arena, const char *text, size_t *taken, size_t *number)
{
	const char *folded;
	size_t i = *taken;
	char digits[4] = {0};
	for (size_t n = 0; text[i] && n < 3; n++) {
		size_t step = utf8_step(text + i);
		folded = utf8_fold(arena, arena_copy(arena, text + i, step));
		if (*folded < '0' || *folded > '9')
			break;
		digits[n] = *folded;
		i += step;
	}
	*number = strtoul(digits, NULL, 10);
	size_t blank = skip_blank(text + i);
	if (!*number || (text[i] && !blank))
		return 0;
	*taken = i + blank;
	return 1;
}

/* Ends the key inside of the line? */
static bool ends_inside(struct raw *raw, const struct lines *lines, const char *rest, struct found *found)
{
	const char *text = lines->items[found->last].text;
	found->taken = words_skip(raw->scratch, text, strlen(text), rest);
	if (!found->taken)
		return false;
	if (found->printed->counted)
		return read_number(raw->scratch, text, &found->taken, &found->number) > 0;
	if (found->printed->whole || !is_boundary(text, found->taken))
		return false;
	return true;
}

/* A label of several lines beside words of one: these stand between its lines. */
static bool ends_behind(const struct lines *lines, size_t start, const char *rest, struct found *found)
{
	for (size_t i = start + 1; i < lines->count && i <= start + BETWEEN_LINES; i++) {
		if (strcmp(lines->folded[i], rest) != 0)
			continue;
		found->tail = i;
		found->last = start - 1;
		found->taken = strlen(lines->items[found->last].text);
		return true;
	}
	return false;
}

static bool match_at(struct raw *raw, const struct lines *lines, size_t start, struct found *found)
{
	const char *key = found->printed->key;
	size_t done = 0;
	for (size_t i = start; i < lines->count && i < start + LABEL_LINES; i++) {
		const char *folded = lines->folded[i];
		size_t length = strlen(folded);
		if (i > start && lines->items[i].block != lines->items[i - 1].block && done > SPLIT_BYTES)
			return false;
		found->last = i;
		if (strncmp(key + done, folded, length) == 0 && !(found->printed->counted && !key[done + length])) {
			done += length;
			found->taken = strlen(lines->items[i].text);
			if (!key[done])
				return true;
		} else if (strncmp(folded, key + done, strlen(key + done)) == 0) {
			return ends_inside(raw, lines, key + done, found);
		} else {
			return i > start && done >= HEAD_BYTES && ends_behind(lines, i, key + done, found);
		}
	}
	return false;
}

/* The longer words, else those that stand for something, else those that may stand before others. */
static bool is_better(const struct found *a, const struct found *b)
{
	if (!b->printed || a->length != b->length)
		return a->length > b->length;
	if ((a->printed->entry_count > 0) != (b->printed->entry_count > 0))
		return a->printed->entry_count > 0;
	return !a->printed->whole;
}

struct found find_label(struct raw *raw, const struct lines *lines, size_t start)
{
	struct found best = {0};
	const char *folded = lines->folded[start];
	const struct printed_list *list = raw_printed(raw, folded);
	for (size_t i = 0; list && i < list->count; i++) {
		struct found found = {.printed = list->items[i], .length = strlen(list->items[i]->key)};
		if (is_better(&found, &best) && match_at(raw, lines, start, &found))
			best = found;
	}
	return best;
}

const char *fold_line(struct arena *arena, const char *text)
{
	char *folded = utf8_fold(arena, text);
	for (char *sign; (sign = strstr(folded, "※"));)
		memmove(sign, sign + strlen("※"), strlen(sign + strlen("※")) + 1);
	return folded;
}

bool raw_is_label(const void *context, const char *text, bool whole)
{
	struct raw *raw = (struct raw *)(uintptr_t)context;
	const struct page_line line = {.text = text};
	const char *folded = fold_line(raw->scratch, text);
	const struct lines lines = {&line, &folded, 1};
	struct found found = find_label(raw, &lines, 0);
	return found.printed && (!whole || !text[found.taken]);
}

/* ---- labels that stand in front of words of others, line by line ---- */

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* Goes the rest of a label on in the line below, whose first words these are? They may be a part of it, or go on behind it. */
static bool goes_on_below(struct raw *raw, const char *rest, const char *below)
{
	const char *first = fold_line(raw->scratch, arena_copy(raw->scratch, below, strcspn(below, " ")));
	return *first && starts_with(rest, first);
}

/* Is the piece of a label that begins at `offset` of the key in front of what stands below, and behind what stands above? */
static bool is_part(struct raw *raw, const char *key, size_t offset, const char *part, const char *above,
                    const char *below)
{
	const char *rest = key + offset + strlen(part), *before = fold_line(raw->scratch, above);
	size_t length = strlen(before);
	if (!starts_with(key + offset, part) || (offset == 0 && !*rest))
		return false;
	if (offset > 0 && (!length || length > offset || strncmp(key + offset - length, before, length) != 0))
		return false;
	return !*rest || goes_on_below(raw, rest, below);
}

static bool is_label_part(struct raw *raw, const char *part, const char *above, const char *below)
{
	for (size_t i = 0; i < raw->all.count; i++) {
		const char *key = raw->all.items[i]->key;
		for (const char *at = key; (at = strstr(at, part)); at++)
			if (is_part(raw, key, (size_t)(at - key), part, above, below))
				return true;
	}
	return false;
}

size_t raw_label_part(const void *context, const char *above, const char *text, const char *below)
{
	struct raw *raw = (struct raw *)(uintptr_t)context;
	size_t best = 0;
	for (size_t end = strcspn(text, " "); end <= PART_BYTES && text[end]; end += 1 + strcspn(text + end + 1, " ")) {
		const char *part = fold_line(raw->scratch, arena_copy(raw->scratch, text, end));
		if (utf8_count(part, strlen(part)) >= PART_POINTS && is_label_part(raw, part, above, below))
			best = end;
	}
	return best;
}

/* A label of several lines, and the words that stand behind each of them. */
struct parting {
	struct raw *raw;
	struct page page; /* what has been read */
	struct page label, words;
};

static void end_label(struct parting *parting)
{
	struct arena *arena = parting->raw->arena;
	for (size_t i = 0; i < parting->label.count; i++)
		list_push(arena, &parting->page, parting->label.items[i]);
	for (size_t i = 0; i < parting->words.count; i++)
		list_push(arena, &parting->page, parting->words.items[i]);
	parting->label.count = parting->words.count = 0;
}

static void part_line(struct parting *parting, const struct page_line *line, const char *below)
{
	struct raw *raw = parting->raw;
	const struct page *label = &parting->label;
	const char *above = label->count ? label->items[label->count - 1].text : "";
	size_t part = raw_label_part(raw, above, line->text, below), length = strlen(line->text);
	if (part) {
		struct page_line own = *line, words = *line;
		own.text = arena_copy(raw->arena, line->text, part);
		words.text += part + skip_sign(line->text + part);
		list_push(raw->arena, &parting->label, own);
		if (*words.text)
			list_push(raw->arena, &parting->words, words);
		return;
	}
	const char *spaced = arena_printf(raw->scratch, "%s ", line->text);
	bool tail = *above && raw_label_part(raw, above, spaced, below) == length;
	if (tail)
		list_push(raw->arena, &parting->label, *line);
	end_label(parting);
	if (!tail)
		list_push(raw->arena, &parting->page, *line);
}

void raw_part_labels(struct raw *raw, struct page *page)
{
	struct parting parting = {.raw = raw};
	for (size_t i = 0; i < page->count; i++)
		part_line(&parting, &page->items[i], i + 1 < page->count ? page->items[i + 1].text : "");
	end_label(&parting);
	page->items = parting.page.items;
	page->count = parting.page.count;
}
