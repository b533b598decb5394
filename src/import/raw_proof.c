/* What the order of raw text has given, held against the form once more: words that the form itself prints are no answer
 * of a text, and are left unplaced. Better unknown than wrong. */
#include "import/raw.h"

#include "base/list.h"
#include "base/messages/import.h"
#include "base/utf8.h"
#include "import/answer.h"

#include <string.h>

enum {
	STAMP_LETTERS = 4,   /* of a piece of the stamp */
	BROKEN_LETTERS = 20, /* of a label that a text begins with */
	LABEL_LETTERS = 4,   /* of a label that is no answer */
	OPTION_BYTES = 12,   /* of an option that its number stands before, though the rest is broken off */
	NAME_LINES = 40,     /* between the parts of a name; in XHTML a word has a line */
	OPTION_LINES = 4,    /* of an option between its brackets */
	DATE_BYTES = 60,
	WORDS_LIMIT = 2048,   /* bytes of an answer that may be words of the form alone */
	ANSWER_LIMIT = 65536, /* of one that may have labels in it */
	SPREAD = 2            /* options, or labels of the cover, that no answer has side by side */
};

struct proof {
	struct raw *raw;
	const char **options; /* of all items, folded, in the form's order; their numbers in `numbers` */
	size_t *numbers;
	size_t option_count;
	const char **labels; /* headings, labels, boxes of sections */
	size_t label_count;
	const char *stamp;
	const char *kind; /* 重点項目評価書: the words in the brackets of the title */
};

/* ---- the form's words ---- */

/* A heading without what its line may end before: 【任意】. */
static size_t front_length(const char *label)
{
	const char *tail = strstr(label, "【");
	return tail ? (size_t)(tail - label) : strlen(label);
}

static void list_words(struct proof *proof)
{
	struct raw *raw = proof->raw;
	LIST(const char *) options = {0}, labels = {0};
	LIST(size_t) numbers = {0};
	for (size_t i = 0; i < raw->entries.count; i++) {
		const struct item *item = raw->entries.items[i].item;
		for (size_t j = 0; item && j < item->option_count; j++) {
			const char *folded = utf8_fold(raw->scratch, item->options[j].label);
			list_push(raw->scratch, &options, folded);
			list_push(raw->scratch, &numbers, j + 1);
		}
		const struct label *label = &raw->entries.items[i].label;
		if ((item && item->type == ITEM_FLAG) || utf8_count(label->full, strlen(label->full)) >= LABEL_LETTERS) {
			const char *front = arena_copy(raw->scratch, label->full, front_length(label->full));
			list_push(raw->scratch, &labels, front);
			list_push(raw->scratch, &labels, label->full);
			list_push(raw->scratch, &labels, label->text);
		}
	}
	proof->options = options.items;
	proof->option_count = options.count;
	proof->numbers = numbers.items;
	proof->labels = labels.items;
	proof->label_count = labels.count;
	const char *open = strstr(raw->form->title, "（"), *end = open ? strstr(open, "）") : NULL;
	const char *kind = end ? arena_copy(raw->scratch, open + strlen("（"), (size_t)(end - open) - strlen("（")) : "";
	proof->kind = utf8_fold(raw->scratch, kind);
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
	size_t options, numbered, labels, signs;
	size_t touching; /* options with nothing between them and the one before */
	bool other;      /* there are words besides */
};

/* 2., the number of a heading. */
static size_t lone_number(const char *folded)
{
	size_t digits = strspn(folded, "0123456789");
	return digits && digits <= 2 && folded[digits] == '.' ? digits + 1 : 0;
}

/* An option that its brackets have come into: [10万人以上100万]人未満. */
static bool is_broken_option(struct proof *proof, const char *folded)
{
	char *bare = arena_alloc(proof->raw->scratch, strlen(folded) + 1);
	size_t count = 0;
	for (const char *at = folded; *at; at++)
		if (*at != '[' && *at != ']')
			bare[count++] = *at;
	bare[count] = '\0';
	return folded[count] && longest(bare, proof->options, proof->option_count) == count;
}

/* Begins the answer with a part of a long label, whose end the text has elsewhere? */
static bool begins_label(const struct proof *proof, const char *folded)
{
	for (size_t i = 0; i < proof->label_count; i++) {
		const char *label = proof->labels[i];
		size_t same = 0;
		while (label[same] && label[same] == folded[same])
			same++;
		if (label[same] && utf8_count(folded, same) >= BROKEN_LETTERS)
			return true;
	}
	return false;
}

static struct found look(const struct proof *proof, const char *folded)
{
	struct found found = {0};
	bool option = false;
	for (size_t taken; *folded; folded += taken) {
		bool before = option;
		option = false;
		size_t label = longest(folded, proof->labels, proof->label_count);
		if ((taken = numbered(proof, folded)))
			found.numbered++;
		else if ((taken = longest(folded, proof->options, proof->option_count)) > label) {
			option = true;
			found.options++;
			found.touching += before;
		} else if ((taken = label))
			found.labels++;
		else if ((taken = strspn(folded, "[]()")) || (taken = lone_number(folded)))
			found.signs += taken;
		else {
			taken = utf8_step(folded);
			found.other = true;
		}
	}
	return found;
}

/* Has an item of the place, or of those in it, this option, and no answer yet? */
static bool is_missed(struct proof *proof, const struct place *place, const char *folded)
{
	for (size_t i = 0; i < place->reading_count; i++) {
		const struct reading *other = &place->readings[i];
		for (size_t j = 0; !other->chunks.count && j < other->item->option_count; j++)
			if (strcmp(utf8_fold(proof->raw->scratch, other->item->options[j].label), folded) == 0)
				return true;
	}
	for (size_t i = 0; i < place->inner.count; i++)
		if (is_missed(proof, place->inner.items[i], folded))
			return true;
	return false;
}

/* Has the place boxes without an answer? */
static bool lacks_boxes(const struct place *place)
{
	for (size_t i = 0; i < place->reading_count; i++)
		if (place->readings[i].item->type == ITEM_BOXES && !place->readings[i].chunks.count)
			return true;
	return false;
}

static bool is_printed(struct proof *proof, const struct reading *reading, const char *folded)
{
	struct found found = {.other = true};
	if (strlen(folded) <= WORDS_LIMIT)
		found = look(proof, folded);
	if (found.numbered >= SPREAD || found.touching >= SPREAD || (found.touching && lacks_boxes(reading->place)))
		return true;
	if (found.other)
		return false;
	if (found.numbered || found.labels || found.signs || found.options >= SPREAD)
		return true;
	const struct place *place = reading->item->type == ITEM_LINE ? reading->place : proof->raw->placing->root;
	return found.options && is_missed(proof, place, folded);
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
	size_t length = 0;
	for (size_t i = 0; i < reading->chunks.count; i++)
		length += strlen(reading->chunks.items[i].text);
	if (length > ANSWER_LIMIT)
		return;
	const char *text = chunks_text(proof->raw->scratch, &reading->chunks);
	const char *folded = utf8_fold(proof->raw->scratch, text);
	if (strcmp(folded, proof->kind) == 0 || is_of_stamp(proof, text) || is_broken_option(proof, folded) ||
	    begins_label(proof, folded) || raw_is_fragments(proof->raw, reading, text) ||
	    is_printed(proof, reading, folded) || has_cover(proof, reading, folded))
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

/* The kind of the sheet (重点項目評価書), which ends its name behind a gap. */
static void end_name(struct raw *raw, const char *kind)
{
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

/* ---- chosen words that were left ---- */

/* The only reading without an answer that offers this option; *count: how many do. */
static struct reading *find_asked(struct raw *raw, struct place *place, const char *folded, size_t *count)
{
	struct reading *found = NULL;
	for (size_t i = 0; i < place->reading_count; i++) {
		struct reading *reading = &place->readings[i];
		enum item_type type = reading->item->type;
		if (reading->chunks.count || !reading->seen || (type != ITEM_CHOICE && type != ITEM_RESULT))
			continue;
		for (size_t j = 0; j < reading->item->option_count; j++)
			if (strcmp(utf8_fold(raw->scratch, reading->item->options[j].label), folded) == 0) {
				found = reading;
				++*count;
			}
	}
	for (size_t i = 0; i < place->inner.count; i++) {
		struct reading *inside = find_asked(raw, place->inner.items[i], folded, count);
		found = inside ? inside : found;
	}
	return *count == 1 ? found : NULL;
}

/* `[ 1万人以上10万人 ]` and `未満`, the lines of one option: where only one item is still without it, that is its. Returns
 * how many lines were taken. */
static size_t take_lines(struct raw *raw, size_t first)
{
	const struct chunks *unplaced = &raw->placing->unplaced;
	char *whole = utf8_fold(raw->scratch, unplaced->items[first].text), *end = strrchr(whole, ']');
	if (*whole != '[' || !end || end[1])
		return 0;
	*end = '\0';
	const char *words = whole + 1;
	for (size_t lines = 1; lines <= OPTION_LINES && first + lines <= unplaced->count; lines++) {
		size_t asked = 0;
		struct reading *reading = *words ? find_asked(raw, raw->placing->root, words, &asked) : NULL;
		if (reading) {
			const char *answer = arena_printf(raw->arena, "[%s]", words);
			chunk_add(raw->arena, &reading->chunks, answer, unplaced->items[first].line);
			reading->value = (struct value){.kind = VALUE_ABSENT}; /* it was given up */
			reading->doubt = msg(MSG_IMPORT_BY_ORDER);
			return lines;
		}
		if (first + lines < unplaced->count)
			words =
			    arena_printf(raw->scratch, "%s%s", words, utf8_fold(raw->scratch, unplaced->items[first + lines].text));
	}
	return 0;
}

static void take_options(struct raw *raw)
{
	struct chunks *unplaced = &raw->placing->unplaced;
	size_t kept = 0;
	for (size_t i = 0, taken; i < unplaced->count; i += taken ? taken : 1) {
		taken = take_lines(raw, i);
		if (!taken)
			unplaced->items[kept++] = unplaced->items[i];
	}
	unplaced->count = kept;
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
	take_dates(raw, raw->placing->root);
	list_words(&proof);
	prove_place(&proof, raw->placing->root);
	end_name(raw, proof.kind);
	take_options(raw);
	prove_changes(raw);
}
