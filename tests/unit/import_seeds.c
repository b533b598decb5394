/* Published sheets as they are: everything that stands in them has to come out at its own item. What is expected was
 * read by hand and stands in tests/import/ without the sheets' sentences; the sheets are found by SHIKII_SEEDS. */
#include "import/import.h"

#include "assess/assess.h"
#include "base/utf8.h"
#include "support/seeds.h"
#include "support/sha256.h"

#include <criterion/criterion.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FIELD_LIMIT = 8 };

static struct arena *arena;
static struct diags diags;
static struct official *official;
static struct import import;
static const struct sheet *sheet;

static void set_up(void)
{
	arena = arena_new();
	diags_init(&diags, arena);
	official = official_load(arena, &diags, &(struct data_folders){0});
}

static void tear_down(void)
{
	arena_free(arena);
}

TestSuite(import_seeds, .init = set_up, .fini = tear_down);

static const struct row *row_of(const char *key)
{
	for (size_t i = 0; i < sheet->row_count; i++)
		if (sheet->rows[i]->key && strcmp(sheet->rows[i]->key, key) == 0)
			return sheet->rows[i];
	return NULL;
}

/* Imports the seed and lays its model out again; false when there are no seeds. */
static bool read_seed(const char *number)
{
	const char *path = seed_path(arena, number);
	if (!path)
		return false;
	const struct source *source = source_load(arena, &diags, path);
	cr_assert(source);
	const char *reason = import_text(arena, official, source, 1, &import);
	cr_assert_null(reason, "%s", reason);
	source = source_from_memory(arena, &diags, "seed.yaml", buf_text(&import.yaml), import.yaml.length);
	buf_free(&import.yaml);
	const struct node *node = node_read(arena, &diags, source);
	const struct body *body = body_bind(arena, &diags, official->schema, NULL);
	const struct model *model = model_bind(arena, &diags, official->schema, body, node);
	struct assess_options options = {.form = import.form->kind};
	const struct assessment *assessment = assess(arena, &diags, official, model, &options);
	cr_assert_eq(diags.count, 0, "%s: %s", number, diags.count ? diags.items[0]->message : "");
	sheet = assessment->sheets[0];
	return true;
}

/* FNV-1a of the text without white space, as sixteen digits. */
static const char *fingerprint(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	while (*text) {
		size_t skipped = strspn(text, " \t\n");
		skipped += strncmp(text, "　", strlen("　")) == 0 ? strlen("　") : 0;
		skipped += strncmp(text, "\xC2\xA0", 2) == 0 ? 2 : 0;
		if (!skipped)
			hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
		text += skipped ? skipped : 1;
	}
	return arena_printf(arena, "%016" PRIx64, hash);
}

static const char *fingerprint_or_dash(const char *text)
{
	return *text ? fingerprint(text) : "-";
}

/* 自己点検,内部監査: the ticked options of a row. */
static const char *ticked(const struct row *row)
{
	const char *text = "";
	for (size_t i = 0; i < row->tick_count; i++)
		if (row->ticks[i].ticked)
			text = arena_printf(arena, "%s%s%s", text, *text ? "," : "", row->ticks[i].option->value);
	return text;
}

/* その他=<fingerprint>: the words in brackets of boxes whose ticks are lost. */
static const char *bracketed(const struct row *row)
{
	const char *text = "";
	for (size_t i = 0; i < row->tick_count; i++)
		if (row->ticks[i].text)
			text = arena_printf(arena, "%s%s=%s", text, row->ticks[i].option->value, fingerprint(row->ticks[i].text));
	return *text ? text : "-";
}

static const struct row *row_at(const char *id, const char *index)
{
	size_t numbers[4], count = 0;
	for (const char *at = index; *at && *at != '-';) {
		char *end;
		numbers[count++] = strtoul(at, &end, 10);
		at = *end ? end + 1 : end;
	}
	return sheet_row(sheet, id, numbers, count);
}

static void expect_row(char **fields)
{
	const char *id = fields[0], *kind = fields[2], *value = fields[3];
	const struct row *row = row_at(id, fields[1]);
	cr_assert(row, "%s %s: no such row", id, fields[1]);
	enum answer_state state = strcmp(kind, "blank") == 0     ? STATE_BLANK
	                          : strcmp(kind, "unknown") == 0 ? STATE_UNKNOWN
	                                                         : STATE_ANSWERED;
	cr_expect_eq(row->state, state, "%s %s: %s", id, fields[1], answer_state_name(row->state));
	const char *got = value;
	if (strcmp(kind, "text") == 0)
		got = fingerprint(row->printed);
	else if (strcmp(kind, "choice") == 0)
		got = row->answer.kind == VALUE_TEXT ? row->answer.text : "no text";
	else if (strcmp(kind, "ticks") == 0)
		got = ticked(row);
	else if (strcmp(kind, "flag") == 0)
		got = row->answer.kind == VALUE_BOOL && row->answer.truth ? "true" : "false";
	else if (strcmp(kind, "count") == 0)
		got = row->printed;
	else if (strcmp(kind, "unknown") == 0)
		got = bracketed(row);
	cr_expect_str_eq(got, value, "%s %s: %s, printed %.60s", id, fields[1], got, row->printed);
}

static void expect_change(char **fields)
{
	size_t n = strtoul(fields[1], NULL, 10);
	cr_assert_leq(n, sheet->history_count, "row %zu of %zu", n, sheet->history_count);
	const struct history_row *row = &sheet->history[n - 1];
	cr_expect_str_eq(*row->date ? row->date : "-", fields[2], "row %zu", n);
	cr_expect_str_eq(row->timing, fields[3], "row %zu", n);
	const char *const cells[] = {row->item, row->before, row->after, row->note};
	for (size_t i = 0; i < 4; i++)
		cr_expect_str_eq(fingerprint_or_dash(cells[i]), fields[4 + i], "row %zu, cell %zu: %.60s", n, i, cells[i]);
}

/* Every row of the sheet but those that the form fills is in the table: nothing is invented. */
static size_t count_rows(void)
{
	size_t count = 0;
	for (size_t i = 0; i < sheet->row_count; i++)
		count += sheet->rows[i]->item->type != ITEM_REF;
	return count;
}

static void expect_table(const char *number)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *path = arena_printf(arena, "%s/tests/import/%s.tsv", root ? root : ".", number);
	const struct source *table = source_load(arena, &diags, path);
	size_t rows = 0, changes = 0;
	cr_assert(table, "%s", path);
	for (size_t line = 2; line <= table->line_count; line++) {
		struct span span = source_line(table, line);
		char *text = arena_copy(arena, table->text + span.start, span.end - span.start);
		char *fields[FIELD_LIMIT] = {NULL};
		for (size_t i = 0; i < FIELD_LIMIT && text; i++) {
			fields[i] = text;
			text = strchr(text, '\t');
			if (text)
				*text++ = '\0';
		}
		if (strcmp(fields[0], "history") == 0)
			changes++, expect_change(fields);
		else if (*fields[0])
			rows++, expect_row(fields);
	}
	cr_expect_eq(rows, count_rows(), "%zu of %zu rows", rows, count_rows());
	cr_expect_eq(changes, sheet->history_count, "%zu of %zu", changes, sheet->history_count);
}

static size_t count_state(enum import_state state)
{
	size_t count = 0;
	for (size_t i = 0; i < import.item_count; i++)
		count += import.items[i].state == state;
	return count;
}

Test(import_seeds, whole)
{
	const struct {
		const char *number, *form;
		size_t stand_ins, unplaced;
	} cases[] = {
	    {"000", "kiso-2019", 0, 0},
	    {"001", "juten-2018", 0, 0},
	    {"002", "kiso-2024", 0, 1}, /* a box of section 8 beside the heading of section 7 */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (!read_seed(cases[i].number))
			continue;
		cr_expect_str_eq(import.form->id, cases[i].form);
		expect_table(cases[i].number);
		cr_expect_eq(count_state(IMPORT_STAND_IN), cases[i].stand_ins, "%s", cases[i].number);
		cr_expect_eq(import.placing->unplaced.count, cases[i].unplaced, "%s", cases[i].number);
	}
}

Test(import_seeds, history_that_is_lost_is_unknown)
{
	if (read_seed("001"))
		cr_expect_eq(record_field(sheet->record, "history")->kind, VALUE_UNKNOWN);
}

/* ---- a whole sheet as raw text, against what two readers wrote down (tests/import/003-truth.tsv) ---- */

enum { ITEMS_OF_003 = 1018, CHANGES_OF_003 = 143, WORDS_OF_CHANGE = 6, START_POINTS = 20 };

/* As the table has it: without white space and width; "-" where there is nothing. */
static const char *hash_of(const char *text)
{
	const char *folded = utf8_fold(arena, text ? text : "");
	return *folded ? sha256_start(arena, folded) : "-";
}

static const char *hash_of_start(const char *text)
{
	const char *folded = utf8_fold(arena, text);
	return hash_of(arena_copy(arena, folded, utf8_prefix(folded, strlen(folded), START_POINTS)));
}

/* 自己点検|その他（見本）: the ticked options, with what stands in their brackets. */
static const char *hash_of_ticks(const struct row *row)
{
	const char *text = "";
	if (row->item->type == ITEM_FLAG)
		return hash_of(row->answer.truth ? row->item->label : "");
	for (size_t i = 0; i < row->tick_count; i++) {
		const struct tick *tick = &row->ticks[i];
		if (!tick->ticked)
			continue;
		const char *words = tick->text ? arena_printf(arena, "（%s）", tick->text) : "";
		text = arena_printf(arena, "%s%s%s%s", text, *text ? "|" : "", tick->option->value, words);
	}
	return hash_of(text);
}

/* A frame that nobody filled in is printed, and is no member of the model: its items have no row. */
static bool agrees(const struct row *row, const char *state, const char *words, const char *hash)
{
	bool empty = !row || row->state == STATE_BLANK || row->state == STATE_ABSENT;
	if (strcmp(state, "blank") == 0)
		return empty || (row->item->type == ITEM_FLAG && !row->answer.truth);
	if (empty)
		return false;
	if (strcmp(state, "choice") == 0)
		return strcmp(row->printed, words) == 0;
	if (strcmp(state, "ticks") == 0)
		return strcmp(hash_of_ticks(row), hash) == 0;
	return strcmp(hash_of(row->printed), hash) == 0 || strcmp(hash_of(row->value), hash) == 0;
}

static const char *change_key(const struct history_row *row)
{
	return arena_printf(arena, "%s %s %s %s %s %s", hash_of(row->date), hash_of(row->item), hash_of_start(row->before),
	                    hash_of_start(row->after), hash_of(row->timing), hash_of(row->note));
}

/* The order of the rows on the page is not to be seen in the text: each is looked for among all. */
static bool take_change(const char **keys, size_t count, const char *key)
{
	for (size_t i = 0; i < count; i++) {
		if (!keys[i] || strcmp(keys[i], key) != 0)
			continue;
		keys[i] = NULL;
		return true;
	}
	return false;
}

static const char *change_expected(char **fields)
{
	const char *key = fields[2];
	for (size_t i = 1; i < WORDS_OF_CHANGE; i++)
		key = arena_printf(arena, "%s %s", key, fields[2 + i]);
	return key;
}

static void split_fields(struct span span, const struct source *table, char **fields)
{
	char *text = arena_copy(arena, table->text + span.start, span.end - span.start);
	for (size_t i = 0; i < FIELD_LIMIT; i++) {
		fields[i] = text;
		text += strcspn(text, "\t");
		if (*text)
			*text++ = '\0';
	}
}

Test(import_seeds, raw_text_of_a_whole_sheet)
{
	if (!read_seed("003"))
		return;
	const char *path = arena_printf(arena, "%s/tests/import/003-truth.tsv", getenv("SHIKII_SOURCE_DIR"));
	const struct source *table = source_load(arena, &diags, path);
	const char **keys = arena_array(arena, const char *, sheet->history_count);
	size_t items = 0, changes = 0;
	for (size_t i = 0; i < sheet->history_count; i++)
		keys[i] = change_key(&sheet->history[i]);
	for (size_t line = 1; line <= table->line_count; line++) {
		char *fields[FIELD_LIMIT];
		struct span span = source_line(table, line);
		if (span.end == span.start || table->text[span.start] == '#')
			continue;
		split_fields(span, table, fields);
		bool change = strcmp(fields[1], "row") == 0;
		bool right = change ? take_change(keys, sheet->history_count, change_expected(fields))
		                    : agrees(row_of(fields[0]), fields[1], fields[2], fields[3]);
		cr_expect(right, "%s", fields[0]);
		items += !change;
		changes += change;
	}
	cr_expect_eq(items, ITEMS_OF_003);
	cr_expect_eq(changes, CHANGES_OF_003);
	cr_expect_eq(sheet->history_count, CHANGES_OF_003);
	cr_expect_eq(count_state(IMPORT_UNKNOWN), 0);
	cr_expect_eq(import.placing->unplaced.count, 1); /* the number of a heading, in brackets by itself */
	cr_expect(!row_of("I.2[15].1") && !row_of("II[1].4.c[7].6"));
}
