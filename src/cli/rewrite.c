#include "cli/rewrite.h"

#include "base/message.h"
#include "base/outfile.h"

static bool save(struct project *project, const struct source *source, const struct buf *text)
{
	struct outfile file;
	const char *reason = outfile_open(&file, project->arena, source->path, NULL);
	if (!reason) {
		outfile_write(&file, buf_text(text), text->length);
		reason = outfile_close(&file);
	}
	if (reason)
		fprintf(project->err, "shikii: %s\n", msg_run_cannot_write(project->arena, source->path, reason));
	return !reason;
}

bool rewrite_file(struct project *project, struct edits *edits, struct buf *diff)
{
	struct buf text = BUF_INIT, changes = BUF_INIT;
	const char *reason = edits_print(edits, &text);
	if (reason)
		fprintf(project->err, "shikii: %s\n", msg_rewrite_not_rewritten(project->arena, edits->source->path, reason));
	else
		edits_diff(edits, &changes);
	bool done = !reason && (project->options->dry_run || save(project, edits->source, &text));
	if (done)
		buf_append(diff, buf_text(&changes), changes.length);
	buf_free(&text);
	buf_free(&changes);
	return done;
}
