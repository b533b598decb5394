/* `outside`: a character that none of these character sets has. */
#include "base/list.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/kind.h"

#include <iconv.h>

#include <stdint.h>
#include <string.h>

enum { CHARACTER_SET_LIMIT = 10, BMP_END = 0x10000 };

struct encodings {
	const char **items; /* as iconv names them */
	size_t count;
};

struct found_character {
	size_t start, length; /* in the corpus */
};

struct outside_search {
	struct rule_run *run;
	const struct encodings *encodings;
	const struct corpus *corpus;
	LIST(struct found_character) found;
};

/* What iconv calls a character set that rules may name, or NULL. */
static const char *encoding_of(const char *name)
{
	static const char *const encodings[][2] = {{"JIS X 0213", "EUC-JISX0213"}, {"CP932", "CP932"}};
	for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
		if (strcmp(encodings[i][0], name) == 0)
			return encodings[i][1];
	return NULL;
}

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct encodings *encodings = arena_new_object(reader->arena, struct encodings);
	if (!rule_few_enough(reader, node, CHARACTER_SET_LIMIT))
		return NULL;
	encodings->items = arena_array(reader->arena, const char *, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *set = node->items[i];
		const char *encoding = set->kind == NODE_SCALAR ? encoding_of(set->text) : NULL;
		if (!encoding) {
			rule_refuse(reader, set, msg(MSG_RULE_CHARACTER_SETS));
			return NULL;
		}
		encodings->items[encodings->count++] = encoding;
	}
	return encodings;
}

/* Has the character set of this conversion the character? */
static bool encodes(iconv_t conversion, const char *character, size_t length)
{
	char input[4], output[16], *from = input, *to = output;
	size_t left = length, room = sizeof output;
	memcpy(input, character, length);
	iconv(conversion, NULL, NULL, NULL, NULL); /* forget what may have been kept of the one before */
	return iconv(conversion, &from, &left, &to, &room) == 0;
}

/* Has the character been met? Beyond the BMP only what was found is remembered. */
static bool is_met(const struct outside_search *search, uint64_t *met, int32_t point, const char *character,
                   size_t length)
{
	if (point < BMP_END) {
		uint64_t bit = (uint64_t)1 << (point % 64), before = met[point / 64] & bit;
		met[point / 64] |= bit;
		return before != 0;
	}
	for (size_t i = 0; i < search->found.count; i++)
		if (memcmp(search->corpus->text + search->found.items[i].start, character, length) == 0)
			return true;
	return false;
}

/* Each character once, at its first place. */
static void find_outside_of(struct outside_search *search, const iconv_t *conversions)
{
	const struct corpus *corpus = search->corpus;
	uint64_t *met = arena_array(search->run->arena, uint64_t, BMP_END / 64);
	for (size_t at = 0, length; at < corpus->length && search->found.count < RULE_FOUND_LIMIT; at += length) {
		int32_t point;
		length = utf8_decode(corpus->text + at, corpus->length - at, &point);
		if (point < 0x80 || is_met(search, met, point, corpus->text + at, length))
			continue;
		bool known = false;
		for (size_t i = 0; i < search->encodings->count && !known; i++)
			known = encodes(conversions[i], corpus->text + at, length);
		if (!known)
			list_push(search->run->arena, &search->found, ((struct found_character){at, length}));
	}
}

static void close_conversion(void *conversion)
{
	if (conversion != (iconv_t)-1)
		iconv_close(conversion);
}

/* From UTF-8, as long as the arena. False: the system does not know the character set. */
static bool open_conversion(struct arena *arena, const char *encoding, iconv_t *conversion)
{
	*conversion = iconv_open(encoding, "UTF-8");
	arena_defer(arena, close_conversion, *conversion);
	return *conversion != (iconv_t)-1;
}

static void report_all(const struct outside_search *search)
{
	size_t count = search->found.count;
	for (size_t i = 0; i < count; i++) {
		const struct found_character *found = &search->found.items[i];
		struct text_finding finding = {found->start, found->start + found->length, NULL, count, count - 1};
		if (text_rule_report(search->run, search->corpus, &finding) && search->run->rule->once)
			return;
	}
}

/* Where the system cannot convert to one of the sets, nothing is known of any character: that is told. */
static void run(struct rule_run *run, const struct corpus *corpus)
{
	const struct encodings *encodings = run->rule->subject;
	struct outside_search search = {.run = run, .encodings = encodings, .corpus = corpus};
	iconv_t *conversions = arena_array(run->arena, iconv_t, encodings->count);
	size_t known = 0;
	while (known < encodings->count && open_conversion(run->arena, encodings->items[known], &conversions[known]))
		known++;
	if (known == encodings->count)
		find_outside_of(&search, conversions);
	else
		diag_add(run->diags, DIAG_RULE_NOT_RUN, (struct span){0},
		         msg_rule_no_encoding(run->arena, run->rule->id, encodings->items[known]))
		    ->file = run->model->node->span.source->path;
	report_all(&search);
}

const struct rule_kind kind_outside = {.name = "outside", .field = FIELD_LIST, .load = load, .run = run};
