/* Two sheets are walked side by side. Members of a repeated part are matched by their id, then by likeness: the share
 * of their answers that is the same. */
#include "diff/sheet_diff.h"

#include "base/list.h"
#include "base/map.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* Pairs of members whose likeness is measured; beyond it, members without a common id are new or removed. */
enum { LIKENESS_LIMIT = 40000 };
enum { LIKENESS_NAME = 50, LIKENESS_ENOUGH = 50 }; /* of 100 */

struct differ {
	struct arena *arena;
	LIST(struct sheet_change) changes;
};

/* The repetitions of one part, and for each the index of its match in the other sheet. */
struct members {
	const struct sheet_section *sections;
	size_t count;
	size_t *match;
};

#define NO_MATCH SIZE_MAX

/* ---- likeness ---- */

struct likeness {
	size_t same;
	size_t total;
};

static const char *printed(const struct row *row)
{
	return row->printed ? row->printed : "";
}

static const struct row *row_of(const struct sheet_section *section, const char *id)
{
	for (size_t i = 0; i < section->row_count; i++)
		if (strcmp(section->rows[i].item->id, id) == 0)
			return &section->rows[i];
	return NULL;
}

static const struct sheet_section *section_of(const struct sheet_section *sections, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(sections[i].form->id, id) == 0)
			return &sections[i];
	return NULL;
}

static bool is_told(const struct row *row)
{
	return !row->item->fixed && *printed(row);
}

/* Counts the answers of two sections and of the parts in them that are printed once. */
static void compare_answers(const struct sheet_section *a, const struct sheet_section *b, struct likeness *likeness)
{
	for (size_t i = 0; i < a->row_count; i++) {
		const struct row *row = &a->rows[i];
		const struct row *other = row_of(b, row->item->id);
		if (!is_told(row) && !(other && is_told(other)))
			continue;
		likeness->total++;
		likeness->same += other && strcmp(printed(row), printed(other)) == 0;
	}
	for (size_t i = 0; i < a->section_count; i++) {
		const struct sheet_section *part = &a->sections[i];
		const struct sheet_section *other =
		    part->form->each ? NULL : section_of(b->sections, b->section_count, part->form->id);
		if (other)
			compare_answers(part, other, likeness);
	}
}

/* The first answer of a member is its name. */
static bool same_name(const struct sheet_section *a, const struct sheet_section *b)
{
	if (a->row_count == 0 || b->row_count == 0 || !is_told(&a->rows[0]))
		return false;
	return strcmp(printed(&a->rows[0]), printed(&b->rows[0])) == 0;
}

/* From 0 to 100 and, with the same name, more. */
static size_t likeness_of(const struct sheet_section *a, const struct sheet_section *b)
{
	struct likeness likeness = {0};
	compare_answers(a, b, &likeness);
	size_t share = likeness.total ? likeness.same * 100 / likeness.total : 0;
	return share + (same_name(a, b) ? LIKENESS_NAME : 0);
}

/* ---- matching ---- */

static const char *member_id(const struct sheet_section *section)
{
	struct value member = {.kind = VALUE_RECORD, .record = section->member};
	struct value id = section->member ? record_get(&member, "id") : value_absent();
	return id.kind == VALUE_TEXT ? id.text : NULL;
}

static void match_ids(struct differ *differ, struct members *old, struct members *new)
{
	struct map by_id;
	map_init(&by_id, differ->arena);
	for (size_t i = 0; i < old->count; i++)
		if (member_id(&old->sections[i]))
			map_put(&by_id, member_id(&old->sections[i]), &old->match[i]);
	for (size_t i = 0; i < new->count; i++) {
		const char *id = member_id(&new->sections[i]);
		size_t *match = id ? map_get(&by_id, id) : NULL;
		if (!match || *match != NO_MATCH)
			continue;
		*match = i;
		new->match[i] = (size_t)(match - old->match);
	}
}

static size_t unmatched(const struct members *members)
{
	size_t count = 0;
	for (size_t i = 0; i < members->count; i++)
		count += members->match[i] == NO_MATCH;
	return count;
}

/* The old member that is most like the new one; of equals the first. */
static size_t most_like(const struct members *old, const struct sheet_section *section)
{
	size_t best = NO_MATCH, best_likeness = LIKENESS_ENOUGH - 1;
	for (size_t i = 0; i < old->count; i++) {
		if (old->match[i] != NO_MATCH)
			continue;
		size_t likeness = likeness_of(&old->sections[i], section);
		if (likeness > best_likeness) {
			best = i;
			best_likeness = likeness;
		}
	}
	return best;
}

static void match_like(struct members *old, struct members *new)
{
	if (unmatched(old) * unmatched(new) > LIKENESS_LIMIT)
		return;
	for (size_t i = 0; i < new->count; i++) {
		size_t best = new->match[i] == NO_MATCH ? most_like(old, &new->sections[i]) : NO_MATCH;
		if (best == NO_MATCH)
			continue;
		old->match[best] = i;
		new->match[i] = best;
	}
}

static struct members members_of(struct differ *differ, const struct sheet_section *sections, size_t count)
{
	struct members members = {.sections = sections, .count = count};
	members.match = arena_array(differ->arena, size_t, count);
	for (size_t i = 0; i < count; i++)
		members.match[i] = NO_MATCH;
	return members;
}

/* Which matched members keep their order: the longest rising run of old places (patience sorting). */
static bool *in_order(struct differ *differ, const struct members *new)
{
	bool *keeps = arena_array(differ->arena, bool, new->count);
	size_t *tails = arena_array(differ->arena, size_t, new->count);
	size_t *before = arena_array(differ->arena, size_t, new->count);
	size_t length = 0;
	for (size_t i = 0; i < new->count; i++) {
		if (new->match[i] == NO_MATCH)
			continue;
		size_t low = 0, high = length;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (new->match[tails[middle]] < new->match[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? tails[low - 1] : NO_MATCH;
		tails[low] = i;
		length += low == length;
	}
	for (size_t at = length ? tails[length - 1] : NO_MATCH; at != NO_MATCH; at = before[at])
		keeps[at] = true;
	return keeps;
}

/* ---- walking ---- */

static void add_row(struct differ *differ, enum change_kind kind, const struct row *old, const struct row *new)
{
	list_push(differ->arena, &differ->changes, ((struct sheet_change){.kind = kind, .old_row = old, .new_row = new}));
}

static void add_section(struct differ *differ, enum change_kind kind, const struct sheet_section *old,
                        const struct sheet_section *new)
{
	list_push(differ->arena, &differ->changes,
	          ((struct sheet_change){.kind = kind, .old_section = old, .new_section = new}));
}

/* Numbers mean other items in another revision of the form: there the words have to be the same, too. */
static bool same_item(const struct item *a, const struct item *b)
{
	return a == b || (strcmp(a->id, b->id) == 0 && strcmp(a->label, b->label) == 0);
}

static const struct row *find_row(const struct row *rows, size_t count, const struct item *item)
{
	for (size_t i = 0; i < count; i++)
		if (same_item(rows[i].item, item))
			return &rows[i];
	bool one_form = count && rows[0].item->section == item->section;
	for (size_t i = 0; !one_form && i < count; i++)
		if (strcmp(rows[i].item->label, item->label) == 0)
			return &rows[i];
	return NULL;
}

/* Fixed sentences are the form's and not the author's. */
static void diff_rows(struct differ *differ, const struct row *old, size_t old_count, const struct row *new,
                      size_t new_count)
{
	for (size_t i = 0; i < new_count; i++) {
		const struct row *was = find_row(old, old_count, new[i].item);
		if (new[i].item->fixed)
			continue;
		if (was && strcmp(printed(was), printed(&new[i])) != 0)
			add_row(differ, CHANGE_EDIT, was, &new[i]);
		else if (!was && *printed(&new[i]))
			add_row(differ, CHANGE_ADD, NULL, &new[i]);
	}
	for (size_t i = 0; i < old_count; i++)
		if (is_told(&old[i]) && !find_row(new, new_count, old[i].item))
			add_row(differ, CHANGE_REMOVE, &old[i], NULL);
}

/* ９．監査 → 監査 */
static const char *heading_words(const char *heading)
{
	while (*heading) {
		int32_t point;
		size_t step = utf8_decode(heading, utf8_step(heading), &point);
		bool number = (point >= '0' && point <= '9') || (point >= 0xff10 && point <= 0xff19) ||
		              (point >= 0x2160 && point <= 0x217f) || (point >= 0x2460 && point <= 0x2473);
		bool sign = point == '.' || point == 0xff0e || point == ' ' || point == 0x3000;
		if (!number && !sign)
			break;
		heading += step;
	}
	return heading;
}

/* The sections that are the same as this one: under its own number, or in another revision of the form under another. */
static const struct sheet_section *counterpart(const struct sheet_section *sections, size_t count,
                                               const struct form_section *form)
{
	const char *words = heading_words(form->heading);
	for (size_t i = 0; i < count; i++)
		if (sections[i].form == form || (strcmp(sections[i].form->id, form->id) == 0 &&
		                                 strcmp(heading_words(sections[i].form->heading), words) == 0))
			return &sections[i];
	for (size_t i = 0; i < count; i++)
		if (*words && strcmp(heading_words(sections[i].form->heading), words) == 0)
			return &sections[i];
	return NULL;
}

static void diff_sections(struct differ *differ, const struct sheet_section *old, size_t old_count,
                          const struct sheet_section *new, size_t new_count);

static void diff_section(struct differ *differ, const struct sheet_section *old, const struct sheet_section *new)
{
	diff_rows(differ, old->rows, old->row_count, new->rows, new->row_count);
	diff_sections(differ, old->sections, old->section_count, new->sections, new->section_count);
}

static void diff_members(struct differ *differ, struct members *old, struct members *new)
{
	match_ids(differ, old, new);
	match_like(old, new);
	const bool *keeps = in_order(differ, new);
	for (size_t i = 0; i < new->count; i++) {
		size_t at = new->match[i];
		if (at >= old->count) {
			add_section(differ, CHANGE_ADD, NULL, &new->sections[i]);
			continue;
		}
		if (!keeps[i])
			add_section(differ, CHANGE_MOVE, &old->sections[at], &new->sections[i]);
		diff_section(differ, &old->sections[at], &new->sections[i]);
	}
	for (size_t i = 0; i < old->count; i++)
		if (old->match[i] == NO_MATCH)
			add_section(differ, CHANGE_REMOVE, &old->sections[i], NULL);
}

/* Sections of one id stand together. */
static size_t run_length(const struct sheet_section *sections, size_t count)
{
	size_t length = 0;
	while (length < count && strcmp(sections[length].form->id, sections[0].form->id) == 0)
		length++;
	return length;
}

static void diff_part(struct differ *differ, const struct sheet_section *old, size_t old_count,
                      const struct sheet_section *new, size_t new_count)
{
	if (old_count == 1 && new_count == 1 && !old->form->each && !new->form->each) {
		diff_section(differ, old, new);
		return;
	}
	struct members before = members_of(differ, old, old_count);
	struct members after = members_of(differ, new, new_count);
	diff_members(differ, &before, &after);
}

static void diff_sections(struct differ *differ, const struct sheet_section *old, size_t old_count,
                          const struct sheet_section *new, size_t new_count)
{
	size_t length;
	for (size_t i = 0; i < new_count; i += length) {
		length = run_length(new + i, new_count - i);
		const struct sheet_section *was = counterpart(old, old_count, new[i].form);
		size_t was_length = was ? run_length(was, old_count - (size_t)(was - old)) : 0;
		diff_part(differ, was, was_length, new + i, length);
	}
	for (size_t i = 0; i < old_count; i += length) {
		length = run_length(old + i, old_count - i);
		if (!counterpart(new, new_count, old[i].form))
			diff_part(differ, old + i, length, NULL, 0);
	}
}

struct sheet_diff sheet_diff(struct arena *arena, const struct sheet *old, const struct sheet *new)
{
	struct differ differ = {.arena = arena};
	diff_rows(&differ, old->cover, old->cover_count, new->cover, new->cover_count);
	diff_sections(&differ, old->sections, old->section_count, new->sections, new->section_count);
	return (struct sheet_diff){differ.changes.items, differ.changes.count};
}

struct sheet_pair sheet_pair_of(struct arena *arena, const struct sheet *old, const struct sheet *new)
{
	struct sheet_pair pair = {.old = old, .new = new};
	if (old && new)
		pair.diff = sheet_diff(arena, old, new);
	return pair;
}
