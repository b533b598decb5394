/* Words that are left of a page -> the items that take words. Labels stand before their words, one by one or several
 * labels before the words of all: how the lines part among them is decided by kind, by empty lines and by broken
 * lines, the best fit of all together. */
#include "base/list.h"
#include "base/messages/import.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/raw.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	LINE_LIMIT = 240,   /* lines that are parted line by line; more are parted at empty lines */
	BLOCK_LIMIT = 1000, /* blocks between these that are parted */
	TAKER_LIMIT = 40,
	MIDDLE_COST = 80, /* a line that words stand away from the middle of their label */
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

struct part {
	const struct token **lines;
	struct line_facts *facts; /* of each line */
	size_t line_count;
	struct reading *takers[TAKER_LIMIT];
	const struct token *labels[TAKER_LIMIT]; /* of the takers, where places are known; else NULL */
	size_t taker_count;
	size_t width;
	bool columns; /* labels stand above the words of all, over headings: items with options are takers, too */
	bool on_top;  /* labels stand beside the first line of their words */
	struct raw *raw;
};

static bool takes_words(const struct reading *reading)
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

static bool is_date(const struct raw *raw, const char *text)
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
	return is_date(part->raw, tailed ? arena_copy(part->raw->scratch, text, length - tail) : text);
}

static bool is_number(const char *folded)
{
	return *folded && strspn(folded, "0123456789-") == strlen(folded);
}

static bool is_cut(const struct part *part, size_t at)
{
	return at == 0 || at == part->line_count || part->lines[at]->block != part->lines[at - 1]->block;
}

/* Boxes and brackets that an item with options has taken: where they stood they tell which words are before and behind it. */
static bool is_mark(const struct token *token)
{
	return token->kind == TOKEN_GONE;
}

static bool has_mark(const struct part *part, size_t start, size_t end)
{
	for (size_t i = start; part->columns && i < end; i++)
		if (is_mark(part->lines[i]))
			return true;
	return false;
}

/* How ill these lines become an item; none: it is blank. */
static unsigned lines_cost(const struct part *part, const struct reading *reading, size_t start, size_t end)
{
	const struct item *item = reading->item;
	bool marked = has_mark(part, start, end);
	if (!takes_words(reading))
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

static void give(struct raw *raw, struct reading *reading, const struct token *const *tokens, size_t count)
{
	struct text_line *lines = arena_array(raw->scratch, struct text_line, count);
	for (size_t i = 0; i < count; i++)
		lines[i] = (struct text_line){tokens[i]->text, tokens[i]->block};
	if (count)
		chunk_add(raw->arena, &reading->chunks, lines_join(raw->arena, lines, count), tokens[0]->line);
}

static void use(const struct token **tokens, size_t start, size_t end)
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
		facts.date = is_date(part->raw, text);
		facts.number = is_number(facts.folded);
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

static unsigned fit_lines(struct part *part, size_t *starts, size_t *ends)
{
	for (size_t i = 0; i < part->line_count; i++) {
		size_t width = is_mark(part->lines[i]) ? 0 : utf8_width(part->lines[i]->text, strlen(part->lines[i]->text));
		part->width = width > part->width ? width : part->width;
	}
	find_facts(part);
	return fit(part, starts, ends);
}

static void give_part(struct part *part)
{
	size_t starts[TAKER_LIMIT], ends[TAKER_LIMIT];
	fit_lines(part, starts, ends);
	for (size_t t = 0; t < part->taker_count; t++) {
		struct reading *reading = part->takers[t];
		if (!takes_words(reading))
			continue;
		give(part->raw, reading, part->lines + starts[t], ends[t] - starts[t]);
		if (part->columns || !is_cut(part, starts[t]) || !is_cut(part, ends[t]))
			reading->doubt = msg(MSG_IMPORT_BY_ORDER);
		use(part->lines, starts[t], ends[t]);
	}
}

/* ---- runs of labels and words ---- */

struct run {
	struct part part;
	LIST(const struct token *) lines; /* and marks */
	size_t words;                     /* how many of them are words */
	bool inside;                      /* the words of the last label stand behind it in its line */
	size_t inline_block;
};

/* Only where labels stand in a column of their own marks tell something that their places do not. */
static void drop_marks(struct run *run)
{
	size_t takers = 0, lines = 0;
	for (size_t i = 0; i < run->part.taker_count; i++)
		if (takes_words(run->part.takers[i]))
			run->part.takers[takers++] = run->part.takers[i];
	for (size_t i = 0; i < run->lines.count; i++)
		if (!is_mark(run->lines.items[i]))
			run->lines.items[lines++] = run->lines.items[i];
	run->part.taker_count = takers;
	run->lines.count = lines;
}

static void end_run(struct run *run)
{
	struct raw *raw = run->part.raw;
	if (!run->part.columns)
		drop_marks(run);
	run->part.lines = run->lines.items;
	run->part.line_count = run->lines.count;
	run->part.width = 0;
	if (run->inside && run->part.taker_count) {
		/* words in the label's line are its own, with those that go on below them */
		struct reading *own = run->part.takers[run->part.taker_count - 1];
		size_t count = 0;
		while (count < run->lines.count && run->lines.items[count]->block == run->inline_block)
			count++;
		give(raw, own, run->lines.items, count);
		use(run->lines.items, 0, count);
	} else if (run->part.taker_count && run->part.line_count) {
		give_part(&run->part);
	}
	run->part.taker_count = 0;
	run->lines.count = run->words = 0;
	run->inside = run->part.columns = false;
}

static bool is_chosen(const struct reading *reading)
{
	enum item_type type = reading->item->type;
	return type == ITEM_CHOICE || type == ITEM_BOXES || type == ITEM_RESULT;
}

static void add_taker(struct run *run, struct reading *reading)
{
	bool takes = takes_words(reading) ? !reading->chunks.count : is_chosen(reading);
	if (takes && run->part.taker_count < TAKER_LIMIT)
		run->part.takers[run->part.taker_count++] = reading;
}

/* A heading below labels without words: what stands above it has nothing below it, but where an item with options stands
 * above it without its boxes. Then labels are in a column of their own. */
static void pass_heading(struct run *run)
{
	bool chosen = false;
	for (size_t i = 0; i < run->part.taker_count; i++)
		chosen |= !takes_words(run->part.takers[i]);
	if (chosen && !run->lines.count)
		run->part.columns = true;
	if (!run->part.columns) {
		run->part.taker_count = 0;
		run->lines.count = 0;
	}
}

/* Boxes that stand together are one mark. */
static void add_mark(struct run *run, const struct token *token)
{
	bool more = run->lines.count && is_mark(run->lines.items[run->lines.count - 1]);
	if (!token->printed && !more && run->part.taker_count)
		list_push(run->part.raw->scratch, &run->lines, token);
}

static void run_words(struct run *run, const struct token *token)
{
	bool first = !run->words++;
	if (first && token->behind && run->part.taker_count && !is_chosen(run->part.takers[run->part.taker_count - 1]) &&
	    token[-1].reading == run->part.takers[run->part.taker_count - 1]) {
		run->inside = true;
		run->inline_block = token->block;
	}
	list_push(run->part.raw->scratch, &run->lines, token);
}

/* Words below a label for one line, in one block of several: they may be those of the next label, too, which stands
 * beside the middle of them. */
static bool may_stand_above(const struct run *run, const struct token *token)
{
	const struct part *part = &run->part;
	size_t count = run->words;
	return !run->inside && count > 1 && count == run->lines.count && part->taker_count == 1 &&
	       part->takers[0]->item->type == ITEM_LINE && !token->place && token->reading->item->type == ITEM_TEXT &&
	       run->lines.items[0]->block == run->lines.items[count - 1]->block;
}

/* Do words follow a label before the next? */
static bool has_words(const struct raw *raw, size_t at)
{
	for (size_t i = at + 1; i < raw->tokens.count; i++) {
		if (raw->tokens.items[i].kind == TOKEN_WORDS)
			return true;
		if (raw->tokens.items[i].kind == TOKEN_LABEL && raw->tokens.items[i].reading)
			return false;
	}
	return false;
}

/* ---- what is left on the page ---- */

static struct reading *nearest_empty(struct raw *raw, size_t at, size_t *away)
{
	struct reading *best = NULL;
	bool dated = is_date(raw, raw->tokens.items[at].text);
	bool number = is_number(utf8_fold(raw->scratch, raw->tokens.items[at].text));
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct reading *reading = raw->tokens.items[i].reading;
		if (!reading || !takes_words(reading) || reading->chunks.count)
			continue;
		if ((reading->item->type == ITEM_DATE) != dated || (reading->item->type == ITEM_NUMBER && !number) ||
		    reading->item->type == ITEM_REF)
			continue;
		size_t distance = i > at ? (i - at) * 2 : at - i;
		if (!best || distance < *away) {
			best = reading;
			*away = distance;
		}
	}
	return best;
}

/* Lines from `at` on that nobody has taken, as far as they stand together; a date or a number stands alone. */
static size_t together(struct raw *raw, size_t at)
{
	size_t end = at;
	const struct token *tokens = raw->tokens.items;
	while (end < raw->tokens.count && tokens[end].kind == TOKEN_WORDS) {
		bool single = is_date(raw, tokens[end].text) || is_number(utf8_fold(raw->scratch, tokens[end].text));
		if (single)
			return end == at ? end + 1 : end;
		end++;
	}
	return end;
}

static void give_tokens(struct raw *raw, struct reading *reading, size_t start, size_t end)
{
	const struct token **lines = arena_array(raw->scratch, const struct token *, end - start);
	for (size_t i = start; i < end; i++)
		lines[i - start] = &raw->tokens.items[i];
	give(raw, reading, lines, end - start);
	use(lines, 0, end - start);
}

static bool has_top(const struct raw *raw)
{
	for (size_t i = 0; i < raw->tokens.count; i++)
		if (raw->tokens.items[i].place && !raw->tokens.items[i].place->section->parent)
			return true;
	return false;
}

/* Does a text end as a sentence does? */
static bool is_ended(const struct reading *reading)
{
	const char *text = reading->chunks.count ? reading->chunks.items[reading->chunks.count - 1].text : "";
	return !*text || text_ends_with(text, "。") || text_ends_with(text, "）") || text_ends_with(text, ")");
}

static float middle_of(const struct token *token)
{
	return (token->top + token->bottom) / 2;
}

static int by_place(const void *left, const void *right)
{
	const struct token *const *a = left, *const *b = right;
	if (middle_of(*a) != middle_of(*b))
		return middle_of(*a) < middle_of(*b) ? -1 : 1;
	return (*a > *b) - (*a < *b);
}

/* May the text of the page before go on with these words? Not where a label of this page is without words, and that text is
 * at an end. */
static bool may_continue(struct raw *raw, size_t at)
{
	size_t away;
	return raw->last && raw->last->item->type == ITEM_TEXT && !has_top(raw) &&
	       !(is_ended(raw->last) && nearest_empty(raw, at, &away));
}

/* Words at the head of a page, before its first label, go on from the page before. */
static void continue_last(struct raw *raw)
{
	size_t start = 0;
	while (start < raw->tokens.count && raw->tokens.items[start].kind == TOKEN_GONE)
		start++;
	size_t end = together(raw, start);
	if (start != end && may_continue(raw, start))
		give_tokens(raw, raw->last, start, end);
}

/* The same where labels stand beside the first line of their words: of words above all labels. */
static void continue_above(struct raw *raw)
{
	LIST(const struct token *) lines = {0};
	float first = FLT_MAX;
	size_t at = raw->tokens.count;
	for (size_t i = 0; i < raw->tokens.count; i++)
		if (raw->tokens.items[i].kind == TOKEN_LABEL)
			first = fminf(first, raw->tokens.items[i].top);
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		if (token->kind != TOKEN_WORDS || token->bottom > first + (token->bottom - token->top) / 4)
			continue;
		at = i < at ? i : at;
		list_push(raw->scratch, &lines, token);
	}
	if (!lines.count || first == FLT_MAX || !may_continue(raw, at))
		return;
	qsort(lines.items, lines.count, sizeof *lines.items, by_place);
	give(raw, raw->last, lines.items, lines.count);
	use(lines.items, 0, lines.count);
}

static void give_rest(struct raw *raw)
{
	for (size_t i = 0; i < raw->tokens.count; i++) {
		size_t away = 0, end = together(raw, i);
		if (end == i)
			continue;
		struct reading *reading = nearest_empty(raw, i, &away);
		if (reading) {
			give_tokens(raw, reading, i, end);
			reading->doubt = msg(MSG_IMPORT_BY_ORDER);
		}
		i = end - 1;
	}
}

/* The nearest label before that takes text: lines below words in its own line. */
static void give_below(struct raw *raw)
{
	struct reading *above = NULL;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		if (token->kind == TOKEN_LABEL)
			above = token->reading;
		size_t end = together(raw, i);
		if (end == i)
			continue;
		if (above && above->item->type == ITEM_TEXT) {
			give_tokens(raw, above, i, end);
			above->doubt = msg(MSG_IMPORT_GOES_ON_BELOW);
		}
		i = end - 1;
	}
}

void raw_rest(struct raw *raw)
{
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		if (token->kind == TOKEN_WORDS)
			chunk_add(raw->arena, &raw->placing->unplaced, token->text, token->line);
		else if (token->kind == TOKEN_ANSWER)
			chunk_add(raw->arena, &raw->placing->unplaced, arena_printf(raw->arena, "[%s]", token->text), token->line);
	}
}

/* The text that may go on over the page: that of the form's last label here. */
static void find_last(struct raw *raw)
{
	const struct reading *best = NULL;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct reading *reading = raw->tokens.items[i].reading;
		if (!reading || (best && reading->item->order < best->item->order && reading->place->section &&
		                 section_top(reading->place->section) == section_top(best->place->section)))
			continue;
		best = raw->last = reading;
	}
}

/* ---- words with places ---- */

/* Labels and words between two headings; returns what it costs to fit them, or `give`s them. */
static unsigned fit_band(struct raw *raw, float from, float to, bool on_top, bool give)
{
	struct part part = {.raw = raw, .on_top = on_top};
	LIST(const struct token *) lines = {0};
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		float middle = middle_of(token);
		if (middle < from || middle >= to)
			continue;
		struct reading *reading = token->kind == TOKEN_LABEL ? token->reading : NULL;
		if (reading && takes_words(reading) && !reading->chunks.count && part.taker_count < TAKER_LIMIT) {
			part.labels[part.taker_count] = token->place ? NULL : token;
			part.takers[part.taker_count++] = reading;
		} else if (token->kind == TOKEN_WORDS) {
			list_push(raw->scratch, &lines, token);
		}
	}
	if (!part.taker_count || !lines.count)
		return 0;
	qsort(lines.items, lines.count, sizeof *lines.items, by_place);
	part.lines = lines.items;
	part.line_count = lines.count;
	if (give)
		give_part(&part);
	size_t starts[TAKER_LIMIT], ends[TAKER_LIMIT];
	return give ? 0 : fit_lines(&part, starts, ends);
}

static unsigned fit_bands(struct raw *raw, bool on_top, bool give)
{
	unsigned cost = 0;
	float from = 0;
	for (;;) {
		float next = FLT_MAX;
		for (size_t i = 0; i < raw->tokens.count; i++) {
			const struct token *token = &raw->tokens.items[i];
			if (token->place && middle_of(token) > from && middle_of(token) < next)
				next = middle_of(token);
		}
		cost += fit_band(raw, from, next, on_top, give);
		if (next == FLT_MAX)
			return cost;
		from = next;
	}
}

static void fit_runs(struct raw *raw)
{
	struct run run = {.part.raw = raw};
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		if (token->kind == TOKEN_LABEL && token->place && !run.words)
			pass_heading(&run);
		if (token->kind == TOKEN_LABEL && token->reading) {
			if (may_stand_above(&run, token) && !has_words(raw, i))
				add_taker(&run, token->reading);
			if (run.words || (run.part.columns && run.lines.count))
				end_run(&run);
			add_taker(&run, token->reading);
		} else if (token->kind == TOKEN_WORDS) {
			run_words(&run, token);
		} else if (is_mark(token)) {
			add_mark(&run, token);
		}
	}
	end_run(&run);
}

void raw_words(struct raw *raw)
{
	if (raw->top && raw->tokens.count && raw->tokens.items[0].bottom > 0) {
		bool on_top = fit_bands(raw, true, false) < fit_bands(raw, false, false);
		if (on_top)
			continue_above(raw);
		fit_bands(raw, on_top, true);
	} else {
		fit_runs(raw);
	}
	continue_last(raw);
	give_rest(raw);
	give_below(raw);
	find_last(raw);
}
