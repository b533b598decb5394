#ifndef SHIKII_PAGE_ENGINE_H
#define SHIKII_PAGE_ENGINE_H

#include <stddef.h>

/* The library for the script of the page: a request as JSON in, its answer as JSON and bytes out. Everything is in memory; the
 * page has one session, and one answer at a time. */

/* Puts a document into the session, or takes it away. 1, or 0 when there is no memory. */
int page_put(const char *path, const void *bytes, size_t length);
void page_drop(const char *path);

/* {"command", "options": [[name, value]…], "paths"} → {"status", "messages", "files": [path…],
 * "edits": [{path, start, end, text}…]}, which is there until the next request, as are its bytes. NULL: there is no memory. */
const char *page_run(const char *request);

/* The bytes of the report, -1, or of a file from 0 on; and how many there are. */
const char *page_bytes(int index);
size_t page_length(int index);

/* Of the last answer, which is a form: what of it is other than the last time (page/parts.h), as JSON; NULL where there is none. */
const char *page_difference(const char *about);

const char *page_version(void);

#endif
