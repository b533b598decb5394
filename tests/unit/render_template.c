#include "render/template.h"

#include "render/escape.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(render_template, .init = set_up, .fini = tear_down);

/* Templates by name; the first is the one that is rendered. */
struct file {
	const char *name, *text;
};

enum { FILES = 3 };

static size_t loads;

static const struct source *load_file(void *context, const char *name)
{
	const struct file *files = context;
	loads++;
	for (size_t i = 0; i < FILES && files[i].name; i++)
		if (strcmp(files[i].name, name) == 0)
			return source_from_memory(arena, &diags, name, files[i].text, strlen(files[i].text));
	return NULL;
}

static json_t *view_of(const char *text)
{
	json_error_t error;
	json_t *view = json_loads(text, JSON_DECODE_ANY, &error);
	cr_assert(view, "%s: %s", text, error.text);
	return view;
}

static bool render(struct template_set *set, const char *name, const char *view_text, struct buf *out)
{
	json_t *view = view_of(view_text);
	bool complete = template_render(set, name, view, escape_html, out);
	json_decref(view);
	return complete;
}

/* What a template prints. Together the cases are those of the Mustache specification, and ours. */
struct sample {
	const char *about, *view, *template, *expected;
};

static void assert_prints(const struct sample *sample, const char *p, const char *q)
{
	struct file files[FILES] = {{"main", sample->template}, {p ? "p" : NULL, p}, {q ? "q" : NULL, q}};
	struct buf out = BUF_INIT;
	struct template_set *set = template_set_new(arena, &diags, load_file, files);
	bool complete = render(set, "main", sample->view, &out);
	cr_assert(complete && !diags.count, "%s: %s", sample->about, diags.count ? diags.items[0]->message : "no finding");
	cr_assert_str_eq(buf_text(&out), sample->expected, "%s:\n%s", sample->about, buf_text(&out));
	buf_free(&out);
}

#define assert_all_print(samples)                                                                                      \
	for (size_t i = 0; i < sizeof(samples) / sizeof *(samples); i++)                                                   \
	assert_prints(&(samples)[i], NULL, NULL)

Test(render_template, prints_values)
{
	static const struct sample samples[] = {
	    {"no tags", "{}", "波{括弧}のみ\n", "波{括弧}のみ\n"},
	    {"empty template", "{}", "", ""},
	    {"a name", "{\"name\":\"見本市\"}", "{{name}}の評価書\n", "見本市の評価書\n"},
	    {"a Japanese name", "{\"事務\":\"国民健康保険\"}", "{{事務}}", "国民健康保険"},
	    {"escaped", "{\"x\":\"& \\\" < >\"}", "{{x}}", "&amp; &quot; &lt; &gt;"},
	    {"raw by three braces", "{\"x\":\"& \\\" < >\"}", "{{{x}}}", "& \" < >"},
	    {"raw by ampersand", "{\"x\":\"& \\\" < >\"}", "{{&x}}", "& \" < >"},
	    {"whole numbers", "{\"x\":300000}", "{{x}} {{{x}}} {{&x}}", "300000 300000 300000"},
	    {"zero and below", "{\"x\":0,\"y\":-5}", "{{x}} {{y}}", "0 -5"},
	    {"decimals", "{\"x\":1.210,\"y\":0.1}", "{{x}} {{{x}}} {{&y}}", "1.21 1.21 0.1"},
	    {"booleans", "{\"x\":true,\"y\":false}", "{{x}} {{y}}", "true false"},
	    {"null", "{\"x\":null}", "({{x}}) ({{{x}}}) ({{&x}})", "() () ()"},
	    {"white space beside it", "{\"x\":\"-\"}", "| {{x}} | {{{x}}} | {{&x}} |", "| - | - | - |"},
	    {"alone on its line", "{\"x\":\"-\"}", "  {{x}}\n  {{{x}}}\n  {{&x}}\n", "  -\n  -\n  -\n"},
	    {"white space within", "{\"x\":\"-\"}", "|{{ x }}|{{{ x }}}|{{& x }}|{{\n\tx\r\n}}|", "|-|-|-|-|"},
	    {"a brace behind it", "{\"x\":\"-\"}", "{{{x}}}} {{&x}}} {{{x}}}", "-} -} -"},
	    {"no tags in values", "{\"x\":\"{{y}}\",\"y\":\"z\"}", "{{x}}{{{x}}}", "{{y}}{{y}}"},
	    {"line breaks of a value", "{\"x\":\"一\\n二\"}", "  {{x}}\n", "  一\n二\n"},
	};
	assert_all_print(samples);
}

Test(render_template, finds_dotted_names)
{
	static const struct sample samples[] = {
	    {"short for a section", "{\"a\":{\"n\":\"課\"}}", "{{a.n}}={{#a}}{{n}}{{/a}} {{{a.n}}} {{&a.n}}",
	     "課=課 課 課"},
	    {"any depth", "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"n\":\"底\"}}}}}}", "{{a.b.c.d.e.n}}", "底"},
	    {"nothing below nothing", "{\"a\":null,\"b\":false,\"c\":[],\"d\":\"\"}", "({{a.x}}{{b.x.y}}{{c.x}}{{d.x}})",
	     "()"},
	    {"no section below nothing", "{\"a\":null}", "{{#a.b}}x{{/a.b}}{{^a.b}}無{{/a.b}}", "無"},
	    {"the first part as any name", "{\"a\":{\"b\":{\"n\":\"内\"}},\"b\":{\"n\":\"外\"}}", "{{#a}}{{b.n}}{{/a}}",
	     "内"},
	    {"from an outer context", "{\"a\":{\"x\":1},\"b\":{\"n\":\"外\"}}", "{{#a}}{{b.n}}{{/a}}", "外"},
	    {"sections", "{\"a\":{\"b\":{\"c\":true}}}", "{{#a.b.c}}有{{/a.b.c}}{{^a.b.c}}無{{/a.b.c}}", "有"},
	    {"a dot is no part of a key", "{\"a.b\":\"違\",\"a\":{\"b\":\"正\"}}", "{{a.b}}", "正"},
	    {"the item itself", "{\"a\":[\"<い>\",2]}", "{{#a}}({{.}}{{{.}}}){{/a}}", "(&lt;い&gt;<い>)(22)"},
	    {"the whole view", "\"見本市\"", "{{.}}", "見本市"},
	};
	assert_all_print(samples);
}

Test(render_template, repeats_sections)
{
	static const struct sample samples[] = {
	    {"true", "{\"x\":true}", "({{#x}}有{{/x}})", "(有)"},
	    {"false", "{\"x\":false}", "({{#x}}有{{/x}})", "()"},
	    {"null", "{\"x\":null}", "({{#x}}有{{/x}})", "()"},
	    {"empty text", "{\"x\":\"\"}", "({{#x}}有{{/x}})", "()"},
	    {"empty list", "{\"x\":[]}", "({{#x}}有{{/x}})", "()"},
	    {"text is no list", "{\"x\":\"123\"}", "({{#x}}有{{/x}})", "(有)"},
	    {"zero is a number", "{\"x\":0}", "({{#x}}{{.}}件{{/x}})", "(0件)"},
	    {"an empty object", "{\"x\":{}}", "({{#x}}有{{/x}})", "(有)"},
	    {"a context", "{\"x\":{\"n\":\"課\"}}", "{{#x}}{{n}}{{/x}}", "課"},
	    {"its value", "{\"x\":\"課\"}", "{{#x}}{{.}}は{{x}}{{/x}}", "課は課"},
	    {"outer contexts", "{\"a\":1,\"b\":\"外\",\"s\":{\"b\":\"内\"},\"c\":{\"d\":2}}",
	     "{{#s}}{{a}}{{b}}{{c.d}}{{/s}}", "1内2"},
	    {"lists", "{\"x\":[{\"n\":1},{\"n\":2},{\"n\":3}]}", "{{#x}}{{n}}、{{/x}}", "1、2、3、"},
	    {"lists in lists", "{\"x\":[[1,2],[],[\"a\"]]}", "{{#x}}({{#.}}{{.}}{{/.}}){{/x}}", "(12)()(a)"},
	    {"null in a list", "{\"x\":[null,1]}", "{{#x}}({{.}}){{/x}}", "()(1)"},
	    {"contexts of lists", "{\"f\":[{\"t\":{\"n\":\"甲\"},\"g\":[{\"m\":1,\"h\":[{\"k\":\"x\"},{\"k\":\"y\"}]}]}]}",
	     "{{#f}}{{#g}}{{t.n}}{{m}}:{{#h}}{{t.n}}{{m}}{{k}} {{/h}}{{/g}}{{/f}}", "甲1:甲1x 甲1y "},
	    {"deeply nested", "{\"a\":{\"i\":1},\"b\":{\"j\":2},\"c\":{\"k\":3,\"d\":{\"l\":4,\"m\":5}}}",
	     "{{#a}}\n{{i}}\n{{#b}}\n{{i}}{{j}}\n{{#c}}\n{{j}}{{k}}\n{{#d}}\n{{i}}{{l}}\n{{#m}}\n{{l}}{{m}}{{.}}{{k}}\n{{/"
	     "m}}\n"
	     "{{k}}\n{{/d}}\n{{/c}}\n{{/b}}\n{{/a}}\n",
	     "1\n12\n23\n14\n4553\n3\n"},
	    {"twice the same", "{\"x\":true,\"n\":\"二\"}", "{{#x}}\n* 一\n{{/x}}\n* {{n}}\n{{#x}}\n* 三\n{{/x}}\n",
	     "* 一\n* 二\n* 三\n"},
	    {"the same within", "{\"x\":true}", "| A {{#x}}B {{#x}}C{{/x}} D{{/x}} E |", "| A B C D E |"},
	    {"the same within, false", "{\"x\":false}", "| A {{#x}}B {{#x}}C{{/x}} D{{/x}} E |", "| A  E |"},
	    {"inverted: false", "{\"x\":false}", "({{^x}}無{{/x}})", "(無)"},
	    {"inverted: null", "{\"x\":null}", "({{^x}}無{{/x}})", "(無)"},
	    {"inverted: empty text", "{\"x\":\"\"}", "({{^x}}無{{/x}})", "(無)"},
	    {"inverted: empty list", "{\"x\":[]}", "({{^x}}無{{/x}})", "(無)"},
	    {"inverted: true", "{\"x\":true}", "({{^x}}無{{/x}})", "()"},
	    {"inverted: text", "{\"x\":\"a\"}", "({{^x}}無{{/x}})", "()"},
	    {"inverted: object", "{\"x\":{\"n\":1}}", "({{^x}}無{{n}}{{/x}})", "()"},
	    {"inverted: list", "{\"x\":[{\"n\":1},{\"n\":2}]}", "({{^x}}無{{n}}{{/x}})", "()"},
	    {"inverted: zero", "{\"x\":0}", "({{^x}}無{{/x}})", "()"},
	    {"inverted keeps the context", "{\"l\":[\"a\"],\"x\":false}", "{{#l}}{{^x}}{{.}}{{/x}}{{/l}}", "a"},
	    {"inverted twice", "{\"x\":false,\"n\":\"二\"}", "{{^x}}\n* 一\n{{/x}}\n* {{n}}\n{{^x}}\n* 三\n{{/x}}\n",
	     "* 一\n* 二\n* 三\n"},
	    {"inverted within", "{\"x\":false}", "| A {{^x}}B {{^x}}C{{/x}} D{{/x}} E |", "| A B C D E |"},
	    {"inverted within, true", "{\"x\":true}", "| A {{^x}}B {{^x}}C{{/x}} D{{/x}} E |", "| A  E |"},
	    {"white space within tags", "{\"x\":true,\"y\":false}", "|{{# x }}={{/ x }}{{^ y }}={{/ y }}|", "|==|"},
	};
	assert_all_print(samples);
}

Test(render_template, swallows_lines_of_tags_only)
{
	static const struct sample samples[] = {
	    {"section", "{\"x\":true}", "| 上\n{{#x}}\n|\n{{/x}}\n| 下\n", "| 上\n|\n| 下\n"},
	    {"inverted section", "{\"x\":false}", "| 上\n{{^x}}\n|\n{{/x}}\n| 下\n", "| 上\n|\n| 下\n"},
	    {"indented", "{\"x\":true}", "| 上\n  {{#x}}\n|\n\t{{/x}}  \n| 下\n", "| 上\n|\n| 下\n"},
	    {"CR LF", "{\"x\":true}", "|\r\n{{#x}}\r\n{{/x}}\r\n|", "|\r\n|"},
	    {"no line before", "{\"x\":true}", "  {{#x}}\n#{{/x}}\n/", "#\n/"},
	    {"no line break behind", "{\"x\":true}", "#{{#x}}\n/\n  {{/x}}", "#\n/\n"},
	    {"not inline", "{\"x\":true}", " {{#x}}一{{/x}}\n {{#x}}二{{/x}}\n", " 一\n 二\n"},
	    {"not beside it", "{\"x\":true}", " | {{#x}}\t|\t{{/x}} | \n", " | \t|\t | \n"},
	    {"not within it", "{\"x\":true}", " | {{#x}} {{! 注 }}\n {{/x}} | \n", " |  \n  | \n"},
	    {"not with two tags", "{\"x\":true}", "{{#x}}{{/x}}\n{{! a }} {{! b }}\n", "\n \n"},
	    {"comment inline", "{}", "12{{! 注 }}34", "1234"},
	    {"comment of several lines inline", "{}", "12{{!\n 注\n}}34\n", "1234\n"},
	    {"comment", "{}", "上\n{{! 注 }}\n下\n", "上\n下\n"},
	    {"indented comment", "{}", "上\n  {{! 注 }}\n下\n", "上\n下\n"},
	    {"comment and CR LF", "{}", "|\r\n{{! 注 }}\r\n|", "|\r\n|"},
	    {"comment without a line before", "{}", "  {{! 注 }}\n下", "下"},
	    {"comment without a line break behind", "{}", "上\n  {{! 注 }}", "上\n"},
	    {"comment of several lines", "{}", "上\n{{!\n注\n}}\n下\n", "上\n下\n"},
	    {"indented comment of several lines", "{}", "上\n  {{!\n    注\n  }}\n下\n", "上\n下\n"},
	    {"comment behind text", "{}", "  12 {{! 34 }}\n", "  12 \n"},
	    {"comment with white space around", "{}", "12 {{! 注 }} 34", "12  34"},
	    {"tags in comments", "{}", "{{! {{#x}} }}。", " }}。"},
	};
	assert_all_print(samples);
}

Test(render_template, puts_partials_in)
{
	static const struct {
		struct sample sample;
		const char *p, *q;
	} cases[] = {
	    {{"a partial", "{}", "「{{>p}}」", "「部品」"}, "部品", NULL},
	    {{"white space within the tag", "{}", "|{{> p }}|", "|[]|"}, "[]", NULL},
	    {{"its context", "{\"a\":[{\"n\":1},{\"n\":2}]}", "{{#a}}{{>p}}{{/a}}", "*1**2*"}, "*{{n}}*", NULL},
	    {{"recursion", "{\"n\":\"X\",\"l\":[{\"n\":\"Y\",\"l\":[]}]}", "{{>p}}", "X<Y<>>"},
	     "{{n}}<{{#l}}{{>p}}{{/l}}>",
	     NULL},
	    {{"white space beside it", "{}", "| {{>p}} |", "| \t|\t |"}, "\t|\t", NULL},
	    {{"inline: no indentation", "{\"x\":\"|\"}", "  {{x}}  {{> p}}\n", "  |  >\n>\n"}, ">\n>", NULL},
	    {{"CR LF", "{}", "|\r\n{{>p}}\r\n|", "|\r\n>|"}, ">", NULL},
	    {{"no line before", "{}", "  {{>p}}\n>", "  >\n  >>"}, ">\n>", NULL},
	    {{"no line break behind", "{}", ">\n  {{>p}}", ">\n  >\n  >"}, ">\n>", NULL},
	    {{"indentation of lines, not of values", "{\"x\":\"<\\n->\"}", "\\\n {{>p}}\n/\n",
	      "\\\n |\n <\n->a b<\n->c\n |\n/\n"},
	     "|\n{{{x}}}a b{{{x}}}c\n|\n",
	     NULL},
	    {{"indentation in indentation", "{\"x\":\"値\"}", "  {{>p}}\n。\n", "  上\n  - 値\n  -\n  下\n。\n"},
	     "上\n{{>q}}\n下\n",
	     "- {{x}}\n-\n"},
	    {{"indentations add up", "{}", "  {{>p}}\n", "  上\n  \t一\n  \t二\n"}, "上\n\t{{>q}}\n", "一\n二\n"},
	    {{"an inline partial has none", "{}", " {{>p}}\n", " 上 一\n二\n下\n"}, "上 {{>q}}下\n", "一\n二\n"},
	    {{"indentation of sections", "{\"x\":[1,2]}", "  {{>p}}\n", "  - 1\n  - 2\n  。\n"},
	     "{{#x}}\n- {{.}}\n{{/x}}\n。\n",
	     NULL},
	    {{"indentation of inline sections", "{\"x\":[1,2],\"y\":null}", "  {{>p}}\n", "  12\n  。\n"},
	     "{{#x}}{{.}}{{/x}}\n{{#y}}x{{/y}}。\n",
	     NULL},
	    {{"indentation of a closing tag", "{\"x\":[1,2]}", "  {{>p}}\n", "  1\n  2\n  。\n"},
	     "{{#x}}{{.}}\n{{/x}}。\n",
	     NULL},
	    {{"indentation of blank lines", "{}", " {{>p}}\n", " 一\n \n 二\n"}, "一\n\n二\n", NULL},
	    {{"an empty partial", "{}", "上\n  {{>p}}\n下\n", "上\n下\n"}, "", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_prints(&cases[i].sample, cases[i].p, cases[i].q);
}

Test(render_template, partial_names_are_paths)
{
	struct file files[FILES] = {{"main", "{{>md/部品_1.md}}"}, {"md/部品_1.md", "x"}};
	struct buf out = BUF_INIT;
	cr_assert(render(template_set_new(arena, &diags, load_file, files), "main", "{}", &out));
	cr_assert_str_eq(buf_text(&out), "x");
	buf_free(&out);
}

/* A mistake, in `main` or in its partial `p`: where it is reported, with which words. */
struct mistake {
	const char *template, *p, *view;
	const char *rule;
	size_t line, column;
	const char *message, *hint;
};

static void assert_reports(const struct mistake *mistake)
{
	struct file files[FILES] = {{"main", mistake->template}, {mistake->p ? "p" : NULL, mistake->p}};
	struct buf out = BUF_INIT;
	diags_init(&diags, arena);
	struct template_set *set = template_set_new(arena, &diags, load_file, files);
	cr_assert_not(render(set, "main", mistake->view, &out), "%s", mistake->template);
	cr_assert_eq(diags.count, 1, "%s: %zu findings", mistake->template, diags.count);

	const struct diag *diag = diags.items[0];
	struct position position = source_position(diag->span.source, diag->span.start);
	cr_assert_str_eq(diag->rule, mistake->rule, "%s: %s", mistake->template, diag->rule);
	cr_assert_eq(diag->severity, SEVERITY_ERROR);
	cr_assert_str_eq(diag->message, mistake->message, "%s: %s", mistake->template, diag->message);
	cr_assert_str_eq(diag->hint ? diag->hint : "", mistake->hint, "%s: %s", mistake->template, diag->hint);
	cr_assert(position.line == mistake->line && position.column == mistake->column, "%s: %zu:%zu", mistake->template,
	          position.line, position.column);
	cr_assert_str_eq(diag->span.source->path, mistake->p ? "p" : "main");
	buf_free(&out);
}

#define assert_all_reported(mistakes)                                                                                  \
	for (size_t i = 0; i < sizeof(mistakes) / sizeof *(mistakes); i++)                                                 \
	assert_reports(&(mistakes)[i])

Test(render_template, reports_mistakes_of_syntax)
{
	static const char syntax[] = "template.syntax";
	static const char name_hint[] = "文字、数字、「_」、「-」の並びを「.」でつないで書いてください";
	static const struct mistake mistakes[] = {
	    {"一行目\n二行目 {{x", NULL, "{\"x\":1}", syntax, 2, 5, "タグを閉じる「}}」がありません", ""},
	    {"{{", NULL, "{}", syntax, 1, 1, "タグを閉じる「}}」がありません", ""},
	    {"{{!", NULL, "{}", syntax, 1, 1, "タグを閉じる「}}」がありません", ""},
	    {"{{{x}}", NULL, "{\"x\":1}", syntax, 1, 1, "タグを閉じる「}}}」がありません", ""},
	    {"{{}}", NULL, "{}", syntax, 1, 1, "「」は名前として使えません", name_hint},
	    {"{{# }}", NULL, "{}", syntax, 1, 1, "「」は名前として使えません", name_hint},
	    {"{{a b}}", NULL, "{}", syntax, 1, 1, "「a b」は名前として使えません", name_hint},
	    {"{{a {{x}}", NULL, "{\"x\":1}", syntax, 1, 1, "タグを閉じる「}}」がありません", ""},
	    {"{{a..b}}", NULL, "{}", syntax, 1, 1, "「a..b」は名前として使えません", name_hint},
	    {"{{.a}}", NULL, "{}", syntax, 1, 1, "「.a」は名前として使えません", name_hint},
	    {"{{a.}}", NULL, "{}", syntax, 1, 1, "「a.」は名前として使えません", name_hint},
	    {"{{a/b}}", NULL, "{}", syntax, 1, 1, "「a/b」は名前として使えません", name_hint},
	    {"{{=<% %>=}}", NULL, "{}", syntax, 1, 1, "「=<% %>=」は名前として使えません", name_hint},
	    {"{{>../秘密}}", NULL, "{}", syntax, 1, 1, "「../秘密」は名前として使えません", name_hint},
	    {"{{>/etc/x}}", NULL, "{}", syntax, 1, 1, "「/etc/x」は名前として使えません", name_hint},
	    {"{{>a/../b}}", NULL, "{}", syntax, 1, 1, "「a/../b」は名前として使えません", name_hint},
	    {"{{>.}}", NULL, "{}", syntax, 1, 1, "「.」は名前として使えません", name_hint},
	    {"見出し\n  {{#x}}\n本文\n", NULL, "{\"x\":1}", syntax, 2, 3, "「{{#x}}」が閉じられていません",
	     "「{{/x}}」で閉じてください"},
	    {"{{#x}}{{^y}}{{/x}}{{/y}}", NULL, "{\"x\":1,\"y\":1}", syntax, 1, 13,
	     "「{{^y}}」が「{{/x}}」で閉じられています", "先に「{{/y}}」で閉じてください"},
	    {"本文\n{{/x}}", NULL, "{}", syntax, 2, 1, "「{{/x}}」に対応する「{{#x}}」がありません", ""},
	    {"{{>p}}", "\n {{#x}}", "{\"x\":1}", syntax, 2, 2, "「{{#x}}」が閉じられていません",
	     "「{{/x}}」で閉じてください"},
	    {"{{#x}}{{>p}}{{/x}}", "{{/x}}", "{\"x\":null}", syntax, 1, 1, "「{{/x}}」に対応する「{{#x}}」がありません",
	     ""},
	    {"{{x}}", NULL, "{\"x\":[1]}", syntax, 1, 1, "「x」は文字でも数でもないので印刷できません",
	     "「{{#…}}」と「{{/…}}」で囲み、その中の値を書いてください"},
	    {"{{.}}", NULL, "{}", syntax, 1, 1, "「.」は文字でも数でもないので印刷できません",
	     "「{{#…}}」と「{{/…}}」で囲み、その中の値を書いてください"},
	};
	assert_all_reported(mistakes);
}

Test(render_template, reports_unknown_names)
{
	static const char name[] = "template.unknown-name";
	static const struct mistake mistakes[] = {
	    {"一\n二{{titel}}", NULL, "{\"title\":1}", name, 2, 2, "「titel」という名前の値はありません",
	     "「title」ではありませんか"},
	    {"{{{x}}}", NULL, "{}", name, 1, 1, "「x」という名前の値はありません", ""},
	    {"{{&x}}", NULL, "{}", name, 1, 1, "「x」という名前の値はありません", ""},
	    {"{{#x}}{{/x}}", NULL, "{}", name, 1, 1, "「x」という名前の値はありません", ""},
	    {"{{^x}}{{/x}}", NULL, "{}", name, 1, 1, "「x」という名前の値はありません", ""},
	    {"{{#l}}{{labl}}{{/l}}", NULL, "{\"l\":[{\"label\":1}]}", name, 1, 7, "「labl」という名前の値はありません",
	     "「label」ではありませんか"},
	    {"{{#l}}{{titl}}{{/l}}", NULL, "{\"l\":[{\"label\":1}],\"title\":1}", name, 1, 7,
	     "「titl」という名前の値はありません", "「title」ではありませんか"},
	    {"{{a.nama}}", NULL, "{\"a\":{\"name\":1},\"nama\":1}", name, 1, 1, "「a.nama」という名前の値はありません",
	     "「name」ではありませんか"},
	    {"{{a.b.c.n}}", NULL, "{\"a\":{\"b\":{}},\"c\":{\"n\":1}}", name, 1, 1, "「a.b.c.n」という名前の値はありません",
	     ""},
	    {"{{a.b}}", NULL, "{\"a\":\"文\"}", name, 1, 1, "「a.b」という名前の値はありません", ""},
	    {"{{#a}}{{b.c}}{{/a}}", NULL, "{\"a\":{\"b\":{\"label\":1}},\"b\":{\"c\":1}}", name, 1, 7,
	     "「b.c」という名前の値はありません", ""},
	    {"{{>p}}", "\n{{lable}}", "{\"label\":1}", name, 2, 1, "「lable」という名前の値はありません",
	     "「label」ではありませんか"},
	    {"本文 {{>q}}", NULL, "{}", name, 1, 4, "「q」というひな形はありません", ""},
	};
	assert_all_reported(mistakes);
}

Test(render_template, reports_what_is_too_deep)
{
	struct buf nested = BUF_INIT;
	for (int i = 0; i < TEMPLATE_DEPTH_LIMIT + 1; i++)
		buf_puts(&nested, "{{#x}}");
	struct mistake mistakes[] = {
	    {"{{>p}}", "再帰{{>p}}{{>p}}", "{}", "template.too-deep", 1, 3, "「{{>p}}」の入れ子が 32 段を超えました",
	     "ひな形が自分を呼び続けていないか確かめてください"},
	    {buf_text(&nested), NULL, "{\"x\":1}", "template.too-deep", 1, 193, "「{{#}}」の入れ子が 32 段を超えています",
	     ""},
	};
	assert_all_reported(mistakes);
	buf_free(&nested);
}

/* Partials up to the limit are fine: a tree of 32 levels. */
Test(render_template, recurses_to_the_limit)
{
	struct buf view = BUF_INIT;
	for (int i = 1; i < TEMPLATE_DEPTH_LIMIT; i++)
		buf_puts(&view, "{\"l\":[");
	buf_puts(&view, "{\"l\":[]}");
	for (int i = 1; i < TEMPLATE_DEPTH_LIMIT; i++)
		buf_puts(&view, "]}");
	struct sample sample = {"a tree", buf_text(&view), "{{>p}}", "||||||||||||||||||||||||||||||||"};
	assert_prints(&sample, "|{{#l}}{{>p}}{{/l}}", NULL);
	buf_free(&view);
}

Test(render_template, reports_what_is_too_large)
{
	struct file files[FILES] = {{"main", "{{#l}}\n12345\n{{/l}}\n"},
	                            {"p", "{{#l}}{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}{{/l}}"}};
	struct template_set *set = template_set_new(arena, &diags, load_file, files);
	struct buf out = {.limit = 12};
	cr_assert(render(set, "main", "{\"l\":[1,2]}", &out));
	buf_clear(&out);
	cr_assert_not(render(set, "main", "{\"l\":[1,2,3]}", &out));
	cr_assert_eq(diags.count, 1);
	cr_assert_str_eq(diags.items[0]->rule, "file.too-large");
	cr_assert_str_eq(diags.items[0]->message, "出力が上限の 12 バイトを超えました");
	cr_assert_eq(source_position(diags.items[0]->span.source, diags.items[0]->span.start).line, 2);
	buf_free(&out);

	json_t *list = json_array(), *view = json_pack("{so}", "l", list);
	for (int i = 0; i < 100; i++)
		json_array_append_new(list, json_true());
	cr_assert_not(template_render(set, "p", view, escape_html, &out)); /* 100⁴ times nothing */
	cr_assert_eq(diags.count, 2);
	cr_assert_str_eq(diags.items[1]->rule, "file.too-large");
	json_decref(view);
	buf_free(&out);
}

Test(render_template, reports_every_mistake_once)
{
	struct file files[FILES] = {
	    {"main", "{{#l}}{{a}}{{b}}{{>p}}{{>p}}{{/l}}{{^l}}{{>none}}{{>none}}{{/l}}"},
	    {"p", "{{c}}"},
	};
	static const char *const messages[] = {
	    "「none」というひな形はありません", "「none」というひな形はありません", "「a」という名前の値はありません",
	    "「b」という名前の値はありません",  "「c」という名前の値はありません",
	};
	struct template_set *set = template_set_new(arena, &diags, load_file, files);
	struct buf out = BUF_INIT;
	loads = 0;
	cr_assert_not(render(set, "main", "{\"l\":[1,2,3]}", &out));
	cr_assert_not(render(set, "main", "{\"l\":[1,2,3]}", &out));
	cr_assert_eq(diags.count, sizeof messages / sizeof *messages, "%zu findings", diags.count);
	for (size_t i = 0; i < diags.count; i++)
		cr_assert_str_eq(diags.items[i]->message, messages[i]);
	cr_assert_eq(loads, 3, "each template is asked for once");
	buf_free(&out);
}

Test(render_template, a_wrong_closing_tag_points_to_the_opening_one)
{
	struct file files[FILES] = {{"main", "一\n{{#a}}\n{{/b}}\n"}};
	struct buf out = BUF_INIT;
	cr_assert_not(render(template_set_new(arena, &diags, load_file, files), "main", "{\"a\":1}", &out));
	cr_assert_eq(diags.count, 1);
	struct span related = diags.items[0]->related;
	cr_assert_eq(source_position(related.source, related.start).line, 2);
	cr_assert_str_eq(diags.items[0]->related_message, "ここで始まっています");
	buf_free(&out);
}

/* That there is no such template is for the loader to report. */
Test(render_template, a_missing_template_prints_nothing)
{
	struct file files[FILES] = {{NULL, NULL}};
	struct buf out = BUF_INIT;
	cr_assert_not(render(template_set_new(arena, &diags, load_file, files), "main", "{}", &out));
	cr_assert_eq(out.length, 0);
	cr_assert_eq(diags.count, 0);
}

Test(render_template, a_mistake_leaves_the_rest_as_it_is)
{
	struct file files[FILES] = {{"main", "一{{x}}二{{>p}}三{{#y}}四{{/y}}五"}, {"p", "{{#"}};
	struct buf out = BUF_INIT;
	cr_assert_not(render(template_set_new(arena, &diags, load_file, files), "main", "{}", &out));
	cr_assert_str_eq(buf_text(&out), "一二三五");
	cr_assert_eq(diags.count, 3);
	buf_free(&out);
}
