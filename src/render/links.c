#include "render/links.h"

#include "base/messages/sheet.h"
#include "render/escape.h"

#include <string.h>

static const char address[] = "https://laws.e-gov.go.jp/law/";

static void put_words(struct buf *out, struct arena *arena, const char *text, size_t start, size_t end)
{
	escape_html(out, arena_copy(arena, text + start, end - start));
}

/* Its name to those who hear the page, or only its links: the words, what they mean, and where they lead. */
static void put_link(struct buf *out, struct arena *arena, const char *text, const struct citation *citation)
{
	const char *words = arena_copy(arena, text + citation->start, citation->end - citation->start);
	buf_printf(out, "<a href=\"%s", address);
	escape_html(out, citation->act->egov);
	buf_puts(out, "\" aria-label=\"");
	escape_html(out, words);
	buf_puts(out, "（");
	if (strcmp(words, citation->canonical) != 0) {
		escape_html(out, citation->canonical);
		buf_puts(out, "、");
	}
	buf_printf(out, "%s）\">", msg(MSG_SHEET_LAW_SEARCH));
	escape_html(out, words);
	buf_puts(out, "</a>");
}

/* Of a list of rows (1、2、3の項) only the first says more than a number. */
static bool is_bare_number(const struct citation *citation)
{
	return citation->number_end && citation->start == citation->number_start && citation->end == citation->number_end;
}

static bool leads_somewhere(const struct citation *citation)
{
	const struct act *act = citation->act;
	return act && act->egov && act->end != LAW_REPEALED && !citation->loose && !is_bare_number(citation);
}

void links_html(struct buf *out, struct arena *arena, struct reader *reader, const char *text)
{
	struct citation_list citations = {0};
	size_t length = strlen(text), at = 0;
	reader_read(reader, text, length, false, &citations);
	buf_puts(out, "<div class=\"text\">");
	for (size_t i = 0; i < citations.count; i++) {
		const struct citation *citation = &citations.items[i];
		if (citation->start < at || !leads_somewhere(citation))
			continue;
		put_words(out, arena, text, at, citation->start);
		put_link(out, arena, text, citation);
		at = citation->end;
	}
	put_words(out, arena, text, at, length);
	buf_puts(out, "</div>");
}
