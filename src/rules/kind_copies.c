/* `copies`: a sentence that is nearly the same as several others. */
#include "base/messages/rule.h"
#include "base/messages/wording.h"
#include "rules/copies.h"
#include "rules/kind.h"

#include <stdint.h>
#include <string.h>

enum { LENGTH_LEAST = 10, LENGTH_MOST = 1000, TIMES_MOST = 100 };

struct copies_subject {
	size_t length; /* characters of the shortest sentence */
	size_t times;  /* how much more often the others stand */
	size_t usual;  /* times that the other's words stand anywhere, those of this one nowhere else; 0: not asked */
	const struct regex *except; /* differences that are none; or NULL */
};

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct copies_entry {
		int64_t length, times, usual;
		const struct node *except;
	} entry = {.times = 2};
	static const struct field_spec specs[] = {
	    {"length", FIELD_NUMBER, true, offsetof(struct copies_entry, length)},
	    {"times", FIELD_NUMBER, false, offsetof(struct copies_entry, times)},
	    {"usual", FIELD_NUMBER, false, offsetof(struct copies_entry, usual)},
	    {"except", FIELD_SCALAR, false, offsetof(struct copies_entry, except)},
	};
	struct copies_subject *subject = arena_new_object(reader->arena, struct copies_subject);
	if (!fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	if (entry.length < LENGTH_LEAST || entry.length > LENGTH_MOST || entry.times < 2 || entry.times > TIMES_MOST ||
	    entry.usual < 0 || entry.usual > TIMES_MOST) {
		rule_refuse(reader, node, msg(MSG_RULE_COPIES));
		return NULL;
	}
	subject->length = (size_t)entry.length;
	subject->times = (size_t)entry.times;
	subject->usual = (size_t)entry.usual;
	subject->except = entry.except ? regex_compile(reader->arena, reader->diags, entry.except) : NULL;
	return entry.except && !subject->except ? NULL : subject;
}

/* Is it a difference by which sentences may well differ (numbers, opposites)? Not known: yes. */
static bool is_excepted(const struct copies_subject *subject, const char *difference)
{
	return subject->except && regex_match(subject->except, difference, strlen(difference)) != REGEX_NONE;
}

/* How often the corpus has the text, up to `most`. */
static size_t occurrences(const struct corpus *corpus, const char *text, size_t most)
{
	size_t count = 0;
	for (const char *at = corpus->text; count < most && (at = strstr(at, text)); at++)
		count++;
	return count;
}

/* Of a sentence and one that stands as often, or hardly more so, that is the slip whose words stand nowhere else, where the
 * other's are common. */
static bool is_the_slip(struct rule_run *run, const struct corpus *corpus, const struct copy *copy)
{
	const struct copies_subject *subject = run->rule->subject;
	bool often = copy->standard != corpus || copy->others >= subject->times * copy->times;
	if (often || !subject->usual)
		return often;
	const char *word = arena_copy(run->arena, corpus->text + copy->word_start, copy->word_end - copy->word_start);
	const char *other = arena_copy(run->arena, copy->standard->text + copy->other_word_start,
	                               copy->other_word_end - copy->other_word_start);
	return occurrences(corpus, word, 2) == 1 && occurrences(corpus, other, subject->usual) == subject->usual;
}

/* With the place of the first of the others as a second one. */
static void report_copy(struct rule_run *run, const struct corpus *corpus, const struct copy *copy)
{
	const char *instead =
	    arena_copy(run->arena, copy->standard->text + copy->other_start, copy->other_end - copy->other_start);
	struct text_finding finding = {copy->start, copy->end, instead, copy->times, copy->others};
	struct diag *diag = text_rule_report(run, corpus, &finding);
	if (!diag)
		return;
	diag->related = corpus_span(copy->standard, copy->other_start, copy->other_end);
	diag->related_message = msg(MSG_WORDING_SAME);
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	const struct copies_subject *subject = run->rule->subject;
	const struct body *body = run->model->body;
	const struct corpus *standards = body ? corpus_of_body(run->arena, run->schema, body) : NULL;
	size_t times = subject->usual ? 1 : subject->times;
	struct copies copies = copies_find(run->arena, corpus, standards, subject->length, times, &run->budget);
	for (size_t i = 0; i < copies.count && i < RULE_FOUND_LIMIT; i++)
		if (!is_excepted(subject, copies.items[i].difference) && is_the_slip(run, corpus, &copies.items[i]))
			report_copy(run, corpus, &copies.items[i]);
}

const struct rule_kind kind_copies = {.name = "copies", .field = FIELD_MAP, .load = load, .run = run};
