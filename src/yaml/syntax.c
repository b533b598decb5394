/* An error of libyaml, in English and often one line late -> a finding in Japanese at the place to look at. */
#include "yaml/syntax.h"

#include "base/messages/mistaken.h"
#include "base/messages/syntax.h"
#include "base/utf8.h"
#include "yaml/keyboard.h"

#include <stdbool.h>
#include <string.h>
#include <yaml.h>

/* The place to look at: where libyaml stopped, or where it began to read what it could not finish. UNCLOSED is the
 * latter for what has no end: then the place where it stopped is the second one. */
enum place { AT_PROBLEM, AT_CONTEXT, UNCLOSED };

struct translation {
	const char *context; /* part of libyaml's; NULL: any */
	const char *problem; /* NULL: any */
	char character;      /* which stands where libyaml stopped; 0: any */
	enum place place;
	bool quotes; /* the message begins with the character at the place: 「@」… */
	const struct message *message;
	const struct message *hint;
};

/* The first that fits is taken. The texts are those of libyaml 0.2.5 (src/scanner.c, src/parser.c). */
static const struct translation translations[] = {
    {"quoted scalar", "found unexpected end of stream", 0, UNCLOSED, false, MSG_SYNTAX_QUOTE, MSG_SYNTAX_QUOTE_HINT},
    {"quoted scalar", "found unexpected document indicator", 0, UNCLOSED, false, MSG_SYNTAX_QUOTE,
     MSG_SYNTAX_QUOTE_HINT},
    {"quoted scalar", NULL, 0, AT_PROBLEM, false, MSG_SYNTAX_ESCAPE, MSG_SYNTAX_ESCAPE_HINT},
    {NULL, "did not find expected ',' or ']'", 0, UNCLOSED, false, MSG_SYNTAX_LIST, MSG_SYNTAX_LIST_HINT},
    {NULL, "did not find expected ',' or '}'", 0, UNCLOSED, false, MSG_SYNTAX_PAIRS, MSG_SYNTAX_PAIRS_HINT},
    {NULL, "could not find expected ':'", 0, AT_CONTEXT, false, MSG_SYNTAX_COLON, MSG_SYNTAX_COLON_HINT},
    {NULL, "did not find expected key", 0, AT_PROBLEM, false, MSG_SYNTAX_INDENT, MSG_SYNTAX_INDENT_HINT},
    {NULL, "did not find expected '-' indicator", 0, AT_PROBLEM, false, MSG_SYNTAX_DASH, MSG_SYNTAX_DASH_HINT},
    {NULL, "mapping values are not allowed in this context", 0, AT_PROBLEM, false, MSG_SYNTAX_COLON_HERE,
     MSG_SYNTAX_COLON_HERE_HINT},
    {NULL, "found unexpected ':'", 0, AT_PROBLEM, false, MSG_SYNTAX_COLON_HERE, MSG_SYNTAX_COLON_WITHIN_HINT},
    {NULL, "mapping keys are not allowed in this context", 0, AT_PROBLEM, false, MSG_SYNTAX_QUESTION,
     MSG_SYNTAX_QUOTE_ALL},
    {NULL, "block sequence entries are not allowed in this context", 0, AT_PROBLEM, false, MSG_SYNTAX_LIST_HERE,
     MSG_SYNTAX_LIST_HERE_HINT},
    {NULL, "found character that cannot start any token", '\t', AT_PROBLEM, false, MSG_SYNTAX_TAB, MSG_SYNTAX_TAB_HINT},
    {NULL, "found character that cannot start any token", 0, AT_PROBLEM, true, MSG_SYNTAX_START, MSG_SYNTAX_QUOTE_ALL},
    {NULL, "found a tab character that violates indentation", 0, AT_PROBLEM, false, MSG_SYNTAX_TAB,
     MSG_SYNTAX_TAB_HINT},
    {NULL, "found a tab character where an indentation space is expected", 0, AT_PROBLEM, false, MSG_SYNTAX_TAB,
     MSG_SYNTAX_TAB_HINT},
    {"block scalar", NULL, 0, AT_CONTEXT, false, MSG_SYNTAX_BLOCK, MSG_SYNTAX_BLOCK_HINT},
    {"%YAML directive", NULL, 0, AT_CONTEXT, true, MSG_SYNTAX_DIRECTIVE, MSG_SYNTAX_DIRECTIVE_HINT},
    {"%TAG directive", NULL, 0, AT_CONTEXT, true, MSG_SYNTAX_DIRECTIVE, MSG_SYNTAX_DIRECTIVE_HINT},
    {"tag directive", NULL, 0, AT_CONTEXT, true, MSG_SYNTAX_DIRECTIVE, MSG_SYNTAX_DIRECTIVE_HINT},
    {"a directive", NULL, 0, AT_CONTEXT, true, MSG_SYNTAX_DIRECTIVE, MSG_SYNTAX_DIRECTIVE_HINT},
    {NULL, "found duplicate %YAML directive", 0, AT_PROBLEM, true, MSG_SYNTAX_DIRECTIVE, MSG_SYNTAX_DIRECTIVE_HINT},
    {NULL, "found duplicate %TAG directive", 0, AT_PROBLEM, true, MSG_SYNTAX_DIRECTIVE, MSG_SYNTAX_DIRECTIVE_HINT},
    {NULL, "found incompatible YAML document", 0, AT_PROBLEM, false, MSG_SYNTAX_VERSION, MSG_SYNTAX_DIRECTIVE_HINT},
    {"an alias", NULL, 0, AT_CONTEXT, true, MSG_SYNTAX_START, MSG_SYNTAX_QUOTE_ALL},
    {"an anchor", NULL, 0, AT_CONTEXT, true, MSG_SYNTAX_START, MSG_SYNTAX_QUOTE_ALL},
    {"a tag", NULL, 0, AT_CONTEXT, true, MSG_SYNTAX_START, MSG_SYNTAX_QUOTE_ALL},
    {NULL, "found undefined tag handle", 0, AT_CONTEXT, true, MSG_SYNTAX_START, MSG_SYNTAX_QUOTE_ALL},
    {NULL, "did not find expected node content", 0, AT_PROBLEM, false, MSG_SYNTAX_VALUE, MSG_SYNTAX_VALUE_HINT},
    {NULL, "did not find expected <document start>", 0, AT_PROBLEM, false, MSG_SYNTAX_END, MSG_SYNTAX_END_HINT},
};

static bool fits(const struct translation *translation, const yaml_parser_t *parser, struct span place)
{
	if (translation->context && (!parser->context || !strstr(parser->context, translation->context)))
		return false;
	if (translation->problem && strcmp(translation->problem, parser->problem) != 0)
		return false;
	return !translation->character || place.source->text[place.start] == translation->character;
}

static const struct translation *find_translation(const yaml_parser_t *parser, struct span problem)
{
	for (size_t i = 0; i < sizeof translations / sizeof *translations; i++) {
		if (fits(&translations[i], parser, problem))
			return &translations[i];
	}
	return NULL;
}

static void report_character(struct diags *diags, int value, struct span place)
{
	const char *text = place.source->text;
	int32_t point;
	place.end += utf8_decode(text + place.start, place.source->length - place.start, &point);
	struct diag *diag = diag_add(diags, DIAG_YAML_SYNTAX, place,
	                             msg_syntax_control(diags->arena, arena_printf(diags->arena, "%04X", (unsigned)value)));
	diag->hint = msg(MSG_SYNTAX_CONTROL_HINT);
}

static struct diag *report_translated(struct diags *diags, const struct translation *translation, struct span place)
{
	const struct source *source = place.source;
	if (!translation->quotes || place.start == source->length)
		return diag_add(diags, DIAG_YAML_SYNTAX, place, msg(translation->message));
	int32_t point;
	size_t length = utf8_decode(source->text + place.start, source->length - place.start, &point);
	return diag_add(diags, DIAG_YAML_SYNTAX, place,
	                msg_syntax_sign(diags->arena, arena_copy(diags->arena, source->text + place.start, length),
	                                msg(translation->message)));
}

/* The second place, unless it is on the line of the first, which is printed anyway. */
static void relate(struct diag *diag, struct span place, const char *message)
{
	if (!place.source ||
	    source_position(place.source, place.start).line == source_position(place.source, diag->span.start).line)
		return;
	diag->related = place;
	diag->related_message = message;
}

/* Where the single quote was opened that ends right before the place: a line far above, when its own end is missing. */
static size_t line_of_quote(const struct source *source, size_t at)
{
	if (at < 2 || source->text[at - 1] != '\'')
		return 0;
	for (at--; at > 0; at--)
		if (source->text[at - 1] == '\'')
			return source_position(source, at - 1).line;
	return 0;
}

/* A sign from a Japanese keyboard is the cause, wherever libyaml stopped. The tab is told by libyaml itself. */
static bool report_slip(struct diags *diags, const struct translation *translation, struct span problem,
                        struct span context)
{
	struct keyboard_slip slip;
	const struct source *source = problem.source;
	size_t line = source_position(source, problem.start).line;
	bool tab = translation && translation->message == MSG_SYNTAX_TAB;
	bool begun = context.source && translation && translation->place == UNCLOSED;
	size_t opened = begun ? source_position(source, context.start).line : line_of_quote(source, problem.start);
	bool no_colon = translation && translation->message == MSG_SYNTAX_COLON && context.source;
	bool left =
	    no_colon && keyboard_left_block(diags->arena, source, source_position(source, context.start).line, &slip);
	if (!left && (tab || (!(opened && keyboard_slip_in(diags->arena, source, opened, &slip)) &&
	                      !keyboard_slip_near(diags->arena, source, line, &slip))))
		return false;
	diag_add(diags, DIAG_YAML_SYNTAX, slip.span, slip.message)->hint = slip.hint;
	return true;
}

/* ---- mistakes that are seen in the words around the place ---- */

static const char name_characters[] = "abcdefghijklmnopqrstuvwxyz_";

/* Where the key begins that ends at `end`; `end` itself when there is none. */
static size_t key_before(const char *text, size_t end)
{
	size_t start = end;
	while (start > 0 && text[start - 1] && strchr(name_characters, text[start - 1]))
		start--;
	return start;
}

/* ```yaml, ~~~, $ shikii …: what stands around or above the YAML in a document. */
static bool report_frame(struct diags *diags, struct span problem)
{
	static const char *const frames[] = {"```", "~~~", "$ ", "> "};
	const struct source *source = problem.source;
	size_t number = source_position(source, problem.start).line;
	for (size_t at = number; at > 0 && at + 2 > number; at--) {
		struct span line = source_line(source, at);
		for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
			if (strncmp(source->text + line.start, frames[i], strlen(frames[i])) != 0)
				continue;
			diag_add(diags, DIAG_YAML_SYNTAX, line, msg_syntax_frame(diags->arena, frames[i]))->hint =
			    msg(MSG_SYNTAX_FRAME_HINT);
			return true;
		}
	}
	return false;
}

/* {count:, as_of: …} */
static bool report_no_value(struct diags *diags, struct span problem)
{
	const char *text = problem.source->text;
	size_t start = key_before(text, problem.start);
	if (text[problem.start] != ':' || start == problem.start || !strchr(",]}", text[problem.start + 1]))
		return false;
	const char *key = arena_copy(diags->arena, text + start, problem.start - start);
	struct span place = {problem.source, start, problem.start + 1};
	diag_add(diags, DIAG_YAML_SYNTAX, place, msg_syntax_no_value(diags->arena, key))->hint =
	    msg_syntax_no_value_hint(diags->arena, key);
	return true;
}

/* subjects: count: 38500, or 課長outsourcing: 委託しない: a key on the line of another one's value. */
static bool report_second_key(struct diags *diags, struct span problem)
{
	const struct source *source = problem.source;
	const char *text = source->text;
	size_t start = key_before(text, problem.start);
	size_t line = source_line(source, source_position(source, problem.start).line).start;
	size_t outer = line + strspn(text + line, " -"), colon = outer + strspn(text + outer, name_characters);
	if (start == problem.start || colon >= start || text[colon] != ':' || colon == outer)
		return false;
	struct arena *arena = diags->arena;
	bool first = colon + 1 + strspn(text + colon + 1, " ") == start;
	const char *key = arena_copy(arena, text + start, problem.start - start);
	struct span place = {source, start, problem.start + 1};
	diag_add(diags, DIAG_YAML_SYNTAX, place, msg_syntax_second_key(arena, key))->hint =
	    first ? msg_syntax_second_key_hint(arena, arena_copy(arena, text + outer, colon - outer), key)
	          : msg_syntax_joined_key_hint(arena, key);
	return true;
}

/* What stands between a value and the key behind it, when that is no comma: 、 or a space, or nothing. */
static bool is_separated(const char *text, size_t start, size_t key, size_t *from)
{
	static const char *const signs[] = {"、", "；", "・", "／", "\u3000", ";", " ", "/"};
	*from = key;
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
			size_t length = strlen(signs[i]);
			if (*from >= start + length && strncmp(text + *from - length, signs[i], length) == 0) {
				*from -= length;
				more = true;
			}
		}
	}
	return *from > start && *from < key && !strchr(",{[:", text[*from - 1]);
}

/* {count: 38500、as_of: …}: the sign in place of the comma. */
static bool report_separator(struct diags *diags, const struct translation *translation, struct span context)
{
	if (!translation || translation->message != MSG_SYNTAX_PAIRS || !context.source)
		return false;
	const char *text = context.source->text;
	size_t end = context.start + strcspn(text + context.start, "\r\n"), from;
	char quote = 0;
	for (size_t at = context.start; at < end; at++) {
		if (quote ? text[at] == quote : text[at] == '"' || text[at] == '\'')
			quote = quote ? 0 : text[at];
		size_t key = key_before(text, at);
		if (quote || text[at] != ':' || key == at || !strchr(" \r\n", text[at + 1]) ||
		    !is_separated(text, context.start, key, &from))
			continue;
		struct span place = {context.source, from, key};
		diag_add(diags, DIAG_YAML_SYNTAX, place,
		         msg_syntax_separator(diags->arena, arena_copy(diags->arena, text + from, key - from)))
		    ->hint = msg(MSG_SYNTAX_SEPARATOR_HINT);
		return true;
	}
	return false;
}

/* こども部⇥課長: cells of a table, pasted as they are. */
static bool report_tabbed(struct diags *diags, const struct translation *translation, struct span place)
{
	if (!translation || (translation->message != MSG_SYNTAX_COLON && translation->message != MSG_SYNTAX_DASH) ||
	    !place.source)
		return false;
	struct span line = source_line(place.source, source_position(place.source, place.start).line);
	const char *text = place.source->text + line.start;
	size_t first = strspn(text, " -"), length = line.end - line.start;
	const char *tab = memchr(text, '\t', length);
	if (!tab || tab == text + first || memchr(text, ':', length))
		return false;
	diag_add(diags, DIAG_YAML_SYNTAX, (struct span){line.source, line.start + first, line.end},
	         msg(MSG_MISTAKEN_TABBED))
	    ->hint = msg(MSG_SYNTAX_TABBED_HINT);
	return true;
}

/* [a] b, {a} b, or quotes and b: words behind what closes a value, on its line. */
static bool report_continued(struct diags *diags, const struct translation *translation, struct span problem)
{
	if (!translation || (translation->message != MSG_SYNTAX_INDENT && translation->message != MSG_SYNTAX_DASH))
		return false;
	const char *text = problem.source->text;
	size_t line = source_line(problem.source, source_position(problem.source, problem.start).line).start;
	size_t end = problem.start;
	while (end > line && strchr(" \t", text[end - 1]))
		end--;
	if (end == line || !strchr("]}\"'", text[end - 1]))
		return false;
	const char *closed = arena_copy(diags->arena, text + end - 1, 1);
	diag_add(diags, DIAG_YAML_SYNTAX, problem, msg_syntax_continued(diags->arena, closed))->hint =
	    strchr("]}", *closed) ? msg(MSG_SYNTAX_QUOTE_ALL) : msg_syntax_continued_hint(diags->arena, closed);
	return true;
}

/* "…""…": a quote within quotes, as spreadsheets and CSV double it. */
static bool report_doubled(struct diags *diags, struct span problem)
{
	const char *text = problem.source->text;
	if (problem.start == 0 || text[problem.start] != '"' || text[problem.start - 1] != '"')
		return false;
	struct span place = {problem.source, problem.start - 1, problem.start + 1};
	diag_add(diags, DIAG_YAML_SYNTAX, place, msg(MSG_SYNTAX_DOUBLED))->hint = msg(MSG_SYNTAX_DOUBLED_HINT);
	return true;
}

/* The comment that begins on this line inside of brackets and swallows the one that closes them, or nothing. */
static struct span swallowing_comment(struct span context)
{
	const char *text = context.source->text, *at = text + context.start;
	size_t length = strcspn(at, "\r\n");
	const char *end = at + length, closing = *at == '[' ? ']' : '}';
	char quote = 0;
	for (; at < end; at++) {
		if (quote ? *at == quote : *at == '"' || *at == '\'')
			quote = quote ? 0 : *at;
		if (!quote && *at == '#' && strchr(" \t", at[-1]) && memchr(at, closing, (size_t)(end - at)))
			return (struct span){context.source, (size_t)(at - text), (size_t)(end - text)};
	}
	return (struct span){0};
}

/* {name: システム #2 号} */
static bool report_swallowed(struct diags *diags, const struct translation *translation, struct span context)
{
	if (!translation || translation->place != UNCLOSED || !context.source || context.start == 0 ||
	    !strchr("{[", context.source->text[context.start]))
		return false;
	struct span comment = swallowing_comment(context);
	if (!comment.source)
		return false;
	diag_add(diags, DIAG_YAML_SYNTAX, comment, msg(MSG_SYNTAX_SWALLOWED))->hint = msg(MSG_SYNTAX_SWALLOWED_HINT);
	return true;
}

void syntax_report(struct diags *diags, const struct yaml_parser_s *parser, struct span problem, struct span context)
{
	const char *inside = msg(MSG_SYNTAX_INSIDE);
	if (parser->error == YAML_READER_ERROR) {
		report_character(diags, parser->problem_value, problem);
		return;
	}
	const struct translation *translation = find_translation(parser, problem);
	bool colon = translation && translation->message == MSG_SYNTAX_COLON_HERE;
	struct span place = translation && translation->place == AT_CONTEXT && context.source ? context : problem;
	if (report_doubled(diags, problem) || report_swallowed(diags, translation, context) || report_frame(diags, place) ||
	    report_tabbed(diags, translation, place) || (colon && report_no_value(diags, problem)) ||
	    report_separator(diags, translation, context) || report_slip(diags, translation, problem, context) ||
	    report_continued(diags, translation, problem) || (colon && report_second_key(diags, problem)))
		return;
	if (!translation) {
		relate(diag_add(diags, DIAG_YAML_SYNTAX, problem, msg_syntax_other(diags->arena, parser->problem)), context,
		       inside);
		return;
	}
	bool at_problem = translation->place == AT_PROBLEM || !context.source;
	struct diag *diag = report_translated(diags, translation, at_problem ? problem : context);
	diag->hint = msg(translation->hint);
	if (at_problem)
		relate(diag, context, inside);
	else if (translation->place == UNCLOSED)
		relate(diag, problem, msg(MSG_SYNTAX_NO_END));
}
