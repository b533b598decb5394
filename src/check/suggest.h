#ifndef SHIKII_CHECK_SUGGEST_H
#define SHIKII_CHECK_SUGGEST_H

#include "base/arena.h"
#include "base/date.h"
#include "base/list.h"
#include "check/citations.h"

#include <stdbool.h>
#include <stddef.h>

/* A row of a schedule that is in force and names the law of a process, or an article of a law without a row: it may be
 * what the process goes by. */
struct suggestion {
	const char *canonical; /* 番号法別表の44の項 */
	const char *law;
	const char *body; /* or NULL */
	bool cited;       /* the sheets cite it already */
};

struct suggestion_list {
	struct date day; /* as of which rows are in force */
	struct suggestion *items;
	size_t count;
	size_t capacity;
	LIST(const char *) notes; /* what is to be known of the process's law */
};

/* The process's laws are those that its name stands for (国民健康保険に関する事務 → 国民健康保険法; by rules/law/, too:
 * 市税 → 地方税法); where there is none,
 * those that its overviews name in full; else those of the rows of 別表 that it cites. The day is as_of, or the newest of the sheets, or the last
 * one that the registry knows. */
struct suggestion_list suggest_rows(struct arena *arena, const struct law *law, const struct assessment *assessment,
                                    const struct cited_list *citations, const struct value *as_of);

/* Reports rows of 別表 under 個人番号の利用 that are for a law of which no text of the process has a word, where the process
 * names its own. */
void check_strangers(struct arena *arena, struct diags *diags, const struct official *official,
                     const struct assessment *assessment, const struct cited_list *citations);

#endif
