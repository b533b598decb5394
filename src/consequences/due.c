#include "consequences/due.h"

#include "base/messages/due.h"

#include <string.h>

const char *due_result(const struct assessment *assessment)
{
	return assessment->judgement->row ? assessment->judgement->row->result : NULL;
}

const char *due_result_words(const struct assessment *assessment)
{
	const char *result = due_result(assessment);
	return result ? result : msg(MSG_DUE_NO_RESULT);
}

/* A row that pays for several changes counts once. */
static bool is_first(const struct coverage *coverage, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (coverage->paid[i] == coverage->paid[index])
			return false;
	return true;
}

static void count_rows(const struct coverage *coverage, const char *important, struct due_facts *facts)
{
	for (size_t i = 0; i < coverage->due.count; i++) {
		const char *significance = coverage_judged(coverage, i);
		facts->changes++;
		if (significance && strcmp(significance, important) == 0)
			facts->important += is_first(coverage, i);
		else if (!significance)
			facts->undecided += coverage->due.items[i].significant;
	}
}

static struct due_facts facts_of(const struct due *due, const struct due_sheet *sheet, const char *important)
{
	struct due_facts facts = {
	    .kind = sheet->kind,
	    .body = due->new->model->body,
	    .owed = judgement_owes(due->new->judgement, sheet->kind),
	    .owed_before = judgement_owes(due->old->judgement, sheet->kind),
	    .made = sheet->new != NULL,
	    .made_before = sheet->old != NULL,
	    .result = due_result(due->new),
	    .result_before = due_result(due->old),
	    .form = sheet->new ? sheet->new->form->id : NULL,
	    .form_before = sheet->old ? sheet->old->form->id : NULL,
	};
	if (sheet->new)
		facts.published = sheet->new->occasion.published;
	if (sheet->old)
		facts.published_before = sheet->old->occasion.published;
	count_rows(&sheet->coverage, important, &facts);
	return facts;
}

/* One that is owed and not begun is not made yet. */
static const struct sheet *begun_sheet(const struct assessment *assessment, const char *kind)
{
	const struct sheet *sheet = assessment_sheet(assessment, kind);
	return sheet && sheet->record ? sheet : NULL;
}

struct due due_of(struct arena *arena, struct official *official, const struct consequences *consequences,
                  const struct assessment *old, const struct assessment *new)
{
	const char **kinds = official->judge->kinds;
	struct due due = {.old = old, .new = new};
	size_t limit = 0;
	while (kinds[limit])
		limit++;
	due.sheets = arena_array(arena, struct due_sheet, limit);
	for (; *kinds; kinds++) {
		struct due_sheet *sheet = &due.sheets[due.count];
		sheet->kind = *kinds;
		sheet->old = begun_sheet(old, *kinds);
		sheet->new = begun_sheet(new, *kinds);
		bool owed = judgement_owes(new->judgement, *kinds);
		if (!sheet->old && !sheet->new && !owed)
			continue;
		sheet->coverage = coverage_of(arena, official, consequences, sheet->old, sheet->new);
		sheet->facts = facts_of(&due, sheet, consequences_important(consequences));
		sheet->steps = consequences_steps(arena, consequences, &sheet->facts);
		due.count++;
	}
	return due;
}
