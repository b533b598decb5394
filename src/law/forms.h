#ifndef SHIKII_LAW_FORMS_H
#define SHIKII_LAW_FORMS_H

#include "law/folded.h"

/* Has the text a character in a rare form? */
bool forms_has_rare(const char *text, size_t length);

/* Characters in a rare form → their usual one, with a map back: compatibility ideographs and radicals, of which texts taken
 * from PDF are full, half-width kana, marks that stand apart from their kana; signs that are not seen are dropped. The text
 * is NULL where there are none. */
struct folded fold_forms(struct arena *arena, const char *text, size_t length);

#endif
