#ifndef SHIKII_RENDER_FIGURE_STYLE_H
#define SHIKII_RENDER_FIGURE_STYLE_H

#include "base/diag.h"
#include "base/source.h"
#include "yaml/node.h"

#include <stddef.h>
#include <stdint.h>

struct regex;

/* How the picture of a process is laid out: templates/figure.yaml. */
struct figure_style {
	struct {
		int64_t column, row; /* of the grid, in tenths of a millimetre */
		int64_t text;        /* size of the letters, the same */
	} grid;
	struct {
		int64_t party, gap, network, track, box, inner; /* in columns of the grid */
	} lanes;
	int64_t contractors;  /* side by side */
	int64_t names;        /* of recipients that stand in one box */
	struct regex *ground; /* the part of a legal basis by which recipients stand in one box */
	const struct figure_network {
		const char *name;
		const struct node *words; /* by which it is known in names and means */
	} * networks;
	size_t network_count;
};

/* Reports mistakes, returns NULL when there were any. */
const struct figure_style *figure_style_load(struct arena *arena, struct diags *diags, const struct source *source);

/* The network that these words tell of, or NULL. */
const struct figure_network *figure_network_of(const struct figure_style *style, const char *words);

/* The legal basis, or what of it counts: in `arena`. */
const char *figure_ground(struct arena *arena, const struct figure_style *style, const char *basis);

#endif
