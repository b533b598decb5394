/* What the order of raw text has given, held against the form once more: words that the form itself prints are no answer
 * of a text, and are left unplaced. Better unknown than wrong. */
#include "import/raw.h"

#include "base/list.h"
#include "base/messages/import.h"
#include "base/utf8.h"
#include "import/answer.h"

#include <string.h>

enum {
	STAMP_LETTERS = 4, /* of a piece of the stamp */
	OPTION_BYTES = 12, /* of an option that its number stands before, though the rest is broken off */
	NAME_LINES = 4,    /* between the parts of a name */
	DATE_BYTES = 60,
	SPREAD = 2 /* options, or labels of the cover, that no answer has side by side */
};

struct proof {
	struct raw *raw;
	const char **options; /* of all items, folded, in the form's order; their numbers in `numbers` */
	size_t *numbers;
	size_t option_count;
	const char **flags;
	size_t flag_count;
	const char *stamp;
};

/* ---- the form's words ---- */

static void list_words(struct proof *proof)
{
	struct raw *raw = proof->raw;
	LIST(const char *) options = {0}, flags = {0};
	LIST(size_t) numbers = {0};
	for (size_t i = 0; i < raw->entries.count; i++) {
		const struct item *item = raw->entries.items[i].item;
		for (size_t j = 0; item && j < item->option_count; j++) {
			const char *folded = utf8_fold(raw->scratch, item->options[j].label);
			list_push(raw->scratch, &options, folded);
			list_push(raw->scratch, &numbers, j + 1);
		}
		if (item && item->type == ITEM_FLAG) {
			const char *folded = utf8_fold(raw->scratch, item->label);
			list_push(raw->scratch, &flags, folded);
		}
	}
	proof->options = options.items;
	proof->option_count = options.count;
	proof->numbers = numbers.items;
	proof->flags = flags.items;
	proof->flag_count = flags.count;
	proof->stamp = utf8_fold(raw->scratch, raw->form->stamp ? raw->form->stamp : "");
}

static size_t longest(const char *text, const char **words, size_t count)
{
	size_t best = 0;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(words[i]);
		if (length > best && strncmp(text, words[i], length) == 0)
			best = length;
	}
	return best;
}

/* 2)十分である: the number of an option with its words, or with their begin. */
static size_t numbered(const struct proof *proof, const char *text)
{
	size_t digits = strspn(text, "0123456789"), number = 0;
	if (!digits || digits > 2 || text[digits] != ')')
		return 0;
	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (size_t)(text[i] - '0');
	const char *words = text + digits + 1;
	for (size_t i = 0; i < proof->option_count; i++) {
		size_t length = strlen(proof->options[i]);
		if (proof->numbers[i] == number &&
		    strncmp(words, proof->options[i], length < OPTION_BYTES ? length : OPTION_BYTES) == 0)
			return digits + 1;
	}
	return 0;
}

/* ---- answers ---- */

struct found {
	size_t options, numbered, flags, signs;
	size_t touching; /* options with nothing between them and the one before */
	bool other;      /* there are words besides */
};

static struct found look(const struct proof *proof, const char *folded)
{
	struct found found = {0};
	bool option = false;
	for (size_t taken; *folded; folded += taken) {
		bool before = option;
		option = false;
		if ((taken = numbered(proof, folded)))
			found.numbered++;
		else if ((taken = longest(folded, proof->options, proof->option_count))) {
			option = true;
			found.options++;
			found.touching += before;
		} else if ((taken = longest(folded, proof->flags, proof->flag_count)))
			found.flags++;
		else if ((taken = strspn(folded, "[]")))
			found.signs += taken;
		else {
			taken = utf8_step(folded);
			found.other = true;
		}
	}
	return found;
}

/* Is an option of the place's other items that have none yet? */
static bool is_missed(struct proof *proof, const struct reading *reading, const char *folded)
{
	const struct place *place = reading->place;
	for (size_t i = 0; i < place->reading_count; i++) {
		const struct reading *other = &place->readings[i];
		for (size_t j = 0; !other->chunks.count && j < other->item->option_count; j++)
			if (strcmp(utf8_fold(proof->raw->scratch, other->item->options[j].label), folded) == 0)
				return true;
	}
	return false;
}

static bool is_printed(struct proof *proof, const struct reading *reading, const char *folded)
{
	struct found found = look(proof, folded);
	if (found.numbered >= SPREAD || found.touching >= SPREAD)
		return true;
	if (found.other)
		return false;
	if (found.numbered || found.flags || found.signs || found.options >= SPREAD)
		return true;
	return found.options && is_missed(proof, reading, folded);
}

/* Are all lines pieces of the stamp, in any order? */
static bool is_of_stamp(struct proof *proof, const char *text)
{
	struct arena *scratch = proof->raw->scratch;
	size_t letters = 0;
	for (size_t length; *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		const char *folded = utf8_fold(scratch, arena_copy(scratch, text, length));
		if (!strstr(proof->stamp, folded))
			return false;
		letters += utf8_count(folded, strlen(folded));
	}
	return letters >= STAMP_LETTERS;
}

/* Has an answer of another part labels of the cover in it? */
static bool has_cover(struct proof *proof, const struct reading *reading, const char *folded)
{
	const struct form *form = proof->raw->form;
	size_t labels = 0;
	for (size_t i = 0; reading->place->section && i < form->cover_count; i++)
		labels += strstr(folded, utf8_fold(proof->raw->scratch, form->cover[i].label)) != NULL;
	return labels >= SPREAD;
}

static void give_up(struct proof *proof, struct reading *reading)
{
	for (size_t i = 0; i < reading->chunks.count; i++)
		chunk_add(proof->raw->arena, &proof->raw->placing->unplaced, reading->chunks.items[i].text,
		          reading->chunks.items[i].line);
	reading->chunks.count = 0;
	reading->doubt = NULL;
	reading->seen = false; /* what stood there is not known: it was not left blank */
}

static void prove_reading(struct proof *proof, struct reading *reading)
{
	enum item_type type = reading->item->type;
	if (!reading->chunks.count || (type != ITEM_TEXT && type != ITEM_LINE))
		return;
	const char *text = chunks_text(proof->raw->scratch, &reading->chunks);
	const char *folded = utf8_fold(proof->raw->scratch, text);
	if (is_of_stamp(proof, text) || is_printed(proof, reading, folded) || has_cover(proof, reading, folded))
		give_up(proof, reading);
}

static void prove_place(struct proof *proof, struct place *place)
{
	for (size_t i = 0; i < place->reading_count; i++)
		prove_reading(proof, &place->readings[i]);
	for (size_t i = 0; i < place->inner.count; i++)
		prove_place(proof, place->inner.items[i]);
}

/* 12　予防接種に関する事務: number and name side by side below their labels. */
static void part_number(struct raw *raw)
{
	struct place *cover = raw->placing->root;
	for (size_t i = 0; i + 1 < cover->reading_count; i++) {
		struct reading *number = &cover->readings[i], *name = number + 1;
		const char *text = name->chunks.count ? name->chunks.items[0].text : "";
		size_t digits = strspn(text, "0123456789"), space = strspn(text + digits, " ");
		space += strncmp(text + digits + space, "　", strlen("　")) == 0 ? strlen("　") : 0;
		if (number->item->type != ITEM_NUMBER || number->chunks.count || !digits || !space)
			continue;
		chunk_add(raw->arena, &number->chunks, arena_copy(raw->arena, text, digits), name->chunks.items[0].line);
		name->chunks.items[0].text = text + digits + space;
		number->seen = true;
	}
}

/* The words in the brackets of the title (重点項目評価書), which end the sheet's name behind a gap. */
static void end_name(struct raw *raw)
{
	const char *open = strstr(raw->form->title, "（"), *words = open ? open + strlen("（") : "";
	const char *kind = utf8_fold(raw->scratch, arena_copy(raw->scratch, words, strcspn(words, "）")));
	struct chunks *unplaced = &raw->placing->unplaced, *name = NULL;
	for (size_t i = 0; i < raw->placing->root->reading_count && !name; i++)
		if (raw->placing->root->readings[i].item->type == ITEM_LINE)
			name = &raw->placing->root->readings[i].chunks;
	for (size_t i = 0; name && name->count == 1 && *kind && i < unplaced->count; i++) {
		struct chunk *chunk = &unplaced->items[i];
		if (strcmp(utf8_fold(raw->scratch, chunk->text), kind) != 0 || chunk->line < name->items[0].line ||
		    chunk->line > name->items[0].line + NAME_LINES)
			continue;
		name->items[0].text = arena_printf(raw->arena, "%s　%s", name->items[0].text, chunk->text);
		memmove(chunk, chunk + 1, (unplaced->count - i - 1) * sizeof *chunk);
		unplaced->count--;
		return;
	}
}

/* Where a date begins that ends the text: in a name or the like anywhere, else on a line of its own; NULL: nowhere. */
static const char *last_date(const struct raw *raw, const struct item *item, const char *text)
{
	struct date day;
	const char *line = strrchr(text, '\n');
	for (const char *at = item->type == ITEM_LINE ? text : line ? line : ""; *at; at += utf8_step(at)) {
		const char *start = at + (*at == '\n');
		if (at > text && strlen(start) <= DATE_BYTES && date_parse(&raw->schema->calendar, start, &day) == DATE_OK)
			return start;
		if (item->type != ITEM_LINE)
			break;
	}
	return NULL;
}

/* A date that stands above its label, at the end of the answer before. */
static void take_date(struct raw *raw, struct reading *date)
{
	struct chunks *before = &date[-1].chunks;
	struct chunk *last = before->count ? &before->items[before->count - 1] : NULL;
	const char *start = last ? last_date(raw, date[-1].item, last->text) : NULL;
	if (!start)
		return;
	chunk_add(raw->arena, &date->chunks, start, last->line);
	date->doubt = msg(MSG_IMPORT_BY_ORDER);
	size_t length = (size_t)(start - last->text);
	last->text = arena_copy(raw->arena, last->text, length - (length && start[-1] == '\n'));
}

static void take_dates(struct raw *raw, struct place *place)
{
	for (size_t i = 1; i < place->reading_count; i++) {
		struct reading *reading = &place->readings[i];
		if (reading->item->type == ITEM_DATE && reading->seen && !reading->chunks.count)
			take_date(raw, reading);
	}
	for (size_t i = 0; i < place->inner.count; i++)
		take_dates(raw, place->inner.items[i]);
}

/* ---- 変更箇所 ---- */

/* Names the row an item of the form, so that its columns have not run into each other? */
static bool is_row(struct raw *raw, const struct change_row *row)
{
	for (size_t k = 0; k < raw->form->column_count; k++) {
		const char *text = chunks_text(raw->scratch, &row->cells[k]);
		if (strcmp(raw->form->columns[k].field, "item") == 0)
			return item_name_read(raw->names, text).kind != ITEM_NAME_UNKNOWN;
	}
	return true;
}

/* Rows of which most name nothing are not the sheet's: all of them are left as they stand. */
static void prove_changes(struct raw *raw)
{
	struct placing *placing = raw->placing;
	size_t named = 0;
	for (size_t i = 0; i < placing->history.count; i++)
		named += is_row(raw, &placing->history.items[i]);
	if (named * 2 >= placing->history.count)
		return;
	for (size_t i = 0; i < placing->history.count; i++)
		for (size_t k = 0; k < raw->form->column_count; k++)
			for (size_t j = 0; j < placing->history.items[i].cells[k].count; j++)
				chunk_add(raw->arena, &placing->unplaced, placing->history.items[i].cells[k].items[j].text,
				          placing->history.items[i].cells[k].items[j].line);
	placing->history.count = 0;
	placing->has_history = false;
}

void raw_prove(struct raw *raw)
{
	struct proof proof = {.raw = raw};
	arena_reset(raw->scratch);
	part_number(raw);
	end_name(raw);
	take_dates(raw, raw->placing->root);
	list_words(&proof);
	prove_place(&proof, raw->placing->root);
	prove_changes(raw);
}
