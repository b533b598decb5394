/* Bytes → which program wrote them, for those who give the wrong file. */
#include "base/file_kind.h"

#include <stdbool.h>
#include <string.h>

#define COPY                                                                                                           \
	"開いて表を選び、写してメモ帳に貼り、文字コード UTF-8 の .txt で保存してから、shikii import に渡してください"

struct signature {
	const char *start;
	size_t length;
	const char *inside; /* somewhere in the file; NULL: nothing more */
	size_t inside_length;
	struct file_kind kind;
};

#define BYTES(text) text, sizeof(text) - 1
#define ANYTHING NULL, 0

/* The first that fits is taken. */
static const struct signature signatures[] = {
    {BYTES("PK\x03\x04"), BYTES("xl/"), {"Excel のブック（.xlsx）", "Excel で" COPY}},
    {BYTES("PK\x03\x04"), BYTES("word/"), {"Word の文書（.docx）", "Word で" COPY}},
    {BYTES("PK\x03\x04"), BYTES("opendocument"), {"LibreOffice の文書（.ods、.odt）", "LibreOffice で" COPY}},
    {BYTES("PK\x03\x04"), ANYTHING, {"zip などの圧縮されたファイル", "展開し、中のファイルを指定してください"}},
    {BYTES("\xd0\xcf\x11\xe0"),
     BYTES("W\0o\0r\0k\0b\0o\0o\0k"),
     {"古い形式の Excel のブック（.xls）", "Excel で" COPY}},
    {BYTES("\xd0\xcf\x11\xe0"), ANYTHING, {"古い形式の Office の文書（.xls、.doc）", "Excel や Word で" COPY}},
    {BYTES("%PDF-"), ANYTHING, {"PDF", "pdftotext -layout などで文章にするか、PDF を" COPY}},
    {BYTES("\x89PNG"), ANYTHING, {"画像", "文字を読み取って文章にしてから、shikii import に渡してください"}},
    {BYTES("\xff\xd8\xff"), ANYTHING, {"画像", "文字を読み取って文章にしてから、shikii import に渡してください"}},
    {BYTES("\x1f\x8b"), ANYTHING, {"gzip で圧縮されたファイル", "展開し、中のファイルを指定してください"}},
    {BYTES("{\\rtf"), ANYTHING, {"リッチテキスト（.rtf）", "Word で" COPY}},
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

const struct file_kind *file_kind_of(const char *bytes, size_t length)
{
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		const struct signature *signature = &signatures[i];
		if (length >= signature->length && memcmp(bytes, signature->start, signature->length) == 0 &&
		    (!signature->inside || contains(bytes, length, signature->inside, signature->inside_length)))
			return &signature->kind;
	}
	return NULL;
}
