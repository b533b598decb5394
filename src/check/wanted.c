/* An answer that is missing → where in the model it is to be written. */
#include "check/line_parts.h"

#include "lang/expr.h"

#include <string.h>

bool wanted_is_collection(const struct answer_type *type)
{
	return !type || type->kind == ANSWER_RECORD || type->kind == ANSWER_MAP || type->kind == ANSWER_RAW ||
	       (type->kind == ANSWER_LIST && type->element->kind == ANSWER_RECORD);
}

const struct record_type *lines_root_type(const struct schema *schema, const struct node *root)
{
	return model_is(root) ? schema->process : schema->body;
}

const struct node *lines_root(const struct node *node)
{
	while (node->parent)
		node = node->parent;
	return node;
}

/* blocks[shikaku].files → blocks[0].files: what the vocabulary says does not depend on the member. */
static const char *without_ids(struct arena *arena, const char *path)
{
	struct buf buf = BUF_INIT;
	for (const char *end; *path; path = end) {
		size_t length = strcspn(path, "[");
		buf_append(&buf, path, length);
		end = path + length;
		if (!*end)
			break;
		buf_puts(&buf, "[0]");
		end += strcspn(end, "]");
		end += *end == ']';
	}
	const char *result = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return result;
}

const struct answer_type *wanted_type(struct arena *arena, const struct schema *schema, const struct wanted *wanted)
{
	struct draft draft = draft_new(arena, lines_root_type(schema, lines_root(wanted->near)));
	return draft_type(&draft, without_ids(arena, wanted->path));
}

const char *path_last_name(const char *path)
{
	const char *dot = strrchr(path, '.');
	return dot ? dot + 1 : path;
}

/* The first row of the sheet's publications that has no day, or the list, which then gets a row. */
static const char *publication_path(struct arena *arena, const struct node *near, const char *kind)
{
	const struct node *sheets = node_get(lines_root(near), "sheets");
	const struct node *list = sheets ? node_get(node_get(sheets, kind), "publications") : NULL;
	for (size_t i = 0; list && list->kind == NODE_SEQUENCE && i < list->count; i++) {
		const struct node *date = node_get(list->items[i], "date");
		if (list->items[i]->kind == NODE_MAPPING && (!date || node_is_null(date)))
			return arena_printf(arena, "sheets.%s.publications[%zu].date", kind, i + 1);
	}
	return arena_printf(arena, "sheets.%s.publications", kind);
}

/* Where the item's expression finds words in a list, or asks for one of two wordings. */
static void take_target(struct wanted *wanted, const struct expr_target *target, const struct schema *schema)
{
	int field = type_field(&schema->process->type, target->path);
	bool choice = field >= 0 && schema->process->answers[field]->kind == ANSWER_CHOICE;
	if (target->equals && !target->member && choice) {
		wanted->path = target->path;
		wanted->equals = target->equals;
	} else if (target->member && wanted->path &&
	           strcmp(path_last_name(target->path), path_last_name(wanted->path)) == 0) {
		wanted->member = target->member;
		wanted->equals = target->equals;
	}
}

const struct wanted *wanted_by_item(struct arena *arena, const struct schema *schema, const struct form *form,
                                    const struct item *item, const struct node *near, const char *path)
{
	struct wanted *wanted = arena_new_object(arena, struct wanted);
	struct expr_target targets[TARGET_LIMIT];
	*wanted = (struct wanted){.near = near, .path = path, .item = item};
	if (path && !wanted_is_collection(wanted_type(arena, schema, wanted)))
		return wanted;
	size_t count = item->value ? expr_targets(arena, item->value, targets, TARGET_LIMIT) : 0;
	if (!path && count && strcmp(targets[0].path, "published") == 0)
		wanted->path = publication_path(arena, near, form->kind);
	for (size_t i = 0; i < count && !wanted->member && !wanted->equals; i++)
		take_target(wanted, &targets[i], schema);
	return wanted->path ? wanted : NULL;
}

const struct wanted *wanted_members(struct arena *arena, const struct node *near, const char *path,
                                    const struct form *form, const char *variable)
{
	struct wanted *wanted = arena_new_object(arena, struct wanted);
	*wanted = (struct wanted){.near = near, .path = path, .form = form, .variable = form ? variable : NULL};
	return wanted;
}
