/* shikii lsp: what --help says of it. It is a door of its own (src/lsp/), which the command line opens. */
#include "base/messages/help.h"
#include "session/command.h"

static const char *const option_names[] = {"as-of", "ahead", "only", "ignore", "schema", "rules", "trust", NULL};

const struct command lsp_command = {
    .name = "lsp",
    .arguments = "",
    .summary = MSG_HELP_LSP,
    .description = MSG_HELP_LSP_MORE,
    .options = option_names,
    .names_rules = true,
};
