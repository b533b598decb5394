#ifndef SHIKII_LSP_SERVE_H
#define SHIKII_LSP_SERVE_H

#include "session/options.h"

#include <stdbool.h>
#include <stdio.h>

/* Serves the editor that writes to the file descriptor `in` and reads `out`, until it says exit or goes away. True: it took its
 * leave as it should. */
bool lsp_serve(int in, FILE *out, const struct options *options);

#endif
