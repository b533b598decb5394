/* Answers that are missing → the lines to type. All that are wanted go into a draft of the model, as if nothing were
 * written yet; what of the draft is not in the file is put into it by edits, which say where its lines go. */
#include "check/lines.h"

#include "base/list.h"
#include "base/messages/lines.h"
#include "base/messages/path.h"
#include "base/messages/row.h"
#include "lang/expr.h"
#include "model/draft.h"
#include "model/model.h"
#include "yaml/edit.h"

#include <stdlib.h>
#include <string.h>

enum { TARGET_LIMIT = 8, COMMENT_LIMIT = 150 /* bytes of options on one line */ };

/* ---- what an item wants ---- */

static bool is_collection(const struct answer_type *type)
{
	return !type || type->kind == ANSWER_RECORD || type->kind == ANSWER_MAP || type->kind == ANSWER_RAW ||
	       (type->kind == ANSWER_LIST && type->element->kind == ANSWER_RECORD);
}

static const struct record_type *root_type(const struct schema *schema, const struct node *root)
{
	return model_is(root) ? schema->process : schema->body;
}

static const struct node *root_of(const struct node *node)
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

static const struct answer_type *type_at(struct arena *arena, const struct schema *schema, const struct wanted *wanted)
{
	struct draft draft = draft_new(arena, root_type(schema, root_of(wanted->near)));
	return draft_type(&draft, without_ids(arena, wanted->path));
}

static const char *last_name(const char *path)
{
	const char *dot = strrchr(path, '.');
	return dot ? dot + 1 : path;
}

/* The first row of the sheet's publications that has no day, or the list, which then gets a row. */
static const char *publication_path(struct arena *arena, const struct node *near, const char *kind)
{
	const struct node *sheets = node_get(root_of(near), "sheets");
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
	} else if (target->member && wanted->path && strcmp(last_name(target->path), last_name(wanted->path)) == 0) {
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
	if (path && !is_collection(type_at(arena, schema, wanted)))
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

/* ---- samples ---- */

struct note {
	const struct node *node;
	const char *comment;
};

/* The lines for one document. */
struct filling {
	struct arena *arena;
	const struct schema *schema;
	const struct node *root;
	struct draft draft;
	LIST(struct addition {
		const struct node *at; /* the collection of the file that gets … */
		const char *path;      /* … this node of the draft */
		struct node *node;
		const char *inside;
	})
	additions;
	LIST(struct note) notes;
	bool in_braces; /* of what is put just now: no comment can stand above it, it gets words that are no answer … */
	const char *options; /* … and these are those that it has; NULL: none */
	struct edits edits;
};

static struct node *text_node(struct filling *filling, const char *text)
{
	return node_scalar(filling->arena, NODE_LITERAL, arena_string(filling->arena, text));
}

/* A sample that could be taken for an answer, with a comment above it by which it is found when it stays as it is. */
static struct node *noted(struct filling *filling, struct node *node, const char *comment)
{
	const char *mark = filling->schema->samples.mark;
	if (mark)
		comment = arena_printf(filling->arena, "%s%s", mark, comment);
	if (node)
		list_push(filling->arena, &filling->notes, ((struct note){node, comment}));
	return node;
}

/* A node that was copied to be written still has the text or the members of its own. */
static const char *comment_of(void *context, const struct node *node)
{
	const struct filling *filling = context;
	for (size_t i = 0; i < filling->notes.count; i++) {
		const struct node *own = filling->notes.items[i].node;
		if (own->kind == node->kind && (own->kind == NODE_SCALAR ? own->text == node->text : own->items == node->items))
			return filling->notes.items[i].comment;
	}
	return NULL;
}

static size_t option_count(const struct answer_type *type, const struct item *item)
{
	return item && item->option_count ? item->option_count : type->options->count;
}

static const char *option_at(const struct answer_type *type, const struct item *item, size_t i)
{
	return item && item->option_count ? item->options[i].value : type->options->options[i].value;
}

/* On one line, or below each other where that would be long. */
static const char *options_comment(struct filling *filling, const struct answer_type *type, const struct item *item)
{
	size_t count = option_count(type, item), length = 0;
	const char *comment = msg(MSG_LINES_CHOOSE_ONE);
	for (size_t i = 0; i < count; i++)
		length += strlen(option_at(type, item, i));
	for (size_t i = 0; i < count; i++)
		comment = arena_printf(filling->arena, "%s%s%s", comment,
		                       length > COMMENT_LIMIT ? "\n  "
		                       : i                    ? "、"
		                                              : " ",
		                       option_at(type, item, i));
	return comment;
}

static struct node *sample_text(struct filling *filling, const char *path)
{
	const char *sample = filling->schema->samples.text, *mark = sample ? strstr(sample, "{}") : NULL;
	const char *label = draft_label(&filling->draft, path);
	return mark && label ? text_node(filling, arena_printf(filling->arena, "%.*s%s%s", (int)(mark - sample), sample,
	                                                       label, mark + 2))
	                     : NULL;
}

/* A date or a number. */
static struct node *sample_plain(struct filling *filling, const char *text, const char *path)
{
	if (filling->in_braces)
		return sample_text(filling, path);
	return text ? noted(filling, node_scalar(filling->arena, NODE_PLAIN, text), msg(MSG_LINES_REPLACE)) : NULL;
}

/* 「a」、「b」 */
static const char *options_in_words(struct arena *arena, const struct answer_type *type, const struct item *item)
{
	const char *words = "";
	for (size_t i = 0; i < option_count(type, item); i++)
		words = arena_printf(arena, "%s%s「%s」", words, i ? "、" : "", option_at(type, item, i));
	return words;
}

static struct node *sample_without_mark(struct filling *filling, const struct answer_type *type,
                                        const struct item *item, const char *path)
{
	filling->options = options_in_words(filling->arena, type, item);
	return sample_text(filling, path);
}

/* The last option claims the least in nearly all of the forms' lists; of two about which a form asks, the one that leads on
 * to more questions. */
static struct node *sample_choice(struct filling *filling, const struct answer_type *type, const struct wanted *wanted,
                                  const char *path)
{
	size_t count = option_count(type, wanted->item);
	if (!count)
		return NULL;
	if (filling->in_braces)
		return sample_without_mark(filling, type, wanted->item, path);
	const char *chosen = option_at(type, wanted->item, count - 1);
	if (wanted->equals && strcmp(chosen, wanted->equals) == 0)
		chosen = option_at(type, wanted->item, 0);
	return noted(filling, text_node(filling, chosen), options_comment(filling, type, wanted->item));
}

static struct node *sample_boxes(struct filling *filling, const struct answer_type *type, const struct item *item,
                                 const char *path)
{
	struct node *list = node_collection(filling->arena, NODE_SEQUENCE, NODE_BLOCK);
	if (filling->in_braces) {
		struct node *sample = sample_without_mark(filling, type, item, path);
		if (sample)
			node_append(filling->arena, list, NULL, sample);
		return sample ? list : NULL;
	}
	for (size_t i = 0; i < option_count(type, item); i++)
		node_append(filling->arena, list, NULL, text_node(filling, option_at(type, item, i)));
	return noted(filling, list, msg(MSG_LINES_CHOOSE_SOME));
}

/* The id of the first member of a list, or the one that the draft gives to it. */
static struct node *sample_ref(struct filling *filling, const char *list, const char *path)
{
	const struct node *members = node_get(filling->root, list);
	const char *first = NULL, *comment = msg(MSG_LINES_CHOOSE_ONE);
	for (size_t i = 0; members && members->kind == NODE_SEQUENCE && i < members->count; i++) {
		const struct node *id = node_get(members->items[i], "id");
		if (!id || id->kind != NODE_SCALAR)
			continue;
		comment = arena_printf(filling->arena, "%s%s%s", comment, first ? "、" : " ", id->text);
		first = first ? first : id->text;
	}
	if (filling->in_braces)
		return sample_text(filling, path);
	return first ? noted(filling, text_node(filling, first), comment)
	             : text_node(filling, draft_member_id(filling->arena, list, 0));
}

/* Is it in braces? Empty ones become lines. */
static bool is_flow(const struct node *node)
{
	while (node && (node->style != NODE_FLOW || !node->count))
		node = node->parent;
	return node != NULL;
}

/* What stands for an answer, or NULL. `path` is the draft's. */
static struct node *sample_of(struct filling *filling, const struct answer_type *type, const struct wanted *wanted,
                              const char *path)
{
	switch (type->kind) {
	case ANSWER_LINE:
	case ANSWER_TEXT:
		return sample_text(filling, path);
	case ANSWER_DATE:
		return sample_plain(filling, filling->schema->samples.date, path);
	case ANSWER_COUNT:
		return sample_plain(filling, filling->schema->samples.count, path);
	case ANSWER_BOOL:
		return sample_plain(filling, "false", path);
	case ANSWER_CHOICE:
		return sample_choice(filling, type, wanted, path);
	case ANSWER_BOXES:
		return sample_boxes(filling, type, wanted->item, path);
	case ANSWER_REF:
		return sample_ref(filling, type->target, path);
	case ANSWER_LIST: {
		struct node *list = node_collection(filling->arena, NODE_SEQUENCE, NODE_BLOCK);
		struct node *member = sample_of(filling, type->element, wanted, path);
		if (member)
			node_append(filling->arena, list, NULL, member);
		return member ? list : NULL;
	}
	case ANSWER_RECORD:
	case ANSWER_SHARED:
	case ANSWER_MAP:
	case ANSWER_RAW:
		break;
	}
	return NULL;
}

/* ---- places ---- */

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
	bool told = wanted->member && wanted->equals && strcmp(last_name(path), wanted->member) == 0;
	filling->in_braces = is_flow(route.at);
	struct node *sample = !type  ? NULL
	                      : told ? text_node(filling, wanted->equals)
	                             : sample_of(filling, type, wanted, route.path);
	bool there = sample && draft_get(&filling->draft, route.path);
	if (!sample || (!there && !draft_put(&filling->draft, route.path, sample)))
		return 0;
	return (size_t)(addition_at(filling, &route) - filling->additions.items) + 1;
}

/* ---- members and records ---- */

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
	const struct answer_type *type = type_at(filling->arena, filling->schema, wanted);
	if (!is_collection(type))
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

/* ---- lines ---- */

static void put_edits(struct filling *filling)
{
	filling->edits = edits_new(filling->arena, filling->root->span.source);
	filling->edits.comment = comment_of;
	filling->edits.context = filling;
	for (size_t i = 0; i < filling->additions.count; i++) {
		struct addition *addition = &filling->additions.items[i];
		struct node *node = draft_get(&filling->draft, addition->path);
		const char *reason = !node ? ""
		                     : addition->at->kind == NODE_SEQUENCE
		                         ? edit_append(&filling->edits, addition->at, node)
		                         : edit_put(&filling->edits, addition->at, last_name(addition->path), node);
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
	filling->draft = draft_new(filling->arena, root_type(filling->schema, filling->root));
	for (size_t i = 0; i < diags->count; i++) {
		const struct wanted *wanted = diags->items[i]->wanted;
		filling->options = NULL;
		numbers[i] = wanted && root_of(wanted->near) == filling->root ? put_wanted(filling, wanted) : 0;
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
		const struct node *root = wanted ? root_of(wanted->near) : NULL;
		bool seen = !root || root->kind != NODE_MAPPING;
		for (size_t j = 0; j < roots.count; j++)
			seen |= roots.items[j] == root;
		if (seen)
			continue;
		list_push(arena, &roots, root);
		fill_document(arena, schema, diags, root);
	}
}
