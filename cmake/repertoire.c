/* Which characters the system's iconv can write in the character sets that rules name (rules/kind_outside.c), as C tables.
 * To ask it in each run takes longer than a small sheet, and the C library of the page does not know these sets. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

enum { END = 0x30000 }; /* no character of them lies beyond */

static int has(iconv_t conversion, unsigned point)
{
	char input[4], output[16], *from = input, *to = output;
	size_t left = sizeof input, room = sizeof output;
	for (size_t i = 0; i < sizeof input; i++)
		input[i] = (char)(point >> 8 * i);
	iconv(conversion, NULL, NULL, NULL, NULL);
	return iconv(conversion, &from, &left, &to, &room) == 0;
}

static void print_set(const char *name, const char *encoding)
{
	iconv_t conversion = iconv_open(encoding, "UTF-32LE");
	if (conversion == (iconv_t)-1) {
		perror(encoding);
		exit(1);
	}
	printf("static const unsigned char %s[] = {", name);
	for (unsigned point = 0; point < END; point += 8) {
		unsigned byte = 0;
		for (unsigned i = 0; i < 8; i++)
			byte |= (unsigned)has(conversion, point + i) << i;
		printf("%u,", byte);
	}
	puts("};");
	iconv_close(conversion);
}

int main(void)
{
	print_set("jisx0213", "EUC-JISX0213");
	print_set("cp932", "CP932");
	return 0;
}
