#ifndef SHIKII_PRINTED_PDF_H
#define SHIKII_PRINTED_PDF_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The words of a PDF with their places, as the XHTML of `pdftotext -bbox-layout` (poppler-utils), which is run without
 * a shell, for a minute at most and within bounds of memory and output. Returns NULL and sets *text and *size, or why
 * it cannot be done. */
const char *pdf_words(struct arena *arena, const char *bytes, size_t length, const char **text, size_t *size);

/* The pages of a PDF drawn as PostScript by `pdftocairo` (poppler-utils), within the same bounds. False: they cannot be. */
bool pdf_drawing(struct arena *arena, const char *bytes, size_t length, const char **text, size_t *size);

#endif
