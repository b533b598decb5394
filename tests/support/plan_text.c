#include "support/plan_text.h"

#include <string.h>

/* 「  C5:K8 answer*↑↵ trbl 「…」 ▼…」: the marks stand between the style and the borders. */
static bool is_marked(const char *line, const char *mark)
{
	const char *style = strchr(line + strspn(line, " "), ' ');
	size_t length = style ? strcspn(style + 1, " ") : 0;
	const char *at = style ? strstr(style, mark) : NULL;
	return at && at < style + 1 + length;
}

bool plan_goes_on(const char *line)
{
	return is_marked(line, "↓") || is_marked(line, "↵");
}

bool plan_continues(const char *line)
{
	return is_marked(line, "↑");
}

/* Line breaks are \n; words in {…} changed. */
static const char *unescaped(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_copy(arena, text, length), *to = copy;
	for (const char *at = copy; *at; at++) {
		if (*at == '\\')
			*to++ = *++at == 'n' ? '\n' : *at;
		else if (*at != '{' && *at != '}')
			*to++ = *at;
	}
	*to = '\0';
	return copy;
}

const char *plan_words(struct arena *arena, const char *line)
{
	const char *open = strstr(line, "「"), *list = strstr(line, "」 ▼"), *words = "";
	if (open) {
		size_t length = list ? (size_t)(list - open) : strlen(open) - strlen("」");
		words = unescaped(arena, open + strlen("「"), length - strlen("「"));
	}
	return is_marked(line, "↵") ? arena_printf(arena, "%s\n", words) : words;
}
