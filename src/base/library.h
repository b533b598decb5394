#ifndef SHIKII_BASE_LIBRARY_H
#define SHIKII_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* Shared libraries that are loaded when they are first needed: a table of functions, filled by name. */

/* Loads the library with this SONAME for good; NULL when it is not there. */
void *library_open(const char *soname);

/* Puts the function of this name into a pointer to a function of `size` bytes; false when the library has none. */
bool library_find(void *library, const char *name, void *function, size_t size);

#endif
