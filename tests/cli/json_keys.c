/* Every key of JSON that docs/json.md and docs/citations.md name is there, in that order, and no other. */
#include "cli/fixture.h"

#include <jansson.h>

TestSuite(cli_json_keys, .init = fixture_open, .fini = fixture_close, .timeout = 60);

/* The part of `root` at a path of names and numbers between /; its keys between blanks. */
static const char *keys_at(json_t *root, const char *path)
{
	json_t *part = root;
	while (part && *path) {
		const char *name = arena_copy(arena, path, strcspn(path, "/"));
		path += strlen(name) + (path[strlen(name)] == '/');
		part = json_is_array(part) ? json_array_get(part, strtoul(name, NULL, 10)) : json_object_get(part, name);
	}
	const char *keys = "", *key;
	json_t *value;
	json_object_foreach (part, key, value)
		keys = arena_printf(arena, "%s%s%s", keys, *keys ? " " : "", key);
	return keys;
}

static const char *document(const char *name)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *text = file_text(arena, arena_printf(arena, "%s/docs/%s", root ? root : ".", name));
	cr_assert(text, "%s", name);
	return text;
}

#define FINDING "rule severity message hint source line column end_line end_column path item related insert fix"
#define ROW "id index number label value stated options selected texts state significant path"

Test(cli_json_keys, as_documented)
{
	const char *sample = arena_printf(arena, "%s/assessments", getenv("SHIKII_SOURCE_DIR"));
	const char *old = write_file("old.yaml", sound_model);
	const char *new = write_file("new.yaml", replaced(sound_model, "head: 健康推進課長", "head: 保健課長"));
	const char *lacking = write_file("lacking/a.yaml", "shikii: 1\nfiles: [{id: a}, {id: a}]\n");
	const char *basis =
	    write_file("basis/a.yaml", "shikii: 1\nname: 国民健康保険に関する事務\nnumber_use: {basis: "
	                               "番号法別表第一の30の項}\n"
	                               "sheets: {kiso: {history: [{date: 2025-10-01, item: ①部署, before: 甲, "
	                               "after: 乙, timing: 事後}], publications: [{date: 2025-12-01, kind: 新規}]}}\n");
	write_file("shikii.yaml", sound_body);
	struct {
		const char *arguments[6];
		const char *path, *keys;
	} cases[] = {
	    {{"check", lacking}, "files/0/findings/0", FINDING},
	    {{"check", lacking}, "files/0/findings/3/related", "message line column end_line end_column"},
	    {{"check", sample}, "", "version files summary"},
	    {{"check", sample}, "summary", "error warning note suppressed baselined"},
	    {{"check", sample}, "files/0", "path findings judgement"},
	    {{"check", sample}, "files/0/judgement", "as_of exemption facts result source owed made possible"},
	    {{"check", sample}, "files/0/judgement/facts/subjects", "answer derived stated"},
	    {{"check", basis}, "files/0/findings/0/insert", "after count text inside"},
	    {{"judge", sample}, "0", "path judgement"},
	    {{"list", sample},
	     "0",
	     "path number name owed made assessed published reviewed next_review next_assessment overdue findings"},
	    {{"list", sample}, "0/findings", "error warning note"},
	    {{"explain", "threshold.near"}, "", "version rules"},
	    {{"explain", "threshold.near"},
	     "rules/0",
	     "rule severity title engine suppressible message hint source why blind draft from until sure failing passing"},
	    {{"cite", basis},
	     "citations/0",
	     "text canonical law title state replacement kept successor path item file line column class successors "
	     "formerly "
	     "since stops stops_to known_to source certainty"},
	    {{"cite", "--suggest", basis}, "", "suggestions notes"},
	    {{"cite", "--suggest", basis}, "suggestions/0", "file as_of canonical law body cited"},
	    {{"render", "--form", "kiso", basis}, "", "form title cover sections history"},
	    {{"render", "--form", "kiso", basis}, "cover/0", ROW},
	    {{"render", "--form", "kiso", basis}, "sections/0/sections/0", "heading sections rows"},
	    {{"render", "--form", "kiso", basis}, "sections/0/sections/0/rows/0", ROW},
	    {{"render", "--form", "kiso", basis}, "history/0", "date date_iso item before after timing note"},
	    {{"diff", old, new}, "", "version files"},
	    {{"diff", old, new}, "files/0", "old new result_before result sheets"},
	    {{"diff", old, new}, "files/0/sheets/0", "kind old_form new_form changes rows steps"},
	    {{"diff", old, new}, "files/0/sheets/0/changes/0", "change item key place significant before after path"},
	    {{"diff", old, new}, "files/0/sheets/0/steps/0", "id text source"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *arguments[8] = {0};
		size_t count = 0;
		for (; cases[i].arguments[count]; count++)
			arguments[count] = ARG(cases[i].arguments[count]);
		arguments[count] = ARG("--format=json");
		if (i == 0 || memcmp(cases[i].arguments, cases[i - 1].arguments, sizeof cases[i].arguments) != 0)
			run(arguments);
		json_t *root = json_loads(out_text, 0, NULL);
		cr_assert(root, "%s: %s", arguments[0], err_text);
		cr_expect_str_eq(keys_at(root, cases[i].path), cases[i].keys, "%s %s: %s", arguments[0], cases[i].path,
		                 keys_at(root, cases[i].path));
		json_decref(root);
		const char *pages = arena_printf(arena, "%s%s", document("json.md"), document("citations.md"));
		for (const char *key = cases[i].keys; *key; key += strcspn(key, " "), key += *key == ' ')
			cr_expect(says(pages, arena_printf(arena, "\"%.*s\"", (int)strcspn(key, " "), key)), "%.20s", key);
	}
}
