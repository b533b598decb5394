/* Trees ↔ bytes: a head, the keys, each once, the nodes in the order of the document, then their texts. */
#include "yaml/node_pack.h"

#include "base/map.h"

#include <stdint.h>
#include <string.h>

struct head {
	uint32_t keys;
	uint32_t nodes;
	uint32_t members; /* of all mappings and sequences */
};

struct packed_node {
	uint32_t kind, style;
	uint32_t start, end; /* of its span */
	uint32_t count;      /* members, or bytes of its text */
	uint32_t text;       /* of a scalar: where among the texts */
	uint32_t key;        /* of a value of a mapping: which */
};

/* ---- packing ---- */

struct packer {
	struct arena *arena;
	struct map numbers; /* of keys, by their text */
	struct head head;
	struct buf keys;
	struct buf nodes;
	struct buf texts;
};

static struct packed_node packed_of(struct packer *packer, const struct node *node)
{
	bool scalar = node->kind == NODE_SCALAR;
	struct packed_node packed = {
	    .kind = node->kind,
	    .style = node->style,
	    .start = node->span.start,
	    .end = node->span.end,
	    .count = scalar ? node->length : node->count,
	    .text = (uint32_t)packer->texts.length,
	};
	if (scalar)
		buf_append(&packer->texts, node->text, node->length + 1); /* with its NUL */
	return packed;
}

static uint32_t number_of(struct packer *packer, const struct node *key)
{
	const uint32_t *known = map_get(&packer->numbers, key->text);
	if (known)
		return *known;
	struct packed_node packed = packed_of(packer, key);
	uint32_t *number = arena_new_object(packer->arena, uint32_t);
	*number = packer->head.keys++;
	map_put(&packer->numbers, key->text, number);
	buf_append(&packer->keys, (const char *)&packed, sizeof packed);
	return *number;
}

static void pack(struct packer *packer, const struct node *node)
{
	struct packed_node packed = packed_of(packer, node);
	packed.key = node->key ? number_of(packer, node->key) : 0;
	buf_append(&packer->nodes, (const char *)&packed, sizeof packed);
	packer->head.nodes++;
	packer->head.members += node->count;
	for (size_t i = 0; i < node->count; i++)
		pack(packer, node->items[i]);
}

void node_pack(const struct node *root, struct buf *out)
{
	struct packer packer = {.arena = arena_new(), .keys = BUF_INIT, .nodes = BUF_INIT, .texts = BUF_INIT};
	map_init(&packer.numbers, packer.arena);
	pack(&packer, root);
	buf_append(out, (const char *)&packer.head, sizeof packer.head);
	buf_append(out, buf_text(&packer.keys), packer.keys.length);
	buf_append(out, buf_text(&packer.nodes), packer.nodes.length);
	buf_append(out, buf_text(&packer.texts), packer.texts.length);
	buf_free(&packer.keys);
	buf_free(&packer.nodes);
	buf_free(&packer.texts);
	arena_free(packer.arena);
}

/* ---- unpacking ---- */

struct unpacker {
	const struct source *source;
	const struct node *keys;
	const struct packed_node *packed; /* the next one */
	const char *texts;
	struct node *node;   /* room for the next one */
	struct node **items; /* the same for members */
};

static void fill(const struct unpacker *unpacker, const struct packed_node *packed, struct node *node)
{
	node->kind = (enum node_kind)packed->kind;
	node->style = (enum node_style)packed->style;
	node->span = (struct span){unpacker->source, packed->start, packed->end};
	if (node->kind != NODE_SCALAR) {
		node->count = packed->count;
		return;
	}
	node->text = unpacker->texts + packed->text;
	node->length = packed->count;
}

/* Not deeper than the limit of node_read. */
static struct node *unpack(struct unpacker *unpacker, const struct node *parent, size_t position)
{
	const struct packed_node *packed = unpacker->packed++;
	struct node *node = unpacker->node++;
	fill(unpacker, packed, node);
	node->parent = parent;
	if (parent && parent->kind == NODE_MAPPING)
		node->key = &unpacker->keys[packed->key];
	else
		node->position = (uint32_t)position;
	node->items = unpacker->items;
	unpacker->items += node->count;
	for (size_t i = 0; i < node->count; i++)
		node->items[i] = unpack(unpacker, node, i);
	return node;
}

struct node *node_unpack(struct arena *arena, const struct source *source)
{
	const struct head *head = source->packed;
	const struct packed_node *keys = (const void *)(head + 1), *nodes = keys + head->keys;
	struct node *key = arena_array(arena, struct node, head->keys);
	struct unpacker unpacker = {
	    .source = source,
	    .keys = key,
	    .packed = nodes,
	    .texts = (const char *)(nodes + head->nodes),
	    .node = arena_array(arena, struct node, head->nodes),
	    .items = arena_array(arena, struct node *, head->members),
	};
	for (size_t i = 0; i < head->keys; i++)
		fill(&unpacker, &keys[i], &key[i]);
	return unpack(&unpacker, NULL, 0);
}
