/* The names by which a filled-in workbook is read back, and the words of its drop-downs. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

enum { NAME_LIMIT = 240 }; /* Excel's */

/* Letters, digits, periods and underscores; brackets of repetitions turn into _. */
static void put_name(struct buf *out, const char *key)
{
	for (const char *at = key; *at; at++) {
		bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
		if (letter || *at == '.' || (unsigned char)*at >= 0x80)
			buf_putc(out, *at);
		else if (*at != ']')
			buf_putc(out, '_');
	}
}

void page_name(struct planner *planner, uint32_t first, uint16_t column, const char *key, const char *suffix)
{
	struct buf buf = BUF_INIT;
	buf_puts(&buf, "item.");
	put_name(&buf, key);
	size_t length = utf8_prefix(buf_text(&buf), buf.length, NAME_LIMIT - strlen(suffix));
	const char *base = arena_printf(planner->arena, "%.*s%s", (int)length, buf_text(&buf), suffix);
	const char *unlike = base;
	buf_free(&buf);
	for (size_t n = 2; map_put(&planner->names, unlike, planner); n++)
		unlike = arena_printf(planner->arena, "%s__%zu", base, n);
	struct plan_name name = {.name = unlike, .key = key, .sheet = planner->plan->sheets.count - 1};
	name.range = (struct plan_range){first, page_row(planner) - 1, column, column};
	list_push(planner->arena, &planner->plan->names, name);
}

size_t page_list(struct planner *planner, const char *const *items, size_t count)
{
	struct buf key = BUF_INIT;
	for (size_t i = 0; i < count; i++)
		buf_printf(&key, "%s\n", items[i]);
	size_t *index = map_get(&planner->lists, buf_text(&key));
	if (!index) {
		const struct plan_list *last =
		    planner->plan->lists.count ? &planner->plan->lists.items[planner->plan->lists.count - 1] : NULL;
		struct plan_list list = {items, count, last ? last->first + last->count : 0};
		list_push(planner->arena, &planner->plan->lists, list);
		index = arena_new_object(planner->arena, size_t);
		*index = planner->plan->lists.count;
		map_put(&planner->lists, arena_string(planner->arena, buf_text(&key)), index);
	}
	buf_free(&key);
	return *index;
}
