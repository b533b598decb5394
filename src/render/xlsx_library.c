/* A table of functions; SHIKII_XLSXWRITER is the file that CMake found, by its SONAME. */
#include "render/xlsx_library.h"

#include "base/library.h"
#include "base/messages/xlsx.h"

#include <assert.h>
#include <stdbool.h>

/* NOLINTBEGIN(bugprone-macro-parentheses): a type and a list of types */
#define CHECK(result, name, parameters)                                                                                \
	static_assert(_Generic(name, result(*) parameters : true, default : false), #name " has another signature");
/* NOLINTEND(bugprone-macro-parentheses) */
XLSX_FUNCTIONS(CHECK)
#undef CHECK

const char *xlsx_library_load(struct arena *arena, struct xlsx_library *library)
{
	void *handle = library_open(SHIKII_XLSXWRITER);
	bool complete = handle != NULL;
#define FIND(result, name, parameters) complete = complete && LIBRARY_FIND(handle, name, &library->name);
	XLSX_FUNCTIONS(FIND)
#undef FIND
	return complete ? NULL : msg_xlsx_no_library(arena, SHIKII_XLSXWRITER);
}
