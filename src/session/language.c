/* The option language → the texts of this thread. */
#include "session/language.h"

#include "base/messages/usage.h"
#include "session/answer.h"
#include "yaml/message_read.h"

bool language_read(struct project *project)
{
	const char *name = project->options->language;
	struct diags diags;
	if (!name)
		return true;
	if (message_language(name)) {
		message_use(message_language(name));
		return true;
	}
	if (files_kind(project->documents, name) == FILE_NONE) {
		buf_puts(&project->problem, msg_usage_no_language(project->arena, name));
		return false;
	}
	diags_init(&diags, project->arena);
	const struct source *source = files_load(project->arena, &diags, project->documents, name);
	const char *const *texts = source ? message_read(project->arena, &diags, source, message_used()) : NULL;
	project_report(project, &diags);
	if (texts && !diags.count)
		message_use(texts);
	return diags.count == 0;
}
