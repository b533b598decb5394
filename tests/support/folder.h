#ifndef SHIKII_TESTS_FOLDER_H
#define SHIKII_TESTS_FOLDER_H

#include "base/arena.h"

#include <stddef.h>

/* A new folder for one test; it is taken away again, with all that is in it, when the arena is freed. */
const char *folder_new(struct arena *arena);

/* Writes a file below a folder, with the folders around it, and returns its path. */
const char *folder_write(struct arena *arena, const char *folder, const char *name, const char *text);
const char *folder_write_bytes(struct arena *arena, const char *folder, const char *name, const char *bytes,
                               size_t length);

/* Runs commands of the shell in the folder, with a git that has an author and knows no configuration; they must end
 * well. */
void folder_shell(struct arena *arena, const char *folder, const char *commands);

/* The whole of a file, or NULL. */
const char *file_text(struct arena *arena, const char *path);

#endif
