#ifndef SHIKII_LAW_WORDS_H
#define SHIKII_LAW_WORDS_H

#include <stdbool.h>
#include <string.h>

/* The atoms that citations are made of, as the folded text (law/folded.h) has them. Whatever is more than an atom, or may change
 * with the way in which people write, is a pattern of rules/law/patterns.yaml. */
#define WORD_ORDINAL "第"
#define WORD_BRANCH "の" /* of 第9条の2; it joins a table and its row, too */
#define WORD_ARTICLE "条"
#define WORD_PARAGRAPH "項"
#define WORD_ITEM "号"
#define WORD_TABLE "表"
#define WORD_SCHEDULE "別" WORD_TABLE
#define WORD_ROW "の項"
#define WORD_EACH "各" /* の各項 */
#define WORD_ROW_LABEL WORD_PARAGRAPH "番"
#define WORD_SUPPLEMENTARY "附則"

#define WORD_SAME "同"
#define WORD_SAME_ARTICLE WORD_SAME WORD_ARTICLE
#define WORD_SAME_PARAGRAPH WORD_SAME WORD_PARAGRAPH
#define WORD_SAME_ITEM WORD_SAME WORD_ITEM
#define WORD_FORMER "旧"
#define WORD_UNDER "に基づく" /* 第19条第8号に基づく主務省令 */

#define WORD_LAW "法"
#define WORD_IMPLEMENTING "施行" /* 施行令, 施行規則 */

#define WORD_STOP "。"
#define WORD_COMMA "、"
#define WORD_DOT "・"
#define WORD_QUOTE_END "」"
#define WORD_SPACE "\u3000"

#define WORD_ONE "一"
#define WORD_TWO "二"
#define WORDS_DIGITS "〇", WORD_ONE, WORD_TWO, "三", "四", "五", "六", "七", "八", "九"
#define WORD_TEN "十"
#define WORD_HUNDRED "百"
#define WORD_THOUSAND "千"

/* What a schedule's number may be written as before the digits are folded, and the dashes behind it. */
#define WORDS_SCHEDULE_NUMBERS                                                                                         \
	WORD_ORDINAL WORD_ONE, WORD_ORDINAL WORD_TWO, WORD_ORDINAL "1", WORD_ORDINAL "2", WORD_ORDINAL "１",               \
	    WORD_ORDINAL "２", WORD_ORDINAL "Ⅰ", WORD_ORDINAL "Ⅱ", "Ⅰ", "Ⅱ"
#define WORDS_DASHES "-", "－", "‐", "−", "–"

/* What a number goes on with that a line break cut in two, and what begins an item of a list. */
#define WORDS_BEHIND_NUMBER WORD_COMMA, ",", "，", WORD_BRANCH, WORD_PARAGRAPH, WORD_ARTICLE, WORD_ITEM, "）", ")"
#define WORDS_BULLETS                                                                                                  \
	WORD_DOT, "○", "◯", "●", "■", "□", "◆", "◇", "※", "【", "［", "[", "＜", "<", "①", "②", "③", "④", "⑤", "⑥", "⑦",   \
	    "⑧", "⑨", "⑩", "－", "-", "*", "|", "#"

/* Does the word stand at the beginning of the text? */
static inline bool word_at(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

#endif
