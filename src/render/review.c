/* Findings → keys of the view, for a review copy. A finding names its item and where in the sheet that stands; sheet
 * and view are walked side by side to meet it there. */
#include "render/review.h"

#include "base/arena.h"
#include "base/messages/sheet.h"
#include "model/row_name.h"
#include "render/sheet_json.h"

#include <string.h>

struct reviewer {
	struct arena *arena;
	const struct sheet *sheet;
	const struct diags *findings; /* or NULL */
	struct spot {
		const char *anchor, *place; /* of the item beside which a finding stands, or NULL */
	} * spots;                      /* of each finding */
};

static const char *text_or_nothing(const char *text)
{
	return text ? text : "";
}

/* What mends it, for the page to put in: [[from, to, text]…] in bytes of the file, as JSON; "" where nothing does for certain. */
static const char *mend_text(struct arena *arena, const struct diag_mend *mend)
{
	json_t *parts = json_array();
	for (size_t i = 0; i < mend->count; i++) {
		const struct diag_change *change = &mend->items[i];
		array_put(parts, json_pack("[I, I, s]", (json_int_t)change->from, (json_int_t)change->to, change->text));
	}
	size_t length = json_dumpb(parts, NULL, 0, JSON_COMPACT);
	char *text = arena_alloc(arena, length + 1);
	json_dumpb(parts, text, length, JSON_COMPACT);
	json_decref(parts);
	return text;
}

static json_t *finding_json(struct arena *arena, const struct diag *diag, const struct spot *spot)
{
	json_t *object = json_object();
	object_put_text(object, "rule", diag->rule);
	object_put_text(object, "severity", severity_name(diag->severity));
	object_put_text(object, "severity_label", severity_label(diag->severity));
	object_put_text(object, "message", diag->message);
	object_put_text(object, "hint", text_or_nothing(diag->hint));
	object_put_text(object, "source", text_or_nothing(diag->source));
	object_put_text(object, "place",
	                text_or_nothing(diag->item    ? diag->item_name
	                                : spot->place ? spot->place
	                                              : diag->path));
	object_put_text(object, "target", text_or_nothing(spot->anchor));
	object_put(object, "to_write", json_false()); /* of a form to fill in: fields.c */
	object_put_text(object, "history_row", "");
	object_put_text(object, "mend", diag->mend ? mend_text(arena, diag->mend) : "");
	object_put_text(object, "file", diag->mend ? diag->mend->source->path : "");
	return object;
}

/* Is it about this item, and at this repetition of it? One that names none is about what it points to in the model. */
static bool is_about(const struct reviewer *reviewer, const struct diag *diag, const struct row *row)
{
	if (!diag->item)
		return diag->path && row->path && strcmp(diag->path, row->path) == 0;
	if (strcmp(diag->item, row->item->id) != 0)
		return false;
	const char *place = row_place(reviewer->arena, reviewer->sheet, row);
	size_t length = strlen(place);
	return diag->item_name && strncmp(diag->item_name, place, length) == 0 &&
	       (strncmp(diag->item_name + length, " · ", strlen(" · ")) == 0 ||
	        strncmp(diag->item_name + length, msg(MSG_SHEET_DRAFT), strlen(msg(MSG_SHEET_DRAFT))) == 0);
}

static void add_to_rows(struct reviewer *reviewer, json_t *array, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_t *object = json_array_get(array, i), *findings = json_array();
		const char *anchor = json_string_value(json_object_get(object, "anchor"));
		for (size_t j = 0; reviewer->findings && j < reviewer->findings->count; j++) {
			const struct diag *diag = reviewer->findings->items[j];
			if (!is_about(reviewer, diag, &rows[i]))
				continue;
			reviewer->spots[j] = (struct spot){anchor, row_place(reviewer->arena, reviewer->sheet, &rows[i])};
			array_put(findings, finding_json(reviewer->arena, diag, &reviewer->spots[j]));
		}
		object_put(object, "findings", findings);
	}
}

static void add_to_sections(struct reviewer *reviewer, json_t *array, const struct sheet_section *sections,
                            size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_t *object = json_array_get(array, i);
		add_to_rows(reviewer, json_object_get(object, "rows"), sections[i].rows, sections[i].row_count);
		add_to_sections(reviewer, json_object_get(object, "sections"), sections[i].sections, sections[i].section_count);
	}
}

/* Findings about an item begin with the style of its sheet: 様式2. */
static bool is_of_other_sheet(const struct reviewer *reviewer, const struct diag *diag)
{
	const char *style = reviewer->sheet->form->style;
	return diag->item && diag->item_name && strncmp(diag->item_name, style, strlen(style)) != 0;
}

static void add_summary(const struct reviewer *reviewer, json_t *view)
{
	json_t *array = json_array();
	json_int_t counts[SEVERITY_ERROR + 1] = {0};
	for (size_t i = 0; reviewer->findings && i < reviewer->findings->count; i++) {
		const struct diag *diag = reviewer->findings->items[i];
		if (is_of_other_sheet(reviewer, diag))
			continue;
		counts[diag->severity]++;
		array_put(array, finding_json(reviewer->arena, diag, &reviewer->spots[i]));
	}
	object_put(view, "review", json_boolean(reviewer->findings != NULL));
	object_put(view, "has_findings", json_boolean(json_array_size(array) > 0));
	object_put(view, "findings", array);
	object_put(view, "errors", json_integer(counts[SEVERITY_ERROR]));
	object_put(view, "warnings", json_integer(counts[SEVERITY_WARNING]));
	object_put(view, "notes", json_integer(counts[SEVERITY_NOTE]));
}

void view_add_findings(json_t *view, const struct sheet *sheet, const struct diags *findings)
{
	struct reviewer reviewer = {.arena = arena_new(), .sheet = sheet, .findings = findings};
	reviewer.spots = arena_array(reviewer.arena, struct spot, findings ? findings->count : 0);
	add_to_rows(&reviewer, json_object_get(view, "cover"), sheet->cover, sheet->cover_count);
	add_to_sections(&reviewer, json_object_get(view, "sections"), sheet->sections, sheet->section_count);
	add_summary(&reviewer, view);
	arena_free(reviewer.arena);
}
