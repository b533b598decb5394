/* Trees ↔ bytes: a head, the keys, each once, the nodes, of which the members of one stand together, then their texts. From it single
 * nodes can be made, for most of what is built in is not asked for in a run. */
#include "yaml/node_pack.h"

#include "base/map.h"

#include <stdint.h>
#include <string.h>

struct head {
	uint32_t keys;
	uint32_t nodes;
};

struct packed_node {
	uint16_t kind, style;
	uint32_t start, end; /* of its span */
	uint32_t count;      /* members, or bytes of its text */
	uint32_t at;         /* where its text is among the texts, or its first member among the nodes */
	uint32_t key;        /* of a value of a mapping: which */
};

/* ---- packing ---- */

struct packer {
	struct arena *arena;
	struct map numbers; /* of keys, by their text */
	struct head head;
	struct buf keys;
	struct packed_node *nodes;
	struct buf texts;
};

static struct packed_node packed_of(struct packer *packer, const struct node *node)
{
	bool scalar = node->kind == NODE_SCALAR;
	struct packed_node packed = {
	    .kind = (uint16_t)node->kind,
	    .style = (uint16_t)node->style,
	    .start = node->span.start,
	    .end = node->span.end,
	    .count = scalar ? node->length : node->count,
	    .at = (uint32_t)packer->texts.length,
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

static size_t count_nodes(const struct node *node)
{
	size_t count = 1;
	for (size_t i = 0; i < node->count; i++)
		count += count_nodes(node->items[i]);
	return count;
}

static void pack_members(struct packer *packer, const struct node *node, struct packed_node *packed)
{
	struct packed_node *members = &packer->nodes[packer->head.nodes];
	if (node->kind == NODE_SCALAR)
		return;
	packed->at = packer->head.nodes;
	packer->head.nodes += node->count;
	for (size_t i = 0; i < node->count; i++) {
		members[i] = packed_of(packer, node->items[i]);
		members[i].key = node->items[i]->key ? number_of(packer, node->items[i]->key) : 0;
	}
	for (size_t i = 0; i < node->count; i++)
		pack_members(packer, node->items[i], &members[i]);
}

void node_pack(const struct node *root, struct buf *out)
{
	struct packer packer = {.arena = arena_new(), .head = {.nodes = 1}, .keys = BUF_INIT, .texts = BUF_INIT};
	map_init(&packer.numbers, packer.arena);
	packer.nodes = arena_array(packer.arena, struct packed_node, count_nodes(root));
	packer.nodes[0] = packed_of(&packer, root);
	pack_members(&packer, root, &packer.nodes[0]);
	buf_append(out, (const char *)&packer.head, sizeof packer.head);
	buf_append(out, buf_text(&packer.keys), packer.keys.length);
	buf_append(out, (const char *)packer.nodes, packer.head.nodes * sizeof *packer.nodes);
	buf_append(out, buf_text(&packer.texts), packer.texts.length);
	buf_free(&packer.keys);
	buf_free(&packer.texts);
	arena_free(packer.arena);
}

/* ---- unpacking ---- */

/* What the nodes of a packed source are made of. It is where they say that they stand. */
struct tree {
	struct source source;
	struct arena *arena;
	const struct packed_node *packed_keys, *packed;
	const char *texts;
	struct node **keys; /* NULL: not yet made */
};

static const struct tree *tree_of(const struct node *node)
{
	return (const struct tree *)(const void *)node->span.source;
}

static struct node node_of(const struct tree *tree, const struct packed_node *packed)
{
	struct node node = {
	    .kind = (enum node_kind)packed->kind,
	    .style = (enum node_style)packed->style,
	    .span = {&tree->source, packed->start, packed->end},
	};
	if (node.kind == NODE_SCALAR) {
		node.text = tree->texts + packed->at;
		node.length = packed->count;
	} else if (packed->count) {
		node.count = packed->count;
		node.packed = packed;
		node.closed = true;
	}
	return node;
}

static const struct node *key_at(const struct tree *tree, uint32_t number)
{
	if (!tree->keys[number]) {
		tree->keys[number] = arena_new_object(tree->arena, struct node);
		*tree->keys[number] = node_of(tree, &tree->packed_keys[number]);
	}
	return tree->keys[number];
}

struct node *node_unpack(struct arena *arena, const struct source *source)
{
	const struct head *head = source->packed;
	struct tree *tree = arena_new_object(arena, struct tree);
	*tree = (struct tree){.source = *source, .arena = arena, .packed_keys = (const void *)(head + 1)};
	tree->packed = tree->packed_keys + head->keys;
	tree->texts = (const char *)(tree->packed + head->nodes);
	tree->keys = arena_array(arena, struct node *, head->keys);
	struct node *root = arena_new_object(arena, struct node);
	*root = node_of(tree, tree->packed);
	return root;
}

static const struct packed_node *packed_member(const struct node *node, size_t i)
{
	return tree_of(node)->packed + node->packed->at + i;
}

/* Nodes do not change for those who read them. */
static struct node *changing(const struct node *node)
{
	return (struct node *)(uintptr_t)node;
}

static struct node *make_member(const struct node *node, size_t i, struct node *member)
{
	const struct tree *tree = tree_of(node);
	const struct packed_node *packed = packed_member(node, i);
	*member = node_of(tree, packed);
	member->parent = node;
	if (node->kind == NODE_MAPPING)
		member->key = key_at(tree, packed->key);
	else
		member->position = (uint32_t)i;
	return member;
}

struct node *node_member(const struct node *node, size_t i)
{
	return node->closed ? make_member(node, i, arena_new_object(tree_of(node)->arena, struct node)) : node->items[i];
}

const char *node_member_key(const struct node *node, size_t i)
{
	if (!node->closed)
		return node->items[i]->key->text;
	const struct tree *tree = tree_of(node);
	return tree->texts + tree->packed_keys[packed_member(node, i)->key].at;
}

const char *node_member_text(const struct node *node, size_t i, size_t *length)
{
	const struct packed_node *packed = node->closed ? packed_member(node, i) : NULL;
	const struct node *member = packed ? NULL : node->items[i];
	bool scalar = packed ? packed->kind == NODE_SCALAR : member->kind == NODE_SCALAR;
	if (!scalar)
		return NULL;
	if (length)
		*length = packed ? packed->count : member->length;
	return packed ? tree_of(node)->texts + packed->at : member->text;
}

struct node node_member_alone(const struct node *node, size_t i)
{
	return node->closed ? node_of(tree_of(node), packed_member(node, i)) : *node->items[i];
}

struct node *node_packed_get(const struct node *mapping, const char *key, size_t length)
{
	const struct tree *tree = tree_of(mapping);
	for (size_t i = 0; i < mapping->count; i++) {
		const struct packed_node *own = &tree->packed_keys[packed_member(mapping, i)->key];
		if (own->count == length && memcmp(tree->texts + own->at, key, length) == 0)
			return node_member(mapping, i);
	}
	return NULL;
}

void node_open(const struct node *node)
{
	if (!node->closed)
		return;
	struct arena *arena = tree_of(node)->arena;
	struct node *open = changing(node), *members = arena_array(arena, struct node, node->count);
	open->items = arena_array(arena, struct node *, node->count);
	for (size_t i = 0; i < node->count; i++)
		open->items[i] = make_member(node, i, &members[i]);
	open->closed = false;
	open->index = NULL;
}

/* Not deeper than the limit of node_read. */
void node_open_all(const struct node *node)
{
	node_open(node);
	for (size_t i = 0; i < node->count; i++)
		node_open_all(node->items[i]);
}
