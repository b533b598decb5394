#ifndef SHIKII_TESTS_SUPPORT_RULES_H
#define SHIKII_TESTS_SUPPORT_RULES_H

/* The smallest rule file, for tests that add one mistake or one rule to it. */
#define RULE_HEAD                                                                                                      \
	"rules:\n- id: house.test\n  severity: warning\n  title: 試し\n  message: 見つけました\n  source: 試験\n"
#define RULE_EXAMPLES "  failing: '{}'\n  passing: '{}'\n"

#endif
