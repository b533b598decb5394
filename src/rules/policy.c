/* All findings → those that are told. */
#include "rules/policy.h"

#include "base/list.h"
#include "base/messages/policy.h"
#include "base/utf8.h"
#include "yaml/fields.h"

#include <string.h>

/* ---- names ---- */

/* Is the rule one of the list's names or of their families? */
static bool in_list(const char *list, const char *rule)
{
	while (list && *list) {
		size_t length = strcspn(list, ",");
		char name[80];
		if (length > 0 && length < sizeof name) {
			memcpy(name, list, length);
			name[length] = '\0';
			if (rule_matches(rule, name))
				return true;
		}
		list += length + (list[length] == ',');
	}
	return false;
}

bool policy_tells(const struct policy *policy, const char *rule)
{
	return !in_list(policy->ignore, rule) && (!policy->only || in_list(policy->only, rule));
}

bool policy_asks(const struct policy *policy, const char *rule)
{
	return !in_list(policy->unrun, rule) && policy_tells(policy, rule);
}

bool policy_is_fixed(const char *rule)
{
	static const char families[] = "file,yaml,data,law.registry,law.pattern,expr,template,suppress,rule";
	return in_list(families, rule) || strcmp(rule, "model.version") == 0;
}

/* ---- shikii.yaml: severity ---- */

static const struct node *severities_of(const struct body *body)
{
	const struct node *node = body ? node_get(body->node, "severity") : NULL;
	return node && node->kind == NODE_MAPPING ? node : NULL;
}

static void check_severity_kind(struct diags *diags, const struct body *body)
{
	const struct node *node = body ? node_get(body->node, "severity") : NULL;
	if (node && node->kind != NODE_MAPPING && !node_is_null(node) && !node->refused)
		diag_add(diags, DIAG_MODEL_KIND, node_place(node), msg(MSG_POLICY_SEVERITY_MAPPING))->hint =
		    msg(MSG_POLICY_WRITE_SEVERITY);
}

/* The entry that says most exactly what becomes of the rule: its own name before its family. */
static const struct node *severity_entry(const struct body *body, const char *rule)
{
	const struct node *node = severities_of(body);
	const struct node *entry = NULL;
	for (size_t i = 0; node && i < node->count; i++) {
		const struct node *item = node->items[i];
		bool longer = !entry || item->key->length > entry->key->length;
		if (longer && item->kind == NODE_SCALAR && rule_matches(rule, item->key->text))
			entry = item;
	}
	return entry;
}

bool policy_is_off(const struct body *body, const char *rule)
{
	const struct node *entry = severity_entry(body, rule);
	return entry && node_is(entry, "off");
}

/* ---- suppressions ---- */

static struct value suppressions(const struct value *record)
{
	return record_get(record, "suppress");
}

static const char *text_of(const struct value *record, const char *field)
{
	struct value value = record_get(record, field);
	return value.kind == VALUE_TEXT ? value.text : NULL;
}

/* Why a finding is none; NULL when nobody has written it. */
static const char *reason_of(const struct policy *policy, const struct value *entry)
{
	const char *reason = text_of(entry, "reason");
	return reason && policy->schema && schema_is_sample(policy->schema, reason) ? NULL : reason;
}

static bool is_expired(const struct policy *policy, const struct value *entry)
{
	struct value until = record_get(entry, "until");
	return until.kind == VALUE_DATE && policy->today.kind == VALUE_DATE &&
	       date_compare(until.date, policy->today.date) < 0;
}

/* blocks[kyufu].use is at blocks[kyufu], not at blocks[kyu]. */
static bool stands_at(const char *place, const char *at)
{
	size_t length = strlen(at);
	return place && strncmp(place, at, length) == 0 && (!place[length] || strchr(".[", place[length]));
}

static bool suppresses(const struct policy *policy, const struct value *entry, const struct diag *diag)
{
	const char *rule = text_of(entry, "rule"), *at = text_of(entry, "at");
	return rule && reason_of(policy, entry) && rule_matches(diag->rule, rule) && !is_expired(policy, entry) &&
	       (!at || stands_at(diag->path, at) || (diag->item && strcmp(diag->item, at) == 0));
}

/* Marks the entries of the list that suppress diag; the reason of the first, or NULL. */
static const char *excuse_of(const struct policy *policy, const struct value *list, bool *used, const struct diag *diag)
{
	const char *excuse = NULL;
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->list->count; i++) {
		if (!suppresses(policy, &list->list->items[i], diag))
			continue;
		used[i] = true;
		excuse = excuse ? excuse : reason_of(policy, &list->list->items[i]);
	}
	return excuse;
}

/* Reports that there is no such rule, or none that can be suppressed or weighed. */
static void check_name(const struct policy *policy, struct diags *diags, const struct node *node, const char *rule)
{
	if (policy_is_fixed(rule) && rule_exists(policy->rules, rule))
		diag_add(diags, DIAG_SUPPRESS_RULE, node->span,
		         msg_policy_fixed(diags->arena, utf8_cut(diags->arena, rule, 80)))
		    ->hint = msg(MSG_POLICY_MEND_INSTEAD);
	if (rule_exists(policy->rules, rule))
		return;
	struct diag *diag = diag_add(diags, DIAG_SUPPRESS_RULE, node->span,
	                             msg_policy_no_rule(diags->arena, utf8_cut(diags->arena, rule, 80)));
	diag_suggest(diags, diag, rule_nearest(policy->rules, rule));
}

static void check_entry(const struct policy *policy, struct diags *diags, const struct value *entry)
{
	if (entry->kind != VALUE_RECORD)
		return;
	struct value rule = record_get(entry, "rule"), until = record_get(entry, "until");
	if (rule.kind != VALUE_TEXT)
		diag_add(diags, DIAG_SUPPRESS_RULE, node_place(entry->node), msg(MSG_POLICY_WHICH_RULE))->hint =
		    msg(MSG_POLICY_WRITE_RULE);
	else
		check_name(policy, diags, rule.node, rule.text);
	if (!reason_of(policy, entry))
		diag_add(diags, DIAG_SUPPRESS_REASON, node_place(entry->node), msg(MSG_POLICY_NO_REASON))->hint =
		    msg(MSG_POLICY_WRITE_REASON);
	if (is_expired(policy, entry))
		diag_add(diags, DIAG_SUPPRESS_EXPIRED, until.node->span,
		         msg_policy_expired(diags->arena, rule.kind == VALUE_TEXT ? rule.text : ""))
		    ->hint = msg(MSG_POLICY_MEND_OR_EXTEND);
}

static void report_unused(const struct policy *policy, struct diags *diags, const struct value *list, const bool *used)
{
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->list->count; i++) {
		const struct value *entry = &list->list->items[i];
		const char *rule = text_of(entry, "rule");
		bool sound = rule && rule_exists(policy->rules, rule) && !policy_is_fixed(rule) && reason_of(policy, entry);
		if (!used[i] && sound && policy_asks(policy, rule) && !is_expired(policy, entry))
			diag_add(diags, DIAG_SUPPRESS_UNUSED, node_place(entry->node), msg_policy_unused(diags->arena, rule))
			    ->hint = text_of(entry, "at") ? msg(MSG_POLICY_REMOVE_OR_CHECK_PLACE) : msg(MSG_POLICY_REMOVE);
	}
}

/* ---- the module's functions ---- */

size_t policy_count(const struct body *body)
{
	struct value list = body ? suppressions(&body->value) : value_absent();
	return list.kind == VALUE_LIST ? list.list->count : 0;
}

bool policy_names_rules(const struct body *body)
{
	return severities_of(body) || policy_count(body);
}

void policy_check_body(const struct policy *policy, struct diags *diags, const struct body *body)
{
	const struct node *severity = severities_of(body);
	check_severity_kind(diags, body);
	for (size_t i = 0; severity && i < severity->count; i++) {
		const struct node *item = severity->items[i];
		enum severity parsed;
		check_name(policy, diags, item->key, item->key->text);
		if (item->kind != NODE_SCALAR || (!node_is(item, "off") && !severity_parse(item->text, &parsed)))
			diag_add(diags, DIAG_MODEL_OPTION, item->span, msg(MSG_POLICY_SEVERITIES));
	}
	struct value list = body ? suppressions(&body->value) : value_absent();
	for (size_t i = 0; list.kind == VALUE_LIST && i < list.list->count; i++)
		check_entry(policy, diags, &list.list->items[i]);
}

void policy_unused(const struct policy *policy, struct diags *diags, const struct body *body, const bool *used)
{
	struct value list = suppressions(&body->value);
	report_unused(policy, diags, &list, used);
}

/* What `severity` of shikii.yaml makes of it: false when it is off. */
static bool weigh(struct diag *diag, const struct node *entry, struct policy_effect *effect)
{
	enum severity before = diag->severity;
	bool off = entry && node_is(entry, "off");
	if (entry && !off)
		severity_parse(entry->text, &diag->severity);
	effect->by_body += off || diag->severity < before;
	return !off;
}

struct policy_effect policy_apply(const struct policy *policy, struct diags *diags, const struct model *model,
                                  bool *used)
{
	struct value root = {.kind = VALUE_RECORD, .record = model->root};
	struct value own = suppressions(&root), shared = model->body ? suppressions(&model->body->value) : value_absent();
	bool *own_used = arena_array(diags->arena, bool, own.kind == VALUE_LIST ? own.list->count : 0);
	struct policy_effect effect = {0};
	size_t kept = 0, count = diags->count;
	for (size_t i = 0; i < count; i++) {
		struct diag *diag = diags->items[i];
		const struct node *entry = severity_entry(model->body, diag->rule);
		bool fixed = policy_is_fixed(diag->rule);
		if (!fixed && (!policy_tells(policy, diag->rule) || !weigh(diag, entry, &effect)))
			continue;
		const char *here = excuse_of(policy, &own, own_used, diag), *there = excuse_of(policy, &shared, used, diag);
		if (!fixed && (here || there)) {
			diag->excuse = here ? here : there;
			diag->excused_outside = !here;
			list_push(diags->arena, &effect.suppressed, diag);
			effect.by_body += !here;
		} else {
			diags->items[kept++] = diag;
		}
	}
	diags->count = kept;
	for (size_t i = 0; own.kind == VALUE_LIST && i < own.list->count; i++)
		check_entry(policy, diags, &own.list->items[i]);
	report_unused(policy, diags, &own, own_used);
	return effect;
}
