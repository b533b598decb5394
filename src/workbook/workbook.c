/* The parts of a workbook, in the order in which they depend on each other: relations, xl/workbook.xml, strings, styles,
 * worksheets. */
#include "workbook/workbook.h"

#include "base/messages/workbook.h"
#include "workbook/sheet.h"

#include <string.h>

enum { SHEET_LIMIT = 1000, NAME_COUNT_LIMIT = 100000 };

/* One part leads to another. */
struct relation {
	const char *id;
	const char *kind; /* the last word of its type: worksheet */
	const char *part;
};

struct relations {
	struct relation *items;
	size_t count;
	size_t capacity;
};

struct raw_name {
	const char *name;
	const char *place;
};

struct reading {
	struct arena *arena;
	struct book_parts parts;
	struct relations relations;
	const char *folder; /* of the part whose relations are read */
	LIST(struct workbook_sheet) sheets;
	LIST(const char *) sheet_parts;
	LIST(struct raw_name) names;
	const char *open_name; /* whose place is being read */
	struct buf place;
	struct xml_reader reader;
};

static void ignore_end(void *context, const char *name)
{
	(void)context;
	(void)name;
}

/* ---- relations ---- */

/* A target as the name of a part: /xl/a.xml, a.xml and ../a.xml beside the part that names it. */
static const char *part_name(struct arena *arena, const char *folder, const char *target)
{
	if (*target == '/')
		return target + 1;
	size_t length = strlen(folder);
	for (; strncmp(target, "../", 3) == 0; target += 3)
		while (length && folder[--length] != '/')
			;
	return arena_printf(arena, "%.*s%s%s", (int)length, folder, length ? "/" : "", target);
}

static void on_relation(void *context, const char *name, const char **attributes)
{
	struct reading *reading = context;
	const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
	bool external = mode && strcmp(mode, "External") == 0;
	if (strcmp(name, "Relationship") != 0 || !id || !type || !target || external ||
	    reading->relations.count >= ZIP_PART_LIMIT)
		return;
	const char *slash = strrchr(type, '/');
	struct relation relation = {arena_string(reading->arena, id),
	                            arena_string(reading->arena, slash ? slash + 1 : type),
	                            arena_string(reading->arena, part_name(reading->arena, reading->folder, target))};
	list_push(reading->arena, &reading->relations, relation);
}

/* Reads what `part` leads to; "": what the archive does. Without a list of relations there are none. */
static enum workbook_problem read_relations(struct reading *reading, const char *part)
{
	const char *slash = strrchr(part, '/');
	reading->relations = (struct relations){0};
	reading->folder = arena_copy(reading->arena, part, slash ? (size_t)(slash - part) : 0);
	const char *list = arena_printf(reading->arena, "%s%s_rels/%s.rels", reading->folder, *reading->folder ? "/" : "",
	                                slash ? slash + 1 : part);
	if (!zip_has(reading->parts.zip, list))
		return WORKBOOK_GOOD;
	reading->reader = (struct xml_reader){.start = on_relation, .end = ignore_end, .context = reading};
	return xml_read(reading->parts.zip, list, &reading->reader);
}

static const char *related(const struct relations *relations, const char *kind)
{
	for (size_t i = 0; i < relations->count; i++)
		if (strcmp(relations->items[i].kind, kind) == 0)
			return relations->items[i].part;
	return NULL;
}

static const char *related_by_id(const struct relations *relations, const char *id)
{
	for (size_t i = 0; i < relations->count; i++)
		if (strcmp(relations->items[i].id, id) == 0)
			return relations->items[i].part;
	return NULL;
}

/* ---- xl/workbook.xml ---- */

static void add_sheet(struct reading *reading, const char **attributes)
{
	const char *name = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
	const char *id = NULL;
	for (const char **at = attributes; *at; at += 2) /* r:id, and not sheetId */
		if (strchr(at[0], ':') && strcmp(strchr(at[0], ':'), ":id") == 0)
			id = at[1];
	const char *part = id ? related_by_id(&reading->relations, id) : NULL;
	struct workbook_sheet sheet = {.name = arena_string(reading->arena, name ? name : ""),
	                               .hidden = state && strcmp(state, "visible") != 0};
	list_push(reading->arena, &reading->sheets, sheet);
	list_push(reading->arena, &reading->sheet_parts, part);
	if (reading->sheets.count > SHEET_LIMIT)
		reading->reader.problem = WORKBOOK_TOO_LARGE;
}

static void on_book_start(void *context, const char *element, const char **attributes)
{
	struct reading *reading = context;
	const char *name = xml_attribute(attributes, "name"), *date1904 = xml_attribute(attributes, "date1904");
	if (strcmp(element, "sheet") == 0)
		add_sheet(reading, attributes);
	else if (strcmp(element, "workbookPr") == 0)
		reading->parts.styles.from_1904 = date1904 && (*date1904 == '1' || *date1904 == 't');
	else if (strcmp(element, "definedName") == 0)
		reading->open_name = name ? arena_string(reading->arena, name) : NULL;
}

static void on_book_text(void *context, const char *bytes, size_t length)
{
	struct reading *reading = context;
	if (reading->open_name)
		buf_append(&reading->place, bytes, length);
}

static void on_book_end(void *context, const char *element)
{
	struct reading *reading = context;
	if (strcmp(element, "definedName") != 0 || !reading->open_name)
		return;
	struct raw_name name = {reading->open_name, arena_string(reading->arena, buf_text(&reading->place))};
	list_push(reading->arena, &reading->names, name);
	buf_clear(&reading->place);
	reading->open_name = NULL;
	if (reading->names.count > NAME_COUNT_LIMIT)
		reading->reader.problem = WORKBOOK_TOO_LARGE;
}

static enum workbook_problem read_book(struct reading *reading, const char *part)
{
	reading->reader =
	    (struct xml_reader){.start = on_book_start, .end = on_book_end, .text = on_book_text, .context = reading};
	enum workbook_problem problem = xml_read(reading->parts.zip, part, &reading->reader);
	buf_free(&reading->place);
	return problem;
}

/* ---- names ---- */

/* 'Sheet''s name'!$A$1: the sheet's name, and what stands behind the !; NULL: it is no such place. */
static const char *place_sheet(struct arena *arena, const char *place, const char **behind)
{
	char *name = arena_string(arena, place);
	size_t length = 0;
	bool quoted = *place == '\'';
	for (place += quoted; *place && (quoted || *place != '!'); place++) {
		if (quoted && *place == '\'' && *++place != '\'')
			break;
		name[length++] = *place;
	}
	name[length] = '\0';
	*behind = place + 1;
	return *place == '!' ? name : NULL;
}

static void resolve_names(struct reading *reading, struct workbook *workbook)
{
	struct map sheets;
	LIST(struct workbook_name) names = {0};
	map_init(&sheets, reading->arena);
	for (size_t i = 0; i < reading->sheets.count; i++)
		map_put(&sheets, reading->sheets.items[i].name, &reading->sheets.items[i]);
	for (size_t i = 0; i < reading->names.count; i++) {
		const char *behind, *place = reading->names.items[i].place;
		const char *name = place_sheet(reading->arena, place, &behind);
		const struct workbook_sheet *sheet = name ? map_get(&sheets, name) : NULL;
		struct workbook_name found = {.name = reading->names.items[i].name};
		const char *end = sheet ? range_parse(behind, &found.range) : NULL;
		if (!end || *end)
			continue;
		found.sheet = (size_t)(sheet - reading->sheets.items);
		list_push(reading->arena, &names, found);
	}
	workbook->names = names.items;
	workbook->name_count = names.count;
}

/* ---- the whole ---- */

static enum workbook_problem read_shared(struct reading *reading)
{
	const char *strings = related(&reading->relations, "sharedStrings");
	const char *styles = related(&reading->relations, "styles");
	enum workbook_problem problem = strings ? strings_read(&reading->parts, strings) : WORKBOOK_GOOD;
	if (problem == WORKBOOK_GOOD && styles && zip_has(reading->parts.zip, styles))
		problem = styles_read(reading->parts.zip, styles, &reading->parts.styles);
	return problem;
}

static enum workbook_problem read_sheets(struct reading *reading)
{
	enum workbook_problem problem = WORKBOOK_GOOD;
	for (size_t i = 0; i < reading->sheets.count && problem == WORKBOOK_GOOD; i++)
		if (reading->sheet_parts.items[i]) /* else a chart */
			problem = sheet_read(&reading->parts, reading->sheet_parts.items[i], &reading->sheets.items[i]);
	return problem;
}

static enum workbook_problem read_all(struct reading *reading)
{
	enum workbook_problem problem = read_relations(reading, "");
	const char *book = related(&reading->relations, "officeDocument");
	if (!book)
		book = "xl/workbook.xml";
	if (problem != WORKBOOK_GOOD)
		return problem;
	if (strstr(book, ".bin"))
		return WORKBOOK_BINARY;
	if (!zip_has(reading->parts.zip, book) || !strstr(book, "workbook"))
		return WORKBOOK_NO_SHEETS;
	if ((problem = read_relations(reading, book)) != WORKBOOK_GOOD || (problem = read_book(reading, book)) ||
	    (problem = read_shared(reading)))
		return problem;
	return read_sheets(reading);
}

static const char *problem_words(enum workbook_problem problem)
{
	static const struct message *const words[] = {
	    [WORKBOOK_BROKEN] = MSG_WORKBOOK_BROKEN,       [WORKBOOK_TOO_LARGE] = MSG_WORKBOOK_TOO_LARGE,
	    [WORKBOOK_ENCRYPTED] = MSG_WORKBOOK_ENCRYPTED, [WORKBOOK_HAS_DTD] = MSG_WORKBOOK_HAS_DTD,
	    [WORKBOOK_BINARY] = MSG_WORKBOOK_BINARY,       [WORKBOOK_NO_SHEETS] = MSG_WORKBOOK_NO_SHEETS,
	};
	return problem == WORKBOOK_GOOD ? NULL : msg(words[problem]);
}

const char *workbook_read(struct arena *arena, const struct calendar *calendar, const char *bytes, size_t length,
                          struct workbook *workbook)
{
	struct zip zip;
	struct reading reading = {.arena = arena, .parts = {.arena = arena, .zip = &zip}};
	reading.parts.styles = (struct styles){.arena = arena, .calendar = calendar};
	*workbook = (struct workbook){0};
	enum workbook_problem problem = zip_open(arena, bytes, length, &zip);
	if (problem == WORKBOOK_GOOD)
		problem = read_all(&reading);
	zip_close(&zip);
	if (problem != WORKBOOK_GOOD)
		return problem_words(problem);
	workbook->sheets = reading.sheets.items;
	workbook->sheet_count = reading.sheets.count;
	resolve_names(&reading, workbook);
	return NULL;
}
