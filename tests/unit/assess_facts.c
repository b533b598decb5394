/* What is official besides the law, against the tables of tests/facts/: the forms with labels, options, ※ and conditions, the
 * vocabulary with its bands, the threshold judgement, what changes make due, and the rest of such data. Expressions that
 * fill a form and the words of help are no facts: other tests see to them. */
#include "model/data.h"
#include "support/facts.h"
#include "support/findings.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(facts, .init = set_up, .fini = tear_down);

/* The tree without what is no fact. */
static void take_out(struct node *node, const char *key)
{
	size_t kept = 0;
	for (size_t i = 0; i < node->count; i++)
		if (node->items[i]->kind != NODE_SCALAR || !node->items[i]->key || !node_is(node->items[i]->key, key)) {
			take_out(node->items[i], key);
			node->items[kept++] = node->items[i];
		}
	node->count = kept;
}

static void expect_file(const char *name, const char *const *without)
{
	struct buf facts = BUF_INIT;
	const struct source *source =
	    data_load(arena, &diags, &(struct data_folders){0}, arena_printf(arena, "%s.yaml", name));
	struct node *root = source ? node_read(arena, &diags, source) : NULL;
	cr_assert(root, "%s: %s", name, findings_text(&diags, ""));
	for (; *without; without++)
		take_out(root, *without);
	facts_add_node(&facts, root);
	facts_expect(arena, strrchr(name, '/') + 1, &facts);
	buf_free(&facts);
}

Test(facts, forms)
{
	static const char *const without[] = {"id", "value", "help", NULL};
	expect_file("schema/forms/kiso-2019", without);
	expect_file("schema/forms/kiso-2024", without);
	expect_file("schema/forms/juten-2018", without);
	expect_file("schema/forms/zenkomoku-2018", without);
}

Test(facts, vocabulary)
{
	static const char *const without[] = {"help", NULL};
	expect_file("schema/model", without);
	expect_file("schema/calendar", without);
}

Test(facts, judgement_and_what_follows)
{
	static const char *const without[] = {NULL};
	expect_file("rules/threshold", without);
	expect_file("rules/consequences", without);
	expect_file("rules/periods", without);
	expect_file("rules/cells", without);
}
