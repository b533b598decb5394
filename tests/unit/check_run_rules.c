/* Rules held against models: what they find, where it is shown, and when they are silent. */
#include "assess/assess.h"
#include "check/run_rules.h"
#include "support/findings.h"
#include "support/folder.h"
#include "support/rules.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

TestSuite(check_run_rules, .init = set_up, .fini = tear_down, .timeout = 120);

static const char body_text[] = "name: 見本市長\nkind: 地方公共団体等\nincidents: []\n"
                                "passages: [{id: p, text: 見本市に共通のサーバに記録して保管する。},\n"
                                "  {id: law, text: 番号法別表の44の項}]\n";

static const struct node *node_of(const char *path, const char *text)
{
	const struct source *source = source_from_memory(arena, &diags, path, text, strlen(text));
	return node_read(arena, &diags, source);
}

/* What the house rules of `text` (and nothing else) find in a model. */
static const char *found(const char *rules_text, const char *model_text)
{
	const char *folder = folder_new(arena);
	folder_write(arena, folder, "house.yaml", rules_text);
	diags_init(&diags, arena);
	struct official *official = official_load(arena, &diags, &(struct data_folders){.rules = folder});
	const struct rule_set *rules = official_rules(official);
	cr_assert(rules, "%s", findings_text(&diags, ""));
	struct rule_set house = *rules;
	house.count = 0;
	house.items = arena_array(arena, const struct rule *, rules->count);
	for (size_t i = 0; i < rules->count; i++)
		if (rule_matches(rules->items[i]->id, "house"))
			house.items[house.count++] = rules->items[i];
	const struct body *body = body_bind(arena, &diags, official->schema, node_of("shikii.yaml", body_text));
	const struct model *model = model_bind(arena, &diags, official->schema, body, node_of("a.yaml", model_text));
	struct assess_options options = {.as_of = value_absent()};
	const struct assessment *assessment = assess(arena, &diags, official, model, &options);
	diags_init(&diags, arena);
	run_rules(arena, &diags, official, &house, assessment, NULL);
	return findings_text(&diags, "a.yaml");
}

#define HEAD "rules:\n- id: house.a\n  severity: note\n  title: a\n  source: b\n"

/* The other one of two places that are against each other; it is not told where it is the same place or none. */
Test(check_run_rules, beside)
{
	static const char rule[] = HEAD "  message: a\n  each: {b: blocks}\n  when: b.use.since < b.held_since\n"
	                                "  at: b.use.since\n  beside: b.held_since\n" RULE_EXAMPLES;
	cr_assert_str_eq(found(rule, "shikii: 1\nblocks:\n- held_since: 2016-02-01\n  use: {since: 2016-01-01}\n"),
	                 "4:16 house.a a\n");
	cr_assert_str_eq(diags.items[0]->related_message, "食い違うもう一方の記載");
	cr_assert_eq(source_position(diags.items[0]->related.source, diags.items[0]->related.start).line, 3);
	static const char same[] =
	    HEAD "  message: a\n  when: threshold.subjects.count > 1\n  at: threshold.subjects.count\n"
	         "  beside: threshold.subjects.count\n" RULE_EXAMPLES;
	cr_assert_str_eq(found(same, "shikii: 1\nthreshold: {subjects: {count: 7}}\n"), "2:31 house.a a\n");
	cr_assert_null(diags.items[0]->related.source);
}

/* The words of the text at which it points; all of the text where it has none of them. */
Test(check_run_rules, mark)
{
	static const char rule[] = HEAD "  message: a\n  when: name.contains('b')\n  at: name\n"
	                                "  mark: found(name, 'c.')[0]\n" RULE_EXAMPLES;
	cr_assert_str_eq(found(rule, "shikii: 1\nname: abcd\n"), "2:9 house.a a\n");
	cr_assert_str_eq(found(rule, "shikii: 1\nname: ab\n"), "2:7 house.a a\n");
}

Test(check_run_rules, conditions)
{
	static const struct {
		const char *rule, *model, *expected;
	} cases[] = {
	    /* the place is the first that is read, or `at`; values are put into the message */
	    {HEAD "  message: 番号は{number}、人数は{text(threshold.subjects.count)}\n  when: threshold.subjects.count > "
	          "1000\n" RULE_EXAMPLES,
	     "shikii: 1\nnumber: 7\nthreshold: {subjects: {count: 61234}}\n", "3:31 house.a 番号は7、人数は61,234\n"},
	    {HEAD "  message: a\n  hint: 「{name}」を改める\n  when: threshold.subjects.count > 1000\n  at: "
	          "name\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 国保\nthreshold: {subjects: {count: 61234}}\n", "2:7 house.a a → 「国保」を改める\n"},
	    /* a missing place: the nearest thing around it */
	    {HEAD "  message: a\n  when: threshold.subjects.count > 1000\n  at: threshold.handlers.count\n" RULE_EXAMPLES,
	     "shikii: 1\nthreshold:\n  subjects: {count: 61234}\n", "2:1 house.a a\n"},
	    /* once for each member, and for each of those in it */
	    {HEAD "  message: \"{f.name}\"\n  each: {f: files}\n  when: f.name != 'b'\n" RULE_EXAMPLES,
	     "shikii: 1\nfiles:\n- {id: x, name: a}\n- {id: y, name: b}\n- {id: z, name: c}\n",
	     "3:17 house.a a\n5:17 house.a c\n"},
	    {HEAD "  message: \"{r}-{c}\"\n  each: {a: attachments, row: a.table.rows, r: row, c: '[a.title]'}\n  when: r "
	          "== 'x'\n" RULE_EXAMPLES,
	     "shikii: 1\nattachments:\n- {title: t, table: {rows: [[x, y], [z, x]]}}\n",
	     "3:30 house.a x-t\n3:41 house.a x-t\n"},
	    /* tables */
	    {"tables: {old: {columns: [word, right], rows: [[別表第一, 別表], [旧, 新]]}}\n" HEAD
	     "  message: \"{t.word}→{t.right}\"\n  each: {t: old}\n  when: "
	     "number_use.basis.contains(t.word)\n" RULE_EXAMPLES,
	     "shikii: 1\nnumber_use: {basis: 旧の別表第一}\n", "2:21 house.a 別表第一→別表\n2:21 house.a 旧→新\n"},
	    /* three-valued: what is absent, unknown or malformed says nothing */
	    {HEAD "  message: a\n  when: threshold.subjects.count != 1\n" RULE_EXAMPLES, "shikii: 1\n", ""},
	    {HEAD "  message: a\n  when: threshold.subjects.count != 1\n" RULE_EXAMPLES,
	     "shikii: 1\nthreshold: {subjects: {count: 約9万}}\n", ""},
	    {HEAD "  message: a\n  when: threshold.subjects.count != 1 || true\n" RULE_EXAMPLES,
	     "shikii: 1\nthreshold: {subjects: {count: {unknown: 読めない}}}\n", "2:31 house.a a\n"},
	    {HEAD "  message: a\n  each: {f: files}\n  when: true\n" RULE_EXAMPLES,
	     "shikii: 1\nfiles: {unknown: 読めない}\n", ""},
	    /* members of a block, and dates */
	    {HEAD "  message: \"{b.id} {c.name}\"\n  each: {b: blocks, c: 'members(contracts, b)'}\n  when: true\n  at: "
	          "c\n" RULE_EXAMPLES,
	     "shikii: 1\nblocks: [{id: p}, {id: q}]\ncontracts: [{id: c, name: n, blocks: [q]}]\n", "3:13 house.a q n\n"},
	    {HEAD "  message: a\n  each: {s: printed}\n  when: s.published >= date('2025-06-01')\n" RULE_EXAMPLES,
	     "shikii: 1\nthreshold: {subjects: {count: 5000}}\nsheets: {kiso: {publications: [{date: 2025-06-01, kind: "
	     "新規}]}}\n",
	     "3:39 house.a a\n"},
	    /* rules of a time hold for sheets of that time */
	    {HEAD "  message: a\n  each: {s: printed}\n  when: s.kind == 'kiso'\n  at: s.published\n  from: 2025-06-01\n  "
	          "until: 2025-06-30\n" RULE_EXAMPLES,
	     "shikii: 1\nthreshold: {subjects: {count: 5000}}\nsheets: {kiso: {publications: [{date: 2025-06-30, kind: "
	     "新規}]}}\n",
	     "3:39 house.a a\n"},
	    {HEAD "  message: a\n  each: {s: printed}\n  when: s.kind == 'kiso'\n  from: 2025-07-01\n" RULE_EXAMPLES,
	     "shikii: 1\nthreshold: {subjects: {count: 5000}}\nsheets: {kiso: {publications: [{date: 2025-06-30, kind: "
	     "新規}]}}\n",
	     ""},
	    {HEAD "  message: a\n  when: true\n  until: 2025-06-29\n" RULE_EXAMPLES,
	     "shikii: 1\nthreshold: {subjects: {count: 5000}}\nsheets: {kiso: {publications: [{date: 2025-06-30, kind: "
	     "新規}]}}\n",
	     ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(found(cases[i].rule, cases[i].model), cases[i].expected, "%s\n%s", cases[i].rule,
		                 findings_text(&diags, "a.yaml"));
}

/* cited(): the provisions that a text of a printed sheet cites, parts of the body included. */
Test(check_run_rules, citations)
{
	static const char rule[] = HEAD "  message: \"{c}\"\n  each: {c: cited(number_use.basis)}\n  when: "
	                                "c.endsWith('の項')\n  at: c\n" RULE_EXAMPLES;
	static const struct {
		const char *basis, *expected;
	} cases[] = {
	    {"番号法別表の44の項、45の項、番号法別表の44の項",
	     "3:21 house.a 番号法別表の44の項\n3:21 house.a 番号法別表の45の項\n"},
	    {"番号法別表第二の42項～44項", "3:21 house.a 番号法別表第二の42の項\n3:21 house.a 番号法別表第二の43の項\n"
	                                   "3:21 house.a 番号法別表第二の44の項\n"},
	    {"['番号法別表', {passage: law}]", "shikii.yaml:5:19 house.a 番号法別表の44の項\n"},
	    {"{passage: law}", "shikii.yaml:5:19 house.a 番号法別表の44の項\n"},
	    {"なし", ""},
	    {"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *model = arena_printf(arena,
		                                 "shikii: 1\nthreshold: {subjects: {count: 5000}}\nnumber_use: {basis: %s}\n"
		                                 "sheets: {kiso: {overview: 番号法別表の46の項}}\n",
		                                 cases[i].basis);
		const char *findings = found(rule, model);
		cr_expect_str_eq(findings, cases[i].expected, "%s: %s", cases[i].basis, findings);
	}
	/* what no sheet prints cites nothing */
	cr_expect_str_eq(found(rule, "shikii: 1\nnumber_use: {basis: 番号法別表の44の項}\n"), "");
}

/* answer(): the items of a form, stand-ins included, once for each repetition. */
Test(check_run_rules, answers_by_item)
{
	static const char two[] = "shikii: 1\n"
	                          "threshold: {subjects: {count: 400000}}\n"
	                          "blocks: [{id: a}, {id: b}]\n"
	                          "contracts:\n"
	                          "- {id: c, name: x, subcontract: {performed: 再委託する}}\n"
	                          "- {id: d, blocks: [b], name: y, subcontract: {performed: 再委託しない}}\n"
	                          "sheets: {zenkomoku: {content: z, items: {'II[2].4.c[2].7': 再委託する}}}\n";
	cr_expect_str_eq(
	    found(HEAD "  message: \"{answer('II[].4.c[].name')}\"\n  form: zenkomoku\n"
	               "  when: answer('II[].4.c[].7') == '再委託する' && answer('II[].4') == '委託する'\n" RULE_EXAMPLES,
	          two),
	    "5:45 house.a x\n5:45 house.a x\n7:60 house.a y\n", "%s", findings_text(&diags, "a.yaml"));
	cr_assert_str_eq(diags.items[0]->item, "II[].4.c[].7");
	cr_assert(strstr(diags.items[2]->item_name, "Ⅱ(2) 4. 委託事項2 ⑦再委託の有無"), "%s", diags.items[2]->item_name);
	cr_expect_str_eq(found(HEAD "  message: a\n  form: kiso\n  when: answer('I.1.2') == 'z'\n" RULE_EXAMPLES, two), "");
	cr_expect_str_eq(found(HEAD "  message: \"{answer('I.1.2')}\"\n  form: zenkomoku-2018\n  when: answer('I.6.1') != "
	                            "'未定' || !has(answer('I.5'))\n" RULE_EXAMPLES,
	                       two),
	                 "7:21 house.a z\n");
}

Test(check_run_rules, texts)
{
	static const struct {
		const char *rule, *model, *expected;
	} cases[] = {
	    /* every kind of scalar: the place of the words themselves */
	    {HEAD "  message: \"{match}\"\n  pattern: '試\\w+'\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 前の試験\nreason:\n  necessity: |\n    一行目\n    二行目の試行、\n  benefit: "
	     "'引用の試作'\n",
	     "2:9 house.a 試験\n6:9 house.a 試行\n7:16 house.a 試作\n"},
	    {HEAD "  message: \"{match} {text(count)}\"\n  pattern: 試\n  once: true\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試試\nreason: {necessity: 試}\n", "2:7 house.a 試 3\n"},
	    {HEAD "  message: \"{match}\"\n  pattern: 試.\n  when: match != '試行'\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行試験\n", "2:9 house.a 試験\n"},
	    /* a pattern does not reach from one text into the next */
	    {HEAD "  message: a\n  pattern: '(?s)甲.*乙'\n" RULE_EXAMPLES, "shikii: 1\nname: 甲\nagency: 乙\n", ""},
	    {HEAD "  message: a\n  pattern: '^乙$'\n" RULE_EXAMPLES, "shikii: 1\nname: 甲\nagency: 乙\n",
	     "3:9 house.a a\n"},
	    /* parts, ticked boxes, stand-ins, and words of the body; not ids, options and history */
	    {HEAD "  message: \"{match}\"\n  pattern: 試.?\n" RULE_EXAMPLES,
	     "shikii: 1\nsystems:\n- id: 試\n  name: [試一, {markdown: 試二}]\n  connections: [その他: 試三]\n"
	     "sheets: {kiso: {items: {'I.1.2': 試四}, history: [{before: 試五}]}}\n",
	     "4:10 house.a 試一\n4:25 house.a 試二\n5:22 house.a 試三\n6:34 house.a 試四\n"},
	    {HEAD "  message: \"{match}→{instead}\"\n  words: {共通: 共有}\n" RULE_EXAMPLES,
	     "shikii: 1\nreason: {necessity: {passage: p}, benefit: [{passage: p}, 別の文]}\n",
	     "shikii.yaml:4:30 house.a 共通→共有\n"},
	    /* the longest word wins; words of Latin letters and katakana stand alone */
	    {HEAD "  message: \"{match}\"\n  words: {サーバ: a, サーバー: b, CS: c}\n" RULE_EXAMPLES,
	     "shikii: 1\nname: サーバーとサーバ、サーバント、CSとSCSI\n",
	     "2:7 house.a サーバー\n2:12 house.a サーバ\n2:22 house.a CS\n"},
	    /* a word that is wrong only beside others: right behind one, or right before one; across two words, too */
	    {HEAD "  message: \"{match}→{instead}\"\n  compounds: true\n"
	          "  words: {故人: {instead: 個人, before: 特定  本, after: 番号 を識別}}\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 特定故人、故人番、故人の番号、故人を識別、資本故人番号、前故人番号\n",
	     "2:9 house.a 故人→個人\n2:22 house.a 故人→個人\n2:30 house.a 故人→個人\n2:36 house.a 故人→個人\n"},
	    {HEAD "  message: \"{match}{text(count)} {instead}{text(others)}\"\n  spellings: [[甲, 乙, 丙], [丁, "
	          "戊]]\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 乙甲乙丙丁丁\n", "2:8 house.a 甲1 乙2\n"},
	    {HEAD "  message: \"{match}\"\n  pattern: '[甲乙]'\n" RULE_EXAMPLES, /* the same words of one answer once */
	     "shikii: 1\nname: 甲と甲と乙\nagency: 甲\n", "2:7 house.a 甲\n2:11 house.a 乙\n3:9 house.a 甲\n"},
	    /* between the same characters; the rarer one, of equals that which is named later */
	    {HEAD "  message: \"{match} {instead}{text(others)}\"\n  homophones: [[執行, 失効]]\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 執行停止と失効停止、執行停止\nagency: 失効日、執行日と失効手続\nother_agencies: "
	     "失効期限、執行期限\n",
	     "2:12 house.a 失効停止 執行停止2\n4:17 house.a 失効期限 執行期限1\n"},
	    {HEAD "  message: \"{match}({instead}){text(count)}\"\n  terms: {略: 大略語, 短: 大短語, 中: "
	          "大中語}\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 略と略と大短語\nagency: 大中語（以下「中」という。）と中\n", "2:7 house.a 略(大略語)2\n"},
	    /* only in answers with one of these words, or with words that stand twice; or in all of them, if one has */
	    {HEAD "  message: \"{match}\"\n  pattern: 試.\n  with: [正しい, 験]\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行、正しい試作\nagency: 試案\nother_agencies: 試験\n",
	     "2:7 house.a 試行\n2:13 house.a 試作\n4:17 house.a 試験\n"},
	    {HEAD "  message: \"{match}\"\n  pattern: 試.\n  with: [案]\n  twice: 2\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行の試行\nagency: 試案\nother_agencies: 試験\n", "2:7 house.a 試行\n3:9 house.a 試案\n"},
	    {HEAD "  message: \"{match}\"\n  pattern: 試.\n  with: [案]\n  whole: true\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行\nagency: 案\n", "2:7 house.a 試行\n"},
	    {HEAD "  message: \"{match}\"\n  pattern: 試.\n  with: [案]\n  whole: true\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行\nagency: 験\n", ""},
	    /* only in their sentences, and the sign before these */
	    {HEAD "  message: \"{match}\"\n  pattern: 試.\n  with: [案]\n  in_sentence: true\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行、試作。試案と試算。試験\nagency: 試走\n", "2:13 house.a 試案\n2:16 house.a 試算\n"},
	    {HEAD "  message: \"{match}\"\n  pattern: '。\\K試.'\n  with: [案, 中]\n  in_sentence: true\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行。試案中。試験\n", "2:10 house.a 試案\n"},
	    {HEAD "  message: \"{match}\"\n  pattern: 試.\n  twice: 2\n  in_sentence: true\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試行。試作、試作と試算\n", "2:10 house.a 試作\n2:16 house.a 試算\n"},
	    /* where an answer ends is seen */
	    {HEAD "  message: \"{match}\"\n  pattern: '試.?(?=\\n\\x1e)'\n  with: [\"行\\n\"]\n" RULE_EXAMPLES,
	     "shikii: 1\nname: 試験の試行\nagency: 試行中\n", "2:10 house.a 試行\n"},
	    {HEAD "  message: \"{match}\"\n  brackets: [（）, 「」, ()]\n" RULE_EXAMPLES,
	     "shikii: 1\nname: （あ「い」（う））\nagency: （あ「い）\nother_agencies: あ」\nreason:\n  necessity: \"1) "
	     "あ\\nア) い）\"\n  benefit: （あ)\n",
	     "3:11 house.a 「\n4:18 house.a 」\n6:25 house.a ）\n7:12 house.a （\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(found(cases[i].rule, cases[i].model), cases[i].expected, "%s\n%s", cases[i].rule,
		                 findings_text(&diags, "a.yaml"));
}

#define COPIES                                                                                                         \
	HEAD "  message: \"{match} {text(count)}→{instead} {text(others)}\"\n  copies: {length: 10, times: "             \
	     "2}\n" RULE_EXAMPLES
#define SAME "窓口の職員が届出の内容を確かめて登録する"

/* Sentences of which one is not quite the same. */
Test(check_run_rules, copies)
{
	static const struct {
		const char *odd, *expected;
	} cases[] = {
	    {"窓口の職員が届書の内容を確かめて登録する", "2:9 house.a の職員が届書の内容を確 1→の職員が届出の内容を確 2\n"},
	    {"窓口の職員が届の内容を確かめて登録する", "2:9 house.a の職員が届の内容を確 1→の職員が届出の内容を確 2\n"},
	    {"窓口の職員が届出書の内容を確かめて登録する",
	     "2:10 house.a 職員が届出書の内容を確 1→職員が届出の内容を確 2\n"},
	    {"窓口の職員が出届の内容を確かめて登録する",
	     "2:8 house.a 口の職員が出届の内容を確 1→口の職員が届出の内容を確 2\n"},
	    {"窓口の職貝が届出の内客を確かめて登録する",
	     "2:7 house.a 窓口の職貝が届出の内客を確かめて 1→窓口の職員が届出の内容を確かめて 2\n"},
	    {"窓口の職が届出の内容物を確かめて登録する",
	     "2:7 house.a 窓口の職が届出の内容物を確かめて 1→窓口の職員が届出の内容を確かめて 2\n"},
	    /* width, white space and bullets are none of its business */
	    {"１）窓口の職員が 届出の内容を確かめて登録する", ""},
	    /* three edits; cut at an end */
	    {"窓口の職貝が届書の内客を確かめて登録する", ""},
	    {"口の職員が届出の内容を確かめて登録する", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = arena_printf(arena, "shikii: 1\nname: %s。\nreason: {necessity: %s。, benefit: %s。}\n",
		                                cases[i].odd, SAME, SAME);
		const char *findings = found(COPIES, text);
		cr_expect_str_eq(findings, cases[i].expected, "%s\n%s", cases[i].odd, findings);
	}
	/* the others' place is the second one; a passage counts as much as many, used or not */
	found(COPIES, "shikii: 1\nname: 窓口の職員が届書の内容を確かめて登録する。\n"
	              "reason: {necessity: 前の文。" SAME "。, benefit: " SAME "。}\n");
	cr_assert_eq(diags.count, 1);
	cr_assert_str_eq(diags.items[0]->related_message, "ほかの同じ文");
	cr_assert_eq(source_position(diags.items[0]->related.source, diags.items[0]->related.start).column, 27);
	cr_expect_str_eq(found(COPIES, "shikii: 1\nname: 見本市に共通のサーパに記録して保管する。\n"),
	                 "2:11 house.a 共通のサーパに記録して 1→共通のサーバに記録して 1\n");
	/* as many of each */
	cr_expect_str_eq(
	    found(COPIES,
	          "shikii: 1\nname: " SAME "。\nagency: " SAME "。\n"
	          "other_agencies: 窓口の職員が届書の内容を確かめて登録する。窓口の職員が届書の内容を確かめて登録する。\n"),
	    "");
}

#define DEFINITIONS(fault)                                                                                             \
	HEAD "  message: \"{match}={instead}\"\n  definitions:\n    fault: " fault                                         \
	     "\n    short: '以下「([^」]+)」という'\n    long: '([^。、（]+)（\\z'\n" RULE_EXAMPLES
#define KISO "shikii: 1\nthreshold: {subjects: {count: 5000}}\n"

/* What is wrong with short forms; the order is that of the printed sheet, not of the file. */
Test(check_run_rules, definitions)
{
	static const struct {
		const char *rule, *model, *expected;
	} cases[] = {
	    {DEFINITIONS("unused"), KISO "name: 中央会機構（以下「中機」という。）\n", "3:16 house.a 中機=中央会機構\n"},
	    {DEFINITIONS("unused"), KISO "name: 中央会機構（以下「中機」という。）\nagency: 中機長\n", ""},
	    {DEFINITIONS("unused"), KISO "name: 中央会ＣＳ（以下「中Ｃ」という。）と中C\n", ""},
	    {DEFINITIONS("unused"), KISO "name: 中央会CS（以下「中C」という。）と中Ｃ\n", ""},
	    {DEFINITIONS("unused"),
	     KISO "name: 中央会機構（以下「中機」という。）\nagency: 中央会機構（以下「中機」という。）\n",
	     "3:16 house.a 中機=中央会機構\n4:18 house.a 中機=中央会機構\n"},
	    {DEFINITIONS("late"),
	     KISO "number_use: {basis: 中央会機構（以下「中機」という。）}\nsheets: {kiso: {overview: 先の中機}}\n",
	     "4:29 house.a 中機=中央会機構\n"},
	    {DEFINITIONS("late"),
	     KISO "number_use: {basis: 先の中機}\nsheets: {kiso: {overview: 中央会機構（以下「中機」という。）}}\n", ""},
	    {DEFINITIONS("late"),
	     KISO "number_use: {basis: 中央会機構（以下「機構」という。）}\nsheets: {kiso: {overview: 先の機構}}\n", ""},
	    {DEFINITIONS("late"),
	     KISO "number_use: {basis: 中央会機構（以下「中機」という。）}\nsheets: {kiso: {overview: 先の「中機」, "
	          "history: [{after: 中機}]}}\n",
	     ""},
	    {DEFINITIONS("twice"),
	     KISO "number_use: {basis: 全国連合会（以下「会」という。）}\nsheets: {kiso: {overview: "
	          "中央協議会（以下「会」という。）}}\n",
	     "3:30 house.a 会=全国連合会\n"},
	    {DEFINITIONS("twice"),
	     KISO "number_use: {basis: 全国連合会（以下「会」という。）}\nsheets: {kiso: {overview: "
	          "見本県全国連合会（以下「会」という。）}}\n",
	     ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(found(cases[i].rule, cases[i].model), cases[i].expected, "%s\n%s", cases[i].model,
		                 findings_text(&diags, "a.yaml"));
	found(DEFINITIONS("late"), cases[5].model);
	cr_assert_str_eq(diags.items[0]->related_message, "略称の定め");
	cr_assert_eq(source_position(diags.items[0]->related.source, diags.items[0]->related.start).line, 3);
}

/* A text that a sheet prints is shown with its item. */
Test(check_run_rules, the_item_of_a_text)
{
	found(HEAD "  message: a\n  pattern: 試\n" RULE_EXAMPLES,
	      "shikii: 1\nthreshold: {subjects: {count: 5000}}\nsheets: {kiso: {overview: [前, 試]}}\n");
	cr_assert_eq(diags.count, 1);
	cr_assert_str_eq(diags.items[0]->item, "I.1.2");
	cr_assert_str_eq(diags.items[0]->path, "sheets.kiso.overview[2]");
}

/* Rules of strangers end, and say so. */
Test(check_run_rules, hostile_rules_end)
{
	struct buf model = BUF_INIT;
	buf_puts(&model, "shikii: 1\nname: ");
	for (int i = 0; i < 20000; i++)
		buf_puts(&model, "あ");
	buf_puts(&model, "\nfiles:\n");
	for (int i = 0; i < 300; i++)
		buf_printf(&model, "- {name: f%d}\n", i);
	static const char *const rules[] = {
	    HEAD "  message: a\n  each: {a: files, b: files, c: files, d: files}\n  when: d.name == 'x'\n" RULE_EXAMPLES,
	    HEAD "  message: a\n  each: {a: files, b: files}\n  when: (name + b.name).matches('(あ+)+い')\n" RULE_EXAMPLES,
	};
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const char *findings = found(rules[i], buf_text(&model));
		cr_expect_str_eq(findings,
		                 "a.yaml rule.too-long 規則「house.a」の計算が長すぎるので、残りの規則を打ち切りました\n",
		                 "%zu: %s", i, findings);
	}
	/* what does not read the loops inside is asked once, before them */
	cr_expect_str_eq(found(HEAD "  message: a\n  each: {a: files, b: files, c: files, d: files}\n"
	                            "  when: a.name == 'x'\n" RULE_EXAMPLES,
	                       buf_text(&model)),
	                 "");
	cr_expect_str_eq(found(HEAD "  message: a\n  each: {a: files, b: files}\n"
	                            "  when: name.matches('(あ+)+い') && b.name == 'x'\n" RULE_EXAMPLES,
	                       buf_text(&model)),
	                 "");
	/* one expression that is too long is unknown, as expressions are everywhere */
	cr_expect_str_eq(found(HEAD "  message: a\n  when: files.exists(a, files.exists(b, files.exists(c, files.exists(d, "
	                            "a.name == 'x'))))\n" RULE_EXAMPLES,
	                       buf_text(&model)),
	                 "");
	cr_expect_str_eq(found(HEAD "  message: a\n  pattern: '(あ+)+い'\n" RULE_EXAMPLES, buf_text(&model)), "");
	cr_expect_str_eq(found(HEAD "  message: a\n  pattern: '(?=あ)'\n" RULE_EXAMPLES, buf_text(&model)), "");
	buf_free(&model);
}

/* Thousands of sentences that share most of their words are not compared each with each. */
Test(check_run_rules, hostile_copies_end)
{
	struct buf model = BUF_INIT;
	buf_puts(&model, "shikii: 1\nreason:\n  necessity: |\n");
	for (int i = 0; i < 20000; i++) {
		char mark[9] = "";
		for (int bit = 0; bit < 8; bit++)
			mark[bit] = i >> (bit + bit / 4) & 1 ? 'a' : 'b';
		buf_printf(&model, "    窓口の職員が届出の内容を%.4s確かめて%s、台帳に記録して保管する%d。\n", mark, mark,
		           i % 9000);
	}
	found(COPIES, buf_text(&model));
	cr_assert_leq(diags.count, 1000);
	buf_free(&model);
}
