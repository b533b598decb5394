/* shikii diff: what a reader sees of two states of a model. */
#include "cli/fixture.h"

#include <jansson.h>

TestSuite(cli_diff, .init = fixture_open, .fini = fixture_close);

static const char *sample(void)
{
	return sample_file("mihon-kokuho/assessment.yaml");
}

static const char *sample_body(void)
{
	return sample_file("shikii.yaml");
}

/* Runs `shikii diff` on two models in one folder. */
static int diff(const char *old, const char *new, const char *format)
{
	char *a = ARG(write_file("old.yaml", old)), *b = ARG(write_file("new.yaml", new));
	return RUN(ARG("diff"), a, b, ARG("--format"), ARG(format));
}

/* The text between two marks becomes the first part. */
static const char *part(const char *text, const char *from, const char *to)
{
	const char *start = strstr(text, from);
	cr_assert(start, "%s", from);
	const char *end = strstr(start + 1, to);
	cr_assert(end, "%s", to);
	return arena_copy(arena, start, (size_t)(end - start));
}

Test(cli_diff, the_same)
{
	write_file("shikii.yaml", sound_body);
	cr_assert_eq(diff(sound_model, sound_model, "text"), 0);
	cr_assert_str_eq(out_text, "内部用\n特定個人情報保護評価書（基礎項目評価書）（kiso-2024）: 0か所\n");
	cr_assert_eq(diff(sound_model, sound_model, "md"), 0);
	cr_assert(says(out_text, "変更はありません。"), "%s", out_text);
}

Test(cli_diff, an_item)
{
	write_file("shikii.yaml", sound_body);
	const char *changed = replaced(sound_model, "head: 健康推進課長", "head: 保健課長");
	cr_assert_eq(diff(sound_model, changed, "text"), 0);
	cr_assert(says(out_text, "特定個人情報保護評価書（基礎項目評価書）（kiso-2024）: 1か所\n"), "%s", out_text);
	cr_assert(says(out_text, "  変更 Ⅰ "), "%s", out_text);
	cr_assert(says(out_text, "    - 健康推進課長\n    + 保健課長\n"), "%s", out_text);
	cr_assert(!says(out_text, "※"), "様式2 has no item that is marked: %s", out_text);
}

/* Between two others: one change for each block's table, and the one behind it has not changed. */
Test(cli_diff, a_contract_in_the_middle)
{
	const char *text = sample();
	write_file("shikii.yaml", sample_body());
	const char *added = "  - id: fuusho\n"
	                    "    blocks: [shikaku-fuka]\n"
	                    "    name: 通知書の封入及び封かん\n"
	                    "    content: 保険料の決定通知書を封入する。\n"
	                    "    contractor: 株式会社見本メーリング\n";
	const char *changed =
	    replaced(text, "  - id: kyodo-shori\n", arena_printf(arena, "%s  - id: kyodo-shori\n", added));
	cr_assert_eq(diff(text, changed, "text"), 0);
	cr_assert_eq(times(out_text, "  追加 "), 1, "%s", out_text);
	cr_assert(says(out_text, "「通知書の封入及び封かん」 ※\n"), "%s", out_text);
	cr_assert(says(out_text, "    + ⑥委託先名: 株式会社見本メーリング\n"), "%s", out_text);
	cr_assert_eq(times(out_text, "  削除 "), 0, "%s", out_text);
	cr_assert_eq(diff(changed, text, "text"), 0);
	cr_assert_eq(times(out_text, "  削除 "), 1, "%s", out_text);
	cr_assert_eq(times(out_text, "  追加 "), 0, "%s", out_text);
}

/* A member whose id is another, too, is known by its answers. */
Test(cli_diff, another_id)
{
	const char *text = sample();
	write_file("shikii.yaml", sample_body());
	cr_assert_eq(diff(text, replaced(text, "  - id: madoguchi\n", "  - id: uketsuke\n"), "text"), 0);
	cr_assert_eq(times(out_text, "か所"), times(out_text, ": 0か所"), "%s", out_text);
}

Test(cli_diff, a_contract_moves)
{
	const char *text = sample();
	write_file("shikii.yaml", sample_body());
	const char *one = part(text, "  - id: kyodo-shori\n", "  - id: shikaku-rireki\n");
	const char *other = part(text, "  - id: shikaku-rireki\n", "  - id: madoguchi\n");
	const char *both = arena_printf(arena, "%s%s", one, other);
	const char *changed = replaced(text, both, arena_printf(arena, "%s%s", other, one));
	cr_assert_eq(diff(text, changed, "text"), 0);
	cr_assert_eq(times(out_text, "  移動 "), 1, "%s", out_text);
	cr_assert_eq(times(out_text, "  追加 ") + times(out_text, "  削除 ") + times(out_text, "  変更 "), 0, "%s",
	             out_text);
}

/* Of what moved both places are told, not its answers. */
Test(cli_diff, from_where_to_where_a_system_moves)
{
	const char *model = "shikii: 1\nnumber: 1\nname: 見本の事務\nsheets: {juten: {}}\nsystems:\n%s";
	const char *others = "  - {id: a, name: 一のシステム}\n  - {id: b, name: 二のシステム}\n";
	const char *moves = "  - {id: c, name: 三のシステム}\n";
	const char *lists[] = {arena_printf(arena, "%s%s", others, moves), arena_printf(arena, "%s%s", moves, others)};
	const char *old = replaced(model, "%s", lists[0]), *new = replaced(model, "%s", lists[1]);
	cr_assert_eq(diff(old, new, "text"), 0);
	cr_expect(says(out_text, "  移動 Ⅰ 2. システム1「三のシステム」\n    - Ⅰ 2. システム3\n    + Ⅰ 2. システム1\n"),
	          "%s", out_text);
}

Test(cli_diff, a_sheet_is_newly_made)
{
	write_file("shikii.yaml", sound_body);
	cr_assert_eq(diff(sound_model, replaced(sound_model, "count: 86500", "count: 120000"), "text"), 0);
	cr_assert(says(out_text, "特定個人情報保護評価書（基礎項目評価書）（kiso-2024）: "), "%s", out_text);
	cr_assert(says(out_text, "    + 10万人以上30万人未満\n"), "%s", out_text);
	cr_assert(
	    says(out_text,
	         "しきい値判断: 基礎項目評価の実施が義務付けられる → 基礎項目評価及び重点項目評価の実施が義務付けられる\n"),
	    "%s", out_text);
	cr_assert(says(out_text, "重点項目評価書: これから作る評価書です\n  → "), "%s", out_text);
}

Test(cli_diff, json)
{
	write_file("shikii.yaml", sound_body);
	cr_assert_eq(diff(sound_model, replaced(sound_model, "head: 健康推進課長", "head: \"保\\\"健\""), "json"), 0);
	json_t *root = json_loads(out_text, 0, NULL);
	cr_assert(root, "%s", out_text);
	cr_assert_eq(json_integer_value(json_object_get(root, "version")), 1);
	json_t *file = json_array_get(json_object_get(root, "files"), 0);
	json_t *sheet = json_array_get(json_object_get(file, "sheets"), 0);
	json_t *change = json_array_get(json_object_get(sheet, "changes"), 0);
	cr_assert_str_eq(json_string_value(json_object_get(sheet, "new_form")), "kiso-2024");
	cr_assert_eq(json_array_size(json_object_get(sheet, "changes")), 1);
	cr_assert_str_eq(json_string_value(json_object_get(change, "change")), "edit");
	cr_assert_str_eq(json_string_value(json_object_get(change, "before")), "健康推進課長");
	cr_assert_str_eq(json_string_value(json_object_get(change, "after")), "保\"健");
	cr_assert(json_is_false(json_object_get(change, "significant")));
	json_decref(root);
}

/* A pipe in a cell does not make a further column. */
Test(cli_diff, markdown)
{
	write_file("shikii.yaml", sound_body);
	cr_assert_eq(diff(sound_model, replaced(sound_model, "head: 健康推進課長", "head: 'a|b'"), "md"), 0);
	cr_assert(says(out_text, "| 変更 | 項目 | ※ | 変更前の記載 | 変更後の記載 |\n"), "%s", out_text);
	cr_assert(says(out_text, "健康推進課長 | a\\|b |\n"), "%s", out_text);
}

Test(cli_diff, side_by_side)
{
	write_file("shikii.yaml", sound_body);
	char *old = ARG(write_file("old.yaml", sound_model));
	char *new = ARG(write_file("new.yaml", replaced(sound_model, "head: 健康推進課長", "head: 保健課長")));
	cr_assert_eq(RUN(ARG("diff"), ARG("--side-by-side"), old, new), 0);
	cr_assert(says(out_text, "    健康推進課長                                             │ 保健課長\n"), "%s",
	          out_text);
	const char *lengthy =
	    arena_printf(arena, "head: '%s'", "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも");
	new = ARG(write_file("new.yaml", replaced(sound_model, "head: 健康推進課長", lengthy)));
	cr_assert_eq(RUN(ARG("diff"), ARG("--side-by-side"), old, new), 0);
	cr_assert(says(out_text, "│ あいうえおかきくけこさしすせそたちつてとなにぬねのはひふ\n"),
	          "28 wide characters a line: %s", out_text);
	cr_assert(says(out_text, "    健康推進課長                                             │ あいう"), "%s", out_text);
	cr_assert(says(out_text, "                                                             │ へほまみむめも\n"), "%s",
	          out_text);
	cr_assert_eq(RUN(ARG("diff"), ARG("--side-by-side"), ARG("--format"), ARG("md"), old, new), 2);
	new = ARG(write_file("new.yaml",
	                     replaced(sound_model, "head: 健康推進課長", "head: \"保健\\u009b31m\\u202e\\x7f\\e課長\"")));
	cr_assert_eq(RUN(ARG("diff"), ARG("--side-by-side"), old, new), 0);
	cr_assert(says(out_text, "│ 保健\ufffd31m\ufffd  課長\n"), "nothing acts on a terminal: %s", out_text);
}

/* The rows that 変更箇所 owes, ready to be put into the model. */
Test(cli_diff, yaml)
{
	write_file("shikii.yaml", sound_body);
	cr_assert_eq(diff(sound_model, replaced(sound_model, "head: 健康推進課長", "head: 保健課長"), "yaml"), 0);
	cr_assert_str_eq(out_text,
	                 "# 内部用\n"
	                 "sheets:\n"
	                 "  kiso:\n"
	                 "    history:\n"
	                 "      - item: Ⅰ　関連情報　５．評価実施機関における担当部署　②所属長の役職名\n"
	                 "        paths: [departments]\n"
	                 "        before: 健康推進課長\n"
	                 "        after: 保健課長\n"
	                 "        timing: 事後\n"
	                 "        note: 基礎項目評価書の記載の修正であり、事前の提出・公表が義務付けられない。\n");
	cr_assert_eq(diff(sound_model, sound_model, "yaml"), 0);
	cr_assert_str_empty(out_text);
}

Test(cli_diff, mistakes)
{
	write_file("shikii.yaml", sound_body);
	char *good = ARG(write_file("good.yaml", sound_model));
	cr_assert_eq(RUN(ARG("diff"), good), 2);
	cr_assert(says(err_text, "二つ"), "%s", err_text);
	cr_assert_eq(diff(sound_model, replaced(sound_model, "count: 86500", "count: 多数"), "text"), 1);
	cr_assert(says(err_text, "「多数」は数として読めません"), "%s", err_text);
	cr_assert_str_empty(out_text);
	cr_assert_eq(RUN(ARG("diff"), good, ARG(arena_printf(arena, "%s/none.yaml", folder))), 2);
	cr_assert_str_empty(out_text);
}

/* Without a common id: half of the answers alike is enough, or a quarter with the same name; less is another member. */
Test(cli_diff, likeness)
{
	static const char block[] = "threshold: {subjects: {count: 400000}, handlers: {count: 5}}\n"
	                            "sheets: {zenkomoku: {content: 見本}}\nfiles: [{id: f, name: 台帳}]\nblocks: [{id: b, "
	                            "files: [f]}]\ncontracts:\n"
	                            "  - {id: %s, name: %s, content: %s, contractor: %s, subcontract: {performed: %s}}\n";
	static const struct {
		const char *name, *content, *contractor, *subcontract;
		bool alike;
	} cases[] = {
	    {"運用", "監視", "見本社", "再委託しない", true}, {"保守", "監視", "見本社", "再委託しない", true},
	    {"保守", "点検", "見本社", "再委託しない", true}, {"保守", "点検", "別の社", "再委託しない", false},
	    {"運用", "点検", "別の社", "再委託する", true},   {"保守", "点検", "別の社", "再委託する", false},
	};
	write_file("shikii.yaml", sound_body);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *old = arena_printf(arena, block, "a", "運用", "監視", "見本社", "再委託しない");
		const char *new =
		    arena_printf(arena, block, "c", cases[i].name, cases[i].content, cases[i].contractor, cases[i].subcontract);
		const char *begin = part(sound_model, "shikii: 1", "threshold:");
		diff(arena_printf(arena, "%s%s", begin, old), arena_printf(arena, "%s%s", begin, new), "text");
		cr_expect_eq(times(out_text, "  追加 "), cases[i].alike ? 0 : 1, "%zu: %s%s", i, out_text, err_text);
	}
}
