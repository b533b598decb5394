/* A model's values → its texts, with their places. What is a text is said by the vocabulary. */
#include "rules/corpus.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/memo.h"
#include "model/text.h"
#include "yaml/scalar.h"

#include <assert.h>
#include <string.h>

/* Between two pieces: no pattern means it, and lines end at it. */
static const char border[CORPUS_BORDER_LENGTH] = {'\n', CORPUS_BORDER, '\n'};

struct collector {
	struct arena *arena;
	const struct schema *schema;
	const struct model *model;
	bool history;
	struct buf text;
	LIST(struct piece) pieces;
	LIST(const struct node *) borrowed; /* nodes of the body: they may be met again */
};

/* Records and answers whose words are not the author's statements, or not prose. */
static bool is_left_out(const struct collector *collector, const char *name)
{
	static const char *const names[] = {"id", "form", "file", "suppress", "publications", "history"};
	const size_t count = sizeof names / sizeof *names, past = 2;
	for (size_t i = 0; i < (collector->history ? count - past : count); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static bool is_known(struct collector *collector, const struct node *node)
{
	if (!collector->model || node->span.source == collector->model->node->span.source)
		return false;
	for (size_t i = 0; i < collector->borrowed.count; i++)
		if (collector->borrowed.items[i] == node)
			return true;
	list_push(collector->arena, &collector->borrowed, node);
	return false;
}

static void add_scalar(void *context, const struct node *node)
{
	struct collector *collector = context;
	if (node->kind != NODE_SCALAR || !node->length || is_known(collector, node))
		return;
	uint64_t mark = memo_join(memo_mark(node->text, node->length), collector->text.length == 0);
	struct piece piece = {collector->text.length, node->length, node, mark};
	list_push(collector->arena, &collector->pieces, piece);
	buf_append(&collector->text, node->text, node->length);
	buf_append(&collector->text, border, sizeof border);
}

static void add_text(struct collector *collector, const struct node *node)
{
	struct scalar_taker taker = {add_scalar, collector};
	text_scalars(collector->schema, collector->model ? collector->model->body : NULL, node, &taker);
}

/* Answers under sheets.<kind>.items: whatever their type, their words are printed. */
static void add_raw(struct collector *collector, const struct node *node)
{
	add_scalar(collector, node);
	for (size_t i = 0; i < node->count; i++)
		add_raw(collector, node->items[i]);
}

/* A date as it is spelt, which is as it is printed. */
static void add_date(struct collector *collector, const struct value *value)
{
	if (value->kind == VALUE_DATE && value->detail && value->node)
		add_scalar(collector, value->node);
}

/* Of publications, whose other words are no prose, the dates are printed. */
static void add_dates(struct collector *collector, const struct value *value)
{
	add_date(collector, value);
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->list->count; i++)
		add_dates(collector, &value->list->items[i]);
	for (size_t i = 0; value->kind == VALUE_RECORD && i < record_type_of(value->record)->type.field_count; i++)
		add_dates(collector, &value->record->values[i]);
}

static void add_record(struct collector *collector, const struct record *record);

static void add_value(struct collector *collector, const struct answer_type *type, const struct value *value)
{
	const struct node *raw = type->kind == ANSWER_RAW ? value->node : NULL;
	if (raw)
		add_raw(collector, raw);
	if (value->kind == VALUE_RECORD)
		add_record(collector, value->record);
	if (!raw && value->kind == VALUE_TEXT && value->node && (type->kind == ANSWER_LINE || type->kind == ANSWER_TEXT))
		add_text(collector, value->node);
	add_date(collector, value);
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->list->count; i++) {
		const struct value *item = &value->list->items[i];
		if (item->kind == VALUE_RECORD)
			add_record(collector, item->record);
		else if (type->kind == ANSWER_LIST)
			add_value(collector, type->element, item);
		else if (item->kind == VALUE_TEXT && item->detail && item->node)
			add_text(collector, item->node); /* the words of a ticked box */
	}
}

static void add_record(struct collector *collector, const struct record *record)
{
	const struct record_type *type = record_type_of(record);
	for (size_t i = 0; i < type->type.field_count; i++) {
		const char *name = type->type.fields[i].name;
		if (!is_left_out(collector, name))
			add_value(collector, type->answers[i], &record->values[i]);
		else if (strcmp(name, "publications") == 0)
			add_dates(collector, &record->values[i]);
	}
}

static const struct corpus *finish(struct collector *collector)
{
	struct corpus *corpus = arena_new_object(collector->arena, struct corpus);
	corpus->text = arena_copy(collector->arena, buf_text(&collector->text), collector->text.length);
	corpus->length = collector->text.length;
	corpus->pieces = collector->pieces.items;
	corpus->piece_count = collector->pieces.count;
	corpus->places = places_new(collector->arena, corpus->text, corpus->length);
	buf_free(&collector->text);
	return corpus;
}

/* What the body says of its incidents, which all of its sheets answer for, printed or not. */
static void add_incidents(struct collector *collector, const struct model *model)
{
	struct value incidents = model->body ? record_get(&model->body->value, "incidents") : value_absent();
	for (size_t i = 0; incidents.kind == VALUE_LIST && i < incidents.list->count; i++)
		if (incidents.list->items[i].kind == VALUE_RECORD)
			add_record(collector, incidents.list->items[i].record);
}

const struct corpus *corpus_new(struct arena *arena, const struct schema *schema, const struct model *model,
                                bool history)
{
	struct collector collector = {.arena = arena, .schema = schema, .model = model, .history = history};
	add_record(&collector, model->root);
	add_incidents(&collector, model);
	return finish(&collector);
}

const struct corpus *corpus_of_body(struct arena *arena, const struct schema *schema, const struct body *body)
{
	struct collector collector = {.arena = arena, .schema = schema};
	for (size_t i = 0; i < schema->reference_count; i++) {
		struct value members = record_get(&body->value, schema->references[i].list);
		for (size_t j = 0; members.kind == VALUE_LIST && j < members.list->count; j++) {
			struct value text = record_get(&members.list->items[j], "text");
			if (text.kind == VALUE_TEXT && text.node)
				add_text(&collector, text.node);
		}
	}
	return finish(&collector);
}

const struct corpus *corpus_of_rows(struct arena *arena, const struct sheet *const *sheets, size_t count)
{
	struct collector collector = {.arena = arena, .history = true};
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < sheets[i]->history_count; j++) {
			static const char *const columns[] = {"after", "note", "reason"};
			const struct record *row = sheets[i]->history[j].record;
			for (size_t k = 0; row && k < sizeof columns / sizeof *columns; k++) {
				const struct value *cell = record_field(row, columns[k]);
				if (cell->kind == VALUE_TEXT && cell->node)
					add_raw(&collector, cell->node);
			}
		}
	return finish(&collector);
}

const struct corpus *corpus_of_sheet(struct arena *arena, const struct schema *schema, const struct sheet *sheet)
{
	struct collector collector = {.arena = arena, .schema = schema, .model = sheet->model};
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		if (row->stand_in)
			add_raw(&collector, row->stand_in);
		else if (row->answer.kind == VALUE_TEXT && row->answer.node && !row->derived)
			add_text(&collector, row->answer.node);
	}
	return finish(&collector);
}

const struct piece *corpus_piece_before(const struct corpus *corpus, size_t at)
{
	size_t low = 0, high = corpus->piece_count;
	while (low < high) { /* the first piece behind it */
		size_t middle = low + (high - low) / 2;
		if (corpus->pieces[middle].start <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &corpus->pieces[low - 1] : NULL;
}

const struct piece *corpus_piece(const struct corpus *corpus, size_t start, size_t end)
{
	const struct piece *piece = corpus_piece_before(corpus, start);
	return piece && end <= piece->start + piece->length ? piece : NULL;
}

void corpus_sentence(const struct corpus *corpus, size_t *start, size_t *end)
{
	static const char stop[] = "。";
	const size_t length = sizeof stop - 1;
	const char *text = corpus->text;
	while (*start > 0 && text[*start - 1] != '\n' &&
	       (*start < length || memcmp(text + *start - length, stop, length) != 0))
		--*start;
	while (text[*end] && text[*end] != '\n' && strncmp(text + *end, stop, length) != 0)
		++*end;
}

struct span corpus_span(const struct corpus *corpus, size_t start, size_t end)
{
	const struct piece *piece = corpus_piece(corpus, start, end);
	assert(piece); /* only what the corpus holds is asked for */
	return scalar_span(piece->node, start - piece->start, end - piece->start);
}
