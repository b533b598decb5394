/* A text → its letters. */
#include "rules/letters.h"

#include "base/utf8.h"

struct letters letters_of(struct arena *arena, const char *text, size_t length)
{
	size_t most = utf8_count(text, length) + 1, count = 0;
	int32_t *points = arena_room(arena, most, sizeof *points);
	uint32_t *offsets = arena_room(arena, most, sizeof *offsets);
	for (size_t at = 0; at < length; count++) {
		const unsigned char *bytes = (const unsigned char *)text + at;
		offsets[count] = (uint32_t)at;
		if (bytes[0] >= 0xe0 && bytes[0] < 0xf0) { /* kana and kanji, most of all */
			points[count] = (bytes[0] & 0x0f) << 12 | (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f);
			at += 3;
		} else {
			points[count] = utf8_point(text + at);
			at += utf8_step(text + at);
		}
	}
	points[count] = 0;
	offsets[count] = (uint32_t)length;
	return (struct letters){points, offsets, count};
}
