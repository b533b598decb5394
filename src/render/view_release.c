#include "render/view.h"

void view_release(json_t *view)
{
	json_decref(view);
}
