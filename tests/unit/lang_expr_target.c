/* Expressions read backwards: where an answer has to be written. */
#include "lang_fixture.h"

#include <criterion/criterion.h>

/* The targets of an expression as text: path, then what else is said of it. */
static const char *targets_text(struct fixture *fixture, const char *text)
{
	struct buf out = BUF_INIT;
	struct expr_target targets[4];
	struct diags diags;
	diags_init(&diags, fixture->arena);
	const char *yaml = arena_printf(fixture->arena, "e: |\n  %s\n", text);
	const struct source *source = source_from_memory(fixture->arena, &diags, "e.yaml", yaml, strlen(yaml));
	const struct node *node = node_get(node_read(fixture->arena, &diags, source), "e");
	const struct expr *expr = expr_compile(fixture->arena, &diags, &fixture_scope, node, NULL);
	cr_assert(expr, "%s: %s", text, diags.count ? diags.items[0]->message : "");
	size_t count = expr_targets(fixture->arena, expr, targets, 4);
	for (size_t i = 0; i < count; i++) {
		const struct expr_target *target = &targets[i];
		buf_printf(&out, "%s%s", i ? ", " : "", target->path);
		buf_puts(&out, target->plain ? "" : target->measured ? " measured" : " otherwise");
		if (target->list)
			buf_printf(&out, " of %s", target->list);
		if (target->member)
			buf_printf(&out, " .%s", target->member);
		if (target->separator)
			buf_printf(&out, " by %s", target->separator);
		if (target->equals)
			buf_printf(&out, " == %s", target->equals);
		buf_puts(&out, target->chosen ? "?" : "");
	}
	const char *result = arena_copy(fixture->arena, buf_text(&out), out.length);
	buf_free(&out);
	return result;
}

Test(lang_expr_target, targets)
{
	static const struct {
		const char *expr, *targets;
	} cases[] = {
	    {"name", "name"},
	    {"block.users.count", "block.users.count"},
	    {"systems[0].name", "systems[0].name"},
	    {"systems[number].name", ""},
	    {"has(note) ? note : name", "name?, note?"},
	    {"has(note) ? note : name + 'の評価書'", "note?"},
	    {"has(note) ? note : state == '未定' ? name : block.name", "block.name?, name?, note?"},
	    {"state == '実施する'", "state otherwise == 実施する"},
	    {"state != '実施する'", ""},
	    {"band(subjects.count, 'subjects')", "subjects.count measured"},
	    {"join(systems.map(s, s.name), '、')", "systems otherwise .name by 、"},
	    {"join(systems.map(s, has(s.id) ? s.name + s.id : s.name), '、')", "systems otherwise .name by 、"},
	    {"join(systems.map(s, s.name + s.id), '、')", ""},
	    {"join(systems.filter(s, s.id in tags).map(s, s.name), '、')", "tags otherwise of systems .name by 、"},
	    {"systems.filter(s, s.name == '別紙')", "systems otherwise .name == 別紙"},
	    {"systems.filter(s, s.users.count > 1)", ""},
	    {"size(systems) > 0", ""},
	    {"'文'", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture fixture = {.arena = arena_new()};
		cr_expect_str_eq(targets_text(&fixture, cases[i].expr), cases[i].targets, "%s", cases[i].expr);
		arena_free(fixture.arena);
	}
}

Test(lang_expr_target, no_more_than_asked_for)
{
	struct arena *arena = arena_new();
	struct diags diags;
	struct expr_target target;
	diags_init(&diags, arena);
	const char *yaml = "e: 'has(note) ? note : name'\n";
	const struct source *source = source_from_memory(arena, &diags, "e.yaml", yaml, strlen(yaml));
	const struct node *node = node_get(node_read(arena, &diags, source), "e");
	const struct expr *expr = expr_compile(arena, &diags, &fixture_scope, node, NULL);
	cr_assert_eq(expr_targets(arena, expr, &target, 1), 1);
	cr_expect_str_eq(target.path, "name");
	arena_free(arena);
}
