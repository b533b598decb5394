/* What the commands are for, in the words of `shikii --help`. */
#include "cli/help.h"

#include "base/message.h"
#include "cli/arguments.h"

#include <string.h>

struct help {
	const char *name;
	const char *arguments;   /* PATH… */
	const char *summary;     /* one line of the general help */
	const char *description; /* paragraphs of its own help, with an example */
};

static const struct help helps[] = {
    {
        .name = "check",
        .arguments = "[PATH…]",
        .summary = "誤りを探す。フォルダーは中を探し、- は標準入力を読む（PATH がなければ今のフォルダー）",
        .description =
            "モデルの構造、様式に要る答え、しきい値判断、規則（shikii explain）を調べ、指摘を標準出力に書きます。\n"
            "--since を付けると、その版からの変更を変更箇所の表と突き合わせ、変更の後に要ることも示します（md "
            "はそのまま\n"
            "プルリクエストのコメントになります）。\n"
            "\n"
            "例: shikii check assessments\n"
            "    shikii check --stdin-filename assessments/mihon-kokuho/assessment.yaml - <書きかけ.yaml\n"
            "    shikii check --since origin/main --format md assessments\n"
            "    shikii check --as-of today --ahead 6m assessments\n",
    },
    {
        .name = "judge",
        .arguments = "PATH…",
        .summary = "しきい値判断を一段ずつ示す。フォルダーでは表にする",
        .description = "対象外かどうか、対象人数、取扱者数、重大事故から、義務付けられる評価を示します。\n"
                       "事実が足りないときは、あり得る結果を全て示します。\n"
                       "\n"
                       "例: shikii judge assessments/mihon-kokuho --set threshold.subjects.count=310000\n",
    },
    {
        .name = "render",
        .arguments = "PATH…",
        .summary = "義務付けられた評価書と任意の評価書を、公式の様式で書き出す",
        .description =
            "様式は公表日に使われていた年月の版を選びます。公表していないものは（案）と印刷します。\n"
            "withhold の答えは、変更箇所でも（非公表）と印刷します。全て印刷するのは --for submission（提出用）と\n"
            "--with-findings（内部用）だけです。\n"
            "--out-dir では、<フォルダー>/<事務>/<様式>.<形式> に一つずつ書きます（提出用は <様式>-提出用.<形式>）。\n"
            "html は公表した評価書だけを書きます（--drafts で案も）。フォルダーを書き出すと評価書の一覧 index.html "
            "もでき、\n"
            "そのまま公表できるサイトになります。\n"
            "xlsx は公式の様式のワークブック、plan はそのセルの一覧です。\n"
            "--compare では古いモデルから、--since では git "
            "のその版からの変更を項目ごとに並べた新旧対照表を、評価書の\n"
            "代わりに書き出します（--out-dir では <フォルダー>/<事務>/compare.<形式>）。\n"
            "\n"
            "例: shikii render assessments --format md --out-dir out\n"
            "    shikii render --compare old.yaml assessments/mihon-kokuho --format xlsx -o taisho.xlsx\n"
            "    shikii render --since published assessments --format xlsx --out-dir out\n",
    },
    {
        .name = "diff",
        .arguments = "OLD NEW",
        .summary = "二つのモデルの評価書の違いを、項目ごとに示す（--since では git の版と比べる）",
        .description =
            "委託事項、提供先などは id と内容の近さで対応を付け、間に入った一つを一つの追加として示します。\n"
            "変更が重要な変更に当たり得る項目には ※ を付け、変更の後に要ることを → "
            "で示します。変更箇所の表は比べません。\n"
            "yaml は、変更箇所に要る行です。違いがあっても終了コードは0です。\n"
            "\n"
            "例: shikii diff old.yaml assessments/mihon-kokuho/assessment.yaml\n"
            "    shikii diff --since v1 assessments\n",
    },
    {
        .name = "history",
        .arguments = "check|add [PATH…]",
        .summary = "変更箇所の行を調べる、変更に足りない行を書く",
        .description =
            "check は、変更箇所の行が評価書と合うかを調べます。--since "
            "を付けると、その版からの変更に行があるか、行のとおりに\n"
            "変わったかも調べます。\n"
            "add は、前に公表した時（又は --since の版）からの変更のうち行のないものの行を、モデルの history "
            "に書き加え、差分を\n"
            "示します。ほかの所は変えません。※の項目の行は、--significance がなければ判断を空けておきます。\n"
            "\n"
            "例: shikii history add assessments/mihon-kokuho\n"
            "    shikii history check --since origin/main assessments\n",
    },
    {
        .name = "import",
        .arguments = "FILE",
        .summary = "公表された評価書の文章を読み、モデルにする",
        .description = "PDF（poppler-utils の pdftotext を使います）とその文章、タブ、HTML 又は Markdown の表、ワークブックを\n"
                       "読みます。読み取れない答えは\n"
                       "{unknown: 理由} とし、どの項目の答えか分からない文章は YAML の注釈に残して知らせます。\n"
                       "\n"
                       "例: shikii import kokuho.txt --output assessments/kokuho/assessment.yaml --report\n",
    },
    {
        .name = "list",
        .arguments = "[PATH…]",
        .summary = "機関の評価の一覧: 番号、事務、評価書、日付、指摘の数",
        .description = "次の見直しと次の再実施は努力義務の日です。--as-of の日までに過ぎた日には「超過」と付けます。\n"
                       "\n"
                       "例: shikii list assessments --as-of today\n",
    },
    {
        .name = "cite",
        .arguments = "[PATH…]",
        .summary = "法令の引用を、正式な形と、公表日（--as-of の日）の状態とともに並べる",
        .description =
            "モデルの文章から引用を読みます。--text なら、文章のファイルをそのまま読みます。\n"
            "変更箇所の引用は、並べるだけで判断しません。登録に無い法令の引用は「不明」です。\n"
            "\n"
            "--fix は、移った引用と廃止された引用のうち行き先の確かなものを、モデルの YAML の中で改め、\n"
            "差分を標準出力に書きます。--suggest は、事務の法律の名がある別表と提供命令の表の項を並べます。\n"
            "\n"
            "例: shikii cite assessments\n"
            "    shikii cite --fix --dry-run assessments\n"
            "    shikii cite --suggest assessments\n"
            "    shikii cite --text 評価書.txt --as-of 2025-12-01 --format csv\n",
    },
    {
        .name = "explain",
        .arguments = "[RULE…]",
        .summary = "規則の説明: 何を、なぜ、根拠、例。RULE がなければ全ての規則",
        .description = "RULE は規則の id（threshold.as-of-old）か族（threshold）です。団体の規則は、今のフォルダーの\n"
                       "shikii.yaml か --rules のフォルダーから読みます。--test は規則の例を試します。\n"
                       "\n"
                       "例: shikii explain threshold.as-of-old\n",
    },
};

static const struct help *help_of(const struct command *command)
{
	size_t i = 0;
	while (strcmp(helps[i].name, command->name) != 0)
		i++;
	return &helps[i];
}

void help_describe_program(struct buf *out)
{
	buf_printf(out, "%s\n\n", msg(MSG_HELP_HEAD));
	for (size_t i = 0; i < command_count; i++)
		buf_printf(out, "  %-8s %s\n", commands[i]->name, help_of(commands[i])->summary);
	buf_printf(out, "\n%s\n", msg(MSG_HELP_END));
}

void help_describe_command(struct buf *out, const struct command *command)
{
	const struct help *help = help_of(command);
	buf_printf(out, "使い方: shikii %s [オプション] %s\n\n%s。\n%s\nオプション:\n", command->name, help->arguments,
	           help->summary, help->description);
	arguments_describe(out, command);
}
