/* Articles, their paragraphs and items: what one is on a day, and where it stands now. */
#include "law/judging.h"

#include "base/utf8.h"
#include "law/folded.h"
#include "law/words.h"

#include <stdlib.h>
#include <string.h>

/* 第19条第8号, for 第19条第1項第8号, too, where the article has one paragraph. */
static const char *print_cite(const struct judging *judging)
{
	struct citation citation = *judging->citation;
	struct article_parts parts;
	citation.law = NULL;
	if (citation.item && citation.paragraph && strcmp(citation.paragraph, "1") == 0 &&
	    act_article_parts(citation.act, citation.article, judging->day, &parts) && parts.paragraphs == 1)
		citation.paragraph = NULL;
	return citation_print(judging->arena, &citation);
}

static const struct provision_step *step_on(const struct provision *provision, struct date day)
{
	for (size_t i = 0; i < provision->step_count; i++)
		if (period_holds(provision->steps[i].from, provision->steps[i].until, day))
			return &provision->steps[i];
	return NULL;
}

/* Is the code point at `at` a letter, which makes a word there longer? */
static bool is_letter(const char *at, bool kana)
{
	int32_t point = 0;
	if (*at)
		utf8_decode(at, utf8_step(at), &point);
	return utf8_is_kanji(point) || (point >= 0x30a1 && point <= 0x30fc) || (kana && point >= 0x3041 && point <= 0x309f);
}

/* Is it said of the citation that it is about the subject: 第2条第9項に規定する特定個人情報ファイル, 情報連携（番号法第19条第7号）? */
static bool is_about(const struct judging *judging, const char *subject)
{
	const struct citation *citation = judging->citation;
	const char *text = judging->text;
	size_t length = strlen(subject), end = citation->subject_end;
	if (!*text)
		return false;
	if (strncmp(text + citation->subject, subject, length) == 0 && !is_letter(text + citation->subject + length, false))
		return true;
	if (end < length || memcmp(text + end - length, subject, length) != 0)
		return false;
	size_t before = end - length;
	while (before && utf8_is_within(text[before - 1]))
		before--;
	return !before || !is_letter(text + before - 1, true);
}

/* Do the words stand close behind the citation, or is it said to be about the subject? */
static bool is_meant(const struct judging *judging, const struct provision *provision)
{
	enum { WITHIN = 120 };
	const char *behind = judging->text + judging->citation->end;
	const char *end = behind + strnlen(behind, WITHIN);
	for (size_t i = 0; provision->words && i < provision->words->count; i++)
		if (find_word(behind, end, provision->words->items[i]->text))
			return true;
	for (size_t i = 0; provision->subjects && i < provision->subjects->count; i++)
		if (is_about(judging, provision->subjects->items[i]->text))
			return true;
	return false;
}

static bool is_sure(const struct provision_step *step)
{
	return !step->sure || strcmp(step->sure, "false") != 0;
}

/* The last part of 第19条第8号: 8号. */
static const char *last_part(const char *cite)
{
	const char *at = cite;
	for (const char *next = cite; (next = strstr(next, WORD_ORDINAL)); next++)
		at = next + strlen(WORD_ORDINAL);
	return at;
}

/* Do both differ in their last number alone? *number gets that of `to`. */
static bool differ_in_last(struct arena *arena, const char *from, const char *to, const char **number)
{
	const char *old = last_part(from), *new = last_part(to);
	size_t old_digits = strspn(old, "0123456789"), new_digits = strspn(new, "0123456789");
	*number = arena_copy(arena, new, new_digits);
	return old - from == new - to &&strncmp(from, to, (size_t)(old - from)) == 0 &&
	       strcmp(old + old_digits, new + new_digits) == 0;
}

static const char *print_step(const struct judging *judging, const struct provision_step *step)
{
	return arena_printf(judging->arena, "%s%s", step->provision->act->short_name, step->cite);
}

static struct status moved_to(const struct judging *judging, const struct provision_step *from,
                              const struct provision_step *to)
{
	struct status status = status_plain(LAW_STATE_MOVED);
	status.since = date_add(from->until, 0, 0, 1);
	status.by = to->by;
	status.successor = print_step(judging, to);
	const char *number;
	bool part = judging->citation->item || judging->citation->paragraph;
	if (part && differ_in_last(judging->arena, from->cite, to->cite, &number))
		status.successor_number = number;
	status.class = LAW_ONE;
	status.source = status_is_confirmed(from->source, judging->day) ? to->source : from->source;
	status.sure = is_sure(to) && status_is_confirmed(status.source, judging->day);
	return status;
}

/* Is it known by the day where a provision stands, whenever it came there? */
static bool is_settled(const struct provision_step *step, struct date day)
{
	return is_sure(step) || (step->source && !date_is_before(day, step->source->revision));
}

/* A provision that moved: other matter may stand under its old number now, so that its words must be near. */
static bool judge_steps(const struct judging *judging, const struct provision_step *first, struct status *status)
{
	const struct provision_step *holds = NULL, *gone = NULL, *coming = NULL;
	for (const struct provision_step *step = first; step; step = step->next) {
		if (period_holds(step->from, step->until, judging->day))
			holds = step;
		else if (date_is_before(judging->day, step->from))
			coming = step;
		else if (!gone || is_meant(judging, step->provision))
			gone = step;
	}
	const struct provision_step *now = gone ? step_on(gone->provision, judging->day) : NULL;
	if (now && (!holds || is_meant(judging, gone->provision))) {
		*status = is_settled(now, judging->day) ? moved_to(judging, gone, now) : status_plain(LAW_UNKNOWN);
	} else if (holds) {
		*status = status_as_known(status_plain(LAW_IN_FORCE), holds->provision->known_to, judging->day);
		status->source = holds->source;
		status_note_stop(status, holds->until, NULL);
		const struct provision_step *next = status->stops.year ? step_on(holds->provision, status->stops) : NULL;
		status->stops_inferred = next && (!is_sure(next) || (next->source && next->source->certainty == LAW_INFERRED));
		status->stops_to = next ? print_step(judging, next) : NULL;
	} else if (coming && !gone) {
		*status = status_plain(is_sure(coming) ? LAW_NOT_YET : LAW_UNKNOWN);
		status->since = coming->from;
		status->by = coming->by;
	} else {
		return false;
	}
	return true;
}

static int to_number(const char *number)
{
	return number ? (int)strtol(number, NULL, 10) : 0;
}

static struct status wrong_level(const struct judging *judging, const char *paragraph, const char *item)
{
	struct status status = status_plain(LAW_WRONG_LEVEL);
	struct citation meant = *judging->citation;
	meant.paragraph = paragraph;
	meant.item = item;
	if (paragraph || item)
		status.successor = citation_print(judging->arena, &meant);
	return status;
}

/* An item of the article's paragraph (0: none is named). */
static struct status judge_item(const struct judging *judging, const struct article_parts *parts, int paragraph)
{
	const struct citation *citation = judging->citation;
	int item = to_number(citation->item);
	if (paragraph || parts->paragraphs == 1) {
		int items = article_items(parts, paragraph ? paragraph : 1);
		bool branch = strstr(citation->item, WORD_BRANCH) != NULL; /* the registry counts none */
		if (items < 0 || (branch && item <= items))
			return status_plain(LAW_UNKNOWN);
		return item <= items ? status_plain(LAW_IN_FORCE) : wrong_level(judging, NULL, NULL);
	}
	for (int i = 1; i <= parts->paragraphs; i++)
		if (article_items(parts, i) < 0 || article_items(parts, i) >= item)
			return status_plain(LAW_UNKNOWN); /* of a paragraph that goes without saying */
	return wrong_level(judging, !parts->later && item <= parts->paragraphs ? citation->item : NULL, NULL);
}

/* The paragraph and the item of an article that is there. What nobody has counted is unknown, but every article has a first
 * paragraph. */
static struct status judge_parts(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	struct article_parts parts;
	int paragraph = to_number(citation->paragraph);
	if (!citation->item && paragraph <= 1)
		return status_plain(LAW_IN_FORCE);
	if (!act_article_parts(citation->act, citation->article, judging->day, &parts))
		return status_plain(LAW_UNKNOWN);
	if (paragraph > parts.paragraphs) {
		bool item_meant =
		    parts.paragraphs == 1 && !parts.later && !citation->item && paragraph <= article_items(&parts, 1);
		return wrong_level(judging, NULL, item_meant ? citation->paragraph : NULL);
	}
	return citation->item ? judge_item(judging, &parts, paragraph) : status_plain(LAW_IN_FORCE);
}

struct status status_of_article(const struct judging *judging)
{
	const struct citation *citation = judging->citation;
	const struct act *act = citation->act;
	struct status status;
	if (citation->supplementary || !citation->article)
		return status_plain(LAW_UNKNOWN);
	const struct provision_step *first = registry_step(judging->registry, act, print_cite(judging));
	if (first && judge_steps(judging, first, &status))
		return status;
	bool sure;
	enum presence presence = act_article(act, citation->article, judging->day, &sure);
	if (presence == PRESENCE_UNKNOWN)
		return status_plain(LAW_UNKNOWN);
	status = presence == PRESENT ? judge_parts(judging) : status_plain(LAW_NO_SUCH);
	status.source = act->source;
	return sure ? status : status_as_known(status, act->known_to, judging->day);
}
