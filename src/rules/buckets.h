#ifndef SHIKII_RULES_BUCKETS_H
#define SHIKII_RULES_BUCKETS_H

#include "base/utf8.h"

#include <stddef.h>

enum { BUCKETS = 4096 };

/* Of the first character: quick to work out, as it is for every character of the model. */
static inline size_t bucket_at(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t bucket = bytes[0];
	for (size_t i = 1; i < utf8_step(text); i++)
		bucket = bucket << 6 ^ bytes[i];
	return bucket % BUCKETS;
}

#endif
