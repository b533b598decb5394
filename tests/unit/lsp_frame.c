#include "lsp/frame.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

/* What comes of bytes: R for headers that are refused, and the bodies of messages. */
static const char *read_all(struct frames *frames, char *out)
{
	const char *body;
	size_t length;
	enum frame_found found;
	*out = '\0';
	while ((found = frames_next(frames, &body, &length)) != FRAME_MORE)
		if (found == FRAME_MESSAGE)
			sprintf(out + strlen(out), "(%.*s)", (int)length, body);
		else
			strcat(out, "R");
	return out;
}

Test(lsp_frame, messages_in_pieces_of_any_size)
{
	static const char bytes[] =
	    "Content-Length: 2\r\n\r\n{}content-length:4\r\nContent-Type: x\r\n\r\n\"語\"" /* 5 bytes */
	    "Content-Length: 1\r\n\r\n1";
	for (size_t step = 1; step < sizeof bytes; step++) {
		struct frames frames = {0};
		char all[4096] = "", out[1024];
		for (size_t i = 0; i < strlen(bytes); i += step) {
			frames_add(&frames, bytes + i, strlen(bytes) - i < step ? strlen(bytes) - i : step);
			strcat(all, read_all(&frames, out));
		}
		cr_assert_eq(strncmp(all, "({})(\"語", 9), 0, "%zu: %s", step, all);
		frames_free(&frames);
	}
}

Test(lsp_frame, headers_without_a_length_are_passed_over)
{
	static const struct {
		const char *bytes, *expected;
	} cases[] = {
	    {"X: 1\r\n\r\nContent-Length: 1\r\n\r\n1", "R(1)"},
	    {"\r\n\r\nContent-Length: 1\r\n\r\n1", "R(1)"},
	    {"Content-Length: -1\r\n\r\nContent-Length: 1\r\n\r\n1", "R(1)"},
	    {"Content-Length: 1x\r\n\r\nContent-Length: 1\r\n\r\n1", "R(1)"},
	    {"Content-Length: 99999999999999999999\r\n\r\nContent-Length: 1\r\n\r\n1", "R(1)"},
	    {"Content-Length: 1\r\nContent-Length: 2\r\n\r\nContent-Length: 1\r\n\r\n1", "R(1)"},
	    {"X: 1\r\r\n\r\nContent-Length: 1\r\n\r\n1", "R(1)"},
	    {"Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", "()(1)"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct frames frames = {0};
		char out[1024];
		frames_add(&frames, cases[i].bytes, strlen(cases[i].bytes));
		cr_assert_str_eq(read_all(&frames, out), cases[i].expected, "%s", cases[i].bytes);
		frames_free(&frames);
	}
}

/* Its bytes go by without being kept, and the next message is read. */
Test(lsp_frame, a_body_that_is_too_large_is_passed_over)
{
	struct frames frames = {0};
	static char block[1 << 20];
	char out[64];
	memset(block, 'x', sizeof block);
	static const char header[] = "Content-Length: 67108865\r\n\r\n";
	frames_add(&frames, header, strlen(header));
	cr_assert_str_eq(read_all(&frames, out), "R");
	for (int i = 0; i < 64; i++) {
		frames_add(&frames, block, sizeof block);
		cr_assert_lt(frames.bytes.capacity, 2 * sizeof block);
	}
	static const char next[] = "xContent-Length: 1\r\n\r\n1";
	frames_add(&frames, next, strlen(next));
	cr_assert_str_eq(read_all(&frames, out), "(1)");
	frames_free(&frames);
}

Test(lsp_frame, headers_without_an_end_are_passed_over)
{
	struct frames frames = {0};
	char block[FRAME_HEADER_LIMIT], out[64];
	memset(block, 'x', sizeof block);
	frames_add(&frames, block, sizeof block);
	cr_assert_str_eq(read_all(&frames, out), "R");
	static const char next[] = "Content-Length: 1\r\n\r\n1";
	frames_add(&frames, next, strlen(next));
	cr_assert_str_eq(read_all(&frames, out), "(1)");
	frames_free(&frames);
}
