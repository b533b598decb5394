/* What is told of the commands elsewhere than in --help, made of the same tables: the page docs/commands.md, the manual pages,
 * completions of shells.
 *
 *     shikii_manual markdown      the page, to standard output
 *     shikii_manual man FOLDER    FOLDER/shikii.1, FOLDER/shikii-check.1, … : Markdown that cmark makes roff of
 *     shikii_manual bash|zsh|fish completions, to standard output */
#include "base/messages/manual.h"
#include "base/messages/help.h"
#include "base/messages/value.h"
#include "cli/arguments.h"
#include "render/escape.h"
#include "session/command.h"

#include <cmark.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

/* ---- the tables ---- */

/* Calls put for each option of the command that is no secret. */
static void each_option(const struct command *command,
                        void (*put)(struct buf *, const struct option_spec *, const struct command *), struct buf *out)
{
	for (size_t i = 0; i < option_spec_count; i++)
		if (arguments_take(command, &option_specs[i]) && !option_specs[i].hidden)
			put(out, &option_specs[i], command);
}

/* The values that an option may have or usually has, with spaces between; "": any. */
static const char *words_of(const struct option_spec *spec, const struct command *command)
{
	const char *const *words = spec->kind == OPTION_FORMAT ? command_formats(arena, command)
	                           : spec->words               ? spec->words
	                                                       : spec->usual;
	const char *all = "";
	for (; words && *words; words++)
		all = arena_printf(arena, "%s%s%s", all, *all ? " " : "", *words);
	return all;
}

enum wanted_value { WANTED_OTHER, WANTED_FILE, WANTED_FOLDER, WANTED_RULE, WANTED_PROCESS };

static enum wanted_value value_wanted(const struct option_spec *spec)
{
	const struct message *value = spec->argument;
	if (value == MSG_VALUE_FILE || value == MSG_VALUE_PATH || value == MSG_VALUE_MODEL)
		return WANTED_FILE;
	if (value == MSG_VALUE_FOLDER)
		return WANTED_FOLDER;
	if (value == MSG_VALUE_PROCESS)
		return WANTED_PROCESS;
	return value == MSG_VALUE_RULE ? WANTED_RULE : WANTED_OTHER; /* dates, numbers, words */
}

static bool names_rules(const struct command *command)
{
	return command->names_rules && strstr(command->arguments, "RULE");
}

/* ---- Markdown ---- */

static void put_option(struct buf *out, const struct option_spec *spec, const struct command *command)
{
	buf_puts(out, "- ");
	if (spec->letter)
		buf_printf(out, "`-%c`, ", spec->letter);
	buf_printf(out, "`--%s", spec->name);
	if (spec->kind != OPTION_FLAG)
		buf_printf(out, " %s", msg(spec->argument));
	buf_puts(out, "`: ");
	escape_markdown_cell(out, msg(spec->help));
	const char *formats = spec->kind == OPTION_FORMAT ? words_of(spec, command) : "";
	buf_printf(out, "%s%s\n", *formats ? ": " : "", formats);
}

/* The length of a mark behind which a line may end, where there are no spaces. */
static size_t mark_length(const char *text)
{
	static const char *const marks[] = {"、", "。", "）", "」"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strncmp(text, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

/* Is the line end a space between words? Not between Japanese letters, nor behind a mark. */
static bool joins_words(const char *text, size_t at)
{
	bool latin_before = (text[at - 1] & 0x80) == 0, latin_behind = (text[at + 1] & 0x80) == 0;
	return latin_before || (latin_behind && at >= 3 && !mark_length(text + at - 3));
}

/* Paragraphs without the breaks at which they were wrapped for a terminal: between Latin letters a break was a space. */
static const char *unwrapped(const char *text, size_t length)
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < length; i++) {
		bool breaks = text[i] == '\n' && i > 0 && text[i - 1] != '\n' && i + 1 < length && text[i + 1] != '\n';
		if (!breaks || joins_words(text, i))
			buf_putc(&out, (char)(breaks ? ' ' : text[i]));
	}
	const char *words = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return words;
}

/* The lines below the first stand under its first letter. */
static void put_examples(struct buf *out, const char *examples)
{
	buf_puts(out, "\n\n```\n");
	for (size_t length; *examples; examples += length + (examples[length] == '\n')) {
		examples += strspn(examples, " ");
		length = strcspn(examples, "\n");
		buf_printf(out, "%.*s%s", (int)length, examples, length ? "\n" : "");
	}
	buf_puts(out, "```");
}

/* Paragraphs, and from the word for it on examples. */
static void put_description(struct buf *out, const char *text)
{
	const char *examples = strstr(text, msg(MSG_MANUAL_EXAMPLE));
	size_t length = examples ? (size_t)(examples - text) : strlen(text);
	while (length && strchr(" \n", text[length - 1]))
		length--;
	escape_markdown(out, unwrapped(text, length));
	if (examples)
		put_examples(out, examples + strlen(msg(MSG_MANUAL_EXAMPLE)));
	buf_puts(out, "\n\n");
}

static void put_usage(struct buf *out, const struct command *command)
{
	buf_printf(out, "```\nshikii %s [%s] %s\n```\n\n", command->name, msg(MSG_MANUAL_OPTIONS), command->arguments);
}

static void put_page(struct buf *out)
{
	buf_printf(out, "%s\n", msg(MSG_MANUAL_PAGE));
	for (size_t i = 0; i < command_count; i++) {
		buf_printf(out, "\n## shikii %s\n\n%s\n\n", commands[i]->name, msg(commands[i]->summary));
		put_usage(out, commands[i]);
		put_description(out, msg(commands[i]->description));
		each_option(commands[i], put_option, out);
	}
}

/* ---- manual pages ---- */

/* With the names of sections on the lines of their macros, where makewhatis looks for them, and places to break lines. */
static const char *joined(const char *roff)
{
	struct buf out = BUF_INIT;
	bool breaks = false; /* not in the name and the line about it */
	for (size_t length; *roff; roff += length) {
		size_t mark = mark_length(roff);
		bool named = *roff == '\n' && out.length >= 4 && strcmp(buf_text(&out) + out.length - 4, "\n.SH") == 0;
		length = mark ? mark : 1;
		breaks |= named && out.length > strlen("\n.SH");
		buf_append(&out, named ? " " : roff, length);
		buf_puts(&out, mark && breaks && roff[length] != '\n' ? "\\:" : "");
	}
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* Markdown → roff with the head that cmark leaves out. Japanese has no spaces to stretch and no words to part. */
static void write_roff(const char *folder, const char *name, const char *markdown)
{
	char *path = arena_printf(arena, "%s/%s.1", folder, name);
	cmark_node *document = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
	char *roff = cmark_render_man(document, CMARK_OPT_DEFAULT, 0);
	FILE *file = fopen(path, "w");
	bool good = file && fprintf(file, ".TH %s 1 \"\" \"shikii %s\"\n.ad l\n.nh%s", name, SHIKII_VERSION,
	                            joined(arena_printf(arena, "\n%s", roff))) > 0;
	if ((file && fclose(file) != 0) || !good) {
		fprintf(stderr, "shikii_manual: %s\n", path);
		exit(1);
	}
	free(roff);
	cmark_node_free(document);
}

/* What the first argument of the command may be, where that is no file. */
static const char *const *first_words(const struct command *command)
{
	return command->actions ? command->actions : command->choices;
}

static void put_first_words(struct buf *out, const struct command *command)
{
	for (const char *const *word = first_words(command); word && *word; word++)
		buf_printf(out, "%s%s", word == first_words(command) ? "" : " ", *word);
}

static void put_heading(struct buf *out, const struct message *id)
{
	buf_printf(out, "# %s\n\n", msg(id));
}

static void write_command(const char *folder, const struct command *command)
{
	struct buf out = BUF_INIT;
	const char *name = arena_printf(arena, "shikii-%s", command->name);
	put_heading(&out, MSG_MANUAL_NAME);
	buf_printf(&out, "%s - %s\n\n", name, msg(command->summary));
	put_heading(&out, MSG_MANUAL_SYNOPSIS);
	buf_printf(&out, "**shikii %s** \\[%s\\] %s\n\n", command->name, msg(MSG_MANUAL_OPTIONS), command->arguments);
	put_heading(&out, MSG_MANUAL_DESCRIPTION);
	put_description(&out, msg(command->description));
	put_heading(&out, MSG_MANUAL_OPTION_LIST);
	each_option(command, put_option, &out);
	buf_puts(&out, "\n");
	put_heading(&out, MSG_MANUAL_STATUS);
	buf_printf(&out, "%s\n\n", msg(MSG_MANUAL_STATUSES));
	put_heading(&out, MSG_MANUAL_SEE);
	buf_puts(&out, "**shikii**(1)\n");
	write_roff(folder, name, buf_text(&out));
	buf_free(&out);
}

static void write_program(const char *folder)
{
	struct buf out = BUF_INIT;
	put_heading(&out, MSG_MANUAL_NAME);
	buf_printf(&out, "%s\n\n", msg(MSG_MANUAL_PROGRAM));
	put_heading(&out, MSG_MANUAL_SYNOPSIS);
	buf_printf(&out, "**shikii** %s\n\n", msg(MSG_MANUAL_ARGUMENTS));
	put_heading(&out, MSG_MANUAL_DESCRIPTION);
	for (size_t i = 0; i < command_count; i++)
		buf_printf(&out, "- **shikii %s**: %s\n", commands[i]->name, msg(commands[i]->summary));
	buf_printf(&out, "\n```\n%s\n```\n\n", msg(MSG_HELP_TASKS));
	put_heading(&out, MSG_MANUAL_STATUS);
	buf_printf(&out, "%s\n\n", msg(MSG_MANUAL_STATUSES));
	put_heading(&out, MSG_MANUAL_ENVIRONMENT);
	buf_printf(&out, "%s\n\n", msg(MSG_MANUAL_VARIABLES));
	put_heading(&out, MSG_MANUAL_FILES);
	buf_printf(&out, "%s\n\n", msg(MSG_MANUAL_FILE_LIST));
	put_heading(&out, MSG_MANUAL_SEE);
	for (size_t i = 0; i < command_count; i++)
		buf_printf(&out, "%s**shikii-%s**(1)", i ? ", " : "", commands[i]->name);
	buf_puts(&out, "\n");
	write_roff(folder, "shikii", buf_text(&out));
	buf_free(&out);
}

static void write_pages(const char *folder)
{
	write_program(folder);
	for (size_t i = 0; i < command_count; i++)
		write_command(folder, commands[i]);
}

/* ---- completions ---- */

/* Single quotes of a shell. */
static void put_quoted(struct buf *out, const char *text, const char *escaped)
{
	for (; *text; text++)
		buf_printf(out, *text == '\'' ? "'\\''" : strchr(escaped, *text) ? "\\%c" : "%c", *text);
}

static void put_command_names(struct buf *out)
{
	for (size_t i = 0; i < command_count; i++)
		buf_printf(out, "%s%s", i ? " " : "", commands[i]->name);
}

static void put_bash_name(struct buf *out, const struct option_spec *spec, const struct command *command)
{
	(void)command;
	buf_printf(out, " --%s", spec->name);
}

static void put_bash_value(struct buf *out, const struct option_spec *spec, const struct command *command)
{
	static const char *const kinds[] = {[WANTED_OTHER] = "nothing",
	                                    [WANTED_FILE] = "files",
	                                    [WANTED_FOLDER] = "folders",
	                                    [WANTED_RULE] = "rules",
	                                    [WANTED_PROCESS] = "processes"};
	const char *words = words_of(spec, command);
	if (spec->kind == OPTION_FLAG)
		return;
	buf_printf(out, "\t%s:--%s", command->name, spec->name);
	if (spec->letter)
		buf_printf(out, " | %s:-%c", command->name, spec->letter);
	buf_printf(out, *words ? ") words='%s' ;;\n" : ") kind=%s ;;\n", *words ? words : kinds[value_wanted(spec)]);
}

static void put_bash(struct buf *out)
{
	buf_puts(out, "# bash completion for shikii\n_shikii_options() {\n\tcase $1 in\n");
	for (size_t i = 0; i < command_count; i++) {
		buf_printf(out, "\t%s) echo '", commands[i]->name);
		put_first_words(out, commands[i]);
		each_option(commands[i], put_bash_name, out);
		buf_puts(out, "' ;;\n");
	}
	buf_puts(
	    out,
	    "\tesac\n}\n_shikii() {\n\tlocal current=${COMP_WORDS[COMP_CWORD]} words='' kind='' before=''\n\tCOMPREPLY=()\n"
	    "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W '");
	put_command_names(out);
	buf_puts(out, " help --help --version' -- \"$current\"))\n\t\treturn\n\tfi\n"
	              "\tcase ${COMP_WORDS[1]}:${COMP_WORDS[COMP_CWORD - 1]} in\n");
	for (size_t i = 0; i < command_count; i++)
		each_option(commands[i], put_bash_value, out);
	buf_puts(out, "\tesac\n\t[ -n \"$words$kind\" ] || case ${COMP_WORDS[1]}:$current in\n\t*:-*");
	for (size_t i = 0; i < command_count; i++)
		if (first_words(commands[i]))
			buf_printf(out, " | %s:*", commands[i]->name);
	buf_puts(out, ") words=$(_shikii_options \"${COMP_WORDS[1]}\") ;;\n\texplain:*) kind=rules ;;\n\thelp:*) words='");
	put_command_names(out);
	buf_puts(out, "' ;;\n\tesac\n\tcase $kind in\n"
	              "\trules) # several with commas between; a family is the word in front of the point\n"
	              "\t\tbefore=${current%\"${current##*,}\"} current=${current##*,}\n"
	              "\t\twords=$(shikii explain 2>/dev/null | awk -F'[. ]' 'NR > 1 { if (!told[$1]++) print $1; print $1 "
	              "\".\" $2 }') ;;\n"
	              "\tprocesses) words=$(shikii new --list 2>/dev/null | awk 'NR > 1 { print $1 }') ;;\n\tesac\n"
	              "\tif [ -n \"$words\" ]; then\n"
	              "\t\tCOMPREPLY=($(compgen -P \"$before\" -W \"$words\" -- \"$current\"))\n"
	              "\telif [ \"$kind\" = folders ]; then\n\t\tCOMPREPLY=($(compgen -d -- \"$current\"))\n"
	              "\telif [ \"$kind\" != nothing ]; then\n\t\tCOMPREPLY=($(compgen -f -- \"$current\"))\n\tfi\n}\n"
	              "complete -o filenames -F _shikii shikii\n");
}

static void put_zsh_option(struct buf *out, const struct option_spec *spec, const struct command *command)
{
	static const char *const actions[] = {[WANTED_OTHER] = " ",
	                                      [WANTED_FILE] = "_files",
	                                      [WANTED_FOLDER] = "_files -/",
	                                      [WANTED_RULE] = "_shikii_rules",
	                                      [WANTED_PROCESS] = "_shikii_processes"};
	const char *words = words_of(spec, command);
	for (int letter = 0; letter <= (spec->letter != 0); letter++) {
		buf_puts(out, "\t\t'");
		buf_puts(out,
		         spec->kind == OPTION_VALUES || spec->kind == OPTION_FORMAT || spec->kind == OPTION_OUTPUT ? "*" : "");
		if (letter)
			buf_printf(out, "-%c[", spec->letter);
		else
			buf_printf(out, "--%s[", spec->name);
		put_quoted(out, msg(spec->help), "[]:\\");
		buf_puts(out, "]");
		if (spec->kind != OPTION_FLAG) {
			buf_printf(out, ":%s:", msg(spec->argument));
			buf_printf(out, *words ? "(%s)" : "%s", *words ? words : actions[value_wanted(spec)]);
		}
		buf_puts(out, "' \\\n");
	}
}

static void put_zsh(struct buf *out)
{
	buf_puts(out, "#compdef shikii\n_shikii_rules() {\n\tlocal -a rules\n"
	              "\trules=(${(f)\"$(shikii explain 2>/dev/null | awk 'NR > 1 { print $1 }')\"})\n"
	              "\tcompset -P '*,' # several with commas between; a family is the word in front of the point\n"
	              "\tcompadd -a rules\n\tcompadd -- ${(u)rules%%.*}\n}\n"
	              "_shikii_processes() {\n\tlocal -a processes\n"
	              "\tprocesses=(${(f)\"$(shikii new --list 2>/dev/null | awk 'NR > 1 { print $1 }')\"})\n"
	              "\tcompadd -a processes\n}\n_shikii() {\n\tlocal -a commands\n\tcommands=(\n");
	for (size_t i = 0; i < command_count; i++) {
		buf_printf(out, "\t\t'%s:", commands[i]->name);
		put_quoted(out, msg(commands[i]->summary), ":\\");
		buf_puts(out, "'\n");
	}
	buf_puts(out, "\t)\n\tif ((CURRENT == 2)); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n"
	              "\tlocal command=$words[2]\n\tshift words\n\t((CURRENT--))\n\tcase $command in\n");
	for (size_t i = 0; i < command_count; i++) {
		buf_printf(out, "\t%s)\n\t\t_arguments \\\n", commands[i]->name);
		each_option(commands[i], put_zsh_option, out);
		if (first_words(commands[i])) {
			buf_puts(out, "\t\t'1:action:(");
			put_first_words(out, commands[i]);
			buf_puts(out, ")' \\\n");
		}
		buf_printf(out, "\t\t'*:path:%s'\n\t\t;;\n",
		           names_rules(commands[i]) ? "_shikii_rules"
		           : commands[i]->choices   ? " "
		                                    : "_files");
	}
	buf_puts(out, "\thelp) _describe command commands ;;\n\tesac\n}\n_shikii \"$@\"\n");
}

static const char rules_of_fish[] = "(shikii explain 2>/dev/null | string match -r '^\\S+' | tail -n +2)";
static const char processes_of_fish[] = "(shikii new --list 2>/dev/null | string match -r '^\\S+' | tail -n +2)";

static void put_fish_option(struct buf *out, const struct option_spec *spec, const struct command *command)
{
	const char *words = words_of(spec, command);
	enum wanted_value wanted = value_wanted(spec);
	buf_printf(out, "complete -c shikii -n '__fish_seen_subcommand_from %s' -l %s", command->name, spec->name);
	if (spec->letter)
		buf_printf(out, " -s %c", spec->letter);
	buf_puts(out, " -d '");
	put_quoted(out, msg(spec->help), "\\");
	buf_puts(out, "'");
	if (spec->kind != OPTION_FLAG)
		buf_puts(out, *words || (wanted != WANTED_FILE && wanted != WANTED_FOLDER) ? " -x" : " -r");
	if (*words || wanted == WANTED_RULE || wanted == WANTED_PROCESS)
		buf_printf(out, " -a \"%s\"", *words ? words : wanted == WANTED_RULE ? rules_of_fish : processes_of_fish);
	buf_puts(out, "\n");
}

static void put_fish(struct buf *out)
{
	for (size_t i = 0; i < command_count; i++) {
		buf_printf(out, "complete -c shikii -f -n __fish_use_subcommand -a %s -d '", commands[i]->name);
		put_quoted(out, msg(commands[i]->summary), "\\");
		buf_puts(out, "'\n");
		each_option(commands[i], put_fish_option, out);
		for (const char *const *word = first_words(commands[i]); word && *word; word++)
			buf_printf(out, "complete -c shikii %s-n '__fish_seen_subcommand_from %s' -a %s\n",
			           commands[i]->choices ? "-f " : "", commands[i]->name, *word);
		if (names_rules(commands[i]))
			buf_printf(out, "complete -c shikii -f -n '__fish_seen_subcommand_from %s' -a \"%s\"\n", commands[i]->name,
			           rules_of_fish);
	}
	buf_puts(out, "complete -c shikii -f -n __fish_use_subcommand -a help\n"
	              "complete -c shikii -f -n '__fish_seen_subcommand_from help' -a '");
	put_command_names(out);
	buf_puts(out, "'\n");
}

/* ---- the program ---- */

static const struct output {
	const char *name;
	void (*put)(struct buf *out);
} outputs[] = {{"markdown", put_page}, {"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};

static int write_output(const char *name)
{
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++)
		if (strcmp(outputs[i].name, name) == 0)
			outputs[i].put(&out);
	bool good = out.length && fwrite(buf_text(&out), 1, out.length, stdout) == out.length && fflush(stdout) == 0;
	buf_free(&out);
	return !good;
}

int main(int argc, char **argv)
{
	int status = 0;
	arena = arena_new();
	if (argc == 3 && strcmp(argv[1], "man") == 0)
		write_pages(argv[2]);
	else
		status = write_output(argc > 1 ? argv[1] : "");
	arena_free(arena);
	return status;
}
