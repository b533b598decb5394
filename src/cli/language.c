/* --language → the texts of this thread. */
#include "cli/language.h"

#include "base/message_read.h"

#include <string.h>
#include <sys/stat.h>

static const char option[] = "--language";

void language_begin(int argc, char **argv)
{
	size_t length = strlen(option);
	const char *code = NULL;
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], option, length) == 0 && argv[i][length] == '=')
			code = argv[i] + length + 1;
		else if (strcmp(argv[i], option) == 0)
			code = argv[i + 1];
	}
	message_use(code ? message_language(code) : NULL);
}

bool language_read(struct project *project)
{
	const char *name = project->options->language;
	struct diags diags;
	struct stat status;
	if (!name || message_language(name))
		return true;
	if (stat(name, &status) != 0) {
		buf_puts(&project->problem, msg_usage_no_language(project->arena, name));
		return false;
	}
	diags_init(&diags, project->arena);
	const struct source *source = source_load(project->arena, &diags, name);
	const char *const *texts = source ? message_read(project->arena, &diags, source, message_used()) : NULL;
	project_report(project, &diags);
	if (texts && !diags.count)
		message_use(texts);
	return diags.count == 0;
}
