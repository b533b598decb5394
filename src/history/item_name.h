#ifndef SHIKII_HISTORY_ITEM_NAME_H
#define SHIKII_HISTORY_ITEM_NAME_H

#include "base/arena.h"
#include "model/form.h"

#include <stdbool.h>
#include <stddef.h>

/* The column 項目 of 変更箇所: the official name of an item or section of a form, as people write it. */
enum item_name_kind {
	ITEM_NAME_UNKNOWN,   /* no item of the form */
	ITEM_NAME_AMBIGUOUS, /* it could be several, or names several */
	ITEM_NAME_SECTION,
	ITEM_NAME_ITEM
};

enum { ITEM_NAME_DEPTH = 8, ITEM_NAME_MAY = 8 };

struct item_name {
	enum item_name_kind kind;
	const struct form_section *section; /* ITEM_NAME_SECTION: it; ITEM_NAME_ITEM: the one around it, or NULL (cover);
	                                       else the outermost one that the name begins with, or NULL */
	const struct item *item;            /* ITEM_NAME_ITEM */
	size_t index[ITEM_NAME_DEPTH]; /* the repetitions from the outside in, from 1; 0: the name does not say which */
	size_t index_count;
	bool official; /* its last part is the official label or heading, and no part of it or slip */
	bool rest;     /* further words stand behind it: ②事務の内容（続き） */
	bool member;   /* the first brackets of the name have the words of a repetition: Ⅱ（見本ファイル） */
	const struct item *may[ITEM_NAME_MAY]; /* ITEM_NAME_AMBIGUOUS: the items that it may mean, */
	size_t may_count;                      /* 0 where they are more, or sections are among them */
};

/* A form's headings and labels, made ready to be compared. */
struct item_names;
const struct item_names *item_names_new(struct arena *arena, const struct form *form);
const struct form *item_names_form(const struct item_names *names);

/* What `text` names in the form. Width, white space, punctuation, Roman numerals, circled digits and ※ do not matter;
 * headings may be given by their number or left out. Where it is no name otherwise, hiragana do not matter either
 * (取扱う), words may stand behind a label, and it may be several names. */
struct item_name item_name_read(const struct item_names *names, const char *text);

/* The bytes of `text` up to a sign that stands between names, and in *sign its own; *sign 0: there is none. */
size_t item_name_length(const char *text, size_t *sign);

/* The name of a section at its repetitions (of the arena). */
const char *section_name_print(struct arena *arena, const struct form_section *section, const size_t *index,
                               size_t count);

/* The name of an item at its repetitions (`count` of them, from the outside in), as 変更箇所 prints it:
 * Ⅰ　関連情報　５．評価実施機関における担当部署　①部署. Read again, it gives the item, or the section of several items
 * that has the same words: ９．従業者に対する教育・啓発. Of the arena. */
const char *item_name_print(struct arena *arena, const struct item *item, const size_t *index, size_t count);

#endif
