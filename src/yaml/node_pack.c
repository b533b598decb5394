/* Trees ↔ bytes: a head, the nodes in the order of the document (a key before its value), then their texts. */
#include "yaml/node_pack.h"

#include "base/map.h"

#include <stdint.h>
#include <string.h>

struct head {
	uint32_t nodes;
	uint32_t members; /* of all mappings and sequences */
};

struct packed_node {
	uint32_t kind, style;
	uint32_t start, end; /* of its span */
	uint32_t count;      /* members, or bytes of its text */
	uint32_t text;       /* of a scalar: where among the texts */
};

/* ---- packing ---- */

struct packer {
	struct head head;
	struct buf nodes;
	struct buf texts;
};

static void pack(struct packer *packer, const struct node *node)
{
	bool scalar = node->kind == NODE_SCALAR;
	struct packed_node packed = {
	    .kind = node->kind,
	    .style = node->style,
	    .start = (uint32_t)node->span.start,
	    .end = (uint32_t)node->span.end,
	    .count = (uint32_t)(scalar ? node->length : node->count),
	    .text = (uint32_t)packer->texts.length,
	};
	buf_append(&packer->nodes, (const char *)&packed, sizeof packed);
	packer->head.nodes++;
	if (scalar)
		buf_append(&packer->texts, node->text, node->length + 1); /* with its NUL */
	for (size_t i = 0; i < node->count; i++) {
		packer->head.members++;
		if (node->kind == NODE_MAPPING)
			pack(packer, node->items[i]->key);
		pack(packer, node->items[i]);
	}
}

void node_pack(const struct node *root, struct buf *out)
{
	struct packer packer = {.nodes = BUF_INIT, .texts = BUF_INIT};
	pack(&packer, root);
	buf_append(out, (const char *)&packer.head, sizeof packer.head);
	buf_append(out, buf_text(&packer.nodes), packer.nodes.length);
	buf_append(out, buf_text(&packer.texts), packer.texts.length);
	buf_free(&packer.nodes);
	buf_free(&packer.texts);
}

/* ---- unpacking ---- */

struct unpacker {
	struct arena *arena;
	const struct source *source;
	const struct packed_node *packed; /* the next one */
	const char *texts;
	struct node *node;   /* room for the next one */
	struct node **items; /* the same for members */
};

static void index_members(struct unpacker *unpacker, struct node *mapping)
{
	struct map *index = arena_new_object(unpacker->arena, struct map);
	map_init(index, unpacker->arena);
	for (size_t i = 0; i < mapping->count; i++)
		map_put(index, mapping->items[i]->key->text, mapping->items[i]);
	mapping->index = index;
}

/* Not deeper than the limit of node_read. */
static struct node *unpack(struct unpacker *unpacker, const struct node *parent, const struct node *key,
                           size_t position)
{
	const struct packed_node *packed = unpacker->packed++;
	struct node *node = unpacker->node++;
	node->kind = (enum node_kind)packed->kind;
	node->style = (enum node_style)packed->style;
	node->span = (struct span){unpacker->source, packed->start, packed->end};
	node->parent = parent;
	node->key = key;
	node->position = position;
	if (node->kind == NODE_SCALAR) {
		node->text = unpacker->texts + packed->text;
		node->length = packed->count;
		return node;
	}
	bool mapping = node->kind == NODE_MAPPING;
	node->count = packed->count;
	node->items = unpacker->items;
	unpacker->items += node->count;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *its_key = mapping ? unpack(unpacker, node, NULL, 0) : NULL;
		node->items[i] = unpack(unpacker, node, its_key, mapping ? 0 : i);
	}
	if (mapping && node->count > NODE_INDEX_FROM)
		index_members(unpacker, node);
	return node;
}

struct node *node_unpack(struct arena *arena, const struct source *source)
{
	const struct head *head = source->packed;
	const struct packed_node *packed = (const void *)(head + 1);
	struct unpacker unpacker = {
	    .arena = arena,
	    .source = source,
	    .packed = packed,
	    .texts = (const char *)(packed + head->nodes),
	    .node = arena_array(arena, struct node, head->nodes),
	    .items = arena_array(arena, struct node *, head->members),
	};
	return unpack(&unpacker, NULL, NULL, 0);
}
