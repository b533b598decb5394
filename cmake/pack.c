/* The trees of the YAML files that are built into the program, for cmake/embed.cmake: pack FOLDER FILE… reads them and
 * writes FOLDER/0.pack, FOLDER/1.pack … of those that are YAML, and FOLDER/lexicon.table. A mistake in one stops the build at its place. */
#include "base/diag.h"
#include "rules/lexicon_table.h"
#include "yaml/node_pack.h"

#include <stdio.h>
#include <string.h>

static void tell(const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = diags->items[i];
		struct position place = {0};
		if (diag->span.source)
			place = source_position(diag->span.source, diag->span.start);
		fprintf(stderr, "%s:%zu:%zu: error: %s [%s]\n", diag->span.source ? diag->span.source->path : diag->file,
		        place.line, place.column, diag->message, diag->rule);
	}
}

static bool write_file(const char *path, const struct buf *bytes)
{
	FILE *file = fopen(path, "wb");
	bool good = file && fwrite(buf_text(bytes), 1, bytes->length, file) == bytes->length;
	good = file && fclose(file) == 0 && good;
	if (!good)
		perror(path);
	return good;
}

/* The words of the lexicon, where a rule of the file has one. There is room for one in all. */
static bool pack_lexicon(const struct node *root, const char *folder)
{
	static size_t lexicons;
	const struct node *rules = node_get(root, "rules");
	bool good = true;
	for (size_t i = 0; rules && rules->kind == NODE_SEQUENCE && i < rules->count; i++) {
		const struct node *lexicon = node_get(rules->items[i], "lexicon"), *words = node_get(lexicon, "words");
		const struct node *known = node_get(lexicon, "known");
		struct buf table = BUF_INIT;
		char target[4096];
		if (!words)
			continue;
		snprintf(target, sizeof target, "%s/lexicon.table", folder);
		const char *wrong = lexicon_table_make(&table, words->text, known ? known->text : NULL);
		if (wrong)
			fprintf(stderr, "error: a list of the lexicon has a word that is too long or too short, or too many\n");
		if (lexicons++)
			fprintf(stderr, "error: there are several rules with a lexicon: one table is built in\n");
		good = !wrong && lexicons == 1 && write_file(target, &table) && good;
		buf_free(&table);
	}
	return good;
}

static bool pack_file(const char *path, const char *folder, const char *target)
{
	struct arena *arena = arena_new();
	struct diags diags;
	struct buf bytes = BUF_INIT;
	diags_init(&diags, arena);
	const struct source *source = source_load(arena, &diags, path);
	const struct node *root = source ? node_read(arena, &diags, source) : NULL;
	bool good = root && !diags.count;
	if (good) {
		node_pack(root, &bytes);
		good = write_file(target, &bytes) && pack_lexicon(root, folder);
	}
	tell(&diags);
	buf_free(&bytes);
	arena_free(arena);
	return good;
}

static bool is_yaml(const char *path)
{
	size_t length = strlen(path);
	return length > 5 && strcmp(path + length - 5, ".yaml") == 0;
}

int main(int argc, char **argv)
{
	bool good = argc > 1;
	for (int i = 2; i < argc; i++) {
		char target[4096];
		int length = snprintf(target, sizeof target, "%s/%d.pack", argv[1], i - 2);
		if (is_yaml(argv[i]))
			good = length > 0 && (size_t)length < sizeof target && pack_file(argv[i], argv[1], target) && good;
	}
	return good ? 0 : 1;
}
