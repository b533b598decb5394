/* Entries of the registry → entries that point to each other. A mistake in the law's data would become a wrong finding
 * about somebody's sheet, so it ends the run: with file, line and column. */
#include "law/registry_check.h"

#include "law/folded.h"

#include <string.h>

struct linker {
	struct arena *arena;
	struct diags *diags;
	struct registry *registry;
};

__attribute__((format(printf, 3, 4))) static void report(struct linker *linker, const struct node *node,
                                                         const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	const char *message = arena_vprintf(linker->diags->arena, format, arguments);
	va_end(arguments);
	diag_add(linker->diags, DIAG_LAW_REGISTRY, node_place(node), "%s", message);
}

static void check_period(struct linker *linker, const struct node *node, struct date from, struct date until)
{
	if (from.year && until.year && date_compare(until, from) < 0)
		report(linker, node, "終わりの日が始まりの日より前です");
}

static const struct act *find_act(struct linker *linker, const struct node *node, const char *id)
{
	const struct act *act = map_get(&linker->registry->act_index, id);
	if (!act)
		report(linker, node, "法令「%s」がありません", id);
	return act;
}

static enum law_end end_of(struct linker *linker, const struct node *node, const char *ended, struct date until)
{
	if (ended && strcmp(ended, "moved") != 0 && strcmp(ended, "repealed") != 0)
		report(linker, node, "「ended」は moved か repealed です");
	if (!until.year)
		return LAW_GOES_ON;
	return ended && strcmp(ended, "moved") == 0 ? LAW_MOVED : LAW_REPEALED;
}

static void link_act(struct linker *linker, struct act *act)
{
	if (!act->title || !act->number) {
		report(linker, act->node, "法令「%s」に title か number がありません", act->id);
		return;
	}
	if (!act->short_name)
		act->short_name = act->title;
	check_period(linker, act->node, act->from, act->until);
	act->end = end_of(linker, act->node, act->ended, act->until);
	if (act->of)
		act->parent = find_act(linker, act->node, act->of);
	if (act->to)
		act->successor = find_act(linker, act->node, act->to);
	for (size_t i = 0; act->articles && i < act->articles->count; i++) {
		const struct node *list = act->articles->items[i];
		struct date day;
		if (list->kind != NODE_SCALAR || date_parse(&(struct calendar){0}, list->key->text, &day) != DATE_OK)
			report(linker, list, "articles には「日付: 条の一覧」を書きます");
	}
}

static void check_overlap(struct linker *linker, const struct law_row *row)
{
	for (const struct law_row *other = row->next; other; other = other->next) {
		const struct law_row *early = date_compare(row->from, other->from) <= 0 ? row : other;
		const struct law_row *late = early == row ? other : row;
		if (!early->until.year || date_compare(late->from, early->until) <= 0)
			report(linker, late->node, "「%sの項」の期間が、同じ番号の項の期間と重なっています", row->number);
	}
}

static void link_rows(struct linker *linker, struct schedule *schedule)
{
	const struct schedule *target = schedule->successor ? schedule->successor : schedule;
	for (size_t i = 0; i < schedule->row_count; i++) {
		const struct law_row *row = schedule->rows[i];
		check_period(linker, row->node, row->from, row->until);
		check_overlap(linker, row);
		if (row->to && !schedule_row(target, row->to))
			report(linker, row->node, "行き先の「%sの項」が%sにありません", row->to, target->name);
	}
}

static void link_schedule(struct linker *linker, struct schedule *schedule)
{
	if (!schedule->name || !schedule->act_id) {
		report(linker, schedule->node, "表「%s」に name か act がありません", schedule->id);
		return;
	}
	schedule->act = find_act(linker, schedule->node, schedule->act_id);
	schedule->folded = fold_text(linker->arena, schedule->name, strlen(schedule->name), false).text;
	if (schedule->order_id)
		schedule->order = find_act(linker, schedule->node, schedule->order_id);
	check_period(linker, schedule->node, schedule->from, schedule->until);
	schedule->end = end_of(linker, schedule->node, schedule->ended, schedule->until);
	if (schedule->to) {
		schedule->successor = map_get(&linker->registry->schedule_index, schedule->to);
		if (!schedule->successor)
			report(linker, schedule->node, "行き先の表「%s」がありません", schedule->to);
		else if (!schedule->successor->name)
			schedule->successor = NULL; /* reported on its own */
	}
}

static void link_provision(struct linker *linker, struct provision *provision)
{
	if (!provision->act_id) {
		report(linker, provision->node, "「%s」に act がありません", provision->topic);
		return;
	}
	provision->act = find_act(linker, provision->node, provision->act_id);
	for (size_t i = 0; i < provision->step_count; i++) {
		struct provision_step *step = &provision->steps[i];
		step->provision = provision;
		check_period(linker, step->node, step->from, step->until);
		if (i && (!step[-1].until.year || date_compare(step->from, step[-1].until) <= 0))
			report(linker, step->node, "「%s」の期間が、前の行の期間と重なっています", provision->topic);
		const char *key = arena_printf(linker->arena, "%s%s", provision->act_id, step->cite);
		struct provision_step *first = map_put(&linker->registry->cites, key, step);
		if (first) {
			step->next = first->next;
			first->next = step;
		}
	}
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
}
