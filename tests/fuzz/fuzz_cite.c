/* Any bytes, as a plain text and as the text of a model → citations. Nothing may crash; each stands where it says, has a
 * canonical form, and the text with all replacements is UTF-8. */
#include "base/utf8.h"
#include "law/law.h"
#include "law/mend.h"
#include "law/reader.h"
#include "yaml/scalar.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static const struct law *built_in(void)
{
	static const struct law *law;
	if (!law) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena);
		law = law_load(arena, &diags, &(struct data_folders){0});
		require(law != NULL);
	}
	return law;
}

static void read(struct arena *arena, const char *text, size_t length, bool plain)
{
	static const struct date days[] = {{2016, 1, 1}, {2024, 5, 27}, {2027, 1, 1}};
	struct citation_list list = {0};
	struct reader *reader = reader_new(arena, built_in()->registry, built_in()->patterns);
	reader_read(reader, text, length, plain, &list);
	for (size_t i = 0; i < list.count; i++) {
		const struct citation *citation = &list.items[i];
		require(citation->start < citation->end && citation->end <= length && *citation->canonical);
		require(utf8_valid(text + citation->start, citation->end - citation->start) == citation->end - citation->start);
	}
	for (size_t j = 0; j < sizeof days / sizeof *days; j++) {
		struct mend_text read = {text, length, plain, days[j]};
		const struct status *statuses = mend_citations(arena, built_in(), reader, &read, &list);
		const char *mended = mend_apply(arena, &read, &list, statuses);
		require(utf8_valid(mended, strlen(mended)) == strlen(mended));
	}
}

static void visit(struct arena *arena, const struct node *node)
{
	if (node->kind == NODE_SCALAR) {
		const struct scalar_text text = scalar_text(arena, node);
		size_t done = 0, at = 0;
		for (size_t i = 0; i < text.count; i++) {
			const struct stretch *stretch = &text.stretches[i];
			require(stretch->start == done && stretch->from >= at && stretch->to >= stretch->from);
			done = stretch->end;
			at = stretch->to;
		}
		require(at <= node->span.source->length && (done == node->length + 1 || node->refused));
	}
	for (size_t i = 0; i < node->count; i++)
		visit(arena, node->items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	diags.limit = 100;
	const struct source *source = source_from_memory(arena, &diags, "fuzz", (const char *)data, size);
	if (source) {
		read(arena, source->text, source->length, true);
		read(arena, source->text, source->length, false);
		const struct node *root = node_read(arena, &diags, source);
		if (root)
			visit(arena, root);
	}
	arena_free(arena);
	return 0;
}
