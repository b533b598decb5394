/* What the commands are for, in the words of `shikii --help`. */
#include "cli/help.h"

#include "base/messages/help.h"
#include "cli/arguments.h"

void help_describe_program(struct buf *out)
{
	buf_printf(out, "%s\n\n", msg(MSG_HELP_HEAD));
	for (size_t i = 0; i < command_count; i++)
		buf_printf(out, "  %-8s %s\n", commands[i]->name, msg(commands[i]->summary));
	buf_printf(out, "\n%s\n%s\n\n%s\n", msg(MSG_HELP_FOR_TASKS), msg(MSG_HELP_TASKS), msg(MSG_HELP_END));
}

void help_describe_command(struct buf *out, const struct command *command)
{
	struct arena *arena = arena_new();
	buf_puts(out, msg_help_usage(arena, command->name, command->arguments, msg(command->summary),
	                             msg(command->description)));
	arguments_describe(out, command);
	arena_free(arena);
}
