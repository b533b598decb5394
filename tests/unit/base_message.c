
#include "base/messages/diag.h"
#include "base/messages/fields.h"
#include "base/messages/severity.h"
#include "unit/findings_fixture.h"
#include "yaml/message_read.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(base_message, .init = set_up, .fini = tear_down);

static const char *const *read_texts(const char *yaml)
{
	const struct source *source = source_from_memory(arena, &diags, "ja.yaml", yaml, strlen(yaml));
	return message_read(arena, &diags, source, languages[0].texts);
}

Test(base_message, texts_and_places)
{
	cr_assert_str_eq(msg(MSG_SEVERITY_NOTE), "注意");
	cr_assert_str_eq(msg_diag_too_many(arena, (size_t)3), "指摘が 3 件を超えたので、残りを省きました");
	cr_assert_str_eq(msg_fields_kind_of_key(arena, "{kind}\1\2", "数"), "「{kind}\1\2」には数を書きます");
	cr_assert_str_eq(msg_fields_did_you_mean(arena, (const char *)NULL), "「」ではありませんか");
}

Test(base_message, every_language_has_every_text)
{
	cr_assert_str_eq(languages[0].code, "ja");
	cr_assert_eq(message_language("ja"), languages[0].texts);
	cr_assert_null(message_language("xx"));
	for (size_t i = 0; i < language_count; i++)
		for (size_t id = 0; id < message_count; id++)
			cr_assert(*languages[i].texts[id], "%s: %s", languages[i].code, message_names[id]);
}

Test(base_message, a_body_s_own_words_stand_in_front)
{
	const char *const *texts = read_texts("severity.note: 参考\nfields.kind-of-key: '{kind} – {key}'\n");
	cr_assert_eq(diags.count, 0);
	message_use(texts);
	cr_assert_str_eq(msg(MSG_SEVERITY_NOTE), "参考");
	cr_assert_str_eq(msg(MSG_SEVERITY_ERROR), "エラー");
	cr_assert_str_eq(msg_fields_kind_of_key(arena, "a", "b"), "b – a");
	message_use(NULL);
	cr_assert_str_eq(msg(MSG_SEVERITY_NOTE), "注意");
}

Test(base_message, what_does_not_fit_is_reported_and_not_used)
{
	static const struct {
		const char *yaml, *message;
	} cases[] = {
	    {"severity.notes: 参考\n", "「severity.notes」という文言はありません"},
	    {"fields.did-you-mean: 「{names}」か\n", "この文言には、差込みの場所「names」はありません"},
	    {"fields.did-you-mean: 「{name}」か「{name}」か\n", "差込みの場所「name」が二度あります"},
	    {"fields.did-you-mean: 違います\n", "差込みの場所「name」がありません"},
	    {"severity.note: [参考]\n", "「severity.note」には文言を書きます"},
	    {"severity.note:\n", "「severity.note」には文言を書きます"},
	    {"severity.note: \"\\u0001\"\n", "「severity.note」には文言を書きます"},
	    {"- 参考\n", "文言は「id: 文言」の組で書きます"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		diags.count = 0;
		const char *const *texts = read_texts(cases[i].yaml);
		cr_assert_eq(diags.count, 1, "%s", cases[i].yaml);
		cr_assert_str_eq(diags.items[0]->message, cases[i].message);
		cr_assert_eq(memcmp(texts, languages[0].texts, message_count * sizeof *texts), 0, "%s", cases[i].yaml);
	}
	cr_assert_null(read_texts("a: [\n"));
}
