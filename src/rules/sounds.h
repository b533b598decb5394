#ifndef SHIKII_RULES_SOUNDS_H
#define SHIKII_RULES_SOUNDS_H

#include "rules/kind.h"

/* Kanji that are mistaken for one another: of the same sound, or of the same look. */
struct sounds;

/* A list of texts, each the kanji of a group; NULL after reporting. A kanji may be in several groups. */
const struct sounds *sounds_load(const struct rule_reader *reader, const struct node *node);

/* The groups that have the kanji, one by one, each ending with 0; NULL behind the last. *place is 0 at first. */
const int32_t *sounds_group(const struct sounds *sounds, int32_t kanji, uint32_t *place);

#endif
