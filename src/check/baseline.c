/* Findings → keys that outlive the moving of lines, and back: those that are known are taken out. */
#include "check/baseline.h"

#include "base/list.h"
#include "base/messages/baseline.h"
#include "yaml/fields.h"
#include "yaml/node.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* FNV-1a, 64 bits. */
void words_hash(const char *words, size_t length, char hash[17])
{
	uint64_t value = 14695981039346656037u;
	for (size_t i = 0; i < length; i++)
		value = (value ^ (unsigned char)words[i]) * 1099511628211u;
	snprintf(hash, 17, "%016" PRIx64, value);
}

void diag_hash(const struct diag *diag, char hash[17])
{
	const struct source *source = diag->span.source;
	words_hash(source ? source->text + diag->span.start : "", source ? diag->span.end - diag->span.start : 0, hash);
}

static const char *entry_key(struct arena *arena, const struct baseline_entry *entry)
{
	return arena_printf(arena, "%s\n%s\n%s\n%s", entry->rule, entry->file, entry->at, entry->value);
}

static void add_entry(struct baseline *baseline, const struct baseline_entry *given)
{
	struct baseline_entry *entry = arena_new_object(baseline->arena, struct baseline_entry);
	*entry = *given;
	if (!map_put(&baseline->known, entry_key(baseline->arena, entry), entry))
		list_push(baseline->arena, &baseline->entries, entry);
}

static bool entry_load(struct baseline *baseline, struct diags *diags, const struct node *node)
{
	struct row {
		struct baseline_entry entry;
		int64_t times;
	} row = {.times = 1};
	static const struct field_spec specs[] = {
	    {"rule", FIELD_STRING, true, offsetof(struct row, entry.rule)},
	    {"file", FIELD_STRING, true, offsetof(struct row, entry.file)},
	    {"at", FIELD_STRING, true, offsetof(struct row, entry.at)},
	    {"value", FIELD_STRING, true, offsetof(struct row, entry.value)},
	    {"times", FIELD_NUMBER, false, offsetof(struct row, times)},
	};
	if (!fields_read(diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	row.entry.times = row.times > 0 ? (size_t)row.times : 0;
	add_entry(baseline, &row.entry);
	return true;
}

bool baseline_load(struct baseline *baseline, struct arena *arena, struct diags *diags, const struct files *files,
                   const char *path)
{
	*baseline = (struct baseline){.arena = arena};
	map_init(&baseline->known, arena);
	if (files_kind(files, path) == FILE_NONE) {
		baseline->is_new = true;
		return true;
	}
	const struct source *source = files_load(arena, diags, files, path);
	const struct node *root = source ? node_read(arena, diags, source) : NULL;
	const struct node *list = node_get(root, "baseline");
	if (root && (!list || list->kind != NODE_SEQUENCE)) {
		diag_add(diags, DIAG_DATA_MISSING, root->span, msg(MSG_BASELINE_NO_LIST))->hint = msg(MSG_BASELINE_MAKE_ANEW);
		return false;
	}
	bool good = list != NULL;
	for (size_t i = 0; list && i < list->count; i++)
		good = entry_load(baseline, diags, list->items[i]) && good;
	return good;
}

const char *baseline_path(const char *path)
{
	while (strncmp(path, "./", 2) == 0)
		path += 2;
	return path;
}

size_t baseline_apply(struct baseline *baseline, struct diags *diags, const char *file, struct diags *taken)
{
	size_t kept = 0, count = diags->count;
	for (size_t i = 0; i < diags->count; i++) {
		struct diag *diag = diags->items[i];
		char hash[17];
		diag_hash(diag, hash);
		struct baseline_entry key = {
		    .rule = arena_string(baseline->arena, diag->rule),
		    .file = arena_string(baseline->arena, baseline_path(diag->span.source ? diag->span.source->path : file)),
		    .at = arena_string(baseline->arena, diag->path   ? diag->path
		                                        : diag->item ? diag->item
		                                                     : ""),
		    .value = arena_string(baseline->arena, hash),
		};
		if (baseline->is_new)
			add_entry(baseline, &key);
		struct baseline_entry *entry = map_get(&baseline->known, entry_key(baseline->arena, &key));
		if (entry && baseline->is_new)
			entry->times++;
		if (entry && entry->found < entry->times) {
			entry->found++;
			list_push(taken->arena, taken, diag);
		} else {
			diags->items[kept++] = diag;
		}
	}
	diags->count = kept;
	return count - kept;
}

void baseline_settle(struct baseline *baseline, bool (*asked)(const void *context, const struct baseline_entry *entry),
                     const void *context)
{
	for (size_t i = 0; i < baseline->entries.count; i++) {
		struct baseline_entry *entry = baseline->entries.items[i];
		if (!asked(context, entry))
			entry->found = entry->times;
	}
}

/* A double-quoted YAML scalar. */
static void print_scalar(struct buf *out, const char *text)
{
	buf_putc(out, '"');
	for (; *text; text++)
		buf_printf(out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
	buf_putc(out, '"');
}

void baseline_print(const struct baseline *baseline, bool prune, struct buf *out)
{
	buf_printf(out, "# %s\nbaseline:", msg(MSG_BASELINE_HEAD));
	size_t printed = 0;
	for (size_t i = 0; i < baseline->entries.count; i++) {
		const struct baseline_entry *entry = baseline->entries.items[i];
		size_t times = prune ? entry->found : entry->times;
		if (!times)
			continue;
		buf_printf(out, "\n- {rule: %s, file: ", entry->rule);
		print_scalar(out, entry->file);
		buf_puts(out, ", at: ");
		print_scalar(out, entry->at);
		buf_printf(out, ", value: \"%s\"", entry->value);
		if (times > 1)
			buf_printf(out, ", times: %zu", times);
		buf_putc(out, '}');
		printed++;
	}
	buf_puts(out, printed ? "\n" : " []\n");
}

size_t baseline_stale(const struct baseline *baseline)
{
	size_t stale = 0;
	for (size_t i = 0; i < baseline->entries.count; i++)
		stale += baseline->entries.items[i]->times - baseline->entries.items[i]->found;
	return stale;
}
