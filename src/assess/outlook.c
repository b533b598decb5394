/* What --ahead says. */
#include "assess/outlook.h"

#include <stdlib.h>
#include <string.h>

bool outlook_read_ahead(const char *text, struct outlook *outlook)
{
	enum { DIGITS = 4 };
	size_t digits = strspn(text, "0123456789");
	int number = digits && digits <= DIGITS ? (int)strtol(text, NULL, 10) : 0;
	int *unit = strcmp(text + digits, "y") == 0   ? &outlook->years
	            : strcmp(text + digits, "m") == 0 ? &outlook->months
	            : strcmp(text + digits, "d") == 0 ? &outlook->days
	                                              : NULL;
	if (!number || !unit)
		return false;
	*unit = number;
	outlook->ahead = true;
	return true;
}
