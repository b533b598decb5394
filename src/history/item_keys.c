/* A form → the keys of its headings and labels. */
#include "history/item_keys.h"

#include "base/buf.h"
#include "base/memo.h"
#include "base/utf8.h"

#include <string.h>

enum {
	HIRAGANA_FIRST = 0x3041,
	HIRAGANA_LAST = 0x3096,
	CIRCLED_FIRST = 0x2460, /* ① */
	CIRCLED_LAST = 0x2473   /* ⑳ */
};

/* ② is told from the 2 of a section: it is put between two signs that no name has. */
static void put_circled(struct buf *out, int32_t point)
{
	buf_printf(out, "\x01%d\x02", (int)(point - CIRCLED_FIRST + 1));
}

static bool is_punctuation(int32_t point)
{
	static const int32_t signs[] = {'.',    ',',    ':',    '-',    '/',    '~',    '_',    '>',    '[',    ']',
	                                0x3001, 0x3002, 0x30fb, 0x2010, 0x2013, 0x2014, 0x2015, 0x2212, 0x203b, 0x300c,
	                                0x300d, 0x301c, 0x3010, 0x3011, 0x3014, 0x3015, 0x2192, 0x21d2};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i] == point)
			return true;
	return false;
}

bool key_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_left_out(int32_t point, bool loose)
{
	return is_punctuation(point) || (loose && point >= HIRAGANA_FIRST && point <= HIRAGANA_LAST);
}

static char *without_punctuation(char *text, bool loose)
{
	size_t length = strlen(text), kept = 0;
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (!is_left_out(point, loose)) {
			memmove(text + kept, text + i, taken);
			kept += taken;
		} else if (kept && key_is_digit(text[kept - 1]) && key_is_digit(text[i + taken])) {
			text[kept++] = KEY_BETWEEN_DIGITS;
		}
		i += taken;
	}
	text[kept] = '\0';
	return text;
}

char *key_normalise(struct arena *arena, const char *text, size_t length, bool loose)
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (point >= CIRCLED_FIRST && point <= CIRCLED_LAST)
			put_circled(&out, point);
		else
			buf_append(&out, text + i, taken);
		i += taken;
	}
	char *key = without_punctuation(utf8_fold(arena, buf_text(&out)), loose);
	buf_free(&out);
	return key;
}

/* What stands behind ※ in a heading (（７．②を除く。）) is a remark. `number` NULL: a circled digit is the number. */
struct key key_make(struct arena *arena, const char *printed, const char *number, bool loose)
{
	const char *sign = strstr(printed, "※");
	size_t length = sign && sign > printed ? (size_t)(sign - printed) : strlen(printed);
	struct key key = {.full = key_normalise(arena, printed, length, loose)};
	const char *end = key.full[0] == '\x01' ? strchr(key.full, '\x02') + 1 : key.full;
	if (number) {
		const char *start = key_normalise(arena, number, strlen(number), loose);
		end = key.full + (strncmp(key.full, start, strlen(start)) == 0 ? strlen(start) : 0);
	}
	key.number = arena_copy(arena, key.full, (size_t)(end - key.full));
	key.words = end;
	return key;
}

const struct item *section_items(const struct form *form, const struct form_section *section, size_t *count)
{
	*count = section ? section->item_count : form->cover_count;
	return section ? section->items : form->cover;
}

/* The item whose label has to stand in front, because its own does not tell what it is: その妥当性. */
const struct item *item_lead(const struct item *item)
{
	const struct form_section *section = item->section;
	size_t alike = 0;
	if (!section)
		return NULL;
	for (size_t i = 0; i < section->item_count; i++)
		alike += strcmp(section->items[i].label, item->label) == 0;
	if (!item->sub && alike == 1)
		return NULL;
	for (const struct item *lead = item; lead-- > section->items;)
		if (!lead->sub && strcmp(lead->label, item->label) != 0)
			return lead;
	return NULL;
}

static size_t count_sections(const struct form_section *sections, size_t count)
{
	size_t all = count;
	for (size_t i = 0; i < count; i++)
		all += count_sections(sections[i].sections, sections[i].section_count);
	return all;
}

/* 委託事項{n} → 委託事項 */
const char *heading_before_mark(struct arena *arena, const char *heading)
{
	const char *mark = strstr(heading, "{n}");
	return mark ? arena_copy(arena, heading, (size_t)(mark - heading)) : heading;
}

const char *heading_after_mark(const char *heading)
{
	return strstr(heading, "{n}") + strlen("{n}");
}

bool section_is_counted(const struct form_section *section)
{
	return section->each && strstr(section->heading, "{n}");
}

static void list_sections(struct item_names *names, const struct form_section *sections, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *heading = heading_before_mark(names->arena, sections[i].heading);
		bool counted = section_is_counted(&sections[i]);
		const char *number = counted ? "" : sections[i].number;
		const char *end = counted ? utf8_fold(names->arena, heading_after_mark(sections[i].heading)) : "";
		struct section_key *key = &names->sections[names->section_count++];
		*key = (struct section_key){&sections[i], key_make(names->arena, heading, number, names->loose), end, 0};
		list_sections(names, sections[i].sections, sections[i].section_count);
		key->behind = names->section_count;
	}
}

static struct item_names *names_of(struct arena *arena, const struct form *form, bool loose)
{
	struct item_names *names = arena_new_object(arena, struct item_names);
	names->arena = arena;
	names->form = form;
	names->loose = loose;
	names->items = arena_array(arena, struct item_key, form->item_count);
	for (size_t i = 0; i < form->item_count; i++) {
		const struct item *item = form->items[i], *lead = item_lead(item);
		const char *over = item->under ? item->under : lead ? lead->label : NULL;
		names->items[i].label = key_make(arena, item->label, NULL, loose);
		if (over)
			names->items[i].lead = key_make(arena, over, NULL, loose);
	}
	names->sections = arena_array(arena, struct section_key, count_sections(form->sections, form->section_count));
	list_sections(names, form->sections, form->section_count);
	return names;
}

const struct item_names *item_names_new(struct arena *arena, const struct form *form)
{
	struct item_names *names = names_of(arena, form, false);
	names->loosely = names_of(arena, form, true);
	names->memo = memo_new(arena);
	return names;
}

const struct form *item_names_form(const struct item_names *names)
{
	return names->form;
}
