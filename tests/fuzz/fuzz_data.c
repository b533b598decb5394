/* Bytes, taken as one of the files that a body may put in front of the official ones, or as its baseline: the first byte says
 * which. A request that reads it is answered, or says why not; nothing may crash or run on. */
#include "fuzz/ask.h"

static const struct {
	const char *path, *command, *option, *value, *format;
} kinds[] = {
    {"own/model.yaml", "check", "schema", "own", "json"},
    {"own/forms/kiso-2024.yaml", "render", "schema", "own", "json"},
    {"own/law/own.yaml", "cite", "rules", "own", "json"},
    {"own/law/patterns.yaml", "cite", "rules", "own", "json"},
    {"own/threshold.yaml", "judge", "rules", "own", "json"},
    {"own/periods.yaml", "check", "rules", "own", "json"},
    {"own/cells.yaml", "check", "rules", "own", "json"},
    {"own/consequences.yaml", "check", "rules", "own", "json"},
    {"own/xlsx/default.yaml", "render", "templates", "own", "xlsx"},
    {"own/html/index.html", "render", "templates", "own", "html"},
    {"own/baseline.yaml", "check", "baseline", "own/baseline.yaml", "text"},
    {"city/shikii.yaml", "check", "as-of", "2026-01-01", "json"},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	size_t kind = *data % (sizeof kinds / sizeof *kinds);
	shikii_session *session = ask_open();
	if (!shikii_put(session, kinds[kind].path, data + 1, size - 1))
		abort();
	const shikii_option options[] = {{kinds[kind].option, kinds[kind].value}, {"format", kinds[kind].format}};
	shikii_free(ask(session, kinds[kind].command, options, 2));
	shikii_close(session);
	return 0;
}
