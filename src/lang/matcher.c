/* Regular expressions, and the one bounded search for them in texts. */
#include "lang/matcher.h"

#include "base/messages/expr.h"
#include "yaml/scalar.h"

enum {
	JIT_FROM = 4000,    /* bytes searched: to search less takes no longer than to compile a pattern for it */
	SHORT_LIMIT = 10000 /* steps in a few characters */
};

static void free_code(void *code)
{
	pcre2_code_free(code);
}

struct regex *regex_compile(struct arena *arena, struct diags *diags, const struct node *node)
{
	struct regex *pattern = arena_new_object(arena, struct regex);
	int error;
	PCRE2_SIZE offset;
	pattern->code =
	    pcre2_compile((PCRE2_SPTR)node->text, node->length,
	                  PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C, &error, &offset, NULL);
	if (!pattern->code && error == PCRE2_ERROR_HEAP_FAILED)
		memory_exhausted();
	if (!pattern->code) {
		PCRE2_UCHAR problem[128] = "";
		pcre2_get_error_message(error, problem, sizeof problem);
		size_t at = offset < node->length ? offset : node->length;
		diag_add(diags, DIAG_EXPR_SYNTAX, scalar_span(node, at, at),
		         msg_expr_bad_pattern(diags->arena, (const char *)problem));
		return NULL;
	}
	pattern->searched = arena_new_object(arena, size_t);
	arena_defer(arena, free_code, pattern->code);
	return pattern;
}

void regex_prepare(const struct regex *pattern, size_t length)
{
	*pattern->searched += length;
	if (*pattern->searched >= JIT_FROM)
		pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); /* does nothing the second time */
}

enum regex_result regex_match(const struct regex *pattern, const char *text, size_t length)
{
	struct matcher matcher;
	matcher_open(&matcher, SHORT_LIMIT);
	int result = matcher_find(&matcher, pattern->code, text, length, 0);
	matcher_close(&matcher);
	return result >= 0 ? REGEX_FOUND : result == PCRE2_ERROR_NOMATCH ? REGEX_NONE : REGEX_NOT_KNOWN;
}

static void release(struct holding *holding)
{
	struct matcher *matcher = (struct matcher *)(void *)holding;
	pcre2_match_context_free(matcher->limits);
	pcre2_match_data_free(matcher->data);
}

void matcher_open(struct matcher *matcher, uint32_t limit)
{
	*matcher = (struct matcher){.data = pcre2_match_data_create(2, NULL), .limits = pcre2_match_context_create(NULL)};
	memory_hold(&matcher->held, release);
	if (!matcher->data || !matcher->limits)
		memory_exhausted();
	pcre2_set_match_limit(matcher->limits, limit);
}

void matcher_close(struct matcher *matcher)
{
	memory_let_go(&matcher->held);
	release(&matcher->held);
}

int regex_search(const pcre2_code *code, const char *text, size_t length, size_t at, uint32_t options,
                 pcre2_match_data *data, pcre2_match_context *limits)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)text;
	options |= PCRE2_NO_UTF_CHECK;
	int result = pcre2_match(code, subject, length, at, options, data, limits);
	if (result == PCRE2_ERROR_JIT_STACKLIMIT) /* which is smaller than what the interpreter may use */
		result = pcre2_match(code, subject, length, at, options | PCRE2_NO_JIT, data, limits);
	if (result == PCRE2_ERROR_NOMEMORY)
		memory_exhausted();
	return result;
}

int matcher_find(struct matcher *matcher, const pcre2_code *code, const char *text, size_t length, size_t at)
{
	return regex_search(code, text, length, at, 0, matcher->data, matcher->limits);
}
