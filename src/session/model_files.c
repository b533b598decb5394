/* Paths → the models that they name. */
#include "session/model_files.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/not_found.h"
#include "base/messages/project.h"
#include "base/utf8.h"
#include "check/baseline.h"
#include "session/not_found.h"
#include "session/states.h"

#include <string.h>
#include <strings.h>

enum { FOLDER_DEPTH_LIMIT = 32, PASSED_OVER_LIMIT = 10 };

struct file_finder {
	struct project *project;
	struct arena *passing; /* until all are found */
	LIST(struct project_file) files;
	struct map seen;                /* paths */
	size_t met;                     /* models, those that were seen before, too */
	LIST(const char *) passed_over; /* paths of files that are no models */
	struct diags *diags;
};

/* ---- names ---- */

/* In any case: systems that name files in capitals mean the same. */
static bool is_yaml(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot && dot > name && (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0);
}

/* The name of a folder, without the path; NULL of one that only has a place: "." or "..". */
static char *folder_name(struct arena *arena, const char *folder)
{
	char buffer[PATH_LIMIT];
	const char *normal = path_normal(folder, buffer);
	const char *name = normal ? path_name(normal) : "";
	return *name && strcmp(name, "..") != 0 ? arena_string(arena, name) : NULL;
}

/* A name under which files are written: no step of it leads upward or is hidden, and a terminal may show it. */
static const char *make_safe(char *name)
{
	for (char *at = name; *at; at++) {
		bool begins = at == name || at[-1] == '/';
		if ((begins && *at == '.') || (unsigned char)*at < ' ' || *at == '\x7f' || *at == '\\')
			*at = '_';
	}
	return name;
}

/* mihon-kokuho/assessment.yaml → mihon-kokuho; kokuho.yaml → kokuho. `path` is of a model, relative to the folder
 * that was searched; the model of that folder itself has the folder's name. */
static char *output_name(struct arena *arena, const char *folder, const char *path)
{
	const char *last = path_name(path);
	if (strcmp(last, "assessment.yaml") == 0 && last > path)
		return arena_copy(arena, path, (size_t)(last - path - 1));
	char *outer = strcmp(last, "assessment.yaml") == 0 ? folder_name(arena, folder) : NULL;
	if (outer)
		return outer;
	const char *dot = strrchr(last, '.');
	return arena_copy(arena, path, dot && dot > last ? (size_t)(dot - path) : strlen(path));
}

/* For a file named itself: its folder's name, if the file is called assessment.yaml. */
static char *output_name_of_file(struct arena *arena, const char *path)
{
	return strcmp(path, "-") == 0 ? arena_string(arena, "stdin")
	                              : output_name(arena, path_folder(arena, path), path_name(path));
}

/* ---- searching ---- */

static bool begins_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* The next line, as YAML ends them (CR, LF, U+0085, U+2028, U+2029), with the end of this one still in front; NULL: none. */
static const char *next_line(const char *at)
{
	for (at += strcspn(at, "\r\n\xC2\xE2"); *at; at += 1 + strcspn(at + 1, "\r\n\xC2\xE2"))
		if (*at == '\r' || *at == '\n' || begins_with(at, "\xC2\x85") || begins_with(at, "\xE2\x80\xA8") ||
		    begins_with(at, "\xE2\x80\xA9"))
			return at + (*at == '\xC2' ? 2 : *at == '\xE2' ? 3 : 1);
	return NULL;
}

/* Where the first line with something in it begins: how far the whole text is indented. */
static size_t indentation(const char *text)
{
	for (const char *line = text; line; line = next_line(line)) {
		line += strspn(line, "\r\n\xEF\xBB\xBF\xFF\xFE");
		size_t blank = strspn(line, " ");
		if (!strchr("#\r\n\t%", line[blank]) && strncmp(line, "---", 3) != 0)
			return blank;
	}
	return 0;
}

/* Has the text this key in its outermost mapping? Read as text, so that a model with a mistake in its YAML is found, and
 * foreign YAML is passed over unread. */
static bool has_key(const char *text, const char *key)
{
	size_t indent = indentation(text);
	for (const char *line = text; line; line = next_line(line)) {
		line += strspn(line, "\n\xEF\xBB\xBF\xFF\xFE");
		bool begins = begins_with(line, "--- ");
		line += begins ? strlen("--- ") : 0;
		if (!begins && strspn(line, " ") != indent)
			continue;
		line += strspn(line, " \t?{\"'"); /* said to be a key, of a mapping in flow style, or quoted */
		const char *behind = begins_with(line, key) ? line + strlen(key) : "";
		behind += strspn(behind, "\"' \t\r\n");
		if (*behind == ':' || begins_with(behind, "：")) /* the wide one is told by who reads it */
			return true;
	}
	return false;
}

bool is_model_text(const char *text)
{
	return has_key(text, "shikii");
}

/* A model whose first line is not right or went lost, or all of it, as when a disk was full. */
static bool is_lost_model(const char *path, const char *text)
{
	const char *name = path_name(path);
	if (strcmp(name, "shikii.yaml") == 0)
		return false;
	bool empty = text[strspn(text, " \t\r\n")] == '\0';
	return empty || strcasecmp(name, "assessment.yaml") == 0 || (has_key(text, "threshold") && has_key(text, "sheets"));
}

bool is_model_file(const char *path, const char *text)
{
	return is_yaml(path) && is_model_text(text);
}

/* UTF-16, whose ASCII has a NUL beside each letter, is no YAML of ours, but the reader will say so. */
static void drop_nuls(char *bytes, size_t length)
{
	const char *first = memchr(bytes, '\0', length);
	size_t kept = first ? (size_t)(first - bytes) : length;
	for (size_t i = kept; i < length; i++)
		if (bytes[i])
			bytes[kept++] = bytes[i];
	bytes[kept] = '\0';
}

/* Has the file, in its first `size` bytes, the key? *whole: there are no more. */
static bool begins_as_model(const struct files *files, const char *path, size_t size, bool *whole)
{
	struct arena *arena = arena_new();
	char *head = arena_alloc(arena, size + 1);
	size_t length;
	bool names = true; /* whoever reads it will say why it cannot be read */
	*whole = true;
	if (files_peek(files, path, head, size, &length)) {
		*whole = length < size;
		drop_nuls(head, length);
		names = is_model_text(head);
	}
	arena_free(arena);
	return names;
}

/* Nearly all have it in their first lines. */
static bool holds_model(const struct files *files, const char *path)
{
	static const size_t heads[] = {4096, 65536, SOURCE_LIMIT};
	bool whole = !is_yaml(path);
	for (size_t i = 0; i < sizeof heads / sizeof *heads && !whole; i++)
		if (begins_as_model(files, path, heads[i], &whole))
			return true;
	return false;
}

/* Is the file, which holds no model, one that got lost? */
static bool lost_model(const struct files *files, const char *path)
{
	enum { HEAD = 65536 };
	struct arena *arena = arena_new();
	bool lost = false, whole = !is_yaml(path);
	for (size_t size = HEAD, length; !whole; size = SOURCE_LIMIT) {
		char *text = arena_alloc(arena, size + 1);
		bool read = files_peek(files, path, text, size, &length);
		whole = !read || length < size || size == SOURCE_LIMIT;
		drop_nuls(text, length);
		lost = read && whole && is_lost_model(path, text);
	}
	arena_free(arena);
	return lost;
}

static void report_path(struct file_finder *finder, enum diag_id id, const char *path, const char *message,
                        const char *hint)
{
	struct diag *diag = diag_add(finder->diags, id, (struct span){0}, message);
	diag->file = path;
	diag->hint = hint;
}

/* A file that is named twice is read once. */
static void add_file(struct file_finder *finder, const char *root, const char *path, char *name)
{
	finder->met++;
	const char *standard = finder->project->options->stdin_filename, *plain = baseline_path(path);
	bool is_standard = strcmp(plain, standard ? baseline_path(standard) : "-") == 0;
	struct project_file file = {.path = path, .name = make_safe(name), .root = root, .standard = is_standard};
	if (finder->project->options->path_count == 1 || !map_put(&finder->seen, plain, finder))
		list_push(finder->passing, &finder->files, file);
}

/* A folder that a link leads to is not searched: one inside is met by its own path. Are models missed by that? */
static bool hides_models(struct file_finder *finder, const char *root, const char *link)
{
	struct arena *arena = finder->project->arena;
	const struct files *files = finder->project->documents;
	struct file_names names = {0};
	if (files_stand_within(link, root) || !files_list(arena, files, link, &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		const char *path = arena_printf(arena, "%s/%s", link, names.items[i]);
		if (is_yaml(path) && files_kind(files, path) == FILE_REGULAR && holds_model(files, path))
			return true;
	}
	return false;
}

static void find_in_folder(struct file_finder *finder, const char *root, const char *folder, size_t depth);

/* What stands in a folder, by its path, which does not live long. */
static void take_entry(struct file_finder *finder, const char *root, const char *entry, size_t depth)
{
	struct arena *arena = finder->project->arena;
	const struct files *files = finder->project->documents;
	enum file_kind kind = files_kind(files, entry);
	if (kind == FILE_FOLDER && !files_is_link(files, entry)) {
		find_in_folder(finder, root, entry, depth + 1);
		return;
	}
	const char *path = arena_string(arena, entry);
	if (kind == FILE_FOLDER && hides_models(finder, root, path))
		report_path(finder, DIAG_CANNOT_READ, path, msg(MSG_PROJECT_LINKED_FOLDER), msg(MSG_PROJECT_NAME_THE_FOLDER));
	else if (kind == FILE_UNREADABLE && !is_yaml(path) && !files_is_link(files, path))
		report_path(finder, DIAG_CANNOT_READ, path, msg(MSG_PROJECT_UNREADABLE), NULL);
	else if ((kind == FILE_REGULAR && holds_model(files, path)) ||
	         ((kind == FILE_UNREADABLE || kind == FILE_OTHER) && is_yaml(path)))
		add_file(finder, root, path, output_name(arena, root, path + strlen(root) + !text_ends_with(root, "/")));
	else if (kind == FILE_REGULAR)
		list_push(arena, &finder->passed_over, path);
}

/* Of a stock only the models are remembered, not the folders between them. */
static void find_in_folder(struct file_finder *finder, const char *root, const char *folder, size_t depth)
{
	struct arena *passing = arena_new();
	struct file_names names = {0};
	bool slash = text_ends_with(folder, "/");
	if (depth >= FOLDER_DEPTH_LIMIT || !files_list(passing, finder->project->documents, folder, &names))
		report_path(finder, DIAG_CANNOT_READ, arena_string(finder->project->arena, folder),
		            depth < FOLDER_DEPTH_LIMIT ? msg(MSG_PROJECT_FOLDER_UNREADABLE) : msg(MSG_PROJECT_FOLDER_TOO_DEEP),
		            NULL);
	for (size_t i = 0; i < names.count; i++)
		if (names.items[i][0] != '.')
			take_entry(finder, root, arena_printf(passing, "%s%s%s", folder, slash ? "" : "/", names.items[i]), depth);
	arena_free(passing);
}

/* Beside models, what was one. */
static void report_lost(struct file_finder *finder)
{
	const struct files *files = finder->project->documents;
	for (size_t i = 0; i < finder->passed_over.count; i++) {
		const char *path = finder->passed_over.items[i];
		if (lost_model(files, path))
			report_path(finder, DIAG_NO_MODEL, path, not_found_reason(files, path), NULL);
	}
}

/* Where there is nothing else, what was passed over is what was meant. */
static void report_nothing(struct file_finder *finder, const char *folder)
{
	struct arena *arena = finder->project->arena;
	size_t count = finder->passed_over.count, shown = count > PASSED_OVER_LIMIT ? PASSED_OVER_LIMIT : count;
	report_path(finder, DIAG_NO_MODEL, folder, msg(MSG_PROJECT_NO_MODEL_IN_FOLDER), msg(MSG_PROJECT_WHAT_IS_A_MODEL));
	for (size_t i = 0; i < shown; i++) {
		const char *path = finder->passed_over.items[i];
		report_path(finder, DIAG_NO_MODEL, path, not_found_reason(finder->project->documents, path), NULL);
	}
	if (count > shown)
		report_path(finder, DIAG_NO_MODEL, folder, msg_not_found_more(arena, (int)(count - shown)), NULL);
}

static void find_path(struct file_finder *finder, const char *path)
{
	size_t before = finder->met;
	if (strcmp(path, "-") == 0 && finder->project->options->stdin_filename)
		path = finder->project->options->stdin_filename;
	if (strcmp(path, "-") != 0 && files_kind(finder->project->documents, path) == FILE_FOLDER) {
		size_t findings = finder->diags->count;
		finder->passed_over.count = 0;
		find_in_folder(finder, path, path, 0);
		if (finder->met == before && finder->diags->count == findings)
			report_nothing(finder, path);
		else
			report_lost(finder);
		return;
	}
	struct arena *arena = finder->project->arena;
	struct project_file then;
	if (finder->project->revisions && state_named(finder->project, path, &then))
		list_push(finder->passing, &finder->files, then);
	else
		add_file(finder, path_folder(arena, path), path, output_name_of_file(arena, path));
}

void model_files_find(struct project *project)
{
	struct file_finder finder = {.project = project, .passing = arena_new(), .diags = &project->diags};
	map_init(&finder.seen, finder.passing);
	for (size_t i = 0; i < project->options->path_count; i++)
		find_path(&finder, project->options->paths[i]);
	project->file_count = project->found_count = finder.files.count;
	project->files = arena_array(project->arena, struct project_file, finder.files.count);
	for (size_t i = 0; i < finder.files.count; i++)
		project->files[i] = finder.files.items[i];
	arena_free(finder.passing);
}
