#ifndef SHIKII_LSP_FEATURE_H
#define SHIKII_LSP_FEATURE_H

#include "lsp/question.h"

/* What the editor can ask about a document: each asks the session, fills in question->result, or leaves it where there is nothing
 * to say, and question->refused where it cannot be done. False: there was no memory. */
typedef bool feature(struct question *question);

feature feature_hover;
feature feature_completion;
feature feature_definition;
feature feature_references;
feature feature_prepare_rename;
feature feature_rename;
feature feature_actions;
feature feature_symbols;
feature feature_folding;
feature feature_lenses;

/* The findings about a document: {URI of a file: [those in it]}. */
feature feature_findings;

/* The model's findings come to question->reading.diags, as `shikii check` tells them; false: rules cannot be used. */
bool question_check(struct question *question);

/* Where a finding is told: what is missing in all of a file in its first line, for nobody wants to see the whole of it underlined. */
struct span finding_span(const struct question *question, const struct diag *diag);

/* A finding as the editor gets it. */
json_t *finding_json(const struct question *question, const struct diag *diag);

#endif
