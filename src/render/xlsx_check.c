/* Workbook → is it whole? The zip's parts by libminizip, their XML by libexpat; both are loaded when the first workbook is made. */
#include "render/xlsx_check.h"

#include "base/clean.h"
#include "base/library.h"
#include "base/map.h"
#include "base/memory.h"
#include "base/messages/xlsx.h"

#include <expat.h>
#include <unzip.h>

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define ZIP_FUNCTIONS(F)                                                                                               \
	F(unzFile, unzOpen64, (const void *))                                                                              \
	F(int, unzClose, (unzFile))                                                                                        \
	F(int, unzLocateFile, (unzFile, const char *, int))                                                                \
	F(int, unzGoToFirstFile, (unzFile))                                                                                \
	F(int, unzGoToNextFile, (unzFile))                                                                                 \
	F(int, unzGetCurrentFileInfo64, (unzFile, unz_file_info64 *, char *, uLong, void *, uLong, char *, uLong))         \
	F(int, unzOpenCurrentFile, (unzFile))                                                                              \
	F(int, unzReadCurrentFile, (unzFile, voidp, unsigned))                                                             \
	F(int, unzCloseCurrentFile, (unzFile))
#define XML_FUNCTIONS(F)                                                                                               \
	F(XML_Parser, XML_ParserCreate_MM, (const XML_Char *, const XML_Memory_Handling_Suite *, const XML_Char *))        \
	F(void, XML_SetUserData, (XML_Parser, void *))                                                                     \
	F(void, XML_SetElementHandler, (XML_Parser, XML_StartElementHandler, XML_EndElementHandler))                       \
	F(void, XML_SetCharacterDataHandler, (XML_Parser, XML_CharacterDataHandler))                                       \
	F(enum XML_Status, XML_Parse, (XML_Parser, const char *, int, int))                                                \
	F(void, XML_ParserFree, (XML_Parser))

/* NOLINTBEGIN(bugprone-macro-parentheses): a type and a list of types */
#define CHECK(result, name, parameters)                                                                                \
	static_assert(_Generic(name, result(*) parameters : true, default : false), #name " has another signature");
/* NOLINTEND(bugprone-macro-parentheses) */
ZIP_FUNCTIONS(CHECK)
XML_FUNCTIONS(CHECK)
#undef CHECK

enum { NAME_LIMIT = 256 };

struct check {
	struct holding held;
	struct arena *arena;
#define MEMBER(result, name, parameters) result(*name) parameters; /* NOLINT(bugprone-macro-parentheses): types */
	ZIP_FUNCTIONS(MEMBER)
	XML_FUNCTIONS(MEMBER)
#undef MEMBER
	unzFile zip;
	struct map texts;          /* of the shared ones */
	struct buf text;           /* the one that is being read */
	bool in_text;              /* in its <t> */
	size_t rows, cells, names; /* of this part; cells with a text */
};

/* ---- libraries ---- */

static const char *load(struct check *check)
{
	void *zip = library_open(SHIKII_MINIZIP), *xml = library_open(SHIKII_EXPAT);
	bool unzips = zip != NULL, parses = xml != NULL;
#define FIND(result, name, parameters) unzips = unzips && LIBRARY_FIND(zip, name, &check->name);
	ZIP_FUNCTIONS(FIND)
#undef FIND
#define FIND(result, name, parameters) parses = parses && LIBRARY_FIND(xml, name, &check->name);
	XML_FUNCTIONS(FIND)
#undef FIND
	return unzips && parses ? NULL : msg_xlsx_no_library(check->arena, unzips ? SHIKII_EXPAT : SHIKII_MINIZIP);
}

static void release(struct holding *holding)
{
	struct check *check = (struct check *)(void *)holding;
	if (check->zip)
		check->unzClose(check->zip);
	check->zip = NULL;
}

/* ---- one part ---- */

static void start_element(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct check *check = context;
	check->in_text = strcmp(name, "t") == 0;
	check->rows += strcmp(name, "row") == 0;
	check->names += strcmp(name, "definedName") == 0;
	if (strcmp(name, "si") == 0)
		buf_clear(&check->text);
	for (size_t i = 0; strcmp(name, "c") == 0 && attributes[i]; i += 2)
		check->cells += strcmp(attributes[i], "t") == 0;
}

static void end_element(void *context, const XML_Char *name)
{
	struct check *check = context;
	check->in_text = false;
	if (strcmp(name, "si") == 0)
		map_put(&check->texts, arena_string(check->arena, buf_text(&check->text)), check);
}

static void take_words(void *context, const XML_Char *words, int length)
{
	struct check *check = context;
	if (check->in_text)
		buf_append(&check->text, words, (size_t)length);
}

static bool parse(struct check *check, XML_Parser parser)
{
	char bytes[1 << 14];
	int length;
	while ((length = check->unzReadCurrentFile(check->zip, bytes, sizeof bytes)) > 0)
		if (check->XML_Parse(parser, bytes, length, 0) != XML_STATUS_OK)
			return false;
	return length == 0 && check->XML_Parse(parser, bytes, 0, 1) == XML_STATUS_OK;
}

/* The part at which the zip stands; what is in it is counted. */
static bool read_part(struct check *check)
{
	static const XML_Memory_Handling_Suite memory = {memory_get, memory_resize, memory_release};
	check->rows = check->cells = check->names = 0;
	if (check->unzOpenCurrentFile(check->zip) != UNZ_OK)
		return false;
	XML_Parser parser = check->XML_ParserCreate_MM(NULL, &memory, NULL);
	check->XML_SetUserData(parser, check);
	check->XML_SetElementHandler(parser, start_element, end_element);
	check->XML_SetCharacterDataHandler(parser, take_words);
	bool good = parse(check, parser);
	check->XML_ParserFree(parser);
	return check->unzCloseCurrentFile(check->zip) == UNZ_OK && good; /* which tells of a wrong sum */
}

/* ---- the whole ---- */

/* Parts that are not read one by one below: styles, relations … */
static bool read_others(struct check *check)
{
	char name[NAME_LIMIT];
	int code = check->unzGoToFirstFile(check->zip);
	for (; code == UNZ_OK; code = check->unzGoToNextFile(check->zip)) {
		if (check->unzGetCurrentFileInfo64(check->zip, NULL, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
			return false;
		bool picture = strncmp(name, "xl/media/", strlen("xl/media/")) == 0;
		bool later = picture || strncmp(name, "xl/worksheets/sheet", strlen("xl/worksheets/sheet")) == 0 ||
		             strcmp(name, "xl/workbook.xml") == 0;
		if (!later && !read_part(check))
			return false;
	}
	return code == UNZ_END_OF_LIST_OF_FILE;
}

static bool read_named(struct check *check, const char *name)
{
	return check->unzLocateFile(check->zip, name, 1) == UNZ_OK && read_part(check);
}

static bool has_text(const struct check *check, const char *text)
{
	return map_get(&check->texts, clean_text(check->arena, CLEAN_WORKBOOK, text)) != NULL;
}

static bool has_page(struct check *check, const struct plan_sheet *page, size_t number)
{
	size_t cells = 0;
	if (!read_named(check, arena_printf(check->arena, "xl/worksheets/sheet%zu.xml", number)))
		return false;
	for (size_t i = 0; i < page->cells.count; i++) {
		const char *text = page->cells.items[i].text;
		cells += *text != '\0';
		if (*text && !has_text(check, text))
			return false;
	}
	return check->cells == cells && check->rows == page->rows.count;
}

static bool has_lists(struct check *check, const struct plan *plan)
{
	size_t cells = 0;
	const char *name = arena_printf(check->arena, "xl/worksheets/sheet%zu.xml", plan->sheets.count + 1);
	if (!read_named(check, name))
		return false;
	for (size_t i = 0; i < plan->lists.count; i++) {
		cells += plan->lists.items[i].count;
		for (size_t j = 0; j < plan->lists.items[i].count; j++)
			if (!has_text(check, plan->lists.items[i].items[j]))
				return false;
	}
	return check->cells == cells;
}

static bool is_whole(struct check *check, const struct plan *plan)
{
	bool whole = check->zip && read_others(check) && read_named(check, "xl/workbook.xml") &&
	             check->names >= plan->names.count + plan->sheets.count; /* each has its print area */
	for (size_t i = 0; whole && i < plan->sheets.count; i++)
		whole = has_page(check, plan->sheets.items[i], i + 1);
	return whole && (!plan->lists.count || has_lists(check, plan));
}

const char *xlsx_check(struct arena *arena, const struct plan *plan, const char *path)
{
	struct check *check = arena_new_object(arena, struct check);
	check->arena = arena;
	const char *reason = load(check);
	if (reason)
		return reason;
	map_init(&check->texts, arena);
	check->zip = check->unzOpen64(path);
	memory_hold(&check->held, release);
	bool whole = is_whole(check, plan);
	memory_let_go(&check->held);
	release(&check->held);
	buf_free(&check->text);
	return whole ? NULL : msg(MSG_XLSX_NOT_WHOLE);
}
