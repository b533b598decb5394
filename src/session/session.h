#ifndef SHIKII_SESSION_SESSION_H
#define SHIKII_SESSION_SESSION_H

#include "base/files.h"
#include "base/memory.h"
#include "session/command.h"
#include "session/options.h"
#include "session/receiver.h"

#include <stdbool.h>
#include <stddef.h>

/* What requests have in common: the documents in memory, and the built-in official data once it was needed. One request at a
 * time; several sessions know nothing of each other. */
struct session {
	struct memory memory; /* of the requests */
	struct files files;
	struct document *documents; /* those of `files` */
	size_t capacity;
	struct arena *kept; /* of `official`, in `memory` */
	struct diags kept_diags;
	struct official *official; /* with no folders in front of it; NULL: not needed yet, or memory ran out */
};

void session_init(struct session *session);
void session_clear(struct session *session);

/* Puts a document over the file at a path, in place of an older one; bytes are copied. False: there is no memory, or the path is
 * too long. */
bool session_put(struct session *session, const char *path, const char *bytes, size_t length);

/* Takes it away again. */
void session_drop(struct session *session, const char *path);

/* Hands the answer to the receiver. When memory runs out, what was handed over until then is no answer, and the session is as
 * it was. */
enum outcome session_run(struct session *session, const struct command *command, const struct options *options,
                         struct receiver *receiver);

#endif
