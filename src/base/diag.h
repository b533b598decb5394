#ifndef SHIKII_BASE_DIAG_H
#define SHIKII_BASE_DIAG_H

#include "base/arena.h"
#include "base/message.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

struct remedy;
struct wanted;

/* Lines that answer a finding, to type into its file: `text` stands for `count` lines behind line number `line`. Findings
 * whose answers go to one place have the same lines. */
struct diag_lines {
	const struct source *source;
	size_t line;
	size_t count;
	const char *text;   /* whole lines, indented for their place */
	const char *inside; /* what the first of them goes into: 「sheets」の「kiso」; "" for the file itself */
};

/* What mends a finding for certain: each of these parts of its file becomes its text, all of them or none. Findings that are
 * mended together have the same mend. */
struct diag_mend {
	const struct source *source;
	struct diag_change {
		size_t from; /* bytes [from, to) of the source */
		size_t to;
		const char *text;
	} * items; /* in their order */
	size_t count;
};

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* The findings that the engine itself makes; their ids and severities are the table diag.def. Ids are permanent. */
enum diag_id {
#define DIAG(name, id, severity) DIAG_##name,
#include "base/diag.def"
#undef DIAG
	DIAG_COUNT
};

/* One finding. Strings are of the arena of its `diags`, or constant. Columns are worked out when it is printed. */
struct diag {
	const char *rule; /* "citation.repealed" */
	enum severity severity;
	struct span span;      /* span.source NULL: no place (the run itself) */
	const char *file;      /* path, where there is no source (unreadable file); else NULL */
	const char *message;   /* Japanese, one sentence, the fact */
	const char *hint;      /* what to do, or NULL */
	const char *source;    /* law, guideline or other ground, or NULL */
	const char *path;      /* of the model, or NULL */
	const char *item;      /* id of the form's item, or NULL */
	const char *item_name; /* its official number and label: Ⅰ 4. ②法令上の根拠, or NULL */
	struct span related;   /* a second place (the first use of a key), or related.source NULL */
	const char *related_message;
	const struct wanted *wanted;    /* the answer that is missing (check/lines.h), or NULL */
	const struct diag_lines *lines; /* what to type for it, or NULL */
	const struct remedy *remedy;    /* what mends it for certain (yaml/edit.h), or NULL */
	const struct diag_mend *mend;   /* the same in bytes of the file (check/mends.h), where it was asked for; or NULL */
	const char *excuse;             /* why it is not told: the reason of its suppression; NULL: it is told */
	bool excused_outside;           /* in shikii.yaml or a baseline, not in the model */
};

/* The findings of a run, in the order in which they were made. */
struct diags {
	struct arena *arena;
	struct diag **items;
	size_t count;
	size_t capacity;
	size_t limit;     /* per run of node_read and of the model; 0: none. Past it one DIAG_TOO_MANY is added */
	bool environment; /* set by findings of DIAG_CANNOT_READ kind: the run itself could not be done, exit status 2 */
};

void diags_init(struct diags *diags, struct arena *arena);

/* Adds a finding of the engine and returns it, so that the caller can add hint, path and item. Never NULL: past
 * the limit the finding is dropped but still returned. The message is of base/message.h, in the arena of diags. */
struct diag *diag_add(struct diags *diags, enum diag_id id, struct span span, const char *message);

/* Adds a finding of a rule (rules/); rule and message must live as long as diags. */
struct diag *diag_add_rule(struct diags *diags, const char *rule, enum severity severity, struct span span,
                           const char *message);

/* Sorts by file, line and column; findings of one place stay in the order in which they were made. */
void diags_sort(struct diags *diags);

/* The path of its file; "" for a finding about the run itself. */
const char *diag_file(const struct diag *diag);

/* Is the limit reached, so that further findings would be dropped? */
bool diags_full(const struct diags *diags);

size_t diags_count(const struct diags *diags, enum severity severity);

/* error | warning | note, and エラー | 警告 | 注意. */
const char *severity_name(enum severity severity);
const char *severity_label(enum severity severity);
bool severity_parse(const char *name, enum severity *severity);

/* Id and title of the engine's findings, and what to do about them, for `explain` and tests. */
const char *diag_rule(enum diag_id id);
const char *diag_title(enum diag_id id);
const char *diag_advice(enum diag_id id);
enum severity diag_severity(enum diag_id id);

#endif
