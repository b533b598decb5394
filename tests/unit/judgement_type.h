#ifndef SHIKII_TESTS_JUDGEMENT_TYPE_H
#define SHIKII_TESTS_JUDGEMENT_TYPE_H

/* The type of the variable `judgement`, for tests that load forms without the threshold judgement. */

#include "lang/type.h"

static const struct type fixture_kinds = {.kind = TYPE_LIST, .element = &type_text};
static const struct field fixture_judgement_fields[] = {
    {"subjects", "対象人数", &type_text},
    {"handlers", "取扱者数", &type_text},
    {"incident", "重大事故", &type_text},
    {"result", "しきい値判断結果", &type_text},
    {"owed", "義務付けられた評価書", &fixture_kinds},
    {"made", "作る評価書", &fixture_kinds},
};
static const struct type fixture_judgement = {
    .kind = TYPE_RECORD, .name = "judgement", .fields = fixture_judgement_fields, .field_count = 6};

#endif
