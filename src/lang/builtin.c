/* The functions of expressions: one row each in the table at the end, with what it takes, how its use is checked when
 * it is compiled, and how it is evaluated. */
#include "lang/builtin.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/memo.h"
#include "base/memory.h"
#include "base/messages/expr.h"
#include "base/utf8.h"
#include "lang/matcher.h"
#include "yaml/fields.h"

#include <string.h>

enum {
	BYTES_PER_STEP = 8, /* of texts that are made or searched */
	/* What a match may try, and what that costs of an evaluation's steps: a hopeless pattern gives up within some ten
	 * milliseconds, all of one evaluation within some ten seconds. Patterns fit for a sheet come nowhere near. */
	MATCH_LIMIT = 100000,
	MATCH_LIMIT_PER_BYTE = 100,
	MATCH_STEPS = 1000,
	MATCH_DEPTH = 100000,
	MATCH_MEMORY = 100 * 1024, /* in KiB */
	DURATION_LIMIT = 1000000   /* years, months or days: more than dates reach */
};

bool builtin_spend_text(struct evaluation *e, const char *text)
{
	return expr_spend(e, strlen(text) / BYTES_PER_STEP);
}

const char *builtin_literal(const struct expr *call, size_t index)
{
	return call->operands[index]->constant->text;
}

static struct value eval_has(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	if (arguments[0].kind == VALUE_UNKNOWN || arguments[0].kind == VALUE_INVALID)
		return expr_undecided(arguments, 1);
	return value_bool(value_answered(&arguments[0]));
}

static struct value eval_size(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (arguments[0].kind == VALUE_LIST)
		return value_number((int64_t)arguments[0].list->count);
	if (!builtin_spend_text(e, arguments[0].text))
		return value_unknown();
	return value_number((int64_t)utf8_count(arguments[0].text, strlen(arguments[0].text)));
}

/* Points at the offset in the pattern where the literal shows it as it is, without escapes. */
static void report_pattern(struct compiler *c, const struct expr *operand, int error, size_t offset)
{
	PCRE2_UCHAR problem[128] = "";
	pcre2_get_error_message(error, problem, sizeof problem);
	size_t start = operand->start, end = operand->end;
	size_t quote = c->node->text[start] == 'r' ? 2 : 1;
	if (end - start == quote + strlen(operand->constant->text) + 1)
		start = end = start + quote + offset;
	diag_add(c->diags, DIAG_EXPR_SYNTAX, scalar_span(c->node, start, end),
	         msg_expr_bad_pattern(c->diags->arena, (const char *)problem));
}

static const struct type *check_matches(struct compiler *c, struct expr *call)
{
	const char *text = builtin_literal(call, 1);
	int error;
	size_t offset;
	call->prepared = regex_new(c->arena, c->node, text, strlen(text), PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
	                           &error, &offset);
	if (!call->prepared)
		report_pattern(c, call->operands[1], error, offset);
	return call->prepared ? &type_bool : NULL;
}

/* regex_find, unless its answer is known. */
static int find_known(struct memo *memo, const struct regex *pattern, const char *text, size_t length,
                      const struct regex_bounds *bounds)
{
	uint64_t mark = memo_join(memo_mark(text, length), pattern->mark);
	uint64_t none = memo_join(mark, 1), found = memo_join(mark, 2);
	const void *value;
	if (memo_find(memo, none, &value))
		return PCRE2_ERROR_NOMATCH;
	if (memo_find(memo, found, &value))
		return 1;
	int result = regex_find(pattern, text, length, bounds);
	if (result >= 0 || result == PCRE2_ERROR_NOMATCH)
		memo_keep_none(memo, result >= 0 ? found : none);
	return result;
}

/* A match that was given up is unknown, never "no match". */
static struct value eval_matches(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	const char *text = arguments[0].text;
	size_t length = strlen(text);
	const struct regex_bounds bounds = {MATCH_LIMIT + MATCH_LIMIT_PER_BYTE * (uint32_t)length, MATCH_DEPTH,
	                                    MATCH_MEMORY};
	if (!expr_spend(e, MATCH_STEPS + length))
		return value_unknown();
	int result = find_known(e->env->memo, call->prepared, text, length, &bounds);
	if (result == PCRE2_ERROR_MATCHLIMIT)
		expr_spend(e, MATCH_LIMIT); /* so that hopeless patterns use up what there is */
	return result == PCRE2_ERROR_NOMATCH ? value_bool(false) : result < 0 ? value_unknown() : value_bool(true);
}

static const struct type *check_found(struct compiler *c, struct expr *call)
{
	return check_matches(c, call) ? expr_list_type(c, &type_text) : NULL;
}

/* All that the pattern finds, or its first group where it has one, in their order. */
static struct value eval_found(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	const char *text = arguments[0].text;
	size_t length = strlen(text), at = 0;
	LIST(struct value) found = {0};
	struct matcher matcher;
	if (!expr_spend(e, MATCH_STEPS + length))
		return value_unknown();
	matcher_open(&matcher, MATCH_LIMIT + MATCH_LIMIT_PER_BYTE * (uint32_t)length);
	uint32_t groups = 0;
	pcre2_pattern_info(regex_code(call->prepared), PCRE2_INFO_CAPTURECOUNT, &groups);
	int result = 1;
	while (at <= length && expr_spend(e, MATCH_STEPS) &&
	       (result = matcher_find(&matcher, call->prepared, text, length, at)) > 0) {
		const size_t *match = pcre2_get_ovector_pointer(matcher.data), *words = match + (groups ? 2 : 0);
		if (words[0] != PCRE2_UNSET && words[1] > words[0])
			list_push(e->env->arena, &found,
			          value_text(arena_copy(e->env->arena, text + words[0], words[1] - words[0])));
		at = match[1] > at ? match[1] : at + utf8_step(text + at);
	}
	matcher_close(&matcher);
	if (result == PCRE2_ERROR_MATCHLIMIT)
		expr_spend(e, MATCH_LIMIT);
	return at > length || result == PCRE2_ERROR_NOMATCH ? expr_list(e, found.items, found.count) : value_unknown();
}

static struct value eval_contains(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text) || !builtin_spend_text(e, arguments[1].text))
		return value_unknown();
	return value_bool(strstr(arguments[0].text, arguments[1].text) != NULL);
}

static struct value eval_starts_with(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[1].text))
		return value_unknown();
	return value_bool(strncmp(arguments[0].text, arguments[1].text, strlen(arguments[1].text)) == 0);
}

static struct value eval_ends_with(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text) || !builtin_spend_text(e, arguments[1].text))
		return value_unknown();
	size_t length = strlen(arguments[0].text), end = strlen(arguments[1].text);
	return value_bool(end <= length && memcmp(arguments[0].text + length - end, arguments[1].text, end) == 0);
}

/* The call's condition or expression for one member of the list. */
static struct value eval_member(struct evaluation *e, const struct expr *call, struct value member)
{
	e->locals[call->slot] = member;
	return expr_evaluate(e, call->operands[2]);
}

static struct value quantify(struct evaluation *e, const struct expr *call, const struct value_list *list,
                             bool decisive)
{
	struct value result = value_bool(!decisive);
	for (size_t i = 0; i < list->count && (result.kind != VALUE_BOOL || result.truth != decisive); i++)
		result = expr_kleene(result, eval_member(e, call, list->items[i]), decisive);
	return result;
}

static struct value eval_exists(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	return quantify(e, call, arguments[0].list, true);
}

static struct value eval_all(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	return quantify(e, call, arguments[0].list, false);
}

/* Members of which the condition is not known to be true are left out. */
static struct value eval_filter(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	const struct value_list *list = arguments[0].list;
	struct value *items = expr_items(e, list->count);
	if (!items)
		return value_unknown();
	size_t count = 0;
	for (size_t i = 0; i < list->count; i++) {
		struct value chosen = eval_member(e, call, list->items[i]);
		if (chosen.kind == VALUE_INVALID)
			return expr_undecided(&chosen, 1);
		if (chosen.kind == VALUE_BOOL && chosen.truth)
			items[count++] = list->items[i];
	}
	return expr_list(e, items, count);
}

static const struct type *check_map(struct compiler *c, struct expr *call)
{
	return expr_list_type(c, call->operands[2]->type);
}

static struct value eval_map(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	const struct value_list *list = arguments[0].list;
	struct value *items = expr_items(e, list->count);
	if (!items)
		return value_unknown();
	for (size_t i = 0; i < list->count; i++)
		items[i] = eval_member(e, call, list->items[i]);
	return expr_list(e, items, list->count);
}

static const struct type *check_same(struct compiler *c, struct expr *call)
{
	(void)c;
	return call->operands[0]->type;
}

static const struct type *check_first(struct compiler *c, struct expr *call)
{
	return expr_element_type(c, call->operands[0]);
}

/* As list[0]: a place of the model, so that nothing in it is absent and not unknown. */
static struct value eval_first(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	const struct value *list = &arguments[0];
	if (list->kind == VALUE_LIST)
		return list->list->count > 0 ? list->list->items[0] : value_absent();
	return list->kind == VALUE_BLANK ? value_absent() : *list;
}

/* Members without an answer are left out. */
static struct value eval_join(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	const struct value_list *list = arguments[0].list;
	struct value result = value_unknown();
	struct buf text = BUF_INIT;
	bool markdown = false;
	for (size_t i = 0, joined = 0; i < list->count; i++) {
		const struct value *item = &list->items[i];
		if (item->kind == VALUE_INVALID)
			result = *item;
		const char *words = value_withheld(item) ? withheld_words : item->text;
		if (item->kind != VALUE_TEXT && !value_withheld(item))
			continue;
		if (!builtin_spend_text(e, words) || !builtin_spend_text(e, arguments[1].text) || !expr_spend(e, 1))
			break;
		if (joined++ > 0)
			buf_puts(&text, arguments[1].text);
		buf_puts(&text, words);
		markdown = markdown || item->markdown;
	}
	if (result.kind != VALUE_INVALID) {
		result = value_text(arena_copy(e->env->arena, buf_text(&text), text.length));
		result.markdown = markdown;
	}
	buf_free(&text);
	return result;
}

/* A date is worked out now: the call becomes a literal. */
static const struct type *check_date(struct compiler *c, struct expr *call)
{
	struct date date;
	if (date_parse(&(struct calendar){0}, builtin_literal(call, 0), &date) != DATE_OK) {
		expr_report(c, DIAG_EXPR_SYNTAX, call->operands[0], msg_expr_no_date(c->diags->arena, builtin_literal(call, 0)))
		    ->hint = msg(MSG_EXPR_WRITE_DATE);
		return NULL;
	}
	call->kind = EXPR_LITERAL;
	struct value *constant = arena_new_object(c->arena, struct value);
	*constant = value_date(date);
	call->constant = constant;
	call->count = 0;
	return &type_date;
}

static struct value duration(int64_t number, int years, int months, int days)
{
	if (number < -DURATION_LIMIT || number > DURATION_LIMIT)
		return value_unknown();
	int count = (int)number;
	return (struct value){.kind = VALUE_DURATION, .duration = {years * count, months * count, days * count}};
}

static struct value eval_years(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	return duration(arguments[0].number, 1, 0, 0);
}

static struct value eval_months(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	return duration(arguments[0].number, 0, 1, 0);
}

static struct value eval_days(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	return duration(arguments[0].number, 0, 0, 1);
}

static const struct type *check_band(struct compiler *c, struct expr *call)
{
	struct nearest nearest = {.written = builtin_literal(call, 1)};
	for (size_t i = 0; i < c->scope->band_count; i++) {
		const struct band_table *table = &c->scope->bands[i];
		nearest_offer(&nearest, table->name);
		if (strcmp(table->name, builtin_literal(call, 1)) == 0)
			call->prepared = table;
	}
	if (call->prepared)
		return &type_text;
	struct diag *diag =
	    expr_report(c, DIAG_EXPR_NAME, call->operands[1], msg_expr_no_band(c->diags->arena, builtin_literal(call, 1)));
	diag_suggest(c->diags, diag, nearest.name);
	return NULL;
}

/* Unknown below the first band: a negative number is no count. */
static struct value eval_band(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e;
	const struct band_table *table = call->prepared;
	int64_t number = arguments[0].number;
	struct value result = value_unknown();
	for (size_t i = 0; i < table->count && table->bands[i].from <= number; i++)
		result = value_text(table->bands[i].value);
	return result;
}

static const struct type *check_text(struct compiler *c, struct expr *call)
{
	const struct type *type = call->operands[0]->type;
	while (type->kind == TYPE_LIST && type->element)
		type = type->element;
	if (type->kind != TYPE_RECORD)
		return &type_text;
	expr_report(c, DIAG_EXPR_TYPE, call->operands[0], msg(MSG_EXPR_RECORD_AS_TEXT))->hint = msg(MSG_EXPR_CHOOSE_FIELD);
	return NULL;
}

static struct value eval_text(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (arguments[0].kind == VALUE_TEXT)
		return arguments[0];
	const char *text = value_print(e->env->arena, e->env->calendar, &arguments[0]);
	return builtin_spend_text(e, text) ? value_text(text) : value_unknown();
}

static struct value eval_wareki(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	struct value date = value_date(arguments[0].date); /* without the spelling that it was written in */
	return value_text(value_print(e->env->arena, e->env->calendar, &date));
}

/* utf8_fold, of a text that was met before from the memo. */
static const char *fold_known(struct memo *memo, struct arena *arena, const char *text)
{
	enum { FOLDED = 3 };
	uint64_t mark = memo_join(memo_mark(text, strlen(text)), FOLDED);
	const void *known;
	if (memo_find(memo, mark, &known))
		return arena_string(arena, known);
	const char *folded = utf8_fold(arena, text);
	size_t size = strlen(folded) + 1;
	if (memo)
		memcpy(memo_keep(memo, mark, size), folded, size);
	return folded;
}

/* For comparing names: NFKC without white space. */
static struct value eval_fold(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text) || !expr_spend(e, strlen(arguments[0].text)))
		return value_unknown();
	return value_text(fold_known(e->env->memo, e->env->arena, arguments[0].text));
}

static struct value eval_leading_date(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	enum { STEPS = 40 };
	struct date date;
	if (!builtin_spend_text(e, arguments[0].text) || !expr_spend(e, STEPS))
		return value_unknown();
	return date_leading(e->env->calendar, arguments[0].text, &date) ? value_date(date) : value_unknown();
}

/* Both days counted: 30 from the first to the thirtieth of a month. */
static struct value eval_days_through(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	if (!arguments[0].date.day || !arguments[1].date.day)
		return value_unknown();
	return value_number(date_days_inclusive(arguments[0].date, arguments[1].date));
}

/* As ISO 8601 counts them: 1 is Monday. */
static struct value eval_weekday(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	enum { WEEK = 7 };
	static const struct date monday = {1, 1, 1}; /* of the calendar that date.h reckons with */
	if (!arguments[0].date.day)
		return value_unknown();
	return value_number((date_days_inclusive(monday, arguments[0].date) - 1) % WEEK + 1);
}

/* What has no answer adds nothing. */
static struct value eval_sum(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	int64_t sum = 0;
	(void)call;
	if (!expr_spend(e, arguments[0].list->count))
		return value_unknown();
	for (size_t i = 0; i < arguments[0].list->count; i++) {
		const struct value *item = &arguments[0].list->items[i];
		if (item->kind != VALUE_NUMBER)
			continue;
		if (item->number > 0 ? sum > INT64_MAX - item->number : sum < INT64_MIN - item->number)
			return value_unknown();
		sum += item->number;
	}
	return value_number(sum);
}

static const struct type *check_sum(struct compiler *c, struct expr *call)
{
	const struct type *element = call->operands[0]->type->element;
	if (element == &type_number)
		return &type_number;
	expr_report(c, DIAG_EXPR_TYPE, call, msg(MSG_EXPR_SUM_OF_NUMBERS));
	return NULL;
}

static const struct type *check_ascending(struct compiler *c, struct expr *call)
{
	if (call->operands[0]->type->element == &type_date)
		return &type_bool;
	expr_report(c, DIAG_EXPR_TYPE, call, msg(MSG_EXPR_ORDER_OF_DATES));
	return NULL;
}

/* Dates without a day may be any of their month's: only what is surely before its neighbour breaks the order. */
static struct value eval_ascending(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	const struct value_list *list = arguments[0].list;
	(void)call;
	if (!expr_spend(e, list->count))
		return value_unknown();
	for (size_t i = 1; i < list->count; i++) {
		const struct value *before = &list->items[i - 1], *at = &list->items[i];
		if (before->kind != VALUE_DATE || at->kind != VALUE_DATE)
			continue;
		struct value breaks = expr_date_precedes(at->date, before->date, false);
		if (breaks.kind == VALUE_BOOL && breaks.truth)
			return value_bool(false);
	}
	return value_bool(true);
}

static struct value eval_occurrences(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	const char *part = arguments[1].text;
	int64_t count = 0;
	(void)call;
	if (!builtin_spend_text(e, arguments[0].text) || !*part)
		return value_unknown();
	for (const char *at = strstr(arguments[0].text, part); at; at = strstr(at + strlen(part), part))
		count++;
	return value_number(count);
}

static const struct type *check_detail(struct compiler *c, struct expr *call)
{
	return expr_check_options(c, call->operands[1], call->operands[0]->type) ? &type_text : NULL;
}

/* The words in the brackets of a ticked box; absent when it is not ticked or has none. */
static struct value eval_detail(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)call;
	const struct value *boxes = &arguments[0], *option = &arguments[1];
	if (!value_answered(option) || (!value_answered(boxes) && boxes->kind >= VALUE_UNKNOWN))
		return expr_undecided(arguments, 2);
	for (size_t i = 0; boxes->kind == VALUE_LIST && i < boxes->list->count; i++) {
		const struct value *box = &boxes->list->items[i];
		if (!expr_spend(e, 1) || box->kind != VALUE_TEXT || !value_equal(box, option) || !box->detail)
			continue;
		return (struct value){.kind = VALUE_TEXT, .text = box->detail, .node = box->node};
	}
	return value_absent();
}

/* A ticked box with words in its brackets, or without when there are none. */
static struct value eval_tick(struct evaluation *e, const struct expr *call, const struct value *arguments)
{
	(void)e, (void)call;
	const struct value *words = &arguments[1];
	if (!value_answered(&arguments[0]) || words->kind == VALUE_UNKNOWN || words->kind == VALUE_INVALID)
		return expr_undecided(arguments, 2);
	struct value box = arguments[0];
	box.detail = words->kind == VALUE_TEXT ? words->text : NULL;
	return box;
}

const struct builtin builtins[] = {
    {"has", "p", &type_bool, NULL, eval_has, TAKES_UNANSWERED},
    {"size", "s", &type_number, NULL, eval_size, 0},
    {"matches", "tq", NULL, check_matches, eval_matches, 0},
    {"found", "tq", NULL, check_found, eval_found, 0},
    {"contains", "tt", &type_bool, NULL, eval_contains, 0},
    {"startsWith", "tt", &type_bool, NULL, eval_starts_with, 0},
    {"endsWith", "tt", &type_bool, NULL, eval_ends_with, 0},
    {"exists", "lxb", &type_bool, NULL, eval_exists, 0},
    {"all", "lxb", &type_bool, NULL, eval_all, 0},
    {"filter", "lxb", NULL, check_same, eval_filter, SELECTS},
    {"map", "lxe", NULL, check_map, eval_map, 0},
    {"sum", "l", NULL, check_sum, eval_sum, 0},
    {"ascending", "l", NULL, check_ascending, eval_ascending, 0},
    {"occurrences", "tt", &type_number, NULL, eval_occurrences, 0},
    {"first", "l", NULL, check_first, eval_first, TAKES_UNANSWERED | SELECTS},
    {"join", "Lt", &type_text, NULL, eval_join, 0},
    {"date", "q", NULL, check_date, NULL, 0},
    {"years", "n", &type_duration, NULL, eval_years, 0},
    {"months", "n", &type_duration, NULL, eval_months, 0},
    {"days", "n", &type_duration, NULL, eval_days, 0},
    {"band", "nq", NULL, check_band, eval_band, 0},
    {"text", "*", NULL, check_text, eval_text, 0},
    {"wareki", "d", &type_text, NULL, eval_wareki, 0},
    {"fold", "t", &type_text, NULL, eval_fold, 0},
    {"leadingDate", "t", &type_date, NULL, eval_leading_date, 0},
    {"daysThrough", "dd", &type_number, NULL, eval_days_through, 0},
    {"weekday", "d", &type_number, NULL, eval_weekday, 0},
    {"answer", "q", NULL, asked_check_answer, asked_eval_answer, 0},
    {"members", "lr", NULL, asked_check_members, asked_eval_members, 0},
    {"cited", "t", NULL, asked_check_cited, asked_eval_cited, 0},
    {"strayRows", "tt", NULL, asked_check_cited, asked_eval_stray_rows, 0},
    {"citedAfter", "tt", NULL, asked_check_cited, asked_eval_cited_after, 0},
    {"rowBodies", "tt", NULL, asked_check_cited, asked_eval_row_bodies, 0},
    {"movedRow", "tt", NULL, asked_check_moved_row, asked_eval_moved_row, 0},
    {"detail", "Lt", NULL, check_detail, eval_detail, TAKES_UNANSWERED},
    {"tick", "tt", NULL, check_same, eval_tick, TAKES_UNANSWERED | SELECTS},
};

const size_t builtin_count = sizeof builtins / sizeof builtins[0];
