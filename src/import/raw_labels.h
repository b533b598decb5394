#ifndef SHIKII_IMPORT_RAW_LABELS_H
#define SHIKII_IMPORT_RAW_LABELS_H

#include "import/raw.h"

/* The lines of a page, and the form's labels in them. */
struct lines {
	const struct page_line *items;
	const char **folded; /* by fold_line */
	size_t count;
};

struct found {
	struct printed *printed; /* NULL: no label begins in the line */
	size_t last;             /* the line where it ends */
	size_t taken;            /* bytes of that line */
	size_t number;           /* behind a counted label */
	size_t length;           /* of the key: longer is better */
	size_t tail;             /* the line with its end, behind words of others; 0: it is in one piece */
};

/* The longest label that the line `start` begins with. */
struct found find_label(struct raw *raw, const struct lines *lines, size_t start);

/* A line made ready to be compared, without ※. */
const char *fold_line(struct arena *arena, const char *text);

/* How many bytes at text are white space; white space and ※. */
size_t skip_blank(const char *text);
size_t skip_sign(const char *text);

#endif
