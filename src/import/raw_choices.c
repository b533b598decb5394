/* Answers of a page -> the items that ask for one of some options. Of items with the same options the order of labels
 * and answers decides, and how near they stand. */
#include "base/list.h"
#include "base/messages/import.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/raw.h"

#include <math.h>
#include <string.h>

enum {
	FAR = 30,        /* beyond it, all are equally far */
	COST_BEFORE = 5, /* the answer stands before its label */
	COST_BARE = 8,   /* it is in no brackets */
	COST_NO_ANSWER = 40,
	COST_NO_LABEL = 45,
	COST_NO_LABEL_BARE = 5,
	CHOICE_LIMIT = 400
};

struct asked {
	struct reading *reading;
	size_t at; /* the token */
};

struct choosing {
	struct raw *raw;
	const struct reading
	    *empty[CHOICE_LIMIT]; /* of the tokens in `given`: whose empty brackets they are; NULL: answers */
	struct asked asked[CHOICE_LIMIT];
	size_t asked_count;
	size_t given[CHOICE_LIMIT];        /* tokens */
	struct reading *got[CHOICE_LIMIT]; /* who has got each of them; NULL: nobody */
	size_t given_count;
};

static bool is_choice(const struct reading *reading)
{
	return reading && (reading->item->type == ITEM_CHOICE || reading->item->type == ITEM_RESULT);
}

static bool offers(struct arena *scratch, const struct item *item, const char *words)
{
	const char *folded = utf8_fold(scratch, words);
	for (size_t i = 0; i < item->option_count; i++)
		if (strcmp(folded, utf8_fold(scratch, item->options[i].label)) == 0 ||
		    strcmp(folded, utf8_fold(scratch, item->options[i].value)) == 0)
			return true;
	return false;
}

static bool same_options(const struct item *a, const struct item *b)
{
	if (a->option_count != b->option_count)
		return false;
	for (size_t i = 0; i < a->option_count; i++)
		if (strcmp(a->options[i].value, b->options[i].value) != 0)
			return false;
	return true;
}

static unsigned match_cost(const struct choosing *choosing, size_t asked, size_t given)
{
	if (choosing->empty[given])
		return choosing->empty[given] == choosing->asked[asked].reading ? 0 : COST_NO_LABEL + COST_NO_ANSWER;
	size_t label = choosing->asked[asked].at, answer = choosing->given[given];
	size_t distance = answer > label ? answer - label : label - answer;
	unsigned cost = (unsigned)(distance > FAR ? FAR : distance);
	return cost + (answer < label ? COST_BEFORE : 0) + (choosing->raw->tokens.items[answer].framed ? 0 : COST_BARE);
}

static bool labels_in_order(const struct choosing *choosing)
{
	for (size_t a = 1; a < choosing->asked_count; a++) {
		const struct reading *above = choosing->asked[a - 1].reading, *label = choosing->asked[a].reading;
		bool repeated = above->item == label->item;
		if (repeated ? label->place->n < above->place->n : label->item->order < above->item->order)
			return false;
	}
	return true;
}

/* An answer that counts: one in brackets, or one that an item has got; empty brackets stand at their item. */
static bool counts(const struct choosing *choosing, size_t given)
{
	bool framed = choosing->raw->tokens.items[choosing->given[given]].framed;
	return !choosing->empty[given] && (framed || choosing->got[given]);
}

static bool answers_differ(const struct choosing *choosing)
{
	const char *first = NULL;
	for (size_t g = 0; g < choosing->given_count; g++) {
		const char *text = utf8_fold(choosing->raw->scratch, choosing->raw->tokens.items[choosing->given[g]].text);
		if (!counts(choosing, g))
			continue;
		if (first && strcmp(first, text) != 0)
			return true;
		first = text;
	}
	return false;
}

/* Are there empty brackets right behind the label of an item without an answer? */
static bool is_left_blank(const struct choosing *choosing, size_t asked)
{
	const struct tokens *tokens = &choosing->raw->tokens;
	size_t box = choosing->asked[asked].at + 1;
	bool empty = box < tokens->count && tokens->items[box].kind == TOKEN_BOX && !tokens->items[box].on;
	return empty && !choosing->asked[asked].reading->chunks.count &&
	       (box + 1 == tokens->count || !tokens->items[box + 1].behind);
}

/* Does the order of labels and answers tell which is whose? Only where each label has its answer, now all in front of theirs or all
 * behind: side by side, or the labels as in the form. */
static bool order_tells(const struct choosing *choosing)
{
	long ahead = 0, most = 0, least = 0; /* labels over answers, from the top */
	for (size_t a = 0, g = 0; a < choosing->asked_count || g < choosing->given_count;) {
		bool label =
		    g == choosing->given_count || (a < choosing->asked_count && choosing->asked[a].at <= choosing->given[g]);
		ahead += label ? !is_left_blank(choosing, a) : counts(choosing, g) ? -1 : 0;
		a += label;
		g += !label;
		most = ahead > most ? ahead : most;
		least = ahead < least ? ahead : least;
	}
	bool beside = most - least <= 1;
	return !ahead && (!most || !least) && (beside || labels_in_order(choosing));
}

static void answer(struct choosing *choosing, size_t asked, size_t given)
{
	struct raw *raw = choosing->raw;
	struct token *token = &raw->tokens.items[choosing->given[given]];
	struct reading *reading = choosing->asked[asked].reading;
	chunk_add(raw->arena, &reading->chunks, arena_printf(raw->arena, "[%s]", token->text), token->line);
	token->kind = TOKEN_GONE;
	choosing->got[given] = reading;
}

/* The cheapest way to give answers to items, both in their order. */
static void fit(struct choosing *choosing)
{
	size_t rows = choosing->asked_count + 1, columns = choosing->given_count + 1;
	unsigned *cost = arena_array(choosing->raw->scratch, unsigned, rows *columns);
	const struct token *tokens = choosing->raw->tokens.items;
	for (size_t a = rows; a-- > 0;) {
		for (size_t g = columns; g-- > 0;) {
			bool bare = g + 1 < columns && !tokens[choosing->given[g]].framed;
			unsigned best = a + 1 < rows ? cost[(a + 1) * columns + g] + COST_NO_ANSWER : 0;
			if (g + 1 < columns) {
				unsigned skip = cost[a * columns + g + 1] + (bare ? COST_NO_LABEL_BARE : COST_NO_LABEL);
				best = a + 1 == rows || skip < best ? skip : best;
			}
			if (a + 1 < rows && g + 1 < columns) {
				unsigned match = cost[(a + 1) * columns + g + 1] + match_cost(choosing, a, g);
				best = match < best ? match : best;
			}
			cost[a * columns + g] = best;
		}
	}
	for (size_t a = 0, g = 0; a + 1 < rows && g + 1 < columns;) {
		if (cost[a * columns + g] == cost[(a + 1) * columns + g + 1] + match_cost(choosing, a, g))
			answer(choosing, a++, g++);
		else if (cost[a * columns + g] == cost[(a + 1) * columns + g] + COST_NO_ANSWER)
			a++;
		else
			g++;
	}
}

static void add_asked(struct choosing *choosing, struct reading *reading, size_t at, const struct item *like)
{
	if (is_choice(reading) && !reading->chunks.count && same_options(reading->item, like) &&
	    choosing->asked_count < CHOICE_LIMIT)
		choosing->asked[choosing->asked_count++] = (struct asked){reading, at};
}

/* All items of the page with the same options as this one. */
static void fit_like(struct raw *raw, const struct reading *const *empties, const struct item *like)
{
	struct choosing *choosing = arena_new_object(raw->scratch, struct choosing);
	choosing->raw = raw;
	for (size_t i = 0; i < raw->choices.count; i++)
		add_asked(choosing, raw->choices.items[i], 0, like);
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		add_asked(choosing, token->reading, i, like);
		const struct reading *empty = token->kind == TOKEN_BOX ? empties[i] : NULL;
		bool offered = token->kind == TOKEN_ANSWER && offers(raw->scratch, like, token->text);
		if ((!offered && !(empty && same_options(empty->item, like))) || choosing->given_count == CHOICE_LIMIT)
			continue;
		choosing->empty[choosing->given_count] = empty;
		choosing->given[choosing->given_count++] = i;
	}
	fit(choosing);
	if (!answers_differ(choosing) || order_tells(choosing))
		return;
	for (size_t g = 0; g < choosing->given_count; g++)
		if (choosing->got[g] && !choosing->empty[g])
			choosing->got[g]->doubt = msg(MSG_IMPORT_BY_ORDER);
}

/* Are there brackets without words behind the label, before the next? */
static bool is_bracket_empty(const struct raw *raw, size_t at)
{
	for (size_t i = at + 1; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		bool words = i + 1 < raw->tokens.count && raw->tokens.items[i + 1].behind;
		if ((token->kind == TOKEN_BOX || token->kind == TOKEN_OPEN) && !token->on && !words)
			return true;
		if (is_choice(token->reading))
			return false;
	}
	return false;
}

static size_t count_listed(const struct raw *raw, const struct item_option *option, bool *broken)
{
	const char *folded = utf8_fold(raw->scratch, option->value);
	for (size_t i = 0; i < raw->options.count; i++) {
		if (strcmp(raw->options.items[i].folded, folded) != 0)
			continue;
		*broken = raw->options.items[i].broken;
		return raw->options.items[i].listed;
	}
	return 0;
}

/* The answer is printed with its number, and was taken for one of the list: it is there once more than the others. */
static const char *listed_again(const struct raw *raw, const struct item *item)
{
	size_t most = 0, all = 0, with_most = 0;
	const char *answer = NULL;
	bool broken, broken_answer = false;
	for (size_t i = 0; i < item->option_count; i++) {
		size_t listed = count_listed(raw, &item->options[i], &broken);
		broken_answer = listed > most ? broken : broken_answer;
		all += listed;
		with_most = listed > most ? 1 : with_most + (listed == most);
		answer = listed > most ? item->options[i].value : answer;
		most = listed > most ? listed : most;
	}
	bool once = broken_answer && with_most == 1 && most == 2 && all == item->option_count + 1;
	return once ? answer : NULL;
}

static void close_choice(struct raw *raw, struct reading *reading, bool empty)
{
	if (empty)
		chunk_add(raw->arena, &reading->chunks, "[]", reading->line);
	else
		reading->value = (struct value){.kind = VALUE_UNKNOWN, .detail = msg(MSG_UNKNOWN_ANSWER_LOST)};
}

/* What is left without an answer: blank where empty brackets say so; the last may be answered on the next page. */
static void close_choices(struct raw *raw)
{
	for (size_t i = 0; i < raw->choices.count; i++)
		if (!raw->choices.items[i]->chunks.count)
			close_choice(raw, raw->choices.items[i], false);
	raw->choices.count = 0;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct reading *reading = raw->tokens.items[i].reading;
		if (!is_choice(reading) || reading->chunks.count)
			continue;
		const char *again = listed_again(raw, reading->item);
		if (again)
			chunk_add(raw->arena, &reading->chunks, arena_printf(raw->arena, "[%s]", again), reading->line);
		else if (is_bracket_empty(raw, i))
			close_choice(raw, reading, true);
		else
			list_push(raw->arena, &raw->choices, reading);
	}
}

/* Empty brackets and nothing behind them, whose place is known: those of the item whose label is nearest to their height. */
static const struct reading *empty_of(const struct raw *raw, size_t at)
{
	const struct token *box = &raw->tokens.items[at], *next = at + 1 < raw->tokens.count ? box + 1 : NULL;
	const struct reading *nearest = NULL;
	float least = 0;
	if (box->kind != TOKEN_BOX || box->on || box->bottom <= 0 || (next && next->behind))
		return NULL;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *label = &raw->tokens.items[i];
		float away = fabsf(label->top + label->bottom - box->top - box->bottom);
		if (!is_choice(label->reading) || (nearest && away >= least))
			continue;
		nearest = label->reading;
		least = away;
	}
	return nearest;
}

/* For each token of the page what empty_of says. */
static const struct reading **list_empty(struct raw *raw)
{
	const struct reading **empty = arena_array(raw->scratch, const struct reading *, raw->tokens.count + 1);
	size_t boxes = 0;
	for (size_t i = 0; i < raw->tokens.count && boxes < CHOICE_LIMIT; i++) {
		const struct reading *of = empty_of(raw, i);
		empty[i] = of && !listed_again(raw, of->item) ? of : NULL; /* its words may stand above and below */
		boxes += of != NULL;
	}
	return empty;
}

/* ---- counts ---- */

/* ）件, and what stands in front of it when its bracket opens in another line: 3 ）件 */
static bool ends_count(struct raw *raw, const char *text)
{
	const char *folded = utf8_fold(raw->scratch, text);
	return strcmp(folded + strspn(folded, "0123456789,"), ")件") == 0;
}

/* （, 3, ）件 in lines of their own. */
static void gather_count(struct raw *raw, size_t end)
{
	struct token *tokens = raw->tokens.items;
	const char *last = utf8_fold(raw->scratch, tokens[end].text);
	const char *digits = arena_copy(raw->scratch, last, strspn(last, "0123456789,"));
	for (size_t i = end; i-- > 0 && end - i <= 4;) {
		const char *folded = utf8_fold(raw->scratch, tokens[i].text);
		bool number = tokens[i].kind == TOKEN_WORDS && *folded && strspn(folded, "0123456789,") == strlen(folded);
		number &= !*digits;
		if (number)
			digits = folded;
		if (number || (tokens[i].kind == TOKEN_PAREN && strcmp(folded, "(") == 0))
			tokens[i].kind = TOKEN_GONE;
		if (tokens[i].kind == TOKEN_PAREN || *digits)
			break;
	}
	tokens[end].kind = TOKEN_COUNT;
	tokens[end].text = arena_printf(raw->arena, "(%s)件", digits);
}

static struct reading *counted(struct token *token)
{
	struct reading *reading = token->reading;
	size_t next = reading ? (size_t)(reading - reading->place->readings) + 1 : 0;
	bool counts = reading && next < reading->place->reading_count &&
	              reading->place->readings[next].item->type == ITEM_COUNT && is_choice(reading);
	return counts ? reading : NULL;
}

static void take_counts(struct raw *raw)
{
	struct reading *owner = NULL;
	for (size_t i = 0; !owner && i < raw->tokens.count; i++)
		owner = counted(&raw->tokens.items[i]);
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		if (token->kind == TOKEN_WORDS && ends_count(raw, token->text))
			gather_count(raw, i);
		if (token->kind != TOKEN_COUNT || !owner || !owner->chunks.count)
			continue;
		chunk_add(raw->arena, &owner->chunks, token->text, token->line);
		token->kind = TOKEN_GONE;
	}
}

void raw_choices(struct raw *raw)
{
	const struct reading **empties = list_empty(raw);
	for (size_t i = 0; i < raw->choices.count; i++)
		if (!raw->choices.items[i]->chunks.count)
			fit_like(raw, empties, raw->choices.items[i]->item);
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct reading *reading = raw->tokens.items[i].reading;
		if (is_choice(reading) && !reading->chunks.count)
			fit_like(raw, empties, reading->item);
	}
	close_choices(raw);
	take_counts(raw);
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		if (token->kind == TOKEN_ANSWER)
			token->kind = token->framed ? TOKEN_ANSWER : TOKEN_WORDS;
	}
}
