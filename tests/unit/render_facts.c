/* The words that templates print of themselves, and those that every sheet prints, against tests/facts/templates.tsv. */
#include "support/facts.h"
#include "unit/render_fixture.h"

TestSuite(render_facts, .init = fixture_open, .fini = fixture_close);

/* Adds the runs of words beyond ASCII of a line. */
static void add_words(struct buf *facts, const char *name, const char *line, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t end = at;
		while (end < length && (line[end] & 0x80))
			end++;
		if (end > at)
			facts_add(facts, name, arena_copy(fixture.arena, line + at, end - at), FACTS_END);
		at = end + 1;
	}
}

Test(render_facts, words_of_templates)
{
	struct buf facts = BUF_INIT;
	struct data_names names = data_list(fixture.arena, &fixture.folders, "templates/");
	for (size_t i = 0; i < names.count; i++) {
		const struct source *source = strstr(names.items[i], "messages/")
		                                  ? NULL
		                                  : data_load(fixture.arena, &fixture.diags, &fixture.folders, names.items[i]);
		for (const char *line = source ? source->text : ""; *line;) {
			size_t length = strcspn(line, "\n");
			if (!strstr(arena_copy(fixture.arena, line, length), "{{!") && *line != '#')
				add_words(&facts, names.items[i], line, length);
			line += length + (line[length] == '\n');
		}
	}
	facts_expect(fixture.arena, "templates", &facts);
	buf_free(&facts);
}
