#ifndef SHIKII_BASE_FILE_KIND_H
#define SHIKII_BASE_FILE_KIND_H

#include "base/arena.h"
#include "base/message.h"

#include <stddef.h>

/* A file that is no text for this program. */
struct foreign_file {
	const struct message *what; /* ends a sentence: Excel のブック */
	const char *program;        /* from which its words can be copied; or NULL, and … */
	const struct message *hint; /* … what else to do */
};

/* By its first bytes and, of an archive, by the names in it; NULL: nothing known. */
const struct foreign_file *file_kind_of(const char *bytes, size_t length);

/* What to do with it. */
const char *file_kind_hint(struct arena *arena, const struct foreign_file *kind);

#endif
