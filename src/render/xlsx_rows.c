/* The rows of a form: label cells at the left, the answer beside them, as the official forms have it. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "base/messages/sheet.h"
#include "render/counts.h"
#include "render/markdown.h"
#include "render/wrap.h"

#include <string.h>

static const struct columns label_columns = {COLUMN_GROUP, COLUMN_LABEL}, sub_columns = {COLUMN_LABEL, COLUMN_LABEL},
                            group_columns = {COLUMN_GROUP, COLUMN_GROUP};
static const char circle[] = "○";

enum { BESIDE_LIMIT = 5, CHOSEN_LIMIT = 2 }; /* lines of options beside the one that was chosen; of that one */

/* The place of a pair of a box and its words: in the left or right half of the answer. */
struct row_pair {
	uint16_t open, mark, close, words, last_words, end;
};
static const struct row_pair pairs[] = {
    {COLUMN_OPEN, COLUMN_MARK, COLUMN_CLOSE, COLUMN_WORDS, COLUMN_WORDS_REST, COLUMN_WORDS_REST},
    {COLUMN_OPEN_2, COLUMN_MARK_2, COLUMN_CLOSE_2, COLUMN_WORDS_2, COLUMN_STEP_2, COLUMN_END},
};

static struct columns one(uint16_t column)
{
	return (struct columns){column, column};
}

const char *unread_text(struct arena *arena, const struct row *row)
{
	if (row->state != STATE_UNKNOWN && row->state != STATE_INVALID)
		return NULL;
	const char *reason = row->answer.kind == VALUE_UNKNOWN ? row->answer.detail : NULL;
	return reason ? msg_sheet_unread_because(arena, reason) : msg(MSG_SHEET_UNREAD);
}

const char *answer_words(struct arena *arena, const struct row *row)
{
	const char *unread = unread_text(arena, row);
	if (unread || !row->markdown)
		return unread ? unread : row->printed;
	struct buf buf = BUF_INIT;
	markdown_plain(&buf, row->printed);
	const char *words = arena_string(arena, buf_text(&buf));
	buf_free(&buf);
	return words;
}

/* ---- boxes ---- */

static const char *mark_of(const struct row *row, const struct tick *tick)
{
	if (tick->ticked)
		return circle;
	return row->state == STATE_UNKNOWN || row->state == STATE_INVALID ? msg(MSG_SHEET_UNREAD_MARK) : "";
}

/* The words of an option are as small as those of a choice where that saves a line. */
static enum xlsx_style_id label_style(const struct planner *planner, struct columns words, const char *label)
{
	bool one_line = page_lines(planner, words, STYLE_WORDS, label) == 1;
	return one_line || page_lines(planner, words, STYLE_OPTIONS, label) > 1 ? STYLE_WORDS : STYLE_OPTIONS;
}

/* [ ○ ] 言葉, in the last row. */
static void put_box(struct planner *planner, const struct row_pair *pair, struct columns words, const char *mark,
                    const char *label, const char *key, const char *suffix)
{
	static const char *const marks[] = {circle};
	uint32_t row = page_row(planner) - 1;
	page_cell(planner, row, one(pair->open), STYLE_BRACKET, "[");
	struct plan_cell *cell = page_cell(planner, row, one(pair->mark), STYLE_CHOSEN, mark);
	cell->answer = true;
	cell->list = page_list(planner, marks, 1);
	page_cell(planner, row, one(pair->close), STYLE_BRACKET, "]");
	enum xlsx_style_id style = label_style(planner, words, label);
	page_cell(planner, row, words, style, label);
	page_fit(planner, row, words, style, label);
	page_name(planner, row, pair->mark, key, suffix);
}

static void put_blank(struct planner *planner, const struct row_pair *pair)
{
	page_cell(planner, page_row(planner) - 1, (struct columns){pair->open, pair->end}, STYLE_WORDS, "");
}

static bool has_words(const struct tick *tick)
{
	return tick->option->text || (tick->text && *tick->text);
}

/* Where the words in brackets begin: as early as all labels before such words allow. */
static uint16_t bracket_of(const struct planner *planner, const struct row *row)
{
	for (size_t i = 0; i < row->tick_count; i++)
		if (has_words(&row->ticks[i]) &&
		    page_lines(planner, one(COLUMN_WORDS), STYLE_WORDS, row->ticks[i].option->label) > 1)
			return COLUMN_OPEN_2;
	return COLUMN_CLOSE_CHOICE;
}

/* An option with words takes a line: [ ○ ] その他 （ … ） */
static void put_worded(struct planner *planner, const struct row *row, size_t i)
{
	uint16_t bracket = bracket_of(planner, row);
	struct columns words = {(uint16_t)(bracket + 1), COLUMN_STEP_2};
	const struct tick *tick = &row->ticks[i];
	uint32_t first = page_add_row(planner, STYLE_WORDS, 1);
	put_box(planner, &pairs[0], (struct columns){COLUMN_WORDS, (uint16_t)(bracket - 1)}, mark_of(row, tick),
	        tick->option->label, row->key, arena_printf(planner->arena, ".box%zu", i + 1));
	const char *text = tick->text ? tick->text : "";
	page_cell(planner, first, one(bracket), STYLE_BRACKET, "（");
	size_t width;
	struct plan_cell *cell = page_cell(planner, first, words, STYLE_WORDS, text);
	cell->answer = true;
	cell->smaller = page_smaller(planner, words, STYLE_WORDS, text, &width);
	page_fit_lines(planner, first, STYLE_WORDS, wrap_count(text, width));
	page_cell(planner, first, one(COLUMN_END), STYLE_BRACKET, "）");
	page_name(planner, first, words.first, row->key, arena_printf(planner->arena, ".text%zu", i + 1));
}

/* Options first … end, two a line where they have no words. */
static void put_options(struct planner *planner, const struct row *row, size_t first, size_t end)
{
	bool half = false;
	for (size_t i = first; i < end; i++) {
		const struct tick *tick = &row->ticks[i];
		if (has_words(tick)) {
			if (half)
				put_blank(planner, &pairs[1]);
			half = false;
			put_worded(planner, row, i);
			continue;
		}
		if (!half)
			page_add_row(planner, STYLE_WORDS, 1);
		const struct row_pair *pair = &pairs[half];
		put_box(planner, pair, (struct columns){pair->words, pair->end}, mark_of(row, tick), tick->option->label,
		        row->key, arena_printf(planner->arena, ".box%zu", i + 1));
		half = !half;
	}
	if (half)
		put_blank(planner, &pairs[1]);
}

static void put_line(struct planner *planner, enum xlsx_style_id style, const char *text)
{
	uint32_t row = page_add_row(planner, style, page_lines(planner, answer_columns, style, text));
	page_cell(planner, row, answer_columns, style, text);
}

/* Between lines of options without a border there is no more room than between lines of text; above and below there is. */
static void close_up(struct planner *planner, uint32_t first)
{
	for (uint32_t row = first + 1; row + 1 < page_row(planner); row++)
		planner->page->rows.items[row].height -= planner->layout->room;
}

static void put_boxes(struct planner *planner, const struct row *row)
{
	uint32_t start = page_row(planner);
	const char *unread = unread_text(planner->arena, row);
	size_t first = 0;
	if (unread)
		put_line(planner, STYLE_UNREAD, unread);
	for (size_t i = 0; i < row->item->group_count; i++) {
		const struct item_group *group = &row->item->groups[i];
		size_t end = first + group->count < row->tick_count ? first + group->count : row->tick_count;
		put_line(planner, STYLE_WORDS, group->label);
		put_options(planner, row, first, end);
		first = end;
	}
	put_options(planner, row, first, row->tick_count);
	if (row->unlisted) {
		page_add_row(planner, STYLE_WORDS, 1);
		put_box(planner, &pairs[0], (struct columns){COLUMN_WORDS, COLUMN_END}, circle, row->unlisted, row->key,
		        ".unlisted");
	}
	close_up(planner, start);
}

/* ---- choices ---- */

/* ＜選択肢＞ and the options, numbered; short ones share a line. */
static const char *options_text(struct planner *planner, const struct row *row, struct columns columns)
{
	const struct form_section *section = row->item->section;
	const char *format = section ? section->option_mark : planner->sheet->form->option_mark;
	const char *mark = strstr(format, "{n}"), *behind = mark ? mark + strlen("{n}") : "";
	int closing =
	    strcmp(behind, "） ") == 0 ? (int)strlen("）") : (int)strlen(behind); /* wide enough without a blank */
	const char *choices = msg(MSG_SHEET_CHOICES);
	size_t width = page_width(planner, columns, STYLE_OPTIONS), used = wrap_width(choices, strlen(choices));
	struct buf buf = BUF_INIT;
	buf_puts(&buf, choices);
	for (size_t i = 0; i < row->tick_count; i++) {
		const char *label = row->ticks[i].option->label;
		const char *text = label;
		if (mark)
			text = arena_printf(planner->arena, "%.*s%zu%.*s%s", (int)(mark - format), format, i + 1, closing, behind,
			                    label);
		size_t needed = wrap_width(text, strlen(text));
		bool fits = used + WRAP_EM + needed <= width;
		buf_printf(&buf, "%s%s", fits ? "　" : "\n", text);
		used = fits ? used + WRAP_EM + needed : needed;
	}
	const char *text = arena_string(planner->arena, buf_text(&buf));
	buf_free(&buf);
	return text;
}

static size_t option_list(struct planner *planner, const struct row *row)
{
	const char **labels = arena_array(planner->arena, const char *, row->tick_count);
	for (size_t i = 0; i < row->tick_count; i++)
		labels[i] = row->ticks[i].option->label;
	return page_list(planner, labels, row->tick_count);
}

static bool any_longer(const struct planner *planner, const struct row *row, struct columns columns, size_t lines)
{
	for (size_t i = 0; i < row->tick_count; i++)
		if (page_lines(planner, columns, STYLE_CHOSEN, row->ticks[i].option->label) > lines)
			return true;
	return false;
}

/* [ 十分である ] ＜選択肢＞ …; a list of many lines or of long words stands below instead. */
static void put_choice(struct planner *planner, const struct row *row)
{
	static const struct columns chosen = {COLUMN_MARK, COLUMN_WORDS}, beside = {COLUMN_WORDS_REST, COLUMN_END};
	static const struct columns alone = {COLUMN_MARK, COLUMN_STEP_2};
	const char *unread = unread_text(planner->arena, row);
	const char *text = unread ? unread : row->printed, *listed = options_text(planner, row, beside);
	bool below = page_lines(planner, beside, STYLE_OPTIONS, listed) > BESIDE_LIMIT ||
	             any_longer(planner, row, chosen, CHOSEN_LIMIT);
	struct columns words = below ? alone : chosen;
	uint32_t first = page_add_row(planner, STYLE_CHOSEN, 1);
	page_cell(planner, first, one(COLUMN_OPEN), STYLE_BRACKET, "[");
	struct plan_cell *cell = page_cell(planner, first, words, unread ? STYLE_UNREAD : STYLE_CHOSEN, text);
	cell->answer = true;
	cell->list = option_list(planner, row);
	page_cell(planner, first, one(below ? COLUMN_END : COLUMN_CLOSE_CHOICE), STYLE_BRACKET, "]");
	page_fit(planner, first, words, STYLE_CHOSEN, text);
	page_name(planner, first, words.first, row->key, "");
	if (below) {
		put_line(planner, STYLE_OPTIONS, options_text(planner, row, answer_columns));
		return;
	}
	page_cell(planner, first, beside, STYLE_OPTIONS, listed);
	page_fit(planner, first, beside, STYLE_OPTIONS, listed);
}

/* ---- counts ---- */

/* （ 15 ）件, in the last row. */
static void put_count(struct planner *planner, const struct row_pair *pair, const struct row *row, const char *behind)
{
	uint32_t first = page_row(planner) - 1;
	const char *unread = unread_text(planner->arena, row);
	if (strstr(row->printed, "（")) { /* it brings its own: （28）件 */
		page_cell(planner, first, (struct columns){pair->open, COLUMN_END}, STYLE_WORDS, row->printed)->answer = true;
		page_name(planner, first, pair->open, row->key, "");
		return;
	}
	page_cell(planner, first, one(pair->open), STYLE_BRACKET, "（");
	struct columns number = {pair->mark, pair->close}, rest = {pair->words, COLUMN_END};
	const char *text = unread ? msg(MSG_SHEET_UNREAD_MARK) : row->printed;
	page_cell(planner, first, number, STYLE_CHOSEN, text)->answer = true;
	page_fit(planner, first, number, STYLE_CHOSEN, text);
	page_cell(planner, first, rest, STYLE_WORDS, behind);
	page_name(planner, first, pair->mark, row->key, "");
}

/* ---- one row ---- */

void plan_answer(struct planner *planner, const struct row *row, struct columns columns)
{
	enum xlsx_style_id style = unread_text(planner->arena, row) ? STYLE_UNREAD : STYLE_ANSWER;
	page_answer(planner, columns, style, answer_words(planner->arena, row), row->key);
}

static void put_answer(struct planner *planner, const struct row *row)
{
	const char *before, *behind;
	switch (row->item->type) {
	case ITEM_CHOICE:
		put_choice(planner, row);
		break;
	case ITEM_BOXES:
		put_boxes(planner, row);
		break;
	case ITEM_FLAG:
		page_add_row(planner, STYLE_WORDS, 1);
		plan_flag(planner, row, false);
		put_blank(planner, &pairs[1]);
		break;
	case ITEM_COUNT:
		if (count_label(planner->arena, row->item->label, &before, &behind)) {
			page_add_row(planner, STYLE_WORDS, 1);
			put_count(planner, &pairs[0], row, behind);
		} else {
			plan_answer(planner, row, answer_columns);
		}
		break;
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_DATE:
	case ITEM_RESULT:
	case ITEM_REF:
	case ITEM_ATTACHMENT:
		plan_answer(planner, row, answer_columns);
		break;
	}
}

static const char *label_of(struct arena *arena, const struct row *row)
{
	const struct item *item = row->item;
	const char *label = item->label, *before, *behind;
	if (item->type == ITEM_FLAG)
		return "";
	if (item->type == ITEM_COUNT && count_label(arena, label, &before, &behind))
		label = before;
	bool marked = item->significant && !(item->section && item->section->significant);
	return marked ? arena_printf(arena, "%s　※", label) : label;
}

/* Row i with its label in these columns; with the count that continues it. Gives the number of rows taken. */
static size_t put_row(struct planner *planner, const struct sheet_section *section, size_t i, size_t end,
                      struct columns label)
{
	const struct row *row = &section->rows[i];
	const struct row *next = i + 1 < end ? &section->rows[i + 1] : NULL;
	size_t cells = planner->page->cells.count;
	uint32_t first = page_row(planner);
	bool two = next && count_continues(planner->arena, next, row);
	if (two && row->item->type == ITEM_FLAG) {
		const char *before = "", *behind = "";
		count_label(planner->arena, next->item->label, &before, &behind);
		page_add_row(planner, STYLE_WORDS, 1);
		plan_flag(planner, row, false);
		put_count(planner, &pairs[1], next, behind);
	} else {
		put_answer(planner, row);
		if (two)
			put_answer(planner, next);
	}
	page_frame(planner, cells, answer_columns);
	page_keep(planner, first);
	if (label.first <= label.last)
		page_label(planner, first, label, label_of(planner->arena, row));
	return two ? 2 : 1;
}

/* ---- rows of a section ---- */

static bool same_frame(const struct row *a, const struct row *b)
{
	return a->item->under && b->item->under && strcmp(a->item->under, b->item->under) == 0;
}

/* Rows from i to end in a frame; its label takes both columns when they have none of their own. */
static void put_frame(struct planner *planner, const struct sheet_section *section, size_t i, size_t end)
{
	bool labelled = false;
	for (size_t j = i; j < end; j++)
		labelled |= *label_of(planner->arena, &section->rows[j]) != '\0' && section->rows[j].item->type != ITEM_COUNT;
	const char *label = section->rows[i].item->under;
	uint32_t first = page_row(planner);
	while (i < end)
		i += put_row(planner, section, i, end, labelled ? sub_columns : (struct columns){1, 0});
	page_keep(planner, first);
	page_label(planner, first, labelled ? group_columns : label_columns, label);
}

static size_t frame_end(const struct sheet_section *section, size_t i)
{
	size_t end = i + 1;
	while (end < section->row_count && same_frame(&section->rows[i], &section->rows[end]))
		end++;
	return end;
}

/* A page that begins within the sub-items of an answer names it, too, where that takes no line more than the group alone:
 * 委託事項3　②取扱いを委託する特定個人情報ファイルの範囲（続き） */
static void say_answer_again(struct planner *planner, const struct sheet_section *section, uint32_t first, size_t i)
{
	if (i == 0 || first == 0 || !plan_is_group(section))
		return;
	const char *place = arena_printf(planner->arena, "%s　%s", section->heading, section->rows[i - 1].item->label);
	const char *more = arena_printf(planner->arena, "%s%s", place, msg(MSG_SHEET_CONTINUED));
	if (*section->heading && page_lines(planner, all_columns, STYLE_GROUP, more) == 1)
		page_say_again(planner, first - 1, place);
}

/* Sub-items stand indented, beside a grey strip. */
static size_t put_subs(struct planner *planner, const struct sheet_section *section, size_t i)
{
	uint32_t first = page_row(planner);
	size_t begin = i;
	while (i < section->row_count && section->rows[i].item->sub && !section->rows[i].item->under)
		i += put_row(planner, section, i, section->row_count, sub_columns);
	page_keep_group(planner, first);
	say_answer_again(planner, section, first, begin);
	page_label(planner, first, group_columns, "");
	return i;
}

/* The next of a section's answers, a frame or sub-items as one; gives where the one behind it is. */
static size_t put_next(struct planner *planner, const struct sheet_section *section, size_t i)
{
	const struct item *item = section->rows[i].item;
	if (item->under) {
		size_t end = frame_end(section, i);
		put_frame(planner, section, i, end);
		return end;
	}
	return item->sub ? put_subs(planner, section, i)
	                 : i + put_row(planner, section, i, section->row_count, label_columns);
}

/* How closely the answer before it stays with this one: a name with what follows, an answer with its sub-items. */
static enum plan_keep keep_above(const struct sheet_section *section, size_t number, bool sub)
{
	if (number == 1 && section->form->each)
		return KEEP_ALWAYS;
	return number == 1 || sub ? KEEP_FIRMLY : KEEP_RATHER;
}

/* A heading does not stand with one answer alone, an answer not without its sub-items, the last not without another. */
void plan_rows(struct planner *planner, const struct sheet_section *section, size_t first)
{
	uint32_t above = 0; /* the last row of the answer before */
	for (size_t i = first, number = 0; i < section->row_count; number++) {
		bool sub = section->rows[i].item->sub && !section->rows[i].item->under;
		i = put_next(planner, section, i);
		if (number > 0 && (sub || number == 1 || i == section->row_count))
			page_keep_row(planner, above, keep_above(section, number, sub));
		above = page_row(planner) - 1;
	}
}

void plan_named_row(struct planner *planner, const struct sheet_section *section, const char *heading)
{
	size_t cells = planner->page->cells.count;
	uint32_t first = page_row(planner);
	put_answer(planner, &section->rows[0]);
	page_frame(planner, cells, answer_columns);
	cells = planner->page->cells.count;
	page_fit(planner, first, label_columns, STYLE_GROUP, heading);
	page_cell(planner, first, label_columns, STYLE_GROUP, heading);
	page_frame(planner, cells, label_columns);
	for (uint32_t row = first; row < page_row(planner); row++)
		page_keep_row(planner, row, KEEP_ALWAYS);
}

/* Flags that a section begins with stand beside its heading. */
size_t plan_leading_flags(const struct sheet_section *section)
{
	size_t count = 0;
	while (count < section->row_count && section->rows[count].item->type == ITEM_FLAG &&
	       !section->rows[count].item->under)
		count++;
	return count;
}

void plan_flag(struct planner *planner, const struct row *row, bool second_pair)
{
	const struct row_pair *pair = &pairs[second_pair];
	const char *unread = unread_text(planner->arena, row);
	const char *label = unread ? arena_printf(planner->arena, "%s%s", row->item->label, unread) : row->item->label;
	put_box(planner, pair, (struct columns){pair->words, pair->end}, mark_of(row, &row->ticks[0]), label, row->key, "");
}
