/* A reading → all findings about it → those that are told. */
#include "session/findings.h"

#include "session/answer.h"

#include "base/list.h"
#include "base/messages/check.h"
#include "base/messages/gate.h"
#include "base/messages/usage.h"
#include "base/utf8.h"
#include "check/check.h"
#include "check/citation_outlook.h"
#include "check/citations.h"
#include "check/citing.h"
#include "check/run_rules.h"
#include "session/finding_move.h"

#include <string.h>

/* Is it a rule or a family of rules of one of the bodies? Where rules are broken, that is told later. *nearest gets a
 * similar name. */
static bool is_name(struct project *project, const char *name, const char **nearest)
{
	for (size_t i = 0; i < project->file_count; i++) {
		struct official *official = project_official(project, project_body(project, project->files[i].path));
		const struct rule_set *rules = official ? official_rules(official) : NULL;
		if (!rules || rule_exists(rules, name))
			return true;
		*nearest = *nearest ? *nearest : rule_nearest(rules, name);
	}
	return project->file_count == 0;
}

static bool check_names(struct gate *gate, const char *option, const char *list)
{
	struct project *project = gate->project;
	while (list && *list) {
		size_t length = strcspn(list, ",");
		const char *name = arena_copy(project->arena, list, length), *nearest = NULL;
		if (!is_name(project, name, &nearest)) {
			buf_puts(&project->problem, nearest ? msg_usage_no_rule_but(project->arena, option, name, nearest)
			                                    : msg_usage_no_rule(project->arena, option, name));
			return false;
		}
		list += length + (list[length] == ',');
	}
	return true;
}

/* The findings that only --since can make. */
static const char *since_rules(struct arena *arena)
{
	static const enum diag_id ids[] = {DIAG_ROW_MISSING,   DIAG_ROW_FALSE, DIAG_ROW_MISPLACED, DIAG_ROW_LATE,
	                                   DIAG_ROW_UNDECIDED, DIAG_ROW_GONE,  DIAG_NOT_PUBLISHED};
	const char *list = "";
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? "," : "", diag_rule(ids[i]));
	return list;
}

bool gate_open(struct gate *gate, struct project *project)
{
	const struct options *options = project->options;
	*gate = (struct gate){.project = project};
	gate->policy = (struct policy){.only = options->only, .ignore = options->ignore, .today = project->assess.as_of};
	gate->policy.unrun = options->since ? NULL : since_rules(project->arena);
	map_init(&gate->told, project->arena);
	map_init(&gate->numbers, project->arena);
	map_init(&gate->checked, project->arena);
	if (!check_names(gate, "only", options->only) || !check_names(gate, "ignore", options->ignore))
		return false;
	if (options->prune && !options->baseline) {
		buf_puts(&project->problem, msg(MSG_USAGE_PRUNE_WITHOUT_BASELINE));
		return false;
	}
	struct diags diags;
	diags_init(&diags, project->arena);
	bool good = !options->baseline ||
	            baseline_load(&gate->baseline, project->arena, &diags, project->documents, options->baseline);
	project_report(project, &diags);
	return good;
}

/* The rules of the reading's body; when they are broken, the run cannot be done. */
static const struct rule_set *rules_of(struct reading *reading)
{
	struct official *official = reading->official;
	const struct rule_set *rules = official ? official_rules(official) : NULL;
	if (!rules)
		reading->diags.environment = true; /* what is wrong stands in the diags of the official data */
	return rules;
}

static void prepare_body(struct gate *gate, struct project_body *body)
{
	if (!body || body->suppress_used)
		return;
	body->suppress_used = arena_array(gate->project->arena, bool, policy_count(body->body) + 1);
	policy_check_body(&gate->policy, &body->diags, body->body);
	if (body->body->value.kind == VALUE_RECORD)
		check_rows(&body->diags, body->body->value.record);
	check_proposals(&body->diags, body->body->proposals, body->body->proposal_count);
	if (body->body->node)
		check_marks(&body->diags, project_official(gate->project, body)->schema, body->body->node->span.source);
}

/* Takes out findings in shikii.yaml that another model has brought already. */
static void tell_once(struct gate *gate, struct diags *diags, const struct project_body *body)
{
	struct arena *arena = gate->project->arena;
	size_t kept = 0;
	for (size_t i = 0; i < diags->count; i++) {
		struct diag *diag = diags->items[i];
		bool shared = body && diag->span.source && strcmp(diag->span.source->path, body->path) == 0;
		if (!shared ||
		    !map_put(&gate->told, arena_printf(arena, "%s %u %s", diag->rule, (unsigned)diag->span.start, body->path),
		             gate))
			diags->items[kept++] = diag;
	}
	diags->count = kept;
}

/* Holds 変更箇所 against the changes since then. */
static void compare_since(struct project *project, struct reading *reading)
{
	struct since_state *since = arena_new_object(reading->arena, struct since_state);
	since_compare(project, reading, since);
	for (size_t i = 0; since->due && i < since->due->count; i++)
		coverage_check(reading->arena, &reading->diags, &since->due->sheets[i].coverage);
	reading->since = since;
}

/* What could not be read of the model cannot be compared. */
static void tell_since(struct gate *gate, const struct reading *reading)
{
	const struct since_state *since = reading->since;
	if (!since) {
		project_say(gate->project, "%s", msg_gate_model_wrong(gate->project->arena, reading->file->path));
		gate->project->incomplete = true;
		return;
	}
	bool rules_broken = since->assessment && !since->problem && !since->due; /* which is told at the end */
	gate->since = *since;
	if (!since_tell(gate->project, reading, since) || rules_broken)
		gate->since.path = NULL;
	gate->due = gate->since.path ? since->due : NULL;
}

/* The findings about citations, and those of the rules. */
static void check_rules(const struct project *project, struct reading *reading, const struct rule_set *rules,
                        struct arena *arena)
{
	struct cited_list citations = {0};
	const struct law *law = official_law(reading->official);
	if (law)
		citations = citations_of_assessment(arena, reading->official, law, reading->assessment, &project->assess.as_of);
	check_citations(arena, &reading->diags, reading->official, reading->assessment, &citations);
	check_citing(arena, &reading->diags, &reading->official->schema->calendar, &citations);
	check_outlook(arena, &reading->diags, reading->official, &citations, &project->assess.outlook);
	run_rules(arena, &reading->diags, reading->official, rules, reading->assessment, &citations);
}

/* What rules need is ten times the rest of a reading. Many readings wait to be visited, and one is checked at a time. */
static void check_aside(struct project *project, struct reading *reading, const struct rule_set *rules)
{
	size_t before = reading->diags.count;
	if (!project->aside)
		project->aside = arena_new_within(project->arena);
	reading->diags.arena = project->aside;
	check_rules(project, reading, rules, project->aside);
	findings_move(&reading->diags, reading->arena, before);
	arena_reset(project->aside);
}

/* Flags for the body's suppressions, as this reading has it. */
static bool *used_by(const struct reading *reading, size_t *count)
{
	const struct body *body = reading->assessment->model->body;
	*count = reading->body && body ? policy_count(body) : 0;
	return arena_array(reading->arena, bool, *count);
}

/* A shikii.yaml that was changed while threads read it has other suppressions: they do not count. */
static void note_used(struct project_body *body, const bool *used, size_t count)
{
	bool same = body && body->suppress_used && count == policy_count(body->body);
	for (size_t i = 0; same && i < count; i++)
		body->suppress_used[i] |= used[i];
}

/* The rules of the errors, with commas between. */
static const char *faults_of(const struct reading *reading)
{
	const char *rules = "";
	for (size_t i = 0; i < reading->diags.count; i++)
		if (reading->diags.items[i]->severity == SEVERITY_ERROR)
			rules = arena_printf(reading->arena, "%s,%s", rules, reading->diags.items[i]->rule);
	return rules;
}

void gate_examine(struct project *project, struct reading *reading)
{
	const struct rule_set *rules = rules_of(reading);
	if (!rules || !reading->assessment)
		return;
	reading->sound = run_is_sound(reading);
	reading->faults = reading->sound ? NULL : faults_of(reading);
	check_assessment(reading->arena, &reading->diags, reading->official, reading->assessment);
	check_aside(project, reading, rules);
	if (project->options->since && reading->sound)
		compare_since(project, reading);
}

/* The agency of a model, as it or its shikii.yaml says; NULL where neither does. */
static const char *agency_of(const struct model *model)
{
	const struct value *own = record_field(model->root, "agency");
	struct value name = own->kind == VALUE_ABSENT && model->body ? record_get(&model->body->value, "name") : *own;
	return name.kind == VALUE_TEXT ? name.text : NULL;
}

/* Of all that was read of a file, this alone is remembered to the end of the run. */
static void note_number(struct gate *gate, const struct kept *file)
{
	struct arena *arena = gate->project->arena;
	map_put(&gate->numbers, arena_string(arena, file->number), arena_string(arena, file->place));
}

/* An agency gives each of its assessments a number of its own. */
static void check_number(struct gate *gate, struct reading *reading)
{
	struct arena *arena = reading->arena;
	gate->unique = true;
	const struct model *model = reading->assessment->model;
	const struct value *number = record_field(model->root, "number");
	const char *agency = agency_of(model), *body = reading->body ? reading->body->path : "";
	if (number->kind != VALUE_TEXT || !agency || schema_is_sample(reading->official->schema, number->text))
		return;
	gate->last.number =
	    arena_printf(arena, "%s\n%s\n%s", body, utf8_fold(arena, agency), utf8_fold(arena, number->text));
	gate->last.place = arena_printf(arena, "%s:%zu", reading->file->path,
	                                source_position(number->node->span.source, number->node->span.start).line);
	const char *first = map_get(&gate->numbers, gate->last.number);
	gate->unique = !first;
	if (!first) {
		note_number(gate, &gate->last);
		return;
	}
	struct diag *diag = diag_add(&reading->diags, DIAG_MODEL_NUMBER, number->node->span,
	                             msg_gate_same_number(reading->diags.arena, number->text, first));
	diag->hint = msg(MSG_GATE_ONE_NUMBER_EACH);
	diag->path = "number";
}

/* Was the folder that holds this file searched? Of a shikii.yaml: so that all of its models were met. */
static bool was_searched(const struct project *project, const char *path)
{
	path = baseline_path(path);
	for (size_t i = 0; i < project->options->path_count; i++) {
		const char *folder = baseline_path(project->options->paths[i]);
		size_t length = strlen(folder);
		while (length > 1 && folder[length - 1] == '/')
			length--;
		bool here = strcmp(folder, ".") == 0 || !length;
		if (here ? path[0] != '/' && strncmp(path, "../", 3) != 0
		         : strncmp(path, folder, length) == 0 && path[length] == '/')
			return true;
	}
	return false;
}

/* Does the reading's shikii.yaml stand above what was asked for? Who asked may not know that it is there. */
static bool is_of_parent(const struct project *project, const struct reading *reading)
{
	const char *own = reading->file->path, *body = reading->body->path;
	size_t length = (size_t)(path_name(own) - own);
	bool beside = length == (size_t)(path_name(body) - body) && strncmp(own, body, length) == 0;
	return !beside && !was_searched(project, body);
}

static void take_known(struct gate *gate, struct diags *diags, const char *path)
{
	size_t first = gate->hidden.count;
	const char *excuse = msg_check_in_baseline(diags->arena, gate->project->options->baseline);
	gate->known += baseline_apply(&gate->baseline, diags, path, &gate->hidden);
	for (size_t i = first; i < gate->hidden.count; i++) {
		gate->hidden.items[i]->excuse = excuse;
		gate->hidden.items[i]->excused_outside = true;
	}
}

static void take_hidden(struct gate *gate, struct reading *reading, struct diag **hidden, size_t count)
{
	gate->suppressed += count;
	for (size_t i = 0; i < count; i++)
		list_push(reading->arena, &gate->hidden, hidden[i]);
}

/* What depends on the other files of the run. */
static void finish(struct gate *gate, struct reading *reading)
{
	struct kept *last = &gate->last;
	last->told = arena_array(reading->arena, struct diag *, reading->diags.count);
	last->told_count = reading->diags.count;
	for (size_t i = 0; i < last->told_count; i++)
		last->told[i] = reading->diags.items[i];
	note_used(reading->body, last->used, last->used_count);
	if (reading->body && is_of_parent(gate->project, reading))
		reading->body->softened += last->by_body;
	tell_once(gate, &reading->diags, reading->body);
	if (!gate->project->options->baseline)
		return;
	map_put(&gate->checked, baseline_path(reading->file->path), gate);
	take_known(gate, &reading->diags, reading->file->path);
}

void gate_check(struct gate *gate, struct reading *reading)
{
	const struct rule_set *rules = rules_of(reading);
	gate->last = (struct kept){0};
	gate->broken |= !rules;
	gate->since = (struct since_state){0};
	gate->due = NULL;
	diags_init(&gate->hidden, reading->arena);
	gate->policy.rules = rules;
	gate->policy.schema = reading->official ? reading->official->schema : NULL;
	if (!rules || !reading->assessment)
		return;
	prepare_body(gate, reading->body);
	check_number(gate, reading);
	struct policy policy = gate->policy;
	if (gate->project->options->since) {
		tell_since(gate, reading);
		if (policy.only && reading->faults) /* they are why there is no comparison */
			policy.only = arena_printf(reading->arena, "%s%s", policy.only, reading->faults);
	}
	size_t count;
	bool *used = used_by(reading, &count);
	struct policy_effect effect = policy_apply(&policy, &reading->diags, reading->assessment->model, used);
	gate->last.used = used;
	gate->last.used_count = count;
	gate->last.by_body = effect.by_body;
	take_hidden(gate, reading, effect.suppressed.items, effect.suppressed.count);
	finish(gate, reading);
}

/* For findings that were kept, rules are read where somebody asks for more than is kept. */
static const struct rule_set *rules_if_asked(const struct gate *gate, struct official *official,
                                             const struct project_body *body)
{
	bool asked = gate->tells_rules || official->rules_read || (body && policy_names_rules(body->body));
	return asked ? official_rules(official) : NULL;
}

bool gate_recall(struct gate *gate, struct reading *reading)
{
	const struct kept *kept = reading->kept;
	if (kept->number && map_get(&gate->numbers, kept->number))
		return false;
	gate->since = (struct since_state){0};
	gate->due = NULL;
	diags_init(&gate->hidden, reading->arena);
	gate->policy.rules = rules_if_asked(gate, reading->official, reading->body);
	gate->policy.schema = reading->official->schema;
	prepare_body(gate, reading->body);
	if (kept->number)
		note_number(gate, kept);
	gate->last = *kept;
	for (size_t i = 0; i < kept->told_count; i++)
		list_push(reading->arena, &reading->diags, kept->told[i]);
	take_hidden(gate, reading, kept->hidden, kept->hidden_count);
	finish(gate, reading);
	return true;
}

/* Could this run have met the finding? Else nobody knows whether it is gone: its rule or file was not asked for, or
 * the file cannot be read. */
static bool was_asked(const void *context, const struct baseline_entry *entry)
{
	const struct gate *gate = context;
	if (!policy_asks(&gate->policy, entry->rule))
		return false;
	return map_get(&gate->checked, entry->file) ||
	       (was_searched(gate->project, entry->file) && files_kind(gate->project->documents, entry->file) == FILE_NONE);
}

static void report_gone(void *context, const char *name, const char *path)
{
	struct diags *diags = context;
	struct diag *diag = diag_add(diags, DIAG_MODEL_GONE, (struct span){0}, msg_gate_model_gone(diags->arena, name));
	diag->file = arena_string(diags->arena, path);
	diag->hint = msg(MSG_GATE_STILL_PUBLISHED);
}

static void end_body(struct gate *gate, struct diags *diags, const struct project_body *body)
{
	struct diags unused;
	diags_init(&unused, diags->arena);
	policy_unused(&gate->policy, &unused, body->body, body->suppress_used);
	if (gate->project->options->baseline)
		take_known(gate, &unused, body->path);
	for (size_t i = 0; i < unused.count; i++)
		list_push(diags->arena, diags, unused.items[i]);
}

/* A shikii.yaml above what was asked for is named when the findings are fewer or lighter because of it. */
static void report_parents(struct project *project)
{
	for (const struct project_body *body = project->bodies; body; body = body->next)
		if (body->softened)
			project_say(project, "%s", msg_gate_softened(project->arena, body->softened, body->path));
}

void gate_end(struct gate *gate, struct diags *diags)
{
	report_parents(gate->project);
	diags_init(&gate->hidden, diags->arena);
	if (gate->project->options->since && gate->project->shard <= 1 &&
	    policy_tells(&gate->policy, diag_rule(DIAG_MODEL_GONE)))
		since_gone(gate->project, report_gone, diags);
	for (struct project_body *body = gate->project->bodies; body; body = body->next) {
		struct official *official = project_official(gate->project, body);
		gate->policy.rules = rules_if_asked(gate, official, body);
		gate->policy.schema = official->schema;
		bool rules_broken = official->rules_read && !official->rules;
		if (rules_broken || !body->suppress_used || gate->project->shard || !was_searched(gate->project, body->path))
			continue;
		map_put(&gate->checked, baseline_path(body->path), gate);
		end_body(gate, diags, body);
	}
	baseline_settle(&gate->baseline, was_asked, gate);
}

bool gate_close(struct gate *gate, bool complete)
{
	struct project *project = gate->project;
	const char *path = project->options->baseline;
	if (!path || (!gate->baseline.is_new && !project->options->prune))
		return true;
	if (!complete || gate->broken || (!gate->baseline.is_new && project->diags.count)) {
		project_say(project, "%s", msg_gate_nothing_pruned(project->arena, path));
		return true;
	}
	struct buf text = BUF_INIT;
	baseline_print(&gate->baseline, project->options->prune, &text);
	bool written = run_write_file(project, path, &text);
	buf_free(&text);
	if (written && gate->baseline.is_new)
		project_say(project, "%s", msg_gate_new_baseline(project->arena, path, gate->known));
	return written;
}
