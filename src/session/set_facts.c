/* Facts to try: the options --set are laid over the trees before they are read as a model, so that everything that
 * follows, messages included, is as if they had been written. */
#include "session/set_facts.h"

#include "base/list.h"
#include "base/messages/row.h"
#include "base/messages/usage.h"
#include "base/source.h"
#include "base/utf8.h"

#include <string.h>

static const struct judge_input *input_named(const struct judge_rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->input_count; i++)
		if (strcmp(rules->inputs[i].name, name) == 0)
			return &rules->inputs[i];
	return NULL;
}

/* The reading of the options. */
struct setting {
	struct arena *arena;
	struct diags *diags;
	const struct official *official;
	struct buf *problem;
};

static bool read_answer(struct setting *setting, const struct judge_input *input, const char *value,
                        struct judge_trial *trial)
{
	const char *wording = options_find(setting->arena, input->options, value);
	if (!wording) {
		const char *options = NULL;
		for (size_t i = 0; i < input->options->count; i++)
			options = options ? msg_row_more_quoted(setting->arena, options, input->options->options[i].value)
			                  : msg_row_quoted(setting->arena, input->options->options[i].value);
		buf_puts(setting->problem, msg_usage_set_options(setting->arena, input->name, value, options));
		return false;
	}
	*trial = (struct judge_trial){input->name, wording};
	return true;
}

/* Is the first name of the path a key of this record? */
static bool begins_with_field(struct arena *arena, const struct record_type *record, const char *path)
{
	const char *name = arena_copy(arena, path, strcspn(path, "."));
	return type_field(&record->type, name) >= 0;
}

enum { PATHS_LIMIT = 3, PATH_DEPTH = 4 };

/* Paths of the vocabulary that a word may stand for. */
struct meant {
	struct arena *arena;
	const char *word; /* folded */
	const char *paths;
	size_t count;
};

/* threshold.subjects → threshold.subjects.count: the answer in the record. */
static const char *answer_in(struct arena *arena, const struct answer_type *answer, const char *path)
{
	static const char *const names[] = {"count", "stated", "answer", "performed"};
	for (size_t i = 0; answer->kind == ANSWER_RECORD && i < sizeof names / sizeof *names; i++)
		if (type_field(&answer->record->type, names[i]) >= 0)
			return arena_printf(arena, "%s.%s", path, names[i]);
	return path;
}

/* subjects.count of threshold.subjects.count */
static bool has_tail(const char *path, const char *tail)
{
	size_t length = strlen(path), part = strlen(tail);
	return strchr(tail, '.') && length > part && path[length - part - 1] == '.' &&
	       strcmp(path + length - part, tail) == 0;
}

/* Fields called so, by their key or their label. */
static void find_meant(struct meant *meant, const struct record_type *record, const char *prefix, int depth)
{
	struct arena *arena = meant->arena;
	for (size_t i = 0; i < record->type.field_count && meant->count <= PATHS_LIMIT; i++) {
		const struct field *field = &record->type.fields[i];
		const struct answer_type *answer = record->answers[i];
		const char *path = arena_printf(arena, "%s%s%s", prefix, *prefix ? "." : "", field->name);
		bool called = has_tail(path, meant->word) || strcmp(field->name, meant->word) == 0 ||
		              (field->label && strcmp(utf8_fold(arena, field->label), meant->word) == 0);
		if (called && meant->count++ < PATHS_LIMIT)
			meant->paths =
			    arena_printf(arena, "%s%s%s", meant->paths, *meant->paths ? "、" : "", answer_in(arena, answer, path));
		else if (answer->kind == ANSWER_RECORD && depth < PATH_DEPTH)
			find_meant(meant, answer->record, path, depth + 1);
	}
}

/* Tells that there is no such key, with the path that was meant where one is known. */
static bool refuse_path(struct setting *setting, const char *path)
{
	struct arena *arena = setting->arena;
	const struct schema *schema = setting->official->schema;
	struct meant meant = {.arena = arena, .word = utf8_fold(arena, path), .paths = ""};
	find_meant(&meant, schema->process, "", 0);
	size_t length = strcspn(path, ".");
	const char *first = type_nearest_field(&schema->process->type, arena_copy(arena, path, length));
	if (meant.count && meant.count <= PATHS_LIMIT)
		buf_puts(setting->problem, msg_usage_set_no_key_but(arena, path, meant.paths));
	else if (first)
		buf_puts(setting->problem,
		         msg_usage_set_no_key_but(arena, path, arena_printf(arena, "%s%s", first, path + length)));
	else
		buf_puts(setting->problem, msg_usage_set_no_key(arena, path));
	return false;
}

/* As a document; but nothing at all is a key without an answer. */
static const struct node *read_value(struct arena *arena, struct diags *diags, const struct source *source)
{
	const struct node *node = node_read(arena, diags, source);
	bool empty = node && node->kind == NODE_MAPPING && node->style == NODE_BLOCK && node->count == 0;
	if (!empty)
		return node;
	struct node *value = arena_new_object(arena, struct node);
	*value = (struct node){.kind = NODE_SCALAR, .style = NODE_PLAIN, .span = node->span, .text = ""};
	return value;
}

static bool read_fact(struct setting *setting, const char *path, const char *text, struct set_fact *trial)
{
	const struct schema *schema = setting->official->schema;
	trial->of_body = strncmp(path, "body.", 5) == 0;
	trial->path = trial->of_body ? path + 5 : path;
	if (!begins_with_field(setting->arena, trial->of_body ? schema->body : schema->process, trial->path))
		return refuse_path(setting, path);
	const struct source *source = source_from_memory(setting->arena, setting->diags, "--set", text, strlen(text));
	trial->value = source ? read_value(setting->arena, setting->diags, source) : NULL;
	return trial->value != NULL;
}

bool set_facts_read(struct arena *arena, struct diags *diags, const struct official *official,
                    const struct options *options, struct set_facts *facts, struct buf *problem)
{
	struct setting setting = {arena, diags, official, problem};
	LIST(struct judge_trial) answers = {0};
	LIST(struct set_fact) trials = {0};
	for (size_t i = 0; i < options->sets.count; i++) {
		const char *equals = strchr(options->sets.items[i], '=');
		if (!equals) {
			buf_puts(problem, msg_usage_set_form(arena, options->sets.items[i]));
			return false;
		}
		const char *key = arena_copy(arena, options->sets.items[i], (size_t)(equals - options->sets.items[i]));
		const struct judge_input *input = input_named(official->judge, key);
		struct judge_trial answer;
		struct set_fact trial;
		if (input ? !read_answer(&setting, input, equals + 1, &answer) : !read_fact(&setting, key, equals + 1, &trial))
			return false;
		if (input)
			list_push(arena, &answers, answer);
		else
			list_push(arena, &trials, trial);
	}
	*facts = (struct set_facts){trials.items, trials.count, {answers.items, answers.count}};
	return true;
}

/* A key of the tree that is not written in any file: it has the place of the option. */
static struct node *make_key(struct arena *arena, const char *name, const struct node *place)
{
	struct node *key = arena_new_object(arena, struct node);
	*key = (struct node){.kind = NODE_SCALAR, .style = NODE_PLAIN, .span = place->span};
	key->text = name;
	key->length = strlen(name);
	return key;
}

/* All of it is new: what is set later must not reach into the option's own tree, which serves every file. */
static struct node *copy_below(struct arena *arena, const struct node *value, struct node *parent)
{
	struct node *copy = arena_new_object(arena, struct node);
	*copy = *value;
	copy->parent = parent;
	copy->index = NULL;
	copy->items = arena_array(arena, struct node *, value->count);
	for (size_t i = 0; i < value->count; i++)
		copy->items[i] = copy_below(arena, value->items[i], copy);
	return copy;
}

/* Sets mapping[name] to a copy of value, which it returns. */
static struct node *put(struct arena *arena, struct node *mapping, const char *name, const struct node *value)
{
	struct node *copy = copy_below(arena, value, mapping);
	mapping->index = NULL; /* it would find the old members */
	for (size_t i = 0; i < mapping->count; i++) {
		if (node_is(mapping->items[i]->key, name)) {
			copy->key = mapping->items[i]->key;
			mapping->items[i] = copy;
			return copy;
		}
	}
	struct node **items = arena_array(arena, struct node *, mapping->count + 1);
	if (mapping->count)
		memcpy(items, mapping->items, mapping->count * sizeof *items);
	copy->key = make_key(arena, name, value);
	items[mapping->count++] = copy;
	mapping->items = items;
	return copy;
}

static void set_path(struct arena *arena, struct node *root, const char *path, const struct node *value)
{
	struct node *at = root;
	for (const char *dot = strchr(path, '.'); dot && at->kind == NODE_MAPPING; dot = strchr(path, '.')) {
		const char *name = arena_copy(arena, path, (size_t)(dot - path));
		struct node *next = node_get(at, name);
		if (!next || next->kind != NODE_MAPPING)
			next = put(arena, at, name, &(struct node){.kind = NODE_MAPPING, .style = NODE_BLOCK, .span = value->span});
		at = next;
		path = dot + 1;
	}
	if (at->kind == NODE_MAPPING)
		put(arena, at, path, value);
}

static void apply(const struct set_facts *facts, bool of_body, struct arena *arena, struct node *root)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->items[i].of_body == of_body)
			set_path(arena, root, facts->items[i].path, facts->items[i].value);
}

void set_facts_apply(const struct set_facts *facts, struct arena *arena, struct node *model)
{
	apply(facts, false, arena, model);
}

void set_facts_apply_to_body(const struct set_facts *facts, struct arena *arena, struct node *body)
{
	apply(facts, true, arena, body);
}
