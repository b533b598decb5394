/* Texts that the order of a page has given to items, seen once more: by what labels and words have in common, and by
 * kind. Everything here is doubtful, and is told as such. */
#include "base/list.h"
#include "base/messages/import.h"
#include "base/utf8.h"
#include "import/raw_part.h"

#include <string.h>

enum { CLEARLY = 25 }; /* hundredths by which other owners have to fit better */

/* ---- whose words ---- */

/* The item whose label tells it from its neighbours: of 具体的な方法, the one that it belongs to. */
static const struct item *naming_item(const struct item *item)
{
	while (item->sub && item->order && item[-1].section == item->section)
		item--;
	return item;
}

/* Do two letters make a part of a word? Both katakana, or both kanji. */
static bool are_telling(int32_t first, int32_t second)
{
	bool katakana = first >= 0x30a1 && first <= 0x30fe && second >= 0x30a1 && second <= 0x30fe;
	bool point = first == 0x30fb || second == 0x30fb; /* ・ */
	return (katakana && !point) || (utf8_is_kanji(first) && utf8_is_kanji(second));
}

/* How much of a label, of 100, stands in a text: two letters at a time. */
static unsigned likeness(struct arena *scratch, const struct item *item, const char *folded)
{
	const char *label = utf8_fold(scratch, naming_item(item)->label);
	unsigned pairs = 0, found = 0;
	for (size_t i = 0; label[i]; i += utf8_step(label + i)) {
		int32_t first, second = 0;
		size_t taken = utf8_decode(label + i, strlen(label + i), &first);
		size_t both = taken + utf8_decode(label + i + taken, strlen(label + i + taken), &second);
		if (!are_telling(first, second))
			continue;
		pairs++;
		found += strstr(folded, arena_copy(scratch, label + i, both)) != NULL;
	}
	return pairs ? found * 100 / pairs : 0;
}

static const char *text_of(const struct reading *reading)
{
	return reading->chunks.count == 1 ? reading->chunks.items[0].text : "";
}

static bool fits_other_way(struct raw *raw, const struct reading *a, const struct reading *b)
{
	const char *left = utf8_fold(raw->scratch, text_of(a)), *right = utf8_fold(raw->scratch, text_of(b));
	unsigned now = likeness(raw->scratch, a->item, left) + likeness(raw->scratch, b->item, right);
	unsigned then = likeness(raw->scratch, a->item, right) + likeness(raw->scratch, b->item, left);
	return then > now + CLEARLY;
}

/* A stroke stands where an item is not asked for, rather than where it always is. */
static bool is_stroke_of_other(struct raw *raw, const struct reading *a, const struct reading *b)
{
	bool asked = !a->item->when && a->item->need != NEED_NEVER;
	return asked && b->item->when && !b->item->sub && word_is_stroke(raw->scratch, text_of(a)) &&
	       !word_is_stroke(raw->scratch, text_of(b));
}

/* Stands another label between a sub-item's and that of the item it belongs to? */
static bool is_astray(const struct raw *raw, const struct reading *reading)
{
	const struct item *owner = naming_item(reading->item), *above = NULL;
	for (size_t i = 0; i < raw->tokens.count && raw->tokens.items[i].reading != reading; i++) {
		const struct reading *other = raw->tokens.items[i].reading;
		if (other && other->place == reading->place && !other->item->sub)
			above = other->item;
	}
	return reading->item->sub && above && above != owner;
}

static bool may_swap(const struct raw *raw, const struct reading *a, const struct reading *b)
{
	bool texts = a->item->type == ITEM_TEXT && b->item->type == ITEM_TEXT && *text_of(a) && *text_of(b);
	return texts && a->place == b->place && (a->doubt || b->doubt || is_astray(raw, a) || is_astray(raw, b));
}

static void swap(struct reading *a, struct reading *b)
{
	struct chunks chunks = a->chunks;
	a->chunks = b->chunks;
	b->chunks = chunks;
	a->doubt = b->doubt = msg(MSG_IMPORT_BY_ORDER);
}

static void settle_pair(struct raw *raw, struct reading *a, struct reading *b)
{
	if (!may_swap(raw, a, b))
		return;
	bool same = strcmp(a->item->label, b->item->label) == 0;
	if ((same && fits_other_way(raw, a, b)) || is_stroke_of_other(raw, a, b) || is_stroke_of_other(raw, b, a))
		swap(a, b);
}

/* ---- words whose label is still to come ---- */

/* A row that a page's end parts may have its label on the page behind: of words below ⑥, whose own answer is a choice,
 * the next item is the owner, if that takes text and has not been met. */
static struct reading *owner_ahead(const struct token *label)
{
	struct reading *reading = label ? label->reading : NULL;
	const struct item *item = reading ? reading->item : NULL;
	size_t next = reading ? (size_t)(reading - reading->place->readings) + 1 : 0;
	bool chosen = item && (item->type == ITEM_CHOICE || item->type == ITEM_BOXES);
	if (!chosen || next >= reading->place->reading_count)
		return NULL;
	struct reading *owner = &reading->place->readings[next];
	return owner->item->type == ITEM_TEXT && owner->item->sub && !owner->seen && !owner->chunks.count ? owner : NULL;
}

static void keep_ahead(struct raw *raw, struct reading *owner, size_t start, size_t end)
{
	struct text_line *lines = arena_array(raw->scratch, struct text_line, end - start);
	for (size_t i = start; i < end; i++) {
		struct token *token = &raw->tokens.items[i];
		lines[i - start] = (struct text_line){token->text, token->block};
		token->kind = TOKEN_GONE;
	}
	struct chunk chunk = {lines_join(raw->arena, lines, end - start), raw->tokens.items[start].line};
	list_push(raw->arena, &raw->ahead, ((struct ahead){owner, chunk}));
}

static void find_ahead(struct raw *raw)
{
	const struct token *label = NULL;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		size_t end = i;
		if (raw->tokens.items[i].kind == TOKEN_LABEL)
			label = &raw->tokens.items[i];
		while (end < raw->tokens.count && raw->tokens.items[end].kind == TOKEN_WORDS)
			end++;
		struct reading *owner = end > i + 1 ? owner_ahead(label) : NULL;
		if (owner)
			keep_ahead(raw, owner, i, end);
		i = end > i ? end - 1 : i;
	}
}

/* The only label of each line that the page's words are in. */
struct line_labels {
	size_t first; /* line */
	struct line_label {
		struct reading *only;
		bool several; /* or one of no item */
	} * lines;
};

static struct line_labels list_labels(const struct raw *raw)
{
	struct line_labels labels = {.first = raw->tokens.count ? raw->tokens.items[0].line : 0};
	size_t last = labels.first;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		size_t line = raw->tokens.items[i].line;
		labels.first = line < labels.first ? line : labels.first;
		last = line > last ? line : last;
	}
	labels.lines = arena_array(raw->scratch, struct line_label, last - labels.first + 1);
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		struct line_label *label = &labels.lines[token->line - labels.first];
		if (token->kind != TOKEN_LABEL)
			continue;
		label->several |= label->only || !token->reading;
		label->only = token->reading;
	}
	return labels;
}

/* The item of the only label in the line of words, where it waits for words; or NULL. */
static struct reading *labelled(const struct line_labels *labels, const struct token *words)
{
	const struct line_label *label = &labels->lines[words->line - labels->first];
	struct reading *only = label->several ? NULL : label->only;
	return only && reading_takes_words(only) && !only->chunks.count ? only : NULL;
}

static struct reading *taker_of(const struct raw *raw, const struct token *words)
{
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct reading *reading = raw->tokens.items[i].reading;
		for (size_t k = 0; reading && k < reading->chunks.count; k++)
			if (strstr(reading->chunks.items[k].text, words->text))
				return reading;
	}
	return NULL;
}

/* Words that stand in the line of a label and went to another, or nowhere: the first may not be blank, the other not right. */
static void doubt_blanks(struct raw *raw)
{
	const struct line_labels labels = list_labels(raw);
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		bool words = (token->kind == TOKEN_GONE || token->kind == TOKEN_WORDS) && *token->text;
		struct reading *blank = words ? labelled(&labels, token) : NULL, *taker = blank ? taker_of(raw, token) : NULL;
		if (blank && (taker || token->kind == TOKEN_WORDS))
			blank->spilt = true;
		if (taker && !taker->doubt)
			taker->doubt = msg(MSG_IMPORT_BY_ORDER);
	}
}

void raw_settle(struct raw *raw)
{
	for (size_t i = 0; i < raw->tokens.count; i++)
		for (size_t j = i + 1; raw->tokens.items[i].reading && j < raw->tokens.count; j++)
			if (raw->tokens.items[j].reading)
				settle_pair(raw, raw->tokens.items[i].reading, raw->tokens.items[j].reading);
	find_ahead(raw);
	doubt_blanks(raw);
}

/* In front of what stands at the label. */
static void put_first(struct arena *arena, struct chunks *chunks, struct chunk chunk)
{
	chunk_add(arena, chunks, chunk.text, chunk.line);
	memmove(chunks->items + 1, chunks->items, (chunks->count - 1) * sizeof *chunks->items);
	chunks->items[0] = chunk;
}

void raw_settle_end(struct raw *raw)
{
	for (size_t i = raw->ahead.count; i-- > 0;) {
		const struct ahead *ahead = &raw->ahead.items[i];
		if (ahead->owner->seen) {
			put_first(raw->arena, &ahead->owner->chunks, ahead->words);
			ahead->owner->doubt = msg(MSG_IMPORT_BY_ORDER);
		} else {
			chunk_add(raw->arena, &raw->placing->unplaced, ahead->words.text, ahead->words.line);
		}
	}
}
