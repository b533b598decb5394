/* templates/xlsx/default.yaml → struct xlsx_layout. */
#include "render/xlsx_layout.h"

#include "base/messages/xlsx_layout.h"
#include "yaml/fields.h"
#include "yaml/node.h"

#include <stdlib.h>
#include <string.h>

/* Excel: a row is 409 points high at most. */
enum { ROW_HEIGHT_LIMIT = 409, LENGTH_LIMIT = 400, COLUMN_DEFAULT = 30, FONT_SIZE = 11 };

const char *xlsx_style_name(enum xlsx_style_id id)
{
	static const char *const names[] = {
	    [STYLE_TITLE] = "title",       [STYLE_PART] = "part",       [STYLE_SECTION] = "section",
	    [STYLE_FRAME] = "frame",       [STYLE_GROUP] = "group",     [STYLE_LABEL] = "label",
	    [STYLE_HEADING] = "heading",   [STYLE_NOTE] = "note",       [STYLE_ANSWER] = "answer",
	    [STYLE_CENTER] = "center",     [STYLE_BRACKET] = "bracket", [STYLE_CHOSEN] = "chosen",
	    [STYLE_WORDS] = "words",       [STYLE_OPTIONS] = "options", [STYLE_UNREAD] = "unread",
	    [STYLE_CONTENTS] = "contents", [STYLE_STAMP] = "stamp",     [STYLE_COLUMN] = "column",
	    [STYLE_CELL] = "cell",         [STYLE_BEFORE] = "before",   [STYLE_AFTER] = "after",
	    [STYLE_LIST] = "list",         [STYLE_FIGURES] = "figures", [STYLE_MARKED] = "marked",
	    [STYLE_BOX] = "box",
	};
	return names[id];
}

struct layout_loader {
	struct arena *arena;
	struct diags *diags;
};

static bool refuse(struct layout_loader *loader, const struct node *node, const char *words)
{
	diag_add(loader->diags, DIAG_DATA_VALUE, node_place(node), words);
	return false;
}

/* Reads a mapping of lengths; each is from 1 to LENGTH_LIMIT. */
static bool lengths_read(struct layout_loader *loader, const struct node *node, const struct field_spec *specs,
                         size_t count, void *object)
{
	if (!fields_read(loader->diags, node, specs, count, object))
		return false;
	for (size_t i = 0; i < count; i++) {
		int64_t length = 1;
		if (specs[i].kind == FIELD_NUMBER)
			memcpy(&length, (const char *)object + specs[i].offset, sizeof length);
		if (length < 1 || length > LENGTH_LIMIT)
			return refuse(loader, node_get(node, specs[i].name), msg(MSG_XLSX_LAYOUT_LENGTH));
	}
	return true;
}
#define LENGTH(type, name)                                                                                             \
	{                                                                                                                  \
#name, FIELD_NUMBER, true, offsetof(struct type, name)                                                         \
	}
#define COUNT(specs) (sizeof(specs) / sizeof *(specs))

/* ---- styles ---- */

static bool color_read(struct layout_loader *loader, const struct node *node, int32_t *color)
{
	if (!node)
		return true;
	char *end;
	*color = (int32_t)strtol(node->text, &end, 16);
	if (node->length == 6 && !*end && *color >= 0)
		return true;
	return refuse(loader, node, msg(MSG_XLSX_LAYOUT_COLOUR));
}

static bool align_read(struct layout_loader *loader, const struct node *node, enum xlsx_align *align)
{
	static const char *const names[] = {[ALIGN_LEFT] = "left", [ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right"};
	for (size_t i = 0; node && i < COUNT(names); i++) {
		if (node_is(node, names[i])) {
			*align = (enum xlsx_align)i;
			return true;
		}
	}
	return !node || refuse(loader, node, msg(MSG_XLSX_LAYOUT_ALIGN));
}

static bool style_load(struct layout_loader *loader, const struct node *node, struct xlsx_style *style)
{
	struct pair_entry {
		struct xlsx_style style;
		const struct node *color, *fill, *align;
	} pair = {.style = {.fill = -1}};
	static const struct field_spec specs[] = {
	    {"size", FIELD_NUMBER, true, offsetof(struct pair_entry, style.size)},
	    {"line", FIELD_NUMBER, true, offsetof(struct pair_entry, style.line)},
	    {"bold", FIELD_BOOL, false, offsetof(struct pair_entry, style.bold)},
	    {"italic", FIELD_BOOL, false, offsetof(struct pair_entry, style.italic)},
	    {"underline", FIELD_BOOL, false, offsetof(struct pair_entry, style.underline)},
	    {"middle", FIELD_BOOL, false, offsetof(struct pair_entry, style.middle)},
	    {"color", FIELD_SCALAR, false, offsetof(struct pair_entry, color)},
	    {"fill", FIELD_SCALAR, false, offsetof(struct pair_entry, fill)},
	    {"align", FIELD_SCALAR, false, offsetof(struct pair_entry, align)},
	};
	if (!fields_read(loader->diags, node, specs, COUNT(specs), &pair))
		return false;
	*style = pair.style;
	if (style->size < 1 || style->line < style->size || style->line > ROW_HEIGHT_LIMIT / 2)
		return refuse(loader, node, msg(MSG_XLSX_LAYOUT_SIZE));
	return color_read(loader, pair.color, &style->color) && color_read(loader, pair.fill, &style->fill) &&
	       align_read(loader, pair.align, &style->align);
}

static bool styles_load(struct layout_loader *loader, const struct node *node, struct xlsx_layout *layout)
{
	struct field_spec specs[STYLE_COUNT];
	const struct node *nodes[STYLE_COUNT] = {NULL};
	for (size_t i = 0; i < STYLE_COUNT; i++)
		specs[i] =
		    (struct field_spec){xlsx_style_name((enum xlsx_style_id)i), FIELD_MAP, i < STYLE_LIST, i * sizeof *nodes};
	if (!fields_read(loader->diags, node, specs, STYLE_COUNT, nodes))
		return false;
	bool good = true;
	for (size_t i = 0; i < STYLE_COUNT; i++) {
		const struct node *other = nodes[i == STYLE_BOX ? STYLE_OPTIONS : STYLE_CELL];
		good &= style_load(loader, nodes[i] ? nodes[i] : other, &layout->styles[i]);
	}
	return good;
}

/* ---- pages ---- */

static bool font_load(struct layout_loader *loader, const struct node *node, struct xlsx_font *font)
{
	static const struct field_spec specs[] = {
	    {"name", FIELD_STRING, true, offsetof(struct xlsx_font, name)},
	    {"normal", FIELD_STRING, false, offsetof(struct xlsx_font, normal)},
	    {"size", FIELD_NUMBER, false, offsetof(struct xlsx_font, size)},
	    LENGTH(xlsx_font, digit),
	};
	font->size = FONT_SIZE;
	bool good = lengths_read(loader, node, specs, COUNT(specs), font);
	if (!font->normal)
		font->normal = font->name;
	return good;
}

static bool margins_load(struct layout_loader *loader, const struct node *node, struct xlsx_margins *margins)
{
	static const struct field_spec specs[] = {
	    LENGTH(xlsx_margins, left),   LENGTH(xlsx_margins, right),  LENGTH(xlsx_margins, top),
	    LENGTH(xlsx_margins, bottom), LENGTH(xlsx_margins, header), LENGTH(xlsx_margins, footer),
	};
	return lengths_read(loader, node, specs, COUNT(specs), margins);
}

static bool form_load(struct layout_loader *loader, const struct node *node, struct xlsx_form_page *page)
{
	static const struct field_spec specs[] = {
	    {"landscape", FIELD_BOOL, true, offsetof(struct xlsx_form_page, landscape)},
	    LENGTH(xlsx_form_page, group),
	    LENGTH(xlsx_form_page, label),
	    LENGTH(xlsx_form_page, bracket),
	    LENGTH(xlsx_form_page, mark),
	    LENGTH(xlsx_form_page, words),
	    LENGTH(xlsx_form_page, words_2),
	    LENGTH(xlsx_form_page, chosen),
	};
	if (!lengths_read(loader, node, specs, COUNT(specs), page))
		return false;
	return page->chosen + page->bracket < page->words ||
	       refuse(loader, node_get(node, "chosen"), msg(MSG_XLSX_LAYOUT_CHOSEN));
}

static bool annex_load(struct layout_loader *loader, const struct node *node, struct xlsx_annex_page *page)
{
	static const struct field_spec specs[] = {
	    {"landscape", FIELD_BOOL, true, offsetof(struct xlsx_annex_page, landscape)},
	    LENGTH(xlsx_annex_page, columns),
	    LENGTH(xlsx_annex_page, width),
	};
	return lengths_read(loader, node, specs, COUNT(specs), page);
}

static bool pieces_load(struct layout_loader *loader, const struct node *node, struct xlsx_layout *layout)
{
	static const struct field_spec specs[] = {LENGTH(xlsx_pieces, least), LENGTH(xlsx_pieces, most)};
	if (!lengths_read(loader, node, specs, COUNT(specs), &layout->pieces))
		return false;
	bool fits = (layout->pieces.most + 1) * layout->styles[STYLE_ANSWER].line <= ROW_HEIGHT_LIMIT;
	return fits || refuse(loader, node, msg(MSG_XLSX_LAYOUT_ROW_HEIGHT));
}

static bool are_lengths(struct layout_loader *loader, const struct node *widths)
{
	bool good = true;
	for (size_t i = 0; widths && i < widths->count; i++) {
		const struct node *width = widths->items[i];
		long length = width->kind == NODE_SCALAR ? strtol(width->text, NULL, 10) : 0;
		if (length < 1 || length > LENGTH_LIMIT)
			good = refuse(loader, width, msg(MSG_XLSX_LAYOUT_LENGTH));
	}
	return good;
}

static bool table_load(struct layout_loader *loader, const struct node *node, struct xlsx_table_page *page)
{
	static const struct field_spec specs[] = {
	    {"landscape", FIELD_BOOL, true, offsetof(struct xlsx_table_page, landscape)},
	    {"columns", FIELD_MAP, true, offsetof(struct xlsx_table_page, columns)},
	    {"narrowest", FIELD_MAP, false, offsetof(struct xlsx_table_page, narrowest)},
	};
	if (!fields_read(loader->diags, node, specs, COUNT(specs), page))
		return false;
	bool widths = are_lengths(loader, page->columns);
	return are_lengths(loader, page->narrowest) && widths;
}

int64_t xlsx_column_width(const struct xlsx_table_page *page, const char *field)
{
	const struct node *width = page->columns ? node_get(page->columns, field) : NULL;
	return width ? strtol(width->text, NULL, 10) : COLUMN_DEFAULT;
}

int64_t xlsx_column_least(const struct xlsx_table_page *page, const char *field)
{
	const struct node *width = page->narrowest ? node_get(page->narrowest, field) : NULL;
	return width ? strtol(width->text, NULL, 10) : xlsx_column_width(page, field);
}

static bool cover_load(struct layout_loader *loader, const struct node *node, struct xlsx_layout *layout)
{
	static const struct field_spec specs[] = {{"lines", FIELD_NUMBER, true, offsetof(struct xlsx_layout, cover_lines)}};
	return lengths_read(loader, node, specs, COUNT(specs), layout);
}

static bool layout_read(struct layout_loader *loader, const struct node *node, struct xlsx_layout *layout)
{
	struct parts_entry {
		int64_t padding, pad, room;
		const struct node *font, *margins, *pieces, *form, *annex, *history, *compare, *lists, *cover, *styles;
	} parts = {0};
	static const struct field_spec specs[] = {
	    {"font", FIELD_MAP, true, offsetof(struct parts_entry, font)},
	    LENGTH(parts_entry, padding),
	    LENGTH(parts_entry, pad),
	    LENGTH(parts_entry, room),
	    {"margins", FIELD_MAP, true, offsetof(struct parts_entry, margins)},
	    {"pieces", FIELD_MAP, true, offsetof(struct parts_entry, pieces)},
	    {"form", FIELD_MAP, true, offsetof(struct parts_entry, form)},
	    {"annex", FIELD_MAP, true, offsetof(struct parts_entry, annex)},
	    {"history", FIELD_MAP, true, offsetof(struct parts_entry, history)},
	    {"compare", FIELD_MAP, true, offsetof(struct parts_entry, compare)},
	    {"lists", FIELD_MAP, false, offsetof(struct parts_entry, lists)},
	    {"cover", FIELD_MAP, true, offsetof(struct parts_entry, cover)},
	    {"styles", FIELD_MAP, true, offsetof(struct parts_entry, styles)},
	};
	if (!lengths_read(loader, node, specs, COUNT(specs), &parts))
		return false;
	layout->padding = parts.padding;
	layout->pad = parts.pad;
	layout->room = parts.room;
	bool good = styles_load(loader, parts.styles, layout);
	good &= font_load(loader, parts.font, &layout->font);
	good &= margins_load(loader, parts.margins, &layout->margins);
	good &= form_load(loader, parts.form, &layout->form);
	good &= annex_load(loader, parts.annex, &layout->annex);
	good &= table_load(loader, parts.history, &layout->history);
	good &= table_load(loader, parts.compare, &layout->compare);
	layout->lists.landscape = true;
	if (parts.lists)
		good &= table_load(loader, parts.lists, &layout->lists);
	good &= cover_load(loader, parts.cover, layout);
	return good && pieces_load(loader, parts.pieces, layout);
}

const struct xlsx_layout *xlsx_layout_load(struct arena *arena, struct diags *diags, const struct source *source)
{
	struct layout_loader loader = {arena, diags};
	struct xlsx_layout *layout = arena_new_object(arena, struct xlsx_layout);
	const struct node *node = node_read(arena, diags, source);
	return node && layout_read(&loader, node, layout) ? layout : NULL;
}

/* The library reckons with Calibri, where digits are so many pixels wide; hundredths of a millimetre in an inch, and pixels. */
enum { LIBRARY_DIGIT = 7, INCH = 2540, INCH_PIXELS = 96 };

uint32_t xlsx_column_pixels(const struct xlsx_layout *layout, int64_t width)
{
	return (uint32_t)(width * 100 * INCH_PIXELS * LIBRARY_DIGIT / (INCH * layout->font.digit));
}

int64_t xlsx_column_real(const struct xlsx_layout *layout, int64_t width)
{
	return xlsx_column_pixels(layout, width) * layout->font.digit * INCH / ((int64_t)INCH_PIXELS * LIBRARY_DIGIT);
}

double xlsx_column_share(const struct xlsx_layout *layout)
{
	return (double)LIBRARY_DIGIT / (double)layout->font.digit;
}
