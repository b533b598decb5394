/* The bytes of a file, of standard input or of memory -> text that is known to be UTF-8, with its table of lines.
 * A wrong byte gets its true place: the text up to it becomes a source of its own, for the finding to point into. */
#include "base/source.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/file_kind.h"
#include "base/memory.h"
#include "base/messages/source.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct span no_span = {0};

static void source_index(struct arena *arena, struct source *source)
{
	const char *text = source->text, *end = text + source->length;
	size_t breaks = 0;
	for (const char *at = text; (at += strcspn(at, "\r\n")) < end; at++)
		breaks++;
	size_t *lines = arena_array(arena, size_t, breaks + 1), count = 1; /* of \r\n both were counted */
	for (const char *at = text; (at += strcspn(at, "\r\n")) < end;) {
		at += at[0] == '\r' && at[1] == '\n' ? 2 : 1;
		lines[count++] = (size_t)(at - text);
	}
	source->lines = lines;
	source->line_count = count;

	size_t steps = source->length / SOURCE_STEP;
	size_t *points = arena_array(arena, size_t, steps + 1);
	for (size_t i = 0; i < steps; i++)
		points[i + 1] = points[i] + utf8_count(text + i * SOURCE_STEP, SOURCE_STEP);
	source->points = points;
}

struct source *source_again(struct arena *arena, const char *path, const char *text, size_t length)
{
	struct source *source = arena_new_object(arena, struct source);
	*source = (struct source){.path = path, .text = text, .length = length};
	source_index(arena, source);
	return source;
}

static struct source *source_new(struct arena *arena, const char *path, const char *text, size_t length)
{
	return source_again(arena, arena_string(arena, path), arena_copy(arena, text, length), length);
}

/* The place of the wrong byte at `offset`, shown as a replacement character at the end of what stands before it. */
static struct span bad_place(struct arena *arena, const char *path, const char *text, size_t offset)
{
	static const char replacement[] = "\uFFFD";
	size_t shown = sizeof replacement - 1;
	char *prefix = arena_alloc(arena, offset + shown);
	memcpy(prefix, text, offset);
	memcpy(prefix + offset, replacement, shown);
	return (struct span){source_new(arena, path, prefix, offset + shown), offset, offset + shown};
}

/* The first byte of a character of two that official texts have, in UTF-16: ASCII, kana and their marks, kanji, full width. */
static bool is_high_byte(unsigned char byte)
{
	return byte == 0 || byte == 0x30 || (byte >= 0x4e && byte <= 0x9f) || byte == 0xff;
}

/* UTF-16 has a byte order mark, or in every other byte a NUL where it is ASCII, as line breaks are, and the like where it is not. */
static bool looks_like_utf16(const char *text, size_t length)
{
	if (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
		return true;
	size_t nuls[2] = {0}, high[2] = {0}, sample = length < 4096 ? length : 4096;
	for (size_t i = 0; i < sample; i++) {
		nuls[i % 2] += text[i] == '\0';
		high[i % 2] += is_high_byte((unsigned char)text[i]);
	}
	size_t little = nuls[1] + high[1], big = nuls[0] + high[0]; /* a wide space has its NUL in the other byte */
	size_t first = little > big;
	return little != big && nuls[first] && high[first] >= sample / 2 - sample / 32;
}

/* Shift_JIS: pairs of a lead byte and a second one, half-width kana, ASCII. A lead byte below A0, which kana and the
 * usual kanji have, tells it from EUC-JP. */
static bool looks_like_shift_jis(const char *text, size_t length)
{
	bool found = false;
	for (size_t i = 0; i < length; i++) {
		unsigned char lead = (unsigned char)text[i];
		if (lead < 0x80 || (lead >= 0xa1 && lead <= 0xdf))
			continue;
		if (lead == 0x80 || lead == 0xa0 || lead > 0xfc || ++i == length)
			return false;
		unsigned char second = (unsigned char)text[i];
		if (second < 0x40 || second == 0x7f || second > 0xfc)
			return false;
		found |= lead < 0xa0;
	}
	return found;
}

/* text[offset] is the first wrong byte. Japanese text before it that is right says that the file is UTF-8. */
static const char *guess_encoding(const char *text, size_t length, size_t offset)
{
	if (looks_like_utf16(text, length))
		return msg(MSG_SOURCE_SEEMS_UTF16);
	if (utf8_count(text, offset) == offset && looks_like_shift_jis(text, length))
		return msg(MSG_SOURCE_SEEMS_SHIFT_JIS);
	return "";
}

static void report_not_utf8(struct diags *diags, struct span span, const char *text, size_t length, size_t offset)
{
	struct diag *diag = diag_add(
	    diags, DIAG_NOT_UTF8, span,
	    msg_source_bad_byte(diags->arena, arena_printf(diags->arena, "%02X", (unsigned)(unsigned char)text[offset]),
	                        guess_encoding(text, length, offset)));
	diag->hint = msg(MSG_SOURCE_SAVE_AS_UTF8);
}

struct source *source_from_memory(struct arena *arena, struct diags *diags, const char *path, const char *text,
                                  size_t length)
{
	if (length > SOURCE_LIMIT) {
		struct diag *diag =
		    diag_add(diags, DIAG_TOO_LARGE, no_span, msg_source_too_large(diags->arena, SOURCE_LIMIT / (1024 * 1024)));
		diag->file = arena_string(diags->arena, path);
		diag->hint = msg(MSG_SOURCE_WRONG_FILE);
		return NULL;
	}
	bool marked = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
	if (marked) {
		text += 3;
		length -= 3;
	}

	const struct foreign_file *kind = file_kind_of(text, length);
	if (kind) {
		struct diag *diag = diag_add(diags, DIAG_NUL, no_span, msg_source_foreign(diags->arena, msg(kind->what)));
		diag->file = arena_string(diags->arena, path);
		diag->hint = file_kind_hint(diags->arena, kind);
		return NULL;
	}
	const char *nul = length ? memchr(text, '\0', length) : NULL;
	size_t valid = utf8_valid(text, length);
	if (nul && (size_t)(nul - text) < valid && !looks_like_utf16(text, length)) {
		struct span span = bad_place(diags->arena, path, text, (size_t)(nul - text));
		struct diag *diag = diag_add(diags, DIAG_NUL, span, msg(MSG_SOURCE_NUL));
		diag->hint = msg(MSG_SOURCE_IS_IT_TEXT);
		return NULL;
	}
	if (nul || valid < length) {
		size_t offset = nul && (size_t)(nul - text) < valid ? (size_t)(nul - text) : valid;
		report_not_utf8(diags, bad_place(diags->arena, path, text, offset), text, length, offset);
		return NULL;
	}
	struct source *source = source_new(arena, path, text, length);
	source->marked = marked;
	return source;
}

enum { NOT_REGULAR = ENXIO }; /* what is no file: a FIFO, a device, a socket */

/* In our own words: those of strerror depend on locale and system. */
static void report_unreadable(struct diags *diags, const char *path, int error)
{
	const char *words = error == ENOENT || error == ENOTDIR ? msg(MSG_SOURCE_NOT_FOUND)
	                    : error == EACCES                   ? msg(MSG_SOURCE_NO_PERMISSION)
	                    : error == EISDIR                   ? msg(MSG_SOURCE_IS_FOLDER)
	                    : error == EBADF                    ? msg(MSG_SOURCE_CLOSED)
	                    : error == NOT_REGULAR              ? msg(MSG_SOURCE_NOT_REGULAR)
	                                                        : msg(MSG_SOURCE_UNREADABLE);
	struct diag *diag = diag_add(diags, DIAG_CANNOT_READ, no_span, words);
	diag->file = arena_string(diags->arena, path);
}

void source_report_led_out(struct diags *diags, const char *path)
{
	struct diag *diag = diag_add(diags, DIAG_CANNOT_READ, no_span, msg(MSG_SOURCE_LED_OUT));
	diag->file = arena_string(diags->arena, path);
	diag->hint = msg(MSG_SOURCE_TRUST);
}

void source_report_missing(struct diags *diags, const char *path)
{
	report_unreadable(diags, path, ENOENT);
}

/* Reads to the end, or to just beyond SOURCE_LIMIT. Returns 0 or the error's number. */
static int read_all(FILE *file, struct buf *bytes)
{
	char chunk[64 * 1024];
	size_t count;
	errno = 0;
	while (bytes->length <= SOURCE_LIMIT && (count = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_append(bytes, chunk, count);
	if (!ferror(file))
		return 0;
	return errno ? errno : EIO;
}

static const char *load(struct arena *arena, struct diags *diags, const char *path, FILE *file, size_t *length)
{
	struct buf bytes = BUF_INIT;
	int error = read_all(file, &bytes);
	const char *copy = NULL;
	if (error)
		report_unreadable(diags, path, error);
	else
		copy = arena_copy(arena, buf_text(&bytes), *length = bytes.length);
	buf_free(&bytes);
	return copy;
}

struct source *source_load_standard(struct arena *arena, struct diags *diags, const char *path)
{
	size_t length;
	const char *bytes = load(arena, diags, path, stdin, &length);
	return bytes ? source_from_memory(arena, diags, path, bytes, length) : NULL;
}

struct open_file {
	struct holding held;
	FILE *file;
};

static void close_held(struct holding *holding)
{
	fclose(((struct open_file *)(void *)holding)->file);
}

/* What is meant to be no file: /dev/stdin, /dev/null, the pipe of a shell's <(…). */
static bool is_below_dev(const char *path)
{
	return strncmp(path, "/dev/", strlen("/dev/")) == 0;
}

/* 0 when it may be read, else the error's number. It was opened without waiting, but is read with. */
static int check_kind(int file, const char *path)
{
	struct stat status;
	if (fstat(file, &status) != 0)
		return errno;
	if (S_ISDIR(status.st_mode))
		return EISDIR;
	if (!S_ISREG(status.st_mode) && !is_below_dev(path))
		return NOT_REGULAR;
	return fcntl(file, F_SETFL, 0) == 0 ? 0 : errno;
}

/* A FIFO to which nobody writes would keep the program for ever, and a device may do something when it is read. NULL: *error
 * says why. */
static FILE *open_regular(const char *path, int *error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	*error = file < 0 ? errno : check_kind(file, path);
	FILE *stream = *error ? NULL : fdopen(file, "rb");
	if (stream)
		return stream;
	if (!*error)
		*error = errno;
	if (file >= 0)
		close(file);
	return NULL;
}

const char *source_bytes(struct arena *arena, struct diags *diags, const char *path, size_t *length)
{
	if (strcmp(path, "-") == 0)
		return load(arena, diags, msg(MSG_SOURCE_STANDARD_INPUT), stdin, length);
	int error;
	struct open_file open = {.file = open_regular(path, &error)};
	if (!open.file) {
		report_unreadable(diags, path, error);
		return NULL;
	}
	memory_hold(&open.held, close_held);
	const char *bytes = load(arena, diags, path, open.file, length);
	memory_let_go(&open.held);
	fclose(open.file);
	return bytes;
}

struct source *source_load(struct arena *arena, struct diags *diags, const char *path)
{
	size_t length;
	const char *bytes = source_bytes(arena, diags, path, &length);
	if (strcmp(path, "-") == 0)
		path = msg(MSG_SOURCE_STANDARD_INPUT);
	return bytes ? source_from_memory(arena, diags, path, bytes, length) : NULL;
}

struct source *source_built_in(struct arena *arena, const char *path, const char *text, size_t length,
                               const void *packed)
{
	struct source *source = arena_new_object(arena, struct source);
	*source = (struct source){.path = path, .text = text, .length = length, .packed = packed};
	return source;
}

/* Where the line behind the one at `start` begins; beyond the text when there is none. */
static size_t next_line(const struct source *source, size_t start)
{
	const char *text = source->text;
	size_t end = start + strcspn(text + start, "\r\n");
	if (end == source->length)
		return end + 1;
	return end + (text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
}

/* Code points before offset. */
static size_t points_before(const struct source *source, size_t offset)
{
	size_t step = offset / SOURCE_STEP;
	return source->points[step] + utf8_count(source->text + step * SOURCE_STEP, offset % SOURCE_STEP);
}

/* Without a table of lines. */
static struct position search_position(const struct source *source, size_t offset)
{
	size_t line = 1, start = 0;
	for (size_t next; (next = next_line(source, start)) <= offset; start = next)
		line++;
	return (struct position){.line = line, .column = utf8_count(source->text + start, offset - start) + 1};
}

struct position source_position(const struct source *source, size_t offset)
{
	if (!source->lines)
		return search_position(source, offset);
	size_t low = 0, high = source->line_count; /* the line is one of [low, high) */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (source->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	size_t before = points_before(source, offset) - points_before(source, source->lines[low]);
	return (struct position){.line = low + 1, .column = before + 1};
}

static size_t line_start(const struct source *source, size_t line)
{
	if (source->lines)
		return source->lines[line - 1];
	size_t start = 0;
	while (--line > 0)
		start = next_line(source, start);
	return start;
}

struct span source_line(const struct source *source, size_t line)
{
	size_t start = line_start(source, line), end = start + strcspn(source->text + start, "\r\n");
	return (struct span){source, start, end};
}
