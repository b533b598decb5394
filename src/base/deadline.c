/* Calls that are going on → the end of the program, when they take too long. */
#include "base/deadline.h"

#include "base/message.h"
#include "base/outfile.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

/* Global, as a signal is. */
static unsigned limit; /* in seconds; 0: none */
static atomic_uint going_on;
static _Atomic(const struct message *) reason;
static _Thread_local unsigned depth; /* of calls within calls: the outermost one counts */

static void end_late(int number)
{
	(void)number;
	outfile_end_program(msg(atomic_load(&reason)));
}

void deadline_allow(unsigned seconds)
{
	struct sigaction action = {.sa_handler = end_late};
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGALRM, &action, NULL) == 0)
		limit = seconds;
}

void deadline_begin(const struct message *late)
{
	if (!limit || depth++)
		return;
	atomic_store(&reason, late);
	atomic_fetch_add(&going_on, 1);
	alarm(limit);
}

void deadline_end(void)
{
	if (limit && --depth == 0 && atomic_fetch_sub(&going_on, 1) == 1)
		alarm(0);
}
