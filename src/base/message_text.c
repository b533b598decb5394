/* A text with named places -> a text with numbered ones. The build uses it too (cmake/messages.c): libc alone here. */
#include "base/message_text.h"

#include <stdbool.h>
#include <string.h>

size_t message_place(const char *text)
{
	size_t length = *text == '{' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
	return length && text[length + 1] == '}' ? length + 2 : 0;
}

/* The next of names, and its length; false behind the last. */
static bool next_name(const char **names, size_t *length)
{
	*names += *length;
	*names += strspn(*names, " ");
	*length = strcspn(*names, " ");
	return *length > 0;
}

/* From 1; 0 when it is none of names. */
static char number_of(const char *names, const char *name, size_t length)
{
	char number = 1;
	for (size_t size = 0; next_name(&names, &size); number++)
		if (size == length && memcmp(names, name, length) == 0)
			return number;
	return 0;
}

/* Where a name's number is not in the encoded text; NULL when all are. */
static const char *missing_name(const char *names, const char *encoded, size_t *length)
{
	char number = 1;
	for (*length = 0; next_name(&names, length); number++)
		if (!strchr(encoded, number))
			return names;
	return NULL;
}

enum message_fault message_encode(const char *text, const char *names, char *out, const char **fault, size_t *length)
{
	char *end = out;
	for (size_t size; *text; text += size) {
		size = message_place(text);
		char number = *text;
		if (size)
			number = number_of(names, text + 1, size - 2);
		*fault = text + 1;
		*length = size ? size - 2 : 0;
		if (!number)
			return MESSAGE_UNKNOWN_PLACE;
		if (size && memchr(out, number, (size_t)(end - out)))
			return MESSAGE_PLACE_TWICE;
		*end++ = number;
		size += !size;
	}
	*end = '\0';
	*fault = missing_name(names, out, length);
	return *fault ? MESSAGE_PLACE_MISSING : MESSAGE_RIGHT;
}
