/* The program's malloc, rewind and fclose, without sanitizers, which have their own: who asks by any of its names when memory is out, the C library
 * itself too, ends the program, unless NULL is taken; a stream with an error is counted before that is forgotten. */
#include "base/memory.h"
#include "base/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static bool takes_no;

bool memory_takes_no(void)
{
	return takes_no;
}

void memory_end_program(void)
{
	_exit(2);
}

static size_t broken;

void stream_count_broken(void)
{
	broken++;
}

/* A disk that is full, once for rewind and once for fclose. */
static bool counts_broken_streams(void)
{
	FILE *file = fopen("/dev/full", "w");
	bool refused = file && fputs("x", file) >= 0 && fflush(file) != 0;
	rewind(file);
	refused = refused && broken == 1 && !ferror(file) && fputs("x", file) >= 0;
	return refused && fclose(file) != 0 && broken == 2;
}

static bool by_malloc(size_t size)
{
	return malloc(size) != NULL;
}

static bool by_calloc(size_t size)
{
	return calloc(size / 8, 8) != NULL;
}

static bool by_realloc(size_t size)
{
	return realloc(malloc(1), size) != NULL;
}

static bool by_the_c_library(size_t size)
{
	static char text[1 << 20];
	memset(text, 'x', sizeof text - 1);
	return strdup(text + sizeof text - size) != NULL;
}

/* 0: `get` said no. */
static int run(bool (*get)(size_t size))
{
	pid_t child = fork();
	if (child == 0) {
		setrlimit(RLIMIT_AS, &(struct rlimit){64 << 20, 64 << 20});
		for (size_t size = 1 << 19; size; size /= 2) /* until there is room for nothing */
			for (int i = 0; i < 100000; i++)
				if (!get(size))
					break;
		_exit(0);
	}
	int status;
	return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(void)
{
	static bool (*const ways[])(size_t) = {by_malloc, by_calloc, by_realloc, by_the_c_library};
	int wrong = !counts_broken_streams();
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		takes_no = false;
		wrong += run(ways[i]) != 2;
		takes_no = true;
		wrong += run(ways[i]) != 0;
	}
	if (wrong)
		printf("%d wrong\n", wrong);
	return wrong != 0;
}
