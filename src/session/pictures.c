#include "session/pictures.h"

#include "base/list.h"
#include "base/messages/picture.h"

#include <string.h>

/* As other files of a body's folder: no link and no name leads out of it. */
static bool leads_out(struct project *project, const struct reading *reading, const char *path)
{
	const char *around = reading->body ? reading->body->path : reading->file->path;
	return files_lead_out(project->documents, path, path_folder(reading->arena, around));
}

/* NULL, or why there is no picture to print. */
static const char *read_one(struct project *project, struct reading *reading, const char *name, struct picture *picture)
{
	struct arena *arena = reading->arena;
	const char *path = arena_printf(arena, "%s%s", path_folder(arena, reading->file->path), name);
	struct diags unread;
	size_t length;
	diags_init(&unread, arena);
	picture->name = name;
	if (leads_out(project, reading, path))
		return msg(MSG_PICTURE_LED_OUT);
	if (files_kind(project->documents, path) == FILE_NONE)
		return msg(MSG_PICTURE_MISSING);
	const char *bytes = files_bytes(arena, &unread, project->documents, path, &length);
	return bytes ? picture_read(arena, bytes, length, picture) : unread.items[0]->message;
}

struct picture_list {
	struct picture *items;
	size_t count;
	size_t capacity;
};

static void load_one(struct project *project, struct reading *reading, const struct value *attachment,
                     struct picture_list *list)
{
	struct value figure = record_get(attachment, "figure"), words = record_get(attachment, "figure_text");
	struct picture picture = {0};
	if (figure.kind != VALUE_TEXT)
		return;
	const char *reason = read_one(project, reading, figure.text, &picture);
	if (reason)
		diag_add(&reading->diags, DIAG_PICTURE, node_place(figure.node),
		         msg_picture_unusable(reading->arena, figure.text, reason));
	else
		list_push(reading->arena, list, picture);
	if (words.kind == VALUE_ABSENT || words.kind == VALUE_BLANK)
		diag_add(&reading->diags, DIAG_PICTURE_TEXT, node_place(figure.node),
		         msg_picture_no_text(reading->arena, figure.text));
}

const struct pictures *pictures_load(struct project *project, struct reading *reading, const struct model *model)
{
	const struct value root = {.kind = VALUE_RECORD, .record = model->root};
	struct value attachments = record_get(&root, "attachments");
	struct pictures *pictures = arena_new_object(reading->arena, struct pictures);
	struct picture_list list = {0};
	for (size_t i = 0; attachments.kind == VALUE_LIST && i < attachments.list->count; i++)
		load_one(project, reading, &attachments.list->items[i], &list);
	pictures->items = list.items;
	pictures->count = list.count;
	return pictures;
}
