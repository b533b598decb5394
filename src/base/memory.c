/* Blocks and other objects are linked into a ring of the work that holds them. When memory runs out, the ring is emptied and
 * the stack cut back to where the work began. */
#include "base/memory.h"

#include "base/messages/memory.h"
#include "base/outfile.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Work that is going on. */
struct boundary {
	struct boundary *outer;
	struct memory *memory;
	jmp_buf place;
};

static _Thread_local struct boundary *innermost;

/* malloc and its kin are being asked by us. */
static _Thread_local bool asking;

/* ---- work ---- */

void memory_init(struct memory *memory)
{
	*memory = (struct memory){.held = {.before = &memory->held, .after = &memory->held}};
}

void memory_clear(struct memory *memory)
{
	for (struct holding *newest; (newest = memory->held.before) != &memory->held;) {
		memory_let_go(newest);
		newest->release(newest);
	}
	for (size_t i = 0; i < memory->plain_size; i++)
		free(memory->plain[i]);
	free(memory->plain);
	memory->plain = NULL;
	memory->plain_size = memory->plain_count = 0;
}

bool memory_run(struct memory *memory, void (*work)(void *context), void *context)
{
	struct boundary boundary = {.outer = innermost, .memory = memory};
	innermost = &boundary;
	if (setjmp(boundary.place) != 0) {
		innermost = boundary.outer;
		return false;
	}
	work(context);
	innermost = boundary.outer;
	return true;
}

bool memory_takes_no(void)
{
	return asking;
}

void memory_end_program(void)
{
	outfile_end_program(msg(MSG_MEMORY_EXHAUSTED));
}

/* As realloc; size is not 0. */
static void *ask(void *block, size_t size)
{
	asking = true;
	void *given = block ? realloc(block, size) : malloc(size);
	asking = false;
	return given;
}

/* As calloc of one object. */
static void *ask_zeroed(size_t size)
{
	asking = true;
	void *given = calloc(1, size);
	asking = false;
	return given;
}

void memory_exhausted(void)
{
	if (!innermost) {
		fprintf(stderr, "shikii: %s\n", msg(MSG_MEMORY_EXHAUSTED));
		exit(2);
	}
	memory_clear(innermost->memory);
	longjmp(innermost->place, 1);
}

/* ---- holdings ---- */

void memory_hold(struct holding *holding, void (*release)(struct holding *holding))
{
	*holding = (struct holding){.release = release};
	if (!innermost)
		return;
	struct holding *ring = &innermost->memory->held;
	holding->before = ring->before;
	holding->after = ring;
	ring->before->after = holding;
	ring->before = holding;
}

void memory_let_go(struct holding *holding)
{
	if (!holding->before)
		return;
	holding->before->after = holding->after;
	holding->after->before = holding->before;
	holding->before = holding->after = NULL;
}

/* ---- blocks ---- */

struct block {
	struct holding held;
	max_align_t bytes[];
};

static bool is_allowed(size_t size)
{
	const struct memory *memory = NULL;
	for (const struct boundary *work = innermost; work && !memory; work = work->outer)
		if (work->memory->allows)
			memory = work->memory;
	return size <= PTRDIFF_MAX / 2 && (!memory || memory->allows(memory->context));
}

static struct block *block_of(void *bytes)
{
	return (struct block *)(void *)((char *)bytes - offsetof(struct block, bytes));
}

static void release_block(struct holding *holding)
{
	free(holding);
}

void *memory_get_unheld(size_t size)
{
	void *bytes = is_allowed(size) ? ask(NULL, size ? size : 1) : NULL;
	if (!bytes)
		memory_exhausted();
	return bytes;
}

void *memory_get_zeroed(size_t size)
{
	void *bytes = is_allowed(size) ? ask_zeroed(size ? size : 1) : NULL;
	if (!bytes)
		memory_exhausted();
	return bytes;
}

void *memory_get(size_t size)
{
	if (size > PTRDIFF_MAX / 2)
		memory_exhausted();
	struct block *block = memory_get_unheld(sizeof *block + size);
	memory_hold(&block->held, release_block);
	return block->bytes;
}

void *memory_resize(void *bytes, size_t size)
{
	if (!bytes)
		return memory_get(size);
	struct block *old = block_of(bytes);
	struct block *block = is_allowed(size) ? ask(old, sizeof *block + size) : NULL;
	if (!block)
		memory_exhausted();
	if (block->held.before) /* it may have moved */
		block->held.before->after = block->held.after->before = &block->held;
	return block->bytes;
}

void memory_release(void *bytes)
{
	if (!bytes)
		return;
	memory_let_go(&block_of(bytes)->held);
	free(block_of(bytes));
}

/* ---- plain blocks: a hash set with linear probing, at most half full ---- */

enum { FIRST_PLAIN = 256 };

/* Scattered: blocks stand side by side, some 16 bytes apart, and would else fill long runs of slots. */
static size_t plain_slot(const struct memory *memory, const void *block)
{
	return (size_t)((uint64_t)(uintptr_t)block * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (memory->plain_size - 1);
}

static void plain_insert(struct memory *memory, void *block)
{
	size_t at = plain_slot(memory, block);
	while (memory->plain[at])
		at = (at + 1) & (memory->plain_size - 1);
	memory->plain[at] = block;
}

/* Makes room for one more; false when there is no memory. */
static bool plain_reserve(struct memory *memory)
{
	if (memory->plain_count < memory->plain_size / 2)
		return true;
	struct memory old = *memory;
	size_t size = old.plain_size ? 2 * old.plain_size : FIRST_PLAIN;
	void **plain = ask(NULL, size * sizeof *plain);
	if (!plain)
		return false;
	memset(plain, 0, size * sizeof *plain);
	memory->plain = plain;
	memory->plain_size = size;
	for (size_t i = 0; i < old.plain_size; i++)
		if (old.plain[i])
			plain_insert(memory, old.plain[i]);
	free(old.plain);
	return true;
}

/* Takes a block out, and moves up what was put behind it because its own slot was taken. False: it is not there. */
static bool plain_remove(struct memory *memory, const void *block)
{
	if (!memory->plain_count)
		return false;
	size_t mask = memory->plain_size - 1, hole = plain_slot(memory, block);
	while (memory->plain[hole] && memory->plain[hole] != block)
		hole = (hole + 1) & mask;
	if (!memory->plain[hole])
		return false;
	for (size_t at = (hole + 1) & mask; memory->plain[at]; at = (at + 1) & mask) {
		size_t home = plain_slot(memory, memory->plain[at]);
		if (((at - home) & mask) < ((at - hole) & mask))
			continue;
		memory->plain[hole] = memory->plain[at];
		hole = at;
	}
	memory->plain[hole] = NULL;
	memory->plain_count--;
	return true;
}

void *memory_get_plain(size_t size)
{
	struct memory *memory = innermost ? innermost->memory : NULL;
	if (!memory)
		return ask(NULL, size ? size : 1);
	void *block = is_allowed(size) && plain_reserve(memory) ? ask(NULL, size ? size : 1) : NULL;
	if (!block)
		memory_exhausted();
	plain_insert(memory, block);
	memory->plain_count++;
	return block;
}

void memory_release_plain(void *block)
{
	bool found = !block;
	for (const struct boundary *work = innermost; work && !found; work = work->outer)
		found = plain_remove(work->memory, block);
	free(block);
}

/* ---- a part of the work ---- */

/* Moves the ring of `from` behind the newest of `to`. */
static void move_held(struct memory *to, struct memory *from)
{
	struct holding *first = from->held.after, *last = from->held.before;
	if (first == &from->held)
		return;
	first->before = to->held.before;
	to->held.before->after = first;
	last->after = &to->held;
	to->held.before = last;
	from->held.before = from->held.after = &from->held;
}

/* False: there was no memory for all. */
static bool move_plain(struct memory *to, struct memory *from)
{
	for (size_t i = 0; i < from->plain_size; i++) {
		if (!from->plain[i])
			continue;
		if (!plain_reserve(to))
			return false;
		plain_insert(to, from->plain[i]);
		to->plain_count++;
		from->plain[i] = NULL;
	}
	return true;
}

bool memory_try(void (*work)(void *context), void *context)
{
	struct memory memory;
	if (!innermost) {
		work(context);
		return true;
	}
	memory_init(&memory);
	if (!memory_run(&memory, work, context))
		return false;
	move_held(innermost->memory, &memory);
	bool moved = move_plain(innermost->memory, &memory);
	memory_clear(&memory);
	return moved;
}
