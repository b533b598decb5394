/* A table of functions; SHIKII_LIBGIT2 is the file that CMake found, by its SONAME. */
#include "git/git_library.h"

#include "base/library.h"
#include "base/messages/revision.h"

#include <assert.h>
#include <stdbool.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): a type and a list of types */
#define CHECK(result, name, parameters)                                                                                \
	static_assert(_Generic(name, result(*) parameters : true, default : false), #name " has another signature");
/* NOLINTEND(bugprone-macro-parentheses) */
GIT_FUNCTIONS(CHECK)
#undef CHECK

const char *git_library_load(struct arena *arena, struct git_library *library)
{
	void *handle = library_open(SHIKII_LIBGIT2);
	bool complete = handle != NULL;
#define FIND(result, name, parameters) complete = complete && LIBRARY_FIND(handle, name, &library->name);
	GIT_FUNCTIONS(FIND)
#undef FIND
	return complete ? NULL : msg_revision_no_library(arena, SHIKII_LIBGIT2);
}
