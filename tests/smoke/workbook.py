"""usage: workbook.py PLAN XLSX: every cell, marked word, drop-down, name, column, row and table of the plan stands in the
workbook, texts as text."""
import re
import sys
import zipfile
from xml.etree import ElementTree

import openpyxl
from openpyxl.cell.text import Text

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DIGIT = 8  # pixels at 96 dpi, of the font Normal that templates/xlsx/default.yaml names


class Page:
    """A worksheet of a plan."""

    def __init__(self, line):
        self.name, way, widths = re.match(r"== (.*)（(.)）(.*)", line).groups()
        self.orientation = {"縦": "portrait", "横": "landscape"}[way]
        self.widths = [int(width) for width in widths.split()]
        self.table = None
        self.heights = []
        self.cells = []  # (cells, text, marked words, drop-down, answer, style, points smaller than that)
        self.names = []  # (name, place)


def read_words(words):
    """A text, and those of its words that are marked as changed."""
    text, marks, start = "", [], 0
    for escaped, brace, plain in re.findall(r"\\(.)|([{}])|([^\\{}]+)", words):
        if brace == "{":
            start = len(text)
        elif brace:
            marks.append(text[start:])
        else:
            text += plain or ("\n" if escaped == "n" else escaped)
    return text, marks


def read_cell(line):
    place, style, _edges, rest = re.match(r"  (\S+) (\S+) (\S+) ?(.*)", line).groups()
    smaller, rest = re.match(r"(?:-([\d.]+) )?(.*)", rest).groups()
    words = re.match(r"「(.*)」(?: ▼.*)?$", rest)
    listed = rest.split("▼", 1)[1].split("|") if "▼" in rest else None
    style_name = re.match(r"[a-z_-]+", style)[0]
    return place, *read_words(words[1] if words else ""), listed, "*" in style, style_name, float(smaller or 0)


def read_plan(path):
    pages = []
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file.read().split("\n"):
            if line.startswith("== "):
                pages.append(Page(line))
            elif line.startswith("表 "):
                pages[-1].table = line[2:]
            elif line.startswith("  "):
                pages[-1].cells.append(read_cell(line))
            elif line.startswith("item."):
                pages[-1].names.append(line.split(" = "))
            elif pages and re.match(r"\d+: ", line):
                pages[-1].heights.append(int(line.split()[1]))
    return pages


def list_of(book, formula):
    name, place = formula.replace("'", "").replace("$", "").split("!")
    found = book[name][place]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def is_marked(font):
    return bool(font and (font.u or font.b) and font.color and font.color.type == "rgb")


def marks_of(book, path):
    """{(worksheet, cell): its marked words}; openpyxl itself drops the fonts within a cell."""
    marks = {}
    with zipfile.ZipFile(path) as file:
        strings = [Text.from_tree(item) for item in ElementTree.fromstring(file.read("xl/sharedStrings.xml"))]
        for number, page in enumerate(book, 1):
            root = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
            for cell in root.iter(f"{MAIN}c"):
                place = cell.get("r")
                if cell.get("t") != "s":
                    continue
                runs = strings[int(cell.find(f"{MAIN}v").text)].r
                whole = [page[place].value] if is_marked(page[place].font) else []
                marks[page.title, place] = [run.t for run in runs if is_marked(run.rPr)] if runs else whole
    return marks


def check_cells(page, sheet, marks, lists, sizes):
    merged = {str(each) for each in sheet.merged_cells.ranges}
    for cells, text, marked, listed, answer, style, smaller in page.cells:
        place = cells.split(":")[0]
        cell = sheet[place]
        if ":" in cells and cells not in merged:
            yield f"{cells} are not one cell"
        if (cell.value or "") != text or (text and cell.data_type != "s"):
            yield f"{place}: {cell.value!r} ({cell.data_type}), not {text!r}"
        if marks.get((page.name, place), []) != marked:
            yield f"{place}: {marks.get((page.name, place))} marked, not {marked}"
        if listed and lists.get((page.name, place)) != listed:
            yield f"{place}: drop-down {lists.get((page.name, place))}, not {listed}"
        size = round(cell.font.sz + smaller, 1)
        if text and sizes.setdefault(style, size) != size:
            yield f"{place}: {cell.font.sz} points, {smaller} less than {style}, which has {sizes[style]}"
        if cell.protection.locked == answer:
            yield f"{place}: locked is {cell.protection.locked}"


def check_shape(page, sheet):
    if (sheet.page_setup.orientation or "portrait") != page.orientation:
        yield f"{sheet.page_setup.orientation}, not {page.orientation}"
    if sheet.max_row > len(page.heights) or sheet.max_column > len(page.widths):
        yield f"cells outside of {len(page.heights)} rows and {len(page.widths)} columns"
    for i, height in enumerate(page.heights, 1):
        if abs((sheet.row_dimensions[i].height or 0) - height) > 0.05:
            yield f"row {i} is {sheet.row_dimensions[i].height} high, not {height}"
    columns = {i: each.width for each in sheet.column_dimensions.values() for i in range(each.min, each.max + 1)}
    for i, width in enumerate(page.widths, 1):
        seen = columns.get(i, 0) * DIGIT * 25.4 / 96  # as Excel shows it
        if abs(seen - width) > 0.5:
            yield f"column {i} is {seen:.1f} mm wide, not {width}"
    if not sheet.protection.sheet:
        yield "not protected"


def check_table(page, sheet):
    """It can be filtered in a protected worksheet, and its headings stay and are printed on each page."""
    heading = re.match(r"[A-Z]+(\d+)", page.table)[1]
    if sheet.auto_filter.ref != page.table or sheet.protection.autoFilter:
        yield f"{sheet.auto_filter.ref} can be filtered, not {page.table}"
    if sheet.print_title_rows != f"${heading}:${heading}":
        yield f"{sheet.print_title_rows} repeated, not row {heading}"
    if sheet.freeze_panes != f"A{int(heading) + 1}":
        yield f"frozen at {sheet.freeze_panes}, not behind row {heading}"


def check_names(page, book):
    for name, place in page.names:
        defined = book.defined_names.get(name)
        if not defined or defined.attr_text.replace("$", "") != f"'{page.name}'!{place}":
            yield f"{name}: {defined and defined.attr_text}, not {place}"


def check_book(pages, book):
    extra = ["選択肢"] if any(cell[3] for page in pages for cell in page.cells) else []
    extra += ["由来"] if "由来" in book.sheetnames else []  # not of a 新旧対照表
    if book.sheetnames != [page.name for page in pages] + extra:
        yield f"worksheets {book.sheetnames}"
    elif extra and (book["選択肢"].sheet_state != "hidden" or not book["選択肢"].protection.sheet):
        yield "選択肢 is not hidden and protected"


def main(plan_path, book_path):
    pages = read_plan(plan_path)
    book = openpyxl.load_workbook(book_path)
    lists = {(sheet.title, str(each.sqref)): list_of(book, each.formula1)
             for sheet in book for each in sheet.data_validations.dataValidation}
    marks = marks_of(book, book_path)
    wrong, sizes = list(check_book(pages, book)), {}
    for page in [] if wrong else pages:
        sheet = book[page.name]
        found = [*check_cells(page, sheet, marks, lists, sizes), *check_shape(page, sheet), *check_names(page, book)]
        found += check_table(page, sheet) if page.table else []
        wrong += [f"{page.name}: {line}" for line in found]
    print("\n".join(line[:200] for line in wrong[:20]))
    return 1 if wrong or not any(page.cells for page in pages) else 0


sys.exit(main(*sys.argv[1:]))
