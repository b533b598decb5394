/* patterns.yaml → compiled patterns. The tokens become one pattern of alternatives, each with its kind as a mark, so
 * that a text is searched once for all of them. */
#include "law/patterns.h"

#include "base/buf.h"
#include "base/memo.h"
#include "base/memory.h"
#include "base/messages/law_pattern.h"
#include "lang/matcher.h"
#include "yaml/fields.h"

#include <string.h>

/* The patterns take time in proportion to the text; this bounds those of a body that do not. */
enum {
	MATCH_LIMIT = 200000000,
	DEPTH_LIMIT = 2000,
	ANCHORED_LENGTH = 16 /* bytes that a match at one place looks at, about */
};

struct pattern {
	const struct regex *regex;
	struct pattern_use {
		pcre2_match_data
		    *data; /* NULL until it is first used. Of this thread: a registry is used by one thread at a time */
		pcre2_match_context *context;
	} * use; /* of all patterns: a search leaves 20 KB in it */
};

static const char *const token_names[TOKEN_COUNT] = {
    [TOKEN_DEFINITION] = "definition",
    [TOKEN_LAW_NUMBER] = "law_number",
    [TOKEN_ARTICLE] = "article",
    [TOKEN_BARE_ARTICLE] = "bare_article",
    [TOKEN_PARAGRAPH] = "paragraph",
    [TOKEN_ITEM] = "item",
    [TOKEN_COLUMN] = "column",
    [TOKEN_SUPPLEMENTARY] = "supplementary",
    [TOKEN_SCHEDULE] = "schedule",
    [TOKEN_TABLE] = "table",
    [TOKEN_ROWS] = "rows",
    [TOKEN_SAME_LAW] = "same_law",
    [TOKEN_SAME_ARTICLE] = "same_article",
    [TOKEN_SAME_ITEM] = "same_item",
    [TOKEN_SAME_SCHEDULE] = "same_schedule",
    [TOKEN_OPEN] = "open",
    [TOKEN_CLOSE] = "close",
    [TOKEN_STOP] = "stop",
    [TOKEN_NUMBER] = "number",
};

static void release(void *object)
{
	const struct pattern_use *use = object;
	pcre2_match_context_free(use->context);
	pcre2_match_data_free(use->data);
}

/* The text lives as long as the arena. */
static const struct pattern *compile(struct arena *arena, struct diags *diags, struct pattern_use *use,
                                     const struct node *place, const char *text, size_t length)
{
	struct pattern *pattern = arena_new_object(arena, struct pattern);
	int error;
	size_t offset;
	pattern->use = use;
	pattern->regex = regex_new(arena, place, text, length, PCRE2_UTF | PCRE2_NO_UTF_CHECK, &error, &offset);
	if (pattern->regex)
		return pattern;
	char message[128];
	pcre2_get_error_message(error, (PCRE2_UCHAR *)message, sizeof message);
	diag_add(diags, DIAG_LAW_PATTERN, place->span, msg_law_pattern_bad(diags->arena, message));
	return NULL;
}

/* Puts the pattern of a number in for {N}. */
static void expand(struct buf *out, const char *text, const char *number)
{
	for (const char *at; (at = strstr(text, "{N}")); text = at + 3) {
		buf_append(out, text, (size_t)(at - text));
		buf_puts(out, number);
	}
	buf_puts(out, text);
}

static const struct pattern *compile_tokens(struct arena *arena, struct diags *diags, struct pattern_use *use,
                                            const struct node *tokens, const char *number)
{
	struct buf all = BUF_INIT;
	bool good = true;
	for (size_t i = 0; i < tokens->count; i++) {
		const struct node *node = tokens->items[i];
		size_t kind = 0;
		while (kind < TOKEN_COUNT && !node_is(node->key, token_names[kind]))
			kind++;
		if (kind == TOKEN_COUNT || node->kind != NODE_SCALAR) {
			diag_add(diags, DIAG_LAW_PATTERN, node_place(node), msg_law_pattern_no_part(diags->arena, node->key->text));
			good = false;
			continue;
		}
		good &= compile(arena, diags, use, node, node->text, node->length) != NULL; /* for the place of a mistake */
		buf_puts(&all, i ? "|(?:" : "(?:");
		expand(&all, node->text, number);
		buf_printf(&all, ")(*MARK:%zu)", kind);
	}
	const char *text = arena_copy(arena, buf_text(&all), all.length);
	size_t length = all.length;
	buf_free(&all);
	return good ? compile(arena, diags, use, tokens, text, length) : NULL;
}

/* Those that stand by themselves. */
static const struct {
	const char *name;
	size_t offset;
} single[] = {
    {"gap", offsetof(struct patterns, gap)},
    {"list", offsetof(struct patterns, list)},
    {"bullet", offsetof(struct patterns, bullet)},
    {"parts", offsetof(struct patterns, parts)},
    {"stray", offsetof(struct patterns, stray)},
    {"leaves_row", offsetof(struct patterns, leaves_row)},
    {"article_table", offsetof(struct patterns, article_table)},
    {"article_end", offsetof(struct patterns, article_end)},
    {"odd_schedule", offsetof(struct patterns, odd_schedule)},
    {"own_topic", offsetof(struct patterns, own_topic)},
    {"own_noun", offsetof(struct patterns, own_noun)},
    {"own_row", offsetof(struct patterns, own_row)},
    {"own_after", offsetof(struct patterns, own_after)},
    {"own_setter", offsetof(struct patterns, own_setter)},
    {"own_set", offsetof(struct patterns, own_set)},
    {"own_place", offsetof(struct patterns, own_place)},
    {"lead", offsetof(struct patterns, lead)},
    {"row_end", offsetof(struct patterns, row_end)},
    {"subject_behind", offsetof(struct patterns, subject_behind)},
    {"subject_before", offsetof(struct patterns, subject_before)},
    {"member", offsetof(struct patterns, member)},
    {"separator", offsetof(struct patterns, separator)},
    {"range", offsetof(struct patterns, range)},
    {"range_end", offsetof(struct patterns, range_end)},
    {"law", offsetof(struct patterns, law)},
    {"other_law", offsetof(struct patterns, other_law)},
    {"not_name", offsetof(struct patterns, not_name)},
    {"prefix", offsetof(struct patterns, prefix)},
    {"former", offsetof(struct patterns, former)},
    {"title_part", offsetof(struct patterns, title_part)},
    {"ordinance", offsetof(struct patterns, ordinance)},
    {"goes_on", offsetof(struct patterns, goes_on)},
    {"beside", offsetof(struct patterns, beside)},
    {"signs", offsetof(struct patterns, signs)},
    {"history", offsetof(struct patterns, history)},
    {"published", offsetof(struct patterns, published)},
    {"past_before", offsetof(struct patterns, past_before)},
    {"past_after", offsetof(struct patterns, past_after)},
    {"mend_aside", offsetof(struct patterns, mend_aside)},
    {"mend_bullet", offsetof(struct patterns, mend_bullet)},
    {"mend_behind", offsetof(struct patterns, mend_behind)},
    {"mend_order", offsetof(struct patterns, mend_order)},
    {"mend_before", offsetof(struct patterns, mend_before)},
    {"mend_old", offsetof(struct patterns, mend_old)},
    {"mend_later", offsetof(struct patterns, mend_later)},
    {"mend_joint", offsetof(struct patterns, mend_joint)},
};

const struct patterns *patterns_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	enum { SINGLE = sizeof single / sizeof *single };
	struct file {
		const char *number;
		const struct node *tokens;
		const struct node *single[SINGLE];
	} file = {0};
	struct field_spec specs[SINGLE + 2] = {
	    {"number", FIELD_STRING, true, offsetof(struct file, number)},
	    {"tokens", FIELD_MAP, true, offsetof(struct file, tokens)},
	};
	for (size_t i = 0; i < SINGLE; i++)
		specs[i + 2] = (struct field_spec){single[i].name, FIELD_SCALAR, true,
		                                   offsetof(struct file, single) + i * sizeof file.single[0]};
	const struct source *source = data_load(arena, diags, folders, "rules/law/patterns.yaml");
	const struct node *root = source ? node_read(arena, diags, source) : NULL;
	if (!root || !fields_read(diags, root, specs, SINGLE + 2, &file))
		return NULL;
	struct patterns *patterns = arena_new_object(arena, struct patterns);
	patterns->memo = memo_new(arena);
	struct pattern_use *use = arena_new_object(arena, struct pattern_use);
	arena_defer(arena, release, use);
	patterns->tokens = compile_tokens(arena, diags, use, file.tokens, file.number);
	bool good = patterns->tokens != NULL;
	for (size_t i = 0; i < SINGLE; i++) {
		struct buf text = BUF_INIT;
		expand(&text, file.single[i]->text, file.number);
		const char *copy = arena_copy(arena, buf_text(&text), text.length);
		const struct pattern *pattern = compile(arena, diags, use, file.single[i], copy, text.length);
		*(const struct pattern **)(void *)((char *)patterns + single[i].offset) = pattern;
		good &= pattern != NULL;
		buf_free(&text);
	}
	return good ? patterns : NULL;
}

/* ---- matching ---- */

/* Many patterns are used by few texts. */
static void prepare(const struct pattern *pattern, size_t length)
{
	struct pattern_use *use = pattern->use;
	regex_prepare(pattern->regex, length);
	if (use->data)
		return;
	use->context = pcre2_match_context_create(NULL);
	if (!use->context || !(use->data = pcre2_match_data_create(PATTERN_GROUPS, NULL)))
		memory_exhausted();
	pcre2_set_match_limit(use->context, MATCH_LIMIT);
	pcre2_set_depth_limit(use->context, DEPTH_LIMIT);
}

static uint32_t options_of(enum match_mode mode)
{
	switch (mode) {
	case MATCH_SEARCH:
		return 0;
	case MATCH_ANCHORED:
		return PCRE2_ANCHORED;
	case MATCH_WHOLE:
		return PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	}
	return 0;
}

bool pattern_match(const struct pattern *pattern, const char *text, size_t length, size_t at, enum match_mode mode,
                   struct match *match)
{
	prepare(pattern, mode == MATCH_SEARCH ? length - at : ANCHORED_LENGTH);
	pcre2_match_data *data = pattern->use->data;
	int count =
	    regex_search(regex_code(pattern->regex), text, length, at, options_of(mode), data, pattern->use->context);
	if (count < 0)
		return false;
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(data);
	*match = (struct match){.start = ends[0], .end = ends[1]};
	for (size_t i = 1; i < (size_t)count && i < PATTERN_GROUPS; i++) {
		if (ends[2 * i] == PCRE2_UNSET)
			continue;
		match->group_start[i] = ends[2 * i];
		match->group_end[i] = ends[2 * i + 1];
	}
	PCRE2_SPTR mark = pcre2_get_mark(data);
	for (; mark && *mark; mark++)
		match->kind = (enum token_kind)((int)match->kind * 10 + (*mark - '0'));
	return true;
}
