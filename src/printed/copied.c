/* Text from other programs -> text as it was typed. */
#include "printed/copied.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum { WIDE_SPACE = 0x3000, VOICED = 0x3099, VOICED_APART = 0x309b, SEMI_VOICED_APART = 0x309c };

static bool is_space(int32_t point)
{
	return point == ' ' || point == WIDE_SPACE || point == '\v';
}

static bool ends_words(int32_t point)
{
	return point == '\t' || point == '\n' || point == '\r' || point == '\f';
}

/* Kana and marks that stand by themselves -> the kana that is meant (か゛ → が), or 0. */
static int32_t voiced(int32_t kana, int32_t mark)
{
	bool apart = mark == VOICED_APART || mark == SEMI_VOICED_APART;
	utf8proc_int32_t pair[] = {kana, apart ? mark - VOICED_APART + VOICED : mark};
	bool marked = apart || mark == VOICED || mark == VOICED + 1;
	return marked && utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE) == 1 ? pair[0] : 0;
}

/* What stands for the point in typed text; 0: nothing. */
static int32_t typed(int32_t point)
{
	if (utf8_is_unseen(point))
		return 0;
	return utf8proc_category(point) == UTF8PROC_CATEGORY_ZS && point != WIDE_SPACE ? ' ' : utf8_without_radical(point);
}

struct copying {
	struct buf out;
	size_t words; /* how much of it is no white space at the end of a line */
	size_t last;  /* where the last letter begins */
	int32_t letter;
};

static void put(struct copying *copying, int32_t point)
{
	char bytes[4];
	int32_t one = point >= VOICED && copying->letter ? voiced(copying->letter, point) : 0;
	if (one)
		buf_cut(&copying->out, copying->last);
	else if (ends_words(point))
		buf_cut(&copying->out, copying->words);
	copying->last = copying->out.length;
	copying->letter = one ? one : point;
	buf_append(&copying->out, bytes, utf8_write(copying->letter, bytes));
	if (!is_space(point))
		copying->words = copying->out.length;
}

const char *copied_text(struct arena *arena, const char *bytes, size_t *length)
{
	struct copying copying = {.out = BUF_INIT};
	for (size_t i = 0; i < *length;) {
		int32_t point;
		i += utf8_decode(bytes + i, *length - i, &point);
		if ((point = typed(point)))
			put(&copying, point);
	}
	bool same = copying.words == *length && memcmp(buf_text(&copying.out), bytes, *length) == 0;
	const char *text = same ? bytes : arena_copy(arena, buf_text(&copying.out), copying.words);
	*length = copying.words;
	buf_free(&copying.out);
	return text;
}
