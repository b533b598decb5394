/* usage: xlsx_floor PLAN XLSX: what libxlsxwriter itself needs to write the cells, heights, drop-downs and names of a
 * plan. No program that uses it can be faster than its part of this. */
#include <xlsxwriter.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_LIMIT = 1 << 18, FORMAT_LIMIT = 512 };

static struct {
	char key[64];
	lxw_format *format;
} formats[FORMAT_LIMIT];

static lxw_format *format_of(lxw_workbook *book, const char *style, const char *edges)
{
	char key[64];
	size_t i = 0;
	snprintf(key, sizeof key, "%s %s", style, edges);
	for (; formats[i].format; i++)
		if (strcmp(formats[i].key, key) == 0)
			return formats[i].format;
	lxw_format *format = formats[i].format = workbook_add_format(book);
	snprintf(formats[i].key, sizeof key, "%s", key);
	format_set_font_name(format, "ＭＳ ゴシック");
	format_set_font_size(format, 10);
	format_set_text_wrap(format);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (strchr(edges, 't'))
		format_set_top(format, LXW_BORDER_THIN);
	if (strchr(edges, 'b'))
		format_set_bottom(format, LXW_BORDER_THIN);
	if (strchr(edges, 'l'))
		format_set_left(format, LXW_BORDER_THIN);
	if (strchr(edges, 'r'))
		format_set_right(format, LXW_BORDER_THIN);
	return format;
}

static void unescape(char *text)
{
	char *to = text;
	for (const char *at = text; *at; at++) {
		if (*at == '\\')
			*to++ = *++at == 'n' ? '\n' : *at;
		else
			*to++ = *at;
	}
	*to = '\0';
}

/* 「一{二}三」 as fragments. */
static void write_rich(lxw_worksheet *page, lxw_row_t row, lxw_col_t column, char *text, lxw_format *format)
{
	static lxw_rich_string_tuple tuples[4096];
	static lxw_rich_string_tuple *list[4097];
	size_t count = 0;
	for (char *part = strtok(text, "{}"); part && count < 4096; part = strtok(NULL, "{}")) {
		unescape(part);
		tuples[count] = (lxw_rich_string_tuple){format, part};
		list[count] = &tuples[count];
		count++;
	}
	list[count] = NULL;
	if (count == 1)
		worksheet_write_string(page, row, column, tuples[0].string, format);
	else
		worksheet_write_rich_string(page, row, column, list, format);
}

static void write_cell(lxw_workbook *book, lxw_worksheet *page, char *line)
{
	char place[32], style[32], edges[8], *text = strstr(line, "「"), *list = strstr(line, " ▼");
	sscanf(line, "%31s %31s %7s", place, style, edges);
	lxw_format *format = format_of(book, style, edges);
	lxw_row_t row = lxw_name_to_row(place), last_row = strchr(place, ':') ? lxw_name_to_row_2(place) : row;
	lxw_col_t column = lxw_name_to_col(place), last = strchr(place, ':') ? lxw_name_to_col_2(place) : column;
	if (list)
		*list = '\0';
	char *end = text ? strrchr(text, '\0') - strlen("」") : NULL;
	if (end)
		*end = '\0';
	text = text ? text + strlen("「") : line + strlen(line);
	bool rich = strchr(text, '{') != NULL;
	if (!rich)
		unescape(text);
	if (row != last_row || column != last)
		worksheet_merge_range(page, row, column, last_row, last, text, format);
	else if (rich)
		write_rich(page, row, column, text, format);
	else
		worksheet_write_string(page, row, column, text, format);
	if (list) {
		lxw_data_validation validation = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
		                                  .value_formula = "=表紙!$A$1:$A$5"};
		worksheet_data_validation_cell(page, row, column, &validation);
	}
}

int main(int argc, char **argv)
{
	static char line[LINE_LIMIT];
	FILE *plan = argc == 3 ? fopen(argv[1], "r") : NULL;
	lxw_workbook *book = plan ? workbook_new(argv[2]) : NULL;
	lxw_worksheet *page = NULL;
	char name[128] = "";
	while (book && fgets(line, sizeof line, plan)) {
		unsigned row;
		int height;
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "== ", 3) == 0) {
			snprintf(name, sizeof name, "%.*s",
			         (int)(strstr(line, "（縦") ? strstr(line, "（縦") - line - 3 : strstr(line, "（横") - line - 3),
			         line + 3);
			page = workbook_add_worksheet(book, name);
			worksheet_fit_to_pages(page, 1, 0);
		} else if (page && strncmp(line, "  ", 2) == 0) {
			write_cell(book, page, line + 2);
		} else if (page && sscanf(line, "%u: %d", &row, &height) == 2) {
			worksheet_set_row(page, row - 1, height, NULL);
		} else if (page && strncmp(line, "item.", 5) == 0) {
			char *equals = strstr(line, " = "), place[256];
			*equals = '\0';
			snprintf(place, sizeof place, "='%s'!%s", name, equals + 3);
			workbook_define_name(book, line, place);
		}
	}
	return book ? (int)workbook_close(book) : 2;
}
