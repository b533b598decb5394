/* A process of the catalogue and a few facts → the YAML to begin with. What a form asks for besides is found as `check` finds it,
 * and the lines that a finding offers are typed in, round after round, until none asks for more. */
#include "begin/begin.h"

#include "base/list.h"
#include "base/messages/begin.h"
#include "check/check.h"
#include "check/citations.h"
#include "check/lines.h"
#include "model/draft.h"
#include "yaml/node_write.h"

#include <string.h>

enum { ROUND_LIMIT = 16 };

static const char model_name[] = "assessment.yaml", body_name[] = "shikii.yaml";

struct beginner {
	struct arena *arena;
	struct diags *diags;
	struct official *official;
	const struct beginning *facts;
	struct draft draft;
	LIST(struct note {
		const struct node *node;
		const char *comment;
	})
	notes;
};

/* ---- the draft ---- */

static const char *sample(struct beginner *beginner, const char *path)
{
	const char *text = schema_sample(beginner->arena, beginner->official->schema, draft_label(&beginner->draft, path));
	return text ? text : "";
}

static void put_node(struct beginner *beginner, const char *path, struct node *node, const char *comment)
{
	draft_put(&beginner->draft, path, node);
	if (comment)
		list_push(beginner->arena, &beginner->notes, ((struct note){node, comment}));
}

static void put(struct beginner *beginner, const char *path, const char *text, const char *comment)
{
	const struct answer_type *type = draft_type(&beginner->draft, path);
	bool plain = type && (type->kind == ANSWER_COUNT || type->kind == ANSWER_DATE || type->kind == ANSWER_BOOL);
	if (text)
		put_node(beginner, path, node_scalar(beginner->arena, plain ? NODE_PLAIN : NODE_LITERAL, text), comment);
}

static struct node *proposal(struct beginner *beginner, const char *text)
{
	struct node *node = node_collection(beginner->arena, NODE_MAPPING, strchr(text, '\n') ? NODE_BLOCK : NODE_FLOW);
	node_append(beginner->arena, node, "proposed", node_scalar(beginner->arena, NODE_LITERAL, text));
	return node;
}

static void propose(struct beginner *beginner, const char *path, const char *text, const char *comment)
{
	if (text)
		put_node(beginner, path, proposal(beginner, text), comment);
}

/* A member for each name. */
static void propose_names(struct beginner *beginner, const char *list, const struct node *names, const char *comment)
{
	for (size_t i = 0; i < names->count; i++)
		propose(beginner, arena_printf(beginner->arena, "%s[%zu].name", list, i), names->items[i]->text, NULL);
	struct node *members = draft_get(&beginner->draft, list);
	if (members)
		list_push(beginner->arena, &beginner->notes, ((struct note){members, comment}));
}

static void put_grounds(struct beginner *beginner, const struct grounds *grounds)
{
	struct arena *arena = beginner->arena;
	const char *day = value_print(arena, &beginner->official->schema->calendar,
	                              &(struct value){.kind = VALUE_DATE, .date = beginner->facts->law_day});
	const char *comment = msg_begin_comment_grounds(arena, day);
	if (grounds->use_is_usual)
		propose(beginner, "number_use.basis", grounds->use, comment);
	else
		put(beginner, "number_use.basis", grounds->use, comment);
	if (!grounds->linkage)
		return;
	static const char performed[] = "linkage.performed";
	const struct answer_type *type = draft_type(&beginner->draft, performed);
	propose(beginner, performed, type->options->options[0].value, NULL);
	propose(beginner, "linkage.basis", grounds->linkage, comment);
}

/* The last option of the vocabulary says that nothing has happened: then the body's list of incidents is empty. */
static bool has_no_incident(const struct beginner *beginner)
{
	const struct option_list *options = schema_options(beginner->official->schema, "incident");
	const char *incident = beginner->facts->incident;
	return incident && strcmp(options->options[options->count - 1].value, incident) == 0;
}

static void put_facts(struct beginner *beginner, const struct begun *begun)
{
	const struct beginning *facts = beginner->facts;
	const char *result = begun->judgement && begun->judgement->row ? begun->judgement->row->result : NULL;
	put(beginner, "shikii", arena_printf(beginner->arena, "%lld", (long long)beginner->official->schema->version),
	    NULL);
	put(beginner, "number", facts->number ? facts->number : sample(beginner, "number"), msg(MSG_BEGIN_COMMENT_NUMBER));
	put(beginner, "name", facts->process->name, NULL);
	put(beginner, "agency", facts->own_body ? NULL : facts->agency, NULL);
	put(beginner, "exemption", facts->process->exemption, msg(MSG_BEGIN_COMMENT_EXEMPTION));
	put(beginner, "threshold.subjects.count", facts->subjects, NULL);
	put(beginner, "threshold.handlers.count", facts->handlers, NULL);
	put(beginner, "threshold.incident.stated", facts->own_body && has_no_incident(beginner) ? NULL : facts->incident,
	    NULL);
	struct node *threshold = draft_get(&beginner->draft, "threshold");
	if (threshold && result)
		list_push(beginner->arena, &beginner->notes,
		          ((struct note){threshold, msg_begin_comment_threshold(beginner->arena, result)}));
	propose_names(beginner, "systems", facts->process->systems, msg(MSG_BEGIN_COMMENT_SYSTEMS));
	propose_names(beginner, "files", facts->process->files, msg(MSG_BEGIN_COMMENT_FILES));
}

/* A sheet that describes files has a block for them. */
static void put_block(struct beginner *beginner)
{
	const struct node *files = draft_get(&beginner->draft, "files");
	struct node *ids = node_collection(beginner->arena, NODE_SEQUENCE, NODE_FLOW);
	for (size_t i = 0; i < files->count; i++)
		node_append(beginner->arena, ids, NULL,
		            node_scalar(beginner->arena, NODE_LITERAL, node_get(files->items[i], "id")->text));
	put_node(beginner, "blocks[0].files", ids, NULL);
}

static void put_sheet(struct beginner *beginner, const char *kind, const struct grounds *grounds, bool voluntary)
{
	const struct beginning *facts = beginner->facts;
	struct arena *arena = beginner->arena;
	const struct value of_body = facts->body ? record_get(&facts->body->value, "name") : value_absent();
	const char *agency = facts->agency                ? facts->agency
	                     : of_body.kind == VALUE_TEXT ? of_body.text
	                                                  : sample(beginner, "agency");
	const char *overview = arena_printf(arena, "sheets.%s.overview", kind);
	propose(beginner, arena_printf(arena, "sheets.%s.declaration", kind),
	        msg_begin_declaration(arena, agency, facts->process->name), NULL);
	if (voluntary)
		put(beginner, arena_printf(arena, "sheets.%s.voluntary", kind), "true", msg(MSG_BEGIN_COMMENT_VOLUNTARY));
	if (grounds->affair && draft_type(&beginner->draft, overview))
		put(beginner, overview, msg_begin_overview(arena, grounds->title, grounds->affair, sample(beginner, overview)),
		    NULL);
	if (draft_type(&beginner->draft, arena_printf(arena, "sheets.%s.content", kind)))
		put_block(beginner);
	if (facts->day.kind == VALUE_DATE)
		put(beginner, arena_printf(arena, "sheets.%s.planned", kind),
		    value_print(arena, &beginner->official->schema->calendar, &facts->day), msg(MSG_BEGIN_COMMENT_PLANNED));
}

/* ---- writing and reading ---- */

static const char *comment_of(void *context, const struct node *node)
{
	const struct beginner *beginner = context;
	for (size_t i = 0; i < beginner->notes.count; i++)
		if (beginner->notes.items[i].node == node)
			return beginner->notes.items[i].comment;
	return NULL;
}

static void write_draft(struct beginner *beginner, struct buf *out)
{
	node_write(out, beginner->draft.root, comment_of, beginner);
}

static const struct node *read_text(struct beginner *beginner, const char *name, const struct buf *text)
{
	const struct source *source =
	    source_from_memory(beginner->arena, beginner->diags, name, buf_text(text), text->length);
	return source ? node_read(beginner->arena, beginner->diags, source) : NULL;
}

static const struct body *body_of(struct beginner *beginner)
{
	if (!beginner->facts->own_body)
		return beginner->facts->body;
	struct buf text = BUF_INIT;
	begin_body(beginner->arena, beginner->official, beginner->facts, &text);
	const struct body *body =
	    body_bind(beginner->arena, beginner->diags, beginner->official->schema, read_text(beginner, body_name, &text));
	buf_free(&text);
	return body;
}

static const struct assessment *assess_text(struct beginner *beginner, const struct body *body, const struct buf *text)
{
	const struct node *node = read_text(beginner, model_name, text);
	const struct model *model =
	    node ? model_bind(beginner->arena, beginner->diags, beginner->official->schema, body, node) : NULL;
	const struct assess_options options = {.as_of = beginner->facts->day};
	return model ? assess(beginner->arena, beginner->diags, beginner->official, model, &options) : NULL;
}

/* What the forms ask for is put in; each round can bring up more. */
static void fill(struct beginner *beginner, const struct body *body, struct buf *text)
{
	const struct schema *schema = beginner->official->schema;
	for (int round = 0; round < ROUND_LIMIT; round++) {
		struct diags found;
		struct buf next = BUF_INIT;
		diags_init(&found, beginner->arena);
		const struct assessment *assessment = assess_text(beginner, body, text);
		if (assessment)
			check_assessment(beginner->arena, &found, beginner->official, assessment);
		if (!assessment || !lines_fill(beginner->arena, schema, &found, assessment->model->node, &next))
			return;
		buf_clear(text);
		buf_append(text, buf_text(&next), next.length);
		buf_free(&next);
	}
}

/* ---- the order of the text ---- */

/* The lines of one key of the model, with the comments above them. */
struct chunk {
	const char *start;
	size_t length;
	int order;
};

/* Where the next chunk begins, behind the line at `at` with its key. */
static const char *next_chunk(const char *at)
{
	bool key = false;
	while (*at && (strchr(" -", *at) || !key || *at == '\n')) {
		key |= !strchr("# -\n", *at);
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return at;
}

static int order_of(const struct record_type *record, const char *chunk)
{
	while (*chunk == '#')
		chunk += strcspn(chunk, "\n") + 1;
	char name[64] = "";
	size_t length = strcspn(chunk, ":\n");
	if (length < sizeof name)
		memcpy(name, chunk, length);
	return type_field(&record->type, name);
}

/* What was typed in at the end goes to where the vocabulary has it; blank lines set the keys with something below apart. */
static void put_in_order(struct beginner *beginner, const char *head, struct buf *text)
{
	LIST(struct chunk) chunks = {0};
	struct buf out = BUF_INIT;
	const char *from = buf_text(text);
	for (const char *end; *from; from = end) {
		end = next_chunk(from);
		const struct chunk chunk = {from, (size_t)(end - from), order_of(beginner->draft.record, from)};
		size_t at = chunks.count;
		list_push(beginner->arena, &chunks, chunk);
		for (; at && chunks.items[at - 1].order > chunk.order; at--)
			chunks.items[at] = chunks.items[at - 1];
		chunks.items[at] = chunk;
	}
	node_write_comment(&out, head, 0);
	bool long_before = true;
	for (size_t i = 0; i < chunks.count; i++) {
		const struct chunk *chunk = &chunks.items[i];
		bool is_long = memchr(chunk->start, '\n', chunk->length - 1) != NULL;
		buf_puts(&out, is_long || long_before ? "\n" : "");
		buf_append(&out, chunk->start, chunk->length);
		long_before = is_long;
	}
	buf_clear(text);
	buf_append(text, buf_text(&out), out.length);
	buf_free(&out);
}

/* ---- the module's functions ---- */

/* The kinds that are owed, or made though none is. */
static void settle_kinds(struct beginner *beginner, const struct judgement *judgement, struct begun *begun)
{
	const char **owed = judgement->row->owed;
	begun->judgement = judgement;
	begun->voluntary = !*owed && !judgement->exemption;
	begun->kinds = arena_array(beginner->arena, const char *, 2);
	if (begun->voluntary)
		begun->kinds[0] = judgement->rules->kinds[0];
	else
		begun->kinds = owed;
}

static void draft_begin(struct beginner *beginner, const struct begun *begun)
{
	beginner->draft = draft_new(beginner->arena, beginner->official->schema->process);
	beginner->notes.count = 0;
	put_facts(beginner, begun);
}

bool begin_model(struct arena *arena, struct diags *diags, struct official *official, const struct beginning *beginning,
                 struct buf *out, struct begun *begun)
{
	struct beginner beginner = {arena, diags, official, beginning, .notes = {0}};
	struct buf text = BUF_INIT;
	const struct law *law = official_law(official);
	*begun = (struct begun){0};
	draft_begin(&beginner, begun);
	write_draft(&beginner, &text);
	const struct body *body = body_of(&beginner);
	const struct assessment *assessment = assess_text(&beginner, body, &text);
	bool judged = law && assessment && assessment->judgement->row;
	if (judged) {
		settle_kinds(&beginner, assessment->judgement, begun);
		draft_begin(&beginner, begun);
		const struct grounds grounds = grounds_of(arena, law->registry, beginning->process, beginning->law_day,
		                                          sample(&beginner, "linkage.basis"));
		put_grounds(&beginner, &grounds);
		for (const char **kind = begun->kinds; *kind; kind++)
			put_sheet(&beginner, *kind, &grounds, begun->voluntary);
		buf_clear(&text);
		write_draft(&beginner, &text);
		fill(&beginner, body, &text);
		put_in_order(&beginner, msg_begin_comment_head(arena, beginning->process->name), &text);
		buf_append(out, buf_text(&text), text.length);
	}
	buf_free(&text);
	return judged;
}

void begin_body(struct arena *arena, struct official *official, const struct beginning *beginning, struct buf *out)
{
	struct beginner beginner = {arena, NULL, official, beginning, .notes = {0}};
	beginner.draft = draft_new(arena, official->schema->body);
	put(&beginner, "name", beginning->agency ? beginning->agency : sample(&beginner, "name"), NULL);
	put(&beginner, "kind", beginning->kind, msg(MSG_BEGIN_BODY_KIND));
	if (has_no_incident(&beginner))
		put_node(&beginner, "incidents", node_collection(arena, NODE_SEQUENCE, NODE_FLOW),
		         msg(MSG_BEGIN_BODY_INCIDENTS));
	node_write_comment(out, msg(MSG_BEGIN_BODY_HEAD), 0);
	buf_putc(out, '\n');
	write_draft(&beginner, out);
}
