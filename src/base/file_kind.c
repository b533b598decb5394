/* Bytes → which program wrote them, for those who give the wrong file. */
#include "base/file_kind.h"
#include "base/messages/file_kind.h"

#include <stdbool.h>
#include <string.h>

struct signature {
	const char *start;
	size_t length;
	const char *inside; /* somewhere in the file; NULL: nothing more */
	size_t inside_length;
	struct foreign_file kind;
};

#define BYTES(text) text, sizeof(text) - 1
#define ANYTHING NULL, 0

/* The first that fits is taken. */
static const struct signature signatures[] = {
    {BYTES("PK\x03\x04"), BYTES("xl/"), {MSG_FILE_KIND_XLSX, NULL, MSG_FILE_KIND_IMPORT}},
    {BYTES("PK\x03\x04"), BYTES("word/"), {MSG_FILE_KIND_DOCX, "Word", 0}},
    {BYTES("PK\x03\x04"), BYTES("opendocument.spreadsheet"), {MSG_FILE_KIND_ODS, NULL, MSG_FILE_KIND_SAVE_XLSX}},
    {BYTES("PK\x03\x04"), BYTES("opendocument"), {MSG_FILE_KIND_ODF, "LibreOffice", 0}},
    {BYTES("PK\x03\x04"), ANYTHING, {MSG_FILE_KIND_ZIP, NULL, MSG_FILE_KIND_UNPACK}},
    {BYTES("\xd0\xcf\x11\xe0"),
     BYTES("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k"),
     {MSG_FILE_KIND_ENCRYPTED, NULL, MSG_FILE_KIND_NO_PASSWORD}},
    {BYTES("\xd0\xcf\x11\xe0"), BYTES("W\0o\0r\0k\0b\0o\0o\0k"), {MSG_FILE_KIND_XLS, NULL, MSG_FILE_KIND_SAVE_XLSX}},
    {BYTES("\xd0\xcf\x11\xe0"), ANYTHING, {MSG_FILE_KIND_OLE, "Office", 0}},
    {BYTES("%PDF-"), ANYTHING, {MSG_FILE_KIND_PDF, NULL, MSG_FILE_KIND_PDF_TEXT}},
    {BYTES("\x89PNG"), ANYTHING, {MSG_FILE_KIND_PICTURE, NULL, MSG_FILE_KIND_READ_PICTURE}},
    {BYTES("\xff\xd8\xff"), ANYTHING, {MSG_FILE_KIND_PICTURE, NULL, MSG_FILE_KIND_READ_PICTURE}},
    {BYTES("\x1f\x8b"), ANYTHING, {MSG_FILE_KIND_GZIP, NULL, MSG_FILE_KIND_UNPACK}},
    {BYTES("{\\rtf"), ANYTHING, {MSG_FILE_KIND_RTF, "Word", 0}},
};

static bool contains(const char *bytes, size_t length, const char *part, size_t size)
{
	for (const char *at = bytes, *end = bytes + length; (size_t)(end - at) >= size; at++) {
		at = memchr(at, part[0], (size_t)(end - at) - size + 1);
		if (!at)
			return false;
		if (memcmp(at, part, size) == 0)
			return true;
	}
	return false;
}

const struct foreign_file *file_kind_of(const char *bytes, size_t length)
{
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		const struct signature *signature = &signatures[i];
		if (length >= signature->length && memcmp(bytes, signature->start, signature->length) == 0 &&
		    (!signature->inside || contains(bytes, length, signature->inside, signature->inside_length)))
			return &signature->kind;
	}
	return NULL;
}

const char *file_kind_hint(struct arena *arena, const struct foreign_file *kind)
{
	return kind->program ? msg_file_kind_copy(arena, kind->program) : msg(kind->hint);
}
