/* The records that rules see of printed sheets. */
#include "rules/rule_load.h"

const struct type *rule_list_type(struct arena *arena, const struct type *element)
{
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){.kind = TYPE_LIST, .element = element};
	return type;
}

const struct type *rule_row_type(struct arena *arena)
{
	struct field *fields = arena_array(arena, struct field, ROW_FIELDS);
	fields[ROW_ID] = (struct field){"id", NULL, &type_text};                   /* of the item */
	fields[ROW_NUMBER] = (struct field){"number", NULL, &type_text};           /* official */
	fields[ROW_LABEL] = (struct field){"label", NULL, &type_text};             /* of the item */
	fields[ROW_TEXT] = (struct field){"text", NULL, &type_text};               /* as printed */
	fields[ROW_REQUIRED] = (struct field){"required", NULL, &type_bool};       /* is an answer needed? */
	fields[ROW_ANSWERED] = (struct field){"answered", NULL, &type_bool};       /* is there one? */
	fields[ROW_SIGNIFICANT] = (struct field){"significant", NULL, &type_bool}; /* an item with ※? */
	fields[ROW_UNFILLED] =
	    (struct field){"unfilled", NULL, rule_list_type(arena, &type_text)}; /* boxes whose brackets are empty */
	fields[ROW_BLANK] = (struct field){"blank", NULL, &type_bool};           /* a key without an answer? */
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){.kind = TYPE_RECORD, .name = "row", .fields = fields, .field_count = ROW_FIELDS};
	return type;
}

/* The record of `printed`: our own fields, then those that the sheets of all kinds have. */
const struct type *rule_printed_type(struct arena *arena, const struct schema *schema, const struct type *row,
                                     const struct type *change)
{
	const struct record_type *shared = schema_record(schema, "sheet");
	size_t count = shared ? shared->type.field_count : 0;
	struct field *fields = arena_array(arena, struct field, PRINTED_SHARED + count);
	fields[PRINTED_KIND] = (struct field){"kind", NULL, &type_text};     /* kiso, juten, zenkomoku */
	fields[PRINTED_FORM] = (struct field){"revision", NULL, &type_text}; /* id of the form */
	fields[PRINTED_STYLE] = (struct field){"style", NULL, &type_text};   /* 様式2 */
	fields[PRINTED_PUBLISHED] = (struct field){"published", NULL, &type_date};
	fields[PRINTED_DAY] = (struct field){"day", NULL, &type_date}; /* of publication, or the one it is judged as of */
	fields[PRINTED_PUBLISHING] = (struct field){"publishing", NULL, &type_bool}; /* is it to be published? */
	fields[PRINTED_OWED] = (struct field){"owed", NULL, &type_bool};
	fields[PRINTED_ROWS] = (struct field){"rows", NULL, rule_list_type(arena, row)};
	fields[PRINTED_CHANGES] = (struct field){"changes", NULL, rule_list_type(arena, change)}; /* rows of 変更箇所 */
	for (size_t i = 0; i < count; i++)
		fields[PRINTED_SHARED + i] = shared->type.fields[i];
	struct type *type = arena_new_object(arena, struct type);
	*type =
	    (struct type){.kind = TYPE_RECORD, .name = "printed", .fields = fields, .field_count = PRINTED_SHARED + count};
	return type;
}
