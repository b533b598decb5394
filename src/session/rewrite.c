#include "session/rewrite.h"

#include "base/messages/rewrite.h"
#include "session/answer.h"

static bool hand_over(struct project *project, const struct edits *edits, const struct buf *text)
{
	struct receiver *receiver = project->receiver;
	const struct source *source = edits->source;
	struct made_file file = {.path = source->path,
	                         .bytes = buf_text(text),
	                         .length = text->length,
	                         .before = source->text,
	                         .before_length = source->length};
	receiver->edits(receiver, edits);
	return project->options->dry_run || project->options->diff || receiver->file(receiver, &file);
}

bool rewrite_file(struct project *project, struct edits *edits, struct buf *diff, struct buf *whole)
{
	struct buf text = BUF_INIT, changes = BUF_INIT;
	const char *reason = edits_print(edits, &text);
	if (reason)
		project_say(project, "%s", msg_rewrite_not_rewritten(project->arena, edits->source->path, reason));
	else
		edits_diff(edits, &changes);
	bool done = !reason && hand_over(project, edits, &text);
	if (done)
		buf_append(diff, buf_text(&changes), changes.length);
	if (done && whole)
		buf_append(whole, buf_text(&text), text.length);
	buf_free(&text);
	buf_free(&changes);
	return done;
}
