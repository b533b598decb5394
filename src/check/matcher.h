#ifndef SHIKII_CHECK_MATCHER_H
#define SHIKII_CHECK_MATCHER_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/memory.h"

#include <pcre2.h>

#include <stddef.h>
#include <stdint.h>

/* One bounded search after the other. It stays where it was opened until it is closed. */
struct matcher {
	struct holding held;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

/* `limit`: of the steps of one search. */
void matcher_open(struct matcher *matcher, uint32_t limit);
void matcher_close(struct matcher *matcher);

/* Searches valid UTF-8 from `at` on, the bound of a character; returns what pcre2_match does. The places of the match and of
 * its group 1 are then pcre2_get_ovector_pointer(matcher->data). */
int matcher_find(struct matcher *matcher, const pcre2_code *code, const char *text, size_t length, size_t at);

#endif
