/* Judged citations of one text → what to write instead of the stale ones. First they are put into groups that change
 * together; then each group is looked at from all sides for what the reader may have missed; in the end the text is read
 * again as it would be, and judged. */
#include "law/mend.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/messages/mend.h"
#include "base/utf8.h"
#include "law/folded.h"
#include "law/mask.h"
#include "law/past.h"
#include "law/respell.h"
#include "law/words.h"

#include <string.h>

/* Citations that change together: a table with its rows, an order or an article with what goes on with it. */
struct group {
	size_t first; /* numbers of citations */
	size_t end;
	size_t scope; /* bytes: what stands before it may belong to the group */
	bool table;
	const char *kept; /* why it stays; NULL: it changes */
};

/* One text with what the reader made of it. */
struct scene {
	struct mend_text text;
	const struct citation_list *citations;
	const char *masked; /* the text, with signs in the place of all that needs no second look */
};

struct mending {
	struct arena *arena;
	const struct law *law;
	const struct reader *reader;
	struct scene scene;
	struct status *statuses;
	bool *absorbed; /* articles that become part of the name of the order behind them */
	struct group *items;
	size_t count;
	size_t capacity;
};

static const struct citation *citation_at(const struct mending *mending, size_t number)
{
	return &mending->scene.citations->items[number];
}

/* The text of a citation; only its length is the citation's own. */
static const char *words_of(const struct scene *scene, const struct citation *citation)
{
	return scene->text.text + citation->start;
}

static bool contains(const struct scene *scene, const struct citation *citation, const char *word)
{
	return find_word(words_of(scene, citation), scene->text.text + citation->end, word) != NULL;
}

/* Of the Act's name that it begins with; 0: it does not name it. */
static size_t name_length(const struct scene *scene, const struct citation *citation)
{
	return act_length(words_of(scene, citation), citation->end - citation->start);
}

static bool is_of_table(const struct citation *citation)
{
	return citation->schedule_name || citation->row;
}

/* Does it name its table, so that the rows behind it are of that one? */
static bool names_table(const struct scene *scene, const struct citation *citation)
{
	return !citation->row || contains(scene, citation, WORD_TABLE);
}

/* ---- groups ---- */

/* Where the paragraph of a plain text ends, or `limit`, if that is before it; an answer is one paragraph. */
static size_t paragraph_end(const struct scene *scene, size_t at, size_t limit)
{
	const char *text = scene->text.text;
	const char *end = scene->text.plain && at < limit ? find_word(text + at, text + limit, "\n\n") : NULL;
	return end ? (size_t)(end - text) : limit;
}

/* From a citation of a table on: its rows. Articles between them do not matter. */
static struct group table_group(const struct mending *mending, size_t first)
{
	const struct citation_list *list = mending->scene.citations;
	struct group group = {.first = first, .end = first + 1, .table = true};
	size_t next = first + 1;
	for (; next < list->count; next++) {
		if (!is_of_table(&list->items[next]))
			continue;
		if (names_table(&mending->scene, &list->items[next]))
			break;
		group.end = next + 1;
	}
	size_t limit = next < list->count ? list->items[next].start : mending->scene.text.length;
	group.scope = paragraph_end(&mending->scene, list->items[group.end - 1].end, limit);
	return group;
}

/* Does an article that does not name its law go on with the one before: of the same order, or another part of the same article? */
static bool goes_on(const struct mending *mending, const struct citation *head, const struct citation *next)
{
	if (is_of_table(next) || next->act != head->act || name_length(&mending->scene, next))
		return false;
	return status_is_stale(&mending->statuses[head - mending->scene.citations->items]) &&
	       (mending->statuses[head - mending->scene.citations->items].successor_act ||
	        (head->article && next->article && strcmp(head->article, next->article) == 0 &&
	         !contains(&mending->scene, next, WORD_ARTICLE)));
}

static struct group article_group(const struct mending *mending, size_t first)
{
	const struct citation_list *list = mending->scene.citations;
	struct group group = {.first = first, .end = first + 1};
	while (group.end < list->count && goes_on(mending, &list->items[first], &list->items[group.end]))
		group.end++;
	group.scope = list->items[group.end - 1].end;
	return group;
}

/* Is it one of the group's own, not one that only stands between them? */
static bool is_member(const struct mending *mending, const struct group *group, size_t number)
{
	return !group->table || is_of_table(citation_at(mending, number));
}

static void find_groups(struct mending *mending)
{
	size_t rows = 0; /* up to here they have a group */
	for (size_t i = 0; i < mending->scene.citations->count;) {
		bool row = is_of_table(citation_at(mending, i));
		if (row && i < rows) {
			i++;
			continue;
		}
		struct group group = row ? table_group(mending, i) : article_group(mending, i);
		list_push(mending->arena, mending, group);
		rows = row ? group.end : rows;
		i = row ? i + 1 : group.end;
	}
}

/* ---- what was not read ---- */

/* What is told of the place: the text from start to end, without the white space before it. */
static const char *unread(const struct mending *mending, const struct scene *scene, size_t start, size_t end)
{
	const char *text = scene->text.text;
	while (start < end && strchr(" \n", text[start]))
		start++;
	return msg_mend_unread(mending->arena, arena_copy(mending->arena, text + start, end - start));
}

/* A number, or what may lead to one, directly behind a citation. */
static const char *unread_behind(const struct mending *mending, const struct scene *scene,
                                 const struct citation *citation)
{
	const struct patterns *patterns = mending->law->patterns;
	struct match match;
	const struct mend_text *text = &scene->text;
	bool table = citation->schedule_name && !citation->row;
	bool found =
	    (pattern_match(patterns->mend_behind, scene->masked, text->length, citation->end, MATCH_ANCHORED, &match) &&
	     (table || scene->masked[match.end - 1] != MASK_BULLET)) ||
	    (table && pattern_match(patterns->mend_order, text->text, text->length, citation->end, MATCH_ANCHORED, &match));
	return found ? unread(mending, scene, citation->end, match.end) : NULL;
}

/* Does what stands directly before a citation end as the pattern says? *match gets where. */
static bool stands_before(const struct scene *scene, const struct pattern *pattern, const struct citation *citation,
                          struct match *match)
{
	enum { WINDOW = 48 };
	size_t from = citation->start > WINDOW ? citation->start - WINDOW : 0;
	while (utf8_is_within(scene->masked[from]))
		from++;
	if (!pattern_match(pattern, scene->masked + from, citation->start - from, 0, MATCH_SEARCH, match))
		return false;
	match->start += from;
	match->end += from;
	return true;
}

/* A row anywhere behind a table that governs it. */
static const char *unread_later(const struct mending *mending, const struct group *group)
{
	size_t start = citation_at(mending, group->first)->end;
	struct match match;
	if (!pattern_match(mending->law->patterns->mend_later, mending->scene.masked, group->scope, start, MATCH_SEARCH,
	                   &match))
		return NULL;
	return unread(mending, &mending->scene, match.start, match.end);
}

static bool ends_with(const struct scene *scene, const struct citation *citation, const char *word)
{
	size_t length = strlen(word);
	return citation->end - citation->start >= length &&
	       memcmp(scene->text.text + citation->end - length, word, length) == 0;
}

/* Of a row behind the first: is it the number of another kind, as 8号 in 「第19条8号」 or 「42の項第1号」? */
static const char *other_number(const struct mending *mending, const struct group *group, size_t number)
{
	const struct citation *citation = citation_at(mending, number);
	const struct scene *scene = &mending->scene;
	if (number == group->first || names_table(scene, citation))
		return NULL;
	const struct citation *before = citation_at(mending, number - 1);
	bool item = ends_with(scene, citation, WORD_ITEM) && ends_with(scene, before, WORD_PARAGRAPH);
	bool part = !is_of_table(before) && before->end == citation->start;
	return item || part ? unread(mending, scene, citation->start, citation->end) : NULL;
}

/* Why a group must stay; NULL: nothing speaks against it. */
static const char *find_unread(const struct mending *mending, const struct group *group)
{
	const struct citation *first = citation_at(mending, group->first);
	const struct scene *scene = &mending->scene;
	const char *found = NULL;
	struct match match;
	if (stands_before(scene, mending->law->patterns->mend_old, first, &match))
		return msg(MSG_MEND_OLD);
	if (group->table && stands_before(scene, mending->law->patterns->mend_before, first, &match))
		return unread(mending, scene, match.start, match.end); /* 42の項（別表第二） */
	for (size_t i = group->first; i < group->end && !found; i++) {
		if (!is_member(mending, group, i))
			continue;
		found = unread_behind(mending, scene, citation_at(mending, i));
		if (!found && group->table)
			found = other_number(mending, group, i);
	}
	return found || !group->table ? found : unread_later(mending, group);
}

/* ---- new words ---- */

/* The Act as the text calls it last before a citation; NULL: it does not, or with its long title. */
static const char *name_of_act(const struct mending *mending, size_t number)
{
	enum { SHORT = 30, NEAR = 50 };
	const struct act *act = citation_at(mending, number)->act;
	for (size_t i = 0; i < NEAR && number--; i++) {
		const struct citation *citation = citation_at(mending, number);
		const char *words = words_of(&mending->scene, citation);
		size_t length = name_length(&mending->scene, citation);
		if (citation->act == act && length && length <= SHORT && !word_at(words, WORD_SAME))
			return arena_copy(mending->arena, words, length);
	}
	return NULL;
}

/* 第19条第8号, where the article directly before a table is the one that the name of the new table's order begins with. */
static const char *article_of_order(const struct mending *mending, size_t number)
{
	if (!number)
		return NULL;
	const struct citation *table = citation_at(mending, number), *article = citation_at(mending, number - 1);
	const struct schedule *successor = mending->statuses[number].successor_schedule;
	const struct act *order = successor ? successor->act : NULL;
	struct match match;
	if (!order || order->parent != table->act || !order->under || !order->under->count || is_of_table(article) ||
	    article->act != table->act || article->end > table->start || !contains(&mending->scene, article, WORD_ARTICLE))
		return NULL;
	const struct status *status = &mending->statuses[number - 1];
	const char *now = status->replacement ? status->successor : article->canonical;
	size_t law = strlen(table->act->short_name);
	if (!now || strncmp(now, table->act->short_name, law) != 0 || (status_is_stale(status) && !status->replacement))
		return NULL;
	const char *cite = now + law;
	bool leads = *cite && strncmp(node_member_text(order->under, 0, NULL), cite, strlen(cite)) == 0;
	bool direct = leads && pattern_match(mending->law->patterns->mend_joint, mending->scene.text.text, table->start,
	                                     article->end, MATCH_WHOLE, &match);
	return direct ? cite : NULL;
}

static enum spelling spelling_of_group(const struct mending *mending, const struct group *group)
{
	size_t number = group->first;
	while (number + 1 < group->end && !citation_at(mending, number)->row)
		number++;
	if (!citation_at(mending, number)->row)
		number = group->first;
	const char *text = mending->scene.text.text;
	for (size_t i = group->first; i < group->end; i++)
		if (citation_at(mending, i)->row && spelling_of_table(citation_at(mending, i), text) == SPELT_PLACES)
			return SPELT_PLACES;
	return spelling_of_table(citation_at(mending, number), text);
}

static bool read_the_same(struct arena *arena, const char *a, const char *b)
{
	return strcmp(fold_text(arena, a, strlen(a), false).text, fold_text(arena, b, strlen(b), false).text) == 0;
}

/* The name of the order takes the article in, which is to be spelt as in that name. */
static void absorb(struct mending *mending, size_t article, const struct table_words *words)
{
	const struct citation *citation = citation_at(mending, article);
	struct status *status = &mending->statuses[article];
	const char *written = words_of(&mending->scene, citation);
	size_t length = citation->end - citation->start;
	const char *usual = respell_article(mending->arena, written, length, words->article);
	const char *now = status->replacement ? status->replacement : arena_copy(mending->arena, written, length);
	if (!read_the_same(mending->arena, usual, now))
		status->replacement = usual;
	mending->absorbed[article] = true;
	const struct citation *table = citation_at(mending, article + 1);
	struct status *head = &mending->statuses[article + 1];
	head->joint = table->start - citation->end;
	head->joined = respell(mending->arena, table, head, mending->scene.text.text, words);
}

/* Has the head of this group what one that goes on with it needs? */
static bool may_go_on(const struct mending *mending, const struct group *group, size_t number)
{
	bool order = mending->statuses[number].successor_act != NULL;
	return !order || number > group->first || contains(&mending->scene, citation_at(mending, number), WORD_TABLE);
}

/* Does a citation close to it cite its successor already: 「別表第一の30の項（別表の44の項）」? */
static bool names_successor(const struct mending *mending, size_t number)
{
	enum { AROUND = 3, NEAR = 90 };
	const struct citation *old = citation_at(mending, number);
	size_t end =
	    number + AROUND < mending->scene.citations->count ? number + AROUND + 1 : mending->scene.citations->count;
	for (size_t i = number > AROUND ? number - AROUND : 0; i < end; i++) {
		const struct citation *other = citation_at(mending, i);
		size_t gap = i < number ? old->start - other->end : other->start - old->end;
		if (i != number && gap <= NEAR && !status_is_stale(&mending->statuses[i]) &&
		    strcmp(other->canonical, mending->statuses[number].successor) == 0)
			return true;
	}
	return false;
}

/* Is it a row that stays as it is among those that move within their table? */
static bool stays(const struct mending *mending, const struct group *group, size_t number)
{
	const struct status *status = &mending->statuses[number];
	const struct schedule *schedule = citation_at(mending, number)->schedule;
	return group->table && status->state == LAW_IN_FORCE && !status->formerly && schedule && !schedule->until.year &&
	       schedule == citation_at(mending, group->first)->schedule;
}

/* Why a member cannot change; NULL: it gets its new words. */
static const char *respell_member(const struct mending *mending, const struct group *group, size_t number,
                                  const struct table_words *words)
{
	const struct citation *citation = citation_at(mending, number);
	struct status *status = &mending->statuses[number];
	if (stays(mending, group, number))
		return NULL;
	if (!status_is_stale(status) || !status->successor)
		return group->end - group->first > 1 ? msg(MSG_MEND_LIST) : msg(MSG_MEND_GONE);
	if (status->other_law)
		return msg(MSG_MEND_OTHER_LAW);
	if (names_successor(mending, number))
		return msg(MSG_MEND_NAMED);
	bool same_table = !group->table || citation->schedule == citation_at(mending, group->first)->schedule;
	if (same_table && may_go_on(mending, group, number))
		status->replacement = respell(mending->arena, citation, status, mending->scene.text.text, words);
	return status->replacement ? NULL : msg(MSG_MEND_FORM);
}

/* Gives all members their new words, or none. */
static void respell_group(struct mending *mending, struct group *group)
{
	struct table_words words = {0};
	if (group->table)
		words = (struct table_words){name_of_act(mending, group->first), NULL, spelling_of_group(mending, group)};
	for (size_t i = group->first; i < group->end && !group->kept; i++)
		if (is_member(mending, group, i))
			group->kept = respell_member(mending, group, i, &words);
	words.article = group->table && !group->kept ? article_of_order(mending, group->first) : NULL;
	if (words.article)
		absorb(mending, group->first - 1, &words);
}

static void keep(struct mending *mending, struct group *group, const char *reason)
{
	group->kept = reason;
	for (size_t i = group->first; i < group->end; i++) {
		struct status *status = &mending->statuses[i];
		if (!is_member(mending, group, i))
			continue;
		status->replacement = status->joined = NULL;
		status->joint = 0;
		if (status_is_stale(status))
			status->kept = status->successor         ? reason
			               : status->successor_count ? msg(MSG_MEND_SPLIT)
			                                         : msg(MSG_MEND_GONE);
	}
}

static bool is_any_stale(const struct mending *mending, const struct group *group)
{
	for (size_t i = group->first; i < group->end; i++)
		if (is_member(mending, group, i) && status_is_stale(&mending->statuses[i]))
			return true;
	return false;
}

/* In their order: an article must be settled before the table behind it. */
static void mend_groups(struct mending *mending)
{
	for (size_t i = 0; i < mending->count; i++) {
		struct group *group = &mending->items[i];
		if (!is_any_stale(mending, group)) {
			group->kept = msg(MSG_MEND_FORM);
			continue;
		}
		group->kept = find_unread(mending, group);
		if (!group->kept)
			respell_group(mending, group);
		if (group->kept)
			keep(mending, group, group->kept);
	}
}

/* ---- reading it again ---- */

static bool has_replacement(const struct status *statuses, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (statuses[i].replacement)
			return true;
	return false;
}

const char *mend_apply(struct arena *arena, const struct mend_text *text, const struct citation_list *citations,
                       const struct status *statuses)
{
	struct buf out = BUF_INIT;
	size_t at = 0;
	if (!has_replacement(statuses, citations->count))
		return text->text;
	for (size_t i = 0; i < citations->count; i++) {
		const struct citation *citation = &citations->items[i];
		if (!statuses[i].replacement)
			continue;
		buf_append(&out, text->text + at, citation->start - statuses[i].joint - at);
		buf_puts(&out, status_text(&statuses[i]));
		at = citation->end;
	}
	buf_append(&out, text->text + at, text->length - at);
	const char *now = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return now;
}

/* What a citation is in the new text, must it be? What stays keeps its state as well: the words near it changed. */
static bool is_as_meant(const struct mending *mending, size_t number, const struct scene *scene,
                        const struct citation *now)
{
	const struct status *before = &mending->statuses[number];
	struct status status =
	    citation_judge_told(mending->arena, mending->law, now, scene->text.text, scene->text.length, scene->text.day);
	const char *canonical = before->replacement ? before->successor : citation_at(mending, number)->canonical;
	if (!canonical || strcmp(now->canonical, canonical) != 0)
		return false;
	if (!before->replacement)
		return status.state == before->state;
	return (status.state == LAW_IN_FORCE || status.state == LAW_UNKNOWN) && !unread_behind(mending, scene, now);
}

/* The number of the first citation that would be another one; their count when there is none. */
static size_t first_changed(const struct mending *mending)
{
	const struct citation_list *before = mending->scene.citations;
	struct citation_list after = {0};
	struct scene scene = {.text = mending->scene.text, .citations = &after};
	scene.text.text = mend_apply(mending->arena, &mending->scene.text, before, mending->statuses);
	scene.text.length = strlen(scene.text.text);
	if (!reader_read_changed(mending->reader, scene.text.text, scene.text.length, scene.text.plain, &after))
		return 0;
	scene.masked = mask_text(mending->arena, mending->law->patterns, &scene.text, scene.citations);
	size_t number = 0, next = 0;
	for (; number < before->count; number++) {
		if (mending->absorbed[number])
			continue;
		if (next == after.count || !is_as_meant(mending, number, &scene, &after.items[next++]))
			return number;
	}
	return next == after.count ? number : number - 1;
}

/* Nothing of the paragraph that a citation stands in is changed; an answer is one paragraph. */
static bool keep_paragraph(struct mending *mending, size_t number)
{
	size_t length = mending->scene.text.length;
	size_t end = paragraph_end(&mending->scene, citation_at(mending, number)->start, length);
	bool any = false;
	for (size_t i = 0; i < mending->count; i++) {
		struct group *group = &mending->items[i];
		if (group->kept || paragraph_end(&mending->scene, citation_at(mending, group->first)->start, length) != end)
			continue;
		keep(mending, group, msg(MSG_MEND_CHANGED));
		any = true;
	}
	for (size_t i = 0; i < mending->scene.citations->count; i++) {
		if (!mending->absorbed[i] || paragraph_end(&mending->scene, citation_at(mending, i)->start, length) != end)
			continue;
		mending->absorbed[i] = false;
		if (!status_is_stale(&mending->statuses[i]))
			mending->statuses[i].replacement = NULL;
	}
	return any;
}

static void keep_all(struct mending *mending)
{
	for (size_t i = 0; i < mending->count; i++)
		if (!mending->items[i].kept)
			keep(mending, &mending->items[i], msg(MSG_MEND_CHANGED));
	for (size_t i = 0; i < mending->scene.citations->count; i++)
		mending->statuses[i].replacement = NULL; /* of articles that are not stale */
}

static void read_again(struct mending *mending)
{
	enum { TRIES = 16 }; /* of a plain text, which has many paragraphs */
	for (size_t tries = 0; tries < TRIES; tries++) {
		size_t changed = first_changed(mending);
		if (changed == mending->scene.citations->count)
			return;
		if (!keep_paragraph(mending, changed))
			break;
	}
	keep_all(mending);
}

struct status *mend_citations(struct arena *arena, const struct law *law, const struct reader *reader,
                              const struct mend_text *text, const struct citation_list *citations)
{
	struct status *statuses = arena_array(arena, struct status, citations->count);
	bool stale = false;
	for (size_t i = 0; i < citations->count; i++) {
		statuses[i] = citation_judge_told(arena, law, &citations->items[i], text->text, text->length, text->day);
		stale |= status_is_stale(&statuses[i]);
	}
	if (!stale)
		return statuses;
	struct mending mending = {.arena = arena,
	                          .law = law,
	                          .reader = reader,
	                          .scene = {*text, citations, NULL},
	                          .statuses = statuses,
	                          .absorbed = arena_array(arena, bool, citations->count)};
	mending.scene.masked = mask_text(arena, law->patterns, text, citations);
	find_groups(&mending);
	mend_groups(&mending);
	if (has_replacement(statuses, citations->count))
		read_again(&mending);
	return statuses;
}
