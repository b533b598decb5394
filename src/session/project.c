/* What all commands begin with: official data, paths → files, each file's shikii.yaml, and facts to try. */
#include "session/project.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/forms.h"
#include "base/messages/not_found.h"
#include "base/messages/project.h"
#include "base/messages/row.h"
#include "base/messages/source.h"
#include "base/messages/usage.h"
#include "check/baseline.h"
#include "check/citations.h"
#include "consequences/consequences.h"
#include "model/forgotten.h"
#include "session/answer.h"
#include "session/not_found.h"
#include "session/session.h"
#include "session/states.h"
#include "yaml/node.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { FOLDER_DEPTH_LIMIT = 32, PASSED_OVER_LIMIT = 10 };

struct file_finder {
	struct project *project;
	LIST(struct project_file) files;
	struct map seen;                /* paths */
	size_t met;                     /* models, those that were seen before, too */
	LIST(const char *) passed_over; /* paths of files that are no models */
	struct diags *diags;
};

/* ---- names ---- */

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static bool has_suffix(const char *name, const char *suffix)
{
	size_t length = strlen(name), tail = strlen(suffix);
	return length > tail && strcmp(name + length - tail, suffix) == 0;
}

/* In any case: systems that name files in capitals mean the same. */
static bool is_yaml(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot && dot > name && (strcasecmp(dot, ".yaml") == 0 || strcasecmp(dot, ".yml") == 0);
}

/* The name of a folder, without the path; NULL of one that only has a place: "." or "..". */
static const char *folder_name(struct arena *arena, const char *folder)
{
	char buffer[PATH_LIMIT];
	const char *normal = path_normal(folder, buffer);
	const char *name = normal ? last_part(normal) : "";
	return *name && strcmp(name, "..") != 0 ? arena_string(arena, name) : NULL;
}

/* A name under which files are written: no step of it leads upward or is hidden, and a terminal may show it. */
static const char *safe_name(struct arena *arena, const char *name)
{
	char *safe = arena_string(arena, name);
	for (char *at = safe; *at; at++) {
		bool begins = at == safe || at[-1] == '/';
		if ((begins && *at == '.') || (unsigned char)*at < ' ' || *at == '\x7f' || *at == '\\')
			*at = '_';
	}
	return safe;
}

/* mihon-kokuho/assessment.yaml → mihon-kokuho; kokuho.yaml → kokuho. `path` is of a model, relative to the folder
 * that was searched; the model of that folder itself has the folder's name. */
static const char *output_name(struct arena *arena, const char *folder, const char *path)
{
	const char *last = last_part(path);
	if (strcmp(last, "assessment.yaml") == 0 && last > path)
		return arena_copy(arena, path, (size_t)(last - path - 1));
	const char *outer = strcmp(last, "assessment.yaml") == 0 ? folder_name(arena, folder) : NULL;
	if (outer)
		return outer;
	const char *dot = strrchr(last, '.');
	return arena_copy(arena, path, dot && dot > last ? (size_t)(dot - path) : strlen(path));
}

static const char *folder_around(struct arena *arena, const char *path)
{
	return arena_copy(arena, path, (size_t)(last_part(path) - path));
}

/* For a file named itself: its folder's name, if the file is called assessment.yaml. */
static const char *output_name_of_file(struct arena *arena, const char *path)
{
	return strcmp(path, "-") == 0 ? "stdin" : output_name(arena, folder_around(arena, path), last_part(path));
}

/* ---- searching ---- */

/* Where the first line with something in it begins: how far the whole text is indented. */
static size_t indentation(const char *text)
{
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += strspn(line, "\r\n\xEF\xBB\xBF\xFF\xFE");
		size_t blank = strspn(line, " ");
		if (!strchr("#\r\n\t%", line[blank]) && strncmp(line, "---", 3) != 0)
			return blank;
	}
	return 0;
}

/* Has the text `shikii` as a key of its outermost mapping? Read as text, so that a model with a mistake in its YAML is
 * found, and foreign YAML is passed over unread. */
static bool names_a_model(const char *text)
{
	size_t indent = indentation(text);
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += strspn(line, "\n\xEF\xBB\xBF\xFF\xFE");
		size_t blank = strspn(line, " ");
		line += blank == indent ? blank : 0;
		line += strspn(line, "{\"'"); /* of a mapping in flow style, or quoted */
		if (strncmp(line, "shikii", 6) == 0 && line[6 + strspn(line + 6, "\"' ")] == ':')
			return true;
	}
	return false;
}

bool project_is_model(const char *path, const char *text)
{
	return is_yaml(path) && names_a_model(text);
}

/* UTF-16, whose ASCII has a NUL beside each letter, is no YAML of ours, but the reader will say so. */
static void drop_nuls(char *bytes, size_t length)
{
	size_t kept = 0;
	for (size_t i = 0; i < length; i++)
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
		names = names_a_model(head);
	}
	arena_free(arena);
	return names;
}

static bool is_model_file(const struct files *files, const char *path)
{
	enum { HEAD = 65536 };
	bool whole;
	return is_yaml(path) && (begins_as_model(files, path, HEAD, &whole) ||
	                         (!whole && begins_as_model(files, path, SOURCE_LIMIT, &whole)));
}

static void report_path(struct file_finder *finder, enum diag_id id, const char *path, const char *message,
                        const char *hint)
{
	struct diag *diag = diag_add(finder->diags, id, (struct span){0}, message);
	diag->file = path;
	diag->hint = hint;
}

/* A file that is named twice is read once. */
static void add_file(struct file_finder *finder, const char *root, const char *path, const char *name)
{
	finder->met++;
	const char *standard = finder->project->options->stdin_filename, *plain = baseline_path(path);
	bool is_standard = strcmp(plain, standard ? baseline_path(standard) : "-") == 0;
	struct project_file file = {
	    .path = path, .name = safe_name(finder->project->arena, name), .root = root, .standard = is_standard};
	if (!map_put(&finder->seen, plain, finder))
		list_push(finder->project->arena, &finder->files, file);
}

static void find_in_folder(struct file_finder *finder, const char *root, const char *folder, size_t depth)
{
	struct arena *arena = finder->project->arena;
	const struct files *files = finder->project->documents;
	struct file_names names = {0};
	if (depth >= FOLDER_DEPTH_LIMIT || !files_list(arena, files, folder, &names)) {
		report_path(finder, DIAG_CANNOT_READ, folder,
		            depth < FOLDER_DEPTH_LIMIT ? msg(MSG_PROJECT_FOLDER_UNREADABLE) : msg(MSG_PROJECT_FOLDER_TOO_DEEP),
		            NULL);
		return;
	}
	for (size_t i = 0; i < names.count; i++) {
		if (names.items[i][0] == '.')
			continue;
		bool slash = has_suffix(folder, "/");
		const char *path = arena_printf(arena, "%s%s%s", folder, slash ? "" : "/", names.items[i]);
		enum file_kind kind = files_kind(files, path);
		if (kind == FILE_FOLDER && !files_is_link(files, path))
			find_in_folder(finder, root, path, depth + 1);
		else if (kind == FILE_UNREADABLE && !is_yaml(path) && !files_is_link(files, path))
			report_path(finder, DIAG_CANNOT_READ, path, msg(MSG_PROJECT_UNREADABLE), NULL);
		else if ((kind == FILE_REGULAR && is_model_file(files, path)) || (kind == FILE_UNREADABLE && is_yaml(path)))
			add_file(finder, root, path, output_name(arena, root, path + strlen(root) + !has_suffix(root, "/")));
		else if (kind == FILE_REGULAR)
			list_push(arena, &finder->passed_over, path);
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
		return;
	}
	struct arena *arena = finder->project->arena;
	struct project_file then;
	if (finder->project->revisions && state_named(finder->project, path, &then))
		list_push(arena, &finder->files, then);
	else
		add_file(finder, folder_around(arena, path), path, output_name_of_file(arena, path));
}

/* ---- options ---- */

static bool fail(struct project *project, const char *message)
{
	buf_puts(&project->problem, message);
	return false;
}

static struct value today(void)
{
	time_t now = time(NULL);
	struct tm parts;
	localtime_r(&now, &parts);
	return value_date((struct date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday});
}

static bool read_as_of(struct project *project)
{
	const char *text = project->options->as_of;
	struct date date;
	if (!text)
		return true;
	if (strcmp(text, "today") == 0) {
		project->assess.as_of = today();
		return true;
	}
	if (date_parse(&project->official->schema->calendar, text, &date) != DATE_OK || !date.day) {
		return fail(project, msg_usage_as_of(project->arena, text));
	}
	project->assess.as_of = value_date(date);
	return true;
}

static bool read_outlook(struct project *project)
{
	const struct options *options = project->options;
	struct outlook *outlook = &project->assess.outlook;
	if (options->ahead && !outlook_read_ahead(options->ahead, outlook))
		return fail(project, msg_usage_ahead(project->arena, options->ahead));
	if (options->changed_since &&
	    (date_parse(&project->official->schema->calendar, options->changed_since, &outlook->changed_since) != DATE_OK ||
	     !outlook->changed_since.day))
		return fail(project, msg_usage_changed_since(project->arena, options->changed_since));
	return true;
}

static bool read_form(struct project *project)
{
	const char *name = project->options->form;
	struct value none = value_absent();
	if (!name || official_form(project->official, name) || official_form_of(project->official, name, &none)) {
		project->assess.form = name;
		return true;
	}
	const char *forms = msg(MSG_FORMS_OF_KINDS);
	for (size_t i = 0; i < project->official->form_names.count; i++) {
		const char *file = last_part(project->official->form_names.items[i]);
		forms = msg_row_more(project->arena, forms, arena_copy(project->arena, file, strlen(file) - strlen(".yaml")));
	}
	return fail(project, msg_usage_no_form(project->arena, name, forms));
}

static bool read_fail_on(struct project *project)
{
	const char *name = project->options->fail_on;
	project->fail_on = SEVERITY_ERROR;
	return !name || severity_parse(name, &project->fail_on);
}

static bool read_jobs(struct project *project)
{
	const char *text = project->options->jobs;
	char *end;
	long jobs = text ? strtol(text, &end, 10) : 0;
	if (text && (jobs < 1 || *end || *text < '0' || *text > '9'))
		return fail(project, msg(MSG_USAGE_JOBS));
	project->jobs = (size_t)jobs;
	return true;
}

/* k/n: the k-th of n parts. */
static bool read_shard(struct project *project)
{
	const char *text = project->options->shard;
	unsigned shard = 0, count = 0;
	char end;
	if (!text)
		return true;
	bool good = strspn(text, "0123456789/") == strlen(text) && strlen(text) <= 11 &&
	            sscanf(text, "%u/%u%c", &shard, &count, &end) == 2;
	if (!good || shard < 1 || shard > count)
		return fail(project, msg(MSG_USAGE_SHARD));
	project->shard = shard;
	project->shard_count = count;
	return true;
}

/* Every n-th of the files, in front; the others stay behind them, for they are there. */
static void take_shard(struct project *project)
{
	struct project_file *all = arena_array(project->arena, struct project_file, project->found_count);
	size_t own = 0, behind = project->found_count;
	for (size_t i = project->found_count; i > 0; i--)
		if ((i - 1) % project->shard_count != project->shard - 1)
			all[--behind] = project->files[i - 1];
	for (size_t i = 0; i < project->found_count; i++)
		if (i % project->shard_count == project->shard - 1)
			all[own++] = project->files[i];
	project->files = all;
	project->file_count = own;
}

static bool read_set_facts(struct project *project)
{
	struct diags diags;
	diags_init(&diags, project->arena);
	bool good = set_facts_read(project->arena, &diags, project->official, project->options, &project->set_facts,
	                           &project->problem);
	if (!good && diags.count)
		project_report(project, &diags);
	project->assess.trials = &project->set_facts.answers;
	return good;
}

static bool read_options(struct project *project)
{
	const char *purpose = project->options->purpose;
	bool publication = purpose && strcmp(purpose, "publication") == 0;
	project->assess.for_publication = publication;
	return read_fail_on(project) && read_jobs(project) && read_shard(project) && read_as_of(project) &&
	       read_outlook(project) && read_form(project) && read_set_facts(project);
}

/* A body's own consequences and law are read at once, though few runs need them, so that all tell a mistake. */
static bool read_own(struct project *project, struct diags *diags, struct official *official)
{
	const struct data_folders *folders = &official->folders;
	if (data_is_own(project->arena, folders, "rules/consequences.yaml")) {
		project->consequences = consequences_load(project->arena, diags, official->schema, folders);
		project->consequences_of = official;
		if (!project->consequences)
			return false;
	}
	return !data_is_own(project->arena, folders, "rules/law/") || official_law(official);
}

static struct official *load_official(struct project *project, struct diags *diags, const struct data_folders *folders)
{
	struct official *official = official_load(project->arena, diags, folders);
	return official && read_own(project, diags, official) ? official : NULL;
}

/* What is built in never changes: a session keeps it from one request to the next. */
static struct official *official_kept(struct session *session)
{
	const struct data_folders built_in = {0};
	if (!session->kept) {
		session->kept = arena_new();
		diags_init(&session->kept_diags, session->kept);
		session->official = official_load(session->kept, &session->kept_diags, &built_in);
	}
	return session->official;
}

static struct official *official_given(struct project *project, const struct options *options)
{
	struct data_folders folders = {.schema = options->schema,
	                               .rules = options->rules,
	                               .templates = options->templates,
	                               .files = project->documents};
	bool built_in = !folders.schema && !folders.rules && !folders.templates;
	return built_in && project->session ? official_kept(project->session)
	                                    : load_official(project, &project->diags, &folders);
}

/* Loads the official data and reads the options. */
static bool open_official(struct project *project)
{
	const struct options *options = project->options;
	diags_init(&project->diags, project->arena);
	map_init(&project->moved, project->arena);
	map_init(&project->written, project->arena);
	project->official = official_given(project, options);
	return project->official && read_options(project) && diags_count(&project->diags, SEVERITY_ERROR) == 0;
}

bool project_open_again(struct project *copy, const struct project *project)
{
	copy->options = project->options;
	copy->documents = project->documents;
	bool good = open_official(copy);
	const struct judge_trials *trials = copy->assess.trials;
	copy->assess = project->assess; /* today is the same day for all */
	copy->assess.trials = trials;
	buf_free(&copy->problem);
	return good;
}

bool project_open(struct project *project)
{
	const struct options *options = project->options;
	if (!open_official(project)) {
		project_report(project, &project->diags);
		diags_init(&project->diags, project->arena);
		return false;
	}
	if (project->names_rules)
		return true;
	struct file_finder finder = {.project = project, .diags = &project->diags};
	map_init(&finder.seen, project->arena);
	bool by_git = project->revisions && states_are_handed_over(options);
	for (size_t i = 0; by_git && i < 2; i++)
		list_push(project->arena, &finder.files, state_handed_over(project, i == 1));
	for (size_t i = 0; !by_git && i < options->path_count; i++)
		find_path(&finder, options->paths[i]);
	project->files = finder.files.items;
	project->file_count = project->found_count = finder.files.count;
	if (project->shard)
		take_shard(project);
	project_report(project, &project->diags);
	project->incomplete = diags_count(&project->diags, SEVERITY_ERROR) > 0;
	diags_init(&project->diags, project->arena);
	return project->found_count > 0;
}

/* ---- bodies ---- */

const char *project_parent_folder(struct arena *arena, const char *folder)
{
	size_t length = strlen(folder);
	if (strcmp(folder, "/") == 0)
		return NULL;
	if (length == 0)
		return arena_string(arena, "../");
	size_t start = length - 1;
	while (start > 0 && folder[start - 1] != '/')
		start--;
	bool upward = strcmp(folder + start, "../") == 0;
	return upward ? arena_printf(arena, "%s../", folder) : arena_copy(arena, folder, start);
}

/* A folder that shikii.yaml names, seen from where it stands; the option goes before. */
static const char *folder_named(struct project *project, const struct project_body *body, const struct node *node,
                                const char *key, const char *option)
{
	const struct node *value = node_get(node, key);
	if (option || !value || value->kind != NODE_SCALAR || !value->length)
		return option;
	size_t parent = (size_t)(last_part(body->path) - body->path);
	return value->text[0] == '/' ? arena_string(project->arena, value->text)
	                             : arena_printf(project->arena, "%.*s%s", (int)parent, body->path, value->text);
}

/* A folder that cannot be read is told with the place that names it. */
static void point_to_name(struct diags *diags, const struct node *node, const char *key, const char *folder)
{
	const struct node *value = node_get(node, key);
	for (size_t i = 0; value && folder && i < diags->count; i++) {
		struct diag *diag = diags->items[i];
		if (!diag->file || strcmp(diag->file, folder) != 0)
			continue;
		diag->related = value->span;
		diag->related_message = msg(MSG_PROJECT_NAMED_HERE);
	}
}

/* A folder outside of the body's, which shikii.yaml may not name unless it is trusted. */
static bool stays_inside(struct project *project, struct project_body *body, const struct node *node, const char *key,
                         const char *folder)
{
	const struct node *value = node_get(node, key);
	if (!value || value->kind != NODE_SCALAR ||
	    !files_lead_out(project->documents, folder, folder_around(project->arena, body->path)))
		return true;
	diag_add(&body->diags, DIAG_CANNOT_READ, value->span, msg(MSG_PROJECT_FOLDER_OUTSIDE))->hint =
	    msg(MSG_SOURCE_TRUST);
	return false;
}

/* Official data with the folders of this body, or the project's where it names none. */
static struct official *official_of(struct project *project, struct project_body *body, const struct node *node)
{
	const struct options *options = project->options;
	struct data_folders folders = {
	    .schema = folder_named(project, body, node, "schema", options->schema),
	    .rules = folder_named(project, body, node, "rules", options->rules),
	    .templates = folder_named(project, body, node, "templates", options->templates),
	    .files = project->documents,
	    .body = folder_around(project->arena, body->path),
	};
	bool inside = options->schema || stays_inside(project, body, node, "schema", folders.schema);
	inside &= options->rules || stays_inside(project, body, node, "rules", folders.rules);
	inside &= options->templates || stays_inside(project, body, node, "templates", folders.templates);
	if (!inside)
		return NULL;
	const struct data_folders *given = &project->official->folders;
	if (folders.schema == given->schema && folders.rules == given->rules && folders.templates == given->templates)
		return project->official;
	struct official *official = load_official(project, &body->diags, &folders);
	body->diags.environment |= !official; /* broken rules: the run cannot be done */
	point_to_name(&body->diags, node, "schema", folders.schema);
	point_to_name(&body->diags, node, "rules", folders.rules);
	point_to_name(&body->diags, node, "templates", folders.templates);
	if (official)
		official->diags = &project->diags; /* its forms are read later, when the body has been reported */
	return official;
}

struct official *project_official(const struct project *project, const struct project_body *body)
{
	return body && body->official ? body->official : project->official;
}

static struct project_body *body_load(struct project *project, const char *path)
{
	struct project_body *entry = arena_new_object(project->arena, struct project_body);
	entry->path = path;
	diags_init(&entry->diags, project->arena);
	const struct source *source =
	    files_load_within(project->arena, &entry->diags, project->documents, path, folder_around(project->arena, path));
	struct node *node = source ? node_read(project->arena, &entry->diags, source) : NULL;
	if (node)
		set_facts_apply_to_body(&project->set_facts, project->arena, node);
	entry->official = official_of(project, entry, node);
	entry->body = body_bind(project->arena, &entry->diags, project_official(project, entry)->schema, node);
	entry->next = project->bodies;
	project->bodies = entry;
	return entry;
}

struct project_body *project_body(struct project *project, const char *path)
{
	const char *end = strcmp(path, "-") == 0 ? NULL : strrchr(path, '/');
	const char *folder = end ? arena_copy(project->arena, path, (size_t)(end - path) + 1) : "";
	for (int depth = 0; depth < FOLDER_DEPTH_LIMIT; depth++) {
		const char *candidate = arena_printf(project->arena, "%sshikii.yaml", folder);
		for (struct project_body *body = project->bodies; body; body = body->next)
			if (strcmp(body->path, candidate) == 0)
				return body;
		enum file_kind kind = files_kind(project->documents, candidate);
		bool lost = kind == FILE_UNREADABLE && (errno != EACCES || files_is_link(project->documents, candidate));
		if (kind == FILE_REGULAR || kind == FILE_OTHER || lost)
			return body_load(project, candidate);
		folder = project_parent_folder(project->arena, folder);
		if (!folder)
			return NULL;
	}
	return NULL;
}

/* A published page or the words of a sheet, in place of a model: `import` makes one of them. */
static bool report_foreign(struct diags *diags, const struct source *source)
{
	static const char *const names[] = {".txt", ".tsv", ".csv", ".md", ".html", ".htm"};
	const char *text = source->text + strspn(source->text, " \t\r\n");
	bool html = strncasecmp(text, "<!doctype html", 14) == 0 || strncasecmp(text, "<html", 5) == 0;
	bool words = html;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		words |= has_suffix(source->path, names[i]);
	if (!words || names_a_model(source->text))
		return false;
	const char *what = msg(html ? MSG_PROJECT_HTML : MSG_PROJECT_WORDS);
	struct diag *diag = diag_add(diags, DIAG_NO_MODEL, (struct span){0}, msg_project_foreign(diags->arena, what));
	diag->file = source->path;
	diag->hint = msg(MSG_PROJECT_IMPORT_FIRST);
	return true;
}

/* Does a model's link lead out of the folder that was searched, and of its body's? */
static bool leads_out(struct project *project, const struct project_file *file)
{
	const struct files *files = project->documents;
	if (!files_is_link(files, file->path) || strncmp(file->path, "/dev/", strlen("/dev/")) == 0 ||
	    !files_lead_out(files, file->path, file->root))
		return false;
	const struct project_body *body = project_body(project, file->path);
	return !body || files_lead_out(files, file->path, folder_around(project->arena, body->path));
}

struct source *project_source(struct project *project, struct arena *arena, struct diags *diags,
                              const struct project_file *file)
{
	const struct files *files = project->documents;
	size_t findings = diags->count;
	if (file->standard && project->options->stdin_filename && files->standard_input)
		return source_load_standard(arena, diags, file->path);
	if (leads_out(project, file)) {
		source_report_led_out(diags, file->path);
		return NULL;
	}
	struct source *source = files_load(arena, diags, files, file->path);
	if (!source && diags->count > findings && files_kind(files, file->path) == FILE_NONE)
		diags->items[findings]->hint = not_found_hint(diags->arena, files, file->path);
	return source;
}

const struct model *project_read(struct project *project, struct arena *arena, struct diags *diags,
                                 const struct project_file *file, struct project_body **body)
{
	*body = project_body(project, file->path);
	if (*body && !(*body)->official)
		return NULL; /* without its rules nothing can be said */
	const struct source *source = project_source(project, arena, diags, file);
	if (!source || report_foreign(diags, source))
		return NULL;
	size_t findings = diags->count;
	struct node *node = node_read(arena, diags, source);
	if (!node) {
		forgotten_explain(diags, project_official(project, *body)->schema, findings);
		return NULL;
	}
	if (!model_is(node) && strcmp(last_part(file->path), "shikii.yaml") == 0) {
		diag_add(diags, DIAG_NO_MODEL, node->span, msg(MSG_PROJECT_IS_BODY))->hint = msg(MSG_PROJECT_NAME_A_MODEL);
		return NULL;
	}
	if (!model_is(node))
		diags->environment = true; /* asked for by name, but no model: the run could not be done */
	else
		set_facts_apply(&project->set_facts, arena, node);
	return model_bind(arena, diags, project_official(project, *body)->schema, *body ? (*body)->body : NULL, node);
}
