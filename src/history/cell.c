/* A cell of 変更箇所 is cut at white space and brackets; what is one of the words of rules/cells.yaml divides the rest
 * into pieces. */
#include "history/cell.h"

#include "base/list.h"
#include "base/messages/cell.h"
#include "base/messages/data.h"
#include "base/utf8.h"
#include "yaml/fields.h"

#include <string.h>

/* Characters that a piece of a cell with passages left out must have to be compared with anything: 「1から8」 of 「1から8　略」 says nothing. */
enum { PIECE_LENGTH = 10 };
enum { ABOUT_LENGTH = 60 }; /* characters of a line about the change */
enum { WORD_LIMIT = 60 };   /* bytes of what may be one of the words */

struct cell_words {
	struct words {
		const char **items; /* as written, and folded */
		size_t count;
	} above, alone, left_out, part, added, about, head, remark;
	const struct node *alike; /* slip: what it should be; or NULL */
};

/* ---- the words ---- */

static bool words_read(struct arena *arena, struct diags *diags, const struct node *list, struct words *words)
{
	words->items = arena_array(arena, const char *, 2 * (size_t)list->count);
	for (size_t i = 0; i < list->count; i++) {
		const struct node *word = list->items[i];
		if (word->kind != NODE_SCALAR || !*utf8_fold(arena, word->text)) {
			diag_add(diags, DIAG_DATA_VALUE, word->span, msg(MSG_CELL_NO_WORD));
			return false;
		}
		words->items[words->count++] = word->text;
		words->items[words->count++] = utf8_fold(arena, word->text);
	}
	return true;
}

/* Slips, each with what it should be: words on both sides. */
static bool alike_read(struct diags *diags, const struct node *alike)
{
	for (size_t i = 0; alike && i < alike->count; i++) {
		const struct node *right = alike->items[i];
		if (right->kind != NODE_SCALAR || !*right->text || !*right->key->text) {
			diag_add(diags, DIAG_DATA_VALUE, right->span, msg(MSG_CELL_NO_WORD));
			return false;
		}
	}
	return true;
}

const struct cell_words *cell_words_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct lists {
		const struct node *above, *alone, *left_out, *part, *added, *about, *head, *remark, *alike;
	} lists = {0};
	static const struct field_spec specs[] = {
	    {"above", FIELD_LIST, true, offsetof(struct lists, above)},
	    {"alone", FIELD_LIST, true, offsetof(struct lists, alone)},
	    {"left_out", FIELD_LIST, true, offsetof(struct lists, left_out)},
	    {"part", FIELD_LIST, true, offsetof(struct lists, part)},
	    {"added", FIELD_LIST, false, offsetof(struct lists, added)},
	    {"about", FIELD_LIST, true, offsetof(struct lists, about)},
	    {"head", FIELD_LIST, false, offsetof(struct lists, head)},
	    {"remark", FIELD_LIST, true, offsetof(struct lists, remark)},
	    {"alike", FIELD_MAP, false, offsetof(struct lists, alike)},
	};
	const struct source *source = data_load(arena, diags, folders, "rules/cells.yaml");
	const struct node *root = source ? node_read(arena, diags, source) : NULL;
	const struct node *node = node_get(root, "cells");
	struct cell_words *words = arena_new_object(arena, struct cell_words);
	if (root && !node)
		diag_add(diags, DIAG_DATA_MISSING, root->span, msg_data_missing(diags->arena, "cells"));
	bool good =
	    node && fields_read(diags, node, specs, sizeof specs / sizeof *specs, &lists) &&
	    words_read(arena, diags, lists.above, &words->above) && words_read(arena, diags, lists.alone, &words->alone) &&
	    words_read(arena, diags, lists.left_out, &words->left_out) &&
	    words_read(arena, diags, lists.part, &words->part) && words_read(arena, diags, lists.about, &words->about) &&
	    (!lists.added || words_read(arena, diags, lists.added, &words->added)) &&
	    (!lists.head || words_read(arena, diags, lists.head, &words->head)) &&
	    words_read(arena, diags, lists.remark, &words->remark) && alike_read(diags, lists.alike);
	words->alike = lists.alike;
	return good ? words : NULL;
}

static bool is_one_of(const struct words *words, const char *text)
{
	for (size_t i = 0; i < words->count; i++)
		if (strcmp(words->items[i], text) == 0)
			return true;
	return false;
}

static bool has_one_of(const struct words *words, const char *text)
{
	for (size_t i = 0; i < words->count; i++)
		if (strstr(text, words->items[i]))
			return true;
	return false;
}

static bool begins_with_one_of(const struct words *words, const char *text)
{
	for (size_t i = 0; i < words->count; i++)
		if (strncmp(text, words->items[i], strlen(words->items[i])) == 0)
			return true;
	return false;
}

static bool ends_with(const char *text, size_t length, const char *end)
{
	size_t its = strlen(end);
	return length >= its && memcmp(text + length - its, end, its) == 0;
}

/* 「見本の説明を追加」: what was done, and no words of the item. */
static bool is_about_change(const struct words *words, const char *text)
{
	static const char *const stops[] = {"。", "：", ":"};
	size_t length = strlen(text);
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		length -= ends_with(text, length, stops[i]) ? strlen(stops[i]) : 0;
	const char *stop = strstr(text, "。");
	if (strchr(text, '\n') || (stop && stop < text + length) || utf8_count(text, length) > ABOUT_LENGTH)
		return false;
	for (size_t i = 0; i < words->count; i++)
		if (ends_with(text, length, words->items[i]))
			return true;
	return false;
}

/* ---- comparing ---- */

/* What a sign becomes, or is left out: people set points and brackets as they like. */
static const struct sign {
	int32_t point;
	const char *becomes;
} signs[] = {{0x3010, "["}, {0x3011, "]"}, {0x3014, "["}, {0x3015, "]"}, {0x30fb, ""}, {0x3001, ""},
             {',', ""},     {0x3002, ""},  {0xad, ""},    {0x200b, ""},  {0xfeff, ""}};

const char *cell_fold(struct arena *arena, const char *text)
{
	char *folded = utf8_fold(arena, text), *to = folded;
	for (const char *from = folded; *from;) {
		size_t step = utf8_step(from), which = 0;
		int32_t point = utf8_point(from);
		while (which < sizeof signs / sizeof *signs && signs[which].point != point)
			which++;
		bool sign = which < sizeof signs / sizeof *signs;
		size_t length = sign ? strlen(signs[which].becomes) : step;
		memmove(to, sign ? signs[which].becomes : from, length);
		to += length;
		from += step;
	}
	*to = '\0';
	return folded;
}

const char *cell_mend(struct arena *arena, const struct cell_words *words, const char *folded)
{
	for (size_t i = 0; words->alike && i < words->alike->count; i++) {
		const struct node *right = words->alike->items[i];
		const char *slip = right->key->text, *at;
		for (size_t from = 0; (at = strstr(folded + from, slip)); from = (size_t)(at - folded) + strlen(right->text)) {
			const char *mended =
			    arena_printf(arena, "%.*s%s%s", (int)(at - folded), folded, right->text, at + strlen(slip));
			at = mended + (at - folded);
			folded = mended;
		}
	}
	return folded;
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_white(const char *at)
{
	for (;;) {
		if (is_white(*at))
			at++;
		else if (strncmp(at, "　", strlen("　")) == 0)
			at += strlen("　");
		else
			return at;
	}
}

bool cell_same(const char *a, const char *b)
{
	for (;;) {
		a = skip_white(a);
		b = skip_white(b);
		if (*a != *b || !*a)
			return *a == *b;
		a++;
		b++;
	}
}

/* ---- reading ---- */

/* White space, or a bracket around a word. */
static bool divides(const char *text)
{
	static const int32_t points[] = {' ',    '\t',   '\n',   '(',    ')',    '[',    ']',    '<',
	                                 '>',    0x3000, 0xff08, 0xff09, 0x3010, 0x3011, 0xff3b, 0xff3d,
	                                 0x3014, 0x3015, 0xff1c, 0xff1e, 0x300c, 0x300d};
	int32_t point = utf8_point(text);
	bool word = point > 0x3014 && point < 0xff08; /* kana and kanji */
	for (size_t i = 0; i < sizeof points / sizeof *points && !word; i++)
		if (points[i] == point)
			return true;
	return false;
}

const char *cell_skip_brackets(const char *text)
{
	while (*text && divides(text))
		text += utf8_step(text);
	return text;
}

/* The text without white space and brackets around it. */
static const char *trimmed(struct arena *arena, const char *text)
{
	text = cell_skip_brackets(text);
	size_t length = strlen(text);
	for (;;) {
		size_t last = utf8_back(text, length);
		if (last >= length || !divides(text + last))
			return arena_copy(arena, text, length);
		length = last;
	}
}

/* The same folded, where it is short enough to be one of the words. */
static const char *bare(struct arena *arena, const char *text)
{
	const char *words = trimmed(arena, text);
	return strlen(words) <= WORD_LIMIT ? utf8_fold(arena, words) : words;
}

struct cell_reader {
	struct arena *arena;
	const struct cell_words *words;
	LIST(const char *) pieces;
	LIST(const char *) written;
	bool part;
	bool added;
};

static void end_piece(struct cell_reader *reader, const char *start, const char *end)
{
	const char *text = arena_copy(reader->arena, start, (size_t)(end - start));
	const char *piece = cell_fold(reader->arena, trimmed(reader->arena, text));
	if (!*piece)
		return;
	list_push(reader->arena, &reader->pieces, piece);
	list_push(reader->arena, &reader->written, cell_skip_brackets(text));
}

static bool is_mark(const struct cell_reader *reader, const char *start, const char *end)
{
	char word[WORD_LIMIT + 1] = "";
	memcpy(word, start, (size_t)(end - start));
	return is_one_of(&reader->words->left_out, word) || has_one_of(&reader->words->part, word);
}

/* Cuts one line at the words that stand for something else. */
static void read_line(struct cell_reader *reader, const char *line, const char *end)
{
	const char *start = line;
	for (const char *at = line; at < end;) {
		const char *word = at;
		while (at < end && !divides(at))
			at += utf8_step(at);
		if (at > word && at - word <= WORD_LIMIT && is_mark(reader, word, at)) {
			reader->part = true;
			reader->added |= has_one_of(&reader->words->added, arena_copy(reader->arena, word, (size_t)(at - word)));
			end_piece(reader, start, word);
			start = at;
		}
		if (at < end)
			at += utf8_step(at);
	}
	end_piece(reader, start, end);
}

static void drop_short_pieces(struct cell_reader *reader)
{
	size_t kept = 0;
	for (size_t i = 0; i < reader->pieces.count; i++) {
		const char *piece = reader->pieces.items[i];
		if (utf8_count(piece, strlen(piece)) < PIECE_LENGTH)
			continue;
		reader->written.items[kept] = reader->written.items[i];
		reader->pieces.items[kept++] = piece;
	}
	reader->pieces.count = kept;
}

struct cell cell_read(struct arena *arena, const struct cell_words *words, const char *text)
{
	struct cell cell = {.text = text ? text : ""};
	const char *whole = bare(arena, cell.text);
	if (!*whole)
		return cell;
	if (is_one_of(&words->above, whole)) {
		cell.kind = CELL_ABOVE;
		return cell;
	}
	if (is_one_of(&words->left_out, whole)) {
		cell.kind = CELL_OMITTED;
		return cell;
	}
	if (is_one_of(&words->alone, whole) || begins_with_one_of(&words->remark, whole) ||
	    is_about_change(&words->about, trimmed(arena, cell.text))) {
		cell.kind = CELL_WORD;
		return cell;
	}
	struct cell_reader reader = {.arena = arena, .words = words};
	for (const char *line = cell.text; *line;) {
		const char *end = line + strcspn(line, "\n");
		const char *words_of_line = trimmed(arena, arena_copy(arena, line, (size_t)(end - line)));
		bool head = is_about_change(&words->head, words_of_line);
		reader.part = reader.part || head; /* what follows is put in, and is not all of the item */
		reader.added |= head && has_one_of(&words->added, words_of_line);
		if (!head)
			read_line(&reader, line, end);
		line = *end ? end + 1 : end;
	}
	if (reader.part)
		drop_short_pieces(&reader);
	cell.kind = reader.part ? CELL_PART : CELL_TEXT;
	cell.added = reader.added;
	cell.folded = cell_fold(arena, cell.text);
	cell.pieces = reader.pieces.items;
	cell.words = reader.written.items;
	cell.piece_count = reader.pieces.count;
	return cell;
}

bool cell_is_above(struct arena *arena, const struct cell_words *words, const char *text)
{
	return is_one_of(&words->above, bare(arena, text));
}
