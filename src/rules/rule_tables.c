/* `tables:` of a rule file. */
#include "base/messages/rule.h"
#include "rules/rule_load.h"
#include "yaml/fields.h"

/* name: {columns: [a, b], rows: [[1, 2], …]} → a list of records of text. */
static struct rule_table *table_load(struct rule_loader *loader, const char *name, const struct node *node)
{
	struct table_entry {
		const struct node *columns, *rows;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"columns", FIELD_CLOSED_LIST, true, offsetof(struct table_entry, columns)},
	    {"rows", FIELD_CLOSED_LIST, true, offsetof(struct table_entry, rows)},
	};
	if (!fields_read(loader->reader.diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	struct field *fields = arena_array(loader->reader.arena, struct field, entry.columns->count);
	for (size_t i = 0; i < entry.columns->count; i++) {
		const char *column = node_member_text(entry.columns, i, NULL);
		fields[i] = (struct field){column, column, &type_text};
	}
	struct type *type = arena_new_object(loader->reader.arena, struct type);
	*type = (struct type){.kind = TYPE_RECORD, .name = name, .fields = fields, .field_count = entry.columns->count};
	struct value_list *list = arena_new_object(loader->reader.arena, struct value_list);
	list->items = arena_array(loader->reader.arena, struct value, entry.rows->count);
	for (size_t i = 0; i < entry.rows->count; i++) {
		const struct node row = node_member_alone(entry.rows, i);
		if (row.kind != NODE_SEQUENCE || row.count != type->field_count) {
			rule_refuse(&loader->reader, &row, msg(MSG_RULE_COLUMNS));
			return NULL;
		}
		struct record *record = arena_new_object(loader->reader.arena, struct record);
		record->type = type;
		record->values = arena_array(loader->reader.arena, struct value, row.count);
		for (size_t j = 0; j < row.count; j++) {
			const char *text = node_member_text(&row, j, NULL);
			record->values[j] = value_text(text ? text : "");
		}
		list->items[list->count++] = (struct value){.kind = VALUE_RECORD, .record = record};
	}
	struct rule_table *table = arena_new_object(loader->reader.arena, struct rule_table);
	*table = (struct rule_table){name, rule_list_type(loader->reader.arena, type), {.kind = VALUE_LIST, .list = list}};
	return table;
}

bool rule_tables_load(struct rule_loader *loader, const struct node *node)
{
	size_t count = node ? node->count : 0;
	loader->tables = arena_array(loader->reader.arena, const struct rule_table *, count);
	loader->table_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct node member = node_member_alone(node, i);
		struct rule_table *table = table_load(loader, node_member_key(node, i), &member);
		if (!table)
			return false;
		loader->tables[loader->table_count++] = table;
	}
	return true;
}
