#include "model/model.h"

#include "unit/model_fixture.h"

TestSuite(model_model, .init = fixture_open, .fini = fixture_close);

/* YAML below `shikii: 1`, a place in it, what stands there, and the findings (lines count the first one). */
struct binding {
	const char *yaml, *path, *value, *findings;
};

static void check_bindings(const struct binding *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct model *model = fixture_model(arena_printf(fixture.arena, "shikii: 1\n%s\n", cases[i].yaml));
		cr_assert(model, "%s", cases[i].yaml);
		struct value value = fixture_at(model, cases[i].path);
		cr_assert_str_eq(fixture_text(&value), cases[i].value, "%s: %s", cases[i].yaml, fixture_text(&value));
		const char *findings = fixture_findings();
		cr_assert_str_eq(findings, cases[i].findings, "%s: %s", cases[i].yaml, findings);
	}
}
#define CHECK_BINDINGS(cases) check_bindings(cases, sizeof(cases) / sizeof *(cases))

Test(model_model, four_states)
{
	const struct binding cases[] = {
	    {"", "name", "absent", ""},
	    {"name:", "name", "blank", ""},
	    {"name: ~", "name", "blank", ""},
	    {"name: null", "name", "blank", ""},
	    {"name: ''", "name", "blank", ""},
	    {"name: '~'", "name", "~", ""},
	    {"name: \"null\"", "name", "null", ""},
	    {"name: {unknown: 印刷が薄い}", "name", "unknown(印刷が薄い)", ""},
	    {"name: {unknown: }", "name", "unknown()", ""},
	    {"threshold:", "threshold", "blank", ""},
	    {"threshold: {unknown: 頁が欠けている}", "threshold", "unknown(頁が欠けている)", ""},
	    {"threshold: {subjects: {count: {unknown: x}}}", "threshold.subjects.count", "unknown(x)", ""},
	    {"blocks: []", "blocks", "[]", ""},
	    {"blocks:", "blocks", "blank", ""},
	    {"name: 健康保険", "name", "健康保険", ""},
	};
	CHECK_BINDINGS(cases);
}

Test(model_model, dates_keep_spelling_and_precision)
{
	const struct {
		const char *written, *value;
	} good[] = {
	    {"2025-12-01", "2025-12-01"},
	    {"2025-12", "2025-12"},
	    {"2025/12/1", "2025-12-01(2025/12/1)"},
	    {"令和7年12月1日", "2025-12-01(令和7年12月1日)"},
	    {"令和７年１２月１日", "2025-12-01(令和７年１２月１日)"},
	    {"令和元年5月1日", "2019-05-01(令和元年5月1日)"},
	    {"令和1年5月1日", "2019-05-01(令和1年5月1日)"},
	    {"平成30年５月", "2018-05(平成30年５月)"},
	    {"令和7年", "2025(令和7年)"},
	    {"R7.12.1", "2025-12-01(R7.12.1)"},
	    {"2024-02-29", "2024-02-29"},
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		const struct binding binding = {
		    arena_printf(fixture.arena, "threshold: {subjects: {as_of: %s}}", good[i].written),
		    "threshold.subjects.as_of", good[i].value, ""};
		check_bindings(&binding, 1);
	}
	const struct binding bad[] = {
	    {"reviews: [{date: 令和7年2月30日}]", "reviews[1].date", "invalid",
	     "2:18 model.date 「令和7年2月30日」は日付として読めません → 暦にない日です\n"},
	    {"reviews: [{date: 平成31年5月1日}]", "reviews[1].date", "invalid",
	     "2:18 model.date 「平成31年5月1日」は日付として読めません → "
	     "元号の期間の外です。改元の後は新しい元号で書いてください\n"},
	    {"reviews: [{date: 近いうち}]", "reviews[1].date", "invalid",
	     "2:18 model.date 「近いうち」は日付として読めません → "
	     "年を元号か西暦4桁にして、令和7年12月1日、令和7年12月、2025-12-01 のように書いてください\n"},
	    {"reviews: [{date: [2025-12-01]}]", "reviews[1].date", "invalid",
	     "2:18 model.wrong-kind ここには日付を書きます\n"},
	};
	CHECK_BINDINGS(bad);
}

Test(model_model, counts)
{
	const struct {
		const char *written, *value;
	} cases[] = {
	    {"0", "0"},
	    {"61234", "61234"},
	    {"61,234", "61234"},
	    {"６１，２３４", "61234"},
	    {"1,234,567", "1234567"},
	    {"007", "7"},
	    {"999999999999999", "999999999999999"},
	    {"999,999,999,999,999", "999999999999999"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct binding binding = {
		    arena_printf(fixture.arena, "threshold: {subjects: {count: '%s'}}", cases[i].written),
		    "threshold.subjects.count", cases[i].value, ""};
		check_bindings(&binding, 1);
	}
	const char *bad[] = {"約6万",
	                     "61234人",
	                     "-1",
	                     "+1",
	                     "1.5",
	                     "0x10",
	                     "6,12,34",
	                     "1234,567",
	                     ",123",
	                     "1,",
	                     "1,23",
	                     "1,2345",
	                     "1000000000000000",
	                     "1,000,000,000,000,000",
	                     "99999999999999999999999"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const struct binding binding = {arena_printf(fixture.arena, "threshold: {subjects: {count: '%s'}}", bad[i]),
		                                "threshold.subjects.count", "invalid",
		                                arena_printf(fixture.arena,
		                                             "2:31 model.count 「%s」は数として読めません → 61234 又は 61,234 "
		                                             "のように、単位を付けずに書いてください\n",
		                                             bad[i])};
		check_bindings(&binding, 1);
	}
	const struct binding shortened = {
	    "threshold: {subjects: {count: '1e3'}}", "threshold.subjects.count", "invalid",
	    "2:31 model.count 「1e3」は数として読めません → 表計算ソフトが縮めて示した数です。"
	    "元の数を全ての桁まで、38500 のように書いてください\n"};
	check_bindings(&shortened, 1);
}

Test(model_model, choices_and_flags)
{
	const struct binding cases[] = {
	    {"linkage: {performed: 実施する}", "linkage.performed", "実施する", ""},
	    {"threshold: {subjects: {stated: '１，０００人以上１万人未満'}}", "threshold.subjects.stated",
	     "1,000人以上1万人未満", ""},
	    {"linkage: {performed: '実施 する　'}", "linkage.performed", "実施する", ""},
	    {"linkage: {performed: 実施しる}", "linkage.performed", "invalid",
	     "2:22 model.option 「実施しる」は選択肢にありません → 「実施する」ではありませんか\n"},
	    {"linkage: {performed: yes}", "linkage.performed", "invalid",
	     "2:22 model.option 「yes」は選択肢にありません → 選択肢は「実施する」、「実施しない」、「未定」です\n"},
	    {"linkage: {performed: [実施する]}", "linkage.performed", "invalid",
	     "2:22 model.wrong-kind ここには選択肢の一つを書きます\n"},
	    {"emergency: {applied: true}", "emergency.applied", "true", ""},
	    {"emergency: {applied: yes}", "emergency.applied", "invalid",
	     "2:22 model.wrong-kind ここにはtrue か falseを書きます\n"},
	};
	CHECK_BINDINGS(cases);
}

Test(model_model, boxes)
{
	const struct binding cases[] = {
	    {"systems: [{id: a, connections: [宛名システム等, その他: 統合基盤]}]", "systems[1].connections",
	     "[宛名システム等, その他(統合基盤)]", ""},
	    {"systems: [{id: a, connections: []}]", "systems[1].connections", "[]", ""},
	    {"systems: [{id: a, connections: {unknown: 画像が粗い, texts: {その他: 統合基盤}}}]", "systems[1].connections",
	     "unknown(画像が粗い)[その他(統合基盤)]", ""},
	    {"systems: [{id: a, connections: その他}]", "systems[1].connections", "invalid",
	     "2:32 model.wrong-kind ここには選択肢を「- 」で並べたものを書きます → "
	     "当てはまるものを、一行に一つずつ「- "
	     "情報提供ネットワークシステム」のように書いてください。選択肢は「情報提供ネットワークシステム」、「庁内連携シ"
	     "ステム」、「住民基本台帳ネットワークシステム」、「既存住民基本台帳システム」、「宛名システム等」、「税務シス"
	     "テム」、「その他」です\n"},
	    {"systems: [{id: a, connections: [税務システム, 税務システム]}]", "systems[1].connections", "invalid",
	     "2:41 model.ticked-twice 「税務システム」が二度あります\n"},
	    {"systems: [{id: a, connections: [税務システムズ]}]", "systems[1].connections", "invalid",
	     "2:33 model.option 「税務システムズ」は選択肢にありません → 「税務システム」ではありませんか\n"},
	    {"systems: [{id: a, connections: [{その他: a, 税務システム: b}]}]", "systems[1].connections", "invalid",
	     "2:33 model.wrong-kind ここには選択肢を「- 」で並べたものを書きます\n"},
	    {"systems: [{id: a, connections: {unknown: x, その他: y}}]", "systems[1].connections", "invalid",
	     "2:32 model.wrong-kind ここには選択肢を「- 」で並べたものを書きます\n"},
	    {"systems: [{id: a, connections: {unknown: x, texts: {その外: y}}}]", "systems[1].connections",
	     "unknown(x)[invalid]", "2:53 model.option 「その外」は選択肢にありません → 「その他」ではありませんか\n"},
	};
	CHECK_BINDINGS(cases);
}

Test(model_model, texts_are_kept_as_they_are_typed)
{
	const struct binding cases[] = {
	    {"reason:\n  necessity: |\n    　全角の字下げ\n    * 注 \n    --", "reason.necessity",
	     "　全角の字下げ\n* 注 \n--", ""},
	    {"reason: {necessity: '-'}", "reason.necessity", "-", ""},
	    {"reason: {necessity: 𠮷ｶﾞ１}", "reason.necessity", "𠮷ｶﾞ１", ""},
	    {"reason: {necessity: {markdown: '**強調**'}}", "reason.necessity", "md:**強調**", ""},
	    {"reason: {necessity: [一, '', 三]}", "reason.necessity", "一\n\n三", ""},
	    {"reason: {necessity: [一, {markdown: '*二*'}]}", "reason.necessity", "md:一\n*二*", ""},
	    {"reason: {necessity: []}", "reason.necessity", "invalid", "2:21 model.wrong-kind ここには文章を書きます\n"},
	    {"reason: {necessity: {html: x}}", "reason.necessity", "invalid",
	     "2:22 model.unknown-key 文章の中に「html」とは書けません → "
	     "文章のまま書くか、{passage: id}、{desk: id}、{markdown: 文章} としてください\n"},
	    {"name: \"一\\n二\"", "name", "invalid", "2:7 model.one-line この答えは一行で書きます\n"},
	    {"name: [一]", "name", "invalid", "2:7 model.wrong-kind ここには一行の文字列を書きます\n"},
	};
	CHECK_BINDINGS(cases);
}

static const char body_text[] = "name: 見本市長\n"
                                "passages:\n"
                                "  - {id: teikei, text: \"定型の\\n文章\"}\n"
                                "  - {id: kara}\n"
                                "desks:\n"
                                "  - {id: seikyu, text: 行政情報課}\n"
                                "systems:\n"
                                "  - {id: atena, name: 宛名, functions: 管理, connections: [税務システム]}\n";

Test(model_model, words_and_systems_of_the_body)
{
	fixture_body(body_text);
	const struct binding cases[] = {
	    {"reason: {necessity: {passage: teikei}}", "reason.necessity", "定型の\n文章", ""},
	    {"disclosure: {desk: {desk: seikyu}}", "disclosure.desk", "行政情報課", ""},
	    {"reason: {necessity: [前, {passage: teikei}, 後]}", "reason.necessity", "前\n定型の\n文章\n後", ""},
	    {"reason: {necessity: {passage: kara}}", "reason.necessity", "absent", ""},
	    {"reason: {necessity: {passage: tekei}}", "reason.necessity", "invalid",
	     "2:31 model.unknown-id shikii.yaml の passages に「tekei」がありません\n"},
	    {"reason: {necessity: {passage: }}", "reason.necessity", "invalid",
	     "2:31 model.unknown-id shikii.yaml の passages に「」がありません\n"},
	    {"systems: [{shared: atena}]", "systems[1].name", "宛名", ""},
	    {"systems: [{shared: atena, name: 統合宛名}]", "systems[1].name", "統合宛名", ""},
	    {"systems: [{shared: atena, functions: }]", "systems[1].functions", "blank", ""},
	    {"systems: [{shared: atena, name: 統合宛名}]", "systems[1].connections", "[税務システム]", ""},
	    {"systems: [{shared: atna}]", "systems[1].name", "invalid",
	     "2:20 model.unknown-id shikii.yaml の systems に「atna」がありません\n"},
	};
	CHECK_BINDINGS(cases);
	const struct model *model = fixture_model("shikii: 1\nreason: {necessity: {passage: teikei}}\n");
	struct value value = fixture_at(model, "reason.necessity");
	cr_assert_str_eq(source_position(value.node->span.source, value.node->span.start).line == 3
	                     ? value.node->span.source->path
	                     : "?",
	                 "shikii.yaml", "a finding about the words points to where they stand");
}

Test(model_model, words_of_a_body_that_is_not_there)
{
	const struct binding cases[] = {
	    {"reason: {necessity: {passage: teikei}}", "reason.necessity", "invalid",
	     "2:31 model.unknown-id shikii.yaml の passages に「teikei」がありません\n"},
	    {"systems: [{shared: atena}]", "systems[1].name", "invalid",
	     "2:20 model.unknown-id shikii.yaml の systems に「atena」がありません\n"},
	};
	CHECK_BINDINGS(cases);
	fixture_body("- 1\n");
	cr_assert_str_eq(fixture_findings(), "shikii.yaml:1:1 model.wrong-kind shikii.yaml にはキーと値の組を書きます\n");
}

Test(model_model, unknown_keys_get_a_did_you_mean)
{
	const struct binding cases[] = {
	    {"nam: x", "name", "invalid",
	     "2:1 model.unknown-key 「事務」に「nam」というキーはありません → 「name」ではありませんか\n"},
	    {"nam: x\nname: y", "name", "y",
	     "2:1 model.unknown-key 「事務」に「nam」というキーはありません → 「name」ではありませんか\n"},
	    {"評価書番号: 8", "number", "invalid",
	     "2:1 model.unknown-key 「事務」に「評価書番号」というキーはありません → 「number」ではありませんか\n"},
	    {"ｎａｍｅ: x", "name", "invalid",
	     "2:1 model.unknown-key 「事務」に「ｎａｍｅ」というキーはありません → 「name」ではありませんか\n"},
	    {"number_use:\nbasis: x", "number_use", "invalid",
	     "3:1 model.unknown-key 「事務」に「basis」というキーはありません → "
	     "上の「number_use:」の中の答えなら、行の頭に半角の空白を二つ入れて字下げしてください\n"},
	    {"safeguards: {audits: 自己点検、内部監査}", "safeguards.audits", "invalid",
	     "2:22 model.wrong-kind ここには選択肢を「- 」で並べたものを書きます → "
	     "当てはまるものを、一行に一つずつ「- 自己点検」のように書いてください。"
	     "選択肢は「自己点検」、「内部監査」、「外部監査」です\n"},
	    {"disclosure.desk: x", "disclosure", "invalid",
	     "2:1 model.unknown-key 「事務」に「disclosure.desk」というキーはありません → "
	     "「.」や「[1]」でつながず、一段ずつ行を分け、字下げして書いてください\n"},
	    {"disclosure: {}\ndisclosure.desk: x", "disclosure.desk", "absent",
	     "3:1 model.unknown-key 「事務」に「disclosure.desk」というキーはありません → "
	     "2行目の「disclosure:」の下に、一段ずつ行を分け、字下げして書いてください\n"},
	    {"linkage: {performed：実施しない}", "linkage.performed", "invalid",
	     "2:11 model.unknown-key "
	     "「情報提供ネットワークシステムによる情報連携」に「performed：実施しない」というキーはありません → "
	     "「performed」の後に、半角の「:」と半角の空白を書いてください（performed: …）\n"},
	    {"disclosure:\n  desk：x", "disclosure", "invalid",
	     "3:7 yaml.syntax キーの後に「：」が使われています → 半角の「:」と半角の空白を書いてください（desk: …）\n"},
	    {"safeguards:\n  audits:\n    ・自己点検", "safeguards.audits", "invalid",
	     "4:5 yaml.syntax リストの印に「・」が使われています → "
	     "半角の「-」と半角の空白を書いてください（文の続きなら、値を「|」の段落にしてください）\n"},
	    {"reason:\n  benefit: ｜\n    一行目", "reason.benefit", "invalid",
	     "3:12 yaml.syntax 値の初めに「｜」が使われています → 半角の「|」を書いてください\n"},
	    {"name: *x", "name", "invalid",
	     "2:7 yaml.alias 別名「*x」は使えません → "
	     "値そのものを書いてください（値が「*」で始まるなら値を「\"」で囲んでください）\n"},
	    {"threshold: {subject: {count: 1}}", "threshold.subjects", "invalid",
	     "2:13 model.unknown-key 「しきい値判断項目」に「subject」というキーはありません → "
	     "「subjects」ではありませんか\n"},
	    {"zzzzzzzz: 1", "name", "absent", "2:1 model.unknown-key 「事務」に「zzzzzzzz」というキーはありません\n"},
	    {"departments: [{shard: x}]", "departments[1].office", "invalid",
	     "2:16 model.unknown-key 「担当部署」に「shard」というキーはありません → 「shared」ではありませんか\n"},
	    {"departments: [{shared: x}]", "departments[1].office", "invalid",
	     "2:24 model.unknown-id shikii.yaml の departments に「x」がありません\n"},
	    {"files: {id: a}", "files", "invalid",
	     "2:8 model.wrong-kind ここには「- 」で始まる並びを書きます → "
	     "一つを一行に、行の頭に「- 」を付けて「- {id: …, name: …}」のように書いてください。"
	     "一つもないときは「[]」と書いてください\n"},
	    {"files:\n  id: a", "files", "invalid",
	     "2:1 model.wrong-kind ここには「- 」で始まる並びを書きます → "
	     "一つを一行に、行の頭に「- 」を付けて「- {id: …, name: …}」のように書いてください。"
	     "一つもないときは「[]」と書いてください\n"},
	    {"threshold: 61234", "threshold", "invalid",
	     "2:12 model.wrong-kind ここにはキーと値の組を書きます → {subjects: …} のように、キーを付けて書いてください\n"},
	    {"threshold: [1]", "threshold", "invalid",
	     "2:12 model.wrong-kind ここにはキーと値の組を書きます → {subjects: …} のように、キーを付けて書いてください\n"},
	};
	CHECK_BINDINGS(cases);
}

Test(model_model, ids)
{
	const struct binding cases[] = {
	    {"files: [{id: a}, {id: b}]\nblocks: [{id: x, files: [b, a]}]", "blocks[1].files", "[b, a]", ""},
	    {"blocks: [{id: x, files: [a]}]", "blocks[1].files", "[a]",
	     "2:26 model.unknown-id files に id「a」がありません\n"},
	    {"files: [{id: a}, {id: a}]", "files[2].id", "a",
	     "2:23 model.duplicate-id id「a」が二度あります（最初は 2 行目） → 一方を別の id "
	     "にし、それを指す所も合わせてください\n"},
	    {"blocks: [{id: x}]\ncontracts: [{id: c, blocks: [y]}]", "contracts[1].id", "c",
	     "3:30 model.unknown-id blocks に id「y」がありません\n"},
	    {"blocks: [{id: x}]\ncontracts:\n  - id: c\n    differences:\n      y: {name: 別}", "contracts[1].id", "c",
	     "6:7 model.unknown-id blocks に id「y」がありません\n"},
	    {"attachments: [{id: t, block: z}]\nblocks: []", "attachments[1].block", "z",
	     "2:30 model.unknown-id blocks に id「z」がありません\n"},
	    {"files: {id: a}\nblocks: [{id: x, files: [a]}]", "blocks[1].files", "[a]",
	     "2:8 model.wrong-kind ここには「- 」で始まる並びを書きます → "
	     "一つを一行に、行の頭に「- 」を付けて「- {id: …, name: …}」のように書いてください。"
	     "一つもないときは「[]」と書いてください\n"},
	    {"attachments: [{id: t, block: [z]}]", "attachments[1].block", "invalid",
	     "2:30 model.wrong-kind ここにはidを書きます\n"},
	};
	CHECK_BINDINGS(cases);
}

Test(model_model, no_model_and_other_versions)
{
	const struct {
		const char *text, *findings;
	} cases[] = {
	    {"name: x\n",
	     "1:1 file.no-model 評価書のモデルではありません → モデルの最初の行に「shikii: 1」と書いてください\n"},
	    {"shikii\n",
	     "1:1 file.no-model 評価書のモデルではありません → モデルの最初の行に「shikii: 1」と書いてください\n"},
	    {"- shikii: 1\n",
	     "1:1 file.no-model 評価書のモデルではありません → モデルの最初の行に「shikii: 1」と書いてください\n"},
	    {"", "1:1 file.no-model 評価書のモデルではありません → モデルの最初の行に「shikii: 1」と書いてください\n"},
	    {"shikii: 2\n", "1:9 model.version この版のモデルは読めません（読めるのは 1 です） → 最初の行には「shikii: "
	                    "1」と書いてください\n"},
	    {"shikii: v1\nnomber: 2\n", "1:9 model.version この版のモデルは読めません（読めるのは 1 です） → "
	                                "最初の行には「shikii: 1」と書いてください\n"},
	    {"shikii: {unknown: x}\n", "1:9 model.version この版のモデルは読めません（読めるのは 1 です） → "
	                               "最初の行には「shikii: 1」と書いてください\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert_null(fixture_model(cases[i].text));
		const char *findings = fixture_findings();
		cr_assert_str_eq(findings, cases[i].findings, "%s", findings);
	}
}

Test(model_model, several_mistakes_are_told_in_one_run)
{
	cr_assert(fixture_model("shikii: 1\n"
	                        "nmae: x\n"
	                        "threshold:\n"
	                        "  subjects: {count: 約6万}\n"
	                        "linkage: {performed: はい}\n"
	                        "reviews: [{date: 昨日}]\n"));
	cr_assert_eq(fixture.diags.count, 4, "%s", fixture_findings());
}

Test(model_model, members_of_a_block_with_their_differences)
{
	const struct model *model = fixture_model("shikii: 1\n"
	                                          "blocks: [{id: x}, {id: y}, {name: id がない}]\n"
	                                          "contracts:\n"
	                                          "  - id: c1\n"
	                                          "    name: 運用\n"
	                                          "    subjects: {count: 100, as_of: 2025-04-01}\n"
	                                          "    subcontract: {performed: 再委託する, consent: 書面}\n"
	                                          "    differences:\n"
	                                          "      y: {subjects: {count: 200}, subcontract: {consent: }}\n"
	                                          "  - {id: c2, blocks: [y], name: 印刷}\n"
	                                          "  - {id: c3, blocks: [], name: どこにもない}\n");
	cr_assert_eq(fixture.diags.count, 0);
	struct value contracts = fixture_at(model, "contracts");
	struct value blocks = fixture_at(model, "blocks");
	const struct {
		size_t block, count;
		const char *names, *subjects, *as_of, *consent;
	} cases[] = {
	    {0, 1, "運用 ", "100", "2025-04-01", "書面"},
	    {1, 2, "運用 印刷 ", "200", "2025-04-01", "blank"},
	    {2, 3, "運用 印刷 どこにもない ", "100", "2025-04-01", "書面"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value members = model_members(fixture.arena, &contracts, &blocks.list->items[cases[i].block]);
		const char *names = "";
		for (size_t j = 0; j < members.list->count; j++)
			names = arena_printf(fixture.arena, "%s%s ", names, record_get(&members.list->items[j], "name").text);
		struct value subjects = record_get(&members.list->items[0], "subjects");
		struct value count = record_get(&subjects, "count");
		struct value as_of = record_get(&subjects, "as_of");
		struct value subcontract = record_get(&members.list->items[0], "subcontract");
		struct value consent = record_get(&subcontract, "consent");
		cr_assert_str_eq(names, cases[i].names);
		cr_assert_str_eq(fixture_text(&count), cases[i].subjects);
		cr_assert_str_eq(fixture_text(&as_of), cases[i].as_of);
		cr_assert_str_eq(fixture_text(&consent), cases[i].consent);
	}
	struct value absent = value_absent();
	cr_assert_eq(model_members(fixture.arena, &absent, &blocks.list->items[0]).kind, VALUE_ABSENT);
}
