#define _XOPEN_SOURCE 700 /* realpath; NOLINT(bugprone-reserved-identifier) */
#include "base/files.h"

#include "base/list.h"
#include "base/memory.h"
#include "base/messages/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- paths ---- */

/* Takes the last step off the path of this length; returns the new length. */
static size_t step_back(const char *normal, size_t length)
{
	while (length > 0 && normal[length - 1] != '/')
		length--;
	return length > 1 ? length - 1 : length; /* the slash of the root stays */
}

static bool ends_upward(const char *normal, size_t length)
{
	return length == 0 ||
	       (length >= 2 && memcmp(normal + length - 2, "..", 2) == 0 && (length == 2 || normal[length - 3] == '/'));
}

const char *path_normal(const char *path, char normal[PATH_LIMIT])
{
	bool rooted = *path == '/';
	size_t length = 0;
	if (rooted)
		normal[length++] = '/';
	for (size_t step; *path; path += step) {
		path += strspn(path, "/");
		step = strcspn(path, "/");
		bool back = step == 2 && memcmp(path, "..", 2) == 0;
		if (step == 0 || (step == 1 && *path == '.') || (back && rooted && length == 1))
			continue;
		if (back && !ends_upward(normal, length)) {
			length = step_back(normal, length);
			continue;
		}
		bool slash = length > 0 && normal[length - 1] != '/';
		if (length + slash + step >= PATH_LIMIT)
			return NULL;
		if (slash)
			normal[length++] = '/';
		memcpy(normal + length, path, step);
		length += step;
	}
	normal[length] = '\0';
	return normal;
}

/* ---- documents ---- */

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

const char *path_folder(struct arena *arena, const char *path)
{
	return arena_copy(arena, path, (size_t)(path_name(path) - path));
}

/* The number of the first document whose path is not before this one. */
static size_t lower_bound(const struct files *files, const char *normal)
{
	size_t low = 0, high = files->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(files->documents[middle].path, normal) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct document *files_document(const struct files *files, const char *path)
{
	char buffer[PATH_LIMIT];
	const char *normal = files && files->count ? path_normal(path, buffer) : NULL;
	size_t at = normal ? lower_bound(files, normal) : 0;
	bool there = normal && at < files->count && strcmp(files->documents[at].path, normal) == 0;
	return there ? &files->documents[at] : NULL;
}

struct files files_over(struct arena *arena, const struct files *files, const char *path, const char *bytes,
                        size_t length)
{
	char buffer[PATH_LIMIT];
	struct files over = files ? *files : (struct files){0};
	const char *normal = path_normal(path, buffer);
	if (!normal)
		return over;
	size_t at = lower_bound(&over, normal), count = over.count;
	bool there = at < count && strcmp(over.documents[at].path, normal) == 0;
	struct document *documents = arena_array(arena, struct document, count + 1);
	for (size_t i = 0; i < count; i++)
		documents[i + (i >= at && !there)] = over.documents[i];
	documents[at] = (struct document){arena_string(arena, normal), arena_copy(arena, bytes, length), length, NULL};
	over.documents = documents;
	over.count = count + !there;
	return over;
}

/* The rest of a document's path when it stands below the folder, else NULL. */
static const char *path_below(const struct document *document, const char *folder)
{
	size_t length = strlen(folder);
	if (length == 0)
		return document->path[0] != '/' && !ends_upward(document->path, strcspn(document->path, "/")) ? document->path
		                                                                                              : NULL;
	if (strncmp(document->path, folder, length) != 0)
		return NULL;
	return folder[length - 1] == '/'       ? document->path + length
	       : document->path[length] == '/' ? document->path + length + 1
	                                       : NULL;
}

static bool has_documents(const struct files *files, const char *path)
{
	char buffer[PATH_LIMIT];
	const char *normal = files && files->count ? path_normal(path, buffer) : NULL;
	for (size_t i = 0; normal && i < files->count; i++)
		if (path_below(&files->documents[i], normal))
			return true;
	return false;
}

/* ---- both ---- */

enum file_kind files_kind(const struct files *files, const char *path)
{
	struct stat status;
	if (files_document(files, path))
		return FILE_REGULAR;
	if (has_documents(files, path))
		return FILE_FOLDER;
	if (files && files->memory_only)
		return FILE_NONE;
	if (stat(path, &status) != 0)
		return (errno == ENOENT || errno == ENOTDIR) && lstat(path, &status) != 0 ? FILE_NONE : FILE_UNREADABLE;
	return S_ISREG(status.st_mode) ? FILE_REGULAR : S_ISDIR(status.st_mode) ? FILE_FOLDER : FILE_OTHER;
}

bool files_is_link(const struct files *files, const char *path)
{
	struct stat status;
	bool disk = !(files && files->memory_only) && !files_document(files, path) && !has_documents(files, path);
	return disk && lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

bool files_stand_within(const char *path, const char *folder)
{
	char *inner = realpath(path, NULL), *outer = realpath(*folder ? folder : ".", NULL);
	size_t length = outer && strcmp(outer, "/") != 0 ? strlen(outer) : 0;
	bool inside = !inner || (outer && strncmp(inner, outer, length) == 0 && strchr("/", inner[length]));
	free(inner);
	free(outer);
	return inside;
}

bool files_lead_out(const struct files *files, const char *path, const char *folder)
{
	if (!files || files->trusted || files->memory_only || files_document(files, path))
		return false;
	return !files_stand_within(path, folder);
}

bool files_same(const char *path, const char *other)
{
	struct stat one, two;
	return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

const char *files_bytes(struct arena *arena, struct diags *diags, const struct files *files, const char *path,
                        size_t *length)
{
	const struct document *document = files_document(files, path);
	bool standard = strcmp(path, "-") == 0;
	if (document) {
		*length = document->length;
		return document->bytes;
	}
	if (!files || (standard ? files->standard_input : !files->memory_only))
		return source_bytes(arena, diags, path, length);
	source_report_missing(diags, path);
	return NULL;
}

struct source *files_load(struct arena *arena, struct diags *diags, const struct files *files, const char *path)
{
	size_t length;
	const char *bytes = files_bytes(arena, diags, files, path, &length);
	bool standard = strcmp(path, "-") == 0 && !files_document(files, path);
	return bytes ? source_from_memory(arena, diags, standard ? msg(MSG_SOURCE_STANDARD_INPUT) : path, bytes, length)
	             : NULL;
}

struct source *files_load_within(struct arena *arena, struct diags *diags, const struct files *files, const char *path,
                                 const char *folder)
{
	if (!files_lead_out(files, path, folder))
		return files_load(arena, diags, files, path);
	source_report_led_out(diags, path);
	return NULL;
}

bool files_peek(const struct files *files, const char *path, char *bytes, size_t size, size_t *length)
{
	const struct document *document = files_document(files, path);
	FILE *file = document || (files && files->memory_only) ? NULL : fopen(path, "rb");
	*length = 0;
	if (document) {
		*length = document->length < size ? document->length : size;
		memcpy(bytes, document->bytes, *length);
	} else if (file) {
		*length = fread(bytes, 1, size, file);
		bool failed = ferror(file);
		fclose(file);
		return !failed;
	}
	return document;
}

/* ---- folders ---- */

struct open_folder {
	struct holding held;
	DIR *directory;
};

static void close_folder(struct holding *holding)
{
	closedir(((struct open_folder *)(void *)holding)->directory);
}

static bool list_disk(struct arena *arena, const char *folder, struct file_names *names)
{
	struct open_folder open = {.directory = opendir(folder)};
	if (!open.directory)
		return false;
	memory_hold(&open.held, close_folder);
	errno = 0;
	for (struct dirent *entry; (entry = readdir(open.directory)); errno = 0)
		list_push(arena, names, arena_string(arena, entry->d_name));
	bool whole = errno == 0;
	memory_let_go(&open.held);
	closedir(open.directory);
	return whole;
}

static bool list_documents(struct arena *arena, const struct files *files, const char *folder, struct file_names *names)
{
	char buffer[PATH_LIMIT];
	const char *normal = path_normal(folder, buffer);
	size_t before = names->count;
	for (size_t i = 0; normal && i < files->count; i++) {
		const char *rest = path_below(&files->documents[i], normal);
		if (rest)
			list_push(arena, names, arena_copy(arena, rest, strcspn(rest, "/")));
	}
	return names->count > before;
}

static int name_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool files_list(struct arena *arena, const struct files *files, const char *folder, struct file_names *names)
{
	*names = (struct file_names){0};
	bool there = !(files && files->memory_only) && list_disk(arena, folder, names);
	if (files)
		there |= list_documents(arena, files, folder, names);
	if (names->count)
		qsort(names->items, names->count, sizeof *names->items, name_compare);
	size_t count = 0;
	for (size_t i = 0; i < names->count; i++)
		if (i == 0 || strcmp(names->items[i], names->items[count - 1]) != 0)
			names->items[count++] = names->items[i];
	names->count = count;
	return there;
}
