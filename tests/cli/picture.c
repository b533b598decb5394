/* A body's own picture in a 別添: beside the model, within the body's folder, and nothing but what draws it; and what else pages draw. */
#include "support/picture.h"
#include "cli/fixture.h"
#include "support/folder.h"

#include <string.h>
#include <unistd.h>

TestSuite(cli_picture, .init = fixture_open, .fini = fixture_close);

static char *path_of(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void put_png(const char *name, uint32_t width, uint32_t height)
{
	const struct png png = png_make(width, height, "Author\0someone");
	folder_write_bytes(arena, folder, name, png.bytes, png.length);
}

static void put_model(const char *name, const char *more)
{
	write_file("body/shikii.yaml", sound_body);
	write_file(
	    "body/a/assessment.yaml",
	    arena_printf(
	        arena,
	        "%sattachments: [{id: zu, part: 事務の内容, title: 流れ, figure: %s, figure_text: 届出から交付まで}]\n%s",
	        sound_model, name, more));
}

static int render(const char *format)
{
	return RUN(ARG("render"), path_of("body/a"), ARG("--form=zenkomoku"), ARG("--format"), ARG(format));
}

Test(cli_picture, stands_in_each_format)
{
	put_png("body/a/zu.png", 640, 320);
	put_model("zu.png", "");
	cr_expect_eq(render("html"), 0, "%s", err_text);
	cr_expect(says(out_text, "<img src=\"data:image/png;base64,iVBORw0KGgo"), "%s", err_text);
	cr_expect(says(out_text, "alt=\"届出から交付まで\""));
	render("md");
	cr_expect(says(out_text, "![届出から交付まで](<zu.png>)"), "%s", out_text);
	render("plan");
	cr_expect(says(out_text, "  図 zu.png 640x320 → "), "%s", out_text);
	render("json");
	cr_expect(says(out_text, "図「zu.png」（届出から交付まで）"), "%s", out_text);
	cr_expect_eq(RUN(ARG("render"), path_of("body/a"), ARG("--form=zenkomoku"), ARG("--output"), path_of("b.xlsx")), 0,
	             "%s", err_text);
	cr_expect_eq(
	    RUN(ARG("import"), ARG("--into"), path_of("body/a/assessment.yaml"), ARG("--dry-run"), path_of("b.xlsx")), 0,
	    "%s", err_text);
	cr_expect(says(err_text, "ブックで変わったところはありません"), "%s", err_text);
}

Test(cli_picture, withheld)
{
	static const char *const formats[] = {"html", "md", "plan", "json"};
	put_png("body/a/zu.png", 640, 320);
	put_model("zu.png", "withhold: [{path: 'attachments[zu]', reason: 安全}]\n");
	for (size_t i = 0; i < 4; i++) {
		cr_expect_eq(render(formats[i]), 0, "%s", err_text);
		cr_expect(!says(out_text, "zu.png") && !says(out_text, "届出から") && !says(out_text, "base64"), "%s",
		          out_text);
		cr_expect(says(out_text, "（非公表）"), "%s", out_text);
	}
}

Test(cli_picture, what_cannot_be_printed)
{
	static const struct {
		const char *name, *says;
	} cases[] = {
	    {"none.png", "図「none.png」を印刷できません: ファイルがありません"},
	    {"../../secret.png", "団体のフォルダーの外を指しています"},
	    {"out.png", "団体のフォルダーの外を指しています"},
	    {"text.png", "PNG の画像ではありません"},
	    {"wide.png", "10000 ピクセルを超えています"},
	};
	put_png("secret.png", 2, 2);
	put_png("body/a/wide.png", 20000, 2);
	write_file("body/a/text.png", "no picture");
	cr_assert_eq(symlink("../../secret.png", path_of("body/a/out.png")), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put_model(cases[i].name, "");
		cr_expect_eq(RUN(ARG("check"), path_of("body")), 1, "%s", out_text);
		cr_expect(says(out_text, cases[i].says) && says(out_text, "[attachment.figure]"), "%s", out_text);
		cr_expect_eq(render("html"), 1);
		cr_expect_not(says(out_text, "base64"));
	}
	put_model("out.png", "");
	RUN(ARG("render"), path_of("body/a"), ARG("--form=zenkomoku"), ARG("--format=html"), ARG("--trust"));
	cr_expect(says(out_text, "base64"), "%s", err_text);
}

Test(cli_picture, says_nothing_to_who_does_not_see_it)
{
	put_png("body/a/zu.png", 2, 2);
	write_file("body/shikii.yaml", sound_body);
	write_file("body/a/assessment.yaml",
	           arena_printf(arena, "%sattachments: [{id: zu, part: 事務の内容, figure: zu.png}]\n", sound_model));
	RUN(ARG("check"), path_of("body"));
	cr_expect(says(out_text, "図「zu.png」の説明（figure_text）がありません"), "%s", out_text);
}

/* A network among the systems stands between the parties and the body, but where the body itself hands over through it. */
static const char *drawn(const char *steps)
{
	write_file("body/shikii.yaml", sound_body);
	write_file(
	    "body/a/assessment.yaml",
	    arena_printf(
	        arena,
	        "shikii: 1\nname: 住民基本台帳に関する事務\nsystems:\n  - {id: kison, name: 既存システム}\n"
	        "  - {id: cs, name: 住民基本台帳ネットワークシステム}\n"
	        "provisions: [{id: chiji, name: 県知事, basis: 法, means: [{その他: 住民基本台帳ネットワークシステム}]}]\n"
	        "flow:\n  - {from: kison, to: cs, what: 通知}\n%s",
	        steps));
	RUN(ARG("render"), path_of("body/a"), ARG("--form=zenkomoku"), ARG("--format=plan"));
	return out_text;
}

Test(cli_picture, a_network_of_the_body_itself)
{
	const char *outside = drawn("  - {from: 他の市町村, to: cs, what: 転出}\n");
	cr_expect(says(outside, "  K4:P6 box trbl 「住民基本台帳\\nネットワーク\\nシステム」"), "%s",
	          outside); /* beside the party */
	const char *inside = drawn("  - {from: cs, to: chiji, what: 本人確認情報}\n");
	cr_expect(says(inside, "「住民基本台帳\\nネットワークシステム ①②」"), "%s", inside);
	cr_expect(says(inside, " box trbl 「住民基本台帳\\nネットワーク\\nシステム」"), "%s", inside); /* and on the way */
	cr_expect_eq(RUN(ARG("render"), path_of("body/a"), ARG("--form=zenkomoku"), ARG("--output"), path_of("b.xlsx")), 0,
	             "%s", err_text);
}

Test(cli_picture, counts_stand_in_the_line_before_them)
{
	write_file("body/shikii.yaml", sound_body);
	write_file("body/a/assessment.yaml", arena_printf(arena,
	                                                  "%sblocks: [{id: b, files: [file]}]\n"
	                                                  "contracts: [{id: c, name: 保守}, {id: d, name: 印刷}]\n",
	                                                  replaced(sound_model, "委託しない", "委託する")));
	RUN(ARG("render"), path_of("body/a"), ARG("--form=zenkomoku"), ARG("--format=html"));
	cr_expect(says(out_text, "<p class=\"count\" id=\"item-II_1-4-count\">（ 2 ）件</p>"), "%s", err_text);
	cr_expect_not(says(out_text, "<th scope=\"row\">（ ）件</th>"));
}
