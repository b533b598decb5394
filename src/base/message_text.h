#ifndef SHIKII_BASE_MESSAGE_TEXT_H
#define SHIKII_BASE_MESSAGE_TEXT_H

#include <stddef.h>

/* The form of a text of templates/messages/: 「{path}」に引用が{count}か所あります. A place is {name} in small letters and
 * _; any other brace is itself. cmake/messages.c and base/message_read.c read it, and keep it encoded: each place is
 * one byte, its number from 1. */
enum { MESSAGE_PLACES_LIMIT = 8 }; /* numbers that are no tab and no line break */

/* The length of the place that begins at text, braces and all; 0: none does. */
size_t message_place(const char *text);

/* Writes text, encoded, into out, which has room for it. `names` are the places that it has to have, each once, with a
 * space between them ("path count"). Returns what is wrong, or MESSAGE_RIGHT; *fault is the name, of *length bytes. */
enum message_fault { MESSAGE_RIGHT, MESSAGE_UNKNOWN_PLACE, MESSAGE_PLACE_TWICE, MESSAGE_PLACE_MISSING };
enum message_fault message_encode(const char *text, const char *names, char *out, const char **fault, size_t *length);

#endif
