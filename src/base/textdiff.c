/* Two texts → pieces that stayed, went or came. The texts are cut into words, the shortest edit between the rows of
 * words is found (Myers, An O(ND) Difference Algorithm, 1986), and the result is made readable: matches by chance go,
 * what two replaced words begin and end with alike is taken out of the change. */
#include "base/textdiff.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum {
	EDIT_LIMIT = 512,    /* words that go and come; past it, the rest is one change */
	CHANCE_LENGTH = 2,   /* characters between two changes that say nothing: の, 及び, 、 */
	SHARED_LENGTH = 2,   /* characters that replaced words must begin or end with to be told apart */
	SHARED_PERCENT = 25, /* of the shorter text; with less in common they differ as a whole */
};

/* ---- words ---- */

enum script { SCRIPT_NONE, SCRIPT_SPACE, SCRIPT_DIGIT, SCRIPT_LATIN, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_KANJI };

static const struct range {
	int32_t first, last;
	enum script script;
} ranges[] = {
    {' ', ' ', SCRIPT_SPACE},          {'0', '9', SCRIPT_DIGIT},          {'A', 'Z', SCRIPT_LATIN},
    {'a', 'z', SCRIPT_LATIN},          {0xc0, 0x24f, SCRIPT_LATIN},       {0x3000, 0x3000, SCRIPT_SPACE},
    {0x3005, 0x3007, SCRIPT_KANJI},    {0x3041, 0x309f, SCRIPT_HIRAGANA}, {0x30a1, 0x30fa, SCRIPT_KATAKANA},
    {0x30fc, 0x30ff, SCRIPT_KATAKANA}, {0x3400, 0x9fff, SCRIPT_KANJI},    {0xf900, 0xfaff, SCRIPT_KANJI},
    {0xff10, 0xff19, SCRIPT_DIGIT},    {0xff21, 0xff3a, SCRIPT_LATIN},    {0xff41, 0xff5a, SCRIPT_LATIN},
    {0xff66, 0xff9f, SCRIPT_KATAKANA}, {0x20000, 0x3ffff, SCRIPT_KANJI},
};

static enum script script_of(int32_t point)
{
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (point >= ranges[i].first && point <= ranges[i].last)
			return ranges[i].script;
	return SCRIPT_NONE;
}

/* Does it belong to the character before it? */
static bool is_mark(int32_t point)
{
	return (point >= 0x300 && point <= 0x36f) || point == 0x3099 || point == 0x309a || point == 0x200d ||
	       (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

struct character {
	size_t length; /* with its marks */
	enum script script;
	bool comma; /* , or . within a number */
};

static struct character character_at(const char *text, size_t length)
{
	int32_t point, mark;
	struct character character = {.length = utf8_decode(text, length, &point), .script = script_of(point)};
	character.comma = point == ',' || point == '.' || point == 0xff0c || point == 0xff0e;
	for (size_t size; character.length < length; character.length += size) {
		size = utf8_decode(text + character.length, length - character.length, &mark);
		if (!is_mark(mark))
			break;
	}
	return character;
}

/* Length of the word at the start of the text: a run of one script, a number with its separators, or one sign. */
static size_t word_length(const char *text, size_t length)
{
	struct character first = character_at(text, length);
	size_t at = first.length;
	while (at < length && first.script != SCRIPT_NONE) {
		struct character next = character_at(text + at, length - at);
		size_t after = at + next.length;
		if (first.script == SCRIPT_DIGIT && next.comma && after < length &&
		    character_at(text + after, length - after).script == SCRIPT_DIGIT)
			next.script = SCRIPT_DIGIT;
		if (next.script != first.script)
			break;
		at = after;
	}
	return at;
}

struct word {
	const char *text;
	size_t length;
	bool kept; /* stands in both texts */
};

struct words {
	struct word *items;
	size_t count;
};

static struct words words_of(struct arena *arena, const char *text, size_t length)
{
	struct words words = {arena_array(arena, struct word, length), 0};
	for (size_t at = 0, size; at < length; at += size) {
		size = word_length(text + at, length - at);
		words.items[words.count++] = (struct word){text + at, size, false};
	}
	return words;
}

static bool same_word(const struct word *a, const struct word *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* ---- the shortest edit ---- */

/* reach[d][k + d] is how far into `old` d edits lead on diagonal k (old - new). */
struct edit {
	struct word *old, *new;
	long old_count, new_count;
	long *reach[EDIT_LIMIT + 1];
};

/* Whether the d-th edit to diagonal k took a word of `new` in; else it left one of `old` out. */
static bool comes_by_new(const long *before, long d, long k)
{
	return k == -d || (k != d && before[k - 1 + d - 1] < before[k + 1 + d - 1]);
}

/* Tries d edits; returns the diagonal on which both texts end, or d + 1. */
static long try_edits(struct edit *edit, long d)
{
	const long *before = d ? edit->reach[d - 1] : NULL;
	long *reach = edit->reach[d];
	for (long k = -d; k <= d; k += 2) {
		long old = 0;
		if (d)
			old = comes_by_new(before, d, k) ? before[k + 1 + d - 1] : before[k - 1 + d - 1] + 1;
		long new = old - k;
		while (old < edit->old_count && new < edit->new_count && same_word(&edit->old[old], &edit->new[new])) {
			old++;
			new ++;
		}
		reach[k + d] = old;
		if (old >= edit->old_count && new >= edit->new_count)
			return k;
	}
	return d + 1;
}

/* Of d edits that do not suffice, the diagonal on which they get furthest within both texts; d + 1 for none. */
static long furthest(const struct edit *edit, long d)
{
	long best = d + 1, best_sum = -1;
	for (long k = -d; k <= d; k += 2) {
		long old = edit->reach[d][k + d], new = old - k;
		if (old <= edit->old_count && new <= edit->new_count && old + new > best_sum) {
			best_sum = old + new;
			best = k;
		}
	}
	return best;
}

/* Goes back from the end of d edits on diagonal k, and marks the words that no edit touched. */
static void mark_kept(struct edit *edit, long d, long k)
{
	long old = edit->reach[d][k + d];
	for (; d >= 0; d--) {
		bool by_new = d && comes_by_new(edit->reach[d - 1], d, k);
		long from = d == 0 ? 0 : by_new ? edit->reach[d - 1][k + 1 + d - 1] : edit->reach[d - 1][k - 1 + d - 1];
		long start = d == 0 || by_new ? from : from + 1;
		for (; old > start; old--)
			edit->old[old - 1].kept = edit->new[old - 1 - k].kept = true;
		old = from;
		k += by_new ? 1 : -1;
	}
}

static void find_kept(struct arena *arena, struct words *old, struct words *new)
{
	struct edit edit = {.old = old->items, .new = new->items};
	edit.old_count = (long)old->count;
	edit.new_count = (long)new->count;
	for (long d = 0; d <= EDIT_LIMIT; d++) {
		edit.reach[d] = arena_array(arena, long, (size_t)(2 * d + 1));
		long k = try_edits(&edit, d);
		if (k > d && d == EDIT_LIMIT)
			k = furthest(&edit, d);
		if (k <= d) {
			mark_kept(&edit, d, k);
			return;
		}
	}
}

/* ---- readable changes ---- */

/* Words that stay, then a change: `old` bytes became `new` bytes. The last one may have no change. */
struct step {
	size_t same, old, new;
};

struct steps {
	struct step *items;
	size_t count;
};

static size_t take_kept(const struct words *old, size_t *i, const struct words *new, size_t *j)
{
	size_t length = 0;
	for (; *i < old->count && *j < new->count && old->items[*i].kept &&new->items[*j].kept; ++*i, ++*j)
		length += old->items[*i].length;
	return length;
}

static size_t take_changed(const struct words *words, size_t *at)
{
	size_t length = 0;
	for (; *at < words->count && !words->items[*at].kept; ++*at)
		length += words->items[*at].length;
	return length;
}

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Is what stays between two changes there by chance? A line break never is. */
static bool is_chance(const char *same, const struct step *left, const struct step *right)
{
	size_t count = utf8_count(same, right->same);
	if (memchr(same, '\n', right->same))
		return false;
	return count <= CHANCE_LENGTH ||
	       (right->same <= larger(left->old, left->new) && right->same <= larger(right->old, right->new));
}

/* Adds a step that ends at `old_end` of the old text; takes chance matches back into the change. */
static void add_step(struct steps *steps, struct step step, const char *old_end)
{
	bool changes = step.old || step.new;
	while (steps->count && changes) {
		struct step *left = &steps->items[steps->count - 1];
		const char *same = old_end - step.old - step.same;
		if (!is_chance(same, left, &step))
			break;
		step = (struct step){left->same, left->old + step.same + step.old, left->new + step.same + step.new};
		steps->count--;
	}
	steps->items[steps->count++] = step;
}

static struct steps steps_of(struct arena *arena, const struct words *old, const struct words *new, const char *text)
{
	struct steps steps = {arena_array(arena, struct step, old->count + new->count + 1), 0};
	for (size_t i = 0, j = 0; i < old->count || j < new->count;) {
		struct step step = {.same = take_kept(old, &i, new, &j)};
		step.old = take_changed(old, &i);
		step.new = take_changed(new, &j);
		text += step.same + step.old;
		add_step(&steps, step, text);
	}
	return steps;
}

static bool is_word_script(enum script script)
{
	return script == SCRIPT_DIGIT || script == SCRIPT_LATIN;
}

/* Length of what both texts begin with, in whole characters, numbers and Latin words; 0 when it is too short. */
static size_t shared_start(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t at = 0, end = 0, count = 0, end_count = 0;
	for (enum script last = SCRIPT_NONE;;) {
		struct character x = {0}, y = {0};
		if (at < a_length)
			x = character_at(a + at, a_length - at);
		if (at < b_length)
			y = character_at(b + at, b_length - at);
		if (!is_word_script(last) || (x.script != last && y.script != last)) {
			end = at;
			end_count = count;
		}
		if (!x.length || x.length != y.length || memcmp(a + at, b + at, x.length) != 0)
			return end_count >= SHARED_LENGTH ? end : 0;
		at += x.length;
		count++;
		last = x.script;
	}
}

/* The same from the end backwards; only of text without numbers, Latin letters and marks, which are not split. */
static size_t shared_end(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t limit = a_length < b_length ? a_length : b_length, end = 0, count = 0;
	for (size_t at = 1; at <= limit && a[a_length - at] == b[b_length - at]; at++) {
		if (utf8_is_within(a[a_length - at]))
			continue;
		int32_t point;
		utf8_decode(a + a_length - at, at, &point);
		if (is_word_script(script_of(point)) || is_mark(point))
			break;
		end = at;
		count++;
	}
	return count >= SHARED_LENGTH ? end : 0;
}

/* ---- pieces ---- */

static void add_piece(struct text_diff *diff, enum piece_kind kind, const char *text, size_t length)
{
	struct text_piece *last = diff->count ? &diff->items[diff->count - 1] : NULL;
	if (length && last && last->kind == kind)
		last->length += length;
	else if (length)
		diff->items[diff->count++] = (struct text_piece){kind, text, length};
}

static void add_change(struct text_diff *diff, const char *old, size_t old_length, const char *new, size_t new_length)
{
	size_t start = shared_start(old, old_length, new, new_length);
	size_t end = shared_end(old + start, old_length - start, new + start, new_length - start);
	add_piece(diff, PIECE_SAME, old, start);
	add_piece(diff, PIECE_OLD, old + start, old_length - start - end);
	add_piece(diff, PIECE_NEW, new + start, new_length - start - end);
	add_piece(diff, PIECE_SAME, old + old_length - end, end);
}

static bool have_little_in_common(const struct steps *steps, size_t before, size_t after)
{
	size_t same = 0, shorter = before < after ? before : after;
	for (size_t i = 0; i < steps->count; i++)
		same += steps->items[i].same;
	return same * 100 < shorter * SHARED_PERCENT;
}

struct text_diff text_diff(struct arena *arena, const char *before, const char *after)
{
	struct arena *scratch = arena_new();
	size_t before_length = strlen(before), after_length = strlen(after);
	struct words old = words_of(scratch, before, before_length), new = words_of(scratch, after, after_length);
	find_kept(scratch, &old, &new);
	struct steps steps = steps_of(scratch, &old, &new, before);
	if (have_little_in_common(&steps, before_length, after_length)) {
		steps.items[0] = (struct step){0, before_length, after_length};
		steps.count = 1;
	}
	struct text_diff diff = {arena_array(arena, struct text_piece, 4 * steps.count), 0};
	for (size_t i = 0; i < steps.count; i++) {
		const struct step *step = &steps.items[i];
		add_piece(&diff, PIECE_SAME, before, step->same);
		before += step->same;
		after += step->same;
		add_change(&diff, before, step->old, after, step->new);
		before += step->old;
		after += step->new;
	}
	arena_free(scratch);
	return diff;
}
