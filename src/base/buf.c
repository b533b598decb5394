/* Pieces of text -> one text that grows by doubling, up to a limit. */
#include "base/buf.h"

#include "base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

void buf_free(struct buf *buf)
{
	memory_release(buf->data);
	*buf = (struct buf){.limit = buf->limit};
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	buf->overflow = false;
	if (buf->data)
		buf->data[0] = '\0';
}

void buf_cut(struct buf *buf, size_t length)
{
	if (length >= buf->length)
		return;
	buf->length = length;
	buf->data[length] = '\0';
}

/* Makes room for `more` bytes and the NUL; false past the limit. */
static bool buf_reserve(struct buf *buf, size_t more)
{
	if (more > PTRDIFF_MAX - 1 - buf->length)
		memory_exhausted();
	if (buf->limit && buf->length + more > buf->limit)
		buf->overflow = true;
	if (buf->overflow)
		return false;

	size_t needed = buf->length + more + 1;
	if (needed <= buf->capacity)
		return true;
	size_t capacity = buf->capacity < FIRST_CAPACITY / 2 ? FIRST_CAPACITY : 2 * buf->capacity;
	if (capacity < needed)
		capacity = needed;
	buf->data = memory_resize(buf->data, capacity);
	buf->capacity = capacity;
	return true;
}

void buf_append(struct buf *buf, const char *bytes, size_t length)
{
	if (!length || !buf_reserve(buf, length))
		return;
	memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_puts(struct buf *buf, const char *string)
{
	buf_append(buf, string, strlen(string));
}

void buf_putc(struct buf *buf, char byte)
{
	buf_append(buf, &byte, 1);
}

/* So many bytes, the NUL among them, can be put behind the text as it stands. */
static size_t room_behind(const struct buf *buf)
{
	size_t room = buf->capacity - buf->length, allowed = buf->limit ? buf->limit - buf->length + 1 : room;
	return buf->overflow ? 0 : room < allowed ? room : allowed;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	size_t room = room_behind(buf);
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(room ? buf->data + buf->length : NULL, room, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	if ((size_t)length < room) {
		buf->length += (size_t)length;
		return;
	}
	if (room)
		buf->data[buf->length] = '\0';
	if (!buf_reserve(buf, (size_t)length))
		return;

	va_start(arguments, format);
	vsnprintf(buf->data + buf->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buf->length += (size_t)length;
}

const char *buf_text(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}

void buf_base64(struct buf *buf, const char *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < length; i += 3) {
		size_t here = length - i < 3 ? length - i : 3;
		unsigned bits = 0;
		for (size_t j = 0; j < 3; j++)
			bits = bits << 8 | (j < here ? (unsigned char)bytes[i + j] : 0U);
		for (size_t j = 0; j < 4; j++)
			buf_putc(buf, j <= here ? digits[bits >> (18 - 6 * j) & 63U] : '=');
	}
}
