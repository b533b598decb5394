/* The form -> the words that it prints, made ready to be found on a page. */
#include "base/list.h"
#include "base/messages/purpose.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "import/raw.h"

#include <string.h>

enum { SPELLING_POINTS = 2 }; /* of a label whose number may be written otherwise */

static const char *first_letter(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, utf8_step(text));
}

const struct printed_list *raw_printed(struct raw *raw, const char *folded)
{
	return *folded ? map_get(&raw->keys, first_letter(raw->scratch, folded)) : NULL;
}

static struct printed *printed_get(struct raw *raw, const char *key, bool counted, bool whole)
{
	const char *letter = first_letter(raw->arena, key);
	struct printed_list *list = map_get(&raw->keys, letter);
	if (!list)
		map_put(&raw->keys, letter, list = arena_new_object(raw->arena, struct printed_list));
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->counted == counted && list->items[i]->whole == whole &&
		    strcmp(list->items[i]->key, key) == 0)
			return list->items[i];
	struct printed *printed = arena_new_object(raw->arena, struct printed);
	*printed = (struct printed){.key = key, .counted = counted, .whole = whole};
	printed->entries = arena_array(raw->arena, size_t, raw->entries.count);
	list_push(raw->arena, list, printed);
	list_push(raw->arena, &raw->all, printed);
	return printed;
}

/* リスク２： in a cell of its own tells nothing; the words beside it are the heading. */
static void learn_number(struct raw *raw, size_t index)
{
	const struct label *label = &raw->entries.items[index].label;
	if (label->text[0] != ':' || !label->text[1])
		return;
	printed_get(raw, arena_printf(raw->arena, "%s:", label->number), false, true);
	struct printed *printed = printed_get(raw, label->text + 1, false, true);
	printed->entries[printed->entry_count++] = index;
}

/* The number in front of a label as others write it: (1), 1), 1 for ① or 1. */
static void learn_spellings(struct raw *raw, size_t index)
{
	static const char *const spellings[][2] = {{"", ""}, {"", "."}, {"(", ")"}, {"", ")"}};
	const struct label *label = &raw->entries.items[index].label;
	size_t digits = strspn(label->number, "0123456789");
	if (!digits || utf8_count(label->text, strlen(label->text)) < SPELLING_POINTS)
		return;
	const char *number = arena_copy(raw->arena, label->number, digits);
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		const char *key = arena_printf(raw->arena, "%s%s%s%s", spellings[i][0], number, spellings[i][1], label->text);
		if (strcmp(key, label->full) == 0)
			continue;
		struct printed *printed = printed_get(raw, key, false, false);
		printed->entries[printed->entry_count++] = index;
	}
}

static void learn_entry(struct raw *raw, size_t index)
{
	const struct entry *entry = &raw->entries.items[index];
	const struct label *label = &entry->label;
	bool boxed = entry->item && (entry->item->type == ITEM_FLAG || entry->item->type == ITEM_COUNT);
	if (!*label->full || boxed || (entry->item && !entry->section && entry->item->type == ITEM_REF))
		return;
	struct printed *printed = printed_get(raw, label->full, label->counted, false);
	printed->entries[printed->entry_count++] = index;
	learn_spellings(raw, index);
	if (label->brief) {
		printed = printed_get(raw, label->brief, false, true);
		printed->entries[printed->entry_count++] = index;
	}
	if (!entry->item && *label->number)
		learn_number(raw, index);
	bool bare =
	    *label->number && utf8_count(label->text, strlen(label->text)) > 2 && (unsigned char)*label->text >= 0xe3;
	if (bare && strcmp(label->text, label->full) != 0) {
		printed = printed_get(raw, label->text, false, true);
		printed->entries[printed->entry_count++] = index;
	}
}

/* Words that are no label: `key` as printed. */
static struct printed *learn_words(struct raw *raw, const char *words)
{
	const char *key = words ? label_make(raw->arena, words, "").full : "";
	return *key ? printed_get(raw, key, false, false) : NULL;
}

/* The same, where nothing else stands in the line. */
static void learn_whole(struct raw *raw, const char *words)
{
	printed_get(raw, label_make(raw->arena, words, "").full, false, true);
}

/* A heading of several parts, each on a line of its own: a／b. */
static void learn_parts(struct raw *raw, const char *heading)
{
	const char *sign = "／";
	for (const char *end; (end = strstr(heading, sign)); heading = end + strlen(sign)) {
		learn_words(raw, arena_copy(raw->arena, heading, (size_t)(end - heading)));
		if (!strstr(end + strlen(sign), sign))
			learn_words(raw, end + strlen(sign));
	}
}

/* 【任意】, ※（７．②を除く。）: the end of a heading, which may stand in a line of its own. */
static void learn_tail(struct raw *raw, const char *heading)
{
	const char *tail = NULL, *space = "　";
	for (const char *at = heading; (at = strstr(at, space)); at += strlen(space))
		tail = at + strlen(space);
	int32_t point = 0;
	if (tail)
		utf8_decode(tail, strlen(tail), &point);
	if (tail && strlen(tail) > strlen(space) && utf8_sort(point) == SORT_PUNCTUATION)
		learn_whole(raw, tail);
}

static void learn_option(struct raw *raw, const struct item_option *option, const char *words)
{
	char *folded = utf8_fold(raw->arena, words);
	if (!map_put(&raw->wordings, folded, folded))
		list_push(raw->arena, &raw->options, ((struct wording){.option = option, .folded = folded}));
}

static void learn_boxed(struct raw *raw, const char *words)
{
	char *folded = utf8_fold(raw->arena, words);
	if (!map_put(&raw->boxed, folded, folded))
		list_push(raw->arena, &raw->boxes, folded);
}

static void learn_item(struct raw *raw, const struct item *item)
{
	bool chosen = item->type == ITEM_CHOICE || item->type == ITEM_RESULT;
	for (size_t i = 0; chosen && i < item->option_count; i++) {
		learn_option(raw, &item->options[i], item->options[i].label);
		learn_option(raw, &item->options[i], item->options[i].value);
	}
	for (size_t i = 0; item->type == ITEM_BOXES && i < item->option_count; i++)
		learn_boxed(raw, item->options[i].label);
	if (item->type == ITEM_FLAG)
		learn_boxed(raw, item->label);
	for (size_t i = 0; i < item->group_count; i++)
		learn_words(raw, item->groups[i].label);
	if (item->under)
		learn_words(raw, item->under);
}

static void learn_sections(struct raw *raw, const struct form_section *sections, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < sections[i].frame_count; j++)
			if (sections[i].frames[j].last > 1)
				learn_words(raw, sections[i].frames[j].label);
		if (sections[i].note)
			learn_words(raw, sections[i].note);
		learn_parts(raw, sections[i].heading);
		learn_tail(raw, sections[i].heading);
		learn_sections(raw, sections[i].sections, sections[i].section_count);
	}
}

void raw_learn(struct raw *raw)
{
	const struct form *form = raw->form;
	raw->entries = entries_list(raw->arena, form);
	map_init(&raw->keys, raw->arena);
	map_init(&raw->wordings, raw->arena);
	map_init(&raw->boxed, raw->arena);
	raw->choices_head = utf8_fold(raw->arena, msg(MSG_SHEET_CHOICES));
	for (size_t i = 0; i < raw->entries.count; i++)
		learn_entry(raw, i);
	for (size_t i = 0; i < form->item_count; i++)
		learn_item(raw, form->items[i]);
	learn_sections(raw, form->sections, form->section_count);
	learn_words(raw, form->title);
	learn_words(raw, arena_printf(raw->arena, "%s%s", form->title, msg(MSG_SHEET_DRAFT)));
	learn_whole(raw, msg(MSG_PURPOSE_SUBMISSION));
	learn_whole(raw, msg(MSG_PURPOSE_INTERNAL));
	learn_whole(raw, msg(MSG_SHEET_DRAFT));
	learn_words(raw, form->stamp);
	if (form->contents_heading)
		learn_words(raw, form->contents_heading)->contents = true;
	for (size_t i = 0; i < form->content_count; i++)
		learn_words(raw, form->contents[i]);
	learn_words(raw, form->history_heading);
}
