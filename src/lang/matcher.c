/* Regular expressions, and the one bounded search for them in texts. */
#include "lang/matcher.h"

#include "base/memo.h"
#include "base/messages/expr.h"
#include "yaml/scalar.h"

#include <assert.h>

/* JIT_FROM is measured as time: an instruction of PCRE2's compiler for the machine takes three times one of a search, for code and
 * memory are new to it. */
enum {
	JIT_FROM = 2000,     /* bytes searched: to search less takes no longer than to compile a pattern for it (below) */
	LARGE = 4500,        /* bytes of a pattern that takes so long to be compiled for the machine, … */
	LARGE_FROM = 8000,   /* … that it pays from here on */
	SHORT_LIMIT = 10000, /* steps in a few characters */
	STRANGER_LIMIT = 100000000 /* steps in a text of any length, which take some seconds */
};

static void free_code(void *code)
{
	pcre2_code_free(code);
}

/* NULL where the pattern is wrong. */
static pcre2_code *compile(const struct regex *pattern, int *error, size_t *offset)
{
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern->text, pattern->length, pattern->options, error, offset, NULL);
	if (!code && *error == PCRE2_ERROR_HEAP_FAILED)
		memory_exhausted();
	if (code)
		arena_defer(pattern->compiled->arena, free_code, code);
	return pattern->compiled->code = code;
}

struct regex *regex_new(struct arena *arena, const struct node *place, const char *text, size_t length,
                        uint32_t options, int *error, size_t *offset)
{
	struct regex *pattern = arena_new_object(arena, struct regex);
	uint64_t mark = memo_join(memo_mark(text, length), options);
	*pattern = (struct regex){text, length, options, mark, arena_new_object(arena, struct regex_code)};
	pattern->compiled->arena = arena;
	pattern->compiled->ours = place->span.source->packed;
	return pattern->compiled->ours || compile(pattern, error, offset) ? pattern : NULL;
}

struct regex *regex_compile(struct arena *arena, struct diags *diags, const struct node *node)
{
	return regex_compile_with(arena, diags, node, 0);
}

struct regex *regex_compile_with(struct arena *arena, struct diags *diags, const struct node *node, uint32_t more)
{
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | more;
	int error;
	size_t offset;
	struct regex *pattern = regex_new(arena, node, node->text, node->length, options, &error, &offset);
	if (pattern)
		return pattern;
	PCRE2_UCHAR problem[128] = "";
	pcre2_get_error_message(error, problem, sizeof problem);
	size_t at = offset < node->length ? offset : node->length;
	diag_add(diags, DIAG_EXPR_SYNTAX, scalar_span(node, at, at),
	         msg_expr_bad_pattern(diags->arena, (const char *)problem));
	return NULL;
}

const pcre2_code *regex_code(const struct regex *pattern)
{
	int error;
	size_t offset;
	if (!pattern->compiled->code)
		compile(pattern, &error, &offset);
	assert(pattern->compiled->code);
	return pattern->compiled->code;
}

size_t regex_reach(const struct regex *pattern)
{
	uint32_t letters = UINT32_MAX;
	pcre2_pattern_info(regex_code(pattern), PCRE2_INFO_MAXLOOKBEHIND, &letters);
	return letters;
}

static size_t jit_from(const struct regex *pattern)
{
	size_t size = 0;
	pcre2_pattern_info(regex_code(pattern), PCRE2_INFO_SIZE, &size);
	return size > LARGE ? LARGE_FROM : JIT_FROM;
}

void regex_prepare(const struct regex *pattern, size_t length)
{
	struct regex_code *compiled = pattern->compiled;
	compiled->searched += length;
	if (compiled->machine || !compiled->ours || compiled->searched < JIT_FROM || compiled->searched < jit_from(pattern))
		return;
	pcre2_jit_compile(compiled->code, PCRE2_JIT_COMPLETE);
	compiled->machine = true;
}

static void free_search(void *object)
{
	const struct regex_code *compiled = object;
	pcre2_match_data_free(compiled->data);
	pcre2_match_context_free(compiled->context);
}

static void make_data(struct regex_code *compiled)
{
	compiled->data = pcre2_match_data_create(1, NULL);
	if (!compiled->data)
		memory_exhausted();
}

static void make_context(struct regex_code *compiled)
{
	arena_defer(compiled->arena, free_search, compiled);
	compiled->context = pcre2_match_context_create(NULL);
	if (!compiled->context)
		memory_exhausted();
}

/* PCRE2 counts anew where it begins at the next letter: of a stranger's pattern this is shared by all letters. */
static uint32_t step_limit(const struct regex *pattern, uint32_t limit, size_t length)
{
	size_t share = STRANGER_LIMIT / (length + 1) + 1;
	return pattern->compiled->ours || limit < share ? limit : (uint32_t)share;
}

/* Without code for the machine a search leaves 20 KB behind, and there are hundreds of patterns. */
static void drop_data(struct regex_code *compiled)
{
	pcre2_match_data_free(compiled->data);
	compiled->data = NULL;
}

int regex_find(const struct regex *pattern, const char *text, size_t length, const struct regex_bounds *bounds)
{
	struct regex_code *compiled = pattern->compiled;
	regex_prepare(pattern, length);
	if (!compiled->context)
		make_context(compiled);
	if (!compiled->data)
		make_data(compiled);
	pcre2_set_match_limit(compiled->context, step_limit(pattern, bounds->steps, length));
	pcre2_set_depth_limit(compiled->context, bounds->depth);
	pcre2_set_heap_limit(compiled->context, bounds->memory);
	int result = regex_search(regex_code(pattern), text, length, 0, 0, compiled->data, compiled->context);
	if (!compiled->machine)
		drop_data(compiled);
	return result;
}

enum regex_result regex_match(const struct regex *pattern, const char *text, size_t length)
{
	struct matcher matcher;
	matcher_open(&matcher, SHORT_LIMIT);
	int result = matcher_find(&matcher, pattern, text, length, 0);
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
	*matcher = (struct matcher){.data = pcre2_match_data_create(3, NULL), .limits = pcre2_match_context_create(NULL)};
	memory_hold(&matcher->held, release);
	if (!matcher->data || !matcher->limits)
		memory_exhausted();
	matcher->limit = limit;
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

int matcher_find(struct matcher *matcher, const struct regex *pattern, const char *text, size_t length, size_t at)
{
	pcre2_set_match_limit(matcher->limits, step_limit(pattern, matcher->limit, length));
	return regex_search(regex_code(pattern), text, length, at, 0, matcher->data, matcher->limits);
}
