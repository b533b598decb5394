#include "support/examples.h"

#include "support/findings.h"
#include "support/folder.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

static size_t models_of(const struct node *entry)
{
	const struct node *words = node_get(entry, "with");
	return words ? words->count : 1;
}

/* The model of an entry with one of its words in the place of @. */
static struct node model_with(struct arena *arena, const struct node *entry, size_t word)
{
	const struct node *words = node_get(entry, "with");
	struct node model = *node_get(entry, "model");
	const char *place = strchr(model.text, '@');
	cr_assert_eq(place != NULL, words != NULL, "%s", model.text);
	if (words)
		model.text =
		    arena_printf(arena, "%.*s%s%s", (int)(place - model.text), model.text, words->items[word]->text, place + 1);
	model.length = strlen(model.text);
	return model;
}

struct more_examples more_examples_load(struct arena *arena, struct diags *diags)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const struct source *source =
	    source_load(arena, diags, arena_printf(arena, "%s/tests/examples.yaml", root ? root : "."));
	const struct node *list = source ? node_get(node_read(arena, diags, source), "examples") : NULL;
	cr_assert(list && diags->count == 0, "%s", findings_text(diags, ""));
	struct more_examples all = {0};
	for (size_t i = 0; i < list->count; i++)
		all.count += models_of(list->items[i]);
	struct more_example *items = arena_array(arena, struct more_example, all.count);
	all.items = items;
	for (size_t i = 0; i < list->count; i++) {
		const struct node *entry = list->items[i];
		for (size_t j = 0; j < models_of(entry); j++)
			*items++ =
			    (struct more_example){node_get(entry, "rule")->text, strtoul(node_get(entry, "finds")->text, NULL, 10),
			                          model_with(arena, entry, j)};
	}
	return all;
}
