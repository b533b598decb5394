/* The folder rules/law/ → registry and patterns. */
#include "law/law.h"

const struct law *law_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct law *law = arena_new_object(arena, struct law);
	law->registry = registry_load(arena, diags, folders);
	law->patterns = patterns_load(arena, diags, folders);
	return law->registry && law->patterns ? law : NULL;
}
