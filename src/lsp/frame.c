/* Bytes of a client → messages. What is no message is passed over, so that the next one is found. */
#include "lsp/frame.h"

#include <string.h>
#include <strings.h>

void frames_add(struct frames *frames, const char *bytes, size_t length)
{
	size_t skipped = length < frames->skip ? length : frames->skip;
	frames->skip -= skipped;
	buf_append(&frames->bytes, bytes + skipped, length - skipped);
}

void frames_free(struct frames *frames)
{
	buf_free(&frames->bytes);
}

/* Takes what was read out of the buffer, when it is the larger part: each byte moves once at most on the average. */
static void compact(struct frames *frames)
{
	struct buf *bytes = &frames->bytes;
	if (frames->at < bytes->length - frames->at)
		return;
	memmove(bytes->data, bytes->data + frames->at, bytes->length - frames->at);
	bytes->length -= frames->at;
	bytes->data[bytes->length] = '\0';
	frames->at = 0;
}

/* The length of the headers at text with the empty line behind them; 0: its end has not come. */
static size_t header_length(const char *text, size_t length)
{
	for (size_t i = 0; i + 4 <= length; i++)
		if (memcmp(text + i, "\r\n\r\n", 4) == 0)
			return i + 4;
	return 0;
}

/* Digits → a number; false when it is none or too large. */
static bool number_read(const char *text, const char *end, size_t *number)
{
	text += strspn(text, " \t");
	size_t digits = strspn(text, "0123456789");
	const char *rest = text + digits + strspn(text + digits, " \t");
	*number = 0;
	for (size_t i = 0; i < digits && digits <= 10; i++)
		*number = *number * 10 + (size_t)(text[i] - '0');
	return digits && digits <= 10 && rest == end;
}

/* Content-Length of the headers; false: there is none, or several. */
static bool body_length(const char *text, size_t length, size_t *number)
{
	static const char name[] = "Content-Length:";
	bool found = false;
	for (const char *line = text, *end; line < text + length; line = end + 2) {
		end = memchr(line, '\r', (size_t)(text + length - line));
		if (!end) /* a CR without LF has moved the lines */
			return false;
		if (strncasecmp(line, name, strlen(name)) != 0)
			continue;
		if (found || !number_read(line + strlen(name), end, number))
			return false;
		found = true;
	}
	return found;
}

/* Headers that have no end within reason: all that is there is passed over. */
static enum frame_found refuse(struct frames *frames, size_t bytes)
{
	frames->at += bytes;
	return FRAME_REFUSED;
}

enum frame_found frames_next(struct frames *frames, const char **body, size_t *length)
{
	if (!frames->bytes.length)
		return FRAME_MORE;
	compact(frames);
	const char *text = buf_text(&frames->bytes) + frames->at;
	size_t there = frames->bytes.length - frames->at;
	size_t header = header_length(text, there < FRAME_HEADER_LIMIT ? there : FRAME_HEADER_LIMIT);
	if (!header)
		return there < FRAME_HEADER_LIMIT ? FRAME_MORE : refuse(frames, there);
	if (!body_length(text, header - 2, length))
		return refuse(frames, header);
	if (*length > FRAME_BODY_LIMIT) {
		size_t here = there - header < *length ? there - header : *length;
		frames->skip = *length - here;
		return refuse(frames, header + here);
	}
	if (there - header < *length)
		return FRAME_MORE;
	*body = text + header;
	frames->at += header + *length;
	return FRAME_MESSAGE;
}

void frame_write(struct buf *out, const struct buf *body)
{
	buf_printf(out, "Content-Length: %zu\r\n\r\n", body->length);
	buf_append(out, buf_text(body), body->length);
}
