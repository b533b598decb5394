/* `outside`: a character that none of these character sets has. */
#include "base/list.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/kind.h"

#include <iconv.h>

#include <stdint.h>
#include <string.h>

enum { CHARACTER_SET_LIMIT = 10, BMP_END = 0x10000 };

/* Used by one thread, as all rules. */
struct encodings {
	const char **items; /* as iconv names them */
	size_t count;
	struct opened {
		struct arena *arena;
		iconv_t *conversions;         /* NULL until a text is searched */
		uint64_t known[BMP_END / 64]; /* bits: characters that one of the sets has been seen to have */
	} * opened;
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
	encodings->opened = arena_new_object(reader->arena, struct opened);
	encodings->opened->arena = reader->arena;
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

static bool has_bit(const uint64_t *bits, int32_t point)
{
	return point < BMP_END && (bits[point / 64] >> point % 64 & 1);
}

/* Has one of the sets the character? */
static bool is_in_a_set(const struct outside_search *search, int32_t point, const char *character, size_t length)
{
	struct opened *opened = search->encodings->opened;
	bool known = false;
	for (size_t i = 0; i < search->encodings->count && !known; i++)
		known = encodes(opened->conversions[i], character, length);
	if (known && point < BMP_END)
		opened->known[point / 64] |= UINT64_C(1) << point % 64;
	return known;
}

static bool is_found(const struct outside_search *search, const char *character, size_t length)
{
	for (size_t i = 0; i < search->found.count; i++)
		if (search->found.items[i].length == length &&
		    memcmp(search->corpus->text + search->found.items[i].start, character, length) == 0)
			return true;
	return false;
}

/* Each character once, at its first place. */
static void find_outside(struct outside_search *search)
{
	const struct corpus *corpus = search->corpus;
	for (size_t at = 0, length; at < corpus->length && search->found.count < RULE_FOUND_LIMIT; at += length) {
		const char *character = corpus->text + at;
		int32_t point = utf8_point(character);
		length = utf8_step(character);
		if (point < 0x80 || has_bit(search->encodings->opened->known, point) || is_found(search, character, length) ||
		    is_in_a_set(search, point, character, length))
			continue;
		list_push(search->run->arena, &search->found, ((struct found_character){at, length}));
	}
}

static void close_conversion(void *conversion)
{
	if (conversion != (iconv_t)-1)
		iconv_close(conversion);
}

/* From UTF-8, as long as the arena. The first set that the system does not know, or NULL. */
static const char *open_conversions(const struct encodings *encodings)
{
	struct opened *opened = encodings->opened;
	if (opened->conversions)
		return NULL;
	iconv_t *conversions = arena_array(opened->arena, iconv_t, encodings->count);
	for (size_t i = 0; i < encodings->count; i++) {
		conversions[i] = iconv_open(encodings->items[i], "UTF-8");
		arena_defer(opened->arena, close_conversion, conversions[i]);
		if (conversions[i] == (iconv_t)-1)
			return encodings->items[i];
	}
	opened->conversions = conversions;
	return NULL;
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
	const char *missing = open_conversions(encodings);
	if (!missing)
		find_outside(&search);
	else
		diag_add(run->diags, DIAG_RULE_NOT_RUN, (struct span){0},
		         msg_rule_no_encoding(run->arena, run->rule->id, missing))
		    ->file = run->model->node->span.source->path;
	report_all(&search);
}

const struct rule_kind kind_outside = {.name = "outside", .field = FIELD_LIST, .load = load, .run = run};
