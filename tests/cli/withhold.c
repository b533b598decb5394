/* What `withhold` names is in nothing that is handed out. The model of these tests has an answer of its own at every place of
 * the vocabulary, each with words that stand nowhere else. */
#include "base/list.h"
#include "cli/fixture.h"
#include "model/schema.h"
#include "support/folder.h"
#include "support/picture.h"

#include <jansson.h>
#include <unistd.h>

TestSuite(cli_withhold, .init = fixture_open, .fini = fixture_close, .timeout = 240);

/* ---- a model with a secret at every place ---- */

struct leaf {
	const char *path;
	const char *secret;
	enum answer_kind kind;
};

struct planter {
	struct buf yaml;
	struct buf passages; /* of shikii.yaml */
	LIST(struct leaf) leaves;
};

/* No answers, or answers by which nothing would be printed. */
static bool is_left_out(const char *name)
{
	static const char *const names[] = {"withhold", "suppress", "exemption", "form",   "items", "doubts", "voluntary",
	                                    "shikii",   "shared",   "ended",     "blocks", "none",  "paths"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void plant_record(struct planter *planter, const struct record_type *type, const char *path, size_t member);

/* The picture of an attachment, in this state of the model and in the older one. */
static void plant_picture(const char *secret)
{
	const struct png png = png_make(2, 2, "");
	folder_write_bytes(arena, folder, secret, png.bytes, png.length);
	folder_write_bytes(arena, folder, arena_printf(arena, "旧密%s", secret + strlen("秘密")), png.bytes, png.length);
}

static void plant_leaf(struct planter *planter, const struct answer_type *type, const char *path)
{
	size_t n = planter->leaves.count + 1;
	struct leaf leaf = {path, arena_printf(arena, "秘密%04zu", n), type->kind};
	struct buf *out = &planter->yaml;
	switch (type->kind) {
	case ANSWER_TEXT:
		if (n % 3 == 0) {
			buf_printf(out, "{passage: p%zu}", n);
			buf_printf(&planter->passages, "  - {id: p%zu, text: %s}\n", n, leaf.secret);
			break;
		}
		__attribute__((fallthrough));
	case ANSWER_LINE:
		if (strlen(path) > strlen(".figure") && strcmp(path + strlen(path) - strlen(".figure"), ".figure") == 0)
			plant_picture(leaf.secret);
		buf_printf(out, "%s", leaf.secret);
		break;
	case ANSWER_DATE:
		leaf.secret = arena_printf(arena, "昭和%zu年%zu月%zu日", 3 + n / 300, 1 + n / 25 % 12, 1 + n % 25);
		buf_puts(out, leaf.secret);
		break;
	case ANSWER_COUNT:
		leaf.secret = arena_printf(arena, "%zu", 7000000 + n);
		buf_puts(out, leaf.secret);
		break;
	case ANSWER_BOOL:
		leaf.secret = NULL;
		buf_puts(out, "true");
		break;
	case ANSWER_CHOICE:
		leaf.secret = NULL;
		buf_printf(out, "'%s'", type->options->options[0].value);
		break;
	case ANSWER_BOXES:
		buf_printf(out, "[{'%s': %s}]", type->options->options[0].value, leaf.secret);
		break;
	default:
		cr_assert_fail("%s", path);
	}
	list_push(arena, &planter->leaves, leaf);
}

static void plant_list(struct planter *planter, const struct answer_type *type, const char *path)
{
	const struct answer_type *element = type->element;
	bool parts = element->kind == ANSWER_RECORD && strcmp(element->record->type.name, "attachment") == 0;
	buf_puts(&planter->yaml, "[");
	for (size_t i = 0; i < (parts ? 3u : 1u); i++) {
		const char *inner = arena_printf(arena, "%s[%zu]", path, i + 1);
		buf_puts(&planter->yaml, i ? ", " : "");
		if (element->kind == ANSWER_RECORD)
			plant_record(planter, element->record, inner, i);
		else if (element->kind == ANSWER_LIST)
			plant_list(planter, element, inner);
		else
			plant_leaf(planter, element, path);
	}
	buf_puts(&planter->yaml, "]");
}

static void plant(struct planter *planter, const char *name, const struct answer_type *type, const char *path,
                  size_t member)
{
	struct buf *out = &planter->yaml;
	if (strcmp(name, "id") == 0)
		buf_printf(out, "id%zu", member + 1);
	else if (strcmp(name, "part") == 0)
		buf_printf(out, "%s", type->options->options[member].value);
	else if (strcmp(name, "block") == 0)
		buf_puts(out, "id1");
	else if (strcmp(name, "files") == 0 && type->kind == ANSWER_LIST && type->element->kind == ANSWER_REF)
		buf_puts(out, "[id1]");
	else if (type->kind == ANSWER_RECORD)
		plant_record(planter, type->record, path, 0);
	else if (type->kind == ANSWER_LIST)
		plant_list(planter, type, path);
	else
		plant_leaf(planter, type, path);
}

static void plant_record(struct planter *planter, const struct record_type *type, const char *path, size_t member)
{
	bool any = false;
	buf_puts(&planter->yaml, "{");
	for (size_t i = 0; i < type->type.field_count; i++) {
		const char *name = type->type.fields[i].name;
		const struct answer_type *answer = type->answers[i];
		bool top = !*path && (strcmp(name, "blocks") == 0 || strcmp(name, "files") == 0);
		if ((is_left_out(name) && !top) || answer->kind == ANSWER_MAP)
			continue;
		buf_printf(&planter->yaml, "%s%s: ", any ? ", " : "", name);
		plant(planter, name, answer, arena_printf(arena, "%s%s%s", path, *path ? "." : "", name), member);
		any = true;
	}
	buf_puts(&planter->yaml, "}");
}

static struct planter planted(void)
{
	struct planter planter = {0};
	struct diags diags;
	struct data_folders folders = {0};
	diags_init(&diags, arena);
	const struct schema *schema = schema_load(arena, &diags, &folders);
	plant_record(&planter, schema->process, "", 0);
	write_file("shikii.yaml", arena_printf(arena, "%spassages:\n%s", sound_body, buf_text(&planter.passages)));
	return planter;
}

/* The model with every `step`th place withheld, from `first` on. */
static const char *model_of(const struct planter *planter, size_t first, size_t step)
{
	const char *yaml = buf_text(&planter->yaml);
	struct buf out = BUF_INIT;
	buf_puts(&out, "{shikii: 1, withhold: [");
	for (size_t i = first; i < planter->leaves.count; i += step)
		buf_printf(&out, "%s{path: '%s', reason: 安全}", i == first ? "" : ", ", planter->leaves.items[i].path);
	buf_printf(&out, "], %s", yaml + 1);
	char *text = arena_string(arena, buf_text(&out));
	buf_free(&out);
	return text;
}

static const char *const forms[] = {"kiso-2024", "kiso-2019", "juten", "zenkomoku"};

static const char *render(const char *model, const char *form, const char *format, const char *purpose)
{
	int status = RUN(ARG("render"), ARG(model), ARG("--form"), ARG(form), ARG("--format"), ARG(format), ARG("--for"),
	                 ARG(purpose), ARG("--output=-"));
	cr_assert(status != 2 && *out_text, "%s", err_text);
	return out_text;
}

/* A number that is part of a longer one is another. */
static bool tells(const char *text, const char *secret)
{
	for (const char *at = text; (at = strstr(at, secret)); at++)
		if (!(at > text && at[-1] >= '0' && at[-1] <= '9'))
			return true;
	return false;
}

static const char *with_commas(const char *digits)
{
	return arena_printf(arena, "%.1s,%.3s,%.3s", digits, digits + 1, digits + 4);
}

static void expect_hidden(const char *text, const struct leaf *leaf, const char *where)
{
	if (!leaf->secret)
		return;
	cr_expect(!tells(text, leaf->secret), "%s: %s %s", where, leaf->path, leaf->secret);
	if (leaf->kind == ANSWER_COUNT)
		cr_expect(!tells(text, with_commas(leaf->secret)), "%s: %s", where, leaf->path);
}

/* Departments are printed as one answer, each with its duty. */
static bool is_printed_alone(const struct leaf *leaf)
{
	return leaf->secret && leaf->kind != ANSWER_DATE && strncmp(leaf->path, "departments", strlen("departments")) != 0;
}

static void expect_only_the_rest(const struct planter *planter, size_t first, size_t step, const char *whole,
                                 const char *shown, const char *where)
{
	cr_expect(says(shown, "（非公表）"), "%s", where);
	for (size_t i = 0; i < planter->leaves.count; i++) {
		const struct leaf *leaf = &planter->leaves.items[i];
		if (i % step == first)
			expect_hidden(shown, leaf, where);
		else if (is_printed_alone(leaf) && tells(whole, leaf->secret))
			cr_expect(tells(shown, leaf->secret), "%s lost %s", where, leaf->path);
	}
}

static const char *const formats[] = {"md", "html", "json", "plan"};
enum { FORMS = sizeof forms / sizeof *forms, FORMATS = sizeof formats / sizeof *formats, STEP = 5 };

/* Every kind of answer, in all formats; what is not withheld stays. */
Test(cli_withhold, no_place_of_the_vocabulary_leaks)
{
	struct planter planter = planted();
	size_t printed = 0;
	for (size_t first = 0; first < STEP; first++) {
		const char *model = write_file("a.yaml", model_of(&planter, first, STEP));
		for (size_t i = 0; i < FORMS * FORMATS; i++) {
			const char *form = forms[i / FORMATS], *format = formats[i % FORMATS];
			const char *whole = render(model, form, format, "submission");
			const char *shown = render(model, form, format, "publication");
			expect_only_the_rest(&planter, first, STEP, whole, shown, arena_printf(arena, "%s %s", form, format));
			for (size_t j = 0; i + 1 == FORMS * FORMATS && j < planter.leaves.count; j++)
				printed += planter.leaves.items[j].secret && tells(whole, planter.leaves.items[j].secret);
		}
	}
	cr_expect_gt(printed, 150 * STEP, "%zu", printed); /* or nothing is shown by it */
	buf_free(&planter.yaml);
	buf_free(&planter.passages);
}

/* Neither what an answer is nor what it was; the older state withholds nothing. */
Test(cli_withhold, no_comparison_leaks)
{
	struct planter planter = planted();
	struct buf old = BUF_INIT;
	for (const char *at = buf_text(&planter.yaml); *at; at++) {
		bool secret = strncmp(at, "秘密", strlen("秘密")) == 0;
		buf_printf(&old, secret ? "旧密" : "%c", *at);
		at += secret ? strlen("秘密") - 1 : 0;
	}
	const char *older = write_file("old.yaml", replaced(buf_text(&old), "{", "{shikii: 1, "));
	for (size_t first = 0; first < STEP; first++) {
		const char *model = write_file("a.yaml", model_of(&planter, first, STEP));
		for (size_t i = 0; i < FORMS * FORMATS; i++) {
			if (strcmp(formats[i % FORMATS], "json") == 0)
				continue;
			RUN(ARG("render"), ARG("--compare"), ARG(older), ARG(model), ARG("--form"), ARG(forms[i / FORMATS]),
			    ARG("--format"), ARG(formats[i % FORMATS]), ARG("--output=-"));
			cr_assert(says(out_text, "旧密"), "%s", err_text);
			for (size_t j = first; j < planter.leaves.count; j += STEP) {
				struct leaf leaf = planter.leaves.items[j];
				bool text = leaf.secret && strncmp(leaf.secret, "秘密", strlen("秘密")) == 0;
				if (text && strstr(leaf.path, "passages") == NULL)
					expect_hidden(out_text, &leaf, forms[i / FORMATS]);
				leaf.secret = text ? arena_printf(arena, "旧密%s", leaf.secret + strlen("秘密")) : NULL;
				expect_hidden(out_text, &leaf, forms[i / FORMATS]);
			}
		}
	}
	buf_free(&old);
	buf_free(&planter.yaml);
	buf_free(&planter.passages);
}

Test(cli_withhold, no_table_since_a_revision_leaks)
{
	write_file("shikii.yaml", sound_body);
	write_file("a/assessment.yaml", replaced(sound_model, "overview: 概要", "overview: 昔の極秘"));
	folder_shell(arena, folder, "git init -q && git add . && git commit -qm a");
	write_file("a/assessment.yaml", arena_printf(arena, "%swithhold: [{path: sheets.kiso.overview, reason: 安全}]\n",
	                                             replaced(replaced(sound_model, "overview: 概要", "overview: 今の極秘"),
	                                                      "desk: 行政情報課", "desk: 総務課")));
	cr_expect_eq(RUN(ARG("render"), ARG("--since=HEAD"), ARG(folder), ARG("--format=html"), ARG("--out-dir"),
	                 arena_printf(arena, "%s/out", folder)),
	             0, "%s", err_text);
	const char *table = file_text(arena, arena_printf(arena, "%s/out/a/compare.html", folder));
	cr_expect(table && says(table, "総務課") && !says(table, "極秘"), "%s", table);
	RUN(ARG("diff"), ARG("--since=HEAD"), ARG(folder));
	cr_expect(says(out_text, "昔の極秘") && says(out_text, "今の極秘"), "%s", out_text);
}

/* ---- workbooks ---- */

/* All parts of a workbook. */
static const char *parts_of(const char *path)
{
	const char *command = arena_printf(arena,
	                                   "python3 -c 'import sys, zipfile\n"
	                                   "book = zipfile.ZipFile(sys.argv[1])\n"
	                                   "for name in book.namelist(): sys.stdout.buffer.write(book.read(name))' '%s'",
	                                   path);
	FILE *pipe = popen(command, "r");
	struct buf out = BUF_INIT;
	char bytes[4096];
	for (size_t length; pipe && (length = fread(bytes, 1, sizeof bytes, pipe)) > 0;)
		buf_append(&out, bytes, length);
	cr_assert(pipe && pclose(pipe) == 0, "%s", command);
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

Test(cli_withhold, no_part_of_a_workbook_leaks)
{
	struct planter planter = planted();
	const char *model = write_file("a.yaml", model_of(&planter, 0, 1));
	for (size_t i = 0; i < FORMS; i++) {
		const char *book = arena_printf(arena, "%s/book.xlsx", folder);
		RUN(ARG("render"), ARG(model), ARG("--format=xlsx"), ARG("--form"), ARG(forms[i]), ARG("--output"), ARG(book));
		const char *parts = parts_of(book);
		cr_assert(says(parts, "（非公表）"));
		for (size_t j = 0; j < planter.leaves.count; j++)
			expect_hidden(parts, &planter.leaves.items[j], forms[i]);
		cr_expect(!says(parts, "秘密"));
	}
	buf_free(&planter.yaml);
	buf_free(&planter.passages);
}

/* ---- 変更箇所 ---- */

static const char secret_model[] =
    "number_use: {basis: 番号法第9条第1項による極秘の根拠であり、捜査に用いる。金庫の鍵は守衛室に置く。}\n"
    "withhold:\n"
    "  - {path: number_use.basis, reason: 犯罪の捜査のため}\n"
    "  - {path: 'systems[1].name', reason: 同じ}\n"
    "  - {path: threshold.subjects, reason: 同じ}\n"
    "  - {path: 'sheets.kiso.items.I.1.2', reason: 同じ}\n";

/* Renders the model with this row and one more, as Markdown; the words of its 変更箇所. */
static const char *history_of(const char *rows)
{
	const char *model = replaced(sound_model, "number_use: {basis: 番号法第9条第1項}\n", secret_model);
	write_file("shikii.yaml", sound_body);
	model = write_file("a.yaml", arena_printf(arena,
	                                          "%s    items: {I.1.2: 極秘の概要の文章}\n"
	                                          "    history:\n%s",
	                                          model, rows));
	RUN(ARG("render"), ARG(model));
	const char *history = strstr(out_text, "## 変更箇所");
	cr_assert(history, "%s", err_text);
	return history;
}

Test(cli_withhold, cells_of_changes)
{
	static const struct {
		const char *row, *hidden, *seen;
	} cases[] = {
	    /* by item, in words and numbers of either revision of the form, whatever it once was */
	    {"date: 2025-06-01, item: Ⅰ　関連情報　３．個人番号の利用　法令上の根拠, before: 昔の言葉, after: 今",
	     "昔の言葉", "| （非公表） | （非公表） |"},
	    {"date: 2025-06-01, item: Ⅰ３, before: 昔の言葉", "昔の言葉", "| （非公表） |  |"},
	    {"date: 2020-06-01, item: Ⅰ３, before: 昔の言葉", "昔の言葉", "（非公表）"},
	    {"item: '法令上の根拠（個人番号）', before: 昔の言葉", "昔の言葉", "（非公表）"},
	    {"item: 'Ⅰ２、Ⅰ３', before: 昔の言葉", "昔の言葉", "（非公表）"},
	    {"item: Ⅱ１, before: 昔の言葉", "昔の言葉", "（非公表）"},
	    {"item: Ⅰ　関連情報, before: 昔の言葉", "昔の言葉", "（非公表）"},
	    /* by path, above and below it, by id or number */
	    {"item: あれ, paths: [systems.kanri.name], before: 昔の言葉", "昔の言葉", "（非公表）"},
	    {"item: あれ, paths: ['systems[kanri]'], before: 昔の言葉", "昔の言葉", "（非公表）"},
	    {"item: あれ, paths: [systems], before: 昔の言葉", "昔の言葉", "（非公表）"},
	    {"item: あれ, paths: [threshold.subjects.count], before: 9万人", "9万人", "（非公表）"},
	    {"item: あれ, paths: [sheets.kiso.items.I.1.2], before: 昔の言葉", "昔の言葉", "（非公表）"},
	    /* by words: in other widths, lines and points, a sentence, a part of one */
	    {"item: Ⅳ２, before: 'その 健康管理　システム を'", "健康管理", "| Ⅳ２ | （非公表） |"},
	    {"item: Ⅳ２, before: \"健康管理\\nシステム\"", "健康管理", "（非公表）"},
	    {"item: Ⅳ２, after: 金庫の鍵は、守衛室に置く, note: 残る", "守衛室", "残る"},
	    {"item: Ⅳ２, after: 「（略）による極秘の根拠であり、捜査に用いる（略）」", "極秘", "（非公表）"},
	    {"item: Ⅳ２, note: 番号法第９条第１項による極秘の根拠であり、捜査に用いる。のとおり, after: 残る", "極秘",
	     "残る"},
	    {"item: 健康管理システムの件, after: 残る", "健康管理", "残る"},
	    {"item: Ⅳ２, after: 極秘の概要の文章を改めた", "極秘", "（非公表）"},
	    /* and nothing else */
	    {"item: Ⅳ２, before: '86500', after: 3", NULL, "<del>86500</del> | <ins>3</ins> |"},
	    {"item: Ⅰ　関連情報　７．特定個人情報の開示・訂正・利用停止請求　請求先, before: 行政情報課, after: 健康推進課",
	     NULL, "行政情報課"},
	    {"item: Ⅳ２, before: 1万人以上10万人未満, after: 番号法第9条第1項", NULL, "1万人以上10万人未満"},
	    {"item: あれ, paths: [disclosure.desk], before: 昔の言葉", NULL, "昔の言葉"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *history = history_of(arena_printf(arena, "      - {%s}\n", cases[i].row));
		cr_expect(says(history, cases[i].seen), "%s\n%s", cases[i].row, history);
		cr_expect(!cases[i].hidden || !says(history, cases[i].hidden), "%s\n%s", cases[i].row, history);
	}
}

/* What a withheld answer once was is a secret in other rows, too; 同上 is the item above. */
Test(cli_withhold, what_an_answer_was)
{
	const char *history = history_of("      - {item: Ⅰ　関連情報　３．個人番号の利用　法令上の根拠, before: 昔の言葉}\n"
	                                 "      - {item: 同上, after: もっと前}\n"
	                                 "      - {item: あれこれ, after: それは昔の言葉であった}\n"
	                                 "      - {item: あれこれ, after: 別の事}\n");
	cr_expect(!says(history, "昔の言葉") && !says(history, "もっと前") && says(history, "別の事"), "%s", history);
	cr_expect(says(err_text, "公表しない答え 5か所、変更箇所の欄 3か所を（非公表）としました"), "%s", err_text);
}

/* ---- what is said of it ---- */

Test(cli_withhold, the_same_words_in_another_answer)
{
	write_file("shikii.yaml", sound_body);
	const char *text = replaced(sound_model, "overview: 概要", "overview: これは予防接種に関する　事務です");
	const char *model = write_file("a.yaml", arena_printf(arena, "%swithhold: [{path: name, reason: 安全}]\n", text));
	RUN(ARG("check"), ARG(model));
	cr_expect(says(out_text, "a.yaml:29:15: 警告: 非公表とした文章が、「②事務の概要」の答えにもあります "
	                         "[model.withheld-elsewhere]"),
	          "%s", out_text);
	RUN(ARG("render"), ARG(model));
	cr_expect(says(err_text, "[model.withheld-elsewhere]"), "%s", err_text);
	write_file("a.yaml", arena_printf(arena, "%swithhold: [{path: name}, {path: sheets.kiso.overview}]\n", text));
	RUN(ARG("check"), ARG(model));
	cr_expect(!says(out_text, "withheld-elsewhere"), "%s", out_text);
}

Test(cli_withhold, for_submission)
{
	write_file("shikii.yaml", sound_body);
	const char *model =
	    write_file("b/a.yaml", arena_printf(arena, "%swithhold: [{path: name, reason: 安全}]\n", sound_model));
	const char *out = arena_printf(arena, "%s/out", folder);
	static const char *const all[] = {"md", "html", "json", "xlsx", "plan"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		RUN(ARG("render"), ARG(model), ARG("--format"), ARG(all[i]), ARG("--out-dir"), ARG(out),
		    ARG("--for=submission"));
		const char *path = arena_printf(arena, "%s/a/kiso-2024-提出用.%s", out, all[i]);
		cr_expect(says(err_text, path) && !says(err_text, "（非公表）"), "%s", err_text);
		const char *text = strcmp(all[i], "xlsx") == 0 ? parts_of(path) : file_text(arena, path);
		cr_expect(text && says(text, strcmp(all[i], "json") == 0 ? "\"for\": \"submission\"" : "提出用"), "%s", all[i]);
		cr_expect(text && says(text, "予防接種に関する事務"), "%s", all[i]);
	}
	RUN(ARG("render"), ARG("--compare"), ARG(model), ARG(model), ARG("--for=submission"), ARG("--out-dir"), ARG(out));
	const char *table = file_text(arena, arena_printf(arena, "%s/a/compare-提出用.md", out));
	cr_expect(table && says(table, "\n提出用\n") && says(table, "予防接種に関する事務"), "%s", err_text);
	RUN(ARG("render"), ARG(model));
	cr_expect(!says(out_text, "提出用") && says(err_text, "公表しない答え 2か所を（非公表）としました"), "%s",
	          err_text);
}

Test(cli_withhold, what_shows_all_says_so)
{
	write_file("shikii.yaml", sound_body);
	const char *secret = "宣言 極秘第19条第7号";
	const char *model = write_file(
	    "a.yaml",
	    arena_printf(arena, "%s    history: [{item: 宣言, after: '%s'}]\nwithhold: [{path: sheets.kiso.declaration}]\n",
	                 replaced(sound_model, "declaration: 宣言", "declaration: 古い宣言"), secret));
	const char *older = write_file("old.yaml", sound_model);
	static const char first[] = "内部用\n";
	RUN(ARG("diff"), ARG(older), ARG(model));
	cr_expect(strncmp(out_text, first, strlen(first)) == 0 && says(out_text, "古い宣言"), "%s", out_text);
	RUN(ARG("diff"), ARG(older), ARG(model), ARG("--format=md"));
	cr_expect(strncmp(out_text, first, strlen(first)) == 0 && says(out_text, "古い宣言"), "%s", out_text);
	RUN(ARG("list"), ARG(model));
	cr_expect(strncmp(out_text, first, strlen(first)) == 0, "%s", out_text);
	RUN(ARG("check"), ARG(model));
	cr_expect(strncmp(out_text, first, strlen(first)) == 0, "%s", out_text);
	RUN(ARG("history"), ARG("check"), ARG(model), ARG("--format=md"));
	cr_expect(strncmp(out_text, first, strlen(first)) == 0, "%s", out_text);
	RUN(ARG("check"), ARG(older));
	cr_expect_str_eq(out_text, "");
	RUN(ARG("render"), ARG(model), ARG("--format=html"), ARG("--with-findings"));
	cr_expect(says(out_text, "<p class=\"purpose\">内部用</p>") && says(out_text, "古い宣言"), "%s", out_text);
}
