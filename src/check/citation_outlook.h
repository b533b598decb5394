#ifndef SHIKII_CHECK_CITATION_OUTLOOK_H
#define SHIKII_CHECK_CITATION_OUTLOOK_H

#include "assess/outlook.h"
#include "check/citations.h"

/* Reports citations that are in force, but not for long, or that are not what they were. */
void check_outlook(struct arena *arena, struct diags *diags, const struct official *official,
                   const struct cited_list *list, const struct outlook *outlook);

#endif
