#ifndef SHIKII_RENDER_FIGURE_H
#define SHIKII_RENDER_FIGURE_H

#include "model/flow.h"
#include "render/figure_style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The picture of a process: 本人 and sources → systems and files inside the body's frame → 提供先 and 移転先, networks
 * between them, 委託先 below. It is a grid of columns and rows, the same for pages and workbooks. */
enum figure_lane { LANE_LEFT, LANE_FRAME, LANE_RIGHT, LANE_CONTRACTS, LANE_COUNT };

struct figure_box {
	enum figure_lane lane;
	bool file;    /* else a system; LANE_FRAME */
	bool between; /* a system that is a network: it stands between a party and the frame; LANE_LEFT */
	const struct figure_box *beside;     /* between: the party whose rows it shares, or NULL */
	const char *text;                    /* paragraphs */
	const char *numbers;                 /* of steps that touch it and stand at no arrow of its own, "" for none */
	const struct figure_network *via;    /* parties: what lies between them and the body, or NULL */
	size_t left, right;                  /* links at its sides, */
	size_t numbered;                     /* those that have a number beside it */
	size_t lines;                        /* of its text with the numbers */
	uint32_t column, columns, row, rows; /* on the grid */
	const char *id;                      /* n1 */
	const struct flow_end *ends;         /* what of the flow it stands for, */
	size_t end_count;                    /* a group of recipients: several */
	bool linked;
};

/* An arrow; either end is a box or, where no step tells which system takes part, the frame (NULL). */
struct figure_link {
	const struct figure_box *from, *to;
	const char *number, *what; /* "" for nothing */
	bool drawn;                /* as an arrow: one at least of its ends is in the frame or between, none is a contract;
	                              others are told by their numbers */
	uint32_t row;              /* of its end at a party */
};

/* A network that parties are reached through, beside the lane of these. */
struct figure_bar {
	const struct figure_network *network;
	enum figure_lane lane;
	uint32_t row, rows;
};

struct figure {
	const struct figure_style *style;
	const char *title, *frame; /* of the whole, of the body's frame */
	const struct flow_step **steps;
	size_t step_count;
	struct {
		struct figure_box **items;
		size_t count, capacity;
	} boxes;
	struct {
		struct figure_link *items;
		size_t count, capacity;
	} links;
	struct {
		struct figure_bar *items;
		size_t count, capacity;
	} bars;
	/* Recipients of which not all are named in their box: every one. */
	struct figure_list {
		const char *title;
		const char *const *names;
		size_t count;
	} * lists;
	size_t list_count;
	uint32_t frame_rows; /* from row 0 */
	uint32_t rows;
};

/* One for each Ⅱ that `flow` or, where it tells nothing, the model knows of. */
struct figures {
	const struct figure **items;
	size_t count;
};
struct figures figures_of(struct arena *arena, const struct figure_style *style, const struct model *model);

/* Gives every box and link its place. */
void figure_place(struct arena *arena, struct figure *figure);

/* Its lanes: the first column and the number of columns. */
struct figure_span {
	uint32_t column, columns;
};
struct figure_span figure_party_span(const struct figure_style *style, enum figure_lane lane);
struct figure_span figure_network_span(const struct figure_style *style, enum figure_lane lane);
struct figure_span figure_box_span(const struct figure_style *style);
struct figure_span figure_frame_span(const struct figure_style *style);

/* The text of a box as it is printed: with the numbers behind it. */
const char *figure_box_text(struct arena *arena, const struct figure_box *box);

#endif
