/* A text rule and an assessment → what its kind finds, as findings. */
#include "rules/kind.h"

#include "yaml/edit.h"

#include <string.h>

enum {
	BYTES_PER_STEP = 8, /* of the run's budget, to search the texts once */
	TOLD_LIMIT = 180,   /* bytes: what is told of a longer place is not of these letters */
	ROW_FINDINGS = 3    /* words that a rule tells of in the rows: which are many, and old */
};

/* Sets what the expressions of the rule see of a match. */
static void set_match(struct rule_run *run, enum match_slot slot, struct value value)
{
	run->variables[RULE_SLOT_TABLES + run->rule->table_count + slot] = value;
}

static struct diag *report(struct rule_run *run, struct span span, const struct node *node)
{
	size_t before = run->diags->count;
	struct buf path = BUF_INIT;
	if (run->rule->when && !expr_true(run->rule->when, &run->env))
		return NULL;
	node_path(node, &path);
	run->report(run, span, node, arena_copy(run->arena, buf_text(&path), path.length));
	buf_free(&path);
	return run->diags->count > before ? run->diags->items[before] : NULL;
}

/* Does a row of 変更箇所 tell of these words? Then they are what was published, and row and text change together or not at all. */
static bool is_in_rows(struct rule_run *run, const char *words)
{
	if (!run->rows)
		run->rows = corpus_of_rows(run->arena, run->sheets, run->sheet_count);
	return strstr(run->rows->text, words) != NULL;
}

/* The words to write instead, put in; or NULL. */
static const struct remedy *remedy_of(struct rule_run *run, const struct piece *piece, size_t start, size_t end,
                                      const char *instead)
{
	const char *words = arena_copy(run->arena, piece->node->text + start, end - start);
	if (!run->rule->mend || !instead || is_in_rows(run, words))
		return NULL;
	struct remedy *remedy = arena_new_object(run->arena, struct remedy);
	remedy->parts = arena_new_object(run->arena, struct remedy_part);
	*remedy->parts = (struct remedy_part){start, end, instead};
	remedy->node = piece->node;
	remedy->count = 1;
	return remedy;
}

/* Does the sentence of these bytes fit an `unless`? */
static bool is_excused(struct rule_run *run, const struct corpus *corpus, size_t start, size_t end)
{
	const struct regex *const *unless = run->rule->unless;
	if (!unless[0] && !unless[1])
		return false;
	corpus_sentence(corpus, &start, &end);
	for (size_t i = 0; i < 2; i++)
		if (unless[i] && regex_match(unless[i], corpus->text + start, end - start) != REGEX_NONE)
			return true;
	return false;
}

struct diag *text_rule_report(struct rule_run *run, const struct corpus *corpus, const struct text_finding *finding)
{
	size_t start = finding->start, end = finding->end;
	const struct piece *piece = corpus_piece(corpus, start, end);
	if (!piece || is_excused(run, corpus, start, end))
		return NULL; /* begins in one text and ends in another; or is meant */
	set_match(run, MATCH_TEXT, value_text(arena_copy(run->arena, corpus->text + start, end - start)));
	set_match(run, MATCH_INSTEAD, finding->instead ? value_text(finding->instead) : value_absent());
	set_match(run, MATCH_COUNT, value_number((int64_t)finding->count));
	set_match(run, MATCH_OTHERS, value_number((int64_t)finding->others));
	set_match(run, MATCH_MARKDOWN, value_bool(piece->node->key && node_is(piece->node->key, "markdown")));
	struct diag *diag = report(run, corpus_span(corpus, start, end), piece->node);
	if (diag && run->rule->mend)
		diag->remedy = remedy_of(run, piece, start - piece->start, end - piece->start, finding->instead);
	return diag;
}

/* Is it a finding of words of the text, and none of an answer that is missing around it? */
static bool is_within(const struct span *told, const struct span *text)
{
	return told->source == text->source && told->start >= text->start && told->end <= text->end &&
	       told->end - told->start <= TOLD_LIMIT;
}

bool text_rule_is_told(const struct rule_run *run, const struct corpus *corpus, size_t start, size_t end)
{
	const struct piece *piece = corpus_piece(corpus, start, end);
	if (!piece)
		return true;
	const struct span span = corpus_span(corpus, start, end);
	for (size_t i = 0; i < run->diags->count; i++) {
		const struct span *other = &run->diags->items[i]->span;
		if (is_within(other, &piece->node->span) && other->start < span.end && span.start < other->end)
			return true;
	}
	return false;
}

const struct corpus *text_rule_rows(struct rule_run *run)
{
	if (run->rule->rows && !run->rows)
		run->rows = corpus_of_rows(run->arena, run->sheets, run->sheet_count);
	return run->rule->rows ? run->rows : NULL;
}

static bool is_among(const struct text_findings *findings, const char *text, size_t length)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct text_finding *finding = &findings->items[i];
		if (finding->end - finding->start == length &&
		    memcmp(findings->corpus->text + finding->start, text, length) == 0)
			return true;
	}
	return false;
}

void text_rule_report_row(struct rule_run *run, const struct text_findings *texts, const struct text_findings *rows)
{
	size_t told = 0, most = run->rule->once ? 1 : ROW_FINDINGS;
	for (size_t i = 0; i < rows->count && told < most; i++) {
		struct text_finding finding = rows->items[i];
		const char *words = rows->corpus->text + finding.start;
		size_t length = finding.end - finding.start;
		struct text_findings before = {rows->corpus, rows->items, i};
		finding.count = 1;
		finding.others = 0;
		if (!is_among(texts, words, length) && !is_among(&before, words, length))
			told += text_rule_report(run, rows->corpus, &finding) != NULL;
	}
}

void text_rule_report_found(struct rule_run *run, const struct corpus *corpus,
                            struct text_findings (*find)(struct rule_run *run, const struct corpus *corpus))
{
	struct text_findings texts = find(run, corpus);
	for (size_t i = 0; i < texts.count; i++)
		text_rule_report(run, corpus, &texts.items[i]);
	const struct corpus *rows = text_rule_rows(run);
	if (!rows)
		return;
	struct text_findings in_rows = find(run, rows);
	text_rule_report_row(run, &texts, &in_rows);
}

void text_rule_report_place(struct rule_run *run, const struct node *node, struct span place, size_t count)
{
	const char *match = arena_copy(run->arena, place.source->text + place.start, place.end - place.start);
	set_match(run, MATCH_TEXT, value_text(match));
	set_match(run, MATCH_COUNT, value_number((int64_t)count));
	report(run, place, node);
}

void text_rule_run(struct rule_run *run)
{
	const struct corpus **corpus = run->rule->history ? &run->whole : &run->corpus;
	if (!*corpus)
		*corpus = corpus_new(run->arena, run->schema, run->model, run->rule->history);
	size_t cost = (*corpus)->length / BYTES_PER_STEP;
	if (cost >= run->budget) {
		run->budget = 0;
		return;
	}
	run->budget -= cost;
	run->rule->kind->run(run, *corpus);
}
