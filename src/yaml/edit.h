#ifndef SHIKII_YAML_EDIT_H
#define SHIKII_YAML_EDIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"
#include "yaml/node.h"
#include "yaml/node_write.h"

#include <stdbool.h>
#include <stddef.h>

/* Changes made in the YAML itself: new texts for scalars, and new members of collections. All that is not changed stays as it
 * is, byte for byte. What cannot be said in the style that is there, or has no exact place in the source (it goes over a folded
 * line), is refused rather than written in another way. */
struct edit {
	const struct node *node;
	size_t start; /* bytes [start, end) of the node's text … */
	size_t end;
	const char *text;          /* … become this; */
	const struct node *member; /* or else the node gets this new last member, */
	bool sets;                 /* or, a value of a mapping, becomes it, */
	bool removes;              /* or, a member of a sequence, is taken out, */
	bool comments;             /* or comments above the node go, */
	bool moves;                /* or the sequence gets its member number `last` in front of that number `first` */
	size_t first;
	size_t last;
	size_t order;
	size_t from; /* bytes [from, to) of the source … */
	size_t to;
	const char *written; /* … become this */
};

struct edits {
	struct arena *arena;
	const struct source *source;
	struct edit *items; /* in the order of the source once they are printed */
	size_t count;
	size_t capacity;
	node_comment *comment; /* of what is inserted as lines; NULL: none */
	void *context;
};

/* For edits of one source; nodes, and later the edits, live in arena or longer. */
struct edits edits_new(struct arena *arena, const struct source *source);

/* These give NULL, or in Japanese the reason why it cannot be done. */

/* Notes that bytes [start, end) of a scalar's text become `text`; both are bounds of characters. Only what differs is
 * changed. */
const char *edit_add(struct edits *edits, const struct node *node, size_t start, size_t end, const char *text);

/* Changes of one scalar that are made together or not at all. */
struct remedy {
	const struct node *node;
	struct remedy_part {
		size_t start; /* bytes [start, end) of the node's text … */
		size_t end;
		const char *text; /* … become this */
	} * parts;
	size_t count;
};

/* Notes all of them, or none: *refused (may be NULL) gets the number of the one that cannot be. */
const char *edit_add_remedy(struct edits *edits, const struct remedy *remedy, size_t *refused);

/* Notes that a sequence gets `member` (yaml/node_write.h) behind its last one. What stands in block style is written in block
 * style, as deep as its neighbours; in brackets it gets a line of its own where the last member has one. An empty [] becomes a
 * block where it can; one with a comment inside stays in brackets. Comments below the last member stay with what follows, but
 * for those that stand deeper than the members. */
const char *edit_append(struct edits *edits, const struct node *sequence, struct node *member);

/* Notes that a mapping gets `key`, behind its last one; where it has the key without an answer (nothing, ~ or null), that key is
 * filled, and a comment on its line stays there. A key with an answer, or that was put before, is refused. */
const char *edit_put(struct edits *edits, const struct node *mapping, const char *key, struct node *value);

/* Notes that the value of a key becomes another, of whatever kind. Comments within the old one go with it. */
const char *edit_set(struct edits *edits, const struct node *old, struct node *value);

/* Notes that a sequence in block style loses a member, with its lines; not the last one that it has: that is edit_set. */
const char *edit_remove(struct edits *edits, const struct node *member);

/* Notes that a sequence in block style gets a member in front of `before`, an earlier one, with its lines and the comments directly
 * above them. */
const char *edit_move(struct edits *edits, const struct node *member, const struct node *before);

/* Are there, directly above the line of a node's key, comments from one on that begins with `mark`? */
bool edit_has_comment(const struct node *node, const char *mark);

/* Notes that they go; nothing where there are none. */
void edit_drop_comment(struct edits *edits, const struct node *node, const char *mark);

/* Appends the whole file with all edits, its byte order mark too. The result is read again: were anything else but what
 * was meant different in it, or were there a finding more, nothing is appended. Edits may not overlap. */
const char *edits_print(struct edits *edits, struct buf *out);

/* Whole lines: `text` stands for `count` lines behind line number `line`. */
struct edit_lines {
	size_t line;
	size_t count;
	const char *text; /* ends with a line break; empty: the lines go */
};

/* The lines that the edit at `first` and those that touch it change; returns the first edit behind them. edits_print has
 * been called. */
size_t edits_lines(const struct edits *edits, size_t first, struct edit_lines *lines);

/* Appends what edits_print changes, as a unified diff of the file with itself; nothing when there are no edits. */
void edits_diff(const struct edits *edits, struct buf *out);

#endif
