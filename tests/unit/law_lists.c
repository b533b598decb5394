/* The lists of tests/law with marked texts: process, text (each citation in ‹ ›, \n for a line break), the canonical forms
 * (|, of a range +), and the states on some days: "2025-12-01 in-force moved; …", where - is any state but a dead one. */
#include "unit/law_fixture.h"

#include "base/buf.h"

static void set_up(void)
{
	fixture_open();
	law_open();
}

TestSuite(law_lists, .init = set_up, .fini = fixture_close);

enum { FIELDS = 4, MARKS = 64 };

struct marked {
	const char *text; /* without the marks */
	size_t start[MARKS], end[MARKS];
	size_t count;
};

static bool begins(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static struct marked unmark(const char *text)
{
	struct marked marked = {0};
	struct buf out = BUF_INIT;
	while (*text) {
		if (begins(text, "‹")) {
			marked.start[marked.count] = out.length;
			text += strlen("‹");
		} else if (begins(text, "›")) {
			marked.end[marked.count++] = out.length;
			text += strlen("›");
		} else if (begins(text, "\\n") || begins(text, "\\t")) {
			buf_putc(&out, text[1] == 'n' ? '\n' : '\t');
			text += 2;
		} else {
			buf_putc(&out, *text++);
		}
	}
	marked.text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return marked;
}

/* Cuts text at each separator; *text gets what is left, NULL at the end. */
static char *cut(char **text, const char *separator)
{
	char *part = *text, *end = part ? strstr(part, separator) : NULL;
	if (end)
		*end = '\0';
	*text = end ? end + strlen(separator) : NULL;
	return part;
}

/* What is expected, in the form that `found` prints: place and canonical form, a line each. */
static const char *wanted(const struct marked *marked, char *canonicals)
{
	const char *all = "";
	for (size_t i = 0; canonicals && *canonicals; i++) {
		char *members = cut(&canonicals, " | ");
		while (members) {
			const char *canonical = cut(&members, " + ");
			all = arena_printf(arena, "%s%s  「%.*s」\n", all, canonical, (int)(marked->end[i] - marked->start[i]),
			                   marked->text + marked->start[i]);
		}
	}
	return all;
}

static const char *found(const struct marked *marked, const struct citation_list *list)
{
	const char *all = "";
	for (size_t i = 0; i < list->count; i++) {
		const struct citation *citation = &list->items[i];
		all = arena_printf(arena, "%s%s  「%.*s」\n", all, citation->canonical, (int)(citation->end - citation->start),
		                   marked->text + citation->start);
	}
	return all;
}

static bool is_dead(enum law_state state)
{
	return state == LAW_STATE_REPEALED || state == LAW_STATE_MOVED || state == LAW_NO_SUCH || state == LAW_WRONG_LEVEL;
}

/* "2025-12-01 in-force moved" against what the list's citations are on that day. */
static void check_day(const struct marked *marked, const struct citation_list *list, char *expected)
{
	const char *day = cut(&expected, " ");
	for (size_t i = 0; i < list->count && expected; i++) {
		const char *wanted_state = cut(&expected, " ");
		struct status status = citation_judge(arena, law->registry, &list->items[i], marked->text, day_of(day));
		bool right = strcmp(wanted_state, "-") == 0 ? !is_dead(status.state)
		                                            : strcmp(wanted_state, law_state_name(status.state)) == 0;
		cr_expect(right, "%s\n  %s on %s: %s, not %s", marked->text, list->items[i].canonical, day,
		          law_state_name(status.state), wanted_state);
	}
}

static void check_line(char *line)
{
	char *fields[FIELDS] = {0};
	for (size_t i = 0; i < FIELDS; i++)
		fields[i] = cut(&line, "\t");
	struct marked marked = unmark(fields[1]);
	struct citation_list list = citations_in(marked.text);
	const char *expected = wanted(&marked, fields[2]), *got = found(&marked, &list);
	bool same = strcmp(expected, got) == 0;
	cr_expect(same, "%s: %s\nexpected\n%sgot\n%s", fields[0], marked.text, expected, got);
	for (char *states = fields[3]; same && states && *states;)
		check_day(&marked, &list, cut(&states, "; "));
}

static void check_list(const char *name)
{
	const char *path = arena_printf(arena, "%s/tests/law/%s", getenv("SHIKII_SOURCE_DIR"), name);
	char *text = arena_string(arena, file_text(arena, path));
	cut(&text, "\n");
	while (text && *text)
		check_line(cut(&text, "\n"));
}

Test(law_lists, processes)
{
	check_list("processes.tsv");
}

Test(law_lists, spellings)
{
	check_list("spellings.tsv");
}
