#include "session/ending.h"

#include "base/messages/row.h"
#include "base/messages/usage.h"
#include "render/render.h"

#include <string.h>
#include <strings.h>

/* Endings of other programs' files, in which nothing of ours is written: with the format that is nearest. */
static const struct foreign {
	const char *ending, *instead;
} foreign_endings[] = {{"xls", "xlsx"},  {"xlsm", "xlsx"}, {"xlsb", "xlsx"}, {"ods", "xlsx"}, {"doc", "html"},
                       {"docx", "html"}, {"odt", "html"},  {"rtf", "html"},  {"pdf", "html"}, {"png", "svg"},
                       {"jpg", "svg"},   {"jpeg", "svg"},  {"pptx", "html"}, {"zip", "html"}};
enum { FOREIGN_COUNT = sizeof foreign_endings / sizeof *foreign_endings };

/* Formats that other programs open by their ending, so that nothing else may have it. */
static const char *const owned_endings[] = {"xlsx", "csv", NULL};

/* Formats that are no ending of a file that people open. */
static const char *const internal_formats[] = {"plan", "form", NULL};

/* NULL: it has none. */
static const char *ending_of(const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL;
	const char *ending = dot && !strchr(dot, '/') ? dot + 1 : NULL;
	return ending && strcasecmp(ending, "htm") == 0 ? "html" : ending;
}

static const char *find(const char *const *names, const char *ending)
{
	for (; names && *names; names++)
		if (strcasecmp(*names, ending) == 0)
			return *names;
	return NULL;
}

static const struct foreign *foreign_named(const char *ending)
{
	for (size_t i = 0; i < FOREIGN_COUNT; i++)
		if (strcasecmp(foreign_endings[i].ending, ending) == 0)
			return &foreign_endings[i];
	return NULL;
}

const char *ending_format(const char *const *formats, const char *name)
{
	const char *ending = ending_of(name);
	return ending ? find(formats, ending) : NULL;
}

static const char *endings_joined(struct arena *arena, const char *const *formats)
{
	const char *endings = NULL;
	for (; *formats; formats++) {
		if (find(internal_formats, *formats))
			continue;
		const char *ending = arena_printf(arena, ".%s", *formats);
		endings = endings ? msg_row_more(arena, endings, ending) : ending;
	}
	return endings;
}

const char *ending_conflict(struct arena *arena, const char *const *formats, const char *format, const char *name)
{
	const char *ending = ending_of(name);
	const struct foreign *foreign = ending ? foreign_named(ending) : NULL;
	if (foreign && find(formats, foreign->instead))
		return msg_usage_no_ending(
		    arena, name, endings_joined(arena, formats),
		    arena_printf(arena, "%.*s%s", (int)(strrchr(name, '.') + 1 - name), name, foreign->instead));
	if (foreign || (ending && find(owned_endings, ending) && strcasecmp(ending, format) != 0))
		return msg_usage_foreign_ending(arena, name, format);
	return NULL;
}

bool ending_is_sheet(const char *name)
{
	const char *ending = ending_of(name);
	return ending && (render_format_named(ending) || foreign_named(ending));
}
