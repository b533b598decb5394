#ifndef SHIKII_WORKBOOK_ZIP_H
#define SHIKII_WORKBOOK_ZIP_H

#include "base/arena.h"
#include "base/map.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>

/* An archive in memory, of which parts are read by name. Nothing is ever written to a disk, so that a part's path can lead
 * nowhere. */
enum {
	ZIP_PART_LIMIT = 10000,                /* parts in an archive */
	ZIP_UNPACKED_LIMIT = 192 * 1024 * 1024 /* bytes that are unpacked in all: a bomb goes off no further */
};

enum workbook_problem {
	WORKBOOK_GOOD,
	WORKBOOK_BROKEN,
	WORKBOOK_TOO_LARGE,
	WORKBOOK_ENCRYPTED,
	WORKBOOK_HAS_DTD,  /* Excel writes none; entities are declared there */
	WORKBOOK_BINARY,   /* .xlsb */
	WORKBOOK_NO_SHEETS /* some other kind of archive */
};

struct zip {
	struct holding held;
	struct arena *arena;
	const char *bytes;
	size_t length;
	size_t at;        /* the library's place in the bytes */
	void *handle;     /* of the library */
	struct map parts; /* by their names in small letters */
	size_t unpacked;  /* bytes so far */
};

/* Opens the archive; the bytes stay with the caller. It is held until zip_close, which may be called in any case. */
enum workbook_problem zip_open(struct arena *arena, const char *bytes, size_t length, struct zip *zip);
void zip_close(struct zip *zip);

/* Takes the next bytes of a part; false: it has had enough. */
typedef bool zip_taker(void *context, const char *bytes, size_t length);

bool zip_has(const struct zip *zip, const char *name);

/* Unpacks a part piece by piece. A name that is not there is WORKBOOK_BROKEN. */
enum workbook_problem zip_read(struct zip *zip, const char *name, zip_taker *take, void *context);

#endif
