/* What became of the items of a sheet that was read → words, JSON. */
#include "report/import_report.h"

#include "base/messages/import.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/import.h"
#include "report/report_json.h"

#include <string.h>

enum {
	QUOTE_LIMIT = 40,    /* characters of a text that a message quotes */
	UNPLACED_LIMIT = 100 /* texts that are told of one by one */
};

/* ---- words ---- */

/* Appends one line of a sheet's text, harmless to a terminal. */
static void put_words(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (point < ' ' || (point >= 0x7f && point < 0xa0))
			buf_putc(out, ' ');
		else
			buf_append(out, text + i, taken);
		i += taken;
	}
}

static void put_item(struct buf *out, struct arena *arena, const struct import *import, const struct import_item *item)
{
	buf_printf(out, "%s %s %s%s", import_state_label(item->state), item->key, item->reading->item->label,
	           import_item_place(arena, import, item));
	if (item->reason) {
		buf_puts(out, ": ");
		put_words(out, item->reason, strlen(item->reason));
	}
	if (item->reading->printed) {
		buf_printf(out, "\n  %s: ", msg(MSG_IMPORT_NAME_THERE));
		put_words(out, item->reading->printed, strlen(item->reading->printed));
	}
	if (item->doubt) {
		buf_printf(out, "\n  %s: ", msg(MSG_IMPORT_DOUBTFUL));
		put_words(out, item->doubt, strlen(item->doubt));
	}
	buf_putc(out, '\n');
}

/* Every item with --report, else those that a person has to look at. */
static void put_items(struct buf *out, struct arena *arena, const struct import *import, bool all)
{
	for (size_t i = 0; i < import->item_count; i++) {
		const struct import_item *item = &import->items[i];
		if (all || item->doubt || item->state == IMPORT_STAND_IN || item->state == IMPORT_UNKNOWN)
			put_item(out, arena, import, item);
	}
}

static void put_unplaced(struct buf *out, struct arena *arena, const struct import *import)
{
	const struct chunks *unplaced = &import->placing->unplaced;
	for (size_t i = 0; i < unplaced->count && i < UNPLACED_LIMIT; i++) {
		const char *text = unplaced->items[i].text;
		size_t length = utf8_prefix(text, strcspn(text, "\n"), QUOTE_LIMIT);
		struct buf quoted = BUF_INIT;
		put_words(&quoted, text, length);
		buf_puts(&quoted, text[length] ? "…" : "");
		buf_printf(out, "%s\n", msg_import_kept_as_comment(arena, unplaced->items[i].line, buf_text(&quoted)));
		buf_free(&quoted);
	}
	if (unplaced->count > UNPLACED_LIMIT)
		buf_printf(out, "%s\n", msg_import_more_unplaced(arena, unplaced->count - UNPLACED_LIMIT));
}

static void put_summary(struct buf *out, struct arena *arena, const struct import *import)
{
	size_t counts[IMPORT_STATE_COUNT] = {0}, doubts = 0;
	for (size_t i = 0; i < import->item_count; i++) {
		counts[import->items[i].state]++;
		doubts += import->items[i].doubt != NULL;
	}
	buf_printf(out, "%s: ", import->form->id);
	for (size_t state = 0; state < IMPORT_STATE_COUNT; state++)
		buf_printf(out, "%s %zu、", import_state_label((enum import_state)state), counts[state]);
	buf_printf(out, "%s\n",
	           msg_import_counts(arena, doubts, import->placing->history.count, import->placing->unplaced.count));
}

const char *import_item_place(struct arena *arena, const struct import *import, const struct import_item *item)
{
	if (!item->line)
		return "";
	return import->pages.count ? msg_import_at_line_of_page(arena, item->line, page_of_line(&import->pages, item->line))
	                           : msg_import_at_line(arena, item->line);
}

static void sheet_text(struct report *report, const struct import *import, bool all)
{
	struct arena *arena = report->arena;
	struct buf *out = &report->out;
	if (import->sheet_count > 1)
		buf_printf(out, "%s\n", msg_import_several_sheets(arena, import->sheet_count, import->sheet));
	if (import->stamp)
		buf_printf(out, "%s\n", msg_import_other_stamp(arena, import->stamp_line, import->stamp, import->form->stamp));
	put_items(out, arena, import, all);
	put_unplaced(out, arena, import);
	put_summary(out, arena, import);
}

const struct import_reporter import_report_text = {sheet_text};

/* ---- JSON ---- */

static json_t *place_json(const struct import *import, size_t line)
{
	return line ? json_pack("{s:I, s:I}", "line", (json_int_t)line, "page",
	                        (json_int_t)page_of_line(&import->pages, line))
	            : json_null();
}

static json_t *item_json(const struct import *import, const struct import_item *item)
{
	static const char *const states[] = {"found", "blank", "unknown", "stand_in"};
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "item", item->key, "label", item->reading->item->label,
	                 "state", states[item->state], "at", place_json(import, item->line), "reason",
	                 report_json_text(item->reason), "doubt", report_json_text(item->doubt), "printed",
	                 report_json_text(item->reading->printed));
}

static void sheet_json(struct report *report, const struct import *import, bool all)
{
	json_t *items = json_array(), *unplaced = json_array();
	(void)all;
	for (size_t i = 0; i < import->item_count; i++)
		json_array_append_new(items, item_json(import, &import->items[i]));
	for (size_t i = 0; i < import->placing->unplaced.count; i++) {
		const struct chunk *chunk = &import->placing->unplaced.items[i];
		json_array_append_new(unplaced, json_pack("{s:o, s:s}", "at", place_json(import, chunk->line), "text",
		                                          plain_text(report->arena, chunk->text)));
	}
	report->items = json_pack("{s:i, s:s, s:o, s:I, s:I, s:I, s:o, s:o}", "version", 1, "form", import->form->id,
	                          "stamp", report_json_text(import->stamp), "sheet", (json_int_t)import->sheet, "sheets",
	                          (json_int_t)import->sheet_count, "changes", (json_int_t)import->placing->history.count,
	                          "items", items, "unplaced", unplaced);
	report_items(report, NULL, JSON_INDENT(2));
}

const struct import_reporter import_report_json = {sheet_json};
