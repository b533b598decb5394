/* The whole way from a published sheet's text to a model. The last step proves itself: the model is written as YAML,
 * read back and laid out as a sheet, and every answer of the text has to stand at its item there. Those that do not
 * are written another way, in the end as stand-ins under sheets.<kind>.items. */
#include "import/import.h"

#include "assess/assess.h"
#include "base/diag.h"
#include "base/messages/import.h"
#include "base/messages/imported.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/frames.h"
#include "import/parted.h"
#include "import/recognise.h"
#include "import/struck.h"
#include "import/write.h"
#include "printed/copied.h"
#include "printed/drawing.h"
#include "printed/gaps.h"
#include "printed/pages.h"
#include "printed/pdf.h"
#include "printed/workbook_rows.h"
#include "yaml/node_write.h"

#include <string.h>

enum { ROUND_LIMIT = 12, INSTRUCTIONS_ENOUGH = 3 };

/* ---- the sheet as it comes out ---- */

static const char *stand_in_comment(void *context, const struct node *node)
{
	const struct transfer *transfer = context;
	bool of_items = node->parent && node->parent->key && node_is(node->parent->key, "items");
	for (size_t i = 0; of_items && i < transfer->answers.count; i++)
		if (transfer->answers.items[i].node == node && *transfer->answers.items[i].stand_in)
			return transfer->answers.items[i].stand_in;
	return NULL;
}

static const struct sheet *lay_out(struct transfer *transfer, struct arena *arena, const struct buf *yaml)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "", buf_text(yaml), yaml->length);
	const struct node *node = source ? node_read(arena, &diags, source) : NULL;
	const struct body *body = body_bind(arena, &diags, transfer->official->schema, NULL);
	const struct model *model = node ? model_bind(arena, &diags, transfer->official->schema, body, node) : NULL;
	struct assess_options options = {.form = transfer->form->id};
	const struct assessment *assessment = model ? assess(arena, &diags, transfer->official, model, &options) : NULL;
	return assessment && assessment->sheet_count ? assessment->sheets[0] : NULL;
}

static bool same_count(const struct row *row, const char *text)
{
	int64_t number = 0;
	for (; *text; text++)
		if (*text != ',')
			number = number * 10 + (*text - '0');
	return row->answer.kind == VALUE_NUMBER && row->answer.number == number;
}

/* Are just the options ticked that the text ticks? */
static bool shows_ticks(const struct row *row, const struct value_list *list)
{
	for (size_t i = 0; i < row->tick_count; i++) {
		bool wanted = false;
		for (size_t k = 0; k < list->count && !wanted; k++)
			wanted = strcmp(list->items[k].text, row->ticks[i].option->value) == 0;
		if (wanted != row->ticks[i].ticked)
			return false;
	}
	return row->state == STATE_ANSWERED;
}

static bool same_date(const struct row *row, const struct calendar *calendar, const char *text)
{
	struct date date;
	bool known = date_parse(calendar, text, &date) == DATE_OK && row->answer.kind == VALUE_DATE;
	return row->state == STATE_ANSWERED && (!known || date_compare(row->answer.date, date) == 0);
}

static bool shows_text(const struct row *row, const struct calendar *calendar, const struct reading *reading)
{
	const char *text = reading->value.text;
	switch (reading->item->type) {
	case ITEM_CHOICE:
	case ITEM_RESULT:
		return row->answer.kind == VALUE_TEXT && strcmp(row->answer.text, text) == 0;
	case ITEM_COUNT:
		return same_count(row, text);
	case ITEM_DATE:
		return same_date(row, calendar, text);
	case ITEM_BOXES:
	case ITEM_FLAG:
		return row->state == STATE_ANSWERED;
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_REF:
	case ITEM_ATTACHMENT:
		break;
	}
	return row->state == STATE_ANSWERED && strcmp(row->stated ? row->stated : row->value, text) == 0;
}

/* Does the sheet say what the text says? What follows from a list that was read is not unknown. */
static bool shows(const struct row *row, const struct calendar *calendar, const struct reading *reading)
{
	const struct value *value = &reading->value;
	bool counted = reading->item->type == ITEM_FLAG || reading->item->type == ITEM_COUNT;
	if (value->kind == VALUE_UNKNOWN)
		return row->state == STATE_UNKNOWN || (row->state == STATE_ANSWERED && row->derived && counted);
	if (value->kind == VALUE_BLANK)
		return row->state == STATE_BLANK || row->state == STATE_ABSENT;
	if (value->kind == VALUE_BOOL)
		return row->answer.kind == VALUE_BOOL && row->answer.truth == value->truth;
	return value->kind == VALUE_LIST ? shows_ticks(row, value->list) : shows_text(row, calendar, reading);
}

/* The rows of the sheet and the answers of the text are in the same order; rows without an answer are passed over.
 * judged: those that follow from the threshold judgement, one at a time, for each may make the others right. */
static bool correct(struct transfer *transfer, const struct sheet *sheet, bool judged)
{
	const struct calendar *calendar = &transfer->official->schema->calendar;
	bool changed = false;
	size_t next = 0;
	for (size_t i = 0; i < sheet->row_count && next < transfer->answers.count && !(judged && changed); i++) {
		const struct row *row = sheet->rows[i];
		struct written *written = &transfer->answers.items[next];
		if (written->reading->item != row->item)
			continue;
		next++;
		bool passed = row->item->type == ITEM_REF || row->item->judged != judged || written->stand_in;
		if (passed || shows(row, calendar, written->reading))
			continue;
		const char *key = arena_string(transfer->arena, row->key);
		const char *shown = arena_string(transfer->arena, row->state == STATE_ANSWERED ? row->printed : "");
		changed |= transfer_next(transfer, written, key, shown);
	}
	return changed;
}

/* ---- what surrounds the answers ---- */

/* A revision that is not the one of the day has to be named. */
static void put_form(struct transfer *transfer, const struct sheet *sheet)
{
	const char *path = arena_printf(transfer->arena, "sheets.%s.form", transfer->form->kind);
	const struct form *usual = official_form_of(transfer->official, transfer->form->kind, &sheet->occasion.published);
	if (usual != transfer->form)
		draft_put(&transfer->draft, path, node_scalar(transfer->arena, NODE_LITERAL, transfer->form->id));
}

static void put_elsewhere(struct transfer *transfer, const char *kind)
{
	struct node *unknown = node_collection(transfer->arena, NODE_MAPPING, NODE_FLOW);
	node_append(transfer->arena, unknown, "unknown",
	            node_scalar(transfer->arena, NODE_LITERAL, msg(MSG_UNKNOWN_ELSEWHERE)));
	draft_put(&transfer->draft, arena_printf(transfer->arena, "sheets.%s", kind), unknown);
}

/* The other sheets of the process that the text says to exist: 様式3 and 4 come with 様式2, and 様式2 names them. */
static void put_other_sheets(struct transfer *transfer)
{
	const char **kinds = transfer->official->judge->kinds;
	bool first = strcmp(transfer->form->kind, kinds[0]) == 0;
	if (!first)
		put_elsewhere(transfer, kinds[0]);
	for (size_t i = 0; first && i < transfer->answers.count; i++) {
		const struct reading *reading = transfer->answers.items[i].reading;
		if (reading->value.kind != VALUE_TEXT || reading->item->type != ITEM_CHOICE || !reading->item->judged)
			continue;
		for (const char **kind = kinds + 1; *kind; kind++)
			if (strstr(reading->value.text, kind_label(transfer->official, *kind)))
				put_elsewhere(transfer, *kind);
	}
}

static void write_yaml(struct transfer *transfer, struct buf *yaml)
{
	const struct form *form = transfer->form;
	buf_clear(yaml);
	buf_printf(yaml, "# %s\n", msg_imported_head(transfer->arena, form->style, form->stamp ? form->stamp : form->id));
	node_write(yaml, transfer->draft.root, stand_in_comment, transfer);
}

/* Where a line stands, for a person: its page, where the source has some. */
static const char *line_place(struct arena *arena, const struct import *import, size_t line)
{
	if (!line)
		return "";
	return import->pages.count ? msg_import_at_line_of_page(arena, line, page_of_line(&import->pages, line))
	                           : msg_import_at_line(arena, line);
}

/* Answers that a person has to hold against the source are marked in the model, for checks and review copies. */
static void put_doubts(struct transfer *transfer, const struct import *import)
{
	struct arena *arena = transfer->arena;
	struct node *doubts = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	for (size_t i = 0; i < import->item_count; i++) {
		const struct import_item *item = &import->items[i];
		if (!item->doubt || item->state == IMPORT_UNKNOWN || item->state == IMPORT_BLANK)
			continue;
		const char *reason = arena_printf(arena, "%s%s", item->doubt, line_place(arena, import, item->line));
		node_append(arena, doubts, item->key, node_scalar(arena, NODE_LITERAL, reason));
	}
	if (doubts->count)
		draft_put(&transfer->draft, arena_printf(arena, "sheets.%s.doubts", transfer->form->kind), doubts);
}

/* What has no place in the model stands behind it as comments. */
static void write_unplaced(struct transfer *transfer, struct buf *yaml)
{
	const struct chunks *unplaced = &transfer->placing->unplaced;
	struct arena *scratch = arena_new();
	if (unplaced->count)
		buf_printf(yaml, "\n# %s\n", msg(MSG_IMPORTED_UNPLACED));
	for (size_t i = 0; i < unplaced->count; i++) {
		arena_reset(scratch);
		buf_printf(yaml, "# %s\n", msg_imported_line(scratch, unplaced->items[i].line));
		node_write_comment(yaml, plain_text(scratch, unplaced->items[i].text), 2);
	}
	arena_free(scratch);
}

/* ---- what became of the items ---- */

static struct import_item report_item(const struct written *written, const char *key)
{
	const struct reading *reading = written->reading;
	struct import_item item = {.reading = reading, .key = key, .doubt = reading->doubt, .line = reading->line};
	if (reading->chunks.count)
		item.line = reading->chunks.items[0].line;
	item.state = reading->value.kind == VALUE_UNKNOWN ? IMPORT_UNKNOWN
	             : reading->value.kind == VALUE_BLANK ? IMPORT_BLANK
	                                                  : IMPORT_FOUND;
	item.reason = reading->value.kind == VALUE_UNKNOWN ? reading->value.detail : NULL;
	if (written->stand_in && item.state != IMPORT_UNKNOWN) {
		item.state = IMPORT_STAND_IN;
		item.reason = written->stand_in;
	}
	return item;
}

static void report(struct transfer *transfer, const struct sheet *sheet, struct import *import)
{
	size_t next = 0;
	import->items = arena_array(transfer->arena, struct import_item, transfer->answers.count);
	for (size_t i = 0; i < sheet->row_count && next < transfer->answers.count; i++) {
		const struct row *row = sheet->rows[i];
		const struct written *written = &transfer->answers.items[next];
		if (written->reading->item == row->item) {
			import->items[next++] = report_item(written, arena_string(transfer->arena, row->key));
			import->item_count = next;
		}
	}
}

const char *import_state_label(enum import_state state)
{
	static const struct message *const labels[] = {
	    [IMPORT_FOUND] = MSG_IMPORT_FOUND,
	    [IMPORT_BLANK] = MSG_IMPORT_BLANK,
	    [IMPORT_UNKNOWN] = MSG_IMPORT_UNKNOWN,
	    [IMPORT_STAND_IN] = MSG_IMPORT_STAND_IN,
	};
	return msg(labels[state]);
}

static bool has_answer(const struct transfer *transfer)
{
	for (size_t i = 0; i < transfer->answers.count; i++)
		if (value_answered(&transfer->answers.items[i].reading->value))
			return true;
	return false;
}

/* Do most answers say what is to be written there? */
static bool are_instructions(const struct transfer *transfer)
{
	size_t answered = 0, told = 0;
	for (size_t i = 0; i < transfer->answers.count; i++) {
		const struct value *value = &transfer->answers.items[i].reading->value;
		answered += value->kind == VALUE_TEXT;
		told += value->kind == VALUE_TEXT && strstr(value->text, msg(MSG_IMPORT_INSTRUCTION_WORDS)) != NULL;
	}
	for (size_t i = 0; i < transfer->placing->unplaced.count; i++)
		told += strstr(transfer->placing->unplaced.items[i].text, msg(MSG_IMPORT_INSTRUCTION_WORDS)) != NULL;
	return told >= INSTRUCTIONS_ENOUGH && told * 2 > answered;
}

/* Writes and proves in turn until nothing can be mended any more. False: the model cannot be read back. */
static bool prove(struct transfer *transfer, struct import *import)
{
	struct arena *arena = arena_new();
	const struct sheet *sheet = NULL;
	bool changed = true;
	for (int round = 0; changed && round < ROUND_LIMIT; round++) {
		arena_reset(arena);
		write_yaml(transfer, &import->yaml);
		sheet = lay_out(transfer, arena, &import->yaml);
		changed = sheet && (correct(transfer, sheet, false) || correct(transfer, sheet, true));
		if (sheet && round == 0) {
			put_form(transfer, sheet);
			changed = true;
		}
	}
	if (sheet) {
		report(transfer, sheet, import);
		put_doubts(transfer, import);
		write_yaml(transfer, &import->yaml);
	}
	arena_free(arena);
	if (!sheet || !transfer_write_history(transfer, &import->yaml))
		return false;
	write_unplaced(transfer, &import->yaml);
	return true;
}

/* One stream for every source: rows of cells where there are tables, pages of lines where there are none. */
struct words {
	const struct text_rows *rows;
	const struct source *source; /* of raw text, or NULL */
	const struct pages *pages;   /* of a PDF, or NULL */
	const struct workbook *workbook;
	struct page_starts starts; /* of the source's pages */
	size_t sheet, sheet_count; /* which sheet of the document they are, from 1, and how many that has */
};

static struct placing *place_words(struct arena *arena, struct official *official, const struct form *form,
                                   const struct words *words)
{
	if (words->rows->tables || (!words->source && !words->pages))
		return place_rows(arena, form, &official->schema->calendar, words->rows);
	return place_raw(arena, official, form, words->source, words->pages);
}

static const char *import_words(struct arena *arena, struct official *official, const struct words *words,
                                struct import *import)
{
	struct transfer transfer = {.arena = arena, .official = official};
	*import = (struct import){.pages = words->starts, .sheet = words->sheet, .sheet_count = words->sheet_count};
	struct recognised recognised = form_recognise(arena, official, words->rows);
	transfer.form = import->form = recognised.form;
	import->stamp = recognised.stamp;
	import->stamp_line = recognised.line;
	if (!transfer.form)
		return msg(recognised.run_together ? MSG_IMPORT_RUN_TOGETHER : MSG_IMPORT_NO_SHEET);
	if (!words->rows->tables && !words->source && !words->pages)
		return msg(MSG_IMPORT_NO_TABLES);
	transfer.placing = place_words(arena, official, transfer.form, words);
	import->placing = transfer.placing;
	if (words->workbook)
		struck_tell(arena, words->workbook, transfer.placing);
	answers_read(arena, &official->schema->calendar, transfer.placing);
	frames_clear(transfer.placing);
	transfer_begin(&transfer);
	if (!has_answer(&transfer))
		return msg(MSG_IMPORT_NO_ANSWERS);
	if (are_instructions(&transfer))
		return msg(MSG_IMPORT_INSTRUCTIONS);
	put_other_sheets(&transfer);
	return prove(&transfer, import) ? NULL : msg(MSG_IMPORT_TOO_LARGE);
}

/* The rows of one sheet of a document, up to `end`. */
struct part {
	size_t first, end;
	size_t sheet, sheet_count;
};

/* NULL, or why there is no such sheet. */
static const char *find_part(struct arena *arena, struct official *official, const struct text_rows *rows, size_t sheet,
                             struct part *part)
{
	struct sheet_starts starts = sheets_find(arena, official, rows);
	size_t count = starts.count > 1 ? starts.count : 1;
	*part = (struct part){sheet > 1 && sheet <= count ? starts.items[sheet - 1] : 0,
	                      sheet < count ? starts.items[sheet] : rows->count, sheet, count};
	return sheet > count ? msg_import_no_such_sheet(arena, count) : NULL;
}

static size_t row_line(const struct text_rows *rows, size_t row)
{
	return rows->items[row].cells[0].line;
}

static struct text_rows rows_of(const struct text_rows *rows, const struct part *part)
{
	struct text_rows some = {.items = rows->items + part->first, .count = part->end - part->first};
	for (size_t i = 0; i < some.count; i++)
		some.tables += some.items[i].table;
	return some;
}

/* A sheet begins on a page of its own. */
static struct pages pages_of(const struct pages *pages, const struct page_starts *starts, const struct text_rows *rows,
                             const struct part *part)
{
	size_t first = part->first ? page_of_line(starts, row_line(rows, part->first)) - 1 : 0;
	size_t end = part->end < rows->count ? page_of_line(starts, row_line(rows, part->end)) - 1 : pages->count;
	return (struct pages){.items = pages->items + first, .count = end > first ? end - first : 1};
}

/* The lines keep their numbers. */
static const struct source *source_of(struct arena *arena, const struct official *official, const struct source *source,
                                      const struct text_rows *rows, const struct part *part)
{
	size_t first = part->first ? row_line(rows, part->first) : 1;
	size_t start = source_line(source, first).start;
	size_t end = part->end < rows->count ? source_line(source, row_line(rows, part->end)).start : source->length;
	struct buf text = BUF_INIT;
	for (size_t line = 1; line < first; line++)
		buf_putc(&text, '\n');
	buf_append(&text, source->text + start, end - start);
	const struct source *one = source_from_memory(arena, official->diags, source->path, buf_text(&text), text.length);
	buf_free(&text);
	return one;
}

const char *import_pages(struct arena *arena, struct official *official, const struct pages *pages, size_t sheet,
                         struct import *import)
{
	struct part part;
	struct text_rows all = pages_rows(arena, pages);
	struct page_starts starts = pages_starts(arena, pages);
	const char *reason = find_part(arena, official, &all, sheet, &part);
	if (reason)
		return reason;
	struct pages some = part.sheet_count > 1 ? pages_of(pages, &starts, &all, &part) : *pages;
	struct text_rows rows = part.sheet_count > 1 ? pages_rows(arena, &some) : all;
	return import_words(arena, official,
	                    &(struct words){&rows, NULL, &some, NULL, starts, part.sheet, part.sheet_count}, import);
}

const char *import_text(struct arena *arena, struct official *official, const struct source *source, size_t sheet,
                        struct import *import)
{
	if (bbox_likely(source->text, source->length)) {
		struct pages pages = bbox_pages(arena, source->text, source->length, NULL);
		return pages.items ? import_pages(arena, official, &pages, sheet, import) : msg(MSG_IMPORT_BBOX_BROKEN);
	}
	size_t length = source->length;
	const char *text = copied_text(arena, source->text, &length);
	if (text != source->text)
		source = source_again(arena, source->path, text, length);
	source = gaps_closed(arena, official->diags, source);
	if (source)
		source = parted_text(arena, official, source);
	if (!source)
		return msg(MSG_IMPORT_TOO_LARGE);
	struct part part;
	struct text_rows rows = rows_read(arena, source);
	const char *reason = find_part(arena, official, &rows, sheet, &part);
	if (reason)
		return reason;
	if (part.sheet_count > 1) {
		source = source_of(arena, official, source, &rows, &part);
		if (!source)
			return msg(MSG_IMPORT_TOO_LARGE);
		rows = rows_read(arena, source);
	}
	struct words words = {&rows, source, NULL, NULL, source_pages(arena, source), part.sheet, part.sheet_count};
	return import_words(arena, official, &words, import);
}

static bool has_words(const struct pages *pages)
{
	for (size_t i = 0; i < pages->count; i++)
		if (pages->items[i].count)
			return true;
	return false;
}

const char *import_pdf(struct arena *arena, struct official *official, const char *bytes, size_t length, size_t sheet,
                       struct import *import)
{
	const char *text, *drawn;
	size_t size, drawn_size;
	const char *reason = pdf_words(arena, bytes, length, &text, &size);
	if (reason)
		return reason;
	struct drawing drawing = {0};
	if (pdf_drawing(arena, bytes, length, &drawn, &drawn_size))
		drawing = drawing_read(arena, drawn, drawn_size);
	struct pages pages = bbox_pages(arena, text, size, &drawing);
	if (!pages.items)
		return msg(MSG_IMPORT_PDF_FAILED);
	return has_words(&pages) ? import_pages(arena, official, &pages, sheet, import) : msg(MSG_IMPORT_PDF_NO_WORDS);
}

const char *import_workbook(struct arena *arena, struct official *official, const struct workbook *workbook,
                            size_t sheet, struct import *import)
{
	const struct workbook settled = struck_settle(arena, official, workbook);
	workbook = &settled;
	struct part part;
	struct text_rows all = workbook_rows(arena, workbook);
	const char *reason = find_part(arena, official, &all, sheet, &part);
	if (reason)
		return reason;
	struct text_rows rows = part.sheet_count > 1 ? rows_of(&all, &part) : all;
	struct words words = {.rows = &rows, .workbook = workbook, .sheet = part.sheet, .sheet_count = part.sheet_count};
	return import_words(arena, official, &words, import);
}
