/* The words that people read, for cmake/messages.cmake: messages FOLDER words.yaml ja.yaml OTHER.yaml… writes
 * FOLDER/message_texts.c and, for each first word of an id, FOLDER/messages/WORD.h (see base/message.h). What words.yaml has is the same in every
 * language. What is wrong in a file stops the build at its line. It comes before all of src/, whose base has words of
 * its own; hence libyaml itself. */
#include "base/message_text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { MESSAGES_LIMIT = 4096 };

struct entry {
	const char *path; /* of the file */
	size_t line;
	char *id;
	char *text;
	char *encoded;
	char places[256]; /* "path count" */
};

/* A language. */
struct catalogue {
	const char *path;
	size_t count;
	struct entry messages[MESSAGES_LIMIT];
};

__attribute__((format(printf, 3, 4))) static _Noreturn void fail(const char *path, size_t line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fprintf(stderr, "%s:%zu: error: ", path, line);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	va_end(arguments);
	exit(1);
}

/* What is said follows "<id>: ". */
__attribute__((format(printf, 2, 3))) static _Noreturn void refuse(const struct entry *message, const char *format, ...)
{
	char words[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(words, sizeof words, format, arguments);
	va_end(arguments);
	fail(message->path, message->line, "%s: %s", message->id, words);
}

static char *copy(const char *text)
{
	size_t size = strlen(text) + 1;
	char *target = malloc(size);
	if (!target)
		abort();
	return memcpy(target, text, size);
}

/* ---- reading ---- */

static yaml_event_t next_event(yaml_parser_t *parser, const char *path)
{
	yaml_event_t event;
	if (!yaml_parser_parse(parser, &event))
		fail(path, parser->problem_mark.line + 1, "%s", parser->problem);
	return event;
}

static void expect(yaml_parser_t *parser, const char *path, yaml_event_type_t type, const char *wanted)
{
	yaml_event_t event = next_event(parser, path);
	if (event.type != type)
		fail(path, event.start_mark.line + 1, "%s expected", wanted);
	yaml_event_delete(&event);
}

/* The text of a scalar, and its line; NULL at the end of the mapping. */
static char *read_scalar(yaml_parser_t *parser, const char *path, size_t *line)
{
	yaml_event_t event = next_event(parser, path);
	*line = event.start_mark.line + 1;
	if (event.type != YAML_SCALAR_EVENT && event.type != YAML_MAPPING_END_EVENT)
		fail(path, *line, "an id or a text expected");
	char *text = event.type == YAML_SCALAR_EVENT ? copy((const char *)event.data.scalar.value) : NULL;
	yaml_event_delete(&event);
	return text;
}

static struct entry *find(struct catalogue *catalogue, const char *id)
{
	for (size_t i = 0; i < catalogue->count; i++)
		if (strcmp(catalogue->messages[i].id, id) == 0)
			return &catalogue->messages[i];
	return NULL;
}

/* In C, . and - are both _. */
static bool same_name(const char *a, const char *b)
{
	while (*a && (*a == *b || (strchr(".-", *a) && *b && strchr(".-", *b))))
		a++, b++;
	return *a == *b;
}

static void check_id(const struct catalogue *catalogue, const struct entry *message)
{
	for (size_t i = 0; i < catalogue->count; i++) {
		const struct entry *other = &catalogue->messages[i];
		if (strcmp(other->id, message->id) == 0)
			refuse(message, "is in line %zu of %s already", other->line, other->path);
		if (same_name(other->id, message->id))
			refuse(message, "and %s are one name in C", other->id);
	}
	if (!islower((unsigned char)*message->id) ||
	    message->id[strspn(message->id, "abcdefghijklmnopqrstuvwxyz0123456789.-")])
		refuse(message, "is no id: small letters, digits, - and .");
	if (!*message->text)
		refuse(message, "has no text");
	for (const char *at = message->text; *at; at++)
		if (*at > 0 && *at <= MESSAGE_PLACES_LIMIT)
			refuse(message, "has a control character");
}

/* Adds the texts of a file. */
static void read_file(struct catalogue *catalogue, const char *path)
{
	FILE *file = fopen(path, "rb");
	yaml_parser_t parser;
	if (!file || !yaml_parser_initialize(&parser))
		fail(path, 0, "cannot be read");
	yaml_parser_set_input_file(&parser, file);
	expect(&parser, path, YAML_STREAM_START_EVENT, "a file");
	expect(&parser, path, YAML_DOCUMENT_START_EVENT, "a document");
	expect(&parser, path, YAML_MAPPING_START_EVENT, "`id: text`");
	struct entry message = {.path = path};
	while ((message.id = read_scalar(&parser, path, &message.line))) {
		size_t line;
		message.text = read_scalar(&parser, path, &line);
		check_id(catalogue, &message);
		if (catalogue->count == MESSAGES_LIMIT)
			refuse(&message, "one more than %d messages", MESSAGES_LIMIT);
		catalogue->messages[catalogue->count++] = message;
	}
	yaml_parser_delete(&parser);
	fclose(file);
}

static struct catalogue *read_catalogue(const char *words, const char *path)
{
	struct catalogue *catalogue = calloc(1, sizeof *catalogue);
	if (!catalogue)
		abort();
	catalogue->path = path;
	read_file(catalogue, words);
	read_file(catalogue, path);
	return catalogue;
}

static void free_catalogue(struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->count; i++) {
		free(catalogue->messages[i].id);
		free(catalogue->messages[i].text);
		free(catalogue->messages[i].encoded);
	}
	free(catalogue);
}

/* ---- places ---- */

/* The places that a text has, each once, in their order. */
static void list_places(struct entry *message)
{
	size_t count = 0;
	for (const char *at = message->text; *at; at++) {
		size_t length = message_place(at), used = strlen(message->places);
		if (!length)
			continue;
		if (++count > MESSAGE_PLACES_LIMIT || used + length >= sizeof message->places)
			refuse(message, "more than %d places", MESSAGE_PLACES_LIMIT);
		snprintf(message->places + used, sizeof message->places - used, "%s%.*s", used ? " " : "", (int)length - 2,
		         at + 1);
	}
}

static void encode(struct entry *message, const char *places)
{
	static const char *const faults[] = {[MESSAGE_UNKNOWN_PLACE] = "is no place of the first language",
	                                     [MESSAGE_PLACE_TWICE] = "stands twice",
	                                     [MESSAGE_PLACE_MISSING] = "is missing"};
	const char *name;
	size_t length;
	message->encoded = copy(message->text);
	enum message_fault fault = message_encode(message->text, places, message->encoded, &name, &length);
	if (fault)
		refuse(message, "{%.*s} %s", (int)length, name, faults[fault]);
}

static void encode_first(struct catalogue *first)
{
	for (size_t i = 0; i < first->count; i++) {
		list_places(&first->messages[i]);
		encode(&first->messages[i], first->messages[i].places);
	}
}

/* A further language: the same ids, the same places, in any order. */
static void encode_other(struct catalogue *other, struct catalogue *first)
{
	for (size_t i = 0; i < other->count; i++) {
		const struct entry *meant = find(first, other->messages[i].id);
		if (!meant)
			refuse(&other->messages[i], "is not in %s", first->path);
		encode(&other->messages[i], meant->places);
	}
	for (size_t i = 0; i < first->count; i++)
		if (!find(other, first->messages[i].id))
			fail(other->path, 1, "%s (%s:%zu) is missing", first->messages[i].id, first->path, first->messages[i].line);
}

/* ---- writing ---- */

/* cite.fix-left → cite_fix_left, or in capitals. */
static void put_name(FILE *out, const char *id, int (*letter)(int))
{
	for (; *id; id++)
		fputc(*id == '.' || *id == '-' ? '_' : letter((unsigned char)*id), out);
}

/* #define msg_node_depth(arena, limit) message_fill((arena), &message_node_depth, …) */
static void put_macro(FILE *out, const struct entry *message)
{
	char places[sizeof message->places];
	memcpy(places, message->places, sizeof places);
	fputs("#define msg_", out);
	put_name(out, message->id, tolower);
	fputs("(arena", out);
	for (char *name = strtok(places, " "); name; name = strtok(NULL, " "))
		fprintf(out, ", %s", name);
	fputs(") message_fill((arena), &message_", out);
	put_name(out, message->id, tolower);
	fputs(", (const struct message_value[]){", out);
	memcpy(places, message->places, sizeof places);
	for (char *name = strtok(places, " "); name; name = strtok(NULL, " "))
		fprintf(out, "MESSAGE_VALUE(%s), ", name);
	fputs("})\n", out);
}

/* #define MSG_NODE_KEY (&message_node_key) */
static void put_constant(FILE *out, const struct entry *message)
{
	fputs("#define MSG_", out);
	put_name(out, message->id, toupper);
	fputs(" (&message_", out);
	put_name(out, message->id, tolower);
	fputs(")\n", out);
}

static void put_declaration(FILE *out, const struct entry *message)
{
	fputs("\nextern const struct message message_", out);
	put_name(out, message->id, tolower);
	fputs(";\n", out);
	if (*message->places)
		put_macro(out, message);
	else
		put_constant(out, message);
}

/* The length of an id's first word: file-kind of file-kind.pdf. */
static size_t word_length(const char *id)
{
	return strcspn(id, ".");
}

static bool same_word(const char *a, const char *b)
{
	return word_length(a) == word_length(b) && strncmp(a, b, word_length(a)) == 0;
}

/* The messages whose ids begin as that of `from` does. */
static void put_header(FILE *out, const struct catalogue *first, size_t from)
{
	fputs("/* Generated by cmake/messages.c from templates/. */\n#pragma once\n#include \"base/message.h\"\n", out);
	for (size_t i = from; i < first->count; i++)
		if (same_word(first->messages[i].id, first->messages[from].id))
			put_declaration(out, &first->messages[i]);
}

static void put_string(FILE *out, const char *text)
{
	fputs("\t\"", out);
	for (; *text; text++) {
		bool plain = (unsigned char)*text >= ' ' && !strchr("\"\\?", *text);
		fprintf(out, plain ? "%c" : "\\%03o", (unsigned char)*text);
	}
	fputs("\",\n", out);
}

/* ja of templates/messages/ja.yaml */
static void put_code(FILE *out, const char *path)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	fprintf(out, "%.*s", (int)strcspn(name, "."), name);
}

static void put_texts(FILE *out, struct catalogue *const *catalogues, int count)
{
	const struct catalogue *first = catalogues[0];
	fputs("/* Generated by cmake/messages.c from templates/. */\n#include \"base/message.h\"\n", out);
	for (size_t i = 0; i < first->count; i++) {
		fputs("\nextern const struct message message_", out);
		put_name(out, first->messages[i].id, tolower);
		fputs(";\nconst struct message message_", out);
		put_name(out, first->messages[i].id, tolower);
		fprintf(out, " = {%zu};", i);
	}
	fprintf(out, "\n\nconst size_t message_count = %zu;\n", first->count);
	fputs("\nconst char *const message_names[] = {\n", out);
	for (size_t i = 0; i < first->count; i++)
		put_string(out, first->messages[i].id);
	fputs("};\n\nconst char *const message_places[] = {\n", out);
	for (size_t i = 0; i < first->count; i++)
		put_string(out, first->messages[i].places);
	fputs("};\n", out);
	for (int i = 0; i < count; i++) {
		fprintf(out, "\nstatic const char *const texts_%d[] = {\n", i);
		for (size_t j = 0; j < first->count; j++)
			put_string(out, find(catalogues[i], first->messages[j].id)->encoded);
		fputs("};\n", out);
	}
	fputs("\nconst struct language languages[] = {\n", out);
	for (int i = 0; i < count; i++) {
		fputs("\t{\"", out);
		put_code(out, catalogues[i]->path);
		fprintf(out, "\", texts_%d},\n", i);
	}
	fprintf(out, "};\nconst size_t language_count = %d;\n", count);
}

/* ---- files ---- */

static FILE *create(const char *path)
{
	FILE *file = fopen(path, "wb+");
	if (!file)
		fail(path, 0, "cannot be written");
	return file;
}

static bool same_bytes(FILE *a, FILE *b)
{
	int byte;
	rewind(a);
	rewind(b);
	do
		byte = getc(a);
	while (byte == getc(b) && byte != EOF);
	return byte == EOF && feof(b);
}

/* Writes FOLDER/messages/WORD.h for the ids that begin as that of `from` does. A header is left as it is while it stays
 * the same, so that a new message compiles only what uses its like, and new words for an old one a single file. */
static void write_header(const char *folder, const struct catalogue *first, size_t from)
{
	char fresh[4096], path[4096], word[256] = "";
	const char *id = first->messages[from].id;
	for (size_t i = 0; i < word_length(id) && i < sizeof word - 1; i++)
		word[i] = id[i] == '-' ? '_' : id[i];
	snprintf(path, sizeof path, "%s/messages/%s.h", folder, word);
	snprintf(fresh, sizeof fresh, "%s/messages/%s.new", folder, word);
	FILE *out = create(fresh);
	put_header(out, first, from);
	FILE *old = fopen(path, "rb");
	bool same = old && same_bytes(out, old);
	if (old)
		fclose(old);
	bool good = fclose(out) == 0 && (same ? remove(fresh) : rename(fresh, path)) == 0;
	if (!good)
		fail(path, 0, "cannot be written");
}

static void write_headers(const char *folder, const struct catalogue *first)
{
	for (size_t i = 0; i < first->count; i++) {
		bool known = false;
		for (size_t j = 0; j < i && !known; j++)
			known = same_word(first->messages[j].id, first->messages[i].id);
		if (!known)
			write_header(folder, first, i);
	}
}

int main(int argc, char **argv)
{
	if (argc < 4)
		return 2;
	int count = argc - 3;
	struct catalogue **catalogues = calloc((size_t)count, sizeof *catalogues);
	if (!catalogues)
		abort();
	for (int i = 0; i < count; i++)
		catalogues[i] = read_catalogue(argv[2], argv[i + 3]);
	encode_first(catalogues[0]);
	for (int i = 1; i < count; i++)
		encode_other(catalogues[i], catalogues[0]);

	char path[4096];
	write_headers(argv[1], catalogues[0]);
	snprintf(path, sizeof path, "%s/message_texts.c", argv[1]);
	FILE *out = create(path);
	put_texts(out, catalogues, count);
	if (fclose(out) != 0)
		fail(path, 0, "cannot be written");
	for (int i = 0; i < count; i++)
		free_catalogue(catalogues[i]);
	free(catalogues);
	return 0;
}
