#ifndef SHIKII_PAGE_REGION_H
#define SHIKII_PAGE_REGION_H

#include <stddef.h>

/* Memory for the many small values of jansson: taken one behind the other, given back when all of them have gone. NULL: there is
 * none left. */
void *region_take(size_t size);
void region_release(void *block);

#endif
