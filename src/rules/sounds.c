/* Lists of kanji that are mistaken for one another → the groups of each. */
#include "rules/sounds.h"

#include "base/messages/rule.h"
#include "base/utf8.h"

#include <string.h>

enum {
	GROUP_LIMIT = 500,
	GROUP_LENGTH = 60, /* letters of one sound */
	KANJI = 0x4e00,
	KANJI_COUNT = 0x5200,
	KANJI_BYTES = 3
};

/* A letter in a group, and where its next one is, as it may have several sounds. */
struct member {
	const int32_t *group; /* ends with 0 */
	uint16_t next;
};

struct sounds {
	struct member *members;
	uint16_t member_count;
	uint16_t first[KANJI_COUNT]; /* behind the first member that is the letter, 0: none */
};

const struct sounds *sounds_load(const struct rule_reader *reader, const struct node *node)
{
	struct sounds *sounds = arena_new_object(reader->arena, struct sounds);
	size_t bytes = 0;
	if (!rule_few_enough(reader, node, GROUP_LIMIT))
		return NULL;
	for (size_t i = 0, length; i < node->count; i++)
		bytes += node_member_text(node, i, &length) ? length : 0;
	sounds->members = arena_array(reader->arena, struct member, bytes / KANJI_BYTES);
	for (size_t i = 0; i < node->count; i++) {
		const char *item = node_member_text(node, i, NULL);
		size_t count = item ? utf8_count(item, strlen(item)) : 0;
		if (count < 2 || count > GROUP_LENGTH) {
			rule_refuse(reader, node_member(node, i), msg(MSG_RULE_SOUNDS));
			return NULL;
		}
		int32_t *group = arena_array(reader->arena, int32_t, count + 1);
		const char *at = item;
		for (size_t j = 0; j < count; j++, at += utf8_step(at)) {
			group[j] = utf8_point(at);
			if (!utf8_is_kanji(group[j])) {
				rule_refuse(reader, node_member(node, i), msg(MSG_RULE_SOUNDS));
				return NULL;
			}
			uint16_t *first = &sounds->first[group[j] - KANJI];
			struct member member = {group, *first};
			sounds->members[sounds->member_count++] = member;
			*first = sounds->member_count;
		}
	}
	return sounds;
}

const int32_t *sounds_group(const struct sounds *sounds, int32_t kanji, uint32_t *place)
{
	if (!utf8_is_kanji(kanji))
		return NULL;
	uint16_t next = *place ? sounds->members[*place - 1].next : sounds->first[kanji - KANJI];
	*place = next;
	return next ? sounds->members[next - 1].group : NULL;
}
