#ifndef SHIKII_LSP_SERVER_H
#define SHIKII_LSP_SERVER_H

#include "base/buf.h"
#include "session/options.h"

#include <stdbool.h>
#include <stddef.h>

/* A language server without its streams: bytes of the client go in, bytes for it come out. Whatever comes in, it goes on. */
struct server;

/* `options` may be NULL; else they hold for all requests (as-of, rules, …) and live as long. `disk`: files that are not open are
 * read from there. */
struct server *server_new(const struct options *options, bool disk);
void server_free(struct server *server);

/* Bytes of the client. Requests that it takes back before they were begun are not done. */
void server_take(struct server *server, const char *bytes, size_t length);

/* Does what comes next: one message; false: there is none. */
bool server_work(struct server *server);

/* Tells the findings of a document that was changed since; false: none was. For moments in which nobody types. */
bool server_check(struct server *server);
bool server_has_changes(const struct server *server);

/* What is to be sent; the caller takes it away by buf_clear. */
struct buf *server_output(struct server *server);

/* The client has said exit; *orderly: after shutdown, as it should. */
bool server_ended(const struct server *server, bool *orderly);

#endif
