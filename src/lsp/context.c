/* The lines above a place → the keys that it stands under. */
#include "lsp/context.h"

#include <string.h>

/* One line as far as it is of interest: the columns of its dashes, and its key. */
struct line {
	size_t dashes[8];
	size_t dash_count;
	size_t column; /* where what stands behind the dashes begins */
	const char *key;
	size_t key_length; /* 0: there is none */
	const char *value; /* behind the colon and spaces, or behind the dashes */
};

static bool is_break(char letter)
{
	return letter == '\0' || letter == '\n' || letter == '\r';
}

static bool is_space_or_end(const char *at, const char *end)
{
	return at >= end || *at == ' ' || *at == '\t' || is_break(*at);
}

/* The colon that ends the key at text, or NULL: none, or it is in quotes or brackets. */
static const char *colon_of(const char *text, const char *end)
{
	const char *at = text;
	if (at < end && (*at == '"' || *at == '\'')) {
		const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
		at = close ? close + 1 : end;
	} else if (at < end && strchr("{[#|>", *at)) {
		return NULL;
	}
	for (; at < end && !(*at == '#' && at > text && at[-1] == ' '); at++)
		if (*at == ':' && is_space_or_end(at + 1, end))
			return at;
	return NULL;
}

static struct line line_read(const char *start, const char *end)
{
	struct line line = {0};
	const char *at = start + strspn(start, " ");
	while (at < end && *at == '-' && is_space_or_end(at + 1, end) &&
	       line.dash_count < sizeof line.dashes / sizeof *line.dashes) {
		line.dashes[line.dash_count++] = (size_t)(at - start);
		for (at++; at < end && *at == ' '; at++)
			;
	}
	at = at < end ? at : end;
	line.column = (size_t)(at - start);
	line.value = at;
	const char *colon = colon_of(at, end);
	if (!colon)
		return line;
	line.key = at;
	line.key_length = (size_t)(colon - at);
	for (line.value = colon + 1; line.value < end && *line.value == ' '; line.value++)
		;
	return line;
}

/* A key without its quotes. */
static const char *key_words(struct arena *arena, const char *key, size_t length)
{
	bool quoted = length >= 2 && (key[0] == '"' || key[0] == '\'');
	while (!quoted && length && key[length - 1] == ' ')
		length--;
	return quoted ? arena_copy(arena, key + 1, length - 2) : arena_copy(arena, key, length);
}

static void push(struct context *context, const char *step)
{
	if (context->depth < CONTEXT_DEPTH)
		context->steps[context->depth++] = step;
}

/* ---- brackets ---- */

struct flow {
	struct frame {
		char bracket;
		const char *key; /* of a brace: whose value is being written; NULL: a key is */
	} frames[16];
	size_t depth;
	const char *word; /* where the word at the end begins */
};

/* Behind the quoted word at `at`, or the end. */
static const char *skip_quoted(const char *at, const char *end)
{
	const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
	return close ? close : end;
}

static void flow_sign(struct arena *arena, struct flow *flow, const char *at, const char *end)
{
	struct frame *inner = flow->depth ? &flow->frames[flow->depth - 1] : NULL;
	if (*at == '{' || *at == '[') {
		if (flow->depth < sizeof flow->frames / sizeof *flow->frames)
			flow->frames[flow->depth++] = (struct frame){*at, NULL};
	} else if (*at == '}' || *at == ']') {
		flow->depth -= flow->depth > 0;
	} else if (*at == ',' && inner) {
		inner->key = NULL;
	} else if (*at == ':' && inner && inner->bracket == '{' && is_space_or_end(at + 1, end)) {
		inner->key = key_words(arena, flow->word, (size_t)(at - flow->word));
	} else {
		return;
	}
	for (flow->word = at + 1; flow->word < end && *flow->word == ' '; flow->word++)
		;
}

static struct flow flow_read(struct arena *arena, const char *text, const char *end)
{
	struct flow flow = {.word = text};
	for (const char *at = text; at < end; at++) {
		if ((*at == '"' || *at == '\'') && at == flow.word)
			at = skip_quoted(at, end);
		else
			flow_sign(arena, &flow, at, end);
	}
	return flow;
}

/* Steps from the inside out, until they are turned round. */
static void push_flow(struct context *context, const struct flow *flow)
{
	for (size_t i = flow->depth; i > 0; i--)
		if (flow->frames[i - 1].bracket == '[' || flow->frames[i - 1].key)
			push(context, flow->frames[i - 1].bracket == '[' ? NULL : flow->frames[i - 1].key);
}

/* ---- lines above ---- */

/* Where we are on the way up: what stands less deep than this is around it. */
struct climb {
	size_t column;
	bool dash; /* it is a dash: its key may stand at the same column */
};

static bool begins_text(const struct line *line, const char *end)
{
	return line->value < end && (*line->value == '|' || *line->value == '>');
}

static bool opens(const struct line *line, const char *end)
{
	return line->value >= end || is_break(*line->value) || *line->value == '#' || begins_text(line, end);
}

static void climb_line(struct arena *arena, struct context *context, struct climb *climb, const char *start,
                       const char *end)
{
	const struct line line = line_read(start, end);
	bool around = line.column < climb->column || (climb->dash && line.column == climb->column);
	if (line.key_length && around && opens(&line, end)) {
		context->in_text |= begins_text(&line, end);
		push(context, key_words(arena, line.key, line.key_length));
		*climb = (struct climb){line.column, false};
	}
	for (size_t i = line.dash_count; i > 0; i--) {
		if (line.dashes[i - 1] >= climb->column)
			continue;
		push(context, NULL);
		*climb = (struct climb){line.dashes[i - 1], true};
	}
}

static const char *line_before(const char *text, const char *line)
{
	if (line == text)
		return NULL;
	const char *at = line - 1;
	at -= at > text && *at == '\n' && at[-1] == '\r';
	while (at > text && !is_break(at[-1]))
		at--;
	return at;
}

static void climb_up(struct arena *arena, struct context *context, struct climb climb, const char *text,
                     const char *line)
{
	while ((climb.column || climb.dash) && (line = line_before(text, line))) {
		const char *first = line + strspn(line, " \t");
		if (is_break(*first) || *first == '#')
			continue;
		climb_line(arena, context, &climb, line, line + strcspn(line, "\r\n"));
	}
}

static void turn_round(struct context *context)
{
	for (size_t i = 0; i < context->depth / 2; i++) {
		const char *step = context->steps[i];
		context->steps[i] = context->steps[context->depth - 1 - i];
		context->steps[context->depth - 1 - i] = step;
	}
}

struct context context_at(struct arena *arena, const char *text, size_t offset)
{
	struct context context = {0};
	const char *end = text + offset, *start = end;
	while (start > text && !is_break(start[-1]))
		start--;
	struct line line = line_read(start, end);
	context.at_key = !line.key_length;
	context.start = (size_t)(line.value - text);
	if (line.value < end && (*line.value == '{' || *line.value == '[')) {
		struct flow flow = flow_read(arena, line.value, end);
		push_flow(&context, &flow);
		context.in_flow = flow.depth > 0;
		context.at_key = flow.depth && !flow.frames[flow.depth - 1].key;
		context.start = (size_t)(flow.word - text);
	}
	if (line.key_length)
		push(&context, key_words(arena, line.key, line.key_length));
	struct climb climb = {line.column, false};
	for (size_t i = line.dash_count; i > 0; i--) {
		push(&context, NULL);
		climb = (struct climb){line.dashes[i - 1], true};
	}
	climb_up(arena, &context, climb, text, start);
	turn_round(&context);
	return context;
}
