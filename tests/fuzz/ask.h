#ifndef SHIKII_TESTS_FUZZ_ASK_H
#define SHIKII_TESTS_FUZZ_ASK_H

/* What the fuzzers that ask the library share: a session with nothing but documents, a model in it, and a request. */
#include "shikii.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char ask_body[] = "name: 見本市長\nkind: 地方公共団体等\nincidents: []\n";
static const char ask_model[] = "shikii: 1\n"
                                "number: 12\n"
                                "name: 予防接種に関する事務\n"
                                "threshold: {subjects: {count: 86500, as_of: 2025-04-01}, handlers: {count: 60}}\n"
                                "number_use: {basis: 番号法第9条第1項 別表第一 10の項}\n"
                                "files: [{id: f, name: 台帳}]\n"
                                "blocks: [{id: b, files: [f]}]\n"
                                "outsourcing: 委託しない\n"
                                "sheets: {kiso: {overview: 概要, publications: [{date: 2025-06-01, kind: 新規}]}}\n";

static inline void ask_put(shikii_session *session, const char *path, const char *text)
{
	if (!shikii_put(session, path, text, strlen(text)))
		abort();
}

static inline shikii_session *ask_open(void)
{
	shikii_session *session = shikii_open();
	shikii_use_disk(session, 0);
	ask_put(session, "city/shikii.yaml", ask_body);
	ask_put(session, "city/a.yaml", ask_model);
	return session;
}

/* The answer to one request about the model; status 2 has words that say why. */
static inline shikii_result *ask(shikii_session *session, const char *command, const shikii_option *options,
                                 size_t count)
{
	const char *paths[] = {"city/a.yaml"};
	shikii_result *result = shikii_run(session, command, options, count, paths, 1);
	const char *messages = shikii_messages(result, NULL);
	if (shikii_status(result) == SHIKII_NO_MEMORY)
		abort();
	if (shikii_status(result) == SHIKII_FAILED && !strcmp(messages, "{\"usage\":null,\"findings\":[],\"notes\":[]}") &&
	    !strstr(shikii_report(result, NULL), "file."))
		abort();
	return result;
}

#endif
