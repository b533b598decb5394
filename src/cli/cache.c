/* Keys → files of a folder: <folder>/<two digits of the key>/<the others>. Failures are told to nobody: without the folder all is worked
 * out as if there were none. */
#define _GNU_SOURCE /* dl_iterate_phdr; NOLINT(bugprone-reserved-identifier) */
#include "cli/cache.h"

#include "base/list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
	NAME_LIMIT = 64,
	ENTRY_LIMIT = 1024 * 1024,     /* bytes of one */
	SHELF_LIMIT = 2 * 1024 * 1024, /* bytes on the disk of all entries on a shelf */
	BLOCK = 4096,
	DAY = 24 * 60 * 60 /* seconds */
};

/* In front of an entry's bytes. */
struct head {
	char magic[8];
	struct store_key key;
	uint64_t length;
	uint64_t check; /* of the bytes */
};

static const char magic[8] = "shikii1";

static struct cache *cache_of(struct store *store)
{
	return (struct cache *)(void *)store;
}

/* ---- keys ---- */

static struct store_key make_key(struct store *store, const struct store_part *parts, size_t count)
{
	const struct cache *cache = cache_of(store);
	struct store_key key;
	XXH3_state_t state;
	XXH3_128bits_reset_withSecret(&state, cache->secret, CACHE_SECRET);
	XXH3_128bits_update(&state, cache->program, sizeof cache->program);
	for (size_t i = 0; i < count; i++) {
		uint64_t length = parts[i].length; /* so that no part goes on in the next */
		XXH3_128bits_update(&state, &length, sizeof length);
		XXH3_128bits_update(&state, parts[i].bytes, parts[i].length);
	}
	XXH128_canonicalFromHash((XXH128_canonical_t *)(void *)key.bytes, XXH3_128bits_digest(&state));
	return key;
}

static uint64_t check_of(const struct cache *cache, const char *bytes, size_t length)
{
	return XXH3_64bits_withSecret(bytes, length, cache->secret, CACHE_SECRET);
}

struct objects {
	XXH3_state_t state;
	bool known; /* the program itself says which it is */
	size_t count;
};

/* The linker has written into each object a hash of all that is in it: of the program with its built-in data, and of the libraries. */
static void add_build_id(struct objects *objects, const char *notes, size_t size)
{
	while (size >= sizeof(ElfW(Nhdr))) {
		const ElfW(Nhdr) *note = (const void *)notes;
		size_t name = (note->n_namesz + 3u) & ~3u, length = sizeof *note + name + ((note->n_descsz + 3u) & ~3u);
		if (length > size)
			return;
		if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && memcmp(note + 1, "GNU", 4) == 0) {
			XXH3_128bits_update(&objects->state, (const char *)(note + 1) + name, note->n_descsz);
			objects->known |= objects->count == 0;
		}
		notes += length;
		size -= length;
	}
}

static int add_object(struct dl_phdr_info *info, size_t size, void *context)
{
	struct objects *objects = context;
	(void)size;
	if (strncmp(info->dlpi_name, "linux-vdso", strlen("linux-vdso")) == 0)
		return 0;
	XXH3_128bits_update(&objects->state, info->dlpi_name, strlen(info->dlpi_name));
	for (size_t i = 0; i < info->dlpi_phnum; i++)
		if (info->dlpi_phdr[i].p_type == PT_NOTE)
			add_build_id(objects, (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr),
			             info->dlpi_phdr[i].p_memsz);
	objects->count++;
	return 0;
}

static bool find_program(struct cache *cache)
{
	struct objects objects = {.known = false};
	XXH3_128bits_reset(&objects.state);
	dl_iterate_phdr(add_object, &objects);
	XXH128_canonicalFromHash((XXH128_canonical_t *)(void *)cache->program, XXH3_128bits_digest(&objects.state));
	return objects.known;
}

/* ---- files ---- */

static bool read_exactly(int file, void *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t count = read(file, (char *)bytes + done, length - done);
		if (count <= 0 && !(count < 0 && errno == EINTR))
			return false;
		done += count > 0 ? (size_t)count : 0;
	}
	return true;
}

static bool write_exactly(int file, const void *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t count = write(file, (const char *)bytes + done, length - done);
		if (count <= 0 && !(count < 0 && errno == EINTR))
			return false;
		done += count > 0 ? (size_t)count : 0;
	}
	return true;
}

/* A file of this user, and nobody else's business; -1: there is none. */
static int open_own(int folder, const char *name, struct stat *status)
{
	int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	if (file < 0)
		return -1;
	bool own =
	    fstat(file, status) == 0 && S_ISREG(status->st_mode) && status->st_uid == geteuid() && !(status->st_mode & 077);
	if (own)
		return file;
	close(file);
	return -1;
}

/* Writes a file under a name of its own, and gives it the right one when all of it is there. `replaces`: whatever had that name. */
static bool write_file(struct cache *cache, const char *name, bool replaces, const struct store_part *parts,
                       size_t count)
{
	char temporary[NAME_LIMIT];
	const char *slash = strchr(name, '/');
	snprintf(temporary, sizeof temporary, "%.*s.%ld-%u", slash ? (int)(slash + 1 - name) : 0, name, (long)getpid(),
	         atomic_fetch_add(&cache->temporary, 1));
	int file = openat(cache->folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (file < 0)
		return false;
	bool good = true;
	for (size_t i = 0; i < count; i++)
		good = good && write_exactly(file, parts[i].bytes, parts[i].length);
	good = close(file) == 0 && good;
	if (good && replaces)
		good = renameat(cache->folder, temporary, cache->folder, name) == 0;
	else if (good)
		good = linkat(cache->folder, temporary, cache->folder, name, 0) == 0 || errno == EEXIST;
	if (!good || !replaces)
		unlinkat(cache->folder, temporary, 0);
	return good;
}

/* ---- the folder ---- */

static bool read_secret(struct cache *cache)
{
	struct stat status;
	int file = open_own(cache->folder, "secret", &status);
	if (file < 0)
		return false;
	bool good = status.st_size == CACHE_SECRET && read_exactly(file, cache->secret, CACHE_SECRET);
	close(file);
	return good;
}

/* Of two programs that make it at once, one is first. */
static bool make_secret(struct cache *cache)
{
	if (read_secret(cache))
		return true;
	if (getrandom(cache->secret, CACHE_SECRET, 0) != CACHE_SECRET)
		return false;
	unlinkat(cache->folder, "secret", 0); /* one that cannot be read */
	return write_file(cache, "secret", false, &(struct store_part){cache->secret, CACHE_SECRET}, 1) &&
	       read_secret(cache);
}

/* "" where there is no such folder. */
static void find_path(char *path, size_t size)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	int length = -1;
	if (cache && *cache == '/')
		length = snprintf(path, size, "%s/shikii", cache);
	else if (home && *home == '/')
		length = snprintf(path, size, "%s/.cache/shikii", home);
	if (length < 0 || (size_t)length >= size)
		*path = '\0';
}

/* With the folders around it, but for the home itself. */
static int open_folder(const char *path)
{
	char parent[PATH_MAX];
	struct stat status;
	snprintf(parent, sizeof parent, "%s", path);
	*strrchr(parent, '/') = '\0';
	if (mkdir(path, 0700) != 0 && errno == ENOENT && mkdir(parent, 0700) == 0)
		mkdir(path, 0700);
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return -1;
	if (fstat(folder, &status) == 0 && status.st_uid == geteuid() && !(status.st_mode & 077))
		return folder;
	close(folder);
	return -1;
}

/* ---- entries ---- */

static void name_of(const struct store_key *key, char name[NAME_LIMIT])
{
	size_t length = 0;
	for (size_t i = 0; i < STORE_KEY; i++)
		length += (size_t)snprintf(name + length, NAME_LIMIT - length, i == 0 ? "%02x/" : "%02x", key->bytes[i]);
}

static bool read_entry(const struct cache *cache, int file, size_t size, const struct store_key *key, struct buf *out)
{
	struct head head;
	if (size < sizeof head || size > ENTRY_LIMIT + sizeof head || !read_exactly(file, &head, sizeof head) ||
	    memcmp(head.magic, magic, sizeof magic) != 0 || memcmp(&head.key, key, sizeof *key) != 0 ||
	    head.length != size - sizeof head)
		return false;
	char *bytes = malloc(head.length + 1);
	bool good = bytes && read_exactly(file, bytes, head.length) && check_of(cache, bytes, head.length) == head.check;
	if (good)
		buf_append(out, bytes, head.length);
	free(bytes);
	return good;
}

static bool get(struct store *store, const struct store_key *key, struct buf *out)
{
	struct cache *cache = cache_of(store);
	char name[NAME_LIMIT];
	struct stat status;
	name_of(key, name);
	int file = open_own(cache->folder, name, &status);
	if (file < 0)
		return false;
	bool good = read_entry(cache, file, (size_t)status.st_size, key, out);
	if (good && time(NULL) - status.st_mtime > DAY)
		futimens(file, NULL); /* it is in use */
	close(file);
	return good;
}

static void put(struct store *store, const struct store_key *key, const char *bytes, size_t length)
{
	struct cache *cache = cache_of(store);
	char name[NAME_LIMIT], shelf[] = {0, 0, 0};
	struct head head = {.key = *key, .length = length, .check = check_of(cache, bytes, length)};
	if (length > ENTRY_LIMIT || atomic_load(&cache->full))
		return;
	memcpy(head.magic, magic, sizeof magic);
	name_of(key, name);
	memcpy(shelf, name, 2);
	mkdirat(cache->folder, shelf, 0700);
	const struct store_part parts[] = {{&head, sizeof head}, {bytes, length}};
	if (write_file(cache, name, true, parts, sizeof parts / sizeof *parts))
		atomic_store(&cache->written[key->bytes[0]], true);
	else
		atomic_store(&cache->full, true);
}

/* ---- taking out ---- */

struct shelved {
	char name[NAME_LIMIT];
	size_t size;
	time_t used;
};

struct shelf {
	struct shelved *items;
	size_t count, capacity;
};

static int older_first(const void *a, const void *b)
{
	time_t one = ((const struct shelved *)a)->used, other = ((const struct shelved *)b)->used;
	return one < other ? -1 : one > other;
}

/* Their sizes on the disk. What a program that was ended left unfinished goes at once. */
static size_t list_shelf(struct arena *arena, DIR *folder, struct shelf *shelf)
{
	size_t total = 0;
	for (const struct dirent *entry; (entry = readdir(folder));) {
		struct stat status;
		struct shelved item;
		size_t length = strlen(entry->d_name);
		if (length >= NAME_LIMIT || fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(status.st_mode))
			continue;
		memcpy(item.name, entry->d_name, length + 1);
		item.size = ((size_t)status.st_size + BLOCK - 1) / BLOCK * BLOCK;
		item.used = status.st_mtime;
		if (*item.name == '.' && time(NULL) - item.used > DAY)
			unlinkat(dirfd(folder), item.name, 0);
		total += item.size;
		list_push(arena, shelf, item);
	}
	return total;
}

static void trim_shelf(const struct cache *cache, unsigned number)
{
	char name[NAME_LIMIT];
	snprintf(name, sizeof name, "%02x", number);
	int file = openat(cache->folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = file < 0 ? NULL : fdopendir(file);
	if (!folder && file >= 0)
		close(file);
	if (!folder)
		return;
	struct arena *arena = arena_new();
	struct shelf shelf = {0};
	size_t total = list_shelf(arena, folder, &shelf);
	if (total > SHELF_LIMIT)
		qsort(shelf.items, shelf.count, sizeof *shelf.items, older_first);
	for (size_t i = 0, least = total > SHELF_LIMIT ? SHELF_LIMIT / 2 : total; i < shelf.count && total > least; i++) {
		unlinkat(file, shelf.items[i].name, 0);
		total -= shelf.items[i].size;
	}
	closedir(folder);
	arena_free(arena);
}

bool cache_open(struct cache *cache)
{
	char path[PATH_MAX];
	*cache = (struct cache){.store = {make_key, get, put}, .folder = -1};
	find_path(path, sizeof path);
	if (*path && find_program(cache))
		cache->folder = open_folder(path);
	if (cache->folder >= 0 && make_secret(cache))
		return true;
	cache_close(cache);
	return false;
}

void cache_close(struct cache *cache)
{
	if (cache->folder < 0)
		return;
	for (unsigned i = 0; i < CACHE_SHELVES; i++)
		if (atomic_load(&cache->written[i]))
			trim_shelf(cache, i);
	close(cache->folder);
	cache->folder = -1;
}
