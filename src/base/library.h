#ifndef SHIKII_BASE_LIBRARY_H
#define SHIKII_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/* Shared libraries that are loaded when they are first needed: a table of functions, filled by name. In the page nothing can be
 * loaded: there they are linked. */

/* Loads the library with this SONAME for good; NULL when it is not there. */
void *library_open(const char *soname);

/* Puts the function of this name into a pointer to a function of `size` bytes; false when the library has none. */
bool library_find(void *library, const char *name, void *function, size_t size);

/* The same for a function that is declared, and a pointer to it. */
#ifdef __EMSCRIPTEN__
#define LIBRARY_FIND(library, name, place) (*(place) = (name), (library) != NULL)
#else
#define LIBRARY_FIND(library, name, place) library_find((library), #name, (place), sizeof *(place))
#endif

#endif
