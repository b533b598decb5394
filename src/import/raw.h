#ifndef SHIKII_IMPORT_RAW_H
#define SHIKII_IMPORT_RAW_H

#include "import/entries.h"
#include "import/place.h"
#include "printed/pages.h"

#include "base/date.h"
#include "base/map.h"
#include "history/cell.h"
#include "history/item_name.h"

/* Raw text of a printed sheet, whose words stand in no order: what its stages share. The form decides: on each page its
 * labels, options and brackets are found first (raw_tokens), then which of the form's items the labels are (raw_find),
 * and what is left goes to them by kind and by neighbourhood, as it fits best on the whole page (raw_choices,
 * raw_boxes, raw_words, raw_changes). */

/* Words that the form prints, in one or several places. */
struct printed {
	const char *key; /* folded */
	bool counted;    /* a number follows: システム{n} */
	bool whole;      /* only when nothing else stands in the line */
	bool contents;   /* the heading of 項目一覧 */
	bool spent;      /* on this page nothing is left that it may be */
	size_t *entries; /* of entries.items; none: it tells nothing (frames, notes, 項目一覧) */
	size_t entry_count;
};

/* Those that begin with one letter. */
struct printed_list {
	struct printed **items;
	size_t count;
	size_t capacity;
};

/* An option in one of its spellings. */
struct wording {
	const struct item_option *option;
	const char *folded;
	size_t listed; /* how often lists of this page have it */
	bool broken;   /* once over two lines */
};

enum token_kind {
	TOKEN_WORDS,
	TOKEN_LABEL,
	TOKEN_ANSWER, /* an option by itself or in brackets */
	TOKEN_BOX,    /* [ ] or [○]; its words are the next token */
	TOKEN_OPEN,   /* a bracket whose other half is somewhere else */
	TOKEN_CLOSE,
	TOKEN_MARK,  /* ○ alone */
	TOKEN_PAREN, /* （ or ） alone */
	TOKEN_COUNT, /* （3）件 */
	TOKEN_GONE   /* of no further use */
};

struct token {
	enum token_kind kind;
	const char *text;
	size_t line;
	size_t block;
	bool behind;       /* another token stands before it in its line */
	bool on;           /* TOKEN_BOX, TOKEN_OPEN: there is a mark in it */
	bool framed;       /* TOKEN_ANSWER: in brackets */
	float top, bottom; /* where it stands; both 0: not known */
	struct printed *printed;
	size_t number;           /* behind a counted label */
	const struct entry *at;  /* of a heading: where it is */
	struct place *place;     /* of a heading */
	struct reading *reading; /* of an item's label */
};

struct tokens {
	struct token *items;
	size_t count;
	size_t capacity;
};

/* The answer of an item with boxes, while its pieces are put together. */
struct ticked {
	bool met;
	bool on;
	bool open;        /* its words' bracket opens, and ends elsewhere */
	const char *text; /* in the bracket */
};

struct ticks {
	struct reading *reading;
	struct ticked *items; /* one an option */
	size_t page;          /* where it was met last */
};

/* Words of an item whose label is on a page to come. */
struct ahead {
	struct reading *owner;
	struct chunk words;
};

/* Where the columns of 変更箇所 begin. */
enum { TABLE_COLUMNS = 16 };
struct table_edges {
	float left[TABLE_COLUMNS];
	size_t count; /* 0: not known */
};

/* Which of them has dates, which the item, which the time of submission; the number of columns: none. */
struct table_kinds {
	size_t date, item, timing;
};

struct raw {
	struct arena *arena;
	struct arena *scratch; /* of one page */
	const struct form *form;
	const struct schema *schema;
	const struct item_names *names; /* of the form */
	const struct cell_words *cells; /* of 変更箇所; NULL: not known */
	struct placing *placing;
	struct entries entries;
	struct map keys; /* first letter → struct printed_list */
	struct printed_list all;
	struct map wordings; /* folded wording of an option → itself */
	LIST(struct wording) options;
	const char *choices_head; /* what stands above a list of options, folded */
	struct map boxed;         /* folded words behind boxes → themselves */
	LIST(const char *) boxes; /* the same */
	size_t cursor;            /* the entry that the pages so far have come to */
	struct place *top;        /* the newest part of the form (Ⅰ), NULL: the cover */
	struct place *last_top;   /* the one before on this page */
	struct reading *last;     /* the text that may go on over the page */
	bool in_history;
	bool out_of_order; /* headings of this page do not stand as in the form */
	bool backwards;    /* repetitions stand last first on this page */
	LIST(struct ticks) ticks;
	LIST(struct reading *) choices; /* of the page before, still without an answer */
	LIST(struct ahead) ahead;
	size_t page;
	struct tokens tokens;     /* of the page */
	struct page changes;      /* the lines of 変更箇所 */
	struct table_edges edges; /* of its columns on the page before */
};

/* Words of the form's own. */
void raw_learn(struct raw *raw);
bool raw_is_label(const void *raw, const char *line, bool whole);
/* Lines of a label that stand in front of words of others, each with a part of them → the label, and the words. */
void raw_part_labels(struct raw *raw, struct page *page);
size_t raw_label_part(const void *raw, const char *above, const char *text, const char *below);

/* The words that begin with the first letter of this line; NULL: none. */
const struct printed_list *raw_printed(struct raw *raw, const char *folded);

/* A page's lines → raw->tokens. */
void raw_split(struct raw *raw, const struct page *page);

/* Which entries its labels are; sets token->reading and ->place. */
void raw_find(struct raw *raw);

void raw_choices(struct raw *raw);
void raw_boxes(struct raw *raw);
void raw_boxes_end(struct raw *raw);
void raw_words(struct raw *raw);
void raw_settle(struct raw *raw); /* before raw_rest: what the order of the page has given is looked at again */
void raw_settle_end(struct raw *raw);
void raw_rest(struct raw *raw); /* what nobody has taken */
void raw_changes(struct raw *raw);
/* Is an answer nothing but pieces of words that the form prints near its item, or the head of 変更箇所? */
bool raw_is_fragments(struct raw *raw, const struct reading *reading, const char *text);
void raw_prove(struct raw *raw); /* after all: answers that are the form's own words are none */

/* Reads the table of 変更箇所 on a page whose words have places, below the head of its columns; false: it is not found. */
bool raw_table(struct raw *raw, const struct page *page);

/* Words of one line, whose places are counted in characters → their columns. */
void table_fit_line(struct raw *raw, const struct table_edges *edges, const struct table_kinds *kinds,
                    const struct page_word *const *words, size_t count, size_t *columns);

/* A date and nothing else; 事前, 事後. */
bool word_is_date(const struct raw *raw, const char *text);
bool word_is_timing(const struct raw *raw, const char *text);

/* -, －, ―: what is written where there is nothing to write. */
bool word_is_stroke(struct arena *scratch, const char *text);

/* Lines of a text → the text: broken lines joined as Japanese is. */
struct text_line {
	const char *text;
	size_t block;
};
struct text_lines {
	struct text_line *items;
	size_t count;
	size_t capacity;
};
const char *lines_join(struct arena *arena, const struct text_line *lines, size_t count);

/* Was a line broken where it is because it was as wide as it could be? `width`: columns of the widest. */
bool line_is_full(const char *text, size_t width);

#endif
