#include "support/seeds.h"

#include "support/outside.h"

#include <dirent.h>
#include <string.h>

const char *seed_path(struct arena *arena, const char *number)
{
	const char *folder = outside_folder("SHIKII_SEEDS");
	DIR *directory = opendir(folder);
	const char *path = NULL;
	for (struct dirent *entry; directory && (entry = readdir(directory));)
		if (strncmp(entry->d_name, number, strlen(number)) == 0)
			path = arena_printf(arena, "%s/%s", folder, entry->d_name);
	if (directory)
		closedir(directory);
	if (!path)
		test_skip(arena_printf(arena, "a test that reads a published sheet: there is no %s in SHIKII_SEEDS", number));
	return path;
}
