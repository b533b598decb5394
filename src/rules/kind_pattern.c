/* `pattern`: a regular expression is found in the texts. */
#include "base/list.h"
#include "base/messages/wording.h"
#include "rules/pattern_search.h"

#include <string.h>

enum { MATCH_LIMIT = 2000000 /* backtracks: patterns that are fit for prose stay far below */ };

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	return regex_compile_with(reader->arena, reader->diags, node, PCRE2_USE_OFFSET_LIMIT);
}

/* The rest of the text was not searched: nobody should take that for a clean one. */
static void report_given_up(struct rule_run *run)
{
	struct diag *diag =
	    diag_add(run->diags, DIAG_RULE_LIMIT, (struct span){0}, msg_wording_given_up(run->diags->arena, run->rule->id));
	diag->file = run->model->node->span.source->path;
	diag->hint = msg(MSG_WORDING_GIVEN_UP_HINT);
	diag->related = node_get(run->rule->node, "pattern")->span;
	diag->related_message = msg(MSG_WORDING_PATTERN);
}

static struct text_findings find_all(struct rule_run *run, const struct corpus *corpus)
{
	LIST(struct text_finding) found = {0};
	struct pattern_search search;
	const PCRE2_SIZE *place;
	int result = PCRE2_ERROR_NOMATCH;
	pattern_search_open(&search, run, corpus, run->rule->subject, MATCH_LIMIT);
	while (found.count < RULE_FOUND_LIMIT && run->budget > RULE_MATCH_STEPS) {
		run->budget -= RULE_MATCH_STEPS;
		result = pattern_search_next(&search, &place);
		if (!place)
			break;
		size_t start = place[0] <= place[1] ? place[0] : place[1];
		if (place[1] > start && corpus_piece(corpus, start, place[1]))
			list_push(run->arena, &found, ((struct text_finding){.start = start, .end = place[1]}));
	}
	pattern_search_close(&search);
	if (result < 0 && result != PCRE2_ERROR_NOMATCH)
		report_given_up(run);
	for (size_t i = 0; i < found.count; i++) {
		found.items[i].count = found.count;
		found.items[i].others = found.count - 1;
	}
	return (struct text_findings){corpus, found.items, found.count};
}

/* Were the same words of the same answer told? Whoever mends one sees the other. */
static bool is_repeated(const struct text_findings *found, const bool *told, size_t index)
{
	const struct text_finding *finding = &found->items[index];
	const struct piece *piece = corpus_piece(found->corpus, finding->start, finding->end);
	const char *words = found->corpus->text + finding->start;
	size_t length = finding->end - finding->start;
	for (size_t i = index; i-- > 0 && found->items[i].start >= piece->start;)
		if (told[i] && found->items[i].end - found->items[i].start == length &&
		    memcmp(found->corpus->text + found->items[i].start, words, length) == 0)
			return true;
	return false;
}

/* All that was found, or with `once` the first of it. */
static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct text_findings texts = find_all(run, corpus);
	bool *told = arena_array(run->arena, bool, texts.count);
	for (size_t i = 0; i < texts.count; i++) {
		told[i] = !is_repeated(&texts, told, i) && text_rule_report(run, corpus, &texts.items[i]);
		if (told[i] && run->rule->once)
			break;
	}
	const struct corpus *rows = text_rule_rows(run);
	if (!rows)
		return;
	struct text_findings in_rows = find_all(run, rows);
	text_rule_report_row(run, &texts, &in_rows);
}

const struct rule_kind kind_pattern = {
    .name = "pattern", .field = FIELD_SCALAR, .rows = true, .load = load, .run = run};
