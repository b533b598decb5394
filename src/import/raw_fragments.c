/* Answers of raw text that are nothing but pieces of the form's own words, as lines break them: 数対象となる本人の. */
#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "import/raw.h"

#include <string.h>

enum {
	NEARBY = 16,        /* items before and behind, whose words may have come here */
	ANSWER_LIMIT = 600, /* bytes of an answer that may be pieces */
	FRONT_LETTERS = 2   /* of a piece that the end of its line breaks */
};

struct own_words {
	const char **items; /* folded */
	size_t count;
	size_t capacity;
};

static void add_item(struct raw *raw, struct own_words *words, const struct item *item)
{
	list_push(raw->scratch, words, label_make(raw->scratch, item->label, NULL).full);
	for (size_t i = 0; i < item->option_count; i++)
		list_push(raw->scratch, words, utf8_fold(raw->scratch, item->options[i].label));
}

/* What the form prints around an item. */
static struct own_words words_near(struct raw *raw, const struct reading *reading)
{
	struct own_words words = {0};
	const struct place *place = reading->place;
	size_t at = (size_t)(reading - place->readings);
	for (size_t i = at > NEARBY ? at - NEARBY : 0; i < place->reading_count && i <= at + NEARBY; i++)
		add_item(raw, &words, place->readings[i].item);
	for (size_t i = 0; i < raw->form->column_count; i++)
		list_push(raw->scratch, &words, utf8_fold(raw->scratch, raw->form->columns[i].label));
	list_push(raw->scratch, &words, utf8_fold(raw->scratch, raw->form->history_heading));
	list_push(raw->scratch, &words, utf8_fold(raw->scratch, msg(MSG_SHEET_CONTINUED)));
	return words;
}

/* The longest of the words that the text begins with. */
static size_t whole_length(const struct own_words *words, const char *text)
{
	size_t best = 0;
	for (size_t i = 0; i < words->count; i++) {
		size_t length = strlen(words->items[i]);
		if (length > best && strncmp(text, words->items[i], length) == 0)
			best = length;
	}
	return best;
}

/* The longest end of one of the words that the text begins with. */
static size_t end_length(const struct own_words *words, const char *text)
{
	size_t best = 0;
	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->items[i];
		for (word += utf8_step(word); *word; word += utf8_step(word)) {
			size_t length = strlen(word);
			if (length > best && strncmp(text, word, length) == 0)
				best = length;
		}
	}
	return best;
}

/* The longest begin of one of the words that the text begins with, as long as a piece has to be. */
static size_t begin_length(const struct own_words *words, const char *text)
{
	size_t best = 0;
	for (size_t i = 0; i < words->count; i++) {
		size_t same = 0, step;
		while (text[same] && strncmp(text + same, words->items[i] + same, step = utf8_step(text + same)) == 0)
			same += step;
		best = same > best ? same : best;
	}
	return utf8_count(text, best) >= FRONT_LETTERS + (text[best] != '\0') ? best : 0;
}

/* Is the line the form's words alone? Some of them are broken: *broken. */
static bool is_own_line(const struct own_words *words, const char *line, bool *broken)
{
	size_t taken = whole_length(words, line);
	if (!taken && (taken = end_length(words, line)))
		*broken = true;
	for (const char *at = line + taken; *at; at += taken) {
		if ((taken = whole_length(words, at)))
			continue;
		if (!(taken = begin_length(words, at)))
			return false;
		*broken = true;
	}
	return true;
}

/* 変更前の記載変更後の記載, （別添３）変更日: labels of 変更箇所 side by side stand in no answer. */
static bool has_table_head(struct raw *raw, const char *folded)
{
	const char *heading = utf8_fold(raw->scratch, raw->form->history_heading), *close = strchr(heading, ')');
	const char *front = close ? arena_copy(raw->scratch, heading, (size_t)(close - heading) + 1) : NULL;
	const char *first = raw->form->column_count ? utf8_fold(raw->scratch, raw->form->columns[0].label) : "";
	if (front && strstr(folded, arena_printf(raw->scratch, "%s%s", front, first)))
		return true;
	for (size_t i = 0; i + 1 < raw->form->column_count; i++) {
		const char *left = utf8_fold(raw->scratch, raw->form->columns[i].label);
		const char *both =
		    arena_printf(raw->scratch, "%s%s", left, utf8_fold(raw->scratch, raw->form->columns[i + 1].label));
		if (strstr(folded, both))
			return true;
	}
	return false;
}

bool raw_is_fragments(struct raw *raw, const struct reading *reading, const char *text)
{
	if (has_table_head(raw, utf8_fold(raw->scratch, text)))
		return true;
	if (strlen(text) > ANSWER_LIMIT)
		return false;
	const struct own_words words = words_near(raw, reading);
	bool broken = false;
	for (size_t length; *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		const char *line = utf8_fold(raw->scratch, arena_copy(raw->scratch, text, length));
		if (*line && !is_own_line(&words, line, &broken))
			return false;
	}
	return broken;
}
