/* templates/figure.yaml → struct figure_style. */
#include "render/figure_style.h"

#include "base/messages/xlsx_layout.h"
#include "lang/matcher.h"
#include "yaml/fields.h"

#include <stdbool.h>
#include <string.h>

/* A length or number of the file is from 1 to this; steps of a search in a legal basis. */
enum { LENGTH_LIMIT = 400, SEARCH_LIMIT = 100000 };

/* NOLINTBEGIN(bugprone-macro-parentheses): a member */
#define LENGTH(part, name)                                                                                             \
	{                                                                                                                  \
#name, FIELD_NUMBER, true, offsetof(struct figure_style, part.name)                                            \
	}
/* NOLINTEND(bugprone-macro-parentheses) */
#define COUNT(specs) (sizeof(specs) / sizeof *(specs))

static bool lengths_read(struct diags *diags, const struct node *node, const struct field_spec *specs, size_t count,
                         void *object)
{
	if (!fields_read(diags, node, specs, count, object))
		return false;
	for (size_t i = 0; i < count; i++) {
		int64_t length;
		memcpy(&length, (const char *)object + specs[i].offset, sizeof length);
		if (length >= 1 && length <= LENGTH_LIMIT)
			continue;
		diag_add(diags, DIAG_DATA_VALUE, node_place(node_get(node, specs[i].name)), msg(MSG_XLSX_LAYOUT_LENGTH));
		return false;
	}
	return true;
}

static bool networks_load(struct arena *arena, struct diags *diags, const struct node *node, struct figure_style *style)
{
	static const struct field_spec specs[] = {
	    {"name", FIELD_STRING, true, offsetof(struct figure_network, name)},
	    {"words", FIELD_LIST, true, offsetof(struct figure_network, words)},
	};
	struct figure_network *networks = arena_array(arena, struct figure_network, node->count);
	bool good = true;
	for (size_t i = 0; i < node->count; i++)
		good &= fields_read(diags, node->items[i], specs, COUNT(specs), &networks[i]);
	style->networks = networks;
	style->network_count = node->count;
	return good;
}

const struct figure_style *figure_style_load(struct arena *arena, struct diags *diags, const struct source *source)
{
	static const struct field_spec grid[] = {LENGTH(grid, column), LENGTH(grid, row), LENGTH(grid, text)};
	static const struct field_spec lanes[] = {LENGTH(lanes, party), LENGTH(lanes, gap), LENGTH(lanes, network),
	                                          LENGTH(lanes, track), LENGTH(lanes, box), LENGTH(lanes, inner)};
	struct parts_entry {
		const struct node *grid, *lanes, *ground, *networks;
		int64_t contractors, names;
	} parts = {0};
	static const struct field_spec specs[] = {
	    {"grid", FIELD_MAP, true, offsetof(struct parts_entry, grid)},
	    {"lanes", FIELD_MAP, true, offsetof(struct parts_entry, lanes)},
	    {"ground", FIELD_SCALAR, true, offsetof(struct parts_entry, ground)},
	    {"networks", FIELD_LIST, true, offsetof(struct parts_entry, networks)},
	    {"contractors", FIELD_NUMBER, true, offsetof(struct parts_entry, contractors)},
	    {"names", FIELD_NUMBER, true, offsetof(struct parts_entry, names)},
	};
	const struct node *root = node_read(arena, diags, source);
	if (!root || !fields_read(diags, root, specs, COUNT(specs), &parts))
		return NULL;
	struct figure_style *style = arena_new_object(arena, struct figure_style);
	style->contractors = parts.contractors;
	style->names = parts.names;
	bool good = lengths_read(diags, parts.grid, grid, COUNT(grid), style);
	good &= lengths_read(diags, parts.lanes, lanes, COUNT(lanes), style);
	good &= networks_load(arena, diags, parts.networks, style);
	style->ground = regex_compile(arena, diags, parts.ground);
	return good && style->ground ? style : NULL;
}

const struct figure_network *figure_network_of(const struct figure_style *style, const char *words)
{
	for (size_t i = 0; i < style->network_count; i++)
		for (size_t j = 0; j < style->networks[i].words->count; j++)
			if (strstr(words, style->networks[i].words->items[j]->text))
				return &style->networks[i];
	return NULL;
}

const char *figure_ground(struct arena *arena, const struct figure_style *style, const char *basis)
{
	size_t length = strcspn(basis, "\n");
	struct matcher matcher;
	matcher_open(&matcher, SEARCH_LIMIT);
	if (matcher_find(&matcher, style->ground, basis, length, 0) > 0) {
		const PCRE2_SIZE *found = pcre2_get_ovector_pointer(matcher.data);
		length = found[1];
	}
	matcher_close(&matcher);
	return arena_copy(arena, basis, length);
}
