/* `pairs`: a name stands with what belongs to it (a law and its number), and elsewhere with something else. The name
 * stands in front of the pattern; with a second group, both together are the name (a law, and what an article is for). */
#include "base/list.h"
#include "base/messages/rule.h"
#include "base/messages/wording.h"
#include "base/utf8.h"
#include "rules/pattern_search.h"

#include <string.h>

enum {
	MATCH_LIMIT = 2000000, /* backtracks in all of a model's texts */
	KNOWN_LIMIT = 2000,
	PAIR_LIMIT = 200,
	NAME_LONGEST = 60, /* letters */
	NAME_LENGTH = 8,   /* letters of a name that another one ends with, so that both are one */
	STEPS = 200        /* of the run's budget, for each */
};

struct pairs_subject {
	const struct regex
	    *pattern;             /* what stands behind the name; what belongs to it is its group 1, group 2 of the name */
	const struct node *known; /* {name: what belongs to it}, or NULL */
};

struct pair {
	size_t start, end; /* of what belongs to the name, in the corpus */
	const char *name;
	const char *value;
};

struct pairs {
	struct pair *items;
	size_t count, capacity;
};

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct pairs_entry {
		const struct node *pattern, *known;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"pattern", FIELD_SCALAR, true, offsetof(struct pairs_entry, pattern)},
	    {"known", FIELD_MAP, false, offsetof(struct pairs_entry, known)},
	};
	struct pairs_subject *subject = arena_new_object(reader->arena, struct pairs_subject);
	uint32_t groups = 0;
	if (!fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry) ||
	    (entry.known && !rule_few_enough(reader, entry.known, KNOWN_LIMIT)))
		return NULL;
	subject->known = entry.known;
	subject->pattern = regex_compile(reader->arena, reader->diags, entry.pattern);
	if (!subject->pattern)
		return NULL;
	const pcre2_code *code = subject->pattern->compiled->code;
	if (!code || (pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups) == 0 && groups >= 1 && groups <= 2))
		return subject;
	rule_refuse(reader, entry.pattern, msg(MSG_RULE_CAPTURE));
	return NULL;
}

/* Without width, spaces, and a month and day within a year: 平成25年5月31日法律第27号. */
static const char *fold_value(struct arena *arena, const char *text)
{
	char *folded = utf8_fold(arena, text), *month = strstr(folded, "月"), *day = strstr(folded, "日");
	if (!month || !day || day < month)
		return folded;
	while (month > folded && month[-1] >= '0' && month[-1] <= '9')
		month--;
	day += strlen("日");
	memmove(month, day, strlen(day) + 1);
	return folded;
}

/* Where the letters before `end` begin, that a name may be made of: all but ASCII and most signs. */
static size_t name_start(const struct corpus *corpus, size_t end)
{
	size_t start = end;
	for (size_t letters = 0; letters < NAME_LONGEST && start > 0; letters++) {
		size_t before = utf8_back(corpus->text, start);
		int32_t point;
		utf8_decode(corpus->text + before, start - before, &point);
		if (point < 0x3041 || point >= 0xff00)
			break;
		start = before;
	}
	return start;
}

static struct pairs find(struct rule_run *run, const struct corpus *corpus)
{
	const struct pairs_subject *subject = run->rule->subject;
	struct pairs found = {0};
	struct pattern_search search;
	const PCRE2_SIZE *place;
	int groups;
	pattern_search_open(&search, run, corpus, subject->pattern, MATCH_LIMIT);
	while (found.count < PAIR_LIMIT && run->budget > STEPS && (groups = pattern_search_next(&search, &place)) >= 2) {
		run->budget -= STEPS;
		if (place[2] == PCRE2_UNSET || place[2] <= place[0] || place[3] < place[2])
			continue;
		size_t start = name_start(corpus, place[0]);
		if (start == place[0])
			continue;
		bool second = groups > 2;
		const char *name =
		    arena_printf(run->arena, "%.*s%.*s", (int)(place[0] - start), corpus->text + start,
		                 second ? (int)(place[5] - place[4]) : 0, corpus->text + (second ? place[4] : 0));
		const char *value = arena_copy(run->arena, corpus->text + place[2], place[3] - place[2]);
		struct pair pair = {place[2], place[3], utf8_fold(run->arena, name), fold_value(run->arena, value)};
		list_push(run->arena, &found, pair);
	}
	pattern_search_close(&search);
	return found;
}

static bool is_one_name(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return true;
	const char *shorter = strlen(a) < strlen(b) ? a : b;
	return utf8_count(shorter, strlen(shorter)) >= NAME_LENGTH && (text_ends_with(a, b) || text_ends_with(b, a));
}

/* What belongs to the longest known name that this one ends with: words may stand in front of it. NULL: none. */
static const char *known_value(struct arena *arena, const struct node *known, const char *name)
{
	const struct node *best = NULL;
	for (size_t i = 0; known && i < known->count; i++) {
		const struct node *item = known->items[i];
		bool fits = text_ends_with(name, utf8_fold(arena, item->key->text));
		if (fits && (!best || strlen(item->key->text) > strlen(best->key->text)))
			best = item;
	}
	return best ? best->text : NULL;
}

/* What stands with the name most often; of equals, first. */
static const struct pair *usual(const struct pairs *pairs, const struct pair *pair)
{
	const struct pair *best = pair;
	size_t most = 0;
	for (size_t i = 0; i < pairs->count; i++) {
		if (!is_one_name(pairs->items[i].name, pair->name))
			continue;
		size_t count = 0;
		for (size_t j = 0; j < pairs->count; j++)
			count += is_one_name(pairs->items[j].name, pair->name) &&
			         strcmp(pairs->items[j].value, pairs->items[i].value) == 0;
		if (count > most) {
			most = count;
			best = &pairs->items[i];
		}
	}
	return best;
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	const struct pairs_subject *subject = run->rule->subject;
	struct pairs pairs = find(run, corpus);
	size_t cost = pairs.count * pairs.count / STEPS;
	run->budget = run->budget > cost ? run->budget - cost : 0;
	for (size_t i = 0; i < pairs.count; i++) {
		const struct pair *pair = &pairs.items[i];
		const char *known = known_value(run->arena, subject->known, pair->name);
		const struct pair *other = known ? pair : usual(&pairs, pair);
		const char *right =
		    known ? known : arena_copy(run->arena, corpus->text + other->start, other->end - other->start);
		struct text_finding finding = {pair->start, pair->end, right, 1, known ? 0 : 1};
		if (strcmp(fold_value(run->arena, right), pair->value) == 0)
			continue;
		struct diag *diag = text_rule_report(run, corpus, &finding);
		if (diag && !known) {
			diag->related = corpus_span(corpus, other->start, other->end);
			diag->related_message = msg(MSG_WORDING_OTHER_PLACE);
		}
	}
}

const struct rule_kind kind_pairs = {.name = "pairs", .field = FIELD_MAP, .load = load, .run = run};
