#include "law/forms.h"

#include "base/utf8.h"

#include <string.h>

/* Signs that Unicode does not decompose. */
static const char *same_sign(int32_t point)
{
	static const struct {
		int32_t point;
		const char *sign;
	} signs[] = {
	    {0x522b, "別"}, /* 别, as character recognition reads 別 */
	    {0x2116, "No."},
	};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].point == point)
			return signs[i].sign;
	return NULL;
}

/* Has it another form by Unicode (NFKC): a radical, a compatibility ideograph, a half-width kana? */
static bool is_form(int32_t point)
{
	return (point >= 0x2e80 && point <= 0x2fd5) || (point >= 0xf900 && point <= 0xfaff) ||
	       (point >= 0xff61 && point <= 0xff9f) || (point >= 0x2f800 && point <= 0x2fa1f);
}

/* The marks of ば and ぱ where they stand by themselves. */
static bool is_voice_mark(int32_t point)
{
	return point == 0x3099 || point == 0x309a || point == 0xff9e || point == 0xff9f;
}

/* What is not seen, and selectors of a variant of the character before. */
static bool is_unseen(int32_t point)
{
	return utf8_is_unseen(point) || (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

/* Asked for every character of a model: most are ASCII, kana or kanji. */
static bool is_usual(const char *at)
{
	unsigned char lead = (unsigned char)at[0];
	bool kana = lead == 0xe3 && !((unsigned char)at[1] == 0x82 && ((unsigned char)at[2] & 0xfe) == 0x98);
	return lead < 0x80 || kana || (lead >= 0xe4 && lead <= 0xe9 && !(lead == 0xe5 && (unsigned char)at[1] == 0x88));
}

static bool is_rare(const char *text, size_t rest)
{
	int32_t point;
	if (is_usual(text))
		return false;
	utf8_decode(text, rest, &point);
	return same_sign(point) || is_form(point) || is_voice_mark(point) || is_unseen(point);
}

bool forms_has_rare(const char *text, size_t length)
{
	for (size_t at = 0; at < length; at += utf8_step(text + at))
		if (is_rare(text + at, length - at))
			return true;
	return false;
}

static void put(struct folded *out, const char *bytes, size_t length, size_t from, size_t to)
{
	memcpy(out->text + out->length, bytes, length);
	for (size_t i = 0; i < length; i++) {
		out->from[out->length] = (uint32_t)from;
		out->to[out->length++] = (uint32_t)to;
	}
}

/* The character at `at`, with the mark behind it. Returns where it ends. */
static size_t put_usual(struct arena *arena, struct folded *out, const char *text, size_t length, size_t at)
{
	int32_t point, mark = 0;
	size_t end = at + utf8_decode(text + at, length - at, &point);
	size_t behind = end < length ? end + utf8_decode(text + end, length - end, &mark) : end;
	if (is_voice_mark(mark) && !is_voice_mark(point))
		end = behind;
	char kanji[5] = {0};
	utf8_write(utf8_without_radical(point), kanji);
	const char *same = point == utf8_point(kanji) ? same_sign(point) : kanji;
	if (!same && (is_form(point) || is_voice_mark(mark)))
		same = utf8_fold(arena, arena_copy(arena, text + at, end - at));
	if (same)
		put(out, same, strlen(same), at, end);
	else if (!is_unseen(point))
		put(out, text + at, end - at, at, end);
	return end;
}

struct folded fold_forms(struct arena *arena, const char *text, size_t length)
{
	struct folded out = {0};
	if (!forms_has_rare(text, length))
		return out;
	size_t size = length + length / 3 + 4; /* some ideographs of three bytes are four in their usual form */
	out.text = arena_alloc(arena, size + 1);
	out.from = arena_array(arena, uint32_t, size);
	out.to = arena_array(arena, uint32_t, size);
	for (size_t at = 0; at < length;)
		at = put_usual(arena, &out, text, length, at);
	return out;
}
