#ifndef SHIKII_BASE_STREAM_H
#define SHIKII_BASE_STREAM_H

#include <stddef.h>

/* Streams that were closed, or rewound, after an error which nobody may have looked for: libxlsxwriter's, say. They are counted
 * where the program has an fclose of its own (cli/main_libc.c); a program that uses the library has none, and the count stays 0. */
void stream_count_broken(void);
size_t stream_broken_count(void);

#endif
