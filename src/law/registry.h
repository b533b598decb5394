#ifndef SHIKII_LAW_REGISTRY_H
#define SHIKII_LAW_REGISTRY_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/map.h"
#include "model/data.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>

/* The law with its dates: the files of rules/law/, over which a body's own files are laid entry by entry. Numbers are kept as
 * citations write them in digits: "113の3". A date whose year is 0 is not known or has not come. */

/* What an entry rests on, and how sure that makes it. */
enum law_certainty { LAW_CONFIRMED, LAW_INFERRED };

struct law_source {
	const char *key; /* in its file */
	const char *title;
	struct date revision; /* the day of the text that was read: what it says was there by then */
	const char *word;     /* confirmed | inferred | listing | memory; NULL: confirmed */
	enum law_certainty certainty;
};

/* How something came to its end. */
enum law_end { LAW_GOES_ON, LAW_MOVED, LAW_REPEALED };

/* An Act, order or ordinance under one title. */
struct act {
	const char *id;
	const char *title;
	const char *short_name; /* in canonical citations; the title where there is none */
	const char *number;     /* 平成25年法律第27号 */
	const char *egov;       /* id of e-Gov, or NULL */
	const struct node *aliases;
	const struct node *misspelt; /* how its title is often written by mistake */
	const struct node *guesses;  /* abbreviations that nobody has seen used: they decide nothing */
	const struct node *under;    /* names that follow a name of `of`: 施行令 */
	const char *of;
	const struct act *parent; /* the act of `of`, or NULL */
	struct date from;
	struct date until;
	const char *ended; /* moved | repealed */
	enum law_end end;
	const char *to; /* id of the act that came instead, or NULL */
	const struct act *successor;
	const char *by;              /* amending Act, or NULL */
	struct date known_to;        /* the last day of which the registry tells */
	struct date since;           /* from this day on the newest list of articles holds, or not known */
	const struct node *articles; /* by day: the articles that were there */
	const char *source_key;
	const struct law_source *source; /* or NULL */
	const struct node *node;
};

/* One row (項) of a schedule, in one period. */
struct law_row {
	const char *number;
	const struct node *laws; /* the process's law, or a list of all of them; or NULL */
	const char *law;         /* the first; or NULL */
	const char *body;        /* who handles it, or NULL */
	const struct node *from_node;
	struct date from; /* the schedule's where the row says nothing */
	bool from_unknown;
	struct date until;
	bool deleted;           /* 削除 */
	const struct node *tos; /* rows of the schedule's successor or (when it has none) of the schedule itself; or NULL */
	const char *to;         /* where there is only one */
	const char *by;
	const struct node *changed; /* by day: what was put in other words; or NULL */
	const struct node *gives;   /* who hands over what for it: provider → information; or NULL */
	const char *source_key;
	const struct law_source *source; /* or NULL */
	const char *order_article;       /* of the schedule's order, about this row; or NULL */
	const struct node *node;
	struct law_row *next; /* the same number in another period */
};

/* A schedule (別表), or the table of an article (第2条の表). */
struct schedule {
	const char *id;
	const char *act_id;
	const struct act *act;
	const char *name;    /* 別表第二 */
	const char *folded;  /* 別表第2 */
	const char *article; /* 2, for the table of an article; else NULL */
	struct date from;
	struct date until;
	const char *ended;
	enum law_end end;
	const char *to;
	const struct schedule *successor;
	const char *by;
	const char *order_id; /* the order that has an article for each row, or NULL */
	const struct act *order;
	struct date known_to;
	const char *source_key;
	const struct law_source *source; /* of rows that name none; or NULL */
	const struct node *row_nodes;
	struct law_row **rows;
	size_t row_count;
	struct map index; /* number → struct law_row */
	const struct node *node;
};

/* One place of a provision that moved, and when it stood there. */
struct provision_step {
	const char *cite; /* 第19条第8号 */
	struct date from;
	struct date until;
	const char *by;
	const char *sure; /* "false": from is inferred */
	const char *source_key;
	const struct law_source *source; /* or NULL */
	const struct node *node;
	const struct provision *provision;
	struct provision_step *next; /* another step with the same cite */
};

struct provision {
	const char *topic;
	const char *act_id;
	const struct act *act;
	const struct node *words;    /* words behind a citation that show that it is meant, or NULL */
	const struct node *subjects; /* the same, where they are said to be what the citation is about, or NULL */
	struct date known_to;
	const struct node *step_nodes;
	struct provision_step *steps;
	size_t step_count;
	const struct node *node;
};

/* What a word in the name of a process says of its law. */
struct law_process {
	const struct node *words;
	const char *law;          /* title */
	const char *say;          /* or NULL */
	const struct node *cites; /* articles of the law; or NULL */
	const struct node *node;
};

struct registry {
	struct arena *arena;
	struct date known_to; /* the latest that a file gives */
	struct law_process *processes;
	size_t process_count;
	struct act **acts;
	size_t act_count;
	struct schedule **schedules;
	size_t schedule_count;
	struct provision **provisions;
	size_t provision_count;
	struct map act_index;
	struct map schedule_index;
	struct map provision_index; /* by topic */
	struct map cites;           /* "bango第19条第8号" → struct provision_step */
	struct law_name **names;    /* by the first three bytes of the folded name */
};

/* Reports what is wrong with the files, with its place (overlapping periods, successors that are not there, unknown
 * laws, one name for two laws), and returns NULL when there was anything. */
const struct registry *registry_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

/* A folded name of an act. */
struct law_name {
	const char *text;
	size_t length;
	const struct act *act;
	const struct act *parent; /* it follows a name of this act; NULL: it stands alone */
	bool misspelt;            /* a mistake that is often made */
	bool guess;               /* an abbreviation that nobody has seen used: decides nothing */
	struct law_name *next;    /* with the same first sign, or its like; longest first */
};

/* The longest name of an act that the folded text begins with. `parent` NULL: names that stand alone; else those that
 * follow a name of parent. NULL when there is none. */
const struct law_name *registry_name(const struct registry *registry, const struct act *parent, const char *text,
                                     size_t rest);

/* The act whose title differs from the folded name by a slip or two only, or NULL. */
const struct act *registry_similar(const struct registry *registry, const char *name);

/* The act with this title, or NULL. */
const struct act *registry_title(const struct registry *registry, const char *title);

/* The act's schedule with this folded name (別表第2), or the table of an article when name is NULL. */
const struct schedule *registry_schedule(const struct registry *registry, const struct act *act, const char *name,
                                         const char *article);

/* The row's first period, or NULL. */
const struct law_row *schedule_row(const struct schedule *schedule, const char *number);

/* The row that has the number on the day; where there is none, its first period, or NULL. */
const struct law_row *schedule_row_on(const struct schedule *schedule, const char *number, struct date day);

/* Is the row about a law with this title? */
bool row_is_of(const struct law_row *row, const char *title);

/* The same, or an order under one of its laws: 国民健康保険法施行令. */
bool row_is_under(const struct law_row *row, const struct act *act);

/* An entry that is one word or a list of them: how many, and the one at i. */
size_t words_count(const struct node *words);
const char *words_at(const struct node *words, size_t i);

/* The first step with this cite (第19条第8号), or NULL. */
const struct provision_step *registry_step(const struct registry *registry, const struct act *act, const char *cite);

/* What the lists of articles know of an article on a day; *sure: nothing came after what they know of. */
enum presence { PRESENT, NOT_PRESENT, PRESENCE_UNKNOWN };
enum presence act_article(const struct act *act, const char *article, struct date day, bool *sure);

struct article_parts {
	int paragraphs;
	const char *items; /* "4,0,1": of each paragraph; NULL: not known */
	bool later;        /* counted after the day: there may have been others then */
};

/* Counts the paragraphs of an article; false when they are not known for the day. */
bool act_article_parts(const struct act *act, const char *article, struct date day, struct article_parts *parts);

/* The number of items of a paragraph, from 1; -1 when it is not known. */
int article_items(const struct article_parts *parts, int paragraph);

/* Does the period [from, until] hold on the day? */
bool period_holds(struct date from, struct date until, struct date day);

#endif
