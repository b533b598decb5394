/* Entries of the registry → entries that point to each other. A mistake in the law's data would become a wrong finding
 * about somebody's sheet, so it ends the run: with file, line and column. */
#include "law/registry_check.h"

#include "base/messages/registry.h"
#include "law/folded.h"
#include "law/words.h"
#include "yaml/scalar.h"

#include <stdlib.h>
#include <string.h>

struct linker {
	struct arena *arena;
	struct diags *diags;
	struct registry *registry;
};

static void report(struct linker *linker, const struct node *node, const char *words)
{
	diag_add(linker->diags, DIAG_LAW_REGISTRY, node_place(node), words);
}

static void check_period(struct linker *linker, const struct node *node, struct date from, struct date until)
{
	if (from.year && until.year && date_compare(until, from) < 0)
		report(linker, node, msg(MSG_REGISTRY_ENDS_BEFORE_START));
}

static const struct act *find_act(struct linker *linker, const struct node *node, const char *id)
{
	const struct act *act = map_get(&linker->registry->act_index, id);
	if (!act)
		report(linker, node, msg_registry_no_act(linker->diags->arena, id));
	return act;
}

/* What came instead is there when the old is gone. So no chain of `to` comes back to where it began. */
static bool outlives(struct date new, struct date old)
{
	return !old.year || !new.year || date_compare(new, old) > 0;
}

static void report_end(struct linker *linker, const struct node *node, struct date old, const char *name)
{
	struct arena *arena = linker->diags->arena;
	report(linker, node,
	       msg_registry_ends_too(arena, name, arena_printf(arena, "%04d-%02d-%02d", old.year, old.month, old.day)));
}

static enum law_end end_of(struct linker *linker, const struct node *node, const char *ended, const char *to,
                           struct date until)
{
	if (ended && strcmp(ended, "moved") != 0 && strcmp(ended, "repealed") != 0)
		report(linker, node, msg(MSG_REGISTRY_ENDED));
	else if (!until.year && (ended || to))
		report(linker, node, msg(MSG_REGISTRY_ENDED_WITHOUT_UNTIL));
	if (!until.year)
		return LAW_GOES_ON;
	return ended && strcmp(ended, "moved") == 0 ? LAW_MOVED : LAW_REPEALED;
}

/* Names are text: anything else would be passed over. */
static void check_words(struct linker *linker, const struct node *list)
{
	for (size_t i = 0; list && i < list->count; i++) {
		const char *word = node_member_text(list, i, NULL);
		if (!word || !*word)
			report(linker, node_member(list, i), msg(MSG_REGISTRY_WORDS_HERE));
	}
}

/* ---- lists of articles ---- */

/* number = digits { "の" digits }; NULL when there is none at `at`, else what is behind it. */
static const char *skip_number(const char *at)
{
	for (;;) {
		size_t digits = strspn(at, "0123456789");
		if (!digits || digits > 4)
			return NULL;
		at += digits;
		if (!word_at(at, WORD_BRANCH))
			return at;
		at += strlen(WORD_BRANCH);
	}
}

/* entry = number [ ":" digits [ ":" digits { "," digits } ] ] | digits "-" digits, the second not below the first. NULL, or why it is none. */
static const char *entry_problem(const char *entry)
{
	if (strcmp(entry, "…") == 0)
		return NULL; /* there are others, too */
	const char *behind = skip_number(entry);
	if (behind && *behind == '-') {
		const char *last = behind + 1, *end = skip_number(last);
		if (!end || *end || strstr(entry, WORD_BRANCH))
			return msg(MSG_REGISTRY_RANGE_WITH_BRANCH);
		return atol(last) < atol(entry) ? msg(MSG_REGISTRY_RANGE_BACKWARDS) : NULL;
	}
	for (int parts = 0; behind && *behind == (parts < 2 ? ':' : ','); parts++) {
		size_t digits = strspn(behind + 1, "0123456789");
		behind = digits && digits <= 4 ? behind + 1 + digits : NULL;
	}
	return behind && !*behind ? NULL : msg(MSG_REGISTRY_WRITE_ARTICLE);
}

static void report_entry(struct linker *linker, const struct node *list, size_t start, size_t length,
                         const char *problem)
{
	diag_add(
	    linker->diags, DIAG_LAW_REGISTRY, scalar_span(list, start, start + length),
	    msg_registry_no_article(linker->diags->arena, arena_copy(linker->diags->arena, list->text + start, length)))
	    ->hint = problem;
}

static void check_articles(struct linker *linker, const struct node *list)
{
	struct date day;
	if (list->kind != NODE_SCALAR || date_parse(&(struct calendar){0}, list->key->text, &day) != DATE_OK) {
		report(linker, list, msg(MSG_REGISTRY_ARTICLES));
		return;
	}
	if (!list->text[strspn(list->text, " \n")])
		report(linker, list, msg(MSG_REGISTRY_NO_ARTICLES));
	for (size_t at = 0; at < list->length;) {
		size_t length = strcspn(list->text + at, " \n");
		const char *problem = length ? entry_problem(arena_copy(linker->arena, list->text + at, length)) : NULL;
		if (problem)
			report_entry(linker, list, at, length, problem);
		at += length + 1;
	}
}

/* ---- acts ---- */

static void link_act(struct linker *linker, struct act *act)
{
	if (!act->title || !act->number) {
		report(linker, act->node, msg_registry_act_without_title(linker->diags->arena, act->id));
		return;
	}
	if (!act->short_name)
		act->short_name = act->title;
	check_period(linker, act->node, act->from, act->until);
	act->end = end_of(linker, act->node, act->ended, act->to, act->until);
	if (act->of)
		act->parent = find_act(linker, act->node, act->of);
	if (act->to)
		act->successor = find_act(linker, act->node, act->to);
	if (act->successor && !outlives(act->successor->until, act->until))
		report_end(linker, act->node, act->until, act->to);
	check_words(linker, act->aliases);
	check_words(linker, act->misspelt);
	check_words(linker, act->guesses);
	check_words(linker, act->under);
	if (act->under && !act->of)
		report(linker, act->node, msg(MSG_REGISTRY_UNDER_WITHOUT_OF));
	bool own = act->articles && !act->articles->span.source->packed; /* what is built in the tests have looked at */
	for (size_t i = 0; own && i < act->articles->count; i++)
		check_articles(linker, act->articles->items[i]);
}

/* ---- schedules ---- */

static void check_overlap(struct linker *linker, const struct law_row *row)
{
	for (const struct law_row *other = row->next; other; other = other->next) {
		const struct law_row *early = date_compare(row->from, other->from) <= 0 ? row : other;
		const struct law_row *late = early == row ? other : row;
		if (!early->until.year || date_compare(late->from, early->until) <= 0)
			report(linker, late->node, msg_registry_row_overlaps(linker->diags->arena, row->number));
	}
}

static void check_row_period(struct linker *linker, const struct schedule *schedule, const struct law_row *row)
{
	check_period(linker, row->node, row->from, row->until);
	if (row->from_node && schedule->until.year && date_compare(row->from, schedule->until) > 0)
		report(linker, row->node, msg_registry_row_after_table(linker->diags->arena, schedule->name));
	if (schedule->from.year && row->until.year && date_compare(row->until, schedule->from) < 0)
		report(linker, row->node, msg_registry_row_before_table(linker->diags->arena, schedule->name));
}

/* The destination as it is when the row comes there; where there is none, the one that went on longest. */
static const struct law_row *destination(const struct schedule *target, const char *number, struct date arrival)
{
	const struct law_row *last = schedule_row(target, number);
	for (const struct law_row *other = last; other; other = other->next) {
		if (period_holds(other->from, other->until, arrival))
			return other;
		if (last->until.year && (!other->until.year || date_compare(other->until, last->until) > 0))
			last = other;
	}
	return last;
}

static void check_destination(struct linker *linker, const struct schedule *schedule, const struct law_row *row,
                              const char *number)
{
	const struct schedule *target = schedule->successor && !row->until.year ? schedule->successor : schedule;
	struct date end = row->until.year ? row->until : schedule->until;
	const struct law_row *now = destination(target, number, date_add(end, 0, 0, 1));
	if (!now)
		report(linker, row->node, msg_registry_no_row(linker->diags->arena, number, target->name));
	else if (now->deleted)
		report(linker, row->node, msg_registry_row_deleted(linker->diags->arena, number, target->name));
	else if (!end.year)
		report(linker, row->node, msg(MSG_REGISTRY_TO_WITHOUT_UNTIL));
	else if (!outlives(now->until.year ? now->until : target->until, end))
		report_end(linker, row->node, end, arena_printf(linker->arena, "%s" WORD_ROW, number));
}

static void link_rows(struct linker *linker, struct schedule *schedule)
{
	for (size_t i = 0; i < schedule->row_count; i++) {
		const struct law_row *row = schedule->rows[i];
		const char *behind = skip_number(row->number);
		if (!behind || *behind)
			report(linker, row->node, msg(MSG_REGISTRY_WRITE_ROW));
		check_row_period(linker, schedule, row);
		check_overlap(linker, row);
		for (size_t j = 0; j < words_count(row->tos); j++)
			check_destination(linker, schedule, row, words_at(row->tos, j));
	}
}

static void link_schedule(struct linker *linker, struct schedule *schedule)
{
	if (!schedule->name || !schedule->act_id) {
		report(linker, schedule->node, msg_registry_table_without_name(linker->diags->arena, schedule->id));
		return;
	}
	schedule->act = find_act(linker, schedule->node, schedule->act_id);
	schedule->folded = fold_text(linker->arena, schedule->name, strlen(schedule->name), false).text;
	if (schedule->order_id)
		schedule->order = find_act(linker, schedule->node, schedule->order_id);
	check_period(linker, schedule->node, schedule->from, schedule->until);
	schedule->end = end_of(linker, schedule->node, schedule->ended, schedule->to, schedule->until);
	if (schedule->to) {
		schedule->successor = map_get(&linker->registry->schedule_index, schedule->to);
		if (!schedule->successor)
			report(linker, schedule->node, msg_registry_no_table(linker->diags->arena, schedule->to));
		else if (!schedule->successor->name)
			schedule->successor = NULL; /* reported on its own */
	}
	if (schedule->successor && !outlives(schedule->successor->until, schedule->until))
		report_end(linker, schedule->node, schedule->until, schedule->to);
}

/* ---- provisions ---- */

/* What is behind the unit (第19条, 第8号) that begins at `at`; `at` itself when none does; NULL when it has no number. */
static const char *skip_unit(const char *at, const char *unit)
{
	const char *number = word_at(at, WORD_ORDINAL) ? at + strlen(WORD_ORDINAL) : at;
	size_t digits = number == at ? 0 : strspn(number, "0123456789");
	if (strncmp(number + digits, unit, strlen(unit)) != 0)
		return at;
	const char *behind = number + digits + strlen(unit);
	bool branch = word_at(behind, WORD_BRANCH);
	return !digits ? NULL : branch ? skip_number(behind + strlen(WORD_BRANCH)) : behind;
}

/* cite = 第N条 [ 第N項 ] [ 第N号 ], as citations are printed: another spelling would never be met. */
static bool is_cite(const char *cite)
{
	static const char *const units[] = {WORD_ARTICLE, WORD_PARAGRAPH, WORD_ITEM};
	const char *at = cite;
	for (size_t i = 0; at && i < sizeof units / sizeof *units; i++) {
		const char *behind = skip_unit(at, units[i]);
		if (i == 0 && behind == at)
			return false;
		at = behind;
	}
	return at && !*at;
}

static void link_provision(struct linker *linker, struct provision *provision)
{
	if (!provision->act_id) {
		report(linker, provision->node, msg_registry_provision_without_act(linker->diags->arena, provision->topic));
		return;
	}
	provision->act = find_act(linker, provision->node, provision->act_id);
	check_words(linker, provision->words);
	check_words(linker, provision->subjects);
	for (size_t i = 0; i < provision->step_count; i++) {
		struct provision_step *step = &provision->steps[i];
		step->provision = provision;
		check_period(linker, step->node, step->from, step->until);
		if (!is_cite(step->cite))
			report(linker, step->node, msg(MSG_REGISTRY_WRITE_CITE));
		if (i && (!step[-1].until.year || date_compare(step->from, step[-1].until) <= 0))
			report(linker, step->node, msg_registry_provision_overlaps(linker->diags->arena, provision->topic));
		const char *key = arena_printf(linker->arena, "%s%s", provision->act_id, step->cite);
		struct provision_step *first = map_put(&linker->registry->cites, key, step);
		if (first) {
			step->next = first->next;
			first->next = step;
		}
	}
}

/* ---- processes ---- */

static void link_process(struct linker *linker, const struct law_process *process)
{
	if (!registry_title(linker->registry, process->law))
		report(linker, process->node, msg_registry_no_act(linker->diags->arena, process->law));
	check_words(linker, process->words);
	check_words(linker, process->cites);
	for (size_t i = 0; process->cites && i < process->cites->count; i++)
		if (process->cites->items[i]->kind == NODE_SCALAR && !is_cite(process->cites->items[i]->text))
			report(linker, process->cites->items[i],
			       msg_registry_no_cite(linker->diags->arena, process->cites->items[i]->text));
}

void registry_link(struct arena *arena, struct diags *diags, struct registry *registry)
{
	struct linker linker = {arena, diags, registry};
	for (size_t i = 0; i < registry->act_count; i++)
		link_act(&linker, registry->acts[i]);
	for (size_t i = 0; i < registry->schedule_count; i++)
		link_schedule(&linker, registry->schedules[i]);
	for (size_t i = 0; i < registry->schedule_count; i++)
		if (registry->schedules[i]->name)
			link_rows(&linker, registry->schedules[i]);
	for (size_t i = 0; i < registry->provision_count; i++)
		link_provision(&linker, registry->provisions[i]);
	for (size_t i = 0; i < registry->process_count; i++)
		link_process(&linker, &registry->processes[i]);
}
