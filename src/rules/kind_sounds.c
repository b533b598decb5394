/* `sounds`: a word of kanji and katakana that stands once, and is one letter off a word that stands several times: another
 * kanji of the same sound (審査回), or two letters the other way round (業事).
 *
 * A word is what stands between other signs, whole. Its hash is a sum over its letters and their places, so that of a word
 * with another letter is known at once. */
#include "base/list.h"
#include "base/utf8.h"
#include "rules/sounds.h"

#include <string.h>

enum {
	SHORTEST = 3, /* letters of a word */
	SWAPPED = 4,  /* of one whose letters stand the other way round */
	LONGEST = 24,
	TIMES = 2,  /* the other word stands at least so often */
	LETTER = 3, /* bytes of a letter */
	SLOT_COUNT = 1 << 11,
	FILTER_BITS = 1 << 15,
	COST = 4 /* bytes of the texts for a step of the run's budget */
};

struct sounded_word {
	uint32_t hash;
	size_t start; /* in the corpus */
	size_t count; /* letters */
	size_t times;
	struct sounded_word *next;
};

struct sounds_search {
	struct rule_run *run;
	const struct corpus *corpus;
	LIST(struct sounded_word *) words;
	struct sounded_word *slots[SLOT_COUNT];
	uint64_t often[FILTER_BITS / 64]; /* bits of words that stand several times */
};

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	return sounds_load(reader, node);
}

/* Kanji and katakana; not those that join words: 及び, 又は, 並びに, 若しくは, and 等. */
static bool is_letter(int32_t point)
{
	return point >= 0x30a1 && point != 0x30fb && point < 0xa000 && point != 0x53ca && point != 0x53c8 &&
	       point != 0x4e26 && point != 0x82e5 && point != 0x7b49;
}

static uint32_t mix(int32_t point, size_t at)
{
	uint32_t value = (uint32_t)point * 2654435761U;
	return value << (at % 31 + 1) | value >> (31 - at % 31);
}

static bool has_points(const struct sounds_search *search, const struct sounded_word *word, const int32_t *points)
{
	for (size_t i = 0; i < word->count; i++)
		if (utf8_point(search->corpus->text + word->start + i * LETTER) != points[i])
			return false;
	return true;
}

/* The word of these letters, or NULL. */
static struct sounded_word *find_word(const struct sounds_search *search, uint32_t hash, const int32_t *points,
                                      size_t count)
{
	struct sounded_word *word = search->slots[hash % SLOT_COUNT];
	while (word && (word->hash != hash || word->count != count || !has_points(search, word, points)))
		word = word->next;
	return word;
}

static void add_word(struct sounds_search *search, size_t start, const int32_t *points, size_t count)
{
	uint32_t hash = (uint32_t)count;
	if (count < SHORTEST || count > LONGEST)
		return;
	for (size_t i = 0; i < count; i++)
		hash += mix(points[i], i);
	struct sounded_word *word = find_word(search, hash, points, count);
	if (!word) {
		word = arena_new_object(search->run->arena, struct sounded_word);
		*word = (struct sounded_word){hash, start, count, 0, search->slots[hash % SLOT_COUNT]};
		search->slots[hash % SLOT_COUNT] = word;
		list_push(search->run->arena, &search->words, word);
	}
	if (++word->times == TIMES)
		search->often[hash % FILTER_BITS / 64] |= UINT64_C(1) << hash % 64;
}

static void read_words(struct sounds_search *search)
{
	const struct letters *letters = places_letters(search->corpus->places);
	size_t count = 0;
	for (size_t i = 0; i <= letters->count; i++) { /* a 0 ends the last */
		if (is_letter(letters->points[i])) {
			count++;
		} else {
			add_word(search, letters->offsets[i - count], letters->points + i - count, count);
			count = 0;
		}
	}
}

static bool is_often(const struct sounds_search *search, uint32_t hash)
{
	return search->often[hash % FILTER_BITS / 64] >> hash % 64 & 1;
}

/* Does the word with these letters stand often? Then the other one is told. */
static bool try_word(const struct sounds_search *search, const struct sounded_word *word, uint32_t hash,
                     const int32_t *points)
{
	if (!is_often(search, hash))
		return false;
	const struct sounded_word *meant = find_word(search, hash, points, word->count);
	if (!meant || meant->times < TIMES)
		return false;
	size_t length = word->count * LETTER;
	const char *instead = arena_copy(search->run->arena, search->corpus->text + meant->start, length);
	struct text_finding finding = {word->start, word->start + length, instead, 1, meant->times};
	if (!text_rule_is_told(search->run, search->corpus, finding.start, finding.end))
		text_rule_report(search->run, search->corpus, &finding);
	return true;
}

static bool try_letter(const struct sounds_search *search, const struct sounded_word *word, int32_t *points, size_t at)
{
	int32_t own = points[at];
	const int32_t *other;
	for (uint32_t place = 0; (other = sounds_group(search->run->rule->subject, own, &place));)
		for (; *other; other++) {
			points[at] = *other;
			bool told = *other != own && try_word(search, word, word->hash - mix(own, at) + mix(*other, at), points);
			points[at] = own;
			if (told)
				return true;
		}
	return false;
}

static bool try_swap(const struct sounds_search *search, const struct sounded_word *word, int32_t *points, size_t at)
{
	int32_t first = points[at], second = points[at + 1];
	if (first == second)
		return false;
	uint32_t hash = word->hash - mix(first, at) - mix(second, at + 1) + mix(second, at) + mix(first, at + 1);
	points[at] = second;
	points[at + 1] = first;
	bool told = try_word(search, word, hash, points);
	points[at] = first;
	points[at + 1] = second;
	return told;
}

static void try_all(const struct sounds_search *search, const struct sounded_word *word)
{
	int32_t points[LONGEST];
	bool told = false;
	for (size_t i = 0; i < word->count; i++)
		points[i] = utf8_point(search->corpus->text + word->start + i * LETTER);
	for (size_t i = 0; i < word->count && !told; i++)
		told = try_letter(search, word, points, i) ||
		       (word->count >= SWAPPED && i + 1 < word->count && try_swap(search, word, points, i));
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct sounds_search *search = arena_new_object(run->arena, struct sounds_search);
	*search = (struct sounds_search){.run = run, .corpus = corpus};
	size_t cost = corpus->length / COST;
	run->budget = run->budget > cost ? run->budget - cost : 0;
	if (!run->budget)
		return;
	read_words(search);
	for (size_t i = 0; i < search->words.count; i++)
		if (search->words.items[i]->times == 1)
			try_all(search, search->words.items[i]);
}

const struct rule_kind kind_sounds = {.name = "sounds", .field = FIELD_CLOSED_LIST, .load = load, .run = run};
