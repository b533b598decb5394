/* PostScript of cairo -> lines drawn on pages. Cairo writes pages as the few operators of PDF, one path after the other;
 * a drawn line is a path that is stroked, or a thin box that is filled. */
#include "printed/drawing.h"

#include "base/list.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	OPERAND_LIMIT = 8,
	STATE_LIMIT = 64,   /* q within q */
	RULE_LIMIT = 20000, /* of a page */
	PAGE_LIMIT = 20000,
	PLACE_LIMIT = 20000, /* points: a page is no larger */
	WORD_BYTES = 40      /* the longest operator or comment that is looked at */
};

/* Points. */
static const float thin = 2.5F, straight = 0.5F, touching = 3;

struct matrix {
	float a, b, c, d, e, f;
};

struct point {
	float x, y;
};

struct painter {
	struct arena *arena;
	struct drawing drawing;
	float operands[OPERAND_LIMIT];
	size_t operand_count;
	struct matrix states[STATE_LIMIT];
	size_t depth;        /* of states; deeper ones are counted and not kept */
	float height;        /* of the sheet of paper */
	bool landscape;      /* turned by a quarter on it */
	bool on_page;        /* behind the page's setup */
	struct point at;     /* the end of the path */
	struct point begins; /* of its part */
	struct page_rules path;
};

/* ---- places ---- */

static struct matrix *state(struct painter *painter)
{
	return &painter->states[painter->depth < STATE_LIMIT ? painter->depth : STATE_LIMIT - 1];
}

static struct matrix product(const struct matrix *m, const struct matrix *n)
{
	return (struct matrix){m->a * n->a + m->b * n->c,        m->a * n->b + m->b * n->d,
	                       m->c * n->a + m->d * n->c,        m->c * n->b + m->d * n->d,
	                       m->e * n->a + m->f * n->c + n->e, m->e * n->b + m->f * n->d + n->f};
}

/* On the page as it is read, from its upper left corner. */
static struct point place(struct painter *painter, float x, float y)
{
	const struct matrix *m = state(painter);
	struct point point = {x * m->a + y * m->c + m->e, painter->height - (x * m->b + y * m->d + m->f)};
	return painter->landscape ? (struct point){painter->height - point.y, point.x} : point;
}

/* ---- paths ---- */

static void draw_to(struct painter *painter, struct point to)
{
	struct point from = painter->at;
	struct page_rule rule = {fminf(from.x, to.x), fmaxf(from.x, to.x), fminf(from.y, to.y), fmaxf(from.y, to.y)};
	painter->at = to;
	bool on_page =
	    rule.left > -PLACE_LIMIT && rule.right < PLACE_LIMIT && rule.top > -PLACE_LIMIT && rule.bottom < PLACE_LIMIT;
	if (painter->path.count < RULE_LIMIT && on_page)
		list_push(painter->arena, &painter->path, rule);
}

static void draw_box(struct painter *painter, const float *o)
{
	painter->at = painter->begins = place(painter, o[0], o[1]);
	draw_to(painter, place(painter, o[0] + o[2], o[1]));
	draw_to(painter, place(painter, o[0] + o[2], o[1] + o[3]));
	draw_to(painter, place(painter, o[0], o[1] + o[3]));
	draw_to(painter, painter->begins);
}

static bool is_straight(const struct page_rule *rule)
{
	return rule->right - rule->left < straight || rule->bottom - rule->top < straight;
}

static void add_rule(struct painter *painter, const struct page_rule *rule)
{
	struct page_rules *rules = &painter->drawing.items[painter->drawing.count - 1];
	if (rules->count < RULE_LIMIT && is_straight(rule))
		list_push(painter->arena, rules, *rule);
}

static void stroke(struct painter *painter)
{
	for (size_t i = 0; i < painter->path.count; i++)
		add_rule(painter, &painter->path.items[i]);
	painter->path.count = 0;
}

/* A thin box is a line; its long sides stand for it. */
static void fill(struct painter *painter)
{
	struct page_rule all = {INFINITY, -INFINITY, INFINITY, -INFINITY};
	for (size_t i = 0; i < painter->path.count; i++) {
		const struct page_rule *side = &painter->path.items[i];
		all = (struct page_rule){fminf(all.left, side->left), fmaxf(all.right, side->right), fminf(all.top, side->top),
		                         fmaxf(all.bottom, side->bottom)};
	}
	if (painter->path.count && fminf(all.right - all.left, all.bottom - all.top) < thin)
		stroke(painter);
	painter->path.count = 0;
}

/* ---- operators ---- */

static bool is_word(const char *word, size_t length, const char *other)
{
	return strlen(other) == length && memcmp(word, other, length) == 0;
}

static bool is_any(const char *word, size_t length, const char *const *others)
{
	for (; *others; others++)
		if (is_word(word, length, *others))
			return true;
	return false;
}

static void change_state(struct painter *painter, const char *word, size_t length)
{
	if (is_word(word, length, "q")) {
		struct matrix kept = *state(painter);
		painter->depth++;
		*state(painter) = kept;
	} else if (is_word(word, length, "Q")) {
		painter->depth -= painter->depth > 0;
	} else if (is_word(word, length, "cm") && painter->operand_count == 6) {
		const float *o = painter->operands;
		struct matrix own = {o[0], o[1], o[2], o[3], o[4], o[5]};
		*state(painter) = product(&own, state(painter));
	}
}

static void change_path(struct painter *painter, const char *word, size_t length)
{
	const float *o = painter->operands;
	if (is_word(word, length, "m") && painter->operand_count == 2)
		painter->at = painter->begins = place(painter, o[0], o[1]);
	else if (is_word(word, length, "l") && painter->operand_count == 2)
		draw_to(painter, place(painter, o[0], o[1]));
	else if (is_word(word, length, "re") && painter->operand_count == 4)
		draw_box(painter, o);
	else if (is_word(word, length, "h"))
		draw_to(painter, painter->begins);
	else if (is_word(word, length, "c") && painter->operand_count == 6)
		painter->at = place(painter, o[4], o[5]);
}

static void paint(struct painter *painter, const char *word, size_t length)
{
	if (is_word(word, length, "S"))
		stroke(painter);
	else if (is_word(word, length, "f") || is_word(word, length, "f*"))
		fill(painter);
	else if (is_any(word, length, (const char *const[]){"n", "rectclip", "BT", NULL}))
		painter->path.count = 0;
}

static void operate(struct painter *painter, const char *word, size_t length)
{
	if (is_word(word, length, "cairo_set_page_size") && painter->operand_count == 2)
		painter->height = painter->operands[1];
	if (painter->on_page) {
		change_state(painter, word, length);
		change_path(painter, word, length);
		paint(painter, word, length);
	}
	painter->operand_count = 0;
}

/* ---- words ---- */

static void begin_page(struct painter *painter)
{
	painter->on_page = painter->landscape = false;
	painter->path.count = painter->operand_count = painter->depth = 0;
	painter->states[0] = (struct matrix){1, 0, 0, 1, 0, 0};
	if (painter->drawing.count < PAGE_LIMIT)
		list_push(painter->arena, &painter->drawing, (struct page_rules){0});
}

static bool begins(const char *text, size_t length, const char *words)
{
	return length >= strlen(words) && memcmp(text, words, strlen(words)) == 0;
}

/* %%Page: 3 3 */
static void read_comment(struct painter *painter, const char *text, size_t length)
{
	if (begins(text, length, "%%Page:"))
		begin_page(painter);
	else if (begins(text, length, "%%PageOrientation: Landscape"))
		painter->landscape = true;
	else if (begins(text, length, "%%EndPageSetup"))
		painter->on_page = painter->drawing.count > 0;
	else if (begins(text, length, "%%Trailer"))
		painter->on_page = false;
}

static void read_word(struct painter *painter, const char *word, size_t length)
{
	char copy[WORD_BYTES];
	if (length >= sizeof copy)
		return;
	memcpy(copy, word, length);
	copy[length] = '\0';
	char *end;
	float number = strtof(copy, &end);
	bool is_number = !*end && strchr("-.0123456789", *copy);
	if (!is_number)
		operate(painter, word, length);
	else if (painter->operand_count < OPERAND_LIMIT)
		painter->operands[painter->operand_count++] = number;
}

/* (words) of the page, with their escapes: how long they are. */
static size_t skip_string(const char *text, size_t length)
{
	size_t depth = 0, i = 0;
	do {
		if (text[i] == '\\')
			i++;
		else if (text[i] == '(')
			depth++;
		else if (text[i] == ')')
			depth--;
		i++;
	} while (depth && i < length);
	return i < length ? i : length;
}

static size_t to_end_of(const char *text, size_t length, char end)
{
	const char *found = memchr(text, end, length);
	return found ? (size_t)(found - text) + 1 : length;
}

/* The next word, string or comment; how long it is. */
static size_t read_next(struct painter *painter, const char *text, size_t length)
{
	static const char apart[] = " \t\r\n()<>[]{}/%";
	size_t word = 0;
	switch (*text) {
	case '%':
		word = to_end_of(text, length, '\n');
		read_comment(painter, text, word);
		return word;
	case '(':
		return skip_string(text, length);
	case '<':
		return to_end_of(text, length, '>');
	default:
		while (word < length && text[word] && !strchr(apart, text[word]))
			word++;
		if (word)
			read_word(painter, text, word);
		return word ? word : 1;
	}
}

/* ---- pieces of one line ---- */

static bool is_level(const struct page_rule *rule)
{
	return rule->right - rule->left >= rule->bottom - rule->top;
}

static int by_height(const void *left, const void *right)
{
	const struct page_rule *a = left, *b = right;
	if (is_level(a) != is_level(b))
		return is_level(a) ? -1 : 1;
	return (a->top > b->top) - (a->top < b->top);
}

static int by_left(const void *left, const void *right)
{
	const struct page_rule *a = left, *b = right;
	return (a->left > b->left) - (a->left < b->left);
}

/* Level lines of one height, from left to right → those that touch are one. Returns how many are left. */
static size_t join_pieces(struct page_rule *rules, size_t count)
{
	size_t kept = 0;
	qsort(rules, count, sizeof *rules, by_left);
	for (size_t i = 1; i < count; i++) {
		if (rules[i].left - rules[kept].right < touching)
			rules[kept].right = fmaxf(rules[kept].right, rules[i].right);
		else
			rules[++kept] = rules[i];
	}
	return count ? kept + 1 : 0;
}

/* An edge of a row is often drawn cell by cell. */
static void join_rules(struct page_rules *rules)
{
	size_t kept = 0;
	qsort(rules->items, rules->count, sizeof *rules->items, by_height);
	for (size_t i = 0, end; i < rules->count; i = end) {
		struct page_rule *first = &rules->items[i];
		end = i + 1;
		while (is_level(first) && end < rules->count && is_level(&rules->items[end]) &&
		       rules->items[end].top - first->top < 1)
			end++;
		size_t own = is_level(first) ? join_pieces(first, end - i) : 1;
		memmove(rules->items + kept, first, own * sizeof *first);
		kept += own;
	}
	rules->count = kept;
}

struct drawing drawing_read(struct arena *arena, const char *text, size_t length)
{
	struct painter painter = {.arena = arena, .states = {{1, 0, 0, 1, 0, 0}}};
	for (size_t i = 0; i < length;)
		i += read_next(&painter, text + i, length - i);
	for (size_t i = 0; i < painter.drawing.count; i++)
		if (painter.drawing.items[i].count)
			join_rules(&painter.drawing.items[i]);
	return painter.drawing;
}
