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

bool lsp_serve(int in, FILE *out, const struct options *options)
{
	struct server *server = server_new(options, true);
	bool orderly = false, there = true, came, worked = false;
	int since_check = 0;
	while (there && !server_ended(server, &orderly)) {
		bool changes = server_has_changes(server);
		there = hear(server, in, worked ? 0 : changes ? PAUSE : -1, &came);
		worked = server_work(server);
		since_check += worked;
		if ((!came && !worked) || since_check > PATIENCE) {
			server_check(server);
			since_check = 0;
		}
		there = speak(server, out) && there;
	}
	while (there && server_work(server))
		;
	server_free(server);
	return orderly;
}
