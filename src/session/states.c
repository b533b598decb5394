/* Arguments that name states of files in git. */
#include "session/states.h"

#include "git/revision.h"

#include <string.h>

bool state_named(const struct project *project, const char *argument, struct project_file *file)
{
	const char *colon = strchr(argument, ':');
	if (!colon || colon == argument || !colon[1] || files_kind(project->documents, argument) != FILE_NONE)
		return false;
	*file = (struct project_file){.path = colon + 1, .name = argument, .root = ""};
	file->revision = arena_copy(project->arena, argument, (size_t)(colon - argument));
	return true;
}

/* ---- called by git ---- */

enum { ARGUMENTS = 7, ARGUMENTS_RENAMED = 9 };

/* 40 or 64 digits, or "." of a file that was never kept. */
static bool is_hash(const char *text)
{
	size_t length = strlen(text);
	return strcmp(text, ".") == 0 || ((length == 40 || length == 64) && strspn(text, "0123456789abcdef") == length);
}

bool states_are_handed_over(const struct options *options)
{
	bool count = options->path_count == ARGUMENTS || options->path_count == ARGUMENTS_RENAMED;
	return count && is_hash(options->paths[2]) && is_hash(options->paths[5]);
}

struct project_file state_handed_over(struct project *project, bool newer)
{
	const struct options *options = project->options;
	const char *text = options->paths[newer ? 4 : 1], *path = options->paths[0];
	struct revision_blobs blobs = {.old_blob = options->paths[2], .new_blob = options->paths[5]};
	struct revision *revision;
	bool there = strcmp(text, "/dev/null") != 0;
	if (newer && options->path_count == ARGUMENTS_RENAMED)
		path = options->paths[7];
	if (there && !revision_open(project->arena, path, "HEAD", &revision))
		revision_find(project->arena, revision, path, &blobs);
	struct project_file file = {.path = path, .name = path, .root = "", .text = there ? text : NULL};
	file.revision = newer ? blobs.new_commit : blobs.old_commit;
	return file;
}
