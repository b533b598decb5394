#ifndef SHIKII_BEGIN_GROUNDS_H
#define SHIKII_BEGIN_GROUNDS_H

#include "base/arena.h"
#include "base/date.h"
#include "begin/process.h"
#include "law/registry.h"

#include <stdbool.h>

/* What the law registry says of a process on a day, as a sheet cites it; NULL: nothing. */
struct grounds {
	const char *title;  /* of its Act with the number: 介護保険法（平成9年法律第123号） */
	const char *affair; /* what the schedule says of it; NULL of an older schedule */
	const char *use;    /* 法令上の根拠 of 個人番号の利用 */
	bool use_is_usual;  /* it is what published sheets usually cite, and has no row of its own */
	const char *linkage; /* 法令上の根拠 of the 情報連携; a part that the registry does not know says so: `unknown` */
	const char *unknown; /* words that ask for what is not known (may be NULL) */
};

struct grounds grounds_of(struct arena *arena, const struct registry *registry, const struct process *process,
                          struct date day, const char *unknown);

#endif
