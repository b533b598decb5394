#ifndef SHIKII_TESTS_FUZZ_PIECES_H
#define SHIKII_TESTS_FUZZ_PIECES_H

/* What happens to the words, lines and cells of a page, where single bytes would only break its syntax: some are missing, are
 * there again, stand elsewhere, or have another number. Half of the changes are libFuzzer's own. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t limit);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned seed);

/* Where a piece begins, at or before a place; pieces begin with `mark`. */
static inline size_t piece_start(const uint8_t *data, size_t at, char mark)
{
	while (at && data[at] != (uint8_t)mark)
		at--;
	return at;
}

/* Where `count` pieces end. */
static inline size_t piece_end(const uint8_t *data, size_t size, size_t at, size_t count, char mark)
{
	for (; count && at < size; count--)
		for (at++; at < size && data[at] != (uint8_t)mark;)
			at++;
	return at;
}

static inline size_t drop_bytes(uint8_t *data, size_t size, size_t from, size_t to)
{
	memmove(data + from, data + to, size - to);
	return size - (to - from);
}

static inline size_t put_bytes(uint8_t *data, size_t size, size_t at, const uint8_t *bytes, size_t count)
{
	memmove(data + at + count, data + at, size - at);
	memcpy(data + at, bytes, count);
	return size + count;
}

/* Another number in place of one of the piece: near to it, or far. */
static inline void change_number(uint8_t *data, size_t from, size_t to)
{
	size_t skipped = (size_t)rand() % 4;
	for (size_t i = from; i < to; i++) {
		bool begins = isdigit(data[i]) && (i == from || !isdigit(data[i - 1]));
		if (begins && skipped-- == 0) {
			data[i] = (uint8_t)('0' + rand() % 10);
			return;
		}
	}
}

static inline size_t change_pieces(uint8_t *data, size_t size, size_t limit, char mark)
{
	size_t from = piece_start(data, (size_t)rand() % size, mark);
	size_t to = piece_end(data, size, from, 1 + (size_t)rand() % (rand() % 4 ? 3 : 40), mark), count = to - from;
	int way = rand() % 4;
	if (way == 0)
		return drop_bytes(data, size, from, to);
	if (way == 1 || count > limit - size) {
		change_number(data, from, to);
		return size;
	}
	uint8_t *bytes = malloc(count + 1);
	if (!bytes)
		return size;
	memcpy(bytes, data + from, count);
	if (way == 2)
		size = drop_bytes(data, size, from, to);
	size = put_bytes(data, size, size ? piece_start(data, (size_t)rand() % size, mark) : 0, bytes, count);
	free(bytes);
	return size;
}

static inline size_t mutate_pieces(uint8_t *data, size_t size, size_t limit, unsigned seed, char mark)
{
	srand(seed);
	if (!size || rand() % 2)
		return LLVMFuzzerMutate(data, size, limit);
	for (int times = 1 + rand() % 4; times && size; times--)
		size = change_pieces(data, size, limit, mark);
	return size;
}

#endif
