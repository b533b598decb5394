/* Brackets, marks and the words behind them -> ticked options. A box may have come apart: its bracket ends one line,
 * its words stand in another, its ○ in a third. */
#include "base/list.h"
#include "base/messages/import.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "import/raw.h"
#include "printed/marks.h"

#include <string.h>

enum { PLACE_LIMIT = 64, WORDS_AWAY = 6 };

/* A box, or what is left of one, with the option that its words name. */
struct box {
	size_t at;           /* its words' token */
	struct ticks *ticks; /* NULL: a box of a section (委託しない) */
	size_t option;
	struct place *place; /* of a section's box */
	bool decided;
	bool on;
	const char *behind; /* what follows the option's words */
};

struct boxes {
	struct raw *raw;
	LIST(struct box) items;
	struct place *places[PLACE_LIMIT]; /* that the page has something of */
	size_t place_count;
};

static struct ticks *ticks_of(struct raw *raw, struct reading *reading)
{
	for (size_t i = raw->ticks.count; i-- > 0;)
		if (raw->ticks.items[i].reading == reading)
			return &raw->ticks.items[i];
	struct ticks ticks = {.reading = reading, .page = raw->page};
	ticks.items = arena_array(raw->arena, struct ticked, reading->item->option_count);
	list_push(raw->arena, &raw->ticks, ticks);
	return &raw->ticks.items[raw->ticks.count - 1];
}

static void add_place(struct boxes *boxes, struct place *place)
{
	for (size_t i = 0; i < boxes->place_count; i++)
		if (boxes->places[i] == place)
			return;
	if (place && place->section && boxes->place_count < PLACE_LIMIT)
		boxes->places[boxes->place_count++] = place;
}

static void begin(struct boxes *boxes)
{
	struct raw *raw = boxes->raw;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		if (token->reading && token->reading->item->type == ITEM_BOXES)
			ticks_of(raw, token->reading)->page = raw->page;
		add_place(boxes, token->place);
		for (struct place *place = token->reading ? token->reading->place : NULL; place; place = place->outer)
			add_place(boxes, place);
	}
}

/* ---- which option ---- */

static size_t option_named(struct raw *raw, const struct item *item, const char *words, size_t *option)
{
	size_t best = 0;
	for (size_t i = 0; i < item->option_count; i++) {
		const char *label = utf8_fold(raw->scratch, item->options[i].label);
		size_t taken = words_skip(raw->scratch, words, strlen(words), label);
		if (taken > best) {
			best = taken;
			*option = i;
		}
	}
	return best;
}

/* Does a box of one repetition stand before that of the other on this page? */
static bool precedes(const struct raw *raw, const struct ticks *a, const struct ticks *b)
{
	size_t left = a->reading->place->n, right = b->reading->place->n;
	return a->reading->item == b->reading->item && (raw->backwards ? left > right : left < right);
}

/* Of several items that have the option: the one whose box stood before; of repetitions, in their order. */
static struct ticks *find_ticks(struct boxes *boxes, const char *words, size_t *option, size_t *taken)
{
	struct raw *raw = boxes->raw;
	struct ticks *best = NULL;
	const struct box *before = boxes->items.count ? &boxes->items.items[boxes->items.count - 1] : NULL;
	const struct item *item = before && before->ticks ? before->ticks->reading->item : NULL;
	*taken = 0;
	for (size_t i = 0; i < raw->ticks.count; i++) {
		struct ticks *ticks = &raw->ticks.items[i];
		size_t found = 0;
		size_t length = ticks->page + 1 >= raw->page ? option_named(raw, ticks->reading->item, words, &found) : 0;
		if (!length || ticks->items[found].met || length < *taken)
			continue;
		bool near = best && ticks->reading->item == item && best->reading->item != item;
		if (!best || length > *taken || near || precedes(raw, ticks, best)) {
			best = ticks;
			*option = found;
			*taken = length;
		}
	}
	return best;
}

static bool find_flag(struct boxes *boxes, const char *words, struct box *box)
{
	size_t best = 0;
	for (size_t i = 0; i < boxes->place_count; i++) {
		size_t taken;
		const struct form_section *section = boxes->places[i]->section;
		const struct item *item =
		    flag_named(boxes->raw->scratch, section->items, section->item_count, words, strlen(words), &taken);
		if (!item || taken <= best || boxes->places[i]->readings[item - section->items].seen)
			continue;
		best = taken;
		box->place = boxes->places[i];
		box->option = (size_t)(item - section->items);
	}
	if (best)
		box->place->readings[box->option].seen = true;
	return best > 0;
}

/* The words of a box; false: they name no option of the page. */
static bool name_box(struct boxes *boxes, size_t at, struct box *box)
{
	const char *words = boxes->raw->tokens.items[at].text;
	size_t option = 0, taken;
	struct ticks *ticks = find_ticks(boxes, words, &option, &taken);
	box->at = at;
	if (!ticks)
		return find_flag(boxes, words, box);
	ticks->items[option].met = true;
	ticks->page = boxes->raw->page;
	box->ticks = ticks;
	box->option = option;
	box->behind = words + taken;
	return true;
}

static void set_box(struct box *box, bool on)
{
	box->decided = true;
	box->on = on;
}

static void collect(struct boxes *boxes)
{
	struct raw *raw = boxes->raw;
	for (size_t i = 0; i + 1 < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		bool complete = token->kind == TOKEN_BOX;
		if ((!complete && token->kind != TOKEN_CLOSE) || !token[1].behind || token[1].kind != TOKEN_WORDS)
			continue;
		struct box box = {0};
		if (!name_box(boxes, i + 1, &box))
			continue;
		if (complete)
			set_box(&box, token->on);
		else if ((box.ticks && box.ticks->items[box.option].on) || /* its mark was on the page before */
		         (i > 0 && token->behind && token[-1].kind == TOKEN_MARK))
			set_box(&box, true);
		if (box.decided && i > 0 && token->behind && token[-1].kind == TOKEN_MARK)
			token[-1].kind = TOKEN_GONE;
		token->kind = TOKEN_GONE;
		list_push(raw->scratch, &boxes->items, box);
	}
}

/* ---- brackets that have come apart ---- */

/* `[ ] 専用線 [ ○`: the bracket is that of the next option; where it holds a mark, that is ticked. */
static void pair_brackets(struct boxes *boxes)
{
	struct raw *raw = boxes->raw;
	for (size_t i = 0; i < boxes->items.count; i++) {
		const struct box *box = &boxes->items.items[i];
		struct token *open = box->at + 1 < raw->tokens.count ? &raw->tokens.items[box->at + 1] : NULL;
		if (!open || !open->behind || open->kind != TOKEN_OPEN || !open->on)
			continue;
		for (size_t j = 0; box->ticks && j < boxes->items.count; j++) {
			struct box *next = &boxes->items.items[j];
			if (next->decided || next->ticks != box->ticks || next->option != box->option + 1)
				continue;
			set_box(next, true);
			open->kind = TOKEN_GONE;
		}
		if (open->kind == TOKEN_OPEN && box->ticks && box->option + 1 < box->ticks->reading->item->option_count) {
			box->ticks->items[box->option + 1].on = true; /* its words are on the next page */
			open->kind = TOKEN_GONE;
		}
	}
}

static size_t distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

/* A mark that has lost its bracket is that of the nearest box which has lost its own. */
static void place_marks(struct boxes *boxes)
{
	struct raw *raw = boxes->raw;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		if (token->kind != TOKEN_MARK && !(token->kind == TOKEN_OPEN && token->on))
			continue;
		struct box *best = NULL;
		size_t free = 0;
		for (size_t j = 0; j < boxes->items.count; j++) {
			struct box *box = &boxes->items.items[j];
			free += !box->decided;
			if (!box->decided && (!best || distance(box->at, i) < distance(best->at, i)))
				best = box;
		}
		if (!best)
			continue;
		set_box(best, true);
		token->kind = TOKEN_GONE;
		if (free > 1 && best->ticks)
			best->ticks->reading->doubt = msg(MSG_IMPORT_BY_ORDER);
	}
}

/* ---- the words in the brackets of an option ---- */

static const char *trim(struct arena *arena, const char *text, size_t length)
{
	while (length && (*text == ' ' || strncmp(text, "　", 3) == 0)) {
		size_t step = *text == ' ' ? 1 : 3;
		text += step;
		length -= step;
	}
	while (length && (text[length - 1] == ' ' || (length >= 3 && strncmp(text + length - 3, "　", 3) == 0)))
		length -= text[length - 1] == ' ' ? 1 : 3;
	return arena_copy(arena, text, length);
}

/* The length of the bracket that ends a text, or 0. */
static size_t paren_close(const char *text)
{
	size_t length = strlen(text);
	if (length && text[length - 1] == ')')
		return 1;
	return length >= 3 && strcmp(text + length - 3, "）") == 0 ? 3 : 0;
}

/* Does the bracket at the end of a text close one inside of its words: （自部署（住基）? */
static bool closes_inner(const char *text)
{
	size_t opens = 0, closes = 0;
	for (; *text; text += utf8_step(text)) {
		opens += paren_open(text) > 0;
		closes += *text == ')' || strncmp(text, "）", strlen("）")) == 0;
	}
	return opens > closes;
}

static void bracket_words(struct raw *raw, struct ticked *tick, const char *text)
{
	size_t open = paren_open(text), close = closes_inner(text) ? 0 : paren_close(text);
	if (!open)
		return;
	tick->open = !close;
	const char *words = trim(raw->arena, text + open, strlen(text) - open - close);
	tick->text = *words ? words : tick->text;
}

/* Lines that follow a bracket which is still open, up to its end. */
static void gather_words(struct raw *raw, struct ticked *tick, size_t at)
{
	for (size_t i = at + 1; tick->open && i < raw->tokens.count && i <= at + WORDS_AWAY; i++) {
		struct token *token = &raw->tokens.items[i];
		bool ends = token->kind == TOKEN_PAREN && strcmp(token->text, "）") == 0;
		if (token->kind == TOKEN_LABEL || (token->kind == TOKEN_WORDS && paren_open(token->text)))
			return;
		if (ends) {
			tick->open = false;
			token->kind = TOKEN_GONE;
		}
		if (token->kind != TOKEN_WORDS || token->behind)
			continue;
		size_t close = paren_close(token->text);
		const char *words = trim(raw->arena, token->text, strlen(token->text) - close);
		tick->text = tick->text ? arena_printf(raw->arena, "%s%s", tick->text, words) : words;
		tick->open = !close;
		token->kind = TOKEN_GONE;
	}
}

/* その他 and its bracket in a line of its own, the next words behind it. Returns the token that has them, or `at`. */
static size_t take_bracket(struct raw *raw, struct ticked *tick, size_t at)
{
	size_t next = at + 1;
	while (next < raw->tokens.count && raw->tokens.items[next].kind == TOKEN_GONE && next < at + WORDS_AWAY)
		next++;
	struct token *token = next < raw->tokens.count ? &raw->tokens.items[next] : NULL;
	if (!token || token->kind != TOKEN_WORDS || !paren_open(token->text))
		return at;
	bracket_words(raw, tick, token->text);
	token->kind = TOKEN_GONE;
	return next;
}

/* Of the brackets in the line of a box, which stand in columns of their own: the one that is its own, by their order; NULL:
 * there are not as many as boxes with brackets. */
static struct token *bracket_beside(const struct boxes *boxes, const struct box *box)
{
	const struct raw *raw = boxes->raw;
	size_t line = raw->tokens.items[box->at].line, before = 0, count = 0, brackets = 0;
	struct token *own = NULL;
	for (size_t i = 0; i < boxes->items.count; i++) {
		const struct box *other = &boxes->items.items[i];
		bool filled = other->ticks && other->ticks->reading->item->options[other->option].text;
		if (!filled || raw->tokens.items[other->at].line != line)
			continue;
		count++;
		before += other->at < box->at;
	}
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		bool opens = (token->kind == TOKEN_WORDS || token->kind == TOKEN_PAREN) && paren_open(token->text);
		if (!opens || token->line != line)
			continue;
		own = brackets == before ? token : own;
		brackets++;
	}
	return brackets == count && own && own->kind == TOKEN_WORDS ? own : NULL;
}

static void take_beside(struct boxes *boxes, const struct box *box, struct ticked *tick)
{
	struct raw *raw = boxes->raw;
	struct token *own = raw->tokens.items[box->at].bottom > 0 ? bracket_beside(boxes, box) : NULL;
	if (!own)
		return;
	bracket_words(raw, tick, own->text);
	for (size_t i = 0; tick->open && i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		if (token->line != own->line || token->kind != TOKEN_PAREN || paren_open(token->text))
			continue;
		tick->open = false;
		token->text = "";
		token->kind = TOKEN_GONE;
	}
	own->text = "（"; /* still counted among the brackets of its line */
	own->kind = TOKEN_PAREN;
}

/* The words of one block right above and below a line, when there are no others beside them: two lines in brackets that are
 * as high as one. */
static void take_around(struct raw *raw, struct ticked *tick, size_t line)
{
	struct token *above = NULL, *below = NULL;
	size_t words = 0;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		bool here =
		    token->kind == TOKEN_WORDS && !token->behind && (token->line + 1 == line || token->line == line + 1);
		words += here;
		above = here && token->line < line ? token : above;
		below = here && token->line > line ? token : below;
	}
	if (words != 2 || !above || !below || above->block != below->block)
		return;
	tick->text = arena_printf(raw->arena, "%s%s", above->text, below->text);
	above->kind = below->kind = TOKEN_GONE;
}

/* Words in brackets, or the end of them, that stand alone: of the one option that waits for them. */
static void take_lone_words(struct boxes *boxes, struct token *token)
{
	struct raw *raw = boxes->raw;
	bool opens = paren_open(token->text) > 0;
	if (token->kind != TOKEN_WORDS || !paren_close(token->text))
		return;
	struct ticked *lone = NULL;
	struct ticks *owner = NULL;
	for (size_t i = 0; i < raw->ticks.count; i++) {
		struct ticks *ticks = &raw->ticks.items[i];
		for (size_t j = 0; ticks->page + 1 >= raw->page && j < ticks->reading->item->option_count; j++) {
			struct ticked *tick = &ticks->items[j];
			bool waits =
			    opens ? tick->on && ticks->reading->item->options[j].text && !tick->text && !tick->open : tick->open;
			if (waits && lone)
				return;
			if (waits) {
				lone = tick;
				owner = ticks;
			}
		}
	}
	if (!lone)
		return;
	lone->open = lone->open || !opens;
	if (opens)
		bracket_words(raw, lone, token->text);
	else
		lone->text = trim(raw->arena, token->text, strlen(token->text) - paren_close(token->text));
	lone->open = false;
	owner->reading->doubt = msg(MSG_IMPORT_BY_ORDER);
	token->kind = TOKEN_GONE;
}

/* ---- the whole ---- */

static void put_flag(struct boxes *boxes, const struct box *box)
{
	struct raw *raw = boxes->raw;
	const struct token *token = &raw->tokens.items[box->at];
	const char *text = arena_printf(raw->arena, "[%s]%s", box->on ? "○" : " ", token->text);
	chunk_add(raw->arena, &box->place->loose, text, token->line);
}

static void put_box(struct boxes *boxes, const struct box *box)
{
	struct raw *raw = boxes->raw;
	if (!box->ticks) {
		put_flag(boxes, box);
		raw->tokens.items[box->at].kind = TOKEN_GONE;
		return;
	}
	struct ticked *tick = &box->ticks->items[box->option];
	struct reading *reading = box->ticks->reading;
	reading->line = reading->line ? reading->line : raw->tokens.items[box->at].line;
	tick->on |= box->on;
	if (tick->on && !paren_open(box->behind) && reading->item->options[box->option].text)
		take_beside(boxes, box, tick);
	if (reading->item->options[box->option].text) {
		bracket_words(raw, tick, box->behind);
		gather_words(raw, tick, tick->on && !tick->text && !tick->open ? take_bracket(raw, tick, box->at) : box->at);
	}
	const struct token *own = &raw->tokens.items[box->at];
	if (tick->on && !tick->text && own->bottom > 0 && reading->item->options[box->option].text)
		take_around(raw, tick, own->line);
	raw->tokens.items[box->at].kind = TOKEN_GONE;
}

/* （, words, ） in lines of their own → one piece. */
static void join_parens(struct raw *raw)
{
	struct token *tokens = raw->tokens.items;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		size_t end = i + 1;
		if (tokens[i].kind != TOKEN_PAREN || strcmp(tokens[i].text, "（") != 0)
			continue;
		while (end < raw->tokens.count && tokens[end].kind == TOKEN_WORDS && end <= i + WORDS_AWAY)
			end++;
		if (end == i + 1 || end >= raw->tokens.count || tokens[end].kind != TOKEN_PAREN)
			continue;
		const char *text = tokens[i].text;
		for (size_t j = i + 1; j <= end; j++) {
			text = arena_printf(raw->arena, "%s%s", text, tokens[j].text);
			tokens[j].kind = TOKEN_GONE;
		}
		tokens[i].kind = TOKEN_WORDS;
		tokens[i].text = text;
	}
}

void raw_boxes(struct raw *raw)
{
	struct boxes boxes = {.raw = raw};
	join_parens(raw);
	begin(&boxes);
	collect(&boxes);
	pair_brackets(&boxes);
	place_marks(&boxes);
	for (size_t i = 0; i < boxes.items.count; i++)
		put_box(&boxes, &boxes.items.items[i]);
	for (size_t i = 0; i < raw->tokens.count; i++)
		take_lone_words(&boxes, &raw->tokens.items[i]);
}

/* All pieces are together: the answer, as other sources write it. */
static void put_ticks(struct raw *raw, const struct ticks *ticks)
{
	struct buf text = BUF_INIT;
	const struct item *item = ticks->reading->item;
	for (size_t i = 0; i < item->option_count; i++) {
		const struct ticked *tick = &ticks->items[i];
		if (!tick->met && !tick->on)
			continue;
		buf_printf(&text, "[%s]%s", tick->on ? "○" : " ", item->options[i].label);
		if (tick->text)
			buf_printf(&text, "（%s）", tick->text);
	}
	chunk_add(raw->arena, &ticks->reading->chunks, arena_copy(raw->arena, buf_text(&text), text.length),
	          ticks->reading->line);
	buf_free(&text);
}

void raw_boxes_end(struct raw *raw)
{
	for (size_t i = 0; i < raw->ticks.count; i++) {
		const struct ticks *ticks = &raw->ticks.items[i];
		put_ticks(raw, ticks);
		if (!ticks->reading->chunks.count)
			ticks->reading->value = (struct value){.kind = VALUE_UNKNOWN, .detail = msg(MSG_UNKNOWN_MARK_LOST)};
	}
}
