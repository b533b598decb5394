/* Bytes, taken as a rule file → loaded, and what is sound is run on a full and on an empty model, and its examples
 * too. Nothing may crash or take long; mistakes must point into the source. */
#include "assess/assess.h"
#include "base/outfile.h"
#include "check/example.h"
#include "check/run_rules.h"
#include "rules/rule.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char full_model[] =
    "shikii: 1\n"
    "number: 3\n"
    "name: 国民健康保険（以下「国保」という。に関する事務\n"
    "threshold: {subjects: {count: 400000, as_of: 令和7年9月}, handlers: {count: 600}}\n"
    "departments: [{office: 見本課, head: 見本課長　見本　太郎}]\n"
    "systems: [{id: a, name: サーバーとサーバ, connections: [その他: ○○市]}]\n"
    "files: [{id: f, name: 台帳}, {id: g, name: 読めない}]\n"
    "blocks: [{id: b, files: [f], subjects: {count: 5}}, {id: c, files: [g], recorded: {main: [その他]}}]\n"
    "reason: {necessity: 窓口の職員が届出の内容を確かめる。窓口の職員が届出の内容を確かめる。, benefit: "
    "窓口の職員が届書の内容を確かめる。}\n"
    "contracts: [{id: k, name: 保守, subcontract: {performed: 再委託する, consent: －}}]\n"
    "sheets:\n"
    "  kiso: {overview: 番号法别表, publications: [{date: 2025-12-01, kind: 新規}], history: [{item: 所属長}]}\n"
    "  zenkomoku: {content: {markdown: '*強調*'}, publications: [{date: 2025-12, kind: 再実施}], items: {I.5: 根拠}}\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct node *node_of(struct arena *arena, struct diags *diags, const char *text)
{
	const struct source *source = source_from_memory(arena, diags, "model.yaml", text, strlen(text));
	return node_read(arena, diags, source);
}

static void run_on(struct arena *arena, struct official *official, const char *text)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct body *body = body_bind(
	    arena, &diags, official->schema,
	    node_of(arena, &diags,
	            "name: 見本市長\nincidents: []\npassages: [{id: p, text: 受け取った届書を台帳に記録する。}]\n"));
	const struct model *model = model_bind(arena, &diags, official->schema, body, node_of(arena, &diags, text));
	struct assess_options options = {.as_of = value_date((struct date){2026, 1, 1})};
	const struct assessment *assessment = assess(arena, &diags, official, model, &options);
	run_rules(arena, &diags, official, official->rules, assessment, NULL);
	for (size_t i = 0; i < diags.count; i++) {
		struct span span = diags.items[i]->span;
		if (span.source && (span.start > span.end || span.end > span.source->length))
			abort();
	}
}

/* A folder with the bytes as house.yaml; the built-in rules are replaced by empty files, to be quick. */
static const char *rules_folder(struct arena *arena, const uint8_t *data, size_t size)
{
	static const char *const built_in[] = {"consistency", "counts", "history", "procedure", "wording"};
	static char folder[512];
	if (!*folder) {
		const char *base = getenv("TMPDIR");
		snprintf(folder, sizeof folder, "%s/shikii-fuzz-%ld", base ? base : "/tmp", (long)getpid());
		if (folder_make(folder))
			abort();
		for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++) {
			FILE *file = fopen(arena_printf(arena, "%s/%s.yaml", folder, built_in[i]), "wb");
			fputs("rules: []\n", file);
			fclose(file);
		}
	}
	FILE *file = fopen(arena_printf(arena, "%s/house.yaml", folder), "wb");
	fwrite(data, 1, size, file);
	fclose(file);
	return folder;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	struct data_folders folders = {.rules = rules_folder(arena, data, size)};
	struct official *official = official_load(arena, &diags, &folders);
	if (official && official_rules(official)) {
		run_on(arena, official, full_model);
		run_on(arena, official, "shikii: 1\n");
		for (size_t i = 0; i < official->rules->count && i < 4; i++)
			rule_test(arena, &diags, official, official->rules->items[i]);
	}
	for (size_t i = 0; i < diags.count; i++) {
		struct span span = diags.items[i]->span;
		if (span.source && (span.start > span.end || span.end > span.source->length))
			abort();
	}
	arena_free(arena);
	return 0;
}
