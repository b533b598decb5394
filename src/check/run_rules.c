/* Rules + assessment → findings. Each rule is run for every combination of the members that its `each` names; one
 * budget of steps bounds all of them together, so that rules of strangers end, too. */
#include "check/run_rules.h"
#include "model/row_name.h"
#include "model/text.h"
#include "yaml/scalar.h"

#include "base/messages/row.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "check/checking.h"
#include "check/citations.h"
#include "check/lines.h"
#include "rules/change_record.h"
#include "rules/kind.h"

#include <string.h>

enum { STEP_BUDGET = 20000000 };

/* ---- the sheets as records ---- */

/* A row as a record, which knows where it came from. */
struct row_record {
	struct record record; /* first */
	const struct sheet *sheet;
	const struct row *row;
};

static struct value text_list(struct arena *arena, const char **words, size_t count)
{
	struct value_list *list = arena_new_object(arena, struct value_list);
	list->items = arena_array(arena, struct value, count);
	list->count = count;
	for (size_t i = 0; i < count; i++)
		list->items[i] = value_text(words[i]);
	return (struct value){.kind = VALUE_LIST, .list = list};
}

/* Options that ask for words and have none. */
static struct value unfilled(struct arena *arena, const struct row *row)
{
	const char **words = arena_array(arena, const char *, row->tick_count);
	size_t count = 0;
	for (size_t i = 0; i < row->tick_count; i++) {
		const struct tick *tick = &row->ticks[i];
		if (tick->ticked && tick->option->text && !(tick->text && *tick->text))
			words[count++] = tick->option->label;
	}
	return text_list(arena, words, count);
}

static struct value row_value(struct checking *run, const struct sheet *sheet, const struct row *row)
{
	struct arena *arena = run->common.arena;
	struct row_record *record = arena_new_object(arena, struct row_record);
	record->record.type = run->rules->row;
	record->record.values = arena_array(arena, struct value, ROW_FIELDS);
	record->sheet = sheet;
	record->row = row;
	struct value *values = record->record.values;
	const struct node *node = row->answer.node ? row->answer.node : row->place;
	values[ROW_ID] = value_text(row->item->id);
	values[ROW_NUMBER] = value_text(row->number);
	values[ROW_LABEL] = value_text(row->item->label);
	if (row->state == STATE_ANSWERED)
		values[ROW_TEXT] = value_text(row->printed);
	values[ROW_TEXT].node = node;
	values[ROW_REQUIRED] = value_bool(row->required);
	values[ROW_ANSWERED] = value_bool(row->state == STATE_ANSWERED);
	values[ROW_SIGNIFICANT] = value_bool(row->item->significant);
	values[ROW_UNFILLED] = unfilled(arena, row);
	values[ROW_BLANK] = value_bool(row->state == STATE_BLANK && !row->example);
	return (struct value){.kind = VALUE_RECORD, .node = node, .record = &record->record};
}

static struct value rows_value(struct checking *run, const struct sheet *sheet)
{
	struct value_list *list = arena_new_object(run->common.arena, struct value_list);
	list->items = arena_array(run->common.arena, struct value, sheet->row_count);
	list->count = sheet->row_count;
	for (size_t i = 0; i < sheet->row_count; i++)
		list->items[i] = row_value(run, sheet, sheet->rows[i]);
	return (struct value){.kind = VALUE_LIST, .list = list};
}

/* 公表日, or the planned day where that is later. */
static struct value last_day(const struct sheet *sheet)
{
	const struct value *published = &sheet->occasion.published;
	const struct value *planned = sheet->record ? record_field(sheet->record, "planned") : NULL;
	bool later = planned && planned->kind == VALUE_DATE &&
	             (published->kind != VALUE_DATE || date_compare(published->date, planned->date) < 0);
	return later ? *planned : *published;
}

static struct value printed_value(struct checking *run, const struct sheet *sheet)
{
	const struct type *type = run->rules->printed;
	struct record *record = arena_new_object(run->common.arena, struct record);
	record->type = type;
	record->node = sheet->record ? sheet->record->node : sheet->model->node;
	record->values = arena_array(run->common.arena, struct value, type->field_count);
	record->values[PRINTED_KIND] = value_text(sheet->form->kind);
	record->values[PRINTED_FORM] = value_text(sheet->form->id);
	record->values[PRINTED_STYLE] = value_text(sheet->form->style);
	record->values[PRINTED_PUBLISHED] = sheet->occasion.published;
	record->values[PRINTED_DAY] = last_day(sheet);
	record->values[PRINTED_PUBLISHING] = value_bool(sheet->occasion.publishing);
	record->values[PRINTED_OWED] = value_bool(judgement_owes(run->assessment->judgement, sheet->form->kind));
	record->values[PRINTED_ROWS] = rows_value(run, sheet);
	struct history_changes changes = official_changes(run->common.arena, run->official, sheet);
	record->values[PRINTED_CHANGES] = change_records(run->common.arena, run->rules->change, &changes);
	for (size_t i = PRINTED_SHARED; sheet->record && i < type->field_count; i++) {
		const struct value *value = record_field(sheet->record, type->fields[i].name);
		record->values[i] = value ? *value : value_absent();
	}
	return (struct value){.kind = VALUE_RECORD, .node = record->node, .record = record};
}

static struct value printed_sheets(struct checking *run)
{
	const struct assessment *assessment = run->assessment;
	struct value_list *list = arena_new_object(run->common.arena, struct value_list);
	list->items = arena_array(run->common.arena, struct value, assessment->sheet_count);
	for (size_t i = 0; i < assessment->sheet_count; i++)
		if (assessment->sheets[i]->record) /* one that is owed and not begun has no answers */
			list->items[list->count++] = printed_value(run, assessment->sheets[i]);
	return (struct value){.kind = VALUE_LIST, .list = list};
}

/* ---- findings ---- */

/* The row that prints the answer at `node`, or an answer that it is a part of. */
static const struct row *row_of(const struct checking *run, const struct node *node, const struct sheet **sheet)
{
	for (size_t i = 0; i < run->assessment->sheet_count; i++) {
		*sheet = run->assessment->sheets[i];
		for (size_t j = 0; j < (*sheet)->row_count; j++) {
			const struct row *row = (*sheet)->rows[j];
			const struct node *answer = row->stand_in ? row->stand_in : row->answer.node;
			if (answer && (answer == node || answer == node->parent))
				return row;
		}
	}
	return NULL;
}

/* A value in a message: one line, of long ones the beginning. */
static void put_value(struct buf *out, const char *text)
{
	enum { READABLE = 80 };
	size_t length = strlen(text), shown = utf8_prefix(text, length, READABLE);
	for (size_t i = 0; i < shown; i++)
		buf_putc(out, (char)(text[i] == '\n' ? ' ' : text[i]));
	if (shown < length)
		buf_puts(out, "…");
}

static const char *phrase_text(struct checking *run, const struct phrase *phrase)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < phrase->count; i++) {
		buf_puts(&text, phrase->parts[i].words);
		if (!phrase->parts[i].value)
			continue;
		struct value value = expr_eval(phrase->parts[i].value, &run->common.env);
		put_value(&text, value_print(run->common.arena, run->common.env.calendar, &value));
	}
	const char *string = arena_copy(run->common.diags->arena, buf_text(&text), text.length);
	buf_free(&text);
	return string;
}

static void describe(struct checking *run, struct diag *diag, const struct sheet *sheet, const struct row *row)
{
	diag->item = row->item->id;
	diag->item_name = row_name(run->common.arena, &run->official->schema->calendar, sheet, row);
}

/* The sheet among the variables of the rule that runs, or NULL. */
static const struct record *sheet_at_hand(const struct checking *run)
{
	const struct rule *rule = run->common.rule;
	for (size_t i = 0; i < rule->each_count; i++) {
		const struct value *member = &run->common.variables[RULE_SLOT_TABLES + rule->table_count + i];
		if (member->kind == VALUE_RECORD && member->record->type == run->rules->printed)
			return member->record;
	}
	return NULL;
}

/* Is the sheet that the rule looks at, else any, published or about to be? */
static bool is_publishing(const struct checking *run)
{
	const struct record *sheet = sheet_at_hand(run);
	if (sheet || run->sheet)
		return sheet ? sheet->values[PRINTED_PUBLISHING].truth : run->sheet->occasion.publishing;
	for (size_t i = 0; i < run->assessment->sheet_count; i++)
		if (run->assessment->sheets[i]->occasion.publishing)
			return true;
	return false;
}

/* A row of 変更箇所 that the rule looks at: its day and its item. */
static void describe_change(struct checking *run, struct diag *diag)
{
	const struct rule *rule = run->common.rule;
	for (size_t i = 0; i < rule->each_count; i++) {
		const struct value *member = &run->common.variables[RULE_SLOT_TABLES + rule->table_count + i];
		if (member->kind != VALUE_RECORD || strcmp(member->record->type->name, "printed_change") != 0)
			continue;
		const struct value *date = record_field(member->record, "date"), *item = record_field(member->record, "item");
		if (!date || date->kind != VALUE_DATE || !item || item->kind != VALUE_TEXT)
			return;
		struct buf words = BUF_INIT;
		put_value(&words, item->text);
		diag->item_name = msg_row_of_changes(
		    run->common.diags->arena, value_print(run->common.arena, run->common.env.calendar, date), buf_text(&words));
		buf_free(&words);
	}
}

static void report(struct rule_run *common, struct span span, const struct node *node, const char *path)
{
	struct checking *run = (struct checking *)(void *)common;
	const struct rule *rule = common->rule;
	struct diag *diag = diag_add_rule(run->common.diags, rule->id, is_publishing(run) ? rule->severity : rule->draft,
	                                  span, phrase_text(run, rule_message(rule)));
	diag->hint = rule_hint(rule)->count ? phrase_text(run, rule_hint(rule)) : NULL;
	diag->source = rule->source;
	diag->path = path;
	if (rule->lines)
		diag->wanted = wanted_members(common->arena, run->assessment->model->node, rule->lines, NULL, NULL);
	const struct sheet *sheet;
	const struct row *row = node ? row_of(run, node, &sheet) : NULL;
	if (row)
		describe(run, diag, sheet, row);
	else
		describe_change(run, diag);
}

/* 公表日 of the sheet that the rule looks at, else of the one published last, else the day of judgement. */
static struct value day_of(const struct checking *run)
{
	struct value day = value_absent();
	const struct record *sheet = sheet_at_hand(run);
	if (run->sheet || sheet)
		return sheet ? sheet->values[PRINTED_PUBLISHED] : run->sheet->occasion.published;
	for (size_t i = 0; i < run->assessment->sheet_count; i++) {
		struct value published = run->assessment->sheets[i]->occasion.published;
		bool later =
		    published.kind == VALUE_DATE && (day.kind != VALUE_DATE || date_compare(published.date, day.date) > 0);
		if (later)
			day = published;
	}
	return day;
}

static bool in_force(const struct checking *run)
{
	const struct rule *rule = run->common.rule;
	if (!rule->from.year && !rule->until.year)
		return true;
	struct value day = day_of(run);
	if (day.kind != VALUE_DATE)
		day = run->assessment->judgement->as_of;
	return day.kind == VALUE_DATE && (!rule->from.year || date_compare(rule->from, day.date) <= 0) &&
	       (!rule->until.year || date_compare(day.date, rule->until) <= 0);
}

/* ---- conditions ---- */

/* Where two places are against each other, nobody can tell which one is wrong: the second one is shown, too. */
static void tell_other_place(struct checking *run, struct diag *diag, const struct node *node)
{
	const char *path;
	const struct expr *beside = rule_beside(run->common.rule);
	const struct node *other = beside ? expr_place(beside, &run->common.env, &path) : NULL;
	if (!other || other == node)
		return;
	diag->related = node_place(other);
	diag->related_message = msg(MSG_RULE_BESIDE);
}

/* A place being narrowed to words in one of its scalars. */
struct narrowing {
	const char *words;
	struct span span;
};

static void narrow(void *context, const struct node *scalar)
{
	struct narrowing *narrowing = context;
	const char *found = narrowing->span.source ? NULL : strstr(scalar->text, narrowing->words);
	if (found) {
		size_t at = (size_t)(found - scalar->text);
		narrowing->span = scalar_span(scalar, at, at + strlen(narrowing->words));
	}
}

/* Where the words of `mark` stand in the text of the node; without them, all of it. */
static struct span marked_span(struct checking *run, const struct node *node)
{
	const struct expr *mark = rule_mark(run->common.rule);
	struct value words = mark ? expr_eval(mark, &run->common.env) : value_absent();
	struct narrowing narrowing = {value_words(&words), {0}};
	const struct scalar_taker taker = {narrow, &narrowing};
	if (narrowing.words && run->citations) /* `mark` is a citation, perhaps */
		narrowing.span = checking_cited_place(run, node, narrowing.words);
	if (narrowing.words && *narrowing.words)
		text_scalars(run->official->schema, run->assessment->model->body, node, &taker);
	return narrowing.span.source ? narrowing.span : node_place(node);
}

/* The finding of a rule whose condition holds: at the row, or the place of the model, that `at` names. */
static void report_condition(struct checking *run)
{
	const struct rule *rule = run->common.rule;
	const struct expr *own = rule_at(rule), *at = own ? own : rule->when;
	struct value value = own ? expr_eval(own, &run->common.env) : value_absent();
	const char *path = NULL;
	const struct node *node = expr_place(at, &run->common.env, &path);
	const struct row_record *row = NULL;
	if (value.kind == VALUE_RECORD && value.record->type == run->rules->row)
		row = (const struct row_record *)(const void *)value.record;
	if (!node && own)
		node = expr_place(rule->when, &run->common.env, &path);
	if (!node && row && row->sheet->record)
		node = row->sheet->record->node;
	if (!node && run->sheet && run->sheet->record)
		node = run->sheet->record->node;
	size_t before = run->common.diags->count;
	report(&run->common, node ? marked_span(run, node) : node_place(run->assessment->model->node), node, path);
	if (run->common.diags->count == before)
		return;
	struct diag *diag = run->common.diags->items[run->common.diags->count - 1];
	if (row)
		describe(run, diag, row->sheet, row->row);
	tell_other_place(run, diag, node);
}

/* Do the parts of the condition hold whose last variable is that of the level before this one? At the first level: those that read
 * none of a level. */
static bool may_hold(const struct checking *run, size_t level)
{
	const struct rule *rule = run->common.rule;
	size_t end = RULE_SLOT_TABLES + rule->table_count + level;
	return expr_true_within(rule->when, &run->common.env, level > 0 ? end - 1 : 0, end);
}

static struct value *member_at(struct checking *run, size_t level)
{
	return &run->common.variables[RULE_SLOT_TABLES + run->common.rule->table_count + level];
}

/* Are there members for all levels from this one on? */
static bool has_members(struct checking *run, size_t level)
{
	const struct rule *rule = run->common.rule;
	bool found = level == rule->each_count;
	struct value list = found ? value_absent() : expr_eval(rule->each[level].list, &run->common.env);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.list->count && !found; i++) {
		*member_at(run, level) = list.list->items[i];
		found = has_members(run, level + 1);
		*member_at(run, level) = value_absent();
	}
	return found;
}

/* The members of the list at this level, and for each those of the levels inside; with `once` up to the first that is
 * told, but for the outermost level. Was any? What a part of the condition excludes is not gone through. */
static bool run_each(struct checking *run, size_t level)
{
	const struct rule *rule = run->common.rule;
	bool told = false;
	if (!may_hold(run, level))
		return false;
	if (level == rule->each_count) {
		if (in_force(run))
			report_condition(run);
		return in_force(run);
	}
	struct value list = expr_eval(rule->each[level].list, &run->common.env);
	struct value *member = member_at(run, level);
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.list->count && run->common.budget > 0; i++) {
		if (told && rule->once && level > 0)
			break;
		run->common.budget -= 1;
		*member = list.list->items[i];
		told = run_each(run, level + 1) || told;
	}
	*member = value_absent();
	return told;
}

/* A condition is not compiled for a sheet that has nothing that it could be asked of: a short sheet has few of the lists. */
static void run_condition(struct checking *run)
{
	if (expr_is_ready(run->common.rule->when) || has_members(run, 0))
		run_each(run, 0);
}

/* ---- answers of a form's items ---- */

static struct value answer_of(void *context, int index)
{
	const struct checking *run = context;
	return run->answers[index];
}

/* The row of `id` whose repetitions are those around or the same as `row`'s. */
static const struct row *row_beside(const struct sheet *sheet, const char *id, const struct row *row)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *other = sheet->rows[i];
		if (strcmp(other->item->id, id) == 0 && other->index_count <= row->index_count &&
		    (other->index_count == 0 || memcmp(other->index, row->index, other->index_count * sizeof *row->index) == 0))
			return other;
	}
	return NULL;
}

static size_t depth_of(const char *id)
{
	size_t depth = 0;
	for (const char *at = id; (at = strchr(at, '[')); at++)
		depth++;
	return depth;
}

static const char *deepest_item(const struct rule *rule)
{
	const char *deepest = NULL;
	for (size_t i = 0; i < rule->item_count; i++)
		if (!deepest || depth_of(rule->items[i]) > depth_of(deepest))
			deepest = rule->items[i];
	return deepest;
}

static bool fits(const struct value *value, const struct type *type)
{
	static const enum value_kind kinds[] = {
	    [TYPE_BOOL] = VALUE_BOOL,     [TYPE_NUMBER] = VALUE_NUMBER,     [TYPE_TEXT] = VALUE_TEXT,
	    [TYPE_DATE] = VALUE_DATE,     [TYPE_DURATION] = VALUE_DURATION, [TYPE_LIST] = VALUE_LIST,
	    [TYPE_RECORD] = VALUE_RECORD,
	};
	return !value_answered(value) || value->kind == kinds[type->kind];
}

/* Once for each repetition of the items that the rule reads. */
static void run_answers(struct checking *run, const struct sheet *sheet)
{
	const struct rule *rule = run->common.rule;
	const char *deepest = deepest_item(rule);
	run->sheet = sheet;
	run->answers = arena_array(run->common.arena, struct value, rule->item_count);
	for (size_t i = 0; deepest && i < sheet->row_count; i++) {
		if (strcmp(sheet->rows[i]->item->id, deepest) != 0)
			continue;
		for (size_t j = 0; j < rule->item_count; j++) {
			const struct row *row = row_beside(sheet, rule->items[j], sheet->rows[i]);
			run->answers[j] = row ? row->answer : value_absent();
			if (!fits(&run->answers[j], rule->item_types[j])) /* another revision of the form has another type */
				run->answers[j] = value_unknown();
		}
		run_condition(run);
	}
	run->sheet = NULL;
}

static void run_forms(struct checking *run)
{
	for (size_t i = 0; i < run->assessment->sheet_count; i++) {
		const struct sheet *sheet = run->assessment->sheets[i];
		if (sheet->record && (strcmp(sheet->form->kind, run->common.rule->form) == 0 ||
		                      strcmp(sheet->form->id, run->common.rule->form) == 0))
			run_answers(run, sheet);
	}
}

/* ---- all rules ---- */

static struct value members_of(void *context, struct arena *arena, const struct value *list, const struct value *owner)
{
	(void)context;
	return model_members(arena, list, owner);
}

static void run_rule(struct checking *run, const struct rule *rule)
{
	run->common.rule = rule;
	run->common.variables = arena_array(run->common.arena, struct value, rule->variable_count);
	run->common.variables[RULE_SLOT_BODY] =
	    run->assessment->model->body ? run->assessment->model->body->value : value_absent();
	run->common.variables[RULE_SLOT_AS_OF] = run->assessment->judgement->as_of;
	run->common.variables[RULE_SLOT_TODAY] = run->assessment->today;
	run->common.variables[RULE_SLOT_JUDGEMENT] = run->assessment->judgement->value;
	run->common.variables[RULE_SLOT_PRINTED] = run->printed;
	for (size_t i = 0; i < rule->table_count; i++)
		run->common.variables[RULE_SLOT_TABLES + i] = rule->tables[i]->value;
	run->common.env.variables = run->common.variables;
	if (rule->kind && in_force(run))
		text_rule_run(&run->common);
	else if (rule->kind)
		return;
	else if (rule->form)
		run_forms(run);
	else
		run_condition(run);
}

void run_rules(struct arena *arena, struct diags *diags, struct official *official, const struct rule_set *rules,
               const struct assessment *assessment, const struct cited_list *citations)
{
	struct checking run = {
	    .common = {.arena = arena,
	               .diags = diags,
	               .schema = official->schema,
	               .model = assessment->model,
	               .sheets = assessment->sheets,
	               .sheet_count = assessment->sheet_count,
	               .budget = STEP_BUDGET,
	               .report = report},
	    .official = official,
	    .rules = rules,
	    .assessment = assessment,
	    .citations = citations,
	};
	run.common.env = (struct env){
	    .arena = arena,
	    .calendar = &official->schema->calendar,
	    .root = assessment->model->root,
	    .answer = answer_of,
	    .members = members_of,
	    .cited = checking_cited_in,
	    .stray_rows = checking_stray_rows_in,
	    .cited_after = checking_cited_after,
	    .row_bodies = checking_row_bodies_in,
	    .moved_row = checking_moved_row_in,
	    .memo = official->memo,
	    .context = &run,
	    .budget = &run.common.budget,
	};
	run.printed = printed_sheets(&run);
	for (size_t i = 0; i < rules->count && run.common.budget > 0; i++)
		run_rule(&run, rules->items[i]);
	if (run.common.budget == 0)
		diag_add(diags, DIAG_RULE_LIMIT, (struct span){0}, msg_rule_too_long_run(diags->arena, run.common.rule->id))
		    ->file = assessment->model->node->span.source->path;
}
