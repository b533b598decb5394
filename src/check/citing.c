/* Citations of rows → findings about how they are written, and about the articles that stand with them. */
#include "check/citing.h"

#include "base/buf.h"
#include "base/messages/citing.h"
#include "base/messages/row.h"

#include <string.h>

struct citing {
	struct arena *arena;
	struct diags *diags;
	const struct calendar *calendar;
};

/* ---- how rows are written ---- */

/* 44 in a list has no style of its own; from STYLE_LABEL on they are none that a row has. */
enum row_style {
	STYLE_NONE,
	STYLE_ROW,
	STYLE_ORDINAL,
	STYLE_PARAGRAPH,
	STYLE_LABEL,
	STYLE_TABLE,
	STYLE_ITEM,
	STYLE_COUNT
};

static bool begins(const char *at, const char *word)
{
	return strncmp(at, word, strlen(word)) == 0;
}

/* Does the word stand directly before `at`, but for spaces? */
static bool is_behind(const char *text, size_t at, const char *word)
{
	size_t length = strlen(word);
	while (at && text[at - 1] == ' ')
		at--;
	return at >= length && memcmp(text + at - length, word, length) == 0;
}

static enum row_style style_of(const struct cited *cited)
{
	const char *text = cited->node->text, *behind = text + cited->citation.number_end;
	size_t start = cited->citation.number_start;
	if (is_behind(text, start, "項番"))
		return STYLE_LABEL;
	if (begins(behind, "号"))
		return STYLE_ITEM;
	if (is_behind(text, start, "表"))
		return begins(behind, "の項") ? STYLE_ROW : STYLE_TABLE;
	if (begins(behind, "の項"))
		return STYLE_ROW;
	if (begins(behind, "項"))
		return is_behind(text, start, "第") ? STYLE_ORDINAL : STYLE_PARAGRAPH;
	return STYLE_NONE;
}

static bool is_row(const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	return cited->row && citation->schedule && citation->row && !citation->range &&
	       cited->status.state != LAW_HISTORY && cited->status.state != LAW_FORMER;
}

/* Those that one sheet has. */
struct styles {
	const struct cited *first[STYLE_COUNT]; /* one of each */
	size_t kinds;
	size_t table_list; /* the list of the last one in STYLE_TABLE: 「表2、3、6項」 */
};

static void add_style(struct styles *styles, const struct cited *cited)
{
	enum row_style style = style_of(cited);
	size_t list = cited->citation.group;
	if (style == STYLE_TABLE)
		styles->table_list = list;
	if (style == STYLE_NONE || styles->first[style])
		return;
	if (style == STYLE_PARAGRAPH && list && list == styles->table_list)
		return; /* the 項 at the end of that list is one of the same style */
	styles->first[style] = cited;
	styles->kinds++;
}

/* Its words, with the 表 that stands in front of them: 「2」 alone says nothing. */
static const char *style_words(struct arena *arena, const struct cited *cited, enum row_style style)
{
	bool bare = style == STYLE_TABLE && !strstr(cited->text, "表");
	return bare ? arena_printf(arena, "表%s", cited->text) : cited->text;
}

static void report_style(const struct citing *citing, const struct styles *styles)
{
	const struct cited *place = NULL, *odd = NULL;
	struct buf variants = BUF_INIT;
	for (size_t i = STYLE_NONE + 1; i < STYLE_COUNT; i++) {
		const struct cited *first = styles->first[i];
		if (!first)
			continue;
		if (i >= STYLE_LABEL && !odd)
			odd = first;
		place = first;
		buf_puts(&variants, msg_row_quoted(citing->arena, style_words(citing->arena, first, i)));
	}
	if (odd || styles->kinds > 1) {
		place = odd ? odd : place;
		struct diag *diag =
		    styles->kinds > 1
		        ? diag_add(citing->diags, DIAG_CITE_STYLE, place->span,
		                   msg_citing_several_styles(citing->diags->arena, styles->kinds, buf_text(&variants)))
		        : diag_add(citing->diags, DIAG_CITE_STYLE, place->span,
		                   msg_citing_style(citing->diags->arena, buf_text(&variants)));
		diag->hint = msg_citing_one_style(citing->arena, place->citation.schedule->name, place->citation.row);
		cited_describe(citing->arena, citing->calendar, diag, place);
	}
	buf_free(&variants);
}

static void check_style(const struct citing *citing, const struct cited_list *list)
{
	for (size_t i = 0; i < list->count;) {
		struct styles styles = {0};
		const struct sheet *sheet = list->items[i].sheet;
		for (; i < list->count && list->items[i].sheet == sheet; i++)
			if (is_row(&list->items[i]))
				add_style(&styles, &list->items[i]);
		report_style(citing, &styles);
	}
}

/* ---- the order's article about a row ---- */

/* The only row of a table with an order, and the only article of that order, among the citations of one text: of
 * several it is not known which belongs to which. */
struct row_and_article {
	const struct cited *row;
	const struct cited *article;
	bool several;
};

static void add_row(struct row_and_article *pair, const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	if (!citation->schedule || !citation->row || !citation->schedule->order)
		return;
	pair->several |= pair->row != NULL || citation->range;
	pair->row = cited;
}

static void add_article(struct row_and_article *pair, const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	if (!pair->row || citation->schedule_name || !citation->article || citation->supplementary)
		return;
	const struct schedule *schedule = pair->row->citation.schedule;
	if (citation->act != schedule->order || (schedule->article && strcmp(citation->article, schedule->article) == 0))
		return;
	pair->several |= pair->article != NULL;
	pair->article = cited;
}

/* An article that is about no row (第1条) may stand beside any. */
static bool is_about_another(const struct schedule *schedule, const struct law_row *row, const char *article)
{
	if (!row || !row->order_article || strcmp(row->order_article, article) == 0)
		return false;
	for (size_t i = 0; i < schedule->row_count; i++)
		if (schedule->rows[i]->order_article && strcmp(schedule->rows[i]->order_article, article) == 0)
			return true;
	return false;
}

static void check_pair(const struct citing *citing, const struct row_and_article *pair)
{
	if (pair->several || !pair->row || !pair->article || pair->row->status.state != LAW_IN_FORCE)
		return;
	const struct schedule *schedule = pair->row->citation.schedule;
	bool listed = schedule->order->articles != NULL; /* else its articles are inferred from those of its successor */
	if (pair->article->status.state != (listed ? LAW_IN_FORCE : LAW_UNKNOWN))
		return;
	const struct law_row *row = schedule_row_on(schedule, pair->row->citation.row, pair->row->day);
	if (date_compare(schedule->order->known_to, pair->row->day) < 0)
		return; /* the order's articles may have moved */
	if (!is_about_another(schedule, row, pair->article->citation.article))
		return;
	struct citation meant = pair->article->citation;
	meant.paragraph = meant.item = NULL;
	struct diag *diag = diag_add(citing->diags, DIAG_CITE_ARTICLE, pair->article->span,
	                             msg_citing_wrong_article(citing->diags->arena, pair->row->citation.canonical,
	                                                      citation_print(citing->arena, &meant)));
	meant.article = row->order_article;
	if (!listed)
		diag->severity = SEVERITY_NOTE;
	diag->hint = msg_citing_article_or_row(citing->arena, citation_print(citing->arena, &meant));
	cited_describe(citing->arena, citing->calendar, diag, pair->article);
}

static void check_articles(const struct citing *citing, const struct cited_list *list)
{
	for (size_t i = 0; i < list->count;) {
		const struct cited *first = &list->items[i];
		size_t end = i;
		struct row_and_article pair = {0};
		while (end < list->count && list->items[end].node == first->node && list->items[end].sheet == first->sheet)
			add_row(&pair, &list->items[end++]);
		for (; i < end; i++)
			add_article(&pair, &list->items[i]);
		check_pair(citing, &pair);
	}
}

void check_citing(struct arena *arena, struct diags *diags, const struct calendar *calendar,
                  const struct cited_list *list)
{
	struct citing citing = {arena, diags, calendar};
	check_style(&citing, list);
	check_articles(&citing, list);
}
