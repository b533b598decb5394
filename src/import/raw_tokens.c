/* Lines of a page -> labels, options, brackets and words. */
#include "base/list.h"
#include "base/utf8.h"
#include "import/raw_labels.h"
#include "printed/marks.h"

#include <string.h>

enum {
	PARTIAL_POINTS = 4, /* of an option that is broken */
	PARTIAL_LINES = 4,
	REST_LINES = 2,
	FRAME_LETTERS = 8
};

/* ---- pieces of a line ---- */

/* An option that a line end has broken. */
struct partial {
	const char *rest; /* what is missing; NULL: nothing is */
	struct wording *wording;
	size_t line;
	size_t token; /* how many tokens there were */
	bool boxed;   /* behind a box, which has its words already */
};

struct splitter {
	struct raw *raw;
	const struct page_line *line;
	bool behind;
	struct partial partials[PARTIAL_LINES];
	size_t next;              /* the one to be written over */
	size_t listed_line;       /* has boxes without brackets in front of options */
	size_t open_line;         /* ends with such a box: its option stands below */
	enum mark_state open_box; /* that box */
};

static void push(struct splitter *splitter, struct token token)
{
	token.line = splitter->line->line;
	token.block = splitter->line->block;
	token.top = splitter->line->top;
	token.bottom = splitter->line->bottom;
	token.behind = splitter->behind;
	splitter->behind = true;
	list_push(splitter->raw->arena, &splitter->raw->tokens, token);
}

static const char *trim(struct arena *arena, const char *text, size_t length)
{
	size_t start = skip_blank(text);
	start = start > length ? length : start;
	while (length > start) {
		bool wide = length - start >= 3 && strncmp(text + length - 3, "　", 3) == 0;
		if (text[length - 1] != ' ' && text[length - 1] != '\t' && !wide)
			break;
		length -= wide ? 3 : 1;
	}
	return arena_copy(arena, text + start, length - start);
}

/* The digits and bracket in front of an option: `3) `, `３）`. */
static size_t option_number(const char *text)
{
	size_t digits = 0;
	while (text[digits] >= '0' && text[digits] <= '9')
		digits++;
	for (size_t i = 0; !digits && i < 2 && strncmp(text + 3 * i, "\xEF\xBC", 2) == 0; i++)
		if ((unsigned char)text[3 * i + 2] >= 0x90 && (unsigned char)text[3 * i + 2] <= 0x99)
			digits = 3 * (size_t)(i + 1);
	if (!digits || digits > 6)
		return 0;
	size_t close = text[digits] == ')' ? 1 : strncmp(text + digits, "）", strlen("）")) == 0 ? strlen("）") : 0;
	return close ? digits + close + skip_blank(text + digits + close) : 0;
}

/* The longest option at text, and how many bytes it takes. */
static struct wording *option_at(struct raw *raw, const char *text, size_t *taken)
{
	struct wording *best = NULL;
	*taken = 0;
	for (size_t i = 0; i < raw->options.count; i++) {
		size_t skipped = words_skip(raw->scratch, text, strlen(text), raw->options.items[i].folded);
		if (skipped > *taken) {
			*taken = skipped;
			best = &raw->options.items[i];
		}
	}
	return best;
}

static void list_broken(struct wording *wording)
{
	wording->broken = true;
	wording->listed++;
}

/* Were words right below this line, which are the rest of an option that it breaks, read before it, as columns are? */
static bool take_rest(struct splitter *splitter, const char *rest)
{
	struct raw *raw = splitter->raw;
	size_t line = splitter->line->line;
	for (size_t i = raw->tokens.count; splitter->line->bottom > 0 && i-- > 0;) {
		struct token *token = &raw->tokens.items[i];
		bool below = token->line > line && token->line <= line + REST_LINES;
		if (!below || token->kind != TOKEN_WORDS || strcmp(utf8_fold(raw->scratch, token->text), rest) != 0)
			continue;
		token->kind = TOKEN_GONE;
		return true;
	}
	return false;
}

/* An option that goes on in another line. */
static bool begin_partial(struct splitter *splitter, const char *text)
{
	struct raw *raw = splitter->raw;
	const char *folded = utf8_fold(raw->scratch, text);
	size_t length = strlen(folded);
	if (utf8_count(folded, length) < PARTIAL_POINTS)
		return false;
	for (size_t i = 0; i < raw->options.count; i++) {
		struct wording *wording = &raw->options.items[i];
		if (strncmp(wording->folded, folded, length) != 0 || !wording->folded[length])
			continue;
		if (take_rest(splitter, wording->folded + length)) {
			list_broken(wording);
			return true;
		}
		splitter->partials[splitter->next] =
		    (struct partial){wording->folded + length, wording, splitter->line->line, raw->tokens.count, false};
		splitter->next = (splitter->next + 1) % PARTIAL_LINES;
		return true;
	}
	return false;
}

/* The words behind a box, whole, where their line breaks them; NULL: it does not. */
static const char *begin_boxed(struct splitter *splitter, const char *text)
{
	struct raw *raw = splitter->raw;
	const char *folded = utf8_fold(raw->scratch, text), *found = NULL;
	size_t length = strlen(folded);
	if (utf8_count(folded, length) < PARTIAL_POINTS || map_get(&raw->boxed, folded))
		return NULL;
	for (size_t i = 0; i < raw->boxes.count; i++) {
		if (strncmp(raw->boxes.items[i], folded, length) != 0)
			continue;
		if (found)
			return NULL;
		found = raw->boxes.items[i];
	}
	if (found) {
		splitter->partials[splitter->next] =
		    (struct partial){found + length, NULL, splitter->line->line, raw->tokens.count, true};
		splitter->next = (splitter->next + 1) % PARTIAL_LINES;
	}
	return found;
}

/* Are the words the rest of an option, with the next option of its list behind them? */
static bool ends_option(struct raw *raw, const char *words, const char *behind)
{
	const char *folded = utf8_fold(raw->scratch, words);
	size_t length = strlen(folded), number = option_number(behind), taken;
	if (!number || !option_at(raw, behind + number, &taken) || utf8_count(folded, length) < PARTIAL_POINTS)
		return false;
	for (size_t i = 0; i < raw->options.count; i++) {
		size_t whole = strlen(raw->options.items[i].folded);
		if (whole > length && strcmp(raw->options.items[i].folded + whole - length, folded) == 0)
			return true;
	}
	return false;
}

/* How many bytes of text are a list of options, or a part of one. */
static size_t skip_options(struct splitter *splitter, const char *text)
{
	size_t done = words_skip(splitter->raw->scratch, text, strlen(text), splitter->raw->choices_head);
	if (done)
		return done;
	for (size_t number; (number = option_number(text + done));) {
		size_t taken;
		struct wording *wording = option_at(splitter->raw, text + done + number, &taken);
		if (wording) {
			done += number + taken;
			wording->listed++;
		} else if (begin_partial(splitter, text + done + number))
			return strlen(text);
		else
			break;
	}
	return done;
}

static size_t sign_of(const char *text, const char *const *signs)
{
	for (; *signs; signs++)
		if (strncmp(text, *signs, strlen(*signs)) == 0)
			return strlen(*signs);
	return 0;
}

static size_t bracket_open(const char *text)
{
	return sign_of(text, (const char *const[]){"[", "［", "【", "〔", NULL});
}

static size_t bracket_close(const char *text)
{
	return sign_of(text, (const char *const[]){"]", "］", "】", "〕", NULL});
}

static size_t mark_sign(const char *text)
{
	return sign_of(text, (const char *const[]){"○", "〇", "◯", "●", "◎", "✓", "✔", "レ", NULL});
}

static bool whole_option(struct raw *raw, const char *words)
{
	return map_get(&raw->wordings, utf8_fold(raw->scratch, words)) != NULL;
}

/* A bracket at text: what it is, and its length; 0: it is a part of words. */
static size_t read_bracket(struct splitter *splitter, const char *text, struct token *token)
{
	struct raw *raw = splitter->raw;
	size_t open = bracket_open(text), i = open + skip_blank(text + open);
	if (!open)
		return 0;
	size_t mark = mark_sign(text + i);
	size_t behind = i + mark + skip_blank(text + i + mark);
	*token = (struct token){.kind = TOKEN_BOX, .text = "", .on = mark > 0};
	if (bracket_close(text + behind))
		return behind + bracket_close(text + behind);
	token->kind = TOKEN_OPEN;
	if (!text[behind])
		return behind;
	size_t end = i;
	while (text[end] && !bracket_close(text + end) && !bracket_open(text + end))
		end++;
	const char *words = trim(raw->arena, text + i, end - i);
	const char *bare = words + option_number(words);
	if (!text[end] && bare > words && splitter->line->bottom > 0)
		return open; /* it is closed in another line, and an option of the list stands beside it */
	if (!whole_option(raw, bare))
		return 0;
	*token = (struct token){.kind = TOKEN_ANSWER, .text = bare, .framed = true};
	return end + (bracket_close(text + end));
}

/* `■十分である`: a box without brackets and the option behind it; *taken: their bytes. NULL: none is there. */
static const struct wording *marked_option(struct raw *raw, const char *text, enum mark_state *state, size_t *taken)
{
	size_t mark = *text == ' ' || bracket_open(text) || !mark_begins(text) ? 0 : mark_length(text, state), words;
	if (!mark || *state == MARK_UNSURE)
		return NULL;
	mark += skip_blank(text + mark);
	const struct wording *wording = option_at(raw, text + mark, &words);
	const char *behind = text + mark + words;
	bool whole = !*behind || skip_blank(behind) || mark_begins(behind);
	*taken = mark + words;
	return wording && whole && !map_get(&raw->boxed, wording->folded) ? wording : NULL;
}

/* Such a box at text; the words of the last in a line may stand in the next. */
static size_t read_marked(struct splitter *splitter, const char *text)
{
	enum mark_state state;
	size_t taken, line = splitter->line->line;
	const struct wording *wording = marked_option(splitter->raw, text, &state, &taken);
	if (wording) {
		splitter->listed_line = line;
		if (state == MARK_ON)
			push(splitter, (struct token){.kind = TOKEN_ANSWER, .text = wording->option->value, .framed = true});
		return taken;
	}
	if (splitter->listed_line != line || bracket_open(text) || !mark_alone(text, &state))
		return 0;
	splitter->open_line = line;
	splitter->open_box = state;
	return strlen(text);
}

/* An option below the box that ends the line above: it is an answer where there is a mark in the box, else none. */
static bool ends_marked(struct splitter *splitter, const char *words)
{
	if (!splitter->open_line || splitter->line->line > splitter->open_line + REST_LINES ||
	    !whole_option(splitter->raw, words))
		return false;
	splitter->open_line = 0;
	if (splitter->open_box == MARK_ON)
		push(splitter, (struct token){.kind = TOKEN_ANSWER, .text = words, .framed = true});
	return true;
}

/* How many bytes of text are words, up to what is none. */
static size_t words_length(struct splitter *splitter, const char *text)
{
	struct token token;
	for (size_t i = 0; text[i]; i += utf8_step(text + i)) {
		size_t number = i ? option_number(text + i) : 0, taken;
		enum mark_state state;
		if (i && (read_bracket(splitter, text + i, &token) || marked_option(splitter->raw, text + i, &state, &taken)))
			return i;
		if (number && option_at(splitter->raw, text + i + number, &taken))
			return i;
	}
	return strlen(text);
}

static bool is_count(struct arena *arena, const char *words)
{
	const char *folded = utf8_fold(arena, words);
	size_t digits = *folded == '(' ? strspn(folded + 1, "0123456789,") : 0;
	return *folded == '(' && strcmp(folded + 1 + digits, ")件") == 0;
}

/* Takes the brackets since a token out; false: there are none. */
static bool take_brackets(struct raw *raw, size_t from)
{
	bool framed = false;
	for (size_t i = from; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		bool bracket = token->kind == TOKEN_OPEN || token->kind == TOKEN_CLOSE || token->kind == TOKEN_BOX;
		framed |= bracket;
		token->kind = bracket ? TOKEN_GONE : token->kind;
	}
	return framed;
}

/* Does it complete an option that a line before has broken? In brackets it is the answer. */
static bool end_partial(struct splitter *splitter, const char *words)
{
	struct raw *raw = splitter->raw;
	const char *folded = utf8_fold(raw->scratch, words);
	for (size_t i = 0; i < PARTIAL_LINES; i++) {
		struct partial *partial = &splitter->partials[i];
		if (!partial->rest || splitter->line->line > partial->line + (size_t)2 * PARTIAL_LINES ||
		    strcmp(folded, partial->rest) != 0)
			continue;
		if (partial->boxed)
			partial->boxed = false;
		else if (take_brackets(raw, partial->token))
			push(splitter,
			     (struct token){.kind = TOKEN_ANSWER, .text = partial->wording->option->value, .framed = true});
		else
			list_broken(partial->wording);
		partial->rest = NULL;
		return true;
	}
	return false;
}

static void push_words(struct splitter *splitter, const char *words, bool boxed, bool opens)
{
	struct raw *raw = splitter->raw;
	size_t mark = mark_sign(words);
	words = strcmp(words, "(") == 0   ? "（"
	        : strcmp(words, ")") == 0 ? "）"
	                                  : words; /* later ones know the form's own */
	bool paren = strcmp(words, "（") == 0 || strcmp(words, "）") == 0;
	struct token token = {.kind = TOKEN_WORDS, .text = words};
	const char *whole = boxed && !opens ? begin_boxed(splitter, words) : NULL;
	if (whole)
		token.text = whole;
	if (!*words || (!boxed && (ends_marked(splitter, words) || end_partial(splitter, words))))
		return;
	if (mark && !words[mark])
		token.kind = TOKEN_MARK;
	else if (paren)
		token.kind = TOKEN_PAREN;
	else if (is_count(raw->scratch, words))
		token.kind = TOKEN_COUNT;
	else if (whole_option(raw, words) && !(boxed && map_get(&raw->boxed, utf8_fold(raw->scratch, words))))
		token = (struct token){.kind = TOKEN_ANSWER, .text = words, .framed = boxed || opens};
	push(splitter, token);
}

/* `○ ] 民間事業者`: a mark whose bracket has opened elsewhere. */
static size_t read_mark(struct splitter *splitter, const char *text)
{
	size_t mark = mark_sign(text), space = mark ? skip_blank(text + mark) : 0;
	if (!mark || !bracket_close(text + mark + space))
		return 0;
	push(splitter, (struct token){.kind = TOKEN_MARK, .text = ""});
	return mark + space;
}

/* A label that stands behind a list of options in their line. */
static size_t push_label(struct splitter *splitter, const char *text)
{
	struct page_line line = *splitter->line;
	line.text = text;
	const char *folded = fold_line(splitter->raw->scratch, text);
	const struct lines lines = {&line, &folded, 1};
	struct found found = find_label(splitter->raw, &lines, 0);
	if (!found.printed)
		return 0;
	push(splitter, (struct token){.kind = TOKEN_LABEL, .text = text, .printed = found.printed, .number = found.number});
	return found.taken + skip_sign(text + found.taken);
}

static void split_pieces(struct splitter *splitter, const char *text)
{
	struct raw *raw = splitter->raw;
	bool boxed = false, listed = false, marked = false;
	while (*(text += skip_blank(text))) {
		struct token token = {.kind = TOKEN_CLOSE, .text = ""};
		size_t taken = skip_options(splitter, text);
		if (!taken && listed)
			taken = push_label(splitter, text);
		listed = taken > 0;
		if (!taken && (taken = read_mark(splitter, text)))
			marked = true;
		if (!taken && !boxed)
			taken = read_marked(splitter, text);
		if (taken) {
			text += taken;
			continue;
		}
		taken = splitter->behind && !boxed && !marked ? 0 : bracket_close(text);
		if (!taken)
			taken = read_bracket(splitter, text, &token);
		if (taken) {
			push(splitter, token);
			boxed = token.kind == TOKEN_BOX || token.kind == TOKEN_CLOSE;
			marked = false;
			text += taken;
			continue;
		}
		taken = words_length(splitter, text);
		const char *words = trim(raw->arena, text, taken);
		if (boxed || !ends_option(raw, words, text + taken))
			push_words(splitter, words, boxed, text[taken] != '\0');
		boxed = false;
		text += taken;
	}
}

/* ---- letters of a label that is written downwards ---- */

/* Does the line begin with this letter, alone? Its length, with the space behind it. */
static size_t lone_letter(const char *text, const char *letter, size_t length)
{
	if (strncmp(text, letter, length) != 0)
		return 0;
	size_t space = skip_blank(text + length);
	return text[length] && !space ? 0 : length + space;
}

/* 再, 委, 託 in lines of their own, or in front of others: they are taken out. */
static void take_out_frame(struct raw *raw, struct page_line *lines, size_t count, const char *words)
{
	size_t letters = utf8_count(words, strlen(words));
	for (size_t i = 0; letters > 1 && i + letters <= count; i++) {
		size_t at[FRAME_LETTERS], taken[FRAME_LETTERS], found = 0, j = i;
		const char *letter = words;
		for (; *letter && j < count && j < i + 2 * letters && found < FRAME_LETTERS; j++) {
			taken[found] = lone_letter(lines[j].text, letter, utf8_step(letter));
			if (!taken[found] && j == i)
				break;
			if (!taken[found])
				continue;
			at[found++] = j;
			letter += utf8_step(letter);
		}
		for (size_t k = 0; !*letter && k < found; k++)
			lines[at[k]].text = arena_string(raw->arena, lines[at[k]].text + taken[k]);
	}
}

/* A bracket at the end of a line of words is the next cell's: it becomes a line of its own. */
static struct page_line *split_brackets(struct raw *raw, const struct page *page, size_t *count)
{
	struct page_line *lines = arena_array(raw->scratch, struct page_line, 2 * page->count);
	*count = 0;
	for (size_t i = 0; i < page->count; i++) {
		const char *text = page->items[i].text;
		size_t length = strlen(text);
		bool last = length > 2 && strcmp(text + length - 2, " [") == 0 && !strchr(text, ']') && *text != '[';
		lines[(*count)++] = page->items[i];
		if (!last)
			continue;
		lines[*count - 1].text = trim(raw->arena, text, length - 1);
		lines[*count] = page->items[i];
		lines[(*count)++].text = "[";
	}
	return lines;
}

static struct page_line *without_frames(struct raw *raw, const struct page *page, size_t *count)
{
	struct page_line *lines = split_brackets(raw, page, count);
	for (size_t i = 0; i < raw->form->item_count; i++)
		if (raw->form->items[i]->under && (i == 0 || raw->form->items[i]->under != raw->form->items[i - 1]->under))
			take_out_frame(raw, lines, *count, raw->form->items[i]->under);
	return lines;
}

/* ---- the page ---- */

/* The line's first words as a label, the bracket of a box in front of them apart. */
static struct found read_label(struct splitter *splitter, const struct lines *lines, size_t index)
{
	struct raw *raw = splitter->raw;
	struct found found = find_label(raw, lines, index);
	const char *text = lines->items[index].text;
	size_t open = found.printed ? 0 : bracket_open(text);
	if (!open || !text[open])
		return found;
	struct page_line rest = lines->items[index];
	rest.text = text + open + skip_blank(text + open);
	const char *folded = fold_line(raw->scratch, rest.text);
	const struct lines alone = {&rest, &folded, 1};
	found = find_label(raw, &alone, 0);
	if (!found.printed)
		return found;
	push(splitter, (struct token){.kind = TOKEN_OPEN, .text = ""});
	found.last = index;
	found.taken += (size_t)(rest.text - text);
	return found;
}

/* `十分である ]`: an answer whose bracket has opened in another line. */
static void frame_closed(struct raw *raw)
{
	struct token *items = raw->tokens.items;
	for (size_t i = 0; i + 1 < raw->tokens.count; i++) {
		if (items[i].kind != TOKEN_ANSWER || items[i].framed || items[i + 1].kind != TOKEN_CLOSE ||
		    items[i].line != items[i + 1].line)
			continue;
		items[i].framed = true;
		items[i + 1].kind = TOKEN_GONE;
		for (size_t j = i; j-- > 0 && items[j].line + 2 >= items[i].line;) {
			if (items[j].kind == TOKEN_OPEN && !items[j].on) {
				items[j].kind = TOKEN_GONE;
				break;
			}
		}
	}
}

void raw_split(struct raw *raw, const struct page *page)
{
	struct splitter splitter = {.raw = raw};
	size_t count;
	struct page_line *own = without_frames(raw, page, &count);
	const char **folded = arena_array(raw->scratch, const char *, count);
	const struct lines lines = {own, folded, count};
	raw->tokens.count = 0;
	for (size_t i = 0; i < raw->options.count; i++)
		raw->options.items[i].listed = raw->options.items[i].broken = 0;
	for (size_t i = 0; i < count; i++)
		folded[i] = fold_line(raw->scratch, own[i].text);
	for (size_t i = 0; i < count; i++) {
		if (!*folded[i])
			continue;
		splitter.line = &own[i];
		splitter.behind = false;
		struct found found = read_label(&splitter, &lines, i);
		const char *rest = own[i].text;
		if (found.printed) {
			struct token token = {.kind = TOKEN_LABEL, .text = rest, .printed = found.printed, .number = found.number};
			push(&splitter, token);
			i = found.last;
			splitter.line = &own[i];
			raw->tokens.items[raw->tokens.count - 1].bottom = own[found.tail ? found.tail : i].bottom;
			rest = own[i].text + found.taken;
			rest += skip_sign(rest);
			for (size_t more; *rest && (more = push_label(&splitter, rest)); rest += more)
				; /* labels side by side */
		}
		if (found.tail)
			folded[found.tail] = "";
		split_pieces(&splitter, rest);
	}
	frame_closed(raw);
}
