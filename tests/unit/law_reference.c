/* The registry against an independent copy of the facts: the tables of the folder SHIKII_REFERENCE, row by row. Where there
 * is none the tests are skipped, and say so. */
#include "unit/law_fixture.h"

TestSuite(law_reference, .init = fixture_open, .fini = fixture_close);

/* ---- tables ---- */

enum { COLUMNS = 16, LINES = 800 };

struct table {
	const char *names[COLUMNS];
	const char *cells[LINES][COLUMNS];
	size_t columns, count;
};

static size_t split(char *line, const char *cells[COLUMNS])
{
	size_t count = 0;
	for (char *at = line; at && count < COLUMNS; count++) {
		cells[count] = at;
		at = strchr(at, '\t');
		if (at)
			*at++ = '\0';
	}
	return count;
}

static const struct table *table_open(const char *name)
{
	const char *folder = getenv("SHIKII_REFERENCE");
	const char *text = folder ? file_text(arena, arena_printf(arena, "%s/law/%s.tsv", folder, name)) : NULL;
	if (!text)
		cr_skip_test("SHIKII_REFERENCE に法令の表がないので、この試験はしません");
	law_open();
	struct table *table = arena_new_object(arena, struct table);
	char *at = arena_string(arena, text);
	for (size_t line = 0; at && *at; line++) {
		char *end = strchr(at, '\n');
		if (end)
			*end = '\0';
		at[strcspn(at, "\r")] = '\0';
		cr_assert_lt(line, LINES, "%s", name);
		if (line == 0)
			table->columns = split(at, table->names);
		else
			split(at, table->cells[table->count++]);
		at = end ? end + 1 : NULL;
	}
	cr_assert_gt(table->count, 0, "%s", name);
	return table;
}

static const char *cell(const struct table *table, size_t line, const char *column)
{
	for (size_t i = 0; i < table->columns; i++)
		if (strcmp(table->names[i], column) == 0)
			return table->cells[line][i] ? table->cells[line][i] : "";
	cr_assert(false, "%s", column);
	return "";
}

static bool is_same(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static const char *iso(struct date day)
{
	struct buf text = BUF_INIT;
	if (day.year)
		date_print_iso(day, &text);
	const char *copy = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return copy;
}

/* The next of the parts of a cell between |; NULL at the end. */
static const char *next_part(const char **at)
{
	if (!*at)
		return NULL;
	size_t length = strcspn(*at, "|");
	const char *part = arena_copy(arena, *at, length);
	*at = (*at)[length] ? *at + length + 1 : NULL;
	return part;
}

static const struct schedule *schedule_of(const char *id)
{
	const struct schedule *schedule = map_get(&law->registry->schedule_index, id);
	cr_assert(schedule, "%s", id);
	return schedule;
}

/* ---- rows ---- */

static void expect_successors(const char *name, const char *id, const char *old_column, const char *new_column)
{
	const struct table *table = table_open(name);
	const struct schedule *schedule = schedule_of(id);
	for (size_t i = 0; i < table->count; i++) {
		const char *number = cell(table, i, old_column), *to = cell(table, i, new_column);
		const struct law_row *row = schedule_row(schedule, number);
		cr_assert(row, "%s %s", id, number);
		cr_expect(is_same(row->to, *to == '(' ? "" : to), "%s %s: %s for %s", id, number, row->to, to);
	}
	cr_expect_eq(schedule->row_count, table->count);
}

Test(law_reference, rows_of_the_first_schedule_went_on_to)
{
	expect_successors("map_beppyo1_to_beppyo", "bango-1", "old_beppyo1_item", "new_beppyo_item");
}

Test(law_reference, rows_of_the_second_schedule_went_on_to)
{
	expect_successors("map_beppyo2_to_teikyo", "bango-2", "old_beppyo2_item", "new_table_item");
}

static void expect_old_rows(const char *name, const char *id, const char *body)
{
	const struct table *table = table_open(name);
	for (size_t i = 0; i < table->count; i++) {
		const char *number = cell(table, i, "item_no"), *title = cell(table, i, "law_name");
		const struct law_row *row = schedule_row(schedule_of(id), number);
		cr_assert(row, "%s %s", id, number);
		if (row->deleted)
			continue;
		cr_expect(!row->law || !*title || strstr(title, row->law), "%s %s: %s for %s", id, number, row->law, title);
		cr_expect(is_same(row->body, cell(table, i, body)), "%s %s: %s", id, number, row->body);
	}
}

Test(law_reference, laws_and_bodies_of_the_first_schedule)
{
	expect_old_rows("bango_beppyo1_old", "bango-1", "actor");
}

Test(law_reference, laws_and_bodies_of_the_second_schedule)
{
	expect_old_rows("bango_beppyo2_old", "bango-2", "inquirer");
}

/* The row's period that holds on the day. */
static const struct law_row *row_on(const char *id, const char *number, const char *day)
{
	return schedule_row_on(schedule_of(id), number, day_of(day));
}

/* 健康保険法（大正11年法律第70号）: the title stands in the row, with the number there or in the registry. */
static bool has_law(const struct law_row *row, const char *written)
{
	for (size_t i = 0; i < words_count(row->laws); i++) {
		const char *title = words_at(row->laws, i);
		const struct act *act = registry_title(law->registry, title);
		if (is_same(title, written) || (act && is_same(arena_printf(arena, "%s（%s）", title, act->number), written)))
			return true;
	}
	return false;
}

static void expect_laws(const struct table *table, size_t line, const struct law_row *row)
{
	size_t count = 0;
	const char *rest = cell(table, line, "laws");
	for (const char *part; (part = next_part(&rest)) && *part; count++)
		cr_expect(has_law(row, part), "%s %s: %s", cell(table, line, "table"), row->number, part);
	cr_expect_eq(words_count(row->laws), count, "%s %s", cell(table, line, "table"), row->number);
}

Test(law_reference, laws_and_days_of_rows)
{
	const struct table *table = table_open("beppyo_rows_laws");
	size_t counts[2] = {0};
	for (size_t i = 0; i < table->count; i++) {
		bool order = strstr(cell(table, i, "table"), "提供命令") != NULL;
		const char *number = cell(table, i, "item_no"), *from = cell(table, i, "in_force_from");
		const char *until = cell(table, i, "in_force_to"), *moved = cell(table, i, "renumbered");
		if (strcmp(number, "19の4") == 0) {
			counts[0] += *until ? 0 : 1; /* in other words since 2026-06-01, one row all the same */
			continue;
		}
		const struct law_row *row = row_on(order ? "teikyo-2" : "bango-0", number, *from ? from : "2026-02-08");
		cr_assert(row, "%s", number);
		counts[order]++;
		if (*from)
			cr_expect(strcmp(number, "173の2") == 0 || is_same(iso(row->from), from), "%s: %s", number, iso(row->from));
		else
			cr_expect(row->from_unknown || strcmp(number, "173の2") == 0, "%s", number);
		cr_expect(is_same(iso(row->until), until), "%s: %s", number, iso(row->until));
		cr_expect(row->deleted == (strstr(moved, "削除") != NULL), "%s", number);
		if (strstr(moved, "2026-06-01 から "))
			cr_expect(strstr(moved, arena_printf(arena, "から %s の項", row->to ? row->to : "?")), "%s", number);
		expect_laws(table, i, row);
	}
	cr_expect_eq(counts[0], schedule_of("bango-0")->row_count);
	cr_expect_eq(counts[1], schedule_of("teikyo-2")->row_count);
}

static void expect_bodies(const char *name, const char *id, const char *column)
{
	const struct table *table = table_open(name);
	for (size_t i = 0; i < table->count; i++) {
		const struct law_row *row = row_on(id, cell(table, i, "item_no"), "2026-02-08");
		const char *body = cell(table, i, column);
		cr_assert(row, "%s %s", id, cell(table, i, "item_no"));
		if (!row->deleted && !strstr(body, "未取得"))
			cr_expect(is_same(row->body, body), "%s %s: %s for %s", id, row->number, row->body, body);
	}
}

Test(law_reference, bodies_of_the_schedule)
{
	expect_bodies("bango_beppyo_current", "bango-0", "actor");
}

Test(law_reference, bodies_of_the_table)
{
	expect_bodies("teikyo_meirei_table", "teikyo-2", "inquirer");
}

static void expect_order_articles(const char *name, const char *id, const char *column)
{
	const struct table *table = table_open(name);
	size_t told = 0;
	for (size_t i = 0; i < schedule_of(id)->row_count; i++)
		told += schedule_of(id)->rows[i]->order_article != NULL;
	for (size_t i = 0; i < table->count; i++) {
		const struct law_row *row = row_on(id, cell(table, i, column), "2026-02-08");
		if (row && row->order_article && is_same(row->order_article, cell(table, i, "article")))
			told--;
		else
			cr_expect(!row || !row->order_article || row->deleted, "%s %s: %s for %s", id, row->number,
			          row->order_article, cell(table, i, "article"));
	}
	cr_expect_eq(told, 0, "%s", id);
}

Test(law_reference, articles_of_the_order_about_rows)
{
	expect_order_articles("beppyo_meirei_articles", "bango-0", "beppyo_item_no");
}

Test(law_reference, articles_of_the_table_about_rows)
{
	expect_order_articles("teikyo_meirei_articles", "teikyo-2", "table_item_no");
}

/* ---- changes ---- */

/* 番号法別表の14の3の項 → 14の3; NULL: no row of that table. */
static const char *row_number(const char *place)
{
	static const char head[] = "番号法別表の", tail[] = "の項";
	size_t length = strlen(place);
	if (strncmp(place, head, strlen(head)) != 0 || length < strlen(head) + strlen(tail) || strstr(place, "・"))
		return NULL;
	return arena_copy(arena, place + strlen(head), length - strlen(head) - strlen(tail));
}

static void expect_change(const struct table *table, size_t line)
{
	const char *kind = cell(table, line, "kind"), *day = cell(table, line, "effective_from");
	const char *place = cell(table, line, "place"), *old = cell(table, line, "old_place");
	const char *before = iso(date_add(day_of(day), 0, 0, -1)), *by = cell(table, line, "amending_law");
	const char *number = row_number(place), *old_number = row_number(old);
	if (strcmp(kind, "paragraph-shift") == 0 && *old) {
		const struct provision_step *step =
		    registry_step(law->registry, map_get(&law->registry->act_index, "bango"), place + strlen("番号法"));
		while (step && !is_same(iso(step->from), day))
			step = step->next;
		cr_assert(step, "%s", place);
		cr_expect(strncmp(by, step->by, strlen(step->by)) == 0, "%s: %s", place, step->by);
		cr_expect(is_same(step[-1].cite, old + strlen("番号法")), "%s: %s", place, step[-1].cite);
		cr_expect(is_same(iso(step[-1].until), before), "%s: %s", place, iso(step[-1].until));
	} else if (strcmp(kind, "row-added") == 0 && number) {
		const struct law_row *row = row_on("bango-0", number, day);
		cr_assert(row && is_same(iso(row->from), day), "%s", place);
		cr_expect(!row->by || row->until.year || strncmp(by, row->by, strlen(row->by)) == 0, "%s: %s", place, row->by);
	} else if (strcmp(kind, "row-renumbered") == 0) {
		cr_expect_str_eq(states(arena_printf(arena, "%s", old), before), "in-force", "%s", old);
		const struct law_row *row = row_on("bango-0", old_number, before);
		cr_expect(is_same(iso(row->until), before) && is_same(row->to, number), "%s: %s %s", old, iso(row->until),
		          row->to);
		cr_expect(is_same(row->law, row_on("bango-0", number, day)->law), "%s", old);
	} else if (strcmp(kind, "row-deleted") == 0) {
		cr_expect(is_same(iso(row_on("bango-0", old_number, before)->until), before), "%s", old);
	} else if (strcmp(kind, "row-reworded") == 0 && number && strcmp(day, "2026-07-17") < 0 &&
	           !strstr(cell(table, line, "subject"), "内容は同じ") && is_same(place, old)) {
		const struct law_row *row = row_on("bango-0", number, day);
		cr_expect(node_get(row->changed, day), "%s %s", place, day);
	}
}

Test(law_reference, changes_of_the_act)
{
	const struct table *table = table_open("bango_changes_2026");
	for (size_t i = 0; i < table->count; i++)
		expect_change(table, i);
}

/* The step of a topic that holds on a day, or NULL. */
static const char *cite_on(const char *topic, const char *day)
{
	const struct provision *provision = map_get(&law->registry->provision_index, topic);
	for (size_t i = 0; provision && i < provision->step_count; i++)
		if (period_holds(provision->steps[i].from, provision->steps[i].until, day_of(day)))
			return provision->steps[i].cite;
	return NULL;
}

Test(law_reference, items_of_the_article)
{
	const struct table *table = table_open("bango_art19_items");
	for (size_t i = 0; i < table->count; i++) {
		const char *topic = cell(table, i, "topic"), *until = cell(table, i, "effective_to");
		const char *cite = arena_printf(arena, "第%s条第%s号", cell(table, i, "article"), cell(table, i, "item"));
		const char *days[] = {cell(table, i, "effective_from"), *until ? until : "2026-07-17"};
		for (size_t j = 0; j < 2; j++)
			cr_expect(is_same(cite_on(topic, days[j]), cite), "%s %s: %s for %s", topic, days[j],
			          cite_on(topic, days[j]), cite);
	}
}

/* The table has the last possible day for the shift of 第2条; see bango_changes_2026. */
static const char *right_day(const char *day)
{
	return is_same(day, "2025-06-06") ? "2025-04-01" : is_same(day, "2025-06-05") ? "2025-03-31" : day;
}

Test(law_reference, provisions_that_moved)
{
	const struct table *table = table_open("bango_article_map");
	size_t met = 0;
	for (size_t i = 0; i < table->count; i++) {
		const char *topic = cell(table, i, "topic"), *cite = cell(table, i, "cite");
		const char *until = right_day(cell(table, i, "effective_to"));
		if (!map_get(&law->registry->provision_index, topic) || strchr(cite, ' '))
			continue;
		const char *days[] = {right_day(cell(table, i, "effective_from")), *until ? until : "2026-07-17"};
		for (size_t j = 0; j < 2; j++)
			cr_expect(is_same(cite_on(topic, days[j]), cite + strlen("番号法")), "%s %s: %s", topic, days[j],
			          cite_on(topic, days[j]));
		met++;
	}
	cr_expect_gt(met, 40);
}

/* ---- laws ---- */

static void expect_alias(const struct act *act, const char *alias, const char *certainty)
{
	const char *cite = canonicals(arena_printf(arena, "%s第1条", alias));
	cr_expect_str_eq(cite, arena_printf(arena, "%s第1条", act->short_name), "%s", alias);
	struct citation_list list = citations_in(arena_printf(arena, "%s第1条", alias));
	if (list.count && strncmp(certainty, "confirmed", strlen("confirmed")) == 0)
		cr_expect(!list.items[0].guess, "%s", alias);
}

static void expect_names(const struct table *table, size_t line)
{
	const char *title = cell(table, line, "title");
	const struct act *act = registry_title(law->registry, title);
	cr_assert(act, "%s", title);
	cr_expect(is_same(act->number, cell(table, line, "law_number")), "%s: %s", title, act->number);
	cr_expect(is_same(act->egov, cell(table, line, "law_id")), "%s: %s", title, act->egov);
	const char *aliases = cell(table, line, "aliases"), *certainties = cell(table, line, "alias_confidence");
	for (const char *alias; (alias = next_part(&aliases)) && *alias;) {
		const char *certainty = next_part(&certainties);
		bool latin = strchr("DJ\xef", *alias) != NULL; /* such names are not read */
		if (!latin)
			expect_alias(act, alias, certainty);
	}
}

Test(law_reference, names_numbers_and_abbreviations)
{
	const struct table *table = table_open("law_names_more");
	for (size_t i = 0; i < table->count; i++)
		expect_names(table, i);
}

/* 個人番号法: from memory alone. It is read, and decides nothing. */
Test(law_reference, guessed_abbreviations_decide_nothing)
{
	const struct table *table = table_open("law_names_more");
	size_t guesses = 0;
	for (size_t i = 0; i < law->registry->act_count; i++) {
		const struct node *names = law->registry->acts[i]->guesses;
		for (size_t j = 0; names && j < names->count; j++, guesses++)
			cr_expect_str_eq(states(arena_printf(arena, "%s第1条", node_member_text(names, j, NULL)), "2026-02-08"),
			                 "unknown", "%s", node_member_text(names, j, NULL));
	}
	cr_expect_gt(guesses, 90);
	cr_expect_gt(table->count, 300);
}

Test(law_reference, names_of_the_first_table)
{
	const struct table *table = table_open("law_names");
	for (size_t i = 0; i < table->count; i++) {
		const char *title = cell(table, i, "title"), *until = cell(table, i, "title_effective_to");
		const struct act *act = registry_title(law->registry, title);
		cr_assert(act, "%s", title);
		cr_expect(is_same(act->number, cell(table, i, "law_number")), "%s: %s", title, act->number);
		cr_expect(is_same(iso(act->until), until), "%s: %s", title, iso(act->until));
		if (*until)
			cr_expect(act->successor && is_same(act->successor->title, cell(table, i, "successor")), "%s", title);
	}
}

static const char *articles_of(const struct act *act, const char *day)
{
	const struct node *list = act ? node_get(act->articles, day) : NULL;
	return list ? list->text : "";
}

static void expect_articles(const char *name, const char *not_this)
{
	const struct table *table = table_open(name);
	for (size_t i = 0; i < table->count; i++) {
		const char *title = cell(table, i, "title");
		if (!is_same(title, not_this))
			cr_expect(is_same(articles_of(registry_title(law->registry, title), cell(table, i, "as_of")),
			                  cell(table, i, "articles")),
			          "%s", title);
	}
}

Test(law_reference, articles_of_laws)
{
	expect_articles("law_articles", "住民基本台帳法施行令"); /* mended in the next */
}

Test(law_reference, articles_of_more_laws)
{
	expect_articles("law_articles_more", "");
}

/* An article list holds since the last amendment before it, to the day before the next. */
Test(law_reference, days_of_amendments)
{
	const struct table *table = table_open("law_versions");
	for (size_t i = 0; i < law->registry->act_count; i++) {
		const struct act *act = law->registry->acts[i];
		const char *last = "";
		for (size_t j = 0; act->since.year && j < table->count; j++) {
			const char *day = cell(table, j, "in_force_from");
			if (is_same(cell(table, j, "law_id"), act->egov) && !strstr(cell(table, j, "status"), "見込み")) {
				last = strcmp(day, "2026-02-08") <= 0 && strcmp(day, last) > 0 ? day : last;
				cr_expect(strcmp(day, "2026-02-08") <= 0 || strcmp(day, iso(act->known_to)) > 0, "%s: %s", act->title,
				          day);
			}
		}
		if (act->since.year && !is_same(act->id, "meirei5"))
			cr_expect(is_same(iso(act->since), last), "%s: %s for %s", act->title, iso(act->since), last);
	}
}

Test(law_reference, ends_of_the_sections_of_the_tax_law)
{
	const struct table *table = table_open("chihouzeihou_toc");
	const struct act *act = registry_title(law->registry, "地方税法");
	bool sure;
	for (size_t i = 0; i < table->count; i++) {
		const char *ends[] = {cell(table, i, "article_from"), cell(table, i, "article_to")};
		for (size_t j = 0; j < 2; j++)
			if (*ends[j] && strspn(ends[j], "0123456789"))
				cr_expect_eq(act_article(act, ends[j], day_of("2026-09-24"), &sure), PRESENT, "%s", ends[j]);
	}
	cr_expect_eq(act_article(act, "20の11", day_of("2026-09-24"), &sure), PRESENCE_UNKNOWN);
}
