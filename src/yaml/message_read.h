#ifndef SHIKII_YAML_MESSAGE_READ_H
#define SHIKII_YAML_MESSAGE_READ_H

#include "base/diag.h"
#include "base/source.h"

/* A file like templates/messages/ja.yaml, read when the program runs: some texts or all of them, laid over `texts`. What
 * it returns, for message_use(), is of the arena. Reports ids that there are not and places that do not fit, and keeps
 * the texts of those; returns NULL when the file is no YAML. */
const char *const *message_read(struct arena *arena, struct diags *diags, const struct source *source,
                                const char *const *texts);

/* The built-in texts of a language ("ja"), or NULL. */
const char *const *message_language(const char *code);

#endif
