#ifndef SHIKII_RULES_CHANGE_RECORD_H
#define SHIKII_RULES_CHANGE_RECORD_H

#include "base/arena.h"
#include "history/changes.h"
#include "lang/value.h"
#include "model/schema.h"
#include "model/sheet.h"

/* The rows of 変更箇所 as rules see them (`changes` of `printed`): the answers of the model, and how they were read. */
const struct type *change_record_type(struct arena *arena, const struct schema *schema);

/* A list of records of this type. */
struct value change_records(struct arena *arena, const struct type *type, const struct history_changes *changes);

#endif
