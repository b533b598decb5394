/* What may be typed at a place: keys, options, ids, passages, numbers of items, names of rules and forms, and citations. */
#include "base/messages/lsp.h"
#include "base/messages/row.h"
#include "base/utf8.h"
#include "check/citations.h"
#include "law/reader.h"
#include "lsp/context.h"
#include "lsp/feature.h"
#include "lsp/position.h"
#include "report/report_json.h"

#include <string.h>

/* Kinds of completion items. */
enum { ITEM_IS_TEXT = 1, ITEM_IS_FIELD = 5, ITEM_IS_VALUE = 12, ITEM_IS_REFERENCE = 18 };

struct offer {
	const char *label;
	const char *detail;      /* beside it, or NULL */
	const char *explanation; /* or NULL */
	const char *text;        /* to insert; NULL: the label */
	int kind;
};

struct offering {
	struct question *question;
	struct context context;
	const struct node *root; /* the document without the line that is being typed; may be NULL */
	size_t start;            /* what is inserted stands for the bytes from here to the cursor */
	const char *end;         /* behind a key: ": ", or what stands there already makes it "" */
};

static void offer(struct offering *offering, const struct offer *offer)
{
	struct question *question = offering->question;
	const struct span span = {question->source, offering->start, question->offset};
	struct arena *arena = question->arena;
	const char *filter = offer->detail ? arena_printf(arena, "%s %s", offer->label, offer->detail) : offer->label;
	const char *order = arena_printf(arena, "%05zu", json_array_size(question->result));
	json_t *item =
	    json_pack("{s: o, s: i, s: o, s: o, s: {s: o, s: o}}", "label", report_json_text(offer->label), "kind",
	              offer->kind, "filterText", report_json_text(filter), "sortText", report_json_text(order), "textEdit",
	              "range", range_json(&span), "newText", report_json_text(offer->text ? offer->text : offer->label));
	if (offer->detail)
		json_object_set_new(item, "detail", report_json_text(offer->detail));
	if (offer->explanation)
		json_object_set_new(item, "documentation", report_json_text(offer->explanation));
	json_array_append_new(question->result, item);
}

/* Words as YAML wants them here. */
static const char *written(const struct offering *offering, const char *words)
{
	const char *signs = offering->context.in_flow ? ",[]{}:#" : "#";
	bool quoted = strpbrk(words, signs) || strchr("&*!|>'\"%@`-?", words[0]);
	return quoted ? arena_printf(offering->question->arena, "'%s'", words) : words;
}

/* ---- the type at the place ---- */

/* What the steps of the context lead to. */
struct target {
	const struct record_type *record;  /* the last step is its field, or a key of it is typed */
	const struct answer_type *type;    /* of the value; NULL: not known */
	const struct reference *reference; /* behind {passage: */
	const char *field;                 /* the last key, or NULL */
	const char *kind;                  /* below sheets.<kind>.items */
	bool severity;                     /* below `severity` of shikii.yaml */
};

static const struct reference *reference_named(const struct schema *schema, const char *key)
{
	for (size_t i = 0; i < schema->reference_count; i++)
		if (strcmp(schema->references[i].key, key) == 0)
			return &schema->references[i];
	return NULL;
}

static void enter_record(struct target *target, const struct record_type *record, const char *key)
{
	int field = type_field(&record->type, key);
	if (strcmp(record->type.name, "sheets") == 0)
		target->kind = key;
	target->severity |= strcmp(key, "severity") == 0;
	target->field = key;
	target->record = record;
	target->type = field < 0 ? NULL : record->answers[field];
}

/* One step further; `type` is NULL at the root. */
static void enter(struct offering *offering, struct target *target, const char *step)
{
	const struct answer_type *type = target->type;
	const struct schema *schema = offering->question->official->schema;
	if (!type)
		return;
	if (type->kind == ANSWER_RECORD && step) {
		enter_record(target, type->record, step);
	} else if (type->kind == ANSWER_LIST && !step) {
		target->type = type->element;
	} else if (type->kind == ANSWER_MAP && step) {
		struct answer_type *record = arena_new_object(offering->question->arena, struct answer_type);
		*record = (struct answer_type){.kind = ANSWER_RECORD, .type = &type->record->type, .record = type->record};
		target->type = record;
	} else if (type->kind == ANSWER_TEXT && step) {
		target->reference = reference_named(schema, step);
		target->type = NULL;
	} else if (type->kind == ANSWER_RAW && step) {
		target->field = step;
	} else if (type->kind != ANSWER_BOXES && type->kind != ANSWER_TEXT) {
		target->type = NULL;
	}
}

static struct target target_of(struct offering *offering)
{
	struct answer_type *root = arena_new_object(offering->question->arena, struct answer_type);
	*root = (struct answer_type){
	    .kind = ANSWER_RECORD, .type = &offering->question->type->type, .record = offering->question->type};
	struct target target = {.type = root};
	for (size_t i = 0; i < offering->context.depth; i++)
		enter(offering, &target, offering->context.steps[i]);
	return target;
}

/* ---- keys ---- */

static void offer_keys(struct offering *offering, const struct record_type *record)
{
	for (size_t i = 0; i < record->type.field_count; i++) {
		const char *name = record->type.fields[i].name;
		offer(offering,
		      &(struct offer){name, record->type.fields[i].label, record->helps[i],
		                      arena_printf(offering->question->arena, "%s%s", name, offering->end), ITEM_IS_FIELD});
	}
}

/* The ids of the items of a kind's form, the first repetition for those that are repeated. */
static void offer_items(struct offering *offering, const char *kind)
{
	struct question *question = offering->question;
	const struct value newest = value_absent();
	const struct form *form = official_form_of(question->official, kind, &newest);
	for (size_t i = 0; form && i < form->item_count; i++) {
		const struct item *item = form->items[i];
		struct buf id = BUF_INIT;
		for (const char *at = item->id; *at; at++)
			buf_printf(&id, at[0] == '[' && at[1] == ']' ? "[1" : "%c", *at);
		const char *label = arena_copy(question->arena, buf_text(&id), id.length);
		buf_free(&id);
		const char *text = strchr(label, '[') ? arena_printf(question->arena, "'%s'", label) : label;
		offer(offering, &(struct offer){label, item->label, item->section ? item->section->heading : NULL,
		                                arena_printf(question->arena, "%s%s", text, offering->end), ITEM_IS_FIELD});
	}
}

/* ---- values ---- */

static void offer_options(struct offering *offering, const struct option_list *options)
{
	for (size_t i = 0; options && i < options->count; i++)
		offer(offering, &(struct offer){.label = options->options[i].value,
		                                .text = written(offering, options->options[i].value),
		                                .kind = ITEM_IS_VALUE});
}

/* The members of a list by their ids. */
static void offer_ids(struct offering *offering, const struct node *root, const char *list)
{
	const struct node *members = node_get(root, list);
	for (size_t i = 0; members && i < members->count; i++) {
		const struct node *id = node_get(members->items[i], "id"), *name = node_get(members->items[i], "name");
		const struct node *office = node_get(members->items[i], "office"), *text = node_get(members->items[i], "text");
		name = name ? name : office ? office : text;
		if (id && id->kind == NODE_SCALAR && id->length)
			offer(offering, &(struct offer){.label = id->text,
			                                .detail = name && name->kind == NODE_SCALAR
			                                              ? utf8_cut(offering->question->arena, name->text, 90)
			                                              : NULL,
			                                .explanation = text && text->kind == NODE_SCALAR ? text->text : NULL,
			                                .kind = ITEM_IS_REFERENCE});
	}
}

static const struct node *body_root(const struct offering *offering)
{
	const struct question *question = offering->question;
	return path_is_body(question->document->path) ? offering->root : question->body ? question->body->body->node : NULL;
}

static void offer_rules(struct offering *offering, const char *end)
{
	struct arena *arena = offering->question->arena;
	const struct rule_set *rules = official_rules(offering->question->official);
	for (size_t i = 0; rules && i < rules->count; i++)
		offer(offering, &(struct offer){rules->items[i]->id, rules->items[i]->title, rules->items[i]->why,
		                                arena_printf(arena, "%s%s", rules->items[i]->id, end), ITEM_IS_REFERENCE});
	for (int i = 0; i < DIAG_COUNT; i++)
		offer(offering,
		      &(struct offer){diag_rule((enum diag_id)i), diag_title((enum diag_id)i), NULL,
		                      arena_printf(arena, "%s%s", diag_rule((enum diag_id)i), end), ITEM_IS_REFERENCE});
}

static void offer_forms(struct offering *offering)
{
	struct official *official = offering->question->official;
	for (size_t i = 0; i < official->form_names.count; i++) {
		const struct form *form = official_form_at(official, i);
		if (form)
			offer(offering, &(struct offer){form->id, form->title, form->stamp, NULL, ITEM_IS_REFERENCE});
	}
}

/* Lines whose words are names of something else. */
static void offer_line(struct offering *offering, const struct target *target)
{
	const char *record = target->record ? target->record->type.name : "", *field = target->field ? target->field : "";
	if (strcmp(record, "suppression") == 0 && strcmp(field, "rule") == 0)
		offer_rules(offering, "");
	else if (target->kind && strcmp(field, "form") == 0)
		offer_forms(offering);
}

static void offer_words(struct offering *offering, const char *const *words)
{
	for (; *words; words++)
		offer(offering, &(struct offer){.label = *words, .kind = ITEM_IS_VALUE});
}

static void offer_value(struct offering *offering, const struct target *target)
{
	static const char *const truths[] = {"true", "false", NULL};
	const struct answer_type *type = target->type;
	if (target->reference)
		offer_ids(offering, body_root(offering), target->reference->list);
	if (!type)
		return;
	switch (type->kind) {
	case ANSWER_CHOICE:
	case ANSWER_BOXES:
		offer_options(offering, type->options);
		break;
	case ANSWER_BOOL:
		offer_words(offering, truths);
		break;
	case ANSWER_REF:
		offer_ids(offering, offering->root, type->target);
		break;
	case ANSWER_SHARED:
		offer_ids(offering, body_root(offering), type->target);
		break;
	case ANSWER_LINE:
		offer_line(offering, target);
		break;
	case ANSWER_TEXT:
	case ANSWER_DATE:
	case ANSWER_COUNT:
	case ANSWER_RECORD:
	case ANSWER_LIST:
	case ANSWER_MAP:
	case ANSWER_RAW:
		break;
	}
}

/* {passage: …} in place of a text. */
static void offer_references(struct offering *offering)
{
	const struct schema *schema = offering->question->official->schema;
	for (size_t i = 0; i < schema->reference_count; i++) {
		int field = type_field(&schema->body->type, schema->references[i].list);
		offer(offering, &(struct offer){
		                    schema->references[i].key, field < 0 ? NULL : schema->body->type.fields[field].label, NULL,
		                    arena_printf(offering->question->arena, "%s%s", schema->references[i].key, offering->end),
		                    ITEM_IS_FIELD});
	}
}

static void offer_at_key(struct offering *offering, const struct target *target)
{
	const struct answer_type *type = target->type;
	static const char *const severities[] = {"error", "warning", "note", "off", NULL};
	if (type && type->kind == ANSWER_RECORD)
		offer_keys(offering, type->record);
	else if (type && type->kind == ANSWER_MAP)
		offer_ids(offering, offering->root, type->target);
	else if (type && type->kind == ANSWER_RAW && target->kind && strcmp(target->field, "items") == 0)
		offer_items(offering, target->kind);
	else if (type && type->kind == ANSWER_RAW && target->severity && !offering->context.in_flow &&
	         !offering->context.at_key)
		offer_words(offering, severities);
	else if (type && type->kind == ANSWER_RAW && target->severity)
		offer_rules(offering, offering->end);
	else if (type && type->kind == ANSWER_TEXT && offering->context.in_flow)
		offer_references(offering);
	else
		offer_value(offering, target);
}

/* ---- citations ---- */

/* A number begins what is typed behind 別表の: it is no part of what the words in front of it mean. */
static size_t without_number(const char *text, size_t start, size_t end)
{
	while (end > start && ((text[end - 1] >= '0' && text[end - 1] <= '9')))
		end--;
	return end;
}

/* The last citation of the words with a number behind them; its schedule is that which is being cited. */
static const struct citation *cite_probe(struct offering *offering, const struct law *law, const char *words,
                                         const char *number)
{
	struct arena *arena = offering->question->arena;
	const char *probe = arena_printf(arena, "%s%s", words, number);
	struct citation_list *list = arena_new_object(arena, struct citation_list);
	reader_read(reader_new(arena, law->registry, law->patterns), probe, strlen(probe), false, list);
	const struct citation *last = list->count ? &list->items[list->count - 1] : NULL;
	return last && last->end > strlen(words) ? last : NULL;
}

static struct date day_of(const struct offering *offering, const struct law *law)
{
	const struct value *as_of = &offering->question->project->assess.as_of;
	return as_of->kind == VALUE_DATE ? as_of->date : law->registry->known_to;
}

static void offer_rows(struct offering *offering, const struct law *law, const struct schedule *schedule)
{
	struct arena *arena = offering->question->arena;
	struct date day = day_of(offering, law);
	for (size_t i = 0; i < schedule->row_count; i++) {
		for (const struct law_row *row = schedule->rows[i]; row; row = row->next) {
			if (row->deleted || !period_holds(row->from, row->until, day))
				continue;
			const char *laws = NULL;
			for (size_t j = 0; j < words_count(row->laws); j++)
				laws = laws ? msg_row_more(arena, laws, words_at(row->laws, j)) : words_at(row->laws, j);
			offer(offering, &(struct offer){.label = msg_lsp_row(arena, row->number),
			                                .detail = laws,
			                                .explanation = row->body,
			                                .kind = ITEM_IS_REFERENCE});
			break;
		}
	}
}

/* The places of an Act that the registry follows, and its schedules. */
static void offer_provisions(struct offering *offering, const struct law *law, const struct act *act)
{
	const struct registry *registry = law->registry;
	struct date day = day_of(offering, law);
	for (size_t i = 0; i < registry->provision_count; i++) {
		const struct provision *provision = registry->provisions[i];
		for (size_t j = 0; provision->act == act && j < provision->step_count; j++)
			if (period_holds(provision->steps[j].from, provision->steps[j].until, day))
				offer(offering, &(struct offer){.label = provision->steps[j].cite,
				                                .detail = provision->topic,
				                                .kind = ITEM_IS_REFERENCE});
	}
	for (size_t i = 0; i < registry->schedule_count; i++) {
		const struct schedule *schedule = registry->schedules[i];
		if (schedule->act == act && schedule->name && period_holds(schedule->from, schedule->until, day))
			offer(offering, &(struct offer){.label = schedule->name, .detail = act->title, .kind = ITEM_IS_REFERENCE});
	}
}

/* True: a citation is being typed, and what may follow is offered. */
static bool offer_citation(struct offering *offering)
{
	struct question *question = offering->question;
	const struct law *law = official_law(question->official);
	const char *text = question->source->text;
	size_t start = question->offset;
	while (start > 0 && !strchr("\r\n", text[start - 1]))
		start--;
	size_t end = without_number(text, start, question->offset);
	if (!law || end == start)
		return false;
	const char *words = arena_copy(question->arena, text + start, end - start);
	const struct citation *citation = cite_probe(offering, law, words, msg_lsp_row(question->arena, "1"));
	offering->start = end;
	if (citation && citation->schedule && citation->row) {
		offer_rows(offering, law, citation->schedule);
		return true;
	}
	citation = end == question->offset ? cite_probe(offering, law, words, msg(MSG_LSP_FIRST_ARTICLE)) : NULL;
	if (!citation || !citation->act || citation->schedule)
		return false;
	offer_provisions(offering, law, citation->act);
	return true;
}

/* ---- all of it ---- */

/* The tree without the line that is being typed, which mostly is no YAML yet. */
static const struct node *tree_without_line(struct question *question)
{
	const struct source *source = question->source;
	struct diags unheard;
	diags_init(&unheard, question->arena);
	struct span line = source_line(source, source_position(source, question->offset).line);
	char *text = arena_copy(question->arena, source->text, source->length);
	memset(text + line.start, ' ', line.end - line.start);
	const struct source *rest = source_from_memory(question->arena, &unheard, source->path, text, source->length);
	return rest ? node_read(question->arena, &unheard, rest) : NULL;
}

static void answer_completion(struct question *question)
{
	question->result = json_array();
	if (!question->source || !question->official || !question->type)
		return;
	struct offering offering = {.question = question,
	                            .context = context_at(question->arena, question->source->text, question->offset)};
	if (offer_citation(&offering) || offering.context.in_text)
		return;
	offering.start = offering.context.start < question->offset ? offering.context.start : question->offset;
	offering.end = question->source->text[question->offset] == ':' ? "" : ": ";
	offering.root = tree_without_line(question);
	const struct target target = target_of(&offering);
	if (offering.context.at_key || (target.severity && target.type && target.type->kind == ANSWER_RAW))
		offer_at_key(&offering, &target);
	else
		offer_value(&offering, &target);
}

bool feature_completion(struct question *question)
{
	return question_ask(question, DEPTH_TEXT, answer_completion);
}
