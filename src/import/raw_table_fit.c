/* Words of a line of 変更箇所 in text that keeps places by spaces -> their columns. Such places are off by some characters, and
 * a column may begin one space behind the words of the one before: what fits best along the whole line decides. */
#include "base/utf8.h"
#include "import/raw.h"

#include <math.h>
#include <string.h>

enum {
	APART = 2,      /* characters between words that are likely of two columns */
	COST_APART = 6, /* they are of one */
	COST_NEAR = 3,  /* words side by side are of two */
	COST_GLUED = 5, /* the same of a word and the number before it */
	COST_OVER = 3,  /* a character that stands in the next column */
	COST_TIMING = 60,
	COST_NO_DATE = 8,
	NEVER = 1000000
};

struct fitting {
	const struct table_edges *edges;
	const struct table_kinds *kinds;
	const struct page_word *const *words;
	bool *timings, *dates; /* which words are one, or may be a piece of one */
};

static bool is_of_era(const struct raw *raw, const char *letter)
{
	const struct calendar *calendar = &raw->schema->calendar;
	for (size_t i = 0; i < calendar->count; i++)
		if (strstr(calendar->eras[i].name, letter))
			return true;
	return strstr("年月日元", letter) != NULL;
}

/* Is it of what dates consist of: digits, 年, the name of an era? */
static bool is_of_date(struct raw *raw, const char *text)
{
	const char *folded = utf8_fold(raw->scratch, text);
	for (size_t i = 0; folded[i];) {
		size_t digits = strspn(folded + i, "0123456789./-HR");
		size_t step = digits ? digits : utf8_step(folded + i);
		if (!digits && !is_of_era(raw, arena_copy(raw->scratch, folded + i, step)))
			return false;
		i += step;
	}
	return true;
}

/* What it costs that a word stands in a column, as its first in this line or behind others. */
static unsigned own_cost(const struct fitting *fitting, size_t word, size_t column, bool first)
{
	const struct table_edges *edges = fitting->edges;
	const struct page_word *own = fitting->words[word];
	float over = column + 1 < edges->count ? own->right - edges->left[column + 1] - 1 : 0;
	unsigned cost = first ? (unsigned)fabsf(own->left - edges->left[column]) : 0;
	cost += over > 0 ? (unsigned)over * COST_OVER : 0;
	cost += column == fitting->kinds->date && !fitting->dates[word] ? COST_NO_DATE : 0;
	return cost + (fitting->timings[word] != (column == fitting->kinds->timing) ? COST_TIMING : 0);
}

static unsigned step_cost(const struct fitting *fitting, size_t word, bool first)
{
	if (!word)
		return 0;
	bool apart = fitting->words[word]->left - fitting->words[word - 1]->right >= APART;
	unsigned near = fitting->words[word]->glued ? COST_GLUED : COST_NEAR;
	return first ? (apart ? 0 : near) : (apart ? COST_APART : 0);
}

void table_fit_line(struct raw *raw, const struct table_edges *edges, const struct table_kinds *kinds,
                    const struct page_word *const *words, size_t count, size_t *columns)
{
	const struct fitting fitting = {edges, kinds, words, arena_array(raw->scratch, bool, count),
	                                arena_array(raw->scratch, bool, count)};
	unsigned *cost = arena_array(raw->scratch, unsigned, count * edges->count);
	size_t *from = arena_array(raw->scratch, size_t, count * edges->count);
	for (size_t w = 0; w < count; w++) {
		fitting.dates[w] = is_of_date(raw, words[w]->text);
		fitting.timings[w] = word_is_timing(raw, words[w]->text);
		for (size_t c = 0; c < edges->count; c++) {
			unsigned *best = &cost[w * edges->count + c];
			*best = w ? NEVER : own_cost(&fitting, w, c, true);
			for (size_t before = 0; w && before <= c; before++) {
				bool first = before < c;
				unsigned own = cost[(w - 1) * edges->count + before] + own_cost(&fitting, w, c, first) +
				               step_cost(&fitting, w, first);
				if (own < *best) {
					*best = own;
					from[w * edges->count + c] = before;
				}
			}
		}
	}
	size_t column = 0;
	for (size_t c = 1; count && c < edges->count; c++)
		if (cost[(count - 1) * edges->count + c] < cost[(count - 1) * edges->count + column])
			column = c;
	for (size_t w = count; w-- > 0; column = from[w * edges->count + column])
		columns[w] = column;
}
