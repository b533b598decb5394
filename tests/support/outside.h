#ifndef SHIKII_SUPPORT_OUTSIDE_H
#define SHIKII_SUPPORT_OUTSIDE_H

/* Ends the test as skipped; ./dev test tells the reason in its last lines. */
void test_skip(const char *reason);

/* The folder beside the project that an environment variable names, SHIKII_REFERENCE for one; where it is not set the test
 * is skipped. */
const char *outside_folder(const char *variable);

#endif
