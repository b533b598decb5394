/* Two models → their sheets in pairs, one for each kind → the 新旧対照表. */
#include "cli/compare.h"

#include "base/list.h"
#include "base/outfile.h"
#include "cli/run.h"
#include "render/render.h"

struct pairs {
	struct sheet_pair *items;
	size_t count;
	size_t capacity;
};

static struct pairs pairs_of(const struct reading *old, const struct reading *new)
{
	struct pairs pairs = {0};
	for (const char **kind = new->official->judge->kinds; *kind; kind++) {
		const struct sheet *before = assessment_sheet(old->assessment, *kind);
		const struct sheet *after = assessment_sheet(new->assessment, *kind);
		if (before || after)
			list_push(new->arena, &pairs, sheet_pair_of(new->arena, before, after));
	}
	return pairs;
}

/* NULL after telling why there is no such folder. */
static const char *path_in_folder(struct project *project, const struct project_file *file)
{
	const char *folder = arena_printf(project->arena, "%s/%s", project->options->out_dir, file->name);
	const char *reason = folder_make(folder);
	if (reason)
		fprintf(project->err, "shikii: 「%s」に書けません: %s\n", folder, reason);
	return reason ? NULL : arena_printf(project->arena, "%s/compare.%s", folder, project->format);
}

static bool write_table(struct project *project, const struct reading *new, const struct pairs *pairs)
{
	struct diags diags;
	struct buf text = BUF_INIT;
	bool in_folder = project->options->out_dir != NULL;
	diags_init(&diags, project->arena);
	struct renderer *renderer = renderer_new(project->arena, &diags, &new->official->folders, project->format);
	bool done = render_comparison(renderer, pairs->items, pairs->count, &text);
	project_report(project, &diags);
	const char *path = done && in_folder ? path_in_folder(project, new->file) : project->options->output;
	done = done && (path || !in_folder) && run_write_file(project, path, &text);
	if (done && in_folder)
		fprintf(project->err, "%s\n", path);
	buf_free(&text);
	return done;
}

enum exit_status compare_render(struct project *project)
{
	if (project->file_count != 1) {
		buf_puts(&project->problem, "--compare では、新しいモデルを一つだけ指定してください");
		return STATUS_FAILED;
	}
	struct project_file old_file = {project->options->compare, ""};
	struct arena *arena = arena_new();
	struct reading old = {.file = &old_file, .arena = arena}, new = {.file = &project->files[0], .arena = arena};
	struct tally tally = {0};
	bool read = run_read_sound(project, &old, &tally);
	read = run_read_sound(project, &new, &tally) && read;
	bool failed = false;
	if (read) {
		struct pairs pairs = pairs_of(&old, &new);
		if (pairs.count == 0)
			fprintf(project->err, "%s: 作る評価書はありません\n", new.file->path);
		else
			failed = !write_table(project, &new, &pairs);
	}
	arena_free(arena);
	return failed ? STATUS_FAILED : run_status(project, &tally);
}
