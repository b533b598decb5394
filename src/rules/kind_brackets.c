/* `brackets`: pairs that are not closed, or not opened. */
#include "base/list.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/buckets.h"
#include "rules/kind.h"

#include <string.h>

enum { BRACKET_LIMIT = 50, OPEN_LIMIT = 64 };

struct bracket_pairs {
	const char **items; /* 「」, each two characters */
	size_t count;
};

struct bracket_search {
	struct rule_run *run;
	const struct corpus *corpus;
	const struct corpus *texts; /* of the whole model, where `corpus` is of rows: their cells may be cut; else NULL */
	LIST(struct text_finding) found;
};

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct bracket_pairs *pairs = arena_new_object(reader->arena, struct bracket_pairs);
	if (!rule_few_enough(reader, node, BRACKET_LIMIT))
		return NULL;
	pairs->items = arena_array(reader->arena, const char *, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *pair = node->items[i];
		if (pair->kind != NODE_SCALAR || utf8_count(pair->text, pair->length) != 2) {
			rule_refuse(reader, pair, msg(MSG_RULE_BRACKETS));
			return NULL;
		}
		pairs->items[pairs->count++] = pair->text;
	}
	return pairs;
}

/* Opening or closing one of the rule's pairs. */
struct bracket {
	const char *text;
	size_t length;
	size_t pair;
	bool closes;
};

/* The rule's brackets by the bucket of their character; two of one bucket are put one behind the other. */
struct bracket_index {
	unsigned char first[BUCKETS]; /* number of a bracket, from 1 */
	struct bracket *brackets;
	size_t count;
};

static struct bracket_index *index_brackets(struct arena *arena, const struct bracket_pairs *pairs)
{
	struct bracket_index *index = arena_new_object(arena, struct bracket_index);
	index->brackets = arena_array(arena, struct bracket, 2 * pairs->count);
	for (size_t i = 0; i < pairs->count; i++) {
		const char *opening = pairs->items[i], *closing = opening + utf8_step(opening);
		index->brackets[index->count++] = (struct bracket){opening, utf8_step(opening), i, false};
		index->brackets[index->count++] = (struct bracket){closing, utf8_step(closing), i, true};
	}
	for (size_t i = index->count; i > 0; i--)
		index->first[bucket_at(index->brackets[i - 1].text)] = (unsigned char)i;
	return index;
}

/* The bracket at text, or NULL. */
static const struct bracket *bracket_at(const struct bracket_index *index, const char *text)
{
	size_t first = index->first[bucket_at(text)];
	for (size_t i = first; first && i <= index->count; i++)
		if (strncmp(text, index->brackets[i - 1].text, index->brackets[i - 1].length) == 0)
			return &index->brackets[i - 1];
	return NULL;
}

/* 1) and ア）at the head of an item are no brackets: what stands before the closing one is a number or a letter. */
static bool is_item_mark(const struct piece *piece, size_t at)
{
	static const char *const marks =
	    "0123456789０１２３４５６７８９abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZａｂｃｄｅｆｇｈｉｊ"
	    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十"
	    "※";
	const char *text = piece->node->text;
	size_t start = utf8_back(text, at);
	if (start >= at)
		return false;
	char before[8] = "";
	memcpy(before, text + start, at - start < sizeof before ? at - start : 0);
	return *before && strstr(marks, before);
}

enum { AROUND = 24 }; /* bytes on each side by which passages are compared */

/* The bracket with the words around it. */
static const char *passage(struct arena *arena, const struct corpus *corpus, size_t start, size_t end)
{
	size_t from = start < AROUND ? 0 : start - AROUND,
	       to = corpus->length - end < AROUND ? corpus->length : end + AROUND;
	return arena_copy(arena, corpus->text + from, to - from);
}

/* Is the same passage told already, or by another corpus? */
static bool is_known(const struct bracket_search *search, size_t start, size_t end)
{
	struct arena *arena = search->run->arena;
	const char *words = passage(arena, search->corpus, start, end);
	for (size_t i = 0; i < search->found.count; i++)
		if (strcmp(passage(arena, search->corpus, search->found.items[i].start, search->found.items[i].end), words) ==
		    0)
			return true;
	return search->texts && strstr(search->texts->text, words);
}

static void add_bracket(struct bracket_search *search, const struct piece *piece, size_t at)
{
	size_t start = piece->start + at, end = start + utf8_prefix(piece->node->text + at, piece->length - at, 1);
	if (search->run->budget <= RULE_MATCH_STEPS || search->found.count >= RULE_FOUND_LIMIT ||
	    is_known(search, start, end))
		return;
	search->run->budget -= RULE_MATCH_STEPS;
	list_push(search->run->arena, &search->found, ((struct text_finding){.start = start, .end = end, .count = 1}));
}

/* （ and ( */
static bool is_other_width(const struct bracket_index *index, size_t pair, size_t other)
{
	int32_t point = utf8_point(index->brackets[2 * pair].text), its = utf8_point(index->brackets[2 * other].text);
	return point - its == 0xfee0 || its - point == 0xfee0;
}

static void check_piece(struct bracket_search *search, const struct bracket_index *index, const struct piece *piece)
{
	const char *text = piece->node->text;
	struct {
		size_t pair, at;
	} open[OPEN_LIMIT];
	size_t depth = 0;
	for (size_t at = 0; at < piece->length && depth < OPEN_LIMIT; at += utf8_step(text + at)) {
		const struct bracket *bracket = bracket_at(index, text + at);
		if (!bracket)
			continue;
		if (!bracket->closes) {
			open[depth].pair = bracket->pair;
			open[depth++].at = at;
		} else if (depth > 0 && open[depth - 1].pair == bracket->pair) {
			depth--;
		} else if (!is_item_mark(piece, at)) {
			if (!search->texts || (depth > 0 && is_other_width(index, open[depth - 1].pair, bracket->pair)))
				add_bracket(search, piece, depth > 0 ? open[depth - 1].at : at);
			return; /* what follows is seen from a wrong beginning */
		}
	}
	if (depth > 0 && !search->texts)
		add_bracket(search, piece, open[depth - 1].at);
}

static void report_brackets(struct rule_run *run, const struct corpus *corpus, const struct corpus *texts, size_t most)
{
	struct bracket_search search = {.run = run, .corpus = corpus, .texts = texts};
	const struct bracket_index *index = index_brackets(run->arena, run->rule->subject);
	for (size_t i = 0; i < corpus->piece_count; i++)
		check_piece(&search, index, &corpus->pieces[i]);
	for (size_t i = 0; i < search.found.count && i < most; i++)
		text_rule_report(run, corpus, &search.found.items[i]);
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	enum { IN_ROWS = 2 };
	report_brackets(run, corpus, NULL, RULE_FOUND_LIMIT);
	const struct corpus *rows = text_rule_rows(run);
	if (rows)
		report_brackets(run, rows, corpus, IN_ROWS);
}

const struct rule_kind kind_brackets = {
    .name = "brackets", .field = FIELD_LIST, .rows = true, .load = load, .run = run};
