/* The streams of the language server. Findings wait until nobody has typed for a moment, and stand back behind whatever comes in. */
#include "lsp/serve.h"

#include "lsp/server.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum {
	PAUSE = 120 /* milliseconds in which nothing was typed */,
	PATIENCE = 50 /* messages after which findings are told anyway */
};

struct rounds {
	bool gone;     /* the editor has closed its end */
	bool worked;   /* the last round did something */
	int unchecked; /* messages since findings were told */
};

/* Takes what has come, waiting for it up to `wait` milliseconds, -1: as long as it takes. False: nobody is there any more. */
static bool hear(struct server *server, int in, int wait, bool *came)
{
	struct pollfd poll_in = {.fd = in, .events = POLLIN};
	char bytes[1 << 16];
	*came = false;
	int ready = poll(&poll_in, 1, wait);
	if (ready <= 0)
		return ready == 0 || errno == EINTR;
	ssize_t count = read(in, bytes, sizeof bytes);
	if (count < 0)
		return errno == EINTR || errno == EAGAIN;
	server_take(server, bytes, (size_t)count);
	*came = count > 0;
	return count > 0;
}

static bool speak(struct server *server, FILE *out)
{
	struct buf *output = server_output(server);
	bool written = fwrite(buf_text(output), 1, output->length, out) == output->length && fflush(out) == 0;
	buf_clear(output);
	return written;
}

/* One round: what has come, the next message, or, when nobody says anything, the findings that wait. False: nobody is there, and
 * nothing is left to do. */
static bool serve_once(struct server *server, int in, FILE *out, struct rounds *rounds)
{
	bool came = false;
	int wait = rounds->worked ? 0 : server_has_changes(server) ? PAUSE : -1;
	rounds->gone |= !rounds->gone && !hear(server, in, wait, &came);
	rounds->worked = server_work(server);
	rounds->unchecked += rounds->worked;
	if ((!came && !rounds->worked) || rounds->unchecked > PATIENCE) {
		server_check(server);
		rounds->unchecked = 0;
	}
	return speak(server, out) && (rounds->worked || !rounds->gone);
}

bool lsp_serve(int in, FILE *out, const struct options *options)
{
	struct server *server = server_new(options, true);
	struct rounds rounds = {0};
	bool orderly = false;
	while (!server_ended(server, &orderly) && serve_once(server, in, out, &rounds))
		;
	bool ended = server_ended(server, &orderly);
	server_free(server);
	return ended && orderly;
}
