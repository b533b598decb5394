/* Text as people type it → one spelling, with a map back. Citations break over lines, mix widths and write numbers in
 * three ways; everything behind this file sees one. */
#include "law/folded.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "law/forms.h"

#include <string.h>

/* ---- kanji numbers ---- */

static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
static const struct {
	const char *sign;
	int value;
} units[] = {{"千", 1000}, {"百", 100}, {"十", 10}};

enum { NUMERAL_LIMIT = 48 }; /* bytes of one kanji number */
enum { KANJI = 3, COUNT_OF_UNITS = sizeof units / sizeof *units, VALUE_LIMIT = 9999 };

/* Could one begin here? Asked for every character of a model. */
static bool is_near_numeral(const char *at)
{
	switch ((unsigned char)at[0] << 8 | (unsigned char)at[1]) {
	case 0xe380: /* 〇 */
	case 0xe4b8: /* 一 七 三 */
	case 0xe4b9: /* 九 */
	case 0xe4ba: /* 二 五 */
	case 0xe585: /* 六 八 */
	case 0xe58d: /* 十 千 */
	case 0xe59b: /* 四 */
	case 0xe799: /* 百 */
		return true;
	}
	return false;
}

static int digit_of(const char *at)
{
	for (int i = 0; i < 10; i++)
		if (memcmp(at, digits[i], KANJI) == 0)
			return i;
	return -1;
}

static int unit_of(const char *at)
{
	for (int i = 0; i < COUNT_OF_UNITS; i++)
		if (memcmp(at, units[i].sign, KANJI) == 0)
			return units[i].value;
	return 0;
}

static bool is_numeral(const char *at, size_t rest)
{
	return rest >= KANJI && is_near_numeral(at) && (digit_of(at) >= 0 || unit_of(at));
}

/* Digits by place (二〇) or with units (二十); not both. */
int numeral_value(const char *text, size_t length)
{
	int total = 0, pending = -1, last_unit = VALUE_LIMIT + 1;
	for (size_t i = 0; i + KANJI <= length; i += KANJI) {
		int digit = digit_of(text + i), unit = unit_of(text + i);
		if (digit < 0 && (!unit || unit >= last_unit))
			return -1;
		if (digit >= 0) {
			if (pending >= 0 && last_unit <= VALUE_LIMIT)
				return -1;
			pending = pending < 0 ? digit : pending * 10 + digit;
			if (pending > VALUE_LIMIT)
				return -1;
		} else {
			if (pending > 9)
				return -1;
			total += (pending < 0 ? 1 : pending) * unit;
			pending = -1;
			last_unit = unit;
		}
	}
	if (length == 0 || length % KANJI)
		return -1;
	total += pending < 0 ? 0 : pending;
	return total > VALUE_LIMIT ? -1 : total;
}

void numeral_print(int value, struct buf *out)
{
	for (int i = 0; i < COUNT_OF_UNITS; i++) {
		int digit = value / units[i].value;
		value %= units[i].value;
		if (digit > 1)
			buf_puts(out, digits[digit]);
		if (digit)
			buf_puts(out, units[i].sign);
	}
	if (value)
		buf_puts(out, digits[value]);
}

bool numeral_is_by_place(const char *text, size_t length)
{
	size_t run = 0, longest = 0;
	for (size_t i = 0; i + KANJI <= length; i += KANJI) {
		if (unit_of(text + i))
			return false;
		run = digit_of(text + i) >= 0 ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest > 1;
}

void numeral_print_places(const char *number, size_t length, struct buf *out)
{
	for (size_t i = 0; i < length; i++)
		buf_puts(out, digits[number[i] - '0']);
}

/* ---- folding ---- */

struct folder {
	const char *text;
	size_t length;
	size_t at;
	bool plain;
	struct folded out;
};

static bool is_space(const char *at, size_t rest, size_t *width)
{
	*width = 1;
	if (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t' || *at == '\f')
		return true;
	*width = 3;
	if (rest >= 3 && memcmp(at, "\u3000", 3) == 0)
		return true;
	*width = 2;
	return rest >= 2 && memcmp(at, "\u00a0", 2) == 0;
}

static void put(struct folder *folder, const char *bytes, size_t length, size_t from, size_t to)
{
	struct folded *out = &folder->out;
	for (size_t i = 0; i < length; i++) {
		out->text[out->length] = bytes[i];
		out->from[out->length] = (uint32_t)from;
		out->to[out->length++] = (uint32_t)to;
	}
}

static void put_sign(struct folder *folder, char sign, size_t from, size_t to)
{
	struct folded *out = &folder->out;
	char last = (char)(out->length ? out->text[out->length - 1] : FOLD_STOP);
	if (last == FOLD_STOP || (last == FOLD_BREAK && sign != FOLD_STOP))
		return;
	put(folder, &sign, 1, from, to);
}

/* Of the folded text: does it end with a digit? */
static bool ends_with_digit(const struct folded *out)
{
	return out->length && out->text[out->length - 1] >= '0' && out->text[out->length - 1] <= '9';
}

static bool ends_with(const struct folded *out, const char *tail)
{
	size_t length = strlen(tail);
	return out->length >= length && memcmp(out->text + out->length - length, tail, length) == 0;
}

/* Length in bytes of a digit of any width at `at`, or 0. */
static size_t digit_width(const char *at, size_t rest)
{
	if (*at >= '0' && *at <= '9')
		return 1;
	bool wide =
	    rest >= 3 && memcmp(at, "\xef\xbc", 2) == 0 && (unsigned char)at[2] >= 0x90 && (unsigned char)at[2] <= 0x99;
	return wide ? 3 : 0;
}

static bool starts_with_any(const char *at, size_t rest, const char *const *words)
{
	for (; *words; words++)
		if (rest >= strlen(*words) && memcmp(at, *words, strlen(*words)) == 0)
			return true;
	return false;
}

/* A number that a line break cuts in two (１、１↵３の項) goes on with what follows a list's number; what else begins a
 * line with a digit (2. …, 3 …) is a new paragraph. */
static bool number_goes_on(const struct folder *folder, size_t at)
{
	static const char *const followers[] = {"、", ",", "，", "の", "項", "条", "号", "）", ")", NULL};
	size_t width, start = at;
	while (at < folder->length && (width = digit_width(folder->text + at, folder->length - at)))
		at += width;
	return at > start && starts_with_any(folder->text + at, folder->length - at, followers);
}

static bool is_bullet(const struct folder *folder, size_t at)
{
	static const char *const bullets[] = {"・", "○", "◯",  "●", "■",  "□", "◆", "◇", "※", "【",
	                                      "［", "[", "＜", "<", "①",  "②", "③", "④", "⑤", "⑥",
	                                      "⑦",  "⑧", "⑨",  "⑩", "－", "-", "*", "|", "#", NULL};
	return starts_with_any(folder->text + at, folder->length - at, bullets);
}

/* The 1 or 2 of 別表第一 and 別表2, which is the whole number of its table whatever stands on the next line. */
static bool ends_with_table(const struct folded *out)
{
	static const char *const tables[] = {"別表第1", "別表第2", "別表1", "別表2"};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (ends_with(out, tables[i]))
			return true;
	return false;
}

static bool counts_on(const struct folder *folder, size_t at);

/* Does the number of a row stand at `at`, in digits or kanji? */
static bool row_begins(const struct folder *folder, size_t at)
{
	size_t end = at;
	while (is_numeral(folder->text + end, folder->length - end) && end - at < NUMERAL_LIMIT)
		end += KANJI;
	return end > at ? counts_on(folder, end) : number_goes_on(folder, at);
}

/* White space: dropped, or one sign that says what it separates. */
static void fold_space(struct folder *folder)
{
	size_t from = folder->at, lines = 0, width;
	bool stops = false;
	while (folder->at < folder->length && is_space(folder->text + folder->at, folder->length - folder->at, &width)) {
		char c = folder->text[folder->at];
		lines += c == '\n' || (c == '\r' && folder->text[folder->at + 1] != '\n');
		stops |= c == '\t' || c == '\f';
		folder->at += width;
	}
	size_t at = folder->at, rest = folder->length - at;
	bool numeral = rest && (digit_width(folder->text + at, rest) || is_numeral(folder->text + at, rest));
	bool after_digit = ends_with_digit(&folder->out);
	if (stops || (lines > 1 && folder->plain))
		put_sign(folder, FOLD_STOP, from, at);
	else if (lines > 1 || (lines && is_bullet(folder, at)))
		put_sign(folder, FOLD_BREAK, from, at);
	else if (lines && numeral && ends_with_table(&folder->out) && row_begins(folder, at))
		put_sign(folder, FOLD_GAP, from, at);
	else if (numeral && after_digit && !(lines && number_goes_on(folder, at)))
		put_sign(folder, lines ? FOLD_BREAK : FOLD_GAP, from, at);
}

/* Is it the number of 別表第一 or 別表第二 that begins here? */
static bool begins_table(const struct folder *folder)
{
	const char *at = folder->text + folder->at;
	return (ends_with(&folder->out, "別表第") || ends_with(&folder->out, "別表")) &&
	       (memcmp(at, digits[1], KANJI) == 0 || memcmp(at, digits[2], KANJI) == 0);
}

/* Are a table and its row written without の between: 第一三十の項, 第二四十二の項, 第一十六の項, 第二百八の項? 二十 is a number. */
static bool is_table_and_row(const char *numeral, size_t length)
{
	enum { TEN = 10 };
	if (length <= KANJI || numeral_value(numeral + KANJI, length - KANJI) < 0)
		return false;
	bool one = memcmp(numeral, digits[1], KANJI) == 0;
	int unit = unit_of(numeral + KANJI);
	return numeral_value(numeral, length) < 0 || (one && unit) || unit > TEN;
}

/* 第一八の項: row 8 of 別表第一, or row 18? */
static bool is_table_or_row(const char *numeral, size_t length)
{
	return length > KANJI && numeral_is_by_place(numeral, length);
}

/* A kanji number, with the line breaks that cut it (第百↵三十八条): its bytes into `numeral`; returns where it ends. */
static size_t read_numeral(const struct folder *folder, char *numeral, size_t *length, bool *open)
{
	size_t end = folder->at;
	bool table = begins_table(folder);
	*length = 0;
	*open = false;
	while (is_numeral(folder->text + end, folder->length - end) && *length + KANJI <= NUMERAL_LIMIT) {
		memcpy(numeral + *length, folder->text + end, KANJI);
		*length += KANJI;
		end += KANJI;
		if (table && folder->text[end] == '\n' && *length == KANJI)
			break;
		if (folder->text[end] == '\n' && is_numeral(folder->text + end + 1, folder->length - end - 1))
			end++;
	}
	if (table && is_table_and_row(numeral, *length)) {
		*length = KANJI;
		end = folder->at + KANJI;
	} else if (table) {
		*open = is_table_or_row(numeral, *length);
	}
	return end;
}

/* Does what stands behind a kanji number say that it counts: 項, の項, 条, 号, or a branch (の二) or others of a list (、三)
 * and then one of them? */
static bool counts_on(const struct folder *folder, size_t at)
{
	static const char *const followers[] = {"項", "の項", "条", "号", NULL}, *const joints[] = {"の", "、", "・", NULL};
	enum { JOINTS = 24 };
	for (int i = 0; i < JOINTS; i++) {
		at += folder->text[at] == '\n';
		if (starts_with_any(folder->text + at, folder->length - at, followers))
			return true;
		if (!starts_with_any(folder->text + at, folder->length - at, joints))
			return false;
		at += KANJI;
		at += folder->text[at] == '\n';
		size_t start = at;
		while (is_numeral(folder->text + at, folder->length - at) && at - start < NUMERAL_LIMIT)
			at += KANJI;
		if (at == start)
			return false;
	}
	return false;
}

/* Does the text end with の of a branch of a branch: 条の3の? */
static bool ends_with_branch(const struct folded *out)
{
	static const char joint[] = "の", article[] = "条の";
	struct folded head = *out;
	if (!ends_with(&head, joint))
		return false;
	head.length -= strlen(joint);
	while (ends_with_digit(&head))
		head.length--;
	return head.length < out->length - strlen(joint) && ends_with(&head, article);
}

/* A kanji zero behind digits is one of them: 3〇の項, as character recognition reads 30. */
static bool fold_zero(struct folder *folder)
{
	const char *at = folder->text + folder->at;
	if (!ends_with_digit(&folder->out) || memcmp(at, digits[0], KANJI) != 0)
		return false;
	put(folder, "0", 1, folder->at, folder->at + KANJI);
	folder->at += KANJI;
	return true;
}

/* A kanji number that counts articles and the like becomes digits: after 第, 別表 or 条の, before 項, 条, 号 or の項. */
static void fold_numeral(struct folder *folder)
{
	char numeral[NUMERAL_LIMIT];
	bool open;
	size_t length, end = read_numeral(folder, numeral, &length, &open);
	const struct folded *out = &folder->out;
	if (fold_zero(folder))
		return;
	bool counts = ends_with(out, "第") || ends_with(out, "別表") || ends_with(out, "条の") || ends_with(out, "項の") ||
	              ends_with(out, "号の") || ends_with_branch(out) || counts_on(folder, end);
	int value = counts && !open ? numeral_value(numeral, length) : -1;
	if (value < 0) {
		put(folder, folder->text + folder->at, KANJI, folder->at, folder->at + KANJI);
		folder->at += KANJI;
		return;
	}
	struct buf number = BUF_INIT;
	buf_printf(&number, "%d", value);
	if (ends_with_digit(out))
		put_sign(folder, FOLD_GAP, folder->at, folder->at);
	put(folder, buf_text(&number), number.length, folder->at, end);
	buf_free(&number);
	folder->at = end;
	if (end < folder->length && digit_width(folder->text + end, folder->length - end))
		put_sign(folder, FOLD_GAP, end, end); /* 別表第二16の項 */
}

/* <p>, </li> and the like of texts taken from pages. */
static bool fold_tag(struct folder *folder)
{
	enum { TAG_LIMIT = 40 };
	const char *at = folder->text + folder->at;
	size_t rest = folder->length - folder->at;
	size_t slash = rest > 1 && at[1] == '/';
	if (rest < 3 || at[1 + slash] < 'a' || at[1 + slash] > 'z')
		return false;
	const char *end = memchr(at, '>', rest < TAG_LIMIT ? rest : TAG_LIMIT);
	if (!end)
		return false;
	size_t to = (size_t)(end + 1 - folder->text);
	put_sign(folder, FOLD_BREAK, folder->at, to);
	folder->at = to;
	return true;
}

/* 別表Ⅰ, 別表第I: the number, or 0; *width gets the bytes of the sign. */
static int roman_at(const struct folder *folder, int32_t point, size_t *width)
{
	bool roman = point >= 0x2160 && point <= 0x2168, letter = point == 'I' || point == 0xff29;
	if ((!roman && !letter) || (!ends_with(&folder->out, "別表") && !ends_with(&folder->out, "別表第")))
		return 0;
	if (roman)
		return point - 0x2160 + 1;
	const char *at = folder->text + folder->at;
	size_t unit = *width, count = 0;
	while (count < 3 && folder->length - folder->at >= (count + 1) * unit && memcmp(at + count * unit, at, unit) == 0)
		count++;
	*width = count ? count * unit : unit;
	return (int)count;
}

/* ノ and 之 of a branch: 56ノ2. */
static bool is_branch_sign(const struct folder *folder, int32_t point, size_t next)
{
	static const char *const counters[] = {"条", "項", "号", NULL};
	if (point != 0x30ce && point != 0x4e4b)
		return false;
	bool counted = ends_with_digit(&folder->out);
	for (size_t i = 0; counters[i] && !counted; i++)
		counted = ends_with(&folder->out, counters[i]);
	size_t rest = folder->length - next;
	return counted && rest && (digit_width(folder->text + next, rest) || is_numeral(folder->text + next, rest));
}

static void fold_point(struct folder *folder)
{
	int32_t point;
	const char *at = folder->text + folder->at;
	size_t width = utf8_decode(at, folder->length - folder->at, &point);
	int roman = roman_at(folder, point, &width);
	size_t to = folder->at + width;
	char ascii = (char)(roman ? '0' + roman : point - 0xfee0);
	if (point == 0x301c || point == 0xff5e) /* 〜 ～ */
		put(folder, "~", 1, folder->at, to);
	else if (roman || (point > 0xff00 && point < 0xff5f))
		put(folder, &ascii, 1, folder->at, to);
	else if (is_branch_sign(folder, point, to))
		put(folder, "の", strlen("の"), folder->at, to);
	else
		put(folder, at, width, folder->at, to);
	folder->at = to;
}

static struct folded fold_usual(struct arena *arena, const char *text, size_t length, bool plain)
{
	struct folder folder = {.text = text, .length = length, .plain = plain};
	/* A kanji number of one sign takes at most four bytes as digits (千): text never grows by more than a third. */
	size_t size = length + length / 3 + 1;
	folder.out.text = arena_alloc(arena, size + 1);
	folder.out.from = arena_array(arena, uint32_t, size);
	folder.out.to = arena_array(arena, uint32_t, size);
	while (folder.at < length) {
		size_t width;
		const char *at = text + folder.at;
		if (is_space(at, length - folder.at, &width))
			fold_space(&folder);
		else if (is_numeral(at, length - folder.at))
			fold_numeral(&folder);
		else if (*at != '<' || !fold_tag(&folder))
			fold_point(&folder);
	}
	return folder.out;
}

struct folded fold_text(struct arena *arena, const char *text, size_t length, bool plain)
{
	struct folded forms = fold_forms(arena, text, length);
	if (!forms.text)
		return fold_usual(arena, text, length, plain);
	struct folded folded = fold_usual(arena, forms.text, forms.length, plain);
	for (size_t i = 0; i < folded.length; i++) {
		folded.from[i] = forms.from[folded.from[i]];
		folded.to[i] = forms.to[folded.to[i] - 1];
	}
	return folded;
}

const char *find_word(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);
	for (; at < end && (size_t)(end - at) >= length; at++)
		if (memcmp(at, word, length) == 0)
			return at;
	return NULL;
}
