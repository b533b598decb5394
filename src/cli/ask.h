#ifndef SHIKII_CLI_ASK_H
#define SHIKII_CLI_ASK_H

#include "base/arena.h"
#include "session/command.h"

#include <stdio.h>

/* Asks on `err`, and reads from `in`, what the command's questions want and the options do not say; only where both are
 * terminals, and an answer is needed. `list` answers a ?. Returns NULL, or why an answer cannot be taken. */
const char *ask_missing(struct arena *arena, const struct command *command, struct options *options, FILE *in,
                        FILE *err, void (*list)(void *context), void *context);

#endif
