#ifndef SHIKII_SUPPORT_PROGRAM_H
#define SHIKII_SUPPORT_PROGRAM_H

#include "base/arena.h"

/* The path of the program that was built beside the tests, for what is done by its process and not by the library. */
const char *built_program(struct arena *arena);

#endif
