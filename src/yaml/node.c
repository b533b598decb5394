/* The events of libyaml -> a tree of nodes with byte offsets.
 * libyaml counts characters; a cursor that moves along with the events turns its marks into offsets. The collections
 * that are still open stand in an array, their members so far in one list: nothing here recurses. */
#include "yaml/node.h"

#include "base/diag.h"
#include "base/list.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/messages/node.h"
#include "base/utf8.h"
#include "yaml/keyboard.h"
#include "yaml/node_pack.h"
#include "yaml/syntax.h"

#include <string.h>
#include <yaml.h>

enum { QUOTE_LIMIT = 50 }; /* characters of a key that a message quotes */
enum { DIRECTIVE_LIMIT = 1000 };

/* A collection whose end has not been read. */
struct frame {
	struct node *node;
	struct node *key;   /* of a mapping: the key whose value comes next, or NULL */
	bool key_is_usable; /* else key and value are left out: the key has been reported */
	size_t first;       /* of its members in reader.members */
};

struct event_reader {
	struct holding held;
	struct arena *arena;
	struct arena *scratch;
	struct diags *diags;
	const struct source *source;
	yaml_parser_t parser;
	yaml_event_t event; /* empty: none is being read */
	size_t index;       /* the cursor: a number of characters … */
	size_t offset;      /* … and the bytes that they take */
	struct frame frames[NODE_DEPTH_LIMIT];
	size_t depth;
	LIST(struct node *) members;
	struct node *root;
	size_t node_count;
	bool stopped;   /* there is no tree: too deep, too large or a mistake of syntax … */
	bool misplaced; /* … or keys stand where they are not meant */
};

/* The byte offset of a mark. Marks come in order, but for a few that step back by some characters. */
static size_t reader_offset(struct event_reader *reader, size_t index)
{
	const char *text = reader->source->text;
	if (index > reader->index) {
		size_t rest = reader->source->length - reader->offset;
		reader->offset += utf8_prefix(text + reader->offset, rest, index - reader->index);
		reader->index = index;
	}
	while (reader->index > index && reader->offset > 0) {
		reader->offset--;
		reader->index -= !utf8_is_within(text[reader->offset]);
	}
	return reader->offset;
}

static struct span reader_span(struct event_reader *reader, const yaml_mark_t *start, const yaml_mark_t *end)
{
	size_t from = reader_offset(reader, start->index);
	return (struct span){reader->source, from, end ? reader_offset(reader, end->index) : from};
}

/* The key's text for a message, cut when it is long. */
static const char *quote(struct event_reader *reader, const struct node *key)
{
	size_t length = utf8_prefix(key->text, key->length, QUOTE_LIMIT);
	if (length == key->length)
		return key->text;
	return arena_printf(reader->scratch, "%.*s…", (int)length, key->text);
}

static void refuse_key(struct event_reader *reader, const struct node *key)
{
	struct diag *diag = diag_add(reader->diags, DIAG_YAML_KEY, key->span, msg(MSG_NODE_KEY));
	diag->hint = msg(MSG_NODE_KEY_HINT);
}

/* A key behind a space in full width is meant for another place: nothing can be said about the file. */
static void check_key_space(struct event_reader *reader, const struct node *key)
{
	struct keyboard_slip slip;
	if (!keyboard_begins_with_space(key->text))
		return;
	size_t line = source_position(reader->source, key->span.start).line;
	if (!keyboard_slip_in(reader->diags->arena, reader->source, line, &slip))
		return;
	diag_add(reader->diags, DIAG_YAML_SYNTAX, slip.span, slip.message)->hint = slip.hint;
	reader->misplaced = true;
}

/* Puts node into the innermost open collection, as its key, value or item. */
static void attach(struct event_reader *reader, struct node *node)
{
	if (!reader->depth) {
		reader->root = node;
		return;
	}
	struct frame *frame = &reader->frames[reader->depth - 1];
	node->parent = frame->node;
	if (frame->node->kind == NODE_SEQUENCE) {
		node->position = reader->members.count - frame->first;
		list_push(reader->scratch, &reader->members, node);
	} else if (!frame->key) {
		frame->key = node;
		frame->key_is_usable = node->kind == NODE_SCALAR;
		if (!frame->key_is_usable)
			refuse_key(reader, node);
		else
			check_key_space(reader, node);
	} else {
		node->key = frame->key;
		frame->key = NULL;
		if (frame->key_is_usable)
			list_push(reader->scratch, &reader->members, node);
	}
}

static struct node *node_new(struct event_reader *reader, enum node_kind kind, const yaml_event_t *event)
{
	struct node *node = arena_new_object(reader->arena, struct node);
	node->kind = kind;
	node->span = reader_span(reader, &event->start_mark, &event->end_mark);
	if (++reader->node_count > NODE_COUNT_LIMIT) {
		diag_add(reader->diags, DIAG_YAML_SIZE, node->span, msg_node_count(reader->diags->arena, NODE_COUNT_LIMIT));
		reader->stopped = true;
	}
	return node;
}

/* The word at the start of span: an anchor, alias or tag. */
static struct span first_word(struct span span)
{
	size_t length = strcspn(span.source->text + span.start, " \t\r\n,[]{}");
	return (struct span){span.source, span.start, span.start + length};
}

/* Anchors and tags are reported and then passed over: the value itself can be read. */
static void refuse_properties(struct event_reader *reader, struct span span, const yaml_char_t *anchor,
                              const yaml_char_t *tag)
{
	if (anchor) {
		struct diag *diag = diag_add(
		    reader->diags, DIAG_YAML_ALIAS, first_word(span),
		    msg_node_anchor(reader->diags->arena, utf8_cut(reader->diags->arena, (const char *)anchor, QUOTE_LIMIT)));
		diag->hint = msg(MSG_NODE_ANCHOR_HINT);
	}
	if (tag) {
		struct diag *diag = diag_add(reader->diags, DIAG_YAML_ALIAS, first_word(span), msg(MSG_NODE_TAG));
		diag->hint = msg(MSG_NODE_TAG_HINT);
	}
}

static void read_alias(struct event_reader *reader, const yaml_event_t *event)
{
	struct node *node = node_new(reader, NODE_SCALAR, event);
	node->text = "";
	node->refused = true;
	struct diag *diag =
	    diag_add(reader->diags, DIAG_YAML_ALIAS, node->span,
	             msg_node_alias(reader->diags->arena,
	                            utf8_cut(reader->diags->arena, (const char *)event->data.alias.anchor, QUOTE_LIMIT)));
	diag->hint = msg(MSG_NODE_ALIAS_HINT);
	attach(reader, node);
	if (reader->depth && reader->frames[reader->depth - 1].key == node)
		reader->frames[reader->depth - 1].key_is_usable = false;
}

/* Layout at the end of a block scalar: its last line break is not text, the lines behind it not its place. */
static void trim_block(struct node *node)
{
	if (node->length && node->text[node->length - 1] == '\n')
		node->length--;
	const char *text = node->span.source->text;
	while (node->span.end > node->span.start && strchr(" \r\n", text[node->span.end - 1]))
		node->span.end--;
}

static void read_scalar(struct event_reader *reader, const yaml_event_t *event)
{
	static const enum node_style styles[] = {
	    [YAML_ANY_SCALAR_STYLE] = NODE_PLAIN,
	    [YAML_PLAIN_SCALAR_STYLE] = NODE_PLAIN,
	    [YAML_SINGLE_QUOTED_SCALAR_STYLE] = NODE_SINGLE_QUOTED,
	    [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = NODE_DOUBLE_QUOTED,
	    [YAML_LITERAL_SCALAR_STYLE] = NODE_LITERAL,
	    [YAML_FOLDED_SCALAR_STYLE] = NODE_FOLDED,
	};
	const char *value = (const char *)event->data.scalar.value;
	struct node *node = node_new(reader, NODE_SCALAR, event);
	node->style = styles[event->data.scalar.style];
	node->text = value;
	node->length = event->data.scalar.length;
	if (memchr(value, '\0', node->length)) {
		struct diag *diag = diag_add(reader->diags, DIAG_NUL, node->span, msg(MSG_NODE_NUL));
		diag->hint = msg(MSG_NODE_NUL_HINT);
		node->length = strlen(value);
	}
	if (node->style == NODE_LITERAL || node->style == NODE_FOLDED)
		trim_block(node);
	node->text = arena_copy(reader->arena, value, node->length);
	node->refused = event->data.scalar.tag != NULL;
	refuse_properties(reader, node->span, event->data.scalar.anchor, event->data.scalar.tag);
	attach(reader, node);
}

static void open_collection(struct event_reader *reader, struct node *node)
{
	attach(reader, node);
	if (reader->depth == NODE_DEPTH_LIMIT) {
		diag_add(reader->diags, DIAG_YAML_DEPTH, node->span, msg_node_depth(reader->diags->arena, NODE_DEPTH_LIMIT));
		reader->stopped = true;
		return;
	}
	reader->frames[reader->depth++] = (struct frame){.node = node, .first = reader->members.count};
}

static void read_sequence(struct event_reader *reader, const yaml_event_t *event)
{
	struct node *node = node_new(reader, NODE_SEQUENCE, event);
	bool flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	node->style = flow ? NODE_FLOW : NODE_BLOCK;
	refuse_properties(reader, node->span, event->data.sequence_start.anchor, event->data.sequence_start.tag);
	open_collection(reader, node);
}

static void read_mapping(struct event_reader *reader, const yaml_event_t *event)
{
	struct node *node = node_new(reader, NODE_MAPPING, event);
	node->style = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? NODE_FLOW : NODE_BLOCK;
	refuse_properties(reader, node->span, event->data.mapping_start.anchor, event->data.mapping_start.tag);
	open_collection(reader, node);
}

static void report_duplicate(struct event_reader *reader, const struct node *key, const struct node *first)
{
	const char *name = quote(reader, key);
	struct position position = source_position(reader->source, first->span.start);
	struct diag *diag = diag_add(reader->diags, DIAG_YAML_DUPLICATE, key->span,
	                             msg_node_twice(reader->diags->arena, name, position.line));
	diag->hint = msg(MSG_NODE_TWICE_HINT);
	diag->related = first->span;
	diag->related_message = msg_node_first(reader->diags->arena, name);
}

static struct node *find_member(const struct node *mapping, const char *key, size_t length)
{
	if (mapping->closed)
		return node_packed_get(mapping, key, length);
	if (mapping->index)
		return map_get(mapping->index, key);
	for (size_t i = 0; i < mapping->count; i++) {
		struct node *item = mapping->items[i];
		if (item->key->length == length && memcmp(item->key->text, key, length) == 0)
			return item;
	}
	return NULL;
}

/* The members of a mapping without those whose key is there already. */
static void fill_mapping(struct event_reader *reader, struct node *node, struct node **members, size_t count)
{
	struct map *index = NULL;
	if (count > NODE_INDEX_FROM) {
		index = arena_new_object(reader->arena, struct map);
		map_init(index, reader->arena);
		node->index = index;
	}
	for (size_t i = 0; i < count; i++) {
		const struct node *key = members[i]->key;
		const struct node *first = find_member(node, key->text, key->length);
		if (first) {
			report_duplicate(reader, key, first->key);
			continue;
		}
		node->items[node->count++] = members[i];
		if (index)
			map_put(index, key->text, members[i]);
	}
}

static void close_collection(struct event_reader *reader, const yaml_event_t *event)
{
	const struct frame *frame = &reader->frames[--reader->depth];
	struct node *node = frame->node;
	size_t count = reader->members.count - frame->first;
	if (node->style == NODE_FLOW)
		node->span.end = reader_offset(reader, event->end_mark.index);
	if (!count)
		return;

	struct node **members = reader->members.items + frame->first;
	node->items = arena_array(reader->arena, struct node *, count);
	if (node->kind == NODE_MAPPING) {
		fill_mapping(reader, node, members, count);
	} else {
		memcpy(node->items, members, count * sizeof *members);
		node->count = count;
	}
	if (node->style == NODE_BLOCK)
		node->span.end = members[count - 1]->span.end;
	reader->members.count = frame->first;
}

static void refuse_document(struct event_reader *reader, const yaml_event_t *event)
{
	struct span place = reader_span(reader, &event->start_mark, NULL);
	struct diag *diag = diag_add(reader->diags, DIAG_YAML_DOCUMENTS, place, msg(MSG_NODE_DOCUMENT));
	diag->hint = msg(MSG_NODE_DOCUMENT_HINT);
}

/* True while there is more to read. */
static bool read_event(struct event_reader *reader, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	case YAML_STREAM_END_EVENT:
		return false;
	case YAML_DOCUMENT_START_EVENT:
		if (reader->root) {
			refuse_document(reader, event);
			return false;
		}
		break;
	case YAML_ALIAS_EVENT:
		read_alias(reader, event);
		break;
	case YAML_SCALAR_EVENT:
		read_scalar(reader, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		read_sequence(reader, event);
		break;
	case YAML_MAPPING_START_EVENT:
		read_mapping(reader, event);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_collection(reader, event);
		break;
	}
	return !reader->stopped;
}

static void refuse_syntax(struct event_reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct span problem = {reader->source, parser->problem_offset, parser->problem_offset};
	struct span context = {0};
	if (parser->error == YAML_MEMORY_ERROR)
		memory_exhausted();
	if (parser->error != YAML_READER_ERROR)
		problem = reader_span(reader, &parser->problem_mark, NULL);
	if (parser->context)
		context = reader_span(reader, &parser->context_mark, NULL);
	syntax_report(reader->diags, parser, problem, context);
	reader->stopped = true;
}

/* libyaml compares every %TAG line with all before it: a file of them would keep it busy for hours. */
static bool has_many_directives(const struct source *source)
{
	size_t count = 0;
	for (const char *at = source->text; (at = strstr(at, "%TAG")); at++) {
		if (++count > DIRECTIVE_LIMIT)
			return true;
	}
	return false;
}

static void read_events(struct event_reader *reader)
{
	bool more = true;
	while (more) {
		if (!yaml_parser_parse(&reader->parser, &reader->event)) {
			refuse_syntax(reader);
			return;
		}
		more = read_event(reader, &reader->event);
		yaml_event_delete(&reader->event); /* and empties it */
	}
}

/* A document of nothing but comments is one without answers, not a mistake. */
static struct node *empty_mapping(struct event_reader *reader)
{
	struct node *node = arena_new_object(reader->arena, struct node);
	node->kind = NODE_MAPPING;
	node->style = NODE_BLOCK;
	node->span = (struct span){reader->source, 0, 0};
	return node;
}

static void release(struct holding *holding)
{
	struct event_reader *reader = (struct event_reader *)(void *)holding;
	yaml_event_delete(&reader->event);
	yaml_parser_delete(&reader->parser);
}

struct node *node_read(struct arena *arena, struct diags *diags, const struct source *source)
{
	struct node *root = node_read_closed(arena, diags, source);
	if (root)
		node_open_all(root);
	return root;
}

struct node *node_read_closed(struct arena *arena, struct diags *diags, const struct source *source)
{
	if (source->packed)
		return node_unpack(arena, source);
	if (has_many_directives(source)) {
		diag_add(diags, DIAG_YAML_SIZE, (struct span){source, 0, 0},
		         msg_node_directives(diags->arena, DIRECTIVE_LIMIT));
		return NULL;
	}
	struct event_reader reader = {.arena = arena, .scratch = arena_new(), .diags = diags, .source = source};
	if (!yaml_parser_initialize(&reader.parser))
		memory_exhausted();
	memory_hold(&reader.held, release);
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)source->text, source->length);
	read_events(&reader);
	memory_let_go(&reader.held);
	yaml_parser_delete(&reader.parser);
	arena_free(reader.scratch);

	if (reader.stopped || reader.misplaced)
		return NULL;
	if (!reader.root || (reader.root->kind == NODE_SCALAR && node_is_null(reader.root)))
		return empty_mapping(&reader);
	return reader.root;
}

struct node *node_get(const struct node *node, const char *key)
{
	if (!node || node->kind != NODE_MAPPING)
		return NULL;
	return find_member(node, key, strlen(key));
}

bool node_is(const struct node *node, const char *text)
{
	return node && node->kind == NODE_SCALAR && strcmp(node->text, text) == 0;
}

bool node_is_null(const struct node *node)
{
	return node && node->kind == NODE_SCALAR && node->style == NODE_PLAIN &&
	       (node_is(node, "") || node_is(node, "~") || node_is(node, "null"));
}

struct span node_place(const struct node *node)
{
	bool shows = node->kind == NODE_SCALAR ? node->span.end > node->span.start : node->style == NODE_FLOW;
	return shows || !node->key ? node->span : node->key->span;
}

/* One step of a path: .key, [id] or [number]. */
static void append_step(const struct node *node, struct buf *out)
{
	if (node->parent->kind == NODE_MAPPING) {
		const struct node *key = node->key ? node->key : node; /* the place of a key is that of its value */
		buf_puts(out, node->parent->parent ? "." : "");
		buf_append(out, key->text, key->length);
		return;
	}
	const struct node *id = node_get(node, "id");
	if (id && id->kind == NODE_SCALAR && id->length)
		buf_printf(out, "[%s]", id->text);
	else
		buf_printf(out, "[%u]", (unsigned)node->position + 1);
}

void node_path(const struct node *node, struct buf *out)
{
	const struct node *steps[NODE_DEPTH_LIMIT + 1];
	size_t count = 0;
	for (; node->parent; node = node->parent)
		steps[count++] = node;
	while (count)
		append_step(steps[--count], out);
}
