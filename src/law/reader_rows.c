/* Schedules and tables → citations of their rows: single ones, lists and ranges. */
#include "law/reader_state.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum unit { UNIT_NONE, UNIT_ROW, UNIT_PARAGRAPH, UNIT_ITEM }; /* nothing, の項, 項, 号 */

/* One number of a list. */
struct member {
	size_t start, end, number_start, number_end;
	size_t behind;               /* where reading goes on */
	size_t item_start, item_end; /* of 24の項第1号 the item's number; item_end 0: none */
	enum unit unit;
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
	reader->table.law.misspelt = false;
}

static enum unit unit_of(const struct reader *reader, const struct match *match)
{
	static const char row[] = "の項", each[] = "の各項", item[] = "号";
	const char *unit = reader->text.text + match->group_start[2];
	if (!match->group_end[2])
		return UNIT_NONE;
	if (strncmp(unit, row, strlen(row)) == 0 || strncmp(unit, each, strlen(each)) == 0)
		return UNIT_ROW;
	return strstr(unit, item) && strstr(unit, item) < reader->text.text + match->group_end[2] ? UNIT_ITEM
	                                                                                          : UNIT_PARAGRAPH;
}

/* 42-45 is a range; 56-2 is 56の2, for no range ends before it begins. */
static size_t dash_of_range(const struct reader *reader, const struct member *member)
{
	const char *number = reader->text.text + member->number_start, *end = reader->text.text + member->number_end;
	const char *dash = memchr(number, '-', (size_t)(end - number));
	return dash && strtol(dash + 1, NULL, 10) > strtol(number, NULL, 10) ? (size_t)(dash - reader->text.text) : 0;
}

static bool read_member(struct reader *reader, size_t at, bool from_range, struct rows *rows)
{
	struct match match;
	if (!reader_matches(reader, reader->patterns->member, at, &match))
		return false;
	struct member member = {.start = reader->text.text[match.start] == '(' ? match.start + 1 : match.start,
	                        .end = match.end - (reader->text.text[match.start] == '('),
	                        .number_start = match.group_start[1],
	                        .number_end = match.group_end[1],
	                        .item_start = match.group_start[3],
	                        .item_end = match.group_end[3],
	                        .unit = unit_of(reader, &match),
	                        .behind = match.end,
	                        .from_range = from_range};
	size_t dash = dash_of_range(reader, &member);
	if (dash) {
		struct member first = {
		    .start = member.start, .end = dash, .number_start = member.number_start, .number_end = dash};
		list_push(reader->arena, rows, first);
		member.start = member.number_start = dash + 1;
		member.from_range = true;
	}
	list_push(reader->arena, rows, member);
	rows->end = match.end;
	return true;
}

/* The number of a member, the branch behind its counter included: 第56項の2 → 56の2. */
static const char *member_number(struct reader *reader, const struct member *member)
{
	return reader_number(reader, member->number_start, member->item_end ? member->number_end : member->end);
}

/* Does the last member of a range come before the first? */
static bool is_backwards(const struct reader *reader, const struct rows *rows)
{
	const char *text = reader->text.text;
	long first = strtol(text + rows->items[rows->count - 2].number_start, NULL, 10);
	return strtol(text + rows->items[rows->count - 1].number_start, NULL, 10) < first;
}

/* 1から3まで, or 1から3までの項. */
static void end_range(struct rows *rows, const struct match *match)
{
	struct member *last = &rows->items[rows->count - 1];
	if (match->group_end[1] && last->unit == UNIT_NONE) {
		last->unit = UNIT_ROW;
		last->end = match->end;
	}
	rows->end = last->behind = match->end;
}

/* The 第2 of 「別表第一の30の項及び第二の42の項」: where the name of the other table ends; 0: it is a row of this one. */
static size_t end_of_other_table(struct reader *reader, size_t at)
{
	static const char ordinal[] = "第", joint[] = "の";
	const struct table *table = &reader->table;
	size_t end = at + strlen(ordinal);
	const char *text = reader->text.text + at;
	struct match match;
	if (strncmp(text, ordinal, strlen(ordinal)) != 0 || !table->schedule || table->schedule->article ||
	    !reader_matches(reader, reader->patterns->member, at, &match) || !match.group_end[2])
		return 0;
	while (reader->text.text[end] >= '0' && reader->text.text[end] <= '9')
		end++;
	bool joined = strncmp(reader->text.text + end, joint, strlen(joint)) == 0;
	if (!joined || schedule_row(table->schedule, reader_group_number(reader, &match, 1)))
		return 0;
	const char *name = arena_printf(reader->arena, "別表%s", reader_slice(reader, at, end));
	const struct schedule *other = registry_schedule(reader->registry, table->law.act, name, NULL);
	return other && other != table->schedule ? end : 0;
}

/* 別表第1の5の2）: a number without 項 is a row where nothing else is counted. `joint`: what stands before the number. */
static bool ends_there(struct reader *reader, size_t at, char joint)
{
	if (joint != FOLD_GAP && reader->text.text[at] && reader->text.to[at - 1] < reader->text.from[at])
		return true;
	return reader_is(reader, reader->patterns->row_end, at);
}

/* 44の項、5年間: a number at the end that is followed by something else is none of the list. */
static void drop_counts(struct reader *reader, struct rows *rows)
{
	size_t kept = rows->count;
	while (kept && rows->items[kept - 1].unit == UNIT_NONE)
		kept--;
	if (!kept || kept == rows->count || ends_there(reader, rows->end, FOLD_GAP))
		return;
	rows->count = kept;
	rows->end = rows->items[kept - 1].behind;
}

/* Reads 第42項、第43項 … or 1、2、3の項 from `at` on. */
static struct rows read_rows(struct reader *reader, size_t at)
{
	struct rows rows = {.end = at};
	struct match match;
	bool more = read_member(reader, at, false, &rows);
	while (more) {
		size_t next = rows.end, end = rows.end;
		bool range = reader_matches(reader, reader->patterns->range, next, &match);
		if (range || reader_matches(reader, reader->patterns->separator, next, &match))
			next = match.end;
		more = next > rows.end && !end_of_other_table(reader, next) && read_member(reader, next, range, &rows);
		if (more && range && is_backwards(reader, &rows)) {
			rows.count--; /* 42項-2 is no range */
			rows.end = end;
			more = false;
		}
		if (more && range && reader_matches(reader, reader->patterns->range_end, rows.end, &match))
			end_range(&rows, &match);
	}
	drop_counts(reader, &rows);
	return rows;
}

static enum unit last_unit(const struct rows *rows)
{
	return rows->count ? rows->items[rows->count - 1].unit : UNIT_NONE;
}

/* The law that the brackets behind a row begin with. */
static const struct act *law_beside(struct reader *reader, size_t end)
{
	const char *text = reader->text.text + end;
	if (*text != '(')
		return NULL;
	const struct law_name *name = registry_name(reader->registry, NULL, text + 1, reader->text.length - end - 1);
	if (!name || reader_is(reader, reader->patterns->other_law, end + 1 + name->length))
		return NULL;
	if (name->guess)
		return NULL;
	return reader_is(reader, reader->patterns->beside, end + 1 + name->length) ? name->act : NULL;
}

/* The law whose bracket a citation begins: 国民健康保険法（番号法別表の44の項）. */
static const struct act *law_ahead(const struct reader *reader, size_t start)
{
	if (!start || reader->text.text[start - 1] != '(' || !reader->depth || reader->depth > BRACKETS)
		return NULL;
	const struct named *law = &reader->saved[reader->depth - 1].name;
	return law->valid && law->end == start - 1 && !law->guess ? law->act : NULL;
}

static void emit_row(struct reader *reader, const struct member *member, size_t start, size_t end, const char *number)
{
	const struct table *table = &reader->table;
	struct citation citation = reader_citation(reader, &table->law, start, end);
	citation.schedule = table->schedule;
	citation.schedule_name = table->name;
	citation.row = number;
	citation.item = member->item_end ? reader_number(reader, member->item_start, member->item_end) : NULL;
	citation.pieces = strcmp(number, reader_number(reader, member->number_start, member->number_end)) != 0;
	citation.number_start = reader->text.from[member->number_start];
	citation.number_end = reader->text.to[member->number_end - 1];
	citation.group = reader->groups;
	citation.beside = law_beside(reader, end);
	citation.ahead = law_ahead(reader, start);
	reader_push(reader, &citation);
	reader->table.law.misspelt = false;
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
	const char *from = member_number(reader, first), *to = member_number(reader, last);
	size_t before = reader->out->count, known = 0;
	for (size_t i = 0; schedule && i < schedule->row_count && known < RANGE_LIMIT; i++) {
		const struct law_row *row = schedule->rows[i];
		if (schedule_row(schedule, row->number) != row || number_compare(row->number, from) < 0 ||
		    number_compare(row->number, to) > 0)
			continue;
		emit_row(reader, first, start, last->end, row->number);
		reader->out->items[reader->out->count - 1].between =
		    strcmp(row->number, from) != 0 && strcmp(row->number, to) != 0;
		known++;
	}
	if (!known) {
		emit_row(reader, first, start, last->end, from);
		emit_row(reader, last, start, last->end, to);
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
			emit_row(reader, member, from, member->end, member_number(reader, member));
		}
	}
	reader->table.end = reader->table.start = rows->end;
	reader->latest = LATEST_TABLE;
	reader->consumed = rows->end;
	return rows->end;
}

/* 別表(24): does the bracket directly behind the table hold numbers of its rows and nothing else? */
static bool are_rows_in_bracket(struct reader *reader, const struct table *table, const struct rows *rows)
{
	bool directly = reader->text.to[table->end - 1] == reader->text.from[table->end];
	if (!directly || !table->schedule || reader->text.text[rows->end] != ')')
		return false;
	for (size_t i = 0; i < rows->count; i++)
		if (!schedule_row(table->schedule, member_number(reader, &rows->items[i])) ||
		    strncmp(reader->text.text + rows->items[i].start, "第", strlen("第")) == 0)
			return false; /* 別表第一（第二） */
	return true;
}

/* Behind the word for a table: rows, or the table itself is cited. */
size_t reader_open_table(struct reader *reader, struct table table)
{
	struct match lead;
	reader->table = table;
	reader_matches(reader, reader->patterns->lead, table.end, &lead);
	bool bracket = lead.group_end[2] != 0, marked = lead.group_end[1] || lead.group_end[3];
	struct rows rows = read_rows(reader, lead.end);
	/* 第2条の表69 is a row, 別表69 may be the number of a table. */
	char joint = lead.group_end[4] ? reader->text.text[lead.group_start[4]] : table.schedule && table.schedule->article;
	marked |= last_unit(&rows) != UNIT_NONE || (joint && ends_there(reader, rows.end, joint)) ||
	          (bracket && are_rows_in_bracket(reader, &table, &rows));
	reader->latest = LATEST_TABLE;
	if (rows.count && marked) {
		if (bracket)
			reader_open_bracket(reader);
		return emit_rows(reader, &rows, table.start);
	}
	emit_table(reader, &table);
	reader->table.start = reader->table.end;
	return table.end;
}

/* 別表第168項, where the space of 「別表第1 68項」 is lost: the registry knows no 別表第168. */
static size_t split_schedule(struct reader *reader, const struct named *law, size_t start, size_t end)
{
	size_t digits = start + strlen("別表第");
	if (end <= digits + 1 || !law->act ||
	    registry_schedule(reader->registry, law->act, reader_slice(reader, start, end), NULL))
		return end;
	struct rows rows = read_rows(reader, digits + 1);
	bool followed = last_unit(&rows) != UNIT_NONE && rows.end > end;
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

/* Does the pattern tell what stands before `at`? */
static bool is_before(const struct reader *reader, const struct pattern *pattern, size_t at)
{
	struct match match;
	return reader_find_before(reader, pattern, at, &match);
}

/* Is a schedule that stands behind a law one of the sheet itself: 「記録項目は別表第2のとおり」? */
static bool is_own_schedule(struct reader *reader, size_t law_end, size_t at, size_t end)
{
	const struct patterns *patterns = reader->patterns;
	size_t from = reader->text.to[law_end ? law_end - 1 : 0], to = reader->text.from[at];
	const char *between = reader->original + from;
	bool apart = find_word(between, reader->original + to, "\n") || find_word(between, reader->original + to, "。");
	bool topic = is_before(reader, patterns->own_topic, at), after = reader_is(reader, patterns->own_after, end);
	bool row = reader_is(reader, patterns->own_row, end);
	bool set = apart && reader_is(reader, patterns->own_set, end) && is_before(reader, patterns->own_setter, at);
	return (apart && ((topic && !row) || after || is_before(reader, patterns->own_noun, at))) || (topic && after) ||
	       set || is_before(reader, patterns->own_place, at);
}

/* A schedule named without a law, in the text of one that has such a schedule: （別表第二における情報照会の根拠）. Any
 * other law between them may be the one that is meant: 条例で定める事務（別表第二…）. */
static void law_of_lone_schedule(struct reader *reader, const char *name, size_t at, size_t end, struct named *law)
{
	enum { BESIDE = 4 };
	const struct named candidates[] = {reader->table.law, reader->article.law};
	const size_t ends[] = {reader->table.end, reader->article.law.end};
	struct named other;
	for (size_t i = 0; i < 2; i++) {
		bool reaches = candidates[i].valid && ends[i] <= at && at - ends[i] <= REACH;
		if (!reaches || !registry_schedule(reader->registry, candidates[i].act, name, NULL))
			continue;
		if (is_own_schedule(reader, ends[i], at, end))
			return;
		bool interrupted =
		    reader->last_law.valid && reader->last_law.end > ends[i] && reader->last_law.act != candidates[i].act;
		if (interrupted || reader_unknown_between(reader, ends[i], at, &other))
			continue;
		law->act = candidates[i].act;
		law->law = candidates[i].law;
		law->former = candidates[i].former && at - ends[i] <= BESIDE; /* 改正前の番号法第19条第7号（別表第二） */
		return;
	}
}

/* 別表1, which is 別表第1: its name, or NULL. */
static const char *short_schedule(struct reader *reader, const struct match *match)
{
	const char *digit = reader->text.text + match->start + strlen("別表");
	bool is_short = match->start + strlen("別表") < match->end && *digit >= '1' && *digit <= '9';
	return is_short ? arena_printf(reader->arena, "別表第%c", *digit) : NULL;
}

/* 別表2の2の項 is row 2の2 where 別表 has one, and 別表第8の2項 is row 8の2. */
static bool is_row_of_plain(struct reader *reader, const struct named *law, const struct match *match)
{
	const struct schedule *plain = registry_schedule(reader->registry, law->act, "別表", NULL);
	struct match row;
	if (!plain || !reader_matches(reader, reader->patterns->member, match->start + strlen("別表"), &row))
		return false;
	const char *number = reader_group_number(reader, &row, 1);
	return row.group_end[2] && strstr(number, "の") && schedule_row(plain, number);
}

/* 別表（第一）の, 別表A: a table whose number is not read is none of the registry's. */
static size_t end_of_odd(struct reader *reader, const struct match *schedule, size_t end)
{
	struct match match;
	bool bare = end == schedule->start + strlen("別表");
	return bare && reader_matches(reader, reader->patterns->odd_schedule, end, &match) ? match.end : end;
}

size_t reader_schedule(struct reader *reader, const struct match *match)
{
	struct named law;
	size_t start, end = end_before_row(reader, match->start, match->end);
	bool known = reader_law_at(reader, match->start, &law, &start);
	const char *name = end > match->start + strlen("別表") ? short_schedule(reader, match) : NULL;
	if (!known)
		law_of_lone_schedule(reader, name ? name : reader_slice(reader, match->start, end), match->start, end, &law);
	law.supplementary = false;
	law.former |= reader_is(reader, reader->patterns->former, match->start);
	const char *folded = name ? name : reader_slice(reader, match->start, end);
	if ((name || !registry_schedule(reader->registry, law.act, folded, NULL)) && is_row_of_plain(reader, &law, match)) {
		end = match->start + strlen("別表");
		name = NULL;
	} else if (!name) {
		end = split_schedule(reader, &law, match->start, end);
	}
	size_t odd = end_of_odd(reader, match, end);
	folded = name ? name : reader_slice(reader, match->start, odd);
	if (odd > end)
		law.act = NULL;
	struct table table = {.law = law, .valid = true, .start = start, .end = odd};
	table.schedule = registry_schedule(reader->registry, law.act, folded, NULL);
	table.name = table.schedule ? table.schedule->name : odd > end ? folded : schedule_title(reader, folded);
	return reader_open_table(reader, table);
}

/* 同表, and 表2、3項 behind an article that has a table. */
bool reader_find_table(struct reader *reader)
{
	if (reader->latest != LATEST_TABLE && reader->article.law.valid) {
		const struct schedule *schedule =
		    registry_schedule(reader->registry, reader->article.law.act, NULL, reader->article.article);
		if (!schedule && reader->article.law.act != reader->table.law.act)
			return false; /* it may be the table of that law */
		if (schedule)
			reader->table =
			    (struct table){.law = reader->article.law, .schedule = schedule, .name = schedule->name, .valid = true};
	}
	return reader->table.valid;
}

/* ---- lists that are no rows ---- */

/* 第1、2、22の2、59の3条: articles of one law, which is named before them. Returns where they end, or 0. */
static size_t read_articles(struct reader *reader, size_t start, const struct rows *rows)
{
	struct match match;
	struct named law;
	size_t at = rows->end;
	bool begins =
	    strncmp(reader->text.text + start, "第", strlen("第")) == 0 || (start && reader->text.text[start - 1] == '(');
	for (size_t i = 0; i < rows->count; i++)
		begins &= rows->items[i].unit == UNIT_NONE;
	if (!begins)
		return 0;
	bool joined = rows->count && (reader_matches(reader, reader->patterns->separator, at, &match) ||
	                              reader_matches(reader, reader->patterns->range, at, &match));
	if (!joined || !reader_matches(reader, reader->patterns->article_end, match.end, &match) ||
	    !reader_law_at(reader, start, &law, &start))
		return 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct member *member = &rows->items[i];
		reader->article = (struct context){.law = law, .article = member_number(reader, member)};
		reader_emit_article(reader, i ? member->start : start, member->end);
	}
	reader->article = (struct context){.law = law, .article = reader_number(reader, match.start, match.end)};
	return reader_finish_article(reader, match.start, match.end);
}

/* Paragraphs or items of the article that was read last; the counter of the last one is that of all without one. */
static size_t emit_parts(struct reader *reader, size_t start, const struct rows *rows)
{
	enum unit unit = last_unit(rows);
	if (unit != UNIT_ITEM && unit != UNIT_PARAGRAPH)
		return 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct member *member = &rows->items[i];
		const char *number = member_number(reader, member);
		bool item = (member->unit == UNIT_NONE ? unit : member->unit) == UNIT_ITEM;
		reader->article.item = item ? number : NULL;
		if (!item)
			reader->article.paragraph = number;
		reader_emit_article(reader, i ? member->start : start, member->end);
	}
	return rows->end;
}

size_t reader_shared_parts(struct reader *reader, size_t start, size_t at)
{
	struct rows rows = read_rows(reader, at);
	return rows.count > 1 && rows.items[0].unit == UNIT_NONE ? emit_parts(reader, start, &rows) : 0;
}

/* 第二の42の項 behind rows of 別表第一. */
static size_t open_other_table(struct reader *reader, size_t start, size_t end)
{
	struct table table = reader->table;
	const char *name = arena_printf(reader->arena, "別表%s", reader_slice(reader, start, end));
	table.schedule = registry_schedule(reader->registry, table.law.act, name, NULL);
	table.name = table.schedule->name;
	table.start = start;
	table.end = end;
	return reader_open_table(reader, table);
}

/* 別表第一と第二の項: half of a pair of tables, or a row? */
static bool is_half_of_pair(struct reader *reader, size_t at)
{
	static const char each[] = "各";
	struct match match;
	const struct table *table = &reader->table;
	if (reader->latest != LATEST_TABLE || !table->schedule || table->schedule->article || !reader->out->count ||
	    reader->out->items[reader->out->count - 1].row || strncmp(reader->text.text + at, "第", strlen("第")) != 0 ||
	    !reader_matches(reader, reader->patterns->member, at, &match) || !match.group_end[2])
		return false;
	const char *unit = reader->text.text + match.group_start[2];
	bool row = strncmp(unit, "の項", strlen("の項")) == 0 || strncmp(unit + strlen("の"), each, strlen(each)) == 0;
	const char *name =
	    arena_printf(reader->arena, "別表第%s", reader_slice(reader, match.group_start[1], match.group_end[1]));
	const struct schedule *other = registry_schedule(reader->registry, table->law.act, name, NULL);
	return row && other && other != table->schedule && reader_between(reader, reader->patterns->list, table->end, at);
}

/* Numbers that may be rows: 第42項, 42の項, 項番30, 表2、3項. `marked`: it is known that they are. */
size_t reader_numbers(struct reader *reader, size_t start, size_t at, bool marked)
{
	if (at < reader->no_list)
		return at;
	size_t other = reader->latest == LATEST_TABLE ? end_of_other_table(reader, at) : 0;
	if (other)
		return open_other_table(reader, at, other);
	if (is_half_of_pair(reader, at))
		return at;
	struct rows rows = read_rows(reader, at);
	enum unit unit = last_unit(&rows);
	bool in_brackets = at && reader->text.text[at - 1] == '(';
	size_t end = marked ? 0 : read_articles(reader, start, &rows);
	if (!end && !marked && reader_goes_on(reader, start))
		end = emit_parts(reader, start, &rows);
	if (end)
		return end;
	if (rows.count && (marked || unit == UNIT_ROW || unit == UNIT_PARAGRAPH) && reader_find_table(reader))
		return emit_rows(reader, &rows, start);
	reader->no_list = rows.end;
	if (!in_brackets || unit != UNIT_ROW)
		return at;
	reader->table = (struct table){.law = {.valid = true}}; /* rows of a table that is not named */
	return emit_rows(reader, &rows, start);
}
