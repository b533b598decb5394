#ifndef SHIKII_BASE_MESSAGE_H
#define SHIKII_BASE_MESSAGE_H

#include "base/arena.h"

#include <stddef.h>

/* The words that people read. They are in templates/messages/ja.yaml, from which cmake/messages.c makes a header for
 * each first word of the ids, base/messages/node.h: for `node.key` the constant MSG_NODE_KEY, for msg(); for a text with
 * places, `node.depth: … {limit} …`, the macro msg_node_depth(arena, limit), which has the places in the order of
 * ja.yaml, takes strings and whole numbers, and returns a string of the arena. What ja.yaml does not have, or has
 * otherwise, does not compile. A message is known by its address. */
struct message {
	size_t number; /* in the texts of a language */
};
extern const size_t message_count;

const char *msg(const struct message *message);

/* What fills a place: text, or where that is NULL, number. */
struct message_value {
	const char *text;
	long long number;
};

/* For the macros of base/messages/ only. */
const char *message_fill(struct arena *arena, const struct message *message, const struct message_value *values);

static inline struct message_value message_text_value(const char *text)
{
	return (struct message_value){.text = text ? text : ""};
}

static inline struct message_value message_number_value(long long number)
{
	return (struct message_value){.number = number};
}

#define MESSAGE_VALUE(value)                                                                                           \
	_Generic((value),                                                                                                  \
	    char *: message_text_value,                                                                                    \
	    const char *: message_text_value,                                                                              \
	    int: message_number_value,                                                                                     \
	    unsigned: message_number_value,                                                                                \
	    long: message_number_value,                                                                                    \
	    unsigned long: message_number_value,                                                                           \
	    long long: message_number_value,                                                                               \
	    unsigned long long: message_number_value)(value)

/* A file of templates/messages/ as built in, ja first. */
struct language {
	const char *code;         /* ja */
	const char *const *texts; /* by number, encoded (base/message_text.h) */
};
extern const struct language languages[];
extern const size_t language_count;

/* By number: its name in the files, and the names of its places ("path count"). */
extern const char *const message_names[];
extern const char *const message_places[];

/* The texts that this thread uses from now on; NULL: those of languages[0]. Threads begin with these. */
void message_use(const char *const *texts);
const char *const *message_used(void);

#endif
