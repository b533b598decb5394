/* A Mustache template + a view of plain values -> text.
 * A template is parsed once into a flat list of tags, in which text is a tag for each line and a section knows where
 * it closes. Lines that hold a tag without output and nothing else are gone by then. Rendering walks over the list,
 * and begins each line of a partial with the white space that stood before the partial's tag. */
#include "render/template.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/template.h"
#include "base/utf8.h"
#include "yaml/fields.h"

#include <string.h>

/* Tags and lines in one rendering: sections in sections and partials in partials multiply without printing. */
enum { STEP_LIMIT = 10 * 1000 * 1000 };

enum tag_kind { TAG_TEXT, TAG_ESCAPED, TAG_RAW, TAG_COMMENT, TAG_SECTION, TAG_INVERTED, TAG_CLOSE, TAG_PARTIAL };

struct tag {
	enum tag_kind kind;
	bool starts_line; /* the first on a line that is printed */
	bool standalone;  /* alone on its line, which is not printed */
	bool reported;
	struct span span;              /* text: what is printed */
	const char *name;              /* NULL for text and comments */
	size_t indent;                 /* standalone: bytes of white space before it */
	size_t close;                  /* section: index of its closing tag */
	struct template_file *partial; /* what it stands for */
};

struct template_file {
	const struct source *source; /* NULL: there is none of that name */
	bool broken;                 /* a mistake was reported: not to be rendered */
	LIST(struct tag) tags;
};

struct template_set {
	struct arena *arena;
	struct diags *diags;
	const struct source *(*load)(void *context, const char *name);
	void *context;
	struct map by_name;
	LIST(struct template_file *) templates;
	size_t linked; /* so many of them know their partials */
	bool broken;   /* one of them is, or calls for one that there is not */
};

struct template_set *template_set_new(struct arena *arena, struct diags *diags,
                                      const struct source *(*load)(void *context, const char *name), void *context)
{
	struct template_set *set = arena_new_object(arena, struct template_set);
	*set = (struct template_set){.arena = arena, .diags = diags, .load = load, .context = context};
	map_init(&set->by_name, arena);
	return set;
}

struct parser {
	struct template_set *set;
	struct template_file *template;
	const char *text;
	size_t length;
	size_t at;       /* what is before it has become tags */
	bool line_start; /* the next tag is the first on its line */
	size_t open[TEMPLATE_DEPTH_LIMIT];
	size_t depth;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_space(char c)
{
	return is_blank(c) || c == '\r' || c == '\n';
}

static struct tag *push_tag(struct parser *parser, struct tag tag)
{
	struct template_file *template = parser->template;
	tag.starts_line = parser->line_start && !tag.standalone;
	parser->line_start = tag.standalone;
	list_push(parser->set->arena, &template->tags, tag);
	return &template->tags.items[template->tags.count - 1];
}

/* Pushes what stands before `end`, a tag for each line. */
static void push_text(struct parser *parser, size_t end)
{
	while (parser->at < end) {
		const char *newline = memchr(parser->text + parser->at, '\n', end - parser->at);
		size_t next = newline ? (size_t)(newline + 1 - parser->text) : end;
		push_tag(parser, (struct tag){.kind = TAG_TEXT, .span = {parser->template->source, parser->at, next}});
		parser->line_start = newline;
		parser->at = next;
	}
}

/* name := "." | part { "." part }; of a partial also with "/". A part has letters, digits, "_" and "-". */
static bool is_name(const char *name, bool partial)
{
	if (!partial && strcmp(name, ".") == 0)
		return true;
	bool joint = true; /* before a part */
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;
		bool joins = c == '.' || (partial && c == '/');
		bool letter = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		if (joins ? joint : !letter && c != '_' && c != '-')
			return false;
		joint = joins;
	}
	return !joint;
}

/* Reads the tag's name between start and end, without the white space around it. */
static bool parse_name(struct parser *parser, struct tag *tag, size_t start, size_t end)
{
	struct diags *diags = parser->set->diags;
	while (start < end && is_space(parser->text[start]))
		start++;
	while (end > start && is_space(parser->text[end - 1]))
		end--;
	tag->name = arena_copy(parser->set->arena, parser->text + start, end - start);
	if (!is_name(tag->name, tag->kind == TAG_PARTIAL)) {
		int first_line = (int)strcspn(tag->name, "\r\n");
		struct diag *diag =
		    diag_add(diags, DIAG_TEMPLATE_SYNTAX, tag->span,
		             msg_template_bad_name(diags->arena, arena_copy(diags->arena, tag->name, first_line)));
		diag->hint = msg(MSG_TEMPLATE_GOOD_NAME);
		return false;
	}
	return true;
}

static bool open_section(struct parser *parser, const struct tag *tag)
{
	if (parser->depth == TEMPLATE_DEPTH_LIMIT) {
		diag_add(parser->set->diags, DIAG_TEMPLATE_DEPTH, tag->span,
		         msg_template_depth(parser->set->diags->arena, TEMPLATE_DEPTH_LIMIT));
		return false;
	}
	parser->open[parser->depth++] = (size_t)(tag - parser->template->tags.items);
	return true;
}

/* The opening tag as it is written. */
static const char *section_title(struct diags *diags, const struct tag *section)
{
	return arena_printf(diags->arena, "{{%c%s}}", section->kind == TAG_SECTION ? '#' : '^', section->name);
}

static bool close_section(struct parser *parser, const struct tag *tag)
{
	struct diags *diags = parser->set->diags;
	if (!parser->depth) {
		diag_add(diags, DIAG_TEMPLATE_SYNTAX, tag->span, msg_template_no_begin(diags->arena, tag->name, tag->name));
		return false;
	}
	struct tag *section = &parser->template->tags.items[parser->open[--parser->depth]];
	section->close = (size_t)(tag - parser->template->tags.items);
	if (strcmp(section->name, tag->name) == 0)
		return true;

	struct diag *diag = diag_add(diags, DIAG_TEMPLATE_SYNTAX, tag->span,
	                             msg_template_closed_by(diags->arena, section_title(diags, section), tag->name));
	diag->hint = msg_template_close_first(diags->arena, section->name);
	diag->related = section->span;
	diag->related_message = msg(MSG_TEMPLATE_BEGINS_HERE);
	return false;
}

static void report_unclosed(struct parser *parser)
{
	struct diags *diags = parser->set->diags;
	for (size_t i = 0; i < parser->depth; i++) {
		const struct tag *section = &parser->template->tags.items[parser->open[i]];
		struct diag *diag = diag_add(diags, DIAG_TEMPLATE_SYNTAX, section->span,
		                             msg_template_not_closed(diags->arena, section_title(diags, section)));
		diag->hint = msg_template_close_with(diags->arena, section->name);
	}
}

/* Is the tag from *start to *end alone on its line? Then they become the line's start and that of the next line. */
static bool is_standalone(const struct parser *parser, size_t *start, size_t *end)
{
	const char *text = parser->text;
	size_t before = *start, after = *end;
	while (before > 0 && is_blank(text[before - 1]))
		before--;
	while (is_blank(text[after]))
		after++;
	if (text[after] == '\r' && text[after + 1] == '\n')
		after++;
	if ((before > 0 && text[before - 1] != '\n') || (after < parser->length && text[after] != '\n'))
		return false;
	*start = before;
	*end = after + (after < parser->length);
	return true;
}

static enum tag_kind kind_of(char sigil)
{
	switch (sigil) {
	case '!':
		return TAG_COMMENT;
	case '#':
		return TAG_SECTION;
	case '^':
		return TAG_INVERTED;
	case '/':
		return TAG_CLOSE;
	case '>':
		return TAG_PARTIAL;
	case '&':
	case '{':
		return TAG_RAW;
	default:
		return TAG_ESCAPED;
	}
}

/* tag := "{{{" name "}}}" | "{{!" any "}}" | "{{" [ "#" | "^" | "/" | ">" | "&" ] name "}}" */
static bool parse_tag(struct parser *parser, size_t start)
{
	const struct source *source = parser->template->source;
	enum tag_kind kind = kind_of(parser->text[start + 2]);
	const char *brackets = parser->text[start + 2] == '{' ? "}}}" : "}}";
	size_t inside = start + 2 + (kind != TAG_ESCAPED);
	const char *close = strstr(parser->text + inside, brackets), *open = strstr(parser->text + inside, "{{");
	if (!close || (open && open < close && kind != TAG_COMMENT)) {
		struct span span = {source, start, start + strlen(brackets)};
		diag_add(parser->set->diags, DIAG_TEMPLATE_SYNTAX, span,
		         msg_template_open_tag(parser->set->diags->arena, brackets));
		return false;
	}

	size_t end = (size_t)(close - parser->text), before = start, after = end + strlen(brackets);
	struct tag tag = {.kind = kind, .span = {source, start, after}};
	tag.standalone = kind != TAG_ESCAPED && kind != TAG_RAW && is_standalone(parser, &before, &after);
	tag.indent = start - before;
	push_text(parser, before);
	parser->at = after;
	struct tag *pushed = push_tag(parser, tag);
	if (kind == TAG_COMMENT)
		return true;
	if (!parse_name(parser, pushed, inside, end))
		return false;
	if (kind == TAG_SECTION || kind == TAG_INVERTED)
		return open_section(parser, pushed);
	return kind != TAG_CLOSE || close_section(parser, pushed);
}

/* template := { text | tag }. Ends at the first mistake: to read on would be guesswork. */
static bool parse_template(struct parser *parser)
{
	const char *tag;
	while ((tag = strstr(parser->text + parser->at, "{{")))
		if (!parse_tag(parser, (size_t)(tag - parser->text)))
			return false;
	push_text(parser, parser->length);
	report_unclosed(parser);
	return !parser->depth;
}

static struct template_file *template_find(struct template_set *set, const char *name)
{
	struct template_file *template = map_get(&set->by_name, name);
	if (template)
		return template;
	template = arena_new_object(set->arena, struct template_file);
	map_put(&set->by_name, arena_string(set->arena, name), template);
	list_push(set->arena, &set->templates, template);

	template->source = set->load(set->context, name);
	if (template->source) {
		struct parser parser = {.set = set, .template = template, .line_start = true};
		parser.text = template->source->text;
		parser.length = template->source->length;
		template->broken = !parse_template(&parser);
		set->broken |= template->broken;
	}
	return template;
}

static void link_partials(struct template_set *set, struct template_file *template)
{
	for (size_t i = 0; i < template->tags.count && !template->broken; i++) {
		struct tag *tag = &template->tags.items[i];
		if (tag->kind != TAG_PARTIAL)
			continue;
		size_t before = set->diags->count;
		tag->partial = template_find(set, tag->name);
		set->broken |= !tag->partial->source;
		if (!tag->partial->source && set->diags->count == before) /* not there, or met before */
			diag_add(set->diags, DIAG_TEMPLATE_NAME, tag->span, msg_template_no_template(set->diags->arena, tag->name));
	}
}

/* The template with all that it may print: mistakes come to light whatever the view. */
static struct template_file *template_load(struct template_set *set, const char *name)
{
	struct template_file *template = template_find(set, name);
	while (set->linked < set->templates.count)
		link_partials(set, set->templates.items[set->linked++]);
	return template;
}

struct renderer {
	struct diags *diags;
	void (*escape)(struct buf *out, const char *text);
	struct buf *out;
	size_t steps;
	bool failed;
	bool stopped; /* at a limit */
};

/* The context stack: a name is looked for from here outwards. */
struct scope {
	json_t *value;
	const struct scope *outer;
};

/* A template being printed. */
struct frame {
	const struct template_file *template;
	const struct frame *outer; /* whose indentation stands before ours; NULL when none does */
	const char *indent;
	size_t indent_length;
	size_t depth;
};

static bool is_something(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_ARRAY:
		return json_array_size(value) > 0;
	case JSON_STRING:
		return json_string_length(value) > 0;
	case JSON_OBJECT:
	case JSON_INTEGER:
	case JSON_REAL:
	case JSON_TRUE:
		return true;
	case JSON_FALSE:
	case JSON_NULL:
		return false;
	}
	return false;
}

/* Lets the rendering fail at tag; false when it has been reported before. */
static bool fail_at(struct renderer *renderer, struct tag *tag)
{
	bool first = !tag->reported;
	tag->reported = true;
	renderer->failed = true;
	return first;
}

static void report_unknown(struct renderer *renderer, struct tag *tag, const char *part, const struct scope *scope)
{
	if (!fail_at(renderer, tag))
		return;
	struct nearest nearest = {.written = part};
	for (; scope; scope = scope->outer) {
		const char *key;
		json_t *value;
		json_object_foreach (scope->value, key, value) {
			nearest_offer(&nearest, key);
		}
	}
	struct diag *diag = diag_add(renderer->diags, DIAG_TEMPLATE_NAME, tag->span,
	                             msg_template_no_value(renderer->diags->arena, tag->name));
	diag_suggest(renderer->diags, diag, nearest.name);
}

/* The value of the tag's name; NULL after reporting that there is none. */
static json_t *tag_value(struct renderer *renderer, struct tag *tag, const struct scope *scope)
{
	if (strcmp(tag->name, ".") == 0)
		return scope->value;

	struct scope whole; /* the rest of a dotted name is looked for in it alone */
	for (const char *part = tag->name;; scope = &whole) {
		size_t length = strcspn(part, ".");
		json_t *value = NULL;
		for (const struct scope *at = scope; at && !value; at = at->outer)
			value = json_object_getn(at->value, part, length);
		if (!value) {
			report_unknown(renderer, tag, part, scope);
			return NULL;
		}
		if (!part[length])
			return value;
		if (!is_something(value))
			return json_null();
		part += length + 1;
		whole = (struct scope){.value = value};
	}
}

static void print_value(struct renderer *renderer, struct tag *tag, const json_t *value)
{
	struct buf *out = renderer->out;
	switch (json_typeof(value)) {
	case JSON_STRING:
		if (tag->kind == TAG_RAW)
			buf_puts(out, json_string_value(value));
		else
			renderer->escape(out, json_string_value(value));
		break;
	case JSON_INTEGER:
		buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_REAL:
		buf_printf(out, "%.15g", json_real_value(value));
		break;
	case JSON_TRUE:
		buf_puts(out, "true");
		break;
	case JSON_FALSE:
		buf_puts(out, "false");
		break;
	case JSON_NULL:
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		if (fail_at(renderer, tag)) {
			struct diag *diag = diag_add(renderer->diags, DIAG_TEMPLATE_SYNTAX, tag->span,
			                             msg_template_not_printable(renderer->diags->arena, tag->name));
			diag->hint = msg(MSG_TEMPLATE_IN_SECTION);
		}
		break;
	}
}

static void print_indent(struct buf *out, const struct frame *frame)
{
	if (!frame)
		return;
	print_indent(out, frame->outer);
	buf_append(out, frame->indent, frame->indent_length);
}

static void render_tags(struct renderer *renderer, const struct frame *frame, const struct scope *scope, size_t first,
                        size_t end);

static void render_section(struct renderer *renderer, const struct frame *frame, const struct scope *scope,
                           size_t index)
{
	struct tag *tag = &frame->template->tags.items[index];
	size_t first = index + 1, end = tag->close + 1; /* the closing tag may begin a line */
	json_t *value = tag_value(renderer, tag, scope);
	if (!value || is_something(value) != (tag->kind == TAG_SECTION))
		return;
	if (tag->kind == TAG_INVERTED) {
		render_tags(renderer, frame, scope, first, end);
		return;
	}

	size_t count = json_is_array(value) ? json_array_size(value) : 1;
	for (size_t i = 0; i < count && !renderer->stopped; i++) {
		json_t *item = json_is_array(value) ? json_array_get(value, i) : value;
		render_tags(renderer, frame, &(struct scope){item, scope}, first, end);
	}
}

static void render_partial(struct renderer *renderer, const struct frame *frame, const struct scope *scope,
                           struct tag *tag)
{
	if (!tag->partial->source || tag->partial->broken)
		return;
	if (frame->depth == TEMPLATE_DEPTH_LIMIT) {
		renderer->stopped = true;
		if (fail_at(renderer, tag)) {
			struct diag *diag =
			    diag_add(renderer->diags, DIAG_TEMPLATE_DEPTH, tag->span,
			             msg_template_partial_depth(renderer->diags->arena, tag->name, TEMPLATE_DEPTH_LIMIT));
			diag->hint = msg(MSG_TEMPLATE_CALLS_ITSELF);
		}
		return;
	}

	struct frame inner = {.template = tag->partial, .depth = frame->depth + 1};
	if (tag->standalone) {
		inner.outer = frame;
		inner.indent = tag->span.source->text + tag->span.start - tag->indent;
		inner.indent_length = tag->indent;
	}
	render_tags(renderer, &inner, scope, 0, tag->partial->tags.count);
}

/* Stops the rendering when it has become too large. */
static void check_limits(struct renderer *renderer, struct tag *tag)
{
	if (!renderer->out->overflow && ++renderer->steps <= STEP_LIMIT)
		return;
	renderer->stopped = true;
	if (!fail_at(renderer, tag))
		return;
	if (renderer->out->overflow)
		diag_add(renderer->diags, DIAG_TOO_LARGE, tag->span,
		         msg_template_output_limit(renderer->diags->arena, renderer->out->limit));
	else
		diag_add(renderer->diags, DIAG_TOO_LARGE, tag->span,
		         msg_template_step_limit(renderer->diags->arena, STEP_LIMIT));
}

static void render_tags(struct renderer *renderer, const struct frame *frame, const struct scope *scope, size_t first,
                        size_t end)
{
	for (size_t i = first; i < end && !renderer->stopped; i++) {
		struct tag *tag = &frame->template->tags.items[i];
		json_t *value;
		if (tag->starts_line)
			print_indent(renderer->out, frame);
		switch (tag->kind) {
		case TAG_TEXT:
			buf_append(renderer->out, tag->span.source->text + tag->span.start, tag->span.end - tag->span.start);
			break;
		case TAG_ESCAPED:
		case TAG_RAW:
			if ((value = tag_value(renderer, tag, scope)))
				print_value(renderer, tag, value);
			break;
		case TAG_SECTION:
		case TAG_INVERTED:
			render_section(renderer, frame, scope, i);
			i = tag->close;
			break;
		case TAG_PARTIAL:
			render_partial(renderer, frame, scope, tag);
			break;
		case TAG_COMMENT:
		case TAG_CLOSE:
			break;
		}
		if (!renderer->stopped)
			check_limits(renderer, tag);
	}
}

bool template_render(struct template_set *set, const char *name, json_t *view,
                     void (*escape)(struct buf *out, const char *text), struct buf *out)
{
	const struct template_file *template = template_load(set, name);
	if (!template->source || template->broken)
		return false;
	struct renderer renderer = {.diags = set->diags, .escape = escape, .out = out, .failed = set->broken};
	struct frame frame = {.template = template};
	render_tags(&renderer, &frame, &(struct scope){.value = view}, 0, template->tags.count);
	return !renderer.failed;
}
