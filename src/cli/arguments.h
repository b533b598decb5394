#ifndef SHIKII_CLI_ARGUMENTS_H
#define SHIKII_CLI_ARGUMENTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "session/options.h"

/* Reads argv[2 …] for a command: options before or after paths, --name VALUE or --name=VALUE, -o VALUE; after --
 * everything is a path, - is standard input (the default with --stdin-filename). Returns NULL and puts a message for the user
 * into `problem` when an option is unknown, not the command's, repeated or without its value. */
struct options *arguments_read(struct arena *arena, const struct command *command, int argc, char **argv,
                               struct buf *problem);

/* Is it one of the command's options, or of all? */
bool arguments_take(const struct command *command, const struct option_spec *spec);

/* Appends a line for each of the command's options. */
void arguments_describe(struct buf *out, const struct command *command);

#endif
