/* What of a form is other than the last time, by a hash of each row and each part beside the sheet. */
#include "page/parts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A row or part, by hashes of its name and of its HTML. */
struct piece {
	uint64_t name;
	uint64_t html;
};

struct pieces {
	struct piece *items;
	size_t count;
	size_t capacity;
};

static struct pieces last; /* in the order of the form */
static uint64_t last_about, last_skeleton;

static const uint64_t hash_of_nothing = 0xcbf29ce484222325; /* FNV-1a */

static uint64_t hash_more(uint64_t hash, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3;
	return hash;
}

static uint64_t hash_of(const char *text, size_t length)
{
	return hash_more(hash_of_nothing, text, length);
}

static int keep(struct pieces *pieces, const struct piece *piece)
{
	if (pieces->count == pieces->capacity) {
		size_t capacity = pieces->capacity ? pieces->capacity * 2 : 1024;
		struct piece *items = realloc(pieces->items, capacity * sizeof *items);
		if (!items)
			return 0;
		pieces->items = items;
		pieces->capacity = capacity;
	}
	pieces->items[pieces->count++] = *piece;
	return 1;
}

/* Rows keep their order: the place behind the one that was found before is the likely one. */
static int is_as_before(const struct piece *piece, size_t *at)
{
	for (size_t i = 0; i < last.count; i++) {
		const struct piece *old = &last.items[(*at + i) % last.count];
		if (old->name != piece->name)
			continue;
		*at = (*at + i + 1) % last.count;
		return old->html == piece->html;
	}
	return 0;
}

/* A piece of the form is kept; one that is other than before goes into `changed`. */
static int take(struct pieces *now, json_t *changed, size_t *at, const char *name, size_t name_length, const char *html,
                size_t length)
{
	const struct piece piece = {hash_of(name, name_length), hash_of(html, length)};
	if (!is_as_before(&piece, at))
		json_array_append_new(
		    changed, json_pack("[o, o]", json_stringn_nocheck(name, name_length), json_stringn_nocheck(html, length)));
	return keep(now, &piece);
}

/* <div id="form-NAME">, and </div>, each at the start of its line; the sheet is the last of them. */
static const char *take_parts(struct pieces *now, json_t *changed, const char *html)
{
	static const char begins[] = "<div id=\"form-", sheet[] = "sheet\"";
	const char *at = html;
	size_t place = 0;
	while ((at = strstr(at, begins))) {
		const char *name = at + strlen(begins), *from = strchr(name, '\n'),
		           *to = from ? strstr(from, "\n</div>\n") : NULL;
		if (strncmp(name, sheet, strlen(sheet)) == 0)
			return at;
		if (!to || !take(now, changed, &place, name, strcspn(name, "\""), from + 1, (size_t)(to - from)))
			return NULL;
		at = to;
	}
	return NULL;
}

/* The rows of the sheet; *skeleton: what stands around them. */
static int take_rows(struct pieces *now, json_t *changed, const char *sheet, uint64_t *skeleton)
{
	static const char begins[] = "<tr id=\"", ends[] = "\n</tr>";
	const char *at = sheet, *row;
	size_t place = now->count;
	*skeleton = hash_of_nothing;
	while ((row = strstr(at, begins))) {
		const char *id = row + strlen(begins), *end = strstr(id, ends);
		size_t id_length = strcspn(id, "\"");
		if (!end)
			return 0;
		end += strlen(ends);
		*skeleton = hash_more(hash_more(*skeleton, at, (size_t)(row - at)), id, id_length);
		if (!take(now, changed, &place, id, id_length, row, (size_t)(end - row)))
			return 0;
		at = end;
	}
	*skeleton = hash_more(*skeleton, at, strlen(at));
	return 1;
}

json_t *parts_difference(const char *about, const char *html, size_t length)
{
	struct pieces now = {0};
	json_t *parts = json_array(), *rows = json_array(), *whole = json_null();
	uint64_t skeleton = 0, about_hash = hash_of(about, strlen(about));
	if (about_hash != last_about)
		last.count = 0;
	const char *sheet = take_parts(&now, parts, html);
	if (!sheet || !take_rows(&now, rows, sheet, &skeleton)) {
		free(now.items);
		json_decref(parts);
		json_decref(rows);
		return NULL;
	}
	if (about_hash != last_about || skeleton != last_skeleton) {
		json_array_clear(rows);
		whole = json_stringn_nocheck(sheet, length - (size_t)(sheet - html));
	}
	free(last.items);
	last = now;
	last_about = about_hash;
	last_skeleton = skeleton;
	return json_pack("{s:o, s:o, s:o}", "parts", parts, "sheet", whole, "rows", rows);
}
