#include "support/book.h"

#include <zlib.h>

#include <stdint.h>
#include <string.h>

static void put_number(struct buf *out, uint32_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_putc(out, (char)(number >> (8 * i)));
}

/* What stands in the local and in the central header of a part alike. */
static void put_facts(struct buf *out, const struct book_part *part, uint32_t sum, size_t packed, size_t length)
{
	put_number(out, 20, 2);
	put_number(out, part->flags, 2);
	put_number(out, 8, 2);          /* deflate */
	put_number(out, 0x21 << 16, 4); /* 1 January 1980 */
	put_number(out, sum, 4);
	put_number(out, (uint32_t)packed, 4);
	put_number(out, (uint32_t)length, 4);
	put_number(out, (uint32_t)strlen(part->name), 2);
	put_number(out, 0, 2);
}

static void deflate_part(struct buf *out, const char *bytes, size_t length)
{
	Bytef chunk[4096];
	z_stream stream = {.next_in = (z_const Bytef *)(uintptr_t)bytes, .avail_in = (uInt)length};
	deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
	int result;
	do {
		stream.next_out = chunk;
		stream.avail_out = sizeof chunk;
		result = deflate(&stream, Z_FINISH);
		buf_append(out, (const char *)chunk, sizeof chunk - stream.avail_out);
	} while (result == Z_OK);
	deflateEnd(&stream);
}

const char *book_zip(struct arena *arena, const struct book_part *parts, size_t count, size_t *length)
{
	struct buf out = BUF_INIT, central = BUF_INIT;
	for (size_t i = 0; i < count; i++) {
		const struct book_part *part = &parts[i];
		size_t size = part->length ? part->length : strlen(part->bytes), place = out.length;
		uint32_t sum = (uint32_t)crc32(0, (const Bytef *)part->bytes, (uInt)size);
		struct buf packed = BUF_INIT;
		deflate_part(&packed, part->bytes, size);
		buf_append(&out, "PK\x03\x04", 4);
		put_facts(&out, part, sum, packed.length, size);
		buf_puts(&out, part->name);
		buf_append(&out, buf_text(&packed), packed.length);
		buf_append(&central, "PK\x01\x02", 4);
		put_number(&central, 20, 2);
		put_facts(&central, part, sum, packed.length, size);
		put_number(&central, 0, 4);
		put_number(&central, 0, 2);
		put_number(&central, 0, 4);
		put_number(&central, (uint32_t)place, 4);
		buf_puts(&central, part->name);
		buf_free(&packed);
	}
	uint32_t start = (uint32_t)out.length;
	buf_append(&out, buf_text(&central), central.length);
	buf_append(&out, "PK\x05\x06\0\0\0\0", 8);
	put_number(&out, (uint32_t)count, 2);
	put_number(&out, (uint32_t)count, 2);
	put_number(&out, (uint32_t)central.length, 4);
	put_number(&out, start, 4);
	put_number(&out, 0, 2);
	const char *bytes = arena_copy(arena, buf_text(&out), *length = out.length);
	buf_free(&central);
	buf_free(&out);
	return bytes;
}

const char *book_of(struct arena *arena, const char *data, const char *strings, const char *styles, size_t *length)
{
	const struct book_part parts[] = {
	    {"_rels/.rels",
	     "<r:Relationships xmlns:r='r'><r:Relationship Id='a' Type='x/officeDocument' "
	     "Target='/xl/workbook.xml'/></r:Relationships>",
	     0, 0},
	    {"xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='1' sheetId='9' r:id='s'/></sheets></workbook>",
	     0, 0},
	    {"xl/_rels/workbook.xml.rels",
	     "<Relationships><Relationship Id='s' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
	     "<Relationship Id='t' Type='x/sharedStrings' Target='sharedStrings.xml'/>"
	     "<Relationship Id='u' Type='x/styles' Target='styles.xml'/></Relationships>",
	     0, 0},
	    {"xl/worksheets/sheet1.xml", arena_printf(arena, "<worksheet>%s</worksheet>", data), 0, 0},
	    {"xl/sharedStrings.xml", arena_printf(arena, "<sst>%s</sst>", strings ? strings : ""), 0, 0},
	    {"xl/styles.xml", arena_printf(arena, "<styleSheet>%s</styleSheet>", styles ? styles : ""), 0, 0},
	};
	return book_zip(arena, parts, sizeof parts / sizeof *parts, length);
}
