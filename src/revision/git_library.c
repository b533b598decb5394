/* dlopen() and a table of functions; SHIKII_LIBGIT2 is the file that CMake found, by its SONAME. */
#include "revision/git_library.h"

#include <assert.h>
#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#define CHECK(result, name, parameters)                                                                                \
	static_assert(_Generic(name, result(*) parameters : true, default : false), #name " has another signature");
GIT_FUNCTIONS(CHECK)
#undef CHECK

/* POSIX has a symbol's address in an object pointer, which C does not convert. */
static bool find(void *handle, const char *name, void *function, size_t size)
{
	void *symbol = dlsym(handle, name);
	memcpy(function, &symbol, size);
	return symbol != NULL;
}

const char *git_library_load(struct git_library *library)
{
	void *handle = dlopen(SHIKII_LIBGIT2, RTLD_NOW | RTLD_LOCAL);
	bool complete = handle != NULL;
#define FIND(result, name, parameters) complete = complete && find(handle, #name, &library->name, sizeof library->name);
	GIT_FUNCTIONS(FIND)
#undef FIND
	return complete ? NULL : "git の履歴を読むライブラリー " SHIKII_LIBGIT2 " が使えません";
}
