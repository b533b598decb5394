#ifndef SHIKII_IMPORT_IMPORT_H
#define SHIKII_IMPORT_IMPORT_H

#include "assess/official.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"
#include "import/place.h"
#include "printed/pages.h"
#include "workbook/workbook.h"

#include <stddef.h>

/* What became of one item of the form. */
enum import_state { IMPORT_FOUND, IMPORT_BLANK, IMPORT_UNKNOWN, IMPORT_STAND_IN, IMPORT_STATE_COUNT };

struct import_item {
	const struct reading *reading;
	const char *key; /* I.2[3].1 */
	enum import_state state;
	const char *reason; /* of what is unknown or a stand-in, or NULL */
	const char *doubt;  /* why a person should look at it, or NULL */
	size_t line;        /* 0: nowhere */
};

struct import {
	const struct form *form;
	struct buf yaml; /* the model; release with buf_free */
	struct import_item *items;
	size_t item_count;
	const struct placing *placing; /* with 変更箇所 and what was left unplaced */
	const char *stamp;             /* of a year whose form is not known, so that `form` is the nearest; or NULL */
	size_t stamp_line;
	struct page_starts pages; /* where the source has some */
	size_t sheet;             /* which of the document's sheets it is, from 1 */
	size_t sheet_count;       /* how many that has */
};

/* Reads the text of a published sheet into a model; of a document with several sheets, the one of that number, from 1.
 * Returns NULL, or in Japanese why it cannot be read as one. */
const char *import_text(struct arena *arena, struct official *official, const struct source *source, size_t sheet,
                        struct import *import);

/* The same of the pages of a PDF. */
const char *import_pages(struct arena *arena, struct official *official, const struct pages *pages, size_t sheet,
                         struct import *import);

/* The same of a PDF, whose words pdftotext takes out. */
const char *import_pdf(struct arena *arena, struct official *official, const char *bytes, size_t length, size_t sheet,
                       struct import *import);

/* The same of a workbook in the official layout. */
const char *import_workbook(struct arena *arena, struct official *official, const struct workbook *workbook,
                            size_t sheet, struct import *import);

/* 見つかった, 空欄, 不明, items の答え */
const char *import_state_label(enum import_state state);

#endif
