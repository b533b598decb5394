/* A session remembers what it found in texts: after each edit it says what a new one says. */
#include "base/arena.h"
#include "shikii.h"
#include "support/folder.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MODEL "mihon-kokuho/assessment.yaml"

static void put(shikii_session *session, const char *path, const char *text)
{
	cr_assert(shikii_put(session, path, text, strlen(text)));
}

static shikii_session *session_new(const char *body, const char *model)
{
	shikii_session *session = shikii_open();
	shikii_use_disk(session, 0);
	put(session, "shikii.yaml", body);
	put(session, MODEL, model);
	return session;
}

static void assert_same(shikii_session *session, shikii_session *fresh, const char *command)
{
	static const char *const paths[] = {MODEL};
	shikii_result *one = shikii_run(session, command, NULL, 0, paths, 1);
	shikii_result *other = shikii_run(fresh, command, NULL, 0, paths, 1);
	cr_assert_eq(shikii_status(one), shikii_status(other));
	cr_assert_str_eq(shikii_report(one, NULL), shikii_report(other, NULL));
	shikii_free(one);
	shikii_free(other);
}

static const char *sample(struct arena *arena, const char *path)
{
	return file_text(arena, arena_printf(arena, "%s/assessments/%s", getenv("SHIKII_SOURCE_DIR"), path));
}

/* The words behind `place`, which stands in the model, are those of an author. */
static const char *edited(struct arena *arena, const char *model, const char *place, const char *words)
{
	const char *at = strstr(model, place);
	cr_assert(at, "%s", place);
	size_t front = (size_t)(at - model) + strlen(place);
	return arena_printf(arena, "%.*s%s%s", (int)front, model, words, model + front);
}

Test(session_edits, findings_are_those_of_a_new_session, .timeout = 290)
{
	static const char *const edits[][2] = {
	    {"国民健康保険に関する事務処理を行う", "番号法第19条第7号 別表第二の42の項による"},
	    {"届出、住民異動等に基づく", "国民健康保険法（以下「法」という。）による"}, /* 「法」 is another from here on */
	    {"所得情報等に基づく", "ﾎｹﾝ令和7年13月1日がが"},
	    {"療養費、高額療養費", "、法第9条及び第9条のの手続き"},
	};
	struct arena *arena = arena_new();
	const char *body = sample(arena, "shikii.yaml"), *model = sample(arena, MODEL), *all = model;
	shikii_session *session = session_new(body, model);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		all = edited(arena, all, edits[i][0], edits[i][1]);
		const char *states[] = {model, edited(arena, model, edits[i][0], edits[i][1]), all};
		for (size_t j = i > 0; j < sizeof states / sizeof *states; j++) {
			shikii_session *fresh = session_new(body, states[j]);
			put(session, MODEL, states[j]);
			assert_same(session, fresh, "check");
			assert_same(session, fresh, "cite");
			shikii_close(fresh);
		}
	}
	shikii_close(session);
	arena_free(arena);
}
