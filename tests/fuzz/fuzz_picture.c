/* Bytes of a picture → what of it draws, which reads as itself. */
#include "base/picture.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct picture picture = {0}, again = {0};
	if (!picture_read(arena, (const char *)data, size, &picture) &&
	    (picture_read(arena, picture.bytes, picture.length, &again) || again.length != picture.length ||
	     memcmp(again.bytes, picture.bytes, picture.length) != 0))
		abort();
	arena_free(arena);
	return 0;
}
