/* Marks of texts → what was found of them: a table in which each mark has the places of one row. It grows, for a small sheet needs
 * a small one. */
#include "base/memo.h"

#include <string.h>

enum {
	ROW = 4, /* places: all that the processor fetches at once */
	FEW_ROWS = 1 << 8,
	MOST_ROWS = 1 << 14,
	VALUES = 1 << 20 /* bytes: when there are more, all are forgotten */
};

struct place {
	uint64_t mark; /* 0: free */
	const void *value;
};

struct memo {
	struct arena *arena, *values;
	size_t size; /* of the values */
	size_t kept; /* so often, since there are so many rows */
	size_t rows;
	struct place *places;
};

static struct place *places_new(struct arena *arena, size_t rows)
{
	return arena_array(arena, struct place, rows * ROW);
}

struct memo *memo_new(struct arena *arena)
{
	struct memo *memo = arena_new_object(arena, struct memo);
	*memo = (struct memo){.arena = arena, .rows = FEW_ROWS, .places = places_new(arena, FEW_ROWS)};
	return memo;
}

uint64_t memo_join(uint64_t mark, uint64_t other)
{
	mark = (mark ^ other) * UINT64_C(0x9e3779b97f4a7c15);
	return mark ^ mark >> 29;
}

/* Begins with an address, which differs from process to process. */
uint64_t memo_mark(const char *text, size_t length)
{
	static const char start;
	uint64_t mark = memo_join((uintptr_t)&start, length), rest = 0;
	for (uint64_t piece; length >= sizeof piece; text += sizeof piece, length -= sizeof piece) {
		memcpy(&piece, text, sizeof piece);
		mark = memo_join(mark * UINT64_C(0x100000001b3), piece);
	}
	memcpy(&rest, text, length);
	return memo_join(mark * UINT64_C(0x100000001b3), rest);
}

static struct place *row_of(const struct memo *memo, uint64_t mark)
{
	return &memo->places[(mark >> 32 ^ mark) % memo->rows * ROW];
}

static void put(struct memo *memo, struct place place)
{
	struct place *row = row_of(memo, place.mark);
	size_t i = 0;
	while (i < ROW && row[i].mark && row[i].mark != place.mark)
		i++;
	row[i < ROW ? i : memo->kept % ROW] = place;
}

static void grow(struct memo *memo)
{
	struct place *old = memo->places;
	size_t count = memo->rows * ROW;
	memo->rows *= 2;
	memo->kept = 0;
	memo->places = places_new(memo->arena, memo->rows);
	for (size_t i = 0; i < count; i++)
		if (old[i].mark)
			put(memo, old[i]);
	arena_give_back(memo->arena, old);
}

static void keep(struct memo *memo, uint64_t mark, const void *value)
{
	if (memo->kept++ > memo->rows && memo->rows < MOST_ROWS)
		grow(memo);
	put(memo, (struct place){mark, value});
}

bool memo_find(const struct memo *memo, uint64_t mark, const void **value)
{
	const struct place *row = memo && mark ? row_of(memo, mark) : NULL;
	size_t i = 0;
	while (row && i < ROW && row[i].mark != mark)
		i++;
	bool known = row && i < ROW;
	*value = known ? row[i].value : NULL;
	return known;
}

void memo_keep_none(struct memo *memo, uint64_t mark)
{
	if (memo)
		keep(memo, mark, NULL);
}

void *memo_keep(struct memo *memo, uint64_t mark, size_t size)
{
	if (!memo->values)
		memo->values = arena_new_within(memo->arena);
	if (memo->size + size > VALUES) {
		memset(memo->places, 0, memo->rows * ROW * sizeof *memo->places);
		arena_reset(memo->values);
		memo->size = 0;
	}
	void *value = arena_alloc(memo->values, size);
	memo->size += size;
	keep(memo, mark, value);
	return value;
}
