#ifndef SHIKII_CLI_LANGUAGE_H
#define SHIKII_CLI_LANGUAGE_H

/* Puts the words of --language CODE into use (base/message.h), so that mistakes in options are told in that language, too. A file
 * is read by the request (session/language.h). */
void language_begin(int argc, char **argv);

#endif
