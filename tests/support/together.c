/* Criterion starts the test program anew for each test. With sanitizers that takes longer than most tests do; so where TESTS_TOGETHER
 * is set (tests/CMakeLists.txt), the first test of a suite stands for all of them: one process runs one after the other, each with what
 * its suite has before and after it, in the state that the process began with. One that fails does not keep the next from its turn.
 * Tests by hand have a process each; so has one that ends it. */
#define _GNU_SOURCE /* RTLD_NEXT; NOLINT(bugprone-reserved-identifier) */
#include <criterion/criterion.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECONDS = 1000, SIGNALS = 32, VARIABLES = 500 };

/* NOLINTNEXTLINE(bugprone-reserved-identifier): the linker's names for the bounds of a section */
extern struct criterion_test *__start_cr_tst[], *__stop_cr_tst[];
extern char **environ;

static bool together;
static const char *suite;           /* all of which is run here; NULL: a test alone */
static struct criterion_test **now; /* the one whose turn it is */
/* What each of them has before and after it; Criterion itself sees to it before the first and after the last. */
static void (*before)(void), (*after)(void);
static bool runs_tests; /* this process, and not the one that starts it */
static jmp_buf over;    /* where a test goes that ends early */

static struct {
	char *variables[VARIABLES];
	struct sigaction actions[SIGNALS];
	int folder, input;
	mode_t mask;
} state;

static void keep_state(void)
{
	for (size_t i = 0; environ[i] && i + 1 < VARIABLES; i++)
		state.variables[i] = environ[i];
	for (int i = 1; i < SIGNALS; i++)
		sigaction(i, NULL, &state.actions[i]);
	state.folder = open(".", O_RDONLY | O_CLOEXEC);
	state.input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	state.mask = umask(0);
	umask(state.mask);
}

static void restore_state(void)
{
	clearenv();
	for (size_t i = 0; state.variables[i]; i++)
		putenv(state.variables[i]);
	for (int i = 1; i < SIGNALS; i++)
		sigaction(i, &state.actions[i], NULL);
	cr_assert(fchdir(state.folder) == 0 && dup2(state.input, STDIN_FILENO) == STDIN_FILENO);
	umask(state.mask);
	setlocale(LC_ALL, "C");
}

static bool stands_alone(const struct criterion_test *test)
{
	return test->data->exit_code || test->data->signal || test->data->init || test->data->fini;
}

static struct criterion_test **next_of(const char *category, struct criterion_test **from)
{
	for (; from < __stop_cr_tst; from++)
		if (*from && !stands_alone(*from) && strcmp((*from)->category, category) == 0)
			return from;
	return NULL;
}

/* In the runner and in each of its processes, before main(). */
__attribute__((constructor)) static void join_tests(void)
{
	together = getenv("TESTS_TOGETHER") != NULL;
	for (struct criterion_test **each = __start_cr_tst; together && each < __stop_cr_tst; each++) {
		if (!*each || stands_alone(*each))
			continue;
		(*each)->data->timeout = SECONDS;
		(*each)->data->disabled = next_of((*each)->category, __start_cr_tst) != each;
	}
}

static void run_all(void)
{
	for (now = next_of(suite, __start_cr_tst); now; now = next_of(suite, now + 1)) {
		fprintf(stderr, "test: %s\n", (*now)->data->identifier_); /* what fails below is of this one */
		if (setjmp(over) == 0)
			(*now)->test();
		restore_state();
	}
}

/* What a test calls of Criterion: Criterion's own once in a process, for all of its tests or the one. */

static void *of_criterion(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* What Criterion hands over of the test and its suite may stand anywhere. */
static void look_at_suite(void)
{
	struct criterion_test test;
	struct criterion_suite its;
	struct criterion_test_extra_data data = {0};
	memcpy(&test, (const void *)criterion_current_test, sizeof test);
	memcpy(&its, (const void *)criterion_current_suite, sizeof its);
	if (its.data)
		memcpy(&data, (const void *)its.data, sizeof data);
	before = data.init;
	after = data.fini;
	memcpy(&data, (const void *)test.data, sizeof data);
	test.data = &data;
	if (!stands_alone(&test))
		suite = test.category;
}

void criterion_internal_test_setup(void)
{
	void (*real)(void);
	*(void **)&real = of_criterion(__func__); /* as POSIX has it */
	if (!now) {
		runs_tests = true;
		if (together)
			look_at_suite();
		keep_state();
		real();
	} else if (before && now != next_of(suite, __start_cr_tst)) {
		before();
	}
}

void criterion_internal_test_main(void (*function)(void))
{
	void (*real)(void (*)(void));
	*(void **)&real = of_criterion(__func__);
	if (!now) {
		real(suite ? run_all : function);
		return;
	}
	jmp_buf outer;
	memcpy(&outer, &over, sizeof over);
	if (setjmp(over) == 0)
		function();
	memcpy(&over, &outer, sizeof over);
}

void criterion_internal_test_teardown(void)
{
	void (*real)(void);
	*(void **)&real = of_criterion(__func__);
	if (!now)
		real();
	else if (after && next_of(suite, now + 1))
		after();
}

void criterion_abort_test(void)
{
	void (*real)(void);
	*(void **)&real = of_criterion(__func__);
	if (now)
		longjmp(over, 1);
	real();
	abort();
}

void criterion_skip_test(const char *format, ...)
{
	void (*real)(const char *, ...);
	*(void **)&real = of_criterion(__func__);
	char reason[1000];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(reason, sizeof reason, format, arguments);
	va_end(arguments);
	if (now) {
		fprintf(stderr, "left out: %s\n", reason);
		longjmp(over, 1);
	}
	real("%s", reason);
	abort();
}

/* What Criterion itself keeps of a run is no leak of ours. Asked by LeakSanitizer, in its name; NOLINTNEXTLINE(bugprone-reserved-identifier) */
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) /* NOLINT(bugprone-reserved-identifier) */
{
	return !runs_tests;
}
