#ifndef SHIKII_TESTS_SHA256_H
#define SHIKII_TESTS_SHA256_H

#include "base/arena.h"

/* The first 16 digits of the SHA-256 of a text (FIPS 180-4), as tables of expected words have them. */
const char *sha256_start(struct arena *arena, const char *text);

#endif
