#ifndef SHIKII_GIT_REVISION_H
#define SHIKII_GIT_REVISION_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Files as they were at a commit of the git repository around them, by libgit2: nothing is written, no program is run. What is
 * returned when something cannot be done does not name the path that was asked for. */
struct revision;

/* Finds the repository around the folder or file `path` (of the work tree) and the commit that `name` means: a branch, a
 * tag, a hash, HEAD~2, whatever gitrevisions(7) says. Returns NULL, or in Japanese why it cannot be done. */
const char *revision_open(struct arena *arena, const char *path, const char *name, struct revision **revision);

/* The name that was asked for; and the commit's hash, abbreviated. */
const char *revision_name(const struct revision *revision);
const char *revision_hash(const struct revision *revision);

/* The folder in which the files of the repository stand, with a slash at its end. */
const char *revision_work_tree(const struct revision *revision);

/* Does the path lie within the work tree? */
bool revision_holds(const struct revision *revision, const char *path);

/* A file of a commit; bytes NULL: it was not there. */
struct revision_file {
	const char *bytes; /* of the arena, with a NUL behind them */
	size_t length;
};

/* Reads what stood at `path` of the work tree. Returns NULL, or in Japanese why it cannot be read: it lies outside the
 * repository, is a symbolic link, a submodule or a folder there, is larger than SOURCE_LIMIT, or the repository is damaged. */
const char *revision_read(struct arena *arena, const struct revision *revision, const char *path,
                          struct revision_file *file);

/* Shows all files that stood below a folder of the work tree, which is there, by their path from the folder on. Returns NULL,
 * or in Japanese why it cannot be done: also when there are more than anybody keeps. */
const char *revision_list(struct arena *arena, const struct revision *revision, const char *folder,
                          void (*visit)(void *context, const char *path), void *context);

/* Walks back from the commit along first parents and shows each different state of the file once, with the oldest commit of
 * those that follow one another with it; `visit` returns false when it has seen enough. A state in which the file is not there
 * is shown with bytes NULL. Returns NULL, or in Japanese why it cannot be done: also when `visit` wants more than there is to
 * read, for the repository is shallow or its history longer than REVISION_WALK_LIMIT commits. */
enum { REVISION_WALK_LIMIT = 20000 };
const char *revision_walk(struct arena *arena, const struct revision *revision, const char *path,
                          bool (*visit)(void *context, const struct revision_file *file, const char *hash),
                          void *context);

/* The two states of a file that a difference of git shows, by the hashes of their blobs; of zeros alone: it is not there, or not
 * kept. Gives the hashes of commits that have them, the newest of all branches: one next to the other where there are such, else
 * each by itself; NULL where there is none among the newest REVISION_WALK_LIMIT commits. */
struct revision_blobs {
	const char *old_blob, *new_blob;
	const char *old_commit, *new_commit;
};
void revision_find(struct arena *arena, const struct revision *revision, const char *path,
                   struct revision_blobs *blobs);

#endif
