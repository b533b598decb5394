#ifndef SHIKII_YAML_NODE_H
#define SHIKII_YAML_NODE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diags;
struct map;

/* A YAML document as a tree with positions. Scalars stay text: what they mean is for the schema to say. */
enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };
enum node_style {
	NODE_PLAIN,
	NODE_SINGLE_QUOTED,
	NODE_DOUBLE_QUOTED,
	NODE_LITERAL,
	NODE_FOLDED,
	NODE_FLOW,
	NODE_BLOCK
};

/* There are ten thousands of them: small numbers. */
struct node {
	enum node_kind kind;
	enum node_style style;
	struct span span;          /* of a mapping or sequence: from its first entry to the end of its last one */
	const struct node *parent; /* NULL at the root */
	const struct node *key;    /* for a value of a mapping: its key; in built-in data one for all of the same text */
	uint32_t position;         /* for an item of a sequence: from 0 */
	bool refused;              /* an alias, or a scalar with a tag: reported, and its text is not what was meant */
	bool closed;               /* a collection of built-in data whose members are not made: node_open */
	uint32_t length;           /* of the text */
	uint32_t count;            /* of the items */
	const char *text;    /* of a scalar. The line break that ends a block scalar (| or >) is layout and no part of it */
	struct node **items; /* of a mapping or sequence: the values; for a mapping, item->key is the key */
	union {
		const struct map *index;          /* of a large mapping that was read: its values by key; else NULL */
		const struct packed_node *packed; /* of a closed one */
	};
};

enum {
	NODE_DEPTH_LIMIT = 64,
	NODE_COUNT_LIMIT = 2000000,
	NODE_INDEX_FROM = 16 /* mappings of more members get an index */
};

/* Reads source as one YAML document. Reports what is wrong (syntax, duplicate keys, aliases, anchors and tags,
 * keys that are no scalars, a second document, depth and size) and goes on where it can. Returns NULL when there is
 * no tree; an empty document is an empty mapping. The tree of a built-in source is not read but unpacked. */
struct node *node_read(struct arena *arena, struct diags *diags, const struct source *source);

/* As node_read, but of a built-in source no more than the root is made, for most of it is not asked for: it is closed. node_get and
 * fields_read (yaml/fields.h) can read what is closed; before `items` are looked at it has to be opened. */
struct node *node_read_closed(struct arena *arena, struct diags *diags, const struct source *source);

/* Makes the members of a collection, if they are not there; and theirs, and so on. */
void node_open(const struct node *node);
void node_open_all(const struct node *node);

/* Of a collection, open or closed: a member, which is made anew where it is closed; its key's text; the text of a scalar, or NULL;
 * its length may be asked for. */
struct node *node_member(const struct node *node, size_t i);
const char *node_member_key(const struct node *node, size_t i);
const char *node_member_text(const struct node *node, size_t i, size_t *length);

/* The member by itself, to look into: of a closed collection it has no key, and lives as long as its copy. */
struct node node_member_alone(const struct node *node, size_t i);

/* The value of key in a mapping, or NULL (also when node is NULL or no mapping). */
struct node *node_get(const struct node *node, const char *key);

/* A plain scalar that is empty, ~ or null: a key without an answer. */
bool node_is_null(const struct node *node);

/* Is it a scalar with this text? */
bool node_is(const struct node *node, const char *text);

/* The place to point at: the key for a value that is a mapping or sequence in block style or empty, else the value. */
struct span node_place(const struct node *node);

/* Appends the path from the root: blocks[shikaku].recorded.count. Members of a list are named by their `id` where
 * they have one, else by their number from 1. */
void node_path(const struct node *node, struct buf *out);

#endif
