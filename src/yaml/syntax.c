/* An error of libyaml, in English and often one line late -> a finding in Japanese at the place to look at. */
#include "yaml/syntax.h"

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
	const char *message;
	const char *hint;
};

#define QUOTE_HINT "値全体を引用符「\"」で囲んでください"
#define TAB_MESSAGE "字下げにタブが使われています"
#define TAB_HINT "タブを半角空白に替えてください"
#define OPEN_QUOTE "引用符が閉じられていません"
#define OPEN_QUOTE_HINT "値の終わりに同じ引用符を書いてください"
#define ESCAPE "「\\」の書き方が正しくありません"
#define ESCAPE_HINT "「\\」という文字は「\\\\」と書くか、値を一重の引用符「'」で囲んでください"
#define DIRECTIVE "で始まる行の書き方が正しくありません"
#define DIRECTIVE_HINT "この行を消してください"
#define CANNOT_START "で値を始めることはできません"

/* The first that fits is taken. The texts are those of libyaml 0.2.5 (src/scanner.c, src/parser.c). */
static const struct translation translations[] = {
    {"quoted scalar", "found unexpected end of stream", 0, UNCLOSED, false, OPEN_QUOTE, OPEN_QUOTE_HINT},
    {"quoted scalar", "found unexpected document indicator", 0, UNCLOSED, false, OPEN_QUOTE, OPEN_QUOTE_HINT},
    {"quoted scalar", NULL, 0, AT_PROBLEM, false, ESCAPE, ESCAPE_HINT},
    {NULL, "did not find expected ',' or ']'", 0, UNCLOSED, false, "「[」で始まるリストが閉じられていません",
     "「]」で閉じ、値の間には「,」を書いてください"},
    {NULL, "did not find expected ',' or '}'", 0, UNCLOSED, false, "「{」で始まる組が閉じられていません",
     "「}」で閉じ、値の間には「,」を書いてください"},
    {NULL, "could not find expected ':'", 0, AT_CONTEXT, false, "キーの後に「:」がありません",
     "「キー: 値」の形に書いてください（前の行の続きなら、その行より深く字下げしてください）"},
    {NULL, "did not find expected key", 0, AT_PROBLEM, false, "字下げが上の行とそろっていないか、余分な文字があります",
     "同じ段のキーの字下げをそろえ、引用符の閉じ忘れがないか確かめてください"},
    {NULL, "did not find expected '-' indicator", 0, AT_PROBLEM, false, "リストの「-」とそろっていない行があります",
     "同じリストの「-」の字下げをそろえてください"},
    {NULL, "mapping values are not allowed in this context", 0, AT_PROBLEM, false, "ここに「:」を書くことはできません",
     "値の中の「:」なら" QUOTE_HINT "。キーなら上の行と字下げをそろえてください"},
    {NULL, "found unexpected ':'", 0, AT_PROBLEM, false, "ここに「:」を書くことはできません",
     "値の中の「:」なら" QUOTE_HINT},
    {NULL, "mapping keys are not allowed in this context", 0, AT_PROBLEM, false, "ここに「?」を書くことはできません",
     QUOTE_HINT},
    {NULL, "block sequence entries are not allowed in this context", 0, AT_PROBLEM, false,
     "ここに「-」のリストを書くことはできません", "リストはキーの次の行から書いてください。文なら" QUOTE_HINT},
    {NULL, "found character that cannot start any token", '\t', AT_PROBLEM, false, TAB_MESSAGE, TAB_HINT},
    {NULL, "found character that cannot start any token", 0, AT_PROBLEM, true, CANNOT_START, QUOTE_HINT},
    {NULL, "found a tab character that violates indentation", 0, AT_PROBLEM, false, TAB_MESSAGE, TAB_HINT},
    {NULL, "found a tab character where an indentation space is expected", 0, AT_PROBLEM, false, TAB_MESSAGE, TAB_HINT},
    {"block scalar", NULL, 0, AT_CONTEXT, false, "本文の始まりを示す「|」「>」の書き方が正しくありません",
     "「|」だけを書き、本文は次の行から字下げして書いてください"},
    {"%YAML directive", NULL, 0, AT_CONTEXT, true, DIRECTIVE, DIRECTIVE_HINT},
    {"%TAG directive", NULL, 0, AT_CONTEXT, true, DIRECTIVE, DIRECTIVE_HINT},
    {"tag directive", NULL, 0, AT_CONTEXT, true, DIRECTIVE, DIRECTIVE_HINT},
    {"a directive", NULL, 0, AT_CONTEXT, true, DIRECTIVE, DIRECTIVE_HINT},
    {NULL, "found duplicate %YAML directive", 0, AT_PROBLEM, true, DIRECTIVE, DIRECTIVE_HINT},
    {NULL, "found duplicate %TAG directive", 0, AT_PROBLEM, true, DIRECTIVE, DIRECTIVE_HINT},
    {NULL, "found incompatible YAML document", 0, AT_PROBLEM, false, "YAML の版が 1.1 でも 1.2 でもありません",
     DIRECTIVE_HINT},
    {"an alias", NULL, 0, AT_CONTEXT, true, CANNOT_START, QUOTE_HINT},
    {"an anchor", NULL, 0, AT_CONTEXT, true, CANNOT_START, QUOTE_HINT},
    {"a tag", NULL, 0, AT_CONTEXT, true, CANNOT_START, QUOTE_HINT},
    {NULL, "found undefined tag handle", 0, AT_CONTEXT, true, CANNOT_START, QUOTE_HINT},
    {NULL, "did not find expected node content", 0, AT_PROBLEM, false, "値があるはずの所に別の記号があります",
     "値を書くか、余分な記号を消してください"},
    {NULL, "did not find expected <document start>", 0, AT_PROBLEM, false, "内容が終わった後に余分な文字があります",
     "上の行と字下げをそろえるか、余分な文字を消してください"},
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
	struct diag *diag =
	    diag_add(diags, DIAG_YAML_SYNTAX, place, "使えない制御文字（U+%04X）があります", (unsigned)value);
	diag->hint = "この文字を消してください";
}

static struct diag *report_translated(struct diags *diags, const struct translation *translation, struct span place)
{
	const struct source *source = place.source;
	if (!translation->quotes || place.start == source->length)
		return diag_add(diags, DIAG_YAML_SYNTAX, place, "%s", translation->message);
	int32_t point;
	size_t length = utf8_decode(source->text + place.start, source->length - place.start, &point);
	return diag_add(diags, DIAG_YAML_SYNTAX, place, "「%.*s」%s", (int)length, source->text + place.start,
	                translation->message);
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

/* A sign from a Japanese keyboard is the cause, wherever libyaml stopped. The tab is told by libyaml itself. */
static bool report_slip(struct diags *diags, const struct translation *translation, struct span problem)
{
	struct keyboard_slip slip;
	size_t line = source_position(problem.source, problem.start).line;
	bool tab = translation && strcmp(translation->message, TAB_MESSAGE) == 0;
	if (tab || !keyboard_slip_near(diags->arena, problem.source, line, &slip))
		return false;
	diag_add(diags, DIAG_YAML_SYNTAX, slip.span, "%s", slip.message)->hint = slip.hint;
	return true;
}

void syntax_report(struct diags *diags, const struct yaml_parser_s *parser, struct span problem, struct span context)
{
	static const char inside[] = "ここから始まる部分の途中です";
	if (parser->error == YAML_READER_ERROR) {
		report_character(diags, parser->problem_value, problem);
		return;
	}
	const struct translation *translation = find_translation(parser, problem);
	if (report_slip(diags, translation, problem))
		return;
	if (!translation) {
		relate(diag_add(diags, DIAG_YAML_SYNTAX, problem, "YAML として読めません（%s）", parser->problem), context,
		       inside);
		return;
	}
	bool at_problem = translation->place == AT_PROBLEM || !context.source;
	struct diag *diag = report_translated(diags, translation, at_problem ? problem : context);
	diag->hint = translation->hint;
	if (at_problem)
		relate(diag, context, inside);
	else if (translation->place == UNCLOSED)
		relate(diag, problem, "ここまで読みましたが、終わりが見つかりません");
}
