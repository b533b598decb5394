/* dlopen() and a table of functions; SHIKII_XLSXWRITER is the file that CMake found, by its SONAME. */
#include "render/xlsx_library.h"

#include <assert.h>
#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#define CHECK(result, name, parameters)                                                                                \
	static_assert(_Generic(name, result(*) parameters : true, default : false), #name " has another signature");
XLSX_FUNCTIONS(CHECK)
#undef CHECK

/* POSIX has a symbol's address in an object pointer, which C does not convert. */
static bool find(void *handle, const char *name, void *function, size_t size)
{
	void *symbol = dlsym(handle, name);
	memcpy(function, &symbol, size);
	return symbol != NULL;
}

const char *xlsx_library_load(struct xlsx_library *library)
{
	void *handle = dlopen(SHIKII_XLSXWRITER, RTLD_NOW | RTLD_LOCAL);
	bool complete = handle != NULL;
#define FIND(result, name, parameters) complete = complete && find(handle, #name, &library->name, sizeof library->name);
	XLSX_FUNCTIONS(FIND)
#undef FIND
	return complete ? NULL : "Excel のファイルを書くライブラリー " SHIKII_XLSXWRITER " が使えません";
}
