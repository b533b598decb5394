#ifndef SHIKII_IMPORT_WRITE_PARTS_H
#define SHIKII_IMPORT_WRITE_PARTS_H

#include "import/write.h"
#include "lang/expr.h"
#include "yaml/node_write.h"

/* What the steps of write.h share. Nodes and paths live in the transfer's arena. */

enum { TRANSFER_TARGETS = 8 }; /* places that one expression chooses between */

/* write_values.c: answers as nodes */
struct node *transfer_text_node(struct transfer *transfer, const char *text);
struct node *transfer_unknown_node(struct transfer *transfer, const char *reason);
struct node *transfer_value_node(struct transfer *transfer, struct reading *reading, const struct answer_type *type);

/* False: the place of the model takes no answer of this kind. */
bool transfer_put_value(struct transfer *transfer, struct reading *reading, const char *path);

/* write_ways.c: the places of the model that an expression of the form follows from, at most TRANSFER_TARGETS; how many. */
size_t transfer_targets(struct transfer *transfer, const struct place *place, const struct expr *expr,
                        struct expr_target *targets);

/* The first way of an answer, where it does not depend on others; facts in lists. */
void transfer_write_first(struct transfer *transfer, struct written *written);

/* write_attachments.c: members of the list that say what they are, one for each table. */
bool transfer_put_attachment(struct transfer *transfer, struct reading *reading, const struct expr_target *target);

/* write_history.c: the empty list that transfer_write_history fills. */
void transfer_put_history(struct transfer *transfer);

#endif
