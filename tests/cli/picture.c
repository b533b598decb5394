/* A body's own picture in a 別添: beside the model, within the body's folder, and nothing but what draws it. */
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
