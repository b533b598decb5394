/* Schedules and tables → citations of their rows: single ones, lists and ranges. */
#include "law/reader_state.h"

#include "base/buf.h"
#include "base/list.h"

#include <stdlib.h>
#include <string.h>

struct member {
	size_t start, end, number_start, number_end;
	const char *number;
	bool unit;
	bool from_range; /* it is the end of a range that the one before began */
};

struct rows {
	struct member *items;
	size_t count;
	size_t capacity;
	size_t end;
};

/* 別表第2 → 別表第二. */
static const char *schedule_title(struct reader *reader, const char *folded)
{
	static const char prefix[] = "別表第";
	if (strncmp(folded, prefix, strlen(prefix)) != 0)
		return folded;
	struct buf out = BUF_INIT;
	buf_puts(&out, prefix);
	numeral_print((int)strtol(folded + strlen(prefix), NULL, 10), &out);
	const char *text = arena_copy(reader->arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

static void emit_table(struct reader *reader, const struct table *table)
{
	struct citation citation = reader_citation(reader, &table->law, table->start, table->end);
	citation.schedule = table->schedule;
	citation.schedule_name = table->name;
	reader_push(reader, &citation);
}

static bool read_member(struct reader *reader, size_t at, bool from_range, struct rows *rows)
{
	struct match match;
	if (!reader_matches(reader, reader->patterns->member, at, &match))
		return false;
	int group = match.group_end[1] ? 1 : 4; /* in brackets or not: the member, its number, its 項 */
	struct member member = {.start = match.group_start[group],
	                        .end = match.group_end[group],
	                        .number_start = match.group_start[group + 1],
	                        .number_end = match.group_end[group + 1],
	                        .number = reader_group_number(reader, &match, group + 1),
	                        .unit = match.group_end[group + 2] != 0,
	                        .from_range = from_range};
	list_push(reader->arena, rows, member);
	rows->end = match.end;
	return true;
}

/* Reads 第42項、第43項 … or 1、2、3の項 from `at` on. */
static struct rows read_rows(struct reader *reader, size_t at)
{
	struct rows rows = {.end = at};
	struct match match;
	bool more = read_member(reader, at, false, &rows);
	while (more) {
		size_t next = rows.end;
		bool range = reader_matches(reader, reader->patterns->range, next, &match);
		if (range || reader_matches(reader, reader->patterns->separator, next, &match))
			next = match.end;
		more = next > rows.end && read_member(reader, next, range, &rows);
		if (more && range && reader_matches(reader, reader->patterns->range_end, rows.end, &match))
			rows.end = match.end;
	}
	return rows;
}

/* The law that the brackets behind a row begin with. */
static const struct act *law_beside(struct reader *reader, size_t end)
{
	const char *text = reader->text.text + end;
	size_t length;
	if (*text != '(')
		return NULL;
	const struct act *act = registry_name(reader->registry, NULL, text + 1, reader->text.length - end - 1, &length);
	struct match match;
	if (!act || reader_matches(reader, reader->patterns->other_law, end + 1 + length, &match))
		return NULL;
	if (registry_is_guess(reader->registry, text + 1, length))
		return NULL;
	return reader_matches(reader, reader->patterns->beside, end + 1 + length, &match) ? act : NULL;
}

static void emit_row(struct reader *reader, const struct member *member, size_t start, size_t end, const char *number)
{
	const struct table *table = &reader->table;
	struct citation citation = reader_citation(reader, &table->law, start, end);
	citation.schedule = table->schedule;
	citation.schedule_name = table->name;
	citation.row = number;
	citation.number_start = reader->text.from[member->number_start];
	citation.number_end = reader->text.to[member->number_end - 1];
	citation.group = reader->groups;
	citation.beside = law_beside(reader, end);
	reader_push(reader, &citation);
}

static int number_compare(const char *a, const char *b)
{
	int difference = (int)(strtol(a, NULL, 10) - strtol(b, NULL, 10));
	const char *branch_a = strstr(a, "の"), *branch_b = strstr(b, "の");
	if (difference || (!branch_a && !branch_b))
		return difference;
	if (!branch_a || !branch_b)
		return branch_a ? 1 : -1;
	return number_compare(branch_a + strlen("の"), branch_b + strlen("の"));
}

/* 42項～45項 means the rows of the schedule from 42 to 45; of one that is not known, its ends. */
static void emit_range(struct reader *reader, const struct member *first, const struct member *last, size_t start)
{
	const struct schedule *schedule = reader->table.schedule;
	size_t before = reader->out->count, known = 0;
	for (size_t i = 0; schedule && i < schedule->row_count && known < RANGE_LIMIT; i++) {
		const struct law_row *row = schedule->rows[i];
		if (schedule_row(schedule, row->number) != row || number_compare(row->number, first->number) < 0 ||
		    number_compare(row->number, last->number) > 0)
			continue;
		emit_row(reader, first, start, last->end, row->number);
		reader->out->items[reader->out->count - 1].between =
		    strcmp(row->number, first->number) != 0 && strcmp(row->number, last->number) != 0;
		known++;
	}
	if (!known) {
		emit_row(reader, first, start, last->end, first->number);
		emit_row(reader, last, start, last->end, last->number);
	}
	for (size_t i = before; i < reader->out->count; i++)
		reader->out->items[i].range = true;
}

/* The rows at `at` are cited; the first citation begins at `start`. */
static size_t emit_rows(struct reader *reader, const struct rows *rows, size_t start)
{
	reader->groups++;
	for (size_t i = 0; i < rows->count; i++) {
		const struct member *member = &rows->items[i];
		size_t from = i ? member->start : start;
		if (i + 1 < rows->count && rows->items[i + 1].from_range) {
			emit_range(reader, member, &rows->items[i + 1], from);
			i++;
		} else {
			emit_row(reader, member, from, member->end, member->number);
		}
	}
	reader->table.end = reader->table.start = rows->end;
	reader->latest = LATEST_TABLE;
	reader->consumed = rows->end;
	return rows->end;
}

/* 別表第1の5の2）: a number without 項 is a row where nothing else is counted. */
static bool ends_there(const struct reader *reader, size_t at)
{
	static const char *const ends[] = {")", "」", "\v", "\f", "。", NULL};
	for (const char *const *end = ends; *end; end++)
		if (strncmp(reader->text.text + at, *end, strlen(*end)) == 0)
			return true;
	return reader->text.text[at] == '\0';
}

/* Behind the word for a table: rows, or the table itself is cited. */
size_t reader_open_table(struct reader *reader, struct table table)
{
	struct match match;
	size_t at = table.end;
	bool marked = reader_matches(reader, reader->patterns->tokens, at, &match) && match.kind == TOKEN_ROWS;
	if (marked)
		at = match.end;
	else if (strncmp(reader->text.text + at, "の", 3) == 0)
		at += 3;
	else if (reader->text.text[at] == FOLD_GAP)
		at++;
	struct rows rows = read_rows(reader, at);
	marked |= rows.count && at == table.end + 3 && ends_there(reader, rows.end);
	reader->table = table;
	reader->latest = LATEST_TABLE;
	if (rows.count && (marked || rows.items[rows.count - 1].unit))
		return emit_rows(reader, &rows, table.start);
	emit_table(reader, &table);
	reader->table.start = reader->table.end;
	return table.end;
}

/* 別表第168項, where the space of 「別表第1 68項」 is lost: the registry knows no 別表第168. */
static size_t split_schedule(struct reader *reader, const struct named *law, size_t start, size_t end)
{
	size_t digits = start + strlen("別表第");
	struct match unit;
	if (end <= digits + 1 || !law->act ||
	    registry_schedule(reader->registry, law->act, reader_slice(reader, start, end), NULL))
		return end;
	bool followed = reader_matches(reader, reader->patterns->member, digits + 1, &unit) && unit.end > end;
	return followed && registry_schedule(reader->registry, law->act, reader_slice(reader, start, digits + 1), NULL)
	           ? digits + 1
	           : end;
}

/* 別表 第105項: behind white space stands the row of a 別表 without a number. */
static size_t end_before_row(struct reader *reader, size_t start, size_t end)
{
	size_t word = start + strlen("別表");
	const char *unit = reader->text.text + end;
	bool split = end > word && reader_is_after_space(reader, word) &&
	             (strncmp(unit, "項", strlen("項")) == 0 || strncmp(unit, "号", strlen("号")) == 0);
	return split ? word : end;
}

/* A schedule named without a law, in the text of one that has such a schedule: （別表第二における情報照会の根拠）. Any
 * other law between them may be the one that is meant: 条例で定める事務（別表第二…）. */
static void law_of_lone_schedule(struct reader *reader, const char *name, size_t at, struct named *law)
{
	const struct named candidates[] = {reader->table.law, reader->article.law};
	const size_t ends[] = {reader->table.end, reader->article.law.end};
	struct named other;
	for (size_t i = 0; i < 2; i++) {
		bool reaches = candidates[i].valid && ends[i] <= at && at - ends[i] <= REACH;
		if (!reaches || !registry_schedule(reader->registry, candidates[i].act, name, NULL))
			continue;
		bool interrupted =
		    reader->last_law.valid && reader->last_law.end > ends[i] && reader->last_law.act != candidates[i].act;
		if (interrupted || reader_unknown_between(reader, ends[i], at, &other))
			continue;
		law->act = candidates[i].act;
		law->law = candidates[i].law;
		return;
	}
}

size_t reader_schedule(struct reader *reader, const struct match *match)
{
	struct named law;
	size_t start, end = end_before_row(reader, match->start, match->end);
	bool known = reader_law_at(reader, match->start, &law, &start);
	if (!known)
		law_of_lone_schedule(reader, reader_slice(reader, match->start, end), match->start, &law);
	law.supplementary = false;
	end = split_schedule(reader, &law, match->start, end);
	const char *folded = reader_slice(reader, match->start, end);
	struct table table = {.law = law, .valid = true, .start = start, .end = end};
	table.schedule = registry_schedule(reader->registry, law.act, folded, NULL);
	table.name = table.schedule ? table.schedule->name : schedule_title(reader, folded);
	return reader_open_table(reader, table);
}

/* 同表, and 表2、3項 behind an article that has a table. */
bool reader_find_table(struct reader *reader)
{
	if (reader->latest != LATEST_TABLE && reader->article.law.valid) {
		const struct schedule *schedule =
		    registry_schedule(reader->registry, reader->article.law.act, NULL, reader->article.article);
		if (schedule)
			reader->table =
			    (struct table){.law = reader->article.law, .schedule = schedule, .name = schedule->name, .valid = true};
	}
	return reader->table.valid;
}

/* Numbers that may be rows: 第42項, 42の項, 項番30, 表2、3項. `marked`: a word before them says so. */
size_t reader_numbers(struct reader *reader, size_t start, size_t at, bool marked)
{
	if (at < reader->no_list)
		return at;
	struct rows rows = read_rows(reader, at);
	bool unit = rows.count && rows.items[rows.count - 1].unit;
	bool in_brackets = at && reader->text.text[at - 1] == '(';
	if (rows.count && (marked || unit) && reader_find_table(reader))
		return emit_rows(reader, &rows, start);
	reader->no_list = rows.end;
	if (!unit || !in_brackets || strncmp(reader->text.text + rows.end - 6, "の項", 6) != 0)
		return at;
	reader->table = (struct table){.law = {.valid = true}}; /* rows of a table that is not named */
	return emit_rows(reader, &rows, start);
}
