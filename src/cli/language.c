/* argv → the texts of this thread, before anything is said. */
#include "cli/language.h"

#include "base/message.h"
#include "yaml/message_read.h"

#include <string.h>

static const char option[] = "--language";

void language_begin(int argc, char **argv)
{
	size_t length = strlen(option);
	const char *code = NULL;
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], option, length) == 0 && argv[i][length] == '=')
			code = argv[i] + length + 1;
		else if (strcmp(argv[i], option) == 0)
			code = argv[i + 1];
	}
	message_use(code ? message_language(code) : NULL);
}
