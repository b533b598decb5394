/* Bytes, cut at each \x01 into templates that call each other by the names main, a, b and c → filled in with one view.
 * Nothing may crash or run on; mistakes must point into a template; what failed before fails again without a word. */
#include "base/utf8.h"
#include "render/escape.h"
#include "render/template.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES = 4, OUTPUT_LIMIT = 64 * 1024 };

static const char *const names[FILES] = {"main", "a", "b", "c"};

static const char view_text[] = "{\"title\":\"見本市 <評価>\",\"number\":12,\"real\":0.5,\"yes\":true,\"no\":false,"
                                "\"null\":null,\"empty\":\"\",\"none\":[],\"lines\":\"一\\n\\n二\\n\","
                                "\"list\":[1,\"い\",null,[2,[]],{\"name\":\"*\",\"list\":[{\"name\":\"内\"}]}],"
                                "\"object\":{\"name\":\"|\",\"object\":{\"value\":\"`\"}}}";

struct files {
	struct arena *arena;
	struct diags diags;
	const struct source *sources[FILES];
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static const struct source *load_file(void *context, const char *name)
{
	const struct files *files = context;
	for (size_t i = 0; i < FILES; i++)
		if (strcmp(names[i], name) == 0)
			return files->sources[i];
	return NULL;
}

static void read_files(struct files *files, const char *bytes, size_t size)
{
	for (size_t i = 0; i < FILES; i++) {
		const char *cut = size ? memchr(bytes, '\x01', size) : NULL;
		size_t length = cut ? (size_t)(cut - bytes) : size;
		files->sources[i] = source_from_memory(files->arena, &files->diags, names[i], bytes, length);
		bytes += length + (cut != NULL);
		size -= length + (cut != NULL);
	}
}

static void check_findings(const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		struct span span = diags->items[i]->span;
		require(span.source && span.start <= span.end && span.end <= span.source->length, "a place outside");
		bool splits = ((unsigned char)span.source->text[span.start] & 0xc0) == 0x80;
		require(!splits, "a place inside a character");
		const char *message = diags->items[i]->message;
		require(utf8_valid(message, strlen(message)) == strlen(message), "a message that is not UTF-8");
	}
}

static void render_all(struct files *files, json_t *view)
{
	struct template_set *set = template_set_new(files->arena, &files->diags, load_file, files);
	struct buf first = {.limit = OUTPUT_LIMIT}, again = {.limit = OUTPUT_LIMIT};
	bool complete = template_render(set, "main", view, escape_markdown_cell, &first);
	size_t count = files->diags.count;
	require(complete == !count, "it is complete, or there are findings");
	require(complete == template_render(set, "main", view, escape_markdown_cell, &again), "two renderings differ");
	require(files->diags.count == count, "a mistake is reported twice");
	require(strcmp(buf_text(&first), buf_text(&again)) == 0, "two outputs differ");
	require(utf8_valid(buf_text(&first), first.length) == first.length, "output that is not UTF-8");
	buf_free(&first);
	buf_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct files files = {.arena = arena_new()};
	diags_init(&files.diags, files.arena);
	read_files(&files, (const char *)data, size);
	json_t *view = json_loads(view_text, 0, NULL);
	require(view, "the view");
	if (!files.diags.count && files.sources[0]) {
		render_all(&files, view);
		check_findings(&files.diags);
	}
	json_decref(view);
	arena_free(files.arena);
	return 0;
}
