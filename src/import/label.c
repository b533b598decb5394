/* Words of a form -> keys, and how near a key is. A few slips of the eye or of OCR in a long label are forgiven
 * (何人が for 何人か); what is short has to be the same. */
#include "import/label.h"

#include "base/utf8.h"
#include "printed/marks.h"
#include "printed/markup.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_LIMIT = 600, LETTERS_PER_SLIP = 8, SLIP_LIMIT = 4 };

static uint64_t letters_of(const char *text)
{
	uint64_t letters = 0;
	size_t length = strlen(text);
	for (size_t i = 0; i < length;) {
		int32_t point;
		i += utf8_decode(text + i, length - i, &point);
		letters |= UINT64_C(1) << ((uint32_t)point * 2654435761u >> 26);
	}
	return letters;
}

static size_t count_bits(uint64_t bits)
{
	size_t count = 0;
	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static bool is_circled_digit(const char *text)
{
	int32_t point;
	utf8_decode(text, strlen(text), &point);
	return point >= 0x2460 && point <= 0x2473;
}

/* Leaves the ※, and （※）, out of a folded text. */
static char *without_signs(char *text)
{
	static const char sign[] = "※", bracketed[] = "(※)";
	for (char *at; (at = strstr(text, sign));) {
		bool inside = at > text && strncmp(at - 1, bracketed, strlen(bracketed)) == 0;
		char *start = at - inside;
		const char *rest = start + (inside ? strlen(bracketed) : strlen(sign));
		memmove(start, rest, strlen(rest) + 1);
	}
	return text;
}

static void take_number(struct arena *arena, struct label *label, const char *printed, const char *number)
{
	size_t length = 0;
	if (number) {
		const char *folded = utf8_fold(arena, number);
		if (strncmp(label->full, folded, strlen(folded)) == 0)
			length = strlen(folded);
	} else if (is_circled_digit(printed)) {
		length = strspn(label->full, "0123456789");
	}
	label->number = arena_copy(arena, label->full, length);
	label->text = label->full + length;
}

struct label label_make(struct arena *arena, const char *printed, const char *number)
{
	struct label label = {0};
	char *folded = utf8_fold(arena, printed);
	char *mark = strstr(folded, "{n}");
	const char *sign = strstr(folded, "※");
	if (mark)
		*mark = '\0';
	if (sign && sign > folded && sign[strlen("※")])
		label.brief = arena_copy(arena, folded, (size_t)(sign - folded));
	label.counted = mark != NULL;
	label.full = without_signs(folded);
	take_number(arena, &label, printed, mark ? "" : number);
	label.length = utf8_count(label.text, strlen(label.text));
	label.letters = letters_of(label.text);
	return label;
}

const char *label_key(struct arena *arena, const char *cell, size_t *rest)
{
	static const char *const signs[] = {"[", "［", "☐", "☑", "□", "■", MARK_LOST};
	size_t end = strlen(cell);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		const char *sign = strstr(cell, signs[i]);
		if (sign && (size_t)(sign - cell) < end)
			end = (size_t)(sign - cell);
	}
	enum mark_state state;
	for (size_t i = 1; i < end; i++) /* （　）委託しない, with a space in front of it */
		if (strchr(" \t\n", cell[i - 1]) || (i > 2 && strncmp(cell + i - 3, "　", 3) == 0))
			end = mark_round(cell + i, &state) ? i : end;
	*rest = end;
	if (!end || end > KEY_LIMIT)
		return NULL;
	return without_signs(utf8_fold(arena, arena_copy(arena, cell, end)));
}

/* Edits between two texts, which may be long: what they have in common at both ends does not count. */
static size_t distance(const char *a, const char *b, size_t limit)
{
	char left[KEY_LIMIT * 3 + 1], right[KEY_LIMIT * 3 + 1]; /* NFKC makes some characters longer */
	size_t start = 0, a_end = strlen(a), b_end = strlen(b);
	while (a[start] && a[start] == b[start])
		start++;
	while (start > 0 && utf8_is_within(a[start]))
		start--;
	while (a_end > start && b_end > start && a[a_end - 1] == b[b_end - 1])
		a_end--, b_end--;
	while (utf8_is_within(a[a_end]))
		a_end++, b_end++;
	if (a_end - start >= sizeof left || b_end - start >= sizeof right)
		return limit + 1;
	memcpy(left, a + start, a_end - start);
	memcpy(right, b + start, b_end - start);
	left[a_end - start] = right[b_end - start] = '\0';
	return utf8_distance(left, right, limit);
}

static size_t slips(const struct label *label, const char *key)
{
	size_t limit = label->length / LETTERS_PER_SLIP;
	size_t length = utf8_count(key, strlen(key));
	if (limit > SLIP_LIMIT)
		limit = SLIP_LIMIT;
	if (!limit || length + limit < label->length || label->length + limit < length ||
	    count_bits(letters_of(key) ^ label->letters) > 2 * limit)
		return LABEL_FAR;
	size_t found = distance(label->text, key, limit);
	return found > limit ? LABEL_FAR : 1 + found;
}

/* The key behind the label's number, however that is written: 1., 1, 1), (1); NULL: it has another, or none. */
static const char *behind_number(const struct label *label, const char *key)
{
	size_t digits = strspn(label->number, "0123456789"), length = strlen(label->number);
	if (!digits)
		return length && strncmp(key, label->number, length) == 0 ? key + length : NULL;
	const char *at = key + (*key == '(');
	if (strncmp(at, label->number, digits) != 0 || strchr("0123456789", at[digits]))
		return NULL;
	at += digits;
	return at + (*at == '.' || *at == ')' ? 1 : strncmp(at, "、", strlen("、")) == 0 ? strlen("、") : 0);
}

bool label_spans(const struct label *label, const char *key)
{
	size_t length = strlen(label->full);
	if (!label->counted || strncmp(key, label->full, length) != 0)
		return false;
	key += length;
	size_t from = strspn(key, "0123456789"), sign = strcspn(key + from, "0123456789");
	const char *to = key + from + sign;
	return from && sign && sign <= strlen("～") && *to && strspn(to, "0123456789") == strlen(to);
}

size_t label_number(const struct label *label, const char *key)
{
	return label->counted ? strtoul(key + strlen(label->full), NULL, 10) : 0;
}

size_t label_match(const struct label *label, const char *key)
{
	size_t length = strlen(label->full);
	if (label->counted) {
		bool same = strncmp(key, label->full, length) == 0;
		return same && key[length] && strspn(key + length, "0123456789") == strlen(key + length) ? 0 : LABEL_FAR;
	}
	if (!length)
		return LABEL_FAR;
	if (strcmp(key, label->full) == 0 || (label->brief && strcmp(key, label->brief) == 0))
		return 0;
	if (strcmp(key, label->text) == 0)
		return 1;
	const char *behind = behind_number(label, key);
	if (behind && strcmp(behind, label->text) == 0)
		return 0;
	bool other = !behind && strchr("0123456789", key[0]);
	return other ? LABEL_FAR : slips(label, behind ? behind : key);
}
