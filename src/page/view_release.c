/* In the page a view need not be taken apart value by value: all values of a request go at once (page/region.h). Stands for
 * render/view_release.c. */
#include "render/view.h"

void view_release(json_t *view)
{
	(void)view;
}
