/* The floor of text rules: what PCRE2 needs to look for a score of patterns in the same bytes, each on its own, as machine code.
 * usage: pattern_floor PATTERNS FILE…: a pattern on each line */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATTERN_LIMIT = 20, LINE = 4096, FILE_LIMIT = 32 * 1024 * 1024 };

static pcre2_code *codes[PATTERN_LIMIT];
static size_t count;

static void read_patterns(const char *path)
{
	static char line[LINE];
	FILE *file = fopen(path, "rb");
	while (file && count < PATTERN_LIMIT && fgets(line, sizeof line, file)) {
		int error;
		PCRE2_SIZE offset;
		line[strcspn(line, "\n")] = '\0';
		codes[count] = pcre2_compile((PCRE2_SPTR)line, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE,
		                             &error, &offset, NULL);
		if (codes[count])
			pcre2_jit_compile(codes[count++], PCRE2_JIT_COMPLETE);
	}
	if (file)
		fclose(file);
}

static void search(const char *text, size_t length, pcre2_match_data *data)
{
	const PCRE2_SIZE *place = pcre2_get_ovector_pointer(data);
	for (size_t i = 0; i < count; i++)
		for (size_t at = 0;
		     pcre2_match(codes[i], (PCRE2_SPTR)text, length, at, PCRE2_NO_UTF_CHECK, data, NULL) >= 0 && place[1] > at;)
			at = place[1];
}

int main(int argc, char **argv)
{
	static char text[FILE_LIMIT];
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	if (argc < 3 || !data)
		return 2;
	read_patterns(argv[1]);
	for (int i = 2; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		if (!file)
			return 2;
		search(text, fread(text, 1, sizeof text, file), data);
		fclose(file);
	}
	pcre2_match_data_free(data);
}
