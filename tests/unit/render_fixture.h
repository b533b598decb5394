#ifndef SHIKII_TESTS_RENDER_FIXTURE_H
#define SHIKII_TESTS_RENDER_FIXTURE_H

/* Sheets made of a form and a model that are given as text, with the built-in vocabulary. */

#include "model/form.h"
#include "model/sheet.h"
#include "unit/model_fixture.h"

static const struct type fixture_judgement = {.kind = TYPE_RECORD, .name = "judgement"};

/* `items` is what follows the head of a form: cover, contents, sections. */
static inline const struct form *fixture_form(const char *items)
{
	const char *text =
	    arena_printf(fixture.arena,
	                 "form: f-1\nkind: kiso\ntitle: 見本評価書\nstyle: 様式0\nstamp: '[令和7年　様式０]'\n"
	                 "from: 2024-01-01\noption_mark: '{n}) '\nsource: 見本\n%s\n"
	                 "history: {id: history, heading: 変更箇所, columns: ["
	                 "{id: 'history[].date', label: 変更日, field: date},"
	                 "{id: 'history[].after', label: 変更後の記載, field: after},"
	                 "{id: 'history[].before', label: 変更前の記載, field: before}]}\n",
	                 items);
	const struct source *source = source_from_memory(fixture.arena, &fixture.diags, "f.yaml", text, strlen(text));
	const struct form *form = form_load(fixture.arena, &fixture.diags, fixture.schema, &fixture_judgement, source);
	cr_assert(form, "%s", findings_text(&fixture.diags, ""));
	return form;
}

/* The model is what follows `shikii: 1`. */
static inline const struct sheet *fixture_sheet(const char *items, const char *model_text)
{
	const struct form *form = fixture_form(items);
	const struct model *model = fixture_model(arena_printf(fixture.arena, "shikii: 1\n%s\n", model_text));
	cr_assert(model && fixture.diags.count == 0, "%s", findings_text(&fixture.diags, ""));
	struct occasion occasion = {.published = sheet_published(model_sheet(model, form->kind)), .paths = true};
	const struct sheet *sheet = sheet_build(fixture.arena, &fixture.diags, fixture.schema, model, form, &occasion);
	cr_assert(fixture.diags.count == 0, "%s", findings_text(&fixture.diags, ""));
	return sheet;
}

#endif
