/* Any bytes -> a sheet's text -> a model. Nothing may crash; a model that comes out is one: its YAML reads back
 * without a finding. The official data is loaded once. */
#include "assess/official.h"
#include "base/diag.h"
#include "import/import.h"
#include "model/model.h"
#include "pieces.h"
#include "printed/drawing.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct official *load(void)
{
	static struct official *official;
	static struct diags diags;
	if (!official) {
		struct arena *arena = arena_new();
		diags_init(&diags, arena);
		official = official_load(arena, &diags, &(struct data_folders){0});
	}
	return official;
}

static void check_model(struct arena *arena, struct diags *diags, const struct official *official,
                        const struct buf *yaml)
{
	const struct source *source = source_from_memory(arena, diags, "fuzz.yaml", buf_text(yaml), yaml->length);
	const struct node *node = source ? node_read(arena, diags, source) : NULL;
	const struct body *body = body_bind(arena, diags, official->schema, NULL);
	if (!node || !model_bind(arena, diags, official->schema, body, node) || diags->count)
		abort();
}

/* The same bytes as the words of a PDF and as what is drawn on it: each passes over the other. */
static void import_drawn(struct arena *arena, struct diags *diags, struct official *official,
                         const struct source *source)
{
	struct import import = {0};
	struct drawing drawing = drawing_read(arena, source->text, source->length);
	struct pages pages = bbox_pages(arena, source->text, source->length, &drawing);
	if (pages.items && !import_pages(arena, official, &pages, 1, &import))
		check_model(arena, diags, official, &import.yaml);
	buf_free(&import.yaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags diags;
	struct import import = {0};
	struct official *official = load();
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "fuzz.txt", (const char *)data, size);
	if (source && !import_text(arena, official, source, 1, &import))
		check_model(arena, &diags, official, &import.yaml);
	buf_free(&import.yaml);
	if (source && bbox_likely(source->text, source->length))
		import_drawn(arena, &diags, official, source);
	arena_free(arena);
	return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned seed)
{
	return mutate_pieces(data, size, limit, seed, '\n');
}
