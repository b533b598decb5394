/* What the checks find in published sheets: each line of tests/findings/ was judged by reading the sheet. The sheets
 * are found by SHIKII_SEEDS; none of their words stand here. UPDATE_FINDINGS=1 writes the tables anew. */
#include "check/baseline.h"
#include "check/check.h"
#include "check/run_rules.h"
#include "import/import.h"
#include "support/folder.h"
#include "support/seeds.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void set_up(void)
{
	arena = arena_new();
}

static void tear_down(void)
{
	arena_free(arena);
}

TestSuite(import_findings, .init = set_up, .fini = tear_down, .timeout = 120);

/* Imports a seed and checks the model. */
static void check_seed(const char *path, struct diags *diags)
{
	struct diags problems;
	struct import import;
	diags_init(&problems, arena);
	struct official *official = official_load(arena, &problems, &(struct data_folders){0});
	const struct source *source = source_load(arena, &problems, path);
	cr_assert_null(import_text(arena, official, source, 1, &import));
	source = source_from_memory(arena, &problems, "seed.yaml", buf_text(&import.yaml), import.yaml.length);
	buf_free(&import.yaml);
	const struct body *body = body_bind(arena, &problems, official->schema, NULL);
	const struct model *model =
	    model_bind(arena, &problems, official->schema, body, node_read(arena, &problems, source));
	struct assess_options options = {.as_of = value_absent()};
	const struct assessment *assessment = assess(arena, &problems, official, model, &options);
	cr_assert_eq(problems.count, 0);
	diags_init(diags, arena);
	check_assessment(arena, diags, official, assessment);
	run_rules(arena, diags, official, official_rules(official), assessment, NULL);
	diags_sort(diags);
}

static int line_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* rule, severity, item, place in the model (with its repetitions), hash of the words pointed at; sorted, so that the
 * order in which the importer writes does not matter */
static const char *table_of(const struct diags *diags)
{
	const char **lines = arena_array(arena, const char *, diags->count);
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = diags->items[i];
		char hash[17];
		diag_hash(diag, hash);
		lines[i] = arena_printf(arena, "%s\t%s\t%s\t%s\t%s\n", diag->rule, severity_name(diag->severity),
		                        diag->item ? diag->item : "-", diag->path ? diag->path : "-", hash);
	}
	qsort(lines, diags->count, sizeof *lines, line_compare);
	struct buf out = BUF_INIT;
	buf_puts(&out,
	         "# 規則、重さ、項目、モデルの場所、指した言葉のハッシュ。どれも評価書を読んで、そのとおりと確かめた。\n");
	for (size_t i = 0; i < diags->count; i++)
		buf_puts(&out, lines[i]);
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

Test(import_findings, are_those_that_were_read)
{
	static const char *const seeds[] = {"000", "001", "002"};
	for (size_t i = 0; i < sizeof seeds / sizeof *seeds; i++) {
		struct diags diags;
		const char *path = seed_path(arena, seeds[i]);
		if (!path)
			continue;
		check_seed(path, &diags);
		const char *file = arena_printf(arena, "tests/findings/%s.tsv", seeds[i]);
		const char *expected = file_text(arena, file), *found = table_of(&diags);
		if (getenv("UPDATE_FINDINGS"))
			folder_write(arena, "tests/findings", arena_printf(arena, "%s.tsv", seeds[i]), found);
		else
			cr_expect_str_eq(found, expected ? expected : "", "%s", seeds[i]);
	}
}
