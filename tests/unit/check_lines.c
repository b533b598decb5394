/* The lines that findings offer, typed in where they say. */
#include "base/map.h"
#include "check/check.h"
#include "check/lines.h"
#include "support/folder.h"
#include "yaml/node_write.h"

#include "unit/model_fixture.h"

static struct official *official;

static void set_up(void)
{
	fixture_open();
	official = official_load(fixture.arena, &fixture.diags, &fixture.folders);
	cr_assert(official, "%s", findings_text(&fixture.diags, ""));
}

TestSuite(check_lines, .init = set_up, .fini = fixture_close);

struct checked {
	const struct node *node;
	const struct assessment *assessment;
	struct diags diags;
};

/* What is wrong with a model; its lines are worked out. */
static struct checked check(const char *yaml, const char *form)
{
	struct checked checked = {0};
	struct arena *arena = fixture.arena;
	struct assess_options options = {.form = form, .for_publication = true, .paths = true};
	diags_init(&checked.diags, arena);
	const struct source *source = source_from_memory(arena, &checked.diags, "a.yaml", yaml, strlen(yaml));
	checked.node = source ? node_read(arena, &checked.diags, source) : NULL;
	cr_assert(checked.node, "%s\n%s", findings_text(&checked.diags, ""), yaml);
	const struct model *model = model_bind(arena, &checked.diags, fixture.schema, fixture.body, checked.node);
	cr_assert(model);
	checked.assessment = assess(arena, &checked.diags, official, model, &options);
	check_assessment(arena, &checked.diags, official, checked.assessment);
	lines_add(arena, fixture.schema, &checked.diags);
	return checked;
}

/* The text with the lines typed in. */
static const char *typed(const char *yaml, const struct diag_lines *lines)
{
	const char *at = yaml;
	for (size_t i = 0; i < lines->line; i++)
		at = strchr(at, '\n') ? strchr(at, '\n') + 1 : at + strlen(at);
	const char *rest = at;
	for (size_t i = 0; i < lines->count; i++)
		rest = strchr(rest, '\n') ? strchr(rest, '\n') + 1 : rest + strlen(rest);
	bool broken = at == yaml || at[-1] == '\n';
	return arena_printf(fixture.arena, "%.*s%s%s%s", (int)(at - yaml), yaml, broken ? "" : "\n", lines->text, rest);
}

static bool is_structure(const struct diag *diag)
{
	return strncmp(diag->rule, "yaml.", 5) == 0 || strncmp(diag->rule, "model.", 6) == 0;
}

static size_t count_structure(const struct diags *diags)
{
	size_t count = 0;
	for (size_t i = 0; i < diags->count; i++)
		count += is_structure(diags->items[i]);
	return count;
}

/* ---- every answer of the samples ---- */

/* The model without a node, written anew. */
static const char *without(const struct node *root, const struct node *gone)
{
	struct node *parent = (struct node *)(uintptr_t)gone->parent;
	struct node **items = parent->items;
	size_t count = parent->count, kept = 0;
	parent->items = arena_array(fixture.arena, struct node *, count);
	for (size_t i = 0; i < count; i++)
		if (items[i] != gone)
			parent->items[kept++] = items[i];
	parent->count = kept;
	struct buf text = BUF_INIT;
	node_write(&text, root, NULL, NULL);
	parent->items = items;
	parent->count = count;
	const char *yaml = arena_copy(fixture.arena, buf_text(&text), text.length);
	buf_free(&text);
	return yaml;
}

/* The model with two members in each list: as many as are needed to have another one. */
static void shorten(struct node *node)
{
	if (node->kind == NODE_SEQUENCE && node->count > 2 && node->items[0]->kind == NODE_MAPPING)
		node->count = 2;
	for (size_t i = 0; i < node->count; i++)
		shorten(node->items[i]);
}

static const char *shortened(const struct node *root)
{
	struct buf text = BUF_INIT;
	shorten((struct node *)(uintptr_t)root);
	node_write(&text, root, NULL, NULL);
	const char *yaml = arena_copy(fixture.arena, buf_text(&text), text.length);
	buf_free(&text);
	return yaml;
}

static const struct row *row_of(const struct assessment *assessment, const char *key)
{
	for (size_t i = 0; assessment->sheet_count && i < assessment->sheets[0]->row_count; i++)
		if (strcmp(assessment->sheets[0]->rows[i]->key, key) == 0)
			return assessment->sheets[0]->rows[i];
	return NULL;
}

static const struct diag *missing(const struct diags *diags, const char *id)
{
	for (size_t i = 0; i < diags->count; i++)
		if (strcmp(diags->items[i]->rule, "answer.missing") == 0 && strcmp(diags->items[i]->item, id) == 0)
			return diags->items[i];
	return NULL;
}

/* Findings about samples that stayed as they were offered. */
static size_t count_told(const struct diags *diags)
{
	size_t count = 0;
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = diags->items[i];
		count += strcmp(diag->rule, "answer.sample") == 0 ||
		         (diag->hint && strncmp(diag->hint, "実際の答えに", strlen("実際の答えに")) == 0);
	}
	return count;
}

/* A sample between braces can have no comment above it: it is no answer. */
static bool is_in_braces(const struct diag_lines *lines)
{
	const char *brace = strchr(lines->text, '{');
	return brace && strstr(brace, "ここに");
}

/* Takes the answer of one row out, types what the finding shows, and looks for an answer. */
static bool try_row(const struct node *root, const struct row *row, const struct node *gone, const char *form)
{
	const char *yaml = without(root, gone);
	struct checked before = check(yaml, form);
	const struct row *lost = row_of(before.assessment, row->key);
	const struct diag *diag = missing(&before.diags, row->item->id);
	if (!lost || lost->state != STATE_ABSENT || !diag || !lost->required)
		return false; /* the answer follows from something else */
	cr_assert(diag->lines, "%s %s %s: no lines", form, row->key, diag->path ? diag->path : "");
	struct checked after = check(typed(yaml, diag->lines), form);
	const struct row *found = row_of(after.assessment, row->key);
	cr_assert_gt(count_told(&after.diags), count_told(&before.diags), "%s %s is taken for an answer:\n%s", form,
	             row->key, diag->lines->text);
	if (is_in_braces(diag->lines))
		return true;
	cr_assert(found && (found->state == STATE_ANSWERED || found->example), "%s %s\n%s", form, row->key,
	          diag->lines->text);
	cr_assert_eq(count_structure(&after.diags), count_structure(&before.diags), "%s %s\n%s", form, row->key,
	             diag->lines->text);
	return true;
}

static const struct node *top_of(const struct node *node)
{
	while (node->parent && node->parent->parent)
		node = node->parent;
	return node;
}

/* The nodes to take out for a row: the answer itself, and the whole key of the model that it is in. */
static size_t try_item(const struct node *root, const struct row *row, const char *form, struct map *tops)
{
	const struct node *node = row->answer.node ? row->answer.node : row->place;
	if (!node || !node->parent || node->span.source != root->span.source)
		return 0;
	const struct node *top = top_of(node);
	bool own = try_row(root, row, node, form),
	     once = !map_put(tops, arena_printf(fixture.arena, "%p", (const void *)top), tops);
	return (size_t)own + (once && top != node && try_row(root, row, top, form));
}

static void try_sample(const char *sample, const char *form, size_t at_least)
{
	const char *folder = getenv("SHIKII_SOURCE_DIR");
	const char *path = arena_printf(fixture.arena, "%s/assessments/%s", folder, sample);
	const char *text = file_text(fixture.arena, path);
	cr_assert(text, "%s", path);
	fixture_body(file_text(fixture.arena, arena_printf(fixture.arena, "%s/assessments/shikii.yaml", folder)));
	struct checked whole = check(shortened(check(text, form).node), form);
	struct map tops;
	map_init(&tops, fixture.arena);
	const struct sheet *sheet = whole.assessment->sheets[0];
	const char *tried = NULL;
	size_t count = 0;
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		if (!row->required || row->state != STATE_ANSWERED || (tried && strcmp(tried, row->item->id) == 0))
			continue;
		tried = row->item->id;
		count += try_item(whole.node, row, form, &tops);
	}
	cr_assert_geq(count, at_least, "%s: %zu", form, count);
}

Test(check_lines, every_answer_of_the_old_short_form_can_be_typed)
{
	try_sample("mihon-yobosesshu/assessment.yaml", "kiso-2019", 30);
}

Test(check_lines, every_answer_of_the_short_form_can_be_typed)
{
	try_sample("mihon-yobosesshu/assessment.yaml", "kiso-2024", 30);
}

Test(check_lines, every_answer_of_the_middle_form_can_be_typed)
{
	try_sample("mihon-kaigo/assessment.yaml", "juten-2018", 80);
}

Test(check_lines, every_answer_of_the_full_form_can_be_typed)
{
	try_sample("mihon-kokuho/assessment.yaml", "zenkomoku-2018", 80);
}

/* ---- keys that stand there without an answer ---- */

/* What is offered in place of the empty key, typed in. */
static struct checked check_typed(const char *key)
{
	const char *sheet = strstr(key, "sheets:") ? "" : "sheets: {kiso: {overview: あ}}\n";
	const char *yaml = arena_printf(fixture.arena, "shikii: 1\nnumber: 3\n%s%s", key, sheet);
	struct checked checked = check(yaml, "kiso-2024");
	for (size_t i = 0; i < checked.diags.count; i++) {
		const struct diag *diag = checked.diags.items[i];
		if (diag->lines && (diag->lines->count || strstr(key, "- kind")))
			return check(typed(yaml, diag->lines), "kiso-2024");
	}
	cr_assert_fail("no lines: %s\n%s", yaml, findings_text(&checked.diags, ""));
	return checked;
}

Test(check_lines, a_sample_behind_an_empty_key_is_told)
{
	static const char *const keys[] = {
	    "safeguards:\n  audits:\n",
	    "safeguards:\n  audits: # 監査\n",
	    "safeguards: {audits: }\n",
	    "safeguards:\n  priority:\n    measure:\n",
	    "linkage:\n  performed:\n",
	    "linkage: {performed: }\n",
	    "outsourcing:\nsharing: 提供・移転しない\n",
	    "threshold:\n  subjects:\n    count: 5000\n    as_of:\n",
	    "threshold:\n  subjects:\n    count:\n",
	    "systems:\n  - id: a\n    name:\n",
	    "risks:\n  - acquisition:\n      unintended:\n        sufficient:\n",
	    "sheets:\n  kiso:\n    publications:\n      - date:\n",
	    "sheets:\n  kiso:\n    publications: [{date: , kind: 新規}]\n",
	    "sheets:\n  kiso:\n    publications:\n    - kind: 新規\n",
	    "sheets:\n  kiso:\n    publications:\n    - date: 2025-12-01\n      kind:\n",
	    "withhold:\n  - path:\n    reason: あ\n",
	    "reviews:\n  - date:\n",
	};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct checked after = check_typed(keys[i]);
		const char *findings = findings_text(&after.diags, ""); /* a path that is a sample leads nowhere */
		cr_expect(count_told(&after.diags) || strstr(findings, "「ここに箇所を書く」に当たる"), "%s\n%s", keys[i],
		          findings);
	}
}

Test(check_lines, a_publication_is_offered_with_its_kind_and_told)
{
	struct checked checked = check("shikii: 1\nsheets: {kiso: {overview: あ}}\n", "kiso-2024");
	const struct diag *diag = missing(&checked.diags, "cover.published");
	cr_assert(diag && diag->lines, "%s", findings_text(&checked.diags, ""));
	cr_expect(strstr(diag->lines->text, "ここに公表日を書く"), "%s", diag->lines->text);
	cr_expect(strstr(diag->lines->text, "kind: ここに"), "%s", diag->lines->text);
	checked = check("shikii: 1\nsheets:\n  kiso:\n    overview: あ\n", "kiso-2024");
	diag = missing(&checked.diags, "cover.published");
	cr_expect(strstr(diag->lines->text, "    publications:\n      # 【見本】"), "%s", diag->lines->text);
	cr_expect(strstr(diag->lines->text, "        kind: "), "%s", diag->lines->text);
}

Test(check_lines, braces_say_which_options_there_are)
{
	struct checked checked = check("shikii: 1\nlinkage: {performed: }\nsheets: {kiso: {overview: あ}}\n", "kiso-2024");
	const char *text = findings_text(&checked.diags, "");
	bool said = false;
	for (size_t i = 0; i < checked.diags.count; i++)
		said |= checked.diags.items[i]->hint &&
		        strstr(checked.diags.items[i]->hint, "選択肢は「実施する」、「実施しない」、「未定」です");
	cr_expect(said, "%s", text);
}
