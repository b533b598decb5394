#ifndef SHIKII_RENDER_XLSX_LIBRARY_H
#define SHIKII_RENDER_XLSX_LIBRARY_H

#include "base/arena.h"

#include <xlsxwriter.h>

/* libxlsxwriter, loaded when the first workbook is written: linked, it and libcrypto behind it would cost every
 * command two milliseconds at its start. Each function that we call is a row; a signature that differs from the
 * library's header does not compile. */
#define XLSX_FUNCTIONS(F)                                                                                              \
	F(lxw_workbook *, workbook_new_opt, (const char *, lxw_workbook_options *))                                        \
	F(lxw_worksheet *, workbook_add_worksheet, (lxw_workbook *, const char *))                                         \
	F(lxw_format *, workbook_add_format, (lxw_workbook *))                                                             \
	F(lxw_error, workbook_close, (lxw_workbook *))                                                                     \
	F(void, lxw_workbook_free, (lxw_workbook *))                                                                       \
	F(lxw_error, workbook_set_properties, (lxw_workbook *, lxw_doc_properties *))                                      \
	F(lxw_error, workbook_define_name, (lxw_workbook *, const char *, const char *))                                   \
	F(lxw_error, worksheet_write_string, (lxw_worksheet *, lxw_row_t, lxw_col_t, const char *, lxw_format *))          \
	F(lxw_error, worksheet_write_blank, (lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_format *))                         \
	F(lxw_error, worksheet_write_rich_string,                                                                          \
	  (lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_rich_string_tuple **, lxw_format *))                                 \
	F(lxw_error, worksheet_merge_range,                                                                                \
	  (lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_row_t, lxw_col_t, const char *, lxw_format *))                       \
	F(lxw_error, worksheet_insert_image_buffer_opt,                                                                    \
	  (lxw_worksheet *, lxw_row_t, lxw_col_t, const unsigned char *, size_t, lxw_image_options *))                     \
	F(lxw_error, worksheet_set_row, (lxw_worksheet *, lxw_row_t, double, lxw_format *))                                \
	F(lxw_error, worksheet_set_column_pixels, (lxw_worksheet *, lxw_col_t, lxw_col_t, uint32_t, lxw_format *))         \
	F(lxw_error, worksheet_data_validation_cell, (lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_data_validation *))       \
	F(lxw_error, worksheet_autofilter, (lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_row_t, lxw_col_t))                  \
	F(lxw_error, worksheet_set_header, (lxw_worksheet *, const char *))                                                \
	F(lxw_error, worksheet_set_footer, (lxw_worksheet *, const char *))                                                \
	F(lxw_error, worksheet_set_h_pagebreaks, (lxw_worksheet *, lxw_row_t *))                                           \
	F(lxw_error, worksheet_repeat_rows, (lxw_worksheet *, lxw_row_t, lxw_row_t))                                       \
	F(lxw_error, worksheet_print_area, (lxw_worksheet *, lxw_row_t, lxw_col_t, lxw_row_t, lxw_col_t))                  \
	F(void, worksheet_set_landscape, (lxw_worksheet *))                                                                \
	F(void, worksheet_set_paper, (lxw_worksheet *, uint8_t))                                                           \
	F(void, worksheet_set_margins, (lxw_worksheet *, double, double, double, double))                                  \
	F(lxw_error, worksheet_set_header_opt, (lxw_worksheet *, const char *, lxw_header_footer_options *))               \
	F(lxw_error, worksheet_set_footer_opt, (lxw_worksheet *, const char *, lxw_header_footer_options *))               \
	F(void, worksheet_fit_to_pages, (lxw_worksheet *, uint16_t, uint16_t))                                             \
	F(void, worksheet_center_horizontally, (lxw_worksheet *))                                                          \
	F(void, worksheet_gridlines, (lxw_worksheet *, uint8_t))                                                           \
	F(void, worksheet_freeze_panes, (lxw_worksheet *, lxw_row_t, lxw_col_t))                                           \
	F(void, worksheet_protect, (lxw_worksheet *, const char *, lxw_protection *))                                      \
	F(void, worksheet_hide, (lxw_worksheet *))                                                                         \
	F(void, format_set_font_name, (lxw_format *, const char *))                                                        \
	F(void, format_set_font_size, (lxw_format *, double))                                                              \
	F(void, format_set_font_color, (lxw_format *, lxw_color_t))                                                        \
	F(void, format_set_bold, (lxw_format *))                                                                           \
	F(void, format_set_italic, (lxw_format *))                                                                         \
	F(void, format_set_underline, (lxw_format *, uint8_t))                                                             \
	F(void, format_set_num_format_index, (lxw_format *, uint8_t))                                                      \
	F(void, format_set_unlocked, (lxw_format *))                                                                       \
	F(void, format_set_align, (lxw_format *, uint8_t))                                                                 \
	F(void, format_set_text_wrap, (lxw_format *))                                                                      \
	F(void, format_set_bg_color, (lxw_format *, lxw_color_t))                                                          \
	F(void, format_set_top, (lxw_format *, uint8_t))                                                                   \
	F(void, format_set_right, (lxw_format *, uint8_t))                                                                 \
	F(void, format_set_bottom, (lxw_format *, uint8_t))                                                                \
	F(void, format_set_left, (lxw_format *, uint8_t))

struct xlsx_library {
#define MEMBER(result, name, parameters) result(*name) parameters; /* NOLINT(bugprone-macro-parentheses): types */
	XLSX_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* Loads the library for good. Returns NULL, or why it cannot be done, in arena. */
const char *xlsx_library_load(struct arena *arena, struct xlsx_library *library);

#endif
