#ifndef SHIKII_LSP_FRAME_H
#define SHIKII_LSP_FRAME_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Messages as they stand in a stream of bytes: headers, among them Content-Length, an empty line, that many bytes. */
enum {
	FRAME_HEADER_LIMIT = 4096,           /* bytes of the headers of one message */
	FRAME_BODY_LIMIT = 64 * 1024 * 1024, /* of its body: no document is as large */
};

struct frames {
	struct buf bytes; /* not read yet, from `at` on */
	size_t at;
	size_t skip; /* bytes of a body that is too large */
};

enum frame_found {
	FRAME_MORE,    /* more bytes are wanted */
	FRAME_MESSAGE, /* *body is one, until the next call */
	FRAME_REFUSED  /* headers without a usable length, or a body that is too large: they are passed over */
};

void frames_add(struct frames *frames, const char *bytes, size_t length);
enum frame_found frames_next(struct frames *frames, const char **body, size_t *length);
void frames_free(struct frames *frames);

/* Appends a message with its headers. */
void frame_write(struct buf *out, const struct buf *body);

#endif
