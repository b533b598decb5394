#ifndef SHIKII_IMPORT_FRAMES_H
#define SHIKII_IMPORT_FRAMES_H

#include "import/place.h"

/* Takes out the frames of repeated groups that stand in the sheet and that nobody filled in (システム4, システム5 of five
 * that the form prints); the others move up. After answers_read. */
void frames_clear(struct placing *placing);

#endif
