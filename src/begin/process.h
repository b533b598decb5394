#ifndef SHIKII_BEGIN_PROCESS_H
#define SHIKII_BEGIN_PROCESS_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/data.h"
#include "yaml/node.h"

#include <stddef.h>
#include <stdint.h>

/* A process that bodies usually have: a file of schema/processes/. What it does not say is NULL. */
struct process {
	const char *id;             /* name of its file: kaigo */
	const char *name;           /* 介護保険に関する事務 */
	int64_t order;              /* in the list */
	const char *group;          /* heading under which it is listed */
	const struct node *bodies;  /* who usually has it */
	const char *law;            /* title of its Act */
	const char *affair;         /* what the row of 別表 says of it */
	const struct node *use;     /* rows of 別表, as they were numbered on the day that it began … */
	const struct node *asks;    /* … and of the table of 提供命令: the inquiries */
	const struct node *gives;   /* {by, information}: as which provider it hands over what (struct law_row.gives) */
	const struct node *systems; /* usual names */
	const struct node *files;
	const char *exemption; /* option of the vocabulary: nothing is owed for it */
	const char *note;      /* what a person has to know */
};

struct process_list {
	struct process *items; /* in their order */
	size_t count;
};

/* Reads the catalogue; what is wrong with it is reported, and what could not be read is left out. */
struct process_list processes_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

/* The process with this id, or NULL; *nearest (may be NULL) gets the one that was perhaps meant, or NULL. */
const struct process *process_named(const struct process_list *list, const char *id, const char **nearest);

#endif
