#ifndef SHIKII_RENDER_XLSX_LAYOUT_H
#define SHIKII_RENDER_XLSX_LAYOUT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a workbook looks: templates/xlsx/default.yaml. Lengths are millimetres, sizes and heights points. */
enum xlsx_style_id {
	STYLE_TITLE,
	STYLE_PART,
	STYLE_SECTION,
	STYLE_FRAME,
	STYLE_GROUP,
	STYLE_LABEL,
	STYLE_HEADING,
	STYLE_NOTE,
	STYLE_ANSWER,
	STYLE_CENTER,
	STYLE_BRACKET,
	STYLE_CHOSEN,
	STYLE_WORDS,
	STYLE_OPTIONS,
	STYLE_UNREAD,
	STYLE_CONTENTS,
	STYLE_STAMP,
	STYLE_COLUMN,
	STYLE_CELL,
	STYLE_BEFORE,
	STYLE_AFTER,
	STYLE_LIST, /* these may be left out: as STYLE_CELL, */
	STYLE_FIGURES,
	STYLE_MARKED,
	STYLE_BOX, /* as STYLE_OPTIONS */
	STYLE_COUNT
};

enum xlsx_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct xlsx_style {
	int64_t size; /* of the font */
	int64_t line; /* height of a line of text */
	bool bold;
	bool italic;
	bool underline;
	int32_t color; /* 0xRRGGBB */
	int32_t fill;  /* 0xRRGGBB, or -1: none */
	enum xlsx_align align;
	bool middle; /* in height; else at the top */
};

struct xlsx_layout {
	struct xlsx_font {
		const char *name;
		const char *normal; /* the workbook's own font, Normal, which no cell is written in */
		int64_t size;       /* of Normal */
		int64_t digit;      /* width of its digits, in pixels: the unit of column widths */
	} font;
	int64_t padding;
	int64_t pad;  /* width of the columns beside text */
	int64_t room; /* above and below a text, together */
	struct xlsx_margins {
		int64_t left, right, top, bottom, header, footer;
	} margins;
	struct xlsx_pieces {
		int64_t least, most;
	} pieces;
	struct xlsx_form_page {
		bool landscape;
		int64_t group, label, bracket, mark, words, words_2;
		int64_t chosen; /* of the words, as far as a wording that was chosen goes */
	} form;
	struct xlsx_annex_page {
		bool landscape;
		int64_t columns, width;
	} annex;
	struct xlsx_table_page {
		bool landscape;
		const struct node *columns;   /* field of a change → its width */
		const struct node *narrowest; /* the width that it may be narrowed to; NULL: none may be */
	} history, compare, lists;
	int64_t cover_lines;
	struct xlsx_style styles[STYLE_COUNT];
};

/* Reports mistakes, returns NULL when there were any. */
const struct xlsx_layout *xlsx_layout_load(struct arena *arena, struct diags *diags, const struct source *source);

/* Name of a style in the file. */
const char *xlsx_style_name(enum xlsx_style_id id);

/* A column of so many millimetres is so many pixels to libxlsxwriter, which reckons with another font than ours, and as these
 * are whole a little narrower: in hundredths of a millimetre. */
uint32_t xlsx_column_pixels(const struct xlsx_layout *layout, int64_t width);
int64_t xlsx_column_real(const struct xlsx_layout *layout, int64_t width);
/* What part of a width over columns the library takes it for. */
double xlsx_column_share(const struct xlsx_layout *layout);

/* The width of a column by the field of a change; a default where the file does not name it. */
int64_t xlsx_column_width(const struct xlsx_table_page *page, const char *field);
int64_t xlsx_column_least(const struct xlsx_table_page *page, const char *field); /* the same where it says nothing */

#endif
