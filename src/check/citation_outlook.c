/* Citations that hold on their day → findings about what comes, and about what came since another day. Only on request. */
#include "check/citation_outlook.h"

#include "base/messages/outlook.h"
#include "law/law.h"

struct looking {
	struct arena *arena;
	struct diags *diags;
	const struct official *official;
	const struct outlook *outlook;
};

static const char *print_day(const struct looking *looking, struct date day)
{
	struct value value = value_date(day);
	return value_print(looking->arena, &looking->official->schema->calendar, &value);
}

static void look_ahead(const struct looking *looking, const struct cited *cited)
{
	const struct outlook *outlook = looking->outlook;
	const struct status *status = &cited->status;
	struct date horizon = date_add(cited->day, outlook->years, outlook->months, outlook->days);
	if (!outlook->ahead || !status->stops.year || date_compare(horizon, status->stops) < 0)
		return;
	const char *day = print_day(looking, status->stops);
	struct diag *diag =
	    diag_add(looking->diags, DIAG_CITE_ENDS, cited->span,
	             status->stops_inferred ? msg_outlook_ends_inferred(looking->arena, cited->citation.canonical, day)
	                                    : msg_outlook_ends(looking->arena, cited->citation.canonical, day));
	diag->hint =
	    status->stops_to ? msg_outlook_ends_to(looking->arena, status->stops_to) : msg(MSG_OUTLOOK_ENDS_NOWHERE);
	cited_describe(looking->arena, &looking->official->schema->calendar, diag, cited);
}

static bool is_since(const struct looking *looking, const struct cited *cited, struct date day)
{
	return date_compare(looking->outlook->changed_since, day) < 0 && date_compare(day, cited->day) <= 0;
}

static void report_changed(const struct looking *looking, const struct cited *cited, struct date day, const char *what,
                           const char *by)
{
	struct diag *diag =
	    diag_add(looking->diags, DIAG_CITE_CHANGED, cited->span,
	             msg_outlook_changed(looking->arena, cited->citation.canonical, print_day(looking, day), what));
	diag->hint = msg(MSG_OUTLOOK_CHANGED_HINT);
	diag->source = by;
	cited_describe(looking->arena, &looking->official->schema->calendar, diag, cited);
}

/* A row that was put in other words. */
static void look_at_row(const struct looking *looking, const struct cited *cited)
{
	const struct citation *citation = &cited->citation;
	const struct law_row *row =
	    citation->schedule && citation->row ? schedule_row_on(citation->schedule, citation->row, cited->day) : NULL;
	for (size_t i = 0; row && row->changed && i < row->changed->count; i++) {
		const struct node *change = node_member(row->changed, i);
		struct date day = {0};
		date_parse(&(struct calendar){0}, change->key->text, &day);
		if (is_since(looking, cited, day))
			report_changed(looking, cited, day, change->text, NULL);
	}
}

/* A provision that was put in another's place. */
static void look_at_step(const struct looking *looking, const struct cited *cited)
{
	const struct registry *registry = looking->official->law->registry;
	struct citation citation = cited->citation;
	citation.law = NULL;
	const struct provision_step *step =
	    citation.article ? registry_step(registry, citation.act, citation_print(looking->arena, &citation)) : NULL;
	for (; step; step = step->next)
		if (period_holds(step->from, step->until, cited->day) && is_since(looking, cited, step->from))
			report_changed(looking, cited, step->from, step->provision->topic, step->by);
}

void check_outlook(struct arena *arena, struct diags *diags, const struct official *official,
                   const struct cited_list *list, const struct outlook *outlook)
{
	struct looking looking = {arena, diags, official, outlook};
	for (size_t i = 0; i < list->count; i++) {
		const struct cited *cited = &list->items[i];
		if (cited->status.state != LAW_IN_FORCE)
			continue;
		look_ahead(&looking, cited);
		if (!outlook->changed_since.year)
			continue;
		look_at_row(&looking, cited);
		look_at_step(&looking, cited);
	}
}
