/* Lists of words → a table by hash, with those of a head or a tail in chains. Nothing of the layers between base and this one: the
 * build uses it. */
#include "rules/lexicon_table.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum { WORD_LIMIT = 16000 };

static size_t slot_of(uint32_t hash)
{
	return hash * 2654435769U >> (32 - LEXICON_SLOT_BITS);
}

size_t lexicon_pair(const int32_t *points)
{
	return ((uint32_t)points[0] * 31 + (uint32_t)points[1]) * 2654435769U >> (32 - LEXICON_PAIR_BITS);
}

const int32_t *lexicon_points(const struct lexicon_table *table, const struct lexicon_word *word)
{
	return (const int32_t *)(const void *)((const char *)table + table->points) + word->start;
}

const struct lexicon_word *lexicon_find(const struct lexicon_table *table, uint32_t hash, const int32_t *points,
                                        size_t count)
{
	for (size_t slot = slot_of(hash); table->slots[slot]; slot = (slot + 1) % (1 << LEXICON_SLOT_BITS)) {
		const struct lexicon_word *word = &table->words[table->slots[slot] - 1];
		if (word->hash == hash && word->count == count &&
		    memcmp(lexicon_points(table, word), points, count * sizeof *points) == 0)
			return word;
	}
	return NULL;
}

struct lexicon_maker {
	struct lexicon_table *table; /* without the words */
	struct lexicon_word *words;
	size_t word_count, point_count;
	struct buf points;
};

static void add_word(struct lexicon_maker *maker, const int32_t *points, size_t count, uint32_t hash, bool meant)
{
	struct lexicon_table *table = maker->table;
	struct lexicon_word word = {hash, (uint32_t)maker->point_count, (uint16_t)count, meant, 0, 0};
	uint16_t number = (uint16_t)(maker->word_count + 1);
	size_t slot = slot_of(hash);
	while (table->slots[slot])
		slot = (slot + 1) % (1 << LEXICON_SLOT_BITS);
	table->slots[slot] = number;
	if (meant && count >= LEXICON_COMPOUND) {
		uint16_t *head = &table->heads[lexicon_pair(points)], *tail = &table->tails[lexicon_pair(points + count - 2)];
		word.behind_head = *head;
		word.behind_tail = *tail;
		*head = *tail = number;
	}
	maker->words[maker->word_count++] = word;
	maker->point_count += count;
	buf_append(&maker->points, (const char *)points, count * sizeof *points);
}

static bool add_words(struct lexicon_maker *maker, const char *at, bool meant)
{
	for (; *at; at += *at == ' ') {
		int32_t points[LEXICON_LONGEST];
		size_t count = 0;
		uint32_t hash = 0;
		for (; *at && *at != ' ' && count < LEXICON_LONGEST; at += utf8_step(at), count++) {
			points[count] = utf8_point(at);
			hash += lexicon_mix(points[count], count);
		}
		if (count < LEXICON_SHORTEST || (*at && *at != ' ') || maker->word_count >= WORD_LIMIT)
			return false;
		add_word(maker, points, count, hash + (uint32_t)count, meant);
	}
	return true;
}

const char *lexicon_table_make(struct buf *out, const char *words, const char *known)
{
	struct arena *arena = arena_new();
	struct lexicon_maker maker = {.points = BUF_INIT};
	maker.table = arena_new_object(arena, struct lexicon_table);
	maker.words = arena_array(arena, struct lexicon_word, WORD_LIMIT);
	const char *wrong = add_words(&maker, words, true) ? NULL : words;
	if (!wrong && known && !add_words(&maker, known, false))
		wrong = known;
	maker.table->points = (uint32_t)(sizeof *maker.table + maker.word_count * sizeof *maker.words);
	buf_append(out, (const char *)maker.table, sizeof *maker.table);
	buf_append(out, (const char *)maker.words, maker.word_count * sizeof *maker.words);
	buf_append(out, buf_text(&maker.points), maker.points.length);
	buf_free(&maker.points);
	arena_free(arena);
	return wrong;
}
