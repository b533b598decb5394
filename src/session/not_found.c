/* What is not found → what was meant, or why it was passed over. */
#include "session/not_found.h"

#include "base/messages/fields.h"
#include "base/messages/not_found.h"
#include "base/messages/project.h"
#include "base/messages/usage.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* ---- a path that leads nowhere ---- */

/* The name in the folder that is meant: another case, another ending, a slip; or NULL. */
static const char *nearest_name(struct arena *arena, const struct files *files, const char *folder, const char *name)
{
	struct file_names names = {0};
	const char *wanted = utf8_fold(arena, name);
	struct nearest nearest = {.written = name};
	if (!files_list(arena, files, folder, &names))
		return NULL;
	for (size_t i = 0; i < names.count; i++) {
		if (strcasecmp(utf8_fold(arena, names.items[i]), wanted) == 0)
			return names.items[i];
		if (names.items[i][0] != '.')
			nearest_offer(&nearest, names.items[i]);
	}
	return nearest.name;
}

static const char *step_below(struct arena *arena, const char *folder, const char *name)
{
	return !*folder ? name : arena_printf(arena, "%s%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/", name);
}

/* ok\\assessment.yaml, or what a shell leaves of it: okassessment.yaml. The path with / in its place, or NULL. */
static const char *path_with_slash(struct arena *arena, const struct files *files, const char *path)
{
	char *slashed = arena_string(arena, path);
	for (char *at = slashed; (at = strchr(at, '\\'));)
		*at = '/';
	if (strcmp(slashed, path) != 0)
		return files_kind(files, slashed) == FILE_NONE ? NULL : slashed;
	const char *name = strrchr(path, '/');
	for (const char *at = name && name[1] ? name + 2 : path + 1; *path && *at; at++) {
		const char *there = arena_printf(arena, "%.*s/%s", (int)(at - path), path, at);
		if (files_kind(files, there) == FILE_REGULAR)
			return there;
	}
	return NULL;
}

const char *not_found_hint(struct arena *arena, const struct files *files, const char *path)
{
	const char *slashed = path_with_slash(arena, files, path);
	if (slashed)
		return msg_not_found_slash(arena, slashed);
	if (strstr(path, "\u3000"))
		return msg_usage_wide_space(arena, path);
	bool changed = false;
	const char *found = *path == '/' ? "/" : "";
	for (const char *at = path + strspn(path, "/"); *at;) {
		size_t length = strcspn(at, "/");
		const char *name = arena_copy(arena, at, length), *there = step_below(arena, found, name);
		if (files_kind(files, there) == FILE_NONE) {
			name = nearest_name(arena, files, *found ? found : ".", name);
			if (!name)
				return NULL;
			there = step_below(arena, found, name);
			changed = true;
		}
		found = there;
		at += length + strspn(at + length, "/");
	}
	return changed ? msg_fields_did_you_mean(arena, found) : NULL;
}

/* ---- files that are passed over ---- */

const char *not_found_reason(const struct files *files, const char *path)
{
	char head[4096];
	size_t length = 0;
	bool read = files_peek(files, path, head, sizeof head - 1, &length);
	head[length] = '\0';
	const char *dot = strrchr(path, '.');
	if (!dot || (strcasecmp(dot, ".yaml") != 0 && strcasecmp(dot, ".yml") != 0))
		return msg(MSG_NOT_FOUND_ENDING);
	if (read && length == strspn(head, " \t\r\n"))
		return msg(MSG_NOT_FOUND_EMPTY);
	if (memchr(head, '\0', length))
		return msg(MSG_NOT_FOUND_UTF16);
	if (strcmp(path_name(path), "shikii.yaml") == 0)
		return msg(MSG_PROJECT_IS_BODY);
	return msg(MSG_NOT_FOUND_FIRST_LINE);
}
