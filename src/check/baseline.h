#ifndef SHIKII_CHECK_BASELINE_H
#define SHIKII_CHECK_BASELINE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/list.h"
#include "base/map.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Findings that were there when the checks were taken up, and are not told again: rule, file, place in the model and
 * a hash of the words pointed at. Lines may move; when the words change, the finding is new. */
struct baseline {
	struct arena *arena;
	struct map known; /* key → struct baseline_entry */
	bool is_new;      /* there was no file: what is found becomes the baseline */
	LIST(struct baseline_entry *) entries;
};

struct baseline_entry {
	const char *rule, *file, *at, *value;
	size_t times; /* so often in the file */
	size_t found; /* so often in this run */
};

/* Reads the file at path; one that does not exist is a new baseline. Reports mistakes, then returns false. */
bool baseline_load(struct baseline *baseline, struct arena *arena, struct diags *diags, const struct files *files,
                   const char *path);

/* How files are named in it: without a leading "./". */
const char *baseline_path(const char *path);

/* Takes known findings out of diags, and adds them to `taken`; with a new baseline, all of them are taken in. Returns how many were
 * taken out. */
size_t baseline_apply(struct baseline *baseline, struct diags *diags, const char *file, struct diags *taken);

/* What the run did not ask about (asked says so for the rest) counts as found: it is neither gone nor pruned. */
void baseline_settle(struct baseline *baseline, bool (*asked)(const void *context, const struct baseline_entry *entry),
                     const void *context);

/* The baseline as text: of a new one what was found, else with `prune` without what was not found any more. */
void baseline_print(const struct baseline *baseline, bool prune, struct buf *out);

/* How many of its findings are gone? */
size_t baseline_stale(const struct baseline *baseline);

/* 16 hexadecimal digits: for telling one wording from another, not for security. Of the words that a finding points at. */
void words_hash(const char *words, size_t length, char hash[17]);
void diag_hash(const struct diag *diag, char hash[17]);

#endif
