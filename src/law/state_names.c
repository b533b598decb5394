/* States and classes of citations → their names, for programs and for people. */
#include "base/messages/law_state.h"
#include "law/status.h"

static const struct {
	const char *name;
	const struct message *label;
} states[] = {
    [LAW_IN_FORCE] = {"in-force", MSG_LAW_STATE_IN_FORCE},
    [LAW_NOT_YET] = {"not-yet", MSG_LAW_STATE_NOT_YET},
    [LAW_STATE_REPEALED] = {"repealed", MSG_LAW_STATE_REPEALED},
    [LAW_STATE_MOVED] = {"moved", MSG_LAW_STATE_MOVED},
    [LAW_NO_SUCH] = {"no-such", MSG_LAW_STATE_NO_SUCH},
    [LAW_WRONG_LEVEL] = {"wrong-level", MSG_LAW_STATE_WRONG_LEVEL},
    [LAW_UNKNOWN] = {"unknown", MSG_LAW_STATE_UNKNOWN},
    [LAW_HISTORY] = {"history", MSG_LAW_STATE_HISTORY},
    [LAW_FORMER] = {"former", MSG_LAW_STATE_FORMER},
};

const char *law_state_name(enum law_state state)
{
	return states[state].name;
}

const char *law_state_label(enum law_state state)
{
	return msg(states[state].label);
}

const char *law_class_name(enum law_class class)
{
	static const char *const names[] = {NULL, "renamed", "moved", "split", "gone", "repealed-act"};
	return names[class];
}
