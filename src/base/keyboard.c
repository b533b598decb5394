/* A line of YAML → the sign in it that was typed in place of another. Only signs where YAML expects its own are looked at:
 * before the first word, behind a key, at the beginning of a value. */
#include "base/keyboard.h"

#include <string.h>

enum { LOOK_BACK = 20 }; /* lines */

struct sign {
	const char *text;
	const char *name; /* how a message calls it; NULL: 「the sign itself」 */
};

static const struct sign spaces[] = {
    {"\u3000", "全角の空白"},
    {"\t", "タブ"},
    {"\u00a0", "改行しない空白（U+00A0）"},
    {"\u2002", "幅の違う空白"},
    {"\u2003", "幅の違う空白"},
    {"\u2009", "幅の違う空白"},
    {"\u202f", "改行しない空白（U+202F）"},
    {"\u200b", "見えない空白（U+200B）"},
    {"\ufeff", "見えない文字（U+FEFF）"},
    {NULL, NULL},
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

static bool found(const struct line *line, const struct sign *sign, const char *message, const char *hint)
{
	size_t start = (size_t)(line->at - line->source->text);
	const char *name = sign->name ? sign->name : arena_printf(line->arena, "「%s」", sign->text);
	*line->slip = (struct keyboard_slip){
	    {line->source, start, start + strlen(sign->text)}, arena_printf(line->arena, "%s%s", message, name), hint};
	line->slip->message = arena_printf(line->arena, "%sが使われています", line->slip->message);
	return true;
}

/* Spaces before the first word. */
static bool is_slip_in_indent(struct line *line)
{
	for (; line->at < line->end; line->at++) {
		const struct sign *space = sign_at(spaces, line->at, line->end);
		if (space)
			return found(line, space, "字下げに", "半角の空白に替え、同じ段の行とそろえてください");
		if (*line->at != ' ')
			break;
	}
	return false;
}

/* － 自己点検; a mark and a word, and no dash that is a sign for nothing. */
static bool is_slip_in_mark(struct line *line)
{
	const struct sign *dash = sign_at(dashes, line->at, line->end);
	const struct sign *mark = sign_at(marks, line->at, line->end);
	if (dash && line->at + strlen(dash->text) < line->end)
		return found(line, dash, "リストの印に",
		             "半角の「-」と半角の空白を書いてください（文の続きなら、値を「|」の段落にしてください）");
	if (mark)
		return found(line, mark, "注釈の印に", "半角の「#」と半角の空白を書いてください");
	while (line->at < line->end && *line->at == '-' && line->at + 1 < line->end) {
		const char *next = line->at + 1;
		const struct sign *space = sign_at(spaces, next, line->end);
		if (space) {
			line->at = next;
			return found(line, space, "リストの「-」の後に", "半角の空白に替えてください");
		}
		if (strchr("{[\"'", *next) || (unsigned char)*next >= 0x80) {
			size_t start = (size_t)(line->at - line->source->text);
			*line->slip = (struct keyboard_slip){{line->source, start, start + 1},
			                                     "リストの「-」の後に空白がありません",
			                                     "「- 」のように、「-」の後に半角の空白を入れてください"};
			return true;
		}
		if (*next != ' ')
			break;
		line->at = next + strspn(next, " ");
	}
	return false;
}

static bool is_slip_behind_colon(struct line *line, const char *key, size_t length)
{
	const struct sign *space = sign_at(spaces, line->at, line->end);
	if (space && strcmp(space->text, "\t") != 0)
		return found(line, space, "「:」の後に", "半角の空白に替えてください");
	if (line->at == line->end || *line->at == ' ' || *line->at == '\t' || *line->at == '/')
		return false;
	size_t start = (size_t)(line->at - 1 - line->source->text);
	*line->slip = (struct keyboard_slip){
	    {line->source, start, start + 1},
	    "「:」の後に空白がありません",
	    arena_printf(line->arena, "「%.*s: 」のように、「:」の後に半角の空白を入れてください", (int)length, key)};
	return true;
}

/* What a key of the vocabulary is followed by; line->at gets to its value. */
static bool is_slip_behind_key(struct line *line)
{
	const char *key = line->at;
	if (!strchr(letters, *key))
		return false;
	size_t length = strspn(key, key_characters);
	line->at += length;
	const struct sign *space = sign_at(spaces, line->at, line->end);
	while (line->at < line->end && (*line->at == ' ' || sign_at(spaces, line->at, line->end)))
		line->at += *line->at == ' ' ? 1 : strlen(sign_at(spaces, line->at, line->end)->text);
	const struct sign *colon = sign_at(colons, line->at, line->end);
	if (colon)
		return found(line, colon, "キーの後に",
		             arena_printf(line->arena, "半角の「:」と半角の空白を書いてください（%.*s: …）", (int)length, key));
	if (line->at < line->end && *line->at == ':') {
		line->at++;
		return is_slip_behind_colon(line, key, length);
	}
	if (!space)
		return false;
	line->at = key + length;
	return found(line, space, "キーの後に",
	             arena_printf(line->arena, "半角の「:」と半角の空白を書いてください（%.*s: …）", (int)length, key));
}

static bool is_slip_at_value(struct line *line)
{
	while (line->at < line->end && *line->at == ' ')
		line->at++;
	const struct sign *opening = sign_at(openings, line->at, line->end);
	if (opening)
		return found(line, opening, "値の初めに",
		             arena_printf(line->arena, "半角の「%s」を書いてください", opening_means[opening - openings]));
	if (line->at == line->end || !strchr("{[", *line->at))
		return false;
	for (; line->at < line->end; line->at++) {
		const struct sign *comma = sign_at(commas, line->at, line->end);
		if (comma)
			return found(line, comma, "括弧の中に",
			             arena_printf(line->arena, "半角の「%s」を書いてください", comma_means[comma - commas]));
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

bool keyboard_begins_with_space(const char *text)
{
	return sign_at(spaces, text, text + strlen(text)) != NULL;
}
