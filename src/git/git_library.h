#ifndef SHIKII_GIT_GIT_LIBRARY_H
#define SHIKII_GIT_GIT_LIBRARY_H

#include "base/arena.h"

#include <git2.h>

/* libgit2, loaded when the first revision is asked for: linked, it and what stands behind it would cost every command
 * milliseconds at its start. Each function that we call is a row; a signature that differs from the library's header does not
 * compile. */
#define GIT_FUNCTIONS(F)                                                                                               \
	F(int, git_libgit2_init, (void))                                                                                   \
	F(int, git_libgit2_shutdown, (void))                                                                               \
	F(const git_error *, git_error_last, (void))                                                                       \
	F(int, git_repository_open_ext, (git_repository **, const char *, unsigned int, const char *))                     \
	F(const char *, git_repository_workdir, (const git_repository *))                                                  \
	F(int, git_repository_item_path, (git_buf *, const git_repository *, git_repository_item_t))                       \
	F(int, git_repository_odb, (git_odb **, git_repository *))                                                         \
	F(int, git_repository_is_shallow, (git_repository *))                                                              \
	F(void, git_repository_free, (git_repository *))                                                                   \
	F(int, git_revparse_single, (git_object **, git_repository *, const char *))                                       \
	F(int, git_object_peel, (git_object **, const git_object *, git_object_t))                                         \
	F(const git_oid *, git_object_id, (const git_object *))                                                            \
	F(void, git_object_free, (git_object *))                                                                           \
	F(void, git_buf_dispose, (git_buf *))                                                                              \
	F(int, git_commit_lookup, (git_commit **, git_repository *, const git_oid *))                                      \
	F(int, git_commit_tree, (git_tree **, const git_commit *))                                                         \
	F(unsigned int, git_commit_parentcount, (const git_commit *))                                                      \
	F(const git_oid *, git_commit_parent_id, (const git_commit *, unsigned int))                                       \
	F(void, git_commit_free, (git_commit *))                                                                           \
	F(int, git_tree_entry_bypath, (git_tree_entry **, const git_tree *, const char *))                                 \
	F(git_filemode_t, git_tree_entry_filemode, (const git_tree_entry *))                                               \
	F(const git_oid *, git_tree_entry_id, (const git_tree_entry *))                                                    \
	F(const char *, git_tree_entry_name, (const git_tree_entry *))                                                     \
	F(int, git_tree_walk, (const git_tree *, git_treewalk_mode, git_treewalk_cb, void *))                              \
	F(void, git_tree_entry_free, (git_tree_entry *))                                                                   \
	F(void, git_tree_free, (git_tree *))                                                                               \
	F(int, git_odb_read_header, (size_t *, git_object_t *, git_odb *, const git_oid *))                                \
	F(void, git_odb_free, (git_odb *))                                                                                 \
	F(int, git_blob_lookup, (git_blob **, git_repository *, const git_oid *))                                          \
	F(const void *, git_blob_rawcontent, (const git_blob *))                                                           \
	F(git_object_size_t, git_blob_rawsize, (const git_blob *))                                                         \
	F(void, git_blob_free, (git_blob *))                                                                               \
	F(int, git_revwalk_new, (git_revwalk **, git_repository *))                                                        \
	F(int, git_revwalk_sorting, (git_revwalk *, unsigned int))                                                         \
	F(int, git_revwalk_push_head, (git_revwalk *))                                                                     \
	F(int, git_revwalk_push_glob, (git_revwalk *, const char *))                                                       \
	F(int, git_revwalk_next, (git_oid *, git_revwalk *))                                                               \
	F(void, git_revwalk_free, (git_revwalk *))                                                                         \
	F(char *, git_oid_tostr, (char *, size_t, const git_oid *))                                                        \
	F(int, git_oid_equal, (const git_oid *, const git_oid *))

struct git_library {
#define MEMBER(result, name, parameters) result(*name) parameters; /* NOLINT(bugprone-macro-parentheses): types */
	GIT_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* Loads the library for good. Returns NULL, or why it cannot be done. */
const char *git_library_load(struct arena *arena, struct git_library *library);

#endif
