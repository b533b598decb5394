/* Frames of repeated groups (システム、委託事項) that were added to the workbook, or taken out of it → members of the model's lists.
 * What was printed is known by its names; a frame without names is found by its labels, as in any sheet. */
#include "base/diag.h"
#include "base/messages/filled.h"
#include "base/utf8.h"
#include "filled/apply.h"
#include "import/answer.h"
#include "import/import.h"
#include "model/draft.h"
#include "yaml/node_write.h"

#include <string.h>

static bool is_below(const char *key, const char *section)
{
	size_t length = strlen(section);
	return strncmp(key, section, length) == 0 && (key[length] == '.' || key[length] == '[');
}

/* The words of the first cells of a section that are there; NULL: they are all gone. *printed: did it have any? */
static const char *first_words(const struct applying *applying, const struct sheet_section *section, bool *printed)
{
	const struct origin *origin = applying->filled->origin;
	const char *place;
	*printed = false;
	for (size_t i = 0; i < origin->answers.count; i++) {
		if (!is_below(origin->answers.items[i].key, section->key))
			continue;
		*printed = true;
		const char *text = filled_text(applying->filled, &origin->answers.items[i], &place);
		if (text)
			return text;
	}
	return NULL;
}

static void tell(struct applying *applying, const char *key, const char *text, const char *problem)
{
	struct change change = {.key = key, .place = msg(MSG_FILLED_BOOK), .is = text, .problem = problem};
	list_push(applying->arena, &applying->changes, change);
}

/* ---- gone ---- */

static const char *remove_member(struct applying *applying, const struct sheet_section *section, bool shared)
{
	const struct node *member = section->member ? section->member->node : NULL;
	if (!apply_is_untouched(applying, section->key))
		return msg(MSG_FILLED_GROUP_NOT_FOUND);
	if (shared || !member || member->span.source != applying->edits->source || !member->parent ||
	    member->parent->count < 2)
		return msg(MSG_FILLED_LIST_NOT_PLAIN);
	return edit_remove(applying->edits, member) ? msg(MSG_FILLED_LIST_NOT_PLAIN) : NULL;
}

static void remove_gone(struct applying *applying, const struct sheet_section *sections, size_t count, bool shared)
{
	for (size_t i = 0; i < count; i++) {
		bool printed, repeats = sections[i].form->each != NULL;
		bool gone = repeats && !first_words(applying, &sections[i], &printed) && printed;
		if (gone) {
			const char *problem =
			    applying->groups_refused ? applying->groups_refused : remove_member(applying, &sections[i], shared);
			list_push(applying->arena, &applying->gone, sections[i].key);
			tell(applying, msg_filled_gone_member(applying->arena, sections[i].number), "", problem);
			continue;
		}
		bool one = repeats && i > 0 && sections[i - 1].form == sections[i].form;
		bool more = repeats && i + 1 < count && sections[i + 1].form == sections[i].form;
		remove_gone(applying, sections[i].sections, sections[i].section_count, shared || one || more);
	}
}

/* ---- new ---- */

static const char *place_words(const struct applying *applying, const struct place *place)
{
	for (size_t i = 0; i < place->reading_count; i++)
		if (place->readings[i].chunks.count)
			return chunks_text(applying->arena, &place->readings[i].chunks);
	return "";
}

/* A tree without places, for another file. */
static struct node *copy_node(struct arena *arena, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		return node_scalar(arena, node->style == NODE_PLAIN ? NODE_PLAIN : NODE_LITERAL, node->text);
	struct node *copy = node_collection(arena, node->kind, node->style);
	for (size_t i = 0; i < node->count; i++) {
		const char *key = node->items[i]->key ? node->items[i]->key->text : NULL;
		if (!key || (strcmp(key, "id") != 0 && strcmp(key, "blocks") != 0))
			node_append(arena, copy, key, copy_node(arena, node->items[i]));
	}
	return copy;
}

/* systems[3]: the list's name, and the member in the model that was made of the workbook. */
static const struct node *member_of(struct applying *applying, const char *path, const char **name)
{
	struct draft draft = {.arena = applying->arena, .root = (struct node *)(uintptr_t)applying->imported};
	*name = arena_copy(applying->arena, path, strcspn(path, "["));
	return strchr(path, '.') ? NULL : draft_get(&draft, path);
}

static const char *add_member(struct applying *applying, const struct place *place)
{
	struct arena *arena = applying->arena;
	const struct node *root = applying->sheet->model->node;
	const char *name;
	const struct node *member = place->path ? member_of(applying, place->path, &name) : NULL;
	const struct node *list = member ? node_get(root, name) : NULL;
	if (!member || (list && list->kind != NODE_SEQUENCE))
		return msg(MSG_FILLED_LIST_NOT_PLAIN);
	struct node *copy = copy_node(arena, member);
	size_t n = list ? list->count : 0;
	while (draft_has_id(list, draft_member_id(arena, name, n)))
		n++;
	node_insert(arena, copy, 0, "id", node_scalar(arena, NODE_LITERAL, draft_member_id(arena, name, n)));
	return list ? edit_append(applying->edits, list, copy) : msg(MSG_FILLED_LIST_NOT_PLAIN);
}

static bool same_words(const struct applying *applying, const char *a, const char *b)
{
	return strcmp(utf8_fold(applying->arena, a), utf8_fold(applying->arena, b)) == 0;
}

struct frames {
	const struct place **items;
	size_t count;
	size_t capacity;
};

/* Has the model as many members with these words as the workbook has frames? */
static bool is_in_model(const struct applying *applying, const struct sheet_section *sections, size_t count,
                        const struct form_section *form, const struct frames *frames, const char *words)
{
	size_t members = 0, printed = 0;
	for (size_t i = 0; i < count; i++) {
		const struct row *row = section_first_row(&sections[i]);
		members += sections[i].form == form && row && same_words(applying, row->printed, words);
	}
	for (size_t i = 0; i < frames->count; i++)
		printed += same_words(applying, place_words(applying, frames->items[i]), words);
	return members >= printed;
}

static void add_new(struct applying *applying, const struct place *place, const struct sheet_section *sections,
                    size_t count, bool shared);

/* The frames of one group in the workbook, and those that were printed and are there: what is too many is new. */
static void add_frames(struct applying *applying, const struct place *outer, const struct form_section *form,
                       const struct sheet_section *sections, size_t count, bool shared)
{
	LIST(const struct sheet_section *) there = {0};
	struct frames places = {0};
	for (size_t i = 0; i < count; i++) {
		bool printed;
		if (sections[i].form == form && first_words(applying, &sections[i], &printed))
			list_push(applying->arena, &there, &sections[i]);
	}
	for (size_t i = 0; i < outer->inner.count; i++)
		if (outer->inner.items[i]->section == form && (!form->each || *place_words(applying, outer->inner.items[i])))
			list_push(applying->arena, &places, outer->inner.items[i]);
	size_t spare = places.count > there.count ? places.count - there.count : 0;
	for (size_t i = 0, j = 0; i < places.count && form->each; i++) {
		bool printed;
		const char *words = j < there.count ? first_words(applying, there.items[j], &printed) : NULL;
		bool new = spare && (!words || !same_words(applying, words, place_words(applying, places.items[i])));
		if (!new) {
			bool several = there.count > 1;
			if (j < there.count)
				add_new(applying, places.items[i], there.items[j]->sections, there.items[j]->section_count,
				        shared || several);
			j++;
			continue;
		}
		spare--;
		if (is_in_model(applying, sections, count, form, &places, place_words(applying, places.items[i])))
			continue;
		const char *problem = applying->groups_refused ? applying->groups_refused
		                      : shared                 ? msg(MSG_FILLED_LIST_NOT_PLAIN)
		                                               : add_member(applying, places.items[i]);
		tell(applying, msg_filled_new_member(applying->arena, form->variable ? form->variable : form->id),
		     place_words(applying, places.items[i]), problem);
	}
	if (!form->each && places.count && there.count)
		add_new(applying, places.items[0], there.items[0]->sections, there.items[0]->section_count, shared);
}

static void add_new(struct applying *applying, const struct place *place, const struct sheet_section *sections,
                    size_t count, bool shared)
{
	for (size_t i = 0; i < count; i++)
		if (i == 0 || sections[i].form != sections[i - 1].form)
			add_frames(applying, place, sections[i].form, sections, count, shared);
}

void groups_read(struct applying *applying, struct official *official)
{
	struct arena *arena = applying->arena;
	struct import import = {0};
	struct diags diags;
	diags_init(&diags, arena);
	if (!import_workbook(arena, official, applying->filled->workbook, 1, &import)) {
		const struct source *source = source_from_memory(arena, &diags, "", buf_text(&import.yaml), import.yaml.length);
		applying->imported = source ? node_read(arena, &diags, source) : NULL;
		applying->placing = applying->imported ? import.placing : NULL;
	}
	buf_free(&import.yaml);
}

void apply_groups(struct applying *applying)
{
	const struct sheet *sheet = applying->sheet;
	remove_gone(applying, sheet->sections, sheet->section_count, false);
	if (applying->placing)
		add_new(applying, applying->placing->root, sheet->sections, sheet->section_count, false);
}
