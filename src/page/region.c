#include "page/region.h"

#include <stdlib.h>

enum { CHUNK = 1 << 20, UNIT = 16 };

struct chunk {
	struct chunk *next;
	size_t size;
	_Alignas(UNIT) char bytes[];
};

static struct chunk *first, *current; /* those behind the current one are empty */
static size_t used;

/* A chunk with room for so many bytes behind the current one becomes the current one. */
static int go_on(size_t size)
{
	struct chunk *next = current ? current->next : first;
	if (!next || next->size < size) {
		size_t room = size > CHUNK ? size : CHUNK;
		struct chunk *made = malloc(sizeof *made + room);
		if (!made)
			return 0;
		*made = (struct chunk){.next = next, .size = room};
		if (current)
			current->next = made;
		else
			first = made;
		next = made;
	}
	current = next;
	used = 0;
	return 1;
}

void *region_take(size_t size)
{
	size = (size + UNIT - 1) / UNIT * UNIT;
	if ((!current || current->size - used < size) && !go_on(size))
		return NULL;
	char *block = current->bytes + used;
	used += size;
	return block;
}

void region_clear(void)
{
	for (struct chunk **at = &first, *chunk; (chunk = *at);) {
		if (chunk->size > CHUNK) { /* for one large block, which may not come again at this place */
			*at = chunk->next;
			free(chunk);
		} else {
			at = &chunk->next;
		}
	}
	current = NULL;
	used = 0;
}

void region_release(void *block)
{
	(void)block;
}
