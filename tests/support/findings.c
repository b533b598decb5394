#include "support/findings.h"

#include "base/buf.h"

#include <string.h>

static void put_finding(struct buf *out, const struct diag *diag, const char *path)
{
	if (diag->span.source) {
		struct position position = source_position(diag->span.source, diag->span.start);
		if (strcmp(diag->span.source->path, path) != 0)
			buf_printf(out, "%s:", diag->span.source->path);
		buf_printf(out, "%zu:%zu ", position.line, position.column);
	} else if (diag->file) {
		buf_printf(out, "%s ", diag->file);
	}
	buf_printf(out, "%s %s", diag->rule, diag->message);
	if (diag->hint)
		buf_printf(out, " → %s", diag->hint);
	buf_putc(out, '\n');
}

const char *findings_text(struct diags *diags, const char *path)
{
	struct buf out = BUF_INIT;
	diags_sort(diags);
	for (size_t i = 0; i < diags->count; i++)
		put_finding(&out, diags->items[i], path);
	const char *text = arena_copy(diags->arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}
