#include "cli/ask.h"

#include "base/message.h"

#include <string.h>
#include <unistd.h>

static bool is_terminal(FILE *stream)
{
	return fileno(stream) >= 0 && isatty(fileno(stream));
}

static const struct option_spec *spec_of(const struct prompt *question)
{
	return option_named(question->option, strlen(question->option));
}

static const char **slot_of(struct options *options, const struct prompt *question)
{
	return (const char **)(void *)((char *)options + spec_of(question)->offset);
}

static bool wants_asking(const struct command *command, struct options *options)
{
	for (const struct prompt *question = command->prompts; question && question->option; question++)
		if (question->needed && !*slot_of(options, question))
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

void ask_missing(struct arena *arena, const struct command *command, struct options *options, FILE *in, FILE *err,
                 const struct asker *asker)
{
	if (!wants_asking(command, options) || !is_terminal(in) || !is_terminal(err))
		return;
	for (const struct prompt *question = command->prompts; question->option;) {
		const char **slot = slot_of(options, question);
		if (*slot) { /* it was given */
			question++;
			continue;
		}
		fputs(msg(question->words), err);
		fflush(err);
		const char *answer = read_line(arena, in);
		if (!answer)
			return;
		if (question->lists && strcmp(answer, "?") == 0) {
			asker->list(asker->context);
			continue; /* once more */
		}
		*slot = *answer ? answer : NULL;
		if (asker->accepts(asker->context, question->option))
			question++;
		else
			*slot = NULL;
	}
}
