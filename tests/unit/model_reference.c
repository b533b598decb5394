/* The forms of schema/ against the reference, which stands outside of the project: every item's id, label,
 * options, ※ and whether it is required. */
#include "base/utf8.h"
#include "model/data.h"
#include "model/form.h"
#include "support/outside.h"
#include "unit/judgement_type.h"
#include "unit/model_fixture.h"

TestSuite(model_reference, .init = fixture_open, .fini = fixture_close);

struct entry {
	const struct node *node;
	const char *id;
};

struct entries {
	struct entry items[2000];
	size_t count;
};

/* All mappings that have an id and are printed: items, and sections with their headings. */
static void collect(const struct node *node, struct entries *entries)
{
	const struct node *id = node_get(node, "id");
	bool printed = node_get(node, "label") || node_get(node, "heading") || node_get(node, "printed");
	bool layout = node_is(node_get(node, "type"), "tail");
	if (id && printed && !layout && entries->count < 2000)
		entries->items[entries->count++] = (struct entry){node, id->text};
	for (size_t i = 0; i < node->count; i++)
		collect(node->items[i], entries);
}

/* A section's heading and the item in it may have the same id. */
static const struct node *entry_find(const struct entries *entries, const char *id, const char *key)
{
	for (size_t i = 0; i < entries->count; i++)
		if (strcmp(entries->items[i].id, id) == 0 && node_get(entries->items[i].node, key))
			return entries->items[i].node;
	return NULL;
}

/* An option's wording as it is printed: the scalar, or its label. */
static const char *wording(const struct node *option)
{
	const struct node *label = node_get(option, "label");
	return label ? label->text : option->kind == NODE_SCALAR ? option->text : "?";
}

static void compare_words(const char *form, const char *id, const struct node *theirs, const struct node *ours)
{
	size_t count = ours ? ours->count : 0;
	cr_expect_eq(theirs->count, count, "%s %s: %zu options, not %zu", form, id, count, theirs->count);
	for (size_t i = 0; i < theirs->count && i < count; i++)
		cr_expect_str_eq(wording(ours->items[i]), wording(theirs->items[i]), "%s %s: 「%s」, not 「%s」", form, id,
		                 wording(ours->items[i]), wording(theirs->items[i]));
}

/* The reference does not keep the widths and spaces of all headings. */
static void compare_text(const char *form, const char *id, const char *ours, const char *theirs, bool loosely)
{
	bool equal = loosely ? strcmp(utf8_fold(fixture.arena, ours), utf8_fold(fixture.arena, theirs)) == 0
	                     : strcmp(ours, theirs) == 0;
	cr_expect(equal, "%s %s: 「%s」, not 「%s」", form, id, ours, theirs);
}

static const struct node *read_form(const char *path)
{
	const struct source *source = source_load(fixture.arena, &fixture.diags, path);
	const struct node *node = source ? node_read(fixture.arena, &fixture.diags, source) : NULL;
	cr_assert(node && fixture.diags.count == 0, "%s: %s", path, findings_text(&fixture.diags, path));
	return node;
}

/* ※, and whether an answer is asked for. Boxes that stand alone and answers that are worked out have always one. */
static void compare_marks(const struct form *form, const struct node *theirs)
{
	const struct item *item = form_item(form, node_get(theirs, "id")->text);
	const struct node *significant = node_get(theirs, "significant"), *required = node_get(theirs, "required");
	if (item && significant)
		cr_expect_eq(item->significant, node_is(significant, "true"), "%s %s: ※", form->id, item->id);
	bool plain = item && item->type != ITEM_FLAG && item->need != NEED_WHEN && !node_get(theirs, "derived");
	if (plain && required)
		cr_expect_eq(item->need != NEED_NEVER, node_is(required, "true"), "%s %s: required", form->id, item->id);
}

static void compare_form(const char *folder, const char *name)
{
	const struct node *theirs = read_form(arena_printf(fixture.arena, "%s/forms/%s.yaml", folder, name));
	const struct source *source = data_load(fixture.arena, &fixture.diags, &fixture.folders,
	                                        arena_printf(fixture.arena, "schema/forms/%s.yaml", name));
	const struct form *form = form_load(fixture.arena, &fixture.diags, fixture.schema, &fixture_judgement, source);
	struct entries *expected = arena_new_object(fixture.arena, struct entries);
	struct entries *actual = arena_new_object(fixture.arena, struct entries);
	collect(theirs, expected);
	collect(node_read(fixture.arena, &fixture.diags, source), actual);
	cr_expect_gt(expected->count, 40, "%s", name);
	for (size_t i = 0; i < expected->count; i++) {
		const char *id = expected->items[i].id;
		const struct node *type = node_get(expected->items[i].node, "type");
		const struct node *heading = node_get(expected->items[i].node, "printed");
		const char *key = heading || node_is(type, "risk") || node_is(type, "group") ? "heading" : "label";
		const struct node *ours = entry_find(actual, id, key);
		cr_expect_not_null(ours, "%s lacks %s", name, id);
		if (!ours)
			continue;
		compare_marks(form, expected->items[i].node);
		const char *label = (heading ? heading : node_get(expected->items[i].node, "label"))->text;
		compare_text(name, id, node_get(ours, key)->text, label, heading != NULL);
		const struct node *options = node_get(expected->items[i].node, "options");
		if (options && !node_get(ours, "field")) /* columns of 変更箇所 take their options from the vocabulary */
			compare_words(name, id, options, node_get(ours, "options"));
	}
}

Test(model_reference, every_item_label_and_option)
{
	const char *folder = outside_folder("SHIKII_REFERENCE");
	const char *const forms[] = {"kiso-2019", "kiso-2024", "juten-2018", "zenkomoku-2018"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		compare_form(folder, forms[i]);
}
