/* Bytes of an archive → bytes of its parts, by minizip, which reads them from memory. */
#include "workbook/zip.h"

#include <minizip/unzip.h>

#include <string.h>

enum { NAME_SIZE = 1024, CHUNK = 64 * 1024, FLAG_ENCRYPTED = 1 };

struct part {
	unz64_file_pos place;
	bool encrypted;
};

/* ---- the archive as the library's file ---- */

static voidpf open_bytes(voidpf opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	((struct zip *)opaque)->at = 0;
	return opaque;
}

static uLong read_bytes(voidpf opaque, voidpf stream, void *into, uLong size)
{
	struct zip *zip = opaque;
	size_t left = zip->length - zip->at, taken = size < left ? size : left;
	(void)stream;
	memcpy(into, zip->bytes + zip->at, taken);
	zip->at += taken;
	return (uLong)taken;
}

static ZPOS64_T tell_bytes(voidpf opaque, voidpf stream)
{
	(void)stream;
	return ((struct zip *)opaque)->at;
}

static long seek_bytes(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
	struct zip *zip = opaque;
	ZPOS64_T start = origin == ZLIB_FILEFUNC_SEEK_CUR ? zip->at : origin == ZLIB_FILEFUNC_SEEK_END ? zip->length : 0;
	(void)stream;
	if (offset > zip->length || start + offset > zip->length)
		return -1;
	zip->at = (size_t)(start + offset);
	return 0;
}

static int close_bytes(voidpf opaque, voidpf stream)
{
	(void)opaque;
	(void)stream;
	return 0;
}

/* ---- parts ---- */

/* Excel does not tell capitals from small letters, and takes \ for /. */
static char *part_key(struct arena *arena, const char *name)
{
	char *key = arena_string(arena, *name == '/' ? name + 1 : name);
	for (char *at = key; *at; at++)
		*at = *at >= 'A' && *at <= 'Z' ? (char)(*at + 'a' - 'A') : *at == '\\' ? '/' : *at;
	return key;
}

static enum workbook_problem list_parts(struct zip *zip)
{
	char name[NAME_SIZE];
	size_t count = 0;
	int result = unzGoToFirstFile(zip->handle);
	for (; result == UNZ_OK; result = unzGoToNextFile(zip->handle)) {
		unz_file_info64 info;
		struct part *part = arena_new_object(zip->arena, struct part);
		if (++count > ZIP_PART_LIMIT)
			return WORKBOOK_TOO_LARGE;
		if (unzGetCurrentFileInfo64(zip->handle, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
		    unzGetFilePos64(zip->handle, &part->place) != UNZ_OK)
			return WORKBOOK_BROKEN;
		name[sizeof name - 1] = '\0';
		part->encrypted = info.flag & FLAG_ENCRYPTED;
		map_put(&zip->parts, part_key(zip->arena, name), part);
	}
	return result == UNZ_END_OF_LIST_OF_FILE ? WORKBOOK_GOOD : WORKBOOK_BROKEN;
}

static void release(struct holding *holding)
{
	struct zip *zip = (struct zip *)(void *)holding;
	unzClose(zip->handle);
	zip->handle = NULL;
}

void zip_close(struct zip *zip)
{
	if (!zip->handle)
		return;
	memory_let_go(&zip->held);
	release(&zip->held);
}

enum workbook_problem zip_open(struct arena *arena, const char *bytes, size_t length, struct zip *zip)
{
	*zip = (struct zip){.arena = arena, .bytes = bytes, .length = length};
	zlib_filefunc64_def functions = {
	    .zopen64_file = open_bytes,
	    .zread_file = read_bytes,
	    .ztell64_file = tell_bytes,
	    .zseek64_file = seek_bytes,
	    .zclose_file = close_bytes,
	    .zerror_file = close_bytes,
	    .opaque = zip,
	};
	map_init(&zip->parts, arena);
	zip->handle = unzOpen2_64("", &functions);
	if (!zip->handle)
		return WORKBOOK_BROKEN;
	memory_hold(&zip->held, release);
	return list_parts(zip);
}

bool zip_has(const struct zip *zip, const char *name)
{
	return map_get(&zip->parts, part_key(zip->arena, name)) != NULL;
}

static enum workbook_problem unpack(struct zip *zip, zip_taker *take, void *context)
{
	char chunk[CHUNK];
	for (int count; (count = unzReadCurrentFile(zip->handle, chunk, sizeof chunk)) != 0;) {
		if (count < 0)
			return WORKBOOK_BROKEN;
		zip->unpacked += (size_t)count;
		if (zip->unpacked > ZIP_UNPACKED_LIMIT)
			return WORKBOOK_TOO_LARGE;
		if (!take(context, chunk, (size_t)count))
			return WORKBOOK_GOOD;
	}
	return unzeof(zip->handle) == 1 ? WORKBOOK_GOOD : WORKBOOK_BROKEN;
}

enum workbook_problem zip_read(struct zip *zip, const char *name, zip_taker *take, void *context)
{
	const struct part *part = map_get(&zip->parts, part_key(zip->arena, name));
	if (part && part->encrypted)
		return WORKBOOK_ENCRYPTED;
	if (!part || unzGoToFilePos64(zip->handle, &part->place) != UNZ_OK || unzOpenCurrentFile(zip->handle) != UNZ_OK)
		return WORKBOOK_BROKEN;
	enum workbook_problem problem = unpack(zip, take, context);
	bool sound = unzCloseCurrentFile(zip->handle) == UNZ_OK; /* else the checksum is another */
	return problem == WORKBOOK_GOOD && !sound ? WORKBOOK_BROKEN : problem;
}
