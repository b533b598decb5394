/* Pages that were written → the view of their index. Bodies stand in the order in which they were met, their
 * assessments by number. */
#include "session/site.h"

#include "assess/official.h"
#include "render/sheet_json.h"

#include <stdlib.h>
#include <string.h>

/* One sheet. Its strings live in the site's arena: that of the reading is reset. */
struct site_entry {
	const char *body;
	const char *model; /* its path: sheets of one model stand together */
	const char *number;
	const char *name;
	const char *label;
	const char *address;
	const char *published;
	bool draft;
	size_t order; /* as met; of its body: that of the body's first */
	size_t body_order;
	struct site_entry *next;
};

static const char *words(struct arena *arena, const struct value *value)
{
	const char *text = value_words(value);
	return text ? arena_string(arena, text) : "";
}

static const char *field(struct arena *arena, const struct record *record, const char *name)
{
	const struct value *value = record_field(record, name);
	return value ? words(arena, value) : "";
}

/* A relative address: everything but plain letters, digits, and -._~/ is percent-encoded. */
static const char *address_of(struct arena *arena, const char *name, const char *form)
{
	struct buf buf = BUF_INIT;
	const char *path = arena_printf(arena, "%s/%s.html", name, form);
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;
		bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || strchr("-._~/", c);
		if (plain)
			buf_putc(&buf, *path);
		else
			buf_printf(&buf, "%%%02X", c);
	}
	const char *address = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return address;
}

static const char *body_of(struct arena *arena, const struct model *model)
{
	struct value name = model->body ? record_get(&model->body->value, "name") : value_absent();
	const char *agency = field(arena, model->root, "agency");
	return *agency ? agency : words(arena, &name);
}

void site_add(struct site *site, const struct reading *reading, const struct sheet *sheet)
{
	struct arena *arena = site->arena;
	struct site_entry *entry = arena_new_object(arena, struct site_entry);
	const struct calendar *calendar = &reading->official->schema->calendar;
	*entry = (struct site_entry){
	    .body = body_of(arena, sheet->model),
	    .model = reading->file->path,
	    .number = field(arena, sheet->model->root, "number"),
	    .name = field(arena, sheet->model->root, "name"),
	    .label = arena_string(arena, kind_label(reading->official, sheet->form->kind)),
	    .address = address_of(arena, reading->file->name, sheet->form->id),
	    .published = arena_string(arena, value_print(arena, calendar, &sheet->occasion.published)),
	    .draft = sheet->draft,
	    .order = site->count,
	    .body_order = site->count,
	};
	for (const struct site_entry *other = site->first; other; other = other->next)
		if (strcmp(other->body, entry->body) == 0) {
			entry->body_order = other->body_order;
			break;
		}
	if (site->last)
		site->last->next = entry;
	else
		site->first = entry;
	site->last = entry;
	site->count++;
}

static int compare(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

/* By body, then by number; those without a number last. */
static int entry_compare(const void *a, const void *b)
{
	const struct site_entry *x = *(const struct site_entry *const *)a, *y = *(const struct site_entry *const *)b;
	size_t x_number = *x->number ? strtoul(x->number, NULL, 10) : SIZE_MAX;
	size_t y_number = *y->number ? strtoul(y->number, NULL, 10) : SIZE_MAX;
	int by_body = compare(x->body_order, y->body_order), by_number = compare(x_number, y_number);
	return by_body ? by_body : by_number ? by_number : compare(x->order, y->order);
}

static json_t *new_body(json_t *bodies, const struct site_entry *entry)
{
	json_t *body = json_object(), *assessments = json_array();
	array_put(bodies, body);
	object_put_text(body, "name", entry->body);
	object_put(body, "position", json_integer((json_int_t)json_array_size(bodies)));
	object_put(body, "assessments", assessments);
	return assessments;
}

static json_t *new_assessment(json_t *assessments, const struct site_entry *entry)
{
	json_t *assessment = json_object(), *sheets = json_array();
	array_put(assessments, assessment);
	object_put_text(assessment, "number", entry->number);
	object_put_text(assessment, "name", entry->name);
	object_put(assessment, "sheets", sheets);
	return assessment;
}

static void add_sheet(json_t *assessment, const struct site_entry *entry)
{
	json_t *sheets = json_object_get(assessment, "sheets"), *sheet = json_object();
	object_put(sheet, "first", json_boolean(json_array_size(sheets) == 0));
	object_put_text(sheet, "label", entry->label);
	object_put_text(sheet, "address", entry->address);
	object_put_text(sheet, "published", entry->published);
	object_put(sheet, "draft", json_boolean(entry->draft));
	array_put(sheets, sheet);
	object_put(assessment, "sheet_count", json_integer((json_int_t)json_array_size(sheets)));
}

json_t *site_view(const struct site *site)
{
	const struct site_entry **entries = arena_array(site->arena, const struct site_entry *, site->count);
	json_t *view = json_object(), *bodies = json_array(), *assessments = NULL, *assessment = NULL;
	size_t count = 0;
	for (const struct site_entry *entry = site->first; entry; entry = entry->next)
		entries[count++] = entry;
	if (count)
		qsort(entries, count, sizeof *entries, entry_compare);
	for (size_t i = 0; i < count; i++) {
		bool same_body = i > 0 && entries[i]->body_order == entries[i - 1]->body_order;
		if (!same_body)
			assessments = new_body(bodies, entries[i]);
		if (!same_body || strcmp(entries[i]->model, entries[i - 1]->model) != 0)
			assessment = new_assessment(assessments, entries[i]);
		add_sheet(assessment, entries[i]);
	}
	object_put_text(view, "body", json_array_size(bodies) == 1 ? entries[0]->body : "");
	object_put(view, "bodies", bodies);
	return view;
}

const char *site_index_address(struct arena *arena, const char *name)
{
	const char *address = "../index.html";
	for (; (name = strchr(name, '/')); name++)
		address = arena_printf(arena, "../%s", address);
	return address;
}
