/* `homophones`: a word of the same sound stands once in the place of another: 失効停止 beside 執行停止. */
#include "base/map.h"
#include "base/utf8.h"
#include "rules/word_list.h"

#include <string.h>

/* Characters of the compound on each side of the word that are compared, and how many there must be. */
enum { BESIDE = 2, LEAST = 2 };

/* All words of a group between the same characters. */
struct compound {
	const struct found_word *most; /* of the word that stands there most often, the first one */
	size_t count;
	LIST(const struct found_word *) found; /* in the order of the text */
};

static bool is_kanji(const char *text)
{
	int32_t point = utf8_point(text);
	return utf8_is_kanji(point) || point == 0x3005; /* 々, too */
}

static size_t begin_of(const char *text, size_t start, size_t *count)
{
	for (; *count < BESIDE && start > 0; (*count)++) {
		size_t before = utf8_back(text, start);
		if (!is_kanji(text + before))
			break;
		start = before;
	}
	return start;
}

static size_t end_of(const char *text, size_t end, size_t *count)
{
	for (; *count < BESIDE && is_kanji(text + end); (*count)++)
		end += utf8_step(text + end);
	return end;
}

/* The compound around a found word, which is widened to it; NULL when too little stands beside the word. */
static const char *widen(const struct word_search *search, struct found_word *found)
{
	const char *text = search->corpus->text;
	size_t before = 0, after = 0, start = begin_of(text, found->start, &before), end = end_of(text, found->end, &after);
	if (before + after < LEAST)
		return NULL;
	const char *key =
	    arena_printf(search->run->arena, "%u %.*s %.*s", (unsigned)found->word->group, (int)(found->start - start),
	                 text + start, (int)(end - found->end), text + found->end);
	found->start = start;
	found->end = end;
	return key;
}

static size_t count_word(const struct compound *compound, const struct word *word)
{
	size_t count = 0;
	for (size_t i = 0; i < compound->found.count; i++)
		count += compound->found.items[i]->word == word;
	return count;
}

/* Words that stand once where another one of their sound stands, too; of two that both stand once that which the rule
 * names later is told. */
static void report_compound(const struct word_search *search, struct compound *compound)
{
	for (size_t i = 0; i < compound->found.count; i++) {
		size_t count = count_word(compound, compound->found.items[i]->word);
		bool first = count == compound->count && compound->found.items[i]->word < compound->most->word;
		if (count > compound->count || first) {
			compound->most = compound->found.items[i];
			compound->count = count;
		}
	}
	for (size_t i = 0; i < compound->found.count; i++) {
		const struct found_word *found = compound->found.items[i];
		const char *text = search->corpus->text, *most = text + compound->most->start;
		if (found->word != compound->most->word && count_word(compound, found->word) == 1)
			word_report(search, found,
			            arena_copy(search->run->arena, most, compound->most->end - compound->most->start), 1,
			            compound->count);
	}
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct word_search search = word_search(run, corpus);
	LIST(struct compound *) compounds = {0};
	struct map by_key;
	map_init(&by_key, run->arena);
	for (size_t i = 0; i < search.found.count; i++) {
		const char *key = widen(&search, &search.found.items[i]);
		struct compound *compound = key ? map_get(&by_key, key) : NULL;
		if (key && !compound) {
			compound = arena_new_object(run->arena, struct compound);
			map_put(&by_key, key, compound);
			list_push(run->arena, &compounds, compound);
		}
		if (compound)
			list_push(run->arena, &compound->found, &search.found.items[i]);
	}
	for (size_t i = 0; i < compounds.count; i++)
		report_compound(&search, compounds.items[i]);
}

const struct rule_kind kind_homophones = {
    .name = "homophones", .field = FIELD_CLOSED_LIST, .load = word_groups_load, .run = run};
