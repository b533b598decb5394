#ifndef SHIKII_LSP_DOCUMENT_H
#define SHIKII_LSP_DOCUMENT_H

#include "base/buf.h"
#include "session/session.h"

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

/* Files that are open in the editor, with what is typed but not saved. The session has their texts, too. */
struct document_open {
	char *uri; /* as the editor wrote it */
	char *path;
	struct buf text;
	json_int_t version;
	bool changed;     /* since its findings were told */
	json_t *findings; /* those last told, by the URI of their file; NULL: none yet */
};

struct documents {
	struct session *session;
	struct document_open *items;
	size_t count;
	size_t capacity;
};

enum { DOCUMENT_LIMIT = 1000 }; /* open at once */

/* file:///a/%E8%A9%95.yaml → /a/評.yaml; any other URI is a path of its own, which no disk has. NULL when it is too long or not to
 * be decoded; the caller gives it to memory_release. */
char *uri_path(const char *uri);

/* The opposite, of an absolute path; of an open document what the editor wrote. The caller releases it. */
json_t *path_uri(const struct documents *documents, const char *path);

/* NULL: it is not open. */
struct document_open *document_find(const struct documents *documents, const char *uri);

/* Opens it, or gives it another text where it is open; false: it cannot be (too many, too large, no path). */
bool document_put(struct documents *documents, const char *uri, json_int_t version, const char *text, size_t length);

/* One change: {"range", "text"}, or {"text"} for the whole. False: it makes no sense, and nothing is changed. */
bool document_change(struct documents *documents, struct document_open *document, const json_t *change);

void document_close(struct documents *documents, struct document_open *document);
void documents_free(struct documents *documents);

/* All of them are to be looked at again. */
void documents_touch(struct documents *documents);

#endif
