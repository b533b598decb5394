#include "model/withhold.h"

#include "unit/render_fixture.h"

TestSuite(model_withhold, .init = fixture_open, .fini = fixture_close);

static const char form[] =
    "cover: [{id: cover.name, label: 評価書名, type: line, value: name + ' 評価書'}]\n"
    "sections:\n"
    "  - {id: I, number: Ⅰ, heading: Ⅰ, rows: [\n"
    "    {id: I.1, label: 実施, type: choice, value: linkage.performed, options: [実施する, 実施しない]},\n"
    "    {id: I.2, label: 根拠, type: text, value: linkage.basis},\n"
    "    {id: I.3, label: システム, type: text, value: \"join(systems.map(s, s.name), '、')\"},\n"
    "    {id: I.4, label: 人数, type: choice, value: \"band(threshold.subjects.count, 'subjects')\",\n"
    "     stated: threshold.subjects.stated, options: ['1,000人未満', 1万人以上10万人未満]},\n"
    "    {id: I.5, label: 別添, type: attachment, value: \"attachments.filter(a, a.part == '事務の内容')\"}]}\n"
    "  - {id: 'II[]', number: 'Ⅱ({n})', heading: Ⅱ, each: {block: blocks}, sections: [\n"
    "    {id: 'II[].c[]', number: '委託{n}', heading: '委託{n}', each: {contract: 'members(contracts, block)'}, rows: "
    "[\n"
    "      {id: 'II[].c[].1', label: 内容, type: text, value: contract.content},\n"
    "      {id: 'II[].c[].2', label: 委託先, type: text, value: contract.contractor}]}]}\n";

static const char model[] =
    "name: 極秘の事務\n"
    "linkage: {performed: 実施する, basis: 極秘の根拠}\n"
    "systems: [{id: a, name: 極秘のシステム}, {id: b, name: 見えるシステム}]\n"
    "threshold: {subjects: {count: 20000, stated: '1,000人未満'}}\n"
    "attachments: [{id: a, part: 事務の内容, title: 極秘の題, text: 極秘の図, table: {columns: [極秘], rows: "
    "[[極秘]]}}]\n"
    "files: [{id: f, name: 甲}]\n"
    "blocks: [{id: x, files: [f]}, {id: y, files: [f]}]\n"
    "contracts:\n"
    "  - {id: h, content: 極秘の内容, contractor: 見える先, blocks: [x, y], differences: {y: {content: 極秘の差}}}\n"
    "sheets:\n"
    "  kiso:\n"
    "    items: {I.2: 極秘の代わり}\n"
    "    history: [{date: 令和7年4月1日, item: Ⅰ, before: 極秘の前, after: 後, timing: 事後}]\n";

/* The sheet as the public sees it when `paths` are withheld: all its words. */
static const char *published(const char *paths)
{
	const struct form *parsed = fixture_form(form);
	const struct model *whole =
	    fixture_model(arena_printf(fixture.arena, "shikii: 1\nwithhold: [%s]\n%s", paths, model));
	const struct model *shown = model_withheld(fixture.arena, &fixture.diags, whole, NULL);
	struct occasion occasion = {.paths = true};
	const struct sheet *sheet = sheet_build(fixture.arena, &fixture.diags, fixture.schema, shown, parsed, &occasion);
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		buf_printf(&buf, "%s=%s%s%s|", row->key, row->printed, row->stated ? row->stated : "",
		           row->instead_of ? row->instead_of : "");
		for (size_t j = 0; j < row->tick_count; j++)
			if (row->ticks[j].ticked)
				buf_puts(&buf, "○");
	}
	buf_printf(&buf, "%s→%s", sheet->history[0].before, sheet->history[0].after);
	const char *text = arena_copy(fixture.arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

Test(model_withhold, what_is_withheld_is_in_no_item)
{
	static const struct {
		const char *path, *hidden, *seen;
	} cases[] = {
	    {"name", "極秘の事務", "cover.name=（非公表）|"}, /* also in what is put together from it */
	    {"linkage.performed", "実施する", "I.1=（非公表）|"},
	    {"linkage.basis", "極秘の代わり", "I.2=（非公表）|"}, /* nor by a stand-in */
	    {"sheets.kiso.items.I.2", "極秘の代わり", "I.2=（非公表）|"},
	    {"sheets.kiso.items", "極秘の代わり", "I.2=（非公表）|"},
	    {"linkage", "実施する", "I.2=（非公表）|"},
	    {"systems[a].name", "極秘のシステム", "I.3=（非公表）、見えるシステム|"},
	    {"'systems[1]'", "極秘のシステム", "I.3=（非公表）、見えるシステム|"},
	    {"threshold.subjects", "1,000人未満", "I.4=（非公表）|"},
	    {"threshold.subjects.count", "1,000人未満", "I.4=（非公表）|"},
	    {"attachments[a].text", "極秘の図", "（非公表）"},
	    {"attachments[a]", "極秘", "（非公表）"},
	    {"contracts[h].content", "極秘の内容",
	     "II[1].c[1].1=（非公表）|II[1].c[1].2=見える先|II[2].c[1].1=（非公表）|"},
	    {"contracts[h]", "見える先", "II[1].c[1].1=（非公表）|II[1].c[1].2=（非公表）|"},
	    {"contracts[h].differences.y.content", "極秘の差",
	     "II[1].c[1].1=極秘の内容|II[1].c[1].2=見える先|II[2].c[1].1=（非公表）|"},
	    {"'sheets.kiso.history[1].before'", "極秘の前", "（非公表）→後"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = cases[i].path;
		const char *quoted = *path == '\'' ? path : arena_printf(fixture.arena, "'%s'", path);
		const char *text = published(arena_printf(fixture.arena, "{path: %s, reason: 安全}", quoted));
		cr_expect_str_eq(fixture_findings(), "", "%s", path);
		cr_expect(strstr(text, cases[i].seen), "%s: %s", path, text);
		bool attachment = strncmp(path, "attachments", strlen("attachments")) == 0;
		const char *place = attachment ? strstr(text, "I.5=") : text;
		const char *found = strstr(place, cases[i].hidden);
		cr_expect(!found || (attachment && found > strstr(place, "II[")), "%s: %s", path, text);
	}
}

Test(model_withhold, everything_is_seen_without_it)
{
	const char *text = published("");
	cr_expect(strstr(text, "極秘の事務 評価書") && strstr(text, "極秘の代わり") && strstr(text, "極秘の差"), "%s",
	          text);
	cr_expect_not(strstr(text, withheld_words));
}

/* A path that leads nowhere would let through what its author wanted to keep back. */
Test(model_withhold, a_path_without_an_answer_is_reported)
{
	static const char *const paths[] = {
	    "linkage.basic", "linkages", "systems[c].name", "systems[3]", "reason.benefit", "sheets.kiso.items.I.9",
	    "name.x",        "''",
	};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		published(arena_printf(fixture.arena, "{path: %s%s%s}", *paths[i] == '\'' ? "" : "'", paths[i],
		                       *paths[i] == '\'' ? "" : "'"));
		const char *findings = fixture_findings();
		cr_expect(strstr(findings, "model.withhold"), "%s: %s", paths[i], findings);
	}
}
