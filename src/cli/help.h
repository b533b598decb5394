#ifndef SHIKII_CLI_HELP_H
#define SHIKII_CLI_HELP_H

#include "base/buf.h"
#include "session/command.h"

/* `shikii --help`, and that of one command. */
void help_describe_program(struct buf *out);
void help_describe_command(struct buf *out, const struct command *command);

#endif
