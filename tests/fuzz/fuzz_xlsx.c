/* Bytes, taken as the text of answers → a workbook. It is made whole: a zip archive with its list of parts at the end. */
#include "base/buf.h"
#include "base/utf8.h"
#include "fuzz/ask.h"

/* As a block of YAML, each line of the text indented; what YAML cannot hold is left out. */
static void put_block(struct buf *model, const char *text, size_t length)
{
	buf_puts(model, "name: |-\n      ");
	for (size_t i = 0; i < length; i++) {
		bool plain = (unsigned char)text[i] >= ' ' && text[i] != '\x7f';
		if (text[i] == '\n')
			buf_puts(model, "\n      ");
		else if (plain)
			buf_putc(model, text[i]);
	}
	buf_putc(model, '\n');
}

static void check_workbook(const shikii_result *result)
{
	for (size_t i = 0; i < shikii_file_count(result); i++) {
		size_t length;
		const char *bytes = shikii_file_bytes(result, i, &length);
		if (length < 22 || memcmp(bytes, "PK\x03\x04", 4) != 0 || memcmp(bytes + length - 22, "PK\x05\x06", 4) != 0)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	size = utf8_valid(text, size);
	shikii_session *session = ask_open();
	struct buf model = BUF_INIT;
	buf_puts(&model, "shikii: 1\nnumber: 12\nthreshold: {subjects: {count: 86500}}\nsystems:\n  - id: s\n    ");
	put_block(&model, text, size);
	buf_puts(&model, "sheets:\n  kiso:\n    declaration: {markdown: \"**強** ");
	for (size_t i = 0; i < size; i++)
		buf_printf(&model, (unsigned char)text[i] < 0x80 ? "\\x%02X" : "%c", (unsigned)(unsigned char)text[i]);
	buf_puts(&model, "\"}\n");
	ask_put(session, "city/a.yaml", buf_text(&model));
	const shikii_option options[] = {{"format", "xlsx"}, {"output", "a.xlsx"}, {"form", "kiso"}};
	shikii_result *result = ask(session, "render", options, 3);
	check_workbook(result);
	shikii_free(result);
	shikii_close(session);
	buf_free(&model);
	return 0;
}
