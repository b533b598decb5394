/* Three-valued logic, dates, limits, and the place that a finding points at. */
#include "lang_fixture.h"

#include <criterion/criterion.h>

/* subjects.count is absent, note blank, number unknown, draft invalid; true and false are written as comparisons. */
static const char states[] = "name: 国保\n"
                             "note:\n"
                             "number: 読めない\n"
                             "draft: 誤り\n"
                             "subjects: {as_of: 2025-09}\n"
                             "tags: [a, 読めない, b]\n"
                             "numbers: [1, 誤り]\n"
                             "dates: [2025-09, 2025-08-01]\n"
                             "systems:\n"
                             "- {id: a, shared: true, users: {count: 5}}\n"
                             "- {id: b, users: {count: 読めない}}\n"
                             "- {id: c, shared: false, name: , users: {}}\n"
                             "transfers:\n";

Test(lang_expr_eval, states_of_places)
{
	static const struct shown cases[] = {
	    {"name", "'国保'"},
	    {"subjects.count", "absent"},
	    {"note", "blank"},
	    {"number", "unknown"},
	    {"draft", "invalid"},
	    {"published", "absent"},
	    {"systems[0].users.count", "5"},
	    {"systems[1].users.count", "unknown"},
	    {"systems[2].users.count", "absent"},
	    {"systems[2].name", "blank"},
	    {"systems[3]", "absent"},
	    {"systems[3].users.count", "absent"},
	    {"systems[-1].name", "absent"},
	    {"systems[number].name", "unknown"},
	    {"transfers", "blank"},
	    {"transfers[0]", "absent"},
	    {"transfers[0].id", "absent"},
	    {"first(transfers)", "absent"},
	    {"first(systems).id", "'a'"},
	    {"first(tags)", "'a'"},
	    {"tags[1]", "unknown"},
	    {"block.id", "'a'"},
	    {"true ? subjects.count : 1", "absent"},
	    {"true ? note : name", "blank"},
	    {"[name, note]", "['国保', blank]"},
	};
	EXPECT_SHOWN(states, cases);
}

Test(lang_expr_eval, operations_on_unanswered)
{
	static const struct shown cases[] = {
	    {"subjects.count > 1", "unknown"},
	    {"note == ''", "unknown"},
	    {"note != ''", "unknown"},
	    {"number + 1", "unknown"},
	    {"-number", "unknown"},
	    {"!draft", "invalid"},
	    {"note + name", "unknown"},
	    {"draft == (number == 1)", "invalid"},
	    {"(number == 1) == draft", "invalid"},
	    {"size(published == today ? 'a' : 'b')", "unknown"},
	    {"number == 1 ? 1 : 2", "unknown"},
	    {"draft ? 1 : 2", "invalid"},
	    {"size(note)", "unknown"},
	    {"size(transfers)", "unknown"},
	    {"transfers.exists(t, true)", "unknown"},
	    {"transfers.all(t, true)", "unknown"},
	    {"published + days(1)", "unknown"},
	};
	EXPECT_SHOWN(states, cases);
}

/* t, f, u (absent), n (unknown) and i (invalid) against each other. */
Test(lang_expr_eval, kleene)
{
	static const char *const operands[] = {"(1 == 1)", "(1 == 2)", "(subjects.count == 1)", "(number == 1)", "draft"};
	static const char *const and[] = {
	    "true",    "false", "unknown", "unknown", "invalid", /* true && … */
	    "false",   "false", "false",   "false",   "false",   /* false && … */
	    "unknown", "false", "unknown", "unknown", "invalid", /* absent && … */
	    "unknown", "false", "unknown", "unknown", "invalid", /* unknown && … */
	    "invalid", "false", "invalid", "invalid", "invalid", /* invalid && … */
	};
	static const char *const or [] = {
	    "true", "true",    "true",    "true",    "true",    /* true || … */
	    "true", "false",   "unknown", "unknown", "invalid", /* false || … */
	    "true", "unknown", "unknown", "unknown", "invalid", /* absent || … */
	    "true", "unknown", "unknown", "unknown", "invalid", /* unknown || … */
	    "true", "invalid", "invalid", "invalid", "invalid", /* invalid || … */
	};
	struct fixture fixture;
	fixture_open(&fixture, states);
	for (size_t i = 0; i < 25; i++) {
		const char *left = operands[i / 5], *right = operands[i % 5];
		const char *both = arena_printf(fixture.arena, "%s && %s", left, right);
		cr_expect_str_eq(fixture_show(&fixture, both), and[i], "%s", both);
		const char *either = arena_printf(fixture.arena, "%s || %s", left, right);
		cr_expect_str_eq(fixture_show(&fixture, either), or [i], "%s", either);
		const char *all = arena_printf(fixture.arena, "[%s, %s].all(x, x)", left, right);
		cr_expect_str_eq(fixture_show(&fixture, all), and[i], "%s", all);
		const char *exists = arena_printf(fixture.arena, "[%s, %s].exists(x, x)", left, right);
		cr_expect_str_eq(fixture_show(&fixture, exists), or [i], "%s", exists);
		const char *in = arena_printf(fixture.arena, "true in [%s, %s]", left, right);
		cr_expect_str_eq(fixture_show(&fixture, in), or [i], "%s", in);
	}
	fixture_close(&fixture);
}

Test(lang_expr_eval, lists)
{
	static const struct shown cases[] = {
	    {"'a' in tags", "true"},
	    {"'z' in tags", "unknown"},
	    {"1 in numbers", "true"},
	    {"2 in numbers", "invalid"},
	    {"1 in []", "false"},
	    {"tags == ['a', 'x', 'b']", "unknown"},
	    {"tags == ['z', 'x', 'b']", "false"},
	    {"tags == ['a']", "false"},
	    {"[1, 2] != [1, 2]", "false"},
	    {"systems.exists(s, s.shared)", "true"},
	    {"systems.exists(s, s.id == 'z')", "false"},
	    {"systems.exists(s, s.users.count > 5)", "unknown"},
	    {"systems.all(s, s.shared)", "false"},
	    {"systems.all(s, has(s.id))", "true"},
	    {"date('2025-08-01') in dates", "true"},
	    {"date('2025-09-03') in dates", "unknown"},
	    {"date('2025-07-01') in dates", "false"},
	};
	EXPECT_SHOWN(states, cases);
}

Test(lang_expr_eval, dates)
{
	static const struct shown cases[] = {
	    {"date('2025-09-15') < date('2025-09-16')", "true"},
	    {"date('2025-09-15') == date('2025-09-15')", "true"},
	    {"date('2025-09-15') >= date('2025-09-16')", "false"},
	    /* one precision: as they are written */
	    {"date('2025-09') == date('2025-09')", "true"},
	    {"date('2025-09') < date('2025-09')", "false"},
	    {"date('2025-09') <= date('2025-09')", "true"},
	    {"date('2025-09') > date('2025-08')", "true"},
	    /* two: every day of the month is thought of */
	    {"date('2025-09') == date('2025-09-15')", "unknown"},
	    {"date('2025-09') != date('2025-09-15')", "unknown"},
	    {"date('2025-09') != date('2025-10-01')", "true"},
	    {"date('2025-09') < date('2025-09-15')", "unknown"},
	    {"date('2025-09') < date('2025-09-01')", "false"},
	    {"date('2025-09') < date('2025-10-01')", "true"},
	    {"date('2025-09') <= date('2025-09-30')", "true"},
	    {"date('2025-09') <= date('2025-09-29')", "unknown"},
	    {"date('2025-09-01') <= date('2025-09')", "true"},
	    {"date('2025-09-02') <= date('2025-09')", "unknown"},
	    {"date('2025-09-30') > date('2025-09')", "unknown"},
	    {"date('2025-10-01') > date('2025-09')", "true"},
	    {"date('2025') < date('2026-01')", "true"},
	    {"date('2025') < date('2025-12')", "unknown"},
	    {"date('2024-02') >= date('2024-02-29')", "unknown"},
	    {"date('2024-02') > date('2024-02-29')", "false"},
	    /* arithmetic */
	    {"date('2025-12-01') - years(1)", "2024-12-01"},
	    {"date('2025-12-01') + days(31)", "2026-01-01"},
	    {"date('2024-02-29') + years(1)", "2025-02-28"},
	    {"date('2025-03-31') - months(1)", "2025-02-28"},
	    {"date('2025-09') + months(4)", "2026-01"},
	    {"date('2025-09') + days(1)", "unknown"},
	    {"date('2025') + months(1)", "unknown"},
	    {"date('2025') + years(1)", "2026"},
	    {"date('2025-09') + days(0)", "2025-09"},
	    {"today - years(1) <= date('2024-12-01')", "true"},
	    {"today + years(2000000)", "unknown"},
	    {"subjects.as_of < today", "true"},
	    {"subjects.as_of < date('2025-09-15')", "unknown"},
	};
	EXPECT_SHOWN(states, cases);
}

Test(lang_expr_eval, arithmetic)
{
	static const struct shown cases[] = {
	    {"9223372036854775807 + 1", "unknown"},
	    {"-9223372036854775807 - 1", "-9223372036854775808"},
	    {"-9223372036854775807 - 2", "unknown"},
	    {"-(-9223372036854775807 - 1)", "unknown"},
	    {"0 - (-9223372036854775807 - 1)", "unknown"},
	    {"-1 - (-9223372036854775807 - 1)", "9223372036854775807"},
	    {"2 - 3", "-1"},
	    {"name + '・' + name", "'国保・国保'"},
	    {"years(1) == years(1)", "true"},
	    {"months(12) == years(1)", "false"},
	};
	EXPECT_SHOWN(states, cases);
}

/* Hostile expressions end soon, and as unknown. */
Test(lang_expr_eval, step_limit)
{
	struct fixture fixture;
	fixture_open(&fixture, states);
	const char *ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
	const char *loops = "x1 == x2";
	const char *lists = "'text'";
	for (int i = 10; i > 0; i--) {
		loops = arena_printf(fixture.arena, "%s.exists(x%d, %s)", ten, i, loops);
		lists = arena_printf(fixture.arena, "%s.map(x, %s).join('')", ten, lists);
	}
	loops = arena_printf(fixture.arena, "!%s", loops);
	cr_expect_str_eq(fixture_show(&fixture, lists), "unknown");
	cr_expect_str_eq(fixture_show(&fixture, arena_printf(fixture.arena, "true || size(%s) == 0", lists)), "true");
	cr_expect_str_eq(fixture_show(&fixture, arena_printf(fixture.arena, "size(%s) == 0 || true", lists)), "unknown");
	cr_expect_str_eq(fixture_show(&fixture, arena_printf(fixture.arena, "size([1].map(x, %s))", lists)), "unknown");
	cr_expect_str_eq(fixture_show(&fixture, loops), "false", "one that is found soon");
	fixture_close(&fixture);
}

Test(lang_expr_eval, only_true_is_true)
{
	static const struct {
		const char *expr;
		bool is_true;
	} cases[] = {
	    {"1 == 1", true}, {"1 == 2", false}, {"number == 1", false}, {"draft", false}, {"systems[2].shared", false},
	};
	struct fixture fixture;
	fixture_open(&fixture, states);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct expr *expr = fixture_compile(&fixture, cases[i].expr, &type_bool);
		cr_assert_eq(expr_true(expr, &fixture.env), cases[i].is_true, "%s", cases[i].expr);
	}
	fixture_close(&fixture);
}

/* The line of the node, then the path of the model. */
Test(lang_expr_eval, place)
{
	static const struct {
		const char *expr, *place;
	} cases[] = {
	    {"name", "1 name"},
	    {"name == note", "1 name"},
	    {"note", "2 note"}, /* blank: its key is there */
	    {"size(number == 1 ? 'a' : name)", "3 number"},
	    {"subjects.count", "5 subjects.count"}, /* missing: the mapping that lacks it */
	    {"subjects.count > 1000", "5 subjects.count"},
	    {"subjects.count > 1000 && name == ''", "1 name"},
	    {"published", "1 published"},
	    {"published < today", "1 published"},
	    {"systems[1].users.count > 3", "11 systems[b].users.count"},
	    {"systems[2].users.count > 3", "12 systems[c].users.count"},
	    {"systems[2].users", "12 systems[c].users"},
	    {"systems[7].name", "10 systems"},
	    {"transfers[0].id", "13 transfers"},
	    {"means[0]", "1 means[1]"},
	    {"means[9223372036854775807]", "1 means[9223372036854775808]"},
	    {"block.name == ''", "10 systems[a].name"},
	    {"block", "10 systems[a]"},
	    {"systems.exists(s, s.name == '')", "10 systems"},
	    {"first(systems).id == 'z'", "10 systems[a].id"},
	    {"size(systems) == subjects.count", "10 systems"},
	    {"has(published) ? 1 : subjects.count", "5 subjects.count"},
	    {"name == '' ? today : published", "1 published"},
	    {"name == '' ? 1 : 2", "1 name"},
	    {"number == 1 ? name : note", "3 number"},
	    {"text(1 == 2 ? name : 'x')", "-"},
	    {"matches(name, 'x') || today < date('2020')", "1 name"},
	    {"today < date('2020')", "-"},
	    {"1 == 1", "-"},
	    {"[1, 2].exists(x, x == 3)", "-"},
	};
	struct fixture fixture;
	fixture_open(&fixture, states);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct expr *expr = fixture_compile(&fixture, cases[i].expr, NULL);
		cr_assert_not_null(expr, "%s", cases[i].expr);
		const char *path = "?";
		const struct node *node = expr_place(expr, &fixture.env, &path);
		const char *place = "-";
		if (node) {
			struct position position = source_position(node->span.source, node->span.start);
			place = arena_printf(fixture.arena, "%zu %s", position.line, path);
		} else {
			cr_assert_null(path, "%s", cases[i].expr);
		}
		cr_expect_str_eq(place, cases[i].place, "%s is placed at %s", cases[i].expr, place);
	}
	fixture_close(&fixture);
}
