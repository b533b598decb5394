#ifndef SHIKII_CLI_CLI_H
#define SHIKII_CLI_CLI_H

#include <stdio.h>

/* The whole program, but for the process: results go to `out`, everything else to `err`.
 * Returns the exit status: 0 nothing at or above --fail-on was found, 1 something was, 2 the run could not be done. */
int shikii_main(int argc, char **argv, FILE *out, FILE *err);

#endif
