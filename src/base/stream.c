#include "base/stream.h"

#include <stdatomic.h>

static atomic_size_t broken;

void stream_count_broken(void)
{
	atomic_fetch_add(&broken, 1);
}

size_t stream_broken_count(void)
{
	return atomic_load(&broken);
}
