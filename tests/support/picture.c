#include "support/picture.h"

#include <string.h>

static void put_number(struct png *png, uint32_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		png->bytes[png->length++] = (char)(number >> shift & 0xff);
}

static void put_chunk(struct png *png, const char *type, const char *data, size_t length)
{
	put_number(png, (uint32_t)length);
	memcpy(png->bytes + png->length, type, 4);
	memcpy(png->bytes + png->length + 4, data, length);
	png->length += 4 + length;
	put_number(png, 0);
}

struct png png_make(uint32_t width, uint32_t height, const char *text)
{
	struct png png = {.length = 8};
	size_t size = strlen(text) ? strlen(text) + 1 + strlen(text + strlen(text) + 1) : 0;
	memcpy(png.bytes, "\x89PNG\r\n\x1a\n", 8);
	struct png numbers = {.length = 0};
	put_number(&numbers, width);
	put_number(&numbers, height);
	memcpy(numbers.bytes + 8, "\x08\x02\0\0\0", 5);
	put_chunk(&png, "IHDR", numbers.bytes, 13);
	if (size)
		put_chunk(&png, "tEXt", text, size);
	put_chunk(&png, "IDAT", "pixels", 6);
	put_chunk(&png, "IEND", "", 0);
	return png;
}
