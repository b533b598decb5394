#ifndef SHIKII_YAML_SYNTAX_H
#define SHIKII_YAML_SYNTAX_H

#include "base/diag.h"

struct yaml_parser_s;

/* Reports where and why libyaml stopped, in Japanese. `problem` is the place where it stopped, `context` where the
 * construct begins that it was reading (context.source NULL: unknown). */
void syntax_report(struct diags *diags, const struct yaml_parser_s *parser, struct span problem, struct span context);

#endif
