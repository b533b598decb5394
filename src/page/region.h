#ifndef SHIKII_PAGE_REGION_H
#define SHIKII_PAGE_REGION_H

#include <stddef.h>

/* Memory for the many small values of jansson: taken one behind the other, and given back all at once, when none of them is used
 * any more: between two requests. NULL: there is none left. */
void *region_take(size_t size);
void region_clear(void);

/* What jansson gives back stays until then. */
void region_release(void *block);

#endif
