/* One table of all options; a command names those that it takes. */
#include "session/options.h"

#include "session/command.h"

#include <string.h>

const struct option_spec option_specs[] = {
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
    {"sheet", 0, OPTION_VALUE, "番号", offsetof(struct options, sheet), "評価書が幾つもある文章の、何番目を取り込むか"},
    {"report", 0, OPTION_FLAG, NULL, offsetof(struct options, report), "項目ごとに、どう読み取ったかを知らせる"},
    {"version", 0, OPTION_FLAG, NULL, offsetof(struct options, version), "版"},
    {"text", 0, OPTION_FLAG, NULL, offsetof(struct options, text), "モデルではなく、文章のファイルを読む"},
    {"fix", 0, OPTION_FLAG, NULL, offsetof(struct options, fix), "行き先の確かな引用をその場で改め、差分を示す"},
    {"dry-run", 0, OPTION_FLAG, NULL, offsetof(struct options, dry_run), "差分だけを示し、ファイルは変えない"},
    {"side-by-side", 0, OPTION_FLAG, NULL, offsetof(struct options, side_by_side),
     "変更前と変更後を左右に並べる（text）"},
    {"suggest", 0, OPTION_FLAG, NULL, offsetof(struct options, suggest), "事務の法律の項を、登録から並べる"},
    {"language", 0, OPTION_VALUE, "FILE", offsetof(struct options, language), NULL},
    {"help", 'h', OPTION_FLAG, NULL, offsetof(struct options, help), "この説明"},
};

const size_t option_spec_count = sizeof option_specs / sizeof *option_specs;

bool option_is_taken(const struct command *command, const struct option_spec *spec)
{
	for (const char *const *option = command->options; *option; option++)
		if (strcmp(*option, spec->name) == 0)
			return true;
	return strcmp(spec->name, "language") == 0;
}

const struct option_spec *option_named(const char *name, size_t length)
{
	for (size_t i = 0; i < option_spec_count; i++)
		if (strlen(option_specs[i].name) == length && strncmp(option_specs[i].name, name, length) == 0)
			return &option_specs[i];
	return NULL;
}

/* The room doubles whenever it is full. */
static const char **append(struct arena *arena, const char **items, size_t count, const char *item)
{
	bool full = (count & (count - 1)) == 0;
	const char **more = full ? arena_array(arena, const char *, count ? 2 * count : 1) : items;
	if (full && count)
		memcpy(more, items, count * sizeof *more);
	more[count] = item;
	return more;
}

const char *option_store(struct arena *arena, struct options *options, const struct option_spec *spec,
                         const char *value)
{
	char *member = (char *)options + spec->offset;
	if (spec->kind == OPTION_FLAG) {
		*(bool *)(void *)member = true;
		return value ? arena_printf(arena, "--%s に値は付きません", spec->name) : NULL;
	}
	if (!value || !*value) /* --only "$RULES" of a script that has none: it would tell nothing */
		return arena_printf(arena, "--%s に値（%s）がありません", spec->name, spec->argument);
	if (spec->kind == OPTION_SET) {
		options->sets = append(arena, options->sets, options->set_count++, value);
		return NULL;
	}
	const char **slot = (const char **)(void *)member;
	bool again = *slot != NULL;
	*slot = value;
	return again ? arena_printf(arena, "--%s は一度だけ指定してください", spec->name) : NULL;
}

const char *option_add_path(struct arena *arena, struct options *options, const char *path)
{
	options->paths = append(arena, options->paths, options->path_count++, path);
	return *path ? NULL : "空の PATH があります";
}
