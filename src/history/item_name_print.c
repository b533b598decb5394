/* An item or section of a form → its name in 項目. */
#include "history/item_keys.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

static void print_number(struct buf *out, size_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof digits, "%zu", n);
	for (int i = 0; i < length; i++)
		buf_printf(out, "\xef\xbc%c", digits[i] - '0' + 0x90); /* full width */
}

static void print_part(struct buf *out, const char *words)
{
	const char *sign = strstr(words, "※");
	size_t length = sign && sign > words ? (size_t)(sign - words) : strlen(words);
	while (length >= 3 && memcmp(words + length - 3, "　", 3) == 0)
		length -= 3;
	if (length && out->length)
		buf_puts(out, "　");
	buf_append(out, words, length);
}

static size_t count_repetitions(const struct form_section *section)
{
	size_t count = 0;
	for (; section; section = section->parent)
		count += section->each != NULL;
	return count;
}

static void print_section(struct arena *arena, struct buf *out, const struct form_section *section, const size_t *index,
                          size_t count)
{
	if (!section)
		return;
	print_section(arena, out, section->parent, index, count);
	print_part(out, heading_before_mark(arena, section->heading));
	size_t at = count_repetitions(section);
	if (!section->each || at > count || !index[at - 1])
		return;
	bool counted = section_is_counted(section);
	if (!counted && index[at - 1] == 1)
		return;
	buf_puts(out, counted ? "" : "（");
	print_number(out, index[at - 1]);
	buf_puts(out, counted ? heading_after_mark(section->heading) : "）");
}

const char *section_name_print(struct arena *arena, const struct form_section *section, const size_t *index,
                               size_t count)
{
	struct buf out = BUF_INIT;
	print_section(arena, &out, section, index, count);
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* A heading and the label below it may have the same words: Ⅲ　しきい値判断結果. The name has them once, but behind the number
 * of a member (委託事項２　委託事項), without which it would be the name of all of the member. */
static void print_label(struct arena *arena, struct buf *out, const struct form_section *section, const char *label)
{
	if (section && !section_is_counted(section)) {
		struct key heading = key_make(arena, section->heading, section->number, false);
		if (strcmp(heading.words, key_make(arena, label, NULL, false).full) == 0)
			return;
	}
	print_part(out, label);
}

const char *item_name_print(struct arena *arena, const struct item *item, const size_t *index, size_t count)
{
	struct buf out = BUF_INIT;
	const struct form_section *section = item->section;
	const struct item *lead = item_lead(item);
	print_section(arena, &out, section, index, count);
	if (item->under || lead)
		print_label(arena, &out, section, item->under ? item->under : lead->label);
	print_label(arena, &out, section, item->label);
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}
