#include "base/library.h"

#ifdef __EMSCRIPTEN__

void *library_open(const char *soname)
{
	static bool linked;
	(void)soname;
	return &linked;
}

#else

#include <dlfcn.h>
#include <string.h>

void *library_open(const char *soname)
{
	return dlopen(soname, RTLD_NOW | RTLD_LOCAL);
}

/* POSIX has a symbol's address in an object pointer, which C does not convert. */
bool library_find(void *library, const char *name, void *function, size_t size)
{
	void *symbol = dlsym(library, name);
	memcpy(function, &symbol, size);
	return symbol != NULL;
}

#endif
