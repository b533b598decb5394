/* Answers that are missing → the lines to type. All that are wanted go into a draft of the model, as if nothing were
 * written yet; what of the draft is not in the file is put into it by edits, which say where its lines go. */
#include "check/lines.h"

#include "check/line_parts.h"

#include "base/messages/lines.h"
#include "base/messages/path.h"
#include "base/messages/row.h"
#include "lang/expr.h"

#include <stdlib.h>
#include <string.h>

/* Where a path leads in the file and in the draft. */
struct route {
	const struct node *at; /* the innermost collection that is written; NULL: the way is blocked */
	const char *path;      /* of the draft: members by number from 0 */
	const char *added;     /* the part of it that leads to what is added to `at` */
};

/* The member named by an id or a number from 1; the list's count when there is none. */
static size_t member_named(const struct node *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct node *id = node_get(list->items[i], "id");
		if (id && node_is(id, name))
			return i;
	}
	size_t number = strtoul(name, NULL, 10);
	return number && number <= list->count ? number - 1 : list->count;
}

/* The next name, and in *member what stands in brackets behind it, or NULL. False when the path is none. */
static bool next_name(struct arena *arena, const char **path, const char **name, const char **member)
{
	size_t length = strcspn(*path, ".[");
	*name = arena_copy(arena, *path, length);
	*path += length;
	*member = NULL;
	if (**path == '[') {
		size_t inside = strcspn(*path, "]") - 1;
		*member = arena_copy(arena, *path + 1, inside);
		*path += inside + 1;
		if (*(*path)++ != ']')
			return false;
	}
	*path += **path == '.';
	return length > 0;
}

const char *path_in_words(struct arena *arena, const char *path)
{
	const char *words = "", *name, *member;
	while (*path && next_name(arena, &path, &name, &member)) {
		words = *words ? msg_path_in(arena, words, name) : msg_row_quoted(arena, name);
		if (member && *member && strspn(member, "0123456789") == strlen(member))
			words = msg_path_at(arena, words, member);
		else if (member)
			words = msg_path_in(arena, words, member);
	}
	return words;
}

static bool is_written(const struct node *node)
{
	return node && !node_is_null(node);
}

static struct route find_route(struct filling *filling, const char *path)
{
	struct arena *arena = filling->arena;
	struct route route = {.path = ""};
	const struct node *at = filling->root;
	const char *name, *member;
	while (*path) {
		if (!next_name(arena, &path, &name, &member))
			return (struct route){0};
		const struct node *child = node_get(at, name);
		route.path = arena_printf(arena, "%s%s%s", route.path, *route.path ? "." : "", name);
		if (!route.added && !is_written(child)) {
			route.at = at && at->kind == NODE_MAPPING ? at : NULL;
			route.added = route.path;
		}
		at = child;
		if (!member)
			continue;
		bool list = is_written(child) && child->kind == NODE_SEQUENCE && !route.added;
		size_t number = list ? member_named(child, member) : strtoul(member, NULL, 10);
		number -= !list && number;
		route.path = arena_printf(arena, "%s[%zu]", route.path, number);
		if (list && number == child->count) {
			route.at = child;
			route.added = route.path;
		}
		at = list && number < child->count ? child->items[number] : NULL;
	}
	return route;
}

static const char *words_of(struct arena *arena, const struct node *node)
{
	struct buf path = BUF_INIT;
	node_path(node, &path);
	const char *words = path_in_words(arena, buf_text(&path));
	buf_free(&path);
	return words;
}

static struct addition *addition_at(struct filling *filling, const struct route *route)
{
	for (size_t i = 0; i < filling->additions.count; i++)
		if (strcmp(filling->additions.items[i].path, route->added) == 0)
			return &filling->additions.items[i];
	list_push(
	    filling->arena, &filling->additions,
	    ((struct addition){.at = route->at, .path = route->added, .inside = words_of(filling->arena, route->at)}));
	return &filling->additions.items[filling->additions.count - 1];
}

/* Puts a sample for one answer into the draft; the number of its addition from 1, or 0. */
static size_t put_answer(struct filling *filling, const struct wanted *wanted, const char *path)
{
	struct route route = find_route(filling, path);
	const struct answer_type *type = route.at ? draft_type(&filling->draft, route.path) : NULL;
	bool told = wanted->member && wanted->equals && strcmp(path_last_name(path), wanted->member) == 0;
	filling->in_braces = line_is_flow(route.at);
	struct node *sample = !type  ? NULL
	                      : told ? line_text(filling, wanted->equals)
	                             : line_sample(filling, type, wanted, route.path);
	bool there = sample && draft_get(&filling->draft, route.path);
	if (!sample || (!there && !draft_put(&filling->draft, route.path, sample)))
		return 0;
	return (size_t)(addition_at(filling, &route) - filling->additions.items) + 1;
}

/* The first field that a person fills in. */
static const char *first_field(const struct record_type *record)
{
	for (size_t i = 0; i < record->type.field_count; i++)
		if (strcmp(record->type.fields[i].name, "id") != 0 && record->answers[i]->kind != ANSWER_SHARED)
			return record->type.fields[i].name;
	return NULL;
}

/* What an item of the form asks for inside of the member: the path behind the variable; NULL when it asks for something
 * else, or not always. */
static const char *asked_inside(struct filling *filling, const struct wanted *wanted, const struct item *item)
{
	struct expr_target targets[TARGET_LIMIT];
	size_t length = strlen(wanted->variable);
	size_t count = item->need == NEED_ALWAYS && !item->when && item->value
	                   ? expr_targets(filling->arena, item->value, targets, TARGET_LIMIT)
	                   : 0;
	for (size_t i = 0; i < count; i++) {
		const char *path = targets[i].path;
		bool inside = strncmp(path, wanted->variable, length) == 0 && path[length] == '.' && !strchr(path, '[');
		if (inside && (targets[i].plain || targets[i].measured || targets[i].list))
			return path + length + 1;
	}
	return NULL;
}

static size_t put_asked(struct filling *filling, const struct wanted *wanted, const char *path)
{
	size_t number = 0;
	for (size_t i = 0; wanted->variable && i < wanted->form->item_count; i++) {
		const char *inside = asked_inside(filling, wanted, wanted->form->items[i]);
		struct wanted one = {.near = wanted->near, .item = wanted->form->items[i]};
		size_t put = inside ? put_answer(filling, &one, arena_printf(filling->arena, "%s.%s", path, inside)) : 0;
		number = put ? put : number;
	}
	return number;
}

/* What a row of the list is written with. */
static size_t put_row(struct filling *filling, const struct wanted *wanted, const struct record_type *record,
                      const char *path)
{
	size_t number = 0;
	for (size_t i = 0; i < record->row_count; i++) {
		struct wanted one = {.near = wanted->near};
		const char *field = record->type.fields[record->row[i]].name;
		size_t put = put_answer(filling, &one, arena_printf(filling->arena, "%s.%s", path, field));
		number = put ? put : number;
	}
	return number;
}

/* A list gets a member behind those that it has; what several findings want of it is one member. */
static const char *member_path(struct filling *filling, const struct wanted *wanted)
{
	struct route route = find_route(filling, wanted->path);
	const struct node *drafted = draft_get(&filling->draft, route.path);
	const struct node *list = filling->root;
	for (const char *path = wanted->path, *name, *member; list && *path;) {
		if (!next_name(filling->arena, &path, &name, &member))
			return NULL;
		list = node_get(list, name);
		if (member && list && list->kind == NODE_SEQUENCE)
			list = member_named(list, member) < list->count ? list->items[member_named(list, member)] : NULL;
	}
	size_t count = list && list->kind == NODE_SEQUENCE ? list->count : 0;
	if (wanted->equals) /* each wording has a member of its own */
		while (drafted && count < drafted->count &&
		       !node_is(node_get(drafted->items[count], wanted->member), wanted->equals))
			count++;
	return arena_printf(filling->arena, "%s[%zu]", wanted->path, count + 1);
}

/* The number of the addition from 1, or 0. */
static size_t put_wanted(struct filling *filling, const struct wanted *wanted)
{
	const struct answer_type *type = wanted_type(filling->arena, filling->schema, wanted);
	if (!wanted_is_collection(type))
		return put_answer(filling, wanted, wanted->path);
	bool list = type && type->kind == ANSWER_LIST;
	const char *path = !list ? wanted->path : member_path(filling, wanted);
	if (!type || !path || (!list && type->kind != ANSWER_RECORD))
		return 0;
	const struct record_type *record = list ? type->element->record : type->record;
	size_t number = put_asked(filling, wanted, path);
	if (!number && list && !wanted->member)
		number = put_row(filling, wanted, record, path);
	const char *field = wanted->member ? wanted->member : first_field(record);
	if (!number && field)
		number = put_answer(filling, wanted, arena_printf(filling->arena, "%s.%s", path, field));
	if (number && wanted->equals && type_field(&record->type, "text") >= 0)
		put_answer(filling, &(struct wanted){.near = wanted->near}, arena_printf(filling->arena, "%s.text", path));
	return number;
}

static void put_edits(struct filling *filling)
{
	filling->edits = edits_new(filling->arena, filling->root->span.source);
	filling->edits.comment = line_comment;
	filling->edits.context = filling;
	for (size_t i = 0; i < filling->additions.count; i++) {
		struct addition *addition = &filling->additions.items[i];
		struct node *node = draft_get(&filling->draft, addition->path);
		const char *reason = !node ? ""
		                     : addition->at->kind == NODE_SEQUENCE
		                         ? edit_append(&filling->edits, addition->at, node)
		                         : edit_put(&filling->edits, addition->at, path_last_name(addition->path), node);
		addition->node = reason ? NULL : node;
	}
}

/* The number from 1 of the addition that an edit makes. */
static size_t addition_of(const struct filling *filling, const struct edit *edit)
{
	for (size_t i = 0; i < filling->additions.count; i++)
		if (filling->additions.items[i].node == edit->member)
			return i + 1;
	return 0;
}

/* The lines of each addition; none where the edits cannot be made. */
static const struct diag_lines **write_lines(struct filling *filling)
{
	const struct diag_lines **lines = arena_array(filling->arena, const struct diag_lines *, filling->additions.count);
	struct buf whole = BUF_INIT;
	put_edits(filling);
	const char *reason = edits_print(&filling->edits, &whole);
	buf_free(&whole);
	for (size_t first = 0, next; !reason && first < filling->edits.count; first = next) {
		struct diag_lines *group = arena_new_object(filling->arena, struct diag_lines);
		struct edit_lines written;
		next = edits_lines(&filling->edits, first, &written);
		size_t number = addition_of(filling, &filling->edits.items[first]);
		*group = (struct diag_lines){filling->edits.source, written.line, written.count, written.text,
		                             number ? filling->additions.items[number - 1].inside : ""};
		for (size_t i = first; i < next; i++)
			if ((number = addition_of(filling, &filling->edits.items[i]))) {
				lines[number - 1] = group;
				if (strcmp(group->inside, filling->additions.items[number - 1].inside) != 0)
					group->inside = ""; /* they go into several */
			}
	}
	return lines;
}

/* In braces no comment can list them. */
static void add_options(struct arena *arena, struct diag *diag, const char *options)
{
	diag->hint =
	    diag->hint ? msg_lines_hint_and_options(arena, diag->hint, options) : msg_lines_options(arena, options);
}

/* Puts what the findings want into the draft: for each of them the number of its addition from 1, or 0. Options that no comment
 * can list are added to its hint. */
static size_t *put_all(struct filling *filling, const struct diags *diags)
{
	size_t *numbers = arena_array(filling->arena, size_t, diags->count);
	filling->draft = draft_new(filling->arena, lines_root_type(filling->schema, filling->root));
	for (size_t i = 0; i < diags->count; i++) {
		const struct wanted *wanted = diags->items[i]->wanted;
		filling->options = NULL;
		numbers[i] = wanted && lines_root(wanted->near) == filling->root ? put_wanted(filling, wanted) : 0;
		if (numbers[i] && filling->options)
			add_options(filling->arena, diags->items[i], filling->options);
	}
	return numbers;
}

bool lines_fill(struct arena *arena, const struct schema *schema, const struct diags *diags, const struct node *root,
                struct buf *out)
{
	struct filling filling = {.arena = arena, .schema = schema, .root = root};
	put_all(&filling, diags);
	put_edits(&filling);
	return filling.edits.count && !edits_print(&filling.edits, out);
}

static void fill_document(struct arena *arena, const struct schema *schema, struct diags *diags,
                          const struct node *root)
{
	struct filling filling = {.arena = arena, .schema = schema, .root = root};
	const size_t *numbers = put_all(&filling, diags);
	const struct diag_lines **lines = write_lines(&filling);
	for (size_t i = 0; i < diags->count; i++)
		if (numbers[i])
			diags->items[i]->lines = lines[numbers[i] - 1];
}

void lines_add(struct arena *arena, const struct schema *schema, struct diags *diags)
{
	LIST(const struct node *) roots = {0};
	for (size_t i = 0; i < diags->count; i++) {
		const struct wanted *wanted = diags->items[i]->wanted;
		const struct node *root = wanted ? lines_root(wanted->near) : NULL;
		bool seen = !root || root->kind != NODE_MAPPING;
		for (size_t j = 0; j < roots.count; j++)
			seen |= roots.items[j] == root;
		if (seen)
			continue;
		list_push(arena, &roots, root);
		fill_document(arena, schema, diags, root);
	}
}
