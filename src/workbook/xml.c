/* Bytes of a part → elements and their text, by Expat. */
#include "workbook/xml.h"

#include "base/memory.h"

#include <expat.h>

#include <string.h>

enum { DEPTH_LIMIT = 256 }; /* of elements in each other; workbooks have a dozen */

/* All memory of the parser is held block by block: when memory runs out it goes without a call. */
struct parsing {
	XML_Parser parser;
	struct xml_reader *reader;
	size_t depth;
	bool ended; /* by an event, or at a mistake */
};

static const char *local_name(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
	for (const char **at = attributes; *at; at += 2)
		if (strcmp(local_name(at[0]), name) == 0)
			return at[1];
	return NULL;
}

static void stop_if_wanted(struct parsing *parsing)
{
	if (parsing->reader->problem != WORKBOOK_GOOD)
		XML_StopParser(parsing->parser, XML_FALSE);
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct parsing *parsing = context;
	if (++parsing->depth > DEPTH_LIMIT)
		parsing->reader->problem = WORKBOOK_BROKEN;
	else
		parsing->reader->start(parsing->reader->context, local_name(name), attributes);
	stop_if_wanted(parsing);
}

static void on_end(void *context, const XML_Char *name)
{
	struct parsing *parsing = context;
	parsing->depth--;
	parsing->reader->end(parsing->reader->context, local_name(name));
	stop_if_wanted(parsing);
}

static void on_text(void *context, const XML_Char *bytes, int length)
{
	struct parsing *parsing = context;
	if (parsing->reader->text)
		parsing->reader->text(parsing->reader->context, bytes, (size_t)length);
	stop_if_wanted(parsing);
}

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int subset)
{
	struct parsing *parsing = context;
	(void)name;
	(void)system;
	(void)public;
	(void)subset;
	parsing->reader->problem = WORKBOOK_HAS_DTD;
	XML_StopParser(parsing->parser, XML_FALSE);
}

static bool parse_chunk(void *context, const char *bytes, size_t length)
{
	struct parsing *parsing = context;
	parsing->ended = XML_Parse(parsing->parser, bytes, (int)length, 0) != XML_STATUS_OK;
	return !parsing->ended;
}

enum workbook_problem xml_read(struct zip *zip, const char *part, struct xml_reader *reader)
{
	static const XML_Memory_Handling_Suite memory = {memory_get, memory_resize, memory_release};
	struct parsing parsing = {.reader = reader};
	parsing.parser = XML_ParserCreate_MM(NULL, &memory, NULL);
	XML_SetUserData(parsing.parser, &parsing);
	XML_SetElementHandler(parsing.parser, on_start, on_end);
	XML_SetCharacterDataHandler(parsing.parser, on_text);
	XML_SetStartDoctypeDeclHandler(parsing.parser, on_doctype);
	enum workbook_problem problem = zip_read(zip, part, parse_chunk, &parsing);
	bool whole = problem == WORKBOOK_GOOD && !parsing.ended && XML_Parse(parsing.parser, "", 0, 1) == XML_STATUS_OK;
	XML_ParserFree(parsing.parser);
	if (reader->problem != WORKBOOK_GOOD)
		return reader->problem;
	return problem != WORKBOOK_GOOD ? problem : whole ? WORKBOOK_GOOD : WORKBOOK_BROKEN;
}
