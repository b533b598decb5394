#ifndef SHIKII_GIT_PACK_INDEX_H
#define SHIKII_GIT_PACK_INDEX_H

#include "base/arena.h"

/* libgit2 maps the indexes of packs into memory and believes their numbers: 1.5 counts the size of an index in 32 bits, and looks
 * for an object wherever its offset says, behind the end of the pack, too. Either ends the program. So each index is held
 * against its own size and that of its pack before libgit2 opens it: those of single packs (versions 1 and 2) and the one of many
 * packs, of the folder of objects and of all its alternates. What libgit2 refuses by itself may pass; the commit-graph is not
 * looked at, for its numbers are checked there.
 * Source: gitformat-pack(5), «pack-*.idx files have the following format» and «multi-pack-index (MIDX) files»; gitrepository-
 * layout(5), objects/info/alternates. */

/* The path of an index that cannot be right, in the folder of objects of a repository or in one that it names; NULL: none. */
const char *pack_index_broken(struct arena *arena, const char *objects);

#endif
