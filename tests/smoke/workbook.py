"""usage: workbook.py PLAN XLSX: every cell, drop-down and name of the plan stands in the workbook, as text."""
import re
import sys

import openpyxl


def unescape(text):
    """Without the marks of changed words."""
    return re.sub(r"\\(.)|[{}]", lambda m: "\n" if m[1] == "n" else m[1] or "", text)


def cells_of(plan):
    """(worksheet, first cell, text, drop-down) for each cell of the plan, and its names."""
    page, cells, names = None, [], []
    for line in plan.split("\n"):
        if line.startswith("== "):
            page = re.match(r"== (.*)（", line)[1]
        elif line.startswith("  "):
            place, style, _edges, rest = re.match(r"  (\S+) (\S+) (\S+) ?(.*)", line).groups()
            words = re.match(r"「(.*)」(?: ▼.*)?$", rest)
            text = unescape(words[1]) if words else ""
            listed = rest.split("▼", 1)[1].split("|") if "▼" in rest else None
            cells.append((page, place.split(":")[0], text, listed, "*" in style))
        elif line.startswith("item."):
            names.append((page, *line.split(" = ")))
    return cells, names


def list_of(book, formula):
    name, place = formula.replace("'", "").replace("$", "").split("!")
    found = book[name][place]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def main(plan_path, book_path):
    with open(plan_path, encoding="utf-8", newline="\n") as file:
        cells, names = cells_of(file.read())
    book = openpyxl.load_workbook(book_path)
    lists = {(page.title, str(each.sqref)): list_of(book, each.formula1)
             for page in book for each in page.data_validations.dataValidation}
    wrong = []
    for page, place, text, listed, answer in cells:
        cell = book[page][place]
        if (cell.value or "") != text or (text and cell.data_type != "s"):
            wrong.append(f"{page}!{place}: {cell.value!r} ({cell.data_type}), not {text!r}")
        if listed and lists.get((page, place)) != listed:
            wrong.append(f"{page}!{place}: drop-down {lists.get((page, place))}, not {listed}")
        if cell.protection.locked == answer:
            wrong.append(f"{page}!{place}: locked is {cell.protection.locked}")
    for page, name, place in names:
        defined = book.defined_names.get(name)
        if not defined or defined.attr_text.replace("$", "") != f"'{page}'!{place}":
            wrong.append(f"{name}: {defined and defined.attr_text}, not {place}")
    if book["選択肢"].sheet_state != "hidden" or not all(page.protection.sheet for page in book):
        wrong.append("worksheets are not hidden or protected as they should be")
    if book["変更箇所"].protection.autoFilter or not book["変更箇所"].auto_filter.ref:
        wrong.append("変更箇所 cannot be filtered")
    print("\n".join(line[:200] for line in wrong[:20]))
    return 1 if wrong or not cells or not names else 0


sys.exit(main(*sys.argv[1:]))
