/* PNG → the chunks that draw it. What they hold is not looked into: that is for the programs that show it. */
#include "base/picture.h"

#include "base/buf.h"
#include "base/messages/picture.h"

#include <stdbool.h>
#include <string.h>

/* A page of A4 at 300 dpi is 2,480 by 3,508 pixels; the bytes stand in the page itself, a third longer. */
enum { BYTES_LIMIT = 4 << 20, SIDE_LIMIT = 10000 };

/* Length, type and checksum around the data of a chunk. */
enum { LENGTH_SIZE = 4, TYPE_SIZE = 4, AROUND = 12, HEADER_SIZE = 13 };

static const char signature[] = {'\x89', 'P', 'N', 'G', '\r', '\n', '\x1a', '\n'};

static uint32_t number_at(const char *bytes)
{
	uint32_t number = 0;
	for (size_t i = 0; i < LENGTH_SIZE; i++)
		number = number << 8 | (unsigned char)bytes[i];
	return number;
}

static bool is_type(const char *chunk, const char *type)
{
	return memcmp(chunk + LENGTH_SIZE, type, TYPE_SIZE) == 0;
}

/* Those without which it looks otherwise: the header, its colours, what is transparent, the pixels, the end. */
static bool draws(const char *chunk)
{
	static const char *const types[] = {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (is_type(chunk, types[i]))
			return true;
	return false;
}

static bool read_header(const char *chunk, size_t length, struct picture *picture)
{
	if (length < AROUND + HEADER_SIZE || !is_type(chunk, "IHDR") || number_at(chunk) != HEADER_SIZE)
		return false;
	picture->width = number_at(chunk + LENGTH_SIZE + TYPE_SIZE);
	picture->height = number_at(chunk + LENGTH_SIZE + TYPE_SIZE + 4);
	return picture->width > 0 && picture->height > 0;
}

/* Copies what draws; false when the chunks do not end with IEND. */
static bool copy_chunks(const char *bytes, size_t length, struct buf *out)
{
	bool pixels = false, ended = false;
	for (size_t at = sizeof signature; !ended;) {
		if (length - at < AROUND || number_at(bytes + at) > length - at - AROUND)
			return false;
		const char *chunk = bytes + at;
		size_t size = AROUND + (size_t)number_at(chunk);
		if (draws(chunk))
			buf_append(out, chunk, size);
		pixels |= is_type(chunk, "IDAT");
		ended = is_type(chunk, "IEND");
		at += size;
	}
	return pixels;
}

const char *picture_read(struct arena *arena, const char *bytes, size_t length, struct picture *picture)
{
	if (length < sizeof signature || memcmp(bytes, signature, sizeof signature) != 0)
		return msg(MSG_PICTURE_NOT_PNG);
	if (length > BYTES_LIMIT)
		return msg_picture_bytes(arena, BYTES_LIMIT >> 20);
	if (!read_header(bytes + sizeof signature, length - sizeof signature, picture))
		return msg(MSG_PICTURE_BROKEN);
	if (picture->width > SIDE_LIMIT || picture->height > SIDE_LIMIT)
		return msg_picture_pixels(arena, SIDE_LIMIT);
	struct buf out = BUF_INIT;
	buf_append(&out, signature, sizeof signature);
	bool whole = copy_chunks(bytes, length, &out);
	picture->bytes = arena_copy(arena, buf_text(&out), out.length);
	picture->length = out.length;
	buf_free(&out);
	return whole ? NULL : msg(MSG_PICTURE_BROKEN);
}

const struct picture *picture_named(const struct pictures *pictures, const char *name)
{
	for (size_t i = 0; pictures && i < pictures->count; i++)
		if (strcmp(pictures->items[i].name, name) == 0)
			return &pictures->items[i];
	return NULL;
}
