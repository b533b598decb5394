#ifndef SHIKII_BASE_MEMORY_H
#define SHIKII_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* What happens when memory runs out: work that memory_run has begun is given up, and all that it holds is released; outside of
 * such work the process ends with a message and exit status 2. Nobody else checks for it. */

/* Something that has to be released when the work is given up. It is the first member of its object, in memory that lives at
 * least until it is let go: on the stack, too, for it is released before the stack is left. */
struct holding {
	struct holding *before, *after; /* NULL: nobody holds it */
	void (*release)(struct holding *holding);
};

/* All that is held by one piece of work, or by several one after the other. Used by one thread at a time. */
struct memory {
	struct holding held; /* a ring of holdings, the newest before it */
	void **plain;        /* blocks of memory_get_plain: a hash set, its size a power of two; NULL: free */
	size_t plain_size;
	size_t plain_count;
	bool (*allows)(void *context); /* may memory be asked for once more? NULL: as the work around it. Tests say no */
	void *context;
};

void memory_init(struct memory *memory);

/* Releases all that is held, the newest first. */
void memory_clear(struct memory *memory);

/* Does the work, whose holdings belong to `memory` and may outlive it. False when memory ran out: then nothing is held any
 * more, neither by this work nor by what came before it. */
bool memory_run(struct memory *memory, void (*work)(void *context), void *context);

/* Does a part of the work alone, where a library that calls back must not be cut off: false when memory ran out, which is to be
 * told by memory_exhausted once the library has returned. What the part holds otherwise is held by the work around it. */
bool memory_try(void (*work)(void *context), void *context);

/* Tells that memory ran out; for libraries that report it. */
_Noreturn void memory_exhausted(void);

/* For a program with a malloc of its own, which ends the program where a library takes NULL badly: does who asks now take it? And
 * the end: a message and status 2, nothing half done is left. It asks for no memory. */
bool memory_takes_no(void);
_Noreturn void memory_end_program(void);

/* Holds an object for the work that is going on, and lets it go. Both do nothing outside of such work. */
void memory_hold(struct holding *holding, void (*release)(struct holding *holding));
void memory_let_go(struct holding *holding);

/* A block, not zeroed; never NULL. The work holds it until it is released. */
void *memory_get(size_t size);
void *memory_resize(void *block, size_t size); /* block NULL is allowed */
void memory_release(void *block);              /* the same */

/* As malloc and free, whose blocks they give and take: for a library that has one allocator for the whole process. The
 * work that is going on holds the block; outside of such work NULL means that there is no memory. */
void *memory_get_plain(size_t size);
void memory_release_plain(void *block);

/* A block that nobody holds, for an owner that is held itself; never NULL. It is released by free. */
void *memory_get_unheld(size_t size);
void *memory_get_zeroed(size_t size); /* the same, all 0: of a large one that takes no time */

#endif
