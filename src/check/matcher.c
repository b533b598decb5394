#include "check/matcher.h"

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

int matcher_find(struct matcher *matcher, const pcre2_code *code, const char *text, size_t length, size_t at)
{
	int result = pcre2_match(code, (PCRE2_SPTR)text, length, at, PCRE2_NO_UTF_CHECK, matcher->data, matcher->limits);
	if (result == PCRE2_ERROR_NOMEMORY)
		memory_exhausted();
	return result;
}
