/* The kinds of text rules as a table. */
#include "rules/kind.h"

const struct rule_kind *const rule_kinds[] = {
#define KIND(name) &kind_##name,
#include "rules/kinds.def"
#undef KIND
};

const size_t rule_kind_count = sizeof rule_kinds / sizeof *rule_kinds;
