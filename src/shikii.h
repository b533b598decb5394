#ifndef SHIKII_H
#define SHIKII_H

/* Shikii as a library: documents are put into a session, requests are made of it, each gives its result as data.
 *
 *     shikii_session *session = shikii_open();
 *     shikii_put(session, "kokuho/assessment.yaml", text, length);
 *     const char *paths[] = {"kokuho"};
 *     shikii_result *result = shikii_run(session, "check", NULL, 0, paths, 1);
 *     puts(shikii_report(result, NULL));
 *     shikii_free(result);
 *     shikii_close(session);
 *
 * Nothing is printed, no process ends, and no state is shared between sessions. A session is used by one thread at a time;
 * different sessions may be used at once. Texts are UTF-8 with a NUL behind them. What a function returns belongs to the
 * session or result that it came from and lives as long. When memory runs out, functions say so, and the session stays usable.
 * libjansson is told to take its blocks from here: they are those of malloc and free, so that an application may use it, too. */

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct shikii_session shikii_session;
typedef struct shikii_result shikii_result;

/* ---- a session and its documents ---- */

/* NULL: there is no memory. */
shikii_session *shikii_open(void);

/* NULL is allowed. Results may outlive their session. */
void shikii_close(shikii_session *session);

/* Puts a document over the file at this path, or where there is none: models and the shikii.yaml above them, a body's own rules,
 * texts to import. It hides the file, and a search of its folder finds it. Paths are relative to the working folder or begin
 * with a slash; "-" is what requests mean by standard input. Bytes are copied; the same path again replaces them. Returns 1, or
 * 0 when there is no memory or the path is longer than 4,095 bytes. */
int shikii_put(shikii_session *session, const char *path, const void *bytes, size_t length);

/* Takes the document away: what the disk has counts again. */
void shikii_drop(shikii_session *session, const char *path);

/* 0: requests see nothing but documents. The default is 1. The disk is only read; nothing is ever written. */
void shikii_use_disk(shikii_session *session, int use);

/* ---- requests ---- */

/* The name and the value of an option, as after -- on the command line: {"as-of", "2025-12-01"}; of a flag, NULL. */
typedef struct {
	const char *name;
	const char *value;
} shikii_option;

typedef enum {
	SHIKII_OK = 0,       /* nothing at or above the option fail-on ("error") was found */
	SHIKII_FOUND = 1,    /* something was */
	SHIKII_FAILED = 2,   /* it could not be done: shikii_messages says why */
	SHIKII_NO_MEMORY = 3 /* memory ran out; the result is otherwise empty */
} shikii_status_code;

/* Runs "check", "judge", "list", "cite", "diff", "history", "render", "draw", "register", "import", "fill", "explain" or "new" over files and folders; options and
 * their meaning are those of the command line (`shikii check --help`). Where a command has the format json, that is the default.
 * Of "history" the first path is "check" or "add"; "new" takes none, and makes files. Never NULL; to be freed by shikii_free. */
shikii_result *shikii_run(shikii_session *session, const char *command, const shikii_option *options,
                          size_t option_count, const char *const *paths, size_t path_count);

/* NULL is allowed. */
void shikii_free(shikii_result *result);

/* ---- results ---- */

shikii_status_code shikii_status(const shikii_result *result);

/* The report in its format: JSON as docs/json.md has it, a sheet, a model as YAML, or the diff of edits. *length (may be NULL)
 * gets its bytes: a workbook has NULs. */
const char *shikii_report(const shikii_result *result, size_t *length);

/* What is no part of the report, as JSON: {"usage", "findings", "notes"}. usage: why the request makes no sense, or null;
 * findings: about the run itself, like files that cannot be read, in the form of docs/json.md with their "file"; notes: sentences
 * about what was done or could not be done. */
const char *shikii_messages(const shikii_result *result, size_t *length);

/* The files that it consists of, from 0 on, for the caller to write: sheets of "render" with the option out-dir or output,
 * rewritten models of "cite" with fix, of "fill" and of "history" add, a model of "import" with output, those of "new", a baseline. */
size_t shikii_file_count(const shikii_result *result);
const char *shikii_file_path(const shikii_result *result, size_t index);
const char *shikii_file_bytes(const shikii_result *result, size_t index, size_t *length);

/* What those commands change in authors' files, also with the option dry-run: bytes [start, end) of the file at `path` become
 * `text`. Of one file they come in their order, and do not overlap. */
typedef struct {
	const char *path;
	size_t start;
	size_t end;
	const char *text;
} shikii_edit;
size_t shikii_edit_count(const shikii_result *result);
const shikii_edit *shikii_edit_at(const shikii_result *result, size_t index);

/* The version of the library: "0.1.0". */
const char *shikii_version(void);

#ifdef __cplusplus
}
#endif

#endif
