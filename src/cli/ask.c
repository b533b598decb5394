#include "cli/ask.h"

#include "base/message.h"

#include <string.h>
#include <unistd.h>

static bool is_terminal(FILE *stream)
{
	return fileno(stream) >= 0 && isatty(fileno(stream));
}

static bool is_open(const struct options *options, const struct prompt *question)
{
	const struct option_spec *spec = option_named(question->option, strlen(question->option));
	return !*(const char *const *)(const void *)((const char *)options + spec->offset);
}

static bool wants_asking(const struct command *command, const struct options *options)
{
	for (const struct prompt *question = command->prompts; question && question->option; question++)
		if (question->needed && is_open(options, question))
			return !options->list;
	return false;
}

/* The line without its end and the spaces around it; NULL at the end of the input. */
static const char *read_line(struct arena *arena, FILE *in)
{
	char line[1024];
	if (!fgets(line, sizeof line, in))
		return NULL;
	const char *start = line + strspn(line, " \t");
	size_t length = strcspn(start, "\r\n");
	while (length && (start[length - 1] == ' ' || start[length - 1] == '\t'))
		length--;
	return arena_copy(arena, start, length);
}

const char *ask_missing(struct arena *arena, const struct command *command, struct options *options, FILE *in,
                        FILE *err, void (*list)(void *context), void *context)
{
	if (!wants_asking(command, options) || !is_terminal(in) || !is_terminal(err))
		return NULL;
	const char *problem = NULL;
	for (const struct prompt *question = command->prompts; question->option && !problem; question++) {
		if (!is_open(options, question))
			continue;
		fputs(msg(question->words), err);
		fflush(err);
		const char *answer = read_line(arena, in);
		if (!answer)
			break;
		if (question->lists && strcmp(answer, "?") == 0) {
			list(context);
			question--; /* once more */
			continue;
		}
		if (*answer)
			problem = option_store(arena, options, option_named(question->option, strlen(question->option)), answer);
	}
	return problem;
}
