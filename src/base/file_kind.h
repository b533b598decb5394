#ifndef SHIKII_BASE_FILE_KIND_H
#define SHIKII_BASE_FILE_KIND_H

#include <stddef.h>

/* A file that is no text for this program: what it is, and how its words get here. */
struct file_kind {
	const char *what; /* ends a sentence: Excel のブック */
	const char *hint;
};

/* By its first bytes and, of an archive, by the names in it; NULL: nothing known. */
const struct file_kind *file_kind_of(const char *bytes, size_t length);

#endif
