#ifndef SHIKII_SESSION_FINDING_PACK_H
#define SHIKII_SESSION_FINDING_PACK_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"

#include <stdbool.h>
#include <stddef.h>

/* All that is told of a file, as bytes: so that it need not be found again while nothing changes. */
struct kept {
	struct diag **told; /* unsorted, with those in shikii.yaml that another file may have told already */
	size_t told_count;
	struct diag **hidden; /* with their excuse */
	size_t hidden_count;
	const char *judgement; /* as JSON */
	const char *number;    /* the agency's and its own, folded, which no other file may have; or NULL */
	const char *place;     /* of the number: path and line */
	bool *used;            /* of the suppressions of shikii.yaml: these were needed */
	size_t used_count;
	size_t by_body; /* findings that shikii.yaml took out or made lighter */
};

/* The sources that findings point into: of the file, and of its shikii.yaml or NULL. */
struct kept_sources {
	const struct source *file;
	const struct source *body;
};

/* False where a finding points into another source, or its lines to type depend on other files. */
bool kept_pack(const struct kept *kept, const struct kept_sources *sources, struct buf *out);

/* Do these bytes hold any? Without, nothing of the sources is needed but the path. */
bool kept_has_findings(const char *bytes, size_t length);

/* Its texts are those bytes, all else is of the arena; the ids of rules are put into `ids`, once each. False: these bytes are none. */
bool kept_unpack(struct arena *arena, const char *bytes, size_t length, const struct kept_sources *sources,
                 struct map *ids, struct kept *kept);

#endif
