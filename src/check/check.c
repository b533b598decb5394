/* Sheets and judgement → findings of the engine. Rules about content are data (rules/); what stands here follows from
 * the structure: the form asks, the model does not answer. */
#include "check/check.h"

#include "base/messages/check.h"
#include "base/messages/lines.h"
#include "base/messages/mistaken.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "check/lines.h"
#include "model/row_name.h"
#include "model/text.h"
#include "yaml/fields.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { QUOTE_LIMIT = 120 }; /* bytes of an answer that a message quotes */

struct checker {
	struct arena *arena;
	struct diags *diags;
	const struct official *official;
	const struct assessment *assessment;
	const struct unread *unread; /* of the sheet that is checked */
};

static struct span span_of(const struct node *node)
{
	return node ? node_place(node) : (struct span){0};
}

/* What makes the answer or sheet due, where that is known. */
static void tell_asked_by(struct diag *diag, const struct node *node)
{
	if (!node)
		return;
	diag->related = span_of(node);
	diag->related_message = msg(MSG_CHECK_ASKED_BY);
}

/* Adds where the finding belongs in the sheet and in the model. */
static void describe(struct checker *checker, struct diag *diag, const struct sheet *sheet, const struct row *row)
{
	assert(diag);
	diag->path = row->path;
	diag->item = row->item->id;
	diag->item_name = row_name(checker->arena, &checker->official->schema->calendar, sheet, row);
	diag->source = sheet->form->stamp;
}

/* A draft lacks answers by nature: they are told, but fail nothing. */
static void soften(const struct sheet *sheet, struct diag *diag)
{
	if (!sheet->occasion.publishing && diag->severity > SEVERITY_WARNING)
		diag->severity = SEVERITY_WARNING;
}

/* The place of the row in the model, or of the sheet itself when nothing of it is written. */
static const struct node *place_of(const struct sheet *sheet, const struct row *row)
{
	return row->place ? row->place : sheet->record ? sheet->record->node : sheet->model->node;
}

/* The first fact that the judgement lacks, or NULL. */
static const struct judge_fact *lacking_fact(const struct judgement *judgement)
{
	for (size_t i = 0; !judgement->row && i < judgement->rules->input_count; i++)
		if (!judgement->facts[i].answer)
			return &judgement->facts[i];
	return NULL;
}

/* The lines to type for it are worked out when all findings are known (check/lines.h). */
static const struct wanted *wanted_of(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	const struct node *near = row->answer.node ? row->answer.node : place_of(sheet, row);
	return wanted_by_item(checker->arena, checker->official->schema, sheet->form, row->item, near,
	                      row->lacks ? row->lacks : row->path);
}

/* Where to write, in words, and what the form says about it; either may be NULL. */
static const char *missing_hint(struct checker *checker, const struct wanted *wanted, const char *help)
{
	if (!wanted)
		return help;
	const char *place = path_in_words(checker->arena, wanted->path);
	return help ? msg_check_write_at_with(checker->arena, place, help) : msg_check_write_at(checker->arena, place);
}

static const struct wanted *wanted_fact(struct checker *checker, const struct judge_fact *fact)
{
	struct wanted *wanted = arena_new_object(checker->arena, struct wanted);
	*wanted = (struct wanted){.near = fact->place ? fact->place : checker->assessment->model->node, .path = fact->path};
	return fact->path ? wanted : NULL;
}

/* An answer that the judgement would make is missing where the judgement lacks a fact. */
static void check_judged_answer(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	const struct judge_fact *fact = lacking_fact(checker->assessment->judgement);
	if (fact->malformed)
		return;
	const struct node *place = fact->place ? fact->place : place_of(sheet, row);
	struct diag *diag = diag_add(checker->diags, DIAG_ANSWER_MISSING, span_of(place),
	                             msg_check_no_answer(checker->arena, row->item->label));
	describe(checker, diag, sheet, row);
	diag->path = fact->path;
	diag->hint = msg_check_fact_wanted(checker->arena, fact->input->label);
	diag->wanted = wanted_fact(checker, fact);
	soften(sheet, diag);
}

/* Required answers of each item that an import could not read, by item->order; worked out once, as rows may be many. */
struct unread {
	const struct row *first;
	size_t count;
};

static const struct unread *find_unread(struct arena *arena, const struct sheet *sheet)
{
	struct unread *unread = arena_array(arena, struct unread, sheet->form->item_count);
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		struct unread *of_item = &unread[row->item->order];
		if (!row->required || row->state != STATE_UNKNOWN)
			continue;
		of_item->first = of_item->count++ ? of_item->first : row;
	}
	return unread;
}

/* Of many answers of one item that an import could not read, the first is told. */
static struct diag *check_unread(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	const struct unread *unread = &checker->unread[row->item->order];
	if (unread->first != row)
		return NULL;
	const struct node *place = row->answer.node ? row->answer.node : place_of(sheet, row);
	struct diag *diag =
	    diag_add(checker->diags, DIAG_ANSWER_UNKNOWN, span_of(place),
	             unread->count > 1 ? msg_check_unread_and_more(checker->arena, row->item->label, (int)unread->count - 1)
	                               : msg_check_unread(checker->arena, row->item->label));
	diag->hint = msg(MSG_CHECK_UNREAD_HINT);
	return diag;
}

static void check_answer(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	const struct node *place = place_of(sheet, row);
	struct diag *diag = NULL;
	switch (row->state) {
	case STATE_ABSENT:
		diag = diag_add(checker->diags, DIAG_ANSWER_MISSING, span_of(place),
		                row->item->type == ITEM_FLAG ? msg_check_no_flag(checker->arena, row->item->label)
		                                             : msg_check_no_answer(checker->arena, row->item->label));
		diag->wanted = wanted_of(checker, sheet, row);
		diag->hint = missing_hint(checker, diag->wanted, row->item->help);
		tell_asked_by(diag, row->asked_by);
		soften(sheet, diag);
		break;
	case STATE_BLANK:
		diag = diag_add(checker->diags, DIAG_ANSWER_BLANK, span_of(row->answer.node ? row->answer.node : place),
		                msg_check_blank(checker->arena, row->item->label));
		diag->wanted = wanted_of(checker, sheet, row);
		diag->severity = sheet->occasion.publishing ? SEVERITY_ERROR : diag->severity;
		break;
	case STATE_UNKNOWN:
		diag = check_unread(checker, sheet, row);
		break;
	case STATE_ANSWERED:
	case STATE_INVALID:
	case STATE_WITHHELD:
		return;
	}
	if (diag)
		describe(checker, diag, sheet, row);
}

static bool is_inside(const struct item *item, const struct form_section *section)
{
	const struct form_section *at = item->section;
	while (at && at != section)
		at = at->parent;
	return at && at == section;
}

/* Does an answer of the count's part of the sheet send its readers to a 別紙, where the others may be? */
static bool names_annex(const struct sheet *sheet, const struct item *count)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		if (row->printed && is_inside(row->item, count->section) && strstr(row->printed, msg(MSG_SHEET_ANNEX_NAME)))
			return true;
	}
	return false;
}

/* Are all frames of a section inside this one used: do more members stand on a 別紙, which the text may lack? */
static bool is_full(const struct form_section *section, size_t members)
{
	if (section->frame_limit && section->frame_limit == members)
		return true;
	for (size_t i = 0; i < section->section_count; i++)
		if (is_full(&section->sections[i], members))
			return true;
	return false;
}

/* Members that are counted wrong contradict the sheet itself; another answer may have been chosen for a reason. Those
 * beyond the form's frames are on a 別紙, or forgotten. */
static void weigh_stated(struct checker *checker, const struct sheet *sheet, const struct row *row, struct diag *diag)
{
	if (row->item->type != ITEM_COUNT)
		return;
	const struct form_section *around = row->item->section;
	while (around->parent && around->parent->parent)
		around = around->parent;
	size_t described = strtoul(row->value, NULL, 10), stated = strtoul(row->stated, NULL, 10);
	bool beyond = stated > described && is_full(around, described);
	if (beyond)
		diag->message = msg_check_beyond_frames(checker->arena, row->stated, row->value);
	diag->severity = names_annex(sheet, row->item) ? SEVERITY_NOTE : beyond ? SEVERITY_WARNING : SEVERITY_ERROR;
	soften(sheet, diag);
}

/* A printed answer that the facts contradict; where the judgement makes the answer, it is the judgement that is wrong. */
static struct diag *check_stated(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	const struct judgement *judgement = checker->assessment->judgement;
	bool undecided = row->item->type == ITEM_RESULT && !judgement->row;
	bool agrees = undecided ? judgement_allows(judgement, row->stated) : strcmp(row->stated, row->value) == 0;
	if (agrees)
		return NULL;
	enum diag_id id = row->item->judged ? DIAG_JUDGE_RESULT : DIAG_SHEET_STATED;
	struct span place = span_of(row->answer.node ? row->answer.node : place_of(sheet, row));
	struct diag *diag = diag_add(checker->diags, id, place,
	                             undecided ? msg_check_impossible(checker->arena, row->stated)
	                                       : msg_check_stated(checker->arena, row->stated, row->value));
	diag->hint = msg(MSG_CHECK_STATED_HINT);
	weigh_stated(checker, sheet, row, diag);
	return diag;
}

static struct diag *check_stand_in(struct checker *checker, const struct row *row)
{
	struct diag *diag = diag_add(checker->diags, DIAG_SHEET_STAND_IN, span_of(row->stand_in),
	                             msg_check_stand_in(checker->arena, utf8_cut(checker->arena, row->printed, QUOTE_LIMIT),
	                                                utf8_cut(checker->arena, row->instead_of, QUOTE_LIMIT)));
	diag->hint = msg(MSG_CHECK_STAND_IN_HINT);
	return diag;
}

/* Do they say the same, but for the number of a line? */
static bool is_same_doubt(const struct node *a, const struct node *b)
{
	static const char digits[] = "0123456789";
	const char *one = a->text, *other = b->text;
	while (*one && *other) {
		one += strspn(one, digits);
		other += strspn(other, digits);
		if (*one != *other)
			return false;
		one += *one != '\0';
		other += *other != '\0';
	}
	return *one == *other;
}

/* An import was not sure of it, and nobody has taken the mark away. Of many with one reason, the first is told. */
static void check_doubt(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	bool earlier = true;
	size_t more = 0;
	bool comparable = row->doubt->kind == NODE_SCALAR;
	for (size_t i = 0; comparable && i < sheet->row_count; i++) {
		const struct row *other = sheet->rows[i];
		earlier = earlier && other != row;
		if (other == row || !other->doubt || other->doubt->kind != NODE_SCALAR ||
		    !is_same_doubt(other->doubt, row->doubt))
			continue;
		if (earlier)
			return;
		more++;
	}
	const char *reason = utf8_cut(checker->arena, comparable ? row->doubt->text : "", QUOTE_LIMIT);
	struct diag *diag = diag_add(checker->diags, DIAG_ANSWER_DOUBTFUL, span_of(row->doubt),
	                             more ? msg_check_doubtful_and_more(checker->arena, reason, (int)more)
	                                  : msg_check_doubtful(checker->arena, reason));
	describe(checker, diag, sheet, row);
	diag->hint = msg_check_doubtful_hint(checker->arena, row->key);
}

/* Where the sample stands: the answer may be put together from what stands below its place. */
static struct span sample_span(struct checker *checker, const char *printed, struct span place)
{
	const char *line = printed;
	size_t length = strcspn(line, "\n");
	while (line[length] && !schema_is_sample(checker->official->schema, arena_copy(checker->arena, line, length))) {
		line += length + 1;
		length = strcspn(line, "\n");
	}
	const char *text = place.source->text, *at = strstr(text + place.start, arena_copy(checker->arena, line, length));
	if (!at)
		return place;
	return (struct span){place.source, (size_t)(at - text), (size_t)(at - text) + length};
}

/* A sample that nobody has replaced is not taken for an answer. */
static void check_sample(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	if (row->state != STATE_ANSWERED || !schema_is_sample(checker->official->schema, row->printed))
		return;
	struct span place = span_of(row->answer.node ? row->answer.node : place_of(sheet, row));
	struct diag *diag = diag_add(checker->diags, DIAG_ANSWER_SAMPLE, sample_span(checker, row->printed, place),
	                             msg_lines_sample_left(checker->arena, row->item->label));
	describe(checker, diag, sheet, row);
	diag->hint = row->item->help ? row->item->help : msg(MSG_LINES_WRITE_ANSWER);
	soften(sheet, diag);
}

/* Nor is one that looks like an answer, while the comment above it says what it is. */
void check_marks(struct diags *diags, const struct schema *schema, const struct source *source)
{
	const char *mark = schema->samples.mark;
	for (const char *at = source->text; mark && (at = strstr(at, mark)); at += strlen(mark)) {
		const char *before = at;
		while (before > source->text && before[-1] == ' ')
			before--;
		if (before == source->text || before[-1] != '#')
			continue;
		size_t start = (size_t)(at - source->text);
		const struct span span = {source, start, start + strlen(mark)};
		diag_add(diags, DIAG_ANSWER_SAMPLE, span, msg_lines_mark_left(diags->arena, mark))->hint =
		    msg(MSG_LINES_CHECK_MARK);
	}
}

void check_proposals(struct diags *diags, const struct node *const *proposals, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct node *answer = text_proposed(proposals[i]);
		const char *words = answer->kind == NODE_SCALAR ? answer->text : msg(MSG_CHECK_SEVERAL_ANSWERS);
		struct buf path = BUF_INIT;
		struct diag *diag = diag_add(diags, DIAG_ANSWER_PROPOSED, answer->key->span,
		                             msg_check_proposed(diags->arena, utf8_cut(diags->arena, words, QUOTE_LIMIT)));
		node_path(proposals[i], &path);
		diag->path = arena_copy(diags->arena, buf_text(&path), path.length);
		bool lines = proposals[i]->style == NODE_BLOCK && proposals[i]->key && answer->style == NODE_LITERAL;
		diag->hint =
		    lines ? msg_check_proposed_lines_hint(diags->arena, proposals[i]->key->text) : msg(MSG_CHECK_PROPOSED_HINT);
		buf_free(&path);
	}
}

/* Of a draft, what nobody has filled in or confirmed fails nothing. */
static void check_own_marks(struct checker *checker)
{
	const struct assessment *assessment = checker->assessment;
	const struct model *model = assessment->model;
	size_t before = checker->diags->count;
	check_proposals(checker->diags, model->proposals, model->proposal_count);
	check_marks(checker->diags, checker->official->schema, assessment->model->node->span.source);
	for (size_t i = before; i < checker->diags->count; i++)
		if (assessment->sheet_count)
			soften(assessment->sheets[0], checker->diags->items[i]);
		else
			checker->diags->items[i]->severity = SEVERITY_WARNING; /* nothing is published of it */
}

static void check_row(struct checker *checker, const struct sheet *sheet, const struct row *row)
{
	struct diag *diag = NULL;
	if (row->example)
		return; /* check_marks tells of the mark */
	check_sample(checker, sheet, row);
	if (row->doubt)
		check_doubt(checker, sheet, row);
	bool judged = row->item->judged && row->state == STATE_ABSENT && lacking_fact(checker->assessment->judgement);
	if (row->required && judged)
		check_judged_answer(checker, sheet, row);
	else if (row->required)
		check_answer(checker, sheet, row);
	if (row->unlisted)
		diag = diag_add(checker->diags, DIAG_MODEL_OPTION,
		                span_of(row->answer.node ? row->answer.node : place_of(sheet, row)),
		                msg_check_unlisted(checker->arena, row->unlisted, sheet->form->style, row->item->label));
	else if (row->instead_of)
		diag = check_stand_in(checker, row);
	else if (row->stated)
		diag = check_stated(checker, sheet, row);
	if (diag)
		describe(checker, diag, sheet, row);
}

static void check_gap(struct checker *checker, const struct sheet *sheet, const struct sheet_gap *gap)
{
	const struct node *place = gap->place ? gap->place : sheet->model->node;
	struct diag *diag = diag_add(checker->diags, DIAG_ANSWER_MISSING, span_of(place),
	                             msg_check_gap(checker->arena, gap->form->heading));
	diag->path = gap->path;
	diag->item = gap->form->id;
	diag->item_name = arena_printf(checker->arena, "%s %s", sheet->form->style, gap->form->heading);
	diag->source = sheet->form->stamp;
	if (gap->path)
		diag->wanted = wanted_members(checker->arena, place, gap->path, sheet->form, gap->form->variable);
	diag->hint = missing_hint(checker, diag->wanted, NULL);
	soften(sheet, diag);
}

static void check_unused(struct checker *checker, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->unused_count; i++) {
		const struct node *key = sheet->unused[i];
		struct diag *diag = diag_add(
		    checker->diags, DIAG_SHEET_ITEM, key->span,
		    msg_check_no_item(checker->arena, sheet->form->style, utf8_cut(checker->arena, key->text, QUOTE_LIMIT)));
		if (!diags_full(checker->diags))
			diag_suggest(checker->diags, diag, form_nearest_item(sheet->form, key->text));
	}
}

/* Is the form the one of the day on which the sheet was or will be published? */
static void check_form(struct checker *checker, const struct sheet *sheet)
{
	const struct value *day =
	    sheet->occasion.published.kind == VALUE_DATE ? &sheet->occasion.published : &sheet->occasion.as_of;
	const struct form *form = sheet->form;
	if (day->kind != VALUE_DATE)
		return;
	const char *printed = value_print(checker->arena, &checker->official->schema->calendar, day);
	const struct value *named = record_field(sheet->record, "form");
	bool chosen = named && named->kind == VALUE_TEXT;
	struct span place = span_of(chosen ? named->node : day->node ? day->node : sheet->model->node);
	struct diag *diag = NULL;
	if (!form_in_use(form, day->date)) {
		diag = diag_add(checker->diags, DIAG_SHEET_FORM, place,
		                msg_check_form(checker->arena, form->style, form->stamp, printed));
		diag->hint = msg(chosen ? MSG_CHECK_FORM_CHOSEN : MSG_CHECK_FORM_WANTED);
	} else if (form->known_to.year && date_compare(form->known_to, day->date) < 0) {
		diag = diag_add(checker->diags, DIAG_SHEET_SUPERSEDED, place,
		                msg_check_superseded(checker->arena, form->style, form->stamp));
	}
	if (diag)
		diag->item_name =
		    arena_printf(checker->arena, "%s %s %s", form->style,
		                 msg(sheet->draft ? MSG_CHECK_DAY_OF_JUDGEMENT : MSG_CHECK_DAY_OF_PUBLICATION), printed);
}

static void check_sheet(struct checker *checker, const struct sheet *sheet)
{
	if (!sheet->record)
		return; /* owed, but not begun: check_owed has said so */
	check_form(checker, sheet);
	checker->unread = find_unread(checker->arena, sheet);
	for (size_t i = 0; i < sheet->row_count; i++)
		check_row(checker, sheet, sheet->rows[i]);
	for (size_t i = 0; i < sheet->gap_count; i++)
		check_gap(checker, sheet, &sheet->gaps[i]);
	check_unused(checker, sheet);
}

/* ---- rows of lists that no item of a form asks about ---- */

static void report_row(struct diags *diags, const struct value *row, const struct node *node, const struct field *field)
{
	struct arena *arena = diags->arena;
	struct diag *diag =
	    diag_add(diags, DIAG_ANSWER_BLANK, span_of(node ? node : row->node), msg_check_no_answer(arena, field->label));
	struct wanted *wanted = arena_new_object(arena, struct wanted);
	struct buf path = BUF_INIT;
	node_path(row->node, &path);
	buf_printf(&path, ".%s", field->name);
	diag->path = arena_string(arena, buf_text(&path));
	buf_free(&path);
	*wanted = (struct wanted){.near = row->node, .path = diag->path};
	diag->wanted = wanted;
	diag->hint = msg(MSG_MISTAKEN_EMPTY_ROW_HINT);
}

/* Without the first field of `row` it is none; another that is written has an answer. */
static void check_list_row(struct diags *diags, const struct value *row)
{
	const struct record_type *type = record_type_of(row->record);
	for (size_t i = 0; i < type->row_count; i++) {
		const struct field *field = &type->type.fields[type->row[i]];
		const struct value *value = &row->record->values[type->row[i]];
		if (value->kind == VALUE_BLANK || (i == 0 && value->kind == VALUE_ABSENT))
			report_row(diags, row, value->node, field);
	}
}

void check_rows(struct diags *diags, const struct record *record)
{
	for (size_t i = 0; i < record->type->field_count; i++) {
		const struct value *value = &record->values[i];
		if (value->kind == VALUE_RECORD)
			check_rows(diags, value->record);
		for (size_t j = 0; value->kind == VALUE_LIST && j < value->list->count; j++) {
			const struct value *member = &value->list->items[j];
			if (member->kind != VALUE_RECORD)
				continue;
			check_list_row(diags, member);
			check_rows(diags, member->record);
		}
	}
}

static const struct form *owed_form(const struct checker *checker, const char *kind)
{
	const struct sheet *sheet = assessment_sheet(checker->assessment, kind);
	return sheet ? sheet->form : NULL;
}

/* The first fact that the judgement looked at, or NULL. */
static const struct node *judged_by(const struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->rules->input_count; i++)
		if (judgement->row->conditions && judgement->row->conditions[i] && judgement->facts[i].place)
			return judgement->facts[i].place;
	return NULL;
}

/* Every sheet that is owed stands in the model. */
static void check_owed(struct checker *checker)
{
	const struct judgement *judgement = checker->assessment->judgement;
	const struct model *model = checker->assessment->model;
	if (record_field(model->root, "sheets")->kind == VALUE_INVALID)
		return; /* which has been reported */
	for (const char **kind = judgement->row ? judgement->row->owed : NULL; kind && *kind; kind++) {
		if (model_sheet_value(model, *kind).kind != VALUE_ABSENT)
			continue;
		const struct node *sheets = node_get(model->node, "sheets");
		struct diag *diag = diag_add(checker->diags, DIAG_JUDGE_SHEET, span_of(sheets ? sheets : model->node),
		                             msg_check_owed(checker->arena, kind_label(checker->official, *kind)));
		diag->source = judgement->row->source;
		tell_asked_by(diag, judged_by(judgement));
		diag->path = arena_printf(checker->arena, "sheets.%s", *kind);
		diag->wanted = wanted_members(checker->arena, model->node, diag->path, owed_form(checker, *kind), "sheet");
		diag->hint = missing_hint(checker, diag->wanted, NULL);
	}
}

/* A sheet asks for its facts itself, and those that no sheet here prints are nobody's business. */
static bool is_begun(const struct assessment *assessment)
{
	for (size_t i = 0; i < assessment->sheet_count; i++)
		if (assessment->sheets[i]->record)
			return true;
	return false;
}

static void check_undecided(struct checker *checker)
{
	const struct judgement *judgement = checker->assessment->judgement;
	if (judgement->row || is_begun(checker->assessment))
		return;
	for (size_t i = 0; i < judgement->rules->input_count; i++) {
		const struct judge_fact *fact = &judgement->facts[i];
		if (fact->answer || fact->malformed)
			continue;
		struct diag *diag = diag_add(checker->diags, DIAG_JUDGE_UNKNOWN,
		                             span_of(fact->place ? fact->place : checker->assessment->model->node),
		                             msg_check_undecided(checker->arena, fact->input->label));
		diag->path = fact->path;
		diag->source = judgement->rules->source;
		diag->wanted = wanted_fact(checker, fact);
		diag->hint = missing_hint(checker, diag->wanted, NULL);
	}
}

void check_assessment(struct arena *arena, struct diags *diags, const struct official *official,
                      const struct assessment *assessment)
{
	struct checker checker = {arena, diags, official, assessment, NULL};
	check_owed(&checker);
	check_undecided(&checker);
	check_own_marks(&checker);
	check_rows(diags, assessment->model->root);
	for (size_t i = 0; i < assessment->sheet_count; i++)
		check_sheet(&checker, assessment->sheets[i]);
}
