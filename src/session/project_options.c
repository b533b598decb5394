/* Options that are about the run as a whole, and not one command. */
#include "session/project_options.h"

#include "base/messages/forms.h"
#include "base/messages/row.h"
#include "base/messages/usage.h"
#include "session/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool fail(struct project *project, const char *message)
{
	buf_puts(&project->problem, message);
	return false;
}

static struct value today(void)
{
	time_t now = time(NULL);
	struct tm parts;
	localtime_r(&now, &parts);
	return value_date((struct date){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday});
}

static bool read_as_of(struct project *project)
{
	const char *text = project->options->as_of;
	struct date date;
	if (!text)
		return true;
	if (strcmp(text, "today") == 0) {
		project->assess.as_of = today();
		return true;
	}
	if (date_parse(&project->official->schema->calendar, text, &date) != DATE_OK || !date.day) {
		return fail(project, msg_usage_as_of(project->arena, text));
	}
	project->assess.as_of = value_date(date);
	return true;
}

static bool read_outlook(struct project *project)
{
	const struct options *options = project->options;
	struct outlook *outlook = &project->assess.outlook;
	if (options->ahead && !outlook_read_ahead(options->ahead, outlook))
		return fail(project, msg_usage_ahead(project->arena, options->ahead));
	if (options->changed_since &&
	    (date_parse(&project->official->schema->calendar, options->changed_since, &outlook->changed_since) != DATE_OK ||
	     !outlook->changed_since.day))
		return fail(project, msg_usage_changed_since(project->arena, options->changed_since));
	return true;
}

static bool read_form(struct project *project)
{
	const char *name = project->options->form;
	struct value none = value_absent();
	if (!name || official_form(project->official, name) || official_form_of(project->official, name, &none)) {
		project->assess.form = name;
		return true;
	}
	const char *forms = msg(MSG_FORMS_OF_KINDS);
	for (size_t i = 0; i < project->official->form_names.count; i++) {
		const char *file = path_name(project->official->form_names.items[i]);
		forms = msg_row_more(project->arena, forms, arena_copy(project->arena, file, strlen(file) - strlen(".yaml")));
	}
	return fail(project, msg_usage_no_form(project->arena, name, forms));
}

static bool read_fail_on(struct project *project)
{
	const char *name = project->options->fail_on;
	project->fail_on = SEVERITY_ERROR;
	return !name || severity_parse(name, &project->fail_on);
}

static bool read_jobs(struct project *project)
{
	const char *text = project->options->jobs;
	char *end;
	long jobs = text ? strtol(text, &end, 10) : 0;
	if (text && (jobs < 1 || *end || *text < '0' || *text > '9'))
		return fail(project, msg(MSG_USAGE_JOBS));
	project->jobs = (size_t)jobs;
	return true;
}

/* k/n: the k-th of n parts. */
static bool read_shard(struct project *project)
{
	const char *text = project->options->shard;
	unsigned shard = 0, count = 0;
	char end;
	if (!text)
		return true;
	bool good = strspn(text, "0123456789/") == strlen(text) && strlen(text) <= 11 &&
	            sscanf(text, "%u/%u%c", &shard, &count, &end) == 2;
	if (!good || shard < 1 || shard > count)
		return fail(project, msg(MSG_USAGE_SHARD));
	project->shard = shard;
	project->shard_count = count;
	return true;
}

static bool read_set_facts(struct project *project)
{
	struct diags diags;
	diags_init(&diags, project->arena);
	bool good = set_facts_read(project->arena, &diags, project->official, project->options, &project->set_facts,
	                           &project->problem);
	if (!good && diags.count)
		project_report(project, &diags);
	project->assess.trials = &project->set_facts.answers;
	return good;
}

bool project_read_options(struct project *project)
{
	const char *purpose = project->options->purpose;
	bool publication = purpose && strcmp(purpose, "publication") == 0;
	project->assess.for_publication = publication;
	return read_fail_on(project) && read_jobs(project) && read_shard(project) && read_as_of(project) &&
	       read_outlook(project) && read_form(project) && read_set_facts(project);
}
