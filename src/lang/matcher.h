#ifndef SHIKII_LANG_MATCHER_H
#define SHIKII_LANG_MATCHER_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/arena.h"
#include "base/diag.h"
#include "base/memory.h"
#include "yaml/node.h"

#include <pcre2.h>

#include <stddef.h>
#include <stdint.h>

/* A regular expression. One that is built into the program is compiled when it is first used (the tests have compiled them all),
 * that of a stranger at once. It is used by one thread at a time. */
struct regex {
	const char *text;
	size_t length;
	uint32_t options;
	uint64_t mark; /* of the two, for what is known of texts (base/memo.h) */
	struct regex_code {
		struct arena *arena; /* where it lives */
		pcre2_code *code;    /* NULL: not yet compiled */
		size_t searched;     /* bytes so far: from some on it is compiled for the machine, too */
		bool machine;        /* it is */
		bool ours;           /* built in: a stranger's is never, for then the limit of steps counts next to nothing */
		pcre2_match_data *data; /* of regex_find; NULL until then */
		pcre2_match_context *context;
	} * compiled;
};

/* A part of the text of `place` as a pattern, of which it is told whether it is built in. NULL: it is wrong; *error and *offset
 * say why. The text lives as long as the arena. */
struct regex *regex_new(struct arena *arena, const struct node *place, const char *text, size_t length,
                        uint32_t options, int *error, size_t *offset);

/* Compiles the text of a scalar, with `more` options of PCRE2; the pattern lives as long as the arena. Reports what is wrong at its place,
 * then returns NULL. */
struct regex *regex_compile_with(struct arena *arena, struct diags *diags, const struct node *node, uint32_t more);
struct regex *regex_compile(struct arena *arena, struct diags *diags, const struct node *node);

const pcre2_code *regex_code(const struct regex *pattern);

/* How many characters in front of a match it may ask about. */
size_t regex_reach(const struct regex *pattern);

/* Called before it searches texts of this length: where that is worth it, what is built in is compiled for the machine, too. */
void regex_prepare(const struct regex *pattern, size_t length);

/* Is it found? Returns what pcre2_match does. It is asked many times, of short texts. */
struct regex_bounds {
	uint32_t steps, depth, memory; /* in KiB */
};
int regex_find(const struct regex *pattern, const char *text, size_t length, const struct regex_bounds *bounds);

/* Is it found in a few characters? Not known: it takes too long. */
enum regex_result { REGEX_NONE, REGEX_FOUND, REGEX_NOT_KNOWN };
enum regex_result regex_match(const struct regex *pattern, const char *text, size_t length);

/* pcre2_match of valid UTF-8 from `at` on, which ends the work where memory ends. A match that is too deep for code compiled for
 * the machine is tried without it. */
int regex_search(const pcre2_code *code, const char *text, size_t length, size_t at, uint32_t options,
                 pcre2_match_data *data, pcre2_match_context *limits);

/* One bounded search after the other. It stays where it was opened until it is closed. */
struct matcher {
	struct holding held;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	uint32_t limit;
};

/* `limit`: of the steps of a search from where it begins; that of a stranger's pattern has fewer in long texts. */
void matcher_open(struct matcher *matcher, uint32_t limit);
void matcher_close(struct matcher *matcher);

/* Searches valid UTF-8 from `at` on, the bound of a character; returns what pcre2_match does. The places of the match and of
 * its group 1 are then pcre2_get_ovector_pointer(matcher->data). */
int matcher_find(struct matcher *matcher, const struct regex *pattern, const char *text, size_t length, size_t at);

#endif
