/* A fine grid of merged cells → rows. A row of the grid is one row; what is joined is what the official workbooks spread
 * over cells so that its parts can be filled in. */
#include "printed/workbook_rows.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/messages/workbook.h"
#include "base/utf8.h"
#include "printed/copied.h"
#include "printed/marks.h"

#include <string.h>

/* Bytes of a list of options; cells between two brackets; cells of a row that others can stand below. */
enum { OPTIONS_LIMIT = 4096, JOINED_LIMIT = 64, HEAD_LIMIT = 64 };

struct piece {
	const char *text;
	uint32_t row, last_row, column, last_column;
	bool option; /* is now part of a list of options */
};

struct pieces {
	struct piece *items;
	size_t count;
	size_t capacity;
};

struct builder {
	struct arena *arena;
	const char *choices; /* <選択肢> */
	LIST(struct text_row) rows;
	const size_t *lines; /* of the worksheet's rows; NULL: they are rows */
	struct pieces head;  /* the row of cells that gives those below their index */
	struct pieces high;  /* cells that reach below their row */
	bool begins;         /* the next row is the first of a worksheet */
};

/* ---- brackets ---- */

static size_t sign_length(const char *text, const char *narrow, const char *wide)
{
	if (strncmp(text, narrow, strlen(narrow)) == 0)
		return strlen(narrow);
	return strncmp(text, wide, strlen(wide)) == 0 ? strlen(wide) : 0;
}

static size_t closing(const char *text, bool square)
{
	return square ? sign_length(text, "]", "］") : sign_length(text, ")", "）");
}

/* Is it a bracket that has a cell of its own? */
static bool opens(const char *text, bool square)
{
	size_t length = square ? sign_length(text, "[", "［") : sign_length(text, "(", "（");
	return length && !text[length];
}

/* The cell that closes the bracket in cell i of the row, or 0. */
static size_t find_closing(const struct workbook_cell *cells, size_t count, size_t i, bool square)
{
	for (size_t k = i + 1; k < count && k - i <= JOINED_LIMIT && !opens(cells[k].text, square); k++)
		if (closing(cells[k].text, square))
			return k;
	return 0;
}

/* Without white space at the ends. */
static const char *trimmed(struct arena *arena, const char *given)
{
	static const char white[] = " \t\n";
	size_t length = strlen(given);
	const char *text = copied_text(arena, given, &length);
	size_t start = strspn(text, white);
	while (length > start && strchr(white, text[length - 1]))
		length--;
	return start || text[length] ? arena_copy(arena, text + start, length - start) : text;
}

/* 【○】 or 【　】 as all that a cell has is a box in brackets of another kind. */
static const char *boxed(struct arena *arena, const char *text)
{
	static const char open[] = "【", close[] = "】";
	if (strncmp(text, open, strlen(open)) != 0 || !text_ends_with(text, close))
		return text;
	size_t length = strlen(text) - strlen(open) - strlen(close);
	const char *inner = arena_copy(arena, text + strlen(open), length);
	const char *square = arena_printf(arena, "[%s]", inner);
	enum mark_state state;
	return inner[space_length(inner)] && !mark_alone(square, &state) ? text : square;
}

static void put_cells(struct buf *out, const struct workbook_cell *cells, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		buf_puts(out, cells[i].text);
}

/* Only a mark, whose words stand in the next cell: [○] 自己点検. */
static bool lacks_words(const struct buf *text, const struct workbook_cell *cells, size_t count, size_t next)
{
	struct mark mark;
	size_t at = 0;
	return mark_begins(buf_text(text)) && mark_next(buf_text(text), &at, &mark) && mark.length == 0 && next < count &&
	       !strchr("<[(", *cells[next].text) && !sign_length(cells[next].text, "［", "（") &&
	       !sign_length(cells[next].text, "＜", "○");
}

/* Is a round bracket of the text still open? */
static bool is_open(const char *text)
{
	size_t depth = 0;
	for (; *text; text += utf8_step(text)) {
		depth += sign_length(text, "(", "（") > 0;
		depth -= depth && closing(text, false);
	}
	return depth > 0;
}

/* その他（ | 庁内システム | ）: the cell that closes the bracket at the end of the text, or `last` where none does. */
static size_t join_inside(struct buf *out, const struct workbook_cell *cells, size_t count, size_t last)
{
	if (last + 1 < count && closing(cells[last + 1].text, false) && is_open(buf_text(out))) { /* （2 | ）件 */
		buf_puts(out, cells[last + 1].text);
		return last + 1;
	}
	if (!text_ends_with(buf_text(out), "（") && !text_ends_with(buf_text(out), "("))
		return last;
	size_t end = last + 1;
	while (end < count && end - last <= JOINED_LIMIT && !opens(cells[end].text, true) &&
	       !closing(cells[end].text, false))
		end++;
	if (end >= count || !closing(cells[end].text, false))
		return last;
	put_cells(out, cells, last + 1, end);
	return end;
}

/* Puts the words of cell i, and of the cells that belong to it; returns the last of them. */
static size_t join(struct buf *out, const struct workbook_cell *cells, size_t count, size_t i)
{
	bool square = opens(cells[i].text, true);
	size_t last = i, close = square || opens(cells[i].text, false) ? find_closing(cells, count, i, square) : 0;
	if (close)
		last = close;
	put_cells(out, cells, i, last);
	if (!close)
		return join_inside(out, cells, count, last);
	if (!square)
		return last;
	if (lacks_words(out, cells, count, last + 1))
		buf_puts(out, cells[++last].text);
	last = join_inside(out, cells, count, last);
	while (last + 1 < count && opens(cells[last + 1].text, false) &&
	       (close = find_closing(cells, count, last + 1, false))) {
		put_cells(out, cells, last + 1, close);
		last = close;
	}
	return last;
}

static void join_row(struct builder *builder, const struct workbook_cell *cells, size_t count, struct pieces *pieces)
{
	for (size_t i = 0; i < count; i++) {
		struct buf text = BUF_INIT;
		size_t last = join(&text, cells, count, i);
		struct piece piece = {last == i ? cells[i].text : arena_copy(builder->arena, buf_text(&text), text.length),
		                      cells[i].range.row,
		                      cells[i].range.last_row,
		                      cells[i].range.column,
		                      cells[last].range.last_column,
		                      false};
		list_push(builder->arena, pieces, piece);
		buf_free(&text);
		i = last;
	}
}

/* ---- options ---- */

static bool begins_options(const struct builder *builder, const char *text)
{
	size_t sign = sign_length(text, "<", "＜");
	const char *word = builder->choices + 1;
	return sign && strncmp(text + sign, word, strcspn(word, ">")) == 0;
}

/* 1) 実施する, １）実施する */
static bool is_option(const char *text)
{
	size_t length = strlen(text), at = 0;
	for (int32_t point; at < length;) {
		size_t taken = utf8_decode(text + at, length - at, &point);
		if (!((point >= '0' && point <= '9') || (point >= 0xff10 && point <= 0xff19)))
			break;
		at += taken;
	}
	return at && closing(text + at, false);
}

/* Is it the first of a list, below a list that has its first: an answer that counts? */
static bool counts_anew(const struct builder *builder, const char *list, const char *text)
{
	const char *folded = utf8_fold(builder->arena, text);
	return strncmp(folded, "1)", 2) == 0 && strstr(utf8_fold(builder->arena, list), "1)");
}

/* Options that stand below ＜選択肢＞, in its columns, become part of its cell. */
static void gather_options(struct builder *builder, struct pieces *pieces)
{
	struct piece *list = NULL;
	for (size_t i = 0; i < pieces->count; i++) {
		struct piece *piece = &pieces->items[i];
		bool below = list && piece->column >= list->column && piece->column <= list->last_column;
		if (begins_options(builder, piece->text)) {
			list = piece;
		} else if (below && is_option(piece->text) && !counts_anew(builder, list->text, piece->text) &&
		           strlen(list->text) + strlen(piece->text) < OPTIONS_LIMIT) {
			list->text = arena_printf(builder->arena, "%s\n%s", list->text, piece->text);
			piece->option = true;
		} else if (below) {
			list = NULL;
		}
	}
}

/* ---- indices ---- */

/* The column of the head that begins at or before this one; head.count: none. */
static size_t index_of(const struct builder *builder, uint32_t column)
{
	size_t index = builder->head.count;
	for (size_t i = 0; i < builder->head.count && builder->head.items[i].column <= column; i++)
		index = i;
	return index;
}

/* Does each of the cells stand below another of the head? */
static bool fits_head(const struct builder *builder, const struct piece *pieces, size_t count)
{
	size_t before = builder->head.count;
	for (size_t i = 0; i < count; i++) {
		size_t index = index_of(builder, pieces[i].column);
		if (index == builder->head.count || index == before)
			return false;
		before = index;
	}
	return true;
}

static void add_row(struct builder *builder, struct text_cell *cells, const struct text_merges *merges, size_t count,
                    uint32_t row)
{
	size_t line = builder->lines ? builder->lines[row] : (size_t)row + 1;
	for (size_t i = 0; i < count; i++)
		cells[i] = (struct text_cell){cells[i].text ? cells[i].text : "", line};
	list_push(builder->arena, &builder->rows, ((struct text_row){cells, count, true, builder->begins, merges}));
	builder->begins = false;
}

/* Words of cells of rows above that reach into this one, below the cells of the head: one for each cell, or NULL. */
static const char *const *find_above(struct builder *builder, const struct text_cell *cells, size_t count, uint32_t row)
{
	size_t kept = 0;
	const char **above = NULL;
	for (size_t i = 0; i < builder->high.count; i++) {
		const struct piece *piece = &builder->high.items[i];
		size_t index = index_of(builder, piece->column);
		if (piece->last_row < row)
			continue;
		builder->high.items[kept++] = *piece;
		if (piece->row >= row || index >= count || cells[index].text)
			continue;
		above = above ? above : arena_array(builder->arena, const char *, count);
		above[index] = piece->text;
	}
	builder->high.count = kept;
	return above;
}

static void keep_high(struct builder *builder, const struct piece *pieces, size_t count)
{
	for (size_t i = 0; i < count && builder->high.count < HEAD_LIMIT; i++)
		if (pieces[i].last_row > pieces[i].row)
			list_push(builder->arena, &builder->high, pieces[i]);
}

/* Words below nothing but themselves: a heading, a title; or the rest of what stands above them. */
static void put_lone(struct builder *builder, const struct piece *piece)
{
	size_t index = index_of(builder, piece->column);
	bool below = index > 0 && index < builder->head.count;
	size_t count = below ? builder->head.count : 1;
	struct text_cell *cells = arena_array(builder->arena, struct text_cell, count);
	cells[count > 1 ? index : 0].text = piece->text;
	const char *const *above = below ? find_above(builder, cells, count, piece->row) : NULL;
	add_row(builder, cells, text_merges(builder->arena, above, NULL), count, piece->row);
}

/* Words of cells that are merged over more columns of the head than their own: one for each cell, or NULL. */
static const char *const *find_across(struct builder *builder, const struct piece *pieces, size_t count, size_t width)
{
	const char **across = NULL;
	for (size_t i = 0; i < count; i++) {
		size_t last = index_of(builder, pieces[i].last_column);
		for (size_t k = index_of(builder, pieces[i].column) + 1; k <= last && k < width; k++) {
			across = across ? across : arena_array(builder->arena, const char *, width);
			across[k] = pieces[i].text;
		}
	}
	return across;
}

static void put_row(struct builder *builder, const struct piece *pieces, size_t count)
{
	bool fits = fits_head(builder, pieces, count);
	size_t first = index_of(builder, pieces[0].column);
	bool indented = !fits && first > 0 && first < builder->head.count;
	if (!fits) {
		struct piece margin = builder->head.count ? builder->head.items[0] : pieces[0];
		builder->head = (struct pieces){0};
		if (indented && count < HEAD_LIMIT)
			list_push(builder->arena, &builder->head, margin);
		for (size_t i = 0; i < count && count <= HEAD_LIMIT; i++)
			list_push(builder->arena, &builder->head, pieces[i]);
	}
	size_t width = fits ? builder->head.count : count + indented;
	struct text_cell *cells = arena_array(builder->arena, struct text_cell, width);
	for (size_t i = 0; i < count; i++)
		cells[fits ? index_of(builder, pieces[i].column) : i + indented].text = pieces[i].text;
	const char *const *above = fits ? find_above(builder, cells, width, pieces[0].row) : NULL;
	keep_high(builder, pieces, count);
	const char *const *across = fits ? find_across(builder, pieces, count, width) : NULL;
	add_row(builder, cells, text_merges(builder->arena, above, across), width, pieces[0].row);
}

/* ---- worksheets ---- */

static void put_rows(struct builder *builder, const struct pieces *pieces)
{
	struct pieces row = {0};
	for (size_t i = 0; i < pieces->count; i++) {
		if (!pieces->items[i].option)
			list_push(builder->arena, &row, pieces->items[i]);
		bool last = i + 1 == pieces->count || pieces->items[i + 1].row != pieces->items[i].row;
		if (last && row.count == 1)
			put_lone(builder, &row.items[0]);
		else if (last && row.count)
			put_row(builder, row.items, row.count);
		row.count = last ? 0 : row.count;
	}
}

/* The same words, wherever their lines end? */
static bool same_words(const char *one, size_t length, const char *other, size_t other_length)
{
	const char *end = one + length, *other_end = other + other_length;
	for (;;) {
		while (one < end && strchr(" \n", *one))
			one++;
		while (other < other_end && strchr(" \n", *other))
			other++;
		if (one == end || other == other_end)
			return one == end && other == other_end;
		if (*one++ != *other++)
			return false;
	}
}

/* The label of an answer that goes on over a page, said again: the words of the cell above it and （続き）. Between them the name of the
 * group may be said again, too. */
static bool says_again(const struct workbook_sheet *sheet, size_t at, const char *text)
{
	size_t front = words_front_of_continued(text);
	for (size_t i = at; front && i > 0; i--) {
		const struct workbook_cell *above = &sheet->cells[i - 1];
		if (above->range.column != sheet->cells[at].range.column || !*above->text)
			continue;
		size_t told = words_front_of_continued(above->text);
		if (same_words(above->text, told ? told : strlen(above->text), text, front))
			return true;
		if (!told)
			return false;
	}
	return false;
}

/* A head of two rows, 記載 over 変更前の記載 and 変更後の記載: the one cell of its first row that is not as high as the
 * head, and has all of the second below it, gives way to those. */
static bool is_nested(const struct pieces *pieces, size_t first, size_t end, size_t over, size_t behind)
{
	const struct piece *wide = &pieces->items[over];
	if (end - first < 3 || behind - end < 2 || wide->last_row != wide->row)
		return false;
	for (size_t i = first; i < end; i++)
		if (i != over && pieces->items[i].last_row != pieces->items[end].row)
			return false;
	for (size_t i = end; i < behind; i++)
		if (pieces->items[i].column < wide->column || pieces->items[i].last_column > wide->last_column)
			return false;
	return true;
}

static size_t row_end(const struct pieces *pieces, size_t first)
{
	size_t end = first;
	while (end < pieces->count && pieces->items[end].row == pieces->items[first].row)
		end++;
	return end;
}

static void flatten_heads(struct builder *builder, struct pieces *pieces)
{
	for (size_t first = 0, end; (end = row_end(pieces, first)) < pieces->count; first = end) {
		size_t behind = row_end(pieces, end), over = first;
		while (over < end && pieces->items[over].last_row != pieces->items[over].row)
			over++;
		if (over == end || behind - first > HEAD_LIMIT || !is_nested(pieces, first, end, over, behind))
			continue;
		struct pieces head = {0};
		for (size_t i = first; i < end; i++)
			for (size_t j = i == over ? end : i; j < (i == over ? behind : i + 1); j++)
				list_push(builder->arena, &head, pieces->items[j]);
		for (size_t i = 0; i < head.count; i++)
			head.items[i].row = pieces->items[first].row;
		memcpy(&pieces->items[first], head.items, head.count * sizeof *head.items);
		memmove(&pieces->items[first + head.count], &pieces->items[behind],
		        (pieces->count - behind) * sizeof *pieces->items);
		pieces->count -= behind - first - head.count;
		end = first + head.count;
	}
}

static void put_sheet(struct builder *builder, const struct workbook_sheet *sheet)
{
	struct pieces pieces = {0};
	LIST(struct workbook_cell) row = {0};
	for (size_t i = 0; i < sheet->count; i++) {
		struct workbook_cell cell = sheet->cells[i];
		cell.text = boxed(builder->arena, trimmed(builder->arena, cell.text));
		if (*cell.text && !cell.hidden && !says_again(sheet, i, cell.text))
			list_push(builder->arena, &row, cell);
		if (i + 1 < sheet->count && sheet->cells[i + 1].range.row == cell.range.row)
			continue;
		join_row(builder, row.items, row.count, &pieces);
		row.count = 0;
	}
	gather_options(builder, &pieces);
	flatten_heads(builder, &pieces);
	builder->head = builder->high = (struct pieces){0};
	put_rows(builder, &pieces);
}

static struct builder builder_new(struct arena *arena, const size_t *lines)
{
	return (struct builder){.arena = arena, .lines = lines, .choices = utf8_fold(arena, msg(MSG_SHEET_CHOICES))};
}

static struct text_rows built_rows(const struct builder *builder)
{
	return (struct text_rows){builder->rows.items, builder->rows.count, builder->rows.count};
}

/* The picture of the process in a workbook of ours: what it says is in the steps beside it. Excel may have made its name
 * another by a number. */
static bool is_picture(const struct workbook_sheet *sheet)
{
	const char *name = msg(MSG_WORKBOOK_FIGURE);
	return strncmp(sheet->name, name, strlen(name)) == 0;
}

struct text_rows workbook_rows(struct arena *arena, const struct workbook *workbook)
{
	struct builder builder = builder_new(arena, NULL);
	for (size_t i = 0; i < workbook->sheet_count; i++)
		if (!workbook->sheets[i].hidden && !is_picture(&workbook->sheets[i])) {
			builder.begins = true;
			put_sheet(&builder, &workbook->sheets[i]);
		}
	struct text_rows rows = built_rows(&builder);
	rows_drop_heads(arena, &rows);
	return rows;
}

struct text_rows sheet_rows(struct arena *arena, const struct workbook_sheet *sheet, const size_t *lines)
{
	struct builder builder = builder_new(arena, lines);
	put_sheet(&builder, sheet);
	return built_rows(&builder);
}
