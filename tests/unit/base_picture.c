#include "base/picture.h"

#include "support/picture.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;

static void open_arena(void)
{
	arena = arena_new();
}

static void close_arena(void)
{
	arena_free(arena);
}

TestSuite(base_picture, .init = open_arena, .fini = close_arena);

static bool holds(const struct picture *picture, const char *words)
{
	size_t length = strlen(words);
	for (size_t i = 0; i + length <= picture->length; i++)
		if (memcmp(picture->bytes + i, words, length) == 0)
			return true;
	return false;
}

static const char *read_bytes(const struct png *png, struct picture *picture)
{
	return picture_read(arena, png->bytes, png->length, picture);
}

Test(base_picture, what_draws_is_kept)
{
	struct picture picture = {0};
	struct png png = png_make(640, 480, "Author\0someone");
	cr_assert_null(read_bytes(&png, &picture));
	cr_expect_eq(picture.width, 640);
	cr_expect_eq(picture.height, 480);
	cr_expect_lt(picture.length, png.length);
	cr_expect_not(holds(&picture, "someone"));
	cr_expect(holds(&picture, "IDAT"));
}

static void expect_refused(const struct png *png, const char *words)
{
	struct picture picture = {0};
	const char *reason = read_bytes(png, &picture);
	cr_assert(reason, "%s", words);
	cr_expect(strstr(reason, words), "%s", reason);
}

Test(base_picture, what_is_no_picture)
{
	struct png jpeg = {.length = 4};
	memcpy(jpeg.bytes, "\xff\xd8\xff\xe0", 4);
	expect_refused(&jpeg, "PNG の画像ではありません");
	struct png none = {.length = 0};
	expect_refused(&none, "PNG の画像ではありません");
	struct png wide = png_make(10001, 1, "");
	expect_refused(&wide, "10000 ピクセル");
	struct png empty = png_make(0, 5, "");
	expect_refused(&empty, "壊れています");
}

Test(base_picture, every_shorter_one_is_broken)
{
	const struct png whole = png_make(3, 2, "Title\0figure");
	for (size_t length = 8; length < whole.length; length++) {
		struct png cut = whole;
		cut.length = length;
		expect_refused(&cut, "壊れています");
	}
}

Test(base_picture, lengths_that_lie)
{
	struct png png = png_make(3, 2, "Title\0figure");
	for (size_t at = 33; at < 37; at++) { /* of the chunk behind the header */
		struct png lying = png;
		lying.bytes[at] = '\xff';
		expect_refused(&lying, "壊れています");
	}
}
