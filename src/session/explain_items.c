/* explain --form: what to write for each item of a form. */
#include "session/explain_items.h"

#include "model/help.h"
#include "report/reporters.h"
#include "session/answer.h"

enum outcome explain_items(struct project *project, struct official *official, const char *name)
{
	const struct value none = value_absent();
	const struct form *form = official_form(official, name);
	const struct helps *helps = helps_load(project->arena, &project->diags, &official->folders);
	const struct reporter *asked = reporter_find("explain --form", project->format);
	const struct reporter *reporter = asked ? asked : reporter_find("explain --form", NULL);
	form = form ? form : official_form_of(official, name, &none);
	if (!form || !helps)
		return STATUS_FAILED;
	struct report report = run_new_report(project);
	reporter->guide->form(&report, form, helps);
	bool written = run_write(project, &report.out);
	report_free(&report);
	return written ? STATUS_OK : STATUS_FAILED;
}
