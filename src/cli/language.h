#ifndef SHIKII_CLI_LANGUAGE_H
#define SHIKII_CLI_LANGUAGE_H

#include "cli/project.h"

/* Which words the program uses (base/message.h): --language CODE of those built in, ja by default; or --language FILE,
 * texts like those of templates/messages/ja.yaml, which stand in front of them. */

/* At the start, so that mistakes in options are told in that language, too. */
void language_begin(int argc, char **argv);

/* Reads the file. Tells what is wrong and returns false: mistakes in it, or that there is no such language. */
bool language_read(struct project *project);

#endif
