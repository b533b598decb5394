/* JSON → a request of the library → JSON and bytes. */
#include "page/engine.h"

#include "page/parts.h"
#include "page/region.h"

#include "shikii.h"

#include <emscripten.h>
#include <jansson.h>

#include <stdlib.h>
#include <string.h>

enum { LIST_LIMIT = 256 };

static shikii_session *session;
static shikii_result *result; /* of the last request: with it all values of jansson go */

static int start(void)
{
	if (session)
		return 1;
	session = shikii_open();
	json_set_alloc_funcs(region_take, region_release); /* no memory: the page's program has come to its end */
	if (session)
		shikii_use_disk(session, 0);
	return session != NULL;
}

EMSCRIPTEN_KEEPALIVE int page_put(const char *path, const void *bytes, size_t length)
{
	return start() && shikii_put(session, path, bytes, length);
}

EMSCRIPTEN_KEEPALIVE void page_drop(const char *path)
{
	if (start())
		shikii_drop(session, path);
}

/* [["as-of", "2025-12-01"], ["drafts"]] */
static size_t read_options(const json_t *list, shikii_option *options)
{
	size_t count = 0;
	for (; count < json_array_size(list) && count < LIST_LIMIT; count++) {
		const json_t *pair = json_array_get(list, count);
		options[count].name = json_string_value(json_array_get(pair, 0));
		options[count].value = json_string_value(json_array_get(pair, 1));
	}
	return count;
}

static size_t read_paths(const json_t *list, const char **paths)
{
	size_t count = 0;
	for (; count < json_array_size(list) && count < LIST_LIMIT; count++)
		paths[count] = json_string_value(json_array_get(list, count));
	return count;
}

static json_t *files_json(void)
{
	json_t *files = json_array();
	for (size_t i = 0; i < shikii_file_count(result); i++)
		json_array_append_new(files, json_string(shikii_file_path(result, i)));
	return files;
}

static json_t *edits_json(void)
{
	json_t *edits = json_array();
	for (size_t i = 0; i < shikii_edit_count(result); i++) {
		const shikii_edit *edit = shikii_edit_at(result, i);
		json_array_append_new(edits,
		                      json_pack("{s:s, s:I, s:I, s:s}", "path", edit->path, "start", (json_int_t)edit->start,
		                                "end", (json_int_t)edit->end, "text", edit->text));
	}
	return edits;
}

static const char *answer_json(void)
{
	json_t *object = json_object();
	json_object_set_new(object, "status", json_integer(shikii_status(result)));
	json_object_set_new(object, "messages", json_loads(shikii_messages(result, NULL), 0, NULL));
	json_object_set_new(object, "files", files_json());
	json_object_set_new(object, "edits", edits_json());
	return json_dumps(object, JSON_COMPACT);
}

EMSCRIPTEN_KEEPALIVE const char *page_run(const char *request)
{
	static shikii_option options[LIST_LIMIT];
	static const char *paths[LIST_LIMIT];
	if (!start())
		return NULL;
	shikii_free(result);
	result = NULL;
	region_clear();
	json_t *json = json_loads(request, 0, NULL);
	if (!json)
		return NULL;
	size_t option_count = read_options(json_object_get(json, "options"), options);
	size_t path_count = read_paths(json_object_get(json, "paths"), paths);
	result = shikii_run(session, json_string_value(json_object_get(json, "command")), options, option_count, paths,
	                    path_count);
	return answer_json();
}

EMSCRIPTEN_KEEPALIVE const char *page_bytes(int index)
{
	return index < 0 ? shikii_report(result, NULL) : shikii_file_bytes(result, (size_t)index, NULL);
}

EMSCRIPTEN_KEEPALIVE size_t page_length(int index)
{
	size_t length;
	if (index < 0)
		shikii_report(result, &length);
	else
		shikii_file_bytes(result, (size_t)index, &length);
	return length;
}

EMSCRIPTEN_KEEPALIVE const char *page_difference(const char *about)
{
	size_t length;
	const char *html = shikii_report(result, &length);
	json_t *difference = length ? parts_difference(about, html, length) : NULL;
	return difference ? json_dumps(difference, JSON_COMPACT) : NULL;
}

EMSCRIPTEN_KEEPALIVE const char *page_version(void)
{
	return shikii_version();
}
