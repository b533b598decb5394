/* Words that are left of a page -> the items that take words. Labels stand before their words, one by one or several
 * labels before the words of all (raw_part.h). */
#include "base/list.h"
#include "base/messages/import.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/raw_part.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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
		if (reading_takes_words(run->part.takers[i]))
			run->part.takers[takers++] = run->part.takers[i];
	for (size_t i = 0; i < run->lines.count; i++)
		if (!token_is_mark(run->lines.items[i]))
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
		words_give(raw, own, run->lines.items, count);
		words_use(run->lines.items, 0, count);
	} else if (run->part.taker_count && run->part.line_count) {
		part_give(&run->part);
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
	bool takes = reading_takes_words(reading) ? !reading->chunks.count : is_chosen(reading);
	if (takes && run->part.taker_count < TAKER_LIMIT)
		run->part.takers[run->part.taker_count++] = reading;
}

/* A heading below labels without words: what stands above it has nothing below it, but where an item with options stands
 * above it without its boxes. Then labels are in a column of their own. */
static void pass_heading(struct run *run)
{
	bool chosen = false;
	for (size_t i = 0; i < run->part.taker_count; i++)
		chosen |= !reading_takes_words(run->part.takers[i]);
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
	bool more = run->lines.count && token_is_mark(run->lines.items[run->lines.count - 1]);
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
	bool dated = word_is_date(raw, raw->tokens.items[at].text);
	bool number = word_is_number(utf8_fold(raw->scratch, raw->tokens.items[at].text));
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct reading *reading = raw->tokens.items[i].reading;
		if (!reading || !reading_takes_words(reading) || reading->chunks.count)
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
		bool single = word_is_date(raw, tokens[end].text) || word_is_number(utf8_fold(raw->scratch, tokens[end].text));
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
	words_give(raw, reading, lines, end - start);
	words_use(lines, 0, end - start);
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
	words_give(raw, raw->last, lines.items, lines.count);
	words_use(lines.items, 0, lines.count);
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
		if (reading && reading_takes_words(reading) && !reading->chunks.count && part.taker_count < TAKER_LIMIT) {
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
		part_give(&part);
	size_t starts[TAKER_LIMIT], ends[TAKER_LIMIT];
	return give ? 0 : part_fit(&part, starts, ends);
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
		} else if (token_is_mark(token)) {
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
