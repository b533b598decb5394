/* A body's assessments → its register: facts of each with the nearest threshold, and contractors across processes. */
#include "report/register.h"

#include "base/list.h"
#include "base/messages/list.h"
#include "base/messages/register.h"
#include "model/flow.h"
#include "report/csv.h"
#include "report/report_json.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A fact that the judgement rests on, and how far it is from where another sheet is owed. */
struct fact {
	const char *name, *band;
	int64_t count; /* -1: not told */
	const char *day, *day_iso;
};

struct nearest_threshold {
	const char *input, *owed; /* the heaviest sheet, "" for none; input NULL: there is no such threshold */
	int64_t by;               /* persons more; fewer where it is below 0 */
	int64_t of;               /* so many there are */
	const char *words;
};

struct entrusted {
	const char *contractor, *number, *process, *contract, *matter;
	bool subcontracted;
	int64_t handlers; /* -1: not told */
	size_t order;
};

/* An assessment of the register; the words of its cells are those of `listed` copied. */
struct ledger_line {
	const char *path, *number, *name, *body;
	const char *const *owed; /* NULL at the end; NULL: undecided */
	const char *const *made;
	const char *owed_words, *made_words;
	struct fact subjects, handlers;
	struct nearest_threshold nearest;
	struct course course;
	const char *kind; /* of the newest publication */
	const char *ended;
	bool review_overdue, assessment_overdue;
	size_t contracts, errors, warnings, notes;
};

struct ledger {
	struct arena *arena;
	const struct periods *periods;
	struct value as_of;
	const char *body;                /* "" when they are of several */
	const struct calendar *calendar; /* in which people read dates; NULL: as programs sort them */
	LIST(struct ledger_line) lines;
	LIST(struct entrusted) entrusted;
};

struct ledger *register_new(struct arena *arena, const struct periods *periods, const struct value *as_of)
{
	struct ledger *ledger = arena_new_object(arena, struct ledger);
	*ledger = (struct ledger){.arena = arena, .periods = periods, .as_of = *as_of, .body = ""};
	return ledger;
}

static const char *words_of(struct arena *arena, const struct value *record, const char *field)
{
	struct value value = record_get(record, field);
	const char *words = value_words(&value);
	return words ? arena_string(arena, words) : "";
}

static struct value root_of(const struct model *model)
{
	return (struct value){.kind = VALUE_RECORD, .record = model->root};
}

static const char *iso(struct arena *arena, const struct value *date)
{
	struct buf buf = BUF_INIT;
	if (date->kind == VALUE_DATE)
		date_print_iso(date->date, &buf);
	const char *text = arena_string(arena, buf_text(&buf));
	buf_free(&buf);
	return text;
}

static const char *const *words_copy(struct arena *arena, const char *const *words)
{
	size_t count = 0;
	while (words && words[count])
		count++;
	const char **copy = arena_array(arena, const char *, count + 1);
	for (size_t i = 0; i < count; i++)
		copy[i] = arena_string(arena, words[i]);
	return copy;
}

/* ---- facts and thresholds ---- */

static const struct judge_fact *fact_of(const struct judgement *judgement, const char *name)
{
	for (size_t i = 0; i < judgement->rules->input_count; i++)
		if (strcmp(judgement->facts[i].input->name, name) == 0)
			return &judgement->facts[i];
	return NULL;
}

static struct fact fact_copy(struct arena *arena, const struct listed *listed, const struct assessment *assessment,
                             const char *name)
{
	struct value root = root_of(assessment->answered), threshold = record_get(&root, "threshold");
	struct value fact = record_get(&threshold, name), count = record_get(&fact, "count");
	struct value day = record_get(&fact, "as_of");
	const struct judge_fact *judged = fact_of(assessment->judgement, name);
	const char *words = value_print(arena, &listed->official->schema->calendar, &day);
	return (struct fact){
	    .name = name,
	    .band = judged && judged->answer ? arena_string(arena, judged->answer) : "",
	    .count = count.kind == VALUE_NUMBER ? count.number : -1,
	    .day = arena_string(arena, words),
	    .day_iso = iso(arena, &day),
	};
}

static const char *heaviest(const char *const *owed)
{
	const char *last = "";
	for (; owed && *owed; owed++)
		last = *owed;
	return last;
}

static const struct band_table *bands_of(const struct schema *schema, const char *name)
{
	for (size_t i = 0; i < schema->band_count; i++)
		if (strcmp(schema->bands[i].name, name) == 0)
			return &schema->bands[i];
	return NULL;
}

/* In proportion to what there is: 400 more of 120 are further than 1,600 more of 98,400. */
static bool is_nearer(int64_t by, int64_t of, const struct nearest_threshold *nearest)
{
	return !nearest->input || (double)llabs(by) * (double)nearest->of < (double)llabs(nearest->by) * (double)of;
}

/* Of the bands in which another sheet is the heaviest, the nearest. */
static void try_bands(struct arena *arena, const struct listed *listed, const struct assessment *assessment,
                      const struct fact *fact, struct nearest_threshold *nearest)
{
	const struct judge_fact *judged = fact_of(assessment->judgement, fact->name);
	const struct band_table *bands = judged ? bands_of(listed->official->schema, judged->input->options->name) : NULL;
	for (size_t i = 0; bands && fact->count >= 0 && i < bands->count; i++) {
		const struct band *band = &bands->bands[i];
		bool above = band->from > fact->count;
		bool below = i + 1 < bands->count && bands->bands[i + 1].from <= fact->count;
		int64_t by = above ? band->from - fact->count : below ? bands->bands[i + 1].from - 1 - fact->count : 0;
		int64_t of = fact->count > 0 ? fact->count : 1;
		if (by == 0 || !is_nearer(by, of, nearest))
			continue;
		struct judge_trial trial = {fact->name, band->value};
		const struct judgement *tried =
		    judge(arena, listed->official->judge, listed->official->schema, assessment->model,
		          &assessment->judgement->as_of, &(struct judge_trials){&trial, 1});
		if (!tried->row || strcmp(heaviest(tried->row->owed), heaviest(assessment->judgement->row->owed)) == 0)
			continue;
		const char *owed = heaviest(tried->row->owed);
		const char *sheet = *owed ? kind_label(listed->official, owed) : msg(MSG_REGISTER_NOTHING);
		*nearest = (struct nearest_threshold){.input = fact->name, .owed = owed, .by = by, .of = of};
		const char *persons = value_print(arena, NULL, &(struct value){.kind = VALUE_NUMBER, .number = llabs(by)});
		nearest->words = above ? msg_register_more(arena, judged->input->label, persons, sheet)
		                       : msg_register_fewer(arena, judged->input->label, persons, sheet);
	}
}

static struct nearest_threshold nearest_of(struct ledger *ledger, const struct listed *listed,
                                           const struct assessment *assessment, const struct ledger_line *line)
{
	struct nearest_threshold nearest = {.owed = "", .words = ""};
	if (!assessment->judgement->row || assessment->judgement->exemption)
		return nearest;
	struct arena *arena = arena_new();
	try_bands(arena, listed, assessment, &line->subjects, &nearest);
	try_bands(arena, listed, assessment, &line->handlers, &nearest);
	nearest.owed = arena_string(ledger->arena, nearest.owed);
	nearest.words = arena_string(ledger->arena, nearest.words);
	arena_free(arena);
	return nearest;
}

/* ---- an assessment ---- */

/* The kind of the newest publication of all sheets that are made. */
static const char *kind_of(struct ledger *ledger, const struct assessment *assessment)
{
	const char *kind = "";
	struct date newest = {0};
	for (const char **made = assessment->judgement->made; *made; made++) {
		struct value sheet = model_sheet_value(assessment->model, *made);
		struct value publications = record_get(&sheet, "publications");
		for (size_t i = 0; publications.kind == VALUE_LIST && i < publications.list->count; i++) {
			struct value date = record_get(&publications.list->items[i], "date");
			if (date.kind != VALUE_DATE || (newest.year && date_compare(date.date, newest) <= 0))
				continue;
			newest = date.date;
			kind = words_of(ledger->arena, &publications.list->items[i], "kind");
		}
	}
	return kind;
}

static size_t add_contracts(struct ledger *ledger, const struct listed *listed, const struct assessment *assessment)
{
	struct value root = root_of(assessment->answered), contracts = record_get(&root, "contracts");
	size_t count = contracts.kind == VALUE_LIST ? contracts.list->count : 0;
	for (size_t i = 0; i < count; i++) {
		const struct value *contract = &contracts.list->items[i];
		struct value subcontract = record_get(contract, "subcontract"), handlers = record_get(contract, "handlers");
		struct value number = record_get(&handlers, "count");
		struct entrusted entrusted = {
		    .contractor = words_of(ledger->arena, contract, "contractor"),
		    .number = arena_string(ledger->arena, listed->number),
		    .process = arena_string(ledger->arena, listed->name),
		    .contract = words_of(ledger->arena, contract, "name"),
		    .matter = words_of(ledger->arena, &subcontract, "matter"),
		    .subcontracted = is_subcontracted(contract),
		    .handlers = number.kind == VALUE_NUMBER ? number.number : -1,
		    .order = ledger->entrusted.count,
		};
		list_push(ledger->arena, &ledger->entrusted, entrusted);
	}
	return count;
}

/* Spellings of dates are of the model. */
static struct value date_copy(struct value date)
{
	date.detail = NULL;
	date.node = NULL;
	return date;
}

void register_add(struct ledger *ledger, const struct listed *listed, const struct assessment *assessment)
{
	struct arena *arena = ledger->arena;
	struct value root = root_of(assessment->answered), ended = record_get(&root, "ended");
	struct value end = record_get(&ended, "date");
	ledger->calendar = &listed->official->schema->calendar;
	struct ledger_line line = {
	    .path = arena_string(arena, listed->path),
	    .number = arena_string(arena, listed->number),
	    .name = arena_string(arena, listed->name),
	    .body = assessment->model->body ? words_of(arena, &assessment->model->body->value, "name") : "",
	    .owed = listed->undecided ? NULL : words_copy(arena, listed->owed),
	    .made = words_copy(arena, listed->made),
	    .owed_words = arena_string(arena, listed->undecided ? msg(MSG_LIST_UNDECIDED)
	                                                        : kind_labels(arena, listed->official, listed->owed)),
	    .made_words = arena_string(arena, kind_labels(arena, listed->official, listed->made)),
	    .subjects = fact_copy(arena, listed, assessment, "subjects"),
	    .handlers = fact_copy(arena, listed, assessment, "handlers"),
	    .course = {date_copy(listed->course.assessed), date_copy(listed->course.published),
	               date_copy(listed->course.reviewed), date_copy(listed->course.next_review),
	               date_copy(listed->course.next_assessment)},
	    .kind = kind_of(ledger, assessment),
	    .ended = iso(arena, &end),
	    .review_overdue = listed->review_overdue,
	    .assessment_overdue = listed->assessment_overdue,
	    .contracts = add_contracts(ledger, listed, assessment),
	    .errors = listed->errors,
	    .warnings = listed->warnings,
	    .notes = listed->notes,
	};
	line.nearest = nearest_of(ledger, listed, assessment, &line);
	ledger->body = ledger->lines.count == 0 || strcmp(ledger->body, line.body) == 0 ? line.body : "";
	list_push(arena, &ledger->lines, line);
}

/* ---- order ---- */

static int number_compare(const char *a, const char *b)
{
	unsigned long x = *a ? strtoul(a, NULL, 10) : ULONG_MAX, y = *b ? strtoul(b, NULL, 10) : ULONG_MAX;
	return (x > y) - (x < y);
}

static int line_compare(const void *a, const void *b)
{
	const struct ledger_line *x = a, *y = b;
	int by_number = number_compare(x->number, y->number);
	return by_number ? by_number : strcmp(x->path, y->path);
}

/* By name, then by process. */
static int entrusted_compare(const void *a, const void *b)
{
	const struct entrusted *x = a, *y = b;
	int by_name = strcmp(x->contractor, y->contractor), by_number = number_compare(x->number, y->number);
	return by_name ? by_name : by_number ? by_number : (x->order > y->order) - (x->order < y->order);
}

static void sort(struct ledger *ledger)
{
	if (ledger->lines.count)
		qsort(ledger->lines.items, ledger->lines.count, sizeof *ledger->lines.items, line_compare);
	if (ledger->entrusted.count)
		qsort(ledger->entrusted.items, ledger->entrusted.count, sizeof *ledger->entrusted.items, entrusted_compare);
}

/* ---- tables ---- */

static const char *day_words(const struct ledger *ledger, const struct value *day)
{
	bool prints = ledger->calendar && day->kind == VALUE_DATE;
	return prints ? value_print(ledger->arena, ledger->calendar, day) : iso(ledger->arena, day);
}

static const char *persons(struct arena *arena, int64_t count)
{
	struct value number = {.kind = VALUE_NUMBER, .number = count};
	return count < 0 ? "" : msg_register_persons(arena, value_print(arena, NULL, &number));
}

static const char *fact_words(struct arena *arena, const struct fact *fact)
{
	const char *day = *fact->day ? msg_register_day(arena, fact->day) : "";
	return arena_printf(arena, "%s%s%s%s%s", persons(arena, fact->count), fact->count < 0 ? "" : "\n", fact->band,
	                    *day ? "\n" : "", day);
}

static const char *due_words(const struct ledger *ledger, const struct value *day, bool overdue)
{
	const char *text = day_words(ledger, day);
	return overdue ? arena_printf(ledger->arena, "%s\n%s", text, msg(MSG_LIST_OVERDUE)) : text;
}

static const char *published_words(const struct ledger *ledger, const struct ledger_line *line)
{
	const char *day = day_words(ledger, &line->course.published);
	return *line->kind && *day ? arena_printf(ledger->arena, "%s\n%s", day, line->kind) : day;
}

enum { LINE_COLUMNS = 13, ENTRUSTED_COLUMNS = 6 };

static const char *const *line_cells(const struct ledger *ledger, const struct ledger_line *line)
{
	struct arena *arena = ledger->arena;
	const char **cells = arena_array(arena, const char *, LINE_COLUMNS);
	const char *name = *line->ended ? msg_register_ended(arena, line->name, line->ended) : line->name;
	if (strcmp(line->body, ledger->body) != 0)
		name = msg_register_of_body(arena, name, line->body);
	size_t n = 0;
	cells[n++] = line->number;
	cells[n++] = name;
	cells[n++] = line->owed_words;
	cells[n++] = line->made_words;
	cells[n++] = fact_words(arena, &line->subjects);
	cells[n++] = fact_words(arena, &line->handlers);
	cells[n++] = line->nearest.words;
	cells[n++] = published_words(ledger, line);
	cells[n++] = day_words(ledger, &line->course.assessed);
	cells[n++] = due_words(ledger, &line->course.next_review, line->review_overdue);
	cells[n++] = due_words(ledger, &line->course.next_assessment, line->assessment_overdue);
	cells[n++] = arena_printf(arena, "%zu/%zu/%zu", line->errors, line->warnings, line->notes);
	cells[n++] = msg_register_count(arena, line->contracts);
	return cells;
}

static const char *const *entrusted_cells(struct arena *arena, const struct entrusted *entrusted)
{
	const char **cells = arena_array(arena, const char *, ENTRUSTED_COLUMNS);
	bool tells = entrusted->subcontracted && *entrusted->matter;
	cells[0] = entrusted->contractor;
	cells[1] = entrusted->number;
	cells[2] = entrusted->process;
	cells[3] = entrusted->contract;
	cells[4] = persons(arena, entrusted->handlers);
	cells[5] = tells ? entrusted->matter : entrusted->subcontracted ? msg(MSG_REGISTER_SUBCONTRACTED) : "";
	return cells;
}

static struct table_page lines_page(struct ledger *ledger)
{
	const struct table_column columns[LINE_COLUMNS] = {
	    {"number", msg(MSG_LIST_NUMBER), false},
	    {"name", msg(MSG_LIST_NAME), false},
	    {"owed", msg(MSG_LIST_OWED), false},
	    {"made", msg(MSG_LIST_MADE), false},
	    {"subjects", msg(MSG_REGISTER_SUBJECTS), true},
	    {"handlers", msg(MSG_REGISTER_HANDLERS), true},
	    {"nearest", msg(MSG_REGISTER_NEAREST), false},
	    {"published", msg(MSG_LIST_PUBLISHED), false},
	    {"assessed", msg(MSG_LIST_ASSESSED), false},
	    {"review", ledger->periods->review.label, false},
	    {"reassessment", ledger->periods->reassessment.label, false},
	    {"findings", msg(MSG_LIST_FINDINGS), true},
	    {"contractors", msg(MSG_REGISTER_CONTRACTS), true},
	};
	struct table_column *copy = arena_array(ledger->arena, struct table_column, LINE_COLUMNS);
	memcpy(copy, columns, sizeof columns);
	const char *const **rows = arena_array(ledger->arena, const char *const *, ledger->lines.count);
	for (size_t i = 0; i < ledger->lines.count; i++)
		rows[i] = line_cells(ledger, &ledger->lines.items[i]);
	return (struct table_page){msg(MSG_REGISTER_ASSESSMENTS), copy, LINE_COLUMNS, rows, ledger->lines.count};
}

static struct table_page entrusted_page(struct ledger *ledger)
{
	const struct table_column columns[ENTRUSTED_COLUMNS] = {
	    {"contractor", msg(MSG_REGISTER_CONTRACTOR), false},
	    {"number", msg(MSG_LIST_NUMBER), false},
	    {"process", msg(MSG_LIST_NAME), false},
	    {"contract", msg(MSG_REGISTER_CONTRACT), false},
	    {"handlers-there", msg(MSG_REGISTER_HANDLERS), true},
	    {"subcontract", msg(MSG_REGISTER_SUBCONTRACT), false},
	};
	struct table_column *copy = arena_array(ledger->arena, struct table_column, ENTRUSTED_COLUMNS);
	memcpy(copy, columns, sizeof columns);
	const char *const **rows = arena_array(ledger->arena, const char *const *, ledger->entrusted.count);
	for (size_t i = 0; i < ledger->entrusted.count; i++)
		rows[i] = entrusted_cells(ledger->arena, &ledger->entrusted.items[i]);
	return (struct table_page){msg(MSG_REGISTER_CONTRACTORS), copy, ENTRUSTED_COLUMNS, rows, ledger->entrusted.count};
}

/* The day for which it is made, else that of the newest publication in it. */
static struct date day_of(const struct ledger *ledger)
{
	struct date day = {1970, 1, 2};
	if (ledger->as_of.kind == VALUE_DATE)
		return ledger->as_of.date;
	for (size_t i = 0; i < ledger->lines.count; i++) {
		const struct value *published = &ledger->lines.items[i].course.published;
		if (published->kind == VALUE_DATE && date_compare(published->date, day) > 0)
			day = published->date;
	}
	return day;
}

const struct tables *register_tables(struct ledger *ledger)
{
	struct arena *arena = ledger->arena;
	sort(ledger);
	struct table_page *pages = arena_array(arena, struct table_page, 2);
	pages[0] = lines_page(ledger);
	pages[1] = entrusted_page(ledger);
	const char *note = msg(MSG_REGISTER_NOTE);
	if (ledger->as_of.kind == VALUE_DATE)
		note = msg_register_note_as_of(arena, note, day_words(ledger, &ledger->as_of));
	struct tables *tables = arena_new_object(arena, struct tables);
	*tables = (struct tables){
	    msg(MSG_REGISTER_TITLE), note, ledger->body, day_of(ledger), pages, 2, msg(MSG_LIST_OVERDUE),
	};
	return tables;
}

/* ---- CSV ---- */

/* Both tables, one below the other, with an empty line between. */
void register_put_csv(struct ledger *ledger, struct buf *out)
{
	ledger->calendar = NULL;
	const struct tables *tables = register_tables(ledger);
	for (size_t i = 0; i < tables->page_count; i++) {
		const struct table_page *page = &tables->pages[i];
		buf_puts(out, i ? "\r\n" : "");
		for (size_t j = 0; j < page->column_count; j++)
			csv_put(out, page->columns[j].label, j + 1 < page->column_count ? "," : "\r\n");
		for (size_t j = 0; j < page->row_count; j++)
			for (size_t k = 0; k < page->column_count; k++)
				csv_put(out, page->rows[j][k], k + 1 < page->column_count ? "," : "\r\n");
	}
}

/* ---- JSON ---- */

static void set_day(struct arena *arena, json_t *object, const char *key, const struct value *date)
{
	json_object_set_new(object, key, date->kind == VALUE_DATE ? json_string(iso(arena, date)) : json_null());
}

static void set_count(json_t *object, const char *key, int64_t count)
{
	json_object_set_new(object, key, count < 0 ? json_null() : json_integer(count));
}

static void set_text(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, *text ? report_json_text(text) : json_null());
}

static json_t *words_json(const char *const *words)
{
	json_t *array = words ? json_array() : json_null();
	for (; words && *words; words++)
		json_array_append_new(array, json_string(*words));
	return array;
}

static json_t *fact_json(const struct fact *fact)
{
	json_t *object = json_object();
	set_count(object, "count", fact->count);
	set_text(object, "as_of", fact->day_iso);
	set_text(object, "band", fact->band);
	return object;
}

static json_t *nearest_json(const struct nearest_threshold *nearest)
{
	if (!nearest->input)
		return json_null();
	json_t *object = json_object();
	json_object_set_new(object, "input", json_string(nearest->input));
	json_object_set_new(object, "by", json_integer(nearest->by));
	set_text(object, "sheet", nearest->owed);
	return object;
}

static json_t *overdue_json(const struct ledger *ledger, const struct ledger_line *line)
{
	if (ledger->as_of.kind != VALUE_DATE)
		return json_null();
	json_t *keys = json_array();
	if (line->review_overdue)
		json_array_append_new(keys, json_string("next_review"));
	if (line->assessment_overdue)
		json_array_append_new(keys, json_string("next_assessment"));
	return keys;
}

static json_t *line_json(const struct ledger *ledger, const struct ledger_line *line)
{
	json_t *object = json_object();
	json_object_set_new(object, "path", report_json_text(line->path));
	set_text(object, "number", line->number);
	set_text(object, "name", line->name);
	set_text(object, "body", line->body);
	json_object_set_new(object, "owed", words_json(line->owed));
	json_object_set_new(object, "made", words_json(line->made));
	json_object_set_new(object, "subjects", fact_json(&line->subjects));
	json_object_set_new(object, "handlers", fact_json(&line->handlers));
	json_object_set_new(object, "nearest", nearest_json(&line->nearest));
	set_day(ledger->arena, object, "assessed", &line->course.assessed);
	set_day(ledger->arena, object, "published", &line->course.published);
	set_text(object, "kind", line->kind);
	set_day(ledger->arena, object, "reviewed", &line->course.reviewed);
	set_day(ledger->arena, object, "next_review", &line->course.next_review);
	set_day(ledger->arena, object, "next_assessment", &line->course.next_assessment);
	json_object_set_new(object, "overdue", overdue_json(ledger, line));
	set_text(object, "ended", line->ended);
	json_object_set_new(object, "contracts", json_integer((json_int_t)line->contracts));
	json_object_set_new(object, "findings",
	                    json_pack("{s:I, s:I, s:I}", "error", (json_int_t)line->errors, "warning",
	                              (json_int_t)line->warnings, "note", (json_int_t)line->notes));
	return object;
}

static json_t *entrusted_json(const struct entrusted *entrusted)
{
	json_t *object = json_object();
	set_text(object, "contractor", entrusted->contractor);
	set_text(object, "number", entrusted->number);
	set_text(object, "process", entrusted->process);
	set_text(object, "contract", entrusted->contract);
	set_count(object, "handlers", entrusted->handlers);
	json_object_set_new(object, "subcontracted", json_boolean(entrusted->subcontracted));
	set_text(object, "matter", entrusted->subcontracted ? entrusted->matter : "");
	return object;
}

void register_put_json(struct ledger *ledger, struct buf *out)
{
	json_t *object = json_object(), *lines = json_array(), *contractors = json_array();
	sort(ledger);
	for (size_t i = 0; i < ledger->lines.count; i++)
		json_array_append_new(lines, line_json(ledger, &ledger->lines.items[i]));
	for (size_t i = 0; i < ledger->entrusted.count; i++)
		json_array_append_new(contractors, entrusted_json(&ledger->entrusted.items[i]));
	json_object_set_new(object, "version", json_integer(1));
	set_text(object, "body", ledger->body);
	set_day(ledger->arena, object, "as_of", &ledger->as_of);
	json_object_set_new(object, "assessments", lines);
	json_object_set_new(object, "contractors", contractors);
	report_json_write(out, object, JSON_INDENT(2));
	json_decref(object);
	buf_putc(out, '\n');
}
