/* `sections`: two numbered headings of one answer stand over the same words: one of them was written over. */
#include "base/list.h"
#include "base/messages/rule.h"
#include "base/messages/wording.h"
#include "base/utf8.h"
#include "rules/kind.h"

#include <string.h>

enum {
	LENGTH_LEAST = 10,
	LENGTH_MOST = 1000,
	SECTION_LIMIT = 100,  /* of an answer: as each is compared with each */
	MATCH_LIMIT = 200000, /* backtracks in one answer */
	COST = 64             /* bytes of an answer for a step of the run's budget */
};

struct sections_subject {
	const struct regex *heading;
	const struct node *keys; /* of the answers that are looked at */
	size_t length;           /* letters of the words below a heading, at least */
};

struct section {
	size_t start, end; /* of the heading, in the corpus */
	const char *body;  /* folded */
};

struct sections {
	struct section *items;
	size_t count, capacity;
};

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct sections_entry {
		int64_t length;
		const struct node *heading, *keys;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"length", FIELD_NUMBER, true, offsetof(struct sections_entry, length)},
	    {"heading", FIELD_SCALAR, true, offsetof(struct sections_entry, heading)},
	    {"keys", FIELD_LIST, true, offsetof(struct sections_entry, keys)},
	};
	struct sections_subject *subject = arena_new_object(reader->arena, struct sections_subject);
	if (!fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	if (entry.length < LENGTH_LEAST || entry.length > LENGTH_MOST) {
		rule_refuse(reader, node, msg(MSG_RULE_SECTIONS));
		return NULL;
	}
	subject->length = (size_t)entry.length;
	subject->keys = entry.keys;
	subject->heading = regex_compile(reader->arena, reader->diags, entry.heading);
	return subject->heading ? subject : NULL;
}

static bool is_looked_at(const struct sections_subject *subject, const struct piece *piece)
{
	for (size_t i = 0; piece->node->key && i < subject->keys->count; i++)
		if (node_is(subject->keys->items[i], piece->node->key->text))
			return true;
	return false;
}

/* Ends the section that is open at `end`; what is too short below its heading is none. */
static void close_section(struct rule_run *run, const struct corpus *corpus, struct sections *sections, size_t end)
{
	const struct sections_subject *subject = run->rule->subject;
	if (!sections->count)
		return;
	struct section *last = &sections->items[sections->count - 1];
	last->body = utf8_fold(run->arena, arena_copy(run->arena, corpus->text + last->end, end - last->end));
	if (utf8_count(last->body, strlen(last->body)) < subject->length)
		sections->count--;
}

static struct sections read_sections(struct rule_run *run, const struct corpus *corpus, const struct piece *piece)
{
	const struct sections_subject *subject = run->rule->subject;
	struct sections sections = {0};
	struct matcher matcher;
	size_t end = piece->start + piece->length;
	matcher_open(&matcher, MATCH_LIMIT);
	for (size_t at = piece->start; at < end && sections.count < SECTION_LIMIT;) {
		if (matcher_find(&matcher, subject->heading, corpus->text, end, at) < 1)
			break;
		const PCRE2_SIZE *place = pcre2_get_ovector_pointer(matcher.data);
		if (place[1] <= place[0])
			break;
		close_section(run, corpus, &sections, place[0]);
		list_push(run->arena, &sections, ((struct section){place[0], place[1], ""}));
		at = place[1];
	}
	close_section(run, corpus, &sections, end);
	matcher_close(&matcher);
	return sections;
}

/* The first section before this one with the same words below another heading, or NULL. */
static const struct section *same_before(struct rule_run *run, const struct corpus *corpus,
                                         const struct section *section, const struct section *first)
{
	const char *heading = arena_copy(run->arena, corpus->text + section->start, section->end - section->start);
	for (; first < section; first++) {
		size_t length = first->end - first->start;
		bool same_heading = strlen(heading) == length && memcmp(heading, corpus->text + first->start, length) == 0;
		if (!same_heading && strcmp(first->body, section->body) == 0)
			return first;
	}
	return NULL;
}

/* How many pairs of letters of its heading stand in the words below it. */
static size_t fit_of(struct rule_run *run, const struct corpus *corpus, const struct section *section)
{
	const char *heading =
	    utf8_fold(run->arena, arena_copy(run->arena, corpus->text + section->start, section->end - section->start));
	size_t fit = 0;
	for (; *heading; heading += utf8_step(heading)) {
		size_t length = utf8_prefix(heading, strlen(heading), 2);
		fit += strstr(section->body, arena_copy(run->arena, heading, length)) != NULL;
	}
	return fit;
}

static void check_piece(struct rule_run *run, const struct corpus *corpus, const struct piece *piece)
{
	struct sections sections = read_sections(run, corpus, piece);
	for (size_t i = 1; i < sections.count; i++) {
		const struct section *section = &sections.items[i];
		const struct section *other = same_before(run, corpus, section, sections.items);
		if (!other)
			continue;
		if (fit_of(run, corpus, other) <
		    fit_of(run, corpus, section)) { /* the copy is the one that fits its heading less */
			const struct section *fitting = section;
			section = other;
			other = fitting;
		}
		const char *instead = arena_copy(run->arena, corpus->text + other->start, other->end - other->start);
		struct text_finding finding = {section->start, section->end, instead, 1, 1};
		struct diag *diag = text_rule_report(run, corpus, &finding);
		if (diag) {
			diag->related = corpus_span(corpus, other->start, other->end);
			diag->related_message = msg(MSG_WORDING_SAME);
		}
	}
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->piece_count; i++) {
		const struct piece *piece = &corpus->pieces[i];
		size_t cost = piece->length / COST + 1;
		if (!is_looked_at(run->rule->subject, piece) || run->budget <= cost)
			continue;
		run->budget -= cost;
		check_piece(run, corpus, piece);
	}
}

const struct rule_kind kind_sections = {.name = "sections", .field = FIELD_MAP, .load = load, .run = run};
