/* The catalogue of processes: each gives a model without mistakes, whose citations are in force on the day. */
#include "begin/begin.h"
#include "base/memory.h"
#include "check/check.h"
#include "check/citations.h"
#include "check/run_rules.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;
static struct diags diags;
static struct official *official;
static struct process_list list;

static void open_catalogue(void)
{
	arena = arena_new();
	diags_init(&diags, arena);
	official = official_load(arena, &diags, &(struct data_folders){0});
	list = processes_load(arena, &diags, &(struct data_folders){0});
	cr_assert(official && official_law(official) && official_rules(official));
	cr_assert_eq(diags.count, 0, "%s", diags.count ? diags.items[0]->message : "");
}

static void close_catalogue(void)
{
	arena_free(arena);
}

TestSuite(begin, .init = open_catalogue, .fini = close_catalogue);

struct size {
	const char *subjects, *handlers;
	const char *kind; /* the highest sheet that is owed */
};

static const struct size sizes[] = {
    {"50,000", "20", "kiso"}, {"200000", "40", "juten"}, {"400,000", "800", "zenkomoku"}};

static struct beginning beginning_of(const struct process *process, const struct size *size, struct date day)
{
	return (struct beginning){.process = process,
	                          .agency = "見本市長",
	                          .subjects = size->subjects,
	                          .handlers = size->handlers,
	                          .incident = "発生なし",
	                          .day = value_date(day),
	                          .law_day = day,
	                          .own_body = true};
}

static const struct assessment *assessed(struct arena *own, struct diags *found, const struct beginning *beginning,
                                         const char *kind)
{
	struct buf text = BUF_INIT, body_text = BUF_INIT;
	struct begun begun;
	cr_assert(begin_model(own, found, official, beginning, &text, &begun), "%s", beginning->process->id);
	begin_body(own, official, beginning, &body_text);
	const struct source *body_source =
	    source_from_memory(own, found, "shikii.yaml", buf_text(&body_text), body_text.length);
	const struct source *source = source_from_memory(own, found, "a.yaml", buf_text(&text), text.length);
	const struct body *body = body_bind(own, found, official->schema, node_read(own, found, body_source));
	const struct model *model = model_bind(own, found, official->schema, body, node_read(own, found, source));
	buf_free(&text);
	buf_free(&body_text);
	cr_assert(model);
	const struct assessment *assessment =
	    assess(own, found, official, model, &(struct assess_options){.as_of = beginning->day});
	size_t count = 0;
	while (begun.kinds[count])
		count++;
	if (beginning->process->exemption)
		cr_assert_eq(count, 0);
	else
		cr_assert_str_eq(begun.kinds[count - 1], kind);
	return assessment;
}

Test(begin, each_process_gives_a_model_without_errors)
{
	cr_assert_geq(list.count, 25);
	for (size_t i = 0; i < list.count; i++)
		for (size_t j = 0; j < sizeof sizes / sizeof *sizes; j++) {
			struct arena *own = arena_new();
			struct diags found;
			diags_init(&found, own);
			const struct beginning beginning = beginning_of(&list.items[i], &sizes[j], (struct date){2026, 2, 1});
			const struct assessment *assessment = assessed(own, &found, &beginning, sizes[j].kind);
			check_assessment(own, &found, official, assessment);
			run_rules(own, &found, official, official_rules(official), assessment, NULL);
			for (size_t k = 0; k < found.count; k++) {
				const struct diag *diag = found.items[k];
				cr_assert_lt(diag->severity, SEVERITY_ERROR, "%s: %s", list.items[i].id, diag->message);
				cr_assert_str_neq(diag->rule, "answer.missing", "%s: %s", list.items[i].id, diag->message);
			}
			arena_free(own);
		}
}

static size_t citations_in_force(const struct process *process, struct date day)
{
	struct arena *own = arena_new();
	struct diags found;
	diags_init(&found, own);
	const struct beginning beginning = beginning_of(process, &sizes[0], day);
	const struct assessment *assessment = assessed(own, &found, &beginning, "kiso");
	const struct cited_list cited =
	    citations_of_assessment(own, official, official_law(official), assessment, &beginning.day);
	for (size_t i = 0; i < cited.count; i++)
		cr_assert_eq(cited.items[i].status.state, LAW_IN_FORCE, "%s, %d: %s", process->id, day.year,
		             cited.items[i].citation.canonical);
	size_t count = cited.count;
	arena_free(own);
	return count;
}

Test(begin, citations_are_in_force_on_the_day)
{
	static const struct date days[] = {{2016, 3, 1}, {2025, 12, 1}, {2026, 6, 1}};
	for (size_t i = 0; i < list.count; i++)
		for (size_t j = 0; j < sizeof days / sizeof *days; j++) {
			size_t count = citations_in_force(&list.items[i], days[j]);
			/* what was in no schedule then: 災害弔慰金 came later */
			cr_expect(count || !list.items[i].use || days[j].year == 2016, "%s", list.items[i].id);
		}
}

static bool is_of_law(const struct schedule *schedule, const struct node *numbers, const char *law)
{
	for (size_t i = 0; numbers && i < numbers->count; i++) {
		const struct law_row *row = schedule_row(schedule, numbers->items[i]->text);
		if (!row || !row_is_of(row, law))
			return false;
	}
	return true;
}

/* The rows that the catalogue names are the registry's of its law, and somebody hands over what it says. */
Test(begin, rows_are_those_of_the_law)
{
	const struct registry *registry = official_law(official)->registry;
	const struct schedule *use = map_get(&registry->schedule_index, "bango-0");
	const struct schedule *table = map_get(&registry->schedule_index, "teikyo-2");
	for (size_t i = 0; i < list.count; i++) {
		const struct process *process = &list.items[i];
		cr_expect(!process->law || registry_title(registry, process->law), "%s", process->id);
		cr_expect(is_of_law(use, process->use, process->law), "%s: use", process->id);
		cr_expect(is_of_law(table, process->asks, process->law), "%s: asks", process->id);
		const struct grounds grounds = grounds_of(arena, registry, process, (struct date){2025, 12, 1}, "?");
		cr_expect(!process->gives || (grounds.linkage && strstr(grounds.linkage, "情報提供の根拠")), "%s", process->id);
		cr_expect(!process->gives || !strstr(grounds.linkage, "?"), "%s", process->id);
	}
}

static const struct grounds *grounds_on(const char *id, int year, int month, int day)
{
	struct grounds *grounds = arena_new_object(arena, struct grounds);
	*grounds = grounds_of(arena, official_law(official)->registry, process_named(&list, id, NULL),
	                      (struct date){year, month, day}, "?");
	return grounds;
}

Test(begin, grounds_follow_the_day)
{
	cr_expect(strstr(grounds_on("kokuho", 2016, 3, 1)->use, "別表第一の30の項"));
	cr_expect(strstr(grounds_on("kokuho", 2025, 12, 1)->use, "別表の44の項"));
	cr_expect(strstr(grounds_on("kokumin-nenkin", 2025, 12, 1)->use, "第24条の2"));
	const char *kaigo = grounds_on("kaigo", 2025, 12, 1)->linkage;
	cr_expect(strstr(kaigo, "番号法第19条第8号"));
	cr_expect(strstr(kaigo, "・131、132の項"));
	cr_expect(strstr(kaigo, "・2、3、7、11、15、42、56、65、69、80、83、86、87、108、115、125、128、132、144、161の項"),
	          "%s", kaigo);
	kaigo = grounds_on("kaigo", 2016, 3, 1)->linkage;
	cr_expect(strstr(kaigo, "番号法第19条第7号　別表第二"), "%s", kaigo);
	cr_expect(strstr(kaigo, "・93、94の項"), "%s", kaigo);
	/* 特別児童扶養手当関係情報 is not 児童扶養手当関係情報 */
	cr_expect(!strstr(grounds_on("jido-fuyo-teate", 2025, 12, 1)->linkage, "、91、"));
	cr_expect(grounds_on("juki", 2025, 12, 1)->use_is_usual);
	cr_expect_null(grounds_on("togo-atena", 2025, 12, 1)->use);
}
