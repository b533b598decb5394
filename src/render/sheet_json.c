/* Sheet → JSON, key by key in the order in which it is documented. The view for templates adds its keys to this. */
#include "render/sheet_json.h"

#include "base/memory.h"
#include "base/messages/sheet.h"

/* Text is known to be UTF-8: source.c has seen to it. */
static json_t *text_or_null(const char *text)
{
	return text ? json_string_nocheck(text) : json_null();
}

void object_put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new_nocheck(object, key, value) != 0)
		memory_exhausted();
}

void object_put_text(json_t *object, const char *key, const char *text)
{
	object_put(object, key, text_or_null(text));
}

void array_put(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		memory_exhausted();
}

void array_put_text(json_t *array, const char *text)
{
	array_put(array, text_or_null(text));
}

static json_t *index_json(const struct row *row)
{
	json_t *index = json_array();
	for (size_t i = 0; i < row->index_count; i++)
		array_put(index, json_integer((json_int_t)row->index[i]));
	return index;
}

static json_t *options_json(const struct row *row)
{
	json_t *options = json_array();
	for (size_t i = 0; i < row->tick_count; i++)
		array_put_text(options, row->ticks[i].option->label);
	return options;
}

static json_t *selected_json(const struct row *row)
{
	json_t *selected = json_array();
	for (size_t i = 0; i < row->tick_count; i++)
		if (row->ticks[i].ticked)
			array_put_text(selected, row->ticks[i].option->label);
	return selected;
}

static json_t *texts_json(const struct row *row)
{
	json_t *texts = json_object();
	for (size_t i = 0; i < row->tick_count; i++) {
		const struct tick *tick = &row->ticks[i];
		if (tick->text && *tick->text)
			object_put_text(texts, tick->option->label, tick->text);
	}
	return texts;
}

static json_t *row_json(const struct row *row)
{
	json_t *object = json_object();
	object_put_text(object, "id", row->item->id);
	object_put(object, "index", index_json(row));
	object_put_text(object, "number", row->number);
	object_put_text(object, "label", row->item->label);
	object_put_text(object, "value", row->value);
	object_put_text(object, "stated", row->stated);
	object_put(object, "options", options_json(row));
	object_put(object, "selected", selected_json(row));
	object_put(object, "texts", texts_json(row));
	object_put_text(object, "state", answer_state_name(row->state));
	object_put(object, "significant", json_boolean(row->item->significant));
	object_put_text(object, "path", row->path);
	return object;
}

static json_t *rows_json(const struct row *rows, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++)
		array_put(array, row_json(&rows[i]));
	return array;
}

static json_t *sections_json(const struct sheet_section *sections, size_t count)
{
	json_t *array = json_array();
	for (size_t i = 0; i < count; i++) {
		const struct sheet_section *section = &sections[i];
		json_t *object = json_object();
		object_put(object, "heading",
		           json_sprintf("%s%s", section->annex ? msg(MSG_SHEET_ANNEX) : "", section->heading));
		object_put(object, "sections", sections_json(section->sections, section->section_count));
		object_put(object, "rows", rows_json(section->rows, section->row_count));
		array_put(array, object);
	}
	return array;
}

static json_t *history_json(const struct sheet *sheet)
{
	json_t *array = json_array();
	for (size_t i = 0; i < sheet->history_count; i++) {
		const struct history_row *row = &sheet->history[i];
		json_t *object = json_object();
		object_put_text(object, "date", row->date);
		object_put_text(object, "date_iso", row->date_iso);
		object_put_text(object, "item", row->item);
		object_put_text(object, "before", row->before);
		object_put_text(object, "after", row->after);
		object_put_text(object, "timing", row->timing);
		object_put_text(object, "note", row->note);
		array_put(array, object);
	}
	return array;
}

json_t *sheet_json(const struct sheet *sheet)
{
	json_t *object = json_object();
	object_put_text(object, "form", sheet->form->id);
	object_put(object, "title", json_sprintf("%s%s", sheet->title, sheet->draft ? msg(MSG_SHEET_DRAFT) : ""));
	object_put(object, "cover", rows_json(sheet->cover, sheet->cover_count));
	object_put(object, "sections", sections_json(sheet->sections, sheet->section_count));
	object_put(object, "history", history_json(sheet));
	return object;
}
