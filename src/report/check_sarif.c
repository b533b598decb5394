/* What `check` found → SARIF 2.1.0, for code scanning. GitHub takes 25,000 results and 1,000 places of each, and shows the
 * first 5,000: so the gravest come first. GitLab refuses a file in which half of the results have no rule or no place. */
#include "base/messages/report.h"
#include "render/escape.h"
#include "report/explain_report.h"
#include "report/finding.h"
#include "report/report_json.h"
#include "report/table.h"

#include <string.h>

enum { RESULT_LIMIT = 25000 };

static const char schema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

struct sarif {
	struct fingerprints prints;
	struct map rules;  /* id → the same */
	json_t *described; /* rules, as reportingDescriptors */
};

static struct sarif *sarif_of(struct report *report)
{
	return report->state;
}

static void release(void *json)
{
	json_decref(json);
}

static void put_head(struct report *report)
{
	struct sarif *sarif = arena_new_object(report->arena, struct sarif);
	map_init(&sarif->prints.seen, report->arena);
	map_init(&sarif->rules, report->arena);
	sarif->described = json_array();
	arena_defer(report->arena, release, sarif->described);
	report->state = sarif;
}

static json_t *text_of(const char *text)
{
	return json_pack("{s:o}", "text", report_json_text(text));
}

static const char *level_of(enum severity severity)
{
	return severity_name(severity); /* the words are the same */
}

/* ---- rules ---- */

static json_t *help_of(struct arena *arena, const struct explained *entry)
{
	struct buf markdown = BUF_INIT;
	explained_markdown(&markdown, entry);
	const char *plain = entry->rule && entry->rule->why ? entry->rule->why : entry->hint ? entry->hint : entry->title;
	json_t *help = json_pack("{s:o, s:o}", "text", report_json_text(one_line(arena, plain)), "markdown",
	                         report_json_text(buf_text(&markdown)));
	buf_free(&markdown);
	return help;
}

static json_t *descriptor(struct arena *arena, const struct explained *entry)
{
	json_t *object = json_pack("{s:s}", "id", entry->id);
	json_object_set_new(object, "shortDescription", text_of(one_line(arena, entry->title)));
	json_object_set_new(object, "help", help_of(arena, entry));
	json_object_set_new(object, "defaultConfiguration", json_pack("{s:s}", "level", level_of(entry->severity)));
	const char *family = arena_copy(arena, entry->id, strcspn(entry->id, "."));
	json_object_set_new(object, "properties", json_pack("{s:[s]}", "tags", family));
	return object;
}

static void describe(struct sarif *sarif, const struct checked_file *file, const char *id)
{
	struct arena *arena = sarif->rules.arena;
	char *key = arena_string(arena, id);
	if (map_put(&sarif->rules, key, key))
		return;
	struct explained entry = explained_find(arena, file->rules, key);
	json_array_append_new(sarif->described, descriptor(arena, &entry));
}

/* ---- places ---- */

static json_t *region(struct position start, struct position end)
{
	return json_pack("{s:I, s:I, s:I, s:I}", "startLine", (json_int_t)start.line, "startColumn",
	                 (json_int_t)start.column, "endLine", (json_int_t)end.line, "endColumn", (json_int_t)end.column);
}

static json_t *region_of(const struct source *source, size_t from, size_t to)
{
	return region(source_position(source, from), source_position(source, to));
}

static json_t *artifact(struct arena *arena, const char *path)
{
	return json_pack("{s:o}", "uri", report_json_text(finding_uri(arena, path)));
}

static json_t *location(struct arena *arena, const char *path, json_t *place)
{
	return json_pack("{s:{s:o, s:o}}", "physicalLocation", "artifactLocation", artifact(arena, path), "region", place);
}

static json_t *locations(const struct checked_file *file, const struct diag *diag)
{
	struct finding_place place = finding_place(file, diag);
	json_t *object = location(file->arena, place.file, region(place.start, place.end));
	if (diag->path) {
		json_t *logical = json_pack("{s:o}", "fullyQualifiedName", report_json_text(one_line(file->arena, diag->path)));
		if (diag->item_name)
			json_object_set_new(logical, "name", report_json_text(one_line(file->arena, diag->item_name)));
		json_object_set_new(object, "logicalLocations", json_pack("[o]", logical));
	}
	return json_pack("[o]", object);
}

static json_t *related(struct arena *arena, const struct diag *diag)
{
	const struct span *span = &diag->related;
	json_t *object = location(arena, span->source->path, region_of(span->source, span->start, span->end));
	json_object_set_new(object, "id", json_integer(1));
	const char *words = diag->related_message ? diag->related_message : msg(MSG_REPORT_RELATED);
	json_object_set_new(object, "message", text_of(one_line(arena, words)));
	return json_pack("[o]", object);
}

/* ---- results ---- */

static json_t *fixes(struct arena *arena, const struct diag *diag)
{
	const struct diag_mend *mend = diag->mend;
	json_t *replacements = json_array();
	for (size_t i = 0; i < mend->count; i++) {
		const struct diag_change *change = &mend->items[i];
		json_t *object = json_pack("{s:o}", "deletedRegion", region_of(mend->source, change->from, change->to));
		json_object_set_new(object, "insertedContent", text_of(change->text));
		json_array_append_new(replacements, object);
	}
	json_t *change =
	    json_pack("{s:o, s:o}", "artifactLocation", artifact(arena, mend->source->path), "replacements", replacements);
	json_t *fix = json_pack("{s:[o]}", "artifactChanges", change);
	json_object_set_new(fix, "description", text_of(one_line(arena, diag->hint ? diag->hint : diag->message)));
	return json_pack("[o]", fix);
}

static json_t *suppressions(struct arena *arena, const struct diag *diag)
{
	const char *kind = diag->excused_outside ? "external" : "inSource";
	return json_pack("[{s:s, s:s, s:o}]", "kind", kind, "status", "accepted", "justification",
	                 report_json_text(one_line(arena, diag->excuse)));
}

static json_t *result(struct sarif *sarif, const struct checked_file *file, const struct diag *diag)
{
	char print[17];
	finding_fingerprint(&sarif->prints, file, diag, print);
	json_t *object = json_pack("{s:s, s:s}", "ruleId", diag->rule, "level", level_of(diag->severity));
	json_object_set_new(object, "message", text_of(finding_words(file->arena, diag)));
	json_object_set_new(object, "locations", locations(file, diag));
	json_object_set_new(object, "partialFingerprints", json_pack("{s:s}", "shikii/v1", print));
	if (diag->related.source)
		json_object_set_new(object, "relatedLocations", related(file->arena, diag));
	if (diag->mend)
		json_object_set_new(object, "fixes", fixes(file->arena, diag));
	if (diag->excuse)
		json_object_set_new(object, "suppressions", suppressions(file->arena, diag));
	return object;
}

/* Those that are not told are the least of all. */
static void put_results(struct report *report, const struct checked_file *file, const struct diags *diags)
{
	for (size_t i = 0; diags && i < diags->count; i++) {
		const struct diag *diag = diags->items[i];
		size_t gravity = diag->excuse ? 0 : 1 + (size_t)diag->severity;
		describe(sarif_of(report), file, diag->rule);
		report_keep(report, gravity, RESULT_LIMIT, result(sarif_of(report), file, diag));
	}
}

static void put_file(struct report *report, const struct checked_file *file)
{
	put_results(report, file, file->diags);
	put_results(report, file, file->hidden);
}

/* ---- the run ---- */

/* What is wrong with rules and forms: no result, but why there are none. */
static json_t *notifications(struct arena *arena, const struct check_summary *summary)
{
	json_t *list = json_array();
	for (size_t i = 0; summary->troubles && i < summary->troubles->count; i++) {
		const struct diag *diag = summary->troubles->items[i];
		const struct checked_file file = {.arena = arena, .path = ""};
		json_t *object = json_pack("{s:s}", "level", level_of(diag->severity));
		json_object_set_new(object, "message", text_of(finding_words(arena, diag)));
		json_object_set_new(object, "locations", locations(&file, diag));
		json_array_append_new(list, object);
	}
	return list;
}

static void put_end(struct report *report, const struct check_summary *summary)
{
	json_t *driver = json_pack("{s:s, s:s, s:O}", "name", "shikii", "semanticVersion", SHIKII_VERSION, "rules",
	                           sarif_of(report)->described);
	json_t *invocation = json_pack("{s:b, s:o}", "executionSuccessful", !summary->failed && !summary->broken,
	                               "toolConfigurationNotifications", notifications(report->arena, summary));
	json_t *run = json_pack("{s:{s:o}, s:s, s:s, s:[o], s:o}", "tool", "driver", driver, "language", languages[0].code,
	                        "columnKind", "unicodeCodePoints", "invocations", invocation, "results",
	                        report_kept(report, RESULT_LIMIT));
	json_t *root = json_pack("{s:s, s:s, s:[o]}", "$schema", schema, "version", "2.1.0", "runs", run);
	report_json_write(&report->out, root, JSON_INDENT(1));
	buf_putc(&report->out, '\n');
	json_decref(root);
}

const struct check_reporter check_sarif = {
    .begin = put_head, .file = put_file, .end = put_end, .rules = true, .mends = true};
