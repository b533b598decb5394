#ifndef SHIKII_SESSION_LANGUAGE_H
#define SHIKII_SESSION_LANGUAGE_H

#include "session/project.h"

#include <stdbool.h>

/* Puts the words of the option language into use (base/message.h): a code of those built in, or a file like
 * templates/messages/ja.yaml, whose texts stand in front of them. Tells what is wrong and returns false: mistakes in the file, or
 * that there is no such language. */
bool language_read(struct project *project);

#endif
