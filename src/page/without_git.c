/* In the page there is no repository, and no libgit2: stands for git/git_library.c. */
#include "git/git_library.h"

#include "base/messages/revision.h"

const char *git_library_load(struct arena *arena, struct git_library *library)
{
	*library = (struct git_library){0};
	return msg_revision_no_library(arena, "libgit2");
}
