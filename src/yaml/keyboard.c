/* A line of YAML → the sign in it that was typed in place of another. Only signs where YAML expects its own are looked at:
 * before the first word, behind a key, at the beginning of a value. */
#include "yaml/keyboard.h"

#include "base/messages/keyboard.h"

#include <string.h>

enum { LOOK_BACK = 20 }; /* lines */

struct sign {
	const char *text;
	const struct message *name; /* of a space, which cannot be shown */
};

static const struct sign spaces[] = {
    {"\u3000", MSG_KEYBOARD_WIDE_SPACE}, {"\t", MSG_KEYBOARD_TAB},
    {"\u00a0", MSG_KEYBOARD_NO_BREAK},   {"\u2002", MSG_KEYBOARD_ODD_SPACE},
    {"\u2003", MSG_KEYBOARD_ODD_SPACE},  {"\u2009", MSG_KEYBOARD_ODD_SPACE},
    {"\u202f", MSG_KEYBOARD_NO_BREAK},   {"\u200b", MSG_KEYBOARD_UNSEEN},
    {"\ufeff", MSG_KEYBOARD_UNSEEN},     {NULL, 0},
};
static const struct sign colons[] = {{"：", 0}, {"︰", 0}, {"﹕", 0}, {"∶", 0}, {"；", 0},
                                     {";", 0},  {"＝", 0}, {"=", 0},  {NULL, 0}};
static const struct sign dashes[] = {{"－", 0}, {"−", 0},  {"‐", 0}, {"‑", 0},  {"–", 0}, {"—", 0},
                                     {"―", 0},  {"ー", 0}, {"ｰ", 0}, {"・", 0}, {NULL, 0}};
static const struct sign marks[] = {{"＃", 0}, {NULL, 0}};
static const struct sign openings[] = {{"｜", 0}, {"＞", 0}, {"｛", 0}, {"［", 0}, {"“", 0}, {"”", 0},
                                       {"‘", 0},  {"’", 0},  {"＂", 0}, {"＇", 0}, {NULL, 0}};
static const char *const opening_means[] = {"|", ">", "{", "[", "\"", "\"", "'", "'", "\"", "'"};
static const struct sign commas[] = {{"，", 0}, {"｝", 0}, {"］", 0}, {NULL, 0}};
static const char *const comma_means[] = {",", "}", "]"};

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
static const char key_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.[]";

/* The sign with which the text begins, or NULL. */
static const struct sign *sign_at(const struct sign *signs, const char *text, const char *end)
{
	for (; signs->text; signs++) {
		size_t length = strlen(signs->text);
		if ((size_t)(end - text) >= length && memcmp(text, signs->text, length) == 0)
			return signs;
	}
	return NULL;
}

struct line {
	struct arena *arena;
	const struct source *source;
	const char *text, *at, *end;
	struct keyboard_slip *slip;
};

static const char *name_of(const struct line *line, const struct sign *sign, bool space)
{
	return space ? msg(sign->name) : msg_keyboard_quoted(line->arena, sign->text);
}

/* `length` bytes at `at` are the slip. */
static bool found(const struct line *line, size_t length, const char *message, const char *hint)
{
	size_t start = (size_t)(line->at - line->source->text);
	*line->slip = (struct keyboard_slip){{line->source, start, start + length}, message, hint};
	return true;
}

/* Spaces before the first word. */
static bool is_slip_in_indent(struct line *line)
{
	for (; line->at < line->end; line->at++) {
		const struct sign *space = sign_at(spaces, line->at, line->end);
		if (space)
			return found(line, strlen(space->text), msg_keyboard_indent(line->arena, name_of(line, space, true)),
			             msg(MSG_KEYBOARD_INDENT_HINT));
		if (*line->at != ' ')
			break;
	}
	return false;
}

/* 1. , 2) , ①, * before what can only be a member of a list: {…} or a key. Its length, or 0. */
static size_t number_before_member(const struct line *line)
{
	static const struct sign bullets[] = {{"*", 0}, {"•", 0}, {"●", 0}, {"○", 0}, {"■", 0}, {"◆", 0}, {NULL, 0}};
	const char *at = line->at + strspn(line->at, "0123456789");
	const struct sign *bullet = sign_at(bullets, line->at, line->end);
	if (at > line->at)
		at = strchr(".)", *at) ? at + 1 : line->at;
	else if (line->end - at > 3 && memcmp(at, "\xe2\x91", 2) == 0) /* ① and those that follow */
		at += 3;
	else if (bullet)
		at += strlen(bullet->text);
	if (at == line->at || at >= line->end)
		return 0;
	const char *member = at + strspn(at, " ");
	const char *behind_key = member + strspn(member, key_characters);
	bool key = member > at && strchr(letters, *member) && behind_key < line->end && *behind_key == ':';
	return *member == '{' || key ? (size_t)(at - line->at) : 0;
}

/* － 自己点検; a mark and a word, and no dash that is a sign for nothing. */
static bool is_slip_in_mark(struct line *line)
{
	const struct sign *dash = sign_at(dashes, line->at, line->end);
	const struct sign *mark = sign_at(marks, line->at, line->end);
	size_t number = number_before_member(line);
	if (number)
		return found(line, number, msg_keyboard_number(line->arena, arena_copy(line->arena, line->at, number)),
		             msg(MSG_KEYBOARD_NUMBER_HINT));
	if (dash && line->at + strlen(dash->text) < line->end)
		return found(line, strlen(dash->text), msg_keyboard_dash(line->arena, name_of(line, dash, false)),
		             msg(MSG_KEYBOARD_DASH_HINT));
	if (mark)
		return found(line, strlen(mark->text), msg_keyboard_comment(line->arena, name_of(line, mark, false)),
		             msg(MSG_KEYBOARD_COMMENT_HINT));
	while (line->at < line->end && *line->at == '-' && line->at + 1 < line->end) {
		const char *next = line->at + 1;
		const struct sign *space = sign_at(spaces, next, line->end);
		if (space) {
			line->at = next;
			return found(line, strlen(space->text), msg_keyboard_behind_dash(line->arena, name_of(line, space, true)),
			             msg(MSG_KEYBOARD_MAKE_SPACE));
		}
		if (strchr("{[\"'", *next) || (unsigned char)*next >= 0x80)
			return found(line, 1, msg(MSG_KEYBOARD_NO_SPACE_BEHIND_DASH), msg(MSG_KEYBOARD_SPACE_BEHIND_DASH));
		if (*next != ' ')
			break;
		line->at = next + strspn(next, " ");
	}
	return false;
}

static bool is_slip_behind_colon(struct line *line, const char *key)
{
	const struct sign *space = sign_at(spaces, line->at, line->end);
	if (space && strcmp(space->text, "\t") != 0)
		return found(line, strlen(space->text), msg_keyboard_behind_colon(line->arena, name_of(line, space, true)),
		             msg(MSG_KEYBOARD_MAKE_SPACE));
	if (line->at == line->end || *line->at == ' ' || *line->at == '\t' || *line->at == '/')
		return false;
	line->at--;
	return found(line, 1, msg(MSG_KEYBOARD_NO_SPACE_BEHIND_COLON), msg_keyboard_space_behind_colon(line->arena, key));
}

static bool found_behind_key(const struct line *line, const struct sign *sign, bool space, const char *key)
{
	return found(line, strlen(sign->text), msg_keyboard_behind_key(line->arena, name_of(line, sign, space)),
	             msg_keyboard_colon_hint(line->arena, key));
}

/* What a key of the vocabulary is followed by; line->at gets to its value. */
static bool is_slip_behind_key(struct line *line)
{
	const char *start = line->at;
	if (!strchr(letters, *start))
		return false;
	size_t length = strspn(start, key_characters);
	const char *key = arena_copy(line->arena, start, length);
	const struct sign *first = sign_at(spaces, start + length, line->end), *space = first;
	for (line->at += length; line->at < line->end && (*line->at == ' ' || space);
	     space = sign_at(spaces, line->at, line->end))
		line->at += space ? strlen(space->text) : 1;
	const struct sign *colon = sign_at(colons, line->at, line->end);
	if (colon)
		return found_behind_key(line, colon, false, key);
	if (line->at < line->end && *line->at == ':') {
		line->at++;
		return is_slip_behind_colon(line, key);
	}
	line->at = start + length;
	return first && found_behind_key(line, first, true, key);
}

/* '008, with which a spreadsheet keeps a number as text: the quote is never closed. In braces a comma ends it. */
static bool is_apostrophe(const struct line *line, const char *number, const char *ends)
{
	if (*line->at != '\'' || line->end - line->at < 2)
		return false;
	const char *behind = line->at + 1 + strspn(line->at + 1, number);
	return behind == line->end || (strchr(ends, *behind) && !memchr(behind, '\'', (size_t)(line->end - behind)));
}

static bool found_apostrophe(const struct line *line)
{
	return found(line, 1, msg(MSG_KEYBOARD_APOSTROPHE), msg(MSG_KEYBOARD_APOSTROPHE_HINT));
}

static bool is_slip_at_value(struct line *line)
{
	while (line->at < line->end && *line->at == ' ')
		line->at++;
	const struct sign *opening = sign_at(openings, line->at, line->end);
	if (opening)
		return found(line, strlen(opening->text), msg_keyboard_value(line->arena, name_of(line, opening, false)),
		             msg_keyboard_half_width(line->arena, opening_means[opening - openings]));
	if (line->at < line->end && is_apostrophe(line, "0123456789,.-/ ", ""))
		return found_apostrophe(line);
	if (line->at == line->end || !strchr("{[", *line->at))
		return false;
	for (; line->at < line->end; line->at++) {
		const struct sign *comma = sign_at(commas, line->at, line->end);
		if (comma)
			return found(line, strlen(comma->text), msg_keyboard_in_brackets(line->arena, name_of(line, comma, false)),
			             msg_keyboard_half_width(line->arena, comma_means[comma - commas]));
		if (strchr("{[ ,", line->at[-1]) && is_apostrophe(line, "0123456789.-/", ",}]"))
			return found_apostrophe(line);
	}
	return false;
}

bool keyboard_slip_in(struct arena *arena, const struct source *source, size_t number, struct keyboard_slip *slip)
{
	struct span span = source_line(source, number);
	const char *text = source->text + span.start;
	struct line line = {arena, source, text, text, source->text + span.end, slip};
	if (is_slip_in_indent(&line))
		return true;
	if (line.at == line.end || *line.at == '#')
		return false;
	return is_slip_in_mark(&line) || (line.at < line.end && (is_slip_behind_key(&line) || is_slip_at_value(&line)));
}

/* ---- literal blocks ---- */

static size_t indent_of(const struct source *source, struct span line)
{
	return strspn(source->text + line.start, " ");
}

/* Does a literal or folded block begin behind this line? */
static bool opens_block(const struct source *source, struct span line)
{
	size_t end = line.end;
	while (end > line.start && strchr(" +-0123456789", source->text[end - 1]))
		end--;
	return end > line.start + 1 && strchr("|>", source->text[end - 1]) && source->text[end - 2] == ' ';
}

/* The first line of the literal block that the line is in, or 0. */
static size_t block_around(const struct source *source, size_t number)
{
	size_t indent = indent_of(source, source_line(source, number));
	for (size_t at = number; at-- > 1;) {
		struct span line = source_line(source, at);
		size_t deep = indent_of(source, line);
		if (line.start + deep >= line.end || deep >= indent)
			continue;
		if (opens_block(source, line))
			return at;
		indent = deep;
	}
	return 0;
}

bool keyboard_slip_near(struct arena *arena, const struct source *source, size_t number, struct keyboard_slip *slip)
{
	size_t lowest = number > LOOK_BACK ? number - LOOK_BACK : 1;
	for (size_t at = number; at >= lowest; at--) {
		size_t block = block_around(source, at);
		if (!block && keyboard_slip_in(arena, source, at, slip))
			return true;
		at = block ? block + 1 : at;
		if (block && block < lowest)
			return false;
	}
	return false;
}

static bool is_empty_line(const struct source *source, size_t number)
{
	struct span line = source_line(source, number);
	return line.start + indent_of(source, line) >= line.end;
}

bool keyboard_left_block(struct arena *arena, const struct source *source, size_t number, struct keyboard_slip *slip)
{
	struct span line = source_line(source, number);
	size_t first = line.start + indent_of(source, line), before = number - 1;
	if (first >= line.end || (unsigned char)source->text[first] < 0x80)
		return false; /* a key */
	while (before > 0 && is_empty_line(source, before))
		before--;
	if (before == 0)
		return false;
	size_t block = opens_block(source, source_line(source, before)) ? before : block_around(source, before);
	if (!block)
		return false;
	*slip = (struct keyboard_slip){
	    {source, first, line.end}, msg(MSG_KEYBOARD_LEFT_BLOCK), msg_keyboard_left_block_hint(arena, (int)block)};
	return true;
}

bool keyboard_begins_with_space(const char *text)
{
	return sign_at(spaces, text, text + strlen(text)) != NULL;
}
