/* Texts → sentences → those that are nearly the same as a sentence that is copied from place to place: probably slips.
 *
 * Of two sentences that are at most two edits apart, one of three equal segments stands unchanged in the other, at
 * most two characters further. So the segments of the sentences that stand often are put into a table by their hash,
 * and each other sentence asks it for its own runs of characters; only what shares a segment is compared. */
#include "rules/copies.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	EDITS = 2,
	SEGMENTS = EDITS + 1,
	LONGEST = 2000,   /* characters of a sentence: longer ones are tables or no prose */
	CHAIN_LIMIT = 16, /* sentences with the same segment that are kept: hostile texts share all of them */
	AROUND = 5,       /* characters shown on each side of what differs, */
	BESIDE = 1,       /* and those that make a word of it */
	COMPARED_AT_ONCE = 64
};

/* The characters of all texts in one width, without white space. */
struct copy_letters {
	const struct corpus *corpus;
	int32_t *points;
	uint32_t *offsets; /* of each in the corpus */
	uint64_t *hashes;  /* of all points before each */
	size_t count;
};

struct sentence {
	const struct copy_letters *letters;
	size_t first, count; /* of its points */
};

/* Sentences that are the same. */
struct group {
	struct sentence first;
	size_t times;
	bool standard;
	const struct group *asked; /* the last one that was compared with it */
};

struct segment {
	uint64_t hash;
	size_t length, number; /* of the sentence's characters; which of its segments */
	struct group *group;
	struct segment *next;
};

struct copy_finder {
	struct arena *arena;
	size_t length, times;
	size_t *budget;
	uint64_t *powers;
	LIST(struct sentence) sentences;
	LIST(struct group) groups;
	struct segment **table;
	size_t table_size;                     /* a power of two */
	bool lengths[LONGEST + 2 * EDITS + 1]; /* is there a sentence of this length in the table? */
	struct copies found;
};

/* ---- characters ---- */

static const uint64_t base = 0x9e3779b97f4a7c15u;

static bool is_space(int32_t point)
{
	return point == ' ' || point == '\t' || point == '\r' || point == 0xa0 || point == 0x3000;
}

/* Full-width letters, digits and signs of ASCII in half width. */
static int32_t narrow(int32_t point)
{
	return point >= 0xff01 && point <= 0xff5e ? point - 0xfee0 : point;
}

/* Bullets and numbers at the head of a sentence. */
static bool is_mark(int32_t point)
{
	static const char marks[] = "()*-.0123456789";
	static const int32_t bullets[] = {0x30fb /* ・ */, 0x203b /* ※ */, 0x25a0, 0x25a1, 0x25c6,
	                                  0x25c7,          0x25cb /* ○ */, 0x25ce, 0x25cf};
	for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
		if (bullets[i] == point)
			return true;
	return (point > 0 && point < 0x80 && strchr(marks, point)) || (point >= 0x2460 && point <= 0x2473); /* ①…⑳ */
}

static void add_sentence(struct copy_finder *finder, const struct copy_letters *letters, size_t first, size_t end)
{
	while (first < end && is_mark(letters->points[first]))
		first++;
	if (end - first >= finder->length && end - first <= LONGEST)
		list_push(finder->arena, &finder->sentences, ((struct sentence){letters, first, end - first}));
}

/* 。 ends a sentence, but not that in brackets: （以下「国保法」という。） */
static bool ends_at(int32_t point, int32_t next)
{
	return point == 0x3002 && next != ')' && next != 0x300d && next != 0x300f;
}

/* The characters of the corpus from letters->count on; cuts them into sentences. */
static void read_letters(struct copy_finder *finder, struct copy_letters *letters)
{
	const struct letters *all = places_letters(letters->corpus->places);
	size_t first = 0, most = all->count + 1;
	letters->points = arena_array(finder->arena, int32_t, most);
	letters->offsets = arena_array(finder->arena, uint32_t, most);
	letters->hashes = arena_array(finder->arena, uint64_t, most);
	for (size_t i = 0; i < all->count; i++) {
		int32_t point = narrow(all->points[i]);
		if (is_space(point))
			continue;
		size_t count = letters->count;
		if (point == '\n' || (count > first && ends_at(letters->points[count - 1], point))) {
			add_sentence(finder, letters, first, count);
			first = count;
		}
		if (point == '\n')
			continue;
		letters->points[count] = point;
		letters->offsets[count] = all->offsets[i];
		letters->hashes[count + 1] = letters->hashes[count] * base + (uint64_t)point;
		letters->count++;
	}
	add_sentence(finder, letters, first, letters->count);
	letters->offsets[letters->count] = all->offsets[all->count];
}

/* ---- sentences that are the same ---- */

static const int32_t *points_of(const struct sentence *sentence)
{
	return sentence->letters->points + sentence->first;
}

/* By length, characters and place; those of the standards come last. */
static int compare(const void *a, const void *b)
{
	const struct sentence *one = a, *other = b;
	if (one->count != other->count)
		return one->count < other->count ? -1 : 1;
	int order = memcmp(points_of(one), points_of(other), one->count * sizeof(int32_t));
	if (order)
		return order;
	if (one->letters != other->letters)
		return one->letters < other->letters ? -1 : 1;
	return one->first < other->first ? -1 : one->first > other->first;
}

static bool is_same(const struct sentence *a, const struct sentence *b)
{
	return a->count == b->count && memcmp(points_of(a), points_of(b), a->count * sizeof(int32_t)) == 0;
}

static void group_sentences(struct copy_finder *finder, const struct copy_letters *standards)
{
	if (!finder->sentences.count)
		return;
	qsort(finder->sentences.items, finder->sentences.count, sizeof *finder->sentences.items, compare);
	for (size_t i = 0; i < finder->sentences.count; i++) {
		const struct sentence *sentence = &finder->sentences.items[i];
		if (i == 0 || !is_same(sentence, sentence - 1))
			list_push(finder->arena, &finder->groups, ((struct group){.first = *sentence}));
		struct group *group = &finder->groups.items[finder->groups.count - 1];
		group->times++;
		group->standard |= sentence->letters == standards;
	}
}

/* ---- segments ---- */

static uint64_t hash_of(const struct copy_finder *finder, const struct sentence *sentence, size_t start, size_t count)
{
	const uint64_t *hashes = sentence->letters->hashes + sentence->first + start;
	return hashes[count] - hashes[0] * finder->powers[count];
}

static size_t segment_start(size_t length, size_t number)
{
	return length * number / SEGMENTS;
}

static struct segment **chain_of(const struct copy_finder *finder, uint64_t hash, size_t length, size_t number)
{
	uint64_t key = (hash ^ length * 31 ^ number) * base;
	return &finder->table[(key >> 32) & (finder->table_size - 1)];
}

static bool is_segment(const struct segment *segment, uint64_t hash, size_t length, size_t number)
{
	return segment->hash == hash && segment->length == length && segment->number == number;
}

static void add_segment(struct copy_finder *finder, struct group *group, size_t number)
{
	size_t length = group->first.count, start = segment_start(length, number), kept = 0;
	uint64_t hash = hash_of(finder, &group->first, start, segment_start(length, number + 1) - start);
	struct segment **chain = chain_of(finder, hash, length, number);
	for (const struct segment *other = *chain; other; other = other->next)
		kept += is_segment(other, hash, length, number);
	if (kept >= CHAIN_LIMIT)
		return;
	struct segment *segment = arena_new_object(finder->arena, struct segment);
	*segment = (struct segment){hash, length, number, group, *chain};
	*chain = segment;
}

static void index_groups(struct copy_finder *finder)
{
	size_t often = 0;
	for (size_t i = 0; i < finder->groups.count; i++)
		often += finder->groups.items[i].times >= finder->times || finder->groups.items[i].standard;
	for (finder->table_size = 1024; finder->table_size < 4 * often;)
		finder->table_size *= 2;
	finder->table = arena_array(finder->arena, struct segment *, finder->table_size);
	for (size_t i = 0; i < finder->groups.count; i++) {
		struct group *group = &finder->groups.items[i];
		if (group->times < finder->times && !group->standard)
			continue;
		finder->lengths[group->first.count + EDITS] = true;
		for (size_t number = 0; number < SEGMENTS; number++)
			add_segment(finder, group, number);
	}
}

/* ---- what differs ---- */

/* Sentences a and b are the same up to `start` and from the ends on; where two edits lie apart, those in front and
 * at the end, with what is the same between. */
struct difference {
	size_t start, a_end, b_end;
	size_t a_front, b_front, a_back, b_back; /* characters of the two edits; all 0: one place */
};

/* Is what lies between the edits in front and at the end the same? */
static bool is_between(const int32_t *a, const int32_t *b, struct difference *difference)
{
	static const size_t edits[][2] = {{1, 1}, {1, 0}, {0, 1}}; /* replaced, too much, missing */
	enum { KINDS = sizeof edits / sizeof *edits, PAIRS = KINDS * KINDS };
	size_t a_count = difference->a_end - difference->start, b_count = difference->b_end - difference->start;
	for (size_t i = 0; i < PAIRS; i++) {
		const size_t *front = edits[i / KINDS], *back = edits[i % KINDS];
		if (front[0] + back[0] > a_count || front[1] + back[1] > b_count)
			continue;
		size_t count = a_count - front[0] - back[0];
		if (count != b_count - front[1] - back[1] ||
		    memcmp(a + difference->start + front[0], b + difference->start + front[1], count * sizeof *a) != 0)
			continue;
		difference->a_front = front[0];
		difference->b_front = front[1];
		difference->a_back = back[0];
		difference->b_back = back[1];
		return true;
	}
	return false;
}

/* Are the sentences at most EDITS apart, but the same at both ends? What differs there is often only cut otherwise, as
 * lines of a PDF are. Ends that are the same take no edit, so that of two edits one is in front of what remains and one
 * at its end. */
static bool is_near(const struct sentence *one, const struct sentence *other, struct difference *difference)
{
	const int32_t *a = points_of(one), *b = points_of(other);
	size_t start = 0, a_end = one->count, b_end = other->count;
	while (start < a_end && start < b_end && a[start] == b[start])
		start++;
	while (a_end > start && b_end > start && a[a_end - 1] == b[b_end - 1]) {
		a_end--;
		b_end--;
	}
	*difference = (struct difference){.start = start, .a_end = a_end, .b_end = b_end};
	if (start == 0 || a_end == one->count || b_end == other->count)
		return false;
	if (a_end - start <= EDITS && b_end - start <= EDITS)
		return true;
	return is_between(a, b, difference);
}

static size_t byte_at(const struct sentence *sentence, size_t index)
{
	return sentence->letters->offsets[sentence->first + index];
}

/* Where in the text the character before `index` ends. */
static size_t byte_behind(const struct sentence *sentence, size_t index)
{
	const struct corpus *corpus = sentence->letters->corpus;
	size_t last = byte_at(sentence, index - 1);
	return last + utf8_prefix(corpus->text + last, corpus->length - last, 1);
}

static void put_points(struct buf *out, const struct sentence *sentence, size_t start, size_t count)
{
	if (count)
		buf_append(out, sentence->letters->corpus->text + byte_at(sentence, start),
		           byte_behind(sentence, start + count) - byte_at(sentence, start));
}

/* 置/理, or 置…的/理…定 */
static const char *print_difference(struct arena *arena, const struct difference *difference,
                                    const struct sentence *one, const struct sentence *other)
{
	struct buf out = BUF_INIT;
	bool apart = difference->a_front || difference->b_front;
	size_t start = difference->start;
	put_points(&out, one, start, apart ? difference->a_front : difference->a_end - start);
	if (apart) {
		buf_puts(&out, "…");
		put_points(&out, one, difference->a_end - difference->a_back, difference->a_back);
	}
	buf_putc(&out, '/');
	put_points(&out, other, start, apart ? difference->b_front : difference->b_end - start);
	if (apart) {
		buf_puts(&out, "…");
		put_points(&out, other, difference->b_end - difference->b_back, difference->b_back);
	}
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* Bytes of [start, end) with as many characters around. */
static void around(const struct sentence *sentence, size_t start, size_t end, size_t letters, size_t *from, size_t *to)
{
	start = start > letters ? start - letters : 0;
	end = end + letters < sentence->count ? end + letters : sentence->count;
	*from = byte_at(sentence, start);
	*to = byte_behind(sentence, end);
}

static void add_found(struct copy_finder *finder, const struct group *odd, const struct group *often,
                      const struct difference *difference)
{
	struct copy copy = {.standard = often->first.letters->corpus, .times = odd->times, .others = often->times};
	around(&odd->first, difference->start, difference->a_end, AROUND, &copy.start, &copy.end);
	around(&often->first, difference->start, difference->b_end, AROUND, &copy.other_start, &copy.other_end);
	around(&odd->first, difference->start, difference->a_end, BESIDE, &copy.word_start, &copy.word_end);
	around(&often->first, difference->start, difference->b_end, BESIDE, &copy.other_word_start, &copy.other_word_end);
	copy.difference = print_difference(finder->arena, difference, &odd->first, &often->first);
	list_push(finder->arena, &finder->found, copy);
}

/* ---- the search ---- */

static bool spend(struct copy_finder *finder, size_t steps)
{
	*finder->budget = *finder->budget > steps ? *finder->budget - steps : 0;
	return *finder->budget > 0;
}

static bool is_better(const struct group *group, const struct group *than)
{
	if (!than || group->standard != than->standard)
		return !than || group->standard;
	if (group->times != than->times)
		return group->times > than->times;
	return group->first.first < than->first.first;
}

/* The best of the sentences of `length` that share this segment with the odd one. */
static const struct group *ask(struct copy_finder *finder, struct group *odd, size_t length, size_t number,
                               const struct group *best, struct difference *difference)
{
	size_t start = segment_start(length, number), count = segment_start(length, number + 1) - start;
	for (size_t at = start > EDITS ? start - EDITS : 0; at <= start + EDITS && at + count <= odd->first.count; at++) {
		uint64_t hash = hash_of(finder, &odd->first, at, count);
		for (struct segment *segment = *chain_of(finder, hash, length, number); segment; segment = segment->next) {
			struct group *group = segment->group;
			struct difference its;
			if (!is_segment(segment, hash, length, number) || group->asked == odd || group == odd)
				continue;
			group->asked = odd;
			bool often = group->standard || group->times >= finder->times * odd->times;
			if (!often || !is_better(group, best) || !spend(finder, 1 + length / COMPARED_AT_ONCE) ||
			    !is_near(&odd->first, &group->first, &its))
				continue;
			best = group;
			*difference = its;
		}
	}
	return best;
}

static void search(struct copy_finder *finder, struct group *odd)
{
	const struct group *best = NULL;
	struct difference difference;
	size_t count = odd->first.count;
	for (size_t length = count - EDITS; length <= count + EDITS; length++)
		for (size_t number = 0; number < SEGMENTS && finder->lengths[length + EDITS]; number++)
			best = ask(finder, odd, length, number, best, &difference);
	if (best)
		add_found(finder, odd, best, &difference);
}

static int by_place(const void *a, const void *b)
{
	const struct copy *one = a, *other = b;
	return one->start < other->start ? -1 : one->start > other->start;
}

struct copies copies_find(struct arena *arena, const struct corpus *corpus, const struct corpus *standards,
                          size_t length, size_t times, size_t *budget)
{
	struct copy_finder finder = {.arena = arena, .length = length, .times = times, .budget = budget};
	struct copy_letters both[] = {{.corpus = corpus}, {.corpus = standards}};
	read_letters(&finder, &both[0]);
	if (standards)
		read_letters(&finder, &both[1]);
	finder.powers = arena_array(arena, uint64_t, LONGEST + 1);
	finder.powers[0] = 1;
	for (size_t i = 1; i <= LONGEST; i++)
		finder.powers[i] = finder.powers[i - 1] * base;
	group_sentences(&finder, &both[1]);
	index_groups(&finder);
	for (size_t i = 0; i<finder.groups.count && * budget> 0; i++)
		if (!finder.groups.items[i].standard)
			search(&finder, &finder.groups.items[i]);
	if (finder.found.count)
		qsort(finder.found.items, finder.found.count, sizeof *finder.found.items, by_place);
	return finder.found;
}
