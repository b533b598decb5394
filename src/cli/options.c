/* argv → struct options, by one table of all options; a command names those that it takes. */
#include "cli/options.h"

#include "base/list.h"
#include "base/message.h"
#include "base/utf8.h"
#include "cli/command.h"

#include <string.h>

enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_SET };

struct option_spec {
	const char *name;
	char letter; /* 0: none */
	enum option_kind kind;
	const char *argument;
	size_t offset; /* of the member in struct options */
	const char *help;
};

static const struct option_spec specs[] = {
    {"format", 'f', OPTION_VALUE, "形式", offsetof(struct options, format), "出力の形式"},
    {"output", 'o', OPTION_VALUE, "ファイル", offsetof(struct options, output), "標準出力の代わりに書くファイル"},
    {"out-dir", 0, OPTION_VALUE, "フォルダー", offsetof(struct options, out_dir),
     "評価書を一つずつのファイルに書くフォルダー（なければ作る）"},
    {"form", 0, OPTION_VALUE, "様式", offsetof(struct options, form),
     "様式を選ぶ: kiso、juten、zenkomoku、又は kiso-2019 などの年月の版"},
    {"as-of", 0, OPTION_VALUE, "日付", offsetof(struct options, as_of),
     "判断の日（2025-12-01、令和7年12月1日、today）"},
    {"ahead", 0, OPTION_VALUE, "期間", offsetof(struct options, ahead),
     "判断の日からこの期間（6m、90d、1y）のうちに移るか廃止される引用も知らせる"},
    {"changed-since", 0, OPTION_VALUE, "日付", offsetof(struct options, changed_since),
     "この日の後に改められた規定の引用も知らせる"},
    {"for", 0, OPTION_VALUE, "目的", offsetof(struct options, purpose),
     "publication（render の既定）: check は案にも公表に要る答えを全て求め、render は withhold の答えを（非公表）と"
     "印刷する。submission: 全て印刷し、提出用と記す"},
    {"drafts", 0, OPTION_FLAG, NULL, offsetof(struct options, drafts),
     "サイト（html の --out-dir）に、公表していない評価書も（案）として入れる"},
    {"fail-on", 0, OPTION_VALUE, "重さ", offsetof(struct options, fail_on),
     "終了コードを1にする指摘の重さ: error（既定）、warning、note"},
    {"set", 0, OPTION_SET, "キー=値", offsetof(struct options, sets),
     "事実を置き換えて試す（threshold.subjects.count=310000、incident=発生あり、body.… も可。何度でも）"},
    {"schema", 0, OPTION_VALUE, "フォルダー", offsetof(struct options, schema), "団体独自の schema を先に使う"},
    {"rules", 0, OPTION_VALUE, "フォルダー", offsetof(struct options, rules), "団体独自の rules を先に使う"},
    {"templates", 0, OPTION_VALUE, "フォルダー", offsetof(struct options, templates), "団体独自のひな形を先に使う"},
    {"language", 0, OPTION_VALUE, "FILE", offsetof(struct options, language), NULL},
    {"compare", 0, OPTION_VALUE, "ファイル", offsetof(struct options, compare),
     "この古いモデルとの新旧対照表を書き出す（md、html、xlsx）"},
    {"with-findings", 0, OPTION_FLAG, NULL, offsetof(struct options, with_findings),
     "点検用の写し: 指摘を項目の横に書く（html）"},
    {"only", 0, OPTION_VALUE, "規則", offsetof(struct options, only), "この規則又は族だけを知らせる（コンマで並べる）"},
    {"ignore", 0, OPTION_VALUE, "規則", offsetof(struct options, ignore),
     "この規則又は族を知らせない（コンマで並べる）"},
    {"baseline", 0, OPTION_VALUE, "ファイル", offsetof(struct options, baseline),
     "このファイルにある指摘を知らせない（なければ今の指摘から作る）"},
    {"since", 0, OPTION_VALUE, "版", offsetof(struct options, since),
     "git のこの版（枝、札、ハッシュ。published は前に公表した時）と比べる"},
    {"jobs", 'j', OPTION_VALUE, "数", offsetof(struct options, jobs),
     "同時に調べるファイルの数（なければ、ファイルの数とコアの数に応じて決める。--since では一つずつ）"},
    {"stdin-filename", 0, OPTION_VALUE, "パス", offsetof(struct options, stdin_filename),
     "標準入力（-）を、このパスのファイルの書きかけとして読む（shikii.yaml を探し、指摘に使う）"},
    {"date", 0, OPTION_VALUE, "日付", offsetof(struct options, date), "変更日（なければ新しい公表日）"},
    {"significance", 0, OPTION_VALUE, "判断", offsetof(struct options, significance),
     "※の項目の変更についての判断（重要な変更かどうか。使える言葉は、ほかの言葉を指定すると並ぶ）"},
    {"reason", 0, OPTION_VALUE, "理由", offsetof(struct options, reason), "そう判断した理由"},
    {"prune", 0, OPTION_FLAG, NULL, offsetof(struct options, prune), "なくなった指摘を --baseline のファイルから消す"},
    {"test", 0, OPTION_FLAG, NULL, offsetof(struct options, test), "規則の例を試す"},
    {"report", 0, OPTION_FLAG, NULL, offsetof(struct options, report), "項目ごとに、どう読み取ったかを知らせる"},
    {"version", 0, OPTION_FLAG, NULL, offsetof(struct options, version), "版"},
    {"text", 0, OPTION_FLAG, NULL, offsetof(struct options, text), "モデルではなく、文章のファイルを読む"},
    {"fix", 0, OPTION_FLAG, NULL, offsetof(struct options, fix), "行き先の確かな引用をその場で改め、差分を示す"},
    {"dry-run", 0, OPTION_FLAG, NULL, offsetof(struct options, dry_run), "差分だけを示し、ファイルは変えない"},
    {"side-by-side", 0, OPTION_FLAG, NULL, offsetof(struct options, side_by_side),
     "変更前と変更後を左右に並べる（text）"},
    {"suggest", 0, OPTION_FLAG, NULL, offsetof(struct options, suggest), "事務の法律の項を、登録から並べる"},
    {"help", 'h', OPTION_FLAG, NULL, offsetof(struct options, help), "この説明"},
};

static bool takes(const struct command *command, const char *name)
{
	for (const char *const *option = command->options; *option; option++)
		if (strcmp(*option, name) == 0)
			return true;
	return strcmp(name, "help") == 0 || strcmp(name, "version") == 0 || strcmp(name, "language") == 0;
}

static const struct option_spec *spec_named(const struct command *command, const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
		if (strlen(specs[i].name) == length && strncmp(specs[i].name, name, length) == 0)
			return takes(command, specs[i].name) ? &specs[i] : NULL;
	return NULL;
}

static const struct option_spec *spec_lettered(const struct command *command, char letter)
{
	for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
		if (specs[i].letter && specs[i].letter == letter)
			return takes(command, specs[i].name) ? &specs[i] : NULL;
	return NULL;
}

static const char *nearest_option(const struct command *command, const char *name)
{
	struct nearest nearest = {.written = name};
	for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
		if (takes(command, specs[i].name) && specs[i].help)
			nearest_offer(&nearest, specs[i].name);
	return nearest.name;
}

static void unknown_option(const struct command *command, const char *argument, struct buf *problem)
{
	const char *nearest = argument[1] == '-' ? nearest_option(command, argument + 2) : NULL;
	buf_printf(problem, "オプション「%s」は %s にありません", argument, command->name);
	if (nearest)
		buf_printf(problem, "（--%s ではありませんか）", nearest);
}

struct reader {
	struct arena *arena;
	const struct command *command;
	struct options *options;
	struct buf *problem;
	LIST(const char *) sets;
	LIST(const char *) paths;
};

static bool store_path(struct reader *reader, const char *path)
{
	list_push(reader->arena, &reader->paths, path);
	if (!*path)
		buf_puts(reader->problem, "空の PATH があります");
	return *path != '\0';
}

static bool store(struct reader *reader, const struct option_spec *spec, const char *value)
{
	char *member = (char *)reader->options + spec->offset;
	switch (spec->kind) {
	case OPTION_FLAG:
		*(bool *)(void *)member = true;
		return true;
	case OPTION_SET:
		list_push(reader->arena, &reader->sets, value);
		return true;
	case OPTION_VALUE:
		break;
	}
	const char **slot = (const char **)(void *)member;
	if (*slot)
		buf_printf(reader->problem, "--%s は一度だけ指定してください", spec->name);
	*slot = value;
	return reader->problem->length == 0;
}

/* Reads the option at argv[*at]; moves *at to the last argument that it took. */
static bool read_option(struct reader *reader, int argc, char **argv, int *at)
{
	const char *argument = argv[*at];
	bool is_long = argument[1] == '-';
	const char *name = argument + (is_long ? 2 : 1);
	const char *equals = is_long ? strchr(name, '=') : NULL;
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	const struct option_spec *spec =
	    is_long ? spec_named(reader->command, name, length) : spec_lettered(reader->command, *name);
	const char *value = equals ? equals + 1 : !is_long && name[1] ? name + 1 : NULL;
	if (!spec) {
		unknown_option(reader->command, argument, reader->problem);
		return false;
	}
	if (spec->kind == OPTION_FLAG) {
		if (value)
			buf_printf(reader->problem, "--%s に値は付きません", spec->name);
		return !value && store(reader, spec, NULL);
	}
	if (!value && *at + 1 < argc)
		value = argv[++*at];
	if (!value || !*value) { /* --only "$RULES" of a script that has none: it would tell nothing */
		buf_printf(reader->problem, "--%s に値（%s）がありません", spec->name, spec->argument);
		return false;
	}
	return store(reader, spec, value);
}

/* --stdin-filename names standard input, which is then read. */
static bool check_standard(struct reader *reader)
{
	const struct options *options = reader->options;
	bool standard = false;
	if (options->stdin_filename && !reader->paths.count)
		list_push(reader->arena, &reader->paths, "-");
	for (size_t i = 0; i < reader->paths.count; i++)
		standard |= strcmp(reader->paths.items[i], "-") == 0;
	if (options->stdin_filename && !standard)
		buf_puts(reader->problem, msg(MSG_OPTIONS_STDIN_FILENAME));
	return reader->problem->length == 0;
}

struct options *options_parse(struct arena *arena, const struct command *command, int argc, char **argv,
                              struct buf *problem)
{
	struct reader reader = {
	    .arena = arena, .command = command, .options = arena_new_object(arena, struct options), .problem = problem};
	bool only_paths = false;
	for (int i = 2; i < argc; i++) {
		bool is_path = only_paths || argv[i][0] != '-' || argv[i][1] == '\0';
		if (!only_paths && strcmp(argv[i], "--") == 0)
			only_paths = true;
		else if (!(is_path ? store_path(&reader, argv[i]) : read_option(&reader, argc, argv, &i)))
			return NULL;
	}
	if (!check_standard(&reader))
		return NULL;
	reader.options->sets = reader.sets.items;
	reader.options->set_count = reader.sets.count;
	reader.options->paths = reader.paths.items;
	reader.options->path_count = reader.paths.count;
	return reader.options;
}

void options_describe(struct buf *out, const struct command *command)
{
	for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
		const struct option_spec *spec = &specs[i];
		if (!takes(command, spec->name) || !spec->help) /* no choice of languages yet */
			continue;
		struct buf left = BUF_INIT;
		if (spec->letter)
			buf_printf(&left, "-%c, ", spec->letter);
		buf_printf(&left, "--%s", spec->name);
		if (spec->argument)
			buf_printf(&left, " %s", spec->argument);
		size_t width = utf8_width(buf_text(&left), left.length);
		buf_printf(out, "  %s%*s %s", buf_text(&left), width < 24 ? (int)(24 - width) : 0, "", spec->help);
		if (strcmp(spec->name, "format") == 0 && command->formats)
			for (const char *const *format = command->formats; *format; format++)
				buf_printf(out, "%s%s", format == command->formats ? ": " : "、", *format);
		buf_puts(out, "\n");
		buf_free(&left);
	}
}
