#ifndef SHIKII_BASE_BUF_H
#define SHIKII_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* Text that grows, up to a limit. Past the limit nothing more is added and `overflow` is set. `data` always ends
 * with a NUL that `length` does not count. Initialise with BUF_INIT, release with buf_free. */
struct buf {
	char *data;
	size_t length;
	size_t capacity;
	size_t limit; /* in bytes; 0 means no limit */
	bool overflow;
};

#define BUF_INIT                                                                                                       \
	{                                                                                                                  \
		0                                                                                                              \
	}

void buf_free(struct buf *buf);
void buf_clear(struct buf *buf);
void buf_cut(struct buf *buf, size_t length); /* to its first bytes */
void buf_append(struct buf *buf, const char *bytes, size_t length);
void buf_puts(struct buf *buf, const char *string);
void buf_putc(struct buf *buf, char byte);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *buf, const char *format, ...);

/* The text so far, "" when empty; valid until the next call on buf. */
const char *buf_text(const struct buf *buf);

/* Adds the bytes as base64. */
void buf_base64(struct buf *buf, const char *bytes, size_t length);

#endif
