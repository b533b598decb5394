#include "support/patterns.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEANT_BOUND = 15 };

struct scanner {
	const char *text;
	size_t at, end;
	bool extended; /* (?x): blanks and comments stand between */
	void (*change)(void *context, size_t from, size_t to, const char *instead);
	void *context;
};

/* Past a class [...], the scanner at its bracket. */
static void skip_class(struct scanner *scanner)
{
	scanner->at++;
	scanner->at += scanner->text[scanner->at] == '^';
	scanner->at += scanner->text[scanner->at] == ']';
	while (scanner->at < scanner->end && scanner->text[scanner->at] != ']')
		scanner->at += scanner->text[scanner->at] == '\\' ? 2 : 1;
	scanner->at++;
}

/* Past \d, \p{sc:Han}, \x{…}. */
static void skip_escape(struct scanner *scanner)
{
	char letter = scanner->text[scanner->at + 1];
	scanner->at += 2;
	if (strchr("pPxgkN", letter) && scanner->text[scanner->at] == '{')
		scanner->at += strcspn(scanner->text + scanner->at, "}") + 1;
}

static void skip_character(struct scanner *scanner)
{
	do
		scanner->at++;
	while (scanner->at < scanner->end && (scanner->text[scanner->at] & 0xc0) == 0x80);
}

/* {m,n}: a bound moved by one. Large ones keep a search short and say nothing. */
static void change_bounds(struct scanner *scanner)
{
	const char *text = scanner->text + scanner->at;
	char *rest, instead[64];
	long least = strtol(text + 1, &rest, 10), most = *rest == ',' ? strtol(rest + 1, &rest, 10) : least;
	size_t end = scanner->at + strcspn(text, "}") + 1;
	bool open = most == 0;
	if (least > 1 && (open || least < most)) {
		snprintf(instead, sizeof instead, open ? "{%ld,}" : "{%ld,%ld}", least + 1, most);
		scanner->change(scanner->context, scanner->at, end, instead);
	}
	if (most > least && most <= MEANT_BOUND) {
		snprintf(instead, sizeof instead, "{%ld,%ld}", least, most - 1);
		scanner->change(scanner->context, scanner->at, end, instead);
	}
	scanner->at = end;
}

/* What stands behind the part that began at `start`: ? * + {m,n}. */
static void scan_quantifier(struct scanner *scanner, size_t start)
{
	size_t part = scanner->at;
	char sign = part < scanner->end ? scanner->text[part] : '\0';
	if (sign == '{' && scanner->text[part + 1] >= '0' && scanner->text[part + 1] <= '9') {
		change_bounds(scanner);
	} else if (sign == '?' || sign == '*') {
		scanner->change(scanner->context, start, part + 1, "");
		scanner->change(scanner->context, part, part + 1, sign == '?' ? "" : "+");
		scanner->at++;
	} else if (sign == '+') {
		scanner->change(scanner->context, part, part + 1, "");
		scanner->at++;
	}
	if (scanner->at > part && scanner->at < scanner->end && strchr("?+", scanner->text[scanner->at]))
		scanner->at++; /* lazy, possessive */
}

static void scan_alternatives(struct scanner *scanner, size_t start);

/* A group: its kind, and what is in it. */
static void scan_group(struct scanner *scanner)
{
	const char *text = scanner->text;
	size_t start = scanner->at++;
	bool around = false;
	if (text[scanner->at] == '?') {
		const char *kind = text + scanner->at + 1;
		size_t flags = strspn(kind, "imsxnU-");
		around = *kind == '=' || *kind == '!' || (*kind == '<' && (kind[1] == '=' || kind[1] == '!'));
		if (flags && kind[flags] == ')') {
			scanner->extended |= memchr(kind, 'x', flags) != NULL;
			scanner->at += 2 + flags;
			return;
		}
		scanner->at += *kind == '<' && !around ? strcspn(text + scanner->at, ">") + 1 : *kind == '<' ? 3 : flags + 2;
	}
	scan_alternatives(scanner, scanner->at);
	scanner->at++; /* the bracket */
	if (around)
		scanner->change(scanner->context, start, scanner->at, "");
	else
		scan_quantifier(scanner, start);
}

static void scan_part(struct scanner *scanner)
{
	size_t start = scanner->at;
	char sign = scanner->text[start];
	if (sign == '(') {
		scan_group(scanner);
		return;
	}
	if (scanner->extended && sign == '#')
		scanner->at += strcspn(scanner->text + start, "\n");
	else if (sign == '[')
		skip_class(scanner);
	else if (sign == '\\')
		skip_escape(scanner);
	else
		skip_character(scanner);
	bool anchor = sign == '^' || sign == '$' || (sign == '\\' && strchr("bBAzZ", scanner->text[start + 1]));
	if (anchor)
		scanner->change(scanner->context, start, scanner->at, "");
	else if (!scanner->extended || !strchr(" \n\t#", sign))
		scan_quantifier(scanner, start);
}

/* a|b|c to the end of the group, whose first byte is at `start`. */
static void scan_alternatives(struct scanner *scanner, size_t start)
{
	size_t begin = start;
	bool several = false;
	while (true) {
		bool ends = scanner->at >= scanner->end || scanner->text[scanner->at] == ')';
		if (!ends && scanner->text[scanner->at] != '|') {
			scan_part(scanner);
			continue;
		}
		if (several) /* with the bar before it */
			scanner->change(scanner->context, begin - 1, scanner->at, "");
		else if (!ends) /* with the bar behind it */
			scanner->change(scanner->context, begin, scanner->at + 1, "");
		if (ends)
			return;
		several = true;
		begin = ++scanner->at;
	}
}

void pattern_changes(const char *text, size_t start, size_t end,
                     void (*change)(void *context, size_t from, size_t to, const char *instead), void *context)
{
	struct scanner scanner = {.text = text, .at = start, .end = end, .change = change, .context = context};
	while (scanner.at < end) {
		scan_alternatives(&scanner, scanner.at);
		scanner.at++; /* a bracket too many */
	}
}
