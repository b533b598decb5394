/* Any bytes -> a workbook -> rows -> a model. What begins with PK is an archive as it is; else the bytes are the parts of one,
 * with a NUL between them: workbook.xml, its relations, a worksheet, strings, styles. Nothing may crash. */
#include "assess/official.h"
#include "base/diag.h"
#include "import/import.h"
#include "pieces.h"
#include "support/book.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct official *load(void)
{
	static struct official *official;
	static struct diags diags;
	if (!official) {
		struct arena *arena = arena_new();
		diags_init(&diags, arena);
		official = official_load(arena, &diags, &(struct data_folders){0});
	}
	return official;
}

static const char *make(struct arena *arena, const char *text, size_t size, size_t *length)
{
	static const char *const names[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
	                                    "xl/sharedStrings.xml", "xl/styles.xml"};
	enum { COUNT = sizeof names / sizeof *names };
	struct book_part parts[COUNT] = {{0}};
	const char *at = arena_copy(arena, text, size), *end = at + size;
	for (size_t i = 0; i < COUNT; i++) {
		parts[i] = (struct book_part){names[i], at, 0, 0};
		at += at < end ? strlen(at) + (at + strlen(at) < end) : 0;
	}
	return book_zip(arena, parts, COUNT, length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct official *official = load();
	struct workbook workbook;
	struct import import = {0};
	size_t length = size;
	const char *bytes = (const char *)data;
	if (size < 2 || memcmp(data, "PK", 2) != 0)
		bytes = make(arena, bytes, size, &length);
	if (!workbook_read(arena, &official->schema->calendar, bytes, length, &workbook))
		import_workbook(arena, official, &workbook, 1, &import);
	buf_free(&import.yaml);
	arena_free(arena);
	return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t limit, unsigned seed)
{
	return mutate_pieces(data, size, limit, seed, '<');
}
