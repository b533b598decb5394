/* argv → struct options, by the table of session/options.c. */
#include "cli/arguments.h"

#include "base/messages/options.h"
#include "base/utf8.h"
#include "session/command.h"

#include <stdlib.h>
#include <string.h>

bool arguments_take(const struct command *command, const struct option_spec *spec)
{
	return option_is_taken(command, spec) || strcmp(spec->name, "help") == 0 || strcmp(spec->name, "version") == 0;
}

static const struct option_spec *spec_lettered(char letter)
{
	for (size_t i = 0; i < option_spec_count; i++)
		if (option_specs[i].letter && option_specs[i].letter == letter)
			return &option_specs[i];
	return NULL;
}

static const char *nearest_option(const struct command *command, const char *name)
{
	struct nearest nearest = {.written = name};
	for (size_t i = 0; i < option_spec_count; i++)
		if (arguments_take(command, &option_specs[i]) && !option_specs[i].hidden)
			nearest_offer(&nearest, option_specs[i].name);
	return nearest.name;
}

static const char *unknown_option(struct arena *arena, const struct command *command, const char *argument)
{
	const char *name = argument + strspn(argument, "-"); /* -as-of: long ones begin with two */
	const char *nearest = name[0] && name[1] ? nearest_option(command, name) : NULL;
	return nearest ? msg_options_none_but(arena, argument, command->name, nearest)
	               : msg_options_none(arena, argument, command->name);
}

/* Reads the option at argv[*at]; moves *at to the last argument that it took. Returns NULL, or what is wrong. */
static const char *read_option(struct arena *arena, const struct command *command, struct options *options, int argc,
                               char **argv, int *at)
{
	const char *argument = argv[*at];
	bool is_long = argument[1] == '-';
	const char *name = argument + (is_long ? 2 : 1);
	const char *equals = is_long ? strchr(name, '=') : NULL;
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	const struct option_spec *spec = is_long ? option_named(name, length) : spec_lettered(*name);
	const char *value = equals ? equals + 1 : !is_long && name[1] ? name + 1 : NULL;
	if (!spec || !arguments_take(command, spec))
		return unknown_option(arena, command, argument);
	if (spec->kind != OPTION_FLAG && !value && *at + 1 < argc)
		value = argv[++*at];
	return option_store(arena, options, spec, value);
}

/* ーーoutput, —output: the name behind signs that a Japanese keyboard or a word processor makes of dashes; NULL: no such. */
static const char *behind_dashes(const char *argument)
{
	static const char *const dashes[] = {"ー", "－", "−", "‐", "–", "—", "―", "ｰ", "-"};
	const char *at = argument;
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes;) {
		bool found = strncmp(at, dashes[i], strlen(dashes[i])) == 0;
		at += found ? strlen(dashes[i]) : 0;
		i = found ? 0 : i + 1;
	}
	return at > argument ? at : NULL;
}

/* An option whose dashes are none; else it is a path. NULL, or what is wrong. */
static const char *read_path(struct arena *arena, struct options *options, const char *argument)
{
	const char *name = (unsigned char)*argument >= 0x80 ? behind_dashes(argument) : NULL;
	size_t length = name ? strcspn(name, "=") : 0;
	if (name && option_named(name, length))
		return msg_options_wide_dash(arena, argument, arena_printf(arena, "--%s", name));
	if (length == 1 && spec_lettered(*name))
		return msg_options_wide_dash(arena, argument, arena_printf(arena, "-%s", name));
	return option_add_path(arena, options, argument);
}

/* --stdin-filename names standard input, which is then read. */
static const char *settle_standard(struct arena *arena, struct options *options)
{
	bool standard = !options->stdin_filename;
	if (options->stdin_filename && !options->path_count)
		option_add_path(arena, options, "-");
	for (size_t i = 0; i < options->path_count; i++)
		standard |= strcmp(options->paths[i], "-") == 0;
	return standard ? NULL : msg(MSG_OPTIONS_STDIN_FILENAME);
}

struct options *arguments_read(struct arena *arena, const struct command *command, int argc, char **argv,
                               struct buf *problem)
{
	struct options *options = arena_new_object(arena, struct options);
	bool only_paths = false;
	const char *wrong = NULL;
	for (int i = 2; i < argc && !wrong; i++) {
		bool is_path = only_paths || argv[i][0] != '-' || argv[i][1] == '\0';
		if (!only_paths && strcmp(argv[i], "--") == 0)
			only_paths = true;
		else
			wrong = is_path ? read_path(arena, options, argv[i]) : read_option(arena, command, options, argc, argv, &i);
	}
	if (!wrong)
		wrong = settle_standard(arena, options);
	options->job_summary = getenv("GITHUB_STEP_SUMMARY");
	buf_puts(problem, wrong ? wrong : "");
	return wrong ? NULL : options;
}

static void describe_formats(struct buf *out, const struct command *command)
{
	struct arena *arena = arena_new();
	const char *const *formats = command_formats(arena, command);
	for (const char *const *format = formats; format && *format; format++)
		buf_printf(out, "%s%s", format == formats ? ": " : "、", *format);
	arena_free(arena);
}

void arguments_describe(struct buf *out, const struct command *command)
{
	for (size_t i = 0; i < option_spec_count; i++) {
		const struct option_spec *spec = &option_specs[i];
		if (!arguments_take(command, spec) || spec->hidden) /* no choice of languages yet */
			continue;
		struct buf left = BUF_INIT;
		if (spec->letter)
			buf_printf(&left, "-%c, ", spec->letter);
		buf_printf(&left, "--%s", spec->name);
		if (spec->kind != OPTION_FLAG)
			buf_printf(&left, " %s", msg(spec->argument));
		size_t width = utf8_width(buf_text(&left), left.length);
		buf_printf(out, "  %s%*s %s", buf_text(&left), width < 24 ? (int)(24 - width) : 0, "", msg(spec->help));
		if (strcmp(spec->name, "format") == 0)
			describe_formats(out, command);
		buf_puts(out, "\n");
		buf_free(&left);
	}
}
