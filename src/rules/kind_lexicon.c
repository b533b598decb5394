/* `lexicon`: a run of kanji that no known words make up, and that known words would make up if one letter of it were another: a
 * kanji of the same sound or look (指適), one that is missing, too much, or stands the other way round (傷病手金).
 *
 * A run is taken apart from its beginning and from its end. Where known words end and others begin there is a window; what
 * stands in it is compared with the words that may be meant. Most runs of a right text are made up, and ask nothing more. */
#include "base/embedded.h"
#include "base/list.h"
#include "base/memo.h"
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/lexicon_table.h"
#include "rules/sounds.h"

#include <string.h>

enum {
	SHORTEST = LEXICON_SHORTEST, /* of a run */
	LONGEST = LEXICON_LONGEST,
	COMPOUND = LEXICON_COMPOUND,
	ANY = 5,       /* of one in which any other kanji is a mistake */
	RUN_MOST = 24, /* of a run */
	SOUNDED = 6,   /* of a window in which kanji of the same sound are tried */
	TIMES = 2,     /* a run that stands more often is a word that we do not know */
	GOOD = 8192,   /* runs that are remembered */
	COST = 4       /* bytes of the texts for a step of the run's budget */
};

/* What a letter may do. */
enum role {
	FRONT = 1,  /* stands alone before a word: 再 */
	BEHIND = 2, /* stands alone anywhere: 者 */
	APART = 4,  /* joins words: 及 */
	AFTER = 8   /* hiragana behind a whole word: を */
};

struct lexicon {
	const struct lexicon_table *table;
	uint8_t roles[0xa000];
	const struct sounds *sounds;
	uint64_t *
	    good; /* hashes of runs that words make up, of this sheet and of those before: sheets have most of them alike */
};

struct lexicon_search {
	struct rule_run *run;
	const struct lexicon *lexicon;
	const struct corpus *corpus;
	const struct letters *letters;
	uint64_t *seen; /* hashes of runs */
	size_t seen_mask;
	LIST(struct text_finding) found;
};

/* A run, and how far words make it up. */
struct lexicon_run {
	const int32_t *points;
	size_t first, count; /* letters of the text */
	uint64_t hash;       /* never 0 */
	enum reach {
		REACH_NONE,
		REACH_LETTERS,
		REACH_WORDS
	} from[RUN_MOST + 1]; /* letters that stand alone, and no word */
	bool to[RUN_MOST + 1];
	bool words_to_here[RUN_MOST + 1], words_from_here[RUN_MOST + 1]; /* and by words alone, of two letters or more */
};

/* ---- words ---- */

static uint32_t mix(int32_t point, size_t at)
{
	return lexicon_mix(point, at);
}

static const struct lexicon_word *find_word(const struct lexicon *lexicon, uint32_t hash, const int32_t *points,
                                            size_t count)
{
	return lexicon_find(lexicon->table, hash, points, count);
}

static void add_letters(struct lexicon *lexicon, const char *text, enum role role)
{
	for (const char *at = text ? text : ""; *at; at += utf8_step(at)) {
		int32_t point = utf8_point(at);
		if (point < (int32_t)sizeof lexicon->roles)
			lexicon->roles[point] |= (uint8_t)role;
	}
}

/* NULL after reporting. */
static const struct lexicon_table *table_new(const struct rule_reader *reader, const struct node *words,
                                             const struct node *known)
{
	struct buf bytes = BUF_INIT;
	const char *wrong = lexicon_table_make(&bytes, words->text, known ? known->text : NULL);
	void *table = wrong ? NULL : arena_room(reader->arena, bytes.length, 1);
	if (table)
		memcpy(table, buf_text(&bytes), bytes.length);
	else
		rule_refuse(reader, wrong == words->text ? words : known, msg(MSG_RULE_LEXICON));
	buf_free(&bytes);
	return table;
}

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct lexicon_entry {
		const struct node *words, *known, *sounds;
		const char *front, *behind, *apart, *after;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"words", FIELD_SCALAR, true, offsetof(struct lexicon_entry, words)},
	    {"known", FIELD_SCALAR, false, offsetof(struct lexicon_entry, known)},
	    {"sounds", FIELD_LIST, true, offsetof(struct lexicon_entry, sounds)},
	    {"front", FIELD_STRING, false, offsetof(struct lexicon_entry, front)},
	    {"behind", FIELD_STRING, false, offsetof(struct lexicon_entry, behind)},
	    {"apart", FIELD_STRING, false, offsetof(struct lexicon_entry, apart)},
	    {"after", FIELD_STRING, false, offsetof(struct lexicon_entry, after)},
	};
	struct lexicon *lexicon = arena_new_object(reader->arena, struct lexicon);
	if (!fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return NULL;
	lexicon->sounds = sounds_load(reader, entry.sounds);
	lexicon->good = arena_array(reader->arena, uint64_t, GOOD);
	lexicon->table =
	    node->span.source->packed ? (const void *)embedded_lexicon : table_new(reader, entry.words, entry.known);
	if (!lexicon->sounds || !lexicon->table)
		return NULL;
	add_letters(lexicon, entry.front, FRONT);
	add_letters(lexicon, entry.behind, BEHIND);
	add_letters(lexicon, entry.apart, APART);
	add_letters(lexicon, entry.after, AFTER);
	return lexicon;
}

/* ---- runs ---- */

static bool has_role(const struct lexicon *lexicon, int32_t point, int roles)
{
	return point < (int32_t)sizeof lexicon->roles && lexicon->roles[point] & roles;
}

/* May the letter stand alone? */
static bool is_alone(const struct lexicon *lexicon, const struct lexicon_run *run, size_t at)
{
	return has_role(lexicon, run->points[at], at + 1 < run->count ? FRONT | BEHIND : BEHIND);
}

static void reach(struct lexicon_run *run, size_t at, enum reach how)
{
	if (run->from[at] < how)
		run->from[at] = how;
}

/* Sets how far words make the run up from its beginning; are they the whole run? */
static bool take_apart(const struct lexicon *lexicon, struct lexicon_run *run)
{
	memset(run->from, 0, sizeof run->from);
	memset(run->words_to_here, 0, sizeof run->words_to_here);
	run->from[0] = REACH_LETTERS;
	run->words_to_here[0] = true;
	for (size_t i = 0; i < run->count; i++) {
		if (!run->from[i])
			continue;
		if (is_alone(lexicon, run, i))
			reach(run, i + 1, has_role(lexicon, run->points[i], FRONT) ? REACH_WORDS : run->from[i]);
		uint32_t sum = mix(run->points[i], 0);
		for (size_t count = 2; count <= LONGEST && i + count <= run->count; count++) {
			sum += mix(run->points[i + count - 1], count - 1);
			bool known = run->from[i + count] == REACH_WORDS && run->words_to_here[i + count] >= run->words_to_here[i];
			if (known || !find_word(lexicon, sum + (uint32_t)count, run->points + i, count))
				continue;
			run->from[i + count] = REACH_WORDS;
			run->words_to_here[i + count] |= run->words_to_here[i];
		}
	}
	return run->from[run->count] != REACH_NONE;
}

/* The same from its end. */
static void take_apart_behind(const struct lexicon *lexicon, struct lexicon_run *run)
{
	memset(run->to, 0, sizeof run->to);
	memset(run->words_from_here, 0, sizeof run->words_from_here);
	run->to[run->count] = run->words_from_here[run->count] = true;
	for (size_t i = run->count; i-- > 0;) {
		run->to[i] = run->to[i + 1] && is_alone(lexicon, run, i);
		uint32_t sum = mix(run->points[i], 0);
		for (size_t count = 2; !run->words_from_here[i] && count <= LONGEST && i + count <= run->count; count++) {
			sum += mix(run->points[i + count - 1], count - 1);
			if (!run->to[i + count] || !find_word(lexicon, sum + (uint32_t)count, run->points + i, count))
				continue;
			run->to[i] = true;
			run->words_from_here[i] = run->words_from_here[i + count];
		}
	}
}

/* Is `text` the word but for one letter that is missing or too much inside of it, two that stand the other way round, or, in a
 * long word, another one? */
static bool is_near(const int32_t *text, size_t count, const int32_t *word, size_t length)
{
	size_t least = count < length ? count : length, before = 0, behind = 0;
	if (count > length + 1 || length > count + 1)
		return false;
	while (before < least && text[before] == word[before])
		before++;
	while (behind < least - before && text[count - 1 - behind] == word[length - 1 - behind])
		behind++;
	if (count != length)
		return before && behind && before + behind == least;
	return (length >= ANY && before && behind && before + behind + 1 == least) ||
	       (before + behind + 2 == least && text[before] == word[before + 1] && text[before + 1] == word[before]);
}

/* A compound that is meant by these letters, or NULL. */
static const struct lexicon_word *find_compound(const struct lexicon *lexicon, const int32_t *text, size_t count)
{
	const struct lexicon_word *words = lexicon->table->words;
	if (count + 1 < COMPOUND)
		return NULL;
	for (uint16_t next = lexicon->table->heads[lexicon_pair(text)]; next; next = words[next - 1].behind_head)
		if (is_near(text, count, lexicon_points(lexicon->table, &words[next - 1]), words[next - 1].count))
			return &words[next - 1];
	for (uint16_t next = lexicon->table->tails[lexicon_pair(text + count - 2)]; next;
	     next = words[next - 1].behind_tail)
		if (is_near(text, count, lexicon_points(lexicon->table, &words[next - 1]), words[next - 1].count))
			return &words[next - 1];
	return NULL;
}

/* A word of which one kanji has the same sound or look, or NULL. */
static const struct lexicon_word *find_sounded(const struct lexicon *lexicon, const int32_t *text, size_t count)
{
	int32_t points[SOUNDED];
	uint32_t hash = (uint32_t)count;
	if (count > SOUNDED)
		return NULL;
	for (size_t i = 0; i < count; i++)
		hash += mix(points[i] = text[i], i);
	for (size_t i = 0; i < count; i++) {
		uint32_t place = 0, rest = hash - mix(text[i], i);
		const int32_t *group;
		while ((group = sounds_group(lexicon->sounds, text[i], &place)))
			for (; *group; group++) {
				points[i] = *group;
				const struct lexicon_word *word = find_word(lexicon, rest + mix(*group, i), points, count);
				if (word && word->meant && *group != text[i])
					return word;
			}
		points[i] = text[i];
	}
	return NULL;
}

static const char *print_word(struct arena *arena, const struct lexicon *lexicon, const struct lexicon_word *word)
{
	const int32_t *points = lexicon_points(lexicon->table, word);
	struct buf text = BUF_INIT;
	char letter[4];
	for (size_t i = 0; i < word->count; i++)
		buf_append(&text, letter, utf8_write(points[i], letter));
	const char *copy = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return copy;
}

/* Does the text stand in a few places alone? */
static bool is_rare(const struct lexicon_search *search, size_t start, size_t end)
{
	const char *text = arena_copy(search->run->arena, search->corpus->text + start, end - start);
	uint32_t letter, at = places_first(search->corpus->places, text, end - start, &letter);
	size_t count = 0;
	for (; at != PLACES_NONE && count <= TIMES; count++)
		at = places_next(search->corpus->places, text, end - start, &letter);
	return count <= TIMES;
}

static void add_found(struct lexicon_search *search, const struct lexicon_run *run, size_t at, size_t count,
                      const struct lexicon_word *word)
{
	const uint32_t *offsets = search->letters->offsets + run->first;
	struct text_finding finding = {offsets[at], offsets[at + count],
	                               print_word(search->run->arena, search->lexicon, word), 1, 0};
	if (search->found.count < RULE_FOUND_LIMIT &&
	    !text_rule_is_told(search->run, search->corpus, finding.start, finding.end))
		list_push(search->run->arena, &search->found, finding);
}

/* Do the letters behind the run belong to its last word: 見出し? */
static bool goes_on(const struct lexicon_search *search, const struct lexicon_run *run)
{
	int32_t next = search->letters->points[run->first + run->count];
	return next >= 0x3041 && next <= 0x3093 && !has_role(search->lexicon, next, AFTER);
}

static bool are_word(const struct lexicon *lexicon, const struct lexicon_run *run, size_t at)
{
	const int32_t *points = run->points + at;
	return find_word(lexicon, mix(points[0], 0) + mix(points[1], 1) + 2, points, 2);
}

/* Is it a window of which a letter may belong to what stands beside it? Where an end of it parts two letters that are a word:
 * 家屋(敷課)税; or two letters beside one that stands alone: 検証(用図)面. */
static bool is_doubtful(const struct lexicon *lexicon, const struct lexicon_run *run, size_t at, size_t end)
{
	bool beside_words = run->words_to_here[at] && run->words_from_here[end];
	return (end - at == SHORTEST && !beside_words) || (at && are_word(lexicon, run, at - 1)) ||
	       (end < run->count && are_word(lexicon, run, end - 1));
}

static void try_windows(struct lexicon_search *search, struct lexicon_run *run)
{
	const struct lexicon *lexicon = search->lexicon;
	const uint32_t *offsets = search->letters->offsets + run->first;
	if (take_apart(lexicon, run)) {
		lexicon->good[run->hash % GOOD] = run->hash;
		return;
	}
	if (!is_rare(search, offsets[0], offsets[run->count]))
		return;
	take_apart_behind(lexicon, run);
	size_t most = goes_on(search, run) ? run->count - 1 : run->count;
	for (size_t at = 0; at < run->count; at++)
		for (size_t end = at + SHORTEST;
		     (!at || run->from[at] == REACH_WORDS) && end <= most && end <= at + LONGEST + 1; end++) {
			const int32_t *text = run->points + at;
			if (!run->to[end])
				continue;
			const struct lexicon_word *word = find_compound(lexicon, text, end - at);
			word = word || is_doubtful(lexicon, run, at, end) ? word : find_sounded(lexicon, text, end - at);
			if (word) {
				add_found(search, run, at, end - at, word);
				return;
			}
		}
}

/* Is it the first run of these letters? */
static bool is_new(const struct lexicon_search *search, const struct lexicon_run *run)
{
	for (size_t at = run->hash & search->seen_mask;; at = (at + 1) & search->seen_mask) {
		if (search->seen[at] == run->hash)
			return false;
		if (!search->seen[at]) {
			search->seen[at] = run->hash;
			return true;
		}
	}
}

static uint64_t hash_of(const int32_t *points, size_t count)
{
	uint64_t hash = count;
	for (size_t i = 0; i < count; i++)
		hash = memo_join(hash, (uint64_t)points[i]);
	return hash + !hash; /* 0 is an empty place */
}

static void try_run(struct lexicon_search *search, struct lexicon_run *run)
{
	run->hash = hash_of(run->points, run->count);
	if (search->lexicon->good[run->hash % GOOD] != run->hash && is_new(search, run))
		try_windows(search, run);
}

static void read_runs(struct lexicon_search *search)
{
	const struct letters *letters = search->letters;
	struct lexicon_run run = {0};
	for (size_t i = 0, count = 0; i <= letters->count; i++) { /* a 0 ends the last */
		int32_t point = letters->points[i];
		if (point >= 0x4e00 && point < 0xa000 && !(search->lexicon->roles[point] & APART)) {
			count++;
			continue;
		}
		run.points = letters->points + i - count;
		run.first = i - count;
		run.count = count;
		if (count >= SHORTEST && count <= RUN_MOST)
			try_run(search, &run);
		count = 0;
	}
}

static struct text_findings find(struct rule_run *run, const struct corpus *corpus)
{
	struct lexicon_search search = {.run = run, .lexicon = run->rule->subject, .corpus = corpus};
	size_t cost = corpus->length / COST, room = 1024;
	run->budget = run->budget > cost ? run->budget - cost : 0;
	if (run->budget) {
		search.letters = places_letters(corpus->places);
		while (room < search.letters->count)
			room *= 2;
		search.seen = arena_array(run->arena, uint64_t, room);
		search.seen_mask = room - 1;
		read_runs(&search);
	}
	return (struct text_findings){corpus, search.found.items, search.found.count};
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	text_rule_report_found(run, corpus, find);
}

const struct rule_kind kind_lexicon = {.name = "lexicon", .field = FIELD_MAP, .rows = true, .load = load, .run = run};
