/* The folders of objects → their indexes of packs → the first whose numbers lead out of it or out of its packs. */
#include "git/pack_index.h"

#include "base/files.h"
#include "base/list.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/source.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* In bytes. Numbers are big-endian. */
enum {
	HASH = 20,
	FAN_OUT = 256 * 4,
	HEADER = 8, /* of an index of version 2: "\377tOc", 2 */
	CHECKSUM = 4,
	OFFSET = 4,
	LARGE_OFFSET = 8,
	PACK_HEADER = 12,
	MIDX_HEADER = 12, /* "MIDX", version, version of hashes, number of chunks, 0, number of packs */
	MIDX_CHUNK = 12,  /* its name, its offset */
	MIDX_ROW = 8      /* number of the pack, offset in it */
};
static const uint32_t large_bit = 0x80000000;

struct table {
	struct holding held;
	int file;
	uint64_t size;
};

static uint32_t number(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static uint64_t long_number(const unsigned char *bytes)
{
	return (uint64_t)number(bytes) << 32 | number(bytes + 4);
}

static bool read_at(const struct table *table, uint64_t at, void *bytes, size_t length)
{
	return at <= table->size && length <= table->size - at &&
	       pread(table->file, bytes, length, (off_t)at) == (ssize_t)length;
}

/* *count: of all objects, which stands last. */
static bool read_fan_out(const struct table *table, uint64_t at, uint32_t *count)
{
	unsigned char bytes[FAN_OUT];
	*count = 0;
	if (!read_at(table, at, bytes, sizeof bytes))
		return false;
	for (size_t i = 0; i < FAN_OUT; i += 4) {
		if (number(bytes + i) < *count)
			return false;
		*count = number(bytes + i);
	}
	return true;
}

/* ---- offsets ---- */

/* Where the offsets of objects stand, and how far they may lead. */
struct offsets {
	const struct table *table;
	uint64_t at, count;
	size_t row;     /* bytes from one to the next */
	bool has_pack;  /* the number of its pack stands before each */
	uint64_t large; /* where those of 8 bytes stand; 0: all have 4 */
	uint64_t large_count;
	const uint64_t *ends; /* of each pack, where its checksum begins */
	size_t packs;
};

static bool leads_within(const struct offsets *offsets, const unsigned char *row)
{
	size_t pack = offsets->has_pack ? number(row) : 0;
	uint64_t offset = number(row + (offsets->has_pack ? 4 : 0));
	unsigned char large[LARGE_OFFSET];
	if (offsets->large && (offset & large_bit)) {
		uint64_t index = offset & ~large_bit;
		if (index >= offsets->large_count ||
		    !read_at(offsets->table, offsets->large + index * sizeof large, large, sizeof large))
			return false;
		offset = long_number(large);
	}
	return pack < offsets->packs && offset >= PACK_HEADER && offset < offsets->ends[pack];
}

static bool all_lead_within(const struct offsets *offsets)
{
	unsigned char rows[4096 * 3];
	size_t step = sizeof rows / offsets->row;
	for (uint64_t i = 0; i < offsets->count; i += step) {
		size_t count = offsets->count - i < step ? (size_t)(offsets->count - i) : step;
		if (!read_at(offsets->table, offsets->at + i * offsets->row, rows, count * offsets->row))
			return false;
		for (size_t j = 0; j < count; j++)
			if (!leads_within(offsets, rows + j * offsets->row))
				return false;
	}
	return true;
}

/* ---- the index of one pack ---- */

/* Where the checksum of a pack begins, 0 of one that is too short; false: libgit2 opens none. */
static bool pack_end(const char *path, uint64_t *end)
{
	struct stat status;
	bool there = stat(path, &status) == 0 && S_ISREG(status.st_mode);
	*end = there && status.st_size > HASH ? (uint64_t)status.st_size - HASH : 0;
	return there;
}

static bool is_index_right(const struct table *table, uint64_t end)
{
	unsigned char header[HEADER];
	uint32_t count;
	if (!read_at(table, 0, header, sizeof header))
		return false;
	bool newer = memcmp(header, "\377tOc", 4) == 0;
	uint64_t at = newer ? HEADER : 0, row = HASH + OFFSET + (newer ? CHECKSUM : 0);
	if ((newer && number(header + 4) != 2) || !read_fan_out(table, at, &count))
		return false;
	at += FAN_OUT;
	uint64_t tables = at + count * row, least = tables + HASH + HASH;
	uint64_t rest = table->size < least ? 1 : table->size - least;
	if (rest % LARGE_OFFSET != 0 || rest / LARGE_OFFSET > (newer ? count : 0))
		return false;
	struct offsets offsets = {.table = table, .at = at, .count = count, .row = row, .ends = &end, .packs = 1};
	if (newer) {
		offsets.at += (uint64_t)count * (HASH + CHECKSUM);
		offsets.row = OFFSET;
		offsets.large = tables;
		offsets.large_count = rest / LARGE_OFFSET;
	}
	return all_lead_within(&offsets);
}

/* ---- the index of many packs ---- */

struct chunk {
	const char *name;
	uint64_t at, length; /* at 0: it is not there */
};

enum { NAMES, COUNTS, HASHES, OFFSETS, LARGE_OFFSETS, CHUNKS };

/* Of several with one name, libgit2 takes the last. Those that it does not know are passed over. */
static bool read_chunks(const struct table *table, size_t count, struct chunk chunks[CHUNKS])
{
	uint64_t end = table->size - HASH, last = MIDX_HEADER + (count + 1) * MIDX_CHUNK;
	struct chunk *before = NULL;
	for (size_t i = 0; i < count; i++) {
		unsigned char bytes[MIDX_CHUNK];
		if (!read_at(table, MIDX_HEADER + i * MIDX_CHUNK, bytes, sizeof bytes))
			return false;
		uint64_t at = long_number(bytes + 4);
		if (at < last || at > end)
			return false;
		if (before)
			before->length = at - last;
		before = NULL;
		for (size_t j = 0; j < CHUNKS; j++)
			if (memcmp(bytes, chunks[j].name, 4) == 0)
				before = &chunks[j];
		if (before)
			*before = (struct chunk){before->name, at, end - at};
		last = at;
	}
	return true;
}

/* The ends of the packs, whose names (of their indexes) stand one after the other. NULL: they do not. */
static const uint64_t *read_packs(struct arena *arena, const struct table *table, const struct chunk *names,
                                  size_t count, const char *folder)
{
	if (names->length > SOURCE_LIMIT || count > names->length)
		return NULL;
	char *text = arena_alloc(arena, (size_t)names->length + 1), *end = text + names->length;
	uint64_t *ends = arena_array(arena, uint64_t, count + 1);
	if (!read_at(table, names->at, text, (size_t)names->length))
		return NULL;
	*end = '\0';
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(text);
		if (text + length >= end || length < strlen(".idx") || strchr(text, '/'))
			return NULL;
		const char *path = arena_printf(arena, "%s/%.*s.pack", folder, (int)(length - strlen(".idx")), text);
		if (!pack_end(path, &ends[i]))
			ends[i] = UINT64_MAX;
		text += length + 1;
	}
	return ends;
}

static bool is_multi_index_right(struct arena *arena, const struct table *table, const char *folder)
{
	struct chunk chunks[CHUNKS] = {
	    {.name = "PNAM"}, {.name = "OIDF"}, {.name = "OIDL"}, {.name = "OOFF"}, {.name = "LOFF"}};
	unsigned char header[MIDX_HEADER];
	uint32_t count;
	if (table->size < HASH || !read_at(table, 0, header, sizeof header) || memcmp(header, "MIDX", 4) != 0)
		return false;
	if (header[4] != 1 || header[5] != 1)
		return true;
	if (!read_chunks(table, header[6], chunks) || !read_fan_out(table, chunks[COUNTS].at, &count) ||
	    chunks[COUNTS].length != FAN_OUT || chunks[HASHES].length != (uint64_t)count * HASH ||
	    chunks[OFFSETS].length != (uint64_t)count * MIDX_ROW)
		return false;
	struct offsets offsets = {.table = table,
	                          .at = chunks[OFFSETS].at,
	                          .count = count,
	                          .row = MIDX_ROW,
	                          .has_pack = true,
	                          .large = chunks[LARGE_OFFSETS].at,
	                          .large_count = chunks[LARGE_OFFSETS].length / LARGE_OFFSET,
	                          .packs = number(header + 8)};
	offsets.ends = read_packs(arena, table, &chunks[NAMES], offsets.packs, folder);
	return offsets.ends && all_lead_within(&offsets);
}

/* ---- folders ---- */

static void close_table(struct holding *holding)
{
	close(((const struct table *)(const void *)holding)->file);
}

/* Opens a file; false: there is none that libgit2 could read. What is no file has the size 0. */
static bool open_table(const char *path, struct table *table)
{
	struct stat status;
	*table = (struct table){.file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
	if (table->file < 0)
		return false;
	memory_hold(&table->held, close_table);
	if (fstat(table->file, &status) == 0 && S_ISREG(status.st_mode))
		table->size = (uint64_t)status.st_size;
	return true;
}

static bool is_broken(struct arena *arena, const char *path)
{
	struct table table;
	uint64_t end;
	const char *pack = arena_printf(arena, "%.*s.pack", (int)(strlen(path) - strlen(".idx")), path);
	if (!pack_end(pack, &end) || !open_table(path, &table))
		return false;
	bool right = is_index_right(&table, end);
	memory_let_go(&table.held);
	close(table.file);
	return !right;
}

static bool is_multi_broken(struct arena *arena, const char *path, const char *folder)
{
	struct table table;
	if (!open_table(path, &table))
		return false;
	bool right = is_multi_index_right(arena, &table, folder);
	memory_let_go(&table.held);
	close(table.file);
	return !right;
}

static const char *broken_in(struct arena *arena, const char *folder)
{
	struct file_names names = {0};
	const char *multi = arena_printf(arena, "%s/multi-pack-index", folder);
	if (!files_list(arena, NULL, folder, &names))
		return NULL;
	for (size_t i = 0; i < names.count; i++) {
		size_t length = strlen(names.items[i]);
		const char *path = arena_printf(arena, "%s/%s", folder, names.items[i]);
		if (length >= strlen(".idx") && strcmp(path + strlen(path) - strlen(".idx"), ".idx") == 0 &&
		    is_broken(arena, path))
			return path;
	}
	return is_multi_broken(arena, multi, folder) ? multi : NULL;
}

struct folders {
	struct map seen; /* by their device and number */
	LIST(const char *) paths;
};

static bool is_new(struct arena *arena, struct folders *folders, const char *path)
{
	struct stat status;
	if (stat(path, &status) != 0)
		return false;
	const uint64_t numbers[] = {status.st_dev, status.st_ino};
	return !map_put(&folders->seen, map_key(arena, numbers, 2, NULL), folders);
}

/* Adds what a folder names, a line each. One with a dot at its head stands in the folder, or, as libgit2 has it in the file of an
 * alternate, in that of the program: both are looked at. Returns NULL, or the file when it is larger than anybody keeps. */
static const char *add_alternates(struct arena *arena, struct folders *folders, const char *objects)
{
	const char *path = arena_printf(arena, "%s/info/alternates", objects);
	struct diags ignored;
	size_t length = 0;
	diags_init(&ignored, arena);
	const char *text = files_kind(NULL, path) == FILE_REGULAR ? source_bytes(arena, &ignored, path, &length) : NULL;
	for (; text && *(text += strspn(text, "\r\n")); text += strcspn(text, "\r\n")) {
		const char *line = arena_copy(arena, text, strcspn(text, "\r\n"));
		if (*line == '.')
			list_push(arena, &folders->paths, arena_printf(arena, "%s/%s", objects, line));
		if (*line != '#')
			list_push(arena, &folders->paths, line);
	}
	return length > SOURCE_LIMIT ? path : NULL;
}

const char *pack_index_broken(struct arena *arena, const char *objects)
{
	struct folders folders = {0};
	const char *broken = NULL;
	map_init(&folders.seen, arena);
	size_t length = strlen(objects);
	list_push(arena, &folders.paths,
	          arena_copy(arena, objects, length && objects[length - 1] == '/' ? length - 1 : length));
	for (size_t i = 0; i < folders.paths.count && !broken; i++) {
		const char *path = folders.paths.items[i];
		if (!is_new(arena, &folders, path))
			continue;
		broken = broken_in(arena, arena_printf(arena, "%s/pack", path));
		if (!broken)
			broken = add_alternates(arena, &folders, path);
	}
	return broken;
}
