/* Runs a command and prints what the system says of it: seconds on the clock and on the processor, the largest memory in KB, page
 * faults. Small itself, for a process counts as its own what the one that started it had. usage: measure COMMAND… */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	struct rusage used;
	int status;
	double start = now();
	pid_t child = argc > 1 ? fork() : -1;
	if (child == 0) {
		if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
			_exit(2);
		execvp(argv[1], argv + 1);
		_exit(2);
	}
	if (child < 0 || wait4(child, &status, 0, &used) != child)
		return 2;
	double cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
	             (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	printf("%.6f %.6f %ld %ld\n", now() - start, cpu, used.ru_maxrss, used.ru_minflt);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
