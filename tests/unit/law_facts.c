/* The registry as it was read, against the tables of tests/facts/: every Act, list of articles, row and step with all that
 * is known of it. law_reference.c holds the same against the source of those tables, where that is there. */
#include "support/facts.h"
#include "unit/law_fixture.h"

TestSuite(law_facts, .init = fixture_open, .fini = fixture_close);

static const char *iso(struct date day)
{
	struct buf text = BUF_INIT;
	if (day.year)
		date_print_iso(day, &text);
	const char *copy = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return copy;
}

/* What an entry rests on. */
static const char *ground(const struct law_source *source)
{
	if (!source)
		return NULL;
	return arena_printf(arena, "%s %s %s", source->title, iso(source->revision), source->word ? source->word : "");
}

Test(law_facts, acts)
{
	struct buf facts = BUF_INIT;
	law_open();
	for (size_t i = 0; i < law->registry->act_count; i++) {
		const struct act *act = law->registry->acts[i];
		facts_add(&facts, act->id, act->title, act->short_name, act->number, act->egov,
		          facts_words(arena, act->aliases), facts_words(arena, act->misspelt), facts_words(arena, act->guesses),
		          facts_words(arena, act->under), act->of, iso(act->from), iso(act->until), act->ended, act->to,
		          act->by, iso(act->known_to), iso(act->since), ground(act->source), FACTS_END);
	}
	facts_expect(arena, "acts", &facts);
	buf_free(&facts);
}

Test(law_facts, articles)
{
	struct buf facts = BUF_INIT;
	law_open();
	for (size_t i = 0; i < law->registry->act_count; i++) {
		const struct node *lists = law->registry->acts[i]->articles;
		for (size_t j = 0; lists && j < lists->count; j++)
			facts_add(&facts, law->registry->acts[i]->id, node_member_key(lists, j), node_member_text(lists, j, NULL),
			          FACTS_END);
	}
	facts_expect(arena, "articles", &facts);
	buf_free(&facts);
}

static const char *changes(const struct node *changed)
{
	const char *all = "";
	for (size_t i = 0; changed && i < changed->count; i++)
		all = arena_printf(arena, "%s%s%s %s", all, i ? "|" : "", node_member_key(changed, i),
		                   node_member_text(changed, i, NULL));
	return all;
}

Test(law_facts, rows)
{
	struct buf facts = BUF_INIT;
	law_open();
	for (size_t i = 0; i < law->registry->schedule_count; i++) {
		const struct schedule *schedule = law->registry->schedules[i];
		facts_add(&facts, schedule->id, schedule->act_id, schedule->name, schedule->article, iso(schedule->from),
		          iso(schedule->until), schedule->ended, schedule->to, schedule->by, schedule->order_id,
		          iso(schedule->known_to), ground(schedule->source), FACTS_END);
		for (size_t j = 0; j < schedule->row_count; j++) {
			const struct law_row *row = schedule->rows[j];
			facts_add(&facts, schedule->id, row->number, row->from_unknown ? "unknown" : iso(row->from),
			          iso(row->until), row->deleted ? "deleted" : "", facts_words(arena, row->tos),
			          facts_words(arena, row->laws), row->body, row->order_article, row->by, changes(row->changed),
			          row->source ? iso(row->source->revision) : NULL, row->source ? row->source->word : NULL,
			          FACTS_END);
		}
	}
	facts_expect(arena, "rows", &facts);
	buf_free(&facts);
}

Test(law_facts, provisions)
{
	struct buf facts = BUF_INIT;
	law_open();
	for (size_t i = 0; i < law->registry->provision_count; i++) {
		const struct provision *provision = law->registry->provisions[i];
		facts_add(&facts, provision->topic, provision->act_id, facts_words(arena, provision->words),
		          iso(provision->known_to), FACTS_END);
		for (size_t j = 0; j < provision->step_count; j++) {
			const struct provision_step *step = &provision->steps[j];
			facts_add(&facts, "", step->cite, iso(step->from), iso(step->until), step->by, step->sure,
			          step->source ? step->source->key : NULL, FACTS_END);
		}
	}
	facts_expect(arena, "provisions", &facts);
	buf_free(&facts);
}

Test(law_facts, processes)
{
	struct buf facts = BUF_INIT;
	law_open();
	for (size_t i = 0; i < law->registry->process_count; i++) {
		const struct law_process *process = &law->registry->processes[i];
		facts_add(&facts, process->law, facts_words(arena, process->words), facts_words(arena, process->cites),
		          process->say, FACTS_END);
	}
	facts_expect(arena, "processes", &facts);
	buf_free(&facts);
}
