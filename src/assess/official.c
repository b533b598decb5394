/* The official data of a run. Forms are named <kind>-<year>, so that only the revisions of a kind are read, the
 * newest first. */
#include "assess/official.h"

#include "base/memo.h"
#include "base/messages/outfile.h"

#include <string.h>

/* A folder that was named but is not there would quietly switch off a body's own rules. */
static bool folder_is_there(struct diags *diags, const struct files *files, const char *folder)
{
	if (!folder || files_kind(files, folder) == FILE_FOLDER)
		return true;
	diag_add(diags, DIAG_CANNOT_READ, (struct span){0}, msg(MSG_OUTFILE_NO_FOLDER))->file =
	    arena_string(diags->arena, folder);
	return false;
}

const struct cell_words *official_cells(struct official *official)
{
	if (!official->cells_read)
		official->cells = cell_words_load(official->arena, official->diags, &official->folders);
	official->cells_read = true;
	return official->cells;
}

/* A body's own words are read at once: a mistake in them is told by every run, not only by one that meets a history. */
static bool own_cells_are_sound(struct official *official)
{
	return !data_is_own(official->arena, &official->folders, "rules/cells.yaml") || official_cells(official);
}

struct official *official_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct official *official = arena_new_object(arena, struct official);
	official->arena = arena;
	official->diags = diags;
	official->folders = *folders;
	official->memo = memo_new(arena);
	bool there = folder_is_there(diags, folders->files, folders->schema);
	there &= folder_is_there(diags, folders->files, folders->rules);
	there &= folder_is_there(diags, folders->files, folders->templates);
	if (!there)
		return NULL;
	official->schema = schema_load(arena, diags, folders);
	official->judge = official->schema ? judge_load(arena, diags, official->schema, folders) : NULL;
	official->periods = official->judge ? periods_load(arena, diags, folders) : NULL;
	if (!official->periods || !own_cells_are_sound(official))
		return NULL;
	official->form_names = data_list(arena, folders, "schema/forms/");
	official->forms = arena_array(arena, const struct form *, official->form_names.count);
	official->tried = arena_array(arena, bool, official->form_names.count);
	official->names = arena_array(arena, const struct item_names *, official->form_names.count);
	return official;
}

const struct form *official_form_at(struct official *official, size_t index)
{
	if (official->tried[index])
		return official->forms[index];
	const struct source *source =
	    data_load(official->arena, official->diags, &official->folders, official->form_names.items[index]);
	if (source)
		official->forms[index] =
		    form_load(official->arena, official->diags, official->schema, official->judge->type, source);
	official->tried[index] = true; /* a broken form is reported once */
	return official->forms[index];
}

/* schema/forms/kiso-2024.yaml → kiso-2024, and its length. */
static const char *form_name(const char *path, size_t *length)
{
	const char *name = path_name(path);
	*length = strlen(name) - strlen(".yaml");
	return name;
}

const struct form *official_form(struct official *official, const char *id)
{
	for (size_t i = 0; i < official->form_names.count; i++) {
		size_t length;
		const char *name = form_name(official->form_names.items[i], &length);
		if (strlen(id) == length && strncmp(name, id, length) == 0)
			return official_form_at(official, i);
	}
	return NULL;
}

const char *kind_label(const struct official *official, const char *kind)
{
	int sheets = type_field(&official->schema->process->type, "sheets");
	const struct type *type = official->schema->process->type.fields[sheets].type;
	int field = type_field(type, kind);
	return field < 0 ? kind : type->fields[field].label;
}

bool form_in_use(const struct form *form, struct date day)
{
	return date_compare(form->from, day) <= 0 && (!form->until.year || date_compare(day, form->until) <= 0);
}

const struct form *official_form_of(struct official *official, const char *kind, const struct value *day)
{
	const struct form *oldest = NULL;
	size_t kind_length = strlen(kind);
	for (size_t i = official->form_names.count; i > 0; i--) {
		size_t length;
		const char *name = form_name(official->form_names.items[i - 1], &length);
		if (length <= kind_length || strncmp(name, kind, kind_length) != 0 || name[kind_length] != '-')
			continue;
		const struct form *form = official_form_at(official, i - 1);
		if (!form)
			return NULL;
		oldest = form;
		if (day->kind != VALUE_DATE || date_compare(form->from, day->date) <= 0)
			break;
	}
	return oldest;
}

static const struct form *find_form(void *context, const char *name)
{
	struct official *official = context;
	const struct form *form = official_form(official, name);
	struct value newest = value_absent();
	return form ? form : official_form_of(official, name, &newest);
}

const struct rule_set *official_rules(struct official *official)
{
	const struct form_finder forms = {find_form, official};
	if (!official->rules_read)
		official->rules = rules_load(official->arena, official->diags, official->schema, official->judge->type,
		                             &official->folders, &forms);
	official->rules_read = true;
	return official->rules;
}

/* ---- 変更箇所 ---- */

static const struct form *form_on(void *context, const char *kind, struct date day)
{
	struct value value = value_date(day);
	return official_form_of(context, kind, &value);
}

const struct item_names *official_names(struct official *official, const struct form *form)
{
	size_t i = 0;
	while (i + 1 < official->form_names.count && official->forms[i] != form)
		i++;
	if (!official->names[i])
		official->names[i] = item_names_new(official->arena, form);
	return official->names[i];
}

static const struct item_names *names_of(void *context, const struct form *form)
{
	return official_names(context, form);
}

struct history_changes official_changes(struct arena *arena, struct official *official, const struct sheet *sheet)
{
	const struct form_history forms = {form_on, names_of, official};
	const struct cell_words *cells = sheet->history_count ? official_cells(official) : NULL;
	if (!cells)
		return (struct history_changes){0};
	return history_changes_read(arena, cells, &forms, sheet);
}
