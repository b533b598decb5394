"""usage: into.py XLSX NEW NAME=TEXT…: writes TEXT into the cells of a workbook that are named item.NAME; +changes=a|b|… adds a row
to 変更箇所, -changes=N takes its Nth away."""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])


def place(name):
    names = book.defined_names
    found = names[name] if hasattr(names, "items") else names.get(name)
    sheet, cells = next(iter(found.destinations))
    return book[sheet], cells.replace("$", "").split(":")[0]


for change in sys.argv[3:]:
    name, text = change.split("=", 1)
    if name in ("+changes", "-changes"):
        sheet, first = place("item.history")
        row = sheet[first].row
        if name == "-changes":
            sheet.delete_rows(row + int(text))
            continue
        while any(cell.value for cell in sheet[row]):
            row += 1
        for column, words in enumerate(text.split("|"), 1):
            sheet.cell(row, column).value = words or None
    else:
        sheet, cell = place("item." + name)
        sheet[cell].value = text.replace("\\n", "\n") or None
book.save(sys.argv[2])
