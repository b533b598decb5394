#include "support/sha256.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 64, ROUNDS = 64, LENGTH_AT = 56 };

struct sha256 {
	uint32_t state[8];
	uint32_t constants[ROUNDS];
};

static uint32_t fraction(double root)
{
	return (uint32_t)((root - floor(root)) * 4294967296.0);
}

static bool is_prime(unsigned number)
{
	for (unsigned i = 2; i * i <= number; i++)
		if (number % i == 0)
			return false;
	return true;
}

/* The constants are the fractions of the roots of the first primes. */
static void begin(struct sha256 *sha)
{
	for (unsigned prime = 2, i = 0; i < ROUNDS; prime++) {
		if (!is_prime(prime))
			continue;
		if (i < 8)
			sha->state[i] = fraction(sqrt(prime));
		sha->constants[i++] = fraction(cbrt(prime));
	}
}

static uint32_t turn(uint32_t word, unsigned bits)
{
	return (word >> bits) | (word << (32 - bits));
}

static void add_block(struct sha256 *sha, const unsigned char *bytes)
{
	uint32_t words[ROUNDS], s[8];
	for (size_t i = 0; i < 16; i++)
		words[i] = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 | (uint32_t)bytes[4 * i + 2] << 8 |
		           bytes[4 * i + 3];
	for (size_t i = 16; i < ROUNDS; i++)
		words[i] = words[i - 16] + words[i - 7] +
		           (turn(words[i - 15], 7) ^ turn(words[i - 15], 18) ^ words[i - 15] >> 3) +
		           (turn(words[i - 2], 17) ^ turn(words[i - 2], 19) ^ words[i - 2] >> 10);
	memcpy(s, sha->state, sizeof s);
	for (size_t i = 0; i < ROUNDS; i++) {
		uint32_t first = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) +
		                 sha->constants[i] + words[i];
		uint32_t second =
		    (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
		memmove(s + 1, s, 7 * sizeof *s);
		s[4] += first;
		s[0] = first + second;
	}
	for (size_t i = 0; i < 8; i++)
		sha->state[i] += s[i];
}

const char *sha256_start(struct arena *arena, const char *text)
{
	struct sha256 sha;
	size_t length = strlen(text), done = 0;
	unsigned char last[2 * BLOCK] = {0};
	begin(&sha);
	for (; length - done >= BLOCK; done += BLOCK)
		add_block(&sha, (const unsigned char *)text + done);
	memcpy(last, text + done, length - done);
	last[length - done] = 0x80;
	size_t end = length - done < LENGTH_AT ? BLOCK : 2 * BLOCK;
	for (size_t i = 0; i < 8; i++)
		last[end - 1 - i] = (unsigned char)((uint64_t)length * 8 >> (8 * i));
	for (size_t at = 0; at < end; at += BLOCK)
		add_block(&sha, last + at);
	return arena_printf(arena, "%08" PRIx32 "%08" PRIx32, sha.state[0], sha.state[1]);
}
