/* Rule files: what is wrong with them is told at its place, and hostile ones end. */
#include "assess/official.h"
#include "rules/rule.h"
#include "support/findings.h"
#include "support/folder.h"
#include "support/rules.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

TestSuite(check_rule, .init = set_up, .fini = tear_down, .timeout = 120);

/* Loads the built-in rules with one house file. */
static const struct rule_set *load(const char *text)
{
	const char *folder = folder_new(arena);
	folder_write(arena, folder, "house.yaml", text);
	diags_init(&diags, arena);
	struct official *official = official_load(arena, &diags, &(struct data_folders){.rules = folder});
	cr_assert(official);
	return official_rules(official);
}

/* The findings, without the folder's name. */
static const char *findings(void)
{
	for (size_t i = 0; i < diags.count; i++)
		if (diags.items[i]->span.source)
			return findings_text(&diags, diags.items[i]->span.source->path);
	return findings_text(&diags, "");
}

/* As they stand in their folder: all of it is compiled at once, of what is built in only what is asked. */
Test(check_rule, built_in_rules_are_sound)
{
	const struct data_folders folders[] = {{0},
	                                       {.rules = arena_printf(arena, "%s/rules", getenv("SHIKII_SOURCE_DIR"))}};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		struct official *official = official_load(arena, &diags, &folders[i]);
		const struct rule_set *rules = official_rules(official);
		cr_assert(rules, "%s", findings());
		cr_assert_geq(rules->count, 70);
	}
}

Test(check_rule, a_house_rule_beside_the_built_in_ones)
{
	const struct rule_set *rules = load(RULE_HEAD "  when: number == '1'\n" RULE_EXAMPLES);
	cr_assert(rules, "%s", findings());
	const struct rule *rule = rule_find(rules, "house.test");
	cr_assert(rule && rule->severity == SEVERITY_WARNING && !rule->kind);
	cr_assert(rule_find(rules, "threshold.near"));
	cr_assert(rule_exists(rules, "house") && rule_exists(rules, "answer.missing") && rule_exists(rules, "threshold"));
	cr_assert(!rule_exists(rules, "hous") && !rule_exists(rules, "house.tes") && !rule_exists(rules, ""));
	cr_assert_str_eq(rule_nearest(rules, "house.tset"), "house.test");
}

Test(check_rule, mistakes_have_a_place)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
	    {RULE_HEAD "  when: nmae == '1'\n" RULE_EXAMPLES,
	     "7:9 expr.unknown-name 「nmae」という名前はありません → 「name」ではありませんか\n"},
	    {RULE_HEAD "  when: threshold.subjects.cuont > 1\n" RULE_EXAMPLES,
	     "7:28 expr.unknown-name 「subjects」に項目「cuont」はありません → 「count」ではありませんか\n"},
	    {RULE_HEAD "  when: name > 1\n" RULE_EXAMPLES, "7:9 expr.type 文字列と数は大小を比べられません\n"},
	    {RULE_HEAD "  when: name\n" RULE_EXAMPLES, "7:9 expr.type 真偽値があるはずの所に文字列があります\n"},
	    {RULE_HEAD "  when: outsourcing == 'しない'\n" RULE_EXAMPLES,
	     "7:24 expr.type 「しない」は選択肢「outsourcing」にありません → "
	     "「委託する」「委託しない」のどれかを書いてください\n"},
	    {RULE_HEAD "  wehn: true\n" RULE_EXAMPLES,
	     "7:3 data.unknown-key 「wehn」というキーはありません → 「when」ではありませんか\n"},
	    {RULE_HEAD RULE_EXAMPLES, "2:3 data.missing-key 「when」がありません → 条件（when）か、文章を調べる "
	                              "pattern、words、spellings、homophones、sounds、lexicon、terms、brackets、outside、ne"
	                              "ar、pairs、copies、alike、sec"
	                              "tions、definitions、comments、joins、keys "
	                              "のどれかを書いてください\n"},
	    {"rules:\n- id: house.test\n  severity: note\n  title: a\n  message: b\n  when: true\n" RULE_EXAMPLES,
	     "2:3 data.missing-key 「source」がありません\n"},
	    {RULE_HEAD "  when: true\n", "2:3 data.missing-key 「failing」「passing」がありません\n"},
	    {RULE_HEAD "  each: {c: name}\n  when: true\n" RULE_EXAMPLES,
	     "7:13 expr.type each にはリストを書きますが、文字列があります\n"},
	    {RULE_HEAD "  each: {name: files, body: files}\n  when: true\n" RULE_EXAMPLES,
	     "7:23 data.bad-value 「body」という名前はもう使われています\n"},
	    {RULE_HEAD "  each: {a: files, b: a.name}\n  when: true\n" RULE_EXAMPLES,
	     "7:23 expr.type each にはリストを書きますが、文字列があります\n"},
	    {RULE_HEAD "  each: {a: b.files, b: blocks}\n  when: true\n" RULE_EXAMPLES,
	     "7:13 expr.unknown-name 「b」という名前はありません\n"},
	    {RULE_HEAD "  pattern: '(見本'\n" RULE_EXAMPLES,
	     "7:16 expr.syntax 正規表現の書き方が誤っています（PCRE2: missing closing parenthesis）\n"},
	    {RULE_HEAD "  when: matches(name, '[')\n" RULE_EXAMPLES,
	     "7:25 expr.syntax 正規表現の書き方が誤っています（PCRE2: missing terminating ] for character class）\n"},
	    {RULE_HEAD "  pattern: a\n  words: {a: b}\n" RULE_EXAMPLES,
	     "2:3 data.bad-value "
	     "pattern、words、spellings、homophones、sounds、lexicon、terms、brackets、outside、near、pairs、copies、alike"
	     "、sections"
	     "、defini"
	     "tions、comme"
	     "nts、joins、keys "
	     "は、一つの規則に一つだけ書けます\n"},
	    {RULE_HEAD "  pattern: a\n  at: name\n" RULE_EXAMPLES,
	     "2:3 data.bad-value 文章を調べる規則に each、at、form は書けません\n"},
	    {RULE_HEAD "  words: {a: {instead: b, after: ' '}}\n" RULE_EXAMPLES,
	     "7:34 data.bad-value ここには語を書きます\n"},
	    {RULE_HEAD "  words: {'': b}\n" RULE_EXAMPLES, "7:11 data.bad-value 語は1字以上、400バイトまでです\n"},
	    {RULE_HEAD "  terms: {略: ''}\n" RULE_EXAMPLES, "7:14 data.bad-value 略称には正式の名を書きます\n"},
	    {RULE_HEAD "  spellings: [[一つ]]\n" RULE_EXAMPLES,
	     "7:15 data.bad-value 同じ語の書き方を、二つ以上 [ ] に並べます\n"},
	    {RULE_HEAD "  brackets: [（]\n" RULE_EXAMPLES, "7:14 data.bad-value 開くかっこと閉じるかっこの2字を書きます\n"},
	    {RULE_HEAD "  pattern: a\n  twice: 1\n" RULE_EXAMPLES,
	     "8:10 data.bad-value twice には、2から20までの字数を書きます\n"},
	    {RULE_HEAD "  copies: {length: 5}\n" RULE_EXAMPLES,
	     "7:11 data.bad-value copies の length は10から1000まで、times は2から100まで、usual は100までです\n"},
	    {RULE_HEAD "  copies: {length: 30, times: 1}\n" RULE_EXAMPLES,
	     "7:11 data.bad-value copies の length は10から1000まで、times は2から100まで、usual は100までです\n"},
	    {RULE_HEAD "  copies: {lenght: 30}\n" RULE_EXAMPLES,
	     "7:12 data.unknown-key 「lenght」というキーはありません → 「length」ではありませんか\n"},
	    {RULE_HEAD "  copies: {length: 30, except: '(市'}\n" RULE_EXAMPLES,
	     "7:35 expr.syntax 正規表現の書き方が誤っています（PCRE2: missing closing parenthesis）\n"},
	    {RULE_HEAD "  definitions: {fault: late, short: '以下「.」', long: '(.)'}\n" RULE_EXAMPLES,
	     "7:37 data.bad-value 見つける語を ( ) で囲みます\n"},
	    {RULE_HEAD "  definitions: {fault: early, short: '(.)', long: '(.'}\n" RULE_EXAMPLES,
	     "7:24 data.bad-value fault は unused、late、twice、again、delayed、repeated、elsewhere のどれかです\n"
	     "7:54 expr.syntax 正規表現の書き方が誤っています（PCRE2: missing closing parenthesis）\n"},
	    {RULE_HEAD "  sounds: [会]\n" RULE_EXAMPLES,
	     "7:12 data.bad-value 読みの同じ漢字を、2字から60字まで続けて書きます\n"},
	    {RULE_HEAD "  sounds: [会かい]\n" RULE_EXAMPLES,
	     "7:12 data.bad-value 読みの同じ漢字を、2字から60字まで続けて書きます\n"},
	    {RULE_HEAD "  outside: [JISX0213]\n" RULE_EXAMPLES,
	     "7:13 data.bad-value 文字集合は「JIS X 0213」か「CP932」です\n"},
	    {RULE_HEAD "  form: kis\n  when: true\n" RULE_EXAMPLES,
	     "7:9 data.bad-value 様式「kis」はありません → kiso、juten、zenkomoku、又は kiso-2024 のような様式の id "
	     "を書いてください\n"},
	    {RULE_HEAD "  form: kiso\n  when: answer('I.9.none')\n" RULE_EXAMPLES,
	     "8:16 expr.unknown-name 「I.9.none」という項目はここより前にありません\n"},
	    {RULE_HEAD "  when: answer('I.1.1') == 'a'\n" RULE_EXAMPLES,
	     "7:9 expr.unknown-name 「answer」はここでは使えません\n"},
	    {RULE_HEAD "  form: zenkomoku\n  when: answer('II[].4.c[].7') == '再委託する' && "
	               "has(answer('II[].5.p[].1'))\n" RULE_EXAMPLES,
	     "8:57 expr.unknown-name 「II[].5.p[].1」という項目はここより前にありません\n"},
	    {RULE_HEAD "  when: true\n  from: 令和\n" RULE_EXAMPLES,
	     "8:9 data.bad-value 日付ではありません → 2024-10-01 のように書いてください\n"},
	    {RULE_HEAD "  when: true\n  failing: {a: b}\n  passing: '{}'\n",
	     "8:12 data.bad-value 例はモデルの断片を「|」の文章で書きます\n"},
	    {"rules:\n- id: House\n  severity: fatal\n  title: a\n  message: '{nmae'\n  source: b\n  when: "
	     "true\n" RULE_EXAMPLES,
	     "2:7 data.bad-value id は「族.名前」の形で、英小文字、数字、「-」で書きます → house.contact "
	     "のように書いてください\n"
	     "3:13 data.bad-value 重さは error、warning、note のどれかです\n"
	     "5:12 data.bad-value 「{」に対応する「}」がありません\n"},
	    {"rules:\n- id: house.a\n  severity: note\n  title: a\n  message: 名は{nmae}です\n  source: b\n  when: "
	     "true\n" RULE_EXAMPLES,
	     "5:15 expr.unknown-name 「nmae」という名前はありません → 「name」ではありませんか\n"},
	    {"rules:\n- id: answer.missing\n  severity: note\n  title: a\n  message: b\n  source: b\n  when: "
	     "true\n" RULE_EXAMPLES,
	     "2:7 data.bad-value この id は、プログラムがする指摘の id です\n"},
	    {"rules: []\nthreshold: {}\n", "2:1 data.unknown-key 「threshold」というキーはありません\n"},
	    {"ruels: []\n", "1:1 data.unknown-key 「ruels」というキーはありません → 「rules」ではありませんか\n"},
	    {RULE_HEAD "  when: !has(number)\n" RULE_EXAMPLES,
	     "7:9 yaml.alias 型の札「!」は使えません → 「!」の付いた語を消してください（値が「!」で始まるなら値を「\"」で"
	     "囲んでください）\n"},
	    {RULE_HEAD "  when: true\n  from: 2025-04-01\n  until: 2025-03-31\n" RULE_EXAMPLES,
	     "9:10 data.bad-value until が from より前なので、この規則は何も調べません\n"},
	    {"rules: []\ntables: {t: {columns: [a, b], rows: [[1]]}}\n",
	     "2:38 data.bad-value 行には columns と同じ数の語を書きます\n"},
	    {"rules: [1, [2]]\n", "1:9 data.wrong-kind ここにはキーと値の組を書きます\n"
	                          "1:12 data.wrong-kind ここにはキーと値の組を書きます\n"},
	    {"rules: [\n",
	     "2:1 yaml.syntax 値があるはずの所に別の記号があります → 値を書くか、余分な記号を消してください\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_null(load(cases[i].text), "%s", cases[i].text);
		cr_expect_str_eq(findings(), cases[i].expected, "%s\n%s", cases[i].text, findings());
	}
}

/* The files of these stand before and behind house.yaml. */
Test(check_rule, an_id_that_is_taken)
{
	static const char *const ids[] = {"threshold.near", "wording.typo"};
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		cr_assert_null(load(arena_printf(arena,
		                                 "rules:\n- id: %s\n  severity: note\n  title: a\n  message: b\n  source: c\n"
		                                 "  when: true\n" RULE_EXAMPLES,
		                                 ids[i])));
		cr_assert_eq(diags.count, 1);
		const struct diag *diag = diags.items[0];
		cr_assert_str_eq(findings(), arena_printf(arena, "2:7 data.bad-value id「%s」の規則が二つあります → %s\n",
		                                          ids[i], diag->hint));
		cr_assert(strstr(diag->span.source->path, "/house.yaml"), "%s", diag->span.source->path);
		cr_assert(strstr(diag->hint, "別の id を付けてください"));
		cr_assert(strncmp(diag->related.source->path, "rules/", 6) == 0, "%s", diag->related.source->path);
	}
}
