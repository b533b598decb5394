/* 「X（以下「Y」という。）」 in the texts of a sheet → short forms that are nowhere used, used before they are defined, or
 * defined twice or in another sheet only, and full names where the short form is defined already, or only later. What a
 * definition looks like is said by the rule's patterns. */
#include "base/buf.h"
#include "base/list.h"
#include "base/memo.h"
#include "base/messages/definitions.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/pattern_search.h"

#include <string.h>

enum {
	MATCH_LIMIT = 2000000, /* backtracks in all of a sheet's texts */
	LONG_LIMIT = 20000,    /* the same, in what stands before one definition */
	REACH = 600,           /* bytes before it that the long form is looked for in */
	DEFINITION_LIMIT = 500,
	STEPS = 200 /* of the run's budget, for each */
};

struct definition {
	size_t start, end;             /* of all that its pattern finds, in the corpus */
	size_t short_start, short_end; /* of the short form */
	const char *short_form;
	const char *long_form; /* NULL: not found */
};

struct definitions {
	struct definition *items;
	size_t count;
	size_t capacity;
};

/* What is wrong with the definition of a short form. */
enum definition_fault {
	DEFINITION_UNUSED,   /* nowhere used */
	DEFINITION_LATE,     /* used before it, in print order */
	DEFINITION_TWICE,    /* there is one before it, of another long form */
	DEFINITION_AGAIN,    /* the long form is used behind it, in print order */
	DEFINITION_DELAYED,  /* the long form is used before it, in print order */
	DEFINITION_REPEATED, /* there is one before it, of the same long form */
	DEFINITION_ELSEWHERE /* another sheet of the model has it, and this one only uses the short form */
};

struct definitions_subject {
	enum definition_fault fault;
	struct regex *short_form; /* its group 1 */
	struct regex *long_form;  /* the one before it: its group 1 */
	/* Of a long form that is used otherwise: the two letters before it, U+001E, and what follows; or NULL */
	const struct regex *context;
	const struct node *names; /* keys of answers that are names, and not prose; or NULL */
};

static const struct definitions_subject *subject_of(const struct rule_run *run)
{
	return run->rule->subject;
}

static bool fault_load(const struct rule_reader *reader, const struct node *node, enum definition_fault *fault)
{
	static const char *const faults[] = {
	    [DEFINITION_UNUSED] = "unused",      [DEFINITION_LATE] = "late",       [DEFINITION_TWICE] = "twice",
	    [DEFINITION_AGAIN] = "again",        [DEFINITION_DELAYED] = "delayed", [DEFINITION_REPEATED] = "repeated",
	    [DEFINITION_ELSEWHERE] = "elsewhere"};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		if (strcmp(node->text, faults[i]) == 0) {
			*fault = (enum definition_fault)i;
			return true;
		}
	}
	rule_refuse(reader, node, msg(MSG_RULE_FAULTS));
	return false;
}

/* A pattern whose first group is what it finds. */
static struct regex *group_pattern(const struct rule_reader *reader, const struct node *node)
{
	uint32_t groups = 0;
	struct regex *pattern = regex_compile(reader->arena, reader->diags, node);
	const pcre2_code *code = pattern ? pattern->compiled->code : NULL;
	if (code && (pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups) != 0 || groups == 0)) {
		rule_refuse(reader, node, msg(MSG_RULE_CAPTURE));
		return NULL;
	}
	return pattern;
}

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct definitions_entry {
		const struct node *fault, *short_form, *long_form, *context, *names;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"fault", FIELD_SCALAR, true, offsetof(struct definitions_entry, fault)},
	    {"short", FIELD_SCALAR, true, offsetof(struct definitions_entry, short_form)},
	    {"long", FIELD_SCALAR, true, offsetof(struct definitions_entry, long_form)},
	    {"context", FIELD_SCALAR, false, offsetof(struct definitions_entry, context)},
	    {"names", FIELD_LIST, false, offsetof(struct definitions_entry, names)},
	};
	struct definitions_subject *subject = arena_new_object(reader->arena, struct definitions_subject);
	if (!fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	bool good = fault_load(reader, entry.fault, &subject->fault);
	subject->short_form = group_pattern(reader, entry.short_form);
	subject->long_form = group_pattern(reader, entry.long_form);
	subject->context = entry.context ? regex_compile(reader->arena, reader->diags, entry.context) : NULL;
	subject->names = entry.names;
	good = good && (subject->context || !entry.context);
	return good && subject->short_form && subject->long_form ? subject : NULL;
}

/* Has the match its group 1, which it can have lost by going back? */
static bool has_group(int result, const PCRE2_SIZE *places)
{
	bool good = result >= 2 || result == 0; /* 0: there are more groups than asked for */
	return good && places[2] != PCRE2_UNSET && places[2] <= places[3] && places[0] <= places[1];
}

/* ---- definitions ---- */

/* Where a long form stands in a text; of no length: nowhere. */
struct form_place {
	size_t start, end;
};

static struct form_place search_long_form(const struct regex *pattern, const char *text, size_t length, bool *sure)
{
	struct matcher matcher;
	struct form_place place = {0};
	matcher_open(&matcher, LONG_LIMIT);
	regex_prepare(pattern, length);
	int result = matcher_find(&matcher, pattern, text, length, 0);
	const PCRE2_SIZE *places = pcre2_get_ovector_pointer(matcher.data);
	if (has_group(result, places))
		place = (struct form_place){places[2], places[3]};
	*sure = result >= 0 || result == PCRE2_ERROR_NOMATCH;
	matcher_close(&matcher);
	return place;
}

/* The rules ask for the same ones, one after the other. */
static struct form_place find_long_form(struct memo *memo, const struct regex *pattern, const char *text, size_t length)
{
	uint64_t mark = memo_join(memo_join(memo_mark(text, length), pattern->mark), 1);
	const void *value;
	bool sure;
	if (memo_find(memo, mark, &value))
		return *(const struct form_place *)value;
	struct form_place place = search_long_form(pattern, text, length, &sure);
	if (memo && sure)
		*(struct form_place *)memo_keep(memo, mark, sizeof place) = place;
	return place;
}

/* The long form that ends just before `end`, in the same text. */
static const char *long_form(struct rule_run *run, const struct corpus *corpus, size_t end)
{
	const struct piece *piece = corpus_piece(corpus, end, end);
	size_t start = piece ? piece->start : end;
	if (end - start > REACH) {
		start = end - REACH;
		while (utf8_is_within(corpus->text[start]))
			start++;
	}
	const char *text = corpus->text + start;
	struct form_place place = find_long_form(run->env.memo, subject_of(run)->long_form, text, end - start);
	return place.end ? arena_copy(run->arena, text + place.start, place.end - place.start) : NULL;
}

static struct definitions find(struct rule_run *run, const struct corpus *corpus)
{
	struct definitions found = {0};
	struct pattern_search search;
	const PCRE2_SIZE *places;
	pattern_search_open(&search, run, corpus, subject_of(run)->short_form, MATCH_LIMIT);
	while (found.count < DEFINITION_LIMIT && run->budget > STEPS) {
		int result = pattern_search_next(&search, &places);
		if (!has_group(result, places))
			break;
		struct definition definition = {places[0], places[1], places[2], places[3], NULL, NULL};
		run->budget -= STEPS;
		bool whole = definition.start <= definition.short_start && definition.short_end <= definition.end &&
		             corpus_piece(corpus, definition.start, definition.end);
		if (!whole || definition.short_start == definition.short_end)
			continue;
		definition.short_form = arena_copy(run->arena, corpus->text + definition.short_start,
		                                   definition.short_end - definition.short_start);
		definition.long_form = long_form(run, corpus, definition.start);
		list_push(run->arena, &found, definition);
	}
	pattern_search_close(&search);
	return found;
}

static struct diag *report(struct rule_run *run, const struct corpus *corpus, size_t start,
                           const struct definition *about)
{
	struct text_finding finding = {start, start + strlen(about->short_form), about->long_form, 1, 0};
	return text_rule_report(run, corpus, &finding);
}

static void relate(struct diag *diag, const struct corpus *corpus, const struct definition *definition,
                   const char *message)
{
	if (!diag)
		return;
	diag->related = corpus_span(corpus, definition->short_start, definition->short_end);
	diag->related_message = message;
}

/* Takes out of the budget what it costs to search the texts once. */
static bool spend(struct rule_run *run, const struct corpus *corpus)
{
	size_t cost = corpus->length / STEPS + 1;
	run->budget = run->budget > cost ? run->budget - cost : 0;
	return run->budget > 0;
}

/* ---- nowhere used ---- */

/* Does `form`, a spelling of the definition's short form, stand anywhere but in its definitions? */
static bool stands(const struct corpus *corpus, const struct definitions *definitions,
                   const struct definition *definition, const char *form)
{
	size_t next = 0; /* definitions are in the order of the text */
	for (const char *at = corpus->text; (at = strstr(at, form)); at++) {
		size_t place = (size_t)(at - corpus->text);
		while (next < definitions->count && definitions->items[next].short_end <= place)
			next++;
		bool defining = next < definitions->count && definitions->items[next].short_start <= place &&
		                strcmp(definitions->items[next].short_form, definition->short_form) == 0;
		if (!defining)
			return true;
	}
	return false;
}

/* ASCII in full width. */
static const char *widen(struct arena *arena, const char *text)
{
	struct buf out = BUF_INIT;
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte > ' ' && byte < 0x7f) { /* U+FF01 to U+FF5E */
			buf_puts(&out, byte < 0x60 ? "\xef\xbc" : "\xef\xbd");
			buf_putc(&out, (char)(byte < 0x60 ? byte + 0x60 : byte + 0x20));
		} else {
			buf_putc(&out, *text);
		}
	}
	const char *wide = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return wide;
}

/* 市町村ＣＳ is used as 市町村CS, too. */
static bool is_used(struct arena *arena, const struct corpus *corpus, const struct definitions *definitions,
                    const struct definition *definition)
{
	const char *form = definition->short_form, *narrow = utf8_fold(arena, form), *wide = widen(arena, form);
	return stands(corpus, definitions, definition, form) ||
	       (strcmp(narrow, form) != 0 && stands(corpus, definitions, definition, narrow)) ||
	       (strcmp(wide, form) != 0 && stands(corpus, definitions, definition, wide));
}

static void report_unused(struct rule_run *run, const struct corpus *corpus)
{
	struct definitions definitions = find(run, corpus);
	for (size_t i = 0; i < definitions.count && spend(run, corpus); i++)
		if (!is_used(run->arena, corpus, &definitions, &definitions.items[i]))
			report(run, corpus, definitions.items[i].short_start, &definitions.items[i]);
}

/* ---- used before ---- */

/* The first definition of the same short form. */
static const struct definition *first_of(const struct definitions *definitions, const char *short_form)
{
	const struct definition *definition = definitions->items;
	while (strcmp(definition->short_form, short_form) != 0)
		definition++;
	return definition;
}

/* Is it made of characters of the long form that do not stand together there: 番号法, not 被保険者? Such a word is no
 * word of everyday language, which anyone may use before it is narrowed. */
static bool is_coined(struct arena *arena, const struct definition *definition)
{
	if (!definition->long_form)
		return false;
	const char *form = utf8_fold(arena, definition->short_form), *from = utf8_fold(arena, definition->long_form);
	if (utf8_count(form, strlen(form)) < 2 || strstr(from, form))
		return false;
	while (*form && *from) { /* to the next character of the form, then behind it */
		size_t length = utf8_prefix(form, strlen(form), 1);
		while (*from && strncmp(from, form, length) != 0)
			from++;
		if (*from) {
			from += length;
			form += length;
		}
	}
	return !*form;
}

/* Stands a mark of introduction before it: 「番号法」, （番号法）, 以下番号法? */
static bool is_introduced(const struct corpus *corpus, size_t place)
{
	static const char *const marks[] = {"「", "｢", "『", "（", "(", "以下", "以下、", "以降", "以降、"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t length = strlen(marks[i]);
		if (place >= length && memcmp(corpus->text + place - length, marks[i], length) == 0)
			return true;
	}
	return false;
}

static void report_late(struct rule_run *run, const struct corpus *corpus)
{
	struct definitions definitions = find(run, corpus);
	for (size_t i = 0; i < definitions.count && spend(run, corpus); i++) {
		const struct definition *definition = &definitions.items[i];
		size_t place = (size_t)(strstr(corpus->text, definition->short_form) - corpus->text);
		bool late = place < definition->start && first_of(&definitions, definition->short_form) == definition &&
		            !is_introduced(corpus, place) && is_coined(run->arena, definition);
		if (late)
			relate(report(run, corpus, place, definition), corpus, definition, msg(MSG_DEFINITIONS_DEFINITION));
	}
}

/* ---- defined twice ---- */

/* Are the long forms of two different things? What is one word more in front, or spelt otherwise, is not. */
static bool differ(struct arena *arena, const struct definition *a, const struct definition *b)
{
	enum { SPELT_OTHERWISE = 3 };
	if (!a->long_form || !b->long_form)
		return false;
	const char *one = utf8_fold(arena, a->long_form), *other = utf8_fold(arena, b->long_form);
	return !text_ends_with(one, other) && !text_ends_with(other, one) &&
	       utf8_distance(one, other, SPELT_OTHERWISE) > SPELT_OTHERWISE;
}

/* Is the same defined in another text? A text that is printed in several places is one. */
static bool is_repeated(const struct corpus *corpus, const struct definition *first, const struct definition *again)
{
	const struct piece *one = corpus_piece(corpus, first->short_start, first->short_end),
	                   *other = corpus_piece(corpus, again->short_start, again->short_end);
	const char *name = first->long_form, *same = again->long_form;
	return name && same && one->node != other->node && (text_ends_with(name, same) || text_ends_with(same, name));
}

static void report_twice(struct rule_run *run, const struct corpus *corpus, bool repeated)
{
	struct definitions definitions = find(run, corpus);
	for (size_t i = 0; i < definitions.count; i++) {
		const struct definition *definition = &definitions.items[i];
		const struct definition *first = first_of(&definitions, definition->short_form);
		if (repeated ? is_repeated(corpus, first, definition) : differ(run->arena, first, definition))
			relate(report(run, corpus, definition->short_start, definition), corpus, first, msg(MSG_DEFINITIONS_OTHER));
	}
}

/* ---- defined in another sheet ---- */

static bool is_closed(const char *behind)
{
	static const char *const marks[] = {"」", "｣", "』", "）", ")", "とい", "と記"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strncmp(behind, marks[i], strlen(marks[i])) == 0)
			return true;
	return false;
}

/* Where `corpus` uses the short form, which it introduces nowhere, or its length. */
static size_t first_use(const struct corpus *corpus, const char *form)
{
	size_t first = corpus->length;
	for (const char *at = corpus->text; (at = strstr(at, form)); at += strlen(form)) {
		size_t place = (size_t)(at - corpus->text);
		if (is_introduced(corpus, place) && is_closed(at + strlen(form)))
			return corpus->length;
		first = first < place ? first : place;
	}
	return first;
}

/* Each sheet is published for itself. */
static void report_elsewhere(struct rule_run *run, const struct corpus *corpus, const struct corpus *other)
{
	struct definitions definitions = find(run, other);
	for (size_t i = 0; i < definitions.count && spend(run, corpus); i++) {
		const struct definition *definition = &definitions.items[i];
		if (first_of(&definitions, definition->short_form) != definition || !is_coined(run->arena, definition))
			continue;
		size_t place = first_use(corpus, definition->short_form);
		if (place < corpus->length)
			relate(report(run, corpus, place, definition), other, definition, msg(MSG_DEFINITIONS_DEFINITION));
	}
}

/* ---- the full name elsewhere ---- */

static bool is_name(const struct rule_run *run, const struct piece *piece)
{
	const struct node *names = subject_of(run)->names;
	for (size_t i = 0; names && piece->node->key && i < names->count; i++)
		if (node_is(names->items[i], piece->node->key->text))
			return true;
	return false;
}

/* Do the letters around the long form at `at` say that it is meant itself, and is no part of another name? An answer
 * that is hardly more than it is a name, and not prose. */
static bool is_used_again(struct rule_run *run, const struct corpus *corpus, const char *at, size_t length)
{
	enum { BEHIND = 2, AHEAD = 20, MORE_THAN_NAME = 36 /* bytes */ };
	size_t place = (size_t)(at - corpus->text), before = place;
	const struct regex *context = subject_of(run)->context;
	const struct piece *piece = corpus_piece(corpus, place, place + length);
	if (!piece || piece->length < length + MORE_THAN_NAME || is_name(run, piece))
		return false;
	for (size_t letters = 0; letters < BEHIND && before > piece->start; letters++)
		before = utf8_back(corpus->text, before);
	size_t ahead = utf8_prefix(at + length, corpus->length - place - length, AHEAD);
	const char *around =
	    arena_printf(run->arena, "%.*s\x1e%.*s", (int)(place - before), corpus->text + before, (int)ahead, at + length);
	return !context || regex_match(context, around, strlen(around)) == REGEX_FOUND;
}

/* Tells of the first place between `at` and `end` where the definition's long form is used, with the number of them. */
static void report_used(struct rule_run *run, const struct corpus *corpus, const struct definition *definition,
                        size_t at, size_t end)
{
	const char *form = definition->long_form, *first = NULL;
	size_t length = strlen(form), count = 0;
	for (const char *place = corpus->text + at; (place = strstr(place, form)); place += length) {
		if (place >= corpus->text + end)
			break;
		if (!is_used_again(run, corpus, place, length))
			continue;
		first = first ? first : place;
		count++;
	}
	if (!first)
		return;
	size_t start = (size_t)(first - corpus->text);
	struct text_finding finding = {start, start + length, definition->short_form, count, count - 1};
	relate(text_rule_report(run, corpus, &finding), corpus, definition, msg(MSG_DEFINITIONS_DEFINITION));
}

static void report_again(struct rule_run *run, const struct corpus *corpus, bool before)
{
	enum { SHORTEST = 6 };
	struct definitions definitions = find(run, corpus);
	for (size_t i = 0; i < definitions.count && spend(run, corpus); i++) {
		const struct definition *definition = &definitions.items[i];
		const char *form = definition->long_form;
		if (!form || utf8_count(form, strlen(form)) < SHORTEST ||
		    first_of(&definitions, definition->short_form) != definition)
			continue;
		if (before)
			report_used(run, corpus, definition, 0, definition->start - strlen(form));
		else
			report_used(run, corpus, definition, definition->end, corpus->length);
	}
}

/* ---- all of them ---- */

static const struct corpus **sheet_corpora(struct rule_run *run)
{
	if (!run->sheet_corpora) {
		run->sheet_corpora = arena_array(run->arena, const struct corpus *, run->sheet_count);
		for (size_t i = 0; i < run->sheet_count; i++)
			run->sheet_corpora[i] = corpus_of_sheet(run->arena, run->schema, run->sheets[i]);
	}
	return run->sheet_corpora;
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	switch (subject_of(run)->fault) {
	case DEFINITION_UNUSED:
		report_unused(run, corpus);
		break;
	case DEFINITION_LATE:
		for (size_t i = 0; i < run->sheet_count; i++)
			report_late(run, sheet_corpora(run)[i]);
		break;
	case DEFINITION_TWICE:
		for (size_t i = 0; i < run->sheet_count; i++)
			report_twice(run, sheet_corpora(run)[i], false);
		break;
	case DEFINITION_REPEATED:
		for (size_t i = 0; i < run->sheet_count; i++)
			report_twice(run, sheet_corpora(run)[i], true);
		break;
	case DEFINITION_ELSEWHERE:
		for (size_t i = 0; i < run->sheet_count; i++) /* one that is only owed has no words of its own yet */
			for (size_t j = 0; run->sheets[i]->record && j < run->sheet_count; j++)
				if (i != j)
					report_elsewhere(run, sheet_corpora(run)[i], sheet_corpora(run)[j]);
		break;
	case DEFINITION_AGAIN:
		for (size_t i = 0; i < run->sheet_count; i++)
			report_again(run, sheet_corpora(run)[i], false);
		break;
	case DEFINITION_DELAYED:
		for (size_t i = 0; i < run->sheet_count; i++)
			report_again(run, sheet_corpora(run)[i], true);
		break;
	}
}

const struct rule_kind kind_definitions = {.name = "definitions", .field = FIELD_MAP, .load = load, .run = run};
