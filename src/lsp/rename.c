/* An id under the cursor → where it is defined, where it is used, and the edits that give it another name. */
#include "base/messages/lsp.h"
#include "lsp/feature.h"
#include "lsp/position.h"
#include "lsp/symbol.h"
#include "yaml/node_write.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 2000 }; /* in which an id of the body is looked for */

static bool is_sought(const struct sought *sought, const struct symbol *symbol)
{
	return symbol->shared == sought->shared && strcmp(symbol->list, sought->list) == 0 &&
	       strcmp(symbol->id, sought->id) == 0;
}

/* Adds {"uri", "range", "defines"} for each place of a file. */
static void add_places(struct question *question, const struct schema *schema, const struct node *root, bool body)
{
	struct symbols symbols = {.arena = question->arena};
	symbols_of(&symbols, schema, root, body);
	for (size_t i = 0; i < symbols.count; i++) {
		json_t *place =
		    is_sought(&question->sought, &symbols.items[i]) ? location_json(question, &symbols.items[i].span) : NULL;
		if (!place)
			continue;
		json_object_set_new(place, "defines", json_boolean(symbols.items[i].defines));
		json_array_append_new(question->result, place);
	}
}

static void note_sought(struct question *question, const struct symbol *symbol)
{
	struct sought *sought = &question->sought;
	*sought = (struct sought){strdup(symbol->list), strdup(symbol->id), symbol->shared, NULL};
	sought->body = symbol->shared && question->body ? strdup(question->body->path) : NULL;
}

/* The symbol at the cursor, and its places in this file and, where it is the body's, in that. */
static void seek(struct question *question)
{
	struct symbols symbols = {.arena = question->arena};
	bool body = path_is_body(question->document->path);
	if (!question->official || !question->type)
		return;
	symbols_of(&symbols, question->official->schema, question->root, body);
	for (size_t i = 0; i < symbols.count && !question->sought.id; i++)
		if (symbols.items[i].span.start <= question->offset && question->offset <= symbols.items[i].span.end)
			note_sought(question, &symbols.items[i]);
	if (!question->sought.id)
		return;
	question->result = json_array();
	add_places(question, question->official->schema, question->root, body);
	if (question->sought.shared && !body && question->body)
		add_places(question, question->official->schema, question->body->body->node, true);
}

/* The places of the body's id in all models that this shikii.yaml stands over. */
static void seek_in_folder(struct question *question)
{
	struct project *project = question->project;
	const struct project_body *body = project_body(project, question->sought.body);
	struct diags unheard;
	diags_init(&unheard, question->arena);
	if (project->file_count > FILE_LIMIT) {
		question->refused = msg(MSG_LSP_TOO_MANY_FILES);
		return;
	}
	json_array_clear(question->result);
	for (size_t i = 0; i < project->file_count; i++) {
		struct project_body *above = project_body(project, project->files[i].path);
		if (!above || above != body || !above->official)
			continue;
		const struct source *source = project_source(project, question->arena, &unheard, &project->files[i]);
		const struct node *root = source ? node_read(question->arena, &unheard, source) : NULL;
		question->unread |= !root;
		add_places(question, above->official->schema, root, false);
	}
	if (body && body->official)
		add_places(question, body->official->schema, body->body->node, true);
}

/* The folder of the shikii.yaml, to be freed. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash == path ? strdup("/") : strndup(path, slash ? (size_t)(slash - path) : 0);
}

/* All places of the id under the cursor in question->result; `wide`: in other models, too. */
static bool find_places(struct question *question, bool wide)
{
	bool done = question_ask(question, DEPTH_TEXT, seek);
	if (done && wide && question->sought.body) {
		char *folder = folder_of(question->sought.body);
		done = question_ask_folder(question, folder, seek_in_folder);
		free(folder);
	}
	return done;
}

static void forget(struct question *question)
{
	free(question->sought.list);
	free(question->sought.id);
	free(question->sought.body);
}

/* Leaves the places that are wanted, as LSP has them. */
static void keep_places(struct question *question, bool definitions, bool uses)
{
	json_t *all = question->result;
	question->result = all ? json_array() : NULL;
	for (size_t i = 0; i < json_array_size(all); i++) {
		json_t *place = json_array_get(all, i);
		bool defines = json_is_true(json_object_get(place, "defines"));
		json_object_del(place, "defines");
		if (defines ? definitions : uses)
			json_array_append(question->result, place);
	}
	json_decref(all);
}

bool feature_definition(struct question *question)
{
	bool done = find_places(question, false);
	keep_places(question, true, false);
	forget(question);
	return done;
}

bool feature_references(struct question *question)
{
	const json_t *context = json_object_get(question->params, "context");
	bool done = find_places(question, true);
	keep_places(question, json_is_true(json_object_get(context, "includeDeclaration")), true);
	forget(question);
	return done;
}

/* ---- rename ---- */

static void answer_prepare(struct question *question)
{
	seek(question);
	json_t *places = question->result;
	question->result = NULL;
	for (size_t i = 0; i < json_array_size(places); i++) {
		json_t *range = json_object_get(json_array_get(places, i), "range");
		size_t start, end;
		const struct buf *text = &question->document->text;
		bool here = position_read(json_object_get(range, "start"), buf_text(text), text->length, &start) &&
		            position_read(json_object_get(range, "end"), buf_text(text), text->length, &end) &&
		            start <= question->offset && question->offset <= end;
		if (here && !question->result)
			question->result = json_pack("{s: O, s: s}", "range", range, "placeholder", question->sought.id);
	}
	json_decref(places);
}

bool feature_prepare_rename(struct question *question)
{
	bool done = question_ask(question, DEPTH_TEXT, answer_prepare);
	forget(question);
	return done;
}

/* Can it stand as an id wherever ids stand: as it is in YAML, and between brackets in a path? */
static bool is_name(const char *name)
{
	size_t length = strlen(name);
	const struct node node = {.kind = NODE_SCALAR, .style = NODE_PLAIN, .text = name, .length = length};
	struct buf written = BUF_INIT;
	node_write_flow(&written, &node);
	bool plain = strcmp(buf_text(&written), name) == 0 && !node_is_null(&node);
	buf_free(&written);
	return plain && length <= 100 && strcspn(name, " \t\r\n[]{},:#&*!|>'\"%@`~?.\\/") == length && !strstr(name, "　");
}

/* A member of the list that has the new name already. */
static void find_taken(struct question *question)
{
	const char *name = json_string_value(json_object_get(question->params, "newName"));
	const struct node *root = question->sought.shared && question->body ? question->body->body->node : question->root;
	const struct node *list = node_get(root, question->sought.list);
	for (size_t i = 0; list && i < list->count; i++)
		if (node_is(node_get(list->items[i], "id"), name))
			question->refused = msg(MSG_LSP_NAME_TAKEN);
}

static void places_to_edit(struct question *question, const char *name)
{
	json_t *changes = json_object(), *place;
	size_t i;
	json_array_foreach (question->result, i, place) {
		const char *uri = json_string_value(json_object_get(place, "uri"));
		json_t *edits = json_object_get(changes, uri);
		if (!edits)
			json_object_set_new(changes, uri, edits = json_array());
		json_array_append_new(edits,
		                      json_pack("{s: O, s: s}", "range", json_object_get(place, "range"), "newText", name));
	}
	json_decref(question->result);
	question->result = json_pack("{s: o}", "changes", changes);
}

bool feature_rename(struct question *question)
{
	const char *name = json_string_value(json_object_get(question->params, "newName"));
	bool done = find_places(question, true);
	if (!name || !is_name(name))
		question->refused = msg(MSG_LSP_NO_NAME);
	else if (!question->result)
		question->refused = msg(MSG_LSP_NOTHING_TO_RENAME);
	else if (question->unread)
		question->refused = msg(MSG_LSP_UNREAD_FILES);
	else if (done && !question->refused && strcmp(name, question->sought.id) != 0)
		done = question_ask(question, DEPTH_TEXT, find_taken);
	if (question->result && !question->refused)
		places_to_edit(question, name);
	forget(question);
	return done;
}
