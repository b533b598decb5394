#ifndef SHIKII_WORKBOOK_XML_H
#define SHIKII_WORKBOOK_XML_H

#include "workbook/zip.h"

/* A part of an archive as events. Names are without their prefix. Nothing is looked up outside of the part, and a document
 * type, which could declare entities, ends the reading. */
struct xml_reader {
	/* attributes: name, value, …, NULL, for xml_attribute */
	void (*start)(void *context, const char *name, const char **attributes);
	void (*end)(void *context, const char *name);
	void (*text)(void *context, const char *bytes, size_t length); /* NULL: not wanted */
	void *context;
	enum workbook_problem problem; /* set by an event that wants no more */
};

enum workbook_problem xml_read(struct zip *zip, const char *part, struct xml_reader *reader);

/* The value of the attribute of this name, whatever its prefix; or NULL. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
