/* The words of rows of 変更箇所 -> those before the change and those after it. */
#include "base/buf.h"
#include "base/list.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/raw_changes.h"

#include <string.h>

enum {
	FULL_SHORT = 6, /* columns, as in raw_words.c */
	BRIEF_WIDTH = 8,
	LIKE_ENOUGH = 12,    /* twice the bytes that two beginnings have in common */
	PRESENT_POINTS = 10, /* shorter answers stand in many items */
	CUT_POINTS = 20,
	PRESENT_LIMIT = 8,
	ROW_LINES = 500 /* more are no row that a person wrote: each line of one is held against the sheet */
};

/* ---- what may stand after the change ---- */

/* The answers of the item that a row names, folded: of each repetition that its name may mean; and what rows of other
 * pages say of the same item in another repetition around it (Ⅱ), which often changes in the same way. */
struct present {
	const char *texts[PRESENT_LIMIT];
	size_t count;
};

static const char *fold_lines(struct raw *raw, const struct text_lines *lines, size_t start, size_t end)
{
	struct buf text = BUF_INIT;
	for (size_t i = start; i < end; i++)
		buf_puts(&text, lines->items[i].text);
	const char *folded = utf8_fold(raw->scratch, buf_text(&text));
	buf_free(&text);
	return folded;
}

static bool is_inside(const struct form_section *section, const struct form_section *outer)
{
	while (section && section != outer)
		section = section->parent;
	return section != NULL;
}

static void offer(struct raw *raw, struct present *present, const char *folded)
{
	if (present->count < PRESENT_LIMIT && utf8_count(folded, strlen(folded)) >= PRESENT_POINTS)
		present->texts[present->count++] = arena_string(raw->arena, folded);
}

static void add_present(struct raw *raw, const struct place *place, const struct item_name *name, size_t depth,
                        struct present *present)
{
	const struct item *item = name->item;
	if (place->section == item->section) {
		const struct item *items = item->section ? item->section->items : raw->form->cover;
		const char *text = chunks_text(raw->scratch, &place->readings[item - items].chunks);
		offer(raw, present, utf8_fold(raw->scratch, text));
		return;
	}
	for (size_t i = 0; i < place->inner.count; i++) {
		const struct place *inner = place->inner.items[i];
		bool other = inner->n && depth < name->index_count && name->index[depth] && name->index[depth] != inner->n;
		if (is_inside(item->section, inner->section) && !other)
			add_present(raw, inner, name, depth + (inner->n > 0), present);
	}
}

/* The item and the repetition that stands next to it: III.1, II[].5.p[].1 of 提供先 4. */
static const char *name_key(struct raw *raw, const struct item_name *name)
{
	size_t last = name->index_count ? name->index[name->index_count - 1] : 0;
	return arena_printf(raw->arena, "%s %zu", name->item->id, last);
}

static bool is_of_text(const struct item_name *name)
{
	return name->kind == ITEM_NAME_ITEM && (name->item->type == ITEM_TEXT || name->item->type == ITEM_LINE);
}

static struct item_name name_of(struct raw *raw, const struct change *row)
{
	struct item_name name = {0};
	if (row->item.count)
		name = item_name_read(raw->names, lines_join(raw->scratch, row->item.items, row->item.count));
	return name;
}

/* A line that is a word about the change (追加), or a remark on it. */
static bool is_remark(struct raw *raw, const struct text_line *line)
{
	return raw->cells && cell_read(raw->scratch, raw->cells, line->text).kind != CELL_TEXT;
}

/* What a row says after the change, where an empty line or a word tells that apart. */
static const char *plain_after(struct raw *raw, const struct change *row)
{
	size_t count = row->words.count, start = count;
	while (start && row->words.items[start - 1].block == row->words.items[count - 1].block)
		start--;
	bool apart = start > 0;
	for (; start < count && is_remark(raw, &row->words.items[start]); start++)
		apart = true;
	return apart ? fold_lines(raw, &row->words, start, count) : "";
}

static bool is_present(const struct present *present, const char *folded)
{
	for (size_t i = 0; i < present->count; i++)
		if (strcmp(present->texts[i], folded) == 0)
			return true;
	return false;
}

/* The same of a text that its cell has cut off. */
static bool begins_present(const struct present *present, const char *folded)
{
	size_t length = strlen(folded);
	for (size_t i = 0; utf8_count(folded, length) >= CUT_POINTS && i < present->count; i++)
		if (strncmp(present->texts[i], folded, length) == 0)
			return true;
	return is_present(present, folded);
}

/* ---- words that went to other rows ---- */

struct piece {
	struct change *row;
	size_t start, end; /* lines */
};

struct fitting {
	struct raw *raw;
	struct change *const *rows;
	const struct present *presents;
	size_t count;
};

static size_t block_end(const struct text_lines *lines, size_t at)
{
	size_t end = at + 1;
	while (end < lines->count && lines->items[end].block == lines->items[at].block)
		end++;
	return end;
}

/* Lines up to the end of a block that say what the sheet says now; piece.row NULL: there are none. */
static struct piece find_present(struct fitting *fitting, struct change *row, const struct present *present)
{
	for (size_t i = 0; row->words.count <= ROW_LINES && i < row->words.count; i++) {
		size_t end = block_end(&row->words, i);
		if (is_present(present, fold_lines(fitting->raw, &row->words, i, end)))
			return (struct piece){row, i, end};
	}
	return (struct piece){0};
}

static bool is_word(struct raw *raw, const struct text_lines *lines, size_t start, size_t end)
{
	if (!raw->cells || end != start + 1)
		return false;
	return cell_read(raw->scratch, raw->cells, lines->items[start].text).kind == CELL_WORD;
}

/* Moves a piece behind the words of a row, as a block of its own. */
static void move_piece(struct fitting *fitting, const struct piece *piece, struct change *row)
{
	struct text_lines *from = &piece->row->words;
	size_t count = piece->end - piece->start, rest = from->count - piece->end;
	struct text_line *lines = arena_array(fitting->raw->scratch, struct text_line, count);
	memcpy(lines, from->items + piece->start, count * sizeof *lines);
	memmove(from->items + piece->start, from->items + piece->end, rest * sizeof *lines);
	from->count -= count;
	if (piece->end <= piece->row->after)
		piece->row->after -= count;
	else
		piece->row->parted = false;
	row->words_line = row->words_line ? row->words_line : piece->row->words_line;
	for (size_t i = 0; i < count; i++)
		list_push(fitting->raw->arena, &row->words, lines[i]);
}

/* Stands the piece where a row has its words after the change? Remarks may follow. */
static bool ends_row(struct fitting *fitting, const struct piece *piece)
{
	const struct text_lines *lines = &piece->row->words;
	for (size_t i = piece->end; i < lines->count; i = block_end(lines, i))
		if (!is_word(fitting->raw, lines, i, block_end(lines, i)))
			return false;
	return true;
}

static bool is_own(struct fitting *fitting, size_t r, const struct piece *piece)
{
	return is_present(&fitting->presents[r], fold_lines(fitting->raw, &piece->row->words, piece->start, piece->end));
}

/* What the sheet says now at a row's item, where another row of the page has it. */
static struct piece find_elsewhere(struct fitting *fitting, size_t r)
{
	for (size_t q = 0; fitting->presents[r].count && q < fitting->count; q++) {
		struct piece piece = {0};
		if (q != r)
			piece = find_present(fitting, fitting->rows[q], &fitting->presents[r]);
		if (piece.row && !is_own(fitting, q, &piece))
			return piece;
	}
	return (struct piece){0};
}

/* Gives each row what the sheet says now at its item, from where it stands on the page. */
static void gather_after(struct fitting *fitting)
{
	for (size_t r = 0; r < fitting->count; r++) {
		struct change *row = fitting->rows[r];
		struct piece own = find_present(fitting, row, &fitting->presents[r]);
		struct piece piece = own.row ? own : find_elsewhere(fitting, r);
		size_t count = piece.end - piece.start;
		if (!piece.row || (own.row && !ends_row(fitting, &own)))
			continue;
		if (!own.row)
			move_piece(fitting, &piece, row);
		row->parted = true;
		row->after = own.row ? own.start : row->words.count - count;
	}
}

/* A word such as 追加 is all that stood before; what stands there beside it is another row's. */
static struct piece find_surplus(struct fitting *fitting, struct change *row)
{
	const struct text_lines *lines = &row->words;
	size_t words = 0, blocks = 0;
	for (size_t i = 0; row->parted && i < row->after; i = block_end(lines, i)) {
		words += is_word(fitting->raw, lines, i, block_end(lines, i));
		blocks++;
	}
	for (size_t i = 0; words && blocks > 1 && i < row->after; i = block_end(lines, i))
		if (words == blocks || !is_word(fitting->raw, lines, i, block_end(lines, i)))
			return (struct piece){row, i, block_end(lines, i)};
	return (struct piece){0};
}

static size_t common_pairs(const char *a, const char *b)
{
	size_t found = 0;
	for (size_t i = 0; a[i];) {
		size_t first = utf8_step(a + i);
		size_t both = a[i + first] ? first + utf8_step(a + i + first) : 0;
		for (size_t j = 0; both && b[j]; j += utf8_step(b + j)) {
			if (strncmp(a + i, b + j, both) == 0) {
				found++;
				break;
			}
		}
		i += first;
	}
	return found;
}

/* Of the rows that have words after the change alone, the one whose words are most like these. */
static struct change *find_poor(struct fitting *fitting, const struct piece *piece)
{
	struct change *best = NULL;
	size_t most = 0;
	const char *words = fold_lines(fitting->raw, &piece->row->words, piece->start, piece->end);
	for (size_t r = 0; r < fitting->count; r++) {
		struct change *row = fitting->rows[r];
		if (!row->parted || row->after)
			continue;
		size_t like = common_pairs(words, fold_lines(fitting->raw, &row->words, 0, row->words.count));
		if (!best || like > most) {
			best = row;
			most = like;
		}
	}
	return best;
}

static void part_at(struct change *row, size_t count)
{
	struct text_line line;
	for (size_t i = 0; i < count; i++) { /* what has come to the end goes to the front */
		line = row->words.items[row->words.count - 1];
		memmove(row->words.items + 1, row->words.items, (row->words.count - 1) * sizeof line);
		row->words.items[0] = line;
	}
	row->after = count;
}

static void give_surplus(struct fitting *fitting)
{
	for (size_t r = 0; r < fitting->count; r++) {
		for (struct piece piece; (piece = find_surplus(fitting, fitting->rows[r])).row;) {
			struct change *poor = find_poor(fitting, &piece);
			size_t count = piece.end - piece.start;
			if (!poor)
				break;
			move_piece(fitting, &piece, poor);
			part_at(poor, count);
		}
	}
}

/* Where the end of a row's words is what the sheet says now. */
static void part_by_present(struct fitting *fitting, struct change *row, const struct present *present)
{
	size_t count = present->count && row->words.count <= ROW_LINES ? row->words.count : 0;
	for (size_t i = 0; !row->parted && i < count; i++) {
		row->parted = begins_present(present, fold_lines(fitting->raw, &row->words, i, row->words.count));
		row->after = i;
	}
}

/* A word that stands for the text before the change: below it is the other one. */
static void part_by_word(struct raw *raw, struct change *row)
{
	if (row->parted || row->words.count < 2 || !is_word(raw, &row->words, 0, 1))
		return;
	row->parted = true;
	row->after = 1;
}

static void fit_page(struct fitting *fitting)
{
	gather_after(fitting);
	give_surplus(fitting);
	for (size_t r = 0; r < fitting->count; r++)
		part_by_present(fitting, fitting->rows[r], &fitting->presents[r]);
	for (size_t r = 0; r < fitting->count; r++)
		part_by_word(fitting->raw, fitting->rows[r]);
}

/* Every row of a page → what may stand after its change; others: by name_key, of the rows of the pages before. */
static void find_presents(struct raw *raw, struct map *others, const struct fitting *fitting, struct present *presents)
{
	for (size_t r = 0; r < fitting->count; r++) {
		struct item_name name = name_of(raw, fitting->rows[r]);
		if (!is_of_text(&name))
			continue;
		add_present(raw, raw->placing->root, &name, 0, &presents[r]);
		const struct present *other = map_get(others, name_key(raw, &name));
		for (size_t i = 0; other && i < other->count; i++)
			offer(raw, &presents[r], other->texts[i]);
	}
}

static void add_others(struct raw *raw, struct map *others, const struct fitting *fitting)
{
	for (size_t r = 0; r < fitting->count; r++) {
		struct item_name name = name_of(raw, fitting->rows[r]);
		if (!is_of_text(&name))
			continue;
		struct present *other = map_get(others, name_key(raw, &name));
		if (!other)
			map_put(others, arena_string(raw->arena, name_key(raw, &name)),
			        other = arena_new_object(raw->arena, struct present));
		offer(raw, other, plain_after(raw, fitting->rows[r]));
	}
}

void changes_fit(struct raw *raw, struct change *const *rows, size_t count)
{
	struct map others;
	map_init(&others, raw->arena);
	for (size_t start = 0, end; start < count; start = end) {
		for (end = start + 1; end < count && rows[end]->page == rows[start]->page;)
			end++;
		struct present *presents = arena_array(raw->arena, struct present, end - start);
		struct fitting fitting = {raw, rows + start, presents, end - start};
		find_presents(raw, &others, &fitting, presents);
		fit_page(&fitting);
		add_others(raw, &others, &fitting);
	}
}

static size_t width(const char *text)
{
	return utf8_width(text, strlen(text));
}

/* ---- texts before and after ---- */

static size_t likeness(const char *a, const char *b)
{
	size_t same = 0;
	while (a[same] && a[same] == b[same])
		same++;
	return same;
}

static bool begins_block(const struct change *row, size_t at)
{
	return row->words.items[at].block != row->words.items[at - 1].block;
}

static bool is_katakana(const char *text)
{
	int32_t point = 0;
	if (*text)
		utf8_decode(text, strlen(text), &point);
	return point >= 0x30a1 && point <= 0x30fe;
}

/* Is the last character one? Then a word may go on. */
static bool is_katakana_after(const char *text)
{
	size_t length = strlen(text);
	return length >= 3 && is_katakana(text + length - 3);
}

/* May one text end and the other begin here? A line that was broken by its width goes on; ～ is the rest of a text. */
static bool may_part(const struct change *row, size_t at, size_t widest)
{
	const char *behind = row->words.items[at].text;
	if (strncmp(behind, "～", strlen("～")) == 0 || strncmp(behind, "〜", strlen("〜")) == 0)
		return false;
	if (is_katakana_after(row->words.items[at - 1].text) && is_katakana(row->words.items[at].text))
		return false;
	return begins_block(row, at) || width(row->words.items[at - 1].text) + FULL_SHORT < widest;
}

/* Where the text after the change begins: at the line that is most like the first, for most of a text stays; else
 * where the empty line parts both most evenly. */
size_t change_words_after(const struct change *row, size_t widest)
{
	if (row->parted)
		return row->after;
	size_t best = 0, found = 0, even = 0, count = row->words.count;
	for (size_t i = 1; i < count; i++) {
		size_t like = likeness(row->words.items[0].text, row->words.items[i].text) * 2 + begins_block(row, i);
		if (may_part(row, i, widest) && like > best) {
			best = like;
			found = i;
		}
		size_t distance = i * 2 > count ? i * 2 - count : count - i * 2;
		size_t so_far = even * 2 > count ? even * 2 - count : count - even * 2;
		if (begins_block(row, i) && may_part(row, i, widest) && (!even || distance < so_far))
			even = i;
	}
	if (best >= LIKE_ENOUGH)
		return found;
	bool brief = count > 1 && width(row->words.items[0].text) <= BRIEF_WIDTH; /* 追加 */
	return even || (count != 2 && !brief) ? even : may_part(row, 1, widest) ? 1 : 0;
}
