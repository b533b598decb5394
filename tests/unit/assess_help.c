/* schema/help.yaml says of every item of every form what to write, and where that is known from. */
#include "assess/official.h"
#include "base/files.h"
#include "model/help.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;
static struct official *official;
static const struct helps *helps;

static void open_helps(void)
{
	static struct diags diags;
	arena = arena_new();
	diags_init(&diags, arena);
	official = official_load(arena, &diags, &(struct data_folders){0});
	helps = helps_load(arena, &diags, &(struct data_folders){0});
	cr_assert(official && helps, "%s", diags.count ? diags.items[0]->message : "");
}

static void close_helps(void)
{
	arena_free(arena);
}

TestSuite(assess_help, .init = open_helps, .fini = close_helps);

static void expect_whole(const struct form *form, const char *id, struct help help)
{
	cr_expect(help.text && *help.text, "%s %s", form->id, id);
	cr_expect(help.source && *help.source, "%s %s", form->id, id);
	/* nobody read it, so nothing rests on it */
	cr_expect(!help.source || !strstr(help.source, "記載要領"), "%s %s", form->id, id);
}

Test(assess_help, every_item_has_help_with_its_source)
{
	cr_assert(official->form_names.count);
	for (size_t i = 0; i < official->form_names.count; i++) {
		const char *file = path_name(official->form_names.items[i]);
		const struct form *form = official_form(official, arena_copy(arena, file, strcspn(file, ".")));
		cr_assert(form, "%s", file);
		for (size_t j = 0; j < form->item_count; j++)
			expect_whole(form, form->items[j]->id, help_of_item(arena, helps, form, form->items[j]));
		for (size_t j = 0; j < form->column_count; j++)
			expect_whole(form, form->columns[j].id, help_of_column(helps, form->columns[j].id));
	}
}

static struct help help_in(const char *form_name, const char *id)
{
	const struct form *form = official_form(official, form_name);
	const struct item *item = form_item(form, id);
	cr_assert(item, "%s %s", form_name, id);
	return help_of_item(arena, helps, form, item);
}

Test(assess_help, the_same_answer_has_the_same_help_in_all_forms)
{
	cr_expect_eq(help_in("kiso-2024", "I.3").text, help_in("zenkomoku-2018", "I.5").text);
	cr_expect_eq(help_in("juten-2018", "II[].2.1").text, help_in("zenkomoku-2018", "II[].2.1").text);
	cr_expect_neq(help_in("kiso-2024", "I.4.1").text, help_in("kiso-2024", "IV.6.none_in").text);
	cr_expect_str_neq(help_in("kiso-2024", "I.3").source, "Shikii の助言");
	cr_expect_str_eq(help_in("kiso-2024", "I.1.1").source, "Shikii の助言");
}
