/* Answers -> places of the model. The form says by an expression how each answer follows from the model; read
 * backwards (expr_targets) it says where an answer can stand. An answer that follows from others anyway is not
 * written a second time, so conditional places wait until the sheet made from the model turns out not to show it. */
#include "import/write.h"

#include "base/messages/import.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "yaml/node_write.h"

#include <string.h>

enum { TARGET_LIMIT = 8 };

/* ---- paths ---- */

/* The path with its first name, a variable of the form, put in terms of the model; NULL when it is none of it. */
static const char *resolve(struct transfer *transfer, const struct place *place, const char *path)
{
	struct arena *arena = transfer->arena;
	const char *kind = transfer->form->kind;
	size_t length = strcspn(path, ".[");
	const char *name = arena_copy(arena, path, length);
	for (; place; place = place->outer)
		if (place->section && place->section->variable && strcmp(place->section->variable, name) == 0)
			return place->path ? arena_printf(arena, "%s%s", place->path, path + length) : NULL;
	if (strcmp(name, "sheet") == 0)
		return arena_printf(arena, "sheets.%s%s", kind, path + length);
	if (strcmp(name, "published") == 0)
		return arena_printf(arena, "sheets.%s.publications[0].date", kind);
	return type_field(&transfer->official->schema->process->type, name) < 0 ? NULL : path;
}

static size_t targets_of(struct transfer *transfer, const struct place *place, const struct expr *expr,
                         struct expr_target *targets)
{
	size_t count = expr ? expr_targets(transfer->arena, expr, targets, TARGET_LIMIT) : 0, kept = 0;
	for (size_t i = 0; i < count; i++) {
		targets[i].path = resolve(transfer, place, targets[i].path);
		if (targets[i].path)
			targets[kept++] = targets[i];
	}
	return kept;
}

/* ---- values as nodes ---- */

static struct node *text_node(struct transfer *transfer, const char *text)
{
	return node_scalar(transfer->arena, NODE_LITERAL, text);
}

static struct node *unknown_node(struct transfer *transfer, const char *reason)
{
	struct node *node = node_collection(transfer->arena, NODE_MAPPING, NODE_FLOW);
	node_append(transfer->arena, node, "unknown", text_node(transfer, reason));
	return node;
}

static struct node *ticks_node(struct transfer *transfer, const struct value_list *ticks)
{
	struct node *list = node_collection(transfer->arena, NODE_SEQUENCE, NODE_BLOCK);
	for (size_t i = 0; i < ticks->count; i++) {
		struct node *option = text_node(transfer, ticks->items[i].text);
		if (ticks->items[i].detail) {
			option = node_collection(transfer->arena, NODE_MAPPING, NODE_BLOCK);
			node_append(transfer->arena, option, ticks->items[i].text, text_node(transfer, ticks->items[i].detail));
		}
		node_append(transfer->arena, list, NULL, option);
	}
	return list;
}

static struct node *lost_ticks_node(struct transfer *transfer, const struct value *value)
{
	struct node *node = unknown_node(transfer, value->detail);
	struct node *texts = node_collection(transfer->arena, NODE_MAPPING, NODE_BLOCK);
	for (size_t i = 0; value->list && i < value->list->count; i++)
		node_append(transfer->arena, texts, value->list->items[i].text,
		            text_node(transfer, value->list->items[i].detail));
	if (texts->count)
		node_append(transfer->arena, node, "texts", texts);
	return node;
}

/* A text for a place that takes one line: its line breaks become spaces, and a person is told. */
static const char *one_line(struct transfer *transfer, struct reading *reading, const char *text)
{
	if (!strchr(text, '\n'))
		return text;
	char *line = arena_string(transfer->arena, text);
	for (char *end = line; (end = strchr(end, '\n'));)
		*end = ' ';
	reading->doubt = msg(MSG_IMPORT_BREAKS_TO_SPACES);
	reading->value.text = line;
	return line;
}

static struct node *value_node(struct transfer *transfer, struct reading *reading, const struct answer_type *type)
{
	const struct value *value = &reading->value;
	bool plain = type->kind == ANSWER_DATE || type->kind == ANSWER_COUNT;
	switch (value->kind) {
	case VALUE_UNKNOWN:
		return lost_ticks_node(transfer, value);
	case VALUE_BOOL:
		return node_scalar(transfer->arena, NODE_PLAIN, value->truth ? "true" : "false");
	case VALUE_LIST:
		return ticks_node(transfer, value->list);
	case VALUE_TEXT:
		if (type->kind == ANSWER_LINE)
			one_line(transfer, reading, value->text);
		return node_scalar(transfer->arena, plain ? NODE_PLAIN : NODE_LITERAL, value->text);
	case VALUE_ABSENT:
	case VALUE_BLANK:
	case VALUE_INVALID:
	case VALUE_NUMBER:
	case VALUE_DATE:
	case VALUE_DURATION:
	case VALUE_RECORD:
		break;
	}
	return node_scalar(transfer->arena, NODE_PLAIN, "");
}

struct node *reading_node(struct arena *arena, const struct reading *reading)
{
	struct transfer transfer = {.arena = arena};
	struct reading copy = *reading;
	return value_node(&transfer, &copy, reading->item->answer);
}

static bool put_value(struct transfer *transfer, struct reading *reading, const char *path)
{
	const struct answer_type *type = draft_type(&transfer->draft, path);
	bool fits = type && type->kind != ANSWER_RECORD && type->kind != ANSWER_MAP && type->kind != ANSWER_RAW &&
	            (type->kind != ANSWER_LIST || reading->value.kind == VALUE_UNKNOWN) &&
	            (type->kind == ANSWER_BOOL) >= (reading->value.kind == VALUE_BOOL);
	return fits && draft_put(&transfer->draft, path, value_node(transfer, reading, type));
}

/* ---- ways ---- */

/* Can it be nothing but one name? Numbers, list marks, separators and spaces say that it may be several. */
static bool is_single_name(struct arena *arena, const char *line)
{
	const char *folded = utf8_fold(arena, line);
	static const char *const separators[] = {"、", "，", ",", " ", "　", ";", "；", "\t"};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (strstr(line, separators[i]))
			return false;
	return *folded && !strchr("0123456789-*(", *folded) && strncmp(folded, "・", strlen("・")) != 0;
}

/* The parts of a text between separators, or none when one of them might be several (certain: that is known). */
struct parts {
	const char **items;
	size_t count;
};

static struct parts split(struct arena *arena, const char *text, const char *separator, bool certain)
{
	LIST(const char *) parts = {0};
	for (const char *at = text; at;) {
		const char *end = strstr(at, separator);
		const char *part = arena_copy(arena, at, end ? (size_t)(end - at) : strlen(at));
		if (!certain && !is_single_name(arena, part))
			return (struct parts){NULL, 0};
		list_push(arena, &parts, part);
		at = end ? end + strlen(separator) : NULL;
	}
	return (struct parts){parts.items, parts.count};
}

static size_t count_lines(const char *text)
{
	size_t count = 1;
	for (; (text = strchr(text, '\n')); text++)
		count++;
	return count;
}

/* Does each item beside it that is filled from this list, line by line, have as many lines: 部署 and 所属長の役職名? */
static bool are_lines_of(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	size_t lines = count_lines(reading->value.text), found = 0;
	for (size_t i = 0; i < reading->place->reading_count; i++) {
		struct expr_target other[TARGET_LIMIT];
		const struct reading *its = &reading->place->readings[i];
		size_t count = targets_of(transfer, its->place, its->item->value, other);
		if (!count || !other[0].separator || strcmp(other[0].path, target->path) != 0)
			continue;
		if (its->value.kind != VALUE_TEXT || count_lines(its->value.text) != lines)
			return false;
		found++;
	}
	return lines > 1 && found > 1 && strcmp(target->separator, "\n") == 0;
}

/* One member of the list for each name. */
static bool put_names(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	bool lines = are_lines_of(transfer, reading, target);
	struct parts parts = split(transfer->arena, reading->value.text, target->separator, lines);
	for (size_t i = 0; i < parts.count; i++) {
		const char *path = arena_printf(transfer->arena, "%s[%zu].%s", target->path, i, target->member);
		if (!draft_put(&transfer->draft, path, text_node(transfer, parts.items[i])))
			return false;
	}
	return parts.count > 0;
}

/* The id of the member with this name, or NULL. */
static const char *id_named(const struct node *list, const char *member, const char *name)
{
	for (size_t i = 0; list && list->kind == NODE_SEQUENCE && i < list->count; i++) {
		const struct node *words = node_get(list->items[i], member);
		const struct node *id = node_get(list->items[i], "id");
		if (words && id && node_is(words, name))
			return id->text;
	}
	return NULL;
}

/* The ids of the members that the text names. */
static bool put_ids(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	const struct node *list = draft_get(&transfer->draft, target->list);
	struct node *ids = node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW);
	for (const char *at = reading->value.text; at;) {
		const char *end = strstr(at, target->separator);
		const char *name = arena_copy(transfer->arena, at, end ? (size_t)(end - at) : strlen(at));
		const char *id = id_named(list, target->member, name);
		if (!id)
			return false;
		node_append(transfer->arena, ids, NULL, text_node(transfer, id));
		at = end ? end + strlen(target->separator) : NULL;
	}
	return draft_put(&transfer->draft, target->path, ids);
}

/* A flag that asks whether a choice is this option: the option, or the only other. */
static bool put_flag(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	const struct answer_type *type = draft_type(&transfer->draft, target->path);
	if (!type || type->kind != ANSWER_CHOICE || reading->value.kind != VALUE_BOOL || type->options->count != 2)
		return false;
	const struct option *options = type->options->options;
	bool first = (strcmp(options[0].value, target->equals) == 0) == reading->value.truth;
	return draft_put(&transfer->draft, target->path, text_node(transfer, options[first ? 0 : 1].value));
}

/* ---- 別添 ---- */

/* The lines of one attachment: words, of which the first are its title where a table follows, and rows with tabs. */
struct attachment {
	const char *words;
	size_t words_length;
	const char *table;
	size_t table_length;
};

static size_t lines_length(const char *text, bool tabs)
{
	size_t length = 0;
	while (text[length] && (memchr(text + length, '\t', strcspn(text + length, "\n")) != NULL) == tabs) {
		length += strcspn(text + length, "\n");
		length += text[length] == '\n';
	}
	return length;
}

static const char *next_attachment(const char *text, struct attachment *attachment)
{
	attachment->words = text;
	attachment->words_length = lines_length(text, false);
	attachment->table = text + attachment->words_length;
	attachment->table_length = lines_length(attachment->table, true);
	return attachment->table + attachment->table_length;
}

static struct node *cells_node(struct transfer *transfer, const char *line, size_t length)
{
	struct node *cells = node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW);
	for (const char *end = line + length; line <= end;) {
		const char *tab = memchr(line, '\t', (size_t)(end - line));
		size_t taken = (size_t)((tab ? tab : end) - line);
		node_append(transfer->arena, cells, NULL, text_node(transfer, arena_copy(transfer->arena, line, taken)));
		line += taken + 1;
	}
	return cells;
}

/* The first row has the headings of the columns. */
static struct node *table_node(struct transfer *transfer, const char *text, size_t length)
{
	struct node *table = node_collection(transfer->arena, NODE_MAPPING, NODE_BLOCK);
	struct node *rows = node_collection(transfer->arena, NODE_SEQUENCE, NODE_BLOCK);
	for (size_t i = 0, taken; i < length; i += taken + 1) {
		taken = strcspn(text + i, "\n");
		taken = taken > length - i ? length - i : taken;
		if (i == 0)
			node_append(transfer->arena, table, "columns", cells_node(transfer, text, taken));
		else
			node_append(transfer->arena, rows, NULL, cells_node(transfer, text + i, taken));
	}
	node_append(transfer->arena, table, "rows", rows);
	return table;
}

static bool put_words(struct transfer *transfer, const char *member, const char *key, const char *text, size_t length)
{
	const char *words = arena_copy(transfer->arena, text, length && text[length - 1] == '\n' ? length - 1 : length);
	return !*words ||
	       draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.%s", member, key), text_node(transfer, words));
}

/* `member`: where it stands in the model. */
static bool put_member(struct transfer *transfer, const struct attachment *attachment, const char *member)
{
	size_t title = attachment->table_length ? strcspn(attachment->words, "\n") + 1 : 0;
	title = title > attachment->words_length ? attachment->words_length : title;
	return put_words(transfer, member, "title", attachment->words, title) &&
	       put_words(transfer, member, "text", attachment->words + title, attachment->words_length - title) &&
	       (!attachment->table_length || draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.table", member),
	                                               table_node(transfer, attachment->table, attachment->table_length)));
}

/* Members of the list that say what they are, one for each table. */
static bool put_attachment(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	struct arena *arena = transfer->arena;
	const struct node *list = draft_get(&transfer->draft, target->path);
	size_t count = list ? list->count : 0;
	if (reading->value.kind != VALUE_TEXT)
		return !list && put_value(transfer, reading, target->path);
	const char *printed = NULL;
	for (const char *at = reading->value.text; *at; count++) {
		struct attachment attachment;
		const char *start = at, *member = arena_printf(arena, "%s[%zu]", target->path, count);
		at = next_attachment(at, &attachment);
		if (!draft_put(&transfer->draft, arena_printf(arena, "%s.%s", member, target->member),
		               text_node(transfer, target->equals)) ||
		    !put_member(transfer, &attachment, member))
			return false;
		const char *own = arena_copy(arena, start, (size_t)(at - start) - (at[-1] == '\n'));
		printed = printed ? arena_printf(arena, "%s\n\n%s", printed, own) : own;
	}
	reading->value.text = printed ? printed : "";
	return printed != NULL;
}

/* ---- facts, and places ---- */

/* Facts in a list, as far as it is certain how the text lists them. */
static bool put_facts(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	if (!target->separator || reading->value.kind != VALUE_TEXT)
		return false;
	if (target->list) {
		struct expr_target resolved = *target;
		resolved.list = resolve(transfer, reading->place, target->list);
		return resolved.list && put_ids(transfer, reading, &resolved);
	}
	return put_names(transfer, reading, target);
}

/* A place that holds the answer, or what makes the expression give it. */
static bool put_target(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	if (target->plain)
		return put_value(transfer, reading, target->path);
	if (target->measured)
		return reading->value.kind == VALUE_UNKNOWN && put_value(transfer, reading, target->path);
	if (target->equals)
		return target->member ? put_attachment(transfer, reading, target) : put_flag(transfer, reading, target);
	return false;
}

/* The list has a single member with the whole text; of what is unknown there is no member. */
static bool put_whole(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	const char *path = arena_printf(transfer->arena, "%s[0].%s", target->path, target->member);
	if (!target->separator || target->list)
		return false;
	const struct node *list = draft_get(&transfer->draft, target->path);
	if (reading->value.kind == VALUE_UNKNOWN && (!list || list->kind != NODE_SEQUENCE))
		return put_value(transfer, reading, target->path);
	return put_value(transfer, reading, path);
}

static bool put_stand_in(struct transfer *transfer, struct written *written, const char *key, const char *shown)
{
	struct arena *arena = transfer->arena;
	const char *path = arena_printf(arena, "sheets.%s.items", transfer->form->kind);
	struct node *items = draft_get(&transfer->draft, path);
	struct reading *reading = written->reading;
	const struct answer_type *type = reading->item->answer;
	if (!items) {
		items = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
		draft_put(&transfer->draft, path, items);
	}
	struct node *node = value_node(transfer, reading, type);
	node_append(arena, items, key, node);
	written->node = node;
	written->stand_in = reading->value.kind == VALUE_UNKNOWN ? ""
	                    : *shown                             ? msg_unknown_model_gives(arena, text_start(arena, shown))
	                                                         : msg(MSG_UNKNOWN_NO_PLACE);
	return true;
}

/* The ways to write an answer: the places that its expression chooses between, the one for what a sheet printed, a
 * list with a single member, and under items. */
static bool try_way(struct transfer *transfer, struct written *written, size_t way, const char *key, const char *shown)
{
	struct expr_target values[TARGET_LIMIT], stated[TARGET_LIMIT];
	struct reading *reading = written->reading;
	size_t value_count = targets_of(transfer, reading->place, reading->item->value, values);
	size_t stated_count = targets_of(transfer, reading->place, reading->item->stated, stated);
	if (way < value_count)
		return put_target(transfer, reading, &values[way]);
	way -= value_count;
	if (way < stated_count)
		return reading->value.kind != VALUE_UNKNOWN && put_target(transfer, reading, &stated[way]);
	way -= stated_count;
	if (way < value_count)
		return put_whole(transfer, reading, &values[way]);
	if (way > value_count)
		written->done = true;
	return way == value_count && put_stand_in(transfer, written, key, shown);
}

bool transfer_next(struct transfer *transfer, struct written *written, const char *key, const char *shown)
{
	while (!written->done)
		if (try_way(transfer, written, written->tried++, key, shown))
			return true;
	return false;
}

/* ---- the first round ---- */

static void write_first(struct transfer *transfer, struct written *written)
{
	struct expr_target targets[TARGET_LIMIT];
	struct reading *reading = written->reading;
	size_t count = targets_of(transfer, reading->place, reading->item->value, targets);
	if (count && !targets[0].chosen && put_target(transfer, reading, &targets[0]))
		written->tried = 1;
	for (size_t i = 0; i < count; i++)
		if (put_facts(transfer, reading, &targets[i]))
			return;
}

/* ---- places in the model ---- */

/* The list that a repeated section runs over, or false. */
static bool list_of(struct transfer *transfer, const struct place *outer, const struct form_section *section,
                    struct expr_target *target)
{
	struct expr_target targets[TARGET_LIMIT];
	size_t count = targets_of(transfer, outer, section->each, targets);
	if (count)
		*target = targets[0];
	return count > 0;
}

static size_t repetitions(const struct place *place)
{
	size_t count = 0;
	for (size_t i = 0; i < place->outer->inner.count; i++)
		count += place->outer->inner.items[i]->section == place->section;
	return count;
}

/* A member belongs to the block in which it was read, where there are several. */
static void put_owner(struct transfer *transfer, const struct place *place, const char *list)
{
	const struct answer_type *type = draft_type(&transfer->draft, list);
	const char *owners =
	    type && type->kind == ANSWER_LIST && type->element->record ? type->element->record->belongs_to : NULL;
	size_t length = owners ? strlen(owners) : 0;
	for (const struct place *outer = place->outer; owners && outer->section; outer = outer->outer) {
		if (!outer->path || strncmp(outer->path, owners, length) != 0 || outer->path[length] != '[' ||
		    repetitions(outer) < 2)
			continue;
		struct node *id = draft_get(&transfer->draft, arena_printf(transfer->arena, "%s.id", outer->path));
		struct node *ids = node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW);
		if (id)
			node_append(transfer->arena, ids, NULL, text_node(transfer, id->text));
		draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.%s", place->path, owners), ids);
	}
}

static void make_member(struct transfer *transfer, struct place *place)
{
	struct expr_target target;
	if (!list_of(transfer, place->outer, place->section, &target))
		return;
	const struct node *list = draft_get(&transfer->draft, target.path);
	const struct answer_type *type = draft_type(&transfer->draft, target.path);
	if (!type || type->kind != ANSWER_LIST || !type->element->record)
		return;
	place->path = arena_printf(transfer->arena, "%s[%zu]", target.path, list ? list->count : 0);
	if (target.equals)
		draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.%s", place->path, target.member),
		          text_node(transfer, target.equals));
	else
		draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.id", place->path),
		          text_node(transfer, arena_printf(transfer->arena, "%s-%zu", place->section->variable,
		                                           (list ? list->count : 0) + 1)));
	put_owner(transfer, place, target.path);
}

/* ---- what is asked for ---- */

/* What the text says, for the conditions of the form. */
struct asking {
	struct env env;
	struct record root;
	struct value *answers; /* by item->order */
};

static struct value answer_of(void *context, int index)
{
	const struct asking *asking = context;
	return asking->answers[index];
}

static struct value members_of(void *context, struct arena *arena, const struct value *list, const struct value *owner)
{
	(void)context;
	(void)arena;
	(void)owner;
	return *list;
}

static struct asking asking_new(struct transfer *transfer)
{
	const struct schema *schema = transfer->official->schema;
	struct asking asking = {.answers = arena_array(transfer->arena, struct value, transfer->form->item_count)};
	asking.root.type = &schema->process->type;
	asking.root.values = arena_array(transfer->arena, struct value, schema->process->type.field_count);
	asking.root.node = transfer->draft.root;
	asking.env = (struct env){
	    .arena = transfer->arena,
	    .calendar = &schema->calendar,
	    .variables = arena_array(transfer->arena, struct value, transfer->form->variable_count),
	    .answer = answer_of,
	    .members = members_of,
	};
	return asking;
}

static bool is_false(struct asking *asking, const struct expr *condition)
{
	if (!condition)
		return false;
	asking->env.root = &asking->root;
	asking->env.context = asking;
	struct value value = expr_eval(condition, &asking->env);
	return value.kind == VALUE_BOOL && !value.truth;
}

static bool asks_something(const struct form_section *section)
{
	for (size_t i = 0; i < section->item_count; i++)
		if (section->items[i].need != NEED_NEVER)
			return true;
	for (size_t i = 0; i < section->section_count; i++)
		if (asks_something(&section->sections[i]))
			return true;
	return false;
}

/* A list without a member in the text: empty where the text says so, else unknown. */
static void put_missing_list(struct transfer *transfer, struct asking *asking, const struct place *outer,
                             const struct form_section *section, bool asked)
{
	struct expr_target target;
	if (!list_of(transfer, outer, section, &target) || draft_get(&transfer->draft, target.path) ||
	    !asks_something(section))
		return;
	bool none = !asked || is_false(asking, section->when);
	draft_put(&transfer->draft, target.path,
	          none ? node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW)
	               : unknown_node(transfer, msg(MSG_UNKNOWN_NOT_FOUND)));
}

/* An item that the text does not have is unknown, unless it is not asked for. */
static void take_reading(struct transfer *transfer, struct asking *asking, struct reading *reading, bool asked)
{
	const struct item *item = reading->item;
	struct value *value = &reading->value;
	if (value->kind == VALUE_ABSENT && (item->type == ITEM_REF || !asked || is_false(asking, item->when)))
		return;
	if (value->kind == VALUE_ABSENT)
		*value = (struct value){.kind = VALUE_UNKNOWN, .detail = msg(MSG_UNKNOWN_NOT_FOUND)};
	asking->answers[item->order] = value->kind == VALUE_LIST ? value_unknown() : *value;
	struct written written = {.reading = reading};
	if (item->type != ITEM_REF)
		write_first(transfer, &written);
	list_push(transfer->arena, &transfer->answers, written);
}

static void take_place(struct transfer *transfer, struct asking *asking, struct place *place, bool asked)
{
	const struct form_section *section = place->section;
	const struct form_section *inner = section ? section->sections : transfer->form->sections;
	size_t count = section ? section->section_count : transfer->form->section_count;
	if (section && section->each)
		make_member(transfer, place);
	asked = asked && !(section && is_false(asking, section->when));
	for (size_t i = 0; i < place->reading_count; i++)
		take_reading(transfer, asking, &place->readings[i], asked);
	size_t next = 0;
	for (size_t i = 0; i < count; i++) {
		size_t first = next;
		for (; next < place->inner.count && place->inner.items[next]->section == &inner[i]; next++)
			take_place(transfer, asking, place->inner.items[next], asked);
		if (inner[i].each && next == first)
			put_missing_list(transfer, asking, place, &inner[i], asked);
	}
}

/* ---- 変更箇所 ---- */

/* A cell that is no date or no option is quoted in the reason, and kept elsewhere where that would cut it. */
static struct node *strange_cell(struct transfer *row, struct arena *lasting, const struct chunks *cell,
                                 const char *text, const char *start, const char *reason)
{
	if (start != text)
		chunk_add(lasting, &row->placing->unplaced, arena_string(lasting, text), cell->items[0].line);
	return unknown_node(row, reason);
}

static struct node *change_node(struct transfer *row, struct arena *lasting, const struct answer_type *type,
                                const struct chunks *cell)
{
	struct arena *arena = row->arena;
	const char *text = plain_text(arena, chunks_text(arena, cell));
	const char *wording = type->kind == ANSWER_CHOICE ? options_find(arena, type->options, text) : NULL;
	const char *start = text_start(arena, text);
	struct date date;
	if (!*text)
		return node_scalar(arena, NODE_PLAIN, "");
	if (answer_is_withheld(arena, text))
		return unknown_node(row, msg(MSG_UNKNOWN_WITHHELD));
	if (type->kind == ANSWER_CHOICE && !wording)
		return strange_cell(row, lasting, cell, text, start, msg_unknown_no_option(arena, start));
	if (type->kind != ANSWER_DATE)
		return text_node(row, wording ? wording : text);
	enum date_problem problem = date_parse(&row->official->schema->calendar, text, &date);
	if (problem == DATE_OK || problem == DATE_ERA_YEAR_ONE)
		return node_scalar(arena, NODE_PLAIN, text);
	return strange_cell(row, lasting, cell, text, start, msg_unknown_no_date(arena, start));
}

static const char *history_path(const struct transfer *transfer)
{
	return arena_printf(transfer->arena, "sheets.%s.history", transfer->form->kind);
}

/* The rows come when all else is proven: they may be very many. */
static void put_history(struct transfer *transfer)
{
	const struct placing *placing = transfer->placing;
	bool listed = placing->history.count || placing->has_history;
	draft_put(&transfer->draft, history_path(transfer),
	          listed ? node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW)
	                 : unknown_node(transfer, msg(MSG_UNKNOWN_NOT_FOUND)));
}

static struct node *row_node(struct transfer *row, struct arena *lasting, const struct record_type *record,
                             const struct change_row *change)
{
	struct draft draft = draft_new(row->arena, record);
	for (size_t i = 0; i < row->form->column_count; i++) {
		const struct answer_type *type = draft_type(&draft, row->form->columns[i].field);
		if (type)
			draft_put(&draft, row->form->columns[i].field, change_node(row, lasting, type, &change->cells[i]));
	}
	return draft.root;
}

bool transfer_write_history(struct transfer *transfer, struct buf *yaml)
{
	static const char place[] = "\n    history:"; /* of a sheet: all texts stand deeper */
	enum { INDENT = 6 };
	const struct placing *placing = transfer->placing;
	const struct answer_type *list = draft_type(&transfer->draft, history_path(transfer));
	const char *found = strstr(buf_text(yaml), place);
	if (!placing->history.count || !found)
		return true;
	struct arena *scratch = arena_new();
	struct transfer row = *transfer;
	size_t head = (size_t)(found - buf_text(yaml)) + strlen(place), nodes = 0;
	struct buf all = BUF_INIT;
	row.arena = scratch;
	buf_append(&all, buf_text(yaml), head);
	for (size_t i = 0; i < placing->history.count && all.length <= SOURCE_LIMIT; i++) {
		arena_reset(scratch);
		struct node *rows = node_collection(scratch, NODE_SEQUENCE, NODE_BLOCK);
		struct node *node = row_node(&row, transfer->arena, list->element->record, &placing->history.items[i]);
		node_append(scratch, rows, NULL, node);
		nodes += 1 + 2 * node->count;
		buf_putc(&all, '\n');
		node_write_members(&all, rows, &node_layout_usual, INDENT, NULL, NULL);
	}
	buf_puts(&all, buf_text(yaml) + head + strlen(" []"));
	arena_free(scratch);
	buf_free(yaml);
	*yaml = all;
	return yaml->length <= SOURCE_LIMIT && nodes < NODE_COUNT_LIMIT;
}

void transfer_begin(struct transfer *transfer)
{
	const struct schema *schema = transfer->official->schema;
	transfer->draft = draft_new(transfer->arena, schema->process);
	struct asking asking = asking_new(transfer);
	draft_put(
	    &transfer->draft, "shikii",
	    node_scalar(transfer->arena, NODE_PLAIN, arena_printf(transfer->arena, "%lld", (long long)schema->version)));
	take_place(transfer, &asking, transfer->placing->root, true);
	put_history(transfer);
}
