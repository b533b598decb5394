#ifndef SHIKII_CLI_ASK_H
#define SHIKII_CLI_ASK_H

#include "base/arena.h"
#include "session/command.h"

#include <stdbool.h>
#include <stdio.h>

/* Who knows about the answers. */
struct asker {
	void (*list)(void *context); /* answers a ? */
	/* Could the command go on with what the options say up to this one, which was just answered? If not, it says why. */
	bool (*accepts)(void *context, const char *option);
	void *context;
};

/* Asks on `err`, and reads from `in`, what the command's questions want and the options do not say; only where both are
 * terminals, and an answer is needed. What is not accepted is asked again, until the input ends. */
void ask_missing(struct arena *arena, const struct command *command, struct options *options, FILE *in, FILE *err,
                 const struct asker *asker);

#endif
