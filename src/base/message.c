/* A message's id and what fills its places -> words. */
#include "base/message.h"

#include "base/buf.h"
#include "base/message_text.h"

/* The one state that is not passed along: a language is a thing of whoever reads, not of a datum, and any function may
 * have words to say. For each thread, so that two sessions may differ. */
static _Thread_local const char *const *used;

void message_use(const char *const *texts)
{
	used = texts;
}

const char *const *message_used(void)
{
	return used ? used : languages[0].texts;
}

const char *msg(const struct message *message)
{
	return message_used()[message->number];
}

const char *message_fill(struct arena *arena, const struct message *message, const struct message_value *values)
{
	struct buf out = BUF_INIT;
	for (const char *at = message_used()[message->number]; *at; at++) {
		bool place = *at > 0 && *at <= MESSAGE_PLACES_LIMIT;
		const struct message_value *value = place ? &values[*at - 1] : NULL;
		if (!place)
			buf_putc(&out, *at);
		else if (value->text)
			buf_puts(&out, value->text);
		else
			buf_printf(&out, "%lld", value->number);
	}
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}
