#ifndef SHIKII_TESTS_PICTURE_H
#define SHIKII_TESTS_PICTURE_H

#include <stddef.h>
#include <stdint.h>

/* A small PNG that says it is so large; with a text in it, up to the second NUL. Its pixels and sums are of no use. */
struct png {
	char bytes[256];
	size_t length;
};

struct png png_make(uint32_t width, uint32_t height, const char *text);

#endif
