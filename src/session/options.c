/* One table of all options; a command names those that it takes. */
#include "session/options.h"

#include "base/messages/option.h"
#include "base/messages/options.h"
#include "base/messages/row.h"
#include "base/messages/value.h"
#include "base/utf8.h"
#include "session/command.h"

#include <string.h>

const char *const colour_words[] = {"auto", "always", "never", NULL};
static const char *const severity_words[] = {"error", "warning", "note", NULL};
static const char *const purpose_words[] = {"publication", "submission", NULL};
static const char *const form_words[] = {"kiso", "juten", "zenkomoku", NULL};
static const char *const draft_words[] = {"2020-12", "07", NULL};
static const char *const revision_words[] = {"published", NULL};

const struct option_spec option_specs[] = {
    {"format", 'f', OPTION_FORMAT, offsetof(struct options, format), .help = MSG_OPTION_FORMAT,
     .argument = MSG_VALUE_FORM_OF_OUTPUT},
    {"output", 'o', OPTION_OUTPUT, offsetof(struct options, output), .help = MSG_OPTION_OUTPUT,
     .argument = MSG_VALUE_FILE},
    {"out-dir", 0, OPTION_VALUE, offsetof(struct options, out_dir), .help = MSG_OPTION_OUT_DIR,
     .argument = MSG_VALUE_FOLDER},
    {"form", 0, OPTION_VALUE, offsetof(struct options, form), .help = MSG_OPTION_FORM, .argument = MSG_VALUE_FORM,
     .usual = form_words},
    {"as-of", 0, OPTION_VALUE, offsetof(struct options, as_of), .help = MSG_OPTION_AS_OF, .argument = MSG_VALUE_DATE},
    {"ahead", 0, OPTION_VALUE, offsetof(struct options, ahead), .help = MSG_OPTION_AHEAD, .argument = MSG_VALUE_PERIOD},
    {"changed-since", 0, OPTION_VALUE, offsetof(struct options, changed_since), .help = MSG_OPTION_CHANGED_SINCE,
     .argument = MSG_VALUE_DATE},
    {"for", 0, OPTION_VALUE, offsetof(struct options, purpose), .help = MSG_OPTION_FOR, .argument = MSG_VALUE_PURPOSE,
     .words = purpose_words},
    {"drafts", 0, OPTION_FLAG, offsetof(struct options, drafts), .help = MSG_OPTION_DRAFTS},
    {"fail-on", 0, OPTION_VALUE, offsetof(struct options, fail_on), .help = MSG_OPTION_FAIL_ON,
     .argument = MSG_VALUE_SEVERITY, .words = severity_words},
    {"answer", 0, OPTION_VALUE, offsetof(struct options, answer), .help = MSG_OPTION_ANSWER,
     .argument = MSG_VALUE_ITEM_WORDS},
    {"confirm", 0, OPTION_VALUE, offsetof(struct options, confirm), .help = MSG_OPTION_CONFIRM,
     .argument = MSG_VALUE_ITEM},
    {"append", 0, OPTION_VALUE, offsetof(struct options, append), .help = MSG_OPTION_APPEND,
     .argument = MSG_VALUE_GROUP},
    {"remove", 0, OPTION_VALUE, offsetof(struct options, remove), .help = MSG_OPTION_REMOVE,
     .argument = MSG_VALUE_GROUP},
    {"move-up", 0, OPTION_VALUE, offsetof(struct options, move_up), .help = MSG_OPTION_MOVE_UP,
     .argument = MSG_VALUE_GROUP},
    {"publish", 0, OPTION_VALUE, offsetof(struct options, publish), .help = MSG_OPTION_PUBLISH,
     .argument = MSG_VALUE_PUBLICATION},
    {"refer", 0, OPTION_VALUE, offsetof(struct options, refer), .help = MSG_OPTION_REFER,
     .argument = MSG_VALUE_ITEM_WORDS},
    {"shared", 0, OPTION_FLAG, offsetof(struct options, shared), .help = MSG_OPTION_SHARED},
    {"set", 0, OPTION_VALUES, offsetof(struct options, sets), .help = MSG_OPTION_SET, .argument = MSG_VALUE_KEY_VALUE},
    {"schema", 0, OPTION_VALUE, offsetof(struct options, schema), .help = MSG_OPTION_SCHEMA,
     .argument = MSG_VALUE_FOLDER},
    {"rules", 0, OPTION_VALUE, offsetof(struct options, rules), .help = MSG_OPTION_RULES, .argument = MSG_VALUE_FOLDER},
    {"trust", 0, OPTION_FLAG, offsetof(struct options, trust), .help = MSG_OPTION_TRUST},
    {"no-cache", 0, OPTION_FLAG, offsetof(struct options, no_cache), .help = MSG_OPTION_NO_CACHE},
    {"templates", 0, OPTION_VALUE, offsetof(struct options, templates), .help = MSG_OPTION_TEMPLATES,
     .argument = MSG_VALUE_FOLDER},
    {"compare", 0, OPTION_VALUE, offsetof(struct options, compare), .help = MSG_OPTION_COMPARE,
     .argument = MSG_VALUE_FILE},
    {"with-findings", 0, OPTION_FLAG, offsetof(struct options, with_findings), .help = MSG_OPTION_WITH_FINDINGS},
    {"only", 0, OPTION_VALUE, offsetof(struct options, only), .help = MSG_OPTION_ONLY, .argument = MSG_VALUE_RULE},
    {"ignore", 0, OPTION_VALUE, offsetof(struct options, ignore), .help = MSG_OPTION_IGNORE,
     .argument = MSG_VALUE_RULE},
    {"baseline", 0, OPTION_VALUE, offsetof(struct options, baseline), .help = MSG_OPTION_BASELINE,
     .argument = MSG_VALUE_FILE},
    {"since", 0, OPTION_VALUE, offsetof(struct options, since), .help = MSG_OPTION_SINCE,
     .argument = MSG_VALUE_REVISION, .usual = revision_words},
    {"jobs", 'j', OPTION_VALUE, offsetof(struct options, jobs), .help = MSG_OPTION_JOBS, .argument = MSG_VALUE_NUMBER},
    {"stdin-filename", 0, OPTION_VALUE, offsetof(struct options, stdin_filename), .help = MSG_OPTION_STDIN_FILENAME,
     .argument = MSG_VALUE_PATH},
    {"date", 0, OPTION_VALUE, offsetof(struct options, date), .help = MSG_OPTION_DATE, .argument = MSG_VALUE_DATE},
    {"significance", 0, OPTION_VALUE, offsetof(struct options, significance), .help = MSG_OPTION_SIGNIFICANCE,
     .argument = MSG_VALUE_JUDGEMENT},
    {"reason", 0, OPTION_VALUE, offsetof(struct options, reason), .help = MSG_OPTION_REASON,
     .argument = MSG_VALUE_REASON},
    {"judged-only", 0, OPTION_FLAG, offsetof(struct options, judged_only), .help = MSG_OPTION_JUDGED_ONLY},
    {"decided-only", 0, OPTION_FLAG, offsetof(struct options, decided_only), .help = MSG_OPTION_DECIDED_ONLY},
    {"judge", 0, OPTION_VALUES, offsetof(struct options, judges), .help = MSG_OPTION_JUDGE,
     .argument = MSG_VALUE_ROW_JUDGEMENT},
    {"prune", 0, OPTION_FLAG, offsetof(struct options, prune), .help = MSG_OPTION_PRUNE},
    {"test", 0, OPTION_FLAG, offsetof(struct options, test), .help = MSG_OPTION_TEST},
    {"sheet", 0, OPTION_VALUE, offsetof(struct options, sheet), .help = MSG_OPTION_SHEET,
     .argument = MSG_VALUE_ORDINAL},
    {"report", 0, OPTION_FLAG, offsetof(struct options, report), .help = MSG_OPTION_REPORT},
    {"version", 0, OPTION_FLAG, offsetof(struct options, version), .help = MSG_OPTION_VERSION},
    {"text", 0, OPTION_FLAG, offsetof(struct options, text), .help = MSG_OPTION_TEXT},
    {"fix", 0, OPTION_FLAG, offsetof(struct options, fix), .help = MSG_OPTION_FIX},
    {"add", 0, OPTION_VALUE, offsetof(struct options, add), .help = MSG_OPTION_ADD, .argument = MSG_VALUE_MODEL},
    {"into", 0, OPTION_VALUE, offsetof(struct options, into), .help = MSG_OPTION_INTO, .argument = MSG_VALUE_MODEL},
    {"diff", 0, OPTION_FLAG, offsetof(struct options, diff), .help = MSG_OPTION_DIFF},
    {"dry-run", 0, OPTION_FLAG, offsetof(struct options, dry_run), .help = MSG_OPTION_DRY_RUN},
    {"side-by-side", 0, OPTION_FLAG, offsetof(struct options, side_by_side), .help = MSG_OPTION_SIDE_BY_SIDE},
    {"suggest", 0, OPTION_FLAG, offsetof(struct options, suggest), .help = MSG_OPTION_SUGGEST},
    {"process", 0, OPTION_VALUE, offsetof(struct options, process), .help = MSG_OPTION_PROCESS,
     .argument = MSG_VALUE_PROCESS},
    {"list", 0, OPTION_FLAG, offsetof(struct options, list), .help = MSG_OPTION_LIST},
    {"number", 0, OPTION_VALUE, offsetof(struct options, number), .help = MSG_OPTION_NUMBER,
     .argument = MSG_VALUE_NUMBER},
    {"agency", 0, OPTION_VALUE, offsetof(struct options, agency), .help = MSG_OPTION_AGENCY,
     .argument = MSG_VALUE_NAME},
    {"kind", 0, OPTION_VALUE, offsetof(struct options, kind), .help = MSG_OPTION_KIND, .argument = MSG_VALUE_KIND},
    {"subjects", 0, OPTION_VALUE, offsetof(struct options, subjects), .help = MSG_OPTION_SUBJECTS,
     .argument = MSG_VALUE_COUNT},
    {"handlers", 0, OPTION_VALUE, offsetof(struct options, handlers), .help = MSG_OPTION_HANDLERS,
     .argument = MSG_VALUE_COUNT},
    {"incident", 0, OPTION_VALUE, offsetof(struct options, incident), .help = MSG_OPTION_INCIDENT,
     .argument = MSG_VALUE_INCIDENT},
    {"shard", 0, OPTION_VALUE, offsetof(struct options, shard), .help = MSG_OPTION_SHARD, .argument = MSG_VALUE_SHARD},
    {"draft", 0, OPTION_VALUE, offsetof(struct options, draft), .help = MSG_OPTION_DRAFT, .argument = MSG_VALUE_DRAFT,
     .usual = draft_words},
    {"statistics", 0, OPTION_FLAG, offsetof(struct options, statistics), .help = MSG_OPTION_STATISTICS},
    {"quiet", 'q', OPTION_FLAG, offsetof(struct options, quiet), .help = MSG_OPTION_QUIET},
    {"exit-zero", 0, OPTION_FLAG, offsetof(struct options, exit_zero), .help = MSG_OPTION_EXIT_ZERO},
    {"color", 0, OPTION_VALUE, offsetof(struct options, colour), .help = MSG_OPTION_COLOR, .argument = MSG_VALUE_WHEN,
     .words = colour_words, .everywhere = true},
    {"language", 0, OPTION_VALUE, offsetof(struct options, language), .argument = MSG_VALUE_FILE_NAME, .hidden = true,
     .everywhere = true},
    {"help", 'h', OPTION_FLAG, offsetof(struct options, help), .help = MSG_OPTION_HELP},
};

const size_t option_spec_count = sizeof option_specs / sizeof *option_specs;

bool option_is_taken(const struct command *command, const struct option_spec *spec)
{
	for (const char *const *option = command->options; *option; option++)
		if (strcmp(*option, spec->name) == 0)
			return true;
	return spec->everywhere;
}

const struct option_spec *option_named(const char *name, size_t length)
{
	for (size_t i = 0; i < option_spec_count; i++)
		if (strlen(option_specs[i].name) == length && strncmp(option_specs[i].name, name, length) == 0)
			return &option_specs[i];
	return NULL;
}

/* The room doubles whenever it is full. */
static const char **append(struct arena *arena, const char **items, size_t count, const char *item)
{
	bool full = (count & (count - 1)) == 0;
	const char **more = full ? arena_array(arena, const char *, count ? 2 * count : 1) : items;
	if (full && count)
		memcpy(more, items, count * sizeof *more);
	more[count] = item;
	return more;
}

/* A format begins a report, to which the output behind it belongs; an output may also stand in front of the first. */
static struct wish *open_wish(struct arena *arena, struct options *options, bool is_format)
{
	struct wish *last = options->wish_count ? &options->wishes[options->wish_count - 1] : NULL;
	if (last && (is_format ? options->wish_count == 1 && !last->format : !last->output))
		return last;
	struct wish *wishes = arena_array(arena, struct wish, options->wish_count + 1);
	if (last)
		memcpy(wishes, options->wishes, options->wish_count * sizeof *wishes);
	options->wishes = wishes;
	return &wishes[options->wish_count++];
}

static void add_wish(struct arena *arena, struct options *options, bool is_format, const char *value)
{
	struct wish *wish = open_wish(arena, options, is_format);
	*(is_format ? &wish->format : &wish->output) = value;
	options->format = options->wishes[0].format;
	options->output = options->wishes[0].output;
}

const char *option_check_wishes(struct arena *arena, const struct options *options)
{
	size_t formats = 0;
	for (size_t i = 0; i < options->wish_count; i++)
		formats += options->wishes[i].format != NULL;
	return options->wish_count > 1 ? msg_options_once(arena, formats > 1 ? "format" : "output") : NULL;
}

/* Is it one of the values that the option may have? Else what to say. */
static const char *check_value(struct arena *arena, const struct option_spec *spec, const char *value)
{
	struct nearest nearest = {.written = value};
	const char *names = NULL;
	for (const char *const *word = spec->words; word && *word; word++) {
		if (strcmp(*word, value) == 0)
			return NULL;
		names = names ? msg_row_more(arena, names, *word) : *word;
		nearest_offer(&nearest, *word);
	}
	if (!names)
		return NULL;
	return nearest.name ? msg_options_no_value_but(arena, spec->name, value, names, nearest.name)
	                    : msg_options_no_such_value(arena, spec->name, value, names);
}

const char *option_store(struct arena *arena, struct options *options, const struct option_spec *spec,
                         const char *value)
{
	char *member = (char *)options + spec->offset;
	if (spec->kind == OPTION_FLAG) {
		*(bool *)(void *)member = true;
		return value ? msg_options_no_value(arena, spec->name) : NULL;
	}
	if (!value || !*value) /* --only "$RULES" of a script that has none: it would tell nothing */
		return msg_options_value_wanted(arena, spec->name, msg(spec->argument));
	if (spec->kind == OPTION_VALUES) {
		struct option_values *values = (struct option_values *)(void *)member;
		values->items = append(arena, values->items, values->count++, value);
		return NULL;
	}
	if (spec->kind == OPTION_FORMAT || spec->kind == OPTION_OUTPUT) {
		add_wish(arena, options, spec->kind == OPTION_FORMAT, value);
		return NULL;
	}
	const char **slot = (const char **)(void *)member;
	bool again = *slot != NULL;
	*slot = value;
	return again ? msg_options_once(arena, spec->name) : check_value(arena, spec, value);
}

const char *option_add_path(struct arena *arena, struct options *options, const char *path)
{
	options->paths = append(arena, options->paths, options->path_count++, path);
	return *path ? NULL : msg(MSG_OPTIONS_EMPTY_PATH);
}
