/* Findings ↔ bytes: numbers of eight bytes, and texts with their length in front. */
#include "session/finding_pack.h"

#include <stdint.h>
#include <string.h>

enum { FORMAT = 1 };

/* Of a text that is not there. */
static const uint64_t no_text = UINT64_MAX;

enum source_number { SOURCE_NONE, SOURCE_FILE, SOURCE_BODY, SOURCE_OTHER };

/* ---- packing ---- */

struct packer {
	const struct kept_sources *sources;
	struct buf *out;
	bool good;
	struct diag *const *diags; /* those of one list */
	size_t at;
};

static void put_number(struct packer *packer, uint64_t number)
{
	buf_append(packer->out, (const char *)&number, sizeof number);
}

static void put_text(struct packer *packer, const char *text)
{
	size_t length = text ? strlen(text) : 0;
	put_number(packer, text ? length : no_text);
	buf_append(packer->out, text ? text : "", length + (text != NULL)); /* with its NUL */
}

/* Threads have sources of their own of one file. */
static enum source_number number_of(const struct kept_sources *sources, const struct source *source)
{
	if (!source)
		return SOURCE_NONE;
	if (strcmp(source->path, sources->file->path) == 0)
		return SOURCE_FILE;
	return sources->body && strcmp(source->path, sources->body->path) == 0 ? SOURCE_BODY : SOURCE_OTHER;
}

static void put_span(struct packer *packer, struct span span)
{
	enum source_number number = number_of(packer->sources, span.source);
	packer->good &= number != SOURCE_OTHER;
	put_number(packer, number);
	put_number(packer, span.start);
	put_number(packer, span.end);
}

/* Findings may have lines, or a mend, in common with one before them: SHARED + its number. */
enum sharing { SHARED_NONE, SHARED_NEW, SHARED };

static bool put_lines_shared(struct packer *packer, const struct diag_lines *lines)
{
	size_t other = 0;
	while (other < packer->at && packer->diags[other]->lines != lines)
		other++;
	put_number(packer, !lines ? SHARED_NONE : other < packer->at ? SHARED + other : SHARED_NEW);
	return lines && other == packer->at;
}

static bool put_mend_shared(struct packer *packer, const struct diag_mend *mend)
{
	size_t other = 0;
	while (other < packer->at && packer->diags[other]->mend != mend)
		other++;
	put_number(packer, !mend ? SHARED_NONE : other < packer->at ? SHARED + other : SHARED_NEW);
	return mend && other == packer->at;
}

static void put_lines(struct packer *packer, const struct diag_lines *lines)
{
	if (!put_lines_shared(packer, lines))
		return;
	packer->good &= number_of(packer->sources, lines->source) == SOURCE_FILE;
	put_number(packer, lines->line);
	put_number(packer, lines->count);
	put_text(packer, lines->text);
	put_text(packer, lines->inside);
}

static void put_mend(struct packer *packer, const struct diag_mend *mend)
{
	if (!put_mend_shared(packer, mend))
		return;
	packer->good &= number_of(packer->sources, mend->source) == SOURCE_FILE;
	put_number(packer, mend->count);
	for (size_t i = 0; i < mend->count; i++) {
		put_number(packer, mend->items[i].from);
		put_number(packer, mend->items[i].to);
		put_text(packer, mend->items[i].text);
	}
}

/* What is to be typed or mended in shikii.yaml was worked out for all files of the run. */
static void put_finding(struct packer *packer, const struct diag *diag)
{
	bool of_file = number_of(packer->sources, diag->span.source) == SOURCE_FILE;
	packer->good &= of_file || !(diag->wanted || diag->remedy);
	put_text(packer, diag->rule);
	put_number(packer, diag->severity);
	put_span(packer, diag->span);
	put_span(packer, diag->related);
	const char *const texts[] = {diag->file,  diag->message, diag->hint,      diag->source,
	                             diag->path,  diag->item,    diag->item_name, diag->related_message,
	                             diag->excuse};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		put_text(packer, texts[i]);
	put_number(packer, diag->excused_outside);
	put_lines(packer, diag->lines);
	put_mend(packer, diag->mend);
}

static void put_findings(struct packer *packer, struct diag *const *diags, size_t count)
{
	put_number(packer, count);
	packer->diags = diags;
	for (packer->at = 0; packer->at < count; packer->at++)
		put_finding(packer, diags[packer->at]);
}

bool kept_pack(const struct kept *kept, const struct kept_sources *sources, struct buf *out)
{
	struct packer packer = {.sources = sources, .out = out, .good = true};
	put_number(&packer, FORMAT);
	put_findings(&packer, kept->told, kept->told_count);
	put_findings(&packer, kept->hidden, kept->hidden_count);
	put_text(&packer, kept->judgement);
	put_text(&packer, kept->number);
	put_text(&packer, kept->place);
	put_number(&packer, kept->used_count);
	for (size_t i = 0; i < kept->used_count; i++)
		put_number(&packer, kept->used[i]);
	put_number(&packer, kept->by_body);
	return packer.good;
}

/* ---- unpacking ---- */

struct unpacker {
	struct arena *arena;
	const struct kept_sources *sources;
	struct map *ids;
	const char *at, *end;
	bool good;
	struct diag **diags; /* those of one list that are there already */
	size_t count;
};

static uint64_t take_number(struct unpacker *unpacker)
{
	uint64_t number = 0;
	unpacker->good &= (size_t)(unpacker->end - unpacker->at) >= sizeof number;
	if (!unpacker->good)
		return 0;
	memcpy(&number, unpacker->at, sizeof number);
	unpacker->at += sizeof number;
	return number;
}

/* No more than could stand in what is left: a wrong number asks for no memory. */
static size_t take_count(struct unpacker *unpacker)
{
	uint64_t count = take_number(unpacker);
	unpacker->good &= count <= (uint64_t)(unpacker->end - unpacker->at);
	return unpacker->good ? (size_t)count : 0;
}

/* It stays where it is. */
static const char *take_text(struct unpacker *unpacker)
{
	uint64_t length = take_number(unpacker);
	if (!unpacker->good || length == no_text)
		return NULL;
	const char *text = unpacker->at;
	unpacker->good = length < (uint64_t)(unpacker->end - text) && text[length] == '\0';
	if (!unpacker->good)
		return NULL;
	unpacker->at += length + 1;
	return text;
}

static struct span take_span(struct unpacker *unpacker)
{
	enum source_number number = (enum source_number)take_number(unpacker);
	const struct source *source = number == SOURCE_FILE   ? unpacker->sources->file
	                              : number == SOURCE_BODY ? unpacker->sources->body
	                                                      : NULL;
	struct span span = {.source = source};
	span.start = (size_t)take_number(unpacker);
	span.end = (size_t)take_number(unpacker);
	unpacker->good &= number <= SOURCE_BODY && (source || number == SOURCE_NONE);
	unpacker->good &= !source || (span.start <= span.end && span.end <= source->length);
	return span;
}

/* The finding with which it is shared; NULL: with none, and *is_new says whether it follows. */
static const struct diag *take_sharing(struct unpacker *unpacker, bool *is_new)
{
	uint64_t sharing = take_number(unpacker);
	*is_new = sharing == SHARED_NEW;
	if (sharing < SHARED)
		return NULL;
	unpacker->good &= sharing - SHARED < unpacker->count;
	return unpacker->good ? unpacker->diags[sharing - SHARED] : NULL;
}

static const struct diag_lines *take_lines(struct unpacker *unpacker)
{
	bool is_new;
	const struct diag *other = take_sharing(unpacker, &is_new);
	if (!is_new)
		return other ? other->lines : NULL;
	struct diag_lines *lines = arena_new_object(unpacker->arena, struct diag_lines);
	lines->source = unpacker->sources->file;
	lines->line = (size_t)take_number(unpacker);
	lines->count = (size_t)take_number(unpacker);
	lines->text = take_text(unpacker);
	lines->inside = take_text(unpacker);
	unpacker->good &= lines->text && lines->inside;
	return lines;
}

static const struct diag_mend *take_mend(struct unpacker *unpacker)
{
	bool is_new;
	const struct diag *other = take_sharing(unpacker, &is_new);
	if (!is_new)
		return other ? other->mend : NULL;
	struct diag_mend *mend = arena_new_object(unpacker->arena, struct diag_mend);
	mend->source = unpacker->sources->file;
	mend->count = take_count(unpacker);
	mend->items = arena_array(unpacker->arena, struct diag_change, mend->count);
	for (size_t i = 0; i < mend->count && unpacker->good; i++) {
		mend->items[i].from = (size_t)take_number(unpacker);
		mend->items[i].to = (size_t)take_number(unpacker);
		mend->items[i].text = take_text(unpacker);
		unpacker->good &= mend->items[i].text != NULL;
	}
	return mend;
}

/* Reports keep it longer than the bytes. */
static const char *lasting_id(struct map *ids, const char *id)
{
	const char *known = id ? map_get(ids, id) : NULL;
	if (known || !id)
		return known;
	char *copy = arena_string(ids->arena, id);
	map_put(ids, copy, copy);
	return copy;
}

static struct diag *take_finding(struct unpacker *unpacker)
{
	struct diag *diag = arena_new_object(unpacker->arena, struct diag);
	diag->rule = lasting_id(unpacker->ids, take_text(unpacker));
	unpacker->good &= diag->rule != NULL;
	diag->severity = (enum severity)take_number(unpacker);
	unpacker->good &= diag->severity <= SEVERITY_ERROR;
	diag->span = take_span(unpacker);
	diag->related = take_span(unpacker);
	const char **const texts[] = {&diag->file,  &diag->message, &diag->hint,      &diag->source,
	                              &diag->path,  &diag->item,    &diag->item_name, &diag->related_message,
	                              &diag->excuse};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = take_text(unpacker);
	unpacker->good &= diag->message != NULL;
	diag->excused_outside = take_number(unpacker);
	diag->lines = take_lines(unpacker);
	diag->mend = take_mend(unpacker);
	return diag;
}

static struct diag **take_findings(struct unpacker *unpacker, size_t *count)
{
	size_t most = take_count(unpacker);
	unpacker->diags = arena_array(unpacker->arena, struct diag *, most);
	for (unpacker->count = 0; unpacker->count < most && unpacker->good; unpacker->count++)
		unpacker->diags[unpacker->count] = take_finding(unpacker);
	*count = unpacker->count;
	return unpacker->diags;
}

bool kept_has_findings(const char *bytes, size_t length)
{
	uint64_t head[3] = {0}; /* the format, and the counts of both lists where the first is empty */
	if (length < sizeof head)
		return false;
	memcpy(head, bytes, sizeof head);
	return head[1] || head[2];
}

bool kept_unpack(struct arena *arena, const char *bytes, size_t length, const struct kept_sources *sources,
                 struct map *ids, struct kept *kept)
{
	struct unpacker unpacker = {
	    .arena = arena, .sources = sources, .ids = ids, .at = bytes, .end = bytes + length, .good = true};
	*kept = (struct kept){0};
	unpacker.good = take_number(&unpacker) == FORMAT;
	kept->told = take_findings(&unpacker, &kept->told_count);
	kept->hidden = take_findings(&unpacker, &kept->hidden_count);
	kept->judgement = take_text(&unpacker);
	kept->number = take_text(&unpacker);
	kept->place = take_text(&unpacker);
	kept->used_count = take_count(&unpacker);
	kept->used = arena_array(arena, bool, kept->used_count);
	for (size_t i = 0; i < kept->used_count; i++)
		kept->used[i] = take_number(&unpacker);
	kept->by_body = (size_t)take_number(&unpacker);
	return unpacker.good && unpacker.at == unpacker.end && kept->judgement;
}
