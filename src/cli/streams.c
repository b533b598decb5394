#include "cli/streams.h"

#include "base/clean.h"
#include "base/messages/import.h"
#include "base/messages/progress.h"
#include "base/messages/run.h"
#include "base/messages/usage.h"
#include "base/outfile.h"
#include "report/finding.h"
#include "session/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct streams *streams_of(struct receiver *receiver)
{
	return (struct streams *)(void *)receiver;
}

/* ---- standard output and error ---- */

/* A sentence on a line of its own: names of files in it neither end the line nor act on a terminal. */
static void tell(FILE *err, const char *sentence)
{
	struct arena *arena = arena_new();
	fprintf(err, "shikii: %s\n", clean_text(arena, CLEAN_TERMINAL, sentence));
	arena_free(arena);
}

static void tell_cannot_print(FILE *err, const char *reason)
{
	struct arena *arena = arena_new();
	tell(err, msg_run_cannot_print(arena, reason));
	arena_free(arena);
}

bool streams_write(FILE *out, FILE *err, const char *bytes, size_t length)
{
	struct outfile file;
	const char *reason = outfile_open(&file, NULL, NULL, out);
	if (!reason) {
		outfile_write(&file, bytes, length);
		reason = outfile_close(&file);
	}
	if (reason)
		tell_cannot_print(err, reason);
	return !reason;
}

void streams_usage(FILE *err, const char *command, const char *message)
{
	struct arena *arena = arena_new();
	const char *help = arena_printf(arena, "%s%s--help", command ? command : "", command ? " " : "");
	tell(err, message);
	fprintf(err, "%s\n", msg_usage_see_help(arena, help));
	arena_free(arena);
}

/* Progress is a line on standard error that anything else takes away. */

static long long now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

/* Takes the line away, before something else is written. */
static void clear_progress(struct streams *streams)
{
	if (streams->progress_shown)
		fputs("\r\033[K", streams->err);
	streams->progress_shown = false;
}

/* Of work that takes more than a second, ten times a second. */
static void put_progress(struct receiver *receiver, size_t done, size_t total)
{
	enum { PATIENCE = 1000, STEP = 100 };
	struct streams *streams = streams_of(receiver);
	long long time = now();
	if (done == total)
		clear_progress(streams);
	if (done == total || time - streams->began < PATIENCE || time - streams->told < STEP)
		return;
	struct arena *arena = arena_new();
	fprintf(streams->err, "\r%s\033[K", msg_progress_done(arena, done, total));
	arena_free(arena);
	fflush(streams->err);
	streams->told = time;
	streams->progress_shown = true;
}

static bool put_report(struct receiver *receiver, const char *bytes, size_t length)
{
	struct streams *streams = streams_of(receiver);
	clear_progress(streams);
	if (!streams->broken)
		streams->broken = !streams_write(streams->out, streams->err, bytes, length);
	return !streams->broken;
}

static void put_findings(struct receiver *receiver, const struct diags *diags)
{
	struct streams *streams = streams_of(receiver);
	struct buf text = BUF_INIT;
	clear_progress(streams);
	report_text(&text, diags, streams->look_err);
	fputs(buf_text(&text), streams->err);
	buf_free(&text);
}

static void put_note(struct receiver *receiver, const char *words, bool sentence)
{
	struct arena *arena = arena_new();
	FILE *err = streams_of(receiver)->err;
	clear_progress(streams_of(receiver));
	if (sentence)
		tell(err, words);
	for (size_t length; !sentence && *words; words += length + (words[length] == '\n')) {
		length = strcspn(words, "\n");
		fprintf(err, "%s\n", clean_text(arena, CLEAN_TERMINAL, arena_copy(arena, words, length)));
	}
	arena_free(arena);
}

static void put_usage(struct receiver *receiver, const char *message)
{
	const struct streams *streams = streams_of(receiver);
	streams_usage(streams->err, streams->command, message);
}

/* ---- files ---- */

/* The whole lines of the file that still fit behind what others wrote to it. */
static const char *append_file(const struct made_file *made)
{
	struct stat status;
	FILE *stream = fopen(made->path, "ab");
	if (!stream)
		return outfile_reason(errno);
	size_t there = fstat(fileno(stream), &status) == 0 ? (size_t)status.st_size : 0;
	size_t room = there < made->limit ? made->limit - there : 0, length = made->length;
	while (length > room || (length && length < made->length && made->bytes[length - 1] != '\n'))
		length--;
	bool written = fwrite(made->bytes, 1, length, stream) == length;
	return fclose(stream) == 0 && written ? NULL : outfile_reason(errno);
}

/* What is renamed into place leaves other names of the file with what it held. */
static bool has_other_names(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink > 1;
}

static const char *write_file(const struct streams *streams, const struct made_file *made)
{
	struct outfile file;
	if (made->limit)
		return append_file(made);
	bool others = has_other_names(made->path);
	const char *reason = outfile_open(&file, streams->arena, made->path, streams->out);
	if (reason)
		return reason;
	if (made->before)
		outfile_expect(&file, made->before, made->before_length);
	outfile_write(&file, made->bytes, made->length);
	reason = outfile_close(&file);
	if (others && !reason)
		tell(streams->err, msg_run_other_names(streams->arena, made->path));
	return reason;
}

static bool stands_in_the_way(const struct made_file *made)
{
	struct stat status;
	return made->is_new && stat(made->path, &status) == 0 && S_ISREG(status.st_mode);
}

static const char *folder_of(const struct streams *streams, const char *path)
{
	const char *slash = strrchr(path, '/');
	return arena_copy(streams->arena, path, slash ? (size_t)(slash - path) : 0);
}

static bool put_file(struct receiver *receiver, const struct made_file *made)
{
	struct streams *streams = streams_of(receiver);
	clear_progress(streams);
	const char *target = made->makes_folder ? folder_of(streams, made->path) : made->path;
	const char *reason = made->makes_folder ? folder_make(target) : NULL;
	if (!reason) {
		target = made->path;
		reason = stands_in_the_way(made) ? msg(MSG_IMPORT_NOT_OVERWRITTEN) : write_file(streams, made);
	}
	if (reason)
		tell(streams->err, msg_run_cannot_write(streams->arena, target, reason));
	return !reason;
}

static void put_edits(struct receiver *receiver, const struct edits *edits)
{
	(void)receiver; /* the file follows, and their diff is the report */
	(void)edits;
}

/* ---- both ---- */

static enum colour_choice colour_choice(const char *name)
{
	int choice = COLOUR_AUTO;
	while (name && colour_words[choice] && strcmp(colour_words[choice], name) != 0)
		choice++;
	return (enum colour_choice)choice;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);
	return value && *value;
}

static bool is_terminal(FILE *stream)
{
	const char *terminal = getenv("TERM");
	int descriptor = fileno(stream);
	return descriptor >= 0 && isatty(descriptor) && !(terminal && strcmp(terminal, "dumb") == 0);
}

/* file:///home/mihon: the working folder; NULL where it has no name. */
static const char *folder_uri(struct arena *arena)
{
	enum { PATH_BYTES = 4096 };
	char *path = arena_alloc(arena, PATH_BYTES);
	return getcwd(path, PATH_BYTES) ? finding_uri(arena, path) : NULL;
}

/* NO_COLOR and CLICOLOR_FORCE are conventions of many programs. Links are for terminals alone. */
static struct text_look look_at(struct arena *arena, FILE *stream, enum colour_choice choice)
{
	bool terminal = is_terminal(stream);
	bool usual = is_set("CLICOLOR_FORCE") || (terminal && !is_set("NO_COLOR"));
	return (struct text_look){
	    .colour = choice == COLOUR_AUTO ? usual : choice == COLOUR_ALWAYS,
	    .links = terminal && choice != COLOUR_NEVER ? folder_uri(arena) : NULL,
	};
}

void streams_open(struct streams *streams, struct arena *arena, const char *command, const char *colour, FILE *out,
                  FILE *err)
{
	struct text_look look = look_at(arena, out, colour_choice(colour));
	*streams = (struct streams){
	    .receiver = {.colour = look.colour,
	                 .links = look.links,
	                 .terminal = fileno(out) >= 0 && isatty(fileno(out)),
	                 .progress = is_terminal(err) ? put_progress : NULL,
	                 .report = put_report,
	                 .findings = put_findings,
	                 .note = put_note,
	                 .usage = put_usage,
	                 .file = put_file,
	                 .edits = put_edits},
	    .arena = arena,
	    .command = command,
	    .out = out,
	    .err = err,
	    .began = now(),
	    .look_err = look_at(arena, err, colour_choice(colour)),
	};
}
