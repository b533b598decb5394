/* Open documents, their URIs and the changes that are typed into them. */
#include "lsp/document.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "lsp/position.h"
#include "report/report_json.h"

#include <string.h>

/* ---- URIs ---- */

static int hex_digit(char letter)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = letter ? strchr(digits, letter | ('A' <= letter && letter <= 'F' ? 0x20 : 0)) : NULL;
	return found ? (int)(found - digits) : -1;
}

/* %E8 → its byte; false: no two digits stand behind the sign, or they make a NUL. */
static bool escape_read(const char *text, char *byte)
{
	int high = hex_digit(text[1]), low = high < 0 ? -1 : hex_digit(text[2]);
	*byte = (char)(high * 16 + low);
	return low >= 0 && *byte;
}

static char *copy_text(const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(memory_get(size), text, size);
}

char *uri_path(const char *uri)
{
	static const char local[] = "file://";
	bool decode = strncmp(uri, local, strlen(local)) == 0;
	const char *at = decode ? uri + strlen(local) : uri;
	struct buf path = {.limit = PATH_LIMIT - 1};
	at = decode && *at != '/' ? at + strcspn(at, "/") : at; /* the name of the machine */
	bool good = *at != '\0';
	for (; good && *at; at++) {
		char byte = *at;
		if (decode && byte == '%' && (good = escape_read(at, &byte)))
			at += 2;
		buf_putc(&path, byte);
	}
	good = good && !path.overflow && utf8_valid(buf_text(&path), path.length) == path.length;
	char *copy = good ? copy_text(buf_text(&path)) : NULL;
	buf_free(&path);
	return copy;
}

json_t *path_uri(const struct documents *documents, const char *path)
{
	for (size_t i = 0; i < documents->count; i++)
		if (strcmp(documents->items[i].path, path) == 0)
			return report_json_text(documents->items[i].uri);
	struct buf uri = BUF_INIT;
	buf_puts(&uri, "file://");
	for (const unsigned char *at = (const unsigned char *)path; *at; at++) {
		bool plain = (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z';
		if (plain || strchr("0123456789/-._~", *at))
			buf_putc(&uri, (char)*at);
		else
			buf_printf(&uri, "%%%02X", *at);
	}
	json_t *json = report_json_text(buf_text(&uri));
	buf_free(&uri);
	return json;
}

/* ---- texts ---- */

struct document_open *document_find(const struct documents *documents, const char *uri)
{
	for (size_t i = 0; i < documents->count; i++)
		if (strcmp(documents->items[i].uri, uri) == 0)
			return &documents->items[i];
	return NULL;
}

static bool show(struct documents *documents, struct document_open *document)
{
	document->changed = true;
	return session_put(documents->session, document->path, buf_text(&document->text), document->text.length);
}

static struct document_open *add(struct documents *documents, const char *uri)
{
	char *path = documents->count < DOCUMENT_LIMIT ? uri_path(uri) : NULL;
	if (!path)
		return NULL;
	if (documents->count == documents->capacity) {
		documents->capacity = documents->capacity ? 2 * documents->capacity : 16;
		documents->items = memory_resize(documents->items, documents->capacity * sizeof *documents->items);
	}
	struct document_open *document = &documents->items[documents->count++];
	*document = (struct document_open){.uri = copy_text(uri), .path = path};
	return document;
}

static bool text_fits(const char *text, size_t length)
{
	return length <= SOURCE_LIMIT && !memchr(text, '\0', length);
}

bool document_put(struct documents *documents, const char *uri, json_int_t version, const char *text, size_t length)
{
	struct document_open *document = document_find(documents, uri);
	if (!text_fits(text, length) || (!document && !(document = add(documents, uri))))
		return false;
	document->version = version;
	buf_clear(&document->text);
	buf_append(&document->text, text, length);
	return show(documents, document);
}

bool document_change(struct documents *documents, struct document_open *document, const json_t *change)
{
	const json_t *range = json_object_get(change, "range"), *text = json_object_get(change, "text");
	struct buf *old = &document->text;
	size_t start = 0, end = old->length;
	if (!json_is_string(text))
		return false;
	if (range && (!position_read(json_object_get(range, "start"), buf_text(old), old->length, &start) ||
	              !position_read(json_object_get(range, "end"), buf_text(old), old->length, &end) || start > end))
		return false;
	size_t length = json_string_length(text);
	if (!text_fits(json_string_value(text), length) || old->length - (end - start) + length > SOURCE_LIMIT)
		return false;
	struct buf changed = BUF_INIT;
	buf_append(&changed, buf_text(old), start);
	buf_append(&changed, json_string_value(text), length);
	buf_append(&changed, buf_text(old) + end, old->length - end);
	buf_free(old);
	*old = changed;
	return show(documents, document);
}

static void forget(struct document_open *document)
{
	memory_release(document->uri);
	memory_release(document->path);
	buf_free(&document->text);
	json_decref(document->findings);
}

void document_close(struct documents *documents, struct document_open *document)
{
	session_drop(documents->session, document->path);
	forget(document);
	*document = documents->items[--documents->count];
}

void documents_free(struct documents *documents)
{
	for (size_t i = 0; i < documents->count; i++)
		forget(&documents->items[i]);
	memory_release(documents->items);
}

void documents_touch(struct documents *documents)
{
	for (size_t i = 0; i < documents->count; i++)
		documents->items[i].changed = true;
}
