/* PDF -> XHTML, by pdftotext; -> PostScript, by pdftocairo. */
#include "printed/pdf.h"

#include "base/buf.h"
#include "base/messages/import.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NO_PROGRAM = 127, SECONDS = 60, OUTPUT_LIMIT = 256 * 1024 * 1024 };

static const rlim_t memory_limit = (rlim_t)2 * 1024 * 1024 * 1024;

static void limit(int resource, rlim_t value)
{
	setrlimit(resource, &(struct rlimit){value, value});
}

/* A program of poppler-utils, and how large a file of its own it may make. */
struct program {
	const char *words[6];
	rlim_t file;
};

static const struct program words_program = {{"pdftotext", "-q", "-bbox-layout", "-", "-"}, 0};
static const struct program drawing_program = {{"pdftocairo", "-q", "-ps", "-", "-"}, OUTPUT_LIMIT};

/* The child: the PDF comes in as standard input, what is made of it goes out as standard output. */
static void run_child(const struct program *program, int input, int output)
{
	int nowhere = open("/dev/null", O_WRONLY);
	limit(RLIMIT_CPU, SECONDS);
	limit(RLIMIT_AS, memory_limit);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, program->file);
	if (nowhere >= 0 && dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
	    dup2(nowhere, STDERR_FILENO) >= 0)
		execvp(program->words[0], (char *const *)(uintptr_t)program->words);
	_exit(NO_PROGRAM);
}

static long seconds_now(void)
{
	struct timespec now;
	return clock_gettime(CLOCK_MONOTONIC, &now) == 0 ? (long)now.tv_sec : 0;
}

/* All that the program writes, until it ends or has had its time. */
static bool read_output(int output, struct buf *text)
{
	char bytes[64 * 1024];
	long end = seconds_now() + SECONDS;
	for (;;) {
		struct pollfd waiting = {.fd = output, .events = POLLIN};
		long left = end - seconds_now();
		int ready = left > 0 ? poll(&waiting, 1, (int)left * 1000) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		ssize_t count = ready > 0 ? read(output, bytes, sizeof bytes) : -1;
		if (count <= 0)
			return count == 0;
		buf_append(text, bytes, (size_t)count);
		if (text->overflow)
			return false;
	}
}

/* The bytes as a file that has no name, to be read from its start. */
static FILE *nameless_file(const char *bytes, size_t length)
{
	FILE *file = tmpfile();
	if (file && (fwrite(bytes, 1, length, file) != length || fflush(file) != 0 || fseek(file, 0, SEEK_SET) != 0)) {
		fclose(file);
		return NULL;
	}
	return file;
}

static const char *run(const struct program *program, FILE *input, struct buf *text)
{
	int ends[2], status = 0;
	if (pipe(ends) != 0)
		return msg(MSG_IMPORT_PDF_FAILED);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		run_child(program, fileno(input), ends[1]);
	}
	close(ends[1]);
	bool whole = child > 0 && read_output(ends[0], text);
	close(ends[0]);
	if (child > 0 && !whole)
		kill(child, SIGKILL);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (child > 0 && !whole)
		return msg(MSG_IMPORT_PDF_TOO_LARGE);
	if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == NO_PROGRAM)
		return msg(MSG_IMPORT_PDF_NO_PROGRAM);
	return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? NULL : msg(MSG_IMPORT_PDF_FAILED);
}

static const char *run_on(struct arena *arena, const struct program *program, const char *bytes, size_t length,
                          const char **text, size_t *size)
{
	struct buf output = BUF_INIT;
	FILE *input = nameless_file(bytes, length);
	output.limit = OUTPUT_LIMIT;
	const char *reason = input ? run(program, input, &output) : msg(MSG_IMPORT_PDF_FAILED);
	if (input)
		fclose(input);
	if (!reason) {
		*text = arena_copy(arena, buf_text(&output), output.length);
		*size = output.length;
	}
	buf_free(&output);
	return reason;
}

const char *pdf_words(struct arena *arena, const char *bytes, size_t length, const char **text, size_t *size)
{
	return run_on(arena, &words_program, bytes, length, text, size);
}

bool pdf_drawing(struct arena *arena, const char *bytes, size_t length, const char **text, size_t *size)
{
	return !run_on(arena, &drawing_program, bytes, length, text, size);
}
