#include "history/item_name.h"

#include "model/data.h"
#include "model/form.h"
#include "unit/judgement_type.h"
#include "unit/model_fixture.h"

TestSuite(history_item_name, .init = fixture_open, .fini = fixture_close, .timeout = 120);

static const struct form *official(const char *id)
{
	const char *name = arena_printf(fixture.arena, "schema/forms/%s.yaml", id);
	const struct source *source = data_load(fixture.arena, &fixture.diags, &fixture.folders, name);
	const struct form *form = form_load(fixture.arena, &fixture.diags, fixture.schema, &fixture_judgement, source);
	cr_assert(form, "%s", fixture_findings());
	return form;
}

/* I.5.2, II[].4.c[].6 2,3, section I.2, ambiguous, unknown; ~: not the official words. */
static const char *shown(const struct item_name *name)
{
	if (name->kind == ITEM_NAME_UNKNOWN || name->kind == ITEM_NAME_AMBIGUOUS) {
		const char *may = name->kind == ITEM_NAME_UNKNOWN ? "unknown" : "ambiguous";
		for (size_t i = 0; i < name->may_count; i++)
			may = arena_printf(fixture.arena, "%s %s", may, name->may[i]->id);
		return may;
	}
	const char *text = name->item ? name->item->id : arena_printf(fixture.arena, "section %s", name->section->id);
	for (size_t i = 0; i < name->index_count; i++)
		text = arena_printf(fixture.arena, "%s%s%zu", text, i ? "," : " ", name->index[i]);
	return name->official ? text : arena_printf(fixture.arena, "%s ~", text);
}

Test(history_item_name, names_as_people_write_them)
{
	static const char *const cases[][3] = {
	    {"kiso-2024", "Ⅰ　関連情報　５．評価実施機関における担当部署　①部署", "I.5.1"},
	    {"kiso-2024", "I 関連情報 1特定個人情報 ファイルを取り扱う事務 ②事 務の概要", "I.1.2"},
	    {"kiso-2024", "I 1 ② 事務の概要", "I.1.2"},
	    {"kiso-2024", "I 3 個人番号の利用", "I.3"},
	    {"kiso-2024", "II 1 いつの時点の計数か", "II.1.asof ~"},
	    {"kiso-2024", "I 5 ② 所属長", "I.5.2 ~"},
	    {"kiso-2024", "IV リスク対策", "section IV"},
	    {"kiso-2024", "IV リスク対策 全項目を新規記載", "unknown"},
	    {"kiso-2024", "いつ時点の計数か", "ambiguous II.1.asof II.2.asof"},
	    {"kiso-2024", "", "unknown"},
	    {"kiso-2024", "見本の項目", "unknown"},
	    {"kiso-2024", "1 特定個人情報ファイルを取扱う事務 ②事務の概要", "I.1.2"},
	    {"kiso-2024", "1 特定個人情報ファイルを取扱う事務 3.個人番号の利用 法令上の根拠",
	     "I.3 ~"}, /* of two sections */
	    {"kiso-2024", "Ⅰ 1．②事務の概要（続き）", "I.1.2"},
	    {"kiso-2024", "Ⅰ 1．②", "I.1.2 ~"},
	    {"kiso-2024", "Ⅰ 1．②の見直し", "unknown"},
	    {"kiso-2024", "II しきい値判断項目 1.対象人数 2.取扱者数 いつの時点の計数か", "ambiguous II.1.asof II.2.asof"},
	    {"kiso-2024", "II しきい値判断項目 １・２ いつ時点の計数か", "ambiguous II.1.asof II.2.asof"},
	    {"kiso-2024", "Ⅰ３、Ⅰ５①", "ambiguous I.3 I.5.1"},
	    {"kiso-2024", "Ⅰ５①部署、②所属長の役職名", "ambiguous I.5.2 I.5.1"},
	    {"kiso-2024", "Ⅰ３、見本の項目", "unknown"},
	    {"zenkomoku-2018", "Ⅱ（見本ファイル）４．特定個人情報の取扱いの委託　委託事項1-①委託内容",
	     "II[].4.c[].1 0,1 ~"},
	    {"zenkomoku-2018", "Ⅱ（見本、見本２ファイル）５．特定個人情報の提供・移転（委託に伴うものを除く。）提供先10",
	     "section II[].5.p[] 0,10"},
	    {"zenkomoku-2018", "Ⅰ　（別添１）事務の内容-見本の業務(備考)", "annex1"},
	    {"zenkomoku-2018", "Ⅲ　7．特定個人情報の保管・消去リスク3-消去手順-手順の内容", "III.7.r3.erase_how 0"},
	    {"zenkomoku-2018", "Ⅳ　3．その他リスク対策", "IV.3 ~"},
	    {"zenkomoku-2018", "Ⅳ　1．②監査－具体的な内容", "IV.1.2.what"},
	    {"zenkomoku-2018",
	     "Ⅱ（２）　特定個人情報ファイルの概要　４．特定個人情報ファイルの取扱いの委託　委託事項３　⑥委託先名",
	     "II[].4.c[].6 2,3"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct item_names *names = item_names_new(fixture.arena, official(cases[i][0]));
		struct item_name name = item_name_read(names, cases[i][1]);
		cr_expect_str_eq(shown(&name), cases[i][2], "%s", cases[i][1]);
	}
}

/* A row that names the section in place of the item must not be taken for one about ※ (or for none). */
static bool section_significant_as(const struct item *item, bool its_section)
{
	return !its_section || section_significant(item->section) == item->significant;
}

Test(history_item_name, what_is_printed_is_read_again)
{
	static const char *const forms[] = {"kiso-2019", "kiso-2024", "juten-2018", "zenkomoku-2018"};
	static const size_t index[] = {2, 13, 4};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct form *form = official(forms[i]);
		const struct item_names *names = item_names_new(fixture.arena, form);
		for (size_t j = 0; j < form->item_count; j++) {
			const char *text = item_name_print(fixture.arena, form->items[j], index, 3);
			struct item_name name = item_name_read(names, text);
			const struct item *item = form->items[j];
			bool its_section = !name.item && name.section == item->section && strstr(text, item->label);
			cr_expect((name.item == item || its_section) && section_significant_as(item, its_section) &&
			              memcmp(name.index, index, name.index_count * sizeof *index) == 0,
			          "%s %s: %s", item->id, text, shown(&name));
		}
	}
}

/* Do a heading and what stands behind it have the same words? A heading's number ends with a full stop, or stands alone. */
static bool is_doubled(const char *name)
{
	for (const char *part = name, *next; (next = strstr(part, "　")); part = next) {
		const char *stop = strstr(part, "．");
		const char *words = stop && stop < next ? stop + strlen("．") : part;
		size_t length = (size_t)(next - words);
		next += strlen("　");
		const char *end = strstr(next, "　");
		if (strncmp(words, next, length) == 0 && (end ? end == next + length : !next[length]))
			return true;
	}
	return false;
}

Test(history_item_name, no_words_stand_twice)
{
	static const char *const forms[] = {"kiso-2019", "kiso-2024", "juten-2018", "zenkomoku-2018"};
	static const size_t index[] = {2, 13, 4};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct form *form = official(forms[i]);
		for (size_t j = 0; j < form->item_count; j++) {
			const char *text = item_name_print(fixture.arena, form->items[j], index, 3);
			cr_expect(!is_doubled(text), "%s %s", form->id, text);
		}
	}
	const struct form *kiso = official("kiso-2024"), *zenkomoku = official("zenkomoku-2018");
	cr_expect_str_eq(item_name_print(fixture.arena, form_item(kiso, "III.result"), NULL, 0), "Ⅲ　しきい値判断結果");
	cr_expect_str_eq(item_name_print(fixture.arena, form_item(zenkomoku, "IV.2.how"), NULL, 0),
	                 "Ⅳ　その他のリスク対策　２．従業者に対する教育・啓発　具体的な方法");
}
