/* A sheet that was imported → another sheet of a model. The joined model is laid out in each of its sheets: an answer
 * that would come out otherwise than it was printed is kept under sheets.<kind>.items, and told. */
#include "session/import_add.h"

#include "base/messages/import.h"
#include "base/messages/run.h"
#include "base/utf8.h"
#include "filled/join.h"
#include "session/answer.h"
#include "session/reading.h"
#include "session/rewrite.h"

#include <string.h>

enum { ROUND_LIMIT = 8, QUOTE_LIMIT = 60 };

struct adding {
	struct project *project;
	struct arena *arena;
	const struct added_sheet *added;
	struct reading reading; /* of the model */
	struct join join;
	LIST(const struct sheet *) sheets; /* as they were printed: that which is added first, then those of the model */
};

/* ---- sheets ---- */

static const struct sheet *sheet_of(struct adding *adding, const struct source *source, const struct body *body,
                                    const char *form)
{
	struct diags diags;
	diags_init(&diags, adding->arena);
	struct official *official = adding->reading.official;
	const struct node *node = source ? node_read(adding->arena, &diags, source) : NULL;
	const struct model *model = node ? model_bind(adding->arena, &diags, official->schema, body, node) : NULL;
	struct assess_options options = {.form = form, .paths = true};
	const struct assessment *assessment = model ? assess(adding->arena, &diags, official, model, &options) : NULL;
	return assessment && assessment->sheet_count ? assessment->sheets[0] : NULL;
}

static const struct source *source_of(struct adding *adding, const char *path, const struct buf *yaml)
{
	struct diags diags;
	diags_init(&diags, adding->arena);
	return source_from_memory(adding->arena, &diags, path, buf_text(yaml), yaml->length);
}

static const struct row *row_of(const struct sheet *sheet, const char *key)
{
	for (size_t i = 0; i < sheet->row_count; i++)
		if (strcmp(sheet->rows[i]->key, key) == 0)
			return sheet->rows[i];
	return NULL;
}

/* What a row prints, on one line. */
static const char *row_words(struct arena *arena, const struct row *row)
{
	const char *words = row->state != STATE_ANSWERED ? "" : row->stated ? row->stated : row->printed;
	for (size_t i = 0; row->item->type == ITEM_BOXES && i < row->tick_count; i++)
		if (row->ticks[i].ticked)
			words = arena_printf(arena, "%s%s（%s）", words, row->ticks[i].option->value,
			                     row->ticks[i].text ? row->ticks[i].text : "");
	return words;
}

/* ---- what comes out otherwise ---- */

static const struct added_answer *answer_of(const struct added_sheet *sheet, const char *key)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (strcmp(sheet->answers[i].key, key) == 0)
			return &sheet->answers[i];
	return NULL;
}

/* The answer as a stand-in: of the sheet that is added as it was read; of one that the model has, texts and wordings. */
static struct node *kept_value(struct adding *adding, const struct sheet *sheet, const struct row *row)
{
	const struct added_answer *answer = sheet == adding->sheets.items[0] ? answer_of(adding->added, row->key) : NULL;
	if (answer)
		return answer->value;
	bool text = row->answer.kind == VALUE_TEXT && !row->tick_count;
	bool words = row->tick_count == 0 && row->item->type != ITEM_COUNT && row->item->type != ITEM_FLAG;
	if (!words && !text)
		return NULL;
	return node_scalar(adding->arena, NODE_LITERAL, text ? row->answer.text : row->stated ? row->stated : row->value);
}

static bool is_kept(const struct adding *adding, const char *kind, const char *key)
{
	for (size_t i = 0; i < adding->join.kept.count; i++)
		if (strcmp(adding->join.kept.items[i].kind, kind) == 0 && strcmp(adding->join.kept.items[i].key, key) == 0)
			return true;
	return false;
}

static bool prints_otherwise(struct arena *arena, const struct row *row, const struct row *now)
{
	bool told = row->state == STATE_ANSWERED && *row_words(arena, row);
	return told && (!now || strcmp(row_words(arena, row), row_words(arena, now)) != 0);
}

/* Keeps what the joined model prints otherwise than a sheet did; false: nothing. */
static bool keep_answers(struct adding *adding, const struct sheet *sheet, const struct sheet *now)
{
	bool any = false;
	for (size_t i = 0; now && i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		const struct row *other = row_of(now, row->key);
		if (row->item->type == ITEM_REF || row->stand_in || !other || is_kept(adding, sheet->form->kind, row->key) ||
		    !prints_otherwise(adding->arena, row, other))
			continue;
		struct node *value = kept_value(adding, sheet, row);
		if (!value)
			continue;
		struct kept_answer kept = {sheet->form->kind, row->key, value};
		list_push(adding->arena, &adding->join.kept, kept);
		any = true;
	}
	return any;
}

/* ---- what is told ---- */

static const char *quoted(struct arena *arena, const char *text)
{
	size_t length = utf8_prefix(text, strcspn(text, "\n"), QUOTE_LIMIT);
	return arena_printf(arena, "%.*s%s", (int)length, text, text[length] ? "…" : "");
}

/* An answer of the added sheet that the model contradicts, or of one of its own that it would contradict now. */
static void tell(struct adding *adding, struct diags *diags, const struct sheet *sheet, const struct row *row,
                 const struct row *now)
{
	struct arena *arena = adding->arena;
	const struct added_answer *answer = sheet == adding->sheets.items[0] ? answer_of(adding->added, row->key) : NULL;
	struct span span = now && now->place ? node_place(now->place) : adding->join.model->span;
	const char *words = quoted(arena, row_words(arena, row)), *model = quoted(arena, now ? row_words(arena, now) : "");
	const char *message =
	    answer ? msg_import_differs(arena, answer->place, words, model) : msg_import_would_differ(arena, words, model);
	struct diag *diag = diag_add(diags, DIAG_IMPORT_DIFFERS, span, message);
	diag->item_name =
	    arena_printf(arena, "%s %s%s%s", sheet->form->style, row->number, *row->number ? " " : "", row->item->label);
	diag->hint = msg_import_differs_hint(arena, sheet->form->kind, row->key);
}

/* Both as they are without what was kept. */
static size_t tell_all(struct adding *adding, struct diags *diags, const struct source *joined)
{
	size_t count = 0;
	for (size_t s = 0; s < adding->sheets.count; s++) {
		const struct sheet *sheet = adding->sheets.items[s];
		const struct sheet *now = sheet_of(adding, joined, adding->reading.assessment->model->body, sheet->form->id);
		for (size_t i = 0; now && i < sheet->row_count; i++) {
			const struct row *row = sheet->rows[i], *other = row_of(now, row->key);
			bool told = row->item->type != ITEM_REF && !row->stand_in;
			if (!told || !prints_otherwise(adding->arena, row, other))
				continue;
			tell(adding, diags, sheet, row, other);
			count++;
		}
	}
	return count;
}

/* ---- the whole ---- */

static bool open_model(struct adding *adding)
{
	struct project *project = adding->project;
	struct project_file *file = arena_new_object(project->arena, struct project_file);
	struct tally tally = {0};
	*file = project_file_named(project->arena, project->options->add);
	adding->reading.file = file;
	adding->reading.arena = adding->arena;
	return run_read_sound(project, &adding->reading, &tally);
}

/* The sheets as they are before they are joined. */
static bool list_sheets(struct adding *adding)
{
	const struct model *model = adding->reading.assessment->model;
	const struct node *sheets = node_get(model->node, "sheets");
	const struct source *own = source_of(adding, "", adding->added->yaml);
	const struct sheet *sheet = sheet_of(adding, own, model->body, adding->added->form->id);
	if (!sheet)
		return false;
	list_push(adding->arena, &adding->sheets, sheet);
	for (size_t i = 0; sheets && i < sheets->count; i++) {
		const char *kind = sheets->items[i]->key->text;
		sheet =
		    join_has_sheet(model->node, kind) ? sheet_of(adding, model->node->span.source, model->body, kind) : NULL;
		if (sheet)
			list_push(adding->arena, &adding->sheets, sheet);
	}
	return true;
}

static const struct source *join_once(struct adding *adding)
{
	struct buf yaml = BUF_INIT;
	const struct source *path = adding->join.model->span.source;
	adding->join.edits = edits_new(adding->arena, path);
	join_edit(&adding->join);
	const char *reason = adding->join.problem ? adding->join.problem : edits_print(&adding->join.edits, &yaml);
	const struct source *joined = reason ? NULL : source_of(adding, path->path, &yaml);
	adding->join.problem = reason;
	buf_free(&yaml);
	return joined;
}

/* Joins until each sheet prints what it printed; *plain is the model without what was kept for that. */
static bool join_all(struct adding *adding, const struct source **plain)
{
	const struct source *joined = *plain = join_once(adding);
	bool again = joined != NULL;
	for (int round = 0; again && round < ROUND_LIMIT; round++) {
		again = false;
		for (size_t s = 0; s < adding->sheets.count; s++) {
			const struct sheet *sheet = adding->sheets.items[s];
			const struct body *body = adding->reading.assessment->model->body;
			again |= keep_answers(adding, sheet, sheet_of(adding, joined, body, sheet->form->id));
		}
		joined = again ? join_once(adding) : joined;
		again &= joined != NULL;
	}
	return joined != NULL;
}

static const char *refusal(struct adding *adding)
{
	const struct node *model = adding->reading.assessment->model->node;
	const char *kind = adding->added->form->kind;
	struct project *project = adding->project;
	if (join_has_sheet(model, kind))
		return msg_import_has_sheet(project->arena, kind_label(adding->reading.official, kind));
	return join_is_same_process(adding->arena, model, adding->join.added) ? NULL : msg(MSG_IMPORT_OTHER_PROCESS);
}

static enum outcome add(struct adding *adding)
{
	struct project *project = adding->project;
	struct diags diags;
	struct buf diff = BUF_INIT;
	const struct source *plain = NULL;
	const char *path = project->options->add, *reason = refusal(adding);
	diags_init(&diags, adding->arena);
	if (!reason && (!list_sheets(adding) || !join_all(adding, &plain)))
		reason = adding->join.problem ? adding->join.problem : msg(MSG_IMPORT_TOO_LARGE);
	if (reason) {
		project_say(project, "%s", msg_run_of_file(project->arena, path, reason));
		return STATUS_FAILED;
	}
	size_t differing = tell_all(adding, &diags, plain);
	bool done = rewrite_file(project, &adding->join.edits, &diff, NULL) && run_write(project, &diff);
	buf_free(&diff);
	project_report(project, &diags);
	return !done ? STATUS_FAILED : differing ? STATUS_FOUND : STATUS_OK;
}

enum outcome import_add(struct project *project, const struct added_sheet *sheet)
{
	struct adding adding = {.project = project, .arena = project->arena, .added = sheet};
	if (!open_model(&adding))
		return STATUS_FAILED;
	struct diags diags;
	diags_init(&diags, adding.arena);
	const struct source *source = source_of(&adding, "", sheet->yaml);
	adding.join = (struct join){.arena = adding.arena,
	                            .schema = adding.reading.official->schema,
	                            .model = adding.reading.assessment->model->node,
	                            .added = source ? node_read(adding.arena, &diags, source) : NULL,
	                            .kind = sheet->form->kind};
	return adding.join.added ? add(&adding) : STATUS_FAILED;
}
