/* Every function, in both spellings, on answers and on what is none. */
#include "lang_fixture.h"

#include "lang/expr_tree.h"

#include <criterion/criterion.h>

static const char model[] = "name: 国民健康保険\n"
                            "note: {markdown: '*強調*'}\n"
                            "number: 読めない\n"
                            "draft: 誤り\n"
                            "state:\n"
                            "means: [紙, その他: 郵便]\n"
                            "subjects: {count: 61234, as_of: 令和7年9月}\n"
                            "tags: [a, ~, 読めない, b]\n"
                            "numbers: []\n"
                            "systems:\n"
                            "- {id: a, name: 基幹, means: [紙], shared: true}\n"
                            "- {id: b, name: 宛名, means: 読めない}\n"
                            "- {id: c, name: , shared: false}\n"
                            "transfers:\n"
                            "- {id: t1, system: b}\n"
                            "- {id: t2, system: a}\n"
                            "- {id: t3, system: b}\n";

Test(lang_builtin, has)
{
	static const struct shown cases[] = {
	    {"has(name)", "true"},
	    {"name.has()", "true"},
	    {"has(numbers)", "true"},
	    {"has(published)", "false"},
	    {"has(state)", "false"},
	    {"has(number)", "unknown"},
	    {"has(draft)", "invalid"},
	    {"has(systems[9].name)", "false"},
	    {"has(subjects.count) && subjects.count > 1000", "true"},
	    {"has(published) && published < today", "false"},
	    {"has(answer('I.1'))", "true"},
	    {"has(answer('I.2'))", "false"},
	};
	EXPECT_SHOWN(model, cases);
}

Test(lang_builtin, texts)
{
	static const struct shown cases[] = {
	    {"size(name)", "6"},
	    {"size('𠮷野家')", "3"},
	    {"''.size()", "0"},
	    {"contains(name, '健康')", "true"},
	    {"name.contains('介護')", "false"},
	    {"name.contains('')", "true"},
	    {"name.startsWith('国民')", "true"},
	    {"name.startsWith('健康')", "false"},
	    {"name.startsWith('国民健康保険事業')", "false"},
	    {"name.endsWith('保険')", "true"},
	    {"name.endsWith('国民健康保険の')", "false"},
	    {"endsWith('a', 'a')", "true"},
	    {"state.contains('実')", "unknown"},
	    {"text(subjects.count)", "'61,234'"},
	    {"text(subjects.as_of)", "'令和7年9月'"},
	    {"text(date('2025-09-01'))", "'令和7年9月1日'"},
	    {"text(means)", "'紙、その他'"},
	    {"text(1 == 1)", "'はい'"},
	    {"text(note)", "md'*強調*'"},
	    {"text(number)", "unknown"},
	    {"text(published)", "unknown"},
	    {"wareki(subjects.as_of)", "'令和7年9月'"},
	    {"wareki(date('2019-04-30'))", "'平成31年4月30日'"},
	    {"date('2019-05-01').wareki()", "'令和元年5月1日'"},
	    {"wareki(published)", "unknown"},
	    {"note + ' と'", "md'*強調* と'"},
	    {"wareki(leadingDate('平成28年10月1日 時点'))", "'平成28年10月1日'"},
	    {"leadingDate('令和1年５月時点') == date('2019-05')", "true"},
	    {"leadingDate('２０２４/4/10（10人）') == date('2024-04-10')", "true"},
	    {"leadingDate('令和7年2月30日時点')", "unknown"}, /* and not that month */
	    {"weekday(date('2026-01-05'))", "1"},
	    {"weekday(date('2024-02-29'))", "4"},
	    {"date('1868-10-25').weekday()", "7"},
	    {"weekday(date('2026-01'))", "unknown"},
	    {"leadingDate('平成31年5月1日時点')", "unknown"},
	    {"leadingDate('時点：令和7年2月1日')", "unknown"},
	    {"leadingDate('')", "unknown"},
	};
	EXPECT_SHOWN(model, cases);
}

Test(lang_builtin, matches)
{
	static const struct shown cases[] = {
	    {"matches(name, '健康')", "true"},           {"name.matches('^健康')", "false"},
	    {"name.matches(r'^\\w{6}$')", "true"}, /* letters of Unicode */
	    {"'第１９条'.matches(r'第\\d+条')", "true"}, {"'第19条'.matches('第\\\\d+条')", "true"},
	    {"'ＡＢＣ'.matches('(?i)ａｂｃ')", "true"},  {"''.matches('')", "true"},
	    {"state.matches('x')", "unknown"},           {"draft ? name.matches('x') : true", "invalid"},
	};
	EXPECT_SHOWN(model, cases);
}

/* A search that is given up must not say "no match". */
Test(lang_builtin, matches_limits)
{
	struct fixture fixture;
	fixture_open(&fixture, model);
	struct buf name = BUF_INIT;
	for (int i = 0; i < 200000; i++)
		buf_putc(&name, 'a');
	fixture.root.values[0] = value_text(buf_text(&name));
	static const struct shown cases[] = {
	    {"name.matches('(a+)+[b-c]')", "unknown"},
	    {"name.matches('^(a|aa)*$')", "unknown"},
	    {"name.matches('b')", "false"},
	    {"name.matches('a$')", "true"},
	    {"[1, 2, 3, 4, 5].map(x, name.matches('(a+)+[b-c]'))", "[unknown, unknown, unknown, unknown, unknown]"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		cr_expect_str_eq(fixture_show(&fixture, cases[i].expr), cases[i].result, "%s", cases[i].expr);
	buf_free(&name);
	fixture_close(&fixture);
}

Test(lang_builtin, lists)
{
	static const struct shown cases[] = {
	    {"size(systems)", "3"},
	    {"numbers.size()", "0"},
	    {"size(dates)", "unknown"},
	    {"exists(systems, s, s.id == 'b')", "true"},
	    {"numbers.exists(n, n > 0)", "false"},
	    {"numbers.all(n, n > 0)", "true"},
	    {"dates.exists(d, d == today)", "unknown"},
	    {"all(systems, s, size(s.id) == 1)", "true"},
	    {"systems.filter(s, s.id != 'b').map(s, s.id)", "['a', 'c']"},
	    {"systems.filter(s, s.shared).map(s, s.id)", "['a']"}, /* b does not say: left out */
	    {"systems.filter(s, draft)", "invalid"},
	    {"dates.filter(d, true)", "unknown"},
	    {"systems.map(s, s.name)", "['基幹', '宛名', blank]"},
	    {"systems.map(s, '紙' in s.means)", "[true, unknown, unknown]"},
	    {"map(systems, s, s.name).join('・')", "'基幹・宛名'"},
	    {"join(tags, ', ')", "'a, b'"},
	    /* all that a pattern finds, or its group */
	    {"found('2、13、131の項', '[0-9]+').join('/')", "'2/13/131'"},
	    {"found('（2の項、13の項）', '([0-9]+)の項').join('/')", "'2/13'"},
	    {"found('（2の項、13の項）', '([0-9]+)の項.').join('/')", "'2/13'"},
	    {"found('2の項、の項、13の項', '([0-9]+)?の項').join('/')", "'2/13'"},
	    {"found('別紙2、別紙3', '[0-9]*').join('/')", "'2/3'"},
	    {"size(found('別紙', '[0-9]+'))", "0"},
	    {"size(found('別紙', 'x*'))", "0"},
	    {"join([], '、')", "''"},
	    {"join([name, note], ' ')", "md'国民健康保険 *強調*'"},
	    {"join([name, draft ? '' : ''], ' ')", "invalid"},
	    {"first(tags)", "'a'"},
	    {"first(numbers)", "absent"},
	    {"first(dates)", "absent"},
	    {"systems.filter(s, s.id == 'b').first().name", "'宛名'"},
	    {"systems.filter(s, s.id == 'z').first().name", "absent"},
	};
	EXPECT_SHOWN(model, cases);
}

Test(lang_builtin, sums_and_orders)
{
	static const struct shown cases[] = {
	    {"sum([1, 2, 3])", "6"},
	    {"sum(numbers)", "0"},
	    {"sum(['1'])", "数のリストだけを合計できます"},
	    {"ascending([published, today])", "true"},
	    {"ascending([today, subjects.as_of])", "false"},
	    {"ascending([subjects.as_of, today, today])", "true"},
	    {"ascending(dates)", "unknown"},
	    {"ascending([1, 2])", "日付のリストだけが、順に並んでいるかを調べられます"},
	    {"ascending(['2025-01-01'])", "日付のリストだけが、順に並んでいるかを調べられます"},
	};
	EXPECT_SHOWN(model, cases);
}

Test(lang_builtin, bands)
{
	static const struct shown cases[] = {
	    {"band(0, 'subjects')", "'千人未満'"},
	    {"band(999, 'subjects')", "'千人未満'"},
	    {"band(1000, 'subjects')", "'千人以上'"},
	    {"subjects.count.band('subjects')", "'一万人以上'"},
	    {"band(-1, 'subjects')", "unknown"},
	    {"band(number, 'subjects')", "unknown"},
	    {"band(systems[0].users.count, 'subjects')", "unknown"},
	};
	EXPECT_SHOWN(model, cases);
}

Test(lang_builtin, durations)
{
	static const struct shown cases[] = {
	    {"years(1)", "1y0m0d"},
	    {"months(-2)", "0y-2m0d"},
	    {"days(30)", "0y0m30d"},
	    {"days(9223372036854775807)", "unknown"},
	    {"days(number)", "unknown"},
	    {"date('2024-05')", "2024-05"},
	    {"date('2024-5-7')", "2024-05-07"},
	};
	EXPECT_SHOWN(model, cases);
}

Test(lang_builtin, model)
{
	static const struct shown cases[] = {
	    {"answer('I.1')", "'一番'"},
	    {"'I.2'.answer()", "absent"},
	    {"answer('I.1') + '目'", "'一番目'"},
	    {"members(transfers, block).map(t, t.id)", "['t2']"},
	    {"systems.map(s, members(transfers, s).size())", "[1, 2, 0]"},
	    {"members(transfers, systems[9])", "unknown"},
	    {"detail(means, 'その他')", "'郵便'"},
	    {"means.detail('紙')", "absent"},
	    {"detail(means, '専用線')", "absent"},
	    {"detail(systems[2].means, '紙')", "absent"},
	    {"detail(systems[1].means, '紙')", "unknown"},
	    {"tick('その他', name)", "'その他'(国民健康保険)"},
	    {"'紙'.tick(state)", "'紙'"},
	    {"tick('紙', number == 1 ? 'a' : 'b')", "unknown"},
	    {"tick(state, name)", "unknown"},
	    {"detail([tick('その他', 'はがき')], 'その他')", "'はがき'"},
	};
	EXPECT_SHOWN(model, cases);
}

/* The reference for those who write rules leaves no function out. */
Test(lang_builtin, documented)
{
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	struct source *reference = source_load(arena, &diags, "docs/expressions.md");
	cr_assert_not_null(reference);
	for (size_t i = 0; i < builtin_count; i++)
		cr_expect(strstr(reference->text, arena_printf(arena, "`%s(", builtins[i].name)), "%s", builtins[i].name);
	arena_free(arena);
}
