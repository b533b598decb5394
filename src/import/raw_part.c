/* Lines of words -> the items that take them: how the lines part among these is decided by kind, by empty lines, by broken lines
 * and, where they are known, by places, the best fit of all together. */
#include "import/raw_part.h"
#include "base/messages/import.h"
#include "base/utf8.h"
#include "import/answer.h"

#include <math.h>
#include <string.h>

enum {
	LINE_LIMIT = 240,   /* lines that are parted line by line; more are parted at empty lines */
	BLOCK_LIMIT = 1000, /* blocks between these that are parted */
	MIDDLE_COST = 80,   /* a line that words stand away from the middle of their label */
	MIDDLE_LINES = 12,
	NO_MARKS_COST = 30, /* an item with options whose boxes stand elsewhere */
	MARKS_COST = 300,   /* words and boxes of one item */
	BESIDE_COST = 40,   /* a blank label with words beside it */
	NEVER = 1000000,
	DATE_LIMIT = 60 /* bytes; longer ones are no date */
};

/* What is asked of a line again and again. Counts are of all lines up to it, but for the first. */
struct line_facts {
	const char *folded;
	bool date, number, full;
	unsigned blocks, wraps, breaks; /* how they follow the line before */
	unsigned again;                 /* blocks that begin as the first line does */
	size_t next;                    /* the first line of the next block, or the number of lines */
};

bool reading_takes_words(const struct reading *reading)
{
	switch (reading->item->type) {
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_DATE:
	case ITEM_REF:
	case ITEM_ATTACHMENT:
		return true;
	case ITEM_CHOICE:
	case ITEM_BOXES:
	case ITEM_FLAG:
	case ITEM_COUNT:
	case ITEM_RESULT:
		break;
	}
	return false;
}

bool word_is_date(const struct raw *raw, const char *text)
{
	struct date date;
	if (strlen(text) > DATE_LIMIT)
		return false;
	enum date_problem problem = date_parse(&raw->schema->calendar, text, &date);
	return problem == DATE_OK || problem == DATE_ERA_YEAR_ONE;
}

/* A date may have 時点 behind it, on the same line or the next. */
static bool begins_date(const struct part *part, const struct item *item, const char *text)
{
	const char *mark = item->format ? strstr(item->format, "{}") : NULL;
	const char *suffix = mark ? mark + 2 + strspn(mark + 2, " ") : "";
	size_t length = strlen(text), tail = strlen(suffix);
	bool tailed = *suffix && length > tail && strcmp(text + length - tail, suffix) == 0;
	if (length > DATE_LIMIT + tail)
		return false;
	return word_is_date(part->raw, tailed ? arena_copy(part->raw->scratch, text, length - tail) : text);
}

bool word_is_number(const char *folded)
{
	return *folded && strspn(folded, "0123456789-") == strlen(folded);
}

static bool is_cut(const struct part *part, size_t at)
{
	return at == 0 || at == part->line_count || part->lines[at]->block != part->lines[at - 1]->block;
}

bool token_is_mark(const struct token *token)
{
	return token->kind == TOKEN_GONE;
}

static bool has_mark(const struct part *part, size_t start, size_t end)
{
	for (size_t i = start; part->columns && i < end; i++)
		if (token_is_mark(part->lines[i]))
			return true;
	return false;
}

/* How ill these lines become an item; none: it is blank. */
static unsigned lines_cost(const struct part *part, const struct reading *reading, size_t start, size_t end)
{
	const struct item *item = reading->item;
	bool marked = has_mark(part, start, end);
	if (!reading_takes_words(reading))
		return start == end ? NO_MARKS_COST : marked && end - start == 1 ? 0 : MARKS_COST;
	if (marked)
		return MARKS_COST;
	if (start == end)
		return item->need == NEED_NEVER ? 20 : 40;
	const char *first = part->lines[start]->text;
	const struct line_facts *facts = &part->facts[start], *last = &part->facts[end - 1];
	unsigned blocks = last->blocks - facts->blocks, wraps = last->wraps - facts->wraps,
	         breaks = last->breaks - facts->breaks, again = last->again - facts->again;
	switch (item->type) {
	case ITEM_DATE:
		return begins_date(part, item, first) ? blocks + wraps + breaks > 1 ? 60 : 30 * blocks + 5 * breaks : 200;
	case ITEM_NUMBER:
		return (facts->number ? 0 : 200) + 60 * (blocks + wraps + breaks);
	case ITEM_LINE:
		return (facts->date ? 60 : 0) + 6 * wraps + 20 * breaks + 35 * blocks;
	case ITEM_REF:
		return item->fixed && strcmp(utf8_fold(part->raw->scratch, item->fixed), facts->folded) == 0
		           ? 40 * (blocks + wraps + breaks)
		           : 60;
	case ITEM_TEXT:
	case ITEM_ATTACHMENT:
	case ITEM_CHOICE:
	case ITEM_BOXES:
	case ITEM_FLAG:
	case ITEM_COUNT:
	case ITEM_RESULT:
		break;
	}
	bool address = strncmp(first, "〒", strlen("〒")) == 0; /* goes on below the name of its desk */
	return 3 * blocks + 20 * again + (address && start > 0 ? 60 : 0) + (end - start == 1 && facts->date ? 5 : 0);
}

static bool is_stroke(const char *folded)
{
	static const char *const signs[] = {"-", "―", "—", "ー", "−", "‐"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(folded, signs[i]) == 0)
			return true;
	return false;
}

bool word_is_stroke(struct arena *scratch, const char *text)
{
	return is_stroke(utf8_fold(scratch, text));
}

/* Do words stand at the height of a label? Then it is hardly blank. */
static bool has_line_beside(const struct part *part, const struct token *label)
{
	for (size_t i = 0; i < part->line_count; i++)
		if (fabsf(part->lines[i]->top - label->top) < (label->bottom - label->top) / 4)
			return true;
	return false;
}

/* A label stands beside the middle of its words, on some pages beside the first line of them, or above them. */
static unsigned distance_cost(const struct part *part, size_t taker, size_t start, size_t end)
{
	const struct token *label = part->labels[taker];
	if (!label)
		return 0;
	if (start == end)
		return has_line_beside(part, label) ? BESIDE_COST : 0;
	const struct token *first = part->lines[start], *last = part->lines[end - 1];
	float height = first->bottom - first->top;
	float beside = part->on_top ? fabsf(first->top - label->top)
	                            : fabsf((first->top + last->bottom) - (label->top + label->bottom)) / 2;
	float below = first->top - label->bottom;
	float away = below > -height / 2 && below < beside ? below : beside;
	float lines = height > 0 && away > 0 ? away / height : 0;
	return lines > MIDDLE_LINES ? MIDDLE_COST * MIDDLE_LINES : (unsigned)(lines * MIDDLE_COST);
}

/* What it costs to part words here, inside of a block. */
static unsigned cut_cost(const struct part *part, size_t at)
{
	if (is_cut(part, at) || has_mark(part, at - 1, at + 1))
		return 0;
	const char *before = part->lines[at - 1]->text;
	if (is_stroke(part->facts[at].folded))
		return 5;
	if (text_ends_with(before, "】") || text_ends_with(before, "＞") || text_ends_with(before, "："))
		return 30;
	return !part->facts[at - 1].full ? 15 : text_ends_with(before, "。") ? 25 : 45;
}

static unsigned skip_cost(const struct part *part, size_t start, size_t end)
{
	if (start == end)
		return 0;
	unsigned blocks = 1 + part->facts[end - 1].blocks - part->facts[start].blocks;
	return (is_cut(part, start) ? 0 : 60) + 25 * blocks + 3 * ((unsigned)(end - start) - blocks);
}

static bool may_cut(const struct part *part, size_t at)
{
	bool end = at == 0 || at == part->line_count;
	return part->line_count <= LINE_LIMIT || end ||
	       (is_cut(part, at) && part->facts[part->line_count - 1].blocks < BLOCK_LIMIT);
}

/* starts[i], ends[i]: the lines of taker i. cost[t][l]: of takers from t on, with lines from l on. Returns that of all. */
static unsigned fit(const struct part *part, size_t *starts, size_t *ends)
{
	size_t lines = part->line_count + 1;
	unsigned *cost = arena_array(part->raw->scratch, unsigned, (part->taker_count + 1) * lines);
	size_t *from = arena_array(part->raw->scratch, size_t, part->taker_count * lines);
	size_t *to = arena_array(part->raw->scratch, size_t, part->taker_count * lines);
	for (size_t l = 0; l < lines; l++)
		cost[part->taker_count * lines + l] = skip_cost(part, l, part->line_count);
	for (size_t t = part->taker_count; t-- > 0;) {
		for (size_t l = lines; l-- > 0;) {
			unsigned *best = &cost[t * lines + l];
			*best = NEVER;
			for (size_t e = l; may_cut(part, l) && e < lines; e++) {
				if (!may_cut(part, e))
					continue;
				unsigned own = lines_cost(part, part->takers[t], l, e) + cut_cost(part, e) +
				               distance_cost(part, t, l, e) + cost[(t + 1) * lines + e];
				if (own < *best) {
					*best = own;
					from[t * lines + l] = l;
					to[t * lines + l] = e;
				}
			}
			/* lines that nobody takes may stand before */
			if (l + 1 < lines && cost[t * lines + l + 1] < NEVER) {
				size_t next = part->facts[l].next;
				unsigned own = skip_cost(part, l, next) + cost[t * lines + next];
				if (own < *best) {
					*best = own;
					from[t * lines + l] = from[t * lines + next];
					to[t * lines + l] = to[t * lines + next];
				}
			}
		}
	}
	for (size_t t = 0, l = 0; t < part->taker_count; t++) {
		starts[t] = from[t * lines + l];
		ends[t] = l = to[t * lines + l];
	}
	return cost[0];
}

/* ---- giving ---- */

void words_give(struct raw *raw, struct reading *reading, const struct token *const *tokens, size_t count)
{
	struct text_line *lines = arena_array(raw->scratch, struct text_line, count);
	for (size_t i = 0; i < count; i++)
		lines[i] = (struct text_line){tokens[i]->text, tokens[i]->block};
	if (count)
		chunk_add(raw->arena, &reading->chunks, lines_join(raw->arena, lines, count), tokens[0]->line);
}

void words_use(const struct token **tokens, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		((struct token *)(uintptr_t)tokens[i])->kind = TOKEN_GONE;
}

static void find_facts(struct part *part)
{
	struct line_facts facts = {0};
	part->facts = arena_array(part->raw->scratch, struct line_facts, part->line_count);
	for (size_t i = 0; i < part->line_count; i++) {
		const char *text = part->lines[i]->text;
		bool cut = i && is_cut(part, i), wraps = i && !cut && facts.full;
		facts.folded = utf8_fold(part->raw->scratch, text);
		facts.date = word_is_date(part->raw, text);
		facts.number = word_is_number(facts.folded);
		facts.full = line_is_full(text, part->width);
		facts.blocks += cut;
		facts.wraps += wraps;
		facts.breaks += i && !cut && !wraps;
		facts.again += cut && strcmp(text, part->lines[0]->text) == 0;
		part->facts[i] = facts;
	}
	for (size_t i = part->line_count, next = i; i-- > 0; next = is_cut(part, i) ? i : next)
		part->facts[i].next = next;
}

unsigned part_fit(struct part *part, size_t *starts, size_t *ends)
{
	for (size_t i = 0; i < part->line_count; i++) {
		size_t width =
		    token_is_mark(part->lines[i]) ? 0 : utf8_width(part->lines[i]->text, strlen(part->lines[i]->text));
		part->width = width > part->width ? width : part->width;
	}
	find_facts(part);
	return fit(part, starts, ends);
}

void part_give(struct part *part)
{
	size_t starts[TAKER_LIMIT], ends[TAKER_LIMIT];
	part_fit(part, starts, ends);
	for (size_t t = 0; t < part->taker_count; t++) {
		struct reading *reading = part->takers[t];
		if (!reading_takes_words(reading))
			continue;
		words_give(part->raw, reading, part->lines + starts[t], ends[t] - starts[t]);
		if (part->columns || !is_cut(part, starts[t]) || !is_cut(part, ends[t]))
			reading->doubt = msg(MSG_IMPORT_BY_ORDER);
		words_use(part->lines, starts[t], ends[t]);
	}
}
