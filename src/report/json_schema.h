#ifndef SHIKII_REPORT_JSON_SCHEMA_H
#define SHIKII_REPORT_JSON_SCHEMA_H

#include "assess/official.h"
#include "model/schema.h"

#include <jansson.h>

#include <stdbool.h>

/* What a JSON Schema is made of. */
struct json_schema_plan {
	struct arena *arena;
	const struct schema *schema;
	const struct record_type *root; /* what the file is */
	const char *name;               /* model, for its identity */
	struct official *official;      /* whose forms know the answers by the number of an item; NULL: there are none */
	bool answers; /* what is written may be blank or unknown, texts may be markdown or refer to others */
	bool draft07; /* for older editors; else 2020-12 */
};

/* The JSON Schema by which an editor completes, explains and checks such a file. It takes whatever the program reads, but for
 * options: those are taken in their official spelling alone. The caller releases the result. */
json_t *json_schema_make(const struct json_schema_plan *plan);

#endif
