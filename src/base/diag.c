/* What any stage finds wrong -> a list of findings, in a stable order, with a limit on their number. */
#include "base/diag.h"

#include "base/list.h"
#include "base/messages/diag.h"
#include "base/messages/severity.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MESSAGE_LIMIT = 2000 }; /* bytes: a message may quote what a stranger wrote */

struct engine_finding {
	const char *rule;
	enum severity severity;
	const struct message *title;
	const struct message *advice;
};

static const struct engine_finding engine_findings[] = {
#define DIAG(name, id, severity) [DIAG_##name] = {id, severity, MSG_DIAG_##name##_TITLE, MSG_DIAG_##name##_ADVICE},
#include "base/diag.def"
#undef DIAG
};

static const struct {
	const char *name;
	const struct message *label;
} severities[] = {
    [SEVERITY_NOTE] = {"note", MSG_SEVERITY_NOTE},
    [SEVERITY_WARNING] = {"warning", MSG_SEVERITY_WARNING},
    [SEVERITY_ERROR] = {"error", MSG_SEVERITY_ERROR},
};

const char *severity_name(enum severity severity)
{
	return severities[severity].name;
}

const char *severity_label(enum severity severity)
{
	return msg(severities[severity].label);
}

bool severity_parse(const char *name, enum severity *severity)
{
	for (int i = SEVERITY_NOTE; i <= SEVERITY_ERROR; i++) {
		if (strcmp(name, severities[i].name) == 0) {
			*severity = (enum severity)i;
			return true;
		}
	}
	return false;
}

const char *diag_rule(enum diag_id id)
{
	return engine_findings[id].rule;
}

const char *diag_title(enum diag_id id)
{
	return msg(engine_findings[id].title);
}

const char *diag_advice(enum diag_id id)
{
	return msg(engine_findings[id].advice);
}

enum severity diag_severity(enum diag_id id)
{
	return engine_findings[id].severity;
}

void diags_init(struct diags *diags, struct arena *arena)
{
	*diags = (struct diags){.arena = arena};
}

static struct diag *diag_new(struct diags *diags, const char *rule, enum severity severity, struct span span)
{
	struct diag *diag = arena_new_object(diags->arena, struct diag);
	diag->rule = rule;
	diag->severity = severity;
	diag->span = span;
	return diag;
}

const char *diag_file(const struct diag *diag)
{
	if (diag->span.source)
		return diag->span.source->path;
	return diag->file ? diag->file : "";
}

/* Keeps diag unless the limit is reached; says so once. */
static void diags_push(struct diags *diags, struct diag *diag)
{
	if (diags->limit && diags->count > diags->limit)
		return;
	if (diags->limit && diags->count == diags->limit) {
		const char *file = diag_file(diag);
		const struct engine_finding *finding = &engine_findings[DIAG_TOO_MANY];
		diag = diag_new(diags, finding->rule, finding->severity, (struct span){0});
		diag->file = file;
		diag->message = msg_diag_too_many(diags->arena, diags->limit);
	}
	list_push(diags->arena, diags, diag);
}

/* Takes out what is no UTF-8: a path may have any bytes. */
static void mend_message(char *message)
{
	size_t length = strlen(message), kept = 0;
	for (size_t at = 0, good; at < length; at += good + 1, kept += good) {
		good = utf8_valid(message + at, length - at);
		memmove(message + kept, message + at, good);
	}
	message[kept] = '\0';
}

/* The message as it is, or a copy that is mended and, where it is too long, cut between two characters. */
static const char *good_message(struct arena *arena, const char *message)
{
	size_t length = strlen(message);
	if (length <= MESSAGE_LIMIT && utf8_valid(message, length) == length)
		return message;
	char *copy = arena_copy(arena, message, length);
	mend_message(copy);
	if (strlen(copy) > MESSAGE_LIMIT) {
		size_t end = utf8_valid(copy, MESSAGE_LIMIT - sizeof "…");
		memcpy(copy + end, "…", sizeof "…");
	}
	return copy;
}

struct diag *diag_add(struct diags *diags, enum diag_id id, struct span span, const char *message)
{
	const struct engine_finding *finding = &engine_findings[id];
	if (id == DIAG_CANNOT_READ || id == DIAG_CANNOT_WRITE || id == DIAG_NO_MODEL)
		diags->environment = true;
	return diag_add_rule(diags, finding->rule, finding->severity, span, message);
}

struct diag *diag_add_rule(struct diags *diags, const char *rule, enum severity severity, struct span span,
                           const char *message)
{
	struct diag *diag = diag_new(diags, rule, severity, span);
	diag->message = good_message(diags->arena, message);
	diags_push(diags, diag);
	return diag;
}

bool diags_full(const struct diags *diags)
{
	return diags->limit && diags->count >= diags->limit;
}

size_t diags_count(const struct diags *diags, enum severity severity)
{
	size_t count = 0;
	for (size_t i = 0; i < diags->count; i++)
		count += diags->items[i]->severity == severity;
	return count;
}

/* A finding and when it was made: qsort alone is not stable. */
struct ranked {
	struct diag *diag;
	size_t rank;
};

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *first = left, *second = right;
	const struct diag *a = first->diag, *b = second->diag;
	int order = strcmp(diag_file(a), diag_file(b));
	if (!order) /* within a file, offsets are in the order of lines and columns */
		order = (a->span.start > b->span.start) - (a->span.start < b->span.start);
	return order ? order : (first->rank > second->rank) - (first->rank < second->rank);
}

void diags_sort(struct diags *diags)
{
	if (diags->count < 2)
		return;
	struct ranked *ranked = arena_array(diags->arena, struct ranked, diags->count);
	for (size_t i = 0; i < diags->count; i++)
		ranked[i] = (struct ranked){diags->items[i], i};
	qsort(ranked, diags->count, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < diags->count; i++)
		diags->items[i] = ranked[i].diag;
}
