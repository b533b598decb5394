/* Workbooks made by hand → their cells. */
#include "workbook/workbook.h"
#include "workbook/styles.h"

#include "support/book.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;
static struct workbook workbook;
static const struct era eras[] = {
    {"平成", "H", {1989, 1, 8}, {2019, 4, 30}},
    {"令和", "R", {2019, 5, 1}, {0, 0, 0}},
};
static const struct calendar calendar = {eras, 2};

static void set_up(void)
{
	arena = arena_new();
}

static void tear_down(void)
{
	arena_free(arena);
}

TestSuite(workbook, .init = set_up, .fini = tear_down);

static const char *read_bytes(const char *bytes, size_t length)
{
	return workbook_read(arena, &calendar, bytes, length, &workbook);
}

/* B2=words|C3=…: the cells of the first worksheet. */
static const char *cells_of(const char *data, const char *strings, const char *styles)
{
	size_t length;
	const char *bytes = book_of(arena, data, strings, styles, &length);
	const char *reason = read_bytes(bytes, length), *text = "";
	if (reason)
		return reason;
	for (size_t i = 0; i < workbook.sheets[0].count; i++) {
		const struct workbook_cell *cell = &workbook.sheets[0].cells[i];
		text = arena_printf(arena, "%s%s%c%u=%s", text, i ? "|" : "", (char)('A' + cell->range.column),
		                    cell->range.row + 1, cell->text);
	}
	return text;
}

Test(workbook, words)
{
	static const char strings[] = "<si><t>一つ</t></si>"
	                              "<si><r><rPr/><t>赤</t></r><r><t xml:space='preserve'>い　字</t></r>"
	                              "<rPh sb='0' eb='1'><t>アカ</t></rPh><phoneticPr fontId='1'/></si>"
	                              "<si><t>行_x000D_\n次_x000D_末 _x005F_x000D_ _x3042_ </t></si>";
	const struct {
		const char *cells, *expected;
	} cases[] = {
	    {"<c r='B2' t='s'><v>0</v></c>", "B2=一つ"},
	    {"<c r='B2' t='s'><v>1</v></c>", "B2=赤い　字"},
	    {"<c r='B2' t='s'><v>2</v></c>", "B2=行\n次\n末 _x000D_ _x3042_ "},
	    {"<c r='B2' t='s'><v>3</v></c>", ""},
	    {"<c r='B2' t='inlineStr'><is><t>内</t><rPh sb='0' eb='1'><t>ウチ</t></rPh></is></c>", "B2=内"},
	    {"<c r='B2' t='str'><f>A1&amp;\"x\"</f><v>式の答え</v></c>", "B2=式の答え"},
	    {"<c t='s'><v>0</v></c><c><v>12</v></c>", "A2=一つ|B2=12"},
	    {"<c r='C2'><v>1</v></c><c r='B2'><v>2</v></c>", "B2=2|C2=1"},
	    {"<c r='B2' t='b'><v>1</v></c><c r='ZZZZ9'><v>7</v></c>", "B2=1|C2=7"},
	    {"<c r='B2'><v></v></c><c r='C2' s='5'/>", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *data = arena_printf(arena, "<sheetData><row r='2'>%s</row></sheetData>", cases[i].cells);
		cr_expect_str_eq(cells_of(data, strings, NULL), cases[i].expected);
	}
}

Test(workbook, merged_cells_hide_what_lies_under_them)
{
	const char *text = cells_of("<sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
	                            "<row r='2'><c r='A2'><v>3</v></c><c r='C2'><v>4</v></c></row></sheetData>"
	                            "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='C2:D9'/></mergeCells>",
	                            NULL, NULL);
	cr_expect_str_eq(text, "A1=1|C2=4");
	cr_expect_eq(workbook.sheets[0].cells[0].range.last_row, 1);
	cr_expect_eq(workbook.sheets[0].cells[1].range.last_column, 3);
}

Test(workbook, numbers_as_excel_shows_them)
{
	const struct {
		const char *format, *number, *expected;
	} cases[] = {
	    {"[$-411]ggge\"年\"m\"月\"d\"日\";@", "45992", "令和7年12月1日"},
	    {"[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\"", "43586", "令和元年5月1日"},
	    {"ggge\"年\"mm\"月\"dd\"日\"", "43585", "平成31年04月30日"},
	    {"[$-411]ge.m.d", "45992", "R7.12.1"},
	    {"yyyy\"年\"m\"月\"d\"日\"(aaa)", "45992", "令和7年12月1日"},
	    {"yyyy/m/d h:mm", "45992.75", "2025/12/1"},
	    {"ggge\"年\"m\"月\"", "45992", "令和7年12月"},
	    {"m\"月\"d\"日\"", "45992", "12月1日"},
	    {"\\(0\\)\"件\"", "3", "(3)件"},
	    {"#,##0\"人\"", "128400", "128,400人"},
	    {"\"第0\"0", "7", "第07"},
	    {"0.00", "7", "7"},
	    {"General", "1.5", "1.5"},
	    {"yyyy", "99999999999", "99999999999"},
	    {"[", "3", "3"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(format_number(arena, &calendar, false, cases[i].format, cases[i].number), cases[i].expected,
		                 "%s", cases[i].format);
	cr_expect_str_eq(format_number(arena, &calendar, true, "yyyy/m/d", "44530"), "2025/12/1");
}

Test(workbook, formats_by_number)
{
	static const char styles[] =
	    "<numFmts><numFmt numFmtId='176' formatCode='0&quot;件&quot;'/></numFmts>"
	    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
	    "<xf numFmtId='58'/><xf numFmtId='57'/><xf numFmtId='55'/><xf numFmtId='176'/></cellXfs>";
	cr_expect_str_eq(
	    cells_of("<sheetData><row><c s='0'><v>45992</v></c><c s='1'><v>45992</v></c><c s='2'><v>45992</v></c>"
	             "<c s='3'><v>45992</v></c><c s='4'><v>3</v></c><c s='77'><v>3</v></c></row></sheetData>",
	             NULL, styles),
	    "A1=45992|B1=令和7年12月1日|C1=R7.12.1|D1=2025年12月|E1=3件|F1=3");
}

/* ---- files that a stranger made ---- */

static const char *read_parts(const struct book_part *parts, size_t count)
{
	size_t length;
	const char *bytes = book_zip(arena, parts, count, &length);
	const char *reason = read_bytes(bytes, length);
	return reason ? reason : "";
}

Test(workbook, hostile_xml)
{
	const struct {
		const char *book, *expected;
	} cases[] = {
	    {"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><workbook>&x;</workbook>", "文書型宣言"},
	    {"<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><workbook/>", "文書型宣言"},
	    {"<workbook><sheets></workbook>", "壊れています"},
	    {"<workbook>&x;</workbook>", "壊れています"},
	    {"", "壊れています"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct book_part part = {"xl/workbook.xml", cases[i].book, 0, 0};
		const char *reason = read_parts(&part, 1);
		cr_expect(strstr(reason, cases[i].expected), "%s: %s", cases[i].book, reason);
	}
}

Test(workbook, parts_are_found_in_the_archive_only)
{
	static const char book[] = "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='a'/><sheet name='b' r:id='b'/>"
	                           "<sheet name='c' r:id='c'/></sheets></workbook>";
	static const char relations[] =
	    "<Relationships><Relationship Id='a' Type='x/worksheet' Target='../../../../etc/passwd'/>"
	    "<Relationship Id='b' Type='x/worksheet' Target='http://example.com/a.xml' "
	    "TargetMode='External'/></Relationships>";
	struct book_part parts[] = {{"xl/workbook.xml", book, 0, 0},
	                            {"XL\\_RELS/workbook.xml.rels", relations, 0, 0},
	                            {"../../../../etc/passwd", "<a/>", 0, 0}};
	cr_expect(strstr(read_parts(parts, 3), "壊れています"));
	parts[2].name = "etc/passwd";
	cr_expect_str_eq(read_parts(parts, 3), "");
	cr_expect_eq(workbook.sheet_count, 3);
	cr_expect_eq(workbook.sheets[1].count, 0);
}

Test(workbook, a_bomb_goes_off_no_further_than_the_limit)
{
	enum { SIZE = 200 * 1024 * 1024 };
	char *bytes = arena_alloc(arena, SIZE);
	memset(bytes, ' ', SIZE);
	memcpy(bytes, "<workbook>", 10);
	const struct book_part part = {"xl/workbook.xml", bytes, SIZE, 0};
	cr_expect(strstr(read_parts(&part, 1), "ブックが大きすぎます"));
}

/* Each cell names the same long string. */
Test(workbook, one_string_a_million_times)
{
	struct buf data = BUF_INIT;
	const char *string = arena_printf(arena, "<si><t>%0*d</t></si>", 30000, 0);
	size_t length;
	buf_puts(&data, "<sheetData>");
	for (size_t i = 0; i < 1000000; i++)
		buf_puts(&data, "<row><c t='s'><v>0</v></c></row>");
	buf_puts(&data, "</sheetData>");
	const char *bytes = book_of(arena, buf_text(&data), string, NULL, &length);
	buf_free(&data);
	cr_expect(strstr(read_bytes(bytes, length), "ブックが大きすぎます"));
}

Test(workbook, merges_without_end)
{
	struct buf data = BUF_INIT;
	size_t length;
	buf_puts(&data, "<sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>");
	for (size_t i = 0; i < 100000; i++)
		buf_puts(&data, "<mergeCell ref='A1:XFD1048576'/>");
	const char *bytes = book_of(arena, buf_text(&data), NULL, NULL, &length);
	cr_expect_null(read_bytes(bytes, length));
	buf_puts(&data, "<mergeCell ref='A1:B1'/>");
	bytes = book_of(arena, buf_text(&data), NULL, NULL, &length);
	cr_expect(strstr(read_bytes(bytes, length), "ブックが大きすぎます"));
	buf_free(&data);
}

/* What is merged over columns of which one is seen is seen, too. */
Test(workbook, hidden_columns)
{
	size_t length;
	const char *bytes =
	    book_of(arena,
	            "<cols><col min='2' max='2' hidden='1'/><col min='3' max='3' hidden='1'/></cols><sheetData>"
	            "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c><c r='D1'><v>3</v></c></row>"
	            "<row r='2'><c r='B2'><v>4</v></c></row><row r='3'><c r='C3'><v>5</v></c></row>"
	            "</sheetData><mergeCell ref='B2:C2'/><mergeCell ref='C3:D3'/>",
	            NULL, NULL, &length);
	static const bool hidden[] = {false, true, false, true, false};
	cr_assert_null(read_bytes(bytes, length));
	cr_assert_eq(workbook.sheets[0].count, sizeof hidden / sizeof *hidden);
	for (size_t i = 0; i < workbook.sheets[0].count; i++)
		cr_expect_eq(workbook.sheets[0].cells[i].hidden, hidden[i], "%zu", i);
}

/* A workbook of a few pages' size would be read for minutes. */
Test(workbook, hidden_columns_without_end, .timeout = 60)
{
	struct buf data = BUF_INIT;
	size_t length;
	buf_puts(&data, "<cols>");
	for (int i = 1; i <= 16384; i++)
		buf_printf(&data, "<col min='%d' max='%d' hidden='1'/>", i, i);
	buf_puts(&data, "</cols><sheetData>");
	for (size_t i = 0; i < 1000000; i++)
		buf_puts(&data, "<row><c><v>1</v></c></row>");
	buf_puts(&data, "</sheetData>");
	const char *bytes = book_of(arena, buf_text(&data), NULL, NULL, &length);
	buf_free(&data);
	cr_expect_null(read_bytes(bytes, length));
}

Test(workbook, strings_without_end)
{
	struct buf strings = BUF_INIT;
	size_t length;
	for (size_t i = 0; i <= 2000000; i++)
		buf_puts(&strings, "<si/>");
	const char *bytes = book_of(arena, "<sheetData/>", buf_text(&strings), NULL, &length);
	buf_free(&strings);
	const char *reason = read_bytes(bytes, length);
	cr_expect(reason && strstr(reason, "ブックが大きすぎます"), "%s", reason);
}

/* The elements would all be closed: what ends the reading is how deep they stand. */
Test(workbook, elements_in_each_other)
{
	struct buf data = BUF_INIT;
	size_t length;
	for (size_t depth = 100; depth <= 300; depth += 200) {
		buf_clear(&data);
		for (size_t i = 0; i < depth; i++)
			buf_puts(&data, "<a>");
		for (size_t i = 0; i < depth; i++)
			buf_puts(&data, "</a>");
		const char *bytes = book_of(arena, buf_text(&data), NULL, NULL, &length), *reason = read_bytes(bytes, length);
		cr_expect(depth == 100 ? !reason : reason && strstr(reason, "壊れています"), "%zu: %s", depth, reason);
	}
	buf_free(&data);
}

Test(workbook, encrypted_parts_and_other_archives)
{
	const struct book_part locked = {"xl/workbook.xml", "<workbook/>", 0, 1}, other = {"a.txt", "a", 0, 0};
	const struct book_part binary[] = {
	    {"_rels/.rels", "<R><Relationship Id='a' Type='x/officeDocument' Target='xl/workbook.bin'/></R>", 0, 0},
	    {"xl/workbook.bin", "x", 0, 0}};
	cr_expect(strstr(read_parts(&locked, 1), "パスワード"));
	cr_expect(strstr(read_parts(&other, 1), "ブック（.xlsx）ではありません"));
	cr_expect(strstr(read_parts(binary, 2), ".xlsb"));
}

/* Every beginning of a workbook, and every byte of it turned over: read or refused. */
Test(workbook, broken_bytes)
{
	size_t length;
	const char *bytes = book_of(arena, "<sheetData><row><c><v>1</v></c></row></sheetData>", NULL, NULL, &length);
	struct arena *outer = arena;
	for (size_t i = 0; i < length; i++) {
		char *copy = arena_copy(outer, bytes, length);
		arena = arena_new();
		cr_expect(read_bytes(copy, i) != NULL || i + 22 > length, "%zu", i); /* the last record may lack its end */
		copy[i] = (char)~copy[i];
		read_bytes(copy, length);
		arena_free(arena);
		arena = outer;
	}
}
