#include "model/sheet.h"

#include "unit/model_fixture.h"

static struct occasion occasion;

static void set_up(void)
{
	fixture_open();
	occasion = (struct occasion){0};
}

TestSuite(model_sheet, .init = set_up, .fini = fixture_close);

static const struct type kinds = {.kind = TYPE_LIST, .element = &type_text};
static const struct field judgement_fields[] = {{"result", "しきい値判断結果", &type_text},
                                                {"made", "作る評価書", &kinds}};
static const struct type judgement = {
    .kind = TYPE_RECORD, .name = "judgement", .fields = judgement_fields, .field_count = 2};

static const char form_text[] =
    "form: zenkomoku-test\n"
    "kind: zenkomoku\n"
    "title: 全項目評価書\n"
    "style: 様式4\n"
    "stamp: '[試験]'\n"
    "from: 2018-05-21\n"
    "option_mark: '{n}) '\n"
    "cover:\n"
    "  - {id: cover.name, label: 評価書名, type: line, value: name}\n"
    "  - {id: cover.published, label: 公表日, type: date, value: published, required: publication}\n"
    "  - {id: cover.number, label: 評価書番号, type: number, value: number, required: false}\n"
    "sections:\n"
    "  - id: I\n"
    "    number: Ⅰ\n"
    "    heading: Ⅰ　基本\n"
    "    rows:\n"
    "      - {id: I.1, label: 対象人数, type: choice, value: \"band(threshold.subjects.count, 'subjects')\",\n"
    "         stated: threshold.subjects.stated, options: [{value: '1,000人未満', label: 千人未満}, "
    "'1,000人以上1万人未満']}\n"
    "      - {id: I.2, label: 時点, type: date, value: threshold.subjects.as_of, format: '{} 時点'}\n"
    "      - {id: I.3, label: 適用, type: flag, value: emergency.applied, required: false}\n"
    "      - {id: I.4, label: 理由, type: text, value: emergency.reason, when: \"answer('I.3')\"}\n"
    "    sections:\n"
    "      - id: I.5[]\n"
    "        number: 'システム{n}'\n"
    "        heading: 'システム{n}'\n"
    "        each: {system: systems}\n"
    "        frame_limit: 2\n"
    "        rows:\n"
    "          - {id: 'I.5[].1', label: 接続, type: boxes, value: system.connections, required: false,\n"
    "             options: [税務システム, その他], texts: [その他]}\n"
    "  - id: II[]\n"
    "    number: Ⅱ\n"
    "    heading: Ⅱ　概要\n"
    "    each: {block: blocks}\n"
    "    rows:\n"
    "      - {id: 'II[].1', label: 件数, type: count, value: 'size(members(contracts, block))',\n"
    "         stated: block.outsourcing.stated_count}\n"
    "    sections:\n"
    "      - id: II[].c[]\n"
    "        number: '委託事項{n}'\n"
    "        heading: '委託事項{n}'\n"
    "        each: {contract: 'members(contracts, block)'}\n"
    "        when: \"size(members(contracts, block)) > 0\"\n"
    "        rows: [{id: 'II[].c[].1', label: 内容, type: text, value: contract.content}]\n"
    "  - id: III\n"
    "    number: Ⅲ\n"
    "    heading: Ⅲ　リスク対策\n"
    "    each: {risk: risks}\n"
    "    sections:\n"
    "      - id: III.1\n"
    "        number: '1.'\n"
    "        heading: 1.入手\n"
    "        rows: [{id: III.1, label: 措置, type: text, value: risk.acquisition.improper.measure}]\n"
    "  - id: annex\n"
    "    number: （別添）\n"
    "    heading: （別添）\n"
    "    rows: [{id: annex, label: 事務の内容, type: attachment, value: \"attachments.filter(a, a.part == "
    "'事務の内容')\", required: false}]\n"
    "history: {id: history, heading: 変更箇所, columns: [{id: 'history[].date', label: 変更日, field: date}]}\n";

static const struct sheet *build(const char *yaml)
{
	const struct source *source =
	    source_from_memory(fixture.arena, &fixture.diags, "form.yaml", form_text, strlen(form_text));
	const struct form *form = form_load(fixture.arena, &fixture.diags, fixture.schema, &judgement, source);
	cr_assert(form, "%s", findings_text(&fixture.diags, "form.yaml"));
	const struct model *model = fixture_model(arena_printf(fixture.arena, "shikii: 1\n%s\n", yaml));
	cr_assert(model, "%s", fixture_findings());
	return sheet_build(fixture.arena, &fixture.diags, fixture.schema, model, form, &occasion);
}

static const char *index_text(const struct row *row)
{
	const char *text = "";
	for (size_t i = 0; i < row->index_count; i++)
		text = arena_printf(fixture.arena, "%s%zu,", text, row->index[i]);
	return text;
}

/* `id index number: state printed` for each row, `# key heading` for each section. */
static void put_rows(struct buf *out, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s [%s] %s: %s %s%s\n", rows[i].item->id, index_text(&rows[i]), rows[i].number,
		           answer_state_name(rows[i].state), rows[i].printed, rows[i].required ? " !" : "");
}

static void put_sections(struct buf *out, const struct sheet_section *sections, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_printf(out, "# %s %s%s%s\n", sections[i].key, sections[i].heading, sections[i].annex ? " 別紙" : "",
		           sections[i].applies ? "" : " （該当なし）");
		put_rows(out, sections[i].rows, sections[i].row_count);
		put_sections(out, sections[i].sections, sections[i].section_count);
	}
}

static const char *sheet_text(const struct sheet *sheet)
{
	struct buf out = BUF_INIT;
	put_rows(&out, sheet->cover, sheet->cover_count);
	put_sections(&out, sheet->sections, sheet->section_count);
	const char *text = arena_string(fixture.arena, buf_text(&out));
	buf_free(&out);
	return text;
}

static const char large[] =
    "number: 7\n"
    "name: 国保\n"
    "threshold: {subjects: {count: 5000, as_of: 平成３０年４月}}\n"
    "systems:\n"
    "  - {id: a, connections: [税務システム, その他: 基盤]}\n"
    "  - {id: b}\n"
    "  - {id: c}\n"
    "blocks: [{id: x, outsourcing: {stated_count: 28}}, {id: y}]\n"
    "contracts: [{id: p, content: 印刷, differences: {y: {content: 封入}}}, {id: q, blocks: [y], content: 運用}]\n"
    "risks:\n"
    "  - {id: r, acquisition: {improper: {measure: 施錠}}}\n"
    "  - {id: s, acquisition: {improper: {measure: }}}\n"
    "attachments: [{id: t, part: 事務の内容, title: 流れ図, table: {columns: [甲, 乙], rows: [[1, 2]]}}]\n"
    "sheets: {zenkomoku: {}}";

Test(model_sheet, numbers_keys_and_repetitions)
{
	const struct sheet *sheet = build(large);
	cr_assert_str_eq(fixture_findings(), "");
	cr_assert_str_eq(sheet_text(sheet), "cover.name [] : answered 国保 !\n"
	                                    "cover.published [] : absent \n"
	                                    "cover.number [] : answered 7\n"
	                                    "# I Ⅰ　基本\n"
	                                    "I.1 [] Ⅰ: answered 1,000人以上1万人未満 !\n"
	                                    "I.2 [] Ⅰ: answered 平成３０年４月 時点 !\n"
	                                    "I.3 [] Ⅰ: absent \n"
	                                    "I.4 [] Ⅰ: absent \n"
	                                    "# I.5[1] システム1\n"
	                                    "I.5[].1 [1,] Ⅰ システム1: answered 税務システム、その他（基盤）\n"
	                                    "# I.5[2] システム2\n"
	                                    "I.5[].1 [2,] Ⅰ システム2: absent \n"
	                                    "# I.5[3] システム3 別紙\n"
	                                    "I.5[].1 [3,] Ⅰ システム3: absent \n"
	                                    "# II[1] Ⅱ　概要\n"
	                                    "II[].1 [1,] Ⅱ(1): answered 28 !\n"
	                                    "# II[1].c[1] 委託事項1\n"
	                                    "II[].c[].1 [1,1,] Ⅱ(1) 委託事項1: answered 印刷 !\n"
	                                    "# II[2] Ⅱ　概要\n"
	                                    "II[].1 [2,] Ⅱ(2): answered 2 !\n"
	                                    "# II[2].c[1] 委託事項1\n"
	                                    "II[].c[].1 [2,1,] Ⅱ(2) 委託事項1: answered 封入 !\n"
	                                    "# II[2].c[2] 委託事項2\n"
	                                    "II[].c[].1 [2,2,] Ⅱ(2) 委託事項2: answered 運用 !\n"
	                                    "# III[1] Ⅲ　リスク対策\n"
	                                    "# III[1].1 1.入手\n"
	                                    "III.1 [1,] Ⅲ(1) 1.: answered 施錠 !\n"
	                                    "# III[2] Ⅲ　リスク対策\n"
	                                    "# III[2].1 1.入手\n"
	                                    "III.1 [2,] Ⅲ(2) 1.: blank  !\n"
	                                    "# annex （別添）\n"
	                                    "annex [] （別添）: answered 流れ図\n甲\t乙\n1\t2\n");
	size_t second[] = {2, 1};
	cr_assert_str_eq(sheet_row(sheet, "II[].c[].1", second, 2)->printed, "封入");
	cr_assert_str_eq(sheet_row(sheet, "II[].c[].1", NULL, 0)->printed, "印刷");
	cr_assert_null(sheet_row(sheet, "II[].c[].1", second, 1));
	cr_assert_null(sheet_row(sheet, "II[].d", NULL, 0));
	cr_assert_eq(sheet->row_count, 18);
}

Test(model_sheet, one_risk_has_no_number)
{
	const struct sheet *sheet = build("blocks: [{id: x}]\nrisks: [{id: r}]\nsheets: {zenkomoku: {}}");
	const struct row *row = sheet_row(sheet, "III.1", NULL, 0);
	cr_assert_str_eq(row->number, "Ⅲ 1.");
	cr_assert_eq(row->index_count, 0);
	cr_assert_str_eq(sheet_row(sheet, "II[].1", NULL, 0)->number, "Ⅱ");
	cr_assert_eq(sheet_row(sheet, "II[].1", NULL, 0)->index_count, 1);
}

Test(model_sheet, stated_and_derived)
{
	const struct {
		const char *yaml, *id, *value, *stated, *printed;
		bool derived;
		size_t ticked; /* of the options, from 1; 0: none */
	} cases[] = {
	    {"threshold: {subjects: {count: 999}}", "I.1", "千人未満", NULL, "千人未満", true, 1},
	    {"threshold: {subjects: {count: 999, stated: '1,000人以上1万人未満'}}", "I.1", "千人未満",
	     "1,000人以上1万人未満", "1,000人以上1万人未満", false, 2},
	    {"threshold: {subjects: {stated: '1,000人未満'}}", "I.1", "千人未満", "千人未満", "千人未満", false, 1},
	    {"threshold: {subjects: {stated: }}", "I.1", "", NULL, "", true, 0},
	    {"threshold: {subjects: {count: 20000}}", "I.1", "1万人以上10万人未満", NULL, "1万人以上10万人未満", true, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct row *row = sheet_row(build(cases[i].yaml), cases[i].id, NULL, 0);
		cr_assert_str_eq(row->value, cases[i].value, "%s", cases[i].yaml);
		cr_assert_str_eq(row->printed, cases[i].printed, "%s", cases[i].yaml);
		cr_assert(cases[i].stated ? row->stated && strcmp(row->stated, cases[i].stated) == 0 : !row->stated);
		cr_assert_eq(row->derived, cases[i].derived, "%s", cases[i].yaml);
		for (size_t j = 0; j < row->tick_count; j++)
			cr_assert_eq(row->ticks[j].ticked, j + 1 == cases[i].ticked, "%s", cases[i].yaml);
	}
	const struct row *row = sheet_row(build("threshold: {subjects: {count: 20000}}"), "I.1", NULL, 0);
	cr_assert_str_eq(row->unlisted, "1万人以上10万人未満");
}

/* A tick of the vocabulary that this form has no box for is kept, to be told. */
Test(model_sheet, boxes_that_the_form_does_not_have)
{
	static const char *const answers[][2] = {
	    {"[税務システム]", NULL}, {"[]", NULL}, {"[税務システム, 宛名システム等]", "宛名システム等"}};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		const char *yaml = arena_printf(fixture.arena, "systems: [{id: a, connections: %s}]", answers[i][0]);
		const struct row *row = sheet_row(build(yaml), "I.5[].1", (const size_t[]){1}, 1);
		cr_assert(answers[i][1] ? row->unlisted && strcmp(row->unlisted, answers[i][1]) == 0 : !row->unlisted, "%s: %s",
		          answers[i][0], row->unlisted);
	}
}

Test(model_sheet, states_conditions_and_brackets)
{
	const struct {
		const char *yaml, *id, *state, *printed;
		bool required;
	} cases[] = {
	    {"emergency: {applied: true}", "I.4", "absent", "", true},
	    {"emergency: {applied: true, reason: }", "I.4", "blank", "", true},
	    {"emergency: {applied: true, reason: {unknown: x}}", "I.4", "unknown", "", true},
	    {"emergency: {applied: true, reason: 災害}", "I.4", "answered", "災害", true},
	    {"emergency: {applied: false, reason: 災害}", "I.4", "answered", "災害", false},
	    {"emergency: {applied: 多分}", "I.3", "unknown", "", false},
	    {"emergency: {applied: 多分}", "I.4", "absent", "", false},
	    {"emergency: {applied: true}", "I.3", "answered", "適用", false},
	    {"emergency: {applied: false}", "I.3", "answered", "", false},
	    {"systems: [{id: a, connections: {unknown: x, texts: {その他: 基盤}}}]", "I.5[].1", "unknown", "", false},
	    {"threshold: {subjects: {as_of: }}", "I.2", "blank", "", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct row *row = sheet_row(build(cases[i].yaml), cases[i].id, NULL, 0);
		cr_assert_str_eq(answer_state_name(row->state), cases[i].state, "%s", cases[i].yaml);
		cr_assert_str_eq(row->printed, cases[i].printed, "%s", cases[i].yaml);
		cr_assert_eq(row->required, cases[i].required, "%s", cases[i].yaml);
	}
	const struct row *row =
	    sheet_row(build("systems: [{id: a, connections: {unknown: x, texts: {その他: 基盤}}}]"), "I.5[].1", NULL, 0);
	cr_assert(!row->ticks[1].ticked);
	cr_assert_str_eq(row->ticks[1].text, "基盤", "words survive ticks that are lost");
}

Test(model_sheet, stand_ins)
{
	const struct {
		const char *items, *id, *state, *printed, *instead_of;
	} cases[] = {
	    {"{I.4: 代わり}", "I.4", "answered", "代わり", NULL},
	    {"{cover.name: 別の名}", "cover.name", "answered", "別の名", "国保"},
	    {"{cover.name: 国保}", "cover.name", "answered", "国保", NULL},
	    {"{I.1: １，０００人未満}", "I.1", "answered", "千人未満", "1,000人以上1万人未満"},
	    {"{'I.5[1].1': [その他: 別]}", "I.5[].1", "answered", "その他（別）", "税務システム、その他（基盤）"},
	    {"{'II[1].c[1].1': 代わり}", "II[].c[].1", "answered", "代わり", "印刷"},
	    {"{'III[1].1': 代わり}", "III.1", "answered", "代わり", "施錠"},
	    {"{'II[1].1': 20}", "II[].1", "answered", "20", "28"},
	    {"{I.2: 令和7年4月}", "I.2", "answered", "令和7年4月 時点", "平成３０年４月 時点"},
	    {"{I.3: true}", "I.3", "answered", "適用", NULL},
	    {"{cover.name: {unknown: 黒塗り}}", "cover.name", "unknown", "", "国保"},
	    {"{cover.name: }", "cover.name", "blank", "", "国保"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *yaml = arena_printf(fixture.arena, "%.*ssheets: {zenkomoku: {items: %s}}",
		                                (int)(strstr(large, "sheets:") - large), large, cases[i].items);
		const struct sheet *sheet = build(yaml);
		const struct row *row = sheet_row(sheet, cases[i].id, NULL, 0);
		cr_assert_str_eq(answer_state_name(row->state), cases[i].state, "%s", cases[i].items);
		cr_assert_str_eq(row->printed, cases[i].printed, "%s", cases[i].items);
		cr_assert(cases[i].instead_of ? row->instead_of && strcmp(row->instead_of, cases[i].instead_of) == 0
		                              : !row->instead_of,
		          "%s: %s", cases[i].items, row->instead_of);
		cr_assert_not_null(row->stand_in);
		cr_assert_null(row->stated, "%s", cases[i].items);
		cr_assert_eq(row->place, row->stand_in);
		cr_assert_eq(sheet->unused_count, 0, "%s", cases[i].items);
		cr_assert_str_eq(fixture_findings(), "");
	}
}

Test(model_sheet, a_stand_in_for_what_is_no_option)
{
	const struct row *row =
	    sheet_row(build("threshold: {subjects: {count: 20000}}\nsheets: {zenkomoku: {items: {I.1: '1,000人未満'}}}"),
	              "I.1", NULL, 0);
	cr_assert_null(row->unlisted);
	cr_assert_str_eq(row->instead_of, "1万人以上10万人未満");
}

Test(model_sheet, stand_ins_that_do_not_fit)
{
	const struct sheet *sheet = build("sheets:\n  zenkomoku:\n    items:\n      I.1: 多い\n      I.9: x\n"
	                                  "      II[1].1: 3\n      I.2: 昨日\n      III[1].1: 一つだけ\n");
	cr_assert_eq(sheet->unused_count, 3);
	cr_assert_str_eq(sheet->unused[0]->text, "I.9");
	cr_assert_str_eq(sheet->unused[1]->text, "II[1].1");
	cr_assert_str_eq(
	    fixture_findings(),
	    "5:12 model.option 「多い」は選択肢にありません → 選択肢は「1,000人未満」、「1,000人以上1万人未満」です\n"
	    "8:12 model.date 「昨日」は日付として読めません → "
	    "年を元号か西暦4桁にして、令和7年12月1日、令和7年12月、2025-12-01 のように書いてください\n");
	cr_assert_eq(sheet_row(sheet, "I.1", NULL, 0)->state, STATE_INVALID);
}

Test(model_sheet, gaps)
{
	const struct {
		const char *yaml, *gaps;
	} cases[] = {
	    {"sheets: {zenkomoku: {}}", "I.5[] systems / II[] blocks / III risks / "},
	    {"systems: []\nblocks: []\nrisks: []", ""},
	    {"systems:\nblocks: []\nrisks: []", "I.5[] systems / "},
	    {"systems: []\nblocks: [{id: a}]\nrisks: []", ""},
	    {"systems: 1\nblocks: []\nrisks: []", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct sheet *sheet = build(cases[i].yaml);
		const char *text = "";
		for (size_t j = 0; j < sheet->gap_count; j++)
			text = arena_printf(fixture.arena, "%s%s %s / ", text, sheet->gaps[j].form->id, sheet->gaps[j].path);
		cr_assert_str_eq(text, cases[i].gaps, "%s: %s", cases[i].yaml, text);
	}
}

Test(model_sheet, publication_is_the_newest_one)
{
	const struct model *model = fixture_model(
	    "shikii: 1\nsheets: {kiso: {publications: [{date: 令和6年12月1日}, {date: 2025-12-01}, {date: 2015-01-05},"
	    " {kind: 新規}]}, juten: {planned: 2026-01-01}, zenkomoku: {unknown: 別に公表}}\n");
	struct value day = sheet_published(model_sheet(model, "kiso"));
	cr_assert_str_eq(fixture_text(&day), "2025-12-01");
	cr_assert_eq(sheet_published(model_sheet(model, "juten")).kind, VALUE_ABSENT);
	cr_assert_null(model_sheet(model, "zenkomoku"));
	cr_assert_eq(model_sheet_value(model, "zenkomoku").kind, VALUE_UNKNOWN);
	cr_assert_eq(sheet_published(NULL).kind, VALUE_ABSENT);

	const struct sheet *draft = build("sheets: {zenkomoku: {}}");
	cr_assert(draft->draft);
	occasion.published = day;
	occasion.publishing = true;
	const struct sheet *published = build("sheets: {zenkomoku: {}}");
	cr_assert(!published->draft);
	cr_assert_str_eq(sheet_row(published, "cover.published", NULL, 0)->printed, "令和7年12月1日");
	cr_assert(sheet_row(published, "cover.published", NULL, 0)->required);
	cr_assert(!sheet_row(draft, "cover.published", NULL, 0)->required);
}

Test(model_sheet, history)
{
	const struct sheet *sheet = build("sheets:\n"
	                                  "  zenkomoku:\n"
	                                  "    history:\n"
	                                  "      - {date: 令和７年４月１日, item: 'Ⅰ\n\n          1', before: \"-\", "
	                                  "after: \"旧\\n新\", timing: 事前, note: 重要}\n"
	                                  "      - {date: 2025-04}\n"
	                                  "      - 文字\n"
	                                  "      -\n");
	cr_assert_eq(sheet->history_count, 4);
	const struct history_row *row = &sheet->history[0];
	cr_assert_str_eq(row->date, "令和７年４月１日");
	cr_assert_str_eq(row->date_iso, "2025-04-01");
	cr_assert_str_eq(row->item, "Ⅰ\n1");
	cr_assert_str_eq(row->before, "-");
	cr_assert_str_eq(row->after, "旧\n新");
	cr_assert_str_eq(row->timing, "事前");
	cr_assert_str_eq(row->note, "重要");
	cr_assert_str_eq(sheet->history[1].date, "令和7年4月");
	cr_assert_str_eq(sheet->history[1].date_iso, "2025-04");
	cr_assert_str_eq(sheet->history[1].before, "");
	cr_assert_str_eq(sheet->history[2].date, "");
	cr_assert_str_eq(sheet->history[3].date, "");
}

Test(model_sheet, places_of_answers)
{
	occasion.paths = true;
	const struct {
		const char *yaml, *id, *path;
		size_t line; /* 0: no place */
	} cases[] = {
	    {"name: 国保", "cover.name", "name", 2},
	    {"threshold:\n  subjects:\n    count: 5000", "I.1", "threshold.subjects.count", 4},
	    {"threshold:\n  subjects:\n    as_of: 2025-01-01", "I.1", "threshold.subjects.count", 3},
	    {"threshold:\n  handlers: {count: 1}", "I.1", "threshold.subjects.count", 2},
	    {"risks:\n  - id: r\n    use: {}\n    acquisition:\n      leak: {}", "III.1",
	     "risks[r].acquisition.improper.measure", 5},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct row *row = sheet_row(build(cases[i].yaml), cases[i].id, NULL, 0);
		cr_assert_str_eq(row->path, cases[i].path, "%s: %s", cases[i].yaml, row->path);
		struct span place = node_place(row->place);
		cr_assert_eq(source_position(place.source, place.start).line, cases[i].line, "%s: %zu", cases[i].yaml,
		             source_position(place.source, place.start).line);
	}
}
