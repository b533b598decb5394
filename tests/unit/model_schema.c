#include "model/schema.h"

#include "support/folder.h"
#include "unit/model_fixture.h"

TestSuite(model_schema, .init = fixture_open, .fini = fixture_close);

static const struct answer_type *answer_of(const struct record_type *record, const char *field)
{
	int index = type_field(&record->type, field);
	cr_assert_geq(index, 0, "%s.%s", record->type.name, field);
	return record->answers[index];
}

static const struct record_type *record_named(const char *name)
{
	for (size_t i = 0; i < fixture.schema->record_count; i++)
		if (strcmp(fixture.schema->records[i].type.name, name) == 0)
			return &fixture.schema->records[i];
	cr_assert_fail("%s", name);
	return NULL;
}

Test(model_schema, the_built_in_vocabulary_is_whole)
{
	const struct schema *schema = fixture.schema;
	cr_assert_eq(schema->version, 1);
	cr_assert_str_eq(schema->process->label, "事務");
	cr_assert_str_eq(schema->body->label, "評価実施機関");
	for (size_t i = 0; i < schema->record_count; i++) {
		const struct record_type *record = &schema->records[i];
		cr_assert(*record->label);
		for (size_t j = 0; j < record->type.field_count; j++) {
			cr_assert(*record->type.fields[j].label, "%s.%s", record->type.name, record->type.fields[j].name);
			cr_assert_eq(record->answers[j]->type, record->type.fields[j].type);
		}
	}
}

Test(model_schema, types_of_answers)
{
	const struct {
		const char *record, *field;
		enum answer_kind kind;
		const char *of; /* its options, record, target or element's record */
	} cases[] = {
	    {"process", "number", ANSWER_LINE, NULL},
	    {"process", "other_agencies", ANSWER_TEXT, NULL},
	    {"process", "exemption", ANSWER_CHOICE, "exemption"},
	    {"process", "threshold", ANSWER_RECORD, "threshold"},
	    {"process", "blocks", ANSWER_LIST, "block"},
	    {"subjects", "count", ANSWER_COUNT, NULL},
	    {"subjects", "as_of", ANSWER_DATE, NULL},
	    {"emergency", "applied", ANSWER_BOOL, NULL},
	    {"system", "connections", ANSWER_BOXES, "connected_systems"},
	    {"system", "shared", ANSWER_SHARED, "systems"},
	    {"attachment", "block", ANSWER_REF, "blocks"},
	    {"contract", "differences", ANSWER_MAP, "contract"},
	    {"sheet", "items", ANSWER_RAW, NULL},
	    {"detailed_sheet", "title", ANSWER_LINE, NULL}, /* of the record that it extends */
	    {"detailed_sheet", "content", ANSWER_TEXT, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct answer_type *answer = answer_of(record_named(cases[i].record), cases[i].field);
		const struct answer_type *inner = answer->kind == ANSWER_LIST ? answer->element : answer;
		cr_assert_eq(answer->kind, cases[i].kind, "%s.%s", cases[i].record, cases[i].field);
		const char *of = inner->options  ? inner->options->name
		                 : inner->record ? inner->record->type.name
		                                 : inner->target;
		cr_assert(of == cases[i].of || strcmp(of, cases[i].of) == 0, "%s.%s", cases[i].record, cases[i].field);
	}
	cr_assert_str_eq(record_named("contract")->belongs_to, "blocks");
	cr_assert_eq(answer_of(record_named("table"), "rows")->element->element->kind, ANSWER_LINE);
}

Test(model_schema, calendar_and_bands)
{
	const struct calendar *calendar = &fixture.schema->calendar;
	cr_assert_eq(calendar->count, 5);
	cr_assert_str_eq(calendar->eras[0].name, "明治");
	cr_assert_str_eq(calendar->eras[4].letter, "R");
	cr_assert_eq(calendar->eras[3].end.year, 2019);
	cr_assert_eq(calendar->eras[4].end.year, 0);
	for (size_t i = 0; i < fixture.schema->band_count; i++) {
		const struct band_table *table = &fixture.schema->bands[i];
		cr_assert_eq(table->bands[0].from, 0, "%s", table->name);
		for (size_t j = 1; j < table->count; j++)
			cr_assert_gt(table->bands[j].from, table->bands[j - 1].from, "%s", table->name);
	}
	cr_assert_eq(fixture.schema->band_count, 5);
}

Test(model_schema, options_are_found_by_meaning)
{
	const struct option_list *subjects = schema_options(fixture.schema, "subjects");
	const struct option_list *sufficient = schema_options(fixture.schema, "sufficient");
	const struct {
		const struct option_list *options;
		const char *written, *found, *nearest;
	} cases[] = {
	    {subjects, "1,000人未満", "1,000人未満", "1,000人未満"}, {subjects, "１，０００人未満", "1,000人未満", NULL},
	    {subjects, "１,０００ 人　未満", "1,000人未満", NULL},   {sufficient, "十分である ", "十分である", NULL},
	    {sufficient, "十分てある", NULL, "十分である"},          {sufficient, "十分でる", NULL, "十分である"},
	    {sufficient, "まったく別の言葉を書いた", NULL, NULL},    {sufficient, "", NULL, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *found = options_find(fixture.arena, cases[i].options, cases[i].written);
		const char *nearest = type_nearest_option(cases[i].options, cases[i].written);
		cr_assert(cases[i].found ? found && strcmp(found, cases[i].found) == 0 : !found, "%s", cases[i].written);
		if (cases[i].nearest || !cases[i].found)
			cr_assert(cases[i].nearest ? nearest && strcmp(nearest, cases[i].nearest) == 0 : !nearest, "%s",
			          cases[i].written);
	}
	cr_assert_null(schema_options(fixture.schema, "subject"));
}

Test(model_schema, a_broken_vocabulary_gives_one_finding_at_its_place)
{
	const struct {
		const char *text, *findings;
	} cases[] = {
	    {"version: 1\nmodel: process\nbody: body\noptions: {}\nrecord: {}\n",
	     "5:1 data.unknown-key 「record」というキーはありません → 「records」ではありませんか\n"},
	    {"version: 1\nmodel: p\nbody: b\noptions: {a: [x, {valu: y}]}\nrecords: {}\n",
	     "4:19 data.unknown-key 「valu」というキーはありません → 「value」ではありませんか\n"},
	    {"version: 1\nmodel: p\nbody: b\noptions: {a: x}\nrecords: {}\n",
	     "4:14 data.wrong-kind 選択肢は「- 」の並びで書きます\n"},
	    {"version: 1\nmodel: p\nbody: b\noptions: {}\nrecords:\n  p:\n    label: 事務\n    fields:\n"
	     "      name: {label: 名称, type: lines}\n  b: {label: 機関, fields: {}}\n",
	     "9:31 data.bad-value 型「lines」はありません\n"},
	    {"version: 1\nmodel: p\nbody: b\noptions: {}\nrecords:\n  p:\n    label: 事務\n    fields:\n"
	     "      name: {label: 名称, type: choice of nothing}\n  b: {label: 機関, fields: {}}\n",
	     "9:31 data.bad-value 型「choice of nothing」はありません\n"},
	    {"version: 1\nmodel: p\nbody: b\noptions: {}\nrecords:\n  p:\n    label: 事務\n    fields:\n"
	     "      name: {label: 名称, type: map of p}\n  b: {label: 機関, fields: {}}\n",
	     "9:31 data.bad-value 型「map of p」はありません\n"},
	    {"version: 1\nmodel: p\nbody: b\noptions: {}\nrecords:\n  p: {label: 事務, extends: q, fields: {}}\n"
	     "  b: {label: 機関, fields: {}}\n",
	     "6:6 data.bad-value 記録「q」はありません\n"},
	    {"version: 1\nmodel: q\nbody: b\noptions: {}\nrecords:\n  b: {label: 機関, fields: {}}\n",
	     "1:1 data.bad-value model と body は記録の名前です\n"},
	    {"version: 1\nmodel: b\nbody: b\nreferences: {desk: [desks]}\noptions: {}\nrecords:\n  b: {label: 機関, "
	     "fields: {}}\n",
	     "4:20 data.wrong-kind references には機関の並びの名前を書きます\n"},
	    {"version: 一\nmodel: q\nbody: b\noptions: {}\nrecords: {}\n", NULL},
	    {"- 1\n", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *folder = folder_new(fixture.arena);
		const char *path = folder_write(fixture.arena, folder, "model.yaml", cases[i].text);
		struct data_folders folders = {.schema = folder};
		diags_init(&fixture.diags, fixture.arena);
		cr_assert_null(schema_load(fixture.arena, &fixture.diags, &folders), "case %zu", i);
		cr_assert_gt(fixture.diags.count, 0, "case %zu", i);
		if (cases[i].findings)
			cr_assert_str_eq(findings_text(&fixture.diags, path), cases[i].findings);
	}
}

Test(model_schema, a_broken_calendar_gives_a_finding)
{
	const struct {
		const char *text, *findings;
	} cases[] = {
	    {"eras:\n  - {name: 令和, letter: R, start: 2019-05-32}\n", "2:34 data.wrong-kind "},
	    {"eras:\n  - {name: 令和, letter: R}\n", "2:5 data.missing-key 「start」がありません\n"},
	    {"era: []\n", "1:1 data.unknown-key "},
	    {"eras: 1\n", "1:7 data.wrong-kind "},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *folder = folder_new(fixture.arena);
		const char *path = folder_write(fixture.arena, folder, "calendar.yaml", cases[i].text);
		struct data_folders folders = {.schema = folder};
		diags_init(&fixture.diags, fixture.arena);
		cr_assert_null(schema_load(fixture.arena, &fixture.diags, &folders), "case %zu", i);
		const char *findings = findings_text(&fixture.diags, path);
		cr_assert(*findings, "case %zu fails without a word", i);
		cr_assert_eq(strncmp(findings, cases[i].findings, strlen(cases[i].findings)), 0, "%s", findings);
	}
}

Test(model_schema, an_unreadable_vocabulary_is_told)
{
	const char *folder = folder_new(fixture.arena);
	folder_write(fixture.arena, folder, "model.yaml/x", "");
	struct data_folders folders = {.schema = folder};
	cr_assert_null(schema_load(fixture.arena, &fixture.diags, &folders));
	cr_assert_eq(fixture.diags.count, 1);
	cr_assert(fixture.diags.environment);
}
