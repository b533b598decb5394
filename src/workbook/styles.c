/* xl/styles.xml → the number format of each style. */
#include "workbook/styles.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/workbook.h"
#include "workbook/xml.h"

#include <stdlib.h>
#include <string.h>

enum { STYLE_LIMIT = 65536 };

struct reading {
	struct arena *arena;
	struct map formats; /* by their ids */
	LIST(const char *) cells;
	bool in_cells;
	struct xml_reader reader;
};

/* Formats that a workbook names by number alone, as Japanese Excel has them. */
static const struct {
	int id;
	const struct message *words; /* where `format` is NULL */
	const char *format;
} built_in[] = {
    {3, 0, "#,##0"},
    {14, 0, "yyyy/m/d"},
    {22, 0, "yyyy/m/d"},
    {27, 0, "ge.m.d"},
    {28, MSG_WORKBOOK_FORMAT_ERA_DAY, NULL},
    {29, MSG_WORKBOOK_FORMAT_ERA_DAY, NULL},
    {30, 0, "yyyy/m/d"},
    {31, MSG_WORKBOOK_FORMAT_DAY, NULL},
    {34, MSG_WORKBOOK_FORMAT_MONTH, NULL},
    {35, MSG_WORKBOOK_FORMAT_MONTH_DAY, NULL},
    {36, 0, "ge.m.d"},
    {37, 0, "#,##0"},
    {38, 0, "#,##0"},
    {50, 0, "ge.m.d"},
    {51, MSG_WORKBOOK_FORMAT_ERA_DAY, NULL},
    {52, MSG_WORKBOOK_FORMAT_MONTH, NULL},
    {53, MSG_WORKBOOK_FORMAT_MONTH_DAY, NULL},
    {54, MSG_WORKBOOK_FORMAT_ERA_DAY, NULL},
    {55, MSG_WORKBOOK_FORMAT_MONTH, NULL},
    {56, MSG_WORKBOOK_FORMAT_MONTH_DAY, NULL},
    {57, 0, "ge.m.d"},
    {58, MSG_WORKBOOK_FORMAT_ERA_DAY, NULL},
};

static const char *format_of(const struct reading *reading, const char *id)
{
	const char *own = id ? map_get(&reading->formats, id) : NULL;
	if (own || !id)
		return own;
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		if (strtol(id, NULL, 10) == built_in[i].id)
			return built_in[i].format ? built_in[i].format : msg(built_in[i].words);
	return NULL;
}

static void on_start(void *context, const char *name, const char **attributes)
{
	struct reading *reading = context;
	const char *id = xml_attribute(attributes, "numFmtId"), *code = xml_attribute(attributes, "formatCode");
	if (strcmp(name, "numFmt") == 0 && id && code && reading->formats.count < STYLE_LIMIT)
		map_put(&reading->formats, arena_string(reading->arena, id), arena_string(reading->arena, code));
	else if (strcmp(name, "cellXfs") == 0)
		reading->in_cells = true;
	else if (strcmp(name, "xf") == 0 && reading->in_cells && reading->cells.count < STYLE_LIMIT)
		list_push(reading->arena, &reading->cells, format_of(reading, id));
}

static void on_end(void *context, const char *name)
{
	if (strcmp(name, "cellXfs") == 0)
		((struct reading *)context)->in_cells = false;
}

enum workbook_problem styles_read(struct zip *zip, const char *part, struct styles *styles)
{
	struct reading reading = {.arena = styles->arena};
	reading.reader = (struct xml_reader){.start = on_start, .end = on_end, .context = &reading};
	map_init(&reading.formats, styles->arena);
	enum workbook_problem problem = xml_read(zip, part, &reading.reader);
	styles->formats = reading.cells.items;
	styles->count = reading.cells.count;
	return problem;
}

const char *styles_show(const struct styles *styles, size_t style, const char *number)
{
	const char *format = style < styles->count ? styles->formats[style] : NULL;
	return format ? format_number(styles->arena, styles->calendar, styles->from_1904, format, number) : number;
}
