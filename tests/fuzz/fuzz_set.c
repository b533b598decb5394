/* Bytes, taken as the value of --set, one to a line → judged with it. It is a usage error, or the judgement is made. */
#include "fuzz/ask.h"

enum { SETS = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static shikii_session *session;
	if (!session)
		session = ask_open();
	char *text = malloc(size + 1);
	memcpy(text, data, size);
	text[size] = '\0';
	shikii_option options[SETS];
	size_t count = 0;
	for (char *line = strtok(text, "\n"); line && count < SETS; line = strtok(NULL, "\n"))
		options[count++] = (shikii_option){"set", line};
	shikii_free(ask(session, "judge", options, count));
	free(text);
	return 0;
}
