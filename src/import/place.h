#ifndef SHIKII_IMPORT_PLACE_H
#define SHIKII_IMPORT_PLACE_H

#include "assess/official.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/list.h"
#include "base/source.h"
#include "lang/value.h"
#include "model/form.h"
#include "printed/pages.h"
#include "printed/rows.h"

#include <stdbool.h>
#include <stddef.h>

/* A piece of the text that belongs to something. */
struct chunk {
	const char *text;
	size_t line;
};

struct chunks {
	struct chunk *items;
	size_t count;
	size_t capacity;
};

/* What the text has for one item, at one repetition. */
struct reading {
	const struct item *item;
	struct place *place;
	struct chunks chunks;
	bool seen;           /* its label stands in the text */
	bool tabled;         /* its label stands in a table, whose rows may go on without it */
	bool beside;         /* its words stand beside the label, and not below */
	bool guessed;        /* its words were placed without a label */
	bool spilt;          /* words came behind its label that are left out: it may not be blank */
	bool implied;        /* a heading stands for its label so far */
	const char *printed; /* its label as the text has it, where that is not the official one; else NULL */
	const char *doubt;   /* why a person should look at it, or NULL */
	size_t line;         /* of the label, else of the words */
	struct value value;  /* set by answers_read: dates and counts as they are spelt, of options the canonical wording;
	                       absent: nothing of it stands in the text */
};

/* A section of the form as the text has it, once for each repetition. */
struct place {
	const struct form_section *section; /* NULL: the cover, with all others inside */
	struct place *outer;
	size_t n; /* the repetition, from 1; 0 where nothing repeats */
	struct reading *readings;
	size_t reading_count;
	struct chunks loose; /* words of the section that follow no label: boxes such as 委託しない */
	LIST(struct place *) inner;
	const char *path; /* of the member of the model's list that it repeats over; for later stages */
};

/* A row of 変更箇所; cells in the order of form.columns, of several chunks where they went on over a page. */
struct change_row {
	struct chunks *cells;
};

struct placing {
	const struct form *form;
	struct place *root;
	LIST(struct change_row) history;
	bool has_history;
	struct chunks unplaced;
};

struct placing *placing_new(struct arena *arena, const struct form *form);

/* The newest place of a section inside outer, or NULL. */
struct place *place_found(const struct place *outer, const struct form_section *section);

/* A new place of it; of a section that repeats, the next repetition. */
struct place *place_repeat(struct arena *arena, struct place *outer, const struct form_section *section);

/* Finds the form's headings and labels in the rows, in the form's order, and gives each the words that follow it.
 * What follows no label of the form, or one that could be several, is left unplaced. */
struct placing *place_rows(struct arena *arena, const struct form *form, const struct calendar *calendar,
                           const struct text_rows *rows);

/* The same of a text that has no tables, and maybe no order (import/raw.h); of `pages`, where they are given. */
struct placing *place_raw(struct arena *arena, struct official *official, const struct form *form,
                          const struct source *source, const struct pages *pages);

/* The first place of a section inside `outer`, made if there is none yet. */
struct place *place_inside(struct arena *arena, struct place *outer, const struct form_section *section);

void chunk_add(struct arena *arena, struct chunks *chunks, const char *text, size_t line);

#endif
