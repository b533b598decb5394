#include "model/form.h"

#include "model/data.h"
#include "unit/judgement_type.h"
#include "unit/model_fixture.h"

TestSuite(model_form, .init = fixture_open, .fini = fixture_close);

static const struct form *load(const char *text)
{
	const struct source *source = source_from_memory(fixture.arena, &fixture.diags, "a.yaml", text, strlen(text));
	return form_load(fixture.arena, &fixture.diags, fixture.schema, &fixture_judgement, source);
}

static const char head[] = "form: kiso-test\nkind: kiso\ntitle: 試験\nstyle: 様式2\nstamp: '[試験]'\n"
                           "from: 2024-10-01\noption_mark: '{n}) '\n";
static const char tail[] = "history: {id: history, heading: 変更箇所, columns: []}\n";

/* A form with these cover rows and sections; they begin on line 8. */
static const struct form *load_parts(const char *parts)
{
	return load(arena_printf(fixture.arena, "%s%s%s", head, parts, tail));
}

Test(model_form, every_official_form_loads)
{
	struct data_names names = data_list(fixture.arena, &fixture.folders, "schema/forms/");
	cr_assert_geq(names.count, 4);
	for (size_t i = 0; i < names.count; i++) {
		const struct source *source = data_load(fixture.arena, &fixture.diags, &fixture.folders, names.items[i]);
		const struct form *form = form_load(fixture.arena, &fixture.diags, fixture.schema, &fixture_judgement, source);
		cr_assert(form, "%s: %s", names.items[i], fixture_findings());
		cr_assert_str_eq(names.items[i], arena_printf(fixture.arena, "schema/forms/%s.yaml", form->id));
		cr_assert_eq(strncmp(form->id, form->kind, strlen(form->kind)), 0);
		for (size_t j = 0; j < form->item_count; j++) {
			cr_assert_eq(form->items[j]->order, j);
			cr_assert_eq(form_item(form, form->items[j]->id), form->items[j]);
			cr_assert(*form->items[j]->label, "%s", form->items[j]->id);
		}
		cr_assert_str_eq(form_column(form, "before")->label, "変更前の記載");
		cr_assert_null(form_column(form, "significance"));
	}
}

Test(model_form, what_a_form_says_is_kept)
{
	const struct form *form =
	    load_parts("until: 2024-12-31\n"
	               "cover: [{id: c.1, label: 名称, type: line, value: name}]\n"
	               "contents: {heading: 項目一覧, lines: [Ⅰ, Ⅱ]}\n"
	               "sections:\n"
	               "  - id: II[]\n"
	               "    number: Ⅱ\n"
	               "    heading: Ⅱ　概要※\n"
	               "    significant: true\n"
	               "    each: {block: blocks}\n"
	               "    frame_limit: 20\n"
	               "    rows:\n"
	               "      - {id: 'II[].1', label: 種類, type: choice, value: block.kind,\n"
	               "         options: [甲, {value: 乙, label: 乙（任意）}], required: publication}\n"
	               "      - {id: 'II[].2', label: 箱, type: boxes, options: [a, b], texts: [b],\n"
	               "         groups: [{label: 群, count: 2}], significant: false,\n"
	               "         required: \"answer('II[].1') == '乙'\"}\n"
	               "    sections:\n"
	               "      - {id: 'II[].3', heading: 内, rows: [{id: x, label: 細, type: text, sub: true}]}\n");
	cr_assert(form, "%s", fixture_findings());
	cr_assert_eq(form->until.day, 31);
	cr_assert_str_eq(form->contents_heading, "項目一覧");
	cr_assert_str_eq(form->contents[1], "Ⅱ");
	cr_assert_eq(form->item_count, 4);
	const struct item *choice = form_item(form, "II[].1");
	const struct item *boxes = form_item(form, "II[].2");
	cr_assert_str_eq(choice->options[0].label, "甲");
	cr_assert_str_eq(choice->options[1].label, "乙（任意）");
	cr_assert_eq(choice->need, NEED_PUBLICATION);
	cr_assert(choice->significant);
	cr_assert(!boxes->options[0].text && boxes->options[1].text);
	cr_assert_eq(boxes->groups[0].count, 2);
	cr_assert_eq(boxes->need, NEED_WHEN);
	cr_assert(!boxes->significant);
	cr_assert(form_item(form, "x")->sub && form_item(form, "x")->significant);
	cr_assert_eq(form->sections[0].frame_limit, 20);
	cr_assert_eq(form->sections[0].sections[0].parent, &form->sections[0]);
	cr_assert_null(form_item(form, "II[].9"));
	cr_assert_str_eq(form_nearest_item(form, "II[].9"), "II[].1");
	cr_assert_null(form_nearest_item(form, "まったく違う"));
}

Test(model_form, a_mistake_is_told_at_its_place)
{
	const struct {
		const char *parts, *findings;
	} cases[] = {
	    {"cover: [{id: a, label: b, type: text, value: sheet.overwiew}]\nsections: []\n",
	     "8:52 expr.unknown-name 「kiso_sheet」に項目「overwiew」はありません → 「overview」ではありませんか\n"},
	    {"cover: [{id: a, label: b, type: date, value: published, when: publised}]\nsections: []\n", "8:63 expr."},
	    {"cover: [{id: a, label: b, type: choice, value: size(systems), options: [x]}]\nsections: []\n",
	     "8:48 expr.type "},
	    {"cover: [{id: a, label: b, type: text, value: judgement.resalt}]\nsections: []\n", "8:56 expr.unknown-name "},
	    {"cover: [{id: a, label: b, type: text, value: \"answer('a')\"}]\nsections: []\n", "8:54 expr.unknown-name "},
	    {"cover: [{id: a, label: b, type: text, value: \"answer('z')\"}]\nsections: []\n", "8:54 expr.unknown-name "},
	    {"cover: [{id: a, label: b, type: text, vlaue: name}]\nsections: []\n",
	     "8:39 data.unknown-key 「vlaue」というキーはありません → 「value」ではありませんか\n"},
	    {"cover: [{id: a, label: b, type: texts}]\nsections: []\n",
	     "8:9 data.bad-value 項目の型「texts」はありません\n"},
	    {"cover: [{id: a, type: text}]\nsections: []\n", "8:9 data.missing-key 「label」がありません\n"},
	    {"cover:\n- {id: a, label: b, type: text}\n- {id: a, label: c, type: text}\nsections: []\n",
	     "10:3 data.bad-value 項目「a」が二度あります\n"},
	    {"cover: [{id: a, label: b, type: boxes, options: [x, y], texts: [z]}]\nsections: []\n",
	     "8:65 data.bad-value texts は options の一部です\n"},
	    {"cover: [{id: a, label: b, type: boxes, options: [x, y], texts: [{x: y}]}]\nsections: []\n", "8:65 data."},
	    {"cover: [{id: a, label: b, type: boxes, options: [{value: x}]}]\nsections: []\n",
	     "8:50 data.missing-key 「label」がありません\n"},
	    {"cover: []\nsections: [{id: s, heading: h, each: {x: name}}]\n",
	     "9:42 data.bad-value each の式は並びではありません\n"},
	    {"cover: []\nsections: [{id: s, heading: h, each: {x: blocks, y: files}}]\n",
	     "9:38 data.bad-value each には {変数: 並び} を一つ書きます\n"},
	    {"cover: []\nsections: [{id: s, heading: h, rows: {a: b}}]\n", "9:38 data.wrong-kind "},
	    {"cover: []\ncontents: {heading: h, lines: [[x]]}\nsections: []\n", "9:32 data."},
	    {"cover: []\ncontents: {heading: h}\nsections: []\n", "9:11 data.missing-key 「lines」がありません\n"},
	    {"cover: []\n", "1:1 data.missing-key 「sections」がありません\n"},
	    {"cover: [1]\nsections: [[]]\n", "8:9 data."},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert_null(load_parts(cases[i].parts), "%s", cases[i].parts);
		const char *findings = fixture_findings();
		cr_assert_eq(strncmp(findings, cases[i].findings, strlen(cases[i].findings)), 0, "%s: %s", cases[i].parts,
		             findings);
	}
}

Test(model_form, a_form_of_no_sheet_is_refused)
{
	cr_assert_null(load(
	    arena_printf(fixture.arena, "%scover: []\nsections: []\n%s",
	                 "form: x\nkind: kisoo\ntitle: t\nstyle: s\nstamp: s\nfrom: 2024-10-01\noption_mark: ''\n", tail)));
	cr_assert_str_eq(fixture_findings(), "1:1 data.bad-value kind「kisoo」はモデルの sheets にありません\n");
	cr_assert_null(load("form: x\n"));
	cr_assert_null(load("- 1\n"));
	cr_assert_null(load(": : :"));
}

Test(model_form, answers_are_read_only_from_where_they_are_the_same)
{
	const char *sections = "cover: []\n"
	                       "sections:\n"
	                       "  - id: A[]\n"
	                       "    heading: h\n"
	                       "    each: {block: blocks}\n"
	                       "    rows: [{id: 'A[].1', label: l, type: text, value: block.range}]\n"
	                       "    sections:\n"
	                       "      - id: A[].s\n"
	                       "        heading: h\n"
	                       "        rows: [{id: inside, label: l, type: text, value: \"answer('A[].1')\"}]\n"
	                       "  - id: B\n"
	                       "    heading: h\n"
	                       "    rows: [{id: outside, label: l, type: text, value: \"%s\"}]\n";
	cr_assert(load_parts(arena_printf(fixture.arena, "%.*sname%s", (int)(strstr(sections, "%s") - sections), sections,
	                                  strstr(sections, "%s") + 2)),
	          "%s", fixture_findings());
	cr_assert_null(
	    load_parts(arena_printf(fixture.arena, "%.*sanswer('A[].1')%s", (int)(strstr(sections, "%s") - sections),
	                            sections, strstr(sections, "%s") + 2)));
	const char *findings = fixture_findings();
	cr_assert_eq(strncmp(findings, "20:63 expr.unknown-name ", 24), 0, "%s", findings);
}
