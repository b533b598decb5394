#ifndef SHIKII_RENDER_SHEET_JSON_H
#define SHIKII_RENDER_SHEET_JSON_H

#include "model/sheet.h"

#include <jansson.h>

/* The sheet as other programs read it (docs/json.md). A new reference; never NULL. */
json_t *sheet_json(const struct sheet *sheet);

/* Add a value that they take over; text NULL is null. */
void object_put(json_t *object, const char *key, json_t *value);
void object_put_text(json_t *object, const char *key, const char *text);
void array_put(json_t *array, json_t *value);
void array_put_text(json_t *array, const char *text);

#endif
