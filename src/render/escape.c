/* Plain text -> HTML text, or Markdown that reads back as the same text.
 * Markdown goes line by line. The character that would begin a block there (a list, a heading …) and those that
 * would act within the line get a backslash. Whether * _ ~ ` act depends on what stands on both sides of their run
 * and on a partner elsewhere in the text, so their runs are surveyed first (CommonMark 0.30, 6.2 and 6.1). */
#include "render/escape.h"

#include "base/utf8.h"

#include <utf8proc.h>

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char digits[] = "0123456789";
static const char alphanumerics[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const char *const letters = alphanumerics + 10;
static const char address_signs[] = "-._~:/?#@!$&'()*+,;=%";
static const char delimiters[] = "*_~`";
static const char byte_order_mark[] = "\xef\xbb\xbf";

enum {
	DELIMITER_COUNT = sizeof delimiters - 1,
	ORDINAL_DIGITS = 9,
	HEADING_LEVELS = 6,
	FENCE_LENGTH = 3,
	MARKS_LIMIT = 256
};

struct text {
	const char *bytes;
	size_t length;
	bool cell; /* within a line: other words may stand on both sides */
	struct pairing {
		size_t first_opener;
		size_t last_closer;
	} pairings[DELIMITER_COUNT];
};

/* What stands beside a run of delimiters. OTHER is what parsers and their versions do not agree on, or what the
 * output replaces or follows with something: the run is then taken to act. */
enum side { SIDE_SPACE, SIDE_PUNCTUATION, SIDE_WORD, SIDE_OTHER };

struct escape_run {
	size_t length;
	bool opens;
	bool closes;
};

static bool is_in(const char *set, char c)
{
	return c != '\0' && strchr(set, c);
}

static bool ends_line(char c)
{
	return c == '\n' || c == '\0';
}

/* A space or tab that begins or ends its line: CommonMark would drop it. */
static bool is_edge_blank(const struct text *text, size_t at)
{
	const char *c = text->bytes + at;
	return is_in(" \t", *c) && (at == 0 || c[-1] == '\n' || ends_line(c[1]));
}

/* &name; &#1; &#x1; */
static bool is_entity(const char *ampersand)
{
	const char *name = ampersand + 1 + (ampersand[1] == '#');
	size_t length = strspn(name, alphanumerics);
	return length > 0 && name[length] == ';';
}

/* The length of the web address at `at`; 0 when there is none. It ends where ASCII does, and before the punctuation
 * that ends its sentence. */
static size_t address_length(const struct text *text, size_t at)
{
	static const char *const schemes[] = {"http://", "https://", "ftp://"};
	const char *c = text->bytes + at;
	size_t scheme = 0;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes && !scheme; i++)
		if (strncasecmp(c, schemes[i], strlen(schemes[i])) == 0)
			scheme = strlen(schemes[i]);
	if (!scheme || !is_in(alphanumerics, c[scheme]) || (at > 0 && is_in(letters, c[-1])))
		return 0;

	size_t length = scheme;
	while ((is_in(alphanumerics, c[length]) || is_in(address_signs, c[length])) &&
	       !(c[length] == '&' && is_entity(c + length)))
		length++;
	while (is_in(".,:;!?')", c[length - 1]))
		length--;
	return length;
}

/* Punctuation by every version of Unicode: ASCII's, and that of Japanese texts. Forges look through a ~. */
static bool is_punctuation(int32_t point, utf8proc_category_t category)
{
	if (point < 0x80)
		return point > ' ' && point < '~';
	int32_t block = point & ~0xff;
	return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO && (block == 0x3000 || block == 0xff00);
}

/* The side that the character at `at` makes. */
static enum side side_of(const struct text *text, size_t at)
{
	if (is_edge_blank(text, at) || address_length(text, at))
		return SIDE_OTHER;
	int32_t point;
	utf8_decode(text->bytes + at, text->length - at, &point);
	utf8proc_category_t category = utf8proc_category(point);
	if (point == '\t' || category == UTF8PROC_CATEGORY_ZS)
		return SIDE_SPACE;
	if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO)
		return SIDE_WORD;
	return is_punctuation(point, category) ? SIDE_PUNCTUATION : SIDE_OTHER;
}

static enum side side_before(const struct text *text, size_t at)
{
	if (at == 0 || text->bytes[at - 1] == '\n')
		return text->cell ? SIDE_OTHER : SIDE_SPACE;
	return side_of(text, utf8_back(text->bytes, at));
}

static enum side side_after(const struct text *text, size_t at)
{
	if (at == text->length)
		return text->cell ? SIDE_OTHER : SIDE_SPACE;
	return text->bytes[at] == '\n' ? SIDE_OTHER : side_of(text, at);
}

/* The run of one delimiter at `at`, and whether it could open or close emphasis, strikethrough or code. */
static struct escape_run run_read(const struct text *text, size_t at)
{
	char delimiter = text->bytes[at];
	size_t length = strspn(text->bytes + at, (char[]){delimiter, '\0'});
	if (delimiter == '`')
		return (struct escape_run){length, true, true};

	enum side before = side_before(text, at), after = side_after(text, at + length);
	bool opens = after != SIDE_SPACE && !(after == SIDE_PUNCTUATION && before == SIDE_WORD);
	bool closes = before != SIDE_SPACE && !(before == SIDE_PUNCTUATION && after == SIDE_WORD);
	if (delimiter == '_') { /* not within a word */
		opens = opens && before != SIDE_WORD;
		closes = closes && after != SIDE_WORD;
	}
	return (struct escape_run){length, opens, closes};
}

static struct pairing *pairing_of(struct text *text, char delimiter)
{
	return &text->pairings[strchr(delimiters, delimiter) - delimiters];
}

static struct text text_survey(const char *bytes, bool cell)
{
	struct text text = {.bytes = bytes, .length = strlen(bytes), .cell = cell};
	for (size_t i = 0; i < DELIMITER_COUNT; i++)
		text.pairings[i].first_opener = text.length;

	for (size_t at = 0; (at += strcspn(bytes + at, delimiters)) < text.length;) {
		struct escape_run run = run_read(&text, at);
		struct pairing *pairing = pairing_of(&text, bytes[at]);
		if (run.opens && at < pairing->first_opener)
			pairing->first_opener = at;
		if (run.closes)
			pairing->last_closer = at;
		at += run.length;
	}
	return text;
}

/* Does the run at `at` have a partner, or might it have one outside of the text? */
static bool run_acts(struct text *text, size_t at, struct escape_run run)
{
	if (text->cell)
		return run.opens || run.closes;
	const struct pairing *pairing = pairing_of(text, text->bytes[at]);
	return (run.opens && at < pairing->last_closer) || (run.closes && at > pairing->first_opener);
}

/* Would this character, which is no delimiter, act within a line? */
static bool acts_inline(const struct text *text, const char *c)
{
	char next = c[1];
	switch (*c) {
	case '\\': /* before punctuation, that of the input or ours, it would vanish */
		return !is_in(alphanumerics, next) || address_length(text, (size_t)(c + 1 - text->bytes));
	case '<': /* a tag, a comment, an address: none begins with a space or beyond ASCII */
		return next > ' ' && next < 0x7f;
	case '&':
		return is_entity(c);
	case ']': /* without it, no brackets make a link or define one */
		return is_in("([:", next) || (text->cell && next == '\0');
	case '|':
		return text->cell;
	case '.': /* a forge makes links of addresses, up to the next space and with our backslashes in them */
		return c - text->bytes >= 3 && strncasecmp(c - 3, "www", 3) == 0;
	case '#': /* the end of a heading */
		return text->cell && next == '\0';
	}
	return false;
}

/* Is it a rule, the underline of a heading, or the line below the head of a table? */
static bool is_rule(const char *line, size_t length)
{
	if (is_in("-*_=", *line) && strspn(line, (char[]){*line, ' ', '\t', '\0'}) == length)
		return true;
	return strspn(line, "-:| \t") == length && memchr(line, '-', length);
}

/* The offset of the character that would begin a block at the start of the line; `length` when there is none.
 * A blank at the start of the line is printed as an entity and begins nothing. */
static size_t block_marker(const char *line, size_t length)
{
	size_t same = length ? strspn(line, (char[]){*line, '\0'}) : 0, ordinal = strspn(line, digits);
	if (!length || is_in(" \t", *line))
		return length;
	if (*line == '>' || is_rule(line, length))
		return 0;
	if (is_in("~`", *line) && same >= FENCE_LENGTH)
		return 0;
	if (is_in("-+*", *line) && (same == length || is_in(" \t", line[1])))
		return 0;
	if (*line == '#' && same <= HEADING_LEVELS && (same == length || is_in(" \t", line[same])))
		return 0;
	if (ordinal > 0 && ordinal <= ORDINAL_DIGITS && is_in(".)", line[ordinal]) &&
	    (ordinal + 1 == length || is_in(" \t", line[ordinal + 1])))
		return ordinal;
	return length;
}

static void print_run(struct buf *out, char delimiter, size_t length, bool escaped)
{
	for (size_t i = 0; i < length; i++) {
		if (escaped)
			buf_putc(out, '\\');
		buf_putc(out, delimiter);
	}
}

/* Prints the character, or run of delimiters, at `at`; returns its length. */
static size_t print_piece(struct buf *out, struct text *text, size_t at, bool marker)
{
	const char *c = text->bytes + at;
	if (is_edge_blank(text, at) || ((unsigned char)*c < ' ' && *c != '\t') || *c == 0x7f) {
		buf_printf(out, "&#%d;", *c);
		return 1;
	}
	if (strncmp(c, byte_order_mark, sizeof byte_order_mark - 1) == 0) {
		buf_puts(out, "&#65279;");
		return sizeof byte_order_mark - 1;
	}
	size_t address = address_length(text, at);
	if (address) {
		buf_putc(out, '<');
		buf_append(out, c, address);
		buf_putc(out, '>');
		return address;
	}
	if (is_in(delimiters, *c)) {
		struct escape_run run = run_read(text, at);
		print_run(out, *c, run.length, marker || run_acts(text, at, run));
		return run.length;
	}
	if (marker || acts_inline(text, c))
		buf_putc(out, '\\');
	buf_putc(out, *c);
	return 1;
}

/* Length of what can be copied at once: most of a Japanese text. All that print_piece treats ends it. */
static size_t plain_length(const char *bytes, size_t limit)
{
	static const bool special[256] = {
	    [' '] = true, ['#'] = true,  ['&'] = true,  ['*'] = true,  ['.'] = true, ['<'] = true, ['F'] = true,
	    ['H'] = true, ['\\'] = true, [']'] = true,  ['_'] = true,  ['`'] = true, ['f'] = true, ['h'] = true,
	    ['|'] = true, ['~'] = true,  [0x7f] = true, [0xef] = true, /* the first byte of U+FEFF */
	};
	size_t length = 0;
	while (length < limit && (unsigned char)bytes[length] >= ' ' && !special[(unsigned char)bytes[length]])
		length++;
	return length;
}

/* `begins`: where the line begins, a block may. */
static void print_line(struct buf *out, struct text *text, size_t start, size_t end, bool begins)
{
	size_t marker = begins ? start + block_marker(text->bytes + start, end - start) : end;
	for (size_t at = start; at < end;) {
		size_t plain = plain_length(text->bytes + at, (at <= marker ? marker : end) - at);
		buf_append(out, text->bytes + at, plain);
		at += plain ? plain : print_piece(out, text, at, at == marker);
	}
}

/* Prints lines as paragraphs; a paragraph or line after the first begins with `prefix`, a gap is `gap`. */
static void print_paragraphs(struct buf *out, const char *bytes, const char *prefix, const char *gap)
{
	struct text text = text_survey(bytes, false);
	for (size_t at = 0;;) {
		size_t length = strcspn(bytes + at, "\n");
		print_line(out, &text, at, at + length, true);
		at += length;
		if (at == text.length)
			return;

		const char *rest = bytes + at + 1;
		if (!*rest) {
			buf_puts(out, "&#10;");
			return;
		}
		if (length && *rest == '\n' && rest[strspn(rest, "\n")]) {
			buf_printf(out, "\n%s\n%s", gap, prefix);
			at += 2;
		} else {
			buf_printf(out, "\\\n%s", prefix);
			at++;
		}
	}
}

void escape_markdown(struct buf *out, const char *text)
{
	print_paragraphs(out, text, "", "");
}

void escape_markdown_quoted(struct buf *out, const char *text)
{
	buf_puts(out, *text ? "> " : ">");
	print_paragraphs(out, text, "> ", ">");
}

/* The length of the mark of a list's item or a block quote; 0 when there is none. */
static size_t mark_length(const char *at)
{
	if (*at == '>')
		return 1;
	size_t ordinal = strspn(at, digits);
	bool marks = ordinal ? is_in(".)", at[ordinal]) : is_in("-+*", *at);
	return marks && is_in(" \t", at[ordinal + 1]) ? ordinal + 1 : 0;
}

/* Does the last line hold nothing yet but such marks? A line of very many of them is not read to its start, which may be far
 * away for each cell of a wide table: a backslash too many does no harm. */
static bool begins_block(const struct buf *markdown)
{
	const char *text = buf_text(markdown), *at = text + markdown->length;
	for (size_t read = 0; at > text && at[-1] != '\n'; at--, read++) {
		if (!is_in(" \t>-+*.)0123456789", at[-1]))
			return false;
		if (read == MARKS_LIMIT)
			return true;
	}
	at += strspn(at, " \t");
	for (size_t mark; (mark = mark_length(at)) > 0;)
		at += mark + strspn(at + mark, " \t");
	return *at == '\0';
}

void escape_markdown_cell(struct buf *out, const char *bytes)
{
	struct text text = text_survey(bytes, true);
	bool begins = begins_block(out);
	for (size_t at = 0;; at++) {
		size_t length = strcspn(bytes + at, "\n");
		print_line(out, &text, at, at + length, begins);
		at += length;
		if (at == text.length)
			return;
		buf_puts(out, begins && !length ? "&#10;" : "<br>"); /* alone on its line, <br> would be a block */
		begins = false;
	}
}

void escape_html(struct buf *out, const char *text)
{
	static const char special[] =
	    "&<>\"'\x7f\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19"
	    "\x1a\x1b\x1c\x1d\x1e\x1f";
	for (;;) {
		size_t plain = strcspn(text, special);
		buf_append(out, text, plain);
		text += plain;
		switch (*text++) {
		case '&':
			buf_puts(out, "&amp;");
			break;
		case '<':
			buf_puts(out, "&lt;");
			break;
		case '>':
			buf_puts(out, "&gt;");
			break;
		case '"':
			buf_puts(out, "&quot;");
			break;
		case '\'':
			buf_puts(out, "&#39;");
			break;
		case '\r': /* as it stands, a parser makes a line break of it */
			buf_puts(out, "&#13;");
			break;
		case '\0':
			return;
		default: /* controls, which no page may have */
			buf_puts(out, "\uFFFD");
			break;
		}
	}
}
