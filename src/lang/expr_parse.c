/* First stage of an expression: the text of a YAML scalar becomes a tree whose nodes know their bytes in that text.
 * Names and types are left for the check. The first mistake ends the parse. */
#include "base/list.h"
#include "base/messages/expr.h"
#include "base/messages/row.h"
#include "base/messages/type.h"
#include "base/utf8.h"
#include "lang/expr_tree.h"

#include <stdint.h>
#include <string.h>

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN };

struct token {
	enum token_kind kind;
	size_t start, end;
};

struct parser {
	struct compiler *compiler;
	const char *text;
	size_t length;
	struct token token;  /* the next one */
	size_t previous_end; /* of the one before it */
	int depth;
	bool failed;
};

enum { USUAL_OPERANDS = 4 };

/* `items` are those of `usual` while they suffice. */
struct operands {
	struct expr **items;
	size_t count;
	size_t capacity;
	struct expr *usual[USUAL_OPERANDS];
};

/* Higher binds tighter; all of them are left-associative, as in CEL. */
static const struct binary {
	const char *sign;
	int precedence;
	enum operation operation;
} binaries[] = {
    {"||", 1, OPERATION_OR},      {"&&", 2, OPERATION_AND},           {"==", 3, OPERATION_EQUAL},
    {"!=", 3, OPERATION_UNEQUAL}, {"<", 3, OPERATION_LESS},           {"<=", 3, OPERATION_LESS_EQUAL},
    {">", 3, OPERATION_GREATER},  {">=", 3, OPERATION_GREATER_EQUAL}, {"in", 3, OPERATION_IN},
    {"+", 4, OPERATION_ADD},      {"-", 4, OPERATION_SUBTRACT},
};

/* The signs of two characters; all others have one. */
static const char *const pairs[] = {"==", "!=", "<=", ">=", "&&", "||"};

/* What people write who come from other languages. */
static const struct {
	const char *written;
	const struct message *hint;
} foreign[] = {
    {"=", MSG_EXPR_WRITE_EQUALS}, {"&", MSG_EXPR_WRITE_AND}, {"and", MSG_EXPR_WRITE_AND},
    {"|", MSG_EXPR_WRITE_OR},     {"or", MSG_EXPR_WRITE_OR}, {"not", MSG_EXPR_WRITE_NOT},
};

/* Reports a mistake and puts the end of the text before the parser, so that it stops. */
static struct diag *fail(struct parser *p, enum diag_id id, size_t start, size_t end, const char *message)
{
	p->failed = true;
	p->token.kind = TOKEN_END;
	return diag_add(p->compiler->diags, id, scalar_span(p->compiler->node, start, end), message);
}

static const char *hint_for(const char *written)
{
	for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++)
		if (strcmp(foreign[i].written, written) == 0)
			return msg(foreign[i].hint);
	bool is_ascii = (unsigned char)written[0] < 0x80;
	return is_ascii ? NULL : msg(MSG_EXPR_WRITE_ASCII);
}

static void fail_at_token(struct parser *p, const char *wanted)
{
	if (p->failed)
		return;
	size_t start = p->token.start, end = p->token.end;
	if (p->token.kind == TOKEN_END) {
		fail(p, DIAG_EXPR_SYNTAX, end, end, msg_expr_ends_early(p->compiler->diags->arena, wanted));
		return;
	}
	const char *written = arena_copy(p->compiler->arena, p->text + start, end - start);
	fail(p, DIAG_EXPR_SYNTAX, start, end, msg_expr_wanted(p->compiler->diags->arena, wanted, written))->hint =
	    hint_for(written);
}

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c);
}

static inline bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline size_t scan_while(const struct parser *p, size_t at, bool (*belongs)(char))
{
	const char *text = p->text;
	size_t length = p->length;
	while (at < length && belongs(text[at]))
		at++;
	return at;
}

/* number = digit { digit } */
static void scan_number(struct parser *p, size_t at)
{
	size_t end = scan_while(p, at, is_digit);
	size_t word_end = scan_while(p, end, is_name);
	if (p->text[word_end] == '.' && word_end + 1 < p->length && is_digit(p->text[word_end + 1]))
		word_end = scan_while(p, word_end + 1, is_name);
	if (word_end > end)
		fail(p, DIAG_EXPR_SYNTAX, at, word_end, msg(MSG_EXPR_DECIMAL_ONLY));
	else
		p->token = (struct token){TOKEN_NUMBER, at, end};
}

/* text = [ "r" ] ( "'" { any but "'" } "'" | '"' { any but '"' } '"' ), on one line; "\" escapes unless it is raw */
static void scan_text(struct parser *p, size_t start)
{
	bool raw = p->text[start] == 'r';
	size_t at = start + (raw ? 1 : 0);
	char quote = p->text[at++];
	while (at < p->length && p->text[at] != quote && p->text[at] != '\n' && p->text[at] != '\0')
		at += !raw && p->text[at] == '\\' && at + 1 < p->length ? 2 : 1;
	if (at >= p->length || p->text[at] != quote)
		fail(p, DIAG_EXPR_SYNTAX, start, at, msg(MSG_EXPR_OPEN_STRING))->hint = msg(MSG_EXPR_CLOSE_STRING);
	else
		p->token = (struct token){TOKEN_TEXT, start, at + 1};
}

static bool starts_text(const char *text)
{
	if (text[0] == 'r')
		text++;
	return text[0] == '\'' || text[0] == '"';
}

/* A sign, or a character that is none: the grammar refuses that. */
static void scan_sign(struct parser *p, size_t at)
{
	int32_t point;
	const char *text = p->text + at;
	size_t length = utf8_decode(text, p->length - at, &point);
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (text[0] == pairs[i][0] && text[1] == pairs[i][1])
			length = 2;
	p->token = (struct token){TOKEN_SIGN, at, at + length};
}

static void advance(struct parser *p)
{
	size_t at = p->previous_end = p->token.end;
	at = scan_while(p, at, is_space);
	if (at == p->length)
		p->token = (struct token){TOKEN_END, at, at};
	else if (starts_text(p->text + at))
		scan_text(p, at);
	else if (is_digit(p->text[at]))
		scan_number(p, at);
	else if (is_name(p->text[at]))
		p->token = (struct token){TOKEN_NAME, at, scan_while(p, at, is_name)};
	else
		scan_sign(p, at);
}

static inline bool is_at(const struct parser *p, const char *word)
{
	if (p->text[p->token.start] != *word || (p->token.kind != TOKEN_SIGN && p->token.kind != TOKEN_NAME))
		return false;
	size_t length = p->token.end - p->token.start;
	return strncmp(p->text + p->token.start, word, length) == 0 && !word[length];
}

static bool accept(struct parser *p, const char *word)
{
	if (!is_at(p, word))
		return false;
	advance(p);
	return true;
}

static bool expect(struct parser *p, const char *sign)
{
	if (accept(p, sign))
		return true;
	fail_at_token(p, msg_row_quoted(p->compiler->arena, sign));
	return false;
}

static void fail_too_deep(struct parser *p, size_t start, size_t end)
{
	if (p->failed)
		return;
	fail(p, DIAG_EXPR_LIMIT, start, end, msg_expr_too_deep(p->compiler->diags->arena, EXPR_DEPTH_LIMIT))->hint =
	    msg(MSG_EXPR_SPLIT);
}

/* A node without operands over what was read since `start`. */
static struct expr *leaf_new(struct parser *p, enum expr_kind kind, size_t start)
{
	struct expr *expr = arena_new_object(p->compiler->arena, struct expr);
	expr->kind = kind;
	expr->depth = 1;
	expr->start = (uint32_t)start;
	expr->end = (uint32_t)p->previous_end;
	return expr;
}

/* One with operands; NULL after reporting that the tree gets too deep. */
static struct expr *node_new(struct parser *p, enum expr_kind kind, size_t start, struct expr *const *operands,
                             size_t count)
{
	struct expr *expr = leaf_new(p, kind, start);
	expr->operands = arena_array(p->compiler->arena, struct expr *, count);
	expr->count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		expr->operands[i] = operands[i];
		if (operands[i]->depth >= expr->depth)
			expr->depth = operands[i]->depth + 1;
	}
	if (expr->depth <= EXPR_DEPTH_LIMIT)
		return expr;
	fail_too_deep(p, start, expr->end);
	return NULL;
}

static struct expr *literal_new(struct parser *p, struct value constant)
{
	size_t start = p->token.start;
	advance(p);
	struct expr *expr = leaf_new(p, EXPR_LITERAL, start);
	struct value *value = arena_new_object(p->compiler->arena, struct value);
	*value = constant;
	expr->constant = value;
	return expr;
}

/* 0 when one of them is no hexadecimal digit. */
static uint32_t read_hex(const char *digits, size_t count)
{
	static const char hex[] = "0123456789abcdef0123456789ABCDEF";
	uint32_t number = 0;
	for (size_t i = 0; i < count; i++) {
		const char *digit = digits[i] != '\0' ? strchr(hex, digits[i]) : NULL;
		if (!digit)
			return 0;
		number = number << 4 | (uint32_t)(digit - hex) % 16;
	}
	return number;
}

/* The code point that the escape behind a "\" stands for, 0 when CEL has none such; its length without the "\". */
static uint32_t read_escape(const char *text, size_t *length)
{
	static const char letters[] = "abfnrtv\\?\"'`", meanings[] = "\a\b\f\n\r\t\v\\?\"'`";
	const char *letter = *text != '\0' ? strchr(letters, *text) : NULL;
	*length = 1;
	if (letter)
		return (uint32_t)meanings[letter - letters];
	size_t digits = *text == 'x' || *text == 'X' ? 2 : *text == 'u' ? 4 : *text == 'U' ? 8 : 0;
	*length += digits;
	if (digits > 0)
		return read_hex(text + 1, digits);
	if (strspn(text, "01234567") < 3 || text[0] > '3')
		return 0;
	*length = 3;
	return (uint32_t)((text[0] - '0') * 64 + (text[1] - '0') * 8 + (text[2] - '0'));
}

static size_t write_utf8(uint32_t point, char *out)
{
	static const unsigned char first_bytes[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--, point >>= 6)
		out[i] = (char)(0x80 | (point & 0x3f));
	out[0] = (char)(first_bytes[length] | point);
	return length;
}

/* The text that a literal between `at` and `end` stands for; NULL after reporting. Escapes are never shorter than
 * what they stand for. */
static const char *unescape(struct parser *p, size_t at, size_t end)
{
	char *text = arena_alloc(p->compiler->arena, end - at + 1);
	size_t length = 0;
	while (at < end) {
		if (p->text[at] != '\\') {
			text[length++] = p->text[at++];
			continue;
		}
		size_t used;
		uint32_t point = read_escape(p->text + at + 1, &used);
		if (point == 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) {
			fail(p, DIAG_EXPR_SYNTAX, at, at + 1, msg(MSG_EXPR_BAD_ESCAPE))->hint = msg(MSG_EXPR_WRITE_BACKSLASH);
			return NULL;
		}
		length += write_utf8(point, text + length);
		at += used + 1;
	}
	return text;
}

static struct expr *parse_text(struct parser *p)
{
	bool raw = p->text[p->token.start] == 'r';
	size_t start = p->token.start + (raw ? 2 : 1), end = p->token.end - 1;
	const char *text = raw ? arena_copy(p->compiler->arena, p->text + start, end - start) : unescape(p, start, end);
	return text ? literal_new(p, value_text(text)) : NULL;
}

static struct expr *parse_number(struct parser *p)
{
	int64_t number = 0;
	for (size_t i = p->token.start; i < p->token.end; i++) {
		int digit = p->text[i] - '0';
		if (number > (INT64_MAX - digit) / 10) {
			fail(p, DIAG_EXPR_SYNTAX, p->token.start, p->token.end, msg(MSG_EXPR_NUMBER_TOO_LARGE));
			return NULL;
		}
		number = number * 10 + digit;
	}
	return literal_new(p, value_number(number));
}

static struct expr *parse_conditional(struct parser *p);

/* operands = closing | conditional { "," conditional } closing */
static bool parse_operands(struct parser *p, struct operands *operands, const char *closing)
{
	if (accept(p, closing))
		return true;
	do {
		struct expr *operand = parse_conditional(p);
		if (!operand)
			return false;
		list_push(p->compiler->arena, operands, operand);
	} while (accept(p, ","));
	return expect(p, closing);
}

/* A call when "(" follows the name, else a node of `kind`. `operands` holds what stands before the dot, if any. */
static struct expr *parse_name(struct parser *p, enum expr_kind kind, size_t start, struct operands *operands)
{
	struct token name = p->token;
	advance(p);
	if (accept(p, "(")) {
		kind = EXPR_CALL;
		if (!parse_operands(p, operands, ")"))
			return NULL;
	}
	struct expr *expr = node_new(p, kind, start, operands->items, operands->count);
	if (!expr)
		return NULL;
	expr->name = arena_copy(p->compiler->arena, p->text + name.start, name.end - name.start);
	expr->name_start = (uint32_t)name.start;
	return expr;
}

/* primary = number | text | "true" | "false" | name [ "(" operands ] | "(" conditional ")" | "[" operands */
static struct expr *parse_primary(struct parser *p)
{
	size_t start = p->token.start;
	struct operands operands = {.items = operands.usual, .capacity = USUAL_OPERANDS};
	if (p->token.kind == TOKEN_NUMBER)
		return parse_number(p);
	if (p->token.kind == TOKEN_TEXT)
		return parse_text(p);
	if (is_at(p, "true") || is_at(p, "false"))
		return literal_new(p, value_bool(is_at(p, "true")));
	if (p->token.kind == TOKEN_NAME && !is_at(p, "in"))
		return parse_name(p, EXPR_NAME, start, &operands);
	if (accept(p, "[")) {
		if (!parse_operands(p, &operands, "]"))
			return NULL;
		return node_new(p, EXPR_LIST, start, operands.items, operands.count);
	}
	if (accept(p, "(")) {
		struct expr *inner = parse_conditional(p);
		return inner && expect(p, ")") ? inner : NULL;
	}
	fail_at_token(p, msg(MSG_TYPE_VALUE));
	return NULL;
}

/* "." name [ "(" operands ] after `base`, which began at `start` */
static struct expr *parse_selection(struct parser *p, struct expr *base, size_t start)
{
	if (p->token.kind != TOKEN_NAME) {
		fail_at_token(p, msg(MSG_EXPR_WANTED_NAME));
		return NULL;
	}
	struct operands operands = {.items = operands.usual, .capacity = USUAL_OPERANDS};
	list_push(p->compiler->arena, &operands, base);
	return parse_name(p, EXPR_FIELD, start, &operands);
}

/* "[" conditional "]" after `base` */
static struct expr *parse_index(struct parser *p, struct expr *base, size_t start)
{
	struct expr *index = parse_conditional(p);
	if (!index || !expect(p, "]"))
		return NULL;
	return node_new(p, EXPR_INDEX, start, (struct expr *[]){base, index}, 2);
}

/* member = primary { selection | index } */
static struct expr *parse_member(struct parser *p)
{
	size_t start = p->token.start;
	struct expr *expr = parse_primary(p);
	while (expr) {
		if (accept(p, "."))
			expr = parse_selection(p, expr, start);
		else if (accept(p, "["))
			expr = parse_index(p, expr, start);
		else
			break;
	}
	return expr;
}

static struct expr *operation_new(struct parser *p, enum operation operation, size_t start,
                                  struct expr *const *operands, size_t count)
{
	struct expr *expr = node_new(p, EXPR_OPERATION, start, operands, count);
	if (expr)
		expr->operation = operation;
	return expr;
}

/* unary = { "!" | "-" } member */
static struct expr *parse_unary(struct parser *p)
{
	size_t start = p->token.start;
	enum operation operation = is_at(p, "!") ? OPERATION_NOT : OPERATION_NEGATE;
	if (!is_at(p, "!") && !is_at(p, "-"))
		return parse_member(p);
	if (++p->depth > EXPR_DEPTH_LIMIT) {
		fail_too_deep(p, start, p->token.end);
		return NULL;
	}
	advance(p);
	struct expr *operand = parse_unary(p);
	p->depth--;
	return operand ? operation_new(p, operation, start, &operand, 1) : NULL;
}

static const struct binary *binary_here(const struct parser *p, int least)
{
	bool may_be = p->token.kind == TOKEN_SIGN || p->token.kind == TOKEN_NAME;
	for (size_t i = 0; may_be && i < sizeof binaries / sizeof binaries[0]; i++)
		if (binaries[i].precedence >= least && is_at(p, binaries[i].sign))
			return &binaries[i];
	return NULL;
}

/* binary = unary { operator binary }, where operators of the right side bind tighter */
static struct expr *parse_binary(struct parser *p, int least)
{
	size_t start = p->token.start;
	struct expr *left = parse_unary(p);
	const struct binary *binary;
	while (left && (binary = binary_here(p, least))) {
		advance(p);
		struct expr *right = parse_binary(p, binary->precedence + 1);
		if (!right)
			return NULL;
		left = operation_new(p, binary->operation, start, (struct expr *[]){left, right}, 2);
	}
	return left;
}

/* conditional = binary [ "?" conditional ":" conditional ] */
static struct expr *parse_conditional(struct parser *p)
{
	if (++p->depth > EXPR_DEPTH_LIMIT) {
		fail_too_deep(p, p->token.start, p->token.end);
		return NULL;
	}
	size_t start = p->token.start;
	struct expr *expr = parse_binary(p, 1);
	if (expr && accept(p, "?")) {
		struct expr *then = parse_conditional(p);
		struct expr *otherwise = then && expect(p, ":") ? parse_conditional(p) : NULL;
		if (!otherwise)
			return NULL;
		expr = node_new(p, EXPR_CONDITIONAL, start, (struct expr *[]){expr, then, otherwise}, 3);
	}
	p->depth--;
	return expr;
}

struct expr *expr_parse(struct compiler *compiler)
{
	struct parser parser = {
	    .compiler = compiler, .text = compiler->node->text, .length = compiler->end, .token.end = compiler->start};
	advance(&parser);
	struct expr *expr = parse_conditional(&parser);
	if (expr && parser.token.kind != TOKEN_END)
		fail_at_token(&parser, msg(MSG_EXPR_WANTED_OPERATOR));
	return parser.failed ? NULL : expr;
}
