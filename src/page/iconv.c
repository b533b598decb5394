/* What rules ask of iconv, which in the C library of the page lacks these character sets: is there such a character? The tables are
 * those of the system that the page was built on (cmake/page/repertoire.c). Nothing is converted. */
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "repertoire.h"

struct character_set {
	const char *name;
	const unsigned char *has; /* a bit for each character */
	size_t end;
};

static const struct character_set sets[] = {
    {"EUC-JISX0213", jisx0213, 8 * sizeof jisx0213},
    {"CP932", cp932, 8 * sizeof cp932},
};

iconv_t iconv_open(const char *to, const char *from)
{
	(void)from;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (strcmp(sets[i].name, to) == 0)
			return (iconv_t)(uintptr_t)&sets[i];
	errno = EINVAL;
	return (iconv_t)-1;
}

size_t iconv(iconv_t conversion, char **restrict in, size_t *restrict left, char **restrict out, size_t *restrict room)
{
	const struct character_set *set = (const struct character_set *)conversion;
	(void)out;
	(void)room;
	while (in && *left > 0) {
		int32_t point;
		size_t length = utf8_decode(*in, *left, &point);
		if ((size_t)point >= set->end || !(set->has[point / 8] >> point % 8 & 1)) {
			errno = EILSEQ;
			return (size_t)-1;
		}
		*in += length;
		*left -= length;
	}
	return 0;
}

int iconv_close(iconv_t conversion)
{
	(void)conversion;
	return 0;
}
