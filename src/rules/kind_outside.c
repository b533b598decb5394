/* `outside`: a character that none of these character sets has. */
#include "base/list.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/kind.h"
#include "rules/repertoire.h"

#include <stdint.h>
#include <string.h>

enum { CHARACTER_SET_LIMIT = 10 };

static const struct character_set {
	const char *name;
	const unsigned char *has; /* a bit for each character */
	size_t end;
} character_sets[] = {
    {"JIS X 0213", jisx0213, 8 * sizeof jisx0213},
    {"CP932", cp932, 8 * sizeof cp932},
};

struct encodings {
	const struct character_set **items;
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

/* What a rule may name, or NULL. */
static const struct character_set *character_set_of(const char *name)
{
	for (size_t i = 0; i < sizeof character_sets / sizeof *character_sets; i++)
		if (strcmp(character_sets[i].name, name) == 0)
			return &character_sets[i];
	return NULL;
}

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct encodings *encodings = arena_new_object(reader->arena, struct encodings);
	if (!rule_few_enough(reader, node, CHARACTER_SET_LIMIT))
		return NULL;
	encodings->items = arena_array(reader->arena, const struct character_set *, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *name = node->items[i];
		const struct character_set *set = name->kind == NODE_SCALAR ? character_set_of(name->text) : NULL;
		if (!set) {
			rule_refuse(reader, name, msg(MSG_RULE_CHARACTER_SETS));
			return NULL;
		}
		encodings->items[encodings->count++] = set;
	}
	return encodings;
}

static bool is_in_a_set(const struct encodings *encodings, int32_t point)
{
	for (size_t i = 0; i < encodings->count; i++) {
		const struct character_set *set = encodings->items[i];
		if ((size_t)point < set->end && set->has[point / 8] >> point % 8 & 1)
			return true;
	}
	return false;
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
		if (point < 0x80 || is_in_a_set(search->encodings, point) || is_found(search, character, length))
			continue;
		list_push(search->run->arena, &search->found, ((struct found_character){at, length}));
	}
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

static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct outside_search search = {.run = run, .encodings = run->rule->subject, .corpus = corpus};
	find_outside(&search);
	report_all(&search);
}

const struct rule_kind kind_outside = {.name = "outside", .field = FIELD_LIST, .load = load, .run = run};
