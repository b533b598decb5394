#ifndef SHIKII_REPORT_REGISTER_H
#define SHIKII_REPORT_REGISTER_H

#include "assess/assess.h"
#include "render/tables.h"
#include "report/list_report.h"

/* The body's own list of its assessments, and of whom they trust with what. It holds copies: what it is made from may go. */
struct ledger;
struct ledger *register_new(struct arena *arena, const struct periods *periods, const struct value *as_of);
void register_add(struct ledger *ledger, const struct listed *listed, const struct assessment *assessment);

/* When all are added. The tables live in the register's arena. */
const struct tables *register_tables(struct ledger *ledger);
void register_put_csv(struct ledger *ledger, struct buf *out);
void register_put_json(struct ledger *ledger, struct buf *out);

#endif
