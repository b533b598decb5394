/* Bytes → a file that appears under its name only when it is whole, or a stream that somebody else has opened. */
#define _XOPEN_SOURCE 700 /* realpath; NOLINT(bugprone-reserved-identifier) */
#include "base/outfile.h"

#include "base/buf.h"
#include "base/messages/outfile.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SIGNAL_COUNT = 4 };
static const int signals[SIGNAL_COUNT] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

/* What a signal handler can know is global: the file that is not finished. */
static struct {
	_Atomic(const char *) path; /* NULL: there is none */
	struct sigaction before[SIGNAL_COUNT];
	bool at_exit;
} unfinished;

void outfile_abandon(void)
{
	const char *path = atomic_exchange(&unfinished.path, NULL);
	if (path)
		unlink(path);
}

void outfile_end_program(const char *reason)
{
	const char *const words[] = {"shikii: ", reason, "\n"};
	outfile_abandon();
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (write(STDERR_FILENO, words[i], strlen(words[i])) < 0)
			break;
	_exit(2);
}

/* SA_RESETHAND has put the default action back: the process ends by the signal that it got. */
static void end_by_signal(int number)
{
	outfile_abandon();
	raise(number);
}

/* Signals that were ignored (nohup) stay so. Running out of memory ends in exit(). */
static void catch_signals(void)
{
	if (!unfinished.at_exit)
		unfinished.at_exit = atexit(outfile_abandon) == 0;
	struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = (int)SA_RESETHAND};
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		sigaction(signals[i], NULL, &unfinished.before[i]);
		if (unfinished.before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void release_signals(void)
{
	atomic_store(&unfinished.path, NULL);
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		sigaction(signals[i], &unfinished.before[i], NULL);
}

/* In our own words: those of strerror depend on locale and system. */
const char *outfile_reason(int error)
{
	static const struct {
		int error;
		const struct message *reason;
	} reasons[] = {
	    {ENOENT, MSG_OUTFILE_NO_FOLDER},
	    {ENOTDIR, MSG_OUTFILE_UNDER_FILE},
	    {EEXIST, MSG_OUTFILE_EXISTS},
	    {EISDIR, MSG_OUTFILE_IS_FOLDER},
	    {EACCES, MSG_OUTFILE_NO_PERMISSION},
	    {EPERM, MSG_OUTFILE_NO_PERMISSION},
	    {EROFS, MSG_OUTFILE_READ_ONLY},
	    {ENOSPC, MSG_OUTFILE_DISK_FULL},
	    {EDQUOT, MSG_OUTFILE_QUOTA},
	    {EFBIG, MSG_OUTFILE_TOO_LARGE},
	    {ENAMETOOLONG, MSG_OUTFILE_NAME_TOO_LONG},
	    {EPIPE, MSG_OUTFILE_PIPE_CLOSED},
	    {EBADF, MSG_OUTFILE_CLOSED},
	    {ESTALE, MSG_OUTFILE_CHANGED},
	};
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].error == error)
			return msg(reasons[i].reason);
	return msg(MSG_OUTFILE_CANNOT_WRITE);
}

static void note_error(struct outfile *out)
{
	if (!out->error)
		out->error = errno ? errno : EIO;
}

/* `folder`/.shikii-XXXXXX; not the target's name with something added: that may be too long. */
static char *temporary_name(struct arena *arena, const char *target)
{
	const char *slash = strrchr(target, '/');
	int folder = slash ? (int)(slash - target) + 1 : 0;
	return arena_printf(arena, "%.*s.shikii-XXXXXX", folder, target);
}

/* A signal between the making of the file and the note of its name would leave it behind: they are held back. */
static int create_aside(struct outfile *out, char *name)
{
	sigset_t held, before;
	sigemptyset(&held);
	for (size_t i = 0; i < SIGNAL_COUNT; i++)
		sigaddset(&held, signals[i]);
	sigprocmask(SIG_BLOCK, &held, &before);
	int file = mkstemp(name); /* O_EXCL, 0600 */
	if (file >= 0) {
		catch_signals();
		atomic_store(&unfinished.path, name);
		out->temporary = name;
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return file;
}

static const char *open_aside(struct outfile *out, struct arena *arena)
{
	assert(!atomic_load(&unfinished.path));
	int file = create_aside(out, temporary_name(arena, out->target));
	if (file < 0)
		return outfile_reason(errno);
	out->stream = fdopen(file, "wb");
	if (out->stream)
		return NULL;
	int error = errno;
	close(file);
	outfile_abandon();
	release_signals();
	return outfile_reason(error);
}

/* Symbolic links stay: what they point to is the target. */
static const char *target_of(struct arena *arena, const char *path)
{
	char *real = realpath(path, NULL);
	if (!real)
		return path;
	const char *target = arena_string(arena, real);
	free(real);
	return target;
}

static mode_t mode_of_new_file(void)
{
	mode_t mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

const char *outfile_open(struct outfile *out, struct arena *arena, const char *path, FILE *standard)
{
	*out = (struct outfile){.stream = standard};
	if (!path || strcmp(path, "-") == 0)
		return NULL;

	struct stat status;
	out->target = target_of(arena, path);
	if (stat(out->target, &status) != 0) {
		out->mode = mode_of_new_file();
		return open_aside(out, arena);
	}
	if (S_ISDIR(status.st_mode))
		return outfile_reason(EISDIR);
	if (S_ISREG(status.st_mode)) {
		out->mode = status.st_mode & 0777;
		out->owner = status.st_uid;
		out->group = status.st_gid;
		out->replaces = true;
		return access(out->target, W_OK) == 0 ? open_aside(out, arena) : outfile_reason(errno);
	}
	out->stream = fopen(out->target, "wb"); /* /dev/null is not to be replaced */
	return out->stream ? NULL : outfile_reason(errno);
}

void outfile_write(struct outfile *out, const char *bytes, size_t length)
{
	errno = 0;
	if (length && fwrite(bytes, 1, length, out->stream) < length)
		note_error(out);
}

/* The owner stays, where that may be given; and after a crash of the system there is the old file or the new one, never an empty
 * one: EINVAL and such are of file systems that have no fsync. */
static void keep_what_was(struct outfile *out)
{
	int file = fileno(out->stream);
	struct stat now;
	if (fstat(file, &now) != 0 || now.st_uid != out->owner || now.st_gid != out->group)
		errno = fchown(file, out->owner, out->group); /* as far as it may be done */
	if (fsync(file) != 0 && (errno == EIO || errno == ENOSPC || errno == EDQUOT))
		note_error(out);
}

void outfile_expect(struct outfile *out, const char *bytes, size_t length)
{
	out->expected = bytes;
	out->expected_length = length;
}

/* Does the stream give these bytes up to its end, perhaps behind a byte order mark? */
static bool gives(FILE *stream, const char *bytes, size_t length)
{
	static const char mark[] = "\xef\xbb\xbf";
	char part[4096];
	size_t at = fread(part, 1, sizeof mark - 1, stream), read;
	bool marked = at == sizeof mark - 1 && memcmp(part, mark, at) == 0;
	bool same = marked || (at <= length && memcmp(part, bytes, at) == 0);
	at = marked ? 0 : at;
	for (; same && (read = fread(part, 1, sizeof part, stream)) > 0; at += read)
		same = read <= length - at && memcmp(part, bytes + at, read) == 0;
	return same && at == length && !ferror(stream);
}

/* Puts the output in the place of its target. Those who expect something of it come one after another: each holds the file that it
 * replaces, and looks what stands there under its name then. */
static int take_place(const struct outfile *out)
{
	int held = out->expected ? open(out->target, O_RDONLY) : -1;
	if (held >= 0)
		flock(held, LOCK_EX); /* as far as the file system has it */
	FILE *now = out->expected ? fopen(out->target, "rb") : NULL;
	int error = out->expected && !(now && gives(now, out->expected, out->expected_length)) ? ESTALE : 0;
	if (!error && rename(out->temporary, out->target) != 0)
		error = errno;
	if (now)
		fclose(now);
	if (held >= 0)
		close(held);
	return error;
}

const char *outfile_close(struct outfile *out)
{
	errno = 0;
	if (fflush(out->stream) != 0 || ferror(out->stream))
		note_error(out);
	if (out->replaces && out->temporary && !out->error)
		keep_what_was(out);
	if (out->temporary) /* may be refused where files have no modes; 0600 is safe */
		fchmod(fileno(out->stream), out->mode);
	if (out->target && fclose(out->stream) != 0)
		note_error(out);
	if (out->temporary && !out->error)
		out->error = take_place(out);
	if (out->temporary) {
		if (out->error)
			outfile_abandon();
		release_signals();
	}
	return out->error ? outfile_reason(out->error) : NULL;
}

void outfile_discard(struct outfile *out)
{
	out->error = ECANCELED;
	outfile_close(out);
}

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

const char *folder_make(const char *path)
{
	struct buf outer = BUF_INIT;
	int error = 0;
	for (const char *end = path; *end && !error;) {
		end += strspn(end, "/");
		end += strcspn(end, "/");
		buf_clear(&outer);
		buf_append(&outer, path, (size_t)(end - path));
		const char *folder = buf_text(&outer);
		if (is_folder(folder) || mkdir(folder, 0777) == 0)
			continue;
		int reason = errno; /* is_folder has its own */
		error = is_folder(folder) ? 0 : reason;
	}
	buf_free(&outer);
	return error ? outfile_reason(error) : NULL;
}
