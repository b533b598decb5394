#ifndef SHIKII_CLI_CACHE_H
#define SHIKII_CLI_CACHE_H

#include "session/store.h"

#include <stdatomic.h>
#include <stdbool.h>

/* The store of the command line: a folder of the user, $XDG_CACHE_HOME/shikii or ~/.cache/shikii, with a file for each entry. The folder
 * is the user's alone; one that others may write to, or read, is not used. An entry that is broken, or another's, is none. It holds at most
 * half a gigabyte, and may be deleted at any time, by people and by programs that run at once. */
enum { CACHE_SECRET = 192, CACHE_SHELVES = 256 };

struct cache {
	struct store store;
	int folder;                         /* -1: there is none */
	unsigned char secret[CACHE_SECRET]; /* of the folder: whoever does not know it can make no two texts with one key */
	unsigned char program[STORE_KEY];   /* this very program, and its libraries */
	atomic_bool full;                   /* nothing more can be written */
	atomic_bool written[CACHE_SHELVES]; /* shelves that got an entry */
	atomic_uint temporary;              /* number of the next file that is not finished */
};

/* False: nothing can be kept, which is no mistake. */
bool cache_open(struct cache *cache);

/* Takes out what was not used for long, where there is too much of it. */
void cache_close(struct cache *cache);

#endif
