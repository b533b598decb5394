"""usage: into.py XLSX NEW NAME=TEXT…: writes TEXT into the cells of a workbook that are named item.NAME; +changes=a|b|… adds a row
to 変更箇所, -changes=N takes its Nth away, =changes=N|C|TEXT writes TEXT into column C of its Nth; -frame=NAME takes away the rows of the cells whose names begin so, as Excel leaves it."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])


def place(name):
    names = book.defined_names
    found = names[name] if hasattr(names, "items") else names.get(name)
    sheet, cells = next(iter(found.destinations))
    return book[sheet], cells.replace("$", "").split(":")[0]


def take_away(start):
    """The rows' cells are empty, and their names lead nowhere; openpyxl itself moves no name when rows go."""
    names = book.defined_names
    each = names.values() if hasattr(names, "values") else names.definedName
    for found in list(each):
        if found.name.startswith(f"item.{start}."):
            sheet, cell = place(found.name)
            for beside in sheet[sheet[cell].row]:
                if not isinstance(beside, openpyxl.cell.cell.MergedCell):
                    beside.value = None
            found.attr_text = found.attr_text.split("!")[0] + "!#REF!"


for change in sys.argv[3:]:
    name, text = change.rsplit("=", 1) if change.startswith("=") else change.split("=", 1)
    if name == "-frame":
        take_away(text)
        continue
    if name in ("+changes", "-changes", "=changes"):
        sheet, first = place("item.history")
        row = sheet[first].row
        if name == "-changes":
            sheet.delete_rows(row + int(text))
            continue
        if name == "=changes":
            nth, column, words = text.split("|")
            sheet.cell(row + int(nth), int(column)).value = words
            continue
        while any(cell.value for cell in sheet[row]):
            row += 1
        for column, words in enumerate(text.split("|"), 1):
            sheet.cell(row, column).value = words or None
    else:
        sheet, cell = place("item." + name)
        sheet[cell].value = text.replace("\\n", "\n") or None
book.save(sys.argv[2])
