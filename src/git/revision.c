#define _XOPEN_SOURCE 700 /* realpath; NOLINT(bugprone-reserved-identifier) */

#include "git/revision.h"

#include "base/deadline.h"
#include "base/memory.h"
#include "base/messages/revision.h"
#include "base/source.h"
#include "git/git_library.h"
#include "git/pack_index.h"

#include <limits.h>
#include <stdlib.h> /* realpath */
#include <string.h>

enum { HASH_LENGTH = 10 }; /* of an abbreviated one */

struct revision {
	struct git_library git;
	git_repository *repository;
	git_odb *objects;
	git_oid commit;
	const char *work_tree; /* real path, ends with / */
	const char *name;
	const char *hash;
};

static void release(void *object)
{
	struct revision *revision = object;
	revision->git.git_odb_free(revision->objects);
	revision->git.git_repository_free(revision->repository);
	revision->git.git_libgit2_shutdown();
}

/* ---- what libgit2 hands out ---- */

/* Each is NULL until it is there. While they are open, libgit2 is at work: it may not be for ever (base/deadline.h). */
struct objects {
	struct holding held;
	const struct git_library *git;
	git_object *object, *peeled;
	git_commit *commit;
	git_tree *tree;
	git_tree_entry *entry;
	git_blob *blob;
	git_revwalk *walk;
	git_buf path;
};

static void release_objects(struct holding *holding)
{
	struct objects *objects = (struct objects *)(void *)holding;
	const struct git_library *git = objects->git;
	git->git_object_free(objects->object);
	git->git_object_free(objects->peeled);
	git->git_tree_entry_free(objects->entry);
	git->git_tree_free(objects->tree);
	git->git_blob_free(objects->blob);
	git->git_commit_free(objects->commit);
	git->git_revwalk_free(objects->walk);
	git->git_buf_dispose(&objects->path);
	deadline_end();
}

static void objects_open(struct objects *objects, const struct git_library *git)
{
	*objects = (struct objects){.git = git};
	deadline_begin(MSG_REVISION_ENDLESS);
	memory_hold(&objects->held, release_objects);
}

static void objects_close(struct objects *objects)
{
	memory_let_go(&objects->held);
	release_objects(&objects->held);
}

/* ---- messages ---- */

static const char *reason(struct arena *arena, const struct revision *revision, const char *message)
{
	const git_error *error = revision->git.git_error_last();
	return arena_printf(arena, "%s（%s）", message,
	                    error && error->message ? error->message : msg(MSG_REVISION_NO_REASON));
}

/* ---- paths ---- */

static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	return !slash ? "." : slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

/* The folder's real path, or NULL; links in it are followed, as git's work tree is a real one. */
static const char *real_folder(struct arena *arena, const char *folder)
{
	char real[PATH_MAX];
	return realpath(folder, real) ? arena_string(arena, real) : NULL;
}

/* The real path of a file, which need not be there, nor the folders around it. */
static const char *real_path(struct arena *arena, const char *path)
{
	const char *folder = folder_of(arena, path), *rest = path;
	const char *real = real_folder(arena, folder);
	while (!real && strcmp(folder, ".") != 0 && strcmp(folder, "/") != 0) {
		folder = folder_of(arena, folder);
		real = real_folder(arena, folder);
	}
	size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
	if (strncmp(path, folder, length) == 0 && path[length] == '/') /* "." may be written or not */
		rest = path + length + 1;
	return real ? arena_printf(arena, "%s%s%s", real, strcmp(real, "/") == 0 ? "" : "/", rest) : NULL;
}

/* `path` as git has it, below the work tree; NULL when it lies outside. */
static const char *path_in_tree(struct arena *arena, const struct revision *revision, const char *path)
{
	const char *whole = real_path(arena, path);
	size_t length = strlen(revision->work_tree);
	return whole && strncmp(whole, revision->work_tree, length) == 0 ? whole + length : NULL;
}

static const char *outside(struct arena *arena, const struct revision *revision)
{
	return msg_revision_outside(arena, revision->work_tree);
}

/* ---- opening ---- */

/* Up to 1.5, libgit2 says of another's repository that `safe.directory` was not found when the user has none. */
static bool is_owned_by_another(const struct git_library *git, int code)
{
	const git_error *error = git->git_error_last();
	return code == GIT_EOWNER || (code == GIT_ENOTFOUND && error && error->klass == GIT_ERROR_CONFIG);
}

/* The nearest folder around the path, or itself, that is still there; NULL: none is. */
static const char *folder_there(struct arena *arena, const char *path)
{
	const char *folder = real_folder(arena, path), *around = path;
	while (!folder && strcmp(around, ".") != 0 && strcmp(around, "/") != 0) {
		around = folder_of(arena, around);
		folder = real_folder(arena, around);
	}
	return folder;
}

static const char *open_objects(struct arena *arena, struct revision *revision)
{
	struct objects held;
	objects_open(&held, &revision->git);
	int code = revision->git.git_repository_item_path(&held.path, revision->repository, GIT_REPOSITORY_ITEM_OBJECTS);
	const char *broken = code ? NULL : pack_index_broken(arena, held.path.ptr);
	if (!code && !broken)
		code = revision->git.git_repository_odb(&revision->objects, revision->repository);
	objects_close(&held);
	if (broken)
		return msg_revision_broken_index(arena, broken);
	return code ? reason(arena, revision, msg(MSG_REVISION_CANNOT_OPEN)) : NULL;
}

static const char *open_repository(struct arena *arena, struct revision *revision, const char *path)
{
	const char *folder = folder_there(arena, path);
	int code = revision->git.git_repository_open_ext(&revision->repository, folder ? folder : path, 0, NULL);
	if (is_owned_by_another(&revision->git, code))
		return msg(MSG_REVISION_OWNER);
	if (code == GIT_ENOTFOUND)
		return msg(MSG_REVISION_NO_REPOSITORY);
	if (code)
		return reason(arena, revision, msg(MSG_REVISION_CANNOT_OPEN));
	const char *work_tree = revision->git.git_repository_workdir(revision->repository);
	const char *real = work_tree ? real_folder(arena, work_tree) : NULL;
	if (!real)
		return msg(MSG_REVISION_NO_WORK_TREE);
	revision->work_tree = strcmp(real, "/") == 0 ? real : arena_printf(arena, "%s/", real);
	return open_objects(arena, revision);
}

static const char *find_commit(struct arena *arena, struct revision *revision, const char *name)
{
	struct objects held;
	char hash[HASH_LENGTH + 1];
	objects_open(&held, &revision->git);
	int code = revision->git.git_revparse_single(&held.object, revision->repository, name);
	if (!code)
		code = revision->git.git_object_peel(&held.peeled, held.object, GIT_OBJECT_COMMIT);
	if (!code) {
		revision->commit = *revision->git.git_object_id(held.peeled);
		revision->hash = arena_string(arena, revision->git.git_oid_tostr(hash, sizeof hash, &revision->commit));
	}
	objects_close(&held);
	if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC)
		return msg_revision_no_such(arena, name);
	return code ? reason(arena, revision, msg_revision_unreadable(arena, name)) : NULL;
}

const char *revision_open(struct arena *arena, const char *path, const char *name, struct revision **revision)
{
	struct revision *opened = arena_new_object(arena, struct revision);
	const char *problem = git_library_load(arena, &opened->git);
	if (problem)
		return problem;
	struct objects none;
	opened->git.git_libgit2_init();
	arena_defer(arena, release, opened);
	objects_open(&none, &opened->git);
	problem = open_repository(arena, opened, path);
	objects_close(&none);
	if (!problem)
		problem = find_commit(arena, opened, name);
	opened->name = arena_string(arena, name);
	*revision = opened;
	return problem;
}

const char *revision_name(const struct revision *revision)
{
	return revision->name;
}

const char *revision_hash(const struct revision *revision)
{
	return revision->hash;
}

const char *revision_work_tree(const struct revision *revision)
{
	return revision->work_tree;
}

bool revision_holds(const struct revision *revision, const char *path)
{
	struct arena *arena = arena_new();
	bool holds = path_in_tree(arena, revision, path) != NULL;
	arena_free(arena);
	return holds;
}

/* ---- reading ---- */

/* What the path was at a commit, and the commit before it. */
struct state {
	bool found;
	git_oid blob;
	bool first; /* there is none before it */
	git_oid parent;
};

/* Is the entry not in the tree? A tree that a partial clone lacks is «not found», too. */
static bool is_absent(const struct git_library *git, int code)
{
	const git_error *error = git->git_error_last();
	return code == GIT_ENOTFOUND && !(error && error->klass == GIT_ERROR_ODB);
}

static const char *read_state(struct arena *arena, const struct revision *revision, git_commit *commit,
                              const char *path, struct state *state)
{
	const struct git_library *git = &revision->git;
	struct objects held;
	const char *problem = NULL;
	objects_open(&held, git);
	int code = git->git_commit_tree(&held.tree, commit);
	if (!code)
		code = git->git_tree_entry_bypath(&held.entry, held.tree, path);
	*state = (struct state){.found = !code, .first = git->git_commit_parentcount(commit) == 0};
	if (!state->first)
		state->parent = *git->git_commit_parent_id(commit, 0);
	if (code && (!held.tree || !is_absent(git, code))) {
		problem = reason(arena, revision, msg(MSG_REVISION_NO_HISTORY));
	} else if (!code) {
		git_filemode_t mode = git->git_tree_entry_filemode(held.entry);
		state->blob = *git->git_tree_entry_id(held.entry);
		if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE)
			problem = msg(MSG_REVISION_NO_FILE);
	}
	objects_close(&held);
	return problem;
}

static const char *read_blob(struct arena *arena, const struct revision *revision, const git_oid *id,
                             struct revision_file *file)
{
	const struct git_library *git = &revision->git;
	struct objects held;
	git_object_t type;
	size_t length = 0;
	const char *problem = NULL;
	objects_open(&held, git);
	if (git->git_odb_read_header(&length, &type, revision->objects, id) ||
	    (length <= SOURCE_LIMIT && git->git_blob_lookup(&held.blob, revision->repository, id))) {
		problem = reason(arena, revision, msg(MSG_REVISION_NO_HISTORY));
	} else if (length > SOURCE_LIMIT) {
		problem = msg(MSG_REVISION_FILE_TOO_LARGE);
	} else {
		file->length = (size_t)git->git_blob_rawsize(held.blob);
		file->bytes = arena_copy(arena, git->git_blob_rawcontent(held.blob), file->length);
	}
	objects_close(&held);
	return problem;
}

const char *revision_read(struct arena *arena, const struct revision *revision, const char *path,
                          struct revision_file *file)
{
	const char *below = path_in_tree(arena, revision, path);
	struct objects held;
	struct state state = {0};
	*file = (struct revision_file){0};
	if (!below)
		return outside(arena, revision);
	objects_open(&held, &revision->git);
	const char *problem = revision->git.git_commit_lookup(&held.commit, revision->repository, &revision->commit)
	                          ? reason(arena, revision, msg(MSG_REVISION_NO_HISTORY))
	                          : read_state(arena, revision, held.commit, below, &state);
	objects_close(&held);
	return problem || !state.found ? problem : read_blob(arena, revision, &state.blob, file);
}

/* ---- listing ---- */

enum { LIST_LIMIT = 200000, LIST_DEPTH_LIMIT = 64 }; /* a small repository can hold a tree that has no end */

struct listing {
	struct arena *arena;
	const struct git_library *git;
	const char *prefix; /* of the paths that are shown: "" or ends with / */
	void (*visit)(void *context, const char *path);
	void *context;
	size_t count;
	bool exhausted; /* memory ran out */
};

/* One entry, for memory_try. */
struct listed {
	struct listing *listing;
	const char *root;
	const git_tree_entry *entry;
	int result;
};

static bool is_too_deep(const char *folder)
{
	size_t depth = 0;
	while ((folder = strchr(folder, '/')) && depth <= LIST_DEPTH_LIMIT) {
		folder++;
		depth++;
	}
	return depth > LIST_DEPTH_LIMIT;
}

static void show_entry(void *context)
{
	struct listed *listed = context;
	const struct listing *listing = listed->listing;
	git_filemode_t mode = listing->git->git_tree_entry_filemode(listed->entry);
	const char *name = listing->git->git_tree_entry_name(listed->entry);
	const char *path = arena_printf(listing->arena, "%s%s", listed->root, name);
	size_t length = strlen(listing->prefix), own = strlen(path);
	if (mode == GIT_FILEMODE_TREE)
		listed->result = strncmp(path, listing->prefix, own < length ? own : length) != 0;
	else if ((mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE) &&
	         strncmp(path, listing->prefix, length) == 0)
		listing->visit(listing->context, path + length);
}

/* Called by git_tree_walk: above 0 passes over a folder, below 0 ends the walk. The walk itself has memory to release: when
 * ours runs out, it has to end first. */
static int list_entry(const char *root, const git_tree_entry *entry, void *payload)
{
	struct listed listed = {payload, root, entry, 0};
	if (listed.listing->count++ == LIST_LIMIT || is_too_deep(root))
		return GIT_EUSER;
	listed.listing->exhausted = !memory_try(show_entry, &listed);
	return listed.listing->exhausted ? GIT_EUSER : listed.result;
}

const char *revision_list(struct arena *arena, const struct revision *revision, const char *folder,
                          void (*visit)(void *context, const char *path), void *context)
{
	const struct git_library *git = &revision->git;
	const char *real = real_folder(arena, folder);
	const char *whole = real ? arena_printf(arena, "%s%s", real, strcmp(real, "/") == 0 ? "" : "/") : NULL;
	size_t length = strlen(revision->work_tree);
	struct objects held;
	if (!whole || strncmp(whole, revision->work_tree, length) != 0)
		return outside(arena, revision);
	struct listing listing = {arena, git, whole + length, visit, context, 0, false};
	objects_open(&held, git);
	int code = git->git_commit_lookup(&held.commit, revision->repository, &revision->commit);
	if (!code)
		code = git->git_commit_tree(&held.tree, held.commit);
	if (!code)
		code = git->git_tree_walk(held.tree, GIT_TREEWALK_PRE, list_entry, &listing);
	objects_close(&held);
	if (listing.exhausted)
		memory_exhausted();
	if (code == GIT_EUSER)
		return msg(MSG_REVISION_FOLDER_TOO_LARGE);
	return code ? reason(arena, revision, msg(MSG_REVISION_NO_HISTORY)) : NULL;
}

/* ---- walking ---- */

struct walk {
	const struct revision *revision;
	const char *path; /* below the work tree */
	bool (*visit)(void *context, const struct revision_file *file, const char *hash);
	void *context;
	bool more; /* `visit` has not seen enough */
};

/* Shows a state with the oldest commit that has it. */
static const char *show(struct arena *arena, struct walk *walk, const struct state *state, const git_oid *oldest)
{
	struct revision_file file = {0};
	char hash[HASH_LENGTH + 1];
	struct arena *scratch = arena_new();
	const char *problem = state->found ? read_blob(scratch, walk->revision, &state->blob, &file) : NULL;
	if (problem)
		problem = arena_string(arena, problem);
	else
		walk->more = walk->visit(walk->context, &file, walk->revision->git.git_oid_tostr(hash, sizeof hash, oldest));
	arena_free(scratch);
	return problem;
}

static bool is_same(const struct git_library *git, const struct state *a, const struct state *b)
{
	return a->found == b->found && (!a->found || git->git_oid_equal(&a->blob, &b->blob));
}

/* Shows the last state. When that is not enough: why there is nothing behind it, or NULL when the history began there. A
 * shallow repository does not tell its beginning from where it was cut off. */
static const char *end_walk(struct arena *arena, struct walk *walk, const struct state *state, const git_oid *oldest,
                            size_t count)
{
	const struct revision *revision = walk->revision;
	const char *lost = count && state->first ? NULL : reason(arena, revision, msg(MSG_REVISION_NO_HISTORY));
	const char *problem = count ? show(arena, walk, state, oldest) : NULL;
	if (problem || !walk->more)
		return problem;
	if (count == REVISION_WALK_LIMIT && !state->first)
		return msg_revision_too_long(arena, REVISION_WALK_LIMIT);
	deadline_begin(MSG_REVISION_ENDLESS);
	bool shallow = revision->git.git_repository_is_shallow(revision->repository) == 1;
	deadline_end();
	return shallow ? msg(MSG_REVISION_SHALLOW) : lost;
}

static const char *walk_commits(struct arena *arena, struct walk *walk)
{
	const struct git_library *git = &walk->revision->git;
	struct state state = {0};
	git_oid id = walk->revision->commit, next = id;
	const char *problem = NULL;
	size_t count = 0;
	while (walk->more && !problem) {
		struct objects held;
		struct state older;
		objects_open(&held, git);
		bool ends = count == REVISION_WALK_LIMIT || (count && state.first) ||
		            git->git_commit_lookup(&held.commit, walk->revision->repository, &next);
		if (!ends)
			problem = read_state(arena, walk->revision, held.commit, walk->path, &older);
		objects_close(&held);
		if (ends)
			return end_walk(arena, walk, &state, &id, count);
		if (!problem && count && !is_same(git, &state, &older))
			problem = show(arena, walk, &state, &id);
		state = older;
		id = next;
		next = state.parent;
		count++;
	}
	return problem;
}

const char *revision_walk(struct arena *arena, const struct revision *revision, const char *path,
                          bool (*visit)(void *context, const struct revision_file *file, const char *hash),
                          void *context)
{
	struct walk walk = {revision, path_in_tree(arena, revision, path), visit, context, true};
	return walk.path ? walk_commits(arena, &walk) : outside(arena, revision);
}

/* ---- finding blobs ---- */

static bool is_zero(const char *hash)
{
	return strspn(hash, "0") == strlen(hash);
}

static bool has_blob(const struct git_library *git, const struct state *state, const char *hash)
{
	char own[GIT_OID_HEXSZ + 1];
	return state->found && strcmp(git->git_oid_tostr(own, sizeof own, &state->blob), hash) == 0;
}

/* What stood at the path in a commit; false: that cannot be read. */
static bool state_at(const struct revision *revision, const git_oid *id, const char *path, struct state *state)
{
	struct objects held;
	struct arena *scratch = arena_new();
	objects_open(&held, &revision->git);
	bool good = !revision->git.git_commit_lookup(&held.commit, revision->repository, id) &&
	            !read_state(scratch, revision, held.commit, path, state);
	objects_close(&held);
	arena_free(scratch);
	return good;
}

static const char *hash_of(struct arena *arena, const struct git_library *git, const git_oid *id)
{
	char hash[HASH_LENGTH + 1];
	return arena_string(arena, git->git_oid_tostr(hash, sizeof hash, id));
}

/* Notes what the commit has; true: it and the one before it are what was looked for. */
static bool note_blobs(struct arena *arena, const struct revision *revision, const git_oid *id, const char *path,
                       struct revision_blobs *blobs)
{
	const struct git_library *git = &revision->git;
	struct state state, before = {0};
	if (!state_at(revision, id, path, &state))
		return false;
	if (!blobs->old_commit && has_blob(git, &state, blobs->old_blob))
		blobs->old_commit = hash_of(arena, git, id);
	if (!has_blob(git, &state, blobs->new_blob))
		return false;
	if (!blobs->new_commit)
		blobs->new_commit = hash_of(arena, git, id);
	if (state.first || !state_at(revision, &state.parent, path, &before) || !has_blob(git, &before, blobs->old_blob))
		return false;
	blobs->new_commit = hash_of(arena, git, id);
	blobs->old_commit = hash_of(arena, git, &state.parent);
	return true;
}

void revision_find(struct arena *arena, const struct revision *revision, const char *path, struct revision_blobs *blobs)
{
	const struct git_library *git = &revision->git;
	const char *below = path_in_tree(arena, revision, path);
	struct objects held;
	git_oid id;
	bool done = !below || (is_zero(blobs->old_blob) && is_zero(blobs->new_blob));
	objects_open(&held, git);
	if (!done && !git->git_revwalk_new(&held.walk, revision->repository)) {
		git->git_revwalk_sorting(held.walk, GIT_SORT_TIME);
		git->git_revwalk_push_head(held.walk);
		git->git_revwalk_push_glob(held.walk, "refs/heads/*");
		git->git_revwalk_push_glob(held.walk, "refs/remotes/*");
		for (size_t i = 0; i < REVISION_WALK_LIMIT && !done && !git->git_revwalk_next(&id, held.walk); i++)
			done = note_blobs(arena, revision, &id, below, blobs);
	}
	objects_close(&held);
}
